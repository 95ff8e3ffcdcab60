//! Trouble of the machine: what we did, on which path, and why it failed.
//!
//! In: an error of the system. Out: one sentence in the reader's language.
//! A fault ends the command; a finding never does.

use std::path::PathBuf;

use crate::diag::{Language, Words};

/// Trouble that is not the author's.
#[derive(Debug)]
pub struct Fault {
    /// What was being done, as a verb phrase: 读取, “read”.
    pub doing: Words,
    /// The path of the machine concerned, if one is.
    pub path: Option<PathBuf>,
    /// Why it failed.
    pub cause: Cause,
}

/// Why something failed.
#[derive(Debug)]
pub enum Cause {
    /// What the system said.
    System(std::io::Error),
    /// What huibian knows of it.
    Known(Words),
}

impl Fault {
    /// A fault that the system reported.
    pub fn system(doing: Words, path: impl Into<PathBuf>, error: std::io::Error) -> Fault {
        Fault { doing, path: Some(path.into()), cause: Cause::System(error) }
    }

    /// A fault that huibian found itself.
    pub fn known(doing: Words, path: impl Into<PathBuf>, cause: Words) -> Fault {
        Fault { doing, path: Some(path.into()), cause: Cause::Known(cause) }
    }

    /// The sentence to show.
    pub fn message(&self, language: Language) -> String {
        let doing = self.doing.in_language(language);
        let path = self.path.as_ref().map_or(String::new(), |path| path.display().to_string());
        let cause = match &self.cause {
            Cause::System(error) => system_words(error.kind()).map_or_else(
                || error.to_string(),
                |words| format!("{}（{error}）", words.in_language(language)),
            ),
            Cause::Known(words) => words.in_language(language).to_owned(),
        };
        match language {
            Language::Chinese => format!("无法{doing} {path}：{cause}"),
            Language::English => format!("cannot {doing} {path}: {}", cause.replace(['（', '）'], " ").trim_end()),
        }
    }
}

/// The commonest causes in the reader's words; others are the system's own.
fn system_words(kind: std::io::ErrorKind) -> Option<Words> {
    use std::io::ErrorKind;
    Some(match kind {
        ErrorKind::NotFound => Words { zh: "找不到", en: "not found" },
        ErrorKind::PermissionDenied => Words { zh: "没有权限", en: "permission denied" },
        ErrorKind::StorageFull => Words { zh: "磁盘已满", en: "the disk is full" },
        ErrorKind::ReadOnlyFilesystem => Words { zh: "磁盘是只读的", en: "the disk is read-only" },
        _ => return None,
    })
}
