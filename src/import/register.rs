//! A register of organisations out of what many documents name.
//!
//! In: whose report each document is, as far as it says, and the publication.
//! Out: the organisations that the registry lacks, as a tree with the parents
//! first, and which one each document means. The order of the documents does not
//! matter.
//!
//! One body under several wordings is one entry with aliases where that is plain:
//! its committee is called in two ways, or one wording is the end of the other
//! behind a place or behind its parent, and no third body ends so. Where it only
//! may be, two entries stay two, with a remark.

pub mod entries;

use std::collections::{BTreeMap, BTreeSet};

use crate::import::facts::Branch;
use crate::import::facts::names::is_general;
use crate::language::abbreviation::{as_called, is_called_short_for};
use crate::language::enumerator;
use crate::language::lexicon::{self, List};
use crate::language::place;
use crate::model::{OrganizationId, Publication, slug};
use crate::text::width;

/// 办公室, which writes for the body that it belongs to.
static OFFICES: List = List::new(&lexicon::BRANCH_WORDS, "office");
/// How bodies within another end that are no department of it: 委员会, 学会.
static BOARDS: List = List::new(&lexicon::UNIT_SUFFIXES, "board");
static SOCIETIES: List = List::new(&lexicon::UNIT_SUFFIXES, "society");

/// What separates the parts of a path of names.
const SEPARATORS: [char; 2] = ['/', '／'];

/// How long a name is, in characters, that is hardly that of two bodies.
const OWN: usize = 6;

/// Whose report a document is.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// The document, as a person here would write it.
    pub file: String,
    /// The organisation, as it was found.
    pub branch: Branch,
    /// The words it was found in.
    pub evidence: String,
    /// Whether it is certain.
    pub certain: bool,
}

/// An organisation that the registry lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its id to be.
    pub id: String,
    /// Its name below its parent.
    pub name: String,
    /// Its name in full, where it is not that of its parent and its own together.
    pub full: Option<String>,
    /// What kind of organisation it is; empty if nobody has said.
    pub kind: String,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// What it belongs to.
    pub parent: Option<Above>,
    /// In how many documents it, or one below it, is named.
    pub files: usize,
    /// The first of them, and the words there.
    pub evidence: (String, String),
    /// Why it is not to be registered, if so.
    pub doubt: Option<Doubt>,
    /// Another body that this may be.
    pub like: Option<String>,
}

impl Body {
    /// Whether it may be registered.
    pub fn is_clear(&self) -> bool {
        self.doubt.is_none()
    }
}

/// Why a body is not to be registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// One document names it by the way, or many bodies may be called so.
    Once,
    /// It is called 第一党支部, and nobody knows whose.
    Nobodys,
}

/// What a body belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Above {
    /// A registered one, by its id.
    Registered(String),
    /// One of the new ones.
    New(usize),
}

/// What the documents name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The new bodies, parents first.
    pub bodies: Vec<Body>,
    /// What each document means: an id, and whether it is clear.
    pub meant: Vec<(String, bool)>,
}

impl Register {
    /// The ids of the clear bodies, by their names from the top: 江城大学/商学院.
    pub fn clear(&self) -> BTreeMap<String, String> {
        let mut paths: Vec<String> = Vec::with_capacity(self.bodies.len());
        for body in &self.bodies {
            // Parents come first.
            let above = match &body.parent {
                Some(Above::New(at)) => paths.get(*at),
                _ => None,
            };
            paths.push(above.map_or_else(|| body.name.clone(), |above| format!("{above}/{}", body.name)));
        }
        let clear = paths.into_iter().zip(&self.bodies).filter(|(_, body)| body.is_clear());
        clear.map(|(path, body)| (path, body.id.clone())).collect()
    }
}

/// The path of a body: names from the top.
type Path = Vec<String>;

/// A new body so far.
#[derive(Default)]
struct Node {
    files: BTreeSet<String>,
    spelled: BTreeSet<String>,
    evidence: BTreeSet<(String, String)>,
    is_certain: bool,
}

/// Gathers the organisations of many documents. `registered` are the ids of the registry.
pub fn propose(sightings: &[Sighting], publication: &Publication, registered: &BTreeSet<String>) -> Register {
    let known = Known::of(publication, registered);
    let clear = sightings.iter().filter(|sighting| sighting.certain).map(|sighting| known.path(&sighting.branch));
    let clear: BTreeMap<String, Path> = clear.map(|path| (path.concat(), path)).collect();
    let (full, none) = (keyed(clear.iter().chain(&known.in_full)), BTreeMap::new());
    // What a title names for short is the one body that others name in full.
    let named = |sighting: &Sighting| {
        let path = known.path(&sighting.branch);
        let is_guessed = !sighting.certain && path.concat() != sighting.evidence;
        let meant = is_guessed.then(|| in_full(&sighting.evidence, &full, &none)).flatten();
        meant.unwrap_or(path)
    };
    let spelled: Vec<Path> = sightings.iter().map(named).collect();
    let named = below_the_one(spelled.clone(), sightings, &known);
    let certain: BTreeSet<&String> = sightings
        .iter()
        .zip(&named)
        .filter(|(sighting, _)| sighting.certain)
        .filter_map(|(_, path)| path.first())
        .collect();
    let moves = moves(&named, &certain, &known);
    let paths: Vec<Path> = named.iter().map(|path| moved(path, &moves.to)).collect();
    let paths = without_offices(one_wording(paths));
    let mut nodes: BTreeMap<Path, Node> = BTreeMap::new();
    for ((sighting, path), spelled) in sightings.iter().zip(&paths).zip(&spelled) {
        for length in 1..=path.len() {
            let upper = &path[..length];
            if known.id(upper).is_some() {
                continue;
            }
            let node = nodes.entry(upper.to_vec()).or_default();
            node.files.insert(sighting.file.clone());
            node.evidence.insert((sighting.file.clone(), sighting.evidence.clone()));
            node.is_certain |= sighting.certain;
            // What an office signs with is no other name of the body above it.
            let is_office = spelled.len() > 1 && spelled.last().is_some_and(|name| OFFICES.has(name));
            if length == path.len() && (!is_office || path.last() == spelled.last()) {
                node.spelled.insert(spelled.concat());
            }
        }
    }
    for (name, path) in &moves.to {
        if let Some(node) = nodes.get_mut(path) {
            node.spelled.insert(name.clone());
        }
    }
    let order: Vec<&Path> = nodes.keys().collect();
    let fixed = registered.iter().map(|id| (true, id.clone()));
    let made = order.iter().map(|path| (false, path.join("/")));
    let ids = slug::unique(fixed.chain(made)).split_off(registered.len());
    let is_alone = known.by_key.is_empty() && order.iter().all(|path| is_general(&path[0]));
    let mut bodies: Vec<Body> = nodes
        .iter()
        .zip(&ids)
        .map(|((path, node), id)| body(path, node, id, &order, &known, &moves, is_alone))
        .collect();
    // What stands below a doubtful body has no place.
    for at in 0..bodies.len() {
        if let Some(Above::New(above)) = bodies[at].parent {
            bodies[at].doubt = bodies[at].doubt.or(bodies[above].doubt);
        }
    }
    let meant = paths.iter().map(|path| match (known.id(path), order.binary_search(&path)) {
        (None, Ok(at)) => (ids[at].clone(), bodies[at].is_clear()),
        (id, _) => (id.unwrap_or_default(), !path.is_empty()),
    });
    Register { meant: meant.collect(), bodies }
}

/// How many reports of its parts make a body that of all.
const ALL: usize = 2;

/// The paths of names where those that are doubtful and stand alone are put below the one
/// body that all clear ones belong to: whoever takes one in finds it in its place.
fn below_the_one(mut named: Vec<Path>, sightings: &[Sighting], known: &Known<'_>) -> Vec<Path> {
    let clear = || sightings.iter().zip(&named).filter(|(sighting, _)| sighting.certain).map(|(_, path)| path);
    let roots: BTreeSet<&String> = clear().filter_map(|path| path.first()).collect();
    let parts = clear().filter(|path| path.len() > 1).count();
    let Some(root) = roots.first().filter(|_| roots.len() == 1 && parts >= ALL).map(|root| (*root).clone()) else {
        return named;
    };
    let is_loose = |(sighting, path): (&Sighting, &Path)| {
        !sighting.certain && path.len() == 1 && path[0] != root && !is_general(&path[0]) && known.id(path).is_none()
    };
    let below = |path: &Path| vec![root.clone(), path[0].clone()];
    let all = sightings
        .iter()
        .zip(&named)
        .map(|(sighting, path)| if is_loose((sighting, path)) { below(path) } else { path.clone() });
    let all: BTreeMap<String, Path> = all.filter(|path| path.len() > 1).map(|path| (path.concat(), path)).collect();
    let all = keyed(all.iter().chain(&known.in_full));
    let none = BTreeMap::new();
    for (sighting, path) in sightings.iter().zip(&mut named) {
        if is_loose((sighting, path)) {
            // What it is short for, other than itself below that body.
            let own = below(path);
            let others: Vec<(String, &Path)> = all.iter().filter(|(_, other)| **other != own).cloned().collect();
            *path = in_full(&path[0], &others, &none).unwrap_or(own);
        }
    }
    named
}

fn body(path: &Path, node: &Node, id: &str, order: &[&Path], known: &Known<'_>, moves: &Moves, is_alone: bool) -> Body {
    let name = path.last().cloned().unwrap_or_default();
    let upper = &path[..path.len() - 1];
    let parent = match (known.id(upper), order.binary_search_by(|other| other.as_slice().cmp(upper))) {
        (Some(id), _) => Some(Above::Registered(id)),
        (None, at) => at.ok().map(Above::New),
    };
    let full = path.concat();
    // 江城市东区红十字会 below 江城市红十字会 has its name in full.
    let stands_alone = upper.last().is_some_and(|above| is_local(&name, above));
    let own = if stands_alone { &name } else { &full };
    let aliases = node.spelled.iter().filter(|spelled| *spelled != own && **spelled != name);
    let general = is_general(&path[0]) && !is_alone;
    // Several documents name a 宣教部, each its own.
    let is_own = path.len() > 1 || name.chars().count() >= OWN;
    let doubt = match node.is_certain || node.files.len() > 1 && (is_own || is_alone) {
        _ if general => Some(Doubt::Nobodys),
        true => None,
        false => Some(Doubt::Once),
    };
    let like = moves.like.get(&path[0]).filter(|_| path.len() == 1).cloned();
    let elsewhere = || order.iter().find(|other| general && other.len() > 1 && other.ends_with(path));
    Body {
        id: id.to_owned(),
        full: stands_alone.then(|| name.clone()),
        kind: String::new(),
        aliases: aliases.cloned().collect(),
        parent,
        files: node.files.len(),
        evidence: node.evidence.first().cloned().unwrap_or_default(),
        doubt,
        like: like.or_else(|| elsewhere().map(|other| other.concat())),
        name,
    }
}

/// What the registry knows.
struct Known<'p> {
    publication: &'p Publication,
    registered: &'p BTreeSet<String>,
    /// The id of each registered body by the key of its names.
    by_key: BTreeMap<String, BTreeSet<String>>,
    /// The path of each by its name in full.
    in_full: BTreeMap<String, Path>,
}

impl<'p> Known<'p> {
    fn of(publication: &'p Publication, registered: &'p BTreeSet<String>) -> Known<'p> {
        let mut by_key: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut in_full = BTreeMap::new();
        for (index, body) in publication.organizations.iter().enumerate() {
            if !registered.contains(&body.id) {
                continue;
            }
            let at = OrganizationId::at(index);
            let names: Path = publication.path(at).iter().map(|&above| publication[above].name().to_owned()).collect();
            let path = names.concat();
            in_full.insert(path.clone(), names);
            let names = body.names.iter().flat_map(|name| [Some(&name.name), name.short.as_ref()]).flatten();
            let names = names.chain(&body.aliases).filter(|name| body.parent.is_none() || !is_general(name));
            let full = publication.full_name(at, None);
            for name in names.map(String::as_str).chain([path.as_str(), full.as_str(), body.id.as_str()]) {
                by_key.entry(key(name)).or_default().insert(body.id.clone());
            }
        }
        Known { publication, registered, by_key, in_full }
    }

    /// The registered body of a path.
    fn id(&self, path: &[String]) -> Option<String> {
        let ids = self.by_key.get(&key(&path.concat())).filter(|ids| ids.len() == 1)?;
        ids.first().cloned()
    }

    /// The names of what a document means.
    fn path(&self, branch: &Branch) -> Path {
        let text = match branch {
            Branch::New(path) => return path.clone(),
            Branch::Known(text) => text,
        };
        let at = self.publication.organizations.iter().position(|body| body.id == *text);
        match at.filter(|_| !self.registered.contains(text)) {
            Some(at) => {
                let path = self.publication.path(OrganizationId::at(at));
                path.into_iter().map(|above| self.publication[above].name().to_owned()).collect()
            }
            None => {
                let parts = text.split(SEPARATORS).map(str::trim);
                parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
            }
        }
    }
}

/// The paths with each body in one wording: the one that most documents have,
/// else the shortest. 第一中学|工会委员会 is 第一中学|工会.
fn one_wording(paths: Vec<Path>) -> Vec<Path> {
    let mut wordings: BTreeMap<String, BTreeMap<&String, usize>> = BTreeMap::new();
    for path in &paths {
        for (at, name) in path.iter().enumerate() {
            *wordings.entry(key(&path[..=at].concat())).or_default().entry(name).or_default() += 1;
        }
    }
    let chosen: BTreeMap<String, String> = wordings
        .into_iter()
        .filter_map(|(key, names)| {
            let rank = |(name, count): &(&String, usize)| (*count, std::cmp::Reverse(name.chars().count()));
            let (name, _) = names.into_iter().max_by_key(rank)?;
            Some((key, name.clone()))
        })
        .collect();
    let worded = |path: &Path| {
        let name = |at: usize| chosen.get(&key(&path[..=at].concat())).unwrap_or(&path[at]).clone();
        (0..path.len()).map(name).collect::<Path>()
    };
    paths.iter().map(worded).collect()
}

/// The paths without the office that signed for the body above it, unless other departments
/// of that body report too: then it is one of them.
fn without_offices(paths: Vec<Path>) -> Vec<Path> {
    let office = |path: &Path| path.len() > 1 && path.last().is_some_and(|name| OFFICES.has(name));
    let has_departments = |above: &[String]| {
        let mut others = paths.iter().filter(|other| other.len() > above.len() && other.starts_with(above));
        others.any(|other| {
            let name = &other[above.len()];
            !OFFICES.has(name) && BOARDS.ends(name).is_none() && SOCIETIES.ends(name).is_none()
        })
    };
    let own = |path: &Path| {
        let above = &path[..path.len().saturating_sub(1)];
        if office(path) && !has_departments(above) { above.to_vec() } else { path.clone() }
    };
    paths.iter().map(own).collect()
}

/// The key by which two wordings are one: width, and what long names are called.
fn key(name: &str) -> String {
    as_called(&width::key(name))
}

/// Which topmost names stand for another path, and which only may.
#[derive(Default)]
struct Moves {
    to: BTreeMap<String, Path>,
    like: BTreeMap<String, String>,
}

/// Finds out which topmost names are another's, or belong below another. `certain`
/// are those that say by themselves whose they are.
fn moves(named: &[Path], certain: &BTreeSet<&String>, known: &Known<'_>) -> Moves {
    let mut moves = Moves::default();
    // Every body by its name in full, the path with the most parts.
    let mut paths: BTreeMap<String, Path> = BTreeMap::new();
    for path in named.iter().flat_map(|path| (1..=path.len()).map(|length| &path[..length])) {
        let best = paths.entry(path.concat()).or_insert_with(|| path.to_vec());
        if best.len() < path.len() {
            *best = path.to_vec();
        }
    }
    let full = keyed(paths.iter().chain(&known.in_full));
    let mut alike: BTreeMap<String, Vec<(&String, &Path)>> = BTreeMap::new();
    for (full, path) in &paths {
        alike.entry(key(full)).or_default().push((full, path));
    }
    let mut roots: Vec<&String> = named.iter().filter_map(|path| path.first()).collect();
    roots.sort_by_key(|name| (std::cmp::Reverse(name.chars().count()), *name));
    roots.dedup();
    roots.retain(|root| !is_general(root));
    for root in roots.iter().copied() {
        if known.id(std::slice::from_ref(root)).is_some() {
            continue;
        }
        let others = || paths.iter().filter(|(full, _)| *full != root);
        // The same body, worded or parted otherwise.
        let same =
            alike.get(&key(root)).into_iter().flatten().filter(|(full, path)| {
                (full.chars().count(), *full) > (root.chars().count(), root) && path[0] != *root
            });
        let parted = paths.get(root).filter(|path| path.len() > 1);
        if let Some(path) = parted.or_else(|| same.max_by_key(|(full, _)| full.chars().count()).map(|(_, path)| *path))
        {
            let path = moved(path, &moves.to);
            moves.to.insert(root.clone(), path);
            continue;
        }
        // The end of another's name.
        let longer: BTreeMap<String, Path> = others()
            .filter(|(full, _)| full.ends_with(root.as_str()))
            .map(|(full, path)| (full.clone(), moved(path, &moves.to)))
            .collect();
        let bodies: BTreeSet<&Path> = longer.values().collect();
        let plain = longer.iter().find(|(full, path)| {
            let before = full.strip_suffix(root.as_str()).unwrap_or_default();
            is_places(before) || path.len() > 1 && path.last() == Some(root)
        });
        let is_open = bodies.is_empty() && !certain.contains(root);
        let in_full = is_open.then(|| in_full(root, &full, &moves.to)).flatten();
        match (plain.filter(|_| bodies.len() == 1), in_full) {
            (Some((_, path)), _) => drop(moves.to.insert(root.clone(), path.clone())),
            (None, Some(path)) => drop(moves.to.insert(root.clone(), path)),
            (None, None) => {
                moves.like.extend(longer.keys().next().map(|full| (root.clone(), full.clone())));
                // Below another: 江城大学|商学院, 江城市红十字会|江城市东区红十字会.
                let above = others().filter(|(full, _)| is_above(full, root)).max_by_key(|(full, _)| full.len());
                if let Some((full, path)) = above {
                    let rest = root.strip_prefix(full.as_str()).unwrap_or(root).to_owned();
                    let path = [moved(path, &moves.to), vec![rest]].concat();
                    moves.to.insert(root.clone(), path);
                }
            }
        }
    }
    // 环境卫生管理所 may have become 环境卫生管理中心.
    let mut akin: Vec<(String, String)> = Vec::new();
    for &root in roots.iter().filter(|root| !moves.to.contains_key(**root) && !moves.like.contains_key(**root)) {
        let is_lesser = |other: &String| certain.contains(other) && (!certain.contains(root) || other < root);
        let other =
            paths.keys().find(|&other| !moves.to.contains_key(other) && is_lesser(other) && are_akin(root, other));
        akin.extend(other.map(|other| (root.clone(), other.clone())));
    }
    moves.like.extend(akin);
    // What was moved early may go on with what was moved later.
    let to = moves.to.iter().map(|(name, path)| (name.clone(), moved(path, &moves.to))).collect();
    Moves { to, like: moves.like }
}

/// Whether two names differ only in what they end with: 某区环境卫生管理|所 and 中心.
fn are_akin(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = |name: &str| name.chars().skip(common).collect::<Vec<char>>();
    let (one, other) = (rest(one), rest(other));
    let is_end = |rest: &[char]| (1..=2).contains(&rest.len()) && !rest.iter().any(|c| enumerator::is_numeral(*c));
    common >= OWN && is_end(&one) && is_end(&other) && one.last() != other.last()
}

/// The one body that a name may be for short: 职校工会.
fn in_full(short: &str, named: &[(String, &Path)], to: &BTreeMap<String, Path>) -> Option<Path> {
    let short = key(short);
    let full: Vec<&(String, &Path)> = named.iter().filter(|(full, _)| is_called_short_for(&short, full)).collect();
    let bodies: BTreeSet<String> = full.iter().map(|(_, path)| key(&moved(path, to).concat())).collect();
    let (_, path) = full.into_iter().min_by_key(|(full, path)| (std::cmp::Reverse(path.len()), full.len()))?;
    (bodies.len() == 1).then(|| moved(path, to))
}

/// Paths with the keys of their names in full.
fn keyed<'a>(paths: impl Iterator<Item = (&'a String, &'a Path)>) -> Vec<(String, &'a Path)> {
    paths.map(|(full, path)| (key(full), path)).collect()
}

/// A path whose topmost name may stand for another path.
fn moved(path: &[String], to: &BTreeMap<String, Path>) -> Path {
    let mut path = path.to_vec();
    // Each step has a name that is another's end or beginning; sixteen is more than there are.
    for _ in 0..16 {
        match path.first().and_then(|first| to.get(first)).filter(|upper| upper.first() != path.first()) {
            Some(upper) => path = [upper.as_slice(), &path[1..]].concat(),
            None => break,
        }
    }
    path
}

/// Whether a text is nothing but places: 江西省南昌市.
fn is_places(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let length = place::leading(rest).map_or(0, |(_, length)| length).max(place::length(rest));
        if length == 0 {
            return false;
        }
        rest = &rest[length..];
    }
    true
}

/// Whether one body is above another by their names.
fn is_above(upper: &str, lower: &str) -> bool {
    // 澄江港务集团工会, but no 中学 below 第一.
    let is_part = |rest: &str| rest.chars().count() >= 3 || !rest.is_empty() && is_general(rest);
    let begins = lower.strip_prefix(upper).is_some_and(is_part);
    (begins && !is_general(upper)) || is_local(lower, upper)
}

/// Whether a name is another's with one place more: 江城市东区红十字会, 江城市红十字会.
fn is_local(lower: &str, upper: &str) -> bool {
    // Most pairs have nothing in common.
    if lower.chars().next() != upper.chars().next() || lower.len() <= upper.len() {
        return false;
    }
    let Some((_, first)) = place::leading(upper) else { return false };
    let Some(rest) = lower.strip_prefix(&upper[..first]) else { return false };
    let Some((_, second)) = place::leading(rest) else { return false };
    rest[second..] == upper[first..] && second < rest.len()
}

#[cfg(test)]
mod tests;
