//! No text is too strange for the proofreader: nothing panics, every place is in
//! the file, and what mends does not overlap within a finding.

use std::sync::Arc;

use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::source::{Tree, VPath};

const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";
const PIECES: &[&str] = &[
    "(",
    "）",
    "“",
    "”",
    "》",
    "[",
    "-",
    "— ",
    "…",
    "。",
    "\u{a0}",
    "\u{3000}",
    "@",
    "甲,",
    "甲 \u{a0}乙",
    "10.",
    "\"",
    "的",
    "疫情防",
    "来源：",
    "1名、",
    "𠮷",
    "é",
    "😀,",
    "\n\n",
    "\n",
    "帐号",
    "www.",
    "&nbsp;",
    "\\(",
    "１",
    "％",
    "*",
    "`",
    "一",
];

fn proof(body: &str) {
    let text = format!("{HEAD}{body}");
    let path = "content/reports/2021/a.md";
    let files = Tree::of_texts([("content/site.yaml", "title: 汇编\n"), (path, &text)]);
    let session = Session::open(Arc::new(files), &Settings::default());
    for finding in session.proof(&VPath::new(path).unwrap(), &|_| true) {
        assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
        let mut ranges: Vec<_> = finding.edits.iter().map(|edit| edit.span.range()).collect();
        ranges.sort_by_key(|range| range.start);
        assert!(ranges.iter().all(|range| text.get(range.clone()).is_some()), "{finding:?}");
        assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start), "{finding:?}");
    }
}

#[test]
fn nothing_is_too_strange() {
    for (number, piece) in PIECES.iter().enumerate() {
        proof(&piece.repeat(3000));
        let rest: String = PIECES.iter().cycle().skip(number).step_by(number + 1).take(300).copied().collect();
        proof(&format!("甲{rest}乙"));
    }
    let mixed: String = PIECES.iter().flat_map(|one| PIECES.iter().map(move |two| format!("{one}甲{two}，"))).collect();
    proof(&mixed);
}
