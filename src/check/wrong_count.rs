//! N04: a list of more or fewer things than the text says.

use std::ops::Range;

use crate::check::figures::{Sentence, sentences_that};
use crate::check::{Check, Fix, Group, Subject};
use crate::diag::{Diagnostic, Rule, Severity, Words};
use crate::language::amount::{Amount, Claim, Nature, ONE};
use crate::language::numeral;
use crate::parse::markdown::{Block, Kind};
use crate::text::han::is_han;
use crate::text::signs::Sign;

/// The rule.
pub static CHECK: Check = Check {
    rule: Rule {
        code: "HB7104",
        name: "wrong-count",
        severity: Severity::Warning,
        message: Words {
            zh: "说是{stated}，列出的有 {listed} 项",
            en: "the text says {stated}, but {listed} are listed",
        },
        help: Words {
            zh: "核对数目和所列的各项，改正数目，或补上、删去一项",
            en: "correct the number, or add or remove what is listed",
        },
    },
    group: Group::Numbers,
    about: Words {
        zh: "写明了数目又一一列出的，数一数。认四种写法：括号里用顿号隔开的名单，“12名党员（张三、李四……）”；“三项制度：甲、乙、丙。”；“甲山、乙水等六个县”，列出的不得多于所说的数；“三个方面：一是……二是……三是……”，“一是”一直数到头，写在后面几段里的也算。括号和冒号后有“等”字的，不得多于所说的数。“名”“位”“人”的名单，每一项都要像人名；各项长短悬殊、夹有动词或逗号、数目相差两项以上的，多半不是列举，不报。引文、书名里的不算。",
        en: "Where the text gives a number and then the list, the list is counted. Four forms are known: names in brackets parted by 、; three of something, a colon and the list; a list before 等六个县, which may not be longer than said; and 三个方面 with 一是, 二是 … after it, which are counted to their end, also in the paragraphs that follow. With 等 a list may be shorter. A list of people must look like names; items of very different lengths, with verbs or commas inside, or more than two away from the number, are taken for something else. Not in quotations or titles.",
    },
    wrong: "支部健全三项制度：党员学习制度、党员考勤制度、党员考核制度、读书笔记制度。\n",
    right: "支部健全三项制度：学习制度、考勤制度、考核制度。帮扶甲山、乙水、丙河等六个县。工作有两个方面：一是学习，二是服务。\n",
    fix: Fix::None,
    find,
};

/// What is wrong: the number, and how many are listed.
struct Wrong {
    stated: Range<usize>,
    listed: usize,
}

fn find(subject: &Subject<'_>, findings: &mut Vec<Diagnostic>) {
    let mut report = |block: &Block, wrong: Wrong| {
        if !block.is_foreign(&wrong.stated) {
            findings.push(
                Diagnostic::new(&CHECK.rule, subject.span(block, wrong.stated.clone()))
                    .with("stated", &block.text[wrong.stated])
                    .with("listed", wrong.listed),
            );
        }
    };
    for (at, block) in subject.blocks.iter().enumerate() {
        if !matches!(block.kind, Kind::Paragraph | Kind::Item | Kind::Note) {
            continue;
        }
        let signs = block.signs;
        if signs.has(Sign::Pause) && signs.has_any(&[Sign::Opening, Sign::Colon, Sign::AndMany]) {
            let may = |text: &str| text.contains("、") && text.contains(['（', '(', '：', ':', '等']);
            for sentence in sentences_that(block, may, 1) {
                for wrong in lists(&sentence, block) {
                    report(block, wrong);
                }
            }
        }
        if let Some(wrong) = points(&subject.blocks[at..]) {
            report(block, wrong);
        }
    }
}

/// Counters of what is listed one by one.
const LISTED: [&str; 20] = [
    "个", "项", "名", "位", "人", "家", "所", "种", "类", "支", "门", "篇", "部", "点", "条", "件", "县", "村", "方面",
    "款",
];

/// The number that an amount says, if things of its kind are listed by name.
fn stated(amount: &Amount<'_>) -> Option<usize> {
    let number = amount.whole().filter(|number| (2..=60).contains(number))?;
    LISTED.contains(&amount.counter).then(|| usize::try_from(number).ok())?
}

fn lists(sentence: &Sentence<'_>, block: &Block) -> Vec<Wrong> {
    let mut found = Vec::new();
    for (index, amount) in sentence.amounts.iter().enumerate() {
        let Some(number) = stated(amount) else { continue };
        let Some(at) = sentence.clause_of(index) else { continue };
        let clause = &sentence.clauses[at];
        let last_of_clause = clause.amounts.end == index + 1;
        let after = sentence.after(clause, amount);
        let is_people = amount.kin() == "人";
        let listed = match clause.closes {
            '（' | '(' if last_of_clause && after.chars().count() <= 8 => enclosed(sentence, at, is_people),
            '：' | ':' if last_of_clause && after.chars().count() <= 8 => to_the_end(sentence, at, is_people),
            _ => None,
        };
        let listed = listed.or_else(|| before(sentence, at, amount, is_people));
        let Some((listed, open, places)) = listed else { continue };
        let differs = if open { listed > number } else { listed != number };
        // Two for three are a list only if they are called alike: 学习制度、考勤制度.
        let enough = listed >= 3.min(number) || number == 3 && end_alike(&sentence.text[places.clone()]);
        let near = listed.abs_diff(number) <= 2 && enough;
        if differs && near && listed >= 2 && !(is_quoted(block, &places)) {
            found.push(Wrong { stated: amount.range.clone(), listed });
        }
    }
    found
}

/// Whether all items of a list end with the same two characters.
fn end_alike(list: &str) -> bool {
    let end = |item: &str| item.trim_end_matches(['。', '）', ')', '，']).chars().rev().take(2).collect::<String>();
    let mut ends = list.split('、').map(end);
    ends.next().is_some_and(|first| first.chars().count() == 2 && ends.all(|end| end == first))
}

/// Whether a list stands within someone else's words; single titles do not
/// matter.
fn is_quoted(block: &Block, places: &Range<usize>) -> bool {
    block.foreign.iter().any(|foreign| foreign.start < places.start && places.start < foreign.end)
}

/// How many are listed, whether 等 says that there may be more, and where.
type Listed = Option<(usize, bool, Range<usize>)>;

/// （甲、乙、丙）
fn enclosed(sentence: &Sentence<'_>, at: usize, is_people: bool) -> Listed {
    let end = (at + 1..sentence.clauses.len()).find(|&place| matches!(sentence.clauses[place].closes, '）' | ')'))?;
    items(sentence, at + 1..end + 1, is_people, true)
}

/// ：甲、乙、丙。
fn to_the_end(sentence: &Sentence<'_>, at: usize, is_people: bool) -> Listed {
    // The list ends with the sentence, or where a comma follows and then what
    // is no item: ：甲、乙、丙，群众少跑了路。
    let ends = |place: &usize| sentence.clauses[*place].closes != '、';
    let last = (at + 1..sentence.clauses.len()).find(ends)?;
    let goes_on = sentence.clauses[last].closes == '，';
    match sentence.clauses.get(last + 1) {
        Some(next) if goes_on && next.closes != '、' && !is_item(sentence.words(next)) => {
            items(sentence, at + 1..last + 1, is_people, true)
        }
        _ => items(sentence, at + 1..sentence.clauses.len(), is_people, false),
    }
}

/// The items of a list that takes up some clauses wholly.
fn items(sentence: &Sentence<'_>, clauses: Range<usize>, is_people: bool, is_closed: bool) -> Listed {
    if clauses.len() < 2 {
        return None;
    }
    let mut open = false;
    let mut lengths = Vec::new();
    for at in clauses.clone() {
        let clause = &sentence.clauses[at];
        let is_last = at + 1 == clauses.end;
        let mut words = sentence.words(clause);
        if !is_last && clause.closes != '、' || is_last && !is_closed && !matches!(clause.closes, '。' | ' ') {
            return None;
        }
        if at == clauses.start {
            words = ["分别是", "分别为", "即", "是"]
                .iter()
                .find_map(|word| words.strip_prefix(word))
                .unwrap_or(words)
                .trim();
        }
        if is_last && let Some(of) = words.find('等') {
            if words[of..].chars().count() > 6 {
                return None;
            }
            (words, open) = (words[..of].trim(), true);
        }
        // 甲和乙 at the end are two items or one, which nobody can tell.
        let joined = words.contains(['和', '与', '及', '或', '并']);
        if joined || !is_item(words) || is_people && !is_name(words) {
            return None;
        }
        lengths.push(words.chars().count());
    }
    let whole = sentence.clauses[clauses.start].range.start..sentence.clauses[clauses.end - 1].range.end;
    alike(&lengths).then_some((lengths.len(), open, whole))
}

/// 甲、乙、丙等六个县
fn before(sentence: &Sentence<'_>, at: usize, amount: &Amount<'_>, is_people: bool) -> Listed {
    let clause = &sentence.clauses[at];
    let last = sentence.before(clause, amount).strip_suffix('等')?.trim();
    // What the number counts must be named: 等六个县, 等3名同志.
    let after = sentence.after(clause, amount).trim_end_matches('。');
    if clause.opens != '、' || !(after.starts_with(is_han) || matches!(amount.counter, "县" | "村" | "人")) {
        return None;
    }
    let mut lengths = vec![last.chars().count()];
    let is_good =
        |words: &str| is_item(words) && !words.contains(['和', '与', '及', '或']) && (!is_people || is_name(words));
    if !is_good(last) {
        return None;
    }
    let mut place = at;
    while place > 0 && sentence.clauses[place - 1].closes == '、' {
        place -= 1;
        let clause = &sentence.clauses[place];
        // The first may have the beginning of the sentence before it.
        if clause.opens == '、' {
            if !is_good(sentence.words(clause)) {
                return None;
            }
            lengths.push(sentence.words(clause).chars().count());
        }
    }
    let whole = sentence.clauses[place].range.start..amount.range.end;
    let count = lengths.len() + 1;
    (count > 2 && alike(&lengths)).then_some((count, true, whole))
}

/// Characters that a name of a thing in a list hardly has: verbs, particles.
const NO_ITEM: &str = "的了在到赴向对为被把将让使从由是有含约各每余含除共占比";

/// Whether words may be an item of a list.
fn is_item(words: &str) -> bool {
    let length = words.chars().count();
    // 约 is no "about" in 预约 and 签约.
    let words = &*words.replace("预约", "预").replace("签约", "签");
    let kinds = ["级", "类", "型", "男", "女"].iter().any(|end| words.ends_with(end));
    (1..=16).contains(&length)
        && !kinds
        && !words.contains(|c: char| NO_ITEM.contains(c) || c.is_ascii_digit() || c == '\n')
        && !["包括", "主要", "其中", "如", "例如", "不", "或", "分别"].iter().any(|word| words.starts_with(word))
}

/// Whether all are about as long.
fn alike(lengths: &[usize]) -> bool {
    let (least, most) = (lengths.iter().min(), lengths.iter().max());
    matches!((least, most), (Some(least), Some(most)) if most - least <= 3)
}

/// Usual surnames of one character, some three hundred and most people's.
const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付代覃佟佘涂仝亓";

/// Whether words look like the name of a person.
fn is_name(words: &str) -> bool {
    let length = words.chars().filter(|c| !c.is_whitespace()).count();
    (2..=4).contains(&length)
        && words.chars().all(|c| is_han(c) || c == '·' || c == ' ')
        && words.starts_with(|first: char| SURNAMES.contains(first))
}

/// What is told point by point after 三个方面.
const POINTED: [&str; 9] = ["方面", "点", "个方面", "个问题", "项工作", "件事", "项措施", "个环节", "项举措"];

/// 三个方面：一是…二是…三是…四是…, in one paragraph or several.
fn points(blocks: &[Block]) -> Option<Wrong> {
    let block = &blocks[0];
    let begins = |block: &Block, word: &str| block.text.trim_start().starts_with(word);
    let begun = |block: &Block| block.signs.has(Sign::FirstIs);
    if !begun(block) && !blocks.get(1).is_some_and(begun) {
        return None;
    }
    let first = block.text.find("一是");
    let (head, mut place, mut at) = match first {
        Some(first) => (block.text[..first].trim_end(), 0, first + "一是".len()),
        None if block.text.trim_end().ends_with(['：', ':', '。']) && begins(blocks.get(1)?, "一是") => {
            (block.text.trim_end(), 1, blocks[1].text.find("一是")? + "一是".len())
        }
        None => return None,
    };
    let head = head.strip_suffix(['：', ':', '。'])?;
    let start = head.rfind(['。', '！', '；', '：']).map_or(0, |at| at + '。'.len_utf8());
    let sentence = Sentence::read(block, start..head.len());
    let amount = sentence.amounts.last()?;
    // 四点 at the end of a clause is no time here.
    let is_number = amount.claim == Claim::Exact && (amount.nature == Nature::Count || amount.counter == "点");
    let number = usize::try_from(amount.value / ONE).ok().filter(|number| is_number && (2..=10).contains(number))?;
    let after = block.text[amount.range.end - amount.counter.len()..head.len()].trim();
    if !POINTED.iter().any(|word| after.starts_with(word)) || after.chars().count() > 8 {
        return None;
    }
    let mut listed = 1;
    while listed < 20 {
        let next = format!("{}是", numeral::ordinal(u32::try_from(listed).unwrap_or(0) + 1));
        let rest = &blocks[place].text[at..];
        // Another 一是 begins another list.
        let rest = &rest[..rest.find("一是").unwrap_or(rest.len())];
        if let Some(found) = rest.find(&next) {
            at += found + next.len();
            listed += 1;
        } else if blocks.get(place + 1).is_some_and(|block| begins(block, &next)) {
            (place, at) = (place + 1, 0);
        } else {
            break;
        }
    }
    // One alone is told in some other way.
    (listed != number && listed >= 2 && listed.abs_diff(number) <= 2)
        .then(|| Wrong { stated: amount.range.clone(), listed })
}
