//! Files whose texts are in UTF-8, whatever encoding they have on the disk.
//!
//! In: files. Out: the same, in which a report, a page or a registry that is in
//! another encoding beyond doubt reads as if it were not. All later stages, and
//! whoever shows a finding, point into that text.

use std::sync::Arc;

use crate::parse;
use crate::source::{Cache, Digest, Files, Unreadable, VPath};

/// Such files.
pub struct Unicode(Arc<dyn Files>);

impl Unicode {
    /// The files `under`, their texts in UTF-8.
    pub fn of(under: Arc<dyn Files>) -> Arc<dyn Files> {
        Arc::new(Unicode(under))
    }
}

impl Files for Unicode {
    fn paths(&self) -> &[VPath] {
        self.0.paths()
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        self.read_text(path).map(|(bytes, _)| bytes)
    }

    fn read_text(&self, path: &VPath) -> Result<(Vec<u8>, Option<&'static str>), Unreadable> {
        let bytes = self.0.read(path)?;
        if !matches!(path.extension().as_str(), "md" | "yaml") {
            return Ok((bytes, None));
        }
        Ok(match parse::converted(&bytes) {
            Some((text, encoding)) => (text.into_bytes(), Some(encoding)),
            None => (bytes, None),
        })
    }

    fn read_head(&self, path: &VPath, length: usize) -> Result<Vec<u8>, Unreadable> {
        self.0.read_head(path, length)
    }

    fn cache(&self) -> Option<&dyn Cache> {
        self.0.cache()
    }

    fn content(&self, path: &VPath) -> Option<Digest> {
        self.0.content(path)
    }

    fn holds(&self, path: &VPath) -> bool {
        self.0.holds(path)
    }
}
