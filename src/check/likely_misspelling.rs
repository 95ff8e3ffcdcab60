//! T06: a character that another, alike in sound or shape, should probably stand for.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::check::character_amiss;
use crate::check::passages::{context, passages};
use crate::check::traditional_character::simple;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Argument, Diagnostic, Rule, Severity, Words};
use crate::language::spelling::{Slip, is_rare, slips};
use crate::language::token::{self, Class};
use crate::language::{Known, annotate, numeral};
use crate::parse::TermLevel;
use crate::parse::markdown::Block;
use crate::source::VPath;
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7606",
        name: "likely-misspelling",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”里的“{wrong}”可能是错字，像是“{word}”",
            en: "“{wrong}” in “{text}” is probably misspelt: it looks like “{word}”",
        },
        help: Words {
            zh: "写错了就改为“{right}”；没有写错的专名、新词，写进 content/terms.yaml 的“例外”，就不再报",
            en: "if it is wrong, write “{right}”; a name or new word that is right goes into “例外” of content/terms.yaml, and is not marked again",
        },
    },
    group: Group::Expressions,
    about: Words {
        zh: "按读音、字形推断的错别字：一个字和前后的字很少连用，换成同音、近音或形近的另一个字就成了常用的词（医寮保障→医疗保障，合作协义→合作协议）。把握由词频、相邻字频和形音关系算出，只报把握大的；算不准的，尤其是单字词、口语，不报，所以没有报的不等于没有错。数字后面的量词（15台及其他）、并列的简称（长赣、宜常、永清广）、前后对举的字（越织越密、又爱又恨）不看。下列不报：人名、单位名、登记过的组织和主题、terms.yaml 里的用语和例外、同一份材料里写了两次以上的、两份以上材料里都这样写的、引文、书名、代码。只提示，不会自动改。",
        en: "Misspellings inferred from sound and shape: a character that hardly ever stands beside its neighbours, where another that sounds or looks like it makes a usual word (医寮保障→医疗保障, 合作协义→合作协议). How sure that is comes from the frequencies of words and of pairs of characters, and only what is sure is told, so what is not marked may still be wrong, single-character words above all. Counters behind figures (15台及其他), short names in a list (长赣、宜常、永清广) and characters set against each other (越织越密, 又爱又恨) are not looked at. Left alone: names of persons and bodies, registered organizations and topics, what terms.yaml has, what one text writes twice or two texts write, quotations, titles and code. It is advice: nothing is mended unasked.",
    },
    wrong: "医院圆满完成全年医寮保障任务。\n",
    right: "医院圆满完成全年医疗保障任务。原文如此：“医寮保障”。\n",
    fix: Fix::Unsafe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages(subject, |text| text.chars().nth(2).is_some()) {
        let found = slips(&block.text);
        if found.is_empty() {
            continue;
        }
        let names = names(&block);
        for slip in found {
            let is_other = block.text[slip.range.clone()].chars().any(|written| simple(written).is_some());
            let is_name = names.iter().any(|name| name.start < slip.range.end && slip.range.start < name.end);
            let is_sound = is_alone(&block.text, &slip.range)
                || is_parallel(&block.text, &slip.range)
                || slip.odds < SURE && (is_in_word(&block.text, &slip.range) || is_small(&slip.word))
                || slip.odds < SURE_OF_NAME && is_name_word(&slip.word);
            if is_name || is_other || is_sound || block.is_foreign(&slip.range) || is_known(subject, &block, &slip) {
                continue;
            }
            let finding = Diagnostic::new(&CHECK.rule, subject.span(&block, slip.range.clone()))
                .with("text", context(&block.text, &slip.range))
                .with("wrong", &block.text[slip.range])
                .with("word", slip.word)
                .with("right", slip.right.to_string())
                .suggest(slip.right.to_string());
            findings.push(finding);
        }
    }
}

/// Drops what is said of the same word in two texts: what a publication writes so
/// in several reports is its own word, not a slip.
pub fn settle(findings: &mut Vec<Diagnostic>) {
    let word = |finding: &Diagnostic| {
        let of = |name| match finding.arguments.iter().find(|(known, _)| *known == name) {
            Some((_, Argument::Text(text))) => Some(text.clone()),
            _ => None,
        };
        Some((of("wrong")?, of("word")?))
    };
    let is_own = |finding: &&Diagnostic| [&CHECK.rule, &character_amiss::CHECK.rule].contains(&finding.rule);
    let mut files: HashMap<(String, String), HashSet<VPath>> = HashMap::new();
    for finding in findings.iter().filter(is_own) {
        if let Some(word) = word(finding) {
            files.entry(word).or_default().insert(finding.span.file.clone());
        }
    }
    findings.retain(|finding| {
        let others = word(finding).filter(|_| is_own(&finding)).and_then(|word| files.get(&word));
        others.is_none_or(|files| files.len() < 2)
    });
}

/// Where a block names persons and bodies.
pub fn names(block: &Block) -> Vec<Range<usize>> {
    let text = annotate(&block.text, &Known::default());
    let persons = text.persons().iter().map(|name| name.range.clone());
    persons.chain(text.organizations().iter().map(|body| body.range.clone())).collect()
}

/// Whether a character stands by itself: a counter behind its number (15台及其他), or
/// one of the short names of a list (长赣、宜常、永清广).
fn is_alone(text: &str, at: &Range<usize>) -> bool {
    let counts = |before: char| before.is_alphanumeric() && !is_han(before) || numeral::unit(before).is_some();
    if text[..at.start].ends_with(counts) {
        return true;
    }
    let before = text[..at.start].rfind(|c| !is_han(c)).map_or("", |mark| &text[mark..at.start]);
    let after = text[at.end..].find(|c| !is_han(c)).map_or("", |mark| &text[at.end..][mark..]);
    let length = |from: usize, to: usize| text[from..to].chars().count();
    before.starts_with('、')
        && after.starts_with('、')
        && length(at.start - before.len() + '、'.len_utf8(), text.len() - after.len()) <= LIST_ITEM
}

/// The longest item of a list that is taken for a short name, in characters.
const LIST_ITEM: usize = 3;

/// Whether what stands here is said of two in the same way: 越织越密, 又爱又恨,
/// 知难克难、知责担责.
pub fn is_parallel(text: &str, at: &Range<usize>) -> bool {
    let near = |text: &str| text.chars().take(PARALLEL).collect::<Vec<_>>();
    let before: Vec<char> = text[..at.start].chars().rev().take(PARALLEL).collect();
    let after = near(&text[at.end..]);
    let written = text[at.clone()].chars().next();
    let is_again = |side: &[char]| side.iter().skip(1).any(|c| Some(*c) == written);
    // What leads to it leads to another too: 又爱又恨.
    let is_led = before.first().is_some_and(|leads| is_han(*leads) && before.get(2) == Some(leads));
    is_again(&before) || is_again(&after) || is_led
}

/// How far apart such two stand at most, in characters.
const PARALLEL: usize = 5;

/// From which odds on a character is told though it makes a word with one beside it, or
/// would make one that joins others.
const SURE: i32 = 2400;

/// The same where the word would be a name: 圣马力诺, 斯坦因. Names are written in several
/// ways, and others are as like them as slips are.
const SURE_OF_NAME: i32 = 3600;

/// Whether a word is a name, or a piece of one that the dictionary does not have alone:
/// 奥林匹.
fn is_name_word(word: &str) -> bool {
    use Class::{Organization, Person, Place, Proper};
    match token::class_of(word) {
        // The dictionary has 明显增强 among the persons.
        Some(Person) => word.chars().count() <= PIECE,
        Some(class) => matches!(class, Place | Organization | Proper),
        None => word.chars().count() == PIECE,
    }
}

/// How many characters such a piece has.
const PIECE: usize = 3;

/// Whether a word joins others and says nothing by itself: 正在, 以及.
fn is_small(word: &str) -> bool {
    matches!(token::class_of(word), Some(Class::Adverb | Class::Function | Class::Pronoun))
}

/// Whether a character makes a word of the dictionary with one beside it: 认知|水平.
fn is_in_word(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back().map_or(0, char::len_utf8);
    let after = text[at.end..].chars().next().map_or(0, char::len_utf8);
    let is_word = |pair: &str| pair.chars().nth(1).is_some() && token::is_known(pair);
    is_word(&text[at.start - before..at.end]) || is_word(&text[at.start..at.end + after])
}

/// Whether the publication itself says that what looks wrong is right, or another
/// rule has said that it is wrong.
fn is_known(subject: &Subject<'_>, block: &Block, slip: &Slip) -> bool {
    is_own_word(subject, block, &slip.range, &pairs(&block.text, &slip.range).collect::<Vec<_>>())
}

/// The same of a place and the rare pairs in it.
pub fn is_own_word(subject: &Subject<'_>, block: &Block, at: &Range<usize>, pairs: &[&str]) -> bool {
    let of_lists = |level| {
        let words = subject.terms.find(&block.text, level);
        words.iter().any(|word| word.at.start < at.end && at.start < word.at.end)
    };
    subject.terms.is_right(&block.text, at)
        || of_lists(TermLevel::Error)
        || of_lists(TermLevel::Warning)
        || pairs.iter().any(|pair| {
            subject.text.matches(pair).nth(1).is_some() || subject.terms.writes(pair) || is_registered(subject, pair)
        })
}

/// Whether a name of the registries has it.
fn is_registered(subject: &Subject<'_>, pair: &str) -> bool {
    let publication = subject.publication;
    publication.organizations.iter().any(|body| {
        body.names.iter().any(|name| name.name.contains(pair)) || body.aliases.iter().any(|alias| alias.contains(pair))
    }) || publication.topics.iter().any(|topic| topic.name.contains(pair))
}

/// The rare pairs that a character is in.
fn pairs<'t>(text: &'t str, at: &Range<usize>) -> impl Iterator<Item = &'t str> {
    let before = text[..at.start].chars().next_back().filter(|c| is_han(*c));
    let after = text[at.end..].chars().next().filter(|c| is_han(*c));
    let before = before.map(|before| &text[at.start - before.len_utf8()..at.end]);
    let after = after.map(|after| &text[at.start..at.end + after.len_utf8()]);
    before.into_iter().chain(after).filter(|pair| is_rare(pair))
}
