//! HB7116: one figure, told twice, with two values.
//!
//! Two places tell the same figure where they count the same thing (活动) in the same
//! unit (场), nothing says that one is a part, a plan, a change or of another time, and
//! what else stands before it is the same. Two values are a slip where they differ as
//! slips do (1,280 and 1,820), or where both are said to be of the whole year.

use std::ops::Range;

use crate::check::figures::{AGES, Sentence, WHICH, is_definite, is_exact_share, sentences_that};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::language::token::{Class, Token, tokens};
use crate::language::{metric, modality};
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7116",
        name: "told-twice",
        severity: Severity::Warning,
        message: Words {
            zh: "“{what}”这里是{here}，另一处是{there}",
            en: "“{what}” is {here} here and {there} elsewhere",
        },
        help: Words {
            zh: "核对后改成一致；说的不是同一个数，写明各是什么时候、什么范围的",
            en: "make them agree; if they are different figures, say of what time or part each is",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "同一份材料里，同一个数写了两次，两次不同：“会员总数1,280人……会员共1,820人”“全年举办活动32场……23场活动”。两处数的是同一样东西（名称相同，前面的定语、动词也相同），量词相同，都是确数。两个数像是笔误（相邻数字颠倒，三位以上的数错一位、漏一位），或者两处都说的是全年、总数，或者后一句接着前一句说（“……活动32场。30场活动……”），或者同一段三句以内用同样的话说、相差不到两成，才报。数旁有其中、新增、上年、计划、每、上半年、月份、别的组织等字样的，打算和不足的段落，同一样东西有三个以上的数的，都不算。引文、书名里的不算。",
        en: "A figure that a text tells twice, with two values: 会员总数1,280人 and 会员共1,820人, 全年举办活动32场 and 23场活动. Both must count the same thing, by its name and what stands before it, in the same unit, exactly. It is said only where the values differ as slips do (two digits changed about, one of three or more digits wrong or lost), where both are of the whole year or a total, where a sentence goes on from the one before (……活动32场。30场活动……), or where they stand within three sentences of a paragraph in the same words and are a fifth apart at most. Left alone: figures beside words of parts, changes, plans, other times or other bodies; what is told with three values or more; quotations and titles.",
    },
    wrong: "截至年底，学会会员总数1,280人。全年举办活动32场。\n\n学会现有会员1,820人，在全省同类学会中最多。\n",
    right: "截至年底，学会会员总数1,280人，其中新会员120人。全年举办活动32场，上半年举办活动23场。\n",
    fix: Fix::None,
    find,
};

/// Words between the thing and its number: 总数为.
static ENDS: List = List::new(&lexicon::SUM_WORDS, "twice-end");
/// Words before the thing that name no part: 全年, 累计, 本.
static LEADS: List = List::new(&lexicon::SUM_WORDS, "twice-lead");
/// Verbs that make no difference: 举办 and 开展.
static VERBS: List = List::new(&lexicon::SUM_WORDS, "twice-verb");
/// Words that make a number one of all: 总数, 全年.
static WHOLE: List = List::new(&lexicon::SUM_WORDS, "twice-whole");
/// Words of parts, changes, plans and other times.
static NOT: List = List::new(&lexicon::SUM_WORDS, "twice-not");
/// What lets a day be that of a total: 截至.
static UNTIL: List = List::new(&lexicon::SUM_WORDS, "twice-until");
/// What says of a thing that all of it is meant: 38名党员全部合格.
static EVERY: List = List::new(&lexicon::SUM_WORDS, "twice-all");
/// What can be counted, though the dictionary takes it for a verb: 提案.
static THINGS: List = List::new(&lexicon::FIGURE_WORDS, "thing");
/// 的 between the number and the thing.
static OF: List = List::new(&lexicon::SUM_WORDS, "twice-of");
static OWN: List = List::new(&lexicon::SUM_WORDS, "own");
static BODIES: List = List::new(&lexicon::SUM_WORDS, "body");
static YEAR: List = List::new(&lexicon::SUM_WORDS, "year");
static PERIODS: List = List::new(&lexicon::SUM_WORDS, "period");

/// From how many digits on two numbers hardly meet by chance.
const LONG: usize = 4;
/// No text that anyone wrote tells more figures.
const MOST: usize = 400;

/// A figure as one place tells it.
struct Telling<'a> {
    block: &'a Block,
    amount: Amount<'a>,
    /// Which sentence of the text it stands in.
    sentence: usize,
    /// Where its clause stands, without times before it.
    clause: Range<usize>,
    /// Where the words before it end that may name what is counted.
    named: usize,
    /// Whether another stands before it in its clause.
    follows: bool,
    /// Whether its clause begins a sentence, or a part of one.
    opens: bool,
    /// Whether it is said to be of the whole.
    is_whole: bool,
    /// The half of its last decimal.
    slack: u64,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let all = tellings(subject);
    if all.len() > MOST {
        return;
    }
    for (place, here) in all.iter().enumerate() {
        let others = |other: &&Telling<'_>| other.amount.kin() == here.amount.kin();
        let differs = |there: &Telling<'_>| here.amount.value != there.amount.value;
        let same = |there| here.same(there).filter(|same| here.is_slip_of(there, same)).map(|same| same.what);
        let twice = |there| Some((there, same(there).or_else(|| here.resembles(there))?));
        let before = all[..place].iter().filter(others);
        let Some((there, what)) = before.filter(|there| differs(there)).find_map(twice) else { continue };
        let is_third = |other: &Telling<'_>| {
            ![here.amount.value, there.amount.value].contains(&other.amount.value) && here.same(other).is_some()
        };
        if all.iter().filter(others).any(is_third) {
            continue;
        }
        let range = here.amount.range.clone();
        let finding = Diagnostic::new(&CHECK.rule, subject.span(here.block, range))
            .with("what", what)
            .with("here", here.said())
            .with("there", there.said())
            .label(
                subject.span(there.block, there.amount.range.clone()),
                Words { zh: "另一处在这里", en: "it is told here, too" },
            );
        findings.push(finding);
        return;
    }
}

/// The figures of a text that may be told elsewhere in it.
fn tellings<'a>(subject: &Subject<'a>) -> Vec<Telling<'a>> {
    let mut all = Vec::new();
    let (mut count, mut is_other) = (0, false);
    for block in subject.blocks {
        match block.kind {
            ProseKind::Heading(_) => is_other = modality::is_planned_below(&block.text) || NOT.is_in(&block.text),
            ProseKind::Paragraph | ProseKind::Item if !is_other => {
                for sentence in sentences_that(block, |text| text.chars().nth(4).is_some(), 1) {
                    count += 1;
                    all.extend(of_sentence(subject, block, &sentence, count));
                }
            }
            _ => {}
        }
    }
    all
}

fn of_sentence<'a>(subject: &Subject<'a>, block: &'a Block, sentence: &Sentence<'a>, count: usize) -> Vec<Telling<'a>> {
    let mut found = Vec::new();
    for clause in &sentence.clauses {
        // 医师、护士32人: of both. In brackets stand parts.
        let listed = clause.opens == '、'
            && !sentence.amounts.iter().any(|amount| {
                amount.range.end < clause.range.start && clause.range.start - amount.range.end <= '、'.len_utf8()
            });
        if listed || matches!(clause.opens, '（' | '(') {
            continue;
        }
        let is_time = |amount: &Amount<'_>| matches!(amount.nature, Nature::Time | Nature::Ordinal);
        let amounts = &sentence.amounts[clause.amounts.clone()];
        for (at, amount) in amounts.iter().enumerate() {
            let is_kept = is_definite(amount) || is_exact_share(amount);
            // 2005.09 is a month.
            let is_bare = amount.counter.is_empty() && !is_exact_share(amount);
            if !is_kept || is_bare || amount.value == 0 || AGES.has(amount.counter) || PERIODS.has(amount.counter) {
                continue;
            }
            let start = at.checked_sub(1).map_or(clause.range.start, |before| amounts[before].range.end);
            let end = amounts.get(at + 1).map_or(clause.range.end, |next| next.range.start);
            let Some(part) = sentence.part_of(amount) else { continue };
            if is_elsewhere(subject, sentence, part..clause.range.end) || block.is_foreign(&amount.range) {
                continue;
            }
            let named = ENDS.trim_end(block.text[start..amount.range.start].trim_end());
            found.push(Telling {
                block,
                amount: amount.clone(),
                sentence: count,
                clause: start..end,
                named: start + named.len(),
                opens: part == clause.range.start,
                follows: at > 0 && !is_time(&amounts[at - 1]),
                is_whole: WHOLE.is_in(&block.text[part..amount.range.start]),
                slack: sentence.slack(amount),
            });
        }
    }
    found
}

/// Whether a part of a sentence tells of a part, a plan, a change or another time.
fn is_elsewhere(subject: &Subject<'_>, sentence: &Sentence<'_>, part: Range<usize>) -> bool {
    let said = &sentence.text[part.clone()];
    let own = |amount: &Amount<'_>| {
        let year = i32::try_from(amount.value / ONE).unwrap_or(0);
        let years = subject.report.map(|report| report.years);
        // 一年来 is this year, too.
        YEAR.has(amount.counter) && (year == 1 || years.is_none_or(|years| years.first == year && years.last == year))
    };
    let mut times = sentence.amounts.iter().filter(|amount| {
        amount.nature == Nature::Time && part.start <= amount.range.start && amount.range.end <= part.end
    });
    times.any(|amount| !own(amount)) && !UNTIL.is_in(said)
        || NOT.is_in(said)
        || WHICH.is_in(said)
        || modality::is_planned(said)
}

/// What two places count alike.
struct Same<'a> {
    what: &'a str,
    /// Whether what else stands before it is the same.
    is_exact: bool,
    /// Whether the later goes on from the earlier.
    refers: bool,
    /// Whether one of them tells only what some of them did: 12名党员到社区报到.
    is_some: bool,
}

impl<'a> Telling<'a> {
    fn said(&self) -> &'a str {
        &self.block.text[self.amount.range.clone()]
    }

    /// What stands before it that may name what is counted.
    fn before(&self) -> &'a str {
        &self.block.text[self.clause.start..self.named]
    }

    /// What stands behind it.
    fn after(&self) -> &'a str {
        self.block.text[self.behind()..self.clause.end].trim_end_matches(['。', '！', '；', ' '])
    }

    /// Where that begins: 3.62亿元的|营业收入.
    fn behind(&self) -> usize {
        let end = self.amount.range.end;
        end + OF.begins(&self.block.text[end..self.clause.end]).map_or(0, str::len)
    }

    /// Its digits, as written.
    fn digits(&self) -> Vec<char> {
        let written = self.block.text[self.amount.numeral.clone()].trim_end_matches(is_han);
        written.chars().filter(|c| !matches!(c, ',' | '，')).collect()
    }

    /// Whether the values of two that count the same differ by mistake.
    fn is_slip_of(&self, other: &Telling<'_>, same: &Same<'_>) -> bool {
        let scale =
            |one: &Telling<'_>| one.block.text[one.amount.numeral.clone()].chars().next_back().filter(|c| is_han(*c));
        let (mine, its) = (self.digits(), other.digits());
        let count = |digits: &[char]| digits.iter().filter(|c| c.is_ascii_digit()).count();
        let is_whole = self.is_whole && other.is_whole && !same.is_some;
        // Of three digits one differs by chance, too.
        let is_long = count(&mine).min(count(&its)) > 3 || self.is_whole || other.is_whole;
        let difference = self.amount.value.abs_diff(other.amount.value);
        scale(self) == scale(other) && (is_turned(&mine, &its) || same.is_exact && is_long && is_off(&mine, &its))
            || same.is_exact && is_whole && difference > self.slack.max(other.slack) * 2
            || (same.refers || same.is_exact && !same.is_some && self.is_beside(other))
                && difference > self.slack.max(other.slack) * 2
    }

    /// Whether it follows another in its clause and is so long that it hardly is as long
    /// as another by chance.
    fn is_long(&self) -> bool {
        self.follows && self.digits().len() >= 3
    }

    /// Whether it begins a sentence that goes on from another: ……活动32场。30场活动吸引…….
    fn goes_on_from(&self, other: &Telling<'_>) -> bool {
        let near = other.sentence < self.sentence && self.sentence - other.sentence <= 2;
        near && std::ptr::eq(self.block, other.block) && self.opens && bare(self.before()).is_empty()
    }

    /// Whether it begins a clause and may mean what a sentence before has told: 年内，38名党员…….
    fn is_back(&self, other: &Telling<'_>) -> bool {
        let near = other.sentence < self.sentence && self.sentence - other.sentence <= 3;
        near && std::ptr::eq(self.block, other.block) && !self.follows && bare(self.before()).is_empty()
    }

    /// Whether it is told in the same words a few sentences after another, with nearly as much:
    /// ……培训学员120人。……培训学员130人。
    fn is_beside(&self, other: &Telling<'_>) -> bool {
        let near = other.sentence < self.sentence && self.sentence - other.sentence <= 3;
        near && std::ptr::eq(self.block, other.block) && self.is_near(other)
    }

    /// Whether two values are so near that neither is hardly a part of the other.
    fn is_near(&self, other: &Telling<'_>) -> bool {
        let (one, another) = (self.amount.value, other.amount.value);
        self.digits().len() == other.digits().len() && one.abs_diff(another) <= one.max(another) / 5
    }

    /// What both count, if it is the same.
    fn same(&self, other: &Telling<'a>) -> Option<Same<'a>> {
        let shared = [(true, true), (true, false), (false, true), (false, false)];
        shared.into_iter().find_map(|(mine, its)| {
            // 会员1,280人参加: those are not all.
            let stands = |telling: &Telling<'_>, before: bool| !before || telling.after().is_empty();
            if !stands(self, mine) || !stands(other, its) || self.is_part(other, its) || other.is_part(self, mine) {
                return None;
            }
            let (length, lead) = match (mine, its) {
                (true, true) => (common(self.before().chars().rev(), other.before().chars().rev()), 0),
                (false, false) => (common(self.after().chars(), other.after().chars()), 0),
                (true, false) => longest(self.before(), other.after()),
                (false, true) => longest(other.before(), self.after()),
            };
            let (here, there) = (self.thing(mine, lead, length)?, other.thing(its, lead, length)?);
            let (rest, other_rest) = (self.rest(mine, lead, length), other.rest(its, lead, length));
            let is_exact = rest == other_rest;
            // 28次义诊共服务群众2300人次
            let is_bare =
                |one: &Telling<'_>, rest: &str, other: &str| rest.is_empty() && (is_short(other) || one.is_long());
            let agree = is_exact || is_bare(other, rest, other_rest) || is_bare(self, other_rest, rest);
            let beyond = self.after().get(lead + length..).filter(|_| !mine).unwrap_or_default();
            let says_all = || EVERY.begins(beyond).is_some();
            let goes_on = |telling: &Telling<'_>, before: bool| !before && telling.after().len() > lead + length;
            let is_some = (goes_on(self, mine) || goes_on(other, its)) && !self.is_near(other) && !says_all();
            let refers = !mine
                && its
                && (self.goes_on_from(other) || self.is_back(other))
                && (self.is_near(other) || says_all());
            (here == there && agree).then_some(Same { what: here, is_exact, refers, is_some })
        })
    }

    /// What two long numbers have to do with each other of which one has two digits changed
    /// about: 培训学员1,260人次 and 1,620人次参加培训. Such numbers hardly meet by chance where words around are the same.
    fn resembles(&self, other: &Telling<'a>) -> Option<&'a str> {
        let (mine, its) = (self.digits(), other.digits());
        if !(is_number(&mine, LONG) && is_turned(&mine, &its) && self.sentence != other.sentence) {
            return None;
        }
        let theirs = other.words();
        self.words().into_iter().filter(|word| theirs.contains(word)).max_by_key(|word| word.len())
    }

    /// The words of its clause that name or tell something.
    fn words(&self) -> Vec<&'a str> {
        let clause = &self.block.text[self.clause.clone()];
        let is_telling = |word: &Token| {
            matches!(word.class, Class::Verb | Class::Nominal | Class::Noun | Class::Organization | Class::Proper)
                && word.range.len() >= 2 * '中'.len_utf8()
        };
        let words = tokens(clause).into_iter().filter(is_telling).map(|word| &clause[word.range]);
        words.filter(|word| !LEADS.has(word) && !VERBS.has(word) && !ENDS.has(word)).collect()
    }

    /// 全年举办活动32场，23场活动进了社区: in one sentence the smaller number is a part.
    fn is_part(&self, other: &Telling<'_>, before: bool) -> bool {
        self.sentence == other.sentence && !before && other.amount.value < self.amount.value
    }

    /// The name of what is counted, of so many bytes before or behind the number, there
    /// after a `lead` of so many; none if a word goes on across its border.
    fn thing(&self, before: bool, lead: usize, length: usize) -> Option<&'a str> {
        let range =
            if before { self.named - length..self.named } else { self.behind() + lead..self.behind() + lead + length };
        let bare = bare(&self.block.text[range.clone()]);
        if bare.chars().count() < 2 || self.amount.nature == Nature::Share && !metric::is_rate(bare, "") {
            return None;
        }
        let words = tokens(&self.block.text[self.clause.start..self.clause.end]);
        let at = |place: usize| place - self.clause.start;
        // 举办活动 is one to the dictionary.
        let is_border = |place: usize| {
            let is_over = |word: &&Token| word.range.start < place && place < word.range.end;
            words.iter().find(is_over).is_none_or(|word| word.class == Class::Phrase)
        };
        let goes_on = |word: &Token| {
            word.range.start == at(range.end)
                && word.range.len() > '中'.len_utf8()
                && !LEADS.has(&self.block.text[self.clause.start..][word.range.clone()])
                && !matches!(word.class, Class::Verb | Class::Adverb | Class::Function | Class::Unknown)
        };
        let is_named = |word: &Token| {
            at(range.start) < word.range.end
                && word.range.start < at(range.end)
                && (THINGS.has(&self.block.text[self.clause.start..][word.range.clone()])
                    || !matches!(
                        word.class,
                        Class::Verb | Class::Adverb | Class::Function | Class::Pronoun | Class::Number
                    ))
        };
        let holds = is_border(at(range.start))
            && is_border(at(range.end))
            && words.iter().any(is_named)
            && (before || !words.iter().any(goes_on));
        holds.then_some(bare)
    }

    /// What else stands before it: 发放|宣传|资料3,200份, 3,200份|宣传|资料.
    fn rest(&self, before: bool, lead: usize, length: usize) -> &'a str {
        let words = self.before();
        let rest = bare(if before { &words[..words.len() - length] } else { words });
        if before || !rest.is_empty() { rest } else { &self.after()[..lead] }
    }
}

/// Words without those that make no difference at their ends.
fn bare(mut words: &str) -> &str {
    loop {
        let lead = LEADS.strip_prefix(words).or_else(|| OWN.strip_prefix(words)).or_else(|| BODIES.strip_prefix(words));
        let inner = lead.unwrap_or(words);
        let inner = VERBS.strip_prefix(inner).unwrap_or(inner);
        let inner = [&ENDS, &VERBS, &LEADS].iter().find_map(|list| list.strip_suffix(inner)).unwrap_or(inner).trim();
        if inner.len() == words.len() {
            return words;
        }
        words = inner;
    }
}

/// Whether words name no part: 接待, 公司.
fn is_short(words: &str) -> bool {
    let is_plain =
        |word: &Token| matches!(word.class, Class::Verb | Class::Nominal | Class::Noun | Class::Organization);
    let words = tokens(words);
    words.len() <= 2 && words.iter().all(is_plain)
}

/// How many bytes two texts have in common.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

/// The longest end of one text that another begins with, in bytes, and how many stand
/// before it there: 2 characters or fewer.
fn longest(one: &str, other: &str) -> (usize, usize) {
    let ends = || one.char_indices().map(|(at, _)| &one[at..]);
    if let Some(end) = ends().find(|end| other.starts_with(end)) {
        return (end.len(), 0);
    }
    let near = ends().filter(|end| end.chars().count() > 1);
    let leads = |end: &str| {
        let lead = other.find(end)?;
        let is_near = other[..lead].chars().count() <= 2 && other[..lead].chars().all(is_han);
        is_near.then_some((end.len(), lead))
    };
    near.filter_map(leads).next().unwrap_or_default()
}

/// Whether a text is a number of at least so many characters.
fn is_number(text: &[char], least: usize) -> bool {
    text.len() >= least && text.iter().all(|c| c.is_ascii_digit() || *c == '.')
}

/// Where two texts of one length differ.
fn apart(one: &[char], other: &[char]) -> Vec<usize> {
    (0..one.len()).filter(|&at| one.get(at) != other.get(at)).collect()
}

/// Whether one number is another with two digits changed about.
fn is_turned(one: &[char], other: &[char]) -> bool {
    let numbers = one.len() == other.len() && is_number(one, 2) && is_number(other, 2);
    numbers
        && matches!(apart(one, other)[..], [first, second]
            if one[first] == other[second] && one[second] == other[first] && second - first <= 2)
}

/// Whether one number is another with one of three or more digits wrong, or of four or
/// more lost.
fn is_off(one: &[char], other: &[char]) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    if !is_number(short, 3) || !is_number(long, 3) {
        return false;
    }
    let lost = |at: usize| [&long[..at], &long[at + 1..]].concat() == short;
    match long.len() - short.len() {
        0 => matches!(apart(one, other)[..], [at] if one[at] != '.' && other[at] != '.'),
        1 => (0..long.len()).any(lost),
        _ => false,
    }
}
