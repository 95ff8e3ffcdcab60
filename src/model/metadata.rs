//! Metadata: what a report says of itself and no index is made from.
//!
//! In: a report's draft. Out: its metadata, for whoever notes that it read them.
//! What is counted, ordered or addressed is in [`Report`]
//! and may show on any page; its metadata shows only where it is asked for, so a build
//! knows by the notes which pages a new title or summary is on.

use std::sync::{Mutex, PoisonError};

use crate::language::date::PartialDate;
use crate::model::Report;
use crate::parse::markdown::Illustration;
use crate::parse::{Approval, Contributor, Details, Source};
use crate::source::VPath;

/// What a report says of itself.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Metadata {
    /// 标题
    pub title: String,
    /// 副题 Empty if there is none.
    pub subtitle: String,
    /// 文种 Empty if not said.
    pub genre: String,
    /// 编辑
    pub editors: Vec<String>,
    /// 协作
    pub contributors: Vec<Contributor>,
    /// 发布日期
    pub published: Option<PartialDate>,
    /// 基金项目 and what else is shown as it is written.
    pub details: Details,
    /// 来源
    pub source: Option<Source>,
    /// 摘要 Empty if there is none.
    pub summary: String,
    /// 关键词
    pub keywords: Vec<String>,
    /// DOI Empty if there is none.
    pub doi: String,
    /// 审核记录
    pub approvals: Vec<Approval>,
    /// The beginning of the body as plain text.
    pub excerpt: String,
    /// The length of the body in characters.
    pub characters: u32,
    /// The first pictures of the body, in their order.
    pub illustrations: Vec<Illustration>,
}

impl Metadata {
    /// What it says it is about: its summary, or the beginning of its body.
    pub fn told(&self) -> &str {
        if self.summary.is_empty() { &self.excerpt } else { &self.summary }
    }
}

/// Notes which reports were asked for their metadata.
#[derive(Debug, Default)]
pub struct MetadataReads(Mutex<Vec<VPath>>);

impl MetadataReads {
    /// The reports that were asked, by their files, in order.
    pub fn into_read(self) -> Vec<VPath> {
        let mut read = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        read.sort_unstable();
        read.dedup();
        read
    }
}

impl Report {
    /// What it says of itself, which `reader` notes.
    pub fn metadata(&self, reader: &MetadataReads) -> &Metadata {
        reader.0.lock().unwrap_or_else(PoisonError::into_inner).push(self.path.clone());
        &self.metadata
    }
}
