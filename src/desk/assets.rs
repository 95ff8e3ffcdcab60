//! The page itself: files that are built from `web/desk` and lie in the program.

use axum::Router;
use axum::http::header;
use axum::response::Redirect;
use axum::routing::get;

use crate::desk::Desk;
use crate::serve::http::media::media_type;

/// The files by their addresses.
const FILES: [(&str, &str, &[u8]); 7] = [
    ("/desk/", "index.html", include_bytes!("assets/index.html")),
    ("/desk/desk.js", "desk.js", include_bytes!("assets/desk.js")),
    ("/desk/desk.css", "desk.css", include_bytes!("assets/desk.css")),
    ("/desk/report.js", "report.js", include_bytes!("assets/report.js")),
    ("/desk/report.css", "report.css", include_bytes!("assets/report.css")),
    ("/desk/icon.svg", "icon.svg", include_bytes!("assets/icon.svg")),
    ("/desk/en.json", "en.json", include_bytes!("assets/en.json")),
];

/// The addresses of the page.
pub fn routes() -> Router<Desk> {
    let start = || async { Redirect::temporary("/desk/") };
    let router = Router::new().route("/", get(start)).route("/desk", get(start));
    FILES.iter().fold(router, |router, &(address, name, bytes)| {
        router.route(address, get(move || async move { ([(header::CONTENT_TYPE, media_type(name))], bytes) }))
    })
}
