//! What a web page has around a text: breadcrumbs, counters, buttons, links to
//! neighbours.
//!
//! In: a line. Out: whether it came with a page, and as what. The words are
//! `lexicon/page-furniture.tsv`.

use crate::language::lexicon::{self, List, Map};

/// All the words.
static WORDS: List = List::new(&lexicon::PAGE_FURNITURE, "");
/// What kind of word each is.
static KINDS: Map = Map::new(&lexicon::PAGE_FURNITURE, "class");
/// Words of which one stands in the line where a word is furniture without a colon.
static BESIDE: Map = Map::new(&lexicon::PAGE_FURNITURE, "beside");
/// The steps of buttons that change the size of letters.
static STEPS: List = List::new(&lexicon::PAGE_FURNITURE, "step");
/// Words of the registration of a site.
static LICENCES: List = List::new(&lexicon::PAGE_FURNITURE, "licence");
/// What the first page is called.
static HOMES: List = List::new(&lexicon::PAGE_FURNITURE, "home");

/// What furniture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 当前位置：首页 > 党建
    Crumbs,
    /// 上一篇：……
    Neighbours,
    /// 相关阅读
    Related,
    /// 分享到
    Share,
    /// 打印 关闭
    Buttons,
    /// 网友评论
    Comments,
    /// 版权所有
    Footer,
}

/// The first characters of a line without blanks, which tell what it is.
fn squeezed(text: &str, most: usize) -> String {
    text.chars().take(most).filter(|c| !c.is_whitespace()).collect()
}

/// The class of the word that a text begins with, the word, and what follows it.
fn beginning(squeezed: &str) -> Option<(&'static str, &'static str, &str)> {
    let word = WORDS.begins(squeezed)?;
    Some((KINDS.get(word)?, word, squeezed.get(word.len()..)?))
}

fn is_colon(text: &str) -> bool {
    text.starts_with([':', '：'])
}

/// Whether a text follows the name of the first page as in a breadcrumb.
fn is_step(text: &str) -> bool {
    text.starts_with(['>', '›', '»', '＞'])
}

/// Whether a line came with a web page: a breadcrumb, a counter, a button.
pub fn is_line_of_page(line: &str) -> bool {
    if line.len() > 240 {
        return false;
    }
    let text = line.trim_start_matches(['【', '[', '［', ' ', '\u{3000}', '\u{a0}', '|', '>']);
    // Few lines begin so.
    if !WORDS.may_begin(text) || line.contains(['。', '！', '？']) {
        return false;
    }
    if text.contains(char::is_whitespace) && is_buttons(text) {
        return true;
    }
    let squeezed = squeezed(text, 12);
    let Some((kind, word, rest)) = beginning(&squeezed) else { return false };
    match kind {
        "home" => is_step(rest),
        "button" => !rest.starts_with(char::is_alphanumeric),
        "size" => is_colon(rest) && STEPS.iter().filter(|step| rest.contains(**step)).count() > 1,
        "link" | "licence" | "step" => false,
        _ => is_colon(rest) || BESIDE.get(word).is_some_and(|words| is_beside(words, text)),
    }
}

fn is_beside(words: &str, text: &str) -> bool {
    words.split(' ').any(|word| !word.is_empty() && text.contains(word))
}

/// Whether a line at the edge of a page is part of its frame.
pub fn is_frame(text: &str) -> bool {
    if text.len() > 300 || text.contains(['。', '！', '？']) {
        return false;
    }
    let text = text.trim();
    // 首页 > 党建 > 内容
    let steps: Vec<&str> = text.split(['>', '›', '»', '＞']).map(str::trim).collect();
    let is_trail = steps.len() >= 2 && steps.first().is_some_and(|first| HOMES.ends(first).is_some())
        || steps.len() >= 3 && steps.iter().all(|step| (1..=12).contains(&step.chars().count()));
    let squeezed = squeezed(text, 16);
    let is_notice = || match beginning(&squeezed) {
        Some(("footer" | "share" | "neighbour", ..)) => true,
        Some(("maker", _, rest)) => is_colon(rest),
        _ => false,
    };
    is_trail || is_buttons(text) || is_notice() || LICENCES.is_in(text)
}

/// Whether a line is nothing but buttons: 【打印】【关闭】, 分享 收藏 在看.
fn is_buttons(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_button =
        |word| matches!(KINDS.get(word), Some("button" | "link" | "size" | "step" | "home" | "invite" | "share"));
    words.peek().is_some() && words.all(is_button)
}

/// What a part of a page is that begins so.
pub fn kind(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !WORDS.may_begin(text) {
        return None;
    }
    let squeezed = squeezed(text, 16);
    let (kind, _, rest) = beginning(&squeezed)?;
    match kind {
        "crumb" => Some(Kind::Crumbs),
        "home" if is_step(rest) => Some(Kind::Crumbs),
        "neighbour" => Some(Kind::Neighbours),
        "related" => Some(Kind::Related),
        "share" | "invite" => Some(Kind::Share),
        "comment" => Some(Kind::Comments),
        "footer" => Some(Kind::Footer),
        "button" | "sizes" => Some(Kind::Buttons),
        "size" if is_colon(rest) => Some(Kind::Buttons),
        _ => is_buttons(text).then_some(Kind::Buttons),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_frame, is_line_of_page, kind};
    use crate::language::lexicon;

    #[test]
    fn every_word_tells_furniture_and_no_sentence_does() {
        for row in lexicon::PAGE_FURNITURE.rows() {
            let (word, is) = (row.word(), row.get("class"));
            let line = match is {
                "home" => format!("{word} > 党建"),
                "size" => format!("{word}：大 中 小"),
                "licence" => format!("京{word}12345678号"),
                "link" | "step" => format!("【{word}】【关闭】"),
                "button" => word.to_owned(),
                _ => format!("{word}：甲"),
            };
            assert!(is_line_of_page(&line) || is_frame(&line) || kind(&line).is_some(), "{line}");
            let said = format!("{word}的设置由支部讨论后决定");
            assert!(!is_line_of_page(&said), "{said}");
        }
    }
}
