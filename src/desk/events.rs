//! Events: the page listens here.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::desk::Desk;

/// The address of events.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/events", get(listen))
}

async fn listen(State(desk): State<Desk>, headers: HeaderMap) -> Response {
    let known = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let announcements = desk.0.streams.listen(desk.tidings(known), desk.0.limits.heartbeat);
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from_stream(announcements)).into_response()
}
