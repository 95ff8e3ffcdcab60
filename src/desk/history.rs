//! History: what a report said before, who changed it, and how it comes back.
//!
//! In: the log of what was replaced. Out: the states that a file went through,
//! the newest first, as far as their texts were kept. What another program wrote
//! is in the log only as what was found when huibian wrote next: such a state is
//! said to be from elsewhere, at that time.

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use crate::desk::Desk;
use crate::desk::answer::{Json, Trouble};
use crate::desk::asked::Path;
use crate::desk::open::Shown;
use crate::desk::report;
use crate::diag::{Language, Words};
use crate::disk::History;
use crate::disk::history::Record;
use crate::manuscript::Manuscript;
use crate::parse::body_of;
use crate::source::{Digest, Files, VPath};

/// The addresses of the history.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/history/{id}", get(versions))
        .route("/desk/api/history/{id}/{n}", get(version))
        .route("/desk/api/history/{id}/restore", post(restore))
}

/// A state of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Version {
    /// Its number, from 1 for the oldest.
    n: usize,
    /// Since when; none for the first that is known.
    at: Option<String>,
    /// What led to it.
    say: Option<String>,
    /// Who did.
    by: Option<String>,
    /// The digest of its bytes.
    hash: String,
}

async fn versions(
    State(desk): State<Desk>,
    language: Language,
    Path(id): Path<String>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        let path = shown.report(&id)?;
        let mut versions = states(&shown, &path, language)?;
        versions.reverse();
        Ok(Json(json!({ "versions": versions })))
    })
    .await
}

async fn version(
    State(desk): State<Desk>,
    language: Language,
    Path((id, n)): Path<(String, usize)>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let shown = desk.open()?.shown();
        let path = shown.report(&id)?;
        let now = shown.folder.read(&path).map_err(|_| Trouble::missing())?;
        let text = text(&shown, &path, n, language)?;
        let read = |bytes: &[u8]| Manuscript::read(&path, bytes, language);
        let (old, new) = (read(&text), read(&now));
        let (text, now) = (String::from_utf8_lossy(&text), String::from_utf8_lossy(&now));
        // What cannot be read as fields is compared as it is written.
        let is_read = old.broken.is_none() && new.broken.is_none();
        let fields = if is_read { fields(&old, &new, language) } else { Vec::new() };
        let of = |text| if is_read { body_of(&path, text) } else { 0..text.len() };
        let changes = changes(&text[of(&text)], &now[of(&now)]);
        Ok(Json(json!({ "text": text, "fields": fields, "changes": changes })))
    })
    .await
}

/// What a page sends to bring a state back.
#[derive(Deserialize)]
struct Wanted {
    n: usize,
    hash: String,
}

async fn restore(
    State(desk): State<Desk>,
    language: Language,
    Path(id): Path<String>,
    Json(Wanted { n, hash }): Json<Wanted>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let shown = open.shown();
        let path = shown.report(&id)?;
        let text = text(&shown, &path, n, language)?;
        let say = match language {
            Language::Chinese => format!("恢复第{n}版"),
            Language::English => format!("Restored version {n}"),
        };
        let written = open.write(desk, desk.note(Some(say)), |writer| {
            let now = writer.known(&path, &hash, language)?;
            if now == text { Ok(()) } else { writer.change(&path, &now, &text) }
        })?;
        report::told(&open.shown(), &path, language, written.undo).map(Json)
    })
    .await
}

/// The states of a file, the oldest first, the present one last.
fn states(shown: &Shown, path: &VPath, language: Language) -> Result<Vec<Version>, Trouble> {
    let place = shown.folder.place(path).to_string_lossy();
    let records = History::of(shown.folder.dir()).records().map_err(|_| Trouble::missing())?;
    let now = shown.folder.read(path).ok().map(|bytes| Digest::of(&bytes).to_string());
    let records = records.into_iter().filter(|record| record.path == place).collect::<Vec<_>>();
    Ok(line_of(&records, now, language))
}

/// The states that records tell of, and the present one.
fn line_of(records: &[Record], now: Option<String>, language: Language) -> Vec<Version> {
    let mut states: Vec<Version> = Vec::new();
    let mut add = |hash: String, at: Option<u64>, say: Option<String>, by: Option<String>| {
        if states.last().is_none_or(|last| last.hash != hash) {
            let at = at.and_then(|at| Timestamp::from_second(i64::try_from(at).ok()?).ok());
            states.push(Version { n: states.len() + 1, at: at.map(|at| at.to_string()), say, by, hash });
        }
    };
    let elsewhere = || Some(ELSEWHERE.in_language(language).to_owned());
    for (at, record) in records.iter().enumerate() {
        if let Some(before) = &record.before {
            // The first state that is known has no beginning.
            let (time, say) = if at == 0 { (None, None) } else { (Some(record.time), elsewhere()) };
            add(before.clone(), time, say, None);
        }
        // A file that is put in a trash is nothing to bring back.
        if record.after != Digest::of(b"").to_string() {
            add(record.after.clone(), Some(record.time), record.say.clone(), record.by.clone());
        }
    }
    if let Some(now) = now {
        add(now, None, if records.is_empty() { None } else { elsewhere() }, None);
    }
    states
}

/// The bytes of a state.
fn text(shown: &Shown, path: &VPath, n: usize, language: Language) -> Result<Vec<u8>, Trouble> {
    let states = states(shown, path, language)?;
    let state = states.iter().find(|state| state.n == n).ok_or_else(Trouble::missing)?;
    let digest = Digest::parse(&state.hash).ok_or_else(Trouble::missing)?;
    if let Ok(now) = shown.folder.read(path)
        && Digest::of(&now) == digest
    {
        return Ok(now);
    }
    History::of(shown.folder.dir()).text(&digest).map_err(|_| Trouble::missing().help(LOST))
}

/// The fields that say something else, each with what is only before and what is only now.
fn fields(before: &Manuscript, now: &Manuscript, language: Language) -> Vec<Value> {
    let (before, now) = (said(before, language), said(now, language));
    let fields = before.into_iter().zip(now).filter(|(before, now)| before != now);
    let told = |((key, label, before), (_, _, now)): (Said, Said)| {
        let only = |own: &[String], other: &[String]| -> Vec<String> {
            own.iter().filter(|text| !other.contains(text)).cloned().collect()
        };
        let (gone, fresh) = (only(&before, &now), only(&now, &before));
        // The same in another order.
        let is_moved = gone.is_empty() && fresh.is_empty();
        let (gone, fresh) = if is_moved { (before, now) } else { (gone, fresh) };
        json!({ "key": key, "label": label, "before": gone, "now": fresh })
    };
    fields.map(told).collect()
}

/// A field: its key, its label, and what it says, a text for each entry.
type Said = (&'static str, String, Vec<String>);

/// What a report says of itself, every field in its order.
fn said(manuscript: &Manuscript, language: Language) -> Vec<Said> {
    let label = |words: Words| words.in_language(language).to_owned();
    let mut said = vec![("status", label(STATUS), vec![manuscript.state.to_owned()])];
    for field in &manuscript.fields {
        let entries = match &field.value {
            None => Vec::new(),
            Some(Value::Array(entries)) => entries.iter().map(told_value).collect(),
            Some(value) => vec![told_value(value)],
        };
        said.push((field.key, field.label.to_owned(), entries));
    }
    let approvals =
        manuscript.approvals.iter().map(|approval| format!("{} {} {}", approval.state, approval.by, approval.on));
    said.push(("approvals", label(APPROVALS), approvals.collect()));
    said.push(("review", label(REVIEW), manuscript.points.iter().map(|point| point.say.clone()).collect()));
    said.push(("allow", label(ALLOWED), manuscript.allowed.iter().map(|allowed| allowed.why.clone()).collect()));
    said
}

/// A value as one reads it: the cells of a row one after another.
fn told_value(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(cells) => cells.values().map(told_value).collect::<Vec<_>>().join("　"),
        Value::Array(values) => values.iter().map(told_value).collect::<Vec<_>>().join("；"),
        other => other.to_string(),
    }
}

/// The lines of two texts, those that are alike together.
fn changes(before: &str, now: &str) -> Vec<Value> {
    let mut changes: Vec<(&str, String)> = Vec::new();
    for change in TextDiff::from_lines(before, now).iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "old",
            ChangeTag::Insert => "new",
        };
        match changes.last_mut() {
            Some((last, text)) if *last == kind => text.push_str(change.value()),
            _ => changes.push((kind, change.value().to_owned())),
        }
    }
    changes.into_iter().map(|(kind, text)| json!({ "kind": kind, "text": text })).collect()
}

const STATUS: Words = Words { zh: "状态", en: "State" };
const APPROVALS: Words = Words { zh: "审核记录", en: "Approvals" };
const REVIEW: Words = Words { zh: "待核", en: "To be decided" };
const ALLOWED: Words = Words { zh: "确信无误", en: "Known to be right" };
const ELSEWHERE: Words = Words { zh: "在别的程序里改的", en: "Changed in another program" };
const LOST: Words = Words {
    zh: "这一版是别的程序写的，又被别的程序改掉了，没有留下。",
    en: "Another program wrote this version and another replaced it, so it was not kept.",
};

#[cfg(test)]
mod tests {
    use super::{Version, line_of};
    use crate::diag::Language;
    use crate::disk::history::Record;

    fn record(time: u64, before: &str, after: &str, say: &str) -> Record {
        Record {
            time,
            path: "a.md".to_owned(),
            before: Some(before.to_owned()),
            bytes: 1,
            after: after.to_owned(),
            staged: String::new(),
            say: Some(say.to_owned()),
            by: Some("lin".to_owned()),
        }
    }

    #[test]
    fn what_another_program_wrote_stands_between_our_own_states() {
        let records = [record(10, "a", "b", "标题"), record(20, "c", "d", "正文")];
        let told = |now: &str| -> Vec<(String, Option<String>)> {
            let states = line_of(&records, Some(now.to_owned()), Language::English);
            states.into_iter().map(|Version { hash, say, .. }| (hash, say)).collect()
        };
        let says = |hash: &str, say: &str| (hash.to_owned(), Some(say.to_owned()));
        let known =
            [("a".to_owned(), None), says("b", "标题"), says("c", "Changed in another program"), says("d", "正文")];
        assert_eq!(told("d"), known);
        let later = told("e");
        assert_eq!(later[..4], known);
        assert_eq!(later[4], says("e", "Changed in another program"));
    }

    #[test]
    fn a_file_without_records_has_one_state() {
        let states = line_of(&[], Some("a".to_owned()), Language::Chinese);
        assert_eq!(states.len(), 1);
        assert_eq!((states[0].n, &states[0].at, &states[0].say), (1, &None, &None));
    }
}
