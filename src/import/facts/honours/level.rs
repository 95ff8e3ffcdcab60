//! The level of an honour, by the words of its name and of who gave it.

use crate::language::lexicon::{self, List};
use crate::language::place::{Rank, is_place, leading};

/// Bodies of the state and of the Party, whose region is the level.
pub static STATE: List = List::new(&lexicon::HONOUR_CONTEXT, "state");
/// Bodies within which an honour is their own.
static OWN: List = List::new(&lexicon::HONOUR_CONTEXT, "house");
/// With what a name goes on after the body that gave the honour.
static AFTER: List = List::new(&lexicon::HONOUR_CONTEXT, "after-body");
/// What ends as a body does and is a name.
static NOT_BODIES: List = List::new(&lexicon::HONOUR_CONTEXT, "not-body");
/// What is said of an honour of the house itself.
static IN_HOUSE: List = List::new(&lexicon::HONOUR_CONTEXT, "in-house");
/// How honours of the whole country begin.
static NATION_BEGINS: List = List::new(&lexicon::HONOUR_LEVELS, "nation-begin");
/// What begins as a body of a region does and is another word.
static NOT_BEGINS: List = List::new(&lexicon::HONOUR_LEVELS, "not-body-begin");
/// How honours of the house itself begin.
static OWN_BEGINS: List = List::new(&lexicon::HONOUR_LEVELS, "own-begin");
/// What a region stands after.
static BORDERS: List = List::new(&lexicon::HONOUR_LEVELS, "border");

/// What names a level wherever it stands, and the level as the front matter has it.
static LEVELS: [(List, &str); 4] = [
    (List::new(&lexicon::HONOUR_LEVELS, "province"), "省"),
    (List::new(&lexicon::HONOUR_LEVELS, "city"), "市"),
    (List::new(&lexicon::HONOUR_LEVELS, "county"), "县"),
    (List::new(&lexicon::HONOUR_LEVELS, "own"), HOUSE),
];
/// How names of cities end.
static CITIES: List = List::new(&lexicon::HONOUR_LEVELS, "city-end");
/// How names of banners end, and other words.
static BANNERS: List = List::new(&lexicon::HONOUR_LEVELS, "banner-end");
/// What names the whole country.
static NATION: List = List::new(&lexicon::HONOUR_LEVELS, "nation");
/// The level of an honour of the house itself, as the front matter has it.
const HOUSE: &str = "单位";

/// The body that the name of an honour begins with:
/// 四川大学 in 四川大学先进党支部.
pub fn grantor_in_name(name: &str) -> Option<String> {
    let mut best = None;
    for (at, character) in name.char_indices() {
        let end = at + character.len_utf8();
        let (head, rest) = (&name[..end], &name[end..]);
        let is_body = STATE
            .iter()
            .chain(OWN.iter())
            .any(|word| head.ends_with(word) && head.chars().count() > word.chars().count() + 1);
        if is_body && AFTER.begins(rest).is_some() && NOT_BODIES.ends(head).is_none() {
            best = Some(head.to_owned());
            break;
        }
    }
    best
}

/// 国家, 省, 市, 县 or 单位; empty if nothing tells.
pub fn level(name: &str, scope: &str, grantor: &str, lead: &str, is_own_choice: bool) -> String {
    if OWN.ends(grantor).is_some() {
        return HOUSE.to_owned();
    }
    for text in [scope, name, grantor] {
        if let Some(level) = said(text) {
            return level.to_owned();
        }
    }
    // 省教育厅, 县爱卫办; 市场 is no city.
    let begun = |text: &str| {
        let rows = lexicon::HONOUR_LEVELS.of("body-begin").filter(|row| text.starts_with(row.word()));
        let other = NOT_BEGINS.begins(text).map_or(0, str::len);
        rows.max_by_key(|row| row.word().len()).filter(|row| row.word().len() > other)
    };
    let begun = [scope, grantor].into_iter().find_map(begun);
    if let Some(row) = begun {
        return row.get("level").to_owned();
    }
    // 医院先进党支部, 院级优秀党员: of the house itself.
    if is_own_choice || OWN_BEGINS.begins(name).is_some() || IN_HOUSE.is_in(lead) {
        return HOUSE.to_owned();
    }
    said(crate::import::facts::reading::tail(lead, 20)).unwrap_or_default().to_owned()
}

/// The level that words name.
fn said(text: &str) -> Option<&'static str> {
    let is_nation = |text: &str| NATION_BEGINS.begins(text).is_some() || NATION.is_in(text);
    if is_nation(text) {
        return Some("国家");
    }
    // The first region named, wherever it stands.
    for (at, _) in text.char_indices() {
        let before = &text[..at];
        // Only at a border, or 某某区 is found within words.
        let is_border = at == 0 || !before.ends_with(crate::text::han::is_han) || BORDERS.ends(before).is_some();
        if !is_border {
            continue;
        }
        // 自治区 is no district.
        if LEVELS[0].0.begins(&text[at..]).is_some() {
            return Some(LEVELS[0].1);
        }
        if let Some((rank, length)) = leading(&text[at..]) {
            let name = &text[at..at + length];
            // 三八红旗手 is of no banner.
            if BANNERS.ends(name).is_some() && !is_place(name) {
                continue;
            }
            let place = match rank {
                Rank::Province => 0,
                // What calls itself a city is one, unless it is known as one of a county.
                Rank::County if CITIES.ends(name).is_some() && !is_place(name) => 1,
                Rank::Prefecture => 1,
                Rank::County => 2,
            };
            return Some(LEVELS[place].1);
        }
    }
    LEVELS.iter().find(|(words, _)| words.is_in(text)).map(|(_, level)| *level)
}
