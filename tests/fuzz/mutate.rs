//! A fuzzer for readers of strangers' bytes, on stable Rust and in the process
//! of the test.
//!
//! [`fuzz`] takes files that a reader accepts, changes them and hands them to
//! the reader, which must neither panic nor hang. Bytes are flipped, cut, put
//! twice, moved and replaced by words of the seeds themselves; of a ZIP archive
//! one part is changed and all is packed again, since otherwise checksums stop
//! every change at the door. It is blind to coverage, which cargo-fuzz is not;
//! that needs a nightly compiler.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// How many inputs are tried if `HUIBIAN_FUZZ_SECONDS` does not say how long.
const INPUTS: u64 = 200;

/// Bytes beyond which an input does not grow.
const LARGEST: usize = 1 << 20;

/// What readers of numbers, names and markup stumble over.
const WORDS: &[&str] = &[
    "0",
    "-1",
    "1",
    "9",
    "255",
    "65536",
    "2147483648",
    "4294967295",
    "9223372036854775808",
    "1e9",
    "%9",
    "\"",
    "'",
    "<",
    ">",
    "/>",
    "</",
    "&",
    "&#0;",
    "&#xFFFFFF;",
    "&lt;",
    "]]>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?",
    "<!DOCTYPE a>",
    "\u{FEFF}",
    "\u{F0B7}",
    "\u{3000}",
    "\0",
    "\r\n",
    "=",
    ":",
    "xmlns=\"\"",
    "..",
    "/",
    "一",
    "①",
];

/// Numbers that look random (SplitMix64): the same seed, the same run.
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; 0 if there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { usize::try_from(self.next() % limit as u64).unwrap() }
    }
}

/// Runs a reader on changed seeds: 200 inputs, or for `HUIBIAN_FUZZ_SECONDS`.
/// `HUIBIAN_SEED` repeats one input. An input that makes it panic is written to
/// the target folder.
pub fn fuzz(name: &str, seeds: &[Vec<u8>], run: impl Fn(&[u8])) {
    let number = |key: &str| std::env::var(key).ok().and_then(|value| value.parse::<u64>().ok());
    let until = number("HUIBIAN_FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let only = number("HUIBIAN_SEED");
    let mut tried = 0;
    loop {
        let done = match (only, until) {
            (Some(_), _) => tried > 0,
            (None, Some(until)) => Instant::now() >= until,
            (None, None) => tried >= INPUTS,
        };
        if done {
            break;
        }
        let seed = only.unwrap_or(tried);
        let mut random = Random(seed);
        let input = changed(&mut random, seeds);
        if only.is_some() {
            // What overflows the stack or hangs cannot be caught.
            fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{seed}")), &input).unwrap();
        }
        if catch_unwind(AssertUnwindSafe(|| run(&input))).is_err() {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{seed}"));
            fs::write(&path, &input).unwrap();
            panic!("{name}: HUIBIAN_SEED={seed}, the input is {}", path.display());
        }
        tried += 1;
    }
    println!("{name}: {tried} inputs");
}

/// A seed with one to eight changes.
fn changed(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let seed = &seeds[random.below(seeds.len())];
    let changes = 1 + random.below(8);
    if seed.starts_with(b"PK") && random.below(8) > 0 {
        let mut parts = unpacked(seed);
        for _ in 0..changes {
            let other = parts[random.below(parts.len())].1.clone();
            let at = random.below(parts.len());
            match random.below(40) {
                0 => drop(parts.swap_remove(at)),
                1 => parts[at].1 = other,
                _ => change(random, &mut parts[at].1, &other),
            }
            if parts.is_empty() {
                break;
            }
        }
        return packed(&parts);
    }
    let mut bytes = seed.clone();
    for _ in 0..changes {
        let other = random.below(seeds.len());
        change(random, &mut bytes, &seeds[other]);
    }
    bytes
}

/// Changes bytes at one place.
fn change(random: &mut Random, bytes: &mut Vec<u8>, other: &[u8]) {
    let from = random.below(bytes.len() + 1);
    let span = [1, 8, 64, 1_024][random.below(4)];
    let to = (from + 1 + random.below(span)).min(bytes.len());
    let piece = bytes[from..to.max(from)].to_vec();
    match random.below(9) {
        0 if from < bytes.len() => bytes[from] ^= 1 << random.below(8),
        1 => drop(bytes.drain(from..to.max(from))),
        2 => insert(bytes, from, &piece),
        3 => {
            let times = [10, 300, 5_000][random.below(3)];
            insert(bytes, from, &piece.repeat(times.min(LARGEST / (piece.len() + 1))));
        }
        4 => insert(bytes, from, WORDS[random.below(WORDS.len())].as_bytes()),
        5 => {
            let start = random.below(other.len() + 1);
            let end = (start + random.below(2_048)).min(other.len());
            insert(bytes, from, &other[start..end]);
        }
        6 => bytes.truncate(from),
        // A value in quotation marks becomes another.
        7 => {
            let quotes: Vec<usize> = (from..bytes.len()).filter(|at| bytes[*at] == b'"').take(2).collect();
            if let [open, close] = quotes[..] {
                bytes.splice(open + 1..close, WORDS[random.below(WORDS.len())].bytes());
            }
        }
        // A piece between two tags comes again elsewhere.
        _ => {
            let tags: Vec<usize> = (from..bytes.len()).filter(|at| bytes[*at] == b'<').take(40).collect();
            if tags.len() > 1 {
                let end = tags[1 + random.below(tags.len() - 1)];
                let piece = bytes[tags[0]..end].to_vec();
                let starts: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'<').collect();
                insert(bytes, starts[random.below(starts.len())], &piece);
            }
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) {
    if bytes.len() + piece.len() <= LARGEST {
        bytes.splice(at..at, piece.iter().copied());
    }
}

fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.push((name, content));
    }
    parts
}

/// An archive of parts, not compressed.
pub fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
