//! What is kept of files that three writers made: docx-rs (here, at every run),
//! python-docx and LibreOffice (`files/`, made by `make.py`). Each file comes
//! with what was put in; all of one kind are counted together over all files,
//! and of each kind 98 % must be there.

use std::collections::HashMap;
use std::path::Path;

use docx_rs::{
    AbstractNumbering, Docx, Footnote, Hyperlink, HyperlinkType, IndentLevel, Level, LevelJc, LevelText, NumberFormat,
    Numbering, NumberingId, Paragraph, Pic, Run, Start, Style, StyleType, Table, TableCell, TableRow, VMergeType,
};
use huibian::import::document::{Block, Cell, Document, Inline, Paragraph as Read, Role};
use huibian::import::docx::read;

use crate::raw::png;

/// What was put into a file.
#[derive(Default)]
struct Truth {
    /// Level, label, words.
    headings: Vec<(u8, String, String)>,
    /// Depth, label, words.
    items: Vec<(u8, String, String)>,
    /// Words, rows, columns.
    cells: Vec<(String, usize, usize)>,
    notes: Vec<String>,
    pictures: usize,
    distinct_pictures: usize,
}

/// How many of a kind were put in and kept.
type Score = HashMap<&'static str, (usize, usize)>;

#[test]
fn what_three_writers_wrote_is_kept() {
    let mut score = Score::new();
    let mut files = 0;
    let mut lost = Vec::new();
    for (name, bytes, truth) in written_here().into_iter().chain(written_elsewhere()) {
        files += 1;
        let document = read(&name, &bytes).unwrap_or_else(|refusal| panic!("{name}: {}", refusal.what.en));
        compare(&name, &truth, &document, &mut score, &mut lost);
    }
    println!("{files} files\n{:<12}{:>8}{:>8}", "kind", "put in", "kept");
    for kind in ["headings", "items", "cells", "notes", "pictures"] {
        let (put_in, kept) = score[kind];
        println!("{kind:<12}{put_in:>8}{kept:>8}{:>9.2} %", 100.0 * kept as f64 / put_in as f64);
    }
    println!("{}", lost.join("\n"));
    assert!(files >= 60, "{files} files");
    for (kind, (put_in, kept)) in score {
        assert!(put_in >= 20, "{kind}: {put_in}");
        assert!(kept * 100 >= put_in * 98, "{kind}: {kept} of {put_in} kept");
    }
}

fn compare(name: &str, truth: &Truth, document: &Document, score: &mut Score, lost: &mut Vec<String>) {
    let mut headings = Vec::new();
    let mut items = Vec::new();
    let mut cells = Vec::new();
    let mut pictures = 0;
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                pictures += pictures_in(&paragraph.content);
                match paragraph.role {
                    Role::Heading(level) => {
                        headings.push((level, paragraph.label.trim_end().to_owned(), words(paragraph)))
                    }
                    Role::Item { depth, .. } => {
                        items.push((depth, paragraph.label.trim_end().to_owned(), words(paragraph)))
                    }
                    _ => {}
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    pictures += cell.content.iter().map(|it| pictures_in(&it.content)).sum::<usize>();
                    cells.push((cell_words(cell), cell.rows, cell.columns));
                }
            }
            Block::Divider => {}
        }
    }
    let notes: Vec<String> =
        document.notes.iter().map(|note| note.iter().map(words).collect::<Vec<_>>().join("\n")).collect();
    let mut count = |kind: &'static str, put_in: usize, kept: usize| {
        let entry = score.entry(kind).or_default();
        *entry = (entry.0 + put_in, entry.1 + kept);
        if kept < put_in {
            lost.push(format!("{name}: {kind} {kept} of {put_in}"));
        }
    };
    count("headings", truth.headings.len(), in_order(&truth.headings, &headings));
    count("items", truth.items.len(), in_order(&truth.items, &items));
    count("cells", truth.cells.len(), in_order(&truth.cells, &cells));
    count("notes", truth.notes.len(), in_order(&truth.notes, &notes));
    count("pictures", truth.pictures, pictures.min(truth.pictures));
    assert_eq!(document.pictures.len(), truth.distinct_pictures, "{name}: equal pictures are shared");
    // What was made of nothing would hide behind what was kept.
    assert!(headings.len() <= truth.headings.len(), "{name}: {headings:?}");
    assert!(items.len() <= truth.items.len(), "{name}: {items:?}");
}

/// How many of the wanted were found, in their order.
fn in_order<T: PartialEq>(wanted: &[T], found: &[T]) -> usize {
    let mut rest = found;
    let mut kept = 0;
    for one in wanted {
        if let Some(at) = rest.iter().position(|other| other == one) {
            rest = &rest[at + 1..];
            kept += 1;
        }
    }
    kept
}

fn words(paragraph: &Read) -> String {
    paragraph.text()[paragraph.label.len()..].to_owned()
}

fn cell_words(cell: &Cell) -> String {
    cell.content.iter().map(words).collect::<Vec<_>>().join("\n")
}

fn pictures_in(content: &[Inline]) -> usize {
    content.iter().filter(|inline| matches!(inline, Inline::Picture { .. })).count()
}

// --- python-docx and LibreOffice ----------------------------------------------

fn written_elsewhere() -> Vec<(String, Vec<u8>, Truth)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_docx/files");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "docx") {
            let truth = std::fs::read_to_string(path.with_extension("json")).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read(&path).unwrap(), truth_of(&truth)));
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    files
}

fn truth_of(json: &str) -> Truth {
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let number = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let list = |key: &str| value[key].as_array().unwrap().clone();
    let labelled = |key: &str| {
        let level = |it: &serde_json::Value| u8::try_from(number(&it[0])).unwrap();
        list(key).iter().map(|it| (level(it), text(&it[1]), text(&it[2]))).collect()
    };
    Truth {
        headings: labelled("headings"),
        items: labelled("items"),
        cells: list("cells").iter().map(|it| (text(&it[0]), number(&it[1]), number(&it[2]))).collect(),
        notes: list("notes").iter().map(text).collect(),
        pictures: number(&value["pictures"]),
        distinct_pictures: number(&value["distinct_pictures"]),
    }
}

// --- docx-rs --------------------------------------------------------------------

const FORMATS: [(&str, &str, &str, [&str; 3]); 9] = [
    ("chineseCounting", "%1、", "（%2）", ["一、", "二、", "（一）"]),
    ("chineseCountingThousand", "第%1章", "第%2节", ["第一章", "第二章", "第一节"]),
    ("decimal", "%1.", "%1.%2", ["1.", "2.", "2.1"]),
    ("japaneseCounting", "%1、", "(%2)", ["一、", "二、", "(一)"]),
    ("ideographTraditional", "%1．", "%2", ["甲．", "乙．", "甲"]),
    ("decimalEnclosedCircle", "%1", "%2", ["①", "②", "①"]),
    ("upperRoman", "%1.", "%1-%2", ["I.", "II.", "II-I"]),
    ("upperLetter", "%1)", "%2)", ["A)", "B)", "A)"]),
    ("decimalFullWidth", "%1、", "%2、", ["１、", "２、", "１、"]),
];

fn text(words: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(words))
}

/// A document with a style for each level of headings, named as `name` says.
fn styled(name: impl Fn(usize) -> String) -> Docx {
    let mut document = Docx::new();
    for level in 1..=3 {
        document = document.add_style(Style::new(format!("s{level}"), StyleType::Paragraph).name(name(level)));
    }
    document
}

fn numbered(document: Docx, format: &str, first: &str, second: &str) -> Docx {
    let level = |at: usize, text: &str| {
        Level::new(at, Start::new(1), NumberFormat::new(format), LevelText::new(text), LevelJc::new("left"))
    };
    document
        .add_abstract_numbering(AbstractNumbering::new(5).add_level(level(0, first)).add_level(level(1, second)))
        .add_numbering(Numbering::new(5, 5))
}

fn packed(document: Docx) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    document.build().pack(&mut bytes).unwrap();
    bytes.into_inner()
}

fn written_here() -> Vec<(String, Vec<u8>, Truth)> {
    let mut files = Vec::new();
    for (index, (format, first, second, labels)) in FORMATS.into_iter().enumerate() {
        files.push(headings_of(index, format, first, second, labels));
        files.push(items_of(index, format, first, second, labels));
    }
    for size in 1..=4 {
        files.push(cells_of(size));
        files.push(notes_of(size));
        files.push(pictures_of(size));
    }
    files
}

fn headings_of(index: usize, format: &str, first: &str, second: &str, labels: [&str; 3]) -> (String, Vec<u8>, Truth) {
    let chinese = index.is_multiple_of(2);
    let document = styled(|level| if chinese { format!("标题 {level}") } else { format!("heading {level}") });
    let mut document = numbered(document, format, first, second);
    let mut truth = Truth::default();
    for (at, label) in [0, 0, 1].into_iter().zip(labels) {
        let words = format!("工作之{at}{label}");
        let heading = text(&words).style(&format!("s{}", at + 1)).numbering(NumberingId::new(5), IndentLevel::new(at));
        document = document.add_paragraph(heading).add_paragraph(text("全年开展学习十二次。"));
        truth.headings.push((u8::try_from(at + 1).unwrap(), label.to_owned(), words));
    }
    document = document.add_paragraph(text("没有编号的小节").style("s3"));
    truth.headings.push((3, String::new(), "没有编号的小节".to_owned()));
    (format!("docx-rs headings {format}"), packed(document), truth)
}

fn items_of(index: usize, format: &str, first: &str, second: &str, labels: [&str; 3]) -> (String, Vec<u8>, Truth) {
    let mut document = numbered(Docx::new(), format, first, second);
    let mut truth = Truth::default();
    for (at, label) in [0, 0, 1].into_iter().zip(labels) {
        let words = format!("走访职工{index}户，{label}");
        let mut item = text(&words);
        if index.is_multiple_of(3) {
            let link = Hyperlink::new("https://example.cn/", HyperlinkType::External);
            item = Paragraph::new().add_hyperlink(link.add_run(Run::new().add_text(&words)));
        }
        document = document.add_paragraph(item.numbering(NumberingId::new(5), IndentLevel::new(at)));
        truth.items.push((u8::try_from(at).unwrap(), label.to_owned(), words));
    }
    (format!("docx-rs items {format}"), packed(document), truth)
}

fn cells_of(size: usize) -> (String, Vec<u8>, Truth) {
    let mut truth = Truth::default();
    let mut rows = Vec::new();
    for row in 0..size + 2 {
        let mut cells = Vec::new();
        for column in 0..size + 1 {
            let words = format!("{row}行{column}列");
            let cell = TableCell::new();
            // The first row is one cell wide, the first column below one high.
            cells.push(match (row, column) {
                (0, 0) => {
                    truth.cells.push((words.clone(), 1, size + 1));
                    cell.grid_span(size + 1).add_paragraph(text(&words))
                }
                (0, _) => continue,
                (1, 0) => {
                    truth.cells.push((words.clone(), size + 1, 1));
                    cell.vertical_merge(VMergeType::Restart).add_paragraph(text(&words))
                }
                (_, 0) => cell.vertical_merge(VMergeType::Continue).add_paragraph(Paragraph::new()),
                _ => {
                    truth.cells.push((words.clone(), 1, 1));
                    cell.add_paragraph(text(&words))
                }
            });
        }
        rows.push(TableRow::new(cells));
    }
    let document = Docx::new().add_paragraph(text("附表")).add_table(Table::new(rows));
    (format!("docx-rs cells {size}"), packed(document), truth)
}

fn notes_of(size: usize) -> (String, Vec<u8>, Truth) {
    let mut document = Docx::new();
    let mut truth = Truth::default();
    for number in 0..size + 3 {
        let words = format!("数据由第{number}支部提供。");
        let mut note = Footnote::new();
        note.add_content(text(&words));
        let paragraph = Paragraph::new()
            .add_run(Run::new().add_text("共捐款若干").add_footnote_reference(note))
            .add_run(Run::new().add_text("元。"));
        document = document.add_paragraph(paragraph);
        truth.notes.push(words);
    }
    (format!("docx-rs notes {size}"), packed(document), truth)
}

fn pictures_of(size: usize) -> (String, Vec<u8>, Truth) {
    let mut document = Docx::new();
    let truth = Truth { pictures: size + 2, distinct_pictures: size, ..Truth::default() };
    for number in 0..size + 2 {
        let bytes = png(u8::try_from(number % size).unwrap());
        let picture = Pic::new_with_dimensions(bytes, 8, 8);
        document = document.add_paragraph(Paragraph::new().add_run(Run::new().add_image(picture)));
    }
    (format!("docx-rs pictures {size}"), packed(document), truth)
}
