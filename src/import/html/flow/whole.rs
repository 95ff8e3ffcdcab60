//! A whole page: title, details, text, notes, and remarks on the rest.
//!
//! In: a page and what is known of it. Out: the blocks of the document.

use crate::diag::Words;
use crate::import::document::{Block, Document, Paragraph, Place, Role};
use crate::import::html::content::{self, Measures};
use crate::import::html::flow::{Context, Flow, Gathered, HIDDEN};
use crate::import::html::notes::Notes;
use crate::import::html::page::Page;
use crate::import::html::style;
use crate::import::html::table;
use crate::import::html::tree::{Tree, is_silent};
use crate::import::{Remark, RemarkKind};

const TOLD: Words = Words {
    zh: "公众号的名称、时间和作者各写成一行",
    en: "the account, the time and the author were written as lines",
};

const AROUND: Words = Words { zh: "略去正文以外的文字", en: "words around the text are left out" };

/// Writes the blocks of a page.
pub fn write(
    tree: &Tree,
    measures: &Measures,
    page: &Page,
    roots: &[usize],
    fetch: &dyn Fn(&str) -> Option<Vec<u8>>,
    document: &mut Document,
) {
    let notes = Notes::find(tree);
    let whole = roots.iter().map(|root| measures.letters(tree, *root)).sum();
    let context = Context { tree, measures, page, notes: &notes, whole, fetch };
    let mut gathered = Gathered::new(document);
    let inside = |node: usize| roots.iter().any(|root| *root <= node && node < tree.end(*root));
    if !page.title.is_empty() && !page.title_at.is_some_and(inside) {
        let mut title = Paragraph::of_text(&page.title, gathered.count());
        title.role = Role::Title;
        gathered.document.blocks.push(Block::Paragraph(title));
    }
    let first = roots.first().copied().unwrap_or(0);
    for line in &page.told {
        let line = Paragraph::of_text(line, gathered.count());
        gathered.document.blocks.push(Block::Paragraph(line));
    }
    if !page.told.is_empty() {
        gathered.document.remarks.push(Remark::new(RemarkKind::Simplified, TOLD, Place::Document, "", ""));
    }
    let mut parts: Vec<usize> = page.details.iter().copied().filter(|node| *node < first).collect();
    parts.extend(roots);
    parts.extend(page.details.iter().copied().filter(|node| *node >= first && !inside(*node)));
    for part in &parts {
        let blocks = Flow::new(&context, &mut gathered).run(*part, roots.contains(part));
        gathered.document.blocks.extend(blocks);
    }
    for body in &notes.bodies {
        let blocks = Flow::new(&context, &mut gathered).note(*body);
        gathered.document.notes.push(table::paragraphs(blocks));
    }
    around(&context, &parts, &mut gathered);
}

/// Remarks on what stands outside the parts that were written.
fn around(context: &Context<'_>, parts: &[usize], gathered: &mut Gathered<'_>) {
    let tree = context.tree;
    let mut written: Vec<usize> =
        parts.iter().chain(&context.notes.bodies).copied().chain(context.page.title_at).collect();
    written.sort_unstable();
    let told = |node: usize| {
        !context.page.told.is_empty() && matches!(tree.attribute(node, "id"), Some("publish_time" | "js_name"))
    };
    let mut at = content::body(tree);
    while at < tree.nodes.len() {
        let end = tree.end(at);
        if written.binary_search(&at).is_ok()
            || is_silent(tree.name(at))
            || matches!(tree.name(at), "head" | "title")
            || told(at)
        {
            at = end;
            continue;
        }
        let next = written.partition_point(|node| *node < at);
        let holds = written.get(next).is_some_and(|node| *node < end);
        // Columns of a page are told apart, as far as they are large.
        if holds || matches!(tree.name(at), "body" | "html") || at == 0 {
            at += 1;
            continue;
        }
        let what = match style::is_hidden(tree, at) {
            true => HIDDEN,
            false => content::chrome(tree, context.measures, at, usize::MAX).unwrap_or(AROUND),
        };
        gathered.drop(context, at, what, Place::Document);
        at = end;
    }
}
