//! What came of an import, in words.
//!
//! In: what became of each document, and what the proofreader found in the
//! reports. Out: a few lines for each: where the report is, what was read out
//! of it, what was mended, and what a person has to look at.

use std::borrow::Cow;
use std::fmt::Write;

use crate::cli::import::again::{Again, told};
use crate::cli::shell::{Shell, Verbosity};
use crate::diag::fault::Fault;
use crate::diag::{Diagnostic, Language, Severity, Words};
use crate::import::account::Account;
use crate::import::document::Place;
use crate::import::facts::{Branch, Facts, Proposed};
use crate::import::review::points;
use crate::import::settle::Settled;
use crate::import::structure::reasons::Reason;
use crate::import::write::Made;
use crate::import::{Candidate, Refusal, Remark, RemarkKind};
use crate::source::VPath;

/// How many examples of a remark are shown, unless all were asked for.
const EXAMPLES: usize = 3;

/// How many characters of what was left out are quoted whole, for each reason;
/// of more there are examples, unless all was asked for.
const WHOLE: usize = 600;
/// How many characters an example has.
const QUOTED: usize = 60;

/// What became of a document.
pub struct Outcome {
    /// Its path as a person here would write it.
    pub shown: String,
    /// What came of it.
    pub came: Came,
}

/// What came of a document.
pub enum Came {
    /// A report.
    Made(Box<New>),
    /// Answers about a report that was there.
    Settled(Settled),
    /// Nothing new: it was imported before. Whether its organisation was filled in.
    Known(VPath, bool),
    /// A report that was made before, with what has changed in the document.
    Again(Again),
    /// Nothing: it cannot be read.
    Refused(Refusal),
    /// Nothing: the machine could not.
    Failed(Fault),
    /// Other documents, and some that could not be taken out of it.
    Remarked(Vec<Remark>),
}

impl Came {
    /// Whether something was not imported.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Came::Refused(_) | Came::Failed(_) | Came::Remarked(_))
    }
}

/// A new report.
pub struct New {
    /// Its file.
    pub path: VPath,
    /// Its text.
    pub text: String,
    facts: Facts,
    remarks: Vec<Remark>,
    account: Account,
}

impl New {
    /// The report that was made of a candidate.
    pub fn of(path: VPath, candidate: &Candidate, made: Made) -> New {
        let mut remarks = candidate.article.remarks.clone();
        remarks.extend(made.remarks);
        New { path, text: made.text, facts: candidate.facts.clone(), remarks, account: made.account }
    }
}

impl Outcome {
    /// What became of the document at a path.
    pub fn new(shown: &str, came: Came) -> Outcome {
        Outcome { shown: shown.to_owned(), came }
    }

    /// Its file.
    pub fn report(&self) -> Option<&VPath> {
        self.text().map(|(path, _)| path)
    }

    /// Its file and what that holds.
    pub fn text(&self) -> Option<(&VPath, &str)> {
        match &self.came {
            Came::Made(new) => Some((&new.path, &new.text)),
            Came::Again(again) => Some((&again.path, &again.text)),
            _ => None,
        }
    }
}

/// All that came of an import.
pub struct Summary<'a> {
    /// In the order of the documents.
    pub outcomes: &'a [Outcome],
    /// What was found in the new reports.
    pub findings: &'a [Diagnostic],
    /// Whether files were written.
    pub wrote: bool,
}

impl Summary<'_> {
    /// The whole text, with a line break at its end.
    pub fn text(&self, shell: &Shell) -> String {
        let mut text = String::new();
        for outcome in self.outcomes {
            self.outcome(outcome, shell, &mut text);
        }
        text.push_str(&self.total(shell.language));
        text.push_str(&self.next(shell.language));
        text
    }

    fn outcome(&self, outcome: &Outcome, shell: &Shell, text: &mut String) {
        let shown = &outcome.shown;
        let chinese = shell.language == Language::Chinese;
        match &outcome.came {
            Came::Again(again) => line(text, 0, &told(shown, again, self.wrote, shell)),
            Came::Known(report, filled) => line(text, 0, &known(shown, report, *filled, shell.language)),
            Came::Refused(refusal) => {
                let (what, help) = (shell.word(refusal.what), shell.word(refusal.help));
                let colon = if chinese { "：" } else { ": " };
                line(text, 0, &format!("{shown}{colon}{what}"));
                if !help.is_empty() {
                    line(text, 1, help);
                }
            }
            Came::Failed(fault) => line(text, 0, &fault.message(shell.language)),
            // Of a folder many have nothing to be answered.
            Came::Settled(settled) if settled.decided + settled.open == 0 => {}
            Came::Settled(settled) => self.settled(shown, settled, shell.language, text),
            Came::Remarked(remarks) => {
                line(text, 0, shown);
                write_remarks(remarks, shell, text);
            }
            Came::Made(new) => {
                line(text, 0, &format!("{shown} → {}", new.path));
                line(text, 1, &identity(&new.facts, shell.language));
                line(text, 1, &counts(&new.facts, shell.language));
                line(text, 1, &account(&new.account, shell.language));
                write_remarks(&new.remarks, shell, text);
                self.doubts(new, shell, text);
            }
        }
    }

    /// What was answered about a report that was there.
    fn settled(&self, shown: &str, settled: &Settled, language: Language, text: &mut String) {
        let Settled { decided, open, unwritten, .. } = settled;
        line(
            text,
            0,
            &match language {
                Language::Chinese => format!("{shown}：核定 {decided} 处，还有 {open} 处待核"),
                Language::English => format!("{shown}: {decided} settled, {open} left"),
            },
        );
        if !unwritten.is_empty() {
            let keys = unwritten.join(", ");
            let words = match language {
                Language::Chinese => format!("题头写法特别，程序写不进去，请自己改：{keys}"),
                Language::English => format!("not written, since this front matter is in a form of its own: {keys}"),
            };
            line(text, 1, &words);
        }
    }

    /// What a person has to look at: proposals without certainty, and how much
    /// the proofreader found.
    fn doubts(&self, new: &New, shell: &Shell, text: &mut String) {
        let mut points = points(&new.facts);
        points.retain(|point| !point.certain);
        if !points.is_empty() {
            let path = &new.path;
            let head = match shell.language {
                Language::Chinese if self.wrote => format!("待核（逐条回答：huibian import --review {path}）："),
                Language::Chinese => "待核：".to_owned(),
                Language::English if self.wrote => {
                    format!("to be looked at (to answer each: huibian import --review {path}):")
                }
                Language::English => "to be looked at:".to_owned(),
            };
            line(text, 1, &head);
            let shown = if shell.verbosity == Verbosity::Verbose { points.len() } else { 2 * EXAMPLES };
            for point in points.iter().take(shown) {
                let evidence = match shell.language {
                    // What was copied needs no second copy.
                    _ if point.evidence.is_empty() || point.evidence == point.value => String::new(),
                    Language::Chinese => format!("，见“{}”", point.evidence),
                    Language::English => format!(" (“{}”)", point.evidence),
                };
                line(
                    text,
                    2,
                    &format!("{} {}{evidence}{}", point.key, point.value, place(point.place, shell.language)),
                );
            }
            if points.len() > shown {
                line(text, 2, &more(points.len() - shown, shell.language));
            }
        }
        let here = self.findings.iter().filter(|finding| finding.span.file == new.path);
        let (errors, others): (Vec<_>, Vec<_>) = here.partition(|finding| finding.severity == Severity::Error);
        let (errors, others) = (errors.len(), others.len());
        let said = to_look_at(errors, others, shell.language);
        if !said.is_empty() {
            line(text, 1, &said);
        }
    }

    /// What is left to be done in all, and the command that shows it.
    fn next(&self, language: Language) -> String {
        let errors = self.findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let said = to_look_at(errors, self.findings.len() - errors, language);
        match (said.is_empty() || !self.wrote, language) {
            (true, _) => String::new(),
            (false, Language::Chinese) => format!("{said}，逐处列出：huibian check\n"),
            (false, Language::English) => format!("{said}; to list each: huibian check\n"),
        }
    }

    fn total(&self, language: Language) -> String {
        let count = |wanted: fn(&Came) -> bool| self.outcomes.iter().filter(|outcome| wanted(&outcome.came)).count();
        let made = count(|came| matches!(came, Came::Made(_)));
        let again = count(|came| matches!(came, Came::Again(_)));
        let known = count(|came| matches!(came, Came::Known(..)));
        let refused = self.outcomes.iter().map(|outcome| match &outcome.came {
            Came::Remarked(remarks) => remarks.len(),
            came => usize::from(came.is_refusal()),
        });
        let refused: usize = refused.sum();
        let settled = self.outcomes.iter().filter_map(|outcome| match &outcome.came {
            Came::Settled(settled) => Some((settled.decided, settled.open)),
            _ => None,
        });
        let settled = settled.reduce(|all, one| (all.0 + one.0, all.1 + one.1));
        let mut parts = Vec::new();
        // Who only answers does not ask what was imported.
        let only_settled = made + again + known + refused == 0;
        match (language, settled) {
            (Language::Chinese, Some((0, 0))) if only_settled => return "没有待核的地方\n".to_owned(),
            (Language::English, Some((0, 0))) if only_settled => return "Nothing is to be reviewed\n".to_owned(),
            // It was said of the one file.
            (_, Some(_)) if self.outcomes.len() == 1 => return String::new(),
            (Language::Chinese, Some((decided, open))) => parts.push(format!("核定 {decided} 处，还有 {open} 处待核")),
            (Language::English, Some((decided, open))) => parts.push(format!("Settled {decided}, {open} left")),
            (_, None) => {}
        }
        match language {
            Language::Chinese => {
                let done = if self.wrote { "已导入" } else { "会写成" };
                parts.extend((settled.is_none() || !only_settled).then(|| format!("{done} {made} 篇")));
                parts.extend((again > 0).then(|| format!("{again} 篇并入原件的改动")));
                parts.extend((known > 0).then(|| format!("{known} 个文件以前导入过")));
                parts.extend((refused > 0).then(|| format!("{refused} 个文件没能导入")));
                format!("{}{}\n", parts.join("，"), if self.wrote { "" } else { "；没有写文件" })
            }
            Language::English => {
                let reports = if made == 1 { "report" } else { "reports" };
                let done = if self.wrote { "Imported" } else { "Would make" };
                parts.extend((settled.is_none() || !only_settled).then(|| format!("{done} {made} {reports}")));
                parts.extend((again > 0).then(|| format!("{again} changed")));
                parts.extend((known > 0).then(|| format!("{known} imported before")));
                parts.extend((refused > 0).then(|| format!("{refused} could not be imported")));
                format!("{}{}\n", parts.join(", "), if self.wrote { "" } else { "; nothing was written" })
            }
        }
    }
}

/// That a document was imported before, and what was done to its report.
fn known(shown: &str, report: &VPath, filled: bool, language: Language) -> String {
    match (language, filled) {
        (Language::Chinese, false) => format!("{shown}：已经导入过，见 {report}，没有改动"),
        (Language::Chinese, true) => format!("{shown}：已经导入过，见 {report}，填上了组织"),
        (Language::English, false) => format!("{shown}: imported before as {report}; left as it is"),
        (Language::English, true) => format!("{shown}: imported before as {report}; its organization was filled in"),
    }
}

/// How much is left to be done, without a word for nothing.
fn to_look_at(errors: usize, others: usize, language: Language) -> String {
    let parts = match language {
        Language::Chinese => [(errors, format!("要补 {errors} 处")), (others, format!("要看 {others} 处"))],
        Language::English => [(errors, format!("{errors} to be filled in")), (others, format!("{others} to look at"))],
    };
    let parts: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    match (parts.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("还{}", parts.join("，")),
        (false, Language::English) => format!("still {}", parts.join(", ")),
    }
}

/// What a report is about: the three keys that every report must have.
fn identity(facts: &Facts, language: Language) -> String {
    fn known<T>(proposed: Option<&Proposed<T>>, shown: impl Fn(&T) -> String) -> Option<(String, bool)> {
        proposed.map(|proposed| (shown(&proposed.value), proposed.certain))
    }
    let title = known(facts.title.as_ref(), String::clone);
    let branch = known(facts.branch.as_ref(), |branch| match branch {
        Branch::Known(name) => name.clone(),
        Branch::New(path) => path.join("/"),
    });
    let year = known(facts.years.as_ref(), |years| years.ascii());
    let parts = [
        (title, Words { zh: "标题", en: "title" }),
        (branch, Words { zh: "组织", en: "organization" }),
        (year, Words { zh: "年度", en: "year" }),
    ];
    let parts = parts.into_iter().map(|(value, key)| match (value, language) {
        (Some((value, true)), Language::Chinese) => format!("{}：{value}", key.zh),
        (Some((value, true)), Language::English) => format!("{}: {value}", key.en),
        (Some((value, false)), Language::Chinese) => format!("{}：{value}？（待核）", key.zh),
        (Some((value, false)), Language::English) => format!("{}: {value}? (to be looked at)", key.en),
        (None, Language::Chinese) => format!("{}：没有认出，请填写", key.zh),
        (None, Language::English) => format!("{}: not found, please fill it in", key.en),
    });
    parts.collect::<Vec<_>>().join(match language {
        Language::Chinese => "　",
        Language::English => "; ",
    })
}

/// A number with a comma before each three of its digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Where the words went: 原文 2,713 字：正文 2,604，转入题头 71，略去 38（列出）.
fn account(account: &Account, language: Language) -> String {
    let front = account.front + account.rewritten_count + account.lost_count;
    let count = grouped;
    let (read, body, front, left) = (count(account.read), count(account.body), count(front), count(account.left_out));
    let rewritten = account.rewritten.iter().map(String::as_str).collect::<Vec<_>>();
    match language {
        Language::Chinese => {
            let rewritten = match rewritten.as_slice() {
                [] => String::new(),
                words => format!("（换了写法的：{}）", words.join("、")),
            };
            let left = if account.left_out > 0 { format!("，略去 {left}（列在下面）") } else { String::new() };
            format!("原文 {read} 字：正文 {body}，转入题头 {front}{rewritten}{left}")
        }
        Language::English => {
            let rewritten = match rewritten.as_slice() {
                [] => String::new(),
                words => format!(" (in other words: {})", words.join(", ")),
            };
            let left = if account.left_out > 0 { format!(", {left} left out (listed below)") } else { String::new() };
            format!("{read} characters: {body} in the text, {front} in the front matter{rewritten}{left}")
        }
    }
}

/// How much was read out of a report.
fn counts(facts: &Facts, language: Language) -> String {
    let shown = |words: Words, all: usize, certain: usize| match language {
        Language::Chinese if all == certain => format!("{} {all}", words.zh),
        Language::Chinese => format!("{} {all}（待核 {}）", words.zh, all - certain),
        Language::English if all == certain => format!("{} {all}", words.en),
        Language::English => format!("{} {all} ({} to be looked at)", words.en, all - certain),
    };
    fn certain<T>(all: &[Proposed<T>]) -> usize {
        all.iter().filter(|proposed| proposed.certain).count()
    }
    let mut parts = Vec::new();
    let mut add = |words: Words, all: usize, certain: usize| {
        if all > 0 {
            parts.push(shown(words, all, certain));
        }
    };
    add(Words { zh: "主题", en: "topics" }, facts.topics.len(), certain(&facts.topics));
    add(Words { zh: "成效", en: "achievements" }, facts.achievements.len(), certain(&facts.achievements));
    add(Words { zh: "荣誉", en: "honours" }, facts.honours.len(), certain(&facts.honours));
    add(Words { zh: "指标", en: "metrics" }, facts.metrics.len(), certain(&facts.metrics));
    add(Words { zh: "人物", en: "people" }, facts.people.len(), certain(&facts.people));
    match (parts.is_empty(), language) {
        (true, Language::Chinese) => "没有读出荣誉、指标等".to_owned(),
        (true, Language::English) => "no honours, metrics or the like were found".to_owned(),
        (false, Language::Chinese) => parts.join("，"),
        (false, Language::English) => parts.join(", "),
    }
}

/// Remarks, those alike together.
fn write_remarks(remarks: &[Remark], shell: &Shell, text: &mut String) {
    let mut groups: Vec<(RemarkKind, Words, Vec<&Remark>)> = Vec::new();
    for remark in remarks {
        match groups.iter_mut().find(|(kind, what, _)| *kind == remark.kind && what.zh == remark.what.zh) {
            Some((.., group)) => group.push(remark),
            None => groups.push((remark.kind, remark.what, vec![remark])),
        }
    }
    groups.sort_by_key(|&(kind, ..)| kind);
    for (kind, what, group) in groups {
        let head = match (group.len(), shell.language) {
            (1, _) => shell.word(what).to_owned(),
            (count, Language::Chinese) => format!("{}（{count} 处）", what.zh),
            (count, Language::English) => format!("{} ({count} places)", what.en),
        };
        line(text, 1, &head);
        let quoted: Vec<&&Remark> = group.iter().filter(|remark| !remark.before.is_empty()).collect();
        let length: usize = quoted.iter().map(|remark| remark.before.chars().count()).sum();
        // Words that stand nowhere else are quoted whole, unless they are those
        // of a page's frame or its like.
        let is_kept = is_quoted_whole(kind) && length <= WHOLE;
        let is_whole = is_kept || shell.verbosity == Verbosity::Verbose;
        let shown = if is_whole { quoted.len() } else { EXAMPLES };
        for remark in quoted.iter().take(shown) {
            let before = if is_whole { Cow::Borrowed(remark.before.as_str()) } else { cut(&remark.before) };
            let after = if remark.after.is_empty() { String::new() } else { format!(" → “{}”", remark.after) };
            let place = remark.place.map_or(String::new(), |at| place(at, shell.language));
            line(text, 2, &format!("“{before}”{after}{place}{}", why(&remark.reasons, shell.language)));
        }
        if quoted.len() > shown {
            line(text, 2, &more(quoted.len() - shown, shell.language));
        }
    }
}

/// Why a line was taken for what it is: ——凭：居中；字号最大.
fn why(reasons: &[Reason], language: Language) -> String {
    let clauses = reasons.iter().map(|reason| reason.clause());
    match (reasons.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("，凭：{}", clauses.map(|(zh, _)| zh).collect::<Vec<_>>().join("；")),
        (false, Language::English) => {
            format!(", because: {}", clauses.map(|(_, en)| en).collect::<Vec<_>>().join("; "))
        }
    }
}

/// Whether remarks of a kind quote words that the text has no more.
fn is_quoted_whole(kind: RemarkKind) -> bool {
    matches!(kind, RemarkKind::Dropped)
}

/// The beginning of a long quotation.
fn cut(words: &str) -> Cow<'_, str> {
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => Cow::Owned(format!("{}……", &words[..end])),
        None => Cow::Borrowed(words),
    }
}

/// That there are more of something.
pub fn more(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("……还有 {count} 处，加 --verbose 全部列出"),
        Language::English => format!("… and {count} more; --verbose lists all"),
    }
}

/// （第3段）
pub fn place(place: Place, language: Language) -> String {
    let place = place.shown(language);
    match language {
        _ if place.is_empty() => place,
        Language::Chinese => format!("（{place}）"),
        Language::English => format!(" ({place})"),
    }
}

fn line(text: &mut String, depth: usize, words: &str) {
    let clean = words.replace(|c: char| c.is_control(), " ");
    let _ = writeln!(text, "{}{clean}", "  ".repeat(depth));
}
