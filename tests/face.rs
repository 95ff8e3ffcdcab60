//! The face of headings: a font that a site names, from its file to what browsers
//! load.

#[path = "face/made.rs"]
mod made;

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use huibian::disk::Folder;
use huibian::font::{Face, LARGEST, Unusable, inspect};
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::plan::Route;
use huibian::render::{Content, Rendered};
use huibian::source::{Files, Overlay, Tree, VPath};

use made::Made;

const REPORT: &str = "---\ntitle: 第一工会二〇二一年工作总结\nbranch: 第一工会\nyear: 2021\n---\n\n正文。\n";

fn han() -> impl Iterator<Item = char> {
    (' '..='~')
        .chain('\u{2000}'..='\u{22ff}')
        .chain('\u{3000}'..='\u{303f}')
        .chain('\u{4e00}'..='\u{9fff}')
        .chain('\u{ff00}'..='\u{ff5e}')
}

fn path(path: &str) -> VPath {
    VPath::new(path).unwrap()
}

fn session(files: Arc<dyn Files>) -> Session {
    Session::open(files, &Settings { drafts: false, base_url: None })
}

/// A publication with a font.
fn with_font(font: Vec<u8>) -> Session {
    let texts = [("content/site.yaml", "title: 汇编\nfonts: {heading: song.woff}\n"), ("content/reports/a.md", REPORT)];
    let files = texts.map(|(path, text)| (path, text.as_bytes().to_vec()));
    let files = files.into_iter().chain([("content/fonts/song.woff", font)]);
    session(Arc::new(Tree::new(files.map(|(name, bytes)| (path(name), bytes.into())))))
}

fn rendered(session: &Session, route: &str) -> (Vec<u8>, Rendered) {
    let rendered = session.render(&Route::new(route));
    let Content::Bytes(bytes) = &rendered.content else { panic!("{route} is a copy") };
    (bytes.clone(), rendered)
}

fn page(session: &Session, route: &str) -> String {
    String::from_utf8(rendered(session, route).0).unwrap()
}

fn has(session: &Session, route: &str) -> bool {
    session.routes().any(|(other, _)| other.as_str() == route)
}

fn codes(session: &Session) -> Vec<&str> {
    session.diagnostics().iter().map(|finding| finding.rule.code).collect()
}

/// The letters of a WOFF2 file, by the table that stands first in it.
fn letters(woff2: &[u8]) -> BTreeSet<char> {
    assert_eq!(&woff2[..4], b"wOF2");
    let number = |bytes: &[u8]| u32::from_be_bytes(bytes[..4].try_into().unwrap());
    assert_eq!(number(&woff2[8..]) as usize, woff2.len());
    let tables = u16::from_be_bytes(woff2[12..14].try_into().unwrap());
    let mut at = 48;
    for _ in 0..tables {
        at += 1;
        while woff2[at] & 0x80 != 0 {
            at += 1;
        }
        at += 1;
    }
    let mut data = Vec::new();
    brotli::Decompressor::new(&woff2[at..], 4096).read_to_end(&mut data).unwrap();
    assert_eq!(number(&data[4..]), 0x0003_000a, "a table for all of Unicode");
    let groups = data[28..].chunks(12).take(number(&data[24..]) as usize);
    groups.flat_map(|group| number(group)..=number(&group[4..])).map(|code| char::from_u32(code).unwrap()).collect()
}

#[test]
fn a_site_without_the_setting_loads_nothing() {
    let texts = [("content/site.yaml", "title: 汇编\n"), ("content/reports/a.md", REPORT)];
    let session = session(Arc::new(Tree::of_texts(texts)));
    assert!(!has(&session, "heading.woff2") && !has(&session, "accent.css"));
    assert!(!page(&session, "index.html").contains("accent.css"));
}

#[test]
fn a_face_is_cut_down_to_what_headings_have() {
    let session = with_font(Made::boxes(han()).woff());
    assert_eq!(codes(&session), [""; 0]);
    let style = page(&session, "accent.css");
    assert!(style.contains("font-display:swap") && style.contains("url(heading.woff2?v="), "{style}");
    assert!(page(&session, "reports/a.html").contains("href=\"../accent.css?v="));
    let (bytes, rendered) = rendered(&session, "heading.woff2");
    assert!(rendered.diagnostics.is_empty());
    let letters = letters(&bytes);
    assert!(
        "第一工会二〇二一年工作总结2021"
            .chars()
            .filter(|&letter| letter != '〇')
            .all(|letter| letters.contains(&letter))
    );
    assert!(!letters.contains(&'魑') && letters.len() < 800, "{}", letters.len());
}

/// What stands between the tags of headings, outside of the texts of authors.
fn headings(page: &str) -> String {
    let mut told = String::new();
    for name in ["h1", "h3"] {
        for part in page.split(&format!("<{name}")).skip(1) {
            let inside = part.split_once('>').unwrap().1.split(&format!("</{name}>")).next().unwrap();
            let mut pieces = inside.split('<');
            told.push_str(pieces.next().unwrap());
            pieces.for_each(|piece| told.push_str(piece.split_once('>').unwrap().1));
        }
    }
    told
}

#[test]
fn every_heading_of_the_sample_is_in_the_face() {
    let sample = Arc::new(Folder::open(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());
    let site = path("content/site.yaml");
    let mut text = sample.read(&site).unwrap();
    text.extend("\nfonts: song.ttf\n".bytes());
    let font = Made::boxes(han()).ttf();
    let files = Overlay::new(sample, [(site, text), (path("content/fonts/song.ttf"), font)].into());
    let session = session(Arc::new(files));
    let held = letters(&rendered(&session, "heading.woff2").0);
    let mut seen = 0;
    for (route, _) in session.routes().filter(|(route, _)| route.as_str().ends_with(".html")) {
        // Bodies have headings of their own, in other faces.
        let page = page(&session, route.as_str());
        let page = if page.contains("class=\"prose") { page.split("class=\"prose").next().unwrap() } else { &page };
        for letter in headings(page).chars().filter(|&letter| han().any(|known| known == letter)) {
            assert!(held.contains(&letter), "{route}: {letter}");
            seen += 1;
        }
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn a_collection_gives_the_face_for_simplified_chinese() {
    let other = Made { family: "Boxes JP", ..Made::boxes("日本年".chars()) };
    let simplified = Made { family: "Boxes SC", ..Made::boxes("汇编年".chars()) };
    let face = |fonts: &[Made]| {
        let wanted = ['汇', '日', '年'];
        let subset = Face::read(&Made::collection(fonts), &wanted).unwrap().subset(&wanted).unwrap();
        letters(&subset.woff2)
    };
    assert_eq!(face(&[other, simplified]), BTreeSet::from(['汇', '年']));
    assert_eq!(face(&[Made::boxes("日".chars()), Made::boxes("汇".chars())]), BTreeSet::from(['日']));
}

#[test]
fn outlines_of_both_kinds_are_cut() {
    let otf = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/face/boxes.otf")).unwrap();
    for font in [otf, Made::boxes("汇编A1".chars()).ttf(), Made::boxes("汇编A1".chars()).woff()] {
        let wanted = ['编', '1', '囧'];
        let subset = Face::read(&font, &wanted).unwrap().subset(&wanted).unwrap();
        assert_eq!((subset.kept, subset.known), (2, 2));
        assert_eq!(letters(&subset.woff2), BTreeSet::from(['编', '1']));
        // The same bytes whatever the order of letters.
        assert_eq!(Face::read(&font, &wanted).unwrap().subset(&['1', '编']).unwrap(), subset);
    }
}

#[test]
fn what_is_no_face_is_said() {
    let text = Made::boxes("汇编一年".chars());
    let licensed = |license| Made { license, ..Made::boxes("汇编一年".chars()) }.ttf();
    assert_eq!(inspect(&text.ttf()), Ok(()));
    for (font, why, said) in [
        (b"%PDF-1.7".to_vec(), Unusable::Damaged, "字体“song.woff”"),
        (text.ttf()[..600].to_vec(), Unusable::Damaged, "没有存完整"),
        (b"wOF2\0\x01\0\0".to_vec(), Unusable::Woff2, ".woff"),
        (Made { extra: Some(*b"fvar"), ..Made::boxes("一年".chars()) }.ttf(), Unusable::Variable, "可变字体"),
        (Made::boxes('a'..='z').ttf(), Unusable::NoHan, "没有汉字"),
        (licensed(0x2), Unusable::Embedding, "不许嵌入"),
        (licensed(0x200), Unusable::Embedding, "不许嵌入"),
        (licensed(0x100), Unusable::Subsetting, "不许只取一部分字"),
    ] {
        assert_eq!(inspect(&font), Err(why));
        let session = with_font(font);
        let found: Vec<String> =
            session.diagnostics().iter().map(|finding| finding.message(huibian::diag::Language::Chinese)).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(said) || said.starts_with("字体"), "{found:?}");
        // The site stands, as without the setting.
        assert!(!has(&session, "heading.woff2") && !page(&session, "index.html").contains("accent.css"));
    }
    // Where one flag allows more, it holds; documents may have such a font in them.
    assert_eq!((inspect(&licensed(0x6)), inspect(&licensed(0x8))), (Ok(()), Ok(())));
}

#[test]
fn a_face_that_is_too_long_has_the_most_frequent_letters() {
    let font = Made { points: 900, ..Made::boxes((' '..='~').chain('\u{4e00}'..'\u{6000}').chain("编汇".chars())) };
    let font = font.ttf();
    let wanted: Vec<char> = ('\u{4e00}'..'\u{5000}').rev().collect();
    let subset = Face::read(&font, &wanted).unwrap().subset(&wanted).unwrap();
    assert_eq!(subset.known, wanted.len());
    assert!(subset.woff2.len() <= LARGEST && subset.woff2.len() > LARGEST * 8 / 10, "{}", subset.woff2.len());
    assert_eq!(letters(&subset.woff2), wanted[..subset.kept].iter().copied().collect());
    // A site says so, and its title is in it.
    let session = with_font(font);
    let (bytes, rendered) = rendered(&session, "heading.woff2");
    assert_eq!(rendered.diagnostics.iter().map(|finding| finding.rule.code).collect::<Vec<_>>(), ["HB5211"]);
    assert!(letters(&bytes).is_superset(&"汇编".chars().collect()));
}
