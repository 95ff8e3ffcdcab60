//! Publish: a site goes to where readers find it.
//!
//! In: a site that a build has written, and a place. Out: the place has that site,
//! and only what differs was sent. Whatever happens meanwhile, each page that a
//! reader can reach has all its parts, and the next run goes on (`plan` says how).
//! `place` is what a place can do; each kind of place has a file. A `.zip` is no
//! place but a copy to be carried by hand (`archive`). `list` is what a person
//! should see before.
//!
//! Nothing that a build runs uses this module, and no name or password of a person
//! is kept.

pub mod archive;
pub mod folder;
pub mod git;
#[cfg(feature = "remote")]
pub mod http;
pub mod list;
pub mod place;
pub mod plan;
#[cfg(feature = "remote")]
pub mod s3;
pub mod sftp;
pub mod target;
#[cfg(feature = "remote")]
pub mod webdav;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::build::{self, Destination, Step};
use crate::diag::fault::Fault;
use crate::diag::{Diagnostic, Words};
use crate::disk::output::ledger::PLACE;
use crate::disk::{Folder, Ledger, Site, Strangers, System};
use crate::model::Settings;
use crate::model::slug::file_name;
use crate::pipeline::Session;

use list::List;
use place::{Content, Place, Sent};
use plan::{Batch, Plan};
use target::{Secret, Target};

/// Where the notice lies.
const NOTICE: &str = ".huibian/publishing";

const PUBLISH: Words = Words { zh: "发布", en: "publish" };
const UNFINISHED: Words = Words {
    zh: "网站没有生成完，或者正在生成。请再运行一次 huibian build",
    en: "the site was not built to its end, or is being built; run huibian build again",
};
const DAMAGED: Words = Words {
    zh: "那里的台账读不懂。确实要照这个网站重新发布，就加 --force",
    en: "the ledger there is damaged; to publish this site there anew, add --force",
};
#[cfg(not(feature = "remote"))]
const LOCAL: Words = Words {
    zh: "这个 huibian 编译时没有带 WebDAV 和对象存储。请用带 remote 特性的：cargo install --features remote",
    en: "this huibian was compiled without WebDAV and object stores; use one with the feature remote: cargo install --features remote",
};
const STRANGERS: Words = Words {
    zh: "那里已有不是 huibian 发布的文件，如“{name}”。请换一个空的地方；确实要放在一起（同名的会被覆盖），就加 --force",
    en: "files are there that huibian did not publish, such as “{name}”; choose an empty place, or add --force to publish beside them (namesakes are overwritten)",
};

const ANOTHER: Words = Words {
    zh: "那里是另一部汇编的网站《{name}》。请换一个地方；确实要换成这一部，就加 --force",
    en: "the site of another publication is there, “{name}”; choose another place, or add --force to put this one in its place",
};

/// The home page of a site.
const HOME: &str = "index.html";

/// What was done, or would be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that were not there.
    pub new: usize,
    /// Files in place of others.
    pub changed: usize,
    /// Files that are there no more.
    pub removed: usize,
    /// Files that were left as they are.
    pub unchanged: usize,
    /// How many bytes were sent.
    pub bytes: u64,
    /// Whether a publishing that had been cut was gone on with.
    pub resumed: bool,
}

/// How it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Nothing is sent.
    pub dry: bool,
    /// Files that are there already and are not ours are no hindrance.
    pub force: bool,
}

/// A site that was built to be published.
#[derive(Debug)]
pub struct Built {
    /// The site.
    pub site: Site,
    /// What it is called.
    pub title: String,
    /// What a person should see before.
    pub list: List,
    /// All that was found.
    pub findings: Vec<Diagnostic>,
    /// Its publication.
    pub folder: Arc<Folder>,
}

/// Builds the site of the publication in a folder, without drafts.
pub fn build(
    system: &'static dyn System,
    root: &Path,
    output: PathBuf,
    base_url: Option<String>,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Built, Fault> {
    let settings = Settings { drafts: false, base_url };
    let destination = Destination { output, strangers: Strangers::Keep, verify: false, share: None, against: None };
    let folder = Arc::new(Folder::open_with(system, root)?);
    let (summary, session) = build::run(&folder, &settings, &destination, progress)?;
    let session = session.unwrap_or_else(|| Session::brief(folder.clone(), &settings, false));
    let title = session.publication().site.title.clone();
    // To free it takes long, and what publishes ends or waits for a person next.
    std::thread::spawn(|| drop(session));
    let site = Site::open(system, &destination.output)?;
    let site = site.map_err(|_| Fault::known(PUBLISH, &destination.output, UNFINISHED))?;
    let findings = summary.diagnostics;
    Ok(Built { site, title, list: List::of(findings.iter().cloned()), findings, folder })
}

/// The name of an archive: what the site is called, and the day.
pub fn dated(title: &str, day: jiff::civil::Date) -> String {
    format!("{}-{day}.zip", file_name(title))
}

/// Who publishes.
#[derive(Clone, Debug, Default)]
pub struct Who {
    /// What proves it to a server that has no keys.
    pub secret: Secret,
    /// Whether somebody is at a terminal, whom other programs may ask.
    pub asks: bool,
}

/// Publishes a site at a target that is no archive.
pub fn at(
    site: &Site,
    target: &Target,
    system: &'static dyn System,
    who: &Who,
    how: How,
    progress: &dyn Fn(usize, usize),
) -> Result<Published, Fault> {
    match target {
        Target::Folder(path) | Target::Zip(path) => {
            publish(site, &mut folder::Folder::at(system, path)?, how, progress)
        }
        Target::Sftp(server) => publish(site, &mut sftp::Sftp::at(server.clone(), who.asks)?, how, progress),
        Target::Git(branch) => git::push(site, branch, who.asks, how, progress),
        #[cfg(feature = "remote")]
        Target::Dav(dav) => publish(site, &mut webdav::WebDav::at(dav, &who.secret), how, progress),
        #[cfg(feature = "remote")]
        Target::S3(bucket) => publish(site, &mut s3::S3::at(bucket, &who.secret), how, progress),
        #[cfg(not(feature = "remote"))]
        Target::Dav(_) | Target::S3(_) => Err(Fault::known(PUBLISH, target.to_string(), LOCAL)),
    }
}

/// Publishes a site at a place. `progress` is told how many files are done, and of how
/// many.
pub fn publish(
    site: &Site,
    place: &mut dyn Place,
    how: How,
    progress: &dyn Fn(usize, usize),
) -> Result<Published, Fault> {
    let there = match place.read(PLACE)? {
        None => None,
        Some(bytes) => match parsed(&bytes) {
            None if !how.force => return Err(place.fault(PUBLISH, DAMAGED)),
            ledger => Some(ledger.unwrap_or_default()),
        },
    };
    let manifest = there.clone().unwrap_or_default();
    // Of one that was cut itself all is unknown.
    let notice = place.read(NOTICE)?;
    let notice = notice.map(|bytes| parsed(&bytes).unwrap_or_else(|| Ledger::new(manifest.routes())));
    let plan = plan::plan(&site.ledger, &manifest, notice.as_ref())
        .ok_or_else(|| Fault::known(PUBLISH, site.path(), UNFINISHED))?;
    if !how.force {
        let is_ours = there.is_some() || notice.is_some();
        let new: Vec<&str> = plan.batches.iter().filter(|batch| !batch.replaces).flat_map(Batch::routes).collect();
        if let Some(title) = there.as_ref().map(|there| another(site, place, there)).transpose()?.flatten() {
            return Err(place.fault(PUBLISH, ANOTHER).naming(title));
        }
        if let Some(stranger) = place.stranger(&new, is_ours)? {
            return Err(place.fault(PUBLISH, STRANGERS).naming(stranger));
        }
    }
    let published = counted(site, &plan, &manifest);
    match (how.dry, plan.is_empty()) {
        (true, _) => {}
        // What a run has left that was cut before it had sent anything.
        (false, true) => place.end()?,
        (false, false) => send(site, place, &plan, progress)?,
    }
    Ok(published)
}

/// What another publication is called whose site is at a place: none of its reports
/// is one of ours, and it is not called as ours is.
fn another(site: &Site, place: &mut dyn Place, there: &Ledger) -> Result<Option<String>, Fault> {
    let reports = |ledger: &Ledger| -> BTreeSet<String> {
        let is_report = |route: &&str| route.starts_with("reports/") && route.ends_with(".html");
        ledger.routes().filter(is_report).map(str::to_owned).collect()
    };
    let (own, others) = (reports(&site.ledger), reports(there));
    if own.is_empty() || others.is_empty() || !own.is_disjoint(&others) {
        return Ok(None);
    }
    let Some(seal) = site.ledger.seal(HOME) else { return Ok(None) };
    let own = Sent { route: HOME, content: Content::File { site, seal } }.bytes()?;
    let title = place.read(HOME)?.as_deref().and_then(title_of);
    Ok(title.filter(|title| title_of(&own).as_ref() != Some(title)))
}

/// What a page is called.
fn title_of(page: &[u8]) -> Option<String> {
    let page = String::from_utf8_lossy(page);
    let (_, rest) = page.split_once("<title>")?;
    rest.split_once("</title>").map(|(title, _)| title.trim().to_owned())
}

impl Batch {
    fn routes(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(route, _)| &**route)
    }
}

/// The ledger in the bytes of a file; none if it cannot be trusted.
fn parsed(bytes: &[u8]) -> Option<Ledger> {
    std::str::from_utf8(bytes).ok().and_then(Ledger::parse)
}

fn counted(site: &Site, plan: &Plan, manifest: &Ledger) -> Published {
    let changed = plan.sent().filter(|(route, _)| manifest.has(route)).count();
    let sent = plan.sent().count();
    Published {
        new: sent - changed,
        changed,
        removed: plan.removed.len() + plan.cleared.len(),
        unchanged: site.ledger.len() - sent,
        bytes: plan.bytes(),
        resumed: plan.resumes,
    }
}

/// Sends what is planned.
fn send(site: &Site, place: &mut dyn Place, plan: &Plan, progress: &dyn Fn(usize, usize)) -> Result<(), Fault> {
    let total = plan.sent().count();
    let mut done = 0;
    let mut notice = plan.notice.clone();
    note(place, NOTICE, &notice)?;
    place.remove(&plan.cleared)?;
    for batch in &plan.batches {
        let files: Vec<Sent<'_>> = batch
            .files
            .iter()
            .map(|(route, seal)| Sent { route, content: Content::File { site, seal: *seal } })
            .collect();
        place.put(&files, batch.replaces, &|arrived| progress(done + arrived, total))?;
        done += files.len();
        progress(done, total);
        let arrived = Ledger::sealed(batch.files.iter().map(|(route, seal)| (route.as_str().into(), Some(*seal))));
        notice = arrived.with(&notice);
        note(place, NOTICE, &notice)?;
    }
    if !plan.removed.is_empty() {
        note(place, NOTICE, &plan.last_notice(&notice))?;
    }
    note(place, PLACE, &site.ledger)?;
    place.remove(&plan.removed)?;
    place.end()?;
    // Last: as long as it is there, the next run does all this again.
    place.remove(&[NOTICE.to_owned()])
}

/// Writes a ledger at the place.
fn note(place: &mut dyn Place, path: &str, ledger: &Ledger) -> Result<(), Fault> {
    let text = ledger.text();
    place.put(&[Sent { route: path, content: Content::Text(&text) }], true, &|_| {})
}
