//! Every key of front matter and registries, in one table.
//!
//! In: nothing. Out: for each kind of record its fields, each with the name
//! that huibian writes, the Chinese name that messages give, and the other
//! spellings that are read. Names are unique within a record, not
//! across them: 单位 is an employer of a person and a counter of a figure.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::OnceLock;

use crate::diag::Words;
use crate::language::lexicon;
use crate::parse::front::choices::{Spellings, normal};
use crate::parse::front::record::SLOTS;

/// A field of a record; its spellings are in `lexicon/keys.tsv`.
#[derive(Debug)]
pub struct Field {
    /// The key that huibian writes.
    pub name: &'static str,
    /// Whether a record without it is of no use.
    pub required: bool,
}

/// A kind of record.
#[derive(Debug)]
pub struct Table {
    class: &'static str,
    /// What one such record is called.
    pub words: Words,
    /// Its fields, the most usual first.
    pub fields: &'static [Field],
    /// The field that a bare text stands for, if the record has a short form.
    pub short: Option<&'static str>,
    keys: OnceLock<Spellings>,
}

impl Table {
    fn keys(&self) -> &Spellings {
        self.keys.get_or_init(|| {
            let names: Vec<&str> = self.fields.iter().map(|field| field.name).collect();
            Spellings::read(&lexicon::KEYS, self.class, &names)
        })
    }

    /// Its class in `lexicon/keys.tsv`.
    pub fn class(&self) -> &'static str {
        self.class
    }

    /// All spellings of a field, by its index: the canonical one, the Chinese one
    /// that messages give, others.
    pub fn spellings(&self, index: usize) -> &[&'static str] {
        self.keys().by_name.get(index).map_or(&[], Vec::as_slice)
    }

    /// The Chinese key of a field, by its index.
    pub fn zh(&self, index: usize) -> &'static str {
        self.spellings(index).get(1).copied().unwrap_or_default()
    }

    /// The index of the field that a key names.
    pub fn find(&self, key: &str) -> Option<usize> {
        self.keys().find(key)
    }

    /// The index of a field by its canonical name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

/// Whether a text is a key of any record.
pub fn known(key: &str) -> bool {
    static KNOWN: OnceLock<HashSet<Cow<'static, str>>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| TABLES.iter().flat_map(|table| table.keys().places.keys().cloned()).collect());
    known.contains(key) || known.contains(&*normal(key))
}

/// What a record is called that has a key; of several kinds of them no one is.
pub fn owner(key: &str) -> Words {
    let mut owners = TABLES.iter().filter(|table| table.keys().find(key).is_some());
    match (owners.next(), owners.next()) {
        (Some(only), None) => only.words,
        _ => Words { zh: "别处", en: "of several kinds" },
    }
}

const fn first(short: &[&'static str]) -> Option<&'static str> {
    short.first().copied()
}

/// Writes tables: their names, their classes, what one such record is called, the
/// field of the short form, and the fields, those that are required first.
macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $class:literal, zh: $zh:literal, en: $en:literal $(, short: $short:literal)?:
        $($required:ident)*; $($field:ident)*.)*) => {
        $(
            $(#[$doc])*
            pub static $name: Table = Table {
                class: $class,
                words: Words { zh: $zh, en: $en },
                fields: &[
                    $(Field { name: stringify!($required), required: true },)*
                    $(Field { name: stringify!($field), required: false },)*
                ],
                short: first(&[$($short)?]),
                keys: OnceLock::new(),
            };
            const _: () = assert!(
                [$(stringify!($required),)* $(stringify!($field),)*].len() <= SLOTS,
                "raise SLOTS in parse/front/record.rs: the last fields would be lost"
            );
        )*

        /// Every kind of record.
        pub static TABLES: &[&Table] = &[$(&$name),*];
    };
}

/// The plain text fields of a report that the block at its end shows as they are. Each is a
/// key of [`REPORT`]; what is said of it are rows of `keys.tsv` and phrases of the theme.
pub const DETAILS: [&str; 1] = ["funding"];

tables! {
    /// A report's front matter.
    REPORT = "report", zh: "报告", en: "report":
        title branch year; subtitle date genre topics authors editors contributors published funding source
        abstract keywords doi achievements honours metrics people review status approvals allow.

    /// 协作
    CONTRIBUTOR = "contributor", zh: "协作", en: "contributor", short: "name":
        name; role.

    /// 来源
    SOURCE = "source", zh: "来源", en: "source", short: "name":
        ; name url issn issue file digest publish.

    /// 成效
    ACHIEVEMENT = "achievement", zh: "成效", en: "achievement", short: "text":
        text; topics date figures.

    /// 荣誉
    HONOUR = "honour", zh: "荣誉", en: "honour", short: "name":
        name; level grantor date recipient.

    /// 指标
    FIGURE = "figure", zh: "指标", en: "metric":
        name value; unit base as_of approx note.

    /// 人物
    PERSON = "person", zh: "人物", en: "person", short: "name":
        name; role unit title from to.

    /// 待核
    REVIEW = "review", zh: "待核", en: "point to review", short: "evidence":
        ; field proposal alternatives evidence place.

    /// 审核记录
    APPROVAL = "approval", zh: "审核记录", en: "approval", short: "state":
        state; by on.

    /// A page that is no report.
    PAGE = "page", zh: "页面", en: "page":
        title; language order nav description template allow.

    /// What an editor puts before a year, an organisation or a topic.
    EDITORIAL = "editorial", zh: "编者的话", en: "editor's text":
        ; picture caption highlights metrics allow.

    /// `site.yaml`
    SITE = "site", zh: "站点", en: "site":
        title; seal base_url language theme accent logo fonts menu home description introduction publisher footer search
        llms page_size links limits checks allow.

    /// 限度
    LIMITS = "limits", zh: "限度", en: "set of limits":
        ; text levels nesting templates template_rounds template_memory.

    /// 检索 in `site.yaml`
    SEARCH = "search", zh: "检索", en: "search":
        ; offline.

    /// 字体 in `site.yaml`
    FONTS = "fonts", zh: "字体", en: "set of fonts", short: "heading":
        ; heading.

    /// `organizations.yaml` as a mapping.
    ORGANIZATIONS = "organizations", zh: "组织名录", en: "register of organizations":
        organizations; allow.

    /// An entry of `organizations.yaml`.
    ORGANIZATION = "organization", zh: "组织", en: "organization", short: "name":
        id name; short full kind parents children rank aliases founded closed merged_into description pinyin.

    /// A name of an organisation.
    NAME = "name", zh: "名称", en: "name", short: "name":
        name; short from to.

    /// An edge to a parent organisation.
    PARENT = "parent", zh: "上级", en: "parent", short: "id":
        id; from to relation.

    /// `topics.yaml` as a mapping.
    TOPICS = "topics", zh: "主题词表", en: "list of topics":
        topics; allow.

    /// An entry of `topics.yaml`.
    TOPIC = "topic", zh: "主题", en: "topic", short: "name":
        id name; english synonyms scope.

    /// `metrics.yaml` as a mapping.
    METRICS = "metrics", zh: "指标表", en: "list of metrics":
        metrics; allow.

    /// An entry of `metrics.yaml`.
    METRIC = "metric", zh: "指标", en: "metric", short: "name":
        id name; unit kind definition synonyms parts.

    /// `terms.yaml` as a mapping.
    TERMS = "terms", zh: "用语表", en: "list of terms":
        ; terms fixed exceptions units honours not_names allow.

    /// An entry of `terms.yaml`.
    TERM = "term", zh: "用语", en: "term":
        wrong right; except level note source.

    /// 旧问题 `baseline.yaml` as a mapping.
    BASELINE = "baseline", zh: "旧问题清单", en: "baseline":
        files;.

    /// A file in `baseline.yaml`.
    BASELINE_FILE = "baseline-file", zh: "文件", en: "file":
        file findings;.

    /// An old finding.
    BASELINE_FINDING = "baseline-finding", zh: "旧问题", en: "old finding", short: "rule":
        rule; text count.

    /// 勘误豁免
    WAIVER = "waiver", zh: "勘误豁免", en: "waiver", short: "rule":
        rule; reason.
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DETAILS, REPORT, TABLES, known};
    use crate::language::label::{self, Field};
    use crate::language::lexicon;
    use crate::parse::front::choices::{
        ANSWER, APPROX, Choices, FOLDER, HOME, LANGUAGE, LEVEL, LINKS, MENU, METRIC_KIND, PERMIT, REFERENCE_NOTE,
        REGISTER, STATUS, TERM_LEVEL, TRUTH,
    };

    const CHOICES: [&Choices; 15] = [
        &MENU,
        &FOLDER,
        &HOME,
        &ANSWER,
        &PERMIT,
        &REFERENCE_NOTE,
        &REGISTER,
        &APPROX,
        &LANGUAGE,
        &LEVEL,
        &LINKS,
        &METRIC_KIND,
        &STATUS,
        &TERM_LEVEL,
        &TRUTH,
    ];

    #[test]
    fn labels_of_plain_text_fields_name_keys() {
        for row in lexicon::LABELS.rows() {
            if let Some(Field::Plain(key)) = label::field(row.word()) {
                assert!(DETAILS.contains(&key) && REPORT.index(key).is_some(), "{key}");
            }
        }
        assert!(DETAILS.iter().all(|key| REPORT.index(key).is_some()));
    }

    #[test]
    fn every_spelling_names_one_field() {
        for table in TABLES {
            let mut seen = BTreeSet::new();
            for spelling in (0..table.fields.len()).flat_map(|index| table.spellings(index)) {
                assert!(seen.insert(spelling), "{spelling} twice in {}", table.words.en);
            }
            assert!(table.short.is_none_or(|short| table.index(short).is_some()));
        }
    }

    /// A row for each field and word, and none more.
    #[test]
    fn the_lexicon_has_the_keys_of_every_table_and_no_others() {
        let keys = TABLES.iter().flat_map(|table| table.fields.iter().map(|field| (table.class, field.name)));
        let choices = CHOICES.iter().flat_map(|list| list.names.iter().map(|name| (list.class, *name)));
        for (file, named) in [(&lexicon::KEYS, keys.collect::<BTreeSet<_>>()), (&lexicon::CHOICES, choices.collect())] {
            let rows: BTreeSet<_> = file.rows().map(|row| (row.get("class"), row.word())).collect();
            assert_eq!(rows, named, "{}.tsv", file.name);
        }
    }

    #[test]
    fn keys_are_found_in_any_spelling() {
        let name = |key: &str| REPORT.find(key).map(|index| REPORT.fields[index].name);
        assert_eq!(name("标题"), Some("title"));
        assert_eq!(name("标　题"), Some("title"));
        assert_eq!(name("Title"), Some("title"));
        assert_eq!(name("DOI"), Some("doi"));
        assert_eq!(name("awards"), Some("honours"));
        assert_eq!(name("标提"), None);
        assert!(known("as-of") && known("并入") && !known("") && !known("本年度"));
    }
}
