//! Seeded mistakes and what is said of them.
//!
//! The tables in `tests/mistakes/*.md` hold prose, a file with a mistake in a
//! fence, and the findings that must come of it, in a fence `text`: line and
//! column, code, the Chinese sentence and its help, and after `→` what is
//! suggested for the text at the place. After a change of words run
//! `HUIBIAN_BLESS=1 cargo test --test mistakes`, then read the difference line
//! by line.

use std::fs;
use std::path::Path;

use huibian::diag::position::position;
use huibian::diag::{self, Diagnostic, Language};
use huibian::parse;
use huibian::source::VPath;

const HEALTHY: &str = include_str!("mistakes/healthy.txt");

/// One case of a table.
struct Case {
    title: String,
    /// The fence's info string: `markdown`, or `yaml` and a file's name.
    info: String,
    input: String,
    expected: String,
}

fn findings(info: &str, input: &[u8]) -> Vec<Diagnostic> {
    let name = info.split_whitespace().nth(1).unwrap_or("reports/2021/总结.md");
    let path = VPath::new(&format!("content/{name}")).unwrap();
    let mut findings = match name {
        "organizations.yaml" => parse::organizations(&path, input).diagnostics,
        "topics.yaml" => parse::topics(&path, input).diagnostics,
        "metrics.yaml" => parse::metrics(&path, input).diagnostics,
        "terms.yaml" => parse::terms(&path, input).diagnostics,
        "site.yaml" => parse::site(&path, input).diagnostics,
        _ => parse::report(&path, input).diagnostics,
    };
    diag::sort(&mut findings);
    findings
}

/// The findings as the tables have them.
fn shown(findings: &[Diagnostic], input: &str) -> String {
    let mut lines = String::new();
    for finding in findings {
        let (line, column) = position(input, finding.span.range().start);
        let (message, help) = (finding.message(Language::Chinese), finding.help(Language::Chinese));
        lines += &format!("{line}:{column} {} {message}；{help}\n", finding.rule.code);
        if let Some(suggestion) = &finding.suggestion {
            lines += &format!("    “{}” → “{}”\n", &input[finding.span.range()], suggestion.replace('\n', "⏎"));
        }
    }
    lines
}

fn cases(table: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut lines = table.lines();
    let (mut title, mut input) = (String::new(), None);
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            title = heading.to_owned();
        } else if let Some(info) = line.strip_prefix("```") {
            let text: String =
                lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
            if info == "text" {
                let (info, input) = input.take().expect("a file stands before its findings");
                cases.push(Case { title: title.clone(), info, input, expected: text });
            } else {
                input = Some((info.to_owned(), text));
            }
        }
    }
    cases
}

/// Words that only programmers know; whole words for the English ones.
fn is_plain(sentence: &str) -> Result<(), String> {
    let words: Vec<&str> =
        sentence.split(|character: char| !character.is_ascii_alphanumeric() && character != '_').collect();
    for jargon in [
        "i32",
        "u32",
        "i64",
        "u64",
        "f64",
        "usize",
        "String",
        "str",
        "Option",
        "None",
        "Some",
        "struct",
        "serde",
        "expected",
        "invalid",
        "Vec",
        "bool",
        "boolean",
        "enum",
        "null",
        "map",
        "mapping",
        "sequence",
        "scalar",
        "parser",
        "token",
        "EOF",
        "byte_offset",
        "unwrap",
        "panicked",
        "integer",
        "float",
        "tuple",
    ] {
        if words.contains(&jargon) {
            return Err(format!("“{jargon}” in: {sentence}"));
        }
    }
    for jargon in ["映射", "序列", "标量", "字符串", "布尔", "枚举", "结构体", "浮点", "解析", "语法", "类型错误"]
    {
        if sentence.contains(jargon) {
            return Err(format!("“{jargon}” in: {sentence}"));
        }
    }
    Ok(())
}

fn check_table(name: &str) -> usize {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes").join(name);
    let mut table = fs::read_to_string(&path).unwrap();
    let bless = std::env::var_os("HUIBIAN_BLESS").is_some();
    let mut wrong = String::new();
    let cases = cases(&table);
    for case in &cases {
        let findings = findings(&case.info, case.input.as_bytes());
        let found = shown(&findings, &case.input);
        assert!(!findings.is_empty(), "{name}: {}: nothing found", case.title);
        for finding in &findings {
            for language in [Language::Chinese, Language::English] {
                // The author's own words may be anything; the rule's may not.
                let words = finding.rule;
                is_plain(words.message.in_language(language)).unwrap();
                is_plain(words.help.in_language(language)).unwrap();
                for (_, argument) in &finding.arguments {
                    if let diag::Argument::Term(term) = argument {
                        is_plain(term.in_language(language)).unwrap();
                    }
                }
                let said = finding.message(language) + &finding.help(language);
                assert!(!said.contains("{}") && !said.contains('\n'), "{said}");
            }
        }
        // A healthy report beside it is read all the same.
        let healthy = VPath::new("content/reports/2021/beside.md").unwrap();
        assert!(parse::report(&healthy, HEALTHY.as_bytes()).value.is_some());
        if found != case.expected {
            if bless {
                let old = format!("```{}\n{}```\n\n```text\n{}```\n", case.info, case.input, case.expected);
                let new = format!("```{}\n{}```\n\n```text\n{found}```\n", case.info, case.input);
                table = table.replacen(&old, &new, 1);
            } else {
                wrong += &format!("## {}\n{}\nexpected:\n{}found:\n{found}\n", case.title, case.input, case.expected);
            }
        }
    }
    if bless {
        fs::write(&path, table).unwrap();
    }
    assert!(wrong.is_empty(), "{name}:\n{wrong}");
    cases.len()
}

#[test]
fn every_mistake_is_explained_at_its_place() {
    let tables = ["punctuation.md", "fences.md", "keys.md", "values.md", "review.md", "registries.md"];
    let count: usize = tables.into_iter().map(check_table).sum();
    assert!(count >= 90, "{count} cases");
}

#[test]
fn a_healthy_report_is_read_in_full_without_a_word() {
    let path = VPath::new("content/reports/2021/healthy.md").unwrap();
    let parsed = parse::report(&path, HEALTHY.as_bytes());
    assert_eq!(shown(&parsed.diagnostics, HEALTHY), "");
    let mut draft = parsed.value.unwrap();
    // The beginning of the body is another module's.
    (draft.excerpt, draft.characters, draft.files) = (String::new(), 0, Vec::new());
    insta::with_settings!({ snapshot_path => "mistakes" }, {
        insta::assert_debug_snapshot!("healthy", (draft, parsed.allow));
    });
}

#[test]
fn odd_but_healthy_lines_are_left_alone() {
    for lines in [
        "副题: ——党委2021年度工作总结\n",
        "副题: 奋斗百年路 启航新征程【第3期】（九）\n",
        "摘要: 学习C#语言和A#小调，比例为 3:1，时间12:30，网址http://a.cn/#b\n",
        "摘要: |\n  一是：学习\n  －二是\n    三是: x\n  - y\n关键词: [党建]\n",
        "摘要: >-\n  第一段\n  来源：甲\n",
        "摘要: 第一行，\n  第二行：完。\n",
        "摘要: \"第一行，\n  第二行: 完。\"\n",
        "成效:\n  - 一是抓学习：集中学习12次\n  - 数据：发展党员25名\n  - 时间:2021年\n",
        "成效:\n- '一是: 学习'\n- \"二是: “双百”\"\n",
        "主题:\n  [组织建设,\n   疫情防控]\n",
        "人物:\n  - {姓名: 张三,\n     职务: 书记}\n",
        "# 说明：没有空格\n#说明:这样也行\n\n作者: 办公室 # 说明\n",
        "作者: &a [办公室]\n编辑: *a\n",
        "来源: https://example.cn/a\n",
        "荣誉: 先进支部\n人物: 张三\n成效: 发展党员25名\n",
        "编辑:\n日期:\n来源: ~\n",
        "关键词: '不忘初心 牢记使命'\n人物: 王 芳\n主题: 党 建\n",
        "关键词: [党建 学习]\n人物: 张三 第一党支部书记\n作者: 医院 办公室\n",
        "版　式: 双栏\n",
    ] {
        let text = format!("---\n标题: 年度工作总结\n组织: 第一党支部\n年度: 2021\n{lines}---\n正文\n");
        let found = findings("markdown", text.as_bytes());
        let expected = if lines.starts_with("版　式") { "5:1 HB2103" } else { "" };
        assert!(shown(&found, &text).starts_with(expected), "{lines}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{lines}{}", shown(&found, &text));
        let windows = text.replace('\n', "\r\n");
        assert_eq!(findings("markdown", windows.as_bytes()).len(), found.len(), "{lines} with CRLF");
    }
}

#[test]
fn registries_are_read_in_full() {
    let path = VPath::new("content/organizations.yaml").unwrap();
    let text = "\
# 组织名录
- id: jigao
  names:
    - {name: 医院党总支, 起: 1956, to: 2017-06, short: 总支}
    - 医院党委
  short: 党委
  kind: 党委
  成立: 1843
  aliases: [院党委]
  children:
    - {编号: yi, 名称: 第一党支部, 序: 1, 上级: {编号: weijianju, 关系: 行政}}
    - {编号: er, 名称: 第二党支部, 序: 二, 撤销: 2020, 并入: yi}
";
    let parsed = parse::organizations(&path, text.as_bytes());
    assert_eq!(shown(&parsed.diagnostics, text), "");
    let drafts = parsed.value.unwrap();
    let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.value.as_str()).collect();
    assert_eq!(ids, ["jigao", "yi", "er"]);
    let names: Vec<_> = drafts[0]
        .names
        .iter()
        .map(|name| (&*name.name.value, name.short.as_ref().map(|short| &*short.value)))
        .collect();
    assert_eq!(names, [("医院党总支", Some("总支")), ("医院党委", Some("党委"))]);
    let parents: Vec<_> =
        drafts[1].parents.iter().map(|parent| (&*parent.id.value, parent.relation.as_deref())).collect();
    assert_eq!(parents, [("jigao", None), ("weijianju", Some("行政"))]);
    assert_eq!((drafts[2].rank, drafts[2].merged_into.as_ref().map(|id| &*id.value)), (Some(2), Some("yi")));

    let topics = parse::topics(
        &VPath::new("content/topics.yaml").unwrap(),
        "主题:\n  - {id: study, name: 理论学习, en: Study, synonyms: [不忘初心、牢记使命, 党课]}\n".as_bytes(),
    );
    assert!(topics.diagnostics.is_empty(), "{:?}", topics.diagnostics);
    assert_eq!(topics.value.unwrap()[0].synonyms.len(), 2);
    let metrics = parse::metrics(
        &VPath::new("content/metrics.yaml").unwrap(),
        "- {id: rate, name: 覆盖率, unit: ％}\n- {id: m, name: 党员, 类型: 存量}\n".as_bytes(),
    );
    assert!(metrics.diagnostics.is_empty() && metrics.value.unwrap()[0].kind == parse::MetricKind::Rate);
    let site = parse::site(
        &VPath::new("content/site.yaml").unwrap(),
        "\u{feff}---\n标题: 汇编\n网址: https://a.cn/b\n页脚: |\n  甲\n  乙\n语言: 英文\n".as_bytes(),
    );
    assert!(site.diagnostics.is_empty(), "{:?}", site.diagnostics);
    let site = site.value.unwrap();
    assert_eq!(
        (site.base_url.as_deref(), site.footer.len(), site.language),
        (Some("https://a.cn/b/"), 2, Language::English)
    );
    let site = VPath::new("content/site.yaml").unwrap();
    for (text, links, largest_text) in [
        ("标题: 汇编\n限度: {文本: ３２ＭＢ, 层级: 三}\n链接: 内容\n", true, 32 << 20),
        ("limits: {text: 500KB}\nlinks: content", true, 500 << 10),
        ("title: 汇编\nlimits: {text: 0}\nlinks: none", false, 16 << 20),
        ("title: [", false, 16 << 20),
        ("", false, 16 << 20),
        (&format!("links: content\n# {}", "长".repeat(6 << 20)), false, 16 << 20),
    ] {
        let access = parse::access(&site, text.as_bytes());
        assert_eq!((access.links, access.largest_text), (links, largest_text), "{text:.50}");
    }
    let page = parse::page(
        &VPath::new("content/pages/about.md").unwrap(),
        "---\n标题: 关于\n导航: 是\n顺序: 2\n---\n正文".as_bytes(),
    );
    let page = page.value.unwrap();
    assert_eq!((page.nav, page.order, page.language), (Some(true), Some(2), None));
    for empty in ["", "# 说明\n", "[]"] {
        assert!(parse::organizations(&path, empty.as_bytes()).value.unwrap().is_empty());
    }
}

/// A generator of numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

/// A file with a few random changes, as a slip of a hand or a disk makes them.
fn mutated(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    const PIECES: [&str; 24] = [
        "：", "\t", "　", "---\n", "- ", "-", "\"", "'", "[", "]", "{", "}", "，", "、", ": ", "#", "&a ", "*a", "|\n",
        "? ", "\r", "\u{feff}", "! ", "】",
    ];
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + random.next(4) {
        let at = random.next(bytes.len());
        match random.next(6) {
            0 => bytes.truncate(at),
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.next(8);
                }
            }
            2 => {
                let line_start = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
                let line_end =
                    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |newline| at + newline + 1);
                let line = bytes[line_start..line_end].to_vec();
                let to = random.next(bytes.len());
                bytes.splice(to..to, line);
            }
            3 => {
                let end = (at + random.next(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            // Whole characters keep the file UTF-8, so that the parser is met.
            _ => {
                let boundary =
                    (0..=at).rev().find(|&at| bytes.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)).unwrap_or(0);
                let piece = PIECES[random.next(PIECES.len())].bytes();
                bytes.splice(boundary..boundary, piece);
            }
        }
    }
    bytes
}

#[test]
fn no_file_causes_a_panic_and_spans_stay_inside() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
    let mut samples = vec![("markdown".to_owned(), HEALTHY.to_owned())];
    for table in ["punctuation.md", "fences.md", "keys.md", "values.md", "review.md", "registries.md"] {
        let table = fs::read_to_string(folder.join(table)).unwrap();
        samples.extend(cases(&table).into_iter().map(|case| (case.info, case.input)));
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..5000 {
        // Every other time the long and healthy file.
        let (info, sample) = &samples[if round % 2 == 0 { 0 } else { random.next(samples.len()) }];
        let bytes = mutated(sample.as_bytes(), &mut random);
        for finding in findings(info, &bytes) {
            let range = finding.span.range();
            assert!(range.start <= range.end && range.end <= bytes.len(), "{finding:?} in {}", bytes.len());
            for span in finding.labels.iter().map(|label| &label.span).chain([&finding.span]) {
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    assert!(text.get(span.range()).is_some(), "{finding:?} in\n{text}");
                }
            }
            for language in [Language::Chinese, Language::English] {
                finding.message(language);
                finding.help(language);
            }
        }
        if let Some(draft) = parse::report(&VPath::new("a.md").unwrap(), &bytes).value {
            let text = std::str::from_utf8(&bytes).unwrap();
            assert!(text.get(draft.body.start as usize..draft.body.end as usize).is_some());
            assert!(text.get(draft.title.at.start as usize..draft.title.at.end as usize).is_some());
        }
    }
}

#[test]
fn words_in_a_row_are_several() {
    let text =
        "---\n标题: 甲 乙\n组织: 第一党支部\n年度: 2021\n关键词: 党建 学习\n主题: 党建 学习\n人物: 张三 李四\n---\n";
    let draft = parse::report(&VPath::new("a.md").unwrap(), text.as_bytes()).value.unwrap();
    assert_eq!(draft.keywords, ["党建", "学习"]);
    let names = |texts: Vec<&huibian::source::Spanned<String>>| -> Vec<String> {
        texts.iter().map(|name| text[name.span(&draft.path).range()].to_owned()).collect()
    };
    assert_eq!(names(draft.topics.iter().collect()), ["党建", "学习"]);
    assert_eq!(names(draft.people.iter().map(|person| &person.name).collect()), ["张三", "李四"]);
    assert_eq!(draft.title.value, "甲 乙");
}

/// A file that was meant for something else is no list of ten thousand findings.
#[test]
fn so_many_unknown_keys_are_counted() {
    let text: String = (0..50_000).map(|number| format!("k{number}: 1\n")).collect();
    for name in ["site", "organizations", "topics", "metrics", "terms"] {
        let findings = findings(&format!("yaml {name}.yaml"), text.as_bytes());
        let last = findings.iter().find(|finding| finding.rule.name == "keys-unknown").unwrap();
        assert_eq!(position(&text, last.span.range().start), (101, 1), "{name}");
        assert!(last.message(Language::Chinese).contains("还有 49900 项"), "{}", last.message(Language::Chinese));
        assert!(findings.len() < 105, "{name}: {}", findings.len());
    }
}
