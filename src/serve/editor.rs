//! Editor: links that open a file at the place of a finding.
//!
//! In: the name of an editor, or the form of its links. Out: the link to a
//! line and column of a file. The browser hands it to the editor, which has
//! registered its scheme with the system. A scheme that browsers follow
//! themselves is refused: it opens no editor, but runs or reads what it names.

use std::path::Path;

/// Editors by name, with the form of their links.
pub const EDITORS: [(&str, &str); 6] = [
    ("vscode", "vscode://file/{path}:{line}:{column}"),
    ("cursor", "cursor://file/{path}:{line}:{column}"),
    ("zed", "zed://file/{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file:///{path}&line={line}&column={column}"),
    ("none", ""),
];

/// Schemes that browsers follow themselves.
const BROWSERS: [&str; 16] = [
    "about",
    "blob",
    "chrome",
    "data",
    "edge",
    "file",
    "filesystem",
    "ftp",
    "http",
    "https",
    "jar",
    "javascript",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// Why a text is no editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is neither the name of an editor nor a link with a path.
    Unknown,
    /// A browser would follow the link itself; its scheme.
    Browsers(String),
}

/// Makes the links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

impl Editor {
    /// Reads the name of an editor, or a form such as
    /// `x://open?file={path}&line={line}`.
    pub fn parse(text: &str) -> Result<Editor, Refused> {
        if let Some((_, form)) = EDITORS.iter().find(|(name, _)| *name == text) {
            return Ok(Editor((*form).to_owned()));
        }
        // Browsers pass over these, so that `java\nscript:` is one word to them.
        let plain: String =
            text.trim_start_matches(|c: char| c <= ' ').chars().filter(|c| !"\t\r\n".contains(*c)).collect();
        let (scheme, _) = plain.split_once(':').ok_or(Refused::Unknown)?;
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if BROWSERS.contains(&scheme.to_ascii_lowercase().as_str()) {
            return Err(Refused::Browsers(scheme.to_owned()));
        }
        if is_scheme && plain == text && text.contains("{path}") { Ok(Editor(plain)) } else { Err(Refused::Unknown) }
    }

    /// No editor: no links.
    pub fn none() -> Editor {
        Editor(String::new())
    }

    /// The link to a place, counted from one; none without an editor.
    pub fn link(&self, path: &Path, line: usize, column: usize) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let path = path.to_string_lossy().replace('\\', "/");
        let link = self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        Some(link.replace("{path}", &encoded(path.trim_start_matches('/'))))
    }
}

/// A path as part of an address (RFC 3986 §3.3); slashes and the colon of a
/// drive stay.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' | b':' => {
                encoded.push(char::from(byte));
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{BROWSERS, EDITORS, Editor, Refused};

    #[test]
    fn a_link_names_file_line_and_column() {
        let link = |editor: &str, path: &str| Editor::parse(editor).unwrap().link(Path::new(path), 3, 8);
        assert_eq!(link("vscode", "/home/甲 a.md").as_deref(), Some("vscode://file/home/%E7%94%B2%20a.md:3:8"));
        assert_eq!(link("vscode", "C:\\x\\a.md").as_deref(), Some("vscode://file/C:/x/a.md:3:8"));
        assert_eq!(link("x://{path}?l={line}", "/a%b").as_deref(), Some("x://a%25b?l=3"));
        assert_eq!(link("none", "/a"), None);
        // A path cannot bring a place of its own.
        assert_eq!(link("vscode", "/{line}").as_deref(), Some("vscode://file/%7Bline%7D:3:8"));
    }

    #[test]
    fn only_links_to_editors_are_taken() {
        assert!(EDITORS.iter().all(|(name, _)| Editor::parse(name).is_ok()));
        for wrong in ["", "emacs", "x://open", "://{path}", "1x:{path}", "x\ny://{path}", " x://{path}"] {
            assert_eq!(Editor::parse(wrong), Err(Refused::Unknown), "{wrong}");
        }
        for scheme in BROWSERS {
            for form in [format!("{scheme}:{{path}}"), format!("{}:///{{path}}", scheme.to_uppercase())] {
                assert!(matches!(Editor::parse(&form), Err(Refused::Browsers(_))), "{form}");
            }
        }
        for form in ["java\nscript:alert('{path}')", "\u{1} javascript:{path}", "javascript:1"] {
            assert!(matches!(Editor::parse(form), Err(Refused::Browsers(_))), "{form}");
        }
    }
}
