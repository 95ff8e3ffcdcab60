//! T11: a set phrase with a character, a number, a verb or its order wrong.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::passages::passages_with;
use crate::check::terms::search::Index;
use crate::check::terms::stands_in;
use crate::check::traditional_character::simple;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List, Row};
use crate::language::numeral::is_han_numeral;
use crate::language::spelling::{are_alike, is_rare};
use crate::language::words::is_word;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7611",
        name: "misquoted-phrase",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”{fault}", en: "“{text}”: {fault}" },
        help: Words { zh: "通行的提法是“{right}”", en: "the set phrase is “{right}”" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "固定提法，引号里外都看（它们多半就在引号里）。四种：漏一个字或颠倒两个字（社会主核心价值观；整个引号里只有它的，四个字的也看：“三课一会”），整个引号里只有它的多一个字、错一个字（四、五个字的只看音近、形近的字）；引号里的数目不对（“三个意识”）；动词配错（坚定“四个意识”）；并列的几项次序不对、换了一项或中间少了一项（政治意识、核心意识、大局意识、看齐意识）。错一个字的见 wrong-word；提法和最早提出的时间见词表 set-phrases.tsv；汇编自己的写进 content/terms.yaml 的“固定表述”，不算错的写进“例外”。只管写法，不管写什么。",
        en: "Set phrases, also within quotation marks, where they mostly stand: a character lost or two exchanged (社会主核心价值观; also in phrases of four characters where they alone stand in quotation marks: “三课一会”), one too many or wrong where the phrase alone stands in quotation marks (of four or five characters only one that sounds or looks alike); a wrong number in a quoted one (“三个意识”); a verb that belongs to another (坚定“四个意识”); items of a row in another order, one of them replaced or one lost in the middle. For one wrong character see wrong-word; the phrases and when they came up are in set-phrases.tsv; a publication has its own under “固定表述” of content/terms.yaml, and what is right under “例外”. It is about how they are written, never about contents.",
    },
    wrong: "全体党员增强“三个意识”。\n",
    right: "全体党员增强“四个意识”、坚定“四个自信”、做到“两个维护”，践行社会主义核心价值观；办好“三个一”活动，开展“三个课堂”。\n",
    fix: Fix::Unsafe,
    find,
};

const NUMBER: Words = Words { zh: "数目不对", en: "has another number" };
const VERB: Words = Words { zh: "动词搭配不对", en: "has another verb" };
const ORDER: Words = Words { zh: "次序不对", en: "has its items in another order" };
const ITEM: Words = Words { zh: "有一项不对", en: "has a wrong item" };
const LACKS: Words = Words { zh: "少了一项", en: "lacks an item" };
const CHARACTER: Words = Words { zh: "与固定提法差一个字", en: "is one character away from a set phrase" };

/// Verbs of set phrases: each may lead only to its own.
static VERBS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut verbs: Vec<&str> = lexicon::SET_PHRASES.of("verb").flat_map(|row| row.parts("right").take(1)).collect();
    verbs.sort_unstable();
    verbs
});

/// Phrases that are written so and no other way; the ordinary ones too.
static PHRASES: List = List::new(&lexicon::SET_PHRASES, "phrase");
static FIXED: List = List::new(&lexicon::FIXED_EXPRESSIONS, "");

/// Characters that join two things: 和, 与.
static JOINTS: List = List::new(&lexicon::FIGURE_WORDS, "joint");

/// Characters without which, or with which, a phrase is rather another.
static PARTICLES: List = List::new(&lexicon::SET_PHRASES, "particle");

/// The longest quoted phrase, in characters.
const LONGEST: usize = 16;
/// The shortest phrase of which two exchanged characters are looked for, the shortest of
/// which a lost one is, where those that meet without it hardly ever do, and the shortest of
/// which it may be any.
const SHORTEST: usize = 6;
const SHORT: usize = 5;
const LONG: usize = 8;

/// What phrases look like with a character lost or two exchanged.
static BROKEN: LazyLock<Index<&'static str>> = LazyLock::new(|| {
    let mut broken = Vec::new();
    let all = PHRASES.iter().chain(FIXED.iter());
    for &phrase in all.filter(|phrase| phrase.chars().count() >= SHORT) {
        let characters: Vec<char> = phrase.chars().collect();
        let is_short = characters.len() < SHORTEST;
        for at in 1..characters.len() - 1 {
            let mut lost = characters.clone();
            let gone = lost.remove(at);
            // 中国|现代化, 风清气正|政治生态: without it two words meet.
            let meet = phrase.chars().count() < LONG && is_meeting(&lost, at);
            // One of two alike is lost at either place.
            let may_meet = is_short && !is_rare(&lost[at - 1..=at].iter().collect::<String>());
            if is_han(gone) && lost.get(at) != Some(&gone) && !PARTICLES.has_char(gone) && !meet && !may_meet {
                broken.push((lost.into_iter().collect(), phrase));
            }
        }
        for at in 0..characters.len() - 1 {
            if is_short {
                break;
            }
            let mut turned = characters.clone();
            turned.swap(at, at + 1);
            let is_word = |c: &char| is_han(*c) && !PARTICLES.has_char(*c);
            if turned != characters && turned[at..at + 2].iter().all(is_word) {
                broken.push((turned.into_iter().collect(), phrase));
            }
        }
    }
    // 和|乡村建设: what joins two things is no phrase that lost a character.
    let joins = |text: &str| text.chars().next().is_some_and(|first| JOINTS.has_char(first));
    broken.retain(|(text, _): &(String, _)| !PHRASES.has(text) && !FIXED.has(text) && !joins(text));
    Index::new(broken)
});

/// Whether a word of two characters ends at a place and another begins.
fn is_meeting(characters: &[char], at: usize) -> bool {
    let is_word = |two: Option<&[char]>| two.is_some_and(|two| is_word(&two.iter().collect::<String>()));
    is_word(at.checked_sub(2).and_then(|start| characters.get(start..at))) && is_word(characters.get(at..at + 2))
}

/// The phrases with a set number, written with it: 四个意识.
static NUMBERED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = lexicon::SET_PHRASES.of("number");
    rows.flat_map(|row| row.parts("right").map(move |number| format!("{number}{}", row.word()))).collect()
});

/// What phrases look like with a character lost or too many, and short ones with any two
/// exchanged or one other: only where that is all that stands in quotation marks.
fn quoted_phrase(before: &str, written: &str) -> Option<&'static str> {
    let own: Vec<char> = written.chars().collect();
    let is_near = |phrase: &str| {
        let right: Vec<char> = phrase.chars().collect();
        if right.len() < QUOTED || right.len().abs_diff(own.len()) > 1 {
            return false;
        }
        let head = own.iter().zip(&right).take_while(|(one, other)| one == other).count();
        let tail = own.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| one == other).count();
        let (mut mine, mut its) = (own.clone(), right.clone());
        mine.sort_unstable();
        its.sort_unstable();
        // 放服管, but 三个一 is another number.
        let numerals = own.iter().chain(&right).filter(|c| is_han_numeral(**c)).count();
        let is_short = right.len() < SHORTEST + 2;
        match own.len().cmp(&right.len()) {
            Ordering::Equal if mine == its => own != right && is_short,
            // 三会一刻, but 四个走在前 is another phrase.
            Ordering::Equal => {
                is_short
                    && head + tail + 1 == right.len()
                    && !is_han_numeral(own[head])
                    && (right.len() >= SHORTEST || are_alike(own[head], right[head]))
            }
            // 以“学生为中心”
            Ordering::Less => {
                let lost = right[head.min(right.len() - 1)];
                !(head == 0 && before.ends_with(lost) || PARTICLES.has_char(lost))
                    && (numerals % 2 == 0 && own.len() >= QUOTED - 1 || own.len() > QUOTED)
                    // 六坚持, 三育人
                    && (head > 1 || own.len() >= QUOTED)
                    && head + tail >= own.len()
            }
            // Before and behind it more may be said.
            Ordering::Greater => {
                right.len() > QUOTED && head > 0 && tail > 0 && head + tail >= right.len() && is_han(own[head])
            }
        }
    };
    // 为人民服務: traditional characters have a rule of their own.
    let is_right = own.iter().any(|c| simple(*c).is_some())
        || PHRASES.has(written)
        || FIXED.has(written)
        || NUMBERED.iter().any(|phrase| phrase == written)
        || is_word(written);
    let numbered = NUMBERED.iter().map(String::as_str);
    let all = PHRASES.iter().chain(FIXED.iter()).copied().chain(numbered);
    let mut near = all.filter(|_| !is_right).filter(|phrase| is_near(phrase));
    near.next().filter(|first| near.all(|other| other == *first))
}

/// The shortest phrase that is looked for in quotation marks.
const QUOTED: usize = 4;

/// Items that stand in a set order.
static ROWS: LazyLock<Vec<Vec<&'static str>>> =
    LazyLock::new(|| lexicon::SET_PHRASES.of("order").map(|row| row.word().split('、').collect()).collect());

/// What is wrong, where, and what it should be.
struct Wrong {
    at: Range<usize>,
    right: String,
    fault: Words,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages_with(subject, |signs| signs.has(Sign::Han), |text| text.len() > 12) {
        let mut wrong = Vec::new();
        if block.text.contains('“') {
            quoted(&block.text, &mut wrong);
        }
        lost(&block.text, &mut wrong);
        if block.text.contains(['、', '，']) {
            wrong.extend(ROWS.iter().filter_map(|row| disordered(&block.text, row)));
        }
        wrong.sort_by_key(|wrong| wrong.at.start);
        wrong.dedup_by(|later, earlier| later.at.start < earlier.at.end);
        for wrong in wrong {
            // Code and addresses are no wording; nor are titles.
            let is_other = |foreign: &Range<usize>| {
                foreign.start < wrong.at.end
                    && wrong.at.start < foreign.end
                    && !block.text[foreign.clone()].starts_with('“')
            };
            let text = &block.text[wrong.at.clone()];
            if block.foreign.iter().any(is_other)
                || subject.terms.is_right(&block.text, &wrong.at)
                || subject.terms.writes(text)
            {
                continue;
            }
            let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, wrong.at.clone()))
                .with("text", text)
                .with("fault", wrong.fault)
                .with("right", &*wrong.right);
            findings.push(finding.suggest(wrong.right));
        }
    }
}

/// Short phrases in quotation marks.
fn quoted(text: &str, wrong: &mut Vec<Wrong>) {
    for (open, mark) in text.match_indices('“') {
        let start = open + mark.len();
        let Some(end) = text[start..].find('”').map(|length| start + length) else { continue };
        let phrase = &text[start..end];
        if phrase.chars().count() > LONGEST || !phrase.starts_with(is_han) {
            continue;
        }
        if let Some(row) = lexicon::SET_PHRASES.of("verb").find(|row| row.word() == phrase) {
            wrong.extend(wrong_verb(text, open, row));
        } else if let Some(right) = wrong_number(phrase) {
            wrong.push(Wrong { at: start..end, right, fault: NUMBER });
        } else if let Some(right) = quoted_phrase(&text[..open], phrase) {
            wrong.push(Wrong { at: start..end, right: right.to_owned(), fault: CHARACTER });
        }
    }
}

/// 坚定“四个意识”
fn wrong_verb(text: &str, open: usize, row: Row) -> Option<Wrong> {
    let before = &text[..open];
    let own = row.parts("right").any(|verb| before.ends_with(verb));
    let verb = VERBS.iter().find(|verb| before.ends_with(**verb)).filter(|_| !own)?;
    let right = row.parts("right").next()?.to_owned();
    Some(Wrong { at: open - verb.len()..open, right, fault: VERB })
}

/// “三个意识”
fn wrong_number(phrase: &str) -> Option<String> {
    let tail = phrase.trim_start_matches(is_han_numeral);
    let row = lexicon::SET_PHRASES.of("number").find(|row| row.word() == tail)?;
    let number = &phrase[..phrase.len() - tail.len()];
    let right = row.parts("right").next()?;
    let is_right = number.is_empty() || row.parts("right").any(|right| right == number);
    (!is_right).then(|| format!("{right}{tail}"))
}

/// Phrases with a character lost or two exchanged, anywhere.
fn lost(text: &str, wrong: &mut Vec<Wrong>) {
    BROKEN.search(text, |at, phrase| {
        let end = at + broken_length(text, at, phrase);
        let place = at..end;
        // 人民代表会议 is no 人民代表大会 when a phrase itself stands there.
        let is_known = || PHRASES.iter().any(|known| stands_in(text, &place, known));
        if !is_shared(text, &place) && !is_known() && !stands_in(text, &place, phrase) {
            wrong.push(Wrong { at: place, right: (*phrase).to_owned(), fault: CHARACTER });
        }
    });
}

/// Whether the first or last character of a place makes a word with what is beside
/// it: 和美|乡村建设, 社会主义现代化|国际大都市.
fn is_shared(text: &str, at: &Range<usize>) -> bool {
    let length = |character: Option<char>| character.map_or(0, char::len_utf8);
    let before = at.start - length(text[..at.start].chars().next_back());
    let first = at.start + length(text[at.clone()].chars().next());
    let last = at.end - length(text[at.clone()].chars().next_back());
    let after = at.end + length(text[at.end..].chars().next());
    is_word(&text[before..first]) || is_word(&text[last..after])
}

/// How long the broken phrase is that stands at a place: one character shorter, or
/// as long where two are exchanged.
fn broken_length(text: &str, at: usize, phrase: &str) -> usize {
    let rest = &text[at..];
    let mut written: Vec<char> = rest.chars().take(phrase.chars().count()).collect();
    let mut right: Vec<char> = phrase.chars().collect();
    written.sort_unstable();
    right.sort_unstable();
    let count = if written == right { right.len() } else { right.len() - 1 };
    rest.chars().take(count).map(char::len_utf8).sum()
}

/// A row of items in another order, or with one of them wrong or lost.
fn disordered(text: &str, row: &[&str]) -> Option<Wrong> {
    // All but one must stand here: so one of the first two.
    if !row.iter().take(2).any(|item| text.contains(item)) {
        return None;
    }
    let present = row.iter().filter(|item| text.contains(**item)).count();
    if present + 1 < row.len() || present < 2 {
        return None;
    }
    let first = row.iter().filter_map(|item| text.find(item)).min()?;
    // The items around, parted by marks.
    let marks = ['、', '，'];
    let start = text[..first]
        .rfind(|c: char| !is_han(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let run: Vec<&str> = text[start..].split(['。', '；', '”', '\n', '：', '（', '）']).next()?.split(marks).collect();
    let is_item = |written: &str, item: &str| {
        written == item || written.ends_with(item) && written.len() <= item.len() + 12 || written.starts_with(item)
    };
    let known = |written: &str| row.iter().position(|item| is_item(written, item));
    let begin = run.iter().position(|written| known(written).is_some())?;
    let places: Vec<Option<usize>> = run[begin..].iter().take(row.len()).map(|written| known(written)).collect();
    let found: Vec<usize> = places.iter().copied().flatten().collect();
    let end_of = |count: usize| {
        let before: usize = run[..begin].iter().map(|item| item.len() + '、'.len_utf8()).sum();
        let own: usize = run[begin..begin + count].iter().map(|item| item.len() + '、'.len_utf8()).sum();
        (start + before, start + before + own - '、'.len_utf8())
    };
    let right = row.join("、");
    let mut sorted = found.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() != found.len() {
        return None;
    }
    let (fault, count) = if found.len() == row.len() {
        if found == sorted {
            return None;
        }
        (ORDER, row.len())
    } else if row.len() >= 4 && found.len() + 1 == row.len() && places.len() == row.len() {
        let at = places.iter().position(Option::is_none)?;
        // The last may have been left out, and something else follows.
        let in_place = places.iter().enumerate().all(|(at, place)| place.is_none_or(|place| place == at));
        if at + 1 < row.len() && in_place && places.get(at).is_some() {
            (ITEM, row.len())
        } else if at + 1 == row.len()
            && found == sorted
            && found.last() == Some(&(row.len() - 1))
            && found.first() == Some(&0)
        {
            (LACKS, row.len() - 1)
        } else {
            return None;
        }
    } else if row.len() >= 4
        && found.len() + 1 == row.len()
        && places.len() == found.len()
        && found.first() == Some(&0)
        && found.last() == Some(&(row.len() - 1))
    {
        (LACKS, row.len() - 1)
    } else {
        return None;
    };
    let (from, to) = end_of(count);
    // 增强政治意识: the verb is not of the row.
    let from = known(run[begin])
        .filter(|at| run[begin].ends_with(row[*at]))
        .map_or(from, |at| from + run[begin].len() - row[at].len());
    let last = run[begin + count - 1];
    let to = known(last).filter(|at| last.starts_with(row[*at])).map_or(to, |at| to - last.len() + row[at].len());
    Some(Wrong { at: from..to, right, fault })
}

#[cfg(test)]
mod tests {
    use super::{disordered, lost, quoted};

    #[test]
    fn set_phrases_are_known_when_they_are_wrong() {
        let found = |text: &str| {
            let mut wrong = Vec::new();
            quoted(text, &mut wrong);
            lost(text, &mut wrong);
            let rows = super::ROWS.iter().filter_map(|row| disordered(text, row));
            let all = wrong.into_iter().chain(rows).collect::<Vec<_>>();
            all.iter().map(|wrong| format!("{}→{}", &text[wrong.at.clone()], wrong.right)).collect::<Vec<_>>().join("|")
        };
        for (text, expected) in [
            ("增强“三个意识”", "三个意识→四个意识"),
            ("增强“四个意识”、坚定“四个自信”、做到“两个维护”", ""),
            ("坚定“四个意识”", "坚定→增强"),
            ("践行社会主核心价值观", "社会主核心价值观→社会主义核心价值观"),
            ("践行社会主义核心价值观", ""),
            (
                "政治意识、核心意识、大局意识、看齐意识",
                "政治意识、核心意识、大局意识、看齐意识→政治意识、大局意识、核心意识、看齐意识",
            ),
            (
                "政治意识、全局意识、核心意识、看齐意识",
                "政治意识、全局意识、核心意识、看齐意识→政治意识、大局意识、核心意识、看齐意识",
            ),
            ("政治意识、大局意识、核心意识、看齐意识", ""),
            ("党员的政治意识、大局意识都有提高", ""),
            ("开展“三个课堂”", ""),
            ("落实“三课一会”制度", "三课一会→三会一课"),
            ("“两学一做”“一户一档”", ""),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
