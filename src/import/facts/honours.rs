//! Honours: what was won or conferred, by whom, on whom, when.
//!
//! In: passages, the names of the registry, the branch. Out: one proposal for
//! each honour. A verb such as 荣获 or 被评为 begins them; what stands before
//! it tells of recipient, date and grantor, what stands after it is a list of
//! names. Honours that are hoped for, quoted, or merely counted are none.

mod level;
mod told;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use crate::import::facts::honours::level::{grantor_in_name, level};
use crate::import::facts::honours::told::Told;
use crate::import::facts::honours::words::{ENDS, bare, is_award, is_place, is_prize, list, verb, without_count};
use crate::import::facts::names::Names;
use crate::import::facts::reading::{Kind, LONGEST, Passage, tail};
use crate::import::facts::{Branch, Honour, Proposed};
use crate::language::amount::{Nature, amounts};
use crate::language::lexicon::{self, List};
use crate::language::modality;
use crate::model::Publication;

/// What is needed beside the text.
pub struct World<'w> {
    /// The names of the registry.
    pub names: &'w Names,
    /// The publication.
    pub publication: &'w Publication,
    /// The branch that reports.
    pub branch: Option<&'w Branch>,
    /// The last year that it reports on.
    pub year: Option<i32>,
}

/// Words of praise that are won too, but are no honours.
static PRAISE: List = List::new(&lexicon::HONOUR_WORDS, "praise");
/// What an honour for a place in an order is named alone, so that it says
/// nothing without the contest.
static GRADES: List = List::new(&lexicon::HONOUR_WORDS, "grade");
/// One of these is in every verb of honours.
static SIGNS: List = List::new(&lexicon::HONOUR_WORDS, "sign");
/// What is done about honours, and is none.
static DEEDS: List = List::new(&lexicon::HONOUR_WORDS, "deed");
/// What names of honours end with that are called so.
static TITLED: List = List::new(&lexicon::HONOUR_WORDS, "titled");
/// What ends around a name of an honour.
static FRAME_ENDS: List = List::new(&lexicon::HONOUR_WORDS, "frame-end");
/// What begins before it.
static FRAME_BEGINS: List = List::new(&lexicon::HONOUR_WORDS, "frame-begin");
/// Names of kinds of honours.
static GENERAL: List = List::new(&lexicon::HONOUR_WORDS, "general");
/// What no name begins with.
static NO_NAMES: List = List::new(&lexicon::HONOUR_WORDS, "no-name");
/// What stands right before a verb that confers nothing.
static BEFORE: List = List::new(&lexicon::HONOUR_WORDS, "not-before");

/// An honour with where it stands.
pub struct Won {
    /// Which passage.
    pub passage: usize,
    /// Where in it; none if its words do not stand together there.
    pub range: Option<Range<usize>>,
    /// What it says.
    pub proposed: Proposed<Honour>,
}

/// How many honours of one name are held against each other.
const ALIKE: usize = 64;

/// The honours that passages tell of.
pub fn propose(passages: &[Passage], world: &World<'_>) -> Vec<Won> {
    let mut won: Vec<Won> = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        if passage.kind == Kind::Heading || passage.hopes {
            continue;
        }
        for sentence in &passage.sentences {
            let words = &passage.text[sentence.clone()];
            if sentence.len() > LONGEST || !SIGNS.is_in(words) {
                continue;
            }
            let mut honours = Vec::new();
            in_sentence(passage, sentence, world, &mut honours);
            won.extend(honours.into_iter().map(|proposed| {
                let name = proposed.value.name.as_str();
                let start = words.find(name).map(|at| sentence.start + at);
                let range = start.map(|start| start..start + name.len());
                Won { passage: index, range, proposed }
            }));
        }
    }
    merged(won)
}

fn in_sentence(passage: &Passage, sentence: &Range<usize>, world: &World<'_>, honours: &mut Vec<Proposed<Honour>>) {
    let text = passage.text.as_str();
    let clauses = passage.clauses(sentence);
    for (index, clause) in clauses.iter().enumerate() {
        let words = &text[clause.range.clone()];
        let Some((at, verb, strong)) = verb(words) else { continue };
        let begin = clause.range.start + at;
        let after = begin + verb.len();
        if passage.is_foreign(&(begin..after)) {
            continue;
        }
        let lead = &words[..at];
        if modality::is_unreal(tail(lead, 12)) || BEFORE.ends(lead).is_some() {
            continue;
        }
        let told = Told { passage, sentence, clauses: &clauses, index, lead, verb };
        let (grantor, rest, offset) = told.grantor(&text[after..clause.range.end], world);
        if !strong && PRAISE.ends(rest.trim_end()).is_some() {
            continue;
        }
        // A name in quotation marks may have marks of its own; a list goes on
        // over 、 only, for a clause ends with ，.
        let mut listed: Vec<(&str, Range<usize>)> = list(rest)
            .into_iter()
            .map(|(name, part)| (name, after + offset + part.start..after + offset + part.end))
            .collect();
        // 荣获甲奖，乙奖1项: names go on after the comma as long as nothing else does.
        for next in &clauses[index + 1..] {
            let words = &text[next.range.clone()];
            let all_prizes = list(words).iter().all(|(name, _)| {
                let bare = without_count(name);
                !DEEDS.is_in(name)
                    && (bare.len() < name.trim_end().len() || name.contains('“'))
                    && (is_prize(bare) || name.contains('”'))
            });
            if next.opens != '，' || words::verb(words).is_some() || !all_prizes || words.chars().count() > 40 {
                break;
            }
            let begin = next.range.start;
            listed.extend(list(words).into_iter().map(|(name, part)| (name, begin + part.start..begin + part.end)));
        }
        let persons = told.in_order(listed.len());
        let mut above = String::new();
        for (place, (name, range)) in listed.into_iter().enumerate() {
            let Some(mut honour) = honour(&told, name, range, strong, &grantor, world) else { continue };
            if let Some(person) = persons.get(place) {
                honour.value.recipient = person.clone();
            }
            // 医院 stands for all of 医院优秀党务工作者和优秀共产党员.
            if honour.value.level.is_empty() {
                honour.value.level.clone_from(&above);
            }
            above.clone_from(&honour.value.level);
            honours.push(honour);
        }
    }
}

fn honour(
    told: &Told<'_>,
    name: &str,
    range: Range<usize>,
    strong: bool,
    grantor: &str,
    world: &World<'_>,
) -> Option<Proposed<Honour>> {
    let counted = amounts(name.trim_end()).pop().filter(|last| {
        last.range.end == name.trim_end().len() && last.nature == Nature::Count && !last.counter.is_empty()
    });
    let number = counted.map(|amount| name[amount.range].trim().to_owned());
    let mut name = without_count(name).trim();
    let is_titled = TITLED.ends(name).is_some() || name.contains('”');
    for word in FRAME_ENDS.iter() {
        name = name.strip_suffix(word).unwrap_or(name).trim();
    }
    for word in FRAME_BEGINS.iter() {
        name = name.strip_prefix(word).unwrap_or(name).trim();
    }
    // 两项先进, 3项市级奖: a count of honours is a figure; 二级甲等 counts none.
    let opening = amounts(name).into_iter().next().filter(|amount| {
        amount.range.start == 0
            && amount.nature == Nature::Count
            && !amount.counter.is_empty()
            && amount.counter != "级"
    });
    let name = bare(name);
    let count = name.chars().count();
    if opening.is_some()
        || !(2..=40).contains(&count)
        || PRAISE.ends(&name).is_some()
        || GENERAL.ends(&name).is_some()
        || NO_NAMES.begins(&name).is_some()
        || ENDS.has(&name) && !GRADES.has(&name) && !is_place(&name) && !is_titled
    {
        return None;
    }
    let award = is_award(&name) || is_titled || world.publication.words.honour(&name).is_some();
    let is_selection = told.is_choice();
    if !strong && !award || is_selection && number.is_none() && !award {
        return None;
    }
    // 获 alone begins many other things.
    if told.verb == "获" && !is_titled && !is_prize(&name) {
        return None;
    }
    let mut name = name;
    let mut certain = award && !name.contains(['，', '。']);
    let is_grade = GRADES.has(&name) || name.ends_with("等奖") && name.chars().count() <= 6;
    if is_grade || is_place(&name) {
        match told.contest() {
            Some(contest) => name = format!("{contest}{name}"),
            None => certain = false,
        }
    }
    let (date, dated) = told.date(world);
    let recipient = match (&number, is_selection) {
        (Some(number), true) => number.clone(),
        _ => told.recipient(world),
    };
    let inner = grantor_in_name(&name);
    let grantor = if !grantor.is_empty() { grantor.to_owned() } else { inner.unwrap_or_default() };
    let level = level(&name, &grantor, told.lead, is_selection);
    let evidence = told.passage.evidence(&range);
    certain = certain && (dated || date.is_none()) && !recipient.ends_with('？');
    Some(Proposed {
        value: Honour { name, level, grantor, date, recipient },
        evidence,
        place: told.passage.place,
        certain,
    })
}

/// The same honour told twice is one: the fuller account stays.
fn merged(found: Vec<Won>) -> Vec<Won> {
    let mut kept: Vec<Won> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for honour in found {
        let alike = by_name.entry(honour.proposed.value.name.clone()).or_default();
        let same = alike.iter().copied().take(ALIKE).find(|&at| {
            let (one, other) = (&kept[at].proposed.value, &honour.proposed.value);
            let same_person = one.recipient == other.recipient
                || one.recipient.is_empty()
                || other.recipient.is_empty()
                || one.recipient.contains(|c: char| c.is_ascii_digit())
                || other.recipient.contains(|c: char| c.is_ascii_digit());
            let same_time =
                one.date.is_none() || other.date.is_none() || one.date.map(|d| d.year) == other.date.map(|d| d.year);
            same_person && same_time
        });
        let Some(known) = same.and_then(|at| kept.get_mut(at)) else {
            alike.push(kept.len());
            kept.push(honour);
            continue;
        };
        let honour = honour.proposed;
        let known = &mut known.proposed;
        let (one, other) = (&mut known.value, honour.value);
        if one.grantor.is_empty() {
            one.grantor = other.grantor;
        }
        // 1个 says less than that it was the branch.
        let counted = one.recipient.contains(|c: char| c.is_ascii_digit());
        if counted || one.recipient.is_empty() && !other.recipient.contains(|c: char| c.is_ascii_digit()) {
            one.recipient = other.recipient;
        }
        one.date = match (one.date, other.date) {
            (Some(one), Some(other)) => Some(if other.month.is_some() { other } else { one }),
            (one, other) => one.or(other),
        };
        known.certain |= honour.certain;
    }
    kept
}
