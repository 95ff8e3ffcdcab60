//! Programs of this machine that do what huibian leaves to them, such as `git`.
//!
//! In: a program's name, what it is to do and what it reads. Out: what it said. It is
//! taken from the folders of `PATH` that are absolute and never from where we stand,
//! and is given no shell. What it asks a person it asks at the terminal itself.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// How much of what a program says is kept.
const MOST: u64 = 16 << 20;

/// A program.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Whether it says that it did it.
    pub done: bool,
    /// Its standard output.
    pub said: String,
    /// Its standard error.
    pub told: String,
}

/// The folders that programs are taken from. An empty or relative entry would take
/// one from where we stand.
pub fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect()
}

impl Program {
    /// The program of a name, if it is installed.
    pub fn find(name: &str) -> Option<Program> {
        let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders().into_iter().map(|folder| folder.join(&name)).find(|path| path.is_file()).map(|path| Program { path })
    }

    /// Runs it in a folder and gives it `input` to read.
    pub fn run<A: AsRef<OsStr>>(
        &self,
        arguments: &[A],
        environment: &[(&str, &str)],
        folder: &Path,
        input: &str,
    ) -> io::Result<Ran> {
        let mut command = Command::new(&self.path);
        command.args(arguments).envs(environment.iter().copied()).current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (said, told) = std::thread::scope(|scope| {
            // A program that ends early reads no more; what it says then counts.
            scope.spawn(|| stdin.map(|mut stdin| stdin.write_all(input.as_bytes())));
            let told = scope.spawn(|| text(stderr));
            (text(stdout), told.join().unwrap_or_default())
        });
        Ok(Ran { done: child.wait()?.success(), said, told })
    }
}

/// All that comes out of a pipe; what is too much is not kept.
fn text(pipe: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        drop((&mut pipe).take(MOST).read_to_end(&mut bytes));
        drop(io::copy(&mut pipe, &mut io::sink()));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A folder of our own among the temporary ones, removed in the end.
#[derive(Debug)]
pub struct Scratch {
    /// Where it is.
    pub path: PathBuf,
}

impl Scratch {
    /// Makes one.
    pub fn new() -> io::Result<Scratch> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        loop {
            let number = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = std::env::temp_dir().join(format!("huibian-{}-{number}", std::process::id()));
            match builder.create(&path) {
                Ok(()) => return Ok(Scratch { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that cannot be removed is the system's to clear.
        drop(fs::remove_dir_all(&self.path));
    }
}
