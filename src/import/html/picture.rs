//! Pictures of a page.
//!
//! In: the elements of pictures. Out: their bytes, equal ones once. Bytes come
//! from the page itself or from files beside it, never from the network.

use std::collections::HashMap;

use crate::import::document::Picture;
use crate::import::html::address;
use crate::import::html::transfer;
use crate::source::Digest;

/// Placeholders of pictures that load late are no larger, in bytes.
const PLACEHOLDER: usize = 200;

/// The extension of a picture by its content; none if it is no picture.
pub fn extension(bytes: &[u8]) -> Option<&'static str> {
    Some(match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xFF, 0xD8, 0xFF, ..] => "jpg",
        [b'G', b'I', b'F', b'8', ..] => "gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => "bmp",
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "tif",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f', ..] => "avif",
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', b'i' | b'v', ..] => "heic",
        [1, 0, 0, 0, ..] if bytes.get(40..44) == Some(b" EMF") => "emf",
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => "wmf",
        _ => return None,
    })
}

/// The pictures found so far.
#[derive(Default)]
pub struct Gallery {
    by_digest: HashMap<Digest, usize>,
    /// What was at hand by each address: a page may show one picture a hundred
    /// thousand times, which is fetched once.
    by_address: HashMap<String, Option<usize>>,
}

/// What became of a picture's element.
pub enum Sought {
    /// It is this picture of the document.
    Found(usize),
    /// It is nowhere at hand: its address.
    Missing(String),
    /// It is in the page, and its bytes are no picture that is known.
    Unreadable,
    /// There was nothing to show: a blank that waits for the picture.
    Blank,
}

impl Gallery {
    /// Seeks a picture by its addresses, the first that is at hand.
    pub fn seek(
        &mut self,
        addresses: &[&str],
        fetch: &dyn Fn(&str) -> Option<Vec<u8>>,
        pictures: &mut Vec<Picture>,
    ) -> Sought {
        let mut missing: Option<&str> = None;
        let mut is_unreadable = false;
        for address in addresses.iter().map(|address| address.trim()).filter(|address| !address.is_empty()) {
            if let Some(bytes) = transfer::data(address) {
                match extension(&bytes) {
                    Some(extension) if bytes.len() > PLACEHOLDER || addresses.len() == 1 => {
                        return Sought::Found(self.keep(bytes, extension, pictures));
                    }
                    Some(_) => {}
                    None => is_unreadable = true,
                }
                continue;
            }
            if address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) {
                is_unreadable = true;
                continue;
            }
            let known = match self.by_address.get(address) {
                Some(known) => *known,
                None => {
                    let fetched = beside(address, fetch);
                    let kept = fetched.map(|(bytes, extension)| self.keep(bytes, extension, pictures));
                    self.by_address.insert(address.to_owned(), kept);
                    kept
                }
            };
            if let Some(picture) = known {
                return Sought::Found(picture);
            }
            if missing.is_none_or(|missing| !address::is_web(missing)) {
                missing = Some(address);
            }
        }
        match missing {
            Some(address) => Sought::Missing(address.chars().take(200).collect()),
            None if is_unreadable => Sought::Unreadable,
            None => Sought::Blank,
        }
    }

    fn keep(&mut self, bytes: Vec<u8>, extension: &str, pictures: &mut Vec<Picture>) -> usize {
        let digest = Digest::of(&bytes);
        *self.by_digest.entry(digest).or_insert_with(|| {
            pictures.push(Picture { bytes, extension: extension.to_owned(), digest });
            pictures.len() - 1
        })
    }
}

/// A picture that is at hand by its address, and its extension.
fn beside(address: &str, fetch: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<(Vec<u8>, &'static str)> {
    let bytes = fetch(address).or_else(|| {
        // A path beside the page, written as an address.
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let path = String::from_utf8(transfer::percent(path)).ok()?;
        let path = path.strip_prefix("./").unwrap_or(&path).to_owned();
        (address::scheme(&path).is_none() && !path.starts_with('/')).then(|| fetch(&path)).flatten()
    })?;
    let extension = extension(&bytes)?;
    Some((bytes, extension))
}

/// The bytes of a picture that a text names, and its extension: from the
/// address itself or from a file beside the text.
pub fn picture_at(address: &str, fetch: &dyn Fn(&str) -> Option<Vec<u8>>) -> Option<(Vec<u8>, &'static str)> {
    let bytes = transfer::data(address).or_else(|| fetch(address)).or_else(|| {
        let path = String::from_utf8(transfer::percent(address)).ok()?;
        let path = path.strip_prefix("./").unwrap_or(&path);
        (address::scheme(path).is_none() && !path.starts_with('/')).then(|| fetch(path)).flatten()
    })?;
    let extension = extension(&bytes)?;
    Some((bytes, extension))
}
