//! The few words that a field may hold, and spellings of words and keys.
//!
//! In: a text. Out: the place of the word that it spells, in a list that the
//! program fixes. The spellings are `lexicon/choices.tsv`; keys are looked up in
//! the same way.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use crate::language::lexicon;

/// The few words that a field may hold; their spellings are in
/// `lexicon/choices.tsv`.
#[derive(Debug)]
pub struct Choices {
    pub(super) class: &'static str,
    /// The words that huibian writes.
    pub names: &'static [&'static str],
    spellings: OnceLock<Spellings>,
}

impl Choices {
    const fn new(class: &'static str, names: &'static [&'static str]) -> Choices {
        Choices { class, names, spellings: OnceLock::new() }
    }

    /// Its class in `lexicon/choices.tsv`.
    pub fn class(&self) -> &'static str {
        self.class
    }

    fn all(&self) -> &Spellings {
        self.spellings.get_or_init(|| Spellings::read(&lexicon::CHOICES, self.class, self.names))
    }

    /// Every spelling, those of a word together, the word that huibian writes first.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        self.all().by_name.iter().flatten().copied()
    }
}

/// The spellings of a list of names, from a file of the lexicon.
#[derive(Debug)]
pub(super) struct Spellings {
    /// For each name its spellings, itself first.
    pub by_name: Vec<Vec<&'static str>>,
    /// For each spelling, and its form in lower case, the place of its name.
    pub places: HashMap<Cow<'static, str>, usize>,
}

impl Spellings {
    /// Reads the rows of a class.
    pub fn read(file: &'static lexicon::File, class: &str, names: &[&'static str]) -> Spellings {
        let rows: HashMap<&str, lexicon::Row> =
            file.rows().filter(|row| row.get("class") == class).map(|row| (row.word(), row)).collect();
        let spellings = |name: &&'static str| {
            let others = rows.get(name).map(|row| row.parts("zh").chain(row.parts("also")));
            std::iter::once(*name).chain(others.into_iter().flatten()).collect()
        };
        let by_name: Vec<Vec<&str>> = names.iter().map(spellings).collect();
        let mut places = HashMap::new();
        for (place, spelling) in
            by_name.iter().enumerate().flat_map(|(place, all)| all.iter().map(move |one| (place, *one)))
        {
            places.entry(Cow::Borrowed(spelling)).or_insert(place);
            places.entry(normal(spelling)).or_insert(place);
        }
        Spellings { by_name, places }
    }

    /// The place of the name that a text spells.
    pub fn find(&self, text: &str) -> Option<usize> {
        self.places.get(text).or_else(|| self.places.get(&*normal(text))).copied()
    }
}

/// A key without white space (`标 题` is typed to align the colons), ASCII letters
/// in lower case and `_` for `-`.
pub(super) fn normal(key: &str) -> Cow<'_, str> {
    if !key.contains(|c: char| c.is_ascii_uppercase() || c == '-' || c.is_whitespace()) {
        return Cow::Borrowed(key);
    }
    let bare = key.chars().filter(|character| !character.is_whitespace());
    Cow::Owned(bare.map(|character| if character == '-' { '_' } else { character.to_ascii_lowercase() }).collect())
}

/// 级别 of a term
pub static TERM_LEVEL: Choices = Choices::new("term-level", &["warning", "error"]);

/// 检查项 How much what a rule finds weighs in a publication.
pub static LEVEL: Choices = Choices::new("level", &["off", "note", "warning", "error"]);

/// 审核状态
pub static STATUS: Choices =
    Choices::new("status", &["draft", "first-review", "second-review", "final-review", "published", "withdrawn"]);

/// 语言
pub static LANGUAGE: Choices = Choices::new("language", &["zh", "en"]);

/// 符号链接: which symbolic links in `content` are followed.
pub static LINKS: Choices = Choices::new("links", &["none", "content"]);

/// 是 or 否
pub static TRUTH: Choices = Choices::new("truth", &["true", "false"]);

/// 约数: whether and how a number is approximate.
pub static APPROX: Choices = Choices::new("approx", &["false", "true", "over", "many", "nearly"]);

/// 类型 of a metric
pub static METRIC_KIND: Choices = Choices::new("metric-kind", &["stock", "flow", "rate"]);

/// 菜单: the parts of the site that a menu may have.
pub static MENU: Choices =
    Choices::new("menu", &["home", "years", "organizations", "topics", "names", "honours", "metrics", "find"]);

/// 首页: the sections of the home page, in their usual order.
pub static HOME: Choices = Choices::new("home", &["routes", "newest", "figures", "organizations", "topics"]);

/// The folders of `content`.
pub static FOLDER: Choices =
    Choices::new("folder", &["reports", "pages", "years", "orgs", "topics", "static", "fonts"]);

/// The registers of `content`, without `.yaml`.
pub static REGISTER: Choices = Choices::new("register", &["site", "organizations", "topics", "metrics", "terms"]);

/// What a comment begins with that waives a rule for the next block.
pub static PERMIT: Choices = Choices::new("permit", &["allow"]);

/// What the label of a note begins with that is an entry of a list of references.
pub static REFERENCE_NOTE: Choices = Choices::new("reference-note", &["ref"]);

/// Answers to a question of `import --review` or `check --review`.
pub static ANSWER: Choices = Choices::new("answer", &["yes", "no", "edit", "quit", "take-all", "drop-all", "always"]);

/// The index of the choice that a text names.
pub fn choice(choices: &Choices, text: &str) -> Option<usize> {
    choices.all().find(text)
}
