//! Feeds, site map and robots: for programs that read the site.
//!
//! In: the world. Out: XML and text. Atom (RFC 4287) and Sitemaps 0.9 want
//! absolute addresses, so the plan has them only where the site has a base
//! address.

use std::fmt::Write as _;

use crate::model::{OrganizationId, Report, ReportId};
use crate::plan::{self, PageKind};
use crate::render::world::RenderContext;

/// How many reports a feed has.
const ENTRIES: usize = 20;

/// The most addresses one site map may hold (Sitemaps 0.9).
const MOST: usize = 50_000;

/// The feed of the newest reports of the site.
pub fn site_feed(world: &RenderContext) -> String {
    let title = &world.publication.site.title;
    feed(world, title, "feed.xml", "index.html", world.index.newest.iter().take(ENTRIES).copied())
}

/// The feed of an organisation and all below it.
pub fn organization_feed(world: &RenderContext, id: OrganizationId) -> String {
    let mut reports = world.index.all_reports(id).to_vec();
    reports.sort_by_cached_key(|&id| crate::model::reports::newest_first(&world.publication[id]));
    let title = format!("{} | {}", world.publication.full_name(id, None), world.publication.site.title);
    let own = plan::organization_feed_route(world.publication, id);
    feed(world, &title, &own, &world.organization_href(id), reports.into_iter().take(ENTRIES))
}

fn feed(world: &RenderContext, title: &str, own: &str, page: &str, reports: impl Iterator<Item = ReportId>) -> String {
    let base = world.publication.site.base_url.as_deref().unwrap_or_default();
    let reports: Vec<ReportId> = reports.collect();
    let updated = reports.iter().map(|&id| updated(&world.publication[id])).max();
    let mut xml = String::with_capacity(1024 + reports.len() * 800);
    xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let lang = world.say.tag();
    let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">");
    let _ = writeln!(xml, "<title>{}</title>", escaped(title));
    let _ = writeln!(xml, "<id>{}</id>", escaped(&format!("{base}{own}")));
    let _ = writeln!(
        xml,
        "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>",
        escaped(&format!("{base}{own}"))
    );
    let _ =
        writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escaped(&format!("{base}{page}")));
    let _ = writeln!(xml, "<updated>{}</updated>", updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()));
    for id in reports {
        entry(world, base, id, &mut xml);
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(world: &RenderContext, base: &str, id: ReportId, xml: &mut String) {
    let report = &world.publication[id];
    let metadata = world.metadata(report);
    let address = escaped(&format!("{base}{}", plan::report_route(world.publication, id)));
    let branch = world.publication.full_name(report.branch, Some(report.years.last));
    let _ = writeln!(xml, "<entry>\n<title>{}</title>\n<id>{address}</id>", escaped(&metadata.title));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>");
    let _ = writeln!(xml, "<updated>{}</updated>", updated(report));
    let _ = writeln!(xml, "<author><name>{}</name></author>", escaped(&branch));
    for &topic in &report.topics {
        let topic = &world.publication[topic];
        let _ = writeln!(xml, "<category term=\"{}\" label=\"{}\"/>", escaped(&topic.id), escaped(&topic.name));
    }
    let _ = writeln!(xml, "<summary>{}</summary>\n</entry>", escaped(metadata.told()));
}

/// The moment a report counts as written: the start of its day in UTC, the
/// last day of a month or year that is all that is known.
fn updated(report: &Report) -> String {
    let (year, month, day) = match report.date {
        Some(date) => {
            let month = date.month.unwrap_or(12);
            (date.year, month, date.day.unwrap_or_else(|| crate::language::date::last_day(date.year, month)))
        }
        None => (report.years.last, 12, 31),
    };
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// The site map; at most as many pages as one may hold, reports first.
pub fn sitemap(world: &RenderContext) -> String {
    let base = world.publication.site.base_url.as_deref().unwrap_or_default();
    let mut pages: Vec<(&plan::Route, &PageKind)> =
        world.plan.routes().into_iter().filter(|(_, make)| make.is_page() && **make != PageKind::NotFound).collect();
    pages.sort_by_key(|(route, make)| (make.rank(), (*route).clone()));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for (route, make) in pages.into_iter().take(MOST) {
        let address = match make {
            PageKind::Home => base.to_owned(),
            _ => format!("{base}{route}"),
        };
        let _ = write!(xml, "<url><loc>{}</loc>", escaped(&address));
        if let PageKind::Report(id) = make
            && let Some(date) = world.publication[*id].date
        {
            let _ = write!(xml, "<lastmod>{}</lastmod>", date.iso());
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The file for robots: all may read everything.
pub fn robots(world: &RenderContext) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(base) = &world.publication.site.base_url {
        let _ = writeln!(text, "\nSitemap: {base}sitemap.xml");
    }
    text
}

/// Text as it stands in XML. Control characters that XML 1.0 cannot hold are
/// left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(character),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_cannot_leave_its_element() {
        assert_eq!(escaped("<b>\"A&B\"\u{1}</b>"), "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;");
    }
}
