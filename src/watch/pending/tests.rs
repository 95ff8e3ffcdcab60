//! Each rule of settling, with made-up moments.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{CROWD, PathChange, Pending};
use crate::watch::Batch;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// Changes at milliseconds from a start, and the batches taken whenever
/// something is due, each with its millisecond.
fn batches(changes: &[(u64, &str, PathChange)]) -> Vec<(u64, Vec<String>)> {
    let start = Instant::now();
    let mut pending = Pending::default();
    let mut batches = Vec::new();
    let mut run = |pending: &mut Pending, until: Option<Instant>| {
        while let Some(due) = pending.due().filter(|due| until.is_none_or(|until| *due < until)) {
            assert_eq!(pending.take(due - ms(1)), None, "nothing is taken before it is due");
            let settled = pending.take(due).unwrap();
            assert!(!settled.batch.everything);
            batches.push(((due - start).as_millis() as u64, shown(settled.batch.touched)));
        }
    };
    for (at, path, change) in changes {
        run(&mut pending, Some(start + ms(*at)));
        pending.feed(Path::new(path), *change, start + ms(*at));
    }
    run(&mut pending, None);
    batches
}

fn shown(paths: BTreeSet<PathBuf>) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}

fn check(changes: &[(u64, &str, PathChange)], expected: &[(u64, &[&str])]) {
    let expected: Vec<(u64, Vec<String>)> =
        expected.iter().map(|(at, paths)| (*at, paths.iter().map(|path| (*path).to_owned()).collect())).collect();
    assert_eq!(batches(changes), expected);
}

#[test]
fn a_closed_file_settles_at_once_and_an_open_one_later() {
    use PathChange::{Closed, Made, Written};
    check(&[(0, "a", Closed)], &[(3, &["a"])]);
    check(&[(0, "a", Written), (1, "a", Written), (40, "a", Written)], &[(90, &["a"])]);
    check(&[(0, "a", Made)], &[(50, &["a"])]);
    check(&[(0, "a", Made), (1, "a", Written), (30, "a", Closed)], &[(33, &["a"])]);
    // Opened again by another program before it was handed out.
    check(&[(0, "a", Closed), (2, "a", Written), (9, "a", Closed)], &[(12, &["a"])]);
}

#[test]
fn other_rights_settle_soon_and_make_nothing_whole() {
    use PathChange::{Closed, Marked, Written};
    check(&[(0, "a", Marked)], &[(20, &["a"])]);
    check(&[(0, "a", Written), (5, "a", Marked)], &[(50, &["a"])]);
    check(&[(0, "a", Closed), (1, "a", Marked)], &[(21, &["a"])]);
}

#[test]
fn what_is_gone_may_be_put_back() {
    use PathChange::{Arrived, Closed, Gone, Made};
    check(&[(0, "a", Gone)], &[(60, &["a"])]);
    check(&[(0, "a", Gone), (30, "a", Made), (45, "a", Closed)], &[(48, &["a"])]);
    check(&[(0, "a", Gone), (30, "a", Arrived)], &[(33, &["a"])]);
    check(&[(0, "a", Gone), (30, "a", Made)], &[(80, &["a"])]);
}

#[test]
fn a_new_folder_settles_at_once() {
    check(&[(0, "a", PathChange::MadeFolder), (1, "a/b", PathChange::MadeFolder)], &[(3, &["a", "a/b"])]);
}

#[test]
fn what_is_just_about_to_settle_is_taken_along() {
    use PathChange::Closed;
    check(&[(0, "a", Closed), (2, "b", Closed)], &[(3, &["a", "b"])]);
    check(&[(0, "a", Closed), (3, "b", Closed)], &[(3, &["a"]), (6, &["b"])]);
    check(&[(0, "a", Closed), (1, "b", PathChange::Written)], &[(3, &["a"]), (51, &["b"])]);
}

/// Moves `a` to `b` at 10 ms, after the given change; gives what is due first.
fn moved(before: Option<PathChange>, from: Option<&str>, to: Option<&str>) -> (u64, Vec<String>) {
    let start = Instant::now();
    let mut pending = Pending::default();
    if let Some(change) = before {
        pending.feed(Path::new("a"), change, start + ms(9));
    }
    let (from, to) = (from.map(Path::new), to.map(Path::new));
    // Linux tells of both ends first one by one.
    from.iter().for_each(|path| pending.feed(path, PathChange::Gone, start + ms(10)));
    to.iter().for_each(|path| pending.feed(path, PathChange::Arrived, start + ms(10)));
    pending.feed_move(from, to, start + ms(10));
    let due = pending.due().unwrap();
    ((due - start).as_millis() as u64, shown(pending.take(due).unwrap().batch.touched))
}

#[test]
fn both_ends_of_a_move_come_together() {
    let both = || vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(moved(None, Some("a"), Some("b")), (30, both()));
    assert_eq!(moved(Some(PathChange::Written), Some("a"), Some("b")), (30, both()));
    assert_eq!(moved(Some(PathChange::Made), Some("a"), Some("b")), (13, both()), "saved under a passing name");
}

#[test]
fn a_move_across_the_border_has_one_end() {
    assert_eq!(moved(None, Some("a"), None), (70, vec!["a".to_owned()]));
    assert_eq!(moved(None, None, Some("b")), (13, vec!["b".to_owned()]));
}

#[test]
fn a_file_rewritten_after_its_backup_was_made_is_never_missing() {
    let start = Instant::now();
    let mut pending = Pending::default();
    pending.feed_move(Some(Path::new("a")), Some(Path::new("a~")), start);
    pending.feed(Path::new("a"), PathChange::Made, start + ms(15));
    pending.feed(Path::new("a"), PathChange::Closed, start + ms(18));
    pending.feed(Path::new("a~"), PathChange::Gone, start + ms(19));
    assert_eq!(pending.due(), Some(start + ms(21)));
    assert_eq!(shown(pending.take(start + ms(21)).unwrap().batch.touched), ["a"]);
    // A file that is made again was not born just now.
    pending.feed(Path::new("b"), PathChange::Gone, start + ms(30));
    pending.feed(Path::new("b"), PathChange::Made, start + ms(31));
    pending.feed_move(Some(Path::new("b")), Some(Path::new("c")), start + ms(32));
    assert_eq!(pending.due(), Some(start + ms(52)));
}

#[test]
fn only_what_may_be_another_thing_is_reshaped() {
    use PathChange::{Arrived, Closed, Gone, Made, MadeFolder, Marked, Moved, Written};
    let start = Instant::now();
    for change in [Made, MadeFolder, Gone, Arrived, Moved, Written, Closed, Marked] {
        let mut pending = Pending::default();
        pending.feed(Path::new("a"), change, start);
        pending.feed(Path::new("a"), Closed, start);
        let settled = pending.take(start + ms(3)).unwrap();
        assert_eq!(settled.reshaped.is_empty(), matches!(change, Written | Closed | Marked), "{change:?}");
    }
}

#[test]
fn a_path_is_looked_at_again_whatever_happens_to_it() {
    let start = Instant::now();
    let mut pending = Pending::default();
    pending.look_again("a".into(), start + ms(100));
    pending.feed(Path::new("a"), PathChange::Closed, start);
    assert!(pending.take(start + ms(3)).is_some());
    assert_eq!(pending.due(), Some(start + ms(100)));
    let settled = pending.take(start + ms(100)).unwrap();
    assert_eq!(shown(settled.batch.touched), ["a"]);
    assert!(settled.reshaped.is_empty(), "nothing happened to it");
    assert_eq!(pending.due(), None);
}

#[test]
fn many_paths_to_look_at_again_are_no_crowd() {
    let start = Instant::now();
    let mut pending = Pending::default();
    for number in 0..=CROWD {
        pending.look_again(number.to_string().into(), start + ms(100));
    }
    pending.feed(Path::new("a"), PathChange::Closed, start);
    assert_eq!(shown(pending.take(start + ms(3)).unwrap().batch.touched), ["a"]);
    assert_eq!(pending.take(start + ms(100)).unwrap().batch.touched.len(), CROWD + 1);
}

#[test]
fn a_crowd_waits_for_quiet() {
    let start = Instant::now();
    let mut pending = Pending::default();
    for number in 0..5_000_u64 {
        pending.feed(Path::new(&number.to_string()), PathChange::Closed, start + Duration::from_micros(20 * number));
        assert!(number < CROWD as u64 || pending.take(start + Duration::from_micros(20 * number)).is_none());
    }
    let last = start + Duration::from_micros(20 * 4_999);
    assert_eq!(pending.due(), Some(last + ms(100)));
    assert_eq!(pending.take(last + ms(100)).unwrap().batch.touched.len(), 5_000);
    // Afterwards a single file is quick again.
    pending.feed(Path::new("a"), PathChange::Closed, last + ms(300));
    assert_eq!(pending.due(), Some(last + ms(303)));
}

#[test]
fn files_that_settle_as_fast_as_they_come_are_a_crowd_too() {
    // One file in ten milliseconds: never is more than one pending.
    let changes: Vec<(u64, String)> = (0..500).map(|number| (10 * number, number.to_string())).collect();
    let changes: Vec<(u64, &str, PathChange)> =
        changes.iter().map(|(at, path)| (*at, path.as_str(), PathChange::Closed)).collect();
    let batches = batches(&changes);
    assert!(batches.len() < CROWD + 5, "{:?}", batches.iter().map(|(at, paths)| (at, paths.len())).collect::<Vec<_>>());
    assert_eq!(batches.iter().map(|(_, paths)| paths.len()).sum::<usize>(), 500);
}

#[test]
fn one_file_saved_at_every_key_is_no_crowd() {
    let changes: Vec<(u64, &str, PathChange)> = (0..200).map(|number| (50 * number, "a", PathChange::Closed)).collect();
    assert_eq!(batches(&changes).len(), 200);
}

#[test]
fn a_crowd_that_is_never_quiet_waits_no_longer_than_it_may() {
    let start = Instant::now();
    let mut pending = Pending::default();
    for number in 0..=2_000_u64 {
        pending.feed(Path::new(&number.to_string()), PathChange::Closed, start + ms(number));
    }
    pending.feed(Path::new("open"), PathChange::Written, start + ms(2_000));
    let due = pending.due().unwrap();
    assert!(due <= start + ms(2_100), "{:?}", due - start);
    let touched = pending.take(due).unwrap().batch.touched;
    assert_eq!(touched.contains(Path::new("open")), due >= start + ms(2_048));
    assert!(touched.len() > 1_990);
}

#[test]
fn a_loss_is_told_when_it_is_quiet() {
    let start = Instant::now();
    let mut pending = Pending::default();
    pending.feed(Path::new("a"), PathChange::Closed, start);
    pending.feed_loss(start + ms(1));
    assert_eq!(pending.due(), Some(start + ms(101)));
    let batch = pending.take(start + ms(101)).unwrap().batch;
    assert_eq!(batch, Batch { touched: [PathBuf::from("a")].into(), everything: true });
    assert_eq!(pending.due(), None);
}
