//! Changes of files, undisturbed and disturbed; what becomes of them when the
//! system fails or the process is killed is in `tests/faults.rs`.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FileChange, Transaction};
use crate::diag::Language;
use crate::disk::history::{FOLDER, History, Note, Record, STAGING};
use crate::disk::system::{Dir, NATIVE, Portable, System};
use crate::source::Digest;

static PORTABLE: Portable = Portable;
const PATH: &str = "content/a.md";

/// A folder with one text, held by each system in turn.
fn each(test: impl Fn(&Dir)) {
    for system in [NATIVE, &PORTABLE as &dyn System] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        fs::write(folder.path().join(PATH), "甲").unwrap();
        test(&system.hold(folder.path()).unwrap());
    }
}

fn change(dir: &Dir, before: &str, after: &str) -> Result<(), String> {
    let mut transaction = Transaction::begin(dir).unwrap();
    let change = FileChange { path: Path::new(PATH), before: before.as_bytes(), after: after.as_bytes() };
    let changed = transaction.change(&[change]).remove(0);
    transaction.finish().unwrap();
    changed.map_err(|fault| fault.message(Language::English))
}

fn text(dir: &Dir) -> String {
    fs::read_to_string(dir.join(Path::new(PATH))).unwrap()
}

fn versions(dir: &Dir) -> Vec<String> {
    let versions = History::of(dir).versions(Path::new(PATH)).unwrap();
    versions.into_iter().map(|(_, text)| String::from_utf8(text).unwrap()).collect()
}

fn left(dir: &Dir) -> usize {
    fs::read_dir(dir.join(Path::new(STAGING))).unwrap().count()
}

#[test]
fn a_file_is_removed_if_it_holds_what_it_is_believed_to() {
    each(|dir| {
        let remove = |before: &str| {
            let mut transaction = Transaction::begin(dir).unwrap();
            let removed = transaction.remove(Path::new(PATH), before.as_bytes());
            transaction.finish().unwrap();
            removed.map_err(|fault| fault.message(Language::English))
        };
        assert!(remove("乙").unwrap_err().contains("another program has just changed it"));
        assert_eq!(text(dir), "甲");
        remove("甲").unwrap();
        assert!(!dir.is_file(Path::new(PATH)));
        assert_eq!((versions(dir), left(dir)), (vec!["甲".to_owned()], 0));
        assert!(remove("甲").is_err());
    });
}

#[test]
fn with_a_note_what_is_written_is_kept_before_it_is_replaced() {
    each(|dir| {
        let mut transaction = Transaction::begin(dir).unwrap();
        transaction.note(Note { say: Some("改正".to_owned()), by: Some("lin".to_owned()) });
        let change = FileChange { path: Path::new(PATH), before: "甲".as_bytes(), after: "乙".as_bytes() };
        transaction.change(&[change]).remove(0).unwrap();
        assert!(transaction.create(Path::new("content/b.md"), "丙".as_bytes()).unwrap());
        transaction.finish().unwrap();
        // Another program replaces both.
        fs::write(dir.join(Path::new(PATH)), "别的").unwrap();
        fs::write(dir.join(Path::new("content/b.md")), "别的").unwrap();
        let history = History::of(dir);
        for text in ["甲", "乙", "丙"] {
            assert_eq!(history.text(&Digest::of(text.as_bytes())).unwrap(), text.as_bytes());
        }
        let said: Vec<_> = history.records().unwrap().into_iter().map(|record| (record.path, record.say)).collect();
        let says = |path: &str| (path.to_owned(), Some("改正".to_owned()));
        assert_eq!(said, [says(PATH), says("content/b.md")]);
    });
}

#[test]
fn a_text_is_changed_and_what_it_was_is_kept() {
    each(|dir| {
        change(dir, "甲", "乙").unwrap();
        change(dir, "乙", "丙").unwrap();
        assert_eq!((text(dir).as_str(), versions(dir)), ("丙", vec!["乙".to_owned(), "甲".to_owned()]));
        assert_eq!(left(dir), 0);
        // Back and forth: each text is kept once.
        change(dir, "丙", "甲").unwrap();
        change(dir, "甲", "丙").unwrap();
        assert_eq!(versions(dir), ["甲", "丙", "乙"]);
        assert_eq!(fs::read_to_string(dir.join(Path::new(".huibian/.gitignore"))).unwrap(), "*\n");
    });
}

/// A line is added to the log and none is written again; half a line that a killed
/// process has left says nothing and takes none with it.
#[test]
fn the_log_grows_by_a_line_for_each_change() {
    each(|dir| {
        let log = dir.join(&Path::new(FOLDER).join("log"));
        change(dir, "甲", "乙").unwrap();
        let first = fs::read(&log).unwrap();
        fs::write(&log, [&first[..], b"\n{\"time\":1,\"path\":\"con"].concat()).unwrap();
        change(dir, "乙", "丙").unwrap();
        assert!(fs::read(&log).unwrap().starts_with(&first));
        assert_eq!(versions(dir), ["乙", "甲"]);
        // The oldest go when there are too many.
        let record = |number: u64| Record { time: number, ..Record::now(Path::new(PATH), None, b"", Path::new("")) };
        let history = History::of(dir);
        history.log(&(0..20_100).map(record).collect::<Vec<_>>()).unwrap();
        history.prune().unwrap();
        let kept = history.records().unwrap();
        assert_eq!((kept.len(), kept[0].time), (20_000, 100));
        history.log(&[record(7)]).unwrap();
        assert_eq!(history.records().unwrap().len(), 20_001, "it is not looked at after each line");
    });
}

/// The log of somebody else's publication may be another name of a file of ours. What a
/// link is the portable calls know, how many names a file has they do not.
#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_in_place_of_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own");
    fs::write(&own, "mine").unwrap();
    let laid = |dir: &Dir, link: fn(&Path, &Path) -> std::io::Result<()>| {
        let log = dir.join(&Path::new(FOLDER).join("log"));
        fs::create_dir_all(log.parent().unwrap()).unwrap();
        link(&own, &log).unwrap();
    };
    each(|dir| {
        laid(dir, |own, log| std::os::unix::fs::symlink(own, log));
        assert!(Transaction::begin(dir).is_err());
    });
    let publication = tempfile::tempdir().unwrap();
    fs::create_dir(publication.path().join("content")).unwrap();
    fs::write(publication.path().join(PATH), "甲").unwrap();
    let dir = NATIVE.hold(publication.path()).unwrap();
    laid(&dir, |own, log| fs::hard_link(own, log));
    change(&dir, "甲", "乙").unwrap();
    assert_eq!(versions(&dir), ["甲"]);
    assert_eq!(fs::read_to_string(&own).unwrap(), "mine");
}

#[test]
fn a_text_that_another_program_has_changed_is_left_alone() {
    each(|dir| {
        let message = change(dir, "旧", "乙").unwrap_err();
        assert!(message.contains("another program"), "{message}");
        assert_eq!((text(dir).as_str(), left(dir)), ("甲", 0));
        assert_eq!(versions(dir), [""; 0]);
    });
}

#[cfg(unix)]
#[test]
fn rights_stay_and_what_is_read_only_stays_so() {
    use std::os::unix::fs::PermissionsExt;
    each(|dir| {
        let path = dir.join(Path::new(PATH));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        change(dir, "甲", "乙").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(change(dir, "乙", "丙").unwrap_err().contains("read-only"));
        assert_eq!(text(dir), "乙");
    });
}

#[cfg(unix)]
#[test]
fn no_link_is_written_through() {
    use std::os::unix::fs::symlink;
    each(|dir| {
        let secret = dir.path().with_extension("outside");
        fs::write(&secret, "甲").unwrap();
        let path = dir.join(Path::new(PATH));
        fs::remove_file(&path).unwrap();
        symlink(&secret, &path).unwrap();
        assert!(change(dir, "甲", "乙").unwrap_err().contains("link"));
        let mut transaction = Transaction::begin(dir).unwrap();
        assert!(!transaction.create(Path::new(PATH), b"x").unwrap(), "a link is something of that name");
        symlink(dir.path().parent().unwrap(), dir.join(Path::new("content/up"))).unwrap();
        assert!(transaction.create(Path::new("content/up/b.md"), b"x").is_err());
        assert_eq!(fs::read_to_string(&secret).unwrap(), "甲");
        fs::remove_file(secret).unwrap();
    });
}

#[cfg(unix)]
#[test]
fn our_own_folder_is_no_link() {
    each(|dir| {
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), dir.join(Path::new(".huibian"))).unwrap();
        let message = Transaction::begin(dir).unwrap_err().message(Language::English);
        assert!(message.contains("move it away"), "{message}");
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    });
}

#[test]
fn a_new_file_replaces_none_and_brings_its_folders() {
    each(|dir| {
        let mut transaction = Transaction::begin(dir).unwrap();
        assert!(transaction.create(Path::new("content/reports/2024/b.md"), b"b").unwrap());
        assert!(!transaction.create(Path::new(PATH), b"b").unwrap());
        transaction.finish().unwrap();
        assert_eq!((text(dir).as_str(), left(dir)), ("甲", 0));
    });
}

#[test]
fn one_that_fails_does_not_keep_the_others_from_it() {
    each(|dir| {
        fs::write(dir.join(Path::new("content/b.md")), "乙").unwrap();
        let mut transaction = Transaction::begin(dir).unwrap();
        let paths = ["content/none.md", "content/b.md"].map(PathBuf::from);
        let changes =
            paths.each_ref().map(|path| FileChange { path, before: "乙".as_bytes(), after: "丙".as_bytes() });
        let came: Vec<bool> = transaction.change(&changes).iter().map(Result::is_ok).collect();
        assert_eq!(came, [false, true]);
        assert_eq!(fs::read_to_string(dir.join(&paths[1])).unwrap(), "丙");
    });
}

/// What a process leaves that was killed: nothing of ours is worth keeping,
/// but a text that an editor saved at that moment is.
#[test]
fn leavings_are_cleared_away_and_a_saved_text_is_kept() {
    each(|dir| {
        change(dir, "甲", "乙").unwrap();
        let history = History::of(dir);
        let mut lines = Vec::new();
        for (name, left) in [("1", "甲"), ("2", "乙"), ("3", "存"), ("4", "半")] {
            let staged = Path::new(STAGING).join(name);
            fs::write(dir.join(&staged), left).unwrap();
            if name != "4" {
                lines.push(Record::now(Path::new(PATH), Some("甲".as_bytes()), "乙".as_bytes(), &staged));
            }
        }
        history.log(&lines).unwrap();
        let transaction = Transaction::begin(dir).unwrap();
        assert_eq!(transaction.recovered(), [PATH]);
        assert_eq!((left(dir), versions(dir)), (0, vec!["存".to_owned(), "甲".to_owned()]));
        drop(transaction);
        assert!(Transaction::begin(dir).unwrap().recovered().is_empty());
    });
}

/// A program that held the file open may write into what was replaced.
#[cfg(target_os = "linux")]
#[test]
fn what_is_written_late_into_a_replaced_file_is_kept() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join(PATH), "甲").unwrap();
    let dir = NATIVE.hold(folder.path()).unwrap();
    let mut late = fs::File::options().append(true).open(folder.path().join(PATH)).unwrap();
    change(&dir, "甲", "乙").unwrap();
    late.write_all("晚".as_bytes()).unwrap();
    assert_eq!(versions(&dir), ["甲晚"]);
    change(&dir, "乙", "甲").unwrap();
    change(&dir, "甲", "丁").unwrap();
    let kept: Vec<String> = dir.names(Path::new(FOLDER)).unwrap();
    let texts: Vec<String> =
        kept.iter().map(|name| fs::read_to_string(dir.join(&Path::new(FOLDER).join(name))).unwrap()).collect();
    assert!(texts.contains(&"甲晚".to_owned()) && texts.contains(&"甲".to_owned()), "{texts:?}");
}
