//! Disk: the only user of the file system: scans, reads, replaces.
//!
//! `system` has the calls, all of them relative to held folders and through no
//! link. `Folder` is a publication as it lies on the disk; it knows how each
//! `VPath` is really spelt. `Output` is the folder of the finished site, which
//! overwrites and removes only files that its ledger lists. `Transaction`
//! changes the author's own files, `history` keeps what it replaced, `own` what the
//! desk keeps for itself, `cache` what is costly to make. `site` looks at sites that were written. `inputs`
//! are documents to be imported; `convert` has LibreOffice, if it is installed,
//! convert old ones; `program` starts what huibian leaves to others; `author` says where the author stands, `watched` what a
//! watch must know.
//!
//! No other module opens, creates, renames or removes a file; `clippy.toml`
//! names the calls that the compiler refuses elsewhere.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod author;
pub mod cache;
pub mod convert;
pub mod folder;
pub mod history;
pub mod inputs;
pub mod neighbour;
pub mod output;
pub mod program;
pub mod own;
pub mod site;
pub mod stamp;
pub mod system;
pub mod transaction;
pub mod watched;

use std::fs::File;
use std::sync::LazyLock;

use crate::source::Digest;

pub use folder::Folder;
pub use history::{History, Note};
pub use output::ledger::Ledger;
pub use output::{Changes, Claimed, Finished, Outcome, Output, Print, Strangers, Tally};
pub use own::Own;
pub use site::Site;
pub use stamp::Stamp;
pub use system::{Dir, NATIVE, System};
pub use transaction::{FileChange, Transaction};

/// The digest of the program that runs; none if it cannot be read. What was made
/// by one program is not taken for what another would make.
pub fn program() -> Option<Digest> {
    static PROGRAM: LazyLock<Option<Digest>> =
        LazyLock::new(|| stamp::digest(&File::open(std::env::current_exe().ok()?).ok()?).ok());
    *PROGRAM
}
