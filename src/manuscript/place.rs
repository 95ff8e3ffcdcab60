//! Places: where something stands, in the words of someone who has the document and no
//! line numbers: the third paragraph below a heading, a row of a table, a field.
//!
//! In: files, and a span of one of them. Out: the words; none for a file that is no report
//! or page, and for the file as a whole. The last file that was asked for is kept: findings
//! come sorted by file.

use std::cell::RefCell;
use std::ops::Range;

use crate::diag::Language;
use crate::diag::texts::Guide;
use crate::manuscript::label;
use crate::parse::front::keys::REPORT;
use crate::parse::front::outline::{FieldValue, outline};
use crate::parse::markdown::paper::{Part, Stand, paper};
use crate::parse::{Limits, body_of};
use crate::source::{Files, Span, VPath};

/// The longest heading that is named whole, in characters.
const LONGEST: usize = 24;

/// Places in some files.
pub struct Places<'f> {
    files: &'f dyn Files,
    language: Language,
    last: RefCell<Option<(VPath, Option<Read>)>>,
}

/// A file that was read.
struct Read {
    text: String,
    body: usize,
    parts: Vec<Part>,
    fields: Vec<(&'static str, Range<usize>)>,
    title: Option<String>,
}

impl<'f> Places<'f> {
    /// Places in these files, told in a language.
    pub fn new(files: &'f dyn Files, language: Language) -> Places<'f> {
        Places { files, language, last: RefCell::new(None) }
    }

    /// What is made of a file.
    fn of<T>(&self, file: &VPath, make: impl FnOnce(&Read) -> Option<T>) -> Option<T> {
        if file.extension() != "md" {
            return None;
        }
        let mut last = self.last.borrow_mut();
        if last.as_ref().is_none_or(|(path, _)| path != file) {
            *last = Some((file.clone(), self.read(file)));
        }
        last.as_ref()?.1.as_ref().and_then(make)
    }

    fn read(&self, path: &VPath) -> Option<Read> {
        let text = String::from_utf8(self.files.read(path).ok()?).ok()?;
        let body = body_of(path, &text);
        let start = body.start;
        let parts = paper(&text, body, &Limits::default());
        let (mut fields, mut title) = (Vec::new(), None);
        for entry in outline(path, &text).fields {
            fields.push((entry.name, entry.at));
            if let ("title", FieldValue::Text(text)) = (entry.name, entry.value) {
                title = Some(text);
            }
        }
        Some(Read { text, body: start, parts, fields, title })
    }
}

impl Guide for Places<'_> {
    fn place(&self, span: &Span) -> Option<String> {
        let start = span.range().start;
        let is_whole = span.range() == (0..0);
        self.of(&span.file, |read| match start < read.body {
            _ if is_whole => None,
            true => field(read, start, self.language),
            false => part(&read.parts, start, self.language),
        })
    }

    fn title(&self, file: &VPath) -> Option<String> {
        self.of(file, |read| read.title.clone()).filter(|title| !title.trim().is_empty())
    }
}

/// The field, and which of its items, that an offset stands in.
fn field(read: &Read, start: usize, language: Language) -> Option<String> {
    let (name, at) = read.fields.iter().find(|(_, at)| at.contains(&start))?;
    let name = REPORT.index(name).map_or(*name, |index| label(&REPORT, index, language));
    let dash = |line: &str| line.trim_start().starts_with("- ").then(|| line.len() - line.trim_start().len());
    let all: Vec<usize> = read.text.get(at.clone())?.lines().filter_map(dash).collect();
    let line = read.text[start..].find('\n').map_or(read.text.len(), |end| start + end);
    let before = read.text.get(at.start..line)?.lines().filter_map(dash);
    let item = all.first().map_or(0, |first| before.filter(|indent| indent == first).count());
    Some(match (language, item) {
        (Language::Chinese, 0) => format!("开头的“{name}”"),
        (Language::Chinese, item) => format!("开头的“{name}”第{item}项"),
        (Language::English, 0) => format!("the field “{name}” at the head"),
        (Language::English, item) => format!("item {item} of the field “{name}” at the head"),
    })
}

/// The part of a body that an offset stands in.
fn part(parts: &[Part], start: usize, language: Language) -> Option<String> {
    let at = parts.partition_point(|part| part.start <= start).checked_sub(1)?;
    let part = &parts[at];
    let below =
        |like: &dyn Fn(&Stand) -> bool| parts.iter().any(|other| other.heading == part.heading && like(&other.stand));
    let several_lists = || below(&|stand| matches!(stand, Stand::Item { list, .. } if *list > 1));
    let several_tables = || below(&|stand| matches!(stand, Stand::Cell { table, .. } if *table > 1));
    let which = |number: usize, several: bool| match (several, language) {
        (false, _) => String::new(),
        (true, Language::Chinese) => format!("第{number}个"),
        (true, Language::English) => format!(" {number}"),
    };
    let place = match (language, &part.stand) {
        (Language::Chinese, Stand::Heading(_)) => return Some(format!("标题“{}”", name(part))),
        (Language::English, Stand::Heading(_)) => return Some(format!("the heading “{}”", name(part))),
        (Language::Chinese, Stand::Note(label)) => return Some(format!("注释[{label}]")),
        (Language::English, Stand::Note(label)) => return Some(format!("the note [{label}]")),
        (Language::Chinese, Stand::Signature) => return Some("落款".to_owned()),
        (Language::English, Stand::Signature) => return Some("the signature".to_owned()),
        (Language::Chinese, Stand::Paragraph(number)) => format!("第{number}段"),
        (Language::English, Stand::Paragraph(number)) => format!("paragraph {number}"),
        (Language::Chinese, Stand::Item { list, number, .. }) => {
            format!("{}列表第{number}项", which(*list, several_lists()))
        }
        (Language::English, Stand::Item { list, number, .. }) => {
            format!("item {number} of list{}", which(*list, several_lists()))
        }
        (Language::Chinese, Stand::Cell { table, row, column }) => {
            format!("{}表格第{row}行第{column}列", which(*table, several_tables()))
        }
        (Language::English, Stand::Cell { table, row, column }) => {
            format!("row {row}, column {column} of table{}", which(*table, several_tables()))
        }
        (Language::Chinese, Stand::Quotation) => "引文".to_owned(),
        (Language::English, Stand::Quotation) => "a quotation".to_owned(),
        (Language::Chinese, Stand::Caption) => "图表标题".to_owned(),
        (Language::English, Stand::Caption) => "a caption".to_owned(),
        (Language::Chinese, Stand::Code) => "代码".to_owned(),
        (Language::English, Stand::Code) => "code".to_owned(),
    };
    let heading = part.heading.map(|heading| name(&parts[heading]));
    Some(match (heading, language) {
        (None, _) => place,
        (Some(heading), Language::Chinese) => format!("“{heading}”下{place}"),
        (Some(heading), Language::English) => format!("{place} below “{heading}”"),
    })
}

/// The words of a heading, the long ones cut.
fn name(part: &Part) -> String {
    let text = part.text().replace(char::is_control, " ");
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Places;
    use crate::diag::Language;
    use crate::diag::texts::Guide;
    use crate::source::{Span, Tree, VPath};

    const TEXT: &str = "---\n标题: 甲总结\n成效:\n  - 乙\n  - 内容: 丙\n    日期: 2023-05\n---\n\n前言。\n\n## 一、丁\n\n戊。\n\n己。\n\n- 庚\n- 辛\n\n壬。\n\n- 癸\n\n| 子 | 丑 |\n|--|--|\n| 寅 | 卯 |\n\n## 二、很长很长很长很长很长很长很长很长很长很长很长的标题\n\n- 辰\n\n> 巳\n";

    #[test]
    fn places_are_told_as_a_reader_of_the_document_would() {
        let path = VPath::new("content/reports/a.md").unwrap();
        let tree = Tree::of_texts([(path.as_str(), TEXT)]);
        let check = |word: &str, zh: &str, en: &str| {
            let at = TEXT.find(word).unwrap();
            let span = Span::new(&path, at..at + word.len());
            assert_eq!(Places::new(&tree, Language::Chinese).place(&span).as_deref(), Some(zh), "{word}");
            assert_eq!(Places::new(&tree, Language::English).place(&span).as_deref(), Some(en), "{word}");
        };
        check("甲", "开头的“标题”", "the field “Title” at the head");
        check("丙", "开头的“成效”第2项", "item 2 of the field “Achievements” at the head");
        check("2023", "开头的“成效”第2项", "item 2 of the field “Achievements” at the head");
        check("前言", "第1段", "paragraph 1");
        check("丁", "标题“一、丁”", "the heading “一、丁”");
        check("己", "“一、丁”下第2段", "paragraph 2 below “一、丁”");
        check("辛", "“一、丁”下第1个列表第2项", "item 2 of list 1 below “一、丁”");
        check("癸", "“一、丁”下第2个列表第1项", "item 1 of list 2 below “一、丁”");
        check("卯", "“一、丁”下表格第2行第2列", "row 2, column 2 of table below “一、丁”");
        let long = "二、很长很长很长很长很长很长很长很长很长很长很长……";
        check("辰", &format!("“{long}”下列表第1项"), &format!("item 1 of list below “{long}”"));
        check("巳", &format!("“{long}”下引文"), &format!("a quotation below “{long}”"));
        let places = Places::new(&tree, Language::Chinese);
        assert_eq!(places.title(&path).as_deref(), Some("甲总结"));
        assert_eq!(places.place(&Span::whole(&path)), None);
        assert_eq!(
            places.place(&Span::new(&path, 9999..10000)),
            places.place(&Span::new(&path, TEXT.find("巳").unwrap()..9999))
        );
        assert_eq!(places.place(&Span::new(&VPath::new("content/site.yaml").unwrap(), 0..1)), None);
        assert_eq!(places.place(&Span::new(&VPath::new("content/reports/b.md").unwrap(), 0..1)), None);
    }
}
