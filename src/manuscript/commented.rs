//! A report as a Word document with findings as comments, to be sent to its author.
//!
//! In: the text of a report, its findings, and the words of our language. Out: the bytes of
//! a `.docx` (ECMA-376, transitional) that Word, WPS, LibreOffice and our own reader open:
//! title and fields of the head, headings, paragraphs, lists, tables, quotations, notes and
//! emphasis; each finding a comment at its place. The same input gives the same bytes.
//!
//! It is a copy to be read: numbers of lists are words, links have no address, pictures are
//! their descriptions. Who answers writes in the comments, or in the text, and the changed
//! document can be imported again.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::diag::terminal::severity;
use crate::diag::{Diagnostic, Language, Words};
use crate::manuscript::{Op, label};
use crate::parse::front::keys::REPORT;
use crate::parse::front::outline::{FieldValue, JOINT, outline};
use crate::parse::markdown::paper::{Part, Run, Stand, paper};
use crate::parse::{Limits, body_of};
use crate::source::VPath;

/// What says that huibian made a document, and nobody saved it since: programs write their
/// own name there. It stands in the file letter for letter.
pub const MAKER: &str = "<Application>huibian</Application>";

/// Who comments.
const AUTHOR: &str = "huibian 校对";
const INITIALS: &str = "校";

const HELP: Words = Words { zh: "改法：", en: "Help: " };
const COLON: Words = Words { zh: "：", en: ": " };

/// The document. `findings` are those of this file, in their order.
pub fn commented(path: &VPath, text: &str, findings: &[Diagnostic], language: Language) -> Vec<u8> {
    let left = (0..findings.len()).collect();
    let mut document = Document { text, findings, language, xml: String::new(), comments: String::new(), left };
    document.head(path);
    document.body(path);
    document.rest();
    let main = format!(
        "{HEAD}<w:document {W}><w:body>{}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1440\" \
         w:right=\"1587\" w:bottom=\"1440\" w:left=\"1587\" w:header=\"850\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        document.xml
    );
    let comments = format!("{HEAD}<w:comments {W}>{}</w:comments>", document.comments);
    let parts = [
        ("[Content_Types].xml", format!("{HEAD}{TYPES}")),
        ("_rels/.rels", format!("{HEAD}{RELATIONS}")),
        (
            "docProps/app.xml",
            format!(
                "{HEAD}<Properties xmlns=\"{SCHEMAS}/officeDocument/2006/extended-properties\">{MAKER}</Properties>"
            ),
        ),
        ("word/document.xml", main),
        ("word/_rels/document.xml.rels", format!("{HEAD}{PARTS}")),
        ("word/styles.xml", format!("{HEAD}{}", styles())),
        ("word/comments.xml", comments),
    ];
    packed(&parts)
}

/// The parts as an archive. Writing to memory cannot fail.
fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let method = if text.contains(MAKER) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        let _ = zip.start_file(*name, options).map(|()| zip.write_all(text.as_bytes()));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

struct Document<'a> {
    text: &'a str,
    findings: &'a [Diagnostic],
    language: Language,
    xml: String,
    comments: String,
    /// The findings that have no comment yet.
    left: Vec<usize>,
}

impl Document<'_> {
    fn word(&self, words: Words) -> &'static str {
        words.in_language(self.language)
    }

    /// The title and the fields, each a paragraph.
    fn head(&mut self, path: &VPath) {
        let body = body_of(path, self.text).start;
        let fields = outline(path, self.text).fields;
        let is_title = |name: &str| name == "title";
        let titled = fields.iter().find(|field| is_title(field.name));
        let (title, at) = match titled.map(|field| (&field.value, &field.at)) {
            Some((FieldValue::Text(title), at)) => (title.clone(), at.clone()),
            _ => (path.stem().to_owned(), 0..0),
        };
        // What is about the file, or in what is no field, stands at the title.
        let in_field = |start: usize| fields.iter().any(|field| field.at.contains(&start));
        let language = self.language;
        self.paragraph("Title", "", |document| {
            let mine = |finding: &Diagnostic| {
                let start = finding.span.range().start;
                start < body && (at.contains(&start) || !in_field(start))
            };
            document.whole(&title, &mine);
        });
        for field in fields.iter().filter(|field| !is_title(field.name) && !APART.contains(&field.name)) {
            let value = match &field.value {
                FieldValue::Text(text) => text.clone(),
                FieldValue::List(texts) => texts.join(JOINT),
                FieldValue::Rows(rows) => {
                    let row = |row: &Vec<(&str, String)>| {
                        row.iter().map(|(_, cell)| cell.as_str()).collect::<Vec<_>>().join("，")
                    };
                    rows.iter().map(row).collect::<Vec<_>>().join(JOINT)
                }
            };
            let name = REPORT.index(field.name).map_or(field.name, |index| label(&REPORT, index, language));
            let value = format!("{name}{}{value}", self.word(COLON));
            let at = field.at.clone();
            self.paragraph("Details", "", |document| {
                document.whole(&value, &|finding| at.contains(&finding.span.range().start))
            });
        }
    }

    fn body(&mut self, path: &VPath) {
        let body = body_of(path, self.text);
        let parts = paper(self.text, body.clone(), &Limits::default());
        let mut at = 0;
        while at < parts.len() {
            let end = |at: usize| parts.get(at + 1).map_or(usize::MAX, |next| next.start);
            // Before the first part is white space, or what no page shows.
            let from = |at: usize| if at == 0 { body.start } else { parts[at].start };
            match parts[at].stand {
                Stand::Cell { table, .. } => {
                    let is_here =
                        |part: &Part| matches!(part.stand, Stand::Cell { table: other, .. } if other == table);
                    let count = parts[at..]
                        .iter()
                        .take_while(|part| is_here(part) && part.heading == parts[at].heading)
                        .count();
                    self.table(&parts[at..at + count], from(at), end(at + count - 1));
                    at += count;
                }
                _ => {
                    self.part(&parts[at], from(at)..end(at));
                    at += 1;
                }
            }
        }
    }

    /// Findings that no part has, such as those of an empty body.
    fn rest(&mut self) {
        if !self.left.is_empty() {
            self.paragraph("Normal", "", |document| document.whole("", &|_| true));
        }
    }

    fn part(&mut self, part: &Part, within: Range<usize>) {
        let (style, mark, indent) = match &part.stand {
            Stand::Heading(level) => (format!("Heading{}", (*level).min(6)), String::new(), 0),
            Stand::Item { depth, mark, .. } => ("ListParagraph".to_owned(), mark.clone(), *depth),
            Stand::Quotation => ("Quote".to_owned(), String::new(), 0),
            Stand::Caption => ("Caption".to_owned(), String::new(), 0),
            Stand::Note(label) => ("Details".to_owned(), format!("[{label}] "), 0),
            Stand::Signature => ("Signature".to_owned(), String::new(), 0),
            Stand::Code => ("Code".to_owned(), String::new(), 0),
            Stand::Paragraph(_) | Stand::Cell { .. } => ("BodyText".to_owned(), String::new(), 0),
        };
        let indent = if indent > 0 { format!("<w:ind w:left=\"{}\"/>", 420 * indent.min(9)) } else { String::new() };
        self.paragraph(&style, &indent, |document| {
            document.run(&mark, "");
            document.runs(&part.runs, within);
        });
    }

    fn table(&mut self, cells: &[Part], start: usize, end: usize) {
        let rows: Vec<&[Part]> = cells.chunk_by(|one, next| row(one) == row(next)).collect();
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(1);
        let grid = "<w:gridCol/>".repeat(columns);
        let _ = write!(
            self.xml,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        let mut at = 0;
        for row in rows {
            self.xml.push_str("<w:tr>");
            for column in 0..columns {
                self.xml.push_str("<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>");
                let cell = row.get(column);
                let from = if at == 0 { start } else { cells.get(at).map_or(end, |cell| cell.start) };
                let to = cells.get(at + 1).map_or(end, |next| next.start);
                self.paragraph("TableText", "", |document| {
                    if let Some(cell) = cell {
                        document.runs(&cell.runs, from..to);
                    }
                });
                at += usize::from(cell.is_some());
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        // Two tables without a paragraph between them would be one.
        self.xml.push_str("</w:tbl>");
        self.paragraph("Details", "", |_| ());
    }

    fn paragraph(&mut self, style: &str, more: &str, fill: impl FnOnce(&mut Self)) {
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>");
        fill(self);
        self.xml.push_str("</w:p>");
    }

    /// Words that findings are about as a whole.
    fn whole(&mut self, text: &str, mine: &dyn Fn(&Diagnostic) -> bool) {
        let taken = self.take(mine);
        for &finding in &taken {
            let _ = write!(self.xml, "<w:commentRangeStart w:id=\"{finding}\"/>");
        }
        self.run(text, "");
        for &finding in &taken {
            self.close(finding);
        }
    }

    /// The findings that are `mine` and have no comment yet.
    fn take(&mut self, mine: &dyn Fn(&Diagnostic) -> bool) -> Vec<usize> {
        let (taken, left) = self.left.iter().partition(|&&at| mine(&self.findings[at]));
        self.left = left;
        taken
    }

    /// The runs of a part, and the comments on what begins `within` its place.
    fn runs(&mut self, runs: &[Run], within: Range<usize>) {
        let taken = self.take(&|finding| within.contains(&finding.span.range().start));
        // What a comment is about, as places among all characters of the part.
        let (mut starts, mut total) = (Vec::new(), 0);
        for run in runs {
            starts.push(total);
            total += run.text.len();
        }
        let place = |offset: usize, closes: bool| {
            for (run, start) in runs.iter().zip(&starts) {
                if offset < run.at.end || (closes && offset == run.at.end) {
                    return match run.at.len() == run.text.len() {
                        _ if offset <= run.at.start => *start,
                        true => start + (offset - run.at.start),
                        false => start + if closes { run.text.len() } else { 0 },
                    };
                }
            }
            total
        };
        let mut ranges: Vec<(usize, usize, usize)> = taken
            .into_iter()
            .map(|at| {
                let range = self.findings[at].span.range();
                let (from, to) = (place(range.start, false), place(range.end, true));
                (from.min(to), to, at)
            })
            .collect();
        ranges.sort_unstable();
        let mut cuts: Vec<usize> =
            ranges.iter().flat_map(|(from, to, _)| [*from, *to]).chain(starts.iter().copied()).chain([total]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        for (index, &cut) in cuts.iter().enumerate() {
            for (_, _, finding) in ranges.iter().filter(|(from, to, _)| *to == cut && from < to) {
                self.close(*finding);
            }
            for (from, to, finding) in ranges.iter().filter(|(from, ..)| *from == cut) {
                let _ = write!(self.xml, "<w:commentRangeStart w:id=\"{finding}\"/>");
                if from == to {
                    self.close(*finding);
                }
            }
            let run = starts.partition_point(|start| *start <= cut).checked_sub(1);
            if let (Some(&next), Some(run)) = (cuts.get(index + 1), run) {
                let words = runs[run].text.get(cut - starts[run]..next - starts[run]);
                self.run(words.unwrap_or_default(), &look(&runs[run]));
            }
        }
    }

    fn run(&mut self, text: &str, look: &str) {
        if text.is_empty() {
            return;
        }
        let _ = write!(self.xml, "<w:r>{look}{}</w:r>", words(text));
    }

    /// Ends what a comment is about, and says it.
    fn close(&mut self, at: usize) {
        let _ = write!(
            self.xml,
            "<w:commentRangeEnd w:id=\"{at}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{at}\"/></w:r>"
        );
        let finding = &self.findings[at];
        let (language, rule) = (self.language, finding.rule);
        let mut lines =
            vec![format!("{}{}{}", self.word(severity(finding.severity)), self.word(COLON), finding.message(language))];
        let help = finding.help(language);
        if !help.is_empty() {
            lines.push(format!("{}{help}", self.word(HELP)));
        }
        lines.extend(Op::mending_words(finding, self.text, language));
        lines.push(format!("{} {}", rule.code, rule.name));
        let lines: String = lines
            .iter()
            .map(|line| {
                format!("<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr><w:r>{}</w:r></w:p>", words(line))
            })
            .collect();
        let _ = write!(
            self.comments,
            "<w:comment w:id=\"{at}\" w:author=\"{AUTHOR}\" w:initials=\"{INITIALS}\">{lines}</w:comment>"
        );
    }
}

/// What is no part of the text: remarks to the editors.
const APART: [&str; 4] = ["review", "status", "approvals", "allow"];

fn row(cell: &Part) -> Option<usize> {
    match cell.stand {
        Stand::Cell { row, .. } => Some(row),
        _ => None,
    }
}

fn look(run: &Run) -> String {
    let look = run.look;
    let mut xml = String::new();
    for (is_so, tag) in [
        (look.code, "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/>"),
        (look.strong, "<w:b/>"),
        (look.slanted, "<w:i/>"),
        (look.struck, "<w:strike/>"),
        (look.raised, "<w:vertAlign w:val=\"superscript\"/>"),
    ] {
        if is_so {
            xml.push_str(tag);
        }
    }
    if xml.is_empty() { xml } else { format!("<w:rPr>{xml}</w:rPr>") }
}

/// Words in a run: a line break is one, and characters that XML has no place for are shown
/// by a sign.
fn words(text: &str) -> String {
    let mut xml = String::from("<w:t xml:space=\"preserve\">");
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\n' => xml.push_str("</w:t><w:br/><w:t xml:space=\"preserve\">"),
            '\t' => xml.push_str("</w:t><w:tab/><w:t xml:space=\"preserve\">"),
            '\r' => {}
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => xml.push('\u{fffd}'),
            c => xml.push(c),
        }
    }
    xml.push_str("</w:t>");
    xml
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SCHEMAS: &str = "http://schemas.openxmlformats.org";
const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/>\
<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>";
const PARTS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>";

/// The styles that are named above. Sizes are half points.
fn styles() -> String {
    let mut xml = format!(
        "<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" \
         w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/><w:sz w:val=\"24\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:line=\"360\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
    );
    let center = "<w:jc w:val=\"center\"/>";
    let mut paragraph = |id: &str, name: &str, p: &str, r: &str| {
        let _ = write!(
            xml,
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr>{p}</w:pPr><w:rPr>{r}</w:rPr></w:style>"
        );
    };
    paragraph("Title", "Title", center, "<w:b/><w:sz w:val=\"36\"/>");
    for (level, size) in (1..=6).zip([34, 32, 30, 28, 26, 24]) {
        let p =
            format!("<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/><w:outlineLvl w:val=\"{}\"/>", level - 1);
        paragraph(
            &format!("Heading{level}"),
            &format!("heading {level}"),
            &p,
            &format!("<w:b/><w:sz w:val=\"{size}\"/>"),
        );
    }
    paragraph("BodyText", "Body Text", "<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>", "");
    paragraph("ListParagraph", "List Paragraph", "", "");
    paragraph("Quote", "Quote", "<w:ind w:left=\"480\" w:right=\"480\"/>", "");
    paragraph("Caption", "caption", center, "<w:sz w:val=\"21\"/>");
    paragraph("TableText", "Table Text", "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>", "<w:sz w:val=\"21\"/>");
    paragraph(
        "Details",
        "Details",
        "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:color w:val=\"595959\"/><w:sz w:val=\"21\"/>",
    );
    paragraph(
        "Code",
        "Code",
        "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\"/><w:sz w:val=\"21\"/>",
    );
    paragraph("Signature", "Signature", "<w:jc w:val=\"right\"/>", "");
    paragraph(
        "CommentText",
        "annotation text",
        "<w:spacing w:line=\"240\" w:lineRule=\"auto\"/>",
        "<w:sz w:val=\"20\"/>",
    );
    let line = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(line).concat();
    let _ = write!(
        xml,
        "<w:style w:type=\"character\" w:styleId=\"CommentReference\"><w:name w:val=\"annotation reference\"/><w:rPr><w:sz w:val=\"16\"/></w:rPr></w:style>\
         <w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr></w:style></w:styles>"
    );
    xml
}
