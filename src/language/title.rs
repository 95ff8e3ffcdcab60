//! Titles: where a line of a large title may break.
//!
//! In: the title of a publication. Out: its pieces, which follow each other
//! without anything between. Lines of Chinese may break anywhere, and in large
//! type a word cut in two is ugly. There is no segmentation into words here: a
//! title of a publication says whose it is and what it is, so it breaks after
//! what names a body and before what names a kind of book.

use crate::language::lexicon::{self, List};

/// What the names of bodies and of their seats end with.
static BODIES: List = List::new(&lexicon::TITLE_WORDS, "body");
/// What the names of books of this kind end with.
static BOOKS: List = List::new(&lexicon::TITLE_WORDS, "book");
/// What shows that a word goes on: 市|区, 党委|会, 年|度.
static TAILS: List = List::new(&lexicon::TITLE_WORDS, "tail");

/// How titles of reports end.
static REPORTS: List = List::new(&lexicon::REPORT_ENDINGS, "");
/// What stands between a report and a plan in one title: 工作总结|和|工作计划.
static JOINTS: List = List::new(&lexicon::TITLE_WORDS, "and");
/// How plans end: 工作计划.
static PLANS: List = List::new(&lexicon::PLAN_WORDS, "section");

/// Whether a title ends as those of reports do, but for brackets after it.
pub fn is_of_report(title: &str) -> bool {
    let title = bare(title);
    REPORTS.ends(title).is_some() || is_with_plan(title)
}

/// Whether a title is that of a report and the plan after it: 2021年工作总结和2022年工作计划.
fn is_with_plan(title: &str) -> bool {
    let parts = |at: usize| title.split_at_checked(at).filter(|(_, rest)| rest.chars().nth(1).is_some());
    let is_both = |(head, rest): (&str, &str)| {
        let is_joint = rest.starts_with(char::is_whitespace) || JOINTS.begins(rest).is_some();
        is_joint && REPORTS.ends(head.trim_end()).is_some()
    };
    PLANS.ends(title).is_some() && title.char_indices().filter_map(|(at, _)| parts(at)).any(is_both)
}

/// A title without the brackets after it: （一）, （甲） may tell several apart.
pub fn bare(title: &str) -> &str {
    let title = title.trim();
    let bracket = if title.ends_with(['）', ')']) { title.rfind(['（', '(']) } else { None };
    bracket.map_or(title, |at| title[..at].trim_end())
}

/// The fewest characters of a piece: one alone on a line is no better than a
/// broken word.
const FEWEST: usize = 2;

/// The pieces of a title. Texts with spaces or marks break there by themselves,
/// in whatever piece they stand.
pub fn pieces(title: &str) -> Vec<&str> {
    let mut rest = title;
    let mut pieces = Vec::new();
    // Books stand at the end, several of them in a row: 工作总结｜汇编.
    let mut books = Vec::new();
    while let Some(book) = BOOKS.ends(rest) {
        let head = &rest[..rest.len() - book.len()];
        if head.is_empty() {
            break;
        }
        books.push(&rest[head.len()..]);
        rest = head;
    }
    while let Some(end) = first_end(rest) {
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(rest);
    }
    pieces.extend(books.into_iter().rev());
    pieces
}

/// Where the first piece that names a body ends, if something follows it.
fn first_end(text: &str) -> Option<usize> {
    let mut ends = text.char_indices().skip(FEWEST).map(|(at, _)| at);
    let is_end = |&at: &usize| {
        let left = text[at..].chars().count();
        left >= FEWEST && BODIES.ends(&text[..at]).is_some() && TAILS.begins(&text[at..]).is_none()
    };
    ends.find(is_end)
}

#[cfg(test)]
mod tests {
    use super::{is_of_report, pieces};

    #[test]
    fn a_report_with_its_plan_is_one() {
        for (title, expected) in [
            ("某学会2021年工作总结和2022年工作计划", true),
            ("2021年工作总结暨2022年工作安排（讨论稿）", true),
            ("某县医院2021年度工作总结　2022年工作打算", true),
            ("2022年工作计划", false),
            ("总结经验和下一步打算", false),
        ] {
            assert_eq!(is_of_report(title), expected, "{title}");
        }
    }

    #[test]
    fn a_title_breaks_between_words() {
        for (title, expected) in [
            ("某市医学会年鉴", "某市|医学会|年鉴"),
            ("赣江医院工作总结汇编", "赣江医院|工作总结|汇编"),
            ("江西省血液中心党委年度总结", "江西省|血液中心|党委|年度总结"),
            ("汇编", "汇编"),
            ("测试汇编", "测试|汇编"),
            ("市中心医院年报", "市中心|医院|年报"),
            ("开发区市区两级报告", "开发区市区|两级|报告"),
            ("2021年度报告", "2021|年度报告"),
            ("Test Reports", "Test Reports"),
            ("", ""),
        ] {
            assert_eq!(pieces(title).join("|"), expected);
            assert_eq!(pieces(title).concat(), title);
        }
    }
}
