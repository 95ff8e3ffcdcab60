//! `site` and `page`: what every template sees.

use serde::Serialize;

use super::card::Link;

/// `site`: the publication, the same for every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// The language of the publication and its title as a tag: `zh-CN` or `en`.
    pub lang: &'static str,
    /// The publication's title.
    pub title: String,
    /// Up to four characters for the seal; empty if there are none.
    pub seal: String,
    /// One sentence for search engines; may be empty.
    pub description: String,
    /// What the home page says first; may be empty.
    pub introduction: String,
    /// Who publishes it; may be empty.
    pub publisher: String,
    /// Lines of the footer.
    pub footer: Vec<String>,
    /// Pages named in the footer (about, manual …) in the language of the site.
    pub pages: Vec<Link>,
    /// The site's feed, if there is one (it needs a base address).
    pub feed: Option<String>,
    /// The style sheet, with its version: `style.css?v=…`.
    pub style: String,
    /// The publication's own style, `custom.css` of the theme's assets or of
    /// `content/static/`, with its version; none if there is no such file.
    pub custom_style: Option<String>,
    /// The script, with its version.
    pub script: String,
    /// The script of the search, which pages load when a reader searches.
    pub search: String,
    /// The style of what that script shows.
    pub search_style: String,
    /// The style of charts and tables on pages that conclude.
    pub overview_style: String,
    /// The style of the site's own colour and font; none if it has neither.
    pub accent_style: Option<String>,
    /// The address of the logo; none where the seal stands.
    pub logo: Option<String>,
    /// The entries of the menu; empty for the usual ones.
    pub menu: Vec<MenuEntry>,
    /// The sections of the home page, in rows: `routes`, `newest`, `figures`,
    /// `organizations`, `topics`; the last two may stand side by side.
    pub home: Vec<Vec<&'static str>>,
    /// The latest year with reports: its page; none in an empty publication.
    pub latest_year: Option<Link>,
    /// How much there is of each thing.
    pub counts: Counts,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuEntry {
    /// The part of the site, whose name is the phrase `menu.` with it; empty for a page.
    pub part: &'static str,
    /// The title of a page; empty for a part.
    pub name: String,
    /// Where it leads.
    pub href: String,
}

/// How much there is of each thing in the publication.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Organisations that published reports, themselves.
    pub organizations: usize,
    /// Topics with achievements.
    pub topics: usize,
    /// Years with achievements or reports.
    pub years: usize,
    /// Achievements.
    pub achievements: usize,
    /// Different names of people and posts in the index.
    pub people: usize,
    /// Different honours.
    pub honours: usize,
    /// Figures: metrics and figures in achievements.
    pub figures: usize,
}

/// `page`: the page being made.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// Its kind: `home`, `report`, `organization` … `404`.
    pub kind: &'static str,
    /// Its own title, without the site's.
    pub title: String,
    /// One sentence for search engines.
    pub description: String,
    /// Its own address from the root.
    pub href: String,
    /// Climbs to the site's root: empty, `../`, `../../` … On `404`, which is
    /// served at any depth, the base path of the site.
    pub root: String,
    /// The language of the page as a tag: `zh-CN` or `en`.
    pub lang: &'static str,
    /// The part of the menu it belongs to: `years`, `organizations`, `topics`,
    /// `names`, `find` or empty.
    pub section: &'static str,
    /// Whether the page is the very one the menu's entry leads to.
    pub section_start: bool,
    /// The way from the home page to this one; the last has no address.
    pub crumbs: Vec<Link>,
    /// Its absolute address, if the site has a base address.
    pub canonical: Option<String>,
    /// Its feed, if it has one of its own.
    pub feed: Option<String>,
    /// Structured data as a JSON text, ready for `<script type="application/ld+json">`;
    /// `<` is escaped in it. Empty where there is none.
    pub json_ld_html: String,
    /// `article` for a report, else `website` (Open Graph).
    pub og_type: &'static str,
    /// A picture for services that show a link with one, as an absolute address;
    /// none without `base_url` or a picture.
    pub image: Option<String>,
}
