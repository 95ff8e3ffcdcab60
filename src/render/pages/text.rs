//! A page that is no report, such as “About” or a page of the manual.

use crate::diag::Language;
use crate::model::{Page, PageId};
use crate::parse::markdown;
use crate::plan;
use crate::render::pages::report::{heading, note};
use crate::render::view::card::Link;
use crate::render::view::home::{TextView, Translation};
use crate::render::world::RenderContext;

/// `text`
pub fn text(world: &RenderContext, id: PageId, body: markdown::Body) -> TextView {
    let page = &world.publication[id];
    let siblings = siblings(world, page);
    let at = siblings.iter().position(|&sibling| sibling == id).unwrap_or(0);
    let link = |&id: &PageId| Link {
        name: world.publication[id].title.clone(),
        href: Some(plan::page_route(world.publication, id)),
    };
    TextView {
        title: page.title.clone(),
        body_html: body.html,
        outline: body.outline.into_iter().map(heading).collect(),
        notes: body.notes.into_iter().map(note).collect(),
        references: body.references.into_iter().map(note).collect(),
        previous: at.checked_sub(1).and_then(|at| siblings.get(at)).map(link),
        next: siblings.get(at + 1).map(link),
        siblings: if siblings.len() < 2 {
            Vec::new()
        } else {
            let own =
                |sibling: &PageId| if *sibling == id { Link { href: None, ..link(sibling) } } else { link(sibling) };
            siblings.iter().map(own).collect()
        },
        translation: translation(world, id),
    }
}

/// The pages of the same folder in one language. Those right in
/// `content/pages` stand each alone.
fn siblings(world: &RenderContext, page: &Page) -> Vec<PageId> {
    let folder = page.path.folder();
    if folder == crate::model::reports::PAGES || folder == format!("{}/en", crate::model::reports::PAGES) {
        return Vec::new();
    }
    let together = |other: &Page| other.path.folder() == folder && other.language == page.language;
    let pages = world.publication.pages.iter().enumerate();
    pages.filter(|(_, other)| together(other)).map(|(place, _)| PageId::at(place)).collect()
}

/// The page of the same name in another language: `x.md` and `en/x.md`.
fn translation(world: &RenderContext, id: PageId) -> Option<Translation> {
    let page = &world.publication[id];
    let bare = |slug: &str| slug.strip_prefix("en/").unwrap_or(slug).to_owned();
    let twin = world
        .publication
        .pages
        .iter()
        .enumerate()
        .find(|(_, other)| other.language != page.language && bare(&other.slug) == bare(&page.slug))?;
    Some(Translation {
        lang: twin.1.language.tag(),
        name: match twin.1.language {
            Language::Chinese => "中文",
            Language::English => "English",
        },
        href: plan::page_route(world.publication, PageId::at(twin.0)),
    })
}
