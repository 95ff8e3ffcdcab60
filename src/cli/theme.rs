//! `huibian theme`: what the built-in theme has, and what a publication changes
//! of it.
//!
//! `list` names the files, `copy` puts some of them into the publication's theme
//! to be changed there, `diff` shows what was changed, `docs` says which values a
//! template is given. Nothing is ever written over.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::shell::Shell;
use crate::cli::{Ending, Trouble, locate, usage};
use crate::diag::{Language, Words};
use crate::disk::Dir;
use crate::disk::history::LARGEST_TEXT;
use crate::source::VPath;
use crate::text::near::nearest;
use crate::theme::{BUILT_IN, built_in_files};
use crate::{parse, render};

const ABOUT: Words = Words {
    zh: "看自带外观的文件，抄出来改，比较改了什么",
    en: "List the built-in theme, copy files of it, compare them",
};
const LIST: Words = Words {
    zh: "列出自带外观的文件，汇编里已有的标 *",
    en: "List its files; those that the publication has are marked *",
};
const COPY: Words = Words {
    zh: "把自带外观的文件抄到汇编的外观里，已有的不动",
    en: "Copy files of it into the publication's theme; none is written over",
};
const DIFF: Words = Words {
    zh: "比较汇编的外观和自带的，各改了哪几行", en: "Show what the publication changes of it"
};
const DOCS: Words = Words {
    zh: "模板里有哪些变量，如 huibian theme docs year",
    en: "Which values a template has, such as huibian theme docs year",
};
const FILE: Words = Words {
    zh: "文件，如 templates/year.html，也可只写 year.html",
    en: "A file such as templates/year.html, or only year.html",
};
const NAME: Words =
    Words { zh: "变量的名称；不写就列出全部名称", en: "The name of a value; all names if absent" };

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let arguments = Words { zh: "参数", en: "Arguments" };
    let options = Words { zh: "选项", en: "Options" };
    let files = |required: bool| {
        Arg::new("file")
            .value_name(word(Words { zh: "文件", en: "FILE" }))
            .action(ArgAction::Append)
            .num_args(if required { 1.. } else { 0.. })
            .required(required)
            .help_heading(word(arguments))
            .help(word(FILE))
    };
    let with_source = |name: &'static str, about: Words| {
        Command::new(name).about(word(about)).next_help_heading(word(options)).arg(locate::source(language))
    };
    let name = Arg::new("name")
        .value_name(word(Words { zh: "名称", en: "NAME" }))
        .help_heading(word(arguments))
        .help(word(NAME));
    Command::new("theme").about(word(ABOUT)).subcommands([
        with_source("list", LIST),
        with_source("copy", COPY).arg(files(true)),
        with_source("diff", DIFF).arg(files(false)),
        Command::new("docs").about(word(DOCS)).arg(name),
    ])
}

/// Does what was asked; none of the four is a question for help.
pub fn run(matches: &ArgMatches, command: &Command, shell: &Shell) -> Result<Ending, Trouble> {
    match matches.subcommand() {
        Some(("list", matches)) => list(matches, shell),
        Some(("copy", matches)) => copy(matches, shell),
        Some(("diff", matches)) => diff(matches, shell),
        Some(("docs", matches)) => docs(matches, shell),
        _ => usage::help(command, ["theme"], shell),
    }
}

/// The built-in files by their place in the theme.
fn files() -> Vec<(String, Vec<u8>)> {
    let below = |path: &VPath| path.below("themes")?.strip_prefix(BUILT_IN)?.strip_prefix('/').map(str::to_owned);
    built_in_files().into_iter().filter_map(|(path, bytes)| Some((below(&path)?, bytes.into_owned()))).collect()
}

/// The folder of the publication's theme, from its root.
fn folder(dir: &Dir) -> PathBuf {
    let site = VPath::new(locate::MARKER);
    let bytes = dir.read(Path::new(locate::MARKER), LARGEST_TEXT).unwrap_or_default();
    let draft = site.and_then(|site| parse::site(&site, &bytes).value);
    Path::new("themes").join(draft.map_or_else(|| BUILT_IN.to_owned(), |draft| draft.theme.value))
}

fn held(matches: &ArgMatches, shell: &Shell) -> Result<Dir, Trouble> {
    Ok(shell.hold(&locate::publication(matches, shell)?)?)
}

fn list(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let dir = held(matches, shell)?;
    let folder = folder(&dir);
    let line = |(name, bytes): (String, Vec<u8>)| {
        let own = dir.read(&folder.join(&name), LARGEST_TEXT).is_ok();
        format!("{} {:>7}  {name}", if own { '*' } else { ' ' }, bytes.len())
    };
    shell.say(&files().into_iter().map(line).collect::<Vec<_>>().join("\n"))?;
    Ok(Ending::Clean)
}

/// The built-in files that are named.
fn named(matches: &ArgMatches, shell: &Shell) -> Result<Vec<(String, Vec<u8>)>, Trouble> {
    let all = files();
    let mut named = Vec::new();
    for wanted in matches.get_many::<String>("file").into_iter().flatten() {
        let is = |name: &str| name == wanted || name.rsplit('/').next() == Some(wanted);
        match all.iter().find(|(name, _)| is(name)) {
            Some(file) => named.push(file.clone()),
            None => {
                let names = all.iter().flat_map(|(name, _)| [Some(name.as_str()), name.rsplit('/').next()]).flatten();
                return Err(Trouble::Usage(unknown(wanted, nearest(wanted, names), shell.language)));
            }
        }
    }
    Ok(named)
}

fn unknown(name: &str, near: Option<&str>, language: Language) -> String {
    match (language, near) {
        (Language::Chinese, Some(near)) => format!("自带的外观里没有“{name}”，是不是“{near}”"),
        (Language::Chinese, None) => format!("自带的外观里没有“{name}”；有哪些：huibian theme list"),
        (Language::English, Some(near)) => format!("the built-in theme has no “{name}”; is it “{near}”"),
        (Language::English, None) => {
            format!("the built-in theme has no “{name}”; to see what it has: huibian theme list")
        }
    }
}

fn copy(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let dir = held(matches, shell)?;
    let folder = folder(&dir);
    let named = named(matches, shell)?;
    let mut transaction = shell.begin(&dir)?;
    let mut lines = Vec::with_capacity(named.len());
    let mut left = false;
    for (name, bytes) in named {
        let path = folder.join(&name);
        let made = transaction.create(&path, &bytes)?;
        left |= !made;
        let shown = locate::shown(&dir.join(&path));
        lines.push(match (made, shell.language) {
            (true, _) => shown,
            (false, Language::Chinese) => format!("{shown}（已有，没有动）"),
            (false, Language::English) => format!("{shown} (is there already; left as it is)"),
        });
    }
    transaction.finish()?;
    shell.say(&lines.join("\n"))?;
    Ok(if left { Ending::Findings } else { Ending::Clean })
}

fn diff(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let dir = held(matches, shell)?;
    let folder = folder(&dir);
    let named = named(matches, shell)?;
    let mut differs = false;
    for (name, built_in) in if named.is_empty() { files() } else { named } {
        let path = folder.join(&name);
        let Ok(own) = dir.read(&path, LARGEST_TEXT) else { continue };
        if own == built_in {
            continue;
        }
        differs = true;
        let (before, after) = (String::from_utf8_lossy(&built_in), String::from_utf8_lossy(&own));
        let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let changes = similar::TextDiff::configure().newline_terminated(false).diff_slices(&before, &after);
        let from = format!("{BUILT_IN}/{name}");
        let to = locate::shown(&path);
        shell.say(changes.unified_diff().header(&from, &to).to_string().trim_end())?;
    }
    if !differs {
        shell.mention(
            shell.word(Words {
                zh: "与自带的外观没有不同\n", en: "nothing differs from the built-in theme\n"
            }),
        );
    }
    Ok(Ending::Clean)
}

fn docs(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let all = render::view::DOCS;
    let Some(name) = matches.get_one::<String>("name") else {
        shell.say(&all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("\n"))?;
        return Ok(Ending::Clean);
    };
    let wanted = name.strip_suffix(".html").unwrap_or(name);
    match all.iter().find(|(name, _)| *name == wanted) {
        Some((_, source)) => shell.say(&described(source, shell.language))?,
        None => {
            let near = nearest(wanted, all.iter().map(|(name, _)| *name));
            return Err(Trouble::Usage(unknown(name, near, shell.language)));
        }
    }
    Ok(Ending::Clean)
}

/// What a file of views says of each value: its name, its type and what it is.
fn described(source: &str, language: Language) -> String {
    let words = |said: &[&str]| {
        let english = said.join(" ");
        match render::view::in_chinese(&english).filter(|_| language == Language::Chinese) {
            Some(chinese) => chinese.to_owned(),
            None => english,
        }
    };
    let mut out = String::new();
    let mut said: Vec<&str> = Vec::new();
    for line in source.lines().map(str::trim) {
        if let Some(words) = line.strip_prefix("//! ").or(line.strip_prefix("/// ")) {
            said.push(words);
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            out.push_str(&format!("\n{name}: {}\n", words(&said)));
            said.clear();
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
            out.push_str(&format!("  {name}: {}\n      {}\n", kind.trim_end_matches(','), words(&said)));
            said.clear();
        } else if line.is_empty() {
            if out.is_empty() && !said.is_empty() {
                out.push_str(&words(&said));
                out.push('\n');
            }
            said.clear();
        } else if !line.starts_with("#[") {
            said.clear();
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::described;
    use crate::diag::Language;
    use crate::render::view::{CHINESE, DOCS};
    use crate::text::han::has_han;

    #[test]
    fn every_value_is_described() {
        for (name, source) in DOCS {
            let fields = source.lines().filter(|line| line.starts_with("    pub ") && line.contains(": ")).count();
            for language in [Language::English, Language::Chinese] {
                let text = described(source, language);
                let told = text.lines().filter(|line| line.starts_with("      ")).count();
                assert!(fields > 0 && told == fields, "{name}\n{text}");
            }
        }
    }

    #[test]
    fn every_description_is_told_in_chinese() {
        // What `described` says in English: each text must stand in the table, where
        // a line is the English, a tab and the Chinese; and no other.
        let (mut told, mut untold): (Vec<String>, Vec<String>) = Default::default();
        for (_, source) in DOCS {
            let (english, chinese) = (described(source, Language::English), described(source, Language::Chinese));
            for (english, chinese) in english.lines().zip(chinese.lines()) {
                let named = english.starts_with("  ") && !english.starts_with("      ");
                let bare = english.ends_with('`') && english.starts_with(|sign: char| !sign.is_whitespace());
                if !named && !bare && !english.is_empty() && !has_han(chinese) {
                    untold.push(english.trim().to_owned());
                }
                told.push(english.trim().to_owned());
            }
        }
        assert!(untold.is_empty(), "render/view/zh.tsv has not:\n{}", untold.join("\n"));
        for line in CHINESE.lines() {
            let (english, chinese) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
            assert!(!chinese.is_empty());
            assert!(told.iter().any(|told| told.ends_with(english)), "nothing says “{english}” any more");
        }
    }
}
