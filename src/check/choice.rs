//! Choice: the rules that a person names.
//!
//! In: a code such as `HB7703`, the beginning of one such as `HB77`, a name, or
//! a group in either language. Out: what takes these rules, or the nearest name
//! where there is none.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::check::{self, Group, every_rule};
use crate::diag::Rule;
use crate::text::near;

/// Some rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Those whose code begins so.
    Codes(String),
    /// The one of this name.
    Name(String),
    /// Those of a group.
    Group(Group),
}

impl Choice {
    /// The rules that a word names; if there are none, the nearest name.
    pub fn parse(word: &str) -> Result<Choice, Option<&'static str>> {
        let code = word.to_ascii_uppercase();
        if code.len() >= 2 && every_rule().any(|rule| rule.code.starts_with(&code)) {
            return Ok(Choice::Codes(code));
        }
        let name = word.to_lowercase();
        if every_rule().any(|rule| rule.name == name) {
            return Ok(Choice::Name(name));
        }
        let group = Group::ALL.into_iter().find(|group| [group.words().zh, group.words().en].contains(&&*name));
        group.map(Choice::Group).ok_or_else(|| nearest(word))
    }

    /// Whether a rule is one of them.
    pub fn takes(&self, rule: &Rule) -> bool {
        match self {
            Choice::Codes(code) => rule.code.starts_with(code),
            Choice::Name(name) => rule.name == name,
            Choice::Group(group) => check::of(rule).is_some_and(|check| check.group == *group),
        }
    }
}

/// The rule that a code or name is of.
pub fn rule(word: &str) -> Result<&'static Rule, Option<&'static str>> {
    let word = word.trim();
    let named = |rule: &&Rule| rule.code.eq_ignore_ascii_case(word) || rule.name.eq_ignore_ascii_case(word);
    every_rule().find(named).ok_or_else(|| near::nearest(word, every_rule().flat_map(|rule| [rule.name, rule.code])))
}

/// The rule of a code as it is written.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    static RULES: LazyLock<HashMap<&'static str, &'static Rule>> =
        LazyLock::new(|| every_rule().map(|rule| (rule.code, rule)).collect());
    RULES.get(code).copied()
}

fn nearest(word: &str) -> Option<&'static str> {
    let groups = Group::ALL.into_iter().flat_map(|group| [group.words().zh, group.words().en]);
    near::nearest(word, every_rule().map(|rule| rule.name).chain(groups).chain(every_rule().map(|rule| rule.code)))
}

#[cfg(test)]
mod tests {
    use super::{Choice, rule};
    use crate::check::{Group, han_space};
    use crate::diag::rules::model::FILE_UNREADABLE;

    #[test]
    fn rules_are_named_in_several_ways() {
        for word in ["HB7703", "hb77", "HB", "han-space", "标点", "punctuation", "Punctuation"] {
            let choice = Choice::parse(word).unwrap();
            assert!(choice.takes(&han_space::CHECK.rule), "{word}");
            assert_eq!(choice.takes(&FILE_UNREADABLE), word == "HB", "{word}");
        }
        assert_eq!(Choice::parse("标点"), Ok(Choice::Group(Group::Punctuation)));
        assert_eq!(Choice::parse("han-spaces"), Err(Some("han-space")));
        assert_eq!(Choice::parse("HB99"), Err(None));
        assert_eq!(Choice::parse(""), Err(None));
        assert_eq!(rule("hb7703").map(|rule| rule.name), Ok("han-space"));
        assert_eq!(rule("file-unreadible").unwrap_err(), Some("file-unreadable"));
    }
}
