//! Honours: what was won or conferred, by whom, on whom, when.
//!
//! In: passages, the names of the registry, the branch. Out: one proposal for
//! each honour. A verb such as 荣获 or 被评为 begins them; what stands before
//! it tells of recipient, date and grantor, what stands after it is a list of
//! names. Honours that are hoped for, quoted, or merely counted are none.

mod level;

use std::ops::Range;

use crate::import::facts::honours::level::{grantor_in_name, level};
use crate::import::facts::names::Names;
use crate::import::facts::reading::{Clause, Kind, Passage, tail};
use crate::import::facts::{Branch, Honour, Proposed};
use crate::model::Publication;
use crate::text::amount::{Nature, amounts};
use crate::text::date::PartialDate;
use crate::text::{moment, surname};

/// What is needed beside the text.
pub struct World<'w> {
    /// The names of the registry.
    pub names: &'w Names,
    /// The publication.
    pub publication: &'w Publication,
    /// The branch that reports.
    pub branch: Option<&'w Branch>,
    /// The last year that it reports on.
    pub year: Option<i32>,
}

/// A verb that begins honours, the longer before one it begins with, and
/// whether it has no other use.
const VERBS: &[(&str, bool)] = &[
    ("被评选为", true),
    ("被授予为", true),
    ("被授予", true),
    ("被评为", true),
    ("获评为", true),
    ("获评", true),
    ("获授", true),
    ("获颁", true),
    ("被表彰为", true),
    ("被命名为", true),
    ("被认定为", false),
    ("被确定为", false),
    ("被列为", false),
    ("评选出", false),
    ("评选为", true),
    ("荣获", true),
    ("荣膺", true),
    ("荣立", true),
    ("荣登", false),
    ("喜获", true),
    ("斩获", true),
    ("揽获", true),
    ("勇夺", true),
    ("夺得", false),
    ("摘得", false),
    ("捧得", false),
    ("获得", false),
    ("获选", false),
    ("当选为全国", false),
    ("授予", false),
    ("评为", false),
    ("命名为", false),
    ("入选", false),
    ("获", false),
];

/// What ends in 获 or goes on from it and is another word.
const NOT_VERBS: &[&str] = &[
    "收获", "捕获", "查获", "获批", "获悉", "获益", "获取", "获知", "获准", "获救", "获利", "获赠", "获得感", "获得者",
    "获奖", "缴获", "破获", "获胜", "俘获", "截获",
];

/// Words before the verb by which the honour is hoped for, general or denied.
const NOT_WON: &[&str] = &[
    "争创", "力争", "争取", "申报", "争当", "有望", "希望", "计划", "目标", "努力", "预计", "提名", "推荐", "候选", "未",
    "没有", "凡", "如果", "对于", "曾有望", "拟", "应", "可以", "可获", "将", "确保", "冲刺", "参评", "迎评", "组织申请",
];

/// How names of honours end.
const ENDS: &[&str] = &[
    "奖", "称号", "荣誉", "先进集体", "集体", "先进单位", "单位", "先进个人", "个人", "党组织", "党支部", "支部", "党委",
    "党总支", "党小组", "标兵", "能手", "模范", "工作者", "党员", "党务工作者", "文明号", "奖章", "奖状", "勋章", "红旗手",
    "示范点", "示范岗", "先锋岗", "示范单位", "示范支部", "示范基地", "突击队", "先锋号", "案例", "一等功", "二等功",
    "三等功", "冠军", "亚军", "季军", "第一名", "第二名", "第三名", "优胜", "医生", "护士", "医师", "团队", "科室", "医院",
    "企业", "家庭", "青年", "教师", "干部", "榜样", "人物", "分会", "学会",
];

/// Words of praise that are won too, but are no honours.
const PRAISE: &[&str] = &[
    "好评", "认可", "赞誉", "肯定", "支持", "信任", "成绩", "成效", "效果", "经验", "机会", "资格", "尊重", "赞扬", "提高",
    "感", "知识", "信息", "服务", "批准",
];

/// What an honour for a place in an order is named alone, so that it says
/// nothing without the contest.
const GRADES: &[&str] = &[
    "特等奖", "一等奖", "二等奖", "三等奖", "优秀奖", "优胜奖", "鼓励奖", "金奖", "银奖", "铜奖", "冠军", "亚军", "季军",
    "组织奖", "团体奖", "名",
];

/// The honours that passages tell of.
pub fn propose(passages: &[Passage], world: &World<'_>) -> Vec<Proposed<Honour>> {
    let mut honours: Vec<Proposed<Honour>> = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind != Kind::Heading && !passage.hopes) {
        for sentence in &passage.sentences {
            if passage.text[sentence.clone()].contains(['获', '评', '授', '荣', '入', '得', '命', '被']) {
                in_sentence(passage, sentence, world, &mut honours);
            }
        }
    }
    merged(honours)
}

/// Where the names of honours stand: the passage, the place, and that it is an
/// honour.
pub fn places(passages: &[Passage], honours: &[Proposed<Honour>]) -> Vec<(usize, Range<usize>, bool)> {
    let mut places = Vec::new();
    for honour in honours {
        let name = honour.value.name.as_str();
        let found = passages.iter().enumerate().filter(|(_, passage)| passage.place == honour.place);
        for (index, passage) in found {
            if let Some(at) = passage.text.find(name) {
                places.push((index, at..at + name.len(), true));
                break;
            }
        }
    }
    places
}

fn in_sentence(
    passage: &Passage,
    sentence: &Range<usize>,
    world: &World<'_>,
    honours: &mut Vec<Proposed<Honour>>,
) {
    let text = passage.text.as_str();
    let clauses = passage.clauses(sentence);
    for (index, clause) in clauses.iter().enumerate() {
        let words = &text[clause.range.clone()];
        let Some((at, verb, strong)) = verb(words) else { continue };
        let begin = clause.range.start + at;
        let after = begin + verb.len();
        if passage.is_foreign(&(begin..after)) {
            continue;
        }
        let lead = &words[..at];
        let is_hoped = NOT_WON.iter().any(|word| tail(lead, 12).contains(word))
            || lead.ends_with('对')
            || lead.ends_with("获奖") && verb == "获";
        if is_hoped {
            continue;
        }
        let told = Told { passage, sentence, clauses: &clauses, index, lead, verb };
        let (grantor, rest, offset) = told.grantor(&text[after..clause.range.end], world);
        if !strong && PRAISE.iter().any(|word| rest.trim_end().ends_with(word)) {
            continue;
        }
        // A name in quotation marks may have marks of its own; a list goes on
        // over 、 only, for a clause ends with ，.
        let listed = list(rest);
        for (name, part) in listed {
            let range = after + offset + part.start..after + offset + part.end;
            if let Some(honour) = honour(&told, name, range, strong, &grantor, world) {
                honours.push(honour);
            }
        }
    }
}

/// The verb in a clause with which honours begin, and where.
fn verb(words: &str) -> Option<(usize, &'static str, bool)> {
    let mut best: Option<(usize, &'static str, bool)> = None;
    for &(verb, strong) in VERBS {
        let mut from = 0;
        while let Some(at) = words[from..].find(verb).map(|found| from + found) {
            from = at + verb.len();
            let end = words[at..].chars().take(3).map(char::len_utf8).sum::<usize>() + at;
            let begin = words[..at].char_indices().next_back().map_or(0, |(before, _)| before);
            let is_other = NOT_VERBS.iter().any(|word| words[begin..end].contains(word));
            if is_other {
                continue;
            }
            // Of 被评为 and 评为 at one end, the one that begins first.
            let better = best.is_none_or(|(known, other, _)| at < known || at == known && verb.len() > other.len());
            if better {
                best = Some((at, verb, strong));
            }
            break;
        }
    }
    best
}

/// A clause that tells of honours.
struct Told<'t> {
    passage: &'t Passage,
    sentence: &'t Range<usize>,
    clauses: &'t [Clause],
    index: usize,
    lead: &'t str,
    verb: &'static str,
}

/// Names of honours in a list, each with its place in the list.
fn list(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, character) in text.char_indices() {
        match character {
            '“' | '《' | '（' => depth += 1,
            '”' | '》' | '）' => depth -= 1,
            '、' if depth <= 0 => cuts.push((at, '、'.len_utf8())),
            '和' | '及' | '与' if depth <= 0 => {
                // 和 parts names, and stands within them: 优秀党员和先进集体, 共享和谐奖.
                let before = text[start..at].trim_end_matches("以");
                let counted = before.ends_with(|c: char| "名人个项次".contains(c));
                if is_award(without_count(before).trim_matches(['“', '”'])) || before.ends_with('”') || counted {
                    let head = text[start..at].len() - before.len();
                    cuts.push((at - head, head + character.len_utf8()));
                }
            }
            _ => {}
        }
        if let Some(&(cut, length)) = cuts.last()
            && cut + length > start
            && cut + length == at + character.len_utf8()
        {
            parts.push(start..cut);
            start = cut + length;
        }
    }
    parts.push(start..text.len());
    parts.into_iter().filter(|part| !text[part.clone()].trim().is_empty()).map(|part| (&text[part.clone()], part)).collect()
}

/// A name without a count after it: 优秀共产党员5名.
fn without_count(name: &str) -> &str {
    let name = name.trim_end();
    match amounts(name).last() {
        Some(last) if last.range.end == name.len() && last.nature == Nature::Count => name[..last.range.start].trim_end(),
        _ => name,
    }
}

/// Whether words are the name of an honour by their end.
fn is_award(name: &str) -> bool {
    ENDS.iter().any(|end| name.ends_with(end)) || name.contains("星级") || name.contains("最美") || name.contains("十佳")
}

fn honour(
    told: &Told<'_>,
    name: &str,
    range: Range<usize>,
    strong: bool,
    grantor: &str,
    world: &World<'_>,
) -> Option<Proposed<Honour>> {
    let counted = amounts(name.trim_end()).pop().filter(|last| {
        last.range.end == name.trim_end().len() && last.nature == Nature::Count && !last.counter.is_empty()
    });
    let number = counted.map(|amount| name[amount.range].trim().to_owned());
    let mut name = without_count(name).trim();
    let is_titled = ["称号", "荣誉", "殊荣"].iter().any(|word| name.ends_with(word)) || name.contains('”');
    for word in ["荣誉称号", "光荣称号", "称号", "的荣誉", "荣誉", "的殊荣", "殊荣", "的表彰", "表彰", "等"] {
        name = name.strip_suffix(word).unwrap_or(name).trim();
    }
    for word in ["了", "为", "到", "过", "“", "全部"] {
        name = if word == "“" { name } else { name.strip_prefix(word).unwrap_or(name).trim() };
    }
    // 两项先进, 3项市级奖: a count of honours is a figure.
    let opening = amounts(name).into_iter().next().filter(|amount| {
        amount.range.start == 0 && amount.nature == Nature::Count && !amount.counter.is_empty() && amount.counter != "级"
    });
    let name = bare(name);
    let count = name.chars().count();
    let generic = ["奖项", "荣誉", "奖励", "证书", "专利", "各级", "各类", "多项", "立项", "课题", "名次", "成果", "若干"];
    if opening.is_some()
        || !(2..=40).contains(&count)
        || PRAISE.iter().any(|word| name.ends_with(word))
        || generic.iter().any(|word| name.ends_with(word) || name == *word)
        || name.starts_with(['的', '其', '他', '她'])
        || ENDS.contains(&name.as_str()) && !GRADES.contains(&name.as_str()) && !is_place(&name) && !is_titled
    {
        return None;
    }
    let award = is_award(&name) || is_titled;
    let is_selection = told.verb == "评选出";
    if !strong && !award || is_selection && number.is_none() && !award {
        return None;
    }
    // 获 alone begins many other things.
    if told.verb == "获" && !is_titled && !is_prize(&name) {
        return None;
    }
    let mut name = name;
    let mut certain = award && !name.contains(['，', '。']);
    if GRADES.iter().any(|grade| name == *grade) || is_place(&name) {
        match told.contest() {
            Some(contest) => name = format!("{contest}{name}"),
            None => certain = false,
        }
    }
    let (date, dated) = told.date(world);
    let recipient = match (&number, is_selection) {
        (Some(number), true) => number.clone(),
        _ => told.recipient(world),
    };
    let inner = grantor_in_name(&name);
    let grantor = if !grantor.is_empty() { grantor.to_owned() } else { inner.unwrap_or_default() };
    let level = level(&name, &grantor, told.lead, is_selection);
    let evidence = told.passage.evidence(&range);
    certain = certain && (dated || date.is_none()) && !recipient.ends_with('？');
    Some(Proposed {
        value: Honour { name, level, grantor, date, recipient },
        evidence,
        place: told.passage.place,
        certain,
    })
}

/// A name without quotation marks around all of it; inner ones stay.
fn bare(name: &str) -> String {
    let inner = name.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    match inner {
        Some(inner) if !inner.contains(['“', '”']) => inner.trim().to_owned(),
        _ => name.trim().to_owned(),
    }
}

/// Whether words name a prize or a title of the commended.
fn is_prize(name: &str) -> bool {
    let ends = ["奖", "奖章", "文明号", "集体", "单位", "个人", "标兵", "能手", "模范", "红旗手", "功", "冠军", "亚军", "季军"];
    ends.iter().any(|end| name.ends_with(end))
        || is_place(name)
        || (name.contains("先进") || name.contains("优秀") || name.contains("十佳") || name.contains("最美"))
}

/// 第一名, 第3名
fn is_place(name: &str) -> bool {
    name.starts_with('第') && name.ends_with('名') && name.chars().count() <= 5
}

impl Told<'_> {
    /// Who gave it, as the clause says, and what of the words after the verb
    /// is left: 被省卫生健康委授予…, 获某协会颁发的…, 被甲医院评为….
    fn grantor<'r>(&self, rest: &'r str, world: &World<'_>) -> (String, &'r str, usize) {
        // 获得市总工会授予的
        for word in ["授予的", "颁发的", "评选的", "表彰的", "命名的", "颁授的", "授予", "颁发"] {
            if let Some(at) = rest.find(word)
                && (1..=20).contains(&rest[..at].chars().count())
            {
                let offset = at + word.len();
                return (giver(&rest[..at]), &rest[offset..], offset);
            }
        }
        // 被甲医院评为, 由甲医院授予, 经甲医院评为
        if matches!(self.verb, "评为" | "授予" | "命名为" | "评选为")
            && let Some(at) = ["被", "由", "经"].iter().filter_map(|word| self.lead.rfind(word).map(|at| at + word.len())).max()
        {
            let who = giver(&self.lead[at..]);
            if who.chars().count() >= 2 {
                return (who, rest, 0);
            }
        }
        // 甲医院党委授予第一党支部“…”
        if self.verb == "授予" && !self.lead.is_empty() {
            let who = giver(tail(self.lead, 20));
            if is_body(&who) {
                let offset = match (rest.find('“'), rest.find("为")) {
                    (Some(at), _) => at,
                    (None, Some(at)) => at + "为".len(),
                    _ => 0,
                };
                return (who, &rest[offset..], offset);
            }
        }
        // 评选出: whoever it is that chooses, in this clause or the one before;
        // then what follows in the sentence is of the same hand.
        let choose = self.clauses[..=self.index].iter().rev().find_map(|clause| {
            let words = &self.passage.text[clause.range.clone()];
            ["评选出", "召开", "举办", "表彰"].iter().find_map(|verb| words.find(verb).map(|at| (clause, at, *verb)))
        });
        if let Some((clause, at, verb)) = choose {
            let words = &self.passage.text[clause.range.clone()];
            let commends = verb == "评选出" || words[at..].contains("表彰") || words[at..].contains("大会");
            let before = if words[..at].trim().is_empty() || verb == "评选出" {
                self.clauses
                    .iter()
                    .rev()
                    .skip_while(|known| known.range.start > clause.range.start)
                    .take(3)
                    .find_map(|known| body_at_head(&self.passage.text[known.range.clone()], world))
            } else {
                body_at_head(&words[..at], world)
            };
            if commends && let Some(who) = before {
                return (who, rest, 0);
            }
        }
        (String::new(), rest, 0)
    }

    /// The contest in which a place was won: 在全省知识竞赛中荣获一等奖.
    fn contest(&self) -> Option<String> {
        let before = match self.lead.trim() {
            "" => {
                let last = self.clauses.get(self.index.checked_sub(1)?)?;
                &self.passage.text[last.range.clone()]
            }
            lead => lead,
        };
        let from = before.rfind('在').map_or(0, |at| at + '在'.len_utf8());
        let inner = &before[from..];
        let end = ["中", "上", "里"].iter().filter_map(|word| inner.rfind(word)).max()?;
        let contest: String = inner[..end].chars().filter(|c| !matches!(c, '“' | '”')).collect();
        let contest = contest.rsplit(['办', '的']).find(|part| part.chars().count() >= 4).unwrap_or(&contest).to_owned();
        let is_contest = ["赛", "比武", "评比", "评选", "展演", "活动", "竞答", "演讲", "征文", "会演", "汇演"]
            .iter()
            .any(|word| contest.ends_with(word));
        (is_contest && contest.chars().count() <= 30).then_some(contest)
    }

    /// When: the date or year in the clause, else in the sentence before it.
    /// Tells too whether that is sure.
    fn date(&self, world: &World<'_>) -> (Option<PartialDate>, bool) {
        let text = &self.passage.text;
        let clause = &self.clauses[self.index];
        let said = |part: &Range<usize>| -> Option<PartialDate> {
            let words = &text[part.clone()];
            let dated = moment::moments(words).into_iter().rev().find_map(|found| {
                PartialDate::new(found.year?, Some(found.month), found.day).ok()
            });
            dated.or_else(|| {
                let (_, year) = moment::years(words).pop()?;
                PartialDate::new(year, None, None).ok()
            })
        };
        if let Some(date) = said(&clause.range) {
            return (Some(date), true);
        }
        if let Some(year) = world.year {
            for (word, back) in [("今年", 0), ("本年", 0), ("去年", 1)] {
                if self.lead.contains(word) {
                    return (PartialDate::new(year - back, None, None).ok(), false);
                }
            }
        }
        // 近年来, 先后, 多次: at no one time.
        if ["近年来", "先后", "多次", "连续", "历年"].iter().any(|word| self.lead.contains(word)) {
            return (None, true);
        }
        let before = self.sentence.start..clause.range.start;
        let vague = ["近年来", "先后", "多次", "连续", "历年", "成立于", "以来"];
        if vague.iter().any(|word| text[before.clone()].contains(word)) {
            return (None, true);
        }
        let date = said(&before);
        (date, date.is_none_or(|date| date.month.is_some()))
    }

    /// Who got it; empty if the branch itself or if nobody is named.
    fn recipient(&self, world: &World<'_>) -> String {
        let mut lead = self.lead.trim();
        if let Some(at) = ["由", "被", "经"].iter().filter_map(|word| lead.find(word)).min() {
            lead = &lead[..at];
        }
        if let Some(at) = lead.rfind('在').filter(|at| *at > 0) {
            lead = &lead[..at];
        }
        let mut who = lead.trim();
        // Dates and adverbs stand around the subject.
        for (range, _) in moment::years(who) {
            who = who.get(range.end..).map_or(who, |rest| rest.trim_start_matches(['年', '度']));
            break;
        }
        if let Some(found) = moment::moments(who).pop() {
            who = &who[found.range.end..];
        }
        let around = [
            "先后", "多次", "连续", "分别", "均", "都", "也", "还", "并", "光荣", "再次", "成功", "一举", "近年来", "同时",
            "今年", "去年", "年内", "全年", "共", "中", "又", "已", "曾", "因此", "此外", "其中", "一并", "同志", "等",
        ];
        loop {
            let shorter = around.iter().find_map(|word| who.strip_suffix(word).or_else(|| who.strip_prefix(word)));
            match shorter {
                Some(shorter) => who = shorter.trim(),
                None => break,
            }
        }
        if who.is_empty() || who.chars().count() > 24 || self.is_branch(who, world) {
            return String::new();
        }
        let name = who
            .rsplit(|c: char| !crate::text::han::is_han(c))
            .next()
            .filter(|name| surname::is_name(name) && name.chars().count() <= 3);
        if let Some(name) = name.filter(|_| who.chars().count() <= 3) {
            return name.to_owned();
        }
        // 党支部书记张三, 内科主任李四
        if let Some(name) = crate::import::facts::people::after_office(who) {
            return name;
        }
        let subject = ["科", "室", "部", "组", "队", "团", "员", "人", "名", "位", "者", "志", "个", "院", "支部", "站", "岗"];
        if subject.iter().any(|end| who.ends_with(end)) { who.to_owned() } else { String::new() }
    }

    /// Whether a subject is the branch that reports.
    fn is_branch(&self, who: &str, world: &World<'_>) -> bool {
        let own = ["支部", "党支部", "我支部", "本支部", "学会", "分会", "医院", "我院", "集团", "中心", "党委", "我会", "单位"];
        if own.contains(&who) {
            return true;
        }
        match world.branch {
            Some(Branch::Known(id)) => {
                let Some(mention) = world.names.mentions(who).pop() else { return false };
                let all = mention.range.end == who.len();
                let related = mention.meanings.iter().any(|&meant| {
                    let below = world.publication.path(meant).iter().any(|&above| world.publication[above].id == *id);
                    below
                        || world.publication.organizations.iter().position(|known| known.id == *id).is_some_and(|at| {
                            world.publication.path(crate::model::OrganizationId::at(at)).contains(&meant)
                        })
                });
                all && related
            }
            Some(Branch::New(path)) => path.last().is_some_and(|last| who.ends_with(last.as_str())),
            None => false,
        }
    }
}

/// Words that name who gave: without dates and adverbs.
fn giver(words: &str) -> String {
    let words = words.trim();
    let words = words.rsplit(['年', '日', '月', '，', '并']).next().unwrap_or(words);
    let mut words = words.trim();
    for word in ["先后", "多次", "连续", "又", "被", "由", "经", "了", "再次", "分别", "同时", "均"] {
        words = words.strip_prefix(word).unwrap_or(words);
    }
    words.trim().to_owned()
}

/// Whether a name is that of a body that may give honours.
fn is_body(name: &str) -> bool {
    let ends = [
        "委", "局", "厅", "部", "办", "政府", "学会", "协会", "医院", "中心", "大学", "集团", "公司", "院", "工会", "社",
        "委员会", "联合会", "基金会", "妇联", "党组", "党支部", "街道", "镇",
    ];
    (2..=24).contains(&name.chars().count()) && ends.iter().any(|end| name.ends_with(end))
}

/// The body that a clause begins with: a registered one, or one by its end.
fn body_at_head(words: &str, world: &World<'_>) -> Option<String> {
    let words = words.trim();
    if let Some(mention) = world.names.mentions(words).into_iter().find(|mention| !mention.is_general)
        && words[..mention.range.start].chars().count() <= 2
        && !words[mention.range.end..].starts_with("党")
    {
        // 江西省卫生健康委 may begin with what is registered: take all of the head.
        return Some(words[mention.range].to_owned());
    }
    let ends: Vec<usize> = words.char_indices().map(|(at, c)| at + c.len_utf8()).take(24).collect();
    let all = ends.iter().copied().find(|&end| end == words.len() && is_body(&words[..end]));
    all.map(|end| words[..end].to_owned())
}

/// The same honour told twice is one: the fuller account stays.
fn merged(found: Vec<Proposed<Honour>>) -> Vec<Proposed<Honour>> {
    let mut kept: Vec<Proposed<Honour>> = Vec::new();
    for honour in found {
        let same = kept.iter_mut().find(|known| {
            let (one, other) = (&known.value, &honour.value);
            let same_person = one.recipient == other.recipient
                || one.recipient.is_empty()
                || other.recipient.is_empty()
                || one.recipient.contains(|c: char| c.is_ascii_digit())
                || other.recipient.contains(|c: char| c.is_ascii_digit());
            let same_time = one.date.is_none() || other.date.is_none() || one.date.map(|d| d.year) == other.date.map(|d| d.year);
            one.name == other.name && same_person && same_time
        });
        let Some(known) = same else {
            kept.push(honour);
            continue;
        };
        let (one, other) = (&mut known.value, honour.value);
        if one.grantor.is_empty() {
            one.grantor = other.grantor;
        }
        // 1个 says less than that it was the branch.
        let counted = one.recipient.contains(|c: char| c.is_ascii_digit());
        if counted || one.recipient.is_empty() && !other.recipient.contains(|c: char| c.is_ascii_digit()) {
            one.recipient = other.recipient;
        }
        one.date = match (one.date, other.date) {
            (Some(one), Some(other)) => Some(if other.month.is_some() { other } else { one }),
            (one, other) => one.or(other),
        };
        known.certain |= honour.certain;
    }
    kept
}
