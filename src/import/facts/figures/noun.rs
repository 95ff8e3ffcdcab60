//! What a figure counts: its name in a few words.
//!
//! The noun after the amount (58名专家), else the words before it (发展党员25人),
//! else what those who are counted do (36人参加志愿服务). Where a registered
//! metric has that name or synonym, and that kind of unit, its name is taken.

use crate::import::facts::figures::Told;
use crate::import::facts::reading::{cut, dense, tail};
use crate::model::{Metric, Publication};
use crate::parse::MetricKind;
use crate::text::amount::{Nature, kin};

/// The name of a figure.
pub struct Named {
    /// The name.
    pub name: String,
    /// Whether an editor would let it stand.
    pub certain: bool,
}

/// The longest name.
const MOST: usize = 12;

/// Words before an amount that only lead to it, the longer first.
const LEADS: &[&str] = &[
    "总人数", "人数达到", "人数为", "人数达", "比例达到", "总数达到", "总数达", "总数为", "累计达", "合计为", "分别为", "分别达", "总计", "共计",
    "累计", "合计", "达到", "总共", "一共", "人数", "总数", "已达", "为", "达", "共", "有", "至", "到", "的", "了", "约", "近", "超", "逾", "计", "各",
    "出", "是", "已", "仅", "分", "：", "达成", "上升", "增长", "增加", "余",
];

/// Words after which what is counted begins: 全年共发放 宣传单.
const STARTS: &[&str] = &[
    "现有", "共有", "设有", "拥有", "另有", "还有", "已有", "下设", "下辖", "所属", "今年", "去年", "全年", "年内", "本年度", "上半年", "下半年",
    "期间", "近年来", "以来", "截至目前", "目前", "其中", "累计", "共计", "先后", "分别", "同时", "另外", "此外", "还", "共", "并", "已", "年共",
    "成功", "积极", "我们", "我院", "我会", "本院", "全院", "全市", "我市", "本市", "全体", "支部", "集团", "学会", "医院", "中心", "分会", "党委",
    "划分为", "等", "、", "和", "及", "与", "，", "年", "月", "日", "“", "”", "评选出", "通过",
];

/// Verbs at which a noun after an amount ends.
const VERBS: &[&str] = &[
    "提供", "参加", "参与", "加入", "开展", "进行", "组织", "完成", "获得", "荣获", "实现", "奔赴", "驰援", "支援", "接受", "担任", "当选",
    "兼具", "走上", "通过", "得到", "成为", "取得", "以及", "先后", "分别", "光荣", "自愿", "捐款", "捐赠", "捐党", "投入", "发放", "前往", "深入",
    "报名", "到达", "覆盖", "受益", "入党", "递交", "转正", "列为", "纳入", "战斗", "奋战", "坚守", "无记名", "投票", "选举", "发到", "发表", "立项",
    "结题", "通过了", "被", "为", "已", "均", "都", "将", "赴", "冲", "并", "在", "到", "由", "于", "从", "对", "与", "达到", "占", "获", "使", "让",
    "顺利", "圆满", "累计", "共计", "来自", "送", "服务于", "解决", "交流", "学习", "参观", "观看", "聆听", "撰写", "制作", "前来", "同比", "较", "比", "响应", "举行", "召开", "顺利",
];

/// Words that begin like a verb and are none.
const NOUNS: &[&str] = &[
    "对策", "对象", "在职", "在岗", "在编", "在册", "为民", "由于", "关于", "并发症", "到位", "参与者", "学习班", "交流会", "服务", "学习笔记", "投票",
    "从业", "对口", "获奖", "在校", "都市", "已婚", "将军", "比赛", "学习制度", "交流活动", "组织生活", "组织委员", "服务对象", "在研", "获得性", "参赛",
];

/// Nouns for persons that say too little alone where they do something.
const PERSONS: &[&str] = &["同志", "党员", "人员", "群众", "干部", "职工", "员工", "代表", "专家", "医生", "护士", "医务人员", "会员", "志愿者"];

/// The name of the figure at `index`, which has become `later` if that is some.
pub fn name(told: &Told<'_>, index: usize, later: Option<usize>, publication: &Publication) -> Named {
    let amount = &told.amounts[index];
    let unit = if amount.nature == Nature::Share { "%" } else { amount.counter };
    let scaled = if told.words(amount.numeral.clone()).contains('万') { format!("万{unit}") } else { unit.to_owned() };
    let units = [unit, scaled.as_str()];
    let is_share = amount.nature == Nature::Share;
    let found = if later.is_some() {
        changed(told, index)
    } else if is_share {
        share(told, index)
    } else {
        count(told, index)
    };
    let raw = found.unwrap_or_default();
    if let Some(metric) = registered(&raw, &units, told, index, later.is_some(), publication) {
        return Named { name: metric.name.clone(), certain: true };
    }
    let trimmed = shortened(&raw);
    if trimmed.chars().count() >= 2 && !is_bare_verb(&trimmed) {
        // Cut words are no name to sign.
        let certain = raw.chars().count() <= MOST + 3 && trimmed.chars().all(|c| !c.is_ascii_punctuation());
        return Named { name: trimmed, certain };
    }
    fallback(told, index, &trimmed, &units, publication)
}

/// What is counted, where the number has changed: 党员数从474人增加至495人.
fn changed(told: &Told<'_>, index: usize) -> Option<String> {
    let clause = &told.clauses[told.clause_at(told.amounts[index].range.start)];
    let before = told.words(clause.range.start..told.amounts[index].range.start);
    let from = ["从", "由"].iter().filter_map(|word| before.rfind(word)).max()?;
    let name = subject(&before[..from]);
    if !name.is_empty() {
        return Some(name);
    }
    let at = told.clause_at(told.amounts[index].range.start).checked_sub(1)?;
    Some(subject(told.words(told.clauses[at].range.clone())))
}

/// What a share is of: 占62.39%, 高知发展比例达52%, 覆盖率100%.
fn share(told: &Told<'_>, index: usize) -> Option<String> {
    let amount = &told.amounts[index];
    let at = told.clause_at(amount.range.start);
    let clause = &told.clauses[at];
    let all = told.words(clause.range.start..amount.range.start);
    if let Some(of) = all.rfind("分别占").filter(|_| all.contains("分别占")) {
        // 甲和乙分别占6%和5%: the shares in their order.
        let order = told.amounts[..index]
            .iter()
            .filter(|known| known.nature == Nature::Share && known.range.start > clause.range.start + of)
            .count();
        let head = if all[..of].trim().is_empty() {
            told.words(told.clauses[at.checked_sub(1)?].range.clone())
        } else {
            &all[..of]
        };
        let parts: Vec<&str> = head.split(['、', '和', '与', '及']).filter(|part| !part.is_empty()).collect();
        let part = parts.get(order).copied().or(parts.last().copied())?;
        let part = part.trim_start_matches("其中").trim_start_matches('以').trim();
        let part = ["居多", "较多", "为主", "党员居多"].iter().fold(part, |part, word| part.strip_suffix(word).unwrap_or(part));
        return Some(format!("{}占比", cut(part, MOST - 2)));
    }
    if let Some(of) = all.rfind('占') {
        let before = all[..of].trim();
        let before = before.trim_end_matches(|c: char| c == '人' || c == '名');
        let who = subject_without_amount(told, clause.range.start, clause.range.start + of);
        let who = if who.is_empty() && before.is_empty() {
            // 中共党员1080人，占62.39%
            let last = &told.clauses[at.checked_sub(1)?];
            let who = subject_without_amount(told, last.range.start, last.range.end);
            let share_before = told.amounts.iter().any(|known| {
                known.nature == Nature::Share && last.range.start <= known.range.start && known.range.end <= last.range.end
            });
            if share_before && at >= 2 { who_before(told, at) } else { who }
        } else {
            who
        };
        return (!who.is_empty()).then(|| format!("{}占比", tail(&who, MOST - 2)));
    }
    let before = told.before(index);
    for word in ["同比增长", "同比提高", "比上年增长", "较上年增长", "比去年增长", "较去年增长", "增长", "提高", "提升", "下降", "减少", "增加"] {
        if let Some(at) = before.rfind(word)
            && before[at + word.len()..].trim_matches(['了', '约', '近']).is_empty()
        {
            let head = before[..at].trim_end_matches("同比").trim_end_matches("较上年").trim_end_matches("比上年").trim_end_matches("比去年").trim_end_matches("较去年");
            let name = subject(head);
            let name = if name.is_empty() { who_before(told, at_clause(told, index)) } else { name };
            let verb = if word.contains("提高") || word.contains("提升") {
                "增幅"
            } else if word.contains("下降") || word.contains("减少") {
                "降幅"
            } else {
                "增长"
            };
            return (!name.is_empty()).then(|| format!("{}{verb}", tail(&name, MOST - 2)));
        }
    }
    let name = subject(before);
    if !name.is_empty() {
        return Some(name);
    }
    let after = told.after(index);
    let noun = noun_after(after.trim_start_matches('的'));
    if noun.chars().count() >= 2 { Some(format!("{}占比", cut(&noun, MOST - 2))) } else { None }
}

fn at_clause(told: &Told<'_>, index: usize) -> usize {
    told.clause_at(told.amounts[index].range.start)
}

/// The subject of the last clauses before one that tells a count.
fn who_before(told: &Told<'_>, at: usize) -> String {
    told.clauses[..at]
        .iter()
        .rev()
        .take(3)
        .map(|clause| subject_without_amount(told, clause.range.start, clause.range.end))
        .find(|who| who.chars().count() >= 2)
        .unwrap_or_default()
}

/// What a part of a sentence tells of, its amount left out: 无党派人士 in
/// 无党派人士350人, 兼具两个党派身份 in 另外还有15人兼具两个党派身份.
fn subject_without_amount(told: &Told<'_>, start: usize, end: usize) -> String {
    let within = |range: &std::ops::Range<usize>| start <= range.start && range.end <= end;
    let index = told.amounts.iter().position(|known| within(&known.range) && known.nature == Nature::Count);
    match index {
        Some(index) => count(told, index).unwrap_or_default(),
        None => subject(told.words(start..end)),
    }
}

/// What a count counts.
fn count(told: &Told<'_>, index: usize) -> Option<String> {
    let amount = &told.amounts[index];
    let after = told.after(index).trim_start_matches('的').trim();
    // 党员5名、群众3名: what follows is the next of a list.
    let after = if after.starts_with(['、', '和', '及', '与', '或']) { "" } else { after };
    let noun = noun_after(after);
    let rest = after.strip_prefix(noun.as_str()).unwrap_or_default();
    let clause = at_clause(told, index);
    if noun.chars().count() >= 2 {
        // 两位同志加入…, 12名党员（…）参与…: persons by what they do.
        let is_object = told.before(index).ends_with(['为', '给', '向', '对', '使', '让']);
        if PERSONS.contains(&noun.as_str()) && !is_object {
            let bracketed = told.clauses.get(clause).filter(|clause| matches!(clause.closes, '（' | '(')).is_some();
            let deed = if bracketed {
                let next = told.clauses[clause..].iter().find(|next| matches!(next.opens, '）' | ')'));
                next.map(|next| deed(told.words(next.range.clone()))).unwrap_or_default()
            } else {
                deed(rest)
            };
            if deed.chars().count() >= 2 {
                return Some(match noun.as_str() {
                    "同志" | "人员" | "代表" => deed,
                    _ if noun.chars().count() + deed.chars().count() <= MOST => format!("{noun}{deed}"),
                    _ => noun,
                });
            }
        }
        return Some(noun);
    }
    let before = subject(told.before(index));
    if before.chars().count() >= 2 && !is_bare_verb(&before) && after.is_empty() {
        return Some(before);
    }
    let deed = deed(after);
    let is_person = kin(amount.counter) == "人" || amount.counter == "人次";
    if deed.chars().count() >= 2 && (is_person || before.chars().count() < 2) {
        return Some(deed);
    }
    if before.chars().count() >= 2 { Some(before) } else { None }
}

/// The noun with which words begin.
fn noun_after(after: &str) -> String {
    let after = after.trim_start();
    if after.starts_with(['、', '和', '及', '与']) {
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
            noun.char_indices().skip(1).any(|(inner, _)| {
                at >= inner && phrase.get(at - inner..).is_some_and(|from| from.starts_with(noun))
            })
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
fn deed(words: &str) -> String {
    let end = words.find(['，', '。', '；', '：', '（', '(', '、']).unwrap_or(words.len());
    let mut words = words[..end].trim();
    loop {
        let adverbs = ["先后", "已", "均", "都", "分别", "光荣", "积极", "踊跃", "主动", "共", "也", "还", "曾", "一起", "到场"];
        match adverbs.iter().find_map(|word| words.strip_prefix(word)) {
            Some(rest) => words = rest.trim_start(),
            None => break,
        }
    }
    // 赴某某纪念馆学习参观: the going says less than what for.
    if words.starts_with(['赴', '到', '去']) || words.starts_with("前往") || words.starts_with("走进") || words.starts_with("深入") {
        let deeds = ["学习参观", "参观学习", "参观", "义诊", "支援", "培训", "调研", "观摩", "进修", "学习", "慰问", "开展"];
        if let Some(at) = deeds.iter().filter_map(|word| words.find(word)).min() {
            words = &words[at..];
        }
    }
    let words: String = words.replace('了', "").chars().filter(|c| !matches!(c, '“' | '”')).collect();
    dense(&words)
}

/// What a clause tells of before its number: 发放宣传单 in 去年共发放宣传单.
fn subject(before: &str) -> String {
    let mut words = before.trim();
    // A number that counts nothing here: 2020年的.
    loop {
        let leads = LEADS.iter().find_map(|word| {
            let rest = words.strip_suffix(word)?;
            // 共 in 中共, 有 in 国有.
            let part = ["中共", "公共", "国有", "所有", "拥有", "目的", "单位", "部分", "学分", "积分", "行为", "收到", "提出", "支出", "得到", "重要", "不仅", "统计", "设计", "累计"]
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
            // 党委 is what is counted if nothing follows; 年 may be in 青年.
            let part = match *word {
                "年" => !words[..at].ends_with(|c: char| c.is_ascii_digit() || "今去全本近每".contains(c)),
                "月" | "日" => !words[..at].ends_with(|c: char| c.is_ascii_digit()),
                "还" | "并" | "已" | "共" => words[..at].ends_with(['中', '公', '合', '而']) || words[end..].starts_with(['建', '产', '同', '识', '享']),
                "和" | "与" | "及" | "等" => words[..at].ends_with(['参', '共', '普', '以', '涉']) || words[end..].starts_with(['会', '谐', '时', '级']),
                "支部" | "分会" | "党委" | "学会" | "医院" | "中心" | "集团" => at > 0 && words[end..].starts_with(['委', '员', '书', '建', '的']) && words[..at].ends_with("专科"),
                _ => false,
            };
            if !part && words[end..].chars().count() >= 2 && end > start {
                start = end;
            }
        }
    }
    let words = words[start..].trim();
    let words = ["其中", "有", "对", "在", "为", "的", "“"].iter().fold(words, |words, word| words.strip_prefix(word).unwrap_or(words));
    let words = words.rsplit('的').next().filter(|last| last.chars().count() >= 3).unwrap_or(words);
    let words = words.strip_suffix('”').unwrap_or(words).trim_end_matches(['中', '里', '上', '共']);
    dense(words)
}

/// A name of at most [`MOST`] characters, cut where a word ends as far as that shows.
fn shortened(name: &str) -> String {
    let name: String = name.chars().filter(|c| !matches!(c, '“' | '”' | '《' | '》')).collect();
    if name.chars().count() <= MOST {
        return name;
    }
    let end = tail(&name, MOST);
    let border = ["的", "在", "对", "把", "将", "为", "于", "及", "和", "与", "等", "各", "名", "了", "向", "从", "给"]
        .iter()
        .filter_map(|word| end.find(word).map(|at| at + word.len()))
        .filter(|at| end[*at..].chars().count() >= 4)
        .min();
    border.map_or(end, |at| &end[at..]).to_owned()
}

/// Whether words are a verb that lacks what is done: 完成, 投入.
fn is_bare_verb(name: &str) -> bool {
    const BARE: &[&str] = &[
        "完成", "投入", "发放", "举办", "开展", "组织", "召开", "累计完成", "共完成", "带领", "派出", "接待", "实现", "达到", "增加", "撰写", "发表",
        "捐款", "捐赠", "报送", "印发", "参加", "服务", "覆盖", "收到", "新增", "其中", "使用", "携带", "制作", "录制", "编印", "分别",
    ];
    BARE.contains(&name)
}

/// The registered metric that a figure is of.
fn registered<'p>(
    name: &str,
    units: &[&str],
    told: &Told<'_>,
    index: usize,
    has_changed: bool,
    publication: &'p Publication,
) -> Option<&'p Metric> {
    if name.chars().count() < 2 {
        return None;
    }
    let bare = ["中共", "正式", "现有", "全部", "共有"].iter().fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let fits = |metric: &Metric| units.iter().any(|unit| metric.unit == *unit || kin(&metric.unit) == kin(unit));
    let is_same = |known: &str, name: &str| known == name || same_words(known, name);
    let found = publication.metrics.iter().filter(|metric| metric.kind.is_some() && fits(metric)).find_map(|metric| {
        let known = std::iter::once(&metric.name).chain(&metric.synonyms);
        let mut exact = false;
        let mut end = false;
        for known in known {
            exact |= is_same(known, name) || is_same(known, bare);
            // 市级学术会议 are 学术会议; 预备党员 are not 党员.
            end |= metric.kind != Some(MetricKind::Rate) && known.chars().count() >= 4 && name.ends_with(known.as_str());
        }
        (exact || end).then_some(metric)
    })?;
    // 12名党员参与… and 由224名党员 are some members, 共有59名党员 are all.
    if found.kind == Some(MetricKind::Stock) && !has_changed {
        let clause = at_clause(told, index);
        let before = told.words(told.clauses[clause].range.start..told.amounts[index].range.start);
        let whole = ["有", "共", "设", "为", "辖", "属", "总数", "达", "成", "建"];
        let said = whole.iter().any(|word| before.contains(word)) && !before.contains("其中");
        let ends = told.words(told.clauses[clause].range.clone()).ends_with(told.words(told.amounts[index].range.clone()));
        let bracketed = matches!(told.clauses[clause].opens, '（' | '(');
        if !(said || ends && !bracketed) || before.contains("发展") || before.contains("评选") {
            return None;
        }
    }
    Some(found)
}

/// 学习参观 and 参观学习: the same two words.
fn same_words(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    one.len() == 4 && other.len() == 4 && one[..2] == other[2..] && one[2..] == other[..2]
}

/// A name where neither side of the number has one: by a registered metric
/// of that unit that the sentence speaks of, else by what is quoted, else by
/// the words before.
fn fallback(told: &Told<'_>, index: usize, verb: &str, units: &[&str], publication: &Publication) -> Named {
    let amount = &told.amounts[index];
    let head = told.words(told.sentence.start..amount.range.start);
    // （共9202元）: the clause before the bracket has the name.
    let at = at_clause(told, index);
    if matches!(told.clauses[at].opens, '（' | '(')
        && let Some(last) = at.checked_sub(1).map(|last| &told.clauses[last])
    {
        let inner = told.amounts[..index].iter().rposition(|known| known.range.start >= last.range.start);
        let name = inner.and_then(|inner| count(told, inner)).unwrap_or_else(|| subject(told.words(last.range.clone())));
        if let Some(metric) = registered(&name, units, told, index, false, publication) {
            return Named { name: metric.name.clone(), certain: true };
        }
        let name = shortened(&name);
        if name.chars().count() >= 2 {
            return Named { name, certain: true };
        }
    }
    let fits = |metric: &&Metric| {
        let ends = tail(&metric.name, 2);
        metric.kind.is_some() && units.contains(&metric.unit.as_str()) && head.contains(ends) || metric.name == verb
    };
    let mut candidates = publication.metrics.iter().filter(fits);
    if let (Some(metric), None) = (candidates.next(), candidates.next()) {
        return Named { name: metric.name.clone(), certain: false };
    }
    if let Some(close) = head.rfind('”')
        && let Some(open) = head[..close].rfind('“')
    {
        let quoted = &head[open + '“'.len_utf8()..close];
        if (2..=10).contains(&quoted.chars().count()) {
            return Named { name: quoted.to_owned(), certain: false };
        }
    }
    if amount.counter.chars().count() >= 2 {
        return Named { name: amount.counter.to_owned(), certain: false };
    }
    if verb.chars().count() >= 2 {
        return Named { name: format!("{verb}{}数", amount.counter), certain: false };
    }
    let last = at.checked_sub(1).map(|last| subject(told.words(told.clauses[last].range.clone()))).unwrap_or_default();
    let name = if last.chars().count() >= 2 { shortened(&last) } else { format!("{}数", amount.counter) };
    Named { name, certain: false }
}
