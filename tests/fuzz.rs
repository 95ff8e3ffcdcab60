//! No bytes make a reader panic: files that it accepts, changed at random.
//!
//! `cargo test --test fuzz` tries some hundred inputs; CI tries for a minute
//! each with `HUIBIAN_FUZZ_SECONDS=60 cargo test --release --test fuzz`. A
//! reader joins with a function here that gives its seeds.

#[path = "fuzz/mutate.rs"]
mod mutate;

use std::path::Path;

use huibian::import::document::{Block, Document, Inline};
use huibian::import::docx;

/// The files of a folder below `tests` that have an extension, by name.
fn files(folder: &str, extension: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == extension));
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// What holds of every document: what is referred to is there.
fn is_sound(document: &Document) {
    fn inlines(document: &Document, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => assert!(!text.contains('\n')),
                Inline::Link { content, .. } => inlines(document, content),
                Inline::Note(note) => assert!(*note < document.notes.len()),
                Inline::Picture { picture, .. } => assert!(*picture < document.pictures.len()),
                Inline::Break => {}
            }
        }
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => inlines(document, &paragraph.content),
            Block::Table(table) => {
                let columns = table.rows.first().map_or(0, Vec::len);
                assert!(table.head <= table.rows.len());
                for (at, row) in table.rows.iter().enumerate() {
                    assert_eq!(row.len(), columns);
                    for (column, cell) in row.iter().enumerate() {
                        assert!(cell.columns >= 1 && column + cell.columns <= columns);
                        assert!(cell.rows >= 1 && at + cell.rows <= table.rows.len());
                        for paragraph in &cell.content {
                            inlines(document, &paragraph.content);
                        }
                    }
                }
            }
            Block::Divider => {}
        }
    }
}

#[test]
fn word_documents() {
    mutate::fuzz("docx", &files("import_docx/files", "docx"), |bytes| {
        if let Ok(document) = docx::read("fuzz.docx", bytes) {
            is_sound(&document);
        }
    });
}
