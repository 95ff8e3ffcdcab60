//! Plants: dates that are wrong.

use super::{Extent, Plant, Planted, otherwise, sentence, slot};
use crate::checks_regression::random::Random;
use crate::checks_regression::report::Document;

pub static PLANTS: &[Plant] = &[
    slot("year-elsewhere", "the title of last year", "title-year", Extent::Slot, |_, year| years_on(year, -1)),
    slot("year-elsewhere", "the title of next year", "title-year", Extent::Slot, |_, year| years_on(year, 1)),
    otherwise("year-elsewhere", "written before the year", |_, document| dated(document, "dated", -1)),
    otherwise("year-elsewhere", "written two years after", |_, document| dated(document, "dated", 2)),
    otherwise("year-elsewhere", "signed before the year", |_, document| dated(document, "signed", -1)),
    otherwise("year-elsewhere", "signed two years after", |_, document| dated(document, "signed", 2)),
    slot("date-impossible", "a thirteenth month", "date", Extent::Slot, |_, date| with_month(date, "13")),
    slot("date-impossible", "the 31st of June", "date", Extent::Slot, |_, date| format!("{}年6月31日", &date[..4])),
    slot("date-impossible", "the 30th of February", "month-day", Extent::Slot, |_, _| "2月30日".to_owned()),
    slot("date-impossible", "the 32nd", "month-day", Extent::Slot, |_, day| {
        format!("{}月32日", day.split('月').next().unwrap())
    }),
    slot("date-impossible", "a date without its signs", "date", Extent::Slot, |_, date| {
        date.replace(['年', '月', '日'], "")
    }),
    slot("date-impossible", "a date without its month's sign", "date", Extent::Slot, |_, date| date.replace('月', "")),
    slot("date-impossible", "days the wrong way round", "days", Extent::Slot, |_, days| {
        let (month, days) = days.split_once('月').unwrap();
        let (from, to) = days.trim_end_matches('日').split_once('—').unwrap();
        format!("{month}月{to}—{from}日")
    }),
    sentence("date-impossible", "项目周期为⟦2019年至2017年⟧。"),
    sentence("date-impossible", "⟦9月15日至9月8日⟧，开展了专项检查。"),
    sentence("date-impossible", "⟦2019年2月29日⟧，与协作单位续签了协议。"),
    slot("date-impossible", "a signature on the 31st of November", "signed", Extent::Slot, |_, date| {
        format!("{}年11月31日", &date[..4])
    }),
    slot("day-impossible", "the front matter on the 30th of February", "dated", Extent::Slot, |_, date| {
        format!("{}-02-30", &date[..4])
    })
    .or(&["date-impossible"]),
    slot("month-impossible", "the front matter in a thirteenth month", "dated", Extent::Slot, |_, date| {
        format!("{}-13-05", &date[..4])
    })
    .or(&["date-impossible"]),
    otherwise("date-adrift", "no year anywhere", no_year),
    otherwise("date-adrift", "no year anywhere, and 今年", |random, document| {
        let planted = no_year(random, document)?;
        let at = planted.wrong[0].start;
        let mut text = planted.text;
        let said = "今年任务很重。";
        text.insert_str(at, said);
        Some(Planted::at(at..text.len(), text))
    }),
];

fn years_on(year: &str, years: i32) -> String {
    (year.parse::<i32>().unwrap() + years).to_string()
}

fn with_month(date: &str, month: &str) -> String {
    let (year, rest) = date.split_once('年').unwrap();
    let (_, day) = rest.split_once('月').unwrap();
    format!("{year}年{month}月{day}")
}

/// A date some years from the year of the report.
fn dated(document: &Document, slot: &str, years: i32) -> Option<Planted> {
    let range = document.slots(slot).first()?.clone();
    let year = document.facts.year as i32 + years;
    let digits = range.start..range.start + 4;
    let mut text = document.text.clone();
    text.replace_range(digits.clone(), &year.to_string());
    Some(Planted::at(range, text))
}

/// Takes out every year, as a site does that has lost them, and the date.
fn no_year(_: &mut Random, document: &Document) -> Option<Planted> {
    if document.slots("month-day").is_empty() && document.slots("date").is_empty() {
        return None;
    }
    // Without references and the history of the host, whose years stay.
    if !document.slots("citation").is_empty() || !document.slots("short").is_empty() {
        return None;
    }
    let (front, body) = document.text.split_at(document.body);
    let year = document.facts.year;
    let mut front: String = front
        .lines()
        .filter(|line| !line.starts_with("date:"))
        .map(|line| {
            let is_title = line.starts_with("title:") || line.starts_with("subtitle:");
            let line = if is_title { line.replace(&format!("{year}年度"), "") } else { line.to_owned() };
            // Of several years 今年 may be any.
            let line = line.replace(&format!("year: {year}"), &format!("year: {}-{year}", year - 1));
            line + "\n"
        })
        .collect();
    front.push('\n');
    let mut body = body.to_owned();
    for other in year - 1..=year + 1 {
        body = body.replace(&format!("{other}年度"), "本年度").replace(&format!("{other}年"), "");
    }
    // Another year would date it.
    if body.contains("年12月") || body.match_indices("20").any(|(at, _)| body[at..].starts_with(&year.to_string()[..3]))
    {
        return None;
    }
    let from = front.len();
    let text = front + &body;
    Some(Planted::at(from..text.len(), text))
}
