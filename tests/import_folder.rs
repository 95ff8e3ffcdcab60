//! What an import makes of a whole folder: topics, the register of
//! organisations, documents that have changed since.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "another test uses the rest")]
mod desk;

use desk::{Answer, Desk};

const WARD: &str = "内科党支部2021年工作总结\n\n　　2021年，支部开展了以下工作。\n\n一、加强学习\n　　全年召开支部大会4次，举办专题党课3场，党员参加率98%。\n\n二、开展义诊\n　　开展义诊6场，服务群众860人次。义诊走进3个社区。支部获评市“先进基层党组织”。\n\n2021年12月5日\n";

#[test]
fn a_new_publication_knows_topics_and_shows_them_after_an_import() {
    for (language, topic) in [("zh", "义诊与健康服务"), ("en", "Free clinics")] {
        let desk = Desk::new();
        desk.run(".", &["--lang", language, "init", "x"]).is(0).says("content/topics.yaml");
        let topics = desk.read("x/content/topics.yaml");
        assert_eq!(topics.matches("- id: ").count(), 24);
        desk.run("x", &["check"]).is(0);
        desk.write("a.txt", WARD);
        desk.run("x", &["import", "--branch", "内科党支部", "../a.txt"]).is(0);
        let report = desk.read("x/content/reports/2021/neikedangzhibu-2021-niangongzuozongjie.md");
        assert!(report.contains(&format!("\ntopics: [{topic}]\n")), "{report}");
        let achievement = format!("  - {{text: '开展义诊6场，服务群众860人次', topics: [{topic}]}}\n");
        let plain = achievement.replace('\'', "");
        assert!(report.contains(&achievement) || report.contains(&plain), "{report}");
        // Figures that nobody has registered wait for a person.
        assert!(report.contains("  - field: metrics\n") && !report.contains("\nmetrics:"), "{report}");
        desk.run("x", &["build"]).is(0);
        let page = desk.read("x/public/topics.html");
        assert!(page.contains("href=\"topics/free-clinic.html\"") && page.contains("2021"), "{page}");
        assert!(desk.read("x/public/topics/free-clinic.html").contains("开展义诊6场"));
    }
}

/// A desk with an empty publication, and a folder of reports of three bodies.
fn folder() -> Desk {
    let desk = Desk::new();
    desk.run(".", &["init", "x"]).is(0);
    for (name, unit, signer, year) in [
        ("a", "红安县春晖医院第一党支部", "红安县春晖医院第一党支部", 2021),
        ("b", "红安县春晖医院第一党支部", "红安县春晖医院第一党支部", 2022),
        ("c", "红安县护理学会", "红安县护理学会", 2021),
        ("d", "红安县护理学会", "红安县护理学会", 2022),
        ("e", "春晖医院", "春晖医院", 2022),
        ("f", "红安县春晖医院", "红安县春晖医院", 2023),
    ] {
        let text = format!(
            "{unit}{year}年工作总结\n\n　　{year}年，{unit}开展了以下工作。\n\n一、学习\n　　全年组织学习12次。\n\n{signer}\n{year}年12月5日\n"
        );
        desk.write(&format!("a/{name}.txt"), &text);
    }
    desk
}

fn import(desk: &Desk, arguments: &[&str]) -> Answer {
    desk.run("x", &[&["import"], arguments].concat())
}

#[test]
fn a_folder_makes_the_register() {
    let desk = folder();
    // What is only shown changes nothing.
    let shown = import(&desk, &["../a", "--register", "--dry-run"]).is(0).says("==> content/organizations.yaml <==");
    assert!(!desk.path("x/content/organizations.yaml").exists(), "{shown:?}");
    let answer = import(&desk, &["../a", "--register"]).is(0).tells("已导入 6 篇");
    let registry = desk.read("x/content/organizations.yaml");
    assert!(shown.said.contains(&registry), "{shown:?}\n{registry}");
    let rows: Vec<&str> = answer.told.lines().filter(|line| line.contains(" 个文件")).collect();
    // Wide characters count twice, so that the columns stand below each other.
    let column = |line: &str| {
        let at = line.find(" 个文件").unwrap();
        line[..at].chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
    };
    assert!(rows.len() >= 3 && rows.iter().all(|row| column(row) == column(rows[0])), "{}", answer.told);
    assert!(answer.told.contains("a.txt“"), "the evidence is named: {}", answer.told);
    assert_eq!(registry.matches("- id: ").count(), 3, "{registry}");
    assert!(registry.contains("name: 红安县春晖医院\n  aliases: [春晖医院]\n"), "{registry}");
    assert!(registry.contains("  children:\n    - id: hong"), "{registry}");
    // Every report has an id of the register.
    let ids: Vec<&str> = registry.lines().filter_map(|line| line.trim_start().strip_prefix("- id: ")).collect();
    desk.run("x", &["build"]).is(0).says("已生成 6 篇总结");
    for path in reports(&desk) {
        let text = std::fs::read_to_string(&path).unwrap();
        let branch = text.lines().find_map(|line| line.strip_prefix("branch: ")).unwrap();
        assert!(ids.contains(&branch), "{branch} in {path:?}");
    }
    // The same again registers nothing twice.
    import(&desk, &["../a", "--register"]).is(0).tells("已经导入过");
    assert_eq!(desk.read("x/content/organizations.yaml"), registry);
}

fn reports(desk: &Desk) -> Vec<std::path::PathBuf> {
    let files = walkdir::WalkDir::new(desk.path("x/content/reports")).into_iter().filter_map(Result::ok);
    let mut paths: Vec<_> = files.map(|entry| entry.into_path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "md"));
    paths.sort();
    paths
}

#[test]
fn without_an_answer_the_register_is_only_proposed() {
    let desk = folder();
    import(&desk, &["../a"]).is(0).tells("还没有登记的组织 3 个").tells("--register");
    assert!(!desk.path("x/content/organizations.yaml").exists());
    // An author has begun a register of his own meanwhile.
    let begun = "# 我们的登记表\r\n- 编号: cun\r\n  名称: 红安县春晖医院 # 总院\r\n";
    desk.write("x/content/organizations.yaml", begun);
    let texts: Vec<String> = reports(&desk).iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    import(&desk, &["--lang", "en", "../a", "--register"]).is(0);
    let registry = desk.read("x/content/organizations.yaml");
    assert!(registry.starts_with(begun), "{registry}");
    assert!(registry.contains("  下级:\r\n    - 编号: "), "{registry}");
    // Only reports that lacked their organisation have it now, and nothing else has changed.
    for (path, before) in reports(&desk).iter().zip(&texts) {
        let after = std::fs::read_to_string(path).unwrap();
        assert!(!after.contains("请填写组织"), "{after}");
        let rest = |text: &str| text.split("---").nth(2).map(str::to_owned);
        assert_eq!(rest(before), rest(&after));
    }
    desk.run("x", &["build"]).is(0).says("已生成 6 篇总结");
}

#[test]
fn a_register_that_cannot_be_added_to_stops_the_import() {
    let desk = folder();
    desk.write("x/content/organizations.yaml", "[{id: a, name: 甲校}]\n");
    import(&desk, &["../a", "--register"]).is(3).tells("方括号");
    assert_eq!(desk.read("x/content/organizations.yaml"), "[{id: a, name: 甲校}]\n");
    assert!(reports(&desk).is_empty());
}

#[test]
fn an_organization_without_an_entry_is_named_by_its_path() {
    let desk = folder();
    import(&desk, &["../a/a.txt", "--branch", "红安县春晖医院/第一党支部"]).is(0);
    import(&desk, &["../a/b.txt"]).is(0);
    let named = |path: &std::path::PathBuf| {
        std::fs::read_to_string(path).unwrap().contains("\nbranch: 红安县春晖医院/第一党支部\n")
    };
    assert!(reports(&desk).len() == 2 && reports(&desk).iter().all(named));
}

/// A desk with a report of `WARD`, and its path.
fn imported() -> (Desk, String) {
    let desk = Desk::new();
    desk.run(".", &["init", "x"]).is(0);
    desk.write("a/总结.txt", WARD);
    import(&desk, &["--branch", "内科党支部", "../a"]).is(0);
    (desk, "x/content/reports/2021/neikedangzhibu-2021-niangongzuozongjie.md".to_owned())
}

#[test]
fn a_document_that_has_changed_is_put_together_with_its_report() {
    let (desk, path) = imported();
    // The author names the branch otherwise and mends a sentence; the document has more in another.
    let authors =
        desk.read(&path).replace("branch: 内科党支部\n", "branch: 内科\n").replace("走进3个社区", "走进三个社区");
    desk.write(&path, &authors);
    desk.write("a/总结.txt", &WARD.replace("召开支部大会4次", "召开支部大会5次"));
    let again = ["--branch", "内科党支部", "--again", "../a"];
    let shown = import(&desk, &[&again[..], &["--dry-run"]].concat()).is(0);
    assert_eq!(desk.read(&path), authors);
    let answer = import(&desk, &again).is(0).tells("作者改的都留着");
    assert_eq!(reports(&desk).len(), 1, "{answer:?}");
    let text = desk.read(&path);
    assert!(shown.said.contains(&text), "{shown:?}");
    for part in ["branch: 内科\n", "走进三个社区", "召开支部大会5次"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("支部大会4次"), "{text}");
    // Nothing is left to be done, and then a further change is taken in too.
    import(&desk, &again).is(0).tells("已经导入过");
    assert_eq!(desk.read(&path), text);
    desk.write("a/总结.txt", &WARD.replace("召开支部大会4次", "召开支部大会6次"));
    import(&desk, &again).is(0);
    assert_eq!(
        without_source(&desk.read(&path)),
        without_source(&text.replace("支部大会5次", "支部大会6次").replace("value: 5,", "value: 6,"))
    );
    desk.run("x", &["build"]).is(0).says("已生成 1 篇总结");
}

fn without_source(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("source: ")).collect()
}

#[test]
fn where_both_have_changed_the_same_nothing_is_lost() {
    for forgets in [false, true] {
        let (desk, path) = imported();
        let authors = desk.read(&path).replace("召开支部大会4次", "召开支部大会四次");
        desk.write(&path, &authors);
        desk.write("a/总结.txt", &WARD.replace("召开支部大会4次", "召开支部大会5次").replace("3个社区", "9个社区"));
        if forgets {
            // As on another computer.
            std::fs::remove_dir_all(desk.path("x/.huibian/imports")).unwrap();
        }
        import(&desk, &["--branch", "内科党支部", "--again", "../a"]).is(0).tells("草稿");
        let text = desk.read(&path);
        assert!(text.contains("支部大会四次") && text.contains("9个社区") != forgets, "{text}");
        assert!(!forgets || without_source(&text) == without_source(&authors), "{text}");
        let draft = desk.read(&path.replace(".md", "-2.md"));
        for part in ["支部大会5次", "9个社区", "\nstatus: draft\n"] {
            assert!(draft.contains(part), "{part} in {draft}");
        }
        assert!(!draft.contains("digest"), "{draft}");
        desk.run("x", &["build"]).is(0).says("已生成 1 篇总结");
        import(&desk, &["--lang", "en", "--branch", "内科党支部", "--again", "../a"]).is(0).tells("imported before");
        assert_eq!(reports(&desk).len(), 2);
    }
}
