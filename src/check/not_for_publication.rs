//! S05: sentences that say themselves that they are not to be made public.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7905",
        name: "not-for-publication",
        severity: Severity::Warning,
        message: Words {
            zh: "这一句自己写着“{text}”",
            en: "this sentence says of itself “{text}”: it is not meant for the public",
        },
        help: Words {
            zh: "公开的总结里请删去这一句；可以公开的，删去这几个字，或者豁免并写明理由",
            en: "delete the sentence from a report that is made public; if it may be public, delete these words, or waive it and say why",
        },
    },
    group: Group::Privacy,
    about: Words {
        zh: "来稿里常有写给编辑、领导看的话，自己就写着不要公开：“此情况仅供领导掌握”“此条不要写进对外材料”“这一条别登”“请勿外传”“本人要求保密”“入年鉴时删去手机一栏”“出去不要议论”，或者是写给编辑的（“编辑同志：”）。标出这几个字，每处一条，引文里的也算。“保密工作”“内部审计”“内部资料”“分别登记”一类说的是别的事，不算。",
        en: "What is sent in often has words for the editor or a superior that say themselves that they are not to be made public: 仅供领导掌握, 不要写进对外材料, 别登, 请勿外传, 要求保密, 入年鉴时删去…, 出去不要议论, or that turn to the editor (编辑同志：). Marked are these words, each place for itself, in quotations too. Words of another matter are left alone: 保密工作, 内部审计, 内部资料, 分别登记.",
    },
    wrong: "仓库的门锁坏了两把，此情况仅供领导掌握。\n",
    right: "全年开展保密工作检查2次，内部审计3项，编印连续性内部资料4期，数据仅供参考。\n",
    fix: Fix::None,
    find,
};

/// Words with which a sentence is not to be public, and those of another matter that have them.
static WITHHELD: List = List::new(&lexicon::WITHHELD, "withheld");
static KEPT: List = List::new(&lexicon::WITHHELD, "kept");
/// What makes a word with 别 behind it: 分别.
static JOINED: List = List::new(&lexicon::WITHHELD, "joined");
/// Words in two halves: 仅供 … 掌握, 入年鉴时 … 删去, 手机一栏 … 请删去, 出去 … 不要议论; all but the
/// first also where one may breathe between them.
static HALVES: [(List, List, &[char]); 4] = [
    (List::new(&lexicon::WITHHELD, "only"), List::new(&lexicon::WITHHELD, "for"), &['，', '。', '；', '、']),
    (List::new(&lexicon::WITHHELD, "outlet"), List::new(&lexicon::WITHHELD, "removal"), &['。', '；']),
    (List::new(&lexicon::WITHHELD, "piece"), List::new(&lexicon::WITHHELD, "request"), &['。', '；']),
    (List::new(&lexicon::WITHHELD, "outside"), List::new(&lexicon::WITHHELD, "hush"), &['。', '；']),
];
/// How words to the editor begin.
static SALUTATIONS: List = List::new(&lexicon::WITHHELD, "salutation");
/// 不要 in one character.
const NOT: char = '别';
/// How far apart the halves stand, in characters.
const APART: usize = 10;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in subject.blocks {
        for range in withheld(&block.text) {
            let text = block.text[range.clone()].to_owned();
            findings.push(Diagnostic::new(&CHECK.rule, subject.span(block, range)).with("text", text));
        }
    }
}

/// Where a text says so.
fn withheld(text: &str) -> Vec<Range<usize>> {
    let halves = HALVES.iter().flat_map(|(first, second, ends)| {
        first.places(text).filter_map(move |word| {
            let rest = &text[word.end..];
            let end = rest.char_indices().nth(APART).map_or(rest.len(), |(at, _)| at);
            let clause = rest[..end].split(*ends).next().unwrap_or_default();
            let last = second.places(clause).map(|place| place.end).max()?;
            Some(word.start..word.end + last)
        })
    });
    let mut found: Vec<Range<usize>> = WITHHELD.places(text).chain(halves).chain(salutations(text)).collect();
    let kept: Vec<Range<usize>> = KEPT.places(text).collect();
    let is_joined =
        |range: &Range<usize>| text[range.clone()].starts_with(NOT) && JOINED.ends(&text[..range.start]).is_some();
    found
        .retain(|range| !is_joined(range) && !kept.iter().any(|kept| kept.start < range.end && range.start < kept.end));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    // 请不要公开 has 不要公开 in it.
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Where a text, or what stands in its brackets, turns to the editor: 编辑同志：…
fn salutations(text: &str) -> impl Iterator<Item = Range<usize>> {
    let starts = text.match_indices(['（', '(', '【', '〔']).map(|(at, mark)| at + mark.len());
    std::iter::once(0).chain(starts).filter_map(|start| {
        let words = &text[start..];
        let end = words.char_indices().take(APART).find(|(_, c)| "：:，,！!".contains(*c)).map(|(at, _)| at)?;
        SALUTATIONS.ends(&words[..end]).map(|_| start + words.len() - words.trim_start().len()..start + end)
    })
}

#[cfg(test)]
mod tests {
    use super::withheld;

    #[test]
    fn what_is_not_to_be_public_says_so() {
        for (text, expected) in [
            ("此情况仅供馆领导掌握。", vec!["仅供馆领导掌握"]),
            ("这一条别登，那条请不要公开。", vec!["别登", "请不要公开"]),
            ("捐赠人一再要求保密", vec!["一再要求保密"]),
            ("数据仅供参考，分别登记在册", vec![]),
            ("保密工作、内部审计、政务公开、连续性内部资料", vec![]),
            ("按要求保密管理", vec![]),
            ("这一句别写进总结", vec!["别写进总结"]),
            ("入年鉴时，请把手机一栏删去。", vec!["入年鉴时，请把手机一栏删去"]),
            ("大家出去不要议论。投稿请勿登我家电话。", vec!["出去不要议论", "勿登"]),
            ("　编辑同志：照片请退还。", vec!["编辑同志"]),
            ("王一做了补充（编辑老师，这一段请核对）。", vec!["编辑老师"]),
            ("表中手机一栏，请删去。", vec!["一栏，请删去"]),
            ("没有用上的，检查会提示，请删去。收到陌生短信请删除", vec![]),
            ("会后大家议论开了，陌生链接请勿登录，向编辑老师请教，编辑：王一", vec![]),
            ("样式不要写进模板，分别公开发表论文，特别对外公布", vec![]),
        ] {
            let found: Vec<&str> = withheld(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
