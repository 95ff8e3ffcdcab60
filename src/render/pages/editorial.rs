//! What an editor puts before a year, an organisation or a topic.

use crate::editorial::{Editorial, Subject};
use crate::index::Item;
use crate::model::ReportId;
use crate::parse::markdown::Body;
use crate::plan;
use crate::render::pages::report::note;
use crate::render::pages::summed::metric_line;
use crate::render::view::editorial::{EditorialView, Highlight};
use crate::render::world::RenderContext;

/// Its view; metrics are those of the subject.
pub fn editorial(world: &RenderContext, editorial: &Editorial, subject: Subject, body: Body) -> EditorialView {
    let (of, year) = match subject {
        Subject::Year(year) => (None, Some(year)),
        Subject::Organization(id) => (Some(id), None),
        Subject::Topic(_) => (None, None),
    };
    let picture = editorial.picture.as_ref().and_then(|file| world.picture(file, &editorial.caption));
    EditorialView {
        body_html: body.html,
        notes: body.notes.into_iter().map(note).collect(),
        references: body.references.into_iter().map(note).collect(),
        picture,
        caption: editorial.caption.clone(),
        highlights: editorial.highlights.iter().map(|&(report, place)| highlight(world, report, place)).collect(),
        metrics: editorial.metrics.iter().filter_map(|&id| metric_line(world, id, of, year)).collect(),
    }
}

fn highlight(world: &RenderContext, report: ReportId, place: Option<u32>) -> Highlight {
    let route = plan::report_route(world.publication, report);
    let (text, href) = match place {
        Some(place) => {
            (world.publication.achievement(Item { report, place }).text.clone(), format!("{route}#a{}", place + 1))
        }
        None => (world.metadata(&world.publication[report]).title.clone(), route),
    };
    Highlight { text, href, source: world.source(report) }
}
