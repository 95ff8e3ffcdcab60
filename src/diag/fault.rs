//! Trouble of the machine: what we did, on which path, and why it failed.
//!
//! In: an error of the system, or what huibian found itself. Out: one sentence
//! in the reader's language. A fault ends the command; a finding never does,
//! but some findings give the system's reason in the same words.

use std::io;
use std::path::PathBuf;

use crate::diag::{Argument, Language, Words};
use crate::source::{Refusal, Unreadable};

/// Trouble that is not the author's.
#[derive(Debug)]
pub struct Fault {
    /// What was being done, as a verb phrase: 读取, “read”.
    pub doing: Words,
    /// The path of the machine concerned, if one is.
    pub path: Option<PathBuf>,
    /// Why it failed.
    pub cause: Cause,
    /// What `{name}` in a known cause stands for, such as a stranger's file.
    pub name: Option<String>,
}

/// Why something failed.
#[derive(Debug)]
pub enum Cause {
    /// What the system said.
    System(io::Error),
    /// What huibian knows of it.
    Known(Words),
}

impl Fault {
    /// A fault that the system reported.
    pub fn system(doing: Words, path: impl Into<PathBuf>, error: io::Error) -> Fault {
        Fault { doing, path: Some(path.into()), cause: Cause::System(error), name: None }
    }

    /// A fault that huibian found itself.
    pub fn known(doing: Words, path: impl Into<PathBuf>, cause: Words) -> Fault {
        Fault { doing, path: Some(path.into()), cause: Cause::Known(cause), name: None }
    }

    /// Gives the value of `{name}` in a known cause.
    pub fn naming(mut self, name: impl Into<String>) -> Fault {
        self.name = Some(name.into());
        self
    }

    /// The sentence to show.
    pub fn message(&self, language: Language) -> String {
        let doing = self.doing.in_language(language);
        let path = self.path.as_ref().map_or(String::new(), |path| format!(" {}", path.display()));
        let cause = self.reason(language);
        match language {
            Language::Chinese => format!("无法{doing}{path}：{cause}"),
            Language::English => format!("cannot {doing}{path}: {cause}"),
        }
    }

    /// Why it failed, with the system's own words behind ours.
    fn reason(&self, language: Language) -> String {
        match &self.cause {
            Cause::Known(words) => {
                words.in_language(language).replace("{name}", self.name.as_deref().unwrap_or_default())
            }
            Cause::System(error) if let Some(refusal) = Refusal::of(error) => {
                refusal_words(refusal).in_language(language).to_owned()
            }
            Cause::System(error) => match (system_words(error.kind()), language) {
                (None, _) => error.to_string(),
                (Some(words), Language::Chinese) => format!("{}（{error}）", words.zh),
                (Some(words), Language::English) => words.en.to_owned(),
            },
        }
    }
}

/// Why a file could not be read, for a finding: in the reader's words without
/// the system's, since a finding is the author's to mend.
pub fn cause(unreadable: &Unreadable) -> Argument {
    let words = unreadable.refusal.map(refusal_words).or_else(|| system_words(unreadable.kind));
    words.map_or_else(|| Argument::Text(unreadable.text.clone()), Argument::Term)
}

/// Why we will not open something.
fn refusal_words(refusal: Refusal) -> Words {
    match refusal {
        Refusal::Link => Words {
            zh: "这是符号链接，或者路径里有一级是符号链接",
            en: "it is a symbolic link, or lies behind one",
        },
        Refusal::Special => Words {
            zh: "这不是普通文件，而是管道、设备之类",
            en: "it is no regular file but a pipe, a device or the like",
        },
        Refusal::TooLarge => Words {
            zh: "文件太大，超过了上限（文字默认16 MB，可在 site.yaml 用 limits: {text: 64MB} 放宽；其他文件1 GB）",
            en: "it is larger than it may be (texts 16 MB, unless site.yaml has limits: {text: 64MB}; other files 1 GB)",
        },
    }
}

/// The commonest causes in the reader's words; others are the system's own.
fn system_words(kind: io::ErrorKind) -> Option<Words> {
    use std::io::ErrorKind;
    Some(match kind {
        ErrorKind::NotFound => Words { zh: "找不到", en: "not found" },
        ErrorKind::PermissionDenied => Words { zh: "没有权限", en: "permission denied" },
        ErrorKind::AlreadyExists => Words { zh: "已经存在", en: "it exists already" },
        ErrorKind::NotADirectory => Words { zh: "不是文件夹", en: "not a folder" },
        ErrorKind::IsADirectory => Words { zh: "是文件夹，不是文件", en: "a folder, not a file" },
        ErrorKind::DirectoryNotEmpty => Words { zh: "文件夹不是空的", en: "the folder is not empty" },
        ErrorKind::StorageFull => Words { zh: "磁盘已满", en: "the disk is full" },
        ErrorKind::QuotaExceeded => Words { zh: "超出了磁盘配额", en: "the disk quota is used up" },
        ErrorKind::ReadOnlyFilesystem => Words { zh: "磁盘是只读的", en: "the disk is read-only" },
        ErrorKind::ResourceBusy => Words { zh: "正被占用", en: "in use" },
        ErrorKind::InvalidFilename => Words { zh: "文件名无效或太长", en: "the name is invalid or too long" },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Fault;
    use crate::diag::{Language, Words};

    const WRITE: Words = Words { zh: "写入", en: "write" };

    #[test]
    fn a_fault_says_what_where_and_why() {
        let fault = Fault::system(WRITE, "/a", io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(fault.message(Language::English), "cannot write /a: the disk is full");
        assert!(fault.message(Language::Chinese).starts_with("无法写入 /a：磁盘已满（"));
    }

    #[test]
    fn a_known_cause_names_its_example() {
        let cause = Words { zh: "里面有“{name}”", en: "“{name}” is in it" };
        let fault = Fault::known(WRITE, "/a", cause).naming("论文.doc");
        assert_eq!(fault.message(Language::Chinese), "无法写入 /a：里面有“论文.doc”");
    }
}
