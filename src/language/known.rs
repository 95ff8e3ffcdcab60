//! What a publication knows of its own words.

/// The words of a publication, for those who look for names in its texts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'k> {
    /// The names of persons, in the order of their code points.
    pub persons: &'k [&'k str],
    /// What the names of its organisations end with, besides what those of others do.
    pub units: &'k [&'k str],
    /// Words that are no names, whatever they look like.
    pub no_names: &'k [&'k str],
}
