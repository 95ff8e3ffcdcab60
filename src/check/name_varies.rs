//! O05: a person or an organisation under two names that differ in one character.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::numeral::{ORDINAL, is_han_numeral};
use crate::language::person::OFFICES;
use crate::language::spelling::are_alike;
use crate::language::token;
use crate::language::{Known, annotate};
use crate::parse::markdown::{Block, ProseKind};
use crate::source::Span;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7505",
        name: "name-varies",
        severity: Severity::Warning,
        message: Words {
            zh: "“{found}”与{where}“{known}”只差一个字，是不是同一个",
            en: "“{found}” is one character away from “{known}” {where}; are they the same?",
        },
        help: Words { zh: "核对后改成一致", en: "check the name and write it one way" },
    },
    group: Group::Organizations,
    about: Words {
        zh: "同一篇里的人名、单位名，两处只差一个字：人名同姓、长度相同、差的那个字读音相近或字形相近（林小惠、林晓惠），或者写着同一职务（院长王建国、王建军院长）；五个字以上的单位名，错、漏、多一个字（市第一人民医院、市第一民医院），登记表里的名称也拿来比。差在数字、方位、序号上的（第一、第二，东院、西院）是两个单位；并列写在一处的、读音字形都不相近的人名（王建国、王建军）、登记过的不同名称、引文、书名里的，不算。标在写得少的那个上，一样多的标在后面的。",
        en: "Names of persons and organisations in one text that differ in one character: of persons with the same surname and length, where that character sounds or looks alike or both are told with one office (院长王建国, 王建军院长); of organisations of five characters or more, with one wrong, lost or added, compared with the register too. Names that differ in a number, direction or ordinal (第一, 第二; 东院, 西院) are two; names set side by side, names of persons that neither sound nor look alike (王建国, 王建军), two registered names, quotations and titles are left alone. The rarer is marked, of two as frequent the later.",
    },
    wrong: "党员张晓惠同志到社区义诊。会后，张小惠同志作了总结。\n",
    right: "党员王建国同志、王建军同志到社区义诊。甲市第一人民医院与甲市第二人民医院结对，甲市第一人民医院承办。\n",
    fix: Fix::None,
    find,
};

const BEFORE: Words = Words { zh: "本篇的", en: "in this text" };
const REGISTERED: Words = Words { zh: "登记的", en: "in the register" };

/// Characters in which names of two bodies differ.
static DISTINCT: List = List::new(&lexicon::ORGANIZATION_WORDS, "distinct");

/// The shortest name of an organisation that is compared, in characters.
const SHORTEST: usize = 5;
/// No text that anyone wrote names more.
const MOST: usize = 400;

/// Where a name stands, and how often.
struct Named<'a> {
    first: Span,
    times: usize,
    /// The blocks and ends of its places, to see what stands side by side.
    places: Vec<(usize, usize, usize)>,
    /// The offices told beside a person's name.
    offices: Vec<&'a str>,
}

fn find<'a>(subject: &Subject<'a>, findings: &mut Vec<Diagnostic>) {
    let mut persons: BTreeMap<&str, Named<'a>> = BTreeMap::new();
    let mut bodies: BTreeMap<&str, Named<'a>> = BTreeMap::new();
    let is_prose = |kind| {
        matches!(
            kind,
            ProseKind::Heading(_) | ProseKind::Paragraph | ProseKind::Item | ProseKind::Cell | ProseKind::Caption
        )
    };
    for (number, block) in
        subject.blocks.iter().enumerate().filter(|(_, block)| is_prose(block.kind) && block.signs.has(Sign::Han))
    {
        let text = annotate(&block.text, &Known::default());
        let own: &'a Block = block;
        let add = |names: &mut BTreeMap<&'a str, Named<'a>>, range: &Range<usize>, office: Option<&Range<usize>>| {
            if own.is_foreign(range) || names.len() >= MOST {
                return;
            }
            let span = subject.span(own, range.clone());
            let known = names.entry(&own.text[range.clone()]).or_insert(Named {
                first: span,
                times: 0,
                places: Vec::new(),
                offices: Vec::new(),
            });
            known.times += 1;
            known.places.push((number, range.start, range.end));
            known.offices.extend(office.map(|office| &own.text[office.clone()]).filter(|office| OFFICES.has(office)));
        };
        text.persons().iter().for_each(|name| add(&mut persons, &name.range, name.office.as_ref()));
        text.organizations().iter().for_each(|body| add(&mut bodies, &body.range, None));
    }
    pairs(subject, &persons, |one, other| are_one_person(one.0, other.0) || are_one_officer(one, other), findings);
    pairs(subject, &bodies, |one, other| are_one_body(one.0, other.0), findings);
    registered(subject, &bodies, findings);
}

/// Marks the rarer of two names that are probably one.
fn pairs<'a>(
    subject: &Subject<'_>,
    names: &BTreeMap<&'a str, Named<'a>>,
    are_one: impl Fn((&str, &Named<'_>), (&str, &Named<'_>)) -> bool,
    findings: &mut Vec<Diagnostic>,
) {
    let all: Vec<(&&str, &Named<'_>)> = names.iter().collect();
    for (at, (one, first)) in all.iter().enumerate() {
        for (other, second) in &all[at + 1..] {
            if !are_one((one, first), (other, second)) || side_by_side(subject, first, second) {
                continue;
            }
            let order = |named: &Named<'_>| (std::cmp::Reverse(named.times), named.first.start);
            let (known, found, place) =
                if order(first) <= order(second) { (one, other, second) } else { (other, one, first) };
            findings.push(
                Diagnostic::new(&CHECK.rule, place.first.clone())
                    .with("found", **found)
                    .with("known", **known)
                    .with("where", BEFORE),
            );
        }
    }
}

/// Whether two names stand next to each other somewhere, with a mark or 和 between, in one sentence.
fn side_by_side(subject: &Subject<'_>, one: &Named<'_>, other: &Named<'_>) -> bool {
    one.places.iter().any(|(block, start, end)| {
        let near = |(other_block, other_start, other_end): &(usize, usize, usize)| {
            let between = if start < other_start { *end..*other_start } else { *other_end..*start };
            block == other_block
                && between.len() <= 18
                && subject.blocks[*block].text.get(between).is_some_and(|between| !between.contains(['。', '；', '！']))
        };
        other.places.iter().any(near)
    })
}

/// The characters in which two names of one length differ.
fn differing(one: &str, other: &str) -> Option<(char, char)> {
    let mut differ = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    let found = differ.next().filter(|_| one.chars().count() == other.chars().count())?;
    differ.next().is_none().then_some(found)
}

fn are_one_person(one: &str, other: &str) -> bool {
    let length = one.chars().count();
    let is_given = one.chars().next() == other.chars().next();
    length >= 2
        && differing(one, other)
            .is_some_and(|(a, b)| is_given && is_han(a) && is_han(b) && are_alike(a, b) && (length > 2 || a != b))
}

/// 院长王建国 and 王建军院长: of one surname and office, whatever the characters are like.
fn are_one_officer(one: (&str, &Named<'_>), other: (&str, &Named<'_>)) -> bool {
    let is_shared = one.1.offices.iter().any(|office| other.1.offices.contains(office));
    let is_given = one.0.chars().next() == other.0.chars().next() && one.0.chars().count() > 2;
    is_shared && is_given && differing(one.0, other.0).is_some_and(|(a, b)| is_han(a) && is_han(b))
}

fn are_one_body(one: &str, other: &str) -> bool {
    let (short, long) = if one.chars().count() <= other.chars().count() { (one, other) } else { (other, one) };
    let length = short.chars().count();
    if length < SHORTEST {
        return false;
    }
    // 第二十七中学 is 二十七中学, too.
    let is_distinct = |c: char| c == ORDINAL || is_han_numeral(c) || !is_han(c) || DISTINCT.has_char(c);
    if let Some((a, b)) = differing(one, other) {
        return !is_distinct(a) && !is_distinct(b) && are_alike(a, b);
    }
    if long.chars().count() != length + 1 {
        return false;
    }
    // One character within the longer is lost; at its ends it makes another name.
    let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    let head = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let is_lost = head > 0 && head < short.len() && short[head..] == long[head + 1..] && !is_distinct(long[head]);
    // 市委 and 市建委 are two bodies: with and without the character a word stands there.
    let is_word = |two: &[char]| token::is_known(&two.iter().collect::<String>());
    is_lost && !(is_word(&short[head - 1..=head]) && is_word(&long[head..=head + 1]))
}

/// Bodies that are nearly registered ones.
fn registered(subject: &Subject<'_>, bodies: &BTreeMap<&str, Named<'_>>, findings: &mut Vec<Diagnostic>) {
    let all = || {
        subject.publication.organizations.iter().flat_map(|body| {
            body.names.iter().map(|name| name.name.as_str()).chain(body.aliases.iter().map(String::as_str))
        })
    };
    for (found, named) in bodies.iter().filter(|(name, _)| name.chars().count() >= SHORTEST) {
        if all().any(|name| name == *found) {
            continue;
        }
        if let Some(known) = all().find(|known| are_one_body(known, found) && !bodies.contains_key(known)) {
            findings.push(
                Diagnostic::new(&CHECK.rule, named.first.clone())
                    .with("found", *found)
                    .with("known", known)
                    .with("where", REGISTERED),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{are_one_body, are_one_person};

    #[test]
    fn names_that_are_one() {
        assert!(are_one_person("林小惠", "林晓惠") && !are_one_person("王建国", "王建军"));
        for (one, other, expected) in [
            ("甲市第一人民医院", "甲市第一民医院", true),
            ("甲市第一人民医院", "甲市第二人民医院", false),
            ("甲市医师协会", "甲市医生协会", false),
            ("哈尔滨市建委", "哈尔滨市委", false),
            ("甲市卫生健康委员会", "甲市卫生建康委员会", true),
            ("甲医院", "乙医院", false),
        ] {
            assert_eq!(are_one_body(one, other), expected, "{one} {other}");
        }
    }
}
