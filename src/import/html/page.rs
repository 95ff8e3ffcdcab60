//! What a page says of itself.
//!
//! In: a page and where its text stands. Out: its title, its properties, and
//! the lines around the text that tell date, source and authors.

use std::collections::HashMap;

use crate::import::document::Properties;
use crate::import::html::address;
use crate::import::html::content::{self, Measures};
use crate::import::html::style;
use crate::import::html::tree::{Kind, Tree, is_block, is_silent};
use crate::language::byline::byline;
use crate::language::date::PartialDate;
use crate::language::label;
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::language::title;
use crate::language::words::is_word;

/// How many letters a title or a line of details may have.
const SHORT: usize = 120;

/// A page without its text.
#[derive(Debug, Default)]
pub struct Page {
    /// What goes into the document's properties.
    pub properties: Properties,
    /// Its title; empty if it has none.
    pub title: String,
    /// The element that shows the title.
    pub title_at: Option<usize>,
    /// Lines that stand outside the text and belong to it.
    pub details: Vec<usize>,
    /// Lines that are made of what WeChat shows by scripts.
    pub told: Vec<String>,
}

/// How many lines of details a page may have.
const DETAILS: usize = 50;

/// How long the address of a page may be, in bytes: browsers take no longer
/// ones, and it stands before every link of the page.
const ADDRESS: usize = 2048;

/// Elements that content systems show the title in, by id or class.
const TITLES: &[&str] =
    &["activity-name", "rich_media_title", "arti_title", "article-title", "article_title", "entry-title", "post-title"];

impl Page {
    /// Reads a page.
    pub fn read(tree: &Tree, text: &str, measures: &Measures, roots: &[usize], carrier: &str) -> Page {
        let mut page = Page::default();
        let metas = metas(tree);
        let meta = |keys: &[&str]| keys.iter().find_map(|key| metas.get(*key)).cloned().unwrap_or_default();
        let properties = &mut page.properties;
        properties.author = meta(&["author", "og:article:author", "article:author", "dc.creator"]);
        properties.address = page_address(tree, &metas, carrier);
        let id = |id: &str| (1..tree.nodes.len()).find(|node| tree.attribute(*node, "id") == Some(id));
        let words = |node: Option<usize>| node.map(|node| tree.text(node, 300)).unwrap_or_default();
        let shown = words(id("publish_time"));
        let made =
            meta(&["article:published_time", "og:article:published_time", "pubdate", "publishdate", "dc.date", "date"]);
        let told = if shown.is_empty() { wechat_time(text) } else { shown.clone() };
        properties.created =
            [made, told.clone()].iter().map(|time| moment(time)).find(|time| !time.is_empty()).unwrap_or_default();
        properties.modified = moment(&meta(&["article:modified_time", "og:updated_time", "lastmodified"]));
        let is_wechat = id("js_content").is_some();
        if is_wechat {
            let account = words(id("js_name"));
            // Lines as a page would have them, with labels of `lexicon/labels.tsv`.
            page.told.extend((!account.is_empty()).then(|| format!("来源：{account}")));
            page.told.extend((!told.is_empty()).then(|| format!("发布时间：{told}")));
            if !properties.author.is_empty() {
                page.told.push(format!("作者：{}", properties.author));
            }
        }
        let is_word = meta(&["generator", "progid"]).contains("Microsoft Word") || meta(&["progid"]).contains("Word");
        page.find_title(tree, measures, roots, &metas, is_word);
        page.properties.title = page.title.clone();
        page.find_details(tree, measures, roots, is_wechat);
        page
    }

    fn find_title(
        &mut self,
        tree: &Tree,
        measures: &Measures,
        roots: &[usize],
        metas: &HashMap<String, String>,
        is_word: bool,
    ) {
        let in_head = (1..tree.nodes.len())
            .find(|node| tree.name(*node) == "title" && !tree.ancestors(*node).any(|node| tree.name(node) == "svg"));
        let in_head = in_head.map(|node| tree.text(node, 600)).unwrap_or_default();
        if is_word {
            // The title that Word keeps is often that of an older document.
            let styled = |node: &usize| {
                let class = tree.attribute(*node, "class").unwrap_or_default();
                class.split_ascii_whitespace().any(|class| class.eq_ignore_ascii_case("MsoTitle"))
            };
            if let Some(node) = (1..tree.nodes.len()).find(styled) {
                (self.title, self.title_at) = (tree.text(node, 600), Some(node));
            }
            return;
        }
        // Short lines of the page by their words, headings before others.
        let mut lines: HashMap<String, usize> = HashMap::new();
        let (mut named, mut first) = (None, Vec::new());
        // The last line above the text that ends as the titles of reports do, and
        // whether there is such a line in the text.
        let (mut above, mut within) = (None, false);
        let text_at = roots.first().copied().unwrap_or(0);
        let mut at = content::body(tree);
        while at < tree.nodes.len() {
            let name = tree.name(at);
            if is_silent(name) || matches!(name, "title" | "option") || (!name.is_empty() && style::is_hidden(tree, at))
            {
                at = tree.end(at);
                continue;
            }
            let letters = if name.is_empty() { 0 } else { measures.letters(tree, at) };
            if name.is_empty() || letters == 0 || letters > SHORT || measures.linked(tree, at) * 2 > letters {
                at += 1;
                continue;
            }
            if named.is_none() && (name == "ucaptitle" || is_titled(tree, at)) {
                named = Some(at);
            }
            if name == "h1" {
                first.push(at);
            }
            let words = tree.text(at, 600);
            if title::is_of_report(words.trim()) {
                within |= at >= text_at;
                above = if at < text_at { Some(at) } else { above };
            }
            let key = key(&words);
            let is_better = lines.get(&key).is_none_or(|other| is_heading(name) && !is_heading(tree.name(*other)));
            if is_better {
                lines.insert(key, at);
            }
            at += 1;
        }
        let line = |title: &str| {
            let title = shortened(title).find(|title| lines.contains_key(&key(title)))?;
            lines.get(&key(&title)).map(|node| (title, Some(*node)))
        };
        let by_node = |node: usize| Some((tree.text(node, 600), Some(node)));
        let said = ["articletitle", "og:title", "twitter:title"]
            .iter()
            .find_map(|key| metas.get(*key))
            .cloned()
            .unwrap_or_default();
        // The site's name is often an h1 too; the article's is in the <title>.
        let heading = first.iter().find(|node| in_head.contains(&tree.text(**node, 600))).or(match first.as_slice() {
            [only] => Some(only),
            _ => None,
        });
        let found = named
            .and_then(by_node)
            .or_else(|| line(&said))
            .or_else(|| heading.copied().filter(|node| in_head.contains(&tree.text(*node, 600))).and_then(by_node))
            .or_else(|| line(&in_head))
            .or_else(|| heading.copied().and_then(by_node))
            .or_else(|| above.and_then(by_node))
            .or_else(|| (!said.is_empty()).then(|| (stripped(&said), None)))
            // The name of the site, where the text has its title in it.
            .or_else(|| (!in_head.is_empty() && !within).then(|| (stripped(&in_head), None)));
        if let Some((title, node)) = found.filter(|(title, _)| title.chars().count() <= 2 * SHORT) {
            (self.title, self.title_at) = (title, node);
        }
    }

    /// Lines with labels, and the line of a date below the title.
    fn find_details(&mut self, tree: &Tree, measures: &Measures, roots: &[usize], is_wechat: bool) {
        let first = roots.first().copied().unwrap_or(0);
        let mut at = content::body(tree);
        while at < tree.nodes.len() {
            let Kind::Element { name, .. } = &tree.nodes[at].kind else {
                at += 1;
                continue;
            };
            let end = tree.end(at);
            let passes = is_silent(name)
                || roots.contains(&at)
                || self.title_at == Some(at)
                || matches!(tree.attribute(at, "id"), Some("publish_time" | "js_name" | "profileBt"))
                || style::is_hidden(tree, at)
                || content::chrome(tree, measures, at, measures.letters(tree, 0)).is_some();
            if passes && (end < tree.nodes.len() || !matches!(*name, "body" | "html" | "")) {
                at = end;
                continue;
            }
            // 拟稿人 | 王五, in a form above the text.
            if *name == "table" && end <= first && is_form(tree, at) {
                self.details.push(at);
                at = end;
                continue;
            }
            let holds = |node: usize| at < node && node < end;
            let letters = measures.letters(tree, at);
            let is_line = (is_block(name)
                || matches!(*name, "tr" | "td" | "span" | "i" | "em" | "b" | "strong" | "small" | "font" | "time"))
                && self.details.len() < DETAILS
                && !roots.iter().any(|root| holds(*root))
                && !self.title_at.is_some_and(holds)
                && letters > 0
                && letters <= SHORT
                && measures.linked(tree, at) * 2 <= letters
                && !measures.has_blocks(tree, at);
            if is_line && !(is_wechat && at < first) {
                let text = tree.text(at, 600);
                let below = self.title_at.is_some_and(|title| title < at) && at < first;
                let says = || has_day(&text) || names_person(&text) || is_subtitle(tree, at, &text);
                // 发表于 2021-07-02, above the post of a forum; 某某日报　2021年7月2日　第3版.
                let is_posted = || POSTED.is_in(&text) || EDITION.is_in(&text);
                let posted = || at < first && is_posted() && has_day(&text);
                if is_detail(&text) || below && says() || posted() {
                    self.details.push(at);
                    at = end;
                    continue;
                }
            }
            at += 1;
        }
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3")
}

fn is_titled(tree: &Tree, node: usize) -> bool {
    let fits = |value: &str| TITLES.iter().any(|title| value.eq_ignore_ascii_case(title));
    let has = |key| tree.attribute(node, key).is_some_and(|value| value.split_ascii_whitespace().any(fits));
    has("id") || has("class")
}

/// 发表于, before the day of a post.
static POSTED: List = List::new(&lexicon::LINE_WORDS, "posted");

/// 版, behind its number in a newspaper.
static EDITION: List = List::new(&lexicon::LINE_WORDS, "edition");

/// Classes of subtitles.
const SUBTITLES: &[&str] = &["subtitle", "sub-title", "sub_title", "subhead", "futitle"];

/// Whether a line below the title is its subtitle: ——某某2021年工作总结.
fn is_subtitle(tree: &Tree, node: usize, text: &str) -> bool {
    let class = tree.attribute(node, "class").unwrap_or_default();
    let is_known = |word: &str| SUBTITLES.iter().any(|known| word.eq_ignore_ascii_case(known));
    text.trim_start().starts_with("——") || class.split_ascii_whitespace().any(is_known)
}

/// Labels of forms: 填报单位.
static LABELS: List = List::new(&lexicon::FORM_LABELS, "label");

/// Whether a table is a form: all of its rows are pairs of a label and a short value,
/// and two labels are known.
fn is_form(tree: &Tree, table: usize) -> bool {
    let mut known = 0;
    for row in (table..tree.end(table)).filter(|node| tree.name(*node) == "tr").take(DETAILS) {
        let cells = (row..tree.end(row)).filter(|node| matches!(tree.name(*node), "td" | "th"));
        let cells: Vec<String> = cells.map(|cell| key(&tree.text(cell, 2 * SHORT))).collect();
        if !cells.len().is_multiple_of(2) || cells.iter().any(|cell| cell.chars().count() > SHORT / 2) {
            return false;
        }
        let names = cells.iter().step_by(2).map(|cell| cell.trim_end_matches(['：', ':']));
        known += names.filter(|name| LABELS.has(name) || label::field(name).is_some()).count();
    }
    known >= 2
}

/// Whether a line begins with a label, or has one after a blank.
fn is_detail(text: &str) -> bool {
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let starts = !before.is_alphanumeric() || before.is_ascii_digit();
        before = character;
        if starts
            && label::begins(&text[at..]).is_some_and(|label| {
                let rest = &text[at + label.len()..];
                rest.trim_start().starts_with(['：', ':', '/']) && !rest.starts_with("//")
            })
        {
            return true;
        }
    }
    false
}

/// Whether a line is a by-line without a label: □ 本报记者 王五.
fn names_person(text: &str) -> bool {
    // 文化 is a column of the site, though 文 is a surname.
    byline(text).is_some_and(|people| people.persons.iter().any(|name| !is_word(name)))
}

/// Whether a line begins with a date in full: 2021-12-05.
fn begins_with_date(text: &str) -> bool {
    !moment(text).is_empty()
}

/// Whether a line has a day in it: 江城医院　(2021-12-05 08:20).
fn has_day(text: &str) -> bool {
    begins_with_date(text) || timex::moments(text).iter().any(|found| found.year.is_some() && found.day.is_some())
}

/// The contents of `<meta>`, by name in lower case.
fn metas(tree: &Tree) -> HashMap<String, String> {
    let mut metas = HashMap::new();
    for node in (1..tree.nodes.len()).filter(|node| tree.name(*node) == "meta") {
        let name = ["name", "property", "itemprop"].iter().find_map(|key| tree.attribute(node, key));
        if let (Some(name), Some(content)) = (name, tree.attribute(node, "content"))
            && !content.trim().is_empty()
        {
            let content: String = content.split_whitespace().collect::<Vec<_>>().join(" ");
            metas.entry(name.trim().to_ascii_lowercase()).or_insert(content);
        }
    }
    metas
}

/// Where the page was.
fn page_address(tree: &Tree, metas: &HashMap<String, String>, carrier: &str) -> String {
    let canonical = (1..tree.nodes.len()).find(|node| {
        tree.name(*node) == "link"
            && tree.attribute(*node, "href").is_some_and(address::is_web)
            && is_canonical(tree, *node)
    });
    // <!-- saved from url=(0042)https://... -->
    let saved = tree.comments.iter().find_map(|comment| {
        let after = comment.split_once("saved from url=")?.1;
        let after = after.split_once(')').map_or(after, |(_, address)| address);
        after.split_whitespace().next()
    });
    let base =
        (1..tree.nodes.len()).find(|node| tree.name(*node) == "base").and_then(|node| tree.attribute(node, "href"));
    let og = metas.get("og:url").map(String::as_str);
    let canonical = canonical.and_then(|node| tree.attribute(node, "href"));
    let all = [og, canonical, saved, Some(carrier), base];
    let is_one = |address: &&str| address::is_web(address) && address.len() <= ADDRESS;
    all.into_iter().flatten().map(str::trim).find(is_one).unwrap_or_default().to_owned()
}

fn is_canonical(tree: &Tree, node: usize) -> bool {
    tree.attribute(node, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
}

/// A time as `2021-12-05` or longer; empty if it is none.
fn moment(time: &str) -> String {
    let time = time.trim();
    // 年月日 part a date as its marks do.
    let date: String = time.chars().take_while(|c| c.is_ascii_digit() || "-/.年月日".contains(*c)).collect();
    match PartialDate::parse(&date) {
        Ok(date) if date.day.is_some() => date.iso(),
        _ => String::new(),
    }
}

/// The time that a script of WeChat shows: `var createTime = '2021-12-05 10:00'`.
fn wechat_time(text: &str) -> String {
    let quoted = |mark: &str| {
        let after = text.split_once(mark)?.1.trim_start().strip_prefix('=')?.trim_start();
        let value: String =
            after.strip_prefix(['\'', '"'])?.chars().take(20).take_while(|c| !"'\"".contains(*c)).collect();
        Some(value)
    };
    let time = ["var createTime ", "var publish_time ", "publish_time "].iter().find_map(|mark| quoted(mark));
    time.filter(|time| begins_with_date(time)).unwrap_or_default()
}

/// A line without white space, for comparison.
fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).take(2 * SHORT).collect()
}

/// What may stand between a title and the site's name.
const SEPARATORS: &[char] = &['_', '|', '｜', '-', '－', '–', '—', '>', '»', '·'];

/// A title, whole and with more and more of its end taken off.
fn shortened(title: &str) -> impl Iterator<Item = String> {
    let ends = title.match_indices(SEPARATORS).map(|(at, _)| at).collect::<Vec<_>>();
    std::iter::once(title.len())
        .chain(ends.into_iter().rev().take(20))
        .map(|end| title[..end].trim().to_owned())
        .filter(|title| !title.is_empty())
}

/// A title without the site's name.
fn stripped(title: &str) -> String {
    let cut = title.find(['_', '|', '｜']).or_else(|| title.rfind(" - ")).or_else(|| {
        let at = title.rfind(['-', '－'])?;
        // 2020-2021年 is no site.
        title[..at].ends_with(|c: char| !c.is_ascii_digit()).then_some(at)
    });
    match cut.map(|at| title[..at].trim()) {
        Some(cut) if cut.chars().count() >= 4 => cut.to_owned(),
        _ => title.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_detail, moment, stripped};

    #[test]
    fn the_sites_name_goes() {
        let check = |title, expected| assert_eq!(stripped(title), expected);
        check("2021年护理工作总结_某某市护理学会", "2021年护理工作总结");
        check("2021年护理工作总结-新闻-某某医院", "2021年护理工作总结-新闻");
        check("2020-2021年工作总结", "2020-2021年工作总结");
        check("守正创新——2021年工作总结 - 某某医院", "守正创新——2021年工作总结");
        check("总结|某某", "总结|某某");
    }

    #[test]
    fn labels_tell_details() {
        for line in ["发布时间：2021-12-05 来源：护理部", "浏览次数: 12", "2021-12-05 作者：某某", "文/某某 图/某某"]
        {
            assert!(is_detail(line), "{line}");
        }
        for line in ["会议的时间：上午", "经费来源广泛", "图书馆"] {
            assert!(!is_detail(line), "{line}");
        }
        assert_eq!(moment("2021年12月5日 10:20"), "2021-12-05");
        assert_eq!(moment("2021-12-05T10:20:00+08:00"), "2021-12-05");
    }
}
