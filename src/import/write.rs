//! An article and its facts become the text of a report.
//!
//! In: an article, what it tells, and how the report's files are named. Out:
//! the report's Markdown with its front matter, and the files of its pictures.

mod front;
mod markdown;
mod script;

pub use front::{UNREGISTERED, achievement, contributor, honour, metric, person};

use crate::diag::Words;
use crate::import::account::{self, Account, Piece};
use crate::import::document::{Block, Document, Paragraph, Place};
use crate::import::facts::Branch;
use crate::import::mend;
use crate::import::structure::{Article, Found, first_place, may_be_text};
use crate::import::{Candidate, Remark, RemarkKind, kind};
use crate::language::lexicon::{self, List};
use crate::language::title;

const NO_PLACE: Words = Words {
    zh: "图片不在正文里（在标题、署名或删去的行里），没有导入",
    en: "a picture stands outside the text (in the title, a by-line or a line that was left out) and was not imported",
};

const REST: Words = Words {
    zh: "归不进各项的话，原样写在篇首“# 原文”后面",
    en: "words that fit no key stand in the front matter, after “# 原文”",
};

const BEHIND: Words = Words {
    zh: "归不进各项的话太多，篇首放不下，余下的写在正文后面",
    en: "too many words fit no key; those that the front matter has no room for stand after the text",
};

const TOO_MANY: Words = Words {
    zh: "待核的太多，题头放不下，余下的几条没有写；全文不受影响",
    en: "there are too many points to review for a front matter; the last were left out, the text is whole",
};

/// How the titles of minutes end: 会议纪要.
static MINUTES: List = List::new(&lexicon::LINE_WORDS, "minutes");

/// How many bytes of words that fit no key stand in the front matter: a quarter
/// of what a front matter may have.
const ROOM: usize = 1 << 16;

/// The document that a report came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// The digest of its bytes, as `Digest` writes it.
    pub digest: String,
}

/// A report, ready to be written to its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its text.
    pub text: String,
    /// The files of its pictures: their path from the report's folder, and
    /// which of the article's pictures they hold.
    pub pictures: Vec<(String, usize)>,
    /// What writing did.
    pub remarks: Vec<Remark>,
    /// Where the words of the document are.
    pub account: Account,
}

/// Writes a part of a document, such as words that are pasted: mended, without
/// its pictures.
pub fn fragment(mut document: Document) -> String {
    mend::mend(&mut document);
    let pictures = vec![None; document.pictures.len()];
    let around = markdown::Around { notes: &document.notes, pictures: &pictures };
    markdown::write(&document.blocks, &around, &mut Vec::new()).0
}

/// Lines as paragraphs.
pub fn paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let blocks = lines.map(|line| Block::Paragraph(Paragraph::of_text(line, Place::Document)));
    markdown::write(&blocks.collect::<Vec<_>>(), &markdown::Around::default(), &mut vec![]).0
}

/// Writes a report. `stem` is the name of its file without extension; its
/// pictures go into a folder of that name. Words of the document that would
/// stand nowhere stand in a comment of the front matter, or after the text when
/// they are too many.
pub fn write(candidate: &Candidate, stem: &str, origin: Option<&Origin<'_>>) -> Made {
    let Candidate { pieces, article, facts } = candidate;
    let addresses: Vec<Option<String>> = (1..)
        .zip(&article.pictures)
        .map(|(number, picture)| (!picture.bytes.is_empty()).then(|| format!("{stem}/{number}.{}", picture.extension)))
        .collect();
    let mut remarks = Vec::new();
    let around = markdown::Around { notes: &article.notes, pictures: &addresses };
    let (mut body, shown) = markdown::write(&article.blocks, &around, &mut remarks);
    let made = |rest: &[Piece], body: &str| {
        let front = front::write(facts, origin, rest);
        let gap = if body.is_empty() { "" } else { "\n" };
        (front.text.len(), [&front.text, gap, body].concat(), front.left_out)
    };
    let (mut front, mut text, left_out) = made(&[], &body);
    if left_out > 0 {
        remarks.push(Remark::of_all(RemarkKind::Doubt, TOO_MANY));
    }
    // What may have been text stands in the file too, so that it can be put back.
    let is_page = !kind::is_of_office(&article.name);
    let said = article.remarks.iter().chain(&remarks).filter(|remark| is_page || !may_be_text(remark));
    let said: Vec<Remark> = said.cloned().collect();
    let mut account = account::account(pieces, &text, front, &said);
    let heads = heads_of_minutes(article, &account.lost);
    if !heads.is_empty() {
        let (heads, _) = markdown::write(&heads, &markdown::Around::default(), &mut vec![]);
        body = [&heads, "\n", &body].concat();
        (front, text, _) = made(&[], &body);
        account = account::account(pieces, &text, front, &said);
    }
    // A line that is no more than the organisation's name is said by its field.
    let own = facts.branch.as_ref().map(|branch| match &branch.value {
        Branch::New(path) => [path.concat(), branch.evidence.clone()],
        Branch::Known(name) => [name.clone(), branch.evidence.clone()],
    });
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let is_own = |piece: &Piece| own.iter().flatten().any(|name| letters(name) == letters(&piece.text));
    account.lost.retain(|piece| !is_own(piece));
    if !account.lost.is_empty() {
        let mut room = ROOM;
        let fits = account.lost.iter().take_while(|piece| {
            let left = room.checked_sub(piece.text.len());
            room = left.unwrap_or(0);
            left.is_some()
        });
        let (before, behind) = account.lost.split_at(fits.count());
        let behind_text = paragraphs(behind.iter().map(|piece| piece.text.as_str()));
        let gap = if body.is_empty() || behind.is_empty() { "" } else { "\n" };
        (_, text, _) = made(before, &[&body, gap, &behind_text].concat());
        for (what, pieces) in [(REST, before), (BEHIND, behind)] {
            let quote = |piece: &Piece| Remark::new(RemarkKind::Simplified, what, piece.place, &piece.text, "");
            remarks.extend(pieces.iter().map(quote));
        }
    }
    let mut pictures = Vec::new();
    for (index, address) in addresses.into_iter().enumerate() {
        match address {
            Some(address) if shown.contains(&index) => pictures.push((address, index)),
            Some(_) => remarks.push(Remark::of_all(RemarkKind::Dropped, NO_PLACE)),
            None => {}
        }
    }
    // Characters that no text has would make it a binary file to whoever reads
    // it, and YAML takes none of them (YAML 1.2.2, 5.1).
    let is_of_text = |c: char| (!c.is_control() && c != '\u{fffe}' && c != '\u{ffff}') || matches!(c, '\n' | '\t');
    text.retain(is_of_text);
    Made { text, pictures, remarks, account }
}

/// 时间：…, 地点：…, 出席：… below the title of minutes, which are a part of their text.
fn heads_of_minutes(article: &Article, lost: &[Piece]) -> Vec<Block> {
    let is_minutes = |title: &Found| MINUTES.ends(title::bare(&title.text)).is_some();
    let Some(title) = article.title.as_ref().filter(|title| is_minutes(title)) else { return Vec::new() };
    let first = first_place(&article.blocks);
    let is_head = |piece: &&Piece| piece.place > title.place && piece.place < first && piece.text.contains(['：', ':']);
    let paragraph = |piece: &Piece| Block::Paragraph(Paragraph::of_text(&piece.text, piece.place));
    lost.iter().filter(is_head).map(paragraph).collect()
}

#[cfg(test)]
mod tests;
