//! Figures: what an article counts and measures.
//!
//! In: passages, the metrics of the registry, the years reported on. Out: one
//! proposal for each figure that a careful reader would mark: an amount with a
//! counter, or a share, and what is counted. Dates, ordinals, slogans with
//! numbers (两个维护), frequencies (每月召开一次) and plans are none. The name
//! is the registry's where name and unit fit, else the report's own words.

mod noun;
mod phrase;
mod share;
pub mod table;
mod wanted;

use std::ops::Range;

use crate::import::document::{Block, Role, Table};
use crate::import::facts::figures::noun::{FROM, Named, name};
use crate::import::facts::figures::wanted::{Standing, standing};
use crate::import::facts::reading::{Clause, Kind, LONGEST, Passage};
use crate::import::facts::{Metric, Proposed};
use crate::import::structure::Article;
use crate::language::amount::{Amount, Claim, Kind as Unit, Nature, amounts, kin, plain};
use crate::language::date::{PartialDate, last_day};
use crate::language::lexicon::{self, List};
use crate::language::modality::is_planned_below;
use crate::language::timex;
use crate::model::Publication;

/// 万 and 亿, with which units are written: 万元.
const SCALES: [(&str, u64); 2] = [("亿", 100_000_000), ("万", 10_000)];

/// Words of an order, of a change, of when a figure holds.
static IN_ORDER: List = List::new(&lexicon::FIGURE_WORDS, "in-order");
static GROWS: List = List::new(&lexicon::FIGURE_WORDS, "grow");
static UNTIL: List = List::new(&lexicon::FIGURE_WORDS, "until");
static LAST_YEAR: List = List::new(&lexicon::FIGURE_WORDS, "last-year");
/// 至 of 2018年3月至2019年12月; 年和 of 2020年和2021年.
static SPANS: List = List::new(&lexicon::FIGURE_WORDS, "span");
static AND_YEARS: List = List::new(&lexicon::FIGURE_WORDS, "and-year");
/// 今年, 目前.
static THIS_YEAR: List = List::new(&lexicon::FIGURE_WORDS, "this-year");

/// A figure with where it stands.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Which passage.
    pub passage: usize,
    /// Where in it.
    pub range: Range<usize>,
    /// What it says.
    pub proposed: Proposed<Metric>,
    /// Whether its name says what is counted. What has none is not proposed: a
    /// number without a name is no figure, and the text has it anyway.
    pub is_named: bool,
}

/// A sentence that no person wrote: more numbers than this are not read.
const MOST: usize = 200;

/// A sentence with its clauses and amounts.
pub struct Told<'t> {
    /// The passage.
    pub passage: &'t Passage,
    /// Where the sentence stands in it.
    pub sentence: Range<usize>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// Its amounts; their places are the passage's.
    pub amounts: Vec<Amount<'t>>,
}

impl<'t> Told<'t> {
    /// The words of a part.
    pub fn words(&self, range: Range<usize>) -> &'t str {
        self.passage.text.get(range).unwrap_or_default()
    }

    /// The index of the clause that a place is in.
    pub fn clause_at(&self, place: usize) -> usize {
        let at = self.clauses.partition_point(|clause| clause.range.end <= place);
        at.min(self.clauses.len().saturating_sub(1))
    }

    /// The words of a clause before an amount, from after the amount before it.
    pub fn before(&self, index: usize) -> &'t str {
        let amount = &self.amounts[index];
        let clause = &self.clauses[self.clause_at(amount.range.start)];
        // 二等奖 in 一等奖1项、二等奖3项 belongs to what is counted.
        let counted = |amount: &&Amount<'_>| matches!(amount.nature, Nature::Count | Nature::Share);
        let floor = self.amounts[..index].iter().rev().find(counted).map_or(0, |last| last.range.end);
        self.words(clause.range.start.max(floor).min(amount.range.start)..amount.range.start).trim()
    }

    /// The words of a clause after an amount, up to the next one.
    pub fn after(&self, index: usize) -> &'t str {
        let amount = &self.amounts[index];
        let clause = &self.clauses[self.clause_at(amount.range.start)];
        // Up to the next figure; 两个 in 兼具两个身份 is none.
        let next = (index + 1..self.amounts.len()).find(|&next| standing(self, next) != Standing::None);
        let roof = next.map_or(usize::MAX, |next| self.amounts[next].range.start);
        self.words(amount.range.end..clause.range.end.min(roof).max(amount.range.end)).trim()
    }
}

/// The figures of passages and tables, each once.
pub fn propose(article: &Article, passages: &[Passage], publication: &Publication, year: Option<i32>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    for (place, passage) in passages.iter().enumerate() {
        if passage.kind == Kind::Heading || passage.hopes {
            continue;
        }
        let all = amounts(&passage.text);
        let mut rest = all.into_iter().peekable();
        for sentence in &passage.sentences {
            let mut within = Vec::new();
            while let Some(amount) = rest.next_if(|amount| amount.range.start < sentence.end) {
                within.push(amount);
            }
            if within.is_empty() || within.len() > MOST || sentence.len() > LONGEST {
                continue;
            }
            let clauses = passage.clauses(sentence);
            let mut told = Told { passage, sentence: sentence.clone(), clauses, amounts: within };
            wanted::mend(&mut told);
            in_sentence(&told, place, publication, year, &mut figures);
        }
    }
    figures.extend(in_tables(article, publication, year));
    once(figures)
}

/// The figures of tables of which the head tells years; they stand in no passage.
fn in_tables<'a>(
    article: &'a Article,
    publication: &'a Publication,
    year: Option<i32>,
) -> impl Iterator<Item = Figure> + 'a {
    tables(article)
        .flat_map(move |(table, above)| table::figures(table, &above, publication, year))
        .map(|proposed| Figure { passage: usize::MAX, range: 0..0, proposed, is_named: true })
}

/// The tables that are not planned, each with the lines right above it.
fn tables(article: &Article) -> impl Iterator<Item = (&Table, Vec<String>)> {
    let mut hopes = false;
    article.blocks.iter().enumerate().filter_map(move |(at, block)| {
        match block {
            Block::Paragraph(paragraph) if matches!(paragraph.role, Role::Heading(_)) => {
                hopes = is_planned_below(&paragraph.text());
            }
            Block::Table(table) if !hopes => {
                let above = article.blocks.get(at.saturating_sub(LINES_ABOVE)..at).unwrap_or_default();
                let words = |block: &Block| match block {
                    Block::Paragraph(paragraph) => Some(paragraph.text()),
                    _ => None,
                };
                return Some((table, above.iter().filter_map(words).collect()));
            }
            _ => {}
        }
        None
    })
}

/// In how many lines above a table its unit is looked for.
const LINES_ABOVE: usize = 2;

fn in_sentence(
    told: &Told<'_>,
    passage: usize,
    publication: &Publication,
    year: Option<i32>,
    figures: &mut Vec<Figure>,
) {
    let mut taken = vec![false; told.amounts.len()];
    for index in 0..told.amounts.len() {
        if taken[index] {
            continue;
        }
        let amount = &told.amounts[index];
        let standing = standing(told, index);
        if standing == Standing::None {
            continue;
        }
        // 从40人增加至45人: the second is the figure, the first its base.
        let later = changed(told, index);
        let value = later.unwrap_or(index);
        let Named { name, certain } = name(told, index, later, publication);
        let is_named = certain;
        if let Some(later) = later {
            taken[later] = true;
        }
        let figure = &told.amounts[value];
        let (digits, unit) = written(told, figure);
        let approx = approx(told, figure);
        let as_of = as_of(told, value, year);
        let range = amount.range.start..figure.range.end;
        let metric = Metric {
            name,
            value: digits,
            unit,
            approx: approx.to_owned(),
            base: later.and_then(|_| base(told, amount, figure)),
            as_of: as_of.0,
            is_tabled: false,
        };
        // Of 分别 and 依次 the order tells, which is not read for counts.
        let clause = told.clauses[told.clause_at(range.start)].range.start;
        let in_order = figure.nature == Nature::Count && IN_ORDER.is_in(told.words(clause..range.start.max(clause)));
        let certain = certain && !in_order;
        let proposed = Proposed {
            value: metric,
            evidence: told.passage.evidence(&range),
            place: told.passage.place,
            certain: certain && standing == Standing::Sure && as_of.1,
        };
        figures.push(Figure { passage, range, proposed, is_named });
    }
}

/// The amount that one has become, if the text says so: 从40人增加至45人.
pub fn changed(told: &Told<'_>, index: usize) -> Option<usize> {
    let (first, second) = (&told.amounts[index], index + 1);
    let mut second = second;
    // 从上一年的40人增加至今年的45人 may have a year between.
    while told.amounts.get(second).is_some_and(|next| matches!(next.nature, Nature::Time)) {
        second += 1;
    }
    let next = told.amounts.get(second)?;
    let before = told.words(told.sentence.start..first.range.start);
    let from = FROM.rfind(before)?;
    let between = told.words(first.range.end..next.range.start);
    let grows = GROWS.is_in(between);
    let near = before[from..].chars().count() <= 16 && between.chars().count() <= 14;
    let alike = first.nature == next.nature
        && (kin(first.counter) == kin(next.counter) || ratio(first.counter, next.counter).is_some());
    (grows && near && alike && matches!(next.nature, Nature::Count | Nature::Share)).then_some(second)
}

/// A value and its unit as a front matter takes them: 80 万元, 1.2万 人次.
fn written(told: &Told<'_>, amount: &Amount<'_>) -> (String, String) {
    let whole = plain(amount.value);
    if amount.nature == Nature::Share {
        return (whole, "%".to_owned());
    }
    let numeral = told.words(amount.numeral.clone());
    let scale = SCALES.into_iter().find(|(scale, _)| numeral.contains(scale));
    let unit = amount.counter.to_owned();
    let Some((scale, factor)) = scale else { return (whole, unit) };
    if amount.value < factor {
        return (whole, unit);
    }
    let value = plain(amount.value / factor);
    // More decimals than were written come of 三万五.
    if !amount.value.is_multiple_of(factor) {
        return (whole, unit);
    }
    if amount.kind() == Unit::Money { (value, format!("{scale}{unit}")) } else { (format!("{value}{scale}"), unit) }
}

/// What a figure was before, in the unit that the figure is written in: of
/// 从800万元增至1.2亿元 0.08. None where that would need more decimals than a
/// value has.
fn base(told: &Told<'_>, before: &Amount<'_>, figure: &Amount<'_>) -> Option<String> {
    let (value, unit) = written(told, before);
    let wanted = written(told, figure).1;
    if unit == wanted {
        return Some(value);
    }
    let factor = match wanted.strip_suffix(figure.counter)? {
        "" => 1,
        scale => SCALES.into_iter().find(|(known, _)| *known == scale)?.1,
    };
    let (times, by) = ratio(before.counter, figure.counter).unwrap_or((1, 1));
    let value = before.value.checked_mul(times)?;
    let factor = factor * by;
    value.is_multiple_of(factor).then(|| plain(value / factor))
}

/// What a number of one unit is to be multiplied with and divided by to be one
/// of another; none for other units, and for one unit itself.
fn ratio(from: &str, to: &str) -> Option<(u64, u64)> {
    let measure = |unit: &str| {
        let row = lexicon::MEASURES.rows().find(|row| row.word() == unit)?;
        Some((row.get("of"), row.get("worth").parse().ok()?))
    };
    let ((one, from), (other, to)) = (measure(from)?, measure(to)?);
    (one == other).then_some((from, to))
}

/// 余, 多, 近 or 约, as the text says; empty if exact.
fn approx(told: &Told<'_>, amount: &Amount<'_>) -> &'static str {
    let words = told.words(amount.range.clone());
    // What a front matter takes for it.
    match amount.claim {
        Claim::Exact | Claim::Rounded => "",
        Claim::Over if words.contains('多') => "多",
        Claim::Over => "余",
        Claim::Under => "近",
        Claim::About | Claim::Between => "约",
    }
}

/// When a figure holds, if its sentence says so, and whether that is sure.
fn as_of(told: &Told<'_>, index: usize, year: Option<i32>) -> (Option<PartialDate>, bool) {
    let amount = &told.amounts[index];
    let head = told.words(told.sentence.start..amount.range.start);
    // 截至3月底, 截止到2021年6月
    if let Some(at) = UNTIL.rfind(head) {
        let found = timex::moments(&head[at..]).into_iter().next();
        if let Some(found) = found {
            let named = found.year;
            let of = named.or(year);
            let end = of.and_then(|of| {
                u8::try_from(found.month?).ok().filter(|m| (1..=12).contains(m)).map(|m| last_day(of, m))
            });
            let day = found.day.filter(|day| end.is_some_and(|end| *day <= u64::from(end)));
            let date = of.and_then(|of| PartialDate::new(of, found.month, day).ok());
            return (date, named.is_some() || date.is_some());
        }
        if let Some((_, year)) = timex::years(&head[at..]).first() {
            return (PartialDate::new(*year, None, None).ok(), true);
        }
    }
    // 2018年3月至2019年12月: when it was done.
    let span = timex::moments(head);
    if let [.., first, last] = span.as_slice()
        && let Some(until) = last.year
        && first.year.is_some()
        && SPANS.is_in(&head[first.range.end..last.range.start])
    {
        return (PartialDate::new(until, last.month, last.day).ok(), true);
    }
    // The last time that a clause up to here begins with: 2019年我们…, 去年共….
    let Some(year) = year else { return (None, true) };
    let clauses = &told.clauses[..=told.clause_at(amount.range.start)];
    for clause in clauses.iter().rev() {
        let words = told.words(clause.range.start..clause.range.end.min(amount.range.start));
        if THIS_YEAR.is_in(words) {
            return (None, true);
        }
        if LAST_YEAR.begins(words).is_some() {
            return (PartialDate::new(year - 1, None, None).ok(), true);
        }
        let years = timex::years(words);
        // 2020年和2021年 is no one time.
        if let [(range, said)] = years.as_slice()
            && range.start == 0
            && AND_YEARS.begins(&words[range.end..]).is_none()
        {
            let date = PartialDate::new(*said, None, None).ok();
            return (date.filter(|_| *said != year), true);
        }
    }
    (None, true)
}

/// Each figure once: what is told again under a like name stays as first told,
/// or as it has the registry's name.
fn once(figures: Vec<Figure>) -> Vec<Figure> {
    let mut kept: Vec<Figure> = Vec::new();
    let mut seen: std::collections::HashMap<(String, String), Vec<usize>> = std::collections::HashMap::new();
    for figure in figures {
        let metric = &figure.proposed.value;
        let key = (metric.value.clone(), kin(&metric.unit).to_owned());
        let same = seen.entry(key).or_default();
        let known = same.iter().copied().take(64).find(|&at| alike(&kept[at].proposed.value.name, &metric.name));
        match known {
            Some(at) => {
                let first = &mut kept[at].proposed;
                if !first.certain && figure.proposed.certain {
                    *first = figure.proposed;
                }
            }
            None => {
                same.push(kept.len());
                kept.push(figure);
            }
        }
    }
    doubt_namesakes(&mut kept);
    kept
}

/// Of several values under one name none is certain: 活动57场 of a society and 活动118场 of
/// its committees are not one figure over the years.
fn doubt_namesakes(figures: &mut [Figure]) {
    let mut named: std::collections::HashMap<_, usize> = std::collections::HashMap::new();
    let key = |metric: &Metric| (metric.name.clone(), kin(&metric.unit).to_owned(), metric.as_of.map(|date| date.year));
    for figure in figures.iter() {
        *named.entry(key(&figure.proposed.value)).or_default() += 1;
    }
    for figure in figures {
        figure.proposed.certain &= named[&key(&figure.proposed.value)] == 1;
    }
}

/// Whether two names may be of one thing: they share two characters in a row.
fn alike(one: &str, other: &str) -> bool {
    let characters: Vec<char> = one.chars().collect();
    one == other || characters.windows(2).any(|pair| other.contains(&pair.iter().collect::<String>()))
}
