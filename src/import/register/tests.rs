use std::collections::BTreeSet;
use std::sync::Arc;

use crate::import::facts::Branch;
use crate::import::register::entries::with_entries;
use crate::import::register::{Above, Body, Register, Sighting, propose};
use crate::model::Settings;
use crate::pipeline::Session;
use crate::source::{Tree, VPath};

/// What documents name: `文件 名称/名称`, with `?` at the end where it is not certain.
fn sightings(lines: &[&str]) -> Vec<Sighting> {
    let sighting = |line: &&str| {
        let (file, name) = line.split_once(' ').unwrap();
        let path = name.trim_end_matches('?').split('/').map(str::to_owned).collect();
        Sighting {
            file: file.to_owned(),
            branch: Branch::New(path),
            evidence: name.trim_end_matches('?').replace('/', ""),
            certain: !name.ends_with('?'),
        }
    };
    lines.iter().map(sighting).collect()
}

fn register(registry: &str, sightings: &[Sighting]) -> Register {
    let texts = [("content/site.yaml", "title: 汇编\n"), ("content/organizations.yaml", registry)];
    let session = Session::open(Arc::new(Tree::of_texts(texts)), &Settings::default());
    let ids: BTreeSet<String> = session.publication().organizations.iter().map(|body| body.id.clone()).collect();
    propose(sightings, session.publication(), &ids)
}

/// A line for each body: its depth, its name, aliases, in how many files, doubts.
fn shown(register: &Register) -> Vec<String> {
    let depth = |body: &Body| {
        let above = |body: &&Body| match body.parent {
            Some(Above::New(at)) => register.bodies.get(at),
            _ => None,
        };
        std::iter::successors(Some(body), above).count() - 1
    };
    let line = |body: &Body| {
        let aliases: String = body.aliases.iter().map(|alias| format!(" ={alias}")).collect();
        let above = match &body.parent {
            Some(Above::Registered(id)) => format!("{id}>"),
            _ => "-".repeat(depth(body)),
        };
        let like = body.like.as_ref().map_or(String::new(), |like| format!(" ~{like}"));
        let full = body.full.as_ref().map_or("", |_| " full");
        let doubt = if body.is_clear() { "" } else { "?" };
        format!("{above}{}{doubt} {}{full}{aliases}{like}", body.name, body.files)
    };
    register.bodies.iter().map(line).collect()
}

#[test]
fn wordings_of_one_body_are_one_entry() {
    for (lines, expected) in [
        // Named alike in two files, and once by the way.
        (&["a 红安县人民医院?", "b 红安县人民医院?", "c 春晖学校?"][..], &["春晖学校? 1", "红安县人民医院 2"][..]),
        // Many have one of that name.
        (&["a 宣教部?", "b 宣教部?"], &["宣教部? 2"]),
        (&["a 宣教部/一组?", "b 宣教部/一组?"], &["宣教部? 2", "-一组? 2"]),
        // With and without its place.
        (&["a 宁波市春晖医院", "b 春晖医院?"], &["宁波市春晖医院 2 =春晖医院"]),
        // A place is no evidence where two bodies end so.
        (
            &["a 宁波市春晖医院", "b 温州市春晖医院", "c 春晖医院"],
            &["宁波市春晖医院 1", "春晖医院 1 ~宁波市春晖医院", "温州市春晖医院 1"],
        ),
        // What is left is no place: it may be another body.
        (&["a 春晖大学附属医院", "b 附属医院"], &["春晖大学附属医院 1", "附属医院 1 ~春晖大学附属医院"]),
        // Parted in one file, not in the other.
        (&["a 春晖大学/附属医院", "b 春晖大学附属医院", "c 附属医院"], &["春晖大学 3", "-附属医院 3"]),
        // Its office writes for it; it is a department where others report too.
        (&["a 春晖图书馆/办公室", "b 春晖图书馆"], &["春晖图书馆 2"]),
        (&["a 春晖学会/秘书处", "b 春晖学会/普及委员会"], &["春晖学会 2", "-普及委员会 1"]),
        (&["a 春晖医院/办公室", "b 春晖医院/护理部"], &["春晖医院 2", "-办公室 1", "-护理部 1"]),
        // What it is called.
        (&["a 红安县妇女联合会", "b 红安县妇联"], &["红安县妇女联合会 2 =红安县妇联"]),
        // For short, of one body that is named in full.
        (
            &["a 江城县职业技术学校/工会", "b 江城县职业技术学校/工会委员会", "c 职校工会?"],
            &["江城县职业技术学校 3", "-工会 3 =江城县职业技术学校工会委员会 =职校工会"],
        ),
        (
            &["a 江城县第一中学/工会", "b 云山县第一中学/工会", "c 一中工会?"],
            &["一中工会? 1", "云山县第一中学 1", "-工会 1", "江城县第一中学 1", "-工会 1"],
        ),
        (&["a 江城县中医院", "b 县医院?"], &["县医院? 1", "江城县中医院 1"]),
        // Below a body that is named itself, and below the same of a greater place.
        (&["a 春晖大学", "b 春晖大学商学院"], &["春晖大学 2", "-商学院 1"]),
        (&["a 宁波市红十字会", "b 宁波市鄞州区红十字会"], &["宁波市红十字会 2", "-宁波市鄞州区红十字会 1 full"]),
        // Whose 第一党支部 it is, nobody knows; if there is none but these, it is theirs.
        (
            &["a 春晖医院/第一党支部", "b 第一党支部", "c 第一党支部"],
            &["春晖医院 1", "-第一党支部 1", "第一党支部? 2 ~春晖医院第一党支部"],
        ),
        (&["a 第一党支部", "b 第二党支部"], &["第一党支部 1", "第二党支部 1"]),
        // What is named by the way stands below the one that all others are of, as a doubt.
        (
            &["a 澄江职业学院/机电学院", "b 澄江职业学院/图文中心", "c 护理学院?"],
            &["澄江职业学院 3", "-图文中心 1", "-护理学院? 1", "-机电学院 1"],
        ),
        // Two names of it, one for short, are one.
        (
            &["a 澄江职业学院/机电学院", "b 澄江职业学院/图文中心", "c 护理与健康学院?", "d 澄职院护健学院?"],
            &["澄江职业学院 4", "-图文中心 1", "-护理与健康学院 2 =澄职院护健学院", "-机电学院 1"],
        ),
        // Where there are two, nobody knows below which.
        (
            &["a 澄江职业学院/机电学院", "b 春晖医院/第一党支部", "c 护理学院?"],
            &["护理学院? 1", "春晖医院 1", "-第一党支部 1", "澄江职业学院 1", "-机电学院 1"],
        ),
        // A union is part of what it is called after.
        (&["a 澄江港务集团", "b 澄江港务集团工会"], &["澄江港务集团 2", "-工会 1"]),
    ] {
        let mut found = sightings(lines);
        let register_of = register("[]\n", &found);
        assert_eq!(shown(&register_of), expected, "{lines:?}");
        // The order of the files changes nothing.
        found.reverse();
        let mut backwards = register("[]\n", &found);
        backwards.meant.reverse();
        assert_eq!(backwards, register_of, "{lines:?}");
    }
}

const REGISTRY: &str = "# 登记表\n- id: ning\n  name: 宁波市春晖医院\n  aliases: [春晖医院]\n  children:\n    - id: ning-1\n      name: 第一党支部\n";

#[test]
fn what_is_registered_stays_and_takes_in_what_is_below_it() {
    let found = sightings(&["a 宁波市春晖医院/第一党支部", "b 宁波市春晖医院/第二党支部", "c 春晖医院", "d 春晖学校"]);
    let register = register(REGISTRY, &found);
    assert_eq!(shown(&register), ["ning>第二党支部 1", "春晖学校 1"]);
    let meant: Vec<&str> = register.meant.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(meant, ["ning-1", "ningboshichunhuiyiyuan-dierdangzhibu", "ning", "chunhuixuexiao"]);
}

fn inserted(text: &str, lines: &[&str]) -> Option<String> {
    let register = register(text, &sightings(lines));
    with_entries(&VPath::new("content/organizations.yaml").unwrap(), text, &register.bodies)
}

#[test]
fn entries_go_to_their_place_and_nothing_else_changes() {
    let school = "- id: chunhuixuexiao\n  name: 春晖学校\n";
    // The bytes before, what is named, the bytes after.
    for (before, lines, after) in [
        ("", &["a 春晖学校"][..], school.to_owned()),
        ("# 还没有\n", &["a 春晖学校"], format!("# 还没有\n{school}")),
        ("\u{feff}- id: a\n  name: 甲校", &["a 春晖学校"], format!("\u{feff}- id: a\n  name: 甲校\n{school}")),
        // Behind the last, remarks of its own included.
        (
            "- id: a\n  name: 甲校 # 一\n  description: |\n    两行\n    话\n  # 二\n\n# 完\n",
            &["a 春晖学校"],
            format!("- id: a\n  name: 甲校 # 一\n  description: |\n    两行\n    话\n  # 二\n{school}\n# 完\n"),
        ),
        // Below a parent with children and without.
        (
            REGISTRY,
            &["a 宁波市春晖医院/第二党支部", "b 春晖学校"],
            format!("{REGISTRY}    - id: ningboshichunhuiyiyuan-dierdangzhibu\n      name: 第二党支部\n{school}"),
        ),
        (
            "- id: a\n  name: 甲校\n- id: b\n  name: 乙校\n",
            &["a 甲校/一部/二组"],
            "- id: a\n  name: 甲校\n  children:\n    - id: jiaxiao-yibu\n      name: 一部\n      children:\n        - id: jiaxiao-yibu-erzu\n          name: 二组\n- id: b\n  name: 乙校\n".to_owned(),
        ),
        // Chinese keys, a mapping around the list, line breaks of Windows.
        (
            "组织:\r\n  - 编号: a\r\n    名称: 甲校\r\n    下级:\r\n",
            &["a 甲校/一部", "b 春晖学校"],
            "组织:\r\n  - 编号: a\r\n    名称: 甲校\r\n    下级:\r\n      - 编号: jiaxiao-yibu\r\n        名称: 一部\r\n  - 编号: chunhuixuexiao\r\n    名称: 春晖学校\r\n".to_owned(),
        ),
        // A parent in braces has no room.
        (
            "- {id: a, name: 甲校}\n",
            &["a 甲校/一部"],
            "- {id: a, name: 甲校}\n- id: jiaxiao-yibu\n  name: 一部\n  parents: [{id: a}]\n".to_owned(),
        ),
    ] {
        assert_eq!(inserted(before, lines).as_deref(), Some(after.as_str()), "{before:?} {lines:?}");
    }
    // A list in brackets is left alone, as is a file that cannot be read.
    assert_eq!(inserted("[{id: a, name: 甲校}]\n", &["a 春晖学校"]), None);
    assert_eq!(inserted("- id: a\n  name: [甲\n", &["a 春晖学校"]), None);
}

#[test]
fn hostile_names_are_quoted() {
    for name in ["- 甲: 乙", "甲 # 乙", "'甲", "{甲}", "null", "2021", "甲\n- id: x", "*甲", "!甲", "甲,乙]"]
    {
        let found = [Sighting {
            file: "a".to_owned(),
            branch: Branch::New(vec![name.to_owned()]),
            evidence: String::new(),
            certain: true,
        }];
        let register = register("[]\n", &found);
        let text = "- id: a\n  name: 甲校\n";
        let made = with_entries(&VPath::new("content/organizations.yaml").unwrap(), text, &register.bodies);
        // What a name cannot be written as is not written at all.
        if let Some(made) = made {
            assert!(made.starts_with(text) && made.lines().count() == 4, "{made}");
        } else {
            assert!(name.contains('\n'), "{name}");
        }
    }
}
