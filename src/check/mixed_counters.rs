//! T05: parallel items with different counters.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::parse::markdown::ProseKind;
use crate::text::han::is_han;
use crate::text::signs::{Sign, Signs};

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7605",
        name: "mixed-counters",
        severity: Severity::Note,
        message: Words {
            zh: "并列的几项量词不一：前面是“{first}”，这里是“{second}”",
            en: "parallel items have different counters: “{first}” before, “{second}” here",
        },
        help: Words { zh: "统一用一个量词", en: "use the same counter for all" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "用顿号或“和”“及”并列的人数，量词有的用“名”有的用“人”“位”，如“优秀党员5名、党务工作者1人”。只看数字加量词结尾的并列项，且相邻；“人次”、引文、书名和表格里的不算。这是文字上的讲究，只作提示。",
        en: "Numbers of people set side by side by 、 or 和, some counted with 名 and some with 人 or 位: “优秀党员5名、党务工作者1人”. Only neighbours that end in figure and counter are looked at; 人次 (attendances), quotations, titles and tables are left alone. A matter of style, hence only a note.",
    },
    wrong: "表彰优秀党员5名、先进工作者1人。\n",
    right: "评选出优秀党员5名、党务工作者1名和先进组织1个。培训党员12名、群众300人次，党员5名，其中女性2人。\n",
    fix: Fix::None,
    find,
};

// Asked of every character of a block, so they are no list.
const COUNTERS: [char; 3] = ['名', '人', '位'];
/// What joins two items, and what does not stand between.
static JOINTS: List = List::new(&lexicon::TIME_WORDS, "list-mark");
static NOT_BETWEEN: List = List::new(&lexicon::SUM_WORDS, "not-between");

/// How long the words of an item are at most, in characters.
const LONGEST: usize = 16;

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_wanted = |kind| matches!(kind, ProseKind::Paragraph | ProseKind::Item);
    let has_people = |signs: Signs| signs.has(Sign::People) && signs.has(Sign::Digit);
    for block in subject.blocks.iter().filter(|block| is_wanted(block.kind) && has_people(block.signs)) {
        let found = mixed(&block.text);
        let own = |(first, second): &&(Range<usize>, Range<usize>)| !block.is_foreign(&(first.start..second.end));
        if let Some((first, second)) = found.iter().find(own) {
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, second.clone()))
                .with("first", &block.text[first.clone()])
                .with("second", &block.text[second.clone()]);
            findings.push(finding);
        }
    }
}

/// Pairs of neighbours such as `5名` and `1人`.
fn mixed(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut mixed = Vec::new();
    let mut last: Option<(Range<usize>, char)> = None;
    for (at, counter) in text.match_indices(COUNTERS) {
        let digits: usize = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let end = at + counter.len();
        let ends = text[end..].chars().next().is_none_or(|c| !is_han(c) || JOINTS.begins(&text[end..]).is_some());
        let Some(counter) = counter.chars().next().filter(|_| digits > 0 && ends) else { continue };
        let item = at - digits..end;
        if let Some((before, other)) = &last
            && *other != counter
            && are_parallel(&text[before.end..item.start])
        {
            mixed.push((before.clone(), item.clone()));
        }
        last = Some((item, counter));
    }
    mixed
}

/// Whether what stands between two numbers joins two items.
fn are_parallel(between: &str) -> bool {
    let words = JOINTS.strip_prefix(between);
    words.is_some_and(|words| {
        !words.is_empty() && words.chars().count() <= LONGEST && words.chars().all(is_han) && !NOT_BETWEEN.is_in(words)
    })
}
