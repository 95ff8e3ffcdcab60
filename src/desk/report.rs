//! Report: one report as the page edits it.
//!
//! In: the operations of a page on the bytes that it knows. Out: the file with
//! just these done, and the report as it is then. A file that holds other bytes
//! by now is never overwritten: the page gets it beside its own.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::check::choice;
use crate::desk::Desk;
use crate::desk::answer::{Json, Say, Trouble};
use crate::desk::asked::Path;
use crate::desk::drafts::Draft;
use crate::desk::open::Shown;
use crate::desk::original::places_of_left_out;
use crate::desk::rows::Org;
use crate::diag::{Diagnostic, Language, Severity, Words};
use crate::disk::{History, Own};
use crate::import::batch::report::{BASES, base_name};
use crate::manuscript::{self, Act, Manuscript, Op, Outdated, outdated};
use crate::model::slug::file_name;
use crate::model::{OrganizationId, Publication};
use crate::parse::front::NO_BRANCH;
use crate::source::{Digest, Files, VPath};

/// How large what an import made may be.
const LARGEST_BASE: u64 = 16 << 20;

/// The addresses of a report.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/reports/{id}", get(read).put(save))
        .route("/desk/api/reports/{id}/text", get(text))
        .route("/desk/api/reports", post(create))
}

async fn read(State(desk): State<Desk>, language: Language, Path(id): Path<String>) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let path = open.shown().report(&id)?;
        open.agree([&path])?;
        let shown = open.shown();
        if let Ok(bytes) = shown.folder.read(&path) {
            // What a page has read is what it may bring changes of.
            open.remember(bytes);
        }
        told(&shown, &path, language, None).map(Json)
    })
    .await
}

/// The whole file, for who writes it as it is.
async fn text(State(desk): State<Desk>, Path(id): Path<String>) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let shown = open.shown();
        let bytes = shown.folder.read(&shown.report(&id)?).map_err(|_| Trouble::missing())?;
        let told = json!({ "hash": Digest::of(&bytes).to_string(), "text": String::from_utf8_lossy(&bytes) });
        open.remember(bytes);
        Ok(Json(told))
    })
    .await
}

/// What a page does to a report.
#[derive(Deserialize)]
struct Save {
    hash: String,
    ops: Vec<Value>,
    say: Option<String>,
}

async fn save(
    State(desk): State<Desk>,
    language: Language,
    Path(id): Path<String>,
    Json(Save { hash, ops, say }): Json<Save>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let path = open.shown().report(&id)?;
        let base = |shown: &Shown| {
            let digest = Digest::parse(&hash)?;
            open.remembered(digest).or_else(|| History::of(shown.folder.dir()).text(&digest).ok())
        };
        open.agree([&path])?;
        let mut before = None;
        let written = open.write(desk, desk.note(say), |writer| {
            let now = writer.read(&path)?;
            let ops = |bytes: &[u8]| read_ops(desk, writer.shown, &path, bytes, &ops, language);
            if Digest::of(&now).to_string() != hash {
                let mine = base(writer.shown).and_then(|base| {
                    let mine = manuscript::apply(&path, &base, &ops(&base).ok()?).ok()?;
                    Some((base, mine))
                });
                return Err(conflict(writer.shown, &path, mine, language));
            }
            let after = manuscript::apply(&path, &now, &ops(&now)?).map_err(refused)?;
            open.remember(after.clone());
            if after == now {
                return Ok(());
            }
            before = Some(now.clone());
            // Another program may have saved between the reading and the writing.
            writer.change(&path, &now, &after).map_err(|trouble| match trouble.status {
                StatusCode::CONFLICT => conflict(writer.shown, &path, Some((now, after)), language),
                _ => trouble,
            })
        })?;
        let shown = open.shown();
        let mut told = told(&shown, &path, language, written.undo)?;
        if let Some(before) = before
            && let Ok(bytes) = shown.folder.read(&path)
        {
            let manuscript = Manuscript::read(&path, &bytes, language);
            let known = told["outdated"].as_array().cloned().unwrap_or_default();
            let new = outdated(&path, &before, &bytes, &manuscript).into_iter().map(|cell| json!(cell));
            let new: Vec<Value> = new.filter(|cell| !known.contains(cell)).collect();
            told["outdated"] = known.into_iter().chain(new).collect();
        }
        Ok(Json(told))
    })
    .await
}

/// A report to be made.
#[derive(Deserialize)]
struct New {
    title: String,
    org: Option<Value>,
    year: Value,
}

async fn create(
    State(desk): State<Desk>,
    language: Language,
    Json(New { title, org, year }): Json<New>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let year = year.as_str().map_or_else(|| year.to_string(), str::to_owned);
        let years = crate::language::date::Years::parse(&year).map_err(|_| Trouble::impossible(NO_YEAR))?;
        let note = desk.note(Some(MADE.in_language(language).to_owned()));
        let written = open.write(desk, note, |writer| {
            let publication = writer.shown.session.publication();
            let branch = org.as_ref().map(|org| branch(publication, org)).filter(|branch| !branch.trim().is_empty());
            let branch = branch.unwrap_or_else(|| NO_BRANCH.in_language(language).to_owned());
            let bytes = manuscript::create(&title, &branch, &years.ascii());
            open.remember(bytes.clone());
            let path =
                writer.create_free(&format!("content/reports/{}", years.ascii()), &file_name(&title), "md", &bytes)?;
            Ok((path, bytes))
        })?;
        // Told of what was written: the folder may have been moved meanwhile.
        let (path, bytes) = written.value;
        told_of(&open.shown(), &path, &bytes, language, written.undo).map(Json)
    })
    .await
}

/// A report as a page is told of it.
pub fn told(shown: &Shown, path: &VPath, language: Language, undo: Option<String>) -> Result<Value, Trouble> {
    let bytes = shown.folder.read(path).map_err(|_| Trouble::missing())?;
    told_of(shown, path, &bytes, language, undo)
}

/// The same of a report that has these bytes.
fn told_of(
    shown: &Shown,
    path: &VPath,
    bytes: &[u8],
    language: Language,
    undo: Option<String>,
) -> Result<Value, Trouble> {
    let manuscript = Manuscript::read(path, bytes, language);
    let session = &shown.session;
    let publication = session.publication();
    let id = crate::desk::asked::id(path);
    let findings = findings(shown, path, bytes);
    let findings = findings.iter().map(|(id, finding)| told_finding(&manuscript, bytes, id, finding, language));
    let findings: Vec<Value> = findings.collect();
    let drafts = Draft::of(shown, &id, bytes);
    let mut told = serde_json::to_value(&manuscript).map_err(|_| Trouble::broken())?;
    if let Some(branch) = session.report(path).map(|report| publication[report].branch)
        && let Some(field) = told["fields"].as_array_mut().into_iter().flatten().find(|field| field["key"] == "branch")
    {
        field["value"] = json!(Org::of(publication, branch));
    }
    if let Some(source) = told["source"].as_object_mut() {
        let original = session.draft(path).and_then(|draft| draft.original());
        source.insert("kept".to_owned(), original.is_some_and(|path| shown.folder.holds(&path)).into());
    }
    // A file names rules by words of ours; a person reads what they are about.
    let named = manuscript.allowed.iter().filter_map(|allowed| {
        let rule = choice::rule(&allowed.rule).ok()?;
        Some((allowed.rule.to_string(), Value::from(rule.in_general(rule.message, language))))
    });
    told["rules"] = named.collect::<serde_json::Map<_, _>>().into();
    told["id"] = id.into();
    told["route"] = session.route_of(path).map(|route| route.to_string()).into();
    told["findings"] = findings.into();
    told["drafts"] = json!(drafts);
    told["undo"] = undo.into();
    told["outdated"] = json!(since_import(shown, path, bytes, &manuscript));
    Ok(told)
}

/// What the text says otherwise than when it was imported, and its facts do not.
fn since_import(shown: &Shown, path: &VPath, bytes: &[u8], manuscript: &Manuscript) -> Vec<Outdated> {
    let digest = manuscript.source.as_ref().and_then(|source| Digest::parse(&source.digest));
    let made = digest.and_then(|digest| Own::at(shown.folder.dir(), BASES).read(&base_name(digest), LARGEST_BASE).ok());
    made.map_or_else(Vec::new, |made| outdated(path, &made, bytes, manuscript))
}

/// What is wrong with a report, each with its id: the rule, the words and which
/// of them, so that it stays the same when something else is edited. None of
/// a file that holds other bytes than the session knows: they would be elsewhere.
pub fn findings(shown: &Shown, path: &VPath, bytes: &[u8]) -> Vec<(String, Diagnostic)> {
    if !shown.session.is_of(path, bytes) {
        return Vec::new();
    }
    let listed = shown.folder.diagnostics();
    let mut found = shown.session.check(listed, &|other| other == path, &|| {}).found;
    found.retain(crate::desk::findings::counts);
    named(found, bytes)
}

/// Findings of one file of these bytes, in order, each with its id.
pub fn named(findings: Vec<Diagnostic>, bytes: &[u8]) -> Vec<(String, Diagnostic)> {
    let mut seen: Vec<(&str, &[u8])> = Vec::new();
    let named = findings.into_iter().map(|finding| {
        let words = bytes.get(finding.span.start as usize..finding.span.end as usize).unwrap_or_default();
        let nth = seen.iter().filter(|(code, same)| *code == finding.rule.code && *same == words).count();
        seen.push((finding.rule.code, words));
        let id = Digest::of_value(&(finding.rule.code, words, nth)).to_string();
        (format!("{id:.12}"), finding)
    });
    named.collect()
}

fn told_finding(manuscript: &Manuscript, bytes: &[u8], id: &str, finding: &Diagnostic, language: Language) -> Value {
    let range = finding.span.start as usize..finding.span.end as usize;
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let block = manuscript.block_at(text, &range);
    let field = manuscript.field_at(&range);
    let [say, help] = crate::desk::findings::told(finding, language);
    let weight = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    json!({
        "id": id,
        "rule": finding.rule.code,
        "name": finding.rule.name,
        "weight": weight,
        "say": say,
        "help": help,
        "field": field.map(|field| &field.key),
        "block": block.map(|(block, _)| &block.id),
        "at": block.and_then(|(_, at)| at),
        "fixes": fixes(finding, bytes, language),
        "can_allow": can_allow(finding),
    })
}

/// What mends a finding; nothing if nobody knows, or if it is in another file.
pub fn fixes(finding: &Diagnostic, bytes: &[u8], language: Language) -> Vec<Value> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let Some(say) = Op::mending_words(finding, text, language) else { return Vec::new() };
    let changes = finding.changes();
    let to = if let [edit] = &changes[..] { Value::from(edit.text.as_str()) } else { Value::Null };
    vec![json!({ "say": say, "to": to })]
}

/// Whether a file may ask to be silent about a finding.
pub fn can_allow(finding: &Diagnostic) -> bool {
    choice::rule(finding.rule.name).is_ok()
}

/// The operations of a page, as they are done to a file of these bytes.
fn read_ops(
    desk: &Desk,
    shown: &Shown,
    path: &VPath,
    bytes: &[u8],
    ops: &[Value],
    language: Language,
) -> Result<Vec<Op>, Trouble> {
    let needs_findings = ops.iter().any(|op| op["op"] == "fix" || op["op"] == "allow");
    let findings = if needs_findings { findings(shown, path, bytes) } else { Vec::new() };
    let finding = |op: &Value| {
        let named = findings.iter().find(|(id, _)| op["id"] == **id);
        named.map(|(_, finding)| finding).ok_or_else(|| Trouble::conflict(NO_FINDING))
    };
    let read = ops.iter().map(|op| match op["op"].as_str().unwrap_or_default() {
        "fix" => fix(finding(op)?),
        "allow" => {
            let manuscript = Manuscript::read(path, bytes, language);
            allow(&manuscript, bytes, finding(op)?, op["why"].as_str().unwrap_or_default())
        }
        "left" => left_out(shown, path, &Manuscript::read(path, bytes, language), op["act"].clone()),
        _ => {
            let mut op = op.clone();
            if op["op"] == "set" && op["field"] == "branch" && !op["value"].is_string() && !op["value"].is_null() {
                op["value"] = branch(shown.session.publication(), &op["value"]).into();
            }
            if op["op"] == "state" {
                op["on"] = desk.today().into();
                if op["by"].as_str().is_none_or(|by| by.trim().is_empty()) {
                    op["by"] = desk.0.user.clone().unwrap_or_default().into();
                }
            }
            serde_json::from_value(op).map_err(|error| {
                let say = Say { zh: error.to_string(), en: error.to_string() };
                Trouble::bad(NO_OP).help(say)
            })
        }
    });
    read.collect()
}

/// Decides on the lines that were left out; those that are taken go where they stood.
pub fn left_out(shown: &Shown, path: &VPath, manuscript: &Manuscript, act: Value) -> Result<Op, Trouble> {
    let act = serde_json::from_value(act).map_err(|_| Trouble::bad(NO_OP))?;
    let behind = if act == Act::Take { places_of_left_out(shown, path, manuscript) } else { Vec::new() };
    Ok(Op::LeftOut { act, behind })
}

/// Mends a finding.
pub fn fix(finding: &Diagnostic) -> Result<Op, Trouble> {
    Op::mending(finding).ok_or_else(|| Trouble::impossible(NO_FIX))
}

/// Keeps silent about a finding: in its block, or in the whole file where it is in
/// none.
pub fn allow(manuscript: &Manuscript, bytes: &[u8], finding: &Diagnostic, why: &str) -> Result<Op, Trouble> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    Op::waiving(manuscript, text, finding, why).ok_or_else(|| Trouble::impossible(NOT_ALLOWED))
}

/// An organisation that a page names, as a report names it: by the names from the
/// root of the tree on; what is no organisation of ours as it is written.
pub fn branch(publication: &Publication, org: &Value) -> String {
    let id = org.as_str().or_else(|| org["id"].as_str()).unwrap_or_default();
    let at = publication.organizations.iter().position(|organization| organization.id == id);
    match at {
        Some(at) => {
            let path = publication.path(OrganizationId::at(at));
            path.into_iter().map(|id| publication[id].name()).collect::<Vec<_>>().join("/")
        }
        None => org.as_str().or_else(|| org["name"].as_str()).unwrap_or_default().to_owned(),
    }
}

/// The file holds other bytes than the page believes. `mine` is the text that the
/// page knows and what it made of it.
pub fn conflict(shown: &Shown, path: &VPath, mine: Option<(Vec<u8>, Vec<u8>)>, language: Language) -> Trouble {
    let theirs = told(shown, path, language, None).unwrap_or_default();
    let now = shown.folder.read(path).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
    let merged = mine.and_then(|(base, mine)| Some(manuscript::merge(&text(&base)?, &text(&mine)?, &text(&now)?)));
    let mut with = json!({ "theirs": theirs, "merged": null, "spots": [], "pieces": [] });
    if let Some(merged) = merged.and_then(|merged| serde_json::to_value(merged).ok()) {
        with["merged"] = merged["text"].clone();
        with["spots"] = merged["spots"].clone();
        with["pieces"] = merged["pieces"].clone();
    }
    Trouble { with: Some(Box::new(with)), ..Trouble::conflict(CHANGED).help(CHANGED_HELP) }
}

/// Why operations are refused.
pub fn refused(refusal: manuscript::Refusal) -> Trouble {
    let say = Say { zh: refusal.text(Language::Chinese), en: refusal.text(Language::English) };
    Trouble::impossible(say)
}

impl Desk {
    /// The day, in the time of this machine.
    pub fn today(&self) -> String {
        let now = Timestamp::try_from(self.now()).unwrap_or_default();
        now.to_zoned(TimeZone::system()).date().to_string()
    }

    /// The time.
    pub fn time(&self) -> String {
        let seconds = Timestamp::try_from(self.now()).map_or(0, |now| now.as_second());
        Timestamp::from_second(seconds).unwrap_or_default().to_string()
    }
}

const CHANGED: Words = Words {
    zh: "这篇报告在别处刚被改过，没有覆盖它。",
    en: "This report was just changed elsewhere, so it was not overwritten.",
};
const CHANGED_HELP: Words = Words {
    zh: "比一比两边的文字，再决定留哪一边。",
    en: "Compare both texts and choose what stays.",
};
const MADE: Words = Words { zh: "新建", en: "New report" };
const NO_YEAR: Words =
    Words { zh: "年度要写成 2025 或 2019-2021 这样。", en: "The year must be written as 2025 or 2019-2021." };
const NO_FINDING: Words = Words {
    zh: "这个问题已经不在了，可能刚改过。",
    en: "This finding is no longer there; it may just have been mended.",
};
const NO_FIX: Words = Words { zh: "这个问题要自己改。", en: "This one has to be mended by hand." };
const NOT_ALLOWED: Words =
    Words { zh: "这个问题不能标为“确信无误”。", en: "This finding cannot be allowed." };
const NO_OP: Words = Words { zh: "写作台不认得这个改动。", en: "The desk does not know this change." };
