//! N04: a list of more or fewer things than the text says.

use std::ops::Range;

use crate::check::figures::{Sentence, sentences_that};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Claim, Nature, ONE};
use crate::language::lexicon::{self, List};
use crate::language::numeral;
use crate::language::person::is_entry;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7104",
        name: "wrong-count",
        severity: Severity::Warning,
        message: Words {
            zh: "说是{stated}，列出的有 {listed} 项",
            en: "the text says {stated}, but {listed} are listed",
        },
        help: Words {
            zh: "核对数目和所列的各项，改正数目，或补上、删去一项",
            en: "correct the number, or add or remove what is listed",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "写明了数目又一一列出的，数一数。认四种写法：括号里用顿号隔开的名单，“12名党员（张三、李四……）”；“三项制度：甲、乙、丙。”；“甲山、乙水等六个县”，列出的不得多于所说的数；“三个方面：一是……二是……三是……”，“一是”一直数到头，写在后面几段里的也算。括号和冒号后有“等”字的，不得多于所说的数。“名”“位”“人”的名单，每一项都要像人名；各项长短悬殊、夹有动词或逗号、数目相差两项以上的，多半不是列举，不报。引文、书名里的不算。",
        en: "Where the text gives a number and then the list, the list is counted. Four forms are known: names in brackets parted by 、; three of something, a colon and the list; a list before 等六个县, which may not be longer than said; and 三个方面 with 一是, 二是 … after it, which are counted to their end, also in the paragraphs that follow. With 等 a list may be shorter. A list of people must look like names; items of very different lengths, with verbs or commas inside, or more than two away from the number, are taken for something else. Not in quotations or titles.",
    },
    wrong: "支部健全三项制度：党员学习制度、党员考勤制度、党员考核制度、读书笔记制度。\n",
    right: "支部健全三项制度：学习制度、考勤制度、考核制度。帮扶甲山、乙水、丙河等六个县。工作有两个方面：一是学习，二是服务。\n",
    fix: Fix::None,
    find,
};

/// What is wrong: the number, and how many are listed.
struct Wrong {
    stated: Range<usize>,
    listed: usize,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut report = |block: &Block, wrong: Wrong| {
        if !block.is_foreign(&wrong.stated) {
            findings.push(
                Diagnostic::new(&CHECK.rule, subject.span(block, wrong.stated.clone()))
                    .with("stated", &block.text[wrong.stated])
                    .with("listed", wrong.listed),
            );
        }
    };
    for (at, block) in subject.blocks.iter().enumerate() {
        if !matches!(block.kind, ProseKind::Paragraph | ProseKind::Item | ProseKind::Note) {
            continue;
        }
        let signs = block.signs;
        if signs.has(Sign::Pause) && signs.has_any(&[Sign::Opening, Sign::Colon, Sign::AndMany]) {
            let may = |text: &str| text.contains('、') && text.contains(['（', '(', '：', ':', AND_MORE]);
            for sentence in sentences_that(block, may, 1) {
                for wrong in lists(&sentence, block) {
                    report(block, wrong);
                }
            }
        }
        if let Some(wrong) = points(&subject.blocks[at..]) {
            report(block, wrong);
        }
    }
}

/// Counters of what is listed one by one.
static LISTED: List = List::new(&lexicon::SUM_WORDS, "listed");

static LISTED_ALONE: List = List::new(&lexicon::SUM_WORDS, "listed-alone");
static POINTS: List = List::new(&lexicon::FIGURE_WORDS, "point");
/// What stands in lists, and what does not.
static ITEM_LEADS: List = List::new(&lexicon::SUM_WORDS, "item-lead");
static JOINTS: List = List::new(&lexicon::SUM_WORDS, "item-join");
static NO_ITEM: List = List::new(&lexicon::SUM_WORDS, "item-not");
static NO_ITEM_BUT: List = List::new(&lexicon::SUM_WORDS, "item-but");
static NO_ITEM_FIRST: List = List::new(&lexicon::SUM_WORDS, "item-not-first");
static KINDS: List = List::new(&lexicon::SUM_WORDS, "item-kind");

/// 等 says that a list may go on; 一是 begins one that is told point by point.
const AND_MORE: char = '等';
const FIRST: &str = "一是";

/// The number that an amount says, if things of its kind are listed by name.
fn stated(amount: &Amount<'_>) -> Option<usize> {
    let number = amount.whole().filter(|number| (2..=60).contains(number))?;
    LISTED.has(amount.counter).then(|| usize::try_from(number).ok())?
}

fn lists(sentence: &Sentence<'_>, block: &Block) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (index, amount) in sentence.amounts.iter().enumerate() {
        let Some(number) = stated(amount) else { continue };
        let Some(at) = sentence.clause_of(index) else { continue };
        let clause = &sentence.clauses[at];
        let last_of_clause = clause.amounts.end == index + 1;
        let after = sentence.after(clause, amount);
        let is_people = amount.kin() == "人";
        let listed = match clause.closes {
            '（' | '(' if last_of_clause && after.chars().count() <= 8 => enclosed(sentence, at, is_people),
            '：' | ':' if last_of_clause && after.chars().count() <= 8 => to_the_end(sentence, at, is_people),
            _ => None,
        };
        let listed = listed.or_else(|| before(sentence, at, amount, is_people));
        let Some((listed, open, places)) = listed else { continue };
        let differs = if open { listed > number } else { listed != number };
        // Two for three are a list only if they are called alike: 学习制度、考勤制度.
        let enough = listed >= 3.min(number) || number == 3 && end_alike(&sentence.text[places.clone()]);
        let near = listed.abs_diff(number) <= 2 && enough;
        if differs && near && listed >= 2 && !(is_quoted(block, &places)) {
            found.push(Wrong { stated: amount.range.clone(), listed });
        }
    }
    found
}

/// Whether all items of a list end with the same two characters.
fn end_alike(list: &str) -> bool {
    let end = |item: &str| item.trim_end_matches(['。', '）', ')', '，']).chars().rev().take(2).collect::<String>();
    let mut ends = list.split('、').map(end);
    ends.next().is_some_and(|first| first.chars().count() == 2 && ends.all(|end| end == first))
}

/// Whether a list stands within someone else's words; single titles do not
/// matter.
fn is_quoted(block: &Block, places: &Range<usize>) -> bool {
    block.foreign.iter().any(|foreign| foreign.start < places.start && places.start < foreign.end)
}

/// How many are listed, whether 等 says that there may be more, and where.
type Listed = Option<(usize, bool, Range<usize>)>;

/// （甲、乙、丙）
fn enclosed(sentence: &Sentence<'_>, at: usize, is_people: bool) -> Listed {
    let end = (at + 1..sentence.clauses.len()).find(|&place| matches!(sentence.clauses[place].closes, '）' | ')'))?;
    items(sentence, at + 1..end + 1, is_people, true)
}

/// ：甲、乙、丙。
fn to_the_end(sentence: &Sentence<'_>, at: usize, is_people: bool) -> Listed {
    // The list ends with the sentence, or where a comma follows and then what
    // is no item: ：甲、乙、丙，群众少跑了路。
    let ends = |place: &usize| sentence.clauses[*place].closes != '、';
    let last = (at + 1..sentence.clauses.len()).find(ends)?;
    let goes_on = sentence.clauses[last].closes == '，';
    match sentence.clauses.get(last + 1) {
        Some(next) if goes_on && next.closes != '、' && !is_item(sentence.words(next)) => {
            items(sentence, at + 1..last + 1, is_people, true)
        }
        _ => items(sentence, at + 1..sentence.clauses.len(), is_people, false),
    }
}

/// The items of a list that takes up some clauses wholly.
fn items(sentence: &Sentence<'_>, clauses: Range<usize>, is_people: bool, is_closed: bool) -> Listed {
    if clauses.len() < 2 {
        return None;
    }
    let mut open = false;
    let mut lengths = Vec::new();
    for at in clauses.clone() {
        let clause = &sentence.clauses[at];
        let is_last = at + 1 == clauses.end;
        let mut words = sentence.words(clause);
        if !is_last && clause.closes != '、' || is_last && !is_closed && !matches!(clause.closes, '。' | ' ') {
            return None;
        }
        if at == clauses.start {
            words = ITEM_LEADS.strip_prefix(words).unwrap_or(words).trim();
        }
        if is_last && let Some(of) = words.find(AND_MORE) {
            if words[of..].chars().count() > 6 {
                return None;
            }
            (words, open) = (words[..of].trim(), true);
        }
        // 甲和乙 at the end are two items or one, which nobody can tell.
        let joined = JOINTS.is_in(words);
        if joined || !is_item(words) || is_people && !is_entry(words) {
            return None;
        }
        lengths.push(words.chars().count());
    }
    let whole = sentence.clauses[clauses.start].range.start..sentence.clauses[clauses.end - 1].range.end;
    alike(&lengths).then_some((lengths.len(), open, whole))
}

/// 甲、乙、丙等六个县
fn before(sentence: &Sentence<'_>, at: usize, amount: &Amount<'_>, is_people: bool) -> Listed {
    let clause = &sentence.clauses[at];
    let last = sentence.before(clause, amount).strip_suffix(AND_MORE)?.trim();
    // What the number counts must be named: 等六个县, 等3名同志.
    let after = sentence.after(clause, amount).trim_end_matches('。');
    if clause.opens != '、' || !(after.starts_with(is_han) || LISTED_ALONE.has(amount.counter)) {
        return None;
    }
    let mut lengths = vec![last.chars().count()];
    let is_good = |words: &str| is_item(words) && !JOINTS.is_in(words) && (!is_people || is_entry(words));
    if !is_good(last) {
        return None;
    }
    let mut place = at;
    while place > 0 && sentence.clauses[place - 1].closes == '、' {
        place -= 1;
        let clause = &sentence.clauses[place];
        // The first may have the beginning of the sentence before it.
        if clause.opens == '、' {
            if !is_good(sentence.words(clause)) {
                return None;
            }
            lengths.push(sentence.words(clause).chars().count());
        }
    }
    let whole = sentence.clauses[place].range.start..amount.range.end;
    let count = lengths.len() + 1;
    (count > 2 && alike(&lengths)).then_some((count, true, whole))
}

/// Whether words may be an item of a list.
fn is_item(words: &str) -> bool {
    let length = words.chars().count();
    // 约 is no "about" in 预约 and 签约.
    let says =
        |part: &&str| words.match_indices(part).any(|(at, _)| NO_ITEM_BUT.ends(&words[..at + part.len()]).is_none());
    (1..=16).contains(&length)
        && KINDS.ends(words).is_none()
        && !NO_ITEM.iter().any(says)
        && !words.contains(|c: char| c.is_ascii_digit() || c == '\n')
        && NO_ITEM_FIRST.begins(words).is_none()
}

/// Whether all are about as long.
fn alike(lengths: &[usize]) -> bool {
    let (least, most) = (lengths.iter().min(), lengths.iter().max());
    matches!((least, most), (Some(least), Some(most)) if most - least <= 3)
}

/// What is told point by point after 三个方面.
static POINTED: List = List::new(&lexicon::SUM_WORDS, "pointed");

/// 三个方面：一是…二是…三是…四是…, in one paragraph or several.
fn points(blocks: &[Block]) -> Option<Wrong> {
    let block = &blocks[0];
    let begins = |block: &Block, word: &str| block.text.trim_start().starts_with(word);
    let begun = |block: &Block| block.signs.has(Sign::FirstIs);
    if !begun(block) && !blocks.get(1).is_some_and(begun) {
        return None;
    }
    let first = block.text.find(FIRST);
    let (head, mut place, mut at) = match first {
        Some(first) => (block.text[..first].trim_end(), 0, first + FIRST.len()),
        None if block.text.trim_end().ends_with(['：', ':', '。']) && begins(blocks.get(1)?, FIRST) => {
            (block.text.trim_end(), 1, blocks[1].text.find(FIRST)? + FIRST.len())
        }
        None => return None,
    };
    let head = head.strip_suffix(['：', ':', '。'])?;
    let start = head.rfind(['。', '！', '；', '：']).map_or(0, |at| at + '。'.len_utf8());
    let sentence = Sentence::read(block, start..head.len());
    let amount = sentence.amounts.last()?;
    // 四点 at the end of a clause is no time here.
    let is_number = amount.claim == Claim::Exact && (amount.nature == Nature::Count || POINTS.has(amount.counter));
    let number = usize::try_from(amount.value / ONE).ok().filter(|number| is_number && (2..=10).contains(number))?;
    let after = block.text[amount.range.end - amount.counter.len()..head.len()].trim();
    if POINTED.begins(after).is_none() || after.chars().count() > 8 {
        return None;
    }
    let mut listed = 1;
    while listed < 20 {
        let next = format!("{}是", numeral::ordinal(u32::try_from(listed).unwrap_or(0) + 1));
        let rest = &blocks[place].text[at..];
        // Another 一是 begins another list.
        let rest = &rest[..rest.find(FIRST).unwrap_or(rest.len())];
        if let Some(found) = rest.find(&next) {
            at += found + next.len();
            listed += 1;
        } else if blocks.get(place + 1).is_some_and(|block| begins(block, &next)) {
            (place, at) = (place + 1, 0);
        } else {
            break;
        }
    }
    // One alone is told in some other way.
    (listed != number && listed >= 2 && listed.abs_diff(number) <= 2)
        .then(|| Wrong { stated: amount.range.clone(), listed })
}
