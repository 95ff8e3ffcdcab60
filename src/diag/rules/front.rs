//! Rules about the keys and values of front matter and registries (HB2…).
//!
//! HB21… keys, HB22… shapes, HB23… dates and years, HB24… numbers, HB25…
//! fixed forms such as DOI and ISSN.

use crate::diag::{Rule, Severity, Words};

/// The rules of this family, in the order of their codes.
pub static RULES: &[&Rule] = &[
    &KEY_MISSING,
    &VALUE_EMPTY,
    &KEY_UNKNOWN,
    &KEY_MISSPELT,
    &KEY_MISPLACED,
    &KEY_IN_TWO_LANGUAGES,
    &KEYS_UNKNOWN,
    &STATUS_MISSPELT,
    &TEXT_EXPECTED,
    &LIST_OF_TEXTS_EXPECTED,
    &RECORD_EXPECTED,
    &RECORDS_EXPECTED,
    &LIST_SEPARATOR,
    &ITEM_EMPTY,
    &ITEM_REPEATED,
    &ITEM_SPLIT_BY_COLON,
    &CHOICE_UNKNOWN,
    &PLACEHOLDER_LEFT,
    &STATUS_UNKNOWN,
    &REVIEW_OPEN,
    &REVIEW_UNCLEAR,
    &DATE_UNREADABLE,
    &DATE_YEAR_SHORT,
    &DATE_UNSEPARATED,
    &MONTH_IMPOSSIBLE,
    &DAY_IMPOSSIBLE,
    &YEAR_UNREADABLE,
    &YEAR_SHORT,
    &YEARS_REVERSED,
    &YEAR_OUT_OF_RANGE,
    &NUMBER_UNREADABLE,
    &NUMBER_NOT_WHOLE,
    &NUMBER_OUT_OF_RANGE,
    &UNIT_TWICE,
    &NUMBER_SPLIT_BY_COMMA,
    &SIZE_FORM,
    &ADDRESS_FORM,
    &DOI_FORM,
    &ISSN_FORM,
    &ISSN_CHECK_DIGIT,
    &ID_FORM,
    &SEAL_TOO_LONG,
    &WORD_FORM,
];

/// A required key is not there.
pub static KEY_MISSING: Rule = Rule {
    code: "HB2101",
    name: "key-missing",
    severity: Severity::Error,
    message: Words { zh: "{record}缺少“{zh}”（{key}）", en: "this {record} lacks “{key}” ({zh})" },
    help: Words { zh: "加上“{zh}: ……”或“{key}: ……”", en: "add “{key}: …” or “{zh}: …”" },
};

/// A required key has no value.
pub static VALUE_EMPTY: Rule = Rule {
    code: "HB2102",
    name: "value-empty",
    severity: Severity::Error,
    message: Words { zh: "“{key}”后面是空的", en: "nothing stands after “{key}”" },
    help: Words { zh: "在冒号和空格后面写上内容", en: "write its content after the colon and a space" },
};

/// A key that no record has and that resembles none.
pub static KEY_UNKNOWN: Rule = Rule {
    code: "HB2103",
    name: "key-unknown",
    severity: Severity::Warning,
    message: Words {
        zh: "{record}没有“{key}”这一项，没有读取",
        en: "“{key}” is no known part of this {record}; it was not read",
    },
    help: Words {
        zh: "删去这一项，或把名称改为认得的写法", en: "delete it, or use one of the known names"
    },
};

/// So many unknown keys that the rest are only counted.
pub static KEYS_UNKNOWN: Rule = Rule {
    code: "HB2107",
    name: "keys-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "从这里起还有 {count} 项是{record}没有的，都没有读取，不再一一列出",
        en: "from here on {count} more keys are no known parts of this {record}; none was read, and they are not listed",
    },
    help: Words {
        zh: "看看是不是把别的文件（数据、名单）放到了这里",
        en: "see whether another file, such as data or a list of names, was put here",
    },
};

/// A key that resembles another.
pub static KEY_MISSPELT: Rule = Rule {
    code: "HB2104",
    name: "key-misspelt",
    severity: Severity::Warning,
    message: Words {
        zh: "没有“{key}”这一项，已当作“{near}”读取", en: "there is no “{key}”; it was read as “{near}”"
    },
    help: Words { zh: "改为“{near}”", en: "write “{near}”" },
};

/// A key of another kind of record.
pub static KEY_MISPLACED: Rule = Rule {
    code: "HB2105",
    name: "key-misplaced",
    severity: Severity::Warning,
    message: Words {
        zh: "{record}没有“{key}”这一项，{owner}才有；没有读取",
        en: "“{key}” is no key of this {record}, only of another record ({owner}); it was not read",
    },
    help: Words {
        zh: "移到它该在的文件里；如果它属于上面的某一项，让它与那一项的其他各行左边对齐",
        en: "move it to the file where it belongs; if it belongs to an item above, begin it in the same column as the other lines of that item",
    },
};

/// `title` and `标题` in one file.
pub static KEY_IN_TWO_LANGUAGES: Rule = Rule {
    code: "HB2106",
    name: "key-in-two-languages",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”和“{first}”是同一项，写了两次",
        en: "“{key}” and “{first}” are one item, written twice",
    },
    help: Words {
        zh: "删去一处；现在用的是“{first}”", en: "delete one of them; “{first}” is used for now"
    },
};

/// `statu: draft`: a key that is none, but is about the status.
pub static STATUS_MISSPELT: Rule = Rule {
    code: "HB2108",
    name: "status-misspelt",
    severity: Severity::Error,
    message: Words {
        zh: "没有“{key}”这一项，像是说审核状态；这一篇先当作草稿，没有发布",
        en: "there is no “{key}”, which seems to be about the status; the report counts as a draft and is not published",
    },
    help: Words {
        zh: "改为“{near}”：草稿写“{near}: draft”，定稿写“{near}: published”；不是说审核状态，就删去这一行",
        en: "write “{near}: draft” for a draft or “{near}: published”; delete the line if it is about something else",
    },
};

/// A list or a record where a text belongs.
pub static TEXT_EXPECTED: Rule = Rule {
    code: "HB2201",
    name: "text-expected",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”应是一段文字，这里是{found}",
        en: "“{key}” should be a text, but {found} stands here",
    },
    help: Words {
        zh: "只写一段文字；如果括号是文字的一部分，用英文单引号把整段文字引起来",
        en: "write one text; if the brackets belong to it, put single quotes around the whole",
    },
};

/// Records in a list of texts.
pub static LIST_OF_TEXTS_EXPECTED: Rule = Rule {
    code: "HB2202",
    name: "list-of-texts-expected",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”的每一项应是一段文字，这里是{found}",
        en: "each item of “{key}” should be a text, but {found} stands here",
    },
    help: Words {
        zh: "写成“{key}: [甲, 乙]”，或每项单独一行，行首写“- ”",
        en: "write “{key}: [one, two]”, or each item on its own line after “- ”",
    },
};

/// A bare text where it is not clear what it stands for.
pub static RECORD_EXPECTED: Rule = Rule {
    code: "HB2203",
    name: "record-expected",
    severity: Severity::Error,
    message: Words {
        zh: "{record}要分项写明，这里是{found}",
        en: "this {record} must have named parts, but {found} stands here",
    },
    help: Words { zh: "写成“{example}”", en: "write “{example}”" },
};

/// A text or a mapping where a list of records belongs.
pub static RECORDS_EXPECTED: Rule = Rule {
    code: "HB2204",
    name: "list-expected",
    severity: Severity::Error,
    message: Words {
        zh: "这个文件应是一个列表，这里是{found}",
        en: "this file should be a list, but {found} stands here",
    },
    help: Words { zh: "每一项从“- ”开始，另起一行", en: "begin each item with “- ” on a new line" },
};

/// `主题: 组织建设、疫情防控`
pub static LIST_SEPARATOR: Rule = Rule {
    code: "HB2205",
    name: "list-separator",
    severity: Severity::Warning,
    message: Words {
        zh: "“{key}”的几项用“{mark}”连在了一起，已按几项读取",
        en: "several items of “{key}” are joined by “{mark}”; they were read apart",
    },
    help: Words {
        zh: "改用英文逗号，后面空一格，几项放在方括号里",
        en: "separate them by a comma and a space, in square brackets",
    },
};

/// An item without content.
pub static ITEM_EMPTY: Rule = Rule {
    code: "HB2206",
    name: "item-empty",
    severity: Severity::Warning,
    message: Words { zh: "“{key}”有一项是空的", en: "one item of “{key}” is empty" },
    help: Words { zh: "删去这一项，或写上内容", en: "delete the item or write its content" },
};

/// The same item twice.
pub static ITEM_REPEATED: Rule = Rule {
    code: "HB2207",
    name: "item-repeated",
    severity: Severity::Warning,
    message: Words { zh: "“{key}”里的“{text}”写了两次", en: "“{text}” stands twice in “{key}”" },
    help: Words { zh: "删去一处", en: "delete one of them" },
};

/// `- 一是学习: 发展党员`
pub static ITEM_SPLIT_BY_COLON: Rule = Rule {
    code: "HB2208",
    name: "item-split-by-colon",
    severity: Severity::Warning,
    message: Words {
        zh: "英文冒号加空格把这一项分成了两半，已按一段文字读取",
        en: "a colon and a space divide this item; it was read as one text",
    },
    help: Words {
        zh: "文字里面改用中文冒号“：”，或用英文单引号把整段文字引起来",
        en: "put single quotes around the whole text",
    },
};

/// A word outside the few that are allowed.
pub static CHOICE_UNKNOWN: Rule = Rule {
    code: "HB2209",
    name: "choice-unknown",
    severity: Severity::Error,
    message: Words { zh: "“{key}”不能写“{text}”", en: "“{key}” cannot be “{text}”" },
    help: Words { zh: "可以写：{choices}", en: "it can be: {choices}" },
};

/// `branch: 请填写组织`, as `huibian new report` left it.
pub static PLACEHOLDER_LEFT: Rule = Rule {
    code: "HB2210",
    name: "placeholder-left",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”还没有填写（“{text}”），这一篇先当作草稿，没有发布",
        en: "“{key}” has not been filled in (“{text}”); the report counts as a draft and is not published",
    },
    help: Words { zh: "换成真正的内容", en: "put the real one in its place" },
};

/// A status that is none of the words for it.
pub static STATUS_UNKNOWN: Rule = Rule {
    code: "HB2211",
    name: "status-unknown",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”不能写“{text}”，这一篇先当作草稿，没有发布",
        en: "“{key}” cannot be “{text}”; the report counts as a draft and is not published",
    },
    help: Words { zh: "可以写：{choices}", en: "it can be: {choices}" },
};

/// 待核: what nobody has decided yet.
pub static REVIEW_OPEN: Rule = Rule {
    code: "HB2212",
    name: "review-open",
    severity: Severity::Note,
    message: Words { zh: "待核：{what}", en: "to be reviewed: {what}" },
    help: Words {
        zh: "对的，写进那一项，再删去这一条；不对的，只删这一条。也可以逐条回答：huibian import --review 文件",
        en: "if it is right, write it under its key and delete the entry; if not, delete the entry. To answer one by one: huibian import --review FILE",
    },
};

/// An entry of 待核 that proposes nothing that can be taken.
pub static REVIEW_UNCLEAR: Rule = Rule {
    code: "HB2213",
    name: "review-unclear",
    severity: Severity::Warning,
    message: Words { zh: "待核的这一条看不明白：{what}", en: "this point to review is unclear: {what}" },
    help: Words {
        zh: "写成两行：“- 项目: 成文日期”，下一行左边对齐，“提议: 2021-07”；只是提醒自己的话，整条写成一句",
        en: "begin with “- field: date” and write “proposal: 2021-07” below it, aligned; a mere reminder is one sentence",
    },
};

/// No date at all.
pub static DATE_UNREADABLE: Rule = Rule {
    code: "HB2301",
    name: "date-unreadable",
    severity: Severity::Error,
    message: Words { zh: "“{text}”不是日期", en: "“{text}” is not a date" },
    help: Words {
        zh: "写成 2021-12-05 的样子；只知道月份时写 2021-12",
        en: "write it like 2021-12-05, or 2021-12 if only the month is known",
    },
};

/// `21-12-05`
pub static DATE_YEAR_SHORT: Rule = Rule {
    code: "HB2302",
    name: "date-year-short",
    severity: Severity::Error,
    message: Words {
        zh: "日期“{text}”的年份只有两位数字", en: "the year in “{text}” has only two digits"
    },
    help: Words {
        zh: "写四位数字的年份，如 2021-12-05", en: "write the year with four digits, like 2021-12-05"
    },
};

/// `20211205`
pub static DATE_UNSEPARATED: Rule = Rule {
    code: "HB2303",
    name: "date-unseparated",
    severity: Severity::Error,
    message: Words {
        zh: "日期“{text}”没有把年、月、日分开", en: "year, month and day run together in “{text}”"
    },
    help: Words { zh: "写成 2021-12-05 的样子", en: "write it like 2021-12-05" },
};

/// `2021-13`
pub static MONTH_IMPOSSIBLE: Rule = Rule {
    code: "HB2304",
    name: "month-impossible",
    severity: Severity::Error,
    message: Words {
        zh: "日期“{text}”不存在：没有 {month} 月",
        en: "“{text}” does not exist: there is no month {month}",
    },
    help: Words {
        zh: "先写年，再写月、日，如 2021-12-05",
        en: "write the year, then the month and the day, like 2021-12-05",
    },
};

/// `2021-02-30`
pub static DAY_IMPOSSIBLE: Rule = Rule {
    code: "HB2305",
    name: "day-impossible",
    severity: Severity::Error,
    message: Words {
        zh: "日期“{text}”不存在：{year} 年 {month} 月没有 {day} 日",
        en: "“{text}” does not exist: month {month} of {year} has no day {day}",
    },
    help: Words { zh: "这个月的最后一天是 {last} 日", en: "the last day of that month is {last}" },
};

/// No year at all.
pub static YEAR_UNREADABLE: Rule = Rule {
    code: "HB2306",
    name: "year-unreadable",
    severity: Severity::Error,
    message: Words { zh: "“{text}”不是年度", en: "“{text}” is not a year" },
    help: Words {
        zh: "写四位数字，如 2021；跨几个年度时写 2019-2021",
        en: "write four digits, like 2021, or 2019-2021 for several years",
    },
};

/// `21年度`
pub static YEAR_SHORT: Rule = Rule {
    code: "HB2307",
    name: "year-short",
    severity: Severity::Error,
    message: Words { zh: "年度“{text}”只有两位数字", en: "the year “{text}” has only two digits" },
    help: Words {
        zh: "写四位数字，如 2021；跨几个年度时写 2019-2021",
        en: "write four digits, like 2021, or 2019-2021 for several years",
    },
};

/// `2021-2019`
pub static YEARS_REVERSED: Rule = Rule {
    code: "HB2308",
    name: "years-reversed",
    severity: Severity::Error,
    message: Words {
        zh: "“{text}”的前一个年度比后一个晚", en: "in “{text}” the first year is later than the last"
    },
    help: Words { zh: "先写较早的年度", en: "write the earlier year first" },
};

/// A year that no report is about.
pub static YEAR_OUT_OF_RANGE: Rule = Rule {
    code: "HB2309",
    name: "year-out-of-range",
    severity: Severity::Error,
    message: Words {
        zh: "“{text}”不在 1900 年至 2100 年之间", en: "“{text}” is not between 1900 and 2100"
    },
    help: Words { zh: "检查年份有没有写错", en: "check the year" },
};

/// No number at all.
pub static NUMBER_UNREADABLE: Rule = Rule {
    code: "HB2401",
    name: "number-unreadable",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”的“{text}”不是一个数", en: "“{text}” in “{key}” is not a number"
    },
    help: Words {
        zh: "只写一个数，如 329、62.39 或 80余万；单位写在“单位”一项里",
        en: "write one number, such as 329, 62.39 or 80余万, and its unit under “unit”",
    },
};

/// A rank or an order that is no whole number.
pub static NUMBER_NOT_WHOLE: Rule = Rule {
    code: "HB2402",
    name: "number-not-whole",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”应是整数，这里是“{text}”", en: "“{key}” should be a whole number, not “{text}”"
    },
    help: Words { zh: "写一个整数，如 1、2、3", en: "write a whole number such as 1, 2, 3" },
};

/// A whole number outside its bounds.
pub static NUMBER_OUT_OF_RANGE: Rule = Rule {
    code: "HB2403",
    name: "number-out-of-range",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”应在 {least} 至 {most} 之间，这里是 {text}",
        en: "“{key}” should be between {least} and {most}, not {text}",
    },
    help: Words { zh: "改为这个范围里的整数", en: "write a whole number within these bounds" },
};

/// `value: 62%` and `unit: 人`
pub static UNIT_TWICE: Rule = Rule {
    code: "HB2404",
    name: "unit-twice",
    severity: Severity::Warning,
    message: Words {
        zh: "数值后面写了“{written}”，“单位”一项又写了“{unit}”",
        en: "the value is followed by “{written}”, but the unit is given as “{unit}”",
    },
    help: Words {
        zh: "只在“单位”一项里写单位；现在用的是“{unit}”",
        en: "write the unit under “unit” only; “{unit}” is used for now",
    },
};

/// `{name: 甲, value: 1,731}`: an item ends at the comma. Four digits need no
/// separator by GB/T 15835 either.
pub static NUMBER_SPLIT_BY_COMMA: Rule = Rule {
    code: "HB2405",
    name: "number-split-by-comma",
    severity: Severity::Error,
    message: Words {
        zh: "花括号里的英文逗号把“{text}”分成了几项，这个数没有读取",
        en: "inside braces the comma divides “{text}” into several items; this number was not read",
    },
    help: Words {
        zh: "不加逗号，写“{joined}”；要保留逗号，就用英文双引号引起来，写\"{text}\"",
        en: "write “{joined}” without the comma, or keep it within quotes: \"{text}\"",
    },
};

/// A size that is none, or outside its bounds.
pub static SIZE_FORM: Rule = Rule {
    code: "HB2406",
    name: "size-form",
    severity: Severity::Error,
    message: Words {
        zh: "“{key}”应是 {least} 至 {most} 的大小，这里是“{text}”",
        en: "“{key}” should be a size from {least} to {most}, not “{text}”",
    },
    help: Words {
        zh: "写一个整数和单位 KB、MB 或 GB，如 16 MB",
        en: "write a whole number and KB, MB or GB, such as 16 MB",
    },
};

/// An address that is none, or of another scheme.
pub static ADDRESS_FORM: Rule = Rule {
    code: "HB2501",
    name: "address-form",
    severity: Severity::Error,
    message: Words { zh: "“{text}”不是网址", en: "“{text}” is not a web address" },
    help: Words {
        zh: "写完整的网址，以 https:// 或 http:// 开头",
        en: "write the whole address, beginning with https:// or http://",
    },
};

/// A DOI that cannot be one.
pub static DOI_FORM: Rule = Rule {
    code: "HB2502",
    name: "doi-form",
    severity: Severity::Error,
    message: Words { zh: "“{text}”不是 DOI", en: "“{text}” is not a DOI" },
    help: Words {
        zh: "DOI 以“10.”开头，如 10.1000/182，前后不加文字",
        en: "a DOI begins with “10.”, like 10.1000/182, and stands alone",
    },
};

/// An ISSN of another form.
pub static ISSN_FORM: Rule = Rule {
    code: "HB2503",
    name: "issn-form",
    severity: Severity::Error,
    message: Words { zh: "“{text}”不是 ISSN", en: "“{text}” is not an ISSN" },
    help: Words {
        zh: "ISSN 是八位，中间有短横，如 2096-6261",
        en: "an ISSN has eight digits with a hyphen in the middle, like 2096-6261",
    },
};

/// An ISSN with a slip in it.
pub static ISSN_CHECK_DIGIT: Rule = Rule {
    code: "HB2504",
    name: "issn-check-digit",
    severity: Severity::Warning,
    message: Words {
        zh: "ISSN“{text}”的校验位不对，可能有一位写错了",
        en: "the check digit of ISSN “{text}” is wrong; one digit may be mistyped",
    },
    help: Words { zh: "对照原刊核对", en: "compare it with the journal itself" },
};

/// An id that could not stand in an address.
pub static ID_FORM: Rule = Rule {
    code: "HB2505",
    name: "id-form",
    severity: Severity::Error,
    message: Words {
        zh: "编号“{text}”只能用小写英文字母、数字和短横",
        en: "the id “{text}” can only have small letters, digits and hyphens",
    },
    help: Words {
        zh: "可以用名称的拼音，如 diyi-dangzhibu", en: "the name in pinyin will do, like diyi-dangzhibu"
    },
};

/// More characters than a seal holds.
pub static SEAL_TOO_LONG: Rule = Rule {
    code: "HB2506",
    name: "seal-too-long",
    severity: Severity::Error,
    message: Words {
        zh: "印章“{text}”超过了四个字", en: "the seal “{text}” has more than four characters"
    },
    help: Words { zh: "印章最多四个字，如“总结”“汇编”", en: "a seal has at most four characters" },
};

/// A word for the list of words that would be found where it is none.
pub static WORD_FORM: Rule = Rule {
    code: "HB2507",
    name: "word-form",
    severity: Severity::Warning,
    message: Words {
        zh: "“{key}”里的“{text}”不能用：一个词要两个字以上，中间没有空格和标点",
        en: "“{text}” in “{key}” is not used: a word has two characters or more, without spaces and marks",
    },
    help: Words { zh: "写完整的词，如“工作站”", en: "write the whole word, like “工作站”" },
};
