//! A site that several builds make in parts, and what joins them.

use std::fs;
use std::path::Path;

use crate::desk::{Answer, Desk, answer};
use crate::sites::files;

/// A copy of the publication of the tests, with a picture in two sizes.
fn desk() -> Desk {
    let desk = Desk::new();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication");
    for (name, bytes) in files(&from) {
        let path = desk.path("x").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    desk
}

fn build(desk: &Desk, shard: &str, output: &str) -> Answer {
    desk.run("x", &["build", "--shard", shard, "--output", output])
}

const PARTS: [&str; 4] = ["../p1", "../p2", "../p3", "../p4"];

fn join(desk: &Desk, parts: &[&str], output: &str) -> Answer {
    desk.run("x", &[&["join"], parts, &["--output", output]].concat())
}

#[test]
fn four_parts_joined_are_the_whole() {
    let desk = desk();
    desk.run("x", &["build", "--output", "../whole"]).is(0);
    for (number, part) in PARTS.iter().enumerate() {
        build(&desk, &format!("{}/4", number + 1), part).is(0);
        let count = files(&desk.path("x").join(part)).len();
        assert!(count > 5, "{part} has its share: {count}");
    }
    join(&desk, &PARTS, "../joined").is(0).says("已合成 4 份");
    assert_eq!(files(&desk.path("joined")), files(&desk.path("whole")));
    desk.run(".", &["verify", "joined"]).is(0);
    // In any order, and again: nothing is written.
    join(&desk, &["../p3", "../p1", "../p4", "../p2"], "../joined").is(0).says("写入 0 个文件");
    // Over a site that was built as a whole, too.
    join(&desk, &PARTS, "../whole").is(0).says("写入 0 个文件");
    // The environment says which part.
    for (number, part) in ["../q1", "../q2"].iter().enumerate() {
        let mut command = desk.command("x", &["build", "--shard", "auto", "--output", part, "--lang", "en"]);
        command.env("CI_NODE_INDEX", (number + 1).to_string()).env("CI_NODE_TOTAL", "2");
        answer(command).is(0);
    }
    let joined = join(&desk, &["../q1", "../q2", "--lang", "en"], "../two").is(0);
    assert!(joined.said.starts_with("Joined 2 parts"), "{joined:?}");
    assert_eq!(files(&desk.path("two")), files(&desk.path("whole")));
    build(&desk, "1/1", "../one").is(0);
    join(&desk, &["../one"], "../single").is(0);
    assert_eq!(files(&desk.path("single")), files(&desk.path("whole")));
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
    let desk = desk();
    for (number, part) in PARTS.iter().enumerate() {
        build(&desk, &format!("{}/4", number + 1), part).is(0);
    }
    let refused = |parts: &[&str], zh: &str| {
        join(&desk, parts, "../joined").is(2).tells(zh);
        assert!(!desk.path("joined").exists());
    };
    refused(&PARTS[..2], "还缺第 3、4 份");
    refused(&["../p1", "../p2", "../p3", "../p4", "../p4"], "是同一份");
    refused(&["../p1", "../nowhere"], "没有");
    desk.run("x", &["build", "--output", "../whole"]).is(0);
    refused(&["../p1", "../p2", "../p3", "../whole"], "不是分片");
    build(&desk, "1/3", "../third").is(0);
    refused(&["../third", "../p2", "../p3", "../p4"], "对不上");
    // A file that was changed since.
    let (name, bytes) = files(&desk.path("p2")).into_iter().find(|(name, _)| name.ends_with(".html")).unwrap();
    fs::write(desk.path("p2").join(&name), "x").unwrap();
    refused(&PARTS, "与写的时候不同");
    fs::write(desk.path("p2").join(&name), &bytes).unwrap();
    // A part of another state of the publication.
    let about = fs::read_to_string(desk.path("x/content/site.yaml")).unwrap();
    desk.write("x/content/site.yaml", &format!("{about}# x\n"));
    build(&desk, "2/4", "../p2").is(0);
    refused(&PARTS, "对不上");
    // A folder that was a part, and was built as a whole since.
    desk.run("x", &["build", "--output", "../p2"]).is(0);
    refused(&PARTS, "不是分片");
    // Wrong usage.
    for wrong in ["0/4", "5/4", "4", "auto", "x"] {
        build(&desk, wrong, "../w").is(2).tells("--shard 不能是");
    }
    desk.run("x", &["build", "--shard", "1/2", "--watch"]).is(2).tells("不能一起用");
    desk.run("x", &["join", "../p1"]).is(2).tells("--output");
    desk.run("x", &["join", "--output", "../j"]).is(2).tells("少了 <分片>");
}
