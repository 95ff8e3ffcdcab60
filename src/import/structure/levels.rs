//! Which heading stands below which.
//!
//! In: how each heading is made, and what it says of its place. Out: its level,
//! from 1, without a gap.
//!
//! The levels of all headings are one decision. Each may stand beside one that is
//! open above it or below the last, and every such step has a cost by what is
//! unusual about it: 一、 below （一）, a number that does not go on, a smaller
//! letter above a larger one, a kind of heading that elsewhere has another level,
//! a section that is empty. The sequence that costs least is taken. Numbers rank
//! as GB/T 9704 has them (一、 （一） 1. （1） ①), styles as Word counts them.

use std::cmp::Ordering;

use crate::import::structure::sense::Sense;
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
    /// By its look: size, centred, and how strong its letters are.
    Look((u16, bool, u8)),
    /// A short line; the lower the number the higher it ranks.
    Plain(u8),
    /// 【条目】
    Entry,
    /// One that stands above all: 结语, 参考文献.
    Top,
}

/// A heading, as far as its level depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    /// How it is made.
    pub style: Style,
    /// The shape of its number and the number, if it has one.
    pub mark: Option<(Shape, u32)>,
    /// What its words say.
    pub sense: Sense,
    /// Whether another heading follows at once.
    pub is_bare: bool,
}

/// Headings that stand above all: 结语.
pub static CLOSINGS: List = List::new(&lexicon::SECTIONS, "closing");

/// The deepest level there is.
const DEEPEST: usize = 6;
/// How many ways to level the headings so far are kept.
const KEPT: usize = 24;
/// How many kinds of headings are told apart.
const KINDS: usize = 64;

/// How many characters a line of a rhythm has at least.
const SLOGAN: usize = 6;

/// How many headings without a text of their own show that others stand below them.
const SEVERAL: usize = 2;

/// What a step costs that hardly ever is right.
const RARE: u32 = 8;

/// A way to level the headings so far.
#[derive(Clone, Default)]
struct Way {
    cost: u32,
    /// The headings that are open, from the first level down.
    open: Vec<usize>,
    /// At which level each kind of heading stood last; 0 where it has not.
    levels: Vec<u8>,
}

/// The level of each heading.
pub fn levels(headings: &[Option<Heading>]) -> Vec<Option<u8>> {
    let mut found: Vec<Heading> = headings.iter().flatten().copied().collect();
    part_alike(&mut found);
    let mut levels = of_all(&found).into_iter();
    headings.iter().map(|heading| heading.and_then(|_| levels.next())).collect()
}

/// Of headings without numbers that look alike, those with nothing but another below them
/// stand above the others, if they are several and the first is one.
fn part_alike(headings: &mut [Heading]) {
    let is_plain =
        |heading: &Heading| heading.mark.is_none() && matches!(heading.style, Style::Look(_) | Style::Plain(0));
    let mut styles: Vec<Style> = headings.iter().filter(|heading| is_plain(heading)).map(|one| one.style).collect();
    styles.sort_unstable();
    styles.dedup();
    for style in styles {
        let all: Vec<usize> =
            (0..headings.len()).filter(|at| is_plain(&headings[*at]) && headings[*at].style == style).collect();
        let is_above = |at: &&usize| headings[**at].is_bare && all.contains(&(**at + 1)) && !headings[**at + 1].is_bare;
        let above = all.iter().filter(is_above).count();
        let bare = all.iter().filter(|at| headings[**at].is_bare).count();
        if above < SEVERAL || bare > above || above * 2 > all.len() || !all.first().is_some_and(|at| is_above(&at)) {
            continue;
        }
        for at in all {
            let heading = &mut headings[at];
            if !heading.is_bare && heading.sense == Sense::Any {
                heading.style = match style {
                    Style::Look((size, centred, strength)) => Style::Look((size.saturating_sub(1), centred, strength)),
                    _ => Style::Plain(1),
                };
            }
        }
    }
}

fn of_all(headings: &[Heading]) -> Vec<u8> {
    let kinds = kinds(headings);
    let mut ways = vec![Way { levels: vec![0; KINDS], ..Way::default() }];
    // For each heading and way, from which way it comes, and the level.
    let mut steps: Vec<Vec<(usize, u8)>> = Vec::with_capacity(headings.len());
    for at in 0..headings.len() {
        let mut next: Vec<(u32, usize, usize)> = Vec::new();
        for (from, way) in ways.iter().enumerate() {
            for level in 1..=(way.open.len() + 1).min(DEEPEST) {
                next.push((way.cost + step(headings, &kinds, way, at, level), from, level));
            }
        }
        next.sort_unstable();
        let mut kept: Vec<Way> = Vec::with_capacity(KEPT);
        let mut step = Vec::with_capacity(KEPT);
        for (cost, from, level) in next {
            let mut way = ways[from].clone();
            way.cost = cost;
            way.open.truncate(level - 1);
            way.open.push(at);
            way.levels[kinds[at]] = level as u8;
            if kept.iter().all(|other| other.open != way.open || other.levels != way.levels) {
                kept.push(way);
                step.push((from, level as u8));
            }
            if kept.len() == KEPT {
                break;
            }
        }
        ways = kept;
        steps.push(step);
    }
    let mut way = 0;
    let mut levels: Vec<u8> = Vec::with_capacity(headings.len());
    for step in steps.iter().rev() {
        let (from, level) = step.get(way).copied().unwrap_or((0, 1));
        levels.push(level);
        way = from;
    }
    levels.reverse();
    levels
}

/// The kind of each heading, as a number: those of one kind are made alike.
fn kinds(headings: &[Heading]) -> Vec<usize> {
    let mut known: Vec<(Style, Option<Shape>)> = Vec::new();
    let of = |heading: &Heading| {
        let kind = (heading.style, heading.mark.map(|(shape, _)| shape));
        known.iter().position(|other| *other == kind).unwrap_or_else(|| {
            if known.len() < KINDS {
                known.push(kind);
            }
            known.len() - 1
        })
    };
    headings.iter().map(of).collect()
}

/// What it costs that a heading has a level.
fn step(headings: &[Heading], kinds: &[usize], way: &Way, at: usize, level: usize) -> u32 {
    let heading = &headings[at];
    let mut cost = 0;
    if level > way.open.len() {
        cost += way.open.last().map_or(0, |above| below(&headings[*above], heading, level));
        cost += if heading.mark.is_some_and(|(_, number)| number != 1) { 3 } else { 0 };
        // 1. below 1.
        let is_same = |open: &usize| {
            headings[*open].mark.zip(heading.mark).is_some_and(|((one, _), (other, _))| one == other)
                && rank(&headings[*open]) == rank(heading)
        };
        cost += if way.open.iter().any(is_same) { RARE } else { 0 };
    } else {
        cost += beside(&headings[way.open[level - 1]], heading);
        // The heading before has neither text nor headings below it.
        cost += if at > 0 && headings[at - 1].is_bare { 2 } else { 0 };
    }
    let before = usize::from(way.levels[kinds[at]]);
    if before != 0 && before != level {
        let is_told = heading.sense == Sense::Outer || at > 0 && is_open(&headings[at - 1]);
        cost += match heading.mark {
            Some(_) => 1,
            None if is_told => 0,
            None => 3,
        };
    }
    let depth = level.saturating_sub(1) as u32;
    cost + match (heading.sense, heading.mark) {
        (Sense::Around, _) => 2 * depth,
        (Sense::Outer, None) => 3 * depth.min(1),
        (Sense::Outer, Some(_)) => depth.min(1),
        (Sense::Any, _) => 0,
    }
}

/// Whether a heading is one that others stand below: it says so, and has no text.
fn is_open(heading: &Heading) -> bool {
    heading.sense != Sense::Any && heading.is_bare
}

/// What it costs that a heading stands right below another.
fn below(above: &Heading, heading: &Heading, level: usize) -> u32 {
    use Style::{Entry, Look, Part, Plain, Styled, Top};
    let by_style = match (above.style, heading.style) {
        (Styled(one), Styled(other)) => match one.cmp(&other) {
            Ordering::Less => return 0,
            Ordering::Equal => 2,
            Ordering::Greater => return RARE,
        },
        (_, Styled(_)) => 3,
        _ => 0,
    };
    let is_around = above.sense == Sense::Around;
    by_style
        + match (above.style, heading.style) {
            (Top, _) | (_, Top) => RARE,
            (Part(one), Part(other)) => {
                if one < other {
                    0
                } else {
                    RARE
                }
            }
            (_, Part(_)) => RARE,
            (Part(_), _) | (_, Entry) => 0,
            (Entry, _) => 5,
            _ => match (above.mark, heading.mark) {
                (Some((Shape::Arabic, _)), Some((Shape::HanInBrackets, _))) if level == 2 => 1,
                (Some(_), Some(_)) => {
                    if rank(above) < rank(heading) {
                        0
                    } else {
                        6
                    }
                }
                (None, Some(_)) => match above.style {
                    Plain(_) => 2 - u32::from(is_around),
                    _ => 1 - u32::from(is_around),
                },
                (Some(_), None) => 1 + u32::from(matches!(heading.style, Plain(_))),
                (None, None) => match (above.style, heading.style) {
                    (Look(one), Look(other)) => match one.cmp(&other) {
                        Ordering::Greater => 0,
                        Ordering::Equal => {
                            if is_open(above) {
                                1
                            } else {
                                RARE
                            }
                        }
                        Ordering::Less => 6,
                    },
                    (Plain(one), Plain(other)) if one < other => 0,
                    (Plain(_), Plain(_)) => {
                        if is_open(above) {
                            1
                        } else {
                            5
                        }
                    }
                    (Plain(_), Look(_)) => 4,
                    (Styled(_), Styled(_)) => 4,
                    _ => 1,
                },
            },
        }
}

/// What it costs that a heading stands beside another, which is the last at its level.
fn beside(last: &Heading, heading: &Heading) -> u32 {
    use Style::{Entry, Look, Part, Plain, Styled, Top};
    let by_style = match (last.style, heading.style) {
        (Styled(one), Styled(other)) => match one.cmp(&other) {
            Ordering::Less => 6,
            Ordering::Equal => 0,
            Ordering::Greater => 4,
        },
        (Styled(_), _) | (_, Styled(_)) => 1,
        _ => 0,
    };
    let is_odd = heading.sense != Sense::Any;
    by_style
        + match (last.style, heading.style) {
            (Top, _) | (_, Top) => 0,
            (Part(one), Part(other)) => {
                if one == other {
                    0
                } else {
                    RARE
                }
            }
            (Part(_), _) | (_, Part(_)) => 5,
            (Entry, Entry) => 0,
            (Entry, _) | (_, Entry) => 5,
            _ => match (last.mark, heading.mark) {
                (Some((one, before)), Some((other, number))) if one == other && rank(last) == rank(heading) => {
                    match number.cmp(&(before.saturating_add(1))) {
                        Ordering::Equal => 0,
                        Ordering::Greater => 2,
                        Ordering::Less if number == 1 => RARE,
                        Ordering::Less => 3,
                    }
                }
                (Some(_), Some(_)) => 7,
                (None, None) => match (last.style, heading.style) {
                    (Look(one), Look(other)) if one != other => {
                        if is_odd {
                            2
                        } else {
                            5
                        }
                    }
                    (Plain(one), Plain(other)) if one != other => 4,
                    (Look(_), Plain(_)) | (Plain(_), Look(_)) => 3,
                    _ => 0,
                },
                _ => {
                    if is_odd {
                        2
                    } else {
                        4
                    }
                }
            },
        }
}

/// How numbers stand below each other: by shape, decimal ones by their points.
fn rank(heading: &Heading) -> (u8, u8) {
    let points = if let Style::Decimal(points) = heading.style { points } else { 0 };
    let order = heading.mark.map_or(0, |(shape, _)| match shape {
        Shape::Formal => 0,
        Shape::Roman => 1,
        Shape::Han => 2,
        Shape::Letter => 3,
        Shape::HanInBrackets => 4,
        Shape::Arabic => 5,
        Shape::Decimal => 6,
        Shape::ArabicInBrackets => 7,
        Shape::HalfBracket => 8,
        Shape::Circled => 9,
        Shape::Ordinal | Shape::Said => 10,
    });
    (order, points)
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
    // 安全工作 and 组织建设 are short by chance.
    if above < 2 || below < 2 || !is_longer || first < SLOGAN {
        return vec![0; lines.len()];
    }
    lines.iter().map(|line| u8::from(!is_closing(line) && beats(line) != first)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Heading, Style, by_rhythm, levels};
    use crate::import::structure::sense::Sense;
    use crate::language::enumerator::Shape;

    fn heading(style: Style, number: u32, sense: Sense, is_bare: bool) -> Option<Heading> {
        let mark = match style {
            Style::Numbered(shape) => Some((shape, number)),
            _ => None,
        };
        Some(Heading { style, mark, sense, is_bare })
    }

    /// Headings with numbers of a shape, each with text below it.
    fn numbered(shape: Shape, number: u32) -> Option<Heading> {
        heading(Style::Numbered(shape), number, Sense::Any, false)
    }

    fn found(headings: &[Option<Heading>]) -> Vec<u8> {
        levels(headings).into_iter().flatten().collect()
    }

    #[test]
    fn levels_have_no_gaps() {
        let all = levels(&[
            numbered(Shape::Han, 1),
            numbered(Shape::Arabic, 1),
            None,
            numbered(Shape::HanInBrackets, 1),
            numbered(Shape::Arabic, 1),
            numbered(Shape::Han, 2),
            heading(Style::Top, 0, Sense::Any, false),
        ]);
        assert_eq!(all, [Some(1), Some(2), None, Some(2), Some(3), Some(1), Some(1)]);
        let styled = |level| heading(Style::Styled(level), 0, Sense::Any, false);
        assert_eq!(found(&[styled(3), styled(2), styled(4)]), [1, 1, 2]);
        assert_eq!(found(&[numbered(Shape::Arabic, 1), numbered(Shape::HanInBrackets, 1)]), [1, 2]);
    }

    #[test]
    fn numbers_that_begin_again_stand_below_what_has_none() {
        let plain = |sense| heading(Style::Plain(0), 0, sense, true);
        let han = |number| numbered(Shape::Han, number);
        let parts = [plain(Sense::Around), han(1), han(2), han(3), plain(Sense::Outer), han(1), han(2)];
        assert_eq!(found(&parts), [1, 2, 2, 2, 1, 2, 2]);
    }

    #[test]
    fn the_last_headings_return_to_the_first_level() {
        let plain = |sense, is_bare| heading(Style::Plain(0), 0, sense, is_bare);
        let (around, any) = (plain(Sense::Around, true), plain(Sense::Any, false));
        assert_eq!(found(&[around, any, any, any, plain(Sense::Outer, false)]), [1, 2, 2, 2, 1]);
        assert_eq!(found(&[any, any, any, plain(Sense::Outer, false)]), [1, 1, 1, 1]);
    }

    #[test]
    fn headings_without_a_text_stand_above_others_that_look_alike() {
        let plain = |is_bare| heading(Style::Plain(0), 0, Sense::Any, is_bare);
        let look = |is_bare| heading(Style::Look((30, false, 1)), 0, Sense::Any, is_bare);
        let (bare, full) = (plain(true), plain(false));
        assert_eq!(found(&[bare, full, full, bare, full, full, full]), [1, 2, 2, 1, 2, 2, 2]);
        assert_eq!(found(&[look(true), look(false), look(false), look(true), look(false)]), [1, 2, 2, 1, 2]);
        assert_eq!(found(&[full, bare, full, full, bare, full]), [1, 1, 1, 1, 1, 1]);
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
