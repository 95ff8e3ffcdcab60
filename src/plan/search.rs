//! The files of the search: how the index is cut.
//!
//! In: how many reports each year has and how many names there are, and whether
//! the search works from a disk. Out: the segments, the form of the files and
//! every route below `search/`; what stands there is for `search`
//! to say. Reports are cut by year: the newest year is a segment of its own,
//! so that a new report changes no more than that, and older years together.
//! No segment has so many reports that an index of it is made only with much
//! memory.

use std::ops::Range;

use crate::editorial::Editorials;
use crate::index::Index;
use crate::model::{Publication, ReportId};
use crate::plan::{PageKind, Route, Routes};

/// The most reports in a segment.
const MOST: usize = 1 << 14;

/// So few reports stand in one segment, whatever their years: to ask two costs
/// a reader more than a small index costs to write.
const FEW: usize = 1 << 11;

/// How many organisations have their ids in one file.
pub const TOGETHER: usize = 256;

/// How the files are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Scripts, which a page may load from a disk; over http any page may, also
    /// one of another site.
    Script,
    /// JSON, which a page of the same site alone may read, and none from a disk.
    Data,
}

impl Form {
    /// What the site asks for.
    pub fn of(publication: &Publication) -> Form {
        if publication.site.offline { Form::Script } else { Form::Data }
    }

    /// The route of the file with a key.
    pub fn route(self, key: &str) -> String {
        match self {
            Form::Script => format!("search/{key}.js"),
            Form::Data => format!("search/{key}.json"),
        }
    }
}

/// A file of the search. A number of a segment is its place in
/// `Search::segments`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFile {
    /// What there is.
    Manifest,
    /// Organisations and topics.
    Facets,
    /// Traditional and simplified characters.
    Simplified,
    /// Year and organisation of each report of a segment.
    Runs(usize),
    /// The reports of each topic in a segment.
    Topics(usize),
    /// The reports in a segment of the topic at a place of the order.
    Topic(usize, usize),
    /// The ids of some organisations.
    Organizations(usize),
    /// A part of the index of a segment.
    Shard(usize, u32),
    /// The texts of a report.
    Report(ReportId),
    /// A part of the names.
    Names(u32),
    /// A part of what is found by pinyin.
    Pinyin(u32),
    /// The metrics by name.
    Metrics,
    /// What editors put before pages.
    Editorials,
}

/// Reports that stand next to each other, and their index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The reports.
    pub reports: Range<usize>,
    /// The shards of grams are as many as two to the power of this.
    pub bits: u32,
}

impl Segment {
    /// The shards of characters alone are as many as two to the power of this.
    pub fn bits_alone(&self) -> u32 {
        self.bits.saturating_sub(6)
    }

    /// All shards.
    pub fn shards(&self) -> u32 {
        (1 << self.bits) + (1 << self.bits_alone())
    }
}

/// How the index is cut.
#[derive(Clone, Debug)]
pub struct Search {
    pub(super) routes: Routes,
    /// How the files are written.
    pub form: Form,
    /// The segments, oldest first.
    pub segments: Vec<Segment>,
    /// How many bits the number of a shard of the names has.
    pub names: u32,
    /// The same for pinyin.
    pub pinyin: u32,
    /// How many files the ids of the organisations fill.
    pub organizations: usize,
    /// How many topics have a file in each segment.
    topics: usize,
    /// Whether an editor wrote anything.
    pub editorials: bool,
}

impl Search {
    /// Whether it would come out the same.
    pub fn suits(&self, publication: &Publication, index: &Index, editorials: &Editorials) -> bool {
        self.form == Form::of(publication)
            && self.editorials != editorials.is_empty()
            && self.segments == segments(publication)
            && (self.names, self.pinyin) == bits(publication, index)
            && self.organizations == files_of_organizations(publication)
            && self.topics == publication.topic_order.len()
    }

    /// Lays out the index.
    pub fn lay(publication: &Publication, index: &Index, editorials: &Editorials) -> Search {
        let form = Form::of(publication);
        // Gathered and then sorted, which is quicker than to find a place for each.
        let mut files: Vec<(Route, PageKind)> = Vec::new();
        let mut give = |key: &str, file| files.push((Route::new(form.route(key)), PageKind::Search(file)));
        give("manifest", SearchFile::Manifest);
        give("facets", SearchFile::Facets);
        give("t2s", SearchFile::Simplified);
        give("m", SearchFile::Metrics);
        let editorials = !editorials.is_empty();
        if editorials {
            give("a", SearchFile::Editorials);
        }
        let segments = segments(publication);
        let (organizations, topics) = (files_of_organizations(publication), publication.topic_order.len());
        for (place, segment) in segments.iter().enumerate() {
            give(&format!("c/{place:x}"), SearchFile::Runs(place));
            give(&format!("t/{place:x}"), SearchFile::Topics(place));
            for topic in 0..topics {
                give(&format!("t/{place:x}/{topic:x}"), SearchFile::Topic(place, topic));
            }
            for shard in 0..segment.shards() {
                give(&format!("s/{place:x}/{shard:x}"), SearchFile::Shard(place, shard));
            }
            for (id, report) in segment.reports.clone().enumerate() {
                let file = SearchFile::Report(ReportId::at(report));
                give(&format!("f/{place:x}/{:x}/{:x}", id >> 8, id & 255), file);
            }
        }
        for file in 0..organizations {
            give(&format!("o/{file:x}"), SearchFile::Organizations(file));
        }
        let (names, pinyin) = bits(publication, index);
        for shard in 0..1 << names {
            give(&format!("n/{shard:x}"), SearchFile::Names(shard));
        }
        for shard in 0..1 << pinyin {
            give(&format!("p/{shard:x}"), SearchFile::Pinyin(shard));
        }
        let routes = files.into_iter().collect();
        Search { routes, form, segments, names, pinyin, organizations, topics, editorials }
    }

    /// The segment of a report, and its number there.
    pub fn place_of(&self, id: ReportId) -> Option<(usize, usize)> {
        let place = self.segments.iter().position(|segment| segment.reports.contains(&id.index()))?;
        Some((place, id.index() - self.segments[place].reports.start))
    }
}

fn files_of_organizations(publication: &Publication) -> usize {
    publication.organizations.len().div_ceil(TOGETHER)
}

/// Cuts the reports.
fn segments(publication: &Publication) -> Vec<Segment> {
    let years = publication.reports.chunk_by(|a, b| a.years.last == b.years.last).map(<[_]>::len);
    let mut start = 0;
    let segment = |end| {
        let reports = std::mem::replace(&mut start, end)..end;
        Segment { bits: (power(reports.len()) + 1).min(14), reports }
    };
    ends(&years.collect::<Vec<_>>()).into_iter().map(segment).collect()
}

/// Where the segments of years with so many reports end.
fn ends(years: &[usize]) -> Vec<usize> {
    let all: usize = years.iter().sum();
    let mut ends = Vec::new();
    let (mut start, mut end) = (0, 0);
    for (place, count) in years.iter().enumerate() {
        let is_newest = place + 1 == years.len() && all > FEW;
        if end > start && (end + count - start > MOST || is_newest) {
            ends.push(end);
            start = end;
        }
        end += count;
        // A year by itself may be too large.
        while end - start > MOST {
            start += MOST;
            ends.push(start);
        }
    }
    if end > start {
        ends.push(end);
    }
    ends
}

/// How many bits the numbers of the shards of names and of pinyin have: some
/// hundred names, some kilobytes of pinyin in each.
fn bits(publication: &Publication, index: &Index) -> (u32, u32) {
    let names = index.names.len();
    let phrases = names + publication.reports.len() + publication.organizations.len();
    (power(names).saturating_sub(3).min(12), power(phrases).saturating_sub(5).min(10))
}

/// The power of two that is nearest to a number.
fn power(number: usize) -> u32 {
    let floor = number.max(1).ilog2();
    // 2^floor · √2, squared.
    floor + u32::from((number as u128) * (number as u128) > 1 << (2 * floor + 1))
}

#[cfg(test)]
mod tests {
    use super::{ends, power};

    #[test]
    fn the_newest_year_stands_alone_and_no_segment_is_too_large() {
        assert!(ends(&[]).is_empty());
        assert_eq!(ends(&[1]), [1]);
        assert_eq!(ends(&[1000, 1048]), [2048]);
        assert_eq!(ends(&[1000, 1000, 1000]), [2000, 3000]);
        assert_eq!(ends(&[10_000, 6000, 6000, 10]), [16_000, 22_000, 22_010]);
        assert_eq!(ends(&[16_385]), [16_384, 16_385]);
        assert_eq!(ends(&[5, 40_000, 16_384]), [5, 16_389, 32_773, 40_005, 56_389]);
    }

    #[test]
    fn shards_are_as_many_as_reports_about() {
        assert_eq!([0, 1, 2, 3, 5, 6, 1000, 10_000, 16_384].map(power), [0, 0, 1, 2, 2, 3, 10, 13, 14]);
    }
}
