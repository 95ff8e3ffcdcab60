//! How words are written: the publication's list and the ordinary one.
//!
//! In: `content/terms.yaml`, if there is one, and what is ordinarily mistaken
//! (`lexicon/confusions.tsv`) or written in one way only
//! (`lexicon/fixed-expressions.tsv`). Out: for a text, the words in it that should
//! be others. Two kinds are found: words that a list calls wrong, and
//! expressions that are one character away from one that is fixed.
//!
//! It is about spelling alone: no list here says what may be written about.

mod near;
pub(in crate::check) mod search;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::check::faults::apart;
use crate::diag::Argument;
use crate::diag::Words;
use crate::language::amount::counter;
use crate::language::lexicon::{self, List};
use crate::language::words as common;
use crate::parse::{TermLevel, TermsDraft};

use near::{Expressions, Half};
use search::Index;

/// How words are written.
pub struct Terms {
    /// The publication's own list.
    own: Option<Arc<TermsDraft>>,
    /// Made when it is first needed.
    lists: OnceLock<Lists>,
}

struct Lists {
    errors: Index<Entry>,
    warnings: Index<Entry>,
    fixed: Expressions,
}

/// What is searched for; of errors both kinds, in one pass over a text.
enum Entry {
    Word(Word),
    Half(Half),
}

/// A word that should be another.
struct Word {
    wrong: Cow<'static, str>,
    right: Cow<'static, str>,
    /// Longer words in which it is no mistake.
    except: Vec<Cow<'static, str>>,
    /// Whether it is one only at the head of a clause.
    is_ahead: bool,
    /// Whether two words that meet may make it by chance.
    has_seam: bool,
    why: Argument,
}

/// What should be written another way.
pub struct Misspelling<'t> {
    /// Where.
    pub at: Range<usize>,
    /// What should stand there.
    pub right: &'t str,
    /// Who says so.
    pub why: Argument,
    /// Whether it is nearly a fixed expression, which stands in quotation marks too.
    pub is_fixed: bool,
}

const HOUSE: Words = Words { zh: "见 content/terms.yaml", en: "see content/terms.yaml" };
const FIXED_WORDS: Words =
    Words { zh: "这是固定表述，只差一个字", en: "it is a fixed expression, one character away" };

/// Who calls a word of the ordinary list wrong, by its `source`.
const SOURCES: [(&str, Words); 3] = [
    ("dictionary", Words { zh: "《现代汉语词典》", en: "Contemporary Chinese Dictionary" }),
    ("variants", Words { zh: "《第一批异形词整理表》", en: "GF 1001-2001, variant forms" }),
    ("usage", Words { zh: "常见同音、近形误写", en: "a common slip of the keyboard" }),
];

/// Expressions that are written so and no other way.
static FIXED: List = List::new(&lexicon::FIXED_EXPRESSIONS, "");
static PHRASES: List = List::new(&lexicon::SET_PHRASES, "phrase");

/// Up to how many characters two words that meet may look like a wrong one.
const SEAMED: usize = 3;

impl Terms {
    /// The ordinary list and the publication's own.
    pub fn new(own: Option<Arc<TermsDraft>>) -> Terms {
        Terms { own, lists: OnceLock::new() }
    }

    /// The words in a text that are wrong at a level, in their order; those of
    /// a longer word only once. Errors are also expressions that are nearly
    /// fixed ones.
    pub fn find(&self, text: &str, level: TermLevel) -> Vec<Misspelling<'_>> {
        let lists = self.lists();
        let index = if level == TermLevel::Error { &lists.errors } else { &lists.warnings };
        let mut found = Vec::new();
        let mut near = Vec::new();
        index.search(text, |at, entry| match entry {
            Entry::Word(word) if word.is_excused(text, at) => {}
            Entry::Word(word) => {
                let at = at..at + word.wrong.len();
                found.push(Misspelling { at, right: &word.right, why: word.why.clone(), is_fixed: false });
            }
            Entry::Half(half) => near.extend(lists.fixed.around(text, at, half)),
        });
        found.extend(near.into_iter().map(|near| Misspelling {
            at: near.at,
            right: near.right,
            why: FIXED_WORDS.into(),
            is_fixed: !near.is_idiom,
        }));
        found.retain(|word| !self.is_right(text, &word.at));
        apart(&mut found, |word| &word.at);
        found
    }

    /// Whether a place stands in an expression that the publication calls right,
    /// whatever a rule of wrong words says.
    pub fn is_right(&self, text: &str, at: &Range<usize>) -> bool {
        self.own.as_ref().is_some_and(|own| own.words.exceptions.iter().any(|right| stands_in(text, at, right)))
    }

    /// Whether the publication's own list has it in something that is written so.
    pub fn writes(&self, text: &str) -> bool {
        self.own.as_ref().is_some_and(|own| {
            own.terms.iter().any(|term| term.right.value.contains(text))
                || own.fixed.iter().any(|fixed| fixed.value.contains(text))
        })
    }

    fn lists(&self) -> &Lists {
        self.lists.get_or_init(|| Lists::new(self.own.as_deref()))
    }
}

impl Lists {
    fn new(own: Option<&TermsDraft>) -> Lists {
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let mut add = |level, word: Word| {
            let list = if level == TermLevel::Error { &mut errors } else { &mut warnings };
            list.push((word.wrong.to_string(), Entry::Word(word)));
        };
        // What the publication calls right is not wrong here.
        let is_right_here = |wrong: &str| {
            own.is_some_and(|own| {
                own.fixed.iter().any(|fixed| fixed.value.contains(wrong))
                    || own.terms.iter().any(|term| {
                        term.right.value.contains(wrong) || term.wrong.iter().any(|other| other.value == wrong)
                    })
            })
        };
        for row in lexicon::CONFUSIONS.rows().filter(|row| !is_right_here(row.word())) {
            let wrong = row.word();
            let level = if row.get("class") == "wrong-word" { TermLevel::Error } else { TermLevel::Warning };
            let source = SOURCES.iter().find(|(key, _)| *key == row.get("source")).map_or(HOUSE, |(_, words)| *words);
            let except = row.parts("except").map(Cow::Borrowed);
            let word = Word::new(wrong.into(), row.get("right").into(), except, source.into());
            let (is_ahead, has_seam) = (!row.get("ahead").is_empty(), wrong.chars().count() <= SEAMED);
            add(level, Word { is_ahead, has_seam, ..word });
        }
        for term in own.iter().flat_map(|own| &own.terms) {
            let why = term.note.clone().or(term.source.clone()).map_or(Argument::Term(HOUSE), Argument::Text);
            for wrong in term.wrong.iter().filter(|wrong| wrong.value != term.right.value) {
                let except = term.except.iter().map(|except| Cow::Owned(except.value.clone()));
                let right = Cow::Owned(term.right.value.clone());
                add(term.level, Word::new(wrong.value.clone().into(), right, except, why.clone()));
            }
        }
        // 四个意识
        let numbered: Vec<String> = lexicon::SET_PHRASES
            .of("number")
            .flat_map(|row| row.parts("right").map(move |number| format!("{number}{}", row.word())))
            .collect();
        let idioms: Vec<String> = lexicon::IDIOMS
            .rows()
            .flat_map(|row| row.parts("rests").map(move |rest| format!("{}{rest}", row.word())))
            .collect();
        let fixed = own.iter().flat_map(|own| own.fixed.iter().map(|fixed| fixed.value.as_str()));
        let (fixed, halves) = Expressions::new(
            FIXED.iter().chain(PHRASES.iter()).copied().chain(numbered.iter().map(String::as_str)).chain(fixed),
            idioms.iter().map(String::as_str),
        );
        errors.extend(halves.into_iter().map(|(text, half)| (text, Entry::Half(half))));
        Lists { errors: Index::new(errors), warnings: Index::new(warnings), fixed }
    }
}

impl Word {
    fn new(
        wrong: Cow<'static, str>,
        right: Cow<'static, str>,
        except: impl Iterator<Item = Cow<'static, str>>,
        why: Argument,
    ) -> Word {
        // Where the right word has the wrong one in it, that is no mistake.
        let except = except.chain([right.clone()]).filter(|longer| longer.contains(&*wrong)).collect();
        Word { wrong, right, except, is_ahead: false, has_seam: false, why }
    }

    /// Whether the word at an offset is part of a longer one that is right.
    fn is_excused(&self, text: &str, at: usize) -> bool {
        let is_within = |c: char| c.is_alphanumeric();
        if self.is_ahead && text.get(..at).is_some_and(|before| before.trim_end().ends_with(is_within)) {
            return true;
        }
        let place = at..at + self.wrong.len();
        self.has_seam && is_seam(text, place.clone())
            || self.except.iter().any(|longer| stands_in(text, &place, longer))
    }
}

/// Whether a place of a text is part of a longer word that stands there.
pub fn stands_in(text: &str, at: &Range<usize>, longer: &str) -> bool {
    longer.match_indices(&text[at.clone()]).any(|(offset, _)| {
        at.start.checked_sub(offset).and_then(|start| text.get(start..)).is_some_and(|rest| rest.starts_with(longer))
    })
}

/// Whether a place is where two words meet: one that began before it ends within
/// it, and there another begins that ends after it. 三部|暑期读物, 预防|犯罪.
fn is_seam(text: &str, place: Range<usize>) -> bool {
    let inner = text.get(place.clone()).unwrap_or_default().char_indices().skip(1);
    inner.map(|(offset, _)| place.start + offset).any(|seam| {
        let ends = counted(text, place.start, seam) || common::begun_before(text, place.start, seam);
        ends && common::ended_after(text, seam, place.end)
    })
}

/// Whether a counter stands between two places, with a number before it.
fn counted(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    // The digits, and the words for some: what a counter stands behind.
    let is_number = before.ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千万两几数".contains(c));
    is_number && text.get(start..end).is_some_and(|word| counter(word).is_some_and(|(counter, _)| counter == word))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{FIXED, SOURCES, Terms};
    use crate::language::lexicon;
    use crate::parse::{TermLevel, terms};
    use crate::source::VPath;

    fn found(own: Option<&str>, text: &str) -> Vec<String> {
        let path = VPath::new("content/terms.yaml").unwrap();
        let own = own.map(|own| Arc::new(terms(&path, own.as_bytes()).value.unwrap()));
        let terms = Terms::new(own);
        let levels = [TermLevel::Error, TermLevel::Warning];
        let found = levels.into_iter().flat_map(|level| terms.find(text, level));
        found.map(|word| format!("{}→{}", &text[word.at], word.right)).collect()
    }

    #[test]
    fn ordinary_mistakes_are_found() {
        assert_eq!(found(None, "做好台帐，布署工作，按装设备"), ["布署→部署", "按装→安装", "台帐→台账"]);
        assert_eq!(found(None, "疫情防空工作"), ["疫情防空→疫情防控"]);
        assert_eq!(found(None, "截止目前，报名截止到9月。截止到3月底，"), ["截止目前→截至目前", "截止到→截至"]);
        for text in [
            "三部暑期读物",
            "开展预防犯罪宣传",
            "截止日前交稿，报名截止到9月底，活动截止年底",
            "调入成份股",
            "干部群众莫不关心",
            "徒然模范，法律、法国，主要来由行办，基础党组织，树立的正确的观念",
            "讲台帐篷",
            "发布署名文章",
            "按装置要求",
            "疫情防治工作",
            "疫情防控工作",
            "",
            "帐",
        ] {
            assert_eq!(found(None, text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_publication_has_its_own_words() {
        let own = "用语:\n  - 错: [学会党小组, 党工作小组]\n    对: 分会党小组\n    除外: 医学会党小组\n  - {错: 台账, 对: 台帐, 级别: 错误}\n固定表述: [两柱三心活动]\n";
        assert_eq!(found(Some(own), "学会党小组与医学会党小组"), ["学会党小组→分会党小组"]);
        assert_eq!(found(Some(own), "台账、台帐"), ["台账→台帐"]);
        assert_eq!(found(Some(own), "两柱二心活动，两柱三心活动"), ["两柱二心活动→两柱三心活动"]);
    }

    #[test]
    fn a_publication_adds_words_of_its_own() {
        let path = VPath::new("content/terms.yaml").unwrap();
        let own = "单位词: [服务队, 志愿服务队]\nhonours: 服务之星\n不是人名: [和田]\n";
        let words = terms(&path, own.as_bytes()).value.unwrap().words;
        assert_eq!(words.units, ["志愿服务队", "服务队"], "the longest first");
        assert_eq!((words.honour("服务之星奖"), words.honour("年度服务之星")), (None, Some("服务之星")));
        assert_eq!(words.not_names, ["和田"]);
        assert_eq!(words.exceptions, [""; 0]);
    }

    #[test]
    fn an_exception_is_right_whatever_a_list_says() {
        let own = "例外: [布署名册, 疫情防空演练]\n用语: [{错: 学会党小组, 对: 分会党小组}]\n";
        assert_eq!(found(Some(own), "布署名册、疫情防空演练"), [""; 0]);
        assert_eq!(found(Some(own), "布署，疫情防空"), ["布署→部署", "疫情防空→疫情防控"]);
    }

    #[test]
    fn the_ordinary_list_does_not_contradict_itself() {
        let terms = Terms::new(None);
        let is_marked = |text: &str| {
            [TermLevel::Error, TermLevel::Warning].iter().any(|level| !terms.find(text, *level).is_empty())
        };
        for row in lexicon::CONFUSIONS.rows() {
            let (wrong, right) = (row.word(), row.get("right"));
            assert!(SOURCES.iter().any(|(key, _)| *key == row.get("source")), "{wrong}");
            assert!(wrong != right && row.parts("except").all(|except| except.contains(wrong)), "{wrong}");
            assert!(!is_marked(right), "{wrong}→{right}");
        }
        for fixed in FIXED.iter() {
            assert!(fixed.chars().count() >= 4 && !is_marked(fixed), "{fixed}");
        }
    }
}
