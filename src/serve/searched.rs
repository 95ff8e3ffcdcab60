//! Searched: the files of the search while the publication is edited.
//!
//! In: one session after another. Out: the index of an earlier one, made when
//! it was first asked for, and beside it what was edited since, which a page
//! takes for candidates of every query. So an edit is found at once, and no
//! edit waits for an index. When much was edited, or a registry, the next
//! session's index takes its place, again when it is asked for.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::pipeline::{Changes, Session};
use crate::plan::search::SearchFile;
use crate::plan::{PageKind, Route};
use crate::render::Content;
use crate::search::Edited;
use crate::source::VPath;

/// How many reports may be candidates of every query: a page reads them all.
const MOST: usize = 200;

/// A session that is searched, and what was edited since.
#[derive(Clone)]
pub struct Searched {
    session: Arc<Session>,
    /// Reports that are new, changed or gone.
    edited: Arc<BTreeSet<VPath>>,
}

impl Searched {
    /// Nothing was edited yet.
    pub fn new(session: Arc<Session>) -> Searched {
        Searched { session, edited: Arc::default() }
    }

    /// What is searched after an edit that led to what is now shown.
    pub fn after(&self, shown: &Arc<Session>, changes: &Changes) -> Searched {
        let moved = changes.moved.iter().flat_map(|(from, to)| [from, to]);
        let mut edited = BTreeSet::clone(&self.edited);
        edited.extend(changes.texts.iter().chain(&changes.gone).chain(moved).cloned());
        let (before, now) = (self.session.publication(), shown.publication());
        // The texts of a report have names in them, and words of the interface.
        let holds = before.names_hold_in(now)
            && before.site.language == now.site.language
            && before.site.offline == now.site.offline;
        // What editors wrote is one file, made with the index.
        let told = |path: &VPath| shown.is_editorial(path) || self.session.is_editorial(path);
        if self.session.is_searched() && holds && edited.len() <= MOST && !edited.iter().any(told) {
            return Searched { session: self.session.clone(), edited: Arc::new(edited) };
        }
        Searched::new(shown.clone())
    }

    /// A file of the search, if there is one at the route.
    pub fn file(&self, shown: &Session, route: &Route) -> Option<Vec<u8>> {
        let fresh = || shown.plan().texts.reports.iter().filter(|(path, _)| self.is_new(path));
        let new = route.as_str().strip_prefix("search/f/new/").and_then(|name| name.split_once('.'));
        if let Some((number, _)) = new {
            let (_, &id) = fresh().nth(usize::from_str_radix(number, 16).ok()?)?;
            let key = format!("f/new/{number}");
            let known = *route.as_str() == shown.plan().search.form.route(&key);
            return known.then(|| shown.search_text(id, &key));
        }
        let PageKind::Search(file) = self.session.plan().make(route)? else { return None };
        self.prepare();
        match file {
            SearchFile::Manifest => {
                let before = self.session.plan().texts.reports.iter();
                let is_gone =
                    |path: &VPath| self.edited.contains(path) || !shown.plan().texts.reports.contains_key(path);
                let edited = Edited {
                    fresh: (0..fresh().count()).map(|number| format!("f/new/{number:x}")).collect(),
                    gone: before.filter(|(path, _)| is_gone(path)).map(|(_, &id)| id).collect(),
                };
                Some(self.session.search_manifest(edited))
            }
            _ => match self.session.render(route).content {
                Content::Bytes(bytes) => Some(bytes),
                Content::Copy(_) => None,
            },
        }
    }

    /// Makes the index, if it is not made yet, on one thread: an edit that comes
    /// meanwhile needs the others, and would have to wait for its turn.
    fn prepare(&self) {
        if self.session.is_searched() {
            return;
        }
        // Without a thread of its own it is made by those that there are.
        if let Ok(alone) = rayon::ThreadPoolBuilder::new().num_threads(1).build() {
            alone.install(|| self.session.prepare_search());
        }
    }

    /// Whether a report that is shown is not as in the index.
    fn is_new(&self, path: &VPath) -> bool {
        self.edited.contains(path) || !self.session.plan().texts.reports.contains_key(path)
    }
}
