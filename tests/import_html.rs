//! Saved pages as documents: each page of `import_html/` beside what is read
//! of it. All are invented, in the manner of the sites that they are named for.
//!
//! After a change, `INSTA_UPDATE=always cargo test --test import_html` writes
//! what is read now; read the difference line by line.

use std::fs;
use std::path::Path;

use huibian::import::RemarkKind;
use huibian::import::document::{Block, Document, Inline, Paragraph};
use huibian::import::html;

const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nan invented picture";

fn inlines(content: &[Inline]) -> String {
    let mut shown = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, form } => {
                let marks = [
                    (form.bold, "**"),
                    (form.italic, "_"),
                    (form.struck, "~~"),
                    (form.superscript, "^"),
                    (form.subscript, ","),
                ];
                let marks: String = marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark).collect();
                let text = text.replace('\u{a0}', "␣").replace('\u{3000}', "□");
                let end: String = marks.chars().rev().collect();
                shown.push_str(&format!("{marks}{text}{end}"));
            }
            Inline::Break => shown.push('⏎'),
            Inline::Link { target, content } => shown.push_str(&format!("[{}]({target})", inlines(content))),
            Inline::Note(note) => shown.push_str(&format!("[^{note}]")),
            Inline::Picture { picture, alternative } => shown.push_str(&format!("![{alternative}]({picture})")),
        }
    }
    shown
}

fn paragraph(paragraph: &Paragraph) -> String {
    let mut look = String::new();
    for (is_so, letter) in [
        (paragraph.look.bold, 'b'),
        (paragraph.look.centered, 'c'),
        (paragraph.look.right, 'r'),
        (paragraph.look.indented, 'i'),
    ] {
        if is_so {
            look.push(letter);
        }
    }
    if let Some(size) = paragraph.look.size {
        look.push_str(&size.to_string());
    }
    let label = if paragraph.label.is_empty() { String::new() } else { format!("<{}> ", paragraph.label) };
    let look = if look.is_empty() { String::new() } else { format!(" ·{look}") };
    format!("{:?}{look}: {label}{}", paragraph.role, inlines(&paragraph.content))
}

fn dump(document: &Document) -> String {
    let mut lines = Vec::new();
    let properties = &document.properties;
    for (key, value) in [
        ("title", &properties.title),
        ("author", &properties.author),
        ("created", &properties.created),
        ("modified", &properties.modified),
        ("address", &properties.address),
    ] {
        if !value.is_empty() {
            lines.push(format!("{key} = {value}"));
        }
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(this) => lines.push(paragraph(this)),
            Block::Divider => lines.push("————".to_owned()),
            Block::Table(table) => {
                lines.push(format!("Table, head {}:", table.head));
                for row in &table.rows {
                    let cells = row.iter().map(|cell| {
                        let words: Vec<String> =
                            cell.content.iter().map(|paragraph| inlines(&paragraph.content)).collect();
                        let span = match (cell.columns, cell.rows) {
                            (1, 1) => String::new(),
                            (columns, rows) => format!("{columns}×{rows} "),
                        };
                        format!("{span}{}", words.join(" ¶ "))
                    });
                    lines.push(format!("  | {} |", cells.collect::<Vec<_>>().join(" | ")));
                }
            }
        }
    }
    for (number, note) in document.notes.iter().enumerate() {
        let words: Vec<String> = note.iter().map(|paragraph| inlines(&paragraph.content)).collect();
        lines.push(format!("note {number}: {}", words.join(" ¶ ")));
    }
    for picture in &document.pictures {
        lines.push(format!("picture: {} bytes, {}", picture.bytes.len(), picture.extension));
    }
    for remark in &document.remarks {
        lines.push(format!("{:?}: {}“{}”", remark.kind, remark.what.zh, remark.before));
    }
    lines.join("\n")
}

fn read(bytes: &[u8]) -> Document {
    html::read("页.html", bytes).unwrap()
}

#[test]
fn pages_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_html");
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    names.sort();
    assert!(names.len() >= 25);
    let fetch = |path: &str| (path == "活动_files/1.png").then(|| PICTURE.to_vec());
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("import_html");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in &names {
            let document = html::read_with("页.html", &fs::read(path).unwrap(), &fetch).unwrap();
            insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), dump(&document));
        }
    });
}

#[test]
fn a_page_may_be_in_gb18030() {
    let page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'><title>总结</title></head><body><h1>年度总结</h1><p>镕、㐂两个字也要认得出来，后面再写一些话凑够长度，免得被当作导航。</p></body></html>";
    let (bytes, _, lost) = encoding_rs::GB18030.encode(page);
    assert!(!lost);
    assert_eq!(dump(&read(&bytes)), dump(&read(page.as_bytes())));
    let bare = page.replace("charset=gb2312", "");
    assert_eq!(dump(&read(&encoding_rs::GB18030.encode(&bare).0)), dump(&read(page.as_bytes())));
}

#[test]
fn an_archive_has_its_pictures() {
    let page = "<html><head><title>归档</title></head><body><div class=\"entry-content\"><h1>归档的网页</h1><p>这是一篇保存成单个文件的总结，图片也在里面，不用再去网上取。</p><p><img src=\"1.png\"><img src=\"cid:two@a\"></p></div></body></html>";
    let encoded: String = page
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("={byte:02X}") })
        .collect::<Vec<_>>()
        .chunks(20)
        .map(|chunk| chunk.concat() + "=\r\n")
        .collect();
    let message = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/x/y.html\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/x/y.html\r\n\r\n{encoded}\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://a.example/x/1.png\r\n\r\niVBORw0KGgph\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <two@a>\r\n\r\niVBORw0KGgpi\r\n------B--\r\n"
    );
    let document = read(message.as_bytes());
    assert_eq!(document.properties.address, "https://a.example/x/y.html");
    assert_eq!(document.pictures.len(), 2, "{}", dump(&document));
    assert!(dump(&document).contains("Title: 归档的网页\nBody: 这是一篇"), "{}", dump(&document));
    for end in 0..message.len() {
        let _ = html::read("页.mht", &message.as_bytes()[..end]);
    }
}

#[test]
fn damage_never_stops_the_reader() {
    let page = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_html/tables.html")).unwrap();
    for end in 0..page.len() {
        let _ = html::read("页.html", &page[..end]);
    }
    for bytes in [&b""[..], b"<", b"<!--", b"<table><tr><td colspan=99999999 rowspan=0>", b"\xFF\xFE<", b"\0\0\0"] {
        let _ = html::read("页.html", bytes);
    }
}

#[test]
fn hostile_pages_are_read_in_proportion() {
    let check = |what: &str, page: String| {
        let before = std::time::Instant::now();
        let read = html::read("页.html", page.as_bytes());
        println!("{what}: {} bytes in {:?}", page.len(), before.elapsed());
        read
    };
    let words = "深处的话要留下来。";
    for tag in ["div", "b", "ul", "blockquote", "x"] {
        let page = format!("<{tag}>").repeat(1_000_000) + words;
        let document = check(tag, page).unwrap();
        assert!(dump(&document).contains(words), "{tag}");
        assert!(document.remarks.iter().any(|remark| remark.kind == RemarkKind::Doubt), "{tag}");
    }
    let tables = "<table><tr><td>".repeat(300_000) + words;
    assert!(dump(&check("tables", tables).unwrap()).contains(words));
    let attributes: String = (0..200_000).map(|number| format!(" a{number}=1")).collect();
    assert!(check("attributes", format!("<p{attributes}>{words}")).is_ok());
    assert!(check("entities", "&amp;&hellip;&#x4e2d;".repeat(200_000)).is_ok());
    assert!(check("comments", "<!-- -->".repeat(200_000) + words).is_ok());
    assert!(check("breaks", words.to_owned() + &"<br>".repeat(200_000)).is_ok());
    assert!(
        check(
            "spans",
            "<table border=1><tr><th colspan=1000 rowspan=0>a<td>b</tr>".to_owned() + &"<tr><td>c".repeat(50_000)
        )
        .is_ok()
    );
    let links: String = (0..20_000).map(|n| format!("<a id=r{n} href=#n{n}>[1]</a>")).collect();
    assert!(check("links", links + words).is_ok());
    // What is open is not gone through for every tag, nor what an element holds
    // for everything around it.
    let deep = |tag: &str| format!("<{tag}>").repeat(250);
    assert!(check("tags", deep("div") + &"</li>".repeat(2_900_000) + words).is_ok());
    assert!(check("elements", deep("span") + &"<i></i>".repeat(290_000) + words).is_ok());
    assert!(check("blocks", deep("div") + &"<i></i>".repeat(290_000) + words).is_ok());
    assert!(check("lines", deep("i") + &format!("{words}<br>").repeat(290_000)).is_ok());
    assert!(check("classes", format!("<p class='{}'>{words}", "a ".repeat(8_000)).repeat(250)).is_ok());
}

#[test]
fn a_long_address_does_not_multiply() {
    let size = |page: String| {
        let document = html::read("页.html", page.as_bytes()).unwrap();
        let shown = dump(&document);
        assert_eq!(shown.matches('甲').count(), 100_000);
        shown.len()
    };
    let address = format!("http://a.example/{}", "长".repeat(5_000));
    for line in ["<p>甲。</p>", "甲。<br>"] {
        let page = format!("<a href='{address}'>{}</a>", line.repeat(100_000));
        assert!(size(page) < 64 << 20, "{line}");
    }
    let links = "<p><a href=b>甲。</a></p>".repeat(100_000);
    assert!(size(format!("<base href='{address}/c'>{links}")) < 64 << 20);
}

#[test]
fn a_picture_is_fetched_once() {
    let fetched = std::cell::Cell::new(0);
    let fetch = |path: &str| {
        fetched.set(fetched.get() + 1);
        (path == "1.png").then(|| PICTURE.to_vec())
    };
    let page = "<p>图<img src=1.png><img src=没有.png>".repeat(1_000);
    let document = html::read_with("页.html", page.as_bytes(), &fetch).unwrap();
    assert_eq!((document.pictures.len(), dump(&document).matches("![](0)").count()), (1, 1_000));
    assert!(fetched.get() < 10, "{}", fetched.get());
}

#[test]
fn a_page_that_is_too_large_is_refused() {
    assert!(html::read("页.html", &vec![b'a'; (html::LIMIT << 20) + 1]).is_err());
}

#[test]
fn a_page_without_words_is_refused() {
    let refusal =
        html::read("页.html", b"<html><body><div id=app></div><script>go()</script></body></html>").unwrap_err();
    assert!(refusal.what.zh.contains("没有找到文字"));
}
