//! No word of a document is lost in silence, whatever wrote the document. What
//! it says is read here by other means than the program's own readers.

#[path = "words/mod.rs"]
mod words;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huibian::import;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::Tree;
use words::Told;

/// The files below a folder that have an extension, by name.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == extension));
    paths.sort();
    paths
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The paragraphs of a Word document: the words of `w:t`, without those that are
/// there for older programs or were moved away.
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut paragraphs = Vec::new();
    let is_text = |name: &String| {
        let name = name.strip_prefix("word/").unwrap_or("");
        let is_part = ["document", "footnotes", "endnotes", "comments", "header", "footer"];
        name.ends_with(".xml") && is_part.iter().any(|part| name.starts_with(part))
    };
    for name in names.iter().filter(|name| is_text(name)) {
        let mut xml = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
        for part in ["mc:Fallback", "w:moveFrom", "w:rt"] {
            while let Some(start) = xml.find(&format!("<{part}>")).or_else(|| xml.find(&format!("<{part} "))) {
                let end = xml[start..].find(&format!("</{part}>")).unwrap();
                xml.replace_range(start..start + end, "");
            }
        }
        paragraphs.extend(xml.split("</w:p>").map(in_runs));
    }
    paragraphs
}

/// What stands in the `w:t` of a piece of XML; other elements with words or
/// breaks part them.
fn in_runs(xml: &str) -> String {
    let mut text = String::new();
    let mut rest = xml;
    while let Some(open) = rest.find("<w:") {
        rest = &rest[open + 3..];
        let name: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        let Some(end) = rest.find('>') else { break };
        let is_closed = rest[..end].ends_with('/');
        rest = &rest[end + 1..];
        match name.as_str() {
            "t" if !is_closed => {
                let close = rest.find('<').unwrap_or(rest.len());
                let words = rest[..close].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
                text.push_str(&words.replace("&apos;", "'").replace("&amp;", "&"));
            }
            "tab" | "br" | "cr" | "delText" | "drawing" | "pict" | "sym" | "noBreakHyphen" => text.push(' '),
            _ => {}
        }
    }
    text
}

/// What comes of a document.
fn told(name: &str, bytes: &[u8]) -> Told {
    let tree = Tree::of_texts([
        ("content/site.yaml", "title: 汇编\n"),
        ("content/organizations.yaml", "- name: 第一党支部\n"),
    ]);
    let session = Session::open(Arc::new(tree), &Settings { drafts: true, base_url: None });
    let document = import::read(name, bytes, &|_| None).unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
    let remarks: Vec<String> = document.remarks.iter().map(|remark| remark.before.clone()).collect();
    Told::of(&import::candidates(document, session.publication()), &remarks)
}

/// What is lost of texts, a line for each.
fn lost<'a>(name: &str, bytes: &[u8], texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let told = told(name, bytes);
    texts.into_iter().flat_map(|text| told.lost(text)).map(|run| format!("{name}: {run}")).collect()
}

#[test]
fn no_word_of_a_word_document_is_lost() {
    let mut all = Vec::new();
    let mut count = 0;
    for path in files(&tests().join("import_docx/files"), "docx") {
        let bytes = fs::read(&path).unwrap();
        let paragraphs = paragraphs(&bytes);
        count += paragraphs.iter().filter(|text| !text.trim().is_empty()).count();
        all.extend(lost(&path.to_string_lossy(), &bytes, paragraphs.iter().map(String::as_str)));
    }
    assert!(count > 400, "{count} paragraphs were compared");
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// The inputs of the cases, each a document.
#[test]
fn no_word_of_a_plain_text_is_lost() {
    let mut all = Vec::new();
    for path in files(&tests().join("import_text"), "md") {
        let text = fs::read_to_string(&path).unwrap();
        let fenced = text.split("~~~in\n").skip(1).map(|input| input.split("~~~").next().unwrap_or_default());
        for (number, text) in fenced.enumerate().filter(|(_, text)| text.contains(char::is_alphanumeric)) {
            let text = &text.replace("<nbsp>", "\u{a0}").replace("<ff>", "\u{c}");
            all.extend(lost(&format!("{number}.txt"), text.as_bytes(), text.lines()));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn no_word_of_a_known_report_is_lost() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    let mut all = Vec::new();
    for path in files(&shared, "txt") {
        let text = fs::read_to_string(&path).unwrap();
        all.extend(lost(&path.to_string_lossy(), text.as_bytes(), text.lines()));
    }
    assert!(all.is_empty(), "{} runs", all.len());
}

/// What labels, lines above the title and signatures say has a key or stays as
/// it was written.
#[test]
fn what_fits_no_key_stays_in_the_front_matter() {
    let text = "首页 > 新闻中心 > 正文　来源：协会网　时间：2021-03-05　编辑：赵六\n\n\
        # 第一党支部2020年工作总结\n\n供稿单位：办公室　审核：李四　摄影：王五\n\n基金项目：示例研究课题（2019-7）\n\n\
        一年来，支部召开大会4次，学习12次，党员参加率98%，受到好评。\n\n\
        支部还组织义诊6场，服务群众860人次，收到感谢信3封。\n\n云岭市集邮协会\n2021年1月8日\n";
    let session = {
        let tree = Tree::of_texts([("content/organizations.yaml", "- name: 第一党支部\n")]);
        Session::open(Arc::new(tree), &Settings { drafts: true, base_url: None })
    };
    let document = import::read("a.md", text.as_bytes(), &|_| None).unwrap();
    let candidates = import::candidates(document, session.publication());
    let made = huibian::import::write::write(&candidates[0], "a", None);
    for line in [
        "title: 第一党支部2020年工作总结\n",
        "date: 2021-01-08\n",
        "editors: [赵六]\n",
        "  - {role: 供稿单位, name: 办公室}\n",
        "  - {role: 审核, name: 李四}\n",
        "  - {role: 摄影, name: 王五}\n",
        "published: 2021-03-05\n",
        "funding: 示例研究课题（2019-7）\n",
        "source: {name: 协会网}\n",
        "branch: 云岭市集邮协会/第一党支部\n",
    ] {
        assert!(made.text.contains(line), "{line}{}", made.text);
    }
    let dropped: Vec<&str> = candidates[0].article.remarks.iter().map(|remark| remark.before.as_str()).collect();
    assert!(dropped.contains(&"首页 > 新闻中心 > 正文"), "{dropped:?}");
    let account = &made.account;
    let sum = account.body + account.front + account.rewritten_count + account.left_out + account.lost_count;
    assert_eq!(account.read, sum);
    assert_eq!(account.left_out, 8);
}

#[test]
fn the_head_of_minutes_stays_in_their_text() {
    let text = "县供销社2022年度总结会议纪要\n\n时间：2023年1月12日下午2:30\n地点：二楼会议室\n主持人：沈怀远\n\
        出席：魏清和、冉秋实\n\n会议听取各部门汇报，研究明年工作，决定如下。\n一、学习\n\
        全年召开支部大会四次、支委会十二次，党员到会率保持在九成以上，记录齐全。\n";
    let session = Session::open(Arc::new(Tree::of_texts([("site.yaml", "title: 试\n")])), &Settings::default());
    let document = import::read("会议纪要.txt", text.as_bytes(), &|_| None).unwrap();
    let found = import::candidates(document, session.publication());
    let made = import::write::write(&found[0], "report", None);
    let (front, body) = made.text.rsplit_once("---\n").unwrap();
    assert!(front.contains("date: 2023-01-12") && front.contains("year: 2022"), "{front}");
    for line in ["地点：二楼会议室", "主持人：沈怀远", "出席：魏清和、冉秋实"] {
        assert!(body.contains(line) && !front.contains(line), "{}", made.text);
    }
    assert!(body.find("地点") < body.find("会议听取"), "{body}");
    assert!(made.account.lost.is_empty(), "{:?}", made.account.lost);
}
