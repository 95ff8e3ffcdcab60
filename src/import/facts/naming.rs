//! Where an article names the organisation that reports.
//!
//! In: an article and its passages. Out: the names at each of the places where a
//! report names its own organisation: title, signature, by-line, labelled
//! details, the head of the page, the name of the file. They are independent of
//! each other, so that a name at two of them is hardly a mistake. A source names
//! a newspaper as often as the organisation and only confirms a name.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::import::document::{Block, Place};
use crate::import::facts::names::is_general;
use crate::import::facts::reading::{Kind, Passage, cut, dense};
use crate::import::facts::years;
use crate::import::structure::{Article, Found};
use crate::language::lexicon::{self, List, Map, Own};
use crate::language::person::OFFICES;
use crate::language::{Known, byline, enumerator, organization, timex, token};
use crate::text::han::is_han;
use crate::text::width::fold_char;

/// How names of organisations end.
static STRONG: List = List::new(&lexicon::UNIT_SUFFIXES, "strong");
/// What parts a name into parent and child.
static PARENTS: List = List::new(&lexicon::UNIT_SUFFIXES, "parent");
/// 办公室, by which a body edits its papers.
static OWN_OFFICES: List = List::new(&lexicon::BRANCH_WORDS, "office");
/// 镇, 村
static MARKS: List = List::new(&lexicon::REGION_WORDS, "mark");
/// How names end that need no other before them: 大学, 有限公司.
static WHOLE: List = List::new(&lexicon::UNIT_SUFFIXES, "whole");
/// What stands before the name in a title: 关于.
static LEADS: List = List::new(&lexicon::BRANCH_WORDS, "lead");
/// What follows a name: 工作总结.
static EDGES: List = List::new(&lexicon::BRANCH_WORDS, "edge");
/// 新局, which ends as names do.
static NONE: List = List::new(&lexicon::BRANCH_WORDS, "none");
/// What parts of bodies end with: 医学科, which is no 学科.
static PART_SUFFIXES: List = List::new(&lexicon::UNIT_SUFFIXES, "part");
/// What stands after the name in the head of a page: 文件.
static HEAD_ENDS: List = List::new(&lexicon::BRANCH_WORDS, "head-end");
/// What no name has in it: 总结.
static NEVER: List = List::new(&lexicon::BRANCH_WORDS, "never");
/// 各支部.
static ANYBODYS: List = List::new(&lexicon::BRANCH_WORDS, "anybodys");
/// 我代表, before the name in a speech.
static SPEAKS: List = List::new(&lexicon::BRANCH_WORDS, "speaks");
/// 受, before whoever asked for it.
static SPEAKS_FOR: List = List::new(&lexicon::BRANCH_WORDS, "speaks-for");
/// 一年来, before whose year it was.
static TIMES: List = List::new(&lexicon::BRANCH_WORDS, "time");
/// 对, behind a body that does something to the one that reports.
static ACTS_ON: List = List::new(&lexicon::BRANCH_WORDS, "acts-on");
/// 我院, in a sentence about somebody else.
static OURS: List = List::new(&lexicon::BRANCH_WORDS, "ours");
/// How the names of forms end, which may begin with a kind of bodies: 专科分会年度工作报告表.
static FORMS: List = List::new(&lexicon::BRANCH_WORDS, "form");
/// How parts of a body end: 部.
static PART_ENDS: List = List::new(&lexicon::BRANCH_WORDS, "part-end");
/// 届 of 第三届.
static TERMS: List = List::new(&lexicon::BRANCH_WORDS, "term");
/// 次 of 三届四次.
static SITTINGS: List = List::new(&lexicon::BRANCH_WORDS, "sitting");
/// 理事会, and 委员会 behind 第三届: what governs a body is no other body.
static GOVERNS: List = List::new(&lexicon::BRANCH_WORDS, "governs");
static ELECTED: List = List::new(&lexicon::BRANCH_WORDS, "elected");
/// 共青团, whose committees are its bodies.
static OF_MEMBERS: List = List::new(&lexicon::BRANCH_WORDS, "of-members");
/// 中共, and the dress of its committees with what they are called.
static PARTY: List = List::new(&lexicon::BRANCH_WORDS, "party");
/// Parts of names that are as often said for short.
static CONTRACTED: List = List::new(&lexicon::BRANCH_WORDS, "contracted");
static SHORT: Map = Map::new(&lexicon::BRANCH_WORDS, "short");
/// 卫生健康 before 委员会.
static STATE: List = List::new(&lexicon::BRANCH_WORDS, "state");
/// Labels of the own organisation, and of what stands above a title.
static LABELS: List = List::new(&lexicon::DETAIL_LABELS, "unit");
static DEPARTMENTS: List = List::new(&lexicon::DETAIL_LABELS, "department");
static TITLES: List = List::new(&lexicon::DETAIL_LABELS, "title");
static HEADS: List = List::new(&lexicon::DETAIL_LABELS, "head");

/// The longest name, in characters.
const LONGEST: usize = 40;

/// How much of a line or paragraph is read, in characters.
const LINE: usize = 400;

/// How many paragraphs open a text.
const OPENING: usize = 4;

/// How many names are weighed.
const MOST: usize = 48;

/// How much of a name stands before what ends its parent's, in bytes.
const PARENT: usize = 6;

/// How long a name may be, in characters, that does not say by itself whose it is: 昆虫生态课题组.
const SHORT_NAME: usize = 8;

/// A place where a report names its organisation, and how much that says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// Title or subtitle.
    Title,
    /// The signature.
    Signature,
    /// A labelled detail or a cell of a form: 填报单位.
    Detail,
    /// The line below the title.
    Byline,
    /// The header or footer of the pages.
    Margin,
    /// A title that is no more than the name.
    Paper,
    /// The name of the file, or the title that the file gives itself.
    File,
    /// A line above the title, the head of a page.
    Head,
    /// 我代表某某 at the beginning of a speech.
    Speech,
    /// Whose year it is: 2023年，某某….
    Subject,
    /// How a clause of the first paragraphs begins.
    Opening,
    /// The text.
    Text,
    /// Where the page says that it comes from.
    Source,
}

impl Spot {
    /// Whether it is none of the lines in which registered names are looked for anyway.
    pub fn is_apart(self) -> bool {
        matches!(self, Spot::Detail | Spot::File | Spot::Head | Spot::Margin)
    }

    /// How much it says whose report it is.
    pub fn weight(self) -> u32 {
        match self {
            Spot::Title => 8,
            Spot::Signature | Spot::Detail | Spot::Byline | Spot::Margin => 5,
            Spot::Paper | Spot::Speech | Spot::Subject => 5,
            Spot::File => 3,
            Spot::Head | Spot::Opening => 2,
            Spot::Text | Spot::Source => 1,
        }
    }
}

/// How many independent places some are: what the text says, it says once.
pub fn places(spots: &BTreeSet<Spot>) -> usize {
    let is_told = |spot: &&Spot| matches!(spot, Spot::Speech | Spot::Subject | Spot::Opening | Spot::Text);
    let told = spots.iter().filter(is_told).count();
    spots.len() - told.saturating_sub(1)
}

/// A name at a place.
#[derive(Clone, Debug)]
pub struct Naming {
    /// The name, without blanks.
    pub name: String,
    /// What kind of place.
    pub spot: Spot,
    /// Where.
    pub place: Place,
}

/// The names of organisations where a report names its own.
pub fn namings(article: &Article, passages: &[Passage], own: &Own) -> Vec<Naming> {
    let mut found = Vec::new();
    let mut add = |name: Option<String>, spot, place| found.extend(name.map(|name| Naming { name, spot, place }));
    for line in article.title.iter().chain(&article.subtitle) {
        let spot = match head(&line.text, own) {
            Some("") => Spot::Paper,
            Some(_) => Spot::Head,
            None => Spot::Title,
        };
        add(titled(&line.text, own), spot, line.place);
    }
    for signer in article.signer.iter().flat_map(parts) {
        add(line_of(&signer.0, own), Spot::Signature, signer.1);
    }
    for (label, line) in &article.details {
        let label = label_of(label);
        // A wide gap parts what was filled in from the next label.
        let text = line.text.split("\u{3000}\u{3000}").next().unwrap_or_default();
        if LABELS.has(&label) {
            add(leading(&plain(text), own), Spot::Detail, line.place);
        } else if TITLES.has(&label) {
            add(titled(text, own), Spot::Detail, line.place);
        } else if HEADS.has(&label) {
            add(leading(&plain(text), own), Spot::Head, line.place);
        }
    }
    for (label, value, place) in cells(article) {
        if LABELS.has(&label_of(&label)) {
            add(leading(&plain(&value), own), Spot::Detail, place);
        }
    }
    if let Some((name, place)) = department(article, own) {
        add(Some(name), Spot::Detail, place);
    }
    for margin in &article.properties.margins {
        let parts = margin.split_whitespace().chain([margin.as_str()]);
        add(parts.into_iter().find_map(|part| titled(part, own)), Spot::Margin, Place::Document);
    }
    for author in article.authors.iter().chain(&article.units) {
        add(line_of(&plain(&author.text), own), Spot::Byline, author.place);
    }
    let stem = article.name.rsplit_once('.').map_or(article.name.as_str(), |(stem, _)| stem);
    // What a site is called is no second place if it was taken for the title.
    let is_site = article.title.as_ref().is_some_and(|title| head(&title.text, own) == Some(""));
    for text in [stem].into_iter().chain((!is_site).then_some(article.properties.title.as_str())) {
        add(titled(text, own), Spot::File, Place::Document);
    }
    if let Some(source) = &article.source {
        add(leading(&plain(&source.text), own), Spot::Source, source.place);
    }
    let opening = passages.iter().filter(|passage| passage.kind == Kind::Body).take(OPENING);
    for passage in opening {
        let text: String = dense(cut(&passage.text, LINE)).chars().map(narrow).collect();
        let at = SPEAKS.iter().filter_map(|word| Some(text.find(word)? + word.len())).min();
        let spoken = at.and_then(|at| leading(&text[at..], own).filter(|name| is_whole(name)));
        add(spoken, Spot::Speech, passage.place);
        add(text.split('。').find_map(|sentence| subject(sentence, own)), Spot::Subject, passage.place);
        let begins = |at: usize| text[..at].ends_with(is_stop) || SPEAKS.ends(&text[..at]).is_some() || at == 0;
        for name in told(&text).into_iter().filter(|range| begins(range.start)) {
            let name = unspoken(&text[name]);
            add(leading(name, own).or_else(|| Some(name.to_owned())), Spot::Opening, passage.place);
        }
    }
    // 专科分会年度工作报告表 names a kind of bodies where 填报单位 says which.
    let is_form = |line: &Found| FORMS.ends(line.text.trim()).is_some();
    if article.title.iter().any(is_form) && found.iter().any(|naming| naming.spot == Spot::Detail) {
        found.retain(|naming| naming.spot != Spot::Title);
    }
    found.truncate(MOST);
    // 某某学会办公室 edits the paper of 某某学会, which its title names.
    let titles: Vec<String> =
        found.iter().filter(|naming| naming.spot == Spot::Title).map(|naming| naming.name.clone()).collect();
    for naming in found.iter_mut().filter(|naming| matches!(naming.spot, Spot::Head | Spot::Byline)) {
        if let Some(body) = OWN_OFFICES.strip_suffix(&naming.name).map(str::len)
            && titles.iter().any(|title| naming.name[..body].ends_with(title.as_str()))
        {
            naming.name.truncate(body);
        }
    }
    found
}

/// The body whose year a sentence tells of: 2023年，|清河县图书馆|新增读者…, but not one
/// that does something to the one that reports: 2023年，省文旅厅授予….
fn subject(sentence: &str, own: &Own) -> Option<String> {
    let (_, rest) = sentence.split_once(is_stop).filter(|(head, _)| is_time(head))?;
    let (clause, _) = rest.split_once(is_stop).unwrap_or((rest, ""));
    let first = told(clause).into_iter().find(|range| range.start == 0).map(|range| &clause[range]);
    let longest = leading(clause, own).filter(|name| {
        first.is_none_or(|first| {
            !is_end(clause, &clause[first.len()..], first.len()) || first.starts_with(name.as_str())
        })
    });
    let name = longest.or(first.map(str::to_owned)).filter(|name| is_whole(name))?;
    let after = clause.strip_prefix(&name)?;
    (ACTS_ON.begins(after).is_none() && !OURS.is_in(after)).then_some(name)
}

/// Whether words are no more than the time that is told of: 2023年, 一年来.
fn is_time(words: &str) -> bool {
    let is_date = || timex::dates(words).pop().is_some_and(|date| words[date.range.end..].chars().count() <= 2);
    words.chars().count() <= 2 * SHORT_NAME && (TIMES.ends(words).is_some() || is_date())
}

/// The department and the unit that a form names each for itself: 单位：甲医院　科室：骨科.
fn department(article: &Article, own: &Own) -> Option<(String, Place)> {
    let value = |(label, found): &(String, Found), labels: &List| {
        let name = Some(plain(&found.text)).filter(|_| labels.has(&label_of(label)))?;
        Some((leading(&name, own).unwrap_or(name), found.place))
    };
    let (part, place) = article.details.iter().find_map(|detail| value(detail, &DEPARTMENTS))?;
    let units = article.details.iter().filter(|(label, _)| !DEPARTMENTS.has(&label_of(label)));
    let mut units = units.filter_map(|detail| value(detail, &LABELS)).map(|(name, _)| name);
    let of_title = || titled(&article.title.as_ref()?.text, own).filter(|name| is_whole(name));
    let mut margins = article.properties.margins.iter().flat_map(|margin| margin.split_whitespace());
    let mut of_margin = || margins.find_map(|part| titled(part, own));
    let unit = units.find(|name| is_whole(name)).or_else(of_title).or_else(&mut of_margin)?;
    let is_part = (2..=SHORT_NAME).contains(&part.chars().count()) && part.chars().all(is_han) && !is_whole(&part);
    (is_part && is_whole(&unit) && !unit.contains(&part)).then(|| (format!("{unit}{part}"), place))
}

/// The names in running text, those that are certain.
fn told(text: &str) -> Vec<Range<usize>> {
    let found = organization::organizations(text, &token::tokens(text), &Known::default());
    found
        .into_iter()
        .filter(|name| name.certain && is_whole(&text[name.range.clone()]))
        .map(|name| name.range)
        .collect()
}

/// What stands behind the name where a line that was taken for the title is no more
/// than a name, or 某某文件.
fn head(line: &str, own: &Own) -> Option<&'static str> {
    let text = plain(line);
    let name = leading(&text, own)?;
    let rest = text.strip_prefix(&name)?;
    if rest.is_empty() { Some("") } else { HEAD_ENDS.begins(rest).filter(|end| *end == rest) }
}

/// What parts clauses.
fn is_stop(character: char) -> bool {
    "，。；：！？、,;:!?".contains(character)
}

/// A label as the lists have it: without blanks and what stands in brackets.
fn label_of(label: &str) -> String {
    let label = dense(label);
    label.split(['（', '(', '：', ':']).next().unwrap_or_default().to_owned()
}

/// The cells of forms, with the labels before them.
fn cells(article: &Article) -> Vec<(String, String, Place)> {
    let tables = article.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let mut found = Vec::new();
    for table in tables {
        for row in &table.rows {
            let texts = row.iter().map(|cell| cell.content.iter().map(|line| line.text()).collect::<String>());
            let texts: Vec<String> = texts.filter(|text| !text.trim().is_empty()).collect();
            let pairs = texts.windows(2).map(|pair| (pair[0].clone(), pair[1].clone(), table.place));
            found.extend(pairs);
        }
    }
    found
}

/// Who signed: one or several organisations.
fn parts(signer: &Found) -> Vec<(String, Place)> {
    let mut parts: Vec<(String, Place)> = Vec::new();
    for part in signer.text.split(['、', '\n']).map(plain) {
        match parts.last_mut() {
            // 甲医院 above 医务部: one name on two lines.
            Some((above, _)) if is_whole(above) && is_part_of(above, &part) => above.push_str(&part),
            _ => parts.push((part, signer.place)),
        }
    }
    parts
}

/// Whether the second of two lines names a part of the body that the first names.
fn is_part_of(above: &str, part: &str) -> bool {
    !is_whole(part)
        && !part.starts_with(above)
        && (2..=LONGEST / 2).contains(&part.chars().count())
        && byline::is_unit_word(part)
}

/// A line without the dress of committees: 中共甲医院委员会 names 甲医院党委.
pub fn undressed(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some((head, rest)) = PARTY.iter().find_map(|word| text.split_once(word)) {
        // A word may be of other classes too, which have no short form.
        let dresses = lexicon::BRANCH_WORDS.rows().filter(|row| row.get("class") == "dress");
        let dressed = dresses.into_iter().find_map(|row| Some((rest.find(row.word())?, row.word(), row.get("short"))));
        text = match dressed {
            // 卫生健康委员会 is no committee of the Party by itself.
            Some((end, dress, short)) if STATE.ends(&rest[..end]).is_none() => {
                format!("{head}{}{short}{}", &rest[..end], &rest[end + dress.len()..])
            }
            _ => format!("{head}{rest}"),
        };
    }
    text
}

/// A line without blanks, seals in brackets and wide digits.
fn plain(text: &str) -> String {
    let text: String = undressed(&dense(cut(text, LINE))).chars().map(narrow).collect();
    // (22) 某某 counts what is unread.
    let inner = text.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')']));
    let counted = inner.filter(|(count, _)| count.bytes().all(|byte| byte.is_ascii_digit())).map(|(_, rest)| rest);
    let text = counted.unwrap_or(&text).trim_start_matches(|c: char| !is_part(c) && c != '“');
    let bare = text.strip_suffix(['）', ')']).and_then(|inner| inner.rsplit_once(['（', '('])).map(|(bare, _)| bare);
    bare.filter(|bare| !bare.is_empty()).unwrap_or(text).to_owned()
}

/// Digits as they are counted with, all else as it is.
fn narrow(character: char) -> char {
    let folded = fold_char(character);
    if folded.is_ascii_digit() { folded } else { character }
}

/// What a name may be written with.
fn is_part(character: char) -> bool {
    is_han(character) || character.is_ascii_alphanumeric()
}

/// The name in a title or the name of a file: 2021年度甲县图书馆工作总结.
pub fn titled(title: &str, own: &Own) -> Option<String> {
    let text: String = undressed(&dense(cut(title, LINE))).chars().map(narrow).collect();
    let marks = |c: char| "：:｜|，,。！!？?《》【】［］[]—_-".contains(c);
    let name = |part: &str| {
        let part = headless(part);
        let first = || told(part).into_iter().find(|range| range.start == 0).map(|range| part[range].to_owned());
        leading(part, own).or_else(first)
    };
    let found: Vec<String> = text.split(marks).filter_map(name).collect();
    found.iter().find(|name| is_whole(name)).or(found.first()).cloned()
}

/// A part of a title without the years and words before the name.
fn headless(part: &str) -> &str {
    let mut rest = part;
    loop {
        rest = rest.trim_start_matches(|c: char| !is_part(c) && c != '“');
        let year = years::spans(cut(rest, LONGEST)).into_iter().find(|span| span.start == 0).map(|span| span.end);
        let lead = LEADS.begins(rest).map(str::len);
        match year.or(lead) {
            Some(end) => rest = &rest[end..],
            None => return rest,
        }
    }
}

/// A name in a text without the words before it: 受甲学会.
fn unspoken(name: &str) -> &str {
    let name = headless(name);
    [&SPEAKS, &SPEAKS_FOR].iter().find_map(|list| list.strip_prefix(name)).unwrap_or(name)
}

/// The name with which a line begins, of the body itself and not of what governs
/// it: 甲学会第三届理事会工作报告 is of 甲学会. The committees of 共青团 and the like
/// are the bodies, whatever their term.
pub fn leading(line: &str, own: &Own) -> Option<String> {
    let (line, governed) = (cut(line, LONGEST + 16), term(line));
    if let Some((head, tail)) = governed {
        if head.is_empty() {
            return None;
        }
        let is_governed = GOVERNS.begins(tail).or(ELECTED.begins(tail)).is_some();
        let body =
            whole_line(head, own).filter(|name| is_governed && name == head && OF_MEMBERS.begins(head).is_none());
        return body.or_else(|| whole_line(&format!("{head}{tail}"), own)).or_else(|| whole_line(line, own));
    }
    let name = whole_line(line, own)?;
    let body = GOVERNS.strip_suffix(&name).filter(|body| whole_line(body, own).is_some_and(|name| name == **body));
    Some(body.map_or(name.clone(), str::to_owned))
}

/// The name that a line of its own is, which may end with a part that no list has:
/// 甲学会学术部.
fn line_of(line: &str, own: &Own) -> Option<String> {
    let is_name = whole_line(line, own).is_some_and(|name| name == line);
    let is_unit = || is_whole(line) && line.chars().all(is_part) && byline::is_unit_word(line);
    leading(line, own).filter(|_| is_name).or_else(|| is_unit().then(|| line.to_owned()))
}

/// What stands before and after 第三届, 第三届四次 and 三届四次.
fn term(line: &str) -> Option<(&str, &str)> {
    let line = cut(line, LONGEST + 16);
    let numeral = |c: char| enumerator::is_numeral(c) || c.is_ascii_digit();
    // 四次 of 三届四次, behind the term.
    let sitting = |tail| {
        let rest = str::trim_start_matches(tail, numeral);
        SITTINGS.strip_prefix(rest).filter(|_| rest.len() < tail.len()).unwrap_or(tail)
    };
    let ordinal = line.match_indices(organization::ORDINAL).find_map(|(at, mark)| {
        let number = &line[at + mark.len()..];
        let rest = number.trim_start_matches(numeral);
        let tail = TERMS.strip_prefix(rest).filter(|_| rest.len() < number.len())?;
        Some((&line[..at], sitting(tail)))
    });
    // Without 第 it is one where a sitting follows: 三届 alone is a number of them.
    ordinal.or_else(|| {
        TERMS.places(line).find_map(|term| {
            let head = line[..term.start].trim_end_matches(numeral);
            let tail = sitting(&line[term.end..]);
            (head.len() < term.start && term.end + tail.len() < line.len()).then_some((head, tail))
        })
    })
}

/// A name that goes on with a part of the body that no list has: 甲图书馆|采编部.
fn whole_part(line: &str, body: usize) -> Option<&str> {
    let ends = line.get(body..)?.char_indices().take(SHORT_NAME).map(|(at, c)| body + at + c.len_utf8());
    let is_part = |end: &usize| {
        let (name, rest) = line.split_at_checked(*end).unwrap_or_default();
        PART_ENDS.ends(name).is_some_and(|word| name.len() - word.len() > body)
            && !is_other(name)
            && is_end(line, rest, *end)
            && is_whole(&line[..body])
    };
    let end = ends.into_iter().find(is_part)?;
    line.get(..end)
}

/// The longest name with which a line begins. It ends as names do, and what
/// follows belongs to none.
fn whole_line(line: &str, own: &Own) -> Option<String> {
    let units: Vec<&str> = own.units.iter().map(String::as_str).collect();
    let end = organization::leading(line, &Known { units: &units, ..Known::default() })?;
    let (name, rest) = line.split_at_checked(end).filter(|(name, _)| is_name(name))?;
    // What goes on is another name than the one that was found.
    if !is_end(line, rest, end) {
        return whole_part(line, end).map(str::to_owned);
    }
    // 县教育工会|工会主席
    let twice = STRONG.ends(name).and_then(|word| name.strip_suffix(word).filter(|name| name.ends_with(word)));
    Some(twice.unwrap_or(name).to_owned())
}

/// A name as the text has it in full: 甲镇乙合作社 for 乙合作社. None if it is always
/// named as it is, or in more than one way.
pub fn lengthened(name: &str, passages: &[Passage]) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for passage in passages.iter().filter(|passage| passage.text.contains(name)).take(OPENING) {
        let text = cut(&passage.text, LINE);
        let names = told(text).into_iter().map(|range| unspoken(&text[range]));
        let is_long = |long: &&str| long.strip_suffix(name).is_some_and(is_whole);
        found.extend(names.filter(is_long).map(str::to_owned));
    }
    let longest = found.iter().max_by_key(|name| name.len())?;
    found.iter().all(|other| longest.ends_with(other.as_str())).then(|| longest.clone())
}

/// Whether words end like a name and are none: 重点学科, but not 急诊医学科.
fn is_other(text: &str) -> bool {
    let part = PART_SUFFIXES.ends(text).map_or(0, str::len);
    NONE.ends(text).is_some_and(|other| other.len() >= part)
}

/// Whether what ends like the name of an organisation may be that of the report.
fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    // 抓落实开新局 is a slogan.
    let is_clear = count <= SHORT_NAME || is_whole(text) || has_parent(text);
    count >= 3 && is_clear && !NEVER.is_in(text) && !is_other(text) && ANYBODYS.begins(text).is_none()
        || is_general(text) && text.chars().filter(|c| is_han(*c)).count() >= 2
}

/// Whether a line that names the report's organisation goes on where a name ends, so
/// that it is a longer one: 甲医院|康复医学科.
pub fn is_torn(name: &str, article: &Article) -> bool {
    let lines = article.title.iter().chain(&article.subtitle).chain(&article.signer).chain(&article.units);
    let goes_on = |line: &Found| {
        let line = plain(&line.text);
        let is_cut = |rest: &str| !is_end(&line, rest, line.len() - rest.len());
        line.split_once(name).is_some_and(|(_, rest)| is_cut(rest))
            && !told(&line).into_iter().any(|range| &line[range] == name)
    };
    lines.into_iter().any(goes_on)
}

/// Whether a name ends where something follows that belongs to none.
fn is_end(line: &str, rest: &str, at: usize) -> bool {
    !rest.starts_with(is_part)
        || years::spans(line).first().is_some_and(|span| span.start == at)
        || term(rest).is_some_and(|(head, _)| head.is_empty())
        || [&EDGES, &GOVERNS, &ELECTED].iter().any(|list| list.begins(rest).is_some())
        || OFFICES.begins(rest).is_some() && STRONG.begins(rest).is_none()
}

/// Whether a name says by itself which organisation it is: it has a place in it,
/// or is that of a body of its own.
pub fn is_whole(name: &str) -> bool {
    let own = WHOLE.ends(name).is_some_and(|suffix| name[..name.len() - suffix.len()].chars().count() >= 2);
    own || WHOLE.iter().any(|word| name.find(word).is_some_and(|at| at >= 6 && at + word.len() < name.len()))
        || name.char_indices().skip(2).any(|(at, _)| MARKS.begins(&name[at..]).is_some())
}

/// Whether a name goes on after one that may be its parent's: 甲商学院|会计学院.
pub fn has_parent(name: &str) -> bool {
    let goes_on = |(at, word): (usize, &str)| at >= PARENT && at + word.len() < name.len();
    PARENTS.iter().any(|word| name.find(word).is_some_and(|at| goes_on((at, word))))
}

/// Whether two wordings name one body: 甲县图书馆 and 图书馆, 甲县妇联 and 甲县妇女联合会.
pub fn is_same(long: &str, short: &str) -> bool {
    long.ends_with(short) || contracted(long).ends_with(&contracted(short))
}

/// A name with its parts as they are called for short: 妇联 for 妇女联合会.
fn contracted(name: &str) -> String {
    let parts = CONTRACTED.iter().filter_map(|word| Some((*word, SHORT.get(word)?)));
    parts.fold(name.to_owned(), |name, (word, short)| name.replace(word, short))
}
