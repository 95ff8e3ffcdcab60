//! Streams: what is written to a file piece by piece, or compared with one.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};

use crate::disk::output::PIECE;
use crate::disk::output::ledger::Seal;
use crate::disk::system::System;
use crate::source::Digester;

/// Writes to a file by the calls of a system.
pub struct Pieces<'f> {
    /// The system.
    pub system: &'static dyn System,
    /// The file.
    pub to: &'f File,
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.system.write(self.to, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Takes the digest of what it hands on.
pub struct Digesting<'o> {
    /// Where it goes.
    pub out: &'o mut dyn Write,
    /// What has gone there.
    pub digester: &'o RefCell<Digester>,
}

impl Write for Digesting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write_all(bytes)?;
        self.digester.borrow_mut().bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Takes the digest and the length of what is written, which goes nowhere.
#[derive(Default)]
pub struct Counted {
    digester: Digester,
    length: u64,
}

impl Counted {
    /// What was written.
    pub fn end(&self) -> Seal {
        Seal { digest: self.digester.end(), length: self.length }
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digester.bytes(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is written where a file may hold it already: it is compared with the file,
/// and from the first difference on goes to a new one, behind a copy of what is the
/// same. So it need be made once only.
pub struct Forked<'f> {
    system: &'static dyn System,
    /// The file that is there, as far as it was compared; none once it differs.
    there: Option<BufReader<&'f File>>,
    /// How many bytes are the same.
    same: u64,
    /// What was read of it to compare.
    theirs: Vec<u8>,
    /// Makes the new file.
    create: &'f dyn Fn() -> io::Result<File>,
    new: Option<File>,
}

impl<'f> Forked<'f> {
    /// Before anything is written.
    pub fn new(system: &'static dyn System, there: &'f File, create: &'f dyn Fn() -> io::Result<File>) -> Forked<'f> {
        let there = Some(BufReader::with_capacity(PIECE, there));
        Forked { system, there, same: 0, theirs: Vec::new(), create, new: None }
    }

    /// That was all: what follows in the file that is there is a difference too.
    pub fn end(&mut self) -> io::Result<()> {
        let rest = self.there.as_mut().map_or(Ok(false), |there| there.fill_buf().map(|rest| !rest.is_empty()))?;
        if rest { self.fork() } else { Ok(()) }
    }

    /// Whether there is a new file, be it a part of one.
    pub fn has_begun(&self) -> bool {
        self.new.is_some()
    }

    /// The new file; none if it would be what is there.
    pub fn into_new(self) -> Option<File> {
        self.new
    }

    fn fork(&mut self) -> io::Result<()> {
        let there = self.there.take();
        let new = self.new.insert((self.create)()?);
        if let Some(there) = there {
            let mut there: &File = there.into_inner();
            there.rewind()?;
            let mut to = BufWriter::with_capacity(PIECE, Pieces { system: self.system, to: new });
            if io::copy(&mut there.take(self.same), &mut to)? != self.same {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            to.flush()?;
        }
        Ok(())
    }
}

impl Write for Forked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(there) = &mut self.there {
            self.theirs.clear();
            there.by_ref().take(bytes.len() as u64).read_to_end(&mut self.theirs)?;
            if self.theirs == bytes {
                self.same += bytes.len() as u64;
                return Ok(bytes.len());
            }
            self.fork()?;
        }
        // It was just made.
        self.new.as_ref().map_or(Ok(0), |to| Pieces { system: self.system, to }.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
