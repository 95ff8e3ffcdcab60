//! Samples of the rules outside the check: rows of the manual's tables.
//!
//! In: the page 常见提示与改法 in both languages, which is built in. Out: for a
//! rule what is wrong, what to write instead and what the program says of it,
//! as plain text. The page is the one place where they stand.

use crate::diag::{Language, Words};

const PAGE: Words = Words {
    zh: include_str!("../../../content/pages/manual/tishi.md"),
    en: include_str!("../../../content/pages/en/manual/tishi.md"),
};

/// A row of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Sample {
    /// What is wrong: as it would be written, or described.
    pub wrong: String,
    /// What to write or do instead.
    pub right: String,
    /// What the program says.
    pub said: String,
}

/// The sample of the rule with a code, if the manual has one.
pub fn of(code: &str, language: Language) -> Option<Sample> {
    let rows = PAGE.in_language(language).lines().filter_map(|line| line.strip_prefix("| "));
    let row = rows.into_iter().find(|row| {
        let cell = row.split(' ').next().unwrap_or_default();
        // The weight follows the code as a sign.
        cell.trim_end_matches(['△', '○']) == code
    })?;
    let cells = cells(row);
    let [_, wrong, right, said] = cells.as_slice() else { return None };
    Some(Sample { wrong: plain(wrong), right: plain(right), said: plain(said) })
}

/// The cells of a row; a bar behind a backslash is text.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for character in row.trim_end().trim_end_matches('|').chars() {
        match (character, cells.last_mut()) {
            ('|', _) if !escaped => cells.push(String::new()),
            (character, Some(cell)) => {
                if character == '|' {
                    cell.pop();
                }
                cell.push(character);
            }
            _ => {}
        }
        escaped = character == '\\';
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A cell without Markdown: code without its backticks, breaks as lines.
fn plain(cell: &str) -> String {
    let mut text = String::new();
    for (index, part) in cell.replace("\\`", "\u{1}").split('`').enumerate() {
        match index % 2 {
            // Code stands as it is.
            1 => text.push_str(part),
            _ => text.push_str(&unescaped(&part.replace("<br>", "\n"))),
        }
    }
    text.replace('\u{1}', "`")
}

/// A text without the backslashes before signs.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation) {
            continue;
        }
        plain.push(character);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Sample, of};
    use crate::check;
    use crate::diag::{Language, rules};

    #[test]
    fn every_rule_outside_the_check_has_a_sample_in_both_languages() {
        for rule in rules::all() {
            assert!(check::of(rule).is_none(), "{} has a sample of its own", rule.code);
            for language in [Language::Chinese, Language::English] {
                let sample = of(rule.code, language);
                assert!(
                    sample.is_some_and(|sample| !sample.wrong.is_empty() && !sample.said.is_empty()),
                    "{} has a row in tishi.md in {language:?}",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn rows_become_plain_text() {
        let sample = |code| of(code, Language::Chinese).unwrap();
        assert_eq!(
            sample("HB1202"),
            Sample {
                wrong: "title: 甲\ntitle: 乙".to_owned(),
                right: "title: 甲".to_owned(),
                said: "“title”写了两次".to_owned()
            }
        );
        assert_eq!(sample("HB5104").wrong, "{{ page.title | uper }}");
        assert_eq!(sample("HB4001").said, "正文里不能用网页代码“<font>”，它会原样显示出来");
        assert_eq!(sample("HB4015").right, "表头补一栏；格里要用竖线，写\\|");
        assert_eq!(of("HB9999", Language::Chinese), None);
    }
}
