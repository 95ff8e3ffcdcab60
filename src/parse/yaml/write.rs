//! Values as YAML on one line.
//!
//! In: texts, lists and records. Out: YAML that this module's reader gives back
//! as they were, without a finding: quoted where it must be, and only there.

use crate::parse::yaml::{Node, NodeKind};

/// A value without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text; a number is one too.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Names with their values.
    Record(Vec<(String, Value)>),
}

impl Value {
    /// What a node says.
    pub fn of(node: &Node<'_>) -> Value {
        match &node.kind {
            NodeKind::Scalar { .. } if node.is_empty() => Value::Text(String::new()),
            NodeKind::Scalar { text, .. } => Value::Text(one_line(text)),
            NodeKind::Sequence(items) => Value::List(items.iter().map(Value::of).collect()),
            NodeKind::Mapping(entries) => {
                Value::Record(entries.iter().map(|(key, value)| (key.value.to_string(), Value::of(value))).collect())
            }
        }
    }

    /// What a node says to the letter, but for blanks that end a text.
    pub fn exact(node: &Node<'_>) -> Value {
        match &node.kind {
            NodeKind::Scalar { text, .. } => Value::Text(text.trim_end().to_owned()),
            NodeKind::Sequence(items) => Value::List(items.iter().map(Value::exact).collect()),
            NodeKind::Mapping(entries) => {
                Value::Record(entries.iter().map(|(key, value)| (key.value.to_string(), Value::exact(value))).collect())
            }
        }
    }

    /// The value as it can be written: without breaks or characters that YAML
    /// refuses, save the ends of lines in a text by itself.
    pub fn normal(&self) -> Value {
        match self {
            Value::Text(text) if text.trim().contains('\n') => Value::Text(lines(text).collect::<Vec<_>>().join("\n")),
            Value::Text(text) => Value::Text(one_line(text)),
            Value::List(items) => Value::List(items.iter().map(|item| item.inner()).collect()),
            Value::Record(entries) => {
                Value::Record(entries.iter().map(|(key, value)| (key.clone(), value.inner())).collect())
            }
        }
    }

    /// The same of a value in another, where all texts are of one line.
    fn inner(&self) -> Value {
        match self {
            Value::Text(text) => Value::Text(one_line(text)),
            value => value.normal(),
        }
    }

    /// As YAML, wherever a value may stand.
    pub fn flow(&self) -> String {
        match self {
            Value::Text(text) => number(text),
            Value::List(items) => format!("[{}]", items.iter().map(Value::flow).collect::<Vec<_>>().join(", ")),
            Value::Record(entries) => {
                let pairs: Vec<_> = entries.iter().map(|(key, value)| (flow(key), value.flow())).collect();
                mapping(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
            }
        }
    }

    /// As YAML that has the rest of a line for itself.
    pub fn line(&self) -> String {
        match self {
            Value::Text(text) if number(text) == *text => text.clone(),
            Value::Text(text) => scalar(text),
            value => value.flow(),
        }
    }

    /// As a person reads it: a text without quotation marks.
    pub fn shown(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            value => value.flow(),
        }
    }
}

/// A record whose values are YAML already.
pub fn mapping<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}

/// A text as a value that has the rest of a line for itself.
pub fn scalar(text: &str) -> String {
    let text = one_line(text);
    let plain = serde_yaml::to_string(&text).map_or_else(|_| format!("{text:?}"), |yaml| yaml.trim_end().to_owned());
    let begins_a_text = |c: char| c.is_alphanumeric() || "《“‘（【「".contains(c);
    if is_quoted(&plain) || plain.starts_with(begins_a_text) { plain } else { quoted(&plain) }
}

/// A text as a value between braces or brackets.
pub fn flow(text: &str) -> String {
    let plain = scalar(text);
    if is_quoted(&plain) || !plain.contains([',', '[', ']', '{', '}', '#', ':', '?']) { plain } else { quoted(&plain) }
}

/// A text between braces or brackets, bare if it may be a number or a date.
pub fn number(text: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '%' | '-');
    let is_bare = text.starts_with(char::is_alphanumeric) && text.chars().all(is_part);
    let is_null = text.eq_ignore_ascii_case("null");
    if is_bare && !is_null { text.to_owned() } else { flow(text) }
}

fn is_quoted(yaml: &str) -> bool {
    yaml.starts_with(['"', '\''])
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// The lines of a text without those that are empty before and behind.
pub fn lines(text: &str) -> impl Iterator<Item = String> {
    text.trim().lines().map(one_line)
}

/// Words without breaks or characters that YAML refuses.
pub fn one_line(text: &str) -> String {
    let is_none = |c: char| c.is_control() || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    let spaced = text.replace(|c: char| c.is_whitespace() || is_none(c), " ");
    spaced.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Value, flow, number, one_line, scalar};
    use crate::parse::yaml::{NodeKind, read};
    use crate::source::VPath;

    /// Whatever a text begins with, holds and ends with, in each place.
    #[test]
    fn what_is_written_is_read_as_it_was() {
        let parts = [
            "", "-", "- ", "—", "·", "•", "#", " #", ":", ": ", "：", ",", "，", "[", "]", "{", "}", "｛", "&", "*",
            "!", "|", ">", "'", "\"", "“", "%", "@", "`", "?", "? ", "~", "null", "true", "1,000", "2021-07", "0755",
            "\\", "\n", "\t", "\u{3000}", "\u{feff}", "🎉", "e\u{301}", "党员", "---", "...", "=", "<<",
        ];
        let known: fn(&str) -> bool = |key| key == "title";
        let mut failed = Vec::new();
        for first in parts {
            for second in parts {
                for text in [format!("{first}{second}"), format!("{first}甲{second}"), format!("甲{first} {second}乙")]
                {
                    let (line, meant) = (one_line(&text), Value::Text(one_line(&text)));
                    let inner = Value::Record(vec![("title".to_owned(), meant.clone())]);
                    for (yaml, expected) in [
                        (format!("title: {}\n", scalar(&line)), &meant),
                        (format!("title: {}\n", number(&line)), &meant),
                        (
                            format!("title: [{}, {}]\n", flow(&line), number(&line)),
                            &Value::List(vec![meant.clone(); 2]),
                        ),
                        (format!("title:\n  - {}\n", inner.flow()), &Value::List(vec![inner.clone()])),
                    ] {
                        let mut found = Vec::new();
                        let tree = read(&VPath::new("a.md").unwrap(), &yaml, 0..yaml.len(), known, &mut found);
                        let value = tree.as_ref().and_then(|tree| match &tree.root.kind {
                            NodeKind::Mapping(entries) => entries.first().map(|(_, value)| Value::of(value)),
                            _ => None,
                        });
                        if value.as_ref() != Some(expected) || !found.is_empty() {
                            failed.push(format!("{text:?} {yaml:?} {value:?} {found:?}"));
                        }
                    }
                }
            }
        }
        failed.truncate(8);
        assert_eq!(failed, [""; 0]);
    }
}
