//! `huibian verify`: holds a site on the disk against its ledger.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use crate::cli::build::counted;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, site};
use crate::diag::{Language, Words};
use crate::disk::output::verify::Verified;

const ABOUT: Words = Words {
    zh: "核对生成的网站：缺的、改过的、残缺的、多出来的文件",
    en: "Hold a built site against its ledger: files missing, changed, cut short, foreign",
};
const DIR: Words = Words { zh: "网站的文件夹，如 public", en: "The folder of the site, such as public" };
const FOREIGN: Words = Words {
    zh: "多出来的文件不算问题（如主机要的验证文件）",
    en: "Files that huibian did not write are no fault",
};
const UNFINISHED: Words = Words {
    zh: "有一次生成没有做完，或者正在进行；请再生成一次\n",
    en: "a build was cut short here or has not ended yet; build again\n",
};

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("verify")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(site::argument("site", Words { zh: "网站", en: "SITE" }, DIR, language))
        .arg(Arg::new("allow-foreign").long("allow-foreign").action(ArgAction::SetTrue).help(word(FOREIGN)))
        .arg(site::format(language))
}

/// Verifies.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let verified = site::open(matches, "site", shell)?.verify().ok_or_else(|| {
        Trouble::Usage(match shell.language {
            Language::Chinese => "要核对的是网站的文件夹，不是台账文件".to_owned(),
            Language::English => "name the folder of the site, not its ledger".to_owned(),
        })
    })?;
    let is_whole = verified.is_whole(matches.get_flag("allow-foreign"));
    if site::is_json(matches) {
        let Verified { files, missing, changed, short, foreign, unsealed, unfinished } = &verified;
        let answer = json!({
            "version": 1, "whole": is_whole, "files": files, "missing": missing, "changed": changed, "short": short,
            "foreign": foreign, "unsealed": unsealed, "unfinished": unfinished,
        });
        shell.say(&format!("{answer:#}"))?;
    } else {
        let told = told(&verified, shell);
        if !told.is_empty() {
            shell.say(told.trim_end_matches('\n'))?;
        }
        if shell.verbosity != Verbosity::Quiet {
            shell.tell(&line(&verified, is_whole, shell.language));
        }
    }
    Ok(if is_whole { Ending::Clean } else { Ending::Findings })
}

/// What is not as it was written, kind by kind.
fn told(verified: &Verified, shell: &Shell) -> String {
    let Verified { missing, changed, short, foreign, unsealed, unfinished, .. } = verified;
    let kinds = [
        (missing, Words { zh: "缺", en: "missing" }),
        (short, Words { zh: "残缺（不够长）", en: "cut short" }),
        (changed, Words { zh: "改过", en: "changed" }),
        (unsealed, Words { zh: "台账没有记内容", en: "not sealed in the ledger" }),
        (foreign, Words { zh: "不是 huibian 写的", en: "not written by huibian" }),
    ];
    let mut text = String::new();
    for (names, words) in kinds.into_iter().filter(|(names, _)| !names.is_empty()) {
        let count = names.len();
        text.push_str(&match shell.language {
            Language::Chinese => format!("{}（{count} 个）\n", words.zh),
            Language::English => format!("{} ({count})\n", words.en),
        });
        text.push_str(&site::listed(names, shell.verbosity == Verbosity::Verbose, shell.language));
    }
    if *unfinished {
        text.push_str(shell.word(UNFINISHED));
    }
    text
}

fn line(verified: &Verified, is_whole: bool, language: Language) -> String {
    let files = verified.files;
    match (language, is_whole) {
        (Language::Chinese, true) => format!("已核对 {files} 个文件：与台账相符\n"),
        (Language::Chinese, false) => format!("已核对 {files} 个文件：与台账不符\n"),
        (Language::English, true) => format!("Verified {}: as written\n", counted(files, "file")),
        (Language::English, false) => format!("Verified {}: not as written\n", counted(files, "file")),
    }
}
