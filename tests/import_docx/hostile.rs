//! Files that mean harm or are broken: each is read or refused with words,
//! none makes the reader panic, and the limits act.

use std::path::Path;

use huibian::import::docx::{limits, read};

use crate::raw::{NAMESPACES, Raw, num, p, picture, pn, zip};
use crate::show::{remarks, shown};

#[track_caller]
fn refused(bytes: &[u8], why: &str) {
    let refusal = read("x.docx", bytes).expect_err("refused");
    assert!(refusal.what.zh.contains(why), "{}", refusal.what.zh);
    assert!(!refusal.help.zh.is_empty() && !refusal.help.en.is_empty());
}

fn body(content: String) -> Vec<u8> {
    Raw::body(&content).zip()
}

fn real() -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_docx/files/r-everything.docx")).unwrap()
}

#[test]
fn bombs() {
    refused(&body(" ".repeat(12 << 20)), "解压后大得异常");
    let styles = "<!--".to_owned() + &" ".repeat(12 << 20) + "-->";
    refused(&Raw::body(&p("甲")).styles(&styles).zip(), "解压后大得异常");
    // A picture is not worth the whole document.
    let raw = Raw::body(&format!("<w:p>{}</w:p>{}", picture("i", ""), p("正文")))
        .bytes("word/a.png", &vec![0; 12 << 20])
        .relation("i", "image", "a.png");
    let document = read("x.docx", &raw.zip()).unwrap();
    assert_eq!(shown(&document).trim(), "正文");
    assert_eq!(remarks(&document), ["Dropped: 图片损坏或太大，未导入“word/a.png”"]);
}

#[test]
fn more_than_the_limits() {
    let entries: Vec<_> = (0..=limits::ENTRIES).map(|number| (format!("{number}"), Vec::new())).collect();
    refused(&zip(&entries), "内容太多");
    refused(&body("<w:p/>".repeat(limits::PARAGRAPHS + 1)), "内容太多");
    let runs: Vec<String> = (0..limits::NODES / 2).map(|number| format!("<w:r w:a=\"{number}\"/>")).collect();
    refused(&body(format!("<w:p>{}</w:p>", runs.concat())), "内容太多");
    // The same in several paragraphs is only a long document.
    let paragraphs: String = runs.chunks(10_000).map(|runs| format!("<w:p>{}</w:p>", runs.concat())).collect();
    assert!(read("x.docx", &body(paragraphs)).is_ok());
    let row = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr></w:tc></w:tr>"#;
    refused(&body(format!("<w:tbl>{}</w:tbl>", row.repeat(limits::CELLS / limits::COLUMNS + 1))), "内容太多");
    refused(&body(format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(limits::COLUMNS + 1))), "内容太多");
    let breaks = format!("<w:p>{}</w:p>", "<w:r><w:br/><w:tab/></w:r>".repeat(10_000));
    refused(&body(breaks.repeat(limits::INLINES / 20_000 + 1)), "内容太多");
    let style = r#"<w:style w:styleId="S"/>"#;
    let styles: String = (0..=limits::DEFINITIONS).map(|number| style.replace('S', &number.to_string())).collect();
    refused(&Raw::body(&p("甲")).styles(&styles).zip(), "内容太多");
    // Remarks share one, and none is refused.
    let comments = r#"<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>"#.repeat(limits::REMARKS + 9);
    let document = read("x.docx", &body(comments)).unwrap();
    assert_eq!(document.remarks.len(), limits::REMARKS);
}

#[test]
fn nesting() {
    for (open, close) in [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<x:a>", "</x:a>"),
        ("<mc:AlternateContent><mc:Choice Requires=\"wps\">", "</mc:Choice></mc:AlternateContent>"),
        (
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        ),
    ] {
        // A million deep is far under the limit of size and above that of depth.
        refused(&body(open.repeat(100_000)), "嵌套");
        refused(&body(format!("{}{}{}", open.repeat(100_000), p("甲"), close.repeat(100_000))), "嵌套");
        // As deep as allowed, on the small stack of a test.
        let depth = (limits::DEPTH - 6) / open.matches('<').count();
        let document =
            read("x.docx", &body(format!("{}{}{}", open.repeat(depth), p("甲"), close.repeat(depth)))).unwrap();
        assert!(shown(&document).contains('甲'), "{open}");
    }
    for (open, close) in [
        ("<w:ins>", "</w:ins>"),
        ("<w:hyperlink w:anchor=\"a\">", "</w:hyperlink>"),
        ("<w:fldSimple w:instr=\"REF a\">", "</w:fldSimple>"),
        ("<w:r><w:ruby><w:rubyBase>", "</w:rubyBase></w:ruby></w:r>"),
        ("<w:smartTag>", "</w:smartTag>"),
        ("<m:oMath><m:f><m:num>", "</m:num></m:f></m:oMath>"),
    ] {
        let depth = (limits::DEPTH - 8) / open.matches('<').count();
        let inner = if open.starts_with("<m") { "<m:r><m:t>甲</m:t></m:r>" } else { "<w:r><w:t>甲</w:t></w:r>" };
        let content = format!("<w:p>{}{inner}{}</w:p>", open.repeat(depth), close.repeat(depth));
        assert!(shown(&read("x.docx", &body(content)).unwrap()).contains('甲'), "{open}");
    }
    // Whatever the depth, all of it is under the limit of a bomb or refused as one.
    assert!(read("x.docx", &body("<w:sdt>".repeat(1_000_000))).is_err());
    // Fields nest without elements.
    let fields = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#.repeat(20_000);
    assert!(read("x.docx", &body(format!("<w:p>{fields}</w:p>{}", p("后")))).is_ok());
}

#[test]
fn entities() {
    let laughs = format!(
        r#"<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"#
    );
    refused(&Raw::default().part("word/document.xml", &laughs).zip(), "实体");
    let outside = laughs.replace("[<!ENTITY", r#"SYSTEM "file:///etc/passwd" [<!ENTITY"#);
    refused(&Raw::default().part("word/document.xml", &outside).zip(), "实体");
    refused(&body("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>".to_owned()), "实体");
    let relations = format!("<!DOCTYPE a><Relationships {NAMESPACES}/>");
    refused(&Raw::body(&p("甲")).part("_rels/.rels", &relations).zip(), "实体");
}

#[test]
fn names_and_references() {
    let good = Raw::body(&p("正文"));
    let bad = good
        .clone()
        .part("../word/styles.xml", "坏")
        .part("/etc/passwd", "坏")
        .part("C:\\a", "坏")
        .part("a/../b", "坏");
    assert_eq!(shown(&read("x.docx", &bad.zip()).unwrap()).trim(), "正文");
    let document = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("甲"));
    refused(&zip(&[("../word/document.xml".to_owned(), document.clone().into_bytes())]), "没有 Word 文档");
    // Two parts whose names differ in case are one; the first counts.
    let twice = good.part("WORD/document.XML", &document);
    assert_eq!(shown(&read("x.docx", &twice.zip()).unwrap()).trim(), "正文");
    // Parts that refer to each other and to themselves.
    let circle = Raw::body(&format!(
        r#"<w:p>{}</w:p>{}<w:sectPr><w:headerReference r:id="h"/></w:sectPr>"#,
        picture("d", "自己"),
        pn(1, 0, "甲")
    ))
    .relation("d", "image", "document.xml")
    .relation("h", "header", "document.xml")
    .relation("s", "styles", "document.xml")
    .relation("f", "footnotes", "../_rels/.rels")
    .numbering(&(num(2, "") + r#"<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>"#));
    assert!(read("x.docx", &circle.zip()).is_ok());
}

#[test]
fn markup_that_is_none() {
    for content in
        ["<w:p>", "</w:p>", "<w:p></w:r>", "<w:p a=b/>", "<w:p a=\"b/>", "<w:p", "<w:p><w:r w:a=\"1\" w:a></w:r></w:p>"]
    {
        refused(&body(content.to_owned()), "损坏");
    }
    let many: String = (0..500).map(|number| format!(" xmlns:n{number}=\"urn:{number}\"")).collect();
    refused(&body(format!("<w:p{many}/>")), "损坏");
    refused(&Raw::default().bytes("word/document.xml", b"\xFF\xFF\x80").zip(), "损坏");
    refused(&Raw::default().part("word/document.xml", "<html/>").zip(), "没有 Word 文档");
    refused(&Raw::default().part("word/document.xml", "").zip(), "没有 Word 文档");
    // A damaged part beside the text costs what it holds.
    let raw = Raw::body(&p("正文")).part("word/x.xml", "<w:styles><").relation("s", "styles", "x.xml");
    let document = read("x.docx", &raw.zip()).unwrap();
    assert_eq!(shown(&document).trim(), "正文");
    assert_eq!(remarks(&document).len(), 1);
}

#[test]
fn other_files() {
    let ole = |stream: &str| {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(2_048, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    refused(&ole("EncryptedPackage"), "打开密码");
    refused(&ole("WordDocument"), "旧格式的 Word");
    refused(&ole("Workbook"), "表格");
    refused(b"%PDF-1.7", "PDF");
    refused(b"{\\rtf1", "RTF");
    refused(
        br#"<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">"#,
        "单个 XML",
    );
    refused(b"<html><body>", "网页");
    refused("普通文字".as_bytes(), "不是 Word 文档");
    refused(b"", "空的");
    refused(b"PK", "不完整");
    refused(&zip(&[("照片.jpg".to_owned(), vec![0; 99])]), "没有 Word 文档");
}

#[test]
fn cut_at_every_kilobyte() {
    let bytes = real();
    assert!(read("x.docx", &bytes).is_ok());
    for length in (0..bytes.len()).step_by(1_024) {
        assert!(read("x.docx", &bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn flipped_bits() {
    let bytes = real();
    let mut state = 1_usize;
    for _ in 0..400 {
        let mut flipped = bytes.clone();
        for _ in 0..3 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 20) % bytes.len();
            flipped[at] ^= 1 << (state >> 60 & 7);
        }
        if let Err(refusal) = read("x.docx", &flipped) {
            assert!(!refusal.what.zh.is_empty());
        }
    }
}
