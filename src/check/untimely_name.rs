//! O03: an organisation under a name that it did not have in the report's year.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::timex;
use crate::model::{Name, Organization, OrganizationId};
use crate::parse::markdown::{Block, ProseKind};
use crate::source::Span;
use crate::text::han::is_han;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7503",
        name: "untimely-name",
        severity: Severity::Warning,
        message: Words {
            zh: "“{name}”这个名称{side}{when}年，{year}年称“{right}”",
            en: "the name “{name}” {side} {when}; in {year} it was “{right}”",
        },
        help: Words {
            zh: "改用当年的名称；是讲沿革的，在同一句里写明“原称”“更名为”",
            en: "use the name of that year; where history is told, say so in the same sentence (原称, 更名为)",
        },
    },
    group: Group::Organizations,
    about: Words {
        zh: "组织改过名，报告应用所总结的那一年的名称。依据是组织登记表里的历次名称（names）和起止日期：篇首的组织或正文里用了那一年以前就停用的名称，或者成文以后才有的名称，各标一次。只认登记的整个名称：五个字以上、前后不与别的字连成更长的名称，或者前面接着上级的全称；“党委”“第一党支部”这类各处都有的，只认接着上级全称的。没有登记起止日期的，不查。同一句里写了“原”“前身”“更名”“成立时”等，或者写着别的年份的，是讲沿革，不算；引文、书名、落款、参考文献里的不算。",
        en: "A report calls organisations as they were called in the year reported on. By the names and dates of the register: a name that had ended before that year, or began after the report was written, is marked once in branch or body. Only whole registered names count: of five characters or more and no part of a longer one, or after the full name of the organisation above; names found everywhere (党委, 第一党支部) only after that. Names without dates are not looked at. A sentence with 原, 前身, 更名, 成立时 and the like, or with another year, tells history and is left alone, as are quotations, titles, signatures and references.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: society\nyear: 2021\n---\n\n甲市医师协会骨科分会开会12次。\n=== content/organizations.yaml\n- id: society\n  names:\n    - {name: 甲市医师协会骨科分会, from: 2010}\n    - {name: 甲市医师协会骨科专委会, from: 2019}\n",
    right: "---\ntitle: 年度总结\nbranch: society\nyear: 2021\n---\n\n甲市医师协会骨科专委会开会12次。本会原称甲市医师协会骨科分会。\n=== content/organizations.yaml\n- id: society\n  names:\n    - {name: 甲市医师协会骨科分会, from: 2010}\n    - {name: 甲市医师协会骨科专委会, from: 2019}\n",
    fix: Fix::Unsafe,
    find,
};

const ENDED: Words = Words { zh: "只用到", en: "ended in" };
const BEGAN: Words = Words { zh: "始于", en: "began in" };

/// The shortest name that is known by itself.
const SHORTEST: usize = 5;
/// Words of a sentence that tells of earlier names.
static HISTORY: List = List::new(&lexicon::NAME_HISTORY, "history");
/// Characters right before a name that belong to no longer name.
static BEFORE: List = List::new(&lexicon::NAME_HISTORY, "free-before");
/// Names of kinds, which many organisations have.
static KINDS: List = List::new(&lexicon::NAME_HISTORY, "kind");
/// What stands right before a former name.
static FORMER: List = List::new(&lexicon::NAME_HISTORY, "former");
/// What names begin with that only count.
static NUMBERED: List = List::new(&lexicon::NAME_HISTORY, "numbered");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let (Some(draft), Some(report)) = (subject.draft(), subject.report) else { return };
    let (first, last) = (report.years.first, report.years.last);
    // What was said later may use the name of later.
    let written = report.date.map_or(last, |date| date.year.max(last));
    for (place, organization) in subject.publication.organizations.iter().enumerate() {
        if organization.names.len() < 2 {
            continue;
        }
        let id = OrganizationId::at(place);
        for name in &organization.names {
            let Some((side, when)) = untimely(name, first, written) else { continue };
            let right = organization.name_in(last);
            // A name that comes again, or is another's too, says nothing.
            if right == name.name || !subject.text.contains(&name.name) || is_of_another(subject, id, name, first, last)
            {
                continue;
            }
            let said = |span: Span| {
                Diagnostic::new(&CHECK.rule, span)
                    .with("name", name.name.as_str())
                    .with("side", side)
                    .with("when", when)
                    .with("year", report.years.chinese())
                    .with("right", right)
                    .suggest(right)
            };
            let branch = &draft.branch;
            if report.branch == id
                && let Some(at) = branch.value.rfind(&name.name).filter(|at| at + name.name.len() == branch.value.len())
                && branch.value[..at].chars().next_back().is_none_or(|before| "/／›".contains(before))
            {
                findings.push(said(crate::check::place::within(subject, branch, at..branch.value.len())));
                continue;
            }
            let known = Known { subject, organization, name: &name.name, id, years: first..=last };
            let found = subject.blocks.iter().find_map(|block| Some((block, known.place(block)?)));
            if let Some((block, range)) = found {
                findings.push(said(subject.span(block, range)));
            }
        }
    }
}

/// Whether a name had ended before the first year or began after the report
/// was written, and the year in which it did.
fn untimely(name: &Name, first: i32, written: i32) -> Option<(Words, i32)> {
    if let Some(to) = name.to.filter(|to| to.year < first) {
        return Some((ENDED, to.year));
    }
    name.from.filter(|from| from.year > written).map(|from| (BEGAN, from.year))
}

/// Whether the name is right for some organisation in these years.
fn is_of_another(subject: &Subject<'_>, id: OrganizationId, name: &Name, first: i32, last: i32) -> bool {
    subject.publication.organizations.iter().enumerate().any(|(place, other)| {
        let is_right = |known: &Name| {
            let holds = known.from.is_none_or(|from| from.year <= last) && known.to.is_none_or(|to| to.year >= first);
            holds && (known.name == name.name || known.short.as_ref() == Some(&name.name))
        };
        let is_it = place == id.index();
        other.names.iter().any(|known| !(is_it && known == name) && is_right(known))
    })
}

/// A name to be looked for.
struct Known<'s, 'a> {
    subject: &'s Subject<'a>,
    organization: &'s Organization,
    name: &'s str,
    id: OrganizationId,
    years: std::ops::RangeInclusive<i32>,
}

impl Known<'_, '_> {
    /// The first place of the name in a block's own words.
    fn place(&self, block: &Block) -> Option<Range<usize>> {
        if !matches!(
            block.kind,
            ProseKind::Heading(_) | ProseKind::Paragraph | ProseKind::Item | ProseKind::Cell | ProseKind::Caption
        ) || !block.text.contains(self.name)
            || crate::language::reference::is_reference(&block.text)
        {
            return None;
        }
        block
            .text
            .match_indices(self.name)
            .map(|(at, _)| at..at + self.name.len())
            .find(|range| !block.is_foreign(range) && self.is_whole(&block.text, range) && !self.tells(block, range))
    }

    /// Whether it is the name there and no part of another.
    fn is_whole(&self, text: &str, range: &Range<usize>) -> bool {
        let (head, tail) = (&text[..range.start], &text[range.end..]);
        // 甲市医学会 in 甲市医学会党委, where that is the name of the year.
        let longer = self.organization.names.iter().filter(|name| name.name != self.name).any(|other| {
            other.name.match_indices(self.name).any(|(at, _)| {
                head.ends_with(&other.name[..at]) && tail.starts_with(&other.name[at + self.name.len()..])
            })
        });
        if longer {
            return false;
        }
        let publication = self.subject.publication;
        let below = self.organization.parent.is_some_and(|parent| {
            [publication.full_name(parent, Some(*self.years.end())), publication[parent].name().to_owned()]
                .iter()
                .any(|above| head.ends_with(above.as_str()))
        });
        let own = publication.path(self.subject.report.map_or(self.id, |report| report.branch)).contains(&self.id);
        let is_kind = KINDS.has(self.name) || NUMBERED.begins(self.name).is_some();
        let is_long = self.name.chars().count() >= SHORTEST;
        let starts = !head.ends_with(is_han) || BEFORE.ends(head).is_some();
        below || (starts && is_long && !is_kind && (own || self.name.chars().count() > SHORTEST))
    }

    /// Whether the sentence tells of other times.
    fn tells(&self, block: &Block, range: &Range<usize>) -> bool {
        let sentence = block.sentences().into_iter().find(|sentence| sentence.contains(&range.start));
        let Some(sentence) = sentence else { return false };
        let text = &block.text[sentence];
        FORMER.ends(&block.text[..range.start]).is_some()
            || HISTORY.is_in(text)
            || timex::years(text).iter().any(|(_, year)| !self.years.contains(year))
    }
}
