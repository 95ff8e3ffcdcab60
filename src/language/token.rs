//! Words and their classes.
//!
//! Segmentation is that of jieba-rs with its dictionary (MIT), which is unpacked
//! when words are first asked for: 0.15 s and 30 MB, so that only what needs words
//! asks, and of as little text as it can.

use std::ops::Range;
use std::sync::LazyLock;

use jieba_rs::Jieba;

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// What a word is (the first letters of the classes of ICTCLAS, which the
/// dictionary uses).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A person's name: `nr`.
    Person,
    /// A place: `ns`.
    Place,
    /// An organisation: `nt`.
    Organization,
    /// Another proper name: `nz`.
    Proper,
    /// Another noun: `n`, `ng`, `s`, `f`.
    Noun,
    /// A word of time: `t`.
    Time,
    /// A verb: `v`, `vd`.
    Verb,
    /// A verb that is a noun, too: `vn`.
    Nominal,
    /// An adjective: `a`, `b`, `z`.
    Adjective,
    /// An adverb: `d`.
    Adverb,
    /// A number: `m`.
    Number,
    /// A counter: `q`.
    Counter,
    /// A pronoun: `r`.
    Pronoun,
    /// A preposition, conjunction, particle: `p`, `c`, `u`, `y`.
    Function,
    /// A set phrase: `i`, `l`.
    Phrase,
    /// A short form: `j`.
    Short,
    /// Letters of another script: `eng`.
    Foreign,
    /// Marks, and what the dictionary does not have: `x`.
    Unknown,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it is.
    pub class: Class,
}

/// The words of a text, in their order, without gaps.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut at = 0;
    let word = |tag: jieba_rs::Tag<'_>| {
        let range = at..at + tag.word.len();
        at = range.end;
        Token { range, class: class(tag.tag) }
    };
    JIEBA.tag(text, true).into_iter().map(word).collect()
}

/// Whether the dictionary has a word.
pub fn is_known(word: &str) -> bool {
    JIEBA.has_word(word)
}

/// What the dictionary takes a word for, if it has it.
pub fn class_of(word: &str) -> Option<Class> {
    let tags = if JIEBA.has_word(word) { JIEBA.tag(word, false) } else { Vec::new() };
    tags.first().filter(|tag| tag.word == word).map(|tag| class(tag.tag))
}

fn class(tag: &str) -> Class {
    match tag.as_bytes() {
        b"eng" => Class::Foreign,
        [b'n', b'r', ..] => Class::Person,
        [b'n', b's', ..] => Class::Place,
        [b'n', b't', ..] => Class::Organization,
        [b'n', b'z', ..] => Class::Proper,
        [b'n' | b's' | b'f', ..] => Class::Noun,
        [b't', ..] => Class::Time,
        b"vn" => Class::Nominal,
        [b'v', ..] => Class::Verb,
        [b'a' | b'b' | b'z', ..] => Class::Adjective,
        [b'd', ..] => Class::Adverb,
        [b'm', ..] => Class::Number,
        [b'q', ..] => Class::Counter,
        [b'r', ..] => Class::Pronoun,
        [b'p' | b'c' | b'u' | b'y', ..] => Class::Function,
        [b'i' | b'l', ..] => Class::Phrase,
        [b'j', ..] => Class::Short,
        _ => Class::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, tokens};

    #[test]
    fn words_have_classes_and_leave_no_gap() {
        let text = "张三在北京大学参加3次培训，ABC。";
        let found = tokens(text);
        assert_eq!(found.iter().map(|token| &text[token.range.clone()]).collect::<String>(), text);
        let class = |word: &str| found.iter().find(|token| &text[token.range.clone()] == word).map(|token| token.class);
        assert_eq!(class("北京大学"), Some(Class::Organization));
        assert_eq!(class("参加"), Some(Class::Verb));
        assert_eq!(class("3"), Some(Class::Number));
        assert_eq!(class("ABC"), Some(Class::Foreign));
    }
}
