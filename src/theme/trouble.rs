//! What Tera complains of, as findings.
//!
//! In: an error of Tera and the texts of the templates. Out: diagnostics that
//! name the theme's file and the bytes in it, with the commonest mistakes in
//! the author's words and Tera's own for the rest.
//!
//! Tera gives places in three ways. Errors of syntax and of rendering carry a
//! span whose range counts bytes and is used as it stands. Errors found when
//! templates are put together come only as a printed report, whose lines and
//! columns count characters (so its carets stand wrong under Chinese), and so
//! do the places that a failing component was called from; `Printed` reads
//! those back. A few errors name a template and no place in it.

use std::ops::Range;

use tera::{Error, ErrorKind, ReportError};

use crate::diag::rules::theme::{
    COMPONENT_REPEATED, PHRASE_MISSING, TEMPLATE_CIRCLE, TEMPLATE_ENDLESS, TEMPLATE_NAME_UNKNOWN, TEMPLATE_SYNTAX,
    TEMPLATE_TOKEN_UNEXPECTED, TEMPLATE_TOO_MUCH, TEMPLATE_TROUBLE, TEMPLATE_UNFINISHED, TEMPLATE_VALUE_MISSING,
    TEMPLATE_VARIABLE_UNKNOWN,
};
use crate::diag::{Argument, Diagnostic, Language, Words};
use crate::parse::Limits;
use crate::source::{Span, VPath};
use crate::text::near::nearest;
use crate::text::size;
use crate::theme::BUILT_IN;
use crate::theme::meter::Exceeded;
use crate::theme::phrases::MISSING;
use crate::theme::templates::Template;

const CALLED: Words = Words { zh: "从这里用到它", en: "called from here" };

/// The names that Tera itself knows, for suggestions.
const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
const FUNCTIONS: &[&str] = &["range", "super", "t", "throw"];
const TAGS: &[&str] = &[
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "endblock",
    "endcomponent",
    "endfilter",
    "endfor",
    "endif",
    "endraw",
    "endset",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
    "set_global",
];

/// A finding that arose when templates were put together.
pub struct Blame {
    /// The template to leave out.
    pub template: String,
    /// The template that it misses, if that is its mistake.
    pub missing: Option<String>,
    /// The finding.
    pub finding: Diagnostic,
}

/// The mistake of syntax in a template added by itself, if that is what came
/// of it. Other errors may be for want of the other templates.
pub fn syntax(template: &Template, added: tera::TeraResult<()>) -> Option<Diagnostic> {
    match added.as_ref().map_err(Error::kind) {
        Err(ErrorKind::SyntaxError(report)) => Some(syntax_finding(report, template)),
        _ => None,
    }
}

fn syntax_finding(report: &ReportError, template: &Template) -> Diagnostic {
    let span = template.span(report.span().range.clone());
    let message = report.message();
    let text = template.text.get(report.span().range.clone()).unwrap_or_default();
    if message == "Unknown tag" && !TAGS.contains(&text) {
        return unknown("tag", text, span, &[]);
    }
    if message == "Unexpected end of input" || message.starts_with("Unclosed component") {
        return Diagnostic::new(&TEMPLATE_UNFINISHED, span).with("open", "{{").with("close", "}}");
    }
    let expectation = ["but expected ", "but was expecting "].iter().find_map(|middle| message.split_once(*middle));
    if let Some((found, expected)) = expectation
        && let Some(found) = found.strip_prefix("Found ")
    {
        let found = found.trim_end().to_owned();
        let expected = expected.trim_start_matches("one of: ").trim_end_matches('.').to_owned();
        return Diagnostic::new(&TEMPLATE_TOKEN_UNEXPECTED, span).with("found", found).with("expected", expected);
    }
    Diagnostic::new(&TEMPLATE_SYNTAX, span).with("reason", reason(message))
}

/// Our words where the mistake is common, or Tera's in quotes.
fn reason(message: &str) -> Argument {
    let known = match message {
        "Unknown tag" => Words {
            zh: "这个标签在这里对不上，前面没有与它成对的标签",
            en: "this tag closes or continues one that is not open here",
        },
        "Unexpected character" => Words {
            zh: "标签里的这个字符认不得，除了引号里的文字，只能用半角的字母、数字和标点",
            en: "this character cannot stand in a tag outside quotes",
        },
        "`extends` needs to be the first tag of the template" => {
            Words { zh: "extends 必须是模板的第一个标签", en: "extends must be the first tag" }
        }
        _ if message.starts_with("This content would be ignored") => Words {
            zh: "用了 extends 的模板，最外层只能写 block 和 component",
            en: "a template that extends another may have only blocks and components at its top",
        },
        _ if message.contains("in the opening tag") => Words {
            zh: "开头和结尾的标签名字不同",
            en: "the opening and the closing tag have different names",
        },
        _ => return Argument::Text(format!("“{}”", message.trim_end_matches('.'))),
    };
    Argument::Term(known)
}

/// Who is to blame for templates that do not fit together.
pub fn linking(error: &Error, templates: &[&Template]) -> Vec<Blame> {
    let named = |name: &str| templates.iter().find(|template| template.name == name).copied();
    let circle = |names: &[String]| {
        let chain = names.join(" → ");
        let template = names.iter().find_map(|name| named(name).filter(|template| template.own));
        let finding = |template: &Template| {
            Diagnostic::new(&TEMPLATE_CIRCLE, Span::whole(&template.path)).with("chain", chain.clone())
        };
        template.map(|template| Blame { template: template.name.clone(), missing: None, finding: finding(template) })
    };
    match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            let Some(template) = named(current) else { return Vec::new() };
            let at = template.text.find(parent.as_str()).map_or(0..0, |start| start..start + parent.len());
            let finding = unknown("template", parent, template.span(at), templates);
            vec![Blame { template: current.clone(), missing: Some(parent.clone()), finding }]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let mut chain = vec![tpl.clone()];
            chain.extend(inheritance_chain.iter().cloned());
            circle(&chain).into_iter().collect()
        }
        ErrorKind::CircularInclude { include_chain, .. } => circle(include_chain).into_iter().collect(),
        ErrorKind::Msg(message) => match repeated(message, templates) {
            Some(blame) => vec![blame],
            None => printed_blame(message, templates),
        },
        _ => Vec::new(),
    }
}

/// Reads “Component `x` is defined in both `a` and `b`”.
fn repeated(message: &str, templates: &[&Template]) -> Option<Blame> {
    let rest = message.strip_prefix("Component `")?;
    let (name, rest) = rest.split_once("` is defined in both `")?;
    let (first, second) = rest.strip_suffix('`')?.split_once("` and `")?;
    let place = |file: &str| {
        let template = templates.iter().find(|template| template.name == file)?;
        let start = defines(&template.text).find(|(_, defined)| *defined == name)?.0;
        Some((*template, template.span(start..start + name.len())))
    };
    let ((_, earlier), (template, span)) = (place(first)?, place(second)?);
    let finding = Diagnostic::new(&COMPONENT_REPEATED, span).with("name", name);
    let finding = finding.label(earlier, Words { zh: "第一次定义在这里", en: "first defined here" });
    Some(Blame { template: template.name.clone(), missing: None, finding })
}

/// The components that a template defines, each with where its name stands.
fn defines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("component ").filter_map(|(at, word)| {
        if !text[..at].trim_end().trim_end_matches('-').ends_with("{%") {
            return None;
        }
        let start = at + word.len();
        let rest = &text[start..];
        let name = rest.trim_start();
        let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'))?;
        Some((start + rest.len() - name.len(), &name[..end]))
    })
}

/// Reads “Unknown filter `x`” and its like from printed reports.
fn printed_blame(message: &str, templates: &[&Template]) -> Vec<Blame> {
    let mut blamed = Vec::new();
    for printed in Printed::all(message) {
        let Some(template) = templates.iter().find(|template| template.name == printed.template) else { continue };
        let span = template.span(printed.range(&template.text));
        let name = printed.message.split('`').nth(1).unwrap_or_default();
        let kind = printed.message.strip_prefix("Unknown ").and_then(|rest| rest.split(' ').next());
        let finding = match kind {
            Some(kind) => unknown(kind, name, span, templates),
            None if printed.message.starts_with("Block `") => unknown("block", name, span, templates),
            None => Diagnostic::new(&TEMPLATE_SYNTAX, span).with("reason", reason(printed.message)),
        };
        let missing = (kind == Some("template")).then(|| name.to_owned());
        blamed.push(Blame { template: template.name.clone(), missing, finding });
    }
    blamed
}

/// A name that a template uses and nobody knows.
fn unknown(kind: &str, name: &str, span: Span, templates: &[&Template]) -> Diagnostic {
    let texts = || templates.iter().map(|template| template.text.as_str());
    let (term, near) = match kind {
        "filter" => (Words { zh: "过滤器", en: "filter" }, nearest(name, FILTERS.iter().copied())),
        "test" => (Words { zh: "判断", en: "test" }, nearest(name, TESTS.iter().copied())),
        "function" => (Words { zh: "函数", en: "function" }, nearest(name, FUNCTIONS.iter().copied())),
        "component" => {
            let components = texts().flat_map(|text| defines(text).map(|(_, name)| name));
            (Words { zh: "组件", en: "component" }, nearest(name, components))
        }
        "block" => (Words { zh: "可改写的区块", en: "block to override" }, None),
        "tag" => (Words { zh: "标签", en: "tag" }, nearest(name, TAGS.iter().copied())),
        _ => {
            let names = templates.iter().map(|template| template.name.as_str());
            (Words { zh: "模板", en: "template" }, nearest(name, names))
        }
    };
    let mut finding = Diagnostic::new(&TEMPLATE_NAME_UNKNOWN, span).with("name", name).with("kind", term);
    finding.suggestion = near.map(str::to_owned);
    finding
}

/// A page that took more than it may.
pub fn exceeding(
    error: &Error,
    exceeded: Exceeded,
    template: &str,
    limits: &Limits,
    templates: &[Template],
) -> Diagnostic {
    let named = |name: &str| templates.iter().find(|template| template.name == name);
    let place = match error.kind() {
        ErrorKind::RenderingError(report) => named(report.filename()).map(|template| {
            let metered = template.metered();
            let range = report.span().range.clone();
            template.span(metered.source(range.start)..metered.source(range.end).max(metered.source(range.start)))
        }),
        _ => None,
    };
    let whole = || named(template).or(templates.first()).map(|template| Span::whole(&template.path));
    let Some(span) = place.or_else(whole) else { return rendering(error, template, Language::Chinese, templates) };
    let finding = match exceeded {
        Exceeded::Rounds => Diagnostic::new(&TEMPLATE_ENDLESS, span).with("limit", limits.template_rounds),
        Exceeded::Memory => Diagnostic::new(&TEMPLATE_TOO_MUCH, span).with("limit", size::show(limits.template_memory)),
    };
    finding.with("name", template)
}

/// A page that could not be made.
pub fn rendering(error: &Error, template: &str, language: Language, templates: &[Template]) -> Diagnostic {
    let ErrorKind::RenderingError(report) = error.kind() else {
        let path = VPath::new(&format!("themes/{BUILT_IN}/templates/{template}"));
        let path = templates.iter().find(|known| known.name == template).map(|known| known.path.clone()).or(path);
        let path = path.unwrap_or_else(|| templates[0].path.clone());
        return Diagnostic::new(&TEMPLATE_TROUBLE, Span::whole(&path)).with("reason", error.to_string());
    };
    let named = |name: &str| templates.iter().find(|template| template.name == name);
    let Some(template) = named(report.filename()) else {
        let path = templates[0].path.clone();
        return Diagnostic::new(&TEMPLATE_TROUBLE, Span::whole(&path)).with("reason", report.message());
    };
    let range = closed(&template.text, report.span().range.clone());
    let text = template.text.get(range.clone()).unwrap_or_default();
    let span = template.span(range);
    let message = report.message();
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let mut finding = if message.starts_with("Variable `") || message.starts_with("Field `") {
        match message.split_once(" Available variables: ").or(message.split_once(" Available fields: ")) {
            Some((_, known)) => {
                let mut finding = Diagnostic::new(&TEMPLATE_VARIABLE_UNKNOWN, span).with("name", quoted);
                finding.suggestion = nearest(quoted, known.split(", ")).map(str::to_owned);
                finding.with("known", known)
            }
            None => Diagnostic::new(&TEMPLATE_VALUE_MISSING, span).with("text", text),
        }
    } else if message.contains("undefined") {
        Diagnostic::new(&TEMPLATE_VALUE_MISSING, span).with("text", text)
    } else if message.starts_with(MISSING) {
        let file = match language {
            Language::Chinese => "zh-CN.yaml",
            Language::English => "en.yaml",
        };
        Diagnostic::new(&PHRASE_MISSING, span).with("key", quoted).with("file", file)
    } else {
        Diagnostic::new(&TEMPLATE_TROUBLE, span).with("reason", message.trim_end_matches('.'))
    };
    for note in Printed::all(&error.to_string()).filter(|printed| printed.message == "called from") {
        if let Some(template) = named(note.template) {
            finding = finding.label(template.span(note.range(&template.text)), CALLED);
        }
    }
    finding
}

/// A place with the brackets that it leaves open: Tera ends `page.crumbs[9]`
/// before its last one. As it stands if they do not close within the tag.
fn closed(text: &str, range: Range<usize>) -> Range<usize> {
    let step = |open: usize, bracket| match bracket {
        '[' | '(' => open + 1,
        ']' | ')' => open.saturating_sub(1),
        _ => open,
    };
    let mut open = text.get(range.clone()).unwrap_or_default().chars().fold(0, step);
    let mut end = range.end;
    for character in text.get(end..).unwrap_or_default().chars().take_while(|c| !matches!(c, '}' | '%' | '\n')) {
        if open == 0 {
            break;
        }
        open = step(open, character);
        end += character.len_utf8();
    }
    if open == 0 { range.start..end } else { range }
}

impl Template {
    /// A place in the file; at least a character, where there is one, so that
    /// it can be seen.
    fn span(&self, range: Range<usize>) -> Span {
        let first = self.text.get(range.start..).and_then(|rest| rest.chars().next());
        let range = match first {
            Some(first) if range.is_empty() && range.start > 0 => range.start..range.start + first.len_utf8(),
            _ => range,
        };
        Span::new(&self.path, range.start + self.before..range.end + self.before)
    }
}

/// One place of a report that Tera printed.
struct Printed<'a> {
    message: &'a str,
    template: &'a str,
    /// From one.
    line: usize,
    /// In characters, from one.
    column: usize,
    /// In characters.
    width: usize,
}

impl<'a> Printed<'a> {
    /// The errors and notes of printed reports, in their order.
    fn all(text: &'a str) -> impl Iterator<Item = Printed<'a>> {
        let lines: Vec<&str> = text.lines().collect();
        let heads: Vec<usize> = (0..lines.len())
            .filter(|&at| lines[at].starts_with("error: ") || lines[at].starts_with("note: "))
            .collect();
        heads.into_iter().filter_map(move |at| {
            let (message, place, carets) = match lines[at].strip_prefix("note: ") {
                Some(note) => {
                    let (label, place) = note.rsplit_once(' ')?;
                    (label, place, lines.get(at + 3))
                }
                None => {
                    let place = lines.get(at + 1)?.trim_start().strip_prefix("--> ")?;
                    (lines[at].strip_prefix("error: ")?, place, lines.get(at + 4))
                }
            };
            let mut parts = place.rsplitn(3, ':');
            let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let width = carets.map_or(1, |carets| carets.matches('^').count());
            Some(Printed { message, template: parts.next()?, line, column, width })
        })
    }

    /// The bytes of the place in the template's text.
    fn range(&self, text: &str) -> Range<usize> {
        let line_start = match self.line {
            0 | 1 => 0,
            line => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
        };
        let byte = |characters: usize| {
            let rest = &text[line_start..];
            line_start + rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at)
        };
        let start = self.column.saturating_sub(1);
        byte(start)..byte(start + self.width)
    }
}
