//! `huibian check`: reads everything as a proofreader does, and mends what can
//! be mended unseen.

mod baseline;
mod handed;
mod review;
mod statistics;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::check::choice::Choice;
use crate::check::{self, Check, fix};
use crate::cli::build::{counted, findings};
use crate::cli::formats::{self, Shown};
use crate::cli::meter::Meter;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate};
use crate::diag::fault::Fault;
use crate::diag::rules::model::WAIVER_UNUSED;
use crate::diag::{Argument, Diagnostic, Language, Rule, Severity, Waived, Words};
use crate::disk::{FileChange, Folder, author};
use crate::model::Settings;
use crate::parse::OldFinding;
use crate::pipeline::{Checked, Mended, Mending, Session, Sifted, Texts, Workspace};
use crate::source::{Files, VPath};

const ABOUT: Words = Words {
    zh: "像校对员那样检查：数字、日期、标点、用语等",
    en: "Proofread: figures, dates, punctuation, wording and more",
};
const PATHS: Words = Words {
    zh: "只查这些文件或文件夹（不写就查整部汇编）",
    en: "Only these files or folders (default: the whole publication)",
};
const HEADING: Words = Words { zh: "检查结果", en: "Findings" };
const DENY: Words = Words {
    zh: "有哪一级的问题就不通过（退出码 1）：error 错误（默认），warning 警告，note 提示",
    en: "What fails (exit code 1): error (default), warning, note and all above",
};
const SELECT: Words = Words {
    zh: "只要这些规则：编号、编号开头、名称或类别，用逗号隔开，如 HB71,han-space,标点",
    en: "Only these rules: codes, their beginnings, names or groups, with commas: HB71,han-space,dates",
};
const IGNORE: Words = Words { zh: "不要这些规则，写法同上", en: "Not these rules, written likewise" };
const WAIVED: Words =
    Words { zh: "把豁免的也列出来，连同理由", en: "List what is waived too, with the reasons" };
const STATISTICS: Words = Words {
    zh: "只按规则合计：多少处、几个文件、多少可以直接改",
    en: "Count by rule instead: findings, files, how many can be fixed",
};
const BASELINE: Words = Words {
    zh: "旧问题清单 content/baseline.yaml：write 把现有的问题写进去，以后不再提；ignore 这一次不管它，全部列出",
    en: "The list of old findings, content/baseline.yaml: write puts in what is found, to be passed over from then on; ignore lists all this once",
};
const OUTPUT: Words = Words {
    zh: "写成可以寄给作者的文件：--format html 写一个网页，--format docx 写一个 .docx；几篇的，写一个文件夹，一篇一个",
    en: "Write files to send to authors: --format html a page, --format docx a .docx, or a folder with one for each text",
};
const REVIEW: Words = Words {
    zh: "在终端里逐处处理：照改、改写、写明理由豁免、一律算对（记入 content/terms.yaml）",
    en: "Decide on each finding at the terminal: mend it, waive it for a reason, call it right always (content/terms.yaml)",
};
const NO_TERMINAL: Words = Words {
    zh: "--review 要一问一答，请在终端里运行；给程序用：--format json",
    en: "--review asks questions, so run it in a terminal; for programs: --format json",
};
const NEEDS_OUTPUT: Words = Words {
    zh: "--format docx 要加 --output，写到哪个文件或文件夹",
    en: "--format docx needs --output, the file or folder to write",
};
const NOT_TO_FILES: Words = Words {
    zh: "--output 只用于 --format html 和 docx；别的格式请用 > 文件",
    en: "--output is for --format html and docx; for others use > FILE",
};
const FIX: Words = Words {
    zh: "把能直接改的改掉（标点、空格等）",
    en: "Fix what is safe to fix (punctuation, spaces)",
};
const UNSAFE: Words = Words {
    zh: "涉及字词的改法也改掉，改完请逐处看一遍",
    en: "Fix words too; read every change afterwards",
};
const DIFF: Words =
    Words { zh: "只显示会怎样改，不写文件", en: "Show what would be fixed and write nothing" };

/// From how many findings on they are summed up by rule below.
const SUMMED: usize = 10;

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let flag = |name, words| Arg::new(name).long(name).action(ArgAction::SetTrue).help(word(words));
    let one_of = |name, value, choices: &'static [&'static str], words| {
        let parser = PossibleValuesParser::new(choices);
        Arg::new(name).long(name).value_name(value).value_parser(parser).hide_possible_values(true).help(word(words))
    };
    let rules = |name, words| {
        Arg::new(name)
            .long(name)
            .value_name("RULES")
            .value_delimiter(',')
            .action(ArgAction::Append)
            .value_parser(ValueParser::string())
            .help(word(words))
    };
    Command::new("check")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(
            Arg::new("paths")
                .value_name(word(Words { zh: "路径", en: "PATHS" }))
                .num_args(0..)
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::AnyPath)
                .help_heading(word(Words { zh: "参数", en: "Arguments" }))
                .help(word(PATHS)),
        )
        .arg(locate::source(language))
        .arg(formats::option_of_all(language))
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("PATH")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::AnyPath)
                .conflicts_with_all(["statistics", "diff"])
                .help(word(OUTPUT)),
        )
        .arg(one_of("deny", "LEVEL", &["error", "warning", "note"], DENY))
        .arg(rules("select", SELECT))
        .arg(rules("ignore", IGNORE))
        .arg(flag("waived", WAIVED))
        .arg(flag("statistics", STATISTICS).conflicts_with("format"))
        .arg(one_of("baseline", "WHAT", &["write", "ignore"], BASELINE).conflicts_with_all(["fix", "statistics"]))
        .arg(flag("fix", FIX))
        .arg(flag("review", REVIEW).conflicts_with_all(["fix", "format", "statistics", "baseline"]))
        .arg(flag("unsafe", UNSAFE).requires("fix"))
        .arg(flag("diff", DIFF).requires("fix"))
}

/// Checks.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let selection = Selection {
        select: choices(matches, "select", shell)?,
        ignore: choices(matches, "ignore", shell)?.unwrap_or_default(),
    };
    let format = matches.get_one::<String>("format").map(String::as_str);
    let output = matches.get_one::<PathBuf>("output");
    match (format, output) {
        (Some("docx"), None) => return Err(Trouble::Usage(shell.word(NEEDS_OUTPUT).to_owned())),
        (Some("docx" | "html"), _) | (_, None) => {}
        (_, Some(_)) => return Err(Trouble::Usage(shell.word(NOT_TO_FILES).to_owned())),
    }
    let is_review = matches.get_flag("review");
    if is_review && !io::stdin().is_terminal() {
        return Err(Trouble::Usage(shell.word(NO_TERMINAL).to_owned()));
    }
    let paths: Vec<PathBuf> = matches.get_many("paths").unwrap_or_default().cloned().collect();
    let root = match paths.first() {
        // Of a file that is named, its own publication.
        Some(path) if !matches.contains_id("source") => author::nearest(path, locate::MARKER),
        _ => None,
    };
    let root = root.map_or_else(|| locate::publication(matches, shell), Ok)?;
    shell.mention(&format!("{}{}", shell.word(Words { zh: "汇编：", en: "publication: " }), root.display()));
    let meter = Meter::new(shell, Words { zh: "正在检查", en: "checking" });
    let folder = Arc::new(Folder::open_with(shell.system, &root)?);
    let scope = Scope::of(&paths, &folder, shell)?;
    let with_old = matches.contains_id("baseline");
    // Drafts are checked before they are published.
    let settings = Settings { drafts: true, base_url: None };

    let found = if matches.get_flag("fix") {
        let (unsafely, diff) = (matches.get_flag("unsafe"), matches.get_flag("diff"));
        let mut desk = Workspace::open(folder.clone(), settings);
        let found = CheckResult::of(desk.session(), &folder, &scope, &selection, with_old, &meter);
        let wanted = |finding: &Diagnostic| fix::applies(finding, unsafely) && folder.holds(&finding.span.file);
        let paths: BTreeSet<VPath> = found
            .known
            .fresh
            .iter()
            .filter(|finding| wanted(finding))
            .map(|finding| finding.span.file.clone())
            .collect();
        let files: Arc<dyn Files> = folder.clone();
        let mending = desk.mend(&files, paths, &|finding| selection.takes(finding), unsafely);
        if diff {
            drop(meter);
            return show_diff(&found, &mending, matches, shell);
        }
        write(&mending, &folder, shell)?;
        if shell.verbosity != Verbosity::Quiet && mending.count > 0 {
            shell.tell(&format!("{}\n", mended(&mending, shell.language)));
        }
        match mending.count {
            0 => found,
            _ => CheckResult::of(desk.session(), &folder, &scope, &selection, with_old, &meter),
        }
    } else {
        let session = Session::open(folder.clone(), &settings);
        let found = CheckResult::of(&session, &folder, &scope, &selection, with_old, &meter);
        if matches.get_one::<String>("baseline").is_some_and(|what| what == "write") {
            drop(meter);
            let stays = |old: &OldFinding| !scope.holds_path(&old.file) || !selection.takes_name(&old.rule);
            let told = baseline::write(&session, &folder, &found.known.fresh, &stays, shell)?;
            if shell.verbosity != Verbosity::Quiet {
                shell.tell(&told);
            }
            return Ok(Ending::Clean);
        }
        found
    };
    let elapsed = meter.elapsed();
    drop(meter);
    if is_review && !found.known.fresh.is_empty() {
        let review = review::review(&found, &folder, shell, &mut io::stdin().lock())?;
        shell.tell(&format!("\n{}", review.told(shell.language)));
        return Ok(ending(&review.left, matches));
    }
    let table = || statistics::table(&found.known.fresh, shell.language);
    let text = match (matches.get_flag("statistics"), format, output) {
        (_, Some("docx"), Some(output)) => {
            shell.tell(&handed::documents(&found, output, shell)?);
            None
        }
        (_, _, Some(output)) => {
            let page = found.shown(matches, shell).unwrap_or_default();
            shell.tell(&handed::text(&page, output, &found.root, shell)?);
            None
        }
        (true, ..) => Some(table()).filter(|table| !table.is_empty()),
        (false, None | Some("terminal"), _) if found.known.fresh.len() > SUMMED => {
            found.shown(matches, shell).map(|text| format!("{}\n\n{}", text.trim_end_matches('\n'), table()))
        }
        _ => found.shown(matches, shell),
    };
    if let Some(text) = text {
        shell.say(text.trim_end_matches('\n'))?;
    }
    if shell.verbosity != Verbosity::Quiet {
        shell.tell(&format!("{}\n", found.line(elapsed.as_secs_f64(), shell.language)));
        let gone = found.known.gone.iter().filter(|old| scope.holds_path(&old.file)).count();
        shell.tell(&baseline::told(&found.known, gone, shell.language));
    }
    Ok(ending(&found.known.fresh, matches))
}

/// What was found, and where.
struct CheckResult {
    /// The findings, the old ones apart.
    known: Sifted,
    /// What the files waive.
    waived: Vec<Waived>,
    /// The files as they were checked.
    files: Arc<dyn Files>,
    /// The publication's folder.
    root: PathBuf,
    /// How many texts were checked.
    texts: usize,
}

impl CheckResult {
    /// `with_old` takes old findings for new ones.
    fn of(
        session: &Session,
        folder: &Folder,
        scope: &Scope,
        selection: &Selection,
        with_old: bool,
        meter: &Meter,
    ) -> CheckResult {
        let texts = session.texts().filter(|path| scope.holds(path)).count();
        meter.plan(texts);
        let wanted = |check: &Check| selection.takes_rule(&check.rule);
        let Checked { mut found, mut waived } =
            session.check_by(&wanted, folder.diagnostics(), &|path| scope.holds(path), &|| meter.step());
        waived.retain(|waived| selection.takes(&waived.finding));
        let files = session.files().clone();
        found.retain(|finding| selection.takes(finding) && !selection.leaves_open(finding));
        let mut known = match with_old {
            true => Sifted { fresh: found, ..Sifted::default() },
            false => session.baseline().sift(found, &Texts(&*files)),
        };
        known.gone.retain(|old| selection.takes_name(&old.rule));
        CheckResult { known, waived, files, root: folder.root().to_owned(), texts }
    }

    /// The findings as a text; none if there is nothing to say.
    fn shown(&self, matches: &ArgMatches, shell: &Shell) -> Option<String> {
        let sum = self.sum(shell.language);
        let shown = Shown {
            findings: &self.known.fresh,
            waived: &self.waived,
            with_waived: matches.get_flag("waived"),
            files: &*self.files,
            root: &self.root,
            told: [shell.word(HEADING), &sum],
            build: None,
        };
        shown.render(matches.get_one::<String>("format").map(String::as_str), shell)
    }

    /// What came of it.
    fn sum(&self, language: Language) -> String {
        let found = findings(&self.known.fresh, language);
        let waived = match (self.waived.len(), language) {
            (0, _) => String::new(),
            (count, Language::Chinese) => format!("，另有 {count} 处已豁免"),
            (count, Language::English) => format!(", {count} waived"),
        };
        match language {
            Language::Chinese => format!("已检查 {} 篇：{found}{waived}。", self.texts),
            Language::English => format!("Checked {}: {found}{waived}.", counted(self.texts, "text")),
        }
    }

    /// The same with the time, and what to do.
    fn line(&self, seconds: f64, language: Language) -> String {
        let fixable = self.known.fresh.iter().filter(|finding| fix::applies(finding, false)).count();
        let mut line = self.sum(language);
        line.push_str(&match language {
            Language::Chinese => format!("用时 {seconds:.2} 秒"),
            Language::English => format!(" {seconds:.2} s"),
        });
        if fixable > 0 {
            line.push_str(&match language {
                Language::Chinese => format!("\n其中 {fixable} 个可以直接改掉：huibian check --fix"),
                Language::English => format!("\n{fixable} of them can be fixed: huibian check --fix"),
            });
        }
        line
    }
}

/// Whether findings let it fail.
fn ending(findings: &[Diagnostic], matches: &ArgMatches) -> Ending {
    let least = match matches.get_one::<String>("deny").map(String::as_str) {
        Some("note") => Severity::Note,
        Some("warning") => Severity::Warning,
        _ => Severity::Error,
    };
    let fails = findings.iter().any(|finding| finding.severity >= least);
    if fails { Ending::Findings } else { Ending::Clean }
}

/// Shows what would be mended. The files stay as they are, and so does what is
/// wrong with them.
fn show_diff(found: &CheckResult, mending: &Mending, matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let diff = fix::diff(mending.texts.iter().map(|text| (&text.path, &*text.before, &*text.after)));
    if !diff.is_empty() {
        shell.say(diff.strip_suffix('\n').unwrap_or(&diff))?;
    }
    if shell.verbosity != Verbosity::Quiet {
        let (files, count) = (mending.texts.len(), mending.count);
        shell.tell(&match shell.language {
            Language::Chinese if count == 0 => "没有可以改的\n".to_owned(),
            Language::Chinese => format!("会改 {files} 个文件，共 {count} 处；没有写文件\n"),
            Language::English if count == 0 => "nothing to fix\n".to_owned(),
            Language::English => {
                format!("would fix {} in {}; nothing was written\n", counted(count, "place"), counted(files, "file"))
            }
        });
    }
    Ok(ending(&found.known.fresh, matches))
}

/// Writes the mended texts. One that cannot be written does not keep the
/// others from it.
fn write(mending: &Mending, folder: &Folder, shell: &Shell) -> Result<(), Fault> {
    if mending.texts.is_empty() {
        return Ok(());
    }
    let mut transaction = shell.begin(folder.dir())?;
    // By where it lies: a site that allows links may have a file twice.
    let changes = mending.texts.iter().map(|Mended { path, before, after }| {
        let path = folder.place(path);
        (path, FileChange { path, before, after })
    });
    let changes: Vec<FileChange> = changes.collect::<BTreeMap<_, _>>().into_values().collect();
    let changed: Result<(), Fault> = transaction.change(&changes).into_iter().collect();
    changed.and(transaction.finish())
}

fn mended(mending: &Mending, language: Language) -> String {
    let (files, count) = (mending.texts.len(), mending.count);
    match language {
        Language::Chinese => format!("已改 {files} 个文件，共 {count} 处"),
        Language::English => format!("Fixed {} in {}", counted(count, "place"), counted(files, "file")),
    }
}

/// Which findings are wanted.
struct Selection {
    select: Option<Vec<Choice>>,
    ignore: Vec<Choice>,
}

impl Selection {
    fn takes(&self, finding: &Diagnostic) -> bool {
        self.takes_rule(finding.rule)
    }

    fn takes_rule(&self, rule: &Rule) -> bool {
        let among = |choices: &[Choice]| choices.iter().any(|choice| choice.takes(rule));
        self.select.as_deref().is_none_or(among) && !among(&self.ignore)
    }

    /// Whether it says that a waiver is of no use, of a rule that was not asked.
    fn leaves_open(&self, finding: &Diagnostic) -> bool {
        let name = finding.arguments.iter().find(|(name, _)| *name == "name");
        let Some((_, Argument::Text(name))) = name.filter(|_| *finding.rule == WAIVER_UNUSED) else { return false };
        check::choice::rule(name).is_ok_and(|rule| check::of(rule).is_some() && !self.takes_rule(rule))
    }

    /// Whether it takes a rule by its name; of one that is no more, if all are wanted.
    fn takes_name(&self, name: &str) -> bool {
        check::choice::rule(name).map_or(self.select.is_none(), |rule| self.takes_rule(rule))
    }
}

/// The rules that an option names; none if it was not given.
fn choices(matches: &ArgMatches, option: &str, shell: &Shell) -> Result<Option<Vec<Choice>>, Trouble> {
    let Some(words) = matches.get_many::<String>(option) else { return Ok(None) };
    let mut choices = Vec::new();
    // A Chinese keyboard gives a Chinese comma.
    for word in words.flat_map(|words| words.split(['，', '、', ','])).map(str::trim).filter(|word| !word.is_empty())
    {
        choices.push(Choice::parse(word).map_err(|near| unknown_rule(word, near, shell.language))?);
    }
    Ok(Some(choices))
}

/// Tells of a rule that does not exist.
pub fn unknown_rule(word: &str, near: Option<&str>, language: Language) -> Trouble {
    Trouble::Usage(match (language, near) {
        (Language::Chinese, Some(near)) => format!("没有“{word}”这条规则，是不是 {near}？"),
        (Language::Chinese, None) => format!("没有“{word}”这条规则；全部规则：huibian rules"),
        (Language::English, Some(near)) => format!("there is no rule “{word}”; did you mean {near}?"),
        (Language::English, None) => format!("there is no rule “{word}”; for all rules: huibian rules"),
    })
}

/// The files that are checked: all, or those at or below some paths.
struct Scope(Vec<VPath>);

impl Scope {
    fn of(paths: &[PathBuf], folder: &Folder, shell: &Shell) -> Result<Scope, Trouble> {
        let mut scope = Vec::new();
        for path in paths {
            let below = author::exists(path).then(|| author::below(folder.root(), path)).flatten();
            let below = below.ok_or_else(|| Trouble::Usage(not_here(path, folder.root(), shell.language)))?;
            if !folder.paths().iter().any(|file| is_at(file, &below)) {
                return Err(Trouble::Usage(not_here(path, folder.root(), shell.language)));
            }
            scope.push(below);
        }
        Ok(Scope(scope))
    }

    fn holds(&self, path: &VPath) -> bool {
        self.0.is_empty() || self.0.iter().any(|place| is_at(path, place))
    }

    /// The same of a path as a file has it.
    fn holds_path(&self, path: &str) -> bool {
        VPath::new(path).map_or(self.0.is_empty(), |path| self.holds(&path))
    }
}

/// Whether a file is at a path or below it.
fn is_at(file: &VPath, place: &VPath) -> bool {
    place.as_str().is_empty() || file == place || file.below(place.as_str()).is_some()
}

fn not_here(path: &Path, root: &Path, language: Language) -> String {
    let (shown, root) = (path.display(), locate::shown(root));
    match (language, author::exists(path)) {
        (Language::Chinese, false) => format!("没有“{shown}”这个文件或文件夹"),
        (Language::Chinese, true) => format!("“{shown}”不属于这部汇编（{root}），或者里面没有可检查的文件"),
        (Language::English, false) => format!("there is no file or folder “{shown}”"),
        (Language::English, true) => {
            format!("“{shown}” is no part of this publication ({root}), or has no file to check")
        }
    }
}
