//! Findings for a terminal by file, bearable however many there are.
//!
//! In: findings in their order and the files they are about. Out: text: each
//! file with what was found in it. Few findings are shown with the lines they
//! are about, many as a line each, and what to do once for each rule. Of one
//! rule a file has at most five, and then how many there are more; all, with
//! their lines, if everything is asked for.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;

use crate::diag::texts::{Guide, Texts};
use crate::diag::{Diagnostic, Language, Severity, Words, terminal};
use crate::source::Files;

/// The most findings of a run that are shown with the lines they are about.
const LONG: usize = 40;
/// The most findings of one rule that a file shows.
const MOST: usize = 5;

const HELP: Words = Words { zh: "改法：", en: "help: " };

/// How findings are shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The language of the sentences.
    pub language: Language,
    /// Whether there are colours.
    pub color: bool,
    /// Whether every finding is shown, with its line.
    pub all: bool,
}

/// The findings, file by file; they stand in the order of their files.
pub fn render(findings: &[Diagnostic], files: &dyn Files, guide: &dyn Guide, style: Style) -> String {
    let Style { language, color, all } = style;
    let groups: Vec<&[Diagnostic]> = findings.chunk_by(|a, b| a.span.file == b.span.file).collect();
    let is_short = all || findings.len() <= LONG;
    let mut lines = Lines { texts: Texts::new(files), guide, style, helped: HashSet::new() };
    let mut text = String::new();
    for group in &groups {
        let (shown, more) = if all { (group.to_vec(), BTreeMap::new()) } else { cut(group) };
        if groups.len() > 1 {
            text.push_str(&head(group, style));
        }
        match is_short {
            true => text.push_str(&terminal::render(&shown, files, guide, language, color)),
            false => shown.iter().for_each(|finding| lines.push(&mut text, finding)),
        }
        for (name, count) in &more {
            // Writing to a string cannot fail.
            let _ = match language {
                Language::Chinese => writeln!(text, "  另有 {count} 处同类（{name}），加 -v 全部列出"),
                Language::English => writeln!(text, "  {count} more of {name}; -v lists them all"),
            };
        }
        if is_short && !more.is_empty() {
            text.push('\n');
        }
    }
    if !is_short {
        text.push_str(match language {
            Language::Chinese => "\n问题较多，每处只列一行；要看原文，加 -v，或只查一个文件\n",
            Language::English => {
                "\nThere are many findings, so each has one line; -v shows the text, as does the check of one file\n"
            }
        });
    }
    text
}

/// The first findings of each rule, and how many more there are of it.
fn cut(group: &[Diagnostic]) -> (Vec<Diagnostic>, BTreeMap<&'static str, usize>) {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for finding in group {
        let count = counts.entry(finding.rule.name).or_default();
        *count += 1;
        if *count <= MOST {
            shown.push(finding.clone());
        }
    }
    counts.retain(|_, count| *count > MOST);
    counts.values_mut().for_each(|count| *count -= MOST);
    (shown, counts)
}

/// The line above what was found in a file.
fn head(group: &[Diagnostic], style: Style) -> String {
    let file = group.first().map_or("", |finding| finding.span.file.as_str());
    let name = painted(&file.replace(char::is_control, " "), "1", style.color);
    match (style.language, group.len()) {
        (Language::Chinese, count) => format!("{name}（{count} 处）\n"),
        (Language::English, 1) => format!("{name} (1 finding)\n"),
        (Language::English, count) => format!("{name} ({count} findings)\n"),
    }
}

/// Findings as lines.
struct Lines<'a> {
    texts: Texts<'a>,
    guide: &'a dyn Guide,
    style: Style,
    /// The rules whose help was given.
    helped: HashSet<&'static str>,
}

impl Lines<'_> {
    fn push(&mut self, text: &mut String, finding: &Diagnostic) {
        let Style { language, color, .. } = self.style;
        let extent = self.texts.extent(&finding.span);
        let at = format!("{}:{}", extent.line, extent.column);
        let code = match finding.severity {
            Severity::Error => "31",
            Severity::Warning => "33",
            Severity::Note => "32",
        };
        let weight = painted(terminal::severity(finding.severity).in_language(language), code, color);
        let message = finding.message(language).replace(char::is_control, " ");
        // Writing to a string cannot fail.
        let _ = write!(text, "  {at:<7} {weight}[{} {}] {message}", finding.rule.code, finding.rule.name);
        let _ = match (self.guide.place(&finding.span), language) {
            (None, _) => writeln!(text),
            (Some(place), Language::Chinese) => writeln!(text, "（{place}）"),
            (Some(place), Language::English) => writeln!(text, " ({place})"),
        };
        let help = finding.help(language).replace(char::is_control, " ");
        if !help.is_empty() && self.helped.insert(finding.rule.code) {
            let _ = writeln!(text, "          {}{help}", HELP.in_language(language));
        }
    }
}

fn painted(text: &str, code: &str, color: bool) -> String {
    if color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{LONG, MOST, Style, render};
    use crate::diag::rules::front::YEAR_UNREADABLE;
    use crate::diag::{Diagnostic, Language};
    use crate::source::{Span, Tree, VPath};

    const STYLE: Style = Style { language: Language::Chinese, color: false, all: false };

    fn findings(file: &str, count: usize) -> Vec<Diagnostic> {
        let file = VPath::new(file).unwrap();
        (0..count).map(|at| Diagnostic::new(&YEAR_UNREADABLE, Span::new(&file, at..at + 1)).with("text", "x")).collect()
    }

    fn tree() -> Tree {
        Tree::of_texts([("content/a.md", "xxxxxxxxxxxxxxxxxxxx"), ("content/b.md", "x")])
    }

    #[test]
    fn of_one_rule_a_file_shows_a_few() {
        let found = [findings("content/a.md", MOST + 3), findings("content/b.md", 1)].concat();
        let text = render(&found, &tree(), &(), STYLE);
        assert_eq!(text.matches("错误[").count(), MOST + 1, "{text}");
        assert!(text.contains("content/a.md（8 处）\n") && text.contains("content/b.md（1 处）\n"), "{text}");
        assert!(text.contains("  另有 3 处同类（year-unreadable），加 -v 全部列出\n"), "{text}");
        let all = render(&found, &tree(), &(), Style { all: true, ..STYLE });
        assert_eq!(all.matches("错误[").count(), MOST + 4, "{all}");
        assert!(!all.contains("另有"), "{all}");
    }

    #[test]
    fn many_findings_have_a_line_each() {
        let files: Vec<String> = (0..=LONG).map(|number| format!("content/{number:02}.md")).collect();
        let found: Vec<Diagnostic> = files.iter().flat_map(|file| findings(file, 1)).collect();
        let text = render(&found, &tree(), &(), STYLE);
        // Head and line of each file, the help once, and what to do for more.
        assert_eq!(text.lines().count(), files.len() * 2 + 1 + 2, "{text}");
        let few = render(&found[..LONG], &tree(), &(), STYLE);
        assert!(few.contains("-->"), "{few}");
    }
}
