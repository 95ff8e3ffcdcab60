//! An article as text to look for facts in: passages, sentences, clauses.
//!
//! In: an article. Out: its passages in their order, each with its place, the
//! section that it stands in, and which of its words are somebody else's: long
//! quotations and titles in 《》, where no fact is looked for. References and
//! preformatted text are left out. What the words mean is said elsewhere.

use std::ops::Range;

use crate::import::document::{Block, Paragraph, Place, Role, Table};
use crate::import::facts::{figures, honours, people};
use crate::import::structure::{Article, Found};
use crate::language::lexicon::{self, List, Map};
use crate::language::modality;
use crate::language::person::is_whole as is_person;
use crate::language::reference::is_reference;
pub use crate::language::sentence::{Clause, clauses};
use crate::language::sentence::{quotations, sentences};
use crate::language::timex;

/// No person writes a longer sentence; what would be compared within one takes
/// too long, so that nothing is looked for in it.
pub const LONGEST: usize = 6_000;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The abstract.
    Summary,
    /// A heading.
    Heading,
    /// Running text, an item of a list, a caption.
    Body,
}

/// A paragraph of an article.
#[derive(Clone, Debug)]
pub struct Passage {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
    /// How many headings stand before it, itself included.
    pub section: usize,
    /// Whether it tells of what is to come or what is wanting: a section 下一步打算.
    pub hopes: bool,
    /// Its sentences, end marks included.
    pub sentences: Vec<Range<usize>>,
    /// What is quoted at length or is the title of a document.
    pub foreign: Vec<Range<usize>>,
}

/// Heads of columns whose numbers count nothing.
static NOT_COUNTED: List = List::new(&lexicon::TABLE_WORDS, "not-counted");
/// Heads of columns that say no more than that they count.
static COUNTED: List = List::new(&lexicon::TABLE_WORDS, "counted");
/// Heads of columns of shares.
static SHARES: List = List::new(&lexicon::TABLE_WORDS, "share");
/// How a share is told.
static SHARE: List = List::new(&lexicon::TABLE_WORDS, "share-verb");
static UNITS: Map = Map::new(&lexicon::TABLE_WORDS, "unit");
/// Words of titles of reports.
static TOLD: List = List::new(&lexicon::PLAN_WORDS, "told");
/// Headings of references.
static REFERENCES: List = List::new(&lexicon::TABLE_WORDS, "references");

impl Passage {
    /// The passage of some words.
    fn new(text: String, place: Place, kind: Kind, section: usize, hopes: bool) -> Passage {
        // In a document a line break ends a sentence.
        let lines = text.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        let shift = |(start, line)| {
            sentences(line).into_iter().map(move |range: Range<usize>| start + range.start..start + range.end)
        };
        let sentences = lines.flat_map(shift).collect();
        let foreign = foreign(&text);
        Passage { text, place, kind, section, hopes, sentences, foreign }
    }

    /// Whether a part of it is somebody else's.
    pub fn is_foreign(&self, part: &Range<usize>) -> bool {
        let at = self.foreign.partition_point(|foreign| foreign.end <= part.start);
        self.foreign.get(at).is_some_and(|foreign| foreign.start < part.end)
    }

    /// The clauses of one of its sentences.
    pub fn clauses(&self, sentence: &Range<usize>) -> Vec<Clause> {
        clauses(&self.text, sentence.clone())
    }

    /// The words around a part, as evidence: its clauses, cut to what is needed.
    pub fn evidence(&self, part: &Range<usize>) -> String {
        const AROUND: usize = 16;
        let is_border = |character: char| matches!(character, '。' | '！' | '？' | '；' | '\n');
        let head = &self.text[..part.start];
        let start = head
            .char_indices()
            .rev()
            .take(AROUND)
            .take_while(|(_, character)| !is_border(*character))
            .last()
            .map_or(part.start, |(at, _)| at);
        let tail = &self.text[part.end..];
        let end = tail
            .char_indices()
            .take(AROUND)
            .take_while(|(_, character)| !is_border(*character))
            .last()
            .map_or(part.end, |(at, character)| part.end + at + character.len_utf8());
        let shown = &self.text[start..end];
        // A whole clause at either side where there is one.
        let shown = match shown.find(['，', ',']) {
            Some(at) if start + at < part.start && start > 0 => shown[at..].trim_start_matches(['，', ',']),
            _ => shown,
        };
        shown.trim().to_owned()
    }
}

/// The longest heading of a year to come, in characters: 八、2024年工作安排.
const HEADING: usize = 20;

/// The passages of an article, the abstract first.
pub fn passages(article: &Article) -> Vec<Passage> {
    let mut passages = Vec::new();
    if let Some(summary) = &article.summary {
        passages.push(Passage::new(summary.text.trim().to_owned(), summary.place, Kind::Summary, 0, false));
    }
    // All of a plan is still to come; a report with a plan at its end is none.
    let is_plan = |title: &Found| modality::is_planned_below(&title.text) && !TOLD.is_in(&title.text);
    let is_plan = article.title.as_ref().is_some_and(is_plan);
    let year = article.title.as_ref().and_then(|title| timex::years(&title.text).first().map(|(_, year)| *year));
    let mut section = 0;
    // The level of the heading below which all is planned.
    let mut hopes_below: Option<u8> = None;
    for block in &article.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let text = paragraph.text();
                let text = text.trim();
                if text.is_empty() || paragraph.role == Role::Preformatted {
                    continue;
                }
                if REFERENCES.begins(text).is_some() && text.chars().count() <= 6 {
                    break;
                }
                if is_reference(text) {
                    continue;
                }
                let level = match paragraph.role {
                    Role::Heading(level) => Some(level),
                    Role::Title | Role::Subtitle => Some(0),
                    _ => None,
                };
                if let Some(level) = level {
                    section += 1;
                    // 2024年 in the report of 2023; what stands deeper goes on.
                    let is_later = timex::years(text).iter().any(|(_, of)| year.is_some_and(|year| *of > year));
                    if modality::is_planned_below(text) || is_later && text.chars().count() <= HEADING {
                        hopes_below = Some(hopes_below.map_or(level, |above| above.min(level)));
                    } else if hopes_below.is_some_and(|above| level <= above) {
                        hopes_below = None;
                    }
                }
                let hopes = is_plan || hopes_below.is_some();
                let kind = if level.is_some() { Kind::Heading } else { Kind::Body };
                passages.push(Passage::new(text.to_owned(), paragraph.place, kind, section, hopes));
            }
            // Those are read by their columns.
            Block::Table(table) if honours::table::is_one(table) || figures::table::is_one(table) => {}
            Block::Table(table) => {
                let hopes = is_plan || hopes_below.is_some();
                for text in told(table) {
                    passages.push(Passage::new(text, table.place, Kind::Body, section, hopes));
                }
            }
            Block::Divider => {}
        }
    }
    passages
}

/// What a table tells, a sentence for each cell: its row's label, its column's
/// head, its words and the unit that the head gives: 第一支部党员45名.
fn told(table: &Table) -> Vec<String> {
    let rows = cells(table);
    let has_digit = |text: &String| text.contains(|character: char| character.is_ascii_digit());
    let head = rows.first().filter(|first| table.head > 0 || rows.len() > 1 && !first.iter().any(has_digit));
    let mut told = Vec::new();
    for (row_number, row) in rows.iter().enumerate().skip(usize::from(head.is_some())) {
        // A sentence that fills a row is no label.
        if let [cell] = row.iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>()[..]
            && cell.ends_with('。')
        {
            told.push(cell.clone());
            continue;
        }
        let is_number = |cell: &String| has_digit(cell) && cell.chars().count() <= 12;
        let Some(label) = row.iter().find(|cell| !cell.is_empty() && !has_digit(cell)) else {
            told.extend(row.iter().filter(|cell| !cell.is_empty()).cloned());
            continue;
        };
        // 组长 and 张三, in either order.
        for cell in row.iter().filter(|cell| *cell != label) {
            if people::is_office(label) && is_person(cell) {
                told.push(format!("{label}：{cell}"));
            } else if people::is_office(cell) && is_person(label) {
                told.push(format!("{cell}：{label}"));
            }
        }
        // Lines of a cell are lines; its label may say that they list honours.
        let lines = |column: usize| lines(table, row_number, column);
        if honours::is_section(label) {
            told.push(format!("{label}："));
        }
        for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty() && *cell != label) {
            if !is_number(cell) {
                if !is_person(cell) && !people::is_office(cell) {
                    told.push(lines(column).unwrap_or_else(|| cell.clone()));
                }
                continue;
            }
            let title = head.and_then(|head| head.get(column)).map_or("", String::as_str);
            if NOT_COUNTED.is_in(title) {
                continue;
            }
            let (title, unit) = match title.split_once(['（', '(']) {
                Some((title, unit)) => (title.trim(), unit.trim_end_matches(['）', ')']).trim()),
                None => (title, ""),
            };
            let counted = COUNTED.has(title);
            let said = if row.len() <= 2 || counted { "" } else { title };
            let share =
                SHARE.first().filter(|_| cell.ends_with('%') && SHARES.is_in(title)).copied().unwrap_or_default();
            let unit = match (unit, title) {
                _ if !cell.ends_with(|last: char| last.is_ascii_digit()) => "",
                ("", title) => UNITS.get(title).unwrap_or_default(),
                (unit, _) => unit,
            };
            told.push(format!("{label}{said}{share}{cell}{unit}"));
        }
    }
    told
}

/// The lines of a cell of several paragraphs.
fn lines(table: &Table, row: usize, column: usize) -> Option<String> {
    let content = &table.rows.get(row)?.get(column)?.content;
    let lines: Vec<String> = content.iter().map(|line| line.text().trim().to_owned()).collect();
    (lines.len() > 1).then(|| lines.join("\n"))
}

/// The words of a table's cells, row by row.
pub fn cells(table: &Table) -> Vec<Vec<String>> {
    table.rows.iter().map(|row| row.iter().map(|cell| words(&cell.content)).collect()).collect()
}

fn words(content: &[Paragraph]) -> String {
    content.iter().map(Paragraph::text).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// What is quoted at length, and titles of documents; ascending, none in another.
fn foreign(text: &str) -> Vec<Range<usize>> {
    let is_foreign = |range: &Range<usize>| {
        let quoted = &text[range.clone()];
        // A name or a slogan in quotation marks is the report's own.
        let long = || quoted.chars().count() > 22 && quoted.contains(['，', '；', '：']);
        quoted.starts_with('《') || quoted.contains('。') || long()
    };
    let mut found: Vec<Range<usize>> = quotations(text).into_iter().filter(is_foreign).collect();
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut reach = 0;
    found.retain(|range| {
        let is_outer = reach < range.end;
        reach = reach.max(range.end);
        is_outer
    });
    found
}

/// The first so many characters of a text.
pub fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// The last so many characters of a text.
pub fn tail(text: &str, most: usize) -> &str {
    let Some(last) = most.checked_sub(1) else { return "" };
    text.char_indices().rev().nth(last).map_or(text, |(at, _)| &text[at..])
}

/// A text without white space.
pub fn dense(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use crate::import::document::{Block, Paragraph, Place};
    use crate::import::facts::reading::passages;
    use crate::import::structure::Article;

    #[test]
    fn sentences_clauses_and_foreign_words() {
        let text = "支部共有党员1,080人（其中女5人），完成任务；学习《若干意见（2018—2020年）》。“三会一课”照开。";
        let blocks = vec![Block::Paragraph(Paragraph::of_text(text, Place::Line(1)))];
        let passages = passages(&Article { blocks, ..Article::default() });
        let passage = &passages[0];
        assert_eq!(passage.sentences.len(), 2);
        let words = |clause: &super::Clause| &text[clause.range.clone()];
        let clauses = passage.clauses(&passage.sentences[0]);
        assert_eq!(
            clauses.iter().map(words).collect::<Vec<_>>(),
            ["支部共有党员1,080人", "其中女5人", "完成任务", "学习《若干意见", "2018—2020年", "》",]
        );
        assert_eq!(
            passage.foreign.iter().map(|at| &text[at.clone()]).collect::<Vec<_>>(),
            ["《若干意见（2018—2020年）》"]
        );
    }

    #[test]
    fn references_are_left_out() {
        let lines = ["正文。", "[1]李四. 题名[J]. 2021.", "参考文献：", "别的"];
        let blocks = lines.iter().map(|line| Block::Paragraph(Paragraph::of_text(line, Place::Document))).collect();
        assert_eq!(passages(&Article { blocks, ..Article::default() }).len(), 1);
    }
}
