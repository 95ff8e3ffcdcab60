//! `huibian check --output`: findings as files to be sent to authors, a page or Word
//! documents with comments.
//!
//! Nothing that somebody else wrote is written over: what was opened and saved since has
//! another program's name in it, or remarks that would be lost.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::Trouble;
use crate::cli::build::counted;
use crate::cli::check::CheckResult;
use crate::cli::locate;
use crate::cli::shell::Shell;
use crate::diag::html::GENERATOR;
use crate::diag::{Diagnostic, Language, Words};
use crate::disk::{author, inputs};
use crate::manuscript::commented::{MAKER, commented};
use crate::source::VPath;

const FOREIGN: Words = Words {
    zh: "已经有这个文件，不是 huibian 生成的，或者后来改过。请换个名称，或先移走它",
    en: "this file is there, and huibian did not write it, or it was changed since; choose another name or move it away",
};
const INSIDE: Words = Words {
    zh: "不要写在汇编的 content 里：那里的文件会发布。请写到别处",
    en: "not within the publication's content, whose files are published; write it elsewhere",
};
const NOTHING: Words =
    Words { zh: "没有问题，没有写文件\n", en: "nothing was found, so nothing was written\n" };

/// Writes a page or a text; says what was written.
pub fn text(text: &str, output: &Path, root: &Path, shell: &Shell) -> Result<String, Trouble> {
    put(output, text.as_bytes(), root, GENERATOR, shell)?;
    Ok(written(1, output, shell.language))
}

/// Writes a Word document of each report or page that something was found in: into the file
/// that is named, or a folder. Says what was written.
pub fn documents(found: &CheckResult, output: &Path, shell: &Shell) -> Result<String, Trouble> {
    let mut files: BTreeMap<&VPath, Vec<Diagnostic>> = BTreeMap::new();
    let (own, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
        found.known.fresh.iter().partition(|finding| finding.span.file.extension() == "md");
    for finding in own {
        files.entry(&finding.span.file).or_default().push(finding.clone());
    }
    let mut texts: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    let is_file = output.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("docx"));
    if is_file && files.len() > 1 {
        return Err(Trouble::Usage(match shell.language {
            Language::Chinese => {
                format!("有问题的有 {} 篇，一篇一个文件：--output 写一个文件夹，或者只查一篇", files.len())
            }
            Language::English => {
                format!(
                    "{} have findings, each makes a file: give a folder to --output, or check one of them",
                    counted(files.len(), "text")
                )
            }
        }));
    }
    for (path, findings) in &files {
        let Some(text) = found.files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else { continue };
        let bytes = commented(path, &text, findings, shell.language);
        let name = path.below("content/reports").or(path.below("content")).unwrap_or(path.as_str());
        let name = name.trim_end_matches(".md").replace('/', "-");
        let to = if is_file { output.to_owned() } else { output.join(format!("{name}.docx")) };
        texts.insert(to, bytes);
    }
    for (to, bytes) in &texts {
        put(to, bytes, &found.root, MAKER, shell)?;
    }
    let mut told = match texts.len() {
        0 => shell.word(NOTHING).to_owned(),
        count => written(count, output, shell.language),
    };
    if !others.is_empty() {
        told.push_str(&match shell.language {
            Language::Chinese => format!("另有 {} 处在登记表等文件里，不在其中；见 huibian check\n", others.len()),
            Language::English => {
                format!(
                    "{} in registers and other files are not among them; see huibian check\n",
                    counted(others.len(), "finding")
                )
            }
        });
    }
    Ok(told)
}

fn written(count: usize, output: &Path, language: Language) -> String {
    let shown = locate::shown(output);
    match language {
        Language::Chinese => format!("已写 {count} 个文件：{shown}\n"),
        Language::English => format!("Wrote {}: {shown}\n", counted(count, "file")),
    }
}

/// Puts a file where none is, or one that has our `mark`.
fn put(path: &Path, bytes: &[u8], root: &Path, mark: &str, shell: &Shell) -> Result<(), Trouble> {
    let refuse = |why: Words| {
        let colon = shell.word(Words { zh: "：", en: ": " });
        Err(Trouble::Usage(format!("{}{colon}{}", locate::shown(path), shell.word(why))))
    };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if absolute.starts_with(root.join("content")) {
        return refuse(INSIDE);
    }
    let is_ours = |old: &[u8]| old.windows(mark.len()).any(|window| window == mark.as_bytes());
    if author::exists(path) && !is_ours(&inputs::read(path)?) {
        return refuse(FOREIGN);
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        author::make_folder(folder)?;
    }
    Ok(author::put(path, bytes)?)
}
