//! `huibian join`: puts the parts of a site together that several builds made.

use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::build::part::{Unfit, join};
use crate::cli::build::counted;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate, site};
use crate::diag::{Language, Words};
use crate::disk::{Finished, Strangers};

const ABOUT: Words = Words {
    zh: "把分片生成的各份合成一个网站（见 build --shard）",
    en: "Put the parts of a site together that build --shard made",
};
const PARTS: Words = Words { zh: "各份所在的文件夹", en: "The folders of all parts" };
const OUTPUT: Words = Words { zh: "合成的网站写到哪个文件夹", en: "The folder of the whole site" };
const FORCE: Words = Words {
    zh: "输出文件夹里有别的文件也照写；同名的会被覆盖",
    en: "Write into a folder with other files; namesakes are overwritten",
};

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("join")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("parts")
                .value_name(word(Words { zh: "分片", en: "PARTS" }))
                .required(true)
                .num_args(1..)
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .help_heading(word(Words { zh: "参数", en: "Arguments" }))
                .help(word(PARTS)),
        )
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("DIR")
                .required(true)
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .help(word(OUTPUT)),
        )
        .arg(Arg::new("force").long("force").action(ArgAction::SetTrue).help(word(FORCE)))
}

/// Joins.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let parts: Vec<PathBuf> = matches.get_many("parts").unwrap_or_default().cloned().collect();
    let output = matches.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    let strangers = if matches.get_flag("force") { Strangers::Replace } else { Strangers::Keep };
    let finished = join(shell.system, &parts, &output, strangers)?;
    let finished = finished.map_err(|unfit| Trouble::Usage(told(&unfit, shell.language)))?;
    if shell.verbosity != Verbosity::Quiet {
        shell.say(&line(&finished, parts.len(), &output, shell.language))?;
    }
    Ok(Ending::Clean)
}

/// Tells why parts do not make a site.
fn told(unfit: &Unfit, language: Language) -> String {
    let zh = language == Language::Chinese;
    match unfit {
        Unfit::NoSite(path, why) => site::no_site(path, *why, language),
        Unfit::NoPart(path) if zh => format!("{} 不是分片，或者后来又整个生成过", path.display()),
        Unfit::NoPart(path) => format!("{} is no part of a site, or was built as a whole since", path.display()),
        Unfit::Damaged(path) if zh => {
            format!("{} 里的文件与写的时候不同，见 huibian verify；请重新生成这一份", path.display())
        }
        Unfit::Damaged(path) => {
            format!("files of {} are not as they were written, see huibian verify; build it again", path.display())
        }
        Unfit::Unlike(one, other) if zh => {
            format!("{} 与 {} 对不上：稿子、设置、程序、份数要完全相同，请重新生成", one.display(), other.display())
        }
        Unfit::Unlike(one, other) => format!(
            "{} and {} do not belong together: texts, settings, program and number of parts must be the same; build again",
            one.display(),
            other.display()
        ),
        Unfit::Twice(one, other) if zh => format!("{} 与 {} 是同一份", one.display(), other.display()),
        Unfit::Twice(one, other) => format!("{} and {} are the same part", one.display(), other.display()),
        Unfit::Missing(indices) => {
            let numbers: Vec<String> = indices.iter().take(20).map(u32::to_string).collect();
            let (numbers, more) = (numbers.join(if zh { "、" } else { ", " }), indices.len() > 20);
            let more = if more { "…" } else { "" };
            if zh { format!("还缺第 {numbers}{more} 份") } else { format!("missing: part {numbers}{more}") }
        }
        Unfit::Shared(route) if zh => format!("有两份都写了 {route}"),
        Unfit::Shared(route) => format!("two parts have {route}"),
        Unfit::Incomplete if zh => "各份合起来不是整个网站，请重新生成".to_owned(),
        Unfit::Incomplete => "the parts do not come to the whole site; build them again".to_owned(),
    }
}

fn line(finished: &Finished, parts: usize, output: &Path, language: Language) -> String {
    let (tally, output) = (&finished.tally, locate::shown(output));
    match language {
        Language::Chinese => format!(
            "已合成 {parts} 份：写入 {} 个文件，未变 {}，清除 {} → {output}",
            tally.written, tally.unchanged, tally.pruned
        ),
        Language::English => format!(
            "Joined {}: {} written, {} unchanged, {} removed → {output}",
            counted(parts, "part"),
            counted(tally.written, "file"),
            tally.unchanged,
            tally.pruned
        ),
    }
}
