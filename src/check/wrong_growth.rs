//! N15: growth or decline that the two values given do not make.

use std::ops::Range;

use crate::check::figures::{Sentence, is_definite, plain, sentences_that};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Claim, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::text::signs::Signs;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7115",
        name: "wrong-growth",
        severity: Severity::Warning,
        message: Words {
            zh: "{from}到{to}，应是“{right}”，这里写的是“{said}”",
            en: "from {from} to {to} it should be “{right}”, but the text says “{said}”",
        },
        help: Words {
            zh: "核对前后两个数和增减的数，改正算错或抄错的一个",
            en: "check both values and the change, and correct the one that is wrong",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "增减验算。认的写法：“由A增至B”“从A下降到B”；“B，比上年A增加……”；“上年A，今年B”；“B，比上年增加C，增长x%”；“比上年增加C，达到B”。随后说的增加数C、增长率x%、“增长两倍”“是……的三倍”“翻一番”，按前后两个数推算，四舍五入到所写的位数，“万”“亿”和小数许有末位半个单位的误差；升降说反的（由45增至40）也报。两端都是百分数的，差数的单位是百分点：由45%提高到50%是5个百分点，不是5%；两端都是数量的，增长率是%，不是百分点；减少不能用倍数。约数、两个数的量词不同、中间还隔着别的数的，不报。引文、书名里的不看。",
        en: "Changes are reckoned. Known are 由A增至B and 从A下降到B; B，比上年A增加……; 上年A，今年B; B，比上年增加C，增长x%; 比上年增加C，达到B. What is then told (the difference, the rate, 增长两倍, 是……的三倍, 翻一番) must follow from both values, rounded to the digits written; numbers in 万 and 亿 and decimals may be half of their last digit away. 由45增至40 is marked too. Between two percentages the difference is in points (百分点), between two amounts the rate is a percentage, and nothing falls by a multiple. Approximate numbers, different counters, and values with other numbers between them are left alone, as are quotations and titles.",
    },
    wrong: "党员由40名增至50名，增长20%。\n",
    right: "党员由40名增至50名，增长25%。收入1.2亿元，比上年增加0.2亿元，增长20%。到会率由45%提高到50%，提高5个百分点。\n",
    fix: Fix::None,
    find,
};

/// Verbs of change, each way.
static UP: List = List::new(&lexicon::CHANGE_WORDS, "up");
static DOWN: List = List::new(&lexicon::CHANGE_WORDS, "down");
/// What follows such a verb before the value that is come to: 到, 至.
static TO: List = List::new(&lexicon::CHANGE_WORDS, "to");
/// What may stand around a verb of change, saying nothing of it.
static FILLERS: List = List::new(&lexicon::CHANGE_WORDS, "filler");
static FROM: List = List::new(&lexicon::FIGURE_WORDS, "from");
/// 比上年, 较去年同期.
static THAN: List = List::new(&lexicon::CHANGE_WORDS, "than");
/// What comes to a value after a change: 达到.
static REACHED: List = List::new(&lexicon::CHANGE_WORDS, "reached");
/// Earlier and later times that are set side by side.
static EARLIER: List = List::new(&lexicon::CHANGE_WORDS, "earlier");
static LATER: List = List::new(&lexicon::CHANGE_WORDS, "later");
/// Counters of multiples and points.
static TIMES: List = List::new(&lexicon::CHANGE_WORDS, "times");
static POINTS: List = List::new(&lexicon::CHANGE_WORDS, "points");
static DOUBLES: List = List::new(&lexicon::CHANGE_WORDS, "doubled");

/// What is the better the smaller it is.
static RANKS: List = List::new(&lexicon::CHANGE_WORDS, "rank");

/// How far from its verb a value may stand, in characters.
const NEAR: usize = 14;

/// Which way something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// A change that a sentence tells: from one value to another, in millionths, each
/// with how far it may be off.
#[derive(Clone, Debug)]
struct Change {
    from: (u64, u64),
    to: (u64, u64),
    is_share: bool,
    counter: String,
    /// The way that the verb between them says.
    way: Option<Way>,
    /// Where the two values end, and how they are told.
    end: usize,
    told: (String, String),
    /// The first amount after them.
    next: usize,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let may = |text: &str| UP.is_in(text) || DOWN.is_in(text) || DOUBLES.is_in(text) || TIMES.is_in(text);
    for block in subject.blocks.iter().filter(|block| Signs::has_number(block.signs)) {
        for sentence in sentences_that(block, may, 2) {
            for (at, change, right) in wrong_changes(&sentence) {
                if block.is_foreign(&at) {
                    continue;
                }
                findings.push(
                    Diagnostic::new(&CHECK.rule, subject.span(block, at.clone()))
                        .with("from", change.told.0)
                        .with("to", change.told.1)
                        .with("right", right)
                        .with("said", &sentence.text[at]),
                );
            }
        }
    }
}

type Wrong = (Range<usize>, Change, String);

fn wrong_changes(sentence: &Sentence<'_>) -> Vec<Wrong> {
    let mut found: Vec<Wrong> = Vec::new();
    for index in 0..sentence.amounts.len() {
        let Some(change) = change(sentence, index) else { continue };
        if let Some(wrong) = reversed(sentence, &change).or_else(|| consequence(sentence, &change))
            && !found.iter().any(|(at, ..)| *at == wrong.0)
        {
            found.push(wrong);
        }
    }
    found
}

/// Whether an amount may be one of the values of a change.
fn is_value(amount: &Amount<'_>) -> bool {
    is_definite(amount) && !TIMES.has(amount.counter) && !POINTS.has(amount.counter)
        || amount.nature == Nature::Share && amount.claim == Claim::Exact
}

/// The next amount after one that is no time, with its place among them.
fn next<'s, 'a>(sentence: &'s Sentence<'a>, after: usize) -> Option<(usize, &'s Amount<'a>)> {
    let mut rest = sentence.amounts.iter().enumerate().skip(after + 1);
    rest.find(|(_, amount)| !matches!(amount.nature, Nature::Time))
}

/// What stands between two amounts.
fn between<'a>(sentence: &Sentence<'a>, one: &Amount<'_>, other: &Amount<'_>) -> &'a str {
    sentence.text.get(one.range.end..other.range.start).unwrap_or_default()
}

/// The change whose first value is an amount.
fn change(sentence: &Sentence<'_>, index: usize) -> Option<Change> {
    let first = &sentence.amounts[index];
    let (second_at, second) = next(sentence, index)?;
    if !is_value(first) || first.counter.is_empty() && first.nature == Nature::Count && first.claim == Claim::Exact {
        return None;
    }
    let own = between(sentence, first, second);
    if own.contains(['。', '；', '\n']) {
        return None;
    }
    let values = is_value(second) && second.nature == first.nature && second.kin() == first.kin();
    let before = head(sentence, first);
    // 排名由369位上升到235位
    if RANKS.is_in(before) {
        return None;
    }
    let value = |amount: &Amount<'_>| (amount.value, sentence.slack(amount));
    let said = |amount: &Amount<'_>| sentence.said(amount).to_owned();
    let made = |from: &Amount<'_>, to: &Amount<'_>, way| Change {
        from: value(from),
        to: value(to),
        is_share: from.nature == Nature::Share,
        counter: from.counter.to_owned(),
        way,
        end: first.range.end.max(second.range.end),
        told: (said(from), said(to)),
        next: second_at + 1,
    };
    if values {
        // 由A增至B
        if let Some(way) = comes_to(own).filter(|_| is_from(before)) {
            return Some(made(first, second, Some(way)));
        }
        // B，比上年A增加
        let tail = tail(sentence, second);
        if let Some(than) = own.rsplit(['，', ',', '（', '(']).next().filter(|_| own.contains(['，', ',', '（', '(']))
            && THAN.begins(than.trim()).is_some()
            && than.trim().chars().count() <= 8
            && let Some((way, _)) = verb(tail)
        {
            return Some(made(second, first, Some(way)));
        }
        // 上年A，今年B
        let later = own.rsplit(['，', ',']).next().unwrap_or_default();
        if own.contains(['，', ','])
            && EARLIER.is_in(before)
            && LATER.begins(later.trim()).is_some()
            && later.chars().count() <= NEAR
        {
            return Some(made(first, second, None));
        }
        // 比上年增加C，达到B
        if let Some(way) = than_verb(before)
            && own.trim_start_matches(['，', ',']).trim_start_matches('总').chars().count() <= 5
            && REACHED.is_in(own)
            && second.value > first.value
        {
            let to = second;
            let from = match way {
                Way::Up => to.value.checked_sub(first.value)?,
                Way::Down => to.value.checked_add(first.value)?,
            };
            let slack = sentence.slack(first) + sentence.slack(to);
            let mut change = made(first, second, Some(way));
            change.from = (from, slack);
            change.told = (format!("{}{}", plain(from), first.counter), said(to));
            return Some(change);
        }
        // B，比上年增加C
        let clause = own.rsplit(['，', ',', '（', '(']).next().unwrap_or_default();
        if own.contains(['，', ',', '（', '('])
            && let Some(way) = than_verb(clause)
            && clause.chars().count() <= NEAR
        {
            let from = match way {
                Way::Up => first.value.checked_sub(second.value)?,
                Way::Down => first.value.checked_add(second.value)?,
            };
            let mut change = made(second, first, Some(way));
            change.from = (from, sentence.slack(first) + sentence.slack(second));
            change.told = (format!("{}{}", plain(from), first.counter), said(first));
            return Some(change);
        }
    }
    None
}

/// The words of its clause before an amount.
fn head<'a>(sentence: &Sentence<'a>, amount: &Amount<'_>) -> &'a str {
    let clause = sentence.clauses.iter().find(|clause| clause.range.contains(&amount.range.start));
    clause.map_or("", |clause| sentence.before(clause, amount))
}

/// The words of its clause after an amount.
fn tail<'a>(sentence: &Sentence<'a>, amount: &Amount<'_>) -> &'a str {
    let clause = sentence.clauses.iter().find(|clause| clause.range.contains(&amount.range.start));
    clause.map_or("", |clause| sentence.after(clause, amount))
}

/// Whether words lead to the first of two values: 由, 从上年的.
fn is_from(before: &str) -> bool {
    FROM.rfind(before).is_some_and(|at| before[at..].chars().count() <= NEAR)
}

/// The way of a verb that comes to a value: 增至, 下降到.
fn comes_to(words: &str) -> Option<Way> {
    let words = FILLERS.trim_end(words.trim());
    let stem = TO.strip_suffix(words)?;
    if words.chars().count() > NEAR {
        return None;
    }
    let ends = |list: &List| list.ends(FILLERS.trim_end(stem)).is_some();
    if ends(&DOWN) { Some(Way::Down) } else { ends(&UP).then_some(Way::Up) }
}

/// The way of a verb that words begin with, and what is left behind it.
fn verb(words: &str) -> Option<(Way, &str)> {
    let words = FILLERS.trim_start(words.trim());
    let found = DOWN.strip_prefix(words).map(|rest| (Way::Down, rest));
    found.or_else(|| UP.strip_prefix(words).map(|rest| (Way::Up, rest)))
}

/// The way of 比上年增加, where nothing else stands before the value.
fn than_verb(words: &str) -> Option<Way> {
    let at = THAN.rfind(words)?;
    let rest = THAN.strip_prefix(&words[at..])?;
    let (way, rest) = verb(rest)?;
    FILLERS.trim_start(rest).is_empty().then_some(way)
}

/// 由45名增至40名
fn reversed(sentence: &Sentence<'_>, change: &Change) -> Option<Wrong> {
    let goes = match change.to.0.cmp(&change.from.0) {
        std::cmp::Ordering::Less => Way::Down,
        std::cmp::Ordering::Greater => Way::Up,
        std::cmp::Ordering::Equal => return None,
    };
    let way = change.way.filter(|way| *way != goes)?;
    let right = if way == Way::Up { "减少" } else { "增加" };
    let second = sentence.amounts.get(change.next.checked_sub(1)?)?;
    Some((second.range.clone(), change.clone(), right.to_owned()))
}

/// What follows from a change, if the text says otherwise.
fn consequence(sentence: &Sentence<'_>, change: &Change) -> Option<Wrong> {
    let mut end = change.end;
    // 翻一番
    if let Some(doubled) = DOUBLES.iter().find_map(|word| {
        let rest = sentence.text.get(end..sentence.clauses.last()?.range.end)?;
        rest.find(word).filter(|at| rest[..*at].chars().count() <= 8).map(|at| (word, end + at))
    }) {
        let folds = lexicon::CHANGE_WORDS
            .of("doubled")
            .find(|row| row.word() == *doubled.0)?
            .get("value")
            .parse::<u64>()
            .ok()?;
        let fits = change.to.0.saturating_mul(20) >= change.from.0.saturating_mul(folds * 19)
            && change.to.0.saturating_mul(20) <= change.from.0.saturating_mul(folds * 21)
            || folds == 2
                && change.to.0 >= change.from.0.saturating_mul(2)
                && change.to.0 < change.from.0.saturating_mul(3);
        if !fits && change.from.0 > 0 {
            return Some((doubled.1..doubled.1 + doubled.0.len(), change.clone(), rate(change, 1)));
        }
    }
    for (_, amount) in sentence.amounts.iter().enumerate().skip(change.next).take(3) {
        let words = sentence.text.get(end..amount.range.start)?;
        let own = words.trim_start_matches(['，', ',', '、', '（', '(', ' ']);
        let own = THAN.strip_prefix(own).unwrap_or(own);
        let way = verb(own).filter(|(_, rest)| FILLERS.trim_start(rest).is_empty());
        let times = TIMES.has(amount.counter) || sentence.text[amount.numeral.end..].starts_with('倍');
        if times && own.chars().count() <= NEAR {
            return multiple(change, amount, own);
        }
        let (way, _) = way?;
        if words.contains(['。', '；']) {
            return None;
        }
        end = amount.range.end;
        if let Some(right) = wrong_step(change, (amount, sentence.slack(amount)), way) {
            return Some((amount.range.clone(), change.clone(), right));
        }
    }
    None
}

/// What a difference or a rate should be, if it is another.
fn wrong_step(change: &Change, (amount, slack): (&Amount<'_>, u64), way: Way) -> Option<String> {
    if !matches!(amount.claim, Claim::Exact | Claim::Rounded) {
        return None;
    }
    let difference = change.from.0.abs_diff(change.to.0);
    let off = change.from.1.max(change.to.1).max(slack);
    let is_points = POINTS.has(amount.counter);
    let goes = if change.to.0 >= change.from.0 { Way::Up } else { Way::Down };
    let turned = way != goes && difference > off;
    if change.is_share {
        let points = || format!("{}个百分点", plain(difference));
        return match amount.nature {
            // 由45%提高到50%，提高5%: unless the rate is meant.
            Nature::Share if !fits_rate(change, (amount, slack)) => Some(points()),
            Nature::Count if is_points && (amount.value.abs_diff(difference) > off || turned) => Some(points()),
            _ => None,
        };
    }
    if amount.nature == Nature::Share {
        return (!fits_rate(change, (amount, slack)) || turned).then(|| rate(change, amount.places));
    }
    if is_points {
        return Some(rate(change, amount.places));
    }
    let same = crate::language::amount::kin(&change.counter) == amount.kin();
    let wrong = amount.value.abs_diff(difference) > off || turned;
    (same && wrong).then(|| format!("{}{}", plain(difference), amount.counter))
}

/// Whether a rate follows from a change, as far as rounding lets it.
fn fits_rate(change: &Change, (amount, slack): (&Amount<'_>, u64)) -> bool {
    let (from, to) = (change.from, change.to);
    if from.0 == 0 {
        return true;
    }
    let rate = |from: u64, to: u64| from.abs_diff(to) as f64 / from.max(1) as f64 * 100.0 * ONE as f64;
    let ends = [
        rate(from.0.saturating_sub(from.1), to.0 + to.1),
        rate(from.0 + from.1, to.0.saturating_sub(to.1)),
        rate(from.0, to.0),
    ];
    let half = slack.max(1) as f64;
    let least = ends.iter().copied().fold(f64::INFINITY, f64::min) - half * 1.02;
    let most = ends.iter().copied().fold(0.0, f64::max) + half * 1.02;
    (least..=most).contains(&(amount.value as f64))
}

/// The rate of a change, with so many decimals.
fn rate(change: &Change, places: u32) -> String {
    let rate = change.from.0.abs_diff(change.to.0) as f64 / change.from.0.max(1) as f64 * 100.0;
    format!("{:.*}%", places.min(4) as usize, rate)
}

/// 增长两倍, 是上年的三倍, 减少两倍
fn multiple(change: &Change, amount: &Amount<'_>, words: &str) -> Option<Wrong> {
    if amount.claim != Claim::Exact || change.from.0 == 0 {
        return None;
    }
    let ratio = change.to.0 as f64 / change.from.0 as f64;
    let said = amount.value as f64 / ONE as f64;
    let grown = verb(words);
    let expected = match grown {
        Some((Way::Up, rest)) if TO.begins(rest).is_some() => ratio,
        Some((Way::Up, _)) => ratio - 1.0,
        Some((Way::Down, _)) => return Some((amount.range.clone(), change.clone(), rate(change, 1))),
        None if words.contains(['是', '为']) => ratio,
        None => return None,
    };
    let half = 0.5 / 10_f64.powi(amount.places.min(6) as i32);
    // “近三倍” is no claim; a whole multiple may be rounded.
    let wrong = (expected - said).abs() > half * 1.02;
    wrong.then(|| (amount.range.clone(), change.clone(), format!("{expected:.1}倍")))
}

#[cfg(test)]
mod tests {
    use super::wrong_changes;
    use crate::check::figures::Sentence;
    use crate::parse::markdown::{Block, ProseKind};

    #[test]
    fn changes_follow_from_both_values() {
        for (text, expected) in [
            ("党员由40名增至50名，增长20%。", "20%→25%"),
            ("党员由40名增至50名，增加11名，增长25%。", "11名→10名"),
            ("党员由40名增至50名，增加10名，增长25%。", ""),
            ("党员由50名增加到40名。", "40名→减少"),
            ("门诊量从1.2万人次增长到1.5万人次，增长25.0%。", ""),
            ("门诊量从1.2万人次增长到1.5万人次，增长45%。", "45%→25%"),
            ("收入12.5亿元，比上年增加2.5亿元，增长30%。", "30%→25%"),
            ("到会率由45%提高到50%，提高5%。", "5%→5个百分点"),
            ("到会率由45%提高到50%，提高5个百分点。", ""),
            ("到会率由45%提高到50%，提高6个百分点。", "6个百分点→5个百分点"),
            ("党员由40名增至50名，增长25个百分点。", "25个百分点→25%"),
            ("比上年增加10名，达到50名，增长20%。", "20%→25%"),
            ("服务群众由100人增至300人，增长3倍。", "3倍→2.0倍"),
            ("服务群众由100人增至300人，是上年的3倍。", ""),
            ("投诉由30件降至10件，下降3倍。", "3倍→66.7%"),
            ("产值由100万元增至205万元，翻了一番。", ""),
            ("产值由100万元增至150万元，翻了一番。", "翻了一番→50.0%"),
            ("党员由40名增至50名，其中女党员增长20%。", ""),
            ("上年培训100人，今年培训150人，增长60%。", "60%→50%"),
        ] {
            let block = Block::of_value(ProseKind::Paragraph, text, 0);
            let sentence = Sentence::read(&block, 0..text.len());
            let found: Vec<String> =
                wrong_changes(&sentence).into_iter().map(|(at, _, right)| format!("{}→{right}", &text[at])).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
