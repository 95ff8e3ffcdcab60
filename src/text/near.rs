//! What was meant: the registered name nearest to a mistyped one.
//!
//! For "did you mean" in messages. [`nearest`] compares a word with
//! candidates by their comparison keys ([`crate::text::width::key`]), so that
//! width, case and spaces never count as mistakes, and is content with none:
//! a wrong guess is worse than no guess.
//!
//! Three kinds of nearness, the better first: the same key; few mistakes
//! (Damerau–Levenshtein over characters); one name within the other, letter
//! by letter in order (一支部 in 第一党支部). It knows nothing of sound or of
//! the shape of characters.

use crate::text::width::key;

/// How near a candidate is; smaller is nearer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Same,
    Mistakes(usize),
    Within(usize),
}

/// Finds the candidate nearest to a word, or none that is near enough.
///
/// Among equally near ones, the first given wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_many(word, candidates, 1).pop()
}

/// Finds at most `limit` candidates near to a word, the nearest first.
///
/// Equally near ones keep the order given; repeated ones are named once.
pub fn nearest_many<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>, limit: usize) -> Vec<&'a str> {
    let word: Vec<char> = key(word).chars().collect();
    let mut near: Vec<(Nearness, &'a str)> = Vec::new();
    for candidate in candidates {
        let letters: Vec<char> = key(candidate).chars().collect();
        if let Some(nearness) = nearness(&word, &letters)
            && !near.iter().any(|&(_, known)| known == candidate)
        {
            near.push((nearness, candidate));
        }
    }
    near.sort_by_key(|&(nearness, _)| nearness);
    near.into_iter().take(limit).map(|(_, candidate)| candidate).collect()
}

/// Whether a word has one mistake: a letter too many, too few, wrong, or swapped
/// with the next.
pub fn is_one_off(word: &str, candidate: &str) -> bool {
    let letters = |text: &str| key(text).chars().collect::<Vec<char>>();
    distance(&letters(word), &letters(candidate)) == 1
}

fn nearness(word: &[char], candidate: &[char]) -> Option<Nearness> {
    if word.is_empty() || candidate.is_empty() {
        return None;
    }
    if word == candidate {
        return Some(Nearness::Same);
    }
    let limit = mistakes_allowed(word);
    if word.len().abs_diff(candidate.len()) <= limit {
        let mistakes = distance(word, candidate);
        if mistakes <= limit {
            return Some(Nearness::Mistakes(mistakes));
        }
    }
    within(word, candidate).then(|| Nearness::Within(word.len().abs_diff(candidate.len())))
}

/// Returns how many mistakes a word may have.
///
/// ASCII words: a third of the length. Words with Han characters, each of
/// which carries more: one from two characters, two from six, three from ten.
fn mistakes_allowed(word: &[char]) -> usize {
    if word.iter().all(char::is_ascii) {
        return word.len() / 3;
    }
    match word.len() {
        0..=1 => 0,
        2..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// Tells whether the shorter name is the longer one with characters left out.
///
/// It must be at least half as long. ASCII must be in one piece, of three
/// letters at least; letters in order occur by chance everywhere.
fn within(word: &[char], candidate: &[char]) -> bool {
    let (short, long) = if word.len() <= candidate.len() { (word, candidate) } else { (candidate, word) };
    if short.len() * 2 < long.len() {
        return false;
    }
    if short.iter().all(char::is_ascii) {
        return short.len() >= 3 && long.windows(short.len()).any(|window| window == short);
    }
    let mut rest = long.iter();
    short.len() >= 2 && short.iter().all(|letter| rest.any(|other| other == letter))
}

/// Counts insertions, deletions, replacements and swaps of neighbours.
///
/// The restricted form (optimal string alignment): no letter is edited twice.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut two_ago: Vec<usize> = Vec::new();
    let mut one_ago: Vec<usize> = (0..=right.len()).collect();
    let mut left_before = None;
    for (row, &from) in left.iter().enumerate() {
        let mut current = Vec::with_capacity(right.len() + 1);
        let mut last = row + 1;
        let mut right_before = None;
        current.push(last);
        for (column, (&to, steps)) in right.iter().zip(one_ago.windows(2)).enumerate() {
            let &[diagonal, above] = steps else { continue };
            last = (last + 1).min(above + 1).min(diagonal + usize::from(from != to));
            if left_before == Some(to)
                && right_before == Some(from)
                && let Some(&swapped) = column.checked_sub(1).and_then(|index| two_ago.get(index))
            {
                last = last.min(swapped + 1);
            }
            right_before = Some(to);
            current.push(last);
        }
        left_before = Some(from);
        two_ago = std::mem::replace(&mut one_ago, current);
    }
    one_ago.last().copied().unwrap_or(0)
}

/// Whether two texts have the same letters and digits.
pub fn alike(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> bool {
    let letter = |c: &char| c.is_alphanumeric();
    let mut a = a.filter(letter).peekable();
    let mut b = b.filter(letter);
    a.peek().is_some() && a.by_ref().all(|letter| b.next() == Some(letter)) && b.next().is_none()
}

#[cfg(test)]
mod tests {
    use crate::text::near::{distance, nearest, nearest_many};

    const UNITS: [&str; 6] =
        ["血液病分会", "血液病分会党小组", "中华中医药学会", "第一党支部", "第十一党支部", "宁波市中医院"];

    #[test]
    fn mistakes_in_names_are_seen_through() {
        for (word, expected) in [
            ("血液分会", "血液病分会"),
            ("血夜病分会", "血液病分会"),
            ("血液病 分会", "血液病分会"),
            ("中华中药医学会", "中华中医药学会"),
            ("一支部", "第一党支部"),
            ("第一支部", "第一党支部"),
            ("宁波中医院", "宁波市中医院"),
            ("血液分会党小组", "血液病分会党小组"),
        ] {
            assert_eq!(nearest(word, UNITS), Some(expected), "{word}");
        }
        for word in ["", "会", "呼吸科", "眼科医院", "report", "省卫生健康委"] {
            assert_eq!(nearest(word, UNITS), None, "{word}");
        }
    }

    #[test]
    fn mistakes_in_keys_are_seen_through() {
        let keys = ["title", "subtitle", "topics", "date", "doi", "标题", "主题"];
        for (word, expected) in [
            ("tilte", Some("title")),
            ("Title", Some("title")),
            ("topic", Some("topics")),
            ("dtae", Some("date")),
            ("dol", Some("doi")),
            ("标提", Some("标题")),
            ("xyz", None),
            ("id", None),
            ("genre", None),
        ] {
            assert_eq!(nearest(word, keys), expected, "{word}");
        }
    }

    #[test]
    fn several_come_nearest_first_and_equals_in_the_order_given() {
        assert_eq!(nearest_many("第一党支部", UNITS, 3), ["第一党支部", "第十一党支部"]);
        assert_eq!(nearest_many("第二支部", ["第三支部", "第一支部", "第三支部"], 9), ["第三支部", "第一支部"]);
        assert!(nearest_many("第二支部", ["第三支部"], 0).is_empty());
    }

    #[test]
    fn distances() {
        for (left, right, expected) in
            [("", "", 0), ("ab", "", 2), ("ab", "ba", 1), ("kitten", "sitting", 3), ("ca", "abc", 3)]
        {
            let letters = |text: &str| text.chars().collect::<Vec<char>>();
            assert_eq!(distance(&letters(left), &letters(right)), expected, "{left} {right}");
        }
    }
}
