//! Words as Markdown that stay words.
//!
//! In: words of a document or of an editor. Out: Markdown that is read as just
//! these words: marks that would be markup have a backslash, and only those, so
//! that the text is one that people like to read.

/// Marks of Markdown that mean something in a paragraph only because others
/// stand in it too; where they do not, they may stay bare.
#[derive(Clone, Copy, Debug)]
pub struct Busy {
    /// `](`, or a definition of a note
    pub brackets: bool,
    /// Two tildes.
    pub tildes: bool,
}

impl Busy {
    /// All of them may mean something.
    pub const ALL: Busy = Busy { brackets: true, tildes: true };

    /// Which do in a text without markup.
    pub fn of(text: &str) -> Busy {
        Busy {
            brackets: text.contains("](") || text.contains("[^") || text.contains("]["),
            tildes: text.matches('~').count() > 1,
        }
    }
}

/// Appends words so that Markdown reads them as words.
pub fn escape(words: &str, busy: &Busy, text: &mut String) {
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let before = text.chars().next_back();
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let bare = match character {
            // A blank may be trimmed, and then a bracket follows.
            '\\' => !next.is_none_or(|c| c.is_ascii_punctuation() || c.is_whitespace()),
            '`' | '*' => false,
            '_' => is_letter(before) && is_letter(next),
            '[' | ']' => !busy.brackets,
            '~' => !busy.tildes,
            '<' => !next.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => !next.is_none_or(|c| c.is_ascii_alphanumeric() || c == '#'),
            '!' => next != Some('[') && next.is_some(),
            _ => true,
        };
        match character {
            // White space that is no space: a line break would end the paragraph.
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push(' '),
            _ => {
                if !bare {
                    text.push('\\');
                }
                text.push(character);
            }
        }
    }
}

/// A line so that it does not begin a block.
pub fn opening(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.as_bytes().get(digits).copied();
    let next = |at: usize| line.as_bytes().get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
    if digits > 0 && digits < 10 && matches!(after, Some(b'.' | b')')) && next(digits + 1) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    let first = line.as_bytes().first().copied().unwrap_or(b' ');
    let begins = match first {
        b'#' => next(line.bytes().take_while(|&byte| byte == b'#').count()),
        b'+' => next(1),
        // Also the line below a heading, and a rule.
        b'-' => next(1) || line.bytes().all(|byte| matches!(byte, b'-' | b' ')),
        b'=' => line.bytes().all(|byte| matches!(byte, b'=' | b' ')),
        b'>' | b'|' | b':' => true,
        b'~' => line.starts_with("~~~"),
        // A definition of a link or note; a task.
        // The bracket may be a mark of a note, and stays one.
        b'[' => match definition(line) {
            Some(colon) => return format!("{}\\{}", &line[..colon], &line[colon..]),
            None => ["[ ]", "[x]", "[X]"].iter().any(|task| line.starts_with(task)),
        },
        _ => false,
    };
    if begins { format!("\\{line}") } else { line.to_owned() }
}

/// Where the colon stands by which a line that begins with a bracket would
/// define a link or note: behind the bracket that closes it.
fn definition(line: &str) -> Option<usize> {
    let mut before = '[';
    for (at, character) in line.char_indices() {
        if character == ']' && before != '\\' {
            return line[at + 1..].starts_with(':').then_some(at + 1);
        }
        // A backslash that is itself escaped escapes nothing.
        before = if before == '\\' && character == '\\' { ' ' } else { character };
    }
    None
}

/// The words of a heading so that none of them is markup of headings.
pub fn heading(words: &str) -> String {
    let bare = words.trim_end_matches('#');
    let words = if bare.len() < words.len() && (bare.is_empty() || bare.ends_with([' ', '\t'])) {
        format!("{bare}\\{}", &words[bare.len()..])
    } else {
        words.to_owned()
    };
    match words.rfind('{') {
        // A backslash does not keep pulldown-cmark from reading attributes.
        Some(open) if words.ends_with('}') => format!("{}&#123;{}", &words[..open], &words[open + 1..]),
        _ => words,
    }
}
