//! What an editor puts before a year, an organisation or a topic becomes a draft.
//!
//! In: the bytes of the file. Out: the draft; a file without front matter is
//! all text.

use crate::parse::front::keys::EDITORIAL;
use crate::parse::front::{with_front_matter, with_text};
use crate::parse::{EditorialDraft, Parsed, markdown};
use crate::source::VPath;

/// Reads the file.
pub fn editorial(path: &VPath, bytes: &[u8]) -> Parsed<EditorialDraft> {
    let begun = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !begun.starts_with(b"---") {
        return with_text(path, bytes, |text, _| {
            let body = 0..u32::try_from(text.len()).unwrap_or(u32::MAX);
            let files = markdown::files(path, text).files;
            let (highlights, metrics) = (Vec::new(), Vec::new());
            Some(EditorialDraft { path: path.clone(), picture: None, caption: None, highlights, metrics, body, files })
        });
    }
    with_front_matter(path, bytes, &EDITORIAL, |reader, record, body| {
        let picture = reader.text(record, "picture");
        let caption = reader.words(record, "caption");
        let highlights = reader.texts(record, "highlights");
        let metrics = reader.texts(record, "metrics");
        let markdown = reader.text.get(body.start as usize..body.end as usize).unwrap_or("");
        let mut files = markdown::files(path, markdown).files;
        files.extend(picture.as_ref().and_then(|picture| path.resolve(&picture.value)));
        Some(EditorialDraft { path: path.clone(), picture, caption, highlights, metrics, body, files })
    })
}
