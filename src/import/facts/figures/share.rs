//! What a share is of: 占62%, 参学率达98%, 同比增长8%.

use crate::import::facts::figures::Told;
use crate::import::facts::figures::noun::{MOST, at_clause, count};
use crate::import::facts::figures::phrase::{noun_after, subject};
use crate::import::facts::reading::{cut, tail};
use crate::language::amount::Nature;

/// What a share is of: 占62%, 参学率达98%, 覆盖率100%.
pub fn share(told: &Told<'_>, index: usize) -> Option<String> {
    let amount = &told.amounts[index];
    let at = told.clause_at(amount.range.start);
    let clause = &told.clauses[at];
    let all = told.words(clause.range.start..amount.range.start);
    if let Some(of) = ["分别占", "依次占", "分别为", "依次为", "分别达"].iter().filter_map(|word| all.rfind(word)).max()
    {
        // 甲和乙分别占6%和5%: the shares in their order.
        let order = told.amounts[..index]
            .iter()
            .filter(|known| known.nature == Nature::Share && known.range.start > clause.range.start + of)
            .count();
        let head = if all[..of].trim().is_empty() {
            told.words(told.clauses[at.checked_sub(1)?].range.clone())
        } else {
            &all[..of]
        };
        let parts: Vec<&str> = head.split(['、', '和', '与', '及']).filter(|part| !part.is_empty()).collect();
        let part = parts.get(order).copied().or(parts.last().copied())?;
        let part = part.trim_start_matches("其中").trim_start_matches('以').trim();
        let part = ["的成员较多", "成员较多", "居多", "较多", "为主"]
            .iter()
            .fold(part, |part, word| part.strip_suffix(word).unwrap_or(part));
        return Some(format!("{}占比", cut(part, MOST - 2)));
    }
    if let Some(of) = all.rfind('占') {
        let before = all[..of].trim();
        let before = before.trim_end_matches(['人', '名']);
        let who = subject_without_amount(told, clause.range.start, clause.range.start + of);
        let who = if who.is_empty() && before.is_empty() {
            // 党员80人，占62%
            let last = &told.clauses[at.checked_sub(1)?];
            let who = subject_without_amount(told, last.range.start, last.range.end);
            let share_before = told.amounts.iter().any(|known| {
                known.nature == Nature::Share
                    && last.range.start <= known.range.start
                    && known.range.end <= last.range.end
            });
            if share_before && at >= 2 { who_before(told, at) } else { who }
        } else {
            who
        };
        return (!who.is_empty()).then(|| format!("{}占比", tail(&who, MOST - 2)));
    }
    let before = told.before(index);
    for word in [
        "同比增长",
        "同比提高",
        "比上年增长",
        "较上年增长",
        "比去年增长",
        "较去年增长",
        "增长",
        "提高",
        "提升",
        "下降",
        "减少",
        "增加",
    ] {
        if let Some(at) = before.rfind(word)
            && before[at + word.len()..].trim_matches(['了', '约', '近']).is_empty()
        {
            let head = before[..at]
                .trim_end_matches("同比")
                .trim_end_matches("较上年")
                .trim_end_matches("比上年")
                .trim_end_matches("比去年")
                .trim_end_matches("较去年");
            let name = subject(head);
            let name = if name.is_empty() { who_before(told, at_clause(told, index)) } else { name };
            let verb = if word.contains("提高") || word.contains("提升") {
                "增幅"
            } else if word.contains("下降") || word.contains("减少") {
                "降幅"
            } else {
                "增长"
            };
            return (!name.is_empty()).then(|| format!("{}{verb}", tail(&name, MOST - 2)));
        }
    }
    let name = subject(before);
    if !name.is_empty() {
        return Some(name);
    }
    let after = told.after(index);
    let noun = noun_after(after.trim_start_matches('的'));
    if noun.chars().count() >= 2 { Some(format!("{}占比", cut(&noun, MOST - 2))) } else { None }
}

/// The subject of the last clauses before one that tells a count.
fn who_before(told: &Told<'_>, at: usize) -> String {
    told.clauses[..at]
        .iter()
        .rev()
        .take(3)
        .map(|clause| subject_without_amount(told, clause.range.start, clause.range.end))
        .find(|who| who.chars().count() >= 2)
        .unwrap_or_default()
}

/// What a part of a sentence tells of, its amount left out: 群众 in
/// 群众35人, 兼具两个身份 in 还有5人兼具两个身份.
fn subject_without_amount(told: &Told<'_>, start: usize, end: usize) -> String {
    let within = |range: &std::ops::Range<usize>| start <= range.start && range.end <= end;
    let index = told.amounts.iter().position(|known| within(&known.range) && known.nature == Nature::Count);
    match index {
        Some(index) => count(told, index).unwrap_or_default(),
        None => subject(told.words(start..end)),
    }
}
