//! Clean: what a build from nothing says, and how another state differs.
//!
//! In: a folder. Out: its listing, every page, and every finding, none of which
//! knows of any edit; and in a few words where another session differs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use huibian::diag::{self, Diagnostic};
use huibian::disk::Folder;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::plan::Route;
use huibian::render::Content;
use huibian::source::Files;

/// A publication as a first build has it.
pub struct Clean {
    pub folder: Arc<Folder>,
    pub session: Session,
    pub pages: BTreeMap<Route, (Content, Vec<Diagnostic>)>,
    /// What a build reports.
    pub findings: Vec<Diagnostic>,
}

impl Clean {
    /// Builds everything.
    pub fn of(root: &Path, settings: &Settings) -> Clean {
        let folder = Arc::new(Folder::open(root).unwrap());
        let session = Session::open(folder.clone(), settings);
        let mut pages = BTreeMap::new();
        // As `build` puts them together.
        let mut findings = [folder.diagnostics(), session.diagnostics()].concat();
        for (route, _) in session.routes() {
            let rendered = session.render(route);
            findings.extend_from_slice(&rendered.diagnostics);
            pages.insert(route.clone(), (rendered.content, rendered.diagnostics));
        }
        diag::sort(&mut findings);
        Clean { folder, session, pages, findings }
    }

    /// How another session, with its folder, differs; nothing if it does not.
    pub fn difference(&self, folder: &Folder, session: &Session) -> Option<String> {
        if folder.paths() != self.folder.paths() {
            return Some(list("files", folder.paths(), self.folder.paths()));
        }
        if folder.diagnostics() != self.folder.diagnostics() {
            return Some(list("findings of the folder", folder.diagnostics(), self.folder.diagnostics()));
        }
        if session.diagnostics() != self.session.diagnostics() {
            return Some(list("findings of the session", session.diagnostics(), self.session.diagnostics()));
        }
        if !session.routes().map(|(route, _)| route).eq(self.pages.keys()) {
            let routes: Vec<&Route> = session.routes().map(|(route, _)| route).collect();
            return Some(list("routes", &routes, &self.pages.keys().collect::<Vec<_>>()));
        }
        for (route, (content, findings)) in &self.pages {
            let rendered = session.render(route);
            if rendered.content != *content {
                return Some(format!("{route}: {}", contents(&rendered.content, content)));
            }
            if rendered.diagnostics != *findings {
                return Some(list(&format!("findings of {route}"), &rendered.diagnostics, findings));
            }
        }
        None
    }
}

/// Where two lists differ.
pub fn list<T: PartialEq + std::fmt::Debug>(what: &str, now: &[T], clean: &[T]) -> String {
    let more: Vec<&T> = now.iter().filter(|item| !clean.contains(item)).collect();
    let less: Vec<&T> = clean.iter().filter(|item| !now.contains(item)).collect();
    format!("{what}: too much: {more:#?}\nlacking: {less:#?}\n({} against {})", now.len(), clean.len())
}

/// The first lines in which two contents differ.
fn contents(now: &Content, clean: &Content) -> String {
    match (now, clean) {
        (Content::Bytes(now), Content::Bytes(clean)) => bytes(now, clean),
        _ => format!("{now:?} and not {clean:?}"),
    }
}

/// The first lines in which two pages differ.
pub fn bytes(now: &[u8], clean: &[u8]) -> String {
    let (now, clean) = (String::from_utf8_lossy(now), String::from_utf8_lossy(clean));
    let mut pairs = now.lines().zip(clean.lines()).enumerate();
    match pairs.find(|(_, (now, clean))| now != clean) {
        Some((line, (now, clean))) => format!("line {}:\nnow   {now}\nclean {clean}", line + 1),
        None => format!("{} lines and not {}", now.lines().count(), clean.lines().count()),
    }
}
