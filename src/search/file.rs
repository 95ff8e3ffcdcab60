//! A file: a value as a page may load it.
//!
//! In: a form, a key and a value. Out: `__hb(KEY,VALUE);`, a script, or
//! `{KEY:VALUE}`, JSON that is none: a brace opens a block there, in which a text
//! cannot be followed by a colon. The value is JSON, whose strings cannot end
//! early; and no `<` stands in it, so that it says nothing to HTML wherever it
//! is put.

use serde::Serialize;

use crate::plan::search::Form;

/// Writes the file.
pub fn write(form: Form, key: &str, value: &impl Serialize) -> Vec<u8> {
    let (open, between, close) = match form {
        Form::Script => ("__hb(", ',', ");\n"),
        Form::Data => ("{", ':', "}\n"),
    };
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

#[cfg(test)]
mod tests {
    use super::write;
    use crate::plan::search::Form;

    #[test]
    fn nothing_in_a_value_ends_it() {
        let file = |form| String::from_utf8(write(form, "f/0/1", &["</script>\"\\\u{2028}", "甲"])).unwrap();
        let value = "[\"\\u003c/script>\\\"\\\\\\u2028\",\"甲\"]";
        assert_eq!(file(Form::Script), format!("__hb(\"f/0/1\",{value});\n"));
        assert_eq!(file(Form::Data), format!("{{\"f/0/1\":{value}}}\n"));
    }
}
