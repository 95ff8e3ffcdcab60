//! What an Office file tells besides its text.
//!
//! In: the bytes of a file of Word, Excel or PowerPoint since 2007. Out: whether
//! it names people in its properties, and holds changes and comments. A file
//! that cannot be opened tells nothing here.

use crate::import::docx::package::Package;

/// The largest part that is looked through, in bytes.
const LARGEST: u64 = 64 << 20;

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Who wrote or last changed it.
    pub people: bool,
    /// Tracked changes, with what was there before.
    pub changes: bool,
    /// Comments.
    pub comments: bool,
}

/// Looks through a file.
pub fn traces(bytes: &[u8]) -> Traces {
    let Ok(mut package) = Package::open(bytes) else { return Traces::default() };
    let comments = ["word/comments", "xl/comments", "xl/threadedcomments", "ppt/comments"];
    let is_comment = |name: &str| comments.iter().any(|start| name.starts_with(start)) && name.ends_with(".xml");
    let commented: Vec<String> = package.names().filter(|name| is_comment(name)).map(str::to_owned).collect();
    let mut text = |name: &str| {
        let part = package.part(name, LARGEST).ok().flatten().unwrap_or_default();
        String::from_utf8_lossy(&part).into_owned()
    };
    let properties = text("docProps/core.xml");
    let body = text("word/document.xml");
    Traces {
        people: ["creator", "lastModifiedBy"].iter().any(|tag| tags(&properties, tag).any(has_text)),
        changes: ["ins", "del", "moveFrom", "moveTo"].iter().any(|tag| tags(&body, tag).next().is_some()),
        comments: commented.iter().any(|name| {
            let part = text(name);
            ["comment", "threadedComment", "cm"].iter().any(|tag| tags(&part, tag).next().is_some())
        }),
    }
}

/// What stands after the start of each element of a name, whatever its prefix.
fn tags<'t>(xml: &'t str, name: &'t str) -> impl Iterator<Item = &'t str> {
    xml.match_indices(name).filter_map(move |(at, _)| {
        let start = xml[..at].rfind('<')?;
        let prefix = xml[start + 1..at].strip_suffix(':').unwrap_or(&xml[start + 1..at]);
        let rest = &xml[at + name.len()..];
        let is_name = prefix.chars().all(char::is_alphanumeric)
            && (prefix.is_empty() || xml[..at].ends_with(':'))
            && rest.starts_with([' ', '>', '\r', '\n', '\t']);
        is_name.then_some(rest)
    })
}

/// Whether an element, given what follows its name, has a text.
fn has_text(rest: &str) -> bool {
    let inside = rest.split_once('>').map_or("", |(_, inside)| inside);
    inside.split('<').next().is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::{has_text, tags};

    #[test]
    fn elements_are_found_whatever_their_prefix() {
        let found = |xml: &str, name: &str| tags(xml, name).any(has_text);
        assert!(found("<dc:creator>张三</dc:creator>", "creator"));
        assert!(found("<creator xml:lang=\"zh\">张三</creator>", "creator"));
        assert!(!found("<dc:creator></dc:creator><dc:creator/>", "creator"));
        assert!(!found("<dc:title>creator</dc:title>", "creator"));
        assert_eq!(tags("<w:del w:id=\"1\"><w:delText>x</w:delText></w:del>", "del").count(), 1);
        assert_eq!(tags("<w:delText>x</w:delText><w:instrText>y", "ins").count(), 0);
    }
}
