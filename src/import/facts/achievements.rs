//! Achievements: three to five statements in the report's own words.
//!
//! In: passages and the places of figures and honours in them. Out: clauses
//! that tell of something done, that can be read by themselves and are short,
//! spread over the sections of the report, in its order.

use std::ops::Range;

use crate::import::facts::Proposed;
use crate::import::facts::reading::{Kind, Passage};

/// The most of them.
const MOST: usize = 5;
/// No statement is longer, in characters.
const LONGEST: usize = 60;
/// No person writes a longer sentence, in bytes.
const LONG: usize = crate::import::facts::reading::LONGEST;
/// A shorter one says too little.
const SHORTEST: usize = 10;

/// Beginnings that look back, so that the words cannot stand alone.
#[rustfmt::skip] // a table
const BACK: &[&str] = &[
    "其", "这", "该", "此", "并", "也", "还", "同时", "因此", "从而", "但", "而", "使", "让", "为此", "一方面",
    "另一方面", "即", "如", "例如", "他", "她", "它", "那", "于是", "所以", "由于", "虽然", "不仅", "不但", "以及",
    "和", "及", "与", "或", "等", "另外", "此外", "又", "再", "则", "就", "且", "随后", "之后", "占", "分别", "均",
    "都", "进而", "在此", "对此", "上述", "以上", "原", "针对", "面对", "随着", "虽", "因", "根据", "按照", "为了",
    "通过", "首先", "其次", "第", "①", "②", "③", "④", "⑤", "⑥", "一是", "二是", "三是", "四是", "用于", "应", "携",
    "作为", "目标", "对", "在此", "把", "给", "发展一", "成熟",
];

/// Verbs of things done.
#[rustfmt::skip] // a table
const DEEDS: &[&str] = &[
    "荣获", "被评为", "被授予", "获评", "实现", "完成", "建立", "成立", "启动", "举办", "开展", "组织", "投入",
    "发放", "派出", "服务", "获批", "发展", "印制", "出版", "培训", "捐赠", "编印", "创建", "打造", "推出", "召开",
    "增加", "提高", "参加", "慰问", "救治", "接诊", "制定", "完善", "签订", "选派", "带领", "奔赴", "驰援", "参与",
    "监督", "走访", "共有", "解答", "定制", "订制",
];

/// A passage with the places of what was found in it.
struct Candidate {
    passage: usize,
    range: Range<usize>,
    score: i64,
    has_fact: bool,
}

/// The statements, in the order of the text.
pub fn propose(passages: &[Passage], facts: &[(usize, Range<usize>, bool)]) -> Vec<Proposed<String>> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut at = 0;
    for (place, passage) in passages.iter().enumerate() {
        while facts.get(at).is_some_and(|(known, ..)| *known < place) {
            at += 1;
        }
        let length = facts[at..].iter().take_while(|(known, ..)| *known == place).count();
        if passage.kind != Kind::Heading && !passage.hopes {
            let mut facts = &facts[at..at + length];
            for sentence in passage.sentences.iter().filter(|sentence| sentence.len() <= LONG) {
                let first = facts.partition_point(|(_, part, _)| part.start < sentence.start);
                let last = facts.partition_point(|(_, part, _)| part.start < sentence.end);
                let within = &facts[first..last];
                facts = &facts[last..];
                let facts = within;
                candidates.extend(best(passage, place, sentence, facts));
            }
        }
        at += length;
    }
    candidates.sort_by(|left, right| {
        right
            .score
            .cmp(&left.score)
            .then(left.passage.cmp(&right.passage))
            .then(left.range.start.cmp(&right.range.start))
    });
    let mut taken: Vec<Candidate> = Vec::new();
    // One of each section first, then the best of the rest.
    let mut rest = Vec::new();
    for candidate in candidates {
        let section = passages[candidate.passage].section;
        let told = taken.iter().any(|known| passages[known.passage].section == section);
        if taken.len() < MOST && !told && candidate.has_fact {
            taken.push(candidate);
        } else {
            rest.push(candidate);
        }
    }
    for candidate in rest {
        let wanted = if candidate.has_fact { MOST } else { 3 };
        if taken.len() < wanted {
            taken.push(candidate);
        }
    }
    taken.sort_by_key(|candidate| (candidate.passage, candidate.range.start));
    taken
        .into_iter()
        .map(|candidate| {
            let passage = &passages[candidate.passage];
            let text = passage.text[candidate.range].trim().to_owned();
            Proposed { evidence: text.clone(), value: text, place: passage.place, certain: candidate.has_fact }
        })
        .collect()
}

/// The best statement within a sentence: a run of whole clauses.
fn best(
    passage: &Passage,
    place: usize,
    sentence: &Range<usize>,
    facts: &[(usize, Range<usize>, bool)],
) -> Option<Candidate> {
    let text = passage.text.as_str();
    let words = &text[sentence.clone()];
    if words.contains(['？', '?']) || words.starts_with('“') {
        return None;
    }
    let clauses = passage.clauses(sentence);
    let mut found: Option<Candidate> = None;
    for first in 0..clauses.len() {
        let head = &text[clauses[first].range.start..];
        let within = matches!(clauses[first].opens, '（' | '(' | '）' | ')');
        if within || head.starts_with(['“', '、']) || BACK.iter().any(|word| head.starts_with(word)) {
            continue;
        }
        for last in &clauses[first..clauses.len().min(first + 6)] {
            let range = clauses[first].range.start..last.range.end;
            let range = match text[range.end..].strip_prefix(['）', ')']) {
                Some(rest) => range.start..text.len() - rest.len(),
                None => range,
            };
            let words = &text[range.clone()];
            let count = words.chars().count();
            if count > LONGEST {
                break;
            }
            let open = words.matches(['（', '(']).count() != words.matches(['）', ')']).count()
                || words.matches('"').count() % 2 == 1
                || words.matches('“').count() != words.matches('”').count()
                || words.matches('《').count() != words.matches('》').count();
            if count < SHORTEST || open || last.closes == '：' || last.closes == '（' || passage.is_foreign(&range) {
                continue;
            }
            let score = score(words, &range, first, facts);
            let has_fact = score.1;
            if !has_fact && (count < 15 || !DEEDS.iter().any(|word| words.contains(word))) {
                continue;
            }
            // The longer of two that say as much says more clearly who.
            if found.as_ref().is_none_or(|known| score.0 > known.score) && (score.0 > 0) {
                found = Some(Candidate { passage: place, range, score: score.0, has_fact });
            }
        }
    }
    found
}

fn score(words: &str, range: &Range<usize>, first: usize, facts: &[(usize, Range<usize>, bool)]) -> (i64, bool) {
    let within = |part: &Range<usize>| range.start <= part.start && part.end <= range.end;
    let (mut score, mut has_fact) = (0, false);
    let mut figures = 0;
    for (_, part, is_honour) in facts.iter().filter(|(_, part, _)| within(part)) {
        let _ = part;
        if *is_honour {
            score += 5;
            has_fact = true;
        } else if figures < 3 {
            figures += 1;
            score += 4;
            has_fact = true;
        }
    }
    if DEEDS.iter().any(|word| words.contains(word)) {
        score += 3;
    }
    if first == 0 {
        score += 2;
    }
    let hopes = ["要求", "必须", "应该", "希望", "今后", "下一步", "力争", "将进一步", "需要", "提出"];
    if hopes.iter().any(|word| words.contains(word)) {
        score -= 5;
    }
    // The last clause has a reason to be there only if it tells something.
    score -= i64::try_from(words.chars().count() / 20).unwrap_or(0);
    (score, has_fact)
}
