//! Model: the drafts of all files become one publication.
//!
//! In: the drafts, in the order of their paths. Out: a `Publication`, complete
//! and never changed after: every name resolved to what it names, every list
//! in its order, and the findings that only all files together can show
//! (an organisation that is not registered, two files that want one address).
//! Nothing is counted or turned round here; that is the index's.
//!
//! Things refer to each other by their place in the publication's lists, as
//! small typed numbers. Organisations stand in the order of the tree, parents
//! before children, so that all that is below one is a range.
//! What an edit leaves as it was is shared with the publication before it.

pub mod addresses;
mod compose;
mod metadata;
mod organizations;
pub mod reports;
pub mod slug;
mod vocabulary;

use std::ops::Range;
use std::sync::Arc;

use crate::diag::Language;
use crate::language::date::{PartialDate, Years};
use crate::language::lexicon::Own;
use crate::parse::{
    EditorialDraft, Limits, LookDraft, MetricDraft, MetricKind, OrganizationDraft, PageDraft, Quantity, ReportDraft,
    SiteDraft, Status, TopicDraft,
};
use crate::picture::{Measure, Rendition};
use crate::source::{Digest, Spanned, VPath};

pub use compose::Composer;
pub use metadata::{Metadata, MetadataReads};
pub use slug::slug_path;

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $list:ident, $item:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the publication's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The number of a place in the list.
            pub fn at(index: usize) -> $name {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }

        impl std::ops::Index<$name> for Publication {
            type Output = $item;

            fn index(&self, id: $name) -> &$item {
                &self.$list[id.index()]
            }
        }
    };
}
number!(
    /// An organisation's place in the publication.
    OrganizationId, organizations, Organization
);
number!(
    /// A topic's place in the publication.
    TopicId, topics, Topic
);
number!(
    /// A metric's place in the publication.
    MetricId, metrics, Metric
);
number!(
    /// A report's place in the publication.
    ReportId, reports, Report
);
number!(
    /// A page's place in the publication.
    PageId, pages, Page
);

/// 汇编 The publication.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The publication as a whole.
    pub site: Site,
    /// Organisations in the order of the tree: a parent before its children,
    /// siblings by rank, then as registered, then numerals and pinyin.
    pub organizations: Arc<Vec<Organization>>,
    /// Topics, those too that no report names any more. A topic keeps its place
    /// from one edit to the next; how they are shown is `topic_order`.
    pub topics: Arc<Vec<Topic>>,
    /// The topics that there are, in the order of the vocabulary, or of pinyin
    /// without one.
    pub topic_order: Arc<Vec<TopicId>>,
    /// Metrics: the registered in their order, then the others by pinyin.
    pub metrics: Arc<Vec<Metric>>,
    /// Reports by year, organisation and path.
    pub reports: Vec<Arc<Report>>,
    /// Other pages by folder, order and path.
    pub pages: Vec<Page>,
    /// Images and attachments beside reports and pages.
    pub attachments: Arc<Vec<Attachment>>,
    /// Words that it adds to those that the program knows.
    pub words: Arc<Own>,
}

/// The publication as a whole.
#[derive(Clone, Debug)]
pub struct Site {
    /// 标题
    pub title: String,
    /// 印章 Up to four characters; empty if none.
    pub seal: String,
    /// 网址 Where it will stand, ending in a slash.
    pub base_url: Option<String>,
    /// The language of the interface.
    pub language: Language,
    /// 外观 The theme's name.
    pub theme: String,
    /// 简介
    pub description: String,
    /// 引言
    pub introduction: String,
    /// 编者
    pub publisher: String,
    /// 页脚
    pub footer: Vec<String>,
    /// How it looks, as written.
    pub look: LookDraft,
    /// 离线 Whether the search works from a disk too; its files are then scripts,
    /// which pages of other sites can load.
    pub offline: bool,
    /// 模型目录 Whether there is a file for language models.
    pub llms: bool,
    /// How many entries a list shows before it is cut.
    pub page_size: usize,
    /// 限度 How much of a thing there may be.
    pub limits: Limits,
}

/// 组织 An organisation: a society, a hospital, a branch, a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    /// Its id: the registry's, or made from its name.
    pub id: String,
    /// Its names; at least one. The last is the present one.
    pub names: Vec<Name>,
    /// 全称 The name in full, if the path of names does not give it.
    pub full: Option<String>,
    /// 别名 What else it is called.
    pub aliases: Vec<String>,
    /// 类别 Its kind; empty if unknown.
    pub kind: String,
    /// The organisation it stands under in the tree.
    pub parent: Option<OrganizationId>,
    /// Every parent, with dates, where the registry names more than one or dates it.
    pub parents: Vec<Parent>,
    /// The organisations right below it, in order.
    pub children: Vec<OrganizationId>,
    /// It and all below it, as a range of places.
    pub subtree: Range<u32>,
    /// 成立
    pub founded: Option<PartialDate>,
    /// 撤销
    pub closed: Option<PartialDate>,
    /// 并入
    pub merged_into: Option<OrganizationId>,
    /// 简介 Empty if there is none.
    pub description: String,
    /// 拼音 How its present name is read, where the usual reading is wrong.
    pub pinyin: Option<String>,
}

/// A name with the time for which it was valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The name.
    pub name: String,
    /// 简称
    pub short: Option<String>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub to: Option<PartialDate>,
}

/// An edge to a parent.
#[derive(Clone, Debug, PartialEq)]
pub struct Parent {
    /// The parent.
    pub id: OrganizationId,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub to: Option<PartialDate>,
    /// What kind of edge; empty if not said.
    pub relation: String,
}

impl Organization {
    /// The present name.
    pub fn name(&self) -> &str {
        self.names.last().map_or("", |name| &name.name)
    }

    /// The name that was valid at the end of a year; the present one if none is dated so.
    pub fn name_in(&self, year: i32) -> &str {
        let holds =
            |name: &&Name| name.from.is_none_or(|from| from.year <= year) && name.to.is_none_or(|to| to.year > year);
        let before = |name: &&Name| name.to.is_some_and(|to| to.year >= year);
        self.names
            .iter()
            .rev()
            .find(holds)
            .or_else(|| self.names.iter().find(before))
            .map_or(self.name(), |name| &name.name)
    }
}

/// 主题 A topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its id: the vocabulary's, or made from its name.
    pub id: String,
    /// Its name in the site's language.
    pub name: String,
    /// 同义词
    pub synonyms: Vec<String>,
    /// 释义 Empty if there is none.
    pub scope: String,
}

/// 指标 A metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Its id: the registry's, or made from its name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 同义词
    pub synonyms: Vec<String>,
    /// Its unit, if registered; empty if not.
    pub unit: String,
    /// What kind of number; none if it is not registered.
    pub kind: Option<MetricKind>,
    /// 口径 Empty if there is none.
    pub definition: String,
    /// 其中 Metrics that are parts of it.
    pub parts: Vec<MetricId>,
}

/// 总结 A report, without its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its file.
    pub path: VPath,
    /// Its place in the site without extension: `2020/xueye`.
    pub slug: String,
    /// 组织
    pub branch: OrganizationId,
    /// 年度
    pub years: Years,
    /// 成文日期
    pub date: Option<PartialDate>,
    /// 主题 The first is the main one.
    pub topics: Vec<TopicId>,
    /// 作者
    pub authors: Vec<String>,
    /// 成效
    pub achievements: Vec<Achievement>,
    /// 荣誉
    pub honours: Vec<Honour>,
    /// 指标
    pub metrics: Vec<Figure>,
    /// 人物
    pub people: Vec<Person>,
    /// 审核状态
    pub status: Status,
    /// Where the Markdown stands in the file, in bytes.
    pub body: Range<u32>,
    metadata: Metadata,
}

impl Report {
    /// The digest of what any page may show of it: all but its metadata, which are
    /// noted where they are read, and its body, which its own page reads.
    pub fn digest(&self) -> Digest {
        let Report { path, slug, branch, years, date, topics, authors, .. } = self;
        let Report { achievements, honours, metrics, people, status, body: _, metadata: _, .. } = self;
        Digest::of_value(&(
            (path, slug, branch, years, date, topics, authors),
            (achievements, honours, metrics, people, status),
        ))
    }
}

/// 成效 An achievement: what topics and years count.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Achievement {
    /// What was achieved.
    pub text: String,
    /// The topics that it names itself. Those of its report are of the whole
    /// report, not of each of its lines.
    pub topics: Vec<TopicId>,
    /// When, if it says so.
    pub date: Option<PartialDate>,
    /// Its year: of its date, or the last that the report is on.
    pub year: i32,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// 荣誉 An honour.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Honour {
    /// Its name.
    pub name: String,
    /// 级别 Empty if not said.
    pub level: String,
    /// 授予单位 Empty if not said.
    pub grantor: String,
    /// When.
    pub date: Option<PartialDate>,
    /// 获得者 Empty if not said.
    pub recipient: String,
    /// Its year: of its date, or the last that the report is on.
    pub year: i32,
}

/// 数字 A figure that a report states.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Figure {
    /// What is counted.
    pub metric: MetricId,
    /// How much.
    pub value: Quantity,
    /// The unit; empty if there is none.
    pub unit: String,
    /// What it is compared with.
    pub base: Option<Quantity>,
    /// The day or month it holds for.
    pub as_of: Option<PartialDate>,
    /// A gloss; empty if there is none.
    pub note: String,
}

/// 人物 A person's post.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Person {
    /// 姓名
    pub name: String,
    /// 职务 Empty if not said.
    pub role: String,
    /// 单位 Empty if not said.
    pub unit: String,
    /// 职称 Empty if not said.
    pub title: String,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub to: Option<PartialDate>,
}

/// A page that is no report.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Its file.
    pub path: VPath,
    /// Its place in the site without extension: `manual/kuaisu`.
    pub slug: String,
    /// 标题
    pub title: String,
    /// Its language.
    pub language: Language,
    /// Where it stands in its folder.
    pub order: i64,
    /// Whether every page's footer links to it.
    pub nav: bool,
    /// One sentence for search engines; may be empty.
    pub description: String,
    /// 模板 The template that makes it in place of `text`, as written.
    pub template: Option<Spanned<String>>,
    /// Where the Markdown stands in the file, in bytes.
    pub body: Range<u32>,
}

/// An image or another file beside a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Its file.
    pub path: VPath,
    /// Its place in the site, with extension.
    pub route: String,
    /// Whether browsers show it as a picture.
    pub image: bool,
    /// How large a picture it is, if that can be told.
    pub measure: Option<Measure>,
}

impl Attachment {
    /// The smaller ones of a picture that pages show.
    pub fn renditions(&self) -> Vec<Rendition> {
        self.measure.map(Measure::renditions).unwrap_or_default()
    }

    /// Where one of them stands.
    pub fn rendition_route(&self, rendition: Rendition) -> String {
        self.route.clone() + &rendition.suffix()
    }
}

/// A file beside reports or pages that is none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Its path.
    pub path: VPath,
    /// How large a picture it is, if it is one.
    pub measure: Option<Measure>,
}

/// Everything that was read, before it is put together.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    /// `site.yaml`, if it could be read.
    pub site: Option<Arc<SiteDraft>>,
    /// The registries that there are.
    pub registries: Registries,
    /// The reports, by path.
    pub reports: Vec<Arc<ReportDraft>>,
    /// The pages, by path.
    pub pages: Vec<Arc<PageDraft>>,
    /// What editors put before years, organisations and topics, by path.
    pub editorials: Vec<Arc<EditorialDraft>>,
    /// Other files beside these, by path.
    pub others: Vec<Beside>,
    /// The words of `terms.yaml`.
    pub words: Arc<Own>,
}

/// A registry with its path.
pub type Registry<T> = Option<(VPath, Arc<Vec<T>>)>;

/// What names are registered.
#[derive(Clone, Debug, Default)]
pub struct Registries {
    /// `organizations.yaml`
    pub organizations: Registry<OrganizationDraft>,
    /// `topics.yaml`
    pub topics: Registry<TopicDraft>,
    /// `metrics.yaml`
    pub metrics: Registry<MetricDraft>,
}

/// What the caller of a build may set over `site.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Whether drafts are built.
    pub drafts: bool,
    /// Another base address.
    pub base_url: Option<String>,
}

impl Publication {
    /// Whether the numbers of organisations, topics and metrics mean the same
    /// in a later publication, which may have more topics.
    pub fn names_hold_in(&self, later: &Publication) -> bool {
        Arc::ptr_eq(&self.organizations, &later.organizations)
            && Arc::ptr_eq(&self.metrics, &later.metrics)
            && later.topics.starts_with(&self.topics)
    }

    /// What was made of a file beside a text, if it is published.
    pub fn attachment(&self, path: &VPath) -> Option<&Attachment> {
        let at = self.attachments.binary_search_by(|attachment| attachment.path.cmp(path)).ok()?;
        self.attachments.get(at)
    }

    /// The organisations from the topmost to this one.
    pub fn path(&self, id: OrganizationId) -> Vec<OrganizationId> {
        let mut path = vec![id];
        while let Some(parent) = self[path[path.len() - 1]].parent {
            path.push(parent);
        }
        path.reverse();
        path
    }

    /// The topmost organisation above this one, or itself.
    pub fn root(&self, id: OrganizationId) -> OrganizationId {
        let mut root = id;
        while let Some(parent) = self[root].parent {
            root = parent;
        }
        root
    }

    /// The short name as it was in a year, where space is scarce; the name in
    /// full where none is registered.
    pub fn short_name(&self, id: OrganizationId, year: i32) -> String {
        let name = self[id].name_in(year);
        let short = self[id].names.iter().find(|known| known.name == name).and_then(|known| known.short.clone());
        short.unwrap_or_else(|| self.full_name(id, Some(year)))
    }

    /// The name in full as it was in a year: as registered, else the names on
    /// its path run together.
    pub fn full_name(&self, id: OrganizationId, year: Option<i32>) -> String {
        let organization = &self[id];
        let name = year.map_or(organization.name(), |year| organization.name_in(year));
        if let Some(full) = &organization.full
            && name == organization.name()
        {
            return full.clone();
        }
        match organization.parent {
            Some(parent) => join_names(&self.full_name(parent, year), name),
            None => name.to_owned(),
        }
    }
}

/// Runs two names together, with a space between Latin ones; a name that
/// already begins with its parent's stays as it is.
fn join_names(parent: &str, name: &str) -> String {
    if name.starts_with(parent) {
        return name.to_owned();
    }
    let latin = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphanumeric());
    let gap = if latin(parent.chars().last()) && latin(name.chars().next()) { " " } else { "" };
    format!("{parent}{gap}{name}")
}
