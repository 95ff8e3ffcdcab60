//! HB7613: a word that has lost a character.

use crate::check::likely_misspelling::{is_own_word, names};
use crate::check::passages::{context, passages};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::spelling::{Fault, amiss};
use crate::language::token::{self, Class};
use crate::language::words;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7613",
        name: "character-amiss",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”里的“{wrong}”{fault}{word}", en: "“{wrong}” in “{text}” {fault}{word}"
        },
        help: Words {
            zh: "核对有没有漏字；没有写错的专名、新词，写进 content/terms.yaml 的“例外”，就不再报",
            en: "see whether a character is missing; a name or new word that is right goes into “例外” of content/terms.yaml",
        },
    },
    group: Group::Expressions,
    about: Words {
        zh: "漏字，按词频推断，只报两种：分句的末尾是一个很少用来收尾的字，像是话没有说完（为群众提供支，）；四个字的成语、习用语少了一个字（未雨绸），或者四个字的常用词少了一个字、剩下的字凑在一起没有人这样写（人才伍建设、党风廉建设）。多打的字见 doubled-words。下列不报：人名、单位名、登记过的组织和主题、terms.yaml 里的用语和例外、词典里有的词、同一份材料里写了两次以上的、两份以上材料里都这样写的、引文、书名、代码。算不准的不报，所以没有报的不等于没有错。只提示，不会自动改。",
        en: "Missing characters, inferred from how usual words are. Two cases are told: a clause that ends with a character that hardly ever ends a word (为群众提供支，); an idiom or set phrase of four characters without one of them (未雨绸), or a usual word of four without one where those that meet hardly ever do (人才伍建设, 党风廉建设). For characters too many see doubled-words. Left alone: names, registered organizations and topics, what terms.yaml has, words of the dictionary, what one text writes twice or two texts write, quotations, titles and code. What is not sure is not told. It is advice: nothing is mended unasked.",
    },
    wrong: "支部做到未雨绸，储备防汛物资。\n",
    right: "支部做到未雨绸缪，开展调研和调查。\n",
    fix: Fix::None,
    find,
};

const UNFINISHED: Words = Words { zh: "好像没有说完", en: "does not seem to be complete" };
const LOST: Words = Words { zh: "好像漏了一个字，像是", en: "seems to lack a character, it looks like " };

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in passages(subject, |text| text.chars().nth(4).is_some()) {
        let found = amiss(&block.text);
        if found.is_empty() {
            continue;
        }
        let names = names(&block);
        for amiss in found {
            let at = amiss.range;
            let wrong = &block.text[at.clone()];
            let is_name = names.iter().any(|name| name.start < at.end && at.start < name.end);
            if is_name
                || block.is_foreign(&at)
                || is_own_word(subject, &block, &at, &[wrong])
                || amiss.fault == Fault::Unfinished && is_complete(&block.text[..at.end], at.len())
            {
                continue;
            }
            let (fault, word) = match amiss.fault {
                Fault::Unfinished => (UNFINISHED, String::new()),
                Fault::Lost(word) => (LOST, word),
            };
            findings.push(
                Diagnostic::new(&CHECK.rule, subject.span(&block, at.clone()))
                    .with("text", context(&block.text, &at))
                    .with("wrong", wrong)
                    .with("fault", fault)
                    .with("word", word),
            );
        }
    }
}

/// The longest word that is looked up, in characters.
const LONGEST: usize = 4;

/// Whether a text ends with a word of the dictionaries (致贺电, 运算符) or with an
/// adjective (势头稳), or what ends it with so many bytes begins with no word that takes
/// another: 可以删.
fn is_complete(text: &str, length: usize) -> bool {
    let starts: Vec<usize> = text.char_indices().rev().take(LONGEST).map(|(start, _)| start).collect();
    let is_word = |word: &str| words::is_word(word) || token::is_known(word);
    let takes = |start: &usize| {
        let before = token::class_of(&text[text.len() - length..*start]);
        matches!(before, Some(Class::Verb | Class::Nominal | Class::Noun | Class::Adjective))
    };
    let last = starts.first().and_then(|start| token::class_of(&text[*start..]));
    !starts.first().is_some_and(takes)
        || starts.iter().skip(1).any(|start| is_word(&text[*start..]))
        || last == Some(Class::Adjective)
}
