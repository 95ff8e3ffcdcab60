//! Findings as a page to open, print or send to the author.
//!
//! In: findings and the files they are about. Out: one HTML file that needs no
//! other: no script, no theme, nothing from the network. By file, each finding
//! with its lines and the marked text; light and dark, on screen and paper.
//! Every string may be the author's and is escaped.

use std::fmt::Write;
use std::ops::Range;

use crate::diag::position::floor;
use crate::diag::tally::tallies;
use crate::diag::terminal::{mended, severity};
use crate::diag::texts::{Guide, Texts};
use crate::diag::{Diagnostic, Language, Severity, Words};
use crate::source::{Files, VPath};

/// How many lines of a finding that spans many are shown.
const LINES: usize = 8;

/// How much of a long line is shown on either side of what is marked, in
/// characters: a paragraph of a report is one line.
const AROUND: usize = 60;

/// What says that huibian made a page.
pub const GENERATOR: &str = "<meta name=\"generator\" content=\"huibian check\">";

const TITLE: Words = Words { zh: "检查结果", en: "Findings" };
const NOTHING: Words = Words { zh: "没有发现问题。", en: "No problems found." };
const HELP: Words = Words { zh: "改法：", en: "Help: " };
const MENDED: Words = Words { zh: "改后：", en: "Write: " };
const COLON: Words = Words { zh: "：", en: ": " };
const FILES: Words = Words { zh: "文件", en: "Files" };
const RULES: Words = Words { zh: "按规则合计", en: "By rule" };
const RULE: Words = Words { zh: "规则", en: "Rule" };
const ABOUT: Words = Words { zh: "说的是", en: "About" };
const PLACES: Words = Words { zh: "处数", en: "Findings" };
const LINE: Words = Words { zh: "第{line}行第{column}字", en: "line {line}, column {column}" };
const MADE: Words = Words { zh: "由 huibian check 生成", en: "Made by huibian check" };

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#222;--soft:#666;--line:#ddd;--mark:#ffe28a;--error:#b3261e;--warning:#8a5a00;--note:#2f5d8a;--paper:#fff;--code:#f6f5f2}\
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--soft:#a5a29b;--line:#444;--mark:#6b5200;--error:#ff9a90;--warning:#f0c05a;--note:#9cc4ee;--paper:#1b1b1b;--code:#262626}}\
*{box-sizing:border-box}body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:52rem;color:var(--ink);background:var(--paper);font:1rem/1.7 system-ui,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;overflow-wrap:anywhere}\
h1{font-size:1.5rem;margin:0}h2{font-size:1rem;margin:2.5rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}\
p{margin:.25rem 0}.soft,footer{color:var(--soft)}article{margin:1rem 0;padding-left:.75rem;border-left:3px solid var(--line)}\
.error{border-color:var(--error)}.warning{border-color:var(--warning)}.note{border-color:var(--note)}\
.error b{color:var(--error)}.warning b{color:var(--warning)}.note b{color:var(--note)}\
pre{margin:.4rem 0;padding:.5rem .75rem;background:var(--code);font:inherit;white-space:pre-wrap;tab-size:4}\
pre i{color:var(--soft);font-style:normal;user-select:none;padding-right:.75rem}mark{background:var(--mark);color:inherit;border-bottom:2px solid currentColor}\
table{width:100%;border-collapse:collapse}th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}\
h2 .soft{font-weight:400}a{color:inherit}.n{white-space:nowrap}nav ul{padding-left:1.25rem}footer{margin-top:3rem;font-size:.875rem}\
@page{size:A4;margin:18mm}@media print{:root{--ink:#000;--soft:#444;--line:#999;--mark:#eee;--error:#000;--warning:#000;--note:#000;--paper:#fff;--code:#fff}\
body{max-width:none;padding:0;font-size:10.5pt}article{break-inside:avoid}h2{break-after:avoid}pre{border:1px solid var(--line)}nav{display:none}}";

/// The findings as a page.
pub fn render(findings: &[Diagnostic], files: &dyn Files, guide: &dyn Guide, language: Language) -> String {
    let word = |words: Words| words.in_language(language);
    let mut page = HtmlPage { texts: Texts::new(files), guide, language, html: String::new() };
    let named = |file: &VPath| {
        let path = escaped(file.as_str());
        guide
            .title(file)
            .map_or_else(|| path.clone(), |title| format!("{} <span class=\"soft\">{path}</span>", escaped(&title)))
    };
    let title = word(TITLE);
    page.add(&format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n{GENERATOR}\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n",
        language.tag()
    ));
    let groups: Vec<&[Diagnostic]> = findings.chunk_by(|one, next| one.span.file == next.span.file).collect();
    if findings.is_empty() {
        page.add(&format!("<p>{}</p>\n", word(NOTHING)));
    } else {
        page.add(&format!("<p class=\"soft\">{}</p>\n", counted(findings, language)));
    }
    if groups.len() > 1 {
        page.add(&format!("<nav aria-label=\"{}\"><ul>\n", word(FILES)));
        for (index, group) in groups.iter().enumerate() {
            let file = &group[0].span.file;
            let name = escaped(&guide.title(file).unwrap_or_else(|| file.to_string()));
            page.add(&format!("<li><a href=\"#f{index}\">{name}</a> {}</li>\n", counted(group, language)));
        }
        page.add("</ul></nav>\n");
    }
    for (index, group) in groups.iter().enumerate() {
        page.add(&format!(
            "<section aria-labelledby=\"f{index}\">\n<h2 id=\"f{index}\">{}</h2>\n",
            named(&group[0].span.file)
        ));
        for finding in *group {
            page.finding(finding);
        }
        page.add("</section>\n");
    }
    if !findings.is_empty() {
        page.rules(findings);
    }
    page.add(&format!("</main>\n<footer>{} {}</footer>\n</body>\n</html>\n", word(MADE), env!("CARGO_PKG_VERSION")));
    page.html
}

/// A page that is being made.
struct HtmlPage<'a> {
    texts: Texts<'a>,
    guide: &'a dyn Guide,
    language: Language,
    html: String,
}

impl HtmlPage<'_> {
    fn add(&mut self, html: &str) {
        self.html.push_str(html);
    }

    /// How many findings each rule has.
    fn rules(&mut self, findings: &[Diagnostic]) {
        let language = self.language;
        let word = |words: Words| words.in_language(language);
        let head: String = [RULE, ABOUT, PLACES, FILES]
            .iter()
            .map(|words| format!("<th scope=\"col\">{}</th>", word(*words)))
            .collect();
        self.add(&format!("<section aria-labelledby=\"rules\">\n<h2 id=\"rules\">{}</h2>\n", word(RULES)));
        self.add(&format!("<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"));
        for tally in tallies(findings, |_| false) {
            let rule = tally.rule;
            let about = escaped(&rule.in_general(rule.message, language));
            self.add(&format!(
                "<tr><td>{} {}</td><td>{about}</td><td>{}</td><td>{}</td></tr>\n",
                rule.code, rule.name, tally.findings, tally.files
            ));
        }
        self.add("</tbody>\n</table>\n</section>\n");
    }

    fn finding(&mut self, finding: &Diagnostic) {
        let language = self.language;
        let word = |words: Words| words.in_language(language);
        let extent = self.texts.extent(&finding.span);
        let text = self.texts.text(&finding.span.file);
        let shown = text.map_or_else(String::new, |text| lines(text, finding.span.range(), extent.line));
        let mended = text.and_then(|text| mended(finding, text));
        let place = word(LINE).replace("{line}", &extent.line.to_string());
        let place = place.replace("{column}", &extent.column.to_string());
        let place = match self.guide.place(&finding.span) {
            Some(told) => format!("{} · {place}", escaped(&told)),
            None => place,
        };
        let (weight, rule) = (finding.severity.name(), finding.rule);
        self.add(&format!(
            "<article class=\"{weight}\">\n<p><b>{}</b> {}</p>\n<p class=\"soft\">{place} · <span class=\"n\">{} {}</span></p>\n{shown}",
            word(severity(finding.severity)),
            escaped(&finding.message(language)),
            rule.code,
            rule.name,
        ));
        for label in &finding.labels {
            let at = self.texts.extent(&label.span);
            let (file, words) = (escaped(label.span.file.as_str()), word(label.words));
            self.add(&format!("<p class=\"soft\">{words}{}{file}:{}:{}</p>\n", word(COLON), at.line, at.column));
        }
        let help = finding.help(language);
        if !help.is_empty() {
            self.add(&format!("<p>{}{}</p>\n", word(HELP), escaped(&help)));
        }
        if let Some(mended) = mended.filter(|mended| mended.chars().count() <= 2 * AROUND) {
            self.add(&format!("<p>{}{}</p>\n", word(MENDED), escaped(&mended)));
        }
        self.add("</article>\n");
    }
}

/// The lines of a range of bytes, the range marked; `first` is the number of
/// the first.
fn lines(text: &str, range: Range<usize>, first: usize) -> String {
    let (start, end) = (floor(text, range.start), floor(text, range.end.max(range.start)));
    if text.is_empty() || range == (0..0) {
        return String::new();
    }
    let mut html = String::from("<pre>");
    let mut at = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    for number in first..first + LINES {
        let line = text[at..].split('\n').next().unwrap_or_default();
        let next = at + line.len() + 1;
        let line = line.trim_end_matches('\r');
        let within = |offset: usize| floor(line, offset.clamp(at, at + line.len()) - at);
        let (from, to) = (within(start), within(end));
        let before = line[..from].trim_start_matches('\u{feff}');
        let skipped = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(skipped, _)| skipped);
        let after = &line[to..];
        let kept = after.char_indices().nth(AROUND).map_or(after.len(), |(kept, _)| kept);
        let ellipsis = |cut: bool| if cut { "……" } else { "" };
        // Writing to a string cannot fail.
        let _ = write!(html, "<i>{number}</i>{}{}", ellipsis(skipped > 0), escaped(&before[skipped..]));
        if from < to {
            let _ = write!(html, "<mark>{}</mark>", escaped(&line[from..to]));
        }
        let _ = writeln!(html, "{}{}", escaped(&after[..kept]), ellipsis(kept < after.len()));
        at = next;
        if at >= end || at > text.len() {
            break;
        }
    }
    html.push_str("</pre>\n");
    html
}

fn counted(findings: &[Diagnostic], language: Language) -> String {
    let count = |weight| {
        let count = findings.iter().filter(|finding| finding.severity == weight).count();
        let word = severity(weight).in_language(language);
        match language {
            _ if count == 0 => None,
            Language::Chinese => Some(format!("<span class=\"n\">{count}个{word}</span>")),
            Language::English => Some(format!("{count} {word}{}", if count == 1 { "" } else { "s" })),
        }
    };
    let parts: Vec<String> =
        [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(count).collect();
    parts.join(if language == Language::Chinese { "、" } else { ", " })
}

/// A text as text of HTML. Control characters, which HTML has no place for,
/// are shown by a sign.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\t' | '\n' => html.push(character),
            character if character.is_control() => html.push('\u{fffd}'),
            character => html.push(character),
        }
    }
    html
}
