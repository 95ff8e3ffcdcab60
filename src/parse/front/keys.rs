//! Every key of front matter and registries, in one table.
//!
//! In: nothing. Out: for each kind of record its fields, each with the name
//! that huibian writes, the Chinese name that messages give, the other
//! spellings that are read, and the shape of its value. Readers, messages and
//! the JSON Schema all come from here. Names are unique within a record, not
//! across them: 单位 is an employer of a person and a counter of a figure.

use crate::diag::Words;

/// What a value looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A list of texts; one text alone is a list of one.
    Texts,
    /// A date of which month and day may be missing.
    Date,
    /// A year or a span of years.
    Years,
    /// A number as people report it: `80余万`.
    Quantity,
    /// A whole number.
    Whole,
    /// A size: `16 MB`.
    Size,
    /// One of a few words.
    Choice(&'static [Choice]),
    /// An address that begins with `http`.
    Address,
    /// A record, or the text that is its short form.
    Record(&'static Table),
    /// A list of records.
    Records(&'static Table),
    /// Rules by name or code, each with a word of `LEVEL`.
    Levels,
}

/// A word that a field may hold, in the spellings that are read.
#[derive(Debug)]
pub struct Choice {
    /// The word that huibian writes.
    pub name: &'static str,
    /// All other spellings, the Chinese name first.
    pub also: &'static [&'static str],
}

/// A field of a record.
#[derive(Debug)]
pub struct Field {
    /// The key that huibian writes.
    pub name: &'static str,
    /// The Chinese key, as messages give it.
    pub zh: &'static str,
    /// Other spellings that are read.
    pub also: &'static [&'static str],
    /// What its value looks like.
    pub shape: Shape,
    /// Whether a record without it is of no use.
    pub required: bool,
}

/// A kind of record.
#[derive(Debug)]
pub struct Table {
    /// What one such record is called.
    pub words: Words,
    /// Its fields, the most usual first.
    pub fields: &'static [Field],
    /// The field that a bare text stands for, if the record has a short form.
    pub short: Option<&'static str>,
}

impl Field {
    /// Whether a key is one of the field's spellings. ASCII letters may be of
    /// either case and `-` may stand for `_`.
    pub fn is(&self, key: &str) -> bool {
        self.zh == key || same(self.name, key) || self.also.iter().any(|other| same(other, key))
    }

    /// All its spellings, the canonical first.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> {
        [self.name, self.zh].into_iter().chain(self.also.iter().copied())
    }
}

impl Table {
    /// The index of the field that a key names. White space inside a key is
    /// passed over: `标 题` is typed to align the colons.
    pub fn find(&self, key: &str) -> Option<usize> {
        let find = |key: &str| self.fields.iter().position(|field| field.is(key));
        find(key).or_else(|| {
            let bare: String = key.chars().filter(|character| !character.is_whitespace()).collect();
            if bare.len() < key.len() { find(&bare) } else { None }
        })
    }

    /// The index of a field by its canonical name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }
}

fn same(ours: &str, key: &str) -> bool {
    ours.len() == key.len()
        && ours
            .bytes()
            .zip(key.bytes())
            .all(|(our, their)| our == their.to_ascii_lowercase() || (our == b'_' && their == b'-'))
}

/// Whether a text is a key of any record.
pub fn known(key: &str) -> bool {
    !key.is_empty() && TABLES.iter().any(|table| table.find(key).is_some())
}

/// Every kind of record.
pub static TABLES: &[&Table] = &[
    &REPORT,
    &CONTRIBUTOR,
    &SOURCE,
    &ACHIEVEMENT,
    &HONOUR,
    &FIGURE,
    &PERSON,
    &PAGE,
    &SITE,
    &LIMITS,
    &SEARCH,
    &ORGANIZATIONS,
    &ORGANIZATION,
    &NAME,
    &PARENT,
    &TOPICS,
    &TOPIC,
    &METRICS,
    &METRIC,
    &TERMS,
    &TERM,
    &WAIVER,
    &BASELINE,
    &BASELINE_FILE,
    &BASELINE_FINDING,
];

const fn field(name: &'static str, zh: &'static str, also: &'static [&'static str], shape: Shape) -> Field {
    Field { name, zh, also, shape, required: false }
}

const fn required(name: &'static str, zh: &'static str, also: &'static [&'static str], shape: Shape) -> Field {
    Field { name, zh, also, shape, required: true }
}

use Shape::{Address, Choice as OneOf, Date, Levels, Quantity, Record, Records, Size, Text, Texts, Whole, Years};

/// A report's front matter.
pub static REPORT: Table = Table {
    words: Words { zh: "报告", en: "report" },
    short: None,
    fields: &[
        required("title", "标题", &["题目", "题名", "总标题"], Text),
        required(
            "branch",
            "组织",
            &["organization", "organisation", "org", "单位", "支部", "党支部", "组织名称"],
            Text,
        ),
        required("year", "年度", &["年份", "年", "years"], Years),
        field("subtitle", "副题", &["副标题"], Text),
        field("date", "成文日期", &["日期", "时间", "成文时间"], Date),
        field("genre", "文种", &["体裁"], Text),
        field("topics", "主题", &["themes", "topic", "theme"], Texts),
        field("authors", "作者", &["author", "撰稿", "撰稿人", "署名"], Texts),
        field("editors", "编辑", &["editor", "责任编辑"], Texts),
        field("contributors", "协作", &["contributor", "供稿审核"], Records(&CONTRIBUTOR)),
        field("published", "发布日期", &["发布时间", "发表日期"], Date),
        field("funding", "基金项目", &["基金", "资助"], Text),
        field("source", "来源", &["出处"], Record(&SOURCE)),
        field("abstract", "摘要", &["summary", "内容提要"], Text),
        field("keywords", "关键词", &["keyword", "关键字"], Texts),
        field("doi", "DOI", &["数字对象标识符", "DOI号"], Text),
        field("achievements", "成效", &["achievement", "成绩", "主要成效", "工作成效"], Records(&ACHIEVEMENT)),
        field(
            "honours",
            "荣誉",
            &["honors", "awards", "honour", "honor", "award", "奖项", "所获荣誉"],
            Records(&HONOUR),
        ),
        field("metrics", "指标", &["figures", "metric", "figure", "数据"], Records(&FIGURE)),
        field("people", "人物", &["人员", "person", "persons", "名单"], Records(&PERSON)),
        field("status", "审核状态", &["状态"], OneOf(STATUS)),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// 协作
pub static CONTRIBUTOR: Table = Table {
    words: Words { zh: "协作", en: "contributor" },
    short: Some("name"),
    fields: &[required("name", "姓名", &["名称", "单位"], Text), field("role", "分工", &["事项", "角色"], Text)],
};

/// 来源
pub static SOURCE: Table = Table {
    words: Words { zh: "来源", en: "source" },
    short: Some("name"),
    fields: &[
        field("name", "名称", &["刊名", "期刊", "媒体"], Text),
        field("url", "网址", &["链接", "地址", "link"], Address),
        field("issn", "ISSN", &["国际标准刊号", "刊号"], Text),
        field("issue", "期号", &["卷期", "期"], Text),
        field("file", "原件", &["文件", "原文件"], Text),
        field("digest", "指纹", &["校验值"], Text),
        field("publish", "公开", &["发布原件", "公开原件"], OneOf(TRUTH)),
    ],
};

/// 成效
pub static ACHIEVEMENT: Table = Table {
    words: Words { zh: "成效", en: "achievement" },
    short: Some("text"),
    fields: &[
        required("text", "内容", &["成效", "成绩", "正文"], Text),
        field("topics", "主题", &["themes", "topic", "theme"], Texts),
        field("date", "日期", &["时间", "成文日期"], Date),
        field("figures", "数据", &["metrics", "figure", "metric", "指标"], Records(&FIGURE)),
    ],
};

/// 荣誉
pub static HONOUR: Table = Table {
    words: Words { zh: "荣誉", en: "honour" },
    short: Some("name"),
    fields: &[
        required("name", "名称", &["荣誉", "称号", "奖项"], Text),
        field("level", "级别", &["等级"], Text),
        field("grantor", "授予单位", &["颁发单位", "表彰单位", "授予机关"], Text),
        field("date", "日期", &["时间", "年份", "年度", "year"], Date),
        field("recipient", "获得者", &["获奖者", "获奖单位", "对象"], Text),
    ],
};

/// 指标
pub static FIGURE: Table = Table {
    words: Words { zh: "指标", en: "metric" },
    short: None,
    fields: &[
        required("name", "名称", &["metric", "指标", "项目", "id"], Text),
        required("value", "数值", &["数量", "数"], Quantity),
        field("unit", "单位", &["量词"], Text),
        field("base", "基数", &["上年", "上年数"], Quantity),
        field("as_of", "截至", &["截止", "日期", "date"], Date),
        field("approx", "约数", &["approximate"], OneOf(APPROX)),
        field("note", "说明", &["备注"], Text),
    ],
};

/// 人物
pub static PERSON: Table = Table {
    words: Words { zh: "人物", en: "person" },
    short: Some("name"),
    fields: &[
        required("name", "姓名", &["名字", "名称"], Text),
        field("role", "职务", &["post", "岗位"], Text),
        field("unit", "单位", &["部门", "工作单位"], Text),
        field("title", "职称", &[], Text),
        field("from", "起", &["任职起", "开始"], Date),
        field("to", "止", &["任职止", "结束"], Date),
    ],
};

/// A page that is no report.
pub static PAGE: Table = Table {
    words: Words { zh: "页面", en: "page" },
    short: None,
    fields: &[
        required("title", "标题", &["题目"], Text),
        field("language", "语言", &["lang"], OneOf(LANGUAGE)),
        field("order", "顺序", &["排序"], Whole),
        field("nav", "导航", &["navigation"], OneOf(TRUTH)),
        field("description", "简介", &["描述", "摘要"], Text),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// `site.yaml`
pub static SITE: Table = Table {
    words: Words { zh: "站点", en: "site" },
    short: None,
    fields: &[
        required("title", "标题", &["名称", "站名", "name"], Text),
        field("seal", "印章", &[], Text),
        field("base_url", "网址", &["url", "baseurl", "域名"], Address),
        field("language", "语言", &["lang"], OneOf(LANGUAGE)),
        field("theme", "外观", &["模板"], Text),
        field("description", "简介", &["描述"], Text),
        field("introduction", "引言", &["intro", "前言"], Text),
        field("publisher", "编者", &["编印", "主办", "主办单位"], Text),
        field("footer", "页脚", &[], Texts),
        field("search", "检索", &["查找", "搜索"], Record(&SEARCH)),
        field("page_size", "每页条数", &["每页"], Whole),
        field("links", "符号链接", &["链接", "快捷链接", "symlinks"], OneOf(LINKS)),
        field("limits", "限度", &["limit", "上限"], Record(&LIMITS)),
        field("checks", "检查项", &["check", "检查", "规则级别"], Levels),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// 限度
pub static LIMITS: Table = Table {
    words: Words { zh: "限度", en: "set of limits" },
    short: None,
    fields: &[
        field("text", "文本", &["文件", "文件大小", "file"], Size),
        field("levels", "层级", &["层数", "级数"], Whole),
        field("nesting", "嵌套", &["嵌套层数"], Whole),
        field("templates", "模板", &["模板大小"], Size),
        field("template_rounds", "模板轮数", &["轮数"], Whole),
        field("template_memory", "模板内存", &["内存"], Size),
    ],
};

/// 检索 in `site.yaml`
pub static SEARCH: Table = Table {
    words: Words { zh: "检索", en: "search" },
    short: None,
    fields: &[field("offline", "离线", &["脱机"], OneOf(TRUTH))],
};

/// `organizations.yaml` as a mapping.
pub static ORGANIZATIONS: Table = Table {
    words: Words { zh: "组织名录", en: "register of organizations" },
    short: None,
    fields: &[
        required("organizations", "组织", &["organisations", "单位", "支部"], Records(&ORGANIZATION)),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// An entry of `organizations.yaml`.
pub static ORGANIZATION: Table = Table {
    words: Words { zh: "组织", en: "organization" },
    short: Some("name"),
    fields: &[
        required("id", "编号", &["代码"], Text),
        required("name", "名称", &["names", "历次名称"], Records(&NAME)),
        field("short", "简称", &[], Text),
        field("full", "全称", &[], Text),
        field("kind", "类别", &["类型", "type"], Text),
        field("parents", "上级", &["parent", "上级组织"], Records(&PARENT)),
        field("children", "下级", &["下级组织", "下属"], Records(&ORGANIZATION)),
        field("rank", "序", &["序号", "顺序", "排序", "order"], Whole),
        field("aliases", "别名", &["alias"], Texts),
        field("founded", "成立", &["成立日期", "成立时间"], Date),
        field("closed", "撤销", &["撤销日期", "撤销时间"], Date),
        field("merged_into", "并入", &[], Text),
        field("description", "简介", &["描述", "说明"], Text),
        field("pinyin", "拼音", &[], Text),
    ],
};

/// A name of an organisation.
pub static NAME: Table = Table {
    words: Words { zh: "名称", en: "name" },
    short: Some("name"),
    fields: &[
        required("name", "名称", &["全称"], Text),
        field("short", "简称", &[], Text),
        field("from", "起", &["启用"], Date),
        field("to", "止", &["停用"], Date),
    ],
};

/// An edge to a parent organisation.
pub static PARENT: Table = Table {
    words: Words { zh: "上级", en: "parent" },
    short: Some("id"),
    fields: &[
        required("id", "编号", &["name", "名称", "组织", "上级"], Text),
        field("from", "起", &[], Date),
        field("to", "止", &[], Date),
        field("relation", "关系", &["关系类别"], Text),
    ],
};

/// `topics.yaml` as a mapping.
pub static TOPICS: Table = Table {
    words: Words { zh: "主题词表", en: "list of topics" },
    short: None,
    fields: &[
        required("topics", "主题", &["themes"], Records(&TOPIC)),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// An entry of `topics.yaml`.
pub static TOPIC: Table = Table {
    words: Words { zh: "主题", en: "topic" },
    short: Some("name"),
    fields: &[
        required("id", "编号", &["代码"], Text),
        required("name", "名称", &["主题", "title"], Text),
        field("english", "英文", &["en", "英文名"], Text),
        field("synonyms", "同义词", &["synonym", "aliases", "别名"], Texts),
        field("scope", "释义", &["范围", "说明"], Text),
    ],
};

/// `metrics.yaml` as a mapping.
pub static METRICS: Table = Table {
    words: Words { zh: "指标表", en: "list of metrics" },
    short: None,
    fields: &[
        required("metrics", "指标", &["figures", "数据"], Records(&METRIC)),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// An entry of `metrics.yaml`.
pub static METRIC: Table = Table {
    words: Words { zh: "指标", en: "metric" },
    short: Some("name"),
    fields: &[
        required("id", "编号", &["代码"], Text),
        required("name", "名称", &["指标", "title"], Text),
        field("unit", "单位", &["量词"], Text),
        field("kind", "类型", &["类别", "type"], OneOf(METRIC_KIND)),
        field("definition", "口径", &["定义", "说明"], Text),
        field("synonyms", "同义词", &["synonym", "aliases", "别名"], Texts),
    ],
};

/// `terms.yaml` as a mapping.
pub static TERMS: Table = Table {
    words: Words { zh: "用语表", en: "list of terms" },
    short: None,
    fields: &[
        field("terms", "用语", &["term", "words"], Records(&TERM)),
        field("fixed", "固定表述", &["固定用语"], Texts),
        field("exceptions", "例外", &["exception", "不算错"], Texts),
        field("units", "单位词", &["unit", "单位后缀"], Texts),
        field("honours", "荣誉词", &["honour", "honors", "荣誉"], Texts),
        field("not_names", "不是人名", &["not_name", "非人名"], Texts),
        field("allow", "勘误豁免", &["豁免"], Records(&WAIVER)),
    ],
};

/// An entry of `terms.yaml`.
pub static TERM: Table = Table {
    words: Words { zh: "用语", en: "term" },
    short: None,
    fields: &[
        required("wrong", "错", &["误", "错误写法"], Texts),
        required("right", "对", &["正", "正确写法"], Text),
        field("except", "除外", &["例外"], Texts),
        field("level", "级别", &["等级"], OneOf(TERM_LEVEL)),
        field("note", "说明", &["备注"], Text),
        field("source", "依据", &["来源", "出处"], Text),
    ],
};

/// 级别 of a term
pub static TERM_LEVEL: &[Choice] =
    &[Choice { name: "warning", also: &["警告", "用法", "warn"] }, Choice { name: "error", also: &["错误", "错字"] }];

/// 旧问题 `baseline.yaml` as a mapping.
pub static BASELINE: Table = Table {
    words: Words { zh: "旧问题清单", en: "baseline" },
    short: None,
    fields: &[required("files", "文件", &["旧问题"], Records(&BASELINE_FILE))],
};

/// A file in `baseline.yaml`.
pub static BASELINE_FILE: Table = Table {
    words: Words { zh: "文件", en: "file" },
    short: None,
    fields: &[
        required("file", "文件", &["path", "路径"], Text),
        required("findings", "问题", &["旧问题"], Records(&BASELINE_FINDING)),
    ],
};

/// An old finding.
pub static BASELINE_FINDING: Table = Table {
    words: Words { zh: "旧问题", en: "old finding" },
    short: Some("rule"),
    fields: &[
        required("rule", "规则", &["code", "编号"], Text),
        field("text", "原文", &["文字"], Text),
        field("count", "处数", &["次数"], Whole),
    ],
};

/// 检查项 How much what a rule finds weighs in a publication.
pub static LEVEL: &[Choice] = &[
    Choice { name: "off", also: &["不查", "关", "关闭", "不检查", "no", "none", "false"] },
    Choice { name: "note", also: &["提示", "info", "notice"] },
    Choice { name: "warning", also: &["警告", "warn"] },
    Choice { name: "error", also: &["错误", "deny"] },
];

/// 勘误豁免
pub static WAIVER: Table = Table {
    words: Words { zh: "勘误豁免", en: "waiver" },
    short: Some("rule"),
    fields: &[required("rule", "规则", &["code", "编号"], Text), field("reason", "理由", &["原因", "说明"], Text)],
};

/// 审核状态
pub static STATUS: &[Choice] = &[
    Choice { name: "draft", also: &["草稿", "初审", "复审", "终审", "待审"] },
    Choice { name: "published", also: &["已发布", "发布", "已公开"] },
    Choice { name: "withdrawn", also: &["撤稿", "已撤稿", "撤回"] },
];

/// 语言
pub static LANGUAGE: &[Choice] = &[
    Choice { name: "zh", also: &["中文", "zh-cn", "zh-hans", "zh_cn", "汉语", "简体中文", "chinese"] },
    Choice { name: "en", also: &["英文", "english", "en-us", "en-gb", "英语"] },
];

/// 符号链接: which symbolic links in `content` are followed.
pub static LINKS: &[Choice] = &[
    Choice { name: "none", also: &["无", "不用", "否", "no", "false", "off"] },
    Choice { name: "content", also: &["内容", "content内", "以内", "是", "yes", "true", "on"] },
];

/// 是 or 否
pub static TRUTH: &[Choice] = &[
    Choice { name: "true", also: &["是", "yes", "on", "有"] },
    Choice { name: "false", also: &["否", "no", "off", "无", "不"] },
];

/// 约数: whether and how a number is approximate.
pub static APPROX: &[Choice] = &[
    Choice { name: "false", also: &["否", "no", "off", "不"] },
    Choice { name: "true", also: &["约", "是", "yes", "on", "大约", "左右"] },
    Choice { name: "over", also: &["余", "超", "逾"] },
    Choice { name: "many", also: &["多"] },
    Choice { name: "nearly", also: &["近", "将近"] },
];

/// 类型 of a metric
pub static METRIC_KIND: &[Choice] = &[
    Choice { name: "stock", also: &["存量", "时点"] },
    Choice { name: "flow", also: &["流量", "时期"] },
    Choice { name: "rate", also: &["比率", "比例", "率"] },
];

/// The index of the choice that a text names.
pub fn choice(choices: &[Choice], text: &str) -> Option<usize> {
    let text = text.to_lowercase();
    choices.iter().position(|choice| choice.name == text || choice.also.contains(&&*text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{REPORT, TABLES, known};

    #[test]
    fn every_spelling_names_one_field() {
        for table in TABLES {
            let mut seen = BTreeSet::new();
            for spelling in table.fields.iter().flat_map(|field| field.spellings()) {
                assert!(seen.insert(spelling), "{spelling} twice in {}", table.words.en);
            }
            assert!(table.short.is_none_or(|short| table.index(short).is_some()));
            assert!(table.fields.len() <= super::super::record::SLOTS, "{}", table.words.en);
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
