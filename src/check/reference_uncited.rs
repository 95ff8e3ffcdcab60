//! L03: references that are not cited, and citations without their reference.

use std::collections::HashSet;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::reference;
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8003",
        name: "reference-uncited",
        severity: Severity::Warning,
        message: Words { zh: "{what}：{numbers}", en: "{what}: {numbers}" },
        help: Words {
            zh: "在正文引用处补上文献序号，或改正参考文献表",
            en: "cite it where it is used, or mend the list of references",
        },
    },
    group: Group::References,
    about: Words {
        zh: "文末有“参考文献”时，表里每一条（[1]……）应在正文里引到，正文里的序号也应在表里（GB/T 7714 顺序编码制）。认得 [1]、[1,3]、[2—4] 和〔1〕；没有参考文献表的文件不管。没有引到的、表里没有的，各报一次。用脚注的文献由脚注的规则管。",
        en: "Where a report ends in 参考文献, every entry of the list ([1] …) should be cited in the text, and every number cited be in the list (GB/T 7714). [1], [1,3], [2—4] and 〔1〕 are understood; a file without such a list is left alone. Entries never cited and numbers not listed are reported once each. References in footnotes are the business of the rules of notes.",
    },
    wrong: "党建与防控相互促进。\n\n参考文献：\n\n[1]丁某. 题名[J]. 学报,2020,5(1):1-4.\n",
    right: "党建与防控相互促进[1]，已有几家讨论[2-3]。\n\n参考文献：\n\n[1]甲. 题名[J]. 学报,2021.\n\n[2]乙. 题名[M].\n\n[3]丙. 题名[M].\n",
    fix: Fix::None,
    find,
};

const UNCITED: Words = Words { zh: "参考文献在正文里没有引用", en: "references never cited in the text" };
const UNLISTED: Words =
    Words { zh: "正文引用了，参考文献里没有", en: "cited in the text but not among the references" };

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_title = |block: &Block| {
        matches!(block.kind, ProseKind::Heading(_) | ProseKind::Paragraph)
            && reference::begins_head(block.text.trim_start_matches(['[', '［', '【', ' ']))
    };
    let Some(list) = subject.blocks.iter().rposition(is_title) else { return };
    let entries = entries(&subject.blocks[list..]);
    if entries.is_empty() {
        return;
    }
    let mut cited: Vec<(usize, Range<usize>, u32)> = Vec::new();
    for (place, block) in subject.blocks[..list].iter().enumerate() {
        cited.extend(citations(&block.text).into_iter().map(|(range, number)| (place, range, number)));
    }
    let mut report = |block: &Block, range: Range<usize>, what: Words, numbers: Vec<u32>| {
        let numbers: Vec<String> = numbers.iter().take(9).map(|number| format!("[{number}]")).collect();
        let finding = Diagnostic::new(&CHECK.rule, subject.span(block, range));
        findings.push(finding.with("what", what).with("numbers", numbers.join(" ")));
    };
    let used: HashSet<u32> = cited.iter().map(|(.., number)| *number).collect();
    let listed: HashSet<u32> = entries.iter().map(|(.., number)| *number).collect();
    let uncited: Vec<_> = entries.iter().filter(|(.., number)| !used.contains(number)).collect();
    if let Some((place, range, _)) = uncited.first() {
        let numbers = uncited.iter().map(|(_, _, number)| *number).collect();
        report(&subject.blocks[list + place], range.clone(), UNCITED, numbers);
    }
    let mut unlisted: Vec<_> = cited.iter().filter(|(.., number)| !listed.contains(number)).collect();
    if let Some((place, range, _)) = unlisted.first().copied() {
        unlisted.sort_by_key(|(.., number)| *number);
        unlisted.dedup_by_key(|(.., number)| *number);
        let numbers = unlisted.iter().map(|(.., number)| *number).collect();
        report(&subject.blocks[*place], range.clone(), UNLISTED, numbers);
    }
}

/// The entries of a list of references: the block, where the number stands,
/// and the number. A list without numbers, as Markdown numbers it, counts up.
fn entries(blocks: &[Block]) -> Vec<(usize, Range<usize>, u32)> {
    let mut entries: Vec<(usize, Range<usize>, u32)> = Vec::new();
    for (place, block) in blocks.iter().enumerate() {
        let is_next_part = place > 0 && matches!(block.kind, ProseKind::Heading(_) | ProseKind::Signature);
        if is_next_part {
            break;
        }
        let mut at = 0;
        let before = entries.len();
        for line in block.text.split_inclusive('\n') {
            let found = citations(line).into_iter().next();
            if let Some((range, number)) = found.filter(|(range, _)| line[..range.start].trim().is_empty()) {
                entries.push((place, at + range.start..at + range.end, number));
            }
            at += line.len();
        }
        let is_unnumbered = block.kind == ProseKind::Item && entries.len() == before;
        if is_unnumbered && let Ok(number) = u32::try_from(entries.len() + 1) {
            entries.push((place, 0..block.text.len(), number));
        }
        if entries.len() > 200 {
            break;
        }
    }
    entries
}

/// Finds citations, each number of `[1,3]` and `[2—4]` by itself.
fn citations(text: &str) -> Vec<(Range<usize>, u32)> {
    let mut found = Vec::new();
    let is_open = |c: char| matches!(c, '[' | '［' | '〔');
    let mut rest = 0;
    while let Some(at) = text[rest..].find(is_open).map(|at| rest + at) {
        let inner = at + text[at..].chars().next().map_or(1, char::len_utf8);
        rest = inner;
        let is_inner = |c: char| c.is_ascii_digit() || matches!(c, ',' | '，' | '、' | '-' | '–' | '—' | '~' | ' ');
        let close = text[inner..].find(|c| !is_inner(c)).map(|length| inner + length);
        let Some(close) = close else { break };
        let Some(mark) = text[close..].chars().next().filter(|c| matches!(c, ']' | '］' | '〕')) else { continue };
        let range = at..close + mark.len_utf8();
        rest = range.end;
        for part in text[inner..close].split([',', '，', '、', ' ']) {
            let mut ends = part.split(['-', '–', '—', '~']).filter(|end| !end.is_empty()).map(str::parse::<u32>);
            // 〔2021〕 is a year, as in the numbers of documents.
            if let Some(Ok(first @ 1..=199)) = ends.next() {
                let last = match ends.next_back() {
                    Some(Ok(last)) if (first..first + 50).contains(&last) => last,
                    _ => first,
                };
                found.extend((first..=last).map(|number| (range.clone(), number)));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::citations;

    #[test]
    fn citations_are_read() {
        let numbers = |text: &str| citations(text).into_iter().map(|(_, number)| number).collect::<Vec<_>>();
        assert_eq!(numbers("甲[1]乙[2,4]丙［6—8］丁〔9〕"), [1, 2, 4, 6, 7, 8, 9]);
        assert!(numbers("[J][摘要]国发〔2021〕3号[1a][ ][[0]").is_empty());
        assert!(numbers("[1").is_empty());
    }
}
