//! O04: two names of persons that sound alike and differ in one character.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::pinyin::{Reading, syllables};
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7504",
        name: "names-alike",
        severity: Severity::Warning,
        message: Words {
            zh: "“{found}”和“{known}”只差一个同音字，是不是同一个人",
            en: "“{found}” and “{known}” differ in one character of the same sound; are they one person?",
        },
        help: Words { zh: "核对姓名，改成一致", en: "check the name and write it one way" },
    },
    group: Group::Organizations,
    about: Words {
        zh: "人名写错一个字，索引里就成了两个人。拿前置信息“人物”“作者”里三个字的人名，在正文里找只有一个字不同、而且读音相同的三个字（林小惠、林小慧），姓须相同。读音不同的（王建国、王建军）可能是两个人，不算；两个字的名字、引文和书名里的不算。每个人名报一次。",
        en: "A name with one wrong character becomes a second person in the index. Names of three characters among people and authors are compared with the text: three characters that differ in one, of the same sound, with the same surname (林小惠, 林小慧). Names that sound different may be two persons; names of two characters, quotations and titles are left alone. Each name once.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\npeople:\n  - {name: 林小惠, role: 纪检委员}\n---\n\n林小慧同志到社区义诊12次。\n",
    right: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\npeople:\n  - {name: 王建国, role: 书记}\n---\n\n王建国和王建军到社区义诊12次。\n",
    fix: Fix::Unsafe,
    find,
};

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(draft) = subject.draft() else { return };
    let people = draft.people.iter().map(|person| person.name.value.as_str());
    let mut names: Vec<&str> = people.chain(draft.authors.iter().map(String::as_str)).collect();
    names.retain(|name| name.chars().count() == 3 && name.chars().all(is_han));
    names.sort_unstable();
    names.dedup();
    for known in names.iter().take(40) {
        let found = subject.blocks.iter().filter(|block| block.kind != ProseKind::Heading(1)).find_map(|block| {
            let range = alike(block, known)?;
            (!names.contains(&&block.text[range.clone()])).then_some((block, range))
        });
        if let Some((block, range)) = found {
            let text = &block.text[range.clone()];
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, range)).with("found", text);
            findings.push(finding.with("known", *known).suggest(*known));
        }
    }
}

/// A name in a block that is not the known one but sounds like it.
fn alike(block: &Block, known: &str) -> Option<Range<usize>> {
    let surname = known.chars().next()?;
    block.text.match_indices(surname).find_map(|(at, _)| {
        let rest = &block.text[at..];
        let end = rest.char_indices().nth(3).map_or(rest.len(), |(end, _)| end);
        let found = &rest[..end];
        let differing = found.chars().zip(known.chars()).filter(|(a, b)| a != b).count();
        let is_alike = found.chars().count() == 3
            && differing == 1
            && found.chars().all(is_han)
            && syllables(found, Reading::Person) == syllables(known, Reading::Person);
        let range = at..at + end;
        (is_alike && !block.is_foreign(&range)).then_some(range)
    })
}
