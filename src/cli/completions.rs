//! `huibian completions`: a script that lets the shell complete our arguments.

use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches, Command};

use crate::cli::shell::Shell;
use crate::cli::{Ending, Trouble};
use crate::diag::{Language, Words};

const ABOUT: Words = Words {
    zh: "输出命令行补全脚本，如 huibian completions bash",
    en: "Print a script for shell completion",
};
const SHELL: Words =
    Words { zh: "bash、zsh、fish、powershell 或 elvish", en: "bash, zsh, fish, powershell or elvish" };

/// The definition.
pub fn command(language: Language) -> Command {
    Command::new("completions")
        .about(ABOUT.in_language(language))
        .next_help_heading(Words { zh: "参数", en: "Arguments" }.in_language(language))
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .value_parser(EnumValueParser::<clap_complete::Shell>::new())
                .hide_possible_values(true)
                .required(true)
                .help(SHELL.in_language(language)),
        )
}

/// Prints the script.
pub fn run(matches: &ArgMatches, command: &Command, shell: &Shell) -> Result<Ending, Trouble> {
    if let Some(kind) = matches.get_one::<clap_complete::Shell>("shell") {
        let mut script = Vec::new();
        clap_complete::generate(*kind, &mut command.clone(), "huibian", &mut script);
        shell.say(String::from_utf8_lossy(&script).trim_end())?;
    }
    Ok(Ending::Clean)
}
