//! Dashes and ellipses made of other marks.

use std::ops::Range;

use crate::text::han::{is_han, is_wide};

/// Whether a text has anything but well-formed dashes and ellipses.
pub fn has_trigger(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['—', '―', '─', '–', '…', '－']) {
        rest = &rest[at..];
        let run = rest.find(|c| !matches!(c, '—' | '―' | '─' | '–' | '…' | '－')).unwrap_or(rest.len());
        let after = rest[run..].chars().next();
        match &rest[..run] {
            "——" => {}
            "……" if !matches!(after, Some('、' | '，')) => {}
            _ => return true,
        }
        rest = &rest[run..];
    }
    false
}

/// What a mark was meant for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// ——
    Dash,
    /// ……
    Ellipsis,
    /// 。
    Stop,
}

/// A mark and what should stand there.
pub struct Mark {
    /// Where it stands.
    pub at: Range<usize>,
    /// What should stand there.
    pub proper: &'static str,
    /// What kind of mark it is.
    pub kind: Kind,
}

/// Han or a mark of Chinese text that is none of those in question.
fn is_chinese(character: char) -> bool {
    is_han(character)
        || is_wide(character) && !matches!(character, '。' | '－' | '\u{3000}')
        || matches!(character, '“' | '”' | '‘' | '’')
}

/// The dashes and ellipses made of other marks, in their order.
pub fn marks(text: &str, may_be_subtitle: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut end = 0;
    for (at, character) in text.char_indices() {
        if at < end || !matches!(character, '-' | '—' | '―' | '─' | '–' | '－' | '…' | '.' | '。') {
            continue;
        }
        let length = match character {
            '-' | '—' | '―' | '─' | '–' | '－' => {
                text[at..].find(|c| !matches!(c, '-' | '—' | '―' | '─' | '–' | '－' | ' ' | '\u{a0}'))
            }
            _ => text[at..].find(|c| c != character),
        };
        let run = text[at..at + length.unwrap_or(text.len() - at)].trim_end_matches([' ', '\u{a0}']);
        end = at + run.len();
        let before = text[..at].trim_end_matches(' ').chars().next_back();
        let after = text[end..].trim_start_matches(' ').chars().next();
        let beside = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
        let is_subtitle = || {
            may_be_subtitle
                && (at == 0 || text[..at].ends_with('\n'))
                && matches!(run, "-" | "－" | "–")
                && text[end..].starts_with(is_han)
        };
        let found = match character {
            '-' | '—' | '―' | '─' | '–' | '－' if beside => {
                // `--port` and a line of hyphens are no dashes.
                let is_bare =
                    character == '-' && (!after.is_some_and(is_chinese) || before.is_some_and(|c| !is_chinese(c)));
                (is_dash(run) && !is_bare || is_subtitle()).then_some((end, "——", Kind::Dash))
            }
            '。' => match run.chars().count() {
                1 => None,
                2 => Some((end, "。", Kind::Stop)),
                _ => Some((end, "……", Kind::Ellipsis)),
            },
            '.' if beside && run.len() >= 3 && before.is_some_and(is_chinese) => Some((end, "……", Kind::Ellipsis)),
            '…' if beside => {
                let comma = text[end..].chars().next().filter(|c| matches!(c, '、' | '，'));
                let elided = matches!(before, Some('（' | '［' | '【' | '〔'))
                    && matches!(after, Some('）' | '］' | '】' | '〕'));
                let whole = end + comma.map_or(0, char::len_utf8);
                // Twelve dots stand for omitted paragraphs.
                let proper = matches!(run.chars().count(), 2 | 4);
                (comma.is_some() || !proper && !elided).then_some((whole, "……", Kind::Ellipsis))
            }
            _ => None,
        };
        if let Some((whole, proper, kind)) = found {
            marks.push(Mark { at: at..whole, proper, kind });
            end = whole;
        }
    }
    marks
}

/// Whether a run of strokes and spaces, other than “——”, was meant for a dash.
fn is_dash(run: &str) -> bool {
    let strokes = run.chars().filter(|c| !matches!(c, ' ' | '\u{a0}')).count();
    let spaced = run.contains([' ', '\u{a0}']);
    match run.chars().next() {
        _ if run == "——" => false,
        Some('—') => {
            strokes == 2 && run.chars().all(|c| matches!(c, '—' | ' ' | '\u{a0}')) || strokes == 3 && !spaced
        }
        Some('-' | '－' | '―' | '─' | '–') => (2..=3).contains(&strokes) && !spaced,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_trigger, marks};

    #[test]
    fn makeshift_marks_are_found() {
        for (text, expected) in [
            ("甲— —乙", "— —"),
            ("甲--乙", "--"),
            ("-甲乙", "-"),
            ("甲 -- 乙", "--"),
            ("甲――乙──丙", "――|──"),
            ("甲等...", "..."),
            ("甲。。。", "。。。"),
            ("甲。。乙", "。。"),
            ("甲…乙", "…"),
            ("甲……、乙", "……、"),
            ("甲——乙……丙", ""),
            ("2018—2020年，京—沪", ""),
            ("a--b a...b", ""),
            ("甲-----乙", ""),
            ("（……）", ""),
            ("甲…………乙", ""),
            ("--", ""),
            ("请用 --port 另选，首尾两行---", ""),
            ("--甲支部", "--"),
            ("……", ""),
            ("", ""),
        ] {
            let found: Vec<&str> = marks(text, true).iter().map(|mark| &text[mark.at.clone()]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
        assert!(!has_trigger("甲——乙……丙"));
        assert!(has_trigger("甲— —乙") && has_trigger("甲……、乙") && has_trigger("甲…"));
    }
}
