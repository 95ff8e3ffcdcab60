//! Who wrote a report.
//!
//! In: an article, its passages, its branch. Out: authors, who are persons. Those
//! that a by-line, a label or a signature names stand in the article; where it has
//! none, whom the text names as its reporters, the person of a personal form, the
//! speaker. Whoever sends a mail has hardly written what it brings, nor whoever kept a
//! record, and is only proposed, as is what no name is like (a pen name). A unit that
//! signs says whose report it is, and is proposed as an author only where a label calls
//! it so, nobody else is named, and it is neither the report's own organisation nor a
//! part of its name.

use crate::import::document::Place;
use crate::import::facts::reading::{Kind, Passage, cut, dense, tail};
use crate::import::facts::{Branch, Proposed};
use crate::import::structure::{Article, Found};
use crate::language::byline::{self, is_unit_word};
use crate::language::lexicon::{self, List};
use crate::language::person::OFFICES;
use crate::language::title;
use crate::text::han::has_han;

/// 姓名 in a form that a person fills in about himself.
static NAMES: List = List::new(&lexicon::DETAIL_LABELS, "person");
/// 填报人, who has written the report if it is a personal one.
static WRITERS: List = List::new(&lexicon::DETAIL_LABELS, "writer");
/// 填报单位: the form is a unit's, and whoever fills it in no author.
static FILLING: List = List::new(&lexicon::DETAIL_LABELS, "filling");
/// 编制, who has drafted a document, and what stands beside it in the head of one
/// that is controlled: 批准.
static DRAFTERS: List = List::new(&lexicon::DETAIL_LABELS, "drafter");
static CONTROLS: List = List::new(&lexicon::DETAIL_LABELS, "control");
/// 记录: who kept the record of a meeting, or put what was said into writing.
static RECORDERS: List = List::new(&lexicon::DETAIL_LABELS, "recorder");
/// 发件人.
static SENDERS: List = List::new(&lexicon::DETAIL_LABELS, "sender");
/// 个人, in titles of what persons write about themselves.
static PERSONAL: List = List::new(&lexicon::BYLINE_WORDS, "personal");
/// 推荐, in titles of forms about somebody else.
static OF_OTHERS: List = List::new(&lexicon::BYLINE_WORDS, "of-others");
/// 讲话, in titles of what somebody says in an office.
static SPOKEN: List = List::new(&lexicon::BYLINE_WORDS, "spoken");

/// 在, between the person and the meeting in such titles.
static AT: List = List::new(&lexicon::BYLINE_WORDS, "spoken-at");
/// 同志, after a person.
static COMRADES: List = List::new(&lexicon::BYLINE_WORDS, "comrade");

/// 的, between a person and what is the person's.
static OWNERS: List = List::new(&lexicon::BYLINE_WORDS, "of");

/// 负责人, who did not write what he answers for.
static NO_SPEAKERS: List = List::new(&lexicon::BYLINE_WORDS, "no-speaker");

/// How many paragraphs at either end of a text name its reporters.
const EDGE: usize = 2;

/// How many characters a paragraph has at least: （王五供稿）.
const LEAST: usize = 5;

/// How much of such a paragraph is read, in characters.
const NEAR: usize = 60;

/// The authors of an article.
pub fn propose(article: &Article, passages: &[Passage], branch: Option<&Branch>) -> Vec<Proposed<String>> {
    let is_person = |found: &&Found| !is_unit_word(found.text.trim());
    let mut persons: Vec<Proposed<String>> = article.authors.iter().filter(is_person).map(named).collect();
    // Whoever sends a mail signs it too.
    let senders = labelled(article, &SENDERS);
    for person in &mut persons {
        person.certain &= senders.iter().all(|sender| sender.value != person.value);
    }
    // Whoever signs a form for its owner's superiors did not write it.
    let ways: [&dyn Fn() -> Vec<Proposed<String>>; 10] = [
        &|| of_form(article),
        &|| persons.clone(),
        &|| drafters(article),
        &|| in_title(article),
        &|| reporters(passages),
        &|| introduced(passages),
        &|| speaker(article),
        &|| labelled(article, &SENDERS).pop().map(doubtful).into_iter().collect(),
        &|| labelled(article, &RECORDERS).into_iter().map(doubtful).collect(),
        &|| units(article, branch),
    ];
    ways.iter().map(|way| way()).find(|all| !all.is_empty()).unwrap_or_default()
}

/// Somebody whom the article names, a fact if the name is one that persons have.
fn named(found: &Found) -> Proposed<String> {
    let name = found.text.trim();
    // Aynur Tursun, 阿依古丽·买买提
    let is_foreign = !has_han(name) || name.contains('·');
    Proposed { certain: is_foreign || byline::is_person(name), ..proposed(name, found.place) }
}

fn doubtful(author: Proposed<String>) -> Proposed<String> {
    Proposed { certain: false, ..author }
}

fn proposed(name: &str, place: Place) -> Proposed<String> {
    Proposed { value: name.to_owned(), evidence: name.to_owned(), place, certain: true }
}

/// The words of the title.
fn title_of(article: &Article) -> String {
    article.title.iter().chain(&article.subtitle).map(|line| dense(&line.text)).collect()
}

/// The person who fills in a form about himself.
fn of_form(article: &Article) -> Vec<Proposed<String>> {
    let title = title_of(article);
    if OF_OTHERS.is_in(&title) {
        return Vec::new();
    }
    let mut owners = labelled(article, &NAMES);
    let is_of_unit = || article.details.iter().any(|(label, _)| FILLING.has(&dense(label)));
    if owners.is_empty() && PERSONAL.is_in(&title) && !is_of_unit() {
        owners = labelled(article, &WRITERS);
    }
    // A list of several persons is no form of one.
    owners.dedup_by(|one, other| one.value == other.value);
    if owners.len() == 1 { owners } else { Vec::new() }
}

/// Whoever drafted it: a fact where somebody else had to approve it.
fn drafters(article: &Article) -> Vec<Proposed<String>> {
    let certain = article.details.iter().any(|(label, _)| CONTROLS.has(&dense(label)));
    labelled(article, &DRAFTERS).into_iter().map(|drafter| Proposed { certain, ..drafter }).collect()
}

/// The person whose the title says it is: 王芳的年度总结, as programs call what
/// somebody hands in.
fn in_title(article: &Article) -> Vec<Proposed<String>> {
    let Some(found) = &article.title else { return Vec::new() };
    let title = dense(&found.text);
    let owner = OWNERS.iter().find_map(|of| title.split_once(of));
    let name = owner.filter(|(name, rest)| byline::is_person(name) && title::is_of_report(rest));
    if let Some((name, _)) = name {
        return vec![proposed(name, found.place)];
    }
    // 局长王五同志在总结大会上的讲话
    let at = SPOKEN.ends(&title).and_then(|_| AT.iter().find_map(|at| title.split_once(at)));
    let speaker = at.map(|(name, _)| COMRADES.strip_suffix(name).unwrap_or(name)).and_then(byline::byline);
    match speaker.unwrap_or_default().persons.as_slice() {
        [name] => vec![proposed(name, found.place)],
        _ => Vec::new(),
    }
}

/// The one person who speaks, and who was asked to: 主持人：请王五同志作报告。 王五：各位代表……
fn introduced(passages: &[Passage]) -> Vec<Proposed<String>> {
    let spoken = |passage: &Passage| {
        // [00:12] 王五：
        let text = passage.text.trim_start();
        let text = text.split_once(']').filter(|(time, _)| !has_han(time)).map_or(text, |(_, rest)| rest);
        let end = text.find(['：', ':', '】'])?;
        let name = text[..end].trim_matches(['【', '[', ']', ' ']).to_owned();
        byline::is_person(&name).then_some((name, passage.place))
    };
    let mut speakers: Vec<(usize, (String, Place))> =
        passages.iter().enumerate().filter_map(|(at, passage)| Some((at, spoken(passage)?))).collect();
    speakers.dedup_by(|one, other| one.1.0 == other.1.0);
    match speakers.as_slice() {
        [(at, (name, place))] if passages[..*at].iter().any(|passage| passage.text.contains(name)) => {
            vec![proposed(name, *place)]
        }
        _ => Vec::new(),
    }
}

/// The persons behind labels.
fn labelled(article: &Article, labels: &List) -> Vec<Proposed<String>> {
    let details = article.details.iter().filter(|(label, _)| labels.has(&dense(label)));
    let people = details.flat_map(|(_, found)| {
        let place = found.place;
        byline::people(&found.text).persons.into_iter().map(move |name| proposed(&name, place))
    });
    people.filter(|person| byline::is_person(&person.value)).collect()
}

/// Whom the first and last paragraphs name as those who report.
fn reporters(passages: &[Passage]) -> Vec<Proposed<String>> {
    // An abstract and the rest of a page's buttons are no paragraphs.
    let is_text = |passage: &&Passage| passage.kind == Kind::Body && passage.text.chars().nth(LEAST).is_some();
    let texts: Vec<&Passage> = passages.iter().filter(is_text).collect();
    let first = texts.iter().take(EDGE).map(|passage| (*passage, cut(&passage.text, NEAR)));
    let last = texts.iter().rev().take(EDGE).rev().map(|passage| (*passage, tail(&passage.text, NEAR)));
    let mut found: Vec<Proposed<String>> = Vec::new();
    for (passage, text) in first.chain(last) {
        for (name, words) in byline::reporters(text) {
            if found.iter().all(|known| known.value != name) {
                let evidence = text[words].to_owned();
                found.push(Proposed { value: name, evidence, place: passage.place, certain: true });
            }
        }
    }
    found
}

/// 会长：王五, below the title of a speech or a report to a congress.
fn speaker(article: &Article) -> Vec<Proposed<String>> {
    let is_spoken = SPOKEN.ends(&title_of(article)).is_some();
    let speaks = |label: &str| OFFICES.ends(label).is_some() && NO_SPEAKERS.ends(label).is_none();
    let in_office = article.details.iter().filter(|(label, _)| is_spoken && speaks(&dense(label)));
    let mut people = in_office.filter(|(_, found)| byline::is_person(&dense(&found.text)));
    match (people.next(), people.next()) {
        (Some((_, found)), None) => vec![proposed(&dense(&found.text), found.place)],
        _ => Vec::new(),
    }
}

/// 作者：秘书处, where that is not the organisation that reports.
fn units(article: &Article, branch: Option<&Branch>) -> Vec<Proposed<String>> {
    let own = match branch {
        Some(Branch::Known(name)) => name.clone(),
        Some(Branch::New(path)) => path.concat(),
        None => String::new(),
    };
    let is_own = |unit: &str| own.contains(unit) || unit.contains(&own) && !own.is_empty();
    let is_source = |unit: &str| article.source.as_ref().is_some_and(|source| source.text.trim() == unit);
    article
        .authors
        .iter()
        .filter(|unit| !is_own(unit.text.trim()) && !is_source(unit.text.trim()))
        .map(|unit| doubtful(named(unit)))
        .collect()
}
