//! Cuts: long lists into pages that stay as they are.
//!
//! In: the keys of a list in its order, and how many entries a page may hold.
//! Out: the pages as ranges of the list; none where the whole list fits one.
//! What is cut by letter and syllable is cut at borders that no new entry
//! moves; what is cut by number is numbered from the oldest entry on.

use std::ops::Range;

/// One page of a list that was cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPage {
    /// Its part of an address: `b`, `b-bei`, `2020`, `2020-2`, `3`.
    pub slug: String,
    /// What it is called: `B`, `Bei`, `2020`, `2`.
    pub name: String,
    /// The letter it belongs to; empty for other cuts.
    pub letter: String,
    /// Its entries in the list.
    pub range: Range<usize>,
}

/// The part of an address that stands for a letter.
pub fn letter_slug(letter: char) -> String {
    if letter.is_ascii_alphabetic() { letter.to_ascii_lowercase().to_string() } else { "other".to_owned() }
}

/// Cuts a list sorted by letter and syllable: by letter, a long letter by
/// first syllable, a long syllable by number. None if all fits one page.
///
/// Entries whose keys are not together in the list (a registry may rank them
/// otherwise) make a cut each time the letter changes; so such a list is cut
/// by number instead.
pub fn by_letter(keys: impl Iterator<Item = (char, String)>, size: usize) -> Vec<ListPage> {
    let keys: Vec<(char, String)> = keys.collect();
    if keys.len() <= size {
        return Vec::new();
    }
    let letters = runs(&keys, |key| key.0);
    let scattered = letters
        .iter()
        .enumerate()
        .any(|(at, run)| letters[..at].iter().any(|earlier| keys[earlier.start].0 == keys[run.start].0));
    if scattered {
        return by_number(keys.len(), size);
    }
    let mut cuts = Vec::new();
    for run in letters {
        let letter = keys[run.start].0;
        let name = letter.to_string();
        if run.len() <= size {
            cuts.push(ListPage { slug: letter_slug(letter), name: name.clone(), letter: name, range: run });
            continue;
        }
        for inner in runs(&keys[run.clone()], |key| key.1.clone()) {
            let range = run.start + inner.start..run.start + inner.end;
            let syllable = &keys[range.start].1;
            let slug = if *syllable == letter_slug(letter) {
                syllable.clone()
            } else {
                format!("{}-{syllable}", letter_slug(letter))
            };
            let name = capital(syllable);
            for (number, part) in parts(range, size).enumerate() {
                let (slug, name) = match number {
                    0 => (slug.clone(), name.clone()),
                    _ => (format!("{slug}-{}", number + 1), format!("{name} {}", number + 1)),
                };
                // A syllable that comes back later in its letter is the same
                // page's number more, never a second page of one name.
                let again = cuts.iter().filter(|cut: &&ListPage| cut.slug == slug).count();
                let slug = if again > 0 { format!("{slug}-{}", part.start + 1) } else { slug };
                cuts.push(ListPage { slug, name, letter: letter.to_string(), range: part });
            }
        }
    }
    cuts
}

/// Cuts a list by number; always at least one page.
pub fn by_number(length: usize, size: usize) -> Vec<ListPage> {
    parts(0..length, size).enumerate().map(|(number, range)| numbered(number, range)).collect()
}

/// Cuts a list by number, groups kept whole; always at least one page unless
/// the list is empty. `size` counts groups.
pub fn by_group<K: PartialEq>(keys: impl Iterator<Item = K>, size: usize) -> Vec<ListPage> {
    let keys: Vec<K> = keys.collect();
    let groups = runs_by(&keys, |a, b| a == b);
    parts(0..groups.len(), size)
        .enumerate()
        .map(|(number, range)| numbered(number, groups[range.start].start..groups[range.end - 1].end))
        .collect()
}

/// Cuts a list sorted by year, newest first: a page a year, a long year by
/// number.
pub fn by_year(years: impl Iterator<Item = i32>, size: usize) -> Vec<ListPage> {
    let years: Vec<i32> = years.collect();
    let mut cuts = Vec::new();
    for run in runs(&years, |year| *year) {
        let year = years[run.start];
        for (number, range) in parts(run, size).enumerate() {
            let (slug, name) = match number {
                0 => (year.to_string(), year.to_string()),
                _ => (format!("{year}-{}", number + 1), format!("{year} ({})", number + 1)),
            };
            cuts.push(ListPage { slug, name, letter: String::new(), range });
        }
    }
    cuts
}

fn numbered(number: usize, range: Range<usize>) -> ListPage {
    let name = (number + 1).to_string();
    ListPage { slug: name.clone(), name, letter: String::new(), range }
}

fn parts(range: Range<usize>, size: usize) -> impl Iterator<Item = Range<usize>> {
    let size = size.max(1);
    (range.start..range.end).step_by(size).map(move |start| start..(start + size).min(range.end))
}

fn runs<T, K: PartialEq>(items: &[T], key: impl Fn(&T) -> K) -> Vec<Range<usize>> {
    runs_by(items, |a, b| key(a) == key(b))
}

fn runs_by<T>(items: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<Range<usize>> {
    let mut start = 0;
    items
        .chunk_by(same)
        .map(|run| {
            let range = start..start + run.len();
            start = range.end;
            range
        })
        .collect()
}

fn capital(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or(String::new(), |first| first.to_ascii_uppercase().to_string() + characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::{by_group, by_letter, by_number, by_year};

    fn keys(text: &str) -> impl Iterator<Item = (char, String)> {
        text.split(' ')
            .map(|word| (word.chars().next().unwrap().to_ascii_uppercase(), word.to_owned()))
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn said(cuts: Vec<super::ListPage>) -> Vec<String> {
        cuts.into_iter().map(|cut| format!("{} {:?}", cut.slug, cut.range)).collect()
    }

    #[test]
    fn a_short_list_is_not_cut() {
        assert!(by_letter(keys("an bei chen"), 3).is_empty());
    }

    #[test]
    fn a_long_list_is_cut_by_letter_then_syllable_then_number() {
        let cuts = by_letter(keys("an bei zhang zhang zhang zhao"), 2);
        assert_eq!(said(cuts), ["a 0..1", "b 1..2", "z-zhang 2..4", "z-zhang-2 4..5", "z-zhao 5..6"]);
    }

    #[test]
    fn a_list_ranked_otherwise_is_cut_by_number() {
        assert_eq!(said(by_letter(keys("an bei an"), 2)), ["1 0..2", "2 2..3"]);
    }

    #[test]
    fn numbers_years_and_groups() {
        assert_eq!(said(by_number(5, 2)), ["1 0..2", "2 2..4", "3 4..5"]);
        assert_eq!(said(by_year([2021, 2021, 2021, 2020].into_iter(), 2)), ["2021 0..2", "2021-2 2..3", "2020 3..4"]);
        assert_eq!(said(by_group([1, 1, 2, 3, 3].into_iter(), 2)), ["1 0..3", "2 3..5"]);
    }
}
