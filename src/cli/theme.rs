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
use crate::theme::{BUILT_IN, Phrases, built_in_files};
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
    zh: "模板里有哪些变量，如 huibian theme docs year.html",
    en: "Which values a template has, such as huibian theme docs year.html",
};
const FILE: Words = Words {
    zh: "文件，如 templates/year.html，也可只写 year.html",
    en: "A file such as templates/year.html, or only year.html",
};
const NAME: Words = Words {
    zh: "模板或变量的名称；不写就列出全部名称",
    en: "The name of a template or value; all names if absent",
};

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
    // What the program has can be listed anywhere.
    let dir = match held(matches, shell) {
        Err(trouble) if matches.get_one::<std::path::PathBuf>("source").is_some() => return Err(trouble),
        dir => dir.ok().map(|dir| (folder(&dir), dir)),
    };
    let line = |(name, bytes): (String, Vec<u8>)| {
        let own = dir.as_ref().is_some_and(|(folder, dir)| dir.read(&folder.join(&name), LARGEST_TEXT).is_ok());
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
        let is = |name: &str| {
            let file = name.rsplit('/').next().unwrap_or(name);
            name == wanted || file == wanted || file.strip_suffix(".html") == Some(wanted)
        };
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
    let wanted = if named.is_empty() { files() } else { named };
    let names: Vec<String> = wanted.iter().map(|(name, _)| name.clone()).collect();
    let (mut differing, mut same) = (false, Vec::new());
    for (name, built_in) in wanted {
        let path = folder.join(&name);
        let Ok(own) = dir.read(&path, LARGEST_TEXT) else { continue };
        if own == built_in {
            same.push(name);
            continue;
        }
        differing = true;
        let (before, after) = (String::from_utf8_lossy(&built_in), String::from_utf8_lossy(&own));
        let to = locate::shown(&path);
        if let Some(path) = VPath::new(&name).filter(|_| name.starts_with("phrases/")) {
            shell.say(&format!("{to}{}", shell.word(PHRASES)))?;
            shell.say(&phrases(&path, &built_in, &own, shell.language))?;
        } else if let Some(blocks) = blocks(&name, &after) {
            let names: Vec<&str> = blocks.iter().map(|(block, _)| block.as_str()).collect();
            let list = if names.is_empty() { shell.word(NO_BLOCK).to_owned() } else { names.join(", ") };
            shell.say(&format!("{to}{}{list}", shell.word(BLOCKS)))?;
            let built_in = blocks_of(&before);
            for (block, own) in &blocks {
                if let Some((_, built_in)) = built_in.iter().find(|(other, _)| other == block) {
                    let from = format!("{BUILT_IN}/{name} {block}");
                    // What the block takes over from the built-in one is no change.
                    let own = &own.replace("{{ super() }}", built_in);
                    shell.say(&unified(built_in, own, &from, &format!("{to} {block}")))?;
                }
            }
        } else {
            shell.say(&unified(&before, &after, &format!("{BUILT_IN}/{name}"), &to))?;
        }
    }
    let said = |words: Words, list: &[String]| {
        let separator = shell.word(Words { zh: "、", en: ", " });
        shell.tell(&format!("{}{}\n", shell.word(words), list.join(separator)));
    };
    if !same.is_empty() {
        said(SAME, &same);
    }
    let added = added(&dir, &folder);
    if matches.get_many::<String>("file").is_none() && !added.is_empty() {
        said(ADDED, &added);
    } else if !differing && same.is_empty() {
        let folder = locate::shown(&folder);
        shell.tell(&match (shell.language, names.len()) {
            (Language::Chinese, 1) => format!("{folder} 里没有 {}，用的是自带的\n", names[0]),
            (Language::English, 1) => format!("{folder} has no {}: the built-in one is used\n", names[0]),
            (Language::Chinese, _) => {
                format!("{folder} 里没有文件，全部用自带的；要改某个文件，先抄出来：huibian theme copy 文件\n")
            }
            (Language::English, _) => format!(
                "{folder} has no files: all are the built-in ones; to change one, copy it first: huibian theme copy FILE\n"
            ),
        });
    }
    Ok(Ending::Clean)
}

const PHRASES: Words = Words {
    zh: "（只列写出来的词语，没写的用自带的）",
    en: " (only the phrases that it has; the others are the built-in ones)",
};
const BLOCKS: Words = Words {
    zh: "：沿用自带的模板，改写的区块：",
    en: ": builds on a built-in template and overrides these blocks: ",
};
const NO_BLOCK: Words = Words { zh: "没有", en: "none" };
const SAME: Words = Words {
    zh: "与自带的完全相同，可以删去，以后随程序更新：",
    en: "the same as the built-in ones, and can be removed, so that they follow the program: ",
};
const ADDED: Words = Words {
    zh: "自己添的，自带的外观里没有：",
    en: "your own, which the built-in theme does not have: ",
};

fn unified(before: &str, after: &str, from: &str, to: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let changes = similar::TextDiff::configure().newline_terminated(false).diff_slices(&before, &after);
    changes.unified_diff().header(from, to).to_string().trim_end().to_owned()
}

/// What a file of phrases says otherwise than the built-in one, and what it adds.
fn phrases(path: &VPath, before: &[u8], after: &[u8], language: Language) -> String {
    let read = |bytes| Phrases::read(path, bytes, &mut Vec::new());
    let (before, after) = (read(before), read(after));
    let (mut lines, mut same) = (Vec::new(), 0);
    for (key, own) in after.keys().zip(after.texts()) {
        match before.keys().zip(before.texts()).find(|(other, _)| *other == key) {
            Some((_, built_in)) if built_in == own => same += 1,
            Some((_, built_in)) => lines.extend([format!("- {key}: {built_in}"), format!("+ {key}: {own}")]),
            None => lines.push(format!("+ {key}: {own}")),
        }
    }
    if same > 0 {
        lines.push(match language {
            Language::Chinese => format!("另有 {same} 条与自带的相同，可以删去"),
            Language::English => format!("{same} more are as the built-in ones, and can be removed"),
        });
    }
    lines.join("\n")
}

/// The blocks of a template that builds on its built-in namesake; none of one that
/// stands by itself.
fn blocks(name: &str, own: &str) -> Option<Vec<(String, String)>> {
    let base = format!("\"{BUILT_IN}/{}\"", name.strip_prefix("templates/")?);
    let (head, _) = own.split_once("%}")?;
    (head.contains("extends") && head.contains(&base)).then(|| blocks_of(own))
}

/// The blocks of a template, each with its name and its text.
fn blocks_of(text: &str) -> Vec<(String, String)> {
    let starts = text.match_indices("{%").filter_map(|(at, tag)| {
        let rest = text[at + tag.len()..].trim_start_matches('-').trim_start().strip_prefix("block ")?;
        let (name, rest) = rest.split_once("%}")?;
        let name = name.trim_end_matches('-').trim().to_owned();
        let end = rest.find("{% endblock").or(rest.find("{%- endblock")).unwrap_or(rest.len());
        Some((name, rest[..end].trim_matches('\n').to_owned()))
    });
    starts.collect()
}

/// The files of the publication's theme that the built-in one does not have.
fn added(dir: &Dir, folder: &Path) -> Vec<String> {
    let known = files();
    let below = ["templates", "phrases", "assets"].map(|part| (part, folder.join(part)));
    let names = below.into_iter().flat_map(|(part, path)| {
        let names = dir.names(&path).unwrap_or_default();
        names.into_iter().map(move |name| format!("{part}/{name}")).collect::<Vec<_>>()
    });
    let mut names: Vec<String> = names.filter(|name| !known.iter().any(|(other, _)| other == name)).collect();
    names.retain(|name| !name.contains("/."));
    names.sort();
    names
}

fn docs(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let all = render::view::DOCS;
    let templates = || files().into_iter().filter_map(|(name, _)| name.strip_prefix("templates/").map(str::to_owned));
    let Some(name) = matches.get_one::<String>("name") else {
        shell.say(&all.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("\n"))?;
        shell.say(&templates().collect::<Vec<_>>().join("\n"))?;
        shell.say(&components(shell.language).iter().map(Component::call).collect::<Vec<_>>().join("\n"))?;
        return Ok(Ending::Clean);
    };
    let wanted = name.strip_prefix("templates/").unwrap_or(name);
    let wanted = wanted.strip_suffix(".html").unwrap_or(wanted);
    let is_template = templates().any(|template| template.strip_suffix(".html") == Some(wanted));
    let views = || all.iter().flat_map(|(_, source)| parts(source));
    let components = components(shell.language);
    // `page` is described with `site`; a template that the program has not is a page's own.
    let wanted = if wanted == "page" { "site" } else { wanted };
    let near = templates().any(|template| nearest(name, [template.as_str()]).is_some());
    let is_own = name.ends_with(".html") && !near;
    if wanted == "components" {
        shell.say(&components.iter().map(Component::told).collect::<Vec<_>>().join("\n"))?;
    } else if is_own && name != "components.html" {
        shell.say(shell.word(OWN_TEMPLATE))?;
        shell.say(&given("text", shell.language))?;
    } else if let Some(component) = components.iter().find(|component| component.name == wanted && !is_template) {
        shell.say(&component.told())?;
    } else if let Some(part) = views().find(|part| part.name == wanted) {
        shell.say(part.told(shell.language).trim_end())?;
    } else if let Some((_, source)) =
        all.iter().find(|(name, _)| *name == wanted).filter(|_| !is_template && wanted != "whole")
    {
        shell.say(&described(source, shell.language))?;
    } else if is_template || wanted == "whole" {
        shell.say(&given(wanted, shell.language))?;
    } else {
        let templates: Vec<String> = templates().collect();
        let bare = templates.iter().filter_map(|template| template.strip_suffix(".html"));
        let known = all.iter().map(|(name, _)| *name).chain(bare);
        let near = nearest(wanted, known.chain(components.iter().map(|component| component.name.as_str())));
        return Err(Trouble::Usage(match (shell.language, near) {
            (Language::Chinese, Some(near)) => format!("没有“{name}”的说明，是不是“{near}”"),
            (Language::Chinese, None) => format!("没有“{name}”的说明；有哪些：huibian theme docs"),
            (Language::English, Some(near)) => format!("nothing is said of “{name}”; is it “{near}”"),
            (Language::English, None) => format!("nothing is said of “{name}”; for a list: huibian theme docs"),
        }));
    }
    Ok(Ending::Clean)
}

/// The values that a template is given: its own with all that they are made of, then
/// where those stand that all have.
fn given(template: &str, language: Language) -> String {
    let parts: Vec<ViewStruct> = render::view::DOCS.iter().flat_map(|(_, source)| parts(source)).collect();
    let mut wanted: Vec<&ViewStruct> = parts.iter().filter(|part| part.variable() == Some(template)).collect();
    let mut at = 0;
    while let Some(part) = wanted.get(at) {
        for (_, kind, _) in &part.fields {
            let words: Vec<&str> = kind.split(|c: char| !c.is_alphanumeric()).collect();
            let new = parts.iter().filter(|other| words.contains(&other.name));
            let new: Vec<&ViewStruct> = new.filter(|new| !wanted.iter().any(|known| known.name == new.name)).collect();
            wanted.extend(new);
        }
        at += 1;
    }
    let mut out = match (wanted.is_empty(), language) {
        (true, Language::Chinese) => format!("{template}.html 没有自己的变量。\n"),
        (true, Language::English) => format!("{template}.html has no variable of its own.\n"),
        (false, _) => wanted.iter().map(|part| part.told(language)).collect::<Vec<_>>().join("\n"),
    };
    let everywhere = Words {
        zh: "\n每个模板还有 site、page：huibian theme docs site\n有自己模板的单页还有 whole：huibian theme docs whole",
        en: "\nEvery template also has site and page: huibian theme docs site\nA page with a template of its own also has whole: huibian theme docs whole",
    };
    out.push_str(everywhere.in_language(language));
    out
}

const OWN_TEMPLATE: Words = Words {
    zh: "单页自己的模板，有 text 和 whole。text 是：\n",
    en: "A template that a page asks for has text and whole. This is text:\n",
};

/// A component of the built-in theme.
struct Component {
    name: String,
    about: String,
    /// The name of each argument, and what it is if it may be left out.
    arguments: Vec<(String, Option<String>)>,
}

impl Component {
    /// How it is called.
    fn call(&self) -> String {
        let arguments = self.arguments.iter().map(|(name, _)| format!("{name}={{…}} "));
        format!("{{{{ <{} {}/> }}}}", self.name, arguments.collect::<String>())
    }

    fn told(&self) -> String {
        let usual = self.arguments.iter().filter_map(|(name, usual)| Some(format!("{name}={{{}}}", usual.as_ref()?)));
        let usual = usual.collect::<Vec<_>>().join(" ");
        let usual = if usual.is_empty() { usual } else { format!("      [{usual}]\n") };
        format!("{}\n      {}\n{usual}", self.call(), self.about)
    }
}

/// The components of the built-in theme, as `components.html` describes them.
fn components(language: Language) -> Vec<Component> {
    let all = files();
    let file = all.iter().find(|(name, _)| name == "templates/components.html");
    let text = file.map_or(String::new(), |(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    let mut said = "";
    let mut components = Vec::new();
    for tag in text.split('{') {
        if let Some(comment) = tag.strip_prefix("#-") {
            said = comment.split("-#}").next().unwrap_or_default();
        } else if let Some(rest) = tag.strip_prefix("%- component ")
            && let Some((name, rest)) = rest.split_once('(')
        {
            let inner = rest.split_once(") -%}").map_or("", |(inner, _)| inner);
            let argument = |argument: &str| {
                let (named, usual) = argument.split_once('=').map_or((argument, None), |(a, b)| (a, Some(b.trim())));
                let name = named.split(':').next().unwrap_or(named).trim().to_owned();
                (name, usual.map(str::to_owned))
            };
            let about = said.split_whitespace().collect::<Vec<_>>().join(" ");
            components.push(Component {
                name: name.to_owned(),
                about: in_words(&about, language).to_owned(),
                arguments: inner.split(", ").filter(|one| !one.starts_with('@')).map(argument).collect(),
            });
        }
    }
    components
}

/// A struct of a file of views.
struct ViewStruct<'s> {
    name: &'s str,
    about: String,
    /// Each with its name, empty for one whose fields stand in its place, its type
    /// and what it is.
    fields: Vec<(&'s str, &'s str, String)>,
}

impl ViewStruct<'_> {
    /// The variable that it is, which its description begins with.
    fn variable(&self) -> Option<&str> {
        self.about.strip_prefix('`')?.split('`').next()
    }

    fn told(&self, language: Language) -> String {
        let mut out = format!("{}: {}\n", self.name, in_words(&self.about, language));
        for (name, kind, about) in &self.fields {
            // What is flattened has no name of its own in templates.
            let name = if name.is_empty() { "…" } else { name };
            let (kind, about) = (kind_in_words(kind, language), in_words(about, language));
            out.push_str(&format!("  {name}: {kind}\n      {about}\n"));
        }
        out
    }
}

/// What kind of value it is, for whoever does not know the types of the program.
fn kind_in_words(kind: &str, language: Language) -> String {
    let inner = |name: &str| kind.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
    let plain = |words: Words| words.in_language(language).to_owned();
    if let Some(some) = inner("Option") {
        return kind_in_words(some, language) + &plain(Words { zh: "，可能没有", en: " or none" });
    }
    if let Some(item) = inner("Vec") {
        let item = kind_in_words(item, language);
        return match language {
            Language::Chinese => format!("列表，各项是{item}"),
            Language::English => format!("list of {item}"),
        };
    }
    match kind.rsplit("::").next().unwrap_or(kind) {
        "String" | "&'static str" => plain(Words { zh: "文字", en: "text" }),
        "bool" => plain(Words { zh: "是否", en: "true or false" }),
        "usize" | "u8" | "u32" | "u64" | "i32" | "f64" => plain(Words { zh: "数", en: "number" }),
        "Value" => plain(Words { zh: "值", en: "value" }),
        "(i32, i32)" => plain(Words { zh: "两个数", en: "two numbers" }),
        name => name.to_owned(),
    }
}

/// What is said of a value, in a language.
fn in_words(english: &str, language: Language) -> &str {
    render::view::in_chinese(english).filter(|_| language == Language::Chinese).unwrap_or(english)
}

/// The structs of a file of views.
fn parts(source: &str) -> Vec<ViewStruct<'_>> {
    let mut parts: Vec<ViewStruct> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    let mut flat = false;
    for line in source.lines().map(str::trim) {
        if line == "#[serde(flatten)]" {
            flat = true;
        } else if let Some(words) = line.strip_prefix("/// ") {
            said.push(words);
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            parts.push(ViewStruct { name, about: said.join(" "), fields: Vec::new() });
            said.clear();
        } else if let Some((name, kind)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
            let name = if std::mem::take(&mut flat) { "" } else { name };
            let field = (name, kind.trim_end_matches(','), said.join(" "));
            parts.last_mut().into_iter().for_each(|part| part.fields.push(field.clone()));
            said.clear();
        } else if !line.starts_with("#[") {
            said.clear();
        }
    }
    parts
}

/// What a file of views says of each value: its name, its type and what it is.
fn described(source: &str, language: Language) -> String {
    let head: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("//! ")).collect();
    let parts: Vec<String> = parts(source).iter().map(|part| part.told(language)).collect();
    format!("{}\n\n{}", in_words(&head.join(" "), language), parts.join("\n").trim_end())
}

#[cfg(test)]
mod tests {
    use super::{components, described};
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
    fn every_component_is_described() {
        let [chinese, english] = [Language::Chinese, Language::English].map(components);
        assert!(english.len() > 30 && english.iter().all(|of| !of.about.is_empty() && !of.name.contains(' ')));
        for (chinese, english) in chinese.iter().zip(&english) {
            assert!(has_han(&chinese.about), "render/view/zh.tsv has not: {}", english.about);
        }
        let standing = english.iter().find(|of| of.name == "metric_table").unwrap();
        assert!(standing.told().starts_with("{{ <metric_table lines={…} anchors={…} "), "{}", standing.told());
        assert!(standing.told().contains("[anchors={false} one_year={false} within={\"\"}]"), "{}", standing.told());
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
        told.extend(components(Language::English).into_iter().map(|component| component.about));
        assert!(untold.is_empty(), "render/view/zh.tsv has not:\n{}", untold.join("\n"));
        for line in CHINESE.lines() {
            let (english, chinese) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
            assert!(!chinese.is_empty());
            assert!(told.iter().any(|told| told.ends_with(english)), "nothing says “{english}” any more");
        }
    }
}
