//! F03: a keyword that the report never uses.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject, place};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::parse::markdown::ProseKind;
use crate::source::Span;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7303",
        name: "keyword-absent",
        severity: Severity::Warning,
        message: Words {
            zh: "关键词“{word}”全文没有用到", en: "the report never uses its keyword “{word}”"
        },
        help: Words {
            zh: "核对是否写错字，或换成文中的说法",
            en: "see whether it is misspelt, or take the words of the text",
        },
    },
    group: Group::Completeness,
    about: Words {
        zh: "关键词应取自文中（GB/T 7713）。标出在题目、副题、摘要、正文里都找不到，而且拆成两字一截后仍有找不到的截的关键词：“党员教育管理”在文中有“党员教育”“教育管理”，不算；“疫情防空”算，文中有只差一字的说法时一并指出。空格和引号不计。正文里“关键词：”一行也查。每个关键词报一次。",
        en: "Keywords are taken from the text (GB/T 7713). Marked is one found neither in title, subtitle, abstract nor body, of which some pair of neighbouring characters is not found either: 党员教育管理 is fine where 党员教育 and 教育管理 stand, 疫情防空 is not, and words of the text that differ in one character are suggested. Spaces and quotation marks do not count. A line 关键词： in the body is read too.",
    },
    wrong: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nkeywords: [党建, 疫情防空]\n---\n\n支部抓党建，全年疫情防控宣讲12次。\n",
    right: "---\ntitle: 年度总结\nbranch: 甲医院/第一党支部\nyear: 2021\nkeywords: [党建, 党员教育管理, 疫情防控]\n---\n\n党建引领，党员教育和教育管理并重，“疫情 防控”宣讲12次。\n",
    fix: Fix::Unsafe,
    find,
};

/// The longest keyword that is looked for, in characters.
const LONGEST: usize = 100;
/// The key in Chinese, and the label of a line in the body: as `parse/front/keys` has it.
const LABELS: [&str; 2] = ["关键词", "关键字"];

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(draft) = subject.draft() else { return };
    let mut wanted: Vec<(String, Span)> = Vec::new();
    let mut line = None;
    for (place, block) in subject.blocks.iter().enumerate().filter(|(_, block)| block.kind == ProseKind::Paragraph) {
        if let Some(words) = listed(&block.text) {
            line = Some(place);
            wanted
                .extend(words.into_iter().map(|word| (block.text[word.clone()].to_owned(), subject.span(block, word))));
            break;
        }
    }
    for word in &draft.keywords {
        // The line of the body may say the same.
        if !wanted.iter().any(|(known, _)| known == word)
            && let Some(span) = place::written(subject, &["keywords", "keyword", LABELS[0], LABELS[1]], word)
        {
            wanted.push((word.clone(), span));
        }
    }
    if wanted.is_empty() || subject.blocks.is_empty() {
        return;
    }
    let mut words = String::with_capacity(subject.text.len());
    let front = [Some(&draft.title.value), draft.subtitle.as_ref(), draft.summary.as_ref()];
    let blocks = subject.blocks.iter().enumerate().filter(|(place, _)| Some(*place) != line);
    for text in front.into_iter().flatten().chain(blocks.map(|(_, block)| &block.text)) {
        words.extend(plain(text));
        words.push('\n');
    }
    for (word, span) in wanted {
        let key: Vec<char> = plain(&word).collect();
        // A sentence is no keyword; to look for its parts takes the square of
        // its length.
        if key.len() > LONGEST {
            continue;
        }
        let is_used = key.len() < 2
            || words.contains(&key.iter().collect::<String>())
            || key.windows(2).all(|pair| words.contains(&pair.iter().collect::<String>()));
        if !is_used {
            let finding = Diagnostic::new(&CHECK.rule, span).with("word", word.as_str());
            findings.push(match near(&key, &words) {
                Some(near) => finding.suggest(near),
                None => finding,
            });
        }
    }
}

/// Letters and digits in lower case.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).map(|c| crate::text::width::fold_char(c).to_ascii_lowercase())
}

/// The words of a line 关键词：.
fn listed(text: &str) -> Option<Vec<Range<usize>>> {
    let head = text.trim_start_matches(['[', '［', '【', '〔', ' ', '\u{3000}']);
    let rest = LABELS.iter().find_map(|label| head.strip_prefix(label))?;
    let words = rest.trim_start_matches([']', '］', '】', '〕', ':', '：', ' ', '\u{3000}']);
    if words.len() == rest.len() || text.contains('。') {
        return None;
    }
    let start = text.len() - words.len();
    let mut at = start;
    let mut found = Vec::new();
    for part in words.split_inclusive([';', '；', ',', '，', '、', '\n', ' ', '\u{3000}']) {
        let word = part.trim_end_matches([';', '；', ',', '，', '、', '\n', ' ', '\u{3000}']);
        if !word.is_empty() {
            found.push(at..at + word.len());
        }
        at += part.len();
    }
    Some(found)
}

/// Words of the text that differ from a keyword in one character; the keyword
/// has three or more, and only one such may be there.
fn near(key: &[char], words: &str) -> Option<String> {
    if key.len() < 3 {
        return None;
    }
    let mut found: Option<String> = None;
    for blank in 0..key.len() {
        // The longer side is looked for, then the other compared.
        let (head, tail) = (&key[..blank], &key[blank + 1..]);
        let (side, is_head) = if head.len() >= tail.len() { (head, true) } else { (tail, false) };
        let side: String = side.iter().collect();
        for (at, _) in words.match_indices(&side).take(40) {
            let window: Option<Vec<char>> = if is_head {
                Some(words[at..].chars().take(key.len()).collect())
            } else {
                let before: Vec<char> = words[..at].chars().rev().take(blank + 1).collect();
                let window = before.into_iter().rev().chain(words[at..].chars().take(tail.len()));
                Some(window.collect())
            };
            let window = window.filter(|window| {
                window.len() == key.len()
                    && !window.contains(&'\n')
                    && window.iter().zip(key).filter(|(a, b)| a != b).count() == 1
            });
            if let Some(window) = window {
                let window: String = window.into_iter().collect();
                match &found {
                    Some(known) if *known != window => return None,
                    _ => found = Some(window),
                }
            }
        }
    }
    found
}
