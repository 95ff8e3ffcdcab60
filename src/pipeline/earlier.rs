//! Earlier: what an earlier run of the same program read in reports.
//!
//! In: what was read of each report, with the digest of its file. Out: bytes, and
//! from them the same again, for a file that holds what it held. To read a draft
//! back takes a tenth of the time that parsing takes. A report with findings is not
//! kept: it is read anew, so that they are made where they are.
//!
//! The bytes are the length of the head, the head (`Vec<Place>`), and one record
//! (`Kept`) a report, all as postcard writes them. The cache seals them and keeps
//! those of other programs apart; bytes that are none of this form are passed over.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::parse::{ReportDraft, Waiver};
use crate::source::{Digest, VPath};

/// The name under which they are left.
pub const NAME: &str = "drafts";

/// What was read in reports, as bytes.
#[derive(Default)]
pub struct Earlier {
    bytes: Vec<u8>,
    /// By the path of the report: what its file held, and where its record stands.
    places: HashMap<VPath, (Digest, Range<usize>)>,
}

/// Where the record of a report stands: behind that of the one before.
#[derive(Serialize, Deserialize)]
struct RecordSpan {
    path: VPath,
    content: Digest,
    length: u32,
}

/// What was read in a report.
#[derive(Serialize)]
struct CachedReport<'r> {
    draft: &'r ReportDraft,
    allow: &'r [Waiver],
}

/// A report that may be kept.
pub struct Report<'r> {
    /// Its file.
    pub path: &'r VPath,
    /// What its file holds.
    pub content: Digest,
    /// What was read in it.
    pub draft: &'r ReportDraft,
    /// What it waives.
    pub allow: &'r [Waiver],
}

impl Earlier {
    /// Takes bytes apart that `write` made; of others nothing.
    pub fn read(bytes: Vec<u8>) -> Option<Earlier> {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let head = rest.get(..u32::from_le_bytes(*length) as usize)?;
        let mut start = length.len() + head.len();
        let mut places = HashMap::new();
        for RecordSpan { path, content, length } in postcard::from_bytes::<Vec<RecordSpan>>(head).ok()? {
            let end = start.checked_add(length as usize)?;
            places.insert(path, (content, start..end));
            start = end;
        }
        (start == bytes.len()).then_some(Earlier { bytes, places })
    }

    /// What was read in a report that holds this.
    pub fn report(&self, path: &VPath, content: Digest) -> Option<(ReportDraft, Vec<Waiver>)> {
        let (draft, allow): (ReportDraft, Vec<Waiver>) = postcard::from_bytes(self.record(path, content)?).ok()?;
        (draft.path == *path).then_some((draft, allow))
    }

    fn record(&self, path: &VPath, content: Digest) -> Option<&[u8]> {
        let (held, place) = self.places.get(path)?;
        self.bytes.get(place.clone()).filter(|_| *held == content)
    }

    /// The bytes of these reports; none if they are those that are there.
    pub fn write(&self, reports: &[Report<'_>]) -> Option<Vec<u8>> {
        let record = |report: &Report<'_>| self.record(report.path, report.content);
        if reports.len() == self.places.len() && reports.iter().all(|report| record(report).is_some()) {
            return None;
        }
        let written = |report: &Report<'_>| match record(report) {
            Some(record) => Some(Cow::Borrowed(record)),
            None => {
                postcard::to_stdvec(&CachedReport { draft: report.draft, allow: report.allow }).ok().map(Cow::Owned)
            }
        };
        let records: Vec<Cow<'_, [u8]>> = reports.par_iter().map(written).collect::<Option<_>>()?;
        let place = |(report, record): (&Report<'_>, &Cow<'_, [u8]>)| {
            let length = u32::try_from(record.len()).ok()?;
            Some(RecordSpan { path: report.path.clone(), content: report.content, length })
        };
        let places: Vec<RecordSpan> = reports.iter().zip(&records).map(place).collect::<Option<_>>()?;
        let head = postcard::to_stdvec(&places).ok()?;
        let mut bytes = u32::try_from(head.len()).ok()?.to_le_bytes().to_vec();
        bytes.reserve_exact(head.len() + records.iter().map(|record| record.len()).sum::<usize>());
        bytes.extend_from_slice(&head);
        records.iter().for_each(|record| bytes.extend_from_slice(record));
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Earlier, Report};
    use crate::parse;
    use crate::source::{Digest, VPath};

    const TEXT: &str = "---
title: 支部年度总结
branch: 第一支部
year: 2023
date: 2024-01
topics: [学习, 服务]
source: {name: 会刊, publish: true}
achievements:
  - text: 义诊12场，服务约800人次
    figures: [{name: 义诊, value: 12, unit: 场}]
honours: [{name: 先进集体, date: 2023-06}]
people: [{name: 李明, role: 书记, from: 2020-03}]
allow: [{rule: HB7101, reason: 引文如此}]
---
全年集中学习12次。

![会场](a/1.jpg)
";

    #[test]
    fn what_was_read_comes_back() {
        let path = VPath::new("content/reports/a.md").unwrap();
        let content = Digest::of(TEXT.as_bytes());
        let parsed = parse::report(&path, TEXT.as_bytes());
        let draft = parsed.value.unwrap();
        let reports = [Report { path: &path, content, draft: &draft, allow: &parsed.allow }];
        let bytes = Earlier::default().write(&reports).unwrap();
        let earlier = Earlier::read(bytes.clone()).unwrap();
        let (again, allow) = earlier.report(&path, content).unwrap();
        assert_eq!(format!("{again:?} {allow:?}"), format!("{draft:?} {:?}", parsed.allow));
        assert!(earlier.report(&path, Digest::of(b"")).is_none(), "another content");
        assert!(earlier.report(&VPath::new("content/reports/b.md").unwrap(), content).is_none(), "another file");
        assert!(earlier.write(&reports).is_none(), "nothing is new");
        assert!(earlier.write(&[]).is_some(), "one is gone");
        for length in 0..bytes.len() {
            assert!(Earlier::read(bytes[..length].to_vec()).is_none(), "cut off at {length}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let path = VPath::new("content/reports/a.md").unwrap();
        let content = Digest::of(TEXT.as_bytes());
        let parsed = parse::report(&path, TEXT.as_bytes());
        let draft = parsed.value.unwrap();
        let bytes = Earlier::default().write(&[Report { path: &path, content, draft: &draft, allow: &[] }]).unwrap();
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << bit;
                if let Some(read) = Earlier::read(bytes).and_then(|earlier| earlier.report(&path, content)) {
                    assert_eq!(read.0.path, path);
                }
            }
        }
    }
}
