//! Every phrase is found, and nothing else.
//!
//! The files of the search are read as a page reads them (`search/reader.rs`,
//! which knows only their description), and what they answer is held against
//! the texts from which the publication was written.

#[path = "search/corpus.rs"]
mod corpus;
#[path = "edits/choices.rs"]
mod choices;
#[path = "edits/random.rs"]
mod random;
#[path = "search/reader.rs"]
mod reader;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::plan::search::Form;
use huibian::plan::{Route, WritePhase};
use huibian::render::Content;
use huibian::search::{fold, gram};
use huibian::source::Tree;

use corpus::Corpus;
use random::Random;
use reader::Reader;

/// The files of a publication as a session.
fn session(files: &BTreeMap<String, String>) -> Session {
    let tree = Tree::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    Session::open(Arc::new(tree), &Settings::default())
}

/// Every file of the search.
fn files(session: &Session) -> BTreeMap<String, Vec<u8>> {
    let routes = session.routes().map(|(route, _)| route).filter(|route| route.as_str().starts_with("search/"));
    routes
        .map(|route| {
            let rendered = session.render(route);
            assert_eq!(rendered.diagnostics, []);
            let Content::Bytes(bytes) = rendered.content else { panic!("{route} is no file of its own") };
            (route.to_string(), bytes)
        })
        .collect()
}

/// Reads these files.
fn reader(files: BTreeMap<String, Vec<u8>>) -> Reader<'static> {
    Reader::new(move |route| files.get(route).cloned())
}

/// The pages on which a query stands.
fn expected(reader: &Reader<'_>, folded: &BTreeMap<String, Vec<String>>, query: &str) -> BTreeSet<String> {
    let query = reader.fold(query);
    let has = |texts: &Vec<String>| !query.is_empty() && texts.iter().any(|text| text.contains(&query));
    folded.iter().filter(|(_, texts)| has(texts)).map(|(page, _)| page.clone()).collect()
}

fn folded(reader: &Reader<'_>, corpus: &Corpus) -> BTreeMap<String, Vec<String>> {
    let fold = |texts: &Vec<String>| texts.iter().map(|text| reader.fold(text)).collect();
    corpus.texts.iter().map(|(page, texts)| (page.clone(), fold(texts))).collect()
}

/// A random piece of a random text, as written or as others might write it.
fn query(random: &mut Random, corpus: &Corpus) -> String {
    let pages: Vec<&Vec<String>> = corpus.texts.values().collect();
    let texts = pages[random.below(pages.len())];
    let characters: Vec<char> = texts[random.below(texts.len())].chars().collect();
    let length = 2 + random.below(9);
    let start = random.below(characters.len().saturating_sub(length).max(1));
    let piece = characters.into_iter().skip(start).take(length);
    match random.below(4) {
        0 => piece.flat_map(char::to_uppercase).collect(),
        1 => piece.flat_map(|character| [character, '　']).collect(),
        _ => piece.collect(),
    }
}

#[test]
fn two_thousand_pieces_are_found_where_they_stand_and_nowhere_else() {
    let mut random = Random::new(6);
    let corpus = Corpus::random(&mut random, 300, 6);
    let session = session(&corpus.files);
    assert_eq!(session.publication().reports.len(), 300, "{:?}", session.diagnostics());
    let reader = reader(files(&session));
    let folded = folded(&reader, &corpus);
    let (mut hits, mut candidates) = (0, 0);
    for _ in 0..2000 {
        let query = query(&mut random, &corpus);
        let (found, asked) = reader.search(&query);
        assert_eq!(found, expected(&reader, &folded, &query), "for “{query}”");
        (hits, candidates) = (hits + found.len(), candidates + asked);
    }
    assert!(hits > 2000 && candidates < 2 * hits, "{hits} hits among {candidates} candidates");
}

#[test]
fn many_years_are_found_in_two_segments() {
    let mut files = BTreeMap::from([("content/site.yaml".to_owned(), "title: 汇编\n".to_owned())]);
    for number in 0..2100 {
        let year = if number < 2000 { 2019 } else { 2020 };
        let text = format!("---\ntitle: 总结{number}\nbranch: 学会\nyear: {year}\n---\n\n第{number}篇。\n");
        files.insert(format!("content/reports/r{number}.md"), text);
    }
    let reader = reader(self::files(&session(&files)));
    let segments: Vec<(u64, u64)> = reader.file("manifest")["segs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|segment| (segment["n"].as_u64().unwrap(), segment["b"].as_u64().unwrap()))
        .collect();
    assert_eq!(segments, [(2000, 12), (100, 8)]);
    for (query, count) in [("总结", 2100), ("第20篇", 1), ("第2099篇", 1), ("总结209", 11), ("第2100", 0)] {
        assert_eq!(reader.search(query).0.len(), count, "{query}");
    }
}

#[test]
fn an_edit_of_a_paragraph_changes_few_files() {
    let mut random = Random::new(7);
    let corpus = Corpus::random(&mut random, 300, 6);
    let before = files(&session(&corpus.files));
    let mut edited = corpus.files.clone();
    let path = edited.keys().find(|path| path.ends_with("/r4.md")).unwrap().clone();
    let text = edited.get_mut(&path).unwrap();
    *text = text.replace("\n\n## ", "\n\n改了鸟。\n\n## ");
    let after = files(&session(&edited));
    assert!(before.keys().eq(after.keys()));
    let changed: Vec<&String> = after.keys().filter(|route| before[*route] != after[*route]).collect();
    // 改, 了, 鸟, 改了, 了鸟; the texts of the report; the manifest.
    assert!(changed.len() <= 5 + 1 + 1, "{changed:?}");
    assert!(
        changed
            .iter()
            .all(|route| ["search/s/", "search/f/", "search/manifest.js"].iter().any(|start| route.starts_with(start)))
    );
    assert_eq!(changed.iter().filter(|route| route.starts_with("search/f/")).count(), 1);
}

#[test]
fn threads_leave_no_trace() {
    let corpus = Corpus::random(&mut Random::new(8), 60, 3);
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let one = alone.install(|| files(&session(&corpus.files)));
    assert!(one == files(&session(&corpus.files)));
}

#[test]
fn what_is_given_away_while_the_index_is_made_is_what_is_rendered() {
    let corpus = Corpus::random(&mut Random::new(11), 2100, 3);
    let mut rendered = files(&session(&corpus.files));
    let session = session(&corpus.files);
    let written = std::sync::Mutex::new(BTreeMap::new());
    session.write_search(None, &|_| true, &|route, bytes| {
        assert!(written.lock().unwrap().insert(route.to_owned(), bytes.to_vec()).is_none(), "{route} comes once");
    });
    let early = session.routes().filter(|(_, rank)| *rank == WritePhase::Search).map(|(route, _)| route.to_string());
    let early: BTreeMap<_, _> = early.map(|route| rendered.remove_entry(&route).unwrap()).collect();
    assert!(early == written.into_inner().unwrap());
    for (route, bytes) in rendered {
        let Content::Bytes(now) = session.render(&Route::new(&*route)).content else { panic!("{route}") };
        assert!(now == bytes, "{route}");
    }
}

#[test]
fn an_empty_publication_has_a_search_that_finds_nothing() {
    let site = BTreeMap::from([("content/site.yaml".to_owned(), "title: 汇编\n".to_owned())]);
    let files = files(&session(&site));
    let reader = reader(files.clone());
    assert_eq!(reader.file("manifest")["n"], 0);
    assert_eq!(reader.search("总结").0, BTreeSet::new());
    let names = ["facets", "m", "manifest", "n/0", "p/0", "t2s"].map(|name| format!("search/{name}.js"));
    assert!(files.keys().eq(&names), "{:?}", files.keys());
}

#[test]
fn a_title_is_text_whatever_it_holds_and_drafts_are_nowhere() {
    let title = "</script><script>alert(1)</script>\u{2028}<!-- \\\" 總結";
    let report = |title: &str, status: &str| {
        let title = serde_json::to_string(title).unwrap();
        format!("---\ntitle: {title}\nbranch: 学会\nyear: 2020\n{status}---\n\n<script>alert(2)</script>\n\n正文\n")
    };
    let of = |status| {
        let (draft, shown) = (report("秘密草稿", status), report(title, ""));
        BTreeMap::from([
            ("content/site.yaml".to_owned(), "title: 汇编\n".to_owned()),
            ("content/reports/a.md".to_owned(), shown),
            ("content/reports/b.md".to_owned(), draft),
        ])
    };
    for status in ["status: 草稿\n", "status: 撤稿\n"] {
        let files = files(&session(&of(status)));
        for (route, bytes) in &files {
            let text = std::str::from_utf8(bytes).unwrap();
            assert!(!text.contains(['<', '\u{2028}']) && !text.contains("秘密"), "{route}: {text}");
        }
        let reader = reader(files);
        assert_eq!(reader.file("manifest")["segs"][0]["b"], 1, "one report, two shards");
        assert_eq!(reader.file("f/0/0/0")["t"].as_str().unwrap(), title);
        assert_eq!(reader.file("f/0/0/0")["h"], 1);
        for query in ["总结", "總結", "alert1", "正文", "</SCRIPT>"] {
            assert_eq!(reader.search(query).0.len(), 1, "{query}");
        }
        assert_eq!(reader.search("草稿").0.len(), 0);
    }
}

#[test]
fn every_report_has_its_facets() {
    let corpus = Corpus::random(&mut Random::new(9), 40, 3);
    let session = session(&corpus.files);
    let reader = reader(files(&session));
    let facets = reader.file("facets");
    let decode = |text: &str| base64::Engine::decode(&base64::engine::general_purpose::STANDARD_NO_PAD, text).unwrap();
    let bytes = decode(reader.file("c/0").as_str().unwrap());
    let mut at = 0;
    let mut varint = || {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let byte = bytes[at];
            at += 1;
            number |= u64::from(byte & 127) << shift;
            shift += 7;
            if byte < 128 {
                return number as i64;
            }
        }
    };
    let zigzag = |number: i64| number >> 1 ^ -(number & 1);
    let mut read = Vec::new();
    let (mut year, mut organization) = (-1, 0);
    for _ in 0..varint() {
        year += zigzag(varint());
        organization += zigzag(varint());
        for _ in 0..varint() {
            read.push((year, facets["o"][organization as usize].as_str().unwrap().to_owned()));
        }
    }
    let publication = session.publication();
    let wanted: Vec<(i64, String)> = publication
        .reports
        .iter()
        .map(|report| (i64::from(report.years.last), publication[report.branch].name().to_owned()))
        .collect();
    assert_eq!(read, wanted);
    let lists = reader.file("t/0");
    for (place, topic) in facets["t"].as_array().unwrap().iter().enumerate() {
        assert_eq!(*reader.file(&format!("t/0/{place:x}")), lists[place], "{topic}");
        let bytes = decode(lists[place].as_str().unwrap());
        let mut bits = reader::Bits { bytes: &bytes, at: 0 };
        let count = bits.gamma() as usize - 1;
        let has = |place: &u32| {
            publication.reports[*place as usize].topics.iter().any(|&id| topic[0] == publication[id].name.as_str())
        };
        assert_eq!(bits.some(40, count), (0..40).filter(has).collect::<Vec<_>>(), "{topic}");
    }
}

#[test]
fn names_are_met_by_either_end_and_by_pinyin() {
    let report = "---\ntitle: 重庆市疫情防控总结\nbranch: 学会\nyear: 2020\npeople:\n- name: 单小明\n  role: 会长\n---\n\n文。\n";
    let files = BTreeMap::from([
        ("content/site.yaml".to_owned(), "title: 汇编\n".to_owned()),
        ("content/reports/a.md".to_owned(), report.to_owned()),
    ]);
    let reader = reader(self::files(&session(&files)));
    let names = reader.file("n/0");
    let names = names.as_array().unwrap();
    assert!(names.iter().any(|name| name[0] == "单小明" && name[1] == 0 && name[3] == 1), "{names:?}");
    let pinyin = reader.file("p/0");
    /// A name, its kind, where it leads and how often it is told.
    type Whole = (String, u8, String, u32);
    let (readings, phrases, wholes): (String, String, Vec<Whole>) = serde_json::from_value((*pinyin).clone()).unwrap();
    // Organisations and people are met as wholes; the end of a name is none.
    for (name, kind) in [("学会", 0), ("单小明", 2), ("会长", 3)] {
        assert!(wholes.iter().any(|whole| whole.0 == name && whole.1 == kind), "{name} in {wholes:?}");
    }
    assert!(wholes.iter().all(|whole| whole.0 != "小明"), "{wholes:?}");
    for phrase in ["庆市疫情防控总", "疫情防控总结", "小明"] {
        assert!(phrases.contains(phrase.chars().last().unwrap()), "{phrase} in {phrases}");
    }
    assert!(phrases.starts_with('0') && phrases.ends_with(|last: char| last.is_ascii_lowercase()));
    for (syllable, character) in [("shan", '单'), ("chong", '重'), ("zhong", '重'), ("yi", '疫')] {
        let after = readings.split(syllable).skip(1);
        let mut own = after.map(|rest| rest.chars().take_while(|c| !c.is_ascii()).collect::<String>());
        assert!(own.any(|characters| characters.contains(character)), "{character} is {syllable} in {readings}");
    }
}

/// What a script in a browser must come to as well.
#[test]
fn the_golden_vectors_hold() {
    let texts = [
        "党　支 部",
        "“四个意识”、坚定……自信",
        "２０２０年３．５％",
        "①㎡Ⅲ Ｃovid-19",
        "café cafe\u{301} ÉTÉ İ ß",
        "。！甲。！？乙；丙！",
        "黨支部、乾隆、著名",
        "〇々ー㑇\u{20bb7}",
        "😀<script>\u{2028}",
        "……",
        "ΑΣ ﬁ ㍻ ｶﾞ 한글",
        "1,200 万元／a.b",
        "\u{f900}\u{2f00}",
    ];
    let points = |text: &str| text.chars().map(u32::from).collect::<Vec<u32>>();
    let folds: Vec<(&str, String)> = texts.iter().map(|&text| (text, fold::fold(text))).collect();
    let grams: Vec<(&str, u32)> = ["党", "支部", "党支", "ab1", "\u{20bb7}野", "\n", "a"]
        .iter()
        .map(|&text| (text, gram::hash(&points(text))))
        .collect();
    // The fold of each 256 characters of the first plane, one by one, as a hash;
    // none where Unicode 18 has characters that no browser knows yet.
    let plane: Vec<Option<u32>> = (0..256)
        .map(|block: u32| {
            if [0x05, 0x20].contains(&block) {
                return None;
            }
            let characters = (block << 8..(block + 1) << 8).filter_map(char::from_u32);
            let each = characters.flat_map(|character| points(&(fold::fold(&character.to_string()) + " ")));
            Some(gram::hash(&each.collect::<Vec<_>>()))
        })
        .collect();
    let parameter = |n: usize, m: usize| (n, m, reader::parameter(n, m));
    // The smallest shard of a small index, with its lists.
    let corpus = Corpus::random(&mut Random::new(10), 12, 2);
    let shards = files(&session(&corpus.files)).into_iter().filter(|(route, _)| route.starts_with("search/s/"));
    let (_, shard) = shards.min_by_key(|(_, bytes)| bytes.len()).unwrap();
    let call = std::str::from_utf8(&shard).unwrap().split('"').nth(3).unwrap().to_owned();
    let bits =
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD_NO_PAD, call.split_once('.').unwrap().1);
    let lists = reader::lists(&bits.unwrap(), 12);
    let golden = serde_json::json!({
        "fold": folds,
        "hash": grams,
        "plane": plane,
        "shard": { "n": 12, "value": call, "lists": lists },
        "parameter": [parameter(1, 1), parameter(16, 1), parameter(16, 5), parameter(9000, 37), parameter(1 << 17, 3210)],
    });
    for (text, hash) in &grams {
        assert_eq!(reader::hash(&text.chars().collect::<Vec<_>>()), *hash, "{text}");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/golden.json");
    if std::env::var_os("HUIBIAN_GOLDEN").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(&golden).unwrap() + "\n").unwrap();
    }
    let held: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert!(held == golden, "folds or hashes have changed: every site's index with them, and its script");
}

#[test]
fn segments_that_several_made_are_joined() {
    let manifest = |versions: [&str; 3]| {
        let segments = versions.map(|e| format!("{{\"n\":1,\"b\":2,\"d\":\"d\",\"e\":\"{e}\"}}")).join(",");
        format!(
            "__hb(\"manifest\",{{\"v\":1,\"n\":3,\"drop\":[1,2],\"names\":1,\"pinyin\":2,\"e\":\"x\",\"segs\":[{segments}]}});\n"
        )
    };
    let joined = |parts: &[String]| {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        huibian::search::joined(Form::Script, &parts).map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let parts = [manifest(["a", "", ""]), manifest(["", "", "c"]), manifest(["", "b", ""])];
    assert_eq!(joined(&parts), Some(manifest(["a", "b", "c"])));
    assert_eq!(joined(&parts[..2]), None, "one is missing");
    assert_eq!(joined(&[manifest(["a", "b", ""]), manifest(["", "b", "c"])]), None, "two made one");
    assert_eq!(joined(&["<html>".to_owned()]), None);
    assert_eq!(joined(&[]), None);
}
