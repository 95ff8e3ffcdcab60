//! The ledger: which files of an output folder huibian wrote.
//!
//! In: routes and what their files held, or the text of an earlier ledger. Out: a
//! sorted set of both and its text, a line for each file: digest, length, route;
//! a hyphen and the route while a build that has not ended yet makes it. The ledger is the only licence to overwrite or remove, so it
//! is read with suspicion: a text that is cut short or of another make is
//! none at all, and a route that would leave the folder is not believed.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use crate::disk::output::Changes;
use crate::disk::system::Dir;
use crate::source::Digest;

/// Where the ledger lies in the output.
pub const PLACE: &str = ".huibian/ledger";
/// The largest ledger that is read, in bytes: some 10 million routes.
const LARGEST: u64 = 1 << 30;

/// What a ledger's first line begins with; the number of routes follows.
const HEAD: &str = "huibian-ledger 2 ";
/// The same of earlier ones, which have routes only.
const BARE: &str = "huibian-ledger 1 ";

/// What a file held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The digest of its bytes.
    pub digest: Digest,
    /// How many there were.
    pub length: u64,
}

/// A set of routes, in order, with what their files held where that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger(Vec<(Box<str>, Option<Seal>)>);

impl Ledger {
    /// A ledger of the given routes.
    pub fn new<'r>(routes: impl IntoIterator<Item = &'r str>) -> Ledger {
        Ledger::sealed(routes.into_iter().map(|route| (route.into(), None)))
    }

    /// A ledger of routes with what their files held. Of one that is given twice
    /// the first is taken.
    pub fn sealed(entries: impl IntoIterator<Item = (Box<str>, Option<Seal>)>) -> Ledger {
        let mut entries: Vec<_> = entries.into_iter().collect();
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        entries.dedup_by(|(later, _), (first, _)| later == first);
        Ledger(entries)
    }

    /// Reads a ledger's text; `None` if it is no ledger or not a whole one.
    pub fn parse(text: &str) -> Option<Ledger> {
        let (head, lines) = text.split_once('\n')?;
        let (count, is_bare) = match head.strip_prefix(HEAD) {
            Some(count) => (count, false),
            None => (head.strip_prefix(BARE)?, true),
        };
        if !(lines.is_empty() || lines.ends_with('\n')) {
            return None;
        }
        let read = |line| {
            let (seal, route) = if is_bare { (None, line) } else { entry(line)? };
            // None of what is not believed.
            Some(is_route(route).then(|| (route.into(), seal)))
        };
        let lines: Vec<&str> = lines.lines().collect();
        if lines.len() != count.parse::<usize>().ok()? {
            return None;
        }
        let entries: Vec<Option<(Box<str>, Option<Seal>)>> = lines.into_par_iter().map(read).collect::<Option<_>>()?;
        Some(Ledger::sealed(entries.into_iter().flatten()))
    }

    /// The ledger in a file; `None` if it holds none that can be trusted.
    pub fn read(dir: &Dir, path: &Path) -> io::Result<Option<Ledger>> {
        Ok(Ledger::in_bytes(&Ledger::bytes_of(dir, path)?))
    }

    /// What a file of one holds.
    pub fn bytes_of(dir: &Dir, path: &Path) -> io::Result<Vec<u8>> {
        dir.read(path, LARGEST)
    }

    /// The ledger that such bytes are; `None` if they are none that can be trusted.
    pub fn in_bytes(bytes: &[u8]) -> Option<Ledger> {
        simdutf8::basic::from_utf8(bytes).ok().and_then(Ledger::parse)
    }

    /// The text that `parse` reads.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}{}\n", self.0.len());
        for (route, seal) in &self.0 {
            // Writing to a string cannot fail.
            let _ = match seal {
                Some(Seal { digest, length }) => writeln!(text, "{digest} {length} {route}"),
                None => writeln!(text, "- {route}"),
            };
        }
        text
    }

    /// Whether it has no route.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many routes it has.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many bytes its files have, as far as that is known.
    pub fn bytes(&self) -> u64 {
        self.0.iter().filter_map(|(_, seal)| Some((*seal)?.length)).sum()
    }

    /// The routes, in order.
    pub fn routes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(route, _)| &**route)
    }

    /// Whether it has this route.
    pub fn has(&self, route: &str) -> bool {
        self.place(route).is_some()
    }

    /// What the file at a route held, if that is known.
    pub fn seal(&self, route: &str) -> Option<Seal> {
        self.0.get(self.place(route)?)?.1
    }

    fn place(&self, route: &str) -> Option<usize> {
        self.0.binary_search_by(|(known, _)| (**known).cmp(route)).ok()
    }

    /// Whether it has a route below this folder.
    pub fn has_below(&self, folder: &str) -> bool {
        self.routes().any(|route| route.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The routes that `other` does not have.
    pub fn without(&self, other: &Ledger) -> Ledger {
        let mut others = other.routes().peekable();
        let is_left = |(route, _): &&(Box<str>, Option<Seal>)| {
            while others.next_if(|other| *other < &**route).is_some() {}
            others.peek() != Some(&&**route)
        };
        Ledger(self.0.iter().filter(is_left).cloned().collect())
    }

    /// The routes of both; of one that both have, what is known here.
    pub fn with(&self, other: &Ledger) -> Ledger {
        Ledger::sealed(self.0.iter().chain(&other.0).cloned())
    }

    /// What changes when a later one takes its place. A file of which one of them
    /// does not know what it held counts as changed.
    pub fn changes(&self, later: &Ledger) -> Changes {
        let routes = |ledger: Ledger| ledger.routes().map(str::to_owned).collect();
        let is_same = |(route, seal): &&(Box<str>, Option<Seal>)| seal.is_some() && self.seal(route) == *seal;
        let changed = later.0.iter().filter(|entry| self.has(&entry.0) && !is_same(entry));
        Changes {
            added: routes(later.without(self)),
            changed: changed.map(|(route, _)| route.to_string()).collect(),
            removed: routes(self.without(later)),
        }
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

/// A line: what the file held, or a hyphen, and its route.
fn entry(line: &str) -> Option<(Option<Seal>, &str)> {
    let (digest, rest) = line.split_once(' ')?;
    if digest == "-" {
        return Some((None, rest));
    }
    let (length, route) = rest.split_once(' ')?;
    Some((Some(Seal { digest: Digest::parse(digest)?, length: length.parse().ok()? }), route))
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
    use super::{Ledger, Seal, folders_above, is_route};
    use crate::source::Digest;

    #[test]
    fn a_ledger_survives_writing_and_is_sorted() {
        let ledger = Ledger::new(["b.html", "a/c d.html", "b.html"]);
        assert_eq!(ledger.text(), "huibian-ledger 2 2\n- a/c d.html\n- b.html\n");
        assert_eq!(Ledger::parse(&ledger.text()), Some(ledger));
        assert_eq!(Ledger::parse("huibian-ledger 2 0\n"), Some(Ledger::default()));
        let seal = Seal { digest: Digest::of(b"x"), length: 1 };
        let ledger = Ledger::sealed([("b c".into(), Some(seal)), ("a".into(), None), ("b c".into(), None)]);
        assert_eq!(ledger.seal("b c"), Some(seal));
        assert_eq!(Ledger::parse(&ledger.text()), Some(ledger));
        // One of an earlier make has routes only.
        assert_eq!(Ledger::parse("huibian-ledger 1 1\na b\n"), Some(Ledger::new(["a b"])));
    }

    #[test]
    fn half_a_ledger_is_none() {
        for text in [
            "",
            "huibian-ledger 1 2\na\n",
            "huibian-ledger 1 1\na",
            "huibian-ledger 2 1\na\n",
            "huibian-ledger 2 1\n0123 4 a\n",
            "huibian-ledger 2 1\n- a",
            "huibian-ledger 3 0\n",
            "# mine\n",
        ] {
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
