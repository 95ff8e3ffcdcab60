//! The branch: which organisation an article reports on.
//!
//! In: an article, its passages, the names of the registry. Out: a registered
//! organisation, by the longest of its names in the title, the by-line, the
//! signature and the first paragraphs; else a new entry, by the places where a
//! report names its own ([`naming`]), whose parents are registered ones where they
//! are known. It is a fact if two places agree; where nothing is registered, the
//! title or the signature is enough. A report on the work of
//! the Party that names a hospital alone is that of the hospital's one Party
//! organisation, if the text speaks of it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::import::document::Place;
use crate::import::facts::names::{Names, is_general};
use crate::import::facts::naming::{self, Naming, Spot};
use crate::import::facts::reading::{Kind, Passage, dense};
use crate::import::facts::{Branch, Proposed};
use crate::import::structure::Article;
use crate::language::abbreviation::is_short_for;
use crate::language::lexicon::{self, List, Own};
use crate::language::place;
use crate::model::{OrganizationId, Publication};
use crate::text::han::is_han;

/// What parts a name into parent and child.
static PARENTS: List = List::new(&lexicon::UNIT_SUFFIXES, "parent");
/// The Party's own bodies, by which the first paragraphs begin: 支部.
static PARTY_BODIES: List = List::new(&lexicon::UNIT_SUFFIXES, "party");
/// What may stand before a name that goes on no other.
static OPENS: List = List::new(&lexicon::BRANCH_WORDS, "opens");
/// How the names of towns and villages end.
static TOWNS: List = List::new(&lexicon::REGION_WORDS, "town");
static VILLAGES: List = List::new(&lexicon::REGION_WORDS, "village");
/// How names of bodies in a town end that are none of its offices.
static BODIES: List = List::new(&lexicon::REGION_WORDS, "body");
/// What a body is called besides, as whoever signs: 办事处 behind 某某街道.
static SAME_BODIES: List = List::new(&lexicon::BRANCH_WORDS, "same-body");
/// What goes on with a name after a part that may be a parent: 大学|附属医院.
static GOES_ON: List = List::new(&lexicon::BRANCH_WORDS, "goes-on");
/// Of the Party: 党.
static OF_PARTY: List = List::new(&lexicon::BRANCH_WORDS, "of-party");

/// 姓名 in a form of a person.
static PERSONS: List = List::new(&lexicon::DETAIL_LABELS, "person");

/// How many paragraphs are the first.
const FIRST: usize = 8;

/// The weight of a place that says enough by itself: title, signature, 填报单位.
const ENOUGH: u32 = 5;

/// What is said for one organisation.
struct Weight {
    score: u32,
    /// Whether it stands where a report names its own.
    is_named: bool,
    evidence: String,
    place: Place,
    best: u32,
}

/// A line that may name the branch, without its blanks and years.
struct Line {
    text: String,
    weight: u32,
    is_named: bool,
    place: Place,
}

/// The branch that was found, and what else it may be.
pub struct Found {
    /// The branch.
    pub branch: Option<Proposed<Branch>>,
    /// The others that the article may be of, as paths, where it is not certain.
    pub others: Vec<String>,
}

/// How many others are told.
const OTHERS: usize = 3;

/// The branch that an article reports on.
pub fn propose(article: &Article, passages: &[Passage], publication: &Publication, names: &Names) -> Found {
    let namings = naming::namings(article, passages, &publication.words);
    let branch = best(article, passages, &namings, publication, names);
    let mut others: Vec<String> = Vec::new();
    if branch.as_ref().is_none_or(|branch| !branch.certain) {
        let own = branch.as_ref().map(|branch| branch.evidence.as_str());
        let mut bodies = bodies(&namings, passages);
        bodies.retain(|body| Some(body.name.as_str()) != own);
        bodies.sort_by_key(|body| (Reverse(body.score), Reverse(body.name.len())));
        others = bodies.iter().map(|body| split(&body.name, publication, names).join("/")).take(OTHERS).collect();
    }
    Found { branch, others }
}

/// The likeliest branch of an article.
fn best(
    article: &Article,
    passages: &[Passage],
    namings: &[Naming],
    publication: &Publication,
    names: &Names,
) -> Option<Proposed<Branch>> {
    let mut lines = lines(article, passages);
    // 填报单位, the head of the page, the name of the file.
    lines.extend(namings.iter().filter(|naming| naming.spot.is_apart()).map(|naming| Line {
        text: naming.name.clone(),
        weight: naming.spot.weight(),
        is_named: naming.spot == Spot::Detail,
        place: naming.place,
    }));
    let known = known(&lines, publication, names);
    let new = new(article, namings, passages, publication, names);
    // What the text alone names is less than a name in the title.
    let is_told = |weight: &Weight| !weight.is_named && new.as_ref().is_some_and(|new| new.certain);
    let Some((id, weight, certain)) = known.filter(|(_, weight, _)| !is_told(weight)) else { return new };
    // 江西省血液中心第二党支部 is not the centre, though only that is registered.
    if let Some(Proposed { value: Branch::New(path), .. }) = &new {
        let own = publication.path(id).iter().map(|&id| publication[id].name().to_owned()).collect::<Vec<_>>();
        if path.len() > own.len() && path.starts_with(&own) {
            return new;
        }
    }
    let (id, deeper) = party(id, &lines, article, passages, publication, names);
    Some(Proposed {
        value: Branch::Known(publication[id].id.clone()),
        evidence: deeper.unwrap_or(weight.evidence),
        place: weight.place,
        certain,
    })
}

/// The lines of an article in which its branch may be named.
fn lines(article: &Article, passages: &[Passage]) -> Vec<Line> {
    let named = [(&article.title, 8), (&article.subtitle, 8), (&article.signer, 8)];
    let mut lines: Vec<Line> = named
        .into_iter()
        .filter_map(|(found, weight)| Some((found.as_ref()?, weight)))
        .chain(article.authors.iter().chain(&article.units).map(|author| (author, 5)))
        .map(|(found, weight)| Line { text: plain(&found.text), weight, is_named: true, place: found.place })
        .collect();
    lines.extend(article.source.iter().map(|source| Line {
        text: plain(&source.text),
        weight: 2,
        is_named: false,
        place: source.place,
    }));
    let told = passages.iter().filter(|passage| passage.kind != Kind::Heading).take(FIRST);
    lines.extend(told.enumerate().map(|(index, passage)| Line {
        text: dense(&passage.text),
        weight: if index < 2 { 2 } else { 1 },
        is_named: false,
        place: passage.place,
    }));
    lines
}

/// A line without blanks, years and the dress of committees: 血液病分会 2020 年度党小组
/// names 血液病分会党小组.
fn plain(text: &str) -> String {
    let mut text = dense(text);
    for (range, _) in crate::language::timex::years(&text).into_iter().rev() {
        let rest = &text[range.end..];
        // 2020年度: the year's own words.
        let rest = rest.strip_prefix("年").unwrap_or(rest);
        let rest = rest.strip_prefix("度").unwrap_or(rest);
        text = format!("{}{rest}", &text[..range.start]);
    }
    naming::undressed(&text)
}

/// The registered organisation that most is said for, and whether that is enough.
fn known(lines: &[Line], publication: &Publication, names: &Names) -> Option<(OrganizationId, Weight, bool)> {
    let mut weights: BTreeMap<OrganizationId, Weight> = BTreeMap::new();
    for line in lines {
        let mut in_line: BTreeMap<OrganizationId, u32> = BTreeMap::new();
        for mention in names.mentions(&line.text) {
            // 第一党支部 of two hundred means nobody yet.
            let [id] = mention.meanings else { continue };
            // 党委 may be anybody's, 红安县人民医院党委 is only named by its end.
            if mention.is_general && is_continued(&line.text, mention.range.start) {
                continue;
            }
            let times = in_line.entry(*id).or_default();
            *times += 1;
            if *times > 3 {
                continue;
            }
            let score = if mention.is_general { 1 } else { line.weight };
            let weight = weights.entry(*id).or_insert(Weight {
                score: 0,
                is_named: false,
                evidence: String::new(),
                place: line.place,
                best: 0,
            });
            weight.score += score;
            weight.is_named |= line.is_named && !mention.is_general;
            if score > weight.best {
                weight.best = score;
                weight.place = line.place;
                weight.evidence = around(&line.text, mention.range.start, mention.range.end);
            }
        }
    }
    // What is said of a parent does not speak against its child.
    let related = |one: OrganizationId, other: OrganizationId| {
        publication.path(one).contains(&other) || publication.path(other).contains(&one)
    };
    let rank = |id: &OrganizationId, weight: &Weight| {
        let above: u32 = publication
            .path(*id)
            .iter()
            .filter(|above| *above != id)
            .filter_map(|above| weights.get(above))
            .map(|above| above.score)
            .sum();
        (weight.score * 4 + above, publication.path(*id).len())
    };
    let best = *weights
        .iter()
        .max_by_key(|(id, weight)| (rank(id, weight), Reverse(**id)))
        .filter(|(_, weight)| weight.is_named || weight.score >= 2)?
        .0;
    let rival =
        weights.iter().filter(|(id, _)| !related(**id, best)).map(|(_, weight)| weight.score).max().unwrap_or(0);
    let weight = weights.remove(&best)?;
    let certain = if weight.is_named { weight.score > rival } else { weight.score >= 4 && weight.score >= 2 * rival };
    Some((best, weight, certain))
}

/// Whether a name goes on one that stands before it.
fn is_continued(text: &str, at: usize) -> bool {
    let before = &text[..at];
    before.ends_with(is_han) && OPENS.ends(before).is_none()
}

fn around(text: &str, start: usize, end: usize) -> String {
    let begin = text[..start].char_indices().rev().take(6).last().map_or(start, |(at, _)| at);
    let close = text[end..].char_indices().take(8).last().map_or(end, |(at, c)| end + at + c.len_utf8());
    text[begin..close].to_owned()
}

/// The Party organisation of an organisation, where a report on the work of
/// the Party speaks of it; else the organisation itself.
fn party(
    id: OrganizationId,
    lines: &[Line],
    article: &Article,
    passages: &[Passage],
    publication: &Publication,
    names: &Names,
) -> (OrganizationId, Option<String>) {
    let is_party = |id: OrganizationId| {
        let organization = &publication[id];
        OF_PARTY.is_in(&organization.kind) || OF_PARTY.is_in(organization.name())
    };
    let on_party = article.title.iter().chain(&article.subtitle).any(|line| OF_PARTY.is_in(&line.text));
    if is_party(id) || !on_party {
        return (id, None);
    }
    let mut below = publication[id].children.iter().copied().filter(|&child| is_party(child));
    let (Some(child), None) = (below.next(), below.next()) else { return (id, None) };
    let texts = || lines.iter().map(|line| &line.text).chain(passages.iter().map(|passage| &passage.text));
    for general in [false, true] {
        for text in texts() {
            let mention = names
                .mentions(text)
                .into_iter()
                .find(|mention| mention.meanings == [child] && mention.is_general == general);
            if let Some(mention) = mention {
                return (child, Some(around(text, mention.range.start, mention.range.end)));
            }
        }
    }
    (id, None)
}

/// An organisation that the article may be of.
struct Body {
    name: String,
    /// Where it is named.
    spots: BTreeSet<Spot>,
    score: u32,
    place: Place,
}

/// A proposal for an entry that the registry lacks. It is certain if it is named
/// at two places, or where nothing is registered in the title or signature, and
/// if no other body is as likely.
fn new(
    article: &Article,
    namings: &[Naming],
    passages: &[Passage],
    publication: &Publication,
    names: &Names,
) -> Option<Proposed<Branch>> {
    let bodies = bodies(namings, passages);
    let Some(best) = bodies.iter().max_by_key(|body| (body.score, body.name.len(), Reverse(&body.name))) else {
        let (name, place) = frequent(passages, &publication.words)?;
        let path = split(&name, publication, names);
        return Some(Proposed { value: Branch::New(path), evidence: name, place, certain: false });
    };
    // The form of a person is of the department, whatever unit its title names.
    let is_of_person = article.details.iter().any(|(label, _)| PERSONS.has(&dense(label)));
    let deeper = bodies.iter().filter(|body| is_of_person && body.spots.contains(&Spot::Detail));
    let deeper = deeper.filter(|body| body.name.starts_with(&best.name)).max_by_key(|body| body.name.len());
    let best = deeper.unwrap_or(best);
    // Signed by 某某街道办事处, a report on 某某街道 is of what its title names.
    let is_told = |body: &&Body| {
        let rest = best.name.strip_prefix(&body.name);
        body.spots.contains(&Spot::Title) && rest.is_some_and(|rest| SAME_BODIES.has(rest))
    };
    let best = bodies
        .iter()
        .find(is_told)
        .filter(|_| !namings.iter().any(|naming| naming.spot == Spot::Title && naming.name == best.name))
        .unwrap_or(best);
    let is_related = |one: &str, other: &str| one.starts_with(other) || naming::is_same(one, other);
    let rivals =
        bodies.iter().filter(|body| !is_related(&body.name, &best.name) && !is_related(&best.name, &body.name));
    let rival = rivals.map(|body| body.score).max().unwrap_or(0);
    // A name that stands once may be a slip where others are registered.
    let is_labelled = best.spots.iter().any(|spot| spot.weight() >= ENOUGH);
    let is_in_full = naming::is_whole(&best.name) || naming::has_parent(&best.name) && naming::places(&best.spots) >= 2;
    let certain = is_in_full
        && (naming::places(&best.spots) >= 2 || is_labelled && publication.organizations.is_empty())
        && rival * 2 <= best.score
        && (best.spots.contains(&Spot::Title) || !naming::is_torn(&best.name, article));
    let name = naming::lengthened(&best.name, passages);
    // The title names 第一党支部, the signature what it belongs to.
    let is_part = best.spots.contains(&Spot::Title) && !naming::is_whole(&best.name);
    let above = bodies.iter().filter(|body| is_part && naming::is_whole(&body.name));
    let above = above.max_by_key(|body| (body.score, body.name.len(), Reverse(&body.name)));
    // 县一中工会 beside 江城县第一中学工会 is that for short: two places agree.
    let in_full = above.filter(|above| is_short_for(&best.name, &above.name));
    let joined = above.map(|above| match in_full {
        Some(full) => full.name.clone(),
        None => format!("{}{}", above.name, best.name),
    });
    // The department in the title, and one body that it is of where a page says whose it is.
    let is_owned = above.is_some_and(|above| {
        let bodies = bodies.iter().filter(|body| naming::is_whole(&body.name)).count();
        let is_enough = above.spots.iter().any(|spot| spot.weight() >= ENOUGH) && PARENTS.ends(&above.name).is_some();
        bodies == 1 && is_enough && publication.organizations.is_empty()
    });
    let certain = certain || in_full.is_some() || is_owned;
    let name = name.or(joined).unwrap_or_else(|| best.name.clone());
    Some(Proposed {
        value: Branch::New(split(&name, publication, names)),
        evidence: best.name.clone(),
        place: best.place,
        certain,
    })
}

/// The organisations that are named where a report names its own.
fn bodies(namings: &[Naming], passages: &[Passage]) -> Vec<Body> {
    let texts: Vec<String> = passages.iter().map(|passage| dense(&passage.text)).collect();
    let mut bodies: Vec<Body> = Vec::new();
    for naming in namings.iter().filter(|naming| naming.spot != Spot::Source) {
        if bodies.iter().any(|body| body.name == naming.name) {
            continue;
        }
        let same = namings.iter().filter(|other| naming::is_same(&naming.name, &other.name));
        let mut spots: BTreeSet<Spot> = same.map(|other| other.spot).collect();
        if texts.iter().any(|text| text.contains(&naming.name)) {
            spots.insert(Spot::Text);
        }
        let above: BTreeSet<Spot> = namings
            .iter()
            .filter(|other| naming.name.starts_with(&other.name) && naming.name != other.name)
            .map(|other| other.spot)
            .collect();
        let score = spots.iter().map(|spot| 2 * spot.weight()).sum::<u32>() + u32::try_from(above.len()).unwrap_or(0);
        bodies.push(Body { name: naming.name.clone(), spots, score, place: naming.place });
    }
    bodies
}

/// The name of an organisation with which a line begins.
fn organization(line: &str, own: &Own) -> Option<String> {
    naming::leading(line, own).filter(|name| name.chars().count() >= 4 && !is_general(name))
}

/// The organisation that the first paragraphs begin their clauses with most.
fn frequent(passages: &[Passage], own: &Own) -> Option<(String, Place)> {
    let mut counts: BTreeMap<String, (u32, Place)> = BTreeMap::new();
    for passage in passages.iter().filter(|passage| passage.kind != Kind::Heading).take(FIRST) {
        for sentence in &passage.sentences {
            for clause in passage.clauses(sentence) {
                let words = dense(&passage.text[clause.range.clone()]);
                let head = crate::import::facts::reading::cut(&words, 24);
                let first = PARTY_BODIES.iter().filter_map(|word| head.find(word).map(|at| at + word.len())).min();
                if let Some(name) = first.and_then(|end| organization(&head[..end], own)) {
                    counts.entry(name).or_insert((0, passage.place)).0 += 1;
                }
            }
        }
    }
    let (name, (count, place)) = counts.into_iter().max_by_key(|(_, (count, _))| *count)?;
    (count >= 2).then_some((name, place))
}

/// A name as a path: registered parents first, then what is new.
pub fn split(name: &str, publication: &Publication, names: &Names) -> Vec<String> {
    // The longest registered name that it begins with.
    let mut starts: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    starts.reverse();
    for end in starts {
        if let [id] = names.meanings(&name[..end])
            && !is_general(&name[..end])
        {
            let mut path: Vec<String> =
                publication.path(*id).iter().map(|&id| publication[id].name().to_owned()).collect();
            path.extend(parts(&name[end..]));
            return path;
        }
    }
    parts(name)
}

/// A name cut after each part that may be a parent: 甲县|乙镇|丙村, 甲大学|商学院|团委.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut start = 0;
    for end in towns(name) {
        parts.push(name[start..end].to_owned());
        start = end;
    }
    let (first, mut read) = (start, start);
    for (at, _) in name.char_indices() {
        if at < read {
            continue;
        }
        let Some(word) = PARENTS.begins(&name[at..]) else { continue };
        let end = at + word.len();
        let rest = &name[end..];
        // 大学附属医院, 医学院, 中心医院 and 学会委员会 are one name.
        if GOES_ON.begins(rest).is_some() {
            read = end;
        } else if !rest.is_empty() && (at > start || start > first) {
            parts.push(name[start..end].to_owned());
            (start, read) = (end, end);
        }
    }
    if start < name.len() {
        parts.push(name[start..].to_owned());
    }
    parts
}

/// Where a name is cut by the places that it begins with: after a county before
/// its town, after a town before its village.
fn towns(name: &str) -> Vec<usize> {
    let county = place::leading(name).map_or(0, |(_, length)| length);
    let mark = |text: &str, words: &List| {
        let ends = text.char_indices().skip(2).take(3);
        ends.filter_map(|(at, _)| Some(at + words.begins(&text[at..])?.len())).next()
    };
    let Some(town) = mark(&name[county..], &TOWNS).map(|length| county + length) else { return Vec::new() };
    // 乙镇|丙村, 乙镇|丙合作社; the town's own offices are one with it.
    let is_village = mark(&name[town..], &VILLAGES).is_some() || BODIES.ends(&name[town..]).is_some();
    let cuts = [(county, county > 0), (town, is_village)];
    cuts.into_iter().filter(|(end, is_cut)| *is_cut && *end < name.len()).map(|(end, _)| end).collect()
}
