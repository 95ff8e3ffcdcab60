//! Plants: names of units and people.

use super::{Extent, Plant, Planted, one, otherwise, paragraphs, rewrite, slot};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    otherwise("organization-unknown", "a branch that is not in the register", |_, document| {
        let from = document.text.find("\nbranch: ")? + 1;
        let range = from..from + document.text[from..].find('\n')?;
        Some(rewrite(document, range.clone(), "branch: 综合办公支部", range))
    }),
    otherwise("unit-variants", "a branch by two more names, number cut short", |random, document| {
        variants(random, document, ["一支部", "第1支部"])
    }),
    otherwise("unit-variants", "a branch by two more names, with its host's kind", |random, document| {
        variants(random, document, ["医院第一党支部", "一支部"])
    }),
    paragraphs(
        "unit-variants",
        "⟦党小组组长⟧每月向支部报告一次工作，遇有重要情况随时报告。⟦党小组长⟧因公外出的，由副组长代行职责。",
    ),
    paragraphs("unit-variants", "各⟦党小组⟧按月制订学习计划，⟦党工作小组⟧的活动经费由支部统一安排。"),
    otherwise("short-name-unexplained", "a short name used before it is introduced", |_, document| {
        let short = document.slots("short").first()?.clone();
        let said = format!("{}的发展离不开每一个人。", &document.text[short]);
        let mut text = document.text.clone();
        text.insert_str(document.body, &said);
        Some(Planted::at(document.body..document.body + said.len(), text))
    }),
    paragraphs(
        "short-name-unexplained",
        "与某某省健康促进研究会（以下简称“⟦健促研究会⟧”）合作，编写了科普读本，受到欢迎。",
    ),
    paragraphs(
        "short-name-unexplained",
        "⟦绿色联盟⟧派人来指导。江东区绿色出行推广联盟（以下简称“绿色联盟”）是一家公益组织，双方约定长期合作。",
    ),
    otherwise("names-alike", "a name one character apart", homophone),
    otherwise("names-alike", "a name one character apart in the front matter", homophone_in_front),
    slot("names-alike", "a surname misheard", "person", Extent::Slot, |_, name| {
        let mut letters: Vec<char> = name.chars().collect();
        letters[1] = '晓';
        letters.into_iter().collect()
    }),
    otherwise("unit-variants", "a branch by two more names, one without 党", |random, document| {
        variants(random, document, ["第一支部", "医院一支部"])
    }),
];

const SOUNDS_ALIKE: [(&str, &str); 9] = [
    ("惠", "慧"),
    ("军", "君"),
    ("红", "宏"),
    ("静", "靖"),
    ("明", "鸣"),
    ("杰", "洁"),
    ("辉", "晖"),
    ("玲", "铃"),
    ("伟", "玮"),
];

/// Another character of the same sound at the end of a name.
fn heard(name: &str) -> Option<String> {
    let (right, wrong) = SOUNDS_ALIKE.into_iter().find(|(right, _)| name.ends_with(right))?;
    Some(name.replace(right, wrong))
}

fn homophone(random: &mut Random, document: &Document) -> Option<Planted> {
    let range = one(random, document.slots("person"))?;
    let changed = heard(&document.text[range.clone()])?;
    Some(rewrite(document, range.clone(), &changed, range))
}

fn homophone_in_front(random: &mut Random, document: &Document) -> Option<Planted> {
    let said = one(random, document.slots("person"))?;
    let name = &document.text[said.clone()];
    let at = document.text.find(name)?;
    let changed = heard(name)?;
    let mut planted = rewrite(document, at..at + name.len(), &changed, at..at + name.len());
    planted.wrong.push(said);
    Some(planted)
}

/// Two more names of a branch that is called by its number.
fn variants(random: &mut Random, document: &Document, names: [&str; 2]) -> Option<Planted> {
    if document.facts.name != "第一党支部" {
        return None;
    }
    let paragraph = one(random, document.paragraphs())?;
    let said = format!("⟦{}⟧在年底的评比中得分最高，⟦{}⟧的做法被编入案例。", names[0], names[1]);
    let mut planted = super::insert(document, paragraph.end, &said);
    // The name itself, where it stands, is as good a place.
    planted.wrong.extend(document.finds(document.facts.name).into_iter().filter(|place| place.end < paragraph.end));
    Some(planted)
}
