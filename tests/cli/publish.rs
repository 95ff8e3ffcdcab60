//! Sites that are published to a folder or an archive.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::desk::Desk;
use crate::reached;
use crate::sites::files;

const REPORT: &str = "x/content/reports/a.md";

fn desk() -> Desk {
    let desk = Desk::with_publication();
    desk.write(REPORT, "---\ntitle: 甲年总结\nbranch: 甲医院\nyear: 2020\n---\n\n下乡义诊三场，党员38名。\n");
    desk
}

fn edit(desk: &Desk, from: &str, to: &str) {
    desk.write(REPORT, &desk.read(REPORT).replace(from, to));
}

/// When each file of a folder was written.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let time = |name: String| {
        let time = fs::metadata(folder.join(&name)).unwrap().modified().unwrap();
        (name, time)
    };
    files(folder).into_keys().map(time).collect()
}

#[test]
fn the_second_time_only_what_differs_is_sent() {
    let desk = desk();
    desk.run("x", &["publish", "../out"]).is(0).says("已发布：新增").says("，改动 0，清除 0，未变 0；");
    assert_eq!(files(&desk.path("out")), files(&desk.path("x/public")));
    desk.run(".", &["verify", "out"]).is(0);
    desk.run("x", &["publish", "../out"]).is(0).says("新增 0 个文件，改动 0，清除 0，");
    let before = times(&desk.path("out"));
    edit(&desk, "三场", "四场");
    desk.run("x", &["publish", "../out"]).is(0).says("已发布：");
    let after = times(&desk.path("out"));
    let same = |name: &&String| before.get(*name) == after.get(*name);
    let (left, sent): (Vec<&String>, Vec<&String>) = after.keys().partition(same);
    assert!(sent.iter().any(|name| name.ends_with("a.html")) && left.len() > sent.len(), "{sent:?}");
    assert_eq!(files(&desk.path("out")), files(&desk.path("x/public")));
    // What is gone here is gone there.
    fs::remove_file(desk.path(REPORT)).unwrap();
    desk.run("x", &["publish", "../out"]).is(0);
    assert_eq!(files(&desk.path("out")), files(&desk.path("x/public")));
    assert!(!desk.path("out/reports").join("a.html").exists());
}

#[test]
fn a_dry_run_sends_nothing() {
    let desk = desk();
    desk.run("x", &["publish", "../out", "--dry-run"]).is(0).says("要发布：新增");
    desk.run("x", &["publish", "../out", "--zip", "--dry-run"]).is(0).says("要打包").says("-2024-12-31.zip");
    assert!(!desk.path("out").exists());
}

#[test]
fn errors_and_personal_data_are_seen_before_anything_goes_out() {
    let desk = desk();
    edit(&desk, "党员38名", "联系人手机13800138000");
    let publish = |more: &[&str]| desk.run("x", &[&["publish", "../out"], more].concat());
    publish(&[]).is(1).tells("个人信息 1 处").tells("还没有发布").tells("HB7901");
    assert!(!desk.path("out").exists());
    publish(&["--anyway"]).is(1).says("已发布");
    assert!(desk.path("out/index.html").exists());
    desk.run("x", &["--lang", "en", "publish", "../out"]).is(1).tells("personal data at 1 place").tells("--anyway");
}

#[test]
fn what_others_have_put_there_is_not_overwritten() {
    let desk = desk();
    desk.write("out/notes.txt", "mine");
    desk.run("x", &["publish", "../out"]).is(3).tells("notes.txt").tells("--force");
    assert_eq!(files(&desk.path("out")).len(), 1);
    desk.run("x", &["publish", "../out", "--force"]).is(0);
    assert_eq!(desk.read("out/notes.txt"), "mine");
    // Later a new page would go where somebody has put a file.
    let name = "out/reports/b.html";
    desk.write(name, "mine");
    desk.write("x/content/reports/b.md", "---\ntitle: 乙年总结\nbranch: 甲医院\nyear: 2020\n---\n\n文。\n");
    desk.run("x", &["build"]).is(0);
    if !desk.path("x/public/reports/b.html").exists() {
        return;
    }
    desk.run("x", &["publish", "../out"]).is(3).tells("b.html");
    assert_eq!(desk.read(name), "mine");
}

#[test]
fn a_damaged_ledger_and_a_site_that_was_changed_are_no_licence() {
    let desk = desk();
    desk.run("x", &["publish", "../out"]).is(0);
    desk.write("out/.huibian/ledger", "huibian-ledger 2 9\n");
    desk.run("x", &["publish", "../out"]).is(3).tells("台账");
    desk.run("x", &["publish", "../out", "--force"]).is(0);
    edit(&desk, "三场", "五场");
    desk.run("x", &["build"]).is(0);
    desk.write("x/public/index.html", "other");
    desk.run("x", &["publish", "../out", "--site", "public"]).is(3).tells("index.html").tells("huibian build");
    desk.run("x", &["publish", "../new", "--site", "content"]).is(2).tells("台账");
    desk.run("x", &["publish", "gopher://a"]).is(2).tells("目的地");
    desk.run("x", &["publish", "sftp://a:secret@b/c"]).is(2).tells("不要写密码");
}

#[test]
fn an_archive_has_the_same_bytes_again_and_says_its_sums() {
    let desk = desk();
    desk.run("x", &["publish", "../out", "--zip"]).is(0).says("SHA-256：");
    let names: Vec<String> = files(&desk.path("out")).into_keys().collect();
    let [zip, sum] = &names[..] else { panic!("{names:?}") };
    assert!(zip.ends_with("-2024-12-31.zip") && *sum == format!("{zip}.sha256"), "{names:?}");
    let bytes = fs::read(desk.path("out").join(zip)).unwrap();
    let hex =
        |bytes: &[u8]| hmac_sha256::Hash::hash(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(desk.read(&format!("out/{sum}")), format!("{}  {zip}\n", hex(&bytes)));
    // All files of the site, and a list of their sums.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut unpacked = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut held = Vec::new();
        file.read_to_end(&mut held).unwrap();
        unpacked.insert(file.name().unwrap().into_owned(), held);
    }
    let sums = String::from_utf8(unpacked.remove("SHA256SUMS").unwrap()).unwrap();
    assert_eq!(unpacked, files(&desk.path("x/public")));
    assert_eq!(sums.lines().count(), unpacked.len() - 1);
    for line in sums.lines() {
        let (sum, name) = line.split_once("  ").unwrap();
        assert_eq!(sum, hex(&unpacked[name]), "{name}");
    }
    // A name of one's own; the same site, the same bytes.
    desk.run("x", &["publish", "../b/c.zip"]).is(0);
    assert!(fs::read(desk.path("b/c.zip")).unwrap() == bytes);
}

/// Git in a folder; what it said. None if it is not installed.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let ran = Command::new("git").current_dir(folder).args(arguments).output().ok()?;
    assert!(ran.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&ran.stderr));
    Some(String::from_utf8(ran.stdout).unwrap())
}

#[test]
fn a_branch_gets_one_commit_for_what_differs() {
    let desk = desk();
    let Some(_) = git(desk.folder.path(), &["init", "-q", "--bare", "there.git"]) else {
        println!("git is not installed; nothing was pushed");
        return;
    };
    let target = format!("git+file://{}#pages", desk.path("there.git").display());
    let commits = || git(&desk.path("there.git"), &["log", "--format=%s", "pages"]).unwrap();
    let checked_out = || {
        let out = tempfile::tempdir().unwrap();
        let there = desk.path("there.git");
        git(out.path(), &["clone", "-q", "-b", "pages", there.to_str().unwrap(), "site"]);
        fs::remove_dir_all(out.path().join("site/.git")).unwrap();
        files(&out.path().join("site"))
    };
    desk.run("x", &["publish", &target, "--dry-run"]).is(0).says("要发布：新增");
    desk.run("x", &["publish", &target]).is(0).says("已发布：新增");
    assert_eq!(checked_out(), files(&desk.path("x/public")));
    desk.run("x", &["publish", &target]).is(0).says("新增 0 个文件，改动 0，");
    assert_eq!(commits().lines().count(), 1, "{}", commits());
    edit(&desk, "三场", "四场");
    desk.run("x", &["publish", &target]).is(0);
    assert_eq!(commits().lines().count(), 2, "{}", commits());
    assert_eq!(checked_out(), files(&desk.path("x/public")));
    desk.run("x", &["publish", "git+file:///no/where.git#pages"]).is(3).tells("git 报告");
}

#[cfg(unix)]
/// A program that does to a folder what `sftp` does to a server, and may be cut after
/// so many commands.
const SFTP: &str = r#"#!/bin/sh
while IFS= read -r line; do
  eval "set -- $line"
  command=$1
  shift
  quiet=
  case $command in -*) quiet=1; command=${command#-} ;; esac
  echo "$command" >>"$SFTP_ROOT/../log"
  if [ "$(wc -l <"$SFTP_ROOT/../log")" -gt "${SFTP_CUT:-999999}" ]; then echo "Connection lost" >&2; exit 255; fi
  case $command in
    put) cp "$1" "$SFTP_ROOT/$2" ;;
    get) if [ -f "$SFTP_ROOT/$1" ]; then cp "$SFTP_ROOT/$1" "$2"; else echo "File \"$1\" not found." >&2; false; fi ;;
    rename) mv -f "$SFTP_ROOT/$1" "$SFTP_ROOT/$2" ;;
    rm) rm "$SFTP_ROOT/$1" ;;
    mkdir) mkdir "$SFTP_ROOT/$1" ;;
    rmdir) rmdir "$SFTP_ROOT/$1" ;;
    ls) ls "$SFTP_ROOT/$2" ;;
    *) echo "Invalid command." >&2; false ;;
  esac || [ -n "$quiet" ] || exit 1
done
"#;

/// Publishes by that program; how many commands it was given.
#[cfg(unix)]
fn by_sftp(desk: &Desk, cut: usize, site: &str) -> (crate::desk::Answer, usize) {
    use std::os::unix::fs::PermissionsExt;
    let program = desk.path("bin/sftp");
    if !program.exists() {
        desk.write("bin/sftp", SFTP);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir_all(desk.path("server/root")).unwrap();
    }
    drop(fs::remove_file(desk.path("server/log")));
    let mut command = desk.command("x", &["publish", "sftp://me@there/a site", "--site", site]);
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
    command.env("PATH", path).env("SFTP_ROOT", desk.path("server/root")).env("SFTP_CUT", cut.to_string());
    let answer = crate::desk::answer(command);
    let log = fs::read_to_string(desk.path("server/log")).unwrap_or_default();
    (answer, log.lines().count())
}

#[cfg(unix)]
#[test]
fn what_is_cut_on_the_way_to_a_server_hangs_together_and_is_gone_on_with() {
    let desk = desk();
    desk.run("x", &["build", "--output", "../old"]).is(0);
    edit(&desk, "三场", "四场");
    desk.write("x/content/reports/b.md", "---\ntitle: 乙年总结\nbranch: 乙医院\nyear: 2021\n---\n\n文。\n");
    desk.run("x", &["build", "--output", "../new"]).is(0);
    let (old, new) = (reached::files(&desk.path("old")), reached::files(&desk.path("new")));
    let there = desk.path("server/root/a site");
    let (answer, first) = by_sftp(&desk, 999_999, "../old");
    answer.is(0).says("已发布：新增");
    assert_eq!(reached::files(&there), old);
    let (answer, again) = by_sftp(&desk, 999_999, "../old");
    answer.is(0).says("新增 0 个文件，改动 0，清除 0，");
    assert!(again <= 2 && first > old.len(), "only the ledgers are read: {again} of {first}");
    let (_, whole) = by_sftp(&desk, 999_999, "../new");
    assert_eq!(reached::files(&there), new);
    let mut left = whole;
    for cut in (1..whole).step_by(7) {
        by_sftp(&desk, 999_999, "../old").0.is(0);
        by_sftp(&desk, cut, "../new").0.is(3).tells("sftp 报告");
        reached::hangs_together(&there, &old, &new, &format!("cut after {cut} commands"));
        let (answer, rest) = by_sftp(&desk, 999_999, "../new");
        answer.is(0);
        left = rest;
        assert_eq!(reached::files(&there), new, "cut after {cut} commands");
    }
    assert!(left * 2 < whole, "what had arrived is not sent again: {left} of {whole}");
}
