//! The words with which honours are told: the verbs, the ends of their names,
//! and how a list of names is cut.

use std::ops::Range;

use crate::language::amount::{Nature, amounts};

/// A verb that begins honours, the longer before one it begins with, and
/// whether it has no other use.
#[rustfmt::skip] // a table
const VERBS: &[(&str, bool)] = &[
    ("被评选为", true), ("被授予为", true), ("被授予", true), ("被评为", true), ("获评为", true), ("获评", true),
    ("获授", true), ("获颁", true), ("被表彰为", true), ("被命名为", true), ("被认定为", false),
    ("被确定为", false), ("被列为", false), ("评选出", false), ("评出", false), ("评选为", true), ("荣获", true),
    ("荣膺", true), ("荣立", true), ("荣登", false), ("喜获", true), ("斩获", true), ("揽获", true), ("勇夺", true),
    ("夺得", false), ("摘得", false), ("捧得", false), ("获得", false), ("获选", false), ("当选为全国", false),
    ("授予", false), ("评为", false), ("命名为", false), ("入选", false), ("获", false),
];

/// What ends in 获 or goes on from it and is another word.
#[rustfmt::skip] // a table
const NOT_VERBS: &[&str] = &[
    "收获", "捕获", "查获", "获批", "获悉", "获益", "获取", "获知", "获准", "获救", "获利", "获赠", "获得感",
    "获得者", "获奖", "缴获", "破获", "获胜", "俘获", "截获",
];

/// How names of honours end.
#[rustfmt::skip] // a table
pub const ENDS: &[&str] = &[
    "奖", "称号", "荣誉", "先进集体", "集体", "先进单位", "单位", "先进个人", "个人", "党组织", "党支部", "支部",
    "党委", "党总支", "党小组", "标兵", "能手", "模范", "工作者", "党员", "党务工作者", "文明号", "奖章", "奖状",
    "勋章", "红旗手", "示范点", "示范岗", "先锋岗", "示范单位", "示范支部", "示范基地", "突击队", "先锋号", "案例",
    "一等功", "二等功", "三等功", "冠军", "亚军", "季军", "第一名", "第二名", "第三名", "优胜", "医生", "护士",
    "医师", "团队", "科室", "医院", "企业", "家庭", "青年", "教师", "干部", "榜样", "人物", "分会", "学会",
];

/// The verb in a clause with which honours begin, and where.
pub fn verb(words: &str) -> Option<(usize, &'static str, bool)> {
    let mut best: Option<(usize, &'static str, bool)> = None;
    for &(verb, strong) in VERBS {
        let mut from = 0;
        while let Some(at) = words[from..].find(verb).map(|found| from + found) {
            from = at + verb.len();
            let end = words[at..].chars().take(3).map(char::len_utf8).sum::<usize>() + at;
            let begin = words[..at].char_indices().next_back().map_or(0, |(before, _)| before);
            let is_other = NOT_VERBS.iter().any(|word| words[begin..end].contains(word));
            if is_other {
                continue;
            }
            // Of 被评为 and 评为 at one end, the one that begins first.
            let better = best.is_none_or(|(known, other, _)| at < known || at == known && verb.len() > other.len());
            if better {
                best = Some((at, verb, strong));
            }
            break;
        }
    }
    best
}

/// Names of honours in a list, each with its place in the list.
pub fn list(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            // “甲”“乙”: two names without a mark between.
            '“' if depth <= 0 && text[..at].ends_with('”') && at > start => {
                cuts.push((at, 0));
                parts.push(start..at);
                start = at;
                depth += 1;
                continue;
            }
            '“' | '《' | '（' => depth += 1,
            '”' | '》' | '）' => depth -= 1,
            '、' if depth <= 0 => cuts.push((at, '、'.len_utf8())),
            '和' | '及' | '与' if depth <= 0 => {
                // 和 parts names, and stands within them: 优秀党员和先进集体, 共享和谐奖.
                let before = text[start..at].trim_end_matches("以");
                let counted = before.ends_with(|c: char| "名人个项次".contains(c));
                if is_award(without_count(before).trim_matches(['“', '”'])) || before.ends_with('”') || counted {
                    let head = text[start..at].len() - before.len();
                    cuts.push((at - head, head + character.len_utf8()));
                }
            }
            _ => {}
        }
        if let Some(&(cut, length)) = cuts.last()
            && cut + length > start
            && cut + length == at + character.len_utf8()
        {
            parts.push(start..cut);
            start = cut + length;
        }
    }
    parts.push(start..text.len());
    parts
        .into_iter()
        .filter(|part| !text[part.clone()].trim().is_empty())
        .map(|part| (&text[part.clone()], part))
        .collect()
}

/// A name without a count after it: 优秀共产党员5名.
pub fn without_count(name: &str) -> &str {
    let name = name.trim_end();
    match amounts(name).last() {
        Some(last) if last.range.end == name.len() && last.nature == Nature::Count => {
            name[..last.range.start].trim_end()
        }
        _ => name,
    }
}

/// Whether words are the name of an honour by their end.
pub fn is_award(name: &str) -> bool {
    ENDS.iter().any(|end| name.ends_with(end))
        || name.contains("星级")
        || name.contains("最美")
        || name.contains("十佳")
}

/// A name without quotation marks around all of it; inner ones stay.
pub fn bare(name: &str) -> String {
    let inner = name.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    match inner {
        Some(inner) if !inner.contains(['“', '”']) => inner.trim().to_owned(),
        _ => name.trim().to_owned(),
    }
}

/// Whether words name a prize or a title of the commended.
pub fn is_prize(name: &str) -> bool {
    let ends = [
        "奖",
        "奖章",
        "文明号",
        "集体",
        "单位",
        "个人",
        "标兵",
        "能手",
        "模范",
        "红旗手",
        "功",
        "冠军",
        "亚军",
        "季军",
    ];
    ends.iter().any(|end| name.ends_with(end))
        || is_place(name)
        || (name.contains("先进") || name.contains("优秀") || name.contains("十佳") || name.contains("最美"))
}

/// 第一名, 第3名
pub fn is_place(name: &str) -> bool {
    name.starts_with('第') && name.ends_with('名') && name.chars().count() <= 5
}
