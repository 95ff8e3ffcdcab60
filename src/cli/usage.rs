//! Help and what is wrong with the arguments, in the reader's language.
//!
//! In: clap's definitions and errors. Out: the same in plain sentences; clap
//! itself speaks English only. Its headings and usage lines are replaced in
//! every command, its errors are told anew from their kind and context.

use std::error::Error as _;
use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgAction, Command};

use crate::cli::shell::Shell;
use crate::cli::{Ending, Trouble};
use crate::diag::{Language, Words};

/// Puts the headings and the usage line of a command and all below it into
/// the language. `above` is the words before its name.
pub fn localized(command: Command, language: Language, above: &str) -> Command {
    let word = |words: Words| words.in_language(language);
    let path = format!("{above}{}", command.get_name());
    let below = format!("{path} ");
    let usage = word(Words { zh: "用法", en: "Usage" });
    let mut line = path.clone();
    if command.get_subcommands().any(|command| !command.is_hide_set()) {
        line.push_str(word(Words { zh: " <命令>", en: " <COMMAND>" }));
    }
    for argument in command.get_positionals() {
        let name = argument.get_value_names().and_then(<[_]>::first).map_or("", |name| name.as_str());
        line.push_str(&if argument.is_required_set() { format!(" <{name}>") } else { format!(" [{name}]") });
    }
    line.push_str(word(Words { zh: " [选项]", en: " [OPTIONS]" }));
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args_override_self(true)
        .help_template(format!("{{about}}\n\n{usage}{}{{usage}}\n\n{{all-args}}", word(COLON)))
        .override_usage(line)
        .subcommand_help_heading(word(Words { zh: "命令", en: "Commands" }))
        .mut_subcommands(|command| localized(command, language, &below))
}

/// Shows the help of the command with this path.
pub fn help(
    command: &Command,
    path: impl IntoIterator<Item = impl AsRef<str>>,
    shell: &Shell,
) -> Result<Ending, Trouble> {
    let mut command = command.clone();
    // Building passes the global options down to the commands.
    command.build();
    let mut named = &mut command;
    for name in path {
        let name = name.as_ref();
        if named.find_subcommand(name).is_none() {
            return Err(Trouble::Usage(unknown_command(name, None, named, shell.language)));
        }
        named = named.find_subcommand_mut(name).expect("it was found a line above");
    }
    shell.say_styled(&named.render_help())?;
    Ok(Ending::Clean)
}

const COLON: Words = Words { zh: "：", en: ": " };

/// Tells what is wrong with the arguments and what to write instead.
pub fn sentence(error: &clap::Error, command: &Command, arguments: &[OsString], language: Language) -> String {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) => {
            Some(texts.join(if language == Language::Chinese { "、" } else { ", " }))
        }
        _ => None,
    };
    let (path, command) = named(command, arguments);
    let argument = text(ContextKind::InvalidArg).unwrap_or_default();
    // Of `--lang <zh|en>` the author wrote `--lang`.
    let option = argument.split(" <").next().unwrap_or_default();
    let value = text(ContextKind::InvalidValue).unwrap_or_default();
    // What a parser of ours says of the values that it takes is a sentence's end.
    let range = error.source().and_then(|source| source.downcast_ref::<Outside>()).map(|outside| outside.0.to_owned());
    let choice = text(ContextKind::ValidValue).filter(|choice| !choice.is_empty()).or(range);
    let chinese = language == Language::Chinese;

    let what = match error.kind() {
        ErrorKind::UnknownArgument => unknown_argument(&argument, text(ContextKind::SuggestedArg), language),
        ErrorKind::InvalidSubcommand => {
            let name = text(ContextKind::InvalidSubcommand).unwrap_or_default();
            unknown_command(&name, text(ContextKind::SuggestedSubcommand), command, language)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            let choice = choice.map_or(String::new(), |choice| {
                if chinese { format!("（可以是 {choice}）") } else { format!(" (one of {choice})") }
            });
            if chinese {
                format!("{option} 后面要写一个值{choice}")
            } else {
                format!("{option} needs a value{choice}")
            }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let choice = choice.map_or(String::new(), |choice| {
                if chinese { format!("，可以是 {choice}") } else { format!("; it may be one of {choice}") }
            });
            if chinese {
                format!("{option} 的值不能是“{value}”{choice}")
            } else {
                format!("{option} cannot be “{value}”{choice}")
            }
        }
        ErrorKind::MissingRequiredArgument => {
            let choices = choices(command, &argument, language);
            let choice = choices.map_or(String::new(), |choices| {
                if chinese { format!("，可以是 {choices}") } else { format!("; it may be one of {choices}") }
            });
            if chinese { format!("少了 {argument}{choice}") } else { format!("{argument} is missing{choice}") }
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            if chinese {
                format!("{option} 后面不要写值“{value}”")
            } else {
                format!("{option} takes no value “{value}”")
            }
        }
        ErrorKind::ArgumentConflict => {
            let other = text(ContextKind::PriorArg).unwrap_or_default();
            if chinese {
                format!("{option} 和 {other} 不能一起用")
            } else {
                format!("{option} and {other} cannot be used together")
            }
        }
        ErrorKind::InvalidUtf8 => {
            if chinese { "参数里有不是 UTF-8 的字符" } else { "an argument is not UTF-8" }.to_owned()
        }
        _ => if chinese { "参数不对" } else { "the arguments make no sense" }.to_owned(),
    };
    if chinese { format!("{what}\n详见 {path} --help") } else { format!("{what}\nsee {path} --help") }
}

/// The values of an argument that the author left out, if they are few.
fn choices(command: &Command, argument: &str, language: Language) -> Option<String> {
    let name = argument.trim_matches(['<', '>']);
    let is_meant = |arg: &&clap::Arg| arg.get_value_names().is_some_and(|names| names.iter().any(|own| *own == *name));
    let values = command.get_arguments().find(is_meant)?.get_possible_values();
    let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
    (!names.is_empty()).then(|| names.join(if language == Language::Chinese { "、" } else { ", " }))
}

/// A number that an option does not take, with what it takes.
#[derive(Debug)]
struct Outside(&'static str);

impl std::fmt::Display for Outside {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.0)
    }
}

impl std::error::Error for Outside {}

/// Reads a whole number of a range; `words` say which it is.
pub fn number<N: std::str::FromStr + PartialOrd + Clone + Send + Sync + 'static>(
    range: std::ops::RangeInclusive<N>,
    words: Words,
    language: Language,
) -> ValueParser {
    ValueParser::new(move |text: &str| {
        let number = text.parse::<N>().ok().filter(|number| range.contains(number));
        number.ok_or(Outside(words.in_language(language)))
    })
}

/// Tells of an option or argument that the command does not have.
fn unknown_argument(argument: &str, near: Option<String>, language: Language) -> String {
    let chinese = language == Language::Chinese;
    if let Some(option) = half_width(argument) {
        return if chinese {
            format!("“{argument}”的横线不是半角的减号，请写 {option}")
        } else {
            format!("the dashes of “{argument}” are no hyphens; write {option}")
        };
    }
    let is_option = argument.starts_with('-');
    let what = match (chinese, is_option) {
        (true, true) => format!("没有“{argument}”这个选项"),
        (true, false) => format!("“{argument}”是多余的；如果是带空格的名称，请加引号"),
        (false, true) => format!("there is no option “{argument}”"),
        (false, false) => format!("“{argument}” is one too many; put a name with spaces between quotation marks"),
    };
    match near {
        Some(near) if chinese => format!("{what}，是不是 {near}？"),
        Some(near) => format!("{what}; did you mean {near}?"),
        None => what,
    }
}

/// Tells of a command that does not exist.
fn unknown_command(name: &str, near: Option<String>, above: &Command, language: Language) -> String {
    let chinese = language == Language::Chinese;
    if half_width(name).is_some() {
        return unknown_argument(name, None, language);
    }
    let known: Vec<&str> =
        above.get_subcommands().filter(|command| !command.is_hide_set()).map(Command::get_name).collect();
    match (near, chinese) {
        (Some(near), true) => format!("没有“{name}”这个命令，是不是 {near}？"),
        (Some(near), false) => format!("there is no command “{name}”; did you mean {near}?"),
        (None, true) if known.is_empty() => format!("没有“{name}”这个命令"),
        (None, false) if known.is_empty() => format!("there is no command “{name}”"),
        (None, true) => format!("没有“{name}”这个命令；可用的有 {}", known.join("、")),
        (None, false) => format!("there is no command “{name}”; there are {}", known.join(", ")),
    }
}

/// The option that was meant where a word processor or an input method has
/// made the hyphens long or wide.
fn half_width(argument: &str) -> Option<String> {
    let is_dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '−' | '―');
    let name = argument.trim_start_matches(is_dash);
    let dashes = &argument[..argument.len() - name.len()];
    if dashes.chars().all(|c| c == '-') || name.is_empty() {
        return None;
    }
    let hyphens = if name.chars().nth(1).is_none() { "-" } else { "--" };
    Some(format!("{hyphens}{name}"))
}

/// The innermost command that the arguments name, and its path.
fn named<'c>(command: &'c Command, arguments: &[OsString]) -> (String, &'c Command) {
    let (mut path, mut named) = (command.get_name().to_owned(), command);
    let mut words = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        if let Some(option) = word.strip_prefix("--") {
            let takes_value = command
                .get_arguments()
                .chain(named.get_arguments())
                .any(|argument| argument.get_long() == Some(option) && matches!(argument.get_action(), ArgAction::Set));
            if takes_value {
                words.next();
            }
        } else if let Some(inner) = named.find_subcommand(word) {
            path = format!("{path} {word}");
            named = inner;
        }
    }
    (path, named)
}
