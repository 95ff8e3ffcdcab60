//! T08: words that say the same twice.

use std::sync::LazyLock;

use crate::check::faults::{Faults, cuts_noun};
use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7608",
        name: "redundant-words",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”中的“{wrong}”意思重复", en: "“{wrong}” in “{text}” says the same twice"
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "一个意思说了两遍的词语：付诸于（诸就是“之于”）、凯旋而归、涉及到、目的是为了、原因是因为、亲眼目睹、众多莘莘学子、悬殊很大。依据编校手册和语文教学通行的例词，只收去掉一个意思不变的。引文、书名、代码里的不看；terms.yaml 的“例外”里有的不算。数目前后的重复（大约……左右）见 approximation-miswritten。",
        en: "Words that say one thing twice: 付诸于 (诸 is 之于), 凯旋而归, 涉及到, 目的是为了, 原因是因为, 亲眼目睹, 众多莘莘学子, 悬殊很大; after editors' handbooks and school grammars, only where nothing is lost with one of them. Quotations, titles and code are left alone, as is what “例外” of terms.yaml has. For what is doubled around numbers (大约……左右) see approximation-miswritten.",
    },
    wrong: "培训的目的是为了提高技能。\n",
    right: "培训的目的是提高技能，为了提高技能而培训，把设想付诸行动。\n",
    fix: Fix::Unsafe,
    find,
};

static FAULTS: LazyLock<Faults> = LazyLock::new(|| Faults::new(lexicon::SENTENCE_FAULTS.of("redundant")));

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages_with(subject, |signs| signs.has(Sign::Han), |text| text.len() > 6) {
        for (at, row) in FAULTS.find(&block.text) {
            if block.is_foreign(&at) || subject.terms.is_right(&block.text, &at) || cuts_noun(&block.text, &at) {
                continue;
            }
            let right = row.get("right");
            let edit = replace(subject, &block, at.clone(), right);
            let finding = Diagnostic::new(&CHECK.rule, edit.span)
                .with("text", context(&block.text, &at))
                .with("wrong", &block.text[at])
                .with("right", right);
            findings.push(finding.suggest(right));
        }
    }
}
