//! Inputs: what a page is made from, as digests.
//!
//! In: what was read. Out: for each kind of file of the site a digest that is the
//! same only if all that its maker is given is, but for the texts that the maker
//! reads itself, which are noted when it does (`Noted`). So a file of the site
//! whose key and whose texts are those of an earlier build has the bytes it had
//! then.
//!
//! What all pages share is everything but bodies: front matters, registries, the
//! site, phrases, which files there are and how large pictures are. A body is
//! read by its own page alone; of what follows from it others see the excerpt,
//! the files and the pictures (`Shared`), and two tables its length.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::model::Settings;
use crate::parse::{
    EditorialDraft, MetricDraft, OldFinding, OrganizationDraft, PageDraft, ReportDraft, SiteDraft, TermsDraft,
    TopicDraft,
};
use crate::picture::Measure;
use crate::plan::Make;
use crate::plan::data::{DataFile, Table};
use crate::plan::search::SearchFile;
use crate::render::view::site::SiteView;
use crate::source::{Cache, Digest, Digester, Files, Unreadable, VPath};

/// What of a file other pages than its own may take.
pub trait Shared {
    /// The digest of that; `bytes` are those of the file.
    fn shared(&self, bytes: &[u8]) -> Digest;
}

/// All of a registry.
macro_rules! whole {
    ($($draft:ty),*) => {$(
        impl Shared for $draft {
            fn shared(&self, bytes: &[u8]) -> Digest {
                Digest::of(bytes)
            }
        }
    )*};
}
whole!(SiteDraft, TermsDraft, Vec<OrganizationDraft>, Vec<TopicDraft>, Vec<MetricDraft>, Vec<OldFinding>);

impl Shared for ReportDraft {
    fn shared(&self, bytes: &[u8]) -> Digest {
        let ReportDraft { body, excerpt, files, illustrations, .. } = self;
        before(bytes, body.start).part(excerpt.as_bytes()).part(format!("{files:?} {illustrations:?}").as_bytes()).end()
    }
}

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

/// What the files of a site are made from.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// What all of them share.
    shared: Digest,
    /// The same with the lengths of reports.
    with_lengths: Digest,
    /// The templates of the publication.
    templates: Digest,
    /// All texts, whole.
    texts: Digest,
    /// What stands in each text.
    contents: HashMap<VPath, Digest>,
}

impl Inputs {
    /// The same for these settings, and what every page sees of the site.
    pub fn of_site(mut self, settings: &Settings, site: &SiteView) -> Inputs {
        let settings = format!("{settings:?}");
        let site = serde_json::to_vec(site).unwrap_or_default();
        for digest in [&mut self.shared, &mut self.with_lengths] {
            *digest = Digester::default().part(digest.as_bytes()).part(settings.as_bytes()).part(&site).end();
        }
        self
    }

    /// The key of a file of the site that is made in this way; none of what is
    /// copied or cheap to make.
    pub fn key(&self, make: &Make) -> Option<Digest> {
        let mut key = Digester::default();
        match make {
            Make::Attachment(_) | Make::Rendition(..) | Make::ThemeAsset(_) | Make::Static(_) => return None,
            Make::Accent | Make::Face(_) => return None,
            Make::Facts => key.part(self.with_lengths.as_bytes()),
            Make::Data(DataFile::Whole(Table::Reports, _)) => key.part(self.with_lengths.as_bytes()),
            // Its texts are those of its report, which `text_key` adds.
            Make::Search(SearchFile::Report(_)) => return None,
            Make::Search(SearchFile::Manifest | SearchFile::Editorials | SearchFile::Shard(..)) => {
                key.part(self.shared.as_bytes()).part(self.texts.as_bytes())
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
}

/// Inputs that are being taken together.
#[derive(Default)]
pub struct Taking {
    shared: Digester,
    lengths: Digester,
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

    /// It is a report of that length.
    pub fn length(&mut self, characters: u32) {
        self.lengths.part(&characters.to_le_bytes());
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
        let shared = self.shared.end();
        let mut with_lengths = Digester::default();
        with_lengths.part(shared.as_bytes()).part(self.lengths.end().as_bytes());
        Inputs {
            shared,
            with_lengths: with_lengths.end(),
            templates: self.templates.end(),
            texts: self.texts.end(),
            contents: self.contents,
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
