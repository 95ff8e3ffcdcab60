//! The words around a number: the noun after it, what those counted do, what
//! the clause tells of before it.
//!
//! There is no parser of Chinese here. A noun ends where one of the verbs
//! begins that reports use, and begins after the words that lead to numbers.

use crate::import::facts::reading::dense;

/// Words before an amount that only lead to it, the longer first.
#[rustfmt::skip] // a table
const LEADS: &[&str] = &[
    "总人数", "人数达到", "人数为", "人数达", "比例达到", "总数达到", "总数达", "总数为", "累计达", "合计为",
    "分别为", "分别达", "总计", "共计", "累计", "合计", "达到", "总共", "一共", "人数", "总数", "已达", "为", "达",
    "共", "有", "至", "到", "的", "了", "约", "近", "超", "逾", "计", "各", "是", "已", "仅", "分", "：", "由",
    "上升", "增长", "增加", "余",
];

/// Words after which what is counted begins: 全年共发放 宣传单.
#[rustfmt::skip] // a table
const STARTS: &[&str] = &[
    "现有", "共有", "设有", "拥有", "另有", "还有", "已有", "下设", "下辖", "所属", "今年", "去年", "全年", "年内",
    "本年度", "上半年", "下半年", "期间", "近年来", "以来", "截至目前", "目前", "其中", "累计", "共计", "先后",
    "分别", "同时", "另外", "此外", "还", "共", "并", "已", "年共", "成功", "我们", "开展", "举办", "召开", "实施",
    "新开展", "我院", "我会", "本院", "全院", "全市", "我市", "本市", "全体", "支部", "集团", "学会", "医院",
    "中心", "分会", "党委", "划分为", "等", "、", "和", "及", "与", "，", "年", "月", "日", "“", "”", "评选出",
    "评出", "通过", "各类", "各种", "各项",
];

/// Verbs at which a noun after an amount ends.
#[rustfmt::skip] // a table
const VERBS: &[&str] = &[
    "组成", "构成", "提供", "参加", "参与", "加入", "开展", "进行", "组织", "完成", "获得", "荣获", "实现", "奔赴", "驰援", "支援",
    "接受", "担任", "当选", "兼具", "走上", "通过", "得到", "成为", "取得", "以及", "先后", "分别", "光荣", "自愿",
    "捐款", "捐赠", "捐党", "投入", "发放", "前往", "深入", "报名", "到达", "覆盖", "受益", "入党", "递交", "转正",
    "列为", "纳入", "战斗", "奋战", "坚守", "无记名", "投票", "选举", "发到", "发表", "立项", "结题", "通过了",
    "被", "为", "已", "均", "都", "将", "赴", "冲", "并", "在", "到", "由", "于", "从", "对", "与", "达到", "占",
    "获", "使", "让", "顺利", "圆满", "累计", "共计", "来自", "送", "服务于", "解决", "交流", "学习", "参观",
    "观看", "聆听", "撰写", "制作", "前来", "同比", "较", "比", "响应", "举行", "召开", "顺利", "做了", "做出",
    "办了", "各", "相继", "接连", "陆续", "也", "还", "应", "归", "从事",
];

/// Words that begin like a verb and are none.
#[rustfmt::skip] // a table
const NOUNS: &[&str] = &[
    "对策", "对象", "在职", "在岗", "在编", "在册", "为民", "由于", "关于", "并发症", "到位", "参与者", "学习班",
    "交流会", "服务", "学习笔记", "投票", "从业", "对口", "获奖", "各类", "各级", "各界", "应急", "应届", "应对",
    "归国", "适应", "反应", "响应", "供应", "效应", "还有", "在校", "都市", "已婚", "将军", "比赛", "学习制度",
    "交流活动", "组织生活", "组织委员", "服务对象", "在研", "获得性", "参赛",
];

/// What stands before a verb and says little.
#[rustfmt::skip] // a table
const ADVERBS: &[&str] = &[
    "先后", "已", "均", "都", "分别", "光荣", "积极", "踊跃", "主动", "分批", "分期", "轮流", "相继", "陆续", "曾",
    "一起", "到场", "也", "还", "共",
];

/// The noun with which words begin.
pub fn noun_after(after: &str) -> String {
    let after = after.trim_start();
    if after.starts_with(['、', '和', '及', '与']) || ADVERBS.iter().any(|word| after.starts_with(word)) {
        return String::new();
    }
    let end = after.find(['，', '。', '；', '：', '（', '(', '“', '！', '？']).unwrap_or(after.len());
    let quoted = after.starts_with('“');
    let phrase = if quoted { after.trim_start_matches('“') } else { &after[..end] };
    let phrase = if quoted { phrase.split('”').next().unwrap_or_default() } else { phrase };
    let mut stop = phrase.len();
    for (at, _) in phrase.char_indices() {
        let rest = &phrase[at..];
        if NOUNS.iter().any(|noun| rest.starts_with(noun) || phrase[..at].ends_with("在") && noun.starts_with("在")) {
            continue;
        }
        let within = NOUNS.iter().any(|noun| {
            noun.char_indices()
                .skip(1)
                .any(|(inner, _)| at >= inner && phrase.get(at - inner..).is_some_and(|from| from.starts_with(noun)))
        });
        if !within && VERBS.iter().any(|verb| rest.starts_with(verb)) {
            stop = at;
            break;
        }
    }
    let noun = phrase[..stop].trim();
    // A list goes on over 、; its first item is counted, or its common last.
    let noun = match noun.split_once('、') {
        Some((first, rest)) => {
            let last = rest.rsplit(['、', '及', '和']).next().unwrap_or(rest);
            if stop == phrase.len() && first.chars().count() <= 3 && last.chars().count() > first.chars().count() {
                last
            } else {
                first
            }
        }
        None => noun,
    };
    let noun = ["和相关", "及相关", "的基础", "的情况", "的同时", "的任务"]
        .iter()
        .filter_map(|word| noun.find(word))
        .min()
        .map_or(noun, |at| &noun[..at]);
    let noun = noun.trim_end_matches(['等', '的', '了', '和', '、', '及', '以']);
    dense(noun)
}

/// What those counted do: 参加志愿服务, 学习参观.
pub fn deed(words: &str) -> String {
    let end = words.find(['，', '。', '；', '：', '（', '(', '、']).unwrap_or(words.len());
    let mut words = words[..end].trim();
    while let Some(rest) = ADVERBS.iter().find_map(|word| words.strip_prefix(word)) {
        words = rest.trim_start();
    }
    // 赴某某纪念馆学习参观: the going says less than what for.
    if words.starts_with(['赴', '到', '去'])
        || words.starts_with("前往")
        || words.starts_with("走进")
        || words.starts_with("深入")
    {
        let deeds =
            ["学习参观", "参观学习", "参观", "义诊", "支援", "培训", "调研", "观摩", "进修", "学习", "慰问", "开展"];
        if let Some(at) = deeds.iter().filter_map(|word| words.find(word)).min() {
            words = &words[at..];
        }
    }
    let words: String = words.replace('了', "").chars().filter(|c| !matches!(c, '“' | '”')).collect();
    dense(&words)
}

/// What a clause tells of before its number: 发放宣传单 in 去年共发放宣传单.
pub fn subject(before: &str) -> String {
    let mut words = before.trim();
    // A number that counts nothing here: 2020年的.
    loop {
        let leads = LEADS.iter().find_map(|word| {
            let rest = words.strip_suffix(word)?;
            // 共 in 中共, 有 in 国有.
            let part = [
                "中共", "公共", "国有", "所有", "拥有", "目的", "单位", "部分", "学分", "积分", "行为", "收到", "提出",
                "支出", "得到", "重要", "不仅", "统计", "设计", "累计",
            ]
            .iter()
            .any(|part| words.ends_with(part) && *part != "累计" && part.len() > word.len());
            (!part).then_some(rest)
        });
        match leads {
            Some(rest) => words = rest.trim_end(),
            None => break,
        }
    }
    let mut start = 0;
    for word in STARTS {
        for (at, _) in words.match_indices(word) {
            let end = at + word.len();
            if matches!(*word, "支部" | "分会" | "党委" | "学会" | "医院" | "中心" | "集团")
                && words[end..].chars().count() == 2
                && &words[end..] != "党员"
            {
                continue;
            }
            // 党委 is what is counted if nothing follows; 年 may be in 青年.
            let part = match *word {
                "年" => !words[..at].ends_with(|c: char| c.is_ascii_digit() || "今去全本近每".contains(c)),
                "月" | "日" => !words[..at].ends_with(|c: char| c.is_ascii_digit()),
                "还" | "并" | "已" | "共" => {
                    words[..at].ends_with(['中', '公', '合', '而'])
                        || words[end..].starts_with(['建', '产', '同', '识', '享'])
                }
                "和" | "与" | "及" | "等" => {
                    words[..at].ends_with(['参', '共', '普', '以', '涉'])
                        || words[end..].starts_with(['会', '谐', '时', '级'])
                }
                "支部" | "分会" | "党委" | "学会" | "医院" | "中心" | "集团" => {
                    at > 0 && words[end..].starts_with(['委', '员', '书', '建', '的']) && words[..at].ends_with("专科")
                }
                _ => false,
            };
            if !part && words[end..].chars().count() >= 2 && end > start {
                start = end;
            }
        }
    }
    let words = words[start..].trim();
    let words = ADVERBS.iter().find_map(|word| words.strip_prefix(word)).unwrap_or(words);
    let words = ["其中", "积极开展", "有", "对", "在", "为", "的", "“"]
        .iter()
        .fold(words, |words, word| words.strip_prefix(word).unwrap_or(words));
    let words = words.rsplit('的').next().filter(|last| last.chars().count() >= 2).unwrap_or(words);
    let words = ["开展", "举办", "召开", "办", "进行"]
        .iter()
        .find_map(|verb| words.strip_suffix(verb).filter(|rest| rest.chars().count() >= 3))
        .unwrap_or(words);
    let mut words = words.strip_suffix('”').unwrap_or(words).trim_end_matches(['中', '里', '上', '共']);
    // 举办义诊 is counted as 义诊; 发放宣传单 says more than 宣传单.
    while let Some(rest) =
        ["举办", "召开", "开展", "组织", "进行", "实施", "承办"].iter().find_map(|verb| words.strip_prefix(verb))
    {
        let rest = rest.trim_start_matches(['了', '“']);
        if rest.chars().count() < 2 || rest.starts_with(['生', '委', '建', '工', '部']) {
            break;
        }
        words = rest;
    }
    dense(words)
}
