//! The parts of an article, by what its lines are.
//!
//! In: blocks, and a role for each of their lines ([`super::model`]). Out: title,
//! by-line, details, signature and so on filed, furniture left out with a
//! remark, and the blocks of the text with the role of each.

mod keep;
mod labels;
mod title;

use std::collections::HashMap;

use crate::diag::Words;
use crate::import::document::{Block, Place, Role};
use crate::import::mend::runs::OBJECT;
use crate::import::structure::certainty::{self, Certainty};
use crate::import::structure::line::{self, Kind, Line};
use crate::import::structure::model::{Model, Reports};
use crate::import::structure::parts::keep::keep;
use crate::import::structure::parts::labels::{
    is_period, names_keywords, names_speaker, posted, said, sealed, signed, signs, tells_day,
};
use crate::import::structure::parts::title::{
    FEW, append, bare_title, complete_title, is_named_alone, is_of_site, is_spoken, is_styled, is_unnamed,
    other_titles, tells_of_draft, told_title, without_record,
};
use crate::import::structure::reasons;
use crate::import::structure::role::{LineRole, State, Zone, states};
use crate::import::structure::sense::{self, Sense};
use crate::import::structure::shapes::{self, Around, Slot, names_occasion};
use crate::import::structure::{Article, Found};
use crate::import::{Remark, RemarkKind};
use crate::language::amount::{Nature, amounts};
use crate::language::byline::{self as names, Byline};
use crate::language::enumerator::{self, Shape};
use crate::language::furniture;
use crate::language::label::{self, Field, Labelled};
use crate::language::lexicon::{self, List};
use crate::language::surname;
use crate::language::timex;
use crate::language::title as report;
use crate::text::han::{has_han, is_han};
use crate::text::near::alike;

const PAGE: Words = Words {
    zh: "删去网页上的栏目、计数或按钮",
    en: "a breadcrumb, counter or button of a web page is left out",
};
const NUMBER: Words = Words { zh: "删去页码", en: "the number of a page is left out" };
const UNSURE: Words =
    Words { zh: "题目是不是这一行，没有把握", en: "whether this line is the title is not certain" };
const SEAL: Words = Words {
    zh: "删去落款后面“盖章”一类的话",
    en: "the note of a seal behind the signature is left out",
};
const REPEATED: Words = Words { zh: "删去重复的题目", en: "a second copy of the title is left out" };
/// What is said of a table of contents.
pub const CONTENTS: Words = Words {
    zh: "删去目录（网站会自己列出标题）",
    en: "the table of contents is left out: the site makes its own",
};

// Labels that lines without one get, as the report shows them.
const EYEBROW: &str = "眉题";
const COLUMN: &str = "栏目";
const ASIDE: &str = "说明";
const LETTERHEAD: &str = "刊头";
const TRANSLATION: &str = "英文题名";
/// From, 发件人.
static SENDERS: List = List::new(&lexicon::DETAIL_LABELS, "sender");
/// 电话.
static CONTACTS: List = List::new(&lexicon::LINE_WORDS, "begins-contact");
/// What a year below the title is called: 年度.
static PERIODS: List = List::new(&lexicon::DETAIL_LABELS, "period");

const DASHES: [char; 6] = ['—', '-', '–', '－', '―', '─'];

/// What the items of lists begin with.
const BULLETS: [char; 10] = ['●', '•', '◆', '■', '★', '▲', '※', '◇', '○', '□'];

/// What a title rests on.
#[derive(Clone, Debug, Default)]
pub struct Grounds {
    /// What holds of it ([`certainty`]).
    pub traits: Vec<&'static str>,
    /// There are few lines, so that no frame is around it, and no document like it that weights
    /// could be learnt from.
    pub is_short: bool,
    /// It is not named as reports are, and the text tells a title that is, or another line is
    /// named so.
    pub is_doubted: bool,
}

/// What holds of the title of a text that has no frame around it.
const PLAIN: [&str; 2] = ["is-top-and-named", "is-over-text"];

impl Grounds {
    /// Whether they are enough for a fact.
    fn are_enough(&self) -> bool {
        let is_sure = || Certainty::learnt().of(&self.traits) >= certainty::SURE;
        (self.is_short || self.is_plain() || is_sure()) && !self.is_doubted
    }

    /// Whether it is the first line, the only one named as reports are, and the text follows.
    fn is_plain(&self) -> bool {
        PLAIN.iter().all(|name| self.traits.contains(name))
    }
}

/// How many characters a line of text has that a heading stands above.
const SENTENCE: usize = 25;

/// The longest line of details without a label at its beginning, in characters.
const DETAILS: usize = 120;

/// How many lines name who speaks in a chat at least.
const SPEAKERS: usize = 3;

/// How many letters a title in another language has at least.
const LATIN: usize = 8;

/// How many characters a line has at most that is the number of a document and nothing else.
const LONGEST_NUMBER: usize = 16;

/// How many lines may be of one title.
const TITLE_LINES: usize = 4;

/// Whether a remark is of a line that may have been one of the text.
pub fn may_be_text(remark: &Remark) -> bool {
    remark.kind == RemarkKind::Dropped && (remark.what == PAGE || remark.what == NUMBER)
}

/// Takes out of blocks what is not text and files it. What is left comes with
/// the roles of its first lines. A document that was written as one has no navigation or buttons:
/// unless it `is_page`, nothing is left out as such.
pub fn take(
    blocks: Vec<Block>,
    is_page: bool,
    around: Around<'_>,
    model: &Model,
    article: &mut Article,
) -> (Vec<Block>, Vec<LineRole>) {
    let lines = line::lines(&blocks);
    let features = shapes::features(&lines, around);
    let emissions = model.emissions(&features);
    let (path, _) = model.decode(&emissions, Reports::One);
    let margin = path.iter().position(|state| states()[*state].role == LineRole::Title).map_or(0, |at| {
        // The zone of a title depends on what stands near it.
        let end = emissions.len().min(at + 80);
        model.margin(&emissions[..end], &path[..end], at)
    });
    let mut found: Vec<State> = path.iter().map(|state| states()[*state]).collect();
    without_speakers(&lines, &mut found);
    sign_letter(&lines, &mut found);
    let is_first = |state: &State| state.role == LineRole::Title;
    let at = found.iter().position(is_first);
    // What the file says is the title.
    let styled =
        lines.iter().zip(&found).find(|(_, state)| is_first(state)).is_some_and(|(line, _)| is_styled(line, &lines));
    let is_told = complete_title(&lines, &mut found);
    let is_same = at.is_some_and(|at| is_first(&found[at]));
    let title = found.iter().position(is_first);
    let is_styled = is_told || styled && is_same;
    let is_alone = title.is_some_and(|at| is_named_alone(at, &lines, &found));
    let is_top = title == Some(0);
    // Nothing stands between it and the text.
    let below = title.and_then(|at| found[at..].iter().find(|state| !is_first(state)));
    let is_over_text = below.is_some_and(|state| state.zone == Zone::Body);
    let holds = [
        (is_told, "is-told"),
        (is_styled, "is-styled"),
        (is_alone, "is-named-alone"),
        (is_top, "is-top"),
        (is_top && is_alone, "is-top-and-named"),
        (is_over_text, "is-over-text"),
        (is_over_text && is_alone, "is-over-text-and-named"),
        (is_over_text && is_top, "is-over-text-and-top"),
        (found.iter().filter(|state| is_first(state)).count() > 1, "has-lines"),
        (is_page, "is-page"),
    ];
    let mut traits: Vec<&'static str> = vec!["any"];
    traits.extend(holds.into_iter().filter_map(|(holds, name)| holds.then_some(name)));
    traits.extend(certainty::of_margin(if is_same { margin } else { 0 }));
    let own = title.into_iter().flat_map(|at| &features[at]).filter(|(slot, _)| *slot == Slot::Own);
    traits.extend(own.map(|(_, name)| *name).filter(|name| *name != "any"));
    let mut grounds = Grounds { traits, is_short: lines.len() < FEW, is_doubted: false };
    let mut parts = Parts {
        article,
        titles: Vec::new(),
        subtitles: Vec::new(),
        summary: None,
        is_long: lines.len() >= FEW,
        is_page,
        is_dashed: false,
        is_dated: false,
        has_text: false,
        times: times(&lines),
    };
    begin_count(&lines, &mut found);
    // Who signs with a date on the last line signs, whatever stands above.
    if let Some((line, state)) = lines.last().zip(found.last_mut())
        && signed(line.text.trim()).is_some()
    {
        *state = State { zone: Zone::Foot, role: LineRole::Signature };
    }
    if let ([.., signer, date], [.., above, last]) = (lines.as_slice(), found.as_mut_slice())
        && names::date(date.text.trim()).is_some()
        && !matches!(above.role, LineRole::Title | LineRole::Heading)
        && signer.kind == Kind::Words
        && (2..=30).contains(&signer.text.chars().count())
        && !signer.text.contains(['。', '，', '：'])
    {
        *above = State { zone: Zone::Foot, role: LineRole::Signature };
        *last = State { zone: Zone::Foot, role: LineRole::SigningDate };
    }
    // Between the first and the last lines that tell something stands text.
    let tells = |(line, state): (&Line, &State)| {
        matches!(state.role, LineRole::Text | LineRole::Item) && line.text.contains('。') && !is_short(&line.text)
    };
    let begins = |(line, state): (&Line, &State)| state.role == LineRole::Heading || tells((line, state));
    let first = lines.iter().zip(&found).position(begins).unwrap_or(lines.len());
    let last = lines.iter().zip(&found).rposition(tells).unwrap_or(0);
    for (at, (line, state)) in lines.iter().zip(&mut found).enumerate() {
        let is_bullet = line.text.trim().starts_with(BULLETS);
        // □ 王五 below the title.
        let names_person = || names::byline(&line.text).is_some_and(|people| !people.persons.is_empty());
        let is_apart = match state.role {
            LineRole::Contact
            | LineRole::CopyTo
            | LineRole::Number
            | LineRole::Letterhead
            | LineRole::Kicker
            | LineRole::Detail
            | LineRole::Addressee => is_bullet || first < at && at < last,
            LineRole::Byline => is_bullet && !(at < first && names_person()) || first < at && at < last,
            LineRole::Signature => is_bullet || first < at && at < last && is_row_of_names(&line.text),
            _ => false,
        };
        // ● 街道办事处 in a list is nobody's signature, nor is 积极分子 9人 a contact.
        if is_apart && label::read(&line.text).is_none() {
            *state = State { zone: Zone::Body, role: LineRole::Item };
        }
    }
    list_contents(&lines, &mut found, &parts.times);
    let is_signed = |(line, state): (&Line, &State)| state.role == LineRole::SigningDate && tells_day(&line.text);
    let dates: Vec<bool> = lines.iter().zip(&found).map(is_signed).collect();
    let is_date = |at: usize| dates.get(at).copied().unwrap_or(false);
    let mut is_kept = Vec::with_capacity(lines.len());
    for (at, (line, state)) in lines.iter().zip(&mut found).enumerate() {
        // By style a heading, and by its words: 主要工作 of a form.
        if matches!(line.role, Role::Heading(2..)) && sense::of_line(&line.text) != Sense::Any {
            *state = State { zone: Zone::Body, role: LineRole::Heading };
        }
        // The head of contents that a page made is no heading of the text.
        let bare: String = line.text.split_whitespace().collect();
        if state.role == LineRole::Heading && bare.chars().count() <= 3 && shapes::is_head_of_contents(&bare) {
            state.role = LineRole::Toc;
        }
        // PART ONE above a heading is no heading itself.
        if state.role == LineRole::Heading && enumerator::is_alone(&line.text) {
            state.role = LineRole::Furniture;
        }
        parts.is_dated = is_date(at + 1) || at.checked_sub(1).is_some_and(is_date);
        let said = parts.article.remarks.len();
        let is_taken = parts.file(line, *state);
        parts.has_text |= !is_taken;
        for remark in parts.article.remarks.iter_mut().skip(said).filter(|remark| remark.what == PAGE) {
            remark.reasons = reasons::reasons(model, &features[at], state.role);
        }
        // What looked like contents and is none is a heading.
        if !is_taken && state.role == LineRole::Toc {
            let mark = enumerator::leading(&line.text);
            let is_above = lines.get(at + 1).is_some_and(|next| next.text.chars().count() >= SENTENCE);
            let is_high = |mark: enumerator::Mark| matches!(mark.shape, Shape::Han | Shape::HanInBrackets) || is_above;
            let is_heading = mark.is_some_and(is_high);
            state.role = if is_heading { LineRole::Heading } else { LineRole::Text };
        }
        is_kept.push(!is_taken);
    }
    // What heads the record of a meeting is as likely what the meeting is called.
    let is_record = is_spoken(&lines) && !is_styled;
    let told = told_title(&lines, is_record);
    let says_where = lines.iter().zip(&found).any(|(line, state)| is_first(state) && names_occasion(&line.text));
    grounds.is_doubted = is_of_site(&lines, &found)
        || (told.is_some() || is_record && !says_where) && is_unnamed(&lines[..first], &found[..first]);
    parts.finish(grounds.are_enough());
    let is_doubted = grounds.is_doubted;
    article.grounds = grounds;
    let is_open = |title: &Option<Found>| title.as_ref().is_none_or(|title| !names_occasion(&title.text));
    // ——某某工作总结 alone is the subtitle of what the speaker tells.
    let is_dashed = article.title.as_ref().is_some_and(|title| title.text.starts_with(DASHES));
    if let Some(told) = told
        && (article.title.is_none() || told.is_own && (is_doubted || is_dashed) && is_open(&article.title))
    {
        let found = Parts::found(told.title, told.line.place, told.is_own);
        match article.title.replace(found) {
            Some(Found { text, place, .. }) if is_dashed => {
                article.subtitle = Some(Parts::found(text.trim_start_matches(DASHES), place, true));
            }
            banner => article.details.extend(banner.map(|banner| (EYEBROW.to_owned(), banner))),
        }
    }
    if let Some(title) = article.title.as_ref().filter(|title| !title.certain) {
        let mut remark = Remark::new(RemarkKind::Doubt, UNSURE, title.place, &title.text, "");
        let at = lines.iter().zip(&found).position(|(line, state)| line.place == title.place && is_first(state));
        remark.reasons = at.map(|at| reasons::reasons(model, &features[at], LineRole::Title)).unwrap_or_default();
        article.other_titles = other_titles(&title.text, told.map(|told| told.title), &lines, &emissions, around);
        article.remarks.push(remark);
    }
    keep(blocks, &lines, &found, &is_kept)
}

/// How many names stand in a row that nobody signs with.
const NAMES: usize = 4;

/// Whether a line is a row of names with blanks between, in those of two characters too (李　四):
/// those who are praised, not who signs.
fn is_row_of_names(text: &str) -> bool {
    let mut row: Vec<String> = Vec::new();
    let mut half = false;
    for part in text.split_whitespace() {
        let is_one = part.chars().count() == 1;
        match row.last_mut().filter(|_| half && is_one) {
            Some(name) => name.push_str(part),
            None => row.push(part.to_owned()),
        }
        half = is_one && !half;
    }
    row.len() >= NAMES && row.iter().all(|name| surname::is_name(name))
}

/// 一、基本信息 is a heading where 二、 is one, though details follow it as they do a title.
fn begin_count(lines: &[Line], found: &mut [State]) {
    let number = |line: &Line| {
        let mark = enumerator::leading(&line.text).filter(|mark| mark.shape == Shape::Han && !mark.is_doubtful);
        mark.map(|mark| mark.number)
    };
    let counts = |(line, state): (&Line, &State)| state.role == LineRole::Heading && number(line).is_some();
    let Some(second) = lines.iter().zip(found.iter()).position(counts) else { return };
    let above = lines[..second].iter().zip(found.iter()).rposition(|(line, _)| number(line) == Some(1));
    if let Some(first) = above.filter(|_| number(&lines[second]) == Some(2))
        && !matches!(found[first].role, LineRole::Title | LineRole::Text | LineRole::Item)
        && is_short(&lines[first].text)
        && label::read(&lines[first].text).is_none()
    {
        found[first] = State { zone: Zone::Body, role: LineRole::Heading };
    }
}

/// 王五 2021-07-02 10:33, again and again, is who speaks in a chat, and what stands above
/// the first is the name of the chat.
fn without_speakers(lines: &[Line], found: &mut [State]) {
    let speaks: Vec<bool> = lines.iter().map(|line| names_speaker(&line.text)).collect();
    if speaks.iter().filter(|speaks| **speaks).count() < SPEAKERS {
        return;
    }
    let first = speaks.iter().position(|speaks| *speaks).unwrap_or(0);
    for (at, (line, state)) in lines.iter().zip(found).enumerate() {
        let is_named = at < first && state.role == LineRole::Title && !report::is_of_report(&line.text);
        if is_named {
            *state = State { zone: Zone::Before, role: LineRole::Furniture };
        } else if speaks[at] && state.zone != Zone::Title {
            state.role = LineRole::Furniture;
        }
    }
}

/// How many lines at the end of a letter say who sent it, below --.
const SIGNED: usize = 10;

/// Among how many first lines a letter says who sent it.
const SENT: usize = 12;

/// What stands below -- in a letter is about whoever sent it, and signs no report.
fn sign_letter(lines: &[Line], found: &mut [State]) {
    let from = lines.len().saturating_sub(SIGNED);
    let rule = lines[from..].iter().rposition(|line| line.text.trim() == "--").map(|at| from + at);
    let Some(rule) = rule else { return };
    let names_sender =
        |line: &Line| line.text.split_once([':', '：']).is_some_and(|(name, _)| SENDERS.has(name.trim()));
    let is_letter = lines.iter().take(SENT).any(names_sender);
    if !is_letter && !lines[rule..].iter().any(|line| CONTACTS.is_in(&line.text)) {
        return;
    }
    for (at, (line, state)) in lines.iter().zip(found).enumerate().skip(rule) {
        let role = if at == rule { LineRole::Furniture } else { LineRole::Contact };
        if names::date(&line.text).is_none() {
            *state = State { zone: Zone::Foot, role };
        }
    }
}

/// What stands alone above a table of contents.
static CONTENTS_HEADS: List = List::new(&lexicon::LINE_WORDS, "contents");

/// How many lines a table of contents has at least.
const ENTRIES: usize = 2;

/// What stands below the head of a table of contents and again as a line further down is an entry
/// of it, whatever it looks like: 本期要目, then ● and the heads of the articles.
fn list_contents(lines: &[Line], found: &mut [State], times: &HashMap<String, usize>) {
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let is_head = |at: &usize| lines[*at].text.len() < 60 && CONTENTS_HEADS.has(&bare(&lines[*at].text));
    for head in (0..lines.len()).filter(is_head).take(MOST_CONTENTS) {
        let is_entry = |at: &usize| {
            let line = &lines[*at];
            let key = entry(&line.text);
            let stands_again = || lines[at + 1..].iter().any(|other| entry(&other.text) == key);
            // Most lines stand nowhere else.
            let is_several = times.get(&key).is_some_and(|times| *times > 1);
            line.kind == Kind::Words && is_short(&line.text) && !key.is_empty() && is_several && stands_again()
        };
        let count = (head + 1..lines.len()).take(LONGEST_CONTENTS).take_while(is_entry).count();
        if count >= ENTRIES {
            found[head..=head + count].iter_mut().for_each(|state| state.role = LineRole::Toc);
            // What an entry names is a heading.
            let keys: Vec<String> = lines[head + 1..=head + count].iter().map(|line| entry(&line.text)).collect();
            for (line, state) in lines.iter().zip(found.iter_mut()).skip(head + count + 1) {
                if state.role == LineRole::Toc && keys.contains(&entry(&line.text)) {
                    *state = State { zone: Zone::Body, role: LineRole::Heading };
                }
            }
        }
    }
}

/// How many tables of contents a document has at most, and how many entries one has.
const MOST_CONTENTS: usize = 3;
const LONGEST_CONTENTS: usize = 200;

/// The words of a line as a table of contents has them: without leader and page.
fn entry(text: &str) -> String {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || ".…·-".contains(c));
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn times(lines: &[Line]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for line in lines.iter().filter(|line| line.text.len() < 240) {
        *times.entry(entry(&line.text)).or_default() += 1;
    }
    times
}

/// What has been found so far.
struct Parts<'a> {
    article: &'a mut Article,
    titles: Vec<(String, Place)>,
    subtitles: Vec<(String, Place)>,
    /// Whether there are enough lines to tell the page from the text.
    is_long: bool,
    /// Whether it may have come with a web page.
    is_page: bool,
    /// How often the words of each line stand in it, as a table of contents has them.
    times: HashMap<String, usize>,
    /// Whether a line above was left in the text.
    has_text: bool,
    /// Whether a line of the subtitle begins with a dash.
    is_dashed: bool,
    /// Whether a date stands beside the line, as below a signature.
    is_dated: bool,
    /// What an abstract has on several lines.
    summary: Option<(Field, String, Place)>,
}

impl Parts<'_> {
    /// Files a line; whether it was taken out of the text.
    fn file(&mut self, line: &Line, state: State) -> bool {
        let (text, place) = (line.text.trim(), line.place);
        if line.kind != Kind::Words || text.contains(OBJECT) {
            return false;
        }
        let open = self.summary.take();
        let is_plain = !matches!(state.role, LineRole::Title | LineRole::Subtitle | LineRole::Heading | LineRole::Item);
        if self.is_page && is_plain && line.role == Role::Body && furniture::is_line_of_page(text) {
            // 首页 > 党建 来源：办公室
            match label::position(text).and_then(|at| text.split_at_checked(at)) {
                Some((page, rest)) => {
                    if !page.trim().is_empty() {
                        self.page(page.trim(), state, place);
                    }
                    return self.detail(rest, place);
                }
                None => self.page(text, state, place),
            }
            return true;
        }
        // A line that says something of the text is no furniture, whatever stands around it.
        let is_furniture = matches!(state.role, LineRole::Furniture | LineRole::PageNumber | LineRole::Toc);
        let tells = |item: &Labelled| item.field != Field::Counter && !item.value.is_empty();
        if is_furniture && label::read(text).is_some_and(|items| items.iter().any(tells)) {
            return self.detail(text, place);
        }
        // The title once more, as pages have it above the text.
        let title: String = self.titles.iter().map(|(line, _)| bare_title(line)).collect();
        let whole = self.subtitles.iter().fold(title.clone(), |whole, (line, _)| whole + line);
        let is_copy = |title: &str| !title.is_empty() && alike(title.chars(), text.chars());
        let is_above = state.zone != Zone::Foot || !self.has_text;
        if state.role != LineRole::Title && (is_copy(&title) || is_copy(&whole)) && is_above {
            self.drop(REPEATED, text, place);
            return true;
        }
        let is_outside = matches!(state.zone, Zone::Before | Zone::Foot) && self.is_long;
        let may_drop = is_short(text) && (is_outside || shapes::is_of_page(text) || enumerator::is_alone(text));
        // 主要做了三件事： leads to what stands below.
        let is_aside = matches!(
            state.role,
            LineRole::Kicker | LineRole::Number | LineRole::Detail | LineRole::CopyTo | LineRole::Contact
        );
        if is_aside && text.ends_with(['：', ':']) && label::read(text).is_none() && label::position(text).is_none() {
            return false;
        }
        match state.role {
            // Two lines of a head may have it: the cell of a form, and the text's own.
            LineRole::Title if is_copy(&title) => self.drop(REPEATED, text, place),
            LineRole::Title if self.titles.len() < TITLE_LINES => self.titles.push((text.to_owned(), place)),
            LineRole::Subtitle if is_period(text) => {
                let label = PERIODS.iter().next().copied().unwrap_or(ASIDE);
                self.article.details.push((label.to_owned(), Self::found(text, place, true)));
            }
            // 义诊12场培训30人, out of a box beside the title.
            LineRole::Subtitle if is_count(text) => return false,
            LineRole::Subtitle => self.subtitle(text, place),
            LineRole::Abstract => return self.summary(text, place, open),
            LineRole::Keywords => return self.keywords(text, place),
            _ if !self.has_text && names_keywords(text) => return self.keywords(text, place),
            // The number of a page that a scan has between dashes; a number alone is a cell of a form.
            LineRole::PageNumber
                if may_drop && !self.is_page && !text.chars().all(|c| c.is_ascii_digit() || c == '.') =>
            {
                self.drop(NUMBER, text, place);
            }
            LineRole::Furniture | LineRole::PageNumber if may_drop && self.is_page => self.page(text, state, place),
            LineRole::Toc if is_short(text) && self.is_of_contents(text) => self.drop(CONTENTS, text, place),
            LineRole::Detail if state.zone == Zone::Foot && names::signature(text).is_some() => {
                return self.signature(text, place);
            }
            LineRole::Byline => return self.byline(text, place),
            LineRole::Detail => return self.detail(text, place),
            LineRole::Date => self.date(text, place),
            LineRole::Kicker | LineRole::Letterhead | LineRole::Number if is_told(text) => return false,
            LineRole::CopyTo | LineRole::Contact if is_told(text) => return false,
            LineRole::Kicker => self.named(EYEBROW, text, place),
            LineRole::Letterhead => self.named(LETTERHEAD, text, place),
            LineRole::Number | LineRole::CopyTo | LineRole::Contact => self.named(ASIDE, text, place),
            LineRole::Signature => return self.signature(text, place),
            LineRole::SigningDate if tells_day(text) => self.signed(text, place),
            _ => return false,
        }
        true
    }

    fn found(text: &str, place: Place, certain: bool) -> Found {
        Found { text: text.trim().to_owned(), place, certain }
    }

    fn drop(&mut self, what: Words, text: &str, place: Place) {
        self.article.remarks.push(Remark::new(RemarkKind::Dropped, what, place, text, ""));
    }

    /// Files a line of the subtitle. What stands above one with a dash is none.
    fn subtitle(&mut self, text: &str, place: Place) {
        let (line, record) = without_record(text.trim_start_matches(DASHES).trim());
        let aside = record.map(|record| (ASIDE.to_owned(), Self::found(record, place, false)));
        self.article.details.extend(aside);
        if self.subtitles.iter().any(|(known, _)| alike(known.chars(), line.chars())) {
            return self.drop(REPEATED, text, place);
        }
        // ——王五
        if let Some(people) = names::byline(line).filter(|people| people.units.is_empty() && !people.persons.is_empty())
        {
            return self.credit(people, place);
        }
        // Annual Report 2021 says the title in another language, （讨论稿） what became of it.
        let is_chinese = self.titles.iter().any(|(title, _)| has_han(title));
        if is_chinese && !has_han(line) && line.contains(|c: char| c.is_ascii_alphabetic()) {
            return self.article.details.push((TRANSLATION.to_owned(), Self::found(line, place, false)));
        }
        // 〔2023〕1号
        if tells_of_draft(line) || shapes::is_number(line) && line.chars().count() <= LONGEST_NUMBER {
            return self.article.details.push((ASIDE.to_owned(), Self::found(line, place, false)));
        }
        let is_dashed = text.starts_with(DASHES);
        if is_dashed && !self.is_dashed {
            for (line, place) in std::mem::take(&mut self.subtitles) {
                self.article.details.push((ASIDE.to_owned(), Self::found(&line, place, false)));
            }
        }
        self.is_dashed |= is_dashed;
        self.subtitles.push((line.to_owned(), place));
    }

    /// Leaves out a line of the page; the day that it shows is that of the text.
    fn page(&mut self, text: &str, state: State, place: Place) {
        if state.zone != Zone::Foot
            && !self.has_text
            && let Some(day) = posted(text)
        {
            self.article.issued.get_or_insert(Self::found(day, place, true));
        }
        self.drop(PAGE, text, place);
    }

    /// A line with a label of its own or that it gets.
    fn named(&mut self, name: &str, text: &str, place: Place) {
        // 报：市医院　撰稿：王五
        let at = if label::read(text).is_some() { Some(0) } else { label::position(text) };
        let (head, rest) = text.split_at_checked(at.unwrap_or(text.len())).unwrap_or((text, ""));
        if !head.trim().is_empty() {
            self.article.details.push((name.to_owned(), Self::found(head, place, false)));
        }
        label::read(rest).into_iter().flatten().for_each(|item| self.article.file(item, place));
    }

    /// Whether a line of a table of contents is one: it has a leader and the
    /// number of a page, or its words stand again as a heading.
    fn is_of_contents(&self, text: &str) -> bool {
        let key = entry(text);
        text.contains(['…', '\t']) || text.contains("...") || self.times.get(&key).is_some_and(|times| *times > 1) || {
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            shapes::is_head_of_contents(&bare) || CONTENTS_HEADS.has(&bare)
        }
    }

    /// Whether a line is an abstract or goes on with one.
    fn summary(&mut self, text: &str, place: Place, open: Option<(Field, String, Place)>) -> bool {
        let bare = text.trim_matches(['[', ']', '【', '】', '［', '］', '：', ':', ' ']);
        let squeezed: String = bare.split_whitespace().collect();
        if label::is_summary(&squeezed) {
            self.summary = Some((Field::Summary, String::new(), place));
        } else if let Some(items) = label::read(text) {
            items.into_iter().for_each(|item| self.article.file(item, place));
            self.summary = Some((Field::Summary, String::new(), place));
        } else if self.article.summary.as_ref().is_some_and(|known| has_han(&known.text) && !has_han(text)) {
            // The abstract in English is no part of the Chinese one.
            return false;
        } else if let Some(known) = self.article.summary.as_mut().filter(|_| open.is_some()) {
            known.text.push_str(text);
            self.summary = open;
        } else if open.is_some() {
            self.article.file(Labelled { field: Field::Summary, label: String::new(), value: text.to_owned() }, place);
            self.summary = Some((Field::Summary, String::new(), place));
        } else {
            return false;
        }
        true
    }

    /// Whether a line has keywords.
    fn keywords(&mut self, text: &str, place: Place) -> bool {
        match label::read(text) {
            Some(items) => items.into_iter().for_each(|item| self.article.file(item, place)),
            // An abstract in English goes on in a line below them.
            None if !has_han(text) && !self.article.keywords.is_empty() => return false,
            None => {
                let value = text.to_owned();
                self.article.file(Labelled { field: Field::Keywords, label: String::new(), value }, place);
            }
        }
        true
    }

    /// Whether a line says who wrote it.
    fn byline(&mut self, text: &str, place: Place) -> bool {
        if let Some(items) = label::read(text) {
            items.into_iter().for_each(|item| self.article.file(item, place));
        } else if let Some((people, date)) = names::dated_byline(text) {
            self.credit(people, place);
            self.article.published.get_or_insert(Self::found(&date, place, true));
        } else if let Some(people) = names::byline(text) {
            self.credit(people, place);
        } else if is_told(text) {
            return false;
        } else {
            self.article.details.push((ASIDE.to_owned(), Self::found(text, place, false)));
        }
        true
    }

    /// Files whom a by-line names.
    fn credit(&mut self, people: Byline, place: Place) {
        for (names, list) in [(people.persons, &mut self.article.authors), (people.units, &mut self.article.units)] {
            for name in names {
                if list.iter().all(|known| known.text != name) {
                    list.push(Self::found(&name, place, true));
                }
            }
        }
    }

    /// Whether a line says something of the text.
    fn detail(&mut self, text: &str, place: Place) -> bool {
        if let Some(people) = names::credited(text) {
            self.credit(people, place);
            return true;
        }
        if let Some(items) = label::read(text) {
            items.into_iter().for_each(|item| self.article.file(item, place));
            return true;
        }
        // A long line that has a label somewhere is text.
        if text.chars().count() > DETAILS {
            return false;
        }
        if let Some((head, rest)) = label::position(text).and_then(|at| text.split_at_checked(at))
            && let Some(items) = label::read(rest)
        {
            self.told(head, place);
            items.into_iter().for_each(|item| self.article.file(item, place));
            return true;
        }
        if said(text).is_some() {
            self.told(text, place);
            return true;
        }
        if is_told(text) {
            return false;
        }
        // 2023-12-20 09:31 市二院 王芳
        let moment = timex::moments(text).into_iter().find(|moment| moment.year.is_some() && moment.month.is_some());
        if let Some(moment) = &moment
            && let Some(date) = text.get(moment.range.clone())
        {
            let found = Self::found(date, place, true);
            self.article.published.get_or_insert(found);
        }
        let bare = label::uncounted(text);
        let known = names::dated_byline(bare).map(|(people, _)| people).or_else(|| names::byline(bare));
        // 李四 修改于 2021-07-02, below who wrote it, is one who only mended.
        let is_new = self.article.authors.is_empty();
        let is_theirs = |people: &Byline| moment.is_some() || !people.persons.is_empty();
        if let Some(people) = known.filter(|people| is_theirs(people) && (is_new || people.persons.is_empty())) {
            self.credit(people, place);
            return true;
        }
        self.article.details.push((ASIDE.to_owned(), Self::found(text, place, false)));
        true
    }

    /// Files what stands behind labels of any kind: 单位：某某　负责人：某某.
    fn told(&mut self, text: &str, place: Place) {
        let Some((name, value)) = said(text) else {
            self.article.details.push((ASIDE.to_owned(), Self::found(text, place, false)));
            return;
        };
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        // The next label, after a blank.
        let next = value.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
        let next =
            next.filter(|at| said(value[*at..].trim_start()).is_some()).find(|at| !value[..*at].trim().is_empty());
        let (value, rest) = value.split_at_checked(next.unwrap_or(value.len())).unwrap_or((value, ""));
        self.article.details.push((name, Self::found(value, place, false)));
        if !rest.trim().is_empty() {
            self.told(rest.trim(), place);
        }
    }

    fn date(&mut self, text: &str, place: Place) {
        if let Some(items) = label::read(text) {
            items.into_iter().for_each(|item| self.article.file(item, place));
            return;
        }
        // （市医院　2021年7月2日）
        let date = match names::dated_byline(text) {
            Some((people, date)) => {
                self.credit(people, place);
                date
            }
            None => names::date(text).unwrap_or_else(|| text.to_owned()),
        };
        if self.article.published.is_none() {
            self.article.published = Some(Self::found(&date, place, true));
        } else {
            self.article.details.push((ASIDE.to_owned(), Self::found(&date, place, false)));
        }
    }

    /// Whether a line says who signs.
    fn signature(&mut self, text: &str, place: Place) -> bool {
        if let Some(items) = label::read(text) {
            items.into_iter().for_each(|item| self.article.file(item, place));
            return true;
        }
        let text = match sealed(text) {
            Some((signer, seal)) => {
                self.drop(SEAL, seal.trim_matches(['（', '(', ' ']), place);
                signer
            }
            None => text,
        };
        let bare = text.trim_matches(['（', '）', '(', ')', ' ', '。']);
        let is_name = names::is_unit(bare) || names::byline(bare).is_some() || signed(bare).is_some();
        if !is_name && !self.is_dated && !bare.contains(['：', ':']) {
            return false;
        }
        // 本人签名：王芳
        let said = bare.split_once(['：', ':']).filter(|(name, _)| labels::is_label(name));
        let (label, bare) = said.map_or(("", bare), |(name, value)| (name.trim(), value.trim()));
        let signer = match names::signature(bare).or_else(|| signed(bare)) {
            Some((signer, date)) => {
                self.sign(&date, place);
                signer
            }
            None => bare.to_owned(),
        };
        let dated = names::dated_byline(&signer);
        if let Some((_, date)) = &dated {
            self.sign(date, place);
        }
        let signer = match dated.map(|(people, _)| people).or_else(|| names::byline(&signer)) {
            // 联系人：王芳
            Some(people) if !people.persons.is_empty() && !signs(label) && !names::is_unit_word(label) => {
                self.article.details.push((label.to_owned(), Self::found(bare, place, false)));
                return true;
            }
            // （王芳） signs for nobody but herself, 市医院　王芳 for both.
            Some(Byline { persons, units }) if !persons.is_empty() => {
                self.credit(Byline { persons, units: Vec::new() }, place);
                units.join("、")
            }
            _ => signer,
        };
        if signer.is_empty() {
            return true;
        }
        match &mut self.article.signer {
            Some(known) => known.text = format!("{}、{}", known.text, signer.trim()),
            none => *none = Some(Self::found(&signer, place, true)),
        }
        true
    }

    /// A second date of a signature puts the first aside.
    fn sign(&mut self, date: &str, place: Place) {
        let found = Self::found(date, place, true);
        if let Some(other) = self.article.signed.replace(found) {
            self.article.details.push((ASIDE.to_owned(), other));
        }
    }

    fn signed(&mut self, text: &str, place: Place) {
        if let Some(items) = label::read(text) {
            let date = items.into_iter().next().map(|item| item.value).unwrap_or_default();
            self.sign(&date, place);
            return;
        }
        let date = names::date(text).unwrap_or_else(|| text.trim_matches(['（', '）', '(', ')']).to_owned());
        self.sign(&date, place);
    }

    /// Makes one of what stood on several lines.
    fn finish(mut self, sure: bool) {
        if self.titles.is_empty() {
            for (line, place) in std::mem::take(&mut self.subtitles) {
                self.article.details.push((EYEBROW.to_owned(), Self::found(&line, place, false)));
            }
            return;
        }
        // The title in Latin letters beside that in Chinese is no part of it.
        if self.titles.iter().any(|(line, _)| has_han(line)) {
            for (line, place) in self.titles.extract_if(.., |(line, _)| is_latin(line)) {
                self.article.details.push((TRANSLATION.to_owned(), Self::found(&line, place, false)));
            }
        }
        let Some((_, place)) = self.titles.first().cloned() else { return };
        let mut text = String::new();
        for (line, place) in &self.titles {
            let (line, record) = without_record(line);
            let aside = record.map(|record| (ASIDE.to_owned(), Self::found(record, *place, false)));
            self.article.details.extend(aside);
            let line = bare_title(line);
            if !text.is_empty() && line.starts_with(DASHES) && self.subtitles.is_empty() {
                self.subtitles.push((line.trim_start_matches(DASHES).trim().to_owned(), *place));
            } else {
                append(&mut text, &line);
            }
        }
        // Once on a line, and once more on two.
        let count = text.chars().count();
        let (half, _) = text.split_at(text.char_indices().nth(count / 2).map_or(0, |(at, _)| at));
        if half.len() * 2 == text.len() && text.ends_with(half) && count > LATIN {
            text.truncate(half.len());
            self.article.remarks.push(Remark::new(RemarkKind::Dropped, REPEATED, place, &text, ""));
        }
        let mut subtitle = String::new();
        for (line, _) in &self.subtitles {
            append(&mut subtitle, line);
        }
        // 【栏目】题目
        for (open, close) in [('【', '】'), ('［', '］'), ('[', ']'), ('〔', '〕')] {
            if let Some((column, rest)) = text.strip_prefix(open).and_then(|inner| inner.split_once(close))
                && rest.trim().chars().count() >= 3
            {
                self.article.details.push((COLUMN.to_owned(), Self::found(column, place, true)));
                text = rest.trim().to_owned();
                break;
            }
        }
        if let Some((title, rest)) = text.split_once("——")
            && title.chars().filter(|c| is_han(*c)).count() >= 3
            && rest.chars().filter(|c| is_han(*c)).count() >= 3
            && !rest.contains("——")
            // 2019——2020学年
            && !(title.ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit()))
            && subtitle.is_empty()
        {
            subtitle = rest.trim().to_owned();
            text = title.trim().to_owned();
        }
        // 王五：在某某大会上的讲话
        if let Some((name, said)) = text.split_once(['：', ':'])
            && let Some(people) = names::byline(name)
            && people.persons.len() == 1
            && (report::is_of_report(said) || names_occasion(said))
        {
            self.credit(people, place);
            text = said.trim().to_owned();
        }
        self.article.title = Some(Self::found(&text, place, sure));
        if let Some((_, place)) = self.subtitles.first().filter(|_| !subtitle.is_empty()) {
            self.article.subtitle = Some(Self::found(&subtitle, *place, true));
        } else if !subtitle.is_empty() {
            self.article.subtitle = Some(Self::found(&subtitle, place, true));
        }
    }
}

/// Whether a line tells something, as text does: clauses, or a sentence.
fn is_told(text: &str) -> bool {
    let clauses = text.matches('，').count();
    let is_long = text.chars().count() >= 16;
    text.contains('。') || is_long && (clauses > 1 || clauses == 1 && !text.contains(['：', ':']))
}

/// Whether a line has words in Latin letters and none in Chinese.
fn is_latin(text: &str) -> bool {
    !has_han(text) && text.chars().filter(char::is_ascii_alphabetic).count() >= LATIN
}

/// Whether a line is a row of figures rather than words about the title.
fn is_count(text: &str) -> bool {
    !text.starts_with(DASHES) && amounts(text).iter().filter(|amount| amount.nature == Nature::Count).count() > 1
}

/// Whether a line may be left out: it is no sentence.
fn is_short(text: &str) -> bool {
    text.chars().count() < 40 || !text.contains('。')
}
