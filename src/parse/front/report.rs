//! A report's front matter becomes a draft.
//!
//! In: the bytes of a Markdown file. Out: the draft, with the beginning of
//! its body; none without title, organisation and year, which make a report.

use std::ops::Range;

use crate::diag::Words;
use crate::diag::rules::front::UNIT_TWICE;
use crate::parse::front::choices::{APPROX, TRUTH};
use crate::parse::front::keys::{ACHIEVEMENT, CONTRIBUTOR, FIGURE, HONOUR, PERSON, REPORT, SOURCE};
use crate::parse::front::record::{Record, RecordReader};
use crate::parse::front::review;
use crate::parse::front::status::{self, status};
use crate::parse::front::{left_out, with_front_matter};
use crate::parse::markdown::Referred;
use crate::parse::{
    AchievementDraft, Contributor, Details, FigureDraft, HonourDraft, Parsed, PersonDraft, Precision, ReportDraft,
    Source, markdown,
};
use crate::source::VPath;

const TRUTHS: Words = Words { zh: "是、否", en: "true, false" };
const APPROXES: Words = Words { zh: "是、否、余、多、近、约", en: "true, false, over, many, nearly" };

/// Reads a report.
pub fn report(path: &VPath, bytes: &[u8]) -> Parsed<ReportDraft> {
    with_front_matter(path, bytes, &REPORT, draft)
}

/// The draft that a record makes.
pub fn draft(reader: &mut RecordReader<'_>, record: &Record<'_>, body: Range<u32>) -> Option<ReportDraft> {
    // All fields are read before the required ones decide, so that every
    // finding is made at once.
    let title = reader.text(record, "title");
    let branch = reader.text(record, "branch");
    let year = reader.years(record, "year");
    let subtitle = reader.words(record, "subtitle").map(|text| without_dash(&text));
    let date = reader.date(record, "date");
    let genre = reader.words(record, "genre");
    let topics = reader.texts(record, "topics");
    let authors = reader.names(record, "authors");
    let editors = reader.names(record, "editors");
    let contributors = reader.records(record, "contributors", &CONTRIBUTOR);
    let contributors = contributors.iter().filter_map(|record| contributor(reader, record)).collect();
    let published = reader.date(record, "published").map(|date| date.value);
    let details = Details::read(|key| reader.words(record, key));
    let source = source(reader, record);
    let summary = reader.words(record, "abstract");
    let keywords = reader.names(record, "keywords");
    let doi = reader.doi(record, "doi");
    let achievements = reader.records(record, "achievements", &ACHIEVEMENT);
    let achievements = achievements.iter().filter_map(|record| achievement(reader, record)).collect();
    let honours = reader.records(record, "honours", &HONOUR);
    let honours = honours.iter().filter_map(|record| honour(reader, record)).collect();
    let metrics = figures(reader, record, "metrics");
    let people = reader.people(record, "people", &PERSON);
    let people = people.iter().filter_map(|record| person(reader, record)).collect();
    let review = review::read(reader, record);
    let status = status(reader, record);
    let approvals = status::approvals(reader, record);
    let (title, branch, year) = (title?, branch?, year?);
    let markdown = reader.text.get(body.start as usize..body.end as usize).unwrap_or("");
    let excerpt = markdown::excerpt(markdown);
    let Referred { files, illustrations } = markdown::files(reader.path, markdown);
    Some(ReportDraft {
        path: reader.path.clone(),
        title,
        subtitle: subtitle.filter(|subtitle| !subtitle.is_empty()),
        branch,
        year,
        date,
        genre,
        topics,
        authors,
        editors,
        contributors,
        published,
        details,
        source,
        summary,
        keywords,
        doi,
        achievements,
        honours,
        metrics,
        people,
        review,
        left_out: left_out(reader.text, body.start as usize).count() as u32,
        status,
        approvals,
        body,
        excerpt: excerpt.text,
        characters: excerpt.characters,
        files,
        illustrations,
    })
}

/// A subtitle without the dash before it, of whatever shape.
fn without_dash(text: &str) -> String {
    text.trim_start_matches(['—', '－', '-', '–', '―', '─', ' ', '\u{3000}']).to_owned()
}

fn source(reader: &mut RecordReader<'_>, report: &Record<'_>) -> Option<Source> {
    let slot = report.slot("source")?;
    let record = reader.record(slot.node, &SOURCE, slot.node.at.clone())?;
    let name = reader.words(&record, "name");
    // A bare address is the short form as well.
    let bare = name.as_ref().is_some_and(|name| name.starts_with("https://") || name.starts_with("http://"));
    if bare && record.slot("url").is_none() {
        return Some(Source { url: name, ..Source::default() });
    }
    Some(Source {
        name,
        url: reader.address(&record, "url"),
        issn: reader.issn(&record, "issn"),
        issue: reader.words(&record, "issue"),
        file: reader.words(&record, "file"),
        digest: reader.words(&record, "digest"),
        publish: reader.choice(&record, "publish", &TRUTH, TRUTHS) == Some(0),
    })
}

fn contributor(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<Contributor> {
    let name = reader.text(record, "name");
    let role = reader.words(record, "role");
    Some(Contributor { name: name?.value, role: role.unwrap_or_default() })
}

fn achievement(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<AchievementDraft> {
    let text = reader.text(record, "text");
    let topics = reader.texts(record, "topics");
    let date = reader.date(record, "date");
    let figures = figures(reader, record, "figures");
    Some(AchievementDraft { text: text?, topics, date, figures })
}

fn honour(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<HonourDraft> {
    let name = reader.text(record, "name");
    let level = reader.words(record, "level");
    let grantor = reader.words(record, "grantor");
    let date = reader.date(record, "date");
    let recipient = reader.words(record, "recipient");
    Some(HonourDraft { name: name?, level, grantor, date, recipient })
}

fn figures(reader: &mut RecordReader<'_>, record: &Record<'_>, name: &str) -> Vec<FigureDraft> {
    let records = reader.records(record, name, &FIGURE);
    records.iter().filter_map(|record| figure(reader, record)).collect()
}

fn figure(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<FigureDraft> {
    let name = reader.text(record, "name");
    let mut unit = reader.words(record, "unit").map(|unit| unit.replace('％', "%"));
    let value = reader.quantity(record, "value", unit.as_deref());
    let base = reader.quantity(record, "base", unit.as_deref()).map(|(base, _)| base);
    let as_of = reader.date(record, "as_of");
    let approx = reader.choice(record, "approx", &APPROX, APPROXES);
    let note = reader.words(record, "note");
    let (mut value, written) = value?;
    match (&unit, written) {
        (Some(unit), Some(written)) if *unit != written => {
            let slot = record.slot("value")?;
            let finding = reader.finding(&UNIT_TWICE, &slot.node.at).with("written", written);
            reader.report(finding.with("unit", unit.as_str()));
        }
        (None, written) => unit = written,
        _ => {}
    }
    // The word beside the number is more exact than a mere “approximate”.
    value.precision = match approx {
        Some(0) => Precision::Exact,
        Some(1) if value.precision == Precision::Exact => Precision::About,
        Some(2) => Precision::Over,
        Some(3) => Precision::Many,
        Some(4) => Precision::Nearly,
        _ => value.precision,
    };
    Some(FigureDraft { name: name?, value, unit, base, as_of, note })
}

fn person(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<PersonDraft> {
    let name = reader.text(record, "name");
    let role = reader.words(record, "role");
    let unit = reader.words(record, "unit");
    let title = reader.words(record, "title");
    let from = reader.date(record, "from").map(|date| date.value);
    let to = reader.date(record, "to").map(|date| date.value);
    Some(PersonDraft { name: name?, role, unit, title, from, to })
}
