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

    /// Why it failed. The system speaks English and to programmers: of what it
    /// says Chinese gets the number alone, where we have no words.
    fn reason(&self, language: Language) -> String {
        match &self.cause {
            Cause::Known(words) => {
                words.in_language(language).replace("{name}", self.name.as_deref().unwrap_or_default())
            }
            Cause::System(error) => match (
                Refusal::of(error).map(refusal_words).or_else(|| system_words(error.kind())),
                error.raw_os_error(),
                language,
            ) {
                (Some(words), _, _) => words.in_language(language).to_owned(),
                (None, Some(number), Language::Chinese) => format!("系统报错，编号 {number}"),
                (None, None, Language::Chinese) => UNKNOWN.zh.to_owned(),
                (None, _, Language::English) => error.to_string(),
            },
        }
    }
}

/// Why a file could not be read, for a finding: in the reader's words without
/// the system's, since a finding is the author's to mend.
pub fn cause(unreadable: &Unreadable) -> Argument {
    let words = unreadable.refusal.map(refusal_words).or_else(|| system_words(unreadable.kind));
    Argument::Term(words.unwrap_or(UNKNOWN))
}

const UNKNOWN: Words = Words { zh: "系统没有说明原因", en: "the system gives no reason that we know" };

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

/// The causes that files and networks have, in the reader's words.
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
        ErrorKind::FileTooLarge => Words { zh: "文件太大", en: "the file is too large" },
        ErrorKind::ExecutableFileBusy => Words { zh: "程序正在运行", en: "the program is running" },
        ErrorKind::CrossesDevices => {
            Words { zh: "不能移到另一个磁盘", en: "it cannot be moved to another disk" }
        }
        ErrorKind::TooManyLinks => Words { zh: "链接太多", en: "too many links" },
        ErrorKind::NotSeekable => Words { zh: "不是普通文件", en: "no regular file" },
        ErrorKind::StaleNetworkFileHandle => {
            Words { zh: "网络文件夹已经断开", en: "the network folder is not connected any more" }
        }
        ErrorKind::Deadlock => Words { zh: "几个程序互相等待", en: "programs wait for each other" },
        ErrorKind::OutOfMemory => Words { zh: "内存不够", en: "out of memory" },
        ErrorKind::Interrupted => Words { zh: "被中断", en: "interrupted" },
        ErrorKind::TimedOut => Words { zh: "等得太久，没有回应", en: "timed out" },
        ErrorKind::WouldBlock => Words { zh: "正被占用，要等一等", en: "in use, try again later" },
        ErrorKind::UnexpectedEof => Words { zh: "文件不完整", en: "the file ends too early" },
        ErrorKind::InvalidData => Words { zh: "内容不对，读不下去", en: "its content is not as it should be" },
        ErrorKind::InvalidInput => {
            Words { zh: "系统不接受这个路径或内容", en: "the system does not accept it" }
        }
        ErrorKind::WriteZero => Words { zh: "写不进去", en: "nothing could be written" },
        ErrorKind::BrokenPipe => Words { zh: "对方已经断开", en: "the other side is gone" },
        ErrorKind::AddrInUse => Words { zh: "端口已被占用", en: "the port is in use" },
        ErrorKind::AddrNotAvailable => Words { zh: "本机没有这个地址", en: "this machine has no such address" },
        ErrorKind::ConnectionRefused => Words { zh: "对方拒绝连接", en: "the connection was refused" },
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::NotConnected => {
            Words { zh: "连接断开", en: "the connection was lost" }
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            Words { zh: "网络不通", en: "the network cannot be reached" }
        }
        ErrorKind::Unsupported => Words { zh: "系统不支持", en: "the system does not support it" },
        ErrorKind::InvalidFilename => Words { zh: "文件名无效或太长", en: "the name is invalid or too long" },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::Fault;
    use crate::diag::{Language, Words};
    use crate::source::Unreadable;

    const WRITE: Words = Words { zh: "写入", en: "write" };

    #[test]
    fn a_fault_says_what_where_and_why() {
        let fault = Fault::system(WRITE, "/a", io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(fault.message(Language::English), "cannot write /a: the disk is full");
        assert_eq!(fault.message(Language::Chinese), "无法写入 /a：磁盘已满");
    }

    /// Whatever a system reports, a Chinese sentence has no English in it.
    #[test]
    fn no_error_of_the_system_speaks_english_in_chinese() {
        for number in 1..200 {
            let fault = Fault::system(WRITE, "/", io::Error::from_raw_os_error(number));
            let message = fault.message(Language::Chinese);
            assert!(!message.contains(|c: char| c.is_ascii_alphabetic()), "{message}");
            let unreadable = Unreadable::from(&io::Error::from_raw_os_error(number));
            let super::Argument::Term(words) = super::cause(&unreadable) else { panic!("{number} has no words") };
            assert!(!words.zh.contains("error"), "{}", words.zh);
        }
        let other = Fault::system(WRITE, "/", io::Error::other("no such thing"));
        assert_eq!(other.message(Language::Chinese), "无法写入 /：系统没有说明原因");
    }

    #[test]
    fn a_known_cause_names_its_example() {
        let cause = Words { zh: "里面有“{name}”", en: "“{name}” is in it" };
        let fault = Fault::known(WRITE, "/a", cause).naming("论文.doc");
        assert_eq!(fault.message(Language::Chinese), "无法写入 /a：里面有“论文.doc”");
    }
}
