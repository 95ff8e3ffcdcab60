//! How deep quotations and lists stand in one another.
//!
//! In: Markdown. Out: where lines open more of them than is allowed. The
//! parser asks every open quotation and list about every line that follows:
//! forty thousand `>` and forty kilobytes of lines took it ten seconds. This
//! is the only thing in it that grows faster than the text; a hundred levels
//! cost no more than the text itself.
//!
//! A mark is put behind the last level that is allowed (`emphasis`), so that
//! the rest of the line is words. What stands in code is not told apart: no
//! line of code begins with a hundred such marks.

/// A line that goes too deep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deep {
    /// Where the first mark too many stands.
    pub at: usize,
    /// How many levels there are.
    pub count: usize,
}

/// The lines that open more than `limit` levels.
pub(super) fn deep(markdown: &str, limit: usize) -> Vec<Deep> {
    let mut deep = Vec::new();
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        // A level takes a byte at least.
        if line.len() > limit
            && let Some((at, count)) = levels(line, limit)
        {
            deep.push(Deep { at: start + at, count });
        }
        start += line.len();
    }
    deep
}

/// The place in a line of the first mark beyond `limit`, and how many levels
/// the line has: its marks, and before the last of them an indent of two for
/// each list that it stands in.
fn levels(line: &str, limit: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let (mut at, mut indent, mut count) = (0, 0, 0);
    let mut first = None;
    while let Some(&byte) = bytes.get(at) {
        let length = match byte {
            b' ' => 1,
            b'\t' => 1,
            _ => mark(&bytes[at..]),
        };
        if length == 0 {
            break;
        }
        if matches!(byte, b' ' | b'\t') {
            indent += if byte == b' ' { 1 } else { 4 };
        } else {
            // A space belongs to the mark before it.
            count += 1 + indent / 2;
            indent = 0;
            if count > limit && first.is_none() {
                first = Some(at);
            }
        }
        at += length;
    }
    // `* * * *` and `- - -` are rules.
    let is_rule = |mark: char| line.contains(mark) && line.chars().all(|c| c == mark || c.is_ascii_whitespace());
    first.filter(|_| !is_rule('*') && !is_rule('-')).map(|first| (first, count))
}

/// The length of the mark of a quotation or a list that some bytes begin with,
/// or none.
fn mark(bytes: &[u8]) -> usize {
    let is_end = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    match bytes.first() {
        Some(b'>') => 1,
        Some(b'-' | b'+' | b'*') if is_end(1) => 1,
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            let is_item = matches!(bytes.get(digits), Some(b'.' | b')')) && is_end(digits + 1);
            if is_item { digits + 1 } else { 0 }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Deep, deep};

    #[test]
    fn levels_are_counted_line_by_line() {
        let check = |markdown: &str, expected: Option<(usize, usize)>| {
            let expected: Vec<Deep> = expected.into_iter().map(|(at, count)| Deep { at, count }).collect();
            assert_eq!(deep(markdown, 3), expected, "{markdown}");
        };
        check(">>>a\n", None);
        check(">>>>>a\n", Some((3, 5)));
        check("a\n> > > > a\n", Some((8, 4)));
        check("- - - + a\n", Some((6, 4)));
        check("1. 2) 3. 4. a", Some((9, 4)));
        check("        - a\n", Some((8, 5)));
        check("        a - b - c\n", None);
        check("- - - - -\n* * * * * *\n", None);
        check("1.2.3.4.5\n-----\n****a****\n", None);
        check("中>>>>>\n", None);
    }
}
