//! Findings for a terminal: what is wrong, the line with a mark under the
//! place, what to do, and the line as it should be.
//!
//! In: findings and the files they are about. Out: text, with or without
//! colours. Files are read again here, because no stage keeps their text; one
//! that is gone or is no UTF-8 is named without its line. Counting errors and
//! choosing an exit code is the command's business.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use crate::diag::position::floor;
use crate::diag::texts::{Guide, Texts};
use crate::diag::{Diagnostic, Label, Language, Severity, Words};
use crate::source::Files;

const PLACE: Words = Words { zh: "位置", en: "place" };
const HELP: Words = Words { zh: "改法", en: "help" };
const MENDED: Words = Words { zh: "改后", en: "write" };

/// The longest line that is shown whole when it is mended, in characters.
const LONGEST: usize = 70;

/// How much of a longer line is shown on each side of the change, in characters.
const AROUND: usize = 30;

/// The longest text that the renderer is given for a finding, in bytes. It
/// looks at every character of it, and a line that is a whole report may have a
/// finding at every word.
const WINDOW: usize = 8 * 1024;

/// The findings as blocks of text, an empty line after each.
pub fn render(
    findings: &[Diagnostic],
    files: &dyn Files,
    guide: &dyn Guide,
    language: Language,
    color: bool,
) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut texts = Texts::new(files);
    let mut blocks = String::new();
    for finding in findings {
        let extent = texts.extent(&finding.span);
        let (near, far): (Vec<&Label>, Vec<&Label>) = match texts.text(&finding.span.file) {
            Some(text) => finding.labels.iter().partition(|label| is_near(finding, label, text)),
            None => (Vec::new(), finding.labels.iter().collect()),
        };
        let line = near.iter().map(|label| texts.extent(&label.span).line).fold(extent.line, usize::min);
        let far: Vec<String> = far
            .into_iter()
            .map(|label| {
                let words = label.words.in_language(language);
                match label.span.file == finding.span.file {
                    true => format!("{words}：{}:{}", label.span.file, texts.extent(&label.span).line),
                    false => format!("{words}：{}", label.span.file),
                }
            })
            .collect();
        let place = guide.place(&finding.span);
        let shown = Shown { near: &near, far: &far, line, column: extent.column, place: place.as_deref() };
        let text = texts.text(&finding.span.file);
        blocks.push_str(&block(finding, text, &shown, language, &renderer));
        blocks.push_str("\n\n");
    }
    blocks
}

/// How a finding is shown.
struct Shown<'a> {
    /// Labels that stand in the same window of the text.
    near: &'a [&'a Label],
    /// What is said of the others.
    far: &'a [String],
    /// The first line of the window.
    line: usize,
    /// The column of the finding.
    column: usize,
    /// Where that is for a reader.
    place: Option<&'a str>,
}

/// Whether a label can be shown in the lines around its finding.
fn is_near(finding: &Diagnostic, label: &Label, text: &str) -> bool {
    let (here, there) = (finding.span.range(), label.span.range());
    let all = here.start.min(there.start)..here.end.max(there.end);
    label.span.file == finding.span.file && lines(text, floor(text, all.start)..floor(text, all.end)).is_some()
}

/// The whole lines of a range of a text, if they are no longer than a window.
fn lines(text: &str, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let least = floor(text, range.start.saturating_sub(WINDOW));
    let most = floor(text, range.end + WINDOW);
    let start = match text[least..range.start].rfind('\n') {
        Some(newline) => least + newline + 1,
        None if least == 0 => 0,
        None => return None,
    };
    let end = match text[range.end..most].find('\n') {
        Some(newline) => range.end + newline,
        None if most == text.len() => most,
        None => return None,
    };
    (end - start <= WINDOW).then_some(start..end)
}

/// The word for a severity.
pub fn severity(severity: Severity) -> Words {
    match severity {
        Severity::Error => Words { zh: "错误", en: "error" },
        Severity::Warning => Words { zh: "警告", en: "warning" },
        Severity::Note => Words { zh: "提示", en: "note" },
    }
}

fn block(
    finding: &Diagnostic,
    text: Option<&str>,
    shown: &Shown<'_>,
    language: Language,
    renderer: &Renderer,
) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(severity(finding.severity).in_language(language));
    let message = finding.message(language);
    let title = level.primary_title(message).id(format!("{} {}", finding.rule.code, finding.rule.name));
    let path = finding.span.file.as_str();
    let mut group = Group::with_title(title);
    group = match text.filter(|text| !text.is_empty()) {
        Some(text) => match lines(text, range(text, finding.span.range())) {
            Some(_) => group.element(snippet(finding, text, shown, language)),
            None => {
                let origin = Origin::path(path).line(shown.line).char_column(shown.column);
                group.element(origin).element(excerpt(finding, text, shown.line))
            }
        },
        None => group.element(Origin::path(path)),
    };
    if let Some(place) = shown.place {
        let level = Level::NOTE.with_name(PLACE.in_language(language));
        group = group.element(level.message(normalize_untrusted_str(place)));
    }
    for words in shown.far {
        group = group.element(Level::NOTE.no_name().message(normalize_untrusted_str(words)));
    }
    let help = finding.help(language);
    if !help.is_empty() {
        group =
            group.element(Level::HELP.with_name(HELP.in_language(language)).message(normalize_untrusted_str(&help)));
    }
    if let Some((line, change)) = text.and_then(|text| change(finding, text)) {
        let mended = cropped(&line, change);
        group = group
            .element(Level::HELP.with_name(MENDED.in_language(language)).message(normalize_untrusted_str(&mended)));
    }
    renderer.render(&[group])
}

/// The lines that the finding and the labels near it are about.
fn snippet<'a>(
    finding: &Diagnostic,
    text: &'a str,
    shown: &Shown<'_>,
    language: Language,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let place = range(text, finding.span.range());
    let labels: Vec<_> =
        shown.near.iter().map(|label| (range(text, label.span.range()), label.words.in_language(language))).collect();
    // Only the lines around are handed on: a long text would be split anew
    // for each finding.
    let first = labels.iter().map(|(range, _)| range.start).fold(place.start, usize::min);
    let last = labels.iter().map(|(range, _)| range.end).fold(place.end, usize::max);
    let all = lines(text, first..last).unwrap_or(first..last);
    let (start, end) = (all.start, all.end);
    let mut window = text[start..end].trim_end_matches('\r');
    let mut start = start;
    if start == 0
        && let Some(rest) = window.strip_prefix('\u{feff}')
    {
        start = '\u{feff}'.len_utf8();
        window = rest;
    }
    let inside = |range: std::ops::Range<usize>| {
        range.start.saturating_sub(start).min(window.len())..range.end.saturating_sub(start).min(window.len())
    };
    let mut snippet = Snippet::source(harmless(window))
        .path(finding.span.file.as_str().to_owned())
        .line_start(shown.line)
        .annotation(AnnotationKind::Primary.span(inside(place)));
    for (range, words) in labels {
        snippet = snippet.annotation(AnnotationKind::Context.span(inside(range)).label(words));
    }
    snippet
}

/// A few words of a long line, around the place of the finding.
fn excerpt<'a>(finding: &Diagnostic, text: &'a str, line: usize) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let place = range(text, finding.span.range());
    let place = place.start..floor(text, place.end.min(place.start + LONGEST * 4)).max(place.start);
    let before = &text[floor(text, place.start.saturating_sub(AROUND * 4))..place.start];
    let after = &text[place.end..floor(text, place.end + AROUND * 4)];
    let start = place.start - before.rsplit('\n').next().unwrap_or_default().len();
    let end = place.end + after.split('\n').next().unwrap_or_default().len();
    Snippet::source(harmless(&text[start..end]))
        .line_start(line)
        .annotation(AnnotationKind::Primary.span(place.start - start..place.end - start))
}

/// A text without the controls above ASCII, which some terminals obey; those of
/// ASCII are shown as signs. What stands instead is as long, so that places hold.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if text.contains(is_control) { Cow::Owned(text.replace(is_control, "·")) } else { Cow::Borrowed(text) }
}

/// A range that lies in the text and on boundaries, cut at its first line.
fn range(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let start = floor(text, range.start);
    let end = floor(text, range.end).max(start);
    let line = text[start..end].find(['\n', '\r']).map_or(end, |newline| start + newline);
    start..line
}

/// The line as the author probably meant it.
pub fn mended(finding: &Diagnostic, text: &str) -> Option<String> {
    change(finding, text).map(|(line, _)| line)
}

/// The line as the author probably meant it, and where in it the change is.
fn change(finding: &Diagnostic, text: &str) -> Option<(String, std::ops::Range<usize>)> {
    let suggestion = finding.suggestion.as_ref()?;
    let start = floor(text, finding.span.range().start);
    let end = floor(text, finding.span.range().end).max(start);
    // Of a line that is longer than a window only that much is looked at.
    let (least, most) = (floor(text, start.saturating_sub(WINDOW)), floor(text, end + WINDOW));
    let line_start = text[least..start].rfind('\n').map_or(least, |newline| least + newline + 1);
    let line_end = text[end..most].find('\n').map_or(most, |newline| end + newline);
    let before = text[line_start..start].trim_start_matches('\u{feff}');
    let line = format!("{before}{suggestion}{}", &text[end..line_end]);
    let line = line.lines().next().unwrap_or("").trim_end().to_owned();
    let change = before.len().min(line.len())..(before.len() + suggestion.len()).min(line.len());
    Some((line, change))
}

/// A long line around its change: a paragraph is often one line, and whoever
/// reads it looks for one word.
fn cropped(line: &str, change: std::ops::Range<usize>) -> String {
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let (before, after) = (&line[..change.start], &line[change.end..]);
    let start = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let left = if start > 0 { "…" } else { "" };
    let right = if end < after.len() { "…" } else { "" };
    format!("{left}{}{}{}{right}", &before[start..], &line[change], &after[..end])
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::diag::rules::front::{KEY_IN_TWO_LANGUAGES, YEAR_UNREADABLE};
    use crate::diag::rules::yaml::COLON_WIDE;
    use crate::diag::{Diagnostic, Language, Words, short};
    use crate::source::{Span, Tree, VPath};

    const TEXT: &str = "\u{feff}---\r\n标题：年度总结\r\n\t年度: 二零🎉二零 # 应为数字\r\n---\r\n";

    fn finding(text: &str) -> Diagnostic {
        let file = VPath::new("content/reports/办公室.md").unwrap();
        let start = TEXT.find(text).unwrap();
        let span = Span::new(&file, start..start + text.len());
        match text {
            "：" => Diagnostic::new(&COLON_WIDE, span).with("key", "标题").suggest(": "),
            _ => Diagnostic::new(&YEAR_UNREADABLE, span).with("text", text),
        }
    }

    fn tree() -> Tree {
        Tree::of_texts([("content/reports/办公室.md", TEXT)])
    }

    #[test]
    fn no_control_of_a_text_reaches_a_terminal() {
        let text = "---\nyear: \u{9b}31m\u{1b}[31m二零\n---\n";
        let file = VPath::new("content/a.md").unwrap();
        let start = text.find("二零").unwrap();
        let finding = Diagnostic::new(&YEAR_UNREADABLE, Span::new(&file, start..start + 6)).with("text", "二零");
        let shown = render(&[finding], &Tree::of_texts([("content/a.md", text)]), &(), Language::English, false);
        assert!(shown.contains("二零") && !shown.contains(['\u{9b}', '\u{1b}']), "{shown:?}");
    }

    #[test]
    fn marks_stand_under_chinese() {
        let shown = render(&[finding("："), finding("二零🎉二零")], &tree(), &(), Language::Chinese, false);
        let expected = "\
警告[HB1301 colon-wide]: “标题”后面用了中文冒号“：”
 --> content/reports/办公室.md:2:3
  |
2 | 标题：年度总结
  |     ^^
  |
  = 改法: 改用英文冒号，后面空一格，如“标题: ……”
  = 改后: 标题: 年度总结

错误[HB2306 year-unreadable]: “二零🎉二零”不是年度
 --> content/reports/办公室.md:3:6
  |
3 |     年度: 二零🎉二零 # 应为数字
  |           ^^^^^^^^^^
  |
  = 改法: 写四位数字，如 2021；跨几个年度时写 2019-2021

";
        assert_eq!(shown, expected, "\n{shown}");
    }

    #[test]
    fn colours_are_asked_for() {
        assert!(render(&[finding("：")], &tree(), &(), Language::English, true).contains('\u{1b}'));
        assert!(!render(&[finding("：")], &tree(), &(), Language::English, false).contains('\u{1b}'));
    }

    #[test]
    fn a_file_that_is_gone_or_garbled_is_named() {
        let gone = render(&[finding("：")], &Tree::default(), &(), Language::English, false);
        assert!(gone.contains("--> content/reports/办公室.md\n"), "{gone}");
        let path = VPath::new("content/reports/办公室.md").unwrap();
        let garbled = Tree::new([(path, [0xff_u8, 0xfe].as_slice().into())]);
        assert!(render(&[finding("：")], &garbled, &(), Language::Chinese, false).contains("办公室.md"));
        let short = short::render(&[finding("：")], &garbled, Language::English);
        assert!(short.starts_with("content/reports/办公室.md:1:1: warning[HB1301]: "), "{short}");
    }

    #[test]
    fn labels_and_odd_spans_are_shown() {
        let file = VPath::new("content/reports/办公室.md").unwrap();
        let span = |start, end| Span { file: file.clone(), start, end };
        let other = VPath::new("content/a.md").unwrap();
        let finding = Diagnostic::new(&KEY_IN_TWO_LANGUAGES, span(31, 37))
            .with("key", "年度")
            .with("first", "year")
            .label(span(8, 14), Words { zh: "第一次写在这里", en: "first written here" })
            .label(Span::whole(&other), Words { zh: "还有这里", en: "and here" });
        let shown = render(&[finding], &tree(), &(), Language::Chinese, false);
        assert!(shown.contains("第一次写在这里") && shown.contains("还有这里：content/a.md"), "{shown}");
        let escape = Diagnostic::new(&YEAR_UNREADABLE, span(8, 14)).with("text", "\u{1b}[31m").suggest("\u{1b}[31m");
        assert!(!render(std::slice::from_ref(&escape), &tree(), &(), Language::Chinese, false).contains('\u{1b}'));
        assert!(!short::render(&[escape], &tree(), Language::Chinese).contains('\u{1b}'));
        for (start, end) in [(0, 1), (1, 2), (9, 10), (9999, 99999), (40, 3), (0, 9999)] {
            let finding = Diagnostic::new(&YEAR_UNREADABLE, span(start, end)).with("text", "x").suggest("2021\n");
            assert!(!render(&[finding], &tree(), &(), Language::Chinese, false).is_empty());
        }
    }

    #[test]
    fn a_long_line_is_cropped_around_its_change() {
        let file = VPath::new("content/reports/办公室.md").unwrap();
        let check = |before: usize, after: usize, expected: &str| {
            let text = format!("{}二零二零{}\n", "前".repeat(before), "后".repeat(after));
            let tree = Tree::new([(file.clone(), text.as_bytes().into())]);
            let span = Span::new(&file, before * 3..before * 3 + 12);
            let finding = Diagnostic::new(&YEAR_UNREADABLE, span).with("text", "二零二零").suggest("2020");
            let shown = render(&[finding], &tree, &(), Language::Chinese, false);
            let line = shown.lines().find_map(|line| line.trim().strip_prefix("= 改后: ")).unwrap();
            assert_eq!(line, expected);
        };
        let (before, after) = ("前".repeat(30), "后".repeat(30));
        check(30, 30, &format!("{before}2020{after}"));
        check(31, 60, &format!("…{before}2020{after}…"));
        check(0, 90, &format!("2020{after}…"));
        check(90, 0, &format!("…{before}2020"));
    }

    #[test]
    fn short_lines() {
        assert_eq!(
            short::render(&[finding("：")], &tree(), Language::Chinese),
            "content/reports/办公室.md:2:3: 警告[HB1301]: “标题”后面用了中文冒号“：”；改用英文冒号，后面空一格，如“标题: ……”\n"
        );
    }
}
