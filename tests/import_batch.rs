//! Many documents that are read together, asked about once and accepted as one
//! value; the page of the desk has no other way.

use std::collections::BTreeMap;

use huibian::diag::Language;
use huibian::import::batch::accept::{Accepted, BodyDecision, Decisions, RowDecision, Unfit};
use huibian::import::batch::report::Stands;
use huibian::import::batch::{Batch, Came, Document};
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::{Digest, Tree, VPath};

/// A publication in memory.
struct Publication(BTreeMap<String, Vec<u8>>);

impl Publication {
    fn new(files: &[(&str, &str)]) -> Publication {
        let files = files.iter().chain(&[("content/site.yaml", "title: 汇编\n")]);
        Publication(files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
    }

    fn tree(&self) -> Tree {
        Tree::new(self.0.iter().map(|(path, bytes)| (VPath::new(path).unwrap(), bytes.clone().into())))
    }

    fn session(&self) -> Session {
        Session::open(std::sync::Arc::new(self.tree()), &Settings { drafts: true, base_url: None })
    }

    fn read(&self, documents: &[(&str, &str)]) -> Batch {
        let (tree, session) = (self.tree(), self.session());
        let mut batch = Batch::of(&tree, true);
        for (name, text) in documents {
            let document = Document { name, bytes: text.as_bytes(), converted: None, companion: &|_| None };
            batch.take(document, session.publication());
        }
        batch.end(session.publication());
        batch
    }

    fn look(&self, path: &str) -> Stands {
        if let Some(bytes) = self.0.get(path) {
            return Stands::File(bytes.clone());
        }
        let below = self.0.keys().filter_map(|other| other.strip_prefix(&format!("{path}/")));
        let names: Vec<String> = below.map(|rest| rest.split('/').next().unwrap().to_owned()).collect();
        if names.is_empty() { Stands::Nothing } else { Stands::Folder(names) }
    }

    fn accept(&self, batch: &mut Batch, decisions: &Decisions) -> Result<Accepted, Unfit> {
        batch.accept(decisions, self.session().publication(), &|path| Ok(self.look(path)))
    }

    /// Writes what was accepted; each file must be as it was believed to be.
    fn write(&mut self, accepted: &Accepted) {
        for file in &accepted.files {
            let before = self.0.insert(file.path.clone(), file.after.clone());
            assert_eq!(before, file.before, "{}", file.path);
        }
        for (digest, text) in &accepted.bases {
            self.0.insert(format!(".huibian/imports/{digest}.md"), text.clone().into_bytes());
        }
    }
}

fn report(unit: &str, year: i32) -> String {
    format!(
        "{unit}{year}年工作总结\n\n　　{year}年，{unit}开展了以下工作。\n\n一、学习\n　　全年组织学习12次。联系人手机13800138000。\n\n{unit}\n{year}年12月5日\n"
    )
}

const WARD: &str = "红安县春晖医院第一党支部";

fn two() -> [(&'static str, String); 2] {
    [("第一支部2021.txt", report(WARD, 2021)), ("第一支部2022.txt", report(WARD, 2022))]
}

fn lent<'a>(documents: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    documents.iter().map(|(name, text)| (*name, &**text)).collect()
}

fn text<'a>(accepted: &'a Accepted, row: &str) -> &'a str {
    let (_, path) = accepted.reports.iter().find(|(key, _)| key == row).expect("a report of that row");
    let file = accepted.files.iter().find(|file| file.path == path.as_str()).unwrap();
    std::str::from_utf8(&file.after).unwrap()
}

fn answers(said: &[(&str, &str)]) -> Decisions {
    let answers = said.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Decisions { answers, ..Decisions::default() }
}

#[test]
fn a_batch_becomes_a_register_and_reports_behind_it() {
    let mut publication = Publication::new(&[]);
    let documents = two();
    let mut batch = publication.read(&lent(&documents));
    assert_eq!(batch.rows.iter().map(|row| &*row.key).collect::<Vec<_>>(), ["f0", "f1"]);
    let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
    let kinds: Vec<&str> = accepted.files.iter().map(|file| file.path.rsplit('.').next().unwrap()).collect();
    // The registry, the documents that are kept, the reports.
    assert_eq!(kinds, ["yaml", "txt", "txt", "md", "md"]);
    let id = &batch.register.bodies.last().unwrap().id;
    for row in ["f0", "f1"] {
        assert!(text(&accepted, row).contains(&format!("\nbranch: {id}\n")), "{}", text(&accepted, row));
    }
    publication.write(&accepted);
    let found = publication.session().check(&[], &|_| true, &|| {}).found;
    let errors: Vec<_> = found.iter().filter(|finding| finding.rule.name != "private-number").collect();
    assert!(errors.iter().all(|finding| finding.severity < huibian::diag::Severity::Error), "{errors:?}");
    // The same again is known, and nothing comes of it.
    let mut again = publication.read(&lent(&documents));
    assert!(again.rows.iter().all(|row| matches!(row.came, Came::Known(_))));
    assert_eq!(publication.accept(&mut again, &Decisions::default()).unwrap().files, []);
}

#[test]
fn what_several_leave_open_is_asked_once_and_the_answer_holds_for_all() {
    let publication = Publication::new(&[]);
    let documents = two();
    let mut batch = publication.read(&lent(&documents));
    for language in [Language::Chinese, Language::English] {
        let questions = batch.questions(language);
        let mobiles = questions.iter().find(|question| question.key == "mobiles").unwrap();
        assert_eq!(mobiles.rows, ["f0", "f1"]);
        assert!(questions.iter().all(|question| !question.say.is_empty() && question.rows.len() >= 2));
    }
    let said = [("mobiles", "mask"), ("status", "draft"), ("no such question", "x")];
    let accepted = publication.accept(&mut batch, &answers(&said)).unwrap();
    for row in ["f0", "f1"] {
        let text = text(&accepted, row);
        assert!(text.contains(r"138\*\*\*\*8000"), "{text}");
        // The document keeps its name.
        let left = text.lines().filter(|line| line.contains("13800138000"));
        assert!(left.into_iter().all(|line| line.starts_with("source: ")), "{text}");
        assert!(text.contains("\nstatus: draft\n"), "{text}");
    }
    let accepted = publication.accept(&mut batch, &answers(&[("mobiles", "keep")])).unwrap();
    assert!(text(&accepted, "f0").contains("13800138000") && !text(&accepted, "f0").contains("status:"));
}

#[test]
fn one_document_alone_is_asked_about_in_its_row() {
    let publication = Publication::new(&[]);
    let batch = publication.read(&[("a.txt", &report(WARD, 2021))]);
    // But for what no row tells: what becomes of its private numbers and of its figures, and
    // whether it is published.
    let asked: Vec<String> = batch.questions(Language::Chinese).into_iter().map(|question| question.key).collect();
    assert_eq!(asked, ["mobiles", "lists", "status"]);
}

#[test]
fn reports_that_a_page_break_has_parted_are_joined_and_parted_again() {
    let part = |unit: &str| {
        format!(
            "{unit}2021年工作总结\n\n　　2021年，{unit}开展了以下工作，全年组织学习12次，走访群众38户。\n\n一、学习\n　　全年组织学习12次。\n　　学习记录由专人整理。\n二、服务\n　　全年走访群众38户。\n　　开展义诊6场。\n\n"
        )
    };
    let publication = Publication::new(&[]);
    let whole =
        part("红安县春晖医院第一党支部") + &part("红安县春晖医院第二党支部") + &part("红安县春晖医院第三党支部");
    let other = report(WARD, 2022);
    let mut batch = publication.read(&[("a.txt", &whole), ("b.txt", &other)]);
    let keys = |batch: &Batch| batch.rows.iter().map(|row| row.key.clone()).collect::<Vec<_>>();
    assert_eq!(keys(&batch), ["f0", "f0-1", "f0-2", "f1"]);
    let session = publication.session();
    let apart = batch.register.clone();
    assert!(batch.join("f0-1", true, session.publication()));
    assert_eq!(keys(&batch), ["f0", "f0-2", "f1"]);
    assert_eq!(batch.joined(&batch.rows[0]), ["f0-1"]);
    let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
    let joined = text(&accepted, "f0");
    for words in ["第一党支部开展了", "第二党支部2021年工作总结", "第二党支部开展了"] {
        assert!(joined.contains(words), "{words} is lost: {joined}");
    }
    assert!(!joined.contains("第三党支部") && text(&accepted, "f0-2").contains("第三党支部开展了"));
    // Both at once, one back, and all as it was; what is no part of anything is not joined.
    assert!(batch.join("f0-2", true, session.publication()));
    assert_eq!(keys(&batch), ["f0", "f1"]);
    assert_eq!(batch.joined(&batch.rows[0]), ["f0-1", "f0-2"]);
    for key in ["f0-2", "f0-1"] {
        assert!(batch.join(key, false, session.publication()));
    }
    assert_eq!(keys(&batch), ["f0", "f0-1", "f0-2", "f1"]);
    assert_eq!(batch.register, apart);
    assert!(["f0", "f1", "f0-3", "f9-1", ""].iter().all(|key| !batch.join(key, true, session.publication())));
}

#[test]
fn a_table_of_contents_stays_out_of_reports_that_are_joined() {
    let part = |unit: &str, contents: &str| {
        format!(
            "{unit}2021年工作总结\n\n{contents}　　2021年，{unit}开展了以下工作，全年组织学习12次，走访群众38户。\n\n一、学习培训情况\n　　全年组织学习12次。\n　　学习记录由专人整理。\n二、服务群众情况\n　　全年走访群众38户。\n　　开展义诊6场。\n\n"
        )
    };
    let contents = "目　录\n\n一、学习培训情况\t1\n二、服务群众情况\t3\n\n";
    let publication = Publication::new(&[]);
    let whole = part("红安县春晖医院第一党支部", "") + &part("红安县春晖医院第二党支部", contents);
    let mut batch = publication.read(&[("a.txt", &whole)]);
    assert!(batch.join("f0-1", true, publication.session().publication()));
    let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
    let text = text(&accepted, "f0");
    assert!(!text.contains("目") && text.matches("服务群众情况").count() == 2, "{text}");
}

#[test]
fn what_a_text_names_by_the_way_yields_to_an_organisation_that_others_are_of() {
    let publication = Publication::new(&[]);
    let documents = [2021, 2022].map(|year| (format!("{year}.txt"), report(WARD, year)));
    let documents: Vec<(&str, &str)> = documents.iter().map(|(name, text)| (&**name, &**text)).collect();
    let batch = publication.read(&documents);
    let clear = batch.register.clear();
    assert_eq!(clear.len(), batch.register.bodies.iter().filter(|body| body.is_clear()).count());
    assert!(clear.keys().all(|path| path.starts_with("红安县春晖医院")), "{clear:?}");
}

#[test]
fn a_year_that_only_the_names_say_is_taken_from_there_when_asked() {
    let publication = Publication::new(&[]);
    let plain = |unit: &str| format!("{unit}工作总结\n\n　　{unit}开展了以下工作。\n\n一、学习\n　　组织学习12次。\n");
    let (a, b) = (plain("江城市东区红十字会"), plain("江城市西区红十字会"));
    let mut batch = publication.read(&[("东区2021总结.txt", &*a), ("西区2023总结.txt", &*b)]);
    let open = |key: &str| batch.questions(Language::Chinese).into_iter().find(|question| question.key == key);
    assert_eq!(open("year").map(|question| question.rows), Some(vec!["f0".to_owned(), "f1".to_owned()]));
    let said = answers(&[("year", "name")]);
    let (row, read) = batch.reads().next().unwrap();
    assert_eq!(batch.facts(row, read, &said.answers).years.unwrap().value.ascii(), "2021");
    let accepted = publication.accept(&mut batch, &said).unwrap();
    assert!(text(&accepted, "f0").contains("\nyear: 2021\n") && text(&accepted, "f1").contains("\nyear: 2023\n"));
}

#[test]
fn what_a_person_edits_stands_and_what_makes_no_sense_is_said() {
    let publication = Publication::new(&[]);
    let documents = two();
    let mut batch = publication.read(&lent(&documents));
    let id = batch.register.bodies.last().unwrap().id.clone();
    let row = |file: &str| RowDecision { file: file.to_owned(), keep: true, ..RowDecision::default() };
    let body = |key: &str, name: &str, parent: Option<&str>| BodyDecision {
        key: key.to_owned(),
        keep: true,
        name: name.to_owned(),
        parent: parent.map(str::to_owned),
        kind: String::new(),
        aliases: Vec::new(),
        former: None,
    };
    let some = |text: &str| Some(text.to_owned());
    let mut decisions = Decisions {
        files: vec![
            RowDecision { title: some("改过的题目"), year: some("2019-2020"), org: some("n1"), ..row("f0") },
            RowDecision { keep: false, ..row("f1") },
        ],
        orgs: Some(vec![body("n1", "外科党支部", Some("n2")), body("n2", "春晖医院党委", None)]),
        ..Decisions::default()
    };
    let accepted = publication.accept(&mut batch, &decisions).unwrap();
    let report = text(&accepted, "f0");
    assert!(report.contains("\ntitle: 改过的题目\n") && report.contains("\nyear: 2019-2020\n"), "{report}");
    assert!(accepted.reports.len() == 1 && report.contains("\nbranch: waikedangzhibu\n"), "{report}");
    let registry = std::str::from_utf8(&accepted.files[0].after).unwrap();
    assert!(registry.contains("name: 春晖医院党委\n  children:\n    - id: waikedangzhibu\n"), "{registry}");
    assert!(!registry.contains(&id), "what was not kept is not registered: {registry}");
    // What a body was called before stays its alias.
    decisions.orgs = Some(vec![body(&id, "第一支部", None)]);
    decisions.files.clear();
    let accepted = publication.accept(&mut batch, &decisions).unwrap();
    let registry = std::str::from_utf8(&accepted.files[0].after).unwrap();
    assert!(registry.contains("name: 第一支部\n") && registry.contains("aliases: ["), "{registry}");
    for orgs in [vec![body("a", " ", None)], vec![body("a", "甲", Some("b")), body("b", "乙", Some("a"))]] {
        let decisions = Decisions { orgs: Some(orgs), ..Decisions::default() };
        assert!(matches!(publication.accept(&mut batch, &decisions), Err(Unfit::Decision(..))));
    }
    let files = vec![RowDecision { year: some("去年"), ..row("f1") }];
    let unfit = publication.accept(&mut batch, &Decisions { files, ..Decisions::default() });
    assert!(matches!(unfit, Err(Unfit::Decision(key, _)) if key == "f1"));
}

#[test]
fn a_line_that_is_no_title_is_text_again_and_the_title_is_text_no_longer() {
    let publication = Publication::new(&[]);
    let said = report(WARD, 2021)
        .replace("工作总结\n\n", "工作总结\n\n数说2021\n\n　　接待查档4560人次，出具证明2641份。\n\n");
    let old = format!("{WARD}2021年工作总结");
    let mut batch = publication.read(&[("a.txt", &said)]);
    let mut with = |title: Option<&str>, subtitle: Option<&str>| {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let row = RowDecision {
            file: "f0".to_owned(),
            keep: true,
            title: own(title),
            subtitle: own(subtitle),
            ..RowDecision::default()
        };
        let accepted = publication.accept(&mut batch, &Decisions { files: vec![row], ..Decisions::default() }).unwrap();
        let text = text(&accepted, "f0").to_owned();
        let body = text.rfind("---\n").unwrap();
        (text[..body].to_owned(), text[body..].to_owned())
    };
    // Who takes the line below for the title has the title above it.
    let (front, _) = with(Some("数说2021"), None);
    assert!(front.contains(&format!("title: 数说2021\nsubtitle: {old}\n")), "{front}");
    let line = "接待查档4560人次，出具证明2641份。";
    let (front, body) = with(Some(line), None);
    assert!(!front.contains("subtitle:") && !front.contains("# 原文"), "{front}");
    assert!(body.contains(&format!("{old}\n\n数说2021\n\n2021年")) && !body.contains(line), "{body}");
    // What is typed takes no line's place: what it stood for is said to be left out.
    let (front, body) = with(Some("全年记事"), None);
    assert!(front.contains(&format!("# 原文: {old}\n")) && !body.contains(&old), "{front}");
    // A subtitle that is none is text.
    let (front, body) = with(None, Some(""));
    assert!(
        !front.contains("subtitle:") && body.contains("数说2021\n\n接待查档") && !body.contains(&old),
        "{front}{body}"
    );
}

#[test]
fn a_telephone_at_home_is_asked_about_and_hidden() {
    let publication = Publication::new(&[]);
    let said = report(WARD, 2021).replace("联系人手机13800138000", "甲同志（宅）3300142，办公室3300155");
    let mut batch = publication.read(&[("a.txt", &said)]);
    let questions = batch.questions(Language::Chinese);
    let question = questions.iter().find(|question| question.key == "mobiles").unwrap();
    let quoted: Vec<_> = question.quotes.iter().map(|(row, quoted)| (&**row, &*quoted.word)).collect();
    assert_eq!(quoted, [("f0", "3300142")]);
    let hidden = |batch: &mut Batch, how: &str| {
        text(&publication.accept(batch, &answers(&[("mobiles", how)])).unwrap(), "f0").to_owned()
    };
    let masked = hidden(&mut batch, "mask");
    assert!(masked.contains(r"33\*\*\*\*2，办公室3300155") && !masked.contains("3300142"), "{masked}");
    assert!(hidden(&mut batch, "hide").contains(&format!("（宅）{}，", r"\*".repeat(7))));
}

#[test]
fn two_reports_in_one_document_are_no_kind_of_files() {
    let part = |unit: &str| {
        format!(
            "{unit}2021年工作总结\n\n　　2021年，{unit}开展了以下工作，全年组织学习12次，走访群众38户。\n\n一、学习\n　　全年组织学习12次。\n　　学习记录由专人整理。\n二、服务\n　　全年走访群众38户。\n　　开展义诊6场。\n\n"
        )
    };
    let publication = Publication::new(&[]);
    let batch = publication.read(&[("a.txt", &(part("清扫保洁科") + &part("垃圾分类管理科")))]);
    assert_eq!(batch.rows.len(), 2);
    assert!(batch.questions(Language::Chinese).iter().all(|question| !question.key.starts_with("branch:")));
}

#[test]
fn a_document_that_changed_goes_into_its_report_and_the_authors_words_stay() {
    let mut publication = Publication::new(&[]);
    let documents = two();
    let mut batch = publication.read(&lent(&documents)[..1]);
    let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
    publication.write(&accepted);
    let path = accepted.reports[0].1.to_string();
    let edited = String::from_utf8(publication.0[&path].clone()).unwrap().replace("开展了以下工作", "做了这些工作");
    publication.0.insert(path.clone(), edited.into_bytes());
    let changed = documents[0].1.replace("学习12次", "学习13次");
    let mut batch = publication.read(&[(documents[0].0, &changed)]);
    assert!(batch.reads().all(|(_, read)| read.again.is_some()));
    let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
    publication.write(&accepted);
    let now = String::from_utf8(publication.0[&path].clone()).unwrap();
    assert!(now.contains("做了这些工作") && now.contains("学习13次") && !now.contains("学习12次"), "{now}");
    assert!(now.contains(&Digest::of(changed.as_bytes()).to_string()), "{now}");
}

#[test]
fn another_text_under_the_same_name_is_another_report() {
    let mut publication = Publication::new(&[]);
    let ward = report(WARD, 2021);
    let mut batch = publication.read(&[("工作总结.txt", &ward)]);
    let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
    publication.write(&accepted);
    let path = accepted.reports[0].1.to_string();
    let kept = publication.0[&path].clone();
    // Another office, another year of the same office by the same pattern, another text.
    let (office, year) = (report("红安县红十字会", 2021), report(WARD, 2022));
    let other =
        format!("{WARD}2021年工作总结\n\n　　全年走访慰问困难职工三十六户。\n\n　　新建职工书屋两处，藏书千余册。\n");
    for document in [office, year, other] {
        let mut batch = publication.read(&[("工作总结.txt", &document)]);
        assert!(batch.reads().all(|(_, read)| read.again.is_none()), "{document}");
        let accepted = publication.accept(&mut batch, &Decisions::default()).unwrap();
        assert_ne!(accepted.reports[0].1.as_str(), path);
        publication.write(&accepted);
    }
    assert_eq!(publication.0[&path], kept);
    // It is still known which one a new state of the first belongs to.
    let batch = publication.read(&[("工作总结.txt", &ward.replace("学习12次", "学习13次"))]);
    let (_, read) = batch.reads().next().unwrap();
    assert_eq!(read.again.as_ref().map(|(path, _)| path.as_str()), Some(path.as_str()));
}

#[test]
fn a_draft_beside_a_report_loses_its_document_and_no_line() {
    let path = VPath::new("content/reports/a.md").unwrap();
    let text = "---\ntitle: 甲\nsource: {file: a.docx}\n---\n\nsource: 出处\n\n正文。\n";
    let draft = huibian::import::batch::report::draft(&path, text);
    assert_eq!(draft, "---\ntitle: 甲\nstatus: draft\n---\n\nsource: 出处\n\n正文。\n");
}

#[test]
fn two_of_the_same_bytes_and_what_is_empty_are_refused_by_themselves() {
    let publication = Publication::new(&[]);
    let ward = report(WARD, 2021);
    let batch = publication.read(&[("a.txt", &ward), ("b.txt", &ward), ("c.txt", "  \n"), ("d.pdf", "%PDF-1.4\n")]);
    let refused: Vec<bool> = batch.rows.iter().map(|row| matches!(row.came, Came::Refused(_))).collect();
    assert_eq!(refused, [false, true, true, true]);
}
