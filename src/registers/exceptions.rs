//! What is always right in a publication: a row more among the exceptions of `terms.yaml`.

use crate::manuscript::{Refusal, refusal};
use crate::parse::front::edit::Sheet;
use crate::parse::front::keys::TERMS;
use crate::parse::yaml::edit::Extent;
use crate::parse::yaml::{NodeKind as Shape, Value};
use crate::registers::{Kind, rows};
use crate::text::han;

/// The list with a word that no rule of words is to mark; a new one if there is none yet.
pub fn except(bytes: &[u8], word: &str) -> Result<Vec<u8>, Refusal> {
    let text = rows::text(bytes)?;
    let refuse = || Refusal::new(refusal::NOT_HERE, word);
    let path = Kind::Terms.path();
    let is_chinese = han::has_han(text) || han::has_han(word);
    let key =
        |name: &str| TERMS.index(name).map_or("", |at| if is_chinese { TERMS.zh(at) } else { TERMS.fields[at].name });
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut sheet = Sheet::new(&path, text, Extent::Whole);
    let is_rows = sheet
        .document()
        .is_some_and(|document| document.node(&[]).is_some_and(|root| matches!(root.kind, Shape::Sequence(_))));
    if is_rows {
        // Rows alone go below their key, where they may stand as they are.
        let at =
            text.find("- ").and_then(|at| text[..at].rfind('\n').map(|at| at + 1).or(Some(0))).ok_or_else(refuse)?;
        sheet.text.insert_str(at, &format!("{}:{line_break}", key("terms")));
    }
    let mut words: Vec<Value> = {
        let document = sheet.document();
        let entry = document.as_ref().and_then(|document| {
            document.entries().iter().find(|(name, _)| TERMS.find(&name.value) == TERMS.index("exceptions"))
        });
        match entry.map(|(_, node)| node) {
            Some(node) if node.is_empty() => Vec::new(),
            Some(node) => match &node.kind {
                Shape::Sequence(items) => items.iter().map(Value::of).collect(),
                _ => vec![Value::of(node)],
            },
            None => Vec::new(),
        }
    };
    let new = Value::Text(word.to_owned());
    if words.contains(&new) {
        return Ok(bytes.to_vec());
    }
    words.push(new);
    let is_mapping = sheet.document().is_some_and(|document| !document.entries().is_empty());
    if is_mapping {
        sheet.cells(&[], &TERMS, &[("exceptions", Some(Value::List(words)))]).ok_or_else(refuse)?;
    } else {
        let gap = if sheet.text.is_empty() || sheet.text.ends_with('\n') { "" } else { line_break };
        let row = Value::Text(word.to_owned()).line();
        sheet.text.push_str(&format!("{gap}{}:{line_break}  - {row}{line_break}", key("exceptions")));
    }
    let read = crate::parse::terms(&path, sheet.text.as_bytes());
    let is_there = read.value.is_some_and(|terms| terms.words.exceptions.iter().any(|known| known == word));
    if is_there { Ok(sheet.text.into_bytes()) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::except;

    #[test]
    fn a_word_is_put_among_the_exceptions_and_nothing_else_changes() {
        let check = |before: &str, after: &str| {
            let made = except(before.as_bytes(), "长赣铁路").unwrap();
            assert_eq!(String::from_utf8(made).unwrap(), after);
        };
        check("", "例外:\n  - 长赣铁路\n");
        check("# 用语\n", "# 用语\n例外:\n  - 长赣铁路\n");
        check("例外:\n  - 永清广\n", "例外:\n  - 永清广\n  - 长赣铁路\n");
        check("例外:\n  - 长赣铁路\n", "例外:\n  - 长赣铁路\n");
        check("例外: [永清广] # 高速\n", "例外: [永清广, 长赣铁路] # 高速\n");
        check("# 表\n- 错: 甲\n  对: 乙\n", "# 表\n用语:\n- 错: 甲\n  对: 乙\n例外: [长赣铁路]\n");
        check("用语:\n  - 错: 甲\n    对: 乙\n", "用语:\n  - 错: 甲\n    对: 乙\n例外: [长赣铁路]\n");
        let english = except(b"terms:\n  - wrong: a\n    right: b\n", "utilise").unwrap();
        assert_eq!(String::from_utf8(english).unwrap(), "terms:\n  - wrong: a\n    right: b\nexceptions: [utilise]\n");
        assert!(except(b"\xff", "x").is_err());
    }
}
