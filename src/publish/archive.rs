//! A site as one `.zip`, to be carried by hand.
//!
//! In: a site. Out: an archive of all its files with a list of their SHA-256 sums,
//! and beside it the sum of the archive itself, both as `sha256sum -c` reads them. The
//! same site gives the same bytes on every machine and every day: names in order, one
//! time, one way to pack. The archive gets its name when it is whole.

use std::fmt::Write as _;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use hmac_sha256::Hash;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::history::passing_name;
use crate::disk::output::ledger::PLACE;
use crate::disk::system::{Dir, Handle, Mode, Renaming, System};
use crate::disk::{Site, author};
use crate::publish::place::{Content, Sent};
use crate::publish::{PUBLISH, UNFINISHED};

/// The list of sums in the archive.
pub const SUMS: &str = "SHA256SUMS";

const ANOTHER: Words = Words {
    zh: "那里已有同名的文件，不是 huibian 打的包。请换个名称；确实要换掉它，就加 --force",
    en: "a file of that name is there that huibian did not pack; choose another name, or add --force to replace it",
};
const WRITE: Words = Words { zh: "写入", en: "write" };

/// An archive that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archived {
    /// Where it is.
    pub path: PathBuf,
    /// How many files of the site are in it.
    pub files: usize,
    /// How many bytes it has.
    pub bytes: u64,
    /// Its SHA-256 sum.
    pub sum: String,
}

/// Writes a site into an archive at a path that ends in `.zip`, in place of an
/// earlier one, which has its sum beside it, or by `force` of whatever stands there.
/// `progress` is told how many files are in it, and of how many.
pub fn archive(
    system: &'static dyn System,
    site: &Site,
    path: &Path,
    force: bool,
    progress: &dyn Fn(usize, usize),
) -> Result<Archived, Fault> {
    let failed = |error| Fault::system(WRITE, path, error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name() else { return Err(failed(io::ErrorKind::IsADirectory.into())) };
    author::make_folder(folder)?;
    let dir = system.hold(folder).map_err(failed)?;
    let name = name.to_string_lossy().into_owned();
    let listed = path.with_file_name(format!("{name}.sha256"));
    if !force && author::exists(path) && !author::exists(&listed) {
        return Err(Fault::known(WRITE, path, ANOTHER));
    }
    // Another huibian may be writing the same archive.
    let staged = format!(".{name}.{:.8}.part", passing_name());
    let written = fill(&dir, &staged, site, path, progress);
    let sum = written.inspect_err(|_| drop(dir.remove_file(Path::new(&staged))))?;
    dir.rename(Path::new(&staged), Path::new(&name), Renaming::Replace).map_err(failed)?;
    author::put(&listed, format!("{}  {name}\n", sum.1).as_bytes())?;
    Ok(Archived { path: path.to_owned(), files: site.ledger.len(), bytes: sum.0, sum: sum.1 })
}

/// Writes the archive; its length and its sum.
fn fill(
    dir: &Dir,
    staged: &str,
    site: &Site,
    path: &Path,
    progress: &dyn Fn(usize, usize),
) -> Result<(u64, String), Fault> {
    let failed = |error| Fault::system(WRITE, path, error);
    let packed = |error: zip::result::ZipError| failed(io::Error::from(error));
    let file = dir.create(Path::new(staged), Mode::Usual).map_err(failed)?;
    let mut zip = ZipWriter::new(Pieces { dir, file: &file });
    let mut sums = String::new();
    let total = site.ledger.len();
    for (done, route) in (1..).zip(site.ledger.routes()) {
        let seal = site.ledger.seal(route).ok_or_else(|| Fault::known(PUBLISH, site.path(), UNFINISHED))?;
        let bytes = Sent { route, content: Content::File { site, seal } }.bytes()?;
        // Writing to a string cannot fail.
        let _ = writeln!(sums, "{}  {route}", hex(&Hash::hash(&bytes)));
        zip.start_file(route, options(route, bytes.len())).map_err(packed)?;
        zip.write_all(&bytes).map_err(failed)?;
        progress(done, total);
    }
    for (name, text) in [(PLACE, site.ledger.text()), (SUMS, sums)] {
        zip.start_file(name, options(name, text.len())).map_err(packed)?;
        zip.write_all(text.as_bytes()).map_err(failed)?;
    }
    zip.finish().map_err(packed)?;
    dir.system().sync(&file).map_err(failed)?;
    drop(file);
    sum(&dir.open(Path::new(staged)).map_err(failed)?).map_err(failed)
}

/// How a file is packed: what is packed already is only stored.
fn options(name: &str, length: usize) -> SimpleFileOptions {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_packed = matches!(extension, "jpg" | "jpeg" | "png" | "webp" | "gif" | "woff2" | "zip" | "docx" | "mp4");
    let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(u32::try_from(length).is_err())
}

/// The length and the sum of a file.
fn sum(mut file: &Handle) -> io::Result<(u64, String)> {
    let mut hash = Summed { hash: Hash::new(), length: 0 };
    io::copy(&mut file, &mut hash)?;
    Ok((hash.length, hex(&hash.hash.finalize())))
}

/// What is summed up.
struct Summed {
    hash: Hash,
    length: u64,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes as digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file that is written through a system.
struct Pieces<'f> {
    dir: &'f Dir,
    file: &'f Handle,
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.dir.system().write(self.file, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Pieces<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut file = self.file;
        file.seek(to)
    }
}
