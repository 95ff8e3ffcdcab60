//! Rules about the files and folders of the publication themselves (HB6…).

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[&NAME_UNUSABLE, &NAME_TWICE, &LINK_REFUSED, &LINK_LOOP, &PATH_UNREADABLE];

/// A name that no path of the publication can have.
pub static NAME_UNUSABLE: Rule = Rule {
    code: "HB6001",
    name: "name-unusable",
    severity: Severity::Error,
    message: Words {
        zh: "文件名“{name}”里有不能用的字符，这一项被略过",
        en: "the name “{name}” has characters that cannot be used; it is left out",
    },
    help: Words {
        zh: "请改名：用 UTF-8 编码的文字，不要反斜杠和换行，themes 里也不要冒号",
        en: "rename it: text in UTF-8, without backslash and line break, in themes without a colon",
    },
};

/// Two files whose names look and read the same.
pub static NAME_TWICE: Rule = Rule {
    code: "HB6002",
    name: "name-twice",
    severity: Severity::Error,
    message: Words {
        zh: "有两个文件都叫“{name}”，只是字符的编码写法不同，后一个被略过",
        en: "two files are called “{name}”, in two encodings of the same characters; the second is left out",
    },
    help: Words { zh: "请把其中一个改名或删去", en: "rename or remove one of them" },
};

/// A symbolic link that is not followed.
pub static LINK_REFUSED: Rule = Rule {
    code: "HB6003",
    name: "link-refused",
    severity: Severity::Error,
    message: Words {
        zh: "“{name}”是符号链接，没有收进来，也没有打开",
        en: "“{name}” is a symbolic link; it was left out and not opened",
    },
    help: Words {
        zh: "请把它指向的文件复制进来。只在 content 里互相指的链接，可在 site.yaml 写 links: content 放行",
        en: "copy the file that it leads to. Links from content to content are allowed by links: content in site.yaml",
    },
};

/// A symbolic link to a folder that holds it.
pub static LINK_LOOP: Rule = Rule {
    code: "HB6004",
    name: "link-loop",
    severity: Severity::Warning,
    message: Words {
        zh: "符号链接“{name}”指回自己的上级文件夹，被略过",
        en: "the symbolic link “{name}” leads back to a folder that holds it; it is left out",
    },
    help: Words { zh: "请删去这个链接", en: "remove the link" },
};

/// A file or folder that the system will not show.
pub static PATH_UNREADABLE: Rule = Rule {
    code: "HB6005",
    name: "path-unreadable",
    severity: Severity::Error,
    message: Words { zh: "读不了“{name}”：{cause}", en: "“{name}” cannot be read: {cause}" },
    help: Words {
        zh: "请检查它的权限；不是普通文件的东西，请移走",
        en: "check its permissions; move away what is no regular file",
    },
};
