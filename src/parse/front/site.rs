//! `site.yaml` and the front matter of pages become drafts.
//!
//! In: the bytes of the file. Out: the draft, defaults filled in; none
//! without a title.

use crate::diag::rules::front::SEAL_TOO_LONG;
use crate::diag::{Language, Words};
use crate::parse::front::choices::{LANGUAGE, LINKS, TRUTH};
use crate::parse::front::keys::{FONTS, LIMITS, PAGE, SEARCH, SITE};
use crate::parse::front::record::{Record, RecordReader};
use crate::parse::front::{with_front_matter, with_yaml};
use crate::parse::{Access, Limits, LookDraft, PageDraft, Parsed, SiteDraft, markdown};
use crate::source::{Spanned, VPath};

/// How many entries a list shows unless the site says otherwise.
const PAGE_SIZE: u32 = 100;

const LANGUAGES: Words = Words { zh: "中文（zh）、英文（en）", en: "zh (Chinese), en (English)" };
const WAYS: Words = Words { zh: "无（none）、内容（content）", en: "none, content" };
const TRUTHS: Words = Words { zh: "是、否", en: "true, false" };

/// Reads a page that is no report.
pub fn page(path: &VPath, bytes: &[u8]) -> Parsed<PageDraft> {
    with_front_matter(path, bytes, &PAGE, |reader, record, body| {
        let title = reader.text(record, "title");
        let language = language(reader, record);
        let order = reader.whole(record, "order");
        let nav = reader.choice(record, "nav", &TRUTH, TRUTHS).map(|choice| choice == 0);
        let description = reader.words(record, "description");
        let template = reader.text(record, "template");
        let markdown = reader.text.get(body.start as usize..body.end as usize).unwrap_or("");
        let files = markdown::files(path, markdown).files;
        let path = path.clone();
        Some(PageDraft { path, title: title?, language, order, nav, description, template, body, files })
    })
}

/// Reads `site.yaml`.
pub fn site(path: &VPath, bytes: &[u8]) -> Parsed<SiteDraft> {
    with_yaml(path, bytes, |reader, root, parsed| {
        let record = reader.record(root, &SITE, 0..0)?;
        parsed.allow = reader.waivers(&record);
        let title = reader.words(&record, "title");
        let seal = seal(reader, &record);
        let base_url = reader.base_address(&record, "base_url");
        let language = language(reader, &record).unwrap_or(Language::Chinese);
        let theme = reader.text(&record, "theme");
        let description = reader.words(&record, "description");
        let introduction = reader.words(&record, "introduction");
        let publisher = reader.words(&record, "publisher");
        let footer = reader.lines(&record, "footer");
        let look = LookDraft {
            accent: reader.text(&record, "accent"),
            logo: reader.text(&record, "logo"),
            menu: reader.texts(&record, "menu"),
            home: reader.texts(&record, "home"),
            face: face(reader, &record),
        };
        let offline = offline(reader, &record).unwrap_or(true);
        let llms = reader.choice(&record, "llms", &TRUTH, TRUTHS).is_some_and(|choice| choice == 0);
        let page_size = reader.whole_within(&record, "page_size", 10..=1000).unwrap_or(PAGE_SIZE);
        let links = links(reader, &record);
        let limits = limits(reader, &record);
        let checks = reader.levels(&record);
        Some(SiteDraft {
            title: title?,
            seal,
            base_url,
            language,
            theme: theme.unwrap_or_else(|| Spanned { value: "default".to_owned(), at: 0..0 }),
            description,
            introduction,
            publisher,
            footer,
            look,
            offline,
            llms,
            page_size,
            links,
            limits,
            checks,
        })
    })
}

/// What `site.yaml` says of how files are read, asked before any other is
/// read. What cannot be read is as if it were not written: the findings come
/// with the draft.
pub fn access(path: &VPath, bytes: &[u8]) -> Access {
    let bytes = if bytes.len() as u64 > Limits::default().text { b"" } else { bytes };
    let parsed = with_yaml(path, bytes, |reader, root, _| {
        let record = reader.record(root, &SITE, 0..0)?;
        Some(Access { links: links(reader, &record), largest_text: limits(reader, &record).text })
    });
    parsed.value.unwrap_or_default()
}

/// Whether symbolic links in `content` are followed.
fn links(reader: &mut RecordReader<'_>, record: &Record<'_>) -> bool {
    reader.choice(record, "links", &LINKS, WAYS) == Some(1)
}

fn limits(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Limits {
    let mut limits = Limits::default();
    let Some(slot) = record.slot("limits") else { return limits };
    let Some(record) = reader.record(slot.node, &LIMITS, slot.node.at.clone()) else { return limits };
    for (name, limit, bounds) in [
        ("text", &mut limits.text, 64 << 10..=1 << 30),
        ("templates", &mut limits.templates, 64 << 10..=256 << 20),
        ("template_memory", &mut limits.template_memory, 1 << 20..=4 << 30),
    ] {
        if let Some(size) = reader.size_within(&record, name, bounds) {
            *limit = size;
        }
    }
    if let Some(rounds) = reader.whole_within(&record, "template_rounds", 1_000..=1_000_000_000) {
        limits.template_rounds = u64::from(rounds);
    }
    for (name, limit, bounds) in [("levels", &mut limits.levels, 2..=200), ("nesting", &mut limits.nesting, 10..=1000)]
    {
        if let Some(number) = reader.whole_within(&record, name, bounds) {
            *limit = number as usize;
        }
    }
    limits
}

fn language(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<Language> {
    match reader.choice(record, "language", &LANGUAGE, LANGUAGES)? {
        0 => Some(Language::Chinese),
        _ => Some(Language::English),
    }
}

/// The font of headings, if the site names one.
fn face(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<Spanned<String>> {
    let slot = record.slot("fonts")?;
    let record = reader.record(slot.node, &FONTS, slot.node.at.clone())?;
    reader.text(&record, "heading")
}

/// Whether the search works from a disk, if the site says.
fn offline(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<bool> {
    let slot = record.slot("search")?;
    let record = reader.record(slot.node, &SEARCH, slot.node.at.clone())?;
    reader.choice(&record, "offline", &TRUTH, TRUTHS).map(|choice| choice == 0)
}

fn seal(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Option<String> {
    let seal = reader.text(record, "seal")?;
    if seal.value.chars().count() <= 4 {
        return Some(seal.value);
    }
    let finding = reader.finding(&SEAL_TOO_LONG, &seal.at).with("text", seal.value);
    reader.report(finding);
    None
}
