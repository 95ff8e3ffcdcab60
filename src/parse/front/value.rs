//! The values that a text can hold: texts, dates, years, words of a few.
//!
//! In: a record and the canonical name of a field. Out: its value with its
//! place, or nothing and a finding. What was not written is nothing without a
//! finding; what is required was reported when the record was made.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::rules::front::{
    CHOICE_UNKNOWN, DATE_UNREADABLE, DATE_UNSEPARATED, DATE_YEAR_SHORT, DAY_IMPOSSIBLE, MONTH_IMPOSSIBLE,
    NUMBER_NOT_WHOLE, NUMBER_OUT_OF_RANGE, NUMBER_UNREADABLE, SIZE_FORM, TEXT_EXPECTED, YEAR_OUT_OF_RANGE, YEAR_SHORT,
    YEAR_UNREADABLE, YEARS_REVERSED,
};
use crate::diag::{Diagnostic, Words};
use crate::language::date::{DateError, PartialDate, Years, YearsError};
use crate::parse::Quantity;
use crate::parse::front::choices::{Choices, choice};
use crate::parse::front::quantity;
use crate::parse::front::record::{Record, RecordReader, Slot, found};
use crate::parse::yaml::{Node, NodeKind};
use crate::source::Spanned;
use crate::text::width::fold;
use crate::text::{han, size};

/// Years that reports may be about.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Whether a year is one that a report may be about or of.
pub fn is_year(year: i32) -> bool {
    YEARS.contains(&year)
}

impl RecordReader<'_> {
    /// A text with its place.
    pub fn text(&mut self, record: &Record<'_>, name: &str) -> Option<Spanned<String>> {
        if let Some(joined) = record.joined(name) {
            return Some(joined.clone());
        }
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?.into_owned();
        Some(Spanned { value: text, at: slot.node.at.clone() })
    }

    /// A text alone.
    pub fn words(&mut self, record: &Record<'_>, name: &str) -> Option<String> {
        Some(self.scalar(record.slot(name)?)?.into_owned())
    }

    /// The cleaned text of a value, if it is one and not only white space.
    pub fn scalar<'n>(&mut self, slot: Slot<'n>) -> Option<Cow<'n, str>> {
        match &slot.node.kind {
            NodeKind::Scalar { text, .. } => Some(self.clean(slot.node, text)).filter(|text| !text.is_empty()),
            kind => {
                let finding = self.finding(&TEXT_EXPECTED, &slot.node.at).with("key", slot.key);
                self.report(finding.with("found", found(kind)));
                None
            }
        }
    }

    /// A text without white space around it, and without the spaces that
    /// YAML puts where lines of Chinese meet.
    pub fn clean<'n>(&self, node: &Node<'_>, text: &'n str) -> Cow<'n, str> {
        let source = self.text.get(node.at.start as usize..node.at.end as usize).unwrap_or("");
        if source.trim_end().contains('\n') { Cow::Owned(han::unfold(text.trim())) } else { Cow::Borrowed(text.trim()) }
    }

    /// A date of our time.
    pub fn date(&mut self, record: &Record<'_>, name: &str) -> Option<Spanned<PartialDate>> {
        let date = self.any_date(record, name)?;
        if YEARS.contains(&date.value.year) {
            return Some(date);
        }
        let finding = self.finding(&YEAR_OUT_OF_RANGE, &date.at).with("text", date.value.iso());
        self.report(finding);
        None
    }

    /// A date of any time, for the founding of old institutions.
    pub fn any_date(&mut self, record: &Record<'_>, name: &str) -> Option<Spanned<PartialDate>> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let at = slot.node.at.clone();
        match PartialDate::parse(&text) {
            Ok(date) => Some(Spanned { value: date, at }),
            Err(error) => {
                let finding = self.date_finding(&text, &at, &error);
                self.report(finding);
                None
            }
        }
    }

    fn date_finding(&self, text: &str, at: &Range<u32>, error: &DateError) -> Diagnostic {
        let rule = match error {
            DateError::NotADate(_) => &DATE_UNREADABLE,
            DateError::ShortYear(_) => &DATE_YEAR_SHORT,
            DateError::Unseparated(_) => &DATE_UNSEPARATED,
            DateError::MonthOutOfRange { .. } => &MONTH_IMPOSSIBLE,
            DateError::DayOutOfRange { .. } => &DAY_IMPOSSIBLE,
        };
        let finding = self.finding(rule, at).with("text", text);
        let finding = match *error {
            DateError::MonthOutOfRange { month } => finding.with("month", month),
            DateError::DayOutOfRange { year, month, day, last } => finding
                .with("year", year)
                .with("month", u32::from(month))
                .with("day", day)
                .with("last", u32::from(last)),
            _ => finding,
        };
        let mended = digits_for_letters(text).filter(|text| PartialDate::parse(text).is_ok());
        match error.suggestion().map(str::to_owned).or(mended) {
            Some(suggestion) => finding.suggest(suggestion),
            None => finding,
        }
    }

    /// The year or years reported on.
    pub fn years(&mut self, record: &Record<'_>, name: &str) -> Option<Spanned<Years>> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let at = slot.node.at.clone();
        let error = match Years::parse(&text) {
            Ok(years) if YEARS.contains(&years.first) && YEARS.contains(&years.last) => {
                return Some(Spanned { value: years, at });
            }
            Ok(_) => {
                let finding = self.finding(&YEAR_OUT_OF_RANGE, &at).with("text", &*text);
                self.report(finding);
                return None;
            }
            Err(error) => error,
        };
        let rule = match error {
            YearsError::NotAYear(_) => &YEAR_UNREADABLE,
            YearsError::ShortYear(_) => &YEAR_SHORT,
            YearsError::Reversed { .. } => &YEARS_REVERSED,
        };
        let finding = self.finding(rule, &at).with("text", &*text);
        let mended = digits_for_letters(&text).filter(|text| Years::parse(text).is_ok());
        self.report(match error.suggestion().or(mended) {
            Some(suggestion) => finding.suggest(suggestion),
            None => finding,
        });
        None
    }

    /// A number with the unit that was written after it.
    pub fn quantity(
        &mut self,
        record: &Record<'_>,
        name: &str,
        unit: Option<&str>,
    ) -> Option<(Quantity, Option<String>)> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let read = quantity::parse(&text, unit);
        if read.is_none() {
            let finding = self.finding(&NUMBER_UNREADABLE, &slot.node.at).with("key", slot.key).with("text", &*text);
            self.report(match digits_for_letters(&text).filter(|text| quantity::parse(text, unit).is_some()) {
                Some(mended) => finding.suggest(mended),
                None => finding,
            });
        }
        read
    }

    /// A whole number.
    pub fn whole(&mut self, record: &Record<'_>, name: &str) -> Option<i64> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let number = fold(&text)
            .parse()
            .ok()
            .or_else(|| crate::language::numeral::parse(&text).and_then(|number| i64::try_from(number).ok()));
        if number.is_none() {
            let finding = self.finding(&NUMBER_NOT_WHOLE, &slot.node.at).with("key", slot.key).with("text", &*text);
            self.report(finding);
        }
        number
    }

    /// A whole number within bounds.
    pub fn whole_within(
        &mut self,
        record: &Record<'_>,
        name: &str,
        bounds: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let number = self.whole(record, name)?;
        let inside = u32::try_from(number).ok().filter(|number| bounds.contains(number));
        if inside.is_none() {
            let slot = record.slot(name)?;
            let finding = self
                .finding(&NUMBER_OUT_OF_RANGE, &slot.node.at)
                .with("key", slot.key)
                .with("least", *bounds.start())
                .with("most", *bounds.end())
                .with("text", number.to_string());
            self.report(finding);
        }
        inside
    }

    /// A size within bounds, in bytes.
    pub fn size_within(
        &mut self,
        record: &Record<'_>,
        name: &str,
        bounds: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let inside = size::parse(&text).filter(|bytes| bounds.contains(bytes));
        if inside.is_none() {
            let finding = self
                .finding(&SIZE_FORM, &slot.node.at)
                .with("key", slot.key)
                .with("least", size::show(*bounds.start()))
                .with("most", size::show(*bounds.end()))
                .with("text", &*text);
            self.report(finding);
        }
        inside
    }

    /// The index of one of a few words; `words` lists them for the message.
    pub fn choice(&mut self, record: &Record<'_>, name: &str, choices: &Choices, words: Words) -> Option<usize> {
        let slot = record.slot(name)?;
        let text = self.scalar(slot)?;
        let chosen = choice(choices, &text);
        if chosen.is_none() {
            let finding = self.finding(&CHOICE_UNKNOWN, &slot.node.at).with("key", slot.key).with("text", &*text);
            self.report(finding.with("choices", words));
        }
        chosen
    }
}

/// A text in which letters that look like digits are digits: `202l`, `2O21`.
fn digits_for_letters(text: &str) -> Option<String> {
    if !text.contains(|character: char| character.is_ascii_digit()) {
        return None;
    }
    let mended: String = text
        .chars()
        .map(|character| match character {
            'l' | 'I' | '|' => '1',
            'O' | 'o' => '0',
            other => other,
        })
        .collect();
    (mended != text).then_some(mended)
}
