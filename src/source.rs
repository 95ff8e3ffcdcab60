//! Files as values: paths, spans, digests and the tree of a publication.
//!
//! In: nothing. Out: the vocabulary in which every later stage names a place
//! in the author's files. A path here is not a path of the machine: it is
//! relative to the publication's root, in Unicode normalisation form C, with
//! `/` between its parts and never `..`, so that the same publication has the
//! same paths on every system. `disk` alone knows how they are stored.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::UnicodeNormalization;

/// A path inside the publication, such as `content/reports/2020/xueye.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VPath(Arc<str>);

impl VPath {
    /// Reads a relative path; `None` if it is absolute or climbs above the root.
    ///
    /// `.` and empty parts vanish and `..` takes back the part before it.
    pub fn new(path: &str) -> Option<VPath> {
        if path.starts_with('/') || path.contains(['\\', '\0']) {
            return None;
        }
        // Most are as they come out.
        if path.is_ascii() && path.split('/').all(|part| !matches!(part, "" | "." | "..")) {
            return Some(VPath(path.into()));
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(VPath(parts.join("/").nfc().collect::<String>().into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Follows a relative reference that stands in this file, such as
    /// `../2019/x.md`; `None` if it leaves the publication.
    pub fn resolve(&self, reference: &str) -> Option<VPath> {
        if reference.starts_with('/') {
            return None;
        }
        VPath::new(&format!("{}/{reference}", self.folder()))
    }

    /// The folder that holds this file; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part of the path.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file's name without its extension.
    pub fn stem(&self) -> &str {
        match self.file_name().rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => self.file_name(),
        }
    }

    /// The extension in lower case, without its dot; empty if there is none.
    pub fn extension(&self) -> String {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_ascii_lowercase(),
            _ => String::new(),
        }
    }

    /// What is left of the path below `folder`, which is given without a
    /// final slash; `None` if the file is not below it.
    pub fn below<'a>(&'a self, folder: &str) -> Option<&'a str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl Serialize for VPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for VPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<VPath, D::Error> {
        let path = <&str>::deserialize(deserializer)?;
        VPath::new(path).ok_or_else(|| de::Error::custom("no path inside a publication"))
    }
}

impl fmt::Display for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for VPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// A range of bytes in a file. Lines and columns are worked out when shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: VPath,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets within a file.
    pub fn new(file: &VPath, range: std::ops::Range<usize>) -> Span {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file: file.clone(), start: clamp(range.start), end: clamp(range.end) }
    }

    /// The start of a file, for findings about the whole of it.
    pub fn whole(file: &VPath) -> Span {
        Span { file: file.clone(), start: 0, end: 0 }
    }

    /// The range as indices into the file's bytes.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where its text stands in the file, in bytes.
    pub at: std::ops::Range<u32>,
}

impl<T> Spanned<T> {
    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), at: self.at }
    }

    /// The place as a span of a file.
    pub fn span(&self, file: &VPath) -> Span {
        Span { file: file.clone(), start: self.at.start, end: self.at.end }
    }
}

/// The BLAKE3 hash of a content, shortened to 128 bits: enough to tell
/// contents apart, not a promise against forgery.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest::short(blake3::hash(bytes))
    }

    fn short(hash: blake3::Hash) -> Digest {
        let mut short = [0; 16];
        short.copy_from_slice(&hash.as_bytes()[..16]);
        Digest(short)
    }

    /// The digest of a value, of all that its `Hash` takes in. It is that of one
    /// program on one machine: numbers are taken as they lie in memory.
    pub fn of_value(value: &impl Hash) -> Digest {
        let mut feed = Feed(Vec::new());
        value.hash(&mut feed);
        Digest::of(&feed.0)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads the 32 hexadecimal digits that `Display` writes.
    pub fn parse(text: &str) -> Option<Digest> {
        let digits: &[u8; 32] = text.as_bytes().try_into().ok()?;
        let mut bytes = [0; 16];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |digit: u8| char::from(digit).to_digit(16);
            *byte = (digit(pair[0])? << 4 | digit(pair[1])?) as u8;
        }
        Some(Digest(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Gathers what a value is hashed by: to digest it at once is quicker than piece by piece.
struct Feed(Vec<u8>);

impl Hasher for Feed {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        Digest::of(&self.0).0.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

/// Takes the digest of something piece by piece.
#[derive(Clone, Debug, Default)]
pub struct Digester(blake3::Hasher);

impl Digester {
    /// Takes in bytes that are a whole by themselves: the same bytes cut
    /// elsewhere make another digest.
    pub fn part(&mut self, bytes: &[u8]) -> &mut Digester {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Takes in the next bytes of what is digested.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all that was taken in.
    pub fn end(&self) -> Digest {
        Digest::short(self.0.finalize())
    }
}

/// Why the file layer itself will not open something; `diag::fault` says it to
/// the reader. It travels inside an `io::Error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is a link, or lies behind one.
    Link,
    /// It is no regular file, such as a pipe or a device.
    Special,
    /// It has more bytes than it may.
    TooLarge,
}

impl Refusal {
    /// The refusal that an error stands for, if it is one.
    pub fn of(error: &io::Error) -> Option<Refusal> {
        error.get_ref()?.downcast_ref::<Refusal>().copied()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Link => "a link in the path",
            Refusal::Special => "no regular file",
            Refusal::TooLarge => "file too large",
        })
    }
}

impl std::error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidInput, refusal)
    }
}

/// Why a listed file could not be read; `diag::fault` says it to the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The kind of trouble.
    pub kind: io::ErrorKind,
    /// Whether it was refused and not tried.
    pub refusal: Option<Refusal>,
}

impl From<&io::Error> for Unreadable {
    fn from(error: &io::Error) -> Unreadable {
        Unreadable { kind: error.kind(), refusal: Refusal::of(error) }
    }
}

/// Keeps what is costly to make, each under the digest of all it is made of.
/// What was put may be gone the next time; it never comes back as other bytes.
pub trait Cache: Send + Sync {
    /// What was put under a digest, if it is still there.
    fn get(&self, key: Digest) -> Option<Vec<u8>>;

    /// Puts bytes under a digest.
    fn put(&self, key: Digest, bytes: &[u8]);

    /// What an earlier run of the same program left under a name.
    fn left(&self, name: &str) -> Option<Vec<u8>>;

    /// Leaves something for the next run under a name.
    fn leave(&self, name: &str, bytes: &[u8]);
}

/// The files of a publication: what the pure stages know of the world.
///
/// `Tree` holds them in memory; `disk::Folder` reads them when asked, so that
/// no more than a few texts are in memory at once.
pub trait Files: Send + Sync {
    /// Every file, in the order of their paths.
    fn paths(&self) -> &[VPath];

    /// The bytes of a file as they are now.
    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable>;

    /// The first bytes of a file, at most so many.
    fn read_head(&self, path: &VPath, length: usize) -> Result<Vec<u8>, Unreadable> {
        let mut bytes = self.read(path)?;
        bytes.truncate(length);
        Ok(bytes)
    }

    /// What keeps that which is costly to make; none if nothing does.
    fn cache(&self) -> Option<&dyn Cache> {
        None
    }

    /// The bytes of a text, in UTF-8 if it can be told what it is in, and then
    /// the name of that encoding.
    fn read_text(&self, path: &VPath) -> Result<(Vec<u8>, Option<&'static str>), Unreadable> {
        self.read(path).map(|bytes| (bytes, None))
    }

    /// The digest of a text as `read_text` gives it, where that is known without
    /// reading.
    fn content(&self, _path: &VPath) -> Option<Digest> {
        None
    }

    /// Whether the file is listed.
    fn holds(&self, path: &VPath) -> bool {
        self.paths().binary_search(path).is_ok()
    }
}

/// Files held in memory.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    paths: Vec<VPath>,
    files: BTreeMap<VPath, Arc<[u8]>>,
}

impl Tree {
    /// A tree of the given files; a later one replaces an earlier namesake.
    pub fn new(files: impl IntoIterator<Item = (VPath, Arc<[u8]>)>) -> Tree {
        let files: BTreeMap<VPath, Arc<[u8]>> = files.into_iter().collect();
        Tree { paths: files.keys().cloned().collect(), files }
    }

    /// A tree of texts, for tests and examples; a path that is none is left out.
    pub fn of_texts<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Tree {
        Tree::new(texts.into_iter().filter_map(|(path, text)| Some((VPath::new(path)?, text.as_bytes().into()))))
    }
}

impl Files for Tree {
    fn paths(&self) -> &[VPath] {
        &self.paths
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        self.files
            .get(path)
            .map(|bytes| bytes.to_vec())
            .ok_or_else(|| Unreadable::from(&io::ErrorKind::NotFound.into()))
    }
}

/// Files of which some hold something else, and some more.
pub struct Overlay {
    under: Arc<dyn Files>,
    held: BTreeMap<VPath, Vec<u8>>,
    paths: Vec<VPath>,
}

impl Overlay {
    /// The files `under`, save that those of `held` hold what stands there.
    pub fn new(under: Arc<dyn Files>, held: BTreeMap<VPath, Vec<u8>>) -> Overlay {
        let mut paths = under.paths().to_vec();
        paths.extend(held.keys().filter(|path| !under.holds(path)).cloned());
        paths.sort();
        Overlay { under, held, paths }
    }
}

impl Files for Overlay {
    fn paths(&self) -> &[VPath] {
        &self.paths
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        match self.held.get(path) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.under.read(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, VPath};

    #[test]
    fn a_path_is_normal_and_stays_inside() {
        let path = |text| VPath::new(text).map(|path| path.to_string());
        assert_eq!(path("content/./reports//a.md").as_deref(), Some("content/reports/a.md"));
        assert_eq!(path("content/x/../a.md").as_deref(), Some("content/a.md"));
        assert_eq!(path("content/../../a.md"), None);
        assert_eq!(path("/etc/passwd"), None);
        assert_eq!(path("a\\b"), None);
        // The decomposed form that macOS hands out is the composed one.
        assert_eq!(path("cafe\u{301}.md").as_deref(), Some("café.md"));
    }

    #[test]
    fn a_reference_is_followed_from_its_file() {
        let path = VPath::new("content/reports/2020/a.md").unwrap();
        assert_eq!(path.resolve("../2019/b.md").unwrap().as_str(), "content/reports/2019/b.md");
        assert_eq!(path.resolve("c.png").unwrap().as_str(), "content/reports/2020/c.png");
        assert_eq!(path.resolve("../../../../x"), None);
        assert_eq!(path.resolve("/x"), None);
        assert_eq!((path.stem(), path.extension().as_str(), path.folder()), ("a", "md", "content/reports/2020"));
        assert_eq!(path.below("content/reports"), Some("2020/a.md"));
        assert_eq!(path.below("content/report"), None);
    }

    #[test]
    fn a_digest_survives_writing() {
        let digest = Digest::of("汇编".as_bytes());
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        assert_eq!(Digest::parse("汇编"), None);
    }
}
