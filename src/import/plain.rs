//! Plain text becomes a document.
//!
//! In: the bytes of a `.txt` file. Out: a [`Document`] of paragraphs, each with
//! its line, or a refusal that names what the file is instead. [`encoding`]
//! finds the encoding; here lines become paragraphs. A file whose lines were
//! broken at a fixed width ([`wrap`]) is told from one with a paragraph a
//! line, and only the former's lines are joined.
//!
//! Words are not touched, and blanks at the beginning of a line are left for
//! [`crate::import::mend`], which says that it takes them out.

pub mod encoding;
mod grid;
pub mod wiki;

pub use encoding::decode;

use std::collections::BTreeMap;

use crate::diag::Words;
use crate::import::document::{Block, Document, Inline, Paragraph, Place};
use crate::import::plain::grid::Grid;
use crate::import::wrap::{self, Line};
use crate::import::{Refusal, Remark, RemarkKind};
use crate::text::han::joins;

/// How large a text may be, in mebibytes: more than [`crate::import::LONGEST`]
/// characters of Chinese are refused anyhow.
const LIMIT: usize = 8;

const QUOTED: Words = Words {
    zh: "去掉邮件引用时加在各行前面的 >",
    en: "the marks that mail puts before quoted lines are taken out",
};
const JOINED: Words = Words { zh: "接上按固定宽度折断的行", en: "lines broken at a fixed width are joined" };

/// Reads a plain text.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Refusal> {
    let (text, remarks) = text(bytes)?;
    document(name, &text, remarks)
}

/// The words of a plain text, and what was done to decode them.
pub fn text(bytes: &[u8]) -> Result<(String, Vec<Remark>), Refusal> {
    if bytes.len() > LIMIT << 20 {
        return Err(Refusal {
            what: Words { zh: "文本文件超过 8 MB", en: "the text is larger than 8 MB" },
            help: Words {
                zh: "多半不是一篇总结；分成几个文件再导入",
                en: "it is hardly one report; split it and import the parts",
            },
        });
    }
    decode(bytes)
}

/// The paragraphs of a plain text.
pub fn document(name: &str, text: &str, mut remarks: Vec<Remark>) -> Result<Document, Refusal> {
    let unquoted = unquoted(text);
    if unquoted.is_some() {
        remarks.push(Remark::new(RemarkKind::Mended, QUOTED, Place::Document, ">", ""));
    }
    let text = unquoted.as_deref().unwrap_or(text);
    let mut document = Document { name: name.to_owned(), remarks, ..Document::default() };
    let lines: Vec<(u32, Line<'_>)> = lines(text).into_iter().filter(|(_, line)| !line.text.is_empty()).collect();
    let plain: Vec<(u32, &str)> = lines.iter().map(|(number, line)| (*number, line.text)).collect();
    let mut grids: BTreeMap<usize, Grid> = BTreeMap::new();
    let mut at = 0;
    while at < plain.len() {
        let grid = grid::leading(&plain[at..]);
        let next = at + grid.as_ref().map_or(1, |grid| grid.lines);
        grids.extend(grid.map(|grid| (at, grid)));
        at = next;
    }
    let shapes: Vec<Line<'_>> = lines.iter().map(|(_, line)| *line).collect();
    let joined = wrap::continuations(&shapes);
    let mut drawn = 0;
    for (at, ((number, line), goes_on)) in lines.iter().zip(joined).enumerate() {
        if let Some(grid) = grids.remove(&at) {
            document.blocks.extend(grid.blocks);
            drawn = at + grid.lines;
        }
        if at < drawn {
            continue;
        }
        if goes_on && let Some(Block::Paragraph(paragraph)) = document.blocks.last_mut() {
            append(paragraph, line.text, &mut document.remarks);
        } else if is_divider(line.text) {
            document.blocks.push(Block::Divider);
        } else {
            let mut paragraph = Paragraph::of_text(line.raw, Place::Line(*number));
            paragraph.look.indented = line.indent > 0;
            document.blocks.push(Block::Paragraph(paragraph));
        }
    }
    if document.blocks.is_empty() {
        return Err(Refusal {
            what: Words { zh: "文件里没有文字", en: "there are no words in the file" },
            help: Words { zh: "确认选对了文件", en: "see that it is the right file" },
        });
    }
    Ok(document)
}

/// A letter whose lines are quoted by another for the most part, without the marks before
/// them.
fn unquoted(text: &str) -> Option<String> {
    let is_quoted = |line: &&str| line.starts_with('>');
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    if lines().filter(is_quoted).count() * 2 <= lines().count() {
        return None;
    }
    let bare = |line: &str| {
        let rest = line.trim_start_matches(['>', ' ']);
        if line.starts_with('>') { rest.to_owned() } else { line.to_owned() }
    };
    Some(text.split('\n').map(bare).collect::<Vec<_>>().join("\n"))
}

/// Whether a text is Markdown under another name: two headings or more with #.
pub fn is_markdown(text: &str) -> bool {
    let is_heading = |line: &&str| {
        let rest = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
    };
    text.lines().filter(is_heading).take(2).count() == 2
}

/// Appends a line to a paragraph of one run; the first break of each paragraph
/// is remarked on.
fn append(paragraph: &mut Paragraph, line: &str, remarks: &mut Vec<Remark>) {
    let place = paragraph.place;
    let [Inline::Text { text, .. }] = paragraph.content.as_mut_slice() else { return };
    let head: String = line.chars().take(4).collect();
    let tail: String = text.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    // Between Latin words a break was a space; beside a Chinese character nothing.
    let is_space = text.ends_with(|c: char| c.is_ascii_graphic())
        && line.starts_with(|c: char| c.is_ascii_graphic())
        && !text.chars().next_back().zip(line.chars().next()).is_some_and(|(before, after)| joins(before, after));
    if is_space {
        text.push(' ');
    }
    text.push_str(line);
    let is_first = !remarks.iter().rev().take(1).any(|last| last.place == Some(place) && last.what == JOINED);
    if is_first {
        let before = format!("{tail}⏎{head}");
        let after = if is_space { format!("{tail} {head}") } else { format!("{tail}{head}") };
        remarks.push(Remark::new(RemarkKind::Mended, JOINED, place, &before, &after));
    }
}

/// The lines of a text with their numbers; an empty one has no text. A form
/// feed ends a line without counting as one.
fn lines(text: &str) -> Vec<(u32, Line<'_>)> {
    let mut lines = Vec::new();
    let mut number = 1_u32;
    let mut rest = text;
    let mut blank = false;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r', '\u{c}', '\u{b}', '\u{85}', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
        let line = Line::new(&rest[..end], blank);
        blank = line.text.is_empty();
        lines.push((number, line));
        let ended = &rest[end..];
        let length = if ended.starts_with("\r\n") { 2 } else { ended.chars().next().map_or(0, char::len_utf8) };
        number = number.saturating_add(u32::from(ended.starts_with(['\n', '\r'])));
        rest = &ended[length..];
    }
    lines
}

/// Whether a line is nothing but a rule across the page.
fn is_divider(line: &str) -> bool {
    let mut characters = line.chars();
    characters.next().is_some_and(|first| {
        "-=_*—─━~＊－＝～".contains(first) && characters.clone().count() >= 4 && characters.all(|c| c == first)
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::import::RemarkKind;
    use crate::import::document::{Block, Place};

    fn paragraphs(text: &str) -> Vec<(String, Place, bool)> {
        let document = read("a.txt", text.as_bytes()).unwrap();
        let paragraph = |block: &Block| match block {
            Block::Paragraph(paragraph) => (paragraph.text(), paragraph.place, paragraph.look.indented),
            _ => ("——".to_owned(), Place::Document, false),
        };
        document.blocks.iter().map(paragraph).collect()
    }

    #[test]
    fn every_line_is_a_paragraph_with_its_number() {
        let found = paragraphs("\u{feff}标题\r\n\r\n　　正文。\r再一行。\n\u{c}新页。\n-----\n");
        let expected = [
            ("标题", Place::Line(1), false),
            ("　　正文。", Place::Line(3), true),
            ("再一行。", Place::Line(4), false),
            ("新页。", Place::Line(5), false),
            ("——", Place::Document, false),
        ];
        assert_eq!(found, expected.map(|(text, place, indented)| (text.to_owned(), place, indented)));
    }

    #[test]
    fn lines_broken_at_a_width_are_joined_and_it_is_said() {
        let text = "　　今年以来，支部坚持把学习放在第一位，全体党员认真参加每次\n集中学习，并且结合各自岗位谈认识、谈体会，写下了许多心得，会\n后还在科室里传阅，大家都说很有收获。\n　　下半年，支部组织党员走进社区，为居民量血压、测血糖，讲解用\n药常识，共服务了六百多人次，受到居民的好评，街道还送来了感谢\n信。\n　　年底，支部召开组织生活会，党员逐一对照检查，查摆问题，开展\n批评和自我批评，制定了整改措施。\n";
        let found = paragraphs(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].0.ends_with("，会后还在科室里传阅，大家都说很有收获。"));
        assert_eq!(found[1].1, Place::Line(4));
        let document = read("a.txt", text.as_bytes()).unwrap();
        assert_eq!(document.remarks.len(), 3);
        assert!(document.remarks.iter().all(|remark| remark.kind == RemarkKind::Mended));
        assert_eq!(document.remarks[0].before, "参加每次⏎集中学习");
    }

    #[test]
    fn a_letter_that_is_quoted_loses_its_marks_and_an_answer_below_it_does_not() {
        let found = paragraphs("收到。\n\n> 某院工作总结\n> \n>> 一、学习\n>　　全年学习十次。\n");
        let words: Vec<&str> = found.iter().map(|(text, ..)| text.trim()).collect();
        assert_eq!(words, ["收到。", "某院工作总结", "一、学习", "全年学习十次。"]);
        let found = paragraphs("某院工作总结\n一、学习\n全年学习十次。\n> 请报总结\n");
        assert_eq!(found[3].0, "> 请报总结");
    }

    #[test]
    fn long_files_take_time_in_proportion() {
        let line = "汉".repeat(2_000_000);
        assert_eq!(paragraphs(&line).len(), 1);
        let many = "支部开会，学文件\n".repeat(300_000);
        assert_eq!(paragraphs(&many).len(), 300_000);
    }
}
