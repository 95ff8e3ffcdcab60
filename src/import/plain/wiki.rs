//! The source of wiki pages (MediaWiki) becomes Markdown.
//!
//! In: a text with headings between equals signs. Out: the same as Markdown, and
//! for each of its lines the line that it came from. What a template says
//! (`|作者=王五`) becomes a line of details; markup that says nothing is left out.

/// How many headings show that a text is one.
const HEADINGS: usize = 2;

/// Whether a text is the source of a wiki page: `== 回顾 ==`, twice or more.
pub fn is_wiki(text: &str) -> bool {
    text.lines().filter(|line| heading(line.trim()).is_some_and(|(level, _)| level > 1)).take(HEADINGS).count()
        == HEADINGS
}

/// The level and the words of a heading: `== 回顾 ==`.
fn heading(line: &str) -> Option<(usize, &str)> {
    let rest = line.trim_start_matches('=');
    let level = line.len() - rest.len();
    let words = rest.strip_suffix(&"=".repeat(level))?.trim();
    ((1..=6).contains(&level) && !words.is_empty() && !words.contains('=')).then_some((level, words))
}

/// A text in Markdown, and from which line each of its lines came.
pub fn markdown(text: &str) -> (String, Vec<u32>) {
    let mut page = Page::default();
    for (at, line) in text.lines().enumerate() {
        page.number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        page.line(line.trim());
    }
    page.end_of_table();
    (page.written, page.origins)
}

/// What has been read so far.
#[derive(Default)]
struct Page {
    written: String,
    origins: Vec<u32>,
    /// The line that is read.
    number: u32,
    /// How many templates are open.
    templates: usize,
    /// The rows of the table that is open.
    table: Option<Vec<Vec<String>>>,
}

impl Page {
    fn write(&mut self, line: &str) {
        self.written.push_str(line);
        self.written.push('\n');
        self.origins.push(self.number);
    }

    /// A paragraph of its own.
    fn paragraph(&mut self, line: &str) {
        self.write(line);
        self.write("");
    }

    fn line(&mut self, line: &str) {
        if self.templates > 0 || line.starts_with("{{") {
            return self.template(line);
        }
        if self.table.is_some() || line.starts_with("{|") {
            return self.row(line);
        }
        if let Some((level, words)) = heading(line) {
            return self.paragraph(&format!("{} {}", "#".repeat(level), inline(words)));
        }
        let words = line.trim_start_matches(['*', '#', ':', ';']);
        let marks = &line[..line.len() - words.len()];
        let words = inline(words.trim());
        match marks.chars().next_back() {
            // A rule across the page, or nothing.
            _ if words.trim_matches('-').is_empty() => self.write(""),
            Some('*') => self.write(&format!("{}- {words}", "  ".repeat(marks.len() - 1))),
            Some('#') => self.write(&format!("{}1. {words}", "   ".repeat(marks.len() - 1))),
            _ => self.paragraph(&words),
        }
    }

    /// A line of a template: what it names and says becomes a line of details.
    fn template(&mut self, line: &str) {
        let opened = line.matches("{{").count();
        let closed = line.matches("}}").count();
        self.templates = (self.templates + opened).saturating_sub(closed);
        let bare = line.replace("{{", "").replace("}}", "");
        let fields = bare.split('|').filter_map(|field| field.split_once('='));
        let fields = fields.map(|(name, value)| (name.trim(), inline(value.trim())));
        let said: Vec<String> = fields
            .filter(|(name, value)| !name.is_empty() && !value.is_empty())
            .map(|(name, value)| format!("{name}：{value}"))
            .collect();
        if said.is_empty() {
            // {{置顶}} says what kind of page it is, not more.
            let words = bare.trim_matches(|c: char| c == '|' || c.is_whitespace());
            return if opened > 0 || words.is_empty() { self.write("") } else { self.paragraph(&inline(words)) };
        }
        self.paragraph(&said.join("\u{3000}"));
    }

    /// A line of a table: `|-`, `! 项目 !! 数量`, `| 讲座 || 18`.
    fn row(&mut self, line: &str) {
        if line.starts_with("|}") {
            return self.end_of_table();
        }
        let rows = self.table.get_or_insert_default();
        match line.chars().next() {
            Some('{') => {}
            Some('|') if line.starts_with("|-") => rows.push(Vec::new()),
            Some('|' | '!') if !line.starts_with("|+") => {
                let cells = line[1..].replace("!!", "||");
                // class="…" | words
                let words = |cell: &str| inline(cell.rsplit_once('|').map_or(cell, |(_, words)| words).trim());
                let cells: Vec<String> = cells.split("||").map(words).collect();
                match rows.last_mut() {
                    Some(row) => row.extend(cells),
                    None => rows.push(cells),
                }
            }
            Some(_) => {
                let words = inline(line.trim_start_matches("|+").trim());
                self.paragraph(&words);
            }
            None => {}
        }
    }

    fn end_of_table(&mut self) {
        let Some(rows) = self.table.take() else { return };
        self.write("");
        let rows: Vec<Vec<String>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for (at, mut row) in rows.into_iter().enumerate() {
            row.resize(width, String::new());
            let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            self.write(&format!("| {} |", cells.join(" | ")));
            if at == 0 {
                self.write(&format!("{}|", "|---".repeat(width)));
            }
        }
        self.write("");
    }
}

/// Words without the marks of wikis: `'''粗体'''`, `[[页|词]]`, `[http://… 词]`.
fn inline(words: &str) -> String {
    let mut rest = words;
    let mut plain = String::new();
    while let Some((before, link)) = rest.split_once("[[") {
        plain.push_str(before);
        let Some((inner, after)) = link.split_once("]]") else {
            plain.push_str("[[");
            rest = link;
            continue;
        };
        plain.push_str(inner.rsplit_once('|').map_or(inner, |(_, shown)| shown));
        rest = after;
    }
    plain.push_str(rest);
    outside(&plain.replace("'''", "**").replace("''", "*"))
}

/// Words whose links to other sites stand as in Markdown.
fn outside(words: &str) -> String {
    let mut rest = words;
    let mut written = String::new();
    while let Some((before, link)) = rest.split_once("[http") {
        written.push_str(before);
        match link.split_once(']').map(|(inner, after)| (inner.split_once(' '), after)) {
            Some((Some((address, shown)), after)) => {
                written.push_str(&format!("[{shown}](http{address})"));
                rest = after;
            }
            _ => {
                written.push_str("[http");
                rest = link;
            }
        }
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::{is_wiki, markdown};

    #[test]
    fn a_page_of_a_wiki_is_told_from_other_texts() {
        assert!(is_wiki("= 年度总结 =\n== 回顾 ==\n工作顺利。\n== 打算 ==\n"));
        assert!(!is_wiki("====\n年度总结\n====\n一、回顾\n"));
        assert!(!is_wiki("== 回顾 ==\n"));
    }

    #[test]
    fn markup_becomes_markdown_and_words_stay() {
        for (wiki, expected) in [
            ("= 年度总结 =", "# 年度总结\n\n"),
            ("=== [[阅读推广|推广]] ===", "### 推广\n\n"),
            ("'''重点'''工作", "**重点**工作\n\n"),
            ("* 讲座\n** 展览", "- 讲座\n  - 展览\n"),
            ("# 讲座", "1. 讲座\n"),
            ("见[http://example.org 通知]。", "见[通知](http://example.org)。\n\n"),
            ("{{总结信息|作者=王五|日期=2023-12-20}}", "作者：王五\u{3000}日期：2023-12-20\n\n"),
            ("{{总结信息\n| 作者 = 王五\n}}", "\n作者：王五\n\n\n"),
            (
                "{| class=\"wikitable\"\n! 项目 !! 数量\n|-\n| 讲座 || 18\n|}",
                "\n| 项目 | 数量 |\n|---|---|\n| 讲座 | 18 |\n\n",
            ),
            ("[[未完", "[[未完\n\n"),
        ] {
            assert_eq!(markdown(wiki).0, expected, "{wiki}");
        }
        let (text, origins) = markdown("== 回顾 ==\n工作顺利。");
        assert_eq!((text.lines().count(), origins), (4, vec![1, 1, 2, 2]));
    }
}
