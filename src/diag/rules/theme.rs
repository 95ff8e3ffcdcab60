//! Rules about themes (HB50…) and their templates (HB51…).
//!
//! In: nothing. Out: the constants that `theme` makes findings with. A theme
//! is 外观 in Chinese; 主题 is a topic.

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &THEME_UNKNOWN,
    &THEME_FILE_UNREADABLE,
    &THEME_FOLDER_UNKNOWN,
    &THEME_KEY_UNKNOWN,
    &THEME_VALUE_MISTYPED,
    &PHRASE_MISTYPED,
    &PHRASE_MISSING,
    &ASSET_TAKEN,
    &PHRASE_UNUSED,
    &PHRASE_ARGUMENT_UNKNOWN,
    &THEME_UNUSED,
    &TEMPLATE_UNFINISHED,
    &TEMPLATE_TOKEN_UNEXPECTED,
    &TEMPLATE_SYNTAX,
    &TEMPLATE_NAME_UNKNOWN,
    &TEMPLATE_VARIABLE_UNKNOWN,
    &TEMPLATE_VALUE_MISSING,
    &TEMPLATE_CIRCLE,
    &COMPONENT_REPEATED,
    &TEMPLATE_ENDLESS,
    &TEMPLATE_TOO_MUCH,
    &TEMPLATES_TOO_LARGE,
    &TEMPLATE_TAG_CROSSED,
    &TEMPLATE_MARKUP_ESCAPED,
    &TEMPLATE_BLOCKED,
    &TEMPLATE_TROUBLE,
];

/// The site names a theme that is not there.
pub static THEME_UNKNOWN: Rule = Rule {
    code: "HB5001",
    name: "theme-unknown",
    severity: Severity::Error,
    message: Words { zh: "没有名为“{name}”的外观", en: "there is no theme “{name}”" },
    help: Words {
        zh: "外观放在 themes/ 下同名的文件夹里；不写就用内置的 default。这次先用内置外观",
        en: "a theme is a folder of that name in themes/; leave the key out for the built-in “default”, which is used for now",
    },
};

/// A file of the theme could not be read.
pub static THEME_FILE_UNREADABLE: Rule = Rule {
    code: "HB5002",
    name: "theme-file-unreadable",
    severity: Severity::Error,
    message: Words {
        zh: "读不了外观的这个文件：{reason}", en: "this file of the theme cannot be read: {reason}"
    },
    help: Words { zh: "", en: "" },
};

/// A folder of the theme that nothing is taken from.
pub static THEME_FOLDER_UNKNOWN: Rule = Rule {
    code: "HB5003",
    name: "theme-folder-unknown",
    severity: Severity::Warning,
    message: Words {
        zh: "外观里的这个文件用不上：{path}", en: "this file of the theme is not used: {path}"
    },
    help: Words { zh: "{advice}{right}", en: "{advice}{right}" },
};

/// A key of theme.yaml that means nothing.
pub static THEME_KEY_UNKNOWN: Rule = Rule {
    code: "HB5004",
    name: "theme-key-unknown",
    severity: Severity::Warning,
    message: Words { zh: "theme.yaml 没有“{key}”这一项", en: "theme.yaml has no key “{key}”" },
    help: Words { zh: "可用的有：{known}", en: "it may have: {known}" },
};

/// A value of theme.yaml of the wrong kind.
pub static THEME_VALUE_MISTYPED: Rule = Rule {
    code: "HB5005",
    name: "theme-value-mistyped",
    severity: Severity::Error,
    message: Words { zh: "“{key}”应当写成{kind}", en: "“{key}” should be {kind}" },
    help: Words { zh: "", en: "" },
};

/// A phrase that is no text.
pub static PHRASE_MISTYPED: Rule = Rule {
    code: "HB5006",
    name: "phrase-mistyped",
    severity: Severity::Error,
    message: Words { zh: "词语“{key}”应当是一段文字", en: "the phrase “{key}” should be a text" },
    help: Words {
        zh: "以 {sample} 的样子写，必要时加引号", en: "write it like {sample}, in quotes where needed"
    },
};

/// A template asks for a phrase that no file has.
pub static PHRASE_MISSING: Rule = Rule {
    code: "HB5007",
    name: "phrase-missing",
    severity: Severity::Error,
    message: Words { zh: "词语表里没有“{key}”", en: "no phrase is called “{key}”" },
    help: Words {
        zh: "在外观的 phrases/{file} 里写上这个词语", en: "write it into phrases/{file} of the theme"
    },
};

/// A file of the theme or of `content/static/` would take the place of something
/// else in the site.
pub static ASSET_TAKEN: Rule = Rule {
    code: "HB5008",
    name: "asset-taken",
    severity: Severity::Error,
    message: Words {
        zh: "“{asset}”与{other}的网址“{route}”{how}，这个文件没有用上",
        en: "“{asset}” {how} “{route}”, the address of {other}; this file is not used",
    },
    help: Words {
        zh: "给这个文件改名，引用它的地方一起改；要改的是程序生成的页面，就改它的模板，见 huibian theme list",
        en: "rename this file, and what refers to it; to change a page that is made, change its template: see huibian theme list",
    },
};

/// A phrase of the publication that no template asks for.
pub static PHRASE_UNUSED: Rule = Rule {
    code: "HB5009",
    name: "phrase-unused",
    severity: Severity::Warning,
    message: Words { zh: "没有模板用到词语“{key}”", en: "no template asks for the phrase “{key}”" },
    help: Words {
        zh: "自带的词语照原来的名称写，如“{near}”；各有哪些：huibian theme copy zh-CN.yaml。用不着的删去",
        en: "write built-in phrases by their names, such as “{near}”; for all of them: huibian theme copy en.yaml. Remove what is not needed",
    },
};

/// An argument in a phrase of the publication that no template gives.
pub static PHRASE_ARGUMENT_UNKNOWN: Rule = Rule {
    code: "HB5010",
    name: "phrase-argument-unknown",
    severity: Severity::Warning,
    message: Words {
        zh: "词语“{key}”里的 {argument} 填不进东西，会照样显示",
        en: "nothing is put in for {argument} in the phrase “{key}”; it is shown as it stands",
    },
    help: Words { zh: "这里能用的有：{given}", en: "there are: {given}" },
};

/// A folder of a theme that the site does not ask for.
pub static THEME_UNUSED: Rule = Rule {
    code: "HB5011",
    name: "theme-unused",
    severity: Severity::Warning,
    message: Words {
        zh: "“themes/{folder}”没有用上，网站用的是自带的外观",
        en: "“themes/{folder}” is not used; the site has the built-in theme",
    },
    help: Words {
        zh: "在 site.yaml 里写“theme: {folder}”，或者把文件夹改名为“default”",
        en: "write “theme: {folder}” into site.yaml, or name the folder “default”",
    },
};

/// A template ends within a tag or before an end tag.
pub static TEMPLATE_UNFINISHED: Rule = Rule {
    code: "HB5101",
    name: "template-unfinished",
    severity: Severity::Error,
    message: Words {
        zh: "模板到这里就完了，还有标签没有收尾",
        en: "the template ends here, and some tag is still open",
    },
    help: Words {
        zh: "每个 if、for、block、component 都要有 endif、endfor、endblock、endcomponent，每个 {open} 都要有 {close}",
        en: "every if, for, block and component needs its endif, endfor, endblock or endcomponent, and every {open} its {close}",
    },
};

/// A template has something where something else should stand.
pub static TEMPLATE_TOKEN_UNEXPECTED: Rule = Rule {
    code: "HB5102",
    name: "template-token-unexpected",
    severity: Severity::Error,
    message: Words {
        zh: "这里不该是“{found}”，应当是 {expected}",
        en: "“{found}” cannot stand here; {expected} should",
    },
    help: Words {
        zh: "看看前面是不是少写了什么：括号、引号要成对，比较相等写 ==，参数写成 名称=值",
        en: "see whether something is missing before it: brackets and quotes come in pairs, equality is ==, an argument is name=value",
    },
};

/// Another mistake in the syntax of a template, in Tera's words.
pub static TEMPLATE_SYNTAX: Rule = Rule {
    code: "HB5103",
    name: "template-syntax",
    severity: Severity::Error,
    message: Words { zh: "模板的写法不对：{reason}", en: "the template cannot be read: {reason}" },
    help: Words {
        zh: "{advice}；写法见手册“改外观”第七节",
        en: "{advice}; the manual says in “Changing the look”, section 7, how it is written",
    },
};

/// A template uses a filter, function, component … that does not exist.
pub static TEMPLATE_NAME_UNKNOWN: Rule = Rule {
    code: "HB5104",
    name: "template-name-unknown",
    severity: Severity::Error,
    message: Words { zh: "没有“{name}”这个{kind}", en: "there is no {kind} “{name}”" },
    help: Words { zh: "可用的有：{known}", en: "there are: {known}" },
};

/// A template names a variable or field that it is not given.
pub static TEMPLATE_VARIABLE_UNKNOWN: Rule = Rule {
    code: "HB5105",
    name: "template-variable-unknown",
    severity: Severity::Error,
    message: Words { zh: "这里没有“{name}”可用", en: "there is no “{name}” here" },
    help: Words { zh: "可用的有：{known}", en: "there are: {known}" },
};

/// A template shows or works with a value that is not there.
pub static TEMPLATE_VALUE_MISSING: Rule = Rule {
    code: "HB5106",
    name: "template-value-missing",
    severity: Severity::Error,
    message: Words { zh: "“{text}”没有值，不能这样用", en: "“{text}” has no value to use here" },
    help: Words {
        zh: "先看名称写对没有，有哪些用 huibian theme docs 看；可有可无的值，写成“{test}”",
        en: "check the name; huibian theme docs lists what there is. For a value that may be missing write “{test}”",
    },
};

/// Templates that extend or include each other in a circle.
pub static TEMPLATE_CIRCLE: Rule = Rule {
    code: "HB5107",
    name: "template-circle",
    severity: Severity::Error,
    message: Words {
        zh: "模板互相引用，绕成了一圈：{chain}",
        en: "templates refer to each other in a circle: {chain}",
    },
    help: Words {
        zh: "要在内置模板上修改，写作 extends \"default/…\"",
        en: "to build on the built-in template, extend “default/…”",
    },
};

/// Two templates define the same component.
pub static COMPONENT_REPEATED: Rule = Rule {
    code: "HB5108",
    name: "component-repeated",
    severity: Severity::Error,
    message: Words { zh: "组件“{name}”定义了两次", en: "the component “{name}” is defined twice" },
    help: Words {
        zh: "同一外观里组件不能重名，请删去一个", en: "a theme may define a component once; remove one"
    },
};

/// A template that goes round and round.
pub static TEMPLATE_ENDLESS: Rule = Rule {
    code: "HB5109",
    name: "template-endless",
    severity: Severity::Error,
    message: Words {
        zh: "用“{name}”做一页，循环超过了 {limit} 轮，停在这里，这一页没有做成",
        en: "a page by “{name}” took more than {limit} rounds of loops; it ended here and was not made",
    },
    help: Words {
        zh: "看看循环是不是套了循环、取的是不是太多；确实要这么多，就在 content/site.yaml 的“limits”里写“template_rounds: 10000000”这样一行",
        en: "look for loops in loops and for lists longer than the page needs. If it needs so many, write a line such as “template_rounds: 10000000” under “limits” in content/site.yaml",
    },
};

/// A template that makes more than fits.
pub static TEMPLATE_TOO_MUCH: Rule = Rule {
    code: "HB5110",
    name: "template-too-much",
    severity: Severity::Error,
    message: Words {
        zh: "用“{name}”做一页，产生的文字和数据超过了 {limit}，停在这里，这一页没有做成",
        en: "a page by “{name}” made more than {limit} of text and values; it ended here and was not made",
    },
    help: Words {
        zh: "看看是不是反复把一段文字接在自己后面、把同一处写了许多遍；确实要这么大，就在 content/site.yaml 的“limits”里写“template_memory: 512 MB”这样一行",
        en: "look for a text that is joined to itself again and again, or written many times. If the page must be so large, write a line such as “template_memory: 512 MB” under “limits” in content/site.yaml",
    },
};

/// More templates than a theme has.
pub static TEMPLATES_TOO_LARGE: Rule = Rule {
    code: "HB5111",
    name: "templates-too-large",
    severity: Severity::Error,
    message: Words {
        zh: "外观的模板加在一起超过了 {limit}（一个至少算 4 KB），都没有采用，页面用内置模板",
        en: "the templates of the theme have more than {limit} together (4 KB each at least); none is used, the built-in ones are",
    },
    help: Words {
        zh: "看看是不是放进了生成的文件、成批的数据；确实要这么多，就在 content/site.yaml 的“limits”里写“templates: 8 MB”这样一行",
        en: "look for files that were generated, or data among them. If there must be so many, write a line such as “templates: 8 MB” under “limits” in content/site.yaml",
    },
};

/// `{% if x %}{% for y in z %}{% endif %}`
pub static TEMPLATE_TAG_CROSSED: Rule = Rule {
    code: "HB5112",
    name: "template-tag-crossed",
    severity: Severity::Error,
    message: Words {
        zh: "“{tag}”在这里对不上：前面的“{open}”还没有收尾",
        en: "“{tag}” cannot stand here: the “{open}” before it is still open",
    },
    help: Words { zh: "先写“{close}”", en: "write “{close}” first" },
};

/// Markup that a template shows as text.
pub static TEMPLATE_MARKUP_ESCAPED: Rule = Rule {
    code: "HB5113",
    name: "template-markup-escaped",
    severity: Severity::Warning,
    message: Words {
        zh: "“{value}”是标记，这样写会把标记当文字显示",
        en: "“{value}” is markup, which is shown as text like this",
    },
    help: Words { zh: "后面加 | safe", en: "write | safe behind it" },
};

/// Something in a template that the policy of pages keeps browsers from using.
pub static TEMPLATE_BLOCKED: Rule = Rule {
    code: "HB5114",
    name: "template-blocked",
    severity: Severity::Warning,
    message: Words {
        zh: "浏览器不会理会这里的 {what}：网页只许用文件里的样式和脚本",
        en: "browsers ignore {what} here: pages may use only styles and scripts that are files",
    },
    help: Words {
        zh: "样式写进 assets/custom.css，脚本写成 assets 里的文件，用 <script src> 引用",
        en: "put styles into assets/custom.css and scripts into a file in assets, named by <script src>",
    },
};

/// Another mistake while a page was made, in Tera's words.
pub static TEMPLATE_TROUBLE: Rule = Rule {
    code: "HB5199",
    name: "template-trouble",
    severity: Severity::Error,
    message: Words {
        zh: "用模板生成页面时出错；模板引擎的原话：“{reason}”",
        en: "the page could not be made; the template engine says: “{reason}”",
    },
    help: Words {
        zh: "看标出的这一处：算数的两边都要是数（文字先用 | int 变成数），连接文字用 ~，for 里要是列表，过滤器要用对东西",
        en: "look at the marked place: arithmetic wants numbers on both sides (| int makes one of a text), texts are joined with ~, for takes a list, and a filter the kind of value it is for",
    },
};
