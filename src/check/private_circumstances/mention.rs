//! Persons in a sentence: names that their neighbours show to be names.
//!
//! A surname is also an ordinary character: 包, 安, 解, 成 are verbs. A name is
//! taken for one only where it is evident: the publication knows the person, or
//! a form of address follows, or it begins a clause that goes on as clauses on
//! persons do, or it is whom a visit goes to (慰问困难党员张三), or one of a list
//! of names. What is a common word, or a verb and a common word (包饺子), is none.

use std::ops::Range;

use crate::language::surname::{is_name, may_be_verb};
use crate::language::words::is_word;
use crate::text::han::is_han;

/// A person in a sentence.
#[derive(Debug, PartialEq, Eq)]
pub struct Mention {
    /// The name.
    pub name: Range<usize>,
    /// Where the name and its form of address end.
    pub end: usize,
    /// 癌症患者 before the name.
    pub ill: Option<Range<usize>>,
    /// 低保户 before the name.
    pub poor: Option<Range<usize>>,
}

/// Nouns before a name that tell of hardship.
const POOR: [&str; 30] = [
    "建档立卡贫困户",
    "贫困户",
    "低保户",
    "特困户",
    "五保户",
    "困难户",
    "脱贫户",
    "低保对象",
    "困难党员",
    "困难职工",
    "困难群众",
    "困难学生",
    "困难老党员",
    "困难老人",
    "困难员工",
    "困难居民",
    "困难村民",
    "困难同志",
    "困难家庭",
    "贫困党员",
    "贫困群众",
    "贫困学生",
    "贫困生",
    "贫困村民",
    "贫困居民",
    "特困职工",
    "特困党员",
    "特困学生",
    "生活困难党员",
    "孤儿",
];
/// Nouns before a name.
const NOUNS: [&str; 25] = [
    "党员",
    "书记",
    "委员",
    "组长",
    "患者",
    "病人",
    "居民",
    "村民",
    "职工",
    "员工",
    "学生",
    "群众",
    "医生",
    "护士",
    "队员",
    "志愿者",
    "同志",
    "老人",
    "主任",
    "院长",
    "医师",
    "护师",
    "护士长",
    "同事",
    "对象",
];
/// What follows a name; it is no part of it.
const ADDRESS: [&str; 20] = [
    "同志", "老人", "大爷", "大妈", "大娘", "大叔", "大姐", "奶奶", "爷爷", "阿姨", "叔叔", "女士", "先生", "老师",
    "师傅", "夫妇", "一家", "家中", "家里", "家",
];
/// How a clause goes on after a person's name at its head.
const GOES_ON: [&str; 38] = [
    "患",
    "身患",
    "罹患",
    "确诊",
    "被",
    "查出",
    "检查出",
    "诊断",
    "因病",
    "因患",
    "得了",
    "突发",
    "突患",
    "不幸",
    "去年",
    "今年",
    "现年",
    "，",
    ",",
    "（",
    "(",
    "出生",
    "生于",
    "家住",
    "现住",
    "住在",
    "家庭",
    "家境",
    "生活困难",
    "是",
    "长期",
    "重病",
    "属于",
    "捐",
    "送去",
    "送上",
    "送药",
    "筹",
];
/// Ordinary words that begin like a surname.
const WORDS: &str = "温暖 关爱 关怀 关心 关注 关于 关键 关系 安全 安排 安心 安置 安慰 安徽 解决 解除 解困 解难 成功 成效 成绩 成长 成年 成员 \
方便 方案 方法 方式 方面 高度 高兴 高龄 高效 高原 常年 常态 常见 常住 常规 全部 全面 全程 全体 全家 全村 全年 全员 全市 全县 全省 \
单位 单独 单身 单亲 从业 从小 从中 从未 金额 金秋 万元 万户 时间 时常 时刻 时期 包括 包扎 包户 包联 包村 连续 连夜 连日 严重 严格 \
许多 任务 任何 应急 应对 应当 白天 白血 白内 石头 江南 江西 江苏 和谐 和睦 施工 施救 曾经 曾任 于是 向上 向着 管理 管护 康复 田间 \
水源 林业 林区 林场 牛羊 马上 钱款 钱物 柴米 路费 路上 路面 车费 车辆 温饱 温馨 温州 房屋 房产 宫颈 盛夏 毛巾 毛毯 左右 段落 项目 祝福 \
祝愿 舒适 明显 明确 明白 师生 师傅 师德 何时 何处 易地 易返 边远 边缘 党员 党费 党组 党委 党群 党建 有关 黄疸 梅毒 胃溃 尿毒 古稀 花甲 \
农村 农户 农民 尤其 时下 文化 文明 武汉 温度 云南 贵州 海南 河北 甘肃 宁夏 苗木 苗族 柳州 桂林 钟点 蓝天 童年 游客 孔子 孟子 计生 余名 余户 \
余人 章程 齐心 齐全 容易 屈指 司机 司法 司空 童心 米面 米油 米粮 桑蚕 沙棘 季度 宗教 麻醉 晋升 利用 申请 申报 路口 查房 冷暖 栗子 荣获 荣誉 \
官兵 别人 车祸 金融 步行 周边 周围 周末 周岁 周到 祖国 阳性 阴性 阳光 莫大 邵阳 龙头 陆续 巩固 席卷 符合 和平 范围 范畴 姓名 支部 邹城 郑州 \
郑重 顾虑 顾客 董事 董事长 毕业 毕生 毕竟 储备 强化 颜色 夏季 冬季 秋季 秋冬 雷电 雷达 汤药 汪洋 郎中 戴着 陈旧 陈设 陈述 谢谢 谢意 程序 程度 \
强烈 潘多拉 贺信 贺年 郭城 尹始 段时 季节 项链 祁连 史料 史上 贝类 聂荣 耿直 双方 双向 双联 冯家 余下 余款 于此 乐于 乐观 古城 丛林 冀望 井冈 ";
/// Characters that names do not have.
const NEVER: &str =
    "的了着过在和与及或病症炎癌瘤血压糖医院者员户民村县市区省镇乡党支部会组队科室们为被把将其这那每各第是有无不";

/// Verbs whose object is a person who is helped.
const VISITS: [&str; 15] = [
    "慰问", "看望", "走访", "探望", "探访", "资助", "帮扶", "救助", "帮助", "结对", "探视", "照顾", "照料", "关爱",
    "包联",
];

/// The persons in a sentence, in their order; `is_known` says whom the
/// publication knows by name.
pub fn mentions(text: &str, is_known: &dyn Fn(&str) -> bool) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut add = |mention: Mention| {
        if !found.iter().any(|known| known.name.start < mention.name.end && mention.name.start < known.name.end) {
            found.push(mention);
        }
    };
    for noun in POOR {
        for (at, _) in text.match_indices(noun) {
            if let Some((name, end)) = name_at(text, at + noun.len(), Some(at), is_known) {
                add(Mention { name, end, ill: None, poor: Some(at..at + noun.len()) });
            }
        }
    }
    for noun in NOUNS {
        for (at, _) in text.match_indices(noun) {
            if let Some((name, end)) = name_at(text, at + noun.len(), Some(at), is_known) {
                let ill = matches!(noun, "患者" | "病人").then(|| disease_before(text, at)).flatten();
                let ill = ill.map(|start| start..at + noun.len());
                add(Mention { name, end, ill, poor: None });
            }
        }
    }
    let heads = text.char_indices().filter(|(_, mark)| "，。；：、！？,;:（(“\n".contains(*mark));
    for start in std::iter::once(0).chain(heads.map(|(at, mark)| at + mark.len_utf8())) {
        if let Some((name, end)) = name_at(text, start, None, is_known) {
            add(Mention { name, end, ill: None, poor: None });
        }
    }
    for address in ADDRESS.iter().take_while(|address| **address != "一家") {
        for (at, _) in text.match_indices(address) {
            let start = [3, 2].into_iter().find_map(|count| {
                let (start, _) = text[..at].char_indices().rev().nth(count - 1)?;
                is_person(&text[start..at]).then_some(start)
            });
            if let Some(start) = start.filter(|&start| is_known(&text[start..at]) || !may_be_deed(&text[start..at])) {
                add(Mention { name: start..at, end: at + address.len(), ill: None, poor: None });
            }
        }
    }
    found.sort_by_key(|mention| mention.name.start);
    found
}

/// Whether a few characters are a name and no ordinary word.
fn is_person(text: &str) -> bool {
    let head = text.char_indices().nth(2).map_or(text, |(end, _)| &text[..end]);
    let tail: String = text.chars().skip(1).collect();
    let is_ordinary = |word: &str| WORDS.split(' ').any(|known| !known.is_empty() && known == word);
    is_name(text)
        // 欧阳 is a word of the list, and a surname.
        && (text.chars().count() == 4 || ![head, text].into_iter().any(|word| is_ordinary(word) || is_word(word)))
        && !tail.contains(|c| NEVER.contains(c))
        && !text.contains(['某', '×'])
        // 李女士 and 张主任 are no full names.
        && !ADDRESS.contains(&&*tail)
        && !NOUNS.contains(&&*tail)
}

/// Whether a name may as well be something done: 包饺子, 安灯泡, 解近渴.
fn may_be_deed(name: &str) -> bool {
    name.chars().next().is_some_and(may_be_verb)
}

/// The name at a place, and where it ends with its form of address; `noun` is
/// where the noun begins that stands before it, if one does.
fn name_at(
    text: &str,
    at: usize,
    noun: Option<usize>,
    is_known: &dyn Fn(&str) -> bool,
) -> Option<(Range<usize>, usize)> {
    let rest = text.get(at..)?;
    [3, 2, 4].into_iter().find_map(|count| {
        let end = match rest.char_indices().nth(count) {
            Some((end, _)) => end,
            None if rest.chars().count() == count => rest.len(),
            None => return None,
        };
        let name = &rest[..end];
        if !is_person(name) {
            return None;
        }
        let after = &rest[end..];
        let goes_on = GOES_ON.iter().any(|next| after.starts_with(next));
        let known = is_known(name);
        // 家 is a form of address, 家庭 and 家住 are not.
        if let Some(address) = ADDRESS.iter().find(|address| !goes_on && after.starts_with(**address)) {
            let evident = known || !may_be_deed(name);
            return evident.then(|| (at..at + end, at + end + address.len()));
        }
        let ends = after.chars().next().is_none_or(|next| !is_han(next) && next != '×' && next != '*');
        let evident = match noun {
            // The noun alone proves nothing: 为困难老人包饺子.
            Some(noun) => {
                (ends || goes_on) && (!ends || is_visited(text, noun) || is_listed(after) || is_described(after))
            }
            None => goes_on,
        };
        (known && (ends || goes_on) || evident && !may_be_deed(name)).then_some((at..at + end, at + end))
    })
}

/// Whether what begins at a place is whom a visit goes to: 慰问了困难党员.
fn is_visited(text: &str, noun: usize) -> bool {
    let before = text.get(..noun).unwrap_or_default();
    let before =
        before.trim_end_matches(['了', '过', '的', '名', '位', '老', '本', '院', '村', '我', '社', '区', '支', '部']);
    VISITS.iter().any(|verb| before.ends_with(verb))
}

/// Whether the sex or age of a person follows: ，男，78岁 and （1956年.
fn is_described(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['，', ',', '（', '(']) else { return false };
    let told = ["男", "女", "现年", "今年", "年仅", "患", "身患", "罹患", "因病", "家住", "确诊"];
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    told.iter().any(|word| rest.starts_with(word))
        || digits.len() < rest.len() && digits.starts_with(['岁', '周', '年'])
}

/// Whether another name follows after 、: 张三、李小明等.
fn is_listed(after: &str) -> bool {
    let Some(next) = after.strip_prefix('、') else { return false };
    let whole = next.split(|c: char| !is_han(c) || c == '等').next().unwrap_or_default();
    // The last of a list may run into the sentence: 张玉兰、刘桂英筹集学费.
    let three = next.char_indices().nth(3).map_or(next, |(end, _)| &next[..end]);
    [whole, three].into_iter().any(|name| is_person(name) && !may_be_deed(name))
}

/// Where the disease begins that ends right before a place: 肺癌 in 肺癌患者.
fn disease_before(text: &str, at: usize) -> Option<usize> {
    let head = text[..at].trim_end_matches("晚期").trim_end_matches("早期");
    let is_one = head.ends_with(['癌', '病', '症', '炎', '瘤', '压', '瘫', '毒']);
    let start = head.char_indices().rev().take_while(|(_, c)| is_han(*c)).take(3).last()?.0;
    // 为肺癌患者 begins with 肺癌.
    let disease =
        head.get(start..)?.trim_start_matches(['为', '给', '向', '与', '和', '对', '名', '位', '有', '是', '望', '问']);
    is_one.then_some(head.len() - disease.len())
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn persons_are_told_from_words() {
        for (text, expected) in [
            ("慰问困难党员张三，送去米油。", "张三"),
            ("低保户李小明家", "李小明"),
            ("王芳患肺癌", "王芳"),
            ("看望李四同志、欧阳小明老人", "李四 欧阳小明"),
            ("张大山，男，58岁", "张大山"),
            ("高血压患者、白血病患者、高龄老人、常年患病的群众", ""),
            ("困难群众高度关注，贫困户温暖过冬，困难党员关怀", ""),
            ("低保户张某某、患者李××", ""),
            ("患者李女士患有冠心病，张主任，赵大爷家", ""),
            ("为困难老人包饺子。为贫困学生艾灸，扶助困难学生成才。", ""),
            ("组织困难家庭包粽子，帮困难职工安灯泡，为困难群众解近渴", ""),
            ("慰问困难党员张三、李小明", "张三"),
            ("困难党员张三、李小明等", "张三"),
            ("为困难老人钟爱，为困难老人米饺子", ""),
            ("", ""),
        ] {
            let found: Vec<&str> = mentions(text, &|_| false).into_iter().map(|mention| &text[mention.name]).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
