//! Rules about the encoding of a file and YAML itself (HB1…).
//!
//! HB10… the file, HB11… the lines `---` around the front matter, HB12… what
//! YAML cannot say, HB13… what a hand used to Word types by habit.

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &ENCODING_FOREIGN,
    &FILE_NOT_TEXT,
    &FILE_TOO_LARGE,
    &BYTES_BROKEN,
    &ENCODING_READ,
    &FRONT_MATTER_MISSING,
    &FRONT_MATTER_UNCLOSED,
    &FENCE_FORM,
    &FRONT_MATTER_TOO_LARGE,
    &FRONT_MATTER_UNOPENED,
    &YAML_UNREADABLE,
    &KEY_REPEATED,
    &DOCUMENT_SECOND,
    &KEY_NOT_TEXT,
    &REFERENCE_TOO_LONG,
    &NESTING_TOO_DEEP,
    &COLON_WIDE,
    &COLON_WITHOUT_SPACE,
    &INDENT_TAB,
    &INDENT_WIDE,
    &QUOTES_NEEDED,
    &COLON_IN_VALUE,
    &QUOTE_UNCLOSED,
    &DASH_WITHOUT_SPACE,
    &DASH_FORM,
    &INDENT_UNEVEN,
    &BRACKET_WIDE,
    &COMMA_WIDE,
    &QUOTE_CURLY,
    &TEXT_AFTER_QUOTE,
    &BRACKET_UNCLOSED,
    &LINE_WITHOUT_COLON,
    &BACKSLASH,
    &COMMENT_SWALLOWS,
];

/// Slips of the hand with one remedy each: what was meant is read all the same,
/// and the remedy may be applied unseen. If the file cannot be read even so,
/// there is an error besides.
pub static FORM: &[&Rule] = &[
    &COLON_WIDE,
    &COLON_WITHOUT_SPACE,
    &INDENT_TAB,
    &INDENT_WIDE,
    &QUOTES_NEEDED,
    &COLON_IN_VALUE,
    &DASH_WITHOUT_SPACE,
    &DASH_FORM,
    &BRACKET_WIDE,
    &COMMA_WIDE,
    &QUOTE_CURLY,
    &BACKSLASH,
];

/// The file has another encoding.
pub static ENCODING_FOREIGN: Rule = Rule {
    code: "HB1001",
    name: "encoding-foreign",
    severity: Severity::Error,
    message: Words {
        zh: "这个文件的编码是 {encoding}，不是 UTF-8",
        en: "this file is encoded as {encoding}, not as UTF-8",
    },
    help: Words {
        zh: "用记事本或 WPS 打开它，选“文件”→“另存为”，把“编码”改为 UTF-8，再保存",
        en: "open it in Notepad or WPS, choose File → Save As, set the encoding to UTF-8, and save",
    },
};

/// The file has another encoding, which there is no doubt about.
pub static ENCODING_READ: Rule = Rule {
    code: "HB1005",
    name: "encoding-read",
    severity: Severity::Warning,
    message: Words {
        zh: "这个文件的编码是 {encoding}，已按 {encoding} 读取；请改存为 UTF-8",
        en: "this file is encoded as {encoding} and was read as that; save it as UTF-8",
    },
    help: Words {
        zh: "运行 huibian check --fix，或者用记事本、WPS 另存，把“编码”改为 UTF-8",
        en: "run huibian check --fix, or save it anew in Notepad or WPS with the encoding UTF-8",
    },
};

/// The file is no text.
pub static FILE_NOT_TEXT: Rule = Rule {
    code: "HB1002",
    name: "file-not-text",
    severity: Severity::Error,
    message: Words { zh: "这个文件是{kind}，不是纯文本", en: "this file is {kind}, not plain text" },
    help: Words {
        zh: "把其中的文字复制到记事本里，以 UTF-8 编码另存为纯文本文件",
        en: "copy its text into Notepad and save that as a plain text file encoded as UTF-8",
    },
};

/// The file is larger than any text.
pub static FILE_TOO_LARGE: Rule = Rule {
    code: "HB1003",
    name: "file-too-large",
    severity: Severity::Error,
    message: Words {
        zh: "这个文件超过了 {limit}，没有读取", en: "this file is larger than {limit} and was not read"
    },
    help: Words {
        zh: "把它分成几个文件；确实要这么大，就在 content/site.yaml 的“limits”里写“text: 64 MB”这样一行",
        en: "split it into several files; if it must be so large, write a line such as “text: 64 MB” under “limits” in content/site.yaml",
    },
};

/// A few bytes in a UTF-8 file are not.
pub static BYTES_BROKEN: Rule = Rule {
    code: "HB1004",
    name: "bytes-broken",
    severity: Severity::Error,
    message: Words {
        zh: "第 {line} 行有乱码：那里的字节不是 UTF-8 文字",
        en: "line {line} is garbled: some bytes there are not UTF-8 text",
    },
    help: Words {
        zh: "删去乱码，重新输入，再以 UTF-8 编码保存",
        en: "delete the garbled part, type it again, and save as UTF-8",
    },
};

/// A report without front matter.
pub static FRONT_MATTER_MISSING: Rule = Rule {
    code: "HB1101",
    name: "front-matter-missing",
    severity: Severity::Error,
    message: Words {
        zh: "文件开头没有用两行“---”围起来的标题等信息",
        en: "the file does not begin with its title and so on between two lines “---”",
    },
    help: Words {
        zh: "在文件最前面写一行“---”，接着每行写一项，如“标题: ……”，最后再写一行“---”",
        en: "begin the file with a line “---”, then one item a line, such as “title: …”, then another line “---”",
    },
};

/// The second `---` is missing.
pub static FRONT_MATTER_UNCLOSED: Rule = Rule {
    code: "HB1102",
    name: "front-matter-unclosed",
    severity: Severity::Error,
    message: Words {
        zh: "开头的信息没有结束：缺少第二行“---”",
        en: "the front matter has no end: its second line “---” is missing",
    },
    help: Words {
        zh: "在这里单独加一行“---”，把上面的信息和下面的正文隔开",
        en: "add a line “---” here, between the items above and the text below",
    },
};

/// A fence made of other dashes.
pub static FENCE_FORM: Rule = Rule {
    code: "HB1103",
    name: "fence-form",
    severity: Severity::Warning,
    message: Words {
        zh: "“{text}”应写成三个英文减号“---”", en: "“{text}” should be three hyphens “---”"
    },
    help: Words { zh: "切换到英文输入法，把这一行改为“---”", en: "write this line as “---”" },
};

/// The front matter is larger than any.
pub static FRONT_MATTER_TOO_LARGE: Rule = Rule {
    code: "HB1104",
    name: "front-matter-too-large",
    severity: Severity::Error,
    message: Words {
        zh: "两行“---”之间的信息超过了 {limit} KB，没有读取",
        en: "the items between the two lines “---” exceed {limit} KB and were not read",
    },
    help: Words {
        zh: "正文应写在第二行“---”之后", en: "the text of the report belongs after the second line “---”"
    },
};

/// The first `---` is missing.
pub static FRONT_MATTER_UNOPENED: Rule = Rule {
    code: "HB1105",
    name: "front-matter-unopened",
    severity: Severity::Error,
    message: Words {
        zh: "开头的信息之前缺少一行“---”", en: "a line “---” is missing before the front matter"
    },
    help: Words {
        zh: "在文件最前面单独加一行“---”", en: "add a line “---” at the very beginning of the file"
    },
};

/// What no other rule explains.
pub static YAML_UNREADABLE: Rule = Rule {
    code: "HB1201",
    name: "yaml-unreadable",
    severity: Severity::Error,
    message: Words { zh: "读到这里读不下去了：{reason}", en: "reading stopped here: {reason}" },
    help: Words {
        zh: "检查这一行和上一行：冒号要用英文冒号，后面空一格；同一级的各行左边对齐；引号和括号要成对",
        en: "check this line and the one before: a space follows each colon, lines of one level begin in the same column, and quotes and brackets come in pairs",
    },
};

/// One key twice in one mapping.
pub static KEY_REPEATED: Rule = Rule {
    code: "HB1202",
    name: "key-repeated",
    severity: Severity::Error,
    message: Words { zh: "“{key}”写了两次", en: "“{key}” is written twice" },
    help: Words {
        zh: "删去一处；现在用的是前面那一处", en: "delete one of them; the first is used for now"
    },
};

/// A second document in one file.
pub static DOCUMENT_SECOND: Rule = Rule {
    code: "HB1203",
    name: "document-second",
    severity: Severity::Error,
    message: Words {
        zh: "从这一行“---”起的内容没有读取", en: "what follows this line “---” was not read"
    },
    help: Words { zh: "删去这一行", en: "delete this line" },
};

/// A list or a mapping before the colon.
pub static KEY_NOT_TEXT: Rule = Rule {
    code: "HB1204",
    name: "key-not-text",
    severity: Severity::Error,
    message: Words {
        zh: "冒号前面应是一个名称，不能是括号里的内容",
        en: "a name must stand before the colon, not something in brackets",
    },
    help: Words {
        zh: "如果括号是文字的一部分，用英文引号把整段文字引起来",
        en: "if the brackets belong to the text, put the whole text in quotes",
    },
};

/// References that repeat too much.
pub static REFERENCE_TOO_LONG: Rule = Rule {
    code: "HB1205",
    name: "reference-too-long",
    severity: Severity::Error,
    message: Words {
        zh: "用“*”引用的内容太长，没有读取", en: "what “*” refers to is too long and was not read"
    },
    help: Words { zh: "不用引用，直接写出内容", en: "write the content out instead of referring to it" },
};

/// Brackets in brackets without end.
pub static NESTING_TOO_DEEP: Rule = Rule {
    code: "HB1206",
    name: "nesting-too-deep",
    severity: Severity::Error,
    message: Words {
        zh: "层次超过了 {limit} 层，没有读取",
        en: "this is nested more than {limit} levels deep and was not read",
    },
    help: Words { zh: "检查括号和缩进", en: "check the brackets and the indentation" },
};

/// `标题：总结`
pub static COLON_WIDE: Rule = Rule {
    code: "HB1301",
    name: "colon-wide",
    severity: Severity::Warning,
    message: Words {
        zh: "“{key}”后面用了中文冒号“：”", en: "a full-width colon “：” follows “{key}”"
    },
    help: Words {
        zh: "改用英文冒号，后面空一格，如“{key}: ……”",
        en: "use an ordinary colon followed by a space: “{key}: …”",
    },
};

/// `年度:2020`
pub static COLON_WITHOUT_SPACE: Rule = Rule {
    code: "HB1302",
    name: "colon-without-space",
    severity: Severity::Warning,
    message: Words {
        zh: "“{key}:”的冒号后面缺少一个空格", en: "no space follows the colon of “{key}:”"
    },
    help: Words { zh: "在冒号后面空一格", en: "put a space after the colon" },
};

/// A tab before the first character.
pub static INDENT_TAB: Rule = Rule {
    code: "HB1303",
    name: "indent-tab",
    severity: Severity::Warning,
    message: Words { zh: "行首用了制表符（Tab 键）", en: "the line begins with a tab" },
    help: Words {
        zh: "删去它，改按空格键，每一级两个空格", en: "delete it and use spaces, two for each level"
    },
};

/// U+3000 and its like before the first character.
pub static INDENT_WIDE: Rule = Rule {
    code: "HB1304",
    name: "indent-wide",
    severity: Severity::Warning,
    message: Words {
        zh: "行首用了全角空格或特殊空格", en: "the line begins with full-width or special spaces"
    },
    help: Words {
        zh: "删去它，切换到英文输入法再按空格键，每一级两个空格",
        en: "delete them and use ordinary spaces, two for each level",
    },
};

/// A value whose first character means something to YAML.
pub static QUOTES_NEEDED: Rule = Rule {
    code: "HB1305",
    name: "quotes-needed",
    severity: Severity::Warning,
    message: Words {
        zh: "以“{mark}”开头的文字要加引号", en: "text that begins with “{mark}” needs quotes"
    },
    help: Words { zh: "用英文单引号把整段文字引起来", en: "put single quotes around the whole text" },
};

/// `标题: 总结: 上半年`
pub static COLON_IN_VALUE: Rule = Rule {
    code: "HB1306",
    name: "colon-in-value",
    severity: Severity::Warning,
    message: Words {
        zh: "文字里面有英文冒号加空格，会被当成另一项",
        en: "a colon and a space inside the text look like another item",
    },
    help: Words {
        zh: "文字里面改用中文冒号“：”，或用英文单引号把整段文字引起来",
        en: "put single quotes around the whole text",
    },
};

/// An opening quote without its partner.
pub static QUOTE_UNCLOSED: Rule = Rule {
    code: "HB1307",
    name: "quote-unclosed",
    severity: Severity::Error,
    message: Words { zh: "引号“{mark}”没有成对", en: "the quote {mark} has no partner" },
    help: Words { zh: "在文字末尾补上同样的英文引号", en: "put the same quote at the end of the text" },
};

/// `-第一`
pub static DASH_WITHOUT_SPACE: Rule = Rule {
    code: "HB1308",
    name: "dash-without-space",
    severity: Severity::Warning,
    message: Words { zh: "列表的“-”后面缺少一个空格", en: "no space follows the “-” of the list" },
    help: Words { zh: "在“-”后面空一格", en: "put a space after the “-”" },
};

/// `－ 第一`
pub static DASH_FORM: Rule = Rule {
    code: "HB1309",
    name: "dash-form",
    severity: Severity::Warning,
    message: Words {
        zh: "列表的开头用了“{mark}”，应是英文减号",
        en: "the list item begins with “{mark}” in place of a hyphen",
    },
    help: Words {
        zh: "改用英文减号，后面空一格，如“- ……”", en: "use a hyphen followed by a space: “- …”"
    },
};

/// A line that begins in no column of those above.
pub static INDENT_UNEVEN: Rule = Rule {
    code: "HB1310",
    name: "indent-uneven",
    severity: Severity::Error,
    message: Words {
        zh: "这一行左边没有对齐：行首有 {count} 个空格",
        en: "this line is out of line: it begins with {count} spaces",
    },
    help: Words {
        zh: "同一级的各行左边要对齐；这里应是 {right} 个空格",
        en: "lines of one level begin in the same column; use {right} spaces here",
    },
};

/// `｛ ｝ ［ ］` for the brackets of YAML.
pub static BRACKET_WIDE: Rule = Rule {
    code: "HB1311",
    name: "bracket-wide",
    severity: Severity::Warning,
    message: Words { zh: "用了全角括号“{mark}”", en: "the bracket “{mark}” is full-width" },
    help: Words { zh: "切换到英文输入法，改用英文括号", en: "use an ordinary bracket" },
};

/// `，` or `、` between the items of a bracketed list.
pub static COMMA_WIDE: Rule = Rule {
    code: "HB1312",
    name: "comma-wide",
    severity: Severity::Warning,
    message: Words {
        zh: "括号里的各项用“{mark}”隔开了", en: "the items in brackets are separated by “{mark}”"
    },
    help: Words { zh: "改用英文逗号，后面空一格", en: "use a comma followed by a space" },
};

/// “ ” for the quotes of YAML.
pub static QUOTE_CURLY: Rule = Rule {
    code: "HB1313",
    name: "quote-curly",
    severity: Severity::Warning,
    message: Words {
        zh: "这里要用英文引号，中文引号不起作用",
        en: "quotes must be straight here; curly ones have no effect",
    },
    help: Words {
        zh: "用英文单引号把整段文字引起来", en: "put straight single quotes around the whole text"
    },
};

/// `标题: "双百"活动`
pub static TEXT_AFTER_QUOTE: Rule = Rule {
    code: "HB1314",
    name: "text-after-quote",
    severity: Severity::Error,
    message: Words { zh: "英文引号后面还有文字", en: "text follows the closing quote" },
    help: Words {
        zh: "文字里面的引号改用中文引号“”，或用英文单引号把整段文字引起来",
        en: "put single quotes around the whole text",
    },
};

/// `[` or `{` without its partner.
pub static BRACKET_UNCLOSED: Rule = Rule {
    code: "HB1315",
    name: "bracket-unclosed",
    severity: Severity::Error,
    message: Words { zh: "括号“{mark}”没有成对", en: "the bracket “{mark}” has no partner" },
    help: Words {
        zh: "在这一项末尾补上“{partner}”；如果括号是文字的一部分，用英文单引号把整段文字引起来",
        en: "close it with “{partner}”; if it belongs to the text, put single quotes around the whole text",
    },
};

/// `标题 年度总结`
pub static LINE_WITHOUT_COLON: Rule = Rule {
    code: "HB1316",
    name: "line-without-colon",
    severity: Severity::Error,
    message: Words {
        zh: "这一行没有冒号，不知道是哪一项", en: "this line has no colon, so it is no item"
    },
    help: Words {
        zh: "写成“名称: 内容”；如果是接着上一行的文字，行首空两格",
        en: "write it as “name: content”; if it continues the line before, begin it with two spaces",
    },
};

/// `"C:\文件"`
pub static BACKSLASH: Rule = Rule {
    code: "HB1317",
    name: "backslash",
    severity: Severity::Warning,
    message: Words {
        zh: "英文双引号里面不能直接写反斜杠“\\”",
        en: "a backslash “\\” has a meaning of its own in double quotes",
    },
    help: Words {
        zh: "写成两个反斜杠，或把两端的双引号改为英文单引号",
        en: "write two of them, or use single quotes around the text",
    },
};

/// `标题: 第 #3期`
pub static COMMENT_SWALLOWS: Rule = Rule {
    code: "HB1318",
    name: "comment-swallows",
    severity: Severity::Warning,
    message: Words {
        zh: "空格后面的“#”起，这一行剩下的文字都不会读取",
        en: "from the “#” after the space on, the rest of this line is not read",
    },
    help: Words {
        zh: "如果“#”是文字的一部分，用英文单引号把整段文字引起来；如果是说明，在“#”后面空一格",
        en: "if the “#” belongs to the text, put single quotes around the whole text; if it begins a remark, put a space after it",
    },
};
