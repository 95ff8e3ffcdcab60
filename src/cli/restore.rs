//! `huibian restore`: brings back what huibian has replaced in a file.

use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::cli::build::counted;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate, usage};
use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::history::{LARGEST_TEXT, Record};
use crate::disk::{Dir, FileChange, History, author};

const NUMBERS: Words = Words { zh: "从 1 起的整数", en: "a whole number from 1 on" };
const ABOUT: Words =
    Words { zh: "找回 huibian 改动以前的文字", en: "Bring back what a file held before huibian changed it" };
const FILE: Words = Words { zh: "要找回的文件", en: "The file" };
const LIST: Words =
    Words { zh: "只列出留下的各份，不改文件", en: "List what was kept and change nothing" };
const VERSION: Words = Words {
    zh: "第几份，见 --list（默认是与现在不同的最近一份）",
    en: "Which one, as listed (default: the newest that differs from the file)",
};

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("restore")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("file")
                .value_name(word(Words { zh: "文件", en: "FILE" }))
                .required(true)
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::FilePath)
                .help_heading(word(Words { zh: "参数", en: "Arguments" }))
                .help(word(FILE)),
        )
        .arg(locate::source(language))
        .arg(Arg::new("list").long("list").action(ArgAction::SetTrue).help(word(LIST)))
        .arg(
            Arg::new("number")
                .long("number")
                .value_name("N")
                .value_parser(usage::number(1..=u32::MAX, NUMBERS, language))
                .conflicts_with("list")
                .help(word(VERSION)),
        )
}

/// Restores.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let given = matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    // Of a file that is named, its own publication. It may be gone itself.
    let root = match matches.contains_id("source") {
        true => None,
        false => author::nearest(given.parent().unwrap_or(Path::new("")), locate::MARKER),
    };
    let root = root.map_or_else(|| locate::publication(matches, shell), Ok)?;
    let path = author::below(&root, &given).filter(|path| !path.as_str().is_empty());
    let path = path.ok_or_else(|| Trouble::Usage(elsewhere(&given, &root, shell.language)))?;
    let dir = shell.hold(&root)?;
    let failed = |error| Fault::system(Words { zh: "找回", en: "restore" }, dir.join(Path::new(path.as_str())), error);
    let place = spelt(&dir, Path::new(path.as_str())).map_err(failed)?;
    let versions = History::of(&dir).versions(&place).map_err(failed)?;
    if versions.is_empty() {
        return Err(Trouble::Usage(nothing(&given, shell.language)));
    }
    if matches.get_flag("list") {
        shell.say(&listed(&versions, shell.language))?;
        return Ok(Ending::Clean);
    }
    let now = match dir.kind(&place).map_err(failed)? {
        Some(_) => Some(dir.read(&place, LARGEST_TEXT).map_err(failed)?),
        None => None,
    };
    let chosen = match matches.get_one::<u32>("number") {
        Some(number) => versions.get(*number as usize - 1),
        None => versions.iter().find(|(_, text)| Some(text) != now.as_ref()),
    };
    let Some((record, text)) = chosen else {
        return Err(Trouble::Usage(nothing(&given, shell.language)));
    };
    let mut transaction = shell.begin(&dir)?;
    match &now {
        Some(now) => {
            let change = FileChange { path: &place, before: now, after: text };
            transaction.change(&[change]).into_iter().collect::<Result<(), Fault>>()?;
        }
        None => drop(transaction.create(&place, text)?),
    }
    transaction.finish()?;
    if shell.verbosity != Verbosity::Quiet {
        let (file, time) = (given.display(), time(record));
        shell.tell(&match shell.language {
            Language::Chinese => {
                format!("{file} 已恢复为 {time} 改动以前的样子；再运行一次，就恢复到刚才的样子\n")
            }
            Language::English => {
                format!("{file} is as it was before the change of {time}; run this again to undo that\n")
            }
        });
    }
    Ok(Ending::Clean)
}

/// The path as its parts are really spelt: a system may hand out a name in
/// another form than the one it was given.
fn spelt(dir: &Dir, path: &Path) -> std::io::Result<PathBuf> {
    use unicode_normalization::UnicodeNormalization;
    let mut real = PathBuf::new();
    for part in path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()) {
        let names = if dir.is_folder(&real) || real.as_os_str().is_empty() { dir.names(&real)? } else { Vec::new() };
        let same =
            names.iter().find(|name| **name == part).or_else(|| names.iter().find(|name| name.nfc().eq(part.nfc())));
        real.push(same.unwrap_or(&part));
    }
    Ok(real)
}

/// When a text was replaced, where the reader is.
fn time(record: &Record) -> String {
    let seconds = i64::try_from(record.time).unwrap_or_default();
    let time = jiff::Timestamp::from_second(seconds).unwrap_or_default().to_zoned(jiff::tz::TimeZone::system());
    time.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn listed(versions: &[(Record, Vec<u8>)], language: Language) -> String {
    let lines = versions.iter().enumerate().map(|(place, (record, text))| {
        let (number, time) = (place + 1, time(record));
        match language {
            Language::Chinese => {
                let letters = String::from_utf8_lossy(text).chars().count();
                format!("{number:>3}  {time} 改动以前，{letters} 个字符")
            }
            Language::English => format!("{number:>3}  before the change of {time}, {}", counted(text.len(), "byte")),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn elsewhere(file: &Path, root: &Path, language: Language) -> String {
    let (file, root) = (file.display(), root.display());
    match language {
        Language::Chinese => format!("{file} 不在这部汇编里（{root}）"),
        Language::English => format!("{file} is not in this publication ({root})"),
    }
}

fn nothing(file: &Path, language: Language) -> String {
    let file = file.display();
    match language {
        Language::Chinese => format!("{file} 没有可以找回的：huibian 没有改过它，或者留下的各份与现在一样"),
        Language::English => {
            format!(
                "there is nothing to bring back for {file}: huibian has not changed it, or what was kept is the same"
            )
        }
    }
}
