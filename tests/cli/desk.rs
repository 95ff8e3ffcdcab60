//! A folder to work in, and what the program answers there.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A folder to work in.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub code: i32,
    /// The standard output.
    pub said: String,
    /// Standard error.
    pub told: String,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with a publication in `x` that holds one report.
    pub fn with_publication() -> Desk {
        let desk = Desk::new();
        desk.run(".", &["init", "x"]).is(0);
        desk.run("x", &["new", "report", "年度总结", "--branch", "某某支部", "--year", "2025"]).is(0);
        desk
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub fn write(&self, below: &str, text: &str) {
        fs::create_dir_all(self.path(below).parent().unwrap()).unwrap();
        fs::write(self.path(below), text).unwrap();
    }

    pub fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    pub fn command(&self, folder: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huibian"));
        command.current_dir(self.path(folder)).args(arguments);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
            command.env_remove(name);
        }
        // The last second of 2024 by universal time.
        command.env("SOURCE_DATE_EPOCH", "1735689599");
        command
    }

    pub fn run(&self, folder: &str, arguments: &[&str]) -> Answer {
        answer(self.command(folder, arguments))
    }
}

pub fn answer(mut command: Command) -> Answer {
    let output = command.output().unwrap();
    Answer {
        code: output.status.code().unwrap(),
        said: String::from_utf8(output.stdout).unwrap(),
        told: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Answer {
    pub fn is(self, code: i32) -> Answer {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    pub fn says(self, part: &str) -> Answer {
        assert!(self.said.contains(part), "{part:?} was not said: {self:?}");
        self
    }

    pub fn tells(self, part: &str) -> Answer {
        assert!(self.told.contains(part), "{part:?} was not told: {self:?}");
        self
    }

    pub fn tells_nothing(self) -> Answer {
        assert_eq!(self.told, "");
        self
    }
}
