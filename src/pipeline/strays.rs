//! Strays: documents that lie among the reports and are part of nothing.
//!
//! In: the files, and what the reports and pages name. Out: a finding for each
//! manuscript that no text links to and no report was made of, with the command
//! that imports it, for each text whose name Windows has made end in `.txt`, and
//! for each folder and register whose name is nearly that of one that is read.
//! A document is known to be imported by the name that a report gives as its
//! original, or else by its digest, for which alone it is read. Beside a report
//! that cannot be read nothing is said: it may name them all.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::rules::model::{DOCUMENT_UNIMPORTED, DOCUMENT_UNLINKED, EXTENSION_HIDDEN, PLACE_MISNAMED};
use crate::diag::{Diagnostic, Words};
use crate::model::addresses::is_manuscript;
use crate::parse::front::choices::{self, Choices, FOLDER, REGISTER};
use crate::parse::{EditorialDraft, PageDraft, ReportDraft};
use crate::source::{Digest, Files, Span, VPath};
use crate::text::near::is_one_off;

/// What a name ends in if Windows hid the end of it.
const HIDDEN: [&str; 3] = [".md.txt", ".yaml.txt", ".yml.txt"];

/// The documents of a publication.
#[derive(Default)]
pub struct Strays {
    /// Those that may be strays, in the order of the paths.
    documents: Vec<VPath>,
    /// Texts with a name that is none.
    hidden: Vec<VPath>,
    /// What is said of places with a name that is none.
    misnamed: Vec<Diagnostic>,
    /// What was in those that were read.
    digests: BTreeMap<VPath, Option<Digest>>,
    /// What is to be said.
    pub findings: Vec<Diagnostic>,
}

/// What the texts of a publication name.
pub struct Named<'a> {
    /// The reports.
    pub reports: Vec<&'a ReportDraft>,
    /// The pages.
    pub pages: Vec<&'a PageDraft>,
    /// What editors put before pages.
    pub editorials: Vec<&'a EditorialDraft>,
    /// The folders of those that could not be read.
    pub unread: BTreeSet<&'a str>,
}

impl Strays {
    /// Takes in which files there are; `beside` says whether one lies among
    /// reports or pages.
    pub fn list(&mut self, files: &[VPath], beside: impl Fn(&VPath) -> bool) {
        let is_hidden = |path: &VPath| HIDDEN.iter().any(|end| path.as_str().to_ascii_lowercase().ends_with(end));
        let content = || files.iter().filter(|path| path.below("content").is_some());
        self.hidden = content().filter(|path| is_hidden(path)).cloned().collect();
        self.misnamed = misnamed(files);
        let documents = content().filter(|path| beside(path) && is_manuscript(&path.extension()) && !is_hidden(path));
        self.documents = documents.cloned().collect();
    }

    /// Forgets what was in a file.
    pub fn forget(&mut self, path: &VPath) {
        self.digests.remove(path);
    }

    /// Looks which of them are named nowhere.
    pub fn look(&mut self, files: &dyn Files, named: &Named<'_>) {
        self.findings = self.hidden.iter().map(hidden).chain(self.misnamed.iter().cloned()).collect();
        if self.documents.is_empty() {
            return;
        }
        let linked = named.reports.iter().flat_map(|report| &report.files);
        let linked = linked.chain(named.pages.iter().flat_map(|page| &page.files));
        let linked: BTreeSet<&VPath> = linked.chain(named.editorials.iter().flat_map(|text| &text.files)).collect();
        let sources = || named.reports.iter().filter_map(|report| report.source.as_ref());
        // Wherever the report lies: an import seldom leaves it beside its document.
        let originals: BTreeSet<&str> =
            sources().filter_map(|source| source.file.as_deref()?.rsplit(['/', '\\']).next()).collect();
        let digests: BTreeSet<Digest> = sources().filter_map(|source| Digest::parse(source.digest.as_ref()?)).collect();
        for path in &self.documents {
            if linked.contains(path)
                || originals.contains(path.file_name())
                || named.unread.iter().any(|folder| path.folder() == *folder || path.below(folder).is_some())
            {
                continue;
            }
            let read = || files.read(path).ok().map(|bytes| Digest::of(&bytes));
            let imported = !digests.is_empty()
                && self.digests.entry(path.clone()).or_insert_with(read).is_some_and(|own| digests.contains(&own));
            if !imported {
                self.findings.push(stray(path));
            }
        }
    }
}

fn hidden(path: &VPath) -> Diagnostic {
    Diagnostic::new(&EXTENSION_HIDDEN, Span::whole(path)).with("name", path.stem())
}

/// The folders that have texts, and the registers, whose name is another spelling
/// of one that is read; each once, at its first file.
fn misnamed(files: &[VPath]) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for path in files {
        let Some(below) = path.below("content") else { continue };
        let (place, right) = match below.split_once('/') {
            // What is no text goes beside the texts.
            Some((folder @ ("theme" | "themes"), rest)) if rest.contains('/') => {
                (format!("content/{folder}/"), Some("themes/".to_owned()))
            }
            None if below == "custom.css" => (path.to_string(), Some("themes/default/assets/custom.css".to_owned())),
            Some((folder, _)) => {
                let right = meant(folder, &FOLDER);
                let counts = |right: &&str| matches!(*right, "static" | "fonts") || path.extension() == "md";
                (format!("content/{folder}/"), right.filter(counts).map(|right| format!("content/{right}/")))
            }
            None if matches!(path.extension().as_str(), "yaml" | "yml") => {
                let right = meant(path.stem(), &REGISTER);
                (path.to_string(), right.map(|right| format!("content/{right}.yaml")))
            }
            None => continue,
        };
        if let Some(right) = right.filter(|right| *right != place && told.insert(place.clone())) {
            let finding = Diagnostic::new(&PLACE_MISNAMED, Span::whole(path));
            findings.push(finding.with("place", place).with("right", right));
        }
    }
    findings
}

/// The name that another spells, exactly or with one slip.
fn meant(name: &str, known: &'static Choices) -> Option<&'static str> {
    let spelt = choices::choice(known, name).and_then(|place| known.names.get(place)).copied();
    spelt.or_else(|| known.names.iter().copied().find(|known| is_one_off(name, known)))
}

fn stray(path: &VPath) -> Diagnostic {
    let kind = match path.extension().as_str() {
        "pdf" | "ofd" => {
            let kind = path.extension().to_uppercase();
            let finding = Diagnostic::new(&DOCUMENT_UNLINKED, Span::whole(path));
            return finding.with("kind", kind).with("name", path.file_name());
        }
        "txt" => Words { zh: "文本文件", en: "a text file" },
        "wps" => Words { zh: " WPS 稿", en: "a WPS document" },
        "html" | "htm" | "mht" | "mhtml" => Words { zh: "网页", en: "a web page" },
        _ => Words { zh: " Word 稿", en: "a Word document" },
    };
    let command = format!("huibian import {}", quoted(path.as_str()));
    Diagnostic::new(&DOCUMENT_UNIMPORTED, Span::whole(path)).with("kind", kind).with("command", command)
}

/// A path as it is typed after a command: in quotes where a shell would take
/// something in it for a sign of its own.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-+~".contains(c) || !c.is_ascii() && !c.is_whitespace();
    match path.chars().all(plain) {
        true => path.to_owned(),
        false if path.contains('"') || path.contains('$') || path.contains('`') => {
            format!("'{}'", path.replace('\'', r"'\''"))
        }
        false => format!("\"{path}\""),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Named, Strays, quoted};
    use crate::parse;
    use crate::source::{Digest, Tree, VPath};

    const REPORT: &str = "content/reports/2021/a.md";

    /// The names of the files that are told of, with the codes.
    fn told(text: &str, others: &[(&str, &str)]) -> Vec<String> {
        let files = Tree::of_texts(others.iter().copied());
        let mut strays = Strays::default();
        let listed: Vec<VPath> = others.iter().map(|(path, _)| VPath::new(path).unwrap()).collect();
        strays.list(&listed, |path| path.below("content/reports").is_some());
        let report = parse::report(&VPath::new(REPORT).unwrap(), text.as_bytes()).value;
        let unread = if report.is_none() { BTreeSet::from(["content/reports/2021"]) } else { BTreeSet::new() };
        strays.look(
            &files,
            &Named { reports: report.iter().collect(), pages: Vec::new(), editorials: Vec::new(), unread },
        );
        strays
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.span.file.file_name(), finding.rule.code))
            .collect()
    }

    #[test]
    fn documents_of_nothing_are_told_of() {
        let head = "---\ntitle: 总结\nbranch: 甲\nyear: 2021\n";
        let others = [
            ("content/reports/2021/稿.docx", "一"),
            ("content/reports/2021/b.pdf", "二"),
            ("content/site.yaml.txt", ""),
        ];
        let all = ["site.yaml.txt HB3406", "稿.docx HB3404", "b.pdf HB3405"];
        assert_eq!(told(&format!("{head}---\n"), &others), all);
        assert_eq!(told(&format!("{head}---\n[一](稿.docx)[二](b.pdf)\n"), &others), all[..1]);
        assert_eq!(told(&format!("{head}source: {{file: 原/稿.docx}}\n---\n"), &others), [all[0], all[2]]);
        let digest = Digest::of("一".as_bytes());
        assert_eq!(
            told(&format!("{head}source: {{file: 旧名.docx, digest: {digest}}}\n---\n"), &others),
            [all[0], all[2]]
        );
        // A report that cannot be read may name them.
        assert_eq!(told("---\ntitle: [\n---\n", &others), all[..1]);
    }

    #[test]
    fn places_with_another_name_than_they_should_have_are_told_of_once() {
        let paths = [
            "content/Orgs/a.md",
            "content/notes/a.md",
            "content/orgs/a.md",
            "content/organizations/a.md",
            "content/organizations/b.md",
            "content/organizations.yaml",
            "content/reprots/2020/a.md",
            "content/site.yml",
            "content/custom.css",
            "content/themes/default/templates/a.html",
            "content/topic/图.png",
            "content/主题.yaml",
            "content/字体/song.woff",
        ];
        let paths: Vec<VPath> = paths.iter().map(|path| VPath::new(path).unwrap()).collect();
        let said = super::misnamed(&paths);
        let right: Vec<String> =
            said.iter().map(|finding| format!("{} {:?}", finding.span.file, finding.arguments[1].1)).collect();
        let expected = [
            "content/Orgs/a.md content/orgs/",
            "content/organizations/a.md content/orgs/",
            "content/reprots/2020/a.md content/reports/",
            "content/site.yml content/site.yaml",
            "content/custom.css themes/default/assets/custom.css",
            "content/themes/default/templates/a.html themes/",
            "content/主题.yaml content/topics.yaml",
            "content/字体/song.woff content/fonts/",
        ];
        assert_eq!(right, expected.map(|line| line.replacen(' ', " Text(\"", 1) + "\")"));
    }

    #[test]
    fn a_path_is_quoted_where_a_shell_would_split_it() {
        assert_eq!(quoted("content/reports/总结.docx"), "content/reports/总结.docx");
        assert_eq!(quoted("content/reports/总结 (1).docx"), "\"content/reports/总结 (1).docx\"");
        assert_eq!(quoted("a$b's.docx"), r"'a$b'\''s.docx'");
    }
}
