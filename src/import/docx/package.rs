//! The package: parts, found by their relationships (ECMA-376 part 2, §9).
//!
//! In: the bytes of a file. Out: parts by name, unpacked within the limits, and
//! what they refer to. Names of parts are compared without case (§9.1.1.1.2)
//! and resolved within the package: an entry whose name is absolute or climbs
//! out of it can be named by nothing and is never read. Nothing is written and
//! no address is fetched.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::Refusal;
use crate::import::docx::xml::{self, Ns};
use crate::import::docx::{limits, refuse};

/// A package.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where parts stand, by lower-case name.
    entries: HashMap<String, usize>,
    /// How many bytes were unpacked so far.
    unpacked: u64,
}

/// What a part refers to, by the identifier of the relationship.
#[derive(Default)]
pub struct Relations(HashMap<String, Relation>);

/// A relationship.
pub struct Relation {
    /// The last part of its type's address: `image`, `hyperlink`. The rest of
    /// the address tells strict from transitional, which changes nothing.
    pub kind: String,
    /// The part, or the address if it is outside.
    pub target: String,
    /// Whether it leads out of the package.
    pub external: bool,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Refusal> {
        if !bytes.starts_with(b"PK\x03\x04") {
            return Err(refuse::other_file(bytes));
        }
        // The archive is a table in memory as soon as it is open. Every entry
        // of it needs a header of its own, so their number bounds the table,
        // whatever number the archive claims.
        if bytes.windows(4).filter(|window| window == b"PK\x01\x02").count() > limits::ENTRIES {
            return Err(refuse::too_large());
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refuse::incomplete())?;
        let mut entries = HashMap::new();
        for index in 0..archive.len() {
            let Ok(entry) = archive.by_index_raw(index) else { continue };
            let Ok(name) = entry.name() else { continue };
            if let Some(name) = resolve("", &name).filter(|resolved| resolved.len() == name.len()) {
                // Of parts whose names differ in case only, the first counts.
                entries.entry(name.to_lowercase()).or_insert(index);
            }
        }
        Ok(Package { archive, entries, unpacked: 0 })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_lowercase())
    }

    /// The names of the parts, in lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The bytes of a part; `None` if there is none of that name.
    pub fn part(&mut self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(&index) = self.entries.get(&name.to_lowercase()) else { return Ok(None) };
        let mut entry = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => refuse::encrypted(),
            _ => refuse::damaged(),
        })?;
        let packed = entry.compressed_size().max(1);
        let limit = limit.min(limits::UNPACKED.saturating_sub(self.unpacked));
        let ratio = packed.saturating_mul(limits::RATIO).max(limits::RATIO_FROM);
        let mut bytes = Vec::new();
        (&mut entry).take(limit.min(ratio) + 1).read_to_end(&mut bytes).map_err(|_| refuse::damaged())?;
        let size = bytes.len() as u64;
        self.unpacked = self.unpacked.saturating_add(size);
        if size > ratio {
            return Err(refuse::bomb());
        }
        if size > limit {
            return Err(refuse::too_large());
        }
        Ok(Some(bytes))
    }

    /// The text of an XML part.
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        self.part(name, limits::XML)?.map(xml::decode).transpose()
    }

    /// What a part refers to; `""` is the package itself.
    pub fn relations(&mut self, part: &str) -> Result<Relations, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut relations = Relations::default();
        let Some(text) = self.xml(&name)? else { return Ok(relations) };
        xml::children(&text, &[(Ns::Rels, "Relationships")], |element| {
            let (Some(id), Some(target)) = (element.value("Id"), element.value("Target")) else { return Ok(()) };
            if relations.0.len() >= limits::DEFINITIONS {
                return Err(refuse::too_large());
            }
            let address = element.value("Type").unwrap_or_default();
            let kind = address.rsplit('/').next().unwrap_or_default().to_owned();
            let external = element.value("TargetMode").is_some_and(|mode| mode == "External");
            let target = if external { target.into_owned() } else { self.existing(folder, &target) };
            relations.0.insert(id.into_owned(), Relation { kind, target, external });
            Ok(())
        })?;
        Ok(relations)
    }

    /// The part that a target means. Some writers escape letters beyond ASCII
    /// as in an address, some do not.
    fn existing(&self, folder: &str, target: &str) -> String {
        let target = target.split('#').next().unwrap_or_default();
        let plain = resolve(folder, target);
        if let Some(name) = plain.as_ref().filter(|name| self.has(name)) {
            return name.clone();
        }
        let decoded = resolve(folder, &percent_decoded(target)).filter(|name| self.has(name));
        decoded.or(plain).unwrap_or_default()
    }

    /// The name of the main part: by relationship, else by content type, else
    /// where every writer puts it.
    pub fn main(&mut self) -> Result<String, Refusal> {
        let relations = self.relations("")?;
        if let Some(main) = relations.first("officeDocument").filter(|name| self.has(name)) {
            return Ok(main.to_owned());
        }
        let mut main = None;
        if let Some(types) = self.xml("[Content_Types].xml")? {
            xml::children(&types, &[(Ns::Types, "Types")], |element| {
                let kind = element.value("ContentType").unwrap_or_default();
                let is_main = kind.contains("word") && kind.ends_with(".main+xml");
                if let (true, Some(name)) = (is_main && main.is_none(), element.value("PartName")) {
                    main = resolve("", name.trim_start_matches('/'));
                }
                Ok(())
            })?;
        }
        let name = main.unwrap_or_else(|| "word/document.xml".to_owned());
        if self.has(&name) { Ok(name) } else { Err(refuse::no_document()) }
    }
}

impl Relations {
    /// The relationship of an identifier.
    pub fn by_id(&self, id: &str) -> Option<&Relation> {
        self.0.get(id)
    }

    /// The part that is referred to by a relationship of a kind. The choice
    /// among several is by identifier, so that it does not change from run to
    /// run.
    pub fn first(&self, kind: &str) -> Option<&str> {
        let of_kind = self.0.iter().filter(|(_, relation)| relation.kind == kind && !relation.external);
        of_kind.min_by_key(|(id, _)| *id).map(|(_, relation)| relation.target.as_str())
    }
}

/// The name of the part that a reference in a folder means; `None` if it leads
/// out of the package.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part if part.contains(['\0', ':']) => return None,
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    Some(parts.join("/")).filter(|name| !name.is_empty())
}

/// Text with its `%E4` read as bytes of UTF-8.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        let code = after.get(..2).and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok());
        match code.filter(|_| *byte == b'%') {
            Some(code) => {
                bytes.push(code);
                rest = &after[2..];
            }
            None => {
                bytes.push(*byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::import::docx::package::{percent_decoded, resolve};

    #[test]
    fn references_stay_in_the_package() {
        for (folder, target, expected) in [
            ("word", "media/a.png", Some("word/media/a.png")),
            ("word", "/word/a.xml", Some("word/a.xml")),
            ("word", "../docProps/core.xml", Some("docProps/core.xml")),
            ("word", "..\\a.xml", Some("a.xml")),
            ("", "./word//document.xml", Some("word/document.xml")),
            ("word", "../../etc/passwd", None),
            ("", "C:/a.xml", None),
            ("", "", None),
        ] {
            assert_eq!(resolve(folder, target).as_deref(), expected, "{folder} {target}");
        }
        assert_eq!(percent_decoded("media/%E5%9B%BE1%zz.png%"), "media/图1%zz.png%");
    }
}
