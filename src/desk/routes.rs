//! Routes: where each address leads.

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;

use crate::desk::answer::Trouble;
use crate::desk::{
    Desk, assets, door, drafts, events, history, imports, jobs, original, pictures, preview, publishing, queue,
    registers, report, reports, start, trash, writing,
};
use crate::diag::Words;

/// All addresses of a desk.
pub fn router(desk: Desk) -> Router {
    let parts = [
        assets::routes(),
        door::routes(),
        drafts::routes(),
        events::routes(),
        history::routes(),
        imports::routes(),
        jobs::routes(),
        original::routes(),
        pictures::routes(),
        preview::routes(),
        publishing::routes(),
        queue::routes(),
        registers::routes(),
        report::routes(),
        reports::routes(),
        start::routes(),
        trash::routes(),
        writing::routes(),
    ];
    let router = parts.into_iter().fold(Router::new(), Router::merge);
    let missing = || async { Trouble::missing() };
    let unfit = || async { Trouble::new(StatusCode::METHOD_NOT_ALLOWED, UNFIT) };
    let router = router.fallback(missing).method_not_allowed_fallback(unfit);
    router.layer(middleware::from_fn_with_state(desk.clone(), door::guard)).with_state(desk)
}

const UNFIT: Words = Words { zh: "这个网址不能这样用。", en: "This address is not used in this way." };
