//! A branch of a Git repository, through the `git` program of the system.
//!
//! The branch is cloned into a folder of our own, the site is published into that
//! folder as into any other, and what has changed is one commit that is pushed. So
//! readers have all of it or nothing. The program knows the person's keys and
//! credential helpers, and asks for a password itself, at the terminal.

use std::path::Path;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::program::{Program, Ran, Scratch};
use crate::disk::{NATIVE, Site};
use crate::publish::folder::Folder;
use crate::publish::{How, PUBLISH, Published, publish};

const MISSING: Words =
    Words { zh: "没有找到 git 程序，请先安装", en: "the program git was not found; install it" };
const REFUSED: Words = Words { zh: "git 报告：{name}", en: "git says: {name}" };

/// What git is told besides: files go out as they are, over these ways only.
const ENVIRONMENT: [(&str, &str); 3] =
    [("GIT_ALLOW_PROTOCOL", "file:http:https:ssh"), ("LC_ALL", "C"), ("GIT_LFS_SKIP_SMUDGE", "1")];

/// A branch of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Where the repository is, as `git clone` takes it.
    pub repository: String,
    /// Its name.
    pub name: String,
}

/// Publishes a site on a branch. `asks` says whether somebody is at a terminal.
pub fn push(
    site: &Site,
    branch: &Branch,
    asks: bool,
    how: How,
    progress: &dyn Fn(usize, usize),
) -> Result<Published, Fault> {
    let program = Program::find("git").ok_or_else(|| Fault::known(PUBLISH, &branch.repository, MISSING))?;
    let scratch = Scratch::new().map_err(|error| Fault::system(PUBLISH, &branch.repository, error))?;
    let git = Git { program, branch, asks };
    let folder = scratch.path.join("site");
    git.fetch(&scratch.path, &folder)?;
    let published = publish(site, &mut Folder::at(NATIVE, &folder)?, how, progress)?;
    if how.dry {
        return Ok(published);
    }
    // Also what a `.gitignore` in the site or of the person would leave out.
    git.run(&folder, &["add", "--all", "--force", "--", ".", ":(exclude).huibian/lock"])?;
    if git.ask(&folder, &["diff", "--cached", "--quiet"])?.done && git.ask(&folder, &["rev-parse", "HEAD"])?.done {
        return Ok(published);
    }
    let message =
        format!("Publish: {} new, {} changed, {} removed", published.new, published.changed, published.removed);
    let is_known = git.ask(&folder, &["config", "user.email"])?.done;
    let own = ["-c", "user.name=huibian", "-c", "user.email=huibian@localhost"];
    let own = if is_known { &[][..] } else { &own };
    git.run(&folder, &[own, &["commit", "--quiet", "--no-verify", "-m", &message]].concat())?;
    git.run(&folder, &["push", "--quiet", "origin", &format!("HEAD:refs/heads/{}", branch.name)])?;
    Ok(published)
}

/// Git, for one branch.
struct Git<'b> {
    program: Program,
    branch: &'b Branch,
    asks: bool,
}

impl Git<'_> {
    /// Brings the branch into a folder; where there is none, an empty one that begins
    /// it.
    fn fetch(&self, here: &Path, folder: &Path) -> Result<(), Fault> {
        let (repository, name) = (self.branch.repository.as_str(), self.branch.name.as_str());
        let heads = self.run(here, &["ls-remote", "--heads", "--", repository, &format!("refs/heads/{name}")])?;
        if !heads.said.trim().is_empty() {
            let path = folder.to_string_lossy();
            let clone = ["clone", "--quiet", "--depth=1", "--single-branch", "--no-tags", "--branch", name, "--"];
            return self.run(here, &[&clone[..], &[repository, &path]].concat()).map(drop);
        }
        self.run(here, &["init", "--quiet", "--", &folder.to_string_lossy()])?;
        self.run(folder, &["symbolic-ref", "HEAD", &format!("refs/heads/{name}")])?;
        self.run(folder, &["remote", "add", "--", "origin", repository]).map(drop)
    }

    /// Runs git; what it said.
    fn run(&self, folder: &Path, arguments: &[&str]) -> Result<Ran, Fault> {
        let ran = self.ask(folder, arguments)?;
        if ran.done {
            return Ok(ran);
        }
        let told = ran.told.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("?");
        let told = told.replace(char::is_control, " ");
        Err(Fault::known(PUBLISH, &self.branch.repository, REFUSED).naming(told))
    }

    /// Runs git, which may say no.
    fn ask(&self, folder: &Path, arguments: &[&str]) -> Result<Ran, Fault> {
        let exact = ["-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "-c", "commit.gpgsign=false"];
        let mut environment = ENVIRONMENT.to_vec();
        environment.push(("GIT_TERMINAL_PROMPT", if self.asks { "1" } else { "0" }));
        let ran = self.program.run(&[&exact[..], arguments].concat(), &environment, folder, "");
        ran.map_err(|error| Fault::system(PUBLISH, &self.branch.repository, error))
    }
}
