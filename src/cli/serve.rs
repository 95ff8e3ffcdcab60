//! `huibian serve`: shows the site in the browser while it is written.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::build::{POLLS, counted, findings};
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate, usage};
use crate::diag::{Language, Words, grouped};
use crate::edits::Edits;
use crate::manuscript::place::Places;
use crate::model::Settings;
use crate::pipeline::{Changes, Counts, Texts};
use crate::serve::editor::{EDITORS, Refused};
use crate::serve::{self, Editor, News, Options};
use crate::source::VPath;

const ABOUT: Words = Words {
    zh: "在浏览器里预览，保存一次更新一次",
    en: "Preview in the browser, updated on every save",
};
const PORT: Words = Words {
    zh: "端口（默认 4242；被占用时用后面第一个空闲的；0 表示随便选一个）",
    en: "Port (default 4242; if taken, the next free one; 0: any)",
};
/// What a port may be.
pub const PORTS: Words = Words { zh: "0 至 65535 的整数", en: "a whole number from 0 to 65535" };
const HOST: Words = Words {
    zh: "给谁看：127.0.0.1 只给本机（默认）；0.0.0.0 给同一网络里的所有人",
    en: "Who can look: 127.0.0.1, this computer only (default); 0.0.0.0, everyone on the network",
};
const OPEN: Words = Words { zh: "同时打开浏览器", en: "Open the browser" };
const DRAFTS: Words = Words { zh: "草稿也显示", en: "Show drafts too" };
const EDITOR: Words = Words {
    zh: "在检查结果里点文件名时，用什么打开：vscode（默认）、cursor、zed、idea、sublime、none，或含 {path}、{line}、{column} 的链接",
    en: "What opens a file when you click a finding: vscode (default), cursor, zed, idea, sublime, none, or a link with {path}, {line}, {column}",
};

/// The port that is tried first.
const DEFAULT_PORT: u16 = 4242;

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let flag = |name, words| Arg::new(name).long(name).action(ArgAction::SetTrue).help(word(words));
    Command::new("serve")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(locate::source(language))
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(usage::number(0..=u16::MAX, PORTS, language))
                .help(word(PORT)),
        )
        .arg(Arg::new("host").long("host").value_name("ADDRESS").value_parser(ValueParser::string()).help(word(HOST)))
        .arg(flag("open", OPEN))
        .arg(flag("drafts", DRAFTS))
        .arg(Arg::new("editor").long("editor").value_name("NAME|LINK").help(word(EDITOR)))
}

/// Serves until Ctrl-C.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let host = host(matches.get_one::<String>("host").map(String::as_str), shell)?;
    let editor = editor(matches.get_one::<String>("editor").map(String::as_str), shell)?;
    let port = matches.get_one::<u16>("port").copied().unwrap_or(DEFAULT_PORT);
    let root = locate::publication(matches, shell)?;
    let start = Instant::now();
    let edits = Edits::of(&root, Settings { drafts: matches.get_flag("drafts"), base_url: None })?;
    let options = Options { host, port, language: shell.language, editor };
    let open = matches.get_flag("open");
    let tell = |news: News| match news {
        News::Ready { address, taken, session, polls } => {
            ready(shell, address, taken, session.counts(), polls, start.elapsed());
            if open && let Err(error) = open::that_detached(url(address)) {
                let words = Words {
                    zh: "没能打开浏览器，请把上面的网址复制到浏览器里",
                    en: "cannot open the browser; please copy the address above into it",
                };
                shell.tell(&format!(
                    "{}
",
                    shell.word(words)
                ));
                shell.mention(&error.to_string());
            }
        }
        News::Changed { changes, elapsed } => {
            if shell.verbosity != Verbosity::Quiet {
                shell.tell(&format!("{}\n", changed(changes, elapsed, shell.language)));
            }
        }
        News::Found { findings: found, folder } => {
            let all = shell.verbosity == Verbosity::Verbose;
            let style = grouped::Style { language: shell.language, color: shell.color, all };
            let files = Texts(&**folder);
            shell.tell(&grouped::render(found, &files, &Places::new(&files, shell.language), style));
            if shell.verbosity != Verbosity::Quiet {
                shell.tell(&format!("{}\n", findings(found, shell.language)));
            }
        }
        News::Polls => shell.tell(&format!("{}\n", shell.word(POLLS))),
        News::Trouble(fault) => shell.complain(&fault.message(shell.language)),
    };
    serve::run(edits, options, interrupted(), &tell)?;
    if shell.verbosity != Verbosity::Quiet {
        shell.tell(shell.word(Words { zh: "预览已结束。\n", en: "The preview has ended.\n" }));
    }
    Ok(Ending::Clean)
}

/// Ready when the user or the system wants us to end.
pub async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // Who cannot be told to end is ended by force; nothing is lost by it.
        if let (Ok(mut interrupt), Ok(mut terminate)) =
            (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
        {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The address to listen on.
fn host(given: Option<&str>, shell: &Shell) -> Result<IpAddr, Trouble> {
    let Some(given) = given else { return Ok(Ipv4Addr::LOCALHOST.into()) };
    let bare = given.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(given);
    match bare {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        bare => bare.parse().map_err(|_| {
            Trouble::Usage(match shell.language {
                Language::Chinese => format!("--host 要写 IP 地址，如 127.0.0.1 或 0.0.0.0，不能是“{given}”"),
                Language::English => {
                    format!("--host must be an IP address such as 127.0.0.1 or 0.0.0.0, not “{given}”")
                }
            })
        }),
    }
}

/// What opens files.
fn editor(given: Option<&str>, shell: &Shell) -> Result<Editor, Trouble> {
    let given = given.unwrap_or(EDITORS[0].0);
    Editor::parse(given).map_err(|refused| {
        let names: Vec<&str> = EDITORS.iter().map(|(name, _)| *name).collect();
        Trouble::Usage(match (refused, shell.language) {
            (Refused::Browsers(scheme), Language::Chinese) => format!(
                "--editor 的链接不能以“{scheme}:”开头：这样的链接由浏览器自己打开，到不了编辑器。请写编辑器的链接，如 vscode://file/{{path}}:{{line}}"
            ),
            (Refused::Browsers(scheme), Language::English) => format!(
                "a link of --editor cannot begin with “{scheme}:”, which browsers open themselves instead of an editor; write the editor's own, such as vscode://file/{{path}}:{{line}}"
            ),
            (Refused::Unknown, Language::Chinese) => format!(
                "--editor 要写 {} 中的一个，或写含 {{path}} 的链接，如 vscode://file/{{path}}:{{line}}，不能是“{given}”",
                names.join("、")
            ),
            (Refused::Unknown, Language::English) => format!(
                "--editor must be one of {}, or a link with {{path}} such as vscode://file/{{path}}:{{line}}, not “{given}”",
                names.join(", ")
            ),
        })
    })
}

/// The address as a browser on this machine writes it.
fn url(address: SocketAddr) -> String {
    match address.ip().to_canonical() {
        ip if ip.is_unspecified() => format!("http://localhost:{}/", address.port()),
        _ => format!("http://{address}/"),
    }
}

fn ready(shell: &Shell, address: SocketAddr, taken: Option<u16>, counts: Counts, polls: bool, elapsed: Duration) {
    let chinese = shell.language == Language::Chinese;
    let mut lines = Vec::new();
    if let Some(taken) = taken {
        let port = address.port();
        lines.push(if chinese {
            format!("端口 {taken} 已被占用（可能是另一个预览还开着），改用 {port}。")
        } else {
            format!("Port {taken} is in use (perhaps by another preview); using {port}.")
        });
    }
    if polls {
        lines.push(shell.word(POLLS).to_owned());
    }
    let (url, seconds) = (url(address), elapsed.as_secs_f64());
    lines.push(if chinese {
        format!("预览：{url}（{} 篇总结、{} 页，用时 {seconds:.2} 秒；按 Ctrl-C 结束）", counts.reports, counts.pages)
    } else {
        format!(
            "Preview: {url} ({}, {}, {seconds:.2} s; Ctrl-C ends it)",
            counted(counts.reports, "report"),
            counted(counts.pages, "page")
        )
    });
    if !address.ip().to_canonical().is_loopback() {
        let machine = match address.ip().to_canonical() {
            ip if !ip.is_unspecified() => ip.to_string(),
            _ if chinese => "本机的IP地址".to_owned(),
            _ => "IP-ADDRESS".to_owned(),
        };
        let port = address.port();
        lines.push(if chinese {
            format!("注意：同一网络里的人都能看到这个预览，没有密码；没写完的稿子也看得到。网址是 http://{machine}:{port}/")
        } else {
            format!("Note: everyone on this network can see the preview, unfinished reports too; there is no password. Address: http://{machine}:{port}/")
        });
    }
    // Who has closed the standard output has the address, or wants none.
    let _ = shell.say(&lines.join("\n"));
}

/// What an edit changed, in one line.
pub fn changed(changes: &Changes, elapsed: Duration, language: Language) -> String {
    let files: Vec<&VPath> =
        [&changes.texts, &changes.others, &changes.themes, &changes.gone].into_iter().flatten().collect();
    let named = match (files.first(), language) {
        (Some(path), _) => path.to_string(),
        // Such as a link that leads nowhere any more.
        (None, Language::Chinese) => "文件夹".to_owned(),
        (None, Language::English) => "the folder".to_owned(),
    };
    let milliseconds = elapsed.as_secs_f64() * 1000.0;
    match (language, files.len()) {
        (Language::Chinese, 0 | 1) => format!("已更新：{named}，{milliseconds:.0} 毫秒"),
        (Language::Chinese, count) => format!("已更新：{named} 等 {count} 个文件，{milliseconds:.0} 毫秒"),
        (Language::English, 0 | 1) => format!("Updated: {named}, {milliseconds:.0} ms"),
        (Language::English, count) => format!("Updated: {named} and {} more, {milliseconds:.0} ms", count - 1),
    }
}
