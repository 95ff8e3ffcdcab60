//! Sites that are named on the command line.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgMatches, ValueHint};

use crate::cli::Trouble;
use crate::cli::shell::Shell;
use crate::diag::{Language, Words};
use crate::disk::Site;
use crate::disk::site::NoSite;

const FORMAT: Words = Words {
    zh: "怎样显示：text 给人看（默认），json 给程序读",
    en: "How to show it: text (default), or json for programs",
};
/// How many files of a kind are named unless all are asked for.
pub const MOST: usize = 20;

/// An argument that names a site.
pub fn argument(name: &'static str, value: Words, help: Words, language: Language) -> Arg {
    Arg::new(name)
        .value_name(value.in_language(language))
        .required(true)
        .value_parser(ValueParser::path_buf())
        .value_hint(ValueHint::AnyPath)
        .help_heading(Words { zh: "参数", en: "Arguments" }.in_language(language))
        .help(help.in_language(language))
}

/// The option of the form.
pub fn format(language: Language) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(["text", "json"]))
        .hide_possible_values(true)
        .help(FORMAT.in_language(language))
}

/// Whether JSON is asked for.
pub fn is_json(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("format").is_some_and(|format| format == "json")
}

/// The site that an argument names.
pub fn open(matches: &ArgMatches, name: &str, shell: &Shell) -> Result<Site, Trouble> {
    let path = matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    Site::open(shell.system, &path)?.map_err(|why| Trouble::Usage(no_site(&path, why, shell.language)))
}

/// Tells why something is no site.
pub fn no_site(path: &Path, why: NoSite, language: Language) -> String {
    let path = path.display();
    match (why, language) {
        (NoSite::Nothing, Language::Chinese) => format!("没有“{path}”这个文件夹或文件"),
        (NoSite::Nothing, Language::English) => format!("there is no folder or file “{path}”"),
        (NoSite::NoLedger, Language::Chinese) => {
            format!("{path} 里没有台账（.huibian/ledger），不是 huibian build 写的网站；复制网站时要连 .huibian 一起")
        }
        (NoSite::NoLedger, Language::English) => format!(
            "{path} has no ledger (.huibian/ledger): it is no site that huibian build wrote, or was copied without .huibian"
        ),
        (NoSite::Broken, Language::Chinese) => format!("{path} 的台账不完整，认不得；请重新生成或重新下载"),
        (NoSite::Broken, Language::English) => {
            format!("the ledger of {path} is damaged or cut off; build or download it again")
        }
    }
}

/// A list of names, a line each, cut after so many.
pub fn listed(names: &[String], all: bool, language: Language) -> String {
    let most = if all { usize::MAX } else { MOST };
    let mut text: String =
        names.iter().take(most).map(|name| format!("  {}\n", name.replace(char::is_control, " "))).collect();
    text.push_str(&more(names.len().saturating_sub(most), language));
    text
}

/// How many are not shown; empty if all are.
pub fn more(count: usize, language: Language) -> String {
    match (count, language) {
        (0, _) => String::new(),
        (more, Language::Chinese) => format!("  另有 {more} 个，加 -v 全部列出\n"),
        (more, Language::English) => format!("  and {more} more; -v lists them all\n"),
    }
}
