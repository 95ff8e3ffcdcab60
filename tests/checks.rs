//! Every rule of the proofreader finds its own sample, and nothing in the one
//! that is right; no rule marks another's right sample above a note.

use std::sync::Arc;

use huibian::check::{self, CHECKS, Check, Fix};
use huibian::diag::{Diagnostic, Severity};
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::{Tree, VPath};

const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";

/// What a rule, or every rule, finds in a sample.
fn found(sample: &str, wanted: Option<&Check>) -> Vec<Diagnostic> {
    let text = if sample.starts_with("---\n") { sample.to_owned() } else { format!("{HEAD}{sample}") };
    let path = "content/reports/2021/a.md";
    let mut texts = vec![("content/site.yaml", "title: 汇编\n")];
    // Other files follow after a line `=== path`.
    let mut parts = text.split("=== ");
    texts.extend(parts.next().map(|text| (path, text)));
    texts.extend(parts.filter_map(|part| part.split_once('\n')));
    let files = Tree::of_texts(texts);
    let session = Session::open(Arc::new(files), &Settings::default());
    assert_eq!(session.diagnostics(), [], "{sample}");
    session.proof(&VPath::new(path).unwrap(), &|check| wanted.is_none_or(|wanted| wanted.rule.code == check.rule.code))
}

#[test]
fn every_rule_finds_what_is_wrong_and_only_that() {
    for check in CHECKS {
        let name = check.rule.name;
        let wrong = found(check.wrong, Some(check));
        assert_eq!(wrong.len(), 1, "{name} finds one thing in its sample: {wrong:?}");
        let mends = !wrong[0].edits.is_empty() || wrong[0].suggestion.is_some();
        assert_eq!(mends, check.fix != Fix::None, "{name} suggests what it says");
        assert_eq!(found(check.right, Some(check)), [], "{name} marks its right sample");
    }
}

#[test]
fn what_is_right_for_one_rule_is_right_for_all() {
    for check in CHECKS {
        let marked: Vec<_> =
            found(check.right, None).into_iter().filter(|finding| finding.severity > Severity::Note).collect();
        assert_eq!(marked, [], "the right sample of {}", check.rule.name);
    }
}

/// What a review offers to call right for ever is left alone from then on.
#[test]
fn exceptions_are_heeded_by_the_rules_that_say_so() {
    for check in CHECKS.iter().filter(|check| check::has_exceptions(&check.rule)) {
        let finding = &found(check.wrong, Some(check))[0];
        let text =
            if check.wrong.starts_with("---\n") { check.wrong.to_owned() } else { format!("{HEAD}{}", check.wrong) };
        let range = finding.span.range();
        let end = text[range.end..].chars().next().map_or(0, char::len_utf8) + range.end;
        let word = text[range.start..if range.len() > 3 { range.end } else { end }].replace('\n', "");
        let sample = format!("{}=== content/terms.yaml\n例外:\n  - {word}\n", check.wrong);
        assert_eq!(found(&sample, Some(check)), [], "{}: {word}", check.rule.name);
    }
}
