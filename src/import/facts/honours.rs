//! Honours: what was won or conferred, by whom, on whom, when.
//!
//! In: passages and tables, the names of the registry, the branch. Out: one
//! proposal for each honour. A verb such as 荣获 or 被评为 begins them; what stands
//! before it tells of recipient, date and grantor, what stands after it is a list
//! of names ([`phrase`]). Lines of lists and rows of tables have no verb
//! ([`entry`], [`table`]). Honours that are hoped for, quoted, merely counted, of
//! others or given by the unit itself are none.

mod entry;
mod level;
mod phrase;
pub mod table;
mod told;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use crate::import::document::{Block, Place};
use crate::import::facts::honours::entry::Entry;
use crate::import::facts::honours::level::{grantor_in_name, level};
use crate::import::facts::honours::phrase::{LIKELY, Listed, is_quotation, listed};
use crate::import::facts::honours::told::{Giver, Told};
use crate::import::facts::honours::words::{
    GRADES, is_award, is_bare, is_of_contest, is_place, is_prize, list, verb, without_count,
};
use crate::import::facts::names::Names;
use crate::import::facts::reading::{Clause, Kind, LONGEST, Passage, tail};
use crate::import::facts::{Branch, Honour, Proposed};
use crate::import::structure::Article;
use crate::language::amount::{Nature, amounts};
use crate::language::date::PartialDate;
use crate::language::enumerator;
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
/// One of these is in every verb of honours.
static SIGNS: List = List::new(&lexicon::HONOUR_WORDS, "sign");
/// Who gives honours without a name: 上级.
static UNNAMED: List = List::new(&lexicon::HONOUR_CONTEXT, "unnamed");
/// What is done about honours, and is none.
static DEEDS: List = List::new(&lexicon::HONOUR_WORDS, "deed");
/// Names of kinds of honours.
static GENERAL: List = List::new(&lexicon::HONOUR_WORDS, "general");
/// What names no honour alone: 优秀等次, but 年度综合考核优秀等次.
static MERE_GRADES: List = List::new(&lexicon::HONOUR_WORDS, "general-short");
/// What no name begins with.
static NO_NAMES: List = List::new(&lexicon::HONOUR_WORDS, "no-name");
/// Words of headings and lines below which honours are listed.
static SECTIONS: List = List::new(&lexicon::HONOUR_WORDS, "section");
/// Headings within such a list: 国家级, 个人.
static SUBSECTIONS: List = List::new(&lexicon::HONOUR_LEVELS, "sub");
/// What those may end with: 省级荣誉.
static TITLED_SUBSECTIONS: List = List::new(&lexicon::HONOUR_WORDS, "titled");
/// What is hung up when an honour was won, and how that is told.
static PLAQUES: List = List::new(&lexicon::HONOUR_WORDS, "plaque");
static HUNG: List = List::new(&lexicon::HONOUR_WORDS, "hung");
/// Verbs by which other things are kept too.
static KEEPING: List = List::new(&lexicon::HONOUR_WORDS, "keeping");
/// Verbs before which it must be said to whom.
static GIVING_VERBS: List = List::new(&lexicon::HONOUR_WORDS, "verb-giving");
/// Those whose honours are told of in passing.
static OTHERS: List = List::new(&lexicon::HONOUR_CONTEXT, "others");
/// What stands before who gave it.
static BY: List = List::new(&lexicon::HONOUR_CONTEXT, "by");
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

/// The honours that an article tells of: its passages, then its tables.
pub fn propose(article: &Article, passages: &[Passage], world: &World<'_>) -> Vec<Won> {
    let mut won: Vec<Won> = Vec::new();
    // Whether a heading or a line that ends with a colon says that honours follow.
    let (mut below_heading, mut below_line) = (false, false);
    // What a heading within the list says of all below it: 省级.
    let mut among = "";
    for (index, passage) in passages.iter().enumerate() {
        let leads = SECTIONS.is_in(tail(&passage.text, SHORT));
        let is_heading = passage.kind == Kind::Heading;
        let (run_in, _) = run_in(&passage.text);
        let mut told = Vec::new();
        // An item of a list may look like a heading.
        if !passage.hopes && (!is_heading || below_heading) {
            told = in_list(passage, below_heading || below_line || SECTIONS.is_in(run_in), among);
        }
        // 国家级（2项）: the list goes on.
        let part = subsection(&passage.text).filter(|_| told.is_empty() && (below_heading || below_line));
        if let Some(part) = part {
            among = part;
            continue;
        }
        let is_title = passage.text.chars().count() <= 10 && !passage.text.contains(['，', '。', '；', '、', '“']);
        let begins = (passage.text.ends_with(['：', ':']) || is_title) && leads || SECTIONS.is_in(run_in);
        below_line = begins || !told.is_empty();
        if !passage.hopes && (!is_heading || below_heading) {
            told.extend(in_sentences(passage, world));
        }
        if is_heading && told.is_empty() {
            below_heading = leads;
        }
        if told.is_empty() {
            among = "";
        }
        won.extend(told.into_iter().map(|(range, proposed)| Won { passage: index, range, proposed }));
    }
    won.extend(in_tables(article));
    merged(won)
}

/// Whether a label of a table says that honours stand beside it.
pub fn is_section(label: &str) -> bool {
    label.chars().count() <= SHORT && SECTIONS.is_in(label)
}

/// How much of a line says whether honours follow, in characters.
const SHORT: usize = 20;

/// An honour and where its name stands, if its words stand together there.
type Placed = (Option<Range<usize>>, Proposed<Honour>);

/// The heading in brackets that a text begins with, and what follows it: 【获奖情况】.
fn run_in(text: &str) -> (&str, &str) {
    let rest = text.trim_start().strip_prefix(['【', '［', '[']);
    rest.and_then(|rest| rest.split_once(['】', '］', ']'])).unwrap_or(("", text))
}

/// The heading within a list of honours that a text is, without its number and
/// without what it counts: （一）国家级（2项）.
fn subsection(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let text = enumerator::leading(text).map_or(text, |mark| text[mark.end..].trim_start());
    let text = text.trim_end_matches(['：', ':', '。']);
    let text = text.split(['（', '(']).next().unwrap_or(text).trim_matches(|c: char| !c.is_alphanumeric());
    let bare = [&TITLED_SUBSECTIONS, &GENERAL].iter().fold(text, |text, list| list.trim_end(text));
    SUBSECTIONS.iter().find(|word| **word == text || **word == bare).copied()
}

/// The honours of lines without a verb, and of lists after a colon.
fn in_list(passage: &Passage, is_listed: bool, among: &str) -> Vec<Placed> {
    let text = passage.text.as_str();
    if text.len() > LONGEST {
        return Vec::new();
    }
    let mut found = Vec::new();
    for line in text.split('\n') {
        let (_, line) = run_in(line);
        // 主要荣誉：市总工会“工人先锋号”；省教育厅“文明校园”。
        let colon = line.find(['：', ':']).filter(|colon| {
            let head = &line[..*colon];
            let is_plain = !head.contains(['（', '(', '，', '、']) && !entry::is_label(head);
            is_plain && (SECTIONS.is_in(tail(head, SHORT)) || is_listed && subsection(head).is_some())
        });
        let among = colon.and_then(|colon| subsection(&line[..colon])).unwrap_or(among);
        let (lines, is_listed) = match colon {
            Some(colon) => (quoted_items(line[colon..].trim_start_matches(['：', ':'])), true),
            None => (vec![line], is_listed),
        };
        let entries =
            lines.into_iter().filter(|line| is_told(line)).flat_map(|line| match entry::read(line, is_listed) {
                Some(entry) => vec![entry],
                None if verb(line).is_some() => Vec::new(),
                None if colon.is_some() => list(line).iter().filter_map(|(item, _)| entry::read(item, true)).collect(),
                None if is_listed => of_items(line),
                None => Vec::new(),
            });
        found.extend(entries.filter(|entry| !is_general(&entry.name)).map(|entry| {
            let range = text.find(entry.name.as_str()).map(|at| at..at + entry.name.len());
            let evidence = passage.evidence(&range.clone().unwrap_or(0..0));
            let among = if entry.scope.is_empty() { among } else { "" };
            (range, of_entry(entry, among, evidence, passage.place))
        }));
    }
    found
}

/// The items of a list, each with its name in quotation marks and perhaps who gave
/// it: 市总工会“工人先锋号”，省教育厅“文明校园”.
fn quoted_items(list: &str) -> Vec<&str> {
    let parts = |item: &'_ str| item.split(['，', ',']).all(|part| part.contains(phrase::is_opening));
    let split = |item| if parts(item) { item.split(['，', ',']).collect() } else { vec![item] };
    list.split(ENDS_OF_ITEMS).flat_map(split).collect()
}

/// The honours of a line of several, each in quotation marks or with who gave it.
fn of_items(line: &str) -> Vec<Entry> {
    let items = line.split(ENDS_OF_ITEMS).flat_map(list).map(|(item, _)| item);
    items
        .filter_map(|item| {
            entry::read(item, true).filter(|entry| !entry.grantor.is_empty() || item.contains(is_quotation))
        })
        .collect()
}

/// Where items of a list after a colon end.
const ENDS_OF_ITEMS: [char; 3] = ['；', ';', '。'];

/// Whether a line without a verb tells of what is so, and of the unit itself.
fn is_told(line: &str) -> bool {
    !modality::is_unreal(line) && !OTHERS.is_in(line)
}

/// The honours of tables.
fn in_tables(article: &Article) -> Vec<Won> {
    let tables = article.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let told = |(place, row): (Place, table::Row)| Won {
        passage: 0,
        range: None,
        proposed: of_entry(row.entry, &row.level, row.evidence, place),
    };
    tables.flat_map(|table| table::rows(table).into_iter().map(|row| (table.place, row))).map(told).collect()
}

/// An honour of a list or a table.
fn of_entry(entry: Entry, said: &str, evidence: String, place: Place) -> Proposed<Honour> {
    let Entry { name, grantor, date, scope, recipient, certain } = entry;
    let level = level(&name, if said.is_empty() { &scope } else { said }, &grantor, "", false);
    Proposed { value: Honour { name, level, grantor, date, recipient }, evidence, place, certain }
}

/// The honours of sentences, each begun by a verb.
fn in_sentences(passage: &Passage, world: &World<'_>) -> Vec<Placed> {
    let mut told = Vec::new();
    for sentence in &passage.sentences {
        let words = &passage.text[sentence.clone()];
        if sentence.len() > LONGEST || !SIGNS.is_in(words) {
            continue;
        }
        let clauses = passage.clauses(sentence);
        // 甲获…；乙获…: each tells of its own.
        let mut start = 0;
        for end in 1..=clauses.len() {
            if clauses.get(end).is_none_or(|clause| matches!(clause.opens, '；' | ';' | '\n')) {
                let mut honours = Vec::new();
                in_segment(passage, sentence, &clauses[start..end], world, &mut honours);
                honours.extend(hung(passage, &clauses[start..end]));
                told.extend(honours.into_iter().map(|proposed| {
                    let name = proposed.value.name.as_str();
                    let range = words.find(name).map(|at| sentence.start + at..sentence.start + at + name.len());
                    (range, proposed)
                }));
                start = end;
            }
        }
    }
    told
}

/// An honour whose plaque is told of: “文明单位”（市文明办，2021年）的牌子挂到了门口.
fn hung(passage: &Passage, clauses: &[Clause]) -> Option<Proposed<Honour>> {
    let range = clauses.first()?.range.start..clauses.last()?.range.end;
    let words = &passage.text[range.clone()];
    let open = words.find(phrase::is_opening)?;
    let (end, plaque) = PLAQUES.iter().filter_map(|plaque| Some((words.find(plaque)?, plaque))).min()?;
    let told = words.get(open..end)?.trim_end_matches('的');
    let is_hung = HUNG.is_in(&words[end + plaque.len()..]) && words[..end].ends_with('的');
    if !is_hung || verb(told).is_some() || modality::is_unreal(words) || OTHERS.is_in(words) {
        return None;
    }
    let entry = entry::read(told, true).filter(|entry| !is_general(&entry.name))?;
    Some(of_entry(entry, "", passage.evidence(&(range.start + open..range.start + end)), passage.place))
}

/// Where the list of names ends that a clause has: “甲”（市总工会，2021年）、“乙” goes
/// on after the brackets.
fn reach(text: &str, clause: &Range<usize>, end: usize) -> usize {
    let mut at = clause.end;
    while let Some((note, rest)) =
        text[at..end].strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']))
        && entry::note(note).is_some()
    {
        at = end - rest.len();
        let goes_on = rest.starts_with(|c: char| c == '、' || phrase::is_opening(c) || words::JOINTS.has_char(c));
        if goes_on || phrase::is_frame(rest) {
            at += rest.find(['，', ',', '；', ';', '（', '(', '。']).unwrap_or(rest.len());
        }
    }
    at
}

fn in_segment(
    passage: &Passage,
    sentence: &Range<usize>,
    clauses: &[Clause],
    world: &World<'_>,
    honours: &mut Vec<Proposed<Honour>>,
) {
    let text = passage.text.as_str();
    for (index, clause) in clauses.iter().enumerate() {
        let words = &text[clause.range.clone()];
        let Some((at, verb, strong)) = verb(words) else { continue };
        let begin = clause.range.start + at;
        let after = begin + verb.len();
        if passage.is_foreign(&(begin..after)) {
            continue;
        }
        let lead = &words[..at];
        let told = Told { passage, sentence, clauses, index, lead, verb };
        // 市总工会将内科评为…: 将 tells of no plan there.
        let given_to = told.given_to();
        let is_unreal = modality::is_unreal(tail(lead, 12)) && given_to.is_none();
        if is_unreal || BEFORE.ends(lead).is_some() || OTHERS.is_in(lead) || told.is_own_gift(world) {
            continue;
        }
        if GIVING_VERBS.has(verb) && given_to.is_none() && !BY.is_in(lead) {
            continue;
        }
        let end = reach(text, &clause.range, sentence.end);
        let Giver { who: grantor, rest, offset, holder, is_doubtful } = told.grantor(&text[after..end], world);
        if !strong && PRAISE.ends(rest.trim_end()).is_some() {
            continue;
        }
        let first = phrase::lead(rest);
        let rest = &rest[first.end..];
        let offset = offset + first.end;
        // A name in quotation marks may have marks of its own; a list goes on
        // over 、 only, for a clause ends with ，.
        let mut listed: Vec<(&str, Range<usize>)> = list(rest)
            .into_iter()
            .map(|(name, part)| (name, after + offset + part.start..after + offset + part.end))
            .collect();
        // 荣获甲奖，乙奖1项: names go on after the comma as long as nothing else does.
        for next in clauses[index + 1..].iter().filter(|next| next.range.start >= end) {
            let words = &text[next.range.clone()];
            let all_prizes = list(words).iter().all(|(name, _)| {
                let bare = without_count(name);
                let is_quoted = name.contains(is_quotation);
                !DEEDS.is_in(name) && (bare.len() < name.trim_end().len() || is_quoted) && (is_prize(bare) || is_quoted)
            });
            if !matches!(next.opens, '，' | ',')
                || words::verb(words).is_some()
                || !all_prizes
                || words.chars().count() > 40
            {
                break;
            }
            let begin = next.range.start;
            listed.extend(list(words).into_iter().map(|(name, part)| (name, begin + part.start..begin + part.end)));
        }
        // Who gave it is as good as a verb of honours.
        let given = if grantor.is_empty() { first.grantor.as_str() } else { grantor.as_str() };
        // The clause before may tell it: 经市总工会评定，….
        let told_elsewhere =
            || told.decided().map(|(_, who)| who).or_else(|| told.host()).or_else(|| told.given_after());
        let decided = if given.is_empty() { told_elsewhere() } else { None };
        let given = decided.as_deref().unwrap_or(given);
        let group = Group {
            given,
            scope: &first.scope,
            date: first.date,
            strong: strong || phrase::are_bodies(given),
            is_doubtful,
        };
        let persons = told.in_order(listed.len());
        let (mut above, mut contest) = (String::new(), String::new());
        for (place, (name, range)) in listed.into_iter().enumerate() {
            let Some(mut honour) = honour(&told, name, range, &group, world) else { continue };
            if let Some(person) = persons.get(place) {
                honour.value.recipient = person.clone();
            } else if let Some(holder) = &holder {
                honour.value.recipient.clone_from(holder);
            }
            // 知识竞赛一等奖1项、二等奖2项: all in one contest.
            let name = &mut honour.value.name;
            match GRADES.ends(name).map(|grade| name.len() - grade.len()) {
                Some(0) if !contest.is_empty() => {
                    *name = format!("{contest}{name}");
                    honour.certain = true;
                }
                Some(length) => contest = name[..length].to_owned(),
                None => contest.clear(),
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

/// What is said of all honours after one verb.
struct Group<'g> {
    /// Who gave them; empty if it is not said.
    given: &'g str,
    /// Among whom: 全市.
    scope: &'g str,
    /// The year that they were given for.
    date: Option<PartialDate>,
    /// Whether what follows the verb is an honour whatever it is called.
    strong: bool,
    /// Whether who gave it was not understood.
    is_doubtful: bool,
}

/// How long a prize is at most that may be one of a contest told before it: 集体项目一等奖.
const OF_PRIZE: usize = 8;

/// Whether words name no honour in particular, or none at all.
fn is_general(name: &str) -> bool {
    [&PRAISE, &GENERAL].iter().any(|list| list.ends(name).is_some())
        || MERE_GRADES.ends(name).is_some() && name.chars().count() <= 5
        || NO_NAMES.begins(name).is_some()
        || phrase::SCOPES.has(name)
}

fn honour(
    told: &Told<'_>,
    words: &str,
    range: Range<usize>,
    group: &Group<'_>,
    world: &World<'_>,
) -> Option<Proposed<Honour>> {
    let counted = amounts(words.trim_end()).pop().filter(|last| {
        last.range.end == words.trim_end().len() && last.nature == Nature::Count && !last.counter.is_empty()
    });
    let number = counted.map(|amount| words[amount.range].trim().to_owned());
    let Listed { lead, mut name, is_titled, is_quoted, is_doubtful, note } = listed(without_count(words).trim())?;
    // 两项先进, 3项市级奖: a count of honours is a figure; 二级甲等 counts none.
    let opening = amounts(&name).into_iter().next().filter(|amount| {
        amount.range.start == 0
            && amount.nature == Nature::Count
            && !amount.counter.is_empty()
            && amount.counter != "级"
    });
    if opening.is_some()
        || !(2..=40).contains(&name.chars().count())
        || is_general(&name) && !(is_quoted && name.chars().count() > 5)
        || is_bare(&name) && !GRADES.has(&name) && !is_place(&name) && !is_titled
    {
        return None;
    }
    let award = is_award(&name) || is_place(&name) || is_titled || world.publication.words.honour(&name).is_some();
    let is_selection = told.is_choice();
    let is_named = group.strong && name.chars().count() >= 4;
    if !is_named && !award || is_selection && number.is_none() && !award {
        return None;
    }
    // 保留人工窗口, 赛后还评出技术能手17名: what nobody is said to have given.
    let is_given = !group.given.is_empty() || !lead.grantor.is_empty() || told.is_by_body();
    // 村里评出“最美庭院”24户: so many were chosen at home.
    let is_own = is_selection && !is_given && (!is_quoted || number.is_some());
    if is_own || KEEPING.has(told.verb) && !is_titled && !LIKELY.is_in(&name) {
        return None;
    }
    // 获 alone begins many other things.
    if told.verb == "获" && !is_titled && !is_prize(&name) && !is_award(&name) && !group.strong {
        return None;
    }
    // Two honours that were written without a mark between are none to sign.
    let is_one = !name.contains(['，', '。']) && verb(&name).is_none();
    let mut certain = (award || LIKELY.is_in(&name)) && is_one && !is_doubtful && !group.is_doubtful;
    // Of several who gave one each, each stands before its own.
    let mut grantor = [lead.grantor.as_str(), &note.grantor, group.given]
        .into_iter()
        .find(|who| !who.is_empty())
        .unwrap_or_default()
        .to_owned();
    let is_grade = words::is_grade(&name) || name.ends_with("等奖") && name.chars().count() <= OF_PRIZE;
    if is_grade || is_place(&name) {
        match told.contest() {
            Some((contest, giver)) => {
                name = format!("{contest}{name}");
                grantor = if grantor.is_empty() { giver } else { grantor };
            }
            None => certain = false,
        }
    } else if is_of_contest(&name)
        && let Some((contest, giver)) = told.contest()
    {
        name = format!("{contest}{name}");
        grantor = if grantor.is_empty() { giver } else { grantor };
    }
    let (date, dated) = match note.date.or(lead.date).or(group.date) {
        Some(date) => (Some(date), true),
        None => told.date(world),
    };
    let recipient = match (&number, is_selection) {
        (Some(number), true) => number.clone(),
        _ if !note.recipient.is_empty() => note.recipient,
        _ => told.recipient(world),
    };
    let grantor = if grantor.is_empty() { grantor_in_name(&name).unwrap_or_default() } else { grantor };
    let scope = if lead.scope.is_empty() { group.scope } else { &lead.scope };
    let level = level(&name, scope, &grantor, told.lead, is_selection);
    // 上级 says that somebody gave it, and not who.
    let grantor = if UNNAMED.has(&grantor) { String::new() } else { grantor };
    certain = certain && (dated || date.is_none()) && !recipient.ends_with('？');
    Some(Proposed {
        value: Honour { name, level, grantor, date, recipient },
        evidence: told.passage.evidence(&range),
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
            let (one, other) = (one.grantor.as_str(), other.grantor.as_str());
            let same_giver = one.ends_with(other) || other.ends_with(one);
            same_person && same_time && same_giver
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
