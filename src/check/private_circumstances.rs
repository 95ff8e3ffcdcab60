//! S02: a person by name beside an illness, poverty, a birthday or an address.

use std::ops::Range;

use crate::check::private_circumstances::mention::{Mention, mentions};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::timex;
use crate::parse::markdown::{Block, Kind};
use crate::source::Span;

mod mention;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7902",
        name: "private-circumstances",
        severity: Severity::Warning,
        message: Words {
            zh: "“{name}”的{kind}写了出来（“{text}”），属于个人隐私，文中共 {count} 处",
            en: "the {kind} of “{name}” is told (“{text}”), which is private; {count} in this file",
        },
        help: Words {
            zh: "公开的总结里隐去姓名，或者删去这一项；本人书面同意公开的，豁免并写明理由",
            en: "leave out the name or the circumstance; where the person agreed in writing, waive it and say so",
        },
    },
    group: Group::Privacy,
    about: Words {
        zh: "《个人信息保护法》把健康等列为敏感个人信息，公开要经本人单独同意。标出同一句里紧挨着写出的姓名与四类情况：疾病（身患……癌、确诊……病、因病住院）、困难（低保户张某某、困难党员、家庭贫困）、生日（写到日的出生日期）、住址（写到门牌号的住处）。只认明摆着的人名：本汇编的报告在“人物”里写过的，后面带“同志”“老人”“家”的，慰问、看望、资助的对象（慰问困难党员张某某），几个人名用顿号连写的，或者句首的姓名后面直接就是这类情况；“为困难老人包饺子”“扶助困难学生成才”里姓氏用字本是动词的，不算。人名靠推测，所以只是提醒。姓名与情况之间隔着别的话，如“某医生为患病老人义诊”，不算；没有姓名的一群人、打了码的、已经去世的、讲英雄烈士和历史人物的，不算。出生只写年、月的是通行的简历，不算；前置信息“人物”里任职的人，生日也不算，因为任职公示本来就写。引文里的照样算，书名里的不算。每类一个文件报一次。",
        en: "The law on personal information asks a person's own consent for data such as health. Marked is a name right beside, in the same sentence, an illness (身患……癌, 确诊……病, 因病住院), hardship (低保户, 困难党员, 家庭贫困), a birthday (with its day), or a home (with a house number). Only names that are evident: of those whom a report of this publication lists under people, before 同志, 老人, 家, whom a visit goes to (慰问困难党员张某某), several joined by 、, or at the head of a clause right before the circumstance; a verb that is also a surname (为困难老人包饺子) is none. A name is a guess, so this is a warning. Nothing is said where other words stand between (a doctor who treats the ill), nor of groups without names, masked names, the dead, heroes and persons of history. A birth by year and month is ordinary in a résumé; nor is a birthday marked of those whose posts are listed under people. Quotations count, titles do not. Each kind once a file.",
    },
    wrong: "支部看望了身患肺癌的同志，慰问困难党员张三，送去米和油。\n",
    right: "支部慰问困难党员12户、癌症患者9名。张三医生为患有糖尿病的老人义诊。李四，1976年8月出生，支部书记。\n",
    fix: Fix::None,
    find,
};

const ILLNESS: Words = Words { zh: "病情", en: "illness" };
const HARDSHIP: Words = Words { zh: "困难情况", en: "hardship" };
const BIRTHDAY: Words = Words { zh: "出生日期", en: "date of birth" };
const HOME: Words = Words { zh: "住址", en: "home address" };

/// Words without which a block has nothing private; most have none of them.
const CLUES: [&str; 21] = [
    "患",
    "确诊",
    "查出",
    "诊断",
    "因病",
    "得了",
    "突发",
    "贫",
    "困难",
    "低保",
    "特困",
    "五保",
    "建档立卡",
    "残疾",
    "孤儿",
    "出生",
    "生于",
    "住在",
    "家住",
    "现住",
    "住址",
];
/// Words of people whom everyone may speak of.
const PUBLIC: [&str; 16] = [
    "烈士",
    "英雄",
    "楷模",
    "榜样",
    "先烈",
    "先辈",
    "革命家",
    "伟人",
    "名医",
    "的精神",
    "事迹",
    "古代",
    "去世",
    "逝世",
    "离世",
    "病故",
];
const DISEASES: [&str; 33] = [
    "癌",
    "瘤",
    "病",
    "症",
    "炎",
    "中风",
    "瘫",
    "偏瘫",
    "脑梗",
    "心梗",
    "梗死",
    "梗塞",
    "出血",
    "衰竭",
    "结核",
    "阳性",
    "骨折",
    "抑郁",
    "残疾",
    "新冠",
    "肺结节",
    "肝硬化",
    "高血压",
    "白内障",
    "骨髓",
    "肿块",
    "艾滋",
    "中毒",
    "感染",
    "失明",
    "失聪",
    "溃疡",
    "疝",
];
const FALLS_ILL: [&str; 20] = [
    "身患",
    "罹患",
    "患有",
    "患上",
    "患了",
    "因患",
    "患",
    "被确诊为",
    "被确诊",
    "确诊为",
    "确诊患",
    "确诊",
    "被查出",
    "查出",
    "检查出",
    "被诊断为",
    "诊断为",
    "得了",
    "突发",
    "突患",
];
const ILL: [&str; 9] =
    ["因病住院", "因病手术", "因病瘫痪", "因病卧床", "因病致残", "因病休养", "生病住院", "重病在床", "瘫痪在床"];
const POOR: [&str; 17] = [
    "家庭困难",
    "家庭贫困",
    "家境困难",
    "家境贫困",
    "家境贫寒",
    "生活困难",
    "家里困难",
    "经济困难",
    "家中贫困",
    "因病致贫",
    "因学致贫",
    "因残致贫",
    "因灾致贫",
    "因病返贫",
    "家庭经济困难",
    "家庭生活困难",
    "生活贫困",
];
const BELONGS: [&str; 8] = ["是", "属于", "为", "家是", "一家是", "被列为", "被纳入", "被认定为"];
const POOR_GROUPS: [&str; 14] = [
    "贫困户",
    "贫困家庭",
    "贫困人口",
    "低保户",
    "低保",
    "低保对象",
    "低保家庭",
    "特困户",
    "特困人员",
    "特困职工",
    "五保户",
    "建档立卡户",
    "孤儿",
    "残疾人",
];

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(Words, Span, String, String, usize)> = Vec::new();
    let wanted = |block: &&Block| {
        !matches!(block.kind, Kind::Heading(_) | Kind::Signature) && CLUES.iter().any(|clue| block.text.contains(clue))
    };
    for block in subject.blocks.iter().filter(wanted) {
        for sentence in block.sentences() {
            let text = &block.text[sentence.clone()];
            if !CLUES.iter().any(|clue| text.contains(clue)) || PUBLIC.iter().any(|word| text.contains(word)) {
                continue;
            }
            for mention in mentions(text, &|name| is_known(subject, name)) {
                let Some((kind, what)) = circumstance(text, &mention) else { continue };
                let name = &text[mention.name.clone()];
                let holds_post =
                    || subject.draft().is_some_and(|draft| draft.people.iter().any(|person| person.name.value == name));
                let start = sentence.start + mention.name.start.min(what.start);
                let range = start..sentence.start + mention.name.end.max(what.end);
                let in_title = || {
                    let before = &block.text[..range.start];
                    before.rfind('《').is_some_and(|open| !before[open..].contains('》'))
                };
                if (kind == BIRTHDAY && holds_post()) || in_title() {
                    continue;
                }
                match found.iter_mut().find(|(known, ..)| *known == kind) {
                    Some((.., count)) => *count += 1,
                    None => {
                        let words = text[what].trim().to_owned();
                        found.push((kind, subject.span(block, range), name.to_owned(), words, 1));
                    }
                }
            }
        }
    }
    findings.extend(found.into_iter().map(|(kind, span, name, text, count)| {
        let finding = Diagnostic::new(&CHECK.rule, span).with("name", name).with("kind", kind);
        finding.with("text", text).with("count", count)
    }));
}

/// Whether a report names somebody so among its people.
fn is_known(subject: &Subject<'_>, name: &str) -> bool {
    let mut people = subject.publication.reports.iter().flat_map(|report| &report.people);
    people.any(|person| person.name == name)
}

/// What is told of a person, and where.
fn circumstance(text: &str, mention: &Mention) -> Option<(Words, Range<usize>)> {
    if let Some(before) = &mention.ill {
        return Some((ILLNESS, before.clone()));
    }
    if let Some(before) = &mention.poor {
        return Some((HARDSHIP, before.clone()));
    }
    let at = text.len() - unfilled(&text[mention.end..]).len();
    let rest = &text[at..];
    let clause = rest.find(['，', '。', '；', ',', ';', '！', '？', '\n']).map_or(rest, |end| &rest[..end]);
    let upto = |end: usize| at..at + end;
    if let Some(word) = ILL.iter().find(|word| clause.starts_with(**word)) {
        return Some((ILLNESS, upto(word.len())));
    }
    if let Some(verb) = FALLS_ILL.iter().find(|verb| clause.starts_with(**verb)) {
        let after = &clause[verb.len()..];
        let disease = DISEASES.iter().filter_map(|word| Some(after.find(word)? + word.len())).max();
        let near = disease.filter(|end| after[..*end].chars().count() <= 14);
        return near
            .filter(|_| !after.starts_with(['者', '儿', '难', '病']) || after.starts_with("病住院"))
            .map(|end| (ILLNESS, upto(verb.len() + end)));
    }
    if let Some(word) = POOR.iter().find(|word| clause.starts_with(**word)) {
        return Some((HARDSHIP, upto(word.len())));
    }
    let belongs = BELONGS.iter().filter(|word| clause.starts_with(**word)).map(|word| word.len()).max();
    // 是村里的贫困户, and nothing after it: 是贫困户信任的人 tells of others.
    if let Some(start) = belongs
        && let Some(end) = POOR_GROUPS.iter().filter_map(|word| Some(clause[start..].find(word)? + word.len())).max()
        && clause[start..start + end].chars().count() <= 12
        && !clause[start + end..].starts_with(|next: char| next.is_alphanumeric())
    {
        return Some((HARDSHIP, upto(start + end)));
    }
    birthday(clause).map(|end| (BIRTHDAY, upto(end))).or_else(|| home(clause).map(|end| (HOME, upto(end))))
}

/// What may stand between a name and what is told of the person.
const FILLERS: [&str; 35] = [
    "，",
    ",",
    "（",
    "(",
    "）",
    ")",
    "今年",
    "现年",
    "年仅",
    "去年",
    "前年",
    "近日",
    "不幸",
    "突然",
    "早年",
    "长期",
    "常年",
    "一直",
    "曾",
    "也",
    "又",
    "于",
    "被",
    "因为",
    "由于",
    "自幼",
    "从小",
    "家中",
    "家里",
    "男",
    "女",
    "汉族",
    "中共党员",
    "的",
    " ",
];

/// A text without the fillers at its head.
fn unfilled(text: &str) -> &str {
    let mut rest = text;
    loop {
        // 1965年生 and 出生 begin a circumstance; 58岁 and 2019年 do not.
        if birthday(rest).is_some() {
            return rest;
        }
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let aged = (digits.len() < rest.len())
            .then(|| ["岁", "周岁", "年", "月", "日"].iter().find_map(|unit| digits.strip_prefix(unit)))
            .flatten();
        if FALLS_ILL.iter().chain(&ILL).any(|word| rest.starts_with(word)) {
            return rest;
        }
        match aged.or_else(|| FILLERS.iter().find_map(|filler| rest.strip_prefix(filler))) {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// Where a birthday at the head of a text ends: 1965年3月2日出生, 生于1965年3月2日.
fn birthday(text: &str) -> Option<usize> {
    let born = ["出生于", "生于", "出生日期为", "出生日期：", "出生日期"];
    let start = born.iter().find_map(|word| text.starts_with(word).then_some(word.len())).unwrap_or(0);
    let length = text[start..].char_indices().nth(14).map_or(text.len() - start, |(at, _)| at);
    let dates = timex::moments(&text[start..start + length]);
    let date = dates.first().filter(|date| date.range.start == 0 && date.year.is_some() && date.day.is_some())?;
    let end = start + date.range.end;
    let end = if text[end..].starts_with('日') { end + "日".len() } else { end };
    match ["出生", "生"].iter().find(|word| text[end..].starts_with(**word)) {
        Some(word) => Some(end + word.len()),
        None => (start > 0).then_some(end),
    }
}

/// Where people stay and nobody has a home.
const LODGINGS: [&str; 11] =
    ["病房", "病区", "床", "医院", "酒店", "宾馆", "隔离", "宿舍", "敬老院", "养老院", "福利院"];

/// Where an address at the head of a text ends: 家住甲街12号3单元402室.
fn home(text: &str) -> Option<usize> {
    let start = ["家住", "现住", "住在", "居住在", "家庭住址", "住址", "租住在"]
        .iter()
        .find_map(|word| text.starts_with(word).then_some(word.len()))?;
    let place = text[start..].char_indices().nth(30).map_or(&text[start..], |(at, _)| &text[start..start + at]);
    let end = ["号", "室", "栋", "幢", "单元"]
        .iter()
        .flat_map(|unit| place.match_indices(unit).map(|(at, unit)| (at, at + unit.len())))
        .filter(|(at, _)| place[..*at].ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))
        .map(|(_, end)| end)
        .max()?;
    let around = place.char_indices().find(|(at, _)| *at >= end + 12).map_or(place, |(at, _)| &place[..at]);
    (!LODGINGS.iter().any(|word| around.contains(word))).then_some(start + end)
}
