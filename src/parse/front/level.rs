//! Levels: how much a publication lets a rule weigh.
//!
//! In: `checks` in `site.yaml`, a mapping from rules to words such as 警告.
//! Out: its entries. Whether there is such a rule, and whether its level may be
//! changed, is not asked here.

use crate::diag::rules::front::{CHOICE_UNKNOWN, RECORD_EXPECTED};
use crate::diag::{Severity, Words};
use crate::parse::RuleLevel;
use crate::parse::front::choices::{LEVEL, choice};
use crate::parse::front::record::{Record, RecordReader, Slot, found};
use crate::parse::yaml::NodeKind;
use crate::source::Spanned;

const LEVELS: Words = Words {
    zh: "不查（off）、提示（note）、警告（warning）、错误（error）",
    en: "off, note, warning, error",
};
const RECORD: Words = Words { zh: "检查项", en: "list of levels" };
const EXAMPLE: Words = Words { zh: "{numbering-broken: 提示}", en: "{numbering-broken: note}" };

impl RecordReader<'_> {
    /// The entries of `checks`, in their order.
    pub fn levels(&mut self, record: &Record<'_>) -> Vec<RuleLevel> {
        let Some(slot) = record.slot("checks") else { return Vec::new() };
        let NodeKind::Mapping(entries) = &slot.node.kind else {
            let finding = self.finding(&RECORD_EXPECTED, &slot.node.at).with("record", RECORD);
            self.report(finding.with("found", found(&slot.node.kind)).with("example", EXAMPLE));
            return Vec::new();
        };
        let mut levels = Vec::with_capacity(entries.len());
        for (key, node) in entries {
            let Some(text) = self.scalar(Slot { key: &key.value, node }) else { continue };
            let severity = match choice(&LEVEL, &text) {
                Some(0) => None,
                Some(1) => Some(Severity::Note),
                Some(2) => Some(Severity::Warning),
                Some(_) => Some(Severity::Error),
                None => {
                    let finding = self.finding(&CHOICE_UNKNOWN, &node.at).with("key", &*key.value);
                    self.report(finding.with("text", &*text).with("choices", LEVELS));
                    continue;
                }
            };
            let rule = Spanned { value: key.value.trim().to_owned(), at: key.at.clone() };
            levels.push(RuleLevel { rule, severity });
        }
        levels
    }
}
