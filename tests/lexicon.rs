//! The files of words: whoever corrects one is told here when a row is wrong.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use huibian::check::CHECKS;
use huibian::import::document::{Block, Paragraph, Place};
use huibian::import::facts::propose;
use huibian::import::structure::{Article, Found};
use huibian::language::count::number_at;
use huibian::language::lexicon::{self, FILES, Row};
use huibian::language::pinyin::readings;
use huibian::language::{Known, annotate};
use huibian::model::Settings;
use huibian::pipeline::{Session, sample};
use huibian::source::Tree;

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file of Rust of the program.
fn rust_files() -> Vec<PathBuf> {
    let (mut files, mut folders) = (Vec::new(), vec![root("src")]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}

/// Where a file of words is, as an editor sees it.
fn path(name: &str) -> String {
    format!("src/language/lexicon/{name}.tsv")
}

/// The lines of a file with their numbers, without those that say what it is.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#'))
}

/// Where a row stands: file, number of the line, its words.
fn at(name: &str, row: Row) -> String {
    let text = fs::read_to_string(root(&path(name))).unwrap();
    let is_row = |line: &str| {
        let mut cells = line.split('\t');
        cells.next() == Some(row.word()) && (row.get("class").is_empty() || cells.next() == Some(row.get("class")))
    };
    let number = lines(&text).skip(1).find(|(_, line)| is_row(line)).map_or(0, |(number, _)| number);
    format!("{}:{number} “{}”", path(name), row.word())
}

/// Fails with all that is wrong, each with its place, what it is, and what to write.
fn tell(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n\n{}\n", wrong.join("\n\n"));
}

/// Every line of Rust of the program.
fn code() -> String {
    rust_files().into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn every_file_of_the_folder_is_known() {
    let files = fs::read_dir(root("src/language/lexicon")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<String> = files.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    found.sort();
    let known: Vec<String> = FILES.iter().map(|file| format!("{}.tsv", file.name)).collect();
    assert_eq!(found, known, "左边是文件夹里的，右边是 src/language/lexicon.rs 里登记的");
}

#[test]
fn every_file_says_where_its_rows_come_from() {
    for file in FILES {
        let head: String = file.head().collect();
        for word in ["来源：", "许可："] {
            assert!(head.contains(word), "{}.tsv：开头“#”的说明里没有“{word}”", file.name);
        }
        assert_eq!(file.columns().first(), Some(&"word"), "{}.tsv：第一栏应叫 word", file.name);
    }
}

/// Puts the rows of a file in order, as an editor need not.
fn sort(name: &str) {
    let path = root("src/language/lexicon").join(format!("{name}.tsv"));
    let text = fs::read_to_string(&path).unwrap();
    let (head, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with('#'));
    let class = rest[0].split('\t').position(|column| column == "class");
    let mut rows: Vec<Vec<&str>> = rest[1..].iter().map(|line| line.split('\t').collect()).collect();
    rows.sort_by_key(|row| (class.and_then(|at| row.get(at)).copied().unwrap_or_default(), row[0]));
    let rows: Vec<String> = rows.iter().map(|row| row.join("\t")).collect();
    fs::write(&path, [&head[..], &rest[..1]].concat().join("\n") + "\n" + &rows.join("\n") + "\n").unwrap();
}

#[test]
fn rows_are_sorted_and_stand_once() {
    if std::env::var_os("HUIBIAN_BLESS").is_some() {
        FILES.iter().for_each(|file| sort(file.name));
        return;
    }
    let mut wrong = Vec::new();
    for file in FILES {
        let text = fs::read_to_string(root(&path(file.name))).unwrap();
        let mut last: Option<(&str, &str)> = None;
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for ((number, _), row) in lines(&text).filter(|(_, line)| !line.is_empty()).skip(1).zip(file.rows()) {
            let key = (row.get("class"), row.word());
            let place = format!("{}:{number} “{}”", path(file.name), row.word());
            if let Some(first) = seen.insert(key, number) {
                wrong.push(format!(
                    "{place}\n  重复了：第 {first} 行已有同一类的这个词，删去一行\n  stands twice: line {first} has this word in the same class; delete one of them"
                ));
            } else if let Some((_, before)) = last.filter(|before| *before > key) {
                wrong.push(format!(
                    "{place}\n  应排在“{before}”前面（先按 class，再按 word）。不用自己排：运行 HUIBIAN_BLESS=1 cargo test --test lexicon，再试一次\n  belongs before “{before}” (by class, then word). Run HUIBIAN_BLESS=1 cargo test --test lexicon, which sorts, then try again"
                ));
            }
            last = Some(key);
        }
    }
    tell(&wrong);
}

/// What is wrong with the cells of a line: in Chinese and in English.
fn cells_wrong(file: &lexicon::File, line: &str, classes: &BTreeSet<&str>) -> Option<(String, String)> {
    let cells: Vec<&str> = line.split('\t').collect();
    let columns = file.columns();
    let names = columns.join("→");
    let class = columns.iter().position(|column| *column == "class");
    if line.is_empty() {
        return Some(("空行：删去".into(), "an empty line: delete it".into()));
    }
    if cells[0].trim().is_empty() {
        return Some((
            "第一栏是空的：行首就写词，前面没有制表符".into(),
            "the first column is empty: begin the line with the word, without a tab before it".into(),
        ));
    }
    if cells.len() > columns.len() {
        return Some((
            format!("有 {} 栏，应为 {} 栏（{names}，→ 是一个制表符）：删去多打的制表符", cells.len(), columns.len()),
            format!(
                "has {} columns, should have {} ({names}, → is one tab): delete the tab that is too many",
                cells.len(),
                columns.len()
            ),
        ));
    }
    if cells.iter().any(|cell| cell.trim() != *cell) {
        return Some(("栏的开头或末尾有空格：删去".into(), "a column begins or ends with a blank: delete it".into()));
    }
    let class = class?;
    // Where all rows of a class have an example, none goes without.
    let cell = |name: &str| columns.iter().position(|column| *column == name).and_then(|at| cells.get(at));
    let lacks = |name: &&str| cell(name).is_none_or(|cell| cell.is_empty());
    let missing = |class: &str| ["yes", "no"].into_iter().filter(|name| have(file.name, class, name)).find(lacks);
    let known = classes.iter().copied().collect::<Vec<_>>().join(" ");
    match cells.get(class) {
        None | Some(&"") if cells[0].contains([' ', '\u{3000}']) => Some((
            format!(
                "栏与栏之间是空格：改成一个制表符（Tab 键），写成 {}",
                cells[0].split_whitespace().collect::<Vec<_>>().join("→")
            ),
            format!(
                "blanks between columns: use one tab, that is {}",
                cells[0].split_whitespace().collect::<Vec<_>>().join("→")
            ),
        )),
        None | Some(&"") => Some((
            format!("缺 class 一栏：在词后面打一个制表符，写上类名（{names}）。这个文件的类有：{known}"),
            format!(
                "the column class is missing: write a tab and a class after the word ({names}). The classes of this file: {known}"
            ),
        )),
        Some(other) if !classes.contains(other) => Some((
            format!("没有“{other}”这一类。这个文件的类有：{known}（文件开头有说明）"),
            format!("there is no class “{other}”. The classes of this file: {known} (its head explains them)"),
        )),
        Some(class) => missing(class).map(|name| {
            (
                format!("缺 {name} 一栏：写一句例子（{names}，→ 是一个制表符）；yes 里应认出这个词，no 里不应"),
                format!("no example in {name}: write one ({names}, → is one tab); the word must be found in yes and not in no"),
            )
        }),
    }
}

/// Whether all rows of a class, but the one that is asked about, have an example in a column.
fn have(file: &str, class: &str, column: &str) -> bool {
    let file = FILES.iter().find(|known| known.name == file).unwrap();
    let rows: Vec<Row> = file.rows().filter(|row| row.get("class") == class).collect();
    rows.len() > 2 && rows.iter().filter(|row| row.get(column).is_empty()).count() < 2
}

/// The classes of a file that code asks for.
fn classes_asked(file: &lexicon::File, code: &str) -> BTreeSet<&'static str> {
    let name = file.name.replace('-', "_").to_uppercase();
    let ways =
        ["lexicon::{}.rows()", "Map::new(&lexicon::{},", "&lexicon::{}, self.class", "List::new(&lexicon::{}, \"\")"];
    let by_row = ways.iter().any(|way| code.contains(&way.replace("{}", &name)));
    let asked = |class: &str| {
        let ways = [format!("&lexicon::{name}, \"{class}\")"), format!("lexicon::{name}.of(\"{class}\")")];
        by_row || ways.iter().any(|way| code.contains(way.as_str()))
    };
    let file = FILES.iter().find(|known| known.name == file.name).unwrap();
    let classes: BTreeSet<&str> = file.rows().map(|row| row.get("class")).collect();
    classes.into_iter().filter(|class| !class.is_empty() && asked(class)).collect()
}

/// A class that no code asks for has rows that do nothing.
#[test]
fn rows_have_their_columns_and_a_class_that_is_asked_for() {
    let code = code();
    let mut wrong = Vec::new();
    for file in FILES {
        let text = fs::read_to_string(root(&path(file.name))).unwrap();
        let classes = classes_asked(file, &code);
        for (number, line) in lines(&text).skip(1) {
            if let Some((zh, en)) = cells_wrong(file, line, &classes) {
                wrong.push(format!("{}:{number} “{line}”\n  {zh}\n  {en}", path(file.name)));
            }
        }
    }
    tell(&wrong);
}

/// What an editor may do wrong in a row is told in both languages.
#[test]
fn mistakes_in_rows_are_told() {
    let file = &lexicon::UNIT_SUFFIXES;
    let classes = classes_asked(file, &code());
    for (line, zh, en) in [
        ("健康驿站  strong", "栏与栏之间是空格", "blanks between columns"),
        ("健康驿站\tstrong", "缺 yes 一栏", "no example in yes"),
        ("健康驿站", "缺 class", "class is missing"),
        ("健康驿站\tstrng", "没有“strng”这一类", "no class “strng”"),
        ("健康驿站\tstrong\t甲\t乙\t丙", "有 5 栏", "has 5 columns"),
        ("健康驿站 \tstrong\t甲\t乙", "空格：删去", "a blank"),
        ("\t健康驿站\tstrong", "第一栏是空的", "first column is empty"),
        ("", "空行", "empty line"),
    ] {
        let (said, told) = cells_wrong(file, line, &classes).unwrap_or_else(|| panic!("{line}"));
        assert!(said.contains(zh) && told.contains(en), "{line}: {said}, {told}");
    }
    assert_eq!(cells_wrong(file, "健康驿站\tstrong\t甲\t乙", &classes), None);
}

/// What is written before the examples, so that they are a report.
const HEAD: &str = "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\n---\n\n";

/// Which of the paragraphs of a report a rule marks.
fn marked(rule: &str, paragraphs: &[impl AsRef<str>]) -> HashSet<usize> {
    let check = CHECKS.iter().find(|check| check.rule.name == rule).unwrap();
    let paragraphs: Vec<&str> = paragraphs.iter().map(AsRef::as_ref).collect();
    let text = format!("{HEAD}{}\n", paragraphs.join("\n\n"));
    let (_, found) = sample(check, &text);
    found.iter().map(|finding| text[HEAD.len()..finding.span.start as usize].matches("\n\n").count()).collect()
}

/// Runs a rule over the examples of rows, each a paragraph: it marks one of the
/// columns and leaves the other alone.
fn hold(file: &str, rule: &str, rows: &[Row], should: &str, left: &str) {
    let mut wrong = Vec::new();
    for column in [should, left] {
        let examples: Vec<&str> = rows.iter().map(|row| row.get(column)).collect();
        let places = marked(rule, &examples);
        for (number, row) in rows.iter().enumerate() {
            let (zh, en) = if row.get(column).is_empty() {
                ("是空的，要写一句例子".to_owned(), "is empty: write an example".to_owned())
            } else if places.contains(&number) && column == left {
                (
                    format!("不该被规则 {rule} 指出，却指出了：换个例子，或在 except 里加上例外"),
                    format!(
                        "must not be marked by the rule {rule} and is: write another example, or an exception in except"
                    ),
                )
            } else if !places.contains(&number) && column == should {
                (
                    format!("该被规则 {rule} 指出，却没有：例句里要有这个词，又不落在例外里"),
                    format!(
                        "must be marked by the rule {rule} and is not: the example needs the word, outside of its exceptions"
                    ),
                )
            } else {
                continue;
            };
            let place = at(file, *row);
            wrong.push(format!("{place}\n  {column} 一栏“{}”{zh}\n  {column} {en}", row.get(column)));
        }
    }
    tell(&wrong);
}

#[test]
fn confusions_do_as_their_examples_say() {
    for rule in ["wrong-word", "discouraged-word"] {
        let rows: Vec<Row> = lexicon::CONFUSIONS.of(rule).collect();
        assert!(rows.len() > 100, "confusions.tsv：class“{rule}”只有 {} 行", rows.len());
        hold("confusions", rule, &rows, "yes", "no");
    }
    for row in lexicon::CONFUSIONS.rows() {
        assert!(row.get("yes").contains(row.word()), "confusions.tsv：“{}”的 yes 里没有这个词", row.word());
    }
}

#[test]
fn doubled_words_do_as_their_examples_say() {
    let rows = |class| lexicon::DOUBLED_WORDS.of(class).collect::<Vec<Row>>();
    hold("doubled-words", "doubled-words", &rows("particle"), "yes", "no");
    // An office excuses what stands before it.
    hold("doubled-words", "doubled-words", &rows("office"), "no", "yes");
}

#[test]
fn sentence_faults_do_as_their_examples_say() {
    let rows = |of: &dyn Fn(&str) -> bool| -> Vec<Row> {
        lexicon::SENTENCE_FAULTS.rows().filter(|row| !row.get("yes").is_empty() && of(row.get("class"))).collect()
    };
    hold("sentence-faults", "redundant-words", &rows(&|class| class == "redundant"), "yes", "no");
    hold("sentence-faults", "faulty-sentence", &rows(&|class| class != "redundant"), "yes", "no");
}

/// Whether a rule marks a report; what follows `=== path` is another file.
fn is_marked(rule: &str, report: &str) -> bool {
    let check = CHECKS.iter().find(|check| check.rule.name == rule).unwrap();
    !sample(check, report).1.is_empty()
}

/// Holds rows whose examples are reports of their own: what each column must do.
fn hold_each(file: &str, rows: impl Iterator<Item = Row>, yes: bool, is_found: impl Fn(Row, &str) -> bool) {
    let mut wrong = Vec::new();
    for row in rows {
        for (column, expected) in [("yes", yes), ("no", !yes)] {
            let example = row.get(column);
            if example.is_empty() || is_found(row, example) != expected {
                wrong.push(format!(
                    "{}\n  {column} 一栏“{example}”不合：看文件开头 yes、no 各要怎样，换一句\n  the example in {column} does not do what the head of the file says of yes and no: write another",
                    at(file, row)
                ));
            }
        }
    }
    tell(&wrong);
}

#[test]
fn names_for_one_thing_do_as_their_examples_say() {
    let is_found = |_: Row, text: &str| is_marked("unit-variants", &format!("{HEAD}{text}\n"));
    hold_each("unit-variants", lexicon::UNIT_VARIANTS.of("pair"), true, is_found);
}

/// A body that was renamed, and a report on a year after that.
const RENAMED: &str = "=== content/organizations.yaml\n- id: society\n  names:\n    - {name: 甲市医学会骨科分会, from: 2010}\n    - {name: 甲市医学会骨科专委会, from: 2019}\n";

#[test]
fn words_of_earlier_names_do_as_their_examples_say() {
    let head = "---\ntitle: 年度总结\nbranch: society\nyear: 2021\n---\n\n";
    let is_found = |_: Row, text: &str| is_marked("untimely-name", &format!("{head}{text}\n{RENAMED}"));
    // History excuses an earlier name.
    hold_each("name-history", lexicon::NAME_HISTORY.of("history"), false, is_found);
    hold_each("name-history", lexicon::NAME_HISTORY.of("former"), false, is_found);
    hold_each("name-history", lexicon::NAME_HISTORY.of("free-before"), true, is_found);
}

#[test]
fn words_of_meetings_do_as_their_examples_say() {
    let is_found = |_: Row, title: &str| {
        is_marked(
            "year-elsewhere",
            &HEAD.replace("title: 年度总结", &format!("title: {title}")).replace("\n\n", "\n\n开会12次。\n"),
        )
    };
    // What is called after a year need not be in it.
    hold_each("meeting-words", lexicon::MEETING_WORDS.of("event"), false, is_found);
    hold_each("meeting-words", lexicon::MEETING_WORDS.of("who"), true, is_found);
}

#[test]
fn what_is_counted_in_names_does_as_its_examples_say() {
    let has_number = |_: Row, name: &str| {
        let name: Vec<char> = name.chars().collect();
        (0..name.len()).any(|at| number_at(&name, at).is_some())
    };
    hold_each("name-counters", lexicon::NAME_COUNTERS.rows(), true, has_number);
}

/// The report that an import makes of one paragraph, of which figures are proposed.
fn has_figures(text: &str) -> bool {
    thread_local! {
        static SESSION: Session =
            Session::open(Arc::new(Tree::of_texts([("content/site.yaml", "title: 汇编\n")])), &Settings::default());
    }
    let title = Found { text: "内科党支部2022年工作总结".to_owned(), place: Place::Line(1), certain: true };
    let blocks = vec![Block::Paragraph(Paragraph::of_text(text, Place::Line(2)))];
    let article = Article { title: Some(title), blocks, ..Article::default() };
    SESSION.with(|session| !propose(&article, session.publication()).metrics.is_empty())
}

#[test]
fn words_about_figures_do_as_their_examples_say() {
    let is_found = |_: Row, text: &str| has_figures(text);
    let rows = |class| lexicon::FIGURE_WORDS.of(class).filter(|row| !row.get("yes").is_empty());
    for class in ["age", "compare", "compared", "of-whom", "plan", "plan-sentence"] {
        hold_each("figure-words", rows(class), false, is_found);
    }
    for class in ["grow", "metric-all", "rate", "rate-base", "strong", "sum-lead"] {
        hold_each("figure-words", rows(class), true, is_found);
    }
}

#[test]
fn words_about_sums_do_as_their_examples_say() {
    for (class, rule) in [
        ("sum-total", "wrong-sum"),
        ("after-total", "wrong-sum"),
        ("aside", "wrong-sum"),
        ("total", "wrong-share"),
        ("of-all", "wrong-share"),
        ("net", "wrong-balance"),
    ] {
        let is_found = |_: Row, text: &str| is_marked(rule, &format!("{HEAD}{text}\n"));
        hold_each("sum-words", lexicon::SUM_WORDS.of(class), true, is_found);
    }
}

/// A numeral in a word counts nothing, whatever stands around the word; before 个 the
/// same numeral does, but for 一, which seldom counts.
#[test]
fn words_with_numerals_are_no_amounts() {
    let mut wrong = Vec::new();
    for row in lexicon::NUMERAL_WORDS.rows() {
        let text = format!("会上提到{}，大家都记得。", row.word());
        let word = "会上提到".len().."会上提到".len() + row.word().len();
        let annotated = annotate(&text, &Known::default());
        let is_within = |amount: &&huibian::language::amount::Amount<'_>| {
            amount.range.start < word.end && word.start < amount.range.end
        };
        if let Some(amount) = annotated.amounts().iter().find(is_within) {
            wrong.push(format!(
                "{}\n  里面的“{}”成了数量\n  a number was found in the word",
                at("numeral-words", row),
                &text[amount.range.clone()]
            ));
        }
        // What counts nothing in the word counts elsewhere.
        let is_digit = |character: &char| "一二两三四五六七八九十百千万亿".contains(*character);
        let numeral: String = row.word().chars().skip_while(|c| !is_digit(c)).take_while(is_digit).collect();
        let text = format!("会上提到{numeral}个支部。");
        if numeral.is_empty() {
            wrong.push(format!(
                "{}\n  里面没有数字：这一行没有用处，删去\n  has no numeral: the row does nothing, delete it",
                at("numeral-words", row)
            ));
        } else if numeral.chars().count() == 1
            && numeral != "一"
            && annotate(&text, &Known::default()).amounts().is_empty()
        {
            wrong.push(format!(
                "{}\n  “{text}”里的数也没有认出\n  the number is not found in this either",
                at("numeral-words", row)
            ));
        }
    }
    tell(&wrong);
}

/// An expression with one character replaced by another of the same sound, from
/// among the characters of all expressions.
fn misspelt(expression: &str, sounds: &BTreeMap<String, BTreeSet<char>>) -> Option<String> {
    let characters: Vec<char> = expression.chars().collect();
    characters.iter().enumerate().rev().find_map(|(at, &right)| {
        let readings = readings(right);
        let [sound] = readings.as_slice() else { return None };
        let wrong = *sounds.get(sound)?.iter().find(|wrong| **wrong != right && !characters.contains(wrong))?;
        let mut changed = characters.clone();
        changed[at] = wrong;
        Some(changed.into_iter().collect())
    })
}

#[test]
fn fixed_expressions_are_known_when_one_character_is_wrong() {
    let rows: Vec<&str> = lexicon::FIXED_EXPRESSIONS.rows().map(|row| row.word()).collect();
    let mut sounds: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    for character in rows.iter().flat_map(|row| row.chars()) {
        if let [sound] = readings(character).as_slice() {
            sounds.entry(sound.clone()).or_default().insert(character);
        }
    }
    let said = |words: &str| format!("会上提到{words}。");
    let right: Vec<String> = rows.iter().map(|row| said(row)).collect();
    let mut places: Vec<usize> = marked("wrong-word", &right).into_iter().collect();
    places.sort_unstable();
    assert!(
        places.is_empty(),
        "fixed-expressions.tsv：自己被指出了：{:?}",
        places.iter().map(|at| rows[*at]).collect::<Vec<_>>()
    );
    // 深情厚意 and 深情厚谊 are one with a character wrong; 全民阅读 and 全民悦读 are both right.
    let wrong = rows.iter().filter_map(|row| misspelt(row, &sounds));
    let wrong: BTreeSet<String> = wrong.filter(|wrong| !rows.contains(&wrong.as_str())).collect();
    let wrong: Vec<String> = wrong.iter().map(|wrong| said(wrong)).collect();
    let places = marked("wrong-word", &wrong);
    let missed: Vec<&String> = (0..wrong.len()).filter(|at| !places.contains(at)).map(|at| &wrong[at]).collect();
    assert!(wrong.len() > 500 && missed.is_empty(), "fixed-expressions.tsv：没有指出：{missed:?}");
}

/// How many Chinese words may stand in the program; each has its reason beside it. A
/// quarter are digits, units and marks that the rules on the standards define.
const IN_CODE: usize = 400;

/// Words belong into the files. What stays in code is grammar (第, 年, 月), digits,
/// or what is written to people, who are not counted here: `Words`, `pick`, the
/// command line.
#[test]
fn few_chinese_words_stand_in_code() {
    let mut found: Vec<(PathBuf, usize)> = Vec::new();
    for path in rust_files() {
        let name = path.to_string_lossy();
        if ["/cli", "/diag", "/tests.rs", "/hostile.rs"].iter().any(|part| name.contains(part)) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        found.push((path, words_in(code)));
    }
    let all: usize = found.iter().map(|(_, count)| count).sum();
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    assert!(all <= IN_CODE, "{all}: {:?}", &found[..20]);
}

/// How many literals with Han characters stand in code that are not written to people.
fn words_in(code: &str) -> usize {
    let lines = code.lines().map(|line| line.split("// ").next().unwrap_or_default().trim_start());
    let code: String = lines.filter(|line| !line.starts_with("//")).collect::<Vec<_>>().join(" ");
    let (mut count, mut rest) = (0, code.as_str());
    let is_han = |text: &str| text.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = rest.as_bytes()[at];
        let before = rest[..at].trim_end();
        let inner = &rest[at + 1..];
        let mut escaped = false;
        let ends = |c: char| {
            let end = !escaped && c == char::from(quote);
            escaped = c == '\\' && !escaped;
            end
        };
        let Some(length) = inner.find(ends) else { break };
        // 'a and 'static are lifetimes.
        if quote == b'\'' && inner[..length].trim_start_matches('\\').chars().count() > 1 && !inner.starts_with("\\u") {
            rest = inner;
            continue;
        }
        let told = ["zh:", "en:", "wrong:", "right:", "help:", "about:", "pick(", "say(", "words("];
        count += usize::from(is_han(&inner[..length]) && !told.iter().any(|lead| before.ends_with(lead)));
        rest = &inner[length + 1..];
    }
    count
}

/// The names of one kind in a text.
fn names(text: &str, kind: char) -> HashSet<String> {
    let annotated = annotate(text, &Known::default());
    let persons = annotated.persons().iter().filter(|_| kind == 'P').map(|name| name.range.clone());
    let bodies = annotated.organizations().iter().filter(|_| kind == 'O').map(|body| body.range.clone());
    persons.chain(bodies).map(|range| text[range].to_owned()).collect()
}

/// Every row of a file of words finds a name in one of its examples and none in
/// the other.
fn hold_rows(file: &'static lexicon::File, kind: char, wrong: impl Fn(lexicon::Row, &HashSet<String>, bool) -> bool) {
    let mut said = Vec::new();
    for row in file.rows().filter(|row| !row.get("yes").is_empty()) {
        for (column, expected) in [("yes", true), ("no", false)] {
            let names = names(row.get(column), kind);
            if column == "yes" && !row.get(column).contains(row.word()) {
                said.push(format!(
                    "{}\n  yes 一栏“{}”里没有这个词：写一句有它的例句\n  yes does not have the word in it: write an example that has",
                    at(file.name, row),
                    row.get(column)
                ));
            } else if wrong(row, &names, expected) {
                said.push(format!(
                    "{}\n  {column} 一栏“{}”里找到的是 {names:?}：yes 里应认出这个词，no 里不应，换一句例句\n  in {column} these were found: {names:?}; yes must show the word, no must not: write another example",
                    at(file.name, row),
                    row.get(column)
                ));
            }
        }
    }
    tell(&said);
}

#[test]
fn offices_and_forms_of_address_show_names() {
    hold_rows(&lexicon::OFFICES, 'P', |_, names, expected| names.len() != usize::from(expected));
}

#[test]
fn words_that_begin_as_names_do_are_none() {
    hold_rows(&lexicon::NOT_PERSONS, 'P', |row, names, expected| {
        names.iter().any(|name| name.starts_with(row.word())) || !expected && names.is_empty()
    });
}

#[test]
fn names_of_organizations_end_with_what_they_are() {
    hold_rows(&lexicon::UNIT_SUFFIXES, 'O', |row, names, expected| {
        names.iter().any(|name| name.ends_with(row.word())) != expected
    });
}
