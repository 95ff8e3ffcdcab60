//! Lines that say of themselves what they are: `作者：…`, `[摘要]…`, `文/…`.

use crate::text::han::is_han;

/// What a label stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Who wrote it.
    Author,
    /// Who edited it.
    Editor,
    /// Where it was published.
    Source,
    /// When it was published.
    Published,
    /// The abstract.
    Summary,
    /// Keywords.
    Keywords,
    /// The DOI.
    Doi,
    /// How often a page was seen, and what else is nobody's business.
    Counter,
    /// Something else.
    Detail,
}

/// A label and what stands after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// What it stands for.
    pub field: Field,
    /// The label without spaces.
    pub label: String,
    /// What is said; empty if nothing is.
    pub value: String,
}

const LABELS: [(&str, Field); 86] = [
    ("作者", Field::Author),
    ("撰稿", Field::Author),
    ("撰稿人", Field::Author),
    ("撰文", Field::Author),
    ("文", Field::Author),
    ("执笔", Field::Author),
    ("执笔人", Field::Author),
    ("记者", Field::Author),
    ("本报记者", Field::Author),
    ("通讯员", Field::Author),
    ("编辑", Field::Editor),
    ("责任编辑", Field::Editor),
    ("责编", Field::Editor),
    ("编辑人", Field::Editor),
    ("本期编辑", Field::Editor),
    ("来源", Field::Source),
    ("信息来源", Field::Source),
    ("文章来源", Field::Source),
    ("稿件来源", Field::Source),
    ("消息来源", Field::Source),
    ("来源单位", Field::Source),
    ("时间", Field::Published),
    ("日期", Field::Published),
    ("发布时间", Field::Published),
    ("发布日期", Field::Published),
    ("发表时间", Field::Published),
    ("更新时间", Field::Published),
    ("发稿时间", Field::Published),
    ("发文日期", Field::Published),
    ("摘要", Field::Summary),
    ("内容摘要", Field::Summary),
    ("内容提要", Field::Summary),
    ("提要", Field::Summary),
    ("关键词", Field::Keywords),
    ("关键字", Field::Keywords),
    ("主题词", Field::Keywords),
    ("DOI", Field::Doi),
    ("doi", Field::Doi),
    ("浏览", Field::Counter),
    ("浏览次数", Field::Counter),
    ("浏览量", Field::Counter),
    ("点击", Field::Counter),
    ("点击数", Field::Counter),
    ("点击量", Field::Counter),
    ("点击率", Field::Counter),
    ("点击次数", Field::Counter),
    ("阅读", Field::Counter),
    ("阅读量", Field::Counter),
    ("阅读次数", Field::Counter),
    ("访问量", Field::Counter),
    ("访问次数", Field::Counter),
    ("人气", Field::Counter),
    ("字号", Field::Counter),
    ("字体", Field::Counter),
    ("审核", Field::Detail),
    ("审核人", Field::Detail),
    ("审稿", Field::Detail),
    ("审签", Field::Detail),
    ("校对", Field::Detail),
    ("校审", Field::Detail),
    ("签发", Field::Detail),
    ("监制", Field::Detail),
    ("初审", Field::Detail),
    ("复审", Field::Detail),
    ("终审", Field::Detail),
    ("一审", Field::Detail),
    ("二审", Field::Detail),
    ("三审", Field::Detail),
    ("供稿", Field::Detail),
    ("供稿单位", Field::Detail),
    ("发布者", Field::Detail),
    ("发布人", Field::Detail),
    ("发布单位", Field::Detail),
    ("摄影", Field::Detail),
    ("照片", Field::Detail),
    ("图片", Field::Detail),
    ("图", Field::Detail),
    ("中图分类号", Field::Detail),
    ("文章编号", Field::Detail),
    ("文献标识码", Field::Detail),
    ("文献标志码", Field::Detail),
    ("收稿日期", Field::Detail),
    ("基金项目", Field::Detail),
    ("作者简介", Field::Detail),
    ("作者单位", Field::Detail),
    ("引用格式", Field::Detail),
];

/// Labels of what others did for a text: whoever is named had a part in it.
#[rustfmt::skip] // a table
const CONTRIBUTIONS: [&str; 23] = [
    "审核", "审核人", "审稿", "审签", "校对", "校审", "签发", "监制", "初审", "复审", "终审", "一审", "二审", "三审",
    "供稿", "供稿单位", "发布者", "发布人", "发布单位", "摄影", "照片", "图片", "图",
];

/// Whether a label names what others did for a text.
pub fn is_contribution(label: &str) -> bool {
    CONTRIBUTIONS.contains(&label)
}

/// How long a line of details is at most, in bytes.
const LONGEST: usize = 600;

/// Reads a line of labelled details; none if it is something else.
pub fn read(line: &str) -> Option<Vec<Labelled>> {
    let line = unwrapped(line.trim());
    let (mut field, mut label, start) = first(line)?;
    let mut rest = line.get(start..)?;
    let mut items = Vec::new();
    if !is_of_journal(field) && !may_be_details(line, field) {
        return None;
    }
    // A line of a journal may go on: 中图分类号：… 文献标识码：….
    while is_of_journal(field) {
        let next = if field == Field::Summary { None } else { next_label(rest) };
        let next = next.filter(|(at, field, ..)| is_of_journal(*field) || may_be_details(&rest[*at..], *field));
        let end = next.as_ref().map_or(rest.len(), |(at, ..)| *at);
        items.push(Labelled { field, label, value: trimmed(&rest[..end]) });
        let Some((at, next_field, next_name, length)) = next else { return Some(items) };
        (field, label) = (next_field, next_name);
        rest = &rest[at + length..];
    }
    loop {
        let next = next_label(rest);
        let end = next.as_ref().map_or(rest.len(), |(at, ..)| *at);
        items.push(Labelled { field, label, value: trimmed(&rest[..end]) });
        let Some((at, next_field, next_name, length)) = next else { return Some(items) };
        (field, label) = (next_field, next_name);
        rest = &rest[at + length..];
    }
}

/// Whether a label is one of those that a journal gives a text of its own.
fn is_of_journal(field: Field) -> bool {
    matches!(field, Field::Summary | Field::Keywords | Field::Doi)
}

/// Whether a text that begins with a label may be a line of details.
fn may_be_details(text: &str, field: Field) -> bool {
    text.len() <= LONGEST && (field == Field::Detail || !text.contains('。'))
}

/// Where the first label within a line stands that says something of the text,
/// and no count of readers.
pub fn position(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some((at, field, _, length)) = next_label(line.get(from..)?) {
        if field != Field::Counter {
            return Some(from + at);
        }
        from += at + length;
    }
    None
}

/// The next label within a line: where it stands, what it is, how long.
fn next_label(rest: &str) -> Option<(usize, Field, String, usize)> {
    let mut before = ' ';
    for (at, character) in rest.char_indices() {
        if (before.is_whitespace() || "/／｜|丨；;、】]〕".contains(before)) && !character.is_whitespace() {
            let found = first(&rest[at..]).filter(|(field, label, _)| {
                // One letter is a label only in a list of them.
                label.chars().count() > 1
                    || matches!(before, '/' | '／' | '｜' | '|' | '丨' | ' ')
                    || *field == Field::Doi
            });
            if let Some((field, label, length)) = found {
                return Some((at, field, label, length));
            }
        }
        before = character;
    }
    None
}

/// Where the label ends, with its delimiter, that a text begins with.
pub fn end(text: &str) -> Option<usize> {
    first(text).map(|(.., end)| end)
}

/// The label at the beginning of a text, and where its value begins.
fn first(text: &str) -> Option<(Field, String, usize)> {
    let opening = text.chars().next()?;
    let (inner, close) = match opening {
        '[' | '［' => (&text[opening.len_utf8()..], Some([']', '］'])),
        '【' => (&text[opening.len_utf8()..], Some(['】', ']'])),
        '〔' => (&text[opening.len_utf8()..], Some(['〕', ')'])),
        _ => (text, None),
    };
    let skipped = text.len() - inner.len();
    let (field, label, length) = LABELS
        .iter()
        .filter_map(|(label, field)| Some((*field, *label, spelt(inner, label)?)))
        .max_by_key(|(_, label, _)| label.len())?;
    let mut rest = &inner[length..];
    let blanks = |text: &str| text.len() - text.trim_start().len();
    let mut end = skipped + length;
    let mut delimited = false;
    if let Some(close) = close {
        let at = blanks(rest);
        let found = rest[at..].chars().next().filter(|c| close.contains(c))?;
        end += at + found.len_utf8();
        rest = &rest[at + found.len_utf8()..];
        delimited = true;
    }
    let at = blanks(rest);
    match rest[at..].chars().next() {
        Some(mark) if matches!(mark, ':' | '：' | '丨' | '｜' | '|') => end += at + mark.len_utf8(),
        Some(mark @ ('/' | '／')) if label.chars().count() <= 2 && matches!(field, Field::Author | Field::Detail) => {
            end += at + mark.len_utf8();
        }
        _ if delimited => end += at,
        // 摘要　近年来……, DOI 10.…
        Some(_) if at > 0 && matches!(field, Field::Summary | Field::Keywords | Field::Doi) => end += at,
        _ => return None,
    }
    Some((field, label.to_owned(), end))
}

/// How long a label is that a text begins with, blanks within it allowed.
fn spelt(text: &str, label: &str) -> Option<usize> {
    let mut wanted = label.chars();
    let mut next = wanted.next();
    for (at, character) in text.char_indices() {
        match next {
            None => return Some(at),
            Some(wanted_now) if wanted_now == character => next = wanted.next(),
            Some(_) if character.is_whitespace() && at > 0 => {}
            Some(_) => return None,
        }
    }
    next.is_none().then_some(text.len())
}

/// A line without the brackets around all of it: （文：甲/图：乙）.
fn unwrapped(line: &str) -> &str {
    let inner = line.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')']));
    inner.filter(|inner| !inner.contains(['（', '('])).unwrap_or(line).trim()
}

fn trimmed(value: &str) -> String {
    value.trim().trim_end_matches(['/', '／', '｜', '|', '丨', '；', ';', '、']).trim_end().to_owned()
}

/// Whether a line without blanks says that the next one is the abstract.
pub fn is_summary(line: &str) -> bool {
    matches!(line, "摘要" | "内容摘要" | "内容提要")
}

/// Whether a text has Chinese in it at all.
pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}
