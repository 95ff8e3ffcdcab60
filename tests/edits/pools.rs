//! Pools: what a random publication is made of.
//!
//! In: nothing. Out: for each key values as YAML has them, and paragraphs for
//! bodies. The pools are small on purpose: names meet, vanish and come back,
//! which is where sharing could go wrong. Many values are mistakes.

use crate::random::Random;

/// The values that a key may have.
pub type Pool = &'static [(&'static str, &'static [&'static str])];

const TOPICS: &[&str] = &[
    "[义诊志愿]",
    "[study, 科研]",
    "[志愿服务, 政治学习]",
    "义诊",
    "[党建, 义诊志愿]",
    "[义诊志原]",
    "[没有的主题]",
    "[科研, 党建]",
    "[]",
];

const DATES: &[&str] =
    &["2020-12-20", "2020-12", "2019", "2018-05-06", "2021年1月", "2020-13-40", "2019-06-01", "1958"];

/// The front matter of a report.
pub const REPORT: Pool = &[
    ("title", &["第一年", "学会的一年", "'出诊、学习与一张表'", "未命名的总结", "'<b>血</b>&\"液\"'", "第二年", "''"]),
    ("subtitle", &["副题", "——第二党支部工作总结", "2020年度"]),
    (
        "branch",
        &[
            "yi-yuan",
            "甲市第一医院",
            "甲市第一医院/第二党支部",
            "第二党支部",
            "zhibu-1",
            "zhibu-2",
            "甲市医学会",
            "功能型党支部",
            "甲市医学回",
            "没有的支部",
            "甲市第一医院/没有的支部",
            "kexie",
            "分会",
        ],
    ),
    ("year", &["2018", "2019", "2020", "2020", "2021", "2019-2020", "1949-2019", "明年", "19"]),
    ("date", DATES),
    ("genre", &["年度工作总结", "述职报告"]),
    ("topics", TOPICS),
    ("authors", &["[第二党支部]", "张三", "[李四, 王五]"]),
    ("editors", &["[张三]"]),
    (
        "source",
        &["{name: 院刊, issue: 2021年第1期, issn: 2096-6261}", "https://example.org/x", "{name: 院刊, issn: 1}"],
    ),
    ("abstract", &["一年出诊六场。", "党员增至35名，讲座十二场。", "''"]),
    ("keywords", &["[义诊, 支部]", "[学会]"]),
    ("doi", &["10.1234/example.2020", "没有"]),
    (
        "achievements",
        &[
            "[义诊两场]",
            "[义诊两场, 讲座十二场]",
            "[{text: 下乡义诊6场, topics: [义诊志愿], date: 2020-05-06, figures: [{name: 义诊, value: 6, unit: 场}]}]",
            "[{text: 支部成立两年, topics: [政治学习], date: 2018-11}, {text: 课题三项, topics: [科研]}]",
            "[{text: 诊疗三百人次, figures: [{name: 诊疗, value: 300余, unit: 人次}]}, {text: 建成, date: 2021-01-02}]",
            "[{text: 义诊, topics: [没有的主题]}]",
            "[{date: 2020}]",
            "[一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 十一, 十二, 十三]",
            "[一, 二, 三, 四, 五, 六, 七, 八, 九, 十, 十一]",
        ],
    ),
    (
        "honours",
        &[
            "[先进党支部]",
            "[{name: 先进党支部, level: 市, grantor: 市委, date: 2020-07-01, recipient: 集体}]",
            "[{name: 优秀学会, level: 省级, date: 2018}, 先进集体]",
            "[{name: 先进集体, date: 2019-03}]",
        ],
    ),
    (
        "metrics",
        &[
            "[{name: 党员, value: 32}]",
            "[{name: 党员, value: 35, as_of: 2020-12, note: 含预备党员}]",
            "[{name: members, value: 40, base: 35}, {name: 参会率, value: 92.5, unit: \"%\"}]",
            "[{name: 参会率, value: 80, unit: \"%\", base: 75}]",
            "[{name: 会员, value: 80余万, unit: 名}]",
            "[{name: 诊疗, value: 一千, unit: 人次, as_of: 2018}]",
            "[{name: 党员, value: 许多}]",
        ],
    ),
    (
        "people",
        &[
            "[王五]",
            "[{name: 张三, role: 书记, title: 主任医师, from: 2018}, {name: 李四, role: 组织委员}]",
            "[{name: 张三, role: 书记, unit: 门诊}]",
            "[{name: 李四, role: 书记, from: 2019, to: 2020}]",
            "[{name: 欧阳海, role: 会长}, {name: Adam}]",
            "[张一, 张二, 张三, 张四, 张五, 王六, 王七, 王八, 李九, 李十, 赵一, 钱二, 孙三]",
        ],
    ),
    ("status", &["draft", "草稿", "withdrawn", "published", "已发布", "不知道"]),
    ("allow", &["[topic-unknown]", "[link-missing, image-missing]", "[no-such-rule]", "[HB2103, date-unreadable]"]),
    ("titel", &["错键"]),
];

/// The front matter of a page.
pub const PAGE: Pool = &[
    ("title", &["关于", "凡例", "About", "''"]),
    ("language", &["zh", "en", "fr"]),
    ("order", &["1", "2", "3", "甲"]),
    ("nav", &["true", "false"]),
    ("description", &["一页说明。", "另一句。"]),
    ("allow", &["[link-missing]", "[image-missing]", "[no-such-rule]"]),
];

/// `site.yaml`
pub const SITE: Pool = &[
    ("title", &["两家医院工作汇编", "汇编", "A collection"]),
    ("seal", &["样本", "汇", "太长的印章文字"]),
    ("base_url", &["https://example.org/huibian/", "https://example.org/", "example"]),
    ("language", &["zh", "en", "en", "fr"]),
    ("theme", &["default", "own", "own", "owm", "none"]),
    ("description", &["一本小汇编。"]),
    ("introduction", &["两家医院、三篇总结。"]),
    ("publisher", &["编辑部"]),
    ("footer", &["[人名均为占位。]", "[甲, 乙]"]),
    ("search", &["{offline: false}", "{离线: 是}", "{offline: maybe}", "no"]),
    // Ten is the least; lists of more are in the pools for reports.
    ("page_size", &["10", "11", "12", "3", "500"]),
    ("allow", &["[theme-unknown]", "[seal-too-long]", "[no-such-rule]"]),
    ("limits", &["{levels: 2}", "{levels: 3}", "{nesting: 10}", "{text: 64 KB}", "{text: 1}"]),
    ("page_size", &["10", "2", "3", "1", "0", "500"]),
    (
        "allow",
        &["[theme-unknown]", "[seal-too-long]", "[no-such-rule]", "[placeholder]", "[link-missing, placeholder]"],
    ),
];

/// What changes every page of a site.
pub const SITE_WIDELY_FELT: Pool = &[
    ("language", &["zh", "en"]),
    ("language", &["en"]),
    ("page_size", &["10", "12"]),
    ("page_size", &["10", "500"]),
    ("theme", &["own", "default", "owm"]),
    ("base_url", &["https://example.org/huibian/"]),
];

/// An entry of `organizations.yaml`
pub const ORGANIZATION: Pool = &[
    ("id", &["yi-yuan", "zhibu-1", "zhibu-2", "xuehui", "kexie"]),
    (
        "name",
        &[
            "甲市第一医院",
            "甲市中心医院",
            "第二党支部",
            "第一党支部",
            "甲市医学会",
            "甲市科协",
            "分会",
            "[{name: 功能型党支部, from: 2018, to: 2020}, {name: 第二党支部, short: 二支部, from: 2020}]",
        ],
    ),
    ("short", &["一院", "学会", "支部"]),
    ("full", &["甲市第一医院第二党支部"]),
    ("kind", &["医疗机构", "党支部", "地方学会"]),
    (
        "parent",
        &["yi-yuan", "xuehui", "kexie", "zhibu-1", "none", "[{id: yi-yuan, to: 2019}, {id: xuehui, from: 2019}]"],
    ),
    ("rank", &["10", "20", "30"]),
    ("aliases", &["[分会]", "[第二党支部, 二支部]"]),
    ("founded", &["1958", "2018-05"]),
    ("closed", &["2019", "2020-12"]),
    ("merged_into", &["yi-yuan", "zhibu-2", "none"]),
    ("description", &["由两科的党员组成。"]),
    ("pinyin", &["aa", "zz"]),
];

/// An entry of `topics.yaml`
pub const TOPIC: Pool = &[
    ("id", &["outreach", "study", "research", "party"]),
    ("name", &["义诊志愿", "政治学习", "科研", "党建"]),
    ("english", &["Free clinics", "Study", "Research"]),
    ("synonyms", &["[义诊, 志愿服务]", "[志愿服务]", "[党建, 学习]"]),
    ("scope", &["义诊、献血与社区服务。"]),
];

/// An entry of `metrics.yaml`
pub const METRIC: Pool = &[
    ("id", &["members", "visits", "rate"]),
    ("name", &["党员", "诊疗", "参会率", "会员"]),
    ("unit", &["名", "人次", "\"%\""]),
    ("kind", &["stock", "flow", "rate", "sum"]),
    ("definition", &["年末在册的党员。"]),
    ("synonyms", &["[会员]", "[诊疗, 义诊]"]),
];

/// Paragraphs. `@text`, `@picture` and `@file` become a way to such a file.
pub const PARAGRAPHS: &[&str] = &[
    "支部成立的第一年，义诊两场。",
    "20xx年，XX支部义诊两场，医 疗队到场。",
    "今年与[去年](@text)相比，多了*四场*义诊。",
    "见[那篇](@text#场次)与[附件](@file)。",
    "见[不在的](../2019/meiyou.md)。",
    "见[错处](#nowhere)与[站点](../../site.yaml)。",
    "![一张图](@picture)",
    "![又一张图](@picture)",
    "![](@picture \"图题\")",
    "![没有](meiyou.png)",
    "![附件](@file)",
    "做法可参看文献[^ref]。\n\n[^ref]: 张三. 示例[J]. 示例学报, 2020.",
    "有注[^none]而无文。",
    "[^unused]: 没有人用的注。",
    "## 一、义诊\n\n### （一）场次 {#changci}\n\n两场。",
    "## 场次",
    "表1　全年的义诊\n\n| 地点 | 场次 |\n| --- | ---: |\n| 东街 | 4 |",
    "| 一 | 二 |\n| --- | --- |\n| 多 | 一 | 格 |",
    "<script>alert(1)</script>",
    "<div onclick=\"x()\">块</div>",
    "[坏](javascript:alert(1))",
    "> [!NOTE]\n> 学习的",
    "第二党支部\n2020年12月20日",
    "</body> 是一个标签，`</body>` 也是。",
    "讲座十二场。🎉",
];

/// Templates of a theme, all of which may stand under any name.
pub const TEMPLATES: &[&str] = &[
    "{% extends \"layout.html\" %}\n{% block main -%}<p>{{ page.title }}，{{ site.title }}</p>{%- endblock %}\n",
    "{% extends \"layout.html\" %}\n{% block main -%}<p>{{ t(k=\"contents\") }}</p>{%- endblock %}\n",
    "{% extends \"layout.html\" %}\n{% block main -%}<p>{{ nosuch.thing }}</p>{%- endblock %}\n",
    "{% extends \"layout.html\" %}\n{% block main -%}{% if site.counts.reports > 7 %}{{ page.nosuch }}{% endif %}{%- endblock %}\n",
    "{% extends \"layout.html\" %}\n{% block main -%}{{ t(k=\"no.such.phrase\") }}{%- endblock %}\n",
    "{% extends \"layuot.html\" %}\n",
    "{% if page %}<p>",
    "<!doctype html><title>{{ page.title }}</title><p>没有正文标签</p>",
    "<!doctype html><html><body><main>{% block main %}{% endblock %}</main></body></html>",
    "",
];

/// The names that a theme's own templates have.
pub const TEMPLATE_NAMES: &[&str] =
    &["layout.html", "year.html", "report.html", "404.html", "topic.html", "home.html", "extra.html", "text.html"];

/// Phrases of a theme.
pub const PHRASES: &[&str] =
    &["{menu: {years: 年}}\n", "contents: 目　录\n", "menu: [1, 2]\n", "menu: {years: \"年\n", ""];

/// What a theme says of itself.
pub const MANIFESTS: &[&str] = &["name: 自己的\n", "name: [1]\n", "nmae: x\n", ": :\n"];

/// Style sheets and scripts.
pub const ASSETS: &[&str] = &["body { color: red }\n", "main { margin: 0 }\n", ""];

impl Random {
    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of the keys that a name begins with, if there is one.
    pub fn key<'a>(&mut self, keys: impl Iterator<Item = &'a String>) -> Option<String> {
        let keys: Vec<&String> = keys.collect();
        (!keys.is_empty()).then(|| keys[self.below(keys.len())].clone())
    }
}
