//! Script: a value as a file that a page may load as a script.
//!
//! In: a key and a value. Out: `__hb(KEY, VALUE);`. The value is JSON, whose
//! strings cannot end early; and no `<` stands in it, so that it says nothing
//! to HTML wherever it is put.

use serde::Serialize;

/// Writes the call.
pub fn call(key: &str, value: &impl Serialize) -> Vec<u8> {
    // Strings, numbers and lists always have a JSON form.
    let json = serde_json::to_string(&(key, value)).unwrap_or_default();
    let inside = json.strip_prefix('[').and_then(|json| json.strip_suffix(']')).unwrap_or_default();
    let mut script = String::with_capacity(inside.len() + 16);
    script.push_str("__hb(");
    let mut rest = inside;
    while let Some(at) = rest.find(['<', '\u{2028}', '\u{2029}']) {
        script.push_str(&rest[..at]);
        let Some(character) = rest[at..].chars().next() else { break };
        script.push_str(&format!("\\u{:04x}", character as u32));
        rest = &rest[at + character.len_utf8()..];
    }
    script.push_str(rest);
    script.push_str(");\n");
    script.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn nothing_in_a_value_ends_it() {
        let script = String::from_utf8(call("f/0/1", &["</script>\"\\\u{2028}", "甲"])).unwrap();
        assert_eq!(script, "__hb(\"f/0/1\",[\"\\u003c/script>\\\"\\\\\\u2028\",\"甲\"]);\n");
    }
}
