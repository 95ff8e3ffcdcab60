//! `huibian import`: documents of Word, the web or plain text become reports.

mod again;
mod register;
mod review;
mod summary;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::cli::import::again::{Changed, Earlier};
use crate::cli::import::register::Survey;
use crate::cli::import::review::Review;
use crate::cli::import::summary::{Came, New, Outcome, Summary};
use crate::cli::meter::Meter;
use crate::cli::new::{self, file_name};
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate};
use crate::diag::fault::Fault;
use crate::diag::rules::front::REVIEW_OPEN;
use crate::diag::{Language, Words};
use crate::disk::system;
use crate::disk::{Change, Dir, Folder, Transaction, author, convert, inputs};
use crate::import::facts::{Branch, Facts, Proposed};
use crate::import::kind::{self, Kind};
use crate::import::write::{Made, Origin, write};
use crate::import::{self, Candidate, Refusal, archive};
use crate::language::date::Years;
use crate::model::Settings;
use crate::parse::front::keys::SOURCE;
use crate::pipeline::Session;
use crate::source::{Digest, Files, Overlay, VPath};

const ABOUT: Words = Words {
    zh: "导入 Word、网页、纯文本，写成报告，并说明哪些地方要核对",
    en: "Import Word files, web pages and plain text as reports, and say what to look at",
};
const FILES: Words =
    Words { zh: "要导入的文件、文件夹或 zip 压缩包", en: "The files, folders or zip archives to import" };
const BRANCH: Words = Words {
    zh: "都算这个组织的：名称或编号（默认从文中找）",
    en: "The organization of all: a name or an id (default: found in the text)",
};
const YEAR: Words = Words {
    zh: "都算这个年度的，如 2025 或 2019-2021（默认从文中找）",
    en: "The year of all, such as 2025 or 2019-2021 (default: found in the text)",
};
const DRY_RUN: Words =
    Words { zh: "只显示会写成什么样，不写文件", en: "Show the reports and write nothing" };
const REVIEW: Words = Words {
    zh: "写之前，把没有把握的地方逐个问一遍；文件是已有的报告，就问它待核的地方",
    en: "Ask about every uncertain point before writing; of a report that is there, about its open points",
};
const REGISTER: Words = Words {
    zh: "把文件里认出的组织登记到 content/organizations.yaml，并写进每篇报告",
    en: "Add the organizations that the files name to content/organizations.yaml and to the reports",
};
const AGAIN: Words = Words {
    zh: "文件改过的，把改动并入以前导入的报告，作者改的都留着",
    en: "Put what has changed in a document into the report that was made of it; the author's changes stay",
};
const KEEP: Words = Words {
    zh: "把原件也存在报告旁边，读者可以下载",
    en: "Keep the document beside its report, for readers to download",
};

const EMPTY: Refusal = Refusal {
    what: Words { zh: "里面没有文字", en: "there are no words in it" },
    help: Words {
        zh: "如果是扫描件或照片，请先识别成文字，核对后再导入",
        en: "if it is a scan or a photograph, have its text recognized and proofread first",
    },
};
const ENCODED: Refusal = Refusal {
    what: Words { zh: "不是 UTF-8 编码，没有改动", en: "this is not UTF-8; it was left as it is" },
    help: Words { zh: "先转成 UTF-8：huibian check --fix", en: "make it UTF-8 first: huibian check --fix" },
};
/// Where reports lie.
const REPORTS: &str = "content/reports";

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let flag = |name, words| Arg::new(name).long(name).action(ArgAction::SetTrue).help(word(words));
    Command::new("import")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("files")
                .value_name(word(Words { zh: "文件", en: "FILES" }))
                .required(true)
                .num_args(1..)
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::AnyPath)
                .help_heading(word(Words { zh: "参数", en: "Arguments" }))
                .help(word(FILES)),
        )
        .arg(locate::source(language))
        .arg(Arg::new("branch").long("branch").value_name("NAME").help(word(BRANCH)))
        .arg(Arg::new("year").long("year").value_name("YEAR").help(word(YEAR)))
        .arg(flag("dry-run", DRY_RUN))
        .arg(flag("review", REVIEW))
        .arg(flag("register", REGISTER))
        .arg(flag("again", AGAIN))
        .arg(flag("keep-original", KEEP))
}

/// Imports.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let paths: Vec<PathBuf> = matches.get_many("files").unwrap_or_default().cloned().collect();
    let given = Given {
        branch: matches.get_one::<String>("branch").cloned(),
        years: matches.get_one::<String>("year").map(|year| new::years(year, shell.language)).transpose()?,
    };
    let root = locate::publication(matches, shell)?;
    let files = inputs::list(&paths, &kind::is_document)?;
    if files.is_empty() {
        return Err(Trouble::Usage(
            shell
                .word(Words {
                    zh: "这些文件夹里没有可以导入的文件（.docx、.doc、.wps、.txt、.html、.md、.zip）",
                    en: "these folders have no file to import (.docx, .doc, .wps, .txt, .html, .md, .zip)",
                })
                .to_owned(),
        ));
    }
    let folder = Arc::new(Folder::open_with(shell.system, &root)?);
    let session = Session::open(folder.clone(), &Settings { drafts: true, base_url: None });
    let registers = matches.get_flag("register");
    let asks = files.len() > 1
        && given.branch.is_none()
        && shell.verbosity != Verbosity::Quiet
        && io::stdin().is_terminal()
        && io::stderr().is_terminal();
    let mut import = Import {
        known: known(&*folder),
        survey: Survey::of(&*folder),
        earlier: if matches.get_flag("again") { again::earlier(&*folder, REPORTS) } else { Earlier::new() },
        asked: registers || asks,
        converted: BTreeMap::new(),
        session,
        folder: &folder,
        given,
        review: matches.get_flag("review").then(Review::default),
        keeps: matches.get_flag("keep-original"),
        writes: !matches.get_flag("dry-run"),
        numbers: BTreeMap::new(),
        held: BTreeMap::new(),
        outcomes: Vec::new(),
        shell,
    };
    if registers || asks {
        import.look(&files, registers)?;
    }
    let meter = (import.review.is_none()).then(|| Meter::new(shell, Words { zh: "正在导入", en: "importing" }));
    if let Some(meter) = &meter {
        meter.plan(files.len());
    }
    let mut stopped = None;
    for path in &files {
        if let Err(trouble) = import.file(path) {
            stopped = Some(trouble);
            break;
        }
        if let Some(meter) = &meter {
            meter.step();
        }
    }
    drop(meter);
    // What was imported before the trouble is there, and is told.
    if stopped.is_none() || !import.outcomes.is_empty() {
        let ending = import.finish(&folder)?;
        return stopped.map_or(Ok(ending), Err);
    }
    stopped.map_or(Ok(Ending::Clean), Err)
}

/// What holds for all documents, whatever is found in them.
struct Given {
    branch: Option<String>,
    years: Option<Years>,
}

impl Given {
    fn overrule(&self, facts: &mut Facts) {
        fn sure<T>(value: T) -> Option<Proposed<T>> {
            Some(Proposed { value, evidence: String::new(), place: Default::default(), certain: true })
        }
        if let Some(branch) = &self.branch {
            facts.branch = sure(Branch::Known(branch.clone()));
        }
        if let Some(years) = self.years {
            facts.years = sure(years);
        }
    }
}

/// An import under way.
struct Import<'a> {
    session: Session,
    folder: &'a Folder,
    /// Documents that reports came from, and these reports.
    known: BTreeMap<Digest, VPath>,
    /// The reports with which documents that have changed are put together.
    earlier: Earlier,
    /// What organisations the documents name.
    survey: Survey,
    /// Whether a person has seen what organisations the documents name.
    asked: bool,
    /// Documents that another program made over when they were looked at.
    converted: BTreeMap<Digest, Vec<u8>>,
    given: Given,
    review: Option<Review>,
    keeps: bool,
    writes: bool,
    /// How many names were tried for each first one, so that the thousandth
    /// report of a title does not try a thousand.
    numbers: BTreeMap<String, usize>,
    /// What was made and not written.
    held: BTreeMap<VPath, Vec<u8>>,
    outcomes: Vec<Outcome>,
    shell: &'a Shell,
}

impl Import<'_> {
    /// A file that was named: a document, or an archive of some. One that the
    /// machine cannot read does not keep the others from being imported.
    fn file(&mut self, path: &Path) -> Result<(), Trouble> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let shown = locate::shown(path);
        let bytes = match inputs::read(path) {
            Ok(bytes) => bytes,
            Err(fault) => {
                self.outcomes.push(Outcome::new(&shown, Came::Failed(fault)));
                return Ok(());
            }
        };
        let report = self.review.as_ref().and_then(|_| author::below(self.folder.root(), path));
        if let Some(report) = report.filter(is_report) {
            return if self.survey.looking { Ok(()) } else { self.settle(&shown, &report, &bytes) };
        }
        if kind::of(&name, &bytes) != Kind::Zip {
            return self.document(&shown, &name, &bytes, &|reference| inputs::companion(path, reference));
        }
        let mut trouble = None;
        let ended = archive::entries(&bytes, &|name| kind::is_document(extension(name)), &mut |entry, companion| {
            let name = entry.name.rsplit('/').next().unwrap_or(&entry.name);
            if trouble.is_none() {
                trouble = self.document(&format!("{shown}/{}", entry.name), name, &entry.bytes, companion).err();
            }
        });
        match ended {
            Ok(remarks) if remarks.is_empty() => {}
            Ok(remarks) => self.outcomes.push(Outcome::new(&shown, Came::Remarked(remarks))),
            Err(refusal) => self.outcomes.push(Outcome::new(&shown, Came::Refused(refusal))),
        }
        trouble.map_or(Ok(()), Err)
    }

    /// Asks about the open points of a report that is there.
    fn settle(&mut self, shown: &str, path: &VPath, bytes: &[u8]) -> Result<(), Trouble> {
        let Some(review) = &mut self.review else { return Ok(()) };
        let Ok(before) = std::str::from_utf8(bytes) else {
            self.outcomes.push(Outcome::new(shown, Came::Refused(ENCODED)));
            return Ok(());
        };
        let settled = review.settle(shown, (path, before), self.shell, &mut io::stdin().lock())?;
        if settled.text != before && self.writes {
            let mut transaction = self.shell.begin(self.folder.dir())?;
            let place = self.folder.place(path);
            let change = Change { path: place, before: bytes, after: settled.text.as_bytes() };
            let changed: Result<(), Fault> = transaction.change(&[change]).into_iter().collect();
            changed.and(transaction.finish())?;
        } else if settled.text != before {
            self.shell.say(&format!("==> {path} <==\n{}", settled.text))?;
        }
        self.outcomes.push(Outcome::new(shown, Came::Settled(settled)));
        Ok(())
    }

    /// A document becomes its reports.
    fn document(
        &mut self,
        shown: &str,
        name: &str,
        bytes: &[u8],
        companion: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<(), Trouble> {
        let digest = Digest::of(bytes);
        if let Some(report) = self.known.get(&digest).filter(|_| !self.survey.looking).cloned() {
            let filled = self.fill(&report, digest)?;
            let is_new = self.outcomes.iter().any(|outcome| outcome.report() == Some(&report));
            // Who is to be asked is asked about the report that there is.
            let bytes = (self.review.is_some() && !is_new).then(|| self.folder.read(&report).ok()).flatten();
            self.outcomes.push(Outcome::new(shown, Came::Known(report.clone(), filled)));
            return bytes.map_or(Ok(()), |bytes| self.settle(report.as_str(), &report, &bytes));
        }
        let made_over = self.converted.remove(&digest).map(Ok);
        let convert = || kind::of(name, bytes).needs_conversion().then(|| convert::to_docx(name, bytes));
        let converted = match made_over.or_else(convert).transpose() {
            Ok(converted) => converted,
            Err(fault) => {
                self.outcomes.push(Outcome::new(shown, Came::Failed(fault)));
                return Ok(());
            }
        };
        let mut candidates = match import::read(name, converted.as_deref().unwrap_or(bytes), companion) {
            Ok(document) if !document.has_words() => Vec::new(),
            Ok(document) => import::candidates(document, self.session.publication()),
            Err(refusal) => {
                self.outcomes.push(Outcome::new(shown, Came::Refused(refusal)));
                return Ok(());
            }
        };
        let is_one = candidates.len() == 1;
        if candidates.is_empty() {
            self.outcomes.push(Outcome::new(shown, Came::Refused(EMPTY)));
        }
        if self.survey.looking {
            self.converted.extend(converted.map(|bytes| (digest, bytes)));
        }
        let earlier = self.earlier(name).filter(|_| is_one);
        for (index, candidate) in candidates.iter_mut().enumerate() {
            self.given.overrule(&mut candidate.facts);
            self.organization(shown, (digest, index), &mut candidate.facts);
            if self.survey.looking {
                continue;
            }
            if let Some(review) = &mut self.review {
                review.ask(shown, &mut candidate.facts, self.shell, &mut io::stdin().lock())?;
            }
            if let Some((path, before)) = earlier.clone() {
                let bytes = self.keeps.then(|| (kept_name(name), bytes));
                let again = self.again(path.clone(), &Changed { candidate, name, digest, before, bytes })?;
                self.known.insert(digest, path);
                self.outcomes.push(Outcome::new(shown, Came::Again(again)));
                continue;
            }
            let original = Original { name, digest, bytes: self.keeps.then_some(bytes), is_one };
            let (path, made) = self.report(candidate, &original)?;
            self.known.entry(digest).or_insert_with(|| path.clone());
            self.outcomes.push(Outcome::new(shown, Came::Made(Box::new(New::of(path, candidate, made)))));
        }
        Ok(())
    }

    /// The one report that was made of a document of that name.
    fn earlier(&self, name: &str) -> Option<(VPath, Digest)> {
        let found = [name, &kept_name(name)].into_iter().find_map(|name| self.earlier.get(name))?;
        found.first().filter(|_| found.len() == 1).cloned()
    }

    /// A report, and what lies beside it, under the first name that is free.
    fn report(&mut self, candidate: &Candidate, original: &Original<'_>) -> Result<(VPath, Made), Trouble> {
        let facts = &candidate.facts;
        let title = facts.title.as_ref().map(|title| title.value.as_str());
        let first = file_name(title.unwrap_or_else(|| original.stem()));
        let mut folder = REPORTS.to_owned();
        if let Some(years) = &facts.years {
            folder.push_str(&format!("/{}", years.value.ascii()));
        }
        // One for each report, since between two a person may be asked.
        let dir = self.folder.dir();
        let mut transaction = self.writes.then(|| self.shell.begin(dir)).transpose()?;
        let reading = |error| Fault::system(Words { zh: "读取", en: "read" }, dir.join(Path::new(&folder)), error);
        loop {
            let number = self.numbers.entry(format!("{folder}/{first}")).or_default();
            *number += 1;
            let stem = if *number == 1 { first.clone() } else { format!("{first}-{number}") };
            // A year and a name are ASCII without slashes.
            let Some(path) = VPath::new(&format!("{folder}/{stem}.md")) else { continue };
            if dir.kind(Path::new(path.as_str())).map_err(reading)?.is_some() || self.held.contains_key(&path) {
                continue;
            }
            let kept = original.bytes.map(|bytes| (format!("{stem}/{}", kept_name(original.name)), bytes));
            let name = kept.as_ref().map_or(original.name, |(path, _)| path);
            let origin = Origin { name, digest: original.digest.to_string() };
            let made = write(candidate, &stem, Some(&origin));
            let pictures =
                made.pictures.iter().map(|(name, picture)| (name, &*candidate.article.pictures[*picture].bytes));
            let beside = pictures.chain(kept.as_ref().map(|(name, bytes)| (name, *bytes)));
            let beside: Vec<(String, &[u8])> =
                beside.map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect();
            if !is_free(dir, Path::new(&format!("{folder}/{stem}")), &beside).map_err(reading)? {
                continue;
            }
            // The report comes last: one that is there is whole.
            for (path, bytes) in &beside {
                self.put(&mut transaction, path, bytes)?;
            }
            if !self.put(&mut transaction, path.as_str(), made.text.as_bytes())? {
                continue;
            }
            if let Some(transaction) = transaction.as_mut().filter(|_| original.is_one) {
                again::keep(transaction, original.digest, &made.text);
            }
            transaction.map_or(Ok(()), Transaction::finish)?;
            return Ok((path, made));
        }
    }

    /// Writes a new file, or in a dry run holds it. Whether there was none.
    fn put(&mut self, transaction: &mut Option<Transaction>, path: &str, bytes: &[u8]) -> Result<bool, Trouble> {
        if let Some(transaction) = transaction {
            return Ok(transaction.create(Path::new(path), bytes)?);
        }
        self.held.extend(VPath::new(path).map(|path| (path, bytes.to_vec())));
        Ok(true)
    }

    /// Shows what came of it: the reports of a dry run, what was done to each
    /// document, and what is left to do.
    fn finish(self, folder: &Arc<Folder>) -> Result<Ending, Trouble> {
        let held = VPath::new(register::FILE).and_then(|path| self.held.get(&path));
        let registry = held.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        let proposed = (registry.is_none() && self.survey.count() > 1 && self.given.branch.is_none())
            .then(|| self.survey.register(self.session.publication()));
        let files: Arc<dyn Files> = if self.writes {
            Arc::new(Folder::open_with(self.shell.system, folder.root())?)
        } else {
            Arc::new(Overlay::new(folder.clone(), self.held))
        };
        let new: BTreeSet<&VPath> = self.outcomes.iter().filter_map(Outcome::report).collect();
        let findings = if new.is_empty() {
            Vec::new()
        } else {
            let session = Session::open(files.clone(), &Settings { drafts: true, base_url: None });
            let mut found = session.check(&[], &|path| new.contains(path), &|| {}).found;
            // The open points are told of with each report.
            found.retain(|finding| *finding.rule != REVIEW_OPEN);
            found
        };
        if !self.writes {
            if let Some(text) = &registry {
                self.shell.say(&format!("==> {} <==\n{text}", register::FILE))?;
            }
            for (path, text) in self.outcomes.iter().filter_map(Outcome::text) {
                self.shell.say(&format!("==> {path} <==\n{text}"))?;
            }
        }
        let summary = Summary { outcomes: &self.outcomes, findings: &findings, wrote: self.writes };
        if self.shell.verbosity != Verbosity::Quiet {
            self.shell.tell(&summary.text(self.shell));
            if let Some(register) = proposed.filter(|register| !register.bodies.is_empty() && !self.asked) {
                self.shell.tell(&register::table(&register, self.shell));
                self.shell.tell(&register::hint(&register, self.shell.language));
            }
        }
        let refused = self.outcomes.iter().any(|outcome| outcome.came.is_refusal());
        Ok(if refused { Ending::Findings } else { Ending::Clean })
    }
}

/// Whether a file of the publication is a report.
fn is_report(path: &VPath) -> bool {
    path.below(REPORTS).is_some() && path.extension() == "md"
}

/// Whether files may be put beside a report into a folder: nothing is there,
/// or some of them, since an import was ended before the report came.
fn is_free(dir: &Dir, folder: &Path, files: &[(String, &[u8])]) -> io::Result<bool> {
    let ours = |name: String| {
        let path = folder.join(name);
        let file = files.iter().find(|(file, _)| Path::new(file) == path);
        file.is_some_and(|(_, bytes)| dir.read(&path, inputs::LARGEST).is_ok_and(|there| there == *bytes))
    };
    Ok(match dir.kind(folder)? {
        None => true,
        Some(system::Kind::Folder) => dir.names(folder)?.into_iter().all(ours),
        Some(_) => false,
    })
}

/// A document as it was given.
struct Original<'a> {
    name: &'a str,
    digest: Digest,
    /// Its bytes, if they are kept.
    bytes: Option<&'a [u8]>,
    /// Whether it holds one report.
    is_one: bool,
}

impl Original<'_> {
    /// Its name without extension.
    fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(self.name, |(stem, _)| stem)
    }
}

/// The longest name of a document that is kept, in characters.
const LONGEST_NAME: usize = 80;

/// The name under which a document is kept: what came with it, without what
/// some systems do not take and what hides a file.
fn kept_name(name: &str) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let clean = |text: &str, longest: usize| -> String {
        let bad = |c: char| c.is_control() || "<>:\"|?*/\\#%".contains(c);
        text.chars().map(|c| if bad(c) { '_' } else { c }).take(longest).collect()
    };
    let stem = clean(stem.trim_start_matches(['.', '~', '$', ' ']), LONGEST_NAME);
    let stem = match stem.trim() {
        "" => "document",
        stem => stem,
    };
    match clean(extension, 8).trim() {
        "" => stem.to_owned(),
        extension => format!("{stem}.{extension}"),
    }
}

/// The extension of a file's name, empty if it has none.
fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The documents that the reports of a publication came from. Texts are asked,
/// not reports: one that lacks a year is no report yet.
fn known(files: &dyn Files) -> BTreeMap<Digest, VPath> {
    let mut known = BTreeMap::new();
    for path in files.paths().iter().filter(|path| is_report(path)) {
        let Ok(bytes) = files.read(path) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for key in SOURCE.index("digest").map_or(&[][..], |digest| SOURCE.spellings(digest)) {
            let values = text.match_indices(key).filter_map(|(at, _)| text.get(at + key.len()..));
            let values = values.filter_map(|rest| rest.strip_prefix([':', '：']));
            let digests = values.filter_map(|rest| Digest::parse(rest.trim_start().get(..32)?));
            known.extend(digests.map(|digest| (digest, path.clone())));
        }
    }
    known
}
