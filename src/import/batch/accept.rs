//! What a person has decided on a batch, as files to be written.
//!
//! In: a batch, what was answered and edited, and what stands in the publication.
//! Out: one value that holds all files in the order in which they are to be written:
//! the registry first, then each report behind what lies beside it. Nothing is
//! written here, and the batch can be accepted anew with other decisions.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::import::batch::questions::{About, PUBLISHED, STATUS, masked, sure};
use crate::import::batch::report::{self, Look, Names, Original, Stands, is_report};
use crate::import::batch::retitled::retitle;
use crate::import::batch::survey::FILE;
use crate::import::batch::{Batch, Came};
use crate::import::facts::Branch;
use crate::import::register::{Above, Body, Register};
use crate::import::{Candidate, Refusal};
use crate::language::date::Years;
use crate::model::{Publication, slug};
use crate::parse::front::edit;
use crate::parse::yaml::Value;
use crate::source::{Digest, VPath};

/// What was answered and edited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Decisions {
    /// Answers to questions, by their keys.
    pub answers: BTreeMap<String, String>,
    /// What was decided on rows.
    pub files: Vec<RowDecision>,
    /// The register, if it was edited; without it the clear bodies are registered.
    pub orgs: Option<Vec<BodyDecision>>,
}

/// What was decided on a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct RowDecision {
    /// Which row.
    pub file: String,
    /// Whether it is imported.
    pub keep: bool,
    /// Its title.
    #[serde(default)]
    pub title: Option<String>,
    /// Its organisation: an id of the registry, a key of the register, or a name.
    #[serde(default)]
    pub org: Option<String>,
    /// Its subtitle; an empty one is none.
    #[serde(default)]
    pub subtitle: Option<String>,
    /// Its year or years.
    #[serde(default)]
    pub year: Option<String>,
}

/// What was decided on an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct BodyDecision {
    /// Its id to be; of one that nobody proposed any key.
    pub key: String,
    /// Whether it is registered.
    pub keep: bool,
    /// Its name below its parent.
    pub name: String,
    /// The key of its parent, or the id of a registered one.
    #[serde(default)]
    pub parent: Option<String>,
    /// What kind of organisation it is.
    #[serde(default)]
    pub kind: String,
    /// What else it is called, beside what was found: the names of those that a person has
    /// put together with it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What it was called before it got its name.
    #[serde(default)]
    pub former: Option<Former>,
}

/// The name of an organisation before another one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Former {
    /// The name.
    pub name: String,
    /// Since when it has another.
    pub since: String,
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// Below the publication.
    pub path: String,
    /// What it holds now; none if there is no such file.
    pub before: Option<Vec<u8>>,
    /// What it shall hold.
    pub after: Vec<u8>,
}

/// All that is to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// In their order.
    pub files: Vec<Write>,
    /// What was made of each document, to be kept on this computer (`report::base`).
    pub bases: Vec<(Digest, String)>,
    /// The reports among them, a row each.
    pub reports: Vec<(String, VPath)>,
    /// The names of documents that became reports meanwhile, so that nothing is
    /// written of them.
    pub skipped: Vec<String>,
    /// The id of each organisation that was decided on, by its key.
    pub ids: BTreeMap<String, String>,
}

/// Why decisions cannot be carried out.
#[derive(Debug)]
pub enum Unfit {
    /// What was decided on a row or an organisation, by its key, makes no sense.
    Decision(String, Refusal),
    /// The registry cannot be changed.
    Registry(Refusal),
    /// The machine could not.
    Fault(Fault),
}

impl From<Fault> for Unfit {
    fn from(fault: Fault) -> Unfit {
        Unfit::Fault(fault)
    }
}

const YEAR: Refusal = Refusal {
    what: Words { zh: "年度看不懂", en: "this is no year" },
    help: Words { zh: "写成 2025 或 2019-2021", en: "write 2025 or 2019-2021" },
};
const NAMELESS: Refusal = Refusal {
    what: Words { zh: "组织没有名称", en: "an organization has no name" },
    help: Words { zh: "填上名称，或者去掉它", en: "give it a name, or leave it out" },
};
const CIRCLE: Refusal = Refusal {
    what: Words { zh: "组织的上级绕成了圈", en: "organizations are above one another" },
    help: Words { zh: "改一个的上级", en: "choose another parent for one of them" },
};
const SHAPE: Refusal = Refusal {
    what: Words {
        zh: "组织表读不懂，或者整张写在方括号里，不能自动添加",
        en: "the list of organizations cannot be read, or stands in brackets, so nothing can be added to it",
    },
    help: Words { zh: "改成一条一行的写法，再导入", en: "write an entry a line and import again" },
};

impl Batch {
    /// The files that come of decisions. `look` says what stands in the publication.
    pub fn accept(
        &mut self,
        decisions: &Decisions,
        publication: &Publication,
        look: Look<'_>,
    ) -> Result<Accepted, Unfit> {
        let registering = Registering::of(self, decisions)?;
        let mut survey = self.survey.clone();
        let mut planned = Planned { files: Vec::new(), look };
        if registering.register.bodies.iter().any(Body::is_clear) {
            let before = planned.bytes(FILE)?;
            let after = survey.accept(&registering.register, before.as_deref()).ok_or(Unfit::Registry(SHAPE))?;
            planned.put(FILE.to_owned(), before, after.into_bytes());
        }
        let wanted: BTreeMap<&str, &RowDecision> =
            decisions.files.iter().map(|decision| (&*decision.file, decision)).collect();
        let open: Vec<Vec<About>> = self.rows.iter().map(|row| self.open_of(row)).collect();
        let mut names = Names::default();
        let (mut bases, mut reports, mut skipped) = (Vec::new(), Vec::new(), Vec::new());
        for (row, open) in self.rows.iter().zip(&open) {
            let Came::Report(read) = &row.came else { continue };
            let decision = wanted.get(&*row.key).copied();
            if decision.is_some_and(|decision| !decision.keep) {
                continue;
            }
            if self.known.report(read.digest).is_some() {
                skipped.push(row.name.clone());
                continue;
            }
            let mut facts = read.answered(&row.name, open, &decisions.answers);
            if survey.meant((read.digest, read.index)).is_some() {
                survey.settle(&row.name, (read.digest, read.index), &mut facts, publication);
            }
            if let Some(decision) = decision {
                let said = |text: &Option<String>| {
                    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
                };
                if let Some(title) = said(&decision.title) {
                    facts.title = Some(sure(title));
                }
                if let Some(subtitle) = decision.subtitle.as_deref().map(str::trim) {
                    facts.subtitle = Some(subtitle).filter(|text| !text.is_empty()).map(|text| sure(text.to_owned()));
                }
                if let Some(year) = said(&decision.year) {
                    let years = Years::parse(&year).map_err(|_| Unfit::Decision(row.key.clone(), YEAR))?;
                    facts.years = Some(sure(years));
                }
                if let Some(org) = said(&decision.org) {
                    let id = registering.ids.get(&org).cloned().unwrap_or(org);
                    facts.branch = Some(sure(Branch::Known(id)));
                }
            }
            let mut candidate = Candidate { facts, ..read.candidate.clone() };
            retitle(
                &mut candidate,
                &read.proposed,
                &read.left_out,
                decision.is_some_and(|decision| decision.subtitle.is_some()),
            );
            let finish = |path: &VPath, text: &str| {
                let answer = |about: About| {
                    open.contains(&about).then(|| decisions.answers.get(&about.key())).flatten().map(String::as_str)
                };
                let text = match answer(About::Mobiles) {
                    Some(how @ ("mask" | "hide")) => masked(path, text, how == "hide"),
                    _ => text.to_owned(),
                };
                let status = answer(About::Status).filter(|status| STATUS.iter().any(|(name, _)| name == status));
                let marked = status
                    .filter(|status| *status != PUBLISHED)
                    .and_then(|status| edit::put(path, &text, "status", &[Value::Text(status.to_owned())]));
                marked.unwrap_or(text)
            };
            let original =
                Original { name: &row.name, digest: read.digest, bytes: read.bytes.as_deref(), is_one: read.is_one };
            // One that was deleted since is made anew.
            let again = match &read.again {
                Some((path, before)) => planned.bytes(path.as_str())?.map(|current| (path, *before, current)),
                None => None,
            };
            let (path, made) = match again {
                Some((path, before, current)) => {
                    let base = planned.bytes(&report::base(before))?.and_then(|bytes| String::from_utf8(bytes).ok());
                    let before = (before, base.as_deref());
                    let again =
                        report::again(path, (&candidate, &original), &current, before, &|path| planned.look(path))?;
                    planned.beside(&again.beside);
                    if again.clashes != Some(0) {
                        let place = planned.free(path)?;
                        planned.put(place, None, report::draft(path, &finish(path, &again.made)).into_bytes());
                    }
                    planned.put(path.to_string(), Some(current), again.text.into_bytes());
                    (path.clone(), again.made)
                }
                None => {
                    let placed = names.place(&candidate, &original, &|path| planned.look(path))?;
                    planned.beside(&placed.beside);
                    let text = finish(&placed.path, &placed.made.text);
                    planned.put(placed.path.to_string(), None, text.clone().into_bytes());
                    (placed.path, text)
                }
            };
            if read.is_one {
                bases.push((read.digest, made));
            }
            reports.push((row.key.clone(), path));
        }
        Ok(Accepted { files: in_order(planned.files), bases, reports, skipped, ids: registering.ids })
    }
}

/// The registry first, then what lies beside reports, then the reports: one that
/// is there is whole.
fn in_order(mut files: Vec<Write>) -> Vec<Write> {
    let rank = |file: &Write| match VPath::new(&file.path) {
        _ if file.path == FILE => 0,
        Some(path) if is_report(&path) => 2,
        _ => 1,
    };
    files.sort_by_key(rank);
    files
}

/// Files that are to be written, and what stands there already.
struct Planned<'a> {
    files: Vec<Write>,
    look: Look<'a>,
}

impl Planned<'_> {
    /// What will stand at a path.
    fn look(&self, path: &str) -> Result<Stands, Fault> {
        let planned = self.files.iter().find(|file| file.path == path);
        planned.map_or_else(|| (self.look)(path), |file| Ok(Stands::File(file.after.clone())))
    }

    /// The bytes of a file that is there.
    fn bytes(&self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        Ok(match self.look(path)? {
            Stands::File(bytes) => Some(bytes),
            _ => None,
        })
    }

    fn put(&mut self, path: String, before: Option<Vec<u8>>, after: Vec<u8>) {
        self.files.push(Write { path, before, after });
    }

    /// Files that are new, or there already with the same bytes.
    fn beside(&mut self, files: &report::Beside<'_>) {
        for (path, bytes) in files {
            if self.look(path).is_ok_and(|there| there == Stands::Nothing) {
                self.put(path.clone(), None, bytes.to_vec());
            }
        }
    }

    /// A name beside a report that nothing has.
    fn free(&self, path: &VPath) -> Result<String, Fault> {
        let mut number = 2;
        loop {
            let place = format!("{}/{}-{number}.md", path.folder(), path.stem());
            if self.look(&place)? == Stands::Nothing {
                return Ok(place);
            }
            number += 1;
        }
    }
}

/// The register as it was decided on.
struct Registering {
    register: Register,
    /// The id of each key.
    ids: BTreeMap<String, String>,
}

impl Registering {
    fn of(batch: &Batch, decisions: &Decisions) -> Result<Registering, Unfit> {
        let Some(decided) = &decisions.orgs else {
            return Ok(Registering { register: batch.register.clone(), ids: BTreeMap::new() });
        };
        let registered = batch.survey.registered();
        let decided: Vec<&BodyDecision> =
            decided.iter().filter(|body| !registered.contains(&body.key.to_ascii_lowercase())).collect();
        let by_key: BTreeMap<&str, &BodyDecision> = decided.iter().map(|body| (&*body.key, *body)).collect();
        let proposed: BTreeMap<&str, &Body> = batch.register.bodies.iter().map(|body| (&*body.id, body)).collect();
        // What was proposed keeps its id; what a person adds gets one of its name.
        let taken = registered.iter().chain(batch.register.bodies.iter().map(|body| &body.id));
        let taken: Vec<(bool, String)> = taken.map(|id| (true, id.clone())).collect();
        let added: Vec<&&BodyDecision> = decided.iter().filter(|body| !proposed.contains_key(&*body.key)).collect();
        let named = added.iter().map(|body| (false, body.name.clone()));
        let made = slug::unique(taken.iter().cloned().chain(named)).split_off(taken.len());
        let mut ids: BTreeMap<String, String> =
            decided.iter().map(|body| (body.key.clone(), body.key.clone())).collect();
        ids.extend(added.iter().zip(made).map(|(body, id)| (body.key.clone(), id)));
        let kept: Vec<&BodyDecision> = decided.iter().filter(|body| body.keep).copied().collect();
        let mut bodies = Vec::new();
        for body in &kept {
            let name = body.name.trim();
            if name.is_empty() {
                return Err(Unfit::Decision(body.key.clone(), NAMELESS));
            }
            let parent = upper(body, &by_key)?.map(|key| match kept.iter().position(|body| body.key == key) {
                Some(at) => Above::New(at),
                None => Above::Registered(key.to_ascii_lowercase()),
            });
            let was = proposed.get(&*body.key).copied();
            let is_same = was.is_some_and(|was| was.name == name);
            let mut aliases = was.map_or(Vec::new(), |was| was.aliases.clone());
            // Documents go on calling it what they called it.
            aliases.extend(was.filter(|_| !is_same).map(|was| was.name.clone()));
            aliases.extend(body.aliases.iter().map(|alias| alias.trim().to_owned()));
            let mut seen = BTreeSet::from([String::new(), name.to_owned()]);
            aliases.retain(|alias| seen.insert(alias.clone()));
            bodies.push(Body {
                id: ids[&body.key].clone(),
                name: name.to_owned(),
                full: was.filter(|_| is_same).and_then(|was| was.full.clone()),
                kind: body.kind.trim().to_owned(),
                aliases,
                parent,
                files: was.map_or(0, |was| was.files),
                evidence: was.map_or_else(Default::default, |was| was.evidence.clone()),
                doubt: None,
                like: None,
            });
        }
        let clear: BTreeSet<&String> = bodies.iter().map(|body| &body.id).chain(registered).collect();
        let meant = batch.register.meant.iter().map(|(id, _)| (id.clone(), clear.contains(id))).collect();
        Ok(Registering { register: Register { bodies, meant }, ids })
    }
}

/// The nearest one above a body that is registered, or will be.
fn upper<'d>(body: &'d BodyDecision, by_key: &BTreeMap<&str, &'d BodyDecision>) -> Result<Option<&'d str>, Unfit> {
    let above = |body: &'d BodyDecision| body.parent.as_deref().filter(|key| !key.is_empty());
    // Further up than there are bodies it has met itself.
    let mut upper = above(body);
    let mut found = None;
    for _ in 0..=by_key.len() {
        let Some(key) = upper else { return Ok(found) };
        let Some(next) = by_key.get(key) else { return Ok(found.or(Some(key))) };
        if next.keep && found.is_none() {
            found = Some(key);
        }
        upper = above(next);
    }
    Err(Unfit::Decision(body.key.clone(), CIRCLE))
}
