//! Publishing: the site goes out to where readers find it.
//!
//! In: a target, and whether it is only tried. Out: what a person should see before,
//! then a job that builds the site and sends what differs, as `huibian publish` does.
//! Targets are kept in a file of ours, without passwords: `target` refuses an address
//! that has one.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::build::Step;
use crate::desk::Desk;
use crate::desk::answer::{Done, Json, Trouble};
use crate::desk::jobs::Job;
use crate::desk::open::Open;
use crate::desk::rows::by_file;
use crate::desk::{asked, findings};
use crate::diag::fault::Fault;
use crate::diag::{Diagnostic, Language, Words};
use crate::disk::output::claim::settled;
use crate::disk::system::FileKind;
use crate::disk::{NATIVE, Own};
use crate::parse::Status;
use crate::publish::archive::archive;
use crate::publish::git::Branch;
use crate::publish::target::{Bucket, Dav, Secret, Target};
use crate::publish::{self, Built, How, Who, dated, list};
use crate::source::VPath;

/// Where targets are kept.
const TARGETS: &str = "targets.json";
/// Where the site is built, below the publication.
const OUTPUT: &str = "public";
/// How large that file may be.
const LARGEST: u64 = 1 << 20;
/// How many targets are kept.
const MOST: usize = 50;
/// How many findings of a kind are told.
const SHOWN: usize = 500;

/// Their addresses.
pub fn routes() -> Router<Desk> {
    Router::new()
        .route("/desk/api/publish/check", get(check))
        .route("/desk/api/publish", post(begin))
        .route("/desk/api/targets", get(targets).put(keep_targets))
}

/// A target, as the page asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Asked {
    /// Which kind of place it is.
    kind: String,
    /// What says which one.
    #[serde(flatten)]
    fields: BTreeMap<String, String>,
}

impl Asked {
    /// A field; empty if it is not given.
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |text| text.trim())
    }

    /// The target that it means.
    fn target(&self) -> Result<Target, Trouble> {
        let path = self.field("path");
        let target = match &*self.kind {
            "folder" | "zip" => Target::parse(path, None).map_err(Trouble::impossible)?,
            "sftp" => {
                let user = self.field("user");
                let at = if user.is_empty() { "" } else { "@" };
                let path = if path.starts_with('/') { path.to_owned() } else { format!("/~/{path}") };
                Target::parse(&format!("sftp://{user}{at}{}{path}", self.field("host")), None)
                    .map_err(Trouble::impossible)?
            }
            "git" => {
                let branch = Branch::new(self.field("remote"), self.field("branch"));
                Target::Git(branch.ok_or_else(|| Trouble::impossible(REPOSITORY))?)
            }
            "webdav" => {
                let dav = Dav::new(self.field("url"), Some(self.field("user")));
                Target::Dav(dav.ok_or_else(|| Trouble::impossible(ADDRESS))?)
            }
            "s3" => {
                let [name, endpoint, region] = ["bucket", "endpoint", "region"].map(|name| self.field(name));
                let bucket = Bucket::new(name, path, endpoint, region);
                Target::S3(bucket.ok_or_else(|| Trouble::impossible(STORE))?)
            }
            _ => return Err(Trouble::impossible(KINDLESS)),
        };
        // What a page calls a folder is none of the others.
        match (&*self.kind, &target) {
            ("folder" | "zip", Target::Folder(path) | Target::Zip(path)) if path.is_absolute() => Ok(target),
            ("folder" | "zip", _) => Err(Trouble::impossible(NOWHERE)),
            _ => Ok(target),
        }
    }

    /// Without what is secret or not known; none if it is no target, as one with a
    /// password in its address.
    fn kept(mut self) -> Option<Asked> {
        self.fields.retain(|name, text| FIELDS.contains(&&**name) && text.len() <= LONGEST);
        self.target().is_ok().then_some(self)
    }
}

/// What is published where, and where it was last.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    targets: Vec<Asked>,
    last: Option<Last>,
}

/// The last time that the site was published.
#[derive(Serialize, Deserialize)]
struct Last {
    kind: String,
    at: String,
    path: String,
}

#[derive(Deserialize)]
struct Begin {
    target: Asked,
    #[serde(default)]
    dry: bool,
    /// In spite of errors.
    #[serde(default)]
    anyway: bool,
    /// Beside what others have put there.
    #[serde(default)]
    force: bool,
}

async fn check(State(desk): State<Desk>, language: Language) -> Result<Json<Value>, Trouble> {
    desk.work(move |desk| {
        let open = desk.open()?;
        let built = built(desk, &open, &|_| {})?;
        let shown = open.shown();
        let told = |finding: &Diagnostic| {
            let draft = shown.session.draft(&finding.span.file);
            let title = draft.map(|draft| draft.title.value.clone());
            let [say, help] = findings::told(finding, language);
            json!({
                "report": asked::id(&finding.span.file), "title": title, "rule": finding.rule.code,
                "say": say, "help": help,
            })
        };
        let seen = &built.list;
        let errors: Vec<Value> = seen.errors.iter().take(SHOWN).map(told).collect();
        let private: Vec<Value> = seen.private.iter().take(SHOWN).map(told).collect();
        // What is not built yet is read by nobody else before it is made final.
        let own = by_file(shown.session.diagnostics());
        let is_waiting = |path: &&VPath| {
            let status = shown.session.draft(path).map(|draft| draft.status);
            status.is_some_and(|status| !matches!(status, Status::Published | Status::Withdrawn))
        };
        let found = |path| own.get(path).into_iter().flatten().copied().chain(shown.found.of(path));
        let waiting = shown.reports().filter(is_waiting).flat_map(found).filter(|finding| list::is_private(finding));
        let waiting: Vec<Value> = waiting.take(SHOWN).map(told).collect();
        Ok(Json(json!({
            "errors": errors, "open": seen.open, "private": private, "waiting": waiting, "files": built.site.ledger.len(),
            "bytes": built.site.ledger.bytes(), "clear": seen.is_clear(),
        })))
    })
    .await
}

async fn begin(State(desk): State<Desk>, Json(asked): Json<Begin>) -> Result<Json<Value>, Trouble> {
    let target = asked.target.target()?;
    let open = desk.open()?;
    apart(&open, &target, asked.target.kind == "zip")?;
    let job = desk.clone().begin_job(move |job| work(&desk, &open, job, &asked, target));
    Ok(Json(json!({ "job": job.key() })))
}

/// Refuses what is in the publication, and a folder that has it in it: the site would
/// be among the texts that it is made of.
fn apart(open: &Open, target: &Target, is_zip: bool) -> Result<(), Trouble> {
    let (Target::Folder(path) | Target::Zip(path)) = target else { return Ok(()) };
    let (path, root) = (settled(path)?, settled(open.shown().folder.root())?);
    let is_around = !is_zip && root.starts_with(&path);
    let is_inside = path.starts_with(&root) && path != root.join(OUTPUT);
    if is_around || is_inside { Err(Trouble::impossible(INSIDE)) } else { Ok(()) }
}

/// Builds and publishes the publication that was open when it was asked.
fn work(desk: &Desk, open: &Open, job: &Job, asked: &Begin, target: Target) -> Result<Value, Trouble> {
    let _sending = desk.sending();
    let result = send(desk, open, job, asked, target)?;
    if !asked.dry {
        let at = jiff::Timestamp::try_from(desk.now()).unwrap_or_default().to_string();
        let path = result["path"].as_str().unwrap_or_default().to_owned();
        let last = Some(Last { kind: asked.target.kind.clone(), at, path });
        // That it was published counts, not that it is remembered.
        drop(keep(open, &Kept { last, ..kept(open) }));
    }
    Ok(result)
}

fn send(desk: &Desk, open: &Open, job: &Job, asked: &Begin, target: Target) -> Result<Value, Trouble> {
    let (done, all) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let built = built(desk, open, &|step| {
        let (done, all) = match step {
            Step::Planned(files) => (0, all.fetch_add(files, Ordering::Relaxed) + files),
            Step::Placed => (done.fetch_add(1, Ordering::Relaxed) + 1, all.load(Ordering::Relaxed)),
        };
        // A step for each of thousands of files would be more than a page can show.
        if done.is_multiple_of(100) {
            job.progress(done, all, BUILDING);
        }
    })?;
    if !built.list.is_clear() && !asked.dry && !asked.anyway {
        return Err(Trouble::conflict(NOT_CLEAR));
    }
    let progress = |done: usize, total: usize| {
        if done.is_multiple_of(100) || done == total {
            job.progress(done, total, SENDING);
        }
    };
    let how = How { dry: asked.dry, force: asked.force };
    let is_zip = asked.target.kind == "zip";
    match target {
        Target::Folder(path) | Target::Zip(path) if is_zip => {
            let is_named = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
            let day = jiff::Timestamp::try_from(desk.now()).unwrap_or_default();
            let day = day.to_zoned(jiff::tz::TimeZone::system()).date();
            let path = if is_named { path } else { path.join(dated(&built.title, day)) };
            let files = built.site.ledger.len();
            if asked.dry {
                let bytes = built.site.ledger.bytes();
                return Ok(json!({ "new": files, "changed": 0, "removed": 0, "bytes": bytes, "path": path }));
            }
            let archived = archive(NATIVE, &built.site, &path, how.force, &progress)?;
            Ok(json!({
                "new": archived.files, "changed": 0, "removed": 0, "bytes": archived.bytes, "path": path,
                "digest": archived.sum,
            }))
        }
        target => {
            let [user, password] = ["key", "secret"].map(|name| asked.target.field(name).to_owned());
            // Nobody is at a terminal: other programs take keys of the system, or nothing.
            let who = Who { secret: Secret { user, password }, asks: false };
            let published = publish::at(&built.site, &target, NATIVE, &who, how, &progress)?;
            Ok(json!({
                "new": published.new, "changed": published.changed, "removed": published.removed,
                "unchanged": published.unchanged, "bytes": published.bytes, "resumed": published.resumed,
                "path": target.to_string(),
            }))
        }
    }
}

/// Builds the site of a publication, where `huibian build` does.
fn built(desk: &Desk, open: &Open, progress: &(dyn Fn(Step) + Sync)) -> Result<Built, Trouble> {
    let _building = desk.building();
    let shown = open.shown();
    let dir = shown.folder.dir();
    let output = PathBuf::from(OUTPUT);
    // A link may have come with somebody else's publication, and could lead anywhere.
    if matches!(dir.kind(&output), Ok(Some(FileKind::Link))) {
        return Err(Trouble::impossible(LINK));
    }
    Ok(publish::build(NATIVE, dir.path(), dir.join(&output), None, progress)?)
}

/// What is kept; it may have come with a publication, and what is not understood is
/// nothing.
fn kept(open: &Open) -> Kept {
    let bytes = Own::at(open.shown().folder.dir(), "desk").read(TARGETS, LARGEST);
    let kept: Kept = bytes.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    Kept { targets: kept.targets.into_iter().filter_map(Asked::kept).collect(), ..kept }
}

fn keep(open: &Open, kept: &Kept) -> Result<(), Trouble> {
    let bytes = serde_json::to_vec(kept).map_err(|_| Trouble::broken())?;
    let put = Own::at(open.shown().folder.dir(), "desk").put(TARGETS, &bytes);
    Ok(put.map_err(|error| Fault::system(KEEP, TARGETS, error))?)
}

async fn targets(State(desk): State<Desk>) -> Result<Json<Value>, Trouble> {
    desk.work(|desk| {
        let Kept { targets, last } = kept(&*desk.open()?);
        Ok(Json(json!({ "kinds": KINDS, "targets": targets, "last": last })))
    })
    .await
}

#[derive(Deserialize)]
struct Targets {
    targets: Vec<Asked>,
}

async fn keep_targets(State(desk): State<Desk>, Json(asked): Json<Targets>) -> Result<Done, Trouble> {
    desk.work(move |desk| {
        if asked.targets.len() > MOST {
            return Err(Trouble::impossible(MANY));
        }
        let open = desk.open()?;
        let targets = asked.targets.into_iter().filter_map(Asked::kept).collect();
        keep(&open, &Kept { targets, ..kept(&open) })?;
        Ok(Done)
    })
    .await
}

/// What kinds of places there are.
const KINDS: &[&str] = if cfg!(feature = "remote") {
    &["folder", "zip", "sftp", "webdav", "s3", "git"]
} else {
    &["folder", "zip", "sftp", "git"]
};
/// What is kept of a target. No password is.
const FIELDS: [&str; 10] = ["path", "host", "user", "remote", "branch", "url", "endpoint", "bucket", "region", "key"];
/// The longest of these, in bytes.
const LONGEST: usize = 4096;

const BUILDING: Words = Words { zh: "正在生成网站", en: "Building the site" };
const SENDING: Words = Words { zh: "正在发布", en: "Publishing" };
const KEEP: Words = Words { zh: "保存", en: "keep" };
const NOT_CLEAR: Words = Words {
    zh: "还有错误或私人号码，没有发布。请先改好；看过了确实无妨的，勾上“照样发布”。",
    en: "There are errors or private numbers, so nothing was published. Mend them first, or say that all is to be published as it is.",
};
const LINK: Words = Words {
    zh: "汇编里的 public 是一个链接，不能往里生成网站。请把它移走。",
    en: "“public” in the publication is a link, so no site is built into it; move it away.",
};
const INSIDE: Words = Words {
    zh: "这里是汇编自己的文件夹，网站不能放进原稿里。请另选一个文件夹。",
    en: "This is the publication's own folder, and the site must not go among its texts. Choose another folder.",
};
const KINDLESS: Words =
    Words { zh: "这一版不能发布到这种地方。", en: "This version does not publish to such a place." };
const NOWHERE: Words = Words {
    zh: "请写完整的文件夹，如 D:\\网站 或 /home/我/网站。",
    en: "Name a whole folder, such as D:\\site or /home/me/site.",
};
const ADDRESS: Words = Words {
    zh: "地址写成 https://服务器/文件夹/，不带用户名和密码。",
    en: "Write the address as https://server/folder/, without user and password.",
};
const STORE: Words = Words {
    zh: "请写明存储的地址、桶和地区。桶的名称只有小写字母、数字和 - .。",
    en: "Name the store's address, the bucket and the region; a bucket has small letters, digits and - . only.",
};
const REPOSITORY: Words = Words {
    zh: "仓库写成 https://… 或 git@服务器:路径，不带密码；分支只用字母、数字和 - _ . /。",
    en: "Write the repository as https://… or git@server:path, without a password; a branch has letters, digits and - _ . / only.",
};
const MANY: Words = Words {
    zh: "发布的地方太多，最多 50 个。",
    en: "These are too many places to publish to; 50 at most.",
};
