//! Mistakes in what stands after a colon or a dash.
//!
//! In: the place of a value. Out: at most one finding, and in the state how
//! far quotes, brackets or a text in lines go. A value over several lines is
//! followed to its end, but not past a line that begins with a known key:
//! there a quote or bracket was forgotten.

use std::ops::Range;

use crate::diag::Diagnostic;
use crate::diag::rules::yaml::{
    BACKSLASH, BRACKET_UNCLOSED, BRACKET_WIDE, COLON_IN_VALUE, COLON_WIDE, COLON_WITHOUT_SPACE, COMMA_WIDE,
    COMMENT_SWALLOWS, QUOTE_CURLY, QUOTE_UNCLOSED, QUOTES_NEEDED, TEXT_AFTER_QUOTE,
};
use crate::parse::yaml::lint::{Lint, State};
use crate::text::han;

/// Where brackets end.
enum End {
    /// At this byte, the partner included.
    Closed(usize),
    /// At a full-width bracket.
    Wide(usize),
    /// Nowhere.
    Open,
}

impl Lint<'_> {
    /// Looks at one value, which may be empty.
    pub(super) fn value(
        &self,
        at: Range<usize>,
        column: usize,
        failed: bool,
        state: &mut State,
        found: &mut Vec<Diagnostic>,
    ) {
        let text = &self.text[at.clone()];
        let Some(first) = text.chars().next() else { return };
        match first {
            '|' | '>' if block_header(text) => state.block = Some(column),
            '"' | '\'' if failed => found.extend(self.quoted(at, first, state)),
            '"' | '\'' => state.skip = self.quote_end(&at, first).unwrap_or(at.end),
            '[' | '{' => self.brackets(at, first, failed, state, found),
            '｛' | '［' if text.ends_with(['｝', '］', '}', ']']) => {
                found.push(self.finding(&BRACKET_WIDE, at).with("mark", first.to_string()).suggest(narrow(text)));
            }
            '#' if !text.starts_with("# ") && text.len() > 1 => found.push(self.needs_quotes(at, "#")),
            '#' => {}
            '@' | '`' | '%' | ']' | '}' | ',' | '|' | '>' if failed => {
                found.push(self.needs_quotes(at, &first.to_string()));
            }
            '-' | '?' if failed && text[1..].starts_with(' ') => found.push(self.needs_quotes(at, &first.to_string())),
            '*' | '&' | '!' if self.unknown_mark(text, first) => {
                found.push(self.needs_quotes(at, &first.to_string()));
            }
            _ => found.extend(self.plain(at, failed)),
        }
    }

    fn needs_quotes(&self, at: Range<usize>, mark: &str) -> Diagnostic {
        let quoted = single_quoted(&self.text[at.clone()]);
        self.finding(&QUOTES_NEEDED, at).with("mark", mark).suggest(quoted)
    }

    /// Whether `*` or `&` stands without its partner, or `!` before no tag of
    /// YAML's own.
    fn unknown_mark(&self, text: &str, mark: char) -> bool {
        let name = text[1..].split(|c: char| c.is_whitespace() || ",]}".contains(c)).next().unwrap_or("");
        match mark {
            '*' => !self.text.contains(&format!("&{name}")),
            '&' => !self.text.contains(&format!("*{name}")),
            _ => !text.starts_with("!!"),
        }
    }

    fn quoted(&self, at: Range<usize>, quote: char, state: &mut State) -> Option<Diagnostic> {
        let text = &self.text[at.clone()];
        let Some(close) = self.quote_end(&at, quote) else {
            let mended = format!("{text}{quote}");
            return Some(self.finding(&QUOTE_UNCLOSED, at).with("mark", quote.to_string()).suggest(mended));
        };
        state.skip = close;
        if quote == '"'
            && let Some(finding) = self.backslash(at.start..close)
        {
            return Some(finding);
        }
        let rest = self.text.get(close..at.end)?;
        if rest.trim().is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#') {
            return None;
        }
        Some(self.finding(&TEXT_AFTER_QUOTE, at).suggest(single_quoted(text)))
    }

    /// The byte after the closing quote.
    fn quote_end(&self, at: &Range<usize>, quote: char) -> Option<usize> {
        let mut characters = self.text[at.start + 1..].char_indices().peekable();
        while let Some((offset, character)) = characters.next() {
            if character == '\n' && self.begins_item(at.start + 1 + offset + 1) {
                return None;
            } else if character == '\\' && quote == '"' {
                characters.next();
            } else if character == quote {
                if quote == '\'' && characters.next_if(|(_, next)| *next == '\'').is_some() {
                    continue;
                }
                return Some(at.start + 1 + offset + 1);
            }
        }
        None
    }

    /// A backslash that begins no escape of YAML.
    fn backslash(&self, at: Range<usize>) -> Option<Diagnostic> {
        let text = &self.text[at.clone()];
        let mut characters = text.char_indices();
        while let Some((offset, character)) = characters.next() {
            if character != '\\' {
                continue;
            }
            let (_, next) = characters.next()?;
            if !"0abtnvfre \"/\\N_LPxuU\t\r\n".contains(next) {
                let start = at.start + offset;
                return Some(self.finding(&BACKSLASH, start..start + 1).suggest("\\\\"));
            }
        }
        None
    }

    fn brackets(&self, at: Range<usize>, open: char, failed: bool, state: &mut State, found: &mut Vec<Diagnostic>) {
        let partner = if open == '[' { ']' } else { '}' };
        let before = found.len();
        let inside = match self.bracket_end(at.start) {
            End::Closed(end) => {
                state.skip = end;
                let rest = self.text.get(end..at.end).unwrap_or("").trim_start();
                if failed && !rest.is_empty() && !rest.starts_with('#') {
                    found.push(self.needs_quotes(at, &open.to_string()));
                    return;
                }
                at.start..end
            }
            End::Wide(wide) => {
                let mark = self.text[wide..].chars().next().unwrap_or('］');
                let finding = self.finding(&BRACKET_WIDE, wide..wide + mark.len_utf8());
                found.push(finding.with("mark", mark.to_string()).suggest(partner.to_string()));
                return;
            }
            End::Open if failed => {
                let mended = format!("{}{partner}", &self.text[at.clone()]);
                let finding = self.finding(&BRACKET_UNCLOSED, at).with("mark", open.to_string());
                found.push(finding.with("partner", partner.to_string()).suggest(mended));
                return;
            }
            End::Open => return,
        };
        self.keys_in_braces(inside.clone(), found);
        if failed && found.len() == before {
            self.signs_in_brackets(inside.clone(), found);
        }
        if failed && found.len() == before && open == '{' {
            let text = &self.text[inside.clone()];
            if let Some((offset, mark)) = text.char_indices().find(|(_, mark)| matches!(mark, '，' | '；')) {
                let start = inside.start + offset;
                let finding = self.finding(&COMMA_WIDE, start..start + mark.len_utf8());
                found.push(finding.with("mark", mark.to_string()).suggest(", "));
            }
        }
    }

    /// Items and values in brackets that begin with a sign of YAML's own, such
    /// as the `%` of `{单位: %}`.
    fn signs_in_brackets(&self, inside: Range<usize>, found: &mut Vec<Diagnostic>) {
        let text = &self.text[inside.clone()];
        let mut quote = None;
        // What stood before, white space passed over: here a value may begin.
        let mut before = ' ';
        let mut spaced = false;
        for (offset, character) in text.char_indices() {
            match quote {
                Some(open) if open == character => quote = None,
                Some(_) => {}
                None => {
                    let begins = matches!(before, '[' | '{' | ',') || before == ':' && spaced;
                    match character {
                        '"' | '\'' if begins => quote = Some(character),
                        '%' | '@' | '`' if begins => {
                            let rest = &text[offset..];
                            let length = rest.find([',', ']', '}', '\n']).unwrap_or(rest.len());
                            let start = inside.start + offset;
                            let at = start..start + rest[..length].trim_end().len();
                            found.push(self.needs_quotes(at, &character.to_string()));
                        }
                        _ => {}
                    }
                }
            }
            spaced = character.is_whitespace();
            if !spaced {
                before = character;
            }
        }
    }

    /// Keys in `{…}` whose colon is full-width or lacks its space.
    fn keys_in_braces(&self, inside: Range<usize>, found: &mut Vec<Diagnostic>) {
        let text = &self.text[inside.clone()];
        for (offset, mark) in text.char_indices().filter(|(_, mark)| matches!(mark, ':' | '：')) {
            let before = &text[..offset];
            let key_start = before
                .rfind(['{', ',', '，'])
                .map_or(0, |start| start + before[start..].chars().next().map_or(1, char::len_utf8));
            let key = before[key_start..].trim();
            let after = &text[offset + mark.len_utf8()..];
            let right = mark == ':' && after.starts_with([' ', '\n', '\r', '\t', ',', '}']);
            if right || !(self.known)(key) || !before[..key_start].ends_with(['{', ',', '，']) {
                continue;
            }
            let rule = if mark == '：' { &COLON_WIDE } else { &COLON_WITHOUT_SPACE };
            let start = inside.start + offset;
            let finding = self.finding(rule, start..start + mark.len_utf8());
            found.push(finding.with("key", key).suggest(": "));
        }
    }

    /// Follows brackets to the end of the outermost.
    fn bracket_end(&self, start: usize) -> End {
        let mut depth = 0_usize;
        let mut quote = None;
        let mut wide = None;
        let mut before = ' ';
        for (offset, character) in self.text[start..].char_indices() {
            match (quote, character) {
                (_, '\n') if self.begins_item(start + offset + 1) => break,
                (Some(open), close) if open == close => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if " [{,:".contains(before) => quote = Some(character),
                (None, '[' | '{') => depth += 1,
                (None, ']' | '}') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return End::Closed(start + offset + 1);
                    }
                }
                (None, '］' | '】' | '｝') => wide = Some(start + offset),
                _ => {}
            }
            before = character;
        }
        wide.map_or(End::Open, End::Wide)
    }

    /// Whether a line that begins here begins with a known key, so that what
    /// was open before it cannot go on.
    fn begins_item(&self, line: usize) -> bool {
        let content = self.text[line..].split('\n').next().unwrap_or("");
        let content = content.trim_start_matches([' ', '-']);
        content.split_once([':', '：']).is_some_and(|(key, _)| (self.known)(key.trim_end()))
    }

    fn plain(&self, at: Range<usize>, failed: bool) -> Option<Diagnostic> {
        let text = &self.text[at.clone()];
        if let Some(hash) = text.find(" #") {
            let rest = &text[hash + 2..];
            if !rest.is_empty() && !rest.starts_with([' ', '#', '!']) {
                return Some(self.finding(&COMMENT_SWALLOWS, at.start + hash + 1..at.end));
            }
        }
        if !failed {
            return None;
        }
        let text = text.split(" #").next().unwrap_or(text).trim_end();
        let colon = text.find(": ").or_else(|| text.strip_suffix(':').map(str::len))?;
        let at = at.start..at.start + text.len();
        if let Some(inner) = text.strip_prefix(['“', '”', '＂']).and_then(|rest| rest.strip_suffix(['”', '“', '＂']))
        {
            return Some(self.finding(&QUOTE_CURLY, at).suggest(single_quoted(inner)));
        }
        if text.chars().any(han::is_han) {
            let spaces = text[colon + 1..].len() - text[colon + 1..].trim_start().len();
            let colon = at.start + colon..at.start + colon + 1 + spaces;
            return Some(self.finding(&COLON_IN_VALUE, colon).suggest("："));
        }
        Some(self.finding(&COLON_IN_VALUE, at).suggest(single_quoted(text)))
    }
}

/// Whether a value is the head of a text in lines: `|`, `>-`, `|2`.
fn block_header(text: &str) -> bool {
    let head = text.split(" #").next().unwrap_or(text).trim_end();
    head[1..].chars().all(|character| character.is_ascii_digit() || matches!(character, '+' | '-')) && head.len() <= 3
}

/// A text in the single quotes of YAML.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Full-width brackets, commas and colons of a list or mapping made narrow.
fn narrow(text: &str) -> String {
    let mut narrow = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let replacement = match character {
            '｛' => "{",
            '｝' => "}",
            '［' => "[",
            '］' => "]",
            '，' | ',' => ", ",
            '：' | ':' => ": ",
            other => {
                narrow.push(other);
                continue;
            }
        };
        narrow.push_str(replacement);
        if replacement.ends_with(' ') {
            while rest.next_if(|next| *next == ' ').is_some() {}
        }
    }
    narrow
}
