//! The files that a body links to or shows.
//!
//! In: the Markdown of a body and the file it stands in. Out: the files of the
//! publication that its links and pictures name, but for reports and pages, and
//! the first pictures with what their author says is on them.
//! Nothing else beside a text is published, so this must find whatever the
//! writer would link; it is asked of every report before anything is written,
//! so a body in which nothing can be such a link is not parsed.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Tag};
use serde::{Deserialize, Serialize};

use crate::parse::markdown::address::Address;
use crate::parse::markdown::emphasis::shield;
use crate::parse::markdown::script::Script;
use crate::source::VPath;

/// How deep quotations and lists may stand in each other here: as deep as any
/// site allows, so that no link is missed.
const NESTING: usize = 1000;

/// The longest name of a definition, in bytes: CommonMark has 999 characters.
const LABEL: usize = 4000;

/// How many pictures of a text are known before it is written: from these the
/// one is chosen that stands for it on other pages.
const ILLUSTRATIONS: usize = 8;

/// A picture that a text shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Illustration {
    /// Its file.
    pub file: VPath,
    /// What is on it, as the author says; may be empty.
    pub description: String,
}

/// What a body refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Referred {
    /// The files, in the order of their paths.
    pub files: Vec<VPath>,
    /// The first pictures, in their order.
    pub illustrations: Vec<Illustration>,
}

/// The files that a body refers to.
pub fn files(path: &VPath, markdown: &str) -> Referred {
    if !may_refer(markdown) {
        return Referred::default();
    }
    let shielded = shield(markdown, NESTING);
    let script = Script::read(&shielded);
    let mut files: BTreeSet<VPath> = BTreeSet::new();
    let mut illustrations = Vec::new();
    for (at, event) in script.events.iter().enumerate() {
        let Event::Start(tag @ (Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })) = event else { continue };
        let file = match Address::read(dest_url) {
            Address::File { path: reference, .. } if !reference.is_empty() => path.resolve(&reference),
            _ => None,
        };
        let Some(file) = file.filter(|file| file.extension() != "md") else { continue };
        if matches!(tag, Tag::Image { .. }) && illustrations.len() < ILLUSTRATIONS {
            let description = script.words(script.inside(at)).trim().to_owned();
            illustrations.push(Illustration { file: file.clone(), description });
        }
        files.insert(file);
    }
    Referred { files: files.into_iter().collect(), illustrations }
}

/// Whether there may be a link to a file: `](` before anything but an address
/// of the web or a place on the page, or a definition `[name]: …`, which a note
/// (`[^1]: …`) is not.
fn may_refer(markdown: &str) -> bool {
    markdown.match_indices(']').any(|(at, _)| {
        let rest = &markdown[at + 1..];
        if let Some(destination) = rest.strip_prefix('(') {
            return !["http://", "https://", "#"].iter().any(|start| destination.starts_with(start));
        }
        if !rest.starts_with(':') {
            return false;
        }
        let label = &markdown[markdown.floor_char_boundary(at.saturating_sub(LABEL))..at];
        !label.rsplit('[').next().unwrap_or("").starts_with('^')
    })
}

#[cfg(test)]
mod tests {
    use super::files;
    use crate::source::VPath;

    #[test]
    fn links_and_pictures_name_files() {
        let path = VPath::new("content/reports/2021/a.md").unwrap();
        for (markdown, expected) in [
            ("见[方案](方案.docx)。", "content/reports/2021/方案.docx"),
            ("![合影](a/1.jpg \"题\")\n", "content/reports/2021/a/1.jpg"),
            ("见[方案][一]。\n\n[一]: <../附件/方 案.pdf>\n", "content/reports/附件/方 案.pdf"),
            ("[表](b.xlsx#一)和[表](%E8%A1%A8.csv)", "content/reports/2021/b.xlsx content/reports/2021/表.csv"),
            ("[去年](../2020/a.md)[网](https://a.cn/b.pdf)[下](#b)[^1]\n\n[^1]: 注\n", ""),
            ("`[方案](方案.docx)`", ""),
            ("<!-- [方案](方案.docx) -->", ""),
            ("[外](../../../../x.docx)[空]()", ""),
        ] {
            let found: Vec<String> = files(&path, markdown).files.iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{markdown}");
        }
    }

    #[test]
    fn pictures_keep_their_order_and_what_is_on_them() {
        let path = VPath::new("content/reports/2021/a.md").unwrap();
        let shown = files(&path, "[乙](b.jpg)\n\n![**合影** 一](乙.jpg)\n\n![](甲.png)\n").illustrations;
        let shown: Vec<_> = shown.iter().map(|own| (own.file.file_name(), own.description.as_str())).collect();
        assert_eq!(shown, [("乙.jpg", "合影 一"), ("甲.png", "")]);
    }
}
