//! The level of an honour, by the words of its name and of who gave it.

use crate::import::facts::regions::{Rank, leading};

/// Bodies of the state and of the Party, whose region is the level.
#[rustfmt::skip] // a table
const STATE: &[&str] = &[
    "委", "局", "厅", "政府", "总工会", "妇联", "文明办", "宣传部", "组织部", "红十字会", "科协", "学会", "协会",
    "医学会", "联合会", "工委", "团委", "工会", "办公室", "基金会",
];

/// Bodies within which an honour is their own.
#[rustfmt::skip] // a table
const OWN: &[&str] = &[
    "医院", "大学", "学院", "中心", "集团", "公司", "学校", "研究所", "院区", "党支部", "分会", "街道",
];

/// With what a name goes on after the body that gave the honour.
#[rustfmt::skip] // a table
const AFTER: &[&str] = &[
    "先进", "优秀", "十佳", "最美", "“", "第", "模范", "示范", "文明", "五星", "四星", "三星", "星级", "直属",
    "系统", "年度", "20", "标兵", "五好", "红旗", "杰出", "卫生系统",
];

/// The body that the name of an honour begins with:
/// 四川大学 in 四川大学先进党支部.
pub fn grantor_in_name(name: &str) -> Option<String> {
    let mut best = None;
    for (at, character) in name.char_indices() {
        let end = at + character.len_utf8();
        let (head, rest) = (&name[..end], &name[end..]);
        let is_body =
            STATE.iter().chain(OWN).any(|word| head.ends_with(word) && head.chars().count() > word.chars().count() + 1);
        if is_body && AFTER.iter().any(|word| rest.starts_with(word)) && !head.ends_with("优秀党支部") {
            best = Some(head.to_owned());
            break;
        }
    }
    best
}

/// 国家, 省, 市, 县 or 单位; empty if nothing tells.
pub fn level(name: &str, grantor: &str, lead: &str, is_own_choice: bool) -> String {
    let own = |text: &str| OWN.iter().any(|word| text.ends_with(word));
    if !grantor.is_empty() && own(grantor) {
        return "单位".to_owned();
    }
    for text in [name, grantor] {
        if let Some(level) = said(text) {
            return level.to_owned();
        }
    }
    if is_own_choice {
        return "单位".to_owned();
    }
    // 医院先进党支部, 院级优秀党员: of the house itself.
    let house =
        ["医院", "本院", "我院", "全院", "院级", "院优秀", "院先进", "集团", "中心", "校级", "分会", "学会", "支部"];
    if house.iter().any(|word| name.starts_with(word)) || lead.contains("院内") {
        return "单位".to_owned();
    }
    said(crate::import::facts::reading::tail(lead, 20)).unwrap_or_default().to_owned()
}

/// The level that words name.
fn said(text: &str) -> Option<&'static str> {
    let nation = ["全国", "国家", "中国", "中华", "中央", "国务院", "教育部", "人社部"];
    let is_nation = |text: &str| {
        nation.iter().any(|word| text.starts_with(word)) || text.contains("国家级") || text.contains("全国")
    };
    if is_nation(text) {
        return Some("国家");
    }
    // The first region named, wherever it stands.
    for (at, _) in text.char_indices() {
        let before = &text[..at];
        // Only at a border, or 某某区 is found within words.
        let is_border =
            at == 0 || before.ends_with(|c: char| !crate::text::han::is_han(c) || "被由在获为、经届度年次".contains(c));
        if is_border && let Some((rank, _)) = leading(&text[at..]) {
            return Some(match rank {
                Rank::Province => "省",
                Rank::Prefecture => "市",
                Rank::County => "县",
            });
        }
    }
    let words: [(&[&str], &str); 4] = [
        (
            &[
                "省级",
                "全省",
                "省直",
                "省卫",
                "省委",
                "省总",
                "省属",
                "省人民",
                "自治区",
                "省医",
                "省第",
                "省优",
                "省先",
            ],
            "省",
        ),
        (
            &[
                "市级",
                "全市",
                "市直",
                "市卫",
                "市委",
                "市总",
                "市属",
                "市人民",
                "市医",
                "全州",
                "市优",
                "市先",
                "市第",
                "地级",
            ],
            "市",
        ),
        (
            &[
                "县级", "全县", "区级", "全区", "县卫", "区卫", "县委", "区委", "县直", "区直", "县优", "区优", "县先",
                "区先",
            ],
            "县",
        ),
        (&["院级", "校级", "全院", "本院", "院内", "本单位", "系统内"], "单位"),
    ];
    words.iter().find(|(words, _)| words.iter().any(|word| text.contains(word))).map(|(_, level)| *level)
}
