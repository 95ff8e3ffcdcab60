//! N05: members at the beginning, those who came and went, and those at the end.

use std::ops::Range;

use crate::check::figures::{Sentence, WHICH, plain};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::{Block, ProseKind};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7105",
        name: "wrong-balance",
        severity: Severity::Warning,
        message: Words {
            zh: "原有{start}，按所写的增减应为{right}，这里写的是{end}",
            en: "from {start}, the changes given here make {right}, but the text says {end}",
        },
        help: Words {
            zh: "核对原有、增加、减少和现有的人数，改正算错的，或补上漏写的增减",
            en: "check the four figures, or add a change that was left out",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "一句话里把人数的来龙去脉都写全了，就算一算：原有（年初、上年末、由）加上增加的（发展、转入、调入、新增），减去减少的（转出、调出、去世、出党等），应等于现有（年末、现有、增至）；或者原有加“净增”等于现有。四类缺一类，或者句中有说不清归哪一类的人数，或者同一段别处还写着增减，都不算。引文里的不算。",
        en: "Where one sentence tells all of it, it is reckoned: members at the beginning (年初, 上年末, 由), plus those who came (发展, 转入, 调入, 新增), less those who left (转出, 调出, 去世, 出党), are those at the end (年末, 现有, 增至); or the beginning and 净增 make the end. If one of the four is missing, if the sentence has a number of people that is none of them, or if the paragraph tells of other changes elsewhere, nothing is said. Not in quotations.",
    },
    wrong: "年初有党员45名，发展3名，转入2名，转出4名，年末有党员47名。\n",
    right: "年初有党员45名，发展3名，转入2名，转出4名，年末有党员46名。集团党员由474名增至495名，发展党员25名。\n",
    fix: Fix::None,
    find,
};

/// What a number of people is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Start,
    End,
    Came,
    Left,
    Net,
    /// Part of another, or of those who were there already.
    Neutral,
}

static ROLES: [(List, Role); 6] = [
    (List::new(&lexicon::SUM_WORDS, "neutral"), Role::Neutral),
    (List::new(&lexicon::SUM_WORDS, "net"), Role::Net),
    (List::new(&lexicon::SUM_WORDS, "start"), Role::Start),
    (List::new(&lexicon::SUM_WORDS, "end"), Role::End),
    (List::new(&lexicon::SUM_WORDS, "came"), Role::Came),
    (List::new(&lexicon::SUM_WORDS, "left"), Role::Left),
];

/// What sentences of changes have; who counts, and who does not yet.
static STARTS: List = List::new(&lexicon::SUM_WORDS, "start-sign");
static PEOPLE: List = List::new(&lexicon::SUM_WORDS, "people");
static NEWCOMERS: List = List::new(&lexicon::SUM_WORDS, "newcomer");
static FROM: List = List::new(&lexicon::FIGURE_WORDS, "from");
static LAST: List = List::new(&lexicon::SUM_WORDS, "last");
static LAST_YEAR: List = List::new(&lexicon::FIGURE_WORDS, "last-year");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in subject.blocks.iter().filter(|block| matches!(block.kind, ProseKind::Paragraph | ProseKind::Item)) {
        let is_told =
            || ROLES.iter().any(|(words, role)| matches!(role, Role::Net | Role::Left) && words.is_in(&block.text));
        // The members at the end are told too.
        if !block.signs.has_number() || !is_told() {
            continue;
        }
        // Changes told in two sentences may belong together in any way.
        let tells = |range: &Range<usize>| {
            let words = &block.text[range.clone()];
            ROLES.iter().any(|(list, role)| changes(*role) && list.is_in(words))
        };
        let mut telling = block.sentences().into_iter().filter(tells);
        let (Some(range), None) = (telling.next(), telling.next()) else { continue };
        if STARTS.is_in(&block.text[range.clone()]) {
            let sentence = Sentence::read(block, range);
            if let Some(finding) = balance(subject, block, &sentence) {
                findings.push(finding);
            }
        }
    }
}

fn changes(role: Role) -> bool {
    matches!(role, Role::Came | Role::Left | Role::Net)
}

fn balance(subject: &Subject<'_>, block: &Block, sentence: &Sentence<'_>) -> Option<Diagnostic> {
    let (mut start, mut end): (Option<&Amount<'_>>, Option<&Amount<'_>>) = (None, None);
    let (mut came, mut left, mut net) = (Vec::new(), Vec::new(), Vec::new());
    let mut which = None;
    for clause in &sentence.clauses {
        let mut from = clause.range.start;
        for amount in &sentence.amounts[clause.amounts.clone()] {
            let words = sentence.text.get(from..amount.range.start)?;
            from = amount.range.end;
            if amount.nature != Nature::Count || !PEOPLE.has(amount.kin()) {
                continue;
            }
            amount.whole()?;
            // 增至61人，其中新发展3人，转入4人: how they became so many, or some of
            // those who came.
            let words_of = sentence.words(clause);
            let told = WHICH.strip_prefix(words_of).filter(|_| end.is_some() && came.is_empty() && left.is_empty());
            if let Some(told) = told
                && let Some(found @ (Role::Came | Role::Left)) = role(words, told)
            {
                which = Some((found, amount.value));
                continue;
            }
            match role(words, sentence.words(clause))? {
                Role::Start if start.is_none() => start = Some(amount),
                Role::End if end.is_none() => end = Some(amount),
                Role::Start | Role::End => return None,
                Role::Came => came.push(amount.value),
                Role::Left => left.push(amount.value),
                Role::Net => net.push(amount.value),
                Role::Neutral => {}
            }
        }
    }
    let (start, end) = (start?, end?);
    let sum = |values: &[u64]| values.iter().try_fold(0_u64, |sum, value| sum.checked_add(*value));
    let changed = |came: u64, left: u64| start.value.checked_add(came)?.checked_sub(left);
    let (all_came, all_left) = (sum(&came)?, sum(&left)?);
    let with = match which {
        Some((Role::Came, value)) => Some((all_came.checked_add(value)?, all_left)),
        Some((_, value)) => Some((all_came, all_left.checked_add(value)?)),
        None => None,
    };
    let without = (came.is_empty(), left.is_empty(), net.len());
    let right = match (with, without) {
        (Some((came, left)), (_, _, 0)) if came > 0 && left > 0 => {
            if changed(all_came, all_left) == Some(end.value) {
                return None;
            }
            changed(came, left)?
        }
        (_, (false, false, 0)) => changed(all_came, all_left)?,
        (_, (true, true, 1)) => start.value.checked_add(net[0])?,
        _ => return None,
    };
    let around = start.range.start.min(end.range.start)..start.range.end.max(end.range.end);
    if right == end.value || block.is_foreign(&around) {
        return None;
    }
    Some(
        Diagnostic::new(&CHECK.rule, subject.span(block, end.range.clone()))
            .with("start", sentence.said(start))
            .with("right", format!("{}{}", plain(right), end.counter))
            .with("end", sentence.said(end)),
    )
}

/// What the words before a number make it; none if that is not clear.
fn role(words: &str, clause: &str) -> Option<Role> {
    // People who are not yet members.
    if NEWCOMERS.is_in(clause) {
        return None;
    }
    if WHICH.begins(clause).is_some() {
        return Some(Role::Neutral);
    }
    let words = words.trim();
    if FROM.ends(words).is_some() {
        return Some(Role::Start);
    }
    // The last word decides: 由年初的45名; of one place, the longest.
    let all = ROLES.iter().flat_map(|(list, role)| list.iter().map(move |word| (word, *role)));
    let found = all.filter_map(|(word, role)| Some((words.rfind(word)?, word.len(), role)));
    let (at, _, role) = found.max_by_key(|&(at, length, _)| (at + length, length))?;
    // 上年年底 and 去年年末 are the beginning.
    let is_last_years = LAST.ends(&words[..at]).is_some() || LAST_YEAR.is_in(&words[..at]);
    Some(if role == Role::End && is_last_years { Role::Start } else { role })
}
