//! P05: dashes and ellipses made of other marks.

use std::ops::Range;

use crate::check::passages::{context, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::punctuation::stroke::{self, Mark, has_trigger, marks};
use crate::language::reference::is_reference;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7705",
        name: "makeshift-marks",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”中的“{mark}”不是规范的{kind}（同类问题共 {count} 处）",
            en: "“{mark}” in “{text}” is not a proper {kind} ({count} such marks in all)",
        },
        help: Words { zh: "改为“{proper}”", en: "write “{proper}”" },
    },
    group: Group::Punctuation,
    about: Words {
        zh: "破折号是两个字宽的“——”，省略号是六个点“……”（GB/T 15834）。标出用 --、— —、――、── 代替的破折号，行首直接接汉字的 -（副题的破折号）；用 ...、。。。、单个 … 代替的省略号；省略号后面多余的顿号、逗号（……、）；重复的句号（。。）。只看汉字旁边的；连接号（2018—2020年、北京—上海、A-B）、引文、书名、代码、网址和参考文献条目里的不算。一个文件只报一次，修改时全部改掉。",
        en: "A dash is “——”, two squares wide, an ellipsis “……”, six dots (GB/T 15834). Marked are --, — —, ――, ── in place of a dash, and a - at the beginning of a line right before a Chinese character (the dash of a subtitle); ..., 。。。 and a single … in place of an ellipsis; an enumeration comma or comma after an ellipsis (……、); a doubled full stop (。。). Only beside Chinese characters; hyphens and en dashes that connect (2018—2020年, A-B), quotations, titles, code, addresses and references are left alone. Reported once a file; a fix mends all.",
    },
    wrong: "新要求— —学习讲话精神，写心得、谈体会...\n",
    right: "新要求——学习讲话精神，2018—2020年，京—沪线，Wi-Fi、A...B，写心得、谈体会……\n\n- 一项\n\n---\n\n论文[J]. 学报，2021--2022。\n",
    fix: Fix::Safe,
    find,
};

/// What a mark is called.
fn name(kind: stroke::Kind) -> Words {
    match kind {
        stroke::Kind::Dash => Words { zh: "破折号", en: "dash" },
        stroke::Kind::Ellipsis => Words { zh: "省略号", en: "ellipsis" },
        stroke::Kind::Stop => Words { zh: "句号", en: "full stop" },
    }
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| {
        (text.contains(['—', '―', '─', '–', '…', '－']) && has_trigger(text)
            || text.contains("--")
            || text.contains("..")
            || text.contains("。。")
            || text.starts_with('-'))
            && !is_reference(text)
    };
    let blocks = passages_with(subject, |signs| signs.has_any(&[Sign::Stroke, Sign::Doubled]), may);
    let mut found: Vec<(&Block, Mark)> = Vec::new();
    for block in &blocks {
        let marks = marks(&block.text, matches!(block.kind, ProseKind::Paragraph | ProseKind::Heading(_)));
        found.extend(marks.into_iter().filter(|mark| !is_kept(block, mark)).map(|mark| (&**block, mark)));
    }
    let Some((block, first)) = found.first() else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.at.clone()))
        .with("count", found.len())
        .with("mark", &block.text[first.at.clone()])
        .with("kind", name(first.kind))
        .with("proper", first.proper)
        .with("text", context(&block.text, &first.at));
    let edits: Vec<_> =
        found.iter().map(|(block, mark)| replace(subject, block, mark.at.clone(), mark.proper)).collect();
    findings.push(finding.mend(edits));
}

/// Whether a mark is part of what others wrote. A dash that a line break tore
/// apart is no wording, so it is mended in quotations and titles too.
fn is_kept(block: &Block, mark: &Mark) -> bool {
    let text = &block.text[mark.at.clone()];
    let is_torn = text.contains([' ', '\u{a0}']) && text.chars().all(|c| matches!(c, '—' | ' ' | '\u{a0}'));
    let is_wording = |foreign: &Range<usize>| block.text[foreign.clone()].starts_with(['“', '《', '「', '『']);
    block
        .foreign
        .iter()
        .any(|foreign| foreign.start < mark.at.end && mark.at.start < foreign.end && !(is_torn && is_wording(foreign)))
}
