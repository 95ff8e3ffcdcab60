//! People and their offices.
//!
//! In: passages, the names of the registry. Out: persons whom the text names
//! together with an office: 张三（甲医院，主任医师）当选为组长, 党支部书记李四,
//! 王芳同志任宣传委员, 主任委员：张三. A name without an office is nobody to
//! propose. Where a name ends is told by what follows it; what is doubtful
//! comes as uncertain or not at all.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::import::facts::honours::World;
use crate::import::facts::names::Mention;
use crate::import::facts::reading::{Kind, Passage, cut, tail};
use crate::import::facts::{Person, Proposed};
use crate::language::surname;

/// Offices, the longer before what they end with.
#[rustfmt::skip] // a table
const OFFICES: &[&str] = &[
    "副主任委员", "主任委员", "常务委员", "组织委员", "宣传委员", "纪检委员", "纪律检查委员", "统战委员",
    "青年委员", "群众委员", "生活委员", "文体委员", "学习委员", "保密委员", "群工委员", "副理事长", "理事长",
    "副秘书长", "秘书长", "副书记", "书记", "副会长", "会长", "副院长", "院长", "副主任", "主任", "副组长", "组长",
    "副主席", "主席", "护士长", "副部长", "部长", "副处长", "处长", "副科长", "科长", "副局长", "局长", "副所长",
    "所长", "副校长", "校长", "副队长", "队长", "领队", "站长", "副站长", "总干事", "联络员", "负责人", "带头人",
    "班长", "名誉会长", "副经理", "总经理", "经理", "董事长", "总监", "委员", "小组长",
];

/// What follows a name, by which its end is known.
#[rustfmt::skip] // a table
const FOLLOW: &[&str] = &[
    "同志", "带领", "带头", "主持", "参加", "出席", "表示", "介绍", "代表", "作为", "担任", "当选", "同时", "多次",
    "正在", "登台", "率先", "率队", "率领", "亲自", "主任", "教授", "医师", "护师", "老师", "荣获", "获得", "获评",
    "被评", "先后", "深入", "组织", "负责", "指出", "强调", "致辞", "讲话", "宣读", "作了", "作题", "做了",
    "为大家", "为全体", "为党员", "为新", "在", "说", "任", "讲", "给", "对", "向", "以", "被", "获", "等", "和",
    "与", "及", "是", "从", "就", "领学", "传达", "总结", "分享", "上台", "发言", "汇报", "冲锋", "坚守", "都",
];

/// Words that begin as a name does.
#[rustfmt::skip] // a table
const WORDS: &[&str] = &[
    "和", "高度", "高质", "高标", "高效", "高级", "全体", "全面", "全程", "全院", "全力", "全年", "时任", "任期",
    "任职", "任务", "安排", "安全", "方面", "方案", "应当", "应急", "成员", "成为", "成立", "成绩", "常态", "常务",
    "关于", "关心", "包括", "平时", "党员", "党支", "党委", "党组", "党性", "党建", "明确", "水平", "单位", "和党",
    "和委", "于是", "向党", "党课", "党总", "和副", "会议", "温暖", "双向", "连续", "路线", "景区", "司法", "容易",
    "申报", "申请", "金额", "班子", "席位", "商议", "商讨", "商量", "商定", "沟通", "谈话", "谈心", "支持", "时间",
    "项目", "古人", "常规", "和谐", "通知", "易于", "严格", "严肃", "严于", "强化", "强调", "康复", "牛头", "齐心",
    "齐抓", "乐于", "温馨", "明显", "成都", "江苏", "江西", "海南", "石家", "万名", "万人", "任何", "解决", "解放",
    "应对", "钟爱", "景象", "沙龙", "祝贺", "祝愿", "查房", "查找", "查摆", "简要", "简单", "房间", "巩固", "荣誉",
    "荣获", "辛苦", "向前", "左右", "鲜明", "费用", "席卷", "艾滋", "牢记", "言传", "路上", "路径", "时刻", "时候",
    "从事", "农村", "白衣", "方便", "方法",
];

/// What stands between a name and the office that follows it.
#[rustfmt::skip] // a table
const APPOINTED: &[&str] = &[
    "当选为", "当选", "担任", "被选举为", "被选为", "被推选为", "被任命为", "被聘为", "兼任", "出任", "续任",
    "就任", "任命为", "任", "为", "是", "被增补为", "增补为",
];

/// How much may stand in the brackets after a name, in characters. A text of
/// nothing but closing brackets would be gone through once for each.
const IN_BRACKETS: usize = 300;

/// Those in office that passages tell of.
pub fn propose(passages: &[Passage], world: &World<'_>) -> Vec<Proposed<Person>> {
    let mut people = People::default();
    for passage in passages.iter().filter(|passage| passage.kind == Kind::Body) {
        let mut found = appointed(passage, world);
        found.extend(lists(passage, world));
        found.extend(titled(passage, world));
        found.sort_by_key(|(at, _)| *at);
        for (_, person) in found {
            people.take(person);
        }
    }
    people.all
}

/// Those found so far.
#[derive(Default)]
struct People {
    all: Vec<Proposed<Person>>,
    /// The offices of each, by name. There are no more than [`OFFICES`].
    offices: HashMap<String, Vec<String>>,
    /// The offices of each unit that are taken.
    taken: HashSet<(String, String)>,
}

impl People {
    /// Adds a person, unless what is said is known: a second office of the same
    /// kind, told in other words, is the first one again.
    fn take(&mut self, mut person: Proposed<Person>) {
        let value = &person.value;
        let offices = self.offices.entry(value.name.clone()).or_default();
        let is_known = offices
            .iter()
            .any(|known| known.ends_with(&value.role) || value.role.ends_with(known.as_str()) || value.role == "成员");
        if is_known {
            return;
        }
        offices.push(value.role.clone());
        // One committee has one secretary and one of each kind of member.
        let single = value.role.ends_with("委员") && value.role.chars().count() == 4 && !value.role.contains("主任")
            || value.role.ends_with("书记") && !value.role.contains('副');
        let is_taken = !self.taken.insert((value.role.clone(), value.unit.clone()));
        if single && is_taken {
            person.certain = false;
        }
        self.all.push(person);
    }
}

type Found = Vec<(usize, Proposed<Person>)>;

/// 张三（甲医院，副院长，教授）当选为党小组组长; 张三同志任书记; 选举张三为书记.
fn appointed(passage: &Passage, world: &World<'_>) -> Found {
    let text = passage.text.as_str();
    let mut found = Found::new();
    for &verb in APPOINTED {
        for (at, _) in text.match_indices(verb) {
            let after = at + verb.len();
            let rest = &text[after..];
            let Some((role, length)) = office_at(rest) else { continue };
            // The name, before the verb, before 同志, before a bracket.
            let mut head = text[..at].trim_end();
            let mut sure = verb.chars().count() > 1;
            head = head.trim_end_matches("连续").trim_end_matches("现");
            if let Some(shorter) = head.strip_suffix("同志") {
                (head, sure) = (shorter, true);
            }
            if head.ends_with(['）', ')'])
                && let near = tail(head, IN_BRACKETS)
                && let Some(open) = near.rfind(['（', '('])
            {
                (head, sure) = (&head[..head.len() - near.len() + open], true);
            }
            if let Some(shorter) = head.strip_suffix("同志") {
                (head, sure) = (shorter, true);
            }
            let Some(name) = name_before(head) else { continue };
            if matches!(verb, "为" | "任" | "是") && !sure {
                // 选举张三为书记, 由张三任书记, but not 以安全为…
                let before = &head[..head.len() - name.len()];
                let led = ["选举", "任命", "推选", "聘任", "选出", "由", "，", "、", "。", "；", "聘请"];
                if !(led.iter().any(|word| before.ends_with(word)) || before.is_empty()) {
                    continue;
                }
                sure = true;
            }
            let range = head.len() - name.len()..after + length;
            if passage.is_foreign(&range) {
                continue;
            }
            let certain = sure || name.chars().count() == 3 && before_is_border(&text[..range.start]);
            let unit = unit(&text[after..after + length], world);
            found.push((range.start, person(passage, name, &role, &range, certain, unit)));
        }
    }
    // 选举产生 twice found: 当选为 and 为.
    found.sort_by_key(|(at, person)| (*at, std::cmp::Reverse(person.certain)));
    found.dedup_by(|one, other| one.0 == other.0 && one.1.value.role == other.1.value.role);
    found
}

/// 主任委员：张三　副主任委员：李四、王芳
fn lists(passage: &Passage, world: &World<'_>) -> Found {
    let text = passage.text.as_str();
    let mut found = Found::new();
    // A list may have its body's name at its very beginning.
    let mut bodies: Option<Vec<Mention<'_>>> = None;
    for (at, colon) in text.match_indices(['：', ':']) {
        let head = text[..at].trim_end();
        let Some(office) = OFFICES.iter().find(|office| head.ends_with(**office)) else { continue };
        if passage.is_foreign(&(at..at + colon.len())) {
            continue;
        }
        let bodies = bodies.get_or_insert_with(|| bodies_in(text, world));
        let last = bodies.partition_point(|body| body.range.end <= head.len()).checked_sub(1);
        let unit = unit_of(last.map(|last| &bodies[last]), world);
        let mut start = at + colon.len();
        loop {
            let rest = &text[start..];
            let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\u{3000}', '、', '，']).len();
            start += blank;
            let rest = &text[start..];
            let length = rest.find(|c: char| !crate::text::han::is_han(c)).unwrap_or(rest.len());
            let word = &rest[..length];
            // 副主任委员：, the next of the list.
            if text[start + length..].trim_start().starts_with(['：', ':']) {
                break;
            }
            let spread = spread_name(rest);
            let (name, length) = match (surname::is_name(word), spread) {
                (true, _) => (word.to_owned(), length),
                (false, Some((name, length))) => (name, length),
                _ => break,
            };
            let range = start..start + length;
            let role = (*office).to_owned();
            found.push((start, person(passage, &name, &role, &range, true, unit.clone())));
            start = range.end;
            if !text[start..].trim_start().starts_with(['、', '，', ' ', '\u{3000}'])
                && !text[start..].starts_with([' ', '\u{a0}', '\u{3000}'])
            {
                break;
            }
        }
    }
    found
}

/// A name of two characters set to the width of three: 张　三.
fn spread_name(text: &str) -> Option<(String, usize)> {
    let mut characters = text.char_indices();
    let (_, first) = characters.next()?;
    let (_, blank) = characters.next()?;
    let (at, last) = characters.find(|(_, c)| !matches!(c, ' ' | '\u{3000}'))?;
    let name: String = [first, last].into_iter().collect();
    let end = at + last.len_utf8();
    let alone = !text[end..].starts_with(crate::text::han::is_han);
    (matches!(blank, ' ' | '\u{3000}') && surname::is_name(&name) && alone).then_some((name, end))
}

/// 党支部书记张三主持会议, 学会副会长李四作为组长.
fn titled(passage: &Passage, world: &World<'_>) -> Found {
    let text = passage.text.as_str();
    let mut found: Found = Vec::new();
    let mut ends: Vec<(usize, &str)> = Vec::new();
    for &office in OFFICES {
        for (at, _) in text.match_indices(office) {
            ends.push((at + office.len(), office));
        }
    }
    // The longest office that ends at a place.
    ends.sort_by_key(|(end, office)| (*end, std::cmp::Reverse(office.len())));
    ends.dedup_by_key(|(end, _)| *end);
    for (end, office) in ends {
        let start = end - office.len();
        if text[..start].ends_with('总') && office == "书记" {
            continue;
        }
        let Some((name, sure)) = name_at(&text[end..]) else { continue };
        let range = start..end + name.len();
        if passage.is_foreign(&range) {
            continue;
        }
        // 组织委员李四 and nothing else between two marks.
        let alone = is_border(text[..start].chars().next_back()) && is_border(text[range.end..].chars().next());
        let sure = sure || alone;
        let head = tail(&text[..start], 24);
        let unit = unit(&format!("{head}{office}"), world);
        found.push((start, person(passage, name, office, &range, sure, unit)));
    }
    found
}

/// Whether a text is the name of an office.
pub fn is_office(text: &str) -> bool {
    text.chars().count() <= 12 && OFFICES.iter().any(|office| text.ends_with(office))
}

/// The name that ends a subject after an office: 党支部书记张三.
pub fn after_office(subject: &str) -> Option<String> {
    let office = OFFICES.iter().filter_map(|office| subject.rfind(office).map(|at| at + office.len())).max()?;
    let name = &subject[office..];
    surname::is_name(name).then(|| name.to_owned())
}

/// The office with which words begin, perhaps after the name of its body:
/// 党小组组长, 血液病分会副主任委员. Gives the length of all.
fn office_at(text: &str) -> Option<(String, usize)> {
    let head = cut(text, 24);
    let head = &head[..head.find(|c: char| !crate::text::han::is_han(c)).unwrap_or(head.len())];
    let mut best: Option<(usize, &str)> = None;
    for &office in OFFICES {
        if let Some(at) = head.find(office) {
            let end = at + office.len();
            // 书记 in 书记处 and 主任 in 主任医师 are other words.
            let rest = &head[end..];
            let is_other = ["医师", "护师", "药师", "技师", "处", "会", "会议", "培训", "例会"]
                .iter()
                .any(|word| rest.starts_with(word));
            if !is_other && best.is_none_or(|(known, held)| end < known || end == known && office.len() > held.len()) {
                best = Some((end, office));
            }
        }
    }
    let (end, office) = best?;
    let before = &head[..end - office.len()];
    // Nothing but the name of a body may stand before it.
    let is_body = before.is_empty()
        || [
            "党小组",
            "支部",
            "党委",
            "分会",
            "学会",
            "总支",
            "工会",
            "中心",
            "医院",
            "科",
            "部",
            "办",
            "协会",
            "委员会",
            "小组",
            "党",
            "组",
            "新一届",
        ]
        .iter()
        .any(|word| before.ends_with(word));
    is_body.then(|| (office.to_owned(), end))
}

/// The name with which words end.
pub fn name_before(head: &str) -> Option<&str> {
    let han = head.char_indices().rev().take(5).take_while(|(_, c)| crate::text::han::is_han(*c)).count();
    for length in [4, 3, 2] {
        if length > han {
            continue;
        }
        let name = tail(head, length);
        if surname::is_name(name) && !is_word(name) {
            let before = &head[..head.len() - name.len()];
            // 推选王芳: three characters may begin within a word, 选王芳 do not.
            if length == han || length == 4 || ends_word(before) || length == 2 {
                return Some(name);
            }
        }
    }
    None
}

fn ends_word(before: &str) -> bool {
    let words = [
        "选举", "任命", "推选", "由", "选出", "聘任", "聘请", "增补", "委员", "书记", "主任", "医师", "党员", "同志",
        "教授", "提名",
    ];
    before_is_border(before) || words.iter().any(|word| before.ends_with(word))
}

fn is_border(character: Option<char>) -> bool {
    character.is_none_or(|character| !crate::text::han::is_han(character) && character != '“')
}

fn before_is_border(before: &str) -> bool {
    !before.ends_with(crate::text::han::is_han)
}

/// The name with which words begin, and whether its end is sure.
fn name_at(text: &str) -> Option<(&str, bool)> {
    let ends: Vec<usize> = text.char_indices().take(4).map(|(at, c)| at + c.len_utf8()).collect();
    let candidate = |length: usize| {
        let end = *ends.get(length - 1)?;
        let name = &text[..end];
        (surname::is_name(name) && !is_word(name)).then_some((name, &text[end..]))
    };
    // How well the end is told: by a word, by a mark, by one character that
    // may as well be part of a name.
    let told = |rest: &str| {
        let word = FOLLOW.iter().filter(|word| rest.starts_with(**word)).map(|word| word.chars().count()).max();
        match word {
            Some(length) if length > 1 => 3,
            _ if rest.chars().next().is_none_or(|next| !crate::text::han::is_han(next)) => 2,
            Some(_) => 1,
            None => 0,
        }
    };
    if let Some((name, rest)) = candidate(4)
        && told(rest) > 0
    {
        return Some((name, true));
    }
    let two = candidate(2).map(|(name, rest)| (name, told(rest))).filter(|(_, told)| *told > 0);
    let three = candidate(3).map(|(name, rest)| (name, told(rest))).filter(|(_, told)| *told > 0);
    match (two, three) {
        (None, Some((name, told))) => Some((name, told > 1)),
        (Some((name, told)), None) => Some((name, told == 3)),
        // 张正在 is 张 and 正在 less likely than 张正 and 在 if 正在 is a word.
        (Some((name, two)), Some((_, three))) if two > three => Some((name, two == 3)),
        (Some((_, two)), Some((name, three))) => Some((name, three > 1 && three > two)),
        (None, None) => None,
    }
}

fn is_word(name: &str) -> bool {
    WORDS.iter().any(|word| name.starts_with(word))
        || OFFICES.iter().any(|office| name.ends_with(office))
        || name.ends_with("同志")
}

/// A person with the office and its body.
fn person(
    passage: &Passage,
    name: &str,
    office: &str,
    range: &Range<usize>,
    certain: bool,
    unit: String,
) -> Proposed<Person> {
    Proposed {
        value: Person { name: name.to_owned(), role: office.to_owned(), unit },
        evidence: passage.evidence(range),
        place: passage.place,
        certain,
    }
}

/// The body of an office by the words of the office; empty if it is the branch's.
fn unit(said: &str, world: &World<'_>) -> String {
    unit_of(bodies_in(said, world).last(), world)
}

/// The bodies that a text names.
fn bodies_in<'w>(text: &str, world: &World<'w>) -> Vec<Mention<'w>> {
    let mut bodies = world.names.mentions(text);
    bodies.retain(|mention| !mention.is_general);
    bodies
}

/// The name of a body; empty if it is the branch's.
fn unit_of(body: Option<&Mention<'_>>, world: &World<'_>) -> String {
    let own = match world.branch {
        Some(crate::import::facts::Branch::Known(id)) => Some(id.as_str()),
        _ => None,
    };
    match body.map(|body| body.meanings) {
        Some([id]) if Some(world.publication[*id].id.as_str()) != own => world.publication.full_name(*id, world.year),
        _ => String::new(),
    }
}
