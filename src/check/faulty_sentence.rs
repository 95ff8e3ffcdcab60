//! T09: a sentence that is made wrongly, where that is decidable.

use std::ops::Range;
use std::sync::LazyLock;

use crate::check::faults::Faults;
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::lexicon::{self, List};
use crate::language::words::ended_after;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7609",
        name: "faulty-sentence",
        severity: Severity::Warning,
        message: Words { zh: "“{text}”：{fault}", en: "“{text}”: {fault}" },
        help: Words { zh: "{advice}：{right}", en: "{advice}: {right}" },
    },
    group: Group::Expressions,
    about: Words {
        zh: "看词语就能断定的病句，五类：句式杂糅（“本着……为原则”“原因是……造成的”“通过……的努力下”）；主语残缺（句子一开头就是“通过……，使……”）；否定失当（“防止……不再发生”“缺乏……不足”）；一面对两面（“能否……，是……的保证”）；动词与宾语不搭配（“提高……规模”“树立……氛围”）。类型和例词依据语文教学、编校手册通行的清单，见词表 sentence-faults.tsv；前面已有主语的“通过……，使”、意思上才看得出来的毛病，不报。引文、书名、代码、表格里的不看。",
        en: "Faulty sentences that their words alone give away, of five kinds: two constructions in one (本着……为原则, 原因是……造成的, 通过……的努力下); no subject (a sentence that begins 通过……，使……); a negation too many (防止……不再发生, 缺乏……不足); one side against two (能否……，是……的保证); a verb that does not take its object (提高……规模, 树立……氛围). Kinds and examples are those of school grammars and editors' handbooks (sentence-faults.tsv). 通过……，使 after a subject is left alone, as is what only the meaning shows, and quotations, titles, code and tables.",
    },
    wrong: "要采取措施，防止类似事故不再发生。\n",
    right: "要采取措施，防止类似事故再发生，确保不再发生事故。支部通过学习，使大家受到教育；工作以服务为重点，扩大了规模。\n",
    fix: Fix::None,
    find,
};

/// A class of the list: what is wrong, and what to do.
type Class = (&'static str, Words, Words);

/// The class of negations, which two lists make too.
const NEGATION: &str = "negation";

const CLASSES: [Class; 5] = [
    (
        "blended",
        Words { zh: "两种说法混在了一起", en: "two constructions in one" },
        Words { zh: "留一种说法", en: "keep one of them" },
    ),
    (
        "collocation",
        Words { zh: "动词与后面的词不搭配", en: "the verb does not take this object" },
        Words { zh: "换成搭配的动词", en: "use a verb that does" },
    ),
    (
        NEGATION,
        Words { zh: "多了否定词，意思反了", en: "one negation too many turns the meaning round" },
        Words { zh: "去掉多余的否定词", en: "drop one negation" },
    ),
    (
        "subject",
        Words { zh: "句子没有主语", en: "the sentence has no subject" },
        Words { zh: "这两个词去掉一个", en: "drop one of these words" },
    ),
    (
        "two-sided",
        Words { zh: "前面说两面，后面只说一面", en: "two sides before, one after" },
        Words { zh: "改成前后一致", en: "make them agree" },
    ),
];

static FAULTS: LazyLock<Faults> = LazyLock::new(|| {
    let rows = lexicon::SENTENCE_FAULTS.rows();
    Faults::new(rows.filter(|row| CLASSES.iter().any(|(class, ..)| row.get("class") == *class)))
});

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let is_prose = |kind| matches!(kind, ProseKind::Paragraph | ProseKind::Item | ProseKind::Note);
    for block in subject.blocks.iter().filter(|block| is_prose(block.kind) && block.signs.has(Sign::Han)) {
        let listed = FAULTS.find(&block.text).into_iter();
        let listed = listed.map(|(at, row)| (at, row.get("class"), row.get("right").to_owned()));
        for (at, class, right) in listed.chain(not_prevented(&block.text)) {
            let known = CLASSES.iter().find(|(known, ..)| *known == class);
            let Some((_, fault, advice)) = known.filter(|_| !is_quoted(block, &at)) else { continue };
            // 拒绝|不正当利益, 切忌|不懂装懂
            let is_word = class == NEGATION
                && block.text[at.clone()].ends_with('不')
                && ended_after(&block.text, at.end - '不'.len_utf8(), at.end);
            if is_word || subject.terms.is_right(&block.text, &at) {
                continue;
            }
            let finding = Diagnostic::new(&CHECK.rule, subject.span(block, at.clone()))
                .with("text", &block.text[at])
                .with("fault", *fault)
                .with("advice", *advice)
                .with("right", right);
            findings.push(finding);
        }
    }
}

/// What prevents, and what is prevented: with 不 between them it is not.
static PREVENT: List = List::new(&lexicon::SENTENCE_FAULTS, "prevent");
static HARMS: List = List::new(&lexicon::SENTENCE_FAULTS, "harm");
/// How far the 不 may stand from what prevents, in characters.
const REACH: usize = 14;

/// 防止类似事故不再发生
fn not_prevented(text: &str) -> Vec<(Range<usize>, &'static str, String)> {
    let mut found = Vec::new();
    if !text.contains('不') {
        return found;
    }
    for word in PREVENT.iter() {
        for (start, _) in text.match_indices(word) {
            let from = start + word.len();
            let own = text[from..]
                .char_indices()
                .take(REACH)
                .take_while(|(_, c)| is_han(*c) || matches!(c, '、' | '“' | '”'));
            let harm = own.filter(|(_, c)| *c == '不').find_map(|(at, not)| {
                let after = from + at + not.len_utf8();
                let harm = HARMS.begins(&text[after..])?;
                Some((after + harm.len(), harm))
            });
            found.extend(harm.map(|(end, harm)| (start..end, NEGATION, format!("“{word}……{harm}”"))));
        }
    }
    found
}

/// Whether either end of a place is quoted; a title within it is no quotation of it.
fn is_quoted(block: &Block, at: &Range<usize>) -> bool {
    let first = block.text[at.clone()].chars().next().map_or(0, char::len_utf8);
    let last = block.text[at.clone()].chars().next_back().map_or(0, char::len_utf8);
    block.is_foreign(&(at.start..at.start + first)) || block.is_foreign(&(at.end - last..at.end))
}
