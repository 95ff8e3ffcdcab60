//! What an editor changes in a report's file is changed, and nothing else: files of
//! all forms, operations at random, each held against a second calculation of what
//! the file then says.

#[path = "manuscript/files.rs"]
mod files;
#[path = "manuscript/random.rs"]
mod random;

use std::ops::Range;

use huibian::diag::Language;
use huibian::manuscript::{Manuscript, Op, apply, merge};
use huibian::parse::markdown::model::{Model, PieceKind};
use huibian::source::VPath;
use serde_json::{Map, Value as Json, json};

use files::generated;
use random::{Random, variants};

fn path() -> VPath {
    VPath::new("content/reports/2021/a.md").unwrap()
}

fn read(bytes: &[u8]) -> Manuscript {
    Manuscript::read(&path(), bytes, Language::Chinese)
}

fn op(json: Json) -> Op {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"))
}

/// The bytes in which operations are done.
#[track_caller]
fn done(text: &str, ops: &[Json]) -> String {
    let ops: Vec<Op> = ops.iter().cloned().map(op).collect();
    match apply(&path(), text.as_bytes(), &ops) {
        Ok(bytes) => String::from_utf8(bytes).unwrap(),
        Err(refusal) => panic!("{} in\n{text}", refusal.text(Language::English)),
    }
}

#[track_caller]
fn refused(text: &str, ops: &[Json]) -> String {
    let ops: Vec<Op> = ops.iter().cloned().map(op).collect();
    let refusal = apply(&path(), text.as_bytes(), &ops).expect_err(text);
    assert!(!refusal.text(Language::Chinese).is_empty());
    refusal.text(Language::English)
}

/// What a file says in its fields.
fn values(manuscript: &Manuscript) -> Map<String, Json> {
    let fields = manuscript.fields.iter().filter_map(|field| Some((field.key.to_owned(), field.value.clone()?)));
    fields.collect()
}

/// What two texts do not have in common, as a range of each.
fn difference(before: &str, after: &str) -> (Range<usize>, Range<usize>) {
    let (a, b) = (before.as_bytes(), after.as_bytes());
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    (start..a.len() - end, start..b.len() - end)
}

#[test]
fn a_whole_text_keeps_the_ends_of_lines_that_are_as_they_were() {
    let text = "---\ntitle: 甲\r\nbranch: 乙\n---\r\n\n第一段。\r\n第二段。\n\n完。";
    let whole = |text: &str| [json!({"op": "text", "text": text.replace("\r\n", "\n")})];
    assert_eq!(done(text, &whole(text)), text);
    let changed = text.replace("第一段。", "第一段，改过。");
    assert_eq!(done(text, &whole(&changed)), changed.replace("改过。\r\n", "改过。\n"));
}

#[test]
fn rows_that_say_nothing_are_none() {
    let text = "---\ntitle: 甲\nhonours:\n  - name: 先进\n    level: 市级\n  - {name: 优秀}\n---\n";
    let set = |rows: Json| [json!({"op": "set", "field": "honours", "value": rows})];
    let made =
        done(text, &set(json!([{"name": "先进", "level": "市级"}, {"name": "", "level": null}, {"name": "优秀"}, {}])));
    assert_eq!(made, text);
    let made = done(text, &set(json!([{"name": " "}, {"name": null}])));
    assert_eq!(made, "---\ntitle: 甲\n---\n");
    let rows = |end: &str| (0..20).map(|n| json!({"text": format!("走访困难群众第{n}户{end}")})).collect::<Json>();
    let many = done("---\ntitle: 甲\n---\n", &[json!({"op": "set", "field": "achievements", "value": rows("")})]);
    let changed = done(&many, &[json!({"op": "set", "field": "achievements", "value": rows("。")})]);
    assert_eq!(changed.matches("户。\n").count(), 20, "{changed}");
}

#[test]
fn a_field_is_set_where_it_stands() {
    let text = "---\ntitle: \"甲\"  # 暂定\n# 备注\nbranch: 乙\ntopics: [学习, 服务]\n---\n\n正文。\n";
    let made = done(text, &[json!({"op": "set", "field": "title", "value": "丙\"丁"})]);
    assert_eq!(made, text.replace("\"甲\"", "\"丙\\\"丁\""));
    assert_eq!(
        done(text, &[json!({"op": "set", "field": "year", "value": 2021})]),
        text.replace("乙\n", "乙\nyear: 2021\n")
    );
    let made = done(text, &[json!({"op": "set", "field": "topics", "value": ["学习", "走访", "服务"]})]);
    assert_eq!(made, text.replace("学习, 服务", "学习, 走访, 服务"));
    assert_eq!(
        done(text, &[json!({"op": "move", "field": "topics", "from": 1, "to": 0})]).matches("[服务, 学习]").count(),
        1
    );
    assert_eq!(
        done(text, &[json!({"op": "set", "field": "topics", "value": null})]),
        text.replace("topics: [学习, 服务]\n", "")
    );
    assert!(refused(text, &[json!({"op": "set", "field": "titel", "value": "x"})]).contains("no such field"));
}

#[test]
fn a_row_looks_like_its_neighbours() {
    let block = "---\ntitle: 甲\nhonours:\n  - name: 标兵 # 注\n    level: 市\n---\n";
    let row = json!({"op": "add", "field": "honours", "value": {"level": "省", "name": "先进: 集体"}});
    assert_eq!(
        done(block, std::slice::from_ref(&row)),
        block.replace("level: 市\n", "level: 市\n  - name: '先进: 集体'\n    level: 省\n")
    );
    let flow = "---\n荣誉:\n- {名称: 标兵, 级别: 市}\n---\n";
    assert_eq!(done(flow, &[row]), flow.replace("市}\n", "市}\n- {名称: '先进: 集体', 级别: 省}\n"));
    let cell = json!({"op": "row", "field": "honours", "at": 0, "value": {"date": "2021-07", "level": null}});
    assert_eq!(done(flow, &[cell]), flow.replace("级别: 市", "日期: 2021-07"));
    let short = "---\nachievements:\n  - 甲。\n---\n";
    let made = done(short, &[json!({"op": "add", "field": "achievements", "value": {"text": "乙。"}})]);
    assert_eq!(made, short.replace("甲。\n", "甲。\n  - 乙。\n"));
    let made = done(short, &[json!({"op": "row", "field": "achievements", "at": 0, "value": {"date": "2021"}})]);
    assert_eq!(made, short.replace("甲。", "{text: 甲。, date: 2021}"));
    let people = "---\npeople: 张三、李四\n---\n";
    let made = done(people, &[json!({"op": "row", "field": "people", "at": 1, "value": {"role": "书记"}})]);
    assert_eq!(made, people.replace("张三、李四", "[张三, {name: 李四, role: 书记}]"));
}

#[test]
fn a_report_gets_its_front_matter() {
    let made = done(
        "第一段。\n",
        &[
            json!({"op": "set", "field": "title", "value": "甲"}),
            json!({"op": "set", "field": "year", "value": "2021"}),
        ],
    );
    assert_eq!(made, "---\n标题: 甲\n年度: 2021\n---\n\n第一段。\n");
    assert_eq!(
        done("\u{feff}a\r\n", &[json!({"op": "set", "field": "title", "value": "A"})]),
        "\u{feff}---\r\ntitle: A\r\n---\r\n\r\na\r\n"
    );
}

#[test]
fn the_whole_text_keeps_its_ends_of_lines_and_its_mark() {
    let made = done("\u{feff}---\r\ntitle: 甲\r\n---\r\n", &[json!({"op": "text", "text": "---\ntitle: 乙\n---\n"})]);
    assert_eq!(made, "\u{feff}---\r\ntitle: 乙\r\n---\r\n");
    let made = done("---\ntitle: 甲\n---\n\n一\n", &[json!({"op": "body", "text": "\n二\n"})]);
    assert_eq!(made, "---\ntitle: 甲\n---\n\n二\n");
}

#[test]
fn remarks_are_not_lost() {
    let text = "---\nhonours:\n  - name: 甲 # 一\n    # 二\n    level: 市\n  # 三\n  - 乙 # 四\n---\n";
    let made = done(text, &[json!({"op": "set", "field": "honours", "value": null})]);
    assert_eq!(made, "---\n  # 三\n---\n");
    refused(text, &[json!({"op": "row", "field": "honours", "at": 0, "value": {"name": null}})]);
    let made = done(text, &[json!({"op": "move", "field": "honours", "from": 1, "to": 0})]);
    assert_eq!(made, "---\nhonours:\n  - 乙 # 四\n  # 三\n  - name: 甲 # 一\n    # 二\n    level: 市\n---\n");
}

#[test]
fn a_broken_head_leaves_the_body_to_be_edited() {
    let text = "---\ntitle: '甲\n---\n\n一。\n\n二。\n";
    assert!(read(text.as_bytes()).broken.is_some());
    assert!(refused(text, &[json!({"op": "set", "field": "title", "value": "x"})]).contains("cannot be read"));
    assert_eq!(done(text, &[json!({"op": "block", "id": "b1", "text": "三。"})]), text.replace("二", "三"));
    assert_eq!(done(text, &[json!({"op": "text", "text": "x"})]), "x");
}

#[test]
fn blocks_are_spliced_into_the_body() {
    let text = "---\ntitle: 甲\n---\n\n# 一\n\n甲\n乙。\n\n<!-- 准许 wrong-word: 书名 -->\n- 丙\n- 丁\n\n[^1]: 注。\n";
    let of = |id: usize| read(text.as_bytes()).blocks[id].text.clone();
    assert_eq!(
        (of(0).as_str(), of(1).as_str(), of(2).as_str(), of(4).as_str()),
        ("# 一", "甲\n乙。", "<!-- 准许 wrong-word: 书名 -->", "[^1]: 注。")
    );
    assert_eq!(done(text, &[json!({"op": "delete", "id": "b1"})]), text.replace("甲\n乙。\n\n", ""));
    // A permit goes with what it is about.
    let gone = done(text, &[json!({"op": "delete", "id": "b3"})]);
    assert_eq!(gone, text.replace("<!-- 准许 wrong-word: 书名 -->\n- 丙\n- 丁\n\n", ""));
    assert_eq!(done(text, &[json!({"op": "delete", "id": "b4"})]), text.replace("\n\n[^1]: 注。", ""));
    assert_eq!(
        done(text, &[json!({"op": "insert", "after": "b1", "text": "新。"})]),
        text.replace("乙。\n", "乙。\n\n新。\n")
    );
    assert_eq!(
        done(text, &[json!({"op": "insert", "after": null, "text": "新。"})]),
        text.replace("# 一\n", "新。\n\n# 一\n")
    );
    let several = [
        json!({"op": "block", "id": "b0", "model": {"type": "h", "level": 2, "spans": [["1. #不是", ""]]}}),
        json!({"op": "delete", "id": "b4"}),
        json!({"op": "insert", "after": "b3", "text": "戊。"}),
        json!({"op": "set", "field": "title", "value": "己"}),
    ];
    assert_eq!(
        done(text, &several),
        text.replace("# 一", "## 1. #不是").replace("\n\n[^1]: 注。", "\n\n戊。").replace("title: 甲", "title: 己")
    );
    assert!(refused(text, &[json!({"op": "block", "id": "b1", "text": "```"})]).contains("around it"));
    assert!(refused(text, &[json!({"op": "block", "id": "b9", "text": "x"})]).contains("no such block"));
    let bare = "---\ntitle: 甲\n---\n";
    assert_eq!(
        done(bare, &[json!({"op": "insert", "after": null, "text": "一。\n\n二。"})]),
        "---\ntitle: 甲\n---\n\n一。\n\n二。\n"
    );
}

#[test]
fn what_would_be_markup_stays_words() {
    let text = "---\ntitle: 甲\n---\n\n一\n";
    for words in [
        "1. 甲",
        "* 甲",
        "- 甲",
        "# 甲",
        "> 甲",
        "|甲|",
        "[^1]: 甲",
        "[甲](乙)",
        "<div>",
        "a*b*c",
        "`a`",
        "3~5，6~~8~~",
        "一、甲",
        "+ 1",
        "---",
        "a\\",
        "&amp;",
        "![x](y)",
        ": 甲",
        "甲\n- 乙",
        "甲\n===",
        "    甲",
    ] {
        let made = done(text, &[json!({"op": "block", "id": "b0", "model": {"type": "p", "spans": [[words, ""]]}})]);
        let blocks = read(made.as_bytes()).blocks;
        let lines: Vec<&str> = words.lines().map(str::trim).collect();
        let expected: Model = serde_json::from_value(json!({"type": "p", "spans": [[lines.join("\n"), ""]]})).unwrap();
        assert_eq!(blocks.iter().map(|block| &block.model).collect::<Vec<_>>(), [&Some(expected)], "{words:?}: {made}");
    }
    assert!(
        done(text, &[json!({"op": "block", "id": "b0", "model": {"type": "p", "spans": [["一、甲", ""]]}})])
            .contains("\n一、甲\n")
    );
}

#[test]
fn models_of_all_kinds_are_written() {
    for (model, expected) in [
        (
            json!({"type": "p", "spans": [["甲", ""], ["“乙”", "b"], ["丙", "i"], ["", "br"], ["丁", {"link": "https://a.cn/x y"}], ["", {"note": "1"}]]}),
            "甲**“乙”***丙*\\\n[丁](<https://a.cn/x y>)[^1]",
        ),
        (
            json!({"type": "list", "ordered": false, "items": [[["甲", ""], {"type": "list", "ordered": true, "items": [[["乙", ""]]]}], [["丙", "b"]]]}),
            "- 甲\n  1. 乙\n- **丙**",
        ),
        (json!({"type": "list", "ordered": true, "start": 3, "items": [[["甲", ""]], [["乙", ""]]]}), "3. 甲\n4. 乙"),
        (
            json!({"type": "table", "head": [[["甲|乙", ""]], []], "rows": [[[["丙", "b"]], [["丁", ""], ["", "br"], ["戊", ""]]]], "align": ["", "right"]}),
            "| 甲\\|乙 | |\n| --- | ---: |\n| **丙** | 丁<br>戊 |",
        ),
        (
            json!({"type": "picture", "src": "a b.png", "alt": "图[1]", "caption": "图1 \"甲\""}),
            "![图[1]](<a b.png> \"图1 \\\"甲\\\"\")",
        ),
        (
            json!({"type": "quote", "blocks": [{"type": "p", "spans": [["甲", ""]]}, {"type": "p", "spans": [["乙", ""]]}]}),
            "> 甲\n>\n> 乙",
        ),
    ] {
        let text = "---\ntitle: 甲\n---\n\n一\n\n[^1]: 注\n";
        let made = done(text, &[json!({"op": "block", "id": "b0", "model": model})]);
        assert_eq!(made, text.replace("一", expected));
        assert_eq!(serde_json::to_value(&read(made.as_bytes()).blocks[0].model).unwrap(), model, "{made}");
    }
}

#[test]
fn points_are_decided() {
    let text = "---\ntitle: 甲\nreview:\n  - field: date\n    proposal: 2021-07\n    alternatives: [2021-08]\n    evidence: 七月\n  - {field: honours, proposal: {name: 标兵, level: 市}}\n  - 问问\n---\n\n在七月里。\n";
    let points = read(text.as_bytes()).points;
    assert_eq!((points[0].say.as_str(), points[0].label), ("成文日期：2021-07", "成文日期"));
    assert_eq!(points[0].quote.as_ref().map(|quote| quote.at), Some([1, 3]));
    assert_eq!(points[1].value, Some(json!({"name": "标兵", "level": "市"})));
    assert_eq!(points[2].say, "问问");
    let made = done(
        text,
        &[
            json!({"op": "point", "key": "p2", "act": "drop"}),
            json!({"op": "point", "key": "p0", "act": "choose", "choice": 0}),
            json!({"op": "point", "key": "p1", "act": "replace", "text": "先进"}),
        ],
    );
    assert_eq!(made, "---\ntitle: 甲\ndate: 2021-08\nhonours:\n  - {name: 先进, level: 市}\n---\n\n在七月里。\n");
    assert!(
        refused(text, &[json!({"op": "point", "key": "p0", "act": "replace", "text": "去年"})])
            .contains("does not take")
    );
    assert!(refused(text, &[json!({"op": "point", "key": "p3", "act": "drop"})]).contains("open point"));
}

#[test]
fn a_state_says_who_reached_it() {
    let text = "---\n标题: 甲\n审核状态: 草稿\n---\n";
    let made = done(text, &[json!({"op": "state", "to": "first-review", "by": "李四", "on": "2026-11-30"})]);
    assert_eq!(
        made,
        "---\n标题: 甲\n审核状态: 初审\n审核记录:\n  - {状态: 初审, 审核人: 李四, 日期: 2026-11-30}\n---\n"
    );
    let read = read(made.as_bytes());
    assert_eq!(
        (read.state, read.approvals[0].state, read.approvals[0].on.as_str()),
        ("first-review", "first-review", "2026-11-30")
    );
    let made = done(&made, &[json!({"op": "state", "to": "published", "by": "王五", "on": "2026-12-01"})]);
    assert!(
        made.contains("审核状态: 已发布\n") && made.contains("日期: 2026-11-30}\n  - {状态: 已发布, 审核人: 王五"),
        "{made}"
    );
}

#[test]
fn rules_are_waived() {
    let text = "---\ntitle: 甲\n---\n\n一。\n\n二。\n";
    let allow = |block: Option<&str>| {
        let op = Op::Allow { rule: "wrong-word".to_owned(), why: "书名".to_owned(), block: block.map(str::to_owned) };
        String::from_utf8(apply(&path(), text.as_bytes(), &[op]).unwrap()).unwrap()
    };
    let block = allow(Some("b1"));
    assert_eq!(block, text.replace("二。", "<!-- 准许 wrong-word: 书名 -->\n\n二。"));
    assert_eq!(read(block.as_bytes()).allowed[0].words, "二。");
    let file = allow(None);
    assert_eq!(file, text.replace("甲\n", "甲\nallow:\n  - {rule: wrong-word, reason: 书名}\n"));
    assert_eq!(read(file.as_bytes()).allowed[0].why, "书名");
}

#[test]
fn versions_are_merged() {
    let merged = merge("a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\nd\n");
    assert_eq!((merged.text.as_deref(), merged.spots.len()), (Some("a\nB\nc\nd\n"), 0));
    let merged = merge("a\nb\nc\n", "a\nB\nc\n", "a\nx\nc\n");
    assert_eq!((merged.text, merged.spots[0].line, merged.spots[0].theirs.as_str()), (None, 2, "x\n"));
}

/// Every block with a model is written back as it is, and so is what it stands in.
#[test]
fn a_model_gives_the_bytes_of_its_block() {
    let (mut all, mut with) = (0, 0);
    for (name, text) in files::all() {
        let is_report = name.contains("/reports/");
        let manuscript = read(text.as_bytes());
        let mut ops = Vec::new();
        for block in &manuscript.blocks {
            assert_eq!(text[block.range[0]..block.range[1]].replace("\r\n", "\n"), block.text);
            let is_counted = is_report
                && !matches!(block.kind, PieceKind::Html | PieceKind::Note | PieceKind::Code | PieceKind::Opaque);
            all += usize::from(is_counted);
            let Some(model) = &block.model else { continue };
            with += usize::from(is_counted);
            let model: Model = serde_json::from_str(&serde_json::to_string(model).unwrap()).unwrap();
            ops.push(Op::Block { id: block.id.clone(), text: None, model: Some(model) });
        }
        let made = apply(&path(), text.as_bytes(), &ops).unwrap();
        assert_eq!(String::from_utf8(made).unwrap(), text);
    }
    // Lists and tables of unusual form are edited as their source.
    assert!(with * 100 >= all * 95, "{with} of {all} blocks have a model");
}

const WORDS: [&str; 12] =
    ["庚", "庚: 辛", "壬 # 癸", "2021-07", "'甲'", "\"乙\"", "- 丙", "[丁]", "a, b", "null", "%", "一二三四五"];

/// A value for a field, at random.
fn value(random: &mut Random, manuscript: &Manuscript, key: &str) -> Json {
    let field = manuscript.fields.iter().find(|field| field.key == key).unwrap();
    let mut word = || json!(random.of(&WORDS));
    match field.kind {
        "list" | "topics" => {
            let mut words: Vec<Json> = Vec::new();
            for one in ["学习", "走访", "服务"] {
                if word() != json!("庚") {
                    words.push(json!(one));
                }
            }
            Json::from(words)
        }
        "record" | "records" => {
            let columns = field.columns.as_ref().unwrap();
            let mut cells = Map::new();
            for column in columns.iter().filter(|column| column.kind != "records" && column.kind != "topics") {
                if cells.is_empty() || random.below(2) == 0 {
                    cells.insert(column.key.to_owned(), json!(random.of(&WORDS)));
                }
            }
            Json::Object(cells)
        }
        _ => word(),
    }
}

/// The same operation on what a file says, calculated without the file.
fn expected(values: &mut Map<String, Json>, op: &Json) {
    let field = op["field"].as_str().unwrap();
    let merged = |old: &Json, new: &Json| {
        let mut cells = old.as_object().cloned().unwrap_or_default();
        for (key, value) in new.as_object().unwrap() {
            cells.insert(key.clone(), value.clone());
        }
        Json::Object(cells)
    };
    match op["op"].as_str().unwrap() {
        "set" if op["value"].is_null() || op["value"] == json!([]) => drop(values.remove(field)),
        "set" if op["value"].is_object() => {
            let old = values.get(field).cloned().unwrap_or(json!({}));
            values.insert(field.to_owned(), merged(&old, &op["value"]));
        }
        "set" => drop(values.insert(field.to_owned(), op["value"].clone())),
        "row" => {
            let at = op["at"].as_u64().unwrap() as usize;
            let rows = values[field].as_array_mut().unwrap();
            rows[at] = merged(&rows[at], &op["value"]);
        }
        "add" => {
            let rows = values.entry(field.to_owned()).or_insert(json!([])).as_array_mut().unwrap();
            let at = op["at"].as_u64().map_or(rows.len(), |at| at as usize);
            rows.insert(at, op["value"].clone());
        }
        "drop" => {
            let rows = values[field].as_array_mut().unwrap();
            rows.remove(op["at"].as_u64().unwrap() as usize);
            if rows.is_empty() {
                values.remove(field);
            }
        }
        "move" => {
            let rows = values[field].as_array_mut().unwrap();
            let row = rows.remove(op["from"].as_u64().unwrap() as usize);
            rows.insert(op["to"].as_u64().unwrap() as usize, row);
        }
        other => unreachable!("{other}"),
    }
}

/// An operation on a field, at random.
fn operation(random: &mut Random, manuscript: &Manuscript) -> Json {
    let field = &manuscript.fields[random.below(manuscript.fields.len())];
    let rows = match &field.value {
        Some(Json::Array(rows)) if field.kind == "records" => rows.len(),
        _ => 0,
    };
    let new = value(random, manuscript, field.key);
    match (field.kind, random.below(5)) {
        ("records", 0) if rows > 0 => json!({"op": "row", "field": field.key, "at": random.below(rows), "value": new}),
        ("records", 1) if rows > 0 => json!({"op": "drop", "field": field.key, "at": random.below(rows)}),
        ("records", 2) if rows > 0 => {
            json!({"op": "move", "field": field.key, "from": random.below(rows), "to": random.below(rows)})
        }
        ("records", 3) => json!({"op": "set", "field": field.key, "value": null}),
        ("records", _) => json!({"op": "add", "field": field.key, "at": random.below(rows + 1), "value": new}),
        (_, 0) => json!({"op": "set", "field": field.key, "value": null}),
        _ => json!({"op": "set", "field": field.key, "value": new}),
    }
}

#[test]
fn an_operation_changes_what_it_is_about_and_nothing_else() {
    let mut random = Random(18);
    let (mut made, mut left) = (0, 0);
    let reports = files::reports();
    for round in 0..1_500 {
        let text = match round % 3 {
            0 => reports[random.below(reports.len())].clone(),
            _ => generated(round),
        };
        let text = variants(&mut random, &text);
        let before = read(text.as_bytes());
        if before.broken.is_some() {
            continue;
        }
        let step = operation(&mut random, &before);
        let Ok(bytes) = apply(&path(), text.as_bytes(), &[op(step.clone())]) else {
            left += 1;
            continue;
        };
        made += 1;
        let after = String::from_utf8(bytes).unwrap();
        let now = read(after.as_bytes());
        let mut meant = values(&before);
        expected(&mut meant, &step);
        assert_eq!(values(&now), meant, "{step}\n{text}\n→\n{after}");
        let texts =
            |manuscript: &Manuscript| manuscript.blocks.iter().map(|block| block.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&now), texts(&before), "{step}\n{text}");
        assert_eq!((now.points.len(), now.state), (before.points.len(), before.state), "{step}\n{text}\n{after}");
        // Two at once are one after the other.
        let next = operation(&mut random, &now);
        let alone = apply(&path(), after.as_bytes(), &[op(next.clone())]);
        let both = apply(&path(), text.as_bytes(), &[op(step.clone()), op(next.clone())]);
        assert_eq!(both.as_ref().ok(), alone.as_ref().ok(), "{step} {next}\n{text}");
        // The bytes that changed are those of the field, or lines that are new.
        let key = step["field"].as_str().unwrap();
        let field = before.fields.iter().find(|field| field.key == key).unwrap();
        let (old, new) = difference(&text, &after);
        if text == after {
        } else if field.said {
            let end = text[field.at.end..].find('\n').map_or(text.len(), |newline| field.at.end + newline + 1);
            assert!(
                old.start >= field.at.start.saturating_sub(1) && old.end <= end + 1,
                "{old:?} {:?} {step}\n{text}\n{after}",
                field.at
            );
        } else {
            assert!(
                old.is_empty() || text.starts_with('{') || !text.contains("---"),
                "{old:?} {step}\n{text}\n{after}"
            );
        }
        let added = String::from_utf8_lossy(&after.as_bytes()[new]);
        assert!(
            !text.contains("\r\n") || added.matches('\n').count() == added.matches("\r\n").count() || added == "\n",
            "{added:?} {step}\n{text}"
        );
    }
    assert!(left * 20 < made, "{made} done, {left} refused");
}

/// A field that is set and set back leaves the bytes as they were; a row that is put
/// in and taken away too.
#[test]
fn what_is_set_back_leaves_no_trace() {
    let mut random = Random(33);
    let mut made = 0;
    for round in 0..1_500 {
        let text = variants(&mut random, &generated(round));
        let before = read(text.as_bytes());
        if before.broken.is_some() {
            continue;
        }
        let field = &before.fields[random.below(before.fields.len())];
        let source = &text[field.at.clone()];
        // Nothing remembers what was chosen freely: a value folded over lines, quotation
        // marks that need not be, escapes, one value without its list, an empty list.
        let is_free = source.trim_end().contains('\n') && !source.contains('|')
            || source.contains('\'')
            || source.contains("\\u")
            || source.contains("[]")
            || source.contains('~');
        if is_free && !matches!(field.kind, "records") {
            continue;
        }
        let rows = field.value.as_ref().and_then(Json::as_array).map_or(0, Vec::len);
        let new = value(&mut random, &before, field.key);
        let (there, back) = match field.kind {
            "records" if rows == 0 && field.said => continue,
            "records" if rows > 0 && !source.contains(['[', '-']) => continue,
            "records" => {
                let at = random.below(rows + 1);
                (
                    json!({"op": "add", "field": field.key, "at": at, "value": new}),
                    json!({"op": "drop", "field": field.key, "at": at}),
                )
            }
            "record" if field.said => continue,
            "list" | "topics" if field.said && !source.contains(['[', '-']) || new == json!([]) => continue,
            _ => {
                let back = if field.said { field.value.clone().unwrap_or(json!("")) } else { Json::Null };
                (
                    json!({"op": "set", "field": field.key, "value": new}),
                    json!({"op": "set", "field": field.key, "value": back}),
                )
            }
        };
        let Ok(bytes) = apply(&path(), text.as_bytes(), &[op(there.clone())]) else { continue };
        let changed = String::from_utf8(bytes).unwrap();
        let Ok(bytes) = apply(&path(), changed.as_bytes(), &[op(back.clone())]) else {
            panic!("{there} {back}\n{text}\n{changed}")
        };
        let again = String::from_utf8(bytes).unwrap();
        assert_eq!(again, text, "{there} {back}\n{changed}");
        made += 1;
    }
    assert!(made > 450, "{made}");
}

/// Blocks changed at random: the body is that of a second calculation.
#[test]
fn a_block_changes_alone() {
    let mut random = Random(7);
    let (mut made, mut left) = (0, 0);
    let all = files::all();
    for _ in 0..1_000 {
        let chosen = random.below(all.len());
        let text = variants(&mut random, &all[chosen].1);
        let before = read(text.as_bytes());
        if before.blocks.is_empty() {
            continue;
        }
        let at = random.below(before.blocks.len());
        let block = &before.blocks[at];
        let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let word = random.of(&WORDS);
        let (step, meant) = match random.below(3) {
            0 if block.kind == PieceKind::Paragraph => {
                let new = format!("{word}一句。\n又一句");
                let meant =
                    format!("{}{}{}", &text[..block.range[0]], new.replace('\n', line_break), &text[block.range[1]..]);
                (json!({"op": "block", "id": block.id, "text": new}), Some(meant))
            }
            1 => {
                let meant =
                    format!("{}{line_break}{line_break}新的一段。{}", &text[..block.range[1]], &text[block.range[1]..]);
                (json!({"op": "insert", "after": block.id, "text": "新的一段。"}), Some(meant))
            }
            _ => (json!({"op": "delete", "id": block.id}), None),
        };
        let Ok(bytes) = apply(&path(), text.as_bytes(), &[op(step.clone())]) else {
            left += 1;
            continue;
        };
        made += 1;
        let after = String::from_utf8(bytes).unwrap();
        if let Some(meant) = meant {
            assert_eq!(after, meant, "{step}");
            continue;
        }
        let texts =
            |blocks: &[huibian::manuscript::Block]| blocks.iter().map(|block| block.text.clone()).collect::<Vec<_>>();
        let mut meant = texts(&before.blocks);
        meant.remove(at);
        let now = texts(&read(after.as_bytes()).blocks);
        assert!(now == meant || now.len() < meant.len() && after.len() < text.len(), "{step}\n{text}\n→\n{after}");
    }
    assert!(left * 8 < made, "{made} done, {left} refused");
}
