//! Streams: what is written to a file piece by piece, or compared with one.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};

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

/// Whether a file holds what `make` writes, which ends at the first difference.
pub fn same(file: &File, make: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> io::Result<bool> {
    let mut compared =
        BufWriter::with_capacity(PIECE, Compared { file: BufReader::with_capacity(PIECE, file), theirs: Vec::new() });
    make(&mut compared)?;
    compared.flush()?;
    // Nothing may follow.
    Ok(compared.get_mut().file.read(&mut [0])? == 0)
}

/// Fails at the first byte that is not the file's.
struct Compared<'f> {
    file: BufReader<&'f File>,
    theirs: Vec<u8>,
}

impl Write for Compared<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.theirs.resize(bytes.len(), 0);
        self.file.read_exact(&mut self.theirs)?;
        if self.theirs == bytes { Ok(bytes.len()) } else { Err(io::ErrorKind::InvalidData.into()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
