//! Addresses: ASCII names for files, organisations, topics and metrics.
//!
//! In: the author's names. Out: names of lower-case letters, digits and
//! hyphens that every server, disk and mail program takes. A file keeps its own
//! stem if it is ASCII, else it gets its pinyin. Names made by huibian itself (an organisation without an id)
//! may meet by chance, being read alike; then the later one gets a suffix made
//! from its text, which stays the same whatever else is added.

use std::collections::HashSet;

use crate::language::pinyin::{self, Reading};
use crate::source::Digest;

/// The longest a made name gets, in bytes; file systems allow 255.
const LONGEST: usize = 96;

/// The longest name of a report's file that is made from its title, in bytes.
const LONGEST_FILE: usize = 60;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether Windows keeps a name for a device, with whatever extension: what is written
/// to it is lost.
pub fn is_device(stem: &str) -> bool {
    let stem = stem.trim_end_matches(['.', ' ']).to_ascii_lowercase();
    let numbered = |kind| stem.strip_prefix(kind).is_some_and(|end| end.len() == 1 && end.ends_with(char::is_numeric));
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// One part of an address.
fn part(text: &str) -> String {
    let mut slug = pinyin::slug(text, Reading::Text);
    let device = is_device(&slug);
    if slug.is_empty() || device {
        slug = format!("x-{}{slug}", if slug.is_empty() { suffix(text) } else { String::new() });
    }
    if slug.len() > LONGEST {
        slug.truncate(LONGEST - 9);
        slug = format!("{}-{}", slug.trim_end_matches('-'), suffix(text));
    }
    slug
}

/// Eight digits that stand for a text.
fn suffix(text: &str) -> String {
    Digest::of(text.as_bytes()).to_string()[..8].to_owned()
}

/// The address of a path of names: each part by itself, slashes kept.
pub fn slug_path(path: &str) -> String {
    path.split('/').filter(|name| !name.is_empty()).map(part).collect::<Vec<_>>().join("/")
}

/// The name of the file for a title, without its extension.
pub fn file_name(title: &str) -> String {
    let mut name = pinyin::slug(title, Reading::Text);
    if name.len() > LONGEST_FILE {
        // A slug is ASCII, so this cuts between characters. Whole words are
        // better, unless the last one is most of the name.
        name.truncate(LONGEST_FILE);
        let whole = name.rfind('-').filter(|end| *end > LONGEST_FILE / 2);
        name.truncate(whole.unwrap_or(LONGEST_FILE));
    }
    match name.as_str() {
        "" => "report".to_owned(),
        device if is_device(device) => format!("report-{device}"),
        _ => name,
    }
}

/// Makes ids that differ: those that are fixed stay, the others are made from
/// their text, slashes as hyphens.
pub fn unique(items: impl Iterator<Item = (bool, String)>) -> Vec<String> {
    let items: Vec<(bool, String)> = items.collect();
    let mut taken: HashSet<String> =
        items.iter().filter(|(fixed, _)| *fixed).map(|(_, id)| id.to_ascii_lowercase()).collect();
    items
        .into_iter()
        .map(|(fixed, text)| {
            if fixed {
                return text.to_ascii_lowercase();
            }
            let mut id = part(&text);
            if taken.contains(&id) {
                id = format!("{id}-{}", suffix(&text));
            }
            taken.insert(id.clone());
            id
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{file_name, slug_path, unique};

    #[test]
    fn no_file_is_called_as_a_device() {
        assert_eq!(
            (file_name("CON"), file_name("com1"), file_name("Con 2")),
            ("report-con".into(), "report-com1".into(), "con-2".into())
        );
    }

    #[test]
    fn a_file_keeps_its_stem_or_gets_its_pinyin() {
        assert_eq!(slug_path("2020/xueye"), "2020/xueye");
        assert_eq!(slug_path("2020/血液病分会"), "2020/xueyebingfenhui");
        assert_eq!(slug_path("My Report_2"), "my-report-2");
        assert_eq!(slug_path("con"), "x-con");
        assert!(slug_path("……").starts_with("x-"));
    }

    #[test]
    fn made_ids_differ_and_fixed_ones_stay() {
        let ids =
            unique([(false, "石市".to_owned()), (true, "shishi".to_owned()), (false, "诗史".to_owned())].into_iter());
        assert_eq!(ids[1], "shishi");
        assert!(ids[0].starts_with("shishi-") && ids[2].starts_with("shishi-") && ids[0] != ids[2]);
    }

    #[test]
    fn a_long_name_is_cut_but_stays_its_own() {
        let long = "中华中医药学会血液病分会".repeat(8);
        let (a, b) = (slug_path(&long), slug_path(&format!("{long}甲")));
        assert!(a.len() <= 96 && b.len() <= 96 && a != b);
    }
}
