//! How far a report has come, whatever the author made of the word.
//!
//! In: the record of a report. Out: its status. A report that may not be meant
//! for readers is a draft: an error says so, and the author decides. To publish
//! a draft cannot be undone; to hold back a report for a misspelt word can.

use crate::diag::Argument;
use crate::diag::Words;
use crate::diag::rules::front::{PLACEHOLDER_LEFT, STATUS_MISSPELT, STATUS_UNKNOWN};
use crate::diag::rules::yaml::KEY_REPEATED;
use crate::language::lexicon::{self, List};
use crate::language::pinyin::{Reading, syllables};
use crate::parse::front::choices::{STATUS, TRUTH, choice};
use crate::parse::front::keys::{APPROVAL, REPORT};
use crate::parse::front::record::{Record, RecordReader};
use crate::parse::yaml::{Node, NodeKind};
use crate::parse::{Approval, Status};
use crate::text::han;
use crate::text::near;

const STATUSES: Words = Words {
    zh: "草稿、初审、复审、终审、已发布、撤稿",
    en: "draft, first-review, second-review, final-review, published, withdrawn",
};

/// The title of a new report whose author gave none.
pub const NO_TITLE: Words = Words { zh: "未命名的总结", en: "Untitled report" };
/// The organisation of a new report whose author gave none.
pub const NO_BRANCH: Words = Words { zh: "请填写组织", en: "Please fill in the organization" };

/// Keys that other programs have for what is not to be seen yet, or may be.
static DRAFT_KEYS: List = List::new(&lexicon::OTHER_KEYS, "is-draft");
static PUBLISHED_KEYS: List = List::new(&lexicon::OTHER_KEYS, "is-published");

/// Whether a text is what a new report is made with.
pub fn is_placeholder(text: &str) -> bool {
    [NO_TITLE, NO_BRANCH].iter().any(|words| text == words.zh || text == words.en)
}

/// The status that a word names.
fn of_word(text: &str) -> Option<Status> {
    Status::ALL.get(choice(&STATUS, text)?).copied()
}

/// Whether a word says that a report is not to be published.
fn holds_back(text: &str) -> bool {
    of_word(text).is_some_and(|status| status != Status::Published)
}

/// Reads who brought a report to which state.
pub fn approvals(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Vec<Approval> {
    let records = reader.records(record, "approvals", &APPROVAL);
    let approval = |record: &Record<'_>| {
        let state = reader.choice(record, "state", &STATUS, STATUSES);
        let by = reader.words(record, "by");
        let on = reader.date(record, "on").map(|date| date.value);
        Some(Approval { state: *Status::ALL.get(state?)?, by, on })
    };
    records.iter().filter_map(approval).collect()
}

/// The status of a report.
pub fn status(reader: &mut RecordReader<'_>, record: &Record<'_>) -> Status {
    let written = record.slot("status").map(|slot| match reader.scalar(slot) {
        None => Status::Draft,
        Some(text) => match of_word(&text) {
            Some(status) => status,
            None => {
                let finding = reader.finding(&STATUS_UNKNOWN, &slot.node.at).with("key", slot.key);
                let finding = finding.with("text", &*text).with("choices", STATUSES);
                let near = near::nearest(&text, STATUS.spellings());
                reader.report(near.into_iter().fold(finding, |finding, near| finding.suggest(near)));
                Status::Draft
            }
        },
    });
    match written {
        Some(held) if held != Status::Published => held,
        _ => {
            let misspelt = misspelt(reader, record);
            let unfinished =
                unfilled(reader, record, "title", NO_TITLE) | unfilled(reader, record, "branch", NO_BRANCH);
            if misspelt || unfinished || is_twice(reader, record) { Status::Draft } else { Status::Published }
        }
    }
}

/// Reports a value that is still what a new report is made with.
fn unfilled(reader: &mut RecordReader<'_>, record: &Record<'_>, name: &str, placeholder: Words) -> bool {
    let Some(slot) = record.slot(name) else { return false };
    let NodeKind::Scalar { text, .. } = &slot.node.kind else { return false };
    let text = text.trim();
    let is_left = text == placeholder.zh || text == placeholder.en;
    if is_left {
        let finding = reader.finding(&PLACEHOLDER_LEFT, &slot.node.at).with("key", slot.key).with("text", text);
        reader.report(finding);
    }
    is_left
}

/// Whether the status was written twice, so that the first may not be meant.
fn is_twice(reader: &RecordReader<'_>, record: &Record<'_>) -> bool {
    let is_status = |key: &str| REPORT.find(key) == REPORT.index("status");
    let repeated =
        |(name, value): &(&str, Argument)| matches!(value, Argument::Text(key) if *name == "key" && is_status(key));
    record.twice.iter().any(|key| is_status(key))
        || reader
            .diagnostics
            .iter()
            .any(|finding| *finding.rule == KEY_REPEATED && finding.arguments.iter().any(repeated))
}

/// Reports keys that are none but speak of the status.
fn misspelt(reader: &mut RecordReader<'_>, record: &Record<'_>) -> bool {
    let mut found = false;
    // A key for the day of publication, which other programs say yes or no to.
    if let Some(slot) = record.slot("published")
        && let NodeKind::Scalar { text, .. } = &slot.node.kind
        && choice(&TRUTH, text.trim()) == Some(1)
    {
        let finding = reader.finding(&STATUS_MISSPELT, &slot.node.at).with("key", slot.key).with("near", "status");
        reader.report(finding);
        found = true;
    }
    for (key, node) in &record.unknown {
        if speaks_of_status(&key.value, node) {
            let near = spelling(&key.value).unwrap_or("status");
            let finding = reader.finding(&STATUS_MISSPELT, &key.at).with("key", &*key.value).with("near", near);
            reader.report(if spelling(&key.value).is_some() { finding.suggest(near) } else { finding });
            found = true;
        }
    }
    found
}

/// Whether unknown keys may tell that a record is not meant for readers: it is
/// a report, and does not say so itself.
pub fn may_doubt(record: &Record<'_>) -> bool {
    let says_so = |node: &Node<'_>| match &node.kind {
        NodeKind::Scalar { text, .. } => holds_back(text.trim()),
        _ => false,
    };
    std::ptr::eq(record.table, &REPORT) && !record.slot("status").is_some_and(|slot| says_so(slot.node))
}

/// Whether an unknown key says how far a report has come: it looks or sounds
/// like the key for it, or its value is a word for what is not to be published.
pub fn speaks_of_status(key: &str, node: &Node<'_>) -> bool {
    let value = match &node.kind {
        NodeKind::Scalar { text, .. } => text.trim(),
        _ => return spelling(key).is_some(),
    };
    let among = |keys: &[&str]| keys.iter().any(|other| other.eq_ignore_ascii_case(key.trim()));
    spelling(key).is_some()
        || holds_back(value)
        || among(&DRAFT_KEYS) && choice(&TRUTH, value) != Some(1)
        || among(&PUBLISHED_KEYS) && choice(&TRUTH, value) != Some(0)
}

/// The spelling of `status` that a key was meant to be.
fn spelling(key: &str) -> Option<&'static str> {
    let mut spellings = REPORT.spellings(REPORT.index("status")?).iter().copied();
    if !key.chars().any(han::is_han) {
        return near::nearest(key, spellings.filter(|spelling| spelling.is_ascii()));
    }
    let sound = syllables(key, Reading::Text);
    // Of two characters one other makes another word: 动态, 状况.
    spellings.find(|spelling| {
        key.contains(spelling)
            || key.chars().count() == spelling.chars().count() && syllables(spelling, Reading::Text) == sound
            || spelling.chars().count() > 2 && key.chars().count() > 2 && near::nearest(key, [*spelling]).is_some()
    })
}

#[cfg(test)]
mod tests {
    use crate::parse::{self, Status};
    use crate::source::VPath;

    fn status(line: &str) -> (Option<Status>, Vec<&'static str>) {
        let text = format!("---\ntitle: 总结\nbranch: 甲\nyear: 2021\n{line}\n---\n正文\n");
        let parsed = parse::report(&VPath::new("content/reports/a.md").unwrap(), text.as_bytes());
        (parsed.value.map(|draft| draft.status), parsed.diagnostics.iter().map(|finding| finding.rule.code).collect())
    }

    #[test]
    fn what_may_be_a_draft_is_one_and_an_error() {
        for (line, code) in [
            ("statu: draft", "HB2108"),
            ("staus: draft", "HB2108"),
            ("stauts: published", "HB2108"),
            ("sttaus: 草稿", "HB2108"),
            ("状太: 草稿", "HB2108"),
            ("壮态: 已发布", "HB2108"),
            ("审核状况: 已发布", "HB2108"),
            ("发布状态: 已发布", "HB2108"),
            ("state: draft", "HB2108"),
            ("进度: 初审", "HB2108"),
            ("draft: true", "HB2108"),
            ("是否发布: 否", "HB2108"),
            ("status: drfat", "HB2211"),
            ("status: 草搞", "HB2211"),
            ("状态: 审核中", "HB2211"),
            ("status: 已发布\n状态: 草稿", "HB2106"),
            ("status: 已发布\nstatus: 草稿", "HB1202"),
        ] {
            assert_eq!(status(line), (Some(Status::Draft), vec![code]), "{line}");
        }
    }

    #[test]
    fn every_state_has_its_words_and_only_one_is_published() {
        for (word, state) in [
            ("草稿", Status::Draft),
            ("待审", Status::Draft),
            ("初审", Status::FirstReview),
            ("first-review", Status::FirstReview),
            ("复审", Status::SecondReview),
            ("终审", Status::FinalReview),
            ("已发布", Status::Published),
            ("撤稿", Status::Withdrawn),
        ] {
            assert_eq!(status(&format!("status: {word}")), (Some(state), vec![]), "{word}");
            assert_eq!(status(&format!("status: {}", state.name())).0, Some(state));
            assert_eq!(state.is_draft(), state != Status::Published && state != Status::Withdrawn);
        }
    }

    #[test]
    fn who_approved_a_report_is_read() {
        let text = "---\ntitle: 总结\nbranch: 甲\nyear: 2021\n审核记录:\n  - {状态: 初审, 审核人: 李四, 日期: 2021-12-18}\n  - 复审\n---\n";
        let parsed = parse::report(&VPath::new("content/reports/a.md").unwrap(), text.as_bytes());
        assert_eq!(parsed.diagnostics, []);
        let read: Vec<_> = parsed.value.unwrap().approvals;
        let read: Vec<_> = read.into_iter().map(|one| (one.state, one.by, one.on.map(|on| on.iso()))).collect();
        let first = (Status::FirstReview, Some("李四".to_owned()), Some("2021-12-18".to_owned()));
        assert_eq!(read, [first, (Status::SecondReview, None, None)]);
    }

    #[test]
    fn what_says_nothing_of_the_status_does_not_hold_a_report_back() {
        for line in [
            "动态: 很多",
            "状况: 良好",
            "审核: 张三",
            "draft: false",
            "stage: 2",
            "备注: 草稿箱",
            "published: 2021-03-01",
        ] {
            assert_eq!(status(line).0, Some(Status::Published), "{line}");
        }
        assert_eq!(status("published: false").0, Some(Status::Draft));
        assert_eq!(status("status: published").1, [""; 0]);
        assert_eq!(status("status:").0, Some(Status::Published));
    }
}
