//! What a new report holds.

use serde_yaml::Value;

use super::{file_name, form};
use crate::diag::Language;
use crate::language::date::Years;

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

/// The front matter of a form, with or without its remarks taken into use.
fn front(title: &str, branch: &str, used: bool) -> Vec<Value> {
    LANGUAGES
        .map(|language| {
            let text = form(title, branch, &Years { first: 2019, last: 2021 }, language);
            let front = text.strip_prefix("---\n").unwrap().split("---\n").next().unwrap();
            let front: Vec<&str> = front.lines().map(|line| if used { entry(line) } else { line }).collect();
            serde_yaml::from_str(&front.join("\n")).unwrap()
        })
        .to_vec()
}

/// A line with its entry taken into use; prose stays a remark.
fn entry(line: &str) -> &str {
    let rest = line.strip_prefix("# ").unwrap_or(line);
    let is_entry = rest.starts_with("  ")
        || rest.split_once(':').is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_lowercase()));
    if is_entry { rest } else { line }
}

#[test]
fn any_title_and_branch_come_back_as_they_were() {
    let long = "学习".repeat(80) + " and " + &"a long tail of words ".repeat(20) + "end";
    for text in [
        "党建工作总结",
        "总结: 上半年",
        "#1 [征求意见稿]",
        "*重点*",
        "@x",
        "%",
        "2021",
        "yes",
        "“引”'号'\"",
        "{year}",
        "a # b",
        "- x",
        "null",
        "~",
        &long,
    ] {
        for value in front(text, text, false) {
            assert_eq!(value["title"].as_str(), Some(text));
            assert_eq!(value["branch"].as_str(), Some(text));
            assert_eq!(value["year"].as_str(), Some("2019-2021"));
            assert_eq!(value.as_mapping().unwrap().len(), 3, "all else is a remark");
        }
    }
}

#[test]
fn the_remarks_are_entries_that_work() {
    for value in front("a", "b", true) {
        assert_eq!(value["achievements"].as_sequence().unwrap().len(), 2);
        assert_eq!(value["honours"][0]["date"].as_i64(), Some(2021));
        assert_eq!(value["status"].as_str(), Some("draft"));
        assert!(value.as_mapping().unwrap().len() > 12);
    }
}

#[test]
fn a_name_is_ascii_and_not_too_long() {
    assert!(file_name("学习、管理三线并进").is_ascii());
    assert_eq!(file_name("？！"), "report");
    let long = file_name(&"学习 ".repeat(40));
    assert!(long.len() <= 60 && long.ends_with("-xuexi"), "{long}");
    assert_eq!(file_name(&("2021 ".to_owned() + &"学习".repeat(40))).len(), 60);
}
