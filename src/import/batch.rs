//! Many documents at once.
//!
//! In: documents, one after another, and the publication that they are to join. Out:
//! the reports in them, whose they are, and where they go. The command line takes
//! a document when it is read and asks between two; the desk reads all, shows all,
//! and writes when a person has accepted. Both use what is here.

pub mod accept;
pub mod known;
pub mod questions;
pub mod report;
mod retitled;
pub mod survey;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::import::batch::known::Known;
use crate::import::batch::questions::About;
use crate::import::batch::report::stem;
use crate::import::batch::survey::Survey;
use crate::import::document::Place;
use crate::import::facts::{Facts, Proposed};
use crate::import::register::Register;
use crate::import::review::{Point, points};
use crate::import::write::write;
use crate::import::{self, Candidate, Refusal, Remark};
use crate::language::{personal, title};
use crate::model::Publication;
use crate::parse::front::{self, LEFT_OUT};
use crate::source::{Digest, Files, VPath};
use crate::text::width;

const TWICE: Refusal = Refusal {
    what: Words { zh: "与前面一个文件内容完全相同", en: "its bytes are those of a file before it" },
    help: Words { zh: "", en: "" },
};

const EMPTY: Refusal = Refusal {
    what: Words { zh: "里面没有文字", en: "there are no words in it" },
    help: Words {
        zh: "如果是扫描件或照片，请先识别成文字，核对后再导入",
        en: "if it is a scan or a photograph, have its text recognized and proofread first",
    },
};

/// The reports in a document, of which there is one at least.
pub fn reports(
    name: &str,
    bytes: &[u8],
    companion: &dyn Fn(&str) -> Option<Vec<u8>>,
    publication: &Publication,
) -> Result<Vec<Candidate>, Refusal> {
    let candidates = import::candidates(read(name, bytes, companion)?, publication);
    if candidates.is_empty() { Err(EMPTY) } else { Ok(candidates) }
}

/// A document that has words.
fn read(
    name: &str,
    bytes: &[u8],
    companion: &dyn Fn(&str) -> Option<Vec<u8>>,
) -> Result<import::document::Document, Refusal> {
    import::read(name, bytes, companion)
        .and_then(|document| if document.has_words() { Ok(document) } else { Err(EMPTY) })
}

/// Documents that were read and wait to be accepted.
#[derive(Debug)]
pub struct Batch {
    known: Known,
    survey: Survey,
    /// The organisations that they name and the registry lacks.
    pub register: Register,
    /// What was found in them, a row for each report and for each document that is none.
    pub rows: Vec<Row>,
    /// Whether documents are kept beside their reports.
    keeps: bool,
    /// How many documents were taken in.
    documents: usize,
    /// The documents in which several reports were found, by their numbers.
    parted: BTreeMap<usize, Parted>,
}

/// A document in which several reports were found.
#[derive(Clone, Debug)]
struct Parted {
    name: String,
    digest: Digest,
    /// Its bytes, if they are kept.
    bytes: Option<Vec<u8>>,
    document: import::document::Document,
    /// How many were found.
    count: usize,
    /// Those that a person has said to belong to the one before.
    joined: BTreeSet<usize>,
}

/// What was found in a document.
#[derive(Debug)]
pub struct Row {
    /// What it is called here: f0, and f0-1 for the second report in a document.
    pub key: String,
    /// The name of the document's file.
    pub name: String,
    /// What it is.
    pub came: Came,
}

/// What came of a document.
#[derive(Debug)]
pub enum Came {
    /// A report to be.
    Report(Box<Read>),
    /// It is a report already.
    Known(VPath),
    /// It cannot be read.
    Refused(Refusal),
    /// The machine could not.
    Failed(Fault),
    /// Some of what was in an archive could not be taken out of it.
    Remarked(Vec<Remark>),
}

/// A report that was read out of a document.
#[derive(Debug)]
pub struct Read {
    /// What it will be written from.
    candidate: Candidate,
    /// What was found, before anybody said anything.
    proposed: Facts,
    digest: Digest,
    /// Which of the document's reports it is.
    index: usize,
    /// Whether the document has no other.
    is_one: bool,
    /// The document, if it is kept.
    bytes: Option<Vec<u8>>,
    /// The report that was made of an earlier state of it.
    pub again: Option<(VPath, Digest)>,
    /// The numbers of persons in it, each once, with what stands around it.
    pub private: Vec<Quoted>,
    /// What it says that stands neither in its text nor in its facts.
    pub left_out: Vec<String>,
}

/// Words, with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What stands before them in their line.
    pub before: String,
    /// They.
    pub word: String,
    /// What stands behind them.
    pub after: String,
}

/// A document to be taken in.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What another program made of them, where it had to be asked.
    pub converted: Option<&'a [u8]>,
    /// Gives the files beside it.
    pub companion: &'a dyn Fn(&str) -> Option<Vec<u8>>,
}

impl Batch {
    /// A batch for a publication.
    pub fn of(files: &dyn Files, keeps: bool) -> Batch {
        Batch {
            known: Known::with_names(files),
            survey: Survey::of(files),
            register: Register::default(),
            rows: Vec::new(),
            keeps,
            documents: 0,
            parted: BTreeMap::new(),
        }
    }

    /// Whether a document is a report already; then it need not be converted.
    pub fn knows(&self, bytes: &[u8]) -> bool {
        self.known.report(Digest::of(bytes)).is_some()
    }

    /// Looks anew at which documents are reports already.
    pub fn renew(&mut self, files: &dyn Files) {
        self.known.renew(files);
    }

    /// Takes in a document.
    pub fn take(&mut self, document: Document<'_>, publication: &Publication) {
        let Document { name, bytes, converted, companion } = document;
        let digest = Digest::of(bytes);
        if let Some(report) = self.known.report(digest) {
            let came = Came::Known(report.clone());
            return self.add(name, came);
        }
        if self.reads().any(|(_, read)| read.digest == digest) {
            return self.add(name, Came::Refused(TWICE));
        }
        let document = match read(name, converted.unwrap_or(bytes), companion) {
            Ok(document) => document,
            Err(refusal) => return self.add(name, Came::Refused(refusal)),
        };
        let bytes = self.keeps.then(|| bytes.to_vec());
        let mut parted = Parted { name: name.to_owned(), digest, bytes, document, count: 0, joined: BTreeSet::new() };
        let rows = self.rows_of(self.documents, &parted, publication);
        if rows.is_empty() {
            return self.add(name, Came::Refused(EMPTY));
        }
        parted.count = rows.len();
        self.rows.extend(rows);
        if parted.count > 1 {
            self.parted.insert(self.documents, parted);
        }
        self.documents += 1;
    }

    /// A row for each report in a document.
    fn rows_of(&mut self, number: usize, parted: &Parted, publication: &Publication) -> Vec<Row> {
        let Parted { name, digest, bytes, document, joined, .. } = parted;
        let candidates = import::joined(document.clone(), joined, publication);
        let is_one = candidates.len() == 1;
        // Each keeps its number, whatever is joined.
        let indices = (0..).filter(|index| !joined.contains(index));
        let mut rows = Vec::with_capacity(candidates.len());
        for (index, mut candidate) in indices.zip(candidates) {
            if !joined.is_empty() {
                retitled::restore(&mut candidate);
            }
            titled(&mut candidate.facts, name, is_one);
            self.survey.settle(name, (*digest, index), &mut candidate.facts, publication);
            let proposed = candidate.facts.clone();
            let again = self.known.earlier(name, &candidate, publication).filter(|_| is_one);
            let text = write(&candidate, "", None).text;
            let end = crate::parse::body_of(&written_as(), &text).start;
            let left_out = front::left_out(&text, end).map(|line| text[line].trim_start_matches(LEFT_OUT).trim_end());
            let left_out = left_out.map(str::to_owned).collect();
            let (private, bytes) = (private(&text), bytes.clone());
            let read = Read { candidate, proposed, digest: *digest, index, is_one, bytes, again, private, left_out };
            rows.push(Row { key: row_key(number, index), name: name.clone(), came: Came::Report(Box::new(read)) });
        }
        rows
    }

    /// Makes a report part of the one before it in its document, or a report of its own
    /// again. Whether there is such a report.
    pub fn join(&mut self, key: &str, is_joined: bool, publication: &Publication) -> bool {
        let part = |(number, parted): (&usize, &Parted)| {
            (1..parted.count).find(|index| row_key(*number, *index) == key).map(|index| (*number, index))
        };
        let Some((number, index)) = self.parted.iter().find_map(part) else { return false };
        let Some(mut parted) = self.parted.remove(&number) else { return false };
        if is_joined {
            parted.joined.insert(index);
        } else {
            parted.joined.remove(&index);
        }
        self.survey.forget(parted.digest);
        let rows = self.rows_of(number, &parted, publication);
        let is_its = |row: &Row| (0..parted.count).any(|index| row_key(number, index) == row.key);
        let at = self.rows.iter().position(is_its).unwrap_or(self.rows.len());
        self.rows.retain(|row| !is_its(row));
        self.rows.splice(at..at, rows);
        self.parted.insert(number, parted);
        self.end(publication);
        true
    }

    /// Lets go of all documents, when they are taken in.
    pub fn clear(&mut self) {
        self.rows = Vec::new();
        self.parted = BTreeMap::new();
    }

    /// The keys of the reports that were made part of that of a row.
    pub fn joined(&self, row: &Row) -> Vec<String> {
        let of = |(number, parted): (&usize, &Parted)| {
            let own = (0..parted.count).find(|index| row_key(*number, *index) == row.key)?;
            let next = (own + 1..).take_while(|index| parted.joined.contains(index));
            Some(next.map(|index| row_key(*number, index)).collect())
        };
        self.parted.iter().find_map(of).unwrap_or_default()
    }

    /// Takes in that a document is no report.
    pub fn add(&mut self, name: &str, came: Came) {
        self.rows.push(Row { key: format!("f{}", self.documents), name: name.to_owned(), came });
        self.documents += 1;
    }

    /// All documents are taken in: now it is known whose they are.
    pub fn end(&mut self, publication: &Publication) {
        self.register = self.survey.register(publication);
        // What a text names by the way is less likely than what others are known to be.
        let clear = self.register.clear();
        let likelier = |(_, read): (&Row, &Read)| {
            let at = self.survey.origins().position(|origin| origin == (read.digest, read.index))?;
            self.register.meant.get(at).filter(|(_, is_clear)| !is_clear)?;
            let others = read.point("branch")?.alternatives;
            others.iter().find_map(|other| Some((at, clear.get(other)?.clone())))
        };
        let likelier: Vec<(usize, String)> = self.reads().filter_map(likelier).collect();
        for (at, id) in likelier {
            self.register.meant[at] = (id, false);
        }
    }

    /// The reports to be.
    pub fn reads(&self) -> impl Iterator<Item = (&Row, &Read)> {
        self.rows.iter().filter_map(|row| match &row.came {
            Came::Report(read) => Some((row, &**read)),
            _ => None,
        })
    }

    /// What may be asked about a row.
    fn open_of(&self, row: &Row) -> Vec<About> {
        match &row.came {
            Came::Report(read) => self.open(&row.name, read),
            _ => Vec::new(),
        }
    }

    /// What a report tells, with what was answered.
    pub fn facts(&self, row: &Row, read: &Read, answers: &BTreeMap<String, String>) -> Facts {
        read.answered(&row.name, &self.open(&row.name, read), answers)
    }

    /// The ids of the registry, in small letters.
    pub fn registered(&self) -> &BTreeSet<String> {
        self.survey.registered()
    }

    /// The id of the organisation of a report, as far as it says, and whether that is
    /// clear. It is in the registry, or in the register that is proposed.
    pub fn organization(&self, read: &Read) -> Option<&(String, bool)> {
        let at = self.survey.origins().position(|origin| origin == (read.digest, read.index))?;
        self.register.meant.get(at).filter(|(id, _)| !id.is_empty())
    }
}

/// Where a report would be written that has no place yet.
fn written_as() -> VPath {
    VPath::new("content/reports/a.md").expect("it is a path")
}

/// How much of a line stands around a number, in characters.
const AROUND: usize = 20;

/// The numbers of persons in a report, each once.
fn private(text: &str) -> Vec<Quoted> {
    let mut seen = BTreeSet::new();
    let own = personal::numbers_in_markdown(text).into_iter().filter(|(kind, _)| questions::is_asked(*kind));
    let quoted = own.filter_map(|(_, range)| {
        let word = &text[range.clone()];
        let digits: String = word.chars().map(width::fold_char).filter(char::is_ascii_alphanumeric).collect();
        let is_mark = |c: char| c == '|' || c == '*' || c == '\\';
        let before = text[..range.start].rsplit('\n').next().unwrap_or_default().trim_start_matches(LEFT_OUT);
        let before: Vec<char> = before.chars().collect();
        let before: String = before[before.len().saturating_sub(AROUND)..].iter().collect();
        let after: String = text[range.end..].lines().next().unwrap_or_default().chars().take(AROUND).collect();
        let quoted =
            Quoted { before: before.replace(is_mark, ""), word: word.to_owned(), after: after.replace(is_mark, "") };
        seen.insert(digits).then_some(quoted)
    });
    quoted.collect()
}

/// Proposes a title that ends as those of reports do where none is certain: another line of the
/// text, or the name of the file.
fn titled(facts: &mut Facts, file: &str, is_one: bool) {
    let (now, others) = (facts.title.as_ref(), &facts.alternatives);
    if now.is_some_and(|now| now.certain || title::is_of_report(&now.value)) {
        return;
    }
    let lines = others.iter().filter(|(key, _)| *key == "title").map(|(_, line)| line.as_str());
    let name = Some(stem(file)).filter(|_| is_one);
    let lines: Vec<&str> = lines.chain(name).filter(|line| title::is_of_report(line)).collect();
    // 甲学会2023年度工作总结 says more than either of its lines.
    let whole = lines.iter().filter(|line| now.is_some_and(|now| line.contains(&now.value)));
    let Some(better) = whole.max_by_key(|line| line.len()).or(lines.first()).map(|line| (*line).to_owned()) else {
        return;
    };
    let better = Proposed { evidence: better.clone(), value: better, place: Place::Document, certain: false };
    let before = facts.title.replace(better);
    if let Some(before) = before {
        facts.alternatives.insert(0, ("title", before.value));
    }
}

/// What the row of a report in a document is called.
fn row_key(document: usize, index: usize) -> String {
    if index == 0 { format!("f{document}") } else { format!("f{document}-{index}") }
}

impl Read {
    /// What was found.
    pub fn facts(&self) -> &Facts {
        &self.proposed
    }

    /// Whether it stands behind another report in its document.
    pub fn is_further(&self) -> bool {
        self.index > 0
    }

    /// The document's words, as far as they belong to this report, a paragraph a line.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.candidate.pieces.iter().map(|piece| piece.text.trim()).collect();
        lines.join("\n")
    }

    /// What happened to the document's words.
    pub fn remarks(&self) -> &[Remark] {
        &self.candidate.article.remarks
    }

    /// What is proposed for a key of one value.
    pub fn point(&self, key: &str) -> Option<Point> {
        points(&self.proposed).into_iter().find(|point| point.key == key)
    }
}
