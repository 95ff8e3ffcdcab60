use crate::import::Candidate;
use crate::import::account::Piece;
use crate::import::document::{Block, Cell, Form, Inline, Paragraph, Picture, Place, Role, Table};
use crate::import::facts::{Achievement, Branch, Facts, Honour, Metric, Proposed};
use crate::import::structure::Article;
use crate::import::write::{Origin, write};
use crate::language::date::{PartialDate, Years};
use crate::parse::Limits;
use crate::parse::front;
use crate::parse::markdown::prose;
use crate::source::{Digest, VPath};

fn paragraph(role: Role, label: &str, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, label: label.to_owned(), ..Paragraph::of_text(text, Place::Paragraph(1)) })
}

fn body(blocks: Vec<Block>) -> String {
    written(&Article { blocks, ..Article::default() })
}

/// The front matter of an article of which nothing is known.
const BARE: &str = "---\ntitle: 未命名的总结\nbranch: 请填写组织\n---\n";

fn candidate(article: Article, facts: Facts) -> Candidate {
    Candidate { pieces: Vec::new(), article, facts }
}

/// The Markdown of an article, without its front matter.
fn written(article: &Article) -> String {
    let made = write(&candidate(article.clone(), Facts::default()), "bao-gao", None);
    made.text.strip_prefix(BARE).unwrap().trim_start_matches('\n').to_owned()
}

fn text(text: &str, form: Form) -> Inline {
    Inline::Text { text: text.to_owned(), form }
}

#[test]
fn words_stay_words_whatever_they_look_like() {
    // Every pair and many triples of what means something to Markdown.
    let parts = [
        "*",
        "**",
        "_",
        "`",
        "~",
        "~~",
        "[",
        "]",
        "](",
        "[^1]",
        "[^1]:",
        "![",
        "<",
        "<b>",
        "&",
        "&amp;",
        "\\",
        "#",
        "##",
        "-",
        "---",
        "===",
        "+",
        ">",
        "|",
        ":",
        "1.",
        "12)",
        "[ ]",
        "{#x}",
        "甲",
        "a",
        "2",
        " ",
        "。",
        "（",
        "！",
        "http://a.cn/_x_",
        "\u{a0}",
        "$",
        "\"",
    ];
    let mut failed = Vec::new();
    let mut try_out = |words: String| {
        let words = words.trim().to_owned();
        for (role, label) in [(Role::Body, ""), (Role::Heading(2), ""), (Role::Item { depth: 0, ordered: false }, "")] {
            if words.is_empty() {
                continue;
            }
            let markdown = body(vec![paragraph(role, label, &words), paragraph(Role::Body, "", "后文。")]);
            let read = prose(&markdown, 0..markdown.len(), &Limits::default());
            let found: Vec<&str> = read.iter().map(|block| block.text.trim()).collect();
            let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            if found.len() != 2 || spaced(found[0]) != spaced(&words) {
                failed.push(format!("{role:?} {words:?} -> {markdown:?} -> {found:?}"));
            }
        }
    };
    for first in parts {
        for second in parts {
            try_out(format!("{first}{second}"));
            try_out(format!("{first} {second}字"));
            for third in ["*", "~", "](", "]", "乙", " x", "_", "`", ">"] {
                try_out(format!("{first}甲{second}{third}"));
            }
        }
    }
    failed.truncate(12);
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn emphasis_is_kept_and_never_eats_what_is_beside_it() {
    let bold = Form { bold: true, ..Form::default() };
    let italic = Form { italic: true, ..Form::default() };
    let content = vec![
        text("前", Form::default()),
        text("重点：", bold),
        text(" 斜 ", italic),
        text("后*文*", Form::default()),
        Inline::Break,
        text("- 下一行", bold),
    ];
    let block = Block::Paragraph(Paragraph { content, ..Paragraph::default() });
    assert_eq!(body(vec![block]), "前**重点：** *斜* 后\\*文\\*\\\n**- 下一行**\n");
}

#[test]
fn headings_lists_and_quotations_have_their_marks() {
    let item =
        |depth, label: &str, words: &str| paragraph(Role::Item { depth, ordered: !label.is_empty() }, label, words);
    let blocks = vec![
        paragraph(Role::Heading(1), "一、", "工作"),
        item(0, "1.", "甲"),
        item(1, "•", "子"),
        item(0, "2.", "乙"),
        item(0, "5.", "丙"),
        paragraph(Role::Heading(2), "1.1", "细目"),
        item(0, "", "丁"),
        item(0, "（1）", "戊"),
        paragraph(Role::Quotation, "", "引文"),
        Block::Divider,
        paragraph(Role::Preformatted, "", "a ``` b"),
    ];
    let expected = "## 一、工作\n\n1. 甲\n   - 子\n2. 乙\n\n5\\. 丙\n\n### 1.1 细目\n\n- 丁\n\n（1）戊\n\n> 引文\n\n* * *\n\n````\na ``` b\n````\n";
    assert_eq!(body(blocks), expected);
}

#[test]
fn a_table_has_all_its_cells() {
    let cell = |text: &str| Cell::single(vec![Paragraph::of_text(text, Place::Paragraph(1))]);
    let wide = Cell { columns: 2, ..cell("两格|宽") };
    let two = Cell::single(vec![Paragraph::of_text("上", Place::Document), Paragraph::of_text("下", Place::Document)]);
    let rows = vec![vec![wide, Cell::single(vec![])], vec![cell("甲"), two], vec![cell("只有一格")]];
    let table = Table { rows, head: 1, place: Place::Paragraph(1) };
    let article = Article { blocks: vec![Block::Table(table)], ..Article::default() };
    let made = write(&candidate(article, Facts::default()), "bao-gao", None);
    assert!(
        made.text.ends_with("\n| 两格\\|宽 | |\n| --- | --- |\n| 甲 | 上<br>下 |\n| 只有一格 | |\n"),
        "{}",
        made.text
    );
    assert_eq!(made.remarks.len(), 2, "{:?}", made.remarks);
}

#[test]
fn notes_links_and_pictures_are_where_they_were() {
    let picture = Picture { bytes: vec![1], extension: "png".to_owned(), digest: Digest::of(&[1]) };
    let content = vec![
        text("见", Form::default()),
        Inline::Note(1),
        Inline::Link { target: "https://a.cn/x_(y)".to_owned(), content: vec![text("[网页]", Form::default())] },
        Inline::Link { target: "javascript:alert(1)".to_owned(), content: vec![text("不是", Form::default())] },
        Inline::Picture { picture: 0, alternative: "合影".to_owned() },
        Inline::Note(1),
        text("水10", Form::default()),
        text("3", Form { superscript: true, ..Form::default() }),
    ];
    let article = Article {
        blocks: vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })],
        notes: vec![
            vec![],
            vec![Paragraph::of_text("注文", Place::Note(2)), Paragraph::of_text("第二段", Place::Note(2))],
        ],
        pictures: vec![picture],
        ..Article::default()
    };
    let made = write(&candidate(article, Facts::default()), "bao-gao", None);
    let expected = "见[^1]<!-- -->[\\[网页\\]](https://a.cn/x%5F%28y%29)不是![合影](bao-gao/1.png)[^1]水10³\n\n[^1]: 注文\n\n    第二段\n";
    assert_eq!(made.text.trim_start_matches(BARE).trim_start(), expected);
    assert_eq!(made.pictures, [("bao-gao/1.png".to_owned(), 0)]);
}

fn certain<T>(value: T) -> Proposed<T> {
    Proposed { value, evidence: String::new(), place: Place::Document, certain: true }
}

fn doubtful<T>(value: T, evidence: &str) -> Proposed<T> {
    Proposed { value, evidence: evidence.to_owned(), place: Place::Paragraph(3), certain: false }
}

#[test]
fn what_is_certain_is_a_value_and_what_is_not_a_remark() {
    let facts = Facts {
        title: Some(certain("年度：总结 # 一".to_owned())),
        branch: Some(certain(Branch::New(vec!["甲医院".to_owned(), "第一党支部".to_owned()]))),
        years: Some(certain(Years::one(2021))),
        date: Some(doubtful(PartialDate { year: 2021, month: Some(7), day: None }, "2021年7月\n的事")),
        topics: vec![certain("组织建设".to_owned()), doubtful("义诊".to_owned(), "义诊2次")],
        honours: vec![
            certain(Honour { name: "先进,集体".to_owned(), level: "市".to_owned(), ..Honour::default() }),
            doubtful(Honour { name: "标兵".to_owned(), ..Honour::default() }, "获标兵"),
        ],
        metrics: vec![certain(Metric {
            name: "党员".to_owned(),
            value: "300".to_owned(),
            unit: "名".to_owned(),
            approx: "余".to_owned(),
            base: Some("280".to_owned()),
            ..Metric::default()
        })],
        alternatives: vec![("date", "2021-08".to_owned())],
        achievements: vec![
            doubtful(Achievement { text: "做了: 好事".to_owned(), topics: Vec::new() }, "做了好事"),
            certain(Achievement { text: "义诊2次, 受到好评".to_owned(), topics: vec!["义诊".to_owned()] }),
        ],
        ..Facts::default()
    };
    let origin = Origin { name: "总结, 定稿.docx", digest: "abc".to_owned() };
    let made = write(&candidate(Article::default(), facts), "bao-gao", Some(&origin));
    let expected = "---
title: '年度：总结 # 一'
# 组织登记表里还没有这个组织，请登记
branch: 甲医院/第一党支部
year: 2021
topics: [组织建设]
source: {file: '总结, 定稿.docx', digest: abc}
achievements:
  - {text: '义诊2次, 受到好评', topics: [义诊]}
honours:
  - {name: '先进,集体', level: 市}
metrics:
  - {name: 党员, value: 300余, unit: 名, base: 280}
review:
  - field: date
    proposal: 2021-07
    alternatives: [2021-08]
    evidence: 2021年7月 的事
    place: 第3段
  - field: topics
    proposal: 义诊
    evidence: 义诊2次
    place: 第3段
  - field: achievements
    proposal: '做了: 好事'
    evidence: 做了好事
    place: 第3段
  - field: honours
    proposal: {name: 标兵}
    evidence: 获标兵
    place: 第3段
---
";
    assert_eq!(made.text, expected);
    let path = VPath::new("content/reports/2021/a.md").unwrap();
    let parsed = front::report(&path, made.text.as_bytes());
    assert!(parsed.diagnostics.iter().all(|finding| finding.rule.code == "HB2212"), "{:?}", parsed.diagnostics);
    let draft = parsed.value.unwrap();
    assert_eq!(parsed.diagnostics.len(), draft.review.len());
    let fields: Vec<_> = draft.review.iter().map(|point| point.field.unwrap_or_default()).collect();
    assert_eq!(fields, ["date", "topics", "achievements", "honours"]);
    assert_eq!(draft.title.value, "年度：总结 # 一");
    assert_eq!(draft.branch.value, "甲医院/第一党支部");
    assert_eq!((draft.topics.len(), draft.honours.len(), draft.metrics.len(), draft.achievements.len()), (1, 1, 1, 1));
    assert_eq!(draft.achievements[0].topics[0].value, "义诊");
    assert_eq!(draft.honours[0].name.value, "先进,集体");
    assert!(draft.date.is_none());
}

#[test]
fn more_points_than_a_front_matter_holds_leave_one_that_can_be_read() {
    let honour = |number: usize| Proposed {
        value: Honour { name: format!("第{number}个先进集体"), level: "市".to_owned(), ..Honour::default() },
        evidence: "荣获某市总工会授予的先进集体称号，这是全体职工多年努力的结果".repeat(2),
        place: Place::Paragraph(7),
        certain: false,
    };
    let facts = Facts { honours: (0..900).map(honour).collect(), ..Facts::default() };
    let made = write(&candidate(Article::default(), facts), "bao-gao", None);
    let path = VPath::new("content/reports/bao-gao.md").unwrap();
    let read = front::open_points(&path, &made.text).len();
    assert!(read > 400 && read < 900, "{read}");
    assert_eq!(made.remarks.len(), 1, "{:?}", made.remarks);
}

#[test]
fn words_that_fit_no_key_leave_a_front_matter_that_can_be_read() {
    let lost: Vec<String> = (0..10_000).map(|number| format!("第{number}行无处可归的话，共有若干字")).collect();
    let pieces = (1..).zip(&lost).map(|(number, text)| Piece { text: text.clone(), place: Place::Paragraph(number) });
    let blocks = vec![paragraph(Role::Body, "", "正文。")];
    let article = Article { blocks, ..Article::default() };
    let made = write(&Candidate { pieces: pieces.collect(), article, facts: Facts::default() }, "bao-gao", None);
    let path = VPath::new("content/reports/bao-gao.md").unwrap();
    let codes: Vec<&str> =
        front::report(&path, made.text.as_bytes()).diagnostics.iter().map(|found| found.rule.code).collect();
    assert!(!codes.contains(&"HB1104"), "{codes:?}");
    for text in &lost {
        assert!(made.text.contains(text), "{text}");
    }
    // Code of Markdown stands in the text as it is, its marks too.
    let code = "[^1]: 见[网页](http://a.cn)";
    let blocks = vec![paragraph(Role::Preformatted, "", code)];
    let pieces = vec![Piece { text: code.to_owned(), place: Place::Paragraph(1) }];
    let article = Article { blocks, ..Article::default() };
    let made = write(&Candidate { pieces, article, facts: Facts::default() }, "bao-gao", None);
    assert_eq!(made.account.lost, []);
}
