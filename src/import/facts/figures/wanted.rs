//! Which amounts are figures of the report, and how surely.

use crate::import::facts::figures::{Told, changed, numerals};
use crate::import::facts::reading::{cut, tail};
use crate::language::amount::{Claim, Nature, ONE};

/// Whether an amount is a figure of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is not.
    None,
    /// It may be.
    Doubtful,
    /// It is.
    Sure,
}

/// Units that `language::amount` leaves to whoever knows what is meant, and what
/// must not follow them.
#[rustfmt::skip] // a table
const UNITS: &[(&str, &str)] = &[
    ("学分", ""), ("分", "会钟院公部享成别类管析支为之值期发布局级队组校店明厘离"), ("斤", ""), ("剂次", ""),
    ("剂", "量型"), ("副", "主书会院组部处科局校所教研总"), ("针次", ""), ("针", "对"), ("顶", "层"), ("束", ""),
    ("笔", "记"), ("封", "闭"), ("题", ""), ("餐", ""), ("架", "构"), ("卷", ""), ("艘", ""), ("头", "脑部"),
    ("单", "位一元"),
];

/// Gives amounts the unit that stands after them where it is known here.
pub fn mend(told: &mut Told<'_>) {
    let text = told.passage.text.as_str();
    for amount in &mut told.amounts {
        if amount.nature != Nature::Count || !amount.counter.is_empty() {
            continue;
        }
        let end = amount.range.end;
        let rest = &text[end..];
        let unit = UNITS.iter().find(|(unit, except)| {
            let next = rest.strip_prefix(unit).map(|rest| rest.chars().next());
            next.is_some_and(|next| next.is_none_or(|next| !except.contains(next)))
        });
        if let Some((unit, _)) = unit {
            amount.counter = &text[end..end + unit.len()];
            amount.range.end = end + unit.len();
        }
    }
}

/// Nouns that are counted as facts even where the number is a small Han one;
/// 三个方面 and 两个维护 are not.
#[rustfmt::skip] // a table
const THINGS: &[&str] = &[
    "科室", "学科", "专科", "病区", "病种", "支部", "党支部", "党小组", "小组", "分会", "党委", "总支", "医院",
    "卫生院", "卫生室", "部门", "贫困县", "县", "区县", "乡镇", "村", "街道", "社区", "学校", "幼儿园", "企业",
    "家庭", "贫困户", "项目", "课题", "技术", "专利", "奖", "证书", "医疗队", "队伍", "团队", "基地", "平台",
    "工作站", "门诊", "岗位", "示范岗", "品牌", "案例", "节目", "病例", "手术", "制度", "对策", "建议", "提案",
    "会议", "活动", "培训", "讲座", "义诊", "党课", "检查", "演练", "竞赛", "比赛", "论文", "报道", "文章", "信息",
    "稿件", "图书", "设备", "药品", "物资", "集体", "个人", "班", "期", "纪实", "专家", "学员", "论坛", "展板",
    "视频", "简报", "调研", "志愿服务", "指南", "共识", "省", "市", "地区", "国家", "先进", "优秀", "同志", "党员",
    "干部", "积极分子",
];

/// Counters that leave no doubt that something is counted.
#[rustfmt::skip] // a table
const STRONG: &[&str] = &[
    "名", "位", "人", "人次", "篇", "份", "支", "批", "批次", "场", "场次", "期", "台", "例", "万元", "元", "户",
    "家", "所", "册", "本", "部", "件", "幅", "张", "辆", "盒", "箱", "套", "人份", "条",
];

/// Words before an amount by which it is wished for or laid down, not told.
#[rustfmt::skip] // a table
const PLANS: &[&str] = &[
    "计划", "力争", "争取", "拟", "预计", "目标", "下一步", "将于", "确保", "原则上", "不少于", "不得", "至少",
    "应当", "规定", "达不到",
];

/// Words before an amount by which it says how often.
#[rustfmt::skip] // a table
const OFTEN: &[&str] = &[
    "每年", "每月", "每季", "每周", "每半年", "每人", "每天", "每日", "每两", "每个", "每名", "每位", "每次",
    "每场",
];

/// Whether an amount of a sentence is a figure of the report.
pub fn standing(told: &Told<'_>, index: usize) -> Standing {
    let amount = &told.amounts[index];
    if !matches!(amount.nature, Nature::Count | Nature::Share) || told.passage.is_foreign(&amount.range) {
        return Standing::None;
    }
    // 市红十字会, 五台山
    if numerals::is_within(&told.passage.text, &amount.numeral) {
        return Standing::None;
    }
    let clause = &told.clauses[told.clause_at(amount.range.start)];
    let before = told.words(clause.range.start.min(amount.range.start)..amount.range.start);
    let after = told.words(amount.range.end..clause.range.end.max(amount.range.end));
    if PLANS.iter().any(|word| before.contains(word)) || after.starts_with("以上的") && before.contains("要") {
        return Standing::None;
    }
    if before.ends_with("最后") || after.starts_with("内") || after.starts_with("以内") {
        return Standing::None;
    }
    if amount.nature == Nature::Share {
        // 三分之一 and 一半 are said in passing.
        return if amount.claim == Claim::About { Standing::Doubtful } else { Standing::Sure };
    }
    let is_han = told.words(amount.numeral.clone()).chars().all(|c| !c.is_ascii_digit() && !('０'..='９').contains(&c));
    let counter = amount.counter;
    if counter.is_empty()
        || matches!(counter, "岁" | "周岁" | "个工作日" | "步" | "层" | "起" | "对" | "只" | "面" | "节" | "间")
            && is_han
    {
        return Standing::None;
    }
    // 十字 is a shape; characters are counted in digits or in 千字, 万字.
    if matches!(counter, "岁" | "周岁") || counter == "字" && is_han && amount.value < 1_000 * ONE {
        return Standing::None;
    }
    let value = amount.value / ONE;
    if matches!(counter, "小时" | "个小时" | "分钟" | "秒" | "天" | "周" | "个月" | "米" | "公里" | "千米" | "毫升")
    {
        let told_as_sum = ["共计", "累计", "总计", "历时", "达", "共", "为期", "超过", "合计", "平均"]
            .iter()
            .any(|word| tail(before, 6).contains(word));
        let goes_on = matches!((counter, value), ("小时", 24) | ("天", 7) | ("天", 365));
        if changed(told, index).is_some() {
            return Standing::Sure;
        }
        return match (told_as_sum && !goes_on, is_han || goes_on) {
            (true, false) => Standing::Sure,
            (false, false) if after.starts_with('的') => Standing::Doubtful,
            _ => Standing::None,
        };
    }
    let thing = THINGS.iter().any(|noun| head_noun(after).contains(noun));
    // 至少一次
    if is_han && value <= 1 {
        return Standing::None;
    }
    if is_han && value <= 10 && amount.claim == Claim::Exact {
        return small(counter, value, before, after, thing);
    }
    if is_han && amount.claim == Claim::Between {
        return Standing::Doubtful;
    }
    // 百名医务人员: about so many, said in passing.
    let often = OFTEN.iter().any(|word| before.contains(word));
    if often && value < 20 {
        return Standing::Doubtful;
    }
    if is_han && amount.claim == Claim::About {
        return Standing::Doubtful;
    }
    if matches!(counter, "方面" | "种" | "类" | "条" | "点") && value <= 10 && !thing {
        return Standing::Doubtful;
    }
    Standing::Sure
}

/// A small Han number: a figure only with a noun or a counter that makes it one.
fn small(counter: &str, value: u64, before: &str, after: &str, thing: bool) -> Standing {
    // 一名, 一次, 每月一次 and 每两月 say no figure.
    let often = OFTEN.iter().any(|word| before.contains(word))
        || before.ends_with(['每', '这', '那', '各', '前', '后', '上', '下', '以']);
    if value <= 1 || often || after.starts_with(['一', '不', '必', '更', '好', '到', '最']) {
        return Standing::None;
    }
    let slogan = before.ends_with('“') && !thing
        || ["确立", "维护", "意识", "自信", "结合", "方面", "层面", "维度", "月", "党派"]
            .iter()
            .any(|word| after.starts_with(word));
    if slogan {
        return Standing::None;
    }
    // 两人接过来, 两篇可以对读: those of whom was told.
    let of_whom = [
        "可以", "接过", "都", "均", "也", "一起", "共同", "相", "互相", "又", "还", "各自", "事", "常事", "账", "帐",
        "大事", "实事",
    ]
    .iter()
    .any(|word| after.starts_with(word));
    let is_led = before.ends_with(['有', '共', '等', '出', '展', '达', '了', '养', '收', '派', '其', '中']);
    if of_whom || counter == "人" && !is_led {
        return Standing::None;
    }
    match counter {
        "方面" | "种" | "类" | "步" | "条" | "款" | "层" | "遍" | "轮" | "组" => Standing::None,
        "点" => {
            let is_fact = ["建议", "对策"].iter().any(|word| after.starts_with(word));
            if is_fact { Standing::Sure } else { Standing::None }
        }
        _ if STRONG.contains(&counter) => Standing::Sure,
        "次" if thing => Standing::Sure,
        _ if thing => Standing::Sure,
        _ => Standing::None,
    }
}

/// The first few words after an amount, in which its noun stands.
fn head_noun(after: &str) -> &str {
    cut(after.trim_start_matches(['“', '的']), 6)
}
