//! N01: a percentage that is not that of its part in its whole.

use crate::check::figures::{
    AGES, Sentence, TOTALS, WHICH, counts, is_definite, is_exact_share, plain, sentences_that,
};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::Block;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7101",
        name: "wrong-share",
        severity: Severity::Warning,
        message: Words {
            zh: "{part}占{whole}的{right}%，这里写的是{share}",
            en: "{part} of {whole} is {right}%, but the text says {share}",
        },
        help: Words {
            zh: "核对这三个数，改正算错或抄错的一个",
            en: "check the three figures and correct the one that is wrong",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "同一句里写明了部分、总数和百分比，就按四舍五入验算：相差不超过百分比末位的半个单位，才算相符。认三种写法：“3人占总数12人的25%”；“共有委员1731人，党员1080人，占62.39%”；“发展党员25人（其中高知13人），高知比例达52%”。总数要由“共”“总数”“合计”或“其中”点明，量词要与部分一致；总数写在前一句、这一句以“其中”或分项开头的（“职工1731人。其中党员1080人，占62.39%”），“占党员总数的8%”而前面三句里写过“共有党员45名”的，也算，但前面有两个同类的数可作总数时不算；句中只要有一个数作总数能对上，就不报；“占职工总数的26%”而句中没有职工总数，不报；约数不算；“抽查200份，合格190份，合格率95%”这类比率，比率的名称在部分那一句里写着的，也算。“分别占”不算。几个百分比相加正好是100%时，许为凑整差一个单位。引文、书名里的不算。",
        en: "Where a sentence gives a part, the whole and the percentage, they are compared by rounding: the difference may be half a unit of the percentage's last digit. Three forms are known: “3人占总数12人的25%”; “共有委员1731人，党员1080人，占62.39%”; “发展党员25人（其中高知13人），高知比例达52%”. The whole must be shown by 共, 总数, 合计 or 其中 and have the part's counter; The whole may also stand in the sentence before (职工1731人。其中党员1080人，占62.39%) or, where the share names it (占党员总数的8%), in one of the three before, unless two numbers there could be it; if any number of the sentence fits as the whole, or the whole is something the sentence does not give, nothing is said; nor about approximate numbers and 分别占. Rates whose name stands with the part (抽查200份，合格190份，合格率95%) are shares too. Where several percentages add up to exactly 100%, one unit is allowed for that. Not in quotations or titles.",
    },
    wrong: "到会党员3人，占总数12人的30%。\n",
    right: "支部共有党员45名，其中女党员20名，占44.4%；占职工总数的26.7%。约占三分之一。党员3人占总数12人的25%。\n",
    fix: Fix::None,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| PERCENT.is_in(text) && (SHARES.is_in(text) || text.contains(RATE));
    let worth = |block: &&Block| block.signs.has(Sign::Percent);
    for block in subject.blocks.iter().filter(worth) {
        for sentence in sentences_that(block, may, 3) {
            for index in 0..sentence.amounts.len() {
                let share = &sentence.amounts[index];
                if !is_exact_share(share) {
                    continue;
                }
                let Some((part, whole)) = claim(&sentence, index).or_else(|| rated(&sentence, index)) else { continue };
                let range = share.range.clone();
                if block.is_foreign(&(part.range.start.min(whole.range.start)..range.end))
                    || fits(&sentence, share, part, whole)
                {
                    continue;
                }
                findings.push(finding(subject, block, &sentence, (part, whole, share)));
            }
        }
        across(subject, block, findings);
    }
}

/// What tells of a share, and how it is written.
static SHARES: List = List::new(&lexicon::SUM_WORDS, "share");
static PERCENT: List = List::new(&lexicon::SUM_WORDS, "percent");
static RATIOS: List = List::new(&lexicon::SUM_WORDS, "ratio");
static RATIO_LEADS: List = List::new(&lexicon::SUM_WORDS, "ratio-lead");
static CLAIM_LEADS: List = List::new(&lexicon::SUM_WORDS, "claim-lead");
static IN_ORDER: List = List::new(&lexicon::FIGURE_WORDS, "in-order");
static NEARLY: List = List::new(&lexicon::SUM_WORDS, "nearly");
/// What names a whole: 占党员总数的8%, 共有党员45名.
static OF_ALL: List = List::new(&lexicon::SUM_WORDS, "of-all");
static WHOLE: List = List::new(&lexicon::SUM_WORDS, "whole");
static TOTAL_ENDS: List = List::new(&lexicon::SUM_WORDS, "total-end");
static NOT_TOTAL: List = List::new(&lexicon::SUM_WORDS, "total-not");

/// The verb of shares, and the noun of wholes.
const TAKES: char = '占';
const ALL_OF: &str = "总数";

/// What a rate is called by, and what stands between its name and number.
const RATE: char = '率';
static RATE_LEADS: List = List::new(&lexicon::SUM_WORDS, "rate-lead");
/// Names of rates of attendance, and what tells of those who came.
static ATTENDANCE: List = List::new(&lexicon::SUM_WORDS, "attendance");
static ATTENDED: List = List::new(&lexicon::SUM_WORDS, "attended");

/// 抽查200份，合格190份，合格率95%: the part is told under the name of the rate.
fn rated<'s, 'a>(sentence: &'s Sentence<'a>, index: usize) -> Option<(&'s Amount<'a>, &'s Amount<'a>)> {
    let share = &sentence.amounts[index];
    let at = sentence.clause_of(index)?;
    let clause = &sentence.clauses[at];
    if clause.amounts.start != index {
        return None;
    }
    let name = RATE_LEADS.trim_end(sentence.before(clause, share)).strip_suffix(RATE)?;
    let stem = &name[name.char_indices().rev().nth(1)?.0..];
    let first = sentence.clauses[at.saturating_sub(3)..at].first()?.amounts.start;
    let counted: Vec<&Amount<'a>> = sentence.amounts[first..index]
        .iter()
        .filter(|amount| !matches!(amount.nature, Nature::Time | Nature::Ordinal))
        .collect();
    let [.., one, other] = counted[..] else { return None };
    if one.kin() != other.kin() || !counts(one, other.kin()) || !counts(other, one.kin()) {
        return None;
    }
    let tells = |amount: &Amount<'_>| {
        let clause = sentence.clauses.iter().find(|clause| clause.range.contains(&amount.numeral.start))?;
        let words = sentence.words(clause);
        let came = ATTENDANCE.has(stem) && ATTENDED.is_in(words);
        (words.contains(stem) || came).then_some(())
    };
    let (part, whole) = match (tells(one), tells(other)) {
        (None, Some(())) => (other, one),
        (Some(()), None) => (one, other),
        _ => return None,
    };
    (part.value <= whole.value && whole.value > 0).then_some((part, whole))
}

/// A part, its whole and its share.
type Claim<'s, 'a> = (&'s Amount<'a>, &'s Amount<'a>, &'s Amount<'a>);

fn finding(subject: &Subject<'_>, block: &Block, sentence: &Sentence<'_>, (part, whole, share): Claim) -> Diagnostic {
    Diagnostic::new(&CHECK.rule, subject.span(block, share.range.clone()))
        .with("part", sentence.said(part))
        .with("whole", sentence.said(whole))
        .with("right", right(part.value, whole.value, share.places))
        .with("share", sentence.said(share))
}

/// How many sentences back a total is remembered.
const BACK: usize = 3;

/// Shares whose whole stands in a sentence before: all of the one before, of
/// which 其中 tells, or a total that the share names (占党员总数的8%).
fn across(subject: &Subject<'_>, block: &Block, findings: &mut Vec<Diagnostic>) {
    if !SHARES.is_in(&block.text) || !PERCENT.is_in(&block.text) {
        return;
    }
    let sentences = block.sentences();
    for (number, range) in sentences.iter().enumerate() {
        let text = &block.text[range.clone()];
        if !PERCENT.is_in(text) {
            continue;
        }
        let alone = Sentence::read(block, range.clone());
        let from = |back: usize| sentences[number.saturating_sub(back)].start;
        let (near, far) = (Sentence::read(block, from(1)..range.end), Sentence::read(block, from(BACK)..range.end));
        if far.amounts.len() > MOST {
            continue;
        }
        for index in 0..alone.amounts.len() {
            if !is_exact_share(&alone.amounts[index]) || claim(&alone, index).is_some() {
                continue;
            }
            let shift = |longer: &Sentence<'_>| index + longer.amounts.len() - alone.amounts.len();
            let before = named(&far, shift(&far)).map(|(part, whole)| (&far, part, whole, &far.amounts[shift(&far)]));
            let found = before.or_else(|| {
                let (part, whole) = claim(&near, shift(&near))?;
                let unclear = |amount: &&Amount<'_>| counts(amount, part.kin()) && amount.range != part.range;
                let [_] = near.amounts.iter().filter(unclear).collect::<Vec<_>>()[..] else { return None };
                let is_before = whole.range.end <= range.start && part.range.start >= range.start;
                is_before.then(|| (&near, part, whole, &near.amounts[shift(&near)]))
            });
            let Some((sentence, part, whole, share)) = found else { continue };
            if !block.is_foreign(&(part.range.start.min(whole.range.start)..share.range.end))
                && !fits(sentence, share, part, whole)
            {
                findings.push(finding(subject, block, sentence, (part, whole, share)));
            }
        }
    }
}

/// No three sentences that anyone wrote have more numbers.
const MOST: usize = 64;

/// The part, and the whole that the share names: 占党员总数的8%, where 共有党员45名
/// or 现有45名党员 stands before, and no other total of that name.
fn named<'s, 'a>(sentence: &'s Sentence<'a>, index: usize) -> Option<(&'s Amount<'a>, &'s Amount<'a>)> {
    let share = &sentence.amounts[index];
    let at = sentence.clause_of(index)?;
    let clause = &sentence.clauses[at];
    let of = clause.range.start + sentence.before(clause, share).rfind(TAKES)?;
    let between = sentence.text[of + TAKES.len_utf8()..share.range.start].trim();
    let name = OF_ALL.strip_suffix(between)?;
    let name = WHOLE.strip_prefix(name).unwrap_or(name);
    if !(2..=8).contains(&name.chars().count()) || !name.chars().all(is_han) {
        return None;
    }
    let part = part(sentence, at, of, "")?;
    let kin = sentence.amounts[part].kin();
    let is_whole = |index: &usize| {
        let amount = &sentence.amounts[*index];
        let Some(clause) = sentence.clause_of(*index).map(|at| &sentence.clauses[at]) else { return false };
        let (before, after) = (sentence.before(clause, amount), sentence.after(clause, amount));
        let tells = |before: &str| TOTAL_ENDS.ends(before).is_some() || TOTALS.ends(before).is_some();
        counts(amount, kin)
            && (before.strip_suffix(name).is_some_and(tells)
                || before.strip_suffix(ALL_OF).is_some_and(|before| before.ends_with(name))
                || tells(before) && after.strip_prefix(name).is_some_and(|rest| !rest.starts_with(is_han)))
    };
    let mut wholes = (0..part).filter(is_whole);
    let whole = &sentence.amounts[wholes.next()?];
    let part = &sentence.amounts[part];
    (wholes.next().is_none() && part.value <= whole.value && whole.value > 0).then_some((part, whole))
}

/// The part and the whole that a share says to be of.
fn claim<'s, 'a>(sentence: &'s Sentence<'a>, index: usize) -> Option<(&'s Amount<'a>, &'s Amount<'a>)> {
    let share = &sentence.amounts[index];
    let at = sentence.clause_of(index)?;
    let clause = &sentence.clauses[at];
    let before = sentence.before(clause, share);
    if IN_ORDER.is_in(before) {
        return None;
    }
    let amounts = clause.amounts.start..index;
    let (part, whole) = if let Some(of) = before.rfind(TAKES).map(|of| clause.range.start + of) {
        let between = sentence.text[of..share.range.start].trim_start_matches(TAKES).trim();
        let wholes: Vec<usize> = amounts.clone().filter(|&known| sentence.amounts[known].range.start > of).collect();
        match wholes[..] {
            // 占总数12人的25%
            [known] => {
                let whole = &sentence.amounts[known];
                let after = sentence.text[whole.range.end..share.range.start].trim();
                if !(after.ends_with('的') && after.chars().count() <= 6) {
                    return None;
                }
                (part(sentence, at, of, whole.kin())?, Some(known))
            }
            // 占62.39%, 占总数的25%
            [] => {
                if !between.is_empty() && !CLAIM_LEADS.has(between) {
                    return None;
                }
                (part(sentence, at, of, "")?, None)
            }
            _ => return None,
        }
    } else {
        // 高知比例达52%
        let word = RATIOS.iter().find_map(|word| before.rfind(word).map(|of| (of, word.len())))?;
        let after = before[word.0 + word.1..].trim();
        if !after.is_empty() && !RATIO_LEADS.has(after) || !amounts.is_empty() {
            return None;
        }
        (of_which(sentence, at, &before[..word.0])?, None)
    };
    let whole = match whole {
        Some(whole) => whole,
        None => whole_of(sentence, part)?,
    };
    let (part, whole) = (&sentence.amounts[part], &sentence.amounts[whole]);
    let same = counts(part, whole.kin()) && is_definite(whole);
    (same && part.value <= whole.value && whole.value > 0).then_some((part, whole))
}

/// The part whose share is told after 占 at `of`: the one number of its kind
/// before it in the clause, else in the clause before.
fn part(sentence: &Sentence<'_>, at: usize, of: usize, kin: &str) -> Option<usize> {
    let clause = &sentence.clauses[at];
    // 35岁以下10人: the age is no part; 15人兼具两个党派身份 tells of two.
    let single = |range: std::ops::Range<usize>| {
        let mut parts = range.filter(|&index| {
            let amount = &sentence.amounts[index];
            amount.range.end <= of
                && amount.nature == Nature::Count
                && (kin.is_empty() || amount.kin() == kin)
                && !AGES.has(amount.counter)
        });
        let part = parts.next()?;
        parts.next().is_none().then_some(part)
    };
    if let Some(found) = single(clause.amounts.clone()) {
        let gap = sentence.text[sentence.amounts[found].range.end..of].trim();
        return (gap.chars().count() <= 6 && NEARLY.ends(gap).is_none()).then_some(found);
    }
    if !sentence.text[clause.range.start..of].trim().is_empty() || !matches!(clause.opens, '，' | ',') {
        return None;
    }
    let last = &sentence.clauses[at.checked_sub(1)?];
    if sentence.amounts[last.amounts.clone()].iter().any(|amount| amount.nature == Nature::Share) {
        return None;
    }
    single(last.amounts.clone())
}

/// The part that 其中 tells of, whose share a later clause tells under the
/// same name.
fn of_which(sentence: &Sentence<'_>, at: usize, name: &str) -> Option<usize> {
    let place = sentence.clauses[..at].iter().rposition(|clause| WHICH.begins(sentence.words(clause)).is_some())?;
    // Nothing else is told in between.
    if place + 1 != at {
        return None;
    }
    let clause = &sentence.clauses[place];
    let [part] = clause.amounts.clone().collect::<Vec<_>>()[..] else { return None };
    let named = WHICH.trim_start(sentence.before(clause, &sentence.amounts[part])).trim();
    (named.chars().count() >= 2 && name.contains(named)).then_some(part)
}

/// The whole that a part is of: what 其中 looks back at, else the last total.
fn whole_of(sentence: &Sentence<'_>, part: usize) -> Option<usize> {
    let kin = sentence.amounts[part].kin();
    let at = sentence.clause_of(part)?;
    let which = sentence.clauses[..=at].iter().rposition(|clause| WHICH.begins(sentence.words(clause)).is_some());
    if let Some(which) = which {
        let before = sentence.clauses[which].amounts.start;
        return (0..before).rev().find(|&index| counts(&sentence.amounts[index], kin));
    }
    (0..part).rev().find(|&index| {
        let Some(clause) = sentence.clause_of(index) else { return false };
        let before = sentence.before(&sentence.clauses[clause], &sentence.amounts[index]);
        counts(&sentence.amounts[index], kin) && is_total(before)
    })
}

/// Whether the words before a number make it a total.
fn is_total(before: &str) -> bool {
    TOTALS.iter().any(|word| before.rfind(word).is_some_and(|at| NOT_TOTAL.ends(&before[..at]).is_none()))
        || before.strip_suffix('共').is_some_and(|before| !before.ends_with('中'))
}

/// Whether a share is right, of this whole or of any other that the sentence
/// gives before it.
fn fits(sentence: &Sentence<'_>, share: &Amount<'_>, part: &Amount<'_>, whole: &Amount<'_>) -> bool {
    let whole_amount = whole;
    let unit = ONE / 10_u64.saturating_pow(share.places).clamp(1, ONE);
    let shares: Vec<&Amount<'_>> = sentence.amounts.iter().filter(|amount| amount.nature == Nature::Share).collect();
    let rounded_to_sum = shares.len() > 1 && shares.iter().map(|share| share.value).sum::<u64>() == 100 * ONE;
    let slack = if rounded_to_sum { unit * 2 } else { unit };
    let is_share_of = |whole: u64| {
        let stated = u128::from(share.value) * u128::from(whole);
        let real = u128::from(part.value) * 100 * u128::from(ONE);
        // What rounding has taken from both numbers.
        let hidden = u128::from(sentence.slack(part)) * 100 * u128::from(ONE)
            + u128::from(sentence.slack(whole_amount)) * u128::from(share.value);
        whole > 0 && stated.abs_diff(real) * 2 <= u128::from(slack) * u128::from(whole) + hidden * 2
    };
    let others =
        sentence.amounts.iter().filter(|other| other.range.start < share.range.start && counts(other, part.kin()));
    is_share_of(whole.value) || others.filter(|other| other.range != part.range).any(|other| is_share_of(other.value))
}

/// The right percentage, with as many decimals as were written.
fn right(part: u64, whole: u64, places: u32) -> String {
    let unit = u128::from(ONE / 10_u64.saturating_pow(places).clamp(1, ONE));
    let exact = u128::from(part) * 100 * u128::from(ONE);
    let steps = (exact * 2 / u128::from(whole.max(1)) / unit).div_ceil(2);
    u64::try_from(steps * unit).map_or_else(|_| String::new(), plain)
}
