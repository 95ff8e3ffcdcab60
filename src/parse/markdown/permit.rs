//! Permits: comments that ask to be silent about the next block.
//!
//! In: a text and the range of its body. Out: what comments such as
//! `<!-- 准许 wrong-word: 书名 -->` and `<!-- allow wrong-word: a title -->` say,
//! each with the block it is about: the one that follows it, on the same level.
//! Whether there are such rules, and whether the comment is a remark that only
//! begins alike, is not asked here. Comments never reach a page.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::parse::Limits;
use crate::parse::front::choices::PERMIT;
use crate::parse::markdown::emphasis::{Shielded, shield};
use crate::parse::markdown::script::{Script, without_comments};

/// 准许 A comment about the next block; places are those of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// 规则 The rules as written, with their places.
    pub rules: Vec<(String, Range<usize>)>,
    /// 理由 Why.
    pub reason: Option<String>,
    /// The block; empty if none follows.
    pub covers: Range<usize>,
}

/// The permits in the body that stands at `range`.
pub fn permits(text: &str, range: Range<usize>, limits: &Limits) -> Vec<Permit> {
    let body = text.get(range.clone()).unwrap_or_default();
    if !body.contains("<!--") || !PERMIT.spellings().any(|keyword| contains(body, keyword)) {
        return Vec::new();
    }
    let shielded = shield(body, limits.nesting);
    let script = Script::read(&shielded);
    let place = |span: &Range<usize>| file_range(&shielded, range.start, span);
    let (mut found, mut waiting) = (Vec::new(), 0);
    let mut index = 0;
    while index < script.events.len() {
        let next = match &script.events[index] {
            Event::Start(Tag::HtmlBlock) => {
                let block = place(&script.spans[index]);
                let html = text.get(block.clone()).unwrap_or_default();
                // HTML that is shown is a block like others.
                if without_comments(html).is_none_or(|shown| !shown.trim().is_empty()) {
                    waiting = close(&mut found, waiting, &block);
                }
                waiting += comments(html, block.start, &mut found);
                script.closes[index] + 1
            }
            Event::Start(_) | Event::Rule => {
                waiting = close(&mut found, waiting, &place(&script.spans[index]));
                index + 1
            }
            Event::End(_) => {
                waiting = 0;
                index + 1
            }
            _ => index + 1,
        };
        index = next;
    }
    found
}

/// Gives the last permits that wait for a block this one. None waits then.
fn close(found: &mut [Permit], waiting: usize, block: &Range<usize>) -> usize {
    for permit in found.iter_mut().rev().take(waiting) {
        permit.covers = block.clone();
    }
    0
}

/// Reads the comments of a block of HTML that begins at `start`; says how many
/// are permits.
fn comments(html: &str, start: usize, found: &mut Vec<Permit>) -> usize {
    let before = found.len();
    let mut at = 0;
    while let Some(open) = html[at..].find("<!--").map(|open| at + open + 4) {
        let Some(end) = html[open..].find("-->").map(|end| open + end) else { break };
        found.extend(permit(&html[open..end], start + open));
        at = end + 3;
    }
    found.len() - before
}

/// Reads one comment, which begins at `start`.
fn permit(comment: &str, start: usize) -> Option<Permit> {
    let trimmed = comment.trim_start();
    let rest = PERMIT.spellings().find_map(|keyword| {
        let head = trimmed.get(..keyword.len()).filter(|head| head.eq_ignore_ascii_case(keyword))?;
        Some(&trimmed[head.len()..])
    })?;
    if !rest.starts_with(|next: char| next.is_whitespace() || is_colon(next)) {
        return None;
    }
    let named = rest.trim_start_matches(|next: char| next.is_whitespace() || is_colon(next));
    let end = named.find(is_colon).unwrap_or(named.len());
    let (names, reason) = named.split_at(end);
    let offset = start + (comment.len() - named.len());
    let mut rules = Vec::new();
    let mut at = 0;
    for name in names.split(|next: char| next.is_whitespace() || matches!(next, '、' | '，' | ',')) {
        if !name.is_empty() {
            rules.push((name.to_owned(), offset + at..offset + at + name.len()));
        }
        let separator = names[at + name.len()..].chars().next().map_or(0, char::len_utf8);
        at += name.len() + separator;
    }
    let reason = reason.trim_start_matches(is_colon).trim();
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    (!rules.is_empty()).then_some(Permit { rules, reason, covers: 0..0 })
}

fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：')
}

fn contains(text: &str, keyword: &str) -> bool {
    text.contains(keyword) || keyword.is_ascii() && text.to_ascii_lowercase().contains(keyword)
}

/// The range in the file of one in the prepared text.
fn file_range(shielded: &Shielded<'_>, start: usize, span: &Range<usize>) -> Range<usize> {
    start + shielded.source(span.start)..start + shielded.source(span.end)
}

#[cfg(test)]
mod tests {
    use super::permits;
    use crate::parse::Limits;

    /// Each permit as `rules|reason|the first words of its block`.
    fn shown(body: &str) -> Vec<String> {
        permits(body, 0..body.len(), &Limits::default())
            .into_iter()
            .map(|permit| {
                let names: Vec<&str> = permit.rules.iter().map(|(_, at)| &body[at.clone()]).collect();
                assert!(permit.rules.iter().map(|(name, _)| name.as_str()).eq(names.iter().copied()));
                let block = body[permit.covers].trim_end();
                format!("{}|{}|{block}", names.join("+"), permit.reason.unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn a_permit_is_about_the_next_block() {
        assert_eq!(shown("甲\n\n<!-- 准许 wrong-word: 书名 -->\n\n乙\n\n丙\n"), ["wrong-word|书名|乙"]);
        assert_eq!(
            shown("甲\n<!-- Allow wrong-word, HB7703 : a title -->\n乙**“丙”**丁\n"),
            ["wrong-word+HB7703|a title|乙**“丙”**丁"]
        );
        assert_eq!(shown("<!--准许 a-b、c-d：原文如此。-->\n- 甲\n- 乙\n\n丙\n"), ["a-b+c-d|原文如此。|- 甲\n- 乙"]);
        assert_eq!(shown("<!-- 准许 a -->\n<!-- 准许 b -->\n## 甲\n\n乙\n"), ["a||## 甲", "b||## 甲"]);
        assert_eq!(shown("<!-- 准许 a -->\n\n<!-- 备忘 -->\n\n甲\n"), ["a||甲"]);
        assert_eq!(shown("- 甲\n\n  <!-- 准许 a -->\n\n  乙\n\n丙\n"), ["a||乙"]);
    }

    #[test]
    fn one_with_no_block_after_it_covers_nothing() {
        assert_eq!(shown("甲\n\n<!-- 准许 a: 书名 -->\n"), ["a|书名|"]);
        assert_eq!(shown("> 甲\n>\n> <!-- 准许 a -->\n\n乙\n"), ["a||"]);
    }

    #[test]
    fn other_comments_and_code_are_none() {
        for body in [
            "<!-- 准许发布 -->\n\n甲",
            "<!-- allowed -->\n\n甲",
            "<!-- 准许 -->\n\n甲",
            "```\n<!-- 准许 a -->\n```\n\n甲",
            "甲<!-- 准许 a -->乙",
        ] {
            assert_eq!(shown(body), [] as [&str; 0], "{body}");
        }
    }
}
