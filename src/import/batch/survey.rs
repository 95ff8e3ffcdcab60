//! Whose reports the documents of an import are.
//!
//! In: what each report says of its organisation, and the registry. Out: the
//! organisations that the registry lacks, the registry with those that were
//! accepted, and the id that each report then has.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::facts::{Branch, Facts};
use crate::import::register::entries::with_entries;
use crate::import::register::{Register, Sighting, propose};
use crate::import::write::UNREGISTERED;
use crate::model::{OrganizationId, Publication};
use crate::parse::front::{self, edit, is_placeholder, open_points, organizations};
use crate::parse::yaml::Value;
use crate::source::{Digest, Files, VPath};

/// The registry.
pub const FILE: &str = "content/organizations.yaml";

/// A report to be: its document, and which of its reports it is.
pub type Origin = (Digest, usize);

/// What the documents of an import name.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    sightings: BTreeMap<Origin, Sighting>,
    /// The ids of the registry, in small letters.
    registered: BTreeSet<String>,
    /// What each report means, once it is registered.
    meant: BTreeMap<Origin, String>,
}

impl Survey {
    /// A survey of documents for a publication.
    pub fn of(files: &dyn Files) -> Survey {
        Survey { registered: registered(files), ..Survey::default() }
    }

    /// The organisation of a report: the registered one, if it is known by now;
    /// else it is taken in, and one that has no entry has a path of names for an id.
    pub fn settle(&mut self, file: &str, origin: Origin, facts: &mut Facts, publication: &Publication) {
        let Some(branch) = &mut facts.branch else { return };
        if let Some(id) = self.meant.get(&origin) {
            (branch.value, branch.certain) = (Branch::Known(id.clone()), true);
            return;
        }
        let sighting = Sighting {
            file: file.to_owned(),
            branch: branch.value.clone(),
            evidence: branch.evidence.clone(),
            certain: branch.certain,
        };
        self.sightings.insert(origin, sighting);
        if let Branch::Known(name) = &mut branch.value
            && let Some(path) = self.named(name, publication)
        {
            *name = path;
        }
    }

    /// Forgets what the reports in a document say.
    pub fn forget(&mut self, document: Digest) {
        self.sightings.retain(|(digest, _), _| *digest != document);
    }

    /// An organisation as a report names it: one that has no entry has no id
    /// either, but a path of names.
    fn named(&self, id: &str, publication: &Publication) -> Option<String> {
        let at = publication.organizations.iter().position(|body| body.id == id)?;
        let names = publication.path(OrganizationId::at(at)).into_iter().map(|above| publication[above].name());
        (!self.registered.contains(id)).then(|| names.collect::<Vec<_>>().join("/"))
    }

    /// What the documents name and the registry lacks.
    pub fn register(&self, publication: &Publication) -> Register {
        let sightings: Vec<Sighting> = self.sightings.values().cloned().collect();
        propose(&sightings, publication, &self.registered)
    }

    /// The report of each of a register's `meant`, in their order.
    pub fn origins(&self) -> impl Iterator<Item = Origin> {
        self.sightings.keys().copied()
    }

    /// The ids of the registry, in small letters.
    pub fn registered(&self) -> &BTreeSet<String> {
        &self.registered
    }

    /// The id under which the organisation of a report was registered.
    pub fn meant(&self, origin: Origin) -> Option<&String> {
        self.meant.get(&origin)
    }

    /// How many reports were seen.
    pub fn count(&self) -> usize {
        self.sightings.len()
    }

    /// The text of the registry with the clear bodies; from now on each report means
    /// its entry. None if that text cannot be read, or stands in brackets.
    pub fn accept(&mut self, register: &Register, text: Option<&[u8]>) -> Option<String> {
        let text = text.map_or(Ok(""), std::str::from_utf8).ok()?;
        let made = with_entries(&VPath::new(FILE)?, text, &register.bodies)?;
        let clear = register.bodies.iter().filter(|body| body.is_clear());
        self.registered.extend(clear.map(|body| body.id.clone()));
        let meant = self.sightings.keys().zip(&register.meant).filter(|(_, (_, is_clear))| *is_clear);
        self.meant = meant.map(|(origin, (id, _))| (*origin, id.clone())).collect();
        Some(made)
    }

    /// The text of a report that was imported before, with its organisation, which is
    /// registered by now; none if nothing is to be changed.
    pub fn filled(&self, path: &VPath, digest: Digest, bytes: &[u8]) -> Option<String> {
        let id = self.meant.get(&(digest, 0))?;
        let old = std::str::from_utf8(bytes).ok()?;
        let branch = front::report(path, bytes).value?.branch;
        let mut text = old.replacen(UNREGISTERED, "", 1);
        if is_placeholder(&branch.value) {
            text = edit::put(path, &text, "branch", &[Value::Text(id.to_owned())])?;
            // What was open is settled.
            let points = open_points(path, &text);
            let settled: Vec<_> = points.iter().filter(|point| point.field == Some("branch")).collect();
            if !settled.is_empty() {
                text = edit::settle(path, &text, &settled)?;
            }
        }
        (text != old).then_some(text)
    }
}

/// The ids of the registry.
fn registered(files: &dyn Files) -> BTreeSet<String> {
    let Some(path) = VPath::new(FILE) else { return BTreeSet::new() };
    let Ok(bytes) = files.read(&path) else { return BTreeSet::new() };
    let drafts = organizations(&path, &bytes).value.unwrap_or_default();
    drafts.iter().map(|draft| draft.id.value.to_ascii_lowercase()).collect()
}
