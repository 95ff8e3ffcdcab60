//! Diagnostics: findings about the author's files, as data.
//!
//! In: a rule, a place and arguments, from any stage. Out: the same, sorted;
//! the words come last, in the reader's language, from `diag/terminal` and its
//! siblings. A finding never stops a stage and never carries prose: the rule
//! holds the sentence in both languages, with `{name}` where an argument goes.
//! Trouble of the machine (a full disk, a taken port) is not a finding but a
//! `Fault`.

pub mod codequality;
pub mod fault;
pub mod github;
pub mod grouped;
pub mod html;
pub mod json;
pub mod markdown;
pub mod position;
pub mod rules;
pub mod sarif;
pub mod short;
pub mod tally;
pub mod terminal;
pub mod texts;

use crate::source::{Span, VPath};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 提示: worth knowing.
    Note,
    /// 警告: probably wrong; the page is built as it stands.
    Warning,
    /// 错误: something of the author's is missing from the site, or stands in it
    /// and must not. Nothing else fails a build.
    Error,
}

/// A language that huibian speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// 简体中文
    Chinese,
    /// English
    English,
}

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Severity {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

impl Rule {
    /// Whether it tells of what is missing from the site or must not stand in
    /// it: such a rule is never silent for a whole publication.
    pub fn is_grave(&self) -> bool {
        self.severity == Severity::Error
    }

    /// One of its sentences for whoever has no finding: an ellipsis stands for
    /// each value.
    pub fn in_general(&self, words: Words, language: Language) -> String {
        let ellipsis = match language {
            Language::Chinese => "……",
            Language::English => "…",
        };
        let mut parts = words.in_language(language).split('{');
        let mut sentence = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            sentence.push_str(ellipsis);
            sentence.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
        }
        sentence
    }
}

impl Language {
    /// Its tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }
}

impl Words {
    /// The text in one language.
    pub fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// A rule that findings are made by.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The code, such as `HB2103`: never reused.
    pub code: &'static str,
    /// A name that reads well after “allow”, such as `date-missing`.
    pub name: &'static str,
    /// How much its findings weigh unless a site says otherwise.
    pub severity: Severity,
    /// What is wrong, one sentence without its full stop; `{name}` stands for
    /// an argument.
    pub message: Words,
    /// What to write instead, one sentence without its full stop; may be empty
    /// where the message says it all.
    pub help: Words,
}

/// What stands in a message for `{name}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The author's own text, a path or a number: the same in every language.
    Text(String),
    /// A term that has a word in each language.
    Term(Words),
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Text(text)
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }
}

impl From<Words> for Argument {
    fn from(term: Words) -> Argument {
        Argument::Term(term)
    }
}

macro_rules! from_number {
    ($($number:ty),*) => {$(
        impl From<$number> for Argument {
            fn from(number: $number) -> Argument {
                Argument::Text(number.to_string())
            }
        }
    )*};
}
from_number!(usize, u64, u32, i32);

/// A second place that explains the finding, such as the first of two namesakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there.
    pub words: Words,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// How much it weighs: as its rule says, or the site.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// The values for the rule's sentences.
    pub arguments: Vec<(&'static str, Argument)>,
    /// Further places.
    pub labels: Box<[Label]>,
    /// What the author probably meant, to stand in place of the span's text.
    pub suggestion: Option<String>,
    /// What mends it, where that is more than the suggestion or elsewhere.
    pub edits: Box<[Edit]>,
}

/// A change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What stands there instead.
    pub text: String,
}

impl Diagnostic {
    /// A finding without arguments.
    pub fn new(rule: &'static Rule, span: Span) -> Diagnostic {
        Diagnostic {
            rule,
            severity: rule.severity,
            span,
            arguments: Vec::new(),
            labels: Box::default(),
            suggestion: None,
            edits: Box::default(),
        }
    }

    /// Gives it another weight than its rule's.
    pub fn weighing(mut self, severity: Severity) -> Diagnostic {
        self.severity = severity;
        self
    }

    /// Gives the value of `{name}`.
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Diagnostic {
        self.arguments.push((name, value.into()));
        self
    }

    /// Whether it points into a file.
    pub fn touches(&self, file: &VPath) -> bool {
        self.span.file == *file || self.labels.iter().any(|label| label.span.file == *file)
    }

    /// Points at a second place.
    pub fn label(mut self, span: Span, words: Words) -> Diagnostic {
        let mut labels = std::mem::take(&mut self.labels).into_vec();
        labels.push(Label { span, words });
        self.labels = labels.into();
        self
    }

    /// Says what to write in place of the span's text.
    pub fn suggest(mut self, text: impl Into<String>) -> Diagnostic {
        self.suggestion = Some(text.into());
        self
    }

    /// Gives the changes that mend it.
    pub fn mend(mut self, edits: impl IntoIterator<Item = Edit>) -> Diagnostic {
        self.edits = edits.into_iter().collect();
        self
    }

    /// How many places it speaks of, if it says so.
    pub fn place_count(&self) -> Option<usize> {
        let (_, count) = self.arguments.iter().find(|(name, _)| *name == "count")?;
        match count {
            Argument::Text(count) => count.parse().ok(),
            Argument::Term(_) => None,
        }
    }

    /// The changes that mend it; none if nobody knows.
    pub fn changes(&self) -> Vec<Edit> {
        match &self.suggestion {
            Some(text) if self.edits.is_empty() => vec![Edit { span: self.span.clone(), text: text.clone() }],
            _ => self.edits.to_vec(),
        }
    }

    /// What is wrong, as a sentence without its full stop.
    pub fn message(&self, language: Language) -> String {
        self.fill(self.rule.message.in_language(language), language)
    }

    /// What to do about it; empty if the message says it all.
    pub fn help(&self, language: Language) -> String {
        self.fill(self.rule.help.in_language(language), language)
    }

    /// Puts the arguments into a sentence. A name without a value stays as it
    /// is, which the test of the rules' table would show.
    fn fill(&self, sentence: &str, language: Language) -> String {
        let mut filled = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            rest = &rest[open..];
            let Some(close) = rest.find('}') else { break };
            match self.arguments.iter().find(|(name, _)| *name == &rest[1..close]) {
                Some((_, Argument::Text(text))) => filled.push_str(text),
                Some((_, Argument::Term(term))) => filled.push_str(term.in_language(language)),
                None => filled.push_str(&rest[..=close]),
            }
            rest = &rest[close + 1..];
        }
        filled.push_str(rest);
        filled
    }
}

/// 已豁免 A finding that the author asked us to be silent about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: Diagnostic,
    /// Where it is waived: in its own file, or for all in `site.yaml`.
    pub by: Span,
    /// 理由 Why, if the author says so.
    pub reason: Option<String>,
}

/// Puts findings in the order in which they are shown: by file and place, the
/// graver first where places are equal; the same finding twice is one.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.span, std::cmp::Reverse(a.severity), a.rule.code).cmp(&(
            &b.span,
            std::cmp::Reverse(b.severity),
            b.rule.code,
        ))
    });
    diagnostics.dedup();
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Language, Rule, Severity, Words, sort};
    use crate::source::{Span, VPath};

    static RULE: Rule = Rule {
        code: "HB0000",
        name: "sample",
        severity: Severity::Error,
        message: Words { zh: "没有“{name}”这个{kind}", en: "there is no {kind} “{name}”" },
        help: Words { zh: "", en: "" },
    };

    fn finding(start: usize) -> Diagnostic {
        let file = VPath::new("content/a.md").unwrap();
        Diagnostic::new(&RULE, Span::new(&file, start..start + 1))
            .with("name", "{kind}")
            .with("kind", Words { zh: "主题", en: "topic" })
    }

    #[test]
    fn arguments_are_filled_once_and_in_the_language() {
        assert_eq!(finding(0).message(Language::Chinese), "没有“{kind}”这个主题");
        assert_eq!(finding(0).message(Language::English), "there is no topic “{kind}”");
    }

    #[test]
    fn findings_are_sorted_by_place_and_said_once() {
        let mut findings = vec![finding(9), finding(3), finding(9)];
        sort(&mut findings);
        assert_eq!(findings, [finding(3), finding(9)]);
    }
}
