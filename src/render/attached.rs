//! What stands at the route of a file beside a text.
//!
//! In: the files, and which it is. Out: the file as it is, or a picture without
//! its metadata, and what is to be said of either.

use crate::attachment;
use crate::diag::rules::model::{OFFICE_TRACES, PICTURE_METADATA};
use crate::diag::{Diagnostic, Words};
use crate::import::docx;
use crate::model::addresses::is_image;
use crate::render::{Content, Rendered};
use crate::source::{Files, Span, VPath};

const PEOPLE: Words = Words { zh: "作者或最后修改人的姓名", en: "the name of its author or last editor" };
const CHANGES: Words =
    Words { zh: "修订记录，连同删去的文字", en: "tracked changes and the text they delete" };
const COMMENTS: Words = Words { zh: "批注", en: "comments" };

/// The file that goes out. One that cannot be read is the concern of whoever
/// copies it.
pub fn attached(files: &dyn Files, path: &VPath) -> Rendered {
    let extension = path.extension();
    let copy = |diagnostics| Rendered { content: Content::Copy(path.clone()), diagnostics };
    if is_image(&extension) {
        let Ok(bytes) = files.read(path) else { return copy(Vec::new()) };
        return match attachment::without_metadata(&bytes) {
            Ok(Some(bytes)) => Rendered { content: Content::Bytes(bytes), diagnostics: Vec::new() },
            Ok(None) => copy(Vec::new()),
            Err(_) => copy(vec![Diagnostic::new(&PICTURE_METADATA, Span::whole(path))]),
        };
    }
    if !["docx", "docm", "xlsx", "pptx"].contains(&extension.as_str()) {
        return copy(Vec::new());
    }
    let Ok(bytes) = files.read(path) else { return copy(Vec::new()) };
    let traces = docx::traces(&bytes);
    let found = [(traces.people, PEOPLE), (traces.changes, CHANGES), (traces.comments, COMMENTS)];
    let finding = |what| Diagnostic::new(&OFFICE_TRACES, Span::whole(path)).with("what", what);
    copy(found.into_iter().filter(|(is_there, _)| *is_there).map(|(_, what)| finding(what)).collect())
}
