//! HB7107: a figure in the text that differs from the metric of that name.

use crate::check::figures::{Clause, ELSEWHERE, Sentence, plain};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE, kin};
use crate::language::lexicon::{self, List};
use crate::model::{Figure, Publication, Report};
use crate::parse::markdown::ProseKind;
use crate::parse::{FigureDraft, MetricKind, Precision, Quantity};
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7107",
        name: "figure-unlike-metric",
        severity: Severity::Warning,
        message: Words {
            zh: "正文里的{name}是{figure}，文件开头的指标是{metric}",
            en: "{name} is {figure} in the text but {metric} among the metrics",
        },
        help: Words {
            zh: "核对后改成一致；口径不同的，在正文里说明",
            en: "make them agree, or say in the text how they differ",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "正文按指标的名称、以相同的单位写出的数，与文件开头的指标不同。只看说总数的话：存量如“支部现有党员45名”“共有45名党员”，流量如“全年义诊12次”“全年共举办义诊12次”，数后就是句读，前面的主语只能是本组织；提到往年、年初、下属各组织、全院全市的句子，约数，指标的基数和成效里的同名数字，都不算；正文别处写对了的，也不报。引文、书名里的不算。",
        en: "A figure that the text gives under a metric's name and in its unit, but not as the front matter has it. Only totals are looked at: “支部现有党员45名”, “共有45名党员” for a stock, “全年义诊12次” for a flow, with a mark right after the number and no subject but the organisation itself. Sentences that speak of other years, the beginning of the year, parts of the organisation or all of a hospital or city are left alone, as are approximate numbers, the metric's base, and figures of that name among the achievements; and nothing is said if the text has it right elsewhere. Not in quotations or titles.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nmetrics:\n  - {name: 党员, value: 46, unit: 名}\n---\n\n支部现有党员45名，编为三个小组。\n",
    right: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nmetrics:\n  - {name: 党员, value: 45, unit: 名, base: 42}\n---\n\n支部现有党员45名。年初有党员40名。第一小组有党员12名。共有党员30名参加义诊。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(draft), Some(report)) = (subject.draft(), subject.report) else { return };
    if draft.metrics.len() != report.metrics.len() {
        return;
    }
    for (metric, figure) in draft.metrics.iter().zip(&report.metrics) {
        let Some(value) = exact(&figure.value).filter(|_| !figure.unit.is_empty()) else { continue };
        let names = names(metric, figure, subject.publication);
        let mut differs = None;
        let mut agrees = false;
        for block in subject.blocks.iter().filter(|block| matches!(block.kind, ProseKind::Paragraph | ProseKind::Item))
        {
            for name in names.iter().filter(|name| block.text.contains(**name)) {
                for sentence in block.sentences() {
                    if !block.text[sentence.clone()].contains(*name) {
                        continue;
                    }
                    let sentence = Sentence::read(block, sentence);
                    for amount in totals(&sentence, name, figure, report, subject.publication) {
                        if is_known(amount.value, value, figure, report) {
                            agrees = true;
                        } else if differs.is_none() && !block.is_foreign(&amount.range) {
                            differs = Some((block, amount.range.clone(), *name));
                        }
                    }
                }
            }
        }
        let Some((block, range, name)) = differs.filter(|_| !agrees) else { continue };
        let at = metric.name.at.start as usize..metric.name.at.end as usize;
        findings.push(
            Diagnostic::new(&CHECK.rule, subject.span(block, range.clone()))
                .with("name", name)
                .with("figure", &block.text[range])
                .with("metric", format!("{}{}", plain(value), figure.unit))
                .label(Span::new(subject.path, at), Words { zh: "指标在这里", en: "the metric is here" }),
        );
    }
}

/// What a quantity says in millionths, if it is exact and without scale.
pub fn exact(quantity: &Quantity) -> Option<u64> {
    let whole = quantity.number.is_finite() && (0.0..1e12).contains(&quantity.number) && quantity.scale.is_empty();
    // The digits are exact where the float may not be.
    let value = (quantity.number * ONE as f64).round() as u64;
    (whole && quantity.precision == Precision::Exact).then_some(value)
}

/// The names that a metric goes by: as written, and as registered.
fn names<'a>(metric: &'a FigureDraft, figure: &Figure, publication: &'a Publication) -> Vec<&'a str> {
    let mut names = vec![publication[figure.metric].name.as_str()];
    if metric.name.value != names[0] && !metric.name.value.is_ascii() {
        names.push(&metric.name.value);
    }
    names.retain(|name| name.chars().count() >= 2);
    names
}

/// Whether the front matter has a value under the metric's name anywhere.
fn is_known(found: u64, value: u64, figure: &Figure, report: &Report) -> bool {
    let all = report.metrics.iter().chain(report.achievements.iter().flat_map(|achievement| &achievement.figures));
    found == value
        || all.filter(|other| other.metric == figure.metric).any(|other| {
            exact(&other.value).is_none_or(|known| known == found) || other.base.as_ref().and_then(exact) == Some(found)
        })
}

/// What stands around a total: 现有党员45名, 全年共义诊12次.
static YEAR: List = List::new(&lexicon::SUM_WORDS, "year");
static TOTAL_LEADS: List = List::new(&lexicon::SUM_WORDS, "total-lead");
static STOCK_LEADS: List = List::new(&lexicon::SUM_WORDS, "stock-lead");
static FLOW_LEADS: List = List::new(&lexicon::SUM_WORDS, "flow-lead");
static FLOW_VERBS: List = List::new(&lexicon::SUM_WORDS, "flow-verb");
/// What an organisation calls itself.
static OWN: List = List::new(&lexicon::SUM_WORDS, "own");
static BODIES: List = List::new(&lexicon::SUM_WORDS, "body");

/// The figures in a sentence that tell the total of a metric.
fn totals<'s, 'a>(
    sentence: &'s Sentence<'a>,
    name: &str,
    figure: &Figure,
    report: &Report,
    publication: &Publication,
) -> Vec<&'s Amount<'a>> {
    let Some(start) = sentence.clauses.first().map(|clause| clause.range.start) else { return Vec::new() };
    let own_year = |amount: &&Amount<'_>| {
        let year = i32::try_from(amount.value / ONE).unwrap_or(0);
        !YEAR.has(amount.counter) || (report.years.first..=report.years.last).contains(&year)
    };
    let other_year =
        sentence.amounts.iter().filter(|amount| amount.nature == Nature::Time).any(|amount| !own_year(&amount));
    let has_code = sentence.amounts.iter().any(|amount| amount.nature == Nature::Code);
    if other_year || has_code {
        return Vec::new();
    }
    let mut totals = Vec::new();
    for clause in &sentence.clauses {
        let counted = |index: &usize| sentence.amounts[*index].nature != Nature::Ordinal;
        let [index] = clause.amounts.clone().filter(counted).collect::<Vec<_>>()[..] else { continue };
        let amount = &sentence.amounts[index];
        let said = &sentence.text[start..amount.range.end];
        if ELSEWHERE.is_in(said) {
            continue;
        }
        if amount.is_exact_count()
            && amount.kin() == kin(&figure.unit)
            && is_total(sentence, clause, amount, name, figure, report, publication)
        {
            totals.push(amount);
        }
    }
    totals
}

fn is_total(
    sentence: &Sentence<'_>,
    clause: &Clause,
    amount: &Amount<'_>,
    name: &str,
    figure: &Figure,
    report: &Report,
    publication: &Publication,
) -> bool {
    let before = sentence.before(clause, amount);
    let after = sentence.after(clause, amount).trim_end_matches(['。', '！', '；']);
    let is_stock = publication[figure.metric].kind != Some(MetricKind::Flow);
    let lead = if after.is_empty() {
        // 现有党员45名
        let words = TOTAL_LEADS.strip_suffix(before).unwrap_or(before);
        match words.trim_end().strip_suffix(name) {
            Some(lead) => lead,
            None => return false,
        }
    } else if after == name && is_stock {
        // 现有45名党员
        before
    } else {
        return false;
    };
    let lead = without_subject(lead.trim(), report, publication);
    if is_stock { STOCK_LEADS.has(lead) } else { FLOW_LEADS.has(FLOW_VERBS.strip_suffix(lead).unwrap_or(lead)) }
}

/// A clause without the organisation's own name at its head.
fn without_subject<'a>(lead: &'a str, report: &Report, publication: &Publication) -> &'a str {
    let bare = OWN.trim_start(lead);
    let full = publication.full_name(report.branch, Some(report.years.last));
    let mut names = vec![full.as_str()];
    names.extend(publication[report.branch].names.iter().map(|name| name.name.as_str()));
    names.extend(publication[report.branch].names.iter().filter_map(|name| name.short.as_deref()));
    let own = BODIES.iter().filter(|word| full.ends_with(**word));
    names.extend(own);
    names.iter().filter(|name| !name.is_empty()).filter_map(|name| bare.strip_prefix(name)).next().unwrap_or(lead)
}
