//! The title of an article: what the file says of it, and what its lines make.
//!
//! In: the lines and what the model takes them for. Out: the same with the title
//! whole; one that the model did not see is the likeliest line. Lines of a title
//! without labels, tails of sites and blanks between characters.

use crate::import::document::Role;
use crate::import::structure::line::{Kind, Line};
use crate::import::structure::role::{LineRole, State, Zone, states};
use crate::import::structure::shapes::{self, Around, names_occasion};
use crate::language::byline as names;
use crate::language::enumerator;
use crate::language::label;
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::language::title;
use crate::text::han::is_han;
use crate::text::near::alike;

/// Labels of forms: 会议名称.
static LABELS: List = List::new(&lexicon::FORM_LABELS, "label");
/// Labels before a title: 题目.
static TITLES: List = List::new(&lexicon::FORM_LABELS, "title");

/// What sites put behind a title: （精选）.
static TAILS: List = List::new(&lexicon::LINE_WORDS, "title-tail");

/// 公文标题, in a form above the text.
static TITLE_LABELS: List = List::new(&lexicon::LINE_WORDS, "title-label");
/// 讨论稿, in brackets below a title.
static DRAFTS: List = List::new(&lexicon::LINE_WORDS, "draft");
/// 回复, before the subject of a mail.
static REPLIES: List = List::new(&lexicon::LINE_WORDS, "reply");

/// 题为, before a title that is told in the text.
static TOLD: List = List::new(&lexicon::LINE_WORDS, "told-title");

/// The same where whoever speaks tells it: 今天我报告的题目是.
static OWN: List = List::new(&lexicon::LINE_WORDS, "own-title");

/// 录音整理: how spoken words came to be written.
static RECORDS: List = List::new(&lexicon::LINE_WORDS, "record");
/// The same before a title: 发言实录：某某总结.
static RECORD_LABELS: List = List::new(&lexicon::LINE_WORDS, "record-label");
/// What was recorded, and as what: 大会, 实录.
static RECORDED: List = List::new(&lexicon::LINE_WORDS, "record-of");
static RECORDED_AS: List = List::new(&lexicon::LINE_WORDS, "record-as");
/// 讲话.
static SPOKEN: List = List::new(&lexicon::BYLINE_WORDS, "spoken");

/// What counts the reports of a collection: 篇.
static PARTS: List = List::new(&lexicon::LINE_WORDS, "title-part");

/// What a title has behind it that is the name of a file.
const EXTENSIONS: [&str; 8] = ["doc", "docx", "wps", "pdf", "txt", "html", "htm", "md"];

/// How many characters a line has that may be the title instead, and among how
/// many first lines it is looked for.
const LEAST: usize = 4;
const MOST: usize = 60;
const REACH: usize = 60;

/// How many others are offered.
const OTHERS: usize = 3;

/// How near behind a title stands what was given under it: 的工作报告.
const GIVEN: usize = 8;

/// Among how many first lines a document says that it was spoken.
const SPEECH: usize = 12;

/// How many lines of a head may stand above a title that nothing else is like.
const NEAR: usize = 5;

/// How many lines with particulars may stand between what a meeting is called and the title
/// of what was said there.
const BANNER: usize = 10;

/// How many characters the words have at most that say how a title was written down.
const RECORD: usize = 16;

/// How few lines are no page with its frame.
pub const FEW: usize = 8;

/// Whether the file says that a line is the title: by its style, or as the one
/// heading of the first level.
pub fn is_styled(line: &Line, lines: &[Line]) -> bool {
    let tops = lines.iter().filter(|line| line.role == Role::Heading(1)).count();
    line.role == Role::Title || line.role == Role::Heading(1) && tops == 1
}

/// Whether a line ends as the titles of reports do and no other line before the
/// text does.
pub fn is_named_alone(at: usize, lines: &[Line], found: &[State]) -> bool {
    let above = found.iter().take_while(|state| state.zone < Zone::Body).count();
    let mut named = (0..above.max(at + 1)).filter(|at| title::is_of_report(&bare_title(lines[*at].text.trim())));
    // The unit, a number, a date may stand above it.
    let is_head = |state: &State| {
        matches!(state.role, LineRole::Letterhead | LineRole::Number | LineRole::Kicker | LineRole::Date)
    };
    let is_near = at < 2 || at < NEAR && found[..at].iter().all(is_head);
    is_near && named.next() == Some(at) && named.next().is_none()
}

/// Whether the title and its subtitle are not named as reports are: where the text tells a
/// title, that is doubtful.
pub fn is_unnamed(lines: &[Line], found: &[State]) -> bool {
    let is_report = |line: &str| title::is_of_report(&bare_title(line.trim()));
    let is_its = |state: &State| matches!(state.role, LineRole::Title | LineRole::Subtitle);
    let its = || lines.iter().zip(found).filter(|(_, state)| is_its(state)).map(|(line, _)| line.text.as_str());
    !is_report(&its().collect::<String>()) && !its().any(is_report)
}

/// Whether the title is the name of a unit and no more, and another line is named as reports
/// are: the name of a site is no title.
pub fn is_of_site(lines: &[Line], found: &[State]) -> bool {
    let its = |state: &State| state.role == LineRole::Title;
    let whole: String =
        lines.iter().zip(found).filter(|(_, state)| its(state)).map(|(line, _)| together(&line.text)).collect();
    let is_other = |(line, state): (&Line, &State)| !its(state) && shapes::is_named_as_report(&line.text);
    names::is_unit(&whole) && lines.iter().zip(found).take(REACH).any(is_other)
}

/// A title that a text tells.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub line: &'a Line,
    pub title: &'a str,
    /// Whether it is that of what follows: whoever speaks tells it, or the record of a meeting.
    pub is_own: bool,
}

/// The title of a report as the text tells it: 作题为《某某工作总结》的报告, 我报告的题目是《某某》.
pub fn told_title(lines: &[Line], is_record: bool) -> Option<Told<'_>> {
    lines.iter().take(REACH).find_map(|line| told(line, is_record))
}

fn told(line: &Line, is_record: bool) -> Option<Told<'_>> {
    let (word, head, said) = TOLD.iter().find_map(|word| {
        let (head, said) = line.text.split_once(*word)?;
        Some((*word, head, said.trim_start_matches(['：', ':', ' ']).strip_prefix(['《', '“', '"', '「'])?))
    })?;
    let (title, rest) = said.split_once(['》', '”', '"', '」'])?;
    let title = title.trim();
    let clause = head.rsplit(['，', '。', '！', '：']).next().unwrap_or_default();
    let is_given = || SPOKEN.is_in(&rest.chars().take(GIVEN).collect::<String>());
    let is_own = title.chars().count() >= LEAST && (OWN.has(word) && SPOKEN.is_in(clause) || is_record && is_given());
    (is_own || title::is_of_report(title)).then_some(Told { line, title, is_own })
}

/// Whether words say how what was spoken came to be written: 录音整理稿.
fn is_record(words: &str) -> bool {
    RECORDS.is_in(words) && words.chars().count() <= RECORD && !names_occasion(words)
}

/// Whether words are what stands before the title of something spoken: 发言实录, 大会录音.
fn is_record_label(label: &str) -> bool {
    let half = label.char_indices().nth(2).filter(|_| label.chars().count() == 4);
    let (of, form) = half.map_or(("", ""), |(half, _)| label.split_at(half));
    RECORD_LABELS.has(label) || RECORDED.has(of) && RECORDED_AS.has(form)
}

/// A title and the words beside it that say how it came to be written: 某某总结（录音整理）,
/// 发言实录：某某总结.
pub fn without_record(line: &str) -> (&str, Option<&str>) {
    let bars = ['：', ':', '|', '｜', '丨'];
    if let Some((record, title)) = line.split_once(bars)
        && is_record_label(record.trim())
        && title.trim().chars().count() >= LEAST
    {
        return (title.trim(), Some(record.trim()));
    }
    // 【讲话录音】某某总结
    if let Some((record, title)) = line
        .strip_prefix(['【', '［', '[', '〔', '（', '('])
        .and_then(|line| line.split_once(['】', '］', ']', '〕', '）', ')']))
        && (is_record_label(record.trim()) || is_record(record.trim()))
        && title.trim().chars().count() >= LEAST
    {
        return (title.trim(), Some(record.trim()));
    }
    let bracket = line.rfind(['（', '(']).filter(|_| line.ends_with(['）', ')']));
    let at = bracket.or_else(|| line.rfind("——")).or_else(|| line.rfind(['|', '｜', '丨', '—']));
    let Some((title, record)) = at.and_then(|at| line.split_at_checked(at)) else { return (line, None) };
    let inner = record.trim_matches(|c: char| "（()）—|｜丨".contains(c) || c.is_whitespace());
    if is_record(inner) && title.trim().chars().count() >= LEAST {
        (title.trim_end(), Some(record))
    } else {
        (line, None)
    }
}

/// Whether a document says that it was spoken.
pub fn is_spoken(lines: &[Line]) -> bool {
    lines.iter().take(SPEECH).any(|line| RECORDS.is_in(&line.text) && line.text.chars().count() <= MOST)
}

/// Whether a line has a label that is none of a title: 会议名称：某某总结会.
fn is_labelled(line: &str) -> bool {
    line.split_once(['：', ':']).is_some_and(|(name, value)| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        LABELS.has(&name) && !TITLES.has(&name) && !value.trim().is_empty()
    })
}

/// Whether a line stands in the document more than once, as what is printed at
/// the top of each page.
fn is_running(at: usize, lines: &[Line]) -> bool {
    lines.iter().enumerate().any(|(other, line)| other != at && alike(line.text.chars(), lines[at].text.chars()))
}

/// A title may begin with the name of the unit, on a line that looks like it; and
/// where nothing else is the title, what the paper is called is: 会议纪要.
/// Whether a title was found that is sure.
pub fn complete_title(lines: &[Line], found: &mut [State]) -> bool {
    let title = State { zone: Zone::Title, role: LineRole::Title };
    let is_name = |state: &State| matches!(state.role, LineRole::Letterhead | LineRole::Kicker | LineRole::Byline);
    // The first of several chapters is no title.
    if let Some(at) = found.iter().position(|state| *state == title)
        && let Role::Heading(_) = lines[at].role
        && lines[at + 1..].iter().any(|other| other.role == lines[at].role)
        && !lines[at].look.centered
        && !title::is_of_report(&lines[at].text)
        && !lines.get(at + 1).is_some_and(|next| next.text.starts_with("——"))
    {
        found[at] = State { zone: Zone::Body, role: LineRole::Heading };
    }
    for (line, state) in lines.iter().zip(found.iter_mut()) {
        if *state == title && is_labelled(&line.text) {
            *state = State { zone: Zone::Head, role: LineRole::Detail };
        }
    }
    // What is printed at the top of each page, above the title.
    if let Some(at) = found.iter().position(|state| *state == title)
        && found.get(at + 1) == Some(&title)
        && [at, at + 1].iter().all(|at| title::is_of_report(&lines[*at].text))
        && is_running(at, lines)
        && !is_running(at + 1, lines)
    {
        found[at] = State { zone: Zone::Before, role: LineRole::Furniture };
    }
    // 某某办公室编　2021年7月2日 above the title is no part of it.
    if let Some(at) = found.iter().position(|state| *state == title)
        && found.get(at + 1) == Some(&title)
        && ends_with_day(&lines[at].text)
        && !title::is_of_report(&lines[at].text)
    {
        found[at] = State { zone: Zone::Before, role: LineRole::Detail };
        found[..at].iter_mut().for_each(|state| state.zone = Zone::Before);
    }
    // A unit on the first line, what it is on the second, though that looks like a heading.
    if let Some(at) = found.iter().position(|state| *state == title)
        && names::is_unit(&together(&lines[at].text))
        && let Some(next) = lines.get(at + 1)
        && found.get(at + 1).is_some_and(|state| state.role == LineRole::Heading)
        && title::is_of_report(&next.text)
        && enumerator::of_heading(&next.text).is_none()
        && next.text.chars().count() <= MOST / 2
    {
        found[at + 1] = title;
    }
    // 2021年工作回顾 below a whole title heads the text.
    if let Some(at) = found.iter().position(|state| *state == title)
        && found.get(at + 1) == Some(&title)
        && title::is_of_report(&lines[at].text)
        && lines[at + 1].look == lines[at + 2..].first().map_or(lines[at + 1].look, |next| next.look)
        && timex::years(lines[at + 1].text.trim()).first().is_some_and(|(range, _)| range.start == 0)
    {
        for state in found.iter_mut().skip(at + 1).take_while(|state| **state == title) {
            *state = State { zone: Zone::Body, role: LineRole::Heading };
        }
    }
    // The title once more, on two lines.
    if let Some(at) = found.iter().position(|state| *state == title)
        && found.get(at + 1) == Some(&title)
        && let [whole, first, second, ..] = &lines[at..]
        && alike(whole.text.chars(), first.text.chars().chain(second.text.chars()))
    {
        found[at + 1..at + 3].fill(State { zone: Zone::Before, role: LineRole::Furniture });
    }
    // 总结汇编 above the title of the first report is no part of it.
    if let Some(at) = found.iter().position(|state| *state == title)
        && found.get(at + 1) == Some(&title)
        && shapes::is_collection(&lines[at].text)
        && title::is_of_report(&lines[at + 1].text)
    {
        found[at] = State { zone: Zone::Before, role: LineRole::Kicker };
    }
    part_from_occasion(lines, found);
    let seen = found.iter().position(|state| *state == title);
    let Some(at) = seen.or_else(|| likely_title(lines, found)) else { return false };
    if seen.is_none() {
        found[at] = title;
        found[..at].iter_mut().for_each(|state| state.zone = Zone::Before);
    }
    let is_told = seen.is_none() && is_styled(&lines[at], lines);
    // 第一部分 below the title is a heading, （一） a part of the title.
    let below = at + found.iter().skip(at).take_while(|state| **state == title).count();
    if let Some((line, state)) = lines.get(below).zip(found.get_mut(below)) {
        let text = line.text.trim();
        let is_bracketed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']) && text.chars().count() <= 30;
        if shapes::is_part(text) {
            *state = State { zone: Zone::Body, role: LineRole::Heading };
        } else if is_bracketed && line.kind == Kind::Words && label::read(text).is_none() {
            let inner = text.trim_matches(['（', '）', '(', ')', ' ']);
            let has_day = timex::moments(inner).iter().any(|found| found.year.is_some() && found.day.is_some());
            let role = match names::byline(inner) {
                _ if has_day || names::date(inner).is_some() => LineRole::Date,
                Some(_) => LineRole::Byline,
                None => LineRole::Subtitle,
            };
            *state = State { zone: Zone::Head, role };
        }
    }
    // What the file says of lines beside the title.
    for (line, state) in lines.iter().zip(found.iter_mut()).skip(at + 1).take(2) {
        match line.role {
            Role::Title => *state = title,
            Role::Subtitle => *state = State { zone: Zone::Head, role: LineRole::Subtitle },
            _ => break,
        }
    }
    // 肩题, 题目, 副题 of a newspaper: the line that is set largest is the title.
    let end = found.iter().skip(at).take_while(|state| **state == title).count() + at;
    let rank = |line: &Line| {
        let style = match line.role {
            Role::Title => 9,
            Role::Heading(level) => 9_u8.saturating_sub(level),
            _ => 0,
        };
        (style, line.look.size.unwrap_or(0))
    };
    let best = lines[at..end].iter().map(rank).max().unwrap_or_default();
    // Whose report it is may stand above it in smaller letters.
    let above =
        lines[at..end].iter().take_while(|line| rank(line) < best && names::is_unit(&together(&line.text))).count();
    for state in &mut found[at..at + above] {
        *state = State { zone: Zone::Before, role: LineRole::Letterhead };
    }
    let at = at + above;
    for (line, state) in lines[at..end].iter().zip(&mut found[at..end]).skip_while(|(line, _)| rank(line) == best) {
        if rank(line) < best {
            *state = State { zone: Zone::Head, role: LineRole::Subtitle };
        }
    }
    let Some(before) = at.checked_sub(1).filter(|before| is_name(&found[*before])) else { return is_told };
    let (above, line) = (&lines[before], &lines[at]);
    let is_alike = above.look == line.look && above.role == line.role;
    let name = together(&above.text);
    let whole: String = lines[at..end].iter().map(|line| together(&line.text)).collect();
    if is_alike && names::is_unit(&name) && shapes::is_named_as_report(&whole) && !whole.contains(&name) {
        found[before] = title;
    }
    is_told
}

/// What a meeting is called, or where it was spoken, is not the title beside a report's own.
fn part_from_occasion(lines: &[Line], found: &mut [State]) {
    let title = State { zone: Zone::Title, role: LineRole::Title };
    let subtitle = State { zone: Zone::Head, role: LineRole::Subtitle };
    let Some(at) = found.iter().position(|state| *state == title) else { return };
    let end = at + found[at..].iter().take_while(|state| **state == title).count();
    let is_long = |line: &Line| line.text.contains('。') && line.text.chars().count() > MOST / 2;
    let is_report = |at: usize| {
        let text = lines[at].text.trim();
        lines[at].kind == Kind::Words
            && text.chars().count() <= MOST
            && !text.starts_with("——")
            && !names_occasion(text)
            && !is_record(text)
            && enumerator::of_heading(text).is_none()
            && !is_labelled(text)
            && title::is_of_report(&bare_title(text))
    };
    let names_occasion = |at: usize| lines[at].kind == Kind::Words && names_occasion(&lines[at].text);
    // What stands right above text may be the first heading.
    let is_free = |at: usize| lines.get(at + 1).is_some_and(|next| !is_long(next));
    let report = (at..end).find(|at| is_report(*at));
    if names_occasion(at) {
        // 在某某大会上的讲话, and 某某工作总结 on the next line.
        let below = (end < lines.len() && end == at + 1 && is_report(end) && is_free(end)).then_some(end);
        if let Some(report) = report.or(below) {
            found[at..=report].fill(subtitle);
            found[report] = title;
        }
    } else if report.is_some() {
        for other in (at + 1..(end + 1).min(lines.len())).filter(|other| names_occasion(*other)) {
            found[other] = subtitle;
        }
    } else if is_record(lines[at].text.trim()) || RECORDS.ends(lines[at].text.trim()).is_some() {
        // 某某总结大会发言实录 above particulars and the title.
        let open = lines[at..].iter().take(BANNER).take_while(|line| !is_long(line)).count();
        // A slogan has its subtitle below it.
        let has_subtitle = |at: usize| {
            let is_dashed = |line: &Line| line.text.starts_with("——") || line.text.starts_with("--");
            let is_open = lines[at].text.ends_with(['：', ':']);
            lines.get(at + 1).is_some_and(is_dashed)
                && !is_open
                && !is_labelled(&lines[at].text)
                && !is_long(&lines[at])
        };
        if let Some(report) = (at + 1..at + open).find(|at| is_report(*at) || has_subtitle(*at)) {
            for (other, state) in found[..report].iter_mut().enumerate().skip(at) {
                state.zone = Zone::Before;
                if other < end || matches!(state.role, LineRole::Subtitle | LineRole::Text | LineRole::Heading) {
                    state.role = if other < end { LineRole::Kicker } else { LineRole::Detail };
                }
            }
            found[..at].iter_mut().for_each(|state| state.zone = Zone::Before);
            found[report] = title;
        }
    }
}

/// Whether a line ends with a day.
fn ends_with_day(line: &str) -> bool {
    let line = line.trim();
    timex::moments(line)
        .pop()
        .is_some_and(|last| last.range.end == line.len() && last.year.is_some() && last.day.is_some())
}

/// A line without blanks.
fn together(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The line that is most like a title where the model sees none: it is proposed.
fn likely_title(lines: &[Line], found: &[State]) -> Option<usize> {
    // By the file's word, or the one heading of the first level near the beginning.
    if let Some(at) = lines.iter().take(FEW).position(|line| line.role == Role::Title) {
        return Some(at);
    }
    let mut tops = (0..lines.len()).filter(|at| lines[*at].role == Role::Heading(1));
    if let (Some(at), None) = (tops.next(), tops.next())
        && at < FEW
    {
        return Some(at);
    }
    let first = found.iter().take_while(|state| matches!(state.zone, Zone::Before)).count();
    let first = first.max(3).min(lines.len());
    let above = (0..first).filter(|at| !matches!(found[*at].role, LineRole::Detail | LineRole::Date));
    let is_name = |role| matches!(role, LineRole::Letterhead | LineRole::Kicker | LineRole::Byline);
    let named = above.clone().find(|at| {
        let is_paper = is_name(found[*at].role) && shapes::is_named_as_report(&lines[*at].text);
        is_paper || title::is_of_report(&lines[*at].text)
    });
    // A short line with nothing but text below it.
    let is_short = |line: &Line| {
        let text = line.text.as_str();
        let is_chapter = matches!(line.role, Role::Heading(_))
            && lines.iter().filter(|other| other.role == line.role).nth(1).is_some();
        line.kind == Kind::Words
            && (4..=40).contains(&text.chars().count())
            && !text.contains(['。', '；', '：', ':'])
            && !text.ends_with(['，', '、'])
            && !is_chapter
            && enumerator::of_heading(text).is_none()
            && names::date(text).is_none()
    };
    let is_open = |line: &Line, state: &State| {
        !matches!(state.role, LineRole::Detail | LineRole::Date | LineRole::Number) && !shapes::is_of_page(&line.text)
    };
    let short = lines.first().zip(found.first()).is_some_and(|(line, state)| is_open(line, state) && is_short(line));
    named.or((short && lines.len() > 1).then_some(0))
}

/// What else the title may be, the likeliest first: the other lines that are
/// most like one, and what the file is called.
pub fn other_titles(
    title: &str,
    told: Option<&str>,
    lines: &[Line],
    emissions: &[Vec<i32>],
    around: Around<'_>,
) -> Vec<String> {
    let of_title = states().iter().position(|state| state.role == LineRole::Title).unwrap_or_default();
    let gap = |at: usize| emissions[at].iter().max().copied().unwrap_or(0).saturating_sub(emissions[at][of_title]);
    let is_short = |line: &Line| line.kind == Kind::Words && (LEAST..=MOST).contains(&line.text.chars().count());
    let mut likely: Vec<usize> = (0..lines.len().min(REACH)).filter(|at| is_short(&lines[*at])).collect();
    likely.sort_by_key(|at| gap(*at));
    let said = likely.into_iter().map(|at| bare_title(lines[at].text.trim()));
    let named = [around.title, around.name].map(|name| bare_title(name.trim()));
    let is_name = |name: &String| name.chars().filter(|c| is_han(*c)).count() >= LEAST && name.chars().count() <= MOST;
    let mut others: Vec<String> = Vec::new();
    let told = told.map(str::to_owned).into_iter();
    for other in told.chain(said.take(OTHERS)).chain(named.into_iter().filter(is_name)) {
        if !alike(other.chars(), title.chars()) && others.iter().all(|known| !alike(known.chars(), other.chars())) {
            others.push(other);
        }
    }
    others.truncate(OTHERS);
    others
}

/// A line of a title without the label before it (标题：) and the blanks between
/// its characters (工 作 总 结).
pub fn bare_title(line: &str) -> String {
    let said = line.split_once(['：', ':', '=', '＝', '\t']).filter(|(name, value)| {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let name = name.trim_matches(['【', '】', '[', ']']);
        (TITLES.has(name) || TITLE_LABELS.has(name)) && !value.trim().is_empty()
    });
    let line = said.map_or(line, |(_, value)| value.trim());
    // 回复：某某总结
    let replied =
        line.split_once(['：', ':']).filter(|(name, rest)| REPLIES.has(name.trim()) && !rest.trim().is_empty());
    let line = replied.map_or(line, |(_, rest)| rest.trim());
    // 篇一：某某总结
    let line = match line.split_once(['：', ':', '】', '\u{3000}', ' ']) {
        Some((part, rest)) if is_part(part) && !rest.trim().is_empty() => rest.trim(),
        _ => line,
    };
    let line = line.rsplit_once('.').filter(|(_, end)| EXTENSIONS.contains(end)).map_or(line, |(line, _)| line);
    // 某某总结（精选）
    let open = line.rfind(['（', '(', '【', '[']).filter(|_| line.ends_with(['）', ')', '】', ']']));
    let tail = open.map(|open| line[open..].trim_matches(|c: char| "（()）【】[]0123456789".contains(c)));
    let line = match (open, tail) {
        (Some(open), Some(tail)) if TAILS.has(tail) => line[..open].trim_end(),
        _ => line,
    };
    let words: Vec<&str> = line.split_whitespace().collect();
    let single = words.iter().filter(|word| word.chars().count() == 1).count();
    if words.len() > 3 && single * 3 >= words.len() * 2 { words.concat() } else { line.to_owned() }
}

/// Whether a line in brackets only says what became of the title: （讨论稿）, （录音整理）.
pub fn tells_of_draft(line: &str) -> bool {
    let inner = line.trim_matches(|c: char| "（）()【】[]".contains(c) || c.is_whitespace());
    inner.len() < line.trim().len() && (TAILS.has(inner) || DRAFTS.has(inner) || is_record(inner))
}

/// Whether words only count the reports of a collection: 篇一, 第三篇, 【范文二.
fn is_part(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| enumerator::is_numeral(c) || c.is_ascii_digit() || "【[（(）)".contains(c));
    bare.len() < words.len() && PARTS.has(bare)
}

/// Appends a line of a title: slogans of one length keep a space between them.
pub fn append(text: &mut String, line: &str) {
    if let (Some(before), Some(after)) = (text.chars().next_back(), line.chars().next()) {
        let is_slogan = text.chars().count() == line.chars().count() && text.chars().chain(line.chars()).all(is_han);
        let is_latin = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        if is_slogan || is_latin {
            text.push(' ');
        }
    }
    text.push_str(line);
}
