//! Where the front matter of a file begins and ends.
//!
//! In: the text of a file. Out: the ranges of the YAML between the two lines
//! `---` and of the Markdown below. Dashes of another shape (`－－－`, `——`)
//! are taken for a fence with a warning; where a fence is missing, the place
//! where it belongs is guessed, so that the rest of the file can be checked
//! all the same.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::diag::rules::yaml::{
    FENCE_FORM, FRONT_MATTER_MISSING, FRONT_MATTER_TOO_LARGE, FRONT_MATTER_UNCLOSED, FRONT_MATTER_UNOPENED,
};
use crate::source::{Span, VPath};

/// The largest front matter that is read, in kibibytes.
const LIMIT: usize = 256;

/// The two parts of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The opening line, to point at what is missing.
    pub opening: Range<usize>,
    /// The YAML, fences left out.
    pub yaml: Range<usize>,
    /// The Markdown, from the line after the closing fence to the end.
    pub body: Range<usize>,
}

/// Cuts a file in two; nothing and a finding if it has no front matter.
pub fn cut(path: &VPath, text: &str, known: fn(&str) -> bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Cut> {
    let found = find(path, text, known, diagnostics)?;
    if found.yaml.len() > LIMIT << 10 {
        let span = Span::new(path, found.opening);
        diagnostics.push(Diagnostic::new(&FRONT_MATTER_TOO_LARGE, span).with("limit", LIMIT));
        return None;
    }
    Some(found)
}

fn find(path: &VPath, text: &str, known: fn(&str) -> bool, diagnostics: &mut Vec<Diagnostic>) -> Option<Cut> {
    let Some(opening) = lines(text, 0).find(|line| !content(text, line).is_empty()) else {
        diagnostics.push(Diagnostic::new(&FRONT_MATTER_MISSING, Span::whole(path)));
        return None;
    };
    let first = trimmed(text, &opening);
    let start = match Fence::of(&text[first.clone()]) {
        Some(fence) => {
            report_form(path, text, &first, fence, diagnostics);
            opening.end
        }
        // A file that begins with its items lacks only the first fence.
        None if begins_with_key(&text[first.clone()], known) => {
            let at = Span::new(path, first.start..first.start);
            diagnostics.push(Diagnostic::new(&FRONT_MATTER_UNOPENED, at).suggest("---\n"));
            opening.start
        }
        None => {
            diagnostics.push(Diagnostic::new(&FRONT_MATTER_MISSING, Span::new(path, first)));
            return None;
        }
    };
    for line in lines(text, start) {
        let shown = trimmed(text, &line);
        // An indented line of dashes belongs to a text over several lines.
        if shown.start == line.start
            && let Some(fence) = Fence::of(&text[shown.clone()])
        {
            report_form(path, text, &shown, fence, diagnostics);
            return Some(Cut { opening: first, yaml: start..line.start, body: line.end..text.len() });
        }
    }
    let end = guess_end(text, start);
    let shown = trimmed(text, &lines(text, end).next().unwrap_or(end..end));
    diagnostics.push(
        Diagnostic::new(&FRONT_MATTER_UNCLOSED, Span::new(path, shown.start..shown.start))
            .label(Span::new(path, first.clone()), OPENED)
            .suggest("---\n"),
    );
    Some(Cut { opening: first, yaml: start..end, body: end..text.len() })
}

const OPENED: crate::diag::Words = crate::diag::Words { zh: "信息从这里开始", en: "the items begin here" };

/// The ranges of the lines from an offset on, each with its line break.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut next = start;
    std::iter::from_fn(move || {
        let rest = text.get(next..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let line = next..next + length;
        next = line.end;
        Some(line)
    })
}

/// A line without white space around it, full-width and invisible included.
fn content<'a>(text: &'a str, line: &Range<usize>) -> &'a str {
    text[line.clone()].trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}')
}

/// Where the content of a line stands.
fn trimmed(text: &str, line: &Range<usize>) -> Range<usize> {
    let inside = content(text, line);
    let whole = &text[line.clone()];
    // `content` is a part of the line, so that its place follows from lengths.
    let before = whole.len() - whole.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
    let start = if inside.is_empty() { line.start } else { line.start + before };
    start..start + inside.len()
}

/// What a line of dashes is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fence {
    /// `---`, or `...` which YAML knows too.
    Right,
    /// Other dashes, or not three.
    Other,
}

impl Fence {
    /// Whether a trimmed line is a fence, and which.
    fn of(line: &str) -> Option<Fence> {
        match line {
            "---" | "..." => Some(Fence::Right),
            "" => None,
            line => {
                let dashes = line.chars().filter(|character| "-－—–―‒−─━".contains(*character)).count();
                let others = line.chars().any(|character| !"-－—–―‒−─━ ".contains(character));
                (dashes >= 2 && !others).then_some(Fence::Other)
            }
        }
    }
}

fn report_form(path: &VPath, text: &str, at: &Range<usize>, fence: Fence, diagnostics: &mut Vec<Diagnostic>) {
    if fence == Fence::Other {
        let span = Span::new(path, at.clone());
        diagnostics.push(Diagnostic::new(&FENCE_FORM, span).with("text", &text[at.clone()]).suggest("---"));
    }
}

/// Whether a line is `标题: …` with a key that is known.
fn begins_with_key(line: &str, known: fn(&str) -> bool) -> bool {
    line.split_once([':', '：']).is_some_and(|(key, _)| known(key.trim()))
}

/// Where the front matter ends if no fence says so: before the first line
/// that does not look like YAML, or before the empty lines in front of it.
fn guess_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut empty_before = false;
    for line in lines(text, start) {
        let shown = content(text, &line);
        if shown.is_empty() {
            empty_before = true;
            continue;
        }
        let indented = text[line.clone()].starts_with([' ', '\t', '\u{3000}']);
        let key = shown.find([':', '：']).map(|colon| &shown[..colon]);
        let short = key.is_some_and(|key| key.chars().count() <= 12 && !key.contains(['。', '，', '；', ' ', '“']));
        let comment = shown.starts_with('#') && !empty_before;
        let item = shown.starts_with("- ") && !empty_before;
        if !(comment || item || short || (indented && !empty_before) || shown.starts_with([']', '}'])) {
            break;
        }
        empty_before = false;
        end = line.end;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::cut;
    use crate::diag::position::position;
    use crate::source::VPath;

    fn known(key: &str) -> bool {
        matches!(key, "标题" | "title" | "年度")
    }

    /// The YAML, the body, and the findings as `line:column code`.
    fn check(text: &str, expected: Option<(&str, &str)>, findings: &[&str]) {
        let mut found = Vec::new();
        let parts = cut(&VPath::new("a.md").unwrap(), text, known, &mut found);
        assert_eq!(parts.map(|cut| (&text[cut.yaml], &text[cut.body])), expected, "{text}");
        let found: Vec<String> = found
            .iter()
            .map(|finding| {
                let (line, column) = position(text, finding.span.range().start);
                format!("{line}:{column} {}", finding.rule.code)
            })
            .collect();
        assert_eq!(found, findings, "{text}");
    }

    #[test]
    fn the_front_matter_is_cut_off() {
        check("---\n标题: 甲\n---\n正文\n", Some(("标题: 甲\n", "正文\n")), &[]);
        check("\u{feff}---\r\n标题: 甲\r\n---\r\n正文", Some(("标题: 甲\r\n", "正文")), &[]);
        check("\n　\n--- \n标题: 甲\n---　\n", Some(("标题: 甲\n", "")), &[]);
        check("---\n---\n", Some(("", "")), &[]);
        check("---\na: |\n  ---\n  b\n---\n", Some(("a: |\n  ---\n  b\n", "")), &[]);
    }

    #[test]
    fn other_dashes_are_taken_with_a_warning() {
        check("－－－\n标题: 甲\n——\n正文", Some(("标题: 甲\n", "正文")), &["1:1 HB1103", "3:1 HB1103"]);
        check("----\n标题: 甲\n---\n", Some(("标题: 甲\n", "")), &["1:1 HB1103"]);
    }

    #[test]
    fn a_missing_fence_is_guessed() {
        check(
            "---\n标题: 甲\n年度: 1\n\n## 一、工作\n",
            Some(("标题: 甲\n年度: 1\n", "\n## 一、工作\n")),
            &["4:1 HB1102"],
        );
        check("---\n标题: 甲\n一年来，我们……\n", Some(("标题: 甲\n", "一年来，我们……\n")), &["3:1 HB1102"]);
        check("标题: 甲\n---\n正文", Some(("标题: 甲\n", "正文")), &["1:1 HB1105"]);
        check("---", Some(("", "")), &["1:4 HB1102"]);
    }

    #[test]
    fn a_file_without_any_is_said_to_be() {
        check("", None, &["1:1 HB1101"]);
        check("# 总结\n正文\n", None, &["1:1 HB1101"]);
    }
}
