//! Queue: what is still to be done in all reports, answered where it stands.
//!
//! In: a session, and what the proofreader found. Out: things of a kind together,
//! each with the words that it is about; and for the answers of a page, each
//! report with its answers done, all in one transaction, with a token that takes
//! them back.
//!
//! A thing is known by what it says and not by where it stands, so that an answer
//! still fits after another one in the same report.

use std::collections::BTreeMap;
use std::ops::Range;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::check::{self, Fix};
use crate::desk::Desk;
use crate::desk::answer::{Json, Trouble};
use crate::desk::asked::{Query, id};
use crate::desk::findings;
use crate::desk::open::Shown;
use crate::desk::report::{self, allow, fix, fixes};
use crate::desk::rows::{ByFile, by_file};
use crate::diag::rules::markdown::IMAGE_ALT;
use crate::diag::{self, Diagnostic, Language, Severity, Words};
use crate::language::sentence;
use crate::manuscript::{self, Manuscript, Op};
use crate::parse::markdown::caption;
use crate::parse::{OpenPoint, body_of};
use crate::publish::list;
use crate::serve::http::decoded;
use crate::source::{Digest, Files, VPath};

/// The address of the queue.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/queue", get(list).post(answer))
}

/// How many things are told at once at most.
const MOST: usize = 10_000;
/// How many things of a group are shown with the group.
const FEW: usize = 20;
/// How much of a text stands around what is quoted, in characters.
const AROUND: usize = 24;

/// The key of the lines of a document that stand nowhere in its report.
const LEFT_OUT: &str = "left";

/// Things of a kind.
struct Group<'s> {
    key: String,
    kind: &'static str,
    say: String,
    /// Whether some of them can be mended at once.
    fix: bool,
    items: Vec<Item<'s>>,
}

/// A thing to be done.
struct Item<'s> {
    report: &'s VPath,
    what: What<'s>,
}

/// What is to be done.
enum What<'s> {
    /// A person has to decide; which of those that the report has.
    Point(usize, &'s OpenPoint),
    /// Lines of the document stand nowhere in the report.
    LeftOut,
    /// A finding.
    Finding(&'s Diagnostic),
    /// A file that cannot be read.
    Broken(Option<&'s Diagnostic>),
}

async fn list(State(desk): State<Desk>, language: Language, query: Query) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        let kind = query.text("kind").unwrap_or("open");
        let own = by_file(shown.session.diagnostics());
        let [open, finding, alt, broken] = groups(&shown, &own, language);
        let n = |groups: &[Group]| groups.iter().map(|group| group.items.len()).sum::<usize>();
        let counts = json!({ "open": n(&open), "finding": n(&finding), "alt": n(&alt), "broken": n(&broken) });
        let groups = match kind {
            "finding" => finding,
            "alt" => alt,
            "broken" => broken,
            _ => open,
        };
        let wanted = query.text("group");
        let from = query.number("from", 0);
        let is_grouped = matches!(kind, "finding" | "open");
        let count = query.number("count", if is_grouped && wanted.is_none() { FEW } else { 100 }).min(MOST);
        let mut texts = BTreeMap::new();
        let mut place = 0;
        let mut told = Vec::new();
        for group in groups.iter().filter(|group| wanted.is_none_or(|key| group.key == key)) {
            // What is in groups is counted in its own, other things through all.
            let items: Vec<&Item> = if is_grouped {
                group.items.iter().skip(from).take(count).collect()
            } else {
                let all = group.items.iter().enumerate().map(|(at, item)| (place + at, item));
                let shown = all.filter(|(at, _)| (from..from + count).contains(at)).map(|(_, item)| item).collect();
                place += group.items.len();
                shown
            };
            let items: Vec<Value> =
                items.into_iter().filter_map(|item| tell(&shown, &own, &mut texts, item, language)).collect();
            if !items.is_empty() || wanted.is_some() {
                told.push(json!({
                    "key": group.key, "say": group.say, "kind": group.kind, "n": group.items.len(), "fix": group.fix,
                    "items": items,
                }));
            }
        }
        Ok(Json(json!({ "version": shown.version, "counts": counts, "groups": told })))
    })
    .await
}

/// Everything that is to be done: open points, findings, pictures without a
/// description, files that cannot be read.
fn groups<'s>(shown: &'s Shown, own: &ByFile<'s>, language: Language) -> [Vec<Group<'s>>; 4] {
    let session = &shown.session;
    let mut points: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
    let mut rules: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
    let (mut alt, mut broken, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for path in shown.reports() {
        let own = own.get(path).map_or(&[][..], Vec::as_slice);
        let Some(draft) = session.draft(path) else {
            let worst = own.iter().max_by_key(|finding| finding.severity).copied();
            broken.push(Item { report: path, what: What::Broken(worst) });
            continue;
        };
        if draft.left_out > 0 {
            left_out.push(Item { report: path, what: What::LeftOut });
        }
        for (at, point) in draft.review.iter().enumerate() {
            points
                .entry(point.field.unwrap_or(""))
                .or_default()
                .push(Item { report: path, what: What::Point(at, point) });
        }
        for finding in own.iter().copied().chain(shown.found.of(path)).filter(|finding| findings::counts(finding)) {
            let item = Item { report: path, what: What::Finding(finding) };
            match finding.rule == &IMAGE_ALT {
                true => alt.push(item),
                false => rules.entry(finding.rule.code).or_default().push(item),
            }
        }
    }
    let labels = findings::labels(language);
    let label = |field: &'s str| labels.iter().find(|(key, _)| key == field).map_or(field, |(_, label)| label.as_str());
    let open = points.into_iter().map(|(field, items)| {
        let say = match field {
            "" => REMARKS.in_language(language).to_owned(),
            field => label(field).to_owned(),
        };
        Group {
            key: if field.is_empty() { "note".to_owned() } else { field.to_owned() },
            kind: "open",
            say,
            fix: false,
            items,
        }
    });
    let mut finding: Vec<Group> = rules
        .into_iter()
        .map(|(code, items)| {
            let findings = || {
                items
                    .iter()
                    .filter_map(|item| if let What::Finding(finding) = item.what { Some(finding) } else { None })
            };
            // A sentence with its words, not the pattern of all: “接在再厉”应为“再接再厉”.
            let mut said: Vec<String> =
                findings().map(|finding| findings::told(finding, language)[0].clone()).collect();
            said.dedup();
            let others = if said.len() > 1 { AND_SUCH.in_language(language) } else { "" };
            let say = said.first().map_or(String::new(), |first| format!("{first}{others}"));
            let fix = findings().any(|finding| !finding.changes().is_empty());
            Group { key: code.to_owned(), kind: "finding", say, fix, items }
        })
        .collect();
    // What must not get out first, then the graver, then those of which there are more.
    let weight = |group: &Group| {
        let found = || {
            group
                .items
                .iter()
                .filter_map(|item| if let What::Finding(finding) = item.what { Some(finding) } else { None })
        };
        let graves = found().map(|finding| finding.severity).max();
        let is_private = graves > Some(Severity::Note) && found().any(list::is_private);
        (is_private, graves, group.items.len())
    };
    finding.sort_by_key(|group| std::cmp::Reverse(weight(group)));
    [
        one(LEFT_OUT, "open", NOT_IN_TEXT.in_language(language), left_out).into_iter().chain(open).collect(),
        finding,
        one("alt", "alt", NO_ALT.in_language(language), alt),
        one("broken", "broken", BROKEN.in_language(language), broken),
    ]
}

/// The one group of a kind, if it has any.
fn one<'s>(key: &str, kind: &'static str, say: &str, items: Vec<Item<'s>>) -> Vec<Group<'s>> {
    let group = |items| Group { key: key.to_owned(), kind, say: say.to_owned(), fix: false, items };
    Some(items).filter(|items| !items.is_empty()).map(group).into_iter().collect()
}

/// A file that is quoted from.
struct Text {
    bytes: Vec<u8>,
    manuscript: Manuscript,
    /// What is wrong with it, as it was found, by its id.
    findings: Vec<(String, Diagnostic)>,
}

/// A thing as a page is told of it; nothing if its file has gone meanwhile.
fn tell<'s>(
    shown: &'s Shown,
    own: &ByFile<'s>,
    texts: &mut BTreeMap<&'s VPath, Option<Text>>,
    item: &Item<'s>,
    language: Language,
) -> Option<Value> {
    let path = item.report;
    let draft = shown.session.draft(path);
    let title = draft.map_or(path.file_name(), |draft| &draft.title.value);
    let mut told = json!({ "report": id(path), "title": title, "file": path.as_str() });
    if let What::Broken(finding) = item.what {
        told["key"] = "broken".into();
        told["say"] = finding.map_or(String::new(), |finding| findings::told(finding, language)[0].clone()).into();
        return Some(told);
    }
    let read = || {
        let bytes = shown.folder.read(path).ok()?;
        let manuscript = Manuscript::read(path, &bytes, language);
        let own = own.get(path).into_iter().flatten().copied();
        let mut findings: Vec<Diagnostic> = own.chain(shown.found.of(path)).cloned().collect();
        diag::sort(&mut findings);
        let findings = report::named(findings, &bytes);
        Some(Text { bytes, manuscript, findings })
    };
    let Text { bytes, manuscript, findings } = texts.entry(path).or_insert_with(read).as_ref()?;
    match item.what {
        What::LeftOut => {
            told["key"] = LEFT_OUT.into();
            told["say"] = manuscript.left_out.join(LINES.in_language(language)).into();
            told["lines"] = json!(manuscript.left_out);
        }
        What::Point(at, point) => {
            let known = serde_json::to_value(manuscript.points.get(at)?).ok()?;
            told["key"] = point_key(draft?.review.as_slice(), at).into();
            for name in ["say", "label", "value", "alternatives", "place", "field"] {
                told[name] = known[name].clone();
            }
            let whole = String::from_utf8_lossy(bytes);
            let body = draft.map_or(0, |draft| draft.body.start as usize);
            // Words that are taken as they stand need no others to speak for them.
            let value = &known["value"];
            let own = [value, &value["text"], &value["name"]].into_iter().find_map(Value::as_str).unwrap_or_default();
            let words = if point.evidence.is_empty() { own } else { &point.evidence };
            let found = whole.get(body..).and_then(|text| text.find(words)).filter(|_| !words.is_empty());
            told["quote"] = match found {
                Some(found) => quote(&whole, body + found..body + found + words.len()),
                None => json!({ "before": "", "word": point.evidence, "after": "" }),
            };
        }
        What::Finding(finding) => {
            let key = findings.iter().find(|(_, other)| other == finding).map(|(key, _)| key.clone())?;
            let whole = String::from_utf8_lossy(bytes);
            told["key"] = key.into();
            let [say, help] = findings::told(finding, language);
            (told["say"], told["help"]) = (say.into(), help.into());
            told["fixes"] = fixes(finding, bytes, language).into();
            let can_allow = report::can_allow(finding);
            told["can_allow"] = can_allow.into();
            // Errors and what is private are looked at one by one.
            let is_grave = finding.severity == Severity::Error || list::is_private(finding);
            told["together"] = (can_allow && !is_grave).into();
            let goes = if list::is_private(finding) { goes(finding, bytes) } else { Vec::new() };
            let goes: Vec<String> =
                goes.into_iter().filter_map(|range| Some(plain(whole.get(range)?.trim()))).collect();
            told["cut"] = Some(goes.join(LINES.in_language(language))).filter(|words| !words.is_empty()).into();
            let is_safe = check::of(finding.rule).is_some_and(|check| check.fix == Fix::Safe);
            told["sure"] = (is_safe || finding.severity == Severity::Error).into();
            told["quote"] = quote(&whole, finding.span.start as usize..finding.span.end as usize);
            if finding.rule == &IMAGE_ALT {
                let (value, src) = picture(shown, path, &whole, finding);
                (told["value"], told["src"]) = (value.into(), src.into());
            }
        }
        What::Broken(_) => {}
    }
    Some(told)
}

/// What may describe a picture, and where it is shown: the finding stands at the
/// name of its file.
fn picture(shown: &Shown, path: &VPath, text: &str, finding: &Diagnostic) -> (Option<String>, Option<String>) {
    let range = finding.span.start as usize..finding.span.end as usize;
    let (name, rest) = (text.get(range.clone()).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    // Its own title, or the caption below it; what its file is called says nothing.
    let (inside, below) = rest.split_once(')').unwrap_or(("", ""));
    let title = inside.trim().trim_start_matches('>').trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let caption = || below.lines().find(|line| !line.trim().is_empty()).and_then(caption::of_figure);
    let value = title.filter(|title| !title.is_empty()).or_else(caption).map(str::to_owned);
    let file = path.resolve(&decoded(name).unwrap_or_default());
    let publication = shown.session.publication();
    let route = file.as_ref().and_then(|file| publication.attachment(file)).map(|picture| picture.route.clone());
    (value, route)
}

/// What an open point is known by: what it says, and which of those that say the
/// same it is.
fn point_key(points: &[OpenPoint], at: usize) -> String {
    let said = |point: &OpenPoint| {
        format!("{:?} {:?} {:?} {}", point.field, point.proposal, point.alternatives, point.evidence)
    };
    let own = points.get(at).map(said).unwrap_or_default();
    let nth = points.iter().take(at).filter(|point| said(point) == own).count();
    format!("{:.12}", Digest::of(format!("{own} {nth}").as_bytes()).to_string())
}

/// Words with some of what stands around them in their line.
pub fn quote(text: &str, range: Range<usize>) -> Value {
    let (Some(before), Some(word), Some(after)) =
        (text.get(..range.start), text.get(range.clone()), text.get(range.end..))
    else {
        return json!({ "before": "", "word": "", "after": "" });
    };
    let before = plain(before.rsplit('\n').next().unwrap_or_default().trim_start_matches(['#', '>', ' ']));
    let before: Vec<char> = before.chars().collect();
    let before: String = before[before.len().saturating_sub(AROUND)..].iter().collect();
    let after: String = plain(after.split('\n').next().unwrap_or_default()).chars().take(AROUND).collect();
    json!({ "before": before, "word": plain(word), "after": after })
}

/// A line of Markdown as it reads: without marks of emphasis, borders of cells, escapes.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek().is_some_and(char::is_ascii_punctuation) => plain.extend(characters.next()),
            '*' | '`' => {}
            '|' => plain.push(' '),
            _ => plain.push(character),
        }
    }
    plain
}

/// The answers of a page.
#[derive(Deserialize)]
struct Answers {
    ops: Vec<Answer>,
}

/// The answer to one thing.
#[derive(Deserialize)]
struct Answer {
    report: String,
    hash: Option<String>,
    act: String,
    key: String,
    choice: Option<usize>,
    text: Option<String>,
    why: Option<String>,
}

async fn answer(
    State(desk): State<Desk>,
    language: Language,
    Json(Answers { ops }): Json<Answers>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let is_of_states = ops.iter().all(|op| op.act == "state");
        let say = match language {
            _ if is_of_states => STATES.in_language(language).to_owned(),
            Language::Chinese => format!("处理 {} 项", ops.len()),
            Language::English => format!("Answered {}", ops.len()),
        };
        let today = desk.today();
        let asked = open.shown();
        let asked: Vec<&VPath> = asked.reports().filter(|path| ops.iter().any(|op| op.report == id(path))).collect();
        open.agree(asked)?;
        let written = open.write(desk, desk.note(Some(say)), |writer| {
            let shown = writer.shown;
            let paths: BTreeMap<String, &VPath> = shown.reports().map(|path| (id(path), path)).collect();
            let mut by_report: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
            for answer in &ops {
                by_report.entry(&answer.report).or_default().push(answer);
            }
            let mut failed = Vec::new();
            let mut fail = |answers: &[&Answer], trouble: &Trouble| {
                let say = trouble.say.in_language(language);
                failed.extend(
                    answers.iter().map(|answer| json!({ "report": answer.report, "key": answer.key, "say": say })),
                );
            };
            let mut done = Vec::new();
            for (report, answers) in &by_report {
                let Some(path) = paths.get(*report) else {
                    fail(answers, &Trouble::missing());
                    continue;
                };
                match answered(shown, path, answers, &today, language) {
                    Ok(answered) => {
                        answered.refused.iter().for_each(|(answer, trouble)| fail(&[answer], trouble));
                        if answered.before != answered.after {
                            done.push(((*path).clone(), answered));
                        }
                    }
                    Err(trouble) => fail(answers, &trouble),
                }
            }
            let changes = done.iter().map(|(path, text)| (path.clone(), &text.before[..], &text.after[..]));
            let changed = writer.change_all(&changes.collect::<Vec<_>>());
            let mut n = 0;
            for (changed, (_, Answered { fit, .. })) in changed.iter().zip(&done) {
                match changed {
                    Ok(()) => n += fit.len(),
                    Err(trouble) => fail(fit, trouble),
                }
            }
            Ok(json!({ "done": n, "failed": failed }))
        })?;
        let mut answer = written.value;
        answer["undo"] = written.undo.into();
        Ok(Json(answer))
    })
    .await
}

/// What answers make of a report.
struct Answered<'a> {
    /// Its bytes.
    before: Vec<u8>,
    /// The same with the answers done that fit.
    after: Vec<u8>,
    fit: Vec<&'a Answer>,
    refused: Vec<(&'a Answer, Trouble)>,
}

/// Does the answers to one report that fit.
fn answered<'a>(
    shown: &Shown,
    path: &VPath,
    answers: &[&'a Answer],
    today: &str,
    language: Language,
) -> Result<Answered<'a>, Trouble> {
    let before = shown.folder.read(path).map_err(|_| Trouble::missing())?;
    if !shown.session.is_of(path, &before) {
        return Err(Trouble::conflict(OTHER));
    }
    let hash = Digest::of(&before).to_string();
    let manuscript = Manuscript::read(path, &before, language);
    let findings = report::findings(shown, path, &before);
    let points = shown.session.draft(path).map_or(&[][..], |draft| draft.review.as_slice());
    let finding = |key: &str| findings.iter().find(|(id, _)| id == key).map(|(_, finding)| finding);
    let op = |answer: &Answer| -> Result<Op, Trouble> {
        if answer.hash.as_ref().is_some_and(|known| *known != hash) {
            return Err(Trouble::conflict(OTHER));
        }
        let gone = || Trouble::conflict(OTHER);
        match answer.act.as_str() {
            "fix" => fix(finding(&answer.key).ok_or_else(gone)?),
            "allow" => {
                let finding = finding(&answer.key).ok_or_else(gone)?;
                allow(&manuscript, &before, finding, answer.why.as_deref().unwrap_or_default())
            }
            // What its key names, by whom its text says.
            "state" => Ok(Op::State {
                to: answer.key.clone(),
                by: answer.text.clone().unwrap_or_default(),
                on: today.to_owned(),
            }),
            "cut" => cut(finding(&answer.key).ok_or_else(gone)?, &before),
            "alt" => {
                describe(finding(&answer.key).ok_or_else(gone)?, &before, answer.text.as_deref().unwrap_or_default())
            }
            "take" | "drop" if answer.key == LEFT_OUT => {
                report::left_out(shown, path, &manuscript, answer.act.as_str().into())
            }
            act => {
                let at = (0..points.len()).find(|at| point_key(points, *at) == answer.key).ok_or_else(gone)?;
                let point = serde_json::json!({
                    "op": "point", "key": manuscript.points.get(at).map(|point| &point.key), "act": act,
                    "choice": answer.choice, "text": answer.text,
                });
                serde_json::from_value(point).map_err(|_| Trouble::bad(NO_ACT))
            }
        }
    };
    let (mut ops, mut refused) = (Vec::new(), Vec::new());
    for answer in answers {
        match op(answer) {
            Ok(op) => ops.push((*answer, op)),
            Err(trouble) => refused.push((*answer, trouble)),
        }
    }
    let all: Vec<Op> = ops.iter().map(|(_, op)| op.clone()).collect();
    if let Ok(after) = manuscript::apply(path, &before, &all) {
        let fit = ops.into_iter().map(|(answer, _)| answer).collect();
        return Ok(Answered { before, after, fit, refused });
    }
    // One of them does not go with the others: those stay that go alone, in their
    // order.
    let (mut done, mut fit) = (Vec::new(), Vec::new());
    let mut after = before.clone();
    for (answer, op) in ops {
        done.push(op);
        match manuscript::apply(path, &before, &done) {
            Ok(text) => {
                after = text;
                fit.push(answer);
            }
            Err(refusal) => {
                done.pop();
                refused.push((answer, report::refused(refusal)));
            }
        }
    }
    Ok(Answered { before, after, fit, refused })
}

/// What goes with a finding: the sentences in which it, and all that it was found with, stand, each
/// with its line if nothing else is in it; in a table what the cell says, of a number the number.
/// Nothing where it is not in the text.
fn goes(finding: &Diagnostic, bytes: &[u8]) -> Vec<Range<usize>> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    let body = body_of(&finding.span.file, text).start;
    let all = check::all_like(finding.rule, text, &finding.span.range());
    let is_number = check::is_of_number(finding.rule);
    let mut goes: Vec<Range<usize>> = Vec::new();
    for own in all.into_iter().filter(|own| own.start >= body && text.get(own.clone()).is_some()) {
        let range = sentence_around(text, &own, is_number);
        match goes.last_mut().filter(|last| range.start < last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => goes.push(range),
        }
    }
    goes
}

/// The sentence around a place, or what is as much in a table.
fn sentence_around(text: &str, own: &Range<usize>, is_number: bool) -> Range<usize> {
    let (from, to) = (own.start, own.end);
    let line = text[..from].rfind('\n').map_or(0, |at| at + 1)..text[to..].find('\n').map_or(text.len(), |at| to + at);
    let is_row = text[line.clone()].trim_start().starts_with('|');
    if is_row && is_number {
        return own.clone();
    }
    let part = match is_row {
        true => {
            let start = text[..from].rfind('|').map_or(line.start, |at| at + 1);
            let cell = start..text[to..].find('|').map_or(line.end, |at| to + at);
            let lead = text[cell.clone()].len() - text[cell.clone()].trim_start().len();
            cell.start + lead..cell.start + lead + text[cell.clone()].trim().len()
        }
        false => line.clone(),
    };
    let whole = |range: Range<usize>| part.start + range.start..part.start + range.end;
    let mut sentences = sentence::sentences(&text[part.clone()]).into_iter().map(whole);
    let own = sentences.find(|sentence| sentence.start <= from && to <= sentence.end).unwrap_or(part.clone());
    let rest = format!("{}{}", &text[part.start..own.start], &text[own.end..part.end]);
    let is_alone = !is_row && !rest.chars().any(char::is_alphanumeric);
    let whole = if is_alone { line.start..(line.end + 1).min(text.len()) } else { own.clone() };
    match !is_row && own.start == part.start {
        true => begun_above(text, line.start).unwrap_or(whole.start)..whole.end,
        false => whole,
    }
}

/// Where the sentence begins that a line goes on with, if a scan has broken it: the paragraph above
/// ends without a mark.
fn begun_above(text: &str, line: usize) -> Option<usize> {
    let above = text[..line].trim_end();
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let words = &above[start..];
    let is_prose =
        words.starts_with(|c: char| c.is_alphanumeric() || c == '　' || c == '“') && !words.starts_with("---");
    let is_open = words.ends_with(|c: char| c.is_alphanumeric() || "，、".contains(c));
    if !is_prose || !is_open || words.chars().count() < FULL {
        return None;
    }
    let last = sentence::sentences(words).last()?.start;
    if last == 0 { begun_above(text, start).or(Some(start)) } else { Some(start + last) }
}

/// How many characters a line has at least that a scan has broken.
const FULL: usize = 18;

/// Deletes the sentences in which what a finding is about stands.
fn cut(finding: &Diagnostic, bytes: &[u8]) -> Result<Op, Trouble> {
    let edits: Vec<_> = goes(finding, bytes).into_iter().map(|range| (range, String::new())).collect();
    if edits.is_empty() { Err(Trouble::impossible(NO_SENTENCE)) } else { Ok(Op::Edits { edits }) }
}

/// Gives a picture a description.
fn describe(finding: &Diagnostic, bytes: &[u8], words: &str) -> Result<Op, Trouble> {
    let words = manuscript::alternative(words);
    let at = finding.span.start as usize;
    let before = bytes.get(..at).unwrap_or_default();
    let before = before.strip_suffix(b"<").unwrap_or(before);
    if finding.rule != &IMAGE_ALT || !before.ends_with(b"![](") || words.is_empty() {
        return Err(Trouble::impossible(NO_WORDS));
    }
    let at = before.len() - 2;
    Ok(Op::Edits { edits: vec![(at..at, words)] })
}

const STATES: Words = Words { zh: "改了状态", en: "Changed the state" };
const AND_SUCH: Words = Words { zh: "，等等", en: ", and the like" };
const NOT_IN_TEXT: Words =
    Words { zh: "原稿里有、正文里没有的话", en: "Words of the document that are not in the text" };
const LINES: Words = Words { zh: "；", en: "; " };
const REMARKS: Words = Words { zh: "备注", en: "Remarks" };
const NO_ALT: Words = Words { zh: "图片没有文字说明", en: "Pictures without a description" };
const BROKEN: Words = Words { zh: "读不出来的报告", en: "Reports that cannot be read" };
const OTHER: Words = Words {
    zh: "这一项刚被改过，请再看一看。",
    en: "This was changed just now; please look at it again.",
};
const NO_SENTENCE: Words = Words {
    zh: "这一处不在正文里，请打开这一篇来改。",
    en: "This is not in the text; please open the report.",
};
const NO_ACT: Words = Words { zh: "写作台不认得这个回答。", en: "The desk does not know this answer." };
const NO_WORDS: Words = Words { zh: "请写出图上是什么。", en: "Please say what the picture shows." };
