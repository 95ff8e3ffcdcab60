//! An article and its facts become the text of a report.
//!
//! In: an article, what it tells, and how the report's files are named. Out:
//! the report's Markdown with its front matter, and the files of its pictures.

mod front;
mod markdown;
mod script;

pub use front::{honour, metric, person};

use crate::import::Remark;
use crate::import::facts::Facts;
use crate::import::structure::Article;

/// The document that a report came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// The digest of its bytes, as `Digest` writes it.
    pub digest: String,
}

/// A report, ready to be written to its folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its text.
    pub text: String,
    /// The files of its pictures: their path from the report's folder, and
    /// which of the article's pictures they hold.
    pub pictures: Vec<(String, usize)>,
    /// What writing did.
    pub remarks: Vec<Remark>,
}

/// Writes a report. `stem` is the name of its file without extension; its
/// pictures go into a folder of that name.
pub fn write(article: &Article, facts: &Facts, stem: &str, origin: Option<&Origin<'_>>) -> Made {
    let addresses: Vec<Option<String>> = (1..)
        .zip(&article.pictures)
        .map(|(number, picture)| (!picture.bytes.is_empty()).then(|| format!("{stem}/{number}.{}", picture.extension)))
        .collect();
    let mut remarks = Vec::new();
    let around = markdown::Around { notes: &article.notes, pictures: &addresses };
    let body = markdown::write(&article.blocks, &around, &mut remarks);
    let mut text = front::write(facts, origin);
    if !body.is_empty() {
        text.push('\n');
        text.push_str(&body);
    }
    let pictures = addresses.into_iter().enumerate().filter_map(|(index, address)| Some((address?, index)));
    Made { text, pictures: pictures.collect(), remarks }
}

#[cfg(test)]
mod tests;
