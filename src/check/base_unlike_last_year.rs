//! HB7108: a base that is not what was published last year.

use crate::check::figure_unlike_metric::exact;
use crate::check::figures::plain;
use crate::check::last_year::metrics;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::FigureDraft;
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7108",
        name: "base-unlike-last-year",
        severity: Severity::Warning,
        message: Words {
            zh: "{name}的基数写的是{base}，上年的总结里是{published}",
            en: "the base of {name} is {base}, but last year's report has {published}",
        },
        help: Words {
            zh: "核对后改成一致；上年的数有误，就改上年的总结",
            en: "make them agree; if last year's figure is wrong, correct that report",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "指标的基数（上年数）与同一组织上年总结里同名、同单位的数不同。只比已登记的存量和流量，两篇都只报一个年度，且都是确数；比率的基数是总数，不比。上年总结的成效里有同样的数，也算相符。",
        en: "A metric's base is not the value that the same organisation's report on the year before gives for the metric in the same unit. Only registered stocks and flows are compared, of reports on a single year, and exact numbers; the base of a rate is a whole. A figure among last year's achievements counts as published.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nmetrics:\n  - {name: 党员, value: 46, unit: 名, base: 42}\n---\n\n正文。\n=== content/metrics.yaml\n- {id: members, name: 党员, unit: 名, kind: stock}\n=== content/reports/2020/a.md\n---\ntitle: 上年总结\nbranch: 甲医院/第一党支部\nyear: 2020\nmetrics:\n  - {name: 党员, value: 43, unit: 名}\n---\n\n正文。\n",
    right: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nmetrics:\n  - {name: 党员, value: 46, unit: 名, base: 43}\n---\n\n正文。\n=== content/metrics.yaml\n- {id: members, name: 党员, unit: 名, kind: stock}\n=== content/reports/2020/a.md\n---\ntitle: 上年总结\nbranch: 甲医院/第一党支部\nyear: 2020\nmetrics:\n  - {name: 党员, value: 43, unit: 名}\n---\n\n正文。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for metric in metrics(subject) {
        let Some(base) = metric.figure.base.as_ref().and_then(exact) else { continue };
        if metric.before.iter().any(|(value, _)| *value == base) {
            continue;
        }
        let Some((published, report)) = metric.before.first() else { continue };
        let at = place(subject.text, metric.draft);
        findings.push(
            Diagnostic::new(&CHECK.rule, Span::new(subject.path, at))
                .with("name", metric.name)
                .with("base", plain(base))
                .with("published", plain(*published))
                .label(Span::whole(&report.path), Words { zh: "上年的总结", en: "last year's report" }),
        );
    }
}

/// Where the base stands: the first number after its key, in the entry that
/// begins with the metric's name; the name if it is not found.
fn place(text: &str, metric: &FigureDraft) -> std::ops::Range<usize> {
    let name = metric.name.at.start as usize..metric.name.at.end as usize;
    let rest = text.get(name.end..).unwrap_or_default();
    let entry = rest.find("\n---").unwrap_or(rest.len()).min(rest.find("\n  -").unwrap_or(rest.len()));
    let entry = &rest[..entry.min(rest.find('}').unwrap_or(rest.len()))];
    let Some(digits) = metric.base.as_ref().map(|base| base.digits.as_str()) else { return name };
    let found = ["base", "基数", "上年数", "上年"].iter().find_map(|key| {
        let after = entry.find(key)? + key.len();
        let at = entry[after..].find(digits)?;
        (at <= 4).then_some(name.end + after + at)
    });
    found.map_or(name, |at| at..at + digits.len())
}
