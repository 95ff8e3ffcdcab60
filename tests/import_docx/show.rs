//! Shows what was read, one line a block, for expectations.

use huibian::import::document::{Block, Cell, Document, Inline, Paragraph, Role};

/// The blocks and notes.
pub fn shown(document: &Document) -> String {
    let mut text = String::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => text += &(line(paragraph) + "\n"),
            Block::Divider => text += "---\n",
            Block::Table(table) => {
                for (index, row) in table.rows.iter().enumerate() {
                    let cells: Vec<String> = row.iter().map(cell).collect();
                    let head = if index < table.head { "!" } else { "" };
                    text += &format!("{head}| {} |\n", cells.join(" | "));
                }
            }
        }
    }
    for (index, note) in document.notes.iter().enumerate() {
        let lines: Vec<String> = note.iter().map(line).collect();
        text += &format!("[^{}]: {}\n", index + 1, lines.join(" / "));
    }
    text
}

/// The remarks: kind, Chinese words, what they quote.
pub fn remarks(document: &Document) -> Vec<String> {
    let shown = document.remarks.iter().map(|remark| {
        let mut text = format!("{:?}: {}", remark.kind, remark.what.zh);
        if !remark.before.is_empty() {
            text += &format!("“{}”", remark.before);
        }
        if !remark.after.is_empty() {
            text += &format!("→“{}”", remark.after);
        }
        text
    });
    shown.collect()
}

fn cell(cell: &Cell) -> String {
    let lines: Vec<String> = cell.content.iter().map(line).collect();
    let size =
        if cell.columns > 1 || cell.rows > 1 { format!("{{{}x{}}}", cell.columns, cell.rows) } else { String::new() };
    size + &lines.join(" / ")
}

/// A paragraph in one line.
pub fn line(paragraph: &Paragraph) -> String {
    let mut text = match paragraph.role {
        Role::Body => String::new(),
        Role::Heading(level) => "#".repeat(level.into()) + " ",
        Role::Title => "T: ".to_owned(),
        Role::Subtitle => "S: ".to_owned(),
        Role::Caption => "C: ".to_owned(),
        Role::Quotation => "> ".to_owned(),
        Role::Preformatted => "` ".to_owned(),
        Role::Item { depth, .. } => "  ".repeat(depth.into()) + "- ",
    };
    if !paragraph.label.is_empty() {
        text += &format!("[{}] ", paragraph.label.trim_end());
    }
    text + &inlines(&paragraph.content)
}

fn inlines(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text { text: words, form } => {
                let mut marks = String::new();
                for (is, mark) in [
                    (form.bold, "**"),
                    (form.italic, "*"),
                    (form.struck, "~~"),
                    (form.superscript, "^"),
                    (form.subscript, "_"),
                ] {
                    if is {
                        marks += mark;
                    }
                }
                let back: String = marks.chars().rev().collect();
                text += &format!("{marks}{}{back}", words.replace('\t', "⇥"));
            }
            Inline::Break => text.push('⏎'),
            Inline::Link { target, content } => text += &format!("[{}]({target})", inlines(content)),
            Inline::Note(note) => text += &format!("[^{}]", note + 1),
            Inline::Picture { picture, alternative } => text += &format!("![{alternative}]({picture})"),
        }
    }
    text
}
