//! Publication: reports with the registers that they need, in memory.

use std::sync::Arc;

use huibian::diag::Diagnostic;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::Tree;

use super::facts::KINDS;
use super::report::Document;

const SITE: &str = "title: 工作总结汇编\nbase_url: https://huibian.example.org/\n";
const TOPICS: &str =
    "- {id: service, name: 志愿服务}\n- {id: organization, name: 组织建设}\n- {id: study, name: 学习培训}\n";

/// What is found in each report, with its text as given. Each is the only one
/// of its organisation and year.
pub fn proofread<'a>(reports: impl Iterator<Item = (&'a Document, &'a str)>) -> Vec<Vec<Diagnostic>> {
    let mut organizations = String::new();
    let (mut paths, mut files) = (Vec::new(), Vec::new());
    for (document, text) in reports {
        let facts = &document.facts;
        let number = facts.number;
        organizations += &format!(
            "- {{id: h{number}, name: {}, kind: 单位, children: [{{id: o{number}, name: {}, kind: 基层组织}}]}}\n",
            facts.host, facts.name
        );
        let path = format!("content/reports/{}/{number}.md", facts.year);
        files.push((path.clone(), text.to_owned()));
        if let Some(last_year) = &document.last_year {
            files.push((format!("content/reports/{}/{number}.md", facts.year - 1), last_year.clone()));
        }
        paths.push(path);
    }
    files.push(("content/site.yaml".to_owned(), SITE.to_owned()));
    files.push(("content/topics.yaml".to_owned(), TOPICS.to_owned()));
    files.push(("content/organizations.yaml".to_owned(), organizations));
    files.push(("content/metrics.yaml".to_owned(), metrics()));

    let tree = Tree::of_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let session = Session::open(Arc::new(tree), &Settings::default());
    let mut found: Vec<Vec<Diagnostic>> = paths.iter().map(|_| Vec::new()).collect();
    for finding in session.check(&[], &|_| true, &|| ()).found {
        let of = paths.iter().position(|path| path == finding.span.file.as_str());
        // A finding elsewhere would be a mistake of the corpus itself.
        let of = of.unwrap_or_else(|| panic!("{finding:?}"));
        found[of].push(finding);
    }
    found
}

fn metrics() -> String {
    let mut people: Vec<&str> = KINDS.iter().map(|kind| kind.people).collect();
    people.sort_unstable();
    people.dedup();
    let mut metrics = "- {id: trainings, name: 培训, unit: 期, kind: flow}\n".to_owned();
    for (number, people) in people.iter().enumerate() {
        metrics += &format!("- {{id: people-{number}, name: {people}, unit: 名, kind: stock}}\n");
    }
    metrics
}
