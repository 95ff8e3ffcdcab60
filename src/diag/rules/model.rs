//! Rules about what files say of each other: organisations, topics, routes (HB3…).

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &SITE_MISSING,
    &FILE_UNREADABLE,
    &WAIVER_UNKNOWN,
    &WAIVER_UNUSED,
    &LEVEL_UNKNOWN,
    &LEVEL_FIXED,
    &ORGANIZATION_UNKNOWN,
    &ORGANIZATION_AMBIGUOUS,
    &ORGANIZATION_TWICE,
    &ORGANIZATION_PARENT_UNKNOWN,
    &ORGANIZATION_CYCLE,
    &ORGANIZATION_TOO_DEEP,
    &TOPIC_UNKNOWN,
    &TOPIC_TWICE,
    &METRIC_TWICE,
    &METRIC_PART_UNKNOWN,
    &ROUTE_TAKEN,
    &ROUTE_RESERVED,
    &ATTACHMENT_KIND,
    &DOCUMENT_UNIMPORTED,
    &DOCUMENT_UNLINKED,
    &EXTENSION_HIDDEN,
    &PICTURE_METADATA,
    &OFFICE_TRACES,
    &PICTURE_UNSCALED,
    &PLACE_MISNAMED,
];

/// There is no `content/site.yaml`.
pub static SITE_MISSING: Rule = Rule {
    code: "HB3001",
    name: "site-missing",
    severity: Severity::Error,
    message: Words {
        zh: "没有 content/site.yaml，站点用了默认的标题",
        en: "there is no content/site.yaml; the site has a default title",
    },
    help: Words {
        zh: "新建这个文件，至少写一行“title: 汇编的标题”",
        en: "make this file with at least the line “title: …”",
    },
};

/// A listed file could not be read.
pub static FILE_UNREADABLE: Rule = Rule {
    code: "HB3002",
    name: "file-unreadable",
    severity: Severity::Error,
    message: Words { zh: "读不了这个文件：{cause}", en: "this file cannot be read: {cause}" },
    help: Words {
        zh: "检查文件权限，关掉正占用它的程序",
        en: "check its permissions, and close the program that holds it",
    },
};

/// A waiver names no rule.
pub static WAIVER_UNKNOWN: Rule = Rule {
    code: "HB3003",
    name: "waiver-unknown",
    severity: Severity::Warning,
    message: Words {
        zh: "没有“{name}”这条规则，豁免不起作用",
        en: "there is no rule “{name}”, so this waives nothing",
    },
    help: Words {
        zh: "写提示方括号里的编号或名称", en: "write the code or name that findings show in brackets"
    },
};

/// A waiver that waives nothing, found where all rules are run.
pub static WAIVER_UNUSED: Rule = Rule {
    code: "HB3004",
    name: "waiver-unused",
    severity: Severity::Note,
    message: Words {
        zh: "“{name}”没有用上：豁免的问题已经没有了",
        en: "“{name}” is of no use: what it waives is not there any more",
    },
    help: Words { zh: "删去这一条豁免", en: "delete this waiver" },
};

/// A level is given to a rule that does not exist.
pub static LEVEL_UNKNOWN: Rule = Rule {
    code: "HB3005",
    name: "level-unknown",
    severity: Severity::Warning,
    message: Words {
        zh: "没有“{name}”这条规则，这一行不起作用",
        en: "there is no rule “{name}”, so this line has no effect",
    },
    help: Words {
        zh: "写提示方括号里的编号或名称；全部规则：huibian rules",
        en: "write the code or name that findings show in brackets; for all rules: huibian rules",
    },
};

/// A level is given to a rule whose findings no publication can do without.
pub static LEVEL_FIXED: Rule = Rule {
    code: "HB3006",
    name: "level-fixed",
    severity: Severity::Warning,
    message: Words {
        zh: "“{name}”说的是网站里缺了东西，或有不能公开的内容，总是错误，级别不能改",
        en: "“{name}” tells of what is missing from the site or must not be in it; it is always an error",
    },
    help: Words {
        zh: "删去这一行；个别地方确实无误的，在那个文件的 allow 里写明规则和理由",
        en: "delete this line; where a single place is right, say so with a reason under allow in its file",
    },
};

/// A branch is not in the registry.
pub static ORGANIZATION_UNKNOWN: Rule = Rule {
    code: "HB3101",
    name: "organization-unknown",
    severity: Severity::Warning,
    message: Words {
        zh: "组织登记表里没有“{name}”", en: "“{name}” is not in the registry of organisations"
    },
    help: Words {
        zh: "写登记过的名称、简称或编号；新的组织先登记到 content/organizations.yaml",
        en: "write a registered name, short name or id; register a new organisation in content/organizations.yaml first",
    },
};

/// A branch names several organisations.
pub static ORGANIZATION_AMBIGUOUS: Rule = Rule {
    code: "HB3102",
    name: "organization-ambiguous",
    severity: Severity::Error,
    message: Words {
        zh: "有{count}个组织叫“{name}”，分不清是哪一个",
        en: "{count} organisations are called “{name}”; it is not clear which is meant",
    },
    help: Words {
        zh: "写编号，或从上到下写全，如“{example}”",
        en: "write its id, or the path from the top, such as “{example}”",
    },
};

/// Two registry entries have one id.
pub static ORGANIZATION_TWICE: Rule = Rule {
    code: "HB3103",
    name: "organization-twice",
    severity: Severity::Error,
    message: Words {
        zh: "组织编号“{id}”登记了两次，后一条没有采用",
        en: "the organisation id “{id}” is registered twice; the second entry is not used",
    },
    help: Words {
        zh: "给其中一个换编号，或把两条合并", en: "give one of them another id, or merge the two"
    },
};

/// A parent or heir is not in the registry.
pub static ORGANIZATION_PARENT_UNKNOWN: Rule = Rule {
    code: "HB3104",
    name: "organization-parent-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "登记表里没有“{name}”这个组织", en: "there is no organisation “{name}” in the registry"
    },
    help: Words {
        zh: "写已登记组织的编号；名称有重复时只能写编号",
        en: "write the id of a registered organisation; a name that several share will not do",
    },
};

/// Parents run in a circle.
pub static ORGANIZATION_CYCLE: Rule = Rule {
    code: "HB3105",
    name: "organization-cycle",
    severity: Severity::Error,
    message: Words {
        zh: "“{id}”的上级绕了一圈又回到自己", en: "the parents of “{id}” lead back to itself"
    },
    help: Words {
        zh: "改正上级，最上面的组织不写上级", en: "correct the parent; the topmost organisation has none"
    },
};

/// A path or a chain of parents with more levels than the site allows.
pub static ORGANIZATION_TOO_DEEP: Rule = Rule {
    code: "HB3106",
    name: "organization-too-deep",
    severity: Severity::Error,
    message: Words {
        zh: "“{name}”到了第 {count} 级，组织最多 {limit} 级",
        en: "“{name}” reaches level {count}, but organisations have at most {limit} levels",
    },
    help: Words {
        zh: "看看层次有没有写错，现在归在第 {limit} 级；确实有这么多级，就在 content/site.yaml 的“limits”里写“levels: 30”这样一行",
        en: "look whether the levels are right; for now it stands at level {limit}. If there are so many, write a line such as “levels: 30” under “limits” in content/site.yaml",
    },
};

/// A topic is not in the vocabulary.
pub static TOPIC_UNKNOWN: Rule = Rule {
    code: "HB3201",
    name: "topic-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "主题表里没有“{name}”，这个主题没有编入",
        en: "“{name}” is not in the vocabulary of topics and is not indexed",
    },
    help: Words {
        zh: "写登记过的主题；新的主题先登记到 content/topics.yaml",
        en: "write a registered topic; register a new one in content/topics.yaml first",
    },
};

/// Two topics share an id or name.
pub static TOPIC_TWICE: Rule = Rule {
    code: "HB3202",
    name: "topic-twice",
    severity: Severity::Error,
    message: Words {
        zh: "主题“{name}”登记了两次，后一次没有采用",
        en: "the topic “{name}” is registered twice; the second is not used",
    },
    help: Words { zh: "删去一处，或改成不同的名称", en: "remove one, or name them differently" },
};

/// Two metrics share an id or name.
pub static METRIC_TWICE: Rule = Rule {
    code: "HB3301",
    name: "metric-twice",
    severity: Severity::Error,
    message: Words {
        zh: "指标“{name}”登记了两次，后一次没有采用",
        en: "the metric “{name}” is registered twice; the second is not used",
    },
    help: Words { zh: "删去一处，或改成不同的名称", en: "remove one, or name them differently" },
};

/// A part of a metric that is no metric.
pub static METRIC_PART_UNKNOWN: Rule = Rule {
    code: "HB3302",
    name: "metric-part-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "“{name}”算不进“{whole}”：指标表里没有另一项叫这个",
        en: "“{name}” is no part of “{whole}”: no other metric of that name is registered",
    },
    help: Words {
        zh: "写指标表里另一项的编号或名称；还没有登记的，先登记",
        en: "write the id or name of another entry of metrics.yaml; register it first if it is not there",
    },
};

/// Two files want one address.
pub static ROUTE_TAKEN: Rule = Rule {
    code: "HB3401",
    name: "route-taken",
    severity: Severity::Error,
    message: Words {
        zh: "这个文件和 {other} 的网址都是 {route}，这个文件没有编入",
        en: "this file and {other} both have the address {route}; this one is left out",
    },
    help: Words { zh: "给其中一个文件改名", en: "rename one of the files" },
};

/// A page wants the address of a page that huibian makes.
pub static ROUTE_RESERVED: Rule = Rule {
    code: "HB3402",
    name: "route-reserved",
    severity: Severity::Error,
    message: Words {
        zh: "网址 {route} 留给了自动生成的页面，这个文件没有编入",
        en: "the address {route} belongs to a generated page; this file is left out",
    },
    help: Words { zh: "给这个文件改名", en: "rename this file" },
};

/// A file of a kind that is not published.
pub static ATTACHMENT_KIND: Rule = Rule {
    code: "HB3403",
    name: "attachment-kind",
    severity: Severity::Warning,
    message: Words {
        zh: "不发布“{extension}”类文件", en: "files of the kind “{extension}” are not published"
    },
    help: Words {
        zh: "图片用 jpg、png、gif 或 webp，附件用 pdf、docx、xlsx、pptx 等；不需要发布的文件移出 content",
        en: "use jpg, png, gif or webp for pictures and pdf, docx, xlsx, pptx and the like for attachments; move what is not to be published out of content",
    },
};

/// A manuscript lies among the reports.
pub static DOCUMENT_UNIMPORTED: Rule = Rule {
    code: "HB3404",
    name: "document-unimported",
    severity: Severity::Warning,
    message: Words {
        zh: "这是{kind}，还没有导入，没有发布：{command}",
        en: "this is {kind} that has not been imported and is not published: {command}",
    },
    help: Words {
        zh: "运行上面的命令，导入成报告；要给读者下载，在正文里写上链接；不要了就移出 content",
        en: "run that command to make a report of it; link to it from a text if readers are to download it; move it out of content if it is not wanted",
    },
};

/// A PDF that nothing links to.
pub static DOCUMENT_UNLINKED: Rule = Rule {
    code: "HB3405",
    name: "document-unlinked",
    severity: Severity::Warning,
    message: Words {
        zh: "没有文章链接到这个 {kind} 文件，没有发布",
        en: "no text links to this {kind} file, so it is not published",
    },
    help: Words {
        zh: "要给读者下载，在正文里写上链接，如“[全文]({name})”；要编成报告，找来原来的 Word 稿导入；不要了就移出 content",
        en: "link to it if readers are to download it, such as “[full text]({name})”; for a report, import the Word file behind it; move it out of content if it is not wanted",
    },
};

/// `总结.md.txt`: Windows hides the last part.
pub static EXTENSION_HIDDEN: Rule = Rule {
    code: "HB3406",
    name: "extension-hidden",
    severity: Severity::Error,
    message: Words {
        zh: "这个文件没有读取：它的名字末尾多了“.txt”，Windows 平时不显示",
        en: "this file is not read: its name ends in a “.txt” too many, which Windows does not show",
    },
    help: Words {
        zh: "改名为“{name}”；先在资源管理器的“查看”里勾选“文件扩展名”，才看得到末尾的“.txt”",
        en: "rename it to “{name}”; to see the “.txt”, tick “File name extensions” under View in Explorer",
    },
};

/// A picture that keeps what its camera wrote into it.
pub static PICTURE_METADATA: Rule = Rule {
    code: "HB3407",
    name: "picture-metadata",
    severity: Severity::Warning,
    message: Words {
        zh: "这张图片的结构看不懂，里面可能有的拍摄地点、时间、作者没能去掉，照原样发布",
        en: "the structure of this picture is not understood; the place, time or author that may be written in it go out with it",
    },
    help: Words {
        zh: "用画图一类软件打开，另存为 jpg 或 png，换掉这个文件",
        en: "open it in a program for pictures, save it as jpg or png, and put that in its place",
    },
};

/// An Office file that tells more than its text.
pub static OFFICE_TRACES: Rule = Rule {
    code: "HB3408",
    name: "office-traces",
    severity: Severity::Warning,
    message: Words {
        zh: "这个文件会发布，里面有{what}，读者也看得到",
        en: "this file is published with {what} in it, which readers can see",
    },
    help: Words {
        zh: "在 Word、WPS 里用“文件”→“信息”→“检查文档”清除（修订先接受），或者另存为 PDF 再链接",
        en: "remove them by File → Info → Inspect Document (accept the changes first), or link to a PDF of it",
    },
};

/// A picture of which pages show no smaller one.
pub static PICTURE_UNSCALED: Rule = Rule {
    code: "HB3409",
    name: "picture-unscaled",
    severity: Severity::Warning,
    message: Words {
        zh: "这张图片没有做成小图（{why}），网页照原样显示，打开会慢",
        en: "no smaller pictures were made of this one ({why}); pages show it as it is and open slowly",
    },
    help: Words {
        zh: "用画图一类软件打开，缩小到宽 4000 像素以内，另存为 jpg，换掉这个文件",
        en: "open it in a program for pictures, make it at most 4000 pixels wide, save it as jpg, and put that in its place",
    },
};

/// `content/organizations/`: a folder or register under a name that is not its own.
pub static PLACE_MISNAMED: Rule = Rule {
    code: "HB3410",
    name: "place-misnamed",
    severity: Severity::Error,
    message: Words {
        zh: "没有读取“{place}”，程序只认“{right}”",
        en: "“{place}” is not read; its name would have to be “{right}”",
    },
    help: Words {
        zh: "改名为“{right}”；不是这个用处的，移出 content 或者换个名称",
        en: "rename it to “{right}”; if it is for something else, move it out of content or give it another name",
    },
};
