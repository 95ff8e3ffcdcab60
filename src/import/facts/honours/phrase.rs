//! The words in which honours are listed: 市文明办2023年度“文明单位”称号.
//!
//! In: one item of a list. Out: its name, without quotation marks and year, and
//! what stands before it: who gave it, for which year, among whom (全市).

use crate::import::facts::honours::entry::{self, Entry};
use crate::import::facts::honours::level::STATE;
use crate::import::facts::honours::words::{JOINTS, is_award, is_prize, verb};
use crate::language::date::{PartialDate, YEAR};
use crate::language::lexicon::{self, List};
use crate::language::{organization, place};

/// What ends around a name of an honour.
static FRAME_ENDS: List = List::new(&lexicon::HONOUR_WORDS, "frame-end");
/// What begins before it.
static FRAME_BEGINS: List = List::new(&lexicon::HONOUR_WORDS, "frame-begin");
/// What names of honours end with that are called so.
static TITLED: List = List::new(&lexicon::HONOUR_WORDS, "titled");
/// Among whom it is given.
pub static SCOPES: List = List::new(&lexicon::HONOUR_LEVELS, "scope");
/// How names of regions end.
static REGION_ENDS: List = List::new(&lexicon::HONOUR_LEVELS, "region-end");
/// What no name of a body has in it.
static NO_PARTS: List = List::new(&lexicon::HONOUR_CONTEXT, "no-body-part");
/// What bodies are called without a name.
static SOME_BODIES: List = List::new(&lexicon::HONOUR_CONTEXT, "body");
/// What stands between who gave an honour and its name.
static GIVEN: List = List::new(&lexicon::HONOUR_CONTEXT, "given");
/// What stands after the body that gave an honour: 市总工会授予.
static GIVING: List = List::new(&lexicon::HONOUR_CONTEXT, "giving");
/// What bodies of one kind are called: 全市|工会.
static KINDS: List = List::new(&lexicon::HONOUR_CONTEXT, "kind");
/// What stands between who held a contest and its name.
static HELD: List = List::new(&lexicon::HONOUR_CONTEXT, "held");
/// What belongs to a name after a body: 直属机关先进党支部.
static KEPT: List = List::new(&lexicon::HONOUR_CONTEXT, "kept");
/// What ends as a body does and is none: 运动会, 示范站.
static NOT_BODIES: List = List::new(&lexicon::HONOUR_CONTEXT, "not-body");
/// What goes on from one body to another: 市委|宣传部.
static BODY_PARTS: List = List::new(&lexicon::HONOUR_CONTEXT, "body-part");
/// What is said of several bodies that gave one honour.
pub static JOINTLY: List = List::new(&lexicon::HONOUR_CONTEXT, "jointly");
/// What stands before the one who gave it.
static BY: List = List::new(&lexicon::HONOUR_CONTEXT, "by");
/// In what list of the honoured a name stands: “劳动模范”榜.
static ROLLS: List = List::new(&lexicon::HONOUR_WORDS, "roll");
/// What names of honours have, and no body begins with.
static AFTER: List = List::new(&lexicon::HONOUR_CONTEXT, "after-body");

/// What most names of honours have, whatever they end with.
pub static LIKELY: List = List::new(&lexicon::HONOUR_WORDS, "likely");

/// The longest name of a body, in characters.
const LONGEST: usize = 24;
/// The shortest name that may follow a body without a mark.
const SHORTEST: usize = 4;

/// What stands before a name.
#[derive(Clone, Debug, Default)]
pub struct Lead {
    /// Who gave it; empty if it does not say.
    pub grantor: String,
    /// The year that it was given for.
    pub date: Option<PartialDate>,
    /// Among whom: 全市, 省级.
    pub scope: String,
    /// Where the name begins.
    pub end: usize,
}

/// An item of a list of honours.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// What stands before the name.
    pub lead: Lead,
    /// The name.
    pub name: String,
    /// Whether quotation marks or 称号 say that it is one.
    pub is_titled: bool,
    /// Whether it is all that the quotation marks enclose.
    pub is_quoted: bool,
    /// Whether what stands before it in its clause was not understood.
    pub is_doubtful: bool,
    /// What brackets after it say: （市总工会，2021年）.
    pub note: Entry,
}

/// Reads what stands before a name.
pub fn lead(words: &str) -> Lead {
    let mut lead =
        Lead { end: words.len() - FRAME_BEGINS.trim_start(words.trim_start()).trim_start().len(), ..Lead::default() };
    lead.skip_year(words);
    let rest = &words[lead.end..];
    let Some(open) = rest.find(is_opening) else {
        if let Some(length) = body_length(rest) {
            lead.grantor = rest[..length].to_owned();
            lead.end += length;
            // 市民政局|主办的|案例大赛一等奖
            lead.end += HELD.begins(&words[lead.end..]).map_or(0, str::len);
            lead.skip_year(words);
        }
        return lead;
    };
    let mut before = rest[..open].trim();
    let given = GIVEN.strip_suffix(before).or_else(|| GIVING.strip_suffix(before));
    before = JOINTLY.trim_end(given.unwrap_or(before).trim_end_matches('的').trim_end());
    before = BY.strip_prefix(before).unwrap_or(before);
    let (bare, year) = without_last_year(before);
    let scope =
        SCOPES.ends(bare).filter(|scope| scope.len() < bare.len() && are_bodies(&bare[..bare.len() - scope.len()]));
    let body = scope.and_then(|scope| bare.strip_suffix(scope)).unwrap_or(bare);
    if are_bodies(body) {
        lead.grantor = body.to_owned();
        lead.scope = scope.unwrap_or_default().to_owned();
    } else if SCOPES.has(bare) || is_region(bare) {
        lead.scope = bare.to_owned();
    } else if !bare.is_empty() {
        return lead;
    }
    lead.date = lead.date.or(year);
    lead.end += open;
    lead
}

impl Lead {
    fn skip_year(&mut self, words: &str) {
        if let Some((year, length)) = leading_year(&words[self.end..]) {
            self.date = self.date.or(PartialDate::new(year, None, None).ok());
            self.end += length;
        }
    }
}

/// The words before brackets that say who gave an honour and when, and what they say.
fn without_note(words: &str) -> (&str, Entry) {
    let bare = words.trim_end();
    let note = bare.strip_suffix(['）', ')']).and_then(|head| {
        let (head, note) = head.split_at(head.rfind(['（', '('])?);
        Some((head.trim_end(), entry::note(note.trim_start_matches(['（', '(']))?))
    });
    note.unwrap_or((words, Entry::default()))
}

/// Reads an item of a list; nothing if what follows the name tells that it is
/// about something else: “文明单位”的经验.
pub fn listed(words: &str) -> Option<Listed> {
    let (words, note) = without_note(bare_end(words));
    let mut lead = lead(words);
    let rest = words[lead.end..].trim();
    let mut name = rest;
    let mut is_titled = TITLED.ends(rest).is_some();
    let (mut is_quoted, mut is_doubtful) = (false, false);
    let joined;
    if let Some((open, close)) = last_quotation(rest) {
        let after = ROLLS.strip_suffix(rest[close..].trim_end_matches(['。', '；', ';', '，', '.']));
        let after = bare_end(after.filter(|rest| rest.is_empty()).unwrap_or(&rest[close..]));
        // “职工之家”建设资金 is none.
        is_titled |= after.is_empty() || is_award(after);
        // Nor is 获得“文明单位”称号的企业 one's own.
        let behind = rest[close..].trim_start();
        if [after, TITLED.strip_prefix(behind).unwrap_or_default()].iter().any(|rest| rest.starts_with('的')) {
            return None;
        }
        joined = format!("{}{after}", &rest[..close]).replace(is_quotation, "");
        name = &joined;
        let before = rest[..open].trim();
        is_doubtful = NO_PARTS.is_in(before) || verb(before).is_some();
        if before.is_empty() && after.is_empty() {
            is_quoted = true;
            lead.skip_inner_year(&mut name);
        }
    } else {
        name = bare_end(name);
    }
    Some(Listed { lead, name: name.trim().to_owned(), is_titled, is_quoted, is_doubtful, note })
}

impl Lead {
    /// “2022年度文明单位”
    fn skip_inner_year(&mut self, name: &mut &str) {
        if let Some((year, length)) = leading_year(name) {
            self.date = self.date.or(PartialDate::new(year, None, None).ok());
            *name = &name[length..];
        }
    }
}

/// Whether words go on as those after a name do: 等荣誉.
pub fn is_frame(words: &str) -> bool {
    FRAME_ENDS.begins(words).is_some()
}

/// Words without what ends around a name: 等荣誉称号.
fn bare_end(words: &str) -> &str {
    let mut words = words;
    loop {
        let shorter = words.trim().trim_end_matches(['。', '；', ';', '，', '、', '.']);
        let shorter = FRAME_ENDS.iter().find_map(|word| shorter.strip_suffix(word)).unwrap_or(shorter);
        if shorter.len() == words.len() {
            return words;
        }
        words = shorter;
    }
}

/// Where the last run of quotations begins: of 授予“甲”服务队“乙”“丙” that of 乙.
pub fn last_run(words: &str) -> Option<usize> {
    let (mut open, _) = last_quotation(words)?;
    loop {
        let head = words[..open]
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | '和' | '与' | '及'));
        match last_quotation(head) {
            Some((earlier, close)) if bare_end(&head[close..]).is_empty() => open = earlier,
            _ => return Some(open),
        }
    }
}

/// Where the last quotation of words begins and ends, marks included.
pub fn last_quotation(words: &str) -> Option<(usize, usize)> {
    let close = words.rfind(['”', '"', '」', '’'])?;
    let open = words[..close].rfind(is_opening)?;
    let end = close + words[close..].chars().next().map_or(0, char::len_utf8);
    Some((open, end))
}

/// Whether a mark opens a quotation; the straight one does both.
pub fn is_opening(mark: char) -> bool {
    matches!(mark, '“' | '"' | '「' | '‘')
}

/// Whether a mark is one of quotation.
pub fn is_quotation(mark: char) -> bool {
    matches!(mark, '“' | '”' | '"' | '「' | '」' | '‘' | '’')
}

/// The year that words begin with and its length: 2023年度.
fn leading_year(words: &str) -> Option<(i32, usize)> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = words.get(digits..).filter(|_| digits == 4)?.strip_prefix(YEAR)?;
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let rest = rest.strip_prefix('的').unwrap_or(rest);
    Some((words[..4].parse().ok()?, words.len() - rest.len()))
}

/// Words without the year that they end with.
fn without_last_year(words: &str) -> (&str, Option<PartialDate>) {
    let head = words.strip_suffix('度').unwrap_or(words);
    let bare = head.strip_suffix(YEAR).and_then(|head| {
        let start = head.len().checked_sub(4)?;
        let year = head.get(start..).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some((head[..start].trim_end(), PartialDate::new(year.parse().ok()?, None, None).ok()))
    });
    bare.unwrap_or((words, None))
}

/// How long the body is that words without quotation marks begin with, if what
/// follows it is an honour by itself.
fn body_length(words: &str) -> Option<usize> {
    let mut ends = words.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST);
    let is_giver = |end: &usize| {
        let (head, rest) = words.split_at(*end);
        // 全市工会知识竞赛 is for all of them, and given by none.
        if SCOPES.strip_prefix(head).is_some_and(|kind| KINDS.has(kind)) {
            return false;
        }
        let rest = leading_year(rest).map_or(rest, |(_, length)| &rest[length..]);
        STATE.ends(head).is_some_and(|end| end.len() < head.len())
            && AFTER.begins(head).is_none()
            && NOT_BODIES.ends(head).is_none()
            && !NO_PARTS.is_in(head)
            && KEPT.begins(rest).is_none()
            && (is_award(rest) || LIKELY.is_in(rest))
            && rest.chars().count() >= if is_prize(rest) { SHORTEST - 1 } else { SHORTEST }
    };
    // 市民政局|学会改革示范学会, but 市委宣传部|先进单位.
    let mut end = ends.find(is_giver)?;
    for longer in ends {
        if is_giver(&longer) && (BODY_PARTS.has(&words[end..longer]) || words[end..].starts_with('、')) {
            end = longer;
        }
    }
    Some(end)
}

/// Whether words name nothing but a region: 江城市.
fn is_region(words: &str) -> bool {
    let count = words.chars().count();
    place::is_place(words) || REGION_ENDS.ends(words).is_some() && count <= 5
}

/// Whether a name is that of a body that may give honours.
pub fn is_body(name: &str) -> bool {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '·'));
    is_plain
        && !NO_PARTS.is_in(name)
        && NOT_BODIES.ends(name).is_none()
        && (2..=LONGEST).contains(&name.chars().count())
        && (organization::ends_body(name) || SOME_BODIES.has(name))
        && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether words name one such body or some: 县委、县人民政府.
pub fn are_bodies(words: &str) -> bool {
    let is_joint = |c: char| matches!(c, '、' | ',' | '，') || c.is_whitespace() || JOINTS.has_char(c);
    !words.is_empty() && (is_body(words) || words.split(is_joint).all(|name| is_body(name.trim())))
}
