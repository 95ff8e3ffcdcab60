//! Fresh: what a new publication holds, made at the desk or by `init`.
//!
//! It has no sample report: one would sooner or later be published.

use std::path::Path;

use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::{System, Transaction, author};
use crate::parse::yaml::Value;

/// What makes a folder a publication.
pub const MARKER: &str = "content/site.yaml";

/// The settings of the site.
const SITE: Words = Words { zh: include_str!("fresh/site.zh.yaml"), en: include_str!("fresh/site.en.yaml") };
/// A first page, for the readers to know what they have before them.
const PAGE: Words = Words { zh: include_str!("fresh/about.zh.md"), en: include_str!("fresh/about.en.md") };
/// The topics to begin with.
const TOPICS: Words = Words { zh: include_str!("fresh/topics.zh.yaml"), en: include_str!("fresh/topics.en.yaml") };
/// What version control should leave out: the output, and the folder that a
/// first build fills.
const IGNORE: Words = Words { zh: "/public\n/.public.huibian-new\n", en: "/public\n/.public.huibian-new\n" };

/// The files of a new publication.
/// What makes it a publication comes last: one that is there is whole.
pub const FILES: [(&str, Words); 4] =
    [("content/pages/about.md", PAGE), ("content/topics.yaml", TOPICS), (".gitignore", IGNORE), (MARKER, SITE)];

/// Makes them in a new or empty folder, with a title of its own.
pub fn make(system: &'static dyn System, folder: &Path, title: &str, language: Language) -> Result<(), Fault> {
    author::make_folder(folder)?;
    let dir = system.hold(folder).map_err(|error| Fault::system(Words { zh: "读取", en: "read" }, folder, error))?;
    let mut transaction = Transaction::begin(&dir)?;
    for (place, words) in FILES {
        let text = words.in_language(language);
        let text = if place == MARKER { titled(text, title) } else { text.to_owned() };
        transaction.create(Path::new(place), text.as_bytes())?;
    }
    transaction.finish()
}

/// The settings with another title; an empty one is none.
fn titled(text: &str, title: &str) -> String {
    if title.is_empty() {
        return text.to_owned();
    }
    let title = Value::Text(title.to_owned()).line();
    let line = |line: &str| match line.starts_with("title:") {
        true => format!("title: {title}\n"),
        false => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}
