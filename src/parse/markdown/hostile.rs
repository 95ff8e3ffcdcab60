//! Input that means harm, and input that means nothing: both must end well.
//!
//! A small strict reader of HTML goes over every output: tags are known and
//! nest, attributes are known, addresses are harmless, ids are unique. It
//! knows only what this module may write, so that it needs no allowances.

use std::collections::{BTreeSet, HashSet};

use super::tests::Shelf;
use super::{Body, body, excerpt};
use crate::diag::Language;
use crate::parse::Limits;
use crate::source::VPath;

const TAGS: &[&str] = &[
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "del",
    "a",
    "sup",
    "span",
    "code",
    "pre",
    "blockquote",
    "aside",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "figure",
    "figcaption",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
];
const EMPTY: &[&str] = &["br", "hr", "img", "input"];
const ATTRIBUTES: &[&str] = &[
    "id",
    "class",
    "href",
    "src",
    "alt",
    "title",
    "lang",
    "role",
    "aria-label",
    "tabindex",
    "scope",
    "start",
    "width",
    "height",
    "loading",
    "decoding",
    "download",
    "type",
    "disabled",
    "checked",
];

/// Reads HTML and says what is wrong with it.
fn read(html: &str, ids: &mut HashSet<String>) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&', '"']) {
        let text = &rest[at..];
        if let Some(after) = text.strip_prefix('&') {
            let name = after.split_once(';').map_or("", |(name, _)| name);
            if !["amp", "lt", "gt", "quot"].contains(&name) {
                return Err(format!("a bare & before {name}"));
            }
            rest = after;
            continue;
        }
        let Some((tag, after)) = text.strip_prefix('<').and_then(|tag| tag.split_once('>')) else {
            return Err("a bare mark".to_owned());
        };
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> out of place"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if TAGS.contains(&name) {
            if name == "a" && open.contains(&"a") {
                return Err("a link in a link".to_owned());
            }
            open.push(name);
        } else if !EMPTY.contains(&name) {
            return Err(format!("<{name}>"));
        }
        self::attributes(attributes, ids)?;
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} left open")) }
}

fn attributes(mut rest: &str, ids: &mut HashSet<String>) -> Result<(), String> {
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let name = &rest[..end];
        if !ATTRIBUTES.contains(&name) {
            return Err(format!("attribute {name:?}"));
        }
        rest = &rest[end..];
        if let Some(value) = rest.strip_prefix("=\"") {
            let (value, after) = value.split_once('"').ok_or("an open attribute")?;
            rest = after;
            if value.contains(['<', '>', '\0']) {
                return Err(format!("value {value:?}"));
            }
            if name == "id" && !ids.insert(value.to_owned()) {
                return Err(format!("id {value} twice"));
            }
            let lower = value.to_ascii_lowercase();
            let scheme = lower.split_once(':').map(|(scheme, _)| scheme);
            if ["href", "src"].contains(&name) && !matches!(scheme, None | Some("http" | "https" | "mailto" | "tel")) {
                return Err(format!("address {value}"));
            }
        }
        rest = rest.strip_prefix(' ').unwrap_or(rest);
    }
    Ok(())
}

/// Writes a body and looks at all that comes out.
fn examine(markdown: &str) -> Body {
    let text = format!("汇编\n{markdown}");
    let path = VPath::new("a.md").unwrap();
    let (body, findings) = body(&path, &text, 7..text.len(), Language::Chinese, &Limits::default(), &Shelf);
    let mut ids = HashSet::new();
    let parts = body.notes.iter().chain(&body.references).map(|note| note.html.as_str());
    for html in std::iter::once(body.html.as_str()).chain(parts) {
        if let Err(wrong) = read(html, &mut ids) {
            panic!("{wrong}\nin {html:?}\nof {markdown:?}");
        }
    }
    let links = body.notes.iter().flat_map(|note| &note.backlinks).collect::<BTreeSet<_>>();
    assert!(links.iter().all(|id| ids.contains(*id)), "{links:?} of {markdown:?}");
    for heading in body.outline.iter().flat_map(|heading| std::iter::once(heading).chain(&heading.children)) {
        assert!(ids.contains(&heading.id) && read(&heading.html, &mut HashSet::new()).is_ok(), "{markdown:?}");
    }
    for finding in &findings {
        let range = finding.span.range();
        assert!(range.start >= 7 && text.get(range).is_some(), "{finding:?} of {markdown:?}");
        let sentences = format!("{}{}", finding.rule.message.zh, finding.rule.help.zh);
        let mut names = sentences.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        assert!(names.all(|name| finding.arguments.iter().any(|(given, _)| *given == name)), "{finding:?}");
    }
    excerpt(markdown);
    body
}

#[test]
fn the_reader_knows_wrong_from_right() {
    let check = |html: &str| read(html, &mut HashSet::new());
    assert_eq!(check("<p id=\"a\">&lt;<br></p>"), Ok(()));
    for html in [
        "<p>",
        "<p></em></p>",
        "a & b",
        "<script>",
        "<p onclick=\"x\">",
        "<a href=\"javascript:x\"></a>",
        "\"",
        "<p id=\"a\"></p><p id=\"a\"></p>",
    ] {
        assert!(check(html).is_err(), "{html}");
    }
}

#[test]
fn deep_and_wide_input_takes_no_time_and_no_stack() {
    const MANY: usize = 10_000;
    for piece in [
        ">",
        "> ",
        "[",
        "![",
        "[^",
        "[^a]",
        "[^a]: ",
        "[^[^a]",
        "*",
        "**a ",
        "*。*中",
        "~",
        "~~。",
        "`",
        "``a ",
        "<",
        "<b>",
        "<!--",
        "- ",
        "1. ",
        "| ",
        "|a",
        "#",
        "# a\n",
        "## {#a}\n",
        "# a {#",
        "\\",
        "&",
        "&lt;",
        "\n",
        " \n",
        "　　a\n",
        "a\n: b\n",
        "[a](b",
        "[a](#b)",
        "[a]: b\n",
        "![a](b)\n\n",
        "表1 a\n\n",
        "图1 a\n\n",
        "|a|\n|-|\n",
        "> [!NOTE]\n",
        "- [ ] ",
        "(",
        "[^a]: b\n\n[^a]",
        "**[^1]**\n",
        "\u{1BC9F}",
        "\0",
        "a  \n　　",
        "2020年1月\n\n",
        "A B C ",
    ] {
        examine(&piece.repeat(MANY));
        examine(&format!("{}\n\n中**。**\n", piece.repeat(MANY)));
    }
    let columns = MANY / 20;
    examine(&format!("|{}\n|{}\n{}", "a|".repeat(columns), "-|".repeat(columns), "|b|\n".repeat(columns)));
    let deep: String = (0..400).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    examine(&deep);
    let notes: String = (0..MANY / 10).map(|n| format!("[^{n}]: 见[^{}]\n", n + 1)).collect();
    assert_eq!(examine(&format!("始[^0]\n\n{notes}")).notes.len(), MANY / 10);
}

/// Numbers that look random and are the same every time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % limit.max(1)
    }
}

#[test]
fn scrambled_input_comes_out_sound() {
    const PIECES: &[&str] = &[
        "**",
        "*",
        "***",
        "_",
        "~~",
        "~",
        "`",
        "```",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        "\\",
        " ",
        "　　",
        "\t",
        "\r\n",
        "    ",
        "\u{A0}",
        "> ",
        "- ",
        "1. ",
        "3) ",
        "- [x] ",
        "# ",
        "## ",
        "### ",
        " {#a}",
        "---\n",
        "===\n",
        ": ",
        "> [!TIP]\n",
        "|",
        "|-|:-:|\n",
        "|a|b|\n|-|-:|\n",
        "[^1]",
        "[^1]: ",
        "[^文献]",
        "[^文献]: ",
        "[^@x]",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "](义诊.jpg)",
        "](../2019/总结.md#一)",
        "](总结.mb \"t\")",
        "](javascript:alert(1))",
        "](java\nscript:x)",
        "](&#106;avascript:x)",
        "](data:text/html,<script>)",
        "](//a.cn)",
        "](#一)",
        "![a](义诊.jpg)",
        "<https://a.cn/>",
        "<a@b.cn>",
        "<javascript:alert(1)>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<b>",
        "</p>",
        "<br>",
        "<!--",
        "-->",
        "<!-- x -->",
        "<?",
        "<![CDATA[",
        "&lt;script&gt;",
        "&quot;",
        "&#0;",
        "&",
        "\"",
        "'",
        "\" onclick=\"x",
        "=",
        "表1 ",
        "表1　甲\n\n",
        "图1 乙\n",
        "中文",
        "。",
        "“",
        "”",
        "（一）",
        "①",
        "A b c d",
        "年",
        "2020年11月20日",
        "某支部\n",
        "\u{1BC9F}",
        "\u{16E97}",
        "\0",
        "\u{1}",
        "\u{FEFF}",
        "\u{202E}",
        "😀",
        "é",
        "𠮷",
        "\u{E0100}",
    ];
    let mut dice = Dice(0x6875_6962_6961_6E21);
    for _ in 0..6000 {
        let markdown: String = (0..1 + dice.below(30)).map(|_| PIECES[dice.below(PIECES.len())]).collect();
        examine(&markdown);
    }
    let sample: Vec<char> = include_str!("hostile/sample.md").chars().collect();
    for _ in 0..1500 {
        let mut characters = sample.clone();
        for _ in 0..1 + dice.below(6) {
            let (from, to) = (dice.below(characters.len()), dice.below(characters.len()));
            match dice.below(4) {
                0 => drop(characters.drain(from.min(to)..from.max(to).min(from.min(to) + 40))),
                1 => characters.swap(from, to),
                2 => {
                    let piece: Vec<char> = PIECES[dice.below(PIECES.len())].chars().collect();
                    characters.splice(from..from, piece);
                }
                _ => {
                    let copy = characters[from..(from + dice.below(60)).min(characters.len())].to_vec();
                    characters.splice(to..to, copy);
                }
            }
            if characters.is_empty() {
                break;
            }
        }
        examine(&characters.into_iter().collect::<String>());
    }
}
