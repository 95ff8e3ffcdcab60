//! `huibian new report`: a report ready to be filled in.
//!
//! It builds as it is, so that the author sees a page at once: what was not
//! given stands there as words that plainly ask to be replaced, and that a
//! build warns of. All other
//! fields wait in remarks; the body is empty, for a sample text would sooner
//! or later be published.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, Command};

use crate::cli::locate::{self, shown};
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble};
use crate::diag::rules::model::{ORGANIZATION_AMBIGUOUS, ORGANIZATION_UNKNOWN};
use crate::diag::{Diagnostic, Language, Words, terminal};
use crate::disk::history::LARGEST_TEXT;
use crate::disk::{Dir, Transaction};
use crate::language::date::Years;
use crate::model::Settings;
use crate::model::slug::file_name;
use crate::parse::front::{NO_BRANCH, NO_TITLE};
use crate::pipeline::Session;
use crate::source::Tree;

const NEW: Words =
    Words { zh: "新建一篇总结：huibian new report 标题", en: "Make a new report: huibian new report TITLE" };
const ABOUT: Words =
    Words { zh: "新建一篇总结，填好开头各项的格式", en: "Make a new report, ready to be filled in" };
const TITLE: Words = Words { zh: "标题", en: "Its title" };
const BRANCH: Words = Words { zh: "组织的名称或编号", en: "The organization: a name or an id" };
const YEAR: Words = Words {
    zh: "总结的年度，如 2025 或 2019-2021（默认今年）",
    en: "The year reported on, such as 2025 or 2019-2021 (default: this year)",
};
/// The file, with `{title}`, `{branch}` and `{year}` to be filled in.
const FORM: Words = Words { zh: include_str!("new/report.zh.md"), en: include_str!("new/report.en.md") };

/// Where organizations are registered.
const REGISTER: &str = "content/organizations.yaml";

/// The definition of `new` and of what can be made.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let report = Command::new("report")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("title")
                .value_name("TITLE")
                .help(word(TITLE))
                .help_heading(word(Words { zh: "参数", en: "Arguments" })),
        )
        // Whoever writes `--branch` and `--year` writes `--title` as well.
        .arg(Arg::new("title-option").long("title").value_name("TITLE").conflicts_with("title").hide(true))
        .arg(Arg::new("branch").long("branch").value_name("NAME").help(word(BRANCH)))
        .arg(Arg::new("year").long("year").value_name("YEAR").help(word(YEAR)))
        .arg(locate::source(language));
    Command::new("new").about(word(NEW)).subcommand(report)
}

/// Makes the report's file.
pub fn report(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let text = |name| {
        let text = matches.get_one::<String>(name).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        text.filter(|text| !text.is_empty())
    };
    let title = text("title").or_else(|| text("title-option")).unwrap_or_else(|| shell.word(NO_TITLE).to_owned());
    let branch = text("branch").unwrap_or_else(|| shell.word(NO_BRANCH).to_owned());
    let years =
        text("year").map_or_else(|| Ok(Years::one(i32::from(today().year()))), |year| years(&year, shell.language))?;
    let root = locate::publication(matches, shell)?;
    let dir = shell.hold(&root)?;
    let mut transaction = shell.begin(&dir)?;
    let folder = Path::new("content/reports").join(years.ascii());
    let text = form(&title, &branch, &years, shell.language);
    let path = write_new(&mut transaction, &folder, &file_name(&title), &text)?;
    transaction.finish()?;
    shell.say(&shown(&dir.join(&path)))?;
    tell_of_branch(&dir, &path, &text, shell);
    if shell.verbosity != Verbosity::Quiet {
        shell.tell(shell.word(Words {
            zh: "接下来：打开这个文件，填好开头各项，在最后写正文；边写边看用 huibian serve --open，生成网站用 huibian build\n",
            en: "Next: open this file, fill in its head, write the text at its end; huibian serve --open shows it meanwhile, huibian build builds the site\n",
        }));
    }
    Ok(Ending::Clean)
}

/// Says what the register of organizations makes of the report's, in the words
/// of a check: the report stands, and the name in it can still be mended.
fn tell_of_branch(dir: &Dir, path: &Path, text: &str, shell: &Shell) {
    let path = path.to_string_lossy().replace('\\', "/");
    let read = |name: &str| {
        let bytes = dir.read(Path::new(name), LARGEST_TEXT).ok()?;
        String::from_utf8(bytes).ok().map(|text| (name.to_owned(), text))
    };
    let mut texts: Vec<(String, String)> = [locate::MARKER, REGISTER].into_iter().filter_map(read).collect();
    texts.push((path.clone(), text.to_owned()));
    let files = Arc::new(Tree::of_texts(texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))));
    let session = Session::open(files, &Settings { drafts: true, base_url: None });
    let about = [&ORGANIZATION_UNKNOWN, &ORGANIZATION_AMBIGUOUS];
    let is_meant = |finding: &&Diagnostic| finding.span.file.as_str() == path && about.contains(&finding.rule);
    let found: Vec<Diagnostic> = session.diagnostics().iter().filter(is_meant).cloned().collect();
    if !found.is_empty() {
        shell.tell(&terminal::render(&found, &**session.files(), &(), shell.language, shell.color));
    }
}

/// Writes to the first free name.
fn write_new(transaction: &mut Transaction, folder: &Path, name: &str, text: &str) -> Result<PathBuf, Trouble> {
    let mut path = folder.join(format!("{name}.md"));
    let mut number = 1;
    while !transaction.create(&path, text.as_bytes())? {
        number += 1;
        path = folder.join(format!("{name}-{number}.md"));
    }
    Ok(path)
}

/// The text of the file.
fn form(title: &str, branch: &str, years: &Years, language: Language) -> String {
    // One pass over the form, so that a title may say `{year}`.
    let mut text = String::new();
    let mut rest = FORM.in_language(language);
    while let Some(open) = rest.find('{') {
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let (field, value) = if rest.starts_with("{title}") {
            ("{title}", scalar(title))
        } else if rest.starts_with("{branch}") {
            ("{branch}", scalar(branch))
        } else if rest.starts_with("{year}") {
            // Months and days follow it in places: the last year of a span.
            let head = text.ends_with("\nyear: ");
            ("{year}", if head { years.ascii() } else { years.last.to_string() })
        } else {
            ("{", "{".to_owned())
        };
        text.push_str(&value);
        rest = &rest[field.len()..];
    }
    text.push_str(rest);
    text
}

/// A text as YAML, between quotation marks where it needs them.
fn scalar(text: &str) -> String {
    serde_yaml::to_string(text).map_or_else(|_| format!("{text:?}"), |yaml| yaml.trim_end().to_owned())
}

/// Reads the year that the author gave.
pub fn years(text: &str, language: Language) -> Result<Years, Trouble> {
    Years::parse(text).map_err(|_| {
        Trouble::Usage(match language {
            Language::Chinese => format!("--year 要写年度，如 2025 或 2019-2021，不能是“{text}”"),
            Language::English => format!("--year must be a year such as 2025 or 2019-2021, not “{text}”"),
        })
    })
}

/// Today: by `SOURCE_DATE_EPOCH` where a build must be repeatable, else by
/// the clock.
pub fn today() -> jiff::civil::Date {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = fixed.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).unwrap_or_else(jiff::Timestamp::now);
    now.to_zoned(jiff::tz::TimeZone::system()).date()
}

#[cfg(test)]
mod tests;
