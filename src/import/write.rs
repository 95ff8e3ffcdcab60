//! An article and its facts become the text of a report.
//!
//! In: an article, what it tells, and how the report's files are named. Out:
//! the report's Markdown with its front matter, and the files of its pictures.

mod front;
mod markdown;
mod script;

pub use front::{UNREGISTERED, achievement, contributor, honour, metric, person};

use crate::diag::Words;
use crate::import::account::{Account, Piece, account};
use crate::import::document::{Block, Paragraph};
use crate::import::{Candidate, Remark, RemarkKind};

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
    let (body, shown) = markdown::write(&article.blocks, &around, &mut remarks);
    let made = |rest: &[Piece], body: &str| {
        let front = front::write(facts, origin, rest);
        let gap = if body.is_empty() { "" } else { "\n" };
        (front.text.len(), [&front.text, gap, body].concat(), front.left_out)
    };
    let (front, mut text, left_out) = made(&[], &body);
    if left_out > 0 {
        remarks.push(Remark::of_all(RemarkKind::Doubt, TOO_MANY));
    }
    let said: Vec<Remark> = article.remarks.iter().chain(&remarks).cloned().collect();
    let account = account(pieces, &text, front, &said);
    if !account.lost.is_empty() {
        let mut room = ROOM;
        let fits = account.lost.iter().take_while(|piece| {
            let left = room.checked_sub(piece.text.len());
            room = left.unwrap_or(0);
            left.is_some()
        });
        let (before, behind) = account.lost.split_at(fits.count());
        let paragraphs = behind.iter().map(|piece| Block::Paragraph(Paragraph::of_text(&piece.text, piece.place)));
        let (behind_text, _) =
            markdown::write(&paragraphs.collect::<Vec<_>>(), &markdown::Around::default(), &mut vec![]);
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

#[cfg(test)]
mod tests;
