//! Rules about the look that `site.yaml` and pages ask for (HB52…).

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &ACCENT_FORM,
    &ACCENT_UNREADABLE,
    &LOGO_MISSING,
    &MENU_UNKNOWN,
    &HOME_UNKNOWN,
    &PAGE_TEMPLATE_MISSING,
    &TEMPLATE_UNUSED,
    &HEADING_FONT_MISSING,
    &HEADING_FONT_UNUSABLE,
    &HEADING_FONT_LICENSE,
    &HEADING_FONT_CUT,
];

/// A colour that is none.
pub static ACCENT_FORM: Rule = Rule {
    code: "HB5201",
    name: "accent-form",
    severity: Severity::Error,
    message: Words {
        zh: "强调色“{text}”不是颜色，网站用了原来的红色",
        en: "the accent “{text}” is no color; the site has its usual red",
    },
    help: Words {
        zh: "写六位的颜色，如 \"#0b5a8a\"，带引号", en: "write six digits in quotes, such as \"#0b5a8a\""
    },
};

/// A colour that is too light to be read.
pub static ACCENT_UNREADABLE: Rule = Rule {
    code: "HB5202",
    name: "accent-unreadable",
    severity: Severity::Warning,
    message: Words {
        zh: "强调色“{text}”太浅，文字与底色的反差只有 {contrast}，不到 4.5，网站用了深一些的",
        en: "the accent “{text}” is too light: its contrast is {contrast}, less than 4.5; the site has a darker one",
    },
    help: Words { zh: "换一种深一些的颜色", en: "choose a darker color" },
};

/// A logo that is not there.
pub static LOGO_MISSING: Rule = Rule {
    code: "HB5203",
    name: "logo-missing",
    severity: Severity::Error,
    message: Words {
        zh: "找不到标志“{name}”，页眉仍是印章",
        en: "there is no logo “{name}”; the header keeps the seal",
    },
    help: Words {
        zh: "把图片放在 content/static 里，这里写它的文件名，大小写也要一致",
        en: "put the picture into content/static and write its file name here, upper and lower case included",
    },
};

/// An entry of the menu that is nothing.
pub static MENU_UNKNOWN: Rule = Rule {
    code: "HB5204",
    name: "menu-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "网站里没有“{name}”，菜单里少了它", en: "the site has no “{name}”; the menu lacks it"
    },
    help: Words {
        zh: "可以写：首页、年卷、组织、主题、索引、荣誉、数字、查找，或者一个单页的标题或文件名",
        en: "there are: home, years, organizations, topics, names, honours, metrics, find, and the title or file name of any page",
    },
};

/// A section of the home page that there is not.
pub static HOME_UNKNOWN: Rule = Rule {
    code: "HB5205",
    name: "home-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "首页没有“{name}”这一栏，略过了",
        en: "the home page has no section “{name}”; it is left out",
    },
    help: Words {
        zh: "可以写：入口、新近、数字、组织、主题",
        en: "there are: routes, newest, figures, organizations, topics",
    },
};

/// A page asks for a template that there is not.
pub static PAGE_TEMPLATE_MISSING: Rule = Rule {
    code: "HB5206",
    name: "page-template-missing",
    severity: Severity::Error,
    message: Words {
        zh: "外观里没有“{name}”这个模板，这一页用了普通的版式",
        en: "the theme has no template “{name}”; this page has the usual form",
    },
    help: Words {
        zh: "写一个 {file}，或者改成外观里有的模板的名称",
        en: "write {file}, or name a template that the theme has",
    },
};

/// A template that nobody asks for.
pub static TEMPLATE_UNUSED: Rule = Rule {
    code: "HB5207",
    name: "template-unused",
    severity: Severity::Warning,
    message: Words { zh: "没有页面用到“{name}”这个模板", en: "no page uses the template “{name}”" },
    help: Words {
        zh: "要给单页用，在那一页的篇首写“{line}”；要换掉自带的模板，给它相同的文件名，如“{near}”",
        en: "to use it for a page, write “{line}” in that page's front matter; to replace a built-in template give the file its name, such as “{near}”",
    },
};

/// A font that is not there.
pub static HEADING_FONT_MISSING: Rule = Rule {
    code: "HB5208",
    name: "heading-font-missing",
    severity: Severity::Error,
    message: Words {
        zh: "找不到字体“{name}”，标题用读者电脑上的宋体",
        en: "there is no font “{name}”; headings have the Song of the reader's machine",
    },
    help: Words {
        zh: "把字体文件放在 content/fonts 里，写它的文件名",
        en: "put the font file into content/fonts and write its name",
    },
};

/// A file that no heading can be set in.
pub static HEADING_FONT_UNUSABLE: Rule = Rule {
    code: "HB5209",
    name: "heading-font-unusable",
    severity: Severity::Error,
    message: Words { zh: "标题不能用“{name}”：{why}", en: "headings cannot be set in “{name}”: {why}" },
    help: Words {
        zh: "换成只有一种粗细的字体文件（.woff、.ttf、.otf、.ttc），粗体最好，如 noto-serif-sc-chinese-simplified-700-normal.woff",
        en: "name a font file of one weight (.woff, .ttf, .otf, .ttc), best a bold one, such as noto-serif-sc-chinese-simplified-700-normal.woff",
    },
};

/// A font that may not be given away with a site.
pub static HEADING_FONT_LICENSE: Rule = Rule {
    code: "HB5210",
    name: "heading-font-license",
    severity: Severity::Error,
    message: Words {
        zh: "字体“{name}”注明不许{what}，没有用在网站上",
        en: "the font “{name}” says that it may not be {what}; the site does not use it",
    },
    help: Words {
        zh: "换成开放许可（如 OFL）的字体，如思源宋体；有授权的，请向字体公司要许可网页嵌入的文件",
        en: "use a face with an open license (such as the OFL), for example Source Han Serif; if you have a license, ask its maker for a file that may be embedded in pages",
    },
};

/// A font that is too long with all letters.
pub static HEADING_FONT_CUT: Rule = Rule {
    code: "HB5211",
    name: "heading-font-cut",
    severity: Severity::Note,
    message: Words {
        zh: "标题里有 {known} 个不同的字，“{name}”按 300 KB 只带了最常用的 {kept} 个，其余用读者电脑上的字体",
        en: "headings have {known} different characters; of “{name}” 300 KB take in the most frequent {kept}, and the others have a font of the reader's machine",
    },
    help: Words {
        zh: "不用改；想多带一些，换笔画简单、文件小的字体",
        en: "nothing need be done; a face with simpler outlines takes in more",
    },
};
