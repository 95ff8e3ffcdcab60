//! Files of reports: those of the repository, and made ones in all forms of YAML.

use std::path::Path;

use crate::random::Random;

const ENTRIES: [&[&str]; 16] = [
    &[
        "title: 甲\n",
        "标题: '甲: 乙'   # 注\n",
        "title:\n",
        "title: \"甲\"\n",
        "\"title\": 甲\n",
        "title: >\n  甲\n  乙\n\n",
    ],
    &["branch: 甲/乙\n", "组织: “甲”\n", "branch: \"a\\u00e9\"\n", "branch: '甲'\n"],
    &["year: 2021\n", "年度: 2019-2021 # 两年\n", "year: ~\n", "year:   2020\n"],
    &["subtitle: 副题甲\n", "副题: 乙 丙\n"],
    &["date: 2021-07-01\n", "date:\n", "成文日期: \"2021\"\n"],
    &[
        "topics: [学习, '党,建']\n",
        "主题:\n- 学习\n# 注\n- 服务\n",
        "topics: 学习\n",
        "topics: [\n  学习,\n  服务,\n]\n",
    ],
    &["authors: 张三\n", "authors:\n    - 张三 # 注\n    - 李四\n", "authors: []\n", "作者: [ 张三 , 李四 ]\n"],
    &[
        "source: {file: a.docx}\n",
        "source:\n  name: 甲报\n  digest: b # 注\n",
        "来源: 甲报\n",
        "source: https://a.cn/\n",
        "source:\n  digest: b\n  # 注\n  issue: 2021 (1)\n",
    ],
    &["abstract: |\n  甲。\n\n  乙: 丙。\n", "摘要: >-\n  甲\n  乙\n", "abstract: 甲。\n", "abstract: |-\n    甲。\n"],
    &[
        "achievements:\n  - 甲: 乙\n  - text: 丙\n    figures:\n      - {name: 丁, value: 5}\n",
        "成效: [甲。]\n",
        "achievements:\n  - {text: 甲。, topics: [学习, 服务]} # 注\n  # 二\n  - 乙。\n",
        "achievements:\n-   text: 甲。\n    date: 2021-07\n-   text: 乙。\n",
    ],
    &["honours:\n  - {name: 甲, level: 市}\n\n  - 乙\n", "荣誉: {name: 甲}\n", "荣誉:\n  名称: 甲\n  级别: 市\n"],
    &[
        "metrics:\n  - {name: 党员, value: 495, unit: 名}\n  - {name: 支部, value: 12, unit: 个}\n",
        "指标: [{名称: 党员, 数值: 80余}]\n",
    ],
    &["people:\n- name: 张三\n  role: 书记\n", "people: [{name: 张三}]\n", "人物: 张三、李四\n", "people: 张三\n"],
    &[
        "review:\n  - field: date\n    proposal: 2021-07\n  - 问\n",
        "待核: [问, {项目: 年度, 提议: 2021}]\n",
        "review:\n- {field: genre, proposal: 总结}\n",
    ],
    &["status: draft\n", "审核状态: 初审\napprovals:\n  - {state: 初审, by: 李四}\n"],
    &["备注: 甲\n", "# 原文: 甲: 乙\n", "\n", "layout: {a: [1, 2]}\n"],
];

const BLOCKS: [&str; 20] = [
    "# 一、工作\n",
    "## 二 **要点** {#x}\n",
    "甲，**乙。**丙[丁](a.md)[^1]。\n",
    "　　甲。\n　　乙。\n",
    "甲*乙*丙\\\n丁  \n戊\n",
    "- 甲\n- 乙\n  - 丙\n",
    "* 甲\n\n* 乙\n",
    "1. 甲\n2. 乙\n",
    "1) 甲\n1) 乙\n",
    "| 甲 | 乙 |\n| --- | :-: |\n| 丙 | |\n",
    "|甲|乙|\n|---|---|\n|丙\\|丁|戊<br>己|\n",
    "甲 | 乙\n--- | ---\n丙 | 丁\n",
    "![图1](a.png)\n",
    "![](a.png \"图1 甲\")\n",
    "> 甲\n>\n> - 乙\n",
    "<!-- 准许 wrong-word: 书名 -->\n",
    "```\n代码\n\n代码\n```\n",
    "* * *\n",
    "[甲]: a.md\n",
    "甲 a*b 3~5 `c` [x] <b>\n",
];

/// A file, by its number.
pub fn generated(seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(7919).wrapping_add(11));
    let mut parts: Vec<&str> = ENTRIES.iter().map(|shapes| random.of(shapes)).collect();
    for _ in 0..random.below(9) {
        parts.remove(random.below(parts.len()));
    }
    for _ in 0..random.below(4) {
        let other = random.below(parts.len());
        parts.swap(0, other);
    }
    let blocks: Vec<&str> = (0..random.below(7)).map(|_| random.of(&BLOCKS)).collect();
    format!("---\n{}---\n\n{}\n[^1]: 注。\n", parts.concat(), blocks.join("\n"))
}

/// The reports of the repository.
pub fn reports() -> Vec<String> {
    let is_report = |(name, _): &(String, String)| name.contains("/reports/");
    all().into_iter().filter(is_report).map(|(_, text)| text).collect()
}

/// The texts of the repository, and made ones.
pub fn all() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("content"), root.join("tests/publication/content")];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("md") => texts.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap())),
                _ if path.is_dir() => folders.push(path),
                _ => {}
            }
        }
    }
    assert!(texts.len() > 20, "{}", texts.len());
    texts.extend((0..300).map(|seed| (String::new(), generated(seed))));
    texts
}
