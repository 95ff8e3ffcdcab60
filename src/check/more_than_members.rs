//! N03: more members did something than there are.

use crate::check::figures::{Sentence, plain, sentences_with};
use crate::check::unlike_metric::exact;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE};
use crate::parse::markdown::Kind;

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
const OTHERS: [&str; 31] = [
    "全院",
    "全市",
    "全县",
    "全省",
    "全国",
    "全区",
    "全系统",
    "所属",
    "下属",
    "下设",
    "下辖",
    "各支部",
    "各单位",
    "各党",
    "联合",
    "共建",
    "兄弟",
    "社区",
    "村",
    "街道",
    "结对",
    "累计",
    "历年",
    "历届",
    "以来",
    "先后",
    "学会",
    "总院",
    "上级",
    "会同",
    "携手",
];

/// Words that add others in the same clause; 与 is not that of 参与.
const ALONGSIDE: [&str; 8] = ["各", "群众", "职工", "医务人员", "师生", "与", "同志", "等"];

/// Words after a number of people that make them members.
const OF_MEMBERS: [&str; 8] =
    ["捐党费", "交纳党费", "缴纳党费", "缴党费", "交党费", "捐献党费", "捐纳党费", "过政治生日"];

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut candidates = Vec::new();
    let mut members = registered(subject);
    for block in subject.blocks.iter().filter(|block| matches!(block.kind, Kind::Paragraph | Kind::Item)) {
        for sentence in sentences_with(block, &["党员", "党费", "政治生日"], 1) {
            let own_year = |amount: &&Amount<'_>| {
                let year = i32::try_from(amount.value / ONE).unwrap_or(0);
                let years = subject.draft().map(|draft| draft.year.value);
                amount.counter != "年" || years.is_none_or(|years| (years.first..=years.last).contains(&year))
            };
            let is_other_year =
                sentence.amounts.iter().filter(|amount| amount.nature == Nature::Time).any(|amount| !own_year(&amount));
            for clause in &sentence.clauses {
                for amount in &sentence.amounts[clause.amounts.clone()] {
                    if amount.nature != Nature::Count || amount.kin() != "人" {
                        continue;
                    }
                    let (before, after) = (sentence.before(clause, amount), sentence.after(clause, amount));
                    let is_total = ["现有", "共有", "党员总数", "党员人数", "增至", "有党员"]
                        .iter()
                        .any(|word| before.contains(word))
                        && (before.contains("党员") || after.starts_with("党员") || after.starts_with("中共党员"));
                    if is_total || is_start(before) {
                        members = Some(members.unwrap_or(0).max(amount.high));
                        continue;
                    }
                    let of_members = after.starts_with("党员") && !after.starts_with("党员干部")
                        || before.ends_with("组织党员")
                        || OF_MEMBERS.iter().any(|word| after.contains(word));
                    if of_members && amount.whole().is_some() && !is_other_year && is_own(&sentence, amount, after) {
                        let end = amount.range.end + if after.starts_with("党员") { "党员".len() } else { 0 };
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
    all.filter(|figure| matches!(subject.publication[figure.metric].name.as_str(), "党员" | "党员数" | "党员总数"))
        .flat_map(|figure| [exact(&figure.value), figure.base.as_ref().and_then(exact)])
        .flatten()
        .max()
}

/// 由474名, 年初474名: how many they were.
fn is_start(before: &str) -> bool {
    before.contains("党员") && (before.ends_with(['由', '从']) || before.contains("年初") || before.contains("原有"))
}

/// Whether nothing in the sentence speaks of others, up to what these people did.
fn is_own(sentence: &Sentence<'_>, amount: &Amount<'_>, after: &str) -> bool {
    let Some(start) = sentence.part_of(amount) else { return false };
    let said = &sentence.text[start..amount.range.end];
    let clause = sentence.clauses.iter().find(|clause| clause.range.end >= amount.range.end);
    let words = clause.map_or("", |clause| sentence.words(clause)).replace("参与", "");
    !OTHERS.iter().any(|word| said.contains(word) || after.contains(word))
        && !ALONGSIDE.iter().any(|word| words.contains(word))
}
