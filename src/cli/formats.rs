//! In which form findings are shown: the choices of `--format`, the same for
//! `check` and `build`.

use std::path::Path;

use clap::Arg;
use clap::builder::PossibleValuesParser;

use crate::check;
use crate::cli::shell::{Shell, Verbosity};
use crate::diag::json::Build;
use crate::diag::{
    Diagnostic, Language, Rule, Waived, Words, codequality, github, grouped, html, json, markdown, sarif, short,
};
use crate::disk::author;
use crate::manuscript::place::Places;
use crate::pipeline::Texts;
use crate::source::Files;

const FORMAT: Words = Words {
    zh: "怎样显示：terminal 带原文（默认），short 一条一行，json、sarif 给程序读，github 给 GitHub 的检查，codequality 给 GitLab 的代码质量，markdown 一份摘要，html 一页网页",
    en: "How to show them: terminal, with the text (default); short, one a line; json and sarif for programs; github for its checks; codequality for GitLab's; markdown, a summary; html, a page",
};
const AND_DOCUMENTS: Words = Words {
    zh: "怎样显示：terminal 带原文（默认），short 一条一行，json、sarif 给程序读，github 给 GitHub 的检查，codequality 给 GitLab 的代码质量，markdown 一份摘要，html 一页网页，docx 带批注的 Word 文件",
    en: "How to show them: terminal, with the text (default); short, one a line; json and sarif for programs; github for its checks; codequality for GitLab's; markdown, a summary; html, a page; docx, Word documents with comments",
};
/// All forms; the last is no text.
const FORMATS: [&str; 9] = ["terminal", "short", "json", "sarif", "github", "codequality", "markdown", "html", "docx"];

/// The option, of all forms that are texts.
pub fn option(language: Language) -> Arg {
    format(&FORMATS[..8], FORMAT, language)
}

/// The option of all forms.
pub fn option_of_all(language: Language) -> Arg {
    format(&FORMATS, AND_DOCUMENTS, language)
}

fn format(formats: &[&'static str], help: Words, language: Language) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(formats))
        .hide_possible_values(true)
        .help(help.in_language(language))
}

/// What is to be shown.
pub struct Shown<'a> {
    /// The findings.
    pub findings: &'a [Diagnostic],
    /// What is waived, for forms that are read by programs.
    pub waived: &'a [Waived],
    /// Whether people are shown that too.
    pub with_waived: bool,
    /// The files they are about.
    pub files: &'a dyn Files,
    /// The publication's folder.
    pub root: &'a Path,
    /// A heading and a paragraph for a summary.
    pub told: [&'a str; 2],
    /// What became of the files of a build.
    pub build: Option<Build>,
}

impl Shown<'_> {
    /// The findings as a text; none if there is nothing to say.
    pub fn render(&self, format: Option<&str>, shell: &Shell) -> Option<String> {
        let Shown { findings, waived, build, .. } = *self;
        let (files, language) = (&Texts(self.files), shell.language);
        let guide = &Places::new(files, language);
        let for_people = || if self.with_waived { short::waived(waived, files, language) } else { String::new() };
        let folder = from_here(self.root);
        let text = match format {
            Some("short") => short::render(findings, files, language) + &for_people(),
            Some("json") => json::render(findings, waived, files, guide, build, language),
            Some("sarif") => {
                let about = |rule: &Rule| check::of(rule).map(|check| check.about);
                sarif::render(findings, waived, files, &folder, &about, language)
            }
            Some("github") => github::render(findings, files, &folder, language),
            Some("codequality") => codequality::render(findings, files, &folder, language),
            Some("markdown") => markdown::render(findings, files, guide, &folder, self.told, language),
            Some("html") => html::render(findings, files, guide, language),
            _ => {
                let all = shell.verbosity == Verbosity::Verbose;
                grouped::render(findings, files, guide, grouped::Style { language, color: shell.color_out, all })
                    + &for_people()
            }
        };
        (!text.is_empty()).then_some(text)
    }
}

/// A folder as seen from here, empty or with a slash at its end; empty too if
/// it is not below.
fn from_here(root: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = author::below(&here, root).filter(|below| !below.as_str().is_empty());
    below.map_or_else(String::new, |below| format!("{below}/"))
}
