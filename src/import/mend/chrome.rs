//! What a web page left around a text: breadcrumbs, counters, buttons, a line
//! of fused details, the title a second time.

use crate::check::fused_labels::details;
use crate::check::heading_repeated::alike;
use crate::check::page_residue::is_line_of_page;
use crate::diag::Words;
use crate::import::RemarkKind;
use crate::import::document::{Block, Paragraph, Role};
use crate::import::mend::Log;
use crate::import::mend::runs::{flat, split_off};
use crate::import::structure::labels;
use crate::language::enumerator;

const PAGE: Words = Words {
    zh: "删去网页上的栏目、计数或按钮",
    en: "a breadcrumb, counter or button of a web page is left out",
};
const FUSED: Words = Words { zh: "把连在一起的说明项分开", en: "details that had run together are parted" };
const REPEATED: Words = Words { zh: "删去重复的题目", en: "a second copy of the title is left out" };

/// How far from the beginning and the end a page has its frame.
const HEAD: usize = 12;
const FOOT: usize = 16;

/// Splits lines such as `时间:2021-07-02来源:血液中心作者:办公室` at their labels.
pub fn split_labels(blocks: &mut Vec<Block>, log: &mut Log) {
    let mut result = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        match block {
            Block::Paragraph(paragraph) if paragraph.role != Role::Preformatted => {
                split(paragraph, &mut result, log);
            }
            other => result.push(other),
        }
    }
    *blocks = result;
}

fn split(mut paragraph: Paragraph, result: &mut Vec<Block>, log: &mut Log) {
    let text = flat(&paragraph.content);
    let labels = if text.contains('\n') { Vec::new() } else { details(&text).unwrap_or_default() };
    let is_fused = |at: usize| {
        text[..at].chars().next_back().is_some_and(|c| !c.is_whitespace() && !"、|｜丨/／(（:：".contains(c))
    };
    if !labels.iter().skip(1).any(|&(at, _)| is_fused(at)) {
        result.push(Block::Paragraph(paragraph));
        return;
    }
    let mut parts = Vec::new();
    for &(at, _) in labels.iter().skip(1).rev() {
        let content = split_off(&mut paragraph.content, at);
        parts.push(Paragraph { content, label: String::new(), ..paragraph.clone() });
    }
    parts.push(paragraph);
    parts.reverse();
    let written: Vec<String> = parts.iter().map(|part| flat(&part.content).trim().to_owned()).collect();
    let place = parts.first().map(|part| part.place).unwrap_or_default();
    log.note(RemarkKind::Mended, FUSED, place, &short(&text), &short(&written.join(" ⏎ ")));
    result.extend(parts.into_iter().map(Block::Paragraph));
}

/// Drops the lines of a page's frame. What such a line says of the text (来源：…
/// after a breadcrumb) stays.
pub fn drop(blocks: &mut Vec<Block>, log: &mut Log) {
    let count = blocks.len();
    let mut at = 0;
    blocks.retain_mut(|block| {
        let is_edge = at < HEAD || at + FOOT >= count;
        at += 1;
        let Block::Paragraph(paragraph) = block else { return true };
        if !matches!(paragraph.role, Role::Body | Role::Heading(_) | Role::Item { .. } | Role::Title) {
            return true;
        }
        let text = paragraph.text();
        if !(is_line_of_page(&text) || is_edge && is_frame(&text)) {
            return true;
        }
        let words = flat(&paragraph.content);
        let Some(said) = labels::position(&words) else {
            log.note(RemarkKind::Dropped, PAGE, paragraph.place, &text, "");
            return false;
        };
        if said > 0 {
            log.note(RemarkKind::Dropped, PAGE, paragraph.place, words[..said].trim(), "");
            paragraph.content = split_off(&mut paragraph.content, said);
        }
        true
    });
}

/// Whether a line at the edge of a page is part of its frame.
fn is_frame(text: &str) -> bool {
    if text.len() > 300 || text.contains(['。', '！', '？']) {
        return false;
    }
    let text = text.trim();
    // 首页 > 党建 > 内容
    let steps: Vec<&str> = text.split(['>', '›', '»', '＞']).map(str::trim).collect();
    let is_trail = steps.len() >= 2
        && steps.first().is_some_and(|first| first.ends_with("首页") || first.ends_with("主页"))
        || steps.len() >= 3 && steps.iter().all(|step| (1..=12).contains(&step.chars().count()));
    // Nothing but buttons: 【打印】【关闭】, 分享 收藏 在看.
    let is_part = |c: char| !c.is_alphanumeric();
    let mut words = text.split(is_part).filter(|word| !word.is_empty()).peekable();
    let is_buttons = words.peek().is_some() && words.all(|word| BUTTONS.contains(&word));
    let squeezed: String = text.chars().take(16).filter(|c| !c.is_whitespace()).collect();
    let is_notice = NOTICES.iter().any(|notice| squeezed.starts_with(notice)) || is_licence(text);
    is_trail || is_buttons || is_notice
}

const BUTTONS: [&str; 36] = [
    "打印",
    "关闭",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "打印本文",
    "打印文章",
    "返回",
    "返回顶部",
    "返回首页",
    "返回列表",
    "收藏",
    "分享",
    "点赞",
    "在看",
    "转发",
    "评论",
    "写留言",
    "留言",
    "阅读原文",
    "加入收藏",
    "收藏本页",
    "大",
    "中",
    "小",
    "字体",
    "字号",
    "首页",
    "上一页",
    "下一页",
    "尾页",
    "微信",
    "微博",
    "QQ空间",
    "网站地图",
    "设为首页",
];

const NOTICES: [&str; 22] = [
    "版权所有",
    "Copyright",
    "copyright",
    "©",
    "技术支持：",
    "技术支持:",
    "主办单位：",
    "主办单位:",
    "承办单位：",
    "承办单位:",
    "点击上方",
    "点击蓝字",
    "长按识别",
    "长按二维码",
    "扫码关注",
    "微信扫一扫",
    "关注我们",
    "分享到",
    "分享至",
    "上一篇",
    "下一篇",
    "友情链接",
];

/// Whether a line gives the registration of a web site.
fn is_licence(text: &str) -> bool {
    text.contains("ICP备") || text.contains("公网安备") || text.contains("网站标识码")
}

/// Drops the title's second copy: a line in the same words, with nothing but the
/// subtitle, labelled lines and one paragraph of lead between them.
pub fn drop_repeated_title(blocks: &mut Vec<Block>, log: &mut Log) {
    let Some((title, paragraph)) = first_line(blocks) else { return };
    let words = paragraph.text();
    if !may_be_title(&words) {
        return;
    }
    let mut subtitled = words.clone();
    let mut has_lead = false;
    for at in title + 1..blocks.len().min(HEAD) {
        let Some(Block::Paragraph(paragraph)) = blocks.get(at) else { return };
        let text = paragraph.text();
        if text.trim().is_empty() {
            continue;
        }
        if alike(text.chars(), words.chars()) || alike(text.chars(), subtitled.chars()) {
            log.note(RemarkKind::Dropped, REPEATED, paragraph.place, &text, "");
            blocks.remove(at);
            return;
        }
        let is_subtitle = at == title + 1 && text.trim().starts_with(['—', '-', '–', '－', '―', '─', '（', '(']);
        if is_subtitle {
            subtitled = format!("{words}{text}");
        } else if labels::read(&text).is_none() {
            if has_lead || !text.contains('。') {
                return;
            }
            has_lead = true;
        }
    }
}

/// The first line of a text that is not labelled.
fn first_line(blocks: &[Block]) -> Option<(usize, &Paragraph)> {
    for (at, block) in blocks.iter().enumerate().take(3) {
        let Block::Paragraph(paragraph) = block else { return None };
        let text = paragraph.text();
        if !text.trim().is_empty() && labels::read(&text).is_none() {
            return Some((at, paragraph));
        }
    }
    None
}

/// Whether a line may be a title: short, no sentence, no number before it.
fn may_be_title(text: &str) -> bool {
    (4..=60).contains(&text.chars().count())
        && !text.contains(['。', '！', '？', '；', ':', '：'])
        && enumerator::leading(text).is_none()
}

/// The beginning of a text.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
