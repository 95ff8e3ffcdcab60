use super::{Extent, LISTS, Sheet, entry, put, settle};
use crate::parse::front::keys::REPORT;
use crate::parse::front::open_points;
use crate::parse::yaml::Value;
use crate::source::VPath;

fn path() -> VPath {
    VPath::new("content/reports/a.md").unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn record(pairs: &[(&str, &str)]) -> Value {
    Value::Record(pairs.iter().map(|(key, value)| ((*key).to_owned(), text(value))).collect())
}

/// Puts a value into a front matter.
#[track_caller]
fn is(front: &str, field: &str, value: &Value, expected: &str) {
    let made = put(&path(), &format!("---\n{front}---\n正文: 甲\n"), field, std::slice::from_ref(value));
    assert_eq!(made, Some(format!("---\n{expected}---\n正文: 甲\n")), "{field} in\n{front}");
}

#[test]
fn a_value_takes_the_place_of_the_one_before() {
    is("title: 甲 # 暂定\nyear: 2020\n", "title", &text("乙：丙"), "title: 乙：丙 # 暂定\nyear: 2020\n");
    is("标题: \"甲\"\n", "title", &text("a: b"), "标题: \"a: b\"\n");
    is("title: >-\n  甲\n  乙\nyear: 2020\n", "title", &text("丙"), "title: >-\n  丙\nyear: 2020\n");
    is("title:\nyear: 2020\n", "title", &text("丙"), "title: 丙\nyear: 2020\n");
    is("title: ~\nyear: 2020\n", "title", &text("丙"), "title: 丙\nyear: 2020\n");
    is("title: # 暂缺\nyear: 2020\n", "title", &text("丙"), "title: 丙 # 暂缺\nyear: 2020\n");
}

#[test]
fn a_new_key_stands_where_the_manual_has_it() {
    is("title: 甲\n# 注\nbranch: 乙\n", "year", &text("2021"), "title: 甲\n# 注\nbranch: 乙\nyear: 2021\n");
    is("title: 甲\npeople: [乙]\n", "date", &text("2021-07"), "title: 甲\ndate: 2021-07\npeople: [乙]\n");
    is("标题: 甲\n审核状态: 草稿\n", "topics", &text("学习"), "标题: 甲\n主题: [学习]\n审核状态: 草稿\n");
    is("{title: 甲}\n", "year", &text("2021"), "{title: 甲, year: 2021}\n");
    is("people: [乙]\n", "title", &text("甲"), "title: 甲\npeople: [乙]\n");
    let honour = record(&[("name", "标兵, 甲"), ("level", "市")]);
    is("title: 甲\n", "honours", &honour, "title: 甲\nhonours:\n  - {name: '标兵, 甲', level: 市}\n");
    is("title: |\n  甲\n\nx: 1\n", "year", &text("2021"), "title: |\n  甲\nyear: 2021\n\nx: 1\n");
}

#[test]
fn a_list_has_one_more() {
    is("topics: [学习, '党,建'] # 注\n", "topics", &text("义诊"), "topics: [学习, '党,建', 义诊] # 注\n");
    is("topics: []\n", "topics", &text("义诊"), "topics: [义诊]\n");
    is("topics:\n", "topics", &text("义诊"), "topics: [义诊]\n");
    is("topics: 学习\n", "topics", &text("义诊"), "topics: [学习, 义诊]\n");
    is("topics: [学习, 义诊]\n", "topics", &text("义诊"), "topics: [学习, 义诊]\n");
    is("authors:\n- 甲 # 注\n# 注\nx: 1\n", "authors", &text("乙"), "authors:\n- 甲 # 注\n- 乙\n# 注\nx: 1\n");
    let honour = record(&[("name", "标兵")]);
    let before = "honours:\n  - name: 甲\n    level: 市\n  - 乙\nx: 1\n";
    is(before, "honours", &honour, "honours:\n  - name: 甲\n    level: 市\n  - 乙\n  - {name: 标兵}\nx: 1\n");
    is("honours: {name: 甲}\n", "honours", &honour, "honours: [{name: 甲}, {name: 标兵}]\n");
}

#[test]
fn a_source_gets_what_it_has_not() {
    let name = record(&[("name", "甲报")]);
    is("source: {file: a.docx, digest: b}\n", "source", &name, "source: {name: 甲报, file: a.docx, digest: b}\n");
    is("source:\n  file: a\n  digest: b\n", "source", &name, "source:\n  name: 甲报\n  file: a\n  digest: b\n");
    is("source: {name: 乙报, file: a}\n", "source", &text("甲报"), "source: {name: 甲报, file: a}\n");
    is("title: 甲\n", "source", &name, "title: 甲\nsource: {name: 甲报}\n");
    let two = record(&[("name", "甲报"), ("url", "https://a.cn/")]);
    is("source: {file: a}\n", "source", &two, "source: {name: 甲报, url: 'https://a.cn/', file: a}\n");
}

#[test]
fn what_cannot_be_changed_at_one_place_is_left() {
    for (front, field) in [
        ("topics: 学习、服务\n", "topics"),
        ("honours:\n  name: 甲 # 注\n  level: 市\n", "honours"),
        ("a: &x [1]\ntopics: *x\n", "topics"),
        ("title: 'a\n", "year"),
        ("- 甲\n", "title"),
    ] {
        assert_eq!(put(&path(), &format!("---\n{front}---\n"), field, &[text("丙")]), None, "{front}");
    }
    let begun = put(&path(), "没有题头\n", "title", &[text("丙")]);
    assert_eq!(begun.as_deref(), Some("---\n标题: 丙\n---\n\n没有题头\n"));
}

/// What is left of a front matter when its points are settled in some order.
#[track_caller]
fn settles(front: &str, order: &[usize], expected: &str) {
    let mut made = format!("---\n{front}---\n");
    for index in order {
        made = settle(&path(), &made, &[&open_points(&path(), &made)[*index]]).unwrap();
    }
    assert_eq!(made, format!("---\n{expected}---\n"), "{front}");
}

/// The same of points that are settled at once.
#[track_caller]
fn settles_at_once(front: &str, wanted: &[usize], expected: &str) {
    let text = format!("---\n{front}---\n");
    let points = open_points(&path(), &text);
    let wanted: Vec<_> = wanted.iter().map(|index| &points[*index]).collect();
    assert_eq!(settle(&path(), &text, &wanted), Some(format!("---\n{expected}---\n")), "{front}");
}

#[test]
fn several_go_and_several_come_at_once() {
    let three =
        "x: 1\nreview:\n  # 一\n  - field: date\n    proposal: 2021\n  - {field: genre} # 二\n  # 三\n  - 问\ny: 2\n";
    settles_at_once(three, &[0, 1], "x: 1\nreview:\n  # 一\n  # 三\n  - 问\ny: 2\n");
    settles_at_once(three, &[0, 1, 2], "x: 1\n  # 一\n  # 三\ny: 2\n");
    settles_at_once("review: [甲, {field: date}, 乙, 丙]\n", &[0, 2, 3], "review: [{field: date}]\n");
    settles_at_once("review: [甲, {field: date}, 乙, 丙]\n", &[1, 2], "review: [甲, 丙]\n");
    settles_at_once("review: [甲, {field: date}]\nx: 1\n", &[0, 1], "x: 1\n");
    settles_at_once("review: [\n  甲,\n  乙\n]\nx: 1\n", &[0, 1], "x: 1\n");
    let values = [text("义诊"), text("学习"), text("走访"), text("义诊")];
    for (before, after) in [
        ("topics: [学习]\n", "topics: [学习, 义诊, 走访]\n"),
        ("topics:\n- 学习 # 注\nx: 1\n", "topics:\n- 学习 # 注\n- 义诊\n- 走访\nx: 1\n"),
        ("topics: 学习\n", "topics: [学习, 义诊, 走访]\n"),
        ("title: 甲\n", "title: 甲\ntopics: [义诊, 学习, 走访]\n"),
    ] {
        let made = put(&path(), &format!("---\n{before}---\n"), "topics", &values);
        assert_eq!(made, Some(format!("---\n{after}---\n")));
    }
}

#[test]
fn a_point_goes_with_its_lines_and_the_key_with_the_last() {
    let three =
        "x: 1\nreview:\n  # 一\n  - field: date\n    proposal: 2021\n  - {field: genre} # 二\n  # 三\n  - 问\ny: 2\n";
    settles(three, &[1], "x: 1\nreview:\n  # 一\n  - field: date\n    proposal: 2021\n  # 三\n  - 问\ny: 2\n");
    settles(three, &[0, 0], "x: 1\nreview:\n  # 一\n  # 三\n  - 问\ny: 2\n");
    settles(three, &[2, 0, 0], "x: 1\n  # 一\n  # 三\ny: 2\n");
    settles("review: [甲, {field: date}, 乙]\n", &[1, 1], "review: [甲]\n");
    settles("review: [甲, {field: date}, 乙]\nx: 1\n", &[0, 0, 0], "x: 1\n");
    settles("review:\n  field: date\n  proposal: 2021\nx: 1\n", &[0], "x: 1\n");
    settles("review: 问\n", &[0], "");
    settles("review:\n- field: date\n  evidence: |\n    甲\n    乙\n- 问\nx: 1\n", &[0], "review:\n- 问\nx: 1\n");
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const ENTRIES: [&[&str]; 14] = [
    &["title: 甲\n", "标题: '甲: 乙'   # 注\n", "title:\n", "title: >\n  甲\n  乙\n\n", "\"title\": 甲\n"],
    &["branch: 甲/乙\n", "组织: “甲”\n", "branch: \"a\\u00e9\"\n"],
    &["year: 2021\n", "年度: 2019-2021 # 两年\n", "year: ~\n"],
    &["date: 2021-07-01\n", "date:\n"],
    &[
        "topics: [学习, '党,建']\n",
        "主题:\n- 学习\n# 注\n- 服务\n",
        "topics: 学习\n",
        "topics: [\n  学习,\n  服务,\n]\n",
    ],
    &["authors: 张三\n", "authors:\n    - 张三 # 注\n    - 李四\n", "authors: []\n"],
    &[
        "source: {file: a.docx}\n",
        "source:\n  name: 甲报\n  digest: b # 注\n",
        "来源: 甲报\n",
        "source: https://a.cn/\n",
    ],
    &["abstract: |\n  甲。\n\n  乙: 丙。\n", "摘要: >-\n  甲\n  乙\n"],
    &["achievements:\n  - 甲: 乙\n  - text: 丙\n    figures:\n      - {name: 丁, value: 5}\n", "成效: [甲。]\n"],
    &["honours:\n  - {name: 甲, level: 市}\n\n  - 乙\n", "荣誉: {name: 甲}\n"],
    &["people:\n- name: 张三\n  role: 书记\n", "people: [{name: 张三}]\n"],
    &[
        "review:\n  - field: date\n    proposal: 2021-07\n  - 问\n",
        "待核: [问, {项目: 年度, 提议: 2021}]\n",
        "review:\n- {field: genre, proposal: 总结}\n",
    ],
    &["status: draft\n", "审核状态: 草稿\n"],
    &["备注: 甲\n", "# 原文: 甲: 乙\n", "\n", "layout: {a: [1, 2]}\n"],
];

/// What stands between the beginning and the end that two texts have in common.
fn difference<'a>(before: &'a str, after: &'a str) -> (&'a str, &'a str) {
    let same = |(one, other): &((usize, char), (usize, char))| one.1 == other.1;
    let start = before
        .char_indices()
        .zip(after.char_indices())
        .take_while(same)
        .map(|(one, _)| one.0 + one.1.len_utf8())
        .last();
    let start = start.unwrap_or(0);
    let (before, after) = (&before[start..], &after[start..]);
    let same = |(one, other): &(char, char)| one == other;
    let end: usize =
        before.chars().rev().zip(after.chars().rev()).take_while(same).map(|(one, _)| one.len_utf8()).sum();
    (&before[..before.len() - end], &after[..after.len() - end])
}

/// Front matters of all shapes, each changed at random: nothing else changes.
#[test]
fn whatever_the_front_matter_nothing_else_changes() {
    let mut random = Random(15);
    let (mut made, mut left) = (0, 0);
    for _ in 0..2_000 {
        let mut parts: Vec<&str> = ENTRIES.iter().map(|shapes| random.of(shapes)).collect();
        for _ in 0..random.below(8) {
            parts.remove(random.below(parts.len()));
        }
        for _ in 0..random.below(4) {
            let other = random.below(parts.len());
            parts.swap(0, other);
        }
        let mut file = format!("---\n{}---\n\n正文。\n\n---\n\ntitle: 不是\n", parts.concat());
        if random.below(3) == 0 {
            file = file.replace('\n', "\r\n");
        }
        let path = path();
        let sheet = Sheet::new(&path, &file, Extent::Front);
        let Some(front) = sheet.document() else { continue };
        if random.below(3) == 0 {
            let points = open_points(&path, &file);
            if let Some(point) = points.get(random.below(points.len().max(1))) {
                let after = settle(&path, &file, &[point]).unwrap_or_else(|| panic!("{file}"));
                assert_eq!(open_points(&path, &after).len(), points.len() - 1, "{file}{after}");
                let (_, new) = difference(&file, &after);
                assert_eq!(new.trim(), "", "{file}{after}");
            }
            continue;
        }
        let field = REPORT.fields[random.below(REPORT.fields.len())].name;
        if matches!(field, "review" | "allow" | "status") {
            continue;
        }
        let value = match random.below(3) {
            0 if LISTS.contains(&field) || field == "source" => record(&[("name", "戊, 己"), ("url", "x")]),
            1 => text("2021-07"),
            _ => text("庚: [辛] # 壬"),
        };
        let Some(after) = put(&path, &file, field, std::slice::from_ref(&value)) else {
            left += 1;
            continue;
        };
        made += 1;
        let (old, new) = difference(&file, &after);
        // A list and a source only grow; of another key the value goes.
        let source = entry(&front, field).map_or("", |at| {
            let (key, node) = &front.entries()[at];
            &file[key.at.end as usize..node.at.end.max(key.at.end) as usize]
        });
        assert!(source.contains(old.trim()), "{old:?} for {new:?} in\n{file}");
        assert_eq!(new.contains('\n') && file.contains("\r\n"), new.contains("\r\n"), "{new:?} in\n{file}");
    }
    assert!(made > 700 && left * 20 < made, "{made} {left}");
}
