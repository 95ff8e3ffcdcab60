//! Rules about the body of a report (HB4…).
//!
//! In: nothing. Out: the rules that `parse/markdown` makes findings with. The
//! sentences are for writers who know Word, so they say what to type and never
//! speak of parsers, schemes or events.

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &HTML_REFUSED,
    &LINK_SCHEME,
    &LINK_MISSING,
    &LINK_DRAFT,
    &ANCHOR_MISSING,
    &LINK_PROTOCOL,
    &IMAGE_MISSING,
    &IMAGE_TYPE,
    &IMAGE_ALT,
    &IMAGE_REMOTE,
    &NOTE_UNDEFINED,
    &NOTE_UNUSED,
    &NOTE_TWICE,
    &HEADING_ID_TWICE,
    &TABLE_CELLS,
    &LINK_EXCLUDED,
    &LINK_BROKEN,
    &NESTING_TOO_DEEP,
];

/// HTML in a body is shown as text.
pub static HTML_REFUSED: Rule = Rule {
    code: "HB4001",
    name: "html-refused",
    severity: Severity::Warning,
    message: Words {
        zh: "正文里不能用网页代码“{code}”，它会原样显示出来",
        en: "the text contains HTML, “{code}”, which is shown as it stands",
    },
    help: Words {
        zh: "删去它，或改用 Markdown 写法，如 **加粗**、![说明](图片.png)；要显示小于号，请写 \\<",
        en: "delete it or use Markdown, such as **bold** or ![description](picture.png); write \\< for a less-than sign",
    },
};

/// A link whose address begins with something other than http, https, mailto, tel.
pub static LINK_SCHEME: Rule = Rule {
    code: "HB4002",
    name: "link-scheme",
    severity: Severity::Error,
    message: Words {
        zh: "不能链接到“{scheme}:”开头的地址，这里只显示文字",
        en: "an address that begins with “{scheme}:” cannot be linked to; only the words are shown",
    },
    help: Words {
        zh: "网址以 https:// 开头，邮箱以 mailto: 开头，电话以 tel: 开头；本汇编里的文件写相对路径，如 ../2019/总结.md",
        en: "begin web addresses with https://, e-mail with mailto:, telephone with tel:; for a file of this \
             publication write its relative path, such as ../2019/report.md",
    },
};

/// A link to a file that is not there.
pub static LINK_MISSING: Rule = Rule {
    code: "HB4003",
    name: "link-missing",
    severity: Severity::Error,
    message: Words { zh: "找不到所链接的文件“{path}”", en: "there is no file “{path}” to link to" },
    help: Words {
        zh: "路径从本文件所在的文件夹算起；请核对文件名，大小写也要一致",
        en: "paths start from the folder of this file; check the name, upper and lower case included",
    },
};

/// A link to a report that is a draft, is withdrawn or could not be read.
pub static LINK_DRAFT: Rule = Rule {
    code: "HB4004",
    name: "link-draft",
    severity: Severity::Warning,
    message: Words {
        zh: "所链接的“{path}”没有编入，这里只显示文字",
        en: "“{path}” is not part of the site; only the words of the link are shown",
    },
    help: Words {
        zh: "那一篇还是草稿、已经撤稿，或者它自己有错（见它的提示）；改好那一篇，或去掉这个链接",
        en: "it is a draft, is withdrawn, or has errors of its own (told there); mend it, or remove the link",
    },
};

/// A link within the page to a heading that is not there.
pub static ANCHOR_MISSING: Rule = Rule {
    code: "HB4005",
    name: "anchor-missing",
    severity: Severity::Error,
    message: Words { zh: "本篇没有“#{anchor}”这个标题", en: "this text has no heading “#{anchor}”" },
    help: Words {
        zh: "在 # 后照抄标题的文字，如 [见第二节](#二、管理)",
        en: "repeat the words of the heading after #, such as [see below](#second-part)",
    },
};

/// A link that begins with two slashes.
pub static LINK_PROTOCOL: Rule = Rule {
    code: "HB4006",
    name: "link-protocol",
    severity: Severity::Error,
    message: Words {
        zh: "网址“{address}”缺少开头的 https:，这里只显示文字",
        en: "the address “{address}” lacks its https: and only the words of the link are shown",
    },
    help: Words { zh: "在最前面加上 https:", en: "put https: in front" },
};

/// An image that is not there.
pub static IMAGE_MISSING: Rule = Rule {
    code: "HB4007",
    name: "image-missing",
    severity: Severity::Error,
    message: Words { zh: "找不到图片“{path}”", en: "there is no image “{path}”" },
    help: Words {
        zh: "把图片放在本文件旁边，写它的文件名；大小写也要一致",
        en: "put the image beside this file and write its name, upper and lower case included",
    },
};

/// An image whose file is something else.
pub static IMAGE_TYPE: Rule = Rule {
    code: "HB4008",
    name: "image-type",
    severity: Severity::Error,
    message: Words { zh: "“{path}”不能作为图片编入", en: "“{path}” cannot be published as an image" },
    help: Words {
        zh: "图片请存为 PNG、JPEG 或 WebP，放在 content/reports 或 content/pages 里；是文档要提供下载，就去掉最前面的感叹号",
        en: "save an image as PNG, JPEG or WebP in content/reports or content/pages; to offer a document for download, \
             remove the exclamation mark in front",
    },
};

/// An image without words for those who cannot see it.
pub static IMAGE_ALT: Rule = Rule {
    code: "HB4009",
    name: "image-alt",
    severity: Severity::Warning,
    message: Words {
        zh: "图片“{path}”没有文字说明，看不见图的读者无从知道内容",
        en: "the image “{path}” has no description for readers who cannot see it",
    },
    help: Words {
        zh: "在方括号里写明图上是什么，如 ![义诊现场，医生在测血压](义诊.jpg)",
        en: "say in the square brackets what it shows, such as ![a doctor taking blood pressure](clinic.jpg)",
    },
};

/// An image that stands on another site.
pub static IMAGE_REMOTE: Rule = Rule {
    code: "HB4010",
    name: "image-remote",
    severity: Severity::Warning,
    message: Words {
        zh: "图片“{address}”在别的网站上，这里改为链接",
        en: "the image “{address}” stands on another site; a link to it is shown instead",
    },
    help: Words {
        zh: "把图片下载到本文件旁边，再写它的文件名",
        en: "download it to the folder of this file and write its name",
    },
};

/// A note mark without its note.
pub static NOTE_UNDEFINED: Rule = Rule {
    code: "HB4011",
    name: "note-undefined",
    severity: Severity::Error,
    message: Words { zh: "没有写注释“{note}”的内容", en: "the note “{note}” is not written anywhere" },
    help: Words {
        zh: "另起一段写 [^{note}]: 注释的内容，冒号用半角并空一格",
        en: "write [^{note}]: and its words in a paragraph of their own",
    },
};

/// A note that nothing refers to.
pub static NOTE_UNUSED: Rule = Rule {
    code: "HB4012",
    name: "note-unused",
    severity: Severity::Error,
    message: Words {
        zh: "正文没有引用注释“{note}”，它不会显示",
        en: "nothing refers to the note “{note}”, so it is not shown",
    },
    help: Words {
        zh: "在正文该处写 [^{note}]，或删去这条注释", en: "write [^{note}] in the text, or delete the note"
    },
};

/// Two notes of one name.
pub static NOTE_TWICE: Rule = Rule {
    code: "HB4013",
    name: "note-twice",
    severity: Severity::Error,
    message: Words {
        zh: "注释“{note}”写了两次，只用第一次的内容",
        en: "the note “{note}” is written twice and only the first is used",
    },
    help: Words { zh: "给其中一条换个编号", en: "give one of them another name" },
};

/// Two headings that ask for one id.
pub static HEADING_ID_TWICE: Rule = Rule {
    code: "HB4014",
    name: "heading-id-twice",
    severity: Severity::Warning,
    message: Words { zh: "两个标题都叫“#{id}”", en: "two headings are called “#{id}”" },
    help: Words { zh: "给其中一个换个名称", en: "give one of them another name" },
};

/// A row with more cells than its table has columns.
pub static TABLE_CELLS: Rule = Rule {
    code: "HB4015",
    name: "table-cells",
    severity: Severity::Error,
    message: Words {
        zh: "这一行比表头多出了单元格，多出的“{text}”不会显示",
        en: "this row has more cells than the head of the table; “{text}” is not shown",
    },
    help: Words {
        zh: "在表头补上这一列；文字里要用竖线，请写 \\|",
        en: "add the column to the head; write \\| for a bar within a cell",
    },
};

/// A link to a file that is there and is not published: its kind may carry
/// scripts or is not known, or it lies outside the published folders.
pub static LINK_EXCLUDED: Rule = Rule {
    code: "HB4016",
    name: "link-excluded",
    severity: Severity::Error,
    message: Words {
        zh: "“{path}”这个文件不发布，这里只显示文字",
        en: "the file “{path}” is not published; only the words of the link are shown",
    },
    help: Words {
        zh: "只发布 content/reports 和 content/pages 里的总结、网页（.md）、图片和文档（PDF、Word、Excel 等）；请放到那里，或存为其中一种",
        en: "reports and pages (.md), images and documents (PDF, Word, Excel …) are published, in content/reports and \
             content/pages; move it there, or save it as one of these",
    },
};

/// A link that begins with http: or https: and names no site, so that browsers
/// do not agree where it leads.
pub static LINK_BROKEN: Rule = Rule {
    code: "HB4017",
    name: "link-broken",
    severity: Severity::Error,
    message: Words {
        zh: "网址“{address}”写得不完整，打不开，这里只显示文字",
        en: "the address “{address}” is incomplete and leads nowhere; only the words are shown",
    },
    help: Words {
        zh: "http: 或 https: 后面要有两条斜线和网站的名称，端口只能是数字，如 https://example.org/a.html",
        en: "after http: or https: come two slashes and the name of the site, and a port is a number, as in \
             https://example.org/a.html",
    },
};

/// A line that opens more quotations and lists in one another than the site
/// allows.
pub static NESTING_TOO_DEEP: Rule = Rule {
    code: "HB4018",
    name: "lists-too-deep",
    severity: Severity::Warning,
    message: Words {
        zh: "这一行的引用和列表套了 {count} 层，最多 {limit} 层",
        en: "this line opens {count} quotations and lists in one another, but {limit} is the limit",
    },
    help: Words {
        zh: "多出的记号照原样显示，看看是不是写错了；确实有这么多层，就在 content/site.yaml 的“limits”里写“nesting: 200”这样一行",
        en: "the marks too many are shown as they stand; look whether they are meant. If there are so many, write a line such as “nesting: 200” under “limits” in content/site.yaml",
    },
};
