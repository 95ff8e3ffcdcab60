//! The register of organisations that an import builds.
//!
//! In: what the documents say whose reports they are. Out: a table of the
//! organisations that the registry lacks; and, if that is wanted, the registry
//! with them, whose ids the reports then have.

use std::io::{self, BufRead, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::Trouble;
use crate::cli::import::Import;
use crate::cli::meter::Meter;
use crate::cli::shell::{Shell, Verbosity};
use crate::diag::fault::Fault;
use crate::diag::{Language, Words};
use crate::disk::{FileChange, Folder, history};
use crate::import::batch::survey::FILE;
use crate::import::register::{Above, Body, Doubt, Register};
use crate::model::Settings;
use crate::parse::front::choices::{ANSWER, choice};
use crate::pipeline::Session;
use crate::source::{Digest, Overlay, VPath};
use crate::text::width;

/// The widest column of names.
const WIDEST: usize = 48;

const CHANGE: Words = Words { zh: "添加组织到", en: "add organizations to" };
const SHAPE: Words = Words {
    zh: "这张表读不懂，或者整张写在方括号里，不能自动添加。请改成一条一行的写法，或手工登记上面的组织，再导入；还没有导入任何文件",
    en: "this list cannot be read, or stands in brackets, so nothing can be added to it; write an entry a line, or register the organizations above yourself, and import again; nothing was imported",
};
const TAKEN: Words = Words {
    zh: "刚有别的程序建了这个文件，没有动它；请再运行一次",
    en: "another program has just made this file, so it was left alone; please run this again",
};
const QUESTION: Words = Words {
    zh: "登记这些组织，并写进每篇报告吗？y 登记　回车 先不登记 > ",
    en: "Register these and write them into the reports? y yes, Enter not now > ",
};
const ONCE: Words = Words {
    zh: "带“？”的没有把握，没有登记：只有一个文件提到一处，或者哪里都可能有",
    en: "those with “?” are uncertain and not registered: one file names them at one place, or many may be called so",
};
const NOBODYS: Words =
    Words { zh: "没有登记：不知道是哪个单位的", en: "not registered: nobody knows whose it is" };

impl Import<'_> {
    /// Looks at all files before anything is written, and registers the
    /// organisations that they name, if that is wanted.
    pub(super) fn look(&mut self, files: &[PathBuf], registers: bool) -> Result<(), Trouble> {
        self.looking = true;
        let meter = Meter::new(self.shell, Words { zh: "正在认组织", en: "looking for organizations" });
        meter.plan(files.len());
        for path in files {
            self.file(path)?;
            meter.step();
        }
        drop(meter);
        self.looking = false;
        self.outcomes.clear();
        let register = self.survey.register(self.session.publication());
        if register.bodies.is_empty() {
            return Ok(());
        }
        if self.shell.verbosity != Verbosity::Quiet {
            self.shell.tell(&table(&register, self.shell));
        }
        let is_clear = register.bodies.iter().any(Body::is_clear);
        if is_clear && (registers || ask(self.shell, &mut io::stdin().lock())?) {
            let text = self.accept(&register)?;
            self.put(&mut None, FILE, text.as_bytes())?;
            let files =
                Overlay::new(Arc::new(Folder::open_with(self.shell.system, self.folder.root())?), self.held.clone());
            self.session = Session::open(Arc::new(files), &Settings { drafts: true, base_url: None });
        }
        Ok(())
    }

    /// Writes the registry with the bodies.
    fn accept(&mut self, register: &Register) -> Result<String, Trouble> {
        let (dir, place) = (self.folder.dir(), Path::new(FILE));
        let before = match dir.read(place, history::LARGEST_TEXT) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(Fault::system(CHANGE, dir.join(place), error).into()),
        };
        let after = self.survey.accept(register, before.as_deref());
        let after = after.ok_or_else(|| Fault::known(CHANGE, dir.join(place), SHAPE))?;
        if self.writes {
            let mut transaction = self.shell.begin(dir)?;
            match &before {
                Some(before) => {
                    let change = FileChange { path: place, before, after: after.as_bytes() };
                    transaction.change(&[change]).into_iter().collect::<Result<(), Fault>>()?;
                }
                None if !transaction.create(place, after.as_bytes())? => {
                    return Err(Fault::known(CHANGE, dir.join(place), TAKEN).into());
                }
                None => {}
            }
            transaction.finish()?;
        }
        Ok(after)
    }

    /// Fills in the organisation of a report that was imported before and lacks
    /// it. Whether it did.
    pub(super) fn fill(&mut self, report: &VPath, digest: Digest) -> Result<bool, Trouble> {
        if !self.writes || self.survey.meant((digest, 0)).is_none() {
            return Ok(false);
        }
        let place = Path::new(report.as_str());
        let reading = |error| Fault::system(Words { zh: "读取", en: "read" }, self.folder.dir().join(place), error);
        let before = self.folder.dir().read(place, history::LARGEST_TEXT).map_err(reading)?;
        let Some(after) = self.survey.filled(report, digest, &before) else { return Ok(false) };
        let mut transaction = self.shell.begin(self.folder.dir())?;
        let change = FileChange { path: place, before: &before, after: after.as_bytes() };
        transaction.change(&[change]).into_iter().collect::<Result<(), Fault>>()?;
        transaction.finish()?;
        Ok(true)
    }
}

/// Asks whether to register. Who says nothing says no.
pub fn ask(shell: &Shell, answers: &mut dyn BufRead) -> Result<bool, Trouble> {
    shell.tell(shell.word(QUESTION));
    let mut line = String::new();
    let doing = Words { zh: "读取回答", en: "read the answers" };
    let failed = |error: io::Error| Fault::system(doing, "-", error);
    let length = answers.read_line(&mut line).map_err(failed)?;
    if length == 0 {
        shell.tell("\n");
    }
    Ok(choice(&ANSWER, line.trim()) == Some(0))
}

/// The table of the organisations that the registry lacks.
pub fn table(register: &Register, shell: &Shell) -> String {
    let chinese = shell.language == Language::Chinese;
    let clear = register.bodies.iter().filter(|body| body.is_clear()).count();
    let mut text = match (chinese, register.bodies.len()) {
        (true, all) => format!("文件里提到、还没有登记的组织 {all} 个，其中可以登记的 {clear} 个：\n"),
        (false, 1) => format!("1 organization is named that is not registered, {clear} of them clear:\n"),
        (false, all) => format!("{all} organizations are named that are not registered, {clear} of them clear:\n"),
    };
    let names: Vec<String> = register.bodies.iter().map(|body| shown(register, body, shell)).collect();
    let widest = names.iter().map(|name| width::columns(name)).max().unwrap_or(0).min(WIDEST);
    for (body, name) in register.bodies.iter().zip(&names) {
        let gap = " ".repeat(widest.saturating_sub(width::columns(name)));
        let files = match (chinese, body.files) {
            (true, files) => format!("{files:>4} 个文件"),
            (false, 1) => "   1 file ".to_owned(),
            (false, files) => format!("{files:>4} files"),
        };
        text.push_str(&format!("  {name}{gap}{files}"));
        let (file, words) = &body.evidence;
        let (also, seen) = if chinese { ("　也叫", "　见") } else { ("  also ", "  in ") };
        if !body.aliases.is_empty() {
            text.push_str(&format!("{also}{}", body.aliases.join(shell.word(Words { zh: "、", en: ", " }))));
        }
        let quoted = if words.is_empty() { String::new() } else { format!("“{words}”") };
        text.push_str(&format!("{seen} {file}{quoted}\n"));
        for note in notes(body, shell) {
            text.push_str(&format!("      {note}\n"));
        }
    }
    if register.bodies.iter().any(|body| body.doubt == Some(Doubt::Once)) {
        text.push_str(&format!("  {}\n", shell.word(ONCE)));
    }
    text.replace(|c: char| c.is_control() && c != '\n', " ")
}

/// A name as it stands in the tree.
fn shown(register: &Register, body: &Body, shell: &Shell) -> String {
    let above = |body: &&Body| match body.parent {
        Some(Above::New(at)) => register.bodies.get(at),
        _ => None,
    };
    let depth = std::iter::successors(Some(body), above).count() - 1;
    let below = match (&body.parent, shell.language) {
        (Some(Above::Registered(id)), Language::Chinese) => format!("（{id} 下）"),
        (Some(Above::Registered(id)), Language::English) => format!(" (below {id})"),
        _ => String::new(),
    };
    let doubt = match body.doubt {
        Some(Doubt::Once) => shell.word(Words { zh: "？", en: "?" }),
        _ => "",
    };
    format!("{}{}{below}{doubt}", "  ".repeat(depth), body.name)
}

/// What is uncertain of a body.
fn notes(body: &Body, shell: &Shell) -> Vec<String> {
    let nobodys = (body.doubt == Some(Doubt::Nobodys)).then(|| shell.word(NOBODYS).to_owned());
    let mut notes: Vec<String> = nobodys.into_iter().collect();
    notes.extend(body.like.as_ref().map(|like| match shell.language {
        Language::Chinese => format!("可能就是{like}；是的话，改成它的别名"),
        Language::English => format!("it may be {like}; if so, make it an alias of that"),
    }));
    notes
}

/// What can be done about organisations that were only proposed.
pub fn hint(register: &Register, language: Language) -> String {
    let clear = register.bodies.iter().filter(|body| body.is_clear()).count();
    match (clear, language) {
        (0, _) => String::new(),
        (_, Language::Chinese) => {
            "要登记它们，并写进还没有填组织的报告：同样的命令加上 --register 再运行一次\n".to_owned()
        }
        (_, Language::English) => {
            "To register them and write them into the reports that lack an organization: the same command with --register\n".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ask;
    use crate::cli::shell::Shell;

    #[test]
    fn only_a_yes_registers() {
        let shell = Shell::guess(&[]);
        for (answer, expected) in
            [("y\n", true), ("是\n", true), ("\n", false), ("n\n", false), ("什么\n", false), ("", false)]
        {
            assert_eq!(ask(&shell, &mut answer.as_bytes()).unwrap(), expected, "{answer:?}");
        }
    }
}
