//! Parse: the bytes of one file become a draft.
//!
//! In: a path and its bytes. Out: what the file says, each value that a later
//! stage may have to point at with its span, and every finding about the file
//! by itself. Parsing never fails: a value that cannot be read is left out
//! with a finding, and only a file whose YAML cannot be read at all, or that
//! lacks what makes it a report, gives no draft. Nothing here knows of other
//! files: whether an organisation exists is the model's to say.

pub mod front;
pub mod markdown;
pub mod yaml;

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diag::{Diagnostic, Language, Severity};
use crate::language::date::{PartialDate, Years};
use crate::language::lexicon::Own;
use crate::parse::front::keys::DETAILS;
use crate::parse::markdown::Illustration;
use crate::source::{Spanned, VPath};

pub use front::{access, baseline, body_of, editorial, metrics, organizations, page, report, site, terms, topics};
pub use yaml::converted;

/// What came of one file.
#[derive(Clone, Debug)]
pub struct Parsed<T> {
    /// The draft, unless nothing could be made of the file.
    pub value: Option<T>,
    /// Everything found wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Rules that the file waives.
    pub allow: Vec<Waiver>,
}

/// 勘误豁免 A rule that a file waives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// 规则 Its name or code, as written.
    pub rule: Spanned<String>,
    /// 理由 Why, for those who read the file.
    pub reason: Option<String>,
}

/// 检查项 How much a publication lets a rule weigh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleLevel {
    /// 规则 Its name or code, as written.
    pub rule: Spanned<String>,
    /// 级别 What it weighs; none if it is not to be asked.
    pub severity: Option<Severity>,
}

/// 旧问题 A finding that a publication knows of and does not mend at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OldFinding {
    /// 文件 The path of the file it is about.
    pub file: String,
    /// 规则 The name of its rule.
    pub rule: String,
    /// 原文 What stands there.
    pub text: String,
    /// 处数 How often.
    pub count: usize,
}

/// A report as its file has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportDraft {
    /// The file.
    pub path: VPath,
    /// 标题 Its title, single spaces inside kept.
    pub title: Spanned<String>,
    /// 副题 Its subtitle, without the dash before it.
    pub subtitle: Option<String>,
    /// 组织 An id, a registered name or a path `A/B/C`, as written.
    pub branch: Spanned<String>,
    /// 年度 The year or span of years reported on.
    pub year: Spanned<Years>,
    /// 成文日期 When it was written.
    pub date: Option<Spanned<PartialDate>>,
    /// 文种 Its genre, such as 工作总结.
    pub genre: Option<String>,
    /// 主题 Ids or names of topics; the first is the main one.
    pub topics: Vec<Spanned<String>>,
    /// 作者 People or units.
    pub authors: Vec<String>,
    /// 编辑 Editors.
    pub editors: Vec<String>,
    /// 协作 Who else had a part in it.
    pub contributors: Vec<Contributor>,
    /// 发布日期 When it was first published.
    pub published: Option<PartialDate>,
    /// 基金项目 and what else is shown as it is written.
    pub details: Details,
    /// 来源 Where it was first published.
    pub source: Option<Source>,
    /// 摘要 Abstract.
    pub summary: Option<String>,
    /// 关键词 Keywords.
    pub keywords: Vec<String>,
    /// DOI, without any address before `10.`.
    pub doi: Option<String>,
    /// 成效 Achievements.
    pub achievements: Vec<AchievementDraft>,
    /// 荣誉 Honours.
    pub honours: Vec<HonourDraft>,
    /// 指标 Metrics.
    pub metrics: Vec<FigureDraft>,
    /// 人物 People.
    pub people: Vec<PersonDraft>,
    /// 待核 What a person still has to decide. It is for those who write, and
    /// never published. Each is a finding, and what has findings is read anew.
    #[serde(skip)]
    pub review: Vec<OpenPoint>,
    /// How many lines of the document that it was imported from stand nowhere but in
    /// comments of its front matter.
    pub left_out: u32,
    /// 审核状态 How far it has come.
    pub status: Status,
    /// 审核记录 Who brought it there.
    pub approvals: Vec<Approval>,
    /// Where the Markdown stands in the file, in bytes.
    pub body: Range<u32>,
    /// The beginning of the body as plain text, cut at a sentence, at most
    /// some 120 characters; empty if the body is.
    pub excerpt: String,
    /// The length of the body in characters, as word processors count.
    pub characters: u32,
    /// The files that the body links to or shows, reports and pages apart.
    pub files: Vec<VPath>,
    /// The first pictures of the body, in their order.
    pub illustrations: Vec<Illustration>,
}

/// The plain text fields of a report, [`DETAILS`]; empty where not said.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Details([String; DETAILS.len()]);

impl Details {
    /// What `read` says of each key.
    pub fn read(mut read: impl FnMut(&'static str) -> Option<String>) -> Details {
        Details(DETAILS.map(|key| read(key).unwrap_or_default()))
    }

    /// Every key with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        DETAILS.into_iter().zip(self.0.iter().map(String::as_str))
    }
}

impl ReportDraft {
    /// The document that it was imported from, if it names one that may lie in
    /// the publication.
    pub fn original(&self) -> Option<VPath> {
        self.path.resolve(self.source.as_ref()?.file.as_ref()?)
    }
}

/// 待核 Something that a person still has to decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenPoint {
    /// Where it stands, in bytes.
    pub at: Range<u32>,
    /// 项目 The key that it is about, as huibian writes it; none for a remark.
    pub field: Option<&'static str>,
    /// 提议 What the key may say, or one of the things that it may say.
    pub proposal: Option<yaml::Value>,
    /// 备选 What it may say instead.
    pub alternatives: Vec<yaml::Value>,
    /// 依据 The words that speak for it, or the remark itself.
    pub evidence: String,
    /// 位置 Where they stand in the document: 第3段.
    pub place: String,
}

/// 协作 Who had a part in a report beside its authors and editors.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contributor {
    /// 姓名 A person, several, or a unit, as written.
    pub name: String,
    /// 分工 What they did: 供稿, 审核, 摄影. Empty if not said.
    pub role: String,
}

/// 来源 Where a report was first published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Source {
    /// 名称 The journal or site.
    pub name: Option<String>,
    /// 网址 Its address; `http` or `https` only.
    pub url: Option<String>,
    /// ISSN, form `2096-6261`.
    pub issn: Option<String>,
    /// 期号 Volume, issue and pages, as the source counts them.
    pub issue: Option<String>,
    /// 原件 The document that it was imported from, a file beside the report
    /// if it was kept.
    pub file: Option<String>,
    /// 指纹 The digest of that document, by which `import` knows it again.
    pub digest: Option<String>,
    /// 公开 Whether readers may have that document.
    pub publish: bool,
}

impl Source {
    /// Whether it says where the report was published, and not only which
    /// document it came from.
    pub fn is_published(&self) -> bool {
        [&self.name, &self.url, &self.issn, &self.issue].into_iter().any(Option::is_some)
    }
}

/// 成效 An achievement as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AchievementDraft {
    /// What was achieved, one sentence.
    pub text: Spanned<String>,
    /// Its topics; empty means those of the report.
    pub topics: Vec<Spanned<String>>,
    /// When; none means some time in the year reported on.
    pub date: Option<Spanned<PartialDate>>,
    /// Figures in it.
    pub figures: Vec<FigureDraft>,
}

/// 荣誉 An honour as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HonourDraft {
    /// 名称 Its name.
    pub name: Spanned<String>,
    /// 级别 Its level, such as 市.
    pub level: Option<String>,
    /// 授予单位 Who granted it.
    pub grantor: Option<String>,
    /// 日期 When.
    pub date: Option<Spanned<PartialDate>>,
    /// 获得者 Who received it: 集体, a unit, a person.
    pub recipient: Option<String>,
}

/// 指标 A figure as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FigureDraft {
    /// 名称 A metric's id or name.
    pub name: Spanned<String>,
    /// 数值 How much.
    pub value: Quantity,
    /// 单位 The counter or unit, such as 名, 人次, %, 万元.
    pub unit: Option<String>,
    /// 基数 The value to compare with: last year's, or the whole.
    pub base: Option<Quantity>,
    /// 截至 The day or month for which it holds.
    pub as_of: Option<Spanned<PartialDate>>,
    /// 说明 A short gloss, such as 支部党员59名.
    pub note: Option<String>,
}

/// A number as an author reports it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Its value, without the scale of the unit: 80 for 80余万元.
    pub number: f64,
    /// Its digits as written, for showing: `62.39`.
    pub digits: String,
    /// 万 or 亿 if written with the number (`80余万`), else empty.
    pub scale: String,
    /// How exact it claims to be.
    pub precision: Precision,
}

impl Hash for Quantity {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Quantity { number, digits, scale, precision } = self;
        (number.to_bits(), digits, scale, precision).hash(state);
    }
}

/// How exact a number claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Precision {
    /// As counted.
    Exact,
    /// 余: somewhat more.
    Over,
    /// 多: somewhat more, said of people.
    Many,
    /// 近: somewhat less.
    Nearly,
    /// 约: about.
    About,
}

/// 人物 A person's post as written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PersonDraft {
    /// 姓名
    pub name: Spanned<String>,
    /// 职务 The post held.
    pub role: Option<String>,
    /// 单位 The employer, or the unit in which the post is held.
    pub unit: Option<String>,
    /// 职称 The professional title.
    pub title: Option<String>,
    /// 起 Since when.
    pub from: Option<PartialDate>,
    /// 止 Until when.
    pub to: Option<PartialDate>,
}

/// 审核状态 How far a report has come. What is not yet published is built only with
/// `--drafts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// 草稿
    Draft,
    /// 初审
    FirstReview,
    /// 复审
    SecondReview,
    /// 终审
    FinalReview,
    /// 已发布
    Published,
    /// 撤稿: never built.
    Withdrawn,
}

impl Status {
    /// All of them, in the order of the words in `choices::STATUS`.
    pub const ALL: [Status; 6] = [
        Status::Draft,
        Status::FirstReview,
        Status::SecondReview,
        Status::FinalReview,
        Status::Published,
        Status::Withdrawn,
    ];

    /// The word that huibian writes.
    pub fn name(self) -> &'static str {
        front::choices::STATUS.names[self as usize]
    }

    /// Whether it is on its way to be published.
    pub fn is_draft(self) -> bool {
        !matches!(self, Status::Published | Status::Withdrawn)
    }
}

/// 审核记录 Who brought a report to a state.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Approval {
    /// 状态 What it then was.
    pub state: Status,
    /// 审核人 Who decided.
    pub by: Option<String>,
    /// 日期 When.
    pub on: Option<PartialDate>,
}

/// A page that is no report, such as “About”.
#[derive(Clone, Debug)]
pub struct PageDraft {
    /// The file.
    pub path: VPath,
    /// 标题
    pub title: Spanned<String>,
    /// 语言 The page's language, if not the site's.
    pub language: Option<Language>,
    /// 顺序 Where it stands among the pages of its folder; smaller first.
    pub order: Option<i64>,
    /// 导航 Whether the footer of every page links to it, if it says so.
    pub nav: Option<bool>,
    /// One sentence for search engines.
    pub description: Option<String>,
    /// 模板 The template that makes it, without `.html`, in place of `text`.
    pub template: Option<Spanned<String>>,
    /// Where the Markdown stands in the file, in bytes.
    pub body: Range<u32>,
    /// The files that the body links to or shows, reports and pages apart.
    pub files: Vec<VPath>,
}

/// What an editor puts before a year, an organisation or a topic.
#[derive(Clone, Debug)]
pub struct EditorialDraft {
    /// The file, which is named after a year or an id.
    pub path: VPath,
    /// 题图 A picture, from the folder of the file.
    pub picture: Option<Spanned<String>>,
    /// 图注
    pub caption: Option<String>,
    /// 要闻 Chosen reports, or achievements of them: `2024/xueye#a3`.
    pub highlights: Vec<Spanned<String>>,
    /// 指标 Names of metrics that stand first.
    pub metrics: Vec<Spanned<String>>,
    /// Where the Markdown stands in the file, in bytes.
    pub body: Range<u32>,
    /// The files that the body links to or shows, and the picture.
    pub files: Vec<VPath>,
}

/// `site.yaml`: the publication as a whole.
#[derive(Clone, Debug)]
pub struct SiteDraft {
    /// 标题 The publication's title.
    pub title: String,
    /// 印章 Up to four characters for the seal.
    pub seal: Option<String>,
    /// 网址 Where the site will stand, ending in a slash; without it no feed,
    /// site map or canonical address is written.
    pub base_url: Option<String>,
    /// 语言 The language of the interface.
    pub language: Language,
    /// 外观 The theme's folder under `themes/`.
    pub theme: Spanned<String>,
    /// 简介 One sentence for search engines.
    pub description: Option<String>,
    /// 引言 What the home page says first.
    pub introduction: Option<String>,
    /// 编者 Who publishes it.
    pub publisher: Option<String>,
    /// 页脚 Lines of the footer.
    pub footer: Vec<String>,
    /// How it looks.
    pub look: LookDraft,
    /// 检索、离线 Whether the search works from a disk too.
    pub offline: bool,
    /// 模型目录 Whether `llms.txt` is written, a list for language models.
    pub llms: bool,
    /// 每页条数 How many entries a list shows before it is cut.
    pub page_size: u32,
    /// 符号链接 Whether symbolic links in `content` are followed that stay in it.
    pub links: bool,
    /// 限度 How much of a thing there may be.
    pub limits: Limits,
    /// 检查项 How much rules weigh here.
    pub checks: Vec<RuleLevel>,
}

/// What `site.yaml` says of the look, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookDraft {
    /// 强调色 The colour in place of the red: `#0b5a8a`.
    pub accent: Option<Spanned<String>>,
    /// 标志 A file of `content/static/` in place of the seal.
    pub logo: Option<Spanned<String>>,
    /// 菜单 The entries of the menu: parts of the site, or pages.
    pub menu: Vec<Spanned<String>>,
    /// 首页 The sections of the home page.
    pub home: Vec<Spanned<String>>,
    /// 字体、标题 A file of `content/fonts/` with the face of headings.
    pub face: Option<Spanned<String>>,
}

/// 限度 How much of a thing there may be before a text is not read as written.
///
/// Work that grows faster than its input needs a border somewhere. These lie
/// far above what a report of three hundred pages has, and `site.yaml` may
/// move them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// 文本 The largest text file, in bytes.
    pub text: u64,
    /// 层级 The levels of an organisation's path.
    pub levels: usize,
    /// 嵌套 The block quotations and lists in one another that a line may begin.
    pub nesting: usize,
    /// 模板 The templates of a theme together, in bytes, of which each has 4 KB
    /// at least: what reads them takes a multiple of that, and of their number.
    pub templates: u64,
    /// 模板轮数 The rounds of loops that a template may take for one page.
    pub template_rounds: u64,
    /// 模板内存 What a template may make for one page, in bytes.
    pub template_memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            text: 16 << 20,
            levels: 20,
            nesting: 100,
            templates: 1 << 20,
            template_rounds: 2_000_000,
            template_memory: 128 << 20,
        }
    }
}

/// What `site.yaml` says of how the files of a publication are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// 符号链接 Whether symbolic links in `content` are followed that stay in it.
    pub links: bool,
    /// The largest text file, in bytes.
    pub largest_text: u64,
}

impl Default for Access {
    fn default() -> Access {
        Access { links: false, largest_text: Limits::default().text }
    }
}

/// A node of `organizations.yaml`.
#[derive(Clone, Debug)]
pub struct OrganizationDraft {
    /// 编号 Its id: ASCII letters, digits and hyphens.
    pub id: Spanned<String>,
    /// 名称 Its names in the order given; at least one.
    pub names: Vec<NameDraft>,
    /// 全称 The name in full, where the path of names would be wrong.
    pub full: Option<String>,
    /// 类别 Its kind, such as 党支部.
    pub kind: Option<String>,
    /// 上级 Its parents; the first that holds is where it stands in the tree.
    pub parents: Vec<ParentDraft>,
    /// 序 Its rank among siblings; smaller first.
    pub rank: Option<i64>,
    /// 别名 Other names that texts use.
    pub aliases: Vec<Spanned<String>>,
    /// 成立
    pub founded: Option<PartialDate>,
    /// 撤销
    pub closed: Option<PartialDate>,
    /// 并入 What it was merged into.
    pub merged_into: Option<Spanned<String>>,
    /// 简介
    pub description: Option<String>,
    /// 拼音 The reading to sort it by, where the usual one is wrong.
    pub pinyin: Option<String>,
}

/// A name of an organisation with the time for which it was valid.
#[derive(Clone, Debug)]
pub struct NameDraft {
    /// 名称
    pub name: Spanned<String>,
    /// 简称
    pub short: Option<Spanned<String>>,
    /// 起
    pub from: Option<PartialDate>,
    /// 止
    pub to: Option<PartialDate>,
}

/// An edge to a parent organisation.
#[derive(Clone, Debug)]
pub struct ParentDraft {
    /// 编号 The parent's id or name.
    pub id: Spanned<String>,
    /// 起
    pub from: Option<PartialDate>,
    /// 止
    pub to: Option<PartialDate>,
    /// 关系 What kind of edge, such as 党组织 or 行政.
    pub relation: Option<String>,
}

/// An entry of `topics.yaml`.
#[derive(Clone, Debug)]
pub struct TopicDraft {
    /// 编号 Its id: ASCII letters, digits and hyphens.
    pub id: Spanned<String>,
    /// 名称
    pub name: Spanned<String>,
    /// English name.
    pub english: Option<String>,
    /// 同义词
    pub synonyms: Vec<Spanned<String>>,
    /// 释义 What belongs to it.
    pub scope: Option<String>,
}

/// An entry of `metrics.yaml`.
#[derive(Clone, Debug)]
pub struct MetricDraft {
    /// 编号 Its id: ASCII letters, digits and hyphens.
    pub id: Spanned<String>,
    /// 名称
    pub name: Spanned<String>,
    /// 单位
    pub unit: Option<String>,
    /// 类型 What kind of number.
    pub kind: MetricKind,
    /// 口径 How it is counted.
    pub definition: Option<String>,
    /// 同义词
    pub synonyms: Vec<Spanned<String>>,
    /// 其中 Other metrics that are parts of it, by id or name.
    pub parts: Vec<Spanned<String>>,
}

/// What kind of number a metric is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MetricKind {
    /// 存量: holds at a moment, such as members.
    Stock,
    /// 流量: sums over a year, such as people trained.
    Flow,
    /// 比率: a share of a base.
    Rate,
}

/// `terms.yaml`: how words are written in this publication.
#[derive(Clone, Debug, Default)]
pub struct TermsDraft {
    /// 用语 What is written otherwise.
    pub terms: Vec<TermDraft>,
    /// 固定表述 Expressions that are written exactly so.
    pub fixed: Vec<Spanned<String>>,
    /// Words that it adds to those that the program knows.
    pub words: Arc<Own>,
}

/// 用语 A term as written.
#[derive(Clone, Debug)]
pub struct TermDraft {
    /// 错 What should not be written.
    pub wrong: Vec<Spanned<String>>,
    /// 对 What should stand there.
    pub right: Spanned<String>,
    /// 除外 Longer words in which it is no mistake.
    pub except: Vec<Spanned<String>>,
    /// 级别 How much it weighs.
    pub level: TermLevel,
    /// 说明 Why.
    pub note: Option<String>,
    /// 依据 Who says so.
    pub source: Option<String>,
}

/// How much a wrong term weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermLevel {
    /// 警告: not how it is written here.
    Warning,
    /// 错误: a mistake.
    Error,
}
