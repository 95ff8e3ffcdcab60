//! `huibian import` from the command line to the report on its page.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "another test uses the rest")]
mod desk;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Stdio;

use desk::{Answer, Desk, answer};
use docx_rs::{Docx, Footnote, Paragraph, Pic, Run, Style, StyleType, Table, TableCell, TableRow};
use encoding_rs::GB18030;
use zip::write::SimpleFileOptions;

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\0\x05\0\x01\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82";

const TEXT: &str = "办公室党支部2021年工作总结\n\n　　2021年，支部在党委领导下开展工作。现将工作总结如下。\n\n一、加强学习\n　　全年召开支部大会4次，组织学习12次，党员参加率98%。\n\n二、服务群众\n　　开展义诊6场，服务群众860人次，受到好评。支部获评市“先进基层党组织”。\n\n2021年12月5日\n";

/// A desk with an empty publication in `x`, whose registry knows a branch.
fn publication() -> Desk {
    let desk = Desk::new();
    desk.run(".", &["init", "x"]).is(0);
    desk
}

impl Desk {
    fn put(&self, below: &str, bytes: &[u8]) {
        fs::create_dir_all(self.path(below).parent().unwrap()).unwrap();
        fs::write(self.path(below), bytes).unwrap();
    }

    /// All files of the publication with their bytes.
    fn state(&self) -> BTreeMap<String, Vec<u8>> {
        let mut state = BTreeMap::new();
        for entry in walkdir::WalkDir::new(self.path("x")) {
            let entry = entry.unwrap();
            if entry.file_type().is_file() {
                state.insert(entry.path().display().to_string(), fs::read(entry.path()).unwrap());
            }
        }
        state
    }

    /// The reports, by path below `content/reports`.
    fn reports(&self) -> Vec<String> {
        let root = self.path("x/content/reports");
        let mut found: Vec<String> = walkdir::WalkDir::new(&root)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|it| it == "md"))
            .map(|entry| entry.path().strip_prefix(&root).unwrap().display().to_string().replace('\\', "/"))
            .collect();
        found.sort();
        found
    }

    fn report(&self, name: &str) -> String {
        self.read(&format!("x/content/reports/{name}"))
    }

    fn import(&self, arguments: &[&str]) -> Answer {
        self.run("x", &[&["import"], arguments].concat())
    }

    fn import_answering(&self, arguments: &[&str], answers: &str) -> Answer {
        let mut command = self.command("x", &[&["import", "--review"], arguments].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        Answer {
            code: output.status.code().unwrap(),
            said: String::from_utf8(output.stdout).unwrap(),
            told: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn docx() -> Vec<u8> {
    let run = |text: &str| Run::new().add_text(text);
    let cell = |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_run(run(text)));
    let note = Footnote::new().add_content(Paragraph::new().add_run(run("据支部台账。")));
    let document = Docx::new()
        .add_style(Style::new("Title", StyleType::Paragraph).name("Title"))
        .add_style(Style::new("Heading1", StyleType::Paragraph).name("heading 1").outline_lvl(0))
        .add_paragraph(Paragraph::new().style("Title").add_run(run("第一党支部2023年工作总结")))
        .add_paragraph(Paragraph::new().style("Heading1").add_run(run("一、组织生活")))
        .add_paragraph(
            Paragraph::new()
                .add_run(run("全年召开支部大会4次"))
                .add_run(Run::new().add_footnote_reference(note))
                .add_run(run("，党员到会率95%。")),
        )
        .add_table(Table::new(vec![
            TableRow::new(vec![cell("项目"), cell("次数")]),
            TableRow::new(vec![cell("义诊"), cell("6")]),
        ]))
        .add_paragraph(Paragraph::new().style("Heading1").add_run(run("二、服务群众")))
        .add_paragraph(Paragraph::new().add_run(run("党员走进社区义诊，服务群众860人次。")))
        .add_paragraph(Paragraph::new().add_run(Run::new().add_image(Pic::new_with_dimensions(PNG.to_vec(), 1, 1))));
    let mut bytes = Cursor::new(Vec::new());
    document.build().pack(&mut bytes).unwrap();
    bytes.into_inner()
}

/// An archive whose names are bytes, as programs in China write them.
fn zip(files: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stand_in = |index: usize, length: usize| format!("{index:X>length$}");
    for (index, (name, bytes)) in files.iter().enumerate() {
        writer.start_file(stand_in(index, name.len()), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    let mut archive = writer.finish().unwrap().into_inner();
    for (index, (name, _)) in files.iter().enumerate() {
        let stand_in = stand_in(index, name.len()).into_bytes();
        while let Some(at) = archive.windows(stand_in.len()).position(|window| window == stand_in) {
            archive[at..at + name.len()].copy_from_slice(name);
        }
    }
    archive
}

/// Whether what is said is whole: nothing that was to be filled in.
fn is_clean(answer: &Answer) {
    for text in [&answer.said, &answer.told] {
        let leftover = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .find(|(inner, _)| !inner.is_empty() && inner.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        assert!(leftover.is_none(), "{leftover:?} in {text}");
    }
}

#[test]
fn a_word_document_becomes_a_report_with_its_picture() {
    let desk = publication();
    desk.put("a/总结.docx", &docx());
    let answer = desk.import(&["--branch", "第一党支部", "../a/总结.docx"]).is(0);
    is_clean(&answer);
    assert_eq!(desk.reports(), ["2023/diyidangzhibu-2023-niangongzuozongjie.md"]);
    let text = desk.report("2023/diyidangzhibu-2023-niangongzuozongjie.md");
    for part in [
        "title: 第一党支部2023年工作总结\n",
        "branch: 第一党支部\n",
        "year: 2023\n",
        "digest: ",
        "## 一、组织生活",
        "支部大会4次[^1]，",
        "[^1]: 据支部台账。",
        "| 义诊 | 6 |",
        "](diyidangzhibu-2023-niangongzuozongjie/1.png)",
    ] {
        assert!(text.contains(part), "{part:?} in\n{text}");
    }
    let picture = desk.path("x/content/reports/2023/diyidangzhibu-2023-niangongzuozongjie/1.png");
    assert_eq!(fs::read(picture).unwrap(), PNG);
    desk.run("x", &["build"]).is(0);
    let page = pages(&desk).into_iter().find(|page| page.contains("据支部台账")).unwrap();
    assert!(page.contains("<img"), "{page}");
}

fn pages(desk: &Desk) -> Vec<String> {
    let pages = walkdir::WalkDir::new(desk.path("x/public")).into_iter().filter_map(Result::ok);
    let pages = pages.filter(|entry| entry.path().extension().is_some_and(|it| it == "html"));
    pages.map(|entry| fs::read_to_string(entry.path()).unwrap()).collect()
}

#[test]
fn text_pages_and_markdown_are_imported() {
    let desk = publication();
    let gbk = GB18030.encode(TEXT).0.into_owned();
    let page = "<!DOCTYPE html><meta charset=utf-8><title>学习</title><h1>办公室党支部2022年学习总结</h1><p>支部全年学习12次，参加率98%，大家都说收获很大，明年还要继续坚持下去。<p><img src=\"学习_files/1.png\">";
    let markdown = "# 办公室党支部2020年工作总结\n\n全年召开支部大会4次。\n\n![合影](1.png)\n";
    let folder: [(&str, &[u8]); 6] = [
        ("工作.txt", &gbk),
        ("学习.html", page.as_bytes()),
        ("学习_files/1.png", PNG),
        ("年终.md", markdown.as_bytes()),
        ("1.png", PNG),
        ("~$工作.docx", b"lock"),
    ];
    let expected = [
        "2020/bangongshidangzhibu-2020-niangongzuozongjie.md",
        "2021/bangongshidangzhibu-2021-niangongzuozongjie.md",
        "2022/bangongshidangzhibu-2022-nianxuexizongjie.md",
    ];
    for (name, bytes) in folder {
        desk.put(&format!("a/{name}"), bytes);
    }
    let check = |desk: &Desk| {
        assert_eq!(desk.reports(), expected);
        assert!(desk.report(expected[1]).contains("全年召开支部大会4次，组织学习12次"));
        for stem in [expected[0], expected[2]] {
            let stem = stem.strip_suffix(".md").unwrap();
            assert!(desk.path(&format!("x/content/reports/{stem}/1.png")).is_file(), "{stem}");
        }
    };
    let answer = desk.import(&["--branch", "办公室党支部", "../a"]).is(0);
    is_clean(&answer);
    check(&desk);
    desk.run("x", &["build"]).is(0);
    // The same in an archive, names as Windows writes them.
    let names: Vec<Vec<u8>> =
        folder.iter().map(|(name, _)| GB18030.encode(&format!("总结/{name}")).0.into_owned()).collect();
    let files: Vec<(&[u8], &[u8])> =
        names.iter().map(Vec::as_slice).zip(folder.iter().map(|(_, bytes)| *bytes)).collect();
    let packed = publication();
    packed.put("全部.zip", &zip(&files));
    packed.import(&["--branch", "办公室党支部", "../全部.zip"]).is(0).tells("总结/工作.txt");
    check(&packed);
    assert_eq!(packed.report(expected[1]), desk.report(expected[1]));
}

#[test]
fn importing_again_changes_nothing_and_a_changed_file_gets_another_name() {
    let desk = publication();
    desk.write("a.txt", TEXT);
    let arguments = ["--branch", "办公室", "../a.txt"];
    desk.import(&arguments).is(0).tells("已导入 1 篇");
    let before = desk.state();
    desk.import(&arguments).is(0).tells("已经导入过").tells("已导入 0 篇，1 个文件以前导入过");
    desk.import(&["--lang", "en", "--branch", "办公室", "../a.txt", "../a.txt"]).is(0).tells("imported before");
    assert_eq!(desk.state(), before);
    desk.write("a.txt", &TEXT.replace("860人次", "861人次"));
    desk.import(&arguments).is(0);
    let reports = desk.reports();
    assert_eq!(reports.len(), 2, "{reports:?}");
    assert!(reports[0].ends_with("zongjie-2.md"), "{reports:?}");
    let after = desk.state();
    assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "nothing was overwritten");
}

#[test]
fn several_reports_in_one_file_are_parted() {
    let desk = publication();
    let second = TEXT.replace("办公室党支部2021年", "第二党支部2022年").replace("2021", "2022");
    desk.write("a.txt", &format!("{TEXT}\n\n{second}"));
    let answer = desk.import(&["--branch", "机关", "../a.txt"]).is(0).tells("已导入 2 篇");
    is_clean(&answer);
    assert_eq!(desk.reports().len(), 2, "{:?}", desk.reports());
    desk.import(&["--branch", "机关", "../a.txt"]).is(0).tells("已导入 0 篇");
}

#[test]
fn a_dry_run_shows_the_reports_and_writes_nothing() {
    let desk = publication();
    desk.write("a.txt", TEXT);
    desk.put("b.docx", &docx());
    let before = desk.state();
    let arguments = ["--dry-run", "--branch", "办公室", "--year", "2019-2020", "../a.txt", "../b.docx"];
    // The titles have other years, which the proofreader says.
    let answer = desk.import(&arguments).is(0).tells("要看");
    is_clean(&answer);
    let answer = answer.says("==> content/reports/2019-2020/").says("title: 办公室党支部2021年工作总结");
    answer.says("year: 2019-2020").says("branch: 办公室").tells("会写成 2 篇；没有写文件");
    assert_eq!(desk.state(), before);
    // Two of the same title do not get one name.
    desk.write("c.txt", &format!("{TEXT}完。\n"));
    desk.import(&["--dry-run", "--branch", "办公室", "../a.txt", "../c.txt"]).is(0).says("zongjie-2.md <==");
    desk.import(&["--year", "去年", "../a.txt"]).is(2).tells("--year");
}

/// A number that is said in passing is uncertain.
#[test]
fn a_person_decides_on_uncertain_points() {
    let check = |answers: &str, parts: &[&str], missing: &[&str]| {
        let desk = publication();
        desk.write("a.txt", &TEXT.replace("受到好评。", "受到好评。举办技能竞赛，单日30名护士参加。"));
        let answer = desk.import_answering(&["--branch", "办公室", "../a.txt"], answers).is(0);
        is_clean(&answer);
        let report = desk.report(&desk.reports()[0]);
        for part in parts {
            assert!(report.contains(part), "{answers:?}: {part:?} in\n{report}\n{}", answer.told);
        }
        for part in missing {
            assert!(!report.contains(part), "{answers:?}: no {part:?} in\n{report}\n{}", answer.told);
        }
        answer
    };
    let yes = check(&"y\n".repeat(20), &[], &["review:"]);
    assert!(yes.told.contains("采用吗"), "{}", yes.told);
    check(&"n\n".repeat(20), &[], &["review:"]);
    check("q\n", &["review:"], &[]);
    check("", &["review:"], &[]);
    check(&"\n".repeat(20), &["review:"], &[]);
    check("也许\nq\n", &["review:"], &[]);
    check("e\n改写过的话\nq\n", &["改写过的话"], &[]);
}

/// One answer holds for all that is left of a key.
#[test]
fn a_person_answers_for_all_of_a_key_at_once() {
    let games = ["技能竞赛，单日30名护士", "知识问答，单日40名学员", "征文比赛，单日50名教师"];
    let told: String = games.iter().map(|game| format!("举办{game}参加。")).collect();
    let import = |answers: &str| {
        let desk = publication();
        desk.write("a.txt", &TEXT.replace("受到好评。", &format!("受到好评。{told}")));
        let answer = desk.import_answering(&["--branch", "办公室", "../a.txt"], answers).is(0);
        (desk.report(&desk.reports()[0]), answer.told)
    };
    let (left, told) = import("q\n");
    let open = left.matches("  - field: metrics\n").count();
    assert!(open >= 3, "{left}");
    assert!(told.contains("逐条回答：huibian import --review content/reports/"), "{told}");
    // Of a document that was imported before its report is asked about.
    let desk = publication();
    desk.write("a.txt", &TEXT.replace("受到好评。", "受到好评。举办技能竞赛，单日30名护士参加。"));
    desk.import_answering(&["--branch", "办公室", "../a.txt"], "q\n").is(0);
    let answer = desk.import_answering(&["../a.txt"], "d\n").is(0);
    answer.tells("已经导入过").tells("，还有 0 处待核");
    assert!(!desk.report(&desk.reports()[0]).contains("review:"));
    let (taken, told) = import("全部采用\n");
    assert!(!taken.contains("field: metrics") && taken.contains("value: 30"), "{taken}");
    assert_eq!(told.matches("  采用 metrics: ").count(), open - 1, "{told}");
    let (dropped, told) = import("d\nq\n");
    assert!(!dropped.contains("field: metrics"), "{dropped}");
    assert_eq!(told.matches("  不要 metrics: ").count(), open - 1, "{told}");
}

const OPEN: &str = "---
# 我的总结
title: 年度总结
branch: 办公室   # 简称
year: 2021
topics: [学习]
待核:
  - field: date
    proposal: 2021-07
    alternatives: [2021-08, 2021-09]
    evidence: 七月或八月
    place: 第3段
  - {field: honours, proposal: {name: 先进集体, level: 市}}
  - field: honours
    proposal: {name: 岗位标兵}
  - 问一下人数
  - field: topics
    proposal: 义诊
---

正文里的review: 不动。
";

/// The open points of a report that is there are answered like those of one
/// that is made.
#[test]
fn open_points_are_answered_in_the_report_itself() {
    let desk = publication();
    let name = "x/content/reports/2021/a.md";
    let path = "content/reports/2021/a.md";
    desk.write(name, &OPEN.replace('\n', "\r\n"));
    for answers in ["", "q\n", "\n\n\n\n\n"] {
        let answer = desk.import_answering(&[path], answers).is(0).tells("核定 0 处，还有 5 处待核");
        assert_eq!(desk.read(name), OPEN.replace('\n', "\r\n"), "{answer:?}");
    }
    let dry = desk.import_answering(&["--dry-run", path], "y\nq\n").is(0).says("date: 2021-07").tells("核定 1 处");
    is_clean(&dry);
    assert_eq!(desk.read(name), OPEN.replace('\n', "\r\n"));
    let answer = desk.import_answering(&[path], "２\na\ny\ne\n志愿服务\n").is(0).tells("核定 5 处，还有 0 处待核");
    is_clean(&answer);
    let answer = answer.tells("第 1 处，共 5 处").tells("1  2021-08").tells("见“七月或八月”（第3段）");
    answer.tells("  采用 honours: {name: 岗位标兵}");
    let expected = "---
# 我的总结
title: 年度总结
branch: 办公室   # 简称
year: 2021
date: 2021-09
topics: [学习, 志愿服务]
honours:
  - {name: 先进集体, level: 市}
  - {name: 岗位标兵}
---

正文里的review: 不动。
";
    assert_eq!(desk.read(name), expected.replace('\n', "\r\n"));
    desk.import_answering(&[path], "y\n").is(0).tells("没有待核的地方");
    desk.import_answering(&["--lang", "en", path], "").is(0).tells("Nothing is to be reviewed");
    // What was written can be taken back, as every change of a file.
    desk.run("x", &["restore", path]).is(0);
    assert_eq!(desk.read(name), OPEN.replace('\n', "\r\n"));
    // A folder, and what has a form of its own.
    desk.write("x/content/reports/2021/b.md", &OPEN.replace("topics: [学习]", "topics: 学习、服务"));
    let answer = desk.import_answering(&["--lang", "en", "content/reports"], &"y\n".repeat(20)).is(0);
    is_clean(&answer);
    let answer = answer.tells("a.md: 5 settled, 0 left").tells("not written").tells("Settled 9, 1 left");
    assert!(desk.read("x/content/reports/2021/b.md").contains("  - field: topics\n"), "{answer:?}");
    // Without --review a report is no document.
    desk.import(&[path]).is(1).tells("这已经是一篇汇编的报告").tells("huibian import --review");
}

#[test]
fn the_document_is_kept_and_its_page_links_to_it() {
    let desk = publication();
    desk.write("年终 总结#1.txt", TEXT);
    desk.import(&["--keep-original", "--branch", "办公室", "../年终 总结#1.txt"]).is(0);
    let name = &desk.reports()[0];
    let kept = format!("{}/年终 总结_1.txt", name.strip_suffix(".md").unwrap());
    assert_eq!(desk.report(&kept), TEXT);
    // It is for the publication, until its report says that it is for readers.
    desk.run("x", &["build"]).is(0).tells("处待核");
    assert!(!pages(&desk).iter().any(|page| page.contains("_1.txt")));
    let report = desk.report(name);
    desk.write(&format!("x/content/reports/{name}"), &report.replacen("source: {", "source: {publish: true, ", 1));
    desk.run("x", &["build"]).is(0);
    let linked =
        pages(&desk).iter().any(|page| page.contains("%E6%80%BB%E7%BB%93_1.txt\"") || page.contains("总结_1.txt\""));
    assert!(linked, "{:?}", pages(&desk).into_iter().find(|page| page.contains("支部大会4次")));
}

#[test]
fn what_cannot_be_read_is_told_and_the_others_are_imported() {
    let desk = publication();
    desk.write("好.txt", TEXT);
    desk.put("旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0");
    desk.put("a.pdf", b"%PDF-1.7\n");
    desk.put("图.png", PNG);
    desk.put("空.txt", b"");
    desk.put("坏.docx", b"PK\x03\x04 broken");
    let scan = Docx::new().add_paragraph(Paragraph::new().add_run(Run::new().add_image(Pic::new_with_dimensions(
        PNG.to_vec(),
        1,
        1,
    ))));
    let mut bytes = Cursor::new(Vec::new());
    scan.build().pack(&mut bytes).unwrap();
    desk.put("扫描.docx", &bytes.into_inner());
    desk.write("我们的.md", "---\ntitle: 甲\nbranch: 乙\nyear: 2020\n---\n\n正文。\n");
    let files =
        ["../旧.doc", "../a.pdf", "../图.png", "../空.txt", "../坏.docx", "../扫描.docx", "../我们的.md", "../好.txt"];
    let words: [(&str, [&str; 6]); 2] = [
        ("zh", ["这是 PDF", "这是图片或扫描件", "没有文字", "坏.docx：", "扫描.docx", "这已经是一篇汇编的报告"]),
        (
            "en",
            [
                "this is a PDF",
                "a picture or a scan",
                "no words",
                "坏.docx: ",
                "扫描.docx",
                "a report of huibian already",
            ],
        ),
    ];
    for (language, words) in words {
        let mut command = desk
            .command("x", &[&["import", "--dry-run", "--lang", language, "--branch", "办公室"], &files[..]].concat());
        command.env("PATH", "");
        let answer = answer(command).is(1);
        is_clean(&answer);
        // Where LibreOffice is installed in its usual place, it makes something of the file.
        assert!(answer.told.contains("LibreOffice") || answer.told.contains("旧.doc → "), "{answer:?}");
        let answer = words.iter().fold(answer, |answer, part| answer.tells(part));
        answer.says("title: 办公室党支部2021年工作总结");
    }
    desk.import(&[&["--branch", "办公室"], &files[1..]].concat()).is(1).tells("已导入 1 篇").tells("6 个文件没能导入");
    assert_eq!(desk.reports().len(), 1);
    // A PDF in a folder is not passed over without a word.
    let folder = publication();
    folder.put("a/x.pdf", b"%PDF-1.7\n");
    folder.import(&["../a"]).is(1).tells("这是 PDF");
    folder.put("b/x.png", PNG);
    folder.import(&["../b"]).is(2).tells("没有可以导入的文件");
}

#[test]
fn without_a_publication_or_a_file_the_command_is_wrong() {
    let desk = Desk::new();
    desk.write("a.txt", TEXT);
    desk.run(".", &["import", "a.txt"]).is(2);
    desk.run(".", &["import"]).is(2);
    desk.run(".", &["init", "x"]).is(0);
    desk.import(&["../没有.txt"]).is(3).tells("没有.txt");
}

#[test]
fn odd_titles_and_names_stay_where_reports_are() {
    let desk = publication();
    let long = "长".repeat(300);
    let titles =
        ["../../逃出/a\"b'c", "🎉🎉🎉", "..", "CON", long.as_str(), "a: b # c", "- x", "{year}", "\u{202e}总结"];
    for (number, title) in titles.iter().enumerate() {
        desk.write(&format!("a/{number}.md"), &format!("# {title}\n\n全年召开支部大会{number}次。\n"));
    }
    let before = fs::read_dir(desk.path(".")).unwrap().count();
    desk.import(&["--branch", "办公室", "--year", "2020", "../a"]).is(0).tells("已导入 9 篇");
    let reports = desk.reports();
    assert_eq!(reports.len(), titles.len(), "{reports:?}");
    assert!(reports.iter().all(|name| name.starts_with("2020/") && name.len() < 80), "{reports:?}");
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().count(), before, "nothing was written outside");
    // Of one no title was found.
    desk.run("x", &["build"]).is(1).says("已生成 8 篇总结").tells("HB2210");
}

#[test]
fn hostile_names_in_an_archive_lead_nowhere() {
    let desk = publication();
    let text = TEXT.as_bytes();
    let other = TEXT.replace("860", "870");
    desk.put(
        "a.zip",
        &zip(&[
            (b"../../../out-of-here.txt", text),
            (b"/tmp/absolute-name.txt", text),
            (b"C:\\windows\\name.txt", text),
            (b"x/con?<>|*name\x1b[31m.txt", text),
            (b"x/.hidden-document.txt", other.as_bytes()),
        ]),
    );
    let answer = desk.import(&["--keep-original", "--branch", "办公室", "../a.zip"]).is(1);
    assert!(!answer.told.contains('\u{1b}'), "{}", answer.told);
    answer.tells("文件名指到压缩包外面").tells("（3 处）").tells("已导入 2 篇，3 个文件没能导入");
    for path in desk.state().keys() {
        let below = Path::new(path).strip_prefix(desk.path("x")).unwrap().to_string_lossy().into_owned();
        assert!(!below.contains(['?', '<', '\u{1b}']) && !below.contains("/.hidden"), "{below}");
    }
    desk.run("x", &["build"]).is(0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_file_is_a_fault() {
    use std::os::unix::fs::PermissionsExt;
    let desk = publication();
    desk.write("a.txt", TEXT);
    let reports = desk.path("x/content/reports");
    fs::create_dir_all(&reports).unwrap();
    // A file where the folder of the year would be stops also who may write anywhere.
    fs::write(reports.join("2021"), "").unwrap();
    desk.import(&["--branch", "办公室", "../a.txt"]).is(3).tells("2021");
    fs::remove_file(reports.join("2021")).unwrap();
    fs::set_permissions(&reports, fs::Permissions::from_mode(0o555)).unwrap();
    let answer = desk.import(&["--branch", "办公室", "../a.txt"]);
    let wrote = reports.join("2021").exists();
    fs::set_permissions(&reports, fs::Permissions::from_mode(0o755)).unwrap();
    // Root writes where it likes.
    assert!(if wrote { answer.code == 0 } else { answer.code == 3 }, "{answer:?}");
}

#[test]
fn a_long_document_and_one_that_means_harm_end_well() {
    let desk = publication();
    // More figures than anybody looks through.
    let mut text = "办公室党支部2021年工作总结\n\n".to_owned();
    for number in 0..400 {
        text.push_str(&format!("第{number}科室全年开展义诊活动{number}场，服务群众{number}人次。\n"));
    }
    desk.write("a.txt", &text);
    let answer = desk.import(&["--dry-run", "--branch", "办公室", "../a.txt"]);
    assert!(!answer.told.contains("HB1104"), "{}", answer.told);
    answer.tells("只留前 300 项");
    // The tokenizer calls itself for every attribute.
    desk.write("b.html", &format!("<h1>总结</h1><p {}>全年开会4次。</p>", "a=\"b\" ".repeat(20_000)));
    desk.import(&["--dry-run", "--branch", "办公室", "--year", "2020", "../b.html"]).is(0).says("全年开会4次");
    desk.write("c.html", &format!("<p {}>全年开会4次。</p>", "a=\"b\" ".repeat(1_000_000)));
    desk.import(&["--dry-run", "../c.html"]).is(1).tells("网页太大");
    desk.write("d.txt", &"字".repeat(2_100_000));
    desk.import(&["--dry-run", "../d.txt"]).is(1).tells("200 万字");
}
