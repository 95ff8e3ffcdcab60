//! Blocks of a document as Markdown.
//!
//! In: blocks with their roles. Out: Markdown that huibian reads as just these
//! blocks. Whatever would be markup in the words is written so that it stays
//! words; what Markdown cannot hold is said in a remark.

use std::collections::{BTreeSet, HashMap};

use crate::diag::Words;
use crate::import::document::{Block, Cell, Form, Inline, Paragraph, Place, Role, Table};
use crate::import::write::script;
use crate::import::{Remark, RemarkKind};
use crate::parse::markdown::plain::{Busy, escape, heading, opening};
use crate::text::han;

const MERGED: Words = Words {
    zh: "Markdown 表格不能合并单元格，内容写在第一格，其余的格空着",
    en: "Markdown tables cannot merge cells; the words stand in the first, the others are empty",
};
const FLATTENED: Words =
    Words { zh: "单元格里的几段写成了一段", en: "the paragraphs of a cell became one" };
const SCRIPT: Words = Words {
    zh: "Markdown 没有上下标，写成了平常的字",
    en: "Markdown has no raised or lowered letters; they are written as ordinary ones",
};

const UNMARKED: Words = Words {
    zh: "注的标记不在正文里，注文放在了文末",
    en: "the mark of a note is not in the text; the note stands at the end",
};

/// What writing needs to know of the document around the blocks.
#[derive(Default)]
pub struct Around<'a> {
    /// The notes, by index.
    pub notes: &'a [Vec<Paragraph>],
    /// The addresses of the pictures, by index; none for one that is not kept.
    pub pictures: &'a [Option<String>],
}

/// Writes blocks as Markdown; which of the pictures stand in it comes back too.
pub fn write(blocks: &[Block], around: &Around<'_>, remarks: &mut Vec<Remark>) -> (String, BTreeSet<usize>) {
    let mut writer = Writer {
        around,
        remarks,
        text: String::new(),
        used: Vec::new(),
        numbers: HashMap::new(),
        shown: BTreeSet::new(),
        list: Vec::new(),
    };
    for block in blocks {
        writer.block(block);
    }
    writer.unmarked();
    writer.notes();
    (writer.text, writer.shown)
}

struct Writer<'a, 'r> {
    around: &'a Around<'a>,
    remarks: &'r mut Vec<Remark>,
    text: String,
    /// The notes that were marked, in the order of their marks.
    used: Vec<usize>,
    /// For each of these its number.
    numbers: HashMap<usize, usize>,
    /// The pictures that stand in the text.
    shown: BTreeSet<usize>,
    /// The list that is open: for each depth the width of its markers and the
    /// number of its last item, 0 for bullets.
    list: Vec<(usize, u64)>,
}

impl Writer<'_, '_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(paragraph) if paragraph.is_empty() => {}
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::Table(table) => self.table(table),
            Block::Divider => {
                self.list.clear();
                self.begin();
                self.text.push_str("* * *\n");
            }
        }
    }

    /// Leaves one empty line before what follows.
    fn begin(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if let Role::Item { depth, .. } = paragraph.role
            && let Some(marker) = self.marker(&paragraph.label, usize::from(depth))
        {
            let words = self.words(&paragraph.content, paragraph.place, true);
            self.item(&marker, usize::from(depth), &words);
            return;
        }
        self.list.clear();
        self.begin();
        match paragraph.role {
            Role::Heading(level) => {
                let content = plain(&paragraph.content);
                let words = self.words(&content, paragraph.place, false);
                let level = usize::from(level.clamp(1, 5)) + 1;
                let label = label(&paragraph.label);
                // A heading is one line.
                let words = han::join_lines(&format!("{label}{words}").replace("\\\n", "\n"));
                self.text.push_str(&"#".repeat(level));
                self.text.push(' ');
                self.text.push_str(&heading(&words));
                self.text.push('\n');
            }
            Role::Quotation => {
                let words = self.words(&paragraph.content, paragraph.place, true);
                for line in format!("{}{words}", label(&paragraph.label)).lines() {
                    self.text.push_str("> ");
                    self.text.push_str(line);
                    self.text.push('\n');
                }
            }
            Role::Preformatted => self.preformatted(&paragraph.text()),
            _ => {
                let words = self.words(&paragraph.content, paragraph.place, paragraph.label.is_empty());
                let label = opening(&label(&paragraph.label));
                self.text.push_str(&label);
                self.text.push_str(&words);
                self.text.push('\n');
            }
        }
    }

    /// The marker of a Markdown list for a label, if one says the same: a
    /// bullet, or `1.` where the numbers follow each other.
    fn marker(&self, label: &str, depth: usize) -> Option<String> {
        let depth = depth.min(self.list.len());
        let last = self.list.get(depth).map(|&(_, number)| number);
        let bare = label.trim();
        let Some(number) = bare.strip_suffix(['.', '．']).and_then(|digits| digits.parse::<u64>().ok()) else {
            let is_bullet = bare.is_empty() || !bare.chars().any(|c| c.is_alphanumeric());
            return (is_bullet && last.is_none_or(|last| last == 0)).then(|| "-".to_owned());
        };
        let follows = last.map_or(number < 1_000_000_000, |last| last > 0 && number == last + 1);
        (follows && number > 0).then(|| format!("{number}."))
    }

    fn item(&mut self, marker: &str, depth: usize, words: &str) {
        let depth = depth.min(self.list.len());
        let is_first = self.list.is_empty();
        let number = marker.trim_end_matches('.').parse().unwrap_or(0);
        self.list.truncate(depth + 1);
        // Only a list that begins at 1 may follow a line of words.
        let is_apart = is_first || self.list.len() == depth && number > 1;
        match self.list.get_mut(depth) {
            // Wider numbers may not move what is below them.
            Some(open) => open.1 = number,
            None => self.list.push((marker.len() + 1, number)),
        }
        let indent: usize = self.list[..depth].iter().map(|&(width, _)| width).sum();
        if is_apart {
            self.begin();
        }
        let inner = " ".repeat(indent + marker.len() + 1);
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(marker);
        self.text.push(' ');
        self.text.push_str(&words.replace('\n', &format!("\n{inner}")));
        self.text.push('\n');
    }

    fn preformatted(&mut self, words: &str) {
        let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        self.text.push_str(&format!("{fence}\n{}\n{fence}\n", words.trim_end_matches('\n')));
    }

    fn table(&mut self, table: &Table) {
        self.list.clear();
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        // A frame around text is no table.
        if let ([row], 1) = (table.rows.as_slice(), columns) {
            for paragraph in row.iter().flat_map(|cell| &cell.content) {
                self.block(&Block::Paragraph(paragraph.clone()));
            }
            return;
        }
        if table.rows.iter().flatten().any(|cell| cell.columns > 1 || cell.rows > 1) {
            self.remark(RemarkKind::Simplified, MERGED, table.place, "");
        }
        self.begin();
        for (index, row) in table.rows.iter().enumerate() {
            self.text.push('|');
            for column in 0..columns {
                let words = row.get(column).map(|cell| self.cell(cell, table.place)).unwrap_or_default();
                self.text.push(' ');
                self.text.push_str(&words);
                self.text.push_str(if words.is_empty() { "|" } else { " |" });
            }
            self.text.push('\n');
            if index == 0 {
                self.text.push('|');
                self.text.push_str(&" --- |".repeat(columns));
                self.text.push('\n');
            }
        }
    }

    fn cell(&mut self, cell: &Cell, place: Place) -> String {
        let paragraphs: Vec<&Paragraph> = cell.content.iter().filter(|paragraph| !paragraph.is_empty()).collect();
        let mut words: Vec<String> = Vec::new();
        for paragraph in &paragraphs {
            let text = self.words(&paragraph.content, paragraph.place, false);
            words.push(format!("{}{text}", label(&paragraph.label)).replace("\\\n", "<br>").replace('|', "\\|"));
        }
        if words.len() > 1 {
            let first = paragraphs.first().map(|paragraph| paragraph.text()).unwrap_or_default();
            self.remark(RemarkKind::Simplified, FLATTENED, place, &first);
        }
        words.join("<br>")
    }

    /// Notes whose mark stood in a line that became front matter are
    /// paragraphs at the end: no words are lost.
    fn unmarked(&mut self) {
        let mut marked: BTreeSet<usize> = self.used.iter().copied().collect();
        if marked.len() == self.around.notes.len() {
            return;
        }
        for paragraph in self.around.notes.iter().flatten() {
            marks(&paragraph.content, &mut marked);
        }
        for (index, note) in self.around.notes.iter().enumerate().filter(|(index, _)| !marked.contains(index)) {
            for paragraph in note.iter().filter(|paragraph| !paragraph.is_empty()) {
                let place = Place::Note(u32::try_from(index + 1).unwrap_or(u32::MAX));
                self.remark(RemarkKind::Doubt, UNMARKED, place, &paragraph.text());
                self.paragraph(&Paragraph { role: Role::Body, ..paragraph.clone() });
            }
        }
    }

    /// The notes that were marked, in the order of their marks.
    fn notes(&mut self) {
        let mut next = 0;
        // A note may have marks of notes of its own.
        while let Some(&note) = self.used.get(next) {
            self.begin();
            let paragraphs = self.around.notes.get(note).map_or(&[][..], Vec::as_slice);
            let mut text = String::new();
            for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_empty()) {
                let words = self.words(&paragraph.content, paragraph.place, true);
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(&words);
            }
            self.text.push_str(&format!(
                "[^{}]: {}\n",
                next + 1,
                text.replace('\n', "\n    ").replace("\n    \n", "\n\n")
            ));
            next += 1;
        }
    }

    /// Inlines as Markdown. At the start of a line they must not begin a block.
    fn words(&mut self, content: &[Inline], place: Place, at_start: bool) -> String {
        let mut markdown = String::new();
        let busy = self::busy(content);
        for (form, group) in runs(content) {
            let mut inner = String::new();
            for inline in group {
                self.inline(inline, &busy, place, &mut inner);
            }
            push_formed(&mut markdown, &inner, form);
        }
        let mut lines: Vec<String> = Vec::new();
        for (index, line) in markdown.trim().trim_end_matches("\\\n").split("\\\n").enumerate() {
            let line = line.trim();
            let line = if index > 0 || at_start { opening(line) } else { line.to_owned() };
            // Two breaks in a row would be an empty line, which ends the paragraph.
            if !line.is_empty() {
                lines.push(line);
            }
        }
        lines.join("\\\n")
    }

    fn inline(&mut self, inline: &Inline, busy: &Busy, place: Place, text: &mut String) {
        match inline {
            Inline::Text { text: words, form } if form.superscript || form.subscript => {
                match script::write(words, form.superscript) {
                    Some(letters) => text.push_str(&letters),
                    None => {
                        self.remark(RemarkKind::Simplified, SCRIPT, place, words);
                        escape(words, busy, text);
                    }
                }
            }
            Inline::Text { text: words, .. } => {
                if words.starts_with('[') {
                    part(text);
                }
                escape(words, busy, text);
            }
            Inline::Break => text.push_str("\\\n"),
            Inline::Link { target, content } => {
                let mut inner = String::new();
                for inline in content.iter().filter(|inline| !matches!(inline, Inline::Link { .. } | Inline::Break)) {
                    self.inline(inline, &Busy::ALL, place, &mut inner);
                }
                match address(target) {
                    Some(address) if !inner.trim().is_empty() => {
                        part(text);
                        text.push_str(&format!("[{}]({address})", inner.trim()));
                    }
                    _ => text.push_str(&inner),
                }
            }
            Inline::Note(note) if *note < self.around.notes.len() => {
                let used = &mut self.used;
                let number = *self.numbers.entry(*note).or_insert_with(|| {
                    used.push(*note);
                    used.len()
                });
                text.push_str(&format!("[^{number}]"));
            }
            Inline::Note(_) => {}
            Inline::Picture { picture, alternative } => {
                if let Some(Some(address)) = self.around.pictures.get(*picture) {
                    self.shown.insert(*picture);
                    let mut words = String::new();
                    escape(alternative.trim(), &Busy::ALL, &mut words);
                    text.push_str(&format!("![{}]({address})", words.replace('\n', " ")));
                }
            }
        }
    }

    fn remark(&mut self, kind: RemarkKind, what: Words, place: Place, before: &str) {
        let before: String = before.chars().take(30).collect();
        self.remarks.push(Remark::new(kind, what, place, &before, ""));
    }
}

/// The notes whose marks stand among inlines.
fn marks(content: &[Inline], found: &mut BTreeSet<usize>) {
    for inline in content {
        match inline {
            Inline::Note(note) => drop(found.insert(*note)),
            Inline::Link { content, .. } => marks(content, found),
            _ => {}
        }
    }
}

/// Which marks mean something among inlines.
fn busy(content: &[Inline]) -> Busy {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text { text: words, .. } => text.push_str(words),
            _ => return Busy::ALL,
        }
    }
    Busy::of(&text)
}

/// Keeps a mark of a note apart from a bracket that follows: beside each other
/// they would be read as one link.
fn part(text: &mut String) {
    if text.ends_with(']') && !text.ends_with("\\]") {
        text.push_str("<!-- -->");
    }
}

/// A label as words, with a space after it where its like has one.
fn label(label: &str) -> String {
    let label = label.trim();
    let mut text = String::new();
    escape(label, &Busy::ALL, &mut text);
    if text.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ')' | '•' | '-')) {
        text.push(' ');
    }
    text
}

/// The content without bold and italic letters, which a heading has anyhow.
fn plain(content: &[Inline]) -> Vec<Inline> {
    let bare = |inline: &Inline| match inline {
        Inline::Text { text, form } => {
            Inline::Text { text: text.clone(), form: Form { bold: false, italic: false, ..*form } }
        }
        other => other.clone(),
    };
    content.iter().map(bare).collect()
}

/// Neighbours that are set alike.
fn runs(content: &[Inline]) -> Vec<(Form, &[Inline])> {
    let form = |inline: &Inline| match inline {
        Inline::Text { form, .. } => Form { superscript: false, subscript: false, ..*form },
        // Emphasis does not reach over a break or a mark of a note.
        _ => Form::default(),
    };
    content
        .chunk_by(|a, b| form(a) == form(b))
        .map(|group| (group.first().map(form).unwrap_or_default(), group))
        .collect()
}

/// Appends words with marks of emphasis around all but their outer blanks.
fn push_formed(text: &mut String, words: &str, form: Form) {
    let inner = words.trim();
    let mark = match (form.struck, form.bold, form.italic) {
        _ if inner.is_empty() => "",
        (true, ..) => "~~",
        (_, true, true) => "***",
        (_, true, false) => "**",
        (_, false, true) => "*",
        _ => "",
    };
    // Two runs of emphasis beside each other would be read as one.
    let touches =
        words.starts_with(inner) && text.strip_suffix(['*', '~']).is_some_and(|before| !before.ends_with('\\'));
    if mark.is_empty() || touches {
        text.push_str(words);
        return;
    }
    let start = words.len() - words.trim_start().len();
    text.push_str(&words[..start]);
    text.push_str(mark);
    text.push_str(inner);
    text.push_str(mark);
    text.push_str(&words[start + inner.len()..]);
}

/// An address as Markdown takes it; none for one that leads nowhere for a
/// reader, such as a bookmark in the document or a script.
fn address(target: &str) -> Option<String> {
    let target = target.trim();
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    if !matches!(scheme.as_deref(), Some("http" | "https" | "mailto")) {
        return None;
    }
    let mut address = String::with_capacity(target.len());
    for character in target.chars() {
        match character {
            '<' | '>' | '(' | ')' | '\\' | '"' | '`' | '*' | '_' | '[' | ']' | '|' => {
                address.push_str(&format!("%{:02X}", u32::from(character)));
            }
            c if c.is_whitespace() || c.is_control() => address.push_str("%20"),
            c => address.push(c),
        }
    }
    Some(address)
}
