//! Texts with marks, and what a layer finds in them.
//!
//! A file has paragraphs with an empty line between them; a line that begins
//! with `#` says where a paragraph is from. `⟦A:3.5亿元⟧` marks a span of the
//! kind `A`; one with a small letter is optional: found or not, it counts
//! neither way. `‖` stands where a sentence ends within a paragraph.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// A paragraph and its marks.
pub struct Paragraph {
    /// The name of the file that it is from; empty if nothing says so.
    pub source: String,
    /// Its words without marks.
    pub text: String,
    /// Its marks: kind and span.
    pub marks: Vec<(char, Range<usize>)>,
    /// Where its sentences end.
    pub ends: Vec<usize>,
}

/// The paragraphs of a file.
pub fn paragraphs(file: &str) -> Vec<Paragraph> {
    let read = |block: &str| {
        let mut source = String::new();
        let mut lines = Vec::new();
        for line in block.lines() {
            match line.strip_prefix("# ") {
                Some(head) if lines.is_empty() => head.split(' ').next().unwrap_or_default().clone_into(&mut source),
                _ => lines.push(line),
            }
        }
        (!lines.is_empty()).then(|| paragraph(source, &lines.join("\n")))
    };
    file.split("\n\n").filter_map(read).collect()
}

/// The paragraphs of a corpus whose lines are a character and its label: `中 B-ORG`,
/// `央 I-ORG`, `的 O`, an empty line after each. Organisations become `O`,
/// persons `P`, places `l`.
pub fn labelled(file: &str) -> Vec<Paragraph> {
    let read = |block: &str| {
        let mut read = Paragraph { source: String::new(), text: String::new(), marks: Vec::new(), ends: Vec::new() };
        let mut open = None;
        for (character, label) in block.lines().filter_map(|line| line.split_once(['\t', ' '])) {
            let (place, kind) = label.trim().split_once('-').unwrap_or_default();
            let kind = match kind {
                "ORG" | "NT" => Some('O'),
                "PER" | "NR" | "NAME" => Some('P'),
                "LOC" | "NS" => Some('l'),
                _ => None,
            };
            let at = read.text.len();
            read.text.push_str(character);
            match kind {
                Some(kind) if open != Some(kind) || matches!(place, "B" | "S") => {
                    read.marks.push((kind, at..read.text.len()))
                }
                Some(_) => read.marks.last_mut().unwrap().1.end = read.text.len(),
                None => {}
            }
            open = kind;
        }
        (!read.text.is_empty()).then_some(read)
    };
    file.replace('\r', "").split("\n\n").filter_map(read).collect()
}

/// A name of a text and where it was found: what of its borders is wrong.
fn borders(text: &str, marked: &Range<usize>, found: &Range<usize>) -> String {
    let between = |a: usize, b: usize| &text[a.min(b)..a.max(b)];
    let mut class = String::new();
    for (what, from, to) in [("head", found.start, marked.start), ("tail", marked.end, found.end)] {
        match from.cmp(&to) {
            Ordering::Less => class.push_str(&format!(" {what} +{}", between(from, to))),
            Ordering::Greater => class.push_str(&format!(" {what} -{}", between(from, to))),
            Ordering::Equal => {}
        }
    }
    format!("border{class}")
}

fn paragraph(source: String, marked: &str) -> Paragraph {
    let (mut text, mut marks, mut ends, mut open) = (String::new(), Vec::new(), Vec::new(), Vec::new());
    let mut characters = marked.chars();
    while let Some(character) = characters.next() {
        match character {
            '⟦' => {
                open.push((characters.next().unwrap(), text.len()));
                assert_eq!(characters.next(), Some(':'), "{marked}");
            }
            '⟧' => {
                let (kind, start) = open.pop().unwrap_or_else(|| panic!("{marked}"));
                marks.push((kind, start..text.len()));
            }
            '‖' => ends.push(text.len()),
            _ => text.push(character),
        }
    }
    assert!(open.is_empty(), "{marked}");
    Paragraph { source, text, marks, ends }
}

/// The last two characters of a name.
fn end(name: &str) -> &str {
    name.char_indices().nth_back(1).map_or(name, |(at, _)| &name[at..])
}

/// How what was found agrees with what is marked.
#[derive(Default)]
pub struct Score {
    marked: usize,
    right: usize,
    /// Found with another border than marked.
    shifted: usize,
    found: usize,
    by_source: BTreeMap<String, [usize; 4]>,
    /// The misses and false ones.
    pub faults: Vec<String>,
    /// How often which kind of fault was made: what a border has too much or too
    /// little, or how a name ends that is false or missed.
    pub classes: BTreeMap<String, usize>,
}

impl Score {
    /// Counts a paragraph; `kind` is the capital letter of the marks.
    pub fn add(&mut self, paragraph: &Paragraph, kind: char, found: &[Range<usize>]) {
        let optional = kind.to_ascii_lowercase();
        let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
        let wanted: Vec<&Range<usize>> =
            paragraph.marks.iter().filter(|(other, _)| *other == kind).map(|(_, range)| range).collect();
        let excused = |range: &Range<usize>| {
            let marked = paragraph.marks.iter().filter(|(other, _)| *other == optional);
            marked.map(|(_, mark)| mark).any(|mark| overlaps(mark, range))
        };
        let source = self.by_source.entry(paragraph.source.clone()).or_default();
        let text = |range: &Range<usize>| &paragraph.text[range.clone()];
        for range in found {
            let right = wanted.contains(&range);
            if !right && excused(range) && !wanted.iter().any(|mark| overlaps(mark, range)) {
                continue;
            }
            self.found += 1;
            source[0] += 1;
            if right {
                self.right += 1;
                source[1] += 1;
            } else {
                let other = wanted.iter().find(|mark| overlaps(mark, range));
                self.shifted += usize::from(other.is_some());
                let class = other.map_or_else(
                    || format!("false …{}", end(text(range))),
                    |mark| borders(&paragraph.text, mark, range),
                );
                *self.classes.entry(class).or_default() += 1;
                source[2] += 1;
                self.faults.push(format!("false: {} in {}", text(range), paragraph.text));
            }
        }
        for mark in wanted {
            self.marked += 1;
            if !found.contains(mark) {
                if !found.iter().any(|range| overlaps(mark, range)) {
                    *self.classes.entry(format!("missed …{}", end(text(mark)))).or_default() += 1;
                }
                source[3] += 1;
                self.faults.push(format!("missed: {} in {}", text(mark), paragraph.text));
            }
        }
    }

    /// The part of what was found that is right.
    pub fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    /// The part of what is marked that was found.
    pub fn recall(&self) -> f64 {
        if self.marked == 0 { 1.0 } else { self.right as f64 / self.marked as f64 }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "marked {}, found {}, right {} (other borders {}): precision {:.1} %, recall {:.1} %",
            self.marked,
            self.found,
            self.right,
            self.shifted,
            self.precision() * 100.0,
            self.recall() * 100.0
        )?;
        for (source, [found, right, wrong, missed]) in &self.by_source {
            if *wrong + *missed > 0 && !source.is_empty() {
                write!(out, "\n    {source}: found {found}, right {right}, false {wrong}, missed {missed}")?;
            }
        }
        Ok(())
    }
}
