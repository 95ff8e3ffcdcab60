//! Waivers: the rules that a file asks to be silent about.
//!
//! In: a record with the field `allow`. Out: its entries, each a rule by name
//! or code, perhaps with the reason. Whether there is such a rule, and whether
//! it had anything to say, is not asked here.

use crate::diag::rules::front::ITEM_REPEATED;
use crate::parse::Waiver;
use crate::parse::front::keys::WAIVER;
use crate::parse::front::record::{Record, RecordReader};
use crate::parse::yaml::{Node, NodeKind};

impl RecordReader<'_> {
    /// The entries of `allow`. Names alone may be written as any other list of
    /// texts.
    pub fn waivers(&mut self, record: &Record<'_>) -> Vec<Waiver> {
        let Some(slot) = record.slot("allow") else { return Vec::new() };
        let is_mapping = |node: &Node<'_>| matches!(node.kind, NodeKind::Mapping(_));
        let records = match &slot.node.kind {
            NodeKind::Mapping(_) => true,
            NodeKind::Sequence(items) => items.iter().any(is_mapping),
            NodeKind::Scalar { .. } => false,
        };
        if !records {
            let rules = self.texts(record, "allow");
            return rules.into_iter().map(|rule| Waiver { rule, reason: None }).collect();
        }
        let mut waivers: Vec<Waiver> = Vec::new();
        for record in self.records(record, "allow", &WAIVER) {
            let Some(rule) = self.text(&record, "rule") else { continue };
            let reason = self.words(&record, "reason");
            if waivers.iter().any(|other| other.rule.value == rule.value) {
                let finding = self.finding(&ITEM_REPEATED, &rule.at).with("key", slot.key).with("text", rule.value);
                self.report(finding);
            } else {
                waivers.push(Waiver { rule, reason });
            }
        }
        waivers
    }
}
