//! Which heading stands below which.
//!
//! In: how each heading is made. Out: its level, from 1, without a gap: a
//! heading stands below the nearest one before it whose kind ranks higher.
//! Numbers rank as GB/T 9704 has them (一、 （一） 1. （1） ①); styles as Word
//! counts them; a number that somewhere has a style ranks as that style does.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::enumerator::Shape;
use crate::language::lexicon::{self, List};
use crate::text::han::is_han;

/// How a heading is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// By style, of this level; 0 is a title.
    Styled(u8),
    /// A part, chapter or section: 第一部分, 第一章, 第一节.
    Part(u8),
    /// By a number.
    Numbered(Shape),
    /// By a number of more than two parts, with so many points: 1.1.1.
    Decimal(u8),
    /// By its look: size, centred, bold.
    Look((u16, bool, bool)),
    /// A short line; the lower the number the higher it ranks.
    Plain(u8),
    /// 【条目】
    Entry,
    /// One that stands above all: 结语, 参考文献.
    Top,
}

/// Headings that stand above all: 结语.
pub static CLOSINGS: List = List::new(&lexicon::SECTIONS, "closing");

/// The deepest level there is.
const DEEPEST: u8 = 6;

/// The level of each heading.
pub fn levels(styles: &[Option<Style>]) -> Vec<Option<u8>> {
    let ranks = ranks(styles);
    let mut open: Vec<u32> = Vec::new();
    styles
        .iter()
        .map(|style| {
            let rank = style.as_ref().and_then(|style| ranks.get(style)).copied()?;
            while open.last().is_some_and(|above| *above >= rank) {
                open.pop();
            }
            open.push(rank);
            Some(u8::try_from(open.len()).unwrap_or(DEEPEST).min(DEEPEST))
        })
        .collect()
}

/// A rank for every kind of heading that occurs; a lower one stands above.
fn ranks(styles: &[Option<Style>]) -> BTreeMap<Style, u32> {
    let kinds: BTreeSet<Style> = styles.iter().flatten().copied().collect();
    let first = styles.iter().flatten().find(|style| matches!(style, Style::Numbered(_)));
    let styled = kinds.iter().any(|kind| matches!(kind, Style::Styled(_)));
    // 1 监督 above （一）: where 1 comes first and counts through.
    let arabic_leads = first == Some(&Style::Numbered(Shape::Arabic));
    // Looks rank by size, then centred above bold.
    let mut looks: Vec<Style> = kinds.iter().copied().filter(|kind| matches!(kind, Style::Look(_))).collect();
    looks.reverse();
    kinds
        .iter()
        .map(|kind| {
            let rank = match kind {
                Style::Top => 0,
                Style::Styled(level) => 100 + u32::from(*level) * 100,
                Style::Part(rank) => 1_900 + u32::from(*rank),
                Style::Numbered(Shape::Arabic) if arabic_leads => 1_950,
                Style::Numbered(shape) => 2_000 + order(*shape) * 100,
                Style::Decimal(points) => 2_000 + order(Shape::Decimal) * 100 + u32::from(*points),
                Style::Look(_) => {
                    let place = looks.iter().position(|look| look == kind).unwrap_or(0);
                    // Bold lines beside numbers or styles stand below them.
                    let base = if kinds.iter().any(|k| matches!(k, Style::Numbered(_) | Style::Decimal(_))) || styled {
                        3_000
                    } else {
                        1_000
                    };
                    base + u32::try_from(place).unwrap_or(0)
                }
                Style::Plain(rank) => 4_000 + u32::from(*rank),
                Style::Entry => 5_000,
            };
            (*kind, rank)
        })
        .collect()
}

/// How shapes of numbers stand below each other.
fn order(shape: Shape) -> u32 {
    match shape {
        Shape::Han => 1,
        Shape::HanInBrackets => 2,
        Shape::Arabic => 3,
        Shape::Decimal => 4,
        Shape::ArabicInBrackets => 5,
        Shape::Circled => 6,
        Shape::Ordinal | Shape::Said => 7,
    }
}

/// Ranks, 0 or 1, for headings without numbers by how they sound.
///
/// Writers make those of one level alike: 围绕中心，服务大局 above, longer lines
/// below. Lines as long as the first stand above; the others below, if those
/// are longer, several, and the higher ones are several too. 结语 stands above.
pub fn by_rhythm(lines: &[String]) -> Vec<u8> {
    let beats = |line: &String| line.chars().filter(|c| is_han(*c)).count();
    let is_closing = |line: &String| CLOSINGS.has(line.trim());
    let Some(first) = lines.iter().find(|line| !is_closing(line)).map(beats) else { return vec![0; lines.len()] };
    let rest: Vec<usize> = lines.iter().filter(|line| !is_closing(line)).map(beats).collect();
    let above = rest.iter().filter(|&&beats| beats == first).count();
    let below = rest.len() - above;
    let is_longer = rest.iter().all(|&beats| beats >= first);
    if above < 2 || below < 2 || !is_longer {
        return vec![0; lines.len()];
    }
    lines.iter().map(|line| u8::from(!is_closing(line) && beats(line) != first)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Style, by_rhythm, levels};
    use crate::language::enumerator::Shape;

    #[test]
    fn levels_have_no_gaps() {
        let numbered = |shape| Some(Style::Numbered(shape));
        let found = levels(&[
            numbered(Shape::Han),
            numbered(Shape::Arabic),
            None,
            numbered(Shape::HanInBrackets),
            numbered(Shape::Arabic),
            numbered(Shape::Han),
            Some(Style::Top),
        ]);
        assert_eq!(found, [Some(1), Some(2), None, Some(2), Some(3), Some(1), Some(1)]);
        let styled = |level| Some(Style::Styled(level));
        assert_eq!(levels(&[styled(3), styled(2), styled(4)]), [Some(1), Some(1), Some(2)]);
        assert_eq!(levels(&[numbered(Shape::Arabic), numbered(Shape::HanInBrackets)]), [Some(1), Some(2)]);
    }

    #[test]
    fn rhythm_tells_two_levels() {
        let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let two = lines(&[
            "围绕中心，服务大局",
            "开展精准帮扶，落实健康惠民",
            "创新形式，改进方法",
            "创新学习模式，理论联系实际",
            "结语",
        ]);
        assert_eq!(by_rhythm(&two), [0, 1, 0, 1, 0]);
        assert_eq!(by_rhythm(&lines(&["夯实“一个基础”", "强化“两个抓手”", "取得“四个效果”"])), [0, 0, 0]);
        assert_eq!(by_rhythm(&lines(&["学习拆成小块", "清单落到个人身上", "邻里一起商量办法"])), [0, 0, 0]);
    }
}
