//! The table of all rules: one file per family, by the first digit of the code.
//!
//! In: nothing. Out: `Rule` constants that the stages make findings with, and
//! `all`, in the order of their codes. A code or name that was once published
//! is never given to another rule.

pub mod disk;
pub mod editorial;
pub mod front;
pub mod look;
pub mod markdown;
pub mod model;
pub mod theme;
pub mod yaml;

use crate::diag::Rule;

/// Every rule, in the order of the codes.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [yaml::RULES, front::RULES, model::RULES, editorial::RULES, markdown::RULES, theme::RULES, look::RULES, disk::RULES]
        .into_iter()
        .flatten()
        .copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::all;

    fn placeholders(sentence: &str) -> BTreeSet<&str> {
        sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn codes_and_names_are_unique_and_codes_ascend() {
        let codes: Vec<&str> = all().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "codes are unique and in order: {codes:?}");
        let names: BTreeSet<&str> = all().map(|rule| rule.name).collect();
        assert_eq!(names.len(), codes.len());
        for rule in all() {
            assert!(rule.code.len() == 6 && rule.code.starts_with("HB"), "{}", rule.code);
            assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.name);
        }
    }

    #[test]
    fn both_languages_say_the_same_things() {
        for rule in all() {
            for words in [rule.message, rule.help] {
                assert_eq!(placeholders(words.zh), placeholders(words.en), "{}", rule.code);
                assert_eq!(words.zh.is_empty(), words.en.is_empty(), "{}", rule.code);
                assert!(!words.zh.ends_with('。') && !words.en.ends_with('.'), "{} ends with a stop", rule.code);
            }
            assert!(!rule.message.zh.is_empty(), "{}", rule.code);
        }
    }
}
