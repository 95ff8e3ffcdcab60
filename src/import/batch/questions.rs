//! What several documents leave open, asked once.
//!
//! In: the documents of a batch. Out: questions, each with the reports that it is
//! about, and what an answer does to a report's facts. What one report alone leaves
//! open is not asked: it stands in its row. But what to do with private numbers, and
//! whether it is published, is asked of one too.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Language, Words};
use crate::import::batch::{Batch, Quoted, Read, report};
use crate::import::document::Place;
use crate::import::facts::{Branch, Facts, Proposed};
use crate::import::review::{Answer, Point, points, review};
use crate::language::date::Years;
use crate::language::personal::{self, Kind};
use crate::parse::body_of;
use crate::source::VPath;
use crate::text::width;

/// How many answers a question offers at most.
const CHOICES: usize = 6;
/// How many examples stand in an answer.
const EXAMPLES: usize = 2;
/// How many reports make a question.
const SEVERAL: usize = 2;

/// The keys whose entries are asked about together.
const LISTS: [(&str, Words); 7] = [
    ("authors", Words { zh: "作者", en: "authors" }),
    ("topics", Words { zh: "主题", en: "topics" }),
    ("keywords", Words { zh: "关键词", en: "keywords" }),
    ("achievements", Words { zh: "成效", en: "achievements" }),
    ("honours", Words { zh: "荣誉", en: "honours" }),
    ("metrics", Words { zh: "数字", en: "figures" }),
    ("people", Words { zh: "人物", en: "people" }),
];

/// What a report is that says nothing of its status.
pub(super) const PUBLISHED: &str = "published";
/// What reports may be when they are imported.
pub(super) const STATUS: [(&str, Words); 3] = [
    ("draft", Words { zh: "草稿，看过再定稿", en: "Drafts, to be read first" }),
    ("first-review", Words { zh: "送初审，先不发布", en: "In first review, not published yet" }),
    (PUBLISHED, Words { zh: "都看过了，定稿", en: "All have been read and are final" }),
];

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it is called.
    pub key: String,
    /// The question.
    pub say: String,
    /// The rows that it is about.
    pub rows: Vec<String>,
    /// What can be answered: a value, and what it means.
    pub choices: Vec<(String, String)>,
    /// Whether another text is an answer too.
    pub free: bool,
    /// The words that it is about, each with its row.
    pub quotes: Vec<(String, Quoted)>,
}

/// What a question is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// The title, in all documents in which it was found at the same place.
    Title(Place),
    /// The organisation, of documents whose names are alike but for dates and numbers.
    Organization(String),
    /// The year, which the names of the files say.
    Year,
    /// Numbers of persons in the text.
    Mobiles,
    /// The uncertain entries of lists.
    Lists,
    /// Whether the reports are published.
    Status,
}

impl About {
    /// How many reports make a question. What is not told by a row is asked about one.
    fn least(&self) -> usize {
        match self {
            About::Mobiles | About::Lists | About::Status => 1,
            _ => SEVERAL,
        }
    }

    /// What the question is called.
    pub(super) fn key(&self) -> String {
        match self {
            About::Title(place) => format!("title:{}", place.shown(Language::English)),
            About::Organization(name) => format!("branch:{name}"),
            About::Year => "year".to_owned(),
            About::Mobiles => "mobiles".to_owned(),
            About::Lists => "lists".to_owned(),
            About::Status => "status".to_owned(),
        }
    }
}

impl Batch {
    /// What several documents leave open.
    pub fn questions(&self, language: Language) -> Vec<Question> {
        let mut rows: BTreeMap<About, Vec<(&str, &Read)>> = BTreeMap::new();
        for (row, read) in self.reads() {
            for about in self.open(&row.name, read) {
                rows.entry(about).or_default().push((&row.key, read));
            }
        }
        // Reports in one document are told apart in their rows.
        let documents =
            |rows: &[(&str, &Read)]| rows.iter().map(|(_, read)| read.digest).collect::<BTreeSet<_>>().len();
        let shared = rows.into_iter().filter(|(about, rows)| documents(rows) >= about.least());
        shared.map(|(about, rows)| question(&about, &rows, language)).collect()
    }

    /// What may be asked about a report.
    pub(super) fn open(&self, name: &str, read: &Read) -> Vec<About> {
        let facts = read.facts();
        let mut open = Vec::new();
        if let Some(title) = facts.title.as_ref().filter(|title| !title.certain)
            && facts.alternatives.iter().any(|(key, _)| *key == "title")
        {
            open.push(About::Title(title.place));
        }
        if !self.organization(read).is_some_and(|(_, is_clear)| *is_clear) {
            open.push(About::Organization(kind_of(name)));
        }
        let year = year_in(name);
        if !facts.years.as_ref().is_some_and(|years| years.certain) && year.is_some() {
            open.push(About::Year);
        }
        if !read.private.is_empty() {
            open.push(About::Mobiles);
        }
        let is_open = |point: &Point| !point.certain && LISTS.iter().any(|(key, _)| *key == point.key);
        open.extend(points(facts).iter().any(is_open).then_some(About::Lists));
        open.push(About::Status);
        open
    }
}

impl Read {
    /// What was found, with what was answered.
    pub(super) fn answered(&self, name: &str, open: &[About], answers: &BTreeMap<String, String>) -> Facts {
        let mut facts = self.facts().clone();
        for about in open {
            let Some(said) = answers.get(&about.key()).filter(|said| !said.is_empty()) else { continue };
            match about {
                About::Title(_) => match said.parse::<usize>() {
                    Ok(0) => facts.title.iter_mut().for_each(|title| title.certain = true),
                    Ok(number) => decide(&mut facts, "title", &|_| Answer::Choose(number - 1)),
                    Err(_) => {}
                },
                About::Organization(_) => {
                    let branch = Branch::Known(said.clone());
                    facts.branch = Some(sure(branch));
                }
                About::Year if said == "name" => facts.years = year_in(name).map(|year| sure(Years::one(year))),
                About::Lists if said == "take" => {
                    LISTS.iter().for_each(|(key, _)| decide(&mut facts, key, &|_| Answer::Take))
                }
                About::Lists if said == "drop" => {
                    LISTS.iter().for_each(|(key, _)| decide(&mut facts, key, &|_| Answer::Drop))
                }
                // What is done to the text is done when it is written.
                _ => {}
            }
        }
        facts
    }
}

/// A value that a person has given.
pub(super) fn sure<T>(value: T) -> Proposed<T> {
    Proposed { value, evidence: String::new(), place: Place::Document, certain: true }
}

/// Decides on the uncertain points of a key. An answer that it does not take leaves it.
pub(super) fn decide(facts: &mut Facts, key: &str, answer: &dyn Fn(&Point) -> Answer) {
    let is_asked = |point: &Point| point.key == key && !point.certain && !point.again;
    review(facts, &mut |point| if is_asked(point) { answer(point) } else { Answer::Leave });
}

/// The letters of a file's name: what files of one kind have in common.
fn kind_of(name: &str) -> String {
    width::fold(report::stem(name)).chars().filter(|c| c.is_alphabetic()).collect()
}

/// The one year in a file's name.
fn year_in(name: &str) -> Option<i32> {
    let name = width::fold(report::stem(name));
    let numbers = name.split(|c: char| !c.is_ascii_digit());
    let years = numbers.filter(|number| number.len() == 4).filter_map(|number| number.parse().ok());
    let mut years: Vec<i32> = years.filter(|year| (1949..=2099).contains(year)).collect();
    years.dedup();
    (years.len() == 1).then(|| years[0])
}

/// Whether it is asked what to do with a number: it is somebody's at once, not perhaps.
pub(super) fn is_asked(kind: Kind) -> bool {
    matches!(kind, Kind::Mobile | Kind::LandLine)
}

/// How many digits of a number are hidden.
const HIDDEN: usize = 4;

/// A report in which the middle of each number of a person is hidden, or `all` of it, but for addresses and the
/// line that says from which document it is: what they name is called so. In its body the
/// asterisks are escaped, for two such numbers would set what is between them in bold.
pub(super) fn masked(path: &VPath, text: &str, all: bool) -> String {
    let body = body_of(path, text).start;
    let in_address = |at: usize| {
        let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at];
        line.starts_with("source: ") || line.rfind("](").is_some_and(|open| !line[open..].contains(')'))
    };
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for (kind, range) in personal::numbers_in_markdown(text).into_iter().filter(|(kind, _)| is_asked(*kind)) {
        if in_address(range.start) {
            continue;
        }
        masked.push_str(&text[done..range.start]);
        // A letter within it is a digit too: 139OOO83356.
        let is_digit = |c: char| width::fold_char(c).is_ascii_alphanumeric();
        let count = text[range.clone()].chars().filter(|c| is_digit(*c)).count();
        // 138****8000, 33****2: what stands behind tells whose it is to whoever knows it.
        let seen = if kind == Kind::Mobile { HIDDEN } else { 1 };
        let last = count.saturating_sub(seen);
        let mut digits = 0;
        for c in text[range.clone()].chars() {
            digits += usize::from(is_digit(c));
            match is_digit(c) && (all || (last + 1 - HIDDEN.min(last)..=last).contains(&digits)) {
                true if range.start >= body => masked.push_str(r"\*"),
                true => masked.push('*'),
                false => masked.push(c),
            }
        }
        done = range.end;
    }
    masked.push_str(&text[done..]);
    masked
}

/// A question in words.
fn question(about: &About, rows: &[(&str, &Read)], language: Language) -> Question {
    let word = |words: Words| words.in_language(language).to_owned();
    let choice = |value: &str, words: Words| (value.to_owned(), word(words));
    let (say, choices, free) = match about {
        About::Title(_) => {
            let say = Words { zh: "题目是哪一行？", en: "Which line is the title?" };
            let titles: Vec<Vec<String>> = rows.iter().map(|(_, read)| titles(read)).collect();
            let most = titles.iter().map(Vec::len).max().unwrap_or(0).min(CHOICES);
            let example = |at: usize| {
                let examples: Vec<&str> =
                    titles.iter().filter_map(|titles| titles.get(at)).map(String::as_str).take(EXAMPLES).collect();
                (at.to_string(), examples.join(&word(Words { zh: "；", en: "; " })))
            };
            (word(say), (0..most).map(example).collect(), false)
        }
        About::Organization(_) => {
            let say = Words {
                zh: "这几份的文件名是一类，文中没有说清是哪个组织的。是哪个？",
                en: "These files are named alike, and none says clearly whose it is. Whose are they?",
            };
            let mut named: Vec<String> = Vec::new();
            for point in rows.iter().filter_map(|(_, read)| read.point("branch")) {
                for name in std::iter::once(point.value).chain(point.alternatives) {
                    if !named.contains(&name) {
                        named.push(name);
                    }
                }
            }
            named.truncate(CHOICES);
            (word(say), named.into_iter().map(|name| (name.clone(), name)).collect(), true)
        }
        About::Year => {
            let say = Words {
                zh: "正文没有说清年度，文件名里有。按文件名填吗？",
                en: "The text does not say the year clearly, the file's name does. Take it from there?",
            };
            let choices = vec![
                choice("name", Words { zh: "按文件名", en: "From the name" }),
                choice("leave", Words { zh: "以后逐篇看", en: "Later, one by one" }),
            ];
            (word(say), choices, false)
        }
        About::Mobiles => {
            let count = rows.iter().map(|(_, read)| read.private.len()).sum::<usize>().to_string();
            let say = Words {
                zh: "写有{count}个手机号、家里的电话。怎么办？",
                en: "There are {count} mobile numbers or telephones at home. What about them?",
            };
            let choices = vec![
                choice("mask", Words { zh: "遮去中间四位", en: "Hide four digits in the middle" }),
                choice("hide", Words { zh: "整个遮去", en: "Hide all of each" }),
                choice("keep", Words { zh: "照登", en: "Leave them" }),
            ];
            (word(say).replace("{count}", &count), choices, false)
        }
        About::Lists => {
            let all: Vec<Point> = rows.iter().flat_map(|(_, read)| points(read.facts())).collect();
            let open = |key: &str| all.iter().filter(|point| point.key == key && !point.certain).count();
            let counts =
                LISTS.iter().filter_map(|(key, name)| Some((open(key), word(*name))).filter(|(count, _)| *count > 0));
            let (say, between) = match language {
                Language::Chinese => ("{counts}没有人看过。怎么办？", "、"),
                Language::English => ("Nobody has looked at {counts} yet. What about them?", ", "),
            };
            let counts = counts.map(|(count, name)| match language {
                Language::Chinese => format!("{name} {count} 项"),
                Language::English => format!("{count} {name}"),
            });
            let say = say.replace("{counts}", &counts.collect::<Vec<_>>().join(between));
            let choices = vec![
                choice("leave", Words { zh: "留着待核，核过才登出", en: "Leave them open, unpublished until decided" }),
                choice(
                    "take",
                    Words {
                        zh: "都采纳，登在各篇的要点里", en: "Take all into the facts of their reports"
                    },
                ),
                choice("drop", Words { zh: "都不要，正文照旧", en: "Drop all, the texts stay" }),
            ];
            (say, choices, false)
        }
        About::Status => {
            let say = Words { zh: "导入后算什么？", en: "What are they when imported?" };
            let choices = STATUS.map(|(status, words)| choice(status, words)).to_vec();
            (word(say), choices, false)
        }
    };
    let quotes = rows.iter().filter(|_| *about == About::Mobiles);
    let quotes = quotes.flat_map(|(key, read)| read.private.iter().map(|quoted| ((*key).to_owned(), quoted.clone())));
    let quotes = quotes.collect();
    let rows = rows.iter().map(|(key, _)| (*key).to_owned()).collect();
    Question { key: about.key(), say, rows, choices, free, quotes }
}

/// The title as it is proposed, then what else it may be.
fn titles(read: &Read) -> Vec<String> {
    let point = read.point("title");
    point.into_iter().flat_map(|point| std::iter::once(point.value).chain(point.alternatives)).collect()
}
