//! Organisations: where a text names one.
//!
//! In: a text, its words, and the names that the publication knows. Out: the spans
//! of names, the longest of each, with whether they are certain. A name ends with
//! what it is (医院, 委员会) and goes back over the words that names are made of, to
//! a place or to what no name has in it. What is left without a name of its own
//! (各支部, 该公司, 三甲医院) is nobody's name. The bounds were chosen on
//! `tests/language/tuning/organizations.txt`.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::language::Known;
use crate::language::lexicon::{self, List};
use crate::language::organization::find::{Finder, parted};
use crate::language::surname;
use crate::language::token::{Class, Token};

mod begin;
mod find;
mod line;

pub use find::ORDINAL;
pub use line::{is_whole, leading, line_end};

static STRONG: List = List::new(&lexicon::UNIT_SUFFIXES, "strong");
/// The same, but only where a text runs on: 市教委, 江城二小.
static PROSE: List = List::new(&lexicon::UNIT_SUFFIXES, "prose");
static WEAK: List = List::new(&lexicon::UNIT_SUFFIXES, "weak");
/// What is a part of another organisation, whose name stands before it: 国家发改委价格司.
static PART: List = List::new(&lexicon::UNIT_SUFFIXES, "part");
/// What a kind of them is called too: 游戏公司 is nobody's name.
static KINDS: List = List::new(&lexicon::UNIT_SUFFIXES, "kind");
/// The same, but with a country and any word more it is a name: 美国物理学会.
static COMMON: List = List::new(&lexicon::UNIT_SUFFIXES, "common");
/// What says of which legal form an organisation is: 有限公司.
static FORMS: List = List::new(&lexicon::UNIT_SUFFIXES, "form");
/// What is no part of another organisation: 政府.
static APART: List = List::new(&lexicon::UNIT_SUFFIXES, "apart");
/// Whose names often have roads and numbers in them: 某区七一路小学.
static SITES: List = List::new(&lexicon::UNIT_SUFFIXES, "site");
/// 中国|机械|通用|零部件|工业|协会.
static SOCIETIES: List = List::new(&lexicon::UNIT_SUFFIXES, "society");
/// 教育局|副局长.
static AGENCIES: List = List::new(&lexicon::UNIT_SUFFIXES, "agency");
/// What has a number before it: 直属大队二中队.
static NUMBERED: List = List::new(&lexicon::UNIT_SUFFIXES, "numbered");
pub(crate) static COUNTRIES: List = List::new(&lexicon::COUNTRIES, "");
pub(crate) static MARKS: List = List::new(&lexicon::REGION_WORDS, "mark");
/// 镇, whose name stands before it.
static TOWNS: List = List::new(&lexicon::ORGANIZATION_WORDS, "town");
static HEADS: List = List::new(&lexicon::ORGANIZATION_WORDS, "head");
/// 中国|作家|协会: what says of which country, and with any word more a name.
static HOME: List = List::new(&lexicon::ORGANIZATION_WORDS, "home");
static GENERIC: List = List::new(&lexicon::ORGANIZATION_WORDS, "generic");
static INNER: List = List::new(&lexicon::ORGANIZATION_WORDS, "inner");
static BORDER: List = List::new(&lexicon::ORGANIZATION_WORDS, "border");
static WHOLE: List = List::new(&lexicon::ORGANIZATION_WORDS, "whole");
static DETERMINERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "determiner");
/// 各级, 所有: what is said of several.
static QUANTIFIERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "quantifier");
/// 海洋与渔业局.
static JOINS: List = List::new(&lexicon::ORGANIZATION_WORDS, "join");
/// 大股东|甲集团.
static APPOSITIONS: List = List::new(&lexicon::ORGANIZATION_WORDS, "apposition");
/// 控股股东|甲集团: the same, whatever the name begins with.
static HOLDERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "holder");
static MEMBERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "member");
static GOES_ON: List = List::new(&lexicon::ORGANIZATION_WORDS, "goes-on");
static COMMITTEES: List = List::new(&lexicon::ORGANIZATION_WORDS, "committee");
/// 外科 is a word of two characters, and so is 带队.
static SHORT: List = List::new(&lexicon::ORGANIZATION_WORDS, "short");
/// 第二届委员会.
static TERMS: List = List::new(&lexicon::ORGANIZATION_WORDS, "term");
/// Marks between two names that are one: 史密斯·巴内公司.
static DOUBLES: List = List::new(&lexicon::ORGANIZATION_WORDS, "double");
/// 16日|省妇联.
static DAY_ENDS: List = List::new(&lexicon::ORGANIZATION_WORDS, "day");
/// 第二次代表大会.
static MEETINGS: List = List::new(&lexicon::UNIT_SUFFIXES, "meeting");
static NONE: List = List::new(&lexicon::ORGANIZATION_WORDS, "no-organization");
/// 四平路|街道.
static ROADS: List = List::new(&lexicon::ORGANIZATION_WORDS, "road");
/// 热烈 of 热烈祝贺.
static MANNERS: List = List::new(&lexicon::ORGANIZATION_WORDS, "manner");
/// 县总工会|党组成员.
static SEATS: List = List::new(&lexicon::ORGANIZATION_WORDS, "seat");
/// 三|所|小学.
static COUNTED: List = List::new(&lexicon::ORGANIZATION_WORDS, "counter");
/// 薪酬委员会: with neither a place nor a name of its own it is a part of any organisation.
static BOARDS: List = List::new(&lexicon::UNIT_SUFFIXES, "board");
/// 路桥集团: with nothing but what is traded it is a part of a longer name.
static TRADERS: List = List::new(&lexicon::UNIT_SUFFIXES, "trader");
/// 化工, 汽车: what is traded or made.
static TRADES: List = List::new(&lexicon::ORGANIZATION_WORDS, "trade");
/// 某公司处: what is said of a place where an organisation is, too.
static SPOTS: List = List::new(&lexicon::ORGANIZATION_WORDS, "spot");
/// 直属师范大学: with a kind of organisations it names none.
static BELONGS: List = List::new(&lexicon::ORGANIZATION_WORDS, "belongs");
/// 英|央行: what is said for a country.
static COUNTRY_SHORTS: List = List::new(&lexicon::ORGANIZATION_WORDS, "country-short");
/// 腾讯|微博: what is a thing of its own with the noun behind it.
static BRANDS: List = List::new(&lexicon::ORGANIZATION_WORDS, "brand");
/// 甲公司|董事会: what is a part of any organisation, and no name of its own.
static DEPARTMENTS: List = List::new(&lexicon::UNIT_SUFFIXES, "department");
/// 龙柏街道: a place as well.
static SETTLED: List = List::new(&lexicon::UNIT_SUFFIXES, "settled");
/// 内科党支部, 丰收合作社: what any word before it says which it is.
static OWNED: List = List::new(&lexicon::UNIT_SUFFIXES, "whole");
static PARTY: List = List::new(&lexicon::UNIT_SUFFIXES, "party");
/// 保定分公司: what another organisation, whose name stands right before it, has in a place.
static BRANCHES: List = List::new(&lexicon::UNIT_SUFFIXES, "branch");
/// 创新型: what new words that say of what kind a thing is end with.
static KIND_ENDS: List = List::new(&lexicon::ORGANIZATION_WORDS, "kind-end");

/// What may stand within a name though it is a verb or the like.
static WITHIN: LazyLock<HashSet<&'static str>> = LazyLock::new(|| INNER.iter().copied().collect());
/// What no name has in it.
static PARTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| BORDER.iter().copied().collect());
/// What says nothing about whose an organisation is.
static ANY: LazyLock<HashSet<&'static str>> = LazyLock::new(|| GENERIC.iter().copied().collect());

/// How many words stand on either side of 和 in a name.
const JOINED: usize = 3;

/// How many words a name has at most.
const MOST: usize = 24;

/// The longest name, in characters.
const LONGEST: usize = 40;

/// What shows a name to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The whole of it is known: 共青团中央.
    Whole,
    /// It begins with a place, or a word that only names begin with: 江城市教育局, 省妇联.
    Placed,
    /// It is a part of another that is named: 江城医院骨科.
    Within,
    /// It has a word of its own: 长风集团.
    Named,
    /// An office follows: 教育局副局长.
    Office,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Where it stands.
    pub range: Range<usize>,
    /// What shows it to be one.
    pub evidence: Evidence,
    /// Whether it is certain to be one; else it may be.
    pub certain: bool,
}

/// The names of organisations in a text, in their order, none within another.
pub fn organizations(text: &str, tokens: &[Token], known: &Known<'_>) -> Vec<Organization> {
    let tokens = &parted(text, tokens, true);
    let finder = Finder { text, tokens, units: known.units };
    // 民建|公助
    let is_name = |range: &Range<usize>| {
        let index = finder.index_after(range.start);
        // 赵|民革
        let is_given = index > 0 && range.len() < 9 && finder.word(index - 1).chars().all(surname::is_single);
        let is_deed = tokens.get(index).is_some_and(|token| token.range == *range)
            && matches!(finder.class(index), Class::Adjective | Class::Verb);
        !is_given && !is_deed
    };
    let is_brand = |range: &Range<usize>| {
        BRANDS.has(&text[range.clone()]) && finder.is_thing(finder.index_after(range.end), range.end)
    };
    let whole = WHOLE
        .places(text)
        .filter(|range| finder.is_whole(range) && is_name(range) && !is_brand(range) && !finder.goes_on(range.end))
        .map(|range| finder.of_country(&range));
    let mut found: Vec<Organization> =
        whole.map(|range| Organization { range, evidence: Evidence::Whole, certain: true }).collect();
    for index in 0..tokens.len() {
        found.extend(finder.ending_with(index));
    }
    // 投资|兴业银行
    let wholes: HashSet<usize> =
        found.iter().filter(|name| name.evidence == Evidence::Whole).map(|name| name.range.end).collect();
    found.retain(|name| name.evidence != Evidence::Named || !wholes.contains(&name.range.end));
    found.retain(|name| !known.no_names.contains(&&text[name.range.clone()]));
    // The longest of each; of two that lie across each other, the longer one.
    found.sort_by_key(|name| (std::cmp::Reverse(name.range.len()), name.range.start));
    let mut names: BTreeMap<usize, Organization> = BTreeMap::new();
    for name in found {
        let near = names.range(..name.range.end).next_back().map(|(_, other)| other);
        if near.is_none_or(|other| other.range.end <= name.range.start) {
            names.insert(name.range.start, name);
        }
    }
    finder.with_branches(names.into_values())
}

/// Whether a text ends as names of organisations do.
pub fn ends_body(text: &str) -> bool {
    is_body(text) || [&WEAK, &PART].iter().any(|list| list.ends(text).is_some())
}

/// Whether a word is or ends with what names of organisations end with.
fn is_body(word: &str) -> bool {
    STRONG.ends(word).is_some() || PROSE.ends(word).is_some() || WHOLE.has(word)
}

/// Whether a word is put together of words that are anybody's.
fn is_generic(word: &str) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        match GENERIC.begins(rest).or_else(|| STRONG.begins(rest)) {
            Some(part) => rest = &rest[part.len()..],
            None => return false,
        }
    }
    true
}
