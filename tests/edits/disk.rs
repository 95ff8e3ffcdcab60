//! Disk: a manuscript in a folder, kept as the manuscript says.
//!
//! In: what every file should hold, and what is to be moved or removed. Out:
//! the files, and the real paths that a watch would tell of: the files that
//! were written, removed and renamed, and folders that came, went or moved.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::manuscript::{Operation, Thing};
use crate::random::Random;

/// A folder that is written to.
pub struct Disk {
    /// Kept so that the folder lives as long as the test.
    _folder: tempfile::TempDir,
    pub root: PathBuf,
    /// What stands there.
    written: BTreeMap<String, Thing>,
    /// What a watch would tell of since it was last asked.
    touched: BTreeSet<PathBuf>,
}

impl Disk {
    /// A new folder.
    pub fn new() -> Disk {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("刊");
        fs::create_dir_all(root.join("content/reports")).unwrap();
        Disk { _folder: folder, root, written: BTreeMap::new(), touched: BTreeSet::new() }
    }

    /// Makes the files what they should be; the places that were touched.
    pub fn make(
        &mut self,
        wanted: &BTreeMap<String, Thing>,
        operations: &[Operation],
        random: &mut Random,
    ) -> BTreeSet<PathBuf> {
        for operation in operations {
            match operation {
                Operation::Rename(from, to) => self.rename(from, to),
                Operation::Remove(folder) => self.remove_folder(folder),
                Operation::Touch(path) => self.touch(path),
                Operation::Undo => {}
            }
        }
        let gone: Vec<String> = self.written.keys().filter(|path| !wanted.contains_key(*path)).cloned().collect();
        for path in gone {
            self.remove(&path);
        }
        for (path, thing) in wanted {
            if self.written.get(path) != Some(thing) {
                self.write(path, thing, random);
            }
        }
        std::mem::take(&mut self.touched)
    }

    fn rename(&mut self, from: &str, to: &str) {
        let (real_from, real_to) = (self.root.join(from), self.root.join(to));
        if fs::symlink_metadata(&real_from).is_err() || fs::symlink_metadata(&real_to).is_ok() {
            return; // Then what differs is written and removed one by one.
        }
        self.make_folder(real_to.parent().unwrap());
        fs::rename(&real_from, &real_to).unwrap();
        let inside = |path: &String| path == from || path.starts_with(&format!("{from}/"));
        let moved: Vec<String> = self.written.keys().filter(|path| inside(path)).cloned().collect();
        for path in moved {
            let thing = self.written.remove(&path).unwrap();
            self.written.insert(path.replacen(from, to, 1), thing);
        }
        self.touched.extend([real_from, real_to]);
    }

    fn remove_folder(&mut self, folder: &str) {
        let real = self.root.join(folder);
        if fs::remove_dir_all(&real).is_ok() {
            self.written.retain(|path, _| !path.starts_with(&format!("{folder}/")));
            self.touched.insert(real);
        }
    }

    fn touch(&mut self, path: &str) {
        if let Some(Thing::File(bytes)) = self.written.get(path) {
            let real = self.root.join(path);
            fs::write(&real, bytes).unwrap();
            self.touched.insert(real);
        }
    }

    fn remove(&mut self, path: &str) {
        self.written.remove(path);
        let real = self.root.join(path);
        fs::remove_file(&real).unwrap();
        self.touched.insert(real);
    }

    fn write(&mut self, path: &str, thing: &Thing, random: &mut Random) {
        let real = self.root.join(path);
        self.make_folder(real.parent().unwrap());
        let was = self.written.insert(path.to_owned(), thing.clone());
        match thing {
            // In place, as `fs::write` does and some editors do.
            Thing::File(bytes) if !matches!(was, Some(Thing::Link(_))) && random.once_in(2) => {
                fs::write(&real, bytes).unwrap();
            }
            // Beside it, as careful editors do.
            Thing::File(bytes) => {
                let passing = real.with_file_name(".passing.tmp");
                fs::write(&passing, bytes).unwrap();
                fs::rename(&passing, &real).unwrap();
                self.touched.insert(passing);
            }
            Thing::Link(leads) => {
                if was.is_some() {
                    fs::remove_file(&real).unwrap();
                }
                #[cfg(unix)]
                std::os::unix::fs::symlink(leads, &real).unwrap();
                #[cfg(not(unix))]
                unreachable!("no manuscript has links here: {leads}");
            }
        }
        self.touched.insert(real);
    }

    /// Makes a folder. The topmost new one is what a watch tells of.
    fn make_folder(&mut self, folder: &Path) {
        let new = folder.ancestors().take_while(|above| !above.exists()).last();
        self.touched.extend(new.map(Path::to_owned));
        fs::create_dir_all(folder).unwrap();
    }
}
