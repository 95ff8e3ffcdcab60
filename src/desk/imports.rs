//! Imports: documents that are dropped on the page become reports.
//!
//! In: uploads, then what a person answers and edits. Out: a table of what was read,
//! and in one transaction the registry and the reports. What is decided stands in
//! `import::batch`; here documents are kept, read one after another on a thread of
//! their own, and written. Uploads lie in a folder of ours and go after an hour.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::answer::{Done, Json, Say, Trouble};
use crate::desk::asked::{self, Path, Upload};
use crate::desk::open::Open;
use crate::desk::report::refused as told_refusal;
use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::history::passing_name;
use crate::disk::{Own, convert, inputs};
use crate::import::batch::accept::{Accepted, Decisions, Unfit, Write};
use crate::import::batch::report::{BASES, base_name, extension};
use crate::import::batch::survey::FILE;
use crate::import::batch::{Batch, Came, Document, Quoted, Read, Row};
use crate::import::facts::{Branch, Facts};
use crate::import::kind::{self, Kind};
use crate::import::register::{Above, Body, Doubt};
use crate::import::review::{Point, points};
use crate::import::{Refusal, RemarkKind, archive};
use crate::language::title;
use crate::model::Publication;
use crate::registers::{self, Op, Register};
use crate::source::{Digest, Files, VPath};

/// Where uploads lie.
const UPLOADS: &str = "desk/uploads";
/// How long they are kept, and imports that nobody has accepted.
const KEPT: Duration = Duration::from_secs(60 * 60);
/// How many uploads there may be at once.
const MOST: usize = 1000;
/// How many bytes they may have together.
const TOTAL: u64 = 2 << 30;
/// How many remarks on a document are told.
const REMARKS: usize = 12;

/// What was uploaded and what is read.
#[derive(Default)]
pub struct Imports(Mutex<Held>);

#[derive(Default)]
struct Held {
    last: u64,
    uploads: BTreeMap<String, Kept>,
    imports: BTreeMap<String, Arc<Import>>,
}

/// An upload.
#[derive(Clone)]
struct Kept {
    name: String,
    length: u64,
    /// What is in it: another desk may have its uploads in the same folder.
    digest: Digest,
    at: SystemTime,
    open: Arc<Open>,
}

/// Documents that are read together.
struct Import {
    open: Arc<Open>,
    at: SystemTime,
    /// What it reads.
    uploads: Vec<(String, Kept)>,
    stage: Mutex<Stage>,
}

struct Stage {
    n: usize,
    of: usize,
    state: &'static str,
    batch: Batch,
    /// The registry as it was read.
    registry: Option<Digest>,
    /// The organisations in it: ids, and what the page is told of each.
    registered: BTreeMap<String, Value>,
}

impl Imports {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn key(&mut self) -> String {
        self.last += 1;
        self.last.to_string()
    }

    /// Lets go of what is too old.
    fn sweep(&mut self, now: SystemTime) {
        let is_old = |at: SystemTime| now.duration_since(at).is_ok_and(|age| age > KEPT);
        self.imports.retain(|_, import| !is_old(import.at));
        let old: Vec<String> =
            self.uploads.iter().filter(|(_, kept)| is_old(kept.at)).map(|(key, _)| key.clone()).collect();
        old.iter().for_each(|key| self.drop_upload(key));
    }

    /// Lets go of an import and what it reads.
    fn give_up(&mut self, key: &str, import: &Import) {
        self.imports.remove(key);
        import.uploads.iter().for_each(|(upload, _)| self.drop_upload(upload));
    }

    fn drop_upload(&mut self, key: &str) {
        if let Some(kept) = self.uploads.remove(key) {
            let shown = kept.open.shown();
            // One that stays is cleared away by a desk that gets its first upload.
            drop(Own::at(shown.folder.dir(), UPLOADS).remove(key));
        }
    }
}

impl Import {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Their addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/uploads", post(upload))
        .route("/desk/api/imports", post(begin))
        .route("/desk/api/imports/{key}", get(told))
        .route("/desk/api/imports/{key}/answers", post(answered))
        .route("/desk/api/imports/{key}/files/{file}", get(words))
        .route("/desk/api/imports/{key}/join", post(answered))
        .route("/desk/api/imports/{key}/accept", post(accept))
        .route("/desk/api/imports/{key}/drop", post(give_up))
}

async fn upload(State(desk): State<Desk>, upload: Upload) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let shown = open.shown();
        let own = Own::at(shown.folder.dir(), UPLOADS);
        let mut held = desk.imports().held();
        held.sweep(desk.now());
        if held.uploads.is_empty() {
            // What other desks have left; one that is at work may need its own still.
            own.drop_older(KEPT);
        }
        let length = upload.bytes.len() as u64;
        if held.uploads.len() >= MOST || held.uploads.values().map(|kept| kept.length).sum::<u64>() + length > TOTAL {
            return Err(Trouble::impossible(FULL));
        }
        let key = passing_name();
        own.put(&key, &upload.bytes).map_err(|error| match error.kind() {
            ErrorKind::StorageFull => Trouble::new(StatusCode::INSUFFICIENT_STORAGE, UNKEPT),
            _ => Fault::system(KEEP, own.path(), error).into(),
        })?;
        let digest = Digest::of(&upload.bytes);
        let kept = Kept { name: upload.name, length, digest, at: desk.now(), open: open.clone() };
        held.uploads.insert(key.clone(), kept);
        Ok(Json(json!({ "upload": key })))
    })
    .await
}

#[derive(Deserialize)]
struct Begin {
    uploads: Vec<String>,
    #[serde(default)]
    keep_original: bool,
}

async fn begin(State(desk): State<Desk>, Json(asked): Json<Begin>) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let mut held = desk.imports().held();
        held.sweep(desk.now());
        let of_key = |key: &String| Some((key.clone(), held.uploads.get(key)?.clone()));
        let uploads: Option<Vec<(String, Kept)>> = asked.uploads.iter().map(of_key).collect();
        let uploads = uploads.filter(|uploads| !uploads.is_empty()).ok_or_else(|| Trouble::conflict(GONE))?;
        let shown = open.shown();
        let batch = Batch::of(&*shown.folder, asked.keep_original);
        let registry = registry(&*shown.folder);
        let stage = Mutex::new(Stage {
            n: 0,
            of: uploads.len(),
            state: "reading",
            batch,
            registry,
            registered: BTreeMap::new(),
        });
        let import = Arc::new(Import { open, at: desk.now(), uploads, stage });
        let key = held.key();
        held.imports.insert(key.clone(), import.clone());
        drop(held);
        let (desk, own) = (desk.clone(), key.clone());
        std::thread::spawn(move || {
            let work = || import.read(&desk, &own);
            let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            let mut stage = import.stage();
            if ended.is_err() {
                stage.state = "failed";
            }
            desk.news().progress("import", &own, stage.n, stage.of);
        });
        Ok(Json(json!({ "import": key })))
    })
    .await
}

impl Import {
    /// Reads the documents, one after another.
    fn read(&self, desk: &Desk, key: &str) {
        let shown = self.open.shown();
        for (n, (upload, Kept { name, digest, .. })) in self.uploads.iter().enumerate() {
            if !desk.imports().held().imports.contains_key(key) {
                return;
            }
            let bytes = Own::at(shown.folder.dir(), UPLOADS).read(upload, asked::LARGEST_UPLOAD as u64);
            match bytes {
                Ok(bytes) if Digest::of(&bytes) == *digest => self.take(name, &bytes),
                _ => self.stage().batch.add(name, Came::Refused(Refusal { what: GONE, help: GONE })),
            }
            let mut stage = self.stage();
            stage.n = n + 1;
            desk.news().progress("import", key, stage.n, stage.of);
        }
        let mut stage = self.stage();
        stage.batch.end(shown.session.publication());
        stage.registered = registered(&stage.batch, shown.session.publication());
        stage.state = "ready";
    }

    /// Takes in a file: a document, or an archive of some.
    fn take(&self, name: &str, bytes: &[u8]) {
        if kind::of(name, bytes) != Kind::Zip {
            return self.document(name, bytes, &|_| None);
        }
        let is_wanted = |name: &str| kind::is_document(extension(name));
        let ended = archive::entries(bytes, &is_wanted, &mut |entry, companion| {
            let name = entry.name.rsplit('/').next().unwrap_or(&entry.name);
            self.document(name, &entry.bytes, companion);
        });
        match ended {
            Ok(remarks) if remarks.is_empty() => {}
            Ok(remarks) => self.stage().batch.add(name, Came::Remarked(remarks)),
            Err(refusal) => self.stage().batch.add(name, Came::Refused(refusal)),
        }
    }

    fn document(&self, name: &str, bytes: &[u8], companion: &dyn Fn(&str) -> Option<Vec<u8>>) {
        let is_old = kind::of(name, bytes).needs_conversion() && !self.stage().batch.knows(bytes);
        let converted = match is_old.then(|| convert::to_docx(name, bytes)).transpose() {
            Ok(converted) => converted,
            Err(fault) => return self.stage().batch.add(name, Came::Failed(fault)),
        };
        let shown = self.open.shown();
        let document = Document { name, bytes, converted: converted.as_deref(), companion };
        self.stage().batch.take(document, shown.session.publication());
    }
}

/// The registry of a publication.
fn registry(files: &dyn Files) -> Option<Digest> {
    files.read(&VPath::new(FILE)?).ok().map(|bytes| Digest::of(&bytes))
}

fn import(desk: &Desk, key: &str) -> Result<Arc<Import>, Trouble> {
    let import = desk.imports().held().imports.get(key).cloned().ok_or_else(Trouble::missing)?;
    // Another publication may have been opened since.
    if Arc::ptr_eq(&import.open, &desk.open()?) { Ok(import) } else { Err(Trouble::missing()) }
}

async fn told(desk: State<Desk>, language: Language, key: Path<String>) -> Result<Json<Value>, Trouble> {
    answered(desk, language, key, Json(Answers::default())).await
}

/// What a page answers, and with which of its reports it does something else.
#[derive(Default, Deserialize)]
struct Answers {
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// The report that is made part of the one before it, or one of its own again.
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    joined: bool,
}

async fn answered(
    State(desk): State<Desk>,
    language: Language,
    Path(key): Path<String>,
    Json(asked): Json<Answers>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let import = import(desk, &key)?;
        let shown = import.open.shown();
        let mut stage = import.stage();
        if let Some(file) = &asked.file {
            if stage.state != "ready" {
                return Err(Trouble::conflict(NOT_READY));
            }
            if !stage.batch.join(file, asked.joined, shown.session.publication()) {
                return Err(Trouble::missing());
            }
        }
        Ok(Json(stage.told(&asked.answers, language)))
    })
    .await
}

/// The words of a report to be, so that a person can look into it.
async fn words(State(desk): State<Desk>, Path((key, file)): Path<(String, String)>) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let import = import(desk, &key)?;
        let stage = import.stage();
        let text = stage.batch.reads().find(|(row, _)| row.key == file).map(|(_, read)| read.text());
        Ok(Json(json!({ "text": text.ok_or_else(Trouble::missing)? })))
    })
    .await
}

async fn give_up(State(desk): State<Desk>, Path(key): Path<String>) -> Result<Done, Trouble> {
    desk.work(move |desk| {
        let import = import(desk, &key)?;
        desk.imports().held().give_up(&key, &import);
        Ok(Done)
    })
    .await
}

async fn accept(
    State(desk): State<Desk>,
    language: Language,
    Path(key): Path<String>,
    Json(decisions): Json<Decisions>,
) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let import = import(desk, &key)?;
        let mut stage = import.stage();
        if stage.state != "ready" {
            return Err(Trouble::conflict(NOT_READY));
        }
        let note = desk.note(Some(IMPORTED.in_language(language).to_owned()));
        let written = import.open.write(desk, note, |writer| {
            let folder = writer.shown.folder.clone();
            if registry(&*folder) != stage.registry {
                return Err(Trouble::conflict(REGISTRY_CHANGED));
            }
            stage.batch.renew(&*folder);
            let dir = folder.dir();
            let look = |path: &str| inputs::stands(dir, path);
            let publication = writer.shown.session.publication();
            let mut accepted = stage.batch.accept(&decisions, publication, &look).map_err(unfit)?;
            former_names(&decisions, &mut accepted, &*folder, language)?;
            for file in &accepted.files {
                let path = VPath::new(&file.path).ok_or_else(Trouble::broken)?;
                match &file.before {
                    Some(before) => writer.change(&path, before, &file.after)?,
                    None if !writer.create(&path, &file.after)? => return Err(Trouble::conflict(TAKEN)),
                    None => {}
                }
            }
            for (digest, text) in &accepted.bases {
                // Without it a later import makes a draft; that is a nuisance, no loss.
                drop(Own::at(dir, BASES).put(&base_name(*digest), text.as_bytes()));
            }
            let reports: Vec<String> = accepted.reports.iter().map(|(_, path)| asked::id(path)).collect();
            let skipped = accepted.skipped.into_iter();
            let skipped = skipped.map(|file| json!({ "file": file, "say": THERE_BY_NOW.in_language(language) }));
            Ok((reports, skipped.collect::<Vec<_>>()))
        })?;
        stage.state = "accepted";
        // It may be large, and is in the publication now.
        stage.batch.clear();
        drop(stage);
        let mut held = desk.imports().held();
        import.uploads.iter().for_each(|(upload, _)| held.drop_upload(upload));
        let (reports, skipped) = written.value;
        Ok(Json(json!({ "reports": reports, "skipped": skipped, "undo": written.undo })))
    })
    .await
}

/// Lets organisations say what they were called before, and until when.
fn former_names(
    decisions: &Decisions,
    accepted: &mut Accepted,
    files: &dyn Files,
    language: Language,
) -> Result<(), Trouble> {
    let kind = registers::Kind::Organizations;
    let renamed = decisions.orgs.iter().flatten().filter(|body| body.keep);
    for (body, former) in renamed.filter_map(|body| Some((body, body.former.as_ref()?))) {
        let path = kind.path();
        let at = accepted.files.iter().position(|file| file.path == path.as_str());
        let text = match at {
            Some(at) => accepted.files[at].after.clone(),
            None => files.read(&path).map_err(|_| Trouble::missing())?,
        };
        let key = accepted.ids.get(&body.key).unwrap_or(&body.key).clone();
        let register = Register::read(kind, &text, language).map_err(told_refusal)?;
        let row = register.rows.iter().find(|row| row.key == key).ok_or_else(Trouble::missing)?;
        let name = row.values.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        let since = Some(former.since.clone()).filter(|since| !since.trim().is_empty());
        let rename = |name: &str, since| Op::Rename { key: key.clone(), name: name.to_owned(), since };
        let ops = [rename(&former.name, None), rename(&name, since)];
        let after = registers::apply(kind, &text, &ops).map_err(told_refusal)?;
        match at {
            Some(at) => accepted.files[at].after = after,
            None => accepted.files.insert(0, Write { path: path.to_string(), before: Some(text), after }),
        }
    }
    Ok(())
}

fn unfit(unfit: Unfit) -> Trouble {
    match unfit {
        Unfit::Decision(key, refusal) => {
            let trouble = Trouble::impossible(refusal.what).help(refusal.help);
            Trouble { with: Some(Box::new(json!({ "key": key }))), ..trouble }
        }
        Unfit::Registry(refusal) => Trouble::impossible(refusal.what).help(refusal.help),
        Unfit::Fault(fault) => fault.into(),
    }
}

impl Stage {
    /// What a page is told, with what was answered so far.
    fn told(&self, answers: &BTreeMap<String, String>, language: Language) -> Value {
        let files: Vec<Value> = self.batch.rows.iter().map(|row| self.row(row, answers, language)).collect();
        let questions = if self.state == "reading" { Vec::new() } else { self.batch.questions(language) };
        let questions: Vec<Value> = questions
            .into_iter()
            .map(|question| {
                let choices: Vec<Value> =
                    question.choices.iter().map(|(value, say)| json!({ "value": value, "say": say })).collect();
                json!({
                    "key": question.key, "say": question.say, "files": question.rows, "choices": choices,
                    "free": question.free, "answer": answers.get(&question.key),
                    "quotes": question.quotes.iter().map(|(row, Quoted { before, word, after })| {
                        json!({ "file": row, "before": before, "word": word, "after": after })
                    }).collect::<Vec<_>>(),
                })
            })
            .collect();
        json!({
            "state": self.state, "n": self.n, "of": self.of, "files": files, "questions": questions,
            "orgs": self.organizations(language),
        })
    }

    fn row(&self, row: &Row, answers: &BTreeMap<String, String>, language: Language) -> Value {
        let mut told = json!({
            "file": row.key, "name": row.name, "refused": null, "report": null, "known": null, "again": false, "warns": [],
            "joined": self.batch.joined(row), "part": false,
        });
        let refused = |refusal: &Refusal| {
            let (what, help) = (refusal.what.in_language(language), refusal.help.in_language(language));
            let between = if help.is_empty() { "" } else { Words { zh: "。", en: ". " }.in_language(language) };
            format!("{what}{between}{help}")
        };
        match &row.came {
            Came::Report(read) => {
                let facts = self.batch.facts(row, read, answers);
                told["report"] = self.report(read, &facts);
                // What began within a document and has no title of a report is hardly one.
                let title = facts.title.as_ref().map_or("", |title| &title.value);
                told["part"] = (read.is_further() && !title::is_of_report(title)).into();
                told["again"] = read.again.is_some().into();
                told["known"] = read.again.as_ref().map(|(path, _)| asked::id(path)).into();
                let heard = |kind: RemarkKind| matches!(kind, RemarkKind::Doubt | RemarkKind::Dropped);
                let remarks = read.remarks().iter().filter(|remark| heard(remark.kind)).take(REMARKS);
                told["warns"] = remarks
                    .map(|remark| {
                        let what = remark.what.in_language(language);
                        if remark.before.is_empty() { what.to_owned() } else { format!("{what}：{}", remark.before) }
                    })
                    .collect();
            }
            Came::Known(path) => told["known"] = asked::id(path).into(),
            Came::Refused(refusal) => told["refused"] = refused(refusal).into(),
            Came::Failed(fault) => told["refused"] = Say::from(fault).in_language(language).into(),
            Came::Remarked(remarks) => {
                told["warns"] = remarks
                    .iter()
                    .take(REMARKS)
                    .map(|remark| format!("{}：{}", remark.what.in_language(language), remark.before))
                    .collect();
                told["refused"] = PARTLY.in_language(language).into();
            }
        }
        told
    }

    fn report(&self, read: &Read, facts: &Facts) -> Value {
        let points = points(facts);
        let point = |key: &str| points.iter().find(|point| point.key == key);
        let said = |point: Option<&Point>| {
            json!({
                "value": point.map(|point| &point.value), "sure": point.is_some_and(|point| point.certain),
                "choices": point.map_or(&[][..], |point| &point.alternatives),
            })
        };
        let count = |key: &str| points.iter().filter(|point| point.key == key).count();
        let topics: Vec<&String> = facts.topics.iter().map(|topic| &topic.value).collect();
        json!({
            "title": said(point("title")), "subtitle": facts.subtitle.as_ref().map(|subtitle| &subtitle.value), "org": self.organization(read, facts, point("branch")),
            "year": said(point("year")), "date": point("date").map(|point| &point.value), "topics": topics,
            "achievements": count("achievements"), "honours": count("honours"), "metrics": count("metrics"),
            "people": count("people"), "left": read.left_out, "open": points.iter().filter(|point| !point.certain).count(),
        })
    }

    /// Whose a report is: what was answered; else what the register says.
    fn organization(&self, read: &Read, facts: &Facts, point: Option<&Point>) -> Value {
        let choices = point.map_or(&[][..], |point| &point.alternatives);
        let choices: Vec<Value> = choices.iter().map(|name| json!({ "name": name })).collect();
        let answered = match &facts.branch {
            Some(branch) if read.facts().branch.as_ref() != Some(branch) => match &branch.value {
                Branch::Known(name) => Some(json!({ "name": name })),
                Branch::New(path) => Some(json!({ "name": path.join("/") })),
            },
            _ => None,
        };
        let meant = || {
            let (id, is_clear) = self.batch.organization(read)?;
            let new = self.batch.register.bodies.iter().find(|body| body.id == *id);
            let value = match new {
                Some(body) => json!({ "new": id, "name": body.name }),
                None => json!({ "id": id, "name": self.name(id) }),
            };
            Some((value, *is_clear))
        };
        let (value, sure) = match answered {
            Some(value) => (value, true),
            None => meant().unwrap_or((Value::Null, false)),
        };
        json!({ "value": value, "sure": sure, "choices": choices })
    }

    /// The name of a registered organisation.
    fn name(&self, id: &str) -> String {
        let name = self.registered.get(id).and_then(|told| told["name"].as_str());
        name.unwrap_or(id).to_owned()
    }

    /// The register as it is and as it is proposed.
    fn organizations(&self, language: Language) -> Vec<Value> {
        if self.state == "reading" {
            return Vec::new();
        }
        let mut files: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (row, read) in self.batch.reads() {
            if let Some((id, _)) = self.batch.organization(read) {
                files.entry(id).or_default().push(&row.key);
            }
        }
        let rows = |id: &str| files.get(id).cloned().unwrap_or_default();
        let bodies = &self.batch.register.bodies;
        let parent = |body: &Body| match &body.parent {
            Some(Above::New(at)) => bodies.get(*at).map(|above| above.id.clone()),
            Some(Above::Registered(id)) => Some(id.clone()),
            None => None,
        };
        let doubt = |body: &Body| match (body.doubt, &body.like) {
            (Some(Doubt::Nobodys), _) => Some(NOBODYS.in_language(language).to_owned()),
            (_, Some(like)) => Some(LIKE.in_language(language).replace("{like}", like)),
            (Some(Doubt::Once), None) => Some(ONCE.in_language(language).to_owned()),
            (None, None) => None,
        };
        let known = self.registered.iter().map(|(id, told)| {
            let mut told = told.clone();
            told["files"] = rows(id).into();
            told
        });
        let new = bodies.iter().map(|body| {
            json!({
                "key": body.id, "id": null, "name": body.name, "parent": parent(body), "kind": body.kind,
                "aliases": body.aliases, "files": rows(&body.id), "quote": body.evidence.1, "doubt": doubt(body), "like": body.like,
                "keep": body.is_clear(), "new": true,
            })
        });
        known.chain(new).collect()
    }
}

/// The registered organisations, as the page is told of them.
fn registered(batch: &Batch, publication: &Publication) -> BTreeMap<String, Value> {
    let bodies =
        publication.organizations.iter().filter(|body| batch.registered().contains(&body.id.to_ascii_lowercase()));
    let told = bodies.map(|body| {
        let parent = body.parent.map(|above| publication[above].id.clone());
        let told = json!({
            "key": body.id, "id": body.id, "name": body.name(), "parent": parent, "kind": body.kind,
            "aliases": body.aliases, "quote": "", "doubt": null, "keep": true, "new": false,
        });
        (body.id.clone(), told)
    });
    told.collect()
}

const FULL: Words = Words {
    zh: "一次上传的文件太多，请分几批导入。",
    en: "These are too many files at once; import them in several lots.",
};
const KEEP: Words = Words { zh: "暂存上传的文件", en: "keep what was uploaded" };
const UNKEPT: Words =
    Words { zh: "存不下这个文件，磁盘满了。", en: "This file could not be kept; the disk is full." };
const GONE: Words = Words {
    zh: "上传的文件已经过期，请重新拖进来",
    en: "what was uploaded is too old; drop the files here again",
};
const NOT_READY: Words = Words {
    zh: "这一批还没有读完，或者已经收进汇编了。",
    en: "These are still being read, or were imported already.",
};
const REGISTRY_CHANGED: Words = Words {
    zh: "组织表刚刚改过。请重新读一遍这批文件，再收进汇编。",
    en: "The list of organizations was just changed. Read these files again, then import them.",
};
const THERE_BY_NOW: Words = Words {
    zh: "这份文件刚在别处收进了，没有再收一次。",
    en: "This document was just imported elsewhere, so it was not imported again.",
};
const TAKEN: Words = Words {
    zh: "刚有别的程序建了同名的文件。什么都没有写，请再试一次。",
    en: "Another program has just made a file of that name. Nothing was written; please try again.",
};
const PARTLY: Words = Words { zh: "压缩包里有的文件没有读", en: "some files of the archive were not read" };
const IMPORTED: Words = Words { zh: "导入", en: "Import" };
const ONCE: Words = Words {
    zh: "没有把握：只有一个文件提到一处，或者哪里都可能有",
    en: "uncertain: one file names it at one place, or many may be called so",
};
const LIKE: Words = Words { zh: "可能就是{like}", en: "it may be {like}" };
const NOBODYS: Words = Words { zh: "不知道是哪个单位的", en: "nobody knows whose it is" };
