//! Finding many words in one pass over a text.
//!
//! In: words with what belongs to them. Out: every place of each in a text.
//! Words are filed under their first character; most characters of a text
//! begin none, and one look tells so.

/// The block of the common Han characters.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Words, by their first character.
pub struct Index<T> {
    /// For each common Han character the bucket of its words; 0 is empty.
    han: Box<[u16]>,
    buckets: Vec<Vec<(String, T)>>,
    /// Words that begin with another character.
    others: Vec<(String, T)>,
}

impl<T> Index<T> {
    /// Files words; empty ones are left out.
    pub fn new(words: Vec<(String, T)>) -> Index<T> {
        let mut han = vec![0_u16; (LAST - FIRST + 1) as usize].into_boxed_slice();
        let mut buckets: Vec<Vec<(String, T)>> = vec![Vec::new()];
        let mut others = Vec::new();
        for (word, value) in words {
            let Some(first) = word.chars().next() else { continue };
            let slot = offset(first).and_then(|at| han.get_mut(at));
            let Some(slot) = slot else {
                others.push((word, value));
                continue;
            };
            if *slot == 0 {
                let Ok(bucket) = u16::try_from(buckets.len()) else { continue };
                *slot = bucket;
                buckets.push(Vec::new());
            }
            if let Some(bucket) = buckets.get_mut(usize::from(*slot)) {
                bucket.push((word, value));
            }
        }
        Index { han, buckets, others }
    }

    /// Tells of every place of every word.
    pub fn search<'t>(&'t self, text: &str, mut tell: impl FnMut(usize, &'t T)) {
        for (at, character) in text.char_indices() {
            let bucket = match offset(character) {
                Some(offset) => match self.han.get(offset) {
                    Some(0) | None => continue,
                    Some(&bucket) => self.buckets.get(usize::from(bucket)).map_or(&[][..], Vec::as_slice),
                },
                None => &self.others,
            };
            for (word, value) in bucket {
                if text[at..].starts_with(word.as_str()) {
                    tell(at, value);
                }
            }
        }
    }
}

fn offset(character: char) -> Option<usize> {
    let code = u32::from(character);
    (FIRST..=LAST).contains(&code).then(|| (code - FIRST) as usize)
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn every_word_is_found_wherever_it_stands() {
        let words = ["台帐", "台", "帐号", "AB", "，甲", ""].map(|word| (word.to_owned(), word));
        let index = Index::new(words.to_vec());
        let mut found = Vec::new();
        index.search("台帐号，甲AB帐", |at, word| found.push((at, *word)));
        assert_eq!(found, [(0, "台帐"), (0, "台"), (3, "帐号"), (9, "，甲"), (15, "AB")]);
    }
}
