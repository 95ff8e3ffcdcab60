//! N03: more members did something than there are.

use crate::check::figure_unlike_metric::exact;
use crate::check::figures::{Sentence, plain, sentences_with};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::ProseKind;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7103",
        name: "more-than-members",
        severity: Severity::Warning,
        message: Words {
            zh: "{part}，多于党员总数{members}",
            en: "{part} is more than all members, who are {members}",
        },
        help: Words {
            zh: "核对人数；同一人多次参加的，单位用“人次”，有党员以外的人，写明白",
            en: "check the number; where people count more than once the counter is 人次, and where others are among them, say so",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "说的是党员，人数却多于本组织的党员总数：“70名党员参加义诊”“101人缴纳党费”，而指标或正文里的党员总数（“现有党员59名”）没有这么多。用“人次”的，约数，句中提到全院、各支部、下属、社区、结对单位，或者往年和历年累计的，都不算。引文、书名里的不算。",
        en: "Members are told of, but more than the organisation has: “70名党员参加义诊” or “101人缴纳党费”, where the metrics or the text (“现有党员59名”) give fewer members. Counts in 人次, approximate numbers, and sentences that speak of a whole hospital, other branches, a neighbourhood, partners or other years are left alone. Not in quotations or titles.",
    },
    wrong: "支部共有59名党员。3月，101人缴纳党费。\n",
    right: "支部共有59名党员。3月，101人次缴纳党费，59名党员参加义诊，服务群众300人。全院120名党员参加。\n",
    fix: Fix::None,
    find,
};

/// Words of others than the organisation's own members of this year.
static OTHERS: List = List::new(&lexicon::SUM_WORDS, "others");

/// Words that add others in the same clause; 与 is not that of 参与.
static ALONGSIDE: List = List::new(&lexicon::SUM_WORDS, "alongside");

/// Words after a number of people that make them members.
static OF_MEMBERS: List = List::new(&lexicon::SUM_WORDS, "members-deed");

/// How members are told of.
static SIGNS: List = List::new(&lexicon::SUM_WORDS, "members-sign");
static MEMBERS: List = List::new(&lexicon::SUM_WORDS, "members");
static MEMBERS_TOTAL: List = List::new(&lexicon::SUM_WORDS, "members-total");
static METRICS: List = List::new(&lexicon::SUM_WORDS, "members-metric");
static STAFF: List = List::new(&lexicon::SUM_WORDS, "members-staff");
static LED: List = List::new(&lexicon::SUM_WORDS, "members-led");
static BEGINNING: List = List::new(&lexicon::SUM_WORDS, "beginning");
static PEOPLE: List = List::new(&lexicon::SUM_WORDS, "people");
static FROM: List = List::new(&lexicon::FIGURE_WORDS, "from");
static YEAR: List = List::new(&lexicon::SUM_WORDS, "year");

/// What has 与 in it and adds nobody.
const TAKE_PART: &str = "参与";

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut candidates = Vec::new();
    let mut members = registered(subject);
    for block in subject.blocks.iter().filter(|block| matches!(block.kind, ProseKind::Paragraph | ProseKind::Item)) {
        for sentence in sentences_with(block, &SIGNS, 1) {
            let own_year = |amount: &&Amount<'_>| {
                let year = i32::try_from(amount.value / ONE).unwrap_or(0);
                let years = subject.draft().map(|draft| draft.year.value);
                !YEAR.has(amount.counter) || years.is_none_or(|years| (years.first..=years.last).contains(&year))
            };
            let is_other_year =
                sentence.amounts.iter().filter(|amount| amount.nature == Nature::Time).any(|amount| !own_year(&amount));
            for clause in &sentence.clauses {
                for amount in &sentence.amounts[clause.amounts.clone()] {
                    if amount.nature != Nature::Count || !PEOPLE.has(amount.kin()) {
                        continue;
                    }
                    let (before, after) = (sentence.before(clause, amount), sentence.after(clause, amount));
                    let is_total =
                        MEMBERS_TOTAL.is_in(before) && (MEMBERS.is_in(before) || MEMBERS.begins(after).is_some());
                    if is_total || is_start(before) {
                        members = Some(members.unwrap_or(0).max(amount.high));
                        continue;
                    }
                    let of_members = MEMBERS.begins(after).is_some() && STAFF.begins(after).is_none()
                        || LED.ends(before).is_some()
                        || OF_MEMBERS.is_in(after);
                    if of_members && amount.whole().is_some() && !is_other_year && is_own(&sentence, amount, after) {
                        let end = amount.range.end + MEMBERS.begins(after).map_or(0, str::len);
                        candidates.push((block, amount.range.clone(), amount.range.start..end, amount.value));
                    }
                }
            }
        }
    }
    let Some(members) = members else { return };
    let found = candidates.into_iter().find(|(block, range, _, value)| *value > members && !block.is_foreign(range));
    let Some((block, range, words, _)) = found else { return };
    let words = block.text.get(words).unwrap_or(&block.text[range.clone()]);
    findings.push(
        Diagnostic::new(&CHECK.rule, subject.span(block, range))
            .with("part", words)
            .with("members", format!("{}名", plain(members))),
    );
}

/// The members among the metrics, the most that they say.
fn registered(subject: &Subject<'_>) -> Option<u64> {
    let report = subject.report?;
    let all = report.metrics.iter().chain(report.achievements.iter().flat_map(|achievement| &achievement.figures));
    all.filter(|figure| METRICS.has(&subject.publication[figure.metric].name))
        .flat_map(|figure| [exact(&figure.value), figure.base.as_ref().and_then(exact)])
        .flatten()
        .max()
}

/// 由474名, 年初474名: how many they were.
fn is_start(before: &str) -> bool {
    MEMBERS.is_in(before) && (FROM.ends(before).is_some() || BEGINNING.is_in(before))
}

/// Whether nothing in the sentence speaks of others, up to what these people did.
fn is_own(sentence: &Sentence<'_>, amount: &Amount<'_>, after: &str) -> bool {
    let Some(start) = sentence.part_of(amount) else { return false };
    let said = &sentence.text[start..amount.range.end];
    let clause = sentence.clauses.iter().find(|clause| clause.range.end >= amount.range.end);
    let words = clause.map_or("", |clause| sentence.words(clause)).replace(TAKE_PART, "");
    !OTHERS.is_in(said) && !OTHERS.is_in(after) && !ALONGSIDE.is_in(&words)
}
