//! Files that are copied as they are: those of the theme, and those of the
//! publication in `content/static/`; and which of them have no place in the site.
//!
//! In: their names, the built-in theme's first, and the plan of all else. Out:
//! their routes. What a name would take from a page, a file beside one, a file of
//! the search or an earlier asset is not given to it: the report whose page a
//! picture replaced would be gone without a word. Names that differ in case
//! only, and a file called as a folder is, are the same to some servers and
//! disks, so they are refused wherever the site is built.

use crate::font::Wanted;
use crate::plan::{PageKind, Plan, Route, Routes};

/// Where the font of headings stands.
pub const FACE: &str = "heading.woff2";

/// A file that is copied as it is, if its place is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Where it would stand.
    pub name: String,
    /// What makes it: a file of the theme or of `content/static/`.
    pub make: PageKind,
}

/// Where such files stand.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    pub(super) routes: Routes,
    /// All of them, those too that have no place.
    pub(super) offers: Vec<Offer>,
    /// Those that have no place.
    pub clashes: Vec<Clash>,
}

/// An asset whose place something else has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The asset.
    pub asset: Offer,
    /// What stands there.
    pub route: Route,
    /// What makes that.
    pub make: PageKind,
    /// How they clash.
    pub how: How,
}

/// How two names clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// They are the same.
    Same,
    /// They differ in case only.
    Case,
    /// One is a file, and the other is in a folder of that name.
    Folder,
}

impl Plan {
    /// The font of headings, if there is one.
    pub fn face(&self) -> Option<&Wanted> {
        match self.make(&Route::new(FACE)) {
            Some(PageKind::Face(wanted)) => Some(wanted),
            _ => None,
        }
    }
}

impl Assets {
    /// Gives each asset its place, if it is free in the plan of all else.
    pub fn lay(offers: &[Offer], plan: &Plan) -> Assets {
        let mut assets = Assets { offers: offers.to_vec(), ..Assets::default() };
        for offer in offers {
            let name = &offer.name;
            let folded = name.to_lowercase();
            let taken = plan.parts().into_iter().chain([&assets.routes]).flatten().find_map(|(route, make)| {
                let how = how(&folded, name, route.as_str())?;
                Some(Clash { asset: offer.clone(), route: route.clone(), make: make.clone(), how })
            });
            match taken {
                Some(clash) => assets.clashes.push(clash),
                None => drop(assets.routes.insert(Route::new(name.as_str()), offer.make.clone())),
            }
        }
        assets
    }
}

/// How a name, given in lower case too, clashes with a route. Nearly all of the
/// many routes are told by their length, so it is asked for first.
fn how(folded: &str, name: &str, route: &str) -> Option<How> {
    if !route.is_ascii() {
        // Of another asset: only their names may be anything.
        let route = route.to_lowercase();
        return match folded == route {
            true if name == route => Some(How::Same),
            true => Some(How::Case),
            false => (below(folded, &route) || below(&route, folded)).then_some(How::Folder),
        };
    }
    match folded.len().cmp(&route.len()) {
        std::cmp::Ordering::Equal if name == route => Some(How::Same),
        std::cmp::Ordering::Equal => folded.eq_ignore_ascii_case(route).then_some(How::Case),
        std::cmp::Ordering::Less => below(route, folded).then_some(How::Folder),
        std::cmp::Ordering::Greater => below(folded, route).then_some(How::Folder),
    }
}

/// Whether a file lies in a folder, whatever the case of ASCII letters.
fn below(file: &str, folder: &str) -> bool {
    file.as_bytes().get(folder.len()) == Some(&b'/')
        && file.as_bytes()[..folder.len()].eq_ignore_ascii_case(folder.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{How, how};

    #[test]
    fn names_clash_in_three_ways() {
        for (name, route, expected) in [
            ("index.html", "index.html", Some(How::Same)),
            ("Index.HTML", "index.html", Some(How::Case)),
            ("a.css", "A.css", Some(How::Case)),
            ("字体.woff2", "字体.woff2", Some(How::Same)),
            ("É.svg", "é.svg", Some(How::Case)),
            ("reports", "reports/2020/a.html", Some(How::Folder)),
            ("Reports", "reports/a.html", Some(How::Folder)),
            ("index.html/x.png", "index.html", Some(How::Folder)),
            ("É", "é/a.svg", Some(How::Folder)),
            ("reports/x.png", "reports/a.html", None),
            ("report", "reports/a.html", None),
            ("reports.png", "reports/a.html", None),
            ("style.css", "hui.js", None),
            ("字体", "字体.woff2", None),
        ] {
            assert_eq!(how(&name.to_lowercase(), name, route), expected, "{name} {route}");
        }
    }
}
