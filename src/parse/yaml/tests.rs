//! What the YAML of a file becomes, and what is said of mistyped lines.

use super::{Node, NodeKind, read};
use crate::diag::Language;
use crate::diag::position::position;
use crate::source::VPath;

fn known(key: &str) -> bool {
    ["标题", "副题", "年度", "组织", "主题", "人物", "姓名", "职务", "成效", "指标", "名称", "title", "name", "role"]
        .contains(&key)
}

fn path() -> VPath {
    VPath::new("content/reports/a.md").unwrap()
}

/// A tree as one line, to compare: texts in ‘’ if quoted.
fn show(node: &Node<'_>) -> String {
    match &node.kind {
        NodeKind::Scalar { text, plain: true } => text.to_string(),
        NodeKind::Scalar { text, plain: false } => format!("‘{text}’"),
        NodeKind::Sequence(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", ")),
        NodeKind::Mapping(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", key.value, show(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn tree(yaml: &str) -> String {
    let mut found = Vec::new();
    let tree = read(&path(), yaml, 0..yaml.len(), known, &mut found);
    assert!(found.is_empty(), "{yaml}: {found:?}");
    show(&tree.unwrap().root)
}

/// The findings as `line:column code text → suggestion`.
fn findings(yaml: &str) -> Vec<String> {
    let mut found = Vec::new();
    read(&path(), yaml, 0..yaml.len(), known, &mut found);
    crate::diag::sort(&mut found);
    found
        .iter()
        .map(|finding| {
            let (line, column) = position(yaml, finding.span.range().start);
            let text = &yaml[finding.span.range()];
            for language in [Language::Chinese, Language::English] {
                let words = finding.message(language) + &finding.help(language);
                let unfilled = finding
                    .rule
                    .message
                    .zh
                    .split(['{', '}'])
                    .skip(1)
                    .step_by(2)
                    .any(|name| words.contains(&format!("{{{name}}}")));
                assert!(!unfilled, "{words}");
            }
            let suggestion = finding.suggestion.as_ref().map_or(String::new(), |text| format!(" → {text}"));
            format!("{line}:{column} {} {text}{suggestion}", &finding.rule.code[2..])
        })
        .collect()
}

#[track_caller]
fn check(yaml: &str, expected: &[&str]) {
    assert_eq!(findings(yaml), expected, "{yaml}");
}

#[test]
fn values_keep_their_spelling() {
    assert_eq!(
        tree("title: 2020\na: 0755\nb: no\nc: '6'\nd:\ne: ~\nf: [1, {g: 2}]\n"),
        "{title: 2020, a: 0755, b: no, c: ‘6’, d: , e: ~, f: [1, {g: 2}]}"
    );
    assert_eq!(
        tree("标题: 【党建】“两学一做” 第#3期\r\n年度: ２０２０ # 年\r\n"),
        "{标题: 【党建】“两学一做” 第#3期, 年度: ２０２０}"
    );
    assert_eq!(tree("a: |\n  x: y\n  －z\nb: >-\n  甲\n  乙\n"), "{a: ‘x: y\n－z\n’, b: ‘甲 乙’}");
    assert_eq!(tree(""), "");
    assert_eq!(tree("# 说明\n"), "");
    assert_eq!(tree("a: &x [1, 2]\nb: *x\n"), "{a: [1, 2], b: [1, 2]}");
}

#[test]
fn places_are_those_of_the_file() {
    let text = "---\n标题: 甲\n人物:\n  - {姓名: 乙}\n  - 丙\n---\n";
    let mut found = Vec::new();
    let root = read(&path(), text, 4..text.len() - 4, known, &mut found).unwrap().root;
    let at = |node: &Node<'_>| text[node.at.start as usize..node.at.end as usize].to_owned();
    let NodeKind::Mapping(entries) = &root.kind else { panic!("{root:?}") };
    assert_eq!(at(&entries[0].1), "甲");
    let NodeKind::Sequence(people) = &entries[1].1.kind else { panic!("{root:?}") };
    assert_eq!(people.iter().map(at).collect::<Vec<_>>(), ["{姓名: 乙}", "丙"]);
    assert_eq!(at(&entries[1].1), "- {姓名: 乙}\n  - 丙");
}

#[test]
fn bombs_are_defused() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [before.as_str(); 10].join(", ")));
    }
    assert!(findings(&bomb)[0].contains("1205"));
    assert!(findings(&"[".repeat(20_000))[0].contains("1206"));
    assert!(findings(&"- ".repeat(20_000))[0].contains("1206"));
}

#[test]
fn a_file_wrong_on_every_line_is_not_followed_to_its_end() {
    assert_eq!(findings(&"标题: \"b\n".repeat(20_000)).len(), 50);
    assert_eq!(findings(&"甲: \"b\n".repeat(20_000)).len(), 1);
    assert_eq!(findings(&"甲: [b\n".repeat(20_000)).len(), 50);
}

#[test]
fn keys_are_texts_and_stand_once() {
    check("标题: 甲\n年度: 1\n标题: 乙\n", &["3:1 1202 标题"]);
    check("[a, b]: c\n", &["1:1 1204 [a, b]"]);
    check("标题: 甲\n---\n标题: 乙\n", &["2:1 1203 ---"]);
}

#[test]
fn wide_colons() {
    check("标题：年度总结\n", &["1:3 1301 ： → : "]);
    check("标题：年度总结\n年度: 2020\n", &["1:3 1301 ： → : "]);
    check("标题: 甲\n年度：2020\n组织： 一支部\n", &["2:3 1301 ： → : ", "3:3 1301 ：  → : "]);
    check("人物:\n  - 姓名: 张三\n    职务：书记\n", &["3:7 1301 ： → : "]);
    check("人物:\n  - 姓名：张三\n    职务：书记\n", &["2:7 1301 ： → : ", "3:7 1301 ： → : "]);
    check("人物:\n  - {姓名：张三, 职务: 书记}\n", &["2:8 1301 ： → : "]);
    check("成效:\n  - 成效：发展党员5名\n  - 乙\n", &[]);
}

#[test]
fn missing_spaces() {
    check("标题: 甲\n年度:2020\n组织: 一\n", &["2:3 1302 : → : "]);
    check("年度:2020\n", &["1:3 1302 : → : "]);
    check("人物:\n  - {姓名:张三, 职务: 书记}\n", &["2:8 1302 : → : "]);
    check("主题:\n  - 甲\n  -乙\n", &["3:3 1308 - → - "]);
    check("主题:\n  -甲\n  -乙\n", &["2:3 1308 - → - ", "3:3 1308 - → - "]);
    check("主题:\n  - 甲\n  － 乙\n", &["3:3 1309 －  → - "]);
    check("主题:\n  •甲\n", &["2:3 1309 • → - "]);
    check("标题 年度总结\n年度: 2020\n", &["1:1 1316 标题 年度总结 → 标题: 年度总结"]);
}

#[test]
fn indentation() {
    check("人物:\n\t- 姓名: 甲\n", &["2:1 1303 \t →   "]);
    check("人物:\n　　- 姓名: 甲\n", &["2:1 1304 　　 →     "]);
    check("人物:\n  - 姓名: 甲\n　　　　职务: 乙\n", &["3:1 1304 　　　　 →     "]);
    // As two columns or as four the tab makes another text.
    check("摘要: |\n  甲\n\t乙: 丙\n", &["3:1 1303 \t", "3:2 1201 乙: 丙"]);
    check("标题: 甲\n 年度: 2020\n", &["2:1 1310   → "]);
    check("人物:\n  - 姓名: 甲\n   职务: 乙\n", &["3:1 1310     →     "]);
    check("标题: 甲\n摘要: 第一段\n  第二段\n　　第三段\n", &["4:1 1304 　　 →     "]);
}

#[test]
fn values_that_need_quotes() {
    for value in [
        "@张三",
        "%5增长",
        "`甲`",
        "*重点*工作",
        "&甲",
        "!重要 通知",
        "|甲",
        "> 甲",
        "]甲",
        "[征求意见稿] 总结",
        "{甲}乙",
        "- 甲",
        "#3期",
    ] {
        let mark = value.chars().next().unwrap();
        assert_eq!(
            findings(&format!("标题: {value}\n年度: 2020\n")),
            [format!("1:5 1305 {value} → '{value}'")],
            "{mark}"
        );
    }
    check("标题: 总结: 上半年\n", &["1:7 1306 :  → ："]);
    check("标题: \"双百\"活动\n", &["1:5 1314 \"双百\"活动 → '\"双百\"活动'"]);
    check("标题: \"总结\n年度: 2020\n", &["1:5 1307 \"总结 → \"总结\""]);
    check("标题: '总结\n年度: 2020\n", &["1:5 1307 '总结 → '总结'"]);
    check("标题: “总结: 上半年”\n", &["1:5 1313 “总结: 上半年” → '总结: 上半年'"]);
    check("标题: \"C:\\文件\"\n", &["1:8 1317 \\ → \\\\"]);
    check("标题: 第 #3期总结\n年度: 2020\n", &["1:7 1318 #3期总结"]);
}

#[test]
fn brackets() {
    check("主题: [甲, 乙\n年度: 2020\n", &["1:5 1315 [甲, 乙 → [甲, 乙]"]);
    check("主题: [甲, 乙】\n年度: 2020\n", &["1:10 1311 】 → ]"]);
    check("主题: ［甲，乙］\n年度: 2020\n", &["1:5 1311 ［甲，乙］ → [甲, 乙]"]);
    check("人物:\n  - ｛姓名：甲，职务：乙｝\n", &["2:5 1311 ｛姓名：甲，职务：乙｝ → {姓名: 甲, 职务: 乙}"]);
    check("人物:\n  - {姓名: 甲，职务: 乙}\n", &["2:11 1312 ， → , "]);
    check("主题: [甲,\n  乙]\n年度: 2020\n", &[]);
}

#[test]
fn what_no_lint_knows_is_worded_in_general() {
    check("标题: 甲\n? [\n", &["2:1 1316 ? ["]);
    check("标题: 甲\n- 乙\n", &["2:3 1201 乙"]);
}
