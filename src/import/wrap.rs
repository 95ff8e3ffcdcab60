//! Lines that were broken at a fixed width.
//!
//! In: the lines of a text. Out: for each, whether it goes on with the line
//! before. Texts from PDF, from mail and from old systems are broken so. They
//! are recognised as a whole: many lines of one width that end in the middle
//! of a sentence, and none that are wider.

use crate::language::enumerator::{self, Shape};
use crate::text::han::is_wide;

/// A line.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// As it stands, without blanks at its end.
    pub raw: &'a str,
    /// Without blanks around it.
    pub text: &'a str,
    /// How many columns it is indented.
    pub indent: usize,
    /// Whether an empty line stands before it.
    pub after_blank: bool,
}

impl<'a> Line<'a> {
    /// A line of a file.
    pub fn new(raw: &'a str, after_blank: bool) -> Line<'a> {
        let raw = raw.trim_end();
        let text = raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        Line { raw, text, indent: columns(&raw[..raw.len() - text.len()]), after_blank }
    }

    fn width(&self) -> usize {
        self.indent + columns(self.text)
    }
}

/// The narrowest and the widest column at which lines are broken.
const NARROWEST: usize = 24;
const WIDEST: usize = 160;
/// How much shorter than the others a full line may be: a Latin word, a mark
/// that may not begin a line.
const SLACK: usize = 4;

/// For each line, whether it goes on with the one before it.
pub fn continuations(lines: &[Line<'_>]) -> Vec<bool> {
    let widths: Vec<usize> = lines.iter().map(Line::width).collect();
    let mut joined = vec![false; lines.len()];
    let Some(full) = full_width(lines, &widths).or_else(|| hanging_width(lines, &widths)) else { return joined };
    // In a file set with an empty line after each line, they say nothing.
    let blanks = lines.iter().skip(1).filter(|line| line.after_blank).count();
    let is_spaced = blanks * 10 >= lines.len().saturating_sub(1) * 9;
    let least = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    for at in 1..lines.len() {
        let (Some(before), Some(line)) = (lines.get(at - 1), lines.get(at)) else { continue };
        joined[at] = widths[at - 1] + SLACK >= full
            && (is_spaced || !line.after_blank)
            && line.indent <= least
            && !begins_anew(line.text, before.text);
    }
    joined
}

/// The width at which the lines are broken, if they are.
fn full_width(lines: &[Line<'_>], widths: &[usize]) -> Option<usize> {
    let mut counts = [0_usize; WIDEST + SLACK + 1];
    let mut wider = 0;
    for &width in widths {
        match counts.get_mut(width) {
            Some(count) => *count += 1,
            None => wider += 1,
        }
    }
    let near = |width: usize| counts[width.saturating_sub(SLACK)..=width].iter().sum::<usize>();
    let full = (NARROWEST..=WIDEST).rev().max_by_key(|&width| (near(width), counts[width]))?;
    let beyond: usize = wider + counts[full + 1..].iter().sum::<usize>();
    let at_width = near(full);
    let is_broken = |(line, width): &(&Line<'_>, &usize)| {
        (full.saturating_sub(SLACK)..=full).contains(*width) && !is_ended(line.text)
    };
    let broken = lines.iter().zip(widths).filter(is_broken).count();
    let is_wrapped =
        broken >= 4 && at_width * 5 >= lines.len() * 2 && broken * 2 >= at_width && beyond * 50 <= lines.len();
    is_wrapped.then_some(full)
}

/// The width at which the lines are broken where only the first line of a paragraph is
/// indented: almost every line that is not follows one that is as wide as any.
fn hanging_width(lines: &[Line<'_>], widths: &[usize]) -> Option<usize> {
    let full = widths.iter().copied().max().filter(|full| (NARROWEST..=WIDEST).contains(full))?;
    let at_margin = || (1..lines.len()).filter(|at| lines[*at].indent == 0 && !lines[*at].after_blank);
    let follows = |at: &usize| widths[at - 1] + SLACK >= full && lines[at - 1].text.chars().count() > 12;
    let following = at_margin().filter(follows).count();
    let broken = at_margin().filter(follows).filter(|at| !is_ended(lines[at - 1].text)).count();
    let indented = lines.iter().filter(|line| line.indent > 0).count();
    let is_wrapped = broken >= 4 && following * 10 >= at_margin().count() * 9 && indented * 2 >= lines.len();
    is_wrapped.then_some(full)
}

/// Whether a line ends a sentence or announces what follows.
fn is_ended(line: &str) -> bool {
    line.ends_with(['。', '！', '？', '；', '：', '”', '…', ':', ';', '!', '?', '）'])
}

/// Whether a line begins something new, such as a heading.
fn begins_anew(line: &str, before: &str) -> bool {
    let is_mark = enumerator::leading(line).is_some_and(|mark| {
        let may_stand_within = matches!(mark.shape, Shape::Circled | Shape::Said | Shape::Decimal | Shape::HalfBracket);
        !mark.is_doubtful && (is_ended(before) || !may_stand_within)
    });
    is_mark || is_ended(before) && line.starts_with(['【', '[', '〔', '•', '●', '■', '◆'])
}

fn columns(text: &str) -> usize {
    let wide = |c: char| is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '\u{2003}');
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::{Line, continuations};

    #[test]
    fn lines_at_the_margin_go_on_with_full_ones_where_paragraphs_are_indented() {
        let text = "　　一、学习\n　　全年集中学习十二次，讨论六次，党员都到了。支\n部委员轮流领学。\n　　二、服务\n　　志愿服务二十场，服务居民一千多人次。走访困难\n家庭八户。\n　　帮扶两个村，都有了起色。义诊十次，为老人送药\n上门。\n　　三、制度\n　　修订制度五项，并汇编成册。考勤由各组分别登记\n在册。\n　　四、打算\n　　继续努力。";
        let lines: Vec<Line<'_>> = text.lines().map(|line| Line::new(line, false)).collect();
        let found: Vec<bool> = continuations(&lines);
        let goes_on: Vec<&str> =
            lines.iter().zip(found).filter(|(_, joined)| *joined).map(|(line, _)| line.text).collect();
        assert_eq!(goes_on, ["部委员轮流领学。", "家庭八户。", "上门。", "在册。"]);
    }

    #[test]
    fn verse_lists_and_long_paragraphs_are_not_wrapped() {
        for text in [
            "春江潮水连海平\n海上明月共潮生\n滟滟随波千万里\n何处春江无月明\n江流宛转绕芳甸\n月照花林皆似霰",
            "1.第一党支部负责门诊导诊服务工作\n2.第二党支部负责病房陪护服务工作\n3.第三党支部负责药房咨询服务工作\n4.第四党支部负责后勤保障服务工作\n5.第五党支部负责社区义诊服务工作\n6.第六党支部负责健康讲座服务工作",
            "支部全年开展集中学习十二次，讨论六次。\n党员参加率逐月提高，年底到了九成八。\n小组会每月一次，记录齐全，按时归档。\n谈心谈话四十多人次，解决难题十五个。\n志愿服务二十场，服务居民一千多人次。\n结对帮扶两个村，捐款捐物共计两万元。",
        ] {
            let lines: Vec<Line<'_>> = text.lines().map(|line| Line::new(line, false)).collect();
            assert!(continuations(&lines).iter().all(|joined| !joined), "{text}");
        }
    }
}
