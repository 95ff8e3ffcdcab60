//! What a clause tells of an honour besides its name: who gave it, who got it,
//! when, and in what contest.

use std::ops::Range;

use crate::import::facts::Branch;
use crate::import::facts::honours::World;
use crate::import::facts::people::{after_office, name_before};
use crate::import::facts::reading::{Clause, Passage, tail};
use crate::language::date::PartialDate;
use crate::language::{surname, timex};
use crate::model::OrganizationId;

/// A clause that tells of honours.
pub struct Told<'t> {
    pub passage: &'t Passage,
    pub sentence: &'t Range<usize>,
    pub clauses: &'t [Clause],
    pub index: usize,
    pub lead: &'t str,
    pub verb: &'static str,
}

impl Told<'_> {
    /// Who gave it, as the clause says, and what of the words after the verb
    /// is left: 被省卫生健康委授予…, 获某协会颁发的…, 被甲医院评为….
    pub fn grantor<'r>(&self, rest: &'r str, world: &World<'_>) -> (String, &'r str, usize) {
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
            && let Some(at) =
                ["被", "由", "经"].iter().filter_map(|word| self.lead.rfind(word).map(|at| at + word.len())).max()
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
            ["评选出", "评出", "召开", "举办", "表彰"]
                .iter()
                .find_map(|verb| words.find(verb).map(|at| (clause, at, *verb)))
        });
        if let Some((clause, at, verb)) = choose {
            let words = &self.passage.text[clause.range.clone()];
            let commends = verb.ends_with("评出")
                || verb == "评选出"
                || words[at..].contains("表彰")
                || words[at..].contains("大会");
            let before = if words[..at].trim().is_empty() || verb.ends_with('出') {
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
    pub fn contest(&self) -> Option<String> {
        let before = match self.lead.trim() {
            lead if lead.contains('在') && lead.contains(['中', '上', '里']) => lead,
            _ => {
                let last = self.clauses.get(self.index.checked_sub(1)?)?;
                &self.passage.text[last.range.clone()]
            }
        };
        let from = before.rfind('在').map_or(0, |at| at + '在'.len_utf8());
        let inner = &before[from..];
        let end = ["中", "上", "里"].iter().filter_map(|word| inner.rfind(word)).max()?;
        let contest: String = inner[..end].chars().filter(|c| !matches!(c, '“' | '”')).collect();
        let contest =
            contest.rsplit(['办', '的']).find(|part| part.chars().count() >= 4).unwrap_or(&contest).to_owned();
        let is_contest = ["赛", "比武", "评比", "评选", "展演", "活动", "竞答", "演讲", "征文", "会演", "汇演"]
            .iter()
            .any(|word| contest.ends_with(word));
        (is_contest && contest.chars().count() <= 30).then_some(contest)
    }

    /// When: the date or year in the clause, else in the sentence before it.
    /// Tells too whether that is sure.
    pub fn date(&self, world: &World<'_>) -> (Option<PartialDate>, bool) {
        let text = &self.passage.text;
        let clause = &self.clauses[self.index];
        let said = |part: &Range<usize>| -> Option<PartialDate> {
            let words = &text[part.clone()];
            let dated = timex::moments(words)
                .into_iter()
                .rev()
                .find_map(|found| PartialDate::new(found.year?, found.month, found.day).ok());
            dated.or_else(|| {
                let (_, year) = timex::years(words).pop()?;
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
        // 2021年，中心评出…: a sentence that begins with its time.
        let begins = text[before.clone()].trim_start().starts_with(|first: char| first.is_ascii_digit());
        (date, begins || date.is_none_or(|date| date.month.is_some()))
    }

    /// Those who got so many honours in their order: 张三、李四分别被评为甲和乙.
    pub fn in_order(&self, count: usize) -> Vec<String> {
        let Some(at) = self.lead.find("分别") else { return Vec::new() };
        let who: Vec<String> = self.lead[..at]
            .split(['、', '和'])
            .map(|part| after_office(part.trim()).unwrap_or_else(|| part.trim().to_owned()))
            .collect();
        if who.len() == count && count > 1 { who } else { Vec::new() }
    }

    /// Who got it; empty if the branch itself or if nobody is named.
    pub fn recipient(&self, world: &World<'_>) -> String {
        let mut lead = self.lead.trim();
        if let Some(at) = ["由", "被", "经"].iter().filter_map(|word| lead.find(word)).min() {
            lead = &lead[..at];
        }
        if let Some(at) = lead.rfind('在').filter(|at| *at > 0) {
            lead = &lead[..at];
        }
        let mut who = lead.trim();
        // Dates and adverbs stand around the subject.
        if let Some((range, _)) = timex::years(who).into_iter().next() {
            who = who[range.end..].trim_start_matches(['年', '度']);
        }
        if let Some(found) = timex::moments(who).pop() {
            who = &who[found.range.end..];
        }
        let around = [
            "先后",
            "多次",
            "连续",
            "分别",
            "均",
            "都",
            "也",
            "还",
            "并",
            "光荣",
            "再次",
            "成功",
            "一举",
            "近年来",
            "同时",
            "今年",
            "去年",
            "年内",
            "全年",
            "共",
            "中",
            "又",
            "已",
            "曾",
            "因此",
            "此外",
            "其中",
            "一并",
            "同志",
            "等",
        ];
        loop {
            let shorter = around.iter().find_map(|word| who.strip_suffix(word).or_else(|| who.strip_prefix(word)));
            match shorter {
                Some(shorter) => who = shorter.trim(),
                None => break,
            }
        }
        if who.is_empty()
            && let Some(last) = self.index.checked_sub(1).map(|last| &self.clauses[last])
        {
            // 党员张三同志坚守一线，被评为….
            let before = &self.passage.text[last.range.clone()];
            let person = before.find("同志").and_then(|at| name_before(&before[..at]));
            if let Some(person) = person {
                return person.to_owned();
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
        let person = ["党员", "医生", "护士", "医师", "职工", "教师", "队员", "专家", "教授", "代表", "干部"];
        let after = person
            .iter()
            .filter_map(|word| who.rfind(word).map(|at| &who[at + word.len()..]))
            .min_by_key(|rest| rest.len());
        if let Some(name) = after.filter(|name| surname::is_name(name) && name.chars().count() <= 3) {
            return name.to_owned();
        }
        // 党支部书记张三, 内科主任李四
        if let Some(name) = after_office(who) {
            return name;
        }
        let subject =
            ["科", "室", "部", "组", "队", "团", "员", "人", "名", "位", "者", "志", "个", "院", "支部", "站", "岗"];
        if subject.iter().any(|end| who.ends_with(end)) { who.to_owned() } else { String::new() }
    }

    /// Whether a subject is the branch that reports.
    fn is_branch(&self, who: &str, world: &World<'_>) -> bool {
        let own = [
            "支部",
            "党支部",
            "我支部",
            "本支部",
            "学会",
            "分会",
            "医院",
            "我院",
            "集团",
            "中心",
            "党委",
            "我会",
            "单位",
        ];
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
                        || world
                            .publication
                            .organizations
                            .iter()
                            .position(|known| known.id == *id)
                            .is_some_and(|at| world.publication.path(OrganizationId::at(at)).contains(&meant))
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
        "委",
        "局",
        "厅",
        "部",
        "办",
        "政府",
        "学会",
        "协会",
        "医院",
        "中心",
        "大学",
        "集团",
        "公司",
        "院",
        "工会",
        "社",
        "委员会",
        "联合会",
        "基金会",
        "妇联",
        "党组",
        "党支部",
        "街道",
        "镇",
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
