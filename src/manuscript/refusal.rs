//! Why operations on a report are not done.

use crate::diag::{Language, Words};

/// Why nothing of some operations was done, for the person who asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong, and what to do.
    pub say: Words,
    /// What it is about, by its name on the page; empty for the whole file.
    pub place: String,
}

impl Refusal {
    /// A refusal about something.
    pub fn new(say: Words, place: impl Into<String>) -> Refusal {
        Refusal { say, place: place.into() }
    }

    /// The whole sentence.
    pub fn text(&self, language: Language) -> String {
        let say = self.say.in_language(language);
        match (self.place.as_str(), language) {
            ("", _) => say.to_owned(),
            (place, Language::Chinese) => format!("“{place}”：{say}"),
            (place, Language::English) => format!("“{place}”: {say}"),
        }
    }
}

/// The file is no UTF-8.
pub const ENCODING: Words = Words {
    zh: "这个文件不是UTF-8编码，请另存为UTF-8后再改",
    en: "this file is not in UTF-8; save it as UTF-8 first",
};
/// The text is too long.
pub const TOO_LONG: Words = Words { zh: "文字太长，超过了16 MB", en: "the text is longer than 16 MB" };
/// The front matter cannot be read.
pub const BROKEN: Words = Words {
    zh: "开头各项里有一处读不懂，要先改好（可以在“原文”里改），才能在这里改这一项",
    en: "something at the head of the file cannot be read; mend that first (as plain text), then this can be changed here",
};
/// The form of the file forbids a change at one place.
pub const NOT_HERE: Words = Words {
    zh: "这一项在文件里的写法特别，不能只改这一处；请在“原文”里改",
    en: "this is written in the file in a way that cannot be changed at one place; change it as plain text",
};
/// There is no such field.
pub const NO_FIELD: Words = Words { zh: "没有这一项", en: "there is no such field" };
/// There is no such row.
pub const NO_ROW: Words = Words { zh: "没有这一行", en: "there is no such row" };
/// There is no such column.
pub const NO_COLUMN: Words = Words { zh: "没有这一栏", en: "there is no such column" };
/// A field does not take a value.
pub const VALUE: Words = Words { zh: "这一项不能这样写", en: "this field does not take such a value" };
/// There is no such block.
pub const NO_BLOCK: Words =
    Words { zh: "没有这一段，也许已经改过了", en: "there is no such block; it may have been changed" };
/// There is no such open point.
pub const NO_POINT: Words = Words {
    zh: "没有这一处待核，也许已经定了",
    en: "there is no such open point; it may have been decided",
};
/// A field does not take what is proposed.
pub const NOT_TAKEN: Words = Words {
    zh: "拟填的写法这一项不认得，请改写后再采用",
    en: "the field does not take what is proposed; change it and take that",
};
/// Markdown cannot say it.
pub const NOT_MARKDOWN: Words = Words {
    zh: "这一段不能照这样写进文件，请换个写法",
    en: "this block cannot be written so; write it otherwise",
};
/// A block would change others.
pub const SPILLS: Words = Words {
    zh: "这样写会改变前后各段（如没有收尾的代码或批注），没有写入",
    en: "so written it would change the blocks around it (such as code or a comment without an end); nothing was written",
};
/// Two changes overlap.
pub const OVERLAP: Words =
    Words { zh: "两处改动重叠，没有写入", en: "two changes overlap; nothing was written" };
/// The whole text and parts of it.
pub const ALONE: Words = Words {
    zh: "整篇改动不能与别的改动一起提交",
    en: "a change of the whole text cannot come with other changes",
};
/// There is no such state.
pub const STATE: Words = Words { zh: "没有这种审核状态", en: "there is no such state" };
/// A waiver has no reason.
pub const WHY: Words = Words { zh: "请写明理由，用一行文字", en: "give a reason, in one line" };
/// A register cannot be read.
pub const REGISTER: Words = Words {
    zh: "这个登记表里有一处读不懂，要先在文件里改好，才能在这里改",
    en: "something in this register cannot be read; mend it in the file first, then it can be changed here",
};
/// A column has to be filled.
pub const NEEDED: Words = Words { zh: "这一栏不能空着", en: "this column cannot be empty" };
/// A row has others below it.
pub const HAS_BELOW: Words =
    Words { zh: "下面还有别的组织，请先挪走", en: "other organizations stand below it; move them first" };
/// A row would stand below itself.
pub const BELOW_ITSELF: Words =
    Words { zh: "一个组织不能挪到自己下面", en: "an organization cannot stand below itself" };
