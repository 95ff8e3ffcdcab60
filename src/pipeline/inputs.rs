//! Inputs: what a page is made from, as digests.
//!
//! In: what was read, and the publication that was made of it. Out: for each kind
//! of file of the site a digest that is the same only if all that its maker is
//! given is, but for what the maker asks for and is noted when it does: the texts
//! that it reads (`Noted`), and the metadata of reports (`RenderContext::metadata`). So a
//! file of the site whose key, texts and metadata are those of an earlier build
//! has the bytes it had then.
//!
//! What all pages share is the publication but for metadata and bodies: the
//! registries as far as they say anything, the site, phrases, which files there
//! are and how large pictures are.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::{MetadataReads, Publication, Report, Settings};
use crate::parse::{
    EditorialDraft, MetricDraft, OldFinding, OrganizationDraft, PageDraft, ReportDraft, SiteDraft, TermsDraft,
    TopicDraft,
};
use crate::picture::Measure;
use crate::plan::PageKind;
use crate::plan::search::SearchFile;
use crate::render::view::site::SiteView;
use crate::source::{Cache, Digest, Digester, Files, Unreadable, VPath};

/// What of a file other pages than its own may take, beside what the publication
/// has of it.
pub trait Shared {
    /// The digest of that; `bytes` are those of the file.
    fn shared(&self, bytes: &[u8]) -> Digest;
}

/// All of it.
macro_rules! whole {
    ($($draft:ty),*) => {$(
        impl Shared for $draft {
            fn shared(&self, bytes: &[u8]) -> Digest {
                Digest::of(bytes)
            }
        }
    )*};
}
whole!(SiteDraft, TermsDraft, Vec<OldFinding>);

/// Nothing beside what the publication has.
macro_rules! resolved {
    ($($draft:ty),*) => {$(
        impl Shared for $draft {
            fn shared(&self, _: &[u8]) -> Digest {
                Digest::of(b"")
            }
        }
    )*};
}
resolved!(ReportDraft, Vec<OrganizationDraft>, Vec<TopicDraft>, Vec<MetricDraft>);

impl Shared for PageDraft {
    fn shared(&self, bytes: &[u8]) -> Digest {
        before(bytes, self.body.start).part(format!("{:?}", self.files).as_bytes()).end()
    }
}

impl Shared for EditorialDraft {
    fn shared(&self, bytes: &[u8]) -> Digest {
        before(bytes, self.body.start).part(format!("{:?}", self.files).as_bytes()).end()
    }
}

/// What stands before the body: the front matter.
fn before(bytes: &[u8], body: u32) -> Digester {
    let mut digester = Digester::default();
    digester.part(bytes.get(..body as usize).unwrap_or(bytes));
    digester
}

/// The reports whose metadata a file of the site shows, by their places in the order
/// of the paths of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mentioned {
    /// A few.
    These(Vec<u32>),
    /// Many; all are taken for mentioned.
    All,
}

/// How many reports a file of the site may mention before all are taken for it.
const MENTIONED: usize = 1024;

/// What the files of a site are made from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// What all of them share.
    shared: Digest,
    /// The templates of the publication.
    templates: Digest,
    /// All texts, whole.
    texts: Digest,
    /// What stands in each text.
    contents: HashMap<VPath, Digest>,
    /// What each report says of itself, in the order of their paths.
    pub metadata: Vec<(VPath, Digest)>,
    /// The titles of all reports.
    titles: Digest,
}

impl Inputs {
    /// With what was made of it: the settings, the publication, and what every page
    /// sees of the site.
    pub fn of(mut self, settings: &Settings, publication: &Publication, site: &SiteView) -> Inputs {
        let Publication { organizations, topics, topic_order, metrics, attachments, .. } = publication;
        // The words and what is said of the site are those of files taken whole, and
        // pages as a whole are taken with their files.
        let Publication { reports, words: _, site: _, pages: _, .. } = publication;
        let reader = MetadataReads::default();
        let of_report =
            |report: &Arc<Report>| (report.digest(), report.path.clone(), Digest::of_value(report.metadata(&reader)));
        let (told, named): (Vec<(Digest, VPath, Digest)>, String) = rayon::join(
            || reports.par_iter().map(of_report).collect(),
            || format!("{organizations:?} {topics:?} {topic_order:?} {metrics:?} {attachments:?}"),
        );
        let mut shared = Digester::default();
        shared.part(self.shared.as_bytes()).part(format!("{settings:?}").as_bytes());
        shared.part(&serde_json::to_vec(site).unwrap_or_default());
        shared.part(named.as_bytes());
        told.iter().for_each(|(facts, ..)| shared.bytes(facts.as_bytes()));
        self.shared = shared.end();
        self.metadata = told.into_iter().map(|(_, path, metadata)| (path, metadata)).collect();
        self.metadata.sort_unstable();
        self.titles =
            Digest::of_value(&reports.iter().map(|report| &report.metadata(&reader).title).collect::<Vec<_>>());
        self
    }

    /// The key of a file of the site that is made in this way; none of what is
    /// copied or cheap to make.
    pub fn key(&self, make: &PageKind) -> Option<Digest> {
        let mut key = Digester::default();
        match make {
            PageKind::Attachment(_) | PageKind::Rendition(..) | PageKind::ThemeAsset(_) | PageKind::Static(_) => {
                return None;
            }
            PageKind::Accent | PageKind::Face(_) => return None,
            // Its texts are those of its report, which `text_key` adds.
            PageKind::Search(SearchFile::Report(_)) => return None,
            PageKind::Search(SearchFile::Manifest | SearchFile::Editorials | SearchFile::Shard(..)) => {
                key.part(self.shared.as_bytes()).part(self.texts.as_bytes())
            }
            // The names are gathered once for all their files, from titles too.
            PageKind::Search(SearchFile::Names(_) | SearchFile::Pinyin(_)) => {
                key.part(self.shared.as_bytes()).part(self.titles.as_bytes())
            }
            page if page.is_page() => key.part(self.shared.as_bytes()).part(self.templates.as_bytes()),
            _ => key.part(self.shared.as_bytes()),
        };
        Some(key.end())
    }

    /// The key of what is made from one text alone and from what all share.
    pub fn text_key(&self, path: &VPath) -> Option<Digest> {
        let mut key = Digester::default();
        key.part(self.shared.as_bytes()).part(self.content(path)?.as_bytes());
        Some(key.end())
    }

    /// What stands in a text; none of a file that is none.
    pub fn content(&self, path: &VPath) -> Option<Digest> {
        self.contents.get(path).copied()
    }

    /// Some reports, by their files.
    pub fn mentioned(&self, reports: &[VPath]) -> Mentioned {
        if reports.len() > MENTIONED {
            return Mentioned::All;
        }
        let place = |report: &VPath| self.metadata.binary_search_by(|(path, _)| path.cmp(report)).ok();
        let places: Option<Vec<u32>> = reports.iter().map(|report| u32::try_from(place(report)?).ok()).collect();
        places.map_or(Mentioned::All, Mentioned::These)
    }
}

/// Inputs that are being taken together.
#[derive(Default)]
pub struct Taking {
    shared: Digester,
    templates: Digester,
    texts: Digester,
    contents: HashMap<VPath, Digest>,
}

impl Taking {
    /// There is a file.
    pub fn path(&mut self, path: &VPath) {
        self.shared.part(path.as_str().as_bytes());
    }

    /// It is a text or a registry.
    pub fn sheet(&mut self, path: &VPath, content: Option<Digest>, shared: Digest) {
        self.shared.part(shared.as_bytes());
        self.texts.part(content.as_ref().map_or(&[][..], Digest::as_bytes));
        self.contents.extend(content.map(|content| (path.clone(), content)));
    }

    /// It lies beside a text.
    pub fn measure(&mut self, measure: Option<&Measure>) {
        self.shared.part(format!("{measure:?}").as_bytes());
    }

    /// It belongs to a theme.
    pub fn theme(&mut self, path: &VPath, content: Option<Digest>) {
        let is_template = path.extension() == "html";
        let of = if is_template { &mut self.templates } else { &mut self.shared };
        of.part(path.as_str().as_bytes()).part(content.as_ref().map_or(&[][..], Digest::as_bytes));
    }

    /// That was all.
    pub fn end(self) -> Inputs {
        Inputs {
            shared: self.shared.end(),
            templates: self.templates.end(),
            texts: self.texts.end(),
            contents: self.contents,
            metadata: Vec::new(),
            titles: Digest::of(b""),
        }
    }
}

/// Files of which is noted what was read.
pub struct Noted<'f> {
    under: &'f dyn Files,
    read: Mutex<Vec<(VPath, Option<Digest>)>>,
}

impl<'f> Noted<'f> {
    /// These files.
    pub fn new(under: &'f dyn Files) -> Noted<'f> {
        Noted { under, read: Mutex::default() }
    }

    /// What was read, with what stood in it; none where it could not be read or
    /// not as a whole.
    pub fn into_read(self) -> Vec<(VPath, Option<Digest>)> {
        self.read.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, path: &VPath, bytes: Option<&[u8]>) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.push((path.clone(), bytes.map(Digest::of)));
    }
}

impl Files for Noted<'_> {
    fn paths(&self) -> &[VPath] {
        self.under.paths()
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        let read = self.under.read(path);
        self.note(path, read.as_deref().ok());
        read
    }

    fn read_head(&self, path: &VPath, length: usize) -> Result<Vec<u8>, Unreadable> {
        self.note(path, None);
        self.under.read_head(path, length)
    }

    fn read_text(&self, path: &VPath) -> Result<(Vec<u8>, Option<&'static str>), Unreadable> {
        let read = self.under.read_text(path);
        self.note(path, read.as_ref().ok().map(|(bytes, _)| bytes.as_slice()));
        read
    }

    fn cache(&self) -> Option<&dyn Cache> {
        self.under.cache()
    }

    fn holds(&self, path: &VPath) -> bool {
        self.under.holds(path)
    }
}
