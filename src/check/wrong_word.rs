//! T01: a word with a wrong character in it.

use std::ops::Range;

use crate::check::passages::{passages, replace};
use crate::check::traditional_character::simple;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Argument, Diagnostic, Edit, Rule, Severity, Words};
use crate::parse::TermLevel;
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7601",
        name: "wrong-word",
        severity: Severity::Warning,
        message: Words {
            zh: "“{wrong}”应为“{right}”，共 {count} 处",
            en: "“{wrong}” should be “{right}”, {count} in all",
        },
        help: Words { zh: "改为“{right}”（{why}）", en: "write “{right}” ({why})" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "错别字。三种来源：一、程序自带的常见错别字表（布署→部署、再接再励→再接再厉），依据《现代汉语词典》等，只收在别处不会是对的写法，并排除跨词的巧合（发布署名）；二、汇编自己的 content/terms.yaml 里级别为“错误”的用语；三、与固定表述（自带的常用成语和术语，加上 terms.yaml 的“固定表述”）只差一个字的写法（疫情防空→疫情防控）：四、五个字的，差的那个字要读音相同或字形相近；六个字以上的，任何一个字（六、七个字的，与旁边的字另成一词的不算：以师生为中心）；固定表述多半就在引号里，引号、书名号里的也看。代码里的，引文、书名里其他的错别字，不看。只管字写得对不对，不管写什么内容。同一个错一个文件只报一次。",
        en: "Wrong characters, from three sources: a built-in list of ordinary mistakes (布署→部署), after dictionaries, with only such words as are right nowhere else, and without chance meetings of two words (发布署名); terms of level “error” in the publication's content/terms.yaml; and what is one character away from a fixed expression (built-in idioms and terms, and “fixed” in terms.yaml): in those of four or five characters the one that differs must sound or look alike, in those of six or more it may be any (of six and seven one that makes no other word: 以师生为中心); these mostly stand in quotation marks, so quotations and titles are read for them. Code and other misspellings in quotations and titles are left alone. It is about spelling, never about contents. Reported once a word and file.",
    },
    wrong: "全年布署三项工作，逐项落实。\n",
    right: "全年部署三项工作，发布署名文章，疫情防治与疫情防控并重；原文如此：“布署”。\n",
    fix: Fix::Unsafe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    misspellings(subject, &CHECK, TermLevel::Error, findings);
}

/// One finding for every word that is wrong at a level.
pub fn misspellings(subject: &Subject<'_>, check: &'static Check, level: TermLevel, findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(String, &str, Argument, Vec<Edit>, Span)> = Vec::new();
    for block in passages(subject, |text| !subject.terms.find(text, level).is_empty()) {
        for word in subject.terms.find(&block.text, level) {
            // Of those another rule speaks.
            let is_traditional = block.text[word.at.clone()].chars().any(|written| simple(written).is_some());
            let is_others = |foreign: &Range<usize>| {
                let is_quoted =
                    word.is_fixed && !is_traditional && block.text[foreign.clone()].starts_with(['“', '《']);
                foreign.start < word.at.end && word.at.start < foreign.end && !is_quoted
            };
            if block.foreign.iter().any(is_others) {
                continue;
            }
            let wrong = &block.text[word.at.clone()];
            let edit = replace(subject, &block, word.at.clone(), word.right);
            match found.iter_mut().find(|(known, right, ..)| known == wrong && *right == word.right) {
                Some((.., edits, _)) => edits.push(edit),
                None => {
                    let span = subject.span(&block, word.at.clone());
                    found.push((wrong.to_owned(), word.right, word.why, vec![edit], span));
                }
            }
        }
    }
    for (wrong, right, why, edits, span) in found {
        let finding = Diagnostic::new(&check.rule, span)
            .with("wrong", wrong)
            .with("right", right)
            .with("count", edits.len())
            .with("why", why)
            .suggest(right);
        // One edit is what the suggestion says.
        findings.push(if edits.len() > 1 { finding.mend(edits) } else { finding });
    }
}
