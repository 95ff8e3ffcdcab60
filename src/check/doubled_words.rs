//! T04: a word or mark that was typed twice.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::faults::apart;
use crate::check::likely_misspelling::names;
use crate::check::passages::{context, passages, replace};
use crate::check::terms::stands_in;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::counter;
use crate::language::lexicon::{self, List, Row};
use crate::language::numeral::is_han_numeral;
use crate::language::spelling::repeats;
use crate::language::surname;
use crate::language::token::{self, Class};
use crate::language::words::{ended_after, is_word};
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7604",
        name: "doubled-words",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”中的“{double}”多了字", en: "“{double}” in “{text}” is doubled"
        },
        help: Words { zh: "改为“{single}”", en: "write “{single}”" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "多打的字和标点：虚词叠用（的的、了了、在在、和和、与与、是是、并并、们们），一个词里的字多打一个（组组织、质量量），两到八个汉字紧接着重复一遍（志愿服务志愿服务；两三个字的要是常用词），标点叠用（，，、，。）。正常的搭配不算：研究研究、目的的、进行了了解、现在在、参与与、还是是、合并并、不了了之、和和美美、是是非非；“第一党支部第一党支部书记”“财务处处长”“小车车主”“农民工工资”“对外银行银行部”这类前一个属上、后一个属下的不算。引文、书名、代码里的不看。",
        en: "Words and marks typed twice: particles (的的, 了了, 在在, 和和, 与与, 是是, 并并, 们们), a character of a word (组组织, 质量量), two to eight characters that come again at once (志愿服务志愿服务; of two or three only common words), and marks (，，, ，。). Regular combinations are left alone: 研究研究, 目的的, 进行了了解, 现在在, 参与与, 还是是, 合并并, 不了了之, 和和美美, 是是非非, and a unit before an office or part that names the unit again (财务处处长, 小车车主, 农民工工资, 对外银行银行部). Quotations, titles and code are not looked at.",
    },
    wrong: "支部的的党员都参加了。\n",
    right: "以服务为目的的活动，进行了了解，现在在学，参与与合作，合并并入，不了了之，第一党支部第一党支部书记到会。\n",
    fix: Fix::Unsafe,
    find,
};

/// Particles that are doubled, with longer strings in which that is right.
static PARTICLES: LazyLock<Vec<Row>> = LazyLock::new(|| lexicon::DOUBLED_WORDS.of("particle").collect());

/// What begins an office, before which its unit is named.
static OFFICES: List = List::new(&lexicon::DOUBLED_WORDS, "office");

const MARKS: &[(&str, &str)] = &[
    ("，，", "，"),
    ("、、", "、"),
    ("；；", "；"),
    ("：：", "："),
    ("，。", "。"),
    ("、。", "。"),
    ("，、", "，"),
    ("、，", "，"),
    ("；。", "。"),
    ("。，", "。"),
    ("，：", "："),
    ("：，", "："),
    ("、；", "；"),
    ("；，", "；"),
    ("，；", "；"),
    ("；、", "；"),
    ("。；", "。"),
    ("？。", "？"),
    ("！。", "！"),
    ("：。", "："),
    ("。、", "。"),
];
/// How many characters of a word come twice at once.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;
/// Up to how many must make a common word, that nobody says twice for a rhythm.
const SHORT: usize = 3;
/// How long a word before them is at most, in characters.
const LONGEST_WORD: usize = 4;
/// Verbs with their object, of which the verb is said twice: 走走路.
static WITH_OBJECT: List = List::new(&lexicon::DOUBLED_WORDS, "object-verb");
/// What a body is called by, and what its parts begin with: 银行|银行部.
static BODIES: List = List::new(&lexicon::DOUBLED_WORDS, "body");
/// What ends the names of those who head or belong to something: 处|处长.
static HEADS: List = List::new(&lexicon::DOUBLED_WORDS, "head");
/// Verbs that are said twice: 研究研究.
static TWICE: List = List::new(&lexicon::DOUBLED_WORDS, "verb-twice");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut letters = Vec::new();
    for block in passages(subject, |text| text.len() > 3) {
        for (at, single) in doubles(&block.text, &mut letters) {
            let double = &block.text[at.clone()];
            // 鼠鼠, 刘蓓蓓: what is written so again and again, and names.
            let is_own = || {
                let is_name = |name: Range<usize>| name.start < at.end && at.start < name.end;
                double.chars().all(is_han)
                    && double.chars().nth(2).is_none()
                    && !PARTICLES.iter().any(|particle| particle.word() == double)
                    && (subject.text.matches(double).nth(1).is_some() || names(&block).into_iter().any(is_name))
            };
            if block.is_foreign(&at) || subject.terms.is_right(&block.text, &at) || is_own() {
                continue;
            }
            let text = context(&block.text, &at);
            let edit = replace(subject, &block, at.clone(), &*single);
            findings.push(
                Diagnostic::new(&CHECK.rule, edit.span)
                    .with("double", double)
                    .with("text", text)
                    .with("single", &*single)
                    .suggest(single),
            );
        }
    }
}

/// What is doubled in a text, in its order, and what should stand there.
fn doubles(text: &str, letters: &mut Vec<(usize, char)>) -> Vec<(Range<usize>, String)> {
    letters.clear();
    letters.extend(text.char_indices());
    let mut found = Vec::new();
    for pair in letters.windows(2) {
        let [(at, one), (_, two)] = *pair else { continue };
        let at = at..at + one.len_utf8() + two.len_utf8();
        if one == two && is_han(one) {
            if let Some(particle) = PARTICLES.iter().find(|particle| particle.word() == &text[at.clone()])
                && !is_excused(text, &at, particle)
            {
                found.push((at, one.to_string()));
            }
        } else if is_mark(one)
            && is_mark(two)
            && let Some((_, single)) = MARKS.iter().find(|(double, _)| *double == &text[at.clone()])
        {
            found.push((at, (*single).to_owned()));
        }
    }
    for length in LENGTHS {
        // Where a word comes twice, one in so many characters is as that before.
        let is_same = |at: usize| letters[at].1 == letters[at - length].1;
        if !(length..letters.len()).step_by(length).any(is_same) {
            continue;
        }
        let mut run = 0;
        for at in length..letters.len() {
            let same = letters[at].1 == letters[at - length].1 && is_han(letters[at].1);
            run = if same { run + 1 } else { 0 };
            if run == length {
                let word = &letters[at + 1 - length..=at];
                let start = letters[at + 1 - 2 * length].0;
                let end = letters.get(at + 1).map_or(text.len(), |(at, _)| *at);
                let single = &text[word[0].0..end];
                let is_usual = length > SHORT
                    || is_word(single)
                        && !single.starts_with(is_han_numeral)
                        && !TWICE.has(single)
                        && !BODIES.has(single)
                        && !ended_after(text, word[0].0, end);
                if !is_rhythm(word, length) && is_usual && OFFICES.begins(&text[end..]).is_none() {
                    found.push((start..end, single.to_owned()));
                }
            }
        }
    }
    if letters.windows(2).any(|pair| pair[0].1 == pair[1].1 && is_han(pair[0].1)) {
        let single = |at: &Range<usize>| text[at.clone()].chars().take(1).collect();
        // What is right of particles their own list says.
        let is_particle = |at: &Range<usize>| PARTICLES.iter().any(|particle| particle.word() == &text[at.clone()]);
        let is_verb = |at: &Range<usize>| WITH_OBJECT.begins(&text[at.start + (at.end - at.start) / 2..]).is_some();
        // 认真|组组织, but not 直航|航线: before the two a word must end.
        let is_parted = |at: &Range<usize>| {
            // 10月月底, 5人人选
            if text[..at.start].ends_with(|c: char| c.is_alphanumeric() && !is_han(c)) {
                return false;
            }
            let before = text[..at.start].char_indices().rev();
            let mut starts = before.take(LONGEST_WORD).take_while(|(_, c)| is_han(*c)).peekable();
            let is_particle = |c: char| PARTICLES.iter().any(|particle| particle.word().starts_with(c));
            // 由副副会长
            let is_small = |at: usize| token::class_of(&text[at..=at + 2]) == Some(Class::Function);
            starts.peek().is_none_or(|(at, c)| is_particle(*c) || is_small(*at))
                || starts.any(|(start, _)| is_word(&text[start..at.start]))
        };
        // 质量|量
        let is_ended = |at: &Range<usize>| {
            let end = at.start + (at.end - at.start) / 2;
            let before = text[..at.start].char_indices().rev().take(LONGEST_WORD - 1);
            let next = text[at.end..].chars().next().filter(|c| is_han(*c)).map_or(0, char::len_utf8);
            // 学校|校史, 学习|习总书记
            let goes_on = &text[end..at.end + next];
            let is_next = next > 0
                && (token::is_known(goes_on) || goes_on.starts_with(|c| surname::is_single(c) || surname::is_rare(c)));
            !(is_word(goes_on) || is_next)
                && before.take_while(|(_, c)| is_han(*c)).any(|(start, _)| is_word(&text[start..end]))
        };
        // 财务处处长, 小车车主: what has a head may end in its first character.
        let is_headed = |at: &Range<usize>| HEADS.begins(&text[at.end..]).is_some();
        let found_here = repeats(text)
            .into_iter()
            .filter(|(at, led)| if *led { is_ended(at) } else { is_parted(at) })
            .map(|(at, _)| at)
            .filter(|at| !is_verb(at) && !is_particle(at) && !is_headed(at))
            .filter(|at| !is_each(text, at));
        found.extend(found_here.map(|at| (at.clone(), single(&at))));
    }
    apart(&mut found, |(at, _)| at);
    found
}

/// Whether a doubled character means every one: 件件|有回音, but not 组|组织, 质量|量.
fn is_each(text: &str, at: &Range<usize>) -> bool {
    let single = &text[at.start..at.start + at.len() / 2];
    let before = text[..at.start].chars().next_back().map_or(0, char::len_utf8);
    let after = text[at.end..].chars().next().map_or(0, char::len_utf8);
    let is_in_word = || {
        is_word(&text[at.start - before..at.start + single.len()])
            || is_word(&text[at.end - single.len()..at.end + after])
    };
    let is_counter = || counter(single).is_some_and(|(counter, _)| counter == single);
    (is_counter() || token::is_known(&text[at.clone()])) && !is_in_word()
}

fn is_mark(character: char) -> bool {
    matches!(character, '，' | '、' | '；' | '：' | '。')
}

fn is_excused(text: &str, at: &Range<usize>, particle: &Row) -> bool {
    // Three of them are no slip of this kind.
    let Some(first) = particle.word().chars().next() else { return true };
    let is_longer = text[..at.start].ends_with(first) || text[at.end..].starts_with(first);
    is_longer || particle.parts("except").any(|longer| stands_in(text, at, longer))
}

/// Whether a word is itself one or two characters over and over.
fn is_rhythm(word: &[(usize, char)], length: usize) -> bool {
    let repeats = |period: usize| word.iter().zip(word.iter().skip(period)).all(|(one, other)| one.1 == other.1);
    [1, 2].iter().any(|&period| period < length && repeats(period))
}

#[cfg(test)]
mod tests {
    use super::doubles;

    #[test]
    fn doubles_are_found() {
        for (text, expected) in [
            ("支部的的党员", "的的→的"),
            ("志愿服务志愿服务队", "志愿服务志愿服务→志愿服务"),
            ("学习，，讨论，。", "，，→，|，。→。"),
            ("以服务为目的的活动", ""),
            ("进行了了解", ""),
            ("哗啦哗啦哗啦哗啦", ""),
            ("一步一步一步一步", ""),
            ("好好好好好好好好", ""),
            ("第一党支部第一党支部书记", ""),
            ("2021202120212021", ""),
            ("", ""),
        ] {
            let found: Vec<String> = doubles(text, &mut Vec::new())
                .into_iter()
                .map(|(at, single)| format!("{}→{single}", &text[at]))
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
