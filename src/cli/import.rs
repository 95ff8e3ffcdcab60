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

use crate::cli::import::review::Review;
use crate::cli::import::summary::{Came, New, Outcome, Summary};
use crate::cli::meter::Meter;
use crate::cli::new;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate};
use crate::diag::fault::Fault;
use crate::diag::rules::front::REVIEW_OPEN;
use crate::diag::{Language, Words};
use crate::disk::{FileChange, Folder, Transaction, author, convert, inputs};
use crate::import::batch::known::Known;
use crate::import::batch::report::{Names, Original, Placed, Stands, extension, is_report};
use crate::import::batch::survey::{FILE, Survey};
use crate::import::facts::{Branch, Facts, Proposed};
use crate::import::kind::{self, Kind};
use crate::import::write::Made;
use crate::import::{Candidate, Refusal, archive, batch};
use crate::language::date::Years;
use crate::model::Settings;
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

const ENCODED: Refusal = Refusal {
    what: Words { zh: "不是 UTF-8 编码，没有改动", en: "this is not UTF-8; it was left as it is" },
    help: Words { zh: "先转成 UTF-8：huibian check --fix", en: "make it UTF-8 first: huibian check --fix" },
};
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
    let is_again = matches.get_flag("again");
    let mut import = Import {
        known: if is_again { Known::with_names(&*folder) } else { Known::of(&*folder) },
        survey: Survey::of(&*folder),
        looking: false,
        asked: registers || asks,
        converted: BTreeMap::new(),
        session,
        folder: &folder,
        given,
        review: matches.get_flag("review").then(Review::default),
        keeps: matches.get_flag("keep-original"),
        writes: !matches.get_flag("dry-run"),
        names: Names::default(),
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
    known: Known,
    /// What organisations the documents name.
    survey: Survey,
    /// Whether documents are only looked at.
    looking: bool,
    /// Whether a person has seen what organisations the documents name.
    asked: bool,
    /// Documents that another program made over when they were looked at.
    converted: BTreeMap<Digest, Vec<u8>>,
    given: Given,
    review: Option<Review>,
    keeps: bool,
    writes: bool,
    names: Names,
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
            return if self.looking { Ok(()) } else { self.settle(&shown, &report, &bytes) };
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
            let change = FileChange { path: place, before: bytes, after: settled.text.as_bytes() };
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
        if let Some(report) = self.known.report(digest).filter(|_| !self.looking).cloned() {
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
        let read = converted.as_deref().unwrap_or(bytes);
        let mut candidates = match batch::reports(name, read, companion, self.session.publication()) {
            Ok(candidates) => candidates,
            Err(refusal) => {
                self.outcomes.push(Outcome::new(shown, Came::Refused(refusal)));
                return Ok(());
            }
        };
        if self.looking {
            self.converted.extend(converted.map(|bytes| (digest, bytes)));
        }
        let original = Original { name, digest, bytes: self.keeps.then_some(bytes), is_one: candidates.len() == 1 };
        for (index, candidate) in candidates.iter_mut().enumerate() {
            let facts = &mut candidate.facts;
            self.given.overrule(facts);
            self.survey.settle(shown, (digest, index), facts, self.session.publication());
            if self.looking {
                continue;
            }
            if let Some(review) = &mut self.review {
                review.ask(shown, facts, self.shell, &mut io::stdin().lock())?;
            }
            let earlier = self.known.earlier(name, candidate, self.session.publication());
            let (path, came) = match earlier.filter(|_| original.is_one) {
                Some(earlier) => {
                    let again = self.again(earlier, candidate, &original)?;
                    (again.path.clone(), Came::Again(again))
                }
                None => {
                    let (path, made) = self.report(candidate, &original)?;
                    (path.clone(), Came::Made(Box::new(New::of(path, candidate, made))))
                }
            };
            self.known.add(digest, &path);
            self.outcomes.push(Outcome::new(shown, came));
        }
        Ok(())
    }

    /// Writes a report, and what lies beside it, under the first name that is free.
    fn report(&mut self, candidate: &Candidate, original: &Original<'_>) -> Result<(VPath, Made), Trouble> {
        let dir = self.folder.dir();
        // One for each report, since between two a person may be asked.
        let mut transaction = self.writes.then(|| self.shell.begin(dir)).transpose()?;
        loop {
            let held = |path: &str| self.held.get(&VPath::new(path)?).map(|bytes| Stands::File(bytes.clone()));
            let look = |path: &str| held(path).map_or_else(|| inputs::stands(dir, path), Ok);
            let Placed { path, made, beside } = self.names.place(candidate, original, &look)?;
            for (path, bytes) in &beside {
                self.put(&mut transaction, path, bytes)?;
            }
            // Another program may have been quicker.
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
        let held = VPath::new(FILE).and_then(|path| self.held.get(&path));
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
                self.shell.say(&format!("==> {} <==\n{text}", FILE))?;
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
