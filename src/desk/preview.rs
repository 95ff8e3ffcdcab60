//! Preview: the site as it would be, drafts too.

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::get;

use crate::desk::Desk;
use crate::desk::answer::Trouble;

/// The addresses of the site.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/preview/", get(page)).route("/desk/preview/{*route}", get(page))
}

async fn page(State(desk): State<Desk>, request: Request) -> Result<Response, Trouble> {
    let open = desk.open()?;
    let uri = request.uri();
    let path = uri.path().strip_prefix("/desk/preview").unwrap_or_default();
    Ok(open.pages().at(path, uri.query(), request.method(), request.headers()).await)
}
