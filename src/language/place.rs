//! Places: the provinces, cities and counties of China by name.
//!
//! In: a text. Out: the region whose name it begins with or is. A name such as
//! 慈溪市 does not say whether the city is a prefecture or a county; the list of
//! prefectures does.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use crate::language::lexicon::{self, List, Row};
use crate::text::han::is_han;

static PROVINCES: List = List::new(&lexicon::REGIONS, "province");
static MUNICIPALITIES: List = List::new(&lexicon::REGIONS, "municipality");
static CITIES: List = List::new(&lexicon::REGIONS, "city");
static PREFECTURES: List = List::new(&lexicon::REGIONS, "prefecture");
static AREAS: List = List::new(&lexicon::REGIONS, "area");
static COUNTIES: List = List::new(&lexicon::COUNTIES, "");
static PROVINCE_ENDS: List = List::new(&lexicon::REGION_WORDS, "province-end");
static COUNTY_ENDS: List = List::new(&lexicon::REGION_WORDS, "county-end");
static NO_REGIONS: List = List::new(&lexicon::REGION_WORDS, "no-region");
static NO_NAMES: List = List::new(&lexicon::REGION_WORDS, "no-name");
static LEAGUES: List = List::new(&lexicon::REGION_WORDS, "league");

/// Every name, with and without what it ends with.
static NAMES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let short = |name: &'static str| {
        let short = COUNTY_ENDS.ends(name).and_then(|end| name.strip_suffix(end));
        short.filter(|short| short.chars().count() >= 2)
    };
    let counties = COUNTIES.iter().flat_map(|name| [Some(*name), short(name)].into_iter().flatten());
    let lists = [&PROVINCES, &MUNICIPALITIES, &CITIES, &PREFECTURES, &AREAS];
    lists.iter().flat_map(|list| list.iter().copied()).chain(counties).collect()
});

/// The rows and columns of provinces, as the lexicon says them.
static TILES: LazyLock<BTreeMap<&'static str, (u8, u8)>> = LazyLock::new(|| {
    let place = |row: Row| {
        let (down, across) = row.get("tile").split_once('.')?;
        Some((row.word(), (down.parse().ok()?, across.parse().ok()?)))
    };
    lexicon::REGIONS.rows().filter_map(place).collect()
});

/// The longest name of a region, in characters.
const LONGEST: usize = 12;

/// The rank of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// 省, 自治区, 直辖市
    Province,
    /// 市, 州, 盟
    Prefecture,
    /// 县, 区, 县级市, 旗
    County,
}

/// Whether a whole text is the name of a region, with or without 省, 市, 县.
pub fn is_place(text: &str) -> bool {
    NAMES.contains(text)
}

/// Whether a whole text is the name of a province, with or without 省.
pub fn is_province(text: &str) -> bool {
    let short = PROVINCE_ENDS.ends(text).and_then(|end| text.strip_suffix(end)).unwrap_or(text);
    PROVINCES.has(text) || PROVINCES.has(short)
}

/// How long the name is that a text begins with, 省, 市, 县 included; nothing if it begins with none.
pub fn length(text: &str) -> usize {
    let ends = text.char_indices().take(LONGEST).take_while(|(_, c)| is_han(*c)).map(|(at, c)| at + c.len_utf8());
    let Some(end) = ends.filter(|&end| end >= 6 && is_place(&text[..end])).last() else { return 0 };
    end + PROVINCE_ENDS.begins(&text[end..]).or_else(|| COUNTY_ENDS.begins(&text[end..])).map_or(0, str::len)
}

/// The province, autonomous or special region or municipality whose name a text
/// begins with, without what it ends with: 湖北 for 湖北省护理学会 and for 湖北大学.
pub fn province(text: &str) -> Option<&'static str> {
    let special = || AREAS.begins(text).filter(|name| TILES.contains_key(name));
    PROVINCES.begins(text).or_else(|| MUNICIPALITIES.begins(text)).or_else(special)
}

/// Where each of these stands on a map of tiles: its row and column, from 1.
pub fn tiles() -> &'static BTreeMap<&'static str, (u8, u8)> {
    &TILES
}

/// The region whose name a text begins with: its rank and the length of its
/// name. A city that is in no list is a county.
pub fn leading(text: &str) -> Option<(Rank, usize)> {
    if let Some(name) = PROVINCES.begins(text)
        && let Some(end) = PROVINCE_ENDS.begins(&text[name.len()..])
    {
        return Some((Rank::Province, name.len() + end.len()));
    }
    if let Some(name) = MUNICIPALITIES.begins(text).filter(|name| text[name.len()..].starts_with('市')) {
        return Some((Rank::Province, name.len() + "市".len()));
    }
    // 某某市, 某某县, 某某区: two to six characters, the mark the last.
    for (at, character) in text.char_indices().skip(1).take(8) {
        let end = at + character.len_utf8();
        let name = &text[..at];
        // The marks by which names of regions end are the grammar of these names.
        let rank = match character {
            '市' if CITIES.has(name) => Rank::Prefecture,
            '市' | '县' | '旗' => Rank::County,
            '省' => Rank::Province,
            // 院区, 社区, 片区 and 校区 are no regions.
            '区' if NO_REGIONS.ends(name).is_none() => Rank::County,
            '州' if text[end..].starts_with('市') => continue,
            '州' if name.ends_with("自治") => Rank::Prefecture,
            '盟' if LEAGUES.ends(&text[..end]).is_some() => Rank::Prefecture,
            _ if !is_han(character) => return None,
            _ => continue,
        };
        // 全市, 我县 and 各区 name no place; 宁波市 does.
        return (at >= 6 && NO_NAMES.begins(name).is_none()).then_some((rank, end));
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Rank, is_place, leading, length, province, tiles};

    #[test]
    fn names_say_their_province() {
        for (text, expected) in [
            ("湖北省护理学会", Some("湖北")),
            ("天津市医学会", Some("天津")),
            ("内蒙古自治区医师协会", Some("内蒙古")),
            ("慈溪市某集团", None),
            ("中华医学会", None),
            ("香港医学会", Some("香港")),
            ("华东地区护理联盟", None),
        ] {
            assert_eq!(province(text), expected, "{text}");
        }
    }

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        let places: HashSet<_> = tiles().values().collect();
        assert_eq!((tiles().len(), places.len()), (34, 34));
        assert!(tiles().values().all(|(down, across)| (1..=7).contains(down) && (1..=7).contains(across)));
    }

    #[test]
    fn regions_have_their_rank() {
        for (text, expected) in [
            ("江西省卫生健康委", Some((Rank::Province, "江西省"))),
            ("天津市先进集体", Some((Rank::Province, "天津市"))),
            ("宁波市五星级", Some((Rank::Prefecture, "宁波市"))),
            ("慈溪市先进", Some((Rank::County, "慈溪市"))),
            ("红安县人民医院", Some((Rank::County, "红安县"))),
            ("全市先进", None),
            ("四川大学", None),
            ("先进党支部", None),
        ] {
            let found = leading(text).map(|(rank, length)| (rank, &text[..length]));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn places_are_known_with_and_without_their_mark() {
        for (text, expected) in
            [("红安县医院", "红安县"), ("宁波大学", "宁波"), ("广西壮族自治区", "广西壮族自治区"), ("门诊部", "")]
        {
            assert_eq!(&text[..length(text)], expected);
        }
        assert!(is_place("张家口") && is_place("慈溪市") && !is_place("张三"));
    }
}
