//! Head: what a page says of itself, to readers, search engines and neighbours.
//!
//! In: the world, what makes the page and the words of the theme. Out: the `page`
//! that every template sees: title, description, the way there, addresses,
//! structured data.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use crate::diag::Language;
use crate::model::{PageId, ReportId};
use crate::plan::{self, PageKind, Route, no_page};
use crate::render::view::card::Link;
use crate::render::view::site::PageView;
use crate::render::words::Say;
use crate::render::world::RenderContext;
use crate::theme::Phrases;

/// In which language a page speaks, and with which phrases.
#[derive(Clone, Copy)]
pub struct Voice<'a> {
    /// The language.
    pub language: Language,
    /// The phrases of the theme in it.
    pub phrases: &'a Phrases,
}

/// The `page` of a template.
pub fn page(world: &RenderContext, route: &Route, make: &PageKind, kind: &'static str, voice: Voice<'_>) -> PageView {
    let Voice { language, phrases } = voice;
    let say = Say::new(language, phrases);
    let base = world.publication.site.base_url.as_deref();
    let canonical = match make {
        PageKind::NotFound => None,
        PageKind::Home => base.map(str::to_owned),
        _ => base.map(|base| format!("{base}{route}")),
    };
    let crumbs = crumbs(world, make, say);
    let title = title(world, make, say);
    let json_ld = structured(world, make, canonical.as_deref(), &crumbs, say);
    PageView {
        kind,
        description: description(world, make, &title, say),
        title,
        href: route.as_str().to_owned(),
        root: match make {
            PageKind::NotFound => base.map_or(String::new(), base_path),
            _ => route.to_root(),
        },
        lang: say.tag(),
        section: section(make),
        section_start: matches!(
            make,
            PageKind::Years | PageKind::Organizations(None) | PageKind::Topics | PageKind::Names(None) | PageKind::Find
        ),
        crumbs,
        canonical,
        feed: match make {
            PageKind::Organization(id, _) if base.is_some() && !world.index.all_reports(*id).is_empty() => {
                Some(plan::organization_feed_route(world.publication, *id))
            }
            _ => None,
        },
        json_ld_html: json_ld.map_or(String::new(), |json| harmless(&json)),
        image: match make {
            PageKind::Report(id) => base.zip(world.photo(*id)).map(|(base, photo)| format!("{base}{}", photo.href)),
            _ => None,
        },
        og_type: if matches!(make, PageKind::Report(_)) { "article" } else { "website" },
    }
}

/// The path of the site's address: `/` or `/huibian/`.
fn base_path(base: &str) -> String {
    let after_scheme = base.split_once("://").map_or(base, |(_, rest)| rest);
    after_scheme.find('/').map_or_else(|| "/".to_owned(), |at| after_scheme[at..].to_owned())
}

fn section(make: &PageKind) -> &'static str {
    match make {
        PageKind::Years | PageKind::Year(..) | PageKind::Report(_) => "years",
        PageKind::Organizations(_) | PageKind::Organization(..) => "organizations",
        PageKind::Topics | PageKind::Topic(_) | PageKind::Cell(..) => "topics",
        PageKind::Names(_) | PageKind::Honours | PageKind::Person(_) => "names",
        PageKind::Find | PageKind::Metrics(_) | PageKind::Metric(..) | PageKind::Tables => "find",
        PageKind::Home | PageKind::Page(_) | PageKind::NotFound | no_page!() => "",
    }
}

fn title(world: &RenderContext, make: &PageKind, say: Say<'_>) -> String {
    let publication = world.publication;
    let of_cut = |title: String, cut: Option<&plan::cut::ListPage>| match cut {
        Some(cut) => say.part(&title, &cut.name),
        None => title,
    };
    match make {
        PageKind::Home => publication.site.title.clone(),
        PageKind::Years => say.word("years.title").to_owned(),
        PageKind::Year(year, cut) => of_cut(
            say.phrase("year.title", &[("year", &year.to_string())]),
            cut.and_then(|place| world.plan.standing.years.get(year)?.get(place)),
        ),
        PageKind::Organizations(cut) => of_cut(
            say.word("organizations.title").to_owned(),
            cut.and_then(|place| world.plan.standing.organizations.get(place)),
        ),
        PageKind::Organization(id, cut) => {
            let name = publication.full_name(*id, None);
            of_cut(name, cut.and_then(|place| world.plan.standing.branches.get(id)?.get(place)))
        }
        PageKind::Topics => say.word("topics.heading").to_owned(),
        PageKind::Topic(id) => publication[*id].name.clone(),
        PageKind::Cell(id, year, _) => {
            say.phrase("title.cell", &[("topic", &publication[*id].name), ("year", &year.to_string())])
        }
        PageKind::Names(cut) => {
            let honours = world.index.years.values().any(|year| !year.honours.is_empty());
            let name = say.word(if honours { "names.heading" } else { "names.heading_people" }).to_owned();
            of_cut(name, cut.and_then(|place| world.plan.names.cuts.get(place)))
        }
        PageKind::Honours => say.word("honours.title").to_owned(),
        PageKind::Person(place) => world.index.names.get(*place).map_or(String::new(), |entry| entry.name.to_string()),
        PageKind::Metrics(cut) => {
            of_cut(say.word("figures.title").to_owned(), cut.and_then(|place| world.plan.metrics.cuts.get(place)))
        }
        PageKind::Metric(id, page) => {
            of_cut(publication[*id].name.clone(), page.and_then(|place| world.plan.metrics.series.get(id)?.get(place)))
        }
        PageKind::Tables => say.word("data.title").to_owned(),
        PageKind::Find => say.word("find.title").to_owned(),
        PageKind::Report(id) => {
            let years = say.years(publication[*id].years);
            say.phrase("title.report", &[("title", &world.metadata(&publication[*id]).title), ("years", &years)])
        }
        PageKind::Page(id) => publication[*id].title.clone(),
        PageKind::NotFound | no_page!() => say.word("lost.mark").to_owned(),
    }
}

fn description(world: &RenderContext, make: &PageKind, title: &str, say: Say<'_>) -> String {
    let site = &world.publication.site;
    match make {
        PageKind::Report(id) => {
            let report = &world.publication[*id];
            let branch = world.publication.full_name(report.branch, Some(report.years.last));
            shortened(&say.part(&branch, world.metadata(report).told()))
        }
        PageKind::Page(id) if !world.publication[*id].description.is_empty() => {
            world.publication[*id].description.clone()
        }
        PageKind::Organization(id, _) if !world.publication[*id].description.is_empty() => {
            shortened(&world.publication[*id].description)
        }
        PageKind::Topic(id) if !world.publication[*id].scope.is_empty() => shortened(&world.publication[*id].scope),
        PageKind::Home if !site.description.is_empty() => site.description.clone(),
        PageKind::Home if !site.introduction.is_empty() => shortened(&site.introduction),
        _ => say.phrase("title.described", &[("title", title), ("site", &site.title)]),
    }
}

/// At most 150 characters, which is what search engines show.
fn shortened(text: &str) -> String {
    const MOST: usize = 150;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(MOST - 1).collect();
    short.push('…');
    short
}

fn crumbs(world: &RenderContext, make: &PageKind, say: Say<'_>) -> Vec<Link> {
    let to = |name: String, href: &str| Link { name, href: Some(href.to_owned()) };
    let last = |name: String| Link { name, href: None };
    let mut crumbs = vec![to(say.word("home.title").to_owned(), "index.html")];
    match make {
        PageKind::Home | PageKind::NotFound => return Vec::new(),
        PageKind::Tables => crumbs.push(last(say.word("data.title").to_owned())),
        PageKind::Years => crumbs.push(last(say.word("years.title").to_owned())),
        PageKind::Year(year, cut) => {
            crumbs.push(to(say.word("years.title").to_owned(), "years.html"));
            match cut.and_then(|place| world.plan.standing.years.get(year)?.get(place)) {
                Some(cut) => {
                    crumbs.push(to(year.to_string(), &plan::year_route(*year, None)));
                    crumbs.push(last(cut.name.clone()));
                }
                None => crumbs.push(last(year.to_string())),
            }
        }
        PageKind::Organizations(None) => crumbs.push(last(say.word("organizations.title").to_owned())),
        PageKind::Organizations(Some(place)) => {
            crumbs.push(to(say.word("organizations.title").to_owned(), "orgs.html"));
            crumbs.push(last(
                world.plan.standing.organizations.get(*place).map_or(String::new(), |cut| cut.name.clone()),
            ));
        }
        PageKind::Organization(id, cut) => {
            crumbs.push(to(say.word("organizations.title").to_owned(), "orgs.html"));
            let mut path = world.path(*id, None);
            match cut.and_then(|place| world.plan.standing.branches.get(id)?.get(place)) {
                Some(cut) => path.push(last(cut.name.clone())),
                None => {
                    if let Some(own) = path.last_mut() {
                        own.href = None;
                    }
                }
            }
            crumbs.extend(path);
        }
        PageKind::Topics => crumbs.push(last(say.word("topics.crumb").to_owned())),
        PageKind::Topic(id) => {
            crumbs.push(to(say.word("topics.crumb").to_owned(), "topics.html"));
            crumbs.push(last(world.publication[*id].name.clone()));
        }
        PageKind::Cell(id, year, _) => {
            crumbs.push(to(say.word("topics.crumb").to_owned(), "topics.html"));
            crumbs.push(world.topic(*id));
            crumbs.push(last(year.to_string()));
        }
        PageKind::Names(None) => crumbs.push(last(say.word("menu.names").to_owned())),
        PageKind::Names(Some(place)) => {
            crumbs.push(to(say.word("menu.names").to_owned(), "names.html"));
            crumbs.push(last(world.plan.names.cuts.get(*place).map_or(String::new(), |cut| cut.name.clone())));
        }
        PageKind::Honours => {
            crumbs.push(to(say.word("menu.names").to_owned(), "names.html"));
            crumbs.push(last(say.word("honours.title").to_owned()));
        }
        PageKind::Person(place) => {
            crumbs.push(to(say.word("menu.names").to_owned(), "names.html"));
            crumbs.push(last(world.index.names.get(*place).map_or(String::new(), |entry| entry.name.to_string())));
        }
        PageKind::Metrics(None) => crumbs.push(last(say.word("figures.title").to_owned())),
        PageKind::Metrics(Some(place)) => {
            crumbs.push(to(say.word("figures.title").to_owned(), "metrics.html"));
            crumbs.push(last(world.plan.metrics.cuts.get(*place).map_or(String::new(), |cut| cut.name.clone())));
        }
        PageKind::Metric(id, _) => {
            crumbs.push(to(say.word("figures.title").to_owned(), "metrics.html"));
            crumbs.push(last(world.publication[*id].name.clone()));
        }
        PageKind::Find => crumbs.push(last(say.word("find.title").to_owned())),
        PageKind::Report(id) => {
            let report = &world.publication[*id];
            crumbs.extend(world.path(report.branch, Some(report.years.last)));
            crumbs.push(last(say.phrase("report.crumb", &[("years", &say.years(report.years))])));
        }
        PageKind::Page(id) => {
            let page = &world.publication[*id];
            // A page of a set stands below the set's first page.
            let first = world
                .publication
                .pages
                .iter()
                .enumerate()
                .find(|(_, other)| other.path.stem() == "index" && other.path.folder() == page.path.folder());
            if let Some((place, index)) = first.filter(|(_, index)| index.path != page.path) {
                crumbs.push(to(index.title.clone(), &plan::page_route(world.publication, PageId::at(place))));
            }
            crumbs.push(last(page.title.clone()));
        }
        _ => {}
    }
    crumbs
}

/// Structured data (schema.org) of a page as JSON; none without a base address,
/// since it names things by their absolute addresses.
fn structured(
    world: &RenderContext,
    make: &PageKind,
    canonical: Option<&str>,
    crumbs: &[Link],
    say: Say,
) -> Option<String> {
    let base = world.publication.site.base_url.as_deref()?;
    let canonical = canonical?;
    let mut graph = Vec::new();
    match make {
        PageKind::Home => graph.push(Node::WebSite {
            id: base,
            url: base,
            name: &world.publication.site.title,
            description: &world.publication.site.description,
            in_language: say.tag(),
        }),
        PageKind::Report(id) => graph.push(report(world, *id, base, canonical, say)),
        PageKind::Organization(id, None) => {
            let organization = &world.publication[*id];
            let parent = organization.parent.map(|parent| format!("{base}{}", world.organization_href(parent)));
            graph.push(Node::Organization {
                id: Cow::Borrowed(canonical),
                name: world.publication.full_name(*id, None),
                parent_organization: parent.map(|id| Named { kind: "Organization", id, name: None }),
                founding_date: organization.founded.map(|date| date.iso()),
            });
        }
        _ => {}
    }
    if crumbs.len() > 1 {
        let item = |(at, crumb): (usize, &'_ Link)| Crumb {
            kind: "ListItem",
            position: at + 1,
            name: crumb.name.clone(),
            item: crumb.href.as_deref().map(|href| format!("{base}{}", if href == "index.html" { "" } else { href })),
        };
        graph.push(Node::BreadcrumbList { item_list_element: crumbs.iter().enumerate().map(item).collect() });
    }
    if graph.is_empty() {
        return None;
    }
    // Structs of plain values serialise without fail.
    serde_json::to_string(&Graph { context: "https://schema.org", graph }).ok()
}

/// A document of structured data.
#[derive(Serialize)]
struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

/// Something that a page is about, in the terms of schema.org.
#[derive(Serialize)]
#[serde(tag = "@type", rename_all_fields = "camelCase")]
enum Node<'a> {
    WebSite {
        #[serde(rename = "@id")]
        id: &'a str,
        url: &'a str,
        name: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        description: &'a str,
        in_language: &'static str,
    },
    Organization {
        #[serde(rename = "@id")]
        id: Cow<'a, str>,
        name: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        parent_organization: Option<Named<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        founding_date: Option<String>,
    },
    Report {
        #[serde(rename = "@id")]
        id: &'a str,
        url: &'a str,
        headline: &'a str,
        in_language: &'static str,
        temporal_coverage: String,
        author: Named<'a>,
        is_part_of: Named<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        date_published: Option<String>,
        #[serde(rename = "abstract", skip_serializing_if = "str::is_empty")]
        summary: &'a str,
        #[serde(skip_serializing_if = "String::is_empty")]
        keywords: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        same_as: Option<String>,
    },
    BreadcrumbList {
        item_list_element: Vec<Crumb>,
    },
}

/// Something that is described elsewhere.
#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Cow<'a, str>>,
}

/// A step of the way from the home page.
#[derive(Serialize)]
struct Crumb {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

fn report<'a>(world: &RenderContext<'a>, id: ReportId, base: &'a str, canonical: &'a str, say: Say) -> Node<'a> {
    let report = &world.publication[id];
    let metadata = world.metadata(report);
    let keywords: Vec<&str> = report
        .topics
        .iter()
        .map(|&topic| world.publication[topic].name.as_str())
        .chain(metadata.keywords.iter().map(String::as_str))
        .collect();
    Node::Report {
        id: canonical,
        url: canonical,
        headline: &metadata.title,
        in_language: say.tag(),
        temporal_coverage: if report.years.first == report.years.last {
            report.years.last.to_string()
        } else {
            format!("{}/{}", report.years.first, report.years.last)
        },
        author: Named {
            kind: "Organization",
            id: format!("{base}{}", world.organization_href(report.branch)),
            name: Some(world.publication.full_name(report.branch, Some(report.years.last)).into()),
        },
        is_part_of: Named {
            kind: "WebSite",
            id: base.to_owned(),
            name: Some(world.publication.site.title.as_str().into()),
        },
        date_published: report.date.map(|date| date.iso()),
        summary: &metadata.summary,
        keywords: keywords.join(","),
        same_as: (!metadata.doi.is_empty()).then(|| format!("https://doi.org/{}", metadata.doi)),
    }
}

/// JSON that cannot leave its script element, whatever its strings hold.
fn harmless(json: &str) -> String {
    let mut safe = String::with_capacity(json.len() + 16);
    let mut rest = json;
    while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        safe.push_str(&rest[..at]);
        let mut characters = rest[at..].chars();
        let Some(character) = characters.next() else { break };
        let _ = write!(safe, "\\u{:04x}", u32::from(character));
        rest = characters.as_str();
    }
    safe.push_str(rest);
    safe
}

#[cfg(test)]
mod tests {
    use super::{base_path, harmless};

    #[test]
    fn structured_data_cannot_close_its_element() {
        assert_eq!(harmless("{\"a\":\"</script>\"}"), "{\"a\":\"\\u003c/script\\u003e\"}");
    }

    #[test]
    fn the_path_of_an_address() {
        assert_eq!(base_path("https://example.org/"), "/");
        assert_eq!(base_path("https://example.org/huibian/"), "/huibian/");
    }
}
