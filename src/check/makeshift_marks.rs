//! P05: dashes and ellipses made of other marks.

use std::ops::Range;

use crate::check::passages::{context, is_reference, passages_with, replace};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::markdown::{Block, Kind};
use crate::text::han::{is_han, is_wide};
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

const DASH: Words = Words { zh: "破折号", en: "dash" };
const ELLIPSIS: Words = Words { zh: "省略号", en: "ellipsis" };
const STOP: Words = Words { zh: "句号", en: "full stop" };

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
        let marks = marks(&block.text, matches!(block.kind, Kind::Paragraph | Kind::Heading(_)));
        found.extend(marks.into_iter().filter(|mark| !is_kept(block, mark)).map(|mark| (&**block, mark)));
    }
    let Some((block, first)) = found.first() else { return };
    let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.at.clone()))
        .with("count", found.len())
        .with("mark", &block.text[first.at.clone()])
        .with("kind", first.kind)
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

/// Whether a text has anything but well-formed dashes and ellipses.
fn has_trigger(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['—', '―', '─', '–', '…', '－']) {
        rest = &rest[at..];
        let run = rest.find(|c| !matches!(c, '—' | '―' | '─' | '–' | '…' | '－')).unwrap_or(rest.len());
        let after = rest[run..].chars().next();
        match &rest[..run] {
            "——" => {}
            "……" if !matches!(after, Some('、' | '，')) => {}
            _ => return true,
        }
        rest = &rest[run..];
    }
    false
}

/// A mark and what should stand there.
pub(crate) struct Mark {
    /// Where it stands.
    pub(crate) at: Range<usize>,
    /// What should stand there.
    pub(crate) proper: &'static str,
    kind: Words,
}

/// Han or a mark of Chinese text that is none of those in question.
fn is_chinese(character: char) -> bool {
    is_han(character)
        || is_wide(character) && !matches!(character, '。' | '－' | '\u{3000}')
        || matches!(character, '“' | '”' | '‘' | '’')
}

/// The dashes and ellipses made of other marks, in their order.
pub(crate) fn marks(text: &str, may_be_subtitle: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if at < end || !matches!(character, '-' | '—' | '―' | '─' | '–' | '－' | '…' | '.' | '。') {
            continue;
        }
        let length = match character {
            '-' | '—' | '―' | '─' | '–' | '－' => {
                text[at..].find(|c| !matches!(c, '-' | '—' | '―' | '─' | '–' | '－' | ' ' | '\u{a0}'))
            }
            _ => text[at..].find(|c| c != character),
        };
        let run = text[at..at + length.unwrap_or(text.len() - at)].trim_end_matches([' ', '\u{a0}']);
        end = at + run.len();
        let before = text[..at].trim_end_matches(' ').chars().next_back();
        let after = text[end..].trim_start_matches(' ').chars().next();
        let beside = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
        let is_subtitle = || {
            may_be_subtitle
                && (at == 0 || text[..at].ends_with('\n'))
                && matches!(run, "-" | "－" | "–")
                && text[end..].starts_with(is_han)
        };
        let found = match character {
            '-' | '—' | '―' | '─' | '–' | '－' if beside => {
                // `--port` and a line of hyphens are no dashes.
                let is_bare =
                    character == '-' && (!after.is_some_and(is_chinese) || before.is_some_and(|c| !is_chinese(c)));
                (is_dash(run) && !is_bare || is_subtitle()).then_some((end, "——", DASH))
            }
            '。' => match run.chars().count() {
                1 => None,
                2 => Some((end, "。", STOP)),
                _ => Some((end, "……", ELLIPSIS)),
            },
            '.' if beside && run.len() >= 3 && before.is_some_and(is_chinese) => Some((end, "……", ELLIPSIS)),
            '…' if beside => {
                let comma = text[end..].chars().next().filter(|c| matches!(c, '、' | '，'));
                let elided = matches!(before, Some('（' | '［' | '【' | '〔'))
                    && matches!(after, Some('）' | '］' | '】' | '〕'));
                let whole = end + comma.map_or(0, char::len_utf8);
                // Twelve dots stand for omitted paragraphs.
                let proper = matches!(run.chars().count(), 2 | 4);
                (comma.is_some() || !proper && !elided).then_some((whole, "……", ELLIPSIS))
            }
            _ => None,
        };
        if let Some((whole, proper, kind)) = found {
            marks.push(Mark { at: at..whole, proper, kind });
            end = whole;
        }
    }
    marks
}

/// Whether a run of strokes and spaces, other than “——”, was meant for a dash.
fn is_dash(run: &str) -> bool {
    let strokes = run.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).count();
    let spaced = run.contains([' ', '\u{a0}']);
    match run.chars().next() {
        _ if run == "——" => false,
        Some('—') => {
            strokes == 2 && run.chars().all(|c| matches!(c, '—' | ' ' | '\u{a0}')) || strokes == 3 && !spaced
        }
        Some('-' | '－' | '―' | '─' | '–') => (2..=3).contains(&strokes) && !spaced,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_trigger, marks};

    #[test]
    fn makeshift_marks_are_found() {
        for (text, expected) in [
            ("甲— —乙", "— —"),
            ("甲--乙", "--"),
            ("-甲乙", "-"),
            ("甲 -- 乙", "--"),
            ("甲――乙──丙", "――|──"),
            ("甲等...", "..."),
            ("甲。。。", "。。。"),
            ("甲。。乙", "。。"),
            ("甲…乙", "…"),
            ("甲……、乙", "……、"),
            ("甲——乙……丙", ""),
            ("2018—2020年，京—沪", ""),
            ("a--b a...b", ""),
            ("甲-----乙", ""),
            ("（……）", ""),
            ("甲…………乙", ""),
            ("--", ""),
            ("请用 --port 另选，首尾两行---", ""),
            ("--甲支部", "--"),
            ("……", ""),
            ("", ""),
        ] {
            let found: Vec<&str> = marks(text, true).iter().map(|mark| &text[mark.at.clone()]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
        assert!(!has_trigger("甲——乙……丙"));
        assert!(has_trigger("甲— —乙") && has_trigger("甲……、乙") && has_trigger("甲…"));
    }
}
