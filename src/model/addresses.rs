//! Addresses: which file stands where in the site.
//!
//! In: the paths of the files. Out: an address for each, and the files beside
//! reports and pages as attachments. A file whose address another has, or that
//! is of a kind that is not published, has none, with a finding; nothing else
//! that was asked for is left out. What a file says has no part in it.
//!
//! What is asked for besides texts is for `named` to say: nothing is published
//! that no text links to or shows. Only pictures beside pages are, whoever
//! shows them: the templates of a theme name them by their addresses.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::diag::rules::model as rules;
use crate::model::reports::{CONTENT, PAGES, REPORTS};
use crate::model::slug::slug_path;
use crate::model::{Attachment, Beside};
use crate::parse::{EditorialDraft, PageDraft, ReportDraft};
use crate::source::{Span, VPath};

/// Extensions of pictures that browsers show and that cannot carry scripts.
const IMAGES: [&str; 6] = ["jpg", "jpeg", "png", "gif", "webp", "avif"];

/// Extensions of attachments that are offered for download. SVG and HTML are
/// not among them: opened by themselves they run scripts in the site's name.
const ATTACHMENTS: [&str; 19] = [
    "pdf", "doc", "docx", "wps", "odt", "xls", "xlsx", "et", "ods", "csv", "ppt", "pptx", "dps", "odp", "txt", "zip",
    "mp3", "mp4", "ofd",
];

/// Whether readers may be given a file of this extension.
pub fn is_publishable(extension: &str) -> bool {
    IMAGES.contains(&extension) || ATTACHMENTS.contains(&extension)
}

/// Whether a file of this extension is a picture that browsers show.
pub fn is_image(extension: &str) -> bool {
    IMAGES.contains(&extension)
}

/// Whether a file of this extension is a document that someone wrote, which may
/// lie there only because it was put in the wrong place.
pub fn is_manuscript(extension: &str) -> bool {
    const KINDS: [&str; 13] =
        ["doc", "docx", "docm", "wps", "rtf", "odt", "pdf", "ofd", "txt", "html", "htm", "mht", "mhtml"];
    KINDS.contains(&extension)
}

/// Those of the files beside texts that are published: named by a report that
/// is built, by a page or by what an editor puts before one.
pub fn named(
    others: Vec<Beside>,
    reports: &[Arc<ReportDraft>],
    pages: &[Arc<PageDraft>],
    editorials: &[Arc<EditorialDraft>],
) -> Vec<Beside> {
    if others.is_empty() {
        return others;
    }
    let mut named: BTreeSet<VPath> = pages.iter().flat_map(|page| page.files.iter().cloned()).collect();
    named.extend(editorials.iter().flat_map(|text| text.files.iter().cloned()));
    for report in reports {
        named.extend(report.files.iter().cloned());
        named.extend(report.original().filter(|_| report.source.as_ref().is_some_and(|source| source.publish)));
    }
    let mut others = others;
    others.retain(|Beside { path, .. }| {
        let extension = path.extension();
        let shown_by_themes = path.below(PAGES).is_some() && IMAGES.contains(&extension.as_str());
        // Of a kind that is never published: that is to be said.
        let told = !is_publishable(&extension) && !is_manuscript(&extension);
        shown_by_themes || told || named.contains(path)
    });
    others
}

/// The files that addresses are given to, each list in the order of the paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The reports that are built.
    pub reports: Vec<VPath>,
    /// The pages.
    pub pages: Vec<VPath>,
    /// The other files beside them.
    pub others: Vec<Beside>,
}

/// The address of every file.
#[derive(Debug)]
pub struct Addresses {
    /// For which files.
    pub asked: Asked,
    /// The place of each report without extension: `2020/xueye`.
    pub reports: Vec<Option<String>>,
    /// The place of each page without extension: `manual/kuaisu`.
    pub pages: Vec<Option<String>>,
    /// The other files that have one.
    pub attachments: Arc<Vec<Attachment>>,
    /// Why files have none.
    pub findings: Vec<Diagnostic>,
}

impl Addresses {
    /// Gives the addresses: to reports first, then pages, then the rest.
    pub fn give(asked: Asked) -> Addresses {
        let mut places = Places::default();
        let mut findings = Vec::new();
        let mut report = |path: &VPath| {
            let slug = slug_below(path, REPORTS);
            places
                .take(&format!("reports/{slug}.html"), path)
                .map(|()| slug)
                .map_err(|finding| findings.push(finding))
                .ok()
        };
        let reports = asked.reports.iter().map(&mut report).collect();
        let mut page = |path: &VPath| {
            let slug = slug_below(path, PAGES);
            places
                .take_free(&format!("{slug}.html"), path)
                .map(|()| slug)
                .map_err(|finding| findings.push(finding))
                .ok()
        };
        let pages = asked.pages.iter().map(&mut page).collect();
        let attachments = Arc::new(attachments(&asked.others, &mut places, &mut findings));
        Addresses { asked, reports, pages, attachments, findings }
    }
}

fn attachments(others: &[Beside], places: &mut Places, findings: &mut Vec<Diagnostic>) -> Vec<Attachment> {
    let mut attachments = Vec::new();
    for Beside { path, measure } in others {
        let extension = path.extension();
        let image = IMAGES.contains(&extension.as_str());
        if !image && !ATTACHMENTS.contains(&extension.as_str()) {
            findings.push(
                Diagnostic::new(&rules::ATTACHMENT_KIND, Span::whole(path)).with("extension", extension.as_str()),
            );
            continue;
        }
        let (route, taken) = match path.below(REPORTS) {
            Some(_) => {
                let route = format!("reports/{}.{extension}", slug_below(path, REPORTS));
                let taken = places.take(&route, path);
                (route, taken)
            }
            None if path.below(PAGES).is_none() => {
                let route = format!("{}.{extension}", slug_below(path, CONTENT));
                let taken = places.take(&route, path);
                (route, taken)
            }
            None => {
                let route = format!("{}.{extension}", slug_below(path, PAGES));
                let taken = places.take_free(&route, path);
                (route, taken)
            }
        };
        match taken {
            Ok(()) => attachments.push(Attachment { path: path.clone(), route, image, measure: *measure }),
            Err(finding) => findings.push(finding),
        }
    }
    attachments
}

/// The address of a file below a folder, without its extension.
fn slug_below(path: &VPath, folder: &str) -> String {
    let below = path.below(folder).unwrap_or(path.as_str());
    let stem = match below.rsplit_once('/') {
        Some((folders, _)) => format!("{folders}/{}", path.stem()),
        None => path.stem().to_owned(),
    };
    slug_path(&stem)
}

/// Who has which address.
#[derive(Default)]
pub struct Places(BTreeMap<String, VPath>);

/// The routes of what huibian makes, by which no file may be named.
const RESERVED: [&str; 11] = [
    "index.html",
    "years.html",
    "orgs.html",
    "topics.html",
    "names.html",
    "honours.html",
    "metrics.html",
    "data.html",
    "find.html",
    "404.html",
    "robots.txt",
];

/// The folders of the pages that huibian makes.
const RESERVED_FOLDERS: [&str; 8] =
    ["years/", "orgs/", "topics/", "names/", "people/", "metrics/", "reports/", "data/"];

impl Places {
    /// Takes an address for a file; a finding if it is taken.
    pub fn take(&mut self, route: &str, path: &VPath) -> Result<(), Diagnostic> {
        match self.0.entry(route.to_owned()) {
            Entry::Vacant(place) => {
                place.insert(path.clone());
                Ok(())
            }
            Entry::Occupied(first) => Err(Diagnostic::new(&rules::ROUTE_TAKEN, Span::whole(path))
                .with("other", first.get().as_str())
                .with("route", route)),
        }
    }

    /// Takes an address outside the reports for a file; a finding if it is
    /// taken or kept for a page that huibian makes.
    pub fn take_free(&mut self, route: &str, path: &VPath) -> Result<(), Diagnostic> {
        if RESERVED.contains(&route) || RESERVED_FOLDERS.iter().any(|folder| route.starts_with(folder)) {
            return Err(Diagnostic::new(&rules::ROUTE_RESERVED, Span::whole(path)).with("route", route));
        }
        self.take(route, path)
    }
}
