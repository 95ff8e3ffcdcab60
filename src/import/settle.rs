//! Settle: a person decides on the open points of a report that is there.
//!
//! In: the text of a report, and someone to ask. Out: the text in which each
//! point that was decided is gone, its value under its key if it was taken;
//! nothing else of the text changes. The order is that of the file.

use std::collections::BTreeMap;

use crate::import::document::Place;
use crate::import::review::{Answer, Point, REMARKS};
use crate::parse::OpenPoint;
use crate::parse::front::{edit, open_points, takes};
use crate::parse::yaml::Value;
use crate::source::VPath;

/// What came of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The text.
    pub text: String,
    /// How many points were decided.
    pub decided: usize,
    /// How many are left.
    pub open: usize,
    /// Keys whose value was taken and cannot be put into this front matter.
    pub unwritten: Vec<&'static str>,
}

/// Asks about every open point of a report.
pub fn settle(path: &VPath, text: &str, ask: &mut dyn FnMut(&Point) -> Answer) -> Settled {
    let points = open_points(path, text);
    let decisions: Vec<Decision> = points.iter().map(|point| decide(point, ask)).collect();
    let mut settled = Settled { text: text.to_owned(), ..Settled::default() };
    let mut taken: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
    for decision in &decisions {
        if let Decision::Take(field, value) = decision {
            taken.entry(field).or_default().push(value.clone());
        }
    }
    for (field, values) in &taken {
        match edit::put(path, &settled.text, field, values) {
            Some(text) => settled.text = text,
            None => settled.unwritten.push(field),
        }
    }
    // They stand elsewhere now, in the same order.
    let points = open_points(path, &settled.text);
    let is_done = |decision: &Decision| match decision {
        Decision::Leave => false,
        Decision::Drop => true,
        Decision::Take(field, _) => !settled.unwritten.contains(field),
    };
    let done: Vec<&OpenPoint> =
        points.iter().zip(&decisions).filter(|(_, decision)| is_done(decision)).map(|(point, _)| point).collect();
    (settled.decided, settled.open) = (done.len(), points.len() - done.len());
    if done.is_empty() {
        return settled;
    }
    match edit::settle(path, &settled.text, &done) {
        Some(text) => Settled { text, ..settled },
        None => Settled { text: text.to_owned(), decided: 0, open: points.len(), unwritten: vec![REMARKS] },
    }
}

enum Decision {
    Leave,
    Drop,
    Take(&'static str, Value),
}

/// Asks about a point until its key takes the answer.
fn decide(open: &OpenPoint, ask: &mut dyn FnMut(&Point) -> Answer) -> Decision {
    let mut point = shown(open);
    loop {
        let value = match ask(&point) {
            Answer::Leave => return Decision::Leave,
            Answer::Drop => return Decision::Drop,
            // A remark is no value: whoever says yes has seen to it.
            Answer::Take if open.field.is_none() => return Decision::Drop,
            Answer::Take => open.proposal.clone(),
            Answer::Choose(number) => open.alternatives.get(number).cloned(),
            Answer::Replace(text) => Some(replaced(open.proposal.as_ref(), text.trim())),
        };
        let taken = open.field.zip(value).filter(|(field, value)| takes(field, value));
        if let Some((field, value)) = taken {
            return Decision::Take(field, value);
        }
        point.again = true;
    }
}

/// A point as it is shown.
fn shown(open: &OpenPoint) -> Point {
    let place = Place::parse(&open.place);
    // A place in other words is part of the evidence.
    let evidence = match place {
        None if !open.place.is_empty() => format!("{}（{}）", open.evidence, open.place),
        _ => open.evidence.clone(),
    };
    Point {
        key: open.field.unwrap_or(REMARKS),
        value: open.proposal.as_ref().map(Value::shown).unwrap_or_default(),
        alternatives: open.alternatives.iter().map(Value::shown).collect(),
        evidence,
        place: place.unwrap_or_default(),
        certain: false,
        again: false,
    }
}

/// What a text stands for in place of a proposal: of a record it is the name.
pub fn replaced(proposal: Option<&Value>, text: &str) -> Value {
    let text = Value::Text(text.to_owned());
    let Some(Value::Record(parts)) = proposal else { return text };
    let name = parts.iter().position(|(key, _)| edit::is_name(key)).unwrap_or(0);
    let part = |(index, (key, value)): (usize, &(String, Value))| {
        (key.clone(), if index == name { text.clone() } else { value.clone() })
    };
    Value::Record(parts.iter().enumerate().map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::import::review::Answer;
    use crate::source::VPath;

    const REPORT: &str = "---
title: 未命名的总结 # 待定
branch: 第一党支部
topics: [学习]
review:
  - field: title
    proposal: 年度总结
    alternatives: [工作总结, '年终: 总结']
  - field: year
    proposal: 2021
  - field: topics
    proposal: 义诊
    evidence: 义诊2次
    place: 第3段
  - field: contributors
    proposal: {role: 审核, name: 李四}
  - 问问日期
  - field: date
    proposal: 去年
---

正文。
";

    /// The report when its points were answered, and what was asked.
    fn answered(answers: &[Answer]) -> (String, Vec<String>) {
        let mut asked = Vec::new();
        let mut answers = answers.iter().cloned();
        let settled = settle(&VPath::new("content/reports/a.md").unwrap(), REPORT, &mut |point| {
            asked.push(format!("{}{} {}", if point.again { "!" } else { "" }, point.key, point.value));
            answers.next().unwrap_or(Answer::Leave)
        });
        assert_eq!(settled.unwritten, [""; 0]);
        assert_eq!(settled.decided + settled.open, 6);
        (settled.text, asked)
    }

    #[test]
    fn what_a_person_says_is_done_and_nothing_else() {
        let replace = |text: &str| Answer::Replace(text.to_owned());
        let (text, asked) = answered(&[
            Answer::Choose(1),
            replace("去年"),
            replace("2020-2021"),
            Answer::Take,
            replace("王五"),
            Answer::Take,
            Answer::Take,
            Answer::Drop,
        ]);
        let expected = "---
title: '年终: 总结' # 待定
branch: 第一党支部
year: 2020-2021
topics: [学习, 义诊]
contributors:
  - {role: 审核, name: 王五}
---

正文。
";
        assert_eq!(text, expected);
        let keys = "title 年度总结|year 2021|!year 2021|topics 义诊|contributors {role: 审核, name: 李四}|review |date 去年|!date 去年";
        assert_eq!(asked.join("|"), keys);
        assert_eq!(answered(&[]).0, REPORT);
        // What is left stays where it was.
        let (text, _) = answered(&[Answer::Leave, Answer::Leave, Answer::Drop]);
        let point = "  - field: topics\n    proposal: 义诊\n    evidence: 义诊2次\n    place: 第3段\n";
        assert_eq!(text, REPORT.replace(point, ""));
    }
}
