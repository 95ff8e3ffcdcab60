//! Report: a whole text from facts.
//!
//! In: a number, which is the seed. Out: a document: front matter, chapters,
//! a signature, sometimes a table or references, with the places of what a
//! careless writer could get wrong. Nothing here knows of any mistake.

use std::ops::Range;

use super::facts::Facts;
use super::random::Random;
use super::sentences::{CLOSING, OPENING, SUBJECTS};
use super::writer::{Pattern, Writer, ordinal, slot};

/// A place that a careless writer could get wrong.
#[derive(Clone)]
pub struct Slot {
    /// What stands there.
    pub name: String,
    /// Where.
    pub range: Range<usize>,
}

/// A report without a mistake.
pub struct Document {
    /// What it is about.
    pub facts: Facts,
    /// The whole file.
    pub text: String,
    /// Where the body begins.
    pub body: usize,
    /// Its places.
    pub slots: Vec<Slot>,
    /// The report of the year before, if there is one.
    pub last_year: Option<String>,
}

impl Document {
    /// The document of a number.
    pub fn of(number: usize, seed: u64) -> Document {
        let mut random = Random::new(seed);
        let facts = Facts::of(number, &mut random);
        let has_last_year = random.one_in(2);
        let mut writer = Writer { facts: &facts, random: &mut random };
        let body = body(&mut writer);
        let front = front(&mut writer, &body, has_last_year);
        let last_year = has_last_year.then(|| last_year(&facts));
        let (text, slots) = without_slots(&format!("{front}{body}"));
        let body = text.find("---\n\n").unwrap() + "---\n\n".len();
        Document { facts, text, body, slots, last_year }
    }

    /// The places of a name.
    pub fn slots(&self, name: &str) -> Vec<Range<usize>> {
        self.slots.iter().filter(|slot| slot.name == name).map(|slot| slot.range.clone()).collect()
    }

    /// The sentence that has a place, without its full stop.
    pub fn sentence(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.text[..range.start].rfind(['。', '\n']).map_or(0, |at| at + 1);
        let from = (from..=range.start).find(|&at| self.text.is_char_boundary(at)).unwrap();
        let end = self.text[range.end..].find(['。', '\n']).map_or(self.text.len(), |at| range.end + at);
        from..end
    }

    /// The lines around a place up to the next empty ones.
    pub fn block(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.text[..range.start].rfind("\n\n").map_or(0, |at| at + 2);
        let end = self.text[range.end..].find("\n\n").map_or(self.text.len(), |at| range.end + at);
        from..end
    }

    /// The paragraphs of running text.
    pub fn paragraphs(&self) -> Vec<Range<usize>> {
        let mut from = self.body;
        let mut found = Vec::new();
        for block in self.text[self.body..].split("\n\n") {
            let range = from..from + block.len();
            from = range.end + 2;
            if block.ends_with('。') && !block.contains('\n') {
                found.push(range);
            }
        }
        found
    }

    /// The sentences of running text, each with its full stop.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for paragraph in self.paragraphs() {
            let mut from = paragraph.start;
            for sentence in self.text[paragraph].split_inclusive('。') {
                found.push(from..from + sentence.len());
                from += sentence.len();
            }
        }
        found
    }

    /// The headings of a level, without their marks.
    pub fn headings(&self, level: usize) -> Vec<Range<usize>> {
        let mark = format!("\n{} ", "#".repeat(level));
        self.text
            .match_indices(&mark)
            .map(|(at, mark)| {
                let from = at + mark.len();
                from..self.text[from..].find('\n').map_or(self.text.len(), |end| from + end)
            })
            .collect()
    }

    /// Where a text stands in the body.
    pub fn finds(&self, text: &str) -> Vec<Range<usize>> {
        self.text[self.body..].match_indices(text).map(|(at, _)| self.body + at..self.body + at + text.len()).collect()
    }
}

/// A text with its slots taken out.
fn without_slots(marked: &str) -> (String, Vec<Slot>) {
    let (mut text, mut slots) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (slot, after) = after.split_once('⟧').unwrap();
        let (name, content) = slot.split_once('|').unwrap();
        text.push_str(before);
        let from = text.len();
        text.push_str(content);
        slots.push(Slot { name: name.to_owned(), range: from..text.len() });
        rest = after;
    }
    text.push_str(rest);
    (text, slots)
}

fn paragraph(writer: &mut Writer<'_>, patterns: &[Pattern]) -> String {
    let mut text: String = patterns.iter().map(|pattern| pattern(writer)).collect();
    text.push_str("\n\n");
    text
}

fn body(writer: &mut Writer<'_>) -> String {
    let facts = writer.facts;
    let has_short_name = writer.random.one_in(2);
    let has_references = writer.random.one_in(3);
    let mut text = String::new();
    if has_short_name {
        let short = facts.host.strip_prefix(facts.town.trim_end_matches('市')).unwrap();
        text += &format!(
            "{}（以下简称“{}”）创建于{}年，设有{}等机构。{short}历来重视基层工作。",
            facts.host,
            slot("short", short),
            facts.year - 31,
            slot("name", facts.name)
        );
    }
    let opening = writer.random.within(2..=4) as usize;
    let opening = writer.random.some(OPENING, opening);
    text += &paragraph(writer, &opening);
    // The service comes in every report; what else comes is chance.
    let others: Vec<usize> = (0..SUBJECTS.len()).filter(|&subject| subject != 2).collect();
    let count = writer.random.within(2..=3) as usize;
    let mut subjects = writer.random.some_in_order(&others, count);
    subjects.push(2);
    subjects.sort_unstable();
    let has_sections = !writer.random.one_in(3);
    let table_in = writer.random.one_in(3).then(|| writer.random.below(subjects.len()));
    for (place, &subject) in subjects.iter().enumerate() {
        let subject = &SUBJECTS[subject];
        let heading = writer.random.pick(subject.headings);
        text += &format!("## {}、{heading}\n\n", ordinal(place + 1));
        let sections = if has_sections { writer.random.within(2..=3) as usize } else { 1 };
        let mut patterns = writer.random.some(subject.patterns, sections * 3);
        if std::ptr::eq(subject.headings, SUBJECTS[2].headings) {
            let first = subject.patterns[0];
            patterns.retain(|pattern| !std::ptr::fn_addr_eq(*pattern, first));
            patterns.insert(0, first);
        }
        for section in 0..sections {
            if has_sections {
                text += &format!("### （{}）{}\n\n", ordinal(section + 1), subject.sections[section]);
            }
            let share = patterns.len().div_ceil(sections - section);
            let own: Vec<Pattern> = patterns.drain(..share).collect();
            let cut = own.len() / 2;
            if own.len() > 3 && writer.random.one_in(2) {
                text += &paragraph(writer, &own[..cut]);
                text += &paragraph(writer, &own[cut..]);
            } else {
                text += &paragraph(writer, &own);
            }
        }
        if table_in == Some(place) {
            text += &table(writer);
        }
    }
    if has_references {
        let served = writer.served();
        text += &format!(
            "有研究认为，持续的沟通能够提高{served}的信任{}，简化流程也有同样的效果{}。\n\n",
            slot("citation", "[1]"),
            slot("citation", "[2]")
        );
    }
    text += &format!("## {}、荣誉与打算\n\n", ordinal(subjects.len() + 1));
    text += &honours(writer);
    let closing = writer.random.within(2..=3) as usize;
    let closing = writer.random.some(CLOSING, closing);
    text += &paragraph(writer, &closing);
    text += &signature(writer);
    if has_references {
        text += &references(writer);
    }
    text
}

fn honours(writer: &mut Writer<'_>) -> String {
    let facts = writer.facts;
    let said: Vec<String> = facts
        .honours
        .iter()
        .enumerate()
        .map(|(place, (name, level, grantor))| match place {
            0 => format!("一年来，{}荣获{level}级“{name}”称号。", facts.name),
            1 => format!("在年度评比中，{}被{grantor}评为“{name}”。", facts.kind.unit),
            _ => format!("由{}推荐，我们还获评{level}级“{name}”。", facts.host),
        })
        .collect();
    said.concat() + "\n\n"
}

fn table(writer: &mut Writer<'_>) -> String {
    let rows = ["第一季度", "第二季度", "第三季度", "第四季度"];
    let (times, times_sum) = writer.parts(4, 3, 19);
    let (visits, visits_sum) = writer.parts(4, 120, 690);
    let mut text = "全年开展主题实践活动的情况见表1。\n\n表1　主题实践活动情况\n\n| 季度 | 场次 | 参加人次 |\n| --- | --- | --- |\n".to_owned();
    for ((row, times), visits) in rows.iter().zip(times).zip(visits) {
        text += &format!("| {row} | {} | {} |\n", cell(&times), cell(&visits));
    }
    text + &format!("| 合计 | {} | {} |\n\n", cell(&times_sum), cell(&visits_sum))
}

/// A figure of a table: its slot has another name.
fn cell(slot: &str) -> String {
    slot.replace("⟦part|", "⟦cell|").replace("⟦sum|", "⟦cell|")
}

fn signature(writer: &mut Writer<'_>) -> String {
    let facts = writer.facts;
    let year = facts.year + u32::from(facts.late);
    let (month, day) = facts.written;
    format!("{}\n{}\n\n", facts.full_name(), slot("signed", format!("{year}年{month}月{day}日")))
}

fn references(writer: &mut Writer<'_>) -> String {
    let year = writer.facts.year - 2;
    let page = writer.number(11, 88);
    format!(
        "参考文献：\n\n{}张某某. 沟通对信任的影响[J]. 基层管理研究,{year},12(3):{page}-{}. DOI：{}.\n\n{}李某某. 流程再造概论[M]. 云泽：云泽出版社,{year}.\n\n",
        slot("reference", "[1]"),
        page + 5,
        slot("doi", format!("10.13579/j.issn.1009-246x.{year}.03.0{page}")),
        slot("reference", "[2]"),
    )
}

fn front(writer: &mut Writer<'_>, body: &str, has_last_year: bool) -> String {
    let facts = writer.facts;
    let (plain, _) = without_slots(body);
    let year = facts.year;
    let own = format!("{}{}年度工作总结", facts.full_name(), slot("title-year", year));
    let slogan = writer.pick(&["同心聚力 服务为先", "把工作做到心坎上", "凝心聚力促发展", "立足岗位 真抓实干"]);
    let mut front = if writer.random.one_in(2) {
        format!("---\ntitle: {slogan}\nsubtitle: {own}\n")
    } else {
        format!("---\ntitle: {own}\n")
    };
    front += &format!("branch: o{}\nyear: {year}\n", facts.number);
    let written = year + u32::from(facts.late);
    let (month, day) = facts.written;
    front += &format!("date: {}\n", slot("dated", format!("{written}-{month:02}-{day:02}")));
    front += "genre: 年度工作总结\n";
    front += writer.pick(&["topics: [志愿服务, 组织建设]\n", "topics: [组织建设]\n", "topics: [学习培训, 志愿服务]\n"]);
    front += &format!("authors: [{}]\n", facts.name);
    if !writer.random.one_in(3) {
        let (name, level, _) = facts.honours[0];
        front += &format!(
            "abstract: 这一年开展{}{}场，服务{}{}人次，荣获{level}级“{}”称号。\n",
            facts.kind.service,
            facts.services,
            facts.kind.served,
            slot("abstract-figure", facts.served),
            slot("abstract-honour", name)
        );
    }
    let words =
        ["志愿服务", "组织生活", "疫情防控", "基层工作", "应急预案", "技能大比武", "岗位练兵", "满意度", "抗疫一线"];
    let used: Vec<&str> = words.into_iter().filter(|word| plain.contains(word)).take(3).collect();
    let keywords: Vec<String> = used.iter().map(|word| slot("keyword", word)).collect();
    if !keywords.is_empty() {
        front += &format!("keywords: [{}]\n", keywords.join(", "));
    }
    front += &format!(
        "achievements:\n  - text: 全年开展{}{}场，服务{}{}人次\n    figures: [{{name: 服务人次, value: {}, unit: 人次}}]\n",
        facts.kind.service, facts.services, facts.kind.served, facts.served, facts.served
    );
    front += "honours:\n";
    for (name, level, grantor) in &facts.honours {
        front += &format!("  - {{name: {name}, level: {level}, grantor: {grantor}, date: {year}}}\n");
    }
    let base = match (has_last_year, writer.random.one_in(2)) {
        (true, true) => format!(", base: {}", slot("base", facts.before)),
        _ => String::new(),
    };
    front += &format!(
        "metrics:\n  - {{name: {}, value: {}, unit: 名{base}}}\n  - {{name: 培训, value: {}, unit: 期}}\n",
        facts.kind.people,
        slot(if base.is_empty() { "metric" } else { "metric-with-base" }, facts.members),
        slot("metric-trainings", facts.trainings)
    );
    front += "people:\n";
    for (name, post) in &facts.people {
        front += &format!("  - {{name: {name}, role: {post}}}\n");
    }
    front + "---\n\n"
}

fn last_year(facts: &Facts) -> String {
    format!(
        "---\ntitle: {}{}年度工作总结\nbranch: o{}\nyear: {}\nmetrics:\n  - {{name: {}, value: {}, unit: 名}}\n---\n\n这一年的主要工作是打基础、立规矩，年底有{}{}名。\n",
        facts.full_name(),
        facts.year - 1,
        facts.number,
        facts.year - 1,
        facts.kind.people,
        facts.before,
        facts.kind.people,
        facts.before,
    )
}
