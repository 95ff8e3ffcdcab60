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
use crate::import::structure::line::{self, Kind, Line};
use crate::import::structure::model::{Model, Reports};
use crate::import::structure::parts::keep::keep;
use crate::import::structure::parts::labels::{is_period, names_keywords, said, signed, signs, tells_day};
use crate::import::structure::parts::title::{
    FEW, append, bare_title, complete_title, is_named_alone, is_styled, other_titles,
};
use crate::import::structure::reasons;
use crate::import::structure::role::{LineRole, State, Zone, states};
use crate::import::structure::sense::{self, Sense};
use crate::import::structure::shapes::{self, Around};
use crate::import::structure::{Article, Found};
use crate::import::{Remark, RemarkKind};
use crate::language::byline::{self as names, Byline};
use crate::language::enumerator::{self, Shape};
use crate::language::furniture;
use crate::language::label::{self, Field, Labelled};
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::text::han::{has_han, is_han};
use crate::text::near::alike;

const PAGE: Words = Words {
    zh: "删去网页上的栏目、计数或按钮",
    en: "a breadcrumb, counter or button of a web page is left out",
};
const UNSURE: Words =
    Words { zh: "题目是不是这一行，没有把握", en: "whether this line is the title is not certain" };
const REPEATED: Words = Words { zh: "删去重复的题目", en: "a second copy of the title is left out" };
const CONTENTS: Words = Words {
    zh: "删去目录（网站会自己列出标题）",
    en: "the table of contents is left out: the site makes its own",
};

// Labels that lines without one get, as the report shows them.
const EYEBROW: &str = "眉题";
const COLUMN: &str = "栏目";
const ASIDE: &str = "说明";
const LETTERHEAD: &str = "刊头";
/// What a year below the title is called: 年度.
static PERIODS: List = List::new(&lexicon::DETAIL_LABELS, "period");

const DASHES: [char; 6] = ['—', '-', '–', '－', '―', '─'];

/// What the items of lists begin with.
const BULLETS: [char; 10] = ['●', '•', '◆', '■', '★', '▲', '※', '◇', '○', '□'];

/// How sure the title must be to stand as a fact, in the units of weights.
/// `HUIBIAN_RELIABILITY=1` of `tests/line_model.rs` shows how many titles are
/// right from each margin on.
const SURE: i32 = 200;

/// How many characters a line of text has that a heading stands above.
const SENTENCE: usize = 25;

/// The longest line of details without a label at its beginning, in characters.
const DETAILS: usize = 120;

/// How many lines may be of one title.
const TITLE_LINES: usize = 4;

/// Takes out of blocks what is not text and files it. What is left comes with
/// the roles of its first lines.
pub fn take(blocks: Vec<Block>, around: Around<'_>, article: &mut Article) -> (Vec<Block>, Vec<LineRole>) {
    let lines = line::lines(&blocks);
    let model = Model::learnt();
    let features = shapes::features(&lines, around);
    let emissions = model.emissions(&features);
    let (path, _) = model.decode(&emissions, Reports::One);
    let sure = path.iter().position(|state| states()[*state].role == LineRole::Title).is_some_and(|at| {
        // The zone of a title depends on what stands near it.
        let end = emissions.len().min(at + 80);
        model.margin(&emissions[..end], &path[..end], at) >= SURE
    });
    let mut found: Vec<State> = path.iter().map(|state| states()[*state]).collect();
    let is_first = |state: &State| state.role == LineRole::Title;
    let at = found.iter().position(is_first);
    // What the file says is the title is sure; so is what the model is sure of.
    let styled =
        lines.iter().zip(&found).find(|(_, state)| is_first(state)).is_some_and(|(line, _)| is_styled(line, &lines));
    let sure = sure || styled;
    let sure = complete_title(&lines, &mut found) || sure && at.is_some_and(|at| is_first(&found[at]));
    // A text of few lines has no frame around it.
    let sure = sure
        || lines.len() < FEW
        || found.iter().position(is_first).is_some_and(|at| is_named_alone(at, &lines, &found));
    let mut parts = Parts {
        article,
        titles: Vec::new(),
        subtitles: Vec::new(),
        summary: None,
        is_long: lines.len() >= FEW,
        is_dated: false,
        has_text: false,
        times: times(&lines),
    };
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
            LineRole::Signature => is_bullet,
            _ => false,
        };
        // ● 街道办事处 in a list is nobody's signature, nor is 积极分子 9人 a contact.
        if is_apart && label::read(&line.text).is_none() {
            *state = State { zone: Zone::Body, role: LineRole::Item };
        }
    }
    let is_signed = |(line, state): (&Line, &State)| state.role == LineRole::SigningDate && tells_day(&line.text);
    let dates: Vec<bool> = lines.iter().zip(&found).map(is_signed).collect();
    let is_date = |at: usize| dates.get(at).copied().unwrap_or(false);
    let mut is_kept = Vec::with_capacity(lines.len());
    for (at, (line, state)) in lines.iter().zip(&mut found).enumerate() {
        // By style a heading, and by its words: 主要工作 of a form.
        if matches!(line.role, Role::Heading(2..)) && sense::of_line(&line.text) != Sense::Any {
            *state = State { zone: Zone::Body, role: LineRole::Heading };
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
    parts.finish(sure);
    if let Some(title) = article.title.as_ref().filter(|title| !title.certain) {
        let mut remark = Remark::new(RemarkKind::Doubt, UNSURE, title.place, &title.text, "");
        let at = lines.iter().zip(&found).position(|(line, state)| line.place == title.place && is_first(state));
        remark.reasons = at.map(|at| reasons::reasons(model, &features[at], LineRole::Title)).unwrap_or_default();
        article.other_titles = other_titles(&title.text, &lines, &emissions, around);
        article.remarks.push(remark);
    }
    keep(blocks, &lines, &found, &is_kept)
}

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
    /// How often the words of each line stand in it, as a table of contents has them.
    times: HashMap<String, usize>,
    /// Whether a line above was left in the text.
    has_text: bool,
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
        if is_plain && line.role == Role::Body && furniture::is_line_of_page(text) {
            // 首页 > 党建 来源：办公室
            match label::position(text).and_then(|at| text.split_at_checked(at)) {
                Some((page, rest)) => {
                    if !page.trim().is_empty() {
                        self.drop(PAGE, page.trim(), place);
                    }
                    return self.detail(rest, place);
                }
                None => self.drop(PAGE, text, place),
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
        let title: String = self.titles.iter().map(|(line, _)| line.as_str()).collect();
        let whole = self.subtitles.iter().fold(title.clone(), |whole, (line, _)| whole + line);
        let is_copy = |title: &str| !title.is_empty() && alike(title.chars(), text.chars());
        let is_above = state.zone != Zone::Foot || !self.has_text;
        if state.role != LineRole::Title && (is_copy(&title) || is_copy(&whole)) && is_above {
            self.drop(REPEATED, text, place);
            return true;
        }
        let is_outside = matches!(state.zone, Zone::Before | Zone::Foot) && self.is_long;
        let may_drop = is_short(text) && (is_outside || shapes::is_of_page(text) || enumerator::is_alone(text));
        match state.role {
            LineRole::Title if self.titles.len() < TITLE_LINES => self.titles.push((text.to_owned(), place)),
            LineRole::Subtitle if is_period(text) => {
                let label = PERIODS.iter().next().copied().unwrap_or(ASIDE);
                self.article.details.push((label.to_owned(), Self::found(text, place, true)));
            }
            LineRole::Subtitle => self.subtitles.push((text.trim_start_matches(DASHES).trim().to_owned(), place)),
            LineRole::Abstract => return self.summary(text, place, open),
            LineRole::Keywords => return self.keywords(text, place),
            _ if !self.has_text && names_keywords(text) => return self.keywords(text, place),
            LineRole::Furniture | LineRole::PageNumber if may_drop => self.drop(PAGE, text, place),
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

    /// A line with a label of its own or that it gets.
    fn named(&mut self, name: &str, text: &str, place: Place) {
        match label::read(text) {
            Some(items) => items.into_iter().for_each(|item| self.article.file(item, place)),
            None => self.article.details.push((name.to_owned(), Self::found(text, place, false))),
        }
    }

    /// Whether a line of a table of contents is one: it has a leader and the
    /// number of a page, or its words stand again as a heading.
    fn is_of_contents(&self, text: &str) -> bool {
        let key = entry(text);
        text.contains(['…', '\t']) || text.contains("...") || self.times.get(&key).is_some_and(|times| *times > 1) || {
            let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            shapes::is_head_of_contents(&bare)
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
        let Some((_, place)) = self.titles.first().cloned() else {
            for (line, place) in std::mem::take(&mut self.subtitles) {
                self.article.details.push((EYEBROW.to_owned(), Self::found(&line, place, false)));
            }
            return;
        };
        let mut text = String::new();
        for (line, _) in &self.titles {
            let line = bare_title(line);
            if !text.is_empty() && line.starts_with(DASHES) && self.subtitles.is_empty() {
                self.subtitles.push((line.trim_start_matches(DASHES).trim().to_owned(), place));
            } else {
                append(&mut text, &line);
            }
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

/// Whether a line may be left out: it is no sentence.
fn is_short(text: &str) -> bool {
    text.chars().count() < 40 || !text.contains('。')
}
