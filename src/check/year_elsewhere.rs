//! D01: a year in the title, or a date, that is not of the year reported on.

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::date::Years;
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::parse::markdown::ProseKind;
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7201",
        name: "year-elsewhere",
        severity: Severity::Warning,
        message: Words {
            zh: "{what}写的是{found}年，年度写的是{year}",
            en: "{what} says {found}, but the year reported on is {year}",
        },
        help: Words { zh: "核对哪一个写错了，再改", en: "find out which of the two is wrong and change it" },
    },
    group: Group::Dates,
    about: Words {
        zh: "标题、副题里的年份应与年度相符；成文日期、落款日期应在年度当年或次年。标题讲会议、评议、计划的（1月开的“2024年工作会议”），可以是上一年或下一年。标题里有几个年份时，有一个相符，或跨度包含年度（2019—2021年），就不算；与年度相差五年以上的，当作所讲的事，不算；书名号里的不算。",
        en: "A year in the title or subtitle should be the year reported on, and the date of writing, or of the signature, in that year or the next. A title that tells of a meeting, an appraisal or a plan (2024年工作会议, held in January) may name the year before or after. Of several years in a title one is enough, also a span around it; years more than five apart are taken for the subject of the report; years in 《》 are left alone.",
    },
    wrong: "---\ntitle: 第一党支部2020年度工作总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n全年开会12次。\n",
    right: "---\ntitle: 第一党支部2021年工作总结和2022年计划\nbranch: 甲医院/第一党支部\nyear: 2021\ndate: 2022-01-05\n---\n\n全年开会12次。\n\n第一党支部\n2022年1月5日\n",
    fix: Fix::None,
    find,
};

const TITLE: Words = Words { zh: "标题", en: "the title" };
const SUBTITLE: Words = Words { zh: "副题", en: "the subtitle" };
const DATE: Words = Words { zh: "成文日期", en: "the date of writing" };
const SIGNATURE: Words = Words { zh: "落款", en: "the signature" };

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some((title, subtitle)) = place::titles(subject) else { return };
    let published = subject.report.map(|report| (report.years, report.date));
    let said = || subject.draft().map(|draft| (draft.year.value, draft.date.as_ref().map(|date| date.value)));
    let Some((years, date)) = published.or_else(said) else { return };
    let mut report = |span: Span, what: Words, found: i32| {
        let finding = Diagnostic::new(&CHECK.rule, span).with("what", what).with("found", found);
        findings.push(finding.with("year", years.chinese()));
    };
    // The subtitle may say the year that the title does not.
    let (in_title, in_subtitle) = (title_years(title, years), title_years(subtitle, years));
    let all: Vec<i32> = in_title.iter().chain(&in_subtitle).map(|(_, year)| *year).collect();
    let covers = all.iter().min().is_some_and(|year| *year <= years.first)
        && all.iter().max().is_some_and(|year| *year >= years.last);
    // 2024年工作会议 in January, 2023年度组织生活会 in March: what a meeting is
    // called after need not be the year it was in.
    let is_beside = |year: &i32| *year == years.first - 1 || *year == years.last.saturating_add(1);
    let is_called_after = all.iter().any(is_beside) && [title, subtitle].into_iter().any(is_meeting);
    if !covers && !is_called_after && !all.iter().any(|year| years.contains(*year)) {
        if let Some((range, year)) = in_title.into_iter().next() {
            let Some(draft) = subject.draft() else { return };
            report(place::within(subject, &draft.title, range), TITLE, year);
        } else if let Some((range, year)) = in_subtitle.into_iter().next()
            && let Some(span) = place::written(subject, &["subtitle", "副题", "副标题"], subtitle)
        {
            let start = span.range().start;
            let is_verbatim = span.range().len() == subtitle.len();
            let part = Span::new(subject.path, start + range.start..start + range.end);
            report(if is_verbatim { part } else { span }, SUBTITLE, year);
        }
    }
    let fits = |year: i32| (years.first..=years.last.saturating_add(1)).contains(&year);
    if let Some(date) = date.filter(|date| !fits(date.year)) {
        let place = subject.draft().and_then(|draft| draft.date.as_ref());
        report(place.map_or_else(|| Span::whole(subject.path), |place| place.span(subject.path)), DATE, date.year);
        return;
    }
    for block in subject.blocks.iter().filter(|block| block.kind == ProseKind::Signature) {
        if let Some((range, year)) = timex::years(&block.text).into_iter().find(|(_, year)| !fits(*year)) {
            report(subject.span(block, range), SIGNATURE, year);
            return;
        }
    }
}

/// What is called after a year that it need not be in.
static EVENTS: List = List::new(&lexicon::MEETING_WORDS, "event");
/// Who meets: 学会, 工会.
static WHO: List = List::new(&lexicon::MEETING_WORDS, "who");

/// Whether a title tells of a meeting, a festival or a plan, which may be of the
/// year before or after.
fn is_meeting(title: &str) -> bool {
    let rest = WHO.iter().fold(title.to_owned(), |rest, word| rest.replace(word, ""));
    EVENTS.is_in(&rest)
}

/// The years of a title that are near the year reported on, 《》 left out;
/// of 2019—2021年 both.
fn title_years(title: &str, years: Years) -> Vec<(std::ops::Range<usize>, i32)> {
    let mut found = Vec::new();
    for (range, year) in timex::years(title) {
        let is_quoted = title[..range.start].rfind('《').is_some_and(|open| !title[open..range.start].contains('》'));
        if is_quoted || !(years.first - 5..=years.last + 5).contains(&year) {
            continue;
        }
        found.push((range, year));
    }
    found
}
