//! Texts and what the import makes of them.
//!
//! The tables in `tests/import_text/*.md` have, under the name of a case, two
//! fences: a text as it came, and what was found in it: details as `title: …`,
//! headings with `#`, items with their label, `>` lines for remarks (改 mended,
//! 删 dropped, 拆 parted, 疑 doubted). With `UPDATE=1` the second fences are
//! written anew, to be read line by line.
//!
//! Every case is also mended twice, and no Han character may be lost.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use huibian::import::document::{Block, Document, Role};
use huibian::import::structure::{Article, Found, articles};
use huibian::import::{RemarkKind, mend::mend, plain};
use huibian::text::han::is_han;

fn shown(document: Document) -> String {
    let mut text = String::new();
    let found = articles(document);
    for (at, article) in found.iter().enumerate() {
        if at > 0 {
            text.push_str("======\n");
        }
        show(article, &mut text);
    }
    text
}

fn show(article: &Article, text: &mut String) {
    let single = [
        ("title", &article.title),
        ("subtitle", &article.subtitle),
        ("source", &article.source),
        ("published", &article.published),
        ("signer", &article.signer),
        ("signed", &article.signed),
        ("abstract", &article.summary),
        ("doi", &article.doi),
    ];
    for (name, found) in single {
        if let Some(found) = found {
            writeln!(text, "{name}: {}", found.text).unwrap();
        }
    }
    let lists = [
        ("authors", &article.authors),
        ("units", &article.units),
        ("editors", &article.editors),
        ("keywords", &article.keywords),
    ];
    for (name, list) in lists {
        if !list.is_empty() {
            let words: Vec<&str> = list.iter().map(|found: &Found| found.text.as_str()).collect();
            writeln!(text, "{name}: {}", words.join(" | ")).unwrap();
        }
    }
    for (label, found) in &article.details {
        writeln!(text, "[{label}] {}", found.text).unwrap();
    }
    for block in &article.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let words = paragraph.text().replace('\n', "⏎");
                match paragraph.role {
                    Role::Heading(level) => writeln!(text, "{} {words}", "#".repeat(usize::from(level))),
                    Role::Item { ordered, .. } => {
                        writeln!(text, "{} {words}", if ordered { "  1)" } else { "  *)" })
                    }
                    _ => writeln!(text, "{words}"),
                }
                .unwrap();
            }
            Block::Table(_) => text.push_str("(table)\n"),
            Block::Divider => text.push_str("----\n"),
        }
    }
    for remark in &article.remarks {
        let kind = match remark.kind {
            RemarkKind::Mended => "改",
            RemarkKind::Dropped => "删",
            RemarkKind::Simplified => "拆",
            RemarkKind::Doubt => "疑",
        };
        let after = if remark.kind == RemarkKind::Mended { format!(" → {}", remark.after) } else { String::new() };
        writeln!(text, "> {kind} {}：{}{after}", remark.what.zh, remark.before).unwrap();
    }
}

/// Checks what holds for every text; says what does not. A list may name one
/// thing twice: then characters are not counted but looked for.
fn trouble(read: &Document, text: &str, counted: bool) -> Option<String> {
    let mut once = read.clone();
    mend(&mut once);
    let mut twice = once.clone();
    mend(&mut twice);
    if once.blocks != twice.blocks || once.remarks != twice.remarks {
        return Some(format!("mended twice is not mended once: {:?}", twice.remarks.last()));
    }
    let mut counts: BTreeMap<char, i64> = BTreeMap::new();
    let mut count = |words: &str, by: i64| {
        for character in words.chars().filter(|c| is_han(*c)) {
            *counts.entry(character).or_default() += by;
        }
    };
    count(text, 1);
    let dropped = |document: &Article| -> String {
        let dropped = document.remarks.iter().filter(|remark| remark.kind == RemarkKind::Dropped);
        dropped.map(|remark| remark.before.as_str()).collect()
    };
    let mut shown = String::new();
    for article in articles(once) {
        // What was dropped is quoted up to forty characters.
        if article.remarks.iter().any(|remark| remark.kind == RemarkKind::Dropped && remark.before.ends_with('…')) {
            return None;
        }
        let mut said = String::new();
        show(&Article { remarks: Vec::new(), ..article.clone() }, &mut said);
        said.push_str(&dropped(&article));
        count(&said, -1);
        shown.push_str(&said);
    }
    // Labels are read, not shown; what is shown too much was never there.
    let labels = "时间日期来源作者编辑责审核摘要关键词发布文撰稿浏览次数点击图照片记者通讯员本报内容提主题执笔供分类号一二三终初复丨原创";
    counts.retain(|character, count| {
        *count > 0 && !labels.contains(*character) && (counted || !shown.contains(*character))
    });
    (!counts.is_empty()).then(|| format!("lost: {counts:?}"))
}

#[test]
fn texts_become_what_the_cases_say() {
    let update = std::env::var_os("UPDATE").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_text");
    let mut tables: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.sort();
    let mut failures = Vec::new();
    let mut cases = 0;
    for path in tables {
        let table = fs::read_to_string(&path).unwrap();
        let mut written = String::new();
        let mut name = "";
        let mut lines = table.lines();
        while let Some(line) = lines.next() {
            if let Some(heading) = line.strip_prefix("## ") {
                name = heading;
            }
            writeln!(written, "{line}").unwrap();
            if line != "~~~in" {
                continue;
            }
            let fence = |lines: &mut std::str::Lines<'_>| -> String {
                lines.by_ref().take_while(|line| *line != "~~~").map(|line| format!("{line}\n")).collect()
            };
            let text = fence(&mut lines);
            assert_eq!(lines.next(), Some("~~~out"), "{name}");
            let expected = fence(&mut lines);
            let source = text.replace("<nbsp>", "\u{a0}").replace("<ff>", "\u{c}");
            let mut document = plain::read("case.txt", source.as_bytes()).unwrap();
            failures.extend(trouble(&document, &source, true).map(|trouble| format!("{name}: {trouble}")));
            mend(&mut document);
            let found = shown(document);
            if !update && found != expected {
                failures.push(format!("{name}:\n{found}--- not\n{expected}"));
            }
            write!(written, "{text}~~~\n~~~out\n{found}~~~\n").unwrap();
            cases += 1;
        }
        if update {
            fs::write(&path, written).unwrap();
        }
    }
    assert!(cases >= 40, "{cases} cases");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

#[test]
fn whatever_is_thrown_together_is_mended_once_and_nothing_is_lost() {
    const PIECES: [&str; 84] = [
        "支部",
        "党员",
        "王五",
        "李 明",
        "医院",
        "学习",
        "的",
        "们",
        "一",
        "二",
        "十",
        "、",
        "，",
        ",",
        "。",
        ";",
        "：",
        ":",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        "\"",
        "《",
        "》",
        " ",
        "  ",
        "\u{3000}",
        "\u{a0}",
        "\t",
        "-",
        "--",
        "—",
        "——",
        "— —",
        "…",
        "……",
        "...",
        "。。",
        "1",
        "2 3",
        "1 5 7 期",
        "2021",
        "年",
        "月",
        "日",
        "2021年3月5日",
        "[摘要]",
        "关键词：",
        "作者:",
        "来源：",
        "时间:",
        "编辑：",
        "浏览次数：",
        "当前位置：",
        "首页 > ",
        "【概况】",
        "①",
        "②",
        "一、",
        "（一）",
        "1.",
        "1 ",
        "（1）",
        "第一，",
        "一是",
        "参考文献",
        "[1]",
        "[J]",
        "https://a.cn/b,c",
        "a@b.cn",
        "10.1/x",
        "总结",
        "工作总结",
        "\u{200b}",
        "\u{fffd}",
        "全年开会十二次，大家都参加了，效果很好",
        "\n",
        "\n\n",
        "\r\n",
        "\u{c}",
        "丨",
    ];
    let rounds = std::env::var("HUIBIAN_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(2_000);
    let mut dice = Dice(7);
    for round in 0..rounds {
        let count = 1 + dice.roll(120);
        let text: String = (0..count).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
        let Ok(mut document) = plain::read("case.txt", text.as_bytes()) else { continue };
        // Word files break their words into runs of many forms.
        if round % 2 == 0 {
            for block in &mut document.blocks {
                if let Block::Paragraph(paragraph) = block {
                    shatter(paragraph, &mut dice);
                }
            }
        }
        if let Some(trouble) = trouble(&document, &text, false) {
            panic!("round {round}: {trouble}\n{text:?}");
        }
    }
}

/// Breaks the words of a paragraph into runs, some bold, some in a link.
fn shatter(paragraph: &mut huibian::import::document::Paragraph, dice: &mut Dice) {
    use huibian::import::document::{Form, Inline};
    let text = paragraph.text();
    let mut content = Vec::new();
    let mut run = String::new();
    for character in text.chars() {
        run.push(character);
        if dice.roll(3) == 0 {
            let form = Form { bold: dice.roll(2) == 0, ..Form::default() };
            let inline = Inline::Text { text: std::mem::take(&mut run), form };
            content.push(match dice.roll(6) {
                0 => Inline::Link { target: "x".to_owned(), content: vec![inline] },
                _ => inline,
            });
            match dice.roll(24) {
                0 => content.push(Inline::Break),
                1 => content.push(Inline::Note(0)),
                _ => {}
            }
        }
    }
    content.push(Inline::Text { text: run, form: Form::default() });
    paragraph.content = content;
}
