//! The genre: what kind of report an article is, by the words of its title.

use std::sync::LazyLock;

use crate::import::facts::Proposed;
use crate::import::facts::reading::{Passage, dense};
use crate::import::structure::Article;
use crate::language::lexicon::{self, List, Map};
use crate::language::{amount, timex};

/// Words of a title and the genre they name, the more telling first, and
/// whether they leave no doubt.
static WORDS: LazyLock<Vec<(&str, &str, bool)>> = LazyLock::new(|| {
    let mut rows: Vec<_> = lexicon::GENRE_WORDS.rows().filter(|row| !row.get("rank").is_empty()).collect();
    rows.sort_by_key(|row| row.get("rank"));
    rows.into_iter().map(|row| (row.word(), row.get("genre"), row.get("class") == "genre")).collect()
});
/// Words of a title that tells of less than a year.
static PARTS: List = List::new(&lexicon::GENRE_WORDS, "part-of-year");
/// Words of a title that tells of a year.
static YEAR: List = List::new(&lexicon::GENRE_WORDS, "year");
/// The genre that has a name of its own where it is of a year.
static YEARLY: List = List::new(&lexicon::GENRE_WORDS, "yearly");
static GENRES: Map = Map::new(&lexicon::GENRE_WORDS, "genre");
/// Words of columns of the commended.
static COLUMNS: List = List::new(&lexicon::GENRE_WORDS, "column");
/// What such a column is called by.
static LABELS: List = List::new(&lexicon::GENRE_WORDS, "label");

/// The genre of an article.
pub fn propose(article: &Article, passages: &[Passage]) -> Option<Proposed<String>> {
    let lines: Vec<_> = article.title.iter().chain(&article.subtitle).collect();
    for &(word, genre, certain) in WORDS.iter() {
        for found in &lines {
            let text = dense(&found.text);
            let Some(at) = text.find(word) else { continue };
            let yearly =
                !PARTS.is_in(&text) && (YEAR.is_in(&text) || !timex::years(&text).is_empty() || bare_year(&text));
            let genre = GENRES.get(genre).filter(|_| yearly && YEARLY.has(genre)).unwrap_or(genre);
            let evidence = crate::import::facts::reading::tail(&text[..at + word.len()], 20).to_owned();
            return Some(Proposed { value: genre.to_owned(), evidence, place: found.place, certain });
        }
    }
    // A column of the commended, or a story that opens with somebody's words.
    let columns = article.details.iter().filter(|(label, _)| LABELS.has(label));
    for found in lines.into_iter().chain(columns.map(|(_, found)| found)) {
        if let Some(genre) = COLUMNS.iter().find(|word| found.text.contains(**word)).and_then(|word| GENRES.get(word)) {
            let evidence = found.text.trim().to_owned();
            return Some(Proposed { value: genre.to_owned(), evidence, place: found.place, certain: false });
        }
    }
    let first = passages.first().filter(|first| first.text.starts_with('“') && article.title.is_none())?;
    let evidence = crate::import::facts::reading::cut(&first.text, 20).to_owned();
    let value = COLUMNS.first().and_then(|word| GENRES.get(word))?.to_owned();
    Some(Proposed { value, evidence, place: first.place, certain: false })
}

/// Whether a title has a year without 年: 某院2021工作总结.
fn bare_year(text: &str) -> bool {
    amount::amounts(text)
        .iter()
        .any(|amount| amount.counter.is_empty() && (1950 * amount::ONE..2100 * amount::ONE).contains(&amount.value))
}
