//! What is written is what was read: random documents, written as Markdown and
//! read by our own reader, have the same words in the same order, the same
//! headings, cells and notes.

#[path = "fuzz/mutate.rs"]
#[expect(dead_code, reason = "another test uses the rest")]
mod mutate;

use huibian::import::Candidate;
use huibian::import::document::{Block, Cell, Form, Inline, Paragraph, Place, Role, Table};
use huibian::import::facts::Facts;
use huibian::import::structure::Article;
use huibian::import::write::write;
use huibian::parse::front;
use huibian::parse::markdown::{ProseKind, prose};
use huibian::source::VPath;
use mutate::Random;

/// How many documents are tried.
const DOCUMENTS: u64 = 4_000;

/// Words, and what Markdown would make something of.
const WORDS: &[&str] = &[
    "支部",
    "学习",
    "2021年",
    "12次",
    "甲",
    "a",
    "b2",
    "党员95%",
    "一、",
    "（一）",
    "1.",
    "①",
    "3)",
    "- ",
    "+ ",
    "# ",
    "## ",
    "> ",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "~",
    "~~",
    "[",
    "]",
    "](",
    "[^1]",
    "[^1]: ",
    "![",
    "<",
    "<b>",
    "</div>",
    "<!--",
    "&",
    "&amp;",
    "&#60;",
    "\\",
    "|",
    ":",
    ": ",
    "---",
    "===",
    "{#x}",
    "$",
    "\"",
    "“",
    "”",
    "，",
    "。",
    "：",
    " ",
    "　",
    "\u{a0}",
    "http://a.cn/_x_",
    "表1",
    "图2　",
    "[ ] ",
    "摘要",
    "\t",
];

fn words(random: &mut Random) -> String {
    (0..1 + random.below(7)).map(|_| WORDS[random.below(WORDS.len())]).collect()
}

fn inlines(random: &mut Random, notes: usize, depth: u8) -> Vec<Inline> {
    let mut content = Vec::new();
    for _ in 0..1 + random.below(4) {
        content.push(match random.below(12) {
            0 if depth == 0 => Inline::Break,
            1 if notes > 0 && depth == 0 => Inline::Note(random.below(notes)),
            2 if depth == 0 => Inline::Link { target: "https://a.cn/x(1)".to_owned(), content: inlines(random, 0, 1) },
            number => Inline::Text {
                text: words(random),
                form: Form { bold: number == 3, italic: number == 4, struck: number == 5, ..Form::default() },
            },
        });
    }
    content
}

fn paragraph(random: &mut Random, notes: usize) -> Paragraph {
    // Words at both ends: a paragraph of nothing but marks is no paragraph.
    let mut content = vec![Inline::Text { text: "始".to_owned(), form: Form::default() }];
    if random.below(2) == 0 {
        content.clear();
    }
    content.extend(inlines(random, notes, 0));
    content.push(Inline::Text { text: "末".to_owned(), form: Form::default() });
    let (role, label) = match random.below(9) {
        0 => {
            (Role::Heading(1 + u8::try_from(random.below(5)).unwrap()), ["", "一、", "（二）", "1.1"][random.below(4)])
        }
        1 => (
            Role::Item { depth: u8::try_from(random.below(3)).unwrap(), ordered: false },
            ["•", "", "①"][random.below(3)],
        ),
        2 => (
            Role::Item { depth: u8::try_from(random.below(3)).unwrap(), ordered: true },
            ["1.", "2.", "7.", "（1）"][random.below(4)],
        ),
        3 => (Role::Quotation, ""),
        4 => (Role::Caption, ""),
        _ => (Role::Body, ""),
    };
    Paragraph { role, label: label.to_owned(), content, place: Place::Paragraph(1), ..Paragraph::default() }
}

fn article(random: &mut Random) -> Article {
    let notes = random.below(3);
    let mut blocks = Vec::new();
    for _ in 0..1 + random.below(6) {
        blocks.push(match random.below(8) {
            0 => Block::Divider,
            1 => {
                let (rows, columns) = (1 + random.below(3), 2 + random.below(3));
                let cell = |random: &mut Random| {
                    let paragraphs = random.below(3);
                    let body = |random: &mut Random| Paragraph {
                        role: Role::Body,
                        label: String::new(),
                        ..paragraph(random, notes)
                    };
                    Cell::single((0..paragraphs).map(|_| body(random)).collect())
                };
                let mut row = || (0..columns).map(|_| cell(random)).collect::<Vec<_>>();
                let rows = (0..rows).map(|_| row()).collect();
                Block::Table(Table { rows, head: 1, place: Place::Paragraph(1) })
            }
            _ => Block::Paragraph(paragraph(random, notes)),
        });
    }
    let note = |random: &mut Random| vec![Paragraph { role: Role::Body, label: String::new(), ..paragraph(random, 0) }];
    Article { blocks, notes: (0..notes).map(|_| note(random)).collect(), ..Article::default() }
}

/// The letters and digits, without those of bullets.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn notes_in(content: &[Inline], order: &mut Vec<usize>) {
    for inline in content {
        if let Inline::Note(note) = inline
            && !order.contains(note)
        {
            order.push(*note);
        }
    }
}

/// What must be read: body, headings, cells, notes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    body: String,
    headings: Vec<(u8, String)>,
    cells: Vec<String>,
    notes: Vec<String>,
}

fn put_in(article: &Article) -> Told {
    let mut told = Told::default();
    let mut order = Vec::new();
    for block in &article.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let text = letters(&paragraph.text());
                if let Role::Heading(level) = paragraph.role {
                    told.headings.push((level + 1, text.clone()));
                }
                let digits = paragraph.label.strip_suffix('.').filter(|digits| digits.parse::<u64>().is_ok());
                match digits.filter(|_| matches!(paragraph.role, Role::Item { .. })) {
                    Some(digits) => told.body.push_str(&format!("({digits}){}", &text[digits.len()..])),
                    None => told.body.push_str(&text),
                }
                notes_in(&paragraph.content, &mut order);
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    let text: String = cell.content.iter().map(|paragraph| letters(&paragraph.text())).collect();
                    told.body.push_str(&text);
                    cell.content.iter().for_each(|paragraph| notes_in(&paragraph.content, &mut order));
                    told.cells.push(text);
                }
            }
            Block::Divider => {}
        }
    }
    for (index, note) in article.notes.iter().enumerate() {
        if !order.contains(&index) {
            told.body.extend(note.iter().map(|paragraph| letters(&paragraph.text())));
        }
    }
    told.notes = order.iter().map(|&note| article.notes[note].iter().map(|it| letters(&it.text())).collect()).collect();
    told
}

fn read_back(markdown: &str) -> Told {
    let path = VPath::new("content/reports/a.md").unwrap();
    let mut told = Told::default();
    for block in prose(markdown, front::body_of(&path, markdown), &huibian::parse::Limits::default()) {
        let text = letters(&block.text);
        match block.kind {
            ProseKind::Note => {
                told.notes.push(text);
                continue;
            }
            ProseKind::Heading(level) => told.headings.push((level, text.clone())),
            ProseKind::Cell => told.cells.push(text.clone()),
            _ => {}
        }
        told.body.push_str(&text);
    }
    told
}

/// Whether words are those expected, `(1)` of which may be missing: the number
/// of an item is a word only where it could be no number of Markdown.
fn fits(expected: &str, found: &str) -> bool {
    let Some((before, rest)) = expected.split_once('(') else { return expected == found };
    let (number, rest) = rest.split_once(')').unwrap();
    found
        .strip_prefix(before)
        .is_some_and(|found| fits(rest, found) || found.strip_prefix(number).is_some_and(|found| fits(rest, found)))
}

#[test]
fn what_is_written_is_what_was_read() {
    let only = std::env::var("HUIBIAN_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let mut failed = Vec::new();
    for seed in only.map_or(0..DOCUMENTS, |seed| seed..seed + 1) {
        let article = article(&mut Random(seed));
        let candidate = Candidate { pieces: Vec::new(), article, facts: Facts::default() };
        let made = write(&candidate, "a", None);
        let (mut expected, mut found) = (put_in(&candidate.article), read_back(&made.text));
        // Cells without words are not told.
        expected.cells.retain(|cell| !cell.is_empty());
        found.cells.retain(|cell| !cell.is_empty());
        if fits(&expected.body, &found.body) {
            expected.body.clone_from(&found.body);
        }
        if expected != found {
            failed.push(format!("HUIBIAN_SEED={seed}\n{expected:?}\n{found:?}\n{}", made.text));
        }
    }
    let count = failed.len();
    failed.truncate(3);
    assert!(failed.is_empty(), "{count} of {DOCUMENTS}:\n{}", failed.join("\n"));
}
