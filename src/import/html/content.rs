//! Which part of a page is the report.
//!
//! In: a page. Out: the elements that hold its text, and which of the rest is
//! known furniture. First the ids and classes that content systems give to
//! the text are asked; if there is none, words count: where there are many, in
//! sentences, and few of them links. If that tells nothing, it is all.

use std::collections::HashMap;

use crate::diag::Words;
use crate::import::html::style;
use crate::import::html::tree::{self, Tree, is_block, is_silent};
use crate::language::furniture::{self, Kind};
use crate::language::label;
use crate::language::lexicon::{self, List};

/// Ids and classes of the text, lower case, the surest first: WeChat, the
/// government's content systems, TRS, 博达, Webplus, WordPress and kin, Word.
const KNOWN: &[&str] = &[
    "js_content",
    "rich_media_content",
    "ucap-content",
    "ucapcontent",
    "vsb_content",
    "v_news_content",
    "trs_editor",
    "trs_ueditor",
    "wp_articlecontent",
    "zoom",
    "zoomcon",
    "fontzoom",
    "pages_content",
    "articlecontent",
    "article-content",
    "article_content",
    "article-body",
    "article_body",
    "articlebody",
    "artibody",
    "newscontent",
    "news-content",
    "news_content",
    "newsbody",
    "entry-content",
    "post-content",
    "post-body",
    "post_content",
    "content-text",
    "contenttext",
    "content_text",
    "detail-content",
    "detail_content",
    "detailcontent",
    "contentbody",
    "content_body",
    "info-content",
    "infocontent",
    "maintext",
    "main-text",
    "main_text",
    "textcontent",
    "endtext",
    "bodylabel",
    "abstract-content",
    "markdown-body",
];

/// How much more a page's best part must hold than nothing, in letters.
const LEAST: usize = 40;

/// How many elements the text may be divided among.
const ROOTS: usize = 100;

/// What a page's parts hold.
pub struct Measures {
    /// How many letters stand before each node; one more than there are nodes.
    letters: Vec<u32>,
    /// The same, of links.
    linked: Vec<u32>,
    /// How many blocks with letters stand before each node.
    blocks: Vec<u32>,
}

impl Measures {
    /// Counts.
    pub fn of(tree: &Tree) -> Measures {
        let (mut letters, mut linked) = (vec![0; 1], vec![0; 1]);
        let (mut silent, mut link) = (0, 0);
        for (at, node) in tree.nodes.iter().enumerate() {
            let mut count = 0;
            match &node.kind {
                tree::Kind::Element { name, .. } if is_silent(name) || *name == "select" => {
                    silent = silent.max(node.end)
                }
                tree::Kind::Element { name: "a", .. } => link = link.max(node.end),
                tree::Kind::Text(text) if at >= silent => count = text.chars().filter(|c| c.is_alphanumeric()).count(),
                _ => {}
            }
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            let add = |list: &mut Vec<u32>, count: u32| {
                list.push(list.last().map_or(0, |sum: &u32| sum.saturating_add(count)))
            };
            add(&mut letters, count);
            add(&mut linked, if at < link { count } else { 0 });
        }
        let mut measures = Measures { letters, linked, blocks: Vec::with_capacity(tree.nodes.len() + 1) };
        let mut blocks = 0;
        for at in 0..tree.nodes.len() {
            measures.blocks.push(blocks);
            blocks += u32::from(is_block(tree.name(at)) && measures.letters(tree, at) > 0);
        }
        measures.blocks.push(blocks);
        measures
    }

    /// Whether an element holds a block with letters.
    pub fn has_blocks(&self, tree: &Tree, node: usize) -> bool {
        between(&self.blocks, node + 1, tree.end(node)) > 0
    }

    /// The letters that an element holds.
    pub fn letters(&self, tree: &Tree, node: usize) -> usize {
        between(&self.letters, node, tree.end(node))
    }

    /// Those of them that are links.
    pub fn linked(&self, tree: &Tree, node: usize) -> usize {
        between(&self.linked, node, tree.end(node))
    }
}

fn between(sums: &[u32], start: usize, end: usize) -> usize {
    let sum = |at: usize| sums.get(at).or(sums.last()).copied().unwrap_or(0);
    sum(end).saturating_sub(sum(start)) as usize
}

/// The elements that hold the text, in their order, none within another.
pub fn find(tree: &Tree, measures: &Measures) -> Vec<usize> {
    let all = measures.letters(tree, 0);
    let places: HashMap<&str, usize> = KNOWN.iter().enumerate().map(|(place, known)| (*known, place)).collect();
    let mut named: Vec<Vec<usize>> = vec![Vec::new(); KNOWN.len()];
    for node in 1..tree.nodes.len() {
        for place in names(tree, node, &places) {
            named[place].push(node);
        }
    }
    for nodes in named {
        let roots = outermost(tree, nodes.into_iter());
        let roots: Vec<usize> = roots.into_iter().filter(|root| measures.letters(tree, *root) > 0).collect();
        let held: usize = roots.iter().map(|root| measures.letters(tree, *root)).sum();
        if roots.len() > ROOTS {
            continue;
        }
        // A teaser or a search box may have the name too.
        if held >= LEAST.min(all / 4) && held * 8 >= all.saturating_sub(linked(tree, measures)) {
            return roots;
        }
    }
    let is_article = |node: &usize| {
        tree.name(*node) == "article"
            || tree.attribute(*node, "itemprop").is_some_and(|value| value.eq_ignore_ascii_case("articleBody"))
    };
    let article = outermost(tree, (1..tree.nodes.len()).filter(is_article));
    if let [root] = article.as_slice()
        && measures.letters(tree, *root) * 2 >= all.saturating_sub(linked(tree, measures))
    {
        return article;
    }
    let densest = densest(tree, measures).unwrap_or_else(|| body(tree));
    match form_around(tree, densest) {
        Some(form) => with_tables_beside(tree, measures, form),
        None => vec![densest],
    }
}

/// How many cells with words a table has at least that says something beside a form.
const CELLS: usize = 4;

/// A form, and the tables beside it that go on with it, with what stands between them.
fn with_tables_beside(tree: &Tree, measures: &Measures, form: usize) -> Vec<usize> {
    let parent = tree.nodes[form].parent;
    let goes_on = |node: usize| {
        let cells = (node..tree.end(node)).filter(|cell| matches!(tree.name(*cell), "td" | "th"));
        let letters = measures.letters(tree, node);
        tree.name(node) == "table"
            && measures.linked(tree, node) * 4 < letters
            && chrome(tree, measures, node, letters).is_none()
            && cells.filter(|cell| measures.letters(tree, *cell) > 0).take(CELLS).count() == CELLS
    };
    let beside: Vec<usize> = (1..tree.nodes.len()).filter(|node| tree.nodes[*node].parent == parent).collect();
    let first = beside.iter().position(|node| *node == form || goes_on(*node));
    let last = beside.iter().rposition(|node| *node == form || goes_on(*node));
    let Some((first, last)) = first.zip(last).filter(|(first, last)| last - first < ROOTS) else { return vec![form] };
    let holds = |node: &usize| measures.letters(tree, *node) > 0;
    beside[first..=last].iter().copied().filter(holds).collect()
}

/// Labels of forms: 填报单位.
static LABELS: List = List::new(&lexicon::FORM_LABELS, "label");

/// How many labels a form has at least.
const FORM_LABELS: usize = 2;

/// The table of a form whose text an element is: its other cells hold labels, and
/// what they say belongs to the text.
fn form_around(tree: &Tree, text: usize) -> Option<usize> {
    let around = || std::iter::once(text).chain(tree.ancestors(text));
    let cell = around().find(|node| tree.name(*node) == "td")?;
    let table = tree.ancestors(cell).find(|node| tree.name(*node) == "table")?;
    let is_label = |node: &usize| {
        let words: String = tree.text(*node, 40).chars().filter(|c| !c.is_whitespace()).collect();
        let name = words.trim_end_matches(['：', ':']);
        LABELS.has(name) || label::field(name).is_some()
    };
    let cells = (table..tree.end(table)).filter(|node| matches!(tree.name(*node), "td" | "th"));
    (cells.filter(is_label).take(FORM_LABELS).count() == FORM_LABELS).then_some(table)
}

fn linked(tree: &Tree, measures: &Measures) -> usize {
    measures.linked(tree, 0)
}

/// The page's body, or all of it.
pub fn body(tree: &Tree) -> usize {
    (0..tree.nodes.len()).find(|node| tree.name(*node) == "body").unwrap_or(0)
}

/// Which of [`KNOWN`] an element has as its id or class; a number behind it, as
/// in `vsb_content_2`, does not count.
fn names(tree: &Tree, node: usize, places: &HashMap<&str, usize>) -> Vec<usize> {
    if !matches!(
        tree.name(node),
        "div" | "td" | "section" | "article" | "main" | "span" | "p" | "ul" | "form" | "body" | "" | "ucapcontent"
    ) {
        return Vec::new();
    }
    if tree.name(node) == "ucapcontent" {
        return places.get("ucapcontent").copied().into_iter().collect();
    }
    let mut found = Vec::new();
    for value in ["id", "class"].iter().filter_map(|key| tree.attribute(node, key)) {
        let of = |word: &str| {
            let word = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-');
            places.get(word.to_ascii_lowercase().as_str()).copied()
        };
        found.extend(value.split_ascii_whitespace().filter_map(of));
    }
    found.dedup();
    found
}

/// Those of some elements that stand in none of the others.
fn outermost(tree: &Tree, nodes: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut end = 0;
    for node in nodes {
        if node >= end {
            found.push(node);
            end = tree.end(node);
        }
    }
    found
}

/// The element with the most words in sentences: what a paragraph holds counts
/// for the element around it, and half for the one around that.
fn densest(tree: &Tree, measures: &Measures) -> Option<usize> {
    let mut scores = vec![0_usize; tree.nodes.len()];
    // For each node the nearest element around it that holds paragraphs, and
    // whether a link stands between: what holds a node stands before it.
    let mut holders: Vec<(usize, bool)> = Vec::with_capacity(tree.nodes.len());
    for node in &tree.nodes {
        let name = tree.name(node.parent);
        holders.push(match holders.get(node.parent) {
            Some(_) if is_holder(name) => (node.parent, false),
            Some((holder, is_link)) if node.parent > 0 => (*holder, *is_link || name == "a"),
            _ => (0, false),
        });
    }
    let mut at = 1;
    while at < tree.nodes.len() {
        let tree::Kind::Text(text) = &tree.nodes[at].kind else {
            at = if is_silent(tree.name(at)) || style::is_hidden(tree, at) { tree.end(at) } else { at + 1 };
            continue;
        };
        let (holder, is_link) = holders[at];
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let marks = text.chars().filter(|c| "，。；：、！？,.;".contains(*c)).count();
        if !is_link && letters > 0 {
            let score = letters + 8 * marks;
            let is_paragraph =
                matches!(tree.name(holder), "p" | "li" | "blockquote" | "h2" | "h3" | "h4" | "pre" | "dd");
            let first = if is_paragraph { tree.nodes[holder].parent } else { holder };
            scores[first] += score;
            let second = tree.nodes[first].parent;
            scores[second] += score / 2;
        }
        at += 1;
    }
    let value = |node: usize| {
        let letters = measures.letters(tree, node).max(1);
        let linked = measures.linked(tree, node).min(letters);
        scores[node] * (letters - linked) / letters
    };
    let best =
        (1..tree.nodes.len()).filter(|node| scores[*node] > 0).max_by_key(|node| (value(*node), usize::MAX - node))?;
    // Cells and columns of one text: the element that holds them all, as long
    // as what it adds is text too.
    let mut best = best;
    let own =
        |node: usize| measures.letters(tree, node) - measures.linked(tree, node).min(measures.letters(tree, node));
    while !matches!(tree.name(best), "body" | "html") {
        let parent = tree.nodes[best].parent;
        let adds = own(parent).saturating_sub(own(best));
        if parent == 0 || adds * 3 < own(best) || chrome(tree, measures, parent, usize::MAX).is_some() {
            break;
        }
        best = parent;
    }
    (own(best) >= LEAST).then_some(best)
}

fn is_holder(name: &str) -> bool {
    matches!(name, "td" | "th" | "body") || is_block(name)
}

/// What known furniture of a page an element is.
///
/// `whole` is how many letters the page's text has: furniture is small beside
/// it, whatever its class.
pub fn chrome(tree: &Tree, measures: &Measures, node: usize, whole: usize) -> Option<Words> {
    let name = tree.name(node);
    let (letters, linked) = (measures.letters(tree, node), measures.linked(tree, node));
    match name {
        "input" | "select" | "textarea" | "button" => return Some(FORM),
        "nav" => return Some(NAVIGATION),
        "footer" if letters < whole / 4 => return Some(FOOTER),
        "iframe" | "video" | "audio" | "object" | "embed" | "svg" | "canvas" | "map" => return Some(MEDIA),
        _ => {}
    }
    let own = letters.saturating_sub(linked);
    if own > 400 || own > whole / 4 || matches!(name, "body" | "html" | "") && letters > 400 {
        return None;
    }
    for attribute in ["class", "id", "role"] {
        let value = tree.attribute(node, attribute).unwrap_or_default().to_ascii_lowercase();
        for word in value.split(|c: char| !c.is_ascii_alphanumeric()) {
            if let Some((_, words)) = CLASSES.iter().find(|(class, _)| *class == word) {
                return Some(*words);
            }
        }
    }
    if letters > 200 || letters == 0 || !is_holder(name) && !matches!(name, "a" | "span" | "ul" | "ol") {
        return None;
    }
    let text = tree.text(node, 160);
    // 返回 may begin a sentence of the report; a control of the page is no sentence.
    // What stands together with date, source or author is taken apart.
    let tells = || measures.has_blocks(tree, node) && label::position(&text).is_some();
    let fits = |kind: &Kind| match kind {
        Kind::Buttons => letters <= 30 && !text.contains('。') && !tells(),
        Kind::Share | Kind::Crumbs => !tells(),
        _ => true,
    };
    furniture::kind(&text).filter(fits).map(said)
}

pub const NAVIGATION: Words = Words { zh: "略去网页的导航和栏目", en: "the page's navigation is left out" };
pub const FOOTER: Words = Words { zh: "略去网页的页脚", en: "the page's footer is left out" };
pub const FORM: Words =
    Words { zh: "略去网页上的按钮和输入框", en: "buttons and input fields of the page are left out" };
pub const MEDIA: Words =
    Words { zh: "略去音频、视频或嵌入的内容", en: "sound, film or embedded content is left out" };
pub const CRUMBS: Words = Words { zh: "略去“当前位置”一行", en: "the breadcrumbs are left out" };
pub const NEIGHBOURS: Words =
    Words { zh: "略去“上一篇、下一篇”", en: "links to the previous and next page are left out" };
pub const RELATED: Words = Words { zh: "略去相关文章的列表", en: "the list of related pages is left out" };
pub const SHARE: Words =
    Words { zh: "略去分享、关注一类的内容", en: "what invites to share or follow is left out" };
pub const BUTTONS: Words = Words {
    zh: "略去打印、关闭、字号一类的按钮",
    en: "buttons to print, close or enlarge are left out",
};
pub const COMMENTS: Words = Words { zh: "略去网页上的评论", en: "the page's comments are left out" };

/// What is said of furniture.
fn said(kind: Kind) -> Words {
    match kind {
        Kind::Crumbs => CRUMBS,
        Kind::Neighbours => NEIGHBOURS,
        Kind::Related => RELATED,
        Kind::Share => SHARE,
        Kind::Buttons => BUTTONS,
        Kind::Comments => COMMENTS,
        Kind::Footer => FOOTER,
    }
}

/// Words in classes, ids and roles that tell furniture.
const CLASSES: &[(&str, Words)] = &[
    ("nav", NAVIGATION),
    ("navbar", NAVIGATION),
    ("navigation", NAVIGATION),
    ("menu", NAVIGATION),
    ("sidebar", NAVIGATION),
    ("toolbar", BUTTONS),
    ("editsection", BUTTONS),
    ("footer", FOOTER),
    ("foot", FOOTER),
    ("copyright", FOOTER),
    ("breadcrumb", CRUMBS),
    ("breadcrumbs", CRUMBS),
    ("crumb", CRUMBS),
    ("crumbs", CRUMBS),
    ("curpos", CRUMBS),
    ("prevnext", NEIGHBOURS),
    ("pagination", NEIGHBOURS),
    ("pager", NEIGHBOURS),
    ("related", RELATED),
    ("recommend", RELATED),
    ("recommends", RELATED),
    ("share", SHARE),
    ("sharing", SHARE),
    ("bdsharebuttonbox", SHARE),
    ("bshare", SHARE),
    ("social", SHARE),
    ("qrcode", SHARE),
    ("reward", SHARE),
    ("comment", COMMENTS),
    ("comments", COMMENTS),
];
