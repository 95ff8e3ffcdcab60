//! The YAML parser's reasons in plain words.
//!
//! In: the kind of an error and its place. Out: one finding, for what no lint
//! explains. The words name what the author sees (quotes, brackets, columns),
//! never the grammar.

use granit_parser::ErrorKind;

use crate::diag::rules::yaml::YAML_UNREADABLE;
use crate::diag::{Diagnostic, Words};
use crate::source::{Span, VPath};

/// The finding about a place where the parser stopped.
pub fn general(path: &VPath, text: &str, base: usize, offset: usize, kind: &ErrorKind) -> Diagnostic {
    // At the end of a line or of the text there is nothing to point at.
    let before = text[..offset].trim_end();
    let start = if text[offset..].trim().is_empty() || text[offset..].starts_with(['\n', '\r']) {
        before.rfind('\n').map_or(0, |newline| newline + 1)
    } else {
        offset
    };
    let line = &text[start..];
    let line = line.split('\n').next().unwrap_or("");
    let start = start + (line.len() - line.trim_start().len());
    let end = start + line.trim().len();
    Diagnostic::new(&YAML_UNREADABLE, Span::new(path, base + start..base + end)).with("reason", reason(kind))
}

fn reason(kind: &ErrorKind) -> Words {
    use ErrorKind as E;
    match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => {
            Words { zh: "引号没有成对", en: "a quote has no partner" }
        }
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            Words { zh: "引号后面还有文字", en: "text follows a closing quote" }
        }
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => {
            Words { zh: "双引号里面的反斜杠用得不对", en: "a backslash in double quotes has no meaning" }
        }
        E::UnclosedFlowCollection { .. }
        | E::MismatchedFlowCollectionEnd { .. }
        | E::MisplacedFlowCollectionEnd
        | E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping => Words { zh: "括号没有成对", en: "a bracket has no partner" },
        E::ExpectedFlowSequenceSeparator | E::ExpectedFlowMappingSeparator => Words {
            zh: "括号里的各项要用英文逗号隔开",
            en: "the items in brackets must be separated by commas",
        },
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabAtBlockScalarStart
        | E::TabInPlainScalar => Words { zh: "这里不能用制表符（Tab 键）", en: "a tab cannot stand here" },
        E::InvalidIndentation
        | E::InvalidBlockScalarIndent
        | E::InvalidQuotedScalarIndent
        | E::InvalidFlowScalarIndent
        | E::ExpectedBlockMappingKey
        | E::ExpectedBlockSequenceEntry => {
            Words { zh: "这一行和上面的没有对齐", en: "this line is not aligned with those above" }
        }
        E::SimpleKeyExpected | E::InvalidSimpleKey => {
            Words { zh: "这一行缺少冒号和空格", en: "this line lacks a colon and a space" }
        }
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::MappingKeyNotAllowed => {
            Words { zh: "这里多了一个冒号", en: "there is a colon too many" }
        }
        E::BlockSequenceEntryNotAllowed | E::BlockEntryInFlowCollection | E::InvalidBlockEntryWhitespace => {
            Words { zh: "这里不能用列表的“-”", en: "the “-” of a list cannot stand here" }
        }
        E::UnknownAnchor | E::MissingAnchorOrAliasName => Words {
            zh: "以“*”或“&”开头的文字要加引号",
            en: "text that begins with “*” or “&” needs quotes",
        },
        E::BomInsideDocument => Words {
            zh: "这里有一个看不见的字符（字节顺序标记）",
            en: "there is an invisible character (a byte order mark)",
        },
        E::UnexpectedCharacter { .. } => Words {
            zh: "有特殊含义的符号要放在引号里",
            en: "a sign with a special meaning must stand in quotes",
        },
        _ => Words { zh: "这里的写法不对", en: "something is written wrongly here" },
    }
}
