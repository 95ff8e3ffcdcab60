//! Registers as tables: what an editor changes is changed, and nothing else; random
//! operations are held against a second calculation of what the table then says.

#[path = "manuscript/random.rs"]
mod random;

use std::collections::BTreeMap;
use std::sync::Arc;

use huibian::diag::Language;
use huibian::import::register::entries::with_entries;
use huibian::import::register::{Above, Body};
use huibian::manuscript;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::registers::{Kind, Op, Register, Row, apply, follow, touches};
use huibian::source::{Files, Tree, VPath};
use serde_json::{Value as Json, json};

use random::{Random, variants};

fn read(kind: Kind, text: &str) -> Register {
    Register::read(kind, text.as_bytes(), Language::Chinese).unwrap_or_else(|refusal| panic!("{refusal:?}\n{text}"))
}

fn attempt(kind: Kind, text: &str, ops: &[Json]) -> Result<String, String> {
    let ops: Vec<Op> = ops.iter().map(|op| serde_json::from_value(op.clone()).unwrap()).collect();
    let made = apply(kind, text.as_bytes(), &ops).map_err(|refusal| refusal.text(Language::English))?;
    Ok(String::from_utf8(made).unwrap())
}

#[track_caller]
fn done(kind: Kind, text: &str, ops: &[Json]) -> String {
    attempt(kind, text, ops).unwrap_or_else(|refusal| panic!("{refusal} in\n{text}"))
}

const NESTED: &str = "# 名录
- id: xuehui
  name: 学会 # 注
  kind: 学会
  children:
    - id: fenhui
      name: 分会
      aliases: [血液分会]
      children:
        # 小组
        - id: xiaozu
          names:
            - {name: 支部, from: 2018}
            - {name: 党小组, short: 小组, from: 2020}
          description: |
            第一行。

            第二行。
- id: yiyuan
  name: 医院
  short: 院
  rank: 20
";

#[test]
fn organizations_are_a_tree() {
    let register = read(Kind::Organizations, NESTED);
    let rows: Vec<_> =
        register.rows.iter().map(|row| (row.key.as_str(), row.depth, row.values["name"].as_str().unwrap())).collect();
    assert_eq!(
        rows,
        [
            ("yiyuan", Some(0), "医院"),
            ("xuehui", Some(0), "学会"),
            ("fenhui", Some(1), "分会"),
            ("xiaozu", Some(2), "党小组")
        ]
    );
    assert_eq!(register.rows[3].values["names"][0], json!({"name": "支部", "from": "2018"}));
    assert_eq!(register.columns.iter().find(|column| column.key == "kind").unwrap().label, "类别");
    let named = "- {id: a, name: 甲}\n- {id: b, name: 乙, parent: a}\n- {id: c, name: 丙, parents: [{id: b}]}\n";
    assert_eq!(
        read(Kind::Organizations, named).rows.iter().map(|row| row.depth.unwrap()).collect::<Vec<_>>(),
        [0, 1, 2]
    );
}

#[test]
fn a_new_name_has_a_day_and_a_misspelt_one_goes() {
    let rename = |key: &str, since: Json| json!({"op": "rename", "key": key, "name": "新名", "since": since});
    let made = done(Kind::Organizations, NESTED, &[rename("xuehui", json!("2021-03"))]);
    assert_eq!(
        made,
        NESTED.replace("  name: 学会 # 注\n", "  names:\n    - {name: 学会}\n    - {name: 新名, from: 2021-03}\n")
    );
    let made = done(Kind::Organizations, NESTED, &[rename("yiyuan", json!("2021"))]);
    assert_eq!(
        made,
        NESTED.replace(
            "  name: 医院\n  short: 院\n",
            "  names:\n    - {name: 医院, short: 院}\n    - {name: 新名, from: 2021}\n"
        )
    );
    let made = done(Kind::Organizations, NESTED, &[rename("xiaozu", json!("2022"))]);
    assert_eq!(made, NESTED.replace("from: 2020}\n", "from: 2020}\n            - {name: 新名, from: 2022}\n"));
    assert_eq!(
        done(Kind::Organizations, NESTED, &[rename("xiaozu", json!(null))]),
        NESTED.replace("name: 党小组", "name: 新名")
    );
    assert_eq!(
        done(Kind::Organizations, NESTED, &[rename("xuehui", json!(null))]),
        NESTED.replace("name: 学会", "name: 新名")
    );
    let text = "- id: a\n  name: 主题\n  synonyms: [甲]\n";
    assert_eq!(done(Kind::Topics, text, &[rename("a", json!(null))]), text.replace("主题", "新名"));
}

#[test]
fn rows_are_put_in_moved_and_taken_away() {
    let add = |parent: Json| json!({"op": "add", "values": {"name": "护理部", "kind": "科室"}, "parent": parent});
    let made = done(Kind::Organizations, NESTED, &[add(json!(null))]);
    assert_eq!(made, format!("{NESTED}- id: hulibu\n  name: 护理部\n  kind: 科室\n"));
    let made = done(Kind::Organizations, NESTED, &[add(json!("yiyuan")), add(json!("yiyuan"))]);
    assert_eq!(
        made,
        format!(
            "{NESTED}  children:\n    - id: hulibu\n      name: 护理部\n      kind: 科室\n    - id: hulibu-2\n      name: 护理部\n      kind: 科室\n"
        )
    );
    assert_eq!(done(Kind::Organizations, "", &[add(json!(null))]), "- id: hulibu\n  name: 护理部\n  kind: 科室\n");
    let moved = done(Kind::Organizations, NESTED, &[json!({"op": "move", "key": "xiaozu", "parent": "xuehui"})]);
    let small = "    - id: xiaozu
      names:
        - {name: 支部, from: 2018}
        - {name: 党小组, short: 小组, from: 2020}
      description: |
        第一行。

        第二行。
";
    assert!(moved.contains(&format!("      aliases: [血液分会]\n        # 小组\n{small}- id: yiyuan")), "{moved}");
    let moved = done(Kind::Organizations, NESTED, &[json!({"op": "move", "key": "fenhui", "parent": "yiyuan"})]);
    assert_eq!(
        read(Kind::Organizations, &moved)
            .rows
            .iter()
            .map(|row| (row.key.as_str(), row.depth.unwrap()))
            .collect::<Vec<_>>(),
        [("yiyuan", 0), ("fenhui", 1), ("xiaozu", 2), ("xuehui", 0)]
    );
    assert!(moved.contains("  children:\n    - id: fenhui\n      name: 分会\n"), "{moved}");
    let refusal = attempt(Kind::Organizations, NESTED, &[json!({"op": "move", "key": "xuehui", "parent": "xiaozu"})])
        .unwrap_err();
    assert!(refusal.contains("below itself") && refusal.contains("“学会”"), "{refusal}");
    assert!(
        attempt(Kind::Organizations, NESTED, &[json!({"op": "drop", "key": "fenhui"})])
            .unwrap_err()
            .contains("move them first")
    );
    let gone = done(Kind::Organizations, NESTED, &[json!({"op": "drop", "key": "yiyuan"})]);
    assert_eq!(gone, NESTED.split("- id: yiyuan").next().unwrap());
}

#[test]
fn two_rows_become_one() {
    let made = done(Kind::Organizations, NESTED, &[json!({"op": "merge", "key": "fenhui", "into": "yiyuan"})]);
    let rows = read(Kind::Organizations, &made).rows;
    assert_eq!(
        rows.iter().map(|row| (row.key.as_str(), row.depth.unwrap())).collect::<Vec<_>>(),
        [("yiyuan", 0), ("xiaozu", 1), ("xuehui", 0)]
    );
    assert_eq!(rows[0].values["aliases"], json!(["分会", "血液分会"]));
    let topics = "- {id: a, name: 甲, synonyms: [子]}\n- {id: b, name: 乙, synonyms: [丑]}\n";
    let made = done(Kind::Topics, topics, &[json!({"op": "merge", "key": "b", "into": "a"})]);
    assert_eq!(made, "- {id: a, name: 甲, synonyms: [子, 乙, 丑]}\n");
}

#[test]
fn what_no_site_could_be_made_of_is_refused() {
    let long = "很".repeat(201);
    for ops in [
        json!({"op": "add", "values": {"name": long}, "parent": null}),
        json!({"op": "rename", "key": "xuehui", "name": long}),
        json!({"op": "rename", "key": "xuehui", "name": "新名", "since": "随便"}),
    ] {
        attempt(Kind::Organizations, NESTED, &[ops]).unwrap_err();
    }
    let add = json!({"op": "add", "values": {"name": "很长的名称".repeat(30)}, "parent": null});
    let key = read(Kind::Organizations, &done(Kind::Organizations, NESTED, &[add])).rows.last().unwrap().key.clone();
    assert!(key.len() <= 60, "{key}");
    for theme in ["../../../../etc", "a/b", "..", "C:"] {
        attempt(
            Kind::Settings,
            "title: 甲\n",
            &[json!({"op": "set", "key": "site", "column": "theme", "value": theme})],
        )
        .unwrap_err();
    }
}

#[test]
fn a_merge_takes_away_the_row_that_was_named() {
    // A row without an id is known by its number only, and rows move in a merge.
    let text = "- id: heir\n  name: 继承者\n- name: 无号\n- id: old\n  name: 旧的\n  children:\n    - id: child\n      name: 下级\n- id: keep\n  name: 留下的\n- name: 也无号\n";
    let made = done(Kind::Organizations, text, &[json!({"op": "merge", "key": "old", "into": "heir"})]);
    let names: Vec<Json> = read(Kind::Organizations, &made).rows.iter().map(|row| row.values["name"].clone()).collect();
    assert_eq!(names, ["继承者", "下级", "无号", "留下的", "也无号"], "{made}");
    // The page's numbers stay those of the rows that it saw.
    let ops = [
        json!({"op": "move", "key": "#1", "parent": "old"}),
        json!({"op": "move", "key": "old", "parent": "keep"}),
        json!({"op": "set", "key": "#5", "column": "kind", "value": "科室"}),
        json!({"op": "set", "key": "#1", "column": "kind", "value": "支部"}),
    ];
    let made = done(Kind::Organizations, text, &ops);
    let kind = |name: &str| {
        let rows = read(Kind::Organizations, &made).rows;
        rows.into_iter().find(|row| row.values["name"] == name).unwrap().values.get("kind").cloned()
    };
    assert_eq!(
        (kind("也无号"), kind("无号"), kind("下级")),
        (Some(json!("科室")), Some(json!("支部")), None),
        "{made}"
    );
}

#[test]
fn settings_and_terms_are_set() {
    let site = "title: 汇编 # 名\nfonts: {heading: a.woff}\nhome: [新近, figures]\n";
    let set = |column: &str, value: Json| json!({"op": "set", "key": "site", "column": column, "value": value});
    let made = done(
        Kind::Settings,
        site,
        &[set("accent", json!("#0b5a8a")), set("title", json!("新编")), set("fonts", json!("b.woff"))],
    );
    assert_eq!(made, "title: 新编 # 名\naccent: '#0b5a8a'\nfonts: {heading: b.woff}\nhome: [新近, figures]\n");
    let register = read(Kind::Settings, site);
    assert_eq!(register.rows[0].values["home"], json!(["newest", "figures"]));
    assert_eq!(done(Kind::Settings, site, &[set("home", json!(["newest", "figures"]))]), site);
    assert_eq!(done(Kind::Settings, site, &[set("footer", json!(["一", "二"]))]), format!("{site}footer: [一, 二]\n"));
    assert!(attempt(Kind::Settings, site, &[set("title", json!(null))]).unwrap_err().contains("empty"));
    assert!(attempt(Kind::Settings, site, &[set("language", json!("法文"))]).is_err());
    assert_eq!(done(Kind::Settings, "", &[set("title", json!("甲"))]), "title: 甲\n");
    let terms = "terms:\n  - {wrong: 台帐, right: 台账}\n  - {错: [做用, 作做], 对: 作用}\nfixed: [甲]\n";
    let ops = [
        json!({"op": "set", "key": "#1", "column": "wrong", "value": ["做用"]}),
        json!({"op": "drop", "key": "#0"}),
        json!({"op": "set", "key": "#1", "column": "note", "value": "常见"}),
        json!({"op": "add", "values": {"right": "其他", "wrong": "其它"}}),
    ];
    assert_eq!(
        done(Kind::Terms, terms, &ops),
        "terms:\n  - {错: [做用], 对: 作用, 说明: 常见}\n  - {错: [其它], 对: 其他}\nfixed: [甲]\n"
    );
}

#[test]
fn what_a_row_touches_follows_it() {
    let topics = "- {id: study, name: 学习}\n- {id: visit, name: 走访}\n";
    let terms = "- {wrong: 台帐, right: 台账}\n- {wrong: 做用, right: 作用}\n";
    let report = |branch: &str, topic: &str| {
        format!(
            "---\ntitle: 总结 # 注\nbranch: {branch}\nyear: 2021\ntopics: [{topic}]\nachievements:\n  - {{text: 甲。, topics: [{topic}]}}\n---\n\n登记台帐。\n"
        )
    };
    let (by_id, by_path) = (report("fenhui", "study"), report("学会/分会", "学习"));
    let by_name = report("分会", "走访");
    let tree = Arc::new(Tree::of_texts([
        ("content/site.yaml", "title: 汇编\n"),
        ("content/organizations.yaml", NESTED),
        ("content/topics.yaml", topics),
        ("content/terms.yaml", terms),
        ("content/reports/a.md", by_id.as_str()),
        ("content/reports/b.md", by_path.as_str()),
        ("content/reports/c.md", by_name.as_str()),
    ]));
    let files: Arc<Tree> = tree.clone();
    let session = Session::open(tree, &Settings::default());
    let read_text = |path: &VPath| String::from_utf8(files.read(path).ok()?).ok();
    let touched = |kind: Kind, text: &str, key: &str| {
        let rows = read(kind, text).rows;
        let found = touches(session.publication(), kind, &rows, &read_text);
        found.get(key).into_iter().flatten().map(|path| path.stem().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(touched(Kind::Organizations, NESTED, "fenhui"), ["a", "b", "c"]);
    assert_eq!(touched(Kind::Topics, topics, "study"), ["a", "b"]);
    assert_eq!(touched(Kind::Terms, terms, "#0").len(), 3);
    assert_eq!(touched(Kind::Terms, terms, "#1").len(), 0);
    let following = |kind: Kind, text: &str, op: Json| {
        let op: Op = serde_json::from_value(op).unwrap();
        let edits = follow(session.publication(), kind, &read(kind, text).rows, &[op], &read_text);
        let edit = |(path, ops): (VPath, Vec<manuscript::Op>)| {
            let made = manuscript::apply(&path, read_text(&path).unwrap().as_bytes(), &ops).unwrap();
            (path.stem().to_owned(), String::from_utf8(made).unwrap())
        };
        edits.into_iter().map(edit).collect::<Vec<_>>()
    };
    // By a name they need nothing: it is another name of the heir then.
    let merge = json!({"op": "merge", "key": "fenhui", "into": "yiyuan"});
    let expected = [
        ("a".to_owned(), by_id.replace("branch: fenhui", "branch: yiyuan")),
        ("b".to_owned(), by_path.replace("branch: 学会/分会", "branch: yiyuan")),
    ];
    assert_eq!(following(Kind::Organizations, NESTED, merge), expected);
    let merge = json!({"op": "merge", "key": "study", "into": "visit"});
    assert_eq!(following(Kind::Topics, topics, merge), [("a".to_owned(), by_id.replace("[study]", "[visit]"))]);
}

#[test]
fn a_row_goes_below_any_other_that_was_made_here() {
    let add = |name: &str, parent: Json| json!({"op": "add", "values": {"name": name}, "parent": parent});
    let text = done(
        Kind::Organizations,
        "- id: guan\n  name: 馆\n",
        &[add("文化", json!(null)), add("文物", json!("wenhua"))],
    );
    let moved = done(Kind::Organizations, &text, &[json!({"op": "move", "key": "guan", "parent": "wenwu"})]);
    let depths: Vec<_> =
        read(Kind::Organizations, &moved).rows.iter().map(|row| (row.key.clone(), row.depth.unwrap())).collect();
    assert_eq!(depths, [("wenhua".to_owned(), 0), ("wenwu".to_owned(), 1), ("guan".to_owned(), 2)], "{moved}");
    // Between brackets no lines can stand; what is below says so.
    let text = "[{id: a, name: 甲, children: [{id: b, name: 乙}]}, {id: c, name: 丙}]\n";
    let moved = done(Kind::Organizations, text, &[json!({"op": "move", "key": "c", "parent": "b"})]);
    assert_eq!(moved, text.replace("name: 丙}", "name: 丙, parents: b}"));
}

/// Organisations as an import writes them.
fn imported(random: &mut Random) -> String {
    let bodies: Vec<Body> = (0..2 + random.below(5))
        .map(|number| Body {
            id: format!("i{number}"),
            name: format!("{}{number}", random.of(&["甲", "乙: 丙", "“丁”"])),
            full: (random.below(3) == 0).then(|| format!("全名{number}")),
            kind: random.of(&["", "科室"]).to_owned(),
            aliases: (0..random.below(3)).map(|other| format!("别名{number}{other}")).collect(),
            parent: (number > 0 && random.below(2) == 0).then(|| Above::New(random.below(number))),
            files: 1,
            evidence: Default::default(),
            doubt: None,
            like: None,
        })
        .collect();
    let heads = ["", "# 组织名录\n", "organizations:\n", "- 编号: yuan\n  名称: 原有\n", "- {id: yuan, name: 原有}\n"];
    let head = random.of(&heads);
    with_entries(&Kind::Organizations.path(), head, &bodies).unwrap_or_else(|| panic!("{head}"))
}

#[test]
fn what_the_program_writes_can_be_changed_in_every_field() {
    let mut random = Random(11);
    for _ in 0..120 {
        let mut text = imported(&mut random);
        for _ in 0..8 {
            let rows = read(Kind::Organizations, &text).rows;
            let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
            let (key, other) = (random.of(&keys), random.of(&keys));
            let parent = if random.below(3) == 0 { json!(null) } else { json!(other) };
            let (column, value) = random.of(&[
                ("short", json!("简")),
                ("full", json!("全称: 其一")),
                ("kind", json!("学会")),
                ("aliases", json!(["子", "丑, 寅"])),
                ("founded", json!("2001-02")),
                ("closed", json!("2020")),
                ("rank", json!("3")),
                ("description", json!("第一行。\n\n第二行。")),
                ("pinyin", json!("jia")),
                ("kind", json!(null)),
                ("aliases", json!(null)),
                ("description", json!("一行。")),
            ]);
            let op = match random.below(7) {
                0 => json!({"op": "add", "values": {"name": "新: 设", "kind": "组"}, "parent": parent}),
                1 | 2 => json!({"op": "move", "key": key, "parent": parent}),
                3 => {
                    json!({"op": "rename", "key": key, "name": "改名", "since": random.of(&[json!(null), json!("2021-03")])})
                }
                4 if key != other => json!({"op": "merge", "key": key, "into": other}),
                _ => json!({"op": "set", "key": key, "column": column, "value": value}),
            };
            match attempt(Kind::Organizations, &text, std::slice::from_ref(&op)) {
                Ok(made) => text = made,
                Err(refusal) => assert!(refusal.contains("below itself"), "{refusal}: {op}\n{text}"),
            }
        }
    }
}

/// A register in one of many forms.
fn generated(random: &mut Random, kind: Kind) -> String {
    let count = 1 + random.below(4);
    let style = random.below(4);
    let mut text = String::from(random.of(&["", "# 头\n", "\n"]));
    if random.below(3) == 0 {
        text.push_str(&format!("{}:\n", kind.name()));
    }
    let indent = if text.ends_with(":\n") && random.below(2) == 0 { "  " } else { "" };
    for number in 0..count {
        let name = random.of(&["甲", "乙: 丙", "\"丁\"", "戊"]);
        let name = if name.contains(": ") { format!("'{name}'") } else { name.to_owned() };
        let rest = random.of(&["", "[子, 丑]", "子"]);
        let (list, long) = if kind == Kind::Organizations { ("aliases", "description") } else { ("synonyms", "scope") };
        match style {
            0 if rest.is_empty() => text.push_str(&format!("{indent}- {{id: r{number}, name: {name}}}\n")),
            0 => text.push_str(&format!("{indent}- {{id: r{number}, name: {name}, {list}: {rest}}} # 注\n")),
            1 => text.push_str(&format!("{indent}- 编号: r{number}\n{indent}  名称: {name}\n")),
            _ => {
                text.push_str(&format!("{indent}-   id: r{number}\n{indent}    name: {name} # 注\n"));
                if !rest.is_empty() {
                    text.push_str(&format!("{indent}    # 里\n{indent}    {list}: {rest}\n"));
                }
                if random.below(2) == 0 && kind != Kind::Metrics {
                    text.push_str(&format!("{indent}    {long}: |\n{indent}      一\n{indent}      二\n\n"));
                }
                if kind == Kind::Organizations && random.below(2) == 0 {
                    text.push_str(&format!("{indent}    children:\n{indent}      - {{id: s{number}, name: 下}}\n"));
                }
            }
        }
    }
    text
}

fn told(rows: &[Row]) -> BTreeMap<String, (Option<usize>, BTreeMap<&'static str, Json>)> {
    rows.iter().map(|row| (row.key.clone(), (row.depth, row.values.clone()))).collect()
}

#[test]
fn an_operation_changes_one_row_and_nothing_else() {
    let mut random = Random(5);
    let (mut made, mut left) = (0, 0);
    for _ in 0..1_500 {
        let kind = [Kind::Organizations, Kind::Topics][random.below(2)];
        let text = generated(&mut random, kind);
        let text = variants(&mut random, &text);
        let before = read(kind, &text);
        let row = &before.rows[random.below(before.rows.len())];
        let list = if kind == Kind::Organizations { "aliases" } else { "synonyms" };
        let mut meant = told(&before.rows);
        let op = match random.below(4) {
            0 => {
                let value = json!(["子", "寅"]);
                meant.get_mut(&row.key).unwrap().1.insert(list, value.clone());
                json!({"op": "set", "key": row.key, "column": list, "value": value})
            }
            1 => {
                meant.get_mut(&row.key).unwrap().1.remove(list);
                json!({"op": "set", "key": row.key, "column": list, "value": null})
            }
            2 => {
                let depth = before.rows.iter().any(|row| row.depth.is_some()).then_some(0);
                let mut values = BTreeMap::from([("name", json!("新: 名"))]);
                if kind == Kind::Organizations {
                    values.insert("names", json!([{"name": "新: 名"}]));
                }
                meant.insert("xin-ming".to_owned(), (depth, values));
                json!({"op": "add", "values": {"name": "新: 名"}})
            }
            _ => {
                let at = before.rows.iter().position(|other| other.key == row.key).unwrap();
                let has_below = before.rows.get(at + 1).is_some_and(|next| next.depth > row.depth);
                if has_below || before.rows.len() < 2 {
                    continue;
                }
                meant.remove(&row.key);
                json!({"op": "drop", "key": row.key})
            }
        };
        let Ok(after) = attempt(kind, &text, std::slice::from_ref(&op)) else {
            left += 1;
            continue;
        };
        made += 1;
        let mut now = told(&read(kind, &after).rows);
        // A table without any row below another one has no depths.
        for row in now.values_mut().chain(meant.values_mut()) {
            row.0 = row.0.filter(|depth| *depth > 0);
        }
        assert_eq!(now, meant, "{op}\n{text}\n→\n{after}");
        // Every line that stood in another row is there.
        let own = |line: &str| line.contains(&format!(" {}", row.key)) || line.contains(list);
        if op["op"] == "set" && !text.contains("{id") {
            for line in text.lines().filter(|line| !own(line)) {
                assert!(after.contains(line), "{line:?} {op}\n{text}\n→\n{after}");
            }
        }
        assert_eq!(
            after.contains("\r\n") && after.replace("\r\n", "").contains('\n'),
            text.contains("\r\n") && text.replace("\r\n", "").contains('\n'),
            "{op}\n{text:?}\n{after:?}"
        );
    }
    assert!(left * 20 < made, "{made} done, {left} refused");
}
