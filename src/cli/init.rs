//! `huibian init`: the smallest good publication, in a new or empty folder.
//!
//! What it has is in `desk::fresh`. With `--ci` a workflow is added, also to a publication that is there.

mod ci;

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgMatches, Command, ValueHint};

use crate::cli::locate::{MARKER, shown};
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble};
use crate::desk::fresh::FILES;
use crate::diag::{Language, Words};
use crate::disk::history::LARGEST_TEXT;
use crate::disk::system::FileKind;
use crate::disk::{Dir, author};

const ABOUT: Words = Words { zh: "新建一部汇编", en: "Make a new publication" };
const DIR: Words =
    Words { zh: "新的或空的文件夹（默认就在这里）", en: "A new or empty folder (default: this one)" };

const CI: Words = Words {
    zh: "添一份自动检查和发布的配置：github、gitlab、gitee，或 shell 脚本；已有的汇编也可以添",
    en: "Add a workflow that checks and publishes: github, gitlab, gitee, or a shell script; to a publication that is there too",
};

/// What is to be done in a publication that is there.
const NEXT_ZH: &str = "新建一篇总结：huibian new report 标题；预览：huibian serve --open";
const NEXT_EN: &str = "For a new report: huibian new report TITLE; for a preview: huibian serve --open";

/// The definition.
pub fn command(language: Language) -> Command {
    Command::new("init")
        .about(ABOUT.in_language(language))
        .next_help_heading(Words { zh: "选项", en: "Options" }.in_language(language))
        .arg(
            Arg::new("ci")
                .long("ci")
                .value_name("SERVICE")
                .value_parser(PossibleValuesParser::new(ci::SERVICES.map(|(name, ..)| name)))
                .hide_possible_values(true)
                .help(CI.in_language(language)),
        )
        .arg(
            Arg::new("dir")
                .help_heading(Words { zh: "参数", en: "Arguments" }.in_language(language))
                .value_name("DIR")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .help(DIR.in_language(language)),
        )
}

/// Makes the files.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let workflow = matches.get_one::<String>("ci").and_then(|service| ci::workflow(service, shell.language));
    let named = matches.get_one::<PathBuf>("dir");
    if let Some((place, text)) = &workflow {
        let root = match named {
            Some(folder) => Some(folder.clone()).filter(|folder| author::exists(&folder.join(MARKER))),
            None => author::nearest(Path::new("."), MARKER),
        };
        if let Some(root) = root {
            return add(&root, place, text, shell);
        }
    }
    let folder = named.map_or(Path::new("."), PathBuf::as_path);
    let chinese = shell.language == Language::Chinese;
    if author::exists(&folder.join(MARKER)) {
        let here = folder == Path::new(".");
        let place = if here { String::new() } else { format!("{} ", folder.display()) };
        return Err(Trouble::Usage(match (chinese, here) {
            (true, true) => format!("这里已经是一部汇编（有 {MARKER}）。{NEXT_ZH}"),
            (true, false) => format!("{place}已经是一部汇编（有 {MARKER}）。{NEXT_ZH}"),
            (false, true) => format!("this is a publication already (it has {MARKER}). {NEXT_EN}"),
            (false, false) => format!("{place}is a publication already (it has {MARKER}). {NEXT_EN}"),
        }));
    }
    let standing = in_the_way(folder, &author::names(folder)?, shell);
    if !standing.is_empty() {
        let here = shell.word(Words { zh: "这个文件夹", en: "this folder" });
        let folder = if folder == Path::new(".") { here.to_owned() } else { folder.display().to_string() };
        let names = standing.join(if chinese { "、" } else { ", " });
        return Err(Trouble::Usage(if chinese {
            format!("{folder} 里已有 {names}。请换一个新的或空的文件夹，例如 huibian init 我的汇编")
        } else {
            format!("{folder} has {names} already. Choose a new or empty folder, such as huibian init my-reports")
        }));
    }
    author::make_folder(folder)?;
    let dir = shell.hold(folder)?;
    let mut transaction = shell.begin(&dir)?;
    let mut made = Vec::new();
    for (place, words) in FILES {
        // A `.gitignore` that is there already stays as it is.
        if transaction.create(Path::new(place), shell.word(words).as_bytes())? {
            made.push(folder.join(place));
        }
    }
    if let Some((place, text)) = &workflow
        && transaction.create(Path::new(place), text.as_bytes())?
    {
        made.push(folder.join(place));
    }
    transaction.finish()?;
    if shell.verbosity != Verbosity::Quiet {
        let folder = folder.display().to_string();
        shell.say(&told(&made, (folder != ".").then_some(&folder), shell.language))?;
    }
    Ok(Ending::Clean)
}

/// Adds a workflow to a publication that is there.
fn add(root: &Path, place: &str, text: &str, shell: &Shell) -> Result<Ending, Trouble> {
    let dir = shell.hold(root)?;
    let mut transaction = shell.begin(&dir)?;
    let is_new = transaction.create(Path::new(place), text.as_bytes())?;
    transaction.finish()?;
    let path = shown(&root.join(place));
    let chinese = shell.language == Language::Chinese;
    if !is_new {
        return Err(Trouble::Usage(match chinese {
            true => format!("{path} 已经有了，没有动它。要换成新的，先把它移走"),
            false => format!("{path} is there already and was left alone. To have a new one, move it away first"),
        }));
    }
    if shell.verbosity != Verbosity::Quiet {
        shell.say(&match chinese {
            true => format!("新建了：\n  {path}\n打开看一看，按里面的说明填好 HUIBIAN_REPOSITORY"),
            false => format!("Made:\n  {path}\nOpen it and fill in HUIBIAN_REPOSITORY as it says"),
        })?;
    }
    // A service looks at the root of the repository only.
    if let Some(repository) = author::nearest(root, ".git/HEAD").filter(|_| place != "ci.sh")
        && !author::exists(&root.join(".git"))
    {
        let repository = shown(&repository);
        shell.tell(&match chinese {
            true => format!("仓库的根是 {repository}：把 {place} 移到那里，并让各条命令先进到汇编的文件夹\n"),
            false => format!(
                "the root of the repository is {repository}: move {place} there and let its commands begin in the publication's folder\n"
            ),
        });
    }
    Ok(Ending::Clean)
}

/// The names, at most three, that keep a folder from counting as empty.
/// Hidden ones do not: `git init` often comes first. Nor does what an `init`
/// left that was ended half-way.
fn in_the_way(folder: &Path, names: &[String], shell: &Shell) -> Vec<String> {
    let is_left =
        |name: &str| name == "content" && shell.hold(folder).is_ok_and(|dir| is_ours(&dir, Path::new(name), shell));
    let standing = names.iter().filter(|name| !name.starts_with('.') && !is_left(name));
    standing.take(3).cloned().collect()
}

/// Whether nothing is at or below a path but what `init` makes there, and not
/// the file that makes it a publication.
fn is_ours(dir: &Dir, path: &Path, shell: &Shell) -> bool {
    match dir.kind(path) {
        Ok(Some(FileKind::Folder)) => {
            dir.names(path).is_ok_and(|names| names.iter().all(|name| is_ours(dir, &path.join(name), shell)))
        }
        Ok(Some(FileKind::File)) => FILES
            .iter()
            .filter(|(place, _)| *place != MARKER && Path::new(place) == path)
            .any(|(_, words)| dir.read(path, LARGEST_TEXT).is_ok_and(|text| text == shell.word(*words).as_bytes())),
        _ => false,
    }
}

/// What was made and what to do next.
fn told(made: &[PathBuf], folder: Option<&String>, language: Language) -> String {
    let files: Vec<String> = made.iter().map(|path| format!("  {}", shown(path))).collect();
    let files = files.join("\n");
    let enter = folder.map_or(String::new(), |folder| format!("  cd {folder}\n"));
    match language {
        Language::Chinese => format!(
            "新建了：\n{files}\n接下来：\n{enter}  huibian new report 某某总结 --branch 单位名称\n  huibian serve --open\n  huibian build"
        ),
        Language::English => {
            format!(
                "Made:\n{files}\nNext:\n{enter}  huibian new report \"A title\" --branch \"A unit\"\n  huibian serve --open\n  huibian build"
            )
        }
    }
}
