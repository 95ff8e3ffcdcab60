//! The output folder: what a build writes, keeps, prunes and refuses.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;

use huibian::diag::Language;
use huibian::disk::{Changes, Outcome, Output, Strangers, Tally};

/// A publication's folder and an output folder to be in it.
struct Place {
    /// Kept so that the folder lives as long as the test.
    _folder: tempfile::TempDir,
    source: PathBuf,
    public: PathBuf,
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("刊");
        fs::create_dir_all(source.join("content")).unwrap();
        Place { public: source.join("public"), source, _folder: folder }
    }

    fn open(&self, routes: &[&str]) -> Result<Output, String> {
        self.open_at(&self.public, routes, Strangers::Keep)
    }

    fn open_at(&self, target: &Path, routes: &[&str], strangers: Strangers) -> Result<Output, String> {
        Output::open(target, &self.source, routes.iter().copied(), strangers)
            .map_err(|fault| fault.message(Language::Chinese))
    }

    /// Builds a whole site of the given files.
    fn build(&self, files: &[(&str, &str)]) -> Tally {
        self.build_with(files, Strangers::Keep).unwrap()
    }

    fn build_with(&self, files: &[(&str, &str)], strangers: Strangers) -> Result<Tally, String> {
        let routes: Vec<&str> = files.iter().map(|(route, _)| *route).collect();
        let output = self.open_at(&self.public, &routes, strangers)?;
        for (route, text) in files {
            output.put(route, text.as_bytes()).unwrap();
        }
        Ok(output.finish().unwrap().tally)
    }

    fn text(&self, route: &str) -> Option<String> {
        fs::read_to_string(self.public.join(route)).ok()
    }

    /// A stranger's file in the output folder.
    fn strange(&self, name: &str) {
        let path = self.public.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "别人的").unwrap();
    }
}

fn tally(written: usize, unchanged: usize, pruned: usize) -> Tally {
    Tally { written, unchanged, pruned }
}

/// Names in a folder, hidden ones too, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_first_build_appears_whole() {
    let place = Place::new();
    let output = place.open(&["index.html", "reports/2020/a.html"]).unwrap();
    output.put("index.html", b"home").unwrap();
    assert!(!place.public.exists(), "readers see nothing before the end");
    output.put("reports/2020/a.html", b"a").unwrap();
    assert_eq!(output.finish().unwrap().tally, tally(2, 0, 0));
    assert_eq!(place.text("reports/2020/a.html").as_deref(), Some("a"));
    assert_eq!(names(&place.source), ["content", "public"], "nothing is left beside the target");
    assert_eq!(names(&place.public.join(".huibian")), ["ledger", "lock"]);
}

#[test]
fn a_rebuild_touches_only_what_changed() {
    let place = Place::new();
    place.build(&[("a.html", "one"), ("b/c.html", "two"), ("b/d.html", "four")]);
    let stamp = |route: &str| fs::metadata(place.public.join(route)).unwrap().modified().unwrap();
    // An old time, so that any writing shows.
    let old = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for route in ["a.html", "b/c.html", "b/d.html", ".huibian/ledger"] {
        File::options().write(true).open(place.public.join(route)).unwrap().set_modified(old).unwrap();
    }
    assert_eq!(place.build(&[("a.html", "one"), ("b/c.html", "six"), ("b/d.html", "three")]), tally(2, 1, 0));
    assert_eq!(stamp("a.html"), old);
    assert_ne!(stamp("b/c.html"), old, "same length, other bytes");
    assert_ne!(stamp("b/d.html"), old, "other length");
    assert_ne!(stamp(".huibian/ledger"), old, "it says what they hold");
    File::options().write(true).open(place.public.join(".huibian/ledger")).unwrap().set_modified(old).unwrap();
    assert_eq!(place.build(&[("a.html", "one"), ("b/c.html", "six"), ("b/d.html", "three")]), tally(0, 3, 0));
    assert_eq!(stamp(".huibian/ledger"), old, "the same bytes need no new ledger");
    assert_eq!(place.text("b/d.html").as_deref(), Some("three"));
}

#[test]
fn what_changed_is_told_by_routes() {
    let place = Place::new();
    let finish = |files: &[(&str, &str)]| {
        let routes: Vec<&str> = files.iter().map(|(route, _)| *route).collect();
        let output = place.open(&routes).unwrap();
        for (route, text) in files {
            output.put(route, text.as_bytes()).unwrap();
        }
        output.finish().unwrap().changes
    };
    let changes = |added: &[&str], changed: &[&str], removed: &[&str]| {
        let list = |routes: &[&str]| routes.iter().map(|route| (*route).to_owned()).collect();
        Changes { added: list(added), changed: list(changed), removed: list(removed) }
    };
    assert_eq!(finish(&[("b.html", "乙"), ("a/c.html", "丙")]), changes(&["a/c.html", "b.html"], &[], &[]));
    assert_eq!(finish(&[("b.html", "丁"), ("a.html", "甲")]), changes(&["a.html"], &["b.html"], &["a/c.html"]));
    assert_eq!(finish(&[("b.html", "丁"), ("a.html", "甲")]), changes(&[], &[], &[]));
    // A file in the place of a folder, too.
    assert_eq!(finish(&[("b.html/x", "丁"), ("a.html", "甲")]), changes(&["b.html/x"], &[], &["b.html"]));
}

#[test]
fn a_replaced_file_stays_whole_for_whoever_reads_it() {
    let place = Place::new();
    place.build(&[("a.html", "the old page")]);
    let mut reader = File::open(place.public.join("a.html")).unwrap();
    place.build(&[("a.html", "new")]);
    let mut read = String::new();
    std::io::Read::read_to_string(&mut reader, &mut read).unwrap();
    assert_eq!(read, "the old page");
    assert_eq!(place.text("a.html").as_deref(), Some("new"));
}

#[test]
fn pruning_removes_ours_and_the_folders_it_empties() {
    let place = Place::new();
    place.build(&[("a.html", ""), ("x/y/b.html", ""), ("x/c.html", ""), ("z/d.html", "")]);
    place.strange("z/notes.txt");
    assert_eq!(place.build(&[("a.html", ""), ("x/c.html", "")]), tally(0, 2, 2));
    assert_eq!(names(&place.public), [".huibian", "a.html", "x", "z"]);
    assert_eq!(names(&place.public.join("x")), ["c.html"]);
    assert_eq!(names(&place.public.join("z")), ["notes.txt"]);
}

#[test]
fn a_file_may_become_a_folder_and_a_folder_a_file() {
    let place = Place::new();
    place.build(&[("a", "file"), ("b/c", "in a folder")]);
    assert_eq!(place.build(&[("a/x", "in a folder"), ("b", "file")]), tally(2, 0, 2));
    assert_eq!(place.text("a/x").as_deref(), Some("in a folder"));
    assert_eq!(place.text("b").as_deref(), Some("file"));
}

#[test]
fn a_folder_of_strangers_is_refused_unless_forced() {
    let place = Place::new();
    place.strange("index.html");
    place.strange("论文.doc");
    let refusal = place.build_with(&[("index.html", "home")], Strangers::Keep).unwrap_err();
    assert!(refusal.contains("里面有不是 huibian 写的文件") && refusal.contains("index.html"), "{refusal}");
    assert_eq!(names(&place.public), ["index.html", "论文.doc"], "a refused folder is not touched");
    assert_eq!(place.build_with(&[("index.html", "home")], Strangers::Replace), Ok(tally(1, 0, 0)));
    assert_eq!(place.text("论文.doc").as_deref(), Some("别人的"));
    // It is ours now, and still the other is not.
    assert_eq!(place.build(&[]), tally(0, 0, 1));
    assert_eq!(names(&place.public), [".huibian", "论文.doc"]);
}

#[test]
fn a_stranger_at_a_planned_route_is_named_before_anything_changes() {
    let place = Place::new();
    place.build(&[("a.html", "old")]);
    place.strange("b/new.html");
    let routes = [("a.html", "new"), ("b/new.html", "ours")];
    let refusal = place.build_with(&routes, Strangers::Keep).unwrap_err();
    assert!(refusal.contains("new.html") && refusal.contains("--force"), "{refusal}");
    assert_eq!(place.text("a.html").as_deref(), Some("old"));
    assert_eq!(place.text("b/new.html").as_deref(), Some("别人的"));
    assert_eq!(place.build_with(&routes, Strangers::Replace), Ok(tally(2, 0, 0)));
}

#[test]
fn a_folder_in_the_way_is_never_removed() {
    let place = Place::new();
    place.build(&[]);
    place.strange("a.html/notes.txt");
    for strangers in [Strangers::Keep, Strangers::Replace] {
        let refusal = place.build_with(&[("a.html", "")], strangers).unwrap_err();
        assert!(refusal.contains("同名的文件夹"), "{refusal}");
    }
    assert_eq!(place.text("a.html/notes.txt").as_deref(), Some("别人的"));
}

#[test]
fn an_empty_folder_is_filled_in_place() {
    let place = Place::new();
    fs::create_dir(&place.public).unwrap();
    fs::write(place.public.join(".DS_Store"), "").unwrap();
    assert_eq!(place.build(&[("a.html", "a")]), tally(1, 0, 0));
    assert_eq!(names(&place.public), [".DS_Store", ".huibian", "a.html"]);
}

#[test]
fn precious_folders_are_refused() {
    let place = Place::new();
    let parent = place.source.parent().unwrap().to_path_buf();
    let home = std::env::home_dir().unwrap();
    let inside = place.source.join("content/public");
    let around = place.source.join("public/../../刊");
    for target in [place.source.clone(), place.source.join("content"), inside, around, parent, home, "/".into()] {
        let refused = place.open_at(&target, &["index.html"], Strangers::Replace);
        assert!(refused.is_err(), "{} was accepted", target.display());
    }
    fs::write(&place.public, "a file").unwrap();
    assert!(place.open(&["index.html"]).unwrap_err().contains("不是文件夹"));
    assert_eq!(names(&place.source), ["content", "public"]);
}

#[test]
fn a_route_that_leaves_the_folder_or_was_not_announced_is_refused() {
    let place = Place::new();
    for route in ["../a.html", "/a.html", "a/../../b.html", "", ".huibian/ledger", "a\\b.html"] {
        assert!(place.open(&[route]).is_err(), "{route} was accepted");
    }
    let output = place.open(&["a.html"]).unwrap();
    assert!(output.put("../a.html", b"").is_err());
    assert!(output.put("b.html", b"").is_err());
}

#[test]
fn only_one_build_writes_a_folder() {
    let place = Place::new();
    let first = place.open(&["a.html"]).unwrap();
    assert!(place.open(&["a.html"]).unwrap_err().contains("另一个 huibian"), "a first build");
    first.put("a.html", b"a").unwrap();
    first.finish().unwrap();
    let again = place.open(&["a.html"]).unwrap();
    assert!(place.open(&["a.html"]).unwrap_err().contains("另一个 huibian"), "a rebuild");
    drop(again);
    assert_eq!(place.build(&[("a.html", "a")]), tally(0, 1, 0));
}

#[test]
fn nothing_changes_before_everything_is_made() {
    let place = Place::new();
    place.build(&[("a.html", "old"), ("gone.html", "old")]);
    let output = place.open(&["a.html", "new.html"]).unwrap();
    output.put("new.html", b"new").unwrap();
    output.put("a.html", b"new").unwrap();
    assert_eq!(place.text("a.html").as_deref(), Some("old"));
    assert_eq!(place.text("new.html"), None);
    assert_eq!(output.finish().unwrap().tally, tally(2, 0, 1));
    assert_eq!(place.text("a.html").as_deref(), Some("new"));
    assert_eq!(names(&place.public), [".huibian", "a.html", "new.html"]);
}

#[test]
fn an_abandoned_first_build_leaves_nothing() {
    let place = Place::new();
    let output = place.open(&["a.html"]).unwrap();
    output.put("a.html", b"a").unwrap();
    drop(output);
    assert_eq!(names(&place.source), ["content"]);
}

#[test]
fn what_a_killed_first_build_left_is_cleared() {
    let place = Place::new();
    let left = place.source.join(".public.huibian-new");
    fs::create_dir_all(left.join(".huibian/new")).unwrap();
    fs::create_dir_all(left.join("reports")).unwrap();
    fs::write(left.join(".huibian/lock"), "").unwrap();
    fs::write(left.join("reports/half.html"), "<ht").unwrap();
    assert_eq!(place.build(&[("a.html", "a")]), tally(1, 0, 0));
    assert_eq!(names(&place.source), ["content", "public"]);
    assert_eq!(names(&place.public), [".huibian", "a.html"]);
}

#[test]
fn a_namesake_of_the_new_folder_is_no_leftover() {
    let place = Place::new();
    let theirs = place.source.join(".public.huibian-new");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("notes.txt"), "").unwrap();
    assert!(place.open(&["a.html"]).unwrap_err().contains("notes.txt"));
    assert_eq!(names(&theirs), ["notes.txt"]);
}

#[test]
fn a_killed_rebuild_forgets_no_file() {
    let place = Place::new();
    place.build(&[("a.html", "a"), ("b.html", "b")]);
    // Killed after one file: what it leaves is what is on the disk now, since
    // dropping a rebuild writes nothing.
    let killed = place.open(&["a.html", "c.html", "d.html"]).unwrap();
    killed.put("c.html", b"c").unwrap();
    fs::write(place.public.join(".huibian/new/7"), "half").unwrap();
    // At the end new files get their places first.
    fs::rename(place.public.join(".huibian/new/0"), place.public.join("c.html")).unwrap();
    drop(killed);
    assert_eq!(place.text("b.html").as_deref(), Some("b"), "nothing is pruned before the end");
    // The next build knows b.html and c.html for ours.
    assert_eq!(place.build(&[("a.html", "a")]), tally(0, 1, 2));
    assert_eq!(names(&place.public), [".huibian", "a.html"]);
    assert_eq!(names(&place.public.join(".huibian")), ["ledger", "lock"]);
}

#[test]
fn a_damaged_ledger_gives_no_right_to_remove() {
    let place = Place::new();
    place.build(&[("a.html", "a"), ("b.html", "b")]);
    fs::write(place.public.join(".huibian/ledger"), "huibian-ledger 1 2\na.html\n").unwrap();
    assert!(place.open(&["a.html"]).is_err());
    assert_eq!(place.build_with(&[("a.html", "a")], Strangers::Replace), Ok(tally(0, 1, 0)));
    assert_eq!(place.text("b.html").as_deref(), Some("b"));
}

#[test]
fn many_threads_may_write_at_once() {
    let place = Place::new();
    let routes: Vec<String> = (0..400).map(|number| format!("{}/{number}.html", number % 7)).collect();
    let build = |salt: usize| {
        let output = place.open(&routes.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        thread::scope(|scope| {
            for thread in 0..8 {
                let (output, routes) = (&output, &routes);
                scope.spawn(move || {
                    for route in routes.iter().skip(thread).step_by(8) {
                        let changed = if route.ends_with("5.html") { salt } else { 0 };
                        output.put(route, format!("{route} {changed}").as_bytes()).unwrap();
                    }
                });
            }
        });
        output.finish().unwrap().tally
    };
    assert_eq!(build(0), tally(400, 0, 0));
    assert_eq!(build(1), tally(40, 360, 0));
    assert_eq!(place.text("2/135.html").as_deref(), Some("2/135.html 1"));
}

#[test]
fn a_copy_is_compared_by_its_bytes() {
    let place = Place::new();
    let picture = place.source.join("content/a.png");
    let copy = || {
        let output = place.open(&["a.png"]).unwrap();
        let outcome = output.copy("a.png", &File::open(&picture).unwrap()).unwrap();
        output.finish().unwrap();
        outcome
    };
    fs::write(&picture, vec![1; 200_000]).unwrap();
    assert_eq!(copy(), Outcome::Written);
    assert_eq!(copy(), Outcome::Unchanged);
    let mut bytes = vec![1; 200_000];
    bytes[150_000] = 2;
    fs::write(&picture, &bytes).unwrap();
    assert_eq!(copy(), Outcome::Written);
    assert_eq!(fs::read(place.public.join("a.png")).unwrap(), bytes);
}

#[cfg(unix)]
#[test]
fn a_private_original_makes_a_public_copy() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let picture = place.source.join("content/a.png");
    fs::write(&picture, "x").unwrap();
    fs::set_permissions(&picture, fs::Permissions::from_mode(0o600)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let usual = place.source.join("content/usual");
    fs::write(&usual, "").unwrap();
    for text in ["first build", "rebuild"] {
        fs::write(&picture, text).unwrap();
        let output = place.open(&["a.png", "b.html"]).unwrap();
        output.copy("a.png", &File::open(&picture).unwrap()).unwrap();
        output.put("b.html", text.as_bytes()).unwrap();
        output.finish().unwrap();
        assert_eq!(mode(&place.public.join("a.png")), mode(&usual), "{text}");
        assert_eq!(mode(&place.public.join("b.html")), mode(&usual), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn a_linked_target_is_the_folder_behind_it() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    let www = place.source.join("www");
    fs::create_dir(&www).unwrap();
    symlink(&www, &place.public).unwrap();
    place.build(&[("a.html", "a")]);
    assert_eq!(names(&www), [".huibian", "a.html"]);
    assert!(fs::symlink_metadata(&place.public).unwrap().is_symlink());
    assert_eq!(place.build(&[("a.html", "b")]), tally(1, 0, 0));
    // A link that leads to what is precious is no way around the refusal.
    let trap = place.source.join("trap");
    symlink(&place.source, &trap).unwrap();
    assert!(place.open_at(&trap, &[], Strangers::Replace).is_err());
    // A link that leads nowhere is a fault, not a folder to be made.
    symlink("nowhere", place.source.join("dangling")).unwrap();
    assert!(place.open_at(&place.source.join("dangling"), &[], Strangers::Keep).is_err());
}

#[cfg(unix)]
#[test]
fn links_inside_the_output_lead_us_nowhere() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    place.build(&[("a/b.html", "ours"), ("c.html", "ours")]);
    let theirs = place.source.join("theirs");
    fs::create_dir(&theirs).unwrap();
    fs::write(theirs.join("b.html"), "theirs").unwrap();
    fs::remove_dir_all(place.public.join("a")).unwrap();
    symlink(&theirs, place.public.join("a")).unwrap();
    // Neither writing nor pruning goes through the link.
    assert!(place.open(&["a/b.html"]).is_err());
    assert_eq!(place.build(&[("c.html", "ours")]), tally(0, 1, 0));
    assert_eq!(fs::read_to_string(theirs.join("b.html")).unwrap(), "theirs");
    // A file of ours that has become a link is replaced, not written through.
    fs::remove_file(place.public.join("c.html")).unwrap();
    symlink(theirs.join("b.html"), place.public.join("c.html")).unwrap();
    place.build(&[("c.html", "ours")]);
    assert_eq!(fs::read_to_string(theirs.join("b.html")).unwrap(), "theirs");
    assert!(!fs::symlink_metadata(place.public.join("c.html")).unwrap().is_symlink());
}

#[test]
fn what_is_written_piece_by_piece_is_compared_so_too() {
    let place = Place::new();
    let long = "行，\r\n".repeat(40_000);
    let build = |text: &str| {
        let output = place.open(&["data/t.csv"]).unwrap();
        let outcome = output
            .stream("data/t.csv", &|out| text.as_bytes().chunks(1000).try_for_each(|piece| out.write_all(piece)))
            .unwrap();
        output.finish().unwrap();
        assert!(place.text("data/t.csv").unwrap() == text);
        outcome
    };
    assert_eq!(build(&long), Outcome::Written);
    assert_eq!(build(&long), Outcome::Unchanged);
    assert_eq!(build(&(long.clone() + "又")), Outcome::Written);
    assert_eq!(build(&long), Outcome::Written, "what is shorter is different too");
    assert_eq!(build(""), Outcome::Written);
    assert_eq!(build(""), Outcome::Unchanged);
    let output = place.open(&["data/t.csv"]).unwrap();
    assert!(output.stream("data/t.csv", &|_| Err(std::io::ErrorKind::StorageFull.into())).is_err());
    drop(output);
    assert_eq!(place.text("data/t.csv").as_deref(), Some(""), "a build that fails changes nothing");
}
