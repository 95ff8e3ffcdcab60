//! A stand-in for reading, mending and structuring, just good enough for texts
//! of the kind that is scored: lines become paragraphs, marks full width.

use huibian::import::document::{Block, Paragraph, Place, Role};
use huibian::import::structure::{Article, Found};
use huibian::text::han::{is_han, is_wide};
use huibian::text::{mark, moment};

/// The article in a text.
pub fn article(name: &str, text: &str) -> Article {
    let mut article = Article { name: name.to_owned(), ..Article::default() };
    let mut lines: Vec<(u32, String)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = mended(line);
        if line.is_empty() || line.starts_with("当前位置") {
            continue;
        }
        // What was broken within a word goes on.
        let goes_on = lines.last().is_some_and(|(_, last): &(u32, String)| {
            last.chars().count() > 60 && last.ends_with(is_han) && line.chars().count() > 30
        });
        match lines.last_mut().filter(|_| goes_on) {
            Some((_, last)) => last.push_str(&line),
            None => lines.push((u32::try_from(index).unwrap() + 1, line)),
        }
    }
    let mut title: Option<String> = None;
    let total = lines.len();
    let mut in_head = true;
    for (index, (line, text)) in lines.into_iter().enumerate() {
        let place = Place::Line(line);
        let found = |text: &str| Some(Found { text: text.trim().to_owned(), place, certain: true });
        let short = text.chars().count() < 60 && !text.ends_with(['。', '”', '…', '、', '！', '，']);
        if in_head && index == 0 && short {
            let (head, tail) = text.split_once("——").unwrap_or((&text, ""));
            let head = head.rsplit_once('】').map_or(head, |_| head);
            article.title = found(head);
            article.subtitle = found(tail).filter(|found| !found.text.is_empty());
            title = Some(text);
            continue;
        }
        if title.as_ref() == Some(&text) {
            continue;
        }
        if let Some(rest) = text.strip_prefix(['-', '—']).filter(|_| index == 1) {
            article.subtitle = found(rest);
        } else if text.starts_with("时间：") || text.starts_with("作者：") {
            labelled(&text, place, &mut article);
        } else if let Some(rest) = text.strip_prefix("[摘要]") {
            article.summary = found(rest);
            in_head = false;
        } else if let Some(rest) = text.strip_prefix("[关键词]") {
            article.keywords = rest.split('；').filter_map(found).collect();
        } else if let Some(rest) = text.strip_prefix("【DOI】") {
            article.doi = found(rest);
        } else if in_head
            && short
            && text.chars().count() < 30
            && title.is_some()
            && index < 4
            && total > 10
            && article.subtitle.is_some()
            && !text.starts_with(['1', '一', '围'])
        {
            article.authors.extend(found(&text));
        } else if index + 1 == total && text.chars().count() < 60 && moment::moments(&text).len() == 1 {
            let date = moment::moments(&text).remove(0);
            article.signed = found(&text[date.range.clone()]);
            article.signer = found(&text[..date.range.start]);
        } else {
            in_head = false;
            let numbered = mark::leading(&text).is_some() || text.starts_with(|c: char| c.is_ascii_digit());
            let mut paragraph = Paragraph::of_text(&text, place);
            if short && (numbered || text.chars().count() < 30) {
                paragraph.role = Role::Heading(1);
            }
            article.blocks.push(Block::Paragraph(paragraph));
        }
    }
    article
}

/// 时间：…来源：…作者：…
fn labelled(text: &str, place: Place, article: &mut Article) {
    let labels = ["时间：", "来源：", "作者：", "编辑："];
    let mut starts: Vec<(usize, &str)> =
        labels.into_iter().filter_map(|label| text.find(label).map(|at| (at, label))).collect();
    starts.sort_unstable();
    for (index, (at, label)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(text.len(), |next| next.0);
        let words = text[at + label.len()..end].trim();
        if words.is_empty() {
            continue;
        }
        let found = |text: &str| Found { text: text.to_owned(), place, certain: true };
        match *label {
            "时间：" => article.published = Some(found(words)),
            "来源：" => article.source = Some(found(words)),
            "作者：" => article.authors.push(found(words)),
            _ => article.editors.extend(words.split(' ').map(found)),
        }
    }
}

/// A line with its blanks between Han characters and within numbers taken
/// out, its marks full width beside Han ones.
fn mended(line: &str) -> String {
    let line: Vec<char> = line.trim_matches([' ', '\u{a0}', '\u{3000}']).chars().collect();
    let title = line.len() < 40;
    let mut text = String::new();
    for (at, &character) in line.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| line[at]);
        let after = line.get(at + 1).copied();
        let wide = |c: Option<char>| c.is_some_and(is_wide);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if character == ' ' {
            let joined = wide(before) && wide(after) && !title
                || digit(before) && digit(after) && line.get(at + 2).is_none_or(|c| !c.is_ascii_digit())
                || digit(before) && wide(after) && !title
                || wide(before) && digit(after) && !title
                || before.is_some_and(|c| ",:".contains(c));
            if joined {
                continue;
            }
        }
        let beside = wide(before) || wide(after) || before.is_some_and(|c| c == '%' || c == ')');
        text.push(match character {
            ',' if beside && !(digit(before) && digit(after)) => '，',
            ':' if beside => '：',
            ';' if beside => '；',
            '(' if beside => '（',
            ')' if beside => '）',
            '!' if beside => '！',
            '?' if beside => '？',
            other => other,
        });
    }
    text
}
