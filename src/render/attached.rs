//! What stands at the route of a file beside a text.
//!
//! In: the files, and which it is. Out: the file as it is, or a picture without
//! its metadata, and what is to be said of either.

use crate::attachment;
use crate::diag::rules::model::{OFFICE_TRACES, PICTURE_METADATA, PICTURE_UNSCALED};
use crate::diag::{Diagnostic, Words};
use crate::import::docx;
use crate::model::addresses::is_image;
use crate::model::{Attachment, Publication};
use crate::picture::{self, HEAD, Measure, Rendition, Scaling};
use crate::render::{Content, Rendered};
use crate::source::{Digest, Files, Span, VPath};

const PEOPLE: Words = Words { zh: "作者或最后修改人的姓名", en: "the name of its author or last editor" };
const CHANGES: Words =
    Words { zh: "修订记录，连同删去的文字", en: "tracked changes and the text they delete" };
const COMMENTS: Words = Words { zh: "批注", en: "comments" };

const TOO_LARGE: Words = Words { zh: "像素超过 6400 万", en: "it has more than 64 million pixels" };
const UNDECODABLE: Words = Words { zh: "文件可能没有存完整", en: "the file may not be whole" };

/// The file that goes out. One that cannot be read is the concern of whoever
/// copies it.
pub fn attached(files: &dyn Files, path: &VPath) -> Rendered {
    let extension = path.extension();
    let copy = |diagnostics| Rendered { content: Content::Copy(path.clone()), diagnostics };
    if is_image(&extension) {
        let Ok(bytes) = files.read(path) else { return copy(Vec::new()) };
        let mut diagnostics = Vec::new();
        let measure = Measure::read(&bytes[..bytes.len().min(HEAD)]);
        if measure.is_some_and(|measure| measure.scaling == Scaling::TooLarge) {
            diagnostics.push(Diagnostic::new(&PICTURE_UNSCALED, Span::whole(path)).with("why", TOO_LARGE));
        }
        return match attachment::without_metadata(&bytes) {
            Ok(Some(bytes)) => Rendered { content: Content::Bytes(bytes), diagnostics },
            Ok(None) => copy(diagnostics),
            Err(_) => {
                diagnostics.push(Diagnostic::new(&PICTURE_METADATA, Span::whole(path)));
                copy(diagnostics)
            }
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

/// The smaller ones of a picture, in the order of `Attachment::renditions`. Of
/// one that cannot be decoded each is the picture itself: browsers look at what
/// the bytes are, and pages refer to them.
pub fn renditions(files: &dyn Files, attachment: &Attachment) -> (Vec<Vec<u8>>, Vec<Diagnostic>) {
    let wanted = attachment.renditions();
    let path = &attachment.path;
    let Ok(bytes) = files.read(path) else { return (vec![Vec::new(); wanted.len()], Vec::new()) };
    let digest = Digest::of(&bytes);
    let key = |rendition: &Rendition| {
        Digest::of(format!("picture {} {digest}{}", picture::VERSION, rendition.suffix()).as_bytes())
    };
    let kept = || wanted.iter().map(|rendition| files.cache()?.get(key(rendition))).collect::<Option<Vec<_>>>();
    if let Some(kept) = kept() {
        return (kept, Vec::new());
    }
    match picture::render(&bytes, &wanted) {
        Ok(made) => {
            for (rendition, bytes) in wanted.iter().zip(&made) {
                files.cache().into_iter().for_each(|cache| cache.put(key(rendition), bytes));
            }
            (made, Vec::new())
        }
        // Only the whole file told that it moves.
        Err(_) if Measure::read(&bytes).is_some_and(|measure| measure.scaling == Scaling::AsItIs) => {
            let bytes = attachment::without_metadata(&bytes).ok().flatten().unwrap_or(bytes);
            (vec![bytes; wanted.len()], Vec::new())
        }
        Err(_) => {
            let bytes = attachment::without_metadata(&bytes).ok().flatten().unwrap_or(bytes);
            let finding = Diagnostic::new(&PICTURE_UNSCALED, Span::whole(path)).with("why", UNDECODABLE);
            (vec![bytes; wanted.len()], vec![finding])
        }
    }
}

/// One of the smaller ones of a picture.
pub fn rendition(publication: &Publication, files: &dyn Files, path: &VPath, wanted: Rendition) -> Rendered {
    let attachment = publication.attachment(path);
    let (bytes, diagnostics) = attachment.map(|attachment| renditions(files, attachment)).unwrap_or_default();
    let all = attachment.map(Attachment::renditions).unwrap_or_default();
    let own = all.into_iter().zip(bytes).find(|(rendition, _)| *rendition == wanted);
    Rendered { content: Content::Bytes(own.map(|(_, bytes)| bytes).unwrap_or_default()), diagnostics }
}
