//! Literate cases: `tests/cases/*.md` tell in prose what should happen, with a
//! small publication and what must come of it.
//!
//! A heading begins a case. Its fenced blocks, by their info string:
//!
//! * `file PATH`: a file of the publication;
//! * `options`: `drafts`, `base_url URL`, one a line;
//! * `findings`: every finding, `path:line:column CODE message`, in order;
//!   a case without this block must have none;
//! * `routes`: every page whose route begins with the block's first word, if
//!   it ends in `*`, else simply routes that must exist, `!` before one that
//!   must not;
//! * `page ROUTE`: lines that the page must hold, in this order; a line that
//!   begins with `! ` must not be there.
//!
//! Files that a case leaves out are filled in: a `site.yaml` with a title.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use huibian::diag::{Diagnostic, Language, position, sort};
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::plan::Route;
use huibian::render::Content;
use huibian::source::{Files, Tree, Unreadable, VPath};

#[derive(Default)]
struct Case {
    name: String,
    files: Vec<(String, String)>,
    settings: Settings,
    findings: Vec<String>,
    routes: Vec<String>,
    pages: Vec<(String, Vec<String>)>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
        }
        let Some(info) = line.strip_prefix("````") else { continue };
        let block: Vec<String> = lines.by_ref().take_while(|line| *line != "````").map(str::to_owned).collect();
        let case = cases.last_mut().expect("a block stands under a heading");
        let (kind, rest) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
        match kind {
            "file" => case.files.push((rest.to_owned(), block.join("\n") + "\n")),
            "findings" => case.findings = block,
            "routes" => case.routes = block,
            "page" => case.pages.push((rest.to_owned(), block)),
            "options" => {
                for option in block {
                    match option.split_once(' ') {
                        Some(("base_url", url)) => case.settings.base_url = Some(url.to_owned()),
                        None if option == "drafts" => case.settings.drafts = true,
                        _ => panic!("unknown option {option}"),
                    }
                }
            }
            kind => panic!("unknown block {kind} in {}", case.name),
        }
    }
    cases
}

fn said(finding: &Diagnostic, files: &Tree) -> String {
    let text =
        files.read(&finding.span.file).map_or(String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned());
    let (line, column) = position::position(&text, finding.span.start as usize);
    format!("{}:{line}:{column} {} {}", finding.span.file, finding.rule.code, finding.message(Language::Chinese))
}

fn check(case: Case, mistakes: &mut Vec<String>) {
    let mut files = case.files;
    if !files.iter().any(|(path, _)| path == "content/site.yaml") {
        files.push(("content/site.yaml".to_owned(), "title: 汇编\n".to_owned()));
    }
    let files = Arc::new(Tree::new(files.into_iter().map(|(path, text)| {
        let bytes: Arc<[u8]> = text.into_bytes().into();
        (VPath::new(&path).expect("a relative path"), bytes)
    })));
    let session = Session::open(files.clone(), &case.settings);
    let routes: Vec<Route> = session.routes().map(|(route, _)| route.clone()).collect();
    let mut findings = session.diagnostics().to_vec();
    let mut pages = Vec::new();
    for route in &routes {
        let rendered = session.render(route);
        findings.extend(rendered.diagnostics);
        if let Content::Bytes(bytes) = rendered.content {
            pages.push((route.as_str().to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    sort(&mut findings);
    let name = &case.name;
    let found: Vec<String> = findings.iter().map(|finding| said(finding, &files)).collect();
    if found != case.findings {
        mistakes.push(format!(
            "{name}: findings\n  wanted\n    {}\n  found\n    {}",
            case.findings.join("\n    "),
            found.join("\n    ")
        ));
    }
    // What is offered in place of a mistake is not one.
    for finding in findings.iter().filter(|finding| !finding.span.range().is_empty()) {
        let Some(suggestion) = &finding.suggestion else { continue };
        let mut mended: Vec<(VPath, String)> = Vec::new();
        for path in files.paths() {
            let bytes = files.read(path).expect("a file of the case");
            mended.push((path.clone(), String::from_utf8_lossy(&bytes).into_owned()));
        }
        let text = mended.iter_mut().find(|(path, _)| *path == finding.span.file);
        text.expect("the file of a finding").1.replace_range(finding.span.range(), suggestion);
        let mended = Tree::of_texts(mended.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let session = Session::open(Arc::new(mended), &case.settings);
        let again = session.diagnostics().iter().find(|again| {
            again.rule == finding.rule && again.span.file == finding.span.file && again.span.start == finding.span.start
        });
        if let Some(again) = again {
            mistakes
                .push(format!("{name}: “{suggestion}” is offered and refused: {}", again.message(Language::Chinese)));
        }
    }
    let routes: BTreeSet<&str> = routes.iter().map(Route::as_str).collect();
    for line in &case.routes {
        let (wanted, route) = line.strip_prefix('!').map_or((true, line.as_str()), |route| (false, route));
        if routes.contains(route) != wanted {
            mistakes.push(format!("{name}: route {line}; there are {routes:?}"));
        }
    }
    for (route, lines) in &case.pages {
        let Some((_, html)) = pages.iter().find(|(known, _)| known == route) else {
            mistakes.push(format!("{name}: no page {route}"));
            continue;
        };
        // What keeps an amount in one line is not seen.
        let html = html.replace('\u{2060}', "").replace('\u{a0}', " ");
        let mut rest = html.as_str();
        for line in lines {
            if let Some(absent) = line.strip_prefix("! ") {
                if html.contains(absent) {
                    mistakes.push(format!("{name}: {route} has `{absent}`"));
                }
            } else if let Some(at) = rest.find(line.as_str()) {
                rest = &rest[at + line.len()..];
            } else {
                mistakes.push(format!("{name}: {route} lacks `{line}` (in this order); the page is\n{html}"));
                break;
            }
        }
    }
}

#[test]
fn every_case_comes_out_as_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut mistakes = Vec::new();
    let mut count = 0;
    for path in paths {
        for case in cases(&fs::read_to_string(path).unwrap()) {
            count += 1;
            check(case, &mut mistakes);
        }
    }
    assert!(count > 20, "the cases were read: {count}");
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n\n"));
}

/// Files of which some are listed and refused.
struct Refusing {
    tree: Tree,
    refused: [&'static str; 2],
}

impl Files for Refusing {
    fn paths(&self) -> &[VPath] {
        self.tree.paths()
    }

    fn read(&self, path: &VPath) -> Result<Vec<u8>, Unreadable> {
        if self.refused.contains(&path.as_str()) {
            return Err(Unreadable::from(&std::io::Error::from_raw_os_error(13)));
        }
        self.tree.read(path)
    }
}

#[cfg(unix)]
#[test]
fn why_a_file_is_unreadable_is_said_in_the_readers_language() {
    let (report, asset) = ("content/reports/2021/a.md", "themes/own/assets/a.css");
    let tree = Tree::of_texts([("content/site.yaml", "title: 汇编\ntheme: own\n"), (report, ""), (asset, "")]);
    let files = Refusing { tree, refused: [report, asset] };
    let session = Session::open(Arc::new(files), &Settings::default());
    let said = |language| -> Vec<String> {
        session
            .diagnostics()
            .iter()
            .map(|finding| format!("{} {}", finding.rule.code, finding.message(language)))
            .collect()
    };
    assert_eq!(said(Language::Chinese), ["HB3002 读不了这个文件：没有权限", "HB5002 读不了外观的这个文件：没有权限"]);
    assert_eq!(
        said(Language::English),
        [
            "HB3002 this file cannot be read: permission denied",
            "HB5002 this file of the theme cannot be read: permission denied"
        ]
    );
}
