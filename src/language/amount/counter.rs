//! The words that stand after a number and say what it counts.

use std::sync::LazyLock;

use crate::language::amount::Nature;

/// A counter, the characters that must not follow it, what it makes of a number.
type Entry = (&'static str, &'static str, Nature);

/// What may stand after a number, what must not follow it, and what it makes
/// of the number. A longer counter stands before one that it begins with.
#[rustfmt::skip] // a table
const COUNTERS: &[Entry] = &[
    // People
    ("人次", "", Nature::Count), ("人份", "", Nature::Count), ("人口", "", Nature::Count),
    ("人", "民大事均才类生物工力情格数性文心体称为", Nature::Count),
    ("名次", "", Nature::Ordinal), ("名", "誉称牌优", Nature::Count), ("位", "于置居列", Nature::Count),
    ("户", "外籍口", Nature::Count),
    // Time
    ("个百分点", "", Nature::Count), ("百分点", "", Nature::Count),
    ("个月", "", Nature::Count), ("个小时", "", Nature::Count), ("个工作日", "", Nature::Count), ("个半月", "", Nature::Code),
    ("小时", "", Nature::Count), ("学时", "", Nature::Count), ("课时", "", Nature::Count), ("分钟", "", Nature::Count),
    ("周年", "", Nature::Ordinal), ("周岁", "", Nature::Count), ("岁", "", Nature::Count),
    ("世纪", "", Nature::Time), ("季度", "", Nature::Time), ("年级", "", Nature::Ordinal), ("年", "", Nature::Time),
    ("月", "", Nature::Time), ("日", "", Nature::Time), ("号", "", Nature::Time), ("时", "", Nature::Time),
    ("秒", "", Nature::Count), ("天", "津然文", Nature::Count), ("周", "", Nature::Count),
    // Order and grade
    ("届", "", Nature::Ordinal), ("等奖", "", Nature::Ordinal), ("级", "", Nature::Ordinal), ("楼", "", Nature::Ordinal),
    ("版", "面", Nature::Ordinal), ("路", "", Nature::Ordinal), ("型", "", Nature::Ordinal), ("星级", "", Nature::Ordinal),
    // Money and measures
    ("元", "旦宵素", Nature::Count), ("美元", "", Nature::Count), ("公里", "", Nature::Count), ("千米", "", Nature::Count),
    ("平方米", "", Nature::Count), ("公斤", "", Nature::Count), ("千克", "", Nature::Count), ("吨", "", Nature::Count),
    ("毫升", "", Nature::Count), ("升", "级", Nature::Count), ("米", "", Nature::Count), ("亩", "", Nature::Count),
    ("字", "", Nature::Count), ("倍", "", Nature::Count),
    // Things and events
    ("个", "性体", Nature::Count), ("场次", "", Nature::Count), ("场", "所地馆景面合", Nature::Count),
    ("批次", "", Nature::Count), ("批", "准评示复", Nature::Count), ("件次", "", Nature::Count), ("件", "", Nature::Count),
    ("班次", "", Nature::Count), ("例次", "", Nature::Count), ("例", "如外", Nature::Count), ("台次", "", Nature::Count),
    ("次", "要数", Nature::Count), ("期", "间待望刊", Nature::Count), ("项次", "", Nature::Count), ("项", "", Nature::Count),
    ("篇", "", Nature::Count), ("份", "", Nature::Count), ("支", "部委援持付撑", Nature::Count),
    ("家", "庭属长", Nature::Count), ("所", "有属以需", Nature::Count), ("台", "湾账帐", Nature::Count),
    ("套", "", Nature::Count), ("种", "植", Nature::Count), ("类", "", Nature::Count), ("册", "", Nature::Count),
    ("本", "市院地部身人职科着", Nature::Count), ("幅", "度", Nature::Count), ("条", "例件", Nature::Count),
    ("只", "有能要是", Nature::Count), ("间", "", Nature::Count), ("张", "", Nature::Count), ("起", "来草到", Nature::Count),
    ("节", "日目约能气庆点", Nature::Count), ("堂", "", Nature::Count), ("轮", "值流岗换", Nature::Count),
    ("门", "诊", Nature::Count), ("部", "门分署队", Nature::Count), ("座", "谈", Nature::Count), ("辆", "", Nature::Count),
    ("盒", "", Nature::Count), ("箱", "", Nature::Count), ("瓶", "", Nature::Count), ("袋", "", Nature::Count),
    ("床", "", Nature::Count), ("张床", "", Nature::Count), ("块", "", Nature::Count), ("面", "向对临", Nature::Count),
    ("枚", "", Nature::Count), ("棵", "", Nature::Count), ("株", "", Nature::Count), ("组", "织成长建合", Nature::Count),
    ("队", "伍员长", Nature::Count), ("对", "口应照于外象党", Nature::Count), ("处", "理于置长级", Nature::Count),
    ("方面", "", Nature::Count), ("县", "", Nature::Count), ("村", "", Nature::Count), ("款", "", Nature::Count),
    ("步", "", Nature::Count), ("层", "", Nature::Count), ("遍", "", Nature::Count), ("趟", "", Nature::Count),
    ("万", "", Nature::Code), ("亿", "", Nature::Code),
];

/// The same by first character, since most words that are asked about are no
/// counters at all.
static BY_FIRST: LazyLock<Vec<(char, Entry)>> = LazyLock::new(|| {
    let first = |entry: &Entry| entry.0.chars().next().map(|first| (first, *entry));
    let mut entries: Vec<(char, Entry)> = COUNTERS.iter().filter_map(first).collect();
    // Stable: a longer counter stays before one that it begins with.
    entries.sort_by_key(|(first, _)| *first);
    entries
});

/// What is said after 三点, where 点 is no time.
const POINTS: [&str; 14] =
    ["建议", "意见", "要求", "希望", "体会", "对策", "做法", "经验", "措施", "认识", "打算", "启示", "不足", "想法"];

/// Counters that count the same, each after the one that stands for them.
const KIN: [(&str, &[&str]); 4] =
    [("人", &["名", "位", "人口"]), ("场", &["场次"]), ("批", &["批次"]), ("次", &["次数"])];

/// The counter that a text begins with, and what it makes of a number.
pub fn counter(text: &str) -> Option<(&str, Nature)> {
    if let Some(rest) = text.strip_prefix('点') {
        let nature = if POINTS.iter().any(|point| rest.starts_with(point)) { Nature::Count } else { Nature::Time };
        return Some(("点", nature));
    }
    let first = text.chars().next()?;
    let begin = BY_FIRST.partition_point(|(known, _)| *known < first);
    let alike = BY_FIRST.get(begin..)?.iter().take_while(|(known, _)| *known == first);
    alike.map(|(_, entry)| *entry).find_map(|(counter, except, nature)| {
        let rest = text.strip_prefix(counter)?;
        let goes_on = rest.chars().next().is_some_and(|next| except.contains(next));
        (!goes_on).then_some((text.get(..counter.len())?, nature))
    })
}

/// The counter that stands for all that count the same: 人 for 名 and 位.
pub fn kin(counter: &str) -> &str {
    KIN.iter().find(|(_, kin)| kin.contains(&counter)).map_or(counter, |(first, _)| first)
}
