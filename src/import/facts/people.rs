//! People and their offices.
//!
//! In: passages, the names of the registry. Out: persons whom the text names
//! together with an office: 张三（甲医院，主任医师）当选为组长, 党支部书记李四,
//! 王芳同志任宣传委员, 主任委员：张三. A name without an office is nobody to
//! propose. Where a name ends is told by what follows it; what is doubtful
//! comes as uncertain or not at all.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::import::facts::honours::World;
use crate::import::facts::names::Mention;
use crate::import::facts::reading::{Kind, Passage, cut, tail};
use crate::import::facts::{Person, Proposed};
use crate::language::lexicon::{self, List};
use crate::language::person::{ADDRESS, APPOINTED, Name, OFFICES, is_whole as is_person, spread};
use crate::language::words::is_word;
use crate::language::{Known, annotate};
use crate::text::han::is_han;

/// Of these a branch has one: a second one is to be looked at.
static SINGLE: List = List::new(&lexicon::OFFICES, "one");
/// 成员, which says nothing of whoever has an office.
static VAGUE: List = List::new(&lexicon::OFFICES, "vague");
/// What stands before a name where 为, 任 or 是 alone makes somebody something.
static NOMINATES: List = List::new(&lexicon::PERSON_CONTEXT, "nominates");
/// How the name of a body ends that stands before an office.
static BODIES: List = List::new(&lexicon::PERSON_CONTEXT, "body");
/// What makes another word of an office: 书记处, 主任医师.
static OTHER_OFFICES: List = List::new(&lexicon::PERSON_CONTEXT, "other-office");
/// 连续当选, 现任.
static SINCE: List = List::new(&lexicon::PERSON_CONTEXT, "since");
/// Verbs that may as well be of things: 以安全为….
static COPULAS: List = List::new(&lexicon::PERSON_CONTEXT, "copula");

/// How much may stand in the brackets after a name, in characters. A text of
/// nothing but closing brackets would be gone through once for each.
const IN_BRACKETS: usize = 300;

/// Those in office that passages tell of.
pub fn propose(passages: &[Passage], world: &World<'_>) -> Vec<Proposed<Person>> {
    let mut people = People::default();
    let publication = world.publication;
    let no_names: Vec<&str> = publication.words.not_names.iter().map(String::as_str).collect();
    let in_office = publication.reports.iter().flat_map(|report| &report.people);
    let persons: BTreeSet<&str> = in_office.map(|person| person.name.as_str()).collect();
    let persons: Vec<&str> = persons.into_iter().collect();
    let known = Known { persons: &persons, no_names: &no_names, ..Known::default() };
    for passage in passages.iter().filter(|passage| passage.kind == Kind::Body && OFFICES.is_in(&passage.text)) {
        let text = annotate(&passage.text, &known);
        let mut found = appointed(passage, text.persons(), world);
        found.extend(lists(passage, world));
        found.extend(titled(passage, text.persons(), world));
        found.sort_by_key(|(at, _)| *at);
        for (_, person) in found {
            people.take(person);
        }
    }
    people.all
}

/// Those found so far.
#[derive(Default)]
struct People {
    all: Vec<Proposed<Person>>,
    /// The offices of each, by name. There are no more than [`OFFICES`].
    offices: HashMap<String, Vec<String>>,
    /// The offices of each unit that are taken.
    taken: HashSet<(String, String)>,
}

impl People {
    /// Adds a person, unless what is said is known: a second office of the same
    /// kind, told in other words, is the first one again.
    fn take(&mut self, mut person: Proposed<Person>) {
        let value = &person.value;
        let offices = self.offices.entry(value.name.clone()).or_default();
        let is_known = offices.iter().any(|known| {
            known.ends_with(&value.role) || value.role.ends_with(known.as_str()) || VAGUE.has(&value.role)
        });
        if is_known {
            return;
        }
        offices.push(value.role.clone());
        let is_taken = !self.taken.insert((value.role.clone(), value.unit.clone()));
        if SINGLE.has(&person.value.role) && is_taken {
            person.certain = false;
        }
        self.all.push(person);
    }
}

/// How much of a text tells whether it ends with a name, in characters.
const NEAR: usize = 16;

type Found = Vec<(usize, Proposed<Person>)>;

/// 张三（甲医院，副院长，教授）当选为党小组组长; 张三同志任书记; 选举张三为书记.
fn appointed(passage: &Passage, names: &[Name], world: &World<'_>) -> Found {
    let text = passage.text.as_str();
    let mut found = Found::new();
    for &verb in APPOINTED.iter() {
        for (begin, _) in text.match_indices(verb) {
            let after = begin + verb.len();
            let rest = &text[after..];
            let Some((role, length)) = office_at(rest) else { continue };
            // The name, before the verb, before 同志, before a bracket.
            let mut head = text[..begin].trim_end();
            let mut sure = verb.chars().count() > 1;
            head = SINCE.ends(head).and_then(|word| head.strip_suffix(word)).unwrap_or(head);
            if let Some(shorter) = ADDRESS.ends(head).and_then(|address| head.strip_suffix(address)) {
                (head, sure) = (shorter, true);
            }
            if head.ends_with(['）', ')'])
                && let near = tail(head, IN_BRACKETS)
                && let Some(open) = near.rfind(['（', '('])
            {
                (head, sure) = (&head[..head.len() - near.len() + open], true);
            }
            if let Some(shorter) = ADDRESS.ends(head).and_then(|address| head.strip_suffix(address)) {
                (head, sure) = (shorter, true);
            }
            let known = names.binary_search_by_key(&head.len(), |name| name.range.end).ok().map(|at| &names[at]);
            let whole = || last_word(head).filter(|_| sure);
            let Some(name) = known.map(|name| &text[name.range.clone()]).or_else(whole) else { continue };
            if COPULAS.has(verb) && !sure {
                // 选举张三为书记, 由张三任书记, but not 以安全为…
                let before = &head[..head.len() - name.len()];
                if !(before.is_empty()
                    || before.ends_with(['，', '、', '。', '；'])
                    || NOMINATES.ends(before).is_some())
                {
                    continue;
                }
                sure = true;
            }
            let range = head.len() - name.len()..after + length;
            if passage.is_foreign(&range) {
                continue;
            }
            let certain = known.map_or(!is_word(name), |name| sure || name.certain);
            let unit = unit(&text[after..after + length], world);
            found.push((range.start, person(passage, name, &role, &range, certain, unit)));
        }
    }
    // 选举产生 twice found: 当选为 and 为.
    found.sort_by_key(|(at, person)| (*at, std::cmp::Reverse(person.certain)));
    found.dedup_by(|one, other| one.0 == other.0 && one.1.value.role == other.1.value.role);
    found
}

/// What a text ends with that looks like a name, where it is sure that one is there.
fn last_word(text: &str) -> Option<&str> {
    let han = tail(text, 5).chars().rev().take_while(|c| is_han(*c)).count();
    let may_be = |length: &usize| {
        let name = tail(text, *length);
        let before = &text[..text.len() - name.len()];
        let opens = *length == han || [&NOMINATES, &OFFICES].iter().any(|list| list.ends(before).is_some());
        // 高峰 is a name where nothing else stands there.
        let free = *length == han || !is_word(name);
        *length <= han && is_person(name) && free && (opens || *length != 3)
    };
    [4, 3, 2].iter().find(|length| may_be(length)).map(|length| tail(text, *length))
}

/// 主任委员：张三　副主任委员：李四、王芳
fn lists(passage: &Passage, world: &World<'_>) -> Found {
    let text = passage.text.as_str();
    let mut found = Found::new();
    // A list may have its body's name at its very beginning.
    let mut bodies: Option<Vec<Mention<'_>>> = None;
    for (at, colon) in text.match_indices(['：', ':']) {
        let head = text[..at].trim_end();
        let Some(office) = OFFICES.ends(head) else { continue };
        if passage.is_foreign(&(at..at + colon.len())) {
            continue;
        }
        let bodies = bodies.get_or_insert_with(|| bodies_in(text, world));
        let last = bodies.partition_point(|body| body.range.end <= head.len()).checked_sub(1);
        let unit = unit_of(last.map(|last| &bodies[last]), world);
        let mut start = at + colon.len();
        loop {
            let rest = &text[start..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}', '、', '，']).len();
            start += blank;
            let rest = &text[start..];
            let length = rest.find(|c: char| !is_han(c)).unwrap_or(rest.len());
            let word = &rest[..length];
            // 副主任委员：, the next of the list.
            if text[start + length..].trim_start().starts_with(['：', ':']) {
                break;
            }
            let apart = spread(rest);
            let (name, length) = match (is_person(word), apart) {
                (true, _) => (word.to_owned(), length),
                (false, Some((name, length))) => (name, length),
                _ => break,
            };
            let range = start..start + length;
            let role = office.to_owned();
            found.push((start, person(passage, &name, &role, &range, true, unit.clone())));
            start = range.end;
            if !text[start..].trim_start().starts_with(['、', '，', ' ', '\u{3000}'])
                && !text[start..].starts_with([' ', '\u{a0}', '\u{3000}'])
            {
                break;
            }
        }
    }
    found
}

/// 党支部书记张三主持会议, 学会副会长李四作为组长.
fn titled(passage: &Passage, names: &[Name], world: &World<'_>) -> Found {
    let text = passage.text.as_str();
    let mut found: Found = Vec::new();
    for name in names {
        let Some(office) = OFFICES.ends(&text[..name.range.start]) else { continue };
        let start = name.range.start - office.len();
        let range = start..name.range.end;
        if passage.is_foreign(&range) {
            continue;
        }
        let unit = unit(&format!("{}{office}", tail(&text[..start], 24)), world);
        found.push((start, person(passage, &text[name.range.clone()], office, &range, name.certain, unit)));
    }
    found
}

/// Whether a text is the name of an office.
pub fn is_office(text: &str) -> bool {
    text.chars().count() <= 12 && OFFICES.ends(text).is_some()
}

/// The name that ends a subject after an office: 党支部书记张三.
pub fn after_office(subject: &str) -> Option<String> {
    let office = OFFICES.iter().filter_map(|office| subject.rfind(office).map(|at| at + office.len())).max()?;
    let name = &subject[office..];
    is_person(name).then(|| name.to_owned())
}

/// The office with which words begin, perhaps after the name of its body:
/// 党小组组长, 血液病分会副主任委员. Gives the length of all.
fn office_at(text: &str) -> Option<(String, usize)> {
    let head = cut(text, 24);
    let head = &head[..head.find(|c: char| !is_han(c)).unwrap_or(head.len())];
    let mut best: Option<(usize, &str)> = None;
    for &office in OFFICES.iter() {
        if let Some(at) = head.find(office) {
            let end = at + office.len();
            // 书记 in 书记处 and 主任 in 主任医师 are other words.
            let rest = &head[end..];
            let is_other = OTHER_OFFICES.begins(rest).is_some();
            if !is_other && best.is_none_or(|(known, held)| end < known || end == known && office.len() > held.len()) {
                best = Some((end, office));
            }
        }
    }
    let (end, office) = best?;
    let before = &head[..end - office.len()];
    // Nothing but the name of a body may stand before it.
    let is_body = before.is_empty() || BODIES.ends(before).is_some();
    is_body.then(|| (office.to_owned(), end))
}

/// The name with which words end.
pub fn name_before(head: &str) -> Option<&str> {
    let near = tail(head, NEAR);
    let text = annotate(near, &Known::default());
    let name = text.persons().iter().rfind(|name| name.range.end == near.len())?;
    Some(&near[name.range.clone()])
}

/// A person with the office and its body.
fn person(
    passage: &Passage,
    name: &str,
    office: &str,
    range: &Range<usize>,
    certain: bool,
    unit: String,
) -> Proposed<Person> {
    Proposed {
        value: Person { name: name.to_owned(), role: office.to_owned(), unit },
        evidence: passage.evidence(range),
        place: passage.place,
        certain,
    }
}

/// The body of an office by the words of the office; empty if it is the branch's.
fn unit(said: &str, world: &World<'_>) -> String {
    unit_of(bodies_in(said, world).last(), world)
}

/// The bodies that a text names.
fn bodies_in<'w>(text: &str, world: &World<'w>) -> Vec<Mention<'w>> {
    let mut bodies = world.names.mentions(text);
    bodies.retain(|mention| !mention.is_general);
    bodies
}

/// The name of a body; empty if it is the branch's.
fn unit_of(body: Option<&Mention<'_>>, world: &World<'_>) -> String {
    let own = match world.branch {
        Some(crate::import::facts::Branch::Known(id)) => Some(id.as_str()),
        _ => None,
    };
    match body.map(|body| body.meanings) {
        Some([id]) if Some(world.publication[*id].id.as_str()) != own => world.publication.full_name(*id, world.year),
        _ => String::new(),
    }
}
