//! What a clause tells of an honour besides its name: who gave it, who got it,
//! when, and in what contest.

use std::ops::Range;

use crate::import::facts::Branch;
use crate::import::facts::honours::World;
use crate::import::facts::honours::phrase;
use crate::import::facts::honours::words::{JOINTS, verb};
use crate::import::facts::people::{after_office, name_before};
use crate::import::facts::reading::{Clause, Passage, tail};
use crate::language::date::PartialDate;
use crate::language::lexicon::{self, List};
use crate::language::person::is_whole as is_person;
use crate::language::{Known, enumerator, organization, timex};
use crate::model::OrganizationId;

/// What stands between who gave an honour and its name.
static GIVEN: List = List::new(&lexicon::HONOUR_CONTEXT, "given");
/// What stands before who gave it.
static BY: List = List::new(&lexicon::HONOUR_CONTEXT, "by");
/// Verbs before which it is said by whom.
static CONFERRING: List = List::new(&lexicon::HONOUR_CONTEXT, "conferring");
/// How those begin who chose.
static CHOOSING: List = List::new(&lexicon::HONOUR_CONTEXT, "choosing");
/// What says that who chose commended too.
static COMMENDING: List = List::new(&lexicon::HONOUR_CONTEXT, "commending");
/// What stands before a contest that somebody went to: 参加.
static TAKING_PART: List = List::new(&lexicon::HONOUR_CONTEXT, "taking-part");
/// What ends the name of a contest: 在全省知识竞赛中.
static DURING: List = List::new(&lexicon::HONOUR_CONTEXT, "during");
/// In what a body looks at its own: 年度考核.
static REVIEWS: List = List::new(&lexicon::HONOUR_CONTEXT, "review");
/// What stands before the name of a contest.
static CONTEST_BORDERS: List = List::new(&lexicon::HONOUR_CONTEXT, "contest-border");
/// How contests end.
static CONTESTS: List = List::new(&lexicon::HONOUR_CONTEXT, "contest");
/// Words for no one time.
static VAGUE: List = List::new(&lexicon::TIME_WORDS, "vague");
/// Those of a sentence.
static SINCE: List = List::new(&lexicon::TIME_WORDS, "vague-sentence");
/// The year reported on.
static THIS_YEAR: List = List::new(&lexicon::TIME_WORDS, "this-year");
/// The year before it.
static LAST_YEAR: List = List::new(&lexicon::TIME_WORDS, "last-year");
/// Adverbs around the one who got it.
static AROUND: List = List::new(&lexicon::HONOUR_CONTEXT, "around");
/// What persons are called before their names.
static PERSONS: List = List::new(&lexicon::HONOUR_CONTEXT, "person");
/// How those end who may get an honour, besides bodies.
static GROUPS: List = List::new(&lexicon::HONOUR_CONTEXT, "group-end");
/// How a report calls those whose it is.
static OWN: List = List::new(&lexicon::HONOUR_CONTEXT, "own");
/// What the one who gave stands after.
static GIVER_BORDERS: List = List::new(&lexicon::HONOUR_CONTEXT, "giver-border");
/// What stands around the one who gave.
static GIVER_BEGINS: List = List::new(&lexicon::HONOUR_CONTEXT, "giver-begin");
/// What stands between who held a contest and its name.
static HELD: List = List::new(&lexicon::HONOUR_CONTEXT, "held");
/// 馆内, among whom the one who reports chooses.
static INNER: List = List::new(&lexicon::HONOUR_CONTEXT, "inner");
/// Verbs by which the one who reports gives honours to others.
static HANDING: List = List::new(&lexicon::HONOUR_CONTEXT, "handing");
/// How those call themselves who report.
static SELF: List = List::new(&lexicon::HONOUR_CONTEXT, "self-begin");
/// Those who get an honour, right after the verb: 授予我院….
static HELD_BY: List = List::new(&lexicon::HONOUR_CONTEXT, "holder-begin");
/// What stands before an earlier honour: 继2022年获…后.
static SUCCEEDING: List = List::new(&lexicon::HONOUR_CONTEXT, "succeeding");
/// What stands after the name of a person.
static COMRADE: List = List::new(&lexicon::HONOUR_CONTEXT, "comrade");
/// What says that names and honours go in pairs.
static IN_TURN: List = List::new(&lexicon::HONOUR_CONTEXT, "in-turn");
/// What stands before a place or contest.
static AT: List = List::new(&lexicon::HONOUR_CONTEXT, "at");
/// What stands before an honour that a body confers.
static AS: List = List::new(&lexicon::HONOUR_CONTEXT, "as");
/// Verbs of choosing.
static CHOICE: List = List::new(&lexicon::HONOUR_CONTEXT, "choice");
/// Verbs whose subject gives the honour: 市总工会授予.
static ACTIVE: List = List::new(&lexicon::HONOUR_CONTEXT, "active");
/// What stands before the one who gets it: 给, 将.
static TO: List = List::new(&lexicon::HONOUR_CONTEXT, "recipient-mark");
static DISPOSAL: List = List::new(&lexicon::HONOUR_CONTEXT, "disposal");
/// How it is said that a body decided: 经市总工会|评定.
static JUDGING: List = List::new(&lexicon::HONOUR_CONTEXT, "judging");
/// What stands before that, and before the body.
static JUDGED_HOW: List = List::new(&lexicon::HONOUR_CONTEXT, "judged-how");
static THROUGH: List = List::new(&lexicon::HONOUR_CONTEXT, "through");
/// How a body tells of those whom it chose: 市总工会|发来通报.
static ANNOUNCING: List = List::new(&lexicon::HONOUR_CONTEXT, "announcing");
/// What a body goes on with that is another.
static PARTY: List = List::new(&lexicon::HONOUR_CONTEXT, "party");

/// Words that begin as these do: 经典.
static NOT_BY: List = List::new(&lexicon::HONOUR_CONTEXT, "not-by");

/// Where a word stands last in words that is said of whoever gave an honour: 经, but not 经典.
fn last_by(words: &str, by: &str) -> Option<usize> {
    words.rmatch_indices(by).map(|(at, _)| at).find(|at| NOT_BY.begins(&words[*at..]).is_none())
}

/// How many characters tell who decided, and how many clauses before one tell when.
const LONGEST: usize = 60;
const NEAR: usize = 8;

/// In how many clauses before a prize its contest is looked for.
const CONTEST: usize = 3;

/// What stands after the body that gave it: 市总工会颁发.
static GIVING: List = List::new(&lexicon::HONOUR_CONTEXT, "giving");

/// Who gave an honour, and what else stands around that.
pub struct Giver<'r> {
    /// Who; empty if it is not said.
    pub who: String,
    /// The words after the verb in which the names are.
    pub rest: &'r str,
    /// How far they stand from the verb.
    pub offset: usize,
    /// Who got it where the giver is the subject; empty if the branch itself.
    pub holder: Option<String>,
    /// Whether it may be somebody else.
    pub is_doubtful: bool,
}

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
    /// Whether its verb says that somebody chose.
    pub fn is_choice(&self) -> bool {
        CHOICE.has(self.verb)
    }

    /// Whether a body is the subject: 医院|评出….
    pub fn is_by_body(&self) -> bool {
        let who = self.lead.trim();
        OWN.has(who) || phrase::are_bodies(who)
    }

    /// Who gave it, as the clause says, and what of the words after the verb
    /// is left: 被省卫生健康委授予…, 获某协会颁发的…, 被甲医院评为….
    pub fn grantor<'r>(&self, rest: &'r str, world: &World<'_>) -> Giver<'r> {
        let by =
            |who: String, offset: usize| Giver { who, rest: &rest[offset..], offset, holder: None, is_doubtful: false };
        // 获得市总工会授予的
        for word in GIVEN.iter() {
            if let Some(at) = rest.find(word)
                && (1..=30).contains(&rest[..at].chars().count())
                && !rest[..at].contains(phrase::is_quotation)
                && phrase::are_bodies(&giver(&rest[..at]))
            {
                return by(giver(&rest[..at]), at + word.len());
            }
        }
        // 被甲医院评为, 由甲医院授予, 经甲医院评为
        if CONFERRING.has(self.verb)
            && let Some(at) = BY.iter().filter_map(|word| last_by(self.lead, word).map(|at| at + word.len())).max()
        {
            let who = giver(&self.lead[at..]);
            // 经甲医院评定被授予
            match judged(self.lead).filter(|_| !phrase::are_bodies(&who)) {
                Some((_, judge)) => return by(judge, 0),
                None if who.chars().count() >= 2 => return by(who, 0),
                None => {}
            }
        } else if let Some((_, judge)) = judged(self.lead) {
            return by(judge, 0);
        }
        // 甲医院将第一党支部评为, 甲医院给第一党支部记功
        if let Some((who, holder)) = self.given_to() {
            let holder = self.holder(holder, world);
            return Giver { holder: Some(holder), ..by(who, 0) };
        }
        // 甲医院党委授予第一党支部“…”
        if ACTIVE.has(self.verb) {
            let said = announced(self.lead).map_or_else(|| giver(tail(self.lead, 30)), |(_, who)| who);
            let is_known = phrase::are_bodies(&said);
            let is_silent = said.is_empty() && phrase::last_run(rest).is_some_and(|at| !rest[..at].trim().is_empty());
            let is_doubtful = !is_known && !is_silent && phrase::last_run(rest).is_some_and(|at| at > 0);
            let who = if is_known { said } else { self.decided().map(|(_, who)| who).unwrap_or_default() };
            if is_known || is_silent || is_doubtful {
                let named = AS.iter().find_map(|word| Some(rest.find(word)? + word.len()));
                let held = HELD_BY.begins(rest).map(str::len);
                let offset = phrase::last_run(rest).or(named).or(held).unwrap_or(0);
                let holder = AS.iter().fold(rest[..offset].trim(), |holder, word| holder.trim_end_matches(word));
                let holder = self.holder(holder, world);
                return Giver { holder: Some(holder), is_doubtful, ..by(who, offset) };
            }
        }
        by(self.chooser(world).unwrap_or_default(), 0)
    }

    /// Who got it as the front matter has it: empty for the branch itself.
    fn holder(&self, who: &str, world: &World<'_>) -> String {
        let who = COMRADE.trim_end(who.trim()).trim();
        let is_named = who.chars().count() <= 20 && !self.is_branch(who, world);
        if is_named { who.to_owned() } else { String::new() }
    }

    /// Who gave it and to whom, where that stands between: 甲将乙评为, 甲给乙记功.
    pub fn given_to(&self) -> Option<(String, &str)> {
        let marks = if ACTIVE.has(self.verb) { TO.iter().chain(DISPOSAL.iter()) } else { DISPOSAL.iter().chain(&[]) };
        marks.filter_map(|mark| self.lead.split_once(mark)).find_map(|(before, holder)| {
            let who = giver(tail(before, 30));
            phrase::are_bodies(&who).then_some((who, holder))
        })
    }

    /// Who decided, and on whom, as the clauses before tell: 甲经市总工会评定, …;
    /// 市总工会发来通报, …. What another honour is told in says nothing of this one.
    pub fn decided(&self) -> Option<(&str, String)> {
        let words = |clause: &Clause| &self.passage.text[clause.range.clone()];
        let before = self.clauses[..self.index].iter().rev().take(2).map(words);
        before.take_while(|words| verb(words).is_none()).find_map(|words| judged(words).or_else(|| announced(words)))
    }

    /// Who gave it, as the clause after it tells: 获“甲”，市总工会颁发.
    pub fn given_after(&self) -> Option<String> {
        let next = self.clauses.get(self.index + 1)?;
        let words = self.passage.text[next.range.clone()].trim().trim_end_matches('。');
        let who = GIVING.strip_suffix(words)?;
        let who = BY.strip_prefix(who).unwrap_or(who);
        phrase::are_bodies(who).then(|| who.to_owned())
    }

    /// Who held the contest or the choice in which it was won: 在市医学会年度考核中.
    pub fn host(&self) -> Option<String> {
        let (contest, host) = self.contest()?;
        let of_review = || Some(REVIEWS.strip_suffix(&contest)?.to_owned());
        Some(host).filter(|host| phrase::are_bodies(host)).or_else(of_review).filter(|host| phrase::are_bodies(host))
    }

    /// Whoever it is that chooses, in this clause or the one before: 评选出; then
    /// what follows in the sentence is of the same hand.
    fn chooser(&self, world: &World<'_>) -> Option<String> {
        let (clause, at, verb) = self.clauses[..=self.index].iter().rev().find_map(|clause| {
            let words = &self.passage.text[clause.range.clone()];
            CHOICE.iter().chain(CHOOSING.iter()).find_map(|verb| words.find(verb).map(|at| (clause, at, *verb)))
        })?;
        let words = &self.passage.text[clause.range.clone()];
        let is_choice = CHOICE.has(verb);
        let before = if words[..at].trim().is_empty() || is_choice {
            self.clauses
                .iter()
                .rev()
                .skip_while(|known| known.range.start > clause.range.start)
                .take(3)
                .find_map(|known| body_at_head(&self.passage.text[known.range.clone()], world))
        } else {
            body_at_head(&words[..at], world)
        };
        before.filter(|_| is_choice || COMMENDING.is_in(&words[at..]))
    }

    /// Whether those whose report it is gave it to others: 我会授予张三….
    pub fn is_own_gift(&self, world: &World<'_>) -> bool {
        let who = self.given_to().map_or_else(|| giver(self.lead), |(who, _)| who);
        let is_own = match world.branch {
            Some(Branch::New(path)) => path.last().is_some_and(|last| who.ends_with(last.as_str())),
            Some(Branch::Known(id)) => world
                .names
                .mentions(&who)
                .pop()
                .is_some_and(|mention| mention.meanings.iter().any(|&meant| world.publication[meant].id == *id)),
            None => false,
        };
        let is_inner = OWN.has(&who) && SELF.begins(&who).is_some() || INNER.ends(&who).is_some();
        HANDING.has(self.verb) && !BY.is_in(self.lead) && (is_inner || is_own)
    }

    /// The contest in which a place was won, and who held it:
    /// 在市总工会举办的知识竞赛中荣获一等奖.
    pub fn contest(&self) -> Option<(String, String)> {
        let tells = |words: &str| AT.is_in(words) && DURING.is_in(words) || TAKING_PART.is_in(words);
        let before = match self.lead.trim() {
            lead if tells(lead) => lead,
            // 在知识竞赛中，选手包揽前两名，获团体一等奖: the nearest clause before that tells of one.
            _ => {
                let above = self.clauses.get(self.index.saturating_sub(CONTEST)..self.index)?;
                let mut above = above.iter().rev().map(|clause| &self.passage.text[clause.range.clone()]);
                above.find(|words| tells(words))?
            }
        };
        let begins = |list: &List| list.iter().find_map(|word| Some(before.rfind(word)? + word.len()));
        let during = begins(&AT).unwrap_or(0);
        let end = DURING.iter().filter_map(|word| before[during..].rfind(word)).max();
        // 张三参加全省知识竞赛并获…
        let (inner, end) = match (end, begins(&TAKING_PART)) {
            (Some(end), _) => (&before[during..], end),
            (None, Some(from)) => (&before[from..], GIVER_BORDERS.trim_end(&before[from..]).len()),
            (None, None) => return None,
        };
        let is_border = |c: char| CONTEST_BORDERS.has(c.encode_utf8(&mut [0; 4]));
        let contest: String = inner[..end].chars().filter(|c| !phrase::is_quotation(*c)).collect();
        let held = HELD.iter().find_map(|word| contest.split_once(word));
        let (holder, contest) = held.map_or(("", contest.as_str()), |(holder, contest)| (giver_of(holder), contest));
        let contest = contest.rsplit(is_border).find(|part| part.chars().count() >= 4).unwrap_or(contest);
        let is_contest = CONTESTS.ends(contest).is_some() && (2..=30).contains(&contest.chars().count());
        is_contest.then(|| (contest.to_owned(), holder.to_owned()))
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
        // An honour without a date is of the report's year.
        if THIS_YEAR.is_in(self.lead) {
            return (None, true);
        }
        if let Some(year) = world.year
            && LAST_YEAR.is_in(self.lead)
        {
            return (PartialDate::new(year - 1, None, None).ok(), false);
        }
        // 近年来, 先后, 多次: at no one time.
        if VAGUE.is_in(self.lead) {
            return (None, true);
        }
        let start = self.clauses[..self.index]
            .iter()
            .rposition(|known| SUCCEEDING.begins(&text[known.range.clone()]).is_some());
        let start = start.map_or(0, |at| at + 1).max(self.index.saturating_sub(NEAR));
        // 2018年也试过，今年获评…: only a clause of time, or of who gave it, tells when.
        let tells =
            |words: &str| is_time(words) || COMMENDING.is_in(words) || DURING.is_in(words) || judged(words).is_some();
        let before = self.clauses[start..self.index].iter().rposition(|known| tells(&text[known.range.clone()]));
        let begin = self.clauses.get(start).map_or(clause.range.start, |first| first.range.start);
        let before = begin..before.map_or(begin, |at| self.clauses[start + at].range.end);
        if VAGUE.is_in(&text[before.clone()]) || SINCE.is_in(&text[before.clone()]) {
            return (None, true);
        }
        // 2021年，我院获…；内科获…: a sentence that begins with its time.
        let opening = || said(&self.opening()).map(|date| PartialDate { month: None, day: None, ..date });
        let Some(date) = said(&before) else { return (opening(), true) };
        // 2021年，中心评出…: a sentence that begins with its time.
        let begins = text[before.clone()].trim_start().starts_with(|first: char| first.is_ascii_digit());
        (Some(date), begins || date.month.is_some())
    }

    /// The year with which its sentence begins, where it is in another part of it.
    fn opening(&self) -> Range<usize> {
        let head = &self.passage.text[self.sentence.clone()];
        let begins = head.trim_start().starts_with(|first: char| first.is_ascii_digit());
        let end = head.find(['，', ',']).filter(|&end| begins && is_time(&head[..end])).unwrap_or(0);
        self.sentence.start..self.sentence.start + end
    }

    /// Those who got so many honours in their order: 张三、李四分别被评为甲和乙.
    pub fn in_order(&self, count: usize) -> Vec<String> {
        let Some(at) = IN_TURN.iter().find_map(|word| self.lead.find(word)) else { return Vec::new() };
        let who: Vec<String> = self.lead[..at]
            .split(|c: char| c == '、' || JOINTS.has(c.encode_utf8(&mut [0; 4])))
            .map(|part| after_office(part.trim()).unwrap_or_else(|| part.trim().to_owned()))
            .collect();
        if who.len() == count && count > 1 { who } else { Vec::new() }
    }

    /// Who got it; empty if the branch itself or if nobody is named.
    pub fn recipient(&self, world: &World<'_>) -> String {
        let mut lead = self.lead.trim();
        if let Some(at) = BY.iter().filter_map(|word| last_by(lead, word)).min() {
            lead = &lead[..at];
        }
        // 全年有张三同志1人
        let comrade = COMRADE.iter().filter_map(|word| lead.find(word)).min();
        if let Some(name) = comrade.and_then(|at| name_before(&lead[..at])) {
            return name.to_owned();
        }
        let at_contest = |list: &List| list.iter().find_map(|word| lead.rfind(word)).filter(|at| *at > 0);
        if let Some(at) = at_contest(&AT).or_else(|| at_contest(&TAKING_PART)) {
            lead = &lead[..at];
        }
        // （1）张三 and 张三的《作品》
        let lead = enumerator::leading(lead).map_or(lead, |mark| &lead[mark.end..]);
        let lead = lead.trim_start_matches(|c: char| !c.is_alphanumeric() && !phrase::is_opening(c));
        let lead = lead.split("的《").next().unwrap_or(lead);
        let mut who = lead.trim();
        // Dates and adverbs stand around the subject.
        if let Some(date) = timex::dates(who).pop() {
            who = who[date.range.end..].trim();
        }
        who = [&THIS_YEAR, &LAST_YEAR].iter().fold(who, |who, list| list.trim_start(who));
        // 共青团某镇委员会 begins with no adverb.
        while !organization::is_whole(who, &Known::default()) {
            let shorter = AROUND.iter().find_map(|word| who.strip_suffix(word).or_else(|| who.strip_prefix(word)));
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
            let person = COMRADE.iter().find_map(|word| before.find(word)).and_then(|at| name_before(&before[..at]));
            if let Some(person) = person {
                return person.to_owned();
            }
            // 第一党支部通过市总工会复审，继续保留…
            who = self.decided().map_or("", |(subject, _)| AROUND.trim_end(subject.trim()));
        }
        if who.is_empty() || who.chars().count() > 24 || self.is_branch(who, world) {
            return String::new();
        }
        let name = who
            .rsplit(|c: char| !crate::text::han::is_han(c))
            .next()
            .filter(|name| is_person(name) && name.chars().count() <= 3);
        if let Some(name) = name.filter(|_| who.chars().count() <= 3) {
            return name.to_owned();
        }
        let after = PERSONS
            .iter()
            .filter_map(|word| who.rfind(word).map(|at| &who[at + word.len()..]))
            .min_by_key(|rest| rest.len());
        if let Some(name) = after.filter(|name| is_person(name) && name.chars().count() <= 3) {
            return name.to_owned();
        }
        // 党支部书记张三, 内科主任李四
        if let Some(name) = after_office(who) {
            return name;
        }
        if let Some(name) = name_before(who) {
            return name.to_owned();
        }
        if GROUPS.ends(who).is_some() || organization::ends_body(who) { who.to_owned() } else { String::new() }
    }

    /// Whether a subject is the branch that reports.
    fn is_branch(&self, who: &str, world: &World<'_>) -> bool {
        if OWN.has(who) {
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

/// Whether words are no more than a time: 2021年底.
fn is_time(words: &str) -> bool {
    let rest = timex::dates(words).pop().map(|date| words[date.range.end..].chars().count());
    rest.is_some_and(|rest| rest <= 2)
}

/// On whom a body decided and which, where words say so: 甲|通过|市总工会|复审.
fn judged(words: &str) -> Option<(&str, String)> {
    let words = tail(words, LONGEST);
    let ends = JUDGING.iter().flat_map(|word| words.match_indices(word)).map(|(at, _)| &words[..at]);
    let mut heads: Vec<&str> = ends.collect();
    heads.sort_by_key(|head| head.len());
    heads.into_iter().find_map(|head| {
        let mut marks: Vec<(usize, usize)> =
            THROUGH.iter().flat_map(|word| head.match_indices(word)).map(|(at, word)| (at, at + word.len())).collect();
        marks.sort_unstable();
        marks.into_iter().rev().find_map(|(start, end)| {
            let who = JUDGED_HOW.trim_end(giver_of(&head[end..]));
            phrase::are_bodies(who).then(|| (&words[..start], who.to_owned()))
        })
    })
}

/// Which body tells of those whom it chose: 市总工会|发来通报.
fn announced(words: &str) -> Option<(&str, String)> {
    let words = tail(words, LONGEST);
    let who = giver_of(&words[..ANNOUNCING.find(words)?]);
    phrase::are_bodies(who).then(|| ("", who.to_owned()))
}

/// Words that name who gave: without dates and adverbs.
fn giver(words: &str) -> String {
    giver_of(words).to_owned()
}

fn giver_of(words: &str) -> &str {
    let is_border = |c: char| c == '，' || GIVER_BORDERS.has(c.encode_utf8(&mut [0; 4]));
    let words = timex::dates(words).pop().map_or(words, |date| &words[date.range.end..]);
    let words = words.rsplit(is_border).next().unwrap_or(words).trim();
    phrase::JOINTLY.trim_end(GIVER_BEGINS.trim_start(words).trim())
}

/// The body that a clause begins with: a registered one, or one by its end.
fn body_at_head(words: &str, world: &World<'_>) -> Option<String> {
    let words = words.trim();
    if let Some(mention) = world.names.mentions(words).into_iter().find(|mention| !mention.is_general)
        && words[..mention.range.start].chars().count() <= 2
        && PARTY.begins(&words[mention.range.end..]).is_none()
    {
        // 江西省卫生健康委 may begin with what is registered: take all of the head.
        return Some(words[mention.range].to_owned());
    }
    phrase::is_body(words).then(|| words.to_owned())
}
