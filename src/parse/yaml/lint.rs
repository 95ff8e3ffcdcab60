//! What a hand used to Word types by habit, found in the raw lines.
//!
//! In: a piece of YAML that the parser could not read, or read in an odd way.
//! Out: findings at the very character, with what to write in its place. The
//! parser notices such a mistake late, often a line below and in terms of its
//! grammar; here each line is looked at by itself, with just enough memory
//! for texts, quotes and brackets that go over several lines.
//!
//! `suspicions` looks only for what changes the meaning without an error
//! (`标题：总结` is one long text to YAML) and must not accuse healthy lines.
//! This is no second parser: what it does not know, `reason` words in general.

mod value;

use std::ops::Range;

use crate::diag::rules::yaml::{
    COLON_WIDE, COLON_WITHOUT_SPACE, DASH_FORM, DASH_WITHOUT_SPACE, INDENT_TAB, INDENT_UNEVEN, INDENT_WIDE,
    LINE_WITHOUT_COLON,
};
use crate::diag::{Diagnostic, Rule};
use crate::parse::yaml::reason;
use crate::parse::yaml::tree::Stop;
use crate::source::{Span, VPath};

/// Marks that are typed for the dash of a list.
const DASHES: [char; 9] = ['－', '—', '–', '−', '•', '·', '●', '■', '◆'];

/// How many findings are enough: a file that is wrong on every line is no
/// report, and to look for the end of every open quote in it takes long.
const MANY: usize = 50;

/// A piece of YAML to look at.
pub struct Lint<'a> {
    /// The file.
    pub path: &'a VPath,
    /// The piece.
    pub text: &'a str,
    /// Where it begins in the file.
    pub base: usize,
    /// Whether a text is a key.
    pub known: fn(&str) -> bool,
}

/// What is remembered from line to line.
#[derive(Default)]
struct State {
    /// Columns of the lists and mappings around, the outermost first.
    levels: Vec<usize>,
    /// Whether the line before ended with a colon, so that anything may follow.
    opened: bool,
    /// Whether the line before was an item of a list.
    item: bool,
    /// The column of the key whose text in lines (`|`) goes on.
    block: Option<usize>,
    /// Lines before this byte belong to quotes or brackets already looked at.
    skip: usize,
}

/// How a key ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Colon {
    Right,
    WithoutSpace,
    Wide,
}

impl Lint<'_> {
    /// Explains why the parser stopped; adds at least one finding.
    pub fn errors(&self, stop: &Stop, diagnostics: &mut Vec<Diagnostic>) {
        let Stop::At(offset, kind) = stop else { return };
        let found = self.all(true);
        // A mistake well below the place cannot be what stopped the parser.
        let line_end = self.text[*offset..].find('\n').map_or(self.text.len(), |newline| offset + newline + 1);
        if !found.iter().any(|finding| finding.span.range().start <= self.base + line_end) {
            diagnostics.push(reason::general(self.path, self.text, self.base, *offset, kind));
        }
        diagnostics.extend(found);
    }

    /// Looks for mistakes that YAML takes for something else.
    pub fn suspicions(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.all(false));
    }

    fn all(&self, failed: bool) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut state = State::default();
        let mut start = 0;
        while start < self.text.len() && found.len() < MANY {
            let end = self.text[start..].find('\n').map_or(self.text.len(), |newline| start + newline);
            if start >= state.skip {
                self.line(start..end, failed, &mut state, &mut found);
            }
            start = end + 1;
        }
        found
    }

    fn line(&self, line: Range<usize>, failed: bool, state: &mut State, found: &mut Vec<Diagnostic>) {
        let raw = &self.text[line.clone()];
        let content = raw.trim();
        if content.is_empty() || content.starts_with('#') || content == "---" {
            return;
        }
        let indent = raw.len() - raw.trim_start().len();
        let column = raw[..indent].chars().count();
        if state.block.is_some_and(|block| column > block) && !(failed && raw.starts_with('\t')) {
            return;
        }
        state.block = None;
        let mut at = line.start + indent;
        let end = at + content.len();
        if let Some(finding) = self.indent(line.start..at, end, failed) {
            found.push(finding);
            return;
        }
        // The dashes of a list, then the key and its colon, then the value.
        let list = state.opened || state.item;
        let mut dashes = 0;
        while let Some(rest) = self.text[at..end].strip_prefix('-') {
            if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
                break;
            }
            at = end - rest.trim_start().len();
            dashes += 1;
        }
        if dashes == 0
            && (list || self.dash_before_key(at..end))
            && let Some(finding) = self.dash(at..end)
        {
            found.push(finding);
            state.item = true;
            // The lines below may go on with the record in a column of their own.
            self.level(state, column, column, false);
            state.opened = self.dash_before_key(at..end);
            return;
        }
        let key_column = column + self.text[line.start + indent..at].chars().count();
        let uneven = self.level(state, column, key_column, dashes > 0);
        state.item = dashes > 0;
        state.opened = false;
        let Some((key, colon, kind)) = self.key(at..end) else {
            if dashes == 0 && column == 0 && failed && !content.starts_with(['[', '{', ']', '}', '"', '\'']) {
                found.push(self.without_colon(at..end));
            } else if dashes > 0 || content.starts_with(['[', '{']) {
                self.value(at..end, key_column.saturating_sub(1), failed, state, found);
            }
            return;
        };
        let known = (self.known)(key);
        match kind {
            Colon::Right => {
                if failed && let Some(right) = uneven {
                    let finding = self.finding(&INDENT_UNEVEN, line.start..line.start + indent.max(1).min(raw.len()));
                    found.push(finding.with("count", column).with("right", right).suggest(" ".repeat(right)));
                    return;
                }
                let value = end - self.text[colon.end..end].trim_start().len();
                state.opened = value == end;
                self.value(value..end, key_column, failed, state, found);
            }
            // In the text of an item a colon after a known word is no key,
            // unless the lines below show that the item has several.
            _ if !(known && (dashes == 0 || self.continues(line.end, key_column))
                || failed && column == 0 && dashes == 0) => {}
            kind => {
                let rule = if kind == Colon::Wide { &COLON_WIDE } else { &COLON_WITHOUT_SPACE };
                state.opened = colon.end == end;
                found.push(self.finding(rule, colon).with("key", key).suggest(": "));
            }
        }
    }

    /// White space before a line that is no plain space.
    fn indent(&self, indent: Range<usize>, end: usize, failed: bool) -> Option<Diagnostic> {
        let text = &self.text[indent.clone()];
        let start = text.find(|character| character != ' ')?;
        let odd = &text[start..];
        let at = indent.start + start..indent.end;
        if odd.contains('\t') {
            return failed.then(|| self.finding(&INDENT_TAB, at).suggest("  ".repeat(odd.chars().count())));
        }
        // The second line of a paragraph may be indented in the Chinese way.
        let structural = self.text[indent.end..end].starts_with("- ") || self.key(indent.end..end).is_some();
        let width: usize = odd.chars().map(|character| if character == '\u{3000}' { 2 } else { 1 }).sum();
        (failed || structural).then(|| self.finding(&INDENT_WIDE, at).suggest(" ".repeat(width)))
    }

    /// A dash that is none, or lacks its space.
    fn dash(&self, rest: Range<usize>) -> Option<Diagnostic> {
        let text = &self.text[rest.clone()];
        let first = text.chars().next()?;
        let after = &text[first.len_utf8()..];
        let spaces = after.len() - after.trim_start().len();
        let at = rest.start..rest.start + first.len_utf8() + spaces;
        if DASHES.contains(&first) && !after.starts_with(first) {
            return Some(self.finding(&DASH_FORM, at).with("mark", first.to_string()).suggest("- "));
        }
        // `——` begins a subtitle.
        (first == '-' && !after.starts_with('-')).then(|| self.finding(&DASH_WITHOUT_SPACE, at).suggest("- "))
    }

    /// Whether a line is `-text: …`, which begins an item wherever it stands.
    fn dash_before_key(&self, rest: Range<usize>) -> bool {
        self.text[rest.clone()].starts_with('-')
            && self.key(rest.start + 1..rest.end).is_some_and(|(key, ..)| (self.known)(key.trim_start()))
    }

    /// Keeps the columns of what is open; gives the right column if a line
    /// begins in none of them.
    fn level(&self, state: &mut State, column: usize, key_column: usize, item: bool) -> Option<usize> {
        let mut last = None;
        while state.levels.last().is_some_and(|&level| level > column) {
            last = state.levels.pop();
        }
        let top = state.levels.last().copied();
        let mut right = None;
        if top != Some(column) {
            if top.is_none() || (state.opened && last.is_none()) {
                state.levels.push(column);
            } else {
                // The nearer of the two levels between which the line begins.
                let below = top.unwrap_or(0);
                let chosen = last.filter(|&last| last - column <= column - below).unwrap_or(below);
                state.levels.push(chosen.max(below));
                right = Some(chosen);
            }
        }
        if item && key_column > column {
            state.levels.push(key_column);
        }
        right
    }

    /// A key, its colon with the spaces after it, and how it ends.
    fn key(&self, rest: Range<usize>) -> Option<(&str, Range<usize>, Colon)> {
        let text = &self.text[rest.clone()];
        let colon = text.find([':', '：'])?;
        let key = text[..colon].trim_end();
        let odd = ['，', '。', '；', '！', '？', '、', '“', '”', '"', '\'', '[', ']', '{', '}', '#', ',', '｛', '［'];
        if key.is_empty() || key.contains(odd) || key.chars().count() > 16 {
            return None;
        }
        let wide = text[colon..].starts_with('：');
        let after = &text[colon + if wide { '：'.len_utf8() } else { 1 }..];
        let kind = match (wide, after.is_empty() || after.starts_with([' ', '\t'])) {
            (true, _) => Colon::Wide,
            (false, true) => Colon::Right,
            (false, false) if after.starts_with("//") => return None,
            (false, false) => Colon::WithoutSpace,
        };
        let end = rest.end - after.trim_start().len();
        Some((key, rest.start + colon..end, kind))
    }

    /// Whether the next line goes on with another key in the same column.
    fn continues(&self, line_end: usize, column: usize) -> bool {
        let rest = self.text.get(line_end + 1..).unwrap_or("");
        let next = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let indent = next.len() - next.trim_start().len();
        next[..indent].chars().count() == column && next.contains([':', '：'])
    }

    /// A line that is no item, with a colon set in if it begins with a key.
    fn without_colon(&self, at: Range<usize>) -> Diagnostic {
        let text = &self.text[at.clone()];
        let finding = self.finding(&LINE_WITHOUT_COLON, at);
        match text.split_once(char::is_whitespace) {
            Some((key, rest)) if (self.known)(key) => finding.suggest(format!("{key}: {}", rest.trim_start())),
            _ => finding,
        }
    }

    fn finding(&self, rule: &'static Rule, at: Range<usize>) -> Diagnostic {
        Diagnostic::new(rule, Span::new(self.path, self.base + at.start..self.base + at.end))
    }
}
