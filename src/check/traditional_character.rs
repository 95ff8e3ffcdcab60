//! T07: traditional characters in a simplified text.

use std::collections::BTreeMap;

use crate::check::passages::{passages, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::lexicon::{self, Map};
use crate::language::{Known, annotate};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7607",
        name: "traditional-character",
        severity: Severity::Warning,
        message: Words {
            zh: "“{wrong}”是繁体字，简化字写“{right}”，共 {count} 处",
            en: "“{wrong}” is a traditional character; the simplified one is “{right}”, {count} in all",
        },
        help: Words { zh: "改为“{right}”", en: "write “{right}”" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "简化字文本里夹着的繁体字（服務→服务），多是从别处粘贴带来的。依据《国家通用语言文字法》和《通用规范汉字表》。只看简化字文本里不用的字；人名地名仍用的字（昇、邨）不算，引文、书名、代码、人名里的不看；繁体字占百分之五以上的，看作繁体文本，不报。同一个字一个文件只报一次。",
        en: "Traditional characters in a simplified text (服務→服务), mostly brought along by pasting; after the national law on the common language and the General Standard Characters. Only characters that simplified texts do not use are looked at, not those still right in names (昇, 邨). Quotations, titles, code and names of persons are left alone, and a text of which more than one character in twenty is traditional. Each character once a file.",
    },
    wrong: "全年开展志愿服務十二次。\n",
    right: "全年开展志愿服务十二次，曹昇、李邨到会。匾上写着“为人民服務”。\n",
    fix: Fix::Unsafe,
    find,
};

static SIMPLE: Map = Map::new(&lexicon::TRADITIONAL_CHARACTERS, "right");

/// Of how many characters one is traditional in a traditional text.
const PART: usize = 20;
/// Up to how many of them never make a text traditional.
const FEW: usize = 4;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<char, (Span, &str, Vec<Edit>)> = BTreeMap::new();
    let blocks = passages(subject, |text| text.chars().any(|character| simple(character).is_some()));
    let all = || blocks.iter().flat_map(|block| block.text.chars());
    let traditional = all().filter(|character| simple(*character).is_some()).count();
    if traditional * PART > all().filter(|character| is_han(*character)).count().max(PART * FEW) {
        return;
    }
    for block in &blocks {
        let names = annotate(&block.text, &Known::default());
        for (at, character) in block.text.char_indices() {
            let Some(right) = simple(character) else { continue };
            let range = at..at + character.len_utf8();
            let is_name = names.persons().iter().any(|name| name.range.contains(&at));
            if is_name || block.is_foreign(&range) || subject.terms.is_right(&block.text, &range) {
                continue;
            }
            let place = found.entry(character).or_insert((subject.span(block, range.clone()), right, Vec::new()));
            place.2.push(replace(subject, block, range, right));
        }
    }
    for (character, (span, right, edits)) in found {
        let finding = Diagnostic::new(&CHECK.rule, span)
            .with("wrong", character.to_string())
            .with("right", right)
            .with("count", edits.len())
            .suggest(right);
        findings.push(if edits.len() > 1 { finding.mend(edits) } else { finding });
    }
}

/// The simplified character for a traditional one.
pub(super) fn simple(character: char) -> Option<&'static str> {
    is_han(character).then(|| SIMPLE.get(character.encode_utf8(&mut [0; 4]))).flatten()
}
