//! What is sent, in which order.
//!
//! In: the ledger of the site, that of the site which readers have, and what a
//! publishing that was cut has left. Out: routes in stages, and those that are removed
//! at the end. At every moment each page that a reader can reach has all its parts:
//!
//! 1. what is certainly not there, so that no page links to it;
//! 2. what a publishing before this may have brought, and no older page links to;
//! 3. changed files that pages show, then parts of the search, then pages;
//! 4. what tells of pages: the manifest of the search, feeds, the sitemap;
//! 5. what the site does not have any more goes, pages first.
//!
//! Two ledgers lie at the place. The *manifest* is that of the site which was
//! published last, and is written when all its files are there. From the first file to
//! the end there is a *notice* too, the ledger of the site that is coming: sealed is
//! what has arrived, unsealed what has not, or may have, and what is being removed. It
//! is written before the first file, after every batch, and before anything is
//! removed; so whoever goes on after a cut sends only what is missing, and knows every
//! file that was ever brought. A file that is removed stands in the notice and not in
//! the manifest: who publishes an older site next sends it again before the pages that
//! link to it.

use crate::disk::Ledger;
use crate::disk::output::ledger::{Seal, folders_above};

/// How many files of a stage are sent before the notice is written again.
const BATCH: usize = 1000;
/// How many bytes.
const BATCH_BYTES: u64 = 64 << 20;

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Batches, each to be sent whole before the next begins, in any order within.
    pub batches: Vec<Batch>,
    /// Files that are removed first: a folder must go where one of them is, or the
    /// other way round.
    pub cleared: Vec<String>,
    /// Files that are to be removed then, in their order.
    pub removed: Vec<String>,
    /// The notice before the first batch.
    pub notice: Ledger,
    /// Whether a publishing before this was cut.
    pub resumes: bool,
}

/// Files that are sent together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Their routes, with what they hold.
    pub files: Vec<(String, Seal)>,
    /// Whether readers may have something at these routes now: a file is put in the
    /// place of the other in one step then.
    pub replaces: bool,
}

/// What is known of a route at the place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    /// Nothing is there.
    Nothing,
    /// A publishing that was cut may have brought it.
    Perhaps,
    /// A file that holds this, or nobody knows what.
    File(Option<Seal>),
}

/// Plans how a site comes to a place. None if the site's ledger does not say what all
/// its files hold, as when a build has not ended.
pub fn plan(site: &Ledger, manifest: &Ledger, notice: Option<&Ledger>) -> Option<Plan> {
    let there = |route: &str| match notice.filter(|notice| notice.has(route)).map(|notice| notice.seal(route)) {
        Some(Some(seal)) => There::File(Some(seal)),
        Some(None) if !manifest.has(route) => There::Perhaps,
        Some(None) => There::File(None),
        None if manifest.has(route) => There::File(manifest.seal(route)),
        None => There::Nothing,
    };
    let mut stages: [Vec<(String, Seal)>; STAGES] = Default::default();
    let mut coming: Vec<(Box<str>, Option<Seal>)> = Vec::new();
    for route in site.routes() {
        let seal = site.seal(route)?;
        let stage = match there(route) {
            There::File(Some(there)) if there == seal => {
                coming.push((route.into(), Some(seal)));
                continue;
            }
            There::Nothing => 0,
            There::Perhaps => 1,
            There::File(_) => stage(route),
        };
        coming.push((route.into(), None));
        stages[stage].push((route.to_owned(), seal));
    }
    let gone = |route: &&str| !site.has(route);
    let left: Vec<&str> = notice.into_iter().flat_map(Ledger::routes).filter(gone).collect();
    let mut removed: Vec<String> =
        manifest.routes().filter(gone).chain(left.iter().copied()).map(str::to_owned).collect();
    removed.sort_by_key(|route| (!is_page(route), route.clone()));
    removed.dedup();
    let folders = site.folders();
    let blocks = |route: &String| folders.contains(route) || folders_above(route).any(|folder| site.has(folder));
    let (cleared, removed): (Vec<String>, Vec<String>) = removed.into_iter().partition(blocks);
    let unknown = left.iter().copied().chain(cleared.iter().map(String::as_str));
    coming.extend(unknown.map(|route| (route.into(), None)));
    let batches = stages.into_iter().enumerate().flat_map(|(stage, files)| {
        let parts = in_batches(files).into_iter();
        parts.map(move |files| Batch { files, replaces: stage > 0 })
    });
    Some(Plan {
        batches: batches.collect(),
        cleared,
        removed,
        notice: Ledger::sealed(coming),
        resumes: notice.is_some(),
    })
}

impl Plan {
    /// The notice when all has arrived: what is removed then may be gone.
    pub fn last_notice(&self, arrived: &Ledger) -> Ledger {
        arrived.with(&Ledger::new(self.removed.iter().map(String::as_str)))
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.batches.is_empty() && self.removed.is_empty() && self.cleared.is_empty() && !self.resumes
    }

    /// The files that are sent.
    pub fn sent(&self) -> impl Iterator<Item = &(String, Seal)> {
        self.batches.iter().flat_map(|batch| &batch.files)
    }

    /// How many bytes are sent.
    pub fn bytes(&self) -> u64 {
        self.sent().map(|(_, seal)| seal.length).sum()
    }
}

/// What is not there, what may be, and the kinds of what is.
const STAGES: usize = 6;

/// In which stage a file is that readers have otherwise.
fn stage(route: &str) -> usize {
    let tells = matches!(route, "search/manifest.js" | "search/manifest.json" | "sitemap.xml" | "robots.txt");
    if tells || route.ends_with("feed.xml") {
        5
    } else if is_page(route) {
        4
    } else if route.starts_with("search/") {
        3
    } else {
        2
    }
}

fn is_page(route: &str) -> bool {
    route.ends_with(".html")
}

/// Files in batches that are not too large.
fn in_batches(files: Vec<(String, Seal)>) -> Vec<Vec<(String, Seal)>> {
    let mut batches: Vec<Vec<(String, Seal)>> = Vec::new();
    let mut bytes = 0;
    for file in files {
        let is_full = bytes + file.1.length > BATCH_BYTES || batches.last().is_none_or(|batch| batch.len() == BATCH);
        if is_full {
            batches.push(Vec::new());
            bytes = 0;
        }
        bytes += file.1.length;
        batches.last_mut().expect("one was pushed").push(file);
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::{Batch, plan};
    use crate::disk::Ledger;
    use crate::disk::output::ledger::Seal;
    use crate::source::Digest;

    fn seal(text: &str) -> Option<Seal> {
        (text != "-").then(|| Seal { digest: Digest::of(text.as_bytes()), length: text.len() as u64 })
    }

    /// A ledger of `route=content`, or `route=-` where the content is not known.
    fn ledger(entries: &[&str]) -> Ledger {
        let entry = |entry: &&str| {
            let (route, content) = entry.split_once('=').unwrap();
            (route.into(), seal(content))
        };
        Ledger::sealed(entries.iter().map(entry))
    }

    fn routes(batches: &[Batch]) -> Vec<Vec<&str>> {
        batches.iter().map(|batch| batch.files.iter().map(|(route, _)| &**route).collect()).collect()
    }

    #[test]
    fn what_is_new_comes_first_and_what_tells_of_pages_last() {
        let site =
            ledger(&["a.html=2", "b.html=1", "feed.xml=2", "i.png=2", "new.png=1", "search/manifest.js=2", "same=1"]);
        let manifest =
            ledger(&["a.html=1", "feed.xml=1", "i.png=1", "search/manifest.js=1", "same=1", "x.png=1", "y.html=1"]);
        let plan = plan(&site, &manifest, None).unwrap();
        let stages = [&["b.html", "new.png"][..], &["i.png"], &["a.html"], &["feed.xml", "search/manifest.js"]];
        assert_eq!(routes(&plan.batches), stages);
        assert_eq!(plan.removed, ["y.html", "x.png"]);
        assert_eq!(
            plan.notice,
            ledger(&["a.html=-", "b.html=-", "feed.xml=-", "i.png=-", "new.png=-", "search/manifest.js=-", "same=1"])
        );
        assert!(!plan.batches[0].replaces && plan.batches[1].replaces);
    }

    #[test]
    fn nothing_is_sent_twice() {
        let site = ledger(&["a.html=1", "b.html=1"]);
        assert!(plan(&site, &site, None).unwrap().is_empty());
        // It was cut when all had arrived: the manifest is still to be written.
        let cut = plan(&site, &ledger(&[]), Some(&site)).unwrap();
        assert!(!cut.is_empty() && cut.batches.is_empty());
    }

    #[test]
    fn what_was_cut_goes_on_and_what_it_brought_in_vain_is_removed() {
        let manifest = ledger(&["a.html=1"]);
        let notice = ledger(&["a.html=-", "b.html=2", "c.html=-", "d.html=-", "e.html=2"]);
        let site = ledger(&["a.html=3", "b.html=2", "c.html=3", "f.html=3"]);
        let plan = plan(&site, &manifest, Some(&notice)).unwrap();
        assert_eq!(routes(&plan.batches), [&["f.html"][..], &["c.html"], &["a.html"]]);
        assert_eq!(plan.removed, ["d.html", "e.html"]);
        assert_eq!(plan.notice, ledger(&["a.html=-", "b.html=2", "c.html=-", "d.html=-", "e.html=-", "f.html=-"]));
    }

    #[test]
    fn what_is_in_the_way_of_a_folder_goes_first() {
        let plan = plan(&ledger(&["a/b=1", "c=1"]), &ledger(&["a=1", "c/d=1", "e=1"]), None).unwrap();
        assert_eq!((plan.cleared, plan.removed), (vec!["a".to_owned(), "c/d".to_owned()], vec!["e".to_owned()]));
    }

    #[test]
    fn a_site_that_is_not_whole_is_not_published() {
        assert_eq!(plan(&ledger(&["a.html=-"]), &ledger(&[]), None), None);
    }
}
