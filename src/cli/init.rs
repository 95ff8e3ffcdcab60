//! `huibian init`: the smallest good publication, in a new or empty folder.
//!
//! It has no sample report: one would sooner or later be published.

use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command, ValueHint};

use crate::cli::locate::{MARKER, shown};
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble};
use crate::diag::{Language, Words};
use crate::disk::author;

const ABOUT: Words = Words { zh: "新建一部汇编", en: "Make a new publication" };
const DIR: Words =
    Words { zh: "新的或空的文件夹（默认就在这里）", en: "A new or empty folder (default: this one)" };

/// The settings of the site.
const SITE: Words = Words { zh: include_str!("init/site.zh.yaml"), en: include_str!("init/site.en.yaml") };
/// A first page, for the readers to know what they have before them.
const PAGE: Words = Words { zh: include_str!("init/about.zh.md"), en: include_str!("init/about.en.md") };
/// What version control should leave out: the output, and the folder that a
/// first build fills.
const IGNORE: Words = Words { zh: "/public\n/.public.huibian-new\n", en: "/public\n/.public.huibian-new\n" };

/// The files of a new publication.
const FILES: [(&str, Words); 3] = [(MARKER, SITE), ("content/pages/about.md", PAGE), (".gitignore", IGNORE)];

/// The definition.
pub fn command(language: Language) -> Command {
    Command::new("init")
        .about(ABOUT.in_language(language))
        .next_help_heading(Words { zh: "参数", en: "Arguments" }.in_language(language))
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .help(DIR.in_language(language)),
        )
}

/// Makes the files.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let folder = matches.get_one::<PathBuf>("dir").map_or(Path::new("."), PathBuf::as_path);
    let chinese = shell.language == Language::Chinese;
    let standing = in_the_way(&author::names(folder)?);
    if !standing.is_empty() {
        let here = shell.word(Words { zh: "这个文件夹", en: "this folder" });
        let folder = if folder == Path::new(".") { here.to_owned() } else { folder.display().to_string() };
        let names = standing.join(if chinese { "、" } else { ", " });
        return Err(Trouble::Usage(if chinese {
            format!("{folder} 里已有 {names}。请换一个新的或空的文件夹，例如 huibian init 我的汇编")
        } else {
            format!("{folder} has {names} already. Choose a new or empty folder, such as huibian init my-reports")
        }));
    }
    let mut made = Vec::new();
    for (place, words) in FILES {
        let path = folder.join(place);
        // A `.gitignore` that is there already stays as it is.
        if author::create(&path, shell.word(words).as_bytes())? {
            made.push(path);
        }
    }
    if shell.verbosity != Verbosity::Quiet {
        let folder = folder.display().to_string();
        shell.say(&told(&made, (folder != ".").then_some(&folder), shell.language))?;
    }
    Ok(Ending::Clean)
}

/// The names, at most three, that keep a folder from counting as empty.
/// Hidden ones do not: `git init` often comes first.
fn in_the_way(names: &[String]) -> Vec<String> {
    names.iter().filter(|name| !name.starts_with('.')).take(3).cloned().collect()
}

/// What was made and what to do next.
fn told(made: &[PathBuf], folder: Option<&String>, language: Language) -> String {
    let files: Vec<String> = made.iter().map(|path| format!("  {}", shown(path))).collect();
    let files = files.join("\n");
    let enter = folder.map_or(String::new(), |folder| format!("  cd {folder}\n"));
    match language {
        Language::Chinese => format!(
            "新建了：\n{files}\n接下来：\n{enter}  huibian new report 某某总结 --branch 单位名称\n  huibian serve --open\n  huibian build"
        ),
        Language::English => {
            format!(
                "Made:\n{files}\nNext:\n{enter}  huibian new report \"A title\" --branch \"A unit\"\n  huibian serve --open\n  huibian build"
            )
        }
    }
}
