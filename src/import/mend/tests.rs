//! Mends of documents as Word and web pages give them: words in runs, breaks
//! within paragraphs, tables, notes.

use super::mend;
use crate::import::RemarkKind;
use crate::import::document::{Block, Cell, Document, Form, Inline, Look, Paragraph, Place, Role, Table};

fn text(text: &str) -> Inline {
    Inline::Text { text: text.to_owned(), form: Form::default() }
}

fn bold(text: &str) -> Inline {
    Inline::Text { text: text.to_owned(), form: Form { bold: true, ..Form::default() } }
}

fn link(words: &str) -> Inline {
    Inline::Link { target: "https://a.cn".to_owned(), content: vec![text(words)] }
}

fn document(paragraphs: Vec<Vec<Inline>>) -> Document {
    let paragraph = |(at, content)| {
        let place = Place::Paragraph(u32::try_from(at).unwrap() + 1);
        Block::Paragraph(Paragraph { content, place, ..Paragraph::default() })
    };
    Document { blocks: paragraphs.into_iter().enumerate().map(paragraph).collect(), ..Document::default() }
}

fn mended(mut document: Document) -> Document {
    mend(&mut document);
    let mut again = document.clone();
    mend(&mut again);
    assert_eq!((&again.blocks, &again.remarks), (&document.blocks, &document.remarks));
    document
}

fn content(document: &Document, at: usize) -> &[Inline] {
    match &document.blocks[at] {
        Block::Paragraph(paragraph) => &paragraph.content,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_mend_crosses_runs_and_keeps_their_form() {
    let found =
        mended(document(vec![vec![text("开展医 "), bold(" 疗扶贫"), text(",加强服"), link(" 务"), text(" 。")]]));
    assert_eq!(content(&found, 0), [text("开展医"), bold("疗扶贫"), text("，加强服"), link("务"), text("。")]);
}

#[test]
fn a_mark_that_a_link_or_a_note_stands_beside_is_mended() {
    let found = mended(document(vec![vec![
        text("详见"),
        link("通知"),
        text(",请"),
        Inline::Note(0),
        text("大家(党员)"),
        link("看 https://a.cn/x,y"),
        text("。"),
    ]]));
    assert_eq!(
        content(&found, 0),
        [
            text("详见"),
            link("通知"),
            text("，请"),
            Inline::Note(0),
            text("大家（党员）"),
            link("看 https://a.cn/x,y"),
            text("。")
        ]
    );
}

#[test]
fn a_soft_break_within_a_sentence_goes_and_one_between_lines_stays() {
    let broken = vec![text("支部全年开展学习，党员认真参加，写下体会，"), Inline::Break, bold("受到好评，大家满意。")];
    let address = vec![text("第一党支部"), Inline::Break, text("2021年12月5日")];
    let found = mended(document(vec![broken, address.clone()]));
    assert_eq!(content(&found, 0), [text("支部全年开展学习，党员认真参加，写下体会，"), bold("受到好评，大家满意。")]);
    assert_eq!(content(&found, 1), address);
}

#[test]
fn fused_details_are_parted_within_a_run() {
    let found = mended(document(vec![vec![bold("时间："), text("2021-07-02来源：血液中心作者：办公室")]]));
    assert_eq!(content(&found, 0), [bold("时间："), text("2021-07-02")]);
    assert_eq!(content(&found, 1), [text("来源：血液中心")]);
    assert_eq!(content(&found, 2), [text("作者：办公室")]);
}

#[test]
fn paragraphs_that_are_lines_of_a_page_are_joined() {
    let lines = [
        "今年以来，支部坚持把学习放在第一位，全体党员认真参加每次集中学",
        "习，并且结合各自岗位谈认识、谈体会，写下了许多心得，会后还在科",
        "室里传阅，大家都说很有收获，街道也派人来听，听完以后还要了材料",
        "带回去给更多的人看，说是比书上写的还要生动，还要贴近大家的生活",
        "，希望以后常来。",
    ];
    let mut given = document(lines.iter().map(|line| vec![text(line)]).collect());
    let found = mended(given.clone());
    assert_eq!(found.blocks.len(), 1);
    assert_eq!(found.remarks.iter().filter(|remark| remark.kind == RemarkKind::Mended).count(), 4);
    // Centred lines are none.
    for block in &mut given.blocks {
        if let Block::Paragraph(paragraph) = block {
            paragraph.look = Look { centered: true, ..Look::default() };
        }
    }
    assert_eq!(mended(given).blocks.len(), 5);
}

#[test]
fn cells_and_notes_are_mended_and_program_text_is_not() {
    let cell = |words: &str| Cell::single(vec![Paragraph::of_text(words, Place::Paragraph(1))]);
    let table = Table { rows: vec![vec![cell("姓 名"), cell("党员(正式),男")]], ..Table::default() };
    let mut code = Paragraph::of_text("汉,字 汉", Place::Paragraph(2));
    code.role = Role::Preformatted;
    let document = Document {
        blocks: vec![Block::Table(table), Block::Paragraph(code.clone())],
        notes: vec![vec![Paragraph::of_text("见《党章》,组 织条款，此处略去。", Place::Note(1))]],
        ..Document::default()
    };
    let found = mended(document);
    let Block::Table(table) = &found.blocks[0] else { panic!() };
    assert_eq!(table.rows[0][0].content[0].text(), "姓 名");
    assert_eq!(table.rows[0][1].content[0].text(), "党员（正式），男");
    assert_eq!(found.blocks[1], Block::Paragraph(code));
    assert_eq!(found.notes[0][0].text(), "见《党章》，组织条款，此处略去。");
}

#[test]
fn remarks_are_cut_off_when_nobody_would_read_them() {
    let found = mended(document((0..2_000).map(|_| vec![text("支部开会,学习文件。")]).collect()));
    assert_eq!(found.remarks.len(), super::MANY);
    assert_eq!(found.remarks.last().unwrap().what, super::MORE);
    let open = "支部开会，学习文件，讨论发言，写下体会，大家都满意";
    let found = mended(document((0..2_000).map(|_| vec![text(open)]).collect()));
    assert_eq!(found.remarks.len(), super::MANY);
}

#[test]
fn long_texts_take_time_in_proportion() {
    for unit in ["汉 字，", "(((", "“甲 乙", "医,", "1 2 期 ", "- — ", "\"甲\" ", "a@b.cn,", "作者：", "《《甲 乙》》"]
    {
        let line = unit.repeat(400_000 / unit.len());
        let mut given = document(vec![vec![text(&line)]]);
        mend(&mut given);
        // As many runs.
        let runs = unit.chars().cycle().take(60_000).map(|c| text(&c.to_string())).collect();
        mend(&mut document(vec![runs]));
    }
    mend(&mut document((0..100_000).map(|_| vec![text("支部开会，学习文件，讨论发言，写体会，大家，")]).collect()));
}
