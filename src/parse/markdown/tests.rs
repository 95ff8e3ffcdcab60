//! Bodies in, HTML and findings out, exactly.

use super::{Body, Picture, Resolve, Smaller, Target, body};
use crate::diag::{Diagnostic, Language};
use crate::parse::Limits;
use crate::picture::Rendition;
use crate::source::VPath;

/// A small publication for references to lead to.
pub(super) struct Shelf;

impl Resolve for Shelf {
    fn link(&self, path: &str) -> Target {
        match path {
            "../2019/总结.md" => Target::Internal { href: "../2019/zongjie.html".to_owned() },
            "附件.docx" => Target::Attachment { href: "fujian.docx".to_owned(), download: "附件.docx".to_owned() },
            "草稿.md" => Target::Unpublished,
            "图.svg" => Target::Excluded,
            "总结.mb" => Target::Missing { nearest: Some("总结.md".to_owned()) },
            _ => Target::Missing { nearest: None },
        }
    }

    fn image(&self, path: &str) -> Picture {
        match path {
            "义诊.jpg" => {
                Picture::Found { src: "yizhen.jpg".to_owned(), size: Some((800, 600)), smaller: Vec::new() }
            }
            "合影.jpg" => Picture::Found {
                src: "heying.jpg".to_owned(),
                size: Some((900, 600)),
                smaller: [Rendition::WebP(480), Rendition::WebP(900), Rendition::Jpeg(900)]
                    .map(|rendition| Smaller { src: format!("heying.jpg{}", rendition.suffix()), rendition })
                    .into(),
            },
            "章.svg" => Picture::Found { src: "zhang.svg".to_owned(), size: None, smaller: Vec::new() },
            "附件.docx" => Picture::NotAnImage,
            "义珍.jpg" => Picture::Missing { nearest: Some("义诊.jpg".to_owned()) },
            _ => Picture::Missing { nearest: None },
        }
    }
}

const FRONT: &str = "---\ntitle: 题\n---\n";

fn read(markdown: &str, language: Language) -> (Body, Vec<Diagnostic>) {
    let text = format!("{FRONT}{markdown}");
    body(
        &VPath::new("content/reports/a.md").unwrap(),
        &text,
        FRONT.len()..text.len(),
        language,
        &Limits::default(),
        &Shelf,
    )
}

/// Checks the HTML of a body with which nothing is wrong.
#[track_caller]
fn check(markdown: &str, expected: &str) {
    let (body, findings) = read(markdown, Language::Chinese);
    assert_eq!(body.html.trim_end(), expected);
    assert!(findings.is_empty(), "{findings:?}");
}

/// Checks the HTML of a paragraph.
#[track_caller]
fn line(markdown: &str, expected: &str) {
    check(markdown, &format!("<p>{expected}</p>"));
}

/// Checks the HTML and the findings, each as `rule: text under the span`.
#[track_caller]
fn found(markdown: &str, expected: &str, expected_findings: &[&str]) {
    let (body, findings) = read(markdown, Language::Chinese);
    assert_eq!(body.html.trim_end(), expected);
    let text = format!("{FRONT}{markdown}");
    let findings: Vec<String> =
        findings.iter().map(|finding| format!("{}: {}", finding.rule.name, &text[finding.span.range()])).collect();
    assert_eq!(findings, expected_findings);
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    for (markdown, expected) in [
        ("**中文。**后", "<strong>中文。</strong>后"),
        ("他说**“好”**了", "他说<strong>“好”</strong>了"),
        ("**（一）**内容", "<strong>（一）</strong>内容"),
        ("前**（一）**后", "前<strong>（一）</strong>后"),
        ("前*（一）*后", "前<em>（一）</em>后"),
        ("前***（一）***后", "前<em><strong>（一）</strong></em>后"),
        ("前~~（一）~~后", "前<del>（一）</del>后"),
        ("**《意见》**印发", "<strong>《意见》</strong>印发"),
        ("印发**《意见》**，各地", "印发<strong>《意见》</strong>，各地"),
        ("**第一，**抓学习；**第二，**抓落实。", "<strong>第一，</strong>抓学习；<strong>第二，</strong>抓落实。"),
        ("**甲**、**乙**、**丙**", "<strong>甲</strong>、<strong>乙</strong>、<strong>丙</strong>"),
        ("**甲**：**乙**。", "<strong>甲</strong>：<strong>乙</strong>。"),
        ("（**甲**）和“**乙**”", "（<strong>甲</strong>）和“<strong>乙</strong>”"),
        ("**“两学一做”**学习**教育**", "<strong>“两学一做”</strong>学习<strong>教育</strong>"),
        ("党员**474名，**占**62.39%**的", "党员<strong>474名，</strong>占<strong>62.39%</strong>的"),
        ("**甲*（乙）*丙**", "<strong>甲<em>（乙）</em>丙</strong>"),
        ("*甲**。**乙*", "<em>甲<strong>。</strong>乙</em>"),
        ("[**（一）**内容](https://a.cn/)", "<a href=\"https://a.cn/\"><strong>（一）</strong>内容</a>"),
        ("\\*中文。\\*后", "*中文。*后"),
        ("\\**中文。*后", "*<em>中文。</em>后"),
        ("`前**。**后`和**。**后", "<code>前**。**后</code>和<strong>。</strong>后"),
        ("**“带`码`。”**后", "<strong>“带<code>码</code>。”</strong>后"),
        ("v2**（新）**1", "v2<strong>（新）</strong>1"),
        ("3*4*5 与 3~5万元", "3<em>4</em>5 与 3~5万元"),
        ("（~5万）与（~）6", "（~5万）与（~）6"),
        ("“~”与“~”", "“~”与“~”"),
        ("\u{1BC9F}**。**后", "\u{1BC9F}<strong>。</strong>后"),
    ] {
        line(markdown, expected);
    }
    check("    前**。**后\n", "<pre tabindex=\"0\"><code>前**。**后\n</code></pre>");
    check(
        "> - **（一）**内容",
        "<blockquote>\n<ul class=\"marked\">\n<li><strong>（一）</strong>内容</li>\n</ul>\n</blockquote>",
    );
}

#[test]
fn lines_join_as_in_chinese() {
    line("中华中医药学会血\n液病分会", "中华中医药学会血液病分会");
    line("他说：“好。”\n然后**走\n了**，\n**又**来", "他说：“好。”然后<strong>走了</strong>，<strong>又</strong>来");
    line("使用 CT\n检查，\nMRI\nscan", "使用 CT\n检查，\nMRI\nscan");
    line("甲[^1]\n乙\n\n[^1]: 注", NOTE_BETWEEN);
    line("一行  \n二行\\\n三行", "一行<br>\n二行<br>\n三行");
    line("甲<!-- 乙 -->\n丙", "甲丙");
    check("甲\r\n乙\r\n\r\n丙\r\n", "<p>甲乙</p>\n<p>丙</p>");
    check("## 一、\n\n- 甲\n  乙\n", "<h2 id=\"一\">一、</h2>\n<ul>\n<li>甲乙</li>\n</ul>");
}

const NOTE_BETWEEN: &str = "甲<sup><a id=\"r1\" href=\"#n1\" role=\"doc-noteref\" aria-label=\"注①\">①</a></sup>乙";

#[test]
fn typed_indents_vanish_and_part_paragraphs() {
    line("　　首行", "首行");
    line("\u{A0}\u{A0}\u{A0}首行\n　次行", "首行次行");
    check(
        "　　第一段。\n　　第二段，\n　　**黑**。\n",
        "<p>第一段。</p>\n<p>第二段，</p>\n<p><strong>黑</strong>。</p>",
    );
    check("　　第一段。  \n　　第二段。\n", "<p>第一段。</p>\n<p>第二段。</p>");
    line("**甲\n　　乙**", "<strong>甲乙</strong>");
    check("　　\n\n甲", "<p>甲</p>");
}

#[test]
fn headings_get_levels_ids_and_an_outline() {
    check(
        "# 一、学习：日历\n\n## （一）[安排](https://a.cn/)[^1]\n\n# 一、学习：日历\n\n#\n\n### 跳级 {#跳}\n\n# notes\n\n[^1]: 注",
        "<h2 id=\"一-学习-日历\">一、学习：日历</h2>\n\
         <h3 id=\"一-安排\">（一）<a href=\"https://a.cn/\">安排</a><sup><a id=\"r1\" href=\"#n1\" role=\"doc-noteref\" aria-label=\"注①\">①</a></sup></h3>\n\
         <h2 id=\"一-学习-日历-2\">一、学习：日历</h2>\n\
         <h4 id=\"跳\">跳级</h4>\n\
         <h2 id=\"s-notes\">notes</h2>",
    );
    let (body, _) = read(
        "### 前\n\n## 甲 `码`\n\n### [乙](https://a.cn)**丙**[^1]\n\n> ## 引\n\n## 丁\n\n[^1]: 注",
        Language::Chinese,
    );
    let outline: Vec<_> = body
        .outline
        .iter()
        .map(|heading| {
            let children: Vec<&str> = heading.children.iter().map(|child| child.html.as_str()).collect();
            (heading.level, heading.html.as_str(), children)
        })
        .collect();
    assert_eq!(
        outline,
        [(3, "前", vec![]), (2, "甲 <code>码</code>", vec!["乙<strong>丙</strong>"]), (2, "丁", vec![])]
    );
    assert_eq!(body.outline[1].children[0].text, "乙丙");
    let img = "<img src=\"zhang.svg\" alt=\"章\" loading=\"lazy\" decoding=\"async\">";
    check("## ![章](章.svg)甲", &format!("<h2 id=\"章甲\">{img}甲</h2>"));
    assert_eq!(read("## ![章](章.svg)甲", Language::Chinese).0.outline[0].html, "章甲");
    found("# <b>\n\n## 甲", "<p>&lt;b&gt;</p>\n<h3 id=\"甲\">甲</h3>", &["html-refused: <b>"]);
    found(
        "## 甲 {#x}\n\n## 乙 {#x}\n\n## x\n",
        "<h2 id=\"x\">甲</h2>\n<h2 id=\"x-2\">乙</h2>\n<h2 id=\"x-3\">x</h2>",
        &["heading-id-twice: ## 乙 {#x}\n"],
    );
}

#[test]
fn links_lead_where_they_may() {
    line(
        "[甲](../2019/总结.md)[乙](../2019/%E6%80%BB%E7%BB%93.md#一、)[丙](附件.docx \"表\")",
        "<a href=\"../2019/zongjie.html\">甲</a><a href=\"../2019/zongjie.html#%E4%B8%80%E3%80%81\">乙</a>\
         <a href=\"fujian.docx\" download=\"附件.docx\" title=\"表\">丙</a>",
    );
    line(
        "<https://a.cn/?x=1&y> [](https://a.cn/) <a@b.cn>",
        "<a href=\"https://a.cn/?x=1&amp;y\">https://a.cn/?x=1&amp;y</a> <a href=\"https://a.cn/\">https://a.cn/</a> \
         <a href=\"mailto:a@b.cn\">a@b.cn</a>",
    );
    check(
        "[见下](#二、管理)，[注](#notes)\n\n## 二、管理",
        "<p><a href=\"#%E4%BA%8C-%E7%AE%A1%E7%90%86\">见下</a>，<a href=\"#notes\">注</a></p>\n<h2 id=\"二-管理\">二、管理</h2>",
    );
    found("[甲](#乙)", "<p><a href=\"#%E4%B9%99\">甲</a></p>", &["anchor-missing: #乙"]);
    found(
        "**“前”**后[甲](总结.mb#x \"题\")[**乙**](草稿.md)[丙][1]\n\n[1]: 无.md",
        "<p><strong>“前”</strong>后甲<strong>乙</strong>丙</p>",
        &["link-missing: 总结.mb", "link-draft: 草稿.md", "link-missing: [丙][1]"],
    );
    found("[甲](图.svg)", "<p>甲</p>", &["link-excluded: 图.svg"]);
    found("[甲]()", "<p>甲</p>", &["link-missing: [甲]()"]);
    found(
        "[甲](javascript:alert%281%29)[乙](java&#x73;cript:x)[丙](//a.cn)<ftp://a.cn>",
        "<p>甲乙丙ftp://a.cn</p>",
        &[
            "link-scheme: javascript:alert%281%29",
            "link-scheme: [乙](java&#x73;cript:x)",
            "link-protocol: //a.cn",
            "link-scheme: <ftp://a.cn>",
        ],
    );
    let (_, findings) = read("[甲](总结.mb)[乙](//a.cn/x)", Language::Chinese);
    assert_eq!(findings[0].suggestion.as_deref(), Some("总结.md"));
    assert_eq!(findings[1].suggestion.as_deref(), Some("https://a.cn/x"));
}

#[test]
fn html_is_text() {
    found(
        "<div onclick=\"x()\">\n<b>甲</b>\n</div>\n",
        "<p>&lt;div onclick=&quot;x()&quot;&gt;\n&lt;b&gt;甲&lt;/b&gt;\n&lt;/div&gt;</p>",
        &["html-refused: <div onclick=\"x()\">\n<b>甲</b>\n</div>"],
    );
    found(
        "甲<b>乙</b>丙\n\n丁<i>",
        "<p>甲&lt;b&gt;乙&lt;/b&gt;丙</p>\n<p>丁&lt;i&gt;</p>",
        &["html-refused: <b>", "html-refused: <i>"],
    );
    found(
        "<script>alert(1)\n\n</script>",
        "<p>&lt;script&gt;alert(1)\n\n&lt;/script&gt;</p>",
        &["html-refused: <script>alert(1)\n\n</script>"],
    );
    check("甲<br>乙<BR/>丙\n\n<!-- 丁\n\n戊 -->\n\n己<!-- 庚 -->辛", "<p>甲<br>\n乙<br>\n丙</p>\n<p>己辛</p>");
    found("<!-- 甲\n\n乙\n", "<p>&lt;!-- 甲\n\n乙</p>", &["html-refused: <!-- 甲\n\n乙"]);
    line("1 < 2 & \"3\" &lt;b&gt;", "1 &lt; 2 &amp; &quot;3&quot; &lt;b&gt;");
}

#[test]
fn tables_scroll_and_have_captions() {
    check(
        "表1 组织**生活**\n\n|周期|次数|\n|:-:|-:|\n|每月|**（3）**次|\n|每季||\n",
        "<figure><figcaption>表1　组织<strong>生活</strong></figcaption>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表1　组织生活\"><table class=\"grid\">\
         <thead><tr><th scope=\"col\" class=\"mid\">周期</th><th scope=\"col\" class=\"num\">次数</th></tr></thead><tbody>\n\
         <tr><td class=\"mid\">每月</td><td class=\"num\"><strong>（3）</strong>次</td></tr>\n\
         <tr><td class=\"mid\">每季</td><td class=\"num\"></td></tr>\n\
         </tbody></table></div></figure>",
    );
    check(
        "||甲|\n|-|-|\n|一|二<br>三|\n\n||\n|-|\n|\\||\n",
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table class=\"grid\">\
         <thead><tr><td></td><th scope=\"col\">甲</th></tr></thead><tbody>\n<tr><td>一</td><td>二<br>\n三</td></tr>\n</tbody></table></div>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格 2\"><table class=\"grid\">\
         <tbody>\n<tr><td>|</td></tr>\n</tbody></table></div>",
    );
    // Below the table, and directly above without an empty line.
    let table = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表2　乙\"><table class=\"grid\">\
                 <thead><tr><th scope=\"col\">甲</th></tr></thead></table></div></figure>";
    check("|甲|\n|-|\n\n表2：乙\n", &format!("<figure><figcaption>表2　乙</figcaption>\n{table}"));
    check("表2 乙\n|甲|\n|-|\n", &format!("<figure><figcaption>表2　乙</figcaption>\n{table}"));
    check("表1所示如下：\n\n丙\n", "<p>表1所示如下：</p>\n<p>丙</p>");
    found(
        "|甲|\n|-|\n|一|二|三|\n",
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"表格\"><table class=\"grid\">\
         <thead><tr><th scope=\"col\">甲</th></tr></thead><tbody>\n<tr><td>一</td></tr>\n</tbody></table></div>",
        &["table-cells: 二|三"],
    );
}

#[test]
fn figures_have_captions_and_descriptions() {
    let img = "<img src=\"yizhen.jpg\" alt=\"义诊\" width=\"800\" height=\"600\" loading=\"lazy\" decoding=\"async\">";
    let figure = format!("<figure>{img}<figcaption>图1　现场</figcaption></figure>");
    check("![义诊](义诊.jpg)\n\n图1 现场\n", &figure);
    check("![义诊](义诊.jpg)\n图1：现场\n", &figure);
    check("![义诊](义诊.jpg \"图1　现场\")\n\n后\n", &format!("{figure}\n<p>后</p>"));
    check("![义诊](义诊.jpg)", &format!("<figure>{img}</figure>"));
    line(
        "前![章](章.svg \"题\")后",
        "前<img src=\"zhang.svg\" alt=\"章\" title=\"题\" loading=\"lazy\" decoding=\"async\">后",
    );
    found(
        "![](章.svg)",
        "<figure><img src=\"zhang.svg\" alt=\"\" loading=\"lazy\" decoding=\"async\"></figure>",
        &["image-alt: 章.svg"],
    );
    found("![义诊](义珍.jpg)\n图1 现场", "<p>义诊<br>\n图1　现场</p>", &["image-missing: 义珍.jpg"]);
    found(
        "![甲](https://a.cn/甲.png)",
        "<p><a href=\"https://a.cn/甲.png\">甲</a></p>",
        &["image-remote: https://a.cn/甲.png"],
    );
    found(
        "![甲](附件.docx)![乙](data:image/png;x)",
        "<p>甲乙</p>",
        &["image-type: 附件.docx", "link-scheme: data:image/png;x"],
    );
}

#[test]
fn notes_are_numbered_as_they_are_met() {
    let (body, findings) = read(
        "甲[^b]乙[^a]丙[^B]丁[^文献1]戊[^1][^1]\n\n[^a]: 注甲\n\n    第二段\n\n[^b]: 注**乙。**见[^c]\n[^c]: 丙[^b]\n[^文献1]: 张三. 题[J].\n[^1]: Smith J, Li W\n",
        Language::Chinese,
    );
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(body.html.matches("doc-noteref").count(), 5);
    assert!(
        body.html.contains("丁<sup><a href=\"#ref1\" role=\"doc-biblioref\" aria-label=\"参考文献[1]\">[1]</a></sup>")
    );
    let notes: Vec<_> = body
        .notes
        .iter()
        .map(|note| (note.mark.as_str(), note.id.as_str(), note.html.as_str(), note.backlinks.join(" ")))
        .collect();
    let mark = |id: &str, number: &str, mark: &str| {
        format!("<sup><a id=\"{id}\" href=\"#n{number}\" role=\"doc-noteref\" aria-label=\"注{mark}\">{mark}</a></sup>")
    };
    assert_eq!(
        notes,
        [
            ("①", "n1", &*format!("注<strong>乙。</strong>见{}", mark("r4", "4", "④")), "r1 r1-2 r1-3".to_owned()),
            ("②", "n2", "<p>注甲</p>\n<p>第二段</p>", "r2".to_owned()),
            ("③", "n3", "<span lang=\"en\">Smith J, Li W</span>", "r3 r3-2".to_owned()),
            ("④", "n4", &*format!("丙{}", mark("r1-3", "1", "①")), "r4".to_owned()),
        ]
    );
    assert_eq!(body.references[0].html, "张三. 题[J].");
    assert_eq!((body.references[0].mark.as_str(), body.references[0].id.as_str()), ("[1]", "ref1"));
    let (body, _) = read("a[^1]b[^@x]\n\n[^1]: x\n[^@x]: y", Language::English);
    assert!(body.html.contains("aria-label=\"Note ①\"") && body.html.contains("aria-label=\"Reference [1]\""));
}

#[test]
fn notes_that_do_not_meet_are_told() {
    found(
        "**“前”**后甲[^无]\\[^非]`[^码]`\n\n[^1]: 未用\n[^1]: 再次\n",
        "<p><strong>“前”</strong>后甲[^无][^非]<code>[^码]</code></p>",
        &["note-undefined: [^无]", "note-unused: [^1]", "note-twice: [^1]"],
    );
}

#[test]
fn other_blocks() {
    check(
        "> [!WARNING]\n> 甲\n",
        "<div role=\"note\" class=\"alert warning\">\n<p class=\"alert-head\">警告</p>\n<p>甲</p>\n</div>",
    );
    check(
        "- [x] 甲\n- [ ] 乙\n",
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"已完成\"> 甲</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"未完成\"> 乙</li>\n</ul>",
    );
    check("甲\n: 乙\n", "<dl>\n<dt>甲</dt>\n<dd>乙</dd>\n</dl>");
    check("```rust x\na < b\n```\n", "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b\n</code></pre>");
    check(
        "甲\n\n---\n\n3. 乙\n   1. 丙\n",
        "<p>甲</p>\n<hr>\n<ol start=\"3\">\n<li>乙\n<ol>\n<li>丙</li>\n</ol>\n</li>\n</ol>",
    );
    check("1. ①甲\n2. ②乙\n", "<ol class=\"marked\">\n<li>①甲</li>\n<li>②乙</li>\n</ol>");
    check("- 甲\n\n- 乙\n", "<ul>\n<li>\n<p>甲</p>\n</li>\n<li>\n<p>乙</p>\n</li>\n</ul>");
}

#[test]
fn the_signature_closes_the_text() {
    check(
        "正文。\n\n　　　血液病分会党小组\n　　　2020年11月20日\n",
        "<p>正文。</p>\n<p class=\"sign\">血液病分会党小组<br>2020年11月20日</p>",
    );
    check("正文。\n\n某<b 支部\n\n2020年11月", "<p>正文。</p>\n<p class=\"sign\">某&lt;b 支部<br>2020年11月</p>");
}

#[test]
fn a_range_that_is_none_is_empty() {
    let path = VPath::new("a.md").unwrap();
    for range in [0..99, 1..2, std::ops::Range { start: 3, end: 0 }] {
        assert_eq!(
            body(&path, "汇编", range, Language::Chinese, &Limits::default(), &Shelf),
            (Body::default(), Vec::new())
        );
    }
}

#[test]
fn a_heading_with_an_id_of_its_own_is_found_by_its_words_too() {
    let heading = "<h2 id=\"guanli\">二、管理</h2>";
    check("[见](#二、管理)\n\n## 二、管理 {#guanli}", &format!("<p><a href=\"#guanli\">见</a></p>\n{heading}"));
    check("[见](#guanli)\n\n## 二、管理 {#guanli}", &format!("<p><a href=\"#guanli\">见</a></p>\n{heading}"));
    // An id goes before words.
    check(
        "[见](#乙)\n\n## 乙 {#jia}\n\n## 丙 {#乙}",
        "<p><a href=\"#%E4%B9%99\">见</a></p>\n<h2 id=\"jia\">乙</h2>\n<h2 id=\"乙\">丙</h2>",
    );
    found(
        "[见](#……)\n\n## …… {#x}",
        "<p><a href=\"#%E2%80%A6%E2%80%A6\">见</a></p>\n<h2 id=\"x\">……</h2>",
        &["anchor-missing: #……"],
    );
}

#[test]
fn photographs_come_in_widths_and_pictures_that_follow_each_other_in_a_group() {
    let set = "srcset=\"heying.jpg.480.webp 480w,heying.jpg.900.webp 900w\" sizes=\"(min-width:48rem) 42rem,100vw\"";
    let img = "<img src=\"heying.jpg.900.jpg\" alt=\"合影\" width=\"900\" height=\"600\" loading=\"lazy\" decoding=\"async\">";
    let picture = format!("<picture><source type=\"image/webp\" {set}>{img}</picture>");
    let figure = format!("<figure><a href=\"heying.jpg\">{picture}</a>");
    check("![合影](合影.jpg)\n", &format!("{figure}</figure>"));
    line("前![合影](合影.jpg)后", &format!("前{picture}后"));
    let captioned = format!("{figure}<figcaption>图1　乙</figcaption></figure>");
    let group = format!("<div class=\"pictures\">\n{figure}</figure>\n{captioned}\n</div>\n<p>后</p>");
    check("![合影](合影.jpg)\n\n![合影](合影.jpg)\n\n图1 乙\n\n后\n", &group);
    // What cannot be shown is a line of text, which ends a group.
    let (body, _) = read("![合影](合影.jpg)\n\n![无](无.jpg)\n\n![合影](合影.jpg)\n", Language::Chinese);
    assert_eq!(body.html, format!("{figure}</figure>\n<p>无</p>\n{figure}</figure>\n"));
}
