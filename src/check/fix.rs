//! Fix: what findings suggest is done to a text.
//!
//! In: a text and findings about it. Out: the text with the fixes of those
//! whose rule lets them be applied. Nothing else of the text changes. Two
//! fixes that touch the same place are not applied together, since each was
//! thought of without the other: the first is, and the other may come again.

use std::ops::Range;

use crate::check::{self, Fix};
use crate::diag::rules::front::{KEY_MISSPELT, LIST_SEPARATOR};
use crate::diag::rules::yaml::{self, ENCODING_READ};
use crate::diag::{Diagnostic, Edit, Rule};
use crate::source::VPath;

/// Whether what a finding suggests may be applied.
pub fn applies(finding: &Diagnostic, unsafely: bool) -> bool {
    if *finding.rule == ENCODING_READ {
        return true;
    }
    let fix = check::of(finding.rule).map_or(Fix::None, |check| check.fix);
    let fix = if is_form(finding.rule) { Fix::Safe } else { fix };
    let suggests = !finding.edits.is_empty() || finding.suggestion.is_some();
    suggests && (fix == Fix::Safe || (fix == Fix::Unsafe && unsafely))
}

/// Whether a rule is about the form of front matter, which is read as it was
/// meant: its remedy changes the spelling and not what is read.
fn is_form(rule: &Rule) -> bool {
    yaml::FORM.contains(&rule) || [&yaml::FENCE_FORM, &KEY_MISSPELT, &LIST_SEPARATOR].contains(&rule)
}

/// Applies the fixes of findings about the text of a file. The new text and
/// how many places were changed; none if nothing was.
pub fn apply(path: &VPath, text: &str, findings: &[Diagnostic], unsafely: bool) -> Option<(String, usize)> {
    let mut fixes: Vec<Vec<Edit>> = Vec::new();
    for finding in findings.iter().filter(|finding| applies(finding, unsafely)) {
        let mut edits = finding.changes();
        edits.sort_by_key(|edit| edit.span.range().start);
        let fits = |edit: &Edit| {
            edit.span.file == *path && text.get(edit.span.range()).is_some_and(|before| before != edit.text)
        };
        let apart = edits.windows(2).all(|pair| !touch(&pair[0].span.range(), &pair[1].span.range()));
        if edits.iter().all(fits) && apart {
            fixes.push(edits);
        }
    }
    fixes.sort_by_key(|edits| edits.first().map(|edit| edit.span.clone()));
    let mut taken: Vec<Edit> = Vec::new();
    for edits in fixes {
        if edits.iter().all(|edit| is_free(&taken, &edit.span.range())) {
            taken.extend(edits);
            taken.sort_by_key(|edit| edit.span.range().start);
        }
    }
    if taken.is_empty() {
        return None;
    }
    let mut mended = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for edit in &taken {
        let range = edit.span.range();
        mended.push_str(&text[at..range.start]);
        mended.push_str(&edit.text);
        at = range.end;
    }
    mended.push_str(&text[at..]);
    Some((mended, taken.len()))
}

/// What becomes of texts, in the form that `patch -p0` and people read.
pub fn diff<'a>(texts: impl Iterator<Item = (&'a VPath, &'a [u8], &'a [u8])>) -> String {
    let mut diff = String::new();
    for (path, before, after) in texts {
        let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
        let (before, after) = (lines(&before), lines(&after));
        let changes = similar::TextDiff::configure().newline_terminated(true).diff_slices(&before, &after);
        diff.push_str(&changes.unified_diff().header(path.as_str(), path.as_str()).to_string());
    }
    diff
}

/// The lines of a text with their breaks, a carriage return being none.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Whether a range touches none of some edits, which are in order and apart.
fn is_free(taken: &[Edit], range: &Range<usize>) -> bool {
    let after = taken.partition_point(|edit| edit.span.range().start < range.start);
    let near = after.saturating_sub(1)..(after + 1).min(taken.len());
    taken[near].iter().all(|edit| !touch(&edit.span.range(), range))
}

/// Whether two ranges have something in common, or begin at one place.
fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start == other.start || (one.start < other.end && other.start < one.end)
}

#[cfg(test)]
mod tests {
    use super::apply;
    use crate::check::han_space;
    use crate::diag::{Diagnostic, Edit};
    use crate::source::{Span, VPath};

    const TEXT: &str = "\u{feff}甲,乙🎉 丙\r\n";

    /// Fixes, each a list of the text to replace and what stands there then.
    fn fixed(fixes: &[&[(&str, &str)]]) -> Option<(String, usize)> {
        let path = VPath::new("a.md").unwrap();
        let span = |part: &str| {
            let start = TEXT.find(part).unwrap();
            Span::new(&path, start..start + part.len())
        };
        let findings: Vec<Diagnostic> = fixes
            .iter()
            .map(|edits| {
                let edits: Vec<Edit> =
                    edits.iter().map(|(part, text)| Edit { span: span(part), text: (*text).to_owned() }).collect();
                Diagnostic::new(&han_space::CHECK.rule, edits[0].span.clone()).mend(edits)
            })
            .collect();
        apply(&path, TEXT, &findings, false)
    }

    fn is(fixes: &[&[(&str, &str)]], text: &str, count: usize) {
        assert_eq!(fixed(fixes), Some((text.to_owned(), count)), "{fixes:?}");
    }

    #[test]
    fn fixes_change_their_places_and_nothing_else() {
        is(&[&[(",", "，")]], "\u{feff}甲，乙🎉 丙\r\n", 1);
        is(&[&[(" ", "")], &[(",", "，")]], "\u{feff}甲，乙🎉丙\r\n", 2);
        is(&[&[(" ", ""), (",", "，")]], "\u{feff}甲，乙🎉丙\r\n", 2);
        // Side by side is apart.
        is(&[&[("甲", "丁")], &[(",", "，")]], "\u{feff}丁，乙🎉 丙\r\n", 2);
    }

    #[test]
    fn of_two_fixes_of_one_place_the_first_is_applied() {
        is(&[&[("乙🎉", "戊")], &[(",乙", "，己")]], "\u{feff}甲，己🎉 丙\r\n", 1);
        // A fix of several places is applied whole or not at all.
        is(&[&[(",", "，")], &[(",乙", "X"), (" ", "")]], "\u{feff}甲，乙🎉 丙\r\n", 1);
    }

    #[test]
    fn what_does_not_fit_the_text_is_left() {
        assert_eq!(fixed(&[&[(",", ",")]]), None);
        let path = VPath::new("a.md").unwrap();
        for (start, end) in [(4, 5), (90, 99), (5, 3)] {
            let span = Span { file: path.clone(), start, end };
            let finding = Diagnostic::new(&han_space::CHECK.rule, span).suggest("x");
            assert_eq!(apply(&path, TEXT, &[finding], true), None);
        }
    }
}
