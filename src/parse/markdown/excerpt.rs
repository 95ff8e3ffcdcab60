//! The beginning of a body as plain text, and the length of the whole.
//!
//! In: the Markdown of a body. Out: a few sentences for lists and search
//! engines, and the number of characters for “约1000字”. This runs over every
//! report before anything is written, so only the beginning is parsed, and
//! characters are counted with the Markdown: some `#` and `**` too many in a
//! thousand, which “约” covers.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::language::sentence;
use crate::parse::markdown::caption::{self, Of};
use crate::parse::markdown::emphasis::shield;
use crate::parse::markdown::script::Script;
use crate::parse::markdown::sign;
use crate::text::han::{characters, joins};

/// The longest excerpt, in characters.
const LONGEST: usize = 120;

/// How much is parsed, in bytes: at first, and if that was not enough.
const PARSED: [usize; 2] = [1 << 10, 1 << 14];

/// The beginning and the length of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Whole sentences from the first paragraphs, at most some 120 characters;
    /// empty if there is no text.
    pub text: String,
    /// The length of the body in characters, as word processors count.
    pub characters: u32,
}

/// Reads the beginning of a body and measures all of it.
pub fn excerpt(markdown: &str) -> Excerpt {
    let mut text = String::new();
    for length in PARSED {
        text = beginning(markdown, length);
        if length >= markdown.len() || text.chars().count() > LONGEST {
            break;
        }
    }
    Excerpt { text: sentences(&text), characters: u32::try_from(characters(markdown)).unwrap_or(u32::MAX) }
}

/// The text in the first bytes of a body, more than enough if there is more.
fn beginning(markdown: &str, length: usize) -> String {
    let head = &markdown[..markdown.floor_char_boundary(length)];
    // Half a line might be half a link.
    let head = if head.len() < markdown.len() { head.rsplit_once('\n').map_or(head, |(lines, _)| lines) } else { head };
    let shielded = shield(head, usize::MAX);
    let script = Script::read(&shielded);
    let signature = if head.len() == markdown.len() { sign::find(&script) } else { None };
    let mut text = String::new();
    for &block in &script.blocks {
        let is_signature = signature.as_ref().is_some_and(|signature| signature.events.contains(&block));
        let is_caption = || [Of::Table, Of::Figure].iter().any(|&of| caption::paragraph(&script, block, of).is_some());
        let is_figure = matches!(script.tag(block + 1), Some(Tag::Image { .. }));
        if matches!(script.tag(block), Some(Tag::Paragraph)) && !is_signature && !is_figure && !is_caption() {
            append(&mut text, &script, script.inside(block));
        }
        // Enough to be sure where the last sentence ends.
        if text.chars().count() > LONGEST {
            break;
        }
    }
    if text.is_empty() {
        // A report may be all lists.
        let list = script.blocks.iter().find(|&&block| matches!(script.tag(block), Some(Tag::List(_))));
        if let Some(&list) = list {
            append(&mut text, &script, script.inside(list));
        }
    }
    text
}

/// Adds the words of some events, lines joined as Chinese wants it.
fn append(text: &mut String, script: &Script<'_>, range: Range<usize>) {
    let mut at = range.start;
    let mut is_new_line = true;
    while at < range.end && text.len() < LONGEST * 8 {
        match &script.events[at] {
            Event::Text(words) | Event::Code(words) => {
                let words = if is_new_line { words.trim_start() } else { words };
                if is_new_line
                    && let (Some(before), Some(after)) = (text.chars().next_back(), words.chars().next())
                    && !joins(before, after)
                {
                    text.push(' ');
                }
                is_new_line = is_new_line && words.is_empty();
                text.extend(words.chars().filter(|character| !character.is_control()));
            }
            Event::SoftBreak | Event::HardBreak | Event::Start(Tag::Paragraph | Tag::Item) => is_new_line = true,
            Event::Start(
                Tag::Image { .. }
                | Tag::Table(_)
                | Tag::CodeBlock(_)
                | Tag::FootnoteDefinition(_)
                | Tag::Heading { .. },
            ) => at = script.closes[at],
            _ => {}
        }
        at += 1;
    }
    text.truncate(text.trim_end().len());
}

/// Cuts a text after the last sentence that fits; where the first does not
/// fit, after a comma, and says so.
fn sentences(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let head = &text[..end];
    let whole = sentence::sentences(text).into_iter().take_while(|sentence| sentence.end <= end).last();
    if let Some(last) = whole {
        return head[..last.end].trim_end().to_owned();
    }
    let stop = head.rfind(['，', '；', '、', ',', ';', '：']).unwrap_or(end - 1);
    let stop = text.floor_char_boundary(stop);
    format!("{}……", text[..stop].trim_end())
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn the_first_paragraphs_in_plain_text() {
        let markdown = "# 标题\n\n　　**2020年。**在[市委](a.md)领导下，\n支部[^1]开展`CT`工作。\n\n表1 经费\n\n|a|b|\n|-|-|\n|1|2|\n\n\
                        ![图](a.png)\n图1 照片\n\n第二段。\n\n某支部\n\n2020年12月\n\n[^1]: 注\n";
        assert_eq!(excerpt(markdown).text, "2020年。在市委领导下，支部开展CT工作。第二段。");
        assert_eq!(excerpt("## 一\n\n- 甲。\n- 乙\n  丙。\n").text, "甲。乙丙。");
        assert_eq!(excerpt(""), Default::default());
        assert_eq!(excerpt("## 一\n").text, "");
    }

    #[test]
    fn sentences_stay_whole() {
        let sentence = format!("{}。", "字".repeat(49));
        assert_eq!(excerpt(&sentence.repeat(9)).text, sentence.repeat(2));
        assert_eq!(
            excerpt(&format!("{}，{}。", "字".repeat(49), "字".repeat(99))).text,
            format!("{}……", "字".repeat(49))
        );
        assert_eq!(excerpt(&"字".repeat(400)).text.chars().count(), 121);
        let quoted = format!("{}：“{}。”{}", "字".repeat(50), "话".repeat(20), "字".repeat(99));
        assert!(excerpt(&quoted).text.ends_with("话。”"));
        // Beyond what is parsed at first.
        assert_eq!(excerpt(&format!("{}\n正文。", "# 标题\n".repeat(999))).text, "正文。");
    }

    #[test]
    fn the_length_is_that_of_the_whole() {
        assert_eq!(excerpt(&"党员474名，".repeat(5000)).characters, 25_000);
    }
}
