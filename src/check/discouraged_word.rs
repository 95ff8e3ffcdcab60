//! T02: a word that is better written another way.

use crate::check::wrong_word::misspellings;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::TermLevel;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7602",
        name: "discouraged-word",
        severity: Severity::Warning,
        message: Words {
            zh: "“{wrong}”宜写作“{right}”，共 {count} 处",
            en: "“{wrong}” is better written “{right}”, {count} in all",
        },
        help: Words { zh: "改为“{right}”（{why}）", en: "write “{right}” ({why})" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "不规范的写法：程序自带的异形词和惯用错法（台帐→台账、截止到→截至），依据《第一批异形词整理表》（GF 1001—2001）和《现代汉语词典》；以及汇编自己的 content/terms.yaml 里的用语（级别不写就是“警告”）。引文、书名、代码里的不看。同一个词一个文件只报一次。",
        en: "Words that are written otherwise: a built-in list of variant forms (台帐→台账, 截止到→截至), after GF 1001-2001 and the Contemporary Chinese Dictionary, and the terms of the publication's content/terms.yaml, whose level is “warning” unless they say otherwise. Quotations, titles and code are left alone. Reported once a word and file.",
    },
    wrong: "截止到3月底，支部有党员12名。\n",
    right: "截至3月底，支部有党员12名，台账齐全，讲台帐篷各一。\n",
    fix: Fix::Unsafe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    misspellings(subject, &CHECK, TermLevel::Warning, findings);
}
