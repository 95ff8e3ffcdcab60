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
use crate::plan::{self, Make, Plan, Route};
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

/// What WCAG asks of text.
const LEAST: f64 = 4.5;

/// The look, resolved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The route of the logo; none for the seal.
    pub logo: Option<String>,
    /// The entries of the menu; empty for the usual ones.
    pub menu: Vec<Entry>,
    /// The sections of the home page, those that stand side by side in one row.
    pub home: Vec<Vec<&'static str>>,
}

/// An entry of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
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
        if matches!(plan.make(&Route::new(route)), Some(Make::Static(_) | Make::ThemeAsset(_))) {
            return Some(route.to_owned());
        }
        findings.push(Diagnostic::new(&rules::LOGO_MISSING, logo.span(site)).with("name", logo.value.as_str()));
        None
    });
    let mut menu = Vec::with_capacity(written.menu.len());
    for named in &written.menu {
        match entry(publication, &named.value) {
            Some(entry) => menu.push(entry),
            None => {
                let mut finding = unknown(&rules::MENU_UNKNOWN, named, site, &MENU);
                finding.suggestion = near(publication, &named.value);
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

/// What an entry of the menu may mean.
fn near(publication: &Publication, named: &str) -> Option<String> {
    let parts = MENU.spellings().map(str::to_owned);
    let known: Vec<String> = parts.chain(publication.pages.iter().map(|page| page.slug.clone())).collect();
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
fn entry(publication: &Publication, named: &str) -> Option<Entry> {
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
        return Some(Entry { part, name: String::new(), href: href.to_owned() });
    }
    let slug = named.strip_suffix(".md").or(named.strip_suffix(".html")).unwrap_or(named);
    let place = publication.pages.iter().position(|page| page.slug == slug || page.title == named)?;
    let id = PageId::at(place);
    Some(Entry { part: "", name: publication[id].title.clone(), href: plan::page_route(publication, id) })
}

/// What is wrong with a colour.
fn accent_finding(accent: &Spanned<String>, site: &VPath) -> Option<Diagnostic> {
    let Some(color) = Color::parse(&accent.value) else {
        return Some(Diagnostic::new(&rules::ACCENT_FORM, accent.span(site)).with("text", accent.value.as_str()));
    };
    let contrast = color.contrast(PAPER);
    (contrast < LEAST).then(|| {
        let mut finding = Diagnostic::new(&rules::ACCENT_UNREADABLE, accent.span(site));
        finding.suggestion = Some(by_day(color).css());
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

/// The colours in place of the theme's red, by day and in the dark, each dark or
/// light enough to be read.
fn colors(accent: Color) -> String {
    let day = by_day(accent);
    let night = day.readable(WHITE, &[NIGHT, SHEET], LEAST);
    let shades = |ground: Color, parts: [f64; 4]| {
        let shade = |(number, part): (usize, f64)| format!("--c{}:{};", number + 1, ground.mixed(day, part).css());
        parts.into_iter().enumerate().map(shade).collect::<String>()
    };
    let light = format!(
        "--red:{0};--fill:{0};{1}--c5:{2}",
        day.css(),
        shades(PAPER, [0.1, 0.25, 0.45, 1.0]),
        day.mixed(BLACK, 0.3).css()
    );
    let dark = format!("--red:{};--fill:{};{}--c5:{1}", night.css(), day.css(), shades(SHEET, [0.15, 0.35, 0.55, 0.8]));
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
        finding.with("name", template.value.as_str())
    });
    let unused = own.iter().filter(|(own, _)| {
        !built_in.contains(own) && !used(own) && !asked().any(|(_, template)| name(&template.value) == *own)
    });
    let unused = unused.map(|(name, path)| {
        let mut finding =
            Diagnostic::new(&rules::TEMPLATE_UNUSED, Span::whole(path)).with("name", format!("{name}.html"));
        finding.suggestion = nearest(name, built_in.iter().map(String::as_str)).map(|near| format!("{near}.html"));
        finding
    });
    missing.chain(unused).collect()
}

#[cfg(test)]
mod tests {
    use super::{LEAST, NIGHT, PAPER, colors, rows};
    use crate::text::color::{Color, WHITE};

    /// The value of a custom property at its n-th place.
    fn value(style: &str, name: &str, place: usize) -> Color {
        let rest = style.split(&format!("--{name}:")).nth(place + 1).unwrap();
        Color::parse(&rest[..7]).unwrap()
    }

    #[test]
    fn every_accent_is_read_by_day_and_in_the_dark() {
        for accent in ["#0b5a8a", "#ffe600", "#000", "#fff", "#7fb8dd", "#006400"] {
            let style = colors(Color::parse(accent).unwrap());
            assert!(value(&style, "red", 0).contrast(PAPER) >= LEAST, "{accent}");
            for place in 0..3 {
                assert!(value(&style, "fill", place).contrast(WHITE) >= LEAST, "{accent}");
            }
            assert!(value(&style, "red", 1).contrast(NIGHT) >= LEAST, "{accent}");
            assert!(
                value(&style, "c4", 0).contrast(WHITE) >= LEAST && value(&style, "c5", 0).contrast(WHITE) >= LEAST,
                "{accent}"
            );
        }
    }

    #[test]
    fn narrow_sections_stand_side_by_side() {
        let home = rows(&["topics", "organizations", "newest", "topics"]);
        assert_eq!(home, [vec!["topics", "organizations"], vec!["newest"], vec!["topics"]]);
    }
}
