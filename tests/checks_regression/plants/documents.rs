//! Plants: what is missing, and headings.

use super::{Extent, Plant, Planted, one, otherwise, paragraphs, rewrite, sentence, slot};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    otherwise("key-missing", "no title", |_, document| without_line(document, "title:")),
    otherwise("key-missing", "no branch", |_, document| without_line(document, "branch:")),
    otherwise("key-missing", "no year", |_, document| without_line(document, "year:")),
    slot("keyword-absent", "a keyword that is never used", "keyword", Extent::Slot, |random, _| {
        random.pick(&["远程会诊", "文旅融合", "数字孪生", "垃圾分类"]).to_owned()
    }),
    slot("keyword-absent", "a keyword with a wrong character", "keyword", Extent::Slot, |_, word| {
        let mut letters: Vec<char> = word.chars().collect();
        let last = letters.len() - 1;
        letters[last] = if letters[last] == '务' { '物' } else { '空' };
        letters.into_iter().collect()
    })
    .or(&["wrong-word"]),
    slot("abstract-elsewhere", "a figure of the abstract one off", "abstract-figure", Extent::Slot, |_, figure| {
        (figure.parse::<u32>().unwrap() + 1).to_string()
    }),
    slot(
        "abstract-elsewhere",
        "a figure of the abstract with a zero more",
        "abstract-figure",
        Extent::Slot,
        |_, figure| format!("{figure}0"),
    ),
    slot(
        "abstract-elsewhere",
        "an honour of which the body says nothing",
        "abstract-honour",
        Extent::Slot,
        |random, _| random.pick(&["模范职工之家", "三八红旗集体", "节水型单位"]).to_owned(),
    ),
    otherwise("numbering-broken", "a chapter skipped", |random, document| heading(random, document, 2, 1)),
    otherwise("numbering-broken", "a section skipped", |random, document| heading(random, document, 3, 1)),
    otherwise("numbering-broken", "a chapter numbered like the one before", |random, document| {
        heading(random, document, 2, -1)
    }),
    otherwise("numbering-broken", "a section numbered like the one before", |random, document| {
        heading(random, document, 3, -1)
    }),
    slot("numbering-broken", "三是 after 一是", "ordinal", Extent::Sentence, |_, ordinal| {
        match ordinal {
            "二是" => "三是",
            "三是" => "四是",
            _ => "二是",
        }
        .to_owned()
    })
    .or(&["wrong-count"]),
    otherwise("numbering-broken", "③ after ①", |_, document| {
        let range = document.finds("②").first()?.clone();
        let around = document.sentence(&range);
        Some(rewrite(document, range, "③", around))
    }),
    sentence("numbering-broken", "具体要求是：（1）提前报名；（2）按时签到；⟦（4）课后反馈⟧。"),
    paragraphs("numbering-broken", "1.收集意见，做好分类。\n\n2.交办意见，限时答复。\n\n⟦4.公开结果，接受评议。⟧"),
    sentence("numbering-broken", "第一，摸清底数；第二，建立档案；⟦第四⟧，动态更新。"),
    otherwise("heading-level-skipped", "two levels down at once", |random, document| {
        let range = one(random, document.headings(3))?;
        if !document.text[..range.start - 4].trim_end().lines().last()?.starts_with("## ") {
            return None;
        }
        Some(rewrite(document, range.start - 4..range.start, "#### ", range))
    }),
    paragraphs("heading-level-skipped", "##### ⟦1.补充说明⟧\n\n以上各项均已归档。"),
    otherwise("heading-mark-mixed", "一. for 一、", |random, document| mark(random, document, 2, "、", ".")),
    otherwise("heading-mark-mixed", "一， for 一、", |random, document| mark(random, document, 2, "、", "，")),
    otherwise("heading-mark-mixed", "（一）、 for （一）", |random, document| {
        mark(random, document, 3, "）", "）、")
    }),
    paragraphs("heading-mark-mixed", "#### ⟦1、⟧收尾工作\n\n各项材料均已归档。"),
    otherwise("heading-mark-mixed", "(一)、 for （一）", |random, document| {
        mark(random, document, 3, "）", ")、")
    }),
    otherwise("heading-repeated", "the title once more above the text", |_, document| {
        let title = title(document)?;
        let mut text = document.text.clone();
        text.insert_str(document.body, &format!("# {title}\n\n"));
        Some(Planted::at(document.body..document.body + title.len() + 2, text))
    }),
    otherwise("heading-repeated", "the title as a paragraph", |_, document| {
        let title = title(document)?;
        let mut text = document.text.clone();
        text.insert_str(document.body, &format!("{title}\n\n"));
        Some(Planted::at(document.body..document.body + title.len(), text))
    }),
    otherwise("heading-repeated", "a section headed like the one before", |_, document| {
        let headings = document.headings(3);
        let (one, next) = headings.iter().zip(headings.iter().skip(1)).find(|(one, next)| {
            document.text[one.start..].starts_with("（一）") && document.text[next.start..].starts_with("（二）")
        })?;
        let said = document.text[one.clone()].replace("（一）", "（二）");
        let mut planted = rewrite(document, next.clone(), &said, next.clone());
        planted.wrong.push(one.clone());
        Some(planted)
    }),
    otherwise("heading-repeated", "a heading written twice", |random, document| {
        let range = one(random, document.headings(2))?;
        let said = format!("{0}\n\n## {0}", &document.text[range.clone()]);
        Some(rewrite(document, range.clone(), &said, range))
    }),
    otherwise("unmarked-headings", "headings that are plain lines", |_, document| {
        let (front, body) = document.text.split_at(document.body);
        let mut lines = Vec::new();
        for line in body.lines() {
            match line.trim_start_matches('#').trim_start() {
                // Numbered headings are known by their numbers as well; these
                // are bare.
                bare if line.starts_with('#') => {
                    lines.push(bare.split_once(['、', '）']).map_or(bare, |(_, bare)| bare));
                }
                plain => lines.push(plain),
            }
        }
        let text = format!("{front}{}\n", lines.join("\n"));
        Some(Planted::at(front.len()..text.len(), text))
    }),
];

fn title(document: &Document) -> Option<&str> {
    document.text.lines().find_map(|line| line.strip_prefix("title: "))
}

fn without_line(document: &Document, key: &str) -> Option<Planted> {
    let from = document.text.find(&format!("\n{key}"))? + 1;
    let end = from + document.text[from..].find('\n')? + 1;
    let mut text = document.text.clone();
    text.replace_range(from..end, "");
    Some(Planted::at(0..document.body - (end - from), text))
}

const ORDINALS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "七"];

/// Gives a heading that is not the first another number; it or the next is
/// then wrong.
fn heading(random: &mut Random, document: &Document, level: usize, step: isize) -> Option<Planted> {
    let mut headings = document.headings(level);
    let number =
        |heading: &str| ORDINALS.iter().position(|ordinal| heading.trim_start_matches('（').starts_with(ordinal));
    headings.retain(|range| number(&document.text[range.clone()]).is_some_and(|number| number > 0));
    let range = one(random, headings)?;
    let heading = &document.text[range.clone()];
    let old = number(heading)?;
    let changed = heading.replacen(ORDINALS[old], ORDINALS[old.checked_add_signed(step)?], 1);
    let around = range.start..document.text[range.end..].find("\n## ").map_or(document.text.len(), |at| range.end + at);
    let around = if level == 2 { range.start..document.text.len() } else { around };
    Some(rewrite(document, range, &changed, around))
}

/// Sets another mark after the number of a heading.
fn mark(random: &mut Random, document: &Document, level: usize, right: &str, wrong: &str) -> Option<Planted> {
    let range = one(random, document.headings(level))?;
    let mut changed = document.text[range.clone()].replacen(right, wrong, 1);
    if wrong.starts_with(')') {
        changed = changed.replacen('（', "(", 1);
    }
    Some(rewrite(document, range.clone(), &changed, range))
}
