//! How long builds take, beside each other.
//!
//! ```sh
//! cargo bench --bench builds -- --reports 1000                # this program
//! cargo bench --bench builds -- --reports 1000 --against OLD  # in turn with another binary
//! cargo bench --bench builds -- --reports 10000 --hugo hugo   # in turn with Hugo
//! cargo bench --bench builds -- --reports 10000 --record      # adds rows to history.tsv
//! ```
//!
//! It writes a publication (`corpus.rs`) into a temporary folder (`--tmp DIR`), builds it from
//! nothing, again, after an edit of a text, of a title and of the template of reports, and from
//! a cache that was restored beside another checkout; each `--runs` times (3), of which it says
//! the medians. A row is a step: seconds of wall time and of CPU, peak memory, and how many
//! files were made anew. The last rows are the limit: the same files, only written. Machines
//! differ; what counts are the ratios of one run. Only Linux says a process's memory.

#[path = "../frames/bank.rs"]
mod bank;
mod corpus;

use std::error::Error;
use std::fs;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bank::Banks;

/// Numbers that follow from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((value ^ (value >> 31)) % limit.max(1) as u64) as usize
    }

    /// Whether something happens that does in so many cases of a hundred.
    pub fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What a command took.
#[derive(Clone, Copy, Default)]
struct Cost {
    wall: f64,
    cpu: f64,
    /// In MB.
    memory: f64,
    /// Files made anew, if it said so.
    made: Option<usize>,
}

struct Options {
    reports: usize,
    runs: usize,
    record: bool,
    tmp: PathBuf,
    programs: Vec<(&'static str, PathBuf)>,
    hugo: Option<PathBuf>,
}

fn options() -> Result<Options> {
    let mut options = Options {
        reports: 1000,
        runs: 3,
        record: false,
        tmp: std::env::temp_dir(),
        programs: vec![("this", env!("CARGO_BIN_EXE_huibian").into())],
        hugo: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} wants a value"));
        match argument.as_str() {
            "--reports" => options.reports = value()?.parse()?,
            "--runs" => options.runs = value()?.parse::<usize>()?.max(1),
            "--tmp" => options.tmp = value()?.into(),
            "--against" => options.programs.push(("other", value()?.into())),
            "--hugo" => options.hugo = Some(value()?.into()),
            "--record" => options.record = true,
            "--bench" => {} // what cargo adds
            other => return Err(format!("{other} is no option; see the head of tests/bench/builds.rs").into()),
        }
    }
    Ok(options)
}

/// CPU time of the children that were waited for so far, in seconds.
fn cpu_of_children() -> f64 {
    let Ok(stat) = fs::read_to_string("/proc/self/stat") else { return 0.0 };
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
    let ticks: f64 = fields.iter().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Runs a command to its end, whatever it says of findings.
fn run(command: &mut Command) -> Result<Cost> {
    let (before, start) = (cpu_of_children(), Instant::now());
    let mut told = tempfile::tempfile()?;
    let mut child = command.stdout(Stdio::null()).stderr(told.try_clone()?).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let code = loop {
        if let Some(code) = child.try_wait()? {
            break code;
        }
        let size = fs::read_to_string(&status).unwrap_or_default();
        let line = size.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let size = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = peak.max(size.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = start.elapsed().as_secs_f64();
    if !matches!(code.code(), Some(0 | 1)) {
        return Err(format!("{command:?} ended with {code}").into());
    }
    told.rewind()?;
    let told = std::io::read_to_string(told)?;
    let made = told.lines().find_map(|line| line.strip_prefix("files made: ")?.parse().ok());
    Ok(Cost { wall, cpu: cpu_of_children() - before, memory: peak, made })
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

fn medians(costs: &[Cost]) -> Cost {
    let of = |pick: fn(&Cost) -> f64| median(costs.iter().map(pick).collect());
    Cost {
        wall: of(|cost| cost.wall),
        cpu: of(|cost| cost.cpu),
        memory: of(|cost| cost.memory),
        made: costs.last().and_then(|cost| cost.made),
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to)?,
            false => drop(fs::copy(entry.path(), to)?),
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The files of a folder with their sizes.
fn files(folder: &Path, found: &mut Vec<(PathBuf, u64)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => files(&entry.path(), found)?,
            false => found.push((entry.path(), entry.metadata()?.len())),
        }
    }
    Ok(())
}

/// A publication that one program builds again and again.
struct Bench {
    name: &'static str,
    program: PathBuf,
    publication: PathBuf,
    output: PathBuf,
    edits: usize,
}

const STEPS: [&str; 6] = ["from nothing", "nothing changed", "a text", "a title", "the template", "cache restored"];

impl Bench {
    fn build(&self, publication: &Path, output: &Path, more: &[&str]) -> Result<Cost> {
        let mut command = Command::new(&self.program);
        command.args(["build", "-v", "--lang", "en", "--source"]).arg(publication).arg("--output").arg(output);
        run(command.args(more))
    }

    /// Changes the report in the middle by what `edit` makes of its text.
    fn edit(&mut self, edit: impl Fn(&str, usize) -> String) -> Result<()> {
        let mut all = Vec::new();
        files(&self.publication.join("content/reports"), &mut all)?;
        all.sort();
        let path = &all[all.len() / 2].0;
        self.edits += 1;
        let text = fs::read_to_string(path)?;
        Ok(fs::write(path, edit(&text, self.edits))?)
    }

    fn step(&mut self, step: &str) -> Result<Cost> {
        match step {
            "from nothing" => {
                remove(&self.output)?;
                remove(&self.publication.join(".huibian"))?;
            }
            "a text" => self.edit(|text, edits| format!("{text}又记了第{edits}笔。\n"))?,
            "a title" => self.edit(|text, edits| text.replacen("工作总结", &format!("工作总结（第{edits}稿）"), 1))?,
            "the template" => {
                let path = self.publication.join("themes/default/templates/report.html");
                if !path.exists() {
                    let mut copied = Command::new(&self.program);
                    copied.args(["theme", "copy", "templates/report.html", "--source"]).arg(&self.publication);
                    run(&mut copied)?;
                }
                let text = fs::read_to_string(&path)?;
                self.edits += 1;
                fs::write(path, text.replacen("<article", &format!("<article data-edit=\"{}\"", self.edits), 1))?;
            }
            "cache restored" => {
                let checkout = self.output.with_extension("checkout");
                let new = self.output.with_extension("new");
                remove(&checkout)?;
                remove(&new)?;
                copy(&self.publication, &checkout)?;
                let ledger = self.output.join(".huibian/ledger");
                let against = ["--against", ledger.to_str().ok_or("a path that is no text")?];
                return self.build(&checkout, &new, &against);
            }
            _ => {}
        }
        self.build(&self.publication, &self.output, &[])
    }
}

/// What it takes to write the same files, and nothing else.
fn limit(folder: &Path, runs: usize) -> Result<(Cost, usize, u64)> {
    let mut all = Vec::new();
    files(folder, &mut all)?;
    let copies: Vec<(PathBuf, Vec<u8>)> = all
        .iter()
        .map(|(path, _)| Ok((folder.with_extension("limit").join(path.strip_prefix(folder)?), fs::read(path)?)))
        .collect::<Result<_>>()?;
    let mut costs = Vec::new();
    for _ in 0..runs {
        remove(&folder.with_extension("limit"))?;
        let start = Instant::now();
        for (path, bytes) in &copies {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::File::create(path)?.write_all(bytes)?;
        }
        costs.push(Cost { wall: start.elapsed().as_secs_f64(), ..Cost::default() });
    }
    Ok((medians(&costs), all.len(), all.iter().map(|(_, size)| size).sum()))
}

fn commit() -> String {
    let said = Command::new("git").args(["describe", "--always", "--dirty"]).output();
    said.map_or_else(|_| String::new(), |said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

fn main() -> Result<()> {
    let options = options()?;
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let tmp = tempfile::Builder::new().prefix("huibian-bench").tempdir_in(&options.tmp)?;
    let hugo = options.hugo.as_ref().map(|_| tmp.path().join("hugo"));
    let made = tmp.path().join("made");
    corpus::write(&Banks::read(&here.join("frames/banks")), options.reports, &made, hugo.as_deref())?;

    let mut benches = Vec::new();
    for (name, program) in &options.programs {
        let publication = tmp.path().join(name);
        copy(&made, &publication)?;
        let output = tmp.path().join(format!("{name}-site"));
        benches.push(Bench { name, program: program.clone(), publication, output, edits: 0 });
    }
    let mut rows: Vec<(String, Vec<Cost>)> = Vec::new();
    let mut add = |step: String, cost: Cost| match rows.iter_mut().find(|(name, _)| *name == step) {
        Some((_, costs)) => costs.push(cost),
        None => rows.push((step, vec![cost])),
    };
    // All of a round beside each other: what else the machine does hits them alike.
    for _ in 0..options.runs {
        if let (Some(program), Some(site)) = (&options.hugo, &hugo) {
            copy(&here.join("bench/hugo"), site)?;
            let output = tmp.path().join("hugo-site");
            remove(&output)?;
            let cost = run(Command::new(program).arg("--source").arg(site).arg("--destination").arg(&output))?;
            add("hugo, from nothing".to_owned(), cost);
        }
        for step in STEPS {
            for bench in &mut benches {
                add(format!("{}, {step}", bench.name), bench.step(step)?);
            }
        }
    }
    println!("| {} reports | wall s | CPU s | MB | made anew |\n| --- | ---: | ---: | ---: | ---: |", options.reports);
    let mut history = String::new();
    for (step, costs) in &rows {
        let Cost { wall, cpu, memory, made } = medians(costs);
        let made = made.map_or(String::new(), |made| made.to_string());
        println!("| {step} | {wall:.2} | {cpu:.2} | {memory:.0} | {made} |");
        if let Some(step) = step.strip_prefix("this, ") {
            let day = jiff::Zoned::now().date();
            history.push_str(&format!(
                "{day}\t{}\t{}\t{step}\t{wall:.2}\t{cpu:.2}\t{memory:.0}\t{made}\n",
                commit(),
                options.reports
            ));
        }
    }
    for bench in &benches {
        let (cost, count, size) = limit(&bench.output, options.runs)?;
        println!("| {}, {count} files of {} MB, only written | {:.2} | | | |", bench.name, size / 1_000_000, cost.wall);
    }
    if options.record {
        fs::OpenOptions::new().append(true).open(here.join("bench/history.tsv"))?.write_all(history.as_bytes())?;
    }
    Ok(())
}
