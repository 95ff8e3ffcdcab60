//! What a figure counts: its name in a few words.
//!
//! The noun after the amount (58名专家), else the words before it (发展党员25人),
//! else what those who are counted do (36人参加志愿服务). Where a registered
//! metric has that name or synonym, and that kind of unit, its name is taken.

use crate::import::facts::figures::phrase::{deed, noun_after, subject};
use crate::import::facts::figures::share::{MADE_ENDS, share};
use crate::import::facts::figures::{SCALES, Told};
use crate::import::facts::reading::tail;
use crate::language::amount::{Nature, kin};
use crate::language::enumerator;
use crate::language::lexicon::{self, List};
use crate::language::token::{self, Class, Token};
use crate::model::{Metric, Publication};
use crate::parse::MetricKind;

/// The name of a figure.
pub struct Named {
    /// The name.
    pub name: String,
    /// Whether an editor would let it stand.
    pub certain: bool,
}

/// The longest name.
pub const MOST: usize = 12;

/// Nouns of one character that may name what is counted.
static PLACES: List = List::new(&lexicon::FIGURE_WORDS, "one-noun");

/// Nouns for persons that say too little alone where they do something.
static PERSONS: List = List::new(&lexicon::FIGURE_WORDS, "person");

/// Words beside a number, by what they say of its name.
pub static FROM: List = List::new(&lexicon::FIGURE_WORDS, "from");

static JOINTS: List = List::new(&lexicon::FIGURE_WORDS, "joint");

static OBJECT_MARKS: List = List::new(&lexicon::FIGURE_WORDS, "object-mark");

static BARE_PERSONS: List = List::new(&lexicon::FIGURE_WORDS, "person-bare");

/// What is not told as done.
static DENIED: List = List::new(&lexicon::FIGURE_WORDS, "denied");

/// How those are called of whom so many are told.
static WHO: List = List::new(&lexicon::FIGURE_WORDS, "who");

static MADE_OF: List = List::new(&lexicon::FIGURE_WORDS, "made-of");

static PEOPLE: List = List::new(&lexicon::FIGURE_WORDS, "persons");

static BORDERS: List = List::new(&lexicon::FIGURE_WORDS, "border");

static BARE_VERBS: List = List::new(&lexicon::FIGURE_WORDS, "bare-verb");

static METRIC_LEADS: List = List::new(&lexicon::FIGURE_WORDS, "metric-lead");

static METRIC_ALL: List = List::new(&lexicon::FIGURE_WORDS, "metric-all");

static METRIC_PARTS: List = List::new(&lexicon::FIGURE_WORDS, "metric-part");

/// 共, 合计.
static SUMS: List = List::new(&lexicon::FIGURE_WORDS, "sum");

/// Words with which no name begins or ends.
static NO_NAMES_BEGIN: List = List::new(&lexicon::FIGURE_WORDS, "name-begin-not");
static NO_NAMES_END: List = List::new(&lexicon::FIGURE_WORDS, "name-end-not");

/// How the names of shares end: 占比.
static SHARES: List = List::new(&lexicon::TABLE_WORDS, "counted");

pub static WHICH: List = List::new(&lexicon::FIGURE_WORDS, "which");

/// The name of the figure at `index`, which has become `later` if that is some.
pub fn name(told: &Told<'_>, index: usize, later: Option<usize>, publication: &Publication) -> Named {
    let amount = &told.amounts[index];
    let unit = if amount.nature == Nature::Share { "%" } else { amount.counter };
    // Ten thousand, with which a unit is written in a registry: 万元.
    let [_, (scale, _)] = SCALES;
    let scaled =
        if told.words(amount.numeral.clone()).contains(scale) { format!("{scale}{unit}") } else { unit.to_owned() };
    let units = [unit, scaled.as_str()];
    let is_share = amount.nature == Nature::Share;
    let found = if later.is_some() {
        changed(told, index)
    } else if is_share {
        share(told, index)
    } else {
        count(told, index)
    };
    let raw = clean(&found.unwrap_or_default()).to_owned();
    if let Some(metric) = registered(&raw, &units, told, index, later.is_some(), publication) {
        return Named { name: metric.name.clone(), certain: true };
    }
    let trimmed = shortened(&raw);
    let phrase = phrase_of(&raw, &trimmed);
    let has_phrase = phrase.is_some();
    let trimmed = phrase.unwrap_or(trimmed);
    if (trimmed.chars().count() >= 2 || PLACES.has(&trimmed)) && !is_bare_verb(&trimmed) {
        // Cut words are no name to sign.
        let certain = has_phrase
            && is_name(&trimmed)
            && raw.chars().count() <= MOST + 3
            && !DENIED.is_in(&raw)
            && trimmed.chars().all(|c| !c.is_ascii_punctuation() && !c.is_ascii_digit());
        return Named { name: trimmed, certain };
    }
    fallback(told, index, &units, publication)
}

/// A name without the number of its line and what stands before a full stop that
/// was written as a point: ①走访, ［展览］观众, 落实.走访.
fn clean(name: &str) -> &str {
    let name = enumerator::leading(name).map_or(name, |mark| &name[mark.end..]);
    let parts = name.split(['.', '．', '*', '】', '［', '］', '【', '★', '•', '|']);
    parts.rev().find(|part| !part.trim().is_empty()).unwrap_or_default().trim()
}

/// What is counted, where the number has changed: 党员数从40人增加至45人.
fn changed(told: &Told<'_>, index: usize) -> Option<String> {
    let clause = &told.clauses[told.clause_at(told.amounts[index].range.start)];
    let before = told.words(clause.range.start..told.amounts[index].range.start);
    let from = FROM.rfind(before)?;
    let name = subject(&before[..from]);
    if !name.is_empty() {
        return Some(name);
    }
    let at = told.clause_at(told.amounts[index].range.start).checked_sub(1)?;
    Some(subject(told.words(told.clauses[at].range.clone())))
}

/// The clause that an amount stands in.
pub fn at_clause(told: &Told<'_>, index: usize) -> usize {
    told.clause_at(told.amounts[index].range.start)
}

/// What a count counts.
pub fn count(told: &Told<'_>, index: usize) -> Option<String> {
    let amount = &told.amounts[index];
    let after = told.after(index).trim_start_matches('的').trim();
    // 党员5名、群众3名: what follows is the next of a list.
    let after = if JOINTS.begins(after).is_some() { "" } else { after };
    let noun = noun_after(after);
    let rest = after.strip_prefix(noun.as_str()).unwrap_or_default();
    let clause = at_clause(told, index);
    let is_person = PEOPLE.has(kin(amount.counter));
    let before = subject(told.before(index));
    // 分拣员11名每天上门, 党员30人次清淤: those who are named before.
    if is_person && before.chars().count() >= 2 && WHO.ends(&before).is_some() {
        let deed = deed(after);
        let is_short = (2..=4).contains(&deed.chars().count()) && before.chars().count() + deed.chars().count() <= MOST;
        return Some(if is_short && !is_bare_verb(&deed) { format!("{before}{deed}") } else { before });
    }
    if noun.chars().count() >= 2 || PLACES.has(&noun) {
        // 两位同志加入…, 12名党员（…）参与…: persons by what they do.
        let is_object = OBJECT_MARKS.ends(told.before(index)).is_some();
        if PERSONS.has(&noun) && !is_object {
            let bracketed = told.clauses.get(clause).filter(|clause| matches!(clause.closes, '（' | '(')).is_some();
            let deed = if bracketed {
                let next = told.clauses[clause..].iter().find(|next| matches!(next.opens, '）' | ')'));
                next.map(|next| deed(told.words(next.range.clone()))).unwrap_or_default()
            } else {
                deed(rest)
            };
            if deed.chars().count() >= 2 && !is_bare_verb(&deed) {
                return Some(match noun.as_str() {
                    _ if BARE_PERSONS.has(&noun) => deed,
                    _ if noun.chars().count() + deed.chars().count() <= MOST => format!("{noun}{deed}"),
                    _ => noun,
                });
            }
        }
        return Some(noun);
    }
    if before.chars().count() >= 2 && !is_bare_verb(&before) && after.is_empty() {
        return Some(before);
    }
    let deed = deed(after);
    if MADE_OF.has(&deed) && before.chars().count() >= 2 {
        return Some(before);
    }
    if deed.chars().count() >= 2 && (is_person || before.chars().count() < 2) {
        return Some(deed);
    }
    if before.chars().count() >= 2 { Some(before) } else { None }
}

/// The last part of a name that is a phrase of nouns and verbs: of 目前我校教职工
/// 教职工, of 工会小组还 工会小组. None if no part is: 只有, 每人. What is quoted has a name
/// of its own.
fn phrase_of(raw: &str, name: &str) -> Option<String> {
    if raw.contains(['“', '《']) || SHARES.ends(name).is_some() || PLACES.has(name) {
        return Some(name.to_owned());
    }
    let tokens = token::tokens(name);
    let is_part =
        |token: &Token| !matches!(token.class, Class::Adverb | Class::Pronoun | Class::Function | Class::Time);
    let parts: Vec<&[Token]> = tokens.split(|token| !is_part(token)).filter(|part| !part.is_empty()).collect();
    let words = |part: &&&[Token]| {
        let (Some(first), Some(last)) = (part.first(), part.last()) else { return "" };
        &name[first.range.start..last.range.end]
    };
    let last = parts.iter().rev().find(|part| words(part).chars().count() >= 2)?;
    Some(words(&last).to_owned())
}

/// Whether words may be a name: neither 会员团结起来 nor 是宿管员 is one.
fn is_name(words: &str) -> bool {
    // What is said of a name here: 人说占比.
    let bare = MADE_ENDS.iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words);
    (bare.chars().count() >= 2 || PLACES.has(bare))
        && NO_NAMES_BEGIN.begins(bare).is_none()
        && NO_NAMES_END.ends(bare).is_none()
}

/// A name of at most [`MOST`] characters, cut where a word ends as far as that shows.
fn shortened(name: &str) -> String {
    let name: String = name.chars().filter(|c| !matches!(c, '“' | '”' | '《' | '》')).collect();
    if name.chars().count() <= MOST {
        return name;
    }
    let end = tail(&name, MOST);
    let border = BORDERS
        .iter()
        .filter_map(|word| end.find(word).map(|at| at + word.len()))
        .filter(|at| end[*at..].chars().count() >= 4)
        .min();
    border.map_or(end, |at| &end[at..]).to_owned()
}

/// Whether words are a verb that lacks what is done: 完成, 投入.
fn is_bare_verb(name: &str) -> bool {
    BARE_VERBS.has(name)
}

/// The registered metric that a figure is of.
fn registered<'p>(
    name: &str,
    units: &[&str],
    told: &Told<'_>,
    index: usize,
    has_changed: bool,
    publication: &'p Publication,
) -> Option<&'p Metric> {
    if name.chars().count() < 2 {
        return None;
    }
    let bare = METRIC_LEADS.trim_start(name);
    let fits = |metric: &Metric| units.iter().any(|unit| metric.unit == *unit || kin(&metric.unit) == kin(unit));
    let is_same = |known: &str, name: &str| known == name || same_words(known, name);
    let mut metrics = publication.metrics.iter().filter(|metric| metric.kind.is_some() && fits(metric));
    let exact = metrics.clone().find(|metric| {
        let mut known = std::iter::once(&metric.name).chain(&metric.synonyms);
        known.any(|known| is_same(known, name) || is_same(known, bare))
    });
    // 市级学术会议 are 学术会议; 预备党员 are not 党员.
    let found = exact.or_else(|| {
        metrics.find(|metric| {
            let mut known = std::iter::once(&metric.name).chain(&metric.synonyms);
            metric.kind != Some(MetricKind::Rate)
                && known.any(|known| known.chars().count() >= 4 && name.ends_with(known.as_str()))
        })
    })?;
    // 12名党员参与… and 由224名党员 are some members, 共有59名党员 are all.
    if found.kind == Some(MetricKind::Stock) && !has_changed {
        let clause = at_clause(told, index);
        let before = told.words(told.clauses[clause].range.start..told.amounts[index].range.start);
        let said = METRIC_ALL.is_in(before) && !WHICH.is_in(before);
        let ends =
            told.words(told.clauses[clause].range.clone()).ends_with(told.words(told.amounts[index].range.clone()));
        let bracketed = matches!(told.clauses[clause].opens, '（' | '(');
        if !(said || ends && !bracketed) || METRIC_PARTS.is_in(before) {
            return None;
        }
    }
    Some(found)
}

/// 学习参观 and 参观学习: the same two words.
fn same_words(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    one.len() == 4 && other.len() == 4 && one[..2] == other[2..] && one[2..] == other[..2]
}

/// A name where neither side of the number has one: that of the clause before
/// the bracket in which it stands. Else it has none.
fn fallback(told: &Told<'_>, index: usize, units: &[&str], publication: &Publication) -> Named {
    // （共9202元）, 11批，共238人: the clause before has the name.
    let at = at_clause(told, index);
    let is_sum = SUMS.has(told.before(index)) && told.after(index).is_empty();
    if (matches!(told.clauses[at].opens, '（' | '(') || is_sum)
        && let Some(last) = at.checked_sub(1).map(|last| &told.clauses[last])
    {
        let inner = told.amounts[..index].iter().rposition(|known| known.range.start >= last.range.start);
        let name =
            inner.and_then(|inner| count(told, inner)).unwrap_or_else(|| subject(told.words(last.range.clone())));
        if let Some(metric) = registered(&name, units, told, index, false, publication) {
            return Named { name: metric.name.clone(), certain: true };
        }
        let name = shortened(&name);
        if is_name(&name) {
            return Named { name, certain: true };
        }
    }
    Named { name: String::new(), certain: false }
}
