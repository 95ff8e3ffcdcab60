//! Memo: what a build leaves for the next one.
//!
//! In: what a build read and made. Out: a text, and from it the same again by the
//! same program. A file of the site need not be made again if all that it is made
//! from is as it was (its key, and the texts that were read for it), and if what
//! was made of it is still in the output. If no file of the publication has
//! changed, nothing is made at all.
//!
//! The text has a line for the build, one for its findings, one for each file of
//! the publication (`S`) and one for each of the site (`R`), of which the parts
//! stand between tabs. One that is cut off, or of another program, is none: every
//! number in it is read with suspicion, and the cache seals it. Whoever can write
//! into the cache can change the site, as they could in the theme.

use std::collections::HashMap;
use std::fmt::Write;

use rayon::prelude::*;

use crate::build::findings;
use crate::diag::Diagnostic;
use crate::disk::{Print, Stamp};
use crate::pipeline::{Counts, Mentioned, Session};
use crate::source::{Digest, VPath};

/// What the first line begins with.
const HEAD: &str = "huibian-build 2";

/// What an earlier build left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memo {
    /// What a build is made by and with, beside files.
    pub request: Option<Digest>,
    /// When it began, in nanoseconds since 1970.
    pub began: u64,
    /// How much there was.
    pub counts: (usize, usize),
    /// Its findings, as `findings` writes them.
    pub findings: Box<str>,
    /// The files of the publication, in the order of their paths.
    pub sources: Vec<Source>,
    /// The files of the site.
    pub files: HashMap<Box<str>, Entry>,
}

/// A file of the publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path.
    pub path: VPath,
    /// What was in it.
    pub print: Print,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it was made from, but for what was read for it; none if that is not known.
    pub key: Option<Digest>,
    /// The texts that were read for it.
    pub texts: Vec<(VPath, Digest)>,
    /// The reports that it mentions.
    pub mentioned: Mentioned,
    /// What those say of themselves; none if that is not known.
    pub said: Option<Digest>,
    /// What was found in making it, as `findings` writes it.
    pub findings: Box<str>,
    /// What it held.
    pub print: Print,
}

impl Entry {
    /// What was found in making it, if it would be made from the same again.
    pub fn holds_in(&self, key: Digest, session: &Session) -> Option<Vec<Diagnostic>> {
        let same = self.key == Some(key)
            && self.said.is_some()
            && session.said_by(&self.mentioned) == self.said
            && self.texts.iter().all(|(path, content)| session.content(path) == Some(*content));
        if same { findings::read(&self.findings) } else { None }
    }
}

impl Memo {
    /// How much there was.
    pub fn counts(&self) -> Counts {
        Counts { reports: self.counts.0, pages: self.counts.1 }
    }

    /// The text of it.
    pub fn write(&self) -> String {
        let mut text = String::with_capacity(self.files.len() * 192);
        let request = self.request.map_or(String::new(), |request| request.to_string());
        let (reports, pages) = self.counts;
        let (sources, files) = (self.sources.len(), self.files.len());
        // Writing to a string does not fail.
        let _ = writeln!(text, "{HEAD} {request} {} {reports} {pages} {sources} {files}", self.began);
        let _ = writeln!(text, "{}", self.findings);
        for Source { path, print } in &self.sources {
            let _ = writeln!(text, "S\t{path}\t{}", Printed(print));
        }
        let mut routes: Vec<&Box<str>> = self.files.keys().collect();
        routes.sort_unstable();
        for route in routes {
            let Entry { key, texts, mentioned, said, findings, print } = &self.files[route];
            let written = |digest: &Option<Digest>| digest.map_or(String::new(), |digest| digest.to_string());
            let _ = write!(text, "R\t{route}\t{}\t{}\t{findings}\t", Printed(print), written(key));
            match mentioned {
                Mentioned::All => text.push('*'),
                Mentioned::These(places) => places.iter().for_each(|place| {
                    let _ = write!(text, "{place},");
                }),
            }
            let _ = write!(text, "\t{}", written(said));
            for (path, content) in texts {
                let _ = write!(text, "\t{path}\t{content}");
            }
            text.push('\n');
        }
        text
    }

    /// Reads what `write` wrote.
    pub fn read(text: &str) -> Option<Memo> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let mut head = lines.next()?.strip_prefix(HEAD)?.strip_prefix(' ')?.split(' ');
        let request = Some(Digest::parse(head.next()?)?);
        let mut number = || head.next()?.parse::<u64>().ok();
        let (began, reports, pages, sources, files) = (number()?, number()?, number()?, number()?, number()?);
        let mut memo = Memo {
            request,
            began,
            counts: (usize::try_from(reports).ok()?, usize::try_from(pages).ok()?),
            findings: lines.next()?.into(),
            ..Memo::default()
        };
        let lines: Vec<&str> = lines.collect();
        for line in lines.into_par_iter().map(Line::read).collect::<Option<Vec<Line>>>()? {
            match line {
                Line::Source(source) => memo.sources.push(source),
                Line::File(route, entry) => drop(memo.files.insert(route, entry)),
            }
        }
        (memo.sources.len() as u64 == sources && memo.files.len() as u64 == files).then_some(memo)
    }
}

/// A line after the first two.
enum Line {
    Source(Source),
    File(Box<str>, Entry),
}

impl Line {
    fn read(line: &str) -> Option<Line> {
        let mut parts = line.split('\t');
        match parts.next()? {
            "S" => Some(Line::Source(Source { path: VPath::new(parts.next()?)?, print: print(&mut parts)? })),
            "R" => Some(Line::File(parts.next()?.into(), entry(&mut parts)?)),
            _ => None,
        }
    }
}

/// A print in four parts.
struct Printed<'p>(&'p Print);

impl std::fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Print { digest, stamp: Stamp { length, modified, serial } } = self.0;
        write!(f, "{digest}\t{length}\t{modified}\t{serial}")
    }
}

fn print<'t>(parts: &mut impl Iterator<Item = &'t str>) -> Option<Print> {
    let digest = Digest::parse(parts.next()?)?;
    let mut number = || parts.next()?.parse().ok();
    Some(Print { digest, stamp: Stamp { length: number()?, modified: number()?, serial: number()? } })
}

fn entry<'t>(parts: &mut impl Iterator<Item = &'t str>) -> Option<Entry> {
    let print = print(parts)?;
    let digest = |part: &str| if part.is_empty() { Some(None) } else { Digest::parse(part).map(Some) };
    let key = digest(parts.next()?)?;
    let findings = parts.next()?.into();
    let mentioned = match parts.next()? {
        "*" => Mentioned::All,
        places => {
            let places = places.split_terminator(',').map(str::parse);
            Mentioned::These(places.collect::<Result<_, _>>().ok()?)
        }
    };
    let said = digest(parts.next()?)?;
    let mut texts = Vec::new();
    while let Some(path) = parts.next() {
        texts.push((VPath::new(path)?, Digest::parse(parts.next()?)?));
    }
    Some(Entry { key, texts, mentioned, said, findings, print })
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Entry, Memo, Source};
    use crate::disk::{Print, Stamp};
    use crate::pipeline::Mentioned;
    use crate::source::{Digest, VPath};

    fn memo() -> Memo {
        let path = VPath::new("content/reports/甲 乙.md").unwrap();
        let print = |text: &str| Print {
            digest: Digest::of(text.as_bytes()),
            stamp: Stamp { length: text.len() as u64, modified: 7, serial: 9 },
        };
        let entry = |key, texts, findings: &str| Entry {
            key,
            texts,
            mentioned: if key.is_some() { Mentioned::These(vec![0, 12]) } else { Mentioned::All },
            said: key,
            findings: findings.into(),
            print: print("丙"),
        };
        let key = Digest::of(b"key");
        Memo {
            request: Some(key),
            began: 12,
            counts: (1, 2),
            findings: "[1]".into(),
            sources: vec![Source { path: path.clone(), print: print("丁") }],
            files: HashMap::from([
                ("a.html".into(), entry(Some(key), vec![(path.clone(), key), (path, key)], "[2]")),
                ("b.png".into(), entry(None, Vec::new(), "")),
            ]),
        }
    }

    #[test]
    fn a_memo_survives_writing() {
        let memo = memo();
        assert_eq!(Memo::read(&memo.write()), Some(memo));
    }

    #[test]
    fn half_a_memo_is_none() {
        let text = memo().write();
        let whole: Vec<&str> = text.split_inclusive('\n').collect();
        for lines in 0..whole.len() {
            assert_eq!(Memo::read(&whole[..lines].concat()), None);
        }
        for (place, _) in text.char_indices() {
            assert_ne!(Memo::read(&text[..place]), Some(memo()), "cut at {place}");
        }
        assert_eq!(Memo::read(&text.replace("huibian-build 2", "huibian-build 3")), None);
    }
}
