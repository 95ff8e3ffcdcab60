//! How we speak: language, colors, how much, and to which stream.
//!
//! In: the arguments and the environment. Out: texts in UTF-8. What was asked
//! for goes to the standard output, all talk about it to standard error. A
//! reader who closes the pipe has heard enough; that is no trouble.

use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

use clap::ArgMatches;
use clap::builder::StyledStr;

use crate::cli::Trouble;
use crate::diag::fault::{Cause, Fault};
use crate::diag::{Language, Words};
use crate::disk::{Dir, NATIVE, System, Transaction};

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verbosity {
    /// Findings and troubles only.
    Quiet,
    /// What a person wants to know.
    Normal,
    /// Also paths and times.
    Verbose,
}

/// Whether the program was started from a desktop, such as by a double click: no
/// terminal and no other program reads what we say, and there is a screen. Where
/// a double click comes with a terminal (Windows, macOS) nobody can tell.
pub fn is_started_from_desktop() -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{FileType, fstat};
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let told = io::stdin().is_terminal() || io::stdout().is_terminal() || io::stderr().is_terminal();
        // A desktop gives /dev/null, the socket of its journal, or its own log.
        let kind = fstat(io::stdout()).map(|status| FileType::from_raw_mode(status.st_mode));
        !told && kind != Ok(FileType::Fifo) && (set("WAYLAND_DISPLAY") || set("DISPLAY"))
    }
    #[cfg(not(target_os = "linux"))]
    false
}

/// How to speak.
#[derive(Clone, Copy, Debug)]
pub struct Shell {
    /// In which language.
    pub language: Language,
    /// Whether texts on standard error are colored.
    pub color: bool,
    /// Whether texts on the standard output are.
    pub color_out: bool,
    /// How much is said.
    pub verbosity: Verbosity,
    /// The system whose files are read and written.
    pub system: &'static dyn System,
}

impl Shell {
    /// How the parsed arguments ask us to speak.
    pub fn new(matches: &ArgMatches, system: &'static dyn System) -> Shell {
        let text = |name| matches.get_one::<String>(name).map(String::as_str);
        let verbosity = match (matches.get_flag("quiet"), matches.get_flag("verbose")) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        };
        Shell { verbosity, system, ..Shell::asked(text("lang"), text("color")) }
    }

    /// How arguments ask us to speak that may not make sense.
    pub fn guess(arguments: &[OsString]) -> Shell {
        let arguments: Vec<_> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
        let value = |option: &str| {
            let mut found = None;
            for (index, argument) in arguments.iter().enumerate() {
                match argument.strip_prefix(option) {
                    Some("") => found = arguments.get(index + 1).copied(),
                    Some(rest) => found = rest.strip_prefix('=').or(found),
                    None => {}
                }
            }
            found
        };
        Shell::asked(value("--lang"), value("--color"))
    }

    fn asked(lang: Option<&str>, color: Option<&str>) -> Shell {
        let language = match lang {
            Some("zh") => Language::Chinese,
            Some("en") => Language::English,
            _ => language_of(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).unwrap_or_default())),
        };
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let colored = |terminal: bool| match color {
            Some("always") => true,
            Some("never") => false,
            _ => terminal && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
        };
        Shell {
            language,
            color: colored(io::stderr().is_terminal()),
            color_out: colored(io::stdout().is_terminal()),
            verbosity: Verbosity::Normal,
            system: NATIVE,
        }
    }

    /// Holds the folder of a publication.
    pub fn hold(&self, root: &Path) -> Result<Dir, Fault> {
        let reading = Words { zh: "读取", en: "read" };
        self.system.hold(root).map_err(|error| Fault::system(reading, root, error))
    }

    /// Begins to change the author's files.
    pub fn begin<'d>(&self, dir: &'d Dir) -> Result<Transaction<'d>, Fault> {
        let transaction = Transaction::begin(dir)?;
        for file in transaction.recovered() {
            self.tell(&match self.language {
                Language::Chinese => format!(
                    "上次 huibian 中途被关掉时，{file} 正好有人在保存；那一份已经留下，看一看：huibian restore --list {file}\n"
                ),
                Language::English => format!(
                    "when huibian was last ended half-way, somebody was just saving {file}; that text was kept, see: huibian restore --list {file}\n"
                ),
            });
        }
        Ok(transaction)
    }

    /// A text in our language.
    pub fn word(&self, words: Words) -> &'static str {
        words.in_language(self.language)
    }

    /// Writes what was asked for, with a line break.
    pub fn say(&self, text: &str) -> Result<(), Trouble> {
        let mut out = io::stdout().lock();
        let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush())
        else {
            return Ok(());
        };
        if error.kind() == ErrorKind::BrokenPipe {
            return Err(Trouble::Unheard);
        }
        let doing = Words { zh: "写到标准输出", en: "write to the standard output" };
        Err(Trouble::Fault(Fault { doing, path: None, cause: Cause::System(error), name: None }))
    }

    /// Writes a text of clap's.
    pub fn say_styled(&self, text: &StyledStr) -> Result<(), Trouble> {
        let mut text = if self.color_out { text.ansi().to_string() } else { text.to_string() };
        if self.language == Language::Chinese {
            // clap ends every heading with a colon of its own.
            for heading in ["命令", "参数", "选项"] {
                text = text.replace(&format!("{heading}:"), &format!("{heading}："));
            }
        }
        self.say(text.trim_end())
    }

    /// Writes talk about the work, as it is. Who does not listen misses nothing.
    pub fn tell(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Writes a line that is worth reading only when asked for.
    pub fn mention(&self, text: &str) {
        if self.verbosity == Verbosity::Verbose {
            self.tell(&format!("{text}\n"));
        }
    }

    /// Says why there is no result.
    pub fn complain(&self, sentence: &str) {
        let head = self.word(Words { zh: "错误：", en: "error: " });
        let (on, off) = if self.color { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        self.tell(&format!("{on}{head}{off}{sentence}\n"));
    }
}

/// The language that the environment asks for: the first of the variables
/// that says anything decides, and what is not plainly English is Chinese, for
/// that is what the readers of work summaries read. `C` says nothing.
fn language_of(variables: [String; 3]) -> Language {
    let decides = variables.into_iter().find(|value| !value.is_empty()).unwrap_or_default();
    let english = decides.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"))
        && !decides[2..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if english { Language::English } else { Language::Chinese }
}

#[cfg(test)]
mod tests {
    use super::{Shell, language_of};
    use crate::diag::Language;

    #[test]
    fn the_environment_chooses_the_language() {
        let check = |variables: [&str; 3], language| {
            assert_eq!(language_of(variables.map(str::to_owned)), language, "{variables:?}");
        };
        check(["", "", "en_GB.UTF-8"], Language::English);
        check(["", "", "en"], Language::English);
        check(["zh_CN.UTF-8", "", "en_US.UTF-8"], Language::Chinese);
        check(["", "en_US", "zh_CN"], Language::English);
        check(["C.UTF-8", "", "en_US"], Language::Chinese);
        check(["", "", ""], Language::Chinese);
        check(["", "", "enm"], Language::Chinese);
    }

    #[test]
    fn the_language_is_found_among_senseless_arguments() {
        let language =
            |arguments: &[&str]| Shell::guess(&arguments.iter().map(Into::into).collect::<Vec<_>>()).language;
        assert_eq!(language(&["huibian", "--bogus", "--lang", "en"]), Language::English);
        assert_eq!(language(&["huibian", "--lang=en", "biuld"]), Language::English);
        assert_eq!(language(&["huibian", "--lang=en", "--lang", "zh"]), Language::Chinese);
    }
}
