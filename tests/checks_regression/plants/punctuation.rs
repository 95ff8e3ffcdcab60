//! Plants: punctuation and broken lines.

use super::{Plant, Planted, one, otherwise, paragraphs, rewrite, sentence};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    otherwise("half-width-punctuation", "a half-width comma", |random, document| once(random, document, "，", ",")),
    otherwise("half-width-punctuation", "a half-width semicolon", |random, document| once(random, document, "；", ";")),
    otherwise("half-width-punctuation", "a half-width colon", |random, document| once(random, document, "：", ":")),
    otherwise("half-width-punctuation", "half-width punctuation throughout", |_, document| {
        throughout(document, &[("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")")])
    }),
    sentence("half-width-punctuation", "活动效果怎么样⟦?⟧大家说了算。"),
    sentence("half-width-punctuation", "为奉献者点赞⟦!⟧向坚守者致敬！"),
    sentence("half-width-punctuation", "编写了操作规程⟦(试行)⟧。"),
    otherwise("mixed-width", "a full-width figure", |random, document| {
        let range = one(random, document.slots("figure"))?;
        let wide = wide(&document.text[range.clone()]);
        Some(rewrite(document, range.clone(), &wide, range))
    }),
    otherwise("mixed-width", "a full-width year", |random, document| {
        let range = one(random, document.slots("date"))?;
        let wide = wide(&document.text[range.start..range.start + 4]);
        Some(rewrite(document, range.start..range.start + 4, &wide, range))
    }),
    sentence("mixed-width", "新购⟦ＣＴ⟧机一台。"),
    otherwise("han-space", "a space in a word", |random, document| {
        let sentence = one(random, document.sentences())?;
        let text = &document.text[sentence.clone()];
        let pairs: Vec<usize> = text
            .char_indices()
            .zip(text.chars().skip(1))
            .filter(|((_, one), next)| is_han(*one) && is_han(*next))
            .map(|((at, one), _)| sentence.start + at + one.len_utf8())
            .collect();
        if pairs.is_empty() {
            return None;
        }
        let at = pairs[random.below(pairs.len())];
        // Not in a quotation, which is left as it is.
        let before = &document.text[sentence.start..at];
        if before.matches('“').count() != before.matches('”').count() || before.contains('《') {
            return None;
        }
        Some(rewrite(document, at..at, " ", at - 3..at + 3))
    }),
    sentence("han-space", "义务巡诊的⟦志 愿⟧者深入牧区。"),
    sentence("han-space", "截至目前，运行⟦平稳 ，⟧没有差错。"),
    otherwise("unpaired-marks", "a closing quotation mark lost", |random, document| lost(random, document, "”")),
    otherwise("unpaired-marks", "an opening quotation mark lost", |random, document| lost(random, document, "“")),
    otherwise("unpaired-marks", "a closing bracket lost", |random, document| lost(random, document, "）")),
    otherwise("unpaired-marks", "a closing title mark lost", |random, document| lost(random, document, "》")),
    sentence("unpaired-marks", "大家围绕⟦《为民服务手册》》⟧展开讨论。"),
    sentence("unpaired-marks", "开展⟦“学榜样、“比奉献”、促发展”⟧主题活动。"),
    sentence("unpaired-marks", "学习了⟦“《职工守则”》⟧。"),
    otherwise("makeshift-marks", "-- for ——", |random, document| once(random, document, "——", "--")),
    otherwise("makeshift-marks", "— — for ——", |random, document| once(random, document, "——", "— —")),
    sentence("makeshift-marks", "座谈中，有人谈变化，有人谈打算⟦...⟧气氛十分热烈。"),
    sentence("makeshift-marks", "座谈中，有人谈变化，有人谈打算⟦。。。⟧"),
    sentence("makeshift-marks", "送去了米面、油盐、棉被⟦……、⟧一片真情。"),
    sentence("makeshift-marks", "送去的不只是米面⟦--⟧更是一份牵挂。"),
    sentence("makeshift-marks", "以上成绩已经核实⟦。。⟧"),
    otherwise("straight-quotes", "straight quotation marks", |_, document| {
        throughout(document, &[("“", "\""), ("”", "\"")])
    }),
    otherwise("straight-quotes", "straight full-width quotation marks", |_, document| {
        throughout(document, &[("“", "＂"), ("”", "＂")])
    }),
    sentence("straight-quotes", "开展⟦\"金点子\"⟧征集活动。"),
    otherwise("blank-indent", "an indent of ideographic spaces", |random, document| indent(random, document, "　　")),
    otherwise("blank-indent", "an indent of no-break spaces", |random, document| {
        indent(random, document, "\u{a0}\u{a0}\u{a0}\u{a0}")
    }),
    otherwise("broken-paragraph", "a paragraph broken after a comma", |random, document| {
        broken(random, document, "，")
    }),
    otherwise("broken-paragraph", "a paragraph broken after 、", |random, document| broken(random, document, "、")),
    paragraphs(
        "broken-paragraph",
        "全年的应急演练和日常巡查都有专人负责，记录完整，应急演⟦练\n\n和⟧日常巡查的结果按月公布，大家都能看到。",
    ),
    paragraphs(
        "broken-paragraph",
        "为了让新来的同事尽快熟悉情况，办公室编写了一本小册子，把常见的问⟦题\n\n都⟧写在里面，拿到的人都说好。",
    ),
    paragraphs(
        "broken-paragraph",
        "在这次评比当中，大家一致认为做得最好的是后勤班组，他们⟦的\n\n经验⟧值得推广，也应当学习。",
    ),
    paragraphs(
        "broken-paragraph",
        "会前广泛征求意见，会上充分发扬民主，会后及时公布结果，做到了件件⟦有着\n\n落⟧、事事有回音。",
    ),
    paragraphs("fused-labels", "⟦时间：2019-07-02来源：市中心血站作者：办公室⟧"),
    paragraphs("fused-labels", "⟦来源：市总工会作者：宣传部编辑：李四⟧"),
    paragraphs("fused-labels", "⟦发布时间：2020年3月5日作者：张三浏览次数：126⟧"),
    paragraphs("fused-labels", "⟦作者：张三编辑：李四审核：王五⟧"),
];

fn is_han(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|letter| if letter.is_ascii_digit() { char::from_u32(letter as u32 + 0xfee0).unwrap() } else { letter })
        .collect()
}

/// Writes one mark of the paragraphs otherwise.
fn once(random: &mut Random, document: &Document, right: &str, wrong: &str) -> Option<Planted> {
    let paragraphs = document.paragraphs();
    let mut places = document.finds(right);
    places.retain(|place| {
        let text = &document.text;
        let quoted = text[document.sentence(place).start..place.start].contains(['“', '《']);
        !quoted && paragraphs.iter().any(|paragraph| paragraph.start <= place.start && place.end <= paragraph.end)
    });
    let range = one(random, places)?;
    Some(rewrite(document, range.clone(), wrong, range))
}

/// Writes marks otherwise in the whole body.
fn throughout(document: &Document, marks: &[(&str, &str)]) -> Option<Planted> {
    let (front, body) = document.text.split_at(document.body);
    let mut changed = body.to_owned();
    for (right, wrong) in marks {
        changed = changed.replace(right, wrong);
    }
    (changed != body).then(|| Planted::at(front.len()..front.len() + changed.len(), format!("{front}{changed}")))
}

/// Loses one mark of the paragraphs; anywhere in its sentence is the place.
fn lost(random: &mut Random, document: &Document, mark: &str) -> Option<Planted> {
    let paragraphs = document.paragraphs();
    let mut places = document.finds(mark);
    places.retain(|place| {
        paragraphs.iter().any(|paragraph| paragraph.start <= place.start && place.end <= paragraph.end)
    });
    let range = one(random, places)?;
    let around = document.sentence(&range);
    Some(rewrite(document, range, "", around))
}

fn indent(random: &mut Random, document: &Document, blanks: &str) -> Option<Planted> {
    let paragraph = one(random, document.paragraphs())?;
    let from = paragraph.start;
    Some(rewrite(document, from..from, blanks, from..from + 1))
}

/// Breaks a paragraph of some length after a mark.
fn broken(random: &mut Random, document: &Document, mark: &str) -> Option<Planted> {
    let paragraphs = document.paragraphs();
    let mut places = document.finds(mark);
    places.retain(|place| {
        // Not where a list of points begins.
        paragraphs.iter().any(|paragraph| paragraph.start + 60 < place.start && place.end + 60 < paragraph.end)
            && !document.text[document.sentence(place)].contains("一是")
    });
    let range = one(random, places)?;
    Some(rewrite(document, range.end..range.end, "\n\n", range.start - 3..range.end + 3))
}
