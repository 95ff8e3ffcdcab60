//! Codings: whether a client takes gzip, and gzip.
//!
//! In: `Accept-Encoding` and bytes. Out: a verdict (RFC 9110 §12.5.3), and
//! fewer bytes. Worth it even on one machine: a preview is also looked at from
//! a telephone in the same room.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::header::{ACCEPT_ENCODING, HeaderMap};

/// The least that is worth compressing.
pub const LEAST: usize = 1024;

/// Whether a client takes gzip, and likes it no less than plain bytes.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let (mut gzip, mut identity, mut any) = (None, 0.0, 0.0);
    let values = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    for item in values.flat_map(|value| value.split(',')) {
        let mut words = item.split(';').map(str::trim);
        let coding = words.next().unwrap_or_default().to_ascii_lowercase();
        // A weight that cannot be read is none at all.
        let weight = words.find_map(|word| word.strip_prefix("q=").or(word.strip_prefix("Q=")));
        let weight = weight.map_or(1.0, |weight| weight.parse::<f32>().unwrap_or(0.0));
        match coding.as_str() {
            "gzip" | "x-gzip" => gzip = Some(weight),
            "identity" => identity = weight,
            "*" => any = weight,
            _ => {}
        }
    }
    let gzip = gzip.unwrap_or(any);
    gzip > 0.0 && gzip >= identity
}

/// The bytes, compressed quickly.
pub fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use hyper::header::{ACCEPT_ENCODING, HeaderMap, HeaderValue};

    use super::takes_gzip;

    #[test]
    fn a_client_says_what_it_takes() {
        let check = |value, takes| {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(value))]);
            assert_eq!(takes_gzip(&headers), takes, "{value}");
        };
        for value in ["gzip", "deflate, GZIP;q=0.5", "*", "br;q=1.0, gzip ; q=0.8, *;q=0", "gzip;q=0.5, identity;q=0"] {
            check(value, true);
        }
        for value in
            ["", "br", "gzip;q=0", "gzip;q=0.000, *", "*;q=0", "gzip;q=x", "identity, gzip;q=0.5", "gzip;q=NaN"]
        {
            check(value, false);
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
