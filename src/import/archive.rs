//! Archives of documents.
//!
//! In: the bytes of a `.zip`. Out: its documents one by one, so that no more
//! than one of them is in memory, each with a way to the files beside it (the
//! pictures of a saved page), and remarks on what was passed over. Names are
//! paths below the archive; one that leads elsewhere is refused.
//!
//! Programs in China write names in GBK and say nothing of it; others write
//! UTF-8 with a mark, or both (the field of Info-ZIP).

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::io::{Cursor, Read};

use encoding_rs::GB18030;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::diag::Words;
use crate::import::document::Place;
use crate::import::{Refusal, Remark, RemarkKind};

/// How many entries an archive may have, those of archives in it included.
pub const ENTRIES: usize = 10_000;

/// How large an entry may be, in bytes.
pub const ENTRY: u64 = 64 << 20;

/// How large all entries together may be, in bytes.
pub const TOTAL: u64 = 256 << 20;

/// How many times larger than its archive an entry may be, if it is larger
/// than [`FREE`].
const RATIO: u64 = 200;

/// What no ratio is asked of, in bytes.
const FREE: u64 = 1 << 20;

const OUTSIDE: Words = Words {
    zh: "文件名指到压缩包外面，没有导入",
    en: "a name leads out of the archive; the file was not imported",
};
const LARGE: Words = Words {
    zh: "压缩包里的这个文件太大，没有导入",
    en: "a file in the archive is too large and was not imported",
};
const ENCRYPTED: Words =
    Words { zh: "文件有密码，没有导入", en: "a file has a password and was not imported" };
const BROKEN: Words = Words {
    zh: "压缩包里的这个文件损坏，没有导入",
    en: "a file in the archive is damaged and was not imported",
};
const NESTED: Words = Words {
    zh: "压缩包套了两层以上，里层的没有打开",
    en: "archives are nested more than twice; the innermost was not opened",
};

/// A document in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path below the archive, with `/`; that of an archive in it first.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Gives a file of the archive by its path from a document's folder.
pub type Companion<'a> = &'a dyn Fn(&str) -> Option<Vec<u8>>;

/// Hands each file of an archive whose name `wanted` takes to `each`, in the
/// archive's order; what was passed over comes back.
pub fn entries(
    bytes: &[u8],
    wanted: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(Entry, Companion<'_>),
) -> Result<Vec<Remark>, Refusal> {
    let mut reading = Reading { left: Cell::new(TOTAL), count: 0, remarks: Vec::new(), wanted, each };
    reading.archive(bytes, "", true)?;
    Ok(reading.remarks)
}

struct Reading<'a> {
    /// How many bytes may still be unpacked.
    left: Cell<u64>,
    count: usize,
    remarks: Vec<Remark>,
    wanted: &'a dyn Fn(&str) -> bool,
    each: &'a mut dyn FnMut(Entry, Companion<'_>),
}

/// The files of an archive by name, for documents that refer to them.
struct Beside<'a> {
    archive: RefCell<ZipArchive<Cursor<&'a [u8]>>>,
    /// Made when the first is asked for.
    names: OnceCell<HashMap<String, usize>>,
}

impl Beside<'_> {
    /// The bytes of a file by its path from the folder of `document`; none if
    /// it is not there or larger than what is `left`.
    fn file(&self, document: &str, reference: &str, left: &Cell<u64>) -> Option<Vec<u8>> {
        let reference = reference.strip_prefix("./").unwrap_or(reference);
        let folder = document.rfind('/').map_or("", |slash| &document[..=slash]);
        let mut archive = self.archive.borrow_mut();
        let names = self.names.get_or_init(|| {
            let names = (0..archive.len()).filter_map(|index| {
                let file = archive.by_index_raw(index).ok()?;
                Some((name(file.name_raw(), &file.extra_data().unwrap_or_default()).replace('\\', "/"), index))
            });
            names.collect()
        });
        let index = *names.get(&format!("{folder}{reference}"))?;
        let limit = ENTRY.min(left.get());
        let mut content = Vec::new();
        archive.by_index(index).ok()?.take(limit + 1).read_to_end(&mut content).ok()?;
        let length = content.len() as u64;
        left.set(left.get().saturating_sub(length));
        (length <= limit).then_some(content)
    }
}

impl Reading<'_> {
    fn remark(&mut self, what: Words, name: &str) {
        let name: String = name.chars().take(200).collect();
        self.remarks.push(Remark::new(RemarkKind::Doubt, what, Place::Document, &name, ""));
    }

    /// Reads an archive; one in it is read once more, so this is two deep at
    /// most.
    fn archive(&mut self, bytes: &[u8], above: &str, is_outer: bool) -> Result<(), Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
        let beside = Beside { archive: RefCell::new(archive.clone()), names: OnceCell::new() };
        for index in 0..archive.len() {
            self.count += 1;
            if self.count > ENTRIES {
                return Err(too_many());
            }
            let (raw, extra, size, packed, locked, is_folder) = match archive.by_index_raw(index) {
                Ok(file) => (
                    file.name_raw().to_vec(),
                    file.extra_data().unwrap_or_default(),
                    file.size(),
                    file.compressed_size(),
                    file.encrypted(),
                    file.is_dir() || file.is_symlink(),
                ),
                Err(_) => {
                    self.remark(BROKEN, above);
                    continue;
                }
            };
            let name = name(&raw, &extra).replace('\\', "/");
            if is_folder || name.ends_with('/') || is_litter(&name) {
                continue;
            }
            let full = format!("{above}{name}");
            let is_archive = full.to_ascii_lowercase().ends_with(".zip");
            if !is_archive && !(self.wanted)(&name) {
                continue;
            }
            if !is_inside(&name) {
                self.remark(OUTSIDE, &full);
                continue;
            }
            if locked {
                self.remark(ENCRYPTED, &full);
                continue;
            }
            if size > ENTRY || (size > FREE && size / RATIO > packed) {
                self.remark(LARGE, &full);
                continue;
            }
            // What the archive says of sizes is not believed.
            let limit = ENTRY.min(self.left.get()).min(packed.saturating_mul(RATIO).max(FREE));
            let mut content = Vec::new();
            let read = match archive.by_index(index) {
                Ok(file) => file.take(limit + 1).read_to_end(&mut content).is_ok(),
                Err(_) => false,
            };
            if !read {
                self.remark(BROKEN, &full);
                continue;
            }
            let length = content.len() as u64;
            if length > self.left.get() {
                return Err(too_many());
            }
            if length > limit {
                self.remark(LARGE, &full);
                continue;
            }
            self.left.set(self.left.get() - length);
            match (is_archive, is_outer) {
                (false, _) => {
                    let left = &self.left;
                    let entry = Entry { name: full, bytes: content };
                    (self.each)(entry, &|reference| beside.file(&name, reference, left));
                }
                (true, true) => {
                    let folder = format!("{}/", full.get(..full.len() - 4).unwrap_or(&full));
                    if self.archive(&content, &folder, false).is_err() {
                        self.remark(BROKEN, &full);
                    }
                    if self.count > ENTRIES {
                        return Err(too_many());
                    }
                }
                (true, false) => self.remark(NESTED, &full),
            }
        }
        Ok(())
    }
}

/// Why an archive could not be opened.
fn refusal(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(_) => Refusal {
            what: Words {
                zh: "压缩包用了不常见的压缩方法或密码",
                en: "the archive has a password or an unusual compression",
            },
            help: Words { zh: "解压以后再导入那些文件", en: "unpack it and import the files" },
        },
        _ => Refusal {
            what: Words {
                zh: "压缩包损坏，可能没有下载完",
                en: "the archive is damaged; perhaps it was not downloaded whole",
            },
            help: Words {
                zh: "重新下载，或解压以后再导入",
                en: "download it again, or unpack it and import the files",
            },
        },
    }
}

fn too_many() -> Refusal {
    Refusal {
        what: Words {
            zh: "压缩包里的文件太多或太大（最多 1 万个、256 MB）",
            en: "the archive holds too much (10,000 files or 256 MB at most)",
        },
        help: Words { zh: "解压以后分批导入", en: "unpack it and import the files in parts" },
    }
}

/// The name of an entry.
fn name(raw: &[u8], extra: &[u8]) -> String {
    if let Some(unicode) = unicode_path(raw, extra) {
        return unicode;
    }
    // The mark for UTF-8 is not asked: what is UTF-8 is never sensible GBK.
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}

/// The name in the field of Info-ZIP, if it was made for this name.
fn unicode_path(raw: &[u8], extra: &[u8]) -> Option<String> {
    let mut rest = extra;
    while let [id_low, id_high, low, high, after @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*low, *high]));
        let field = after.get(..length)?;
        if u16::from_le_bytes([*id_low, *id_high]) == 0x7075
            && let [1, a, b, c, d, name @ ..] = field
        {
            let mut sum = flate2::Crc::new();
            sum.update(raw);
            let fits = sum.sum() == u32::from_le_bytes([*a, *b, *c, *d]);
            return fits.then(|| String::from_utf8(name.to_vec()).ok()).flatten();
        }
        rest = &after[length..];
    }
    None
}

/// Whether a file is what systems and programs leave about.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.split('/').any(|part| part == "__MACOSX")
        || file.starts_with("._")
        || file.starts_with("~$")
        || file.starts_with(".~")
        || matches!(file, ".DS_Store" | "Thumbs.db" | "desktop.ini")
}

/// Whether a name leads to a place below the archive.
fn is_inside(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    !name.is_empty()
        && !name.starts_with('/')
        && !is_drive
        && !name.contains('\0')
        && name.split('/').all(|part| part != "..")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use encoding_rs::GB18030;
    use zip::write::SimpleFileOptions;

    use super::{entries, is_inside, name};
    use crate::import::Remark;

    /// An archive; names are bytes. The writer takes UTF-8 only, so names of
    /// the right length are put in afterwards.
    fn archive(files: &[(&[u8], &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stand_in = |index: usize, length: usize| format!("{index:X>length$}");
        for (index, (name, bytes)) in files.iter().enumerate() {
            writer.start_file(stand_in(index, name.len()), SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let mut archive = writer.finish().unwrap().into_inner();
        for (index, (name, _)) in files.iter().enumerate() {
            let stand_in = stand_in(index, name.len()).into_bytes();
            while let Some(at) = memchr::memmem::find(&archive, &stand_in) {
                archive[at..at + name.len()].copy_from_slice(name);
            }
        }
        archive
    }

    fn read(bytes: &[u8]) -> (Vec<(String, usize)>, Vec<Remark>) {
        let mut found = Vec::new();
        let remarks = entries(bytes, &|_| true, &mut |entry, _| found.push((entry.name, entry.bytes.len()))).unwrap();
        (found, remarks)
    }

    #[test]
    fn names_are_read_in_every_encoding() {
        let gbk = GB18030.encode("护理部/二〇二一年总结.docx").0.into_owned();
        let archive = archive(&[(&gbk, b"a"), ("学会/总结.txt".as_bytes(), b"ab"), (b"plain-name.txt", b"abc")]);
        let (found, remarks) = read(&archive);
        let expected = [("护理部/二〇二一年总结.docx", 1), ("学会/总结.txt", 2), ("plain-name.txt", 3)];
        assert_eq!(found, expected.map(|(name, length)| (name.to_owned(), length)));
        assert_eq!(remarks, []);
        // The field of Info-ZIP holds only for the name it was made for.
        let mut sum = flate2::Crc::new();
        sum.update(b"_.txt");
        let path = "总.txt".as_bytes();
        let mut extra = vec![0x75, 0x70, 5 + path.len() as u8, 0, 1];
        extra.extend(sum.sum().to_le_bytes());
        extra.extend(path);
        assert_eq!(name(b"_.txt", &extra), "总.txt");
        assert_eq!(name(b"__txt", &extra), "__txt");
    }

    #[test]
    fn litter_goes_and_names_stay_inside() {
        let archive = archive(&[
            (b"__MACOSX/._a.docx", b"a"),
            (b"x/.DS_Store", b"a"),
            (b"~$lockfile.docx", b"a"),
            (b"../../etc/out.txt", b"a"),
            (b"/absolute/file.txt", b"a"),
            (b"C:\\windows\\a.txt", b"a"),
            (b"fine-and-well.txt", b"a"),
        ]);
        let (found, remarks) = read(&archive);
        assert_eq!(found, [("fine-and-well.txt".to_owned(), 1)]);
        assert_eq!(remarks.len(), 3, "{remarks:?}");
        assert!(is_inside("a/b..c") && !is_inside("a/../b"));
    }

    #[test]
    fn an_archive_within_is_opened_once() {
        let innermost = archive(&[(b"deep-document.txt", b"a")]);
        let inner = archive(&[(b"inner-document.txt", b"a"), (b"innermost.zip", &innermost)]);
        let (found, remarks) = read(&archive(&[(b"inner-archive.zip", &inner)]));
        assert_eq!(found, [("inner-archive/inner-document.txt".to_owned(), 1)]);
        assert_eq!(remarks.len(), 1);
    }

    #[test]
    fn what_a_page_refers_to_comes_from_the_archive() {
        let gbk = GB18030.encode("总结_files/图.png").0.into_owned();
        let archive = archive(&[("a/总结.html".as_bytes(), b"page"), (&[b"a/", &*gbk].concat(), b"picture")]);
        let mut found = Vec::new();
        let wanted = |name: &str| name.ends_with(".html");
        entries(&archive, &wanted, &mut |entry, companion| {
            for path in ["总结_files/图.png", "./总结_files/图.png", "图.png", "../总结_files/图.png"] {
                found.push(companion(path).map(|bytes| bytes.len()));
            }
            assert_eq!(entry.name, "a/总结.html");
        })
        .unwrap();
        assert_eq!(found, [Some(7), Some(7), None, None]);
    }

    #[test]
    fn bombs_and_damage_are_refused() {
        let zeros = vec![0; 8 << 20];
        let bomb = archive(&[(b"bomb-of-zeros.txt", &zeros), (b"small-letters.txt", b"a")]);
        let (found, remarks) = read(&bomb);
        assert_eq!((found.len(), remarks.len()), (1, 1));
        let small = archive(&[(b"small-letters.txt", b"abcdefgh"), (b"other-letters.txt", b"abcdefgh")]);
        for end in 0..small.len() {
            let _ = entries(&small[..end], &|_| true, &mut |_, _| {});
        }
        for at in 0..small.len() {
            let mut damaged = small.clone();
            damaged[at] ^= 0xFF;
            let _ = entries(&damaged, &|_| true, &mut |_, _| {});
        }
        assert!(entries(b"no archive", &|_| true, &mut |_, _| {}).is_err());
    }
}
