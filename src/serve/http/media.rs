//! Media types: what a file is, by its extension.
//!
//! In: a file name. Out: the value of `Content-Type`. The list is that of what
//! a site may hold: what we make, what a theme has, and what is published
//! beside a report. What is not on it is bytes, to be saved.

/// The type of what has no type.
const BYTES: &str = "application/octet-stream";

/// Extensions and their types. A text says that it is UTF-8.
const TYPES: &[(&str, &str)] = &[
    // What we make, and what a theme has.
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    // Feeds too: it is what a host makes of the extension, and some browsers
    // would rather save `application/atom+xml` than show it.
    ("xml", "application/xml; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    // Texts of the author's.
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    // Pictures, sound, film.
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("ico", "image/x-icon"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("wav", "audio/wav"),
    ("ogg", "audio/ogg"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mov", "video/quicktime"),
    // Documents.
    ("pdf", "application/pdf"),
    ("ofd", "application/ofd"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("wps", "application/wps-office.wps"),
    ("et", "application/wps-office.et"),
    ("dps", "application/wps-office.dps"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("rtf", "application/rtf"),
    ("epub", "application/epub+zip"),
    ("zip", "application/zip"),
    ("7z", "application/x-7z-compressed"),
    ("rar", "application/vnd.rar"),
    ("gz", "application/gzip"),
];

/// The type of a file.
pub fn media_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension)).map_or(BYTES, |(_, media_type)| media_type)
}

/// Whether a type is one of text.
pub fn is_text(media_type: &str) -> bool {
    media_type.ends_with("charset=utf-8")
}

/// A type without what it says of the encoding, for a text that is not UTF-8:
/// browsers guess better than we lie.
pub fn without_encoding(media_type: &'static str) -> &'static str {
    media_type.split(';').next().unwrap_or(media_type)
}
