//! The small views that others are made of. Each is built once and shared.

use serde::Serialize;

pub use crate::render::chart::drawing::Chart;

/// A name with the page it leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What to show.
    pub name: String,
    /// Where it leads, from the root; none if nowhere.
    pub href: Option<String>,
}

/// A day, month or year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// For machines: `2021-12`.
    pub iso: String,
    /// For readers: `2021年12月`, `December 2021`.
    pub text: String,
}

/// A report as other pages show it.
#[derive(Clone, Debug, Serialize)]
pub struct ReportCard {
    /// Its title.
    pub title: String,
    /// Its subtitle; may be empty.
    pub subtitle: String,
    /// Its page.
    pub href: String,
    /// The year or years reported on: `2021`, `2019—2021`.
    pub year: String,
    /// The path of its organisation from the top, each with its page.
    pub path: Vec<Link>,
    /// The organisation's full name.
    pub organization: String,
    /// When it was written; none if unknown.
    pub date: Option<DateView>,
    /// The abstract, else the first sentences; may be empty.
    pub summary: String,
    /// Its topics.
    pub topics: Vec<Link>,
    /// How many achievements it has.
    pub achievements: usize,
    /// The photograph that stands for it; none if it has none.
    pub photo: Option<PhotoView>,
}

/// A photograph, in widths from which a browser chooses.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoView {
    /// What is on it, as its author says; may be empty.
    pub description: String,
    /// As WebP, from small to large; none of a picture that is small as it is.
    pub widths: Vec<PhotoWidth>,
    /// As JPEG, or the picture itself, from the root.
    pub href: String,
    /// Its width in pixels, before it was made smaller; 0 if unknown.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// A photograph in one width.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoWidth {
    /// The file, from the root.
    pub href: String,
    /// Its width in pixels.
    pub width: u32,
}

/// A photograph with the report that it stands for.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoLink {
    /// The photograph.
    pub photo: PhotoView,
    /// The report's title.
    pub title: String,
    /// Its page.
    pub href: String,
}

/// A figure: a number that a report states.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// What is counted.
    pub name: String,
    /// Its digits as written: `80`.
    pub digits: String,
    /// What follows the digits: `余万元`, `名`, `%`.
    pub unit: String,
    /// Whether the number is rounded (余, 多, 近, 约).
    pub approximate: bool,
    /// A gloss such as 支部党员59名; may be empty.
    pub note: String,
    /// How it compares with the year before, in words: `上年474，增21，+4.4%`,
    /// `上年未报`, `首次填报`; may be empty.
    pub change: String,
    /// The day or month it holds for; none if the report's year.
    pub as_of: Option<DateView>,
    /// The page of the metric, if it has one.
    pub metric: Option<String>,
    /// The branch's values of this metric over the years; none for a single one.
    pub chart: Option<Chart>,
    /// The share to draw as a bar, 0 to 100, for a percentage; none otherwise.
    pub share: Option<f64>,
    /// Where it is from: the branch's name and year, with the report's page.
    pub source: Link,
}

/// An honour.
#[derive(Clone, Debug, Serialize)]
pub struct HonourView {
    /// Its name.
    pub name: String,
    /// Level, grantor, recipient and date in one phrase: `市级，集体`; may be empty.
    pub detail: String,
    /// Its entry in the index of names.
    pub href: String,
    /// The branch and year, with the report's page.
    pub source: Link,
}

/// A person's post.
#[derive(Clone, Debug, Serialize)]
pub struct PostView {
    /// The person's name.
    pub name: String,
    /// The person's entry in the index of names.
    pub href: String,
    /// The post; may be empty.
    pub role: String,
    /// The unit; may be empty.
    pub unit: String,
    /// The professional title; may be empty.
    pub title: String,
    /// From and until when: `2018—`, else the year of the report.
    pub time: String,
}

/// An achievement, the unit that topics and years count.
#[derive(Clone, Debug, Serialize)]
pub struct AchievementView {
    /// What was achieved.
    pub text: String,
    /// Its own place: the report's page and anchor.
    pub href: String,
    /// The anchor in the report's page: `a1`.
    pub anchor: String,
    /// Its main topic's name; empty if it has none.
    pub topic: String,
    /// The topics that it names itself.
    pub topics: Vec<Link>,
    /// Its own date, if it has one.
    pub date: Option<DateView>,
    /// Its year.
    pub year: i32,
    /// Its figures.
    pub figures: Vec<FigureView>,
}

/// One strip of coloured squares, a square a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Strip {
    /// The squares' shades, 0 (none) to 5 (most), from the first year on.
    pub levels: Vec<u8>,
}

/// A page of a list that was cut, for the list of pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CutView {
    /// What it is called: a letter, a year, a number.
    pub name: String,
    /// Its page; none for a letter without entries.
    pub href: Option<String>,
    /// How many entries it has.
    pub count: usize,
    /// Whether it is this page.
    pub current: bool,
}
