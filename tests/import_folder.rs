//! What an import makes of a whole folder: topics, the register of
//! organisations, documents that have changed since.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "another test uses the rest")]
mod desk;

use desk::Desk;

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
        desk.run("x", &["build", "--strict"]).is(0);
        let page = desk.read("x/public/topics.html");
        assert!(page.contains("href=\"topics/free-clinic.html\"") && page.contains("2021"), "{page}");
        assert!(desk.read("x/public/topics/free-clinic.html").contains("开展义诊6场"));
    }
}
