//! HB7109: a metric that jumps from last year's.

use crate::check::figure_unlike_metric::exact;
use crate::check::figures::plain;
use crate::check::last_year::metrics;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::ONE;
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7109",
        name: "jump-from-last-year",
        severity: Severity::Warning,
        message: Words {
            zh: "{name}上年是{before}，今年是{now}，相差超过三成",
            en: "{name} was {before} last year and is {now} now, which is over 30% apart",
        },
        help: Words {
            zh: "核对是否抄错；属实的，写上基数或说明，就不再提示",
            en: "look for a slip; if it is true, give the base or a note, and this is not said again",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "已登记的存量、流量指标，与同一组织上年总结里同名、同单位的数相比，增减超过三成。两数都要是确数，都不小于20；指标写了基数（上年数）或说明的，算是作者心里有数，不报。",
        en: "A registered stock or flow that differs by more than 30% from what the same organisation's report on the year before gives in the same unit. Both must be exact and at least 20; a metric with a base or a note is taken to be known to its author.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nmetrics:\n  - {name: 党员, value: 64, unit: 名}\n---\n\n正文。\n=== content/metrics.yaml\n- {id: members, name: 党员, unit: 名, kind: stock}\n=== content/reports/2020/a.md\n---\ntitle: 上年总结\nbranch: 甲医院/第一党支部\nyear: 2020\nmetrics:\n  - {name: 党员, value: 45, unit: 名}\n---\n\n正文。\n",
    right: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nmetrics:\n  - {name: 党员, value: 46, unit: 名}\n---\n\n正文。\n=== content/metrics.yaml\n- {id: members, name: 党员, unit: 名, kind: stock}\n=== content/reports/2020/a.md\n---\ntitle: 上年总结\nbranch: 甲医院/第一党支部\nyear: 2020\nmetrics:\n  - {name: 党员, value: 45, unit: 名}\n---\n\n正文。\n",
    fix: Fix::None,
    find,
};

/// Below this, a jump means nothing.
const SMALL: u64 = 20 * ONE;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for metric in metrics(subject) {
        let Some(now) = exact(&metric.figure.value) else { continue };
        let is_jump =
            |before: u64| before.min(now) >= SMALL && u128::from(before.abs_diff(now)) * 10 > u128::from(before) * 3;
        let explained = metric.figure.base.is_some() || !metric.figure.note.is_empty();
        if explained || !metric.before.iter().all(|(before, _)| is_jump(*before)) {
            continue;
        }
        let Some((before, report)) = metric.before.first() else { continue };
        let name = &metric.draft.name.at;
        findings.push(
            Diagnostic::new(&CHECK.rule, Span::new(subject.path, name.start as usize..name.end as usize))
                .with("name", metric.name)
                .with("before", format!("{}{}", plain(*before), metric.figure.unit))
                .with("now", format!("{}{}", plain(now), metric.figure.unit))
                .label(Span::whole(&report.path), Words { zh: "上年的总结", en: "last year's report" }),
        );
    }
}
