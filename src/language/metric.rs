//! Metrics: how much a unit is worth, and which figures may be added.
//!
//! In: the name of a metric and a unit as people write them. Out: the unit
//! without its 万 or 亿, counters that count the same as one (名 and 位 are 人),
//! and whether numbers of this kind have a sum at all: a satisfaction of 98%
//! and one of 96% have none. The words are data (`lexicon/metric-words.tsv`).

use std::sync::LazyLock;

use crate::language::amount::kin;
use crate::language::lexicon::{self, List};

/// What units begin with, and how many times the unit that is.
static TIMES: LazyLock<Vec<(&'static str, u64)>> = LazyLock::new(|| {
    let rows = lexicon::METRIC_WORDS.of("times");
    let mut times: Vec<_> = rows.filter_map(|row| Some((row.word(), row.get("worth").parse().ok()?))).collect();
    times.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    times
});

static RATE_UNIT: List = List::new(&lexicon::METRIC_WORDS, "rate-unit");
static SHARE_UNIT: List = List::new(&lexicon::METRIC_WORDS, "share-unit");
static RATE_BEGIN: List = List::new(&lexicon::METRIC_WORDS, "rate-begin");
static RATE_END: List = List::new(&lexicon::METRIC_WORDS, "rate-end");

/// How many times the unit behind it a written unit is, and that unit:
/// 万人次 is 10,000 times 人次.
pub fn worth(unit: &str) -> (u64, &str) {
    TIMES.iter().find_map(|(word, worth)| Some((*worth, unit.strip_prefix(word)?))).unwrap_or((1, unit))
}

/// The unit that stands for all that count the same: 人 for 名, 位 and 万名.
pub fn base(unit: &str) -> &str {
    kin(worth(unit).1)
}

/// Whether numbers in a unit are parts of a hundred, which no registry can make
/// a sum of.
pub fn is_share(unit: &str) -> bool {
    SHARE_UNIT.has(unit)
}

/// Whether numbers of an unregistered metric are ratios, averages or marks, by
/// its unit and its name.
pub fn is_rate(name: &str, unit: &str) -> bool {
    RATE_UNIT.has(unit) || RATE_BEGIN.begins(name).is_some() || RATE_END.ends(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::{base, is_rate, worth};

    #[test]
    fn units_are_one_whatever_stands_before_them() {
        assert_eq!(worth("万人次"), (10_000, "人次"));
        assert_eq!(worth("百万元"), (1_000_000, "元"));
        assert_eq!(worth("百分点"), (1, "百分点"));
        assert_eq!(worth(""), (1, ""));
        assert_eq!((base("万名"), base("位"), base("人次")), ("人", "人", "人次"));
    }

    #[test]
    fn what_has_no_sum_is_known_by_unit_or_name() {
        for (name, unit) in
            [("满意度", "%"), ("参学率", ""), ("平均年龄", "岁"), ("考核得分", "分"), ("人均经费", "元")]
        {
            assert!(is_rate(name, unit), "{name} {unit}");
        }
        for (name, unit) in [("义诊场次", "场"), ("会员", "名"), ("投入经费", "万元"), ("率先完成", "项")]
        {
            assert!(!is_rate(name, unit), "{name} {unit}");
        }
    }
}
