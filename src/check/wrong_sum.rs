//! N02: parts that do not add up to their total.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::figures::{
    AGES, Clause, Sentence, WHICH, counts, is_definite, is_exact_share, plain, sentences_that,
};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE, amounts};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::{Block, ProseKind};
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7102",
        name: "wrong-sum",
        severity: Severity::Warning,
        message: Words {
            zh: "“{parts}”合计{sum}，{relation}{whole}",
            en: "“{parts}” make {sum}, which should {relation} {whole}",
        },
        help: Words {
            zh: "核对总数和各项，改正算错或抄错的一个",
            en: "check the total and its parts and correct the one that is wrong",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "分项与总数的量词相同（“名”“位”算作“人”），又写在一处，就加一加。认六种写法：逐项列出后接“共8人”“合计8人”；“共12场：讲座3场、义诊9场”，冒号后全是分项（没有“共”字的，要有三项以上、用顿号隔开）；“党员45人，其中女党员50人”“在45名党员中，女党员50人”，单个分项多于总数；“男25人、女20人”“一等奖2项、二等奖3项”这类互不交叉的分项，合计不等于或多于总数，一季度到四季度、上下半年与全年相比也算；“包括”“分别为”“分为”后面列出的各项，“其中”后面三项以上、名称不会交叉、合计与总数相差不到8%或者超过总数的；表格里的合计行。几个“占百分之几”连着列出、又说“其余”或有三项以上的，合起来应是100%，许为凑整差几个末位。“其中”后面的分项可能交叉的（女党员、青年党员），不加；“其中”前面不止一个数的（医师30名、进修医师3名，其中女医师19名），与哪一个或与合计对得上就算对；“另有”“还有”后面的不在其内；有“等”字、约数，不加；以万、亿为单位的和小数，四项以上许差一个末位；表中的比率、均值各列和有小计的表，不加。引文、书名里的不算。",
        en: "Parts are added up if they have the total's counter (名 and 位 are 人) and stand beside it. Six forms are known: a list followed by 共8人 or 合计8人; 共12场 with a colon and nothing but parts after it (without 共, three or more with 、 between); a single part after 其中 or 在45名党员中 that is more than the whole; parts that cannot overlap, such as 男 and 女 or first and second prizes; the four quarters or both halves against 全年; what is listed after 包括, 分别为 and 分为, and three parts or more after 其中 whose names do not overlap, where they miss the whole by less than 8 % or exceed it; the row 合计 of a table. Percentages listed one after the other (占…), three or more or with 其余, make 100 %, but for rounding. Parts after 其中 that may overlap are not added; where several numbers stand before 其中 (医师30名、进修医师3名，其中女医师19名) agreeing with any of them, or their sum, is enough; what follows 另有 or 还有 is not among the parts. Not added are lists with 等, approximate numbers, columns of rates and averages, and tables with subtotals. Not in quotations or titles.",
    },
    wrong: "支部选派医生3人、护士5人，共9人。\n",
    right: "选派医生3人、护士5人，共8人。支部有党员45人，其中女党员25人、35岁以下30人。\n\n| 组别 | 人数 | 比率 |\n| --- | --- | --- |\n| 甲 | 3 | 50% |\n| 乙 | 5 | 60% |\n| 合计 | 8 | 56% |\n",
    fix: Fix::None,
    find,
};

/// How parts stand to their total.
const EQUAL: Words = Words { zh: "应等于", en: "equal" };
const AT_MOST: Words = Words { zh: "不应多于", en: "not exceed" };

/// What sums have in them.
static SUMS: List = List::new(&lexicon::SUM_WORDS, "sums");
static ALL: List = List::new(&lexicon::SUM_WORDS, "all");
static NOT_ALL: List = List::new(&lexicon::SUM_WORDS, "not-all");
static AMONG_ALL: List = List::new(&lexicon::SUM_WORDS, "among");
/// Counters of when and of which age.
static PERIODS: List = List::new(&lexicon::SUM_WORDS, "period");
/// What follows a number that is no part.
static NO_PART: List = List::new(&lexicon::SUM_WORDS, "no-part");
/// What leads to a total behind its parts, and goes on from it.
static SUM_TOTALS: List = List::new(&lexicon::SUM_WORDS, "sum-total");
static AFTER_TOTAL: List = List::new(&lexicon::SUM_WORDS, "after-total");
/// What begins with others than those counted.
static ASIDES: List = List::new(&lexicon::SUM_WORDS, "aside");
/// What begins a list of all parts: 包括, 分别为.
static INCLUDES: List = List::new(&lexicon::SUM_WORDS, "includes");
/// What tells of all that is left, and of parts in their turn.
static REST: List = List::new(&lexicon::SUM_WORDS, "rest");
static IN_TURN: List = List::new(&lexicon::FIGURE_WORDS, "in-order");
/// What joins two parts in a clause.
static PART_JOINTS: List = List::new(&lexicon::SUM_WORDS, "part-joint");
/// What parts are named by that may overlap: 女, 党员, 以上.
static OVERLAPS: List = List::new(&lexicon::SUM_WORDS, "overlap");
/// The parts of a year that make the whole, and what tells of that.
static PERIOD_NAMES: List = List::new(&lexicon::SUM_WORDS, "period-name");
static YEARLY: List = List::new(&lexicon::SUM_WORDS, "yearly");
/// Counters of multiples.
static TIMES: List = List::new(&lexicon::CHANGE_WORDS, "times");
/// Rows and columns of tables.
static SUM_ROWS: List = List::new(&lexicon::SUM_WORDS, "sum-row");
static SUBTOTALS: List = List::new(&lexicon::SUM_WORDS, "subtotal");
static MEANS: List = List::new(&lexicon::SUM_WORDS, "mean");

/// 等 says that there are more; that of 一等奖 does not.
const AND_MORE: char = '等';
const PRIZE: &str = "等奖";

/// What is wrong.
struct Wrong<'s, 'a> {
    whole: &'s Amount<'a>,
    /// Where the parts stand.
    parts: Range<usize>,
    /// The place to point at.
    at: Range<usize>,
    sum: u64,
    relation: Words,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |block: &Block| is_told(block) || block.signs.has(Sign::Percent);
    for block in subject.blocks.iter().filter(|block| block.kind != ProseKind::Cell && may(block)) {
        let ahead = is_ahead(block);
        let may = |text: &str| {
            let adds = (SUMS.is_in(text) || SUM_TOTALS.is_in(text))
                && (ahead
                    || text.contains(['（', '('])
                    || WHICH.is_in(text)
                    || ALL.is_in(text) && text.contains(['：', ':']));
            adds || AMONG_ALL.is_in(text)
                || INCLUDES.is_in(text)
                || YEARLY.is_in(text)
                || text.contains('、') && text.contains(['：', ':'])
        };
        for sentence in sentences_that(block, may, 2) {
            let wrong = total_after(&sentence)
                .or_else(|| list_after_total(&sentence))
                .or_else(|| apart(&sentence))
                .or_else(|| among(&sentence))
                .or_else(|| more_than_whole(&sentence))
                .or_else(|| periods(&sentence));
            findings.extend(wrong.and_then(|wrong| finding(subject, block, &sentence, wrong)));
        }
        if block.signs.has(Sign::Percent) && block.signs.has(Sign::Ratio) {
            for sentence in sentences_that(block, |text| text.contains(['占', '比']), 2) {
                if let Some((range, sum, last)) = shares_of_all(&sentence)
                    && !block.is_foreign(&range)
                {
                    findings.push(
                        Diagnostic::new(&CHECK.rule, subject.span(block, sentence.amounts[last].range.clone()))
                            .with("parts", &sentence.text[range])
                            .with("sum", format!("{}%", plain(sum)))
                            .with("relation", EQUAL)
                            .with("whole", "100%"),
                    );
                }
            }
        }
        // The whole in one sentence, 其中 at the beginning of the next.
        let sentences = if WHICH.is_in(&block.text) { block.sentences() } else { Vec::new() };
        for pair in sentences.windows(2) {
            let [first, second] = pair else { continue };
            if !begins_with_which(&block.text[second.clone()]) {
                continue;
            }
            let both = Sentence::read(block, first.start..second.end);
            if both.amounts.len() <= MOST
                && let Some(wrong) =
                    among(&both).filter(|wrong| wrong.whole.range.end <= first.end && wrong.parts.start >= second.start)
            {
                findings.extend(finding(subject, block, &both, wrong));
            }
        }
    }
    tables(subject, findings);
}

/// No two sentences that anyone wrote have more numbers.
const MOST: usize = 64;

fn begins_with_which(text: &str) -> bool {
    WHICH.begins(text.trim_start()).is_some()
}

/// What is said of a sum, unless somebody else wrote it.
fn finding(subject: &Subject<'_>, block: &Block, sentence: &Sentence<'_>, wrong: Wrong<'_, '_>) -> Option<Diagnostic> {
    let around = wrong.whole.range.start.min(wrong.parts.start)..wrong.whole.range.end.max(wrong.parts.end);
    (!block.is_foreign(&around)).then(|| {
        Diagnostic::new(&CHECK.rule, subject.span(block, wrong.at))
            .with("parts", &sentence.text[wrong.parts])
            .with("sum", plain(wrong.sum))
            .with("relation", wrong.relation)
            .with("whole", sentence.said(wrong.whole))
    })
}

/// Whether a block has what every kind of sum begins with: ，共; 共…：; 其中; a
/// bracket; a list after a colon; ……中，.
fn is_told(block: &Block) -> bool {
    let signs = block.signs;
    signs.has_any(&[Sign::Which, Sign::Opening])
        || is_ahead(block)
        || signs.has(Sign::Colon) && signs.has_any(&[Sign::Total, Sign::Pause])
        || AMONG_ALL.is_in(&block.text)
        || INCLUDES.is_in(&block.text)
        || YEARLY.is_in(&block.text)
}

/// Whether a total may stand behind its parts: ，共; ，三项合计.
fn is_ahead(block: &Block) -> bool {
    block.signs.has(Sign::TotalAhead) || block.signs.has(Sign::Total) && SUM_TOTALS.is_in(&block.text)
}

/// The one number in a clause that may be a part: exact, of a kind, and with
/// nothing else beside it that counts.
fn part<'s, 'a>(sentence: &'s Sentence<'a>, at: usize, kin: &str) -> Option<&'s Amount<'a>> {
    let clause = sentence.clauses.get(at)?;
    // 一季度3户, 35岁以下3人: when and of which age is no count of it.
    let is_count =
        |amount: &&Amount<'_>| !matches!(amount.nature, Nature::Ordinal | Nature::Time) && !PERIODS.has(amount.counter);
    let mut counted = sentence.amounts[clause.amounts.clone()].iter().filter(is_count);
    let part = counted.next()?;
    let words = sentence.words(clause);
    let after = sentence.after(clause, part);
    let ends = after.is_empty() || after.chars().count() <= 6 && !NO_PART.is_in(after);
    (counted.next().is_none()
        && counts(part, kin)
        && part.value > 0
        && ends
        && !words.replace(PRIZE, "").contains(AND_MORE))
    .then_some(part)
}

/// The numbers of a clause that may be parts: one, or several with 和 between.
fn parts<'s, 'a>(sentence: &'s Sentence<'a>, at: usize, kin: &str) -> Option<Vec<&'s Amount<'a>>> {
    if let Some(part) = part(sentence, at, kin) {
        return Some(vec![part]);
    }
    let clause = sentence.clauses.get(at)?;
    let all: Vec<&Amount<'_>> =
        sentence.amounts[clause.amounts.clone()].iter().filter(|amount| !PERIODS.has(amount.counter)).collect();
    let joined = |pair: &[&Amount<'_>]| {
        let between = &sentence.text[pair[0].range.end..pair[1].range.start];
        PART_JOINTS.begins(between).is_some() && between.chars().count() <= 10
    };
    let last = all.last()?;
    let holds = all.len() > 1
        && all.iter().all(|amount| counts(amount, kin) && amount.value > 0)
        && all.windows(2).all(joined)
        && sentence.after(clause, last).chars().count() <= 6
        && !sentence.words(clause).replace(PRIZE, "").contains(AND_MORE);
    holds.then_some(all)
}

/// 共12台，包括甲3台、乙4台和丙6台; 300万元，其中设备120万元、培训100万元、宣传90万元
fn among<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<Wrong<'s, 'a>> {
    for (at, clause) in sentence.clauses.iter().enumerate().skip(1) {
        let words = sentence.words(clause);
        let (which, includes) = (WHICH.begins(words).is_some(), INCLUDES.begins(WHICH.trim_start(words)).is_some());
        let is_list = matches!(clause.opens, '：' | ':' | '（' | '(');
        if !which && !includes && !is_list {
            continue;
        }
        let Some(whole) = whole_before(sentence, at) else { continue };
        let kin = whole.kin();
        // 其中，
        let first = if which && clause.amounts.is_empty() && WHICH.has(words) { at + 1 } else { at };
        let mut all: Vec<&Amount<'_>> = Vec::new();
        let mut end = clause.range.start;
        let mut last = first;
        for place in first..sentence.clauses.len() {
            let clause = &sentence.clauses[place];
            let goes_on = place == first || matches!(clause.opens, '、' | '，' | ',' | '；' | ';');
            if !goes_on || is_aside(sentence.words(clause)) {
                break;
            }
            let Some(parts) = parts(sentence, place, kin) else { break };
            all.extend(parts);
            (end, last) = (clause.range.end, place);
        }
        let Some(start) = sentence.clauses.get(first).map(|clause| clause.range.start) else { continue };
        let told = &sentence.text[start.min(end)..end];
        if all.len() < 2 || OVERLAPS.is_in(told) {
            continue;
        }
        let sum = all.iter().fold(0_u64, |sum, part| sum.saturating_add(part.value));
        let slack = sentence.slack_of_sum(all.iter().copied(), whole);
        let others = other_wholes(sentence, at, whole);
        if sum.abs_diff(whole.value) <= slack || others.iter().any(|other| sum.abs_diff(*other) <= slack) {
            continue;
        }
        let ends = sentence.clauses.get(last + 1).is_none_or(|_| !matches!(sentence.clauses[last].closes, '、'));
        // Of a list that says to have all, or has nearly all, the rest is not left out.
        let off = u128::from(sum.abs_diff(whole.value)) * 100 / u128::from(whole.value.max(1));
        let near = if all.len() > 2 { NEAR } else { NEAR / 2 };
        let whole_list = includes || is_list && told.contains('、');
        let relation = if sum > whole.value && off <= 100 && (others.iter().all(|other| sum > *other) || whole_list) {
            if whole_list || off <= near { EQUAL } else { AT_MOST }
        } else if ends && sum < whole.value && (whole_list && off <= 50 || which && off <= near) {
            EQUAL
        } else {
            continue;
        };
        return Some(Wrong { whole, at: whole.range.clone(), parts: start..end, sum, relation });
    }
    None
}

/// What a list under 其中 may miss of its whole, in percent, and still be meant to
/// have all of it.
const NEAR: u128 = 8;

/// 一季度300万元，二季度280万元，……，全年1200万元
fn periods<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<Wrong<'s, 'a>> {
    for (members, _) in
        APART.iter().filter(|(members, whole)| *whole && members.iter().all(|member| PERIOD_NAMES.has(member)))
    {
        let of = |member: &&str| {
            let mut places =
                (0..sentence.clauses.len()).filter(|&at| sentence.words(&sentence.clauses[at]).contains(*member));
            places.next().filter(|_| places.next().is_none())
        };
        let Some(places) = members.iter().map(of).collect::<Option<Vec<usize>>>() else { continue };
        let amounts = |at: usize| &sentence.amounts[sentence.clauses[at].amounts.clone()];
        let Some(kin) = amounts(places[0]).iter().find(|amount| is_definite(amount)).map(Amount::kin) else { continue };
        let Some(all) = places.iter().map(|&at| part(sentence, at, kin)).collect::<Option<Vec<_>>>() else { continue };
        let (from, to) = (*places.iter().min()?, *places.iter().max()?);
        let is_whole = |(index, amount): &(usize, &Amount<'_>)| {
            let Some(at) = sentence.clause_of(*index).filter(|at| !places.contains(at)) else { return false };
            counts(amount, kin) && YEARLY.is_in(sentence.before(&sentence.clauses[at], amount))
        };
        let mut wholes = sentence.amounts.iter().enumerate().filter(is_whole);
        let (Some((_, whole)), None) = (wholes.next(), wholes.next()) else { continue };
        let sum = all.iter().fold(0_u64, |sum, part| sum.saturating_add(part.value));
        if sum.abs_diff(whole.value) > sentence.slack_of_sum(all.iter().copied(), whole) {
            let parts = sentence.clauses[from].range.start..sentence.clauses[to].range.end;
            let whole_range = whole.range.clone();
            return Some(Wrong { whole, at: whole_range, parts, sum, relation: EQUAL });
        }
    }
    None
}

/// How long the words may be that lead to a total behind its parts, in characters.
const LEAD: usize = 8;

/// 医疗占45%，教育占35%，其余占25%
fn shares_of_all<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<(Range<usize>, u64, usize)> {
    let is_share = |clause: &Clause| {
        let own = &sentence.amounts[clause.amounts.clone()];
        own.iter().any(is_exact_share) && own.iter().all(|amount| is_exact_share(amount) || AGES.has(amount.counter))
    };
    let mut at = 0;
    while at < sentence.clauses.len() {
        let mut end = at;
        while sentence.clauses.get(end).is_some_and(|clause| {
            is_share(clause) && (end == at || matches!(clause.opens, '、' | '，' | ',' | '；' | ';'))
        }) {
            end += 1;
        }
        let run = &sentence.clauses[at..end];
        at = end.max(at + 1);
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let range = first.range.start..last.range.end;
        let told = &sentence.text[range.clone()];
        let amounts = &sentence.amounts[first.amounts.start..last.amounts.end];
        let shares: Vec<&Amount<'_>> = amounts.iter().filter(|amount| is_exact_share(amount)).collect();
        // 男性占54%，女性占46%
        let has_one = |member: &&str| run.iter().filter(|clause| sentence.words(clause).contains(*member)).count() == 1;
        let is_apart = |(members, is_whole): &(Vec<&str>, bool)| {
            *is_whole && members.len() == run.len() && members.iter().all(has_one)
        };
        let are_apart = APART.iter().any(is_apart);
        let rest = are_apart || REST.is_in(sentence.words(last));
        let of_all = run.iter().all(|clause| sentence.words(clause).contains('占'))
            || IN_TURN.is_in(told) && told.contains(['占', '比']);
        if shares.len() < if rest { 2 } else { 3 }
            || !of_all
            || !are_apart && OVERLAPS.is_in(told)
            || told.contains(AND_MORE)
        {
            continue;
        }
        let sum = shares.iter().fold(0_u64, |sum, share| sum.saturating_add(share.value));
        let slack = shares.iter().map(|share| sentence.slack(share)).sum::<u64>().max(ONE / 20);
        let off = sum.abs_diff(100 * ONE);
        if off > slack && off <= 10 * ONE {
            return Some((range, sum, last.amounts.end - 1));
        }
    }
    None
}

/// 医生3人、护士5人，共8人
fn total_after<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<Wrong<'s, 'a>> {
    for (at, clause) in sentence.clauses.iter().enumerate().skip(2) {
        let Some(whole) = sentence.amounts.get(clause.amounts.start).filter(|_| !clause.amounts.is_empty()) else {
            continue;
        };
        let before = sentence.before(clause, whole);
        // 合计38人, 全年合计完成1200万元
        let leads = |word: &str| !word.starts_with('共') && before.chars().count() <= LEAD;
        let adds = SUM_TOTALS.has(before) || SUM_TOTALS.begins(before).is_some_and(leads);
        if !adds || !matches!(clause.opens, '，' | ',' | '（' | '(') {
            continue;
        }
        let Some(kin) = is_definite(whole).then(|| whole.kin()) else { continue };
        let mut sums = Vec::new();
        let (mut sum, mut listed, mut first, mut place) = (0_u64, 0_u64, at, at);
        while place > 0
            && sums.len() < 50
            && let Some(parts) = parts(sentence, place - 1, kin)
        {
            place -= 1;
            let mark = sentence.clauses[place].closes;
            if !matches!(mark, '、' | '，' | ',' | '；' | ';' | '（' | '(') {
                break;
            }
            for part in parts.iter().rev() {
                sum = sum.saturating_add(part.value);
                sums.push(sum);
            }
            // Only 、 shows where the list begins; what stands before a comma
            // may belong to it, so it may only excuse the total.
            if first == place + 1 && (first == at || mark == '、') {
                (first, listed) = (place, sum);
            }
        }
        if sums.len() < 2
            || first == at
            || listed == sums[0]
            || sums[1..].contains(&whole.value)
            || !says_no_more(sentence.after(clause, whole))
        {
            continue;
        }
        // 三组分别培训120人、150人、130人，共400人: the first part stands at the end of what leads
        // to the list.
        let mut start = sentence.clauses[first].range.start;
        if let Some(before) = first.checked_sub(1).filter(|_| sentence.clauses[first].opens == '、') {
            let clause = &sentence.clauses[before];
            let head = sentence.amounts[clause.amounts.clone()].last();
            if let Some(head) = head {
                if !counts(head, kin) || !sentence.after(clause, head).is_empty() {
                    continue;
                }
                (start, listed) = (head.range.start, listed.saturating_add(head.value));
            }
            if listed == whole.value {
                continue;
            }
        }
        let (sum, parts) = (listed, start..sentence.clauses[at - 1].range.end);
        return Some(Wrong { whole, parts, at: whole.range.clone(), sum, relation: EQUAL });
    }
    None
}

/// Whether what follows a total is still about those who were counted: 共30人
/// 受益 is not.
fn says_no_more(after: &str) -> bool {
    let after = after.trim_end_matches(['。', '！', '）', ')']);
    after.is_empty() || AFTER_TOTAL.begins(after).is_some()
}

/// 共12场：讲座3场、义诊5场、参观4场。
fn list_after_total<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<Wrong<'s, 'a>> {
    let colon = sentence.clauses.iter().position(|clause| matches!(clause.closes, '：' | ':'))?;
    let clause = &sentence.clauses[colon];
    let whole = sentence.amounts[clause.amounts.clone()].last()?;
    let kin = is_definite(whole).then(|| whole.kin()).filter(|kin| !kin.is_empty())?;
    let before = sentence.before(clause, whole);
    let is_total = ALL.is_in(before) && !NOT_ALL.is_in(before);
    if !is_total {
        return run_after_total(sentence, colon, whole, kin);
    }
    if sentence.after(clause, whole).chars().count() > 6 || colon + 2 >= sentence.clauses.len() {
        return None;
    }
    let mut sum = 0_u64;
    let mut end = sentence.clauses.len();
    for at in colon + 1..sentence.clauses.len() {
        // 共12场：讲座3场、义诊9场，另有参观4场。
        if at > colon + 2 && is_aside(sentence.words(&sentence.clauses[at])) {
            end = at;
            break;
        }
        let marked = matches!(sentence.clauses[at].closes, '、' | '，' | ',' | '；' | ';' | '。' | ' ');
        let is_last = at + 1 == sentence.clauses.len();
        if !marked && !is_last || WHICH.is_in(sentence.words(&sentence.clauses[at])) {
            return None;
        }
        sum = sum.saturating_add(part(sentence, at, kin)?.value);
    }
    if sum == whole.value {
        return None;
    }
    let parts = sentence.clauses[colon + 1].range.start..sentence.clauses[..end].last()?.range.end;
    Some(Wrong { whole, parts, at: whole.range.clone(), sum, relation: EQUAL })
}

/// 走访12户：一季度3户、二季度4户、三季度5户。 Without 共 the parts must be three
/// or more with 、 between, that end the sentence or are followed by what does
/// not count the same.
fn run_after_total<'s, 'a>(
    sentence: &'s Sentence<'a>,
    colon: usize,
    whole: &'s Amount<'a>,
    kin: &str,
) -> Option<Wrong<'s, 'a>> {
    let clause = &sentence.clauses[colon];
    let alone = sentence.amounts[clause.amounts.clone()].iter().filter(|amount| amount.kin() == kin).count() == 1;
    if !alone || !sentence.after(clause, whole).is_empty() {
        return None;
    }
    let mut sum = 0_u64;
    let mut at = colon;
    loop {
        at += 1;
        let clause = sentence.clauses.get(at)?;
        if WHICH.is_in(sentence.words(clause)) {
            return None;
        }
        sum = sum.saturating_add(part(sentence, at, kin)?.value);
        if clause.closes != '、' {
            break;
        }
    }
    let says_more = |clause: &Clause| sentence.amounts[clause.amounts.clone()].iter().any(|amount| counts(amount, kin));
    let ends = match sentence.clauses[at].closes {
        '。' | ' ' => true,
        '，' | '；' => !sentence.clauses[at + 1..].iter().any(says_more),
        _ => at + 1 == sentence.clauses.len(),
    };
    if at < colon + 3 || !ends || sum == whole.value {
        return None;
    }
    let parts = sentence.clauses[colon + 1].range.start..sentence.clauses[at].range.end;
    Some(Wrong { whole, parts, at: whole.range.clone(), sum, relation: EQUAL })
}

/// Parts that do not overlap; whether they make the whole if all are there.
static APART: LazyLock<Vec<(Vec<&'static str>, bool)>> = LazyLock::new(|| {
    let mut sets: Vec<(Vec<&'static str>, bool)> = Vec::new();
    let mut last = "";
    for row in lexicon::PARTS_APART.rows() {
        if row.get("class") != last {
            last = row.get("class");
            sets.push((Vec::new(), row.get("whole") == "yes"));
        }
        if let Some((members, _)) = sets.last_mut() {
            members.push(row.word());
        }
    }
    sets
});

/// 45人，其中男25人、女21人; 45人（男25人、女21人）
fn apart<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<Wrong<'s, 'a>> {
    for (at, clause) in sentence.clauses.iter().enumerate().skip(1) {
        let which = WHICH.begins(sentence.words(clause)).is_some();
        if !which && !matches!(clause.opens, '（' | '(') {
            continue;
        }
        let Some(whole) = whole_before(sentence, at) else { continue };
        let kin = whole.kin();
        let others = other_wholes(sentence, at, whole);
        for (members, makes_whole) in APART.iter() {
            let mut seen = Vec::new();
            let (mut sum, mut end) = (0_u64, clause.range.end);
            for place in at..sentence.clauses.len() {
                let clause = &sentence.clauses[place];
                if place > at && !matches!(clause.opens, '、' | '，' | ',' | '；' | ';') {
                    break;
                }
                let words = sentence.words(clause);
                if is_aside(words) {
                    break;
                }
                let mut named = members.iter().filter(|member| words.contains(**member));
                let (Some(member), None) = (named.next(), named.next()) else { break };
                let Some(part) = part(sentence, place, kin).filter(|_| !seen.contains(member)) else { break };
                seen.push(*member);
                sum = sum.saturating_add(part.value);
                end = clause.range.end;
            }
            let complete = *makes_whole && seen.len() == members.len();
            if seen.len() < 2 || sum <= whole.value && !complete || sum == whole.value {
                continue;
            }
            if others.iter().any(|&other| sum == other || sum < other && !complete) {
                continue;
            }
            let relation = if complete { EQUAL } else { AT_MOST };
            let parts = clause.range.start..end;
            return Some(Wrong { whole, at: whole.range.clone(), parts, sum, relation });
        }
    }
    None
}

/// 45人，其中女党员50人
fn more_than_whole<'s, 'a>(sentence: &'s Sentence<'a>) -> Option<Wrong<'s, 'a>> {
    for (at, clause) in sentence.clauses.iter().enumerate().skip(1) {
        let words = sentence.words(clause);
        // 在45名党员中，女党员50人: the clause before says of which.
        let among =
            |clause: &Clause| sentence.words(clause).starts_with('在') && sentence.words(clause).ends_with('中');
        if WHICH.begins(words).is_none() && !among(&sentence.clauses[at - 1]) {
            continue;
        }
        let Some(whole) = whole_before(sentence, at) else { continue };
        let most = other_wholes(sentence, at, whole).into_iter().fold(whole.value, u64::max);
        for place in at..sentence.clauses.len() {
            let is_next = sentence.clauses[place].opens == '、' && !is_aside(sentence.words(&sentence.clauses[place]));
            if place > at && !is_next {
                break;
            }
            let Some(part) = part(sentence, place, whole.kin()) else { break };
            if part.value > most {
                let parts = sentence.clauses[place].range.clone();
                return Some(Wrong { whole, parts, at: part.range.clone(), sum: part.value, relation: AT_MOST });
            }
        }
    }
    None
}

/// The whole that the clause before ends with; its only number of its kind.
fn whole_before<'s, 'a>(sentence: &'s Sentence<'a>, at: usize) -> Option<&'s Amount<'a>> {
    let clause = sentence.clauses.get(at.checked_sub(1)?)?;
    let amounts = &sentence.amounts[clause.amounts.clone()];
    // 增长1.7倍，其中甲增长17.2倍: each of its own base.
    let is_whole = |whole: &&Amount<'_>| is_definite(whole) && !whole.counter.is_empty() && !TIMES.has(whole.counter);
    let whole = amounts.last().filter(is_whole)?;
    let alone = amounts.iter().filter(|amount| amount.kin() == whole.kin()).count() == 1;
    (alone && sentence.after(clause, whole).chars().count() <= 6).then_some(whole)
}

/// What else the parts may be of: in 医师30名、进修医师3名，其中女医师19名 the 30,
/// or all 33 together; of what stands before in the same part of a sentence, each
/// number of the kind, and each sum of the last ones.
fn other_wholes(sentence: &Sentence<'_>, at: usize, whole: &Amount<'_>) -> Vec<u64> {
    let (mut others, mut sum) = (Vec::new(), whole.value);
    for clause in sentence.clauses[..at.saturating_sub(1)].iter().rev() {
        if !matches!(clause.closes, '、' | '，' | ',' | '）' | ')' | '（' | '(') {
            break;
        }
        for amount in sentence.amounts[clause.amounts.clone()].iter().filter(|amount| amount.kin() == whole.kin()) {
            sum = sum.saturating_add(amount.value);
            others.extend([amount.value, sum]);
        }
    }
    others
}

/// Whether a clause tells of others than those counted before: 另有优秀奖4项.
fn is_aside(words: &str) -> bool {
    ASIDES.begins(words).is_some()
}

/// Rows of totals in tables.
fn tables(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_total = |block: &Block| block.kind == ProseKind::Cell && SUM_ROWS.has(block.text.trim());
    if !subject.blocks.iter().any(is_total) {
        return;
    }
    let mut tables: Vec<Vec<Vec<&Block>>> = Vec::new();
    let mut last: Option<usize> = None;
    for block in subject.blocks {
        if block.kind != ProseKind::Cell {
            last = None;
            continue;
        }
        let start = subject.span(block, 0..0).range().start;
        let lines = last.map(|last| subject.text.get(last..start).unwrap_or_default().matches('\n').count());
        last = Some(start);
        match (lines, tables.last_mut()) {
            (Some(0), Some(table)) => {
                if let Some(row) = table.last_mut() {
                    row.push(block);
                }
            }
            (Some(1), Some(table)) => table.push(vec![block]),
            // The line of dashes stands between head and body.
            (Some(2), Some(table)) if table.len() == 1 => table.push(vec![block]),
            _ => tables.push(vec![vec![block]]),
        }
    }
    for table in tables {
        let Some((head, rows)) = table.split_first() else { continue };
        let subtotals = |row: &Vec<&Block>| SUBTOTALS.is_in(&row[0].text);
        let (whole, parts) = match (rows.first(), rows.last()) {
            (_, Some(last)) if is_total(last[0]) => (last, &rows[..rows.len() - 1]),
            (Some(first), _) if is_total(first[0]) => (first, &rows[1..]),
            _ => continue,
        };
        if parts.len() < 2 || parts.iter().any(subtotals) || rows.iter().any(|row| row.len() != head.len()) {
            continue;
        }
        for column in 1..head.len() {
            let title = &head[column].text;
            if MEANS.is_in(title) {
                continue;
            }
            let Some(total) = cell(whole[column]) else { continue };
            let kin = total.kin();
            let sum = parts.iter().try_fold(0_u64, |sum, row| {
                let part = cell(row[column]).filter(|part| part.kin() == kin)?;
                sum.checked_add(part.value)
            });
            let Some(sum) = sum.filter(|&sum| sum != total.value) else { continue };
            findings.push(
                Diagnostic::new(&CHECK.rule, subject.span(whole[column], total.range.clone()))
                    .with("parts", title.trim())
                    .with("sum", plain(sum))
                    .with("relation", EQUAL)
                    .with("whole", &whole[column].text[total.range.clone()]),
            );
        }
    }
}

/// A cell that is nothing but an exact number.
fn cell(block: &Block) -> Option<Amount<'_>> {
    let mut found = amounts(&block.text);
    let amount = found.pop().filter(|_| found.is_empty())?;
    let alone = block.text[amount.range.clone()].trim() == block.text.trim();
    (alone && amount.is_exact_count() && block.foreign.is_empty()).then_some(amount)
}
