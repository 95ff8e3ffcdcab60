//! Two changes of one text, put together.
//!
//! In: a text as it was, and as two have changed it: an author, and a document
//! that was read again. Out: the text with both changes. Where both have changed
//! the same lines the author's stand. Line breaks and the mark before the first
//! line are the author's.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// How many pairs of lines are compared where no line is the only one of its kind.
const PAIRS: usize = 1 << 20;

/// A text with two changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// At how many places both have changed the same lines.
    pub clashes: usize,
}

/// Puts the author's and the other changes of a text together.
pub fn merge(base: &str, authors: &str, others: &str) -> Merged {
    let mut merged = Merged { text: String::new(), clashes: 0 };
    for stretch in stretches(base, authors, others, key) {
        match stretch {
            Stretch::Agreed { text, .. } => merged.text.push_str(&text),
            Stretch::Clash { mine, .. } => {
                merged.text.push_str(&mine);
                merged.clashes += 1;
            }
        }
    }
    merged
}

/// Lines of three texts that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// At most one has changed them.
    Agreed {
        /// What stands there with the change.
        text: String,
        /// How many lines of the second text these are.
        lines: usize,
    },
    /// Both have, in different ways.
    Clash {
        /// As they were.
        base: String,
        /// In the second text.
        mine: String,
        /// In the third.
        theirs: String,
    },
}

/// Two changes of a text side by side. Lines are the same if `key` says so of them;
/// line breaks are those of the second text.
pub fn stretches(base: &str, mine: &str, theirs: &str, key: fn(&str) -> &str) -> Vec<Stretch> {
    let [base, mine, theirs] = [base, mine, theirs].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (to_mine, to_theirs) = (matches(&base, &mine, key), matches(&base, &theirs, key));
    let line_break = if mine.first().is_some_and(|line| line.ends_with("\r\n")) { "\r\n" } else { "\n" };
    let mut row = Row { stretches: Vec::new(), is_open: false, line_break, key };
    let (mut at, mut own, mut other) = (0, 0, 0);
    for next in 0..=base.len() {
        let ends = match (to_mine.get(&next), to_theirs.get(&next)) {
            _ if next == base.len() => (mine.len(), theirs.len()),
            (Some(own), Some(other)) => (*own, *other),
            _ => continue,
        };
        row.part(&base[at..next], &mine[own..ends.0], &theirs[other..ends.1]);
        if let Some(line) = mine.get(ends.0) {
            row.agreed((*line).to_owned(), 1);
        }
        (at, own, other) = (next + 1, ends.0 + 1, ends.1 + 1);
    }
    row.stretches
}

/// Stretches one after another.
struct Row {
    stretches: Vec<Stretch>,
    /// Whether the last line lacks its line break.
    is_open: bool,
    line_break: &'static str,
    key: fn(&str) -> &str,
}

impl Row {
    fn agreed(&mut self, text: String, lines: usize) {
        if text.is_empty() && lines == 0 {
            return;
        }
        self.is_open = !text.is_empty() && !text.ends_with('\n') || text.is_empty() && self.is_open;
        match self.stretches.last_mut() {
            Some(Stretch::Agreed { text: before, lines: count }) => {
                before.push_str(&text);
                *count += lines;
            }
            _ => self.stretches.push(Stretch::Agreed { text, lines }),
        }
    }

    /// Adds the lines between two that all three have.
    fn part(&mut self, base: &[&str], mine: &[&str], theirs: &[&str]) {
        let key = self.key;
        let is_same =
            |one: &[&str], two: &[&str]| one.iter().map(|line| key(line)).eq(two.iter().map(|line| key(line)));
        if is_same(base, theirs) || is_same(mine, theirs) {
            self.agreed(mine.concat(), mine.len());
        } else if is_same(base, mine) {
            let mut text = String::new();
            for line in theirs {
                if self.is_open && text.is_empty() {
                    text.push_str(self.line_break);
                }
                text.push_str(line.trim_end_matches(['\r', '\n']));
                text.push_str(self.line_break);
            }
            self.agreed(text, mine.len());
        } else if base.len() > 1 && base.len() == mine.len() && base.len() == theirs.len() {
            // Lines that stand beside each other, each changed for itself.
            for line in 0..base.len() {
                self.part(&base[line..=line], &mine[line..=line], &theirs[line..=line]);
            }
        } else {
            self.is_open = mine.last().is_some_and(|line| !line.ends_with('\n'));
            let (base, mine, theirs) = (base.concat(), mine.concat(), theirs.concat());
            self.stretches.push(Stretch::Clash { base, mine, theirs });
        }
    }
}

/// A line as it is compared.
fn key(line: &str) -> &str {
    line.trim_start_matches('\u{feff}').trim_end()
}

/// Which line of one text is which of another: those that are the only ones of
/// their kind first, then what lies between them.
fn matches(one: &[&str], other: &[&str], key: fn(&str) -> &str) -> BTreeMap<usize, usize> {
    let mut found = BTreeMap::new();
    let mut open = vec![(0..one.len(), 0..other.len())];
    while let Some((mut left, mut right)) = open.pop() {
        let is_same = |at: usize, to: usize| key(one[at]) == key(other[to]);
        while !left.is_empty() && !right.is_empty() && is_same(left.start, right.start) {
            found.insert(left.start, right.start);
            (left.start, right.start) = (left.start + 1, right.start + 1);
        }
        while !left.is_empty() && !right.is_empty() && is_same(left.end - 1, right.end - 1) {
            (left.end, right.end) = (left.end - 1, right.end - 1);
            found.insert(left.end, right.end);
        }
        let anchors = anchors(one, other, left.clone(), right.clone(), key);
        if anchors.is_empty() {
            found.extend(longest(one, other, left, right, key));
            continue;
        }
        let (mut from, mut to) = (left.start, right.start);
        for (at, with) in anchors.into_iter().chain([(left.end, right.end)]) {
            open.push((from..at, to..with));
            if at < left.end {
                found.insert(at, with);
            }
            (from, to) = (at + 1, with + 1);
        }
    }
    found
}

/// Lines that both parts have once, as many as stand in the same order.
fn anchors(
    one: &[&str],
    other: &[&str],
    left: Range<usize>,
    right: Range<usize>,
    key: fn(&str) -> &str,
) -> Vec<(usize, usize)> {
    let mut lines: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for at in left.clone() {
        lines.entry(key(one[at])).or_default().0.push(at);
    }
    for at in right {
        lines.entry(key(other[at])).or_default().1.push(at);
    }
    let pairs: Vec<(usize, usize)> = left
        .filter_map(|at| match lines.get(key(one[at])) {
            Some((ours, theirs)) if ours.len() == 1 && theirs.len() == 1 => Some((at, theirs[0])),
            _ => None,
        })
        .collect();
    // The longest run that rises: for each length the pair with which it ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, (_, to)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|&end| pairs[end].1 < *to);
        before[index] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run: Vec<(usize, usize)> =
        std::iter::successors(ends.last().copied(), |&index| before[index]).map(|index| pairs[index]).collect();
    run.reverse();
    run
}

/// The most lines that two parts have in the same order.
fn longest(
    one: &[&str],
    other: &[&str],
    left: Range<usize>,
    right: Range<usize>,
    key: fn(&str) -> &str,
) -> Vec<(usize, usize)> {
    let (height, width) = (left.len(), right.len());
    if height == 0 || width == 0 || height.saturating_mul(width) > PAIRS {
        return Vec::new();
    }
    let is_same = |row: usize, column: usize| key(one[left.start + row]) == key(other[right.start + column]);
    // How many they have from a pair on.
    let mut counts = vec![vec![0u32; width + 1]; height + 1];
    for row in (0..height).rev() {
        for column in (0..width).rev() {
            counts[row][column] = match is_same(row, column) {
                true => counts[row + 1][column + 1] + 1,
                false => counts[row + 1][column].max(counts[row][column + 1]),
            };
        }
    }
    let (mut row, mut column, mut found) = (0, 0, Vec::new());
    while row < height && column < width {
        if is_same(row, column) {
            found.push((left.start + row, right.start + column));
            (row, column) = (row + 1, column + 1);
        } else if counts[row + 1][column] >= counts[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::merge;

    /// Lines, one a character.
    fn lines(text: &str) -> String {
        text.chars().map(|c| format!("{c}\n")).collect()
    }

    #[test]
    fn changes_of_two_are_put_together() {
        for (base, authors, others, expected, clashes) in [
            ("abc", "abc", "abc", "abc", 0),
            // One has changed something.
            ("abc", "abc", "aXc", "aXc", 0),
            ("abc", "aYc", "abc", "aYc", 0),
            // Both, at different lines, beside each other too.
            ("abcde", "aYcde", "abcXe", "aYcXe", 0),
            ("abcd", "aYcd", "abXd", "aYXd", 0),
            // The same.
            ("abc", "aZc", "aZc", "aZc", 0),
            // The same line in two ways: the author's stands.
            ("abc", "aYc", "aXc", "aYc", 1),
            // Added and taken away; an author's deletion stays.
            ("abc", "ac", "abcX", "acX", 0),
            ("abc", "abc", "ac", "ac", 0),
            ("", "Y", "X", "Y", 1),
            ("abc", "", "abc", "", 0),
            // Lines that stand several times.
            ("a-b-c-d", "a-Y-c-d", "a-b-c-X-d", "a-Y-c-X-d", 0),
            // One ends sooner, the other goes on: which was the last line?
            ("------", "-----", "------X", "-----", 1),
        ] {
            let merged = merge(&lines(base), &lines(authors), &lines(others));
            assert_eq!((merged.text, merged.clashes), (lines(expected), clashes), "{base} {authors} {others}");
        }
    }

    #[test]
    fn line_breaks_are_the_authors() {
        let merged = merge("---\na\nb\n", "\u{feff}---\r\na\r\nb", "---\na\nX\nb\nZ\n");
        assert_eq!(merged.text, "\u{feff}---\r\na\r\nX\r\nb\r\nZ\r\n");
    }
}
