//! Findings: what the proofreader says of all reports, read anew in the
//! background after each edit.
//!
//! In: one session after another. Out: findings by file, as soon as they are
//! known; until then those of before. A report that is looked at is read anew at
//! once (`Session::check`): only lists and counts wait for this.

use std::collections::HashMap;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, LazyLock, Weak};

use crate::desk::Desk;
use crate::desk::open::Open;
use crate::diag::rules::front::REVIEW_OPEN;
use crate::diag::{Diagnostic, Language, Words};
use crate::manuscript::Manuscript;
use crate::pipeline::checks::Checks;
use crate::pipeline::{Changes, Session};
use crate::source::VPath;

/// Whether a finding is one at the desk: what a person has to decide is shown as
/// that.
pub fn counts(finding: &Diagnostic) -> bool {
    finding.rule != &REVIEW_OPEN
}

/// What a finding says and what helps, in the words of the page: whoever writes
/// there sees neither our files nor the keys in them.
pub fn told(finding: &Diagnostic, language: Language) -> [String; 2] {
    [finding.message(language), finding.help(language)].map(|text| in_desk(text, language))
}

/// What files are called that have a screen of their own.
const SCREENS: [(&str, Words); 6] = [
    ("content/terms.yaml", Words { zh: "名册 · 用语", en: "Registers · Terms" }),
    ("terms.yaml", Words { zh: "名册 · 用语", en: "Registers · Terms" }),
    ("content/organizations.yaml", Words { zh: "名册 · 组织", en: "Registers · Organizations" }),
    ("content/topics.yaml", Words { zh: "名册 · 主题", en: "Registers · Topics" }),
    ("content/metrics.yaml", Words { zh: "名册 · 指标", en: "Registers · Metrics" }),
    ("content/site.yaml", Words { zh: "设置", en: "Settings" }),
];

/// The keys of a report, and what the page calls them.
static LABELS: LazyLock<[Vec<(String, String)>; 2]> = LazyLock::new(|| {
    [Language::Chinese, Language::English].map(|language| {
        let path = VPath::new("content/reports/a.md");
        let fields = path.map(|path| Manuscript::read(&path, b"", language).fields).unwrap_or_default();
        fields.into_iter().map(|field| (field.key.to_string(), field.label.to_string())).collect()
    })
});

/// What the keys of a report are called.
pub fn labels(language: Language) -> &'static [(String, String)] {
    match language {
        Language::Chinese => &LABELS[0],
        Language::English => &LABELS[1],
    }
}

fn in_desk(mut text: String, language: Language) -> String {
    for (file, screen) in SCREENS {
        if text.contains(file) {
            let name = screen.in_language(language);
            text = text.replace(&format!(" {file} "), name).replace(file, name);
        }
    }
    for (key, label) in labels(language) {
        text = text.replace(&format!("（{key}）"), "").replace(&format!("“{key}”"), &format!("“{label}”"));
    }
    text
}

/// What bodies were found to have, by file.
#[derive(Default)]
pub struct Found(HashMap<VPath, Vec<Diagnostic>>);

impl Found {
    /// What the body of one file has.
    pub fn of(&self, path: &VPath) -> impl Iterator<Item = &Diagnostic> {
        self.0.get(path).into_iter().flatten()
    }

    fn gather(findings: Vec<Diagnostic>) -> Found {
        let mut files: HashMap<VPath, Vec<Diagnostic>> = HashMap::new();
        for finding in findings {
            files.entry(finding.span.file.clone()).or_default().push(finding);
        }
        Found(files)
    }
}

/// A session to be read.
pub struct Reading {
    /// The number of the edit that led to it.
    pub number: u64,
    /// The session.
    pub session: Arc<Session>,
    /// What is other than in the one before.
    pub changes: Changes,
}

/// Reads the newest session as long as it is that, until the publication is
/// closed.
pub fn read(waiting: &Receiver<Reading>, desk: &Desk, open: &Weak<Open>) {
    let mut checks = Checks::of_all_rules();
    while let Ok(mut reading) = waiting.recv() {
        checks.forget(&reading.session, &reading.changes);
        while let Ok(newer) = waiting.try_recv() {
            checks.forget(&newer.session, &newer.changes);
            reading = newer;
        }
        let late = || open.upgrade().is_none_or(|open| open.number() != reading.number);
        if let Some(findings) = checks.bodies(&reading.session, &late)
            && let Some(open) = open.upgrade()
        {
            open.found(desk, reading.number, Found::gather(findings));
        }
    }
}
