//! What a place can do to which a site is published.

use std::io::Read;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::Site;
use crate::disk::output::ledger::Seal;
use crate::source::Digest;

const READ: Words = Words { zh: "读取", en: "read" };
const CHANGED: Words = Words {
    zh: "它在生成之后改过。请再运行一次 huibian build",
    en: "it was changed after it was built; run huibian build again",
};

/// A file to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'s> {
    /// Where it goes.
    pub route: &'s str,
    /// What it holds.
    pub content: Content<'s>,
}

/// What a file holds.
#[derive(Clone, Copy, Debug)]
pub enum Content<'s> {
    /// What the file of the site at the same route does.
    File {
        /// The site.
        site: &'s Site,
        /// What its ledger says of the file.
        seal: Seal,
    },
    /// A text of ours.
    Text(&'s str),
}

impl Sent<'_> {
    /// Its bytes, of which the site's ledger knows.
    pub fn bytes(&self) -> Result<Vec<u8>, Fault> {
        let (site, seal) = match self.content {
            Content::Text(text) => return Ok(text.as_bytes().to_vec()),
            Content::File { site, seal } => (site, seal),
        };
        let failed = |error| Fault::system(READ, site.path().join(self.route), error);
        let file = site.open_file(self.route).map_err(failed)?;
        let mut bytes = Vec::new();
        // One byte more than there should be tells as well as all.
        file.take(seal.length + 1).read_to_end(&mut bytes).map_err(failed)?;
        if (Seal { digest: Digest::of(&bytes), length: bytes.len() as u64 }) != seal {
            return Err(Fault::known(READ, site.path().join(self.route), CHANGED));
        }
        Ok(bytes)
    }
}

/// A place. What it is asked to do fails as a whole or is done; only `put` may leave
/// some of its files behind when it fails.
pub trait Place {
    /// What a file of ours holds; none if it is not there.
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Fault>;

    /// A file that is not ours where a new one would go; where nothing is ours yet,
    /// any file that is there.
    fn stranger(&mut self, new: &[&str], is_ours: bool) -> Result<Option<String>, Fault>;

    /// Puts files there, in any order, and tells how many have arrived. Where readers
    /// may have other files at these routes (`replaces`), they find the old or the new
    /// at any moment.
    fn put(&mut self, files: &[Sent<'_>], replaces: bool, arrived: &dyn Fn(usize)) -> Result<(), Fault>;

    /// Removes files in their order; one that is not there is gone already.
    fn remove(&mut self, routes: &[String]) -> Result<(), Fault>;

    /// All is sent: what was for the time of sending only goes.
    fn end(&mut self) -> Result<(), Fault> {
        Ok(())
    }

    /// Trouble with this place.
    fn fault(&self, doing: Words, cause: Words) -> Fault;
}
