//! Documents of Word: styles, automatic numbers, looks.

use super::{Article, articles};
use crate::import::RemarkKind;
use crate::import::document::{Block, Cell, Document, Form, Inline, Look, Paragraph, Place, Role, Table, Within};

const TEXT: &str = "全年召开支部大会四次、支委会十二次，党员到会率保持在九成以上，记录齐全，按时归档。";

/// A paragraph: role, label, words, look.
type Line<'a> = (Role, &'a str, &'a str, Look);

fn plain(words: &str) -> Line<'_> {
    (Role::Body, "", words, Look::default())
}

fn of(role: Role, words: &str) -> Line<'_> {
    (role, "", words, Look::default())
}

fn looking(words: &str, bold: bool, centered: bool, size: u16) -> Line<'_> {
    (Role::Body, "", words, Look { bold, centered, size: Some(size), ..Look::default() })
}

fn document(lines: &[Line<'_>]) -> Document {
    let block = |(at, (role, label, words, look)): (usize, &Line<'_>)| {
        let place = Place::Paragraph(u32::try_from(at).unwrap() + 1);
        let text = Paragraph::of_text(words, place);
        Block::Paragraph(Paragraph { role: *role, label: (*label).to_owned(), look: *look, ..text })
    };
    Document { blocks: lines.iter().enumerate().map(block).collect(), ..Document::default() }
}

fn article(lines: &[Line<'_>]) -> Article {
    let mut found = articles(document(lines));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn headings(article: &Article) -> Vec<(u8, String)> {
    let heading = |block: &Block| match block {
        Block::Paragraph(paragraph) => match paragraph.role {
            Role::Heading(level) => Some((level, paragraph.text())),
            _ => None,
        },
        _ => None,
    };
    article.blocks.iter().filter_map(heading).collect()
}

fn check(lines: &[Line<'_>], title: Option<&str>, expected: &[(u8, &str)]) {
    let article = article(lines);
    assert_eq!(article.title.as_ref().map(|title| title.text.as_str()), title);
    let expected: Vec<(u8, String)> = expected.iter().map(|(level, words)| (*level, (*words).to_owned())).collect();
    assert_eq!(headings(&article), expected);
}

#[test]
fn styles_make_title_and_headings() {
    check(
        &[
            of(Role::Title, "支部工作总结"),
            of(Role::Subtitle, "2021年度"),
            plain(TEXT),
            of(Role::Heading(2), "学习"),
            plain(TEXT),
            of(Role::Heading(4), "制度"),
            plain(TEXT),
            of(Role::Heading(2), "作风"),
            plain(TEXT),
        ],
        Some("支部工作总结"),
        &[(1, "学习"), (2, "制度"), (1, "作风")],
    );
}

#[test]
fn the_first_heading_of_the_first_level_is_the_title() {
    check(
        &[
            of(Role::Heading(1), "支部工作总结"),
            plain(TEXT),
            of(Role::Heading(2), "学习"),
            plain(TEXT),
            of(Role::Heading(2), "作风"),
            plain(TEXT),
        ],
        Some("支部工作总结"),
        &[(1, "学习"), (1, "作风")],
    );
}

#[test]
fn the_first_of_several_chapters_is_no_title() {
    let chapters = [of(Role::Heading(1), "工作回顾"), plain(TEXT), of(Role::Heading(1), "工作打算"), plain(TEXT)];
    check(&chapters, None, &[(1, "工作回顾"), (1, "工作打算")]);
    let mut titled = vec![of(Role::Heading(1), "支部工作总结")];
    titled.extend(chapters);
    check(&titled, Some("支部工作总结"), &[(1, "工作回顾"), (1, "工作打算")]);
    let mut plainly = vec![plain("携手同行谱新篇")];
    plainly.extend(chapters);
    check(&plainly, Some("携手同行谱新篇"), &[(1, "工作回顾"), (1, "工作打算")]);
}

#[test]
fn the_one_heading_of_a_page_is_its_title_whatever_stands_above() {
    check(
        &[
            plain("党建工作"),
            of(Role::Heading(1), "携手同行谱新篇"),
            plain(TEXT),
            of(Role::Heading(2), "学习"),
            plain(TEXT),
        ],
        Some("携手同行谱新篇"),
        &[(1, "学习")],
    );
}

#[test]
fn automatic_numbers_become_words_of_headings() {
    let numbered = |label, words| (Role::Heading(1), label, words, Look::default());
    let listed = |label, words| (Role::Item { depth: 0, ordered: true }, label, words, Look::default());
    check(
        &[
            of(Role::Title, "支部工作总结"),
            numbered("一、", "学习"),
            plain(TEXT),
            listed("（一）", "制度"),
            plain(TEXT),
            listed("（二）", "成效"),
            plain(TEXT),
            numbered("二、", "荣誉"),
            listed("1.", "市先进党支部"),
            listed("2.", "省先进党支部"),
        ],
        Some("支部工作总结"),
        &[(1, "一、学习"), (2, "（一）制度"), (2, "（二）成效"), (1, "二、荣誉")],
    );
}

#[test]
fn looks_make_title_and_headings() {
    check(
        &[
            looking("市中心医院", false, true, 32),
            looking("支部工作总结", true, true, 44),
            looking(TEXT, false, false, 28),
            looking("学习", true, false, 32),
            looking(TEXT, false, false, 28),
            looking("制度", true, false, 28),
            looking(TEXT, false, false, 28),
            looking("作风", true, false, 32),
            looking(TEXT, false, false, 28),
        ],
        Some("支部工作总结"),
        &[(1, "学习"), (2, "制度"), (1, "作风")],
    );
}

#[test]
fn a_title_on_two_lines_of_one_look_is_one() {
    check(
        &[
            looking("关于开展党史学习教育", true, true, 44),
            looking("情况的汇报材料", true, true, 44),
            looking(TEXT, false, false, 28),
        ],
        Some("关于开展党史学习教育情况的汇报材料"),
        &[],
    );
}

#[test]
fn a_paragraph_in_the_style_of_a_heading_is_text_and_a_doubt() {
    let long = format!("{TEXT}{TEXT}{TEXT}");
    let found = article(&[
        of(Role::Title, "支部工作总结"),
        of(Role::Heading(1), &long),
        of(Role::Heading(1), "学习"),
        plain(TEXT),
    ]);
    assert_eq!(headings(&found), [(1, "学习".to_owned())]);
    assert_eq!(found.remarks.iter().filter(|remark| remark.kind == RemarkKind::Doubt).count(), 1);
}

#[test]
fn a_run_in_heading_keeps_the_form_of_its_words() {
    let mut given = document(&[of(Role::Title, "支部工作总结"), plain("")]);
    let bold = Form { bold: true, ..Form::default() };
    let content = vec![
        Inline::Text { text: "一、加强学习。".to_owned(), form: bold },
        Inline::Note(0),
        Inline::Text { text: TEXT.to_owned(), form: Form::default() },
    ];
    given.blocks[1] = Block::Paragraph(Paragraph { content, ..Paragraph::default() });
    let found = articles(given).remove(0);
    assert_eq!(headings(&found), [(1, "一、加强学习".to_owned())]);
    let Block::Paragraph(body) = &found.blocks[1] else { panic!() };
    assert_eq!(body.content[0], Inline::Note(0));
    assert_eq!(body.text(), TEXT);
}

#[test]
fn captions_dates_and_bold_sentences_are_no_headings() {
    check(
        &[
            looking("支部工作总结", true, true, 44),
            looking("一、学习", true, false, 32),
            looking(TEXT, false, false, 28),
            looking("图1 学习现场", true, true, 24),
            looking("党员都受到了教育。", true, false, 28),
            looking(TEXT, false, false, 28),
            (Role::Body, "", "2021年12月5日", Look { bold: true, right: true, ..Look::default() }),
        ],
        Some("支部工作总结"),
        &[(1, "一、学习")],
    );
}

#[test]
fn a_document_of_one_line_or_none_is_an_article() {
    assert_eq!(article(&[plain("支部工作总结")]).title.unwrap().text, "支部工作总结");
    assert_eq!(articles(Document::default()).len(), 1);
}

#[test]
fn long_documents_take_time_in_proportion() {
    for unit in
        ["一、甲乙丙", "1.甲乙丙", "支部工作总结", "2021年3月5日", "【概况】", "作者：甲", "[1]甲[J]", "甲乙丙丁", ""]
    {
        let lines: Vec<Line<'_>> = (0..20_000).map(|_| plain(unit)).collect();
        assert!(!articles(document(&lines)).is_empty());
    }
    let long = "一、甲 作者：".repeat(100_000);
    assert!(!articles(document(&[plain(&long), plain(&long), plain(&long)])).is_empty());
    let labels = "关键词：甲 ".repeat(100_000);
    let found = article(&[plain("支部工作总结"), plain(&labels)]);
    assert_eq!(found.keywords.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["甲"]);
    let words: String = (0..400_000).map(|number| format!("甲{number}；")).collect();
    let found = article(&[plain("支部工作总结"), plain(&format!("关键词：{words}"))]);
    assert_eq!(found.keywords.len(), 400_000);
}

/// A table of cells with a paragraph a line.
fn table(rows: &[&[&str]]) -> Block {
    let paragraph = |line: &str| Paragraph::of_text(line, Place::Document);
    let cell = |text: &&str| Cell { content: text.lines().map(paragraph).collect(), columns: 1, rows: 1 };
    let row = |row: &&[&str]| row.iter().map(cell).collect();
    Block::Table(Table { rows: rows.iter().map(row).collect(), head: 0, place: Place::Document })
}

#[test]
fn names_of_texts_in_a_form_are_headings() {
    let mut form = document(&[looking("年度工作总结表", true, true, 36)]);
    let work = format!("一、学习\n{TEXT}\n二、作风\n{TEXT}");
    form.blocks.push(table(&[
        &["单位", "棠溪县中医院", "年度", "2023年"],
        &["负责人", "何亚楠", "填报时间", "2024年1月5日"],
        &["主\n要\n工\n作", &work],
        &["存在问题", TEXT],
    ]));
    let article = articles(form).remove(0);
    let expected = [(1, "主要工作"), (2, "一、学习"), (2, "二、作风"), (1, "存在问题")];
    assert_eq!(headings(&article), expected.map(|(level, words)| (level, words.to_owned())));
}

#[test]
fn a_table_is_parted_at_rows_across_it() {
    let mut list = document(&[looking("棠溪县中医院2023年工作总结", true, true, 36), plain(TEXT)]);
    list.blocks.push(table(&[
        &["序号", "任务", "完成情况"],
        &["一、学习", "", ""],
        &["1", "支部大会", "四次"],
        &["二、服务", "", ""],
        &["2", "下乡义诊", "十二次"],
    ]));
    let article = articles(list).remove(0);
    assert_eq!(headings(&article), [(1, "一、学习".to_owned()), (1, "二、服务".to_owned())]);
    let rows = |block: &Block| if let Block::Table(table) = block { Some(table.rows.len()) } else { None };
    assert_eq!(article.blocks.iter().filter_map(rows).collect::<Vec<_>>(), [2, 2]);
}

/// The words of the tables of an article.
fn tables(article: &Article) -> Vec<Vec<Vec<String>>> {
    let words = |cell: &Cell| cell.content.iter().map(Paragraph::text).collect::<String>();
    let table = |block: &Block| match block {
        Block::Table(table) => Some(table.rows.iter().map(|row| row.iter().map(words).collect()).collect()),
        _ => None,
    };
    article.blocks.iter().filter_map(table).collect()
}

#[test]
fn rows_of_data_in_a_form_are_a_table() {
    let mut form = document(&[looking("年度工作总结表", true, true, 36)]);
    let mut rows = table(&[
        &["单位", "棠溪县中医院", "年度", "2023年"],
        &["负责人", "何亚楠", "填报时间", "2024年1月5日"],
        &["主要工作", TEXT],
        &["数据", "门诊（人次）", "3120", "上年2980"],
        &["", "住院（人次）", "412", "上年398"],
        &["存在问题", TEXT],
    ]);
    let Block::Table(outer) = &mut rows else { unreachable!() };
    outer.rows[3][0].rows = 2;
    // A table within a cell has become paragraphs that know where they stood.
    let inner = [("指标", 0, 0), ("2023年", 0, 1), ("床位", 1, 0), ("80", 1, 1)];
    let inner = inner.map(|(words, row, column)| {
        let within = Some(Within { table: Place::Paragraph(9), row, column });
        Paragraph { within, ..Paragraph::of_text(words, Place::Paragraph(9)) }
    });
    outer.rows[5][1].content.extend(inner);
    form.blocks.push(rows);
    let article = articles(form).remove(0);
    let expected: [&[&[&str]]; 2] = [
        &[&["门诊（人次）", "3120", "上年2980"], &["住院（人次）", "412", "上年398"]],
        &[&["指标", "2023年"], &["床位", "80"]],
    ];
    let owned = |table: &&[&[&str]]| {
        table.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    assert_eq!(tables(&article), expected.iter().map(owned).collect::<Vec<_>>());
}

#[test]
fn nothing_of_a_word_file_is_of_a_web_page() {
    let lines = [
        looking("棠溪县中医院2023年工作总结", true, true, 36),
        plain(TEXT),
        plain("年度光荣榜"),
        plain("阎小山　苗玉　兰　冰　夏侯勇　樊小军　巩志强"),
        plain(TEXT),
        plain("打印 关闭"),
        plain("— 3 —"),
    ];
    let told = |name: &str| {
        let mut found = articles(Document { name: name.to_owned(), ..document(&lines) });
        let article = found.remove(0);
        let text = |block: &Block| if let Block::Paragraph(paragraph) = block { Some(paragraph.text()) } else { None };
        (article.blocks.iter().filter_map(text).collect::<Vec<_>>(), article.remarks)
    };
    let (text, remarks) = told("a.docx");
    for words in ["年度光荣榜", "阎小山　苗玉　兰　冰　夏侯勇　樊小军　巩志强", "打印 关闭"]
    {
        assert!(text.iter().any(|line| line.contains(words)), "{words}: {text:?} {remarks:?}");
    }
    assert!(!told("a.html").0.iter().any(|line| line.contains("打印 关闭")));
}

#[test]
fn what_stands_below_the_head_of_contents_and_again_is_an_entry() {
    let article = article(&[
        looking("棠溪简报", true, true, 36),
        plain("本期要目"),
        plain("● 中医院义诊下乡"),
        plain("● 年度光荣榜"),
        looking("中医院义诊下乡", true, false, 28),
        plain(TEXT),
        looking("年度光荣榜", true, false, 28),
        plain(TEXT),
    ]);
    let dropped = article.remarks.iter().filter(|remark| remark.kind == RemarkKind::Dropped);
    let dropped: Vec<&str> = dropped.map(|remark| remark.before.as_str()).collect();
    assert_eq!(dropped, ["本期要目", "● 中医院义诊下乡", "● 年度光荣榜"]);
}
