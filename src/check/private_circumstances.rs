//! S02: a person by name beside an illness, poverty, a birthday, an address or arrears.

use std::ops::Range;

use crate::check::private_circumstances::mention::{Mention, OWES, mentions};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::personal::{self, column_head, heads, label_left};
use crate::language::timex;
use crate::parse::markdown::{Block, ProseKind};
use crate::source::Span;

mod mention;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7902",
        name: "private-circumstances",
        severity: Severity::Warning,
        message: Words {
            zh: "“{name}”的{kind}写了出来（“{text}”），属于个人隐私，文中共 {count} 处",
            en: "the {kind} of “{name}” is told (“{text}”), which is private; {count} in this file",
        },
        help: Words {
            zh: "公开的总结里隐去姓名，或者删去这一项；本人书面同意公开的，豁免并写明理由",
            en: "leave out the name or the circumstance; where the person agreed in writing, waive it and say so",
        },
    },
    group: Group::Privacy,
    about: Words {
        zh: "《个人信息保护法》把健康等列为敏感个人信息，公开要经本人单独同意。标出同一句里紧挨着写出的姓名与五类情况：疾病（身患……癌、确诊……病、因病住院、请病假）、困难（低保户张某某、困难党员、家庭贫困）、生日（写到日的出生日期）、住址（写到门牌号的住处）、欠款（尚欠党费）。只认明摆着的人名：本汇编的报告在“人物”里写过的，后面带“同志”“老人”“家”的，慰问、看望、资助的对象（慰问困难党员张某某），几个人名用顿号连写的，或者句首的姓名后面直接就是这类情况；“为困难老人包饺子”“扶助困难学生成才”里姓氏用字本是动词的，不算。人名靠推测，所以只是提醒。姓名与情况之间隔着别的话，如“某医生为患病老人义诊”，不算；没有姓名的一群人、打了码的、已经去世的、讲英雄烈士和历史人物的，不算。表格里栏名（或左边一格）是出生年月、住址一类的，填表人、联系人写明家住哪里的，也标出。出生只写年、月的是通行的简历，不算；前置信息“人物”里任职的人，生日也不算，因为任职公示本来就写。引文里的照样算，书名里的不算。每类一个文件报一次。",
        en: "The law on personal information asks a person's own consent for data such as health. Marked is a name right beside, in the same sentence, an illness (身患……癌, 确诊……病, 因病住院, 请病假), hardship (低保户, 困难党员, 家庭贫困), a birthday (with its day), a home (with a house number), or arrears (尚欠党费). Only names that are evident: of those whom a report of this publication lists under people, before 同志, 老人, 家, whom a visit goes to (慰问困难党员张某某), several joined by 、, or at the head of a clause right before the circumstance; a verb that is also a surname (为困难老人包饺子) is none. A name is a guess, so this is a warning. Nothing is said where other words stand between (a doctor who treats the ill), nor of groups without names, masked names, the dead, heroes and persons of history. So are cells below a head such as 出生年月 or 住址, or right of it, and where whoever filled in a form lives. A birth by year and month is ordinary in a résumé; nor is a birthday marked of those whose posts are listed under people. Quotations count, titles do not. Each kind once a file.",
    },
    wrong: "支部看望了身患肺癌的同志，慰问困难党员张三，送去米和油。\n",
    right: "支部慰问困难党员12户、癌症患者9名。张三医生为患有糖尿病的老人义诊。李四，1976年8月出生，支部书记。\n",
    fix: Fix::None,
    find,
};

const ILLNESS: Words = Words { zh: "病情", en: "illness" };
const HARDSHIP: Words = Words { zh: "困难情况", en: "hardship" };
const BIRTHDAY: Words = Words { zh: "出生日期", en: "date of birth" };
const ARREARS: Words = Words { zh: "欠款", en: "arrears" };
const HOME: Words = Words { zh: "住址", en: "home address" };

/// Words without which a block has nothing private; most have none of them.
static CLUES: List = List::new(&lexicon::CIRCUMSTANCES, "clue");
/// Words of people whom everyone may speak of.
static PUBLIC: List = List::new(&lexicon::CIRCUMSTANCES, "public");
/// How names of diseases end, the verbs before them, and 因病住院.
static DISEASES: List = List::new(&lexicon::CIRCUMSTANCES, "disease");
static FALLS_ILL: List = List::new(&lexicon::CIRCUMSTANCES, "falls-ill");
static ILL: List = List::new(&lexicon::CIRCUMSTANCES, "ill");
/// 患者, 患难.
static NOT_ILL: List = List::new(&lexicon::CIRCUMSTANCES, "not-ill");
/// 家庭贫困, and 是…低保户.
static POOR: List = List::new(&lexicon::CIRCUMSTANCES, "poor");
static BELONGS: List = List::new(&lexicon::CIRCUMSTANCES, "belongs");
static POOR_GROUPS: List = List::new(&lexicon::CIRCUMSTANCES, "poor-group");
/// What may stand between a name and what is told of the person.
static FILLERS: List = List::new(&lexicon::CIRCUMSTANCES, "filler");
static AGE: List = List::new(&lexicon::CIRCUMSTANCES, "age");
/// 出生于 before a date, 出生 after it.
static BORN_BEFORE: List = List::new(&lexicon::CIRCUMSTANCES, "born-before");
static BORN_AFTER: List = List::new(&lexicon::CIRCUMSTANCES, "born-after");
/// 家住, 号, the numbers before 号, and where people stay and nobody has a home.
static HOMES: List = List::new(&lexicon::CIRCUMSTANCES, "home");
static DOORS: List = List::new(&lexicon::CIRCUMSTANCES, "door");
static NUMBERS: List = List::new(&lexicon::CIRCUMSTANCES, "number");
static LODGINGS: List = List::new(&lexicon::CIRCUMSTANCES, "lodging");

/// What heads a column of dates of birth or of homes, and who is meant by 家住 behind it.
static BIRTH_HEADS: List = List::new(&lexicon::CIRCUMSTANCES, "head-birth");
static HOME_HEADS: List = List::new(&lexicon::CIRCUMSTANCES, "head-home");
/// What makes another word of 尚欠: 尚欠妥当.
static NOT_OWES: List = List::new(&lexicon::CIRCUMSTANCES, "not-owes");
/// What heads a column of what is owed, and the column that says by whom.
static ARREARS_HEADS: List = List::new(&lexicon::CIRCUMSTANCES, "head-arrears");
static NAME_HEADS: List = List::new(&lexicon::CIRCUMSTANCES, "head-name");
static WRITERS: List = List::new(&lexicon::CIRCUMSTANCES, "writer");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut found: Vec<(Words, Span, String, String, usize)> = Vec::new();
    let wanted = |block: &&Block| {
        !matches!(block.kind, ProseKind::Heading(_) | ProseKind::Signature) && CLUES.is_in(&block.text)
    };
    let no_names: Vec<&str> = subject.publication.words.not_names.iter().map(String::as_str).collect();
    for block in subject.blocks.iter().filter(wanted) {
        for sentence in block.sentences() {
            let text = &block.text[sentence.clone()];
            if !CLUES.is_in(text) || PUBLIC.is_in(text) {
                continue;
            }
            let told = |mention: &Mention| circumstance(text, mention).is_some();
            for mention in mentions(text, &no_names, &|name| is_known(subject, name), &told) {
                let Some((kind, what)) = circumstance(text, &mention) else { continue };
                let name = &text[mention.name.clone()];
                let holds_post =
                    || subject.draft().is_some_and(|draft| draft.people.iter().any(|person| person.name.value == name));
                let start = sentence.start + mention.name.start.min(what.start);
                let range = start..sentence.start + mention.name.end.max(what.end);
                let in_title = || {
                    let before = &block.text[..range.start];
                    before.rfind('《').is_some_and(|open| !before[open..].contains('》'))
                };
                if (kind == BIRTHDAY && holds_post()) || in_title() {
                    continue;
                }
                match found.iter_mut().find(|(known, ..)| *known == kind) {
                    Some((.., count)) => *count += 1,
                    None => {
                        let words = text[what].trim().to_owned();
                        found.push((kind, subject.span(block, range), name.to_owned(), words, 1));
                    }
                }
            }
        }
    }
    for block in subject.blocks {
        let told = match block.kind {
            ProseKind::Cell => in_column(subject, block),
            _ => of_writer(&block.text),
        };
        let Some((kind, name, what)) = told else { continue };
        match found.iter_mut().find(|(known, ..)| *known == kind) {
            Some((.., count)) => *count += 1,
            None => {
                let words = block.text[what.clone()].trim().to_owned();
                found.push((kind, subject.span(block, what), name, words, 1));
            }
        }
    }
    findings.extend(found.into_iter().map(|(kind, span, name, text, count)| {
        let finding = Diagnostic::new(&CHECK.rule, span).with("name", name).with("kind", kind);
        finding.with("text", text).with("count", count)
    }));
}

/// The cells of a column of dates of birth or homes in which one of them stands.
pub(super) fn column_of(text: &str, own: &Range<usize>) -> Vec<Range<usize>> {
    let head = squeezed(column_head(text, own.start));
    match [&BIRTH_HEADS, &HOME_HEADS, &ARREARS_HEADS].iter().any(|heads| heads.has(&head)) {
        true => personal::column(text, own.start),
        false => Vec::new(),
    }
}

/// A label without blanks and marks.
fn squeezed(label: &str) -> String {
    label.chars().filter(|c| !c.is_whitespace() && *c != '*').collect()
}

/// What a cell tells of a person by the head of its column or the cell left of it.
fn in_column(subject: &Subject<'_>, block: &Block) -> Option<(Words, String, Range<usize>)> {
    let text = block.text.trim();
    let is_ill = ILL.begins(text).is_some();
    if !is_ill && !text.contains(|c: char| c.is_ascii_digit()) || text.contains('*') {
        return None;
    }
    let at = subject.span(block, 0..0).start as usize;
    let names = || heads(subject.text, at).into_iter().map(squeezed).find(|head| NAME_HEADS.has(head));
    if is_ill {
        return Some((ILLNESS, names()?, 0..block.text.len()));
    }
    [column_head(subject.text, at), label_left(subject.text, at)].into_iter().map(squeezed).find_map(|label| {
        let kind = match &*label {
            label if BIRTH_HEADS.has(label) => BIRTHDAY,
            label if HOME_HEADS.has(label) => HOME,
            label if ARREARS_HEADS.has(label) && names().is_some() => ARREARS,
            _ => return None,
        };
        Some((kind, label, 0..block.text.len()))
    })
}

/// Where whoever filled in a form lives: 填表人家住甲街12号.
fn of_writer(text: &str) -> Option<(Words, String, Range<usize>)> {
    HOMES.places(text).find_map(|word| {
        let name = WRITERS.strip_suffix(&text[..word.start]).map(str::len)?;
        let end = word.start + home(&text[word.start..])?;
        Some((HOME, text[name..word.start].to_owned(), name..end))
    })
}

/// Whether a report names somebody so among its people.
fn is_known(subject: &Subject<'_>, name: &str) -> bool {
    let mut people = subject.publication.reports.iter().flat_map(|report| &report.people);
    people.any(|person| person.name == name)
}

/// What is told of a person, and where.
fn circumstance(text: &str, mention: &Mention) -> Option<(Words, Range<usize>)> {
    if let Some(before) = &mention.ill {
        return Some((ILLNESS, before.clone()));
    }
    if let Some(before) = &mention.poor {
        return Some((HARDSHIP, before.clone()));
    }
    if let Some(before) = &mention.owes {
        return Some((ARREARS, before.clone()));
    }
    let at = text.len() - unfilled(&text[mention.end..]).len();
    let rest = &text[at..];
    let clause = rest.find(['，', '。', '；', ',', ';', '！', '？', '\n']).map_or(rest, |end| &rest[..end]);
    let upto = |end: usize| at..at + end;
    if let Some(word) = ILL.begins(clause) {
        return Some((ILLNESS, upto(word.len())));
    }
    if let Some(verb) = FALLS_ILL.begins(clause) {
        let after = &clause[verb.len()..];
        let disease = DISEASES.iter().filter_map(|word| Some(after.find(word)? + word.len())).max();
        let near = disease.filter(|end| after[..*end].chars().count() <= 14);
        return near.filter(|_| NOT_ILL.begins(after).is_none()).map(|end| (ILLNESS, upto(verb.len() + end)));
    }
    if let Some(word) = POOR.begins(clause) {
        return Some((HARDSHIP, upto(word.len())));
    }
    if let Some(word) = OWES.begins(clause)
        && NOT_OWES.begins(&clause[word.len()..]).is_none()
    {
        return Some((ARREARS, upto(word.len())));
    }
    let belongs = BELONGS.begins(clause).map(str::len);
    // 是村里的贫困户, and nothing after it: 是贫困户信任的人 tells of others.
    if let Some(start) = belongs
        && let Some(end) = POOR_GROUPS.iter().filter_map(|word| Some(clause[start..].find(word)? + word.len())).max()
        && clause[start..start + end].chars().count() <= 12
        && !clause[start + end..].starts_with(|next: char| next.is_alphanumeric())
    {
        return Some((HARDSHIP, upto(start + end)));
    }
    birthday(clause).map(|end| (BIRTHDAY, upto(end))).or_else(|| home(clause).map(|end| (HOME, upto(end))))
}

/// A text without the fillers at its head.
fn unfilled(text: &str) -> &str {
    let mut rest = text;
    loop {
        // 1965年生 and 出生 begin a circumstance; 58岁 and 2019年 do not.
        if birthday(rest).is_some() {
            return rest;
        }
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let aged = (digits.len() < rest.len())
            .then(|| AGE.begins(digits).and_then(|unit| digits.strip_prefix(unit)))
            .flatten();
        if FALLS_ILL.begins(rest).or_else(|| ILL.begins(rest)).or_else(|| OWES.begins(rest)).is_some() {
            return rest;
        }
        let filler = || rest.strip_prefix(FILLERS.begins(rest)?);
        match aged.or_else(filler).or_else(|| rest.strip_prefix(['，', ',', '（', '(', '）', ')', ' '])) {
            Some(shorter) => rest = shorter,
            None => return rest,
        }
    }
}

/// Where a birthday at the head of a text ends: 1965年3月2日出生, 生于1965年3月2日.
fn birthday(text: &str) -> Option<usize> {
    let start = BORN_BEFORE.begins(text).map_or(0, str::len);
    let length = text[start..].char_indices().nth(14).map_or(text.len() - start, |(at, _)| at);
    let dates = timex::moments(&text[start..start + length]);
    let date = dates.first().filter(|date| date.range.start == 0 && date.year.is_some() && date.day.is_some())?;
    let end = start + date.range.end;
    let end = if text[end..].starts_with('日') { end + "日".len() } else { end };
    match BORN_AFTER.begins(&text[end..]) {
        Some(word) => Some(end + word.len()),
        None => (start > 0).then_some(end),
    }
}

/// Where an address at the head of a text ends: 家住甲街12号3单元402室.
fn home(text: &str) -> Option<usize> {
    let start = HOMES.begins(text)?.len();
    let place = text[start..].char_indices().nth(30).map_or(&text[start..], |(at, _)| &text[start..start + at]);
    let end = DOORS
        .iter()
        .flat_map(|unit| place.match_indices(unit).map(|(at, unit)| (at, at + unit.len())))
        .filter(|(at, _)| {
            let before = &place[..*at];
            before.ends_with(|c: char| c.is_ascii_digit()) || NUMBERS.ends(before).is_some()
        })
        .map(|(_, end)| end)
        .max()?;
    let around = place.char_indices().find(|(at, _)| *at >= end + 12).map_or(place, |(at, _)| &place[..at]);
    (!LODGINGS.is_in(around)).then_some(start + end)
}
