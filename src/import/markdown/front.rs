//! The front matter of other programs.
//!
//! In: a Markdown file. Out: what its front matter says, as properties and
//! labelled lines, and the text below it.

use serde_yaml::Value;

use crate::diag::Words;
use crate::import::document::{Block, Document, Paragraph, Place, Role};
use crate::import::{Refusal, Remark, RemarkKind};
use crate::language::lexicon::{self, Map};
use crate::parse::front::keys::REPORT;

/// How long a front matter may be, in bytes.
const LIMIT: usize = 64 << 10;

/// How many lists and mappings in brackets there may be.
const BRACKETS: usize = 2_000;

const UNREAD: Words = Words { zh: "开头的信息读不懂，没有导入", en: "the front matter could not be read" };
const LEFT: Words =
    Words { zh: "开头的这一项没有导入", en: "this entry of the front matter was not imported" };

/// Which of our keys the keys of other programs stand for.
static KEYS: Map = Map::new(&lexicon::OTHER_KEYS, "class");

/// Reads a front matter into a document; the text below comes back.
pub fn read<'a>(text: &'a str, document: &mut Document) -> Result<&'a str, Refusal> {
    let Some((yaml, body)) = cut(text) else { return Ok(text) };
    // Brackets in brackets take the reader of YAML time by their square.
    let brackets = yaml.matches(['[', '{']).count();
    let value = if brackets > BRACKETS { Ok(Value::Null) } else { serde_yaml::from_str::<Value>(yaml) };
    let entries = match value {
        Ok(Value::Mapping(entries)) => entries,
        _ => {
            document.remarks.push(Remark::new(RemarkKind::Dropped, UNREAD, Place::Line(1), yaml.trim(), ""));
            return Ok(body);
        }
    };
    let has =
        |name: &str| entries.keys().any(|key| key.as_str().is_some_and(|key| REPORT.find(key) == REPORT.index(name)));
    if has("branch") && has("year") {
        return Err(Refusal {
            what: Words { zh: "这已经是一篇汇编的报告", en: "this is a report of huibian already" },
            help: Words {
                zh: "不用导入，放进 content/reports 就行；放好以后，待核的地方可以逐条回答：huibian import --review 文件",
                en: "it needs no import; copy it into content/reports, then answer its open points: huibian import --review FILE",
            },
        });
    }
    for (key, value) in &entries {
        let (Some(key), Some(words)) = (key.as_str(), words(value)) else { continue };
        if words.is_empty() {
            continue;
        }
        let lower = key.to_ascii_lowercase();
        let properties = &mut document.properties;
        let known = KEYS.get(&lower).and_then(|name| Some((name, REPORT.zh(REPORT.index(name)?))));
        let place = Place::Line(1);
        match known {
            Some(("title", _)) => {
                properties.title = words.clone();
                let title = Paragraph { role: Role::Title, ..Paragraph::of_text(&words, place) };
                document.blocks.insert(0, Block::Paragraph(title));
            }
            Some((name, label)) => {
                match name {
                    "authors" => properties.author = words.clone(),
                    "published" => properties.created = words.chars().take(10).collect(),
                    _ => {}
                }
                document.blocks.push(Block::Paragraph(Paragraph::of_text(&format!("{label}：{words}"), place)));
            }
            None => {
                let entry = format!("{key}: {words}");
                document.remarks.push(Remark::new(RemarkKind::Dropped, LEFT, place, &entry, ""));
            }
        }
    }
    Ok(body)
}

/// The YAML between two lines of `---` at the beginning, and what follows.
fn cut(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
        if at > LIMIT {
            return None;
        }
    }
    None
}

/// A value as words; none if it is a mapping.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Sequence(values) => {
            let values = values.iter().filter_map(|value| value.as_str().map(str::trim));
            Some(values.collect::<Vec<_>>().join("；"))
        }
        _ => None,
    }
}
