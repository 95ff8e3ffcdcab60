//! No bytes make an import panic: files that readers accept, changed at random,
//! each through to the report that comes of it, which must be one that huibian
//! reads.
//!
//! `cargo test --test fuzz` tries some hundred inputs of each reader; CI tries
//! each for 45 seconds by `HUIBIAN_FUZZ_SECONDS=45 cargo test --test fuzz`, all
//! at the same time. A reader joins with a function here that gives its seeds.

#[path = "face/made.rs"]
mod made;
#[path = "fuzz/mutate.rs"]
mod mutate;
#[path = "words/mod.rs"]
mod words;

use std::path::Path;

use std::sync::LazyLock;

use encoding_rs::GB18030;
use huibian::diag::{Language, Severity};
use huibian::font;
use huibian::import::document::{Block, Document, Inline};
use huibian::import::write::{Origin, write};
use huibian::import::{self, account, archive};
use huibian::manuscript::{self, Manuscript};
use huibian::model::{Publication, Settings};
use huibian::parse::front;
use huibian::parse::markdown::{self, Picture, Resolve, Target};
use huibian::picture::{self, Measure};
use huibian::pipeline::Session;
use huibian::registers;
use huibian::source::{Tree, VPath};

use words::Told;

/// The files of a folder below `tests` that have an extension, by name.
fn files(folder: &str, extension: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == extension));
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// What holds of every document: what is referred to is there.
fn is_sound(document: &Document) {
    fn inlines(document: &Document, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } => assert!(!text.contains('\n')),
                Inline::Link { content, .. } => inlines(document, content),
                Inline::Note(note) => assert!(*note < document.notes.len()),
                Inline::Picture { picture, .. } => assert!(*picture < document.pictures.len()),
                Inline::Break => {}
            }
        }
    }
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => inlines(document, &paragraph.content),
            Block::Table(table) => {
                let columns = table.rows.first().map_or(0, Vec::len);
                assert!(table.head <= table.rows.len());
                for (at, row) in table.rows.iter().enumerate() {
                    assert_eq!(row.len(), columns);
                    for (column, cell) in row.iter().enumerate() {
                        assert!(cell.columns >= 1 && column + cell.columns <= columns);
                        assert!(cell.rows >= 1 && at + cell.rows <= table.rows.len());
                        for paragraph in &cell.content {
                            inlines(document, &paragraph.content);
                        }
                    }
                }
            }
            Block::Divider => {}
        }
    }
}

/// A publication that knows some organisations and topics.
static WORLD: LazyLock<Session> = LazyLock::new(|| {
    let tree = Tree::of_texts([
        ("content/site.yaml", "title: 汇编\n"),
        ("content/organizations.yaml", "- name: 第一党支部\n- name: 护理部\n  aliases: [护理]\n"),
    ]);
    Session::open(std::sync::Arc::new(tree), &Settings { drafts: true, base_url: None })
});

/// Imports bytes under a name; what comes of it is sound.
fn imports(name: &str, bytes: &[u8]) {
    let picture = |path: &str| path.ends_with("png").then(|| b"\x89PNG\r\n\x1a\n".to_vec());
    let Ok(document) = import::read(name, bytes, &picture) else { return };
    is_sound(&document);
    let pieces = account::pieces(&document);
    let candidates = import::candidates(document, world());
    for candidate in &candidates {
        let origin = Origin { name, digest: "0".repeat(32) };
        let made = write(candidate, "bao-gao", Some(&origin));
        is_a_report(&made.text);
    }
    if !candidates.is_empty() {
        let told = Told::of(&candidates, &[]);
        let lost: Vec<String> = pieces.iter().flat_map(|piece| told.lost(&piece.text)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}

fn world() -> &'static Publication {
    WORLD.publication()
}

/// Whether our own reader takes a text: front matter without an error but that
/// keys are missing, and a body without panic.
fn is_a_report(text: &str) {
    let path = VPath::new("content/reports/bao-gao.md").unwrap();
    let parsed = front::report(&path, text.as_bytes());
    let errors = parsed.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    // What is missing, and what stands in for it.
    let errors: Vec<_> = errors.filter(|finding| !["HB2101", "HB2210"].contains(&finding.rule.code)).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    markdown::body_and_prose(
        &path,
        text,
        front::body_of(&path, text),
        Language::Chinese,
        &huibian::parse::Limits::default(),
        &Nobody,
    );
}

/// Knows no other file.
struct Nobody;

impl Resolve for Nobody {
    fn link(&self, _: &str) -> Target {
        Target::Missing { nearest: None }
    }

    fn image(&self, _: &str) -> Picture {
        Picture::Found { src: "a.png".to_owned(), size: None, smaller: Vec::new() }
    }
}

fn texts() -> Vec<String> {
    let cases = ["defects.md", "structure.md", "more.md"].map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import_text").join(name);
        std::fs::read_to_string(path).unwrap()
    });
    let mut texts = Vec::new();
    for case in &cases {
        texts.extend(
            case.split("```").map(|part| part.trim_start_matches("text").to_owned()).filter(|it| it.len() > 40),
        );
    }
    texts
}

#[test]
fn word_documents() {
    mutate::fuzz("docx", &files("import_docx/files", "docx"), |bytes| imports("fuzz.docx", bytes));
}

#[test]
fn web_pages() {
    mutate::fuzz("html", &files("import_html", "html"), |bytes| imports("fuzz.html", bytes));
}

#[test]
fn web_archives() {
    let archive = |page: Vec<u8>| {
        let head = "From: <a>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://a.cn/x.html\r\n\r\n";
        let page: Vec<u8> = page
            .iter()
            .flat_map(|byte| match byte {
                b'=' | 128.. => format!("={byte:02X}").into_bytes(),
                byte => vec![*byte],
            })
            .collect();
        let foot = "\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a.cn/1.png\r\n\r\niVBORw0KGgo=\r\n--b--\r\n";
        [head.as_bytes(), &page, foot.as_bytes()].concat()
    };
    let seeds: Vec<Vec<u8>> = files("import_html", "html").into_iter().take(8).map(archive).collect();
    mutate::fuzz("mhtml", &seeds, |bytes| imports("fuzz.mht", bytes));
}

#[test]
fn plain_texts() {
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    for (number, text) in texts().into_iter().enumerate() {
        seeds.push(match number % 4 {
            0 => GB18030.encode(&text).0.into_owned(),
            1 => [&[0xFF, 0xFE][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat(),
            _ => text.into_bytes(),
        });
    }
    mutate::fuzz("plain", &seeds, |bytes| imports("fuzz.txt", bytes));
}

#[test]
fn markdown() {
    let written = "---\ntitle: 总结\ntags: [a, b]\n---\n# 总结\n\n- 甲\n  1. 乙[^1]\n\n> 引文 **要点** `码` <b>x</b>\n\n| a | b |\n|---|---|\n| 1 | ![图](1.png) |\n\n```\n文\n```\n\n[^1]: 注 [链](http://a.cn)\n";
    let mut seeds: Vec<Vec<u8>> = texts().into_iter().map(String::into_bytes).collect();
    seeds.extend([written; 8].map(|text| text.as_bytes().to_vec()));
    mutate::fuzz("markdown", &seeds, |bytes| imports("fuzz.md", bytes));
}

#[test]
fn pictures() {
    let written = |image: image::DynamicImage, format| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    };
    let (jpeg, png) = (image::ImageFormat::Jpeg, image::ImageFormat::Png);
    let stripes = image::RgbImage::from_fn(520, 24, |x, y| image::Rgb([(x % 256) as u8, (y * 9) as u8, 90]));
    let stripes = image::DynamicImage::from(stripes);
    let mut held = Vec::new();
    let mut encoder = image::codecs::jpeg::JpegEncoder::new(&mut held);
    let upright = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    image::ImageEncoder::set_exif_metadata(&mut encoder, upright.to_vec()).unwrap();
    encoder.encode_image(&stripes.rotate90()).unwrap();
    let seeds = [
        written(stripes.clone(), jpeg),
        written(stripes.clone().into_luma8().into(), jpeg),
        held,
        written(stripes.clone(), png),
        written(stripes.clone().into_rgba16().into(), png),
        written(stripes.clone().into_luma_alpha8().into(), png),
        written(stripes.clone().into_rgba8().into(), image::ImageFormat::Gif),
        written(stripes.into_rgba8().into(), image::ImageFormat::WebP),
    ];
    mutate::fuzz("picture", &seeds, |bytes| {
        let Some(measure) = Measure::read(bytes) else { return };
        let wanted = measure.renditions();
        if let Ok(made) = picture::render(bytes, &wanted) {
            assert_eq!(made.len(), wanted.len());
            assert!(made.iter().all(|made| Measure::read(made).is_some_and(|made| made.width <= measure.width)));
        }
    });
}

#[test]
fn fonts() {
    let boxes = || made::Made::boxes("一年工作总结ABC12".chars());
    let other = || made::Made { family: "Boxes SC", points: 40, ..boxes() };
    let cff = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/face/boxes.otf")).unwrap();
    let seeds = [boxes().ttf(), boxes().woff(), made::Made::collection(&[boxes(), other()]), cff];
    let wanted: Vec<char> = "一年工作总结2021ABC囧".chars().collect();
    mutate::fuzz("font", &seeds, |bytes| {
        let subset = font::Face::read(bytes, &wanted).and_then(|face| face.subset(&wanted));
        if let Ok(subset) = subset {
            assert!(subset.woff2.len() <= font::LARGEST && subset.kept <= subset.known && subset.known <= wanted.len());
        }
    });
}

#[test]
fn archives() {
    let inner = mutate::packed(&[("a.txt".to_owned(), "总结".as_bytes().to_vec())]);
    let seed = mutate::packed(&[
        ("总结/a.txt".to_owned(), "第一党支部2021年工作总结".as_bytes().to_vec()),
        ("总结/b.html".to_owned(), b"<h1>b</h1><img src=1.png>".to_vec()),
        ("总结/1.png".to_owned(), b"\x89PNG\r\n\x1a\n".to_vec()),
        ("c.zip".to_owned(), inner),
    ]);
    // Without the marks of the format at its beginning all bytes are changed.
    let mut bare = seed.clone();
    bare.insert(0, b' ');
    mutate::fuzz("zip", &[seed, bare], |bytes| {
        let _ = archive::entries(bytes, &|_| true, &mut |entry, companion| {
            assert!(!entry.name.split('/').any(|part| part == ".."));
            let _ = companion("1.png");
            imports("fuzz.txt", &entry.bytes);
        });
    });
}

/// Files of reports as the desk reads and changes them.
#[test]
fn manuscripts() {
    let written = "---\ntitle: \"总结\" # 注\n组织: 甲/乙\ntopics: [学习, 服务]\nabstract: |\n  一\n  二\nhonours:\n  - {name: 标兵, level: 市}\n  - name: 先进\n    date: 2021\npeople: 张三、李四\nreview:\n- {field: date, proposal: 2021-07}\n- 问\nstatus: 初审\n---\n\n# 一\n\n甲，**乙。**丙[^1]。\n\n<!-- 准许 wrong-word: 书名 -->\n- 丁\n  1. 戊\n\n| a | b |\n|---|---|\n| 1 | ![图](1.png) |\n\n> 己\n\n[^1]: 注\n";
    let seeds = [written.as_bytes().to_vec(), written.replace('\n', "\r\n").into_bytes()];
    let path = VPath::new("content/reports/a.md").unwrap();
    let op = |text: &str| serde_json::from_str::<manuscript::Op>(text).unwrap();
    let heads = [
        r#"{"op":"set","field":"title","value":"新: 题"}"#,
        r#"{"op":"set","field":"topics","value":["学习","走访"]}"#,
        r#"{"op":"set","field":"abstract","value":"一\n二"}"#,
        r#"{"op":"set","field":"year","value":null}"#,
        r#"{"op":"row","field":"people","at":0,"value":{"role":"书记"}}"#,
        r#"{"op":"add","field":"honours","at":1,"value":{"name":"甲, 乙"}}"#,
        r#"{"op":"drop","field":"honours","at":0}"#,
        r#"{"op":"move","field":"honours","from":1,"to":0}"#,
        r#"{"op":"point","key":"p0","act":"take"}"#,
        r#"{"op":"state","to":"published","by":"甲","on":"2026-11-30"}"#,
        r#"{"op":"insert","text":"新的一段"}"#,
    ]
    .map(op);
    mutate::fuzz("manuscript", &seeds, |bytes| {
        let read = Manuscript::read(&path, bytes, Language::Chinese);
        // Two of them, so that many inputs are tried.
        let number = bytes.iter().map(|&byte| usize::from(byte)).sum::<usize>();
        let id = format!("b{}", number % read.blocks.len().max(1));
        let block = match number % 3 {
            0 => format!(r#"{{"op":"delete","id":"{id}"}}"#),
            1 => format!(r##"{{"op":"block","id":"{id}","text":"# 甲"}}"##),
            _ => format!(r#"{{"op":"block","id":"{id}","model":{{"type":"p","spans":[["1. *","b"],["|",""]]}}}}"#),
        };
        for op in [heads[number % heads.len()].clone(), op(&block)] {
            if let Ok(made) = manuscript::apply(&path, bytes, &[op]) {
                Manuscript::read(&path, &made, Language::English);
            }
        }
    });
}

#[test]
fn registers() {
    let written = "# 名录\n- id: a\n  name: 甲 # 注\n  children:\n    - {id: b, name: 乙, aliases: [丙]}\n    - id: c\n      names:\n        - {name: 丁, from: 2018}\n- {编号: d, 名称: 戊, 上级: a}\n";
    let op = |text: &str| serde_json::from_str::<registers::Op>(text).unwrap();
    let ops = [
        r#"{"op":"set","key":"b","column":"aliases","value":["丙","己"]}"#,
        r#"{"op":"add","values":{"name":"庚"},"parent":"b"}"#,
        r#"{"op":"drop","key":"c"}"#,
        r#"{"op":"rename","key":"a","name":"辛","since":"2020"}"#,
        r#"{"op":"merge","key":"c","into":"d"}"#,
        r#"{"op":"move","key":"b","parent":"d"}"#,
    ]
    .map(op);
    mutate::fuzz("register", &[written.as_bytes().to_vec()], |bytes| {
        let number = bytes.iter().map(|&byte| usize::from(byte)).sum::<usize>();
        let kind = registers::Kind::ALL[number % 7 % 5];
        let op = &ops[number % ops.len()];
        if let Ok(made) = registers::apply(kind, bytes, std::slice::from_ref(op)) {
            assert!(registers::Register::read(kind, &made, Language::Chinese).is_ok());
        }
    });
}
