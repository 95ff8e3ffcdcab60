//! Which publication a command is about.
//!
//! In: `--source`, or where the author stands. Out: the folder that holds
//! `content/site.yaml`, or a sentence that says how to get one.

use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, ValueHint};

use crate::cli::Trouble;
use crate::cli::shell::Shell;
use crate::diag::{Language, Words};
use crate::disk::author;

pub use crate::desk::fresh::MARKER;

const SOURCE: Words = Words {
    zh: "汇编所在的文件夹（默认向上找有 content/site.yaml 的）",
    en: "The publication's folder (default: the nearest with content/site.yaml)",
};

/// The option that names a publication.
pub fn source(language: Language) -> Arg {
    Arg::new("source")
        .long("source")
        .value_name("DIR")
        .value_parser(ValueParser::path_buf())
        .value_hint(ValueHint::DirPath)
        .help(SOURCE.in_language(language))
}

/// The publication that the command is about.
pub fn publication(matches: &ArgMatches, shell: &Shell) -> Result<PathBuf, Trouble> {
    let chinese = shell.language == Language::Chinese;
    if let Some(folder) = matches.get_one::<PathBuf>("source") {
        if author::exists(&folder.join(MARKER)) {
            return Ok(folder.clone());
        }
        let is_link = author::is_link(&folder.join("content"));
        let folder = folder.display();
        if is_link {
            return Err(Trouble::Usage(if chinese {
                format!(
                    "{folder} 里的 content 是符号链接，不打开。请把它指向的文件夹复制进来，或用 --source 写明真正的文件夹"
                )
            } else {
                format!(
                    "content in {folder} is a symbolic link and not opened. Copy the folder that it leads to, or name the real one with --source"
                )
            }));
        }
        return Err(Trouble::Usage(if chinese {
            format!("{folder} 里没有 {MARKER}，不是一部汇编。新建一部：huibian init {folder}")
        } else {
            format!("{folder} has no {MARKER}: it is no publication. To make one: huibian init {folder}")
        }));
    }
    author::nearest(Path::new("."), MARKER).ok_or_else(|| {
        Trouble::Usage(if chinese {
            format!("这里和上级文件夹里都没有 {MARKER}。请先进入汇编的文件夹，或新建一部：huibian init 我的汇编")
        } else {
            format!("neither this folder nor one above it has {MARKER}. Go to a publication, or make one: huibian init my-reports")
        })
    })
}

/// A path as a person standing here would write it.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let near = path.strip_prefix(&here).unwrap_or(path);
    if near.as_os_str().is_empty() { ".".to_owned() } else { near.display().to_string() }
}
