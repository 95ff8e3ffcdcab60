//! The manual's reference of rules is made from their table, its rows of plain text fields
//! from theirs.
//!
//! After a change of either run `HUIBIAN_BLESS=1 cargo test --test reference`,
//! then read the difference line by line.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use huibian::check::{self, CHECKS, Check, Fix, Group};
use huibian::diag::{Language, Severity, Words, terminal};
use huibian::model::Settings;
use huibian::parse::front::keys::{DETAILS, REPORT};
use huibian::pipeline::{Session, sample};
use huibian::source::{Tree, VPath};

const PAGES: [(Language, &str); 2] =
    [(Language::Chinese, "content/pages/manual/guize.md"), (Language::English, "content/pages/en/manual/guize.md")];

/// A text as Markdown that shows it as it is.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if "\\*_<>[]`~|#".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

fn fence(text: &str) -> String {
    let fence = if text.contains("```") { "````" } else { "```" };
    format!("{fence}text\n{}\n{fence}\n\n", text.trim_end_matches('\n'))
}

fn rule(check: &Check, language: Language) -> String {
    let word = |words: Words| words.in_language(language);
    let zh = language == Language::Chinese;
    let fix = match (check.fix, zh) {
        (Fix::None, _) => "",
        (Fix::Safe, true) => "，可以直接改",
        (Fix::Safe, false) => ", safe fix",
        (Fix::Unsafe, true) => "，能改，改后要看",
        (Fix::Unsafe, false) => ", fix to be reviewed",
    };
    let weight = word(terminal::severity(check.rule.severity));
    let (_, found) = sample(check, check.wrong);
    let (message, help) = (found[0].message(language), found[0].help(language));
    let said = match (zh, help.is_empty()) {
        (true, true) => format!("{message}。"),
        (true, false) => format!("{message}。{help}。"),
        (false, true) => format!("{message}."),
        (false, false) => format!("{message}. {help}."),
    };
    let (wrong, says, right) =
        if zh { ("错：", "程序说：", "对：") } else { ("Wrong:", "The program says: ", "Right:") };
    format!(
        "### {} {}\n\n{weight}{fix}{}\n\n{}\n\n{wrong}\n\n{}{says}{}\n\n{right}\n\n{}",
        check.rule.code,
        check.rule.name,
        if zh { "。" } else { "." },
        plain(word(check.about)),
        fence(check.wrong),
        plain(&said),
        fence(check.right),
    )
}

fn page(language: Language, path: &str) -> String {
    let zh = language == Language::Chinese;
    let mut body = String::from(if zh {
        "[检查](jiancha.md)用的全部规则，由程序里的规则表生成。每条写明查什么、不查什么，一个错的例子和一个对的例子。例子里没有写篇首的，是一篇报告的正文。别的提示（篇首、登记表、链接、外观）见[常见提示与改法](tishi.md)。\n\n"
    } else {
        "All rules of the [check](jiancha.md), made from the table in the program. Each says what it marks and what it leaves alone, with a wrong and a right example. An example without front matter is the body of a report. Other messages (front matter, registers, links, themes) are in [Messages and what to do](tishi.md).\n\n"
    });
    for group in Group::ALL {
        let checks: Vec<&&Check> = CHECKS.iter().filter(|check| check.group == group).collect();
        if checks.is_empty() {
            continue;
        }
        let name = group.words().in_language(language);
        let mut letters = name.chars();
        let first = letters.next().unwrap().to_uppercase();
        body += &format!("## {first}{}\n\n", letters.as_str());
        for check in checks {
            body += &rule(check, language);
        }
    }
    let body = body.trim_end().to_owned() + "\n";
    let (title, tag) = if zh { ("检查的规则", "zh-CN") } else { ("Rules of the check", "en") };
    let with = |allow: &str| format!("---\ntitle: {title}\nlang: {tag}\norder: 31\nnav: false\n{allow}---\n\n{body}");
    // What is wrong in an example quoted by a rule is no mistake of the manual.
    let text = with("");
    let files = Tree::of_texts([("content/site.yaml", "title: 汇编\n"), (path, &*text)]);
    let session = Session::open(Arc::new(files), &Settings::default());
    let marked: BTreeSet<&str> = session
        .proof(&VPath::new(path).unwrap(), &|_| true)
        .into_iter()
        .filter(|finding| check::of(finding.rule).is_some())
        // What the pages of both languages write alike is a word of theirs to these two.
        .filter(|finding| !["character-amiss", "likely-misspelling"].contains(&finding.rule.name))
        .map(|finding| finding.rule.name)
        .collect();
    let names: Vec<&str> = marked.into_iter().collect();
    if names.is_empty() { text } else { with(&format!("allow: [{}]\n", names.join(", "))) }
}

#[test]
fn the_manual_has_every_rule_as_it_is() {
    for (language, path) in PAGES {
        let made = page(language, path);
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        if std::env::var_os("HUIBIAN_BLESS").is_some() {
            fs::write(&file, &made).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == made, "{path} is not what the rules say; see the head of tests/reference.rs");
    }
}

/// The rows of plain text fields are made from their spellings and the theme's phrases.
#[test]
fn the_manual_has_every_plain_text_field() {
    let session = Session::open(Arc::new(Tree::default()), &Settings::default());
    for (page, language, comma) in [
        ("content/pages/manual/baogao.md", Language::Chinese, "、"),
        ("content/pages/en/manual/baogao.md", Language::English, ", "),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let phrases = session.theme().phrases(language);
        for key in DETAILS {
            let spellings = REPORT.spellings(REPORT.index(key).unwrap());
            let others: Vec<String> = spellings[1..].iter().map(|other| format!("`{other}`")).collect();
            let means = phrases.say(&format!("data.means.{key}"), &[]).unwrap();
            // Rows of the table begin with a small letter.
            let first = means.chars().next().unwrap();
            let means = means.replacen(first, &first.to_lowercase().to_string(), 1);
            let row = format!("| `{key}` | {} | {means} |\n", others.join(comma));
            let kept = fs::read_to_string(&file).unwrap();
            if std::env::var_os("HUIBIAN_BLESS").is_some() {
                let lines = kept.split_inclusive('\n').filter(|line| !line.starts_with(&format!("| `{key}` |")));
                let place = |line: &str| if line.starts_with("| `source` |") { row.clone() } else { String::new() };
                fs::write(&file, lines.map(|line| place(line) + line).collect::<String>()).unwrap();
            } else {
                assert!(kept.contains(&row), "{page} lacks this row; see the head of tests/reference.rs: {row}");
            }
        }
    }
}

/// What the manual's `terms.yaml` does to what the manual says of it.
#[test]
fn the_terms_of_the_manual_do_what_it_says() {
    for page in ["content/pages/manual/yongyu.md", "content/pages/en/manual/yongyu.md"] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let sample = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        for (body, expected) in [
            ("学习习总书记讲话", "HB7602 习总书记 习近平总书记"),
            ("学习习近平总书记讲话", ""),
            ("党工作小组开会", "HB7601 党工作小组 党小组"),
            ("功能型党小组开会", "HB7601 功能型党小组 党小组"),
            ("一支部开会", "HB7602 一支部 第一党支部"),
            ("十一支部、二十一支部、第一党支部开会", ""),
            ("开展两柱二心活动", "HB7601 两柱二心活动 两柱三心活动"),
            ("开展两柱三心活动，没有两柱三心", ""),
            ("疫情防空", "HB7601 疫情防空 疫情防控"),
            ("原文是“一支部”，见《习总书记讲话》和`党工作小组`", ""),
        ] {
            let report = format!("---\ntitle: 年度总结\nbranch: 甲医院/机关党支部\nyear: 2021\n---\n\n{body}。\n");
            let path = VPath::new("content/reports/a.md").unwrap();
            let texts =
                [("content/site.yaml", "title: 汇编\n"), ("content/terms.yaml", sample), (path.as_str(), &*report)];
            let session = Session::open(Arc::new(Tree::of_texts(texts)), &Settings::default());
            assert_eq!(session.diagnostics(), []);
            let found = session.proof(&path, &|check| check.rule.code.starts_with("HB76"));
            let said = found.iter().map(|finding| {
                let wrong = &report[finding.span.range()];
                format!("{} {wrong} {}", finding.rule.code, finding.suggestion.as_deref().unwrap_or_default())
            });
            assert_eq!(said.collect::<Vec<_>>().join("|"), expected, "{body}");
        }
    }
}

/// So does the sample of words that a publication adds.
#[test]
fn the_words_of_the_manual_do_what_it_says() {
    for page in ["content/pages/manual/ciku.md", "content/pages/en/manual/ciku.md"] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let sample = page.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let report = "---\ntitle: 年度总结\nbranch: 甲医院/机关党支部\nyear: 2021\n---\n\n布署名册，布署工作。\n";
        let path = VPath::new("content/reports/a.md").unwrap();
        let texts = [("content/site.yaml", "title: 汇编\n"), ("content/terms.yaml", sample), (path.as_str(), report)];
        let session = Session::open(Arc::new(Tree::of_texts(texts)), &Settings::default());
        assert_eq!(session.diagnostics(), []);
        let words = &session.publication().words;
        let lists = [&words.units, &words.honours, &words.not_names, &words.exceptions];
        assert_eq!(lists.map(|list| list.join(" ")), ["健康驿站", "服务之星", "安康", "布署名册"]);
        let found = session.proof(&path, &|check| check.rule.name == "wrong-word");
        let places: Vec<usize> = found.iter().map(|finding| finding.span.range().start).collect();
        assert_eq!(places, [report.rfind("布署").unwrap()]);
    }
}

#[test]
fn every_rule_belongs_to_its_group() {
    for check in CHECKS {
        let group = Group::ALL.iter().position(|group| *group == check.group).unwrap();
        assert_eq!(check.rule.code[..4], format!("HB{}", 71 + group), "{}", check.rule.name);
    }
}

/// The sign behind a code in the manual's tables of other messages says how
/// much the rule weighs.
#[test]
fn the_manual_gives_other_rules_their_weight() {
    for page in ["content/pages/manual/tishi.md", "content/pages/en/manual/tishi.md"] {
        let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        for rule in huibian::diag::rules::all() {
            let row = page.lines().find(|line| line.starts_with(&format!("| {}", rule.code)));
            let sign = match rule.severity {
                Severity::Error => "",
                Severity::Warning => "△",
                Severity::Note => "○",
            };
            let start = format!("| {}{sign} |", rule.code);
            assert!(row.is_some_and(|row| row.starts_with(&start)), "{start} … is missing: {row:?}");
        }
    }
}
