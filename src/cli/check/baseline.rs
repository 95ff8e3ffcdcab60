//! `huibian check --baseline`: the file of old findings is written, or passed over.

use crate::cli::build::counted;
use crate::cli::shell::Shell;
use crate::diag::fault::Fault;
use crate::diag::{Diagnostic, Language, Words};
use crate::disk::{FileChange, Folder};
use crate::parse::OldFinding;
use crate::pipeline::{BASELINE, Old, Session, Sifted, Texts, baseline_path};
use crate::source::{Files, VPath};

const WRITE: Words = Words { zh: "写入", en: "write" };
const UNREADABLE: Words = Words { zh: "它已经在那里，却读不了", en: "it is there and cannot be read" };

/// Writes the baseline anew with what was found; entries that `stays` takes are
/// kept, since nothing was found out about them. Says what was written.
pub fn write(
    session: &Session,
    folder: &Folder,
    found: &[Diagnostic],
    stays: &dyn Fn(&OldFinding) -> bool,
    shell: &Shell,
) -> Result<String, Fault> {
    let Old { text, count, grave } = session.baseline().renewed(found, &Texts(&**session.files()), stays);
    put(folder, &baseline_path(), text.as_bytes(), shell)?;
    Ok(match shell.language {
        Language::Chinese => {
            let left = if grave > 0 {
                format!("；{grave} 个错误没有写进去：网站里缺了东西，或有不能公开的内容，要先改好")
            } else {
                String::new()
            };
            format!("旧问题已写入 {BASELINE}：{count} 处{left}。以后检查和生成不再提它们\n")
        }
        Language::English => {
            let left = if grave > 0 {
                format!(
                    "; {} left out, for something is missing from the site or must not be in it",
                    counted(grave, "error")
                )
            } else {
                String::new()
            };
            format!(
                "Wrote {} to {BASELINE}{left}. Check and build pass over them from now on\n",
                counted(count, "old finding")
            )
        }
    })
}

/// Makes the file, or changes what it holds.
fn put(folder: &Folder, path: &VPath, text: &[u8], shell: &Shell) -> Result<(), Fault> {
    let mut transaction = shell.begin(folder.dir())?;
    match folder.read(path) {
        Ok(before) if before == text => return Ok(()),
        Ok(before) => {
            let changes = [FileChange { path: folder.place(path), before: &before, after: text }];
            transaction.change(&changes).into_iter().collect::<Result<(), Fault>>()?;
        }
        Err(_) => {
            if !transaction.create(folder.place(path), text)? {
                return Err(Fault::known(WRITE, folder.real(path), UNREADABLE));
            }
        }
    }
    transaction.finish()
}

/// What is said of old findings that were left out; empty if there are none.
/// `gone` is how many entries nothing was found for.
pub fn told(known: &Sifted, gone: usize, language: Language) -> String {
    let old = known.old;
    let mut text = match (old, language) {
        (0, _) => String::new(),
        (_, Language::Chinese) => format!("另有旧问题 {old} 处，见 {BASELINE}；全部列出：--baseline ignore\n"),
        (_, Language::English) => {
            format!(
                "{} left out, as {BASELINE} has them; to list all: --baseline ignore\n",
                counted(old, "old finding")
            )
        }
    };
    text.push_str(&match (gone, language) {
        (0, _) => String::new(),
        (_, Language::Chinese) => format!("{BASELINE} 里有 {gone} 条已经改好，下次 --baseline write 时去掉\n"),
        (1, Language::English) => format!("1 entry of {BASELINE} is mended; the next --baseline write drops it\n"),
        (_, Language::English) => {
            format!("{gone} entries of {BASELINE} are mended; the next --baseline write drops them\n")
        }
    });
    text
}
