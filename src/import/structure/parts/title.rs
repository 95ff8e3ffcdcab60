//! The title of an article: what the file says of it, and what its lines make.
//!
//! In: the lines and what the model takes them for. Out: the same with the title
//! whole; one that the model did not see is the likeliest line. Lines of a title
//! without labels, tails of sites and blanks between characters.

use crate::import::document::Role;
use crate::import::structure::line::{Kind, Line};
use crate::import::structure::role::{LineRole, State, Zone, states};
use crate::import::structure::shapes::{self, Around};
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

/// How many lines of a head may stand above a title that nothing else is like.
const NEAR: usize = 5;

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
    // 总结汇编 above the title of the first report is no part of it.
    if let Some(at) = found.iter().position(|state| *state == title)
        && found.get(at + 1) == Some(&title)
        && shapes::is_collection(&lines[at].text)
        && title::is_of_report(&lines[at + 1].text)
    {
        found[at] = State { zone: Zone::Before, role: LineRole::Kicker };
    }
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
                _ if has_day => LineRole::Date,
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
    if is_alike && names::is_unit(&name) && shapes::is_named_as_report(&line.text) && !line.text.contains(&name) {
        found[before] = title;
    }
    is_told
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
pub fn other_titles(title: &str, lines: &[Line], emissions: &[Vec<i32>], around: Around<'_>) -> Vec<String> {
    let of_title = states().iter().position(|state| state.role == LineRole::Title).unwrap_or_default();
    let gap = |at: usize| emissions[at].iter().max().copied().unwrap_or(0).saturating_sub(emissions[at][of_title]);
    let is_short = |line: &Line| line.kind == Kind::Words && (LEAST..=MOST).contains(&line.text.chars().count());
    let mut likely: Vec<usize> = (0..lines.len().min(REACH)).filter(|at| is_short(&lines[*at])).collect();
    likely.sort_by_key(|at| gap(*at));
    let said = likely.into_iter().map(|at| bare_title(lines[at].text.trim()));
    let named = [around.title, around.name].map(|name| bare_title(name.trim()));
    let is_name = |name: &String| name.chars().filter(|c| is_han(*c)).count() >= LEAST && name.chars().count() <= MOST;
    let mut others: Vec<String> = Vec::new();
    for other in said.take(OTHERS).chain(named.into_iter().filter(is_name)) {
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
        TITLES.has(name.trim_matches(['【', '】', '[', ']'])) && !value.trim().is_empty()
    });
    let line = said.map_or(line, |(_, value)| value.trim());
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
