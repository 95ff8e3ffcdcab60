//! What the words of a line tell of its role.
//!
//! In: a line. Out: the names of the features that hold.

use std::borrow::Cow;

use crate::import::structure::sense;
use crate::language::byline as names;
use crate::language::enumerator;
use crate::language::label::{self, Field};
use crate::language::lexicon::{self, List};
use crate::language::organization;
use crate::language::{furniture, person, reference, timex, title};
use crate::text::han::is_han;

/// Words of lines, by the name of the feature.
static BEGINNINGS: [(&str, List); 7] = [
    ("begins-addressee", List::new(&lexicon::LINE_WORDS, "begins-addressee")),
    ("begins-attachment", List::new(&lexicon::LINE_WORDS, "begins-attachment")),
    ("begins-contact", List::new(&lexicon::LINE_WORDS, "begins-contact")),
    ("begins-copy", List::new(&lexicon::LINE_WORDS, "begins-copy")),
    ("begins-note", List::new(&lexicon::LINE_WORDS, "begins-note")),
    ("begins-self", List::new(&lexicon::LINE_WORDS, "begins-self")),
    ("begins-toc", List::new(&lexicon::LINE_WORDS, "begins-toc")),
];
static ENDINGS: [(&str, List); 6] = [
    ("ends-collection", List::new(&lexicon::LINE_WORDS, "ends-collection")),
    ("ends-copy", List::new(&lexicon::LINE_WORDS, "ends-copy")),
    ("ends-letterhead", List::new(&lexicon::LINE_WORDS, "ends-letterhead")),
    ("ends-report", List::new(&lexicon::LINE_WORDS, "ends-report")),
    ("ends-signer", List::new(&lexicon::LINE_WORDS, "ends-signer")),
    ("ends-spoken", List::new(&lexicon::BYLINE_WORDS, "spoken")),
];
static WITHIN: [(&str, List); 5] = [
    ("has-page", List::new(&lexicon::LINE_WORDS, "has-page")),
    ("has-period", List::new(&lexicon::LINE_WORDS, "has-period")),
    ("has-record", List::new(&lexicon::LINE_WORDS, "record")),
    ("has-report", List::new(&lexicon::LINE_WORDS, "has-report")),
    ("has-voice", List::new(&lexicon::LINE_WORDS, "has-voice")),
];
/// 在, 上的 and 讲话 of 在某某大会上的讲话.
static AT: List = List::new(&lexicon::BYLINE_WORDS, "spoken-at");
static ON: List = List::new(&lexicon::BYLINE_WORDS, "spoken-on");
static SPOKEN: List = List::new(&lexicon::BYLINE_WORDS, "spoken");
/// How many characters stand at most behind the meeting: 工作报告（摘要）.
const SAID: usize = 16;
static FIGURES: List = List::new(&lexicon::CAPTIONS, "figure");
static TABLES: List = List::new(&lexicon::CAPTIONS, "table");
/// 部分, 章, 节 of 第一部分.
static PARTS: List = List::new(&lexicon::SECTIONS, "part");
/// 号 of the number of a document, 期 of an issue, 页 of a page.
static NUMBERS: List = List::new(&lexicon::LINE_WORDS, "number");
static ISSUES: List = List::new(&lexicon::LINE_WORDS, "issue");
static PAGES: List = List::new(&lexicon::LINE_WORDS, "page-sign");
/// 上篇, 下篇.
static VOLUMES: List = List::new(&lexicon::SECTIONS, "volume");

/// A line in which a label has the colon that others have: 单位=某某, 单位⇥某某.
fn with_colon(text: &str) -> Cow<'_, str> {
    match text.find(['=', '＝', '\t', '：', ':']) {
        Some(at) if text[at..].starts_with(['=', '＝', '\t']) && (1..=8).contains(&text[..at].chars().count()) => {
            Cow::Owned(text.replacen(['=', '＝', '\t'], "：", 1))
        }
        _ => Cow::Borrowed(text),
    }
}

/// What the words of a line are.
pub fn words(text: &str, shapes: &mut Vec<&'static str>) {
    let text = &with_colon(text);
    let plain = text.trim_matches(|c: char| c.is_whitespace() || "【】[]［］（）()".contains(c));
    for (name, list) in &BEGINNINGS {
        if list.begins(plain).is_some() {
            shapes.push(name);
        }
    }
    let bare = title::bare(text).trim_end_matches(['：', ':', '。']);
    let together: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    for (name, list) in &ENDINGS {
        if list.ends(&together).is_some() {
            shapes.push(name);
        }
    }
    let mut pages = 0;
    for (name, list) in &WITHIN {
        let count = list.iter().filter(|word| together.contains(**word)).count();
        if count > 0 {
            shapes.push(name);
        }
        if *name == "has-page" {
            pages = count;
        }
    }
    let mut add = |holds: bool, shape| {
        if holds {
            shapes.push(shape);
        }
    };
    add(pages > 1, "has-pages");
    add(title::is_of_report(&together), "is-report");
    add(names_occasion(&together), "is-occasion");
    labels(text, &mut add);
    dates(text, &mut add);
    names_in(text, &together, &mut add);
    add(furniture::is_line_of_page(text), "is-page-line");
    add(furniture::is_frame(text), "is-frame");
    add(is_caption(text), "is-caption");
    add(reference::is_reference(text), "is-reference");
    add(reference::begins_head(text), "is-reference-head");
    add(is_number(&together), "is-number");
    add(is_page_number(&together), "is-page-number");
}

/// Whether a line is known to be the page's own by its words: a button, a
/// counter, the number of a page, a rule, no words at all.
pub fn is_of_page(text: &str) -> bool {
    let together: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let has_words = together.chars().any(is_han);
    let [(_, page), ..] = &WITHIN;
    let told = page.iter().filter(|word| together.contains(**word)).count();
    let is_sign = !has_words && text.split_whitespace().count() <= 3;
    is_sign || furniture::is_line_of_page(text) || furniture::is_frame(text) || told > 1
}

/// Whether a line says where something was spoken: ——在某某大会上的讲话.
pub fn names_occasion(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| "（()）—-–－―─".contains(c) || c.is_whitespace());
    ON.iter().filter_map(|on| bare.rsplit_once(*on)).any(|(meeting, said)| {
        AT.is_in(meeting) && said.chars().count() <= SAID && SPOKEN.iter().any(|word| said.contains(*word))
    })
}

/// Whether a line is the title of a collection: 工作总结汇编.
pub fn is_collection(text: &str) -> bool {
    let [(_, collections), ..] = &ENDINGS;
    collections.ends(title::bare(text).trim()).is_some()
}

/// Whether a line ends as the names of reports and of papers that hold them do.
pub fn is_named_as_report(text: &str) -> bool {
    let bare: String = title::bare(text).chars().filter(|c| !c.is_whitespace()).collect();
    ENDINGS.iter().any(|(name, list)| matches!(*name, "ends-report" | "ends-letterhead") && list.ends(&bare).is_some())
}

pub fn labels(text: &str, add: &mut impl FnMut(bool, &'static str)) {
    let Some(items) = label::read(text) else {
        let head = text.split(['：', ':']).next().unwrap_or_default();
        let count = head.chars().filter(|c| !c.is_whitespace()).count();
        let is_unknown = head.len() < text.len() && (1..=8).contains(&count) && !text.contains('。');
        add(is_unknown, "label=unknown");
        add(is_unknown && text.len() > head.len() + 3, "label=unknown-said");
        // 王五：各位代表，【王五】：
        let is_person = names::is_person(head.trim_matches(['【', '】', '[', ']', ' ']));
        add(is_unknown && is_person, "label=person");
        add(label::is_summary(text), "label=summary");
        // 关键词　党建　学习
        let label = label::begins(text).filter(|label| text[label.len()..].starts_with([' ', '\u{3000}', '\t']));
        match label.and_then(label::field) {
            Some(Field::Keywords) => add(true, "blank=keywords"),
            Some(Field::Summary) => add(true, "blank=summary"),
            Some(Field::Author) => add(true, "blank=author"),
            Some(_) => add(true, "blank=detail"),
            None => {}
        }
        let inner = label::position(text).is_some();
        add(inner, "label=within");
        return;
    };
    add(items.len() > 1, "labels");
    let has_value = items.iter().any(|item| !item.value.is_empty());
    add(!has_value, "label=empty");
    add(
        true,
        match items.first().map(|item| item.field) {
            Some(Field::Author) => "label=author",
            Some(Field::Editor) => "label=editor",
            Some(Field::Source) => "label=source",
            Some(Field::Published) => "label=published",
            Some(Field::Summary) => "label=summary",
            Some(Field::Keywords) => "label=keywords",
            Some(Field::Doi) => "label=doi",
            Some(Field::Counter) => "label=counter",
            Some(Field::Contribution) => "label=contribution",
            Some(Field::Plain(_)) => "label=funding",
            _ => "label=detail",
        },
    );
}

fn dates(text: &str, add: &mut impl FnMut(bool, &'static str)) {
    add(names::date(text).is_some(), "is-date");
    let moments = timex::moments(text);
    let full = moments.iter().find(|moment| moment.month.is_some());
    add(full.is_some(), "has-date");
    add(moments.iter().any(|moment| moment.year.is_some() && moment.month.is_none()), "has-year");
    add(full.is_some_and(|moment| moment.range.start == 0), "begins-date");
    add(moments.last().is_some_and(|last| last.month.is_some() && last.range.end == text.len()), "ends-date");
    let bytes = text.as_bytes();
    let is_time = |window: &[u8]| {
        window[0].is_ascii_digit() && window[1] == b':' && window[2].is_ascii_digit() && window[3].is_ascii_digit()
    };
    add(bytes.windows(4).any(is_time), "has-time");
}

fn names_in(text: &str, together: &str, add: &mut impl FnMut(bool, &'static str)) {
    let unit = names::is_unit(together);
    add(unit, "is-unit");
    add(!unit && organization::line_end(together).is_some(), "ends-unit");
    add(!unit && names::byline(text).is_some(), "is-persons");
    add(person::is_whole(together), "is-person");
    add(names::signature(text).is_some(), "is-signature");
    add(names::dated_byline(text).is_some(), "is-dated-byline");
    add(person::OFFICES.ends(together).is_some(), "ends-office");
    let mut offices = person::OFFICES.iter();
    add(together.chars().count() <= 30 && offices.any(|office| together.contains(office)), "has-office");
}

/// Whether a line names a figure or a table.
fn is_caption(text: &str) -> bool {
    let rest = FIGURES.strip_prefix(text).or(TABLES.strip_prefix(text)).unwrap_or_default().trim_start();
    rest.starts_with(|c: char| c.is_ascii_digit() || enumerator::is_numeral(c))
}

/// Whether a line without blanks heads a table of contents.
pub fn is_head_of_contents(text: &str) -> bool {
    BEGINNINGS.iter().any(|(name, list)| *name == "begins-toc" && list.begins(text).is_some())
}

/// Whether a line begins with 第一部分 or the like.
pub fn is_part(text: &str) -> bool {
    if VOLUMES.begins(text).is_some() || sense::named_part(text).is_some_and(|name| !name.is_empty()) {
        return true;
    }
    let Some(rest) = text.strip_prefix('第') else { return false };
    let rest = rest.trim_start_matches(|c: char| enumerator::is_numeral(c) || c.is_ascii_digit() || c == ' ');
    PARTS.begins(rest).is_some()
}

/// Whether a line without blanks is the number of a document (×发〔2021〕15号) or
/// an issue (第5期).
pub fn is_number(text: &str) -> bool {
    let has_year = ['〔', '[', '（', '(', '［', '【'].iter().any(|open| {
        let rest = text.split_once(*open).map(|(_, rest)| rest).unwrap_or_default();
        rest.len() > 4 && rest.bytes().take(4).all(|byte| byte.is_ascii_digit())
    });
    let digits = text.chars().any(|c| c.is_ascii_digit() || enumerator::is_numeral(c));
    has_year && NUMBERS.is_in(text) || digits && ISSUES.is_in(text)
}

/// Whether a line without blanks is the number of a page: 3, -3-, 第3页, 3/10.
fn is_page_number(text: &str) -> bool {
    let is_sign = |c: char| "-—–－·/".contains(c) || PAGES.has_char(c);
    let bare = text.trim_matches(is_sign);
    !bare.is_empty() && bare.chars().count() <= 6 && bare.chars().all(|c| c.is_ascii_digit() || is_sign(c))
}
