//! What is found, handed to people: as files to be sent, and one by one at the terminal.

use std::fs;

use huibian::import::document::{Block, Document, Paragraph};
use huibian::import::docx;

use crate::desk::{Answer, Desk};

const REPORT: &str = "---
标题: 年度总结
组织: 某某支部
年度: 2025
---

前言写在这里, 有问题。

## 一、主要**工作**

支部布署了 <全部> 工作，与两家单位签订**合作协义**。

- 甲项，再接再励

| 项目 | 金额 |
|--|--|
| 经费 |  |

见注[^a]。

[^a]: 注文
";

fn desk() -> Desk {
    let desk = Desk::with_publication();
    desk.write("x/content/reports/a.md", REPORT);
    desk
}

/// The paragraphs of a document, rows of tables as lines.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text()),
            Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells = row.iter().map(|cell| cell.content.iter().map(Paragraph::text).collect::<String>());
                cells.collect::<Vec<_>>().join("|")
            })),
            Block::Divider => {}
        }
    }
    lines
}

#[test]
fn a_word_document_has_the_text_and_the_findings_as_comments() {
    let desk = desk();
    desk.run("x", &["check", "--format", "docx"]).is(2).tells("--output");
    let answer = desk.run("x", &["check", "--format", "docx", "--output", "../a.docx"]);
    answer.is(0).tells("已写 1 个文件").tells("4 个警告");
    let bytes = fs::read(desk.path("a.docx")).unwrap();
    let document = docx::read("a.docx", &bytes).unwrap();
    let text = lines(&document).join("\n");
    for line in ["年度总结", "年度：2025", "一、主要工作", "支部布署了 <全部> 工作，与两家单位签订合作协义。"]
    {
        assert!(text.lines().any(|other| other == line), "{line} in {text}");
    }
    assert!(text.contains("• 甲项，再接再励") && text.contains("项目|金额\n经费|"), "{text}");
    assert!(text.contains("见注[a]。") && text.contains("[a] 注文"), "{text}");
    // Our reader says of each comment who made it and what it says.
    let remarks: Vec<String> = document.remarks.iter().map(|remark| format!("{remark:?}")).collect();
    let of =
        |word: &str| remarks.iter().filter(|remark| remark.contains("huibian 校对") && remark.contains(word)).count();
    assert_eq!([of("half-width"), of("布署”应为"), of("改为“议”"), of("再接再厉”，")], [1, 1, 1, 1], "{remarks:#?}");
    // The same findings give the same bytes, and its own file is replaced.
    desk.run("x", &["check", "--format", "docx", "--output", "../a.docx"]).is(0);
    assert!(fs::read(desk.path("a.docx")).unwrap() == bytes);
    // Another program's is not.
    let mut others = bytes.clone();
    let at = others.windows(19).position(|window| window == b"<Application>huibia").unwrap();
    others[at + 13..at + 20].copy_from_slice(b"MS Word");
    fs::write(desk.path("a.docx"), &others).unwrap();
    desk.run("x", &["check", "--format", "docx", "--output", "../a.docx"]).is(2).tells("后来改过");
    assert!(fs::read(desk.path("a.docx")).unwrap() == others);
}

#[test]
fn several_reports_are_a_folder_of_documents() {
    let desk = desk();
    desk.write("x/content/reports/2024/b.md", &REPORT.replace("2025", "2024"));
    desk.run("x", &["check", "--format", "docx", "--output", "../all.docx"]).is(2).tells("2 篇").tells("文件夹");
    desk.run("x", &["check", "--format", "docx", "--output", "../out"]).is(0).tells("已写 2 个文件");
    assert!(desk.path("out/a.docx").is_file() && desk.path("out/2024-b.docx").is_file());
    desk.run("x", &["check", "content/reports/a.md", "--format", "docx", "--output", "../one.docx"]).is(0);
    let inside = desk.run("x", &["check", "--format", "docx", "--output", "content/out"]).is(2);
    inside.tells("content");
    desk.write("x/content/reports/a.md", "---\ntitle: 年度总结\nbranch: 某某支部\nyear: 2025\n---\n\n正文。\n");
    let clean = ["check", "content/reports/a.md", "--format", "docx", "--output", "../none.docx", "--lang", "en"];
    desk.run("x", &clean).is(0).tells("nothing was written");
    assert!(!desk.path("none.docx").exists());
}

#[test]
fn a_page_is_written_where_it_replaces_nothing() {
    let desk = desk();
    desk.run("x", &["check", "--format", "html", "--output", "../a.html"]).is(0).tells("已写 1 个文件");
    let page = desk.read("a.html");
    for part in ["年度总结", "“一、主要工作”下列表第1项", "按规则合计", "<mark>再接再励</mark>", "@page{size:A4"]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script") && !page.contains("http"), "{page}");
    desk.run("x", &["check", "--format", "html", "--output", "../a.html"]).is(0);
    desk.write("a.html", "mine");
    desk.run("x", &["check", "--format", "html", "--output", "../a.html"]).is(2).tells("不是 huibian 生成的");
    assert_eq!(desk.read("a.html"), "mine");
    desk.run("x", &["check", "--format", "json", "--output", "../a.json"]).is(2).tells("> 文件");
}

#[test]
fn a_review_needs_a_terminal() {
    desk().run("x", &["check", "--review"]).is(2).tells("请在终端里运行").tells("--format json");
}

/// Answers typed at a terminal.
#[cfg(target_os = "linux")]
fn review(desk: &Desk, answers: &str) -> Answer {
    use std::io::Write;
    use std::process::{Command, Stdio};

    let command = format!("{} check --review --color never --lang zh", env!("CARGO_BIN_EXE_huibian"));
    let mut script = Command::new("script");
    script.current_dir(desk.path("x")).args(["-qec", &command, "/dev/null"]);
    let mut child = script
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("script is installed");
    child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    Answer { code: output.status.code().unwrap(), said, told: String::new() }
}

#[cfg(target_os = "linux")]
#[test]
fn findings_are_decided_one_by_one() {
    let desk = desk();
    // Mended, mended with words of one's own, waived, right for ever.
    let answers = "y\ne\n部署\nn\n作者原话\nt\n\n";
    let answer = review(&desk, answers).is(0);
    let answer = answer.says("【布署】了 <全部> 工作").says("第 2 处，共 4 处").says("“一、主要工作”下列表第1项");
    answer.says("改了 2 处，豁免 1 处，记入用语表 1 条，还有 0 处没有处理。");
    let text = desk.read("x/content/reports/a.md");
    let expected = REPORT
        .replace("这里, 有", "这里，有")
        .replace("布署", "部署")
        .replace("支部部署", "<!-- 准许 likely-misspelling: 作者原话 -->\n\n支部部署");
    assert_eq!(text, expected);
    assert_eq!(desk.read("x/content/terms.yaml"), "例外:\n  - 再接再励\n");
    desk.run("x", &["check"]).is(0).tells("没有发现问题");
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_stops_has_lost_nothing() {
    let desk = desk();
    // An answer that is none, nothing, a reason that is not given, and the end.
    review(&desk, "zzz\n\na\nn\n\nq\n").is(0).says("改了 1 处，豁免 0 处，记入用语表 0 条，还有 3 处没有处理。");
    assert_eq!(desk.read("x/content/reports/a.md"), REPORT.replace("布署", "部署"));
    assert!(!desk.path("x/content/terms.yaml").exists());
    // Who goes away stops too.
    review(&desk, "y\n\u{4}").is(0).says("改了 1 处");
}
