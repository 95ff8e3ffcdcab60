//! Links: what a body's references to other files lead to.
//!
//! In: the file and route of the page being written. Out: addresses relative
//! to it. Authors refer to source files (`../2019/xueye.md`, `tu.png`), which
//! they can see; what readers get are routes.

use std::cell::Cell;

use crate::model::Publication;
use crate::model::addresses;
use crate::model::reports::{PAGES, REPORTS};
use crate::parse::markdown::{Picture, Resolve, Smaller, Target};
use crate::plan::{self, Plan, Route};
use crate::source::{Files, VPath};
use crate::text::near;

/// For how many references of one file that lead nowhere it is guessed what
/// was meant: each guess looks through all names of a folder.
pub const GUESSES: usize = 100;

/// Answers the references of one file.
pub struct Links<'a> {
    /// The publication.
    pub publication: &'a Publication,
    /// What will exist.
    pub plan: &'a Plan,
    /// The files, for the sizes of images.
    pub files: &'a dyn Files,
    /// The file that refers.
    pub path: &'a VPath,
    /// The page made from it.
    pub route: &'a Route,
    /// How many guesses are left.
    pub guesses: Cell<usize>,
}

impl Links<'_> {
    /// A route as seen from this page.
    fn relative(&self, target: &str) -> String {
        relative(self.route.as_str(), target)
    }

    /// Where a file stands, as seen from the Markdown of a report: of reports
    /// theirs, of pages their pages; none if it is not in the site.
    pub fn beside(&self, path: &str) -> Option<String> {
        let file = self.path.resolve(path)?;
        let texts = &self.plan.texts;
        let report = || texts.reports.get(&file).map(|&id| plan::twin_route(self.publication, id));
        let page = || texts.pages.get(&file).map(|&id| plan::page_route(self.publication, id));
        let attached = || texts.attachments.get(&file).map(|route| route.as_str().to_owned());
        report().or_else(page).or_else(attached).map(|route| self.relative(&route))
    }

    /// The file of the publication that was probably meant, as the author
    /// would write it from here.
    fn nearest(&self, path: &str) -> Option<String> {
        self.guesses.set(self.guesses.get().checked_sub(1)?);
        let name = path.rsplit('/').next().unwrap_or(path);
        // What is never published is no advice.
        let files =
            || self.files.paths().iter().filter(|file| is_text(file) || addresses::is_publishable(&file.extension()));
        // The same name in another folder is a likelier slip than another name here.
        if let Some(file) = files().find(|file| file.file_name() == name) {
            return Some(relative(self.path.as_str(), file.as_str()));
        }
        let here = files().filter(|file| file.folder() == self.path.folder()).map(VPath::file_name);
        near::nearest(name, here).map(str::to_owned)
    }
}

impl Resolve for Links<'_> {
    fn link(&self, path: &str) -> Target {
        let Some(file) = self.path.resolve(path) else { return Target::Missing { nearest: self.nearest(path) } };
        if let Some(&id) = self.plan.texts.reports.get(&file) {
            return Target::Internal { href: self.relative(&plan::report_route(self.publication, id)) };
        }
        if let Some(&id) = self.plan.texts.pages.get(&file) {
            return Target::Internal { href: self.relative(&plan::page_route(self.publication, id)) };
        }
        if let Some(route) = self.plan.texts.attachments.get(&file) {
            let href = self.relative(route.as_str());
            return Target::Attachment { href, download: file.file_name().to_owned() };
        }
        if !self.files.holds(&file) {
            return Target::Missing { nearest: self.nearest(path) };
        }
        if is_text(&file) { Target::Unpublished } else { Target::Excluded }
    }

    fn image(&self, path: &str) -> Picture {
        let file = self.path.resolve(path);
        let Some(attachment) = file.as_ref().and_then(|file| self.publication.attachment(file)) else {
            let held = file.is_some_and(|file| self.files.holds(&file));
            return if held { Picture::NotAnImage } else { Picture::Missing { nearest: self.nearest(path) } };
        };
        if !attachment.image {
            return Picture::NotAnImage;
        }
        let src = self.relative(&attachment.route);
        let smaller = attachment
            .renditions()
            .into_iter()
            .map(|rendition| Smaller { src: format!("{src}{}", rendition.suffix()), rendition });
        Picture::Found {
            smaller: smaller.collect(),
            size: attachment.measure.map(|measure| (measure.width, measure.height)),
            src,
        }
    }
}

/// Whether a file is a report or a page, published or not.
fn is_text(file: &VPath) -> bool {
    file.extension() == "md" && [REPORTS, PAGES].iter().any(|folder| file.below(folder).is_some())
}

/// One path as seen from another; both from the same root.
pub fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len() - 1;
    let common = from[..folders].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut relative = "../".repeat(folders - common);
    relative.push_str(&to[common..].join("/"));
    relative
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn routes_are_seen_from_where_the_page_stands() {
        assert_eq!(relative("reports/2020/a.html", "reports/2020/b.html"), "b.html");
        assert_eq!(relative("reports/2020/a.html", "reports/2019/b.html"), "../2019/b.html");
        assert_eq!(relative("reports/2020/a.html", "about.html"), "../../about.html");
        assert_eq!(relative("index.html", "reports/a.html"), "reports/a.html");
        assert_eq!(relative("reports/reports.html", "reports"), "../reports");
    }
}
