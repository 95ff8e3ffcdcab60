//! The watch on real files: what is told of what people and programs do.
//!
//! No test sleeps or measures time. Each does something and takes batches
//! until what it waits for has come; `PATIENCE` only ends a test that fails.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use huibian::diag::Language;
use huibian::watch::{Batch, Stopper, Watch};

/// How long a test waits for a batch that does not come.
const PATIENCE: Duration = Duration::from_secs(30);

/// A publication's folder and its watch, which runs in a thread of its own.
struct Place {
    /// Kept so that the folder lives as long as the test.
    _folder: tempfile::TempDir,
    root: PathBuf,
    batches: Receiver<Batch>,
    stopper: Stopper,
}

impl Place {
    /// A publication of some files, watched.
    fn new(files: &[&str]) -> Place {
        Place::prepared(files, |_| {})
    }

    /// The same, after something has been done to its folder.
    fn prepared(files: &[&str], prepare: impl Fn(&Path)) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("刊");
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        prepare(&root);
        let mut watch = Watch::start(&root).unwrap();
        assert!(!watch.polls(), "this machine's system tells of changes");
        let (sender, batches) = mpsc::channel();
        let stopper = watch.stopper();
        thread::spawn(move || watch.by_ref().try_for_each(|batch| sender.send(batch)));
        Place { _folder: folder, root, batches, stopper }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The next batch, by names below the root.
    fn next(&self) -> BTreeSet<String> {
        let batch = self.batches.recv_timeout(PATIENCE).unwrap();
        assert!(!batch.everything, "nothing was lost");
        let below = |path: &PathBuf| path.strip_prefix(&self.root).unwrap().display().to_string();
        batch.touched.iter().map(below).collect()
    }

    /// Takes batches until all these names have come; gives all that came.
    fn until(&self, names: &[&str]) -> BTreeSet<String> {
        let mut come = BTreeSet::new();
        while !names.iter().all(|name| come.contains(*name)) {
            come.extend(self.next());
        }
        come
    }

    /// Writes a file and takes batches until it has come.
    ///
    /// When a folder above it comes instead, its watch may have been renewed
    /// only after the file was written, which the caller would then find in the
    /// folder; the file is written again to see that the watch stands.
    fn marked(&self, name: &str) -> BTreeSet<String> {
        let mut come = BTreeSet::new();
        fs::write(self.at(name), "标记").unwrap();
        while !come.contains(name) {
            let batch = self.next();
            if Path::new(name).ancestors().skip(1).any(|above| batch.contains(above.to_str().unwrap())) {
                fs::write(self.at(name), "标记").unwrap();
            }
            come.extend(batch);
        }
        come
    }
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_file_written_in_place_comes_once_it_is_closed() {
    let place = Place::new(&["content/a.md"]);
    let mut file = File::create(place.at("content/a.md")).unwrap();
    for part in ["一", "二", "三"] {
        file.write_all(part.as_bytes()).unwrap();
    }
    drop(file);
    assert_eq!(place.next(), set(&["content/a.md"]));
    assert_eq!(place.marked("content/marker.md"), set(&["content/marker.md"]), "it comes once");
}

#[test]
fn a_file_saved_under_a_passing_name_comes_under_its_own() {
    let place = Place::new(&["content/a.md"]);
    for passing in ["content/a.md.tmp", "content/.a.md.tmp"] {
        fs::write(place.at(passing), "新").unwrap();
        fs::rename(place.at(passing), place.at("content/a.md")).unwrap();
        place.until(&["content/a.md"]);
    }
}

#[test]
fn a_file_written_anew_beside_its_backup_is_there_when_it_comes() {
    let place = Place::new(&["content/a.md"]);
    fs::rename(place.at("content/a.md"), place.at("content/a.md~")).unwrap();
    fs::write(place.at("content/a.md"), "新").unwrap();
    fs::remove_file(place.at("content/a.md~")).unwrap();
    place.until(&["content/a.md"]);
    assert_eq!(fs::read_to_string(place.at("content/a.md")).unwrap(), "新");
    place.until(&["content/a.md~"]);
}

#[test]
fn a_removed_file_comes() {
    let place = Place::new(&["content/a.md", "content/b.md"]);
    fs::remove_file(place.at("content/a.md")).unwrap();
    assert_eq!(place.next(), set(&["content/a.md"]));
}

#[cfg(unix)]
#[test]
fn other_rights_come() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(&["content/a.md"]);
    fs::set_permissions(place.at("content/a.md"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(place.next(), set(&["content/a.md"]));
}

#[test]
fn both_names_of_a_moved_file_come_together() {
    let place = Place::new(&["content/a.md", "content/x/b.md"]);
    fs::rename(place.at("content/a.md"), place.at("content/x/a.md")).unwrap();
    assert_eq!(place.next(), set(&["content/a.md", "content/x/a.md"]));
}

#[test]
fn files_in_new_folders_come_or_their_folder_does_after_them() {
    let place = Place::new(&["content/a.md"]);
    let names: Vec<String> = (2000..2010).map(|year| format!("content/部/{year}/总结/a.md")).collect();
    for name in &names {
        fs::create_dir_all(place.at(name).parent().unwrap()).unwrap();
        fs::write(place.at(name), "新").unwrap();
    }
    let came = |come: &BTreeSet<String>, name: &str| {
        Path::new(name).ancestors().any(|above| come.contains(above.to_str().unwrap()))
    };
    let mut come = BTreeSet::new();
    while !names.iter().all(|name| came(&come, name)) {
        come.extend(place.next());
    }
    for name in &names {
        place.marked(name);
    }
}

#[test]
fn a_moved_folder_comes_with_both_names_and_stays_watched() {
    let place = Place::new(&["content/旧/2020/a.md", "content/b.md"]);
    fs::rename(place.at("content/旧"), place.at("content/新")).unwrap();
    assert_eq!(place.next(), set(&["content/旧", "content/新"]));
    // It is looked at again, since files may have been made in it meanwhile.
    assert_eq!(place.next(), set(&["content/新"]));
    assert_eq!(place.marked("content/新/2020/a.md"), set(&["content/新/2020/a.md"]));
}

#[test]
fn a_folder_moved_in_from_elsewhere_is_watched() {
    let place = Place::new(&["content/a.md", "稿/2020/b.md"]);
    fs::rename(place.at("稿"), place.at("content/稿")).unwrap();
    place.until(&["content/稿"]);
    place.marked("content/稿/2020/b.md");
}

#[test]
fn very_many_files_come_in_few_batches() {
    let place = Place::prepared(&["content/a.md"], |root| {
        (0..50).for_each(|folder| fs::create_dir(root.join(format!("content/{folder}"))).unwrap());
    });
    let names: BTreeSet<PathBuf> =
        (0..5_000).map(|number| place.at(&format!("content/{}/{number}.md", number / 100))).collect();
    for name in &names {
        fs::write(name, "新").unwrap();
    }
    let (mut come, mut batches) = (BTreeSet::new(), 0);
    while !names.is_subset(&come) {
        let batch = place.batches.recv_timeout(PATIENCE).unwrap();
        come.extend(batch.touched);
        batches += 1;
        if batch.everything {
            break; // More notices than the system keeps.
        }
    }
    // The first ones come by themselves before it is seen that there are many,
    // and a slow machine may pause among the writing.
    assert!(batches < 200, "{batches} batches");
}

#[test]
fn a_part_made_later_comes_and_is_watched() {
    let place = Place::new(&["content/a.md"]);
    fs::create_dir_all(place.at("themes/own/templates")).unwrap();
    place.until(&["themes"]);
    place.marked("themes/own/templates/page.html");
}

#[test]
fn content_removed_and_made_again_is_watched() {
    let place = Place::new(&["content/x/a.md", "themes/own/a.css"]);
    for _ in 0..3 {
        fs::remove_dir_all(place.at("content")).unwrap();
        fs::create_dir_all(place.at("content/x")).unwrap();
        place.until(&["content"]);
        place.marked("content/x/a.md");
    }
}

#[test]
fn content_moved_away_and_back_is_watched() {
    let place = Place::new(&["content/x/a.md"]);
    fs::rename(place.at("content"), place.at("旧")).unwrap();
    place.until(&["content"]);
    fs::rename(place.at("旧"), place.at("content")).unwrap();
    place.until(&["content"]);
    place.marked("content/x/a.md");
    // Another folder in its place at once.
    fs::create_dir_all(place.at("新/y")).unwrap();
    fs::rename(place.at("content"), place.at("旧")).unwrap();
    fs::rename(place.at("新"), place.at("content")).unwrap();
    place.until(&["content"]);
    place.marked("content/y/b.md");
    fs::write(place.at("旧/x/a.md"), "不再是内容").unwrap();
    let come = place.marked("content/y/c.md");
    assert!(!come.iter().any(|name| name.contains("a.md")), "{come:?}");
}

#[test]
fn what_is_no_part_of_the_publication_is_passed_over() {
    let place = Place::new(&["content/a.md", "public/index.html", ".git/HEAD"]);
    for name in ["public/index.html", ".git/HEAD", "notes.md", "content/.a.md.swp", "content/~$a.docx"] {
        fs::write(place.at(name), "别的").unwrap();
    }
    fs::create_dir(place.at("content/.git")).unwrap();
    fs::write(place.at("content/.git/x.md"), "别的").unwrap();
    assert_eq!(place.marked("content/marker.md"), set(&["content/marker.md"]));
}

#[test]
fn reading_touches_nothing() {
    let place = Place::new(&["content/a.md", "content/x/b.md", "themes/own/a.css"]);
    let folder = huibian::disk::Folder::open(&place.root).unwrap();
    for path in huibian::source::Files::paths(&folder) {
        huibian::source::Files::read(&folder, path).unwrap();
    }
    assert_eq!(place.marked("content/marker.md"), set(&["content/marker.md"]));
}

#[test]
fn it_ends_when_it_is_stopped() {
    let place = Place::new(&["content/a.md"]);
    place.stopper.clone().stop();
    assert_eq!(place.batches.recv_timeout(PATIENCE), Err(mpsc::RecvTimeoutError::Disconnected));
    // Afterwards nobody listens, which is no trouble.
    place.stopper.stop();
}

#[test]
fn paths_asked_for_come_again() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("content/a.md");
    let mut watch = Watch::start(root.path()).unwrap();
    watch.again([path.clone()], Duration::from_millis(1));
    assert_eq!(watch.next(), Some(Batch { touched: [path].into(), everything: false }));
}

#[test]
fn a_root_that_cannot_be_watched_is_a_fault() {
    let root = tempfile::tempdir().unwrap();
    let fault = Watch::start(&root.path().join("无")).unwrap_err();
    assert!(fault.message(Language::Chinese).starts_with("无法监视 "), "{}", fault.message(Language::Chinese));
    assert!(fault.message(Language::English).ends_with("not found"), "{}", fault.message(Language::English));
}

#[test]
fn the_root_may_be_relative() {
    let root = tempfile::tempdir_in(".").unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    let relative = Path::new(".").join(root.path().file_name().unwrap());
    let mut watch = Watch::start(&relative).unwrap();
    assert_eq!(watch.root(), std::path::absolute(&relative).unwrap());
    assert_eq!(watch.root(), huibian::disk::Folder::open(&relative).unwrap().root());
    fs::write(relative.join("content/a.md"), "新").unwrap();
    assert!(watch.next().unwrap().touched.contains(&watch.root().join("content/a.md")));
}

#[cfg(unix)]
mod links {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::{Place, Watch, set};

    #[test]
    fn the_root_may_be_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("link");
        fs::create_dir_all(folder.path().join("real/content")).unwrap();
        symlink("real", &root).unwrap();
        let mut watch = Watch::start(&root).unwrap();
        fs::write(folder.path().join("real/content/a.md"), "新").unwrap();
        assert!(watch.next().unwrap().touched.contains(&root.join("content/a.md")));
    }

    #[test]
    fn no_link_is_followed() {
        let place = Place::prepared(&["content/a.md", "shared/b.md"], |root| {
            symlink("../shared", root.join("content/shared")).unwrap();
        });
        fs::write(place.at("shared/b.md"), "别的").unwrap();
        assert_eq!(place.marked("content/marker.md"), set(&["content/marker.md"]));
        // A link that comes or goes is told itself.
        symlink("a.md", place.at("content/link.md")).unwrap();
        place.until(&["content/link.md"]);
        fs::remove_file(place.at("content/link.md")).unwrap();
        place.until(&["content/link.md"]);
    }
}

/// What a caller knows of the files, who looks only where batches tell it to.
#[derive(Default)]
struct Knowledge(std::collections::BTreeMap<PathBuf, Vec<u8>>);

impl Knowledge {
    /// Forgets what is at and below a path, and looks at what is there now.
    fn look(&mut self, path: &Path) {
        self.0.retain(|known, _| !known.starts_with(path));
        self.add(path);
    }

    fn add(&mut self, path: &Path) {
        match fs::read_dir(path) {
            Ok(entries) => entries.flatten().for_each(|entry| self.add(&entry.path())),
            Err(_) => self.0.extend(fs::read(path).ok().map(|bytes| (path.to_owned(), bytes))),
        }
    }
}

#[test]
fn who_looks_where_it_is_told_to_knows_everything_in_the_end() {
    for seed in 1..4_u64 {
        let place = Place::new(&["content/a/a/a.md", "content/b/a.md", "themes/a/a.css"]);
        let mut knowledge = Knowledge::default();
        knowledge.look(&place.root);
        let mut state = seed;
        let mut pick = |choices: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % choices
        };
        for step in 0..600 {
            // A path of one to four parts of few names, so that much collides.
            let mut path = || {
                let mut path = place.at(["content", "content", "themes"][pick(3) as usize]);
                (0..pick(4)).for_each(|_| path.push(["a", "b", "c.md"][pick(3) as usize]));
                path
            };
            let (one, other) = (path(), path());
            // Many of these fail, which changes nothing.
            let _ = match pick(8) {
                0 => fs::remove_dir_all(&one),
                1 => fs::remove_file(&one),
                2 | 3 => fs::rename(&one, &other),
                4 | 5 => fs::create_dir_all(&one),
                _ => fs::write(&one, step.to_string()),
            };
            while let Ok(batch) = place.batches.try_recv() {
                batch.touched.iter().for_each(|path| knowledge.look(path));
            }
        }
        let mut truth = Knowledge::default();
        truth.look(&place.root);
        while knowledge.0 != truth.0 {
            let batch = place.batches.recv_timeout(PATIENCE).unwrap();
            batch.touched.iter().for_each(|path| knowledge.look(path));
        }
        // And everything that is there now is watched.
        for path in truth.0.keys() {
            place.marked(path.strip_prefix(&place.root).unwrap().to_str().unwrap());
        }
    }
}
