//! A server that is reached by SFTP, through the `sftp` program of the system.
//!
//! The program knows the person's keys, agent, known hosts and settings; it asks for a
//! password itself, at the terminal. It is given a list of what to do on its standard
//! input, one list for each step of a plan. A file in place of another is sent under a
//! passing name and renamed, so that readers find the old or the new one.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::diag::Words;
use crate::diag::fault::Fault;
use crate::disk::author;
use crate::disk::output::ledger::folders_above;
use crate::disk::program::{Program, Scratch};
use crate::publish::PUBLISH;
use crate::publish::place::{Content, Place, Sent};
use crate::publish::target::Server;

/// Our own folder there.
const OWN: &str = ".huibian";
/// How much a list asks for at a time, so that steps can be told.
const TOGETHER: usize = 100;

const MISSING: Words = Words {
    zh: "没有找到 sftp 程序。请安装 OpenSSH 客户端",
    en: "the program sftp was not found; install the OpenSSH client",
};
const REFUSED: Words = Words { zh: "sftp 报告：{name}", en: "sftp says: {name}" };

/// A folder on a server.
#[derive(Debug)]
pub struct Sftp {
    program: Program,
    server: Server,
    /// Whether somebody is at a terminal, to be asked.
    asks: bool,
    /// For what is sent and was not built.
    scratch: Scratch,
    /// The folders that are known to be there.
    made: BTreeSet<String>,
}

impl Sftp {
    /// A folder on a server.
    pub fn at(server: Server, asks: bool) -> Result<Sftp, Fault> {
        let address = server.to_string();
        let program = Program::find("sftp").ok_or_else(|| Fault::known(PUBLISH, &address, MISSING))?;
        let scratch = Scratch::new().map_err(|error| Fault::system(PUBLISH, &address, error))?;
        Ok(Sftp { program, server, asks, scratch, made: BTreeSet::new() })
    }

    /// Does what a list says; what the program told meanwhile.
    fn run(&self, list: &str) -> Result<(String, String), Fault> {
        let Server { user, host, port, .. } = &self.server;
        let mut arguments = vec!["-q".to_owned()];
        arguments.push(format!("-oBatchMode={}", if self.asks { "no" } else { "yes" }));
        if let Some(port) = port {
            arguments.extend(["-P".to_owned(), port.to_string()]);
        }
        arguments.extend(["-b".to_owned(), "-".to_owned()]);
        arguments.push(user.as_ref().map_or_else(|| host.clone(), |user| format!("{user}@{host}")));
        let ran = self.program.run(&arguments, &[("LC_ALL", "C")], &self.scratch.path, list);
        let ran = ran.map_err(|error| Fault::system(PUBLISH, self.server.to_string(), error))?;
        if ran.done { Ok((ran.said, ran.told)) } else { Err(self.fault(PUBLISH, REFUSED).naming(last(&ran.told))) }
    }

    /// A path there.
    fn place(&self, route: &str) -> String {
        let folder = self.server.path.trim_end_matches('/');
        if folder.is_empty() && route.is_empty() {
            // The person's own folder: an empty name is none to the program.
            return quoted(".");
        }
        quoted(&if folder.is_empty() { route.to_owned() } else { format!("{folder}/{route}") })
    }

    /// Makes the folder of a route and those above it.
    fn make(&mut self, route: &str, list: &mut String) {
        let mut folders: Vec<String> = folders_above(route).map(str::to_owned).collect();
        folders.retain(|folder| !folder.is_empty() && !self.made.contains(folder));
        if self.made.is_empty() {
            let own: Vec<String> = folders_above(&self.server.path).map(str::to_owned).collect();
            for folder in own.iter().rev().chain([&self.server.path]).filter(|folder| !folder.is_empty()) {
                // With a hyphen: that it is there is as well.
                let _ = writeln!(list, "-mkdir {}", quoted(folder));
            }
        }
        for folder in folders.into_iter().rev() {
            let _ = writeln!(list, "-mkdir {}", self.place(&folder));
            self.made.insert(folder);
        }
    }

    /// The path on this machine of what is sent.
    fn here(&self, sent: &Sent<'_>) -> Result<String, Fault> {
        let bytes = sent.bytes()?;
        let path = match sent.content {
            Content::File { site, .. } => site.path().join(sent.route),
            Content::Text(_) => {
                let path = self.scratch.path.join("text");
                author::put(&path, &bytes)?;
                path
            }
        };
        Ok(path.to_string_lossy().into_owned())
    }
}

impl Place for Sftp {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Fault> {
        let got = self.scratch.path.join("got");
        let list = format!("-get {} {}\n", self.place(path), quoted(&got.to_string_lossy()));
        let (_, told) = self.run(&list)?;
        let bytes = crate::disk::inputs::read(&got);
        drop(crate::disk::system::Dir::hold(&self.scratch.path).and_then(|dir| dir.remove_file("got".as_ref())));
        match bytes {
            Ok(bytes) => Ok(Some(bytes)),
            Err(_) if told.contains("not found") || told.contains("No such file") => Ok(None),
            Err(_) => Err(self.fault(PUBLISH, REFUSED).naming(last(&told))),
        }
    }

    /// What is in the way of single pages is not looked for: that would be a question
    /// for each.
    fn stranger(&mut self, _: &[&str], is_ours: bool) -> Result<Option<String>, Fault> {
        if is_ours {
            return Ok(None);
        }
        // The program leaves out names that begin with a dot.
        let (said, _) = self.run(&format!("-ls -1 {}\n", self.place("")))?;
        let names = said.lines().filter(|line| !line.starts_with("sftp>"));
        let name = names.map(|line| line.trim().rsplit('/').next().unwrap_or_default());
        Ok(name.filter(|name| !name.is_empty()).map(str::to_owned).next())
    }

    fn put(&mut self, files: &[Sent<'_>], replaces: bool, arrived: &dyn Fn(usize)) -> Result<(), Fault> {
        for (number, files) in files.chunks(TOGETHER).enumerate() {
            let mut list = String::new();
            self.make(&format!("{OWN}/new"), &mut list);
            for sent in files {
                self.make(sent.route, &mut list);
                let (here, there) = (quoted(&self.here(sent)?), self.place(sent.route));
                let passing = self.place(&format!("{OWN}/new"));
                // Writing to a string cannot fail.
                let _ = if replaces {
                    writeln!(list, "put {here} {passing}\nrename {passing} {there}")
                } else {
                    writeln!(list, "put {here} {there}")
                };
            }
            self.run(&list)?;
            arrived(number * TOGETHER + files.len());
        }
        Ok(())
    }

    fn remove(&mut self, routes: &[String]) -> Result<(), Fault> {
        let folders: BTreeSet<&str> =
            routes.iter().flat_map(|route| folders_above(route)).filter(|folder| *folder != OWN).collect();
        let mut list = String::new();
        for route in routes {
            let _ = writeln!(list, "-rm {}", self.place(route));
        }
        // Deepest first; one that has other files stays.
        for folder in folders.into_iter().rev().filter(|folder| !folder.is_empty()) {
            let _ = writeln!(list, "-rmdir {}", self.place(folder));
            self.made.remove(folder);
        }
        if list.is_empty() { Ok(()) } else { self.run(&list).map(drop) }
    }

    fn fault(&self, doing: Words, cause: Words) -> Fault {
        Fault::known(doing, self.server.to_string(), cause)
    }
}

/// A name as the program takes it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The last thing that a program said.
fn last(told: &str) -> String {
    told.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("?").replace(char::is_control, " ")
}
