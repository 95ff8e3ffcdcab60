//! The ledger: which files of an output folder huibian wrote.
//!
//! In: routes, or the text of an earlier ledger. Out: a sorted set of routes
//! and its text. The ledger is the only licence to overwrite or remove, so it
//! is read with suspicion: a text that is cut short or of another make is
//! none at all, and a route that would leave the folder is not believed.

use std::collections::BTreeSet;

/// Where the ledger lies in the output.
pub const PLACE: &str = ".huibian/ledger";

/// What a ledger's first line begins with; the number of routes follows.
const HEAD: &str = "huibian-ledger 1 ";

/// A set of routes, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(Vec<Box<str>>);

impl Ledger {
    /// A ledger of the given routes.
    pub fn new<'r>(routes: impl IntoIterator<Item = &'r str>) -> Ledger {
        let mut routes: Vec<Box<str>> = routes.into_iter().map(Box::from).collect();
        routes.sort_unstable();
        routes.dedup();
        Ledger(routes)
    }

    /// Reads a ledger's text; `None` if it is no ledger or not a whole one.
    pub fn parse(text: &str) -> Option<Ledger> {
        let (head, routes) = text.split_once('\n')?;
        let count: usize = head.strip_prefix(HEAD)?.parse().ok()?;
        if routes.lines().count() != count || !(routes.is_empty() || routes.ends_with('\n')) {
            return None;
        }
        Some(Ledger::new(routes.lines().filter(|route| is_route(route))))
    }

    /// The text that `parse` reads.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}{}\n", self.0.len());
        for route in &self.0 {
            text.push_str(route);
            text.push('\n');
        }
        text
    }

    /// Whether it has no route.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The routes, in order.
    pub fn routes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|route| &**route)
    }

    /// Whether it has this route.
    pub fn has(&self, route: &str) -> bool {
        self.0.binary_search_by(|known| (**known).cmp(route)).is_ok()
    }

    /// Whether it has a route below this folder.
    pub fn has_below(&self, folder: &str) -> bool {
        self.0.iter().any(|route| route.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The routes that `other` does not have.
    pub fn without(&self, other: &Ledger) -> Ledger {
        Ledger(self.0.iter().filter(|route| !other.has(route)).cloned().collect())
    }

    /// The routes of both.
    pub fn with(&self, other: &Ledger) -> Ledger {
        Ledger::new(self.routes().chain(other.routes()))
    }

    /// Every folder that its files lie in, the outer before the inner.
    pub fn folders(&self) -> BTreeSet<String> {
        let mut folders: BTreeSet<String> = BTreeSet::new();
        let mut last = "";
        for route in self.routes() {
            let folder = route.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folder != last {
                folders.extend(folders_above(route).map(str::to_owned));
                last = folder;
            }
        }
        folders
    }
}

/// The folders that a route lies in, the innermost first.
pub fn folders_above(route: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(route), |path| path.rsplit_once('/').map(|(folder, _)| folder)).skip(1)
}

/// Whether a text is a path below the output folder on every system, and not
/// in huibian's own part of it.
pub fn is_route(route: &str) -> bool {
    let is_part = |part: &str| !matches!(part, "" | "." | "..");
    !route.contains(|c: char| c == '\\' || c == ':' || c.is_control())
        && route.split('/').all(is_part)
        && route.split('/').next() != Some(".huibian")
}

#[cfg(test)]
mod tests {
    use super::{Ledger, folders_above, is_route};

    #[test]
    fn a_ledger_survives_writing_and_is_sorted() {
        let ledger = Ledger::new(["b.html", "a/c.html", "b.html"]);
        assert_eq!(ledger.text(), "huibian-ledger 1 2\na/c.html\nb.html\n");
        assert_eq!(Ledger::parse(&ledger.text()), Some(ledger));
        assert_eq!(Ledger::parse("huibian-ledger 1 0\n"), Some(Ledger::default()));
    }

    #[test]
    fn half_a_ledger_is_none() {
        for text in ["", "huibian-ledger 1 2\na\n", "huibian-ledger 1 1\na", "huibian-ledger 2 0\n", "# mine\n"] {
            assert_eq!(Ledger::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_route_stays_in_the_folder() {
        for route in ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "C:\\x", "a\\b", ".huibian/ledger", "a\nb"]
        {
            assert!(!is_route(route), "{route:?}");
        }
        assert!(is_route("reports/2020/a.html") && is_route(".nojekyll"));
        let forged = "huibian-ledger 1 2\n../../home\na.html\n";
        assert_eq!(Ledger::parse(forged), Some(Ledger::new(["a.html"])));
    }

    #[test]
    fn folders_come_outer_first() {
        let ledger = Ledger::new(["a/b/c.html", "a/b/d.html", "e.html"]);
        assert_eq!(ledger.folders().into_iter().collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders_above("a/b/c.html").collect::<Vec<_>>(), ["a/b", "a"]);
        assert!(ledger.has_below("a/b") && !ledger.has_below("a/b/c.html"));
    }
}
