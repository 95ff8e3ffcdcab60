//! The text of a template with calls in it that count.
//!
//! In: a template that Tera can read. Out: the same with pieces put in, and
//! where: nothing is taken out, so that a place in it leads back to the
//! template. What Tera makes of it is what it makes of the template, or an
//! error once the meter has run out.
//!
//! Pieces are put around what is shown (`{{ x }}`), set and looped over, behind
//! lists and maps, before `~`, before the names of filters, and at the start of
//! files, blocks and components. This reads tags as Tera's lexer does and
//! knows just enough of its grammar: where an operand ends, and what a bracket
//! belongs to. Where a tag does not end it gives up and leaves the rest alone;
//! Tera does not read such a template either.

use std::ops::Range;

use crate::theme::meter::FILTERS;

/// A text with pieces put in.
#[derive(Clone, Debug)]
pub struct Metered {
    /// The text.
    pub text: String,
    /// Where pieces stand in it, ascending.
    pieces: Vec<Range<usize>>,
}

impl Metered {
    /// A text with nothing put in.
    pub fn plain(text: &str) -> Metered {
        Metered { text: text.to_owned(), pieces: Vec::new() }
    }

    /// The place in the template of a place in the text.
    pub fn source(&self, offset: usize) -> usize {
        let before = self.pieces.iter().take_while(|piece| piece.start < offset);
        offset - before.map(|piece| piece.end.min(offset) - piece.start).sum::<usize>()
    }
}

/// Puts the calls into a template.
pub fn metered(template: &str) -> Metered {
    let mut writer = Writer { template, pieces: Vec::new(), open: vec![Open { piece: None, text: 0 }] };
    if !begins_with_extends(template) {
        writer.open[0].piece = Some(writer.put(0, String::new()));
    }
    writer.read();
    while !writer.open.is_empty() {
        writer.close();
    }
    writer.write()
}

/// Whether the first tag is `extends`, before which nothing may stand.
fn begins_with_extends(template: &str) -> bool {
    let mut rest = template.trim_start();
    while let Some((_, after)) = rest.strip_prefix("{#").and_then(|comment| comment.split_once("#}")) {
        rest = after.trim_start();
    }
    let tag = rest.strip_prefix("{%").map(|tag| tag.strip_prefix('-').unwrap_or(tag).trim_start());
    tag.is_some_and(|tag| tag.starts_with("extends"))
}

/// What is being read: the template and each loop, block and component in it.
struct Open {
    /// The piece that is told how much text one round has.
    piece: Option<usize>,
    /// The text in it so far, without that of loops inside.
    text: usize,
}

struct Writer<'a> {
    template: &'a str,
    /// What is put in where.
    pieces: Vec<(usize, String)>,
    open: Vec<Open>,
}

/// A token of a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TagToken {
    Word,
    Text,
    Number,
    Mark,
}

#[derive(Clone, Copy)]
struct Token<'a> {
    at: usize,
    text: &'a str,
    kind: TagToken,
}

impl Token<'_> {
    fn end(&self) -> usize {
        self.at + self.text.len()
    }

    fn is(&self, text: &str) -> bool {
        matches!(self.kind, TagToken::Word | TagToken::Mark) && self.text == text
    }
}

/// What a bracket belongs to.
enum Bracket {
    /// Something within an expression: a call, an index.
    Inner,
    /// A list, and how far it was read as `[x for y in z if u]`.
    List(Way),
    Map,
    /// A component that is called.
    Component,
    /// The value of one of its attributes.
    Attribute,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Items,
    For,
    In,
    If,
}

impl<'a> Writer<'a> {
    fn put(&mut self, at: usize, piece: impl Into<String>) -> usize {
        self.pieces.push((at, piece.into()));
        self.pieces.len() - 1
    }

    /// Ends what was opened last.
    fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let Some(piece) = open.piece else { return };
        let piece = &mut self.pieces[piece].1;
        *piece = match piece.as_str() {
            "" => format!("{{{{ metered_round(text={}) }}}}", open.text),
            "-" => format!("{{{{ metered_round(text={}) -}}}}", open.text),
            _ => format!(") | metered_rounds(text={}) ", open.text),
        };
    }

    fn read(&mut self) {
        let template = self.template;
        let mut at = 0;
        while let Some(rest) = template.get(at..) {
            let brace = rest.as_bytes().windows(2).position(|pair| matches!(pair, b"{{" | b"{%" | b"{#"));
            let Some(start) = brace.map(|brace| at + brace) else {
                self.count(rest.len());
                return;
            };
            self.count(start - at);
            let end = match &template[start..start + 2] {
                "{#" => template[start..].find("#}").map(|end| start + end + 2),
                "{{" => self.shown(start),
                _ => match raw(template, start) {
                    Some(end) => {
                        self.count(end - start);
                        Some(end)
                    }
                    None => self.tag(start),
                },
            };
            match end {
                Some(end) => at = end,
                None => return,
            }
        }
    }

    fn count(&mut self, bytes: usize) {
        if let Some(open) = self.open.last_mut() {
            open.text += bytes;
        }
    }

    /// `{{ … }}`
    fn shown(&mut self, start: usize) -> Option<usize> {
        let (tokens, inner, end) = tokens(self.template, start, "}}")?;
        self.expression(&tokens);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return Some(end) };
        let is_text = tokens.len() == 1 && first.kind == TagToken::Text;
        // Components and blocks above count what they show themselves.
        if !is_text && !first.is("<") && !first.is("super") {
            self.put(first.at, "(");
            self.put(last.end().min(inner), ") | metered_shown ");
        }
        Some(end)
    }

    /// `{% … %}`
    fn tag(&mut self, start: usize) -> Option<usize> {
        let (tokens, inner, end) = tokens(self.template, start, "%}")?;
        let Some(first) = tokens.first() else { return Some(end) };
        let after = |sign: &str| tokens.iter().position(|token| token.is(sign)).map(|place| &tokens[place + 1..]);
        let trims = if self.template[inner..].starts_with('-') { "-" } else { "" };
        match first.text {
            "for" => {
                let piece = after("in").filter(|target| !target.is_empty()).map(|target| {
                    self.expression(target);
                    self.put(target[0].at, "(");
                    self.put(target[target.len() - 1].end(), "for")
                });
                self.open.push(Open { piece, text: 0 });
            }
            "set" | "set_global" => {
                if let Some(value) = after("=").filter(|value| !value.is_empty()) {
                    self.expression(value);
                    self.put(value[0].at, "(");
                    self.put(value[value.len() - 1].end(), ") | metered_used ");
                }
            }
            "block" | "component" => {
                let piece = self.put(end, trims);
                self.open.push(Open { piece: Some(piece), text: 0 });
            }
            "endfor" | "endblock" | "endcomponent" if self.open.len() > 1 => self.close(),
            "filter" => {
                if let Some(name) = tokens.get(1) {
                    self.filter(name);
                }
                self.expression(tokens.get(2..).unwrap_or_default());
            }
            "if" | "elif" => self.expression(&tokens[1..]),
            "<" => self.expression(&tokens),
            _ => {}
        }
        Some(end)
    }

    fn filter(&mut self, name: &Token<'_>) {
        if name.kind == TagToken::Word && FILTERS.contains(&name.text) {
            self.put(name.at, "metered_");
        }
    }

    /// What counts within an expression.
    fn expression(&mut self, tokens: &[Token<'_>]) {
        const WORDS: [&str; 9] = ["and", "or", "not", "in", "is", "if", "else", "elif", "for"];
        let mut brackets: Vec<Bracket> = Vec::new();
        // Whether the token before ended an operand.
        let mut is_operand = false;
        for (place, token) in tokens.iter().enumerate() {
            let was_operand = std::mem::replace(&mut is_operand, false);
            let next = tokens.get(place + 1);
            if token.kind == TagToken::Word {
                match (token.text, brackets.last_mut()) {
                    ("for", Some(Bracket::List(way))) => *way = Way::For,
                    ("in", Some(Bracket::List(way @ Way::For))) => {
                        *way = Way::In;
                        self.put(token.end(), " (");
                    }
                    ("if", Some(Bracket::List(way @ Way::In))) => {
                        *way = Way::If;
                        self.put(token.at, ") | metered_rounds ");
                    }
                    _ => {}
                }
                is_operand = !WORDS.contains(&token.text);
                continue;
            }
            if token.kind != TagToken::Mark {
                is_operand = true;
                continue;
            }
            match token.text {
                "|" => {
                    if let Some(name) = next {
                        self.filter(name);
                    }
                }
                "~" => drop(self.put(token.at, "| metered_used ")),
                "(" | "?[" => brackets.push(Bracket::Inner),
                "[" if was_operand => brackets.push(Bracket::Inner),
                "[" => brackets.push(Bracket::List(Way::Items)),
                "{" if matches!(brackets.last(), Some(Bracket::Component)) => brackets.push(Bracket::Attribute),
                "{" => brackets.push(Bracket::Map),
                "<" if !was_operand && next.is_some_and(|next| next.kind == TagToken::Word) => {
                    brackets.push(Bracket::Component);
                }
                ">" if matches!(brackets.last(), Some(Bracket::Component)) => {
                    brackets.pop();
                    is_operand = true;
                }
                ")" | "]" | "}" => {
                    is_operand = true;
                    match brackets.pop() {
                        Some(Bracket::List(Way::In)) => {
                            self.put(token.at, ") | metered_rounds ");
                            self.put(token.end(), " | metered_made ");
                        }
                        Some(Bracket::List(_) | Bracket::Map) => drop(self.put(token.end(), " | metered_made ")),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }

    fn write(mut self) -> Metered {
        // What opens stands before what closes at the same place; pieces of an
        // expression were put in before those around it.
        self.pieces.sort_by_key(|(at, _)| *at);
        let mut metered = Metered { text: String::with_capacity(self.template.len() * 2), pieces: Vec::new() };
        let mut copied = 0;
        for (at, piece) in self.pieces {
            metered.text.push_str(&self.template[copied..at]);
            let start = metered.text.len();
            metered.text.push_str(&piece);
            metered.pieces.push(start..metered.text.len());
            copied = at;
        }
        metered.text.push_str(&self.template[copied..]);
        metered
    }
}

/// Where `{% raw %}` … `{% endraw %}` ends, if it begins at a place.
fn raw(template: &str, start: usize) -> Option<usize> {
    let named = |at: usize, name: &str| -> Option<usize> {
        let rest = &template[at + 2..];
        let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start().strip_prefix(name)?.trim_start();
        let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
        Some(template.len() - rest.len())
    };
    let inside = named(start, "raw")?;
    template[inside..].match_indices("{%").find_map(|(at, _)| named(inside + at, "endraw"))
}

/// The tokens of a tag, where they end, and where the tag does.
fn tokens<'a>(template: &'a str, start: usize, close: &str) -> Option<(Vec<Token<'a>>, usize, usize)> {
    const LONG: [&str; 10] = ["//", "**", "==", "!=", ">=", "<=", "</", "?.", "?[", ".."];
    let bytes = template.as_bytes();
    let mut at = start + 2;
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    let mut tokens = Vec::new();
    loop {
        at += bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let rest = template.get(at..)?;
        if let Some(dash) = [("", 0), ("-", 1)]
            .iter()
            .find_map(|(dash, length)| rest.strip_prefix(dash).filter(|rest| rest.starts_with(close)).map(|_| *length))
        {
            return Some((tokens, at, at + dash + close.len()));
        }
        let first = rest.chars().next()?;
        let (length, kind) = match first {
            '"' | '\'' | '`' => (quoted(rest.as_bytes())?, TagToken::Text),
            '0'..='9' => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let fraction = rest[digits..]
                    .strip_prefix('.')
                    .map(|rest| rest.bytes().take_while(u8::is_ascii_digit).count() + 1);
                (digits + fraction.unwrap_or(0), TagToken::Number)
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let word = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
                (word, TagToken::Word)
            }
            _ if LONG.iter().any(|mark| rest.starts_with(mark)) => (2, TagToken::Mark),
            _ => (first.len_utf8(), TagToken::Mark),
        };
        tokens.push(Token { at, text: &rest[..length], kind });
        at += length;
    }
}

/// The length of a text in quotes, with them.
fn quoted(bytes: &[u8]) -> Option<usize> {
    let mut escaped = false;
    let end = bytes.iter().skip(1).position(|&byte| {
        let ends = !escaped && byte == bytes[0];
        escaped = !escaped && byte == b'\\';
        ends
    })?;
    Some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::metered;

    fn check(template: &str, expected: &str) {
        let made = metered(template);
        // Every file begins with its own round.
        let (start, rest) = made.text.split_once("}}").unwrap();
        assert!(start.starts_with("{{ metered_round(text="), "{start}");
        assert_eq!(rest.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{template}");
        for (at, _) in template.char_indices() {
            let found = made.text.char_indices().map(|(at, _)| made.source(at)).filter(|source| *source == at).count();
            assert!(found > 0, "{at} of {template}");
        }
    }

    #[test]
    fn calls_stand_where_something_is_made() {
        check("{{ a.b }}", "{{ (a.b) | metered_shown }}");
        check("{{- a ~ b | upper -}}", "{{- (a | metered_used ~ b | metered_upper) | metered_shown -}}");
        check("{{ \"}}\" }}甲{{ '%}' ~ a }}", "{{ \"}}\" }}甲{{ ('%}' | metered_used ~ a) | metered_shown }}");
        check("{% set x = [a, b[0]] %}", "{% set x = ([a, b[0]] | metered_made ) | metered_used %}");
        check(
            "{% for a, b in c | sort %}text{% for d in e %}x{% endfor %}{% endfor %}",
            "{% for a, b in (c | metered_sort) | metered_rounds(text=4) %}text{% for d in (e) | metered_rounds(text=1) %}x{% endfor %}{% endfor %}",
        );
        check(
            "{% if [a for b in c if d] %}{% endif %}",
            "{% if [a for b in ( c ) | metered_rounds if d] | metered_made %}{% endif %}",
        );
        check(
            "{% if [a for b in c] %}{% endif %}",
            "{% if [a for b in ( c) | metered_rounds ] | metered_made %}{% endif %}",
        );
        check(
            "{{ <x.y a={b ~ c} d={[e]} f=\"g\" /> }}{% if a < b %}{% endif %}",
            "{{ <x.y a={b | metered_used ~ c} d={[e] | metered_made } f=\"g\" /> }}{% if a < b %}{% endif %}",
        );
        check(
            "{% block a -%} b {% endblock %}{{ super() }}",
            "{% block a -%}{{ metered_round(text=3) -}} b {% endblock %}{{ super() }}",
        );
        check("{% raw %}{{ a }}{% endraw %}{# {{ b }} #}", "{% raw %}{{ a }}{% endraw %}{# {{ b }} #}");
        check(
            "{% filter replace(from=\"a\", to=b ~ c) %}",
            "{% filter metered_replace(from=\"a\", to=b | metered_used ~ c) %}",
        );
        check(
            "{% component a(b: string = \"x\") %}c{% endcomponent %}",
            "{% component a(b: string = \"x\") %}{{ metered_round(text=1) }}c{% endcomponent %}",
        );
    }

    #[test]
    fn nothing_stands_before_extends() {
        let template = "{# a #}\n{%- extends \"b\" %}";
        assert_eq!(metered(template).text, template);
        for broken in ["{{ a", "{% for", "{{ \"a }}", "{#", "{%", "{{ 中 }}", "{{"] {
            metered(broken);
        }
    }
}
