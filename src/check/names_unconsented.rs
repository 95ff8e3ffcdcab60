//! S03: a row of names without posts: did they consent to being named?

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::person::{OFFICES, TITLES, row};
use crate::parse::markdown::ProseKind;
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7903",
        name: "names-unconsented",
        severity: Severity::Note,
        message: Words {
            zh: "从“{first}”起连写了{count}个人名，没有写职务",
            en: "{count} names in a row from “{first}” on, without their posts",
        },
        help: Words {
            zh: "公开前征得本人同意；不必点名的，只写人数",
            en: "ask them before publishing; where names are not needed, give the number",
        },
    },
    group: Group::Privacy,
    about: Words {
        zh: "五个以上人名用顿号连写、没有职务的，提示核对是否征得本人同意（《个人信息保护法》）。两三个字、常见姓氏开头的算人名；每一个都像人名，并且三分之一以上是三个字的，才算一串，地名、药名不会碰上；开头写着职务的（校领导张某、李某……）不算。引文、书名、脚注和落款里的不算。一个文件提示一次。",
        en: "Five names or more in a row, without posts, ask whether those named agreed. Words of two or three characters that begin with a common surname are taken for names; all of a row must be such and a third of them have three characters, which rows of places and drugs do not; a row that a post begins (校领导张某、李某……) is left alone. Not in quotations, titles, notes and signatures. Once a file.",
    },
    wrong: "党员（胡甲丙、吕大方、唐大可、郑大明、张大山）参加病区工作。\n",
    right: "帮扶过东山、南溪、西林、北安、红岩、青川六县；书记王五、委员李四、组长张大山、秘书郑大明、干事唐大可到会。\n",
    fix: Fix::None,
    find,
};

const WANTED: usize = 5;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    for block in
        subject.blocks.iter().filter(|b| matches!(b.kind, ProseKind::Paragraph | ProseKind::Item | ProseKind::Cell))
    {
        // Most blocks have no row of five.
        if !block.signs.has(Sign::Pause) || block.text.matches('、').count() + 1 < WANTED {
            continue;
        }
        if let Some(names) = row(&block.text, WANTED).filter(|names| {
            names.first().zip(names.last()).is_some_and(|(first, last)| !block.is_foreign(&(first.start..last.end)))
        }) && let (Some(first), Some(last)) = (names.first(), names.last())
            && !follows_office(&block.text[..first.start])
        {
            let span = subject.span(block, first.start..last.end);
            let finding = Diagnostic::new(&CHECK.rule, span).with("first", &block.text[first.clone()]);
            findings.push(finding.with("count", names.len()));
            return;
        }
    }
}

/// 校领导王五、……: what stands at the head of the row says whose names they are.
fn follows_office(before: &str) -> bool {
    let head = before.strip_suffix('、').unwrap_or_default().rsplit(|c| !is_han(c)).next().unwrap_or_default();
    OFFICES.is_in(head) || TITLES.is_in(head)
}
