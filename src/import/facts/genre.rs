//! The genre: what kind of report an article is, by the words of its title.

use crate::import::facts::Proposed;
use crate::import::facts::reading::{Passage, dense};
use crate::import::structure::Article;
use crate::language::{amount, timex};

/// Words of a title and the genre they name, the more telling first, and
/// whether they leave no doubt.
#[rustfmt::skip] // a table
const WORDS: &[(&str, &str, bool)] = &[
    ("述职述廉", "述职报告", true), ("述职", "述职报告", true), ("调研报告", "调研报告", true),
    ("事迹材料", "先进事迹", true), ("先进事迹", "先进事迹", true), ("事迹", "先进事迹", true),
    ("经验做法", "经验做法", true), ("经验材料", "经验做法", true), ("经验交流", "经验做法", true),
    ("典型经验", "经验做法", true), ("做法", "经验做法", true), ("经验", "经验做法", false),
    ("工作纪实", "工作纪实", true), ("纪实", "工作纪实", true), ("工作报告", "工作报告", true),
    ("总结报告", "工作总结", true), ("总结", "工作总结", true), ("小结", "工作总结", true),
    ("大事记", "大事记", true), ("支部简介", "支部简介", true), ("汇报", "工作汇报", true),
    ("工作要点", "工作要点", true), ("工作计划", "工作计划", true), ("报告", "工作报告", false),
    ("综述", "工作纪实", false), ("巡礼", "先进事迹", false),
];

/// The genre of an article.
pub fn propose(article: &Article, passages: &[Passage]) -> Option<Proposed<String>> {
    let lines: Vec<_> = article.title.iter().chain(&article.subtitle).collect();
    for &(word, genre, certain) in WORDS {
        for found in &lines {
            let text = dense(&found.text);
            let Some(at) = text.find(word) else { continue };
            let whole_year = !["半年", "季度", "月份", "阶段"].iter().any(|part| text.contains(part));
            let yearly = whole_year && (text.contains("年度") || !timex::years(&text).is_empty() || bare_year(&text));
            let genre = if genre == "工作总结" && yearly { "年度工作总结" } else { genre };
            let evidence = crate::import::facts::reading::tail(&text[..at + word.len()], 20).to_owned();
            return Some(Proposed { value: genre.to_owned(), evidence, place: found.place, certain });
        }
    }
    // A column of the commended, or a story that opens with somebody's words.
    let columns = article.details.iter().filter(|(label, _)| label == "栏目" || label == "眉题");
    for found in lines.into_iter().chain(columns.map(|(_, found)| found)) {
        if ["先进", "优秀", "典型", "榜样", "风采"].iter().any(|word| found.text.contains(word)) {
            let evidence = found.text.trim().to_owned();
            return Some(Proposed { value: "先进事迹".to_owned(), evidence, place: found.place, certain: false });
        }
    }
    let first = passages.first().filter(|first| first.text.starts_with('“') && article.title.is_none())?;
    let evidence = crate::import::facts::reading::cut(&first.text, 20).to_owned();
    Some(Proposed { value: "先进事迹".to_owned(), evidence, place: first.place, certain: false })
}

/// Whether a title has a year without 年: 某院2021工作总结.
fn bare_year(text: &str) -> bool {
    amount::amounts(text)
        .iter()
        .any(|amount| amount.counter.is_empty() && (1950 * amount::ONE..2100 * amount::ONE).contains(&amount.value))
}
