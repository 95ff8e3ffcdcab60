//! Account: where the words of a document went.
//!
//! In: what a document says, as it was read, and the report that was made of
//! it, with the remarks. Out: how many letters, digits and Han characters stand
//! in the text, in the front matter and in remarks, and which stand nowhere. No
//! step before this one is trusted: what stands nowhere is written into the
//! front matter as a comment, so that an import never loses a word in silence.
//!
//! Compared are runs: letters, digits and Han characters with nothing else
//! between them, in one form of width (NFKC). A label that became a key (作者：)
//! and a date that became one (二〇二一年七月 as 2021-07) are rewritten, not lost.

use std::collections::{BTreeSet, HashSet};
use std::iter::once;

use unicode_normalization::UnicodeNormalization;

use crate::import::document::{Block, Document, Paragraph, Place};
use crate::import::facts::time;
use crate::import::{Remark, RemarkKind};
use crate::language::label::{self, Field};

/// What a paragraph, a cell or a note of a document says, as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words, a line break as `\n`.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// Where the words of a document went. Counted are letters, digits and Han
/// characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// How many there were.
    pub read: usize,
    /// How many stand in the text of the report.
    pub body: usize,
    /// How many stand in its front matter.
    pub front: usize,
    /// How many are quoted in remarks and stand nowhere else.
    pub left_out: usize,
    /// Labels and dates that the front matter says in other words.
    pub rewritten: BTreeSet<String>,
    /// How many characters these have.
    pub rewritten_count: usize,
    /// What stands nowhere, short, the same words once.
    pub lost: Vec<Piece>,
    /// How many characters of that stand nowhere.
    pub lost_count: usize,
}

/// What a document says, in the order of its parts.
pub fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |paragraph: &Paragraph| {
        let text = paragraph.text();
        if text.contains(is_of_a_word) {
            pieces.push(Piece { text, place: paragraph.place });
        }
    };
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => add(paragraph),
            Block::Table(table) => table.rows.iter().flatten().flat_map(|cell| &cell.content).for_each(&mut add),
            Block::Divider => {}
        }
    }
    document.notes.iter().flatten().for_each(&mut add);
    pieces
}

/// The longest piece that is quoted as it stands, in characters; of a longer
/// one the runs are quoted that stand nowhere.
const LONGEST: usize = 160;

/// Accounts for the words of a document. `report` is the whole text of the
/// report, `front` the length of its front matter.
pub fn account(pieces: &[Piece], report: &str, front: usize, remarks: &[Remark]) -> Account {
    let (front, body) = report.split_at_checked(front).unwrap_or((report, ""));
    // In code the marks are words: both ways to read them count.
    let mut body = Stream::new(&[&unmarked(body), "\n", body].concat());
    let mut head = Stream::new(front);
    let mut quoted = Stream::new(&quotations(remarks));
    let mut account = Account::default();
    let mut told: HashSet<String> = HashSet::new();
    for piece in pieces {
        let whole = stream(&piece.text);
        let count = whole.chars().count();
        account.read += count;
        if body.has(&whole) {
            account.body += count;
            continue;
        }
        let mut lost = Vec::new();
        let rewritten = Rewritten::of(&piece.text);
        for run in runs(&piece.text) {
            let folded = stream(run);
            let count = folded.chars().count();
            if body.has_run(&folded) {
                account.body += count;
            } else if head.has_run(&folded) {
                account.front += count;
            } else if quoted.has_run(&folded) {
                account.left_out += count;
            } else if rewritten.has(run, front) {
                account.rewritten.insert(run.to_owned());
                account.rewritten_count += count;
            } else {
                account.lost_count += count;
                lost.push(run);
            }
        }
        if !lost.is_empty() {
            let text = if piece.text.chars().count() <= LONGEST { piece.text.clone() } else { lost.join("……") };
            if told.insert(text.clone()) {
                account.lost.push(Piece { text, place: piece.place });
            }
        }
    }
    account
}

/// What remarks quote whole.
fn quotations(remarks: &[Remark]) -> String {
    let quoted = remarks.iter().filter(|remark| remark.kind != RemarkKind::Mended);
    quoted.map(|remark| remark.before.as_str()).collect::<Vec<_>>().join("\n")
}

/// Which words of a piece the front matter may say in its own.
struct Rewritten {
    labels: Vec<String>,
}

impl Rewritten {
    fn of(text: &str) -> Rewritten {
        // Labels may stand behind a breadcrumb.
        let from = |line| label::read(line).or_else(|| label::read(line.get(label::position(line)?..)?));
        let items = text.lines().filter_map(from).flatten();
        let keys = items.filter(|item| {
            !matches!(item.field, Field::Contribution | Field::Plain(_) | Field::Detail | Field::Counter)
        });
        Rewritten { labels: keys.map(|item| item.label).collect() }
    }

    fn has(&self, run: &str, front: &str) -> bool {
        let squeezed: String = run.chars().filter(|c| !c.is_whitespace()).collect();
        self.labels.iter().any(|label| label.contains(&squeezed))
            || label::is_summary(&squeezed)
            || time::day(run).is_some_and(|(date, _)| front.contains(&date.iso()))
    }
}

/// The runs of a text.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_a_word(c)).filter(|run| !run.is_empty())
}

/// Whether a character is a letter, a digit or a Han character, or a sign made
/// of some (℃, ㎡).
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && once(c).nfkc().any(char::is_alphanumeric)
}

/// The letters, digits and Han characters of a text, in one form of width.
fn stream(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).collect()
}

/// Markdown without the marks of notes and the addresses of links, which part
/// words that stood together.
fn unmarked(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['[', ']']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let end = match from.get(..2) {
            Some("[^") => mark(from),
            Some("](") => from.find([')', '\n']),
            _ => None,
        };
        rest = &from[end.unwrap_or(1)..];
    }
    text + rest
}

/// Where the mark of a note ends that a text begins with.
fn mark(text: &str) -> Option<usize> {
    let digits = text.bytes().skip(2).take_while(u8::is_ascii_digit).count();
    (digits > 0 && text.as_bytes().get(2 + digits) == Some(&b']')).then_some(digits + 3)
}

/// How many bytes of a stream may be searched from its beginning: words of a
/// document usually follow each other in the report too.
const SEARCHED: usize = 1 << 30;

/// How far ahead words are looked for before all is searched.
const AHEAD: usize = 4096;

/// How many characters a run has that is looked for across the marks between
/// others: the 07 of a date is not the end of 10 and a 7.
const LONG: usize = 4;

/// A text in which words are looked for.
struct Stream {
    /// Its letters, digits and Han characters.
    text: String,
    /// Its runs, each on a line.
    lines: String,
    /// Its runs, to find most words at once.
    runs: HashSet<String>,
    /// Where the last words ended that were found.
    at: usize,
    searched: usize,
}

impl Stream {
    fn new(text: &str) -> Stream {
        let runs: Vec<String> = runs(text).map(stream).collect();
        let (text, lines) = (runs.concat(), runs.join("\n"));
        Stream { text, lines, runs: runs.into_iter().collect(), at: 0, searched: 0 }
    }

    /// Whether the words of a piece stand in the text one after the other.
    fn has(&mut self, words: &str) -> bool {
        let end = self.text.ceil_char_boundary(self.text.len().min(self.at + words.len() + AHEAD));
        if let Some(found) = self.text[self.at..end].find(words) {
            self.at += found + words.len();
            return true;
        }
        let found = self.search(Stream::text, words);
        self.at = found.map_or(self.at, |found| found + words.len());
        found.is_some()
    }

    /// Whether a run stands in the text.
    fn has_run(&mut self, run: &str) -> bool {
        self.runs.contains(run)
            || self.search(Stream::lines, run).is_some()
            || run.chars().count() >= LONG && self.search(Stream::text, run).is_some()
    }

    fn text(&self) -> &str {
        &self.text
    }

    fn lines(&self) -> &str {
        &self.lines
    }

    fn search(&mut self, within: fn(&Stream) -> &str, words: &str) -> Option<usize> {
        if self.searched > SEARCHED {
            return None;
        }
        let (found, length) = (within(self).find(words), within(self).len());
        self.searched += found.unwrap_or(length);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, account};
    use crate::diag::Words;
    use crate::import::document::Place;
    use crate::import::{Remark, RemarkKind};

    fn pieces(texts: &[&str]) -> Vec<Piece> {
        (1..)
            .zip(texts)
            .map(|(number, text)| Piece { text: (*text).to_owned(), place: Place::Paragraph(number) })
            .collect()
    }

    #[test]
    fn words_are_found_wherever_they_went() {
        let front = "---\ntitle: 总结\nauthors: [张三]\ndate: 2021-07\n---\n";
        let report = format!("{front}\n支部有党员３8名[^1]，见[网页](http://example.org/)上的表。\n\n[^1]: 年末数。\n");
        let what = Words { zh: "删去", en: "dropped" };
        let dropped = Remark::new(RemarkKind::Dropped, what, Place::Paragraph(5), "打印 关闭", "");
        let read = pieces(&[
            "总结",
            "作者：张三　时间：二〇二一年七月",
            "支部有党员38名，见网页上的表。",
            "年末数。",
            "打印 关闭",
            "第一支部供稿",
        ]);
        let account = account(&read, &report, front.len(), &[dropped]);
        assert_eq!(account.lost, [read[5].clone()]);
        assert_eq!((account.read, account.body, account.front, account.left_out), (42, 17, 4, 4));
        assert_eq!(account.rewritten.into_iter().collect::<Vec<_>>(), ["二〇二一年七月", "作者", "时间"]);
    }

    #[test]
    fn of_a_long_paragraph_only_the_words_are_quoted_that_are_gone() {
        let long = "甲乙丙丁。".repeat(40) + "戊己，庚辛。";
        let account = account(&pieces(&[&long]), &"甲乙丙丁。".repeat(40), 0, &[]);
        assert_eq!(account.lost[0].text, "戊己……庚辛");
        assert_eq!(account.lost_count, 4);
    }

    #[test]
    fn a_sign_made_of_letters_is_a_part_of_its_run() {
        let long = "甲乙丙丁。".repeat(40) + "室温20℃左右，面积80㎡。";
        let account = account(&pieces(&[&long]), &"甲乙丙丁。".repeat(40), 0, &[]);
        assert_eq!(account.lost[0].text, "室温20℃左右……面积80㎡");
    }
}
