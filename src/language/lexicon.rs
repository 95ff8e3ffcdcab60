//! The words that the program knows: one file of `lexicon/` for each idea.
//!
//! A file is UTF-8 text that an editor corrects without knowing Rust. Lines that
//! begin with `#` say what the file is, where its rows come from (来源) and under
//! which licence (许可). The first other line names the columns, parted by tabs;
//! each line after it is a row. `word` is the first column. A column `class`
//! parts the rows of a file into lists; columns `yes` and `no` hold examples: a
//! text in which the row must be found, and one in which it must not.
//!
//! Rows are sorted by class and word and stand once (`tests/lexicon.rs`). Files are
//! compiled in and read when they are first asked for.

use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

/// A file of the lexicon.
pub struct File {
    /// Its name, without extension.
    pub name: &'static str,
    text: &'static str,
    table: OnceLock<Table>,
}

/// What stands in a file.
struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

impl File {
    /// A file; `text` is what stands in it.
    pub const fn new(name: &'static str, text: &'static str) -> File {
        File { name, text, table: OnceLock::new() }
    }

    /// The lines that say what it is, without their `#`.
    pub fn head(&self) -> impl Iterator<Item = &'static str> {
        self.text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim)
    }

    /// The names of its columns.
    pub fn columns(&self) -> &[&'static str] {
        &self.table().columns
    }

    /// Its rows in their order.
    pub fn rows(&'static self) -> impl ExactSizeIterator<Item = Row> {
        self.table().rows.iter().map(|cells| Row { columns: &self.table().columns, cells })
    }

    /// Its rows of one class.
    pub fn of(&'static self, class: &'static str) -> impl Iterator<Item = Row> {
        self.rows().filter(move |row| row.get("class") == class)
    }

    fn table(&self) -> &Table {
        self.table.get_or_init(|| {
            let mut lines = self.text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
            let columns = lines.next().unwrap_or_default().split('\t').collect();
            Table { columns, rows: lines.map(|line| line.split('\t').collect()).collect() }
        })
    }
}

/// A row of a file.
#[derive(Clone, Copy)]
pub struct Row {
    columns: &'static [&'static str],
    cells: &'static [&'static str],
}

impl Row {
    /// What stands in a column; nothing where the row is shorter or the file has
    /// no such column.
    pub fn get(&self, column: &str) -> &'static str {
        let at = self.columns.iter().position(|name| *name == column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }

    /// Its word.
    pub fn word(&self) -> &'static str {
        self.cells.first().copied().unwrap_or_default()
    }

    /// The parts of a column, which blanks part.
    pub fn parts(&self, column: &str) -> impl Iterator<Item = &'static str> + use<> {
        self.get(column).split(' ').filter(|part| !part.is_empty())
    }
}

/// The words of one class of a file, the longest first, so that the first that
/// fits is the longest that fits.
pub struct List {
    file: &'static File,
    class: &'static str,
    words: OnceLock<Words>,
}

/// The words of a list, and where those stand among them that begin or end with a
/// character: a list of hundreds is asked at each place of a text.
struct Words {
    all: Vec<&'static str>,
    first: ByCharacter,
    last: ByCharacter,
}

/// Words by one of their characters. Few characters of a text have any: those that
/// have none are mostly told by a bit, which took half as long as the table.
struct ByCharacter {
    words: HashMap<char, Vec<&'static str>>,
    seen: [u64; 64],
}

impl ByCharacter {
    fn new(all: &[&'static str], character: impl Fn(&str) -> Option<char>) -> ByCharacter {
        let mut known = ByCharacter { words: HashMap::new(), seen: [0; 64] };
        for word in all {
            if let Some(character) = character(word) {
                known.words.entry(character).or_default().push(word);
                known.seen[character as usize / 64 % 64] |= 1 << (character as usize % 64);
            }
        }
        known
    }

    fn of(&self, character: char) -> &[&'static str] {
        if self.seen[character as usize / 64 % 64] >> (character as usize % 64) & 1 == 0 {
            return &[];
        }
        self.words.get(&character).map_or(&[], Vec::as_slice)
    }
}

/// A longer list is looked for in a text character by character, not word by word.
const LONG: usize = 16;

impl List {
    /// The words whose `class` is this one; all words for an empty class.
    pub const fn new(file: &'static File, class: &'static str) -> List {
        List { file, class, words: OnceLock::new() }
    }

    /// Whether a text is one of the words.
    pub fn has(&self, text: &str) -> bool {
        self.beginning(text).contains(&text)
    }

    /// Whether one of the words stands in a text.
    pub fn is_in(&self, text: &str) -> bool {
        if self.len() < LONG {
            return self.iter().any(|word| text.contains(word));
        }
        self.places(text).next().is_some()
    }

    /// Every word at every place of a text, in the order of the places.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let at = |(at, character)| {
            let rest = &text[at..];
            let here = self.words().first.of(character).iter().filter(move |word| rest.starts_with(**word));
            here.map(move |word| at..at + word.len())
        };
        text.char_indices().flat_map(at)
    }

    /// Whether a character is one of the words.
    pub fn has_char(&self, character: char) -> bool {
        self.has(character.encode_utf8(&mut [0; 4]))
    }

    /// Whether the first character of a text begins one of the words: asked before
    /// a text is made ready for [`List::begins`].
    pub fn may_begin(&self, text: &str) -> bool {
        !self.beginning(text).is_empty()
    }

    /// The longest word that a text begins with.
    pub fn begins(&self, text: &str) -> Option<&'static str> {
        self.beginning(text).iter().copied().find(|word| text.starts_with(word))
    }

    /// The longest word that a text ends with.
    pub fn ends(&self, text: &str) -> Option<&'static str> {
        let ending = self.words().last.of(text.chars().next_back()?);
        ending.iter().copied().find(|word| text.ends_with(word))
    }

    /// The words that begin with the first character of a text.
    fn beginning(&self, text: &str) -> &[&'static str] {
        text.chars().next().map_or(&[], |first| self.words().first.of(first))
    }

    fn words(&self) -> &Words {
        self.words.get_or_init(|| {
            let rows = self.file.rows().filter(|row| self.class.is_empty() || row.get("class") == self.class);
            let mut all: Vec<&'static str> = rows.map(|row| row.word()).collect();
            all.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
            let first = ByCharacter::new(&all, |word| word.chars().next());
            let last = ByCharacter::new(&all, |word| word.chars().next_back());
            Words { all, first, last }
        })
    }

    /// What stands behind the longest word that a text begins with.
    pub fn strip_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.begins(text).and_then(|word| text.strip_prefix(word))
    }

    /// What stands before the longest word that a text ends with.
    pub fn strip_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.ends(text).and_then(|word| text.strip_suffix(word))
    }

    /// A text without the words at its beginning.
    pub fn trim_start<'t>(&self, mut text: &'t str) -> &'t str {
        while let Some(rest) = self.strip_prefix(text) {
            text = rest;
        }
        text
    }

    /// A text without the words at its end.
    pub fn trim_end<'t>(&self, mut text: &'t str) -> &'t str {
        while let Some(rest) = self.strip_suffix(text) {
            text = rest;
        }
        text
    }

    /// Where the first of the words in a text begins.
    pub fn find(&self, text: &str) -> Option<usize> {
        self.iter().filter_map(|word| text.find(word)).min()
    }

    /// Where the last of the words in a text begins.
    pub fn rfind(&self, text: &str) -> Option<usize> {
        self.iter().filter_map(|word| text.rfind(word)).max()
    }
}

impl Deref for List {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        &self.words().all
    }
}

/// A column of a file, by word.
pub struct Map {
    file: &'static File,
    column: &'static str,
    values: OnceLock<HashMap<&'static str, &'static str>>,
}

impl Map {
    /// The values of a column.
    pub const fn new(file: &'static File, column: &'static str) -> Map {
        Map { file, column, values: OnceLock::new() }
    }

    /// What stands beside a word.
    pub fn get(&self, word: &str) -> Option<&'static str> {
        let read = || self.file.rows().map(|row| (row.word(), row.get(self.column))).collect();
        self.values.get_or_init(read).get(word).copied()
    }
}

/// The words that a publication adds to those of the files, for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// 单位词 What names of its organisations end with, the longest first.
    pub units: Vec<String>,
    /// 荣誉词 What names of its honours end with, the longest first.
    pub honours: Vec<String>,
    /// 不是人名 Words that are nobody's name.
    pub not_names: Vec<String>,
    /// 例外 What is right although a rule of wrong words would mark it.
    pub exceptions: Vec<String>,
}

impl Own {
    /// The longest of its honour words that a text ends with.
    pub fn honour(&self, text: &str) -> Option<&str> {
        self.honours.iter().map(String::as_str).find(|word| text.ends_with(word))
    }
}

/// Names the files of the folder.
macro_rules! files {
    ($($name:ident = $file:literal,)*) => {
        $(
            #[doc = concat!("`lexicon/", $file, ".tsv`.")]
            pub static $name: File = File::new($file, include_str!(concat!("lexicon/", $file, ".tsv")));
        )*

        /// Every file of the lexicon.
        pub static FILES: &[&File] = &[$(&$name),*];
    };
}

files! {
    ABSTRACTS = "abstracts",
    ACHIEVEMENT_WORDS = "achievement-words",
    ANNIVERSARIES = "anniversaries",
    APPROXIMATIONS = "approximations",
    AWARD_LEVELS = "award-levels",
    BLANKS = "blanks",
    BRANCH_WORDS = "branch-words",
    BYLINE_WORDS = "byline-words",
    CAPTIONS = "captions",
    CHANGE_WORDS = "change-words",
    CHOICES = "choices",
    CIRCUMSTANCES = "circumstances",
    COMMON_WORDS = "common-words",
    CONFUSIONS = "confusions",
    COUNTERS = "counters",
    COUNTIES = "counties",
    COUNTRIES = "countries",
    DAY_PARTS = "day-parts",
    DE_WORDS = "de-words",
    DETAIL_LABELS = "detail-labels",
    DOCUMENT_TITLES = "document-titles",
    DOUBLED_WORDS = "doubled-words",
    FIGURE_STARTS = "figure-starts",
    FIGURE_WORDS = "figure-words",
    FIXED_EXPRESSIONS = "fixed-expressions",
    FONTS = "fonts",
    FORM_LABELS = "form-labels",
    GENRE_WORDS = "genre-words",
    HONOUR_CONTEXT = "honour-context",
    HONOUR_LEVELS = "honour-levels",
    HONOUR_WORDS = "honour-words",
    IDIOMS = "idioms",
    KEYS = "keys",
    LABELS = "labels",
    LINE_BREAKS = "line-breaks",
    LINE_WORDS = "line-words",
    LOOK_ALIKES = "look-alikes",
    MEASURES = "measures",
    MEETING_NAMES = "meeting-names",
    MEETING_WORDS = "meeting-words",
    METRIC_WORDS = "metric-words",
    NAME_COUNTERS = "name-counters",
    NAME_HISTORY = "name-history",
    NAME_LIKE_WORDS = "name-like-words",
    NOT_PERSONS = "not-persons",
    NUMBER_TAILS = "number-tails",
    NUMBER_WORDS = "number-words",
    NUMBERING = "numbering",
    NUMERAL_WORDS = "numeral-words",
    OFFICES = "offices",
    ORGANIZATION_SHORTS = "organization-shorts",
    ORGANIZATION_WORDS = "organization-words",
    OTHER_KEYS = "other-keys",
    PAGE_FURNITURE = "page-furniture",
    PARTS_APART = "parts-apart",
    PERSON_CONTEXT = "person-context",
    PLAN_WORDS = "plan-words",
    POLYPHONES = "polyphones",
    PRIVATE_NUMBERS = "private-numbers",
    PROSE_AMOUNTS = "prose-amounts",
    REGION_WORDS = "region-words",
    REGIONS = "regions",
    REPORT_ENDINGS = "report-endings",
    RUBBISH = "rubbish",
    SECTIONS = "sections",
    SENTENCE_FAULTS = "sentence-faults",
    SET_PHRASES = "set-phrases",
    SHORT_NAMES = "short-names",
    SIGNERS = "signers",
    SPEECH = "speech",
    SUM_WORDS = "sum-words",
    SURNAMES = "surnames",
    TABLE_WORDS = "table-words",
    TIME_WORDS = "time-words",
    TITLE_WORDS = "title-words",
    TRADITIONAL_CHARACTERS = "traditional-characters",
    UNIT_LETTERS = "unit-letters",
    UNIT_SUFFIXES = "unit-suffixes",
    UNIT_VARIANTS = "unit-variants",
    WITHHELD = "withheld",
    WORD_STYLES = "word-styles",
    YEAR_SIGNS = "year-signs",
}
