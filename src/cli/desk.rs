//! `huibian desk`: the writing desk in the browser.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::cli::locate::MARKER;
use crate::cli::serve::{PORTS, interrupted};
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, usage};
use crate::desk::{self, Options, Ready};
use crate::diag::{Language, Words};
use crate::disk::author;

const ABOUT: Words = Words {
    zh: "打开写作台：在浏览器里写、导入、校对、发布",
    en: "Open the writing desk: write, import, proofread and publish in the browser",
};
const FOLDER: Words = Words {
    zh: "汇编的文件夹（默认从这里往上找；找不到就在写作台里选）",
    en: "The publication's folder (default: here or above; if there is none, choose one at the desk)",
};
const PORT: Words = Words {
    zh: "端口（默认 4243；被占用时用后面第一个空闲的；0 表示随便选一个）",
    en: "Port (default 4243; if taken, the next free one; 0: any)",
};
const NO_OPEN: Words =
    Words { zh: "不打开浏览器，只显示网址", en: "Do not open the browser, only show the address" };

/// The port that is tried first: next to that of the preview, so that both can
/// run.
const DEFAULT_PORT: u16 = 4243;

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    Command::new("desk")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("folder")
                .help_heading(word(Words { zh: "参数", en: "Arguments" }))
                .value_name("FOLDER")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .help(word(FOLDER)),
        )
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(usage::number(0..=u16::MAX, PORTS, language))
                .help(word(PORT)),
        )
        .arg(Arg::new("no-open").long("no-open").action(ArgAction::SetTrue).help(word(NO_OPEN)))
}

/// Serves until Ctrl-C.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let named = matches.get_one::<PathBuf>("folder");
    if let Some(folder) = named.filter(|folder| !author::exists(&folder.join(MARKER))) {
        let folder = folder.display();
        return Err(Trouble::Usage(match shell.language {
            Language::Chinese => format!(
                "{folder} 不是一部汇编（没有 {MARKER}）。不写文件夹，就可以在写作台里选一部，或新建一部：huibian desk"
            ),
            Language::English => format!(
                "{folder} is not a publication (it has no {MARKER}). Name no folder to choose or make one at the desk: huibian desk"
            ),
        }));
    }
    let folder = named.cloned().or_else(|| author::nearest(Path::new("."), MARKER));
    let port = matches.get_one::<u16>("port").copied().unwrap_or(DEFAULT_PORT);
    run_at(folder, port, !matches.get_flag("no-open"), None, shell)
}

/// The desk without a publication, as the program is started from a file manager.
pub fn start(shell: &Shell) -> Result<Ending, Trouble> {
    run_at(None, DEFAULT_PORT, true, Some(ALONE), shell)
}

/// After how long without any page a desk ends that has no terminal.
const ALONE: Duration = Duration::from_secs(600);

fn run_at(
    folder: Option<PathBuf>,
    port: u16,
    browser: bool,
    alone: Option<Duration>,
    shell: &Shell,
) -> Result<Ending, Trouble> {
    let options = Options {
        port,
        folder,
        language: shell.language,
        clock: Arc::new(SystemTime::now),
        alone,
        user: ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).filter(|name| !name.is_empty()),
        recent: desk::recent_place(),
        system: shell.system,
    };
    desk::run(options, interrupted(), |ready| {
        shell.tell(&told(ready, shell.language));
        if browser && let Err(error) = open::that_detached(&ready.start) {
            let words = Words {
                zh: "没能打开浏览器，请在一分钟内把上面的网址复制到浏览器里",
                en: "cannot open the browser; please copy the address above into it within a minute",
            };
            shell.tell(&format!("{}\n", shell.word(words)));
            shell.mention(&error.to_string());
        }
    })?;
    if shell.verbosity != Verbosity::Quiet {
        shell.tell(shell.word(Words { zh: "写作台已关闭。\n", en: "The writing desk is closed.\n" }));
    }
    Ok(Ending::Clean)
}

/// Where the desk is.
fn told(ready: &Ready, language: Language) -> String {
    let address = &ready.start;
    let taken = ready.taken.map_or(String::new(), |port| match language {
        Language::Chinese => format!("端口 {port} 已被占用，改用 {}\n", ready.address.port()),
        Language::English => format!("port {port} is in use; {} is used instead\n", ready.address.port()),
    });
    match language {
        Language::Chinese => {
            format!("{taken}写作台：{address}\n这个网址一分钟内有效，只能用一次。按 Ctrl-C 关闭\n")
        }
        Language::English => {
            format!(
                "{taken}writing desk: {address}\nThis address works once, within a minute. Ctrl-C closes the desk\n"
            )
        }
    }
}
