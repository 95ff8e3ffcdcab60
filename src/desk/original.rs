//! Original: the document that a report was imported from, as the importer reads
//! it, to be looked at beside the report; and words that are pasted from another
//! program, as the importer writes them.
//!
//! In: a document. Out: its blocks as plain HTML, of text and a few elements, none
//! of them from the document; or Markdown.

use axum::Router;
use axum::extract::{FromRequest, Request, State};
use axum::http::header;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::answer::{Json, Say, Trouble};
use crate::desk::asked::{Path, Upload};
use crate::desk::open::Shown;
use crate::diag::Language;
use crate::import::account::pieces;
use crate::import::document::{Block, Document, Inline, Paragraph, Role, Table};
use crate::import::{self, Refusal, write};
use crate::manuscript::Manuscript;
use crate::source::{Files, VPath};

/// The addresses of originals and pasted words.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/reports/{id}/original", get(original)).route("/desk/api/convert", post(convert))
}

async fn original(State(desk): State<Desk>, Path(id): Path<String>) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        let path = shown.report(&id)?;
        let Some((name, document)) = kept(&shown, &path) else {
            return Ok(Json(json!({ "name": null, "kind": "none", "blocks": [] })));
        };
        let blocks: Vec<Value> = document
            .blocks
            .iter()
            .map(|block| json!({ "html": html(block), "text": text(block) }))
            .filter(|block| block["html"] != "")
            .collect();
        Ok(Json(json!({ "name": name, "kind": "document", "blocks": blocks })))
    })
    .await
}

/// The document that a report was imported from, if it was kept and can be read.
fn kept(shown: &Shown, path: &VPath) -> Option<(String, Document)> {
    let place = shown.session.draft(path)?.original()?;
    let bytes = shown.folder.read(&place).ok()?;
    let document = import::read(place.file_name(), &bytes, &|_| None).ok()?;
    Some((place.file_name().to_owned(), document))
}

/// How far above a line it is looked for what the report has of the document, in lines.
const ABOVE: usize = 60;
/// How many letters tell a line.
const TELLING: usize = 6;

/// Behind which block of a report each of its lines stands that were left out, as the document
/// has them; nothing where it was not kept, or where nothing of what stands above is in the text.
pub fn places_of_left_out(shown: &Shown, path: &VPath, manuscript: &Manuscript) -> Vec<Option<String>> {
    let Some((_, document)) = kept(shown, path) else { return Vec::new() };
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // Numbers may have been masked.
    let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let is_same = |one: &str, other: &str| match words(one) {
        own if own.is_empty() => letters(one) == letters(other),
        own => own == words(other),
    };
    let pieces: Vec<String> = pieces(&document).iter().map(|piece| letters(&piece.text)).collect();
    let blocks: Vec<(&String, String)> =
        manuscript.blocks.iter().map(|block| (&block.id, letters(&block.text))).collect();
    let mut from = 0;
    let place = |line: &String| {
        // Lines stand in the order of the document; the same words may stand in it before.
        let at = from + pieces.get(from..)?.iter().position(|piece| is_same(line, piece))?;
        from = at + 1;
        let above = pieces[at.saturating_sub(ABOVE)..at].iter().rev().filter(|piece| piece.chars().count() >= TELLING);
        let block = |piece: &String| blocks.iter().rev().find(|(_, text)| text.contains(piece.as_str()));
        above.filter_map(block).map(|(id, _)| (*id).clone()).next()
    };
    manuscript.left_out.iter().map(place).collect()
}

/// Words that are pasted from a page.
#[derive(Deserialize)]
struct Pasted {
    html: String,
}

async fn convert(State(desk): State<Desk>, language: Language, request: Request) -> Result<Json<Value>, Trouble> {
    let is_json = request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    let (name, bytes) = if is_json {
        let Json(Pasted { html }) = Json::from_request(request, &desk).await?;
        // Without a head the reader of pages would guess the encoding.
        (PASTED.to_owned(), format!("<!doctype html><meta charset=\"utf-8\"><body>{html}").into_bytes())
    } else {
        let upload = Upload::from_request(request, &desk).await?;
        (upload.name, upload.bytes)
    };
    desk.work(move |_| {
        let document = import::read(&name, &bytes, &|_| None).map_err(refused)?;
        let text = write::fragment(document);
        let path = VPath::new(PASTED_AS).ok_or_else(Trouble::broken)?;
        let blocks = Manuscript::read(&path, text.as_bytes(), language).blocks;
        Ok(Json(json!({ "text": text, "blocks": blocks })))
    })
    .await
}

/// What a pasted page is called.
const PASTED: &str = "pasted.html";
/// What it is called as a report.
const PASTED_AS: &str = "content/reports/pasted.md";

/// Why a document cannot be read.
fn refused(refusal: Refusal) -> Trouble {
    let say = Say { zh: format!("{}。", refusal.what.zh), en: format!("{}.", refusal.what.en) };
    let trouble = Trouble::impossible(say);
    match refusal.help.zh {
        "" => trouble,
        _ => trouble.help(refusal.help),
    }
}

/// A block as HTML.
fn html(block: &Block) -> String {
    match block {
        Block::Divider => "<hr>".to_owned(),
        Block::Table(table) => rows(table),
        Block::Paragraph(paragraph) if paragraph.is_empty() => String::new(),
        Block::Paragraph(paragraph) => {
            let tag = match paragraph.role {
                Role::Title => "h2",
                Role::Heading(_) | Role::Subtitle => "h3",
                Role::Quotation => "blockquote",
                Role::Preformatted => "pre",
                Role::Body | Role::Item { .. } | Role::Caption => "p",
            };
            format!("<{tag}>{}</{tag}>", content(paragraph))
        }
    }
}

fn rows(table: &Table) -> String {
    let mut html = "<table>".to_owned();
    for (at, row) in table.rows.iter().enumerate() {
        let tag = if at < table.head { "th" } else { "td" };
        html.push_str("<tr>");
        for cell in row {
            let words: Vec<String> = cell.content.iter().map(content).collect();
            html.push_str(&format!("<{tag}>{}</{tag}>", words.join("<br>")));
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

/// The words of a paragraph as HTML.
fn content(paragraph: &Paragraph) -> String {
    let mut html = escaped(&paragraph.label);
    inlines(&paragraph.content, &mut html);
    html
}

fn inlines(content: &[Inline], html: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, form } if form.bold => html.push_str(&format!("<b>{}</b>", escaped(text))),
            Inline::Text { text, .. } => html.push_str(&escaped(text)),
            Inline::Break => html.push_str("<br>"),
            // Where it leads is nothing to click here.
            Inline::Link { content, .. } => inlines(content, html),
            Inline::Note(number) => html.push_str(&format!("<sup>{}</sup>", number + 1)),
            Inline::Picture { alternative, .. } => html.push_str(&format!("<i>[{}]</i>", escaped(alternative))),
        }
    }
}

/// The words of a block as they stand.
fn text(block: &Block) -> String {
    match block {
        Block::Divider => String::new(),
        Block::Paragraph(paragraph) => paragraph.text(),
        Block::Table(table) => {
            let cells = table.rows.iter().flatten().flat_map(|cell| &cell.content);
            cells.map(Paragraph::text).collect::<Vec<_>>().join("\n")
        }
    }
}

/// A text in HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
