//! Codings: whether a client takes gzip, and gzip.
//!
//! In: `Accept-Encoding` and bytes. Out: a verdict, and
//! fewer bytes. Worth it even on one machine: a preview is also looked at from
//! a telephone in the same room.

use std::io::Write;

use axum::http::header::{ACCEPT_ENCODING, HeaderMap};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The least that is worth compressing.
pub const LEAST: usize = 1024;

/// Whether a client takes gzip.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|item| {
        let mut words = item.split(';').map(str::trim);
        let is_gzip = words.next().is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
        is_gzip && !words.any(|word| word.strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0)))
    })
}

/// The bytes, compressed quickly.
pub fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use axum::http::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};

    use super::takes_gzip;

    #[test]
    fn a_client_says_what_it_takes() {
        let check = |value, takes| {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            assert_eq!(takes_gzip(&headers), takes, "{value}");
        };
        for value in ["gzip", "deflate, GZIP;q=0.5", "br;q=1.0, gzip ; q=0.8, *;q=0"] {
            check(value, true);
        }
        for value in ["", "br", "gzip;q=0", "gzip; q=0.000, br", "x-gzip"] {
            check(value, false);
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
