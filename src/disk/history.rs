//! What was replaced in the author's files, kept so that it can be brought back.
//!
//! In: texts that are about to be replaced. Out: the same texts, by the file
//! that they stood in. Each lies in `.huibian/history/` under its digest; the
//! log beside them says, a line of JSON each, which file it was in, what came
//! in its place, and under which passing name that was waiting. A line is on
//! the medium before the file is touched, so that whatever a process leaves
//! behind that is killed can be told apart afterwards.
//!
//! Both are bounded; the oldest texts go first. The folder may have come with a
//! publication of somebody else: nothing in it is trusted to be what it says.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::disk::system::{Dir, Mode, Renaming, Rights};
use crate::source::{Digest, Refusal};

/// huibian's own folder in a publication.
pub const OWN: &str = ".huibian";
/// Keeps what is ours out of version control.
pub const IGNORE: &str = ".huibian/.gitignore";
/// Files on their way to their place.
pub const STAGING: &str = ".huibian/staging";
/// The texts, by digest, and the log.
pub const FOLDER: &str = ".huibian/history";
const LOG: &str = ".huibian/history/log";

/// How many texts are kept, and how many bytes of them.
const MOST_RECORDS: usize = 20_000;
const MOST_BYTES: u64 = 256 << 20;
/// After how much more of the log it is looked whether that is too much, and after how many
/// bytes of texts at once.
const STEP: u64 = 64 << 10;
const MUCH: u64 = 4 << 20;
/// How large a log may be that is read at all.
const LARGEST_LOG: u64 = 64 << 20;
/// How large a text may be that is read back.
pub const LARGEST_TEXT: u64 = 1 << 30;

/// A replacement that was made or was about to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When, in seconds since 1970.
    pub time: u64,
    /// The file, below the publication's folder.
    pub path: String,
    /// What stood in it; none for a new file.
    pub before: Option<String>,
    /// How long that is, in bytes.
    pub bytes: u64,
    /// What was put into it.
    pub after: String,
    /// Where that waited; after an exchange what it replaced lies there.
    pub staged: String,
    /// What was done, in the words of who did it; none if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub say: Option<String>,
    /// Who did it; none if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What is done to files, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// What, as its history shall say it.
    pub say: Option<String>,
    /// Who.
    pub by: Option<String>,
}

impl Record {
    /// A replacement at this moment.
    pub fn now(path: &Path, before: Option<&[u8]>, after: &[u8], staged: &Path) -> Record {
        Record {
            time: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            path: path.to_string_lossy().into_owned(),
            before: before.map(|before| Digest::of(before).to_string()),
            bytes: before.map_or(0, |before| before.len() as u64),
            after: Digest::of(after).to_string(),
            staged: staged.to_string_lossy().into_owned(),
            say: None,
            by: None,
        }
    }

    /// The same with what is said of it.
    pub fn noting(self, note: &Note) -> Record {
        Record { say: note.say.clone(), by: note.by.clone(), ..self }
    }

    /// Where the texts may lie that it tells of.
    fn texts(&self) -> impl Iterator<Item = PathBuf> {
        let after = Some(place(&self.after)).filter(|_| Digest::parse(&self.after).is_some());
        self.text().into_iter().chain(after)
    }

    /// Where the text lies that stood in the file.
    fn text(&self) -> Option<PathBuf> {
        self.before.as_deref().filter(|digest| Digest::parse(digest).is_some()).map(place)
    }
}

/// The history of a publication.
#[derive(Debug)]
pub struct History<'d> {
    dir: &'d Dir,
    /// Whether so much has come that some of it may be too much.
    has_grown: Cell<bool>,
}

impl<'d> History<'d> {
    /// The history in a publication's folder.
    pub fn of(dir: &'d Dir) -> History<'d> {
        History { dir, has_grown: Cell::new(false) }
    }

    /// What the log says, the oldest first. A line that is cut off or was
    /// written by something else says nothing.
    pub fn records(&self) -> io::Result<Vec<Record>> {
        match self.dir.read(Path::new(LOG), LARGEST_LOG) {
            Ok(bytes) => {
                Ok(bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) if is_too_large(&error) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    /// The texts that stood in a file, the newest first, without those that
    /// are gone.
    pub fn versions(&self, path: &Path) -> io::Result<Vec<(Record, Vec<u8>)>> {
        let path = path.to_string_lossy();
        let mut seen = BTreeSet::new();
        let mut versions = Vec::new();
        for record in self.records()?.into_iter().rev().filter(|record| record.path == path) {
            let Some(place) = record.text() else { continue };
            if seen.insert(place.clone())
                && let Ok(text) = self.dir.read(&place, LARGEST_TEXT)
            {
                versions.push((record, text));
            }
        }
        Ok(versions)
    }

    /// A text that was kept, by its digest; what lies there is held against it.
    pub fn text(&self, digest: &Digest) -> io::Result<Vec<u8>> {
        let text = self.dir.read(&place(&digest.to_string()), LARGEST_TEXT)?;
        if Digest::of(&text) == *digest { Ok(text) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    /// Keeps a text, on the medium when this returns, but for its name.
    pub fn keep(&self, text: &[u8], rights: Option<&Rights>) -> io::Result<()> {
        let place = place(&Digest::of(text).to_string());
        match self.dir.read(&place, LARGEST_TEXT) {
            Ok(there) if there == text => return Ok(()),
            // A program that held the file open has written into what was
            // replaced: that is somebody's text too.
            Ok(there) => self.dir.rename(&place, &self::place(&Digest::of(&there).to_string()), Renaming::Replace)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let staged = self.stage(text, rights)?;
        self.dir.rename(&staged, &place, Renaming::Replace)
    }

    /// Puts the file itself that was replaced in the place of the copy, so that
    /// a program that still writes into it writes what is kept.
    pub fn take_in(&self, staged: &Path, text: &[u8]) -> io::Result<()> {
        match self.dir.rename(staged, &place(&Digest::of(text).to_string()), Renaming::Replace) {
            // Another disk: the copy has to do.
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => self.dir.remove_file(staged),
            taken => taken,
        }
    }

    /// Adds lines to the log and puts all that was kept on the medium.
    pub fn log(&self, records: &[Record]) -> io::Result<()> {
        let mut text = Vec::new();
        for record in records {
            // Before each: what a process that was killed wrote last may be half a line.
            text.push(b'\n');
            serde_json::to_writer(&mut text, record)?;
        }
        let bytes: u64 = records.iter().map(|record| record.bytes).sum();
        match self.dir.append(Path::new(LOG)) {
            Ok(file) => {
                let before = file.metadata()?.len();
                if before > LARGEST_LOG {
                    // No log of ours grows so: it goes aside, and another is begun.
                    let aside = format!("{LOG}-{:.8}", passing_name());
                    self.dir.rename(Path::new(LOG), Path::new(&aside), Renaming::New)?;
                    self.write(records)?;
                    return self.dir.sync_folder_of(Path::new(LOG));
                }
                let system = self.dir.system();
                system.write(&file, &text)?;
                system.sync(&file)?;
                let after = before + text.len() as u64;
                if before / STEP != after / STEP || bytes > MUCH || after > LARGEST_LOG / 2 {
                    self.has_grown.set(true);
                }
            }
            // Something else has the place of the log, or a second name for it.
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let mut all = self.records().unwrap_or_default();
                all.extend_from_slice(records);
                self.write(&all)?;
                self.has_grown.set(true);
            }
            Err(error) => return Err(error),
        }
        self.dir.sync_folder_of(Path::new(LOG))
    }

    /// Lets go of the oldest texts if there are too many, which is looked at when the log
    /// has grown by some: who saves often does not wait for it each time.
    pub fn prune(&self) -> io::Result<()> {
        if !self.has_grown.take() {
            return Ok(());
        }
        let records = self.records()?;
        let mut bytes = 0_u64;
        let fits = |record: &&Record| {
            bytes = bytes.saturating_add(record.bytes);
            bytes <= MOST_BYTES
        };
        let kept = records.iter().rev().take(MOST_RECORDS).take_while(fits).count();
        let (gone, kept) = records.split_at(records.len() - kept);
        if gone.is_empty() {
            return Ok(());
        }
        self.write(kept)?;
        let needed: BTreeSet<PathBuf> = kept.iter().flat_map(Record::texts).collect();
        for place in gone.iter().flat_map(Record::texts).filter(|place| !needed.contains(place)) {
            match self.dir.remove_file(&place) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// A new file of some bytes under a passing name, on the medium.
    pub fn stage(&self, bytes: &[u8], rights: Option<&Rights>) -> io::Result<PathBuf> {
        let path = Path::new(STAGING).join(passing_name());
        fill(self.dir, &path, bytes, rights)?;
        Ok(path)
    }

    /// Writes the log anew.
    fn write(&self, records: &[Record]) -> io::Result<()> {
        let mut text = Vec::new();
        for record in records {
            serde_json::to_writer(&mut text, record)?;
            text.push(b'\n');
        }
        let staged = self.stage(&text, None)?;
        self.dir.rename(&staged, Path::new(LOG), Renaming::Replace)
    }
}

/// Makes a new file of some bytes, with the rights of the file that it will
/// replace or those of any new file, and puts it on the medium. A file that
/// cannot be filled does not stay.
pub fn fill(dir: &Dir, path: &Path, bytes: &[u8], rights: Option<&Rights>) -> io::Result<()> {
    let mode = if rights.is_some() { Mode::Private } else { Mode::Usual };
    let file = dir.create(path, mode)?;
    let system = dir.system();
    let filled = system.write(&file, bytes);
    let filled = filled.and_then(|()| rights.map_or(Ok(()), |rights| system.set_rights(&file, rights)));
    filled.and_then(|()| system.sync(&file)).inspect_err(|_| {
        // The first error is the one to tell.
        drop(dir.remove_file(path));
    })
}

/// Where a text lies.
fn place(digest: &str) -> PathBuf {
    Path::new(FOLDER).join(digest)
}

fn is_too_large(error: &io::Error) -> bool {
    let refusal = error.get_ref().and_then(|error| error.downcast_ref::<Refusal>());
    refusal == Some(&Refusal::TooLarge)
}

/// A name that nobody can know before: who could would put a link there.
pub fn passing_name() -> String {
    use std::hash::{BuildHasher, Hasher};
    // The standard library's hashers have keys from the system's generator.
    let random = || std::collections::hash_map::RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}
