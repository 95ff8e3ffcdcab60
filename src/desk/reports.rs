//! Reports: the list of them.

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde_json::Value;

use crate::desk::Desk;
use crate::desk::answer::{Json, Trouble};
use crate::desk::asked::Query;
use crate::desk::drafts::Draft;
use crate::desk::open::Shown;
use crate::desk::queue::quote;
use crate::desk::rows::List;
use crate::parse::body_of;
use crate::source::{Files, VPath};

/// The addresses of the list.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/reports", get(list))
}

async fn list(State(desk): State<Desk>, query: Query) -> Result<Json<List>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let shown = open.shown();
        let says = |word: &str, files: &[&VPath]| {
            open.texts().prepare(&shown.folder, files);
            open.texts().having(word, files)
        };
        let mut list = shown.rows().list(shown.version, &query, &Draft::ids(&shown), &says);
        for row in &mut list.items {
            row.found = row.sought.as_deref().and_then(|word| found(&shown, &row.path, word));
        }
        Ok(Json(list))
    })
    .await
}

/// A word of a report, with what is around it: the first in its body, else in its fields.
fn found(shown: &Shown, path: &VPath, word: &str) -> Option<Value> {
    let text = String::from_utf8_lossy(&shown.folder.read(path).ok()?).into_owned();
    let body = body_of(path, &text).start;
    let at = text[body..].find(word).map(|at| body + at).or_else(|| text.find(word))?;
    Some(quote(&text, at..at + word.len()))
}
