//! Two versions of a page: what a reader would see changed.
//!
//! In: the bytes of a page before and after. Out: whether its title, its words or
//! its links are others, with the words of a few blocks that differ; if none of them
//! is, only what surrounds them has changed: attributes, styles, scripts. Words are
//! those outside of scripts and styles, with what stands for pictures. The work is
//! in proportion to the length of both, whoever wrote them: nothing is searched for
//! that was moved.

use std::collections::HashMap;

use crate::import::html::tree::{Kind, Tree, is_block, is_silent};

/// How many characters around a difference are shown.
const AROUND: usize = 12;
/// How many of the difference itself.
const LONGEST: usize = 48;
/// How many blocks are shown of either.
const MOST: usize = 3;
/// The longest title that is shown, in bytes.
const TITLE: usize = 300;

/// A page as its reader has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its words, block by block, white space folded.
    blocks: Vec<String>,
    /// Where its links lead and its pictures lie, in their order.
    links: Vec<String>,
    /// Whether it had more than is read.
    cut: bool,
}

/// What has changed of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// 文字 Words that a reader sees, with a few around them.
    Words {
        /// Those that are gone.
        before: Vec<String>,
        /// Those that are new.
        after: Vec<String>,
    },
    /// 题目 The title only.
    Title,
    /// 链接 Where links lead, or which pictures are shown.
    Links,
    /// 标记 Neither words nor links.
    Markup,
    /// Nobody knows: one of them is larger than is read.
    Unread,
}

impl Page {
    /// Reads a page.
    pub fn read(bytes: &[u8]) -> Page {
        let tree = Tree::read(&String::from_utf8_lossy(bytes));
        let mut page = Page { cut: tree.cut, ..Page::default() };
        let mut block = String::new();
        let mut at = 0;
        while let Some(node) = tree.nodes.get(at) {
            at += 1;
            let Kind::Element { name, .. } = node.kind else {
                if let Kind::Text(words) = &node.kind {
                    block.push_str(words);
                }
                continue;
            };
            if name == "title" {
                if page.title.is_empty() {
                    page.title = tree.text(at - 1, TITLE);
                }
                at = node.end;
                continue;
            }
            if is_silent(name) {
                at = node.end;
                continue;
            }
            if is_block(name) || matches!(name, "br" | "td" | "th" | "tr" | "body") {
                page.end(&mut block);
            }
            let alternative = tree.attribute(at - 1, "alt").filter(|_| name == "img");
            if let Some(words) = alternative {
                block.push(' ');
                block.push_str(words);
                block.push(' ');
            }
            let target = match name {
                "a" => tree.attribute(at - 1, "href"),
                "img" => tree.attribute(at - 1, "src"),
                _ => None,
            };
            page.links.extend(target.map(str::to_owned));
        }
        page.end(&mut block);
        page
    }

    /// Ends a block.
    fn end(&mut self, block: &mut String) {
        let is_blank = |c: char| c.is_whitespace() || c.is_control();
        let folded = block.split(is_blank).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
        if !folded.is_empty() {
            self.blocks.push(folded);
        }
        block.clear();
    }

    /// What has changed from this page to a later one whose bytes are others.
    pub fn difference(&self, later: &Page) -> Difference {
        if self.cut || later.cut {
            Difference::Unread
        } else if self.blocks != later.blocks {
            let (before, after) = words(&self.blocks, &later.blocks);
            Difference::Words { before, after }
        } else if self.title != later.title {
            Difference::Title
        } else if self.links != later.links {
            Difference::Links
        } else {
            Difference::Markup
        }
    }
}

/// The words of blocks that only one of both has, a few of each. Where only their
/// order is another, the first that is not in its place.
fn words(before: &[String], after: &[String]) -> (Vec<String>, Vec<String>) {
    let (mut gone, mut new) = (without(before, after), without(after, before));
    if gone.is_empty() && new.is_empty() {
        let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        (gone, new) = (vec![before[same].as_str()], vec![after[same].as_str()]);
    }
    // As many as before: each is a block that was changed, or most are.
    let is_paired = gone.len() == new.len();
    gone.truncate(MOST);
    new.truncate(MOST);
    let characters = |blocks: Vec<&str>| blocks.iter().map(|block| block.chars().collect()).collect();
    let (gone, new): (Vec<Vec<char>>, Vec<Vec<char>>) = (characters(gone), characters(new));
    if !is_paired {
        let whole = |blocks: &[Vec<char>]| blocks.iter().map(|block| excerpt(block, 0, 0)).collect();
        return (whole(&gone), whole(&new));
    }
    let pairs = gone.iter().zip(&new).map(|(gone, new)| {
        let start = gone.iter().zip(new).take_while(|(a, b)| a == b).count();
        let rest = gone[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
        (excerpt(gone, start, rest), excerpt(new, start, rest))
    });
    pairs.unzip()
}

/// The blocks that `others` does not have, or not so often.
fn without<'b>(blocks: &'b [String], others: &'b [String]) -> Vec<&'b str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for block in others {
        *counts.entry(block).or_default() += 1;
    }
    let blocks = blocks.iter().map(String::as_str);
    blocks
        .filter(|block| match counts.get_mut(block) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

/// A block without its first characters and its last, but for a few around.
fn excerpt(block: &[char], start: usize, rest: usize) -> String {
    let from = start.saturating_sub(AROUND).min(block.len());
    let to = (block.len() - rest + AROUND).min(block.len()).min(start + LONGEST).max(from);
    let mut words: String = block[from..to].iter().collect();
    if from > 0 {
        words.insert(0, '…');
    }
    if to < block.len() {
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Difference, Page};

    fn check(before: &str, after: &str, expected: Difference) {
        let read = |text: &str| Page::read(text.as_bytes());
        assert_eq!(read(before).difference(&read(after)), expected, "{before} {after}");
    }

    fn words<const B: usize, const A: usize>(before: [&str; B], after: [&str; A]) -> Difference {
        let list = |words: &[&str]| words.iter().map(|words| (*words).to_owned()).collect();
        Difference::Words { before: list(&before), after: list(&after) }
    }

    #[test]
    fn a_reader_sees_words() {
        check("<p>党员38名<p>乙", "<p>党员39名<p>乙", words(["党员38名"], ["党员39名"]));
        check("<p>甲<p>乙", "<p>甲<p>新<p>乙", words([], ["新"]));
        check("<p>甲<p>乙", "<p>甲", words(["乙"], []));
        check("<p>14字<p>甲<p>丁", "<p>26字<p>甲<p>新<p>丁", words(["14字"], ["26字", "新"]));
        check("<p>甲<p>甲", "<p>甲", words(["甲"], []));
        check("<p>甲<p>乙", "<p>乙<p>甲", words(["甲"], ["乙"]));
        check("<p>1<p>2<p>3<p>4", "<p>x", words(["1", "2", "3"], ["x"]));
        check("<p><img alt=甲>", "<p><img alt=乙>", words(["甲"], ["乙"]));
        let long = "字".repeat(100);
        check(
            &format!("<p>{long}一{long}"),
            &format!("<p>{long}二{long}"),
            words([&format!("…{0}一{0}…", "字".repeat(12))], [&format!("…{0}二{0}…", "字".repeat(12))]),
        );
    }

    #[test]
    fn what_is_around_words_is_told_apart() {
        let page = |title: &str, href: &str, rest: &str| {
            format!("<title>{title}</title><body><script>1{rest}</script><p class=x{rest}>甲 <a href={href}>乙</a>")
        };
        let before = page("题", "a", "");
        check(&before, &page("目", "a", ""), Difference::Title);
        check(&before, &page("题", "b", ""), Difference::Links);
        check(&before, &page("题", "a", "2"), Difference::Markup);
        check(&before, &page("题", "a", "").replace("甲 ", "甲\n  "), Difference::Markup);
        assert_eq!(Page::read(before.as_bytes()).title, "题");
    }

    #[test]
    fn a_page_of_anybody_does_no_harm() {
        let deep = "<div>".repeat(100_000) + "x";
        check(&deep, &deep.replace('x', "y"), words(["x"], ["y"]));
        let many = "<p>a".repeat(700_000);
        check(&many, &format!("{many}b"), Difference::Unread);
        check("\u{0}<p>\u{1b}[31m", "", words(["[31m"], []));
    }
}
