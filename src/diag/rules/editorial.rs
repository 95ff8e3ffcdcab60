//! Rules about what editors put before years, organisations and topics (HB35…).

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[&EDITORIAL_SUBJECT_UNKNOWN, &EDITORIAL_TWICE, &HIGHLIGHT_UNKNOWN, &PINNED_UNKNOWN];

/// A file is named after nothing that there is.
pub static EDITORIAL_SUBJECT_UNKNOWN: Rule = Rule {
    code: "HB3501",
    name: "editorial-subject-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "没有编号或名称是“{name}”的{kind}，这个文件没有用上",
        en: "there is no {kind} “{name}”, neither by id nor by name; this file is not used",
    },
    help: Words {
        zh: "给文件改名。可以用的文件名，如：{known}",
        en: "rename the file; names it may have, for example: {known}",
    },
};

/// Two files are put before the same.
pub static EDITORIAL_TWICE: Rule = Rule {
    code: "HB3502",
    name: "editorial-twice",
    severity: Severity::Error,
    message: Words {
        zh: "“{other}”写的是同一项，这个文件没有用上",
        en: "“{other}” is for the same page; this file is not used",
    },
    help: Words { zh: "并成一个文件", en: "make one file of both" },
};

/// A chosen report is not there.
pub static HIGHLIGHT_UNKNOWN: Rule = Rule {
    code: "HB3503",
    name: "highlight-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "没有“{name}”这篇总结或这条成效，要闻里少了它",
        en: "there is no report or achievement “{name}”; the highlights lack it",
    },
    help: Words {
        zh: "写报告在 content/reports 里的位置，不写 .md；只要其中一条成效的，后面加“#a”和它的序号：2024/xueye#a3",
        en: "write where the report lies in content/reports, without .md; for one achievement add #a and its number: 2024/xueye#a3",
    },
};

/// A pinned metric is not there.
pub static PINNED_UNKNOWN: Rule = Rule {
    code: "HB3504",
    name: "pinned-metric-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "没有“{name}”这项指标，页首少了它", en: "there is no metric “{name}”; the page lacks it"
    },
    help: Words {
        zh: "写指标的编号或名称，和登记表、报告里的一样",
        en: "write the id or name of a metric as the registry or the reports have it",
    },
};
