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
    TEMPLATE_TAG_CROSSED, TEMPLATE_TOKEN_UNEXPECTED, TEMPLATE_TOO_MUCH, TEMPLATE_TROUBLE, TEMPLATE_UNFINISHED,
    TEMPLATE_VALUE_MISSING, TEMPLATE_VARIABLE_UNKNOWN,
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
const OPENED: Words = Words { zh: "在这里打开的", en: "opened here" };

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

/// Tags that other engines have, and what they are here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("elseif", "elif"),
    ("empty", "else"),
    ("endmacro", "endcomponent"),
    ("import", "include"),
    ("macro", "component"),
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
    let range = report.span().range.clone();
    let span = template.span(range.clone());
    let message = report.message();
    let text = template.text.get(range.clone()).unwrap_or_default();
    if message == "Unknown tag" && !TAGS.contains(&text) {
        let mut finding = unknown("tag", text, template, range, &[]);
        let meant = ELSEWHERE.iter().find(|(name, _)| *name == text).map(|(_, tag)| (*tag).to_owned());
        finding.suggestion = meant.or(finding.suggestion);
        return finding;
    }
    if message == "Unexpected end of input" || message.starts_with("Unclosed component") {
        let finding = Diagnostic::new(&TEMPLATE_UNFINISHED, span).with("open", "{{").with("close", "}}");
        return match still_open(&template.text).pop() {
            Some((_, at)) => finding.label(template.span(at), OPENED),
            None => finding,
        };
    }
    if message == "Unknown tag"
        && let Some((open, at)) = crossed(text, template.text.get(..range.start).unwrap_or_default())
    {
        let finding = Diagnostic::new(&TEMPLATE_TAG_CROSSED, span).with("tag", text).with("open", open);
        return finding.with("close", format!("{{% end{open} %}}")).label(template.span(at), OPENED);
    }
    let expectation = ["but expected ", "but was expecting "].iter().find_map(|middle| message.split_once(*middle));
    if let Some((found, expected)) = expectation
        && let Some(found) = found.strip_prefix("Found ")
    {
        let expected = expected.trim_start_matches("one of: ").trim_end_matches('.').replace('`', "");
        let found = if text.is_empty() { found.trim_end() } else { text };
        let mut finding = Diagnostic::new(&TEMPLATE_TOKEN_UNEXPECTED, span).with("found", found);
        finding.suggestion = match (found, expected.as_str()) {
            ("=", "%}" | "}}") => Some("==".to_owned()),
            ("}", "%}" | "}}") => Some(expected.clone()),
            (_, "identifier") => first_argument(&template.text[..range.start]).map(|name| format!("{name}={found}")),
            _ => None,
        };
        let term = EXPECTED.iter().find(|(name, _)| *name == expected).map(|(_, term)| Argument::from(*term));
        return finding.with("expected", term.unwrap_or(Argument::Text(expected)));
    }
    badly_written(template, range, message)
}

/// The name of the first argument of what stands open at the end of a text, where one
/// is wanted: elsewhere arguments go without.
fn first_argument(before: &str) -> Option<&'static str> {
    let called = before.trim_end().strip_suffix('(')?;
    let name = called.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    FIRST_ARGUMENTS.iter().find(|(known, _)| *known == name).map(|(_, argument)| *argument)
}

const FIRST_ARGUMENTS: &[(&str, &str)] = &[
    ("default", "value"),
    ("get", "key"),
    ("group_by", "attribute"),
    ("join", "sep"),
    ("nth", "n"),
    ("range", "end"),
    ("replace", "from"),
    ("round", "precision"),
    ("sort", "attribute"),
    ("split", "pat"),
    ("t", "k"),
    ("truncate", "length"),
];

/// What the engine expects, where it is no sign, in the author's words.
const EXPECTED: &[(&str, Words)] = &[
    ("identifier", Words { zh: "一个名称", en: "a name" }),
    ("string", Words { zh: "引号里的文字", en: "a text in quotes" }),
    ("elif, else or endif", Words { zh: "elif、else 或 endif", en: "elif, else or endif" }),
];

/// A mistake in how a template is written: our words where it is common, or Tera's
/// in quotes.
fn badly_written(template: &Template, mut range: Range<usize>, message: &str) -> Diagnostic {
    let mut suggestion = None;
    let words = |zh, en| Argument::Term(Words { zh, en });
    let (reason, advice) = match message {
        "Unknown tag" => (
            words(
                "这个标签在这里对不上，前面没有与它成对的标签",
                "this tag closes or continues one that is not open here",
            ),
            words("删去它，或在前面补上与它成对的标签", "remove it, or write the tag that it belongs to before it"),
        ),
        "Unexpected character" => {
            let rest = template.text.get(range.start..).unwrap_or_default();
            let (wide, plain) = typed(rest);
            suggestion = plain;
            range.end = range.start + wide.len();
            (
                words(
                    "标签里的这个字符认不得，除了引号里的文字，只能用半角的字母、数字和标点",
                    "this character cannot stand in a tag outside quotes",
                ),
                words("换成半角的", "write a plain ASCII sign"),
            )
        }
        "`extends` needs to be the first tag of the template" => (
            words("extends 必须是模板的第一个标签", "extends must be the first tag"),
            words("把它移到文件的最前面", "move it to the very beginning of the file"),
        ),
        "Function calls are only allowed at the first element of a chain" => (
            words("点后面的名称不能加括号来用", "what follows a dot cannot be called"),
            words("改用过滤器，如 | length", "use a filter, such as | length"),
        ),
        _ if message.starts_with("This content would be ignored") => {
            let rest = template.text.get(range.start..).unwrap_or_default();
            let blank = rest.len() - rest.trim_start().len();
            let line = rest[blank..].lines().next().unwrap_or_default();
            let start = range.start + blank;
            range = start..start + line.split("{%").next().unwrap_or_default().trim_end().len();
            (
                words(
                    "用了 extends 的模板，最外层只能写 block 和 component，这里的不会显示",
                    "a template that extends another may have only blocks and components at its top; this would not be shown",
                ),
                words(
                    "移进一个区块里，如 {% block main %} 与 {% endblock %} 之间",
                    "move it into a block, such as between {% block main %} and {% endblock %}",
                ),
            )
        }
        _ if message.starts_with("Found invalid field of `loop`") => (
            words("loop 没有这一项", "loop has no such field"),
            words("可用的有 index、index0、first、last、length", "there are index, index0, first, last and length"),
        ),
        _ if message.contains("in the opening tag") => (
            words("开头和结尾的标签名字不同", "the opening and the closing tag have different names"),
            words("两处写同一个名字", "write one name in both"),
        ),
        _ => (
            Argument::Text(format!("“{}”", message.trim_end_matches('.'))),
            words("看看这个标签里的名称、引号和括号", "look at the names, quotes and brackets in this tag"),
        ),
    };
    let mut finding = Diagnostic::new(&TEMPLATE_SYNTAX, template.span(range));
    finding.suggestion = suggestion;
    finding.with("reason", reason).with("advice", advice)
}

/// Signs that an input method puts in place of those on the keyboard, quotes first.
const WIDE: [(&str, &str); 17] = [
    ("“”", "\""),
    ("‘’", "'"),
    ("（", "("),
    ("）", ")"),
    ("，、", ","),
    ("：", ":"),
    ("＝", "="),
    ("｜", "|"),
    ("。．", "."),
    ("【［", "["),
    ("】］", "]"),
    ("｛", "{"),
    ("｝", "}"),
    ("％", "%"),
    ("～", "~"),
    ("＋", "+"),
    ("\u{3000}", " "),
];
const QUOTES: usize = 2;

/// The first character of a text as far as the last sign of its kind in the tag, and
/// all that with plain signs: of quotes only the quotes, since what they enclose is
/// the author's.
fn typed(text: &str) -> (&str, Option<String>) {
    let first = text.chars().next().unwrap_or_default();
    let kind = |sign: char| WIDE.iter().position(|(wide, _)| wide.contains(sign));
    let Some(place) = kind(first) else { return (&text[..first.len_utf8().min(text.len())], None) };
    let alike = |sign: char| kind(sign).filter(|other| (*other < QUOTES) == (place < QUOTES));
    let tag = text.split(['\n', '}', '%']).next().unwrap_or_default();
    let end = tag.char_indices().rfind(|(_, sign)| alike(*sign).is_some());
    let whole = &text[..end.map_or(first.len_utf8(), |(at, sign)| at + sign.len_utf8())];
    let plain =
        |sign: char| alike(sign).and_then(|at| WIDE.get(at)).map_or(sign.to_string(), |(_, plain)| (*plain).to_owned());
    (whole, Some(whole.chars().map(plain).collect()))
}

/// What other engines' themes call the template that all others extend.
const FRAMES: &[&str] = &["base.html", "baseof.html", "main.html", "master.html"];

/// The tags that want an end and have none, outermost first, each with its place.
fn still_open(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut open: Vec<(&str, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let rest = &text[start..];
        if rest.starts_with("{#") {
            at = rest.find("#}").map_or(text.len(), |end| start + end + 2);
            continue;
        }
        at = start + 1;
        let Some(inner) = rest.strip_prefix("{%") else { continue };
        let inner = inner.strip_prefix('-').unwrap_or(inner).trim_start();
        let begin = text.len() - text[start..].len() + (rest.len() - inner.len());
        let word = &inner[..inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len())];
        let is_assignment = || inner.split("%}").next().is_some_and(|tag| tag.contains('='));
        match word {
            "raw" => {
                let end = rest.find("endraw");
                at = end.map_or(text.len(), |end| start + end);
                if end.is_none() {
                    open.push((word, begin..begin + word.len()));
                }
            }
            "if" | "for" | "block" | "component" | "filter" => open.push((word, begin..begin + word.len())),
            "set" | "set_global" if !is_assignment() => open.push((word, begin..begin + word.len())),
            _ => {
                let closes = word.strip_prefix("end").filter(|_| word != "endraw");
                if closes.is_some_and(|closed| open.last().is_some_and(|(last, _)| last.starts_with(closed))) {
                    open.pop();
                }
            }
        }
    }
    open
}

/// The tag that stands open between another one and what that closes or
/// continues; none if nothing before it is of its kind.
fn crossed<'t>(tag: &str, before: &'t str) -> Option<(&'t str, Range<usize>)> {
    let open = still_open(before);
    let belongs = |opened: &str| match tag {
        "else" | "elif" => matches!(opened, "if" | "for"),
        _ => tag.strip_prefix("end") == Some(opened),
    };
    let innermost = open.last().filter(|(last, _)| !belongs(last)).cloned()?;
    open.iter().any(|(opened, _)| belongs(opened)).then_some(innermost)
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
            let finding = unknown("template", parent, template, at, templates);
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
    tagged(text, "component ")
}

/// What stands behind a word at the beginning of tags, each with its place.
fn tagged<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = (usize, &'t str)> {
    text.match_indices(word).filter_map(|(at, word)| {
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
        let range = printed.range(&template.text);
        let name = printed.message.split('`').nth(1).unwrap_or_default();
        let kind = printed.message.strip_prefix("Unknown ").and_then(|rest| rest.split(' ').next());
        let finding = match kind {
            Some(kind) => unknown(kind, name, template, range, templates),
            None if printed.message.starts_with("Block `") => unknown("block", name, template, range, templates),
            None => badly_written(template, range, printed.message),
        };
        let missing = (kind == Some("template")).then(|| name.to_owned());
        blamed.push(Blame { template: template.name.clone(), missing, finding });
    }
    blamed
}

/// A name that a template uses in a range and nobody knows.
fn unknown(kind: &str, name: &str, template: &Template, range: Range<usize>, templates: &[&Template]) -> Diagnostic {
    let others = || templates.iter().filter(|other| other.name != template.name);
    let fixed = |names: &[&'static str]| names.iter().map(|name| (*name).to_owned()).collect();
    let (term, mut known): (Words, Vec<String>) = match kind {
        "filter" => (Words { zh: "过滤器", en: "filter" }, fixed(FILTERS)),
        "test" => (Words { zh: "判断", en: "test" }, fixed(TESTS)),
        "function" => (Words { zh: "函数", en: "function" }, fixed(FUNCTIONS)),
        "tag" => (Words { zh: "标签", en: "tag" }, fixed(TAGS)),
        "component" => {
            let names = templates.iter().flat_map(|template| defines(&template.text));
            (Words { zh: "组件", en: "component" }, names.map(|(_, name)| name.to_owned()).collect())
        }
        "block" => {
            let names = others().flat_map(|other| tagged(&other.text, "block "));
            (Words { zh: "可改写的区块", en: "block to override" }, names.map(|(_, name)| name.to_owned()).collect())
        }
        _ => {
            let prefix = format!("{BUILT_IN}/");
            let names = others().map(|other| other.name.strip_prefix(&prefix).unwrap_or(&other.name).to_owned());
            (Words { zh: "模板", en: "template" }, names.collect())
        }
    };
    known.sort();
    known.dedup();
    let text = template.text.get(range.clone()).unwrap_or_default();
    let range = match text.find(name) {
        Some(at) if !name.is_empty() => range.start + at..range.start + at + name.len(),
        _ => range,
    };
    let mut finding = Diagnostic::new(&TEMPLATE_NAME_UNKNOWN, template.span(range)).with("name", name);
    finding.suggestion = match kind {
        "template" if FRAMES.contains(&name) => Some("layout.html".to_owned()),
        _ => nearest(name, known.iter().map(String::as_str)).map(str::to_owned),
    };
    finding.with("kind", term).with("known", known.join(", "))
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
    let span = template.span(range.clone());
    let message = report.message();
    let quoted = message.split('`').nth(1).unwrap_or_default();
    let mut finding = if message.starts_with("Variable `") || message.starts_with("Field `") {
        match message.split_once(" Available variables: ").or(message.split_once(" Available fields: ")) {
            Some((_, known)) => {
                let mut finding = Diagnostic::new(&TEMPLATE_VARIABLE_UNKNOWN, span).with("name", quoted);
                finding.suggestion = meant(quoted, known.split(", "));
                finding.with("known", known)
            }
            None => {
                let mut finding = missing(template, range);
                finding.suggestion = meant(text, variables(templates));
                finding
            }
        }
    } else if message.contains("undefined") {
        missing(template, range)
    } else if let Some((_, known)) = message.split_once("Possible argument(s) are: ") {
        let at = text.find(quoted).map_or(range.clone(), |at| range.start + at..range.start + at + quoted.len());
        let known = known.replace('`', "");
        let mut finding = Diagnostic::new(&TEMPLATE_VARIABLE_UNKNOWN, template.span(at)).with("name", quoted);
        finding.suggestion = nearest(quoted, known.split(", ")).map(str::to_owned);
        finding.with("known", known)
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

/// What an author meant by a name that is not there.
fn meant<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    match name {
        "super" => Some("super()".to_owned()),
        _ => nearest(name, known).map(str::to_owned),
    }
}

/// A value that is not there, with the test of it that the author may write. Of what a
/// loop goes through, and of the last of what is reckoned with, Tera marks the first name
/// alone, where a later one may be wrong.
fn missing(template: &Template, range: Range<usize>) -> Diagnostic {
    let rest = template.text.get(range.end..).unwrap_or_default();
    let path = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).unwrap_or(rest.len());
    let marked = template.text.get(range.clone()).unwrap_or_default();
    let is_short =
        template.text[..range.start].trim_end().ends_with(" in") || marked.contains(['+', '-', '*', '/', '~']);
    let range = if is_short && rest.starts_with('.') { range.start..range.end + path } else { range };
    let text = template.text.get(range.clone()).unwrap_or_default();
    let is_path = |part: &&str| part.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let names = text
        .split('"')
        .step_by(2)
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.')).filter(is_path));
    let mut tested: Vec<&str> = names.map(|name| name.trim_end_matches('.')).collect();
    tested.dedup();
    let test = format!("{{% if {} %}}…{{% endif %}}", tested.join(" and "));
    Diagnostic::new(&TEMPLATE_VALUE_MISSING, template.span(range)).with("text", text).with("test", test)
}

/// The variables that templates are given: each has the name of its template.
fn variables(templates: &[Template]) -> impl Iterator<Item = &str> {
    let named = templates.iter().filter_map(|template| template.name.strip_prefix(BUILT_IN)?.strip_prefix('/'));
    ["site", "page", "whole"].into_iter().chain(named.filter_map(|name| name.strip_suffix(".html")))
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
