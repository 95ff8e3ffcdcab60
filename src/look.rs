//! Look: what `site.yaml` says of colour, font, logo, menu and home page.
//!
//! In: the publication and its plan, and which templates there are. Out: the look
//! resolved, and what in it cannot be: a colour that is not read on white or in
//! the dark, a logo that is not there, an entry that is no part of the site, a
//! template that a page asks for in vain. What is wrong is left out, so that the
//! site stands.

mod face;

use crate::diag::rules::look as rules;
use crate::diag::{Diagnostic, Rule};
use crate::font;
use crate::model::{PageId, Publication};
use crate::parse::front::choices::{self, Choices, HOME, MENU};
use crate::plan::{self, PageKind, Plan, Route};
use crate::source::{Span, Spanned, VPath};
use crate::text::color::{BLACK, Color, WHITE};
use crate::text::near::nearest;

pub use face::{Faced, Inspected, face};

/// The name of the style that accent and face make.
pub const ACCENT: &str = "accent.css";

/// The ground of pages by day and in the dark, as the theme has them, and what is
/// a little lighter there.
const PAPER: Color = Color(0xfb, 0xfb, 0xf8);
const NIGHT: Color = Color(0x16, 0x16, 0x14);
const SHEET: Color = Color(0x1f, 0x1e, 0x1c);

/// What WCAG asks of text, and of what is drawn.
const LEAST: f64 = 4.5;
const LEAST_DRAWN: f64 = 3.0;

/// The look, resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The route of the logo; none for the seal.
    pub logo: Option<String>,
    /// The entries of the menu; empty for the usual ones.
    pub menu: Vec<MenuEntry>,
    /// The sections of the home page, those that stand side by side in one row.
    pub home: Vec<Vec<&'static str>>,
}

/// An entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuEntry {
    /// The part of the site; empty for a page.
    pub part: &'static str,
    /// The title of the page; empty for a part, which phrases name.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// Resolves the look; `site` is the file that says it.
pub fn resolve(publication: &Publication, plan: &Plan, site: &VPath) -> (Look, Vec<Diagnostic>) {
    let written = &publication.site.look;
    let mut findings = Vec::new();
    if let Some(accent) = &written.accent {
        findings.extend(accent_finding(accent, site));
    }
    let logo = written.logo.as_ref().and_then(|logo| {
        let route = logo.value.trim_start_matches('/');
        let route = route.strip_prefix("content/static/").or(route.strip_prefix("static/")).unwrap_or(route);
        if matches!(plan.make(&Route::new(route)), Some(PageKind::Static(_) | PageKind::ThemeAsset(_))) {
            return Some(route.to_owned());
        }
        let mut finding = Diagnostic::new(&rules::LOGO_MISSING, logo.span(site)).with("name", logo.value.as_str());
        let copied = plan.routes().into_iter().filter(|(_, make)| matches!(make, PageKind::Static(_)));
        finding.suggestion = nearest(route, copied.map(|(route, _)| route.as_str())).map(str::to_owned);
        findings.push(finding);
        None
    });
    let mut menu = Vec::with_capacity(written.menu.len());
    for named in &written.menu {
        match entry(publication, &named.value) {
            Some(entry) if menu.contains(&entry) => {}
            Some(entry) => menu.push(entry),
            None => {
                let mut finding = unknown(&rules::MENU_UNKNOWN, named, site, &MENU);
                finding.suggestion = several(publication, &named.value).or_else(|| near(publication, &named.value));
                findings.push(finding);
            }
        }
    }
    let mut home = Vec::with_capacity(written.home.len());
    for named in &written.home {
        match choices::choice(&HOME, &named.value).and_then(|place| HOME.names.get(place)) {
            Some(section) => home.push(*section),
            None => findings.push(unknown(&rules::HOME_UNKNOWN, named, site, &HOME)),
        }
    }
    let home = if home.is_empty() { HOME.names.to_vec() } else { home };
    (Look { logo, menu, home: rows(&home) }, findings)
}

/// Several entries that were written as one, with commas between them.
fn several(publication: &Publication, named: &str) -> Option<String> {
    let names: Vec<&str> = named.split(['、', '/', '|', ' ']).map(str::trim).filter(|name| !name.is_empty()).collect();
    (names.len() > 1 && names.iter().all(|name| entry(publication, name).is_some())).then(|| names.join(", "))
}

/// What an entry of the menu may mean.
fn near(publication: &Publication, named: &str) -> Option<String> {
    let parts = MENU.spellings().map(str::to_owned);
    let pages = publication.pages.iter().flat_map(|page| [page.title.clone(), page.slug.clone()]);
    let known: Vec<String> = parts.chain(pages).collect();
    nearest(named, known.iter().map(String::as_str)).map(str::to_owned)
}

fn unknown(rule: &'static Rule, named: &Spanned<String>, site: &VPath, choices: &Choices) -> Diagnostic {
    let mut finding = Diagnostic::new(rule, named.span(site)).with("name", named.value.as_str());
    finding.suggestion = nearest(&named.value, choices.spellings()).map(str::to_owned);
    finding
}

/// Organisations and topics that follow each other stand side by side.
fn rows(sections: &[&'static str]) -> Vec<Vec<&'static str>> {
    let narrow = |section: &str| matches!(section, "organizations" | "topics");
    let mut rows: Vec<Vec<&'static str>> = Vec::new();
    for &section in sections {
        match rows.last_mut() {
            Some(row) if narrow(section) && row.len() == 1 && row.iter().all(|other| narrow(other)) => {
                row.push(section)
            }
            _ => rows.push(vec![section]),
        }
    }
    rows
}

/// A part of the site by any of its names, or a page by its address or title.
fn entry(publication: &Publication, named: &str) -> Option<MenuEntry> {
    if let Some(&part) = choices::choice(&MENU, named).and_then(|place| MENU.names.get(place)) {
        let href = match part {
            "home" => "index.html",
            "organizations" => "orgs.html",
            "names" => "names.html",
            "honours" => "honours.html",
            "metrics" => "metrics.html",
            "find" => "find.html",
            "topics" => "topics.html",
            _ => "years.html",
        };
        return Some(MenuEntry { part, name: String::new(), href: href.to_owned() });
    }
    let slug = named.strip_suffix(".md").or(named.strip_suffix(".html")).unwrap_or(named);
    let place = publication.pages.iter().position(|page| page.slug == slug || page.title == named)?;
    let id = PageId::at(place);
    Some(MenuEntry { part: "", name: publication[id].title.clone(), href: plan::page_route(publication, id) })
}

/// What is wrong with a colour.
fn accent_finding(accent: &Spanned<String>, site: &VPath) -> Option<Diagnostic> {
    let Some(color) = Color::parse(&accent.value) else {
        let mut finding = Diagnostic::new(&rules::ACCENT_FORM, accent.span(site));
        finding.suggestion = Color::meant(&accent.value).map(|color| format!("\"{}\"", color.css()));
        return Some(finding.with("text", accent.value.as_str()));
    };
    let contrast = color.contrast(PAPER);
    (contrast < LEAST).then(|| {
        let mut finding = Diagnostic::new(&rules::ACCENT_UNREADABLE, accent.span(site));
        finding.suggestion = Some(format!("\"{}\"", by_day(color).css()));
        finding.with("text", accent.value.as_str()).with("contrast", format!("{contrast:.1}"))
    })
}

fn by_day(accent: Color) -> Color {
    accent.readable(BLACK, &[PAPER, WHITE], LEAST)
}

/// The style that accent and face make.
pub fn style(accent: Option<Color>, face: Option<&font::Wanted>) -> String {
    accent.map(colors).into_iter().chain(face.map(face::style)).collect()
}

/// The colours in place of the theme's red, by day and in the dark: for text, for
/// what is filled, which white is read on, and five shades from the ground away, of
/// which ink is read on three and white on two. Each holds for every accent: what
/// is too dark for the dark is lightened before shades are made of it.
fn colors(accent: Color) -> String {
    let day = by_day(accent);
    let deep = day.mixed(WHITE, 0.2).readable(BLACK, &[WHITE], LEAST);
    let night = day.readable(WHITE, &[NIGHT, SHEET], LEAST_DRAWN);
    let part = |red: Color, fill: Color, shades: [Color; 5]| {
        let shades = shades.iter().zip(1..).map(|(shade, number)| format!(";--c{number}:{}", shade.css()));
        format!("--red:{};--fill:{}{}", red.css(), fill.css(), shades.collect::<String>())
    };
    let [c1, c2, c3] = [0.1, 0.25, 0.45].map(|part| PAPER.mixed(deep, part));
    let light = part(day, day, [c1, c2, c3, deep, day.mixed(BLACK, 0.3)]);
    let [c1, c2, c3, c4] = [0.12, 0.3, 0.5, 0.75].map(|part| SHEET.mixed(night, part));
    let dark = part(day.readable(WHITE, &[NIGHT, SHEET], LEAST), night, [c1, c2, c3, c4, night]);
    format!(
        ":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n\
         @media screen{{[data-theme=dark]{{{dark}}}}}\n"
    )
}

/// The colour that a publication asks for, if it is one.
pub fn accent(publication: &Publication) -> Option<Color> {
    Color::parse(&publication.site.look.accent.as_ref()?.value)
}

/// What pages ask for of templates, and templates that nobody asks for: `own` are
/// those of the publication, by name without `.html`, with their files; `used`
/// says whether one of the program's or another template uses it.
pub fn templates(
    publication: &Publication,
    own: &[(String, VPath)],
    built_in: &[String],
    used: impl Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let known = |name: &str| own.iter().any(|(own, _)| own == name) || built_in.iter().any(|other| other == name);
    let asked = || publication.pages.iter().filter_map(|page| Some((page, page.template.as_ref()?)));
    let name = |template: &str| template.strip_suffix(".html").unwrap_or(template).to_owned();
    let missing = asked().filter(|(_, template)| !known(&name(&template.value))).map(|(page, template)| {
        let names = own.iter().map(|(name, _)| name.as_str());
        let mut finding = Diagnostic::new(&rules::PAGE_TEMPLATE_MISSING, template.span(&page.path));
        finding.suggestion = nearest(&template.value, names).map(str::to_owned);
        let file = format!("themes/{}/templates/{}.html", publication.site.theme, name(&template.value));
        finding.with("name", template.value.as_str()).with("file", file)
    });
    let unused = own.iter().filter(|(own, _)| {
        !built_in.contains(own) && !used(own) && !asked().any(|(_, template)| name(&template.value) == *own)
    });
    let unused = unused.map(|(name, path)| {
        let near = nearest(name, built_in.iter().map(String::as_str)).unwrap_or("year");
        let finding = Diagnostic::new(&rules::TEMPLATE_UNUSED, Span::whole(path)).with("name", format!("{name}.html"));
        finding.with("line", format!("template: {name}")).with("near", format!("{near}.html"))
    });
    missing.chain(unused).collect()
}

#[cfg(test)]
mod tests {
    use super::{LEAST, LEAST_DRAWN, NIGHT, PAPER, SHEET, by_day, colors, rows};
    use crate::text::color::{BLACK, Color, WHITE};

    const STYLE: &str = include_str!("../themes/default/assets/style.css");

    /// The value of a custom property at its n-th place.
    fn value(style: &str, name: &str, place: usize) -> Color {
        let rest = style.split(&format!("--{name}:")).nth(place + 1).unwrap();
        Color::parse(&rest[..7]).unwrap_or_else(|| panic!("{name}: {}", &rest[..7]))
    }

    /// Holds a style by day and in the dark against what is read and seen on it.
    #[track_caller]
    fn check(style: &str, of: &str) {
        for place in 0..3 {
            let grounds: &[Color] = if place == 0 { &[PAPER, WHITE] } else { &[NIGHT, SHEET] };
            let ink = value(STYLE, "ink", place);
            let [red, fill, c1, c2, c3, c4, c5] =
                ["red", "fill", "c1", "c2", "c3", "c4", "c5"].map(|name| value(style, name, place));
            for &ground in grounds {
                assert!(red.contrast(ground) >= LEAST, "{of}: text {place}");
                assert!(fill.contrast(ground) >= LEAST_DRAWN, "{of}: fill {place} {fill:?}");
                assert!(c5.contrast(ground) >= LEAST_DRAWN, "{of}: c5 {place} {c5:?}");
            }
            assert!(fill.contrast(WHITE) >= LEAST, "{of}: white on fill {place} {fill:?}");
            for shade in [c1, c2, c3] {
                assert!(shade.contrast(ink) >= LEAST, "{of}: ink on {shade:?} {place}");
            }
            for shade in [c4, c5] {
                assert!(shade.contrast(WHITE) >= LEAST, "{of}: white on {shade:?} {place}");
            }
            // Each is further from the ground than the one before, as can be seen.
            for (near, far) in [(grounds[0], c1), (c1, c2), (c2, c3), (c3, c4), (c4, c5)] {
                let is_darker = far.contrast(WHITE) > near.contrast(WHITE);
                assert!(is_darker == (place == 0) && near.contrast(far) > 1.06, "{of}: {near:?} {far:?} {place}");
            }
        }
    }

    /// Colours of all hues, pale and full, dark and light.
    fn sweep() -> impl Iterator<Item = Color> {
        let hue = |degrees: f64| {
            let part = |turn: f64| {
                let at = (degrees / 60.0 + turn).rem_euclid(6.0);
                (255.0 * ((at - 3.0).abs() - 1.0).clamp(0.0, 1.0)) as u8
            };
            Color(part(0.0), part(4.0), part(2.0))
        };
        let steps = |count: u32| (0..=count).map(move |step| f64::from(step) / f64::from(count));
        steps(72).flat_map(move |turn| {
            let full = hue(turn * 360.0);
            let pale = move |part| full.mixed(Color(128, 128, 128), part);
            steps(4).flat_map(move |part| {
                steps(10).flat_map(move |light| [pale(part).mixed(WHITE, light), pale(part).mixed(BLACK, light)])
            })
        })
    }

    #[test]
    fn what_is_drawn_with_an_accent_is_read_by_day_and_in_the_dark() {
        check(STYLE, "the theme's own");
        for accent in sweep() {
            check(&colors(accent), &accent.css());
        }
    }

    #[test]
    fn the_grounds_are_those_of_the_theme() {
        assert_eq!([0, 1, 2].map(|place| value(STYLE, "paper", place)), [PAPER, NIGHT, NIGHT]);
        assert_eq!([1, 2].map(|place| value(STYLE, "sheet", place)), [SHEET, SHEET]);
    }

    #[test]
    fn every_accent_that_is_offered_in_place_of_another_is_accepted() {
        for accent in sweep() {
            let offered = by_day(accent);
            assert_eq!(by_day(offered), offered, "{}", accent.css());
            assert!(accent.contrast(PAPER) < LEAST || offered == accent, "{}", accent.css());
        }
        let manual =
            [include_str!("../content/pages/manual/tishi.md"), include_str!("../content/pages/en/manual/tishi.md")];
        for row in manual.iter().flat_map(|page| page.lines()).filter(|line| line.starts_with("| HB5202")) {
            let [_, _, wrong, right, ..] = row.split('|').collect::<Vec<_>>()[..] else { panic!("{row}") };
            let color = |cell: &str| Color::parse(cell.split('"').nth(1).unwrap()).unwrap();
            assert_eq!(by_day(color(wrong)), color(right), "{row}");
        }
    }

    #[test]
    fn narrow_sections_stand_side_by_side() {
        let home = rows(&["topics", "organizations", "newest", "topics"]);
        assert_eq!(home, [vec!["topics", "organizations"], vec!["newest"], vec!["topics"]]);
    }
}
