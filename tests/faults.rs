//! Every call that writes may fail or be the last one: what an author has is
//! then the old text or the new one, and what readers see hangs together.
//!
//! Each case runs the program in a process of its own (this one again, with a
//! system that fails at a given call), looks at what is left, and runs it once
//! more undisturbed. That needs a `main` of its own; the cases are listed at
//! the end. `HUIBIAN_ROUNDS` says how many rounds of several processes at once
//! are run (20), `HUIBIAN_SEED` which.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use huibian::disk::{History, NATIVE, Transaction};

use faulty::{Fault, Faulty, faults};
use reached::{files, hangs_together};

#[path = "faults/accept.rs"]
mod accept;
#[path = "faults/faulty.rs"]
mod faulty;
#[path = "faults/reached.rs"]
mod reached;

/// Has documents taken in at the desk, not by the command line.
const AT_DESK: &str = "at-desk";
/// Says which call fails, to the process in which it does.
const FAULT: &str = "HUIBIAN_FAULT";
/// Added to the exit code of a process in which that call was not reached.
const UNREACHED: u8 = 90;

/// The program with a system that fails at a call.
fn faulty(folder: &Path, arguments: &[&str], fault: Option<(u64, Fault)>) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.current_dir(folder).args(arguments).env("SOURCE_DATE_EPOCH", "1735689599");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let (at, fault) = fault.unwrap_or((u64::MAX, Fault::Kill));
    command.env(FAULT, format!("{at} {}", fault.text()));
    command
}

/// Runs the program undisturbed; it must succeed.
fn run(folder: &Path, arguments: &[&str]) {
    let status = faulty(folder, arguments, None).status().unwrap();
    assert_eq!(status.code(), Some(i32::from(UNREACHED)), "{arguments:?} succeeds undisturbed");
}

/// Makes a state, lets the program fail at each of its calls in each way, and
/// looks at what is left. Gives the number of faults.
fn at_every_call(arguments: &[&str], prepare: &dyn Fn(&Path), look: &dyn Fn(&Path, &str)) -> usize {
    let mut count = 0;
    for fault in faults() {
        for at in 1.. {
            let folder = tempfile::tempdir().unwrap();
            prepare(folder.path());
            let status = faulty(folder.path(), arguments, Some((at, fault))).status().unwrap();
            if status.code().is_some_and(|code| code >= i32::from(UNREACHED)) {
                break;
            }
            look(folder.path(), &format!("{arguments:?}, {fault:?} at call {at}"));
            count += 1;
        }
    }
    count
}

const SITE: &str = "title: 汇编\n";

/// A report whose comma `check --fix` mends.
fn report(number: usize, comma: char) -> String {
    let names = "甲乙丙丁戊己庚辛壬癸";
    let groups = names.chars().flat_map(|first| names.chars().take(4).map(move |second| format!("{first}{second}")));
    let text = groups.map(|group| format!("{group}小组走访了会员{comma}{group}小组的建议已经整理成册。\n\n"));
    let head = format!("---\ntitle: 第{number}支部工作总结\nbranch: 第{number}支部\nyear: 2024\n---\n\n");
    head + text.collect::<String>().trim_end() + "\n"
}

fn path(number: usize) -> String {
    format!("content/reports/2024/r{number}.md")
}

/// A publication of three reports, all to be mended.
fn publication(root: &Path) {
    fs::create_dir_all(root.join("content/reports/2024")).unwrap();
    fs::write(root.join("content/site.yaml"), SITE).unwrap();
    for number in 0..3 {
        fs::write(root.join(path(number)), report(number, ',')).unwrap();
    }
}

/// The texts that are kept of a file.
fn kept(root: &Path, file: &str) -> Vec<String> {
    let dir = NATIVE.hold(root).unwrap();
    let versions = History::of(&dir).versions(Path::new(file)).unwrap();
    versions.into_iter().map(|(_, text)| String::from_utf8(text).unwrap()).collect()
}

/// Nothing lies about under a passing name, once somebody writes again.
fn is_tidy(root: &Path) {
    let dir = NATIVE.hold(root).unwrap();
    Transaction::begin(&dir).unwrap().finish().unwrap();
    let names = |folder: &str| fs::read_dir(root.join(folder)).map_or(0, |entries| entries.count());
    assert_eq!(names(".huibian/staging"), 0, "staging is empty");
    assert!(files(root).keys().all(|name| !name.contains(".huibian-")), "{:?}", files(root).keys());
}

fn a_text_is_old_or_new_and_the_old_one_is_kept() -> usize {
    const FIX: [&str; 3] = ["-q", "check", "--fix"];
    at_every_call(&FIX, &publication, &|root, case| {
        let texts = files(root);
        assert_eq!(texts.len(), 4, "{case}: {:?}", texts.keys());
        for number in 0..3 {
            let (old, new) = (report(number, ','), report(number, '，'));
            let text = &texts[&path(number)];
            assert!(*text == old || *text == new, "{case}: {} is neither old nor new: {text}", path(number));
            assert!(*text == old || kept(root, &path(number)).contains(&old), "{case}: {} is not kept", path(number));
        }
        run(root, &FIX);
        for number in 0..3 {
            assert_eq!(files(root)[&path(number)], report(number, '，'), "{case}: is mended the next time");
        }
        is_tidy(root);
    })
}

/// A saved page with a picture, and a plain text.
fn documents(root: &Path) {
    publication(root);
    fs::create_dir(root.join("稿")).unwrap();
    let text = |name: &str| format!("{name}2024年度工作总结\n\n一、组织建设\n全年发展会员38名，其中高级职称过半。\n");
    fs::write(root.join("稿/a.txt"), text("甲市医学会")).unwrap();
    let page = "<title>乙市科协2024年度工作总结</title><h1>乙市科协2024年度工作总结</h1><p>全年举办讲座38场。</p><img src=tu.png alt=讲座>";
    fs::write(root.join("稿/b.html"), page).unwrap();
    // One white pixel.
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82";
    fs::write(root.join("稿/tu.png"), png).unwrap();
}

fn an_import_is_whole_or_not_there() -> usize {
    const IMPORT: [&str; 3] = ["-q", "import", "稿"];
    let whole = tempfile::tempdir().unwrap();
    documents(whole.path());
    faulty(whole.path(), &IMPORT, None).status().unwrap();
    let whole = files(whole.path());
    assert_eq!(whole.len(), 10, "two reports and a picture: {:?}", whole.keys());
    at_every_call(&IMPORT, &documents, &|root, case| {
        for (name, text) in files(root) {
            assert_eq!(Some(&text), whole.get(&name), "{case}: {name} is whole");
        }
        faulty(root, &IMPORT, None).status().unwrap();
        assert_eq!(files(root), whole, "{case}: the next import brings the rest, once");
        is_tidy(root);
    })
}

/// Two documents of one organization, which is to be registered.
fn papers(root: &Path) {
    publication(root);
    fs::create_dir(root.join("稿")).unwrap();
    for year in [2022, 2023] {
        let unit = "红安县春晖医院第一党支部";
        let text = format!(
            "{unit}{year}年工作总结\n\n　　{year}年，{unit}开展了以下工作。\n\n一、学习\n　　全年组织学习12次。\n\n{unit}\n{year}年12月5日\n"
        );
        fs::write(root.join(format!("稿/{year}.txt")), text).unwrap();
    }
}

fn an_import_at_the_desk_is_whole_or_not_there() -> usize {
    const ACCEPT: [&str; 1] = [AT_DESK];
    let (before, whole) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    papers(before.path());
    papers(whole.path());
    run(whole.path(), &ACCEPT);
    let (before, whole) = (files(before.path()), files(whole.path()));
    const REGISTRY: &str = "content/organizations.yaml";
    assert!(whole.contains_key(REGISTRY) && whole.len() == before.len() + 5, "{:?}", whole.keys());
    at_some_calls(&ACCEPT, &papers, &|root, case| {
        let texts = files(root);
        for (name, text) in &texts {
            assert_eq!(Some(text), whole.get(name), "{case}: {name} is whole");
        }
        // A report that is there has its organization, and all that lies beside it.
        let made = |name: &&String| name.ends_with(".md") && !before.contains_key(*name);
        for report in texts.keys().filter(made) {
            let beside = report.trim_end_matches(".md");
            let beside =
                whole.keys().filter(|name| name.strip_prefix(beside).is_some_and(|rest| rest.starts_with('/')));
            for name in beside.map(String::as_str).chain([REGISTRY]) {
                assert!(texts.contains_key(name), "{case}: {report} is there without {name}");
            }
        }
        run(root, &ACCEPT);
        assert_eq!(files(root), whole, "{case}: the next time brings the rest, once");
        is_tidy(root);
    })
}

fn a_new_report_is_whole_or_not_there() -> usize {
    const NEW: [&str; 7] = ["-q", "new", "report", "甲会总结", "--branch", "甲会", "--year=2024"];
    let whole = tempfile::tempdir().unwrap();
    publication(whole.path());
    run(whole.path(), &NEW);
    let whole = files(whole.path());
    assert_eq!(whole.len(), 5);
    at_every_call(&NEW, &publication, &|root, case| {
        for (name, text) in files(root) {
            assert_eq!(Some(&text), whole.get(&name), "{case}: {name} is whole");
        }
    })
}

fn a_new_publication_is_whole_the_next_time() -> usize {
    const INIT: [&str; 3] = ["-q", "init", "刊"];
    let whole = tempfile::tempdir().unwrap();
    run(whole.path(), &INIT);
    let whole = files(whole.path());
    assert_eq!(whole.len(), 4);
    at_every_call(&INIT, &|_| {}, &|root, case| {
        for (name, text) in files(root) {
            assert_eq!(Some(&text), whole.get(&name), "{case}: {name} is whole");
        }
        if files(root).len() < whole.len() {
            run(root, &INIT);
        }
        assert_eq!(files(root), whole, "{case}");
    })
}

const BUILD: [&str; 2] = ["-q", "build"];

/// Edits a publication so that pages come, change and go: one report goes, one
/// comes with an organisation and a topic, one changes its year.
fn edit(root: &Path) {
    fs::remove_file(root.join(path(0))).unwrap();
    fs::write(root.join(path(1)), report(1, '，').replace("year: 2024", "year: 2023")).unwrap();
    fs::write(root.join("content/reports/2024/新.md"), report(7, '，')).unwrap();
}

fn a_rebuild_that_ends_half_way_hangs_together() -> usize {
    let site = |edited: bool| {
        let folder = tempfile::tempdir().unwrap();
        publication(folder.path());
        if edited {
            edit(folder.path());
        }
        run(folder.path(), &BUILD);
        (files(&folder.path().join("public")), folder)
    };
    let ((old, first), (new, _)) = (site(false), site(true));
    let before = |root: &Path| {
        let copied = Command::new("cp").arg("-R").arg(first.path().join(".")).arg(root).status().unwrap();
        assert!(copied.success());
        edit(root);
    };
    at_some_calls(&BUILD, &before, &|root, case| {
        hangs_together(&root.join("public"), &old, &new, case);
        run(root, &BUILD);
        assert_eq!(files(&root.join("public")), new, "{case}: the next build is as a clean one");
    })
}

fn a_first_build_that_ends_half_way_shows_nothing() -> usize {
    let folder = tempfile::tempdir().unwrap();
    publication(folder.path());
    run(folder.path(), &BUILD);
    let whole = files(&folder.path().join("public"));
    at_some_calls(&BUILD, &publication, &|root, case| {
        let public = root.join("public");
        assert!(!public.exists() || files(&public) == whole, "{case}: all or nothing");
        run(root, &BUILD);
        assert_eq!(files(&public), whole, "{case}: the next build is as a clean one");
    })
}

/// A site is published over another, and that is cut: what readers can reach hangs
/// together, and the next publishing brings the rest, be it of this site or of the
/// one before, and takes away what came in vain.
fn a_publishing_that_ends_half_way_hangs_together() -> usize {
    const PUBLISH: [&str; 5] = ["-q", "publish", "out", "--site", "new"];
    let sites = tempfile::tempdir().unwrap();
    let site = |name: &str, edited: bool| {
        let folder = tempfile::tempdir().unwrap();
        publication(folder.path());
        if edited {
            edit(folder.path());
        }
        run(folder.path(), &BUILD);
        let place = sites.path().join(name);
        fs::rename(folder.path().join("public"), &place).unwrap();
        files(&place)
    };
    let (old, new) = (site("old", false), site("new", true));
    let before = |root: &Path| {
        for (from, to) in [("old", "old"), ("new", "new"), ("old", "out")] {
            let copied = Command::new("cp").arg("-R").arg(sites.path().join(from)).arg(root.join(to)).status().unwrap();
            assert!(copied.success());
        }
    };
    let count = std::cell::Cell::new(0);
    at_some_calls(&PUBLISH, &before, &|root, case| {
        let out = root.join("out");
        hangs_together(&out, &old, &new, case);
        count.set(count.get() + 1);
        let (name, site) = if count.get() % 2 == 0 { ("old", &old) } else { ("new", &new) };
        run(root, &["-q", "publish", "out", "--site", name]);
        assert_eq!(files(&out), *site, "{case}: the next publishing, of {name}");
        // A folder that could not be removed is empty, and no fault.
        run(root, &["-q", "verify", "out", "--allow-foreign"]);
    })
}

/// As `at_every_call`, but kills at every third call and other faults at every
/// seventh, for a build makes hundreds that are alike.
fn at_some_calls(arguments: &[&str], prepare: &dyn Fn(&Path), look: &dyn Fn(&Path, &str)) -> usize {
    let step = |usual: usize| if std::env::var_os("HUIBIAN_ALL").is_some() { 1 } else { usual };
    let mut count = 0;
    for (place, fault) in faults().enumerate() {
        for at in (1 + place as u64..).step_by(step(if fault == Fault::Kill { 3 } else { 37 })) {
            let folder = tempfile::tempdir().unwrap();
            prepare(folder.path());
            let status = faulty(folder.path(), arguments, Some((at, fault))).status().unwrap();
            if status.code().is_some_and(|code| code >= i32::from(UNREACHED)) {
                break;
            }
            look(folder.path(), &format!("{arguments:?}, {fault:?} at call {at}"));
            count += 1;
        }
    }
    count
}

/// Numbers that look random, the same for a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn rounds() -> u64 {
    std::env::var("HUIBIAN_ROUNDS").map_or(20, |rounds| rounds.parse().unwrap())
}

fn seed() -> u64 {
    std::env::var("HUIBIAN_SEED").map_or(1, |seed| seed.parse().unwrap())
}

/// Starts two or four that mend at once, most of which fail somewhere.
fn start(root: &Path, random: &mut Random) -> Vec<Child> {
    let count = [2, 4][random.below(2) as usize];
    let faults: Vec<Fault> = faults().collect();
    let children = (0..count).map(|_| {
        let fault = faults[random.below(faults.len() as u64) as usize];
        let at = 1 + random.below(90);
        faulty(root, &["-q", "check", "--fix"], Some((at, fault))).spawn().unwrap()
    });
    children.collect()
}

fn several_at_once_lose_nothing() -> usize {
    let mut random = Random(seed());
    for round in 0..rounds() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        publication(root);
        for mut child in start(root, &mut random) {
            child.wait().unwrap();
        }
        for number in 0..3 {
            let text = &files(root)[&path(number)];
            let (old, new) = (report(number, ','), report(number, '，'));
            assert!(*text == old || *text == new && kept(root, &path(number)).contains(&old), "round {round}: {text}");
        }
        run(root, &["-q", "check", "--fix"]);
        is_tidy(root);
    }
    rounds() as usize
}

/// An editor saves while others mend: in place or by a rename, as editors do.
fn an_editor_that_saves_meanwhile_loses_nothing() -> usize {
    let mut random = Random(seed() + 1);
    for round in 0..rounds() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        publication(root);
        let mut children = start(root, &mut random);
        let mut saved: Vec<String> = (0..3).map(|number| report(number, ',')).collect();
        let mut count = 0;
        while children.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
            let number = random.below(3) as usize;
            count += 1;
            saved[number] = report(number, ',') + &format!("\n编辑第{count}次存盘,完。\n");
            let file = root.join(path(number));
            if random.below(2) == 0 {
                fs::write(&file, &saved[number]).unwrap();
            } else {
                let passing = root.join("passing");
                fs::write(&passing, &saved[number]).unwrap();
                fs::rename(&passing, &file).unwrap();
            }
        }
        // What a killed process left is taken in by the next one.
        let fixed = |text: &str| text.replace(',', "，");
        run(root, &["-q", "check", "--fix"]);
        is_tidy(root);
        for (number, text) in saved.iter().enumerate() {
            let now = &files(root)[&path(number)];
            let is_there = *now == *text || *now == fixed(text);
            assert!(
                is_there || kept(root, &path(number)).contains(text),
                "round {round}: what was saved last of {} is lost; it holds {now}",
                path(number)
            );
            assert!(now.ends_with("。\n"), "round {round}: {} is cut off", path(number));
        }
    }
    rounds() as usize
}

type Case = (&'static str, fn() -> usize);

const CASES: [Case; 10] = [
    ("a_publishing_that_ends_half_way_hangs_together", a_publishing_that_ends_half_way_hangs_together),
    ("a_text_is_old_or_new_and_the_old_one_is_kept", a_text_is_old_or_new_and_the_old_one_is_kept),
    ("an_import_is_whole_or_not_there", an_import_is_whole_or_not_there),
    ("a_new_report_is_whole_or_not_there", a_new_report_is_whole_or_not_there),
    ("an_import_at_the_desk_is_whole_or_not_there", an_import_at_the_desk_is_whole_or_not_there),
    ("a_new_publication_is_whole_the_next_time", a_new_publication_is_whole_the_next_time),
    ("a_rebuild_that_ends_half_way_hangs_together", a_rebuild_that_ends_half_way_hangs_together),
    ("a_first_build_that_ends_half_way_shows_nothing", a_first_build_that_ends_half_way_shows_nothing),
    ("several_at_once_lose_nothing", several_at_once_lose_nothing),
    ("an_editor_that_saves_meanwhile_loses_nothing", an_editor_that_saves_meanwhile_loses_nothing),
];

fn main() -> ExitCode {
    if let Ok(fault) = std::env::var(FAULT) {
        let system = Faulty::parse(&fault);
        let code = match std::env::args().nth(1).as_deref() {
            Some(AT_DESK) => accept::run(system),
            _ => huibian::cli::run(std::env::args_os(), system),
        };
        return ExitCode::from(if system.has_struck() { code } else { UNREACHED + code });
    }
    // As the harness of the standard library: names that were asked for.
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut count = 0;
    for (name, case) in
        CASES.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|part| name.contains(part)))
    {
        let faults = case();
        println!("test {name} ... ok ({faults} times)");
        count += 1;
    }
    println!(
        "\ntest result: ok. {count} passed; 0 failed; 0 ignored; 0 measured; {} filtered out",
        CASES.len() - count
    );
    ExitCode::SUCCESS
}
