//! Writing: files of the publication are changed, and can be changed back.
//!
//! In: what is done, in one transaction. Out: what it made, and a token: who
//! brings it gets back what stood there before, where nothing else was changed
//! since. The texts are those of the history; what a token stands for is kept
//! beside it, so that it outlives the program.

use std::collections::BTreeSet;
use std::path::Path;

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::desk::answer::{Json, Say, Trouble};
use crate::desk::asked;
use crate::desk::open::Shown;
use crate::desk::report::conflict;
use crate::diag::{Language, Words};
use crate::disk::history::LARGEST_TEXT;
use crate::disk::{FileChange, History, Note, Own, Transaction};
use crate::source::{Digest, VPath};

/// Where it is kept what tokens stand for.
const UNDO: &str = "desk/undo";
/// How many tokens are kept.
const REMEMBERED: usize = 500;
/// How large a file of a token may be.
const LARGEST: u64 = 16 << 20;

/// Who changes files, in a transaction.
pub struct Writer<'w, 'd> {
    transaction: &'w mut Transaction<'d>,
    /// The publication before it.
    pub shown: &'w Shown,
    deeds: Vec<Deed>,
    /// What was written to, even if it was taken back.
    written: BTreeSet<VPath>,
}

/// What was done to one file.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Deed {
    path: String,
    /// The digest of what stood in it; none if it was made.
    before: Option<String>,
    /// The digest of what stands in it now; none if it was removed.
    after: Option<String>,
}

/// What was written.
pub struct Written<T> {
    /// What came of it.
    pub value: T,
    /// The token that undoes it, if anything was written.
    pub undo: Option<String>,
}

impl<'w, 'd> Writer<'w, 'd> {
    /// Writes in a transaction.
    pub fn new(transaction: &'w mut Transaction<'d>, shown: &'w Shown) -> Writer<'w, 'd> {
        Writer { transaction, shown, deeds: Vec::new(), written: BTreeSet::new() }
    }

    /// Notes what was done to a file.
    fn did(&mut self, path: &VPath, before: Option<&[u8]>, after: Option<&[u8]>) {
        let digest = |bytes: Option<&[u8]>| bytes.map(|bytes| Digest::of(bytes).to_string());
        self.deeds.push(Deed { path: path.to_string(), before: digest(before), after: digest(after) });
        self.written.insert(path.clone());
    }

    /// What a file holds now.
    pub fn read(&self, path: &VPath) -> Result<Vec<u8>, Trouble> {
        use crate::source::Files;
        self.shown.folder.read(path).map_err(|_| Trouble::missing())
    }

    /// What a report holds, if that is what the page believes, by its digest.
    pub fn known(&self, path: &VPath, hash: &str, language: Language) -> Result<Vec<u8>, Trouble> {
        let bytes = self.read(path)?;
        match Digest::of(&bytes).to_string() == hash {
            true => Ok(bytes),
            false => Err(conflict(self.shown, path, None, language)),
        }
    }

    /// Makes a new file. Whether it was made: not if something of that name is
    /// there.
    pub fn create(&mut self, path: &VPath, bytes: &[u8]) -> Result<bool, Trouble> {
        let made = self.transaction.create(Path::new(path.as_str()), bytes)?;
        if made {
            self.did(path, None, Some(bytes));
        }
        Ok(made)
    }

    /// Makes a new file under the first free name: `stem`, or that with a number.
    pub fn create_free(&mut self, folder: &str, stem: &str, extension: &str, bytes: &[u8]) -> Result<VPath, Trouble> {
        for number in 1..10_000 {
            let number = if number == 1 { String::new() } else { format!("-{number}") };
            let path = VPath::new(&format!("{folder}/{stem}{number}.{extension}")).ok_or_else(Trouble::broken)?;
            if self.create(&path, bytes)? {
                return Ok(path);
            }
        }
        Err(Trouble::broken())
    }

    /// Changes a file that holds `before`.
    pub fn change(&mut self, path: &VPath, before: &[u8], after: &[u8]) -> Result<(), Trouble> {
        self.change_all(&[(path.clone(), before, after)]).into_iter().collect()
    }

    /// Changes files, each for itself; what came of each, in their order.
    pub fn change_all(&mut self, files: &[(VPath, &[u8], &[u8])]) -> Vec<Result<(), Trouble>> {
        let places: Vec<&Path> = files.iter().map(|(path, ..)| self.shown.folder.place(path)).collect();
        let changes = files.iter().zip(places).map(|((_, before, after), path)| FileChange { path, before, after });
        let changed = self.transaction.change(&changes.collect::<Vec<_>>());
        let changed = files.iter().zip(changed).map(|((path, before, after), changed)| {
            changed?;
            self.did(path, Some(before), Some(after));
            Ok(())
        });
        changed.collect()
    }

    /// Removes a file that holds `before`.
    pub fn remove(&mut self, path: &VPath, before: &[u8]) -> Result<(), Trouble> {
        let place = self.shown.folder.place(path);
        if place != Path::new(path.as_str()) {
            // Its text would go, under all its names, and the link stay.
            let place = place.display();
            return Err(Trouble::impossible(Say {
                zh: format!("{path} 是一个链接，文字在 {place}。请到那个文件夹里删。"),
                en: format!("{path} is a link, and its text is in {place}; remove it in that folder."),
            }));
        }
        self.transaction.remove(place, before)?;
        self.did(path, Some(before), None);
        Ok(())
    }

    /// The files that were written so far.
    pub fn written(&self) -> impl Iterator<Item = &VPath> {
        self.written.iter()
    }

    /// Takes back all that was done, the last first: a report before the register
    /// that its organisation was put into. What cannot be taken back stays, and is
    /// whole.
    pub fn take_back(&mut self) {
        for deed in std::mem::take(&mut self.deeds).iter().rev() {
            drop(take_back(self, deed));
        }
        self.deeds.clear();
    }

    /// Keeps what undoes it; the token.
    pub fn keep(self, desk: &Desk) -> Option<String> {
        if self.deeds.is_empty() {
            return None;
        }
        let own = Own::at(self.shown.folder.dir(), UNDO);
        // In the order of time, so that the oldest are forgotten.
        let token = own.next_name(desk.now(), &crate::disk::history::passing_name()[..8]);
        let bytes = serde_json::to_vec(&self.deeds).ok()?;
        own.put(&token, &bytes).ok()?;
        own.keep_last(REMEMBERED);
        Some(token)
    }
}

/// What a page brings to undo something.
#[derive(Deserialize)]
struct Undo {
    token: String,
}

/// The address at which things are undone.
pub fn routes() -> Router<Desk> {
    Router::new().route("/desk/api/undo", post(undo))
}

async fn undo(
    State(desk): State<Desk>,
    language: Language,
    Json(Undo { token }): Json<Undo>,
) -> Result<Json<Value>, Trouble> {
    if token.len() != 24 || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Trouble::missing());
    }
    desk.work(move |desk| {
        let open = desk.open()?;
        let note = desk.note(Some(UNDONE.in_language(language).to_owned()));
        let written = open.write(desk, note, |writer| {
            let bytes =
                Own::at(writer.shown.folder.dir(), UNDO).read(&token, LARGEST).map_err(|_| Trouble::missing())?;
            let deeds: Vec<Deed> = serde_json::from_slice(&bytes).map_err(|_| Trouble::missing())?;
            let mut failed = Vec::new();
            let mut done = 0;
            // What was made last goes first, such as a report before the register
            // that its organisation was put into.
            for deed in deeds.iter().rev() {
                match take_back(writer, deed) {
                    Ok(()) => done += 1,
                    Err(trouble) => {
                        let report = VPath::new(&deed.path).map(|path| asked::id(&path));
                        let say = trouble.say.in_language(language);
                        failed.push(json!({ "report": report, "file": deed.path, "say": say }));
                    }
                }
            }
            Ok(json!({ "done": done, "failed": failed }))
        })?;
        let mut answer = written.value;
        answer["undo"] = written.undo.into();
        Ok(Json(answer))
    })
    .await
}

/// Puts one file back to what it was.
fn take_back(writer: &mut Writer, deed: &Deed) -> Result<(), Trouble> {
    let path = VPath::new(&deed.path).filter(is_authors).ok_or_else(Trouble::missing)?;
    let dir = writer.shown.folder.dir();
    let now = match dir.read(writer.shown.folder.place(&path), LARGEST_TEXT) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(_) => return Err(Trouble::conflict(CHANGED_SINCE)),
    };
    if now.as_ref().map(|bytes| Digest::of(bytes).to_string()) != deed.after {
        return Err(Trouble::conflict(CHANGED_SINCE));
    }
    let before = match &deed.before {
        None => None,
        Some(digest) => {
            let digest = Digest::parse(digest).ok_or_else(Trouble::missing)?;
            Some(History::of(dir).text(&digest).map_err(|_| Trouble::conflict(FORGOTTEN))?)
        }
    };
    match (now, before) {
        (Some(now), Some(before)) => writer.change(&path, &now, &before),
        (Some(now), None) => writer.remove(&path, &now),
        (None, Some(before)) => match writer.create(&path, &before)? {
            true => Ok(()),
            false => Err(Trouble::conflict(CHANGED_SINCE)),
        },
        (None, None) => Ok(()),
    }
}

/// Whether a path is one that the desk may write: what a token says may have come
/// with somebody else's publication.
fn is_authors(path: &VPath) -> bool {
    path.below("content").is_some() || path.below("themes").is_some()
}

impl Desk {
    /// What the history says of a change.
    pub fn note(&self, say: Option<String>) -> Note {
        let say = say.map(|say| say.trim().chars().take(200).collect::<String>()).filter(|say| !say.is_empty());
        Note { say, by: self.0.user.clone() }
    }
}

/// What has been written since.
const CHANGED_SINCE: Words = Words {
    zh: "这个文件后来又改过，没有动它。",
    en: "This file was changed again since, so it was left alone.",
};
const FORGOTTEN: Words = Words {
    zh: "改动以前的文字已经不在历史里了。",
    en: "What stood there before is no longer in the history.",
};
const UNDONE: Words = Words { zh: "撤销", en: "Undo" };
