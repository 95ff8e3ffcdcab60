//! The built-in theme, embedded in the program.
//!
//! In: `themes/default/` as it was when the program was compiled. Out: its
//! files by the path they have in a publication that would hold them. The
//! feature `debug-embed` makes a debug build embed them too, for otherwise it
//! would read the disk, which nothing here may do.

use std::borrow::Cow;

use rust_embed::RustEmbed;

use crate::source::VPath;
use crate::theme::BUILT_IN;

/// The files of `themes/default/`.
#[derive(RustEmbed)]
#[folder = "themes/default"]
struct BuiltIn;

/// Every file of the built-in theme, in the order of the paths.
pub fn files() -> Vec<(VPath, Cow<'static, [u8]>)> {
    let mut files: Vec<(VPath, Cow<'static, [u8]>)> = BuiltIn::iter()
        .filter_map(|name| Some((VPath::new(&format!("themes/{BUILT_IN}/{name}"))?, BuiltIn::get(&name)?.data)))
        .collect();
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    files
}

/// Whether the built-in theme has an asset of that name.
pub fn has_asset(name: &str) -> bool {
    BuiltIn::get(&format!("assets/{name}")).is_some()
}

/// The text of a built-in file, for showing a finding in it.
pub fn embedded(path: &VPath) -> Option<Cow<'static, [u8]>> {
    Some(BuiltIn::get(path.below("themes")?.strip_prefix(BUILT_IN)?.strip_prefix('/')?)?.data)
}
