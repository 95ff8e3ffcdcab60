//! Tests of loading a theme and of what is said about a broken one.

use std::collections::BTreeSet;

use tera::Context;

use crate::diag::{Diagnostic, Language};
use crate::parse::Limits;
use crate::source::{Files, Span, Tree, VPath};
use crate::theme::{AssetContent, BUILT_IN, Theme, builtin, embedded};

const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn load(name: &str, files: &[(&str, &str)]) -> (Theme, Vec<Diagnostic>) {
    let at = Span::whole(&VPath::new("content/site.yaml").unwrap());
    Theme::load(&Tree::of_texts(files.iter().copied()), name, &at, Limits::default().templates)
}

/// Each finding as `name: quoted bytes | what is meant | labels`.
fn told(files: &[(&str, &str)], findings: &[Diagnostic]) -> Vec<String> {
    let tree = Tree::of_texts(files.iter().copied());
    let quote = |span: &Span| {
        let bytes = tree.read(&span.file).unwrap_or_else(|_| (*embedded(&span.file).unwrap_or_default()).into());
        String::from_utf8(bytes[span.range()].to_vec()).unwrap()
    };
    let tell = |finding: &Diagnostic| {
        let mut told = format!("{}: {}", finding.rule.name, quote(&finding.span));
        if let Some(suggestion) = &finding.suggestion {
            told.push_str(&format!(" | {suggestion}"));
        }
        for label in &*finding.labels {
            told.push_str(&format!(" | at {} {}", label.span.file.file_name(), quote(&label.span)));
        }
        told
    };
    findings.iter().map(tell).collect()
}

fn check(files: &[(&str, &str)], expected: &[&str]) -> Theme {
    let (theme, findings) = load("mine", files);
    assert_eq!(told(files, &findings), expected);
    theme
}

/// What rendering `404.html` of such a theme says.
fn failure(files: &[(&str, &str)]) -> String {
    let (theme, findings) = load("mine", files);
    assert_eq!(findings, []);
    let finding = theme.render("404.html", Language::English, &Context::new(), &Limits::default()).unwrap_err();
    told(files, &[finding]).remove(0)
}

#[test]
fn the_built_in_theme_has_no_fault_and_crosses_threads() {
    fn crosses<T: Send + Sync>(_: &T) {}
    let (theme, findings) = load(BUILT_IN, &[]);
    assert_eq!(findings, []);
    crosses(&theme);
    assert_eq!(theme.manifest.name, "文武线");
    let names: Vec<&str> = theme.assets.iter().map(|asset| asset.name.as_str()).collect();
    assert_eq!(names, ["hui.js", "icon.svg", "overview.css", "search.css", "search.js", "style.css"]);
}

#[test]
fn both_languages_have_every_phrase_and_no_other() {
    let (theme, _) = load(BUILT_IN, &[]);
    let [chinese, english] = LANGUAGES.map(|language| theme.phrases(language).keys().collect::<BTreeSet<_>>());
    let plural = |key: &&&str| !key.strip_suffix("_one").is_some_and(|base| english.contains(base));
    assert_eq!(chinese, english.iter().filter(plural).copied().collect());
    for key in &english {
        let phrase = theme.phrases(Language::English).say(key, &[]).unwrap();
        assert!(!phrase.chars().any(crate::text::han::is_han), "{key}: {phrase}");
    }
    // The script reads its words by position.
    for language in LANGUAGES {
        assert_eq!(theme.phrases(language).say("script.words", &[]).unwrap().split('|').count(), 7);
    }
}

#[test]
fn pages_use_every_phrase_and_no_other() {
    let (theme, _) = load(BUILT_IN, &[]);
    let files = builtin::files();
    let texts: Vec<&str> = files
        .iter()
        .filter(|(path, _)| path.extension() == "html")
        .map(|(_, bytes)| std::str::from_utf8(bytes).unwrap())
        .collect();
    let views = walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/render")).into_iter();
    let views =
        views.map(|entry| entry.unwrap().into_path()).filter(|path| path.extension().is_some_and(|is| is == "rs"));
    let views: String = views.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let all = texts.concat() + &views;
    let keys: BTreeSet<&str> = theme.phrases(Language::Chinese).keys().collect();
    for (at, _) in all.match_indices("t(k=\"") {
        let key = all[at + 5..].split('"').next().unwrap();
        // A key that ends in a dot is finished by the template.
        assert!(keys.contains(key) || (key.ends_with('.') && keys.iter().any(|known| known.starts_with(key))), "{key}");
    }
    for call in [".word(\"", ".with(\"", ".phrase(\""] {
        for (at, _) in views.match_indices(call) {
            let key = views[at + call.len()..].split('"').next().unwrap();
            // Findings and drawings have words without a group.
            assert!(keys.contains(key) || !key.contains('.'), "{key}");
        }
    }
    for key in keys {
        // A group may have groups.
        let finished = || key.match_indices('.').any(|(at, _)| all.contains(&format!("\"{}\" ~", &key[..=at])));
        assert!(all.contains(&format!("\"{key}\"")) || finished(), "{key} is not used");
    }
}

#[test]
fn a_phrase_is_filled_and_counted() {
    let (theme, _) = load(BUILT_IN, &[]);
    let english = theme.phrases(Language::English);
    assert_eq!(english.say("count.reports", &[("n", "1")]).unwrap(), "1 report");
    assert_eq!(english.say("count.reports", &[("n", "2")]).unwrap(), "2 reports");
    assert_eq!(theme.phrases(Language::Chinese).say("count.reports", &[("n", "1")]).unwrap(), "1篇总结");
    assert_eq!(english.say("count.nothing", &[]), None);
}

#[test]
fn a_phrase_that_nothing_says_is_told_of() {
    let phrases = |text| [("themes/mine/phrases/zh-CN.yaml", text)];
    check(&phrases("lost: {hom: 回去}\nlosst: {home: 回}\n"), &["phrase-unused: hom | home", "phrase-unused: home"]);
    check(
        &phrases("count:\n  reports: \"{m}篇总结\"\n  achievements_one: \"{n}条{\"\n"),
        &["phrase-argument-unknown: \"{m}篇总结\" | \"{n}篇总结\""],
    );
    // What only the other language, a template of one's own or a part of a key asks for.
    let page = "{{ t(k=\"count.reports\", n=1, all=2) }}{{ t(k=\"mine.\" ~ x) }}{{ t(k='yours') }}";
    check(
        &[
            ("themes/mine/phrases/zh-CN.yaml", "count: {reports: \"{n}/{all}\"}\nmine: {a: \"{z}\"}\nyours: 乙\n"),
            ("themes/mine/phrases/en.yaml", "years: {spine: \"{han}\"}\nyours_one: b\n"),
            ("themes/mine/templates/a.html", page),
        ],
        &[],
    );
    check(
        &phrases("count：\n  reports:{n}篇\n"),
        &["colon-wide: ： | : ", "colon-without-space: : | : ", "quotes-needed: {n}篇 | '{n}篇'"],
    );
}

#[test]
fn a_theme_or_a_file_of_it_that_is_not_used_is_told_of() {
    let files = [("themes/defualt/assets/custom.css", "a{}"), ("themes/defualt/theme.yaml", "")];
    let (_, findings) = load(BUILT_IN, &files);
    assert_eq!(told(&files, &findings), ["theme-unused: "]);
    let more = [files[0], ("themes/default/custom.css", ""), ("themes/default/templates/a.html.j2", "")];
    let (_, findings) = load(BUILT_IN, &more);
    let said: Vec<String> = findings.iter().map(|finding| finding.help(Language::English)).collect();
    assert_eq!(said, ["name it assets/custom.css", "name it templates/a.html"]);
    assert_eq!(load("mine", &[("themes/mine/theme.yaml", ""), files[0]]).1, []);
}

#[test]
fn what_a_template_says_in_vain_is_told_of() {
    let page = |text| [("themes/mine/templates/a.html", text)];
    check(
        &page("{{ text.body_html }}{{ a.b_html | safe }}{{- m.columns.svg_html -}}{# {{ a.b_html }} #}{{ x_html }}"),
        &[
            "template-markup-escaped: text.body_html | text.body_html | safe",
            "template-markup-escaped: m.columns.svg_html | m.columns.svg_html | safe",
        ],
    );
    let blocked = "<p class=\"a\" style=\"color:red\" title=\"on=1\">甲<script>1</script><!-- <style> --><style>a{}</style>\
                   <button onclick='x()'><script src=\"a.js\"></script><script type=\"application/ld+json\">{}</script>";
    check(
        &page(blocked),
        &[
            "template-blocked: style",
            "template-blocked: <script",
            "template-blocked: <style",
            "template-blocked: onclick",
        ],
    );
    let frame =
        ("themes/mine/templates/layout.html", "{% extends \"default/layout.html\" %}{% block policy %}{% endblock %}");
    check(&[page(blocked)[0], frame], &[]);
}

#[test]
fn a_file_of_the_publication_replaces_its_namesake() {
    let theme = check(
        &[
            ("themes/mine/theme.yaml", "name: 我的\nauthors: 张三\n"),
            (
                "themes/mine/templates/find.html",
                "{{ t(k=\"menu.find\") }}{{ t(k=\"mine\", n=2) }}{{ <kick card={card} /> }}{{ x }}",
            ),
            ("themes/mine/templates/parts/mine.html", "{% component kick(card) %}<i>{{ card }}</i>{% endcomponent %}"),
            ("themes/mine/phrases/zh-CN.yaml", "menu: {find: 检索}\nmine: \"{n}件\"\n"),
            ("themes/mine/phrases/en.yaml", "mine: \"{n} things\"\n"),
            ("themes/mine/assets/style.css", "a{}"),
            ("themes/mine/assets/fonts/a.woff2", ""),
            ("themes/mine/README.md", ""),
            ("themes/mine/templates/.DS_Store", ""),
        ],
        &[],
    );
    let mut context = Context::new();
    context.insert("card", "<甲>");
    context.insert("x", "&");
    let rendered = LANGUAGES.map(|language| {
        String::from_utf8(theme.render("find.html", language, &context, &Limits::default()).unwrap()).unwrap()
    });
    assert_eq!(rendered, ["检索2件<i>&lt;甲&gt;</i>&amp;", "Find2 things<i>&lt;甲&gt;</i>&amp;"]);
    assert_eq!((theme.manifest.name.as_str(), theme.manifest.authors.len()), ("我的", 1));
    let own = |name: &str| {
        let asset = theme.assets.iter().find(|asset| asset.name == name).unwrap();
        matches!(asset.content, AssetContent::File(_))
    };
    assert_eq!(["fonts/a.woff2", "hui.js", "style.css"].map(own), [true, false, true]);
    assert_ne!(theme.digest, load(BUILT_IN, &[]).0.digest);
}

#[test]
fn a_template_changes_one_block_of_the_built_in_one() {
    for name in ["mine", BUILT_IN] {
        let path = format!("themes/{name}/templates/text.html");
        let text = "{% extends \"default/text.html\" %}{% block main %}甲{{ t(k=\"menu.names\") }}{% endblock %}";
        let base = format!("themes/{name}/templates/layout.html");
        let files = [
            (path.as_str(), text),
            (base.as_str(), "<b>{% block head %}{% endblock %}{% block main %}{% endblock %}</b>"),
        ];
        let (theme, findings) = load(name, &files);
        assert_eq!(findings, []);
        let mut context = Context::new();
        context.insert("text", &std::collections::BTreeMap::from([("translation", 0)]));
        assert_eq!(
            theme.render("text.html", Language::Chinese, &context, &Limits::default()).unwrap(),
            "<b>甲索引</b>".as_bytes()
        );
    }
}

#[test]
fn an_unknown_theme_is_told_where_it_is_named() {
    let files = [("themes/hongpi/theme.yaml", "name: 红皮\n")];
    let (theme, findings) = load("hongpl", &files);
    assert_eq!(findings[0].rule.name, "theme-unknown");
    assert_eq!(findings[0].suggestion.as_deref(), Some("hongpi"));
    assert_eq!(theme.manifest.name, "文武线");
}

#[test]
fn a_template_that_cannot_be_read_gives_way() {
    for (text, expected) in [
        ("汇编：{{ page", "template-unfinished: page"),
        ("汇编：{% if page %}编{% endfor %}", "template-syntax: endfor"),
        ("汇编：{% 如果 %}", "template-syntax: 如"),
        ("汇编：{% if a %}{% for b in c %}{% endif %}", "template-tag-crossed: endif | at 404.html for"),
        (
            "{% if a %}{# {% for #}{% set b = 1 %}{% raw %}{% for %}{% endraw %}",
            "template-unfinished: {% raw %}{% for %}{% endraw %} | at 404.html if",
        ),
        ("{% block a %}{% else %}{% endblock %}", "template-syntax: else"),
        ("{{ 1 | round（precision=1） }}", "template-syntax: （precision=1） | (precision=1)"),
        ("{{ 1 | join(sep=“，”) }}（甲）", "template-syntax: “，” | \"，\""),
        ("{% if 1 = 1 %}{% endif %}", "template-token-unexpected: = | =="),
        ("{{ 1 }", "template-token-unexpected: } | }}"),
        ("{% extends \"layout.html\" %}\n甲{% block main %}{% endblock %}", "template-syntax: 甲"),
        ("汇编：{% fro x in y %}", "template-name-unknown: fro | for"),
        ("汇编：{{ page | lenght }}", "template-name-unknown: lenght | length"),
        ("汇编：{{ 1 }}汇编{{ tt(k=\"x\") }}", "template-name-unknown: tt"),
        ("汇编\n汇编{{ <crad figure={1} /> }}", "template-name-unknown: crad | card"),
        ("汇编{% if 1 is odd %}{% if 1 is eevn %}{% endif %}{% endif %}", "template-name-unknown: eevn | even"),
        ("{% include \"tre.html\" %}", "template-name-unknown: tre.html"),
        ("{% extends \"layuot.html\" %}", "template-name-unknown: layuot.html | layout.html"),
        ("{% extends \"layout.html\" %}{% block mian %}{% endblock %}", "template-name-unknown: mian | main"),
        ("{% extends \"404.html\" %}", "template-circle: "),
        ("{% component a() %}{% endcomponent %}{% component a() %}{% endcomponent %}", "template-syntax: a"),
    ] {
        let files =
            [("themes/mine/templates/404.html", text), ("themes/mine/templates/find.html", "{{ t(k=\"total\") }}")];
        let (theme, findings) = load("mine", &files);
        let told = told(&files, &findings);
        assert!(told == [expected], "{text}: {told:?}");
        // What is offered in its place is not refused.
        if let Some(suggestion) = &findings[0].suggestion {
            let mut mended = text.to_owned();
            mended.replace_range(findings[0].span.range(), suggestion);
            let again = load("mine", &[("themes/mine/templates/404.html", &mended)]).1;
            assert!(again.first().is_none_or(|again| again.rule != findings[0].rule), "{mended}: {again:?}");
        }
        // The other template stands, and the built-in one of that name is back.
        assert_eq!(
            theme.render("find.html", Language::English, &Context::new(), &Limits::default()).unwrap(),
            b"Total"
        );
        let finding = theme.render("404.html", Language::English, &Context::new(), &Limits::default()).unwrap_err();
        assert!(finding.span.file.as_str().starts_with("themes/default/"), "{finding:?}");
    }
}

#[test]
fn what_follows_from_a_fault_is_not_told_again() {
    check(
        &[
            ("themes/mine/templates/base.html", "{% if %}"),
            ("themes/mine/templates/404.html", "{% extends \"base.html\" %}"),
            ("themes/mine/templates/find.html", "{% include \"base.html\" %}"),
        ],
        &["template-token-unexpected: %}"],
    );
}

#[test]
fn components_of_one_name_are_told_with_both_places() {
    check(
        &[
            (
                "themes/mine/templates/a.html",
                "甲{% component 甲乙 () %}{% endcomponent %}{% component own(x) %}{% endcomponent %}",
            ),
            ("themes/mine/templates/b.html", "{%- component own(x) %}{% endcomponent %}"),
        ],
        &["template-syntax: 甲"],
    );
    check(
        &[
            ("themes/mine/templates/a.html", "汇编{% component own(x) %}{% endcomponent %}"),
            ("themes/mine/templates/b.html", "{%- component own(x) %}{% endcomponent %}"),
        ],
        &["component-repeated: own | at a.html own"],
    );
}

#[test]
fn a_page_that_fails_says_where_under_chinese() {
    let page = |text| failure(&[("themes/mine/templates/404.html", text)]);
    assert_eq!(page("汇编：{{ 1 }}{{ pgae }}"), "template-value-missing: pgae | page");
    assert_eq!(
        page("{% set page = {\"title\": 1} %}汇编：{{ page.titel }}"),
        "template-variable-unknown: titel | title"
    );
    assert_eq!(page("汇编：{{ 1 + pgae }}"), "template-value-missing: 1 + pgae");
    assert_eq!(page("汇编：{{ t(k=\"tolat\") }}"), "phrase-missing: t(k=\"tolat\")");
    let list = page("{% set page = {\"crumbs\": []} %}汇编：{{ page.crumbs[9] }}");
    assert_eq!(list, "template-value-missing: page.crumbs[9]");
    let list = page("{% set page = {\"crumbs\": []} %}汇编：{{ page.crumbs[0].name }}");
    assert_eq!(list, "template-value-missing: page.crumbs[0]");
    let list = page("{% set whole = {\"metrics\": []} %}汇编：{% for m in whole.metric %}{% endfor %}");
    assert_eq!(list, "template-value-missing: whole.metric");
    assert_eq!(page("汇编：{{ super }}"), "template-value-missing: super | super()");
    assert_eq!(page("汇编：{{ t() }}"), "template-trouble: t()");
    assert_eq!(page("汇编：{{ 1 | upper }}"), "template-trouble: 1");
}

#[test]
fn the_words_of_the_engine_are_set_off_from_ours() {
    let files = [("themes/mine/templates/404.html", "{{ 1 + true }}")];
    let (theme, _) = load("mine", &files);
    let finding = theme.render("404.html", Language::Chinese, &Context::new(), &Limits::default()).unwrap_err();
    let syntax = [("themes/mine/templates/a.html", "{% component a(b: int) %}{% endcomponent %}")];
    let message = load("mine", &syntax).1[0].message(Language::Chinese);
    assert!(message.starts_with("模板的写法不对：“Found int"), "{message}");
    for (language, before) in LANGUAGES.into_iter().zip(["模板引擎的原话：“", "the template engine says: “"])
    {
        let message = finding.message(language);
        let words = message.split_once(before).and_then(|(_, words)| words.strip_suffix('”'));
        assert!(words.is_some_and(str::is_ascii), "{message}");
    }
}

#[test]
fn habits_of_other_engines_are_told_what_to_write() {
    let own = |text| [("themes/mine/templates/a.html", text)];
    check(&own("{% extends \"base.html\" %}"), &["template-name-unknown: base.html | layout.html"]);
    check(&own("{{ site.title | join(\",\") }}"), &["template-token-unexpected: \",\" | sep=\",\""]);
    let told = failure(&[
        ("themes/mine/templates/404.html", "汇编：{{ <part lines={1} /> }}"),
        ("themes/mine/templates/parts.html", "{% component part(line) %}{{ line }}{% endcomponent %}"),
    ]);
    assert_eq!(told, "template-variable-unknown: lines | line");
}

#[test]
fn a_part_that_fails_says_who_called_it() {
    let part = "{% component part(x) %}部件：{{ x.y.z }}{% endcomponent %}";
    let told = failure(&[
        (
            "themes/mine/templates/404.html",
            "{% extends \"mine.html\" %}{% block b %}汇编\n汇编{{ <part x={1} /> }}{% endblock %}",
        ),
        ("themes/mine/templates/mine.html", "{% block b %}{% endblock %}"),
        ("themes/mine/templates/parts.html", part),
    ]);
    assert_eq!(told, "template-value-missing: y | at 404.html <part x={1} />");
}

#[test]
fn the_manifest_and_the_phrases_are_checked() {
    check(
        &[
            ("themes/mine/theme.yaml", "nmae: 我的\nversion: [1]\nauthors: {a: b}\n"),
            ("themes/mine/phrases/zh-CN.yaml", "menu: {find: [检索]}\n"),
            ("themes/mine/phrases/zh.yaml", "a: b\n"),
            ("themes/mine/template/a.html", ""),
        ],
        &[
            "phrase-mistyped: [检索]",
            "theme-folder-unknown: ",
            "theme-folder-unknown: ",
            "theme-key-unknown: nmae | name",
            "theme-value-mistyped: [1]",
            "theme-value-mistyped: {a: b}",
        ],
    );
}

/// A template that never ends, or that takes all memory, ends in a finding.
#[test]
fn a_template_takes_no_more_than_the_site_lets_it() {
    let check = |template: &str, rule: &str| {
        let files = [("themes/mine/templates/404.html", template)];
        let (theme, findings) = load("mine", &files);
        assert_eq!(findings, []);
        let finding = theme.render("404.html", Language::Chinese, &Context::new(), &Limits::default()).unwrap_err();
        assert_eq!((finding.rule.name, finding.span.file.as_str()), (rule, files[0].0), "{:.60}", template);
    };
    let doubled = "{% set_global x = x ~ x %}".repeat(60);
    check(&format!("{{% set_global x = \"甲\" %}}{doubled}{{{{ x }}}}"), "template-too-much");
    let loops = "{% for i in range(end=1000) %}".repeat(6) + &"{% endfor %}".repeat(6);
    check(&loops, "template-endless");
    let replaced = "{% set_global x = x | replace(from=\"a\", to=\"aaaaaaaaaa\") %}".repeat(20);
    check(&format!("{{% set_global x = \"a\" %}}{replaced}"), "template-too-much");
    let filled =
        "{% set x = \"甲\" %}".to_owned() + "{% for i in range(end=60000) %}" + &"甲".repeat(1000) + "{% endfor %}";
    check(&filled, "template-too-much");
}

/// So many templates, or such large ones, are not even read.
#[test]
fn a_theme_has_no_more_templates_than_the_site_lets_it() {
    let check = |files: &[(&str, &str)], beyond: &str| {
        let (theme, findings) = load("mine", files);
        assert_eq!(findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["templates-too-large"]);
        assert_eq!(findings[0].span.file.as_str(), beyond);
        let page = theme.render("own.html", Language::Chinese, &Context::new(), &Limits::default());
        assert_eq!(page.unwrap_err().rule.name, "template-trouble");
    };
    check(&[("themes/mine/templates/own.html", &"{{ 1 }}".repeat(200_000))], "themes/mine/templates/own.html");
    let names: Vec<String> = (0..257).map(|number| format!("themes/mine/templates/t{number:03}.html")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "甲")).collect();
    check(&files, "themes/mine/templates/t256.html");
    assert_eq!(load("mine", &files[1..]).1, []);
}

/// Nothing is counted that a theme would usually do.
#[test]
fn a_usual_template_is_made_as_it_stands() {
    let template = "{% set x = [1, 2] %}{% for i in x | reverse %}{{ i ~ \"、\" | upper }}{% else %}无{% endfor %}{{ x | join(sep=\"/\") }}";
    let (theme, findings) = load("mine", &[("themes/mine/templates/404.html", template)]);
    assert_eq!(findings, []);
    let page = theme.render("404.html", Language::Chinese, &Context::new(), &Limits::default()).unwrap();
    assert_eq!(String::from_utf8(page).unwrap(), "2、1、1/2");
}
