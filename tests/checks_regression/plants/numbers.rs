//! Plants: figures that do not add up.

use super::{Extent, Plant, Planted, one, otherwise, paragraphs, rewrite, sentence, slot};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    slot("wrong-share", "a share a point off", "share", Extent::Sentence, |_, share| {
        format!("{:.1}%", value(share) + 1.0)
    }),
    slot("wrong-share", "a share some tenths off", "share", Extent::Sentence, |_, share| {
        format!("{:.1}%", value(share) - 0.4)
    }),
    slot("wrong-share", "a share with its decimal point elsewhere", "share", Extent::Sentence, |_, share| {
        format!("{:.2}%", value(share) / 10.0)
    }),
    otherwise("wrong-share", "a share with two digits the wrong way round", share_turned),
    sentence("wrong-share", "参加座谈的共36人，其中离退休人员9人，占⟦35%⟧。"),
    sentence("wrong-share", "外省代表21人，占参会总数84人的⟦20%⟧。"),
    sentence("wrong-share", "征集建议共50条，其中管理方面18条，占⟦38%⟧；生活方面32条，占64%。"),
    sentence("wrong-share", "应到45人，实到36人，到会率为⟦90%⟧。"),
    slot("wrong-sum", "a sum one too many", "sum", Extent::Sentence, one_more),
    slot("wrong-sum", "a sum one short", "sum", Extent::Sentence, one_less),
    slot("wrong-sum", "a sum ten too many", "sum", Extent::Sentence, |_, sum| (number(sum) + 10).to_string()),
    slot("wrong-sum", "a part changed and the sum left", "part", Extent::Sentence, |random, part| {
        (number(part) + random.within(1..=3)).to_string()
    }),
    slot("wrong-sum", "a cell of a table one off", "cell", Extent::Block, one_more),
    slot("wrong-sum", "a cell of a table with a digit too many", "cell", Extent::Block, |_, cell| format!("{cell}0")),
    slot("wrong-sum", "a subset larger than its whole", "subset", Extent::Sentence, |_, subset| {
        (number(subset) + 200).to_string()
    })
    .or(&["wrong-share"]),
    sentence("wrong-sum", "全年慰问困难家庭⟦14户：一季度3户、二季度4户、三季度2户、四季度4户⟧。"),
    sentence("wrong-sum", "接收实习生，⟦本科生12人、专科生9人，合计23人⟧。"),
    sentence("wrong-sum", "开放⟦3个窗口、4个服务台，共8个⟧便民点位。").or(&["wrong-count"]),
    slot("wrong-sum", "fewer prizes than their grades", "sum-at-least", Extent::Sentence, one_less),
    sentence("wrong-sum", "⟦获奖作品14件，其中一等奖2件、二等奖5件、三等奖8件⟧。"),
    paragraphs(
        "wrong-sum",
        "⟦| 组别 | 男 | 女 | 合计 |\n| --- | --- | --- | --- |\n| 一组 | 6 | 7 | 13 |\n| 二组 | 5 | 9 | 14 |\n| 合计 | 11 | 17 | 27 |⟧",
    ),
    otherwise("more-than-members", "more took part than there are", too_many),
    sentence("more-than-members", "年底，⟦{more}名{people}⟧参加了民主评议。"),
    sentence("more-than-members", "三月，⟦{more}名{people}⟧签订了承诺书。"),
    slot("wrong-count", "a count one too many", "count", Extent::Sentence, |_, count| {
        if count == "三" { "四" } else { "五" }.to_owned()
    }),
    slot("wrong-count", "a count one short", "count", Extent::Sentence, |_, count| {
        if count == "三" { "两" } else { "三" }.to_owned()
    }),
    slot("wrong-count", "fewer said than are named with 等", "count-at-least", Extent::Sentence, |_, count| {
        if count == "三" { "两" } else { "三" }.to_owned()
    }),
    otherwise("wrong-count", "a list one short", item_dropped),
    otherwise("wrong-count", "the last of the points not written", point_dropped),
    sentence("wrong-count", "表彰了⟦5名先进个人（林小敏、周小亮、陈小红、吴小辉）⟧。"),
    sentence("wrong-count", "开展了⟦三项活动：春季植树、夏季送凉、秋季助收、冬季送暖⟧。"),
    sentence("wrong-count", "走访了⟦东山村、西山村、南山村等两个村⟧。"),
    slot("wrong-balance", "the end one too many", "end", Extent::Sentence, one_more).or(&["figure-unlike-metric"]),
    slot("wrong-balance", "the beginning one short", "start", Extent::Sentence, one_less),
    slot("wrong-balance", "who came changed", "inflow", Extent::Sentence, one_more),
    slot("wrong-balance", "who left changed", "outflow", Extent::Sentence, one_more),
    sentence("wrong-balance", "志愿者总队由⟦320名增至351名，净增30名⟧。"),
    slot("spaced-digits", "a figure with spaces in it", "figure", Extent::Slot, |_, figure| spaced(figure)),
    sentence("spaced-digits", "平台访问量达⟦1 2 6 4⟧人次。"),
    sentence("spaced-digits", "在⟦2 0 1 8⟧年的基础上又有提高。"),
    sentence("spaced-digits", "全年下乡⟦1 3⟧ 次。"),
    slot("figure-unlike-metric", "the body one more than the front matter", "members", Extent::Sentence, one_more),
    slot(
        "figure-unlike-metric",
        "the body ten less than the front matter",
        "members",
        Extent::Sentence,
        |_, members| (number(members) - 10).to_string(),
    ),
    otherwise("figure-unlike-metric", "a flow of the front matter one off", |_, document| {
        said_elsewhere(document, "metric-trainings", &format!("共举办培训{}期", document.facts.trainings))
    }),
    otherwise("figure-unlike-metric", "a stock of the front matter one off", |_, document| {
        let said = format!("现有{}{}名", document.facts.kind.people, document.facts.members);
        said_elsewhere(document, "metric", &said)
    }),
    otherwise("base-unlike-last-year", "the base one more than last year said", |_, document| {
        base(document, document.facts.before + 1)
    }),
    otherwise("base-unlike-last-year", "the base with a digit dropped", |_, document| {
        base(document, document.facts.before / 10)
    }),
    otherwise("jump-from-last-year", "the metric with a digit too many", |_, document| {
        metric(document, document.facts.members * 10)
    }),
    otherwise("jump-from-last-year", "the metric half as large again", |_, document| {
        metric(document, document.facts.before * 3 / 2)
    }),
];

fn value(share: &str) -> f64 {
    share.trim_end_matches('%').parse().unwrap()
}

fn number(text: &str) -> u32 {
    text.parse().unwrap()
}

fn one_more(_: &mut Random, text: &str) -> String {
    (number(text) + 1).to_string()
}

fn one_less(_: &mut Random, text: &str) -> String {
    (number(text) - 1).to_string()
}

fn spaced(figure: &str) -> String {
    figure.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

/// Turns the two digits after the point, or those before it.
fn share_turned(random: &mut Random, document: &Document) -> Option<Planted> {
    let range = one(random, document.slots("share"))?;
    let mut letters: Vec<char> = document.text[range.clone()].chars().collect();
    let digits = letters.windows(2).position(|two| two.iter().all(char::is_ascii_digit) && two[0] != two[1])?;
    letters.swap(digits, digits + 1);
    let turned: String = letters.into_iter().collect();
    Some(rewrite(document, range.clone(), &turned, document.sentence(&range)))
}

fn too_many(random: &mut Random, document: &Document) -> Option<Planted> {
    let range = one(random, document.slots("joined"))?;
    let too_many = document.facts.members + random.within(2..=30);
    Some(rewrite(document, range.clone(), &too_many.to_string(), document.sentence(&range)))
}

/// Leaves out what stands after a 、.
fn item_dropped(random: &mut Random, document: &Document) -> Option<Planted> {
    let mut items = document.slots("item");
    items.retain(|range| document.text[..range.start].ends_with('、'));
    let range = one(random, items)?;
    let from = range.start - '、'.len_utf8();
    Some(rewrite(document, from..range.end, "", document.sentence(&range)))
}

/// Leaves out the last point of 一是…二是…三是….
fn point_dropped(random: &mut Random, document: &Document) -> Option<Planted> {
    let mut points = document.slots("ordinal");
    points.retain(|range| document.text[range.clone()].starts_with('三'));
    let range = one(random, points)?;
    let sentence = document.sentence(&range);
    let from = range.start - '；'.len_utf8();
    Some(rewrite(document, from..sentence.end, "", sentence))
}

/// Changes a figure of the front matter that the body says as well.
fn said_elsewhere(document: &Document, slot: &str, said: &str) -> Option<Planted> {
    let place = document.slots(slot).first()?.clone();
    let body = document.finds(said).first()?.clone();
    let changed = number(&document.text[place.clone()]) + 1;
    let mut planted = rewrite(document, place.clone(), &changed.to_string(), place.clone());
    let longer = planted.text.len() - document.text.len();
    planted.wrong.push(body.start + longer..body.end + longer);
    Some(planted)
}

fn base(document: &Document, base: u32) -> Option<Planted> {
    document.last_year.as_ref()?;
    let range = document.slots("base").first()?.clone();
    let line = document.text[..range.start].rfind('\n')? + 1..range.end;
    Some(rewrite(document, range, &base.to_string(), line))
}

fn metric(document: &Document, metric: u32) -> Option<Planted> {
    document.last_year.as_ref()?;
    let range = document.slots("metric").first()?.clone();
    let line = document.text[..range.start].rfind('\n')? + 1..range.end;
    Some(rewrite(document, range, &metric.to_string(), line))
}
