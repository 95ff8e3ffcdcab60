//! X02: what copying tools, spinners and copy protection put into a text.

use std::ops::Range;

use crate::check::{Check, Fix, Group, Subject, page_residue, place};
use crate::diag::{Diagnostic, Edit, Rule, Severity, Words};
use crate::language::enumerator::is_numeral;
use crate::language::lexicon::{self, List};
use crate::language::pinyin::{Reading, syllables};
use crate::language::reference::is_reference;
use crate::parse::markdown::{Block, ProseKind};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB8102",
        name: "injected-text",
        severity: Severity::Warning,
        message: Words {
            zh: "“{text}”不是作者写的，是{kind}，共 {count} 处",
            en: "“{text}” is not the author's: {kind}; {count} in all",
        },
        help: Words {
            zh: "找原稿核对，删去混进来的字；原稿找不到的，不要收",
            en: "compare with the original and delete what came in; without the original, do not publish it",
        },
    },
    group: Group::Rubbish,
    about: Words {
        zh: "抄自镜像站、论坛，或者被改写工具处理过的稿子，会混进别的字。认五种：逐字夹注的拼音或英文，如“学（xué）”“党（Party）”，三处以上；汉字中间的零宽字符，三处以上；乱码（“锟斤拷”“�”、编码错误的拉丁字母，同一个汉字连写六遍）；防复制的乱符行（字母、数字、符号零散相间，没有汉字）；独立成段的转载声明和生成说明，如“未经授权不得转载”“以上内容由AI生成”“更多范文请关注”。给一个生字注音、缩写的英文全称、正文里说到人工智能或转载的句子、代码、网址、参考文献不算；栏目导航和分享按钮归 HB8101。每种一个文件报一次。能确定的，建议里写明删去什么，改后要看。",
        en: "Texts taken from mirrors and forums, or put through a spinner, have foreign matter in them. Five kinds: glosses in brackets after single characters (学（xué）, 党（Party）), three or more; zero-width characters between Han, three or more; mojibake (锟斤拷, �, Latin letters of a wrong encoding, one character six times over); lines of stray letters, digits and signs without Han, as copy protection makes them; paragraphs that are a notice of reprinting or of being generated (未经授权不得转载, 以上内容由AI生成). Not marked: the reading of one rare character, what an abbreviation stands for, sentences that speak of AI or of reprinting, code, addresses, references; navigation and buttons are HB8101's. Each kind once a file. Where it is certain what to delete, a fix says so, to be reviewed.",
    },
    wrong: "全（quán）年（nián）开（kāi）会12次。\n",
    right: "支部为村民讲解甪（lù）直的来历。人工智能（AI）助手已在门诊试用，转载须经本刊同意的规定已写进制度。\n",
    fix: Fix::Unsafe,
    find,
};

const GLOSS: Words = Words { zh: "逐字夹注", en: "a gloss on each character" };
const UNSEEN: Words = Words { zh: "看不见的零宽字符", en: "zero-width characters, which nobody sees" };
const MOJIBAKE: Words = Words { zh: "乱码", en: "text in a wrong encoding" };
const NOISE: Words = Words { zh: "防复制的乱符", en: "noise against copying" };
const NOTICE: Words = Words { zh: "转载或生成工具的声明", en: "a notice of reprinting or of a generator" };

/// How many glosses or unseen characters are no accident.
const MANY: usize = 3;
/// How often one character is written in a row by no one.
const OVER: usize = 6;
/// The longest notice, in characters.
const LONGEST: usize = 80;

/// Parts of notices; all words of a row stand in one.
static NOTICES: List = List::new(&lexicon::RUBBISH, "notice");
static HINTS: List = List::new(&lexicon::RUBBISH, "hint");
/// What a report speaks of, and no notice.
static SUBJECTS: List = List::new(&lexicon::RUBBISH, "subject");
/// Sounds, which are as long as one likes.
static SOUNDS: List = List::new(&lexicon::RUBBISH, "sound");
/// What decoding made of U+FFFD.
static GARBLED: List = List::new(&lexicon::RUBBISH, "garbled");

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut places: [(Words, Vec<Place>); 5] = [GLOSS, UNSEEN, MOJIBAKE, NOISE, NOTICE].map(|kind| (kind, Vec::new()));
    for (number, block) in subject.blocks.iter().enumerate() {
        let text = block.text.as_str();
        let [glosses_, unseen_, mojibake_, noise_, notices_] = &mut places;
        let place = |(range, deleted): (Range<usize>, Range<usize>)| Place { block: number, range, deleted };
        let signs = block.signs;
        if signs.has(Sign::Opening) && !is_reference(text) {
            glosses_.1.extend(glosses(text).into_iter().map(place));
        }
        if signs.has(Sign::Unseen) {
            unseen_.1.extend(unseen(text).into_iter().map(|at| place((at.clone(), at))));
        }
        if signs.has_any(&[Sign::Misread, Sign::Doubled]) {
            mojibake_.1.extend(mojibake(text).into_iter().map(|at| place((at, 0..0))));
        }
        let is_line = matches!(block.kind, ProseKind::Paragraph | ProseKind::Item | ProseKind::Signature);
        if is_line && is_noise(text) && block.foreign.is_empty() {
            noise_.1.push(place((0..text.len(), 0..text.len())));
        }
        if is_line && is_notice(block) {
            notices_.1.push(place((0..text.len(), 0..text.len())));
        }
    }
    for (kind, mut found) in places {
        found.retain(|place| {
            let block = &subject.blocks[place.block];
            matches!(kind, NOTICE | NOISE | UNSEEN) || !block.is_foreign(&place.range)
        });
        let enough = if matches!(kind, GLOSS | UNSEEN) { MANY } else { 1 };
        let Some(first) = found.first().filter(|_| found.len() >= enough) else { continue };
        let block = &subject.blocks[first.block];
        // What cannot be seen is shown by its neighbours.
        let around = if kind == UNSEEN { visible(&block.text, &first.range) } else { first.range.clone() };
        let shown: String = block.text[around].trim().chars().take(16).collect();
        let edits = found.iter().filter(|place| !place.deleted.is_empty()).map(|place| {
            let block = &subject.blocks[place.block];
            let span = subject.span(block, place.deleted.clone());
            let is_line = matches!(kind, NOTICE | NOISE);
            Edit { span: if is_line { place::lines(subject, &span) } else { span }, text: String::new() }
        });
        let edits: Vec<Edit> = edits.collect();
        let finding = Diagnostic::new(&CHECK.rule, subject.span(block, first.range.clone()))
            .with("text", shown)
            .with("kind", kind)
            .with("count", found.len());
        findings.push(finding.mend(edits));
    }
}

/// Where something foreign stands.
struct Place {
    /// In which block.
    block: usize,
    /// What is pointed at.
    range: Range<usize>,
    /// What should go; empty if nobody knows.
    deleted: Range<usize>,
}

/// The longest gloss, in characters.
const LONGEST_GLOSS: usize = 16;

/// Glosses, each with its character, and without.
fn glosses(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    for (open, bracket) in text.match_indices(['（', '(']) {
        let inside = open + bracket.len();
        // A gloss is short, and to look for its end in all of a text would take
        // the square of its length.
        let mut near = text[inside..].char_indices().take(LONGEST_GLOSS + 1);
        let Some((length, _)) = near.find(|(_, letter)| matches!(letter, '）' | ')')) else { continue };
        let word = &text[inside..inside + length];
        let close = text[inside + length..].chars().next().map_or(0, char::len_utf8);
        let Some(glossed) = text[..open].chars().next_back().filter(|c| is_han(*c)) else { continue };
        // A gloss is on one character: before it stands a mark or another gloss,
        // or the reading fits.
        let head = &text[..open - glossed.len_utf8()];
        let letters: String = word.chars().map(|c| toneless(c).to_ascii_lowercase()).collect();
        if word.is_empty() || !letters.chars().all(|c| c.is_ascii_lowercase()) {
            continue;
        }
        let is_reading = syllables(glossed.encode_utf8(&mut [0; 4]), Reading::Text)
            .first()
            .is_some_and(|syllable| *syllable == letters || syllable.replace('ü', "v") == letters);
        let mut after = text[inside + length + close..].chars();
        let goes_on = after.next().is_some_and(is_han) && after.next().is_some_and(|next| matches!(next, '（' | '('));
        if is_reading || goes_on || head.ends_with(['）', ')']) {
            found.push((open - glossed.len_utf8()..inside + length + close, open..inside + length + close));
        }
    }
    found
}

/// A vowel without its tone.
fn toneless(letter: char) -> char {
    match letter {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ü' => 'v',
        other => other,
    }
}

/// Runs of characters without width, each between two Han characters.
fn unseen(text: &str) -> Vec<Range<usize>> {
    const UNSEEN: [char; 6] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}'];
    let mut found = Vec::new();
    let mut end = 0;
    for (at, _) in text.match_indices(UNSEEN) {
        if at < end {
            continue;
        }
        let rest = text[at..].trim_start_matches(UNSEEN);
        end = text.len() - rest.len();
        if text[..at].ends_with(is_han) && rest.starts_with(is_han) {
            found.push(at..end);
        }
    }
    found
}

/// A range and a character on both sides.
fn visible(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text[..range.start].chars().next_back().map_or(0, char::len_utf8);
    let after = text[range.end..].chars().next().map_or(0, char::len_utf8);
    range.start - before..range.end + after
}

/// Text in a wrong encoding, and characters over and over.
fn mojibake(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in GARBLED.iter() {
        found.extend(text.match_indices(word).map(|(at, _)| at..at + word.len()));
    }
    let mut run = 0..0;
    let mut count = 0;
    let mut last = '\0';
    let mut latin = (0, 0..0);
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        if character == last {
            count += 1
        } else {
            (run.start, count) = (at, 1)
        }
        run.end = end;
        last = character;
        if count == OVER
            && is_han(character)
            && !SOUNDS.has_char(character)
            && !is_numeral(character)
            && character != '〇'
        {
            found.push(run.clone());
        }
        if character == '\u{fffd}' && count == 1 {
            found.push(at..end);
        }
        // A letter that begins a sequence in UTF-8, then one that goes on with it.
        match character {
            'Â'..='ô' if latin.0 % 2 == 0 => {
                let start = if latin.0 == 0 { at } else { latin.1.start };
                latin = (latin.0 + 1, start..end);
            }
            '\u{80}'..='\u{bf}' | '€' | '™' | 'œ' | 'š' | '‹' | '›' | 'ž' | '˜' | '‚' | '„' | 'ƒ' if latin.0 > 0 =>
            {
                latin = (latin.0 + latin.0 % 2, latin.1.start..end);
            }
            _ => {
                if latin.0 >= 4 {
                    found.push(latin.1.clone());
                }
                latin = (0, 0..0);
            }
        }
    }
    if latin.0 >= 4 {
        found.push(latin.1);
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Whether a line is letters, digits and signs without sense.
fn is_noise(text: &str) -> bool {
    if text.len() > 200 || text.len() < 12 || !text.is_ascii() || text.contains("://") {
        return false;
    }
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_sign = |c: char| c.is_ascii_punctuation() && !matches!(c, ',' | '.' | '-' | '/' | '(' | ')');
    let signs = text.chars().filter(|&c| is_sign(c)).count();
    let kinds: std::collections::BTreeSet<char> = text.chars().filter(|&c| is_sign(c)).collect();
    let short = parts.iter().filter(|part| part.len() <= 3).count();
    let has_letters = text.chars().any(|c| c.is_ascii_alphabetic());
    parts.len() >= 5 && short * 10 >= parts.len() * 9 && signs >= 4 && kinds.len() >= 3 && has_letters
}

/// Whether a paragraph is a notice.
fn is_notice(block: &Block) -> bool {
    let text = block.text.as_str();
    text.len() <= LONGEST * 4
        && text.chars().count() <= LONGEST
        && HINTS.is_in(text)
        && NOTICES.iter().any(|words| words.split(' ').all(|word| text.contains(word)))
        && !page_residue::is_residue(block)
        // A report tells what was done about it in a sentence with a subject.
        && !SUBJECTS.is_in(text)
}

#[cfg(test)]
mod tests {
    use super::{glosses, is_noise, is_notice, mojibake, unseen};
    use crate::language::lexicon;
    use crate::parse::markdown::{Block, ProseKind};

    #[test]
    fn every_notice_is_one_and_a_sentence_about_it_is_none() {
        for row in lexicon::RUBBISH.rows().filter(|row| row.get("class") == "notice") {
            let block = |text: String| Block::of_value(ProseKind::Paragraph, &text, 0);
            assert!(is_notice(&block(row.word().replace(' ', "，"))), "{}", row.word());
            assert!(!is_notice(&block(format!("支部讨论了{}", row.word()))), "{}", row.word());
        }
    }

    #[test]
    fn what_came_in_is_found() {
        let all = |ranges: Vec<std::ops::Range<usize>>, text: &str| {
            ranges.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>().join("|")
        };
        for (text, expected) in [
            ("锟斤拷", "锟斤拷"),
            ("甲\u{fffd}\u{fffd}乙", "\u{fffd}"),
            ("烫烫烫烫烫烫烫", "烫烫烫烫烫烫"),
            ("ä¸\u{ad}å\u{9b}½ç", "ä¸\u{ad}å\u{9b}½ç"),
            ("哈哈哈哈哈哈哈", ""),
            ("café à Zürich", ""),
            ("", ""),
        ] {
            assert_eq!(all(mojibake(text), text), expected, "{text}");
        }
        assert_eq!(unseen("甲\u{200b}\u{200b}乙\u{200d}a").len(), 1);
        assert_eq!(glosses("学（xué）习（xi）、世界卫生组织（WHO）").len(), 2);
        for (line, expected) in
            [("0 d# o8 R* k$ {1 x", true), ("1 2 3 4 5 6 7 8", false), ("COVID-19 (PCR) & CT 2 x", false)]
        {
            assert_eq!(is_noise(line), expected, "{line}");
        }
    }
}
