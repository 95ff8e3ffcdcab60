//! `huibian build`: builds the site and says in one line what came of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, ValueHint};

use crate::build::{self, Destination, Stage, Summary};
use crate::check;
use crate::cli::formats::{self, Shown};
use crate::cli::meter::Meter;
use crate::cli::shell::{Shell, Verbosity};
use crate::cli::{Ending, Trouble, locate, shard, site};
use crate::diag::json::Build;
use crate::diag::rules::front::REVIEW_OPEN;
use crate::diag::{Diagnostic, Language, Severity, Words, grouped};
use crate::disk::system::FileKind;
use crate::disk::{Changes, Folder, Ledger, Site, Strangers, author};
use crate::edits::Edits;
use crate::manuscript::place::Places;
use crate::model::Settings;
use crate::pipeline::Texts;
use crate::plan::WritePhase;
use crate::source::VPath;

/// What is said where the system does not tell of changes.
pub const POLLS: Words = Words {
    zh: "系统不通知文件的改动（文件夹太多，或没有权限），改为每秒查看一次，更新会慢一点。",
    en: "The system does not report changes (too many folders, or no permission); looking once a second instead.",
};
/// What is going on.
pub const WORK: Words = Words { zh: "正在生成", en: "building" };
const ABOUT: Words = Words { zh: "生成网站", en: "Build the site" };
const OUTPUT: Words = Words {
    zh: "写到哪个文件夹（默认是汇编里的 public）",
    en: "The folder to write (default: public in the source)",
};
const DRAFTS: Words = Words { zh: "草稿也生成", en: "Build drafts too" };
/// What `--base-url` is for.
pub const BASE_URL: Words = Words {
    zh: "网站将来的网址，代替 site.yaml 里的 base_url",
    en: "Where the site will stand, in place of base_url in site.yaml",
};
const STRICT: Words = Words {
    zh: "有警告、提示或校对意见也算不通过（退出码 1）",
    en: "Warnings, notes and the proofreader's findings fail too (exit code 1)",
};
const WATCH: Words = Words {
    zh: "生成后继续等着，有改动就再生成（按 Ctrl-C 结束）",
    en: "Keep watching and build again after every change (Ctrl-C ends it)",
};
const CHANGES: Words = Words {
    zh: "把新增、改动、删除的文件列进这个 JSON 文件，供只上传变动之用",
    en: "List added, changed and removed files in this JSON file, for who uploads changes only",
};
const AGAINST: Words = Words {
    zh: "只写与已发布的网站不同的文件；写明它的台账（.huibian/ledger）。--output 要是新的文件夹",
    en: "Write only what differs from a published site, of which this is the ledger (.huibian/ledger); --output must be a new folder",
};
const SHARD: Words = Words {
    zh: "只做 N 份里的第 I 份，如 3/16；只写 N 或 auto，就看运行的环境。各份用 huibian join 合成",
    en: "Make part I of N only, such as 3/16; with N alone, or auto, the environment says which. huibian join puts them together",
};
const VERIFY: Words = Words {
    zh: "全部重做，不沿用上次生成的；上次的缓存有错就指出来（退出码 1）",
    en: "Make everything anew, and tell where the cache of earlier builds was wrong (exit code 1)",
};
const WAITING: Words =
    Words { zh: "正在等待改动，按 Ctrl-C 结束。\n", en: "Waiting for changes; Ctrl-C ends it.\n" };
const FORCE: Words = Words {
    zh: "输出文件夹里有别的文件也照写；同名的会被覆盖",
    en: "Write into a folder with other files; namesakes are overwritten",
};

/// The definition.
pub fn command(language: Language) -> Command {
    let word = |words: Words| words.in_language(language);
    let flag = |name, words| Arg::new(name).long(name).action(ArgAction::SetTrue).help(word(words));
    Command::new("build")
        .about(word(ABOUT))
        .next_help_heading(word(Words { zh: "选项", en: "Options" }))
        .arg(locate::source(language))
        .arg(
            Arg::new("output")
                .long("output")
                .value_name("DIR")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::DirPath)
                .help(word(OUTPUT)),
        )
        .arg(flag("drafts", DRAFTS))
        .arg(Arg::new("base-url").long("base-url").value_name("URL").value_hint(ValueHint::Url).help(word(BASE_URL)))
        .arg(flag("strict", STRICT))
        .arg(flag("force", FORCE))
        .arg(
            Arg::new("changes")
                .long("changes")
                .value_name("FILE")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::FilePath)
                .help(word(CHANGES))
                .conflicts_with("watch"),
        )
        .arg(formats::option(language).conflicts_with("watch"))
        .arg(
            Arg::new("against")
                .long("against")
                .value_name("LEDGER")
                .value_parser(ValueParser::path_buf())
                .value_hint(ValueHint::AnyPath)
                .help(word(AGAINST))
                .requires("output")
                .conflicts_with_all(["watch", "force"]),
        )
        .arg(
            Arg::new("shard")
                .long("shard")
                .value_name("I/N")
                .value_parser(ValueParser::string())
                .help(word(SHARD))
                .conflicts_with_all(["watch", "verify", "against"]),
        )
        .arg(flag("verify", VERIFY).conflicts_with("watch"))
        .arg(flag("watch", WATCH).conflicts_with("strict"))
}

/// Builds.
pub fn run(matches: &ArgMatches, shell: &Shell) -> Result<Ending, Trouble> {
    let base_url = matches.get_one::<String>("base-url").map(|url| base_url(url, shell)).transpose()?;
    let root = locate::publication(matches, shell)?;
    let output = match matches.get_one::<PathBuf>("output") {
        Some(output) => output.clone(),
        None => usual_output(&root, shell)?,
    };
    let settings = Settings { drafts: matches.get_flag("drafts"), base_url };
    let strangers = if matches.get_flag("force") { Strangers::Replace } else { Strangers::Keep };
    shell.mention(&format!("{}{}", shell.word(Words { zh: "汇编：", en: "publication: " }), root.display()));
    shell.mention(&format!("{}{}", shell.word(Words { zh: "输出：", en: "output: " }), output.display()));

    let share = matches.get_one::<String>("shard").map(|text| shard::share(text, shell)).transpose()?;
    let against = matches.get_one::<PathBuf>("against").map(|path| published(path, &output, shell)).transpose()?;
    let destination = Destination { output, strangers, verify: matches.get_flag("verify"), share, against };
    if matches.get_flag("watch") {
        return watch(&root, settings, &destination, shell);
    }
    let meter = Meter::new(shell, WORK);
    let folder = Arc::new(Folder::open_with(shell.system, &root)?);
    let (summary, session) = build::run(&folder, &settings, &destination, &|step| meter.note(step))?;
    // The process ends after this.
    std::mem::forget(session);
    let elapsed = meter.elapsed();
    drop(meter);
    let told = line(&summary, elapsed, &destination.output, shell.language);
    match matches.get_one::<String>("format") {
        // What was asked for is the findings then, all of them.
        Some(format) => {
            if let Some(text) = shown(&summary, format, &folder, shell) {
                shell.say(text.trim_end_matches('\n'))?;
            }
            mention(&summary, shell);
            if shell.verbosity != Verbosity::Quiet {
                shell.tell(&format!("{told}\n"));
            }
        }
        None => {
            show(&summary.diagnostics, &folder, shell);
            close(&summary, &told, shell)?;
        }
    }
    // The proofreader's opinions fail only a strict build.
    let least = if matches.get_flag("strict") { Severity::Note } else { Severity::Error };
    let fails = summary.diagnostics.iter().any(|finding| finding.severity >= least);
    if let Some(path) = matches.get_one::<PathBuf>("changes") {
        author::put(path, changes(&summary.changes).as_bytes())?;
    }
    for route in &summary.contradicted {
        shell.complain(&contradiction(route, shell.language));
    }
    Ok(if fails || !summary.contradicted.is_empty() { Ending::Findings } else { Ending::Clean })
}

/// The ledger of a published site, of which the output shall have what differs:
/// a folder with anything else in it would be uploaded with it.
fn published(path: &Path, output: &Path, shell: &Shell) -> Result<Ledger, Trouble> {
    if !author::names(output)?.is_empty() {
        let output = locate::shown(output);
        return Err(Trouble::Usage(match shell.language {
            Language::Chinese => format!("{output} 里已有文件。--against 只写有变动的，--output 要是新的或空的文件夹"),
            Language::English => {
                format!("{output} has files. With --against it gets what differs only: name a new or empty folder")
            }
        }));
    }
    match Site::open(shell.system, path)? {
        Ok(site) => Ok(site.ledger),
        Err(why) => {
            let first = Words {
                zh: "。第一次发布，不要写 --against",
                en: ". For the first time build without --against",
            };
            Err(Trouble::Usage(site::no_site(path, why, shell.language) + shell.word(first)))
        }
    }
}

/// What a build changed, as JSON: `version`, `added`, `changed`, `removed`.
fn changes(changes: &Changes) -> String {
    let Changes { added, changed, removed } = changes;
    let value = serde_json::json!({ "version": 1, "added": added, "changed": changed, "removed": removed });
    format!("{value:#}\n")
}

/// What is said of a file that the cache had wrong.
fn contradiction(route: &str, language: Language) -> String {
    match language {
        Language::Chinese => format!("缓存有错：{route} 重做出来与上次的不同，已经换成这次的"),
        Language::English => format!("the cache was wrong: {route} came out otherwise than before; it was replaced"),
    }
}

/// The output folder where none is named: `public`. If that is a link, it came
/// with the publication, which may be anybody's, and could lead to another
/// site; whoever means it names it.
pub fn usual_output(root: &Path, shell: &Shell) -> Result<PathBuf, Trouble> {
    let name = Path::new("public");
    let output = root.join(name);
    match shell.hold(root)?.kind(name) {
        Ok(Some(FileKind::Link)) => Err(Trouble::Usage(match shell.language {
            Language::Chinese => format!(
                "{} 是符号链接。确实要写到它指向的地方，就写明：huibian build --output {}",
                output.display(),
                output.display()
            ),
            Language::English => format!(
                "{} is a symbolic link. To write where it leads to, say so: huibian build --output {}",
                output.display(),
                output.display()
            ),
        })),
        _ => Ok(output),
    }
}

/// Builds again after every edit, until the process is ended; an output that
/// is being replaced then is whole, as after any build that is cut short.
fn watch(root: &Path, settings: Settings, destination: &Destination, shell: &Shell) -> Result<Ending, Trouble> {
    let mut meter = Meter::new(shell, WORK);
    let mut edits = Edits::of(root, settings.clone())?;
    if edits.polls() {
        shell.tell(&format!("{}\n", shell.word(POLLS)));
    }
    let mut told: Option<Vec<Diagnostic>> = None;
    loop {
        let (folder, session) = edits.for_build();
        let progress = |step| meter.note(step);
        let built = build::write(&session, &folder, edits.since, &settings, destination, &progress);
        let elapsed = meter.elapsed();
        drop(meter);
        match built {
            Ok(summary) => {
                // What was said already is not said again.
                if told.as_ref() != Some(&summary.diagnostics) {
                    show(&summary.diagnostics, &folder, shell);
                }
                close(&summary, &line(&summary, elapsed, &destination.output, shell.language), shell)?;
                told = Some(summary.diagnostics);
            }
            Err(fault) if told.is_none() => return Err(fault.into()),
            // A full disk may have room again after the next edit.
            Err(fault) => shell.complain(&fault.message(shell.language)),
        }
        if shell.verbosity != Verbosity::Quiet {
            shell.tell(shell.word(WAITING));
        }
        loop {
            match edits.next() {
                Some(Ok(_)) => break,
                Some(Err(fault)) => shell.complain(&fault.message(shell.language)),
                None => return Ok(Ending::Clean),
            }
        }
        meter = Meter::new(shell, WORK);
    }
}

/// Whether a finding is shown one by one; the others are counted.
fn is_shown(finding: &&Diagnostic) -> bool {
    !check::is_editorial(finding) && *finding.rule != REVIEW_OPEN
}

/// Shows what was found, without what the proofreader would mark and what
/// nobody has decided yet.
pub fn show(diagnostics: &[Diagnostic], folder: &Arc<Folder>, shell: &Shell) {
    let found: Vec<Diagnostic> = diagnostics.iter().filter(is_shown).cloned().collect();
    if !found.is_empty() {
        let all = shell.verbosity == Verbosity::Verbose;
        let style = grouped::Style { language: shell.language, color: shell.color, all };
        let files = Texts(&**folder);
        shell.tell(&grouped::render(&found, &files, &Places::new(&files, shell.language), style));
    }
}

/// All that was found, and what became of the files, in a form that was asked for.
fn shown(summary: &Summary, format: &str, folder: &Arc<Folder>, shell: &Shell) -> Option<String> {
    let Summary { counts, tally, diagnostics, made, .. } = summary;
    let found = findings(diagnostics, shell.language);
    let sum = match shell.language {
        Language::Chinese => format!("{}；{found}。", files(summary, shell.language)),
        Language::English => format!("{}; {found}.", files(summary, shell.language)),
    };
    let shown = Shown {
        findings: diagnostics,
        waived: &[],
        with_waived: false,
        files: &**folder,
        root: folder.root(),
        told: [shell.word(Words { zh: "生成结果", en: "Build" }), &sum],
        build: Some(Build {
            reports: counts.reports,
            pages: counts.pages,
            made: *made,
            written: tally.written,
            unchanged: tally.unchanged,
            removed: tally.pruned,
        }),
    };
    shown.render(Some(format), shell)
}

/// How much the proofreader would mark.
fn opinions(count: usize, language: Language) -> String {
    match language {
        Language::Chinese => format!("校对意见 {count} 处，见 huibian check"),
        Language::English => format!("{} for the proofreader, see huibian check", counted(count, "finding")),
    }
}

/// How much nobody has decided yet, and in how many reports; none if nothing.
fn open_points(diagnostics: &[Diagnostic], language: Language) -> Option<String> {
    let open = diagnostics.iter().filter(|finding| *finding.rule == REVIEW_OPEN);
    let places: Vec<&VPath> = open.map(|finding| &finding.span.file).collect();
    let reports = places.iter().collect::<BTreeSet<_>>().len();
    (reports > 0).then(|| match language {
        Language::Chinese => format!("{reports} 篇里还有 {} 处待核（不会公开），见 huibian check", places.len()),
        Language::English => format!(
            "{} to be reviewed in {} (never published), see huibian check",
            counted(places.len(), "point"),
            counted(reports, "report")
        ),
    })
}

/// How long the stages took, and how much was made, for who asks.
fn mention(summary: &Summary, shell: &Shell) {
    for (stage, time) in &summary.timings {
        shell.mention(&timing(*stage, *time, shell.language));
    }
    shell.mention(&match shell.language {
        Language::Chinese => format!("重做的文件：{}", summary.made),
        Language::English => format!("files made: {}", summary.made),
    });
}

/// Says what came of a build.
fn close(summary: &Summary, told: &str, shell: &Shell) -> Result<(), Trouble> {
    mention(summary, shell);
    if shell.verbosity != Verbosity::Quiet {
        shell.say(told)?;
    }
    let editorial = summary.diagnostics.iter().filter(|finding| check::is_editorial(finding)).count();
    if editorial > 0 {
        shell.tell(&format!("{}\n", opinions(editorial, shell.language)));
    }
    if let Some(open) = open_points(&summary.diagnostics, shell.language) {
        shell.tell(&format!("{open}\n"));
    }
    Ok(())
}

/// The address given, ending in a slash as everything behind it expects.
pub fn base_url(url: &str, shell: &Shell) -> Result<String, Trouble> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.starts_with('/') || host.contains(|c: char| c.is_whitespace() || "?#\"<>".contains(c)) {
        let chinese = format!("--base-url 要写完整的网址，如 https://example.org/huibian/，不能是“{url}”");
        let english = format!("--base-url must be a whole address such as https://example.org/reports/, not “{url}”");
        return Err(Trouble::Usage(if shell.language == Language::Chinese { chinese } else { english }));
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

/// What came of the build, in one line.
fn line(summary: &Summary, elapsed: Duration, output: &Path, language: Language) -> String {
    let found: Vec<&Diagnostic> = summary.diagnostics.iter().filter(is_shown).collect();
    let (files, found) = (files(summary, language), findings(found, language));
    let (seconds, output) = (elapsed.as_secs_f64(), locate::shown(output));
    match language {
        Language::Chinese => format!("{files}；{found}。用时 {seconds:.2} 秒 → {output}"),
        Language::English => format!("{files}; {found}. {seconds:.2} s → {output}"),
    }
}

/// What became of the files.
fn files(summary: &Summary, language: Language) -> String {
    let (counts, tally) = (&summary.counts, &summary.tally);
    match language {
        Language::Chinese => format!(
            "已生成 {} 篇总结、{} 页：写入 {} 个文件，未变 {}，清除 {}",
            counts.reports, counts.pages, tally.written, tally.unchanged, tally.pruned
        ),
        Language::English => format!(
            "Built {}, {}: {} written, {} unchanged, {} removed",
            counted(counts.reports, "report"),
            counted(counts.pages, "page"),
            counted(tally.written, "file"),
            tally.unchanged,
            tally.pruned
        ),
    }
}

/// How many findings there are of each weight.
pub fn findings<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>, language: Language) -> String {
    let diagnostics: Vec<&Diagnostic> = diagnostics.into_iter().collect();
    let kinds = [
        (Severity::Error, "个错误", "error"),
        (Severity::Warning, "个警告", "warning"),
        (Severity::Note, "个提示", "note"),
    ];
    let chinese = language == Language::Chinese;
    let mut parts = Vec::new();
    for (severity, zh, en) in kinds {
        let count = diagnostics.iter().filter(|finding| finding.severity == severity).count();
        if count > 0 {
            parts.push(if chinese { format!("{count} {zh}") } else { counted(count, en) });
        }
    }
    match (parts.is_empty(), chinese) {
        (true, true) => "没有发现问题".to_owned(),
        (true, false) => "no problems found".to_owned(),
        (false, true) => format!("发现 {}", parts.join("、")),
        (false, false) => format!("found {}", parts.join(", ")),
    }
}

/// A number with its English noun.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// How long a stage took.
fn timing(stage: Stage, time: Duration, language: Language) -> String {
    let (words, files) = match stage {
        Stage::Read => (Words { zh: "读取与编目", en: "reading and indexing" }, None),
        Stage::Rank(WritePhase::Asset, files) => {
            (Words { zh: "图片与附件", en: "images and attachments" }, Some(files))
        }
        Stage::Rank(WritePhase::Report, files) => (Words { zh: "总结", en: "reports" }, Some(files)),
        Stage::Rank(WritePhase::Search, files) => (Words { zh: "检索", en: "search index" }, Some(files)),
        Stage::Rank(WritePhase::Index, files) => (Words { zh: "索引", en: "indexes" }, Some(files)),
        Stage::Rank(WritePhase::Home, files) => (Words { zh: "首页", en: "home page" }, Some(files)),
        Stage::Finish => (Words { zh: "清理与上架", en: "pruning and showing" }, None),
    };
    let milliseconds = time.as_secs_f64() * 1000.0;
    match (language, files) {
        (Language::Chinese, Some(files)) => format!("{}（{files}）：{milliseconds:.1} 毫秒", words.zh),
        (Language::Chinese, None) => format!("{}：{milliseconds:.1} 毫秒", words.zh),
        (Language::English, Some(files)) => format!("{} ({files}): {milliseconds:.1} ms", words.en),
        (Language::English, None) => format!("{}: {milliseconds:.1} ms", words.en),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::line;
    use crate::build::Summary;
    use crate::diag::{Diagnostic, Language, rules};
    use crate::disk::{Changes, Tally};
    use crate::pipeline::Counts;
    use crate::source::{Span, VPath};

    #[test]
    fn the_summary_is_one_line_in_either_language() {
        let place = Span::whole(&VPath::new("content").unwrap());
        let mut summary = Summary {
            counts: Counts { reports: 1, pages: 63 },
            tally: Tally { written: 70, unchanged: 0, pruned: 2 },
            changes: Changes::default(),
            made: 70,
            contradicted: Vec::new(),
            diagnostics: Vec::new(),
            timings: Vec::new(),
        };
        let say =
            |summary: &Summary, language| line(summary, Duration::from_millis(120), Path::new("public"), language);
        assert_eq!(
            say(&summary, Language::Chinese),
            "已生成 1 篇总结、63 页：写入 70 个文件，未变 0，清除 2；没有发现问题。用时 0.12 秒 → public"
        );
        summary.diagnostics = [&rules::disk::NAME_TWICE, &rules::disk::LINK_LOOP, &rules::disk::LINK_LOOP]
            .map(|rule| Diagnostic::new(rule, place.clone()))
            .to_vec();
        assert_eq!(
            say(&summary, Language::English),
            "Built 1 report, 63 pages: 70 files written, 0 unchanged, 2 removed; found 1 error, 2 warnings. 0.12 s → public"
        );
    }
}
