//! The model of a block as Markdown.
//!
//! In: a model, and the source of the block that it was made from, if there is
//! one. Out: Markdown that is read as just this model, in the ways of that source:
//! its bullets, the blanks around its cells. What would be markup in words is
//! written so that it stays words. A model that Markdown cannot say gives nothing.

use crate::parse::Limits;
use crate::parse::markdown::model::{Align, Mark, Model, Part, PieceKind, Span, push};
use crate::parse::markdown::plain::{self, Busy};

/// The ways in which the same may be written.
#[derive(Clone, Debug)]
pub struct Style {
    busy: Busy,
    bullet: char,
    /// What stands behind a number.
    point: char,
    /// Whether every item has the number of the first.
    is_same_number: bool,
    /// By how many blanks a list below an item is moved; none for as many as the
    /// item's mark takes.
    indent: Option<usize>,
    is_loose: bool,
    /// What stands before and behind the words of a cell, and in an empty one.
    cell: (&'static str, &'static str),
    /// The second line of a table.
    rule: Option<String>,
    /// Whether a break in a line is `<br>`.
    is_html_break: bool,
}

const BARE: Busy = Busy { brackets: false, tildes: false };
const CELLS: [(&str, &str); 3] = [(" ", " "), (" ", "  "), ("", "")];

impl Default for Style {
    fn default() -> Style {
        Style {
            busy: Busy::ALL,
            bullet: '-',
            point: '.',
            is_same_number: false,
            indent: None,
            is_loose: false,
            cell: CELLS[0],
            rule: None,
            is_html_break: false,
        }
    }
}

impl Style {
    /// The style in which a model is written as its source is; none if there is no
    /// such style.
    pub fn of(model: &Model, source: &str) -> Option<Style> {
        Style::ways(model, source).find(|style| style.block(model).as_deref() == Some(source))
    }

    /// The styles that a source may have.
    fn ways(model: &Model, source: &str) -> impl Iterator<Item = Style> + use<> {
        let first = source.trim_start();
        let marks = |c: char| c.is_ascii_digit();
        let mut usual = Style {
            bullet: first.chars().next().filter(|c| matches!(c, '-' | '*' | '+')).unwrap_or('-'),
            point: first.trim_start_matches(marks).chars().next().filter(|c| matches!(c, '.' | ')')).unwrap_or('.'),
            is_loose: source.contains("\n\n"),
            is_html_break: source.contains("<br>"),
            ..Style::default()
        };
        let below = source.lines().map(|line| (line.len() - line.trim_start().len(), line.trim_start()));
        let is_item = |line: &str| {
            let rest = line.trim_start_matches(marks);
            line.starts_with(['-', '*', '+']) || rest.len() < line.len() && rest.starts_with(['.', ')'])
        };
        usual.indent = below.into_iter().find(|(indent, line)| *indent > 0 && is_item(line)).map(|(indent, _)| indent);
        if matches!(model, Model::Table { .. }) {
            usual.rule = source.lines().nth(1).map(str::to_owned);
        }
        let cells = if matches!(model, Model::Table { .. }) { &CELLS[..] } else { &CELLS[..1] };
        let numbers =
            if matches!(model, Model::List { ordered: true, .. }) { &[false, true][..] } else { &[false][..] };
        let mut ways = Vec::new();
        for busy in [BARE, Busy { brackets: true, tildes: false }, Busy { brackets: false, tildes: true }, Busy::ALL] {
            for &cell in cells {
                for &is_same_number in numbers {
                    ways.push(Style { busy, cell, is_same_number, ..usual.clone() });
                }
            }
        }
        ways.into_iter()
    }

    fn block(&self, model: &Model) -> Option<String> {
        match model {
            Model::Paragraph { spans } => {
                let words = self.words(spans, true);
                (!words.is_empty()).then_some(words)
            }
            Model::Heading { level, spans } => {
                let words = plain::heading(&self.words(spans, false));
                let is_line = !words.is_empty() && !words.contains('\n');
                (is_line && (1..=6).contains(level)).then(|| format!("{} {words}", "#".repeat(usize::from(*level))))
            }
            Model::List { .. } => {
                let mut lines = Vec::new();
                self.list(model, 0, &mut lines)?;
                Some(lines.join(if self.is_loose { "\n\n" } else { "\n" }))
            }
            Model::Table { head, rows, align } => self.table(head, rows, align),
            Model::Picture { src, alt, caption } => {
                let title = match caption.as_str() {
                    "" => String::new(),
                    caption => format!(" \"{}\"", one_line(caption).replace('\\', "\\\\").replace('"', "\\\"")),
                };
                let mut words = String::new();
                plain::escape(&one_line(alt), &self.busy, &mut words);
                Some(format!("![{words}]({}{title})", address(src)?))
            }
            Model::Quote { blocks } => {
                let blocks: Vec<String> = blocks.iter().map(|block| self.block(block)).collect::<Option<_>>()?;
                let text = blocks.join("\n\n");
                let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
                (!text.is_empty()).then(|| text.split('\n').map(line).collect::<Vec<_>>().join("\n"))
            }
        }
    }

    /// Writes the items of a list; each is one text, be it of several lines.
    fn list(&self, model: &Model, indent: usize, lines: &mut Vec<String>) -> Option<()> {
        let Model::List { ordered, start, items } = model else { return None };
        for (place, item) in items.iter().enumerate() {
            let number = if self.is_same_number { *start } else { start.checked_add(place as u64)? };
            let marker = if *ordered { format!("{number}{}", self.point) } else { self.bullet.to_string() };
            let spans: Vec<Span> = item
                .iter()
                .filter_map(|part| match part {
                    Part::Span(span) => Some(span.clone()),
                    Part::List(_) => None,
                })
                .collect();
            let words = self.words(&spans, true);
            let inner = " ".repeat(indent + marker.len() + 1);
            lines.push(format!("{}{marker} {}", " ".repeat(indent), words.replace('\n', &format!("\n{inner}"))));
            for part in item {
                if let Part::List(below) = part {
                    self.list(below, indent + self.indent.unwrap_or(marker.len() + 1), lines)?;
                }
            }
        }
        (!items.is_empty()).then_some(())
    }

    fn table(&self, head: &[Vec<Span>], rows: &[Vec<Vec<Span>>], align: &[Align]) -> Option<String> {
        let columns = head.len();
        let rule = |align: &Align| match align {
            Align::None => "---",
            Align::Left => ":---",
            Align::Center => ":---:",
            Align::Right => "---:",
        };
        let (blank, empty) = self.cell;
        let line = |cells: &[Vec<Span>]| {
            let mut line = String::from("|");
            for column in 0..columns {
                let words = cells.get(column).map(|cell| self.cell(cell)).unwrap_or_default();
                line.push_str(&if words.is_empty() { empty.to_owned() } else { format!("{blank}{words}{blank}") });
                line.push('|');
            }
            line
        };
        let usual =
            format!("|{}", align.iter().map(|align| format!("{blank}{}{blank}|", rule(align))).collect::<String>());
        let rule = self.rule.as_deref().filter(|rule| alignments(rule) == align).unwrap_or(&usual);
        let lines = std::iter::once(line(head)).chain([rule.to_owned()]).chain(rows.iter().map(|row| line(row)));
        (columns > 0 && align.len() == columns).then(|| lines.collect::<Vec<_>>().join("\n"))
    }

    fn cell(&self, spans: &[Span]) -> String {
        let words = Style { is_html_break: true, ..self.clone() }.words(spans, false);
        words.replace('\n', " ").replace('|', "\\|")
    }

    /// Words as Markdown. At the start of a line they must not begin a block.
    fn words(&self, spans: &[Span], at_start: bool) -> String {
        let mut text = String::new();
        for Span(words, mark) in spans {
            match mark {
                Mark::Letters(letters) if letters == "br" => {
                    text.push_str(if self.is_html_break { "<br>" } else { "\\\n" });
                }
                Mark::Letters(letters) => self.set(words, letters, &mut text),
                Mark::Link { link } => {
                    let mut inner = String::new();
                    plain::escape(&one_line(words), &Busy::ALL, &mut inner);
                    match address(link) {
                        Some(address) => text.push_str(&format!("[{inner}]({address})")),
                        None => text.push_str(&inner),
                    }
                }
                Mark::Note { note } => text.push_str(&format!("[^{note}]")),
            }
        }
        let blank = |c: char| matches!(c, ' ' | '\t' | '\n');
        let lines = text.trim_matches(blank).split('\n').enumerate().map(|(at, line)| {
            let line = line.trim_matches([' ', '\t']);
            if at > 0 || at_start { plain::opening(line) } else { line.to_owned() }
        });
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Words with marks of emphasis around all but their outer blanks.
    fn set(&self, words: &str, letters: &str, text: &mut String) {
        let mark = match letters {
            "b" => "**",
            "i" => "*",
            "bi" => "***",
            _ => "",
        };
        let inner = words.trim();
        let mark = if inner.is_empty() { "" } else { mark };
        let (start, end) = match mark {
            "" => (0, words.len()),
            _ => (words.len() - words.trim_start().len(), words.trim_end().len()),
        };
        text.push_str(&words[..start]);
        text.push_str(mark);
        for (at, line) in words[start..end].split('\n').enumerate() {
            if at > 0 {
                text.push('\n');
            }
            if line.starts_with(['(', '[']) {
                part(text);
            }
            plain::escape(line, &self.busy, text);
        }
        text.push_str(mark);
        text.push_str(&words[end..]);
    }
}

/// A model as Markdown, in the style of the block that it was and its source.
pub fn write(model: &Model, old: Option<(&Model, &str)>) -> Option<String> {
    let meant = normal(model);
    if let Some((old, source)) = old
        && normal(old) == meant
    {
        return Some(source.to_owned());
    }
    let source = old.map_or("", |(_, source)| source);
    let own = old.and_then(|(old, source)| Style::of(old, source));
    let ways = Style::ways(model, source).map(|way| match &own {
        Some(own) => Style { busy: way.busy, ..own.clone() },
        None => Style { cell: CELLS[0], is_same_number: false, ..way },
    });
    let labels = labels(model);
    ways.filter_map(|style| style.block(&meant)).find(|text| read(text, &labels).as_ref() == Some(&meant))
}

/// What a text says that is one block; its notes are there.
fn read(text: &str, labels: &[String]) -> Option<Model> {
    let notes: String = labels.iter().map(|label| format!("\n\n[^{label}]: …")).collect();
    let whole = format!("{text}{notes}\n");
    let shielded = crate::parse::markdown::emphasis::shield(&whole, Limits::default().nesting);
    let script = crate::parse::markdown::script::Script::read(&shielded);
    let (&first, rest) = script.blocks.split_first()?;
    let is_alone = rest.iter().all(|&at| super::kind(&script, at).0 == PieceKind::Note);
    super::read(&script, first).filter(|_| is_alone).map(|model| normal(&model))
}

/// The labels of the notes in a model.
fn labels(model: &Model) -> Vec<String> {
    fn of<'s>(spans: impl IntoIterator<Item = &'s Span>, found: &mut Vec<String>) {
        for Span(_, mark) in spans {
            if let Mark::Note { note } = mark
                && !found.contains(note)
            {
                found.push(note.clone());
            }
        }
    }
    fn all(model: &Model, found: &mut Vec<String>) {
        match model {
            Model::Paragraph { spans } | Model::Heading { spans, .. } => of(spans, found),
            Model::List { items, .. } => {
                for part in items.iter().flatten() {
                    match part {
                        Part::Span(span) => of([span], found),
                        Part::List(list) => all(list, found),
                    }
                }
            }
            Model::Table { head, rows, .. } => of(head.iter().chain(rows.iter().flatten()).flatten(), found),
            Model::Picture { .. } => {}
            Model::Quote { blocks } => blocks.iter().for_each(|block| all(block, found)),
        }
    }
    let mut found = Vec::new();
    all(model, &mut found);
    found
}

/// A model as it can be read again: what is set alike is one span, blanks stand
/// outside of marks, and none at the ends of lines.
fn normal(model: &Model) -> Model {
    match model {
        Model::Paragraph { spans } => Model::Paragraph { spans: tidy(spans, false) },
        Model::Heading { level, spans } => Model::Heading { level: *level, spans: tidy(spans, true) },
        Model::List { ordered, start, items } => {
            let item = |item: &Vec<Part>| {
                let spans: Vec<Span> = item
                    .iter()
                    .filter_map(|part| match part {
                        Part::Span(span) => Some(span.clone()),
                        Part::List(_) => None,
                    })
                    .collect();
                let below = item.iter().filter_map(|part| match part {
                    Part::List(list) => Some(Part::List(normal(list))),
                    Part::Span(_) => None,
                });
                tidy(&spans, false).into_iter().map(Part::Span).chain(below).collect()
            };
            let start = if *ordered { *start } else { 1 };
            Model::List { ordered: *ordered, start, items: items.iter().map(item).collect() }
        }
        Model::Table { head, rows, align } => {
            let row = |row: &[Vec<Span>]| -> Vec<Vec<Span>> {
                (0..head.len()).map(|at| row.get(at).map(|cell| tidy(cell, true)).unwrap_or_default()).collect()
            };
            let mut align = align.clone();
            align.resize(head.len(), Align::None);
            Model::Table { head: row(head), rows: rows.iter().map(|cells| row(cells)).collect(), align }
        }
        Model::Picture { src, alt, caption } => {
            Model::Picture { src: src.clone(), alt: one_line(alt), caption: one_line(caption) }
        }
        Model::Quote { blocks } => Model::Quote { blocks: blocks.iter().map(normal).collect() },
    }
}

fn tidy(spans: &[Span], is_line: bool) -> Vec<Span> {
    let mut tidy: Vec<Span> = Vec::new();
    for Span(words, mark) in spans {
        match mark {
            Mark::Letters(letters) if letters == "br" => push(&mut tidy, "", "br"),
            Mark::Letters(letters) => {
                let letters = if ["b", "i", "bi"].contains(&letters.as_str()) { letters } else { "" };
                let words = words.replace(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ");
                let words = if is_line { words.replace('\n', " ") } else { words };
                let inner = words.trim();
                let start = words.len() - words.trim_start().len();
                for (words, letters) in [(&words[..start], ""), (inner, letters), (&words[start + inner.len()..], "")] {
                    if !words.is_empty() {
                        push(&mut tidy, words, letters);
                    }
                }
            }
            Mark::Link { link } if address(link).is_some() && !words.trim().is_empty() => {
                tidy.push(Span(one_line(words), mark.clone()));
            }
            Mark::Link { .. } if words.is_empty() => {}
            Mark::Link { .. } => push(&mut tidy, &one_line(words), ""),
            Mark::Note { .. } => tidy.push(Span(String::new(), mark.clone())),
        }
    }
    // Blanks beside the end of a line are nothing.
    let is_end = |span: Option<&Span>| {
        span.is_none_or(|Span(_, mark)| matches!(mark, Mark::Letters(letters) if letters == "br"))
    };
    for at in 0..tidy.len() {
        let (before, after) = (is_end(at.checked_sub(1).and_then(|at| tidy.get(at))), is_end(tidy.get(at + 1)));
        if let Span(words, Mark::Letters(letters)) = &mut tidy[at]
            && letters != "br"
        {
            let blank = [' ', '\t', '\n'];
            let lines: Vec<&str> = words.split('\n').collect();
            let last = lines.len() - 1;
            let line = |(at, line): (usize, &&str)| {
                let line = if at > 0 { line.trim_start_matches([' ', '\t']) } else { line };
                (if at < last { line.trim_end_matches([' ', '\t']) } else { line }).to_owned()
            };
            let lines: Vec<String> = lines.iter().enumerate().map(line).collect();
            let mut joined =
                lines.iter().filter(|line| !line.is_empty()).map(String::as_str).collect::<Vec<_>>().join("\n");
            if lines.first().is_some_and(String::is_empty) && last > 0 && !before {
                joined.insert(0, '\n');
            }
            if lines.last().is_some_and(String::is_empty) && last > 0 && !after && joined != "\n" {
                joined.push('\n');
            }
            if before {
                joined = joined.trim_start_matches(blank).to_owned();
            }
            if after {
                joined = joined.trim_end_matches(blank).to_owned();
            }
            *words = joined;
        }
    }
    let mut kept: Vec<Span> = Vec::new();
    for Span(words, mark) in tidy {
        match &mark {
            Mark::Letters(letters) if letters != "br" && words.is_empty() => {}
            Mark::Letters(letters) if letters != "br" => push(&mut kept, &words, letters),
            _ => kept.push(Span(words, mark)),
        }
    }
    while kept.last().is_some_and(|span| is_end(Some(span))) {
        kept.pop();
    }
    kept
}

/// Keeps a bracket that follows apart from a mark of a note: beside each other they
/// would be read as one link.
fn part(text: &mut String) {
    if text.ends_with(']') && !text.ends_with("\\]") {
        text.push('\\');
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The columns of a table's second line.
fn alignments(rule: &str) -> Vec<Align> {
    let inner = rule.trim().trim_start_matches('|').trim_end_matches('|');
    let align = |cell: &str| match (cell.trim().starts_with(':'), cell.trim().ends_with(':')) {
        (true, true) => Align::Center,
        (true, false) => Align::Left,
        (false, true) => Align::Right,
        (false, false) => Align::None,
    };
    inner.split('|').map(align).collect()
}

/// An address as Markdown takes it; none for one that could run a script.
fn address(target: &str) -> Option<String> {
    let target = target.trim();
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if scheme.is_some_and(|scheme| matches!(scheme.as_str(), "javascript" | "vbscript" | "data")) {
        return None;
    }
    if target.is_empty() || target.contains(['<', '>', '\\']) || target.contains(char::is_control) {
        return None;
    }
    match target.contains([' ', '(', ')', '\u{3000}']) {
        true => Some(format!("<{target}>")),
        false => Some(target.to_owned()),
    }
}
