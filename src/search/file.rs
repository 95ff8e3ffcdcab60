//! A file: a value as a page may load it.
//!
//! In: a form, a key and a value; or such a file. Out: the value again, or `__hb(KEY,VALUE);`, a script, or
//! `{KEY:VALUE}`, JSON that is none: a brace opens a block there, in which a text
//! cannot be followed by a colon. The value is JSON, whose strings cannot end
//! early; and no `<` stands in it, so that it says nothing to HTML wherever it
//! is put.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::plan::search::Form;

/// Writes the file.
pub fn write(form: Form, key: &str, value: &impl Serialize) -> Vec<u8> {
    let (open, between, close) = form.marks();
    // Strings, numbers and lists always have a JSON form.
    let json = |json: serde_json::Result<String>| json.unwrap_or_default();
    let (key, value) = (json(serde_json::to_string(key)), json(serde_json::to_string(value)));
    let mut file = String::with_capacity(key.len() + value.len() + 16);
    file.push_str(open);
    file.push_str(&key);
    file.push(between);
    let mut rest = value.as_str();
    while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
        file.push_str(&rest[..at]);
        let Some(character) = rest[at..].chars().next() else { break };
        file.push_str(&format!("\\u{:04x}", character as u32));
        rest = &rest[at + character.len_utf8()..];
    }
    file.push_str(rest);
    file.push_str(close);
    file.into_bytes()
}

/// Reads the value of a file that `write` wrote.
pub fn read<T: DeserializeOwned>(form: Form, key: &str, file: &[u8]) -> Option<T> {
    let (open, between, close) = form.marks();
    let key = serde_json::to_string(key).ok()?;
    let text = std::str::from_utf8(file).ok()?.strip_prefix(open)?.strip_prefix(&key)?;
    serde_json::from_str(text.strip_prefix(between)?.strip_suffix(close)?).ok()
}

impl Form {
    /// What stands before the key, between it and the value, and after that.
    fn marks(self) -> (&'static str, char, &'static str) {
        match self {
            Form::Script => ("__hb(", ',', ");\n"),
            Form::Data => ("{", ':', "}\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::plan::search::Form;

    #[test]
    fn nothing_in_a_value_ends_it() {
        let file = |form| String::from_utf8(write(form, "f/0/1", &["</script>\"\\\u{2028}", "甲"])).unwrap();
        let value = "[\"\\u003c/script>\\\"\\\\\\u2028\",\"甲\"]";
        assert_eq!(file(Form::Script), format!("__hb(\"f/0/1\",{value});\n"));
        assert_eq!(file(Form::Data), format!("{{\"f/0/1\":{value}}}\n"));
        for form in [Form::Script, Form::Data] {
            let file = file(form);
            let texts = ["</script>\"\\\u{2028}", "甲"].map(str::to_owned);
            assert_eq!(read(form, "f/0/1", file.as_bytes()), Some(texts));
            assert_eq!(read::<[String; 2]>(form, "f/0/2", file.as_bytes()), None);
            assert_eq!(read::<[String; 2]>(form, "f/0/1", &file.as_bytes()[..file.len() - 1]), None);
        }
    }
}
