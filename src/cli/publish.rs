//! `huibian publish`: builds the site, says what a person should know before it goes
//! out, and sends what differs.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::cli::build::{BASE_URL, WORK, base_url, counted, show, usual_output};
use crate::cli::meter::Meter;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate, new, site};
use crate::diag::{Language, Words};
use crate::disk::Site;
use crate::publish::archive::{Archived, archive};
use crate::publish::list::List;
use crate::publish::target::{Secret, Target};
use crate::publish::{self, Built, How, Published, Who, dated};

const ABOUT: Words = Words {
    zh: "发布网站：先生成，再把有变动的文件送到文件夹、U 盘、zip 压缩包或服务器",
    en: "Publish the site: build it, then send what has changed to a folder, a zip archive or a server",
};
const TARGET: Words = Words {
    zh: "发布到哪里：文件夹，以 .zip 结尾的文件，sftp://用户@服务器/文件夹，davs://、s3:// 或 git+ssh://…#分支",
    en: "Where to: a folder, a file that ends in .zip, sftp://user@server/folder, davs://, s3:// or git+ssh://...#branch",
};
const ZIP: Words = Words {
    zh: "打成压缩包放进这个文件夹，文件名带日期，旁边有校验和",
    en: "Put an archive into this folder, with the date in its name and its checksum beside it",
};
const SITE: Words = Words {
    zh: "不生成，发布这个已经生成的网站",
    en: "Do not build; publish the site that was built here",
};
const ENDPOINT: Words = Words { zh: "s3:// 的存储地址", en: "The address of the store of s3://" };
const REGION: Words = Words {
    zh: "s3:// 的地区（默认看环境变量 AWS_REGION）",
    en: "The region of the store of s3:// (default: AWS_REGION of the environment)",
};
const DRY_RUN: Words = Words { zh: "只说要送哪些，不送", en: "Say what would be sent and send nothing" };
const ANYWAY: Words =
    Words { zh: "有错误或个人信息也照样发布", en: "Publish in spite of errors and personal data" };
const FORCE: Words = Words {
    zh: "那里有别的文件也照样发布；同名的会被覆盖",
    en: "Publish into a place with other files; namesakes are overwritten",
};
const SENDING: Words = Words { zh: "正在发布", en: "publishing" };

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let flag = |name, words| Arg::new(name).long(name).action(ArgAction::SetTrue).help(word(words));
    Command::new("publish")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("target")
                .value_name(word(Words { zh: "目的地", en: "TARGET" }))
                .required(true)
                .value_hint(ValueHint::AnyPath)
                .help_heading(word(Words { zh: "参数", en: "Arguments" }))
                .help(word(TARGET)),
        )
        .arg(locate::source(language))
        .arg(flag("zip", ZIP))
        .arg(
            Arg::new("site")
                .long("site")
                .value_name("DIR")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .conflicts_with_all(["source", "base-url"])
                .help(word(SITE)),
        )
        .arg(Arg::new("base-url").long("base-url").value_name("URL").help(word(BASE_URL)))
        .arg(Arg::new("endpoint").long("endpoint").value_name("URL").help(word(ENDPOINT)))
        .arg(Arg::new("region").long("region").value_name("NAME").help(word(REGION)))
        .arg(flag("dry-run", DRY_RUN))
        .arg(flag("anyway", ANYWAY))
        .arg(flag("force", FORCE))
}

/// Publishes.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let text = matches.get_one::<String>("target").cloned().unwrap_or_default();
    let option = |name| matches.get_one::<String>(name).map(String::as_str);
    let region = option("region").map(str::to_owned).or_else(|| environment("AWS_REGION")).unwrap_or_default();
    let target = Target::parse(&text, option("endpoint").map(|endpoint| (endpoint, &*region)))
        .map_err(|words| Trouble::Usage(shell.word(words).to_owned()))?;
    let how = How { dry: matches.get_flag("dry-run"), force: matches.get_flag("force") };
    let (site, title, list) = match matches.get_one::<PathBuf>("site") {
        Some(folder) => {
            let site = Site::open(shell.system, folder)?;
            let site = site.map_err(|why| Trouble::Usage(site::no_site(folder, why, shell.language)))?;
            (site, "huibian".to_owned(), List::default())
        }
        None => {
            let Built { site, title, list, .. } = built(matches, shell)?;
            if shell.verbosity != Verbosity::Quiet {
                shell.tell(&before(&list, &site, shell.language));
            }
            (site, title, list)
        }
    };
    if !list.is_clear() && !how.dry && !matches.get_flag("anyway") {
        shell.tell(shell.word(NOT_YET));
        return Ok(Ending::Findings);
    }
    let meter = Meter::new(shell, SENDING);
    let progress = |done: usize, total: usize| {
        if done <= 1 {
            meter.plan(total);
        }
        meter.step();
    };
    let archives = match &target {
        Target::Folder(path) if matches.get_flag("zip") => Some(path.join(dated(&title, new::today()))),
        Target::Zip(path) => Some(path.clone()),
        _ => None,
    };
    let told = match archives {
        None => {
            let who = Who { secret: secret(&target), asks: io::stderr().is_terminal() };
            let published = publish::at(&site, &target, shell.system, &who, how, &progress)?;
            line(&published, how.dry, &text, shell.language)
        }
        Some(path) if how.dry => planned(&site, &path, shell.language),
        Some(path) => archived(&archive(shell.system, &site, &path, how.force, &progress)?, shell.language),
    };
    drop(meter);
    if shell.verbosity != Verbosity::Quiet {
        shell.say(&told)?;
    }
    Ok(if list.is_clear() { Ending::Clean } else { Ending::Findings })
}

/// What the environment says to prove who one is.
fn secret(target: &Target) -> Secret {
    let said = |name| environment(name).unwrap_or_default();
    match target {
        Target::Dav(_) => Secret { user: String::new(), password: said("HUIBIAN_PASSWORD") },
        Target::S3(_) => Secret { user: said("AWS_ACCESS_KEY_ID"), password: said("AWS_SECRET_ACCESS_KEY") },
        _ => Secret::default(),
    }
}

fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Builds the site and shows what was found.
fn built(matches: &ArgMatches, shell: &Shell) -> Result<Built, Trouble> {
    let base_url = matches.get_one::<String>("base-url").map(|url| base_url(url, shell)).transpose()?;
    let root = locate::publication(matches, shell)?;
    let output = usual_output(&root, shell)?;
    let meter = Meter::new(shell, WORK);
    let built = publish::build(shell.system, &root, output, base_url, &|step| meter.note(step))?;
    drop(meter);
    show(&built.findings, &built.folder, shell);
    Ok(built)
}

const NOT_YET: Words = Words {
    zh: "还没有发布。先改好；确实要照样发布，就加 --anyway\n",
    en: "Nothing was published. Mend these first; to publish in spite of them, add --anyway\n",
};

/// What a person should know before.
fn before(list: &List, site: &Site, language: Language) -> String {
    let (errors, private, open) = (list.errors.len(), list.private.len(), list.open);
    let (files, bytes) = (site.ledger.len(), size(site.ledger.bytes()));
    match language {
        Language::Chinese => format!(
            "发布之前：错误 {errors} 个，个人信息 {private} 处，待核 {open} 处（不会公开）；网站 {files} 个文件，{bytes}\n"
        ),
        Language::English => format!(
            "Before publishing: {}, personal data at {}, {} to be reviewed (never published); the site has {}, {bytes}\n",
            counted(errors, "error"),
            counted(private, "place"),
            counted(open, "point"),
            counted(files, "file")
        ),
    }
}

/// So many bytes, as a person says it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{:.1} KB", bytes as f64 / 1024.0),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

/// What was sent, in a line.
fn line(published: &Published, dry: bool, place: &str, language: Language) -> String {
    let Published { new, changed, removed, unchanged, bytes, resumed } = *published;
    let bytes = size(bytes);
    let (zh, en) = match (dry, resumed) {
        (true, _) => ("要发布", "Would publish"),
        (false, true) => ("已接着上次发布完", "Published, going on where it was cut"),
        (false, false) => ("已发布", "Published"),
    };
    match language {
        Language::Chinese => {
            format!("{zh}：新增 {new} 个文件，改动 {changed}，清除 {removed}，未变 {unchanged}；{bytes} → {place}")
        }
        Language::English => {
            format!("{en}: {new} new, {changed} changed, {removed} removed, {unchanged} unchanged; {bytes} → {place}")
        }
    }
}

fn archived(archived: &Archived, language: Language) -> String {
    let Archived { path, files, bytes, sum } = archived;
    let (path, bytes) = (locate::shown(path), size(*bytes));
    match language {
        Language::Chinese => format!("已打包 {files} 个文件，{bytes} → {path}\nSHA-256：{sum}"),
        Language::English => format!("Packed {}, {bytes} → {path}\nSHA-256: {sum}", counted(*files, "file")),
    }
}

fn planned(site: &Site, path: &Path, language: Language) -> String {
    let (files, bytes, path) = (site.ledger.len(), size(site.ledger.bytes()), locate::shown(path));
    match language {
        Language::Chinese => format!("要打包 {files} 个文件，打包前 {bytes} → {path}"),
        Language::English => format!("Would pack {}, {bytes} unpacked → {path}", counted(files, "file")),
    }
}
