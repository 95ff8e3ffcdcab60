//! Check: the proofreader.
//!
//! In: a report as it was read, its words (`parse::markdown::Block`), and the
//! publication it belongs to. Out: findings about what a careful editor would
//! mark: figures that do not add up, wrong dates, broken numbering, names,
//! fixed expressions, punctuation, private data. A rule is a file in `check/`
//! with its words, a report that breaks it and one that does not; `CHECKS` is
//! the table of all, from which the reference in the manual is made.
//!
//! Precision goes before recall: a rule that is not sure is silent, one cause
//! gives one finding a file, and what is not the author's own wording
//! (`Block::is_foreign`) is left alone. A clean, well-written report gives
//! nothing above a note.

mod abstract_elsewhere;
mod approximation_miswritten;
mod base_unlike_last_year;
mod blank_indent;
mod broken_paragraph;
mod character_amiss;
pub mod choice;
mod closing_mark_misplaced;
mod date_adrift;
mod date_impossible;
mod date_miswritten;
mod de_confused;
mod discouraged_word;
mod document_number;
mod doi_broken;
mod doubled_words;
mod enumeration_end;
mod faults;
mod faulty_sentence;
mod figure_unlike_metric;
mod figures;
pub mod fix;
mod fused_labels;
mod half_width_punctuation;
mod han_space;
mod heading_level_skipped;
mod heading_mark_mixed;
mod heading_repeated;
mod injected_text;
mod jump_from_last_year;
mod keyword_absent;
mod last_year;
mod likely_misspelling;
mod makeshift_marks;
mod misnamed_meeting;
mod misquoted_phrase;
mod misquoted_title;
mod mixed_counters;
mod mixed_numerals;
mod mixed_width;
mod more_than_members;
mod name_varies;
mod names_alike;
mod names_unconsented;
mod not_for_publication;
mod numbering_broken;
mod ordinal_mark;
mod page_residue;
mod passages;
mod pause_between_titles;
mod place;
mod placeholder;
mod private_circumstances;
mod private_contact;
mod private_number;
mod range_unit_omitted;
mod redundant_words;
mod reference_uncited;
mod repeated_text;
mod several_reports;
mod short_name_unexplained;
mod spaced_digits;
mod straight_quotes;
pub mod terms;
mod time_impossible;
mod told_twice;
mod traditional_character;
mod unit_letters;
mod unit_variants;
mod unmarked_headings;
mod unpaired_marks;
mod untimely_name;
mod wrong_anniversary;
mod wrong_balance;
mod wrong_count;
mod wrong_growth;
mod wrong_share;
mod wrong_sum;
mod wrong_weekday;
mod wrong_word;
mod year_elsewhere;

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::terms::Terms;
use crate::diag::{self, Diagnostic, Language, Rule, Severity, Words};
use crate::index::Index;
use crate::model::{Metadata, Publication, Report};
use crate::parse::markdown::Block;
use crate::parse::{self, ReportDraft};
use crate::source::{Span, VPath};

/// A rule of the proofreader.
#[derive(Debug)]
pub struct Check {
    /// Its code, name, weight and words.
    pub rule: Rule,
    /// What kind of thing it looks at.
    pub group: Group,
    /// A paragraph for the reference: what exactly it marks, what it leaves
    /// alone, and why (a standard, where there is one).
    pub about: Words,
    /// A report that breaks it; without front matter, the body of one.
    pub wrong: &'static str,
    /// The like, that does not.
    pub right: &'static str,
    /// Whether its suggestions may be applied unseen.
    pub fix: Fix,
    /// Finds what breaks it.
    pub find: fn(&Subject<'_>, &mut Vec<Diagnostic>),
}

/// Groups of rules, in the order of the reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// 数字
    Numbers,
    /// 日期
    Dates,
    /// 要素
    Completeness,
    /// 标题
    Headings,
    /// 组织
    Organizations,
    /// 用语
    Expressions,
    /// 标点
    Punctuation,
    /// 断行
    Lines,
    /// 个人信息
    Privacy,
    /// 链接与文献
    References,
    /// 杂质
    Rubbish,
}

/// Whether what a rule suggests may be applied unseen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// It suggests nothing.
    None,
    /// It changes no meaning: punctuation, spacing, width.
    Safe,
    /// It changes words; a person has to look.
    Unsafe,
}

/// What a rule looks at: one report or page.
pub struct Subject<'a> {
    /// Its file.
    pub path: &'a VPath,
    /// The whole text of the file.
    pub text: &'a str,
    /// What it says of itself, with places.
    pub front: Front<'a>,
    /// The same with names resolved; none for a page, and for a report that is
    /// not published.
    pub report: Option<&'a Report>,
    /// What that says of itself.
    pub metadata: Option<&'a Metadata>,
    /// Its words.
    pub blocks: &'a [Block],
    /// The language it is in. English has its own punctuation, also beside a
    /// Chinese word.
    pub language: Language,
    /// The publication.
    pub publication: &'a Publication,
    /// Its index.
    pub index: &'a Index,
    /// How words are written.
    pub terms: &'a Terms,
}

/// What a report says of itself. A build does not keep it, and reads it again
/// for a rule that asks.
#[derive(Default)]
pub struct Front<'a> {
    kept: Option<&'a ReportDraft>,
    read: OnceCell<Option<ReportDraft>>,
}

impl<'a> Front<'a> {
    /// What was kept, if it was.
    pub fn new(kept: Option<&'a ReportDraft>) -> Front<'a> {
        Front { kept, read: OnceCell::new() }
    }
}

impl Subject<'_> {
    /// What it says of itself, with places; none for a page.
    ///
    /// In a build that is read anew, which takes as long as the rest of a
    /// report: a rule that a build asks first asks `report`, which has
    /// the same values without their places.
    pub fn draft(&self) -> Option<&ReportDraft> {
        let read = || parse::report(self.path, self.text.as_bytes()).value;
        let again = || self.front.read.get_or_init(|| self.report.and_then(|_| read())).as_ref();
        self.front.kept.or_else(again)
    }

    /// The span in the file of a range of a block's text.
    pub fn span(&self, block: &Block, range: std::ops::Range<usize>) -> Span {
        block.span(self.path, range)
    }
}

/// The rules that a build and a preview ask, since what they find is plainly
/// wrong. A preview keeps what they find until the text, a registry or
/// `site.yaml` is edited: none of them may look at what other reports say.
static IN_BUILD: &[&Check] = &[
    &wrong_share::CHECK,
    &wrong_sum::CHECK,
    &wrong_count::CHECK,
    &spaced_digits::CHECK,
    &year_elsewhere::CHECK,
    &date_impossible::CHECK,
    &numbering_broken::CHECK,
    &heading_level_skipped::CHECK,
    &heading_repeated::CHECK,
    &wrong_word::CHECK,
    &repeated_text::CHECK,
    &unpaired_marks::CHECK,
    &broken_paragraph::CHECK,
    &fused_labels::CHECK,
    &private_number::CHECK,
    &private_circumstances::CHECK,
    &not_for_publication::CHECK,
    &doi_broken::CHECK,
    &injected_text::CHECK,
    &placeholder::CHECK,
];

/// Every rule, in the order of the codes.
pub static CHECKS: &[&Check] = &[
    &wrong_share::CHECK,
    &wrong_sum::CHECK,
    &more_than_members::CHECK,
    &wrong_count::CHECK,
    &wrong_balance::CHECK,
    &spaced_digits::CHECK,
    &figure_unlike_metric::CHECK,
    &base_unlike_last_year::CHECK,
    &jump_from_last_year::CHECK,
    &range_unit_omitted::CHECK,
    &approximation_miswritten::CHECK,
    &mixed_numerals::CHECK,
    &unit_letters::CHECK,
    &document_number::CHECK,
    &wrong_growth::CHECK,
    &told_twice::CHECK,
    &year_elsewhere::CHECK,
    &date_impossible::CHECK,
    &date_adrift::CHECK,
    &wrong_weekday::CHECK,
    &time_impossible::CHECK,
    &wrong_anniversary::CHECK,
    &date_miswritten::CHECK,
    &keyword_absent::CHECK,
    &abstract_elsewhere::CHECK,
    &numbering_broken::CHECK,
    &heading_level_skipped::CHECK,
    &heading_mark_mixed::CHECK,
    &heading_repeated::CHECK,
    &unmarked_headings::CHECK,
    &unit_variants::CHECK,
    &short_name_unexplained::CHECK,
    &untimely_name::CHECK,
    &names_alike::CHECK,
    &name_varies::CHECK,
    &wrong_word::CHECK,
    &discouraged_word::CHECK,
    &repeated_text::CHECK,
    &doubled_words::CHECK,
    &mixed_counters::CHECK,
    &likely_misspelling::CHECK,
    &traditional_character::CHECK,
    &redundant_words::CHECK,
    &faulty_sentence::CHECK,
    &de_confused::CHECK,
    &misquoted_phrase::CHECK,
    &misquoted_title::CHECK,
    &character_amiss::CHECK,
    &misnamed_meeting::CHECK,
    &half_width_punctuation::CHECK,
    &mixed_width::CHECK,
    &han_space::CHECK,
    &unpaired_marks::CHECK,
    &makeshift_marks::CHECK,
    &straight_quotes::CHECK,
    &blank_indent::CHECK,
    &pause_between_titles::CHECK,
    &closing_mark_misplaced::CHECK,
    &enumeration_end::CHECK,
    &ordinal_mark::CHECK,
    &broken_paragraph::CHECK,
    &fused_labels::CHECK,
    &private_number::CHECK,
    &private_circumstances::CHECK,
    &names_unconsented::CHECK,
    &private_contact::CHECK,
    &not_for_publication::CHECK,
    &doi_broken::CHECK,
    &reference_uncited::CHECK,
    &page_residue::CHECK,
    &injected_text::CHECK,
    &placeholder::CHECK,
    &several_reports::CHECK,
];

impl Check {
    /// Whether a build and a preview ask it unless the site says otherwise.
    pub fn in_build(&self) -> bool {
        IN_BUILD.iter().any(|check| check.rule.code == self.rule.code)
    }
}

/// The rules that leave alone what `terms.yaml` has among its exceptions.
static BY_EXCEPTIONS: &[&Check] = &[
    &doubled_words::CHECK,
    &faulty_sentence::CHECK,
    &redundant_words::CHECK,
    &wrong_word::CHECK,
    &discouraged_word::CHECK,
    &misquoted_phrase::CHECK,
    &misquoted_title::CHECK,
    &misnamed_meeting::CHECK,
    &likely_misspelling::CHECK,
    &character_amiss::CHECK,
    &de_confused::CHECK,
    &traditional_character::CHECK,
];

/// Whether a rule leaves alone what the publication says is always right.
pub fn has_exceptions(rule: &Rule) -> bool {
    BY_EXCEPTIONS.iter().any(|check| check.rule.code == rule.code)
}

/// Whether a finding is a proofreader's opinion: what it is about stands in
/// the site as its author wrote it, and does no harm there.
pub fn is_editorial(finding: &Diagnostic) -> bool {
    finding.severity < Severity::Error && of(finding.rule).is_some()
}

impl Group {
    /// All of them.
    pub const ALL: [Group; 11] = [
        Group::Numbers,
        Group::Dates,
        Group::Completeness,
        Group::Headings,
        Group::Organizations,
        Group::Expressions,
        Group::Punctuation,
        Group::Lines,
        Group::Privacy,
        Group::References,
        Group::Rubbish,
    ];

    /// What it is called.
    pub fn words(self) -> Words {
        match self {
            Group::Numbers => Words { zh: "数字", en: "numbers" },
            Group::Dates => Words { zh: "日期", en: "dates" },
            Group::Completeness => Words { zh: "要素", en: "completeness" },
            Group::Headings => Words { zh: "标题", en: "headings" },
            Group::Organizations => Words { zh: "组织", en: "organizations" },
            Group::Expressions => Words { zh: "用语", en: "expressions" },
            Group::Punctuation => Words { zh: "标点", en: "punctuation" },
            Group::Lines => Words { zh: "断行", en: "lines" },
            Group::Privacy => Words { zh: "个人信息", en: "privacy" },
            Group::References => Words { zh: "链接与文献", en: "references" },
            Group::Rubbish => Words { zh: "杂质", en: "rubbish" },
        }
    }
}

/// Every rule there is, of all stages, in the order of the codes.
pub fn every_rule() -> impl Iterator<Item = &'static Rule> {
    diag::rules::all().chain(rules())
}

/// Whether a rule is about numbers: what is wrong is the number and nothing beside it.
pub fn is_of_number(rule: &Rule) -> bool {
    [&private_number::CHECK, &private_contact::CHECK].iter().any(|check| check.rule == *rule)
}

/// All that a finding is about which is told once a file: each place that is like its own.
pub fn all_like(rule: &Rule, text: &str, own: &Range<usize>) -> Vec<Range<usize>> {
    let found = match rule {
        rule if is_of_number(rule) => private_number::all_like(text, own),
        rule if *rule == private_circumstances::CHECK.rule => private_circumstances::column_of(text, own),
        _ => Vec::new(),
    };
    if found.contains(own) { found } else { vec![own.clone()] }
}

/// The check that a rule belongs to, if it is the proofreader's.
pub fn of(rule: &Rule) -> Option<&'static Check> {
    CHECKS.iter().copied().find(|check| check.rule.code == rule.code)
}

/// The rules themselves.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    CHECKS.iter().map(|check| &check.rule)
}

/// Drops from the findings of all texts what they show together to be right.
pub fn settle(findings: &mut Vec<Diagnostic>) {
    likely_misspelling::settle(findings);
}

/// What the rules that `wanted` takes find in one report or page.
pub fn check(subject: &Subject<'_>, wanted: &dyn Fn(&Check) -> bool) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let suits = |check: &Check| check.group != Group::Punctuation || subject.language == Language::Chinese;
    for check in CHECKS.iter().filter(|check| wanted(check) && suits(check)) {
        (check.find)(subject, &mut findings);
    }
    findings
}
