//! The command line: arguments become a call, its outcome words and a code.
//!
//! In: the arguments and the environment. Out: texts on the standard streams
//! and an exit code: 0 clean, 1 findings, 2 wrong usage, 3 a fault of the
//! machine. Each command has a file in `cli/` with its definition, its words
//! in both languages and what it does; nothing about a publication is decided
//! here.

mod asking;
mod build;
mod check;
mod completions;
mod desk;
mod diff;
mod explain;
mod formats;
mod import;
mod init;
mod join;
mod locate;
mod meter;
mod new;
mod publish;
mod restore;
mod serve;
mod shard;
mod shell;
mod site;
mod theme;
mod usage;
mod verify;

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::System;

use shell::Shell;

/// How a command ended that did what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// Nothing to complain of.
    Clean,
    /// There are findings that count.
    Findings,
}

/// Why a command did not do what it was asked.
#[derive(Debug)]
enum Trouble {
    /// It was asked for something that makes no sense; what and what instead.
    Usage(String),
    /// The machine could not.
    Fault(Fault),
    /// Whoever read our output has stopped reading: nobody is left to tell.
    Unheard,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Fault(fault)
    }
}

const ABOUT: Words = Words {
    zh: "huibian 汇编：把一篇篇工作总结编成一个可查阅、可对照的网站",
    en: "huibian: turns work summaries into a cross-indexed web site",
};
const START: Words = Words {
    zh: "\
从这里开始：
  huibian init 我的汇编           新建一部汇编
  huibian new report 某某总结     在汇编里新建一篇总结
  huibian import 总结.docx        把 Word 稿子导进汇编
  huibian desk                    打开写作台，在浏览器里写、导入、发布
  huibian serve --open            在浏览器里预览，边写边看
  huibian check                   检查数字、日期、标点、用语
  huibian build                   生成网站，写到 public 文件夹

全部命令和选项：huibian --help",
    en: "\
To begin:
  huibian init my-reports         make a publication
  huibian new report \"A title\"    make a report in it
  huibian import summary.docx     make one of a Word document
  huibian desk                    open the writing desk in the browser
  huibian serve --open            preview in the browser while you write
  huibian check                   proofread the reports
  huibian build                   build the site into the folder public

All commands and options: huibian --help",
};
const HELP: Words = Words { zh: "显示帮助", en: "Show help" };
const VERSION: Words = Words { zh: "显示版本", en: "Show the version" };
const LANG: Words = Words {
    zh: "界面语言：zh 中文，en 英文（默认随系统）",
    en: "Language: zh Chinese, en English (default: the system's)",
};
const COLOR: Words = Words {
    zh: "颜色：auto 自动（默认），always 总是，never 从不",
    en: "Colors: auto (default), always, never",
};
const QUIET: Words = Words { zh: "只输出发现的问题", en: "Show findings only" };
const VERBOSE: Words =
    Words { zh: "多说一些：所用的路径和各步用时", en: "Say more: paths used and time taken" };

/// Runs the program with these arguments, the first being its own name, on the
/// files of a system. Gives the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>, system: &'static dyn System) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // The language must be known before the arguments are parsed, for what is
    // wrong with them is said in it.
    let guess = Shell::guess(&arguments);
    let command = command(guess.language);
    let outcome = match command.clone().try_get_matches_from(&arguments) {
        Ok(matches) => dispatch(&command, &matches, &Shell::new(&matches, system)),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            guess.say_styled(&error.render()).map(|()| Ending::Clean)
        }
        Err(error) => Err(Trouble::Usage(usage::sentence(&error, &command, &arguments, guess.language))),
    };
    match outcome {
        Ok(Ending::Clean) | Err(Trouble::Unheard) => 0,
        Ok(Ending::Findings) => 1,
        Err(Trouble::Usage(sentence)) => {
            guess.complain(&sentence);
            2
        }
        Err(Trouble::Fault(fault)) => {
            guess.complain(&fault.message(guess.language));
            3
        }
    }
}

/// Calls the command that was named.
fn dispatch(command: &Command, matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    match matches.subcommand() {
        Some(("build", matches)) => build::run(matches, shell),
        Some(("check", matches)) => check::run(matches, shell),
        Some(("explain", matches)) => explain::run(matches, shell),
        Some(("rules", matches)) => explain::rules(matches, shell),
        Some(("publish", matches)) => publish::run(matches, shell),
        Some(("join", matches)) => join::run(matches, shell),
        Some(("verify", matches)) => verify::run(matches, shell),
        Some(("diff", matches)) => diff::run(matches, shell),
        Some(("serve", matches)) => serve::run(matches, shell),
        Some(("desk", matches)) => desk::run(matches, shell),
        Some(("import", matches)) => import::run(matches, shell),
        Some(("restore", matches)) => restore::run(matches, shell),
        Some(("init", matches)) => init::run(matches, shell),
        Some(("new", matches)) => match matches.subcommand() {
            Some((_, matches)) => new::report(matches, shell),
            None => usage::help(command, ["new"], shell),
        },
        Some(("theme", matches)) => theme::run(matches, command, shell),
        Some(("completions", matches)) => completions::run(matches, command, shell),
        Some((_, matches)) => usage::help(command, matches.get_many::<String>("command").unwrap_or_default(), shell),
        // Nobody reads what we would say.
        None if shell::is_started_from_desktop() => desk::start(shell),
        None => {
            let about = ABOUT.in_language(shell.language);
            shell.say(&format!("{about}\n\n{}", START.in_language(shell.language)))?;
            Ok(Ending::Clean)
        }
    }
}

/// The definition of the whole command line in one language.
fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let flag = |name: &'static str, short, words| Arg::new(name).short(short).long(name).help(word(words)).global(true);
    let global = word(Words { zh: "通用选项", en: "Global options" });
    let help = Command::new("help").hide(true).arg(Arg::new("command").num_args(0..));
    let command = Command::new("huibian")
        .about(word(ABOUT))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommands([
            init::command(language),
            new::command(language),
            import::command(language),
            check::command(language),
            restore::command(language),
            build::command(language),
            publish::command(language),
            join::command(language),
            verify::command(language),
            diff::command(language),
            serve::command(language),
            desk::command(language),
            explain::command(language),
            explain::rules_command(language),
            theme::command(language),
            completions::command(language),
            help,
        ])
        .next_help_heading(global)
        .arg(
            Arg::new("lang")
                .long("lang")
                .value_name("zh|en")
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .hide_possible_values(true)
                .help(word(LANG))
                .global(true),
        )
        .arg(
            Arg::new("color")
                .long("color")
                .value_name("WHEN")
                .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
                .hide_possible_values(true)
                .help(word(COLOR))
                .global(true),
        )
        .arg(flag("quiet", 'q', QUIET).action(ArgAction::SetTrue).conflicts_with("verbose"))
        .arg(flag("verbose", 'v', VERBOSE).action(ArgAction::SetTrue))
        .arg(flag("help", 'h', HELP).action(ArgAction::Help))
        .arg(Arg::new("version").short('V').long("version").help(word(VERSION)).action(ArgAction::Version));
    usage::localized(command, language, "")
}

#[cfg(test)]
mod tests {
    use super::command;
    use crate::diag::Language;

    #[test]
    fn the_definition_is_sound_in_both_languages() {
        command(Language::Chinese).debug_assert();
        command(Language::English).debug_assert();
    }
}
