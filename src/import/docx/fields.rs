//! Fields: computed words (ECMA-376 part 1, §17.16).
//!
//! In: the marks of a field in the order of reading. Out: its result as words;
//! its instruction is dropped. Links become links. Tables of contents and page
//! numbers mean nothing outside of pages: their results are taken back when the
//! field ends, and not before, so that a field that never ends swallows
//! nothing.

use crate::diag::Words;
use crate::import::docx::body::Reader;
use crate::import::docx::limits;
use crate::import::docx::styles::on;
use crate::import::docx::xml::{Element, Ns};
use crate::import::{Refusal, RemarkKind};
use crate::language::numeral;

/// A field that is open.
pub struct Field {
    instruction: String,
    /// Whether its instruction is over and its result stands here.
    result: bool,
    kind: Kind,
    /// Where it began: nesting, blocks, paragraph, atoms.
    nesting: usize,
    blocks: usize,
    line: usize,
    atoms: usize,
    /// Whether the box of a form is ticked, and the chosen entry of a list.
    form: Option<String>,
}

/// What a field does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Shows its result.
    Shown,
    /// Leads somewhere: the number of the link.
    Link(u32),
    /// A table of contents.
    Contents,
    /// A page number and the like.
    Page,
}

impl Reader<'_, '_> {
    /// Reads the begin, middle or end of a field (§17.16.18).
    pub fn field_mark(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        match element.value("fldCharType").as_deref() {
            Some("begin") => {
                if self.fields.len() < limits::FIELDS {
                    let mut field = self.field();
                    field.form = element.own("ffData").and_then(form_value);
                    self.fields.push(field);
                }
                Ok(())
            }
            Some("separate") => {
                self.begin_result();
                Ok(())
            }
            Some("end") => self.end_field(),
            _ => Ok(()),
        }
    }

    /// Reads a `w:fldSimple` (§17.16.19).
    pub fn simple_field(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        if self.line.deleting || self.fields.len() >= limits::FIELDS {
            return self.inlines(element);
        }
        let mut field = self.field();
        field.instruction = element.value("instr").unwrap_or_default().chars().take(limits::INSTRUCTION).collect();
        self.fields.push(field);
        let depth = self.fields.len();
        self.begin_result();
        self.inlines(element)?;
        // A field that was left open in it ends with it.
        while self.fields.len() >= depth {
            self.end_field()?;
        }
        Ok(())
    }

    /// Takes a part of an instruction.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.result)
            && field.instruction.len() + text.len() <= limits::INSTRUCTION
        {
            field.instruction.push_str(text);
        }
    }

    /// Whether an instruction is being read, whose words are not shown.
    pub fn in_instruction(&self) -> bool {
        self.fields.iter().any(|field| !field.result)
    }

    /// The link that words stand in here; 0 is none.
    pub fn current_link(&self) -> u32 {
        let of_field = self.fields.iter().rev().find_map(|field| match field.kind {
            Kind::Link(link) => Some(link),
            _ => None,
        });
        of_field.filter(|link| *link != 0).unwrap_or(self.line.link)
    }

    /// A field that begins here.
    fn field(&mut self) -> Field {
        self.line.floor = self.line.atoms.len();
        Field {
            instruction: String::new(),
            result: false,
            kind: Kind::Shown,
            nesting: self.nesting,
            blocks: self.length(),
            line: self.line.number,
            atoms: self.line.atoms.len(),
            form: None,
        }
    }

    /// Ends the instruction of the innermost field.
    fn begin_result(&mut self) {
        let Some(field) = self.fields.last_mut().filter(|field| !field.result) else { return };
        field.result = true;
        let instruction = std::mem::take(&mut field.instruction);
        let words = words_of(&instruction);
        let name = words.first().map(|word| word.to_ascii_uppercase()).unwrap_or_default();
        let kind = match name.as_str() {
            "HYPERLINK" => {
                let target = words.get(1).filter(|word| !word.starts_with('\\')).cloned().unwrap_or_default();
                let anchor = words.iter().position(|word| word == "\\l").and_then(|at| words.get(at + 1));
                Kind::Link(self.link_to(target, anchor.map(String::as_str)))
            }
            "TOC" => Kind::Contents,
            "PAGE" | "NUMPAGES" | "SECTION" | "SECTIONPAGES" => Kind::Page,
            _ => Kind::Shown,
        };
        if let Some(field) = self.fields.last_mut() {
            field.kind = kind;
            field.instruction = instruction;
        }
    }

    /// Ends the innermost field.
    fn end_field(&mut self) -> Result<(), Refusal> {
        let Some(field) = self.fields.pop() else { return Ok(()) };
        self.line.floor = self.line.atoms.len();
        if !field.result || self.line.number == field.line && self.line.atoms.len() == field.atoms {
            return self.without_result(&field);
        }
        let here = self.line.number == field.line;
        match field.kind {
            Kind::Page if here => {
                self.line.atoms.truncate(field.atoms);
                self.line.dropped = true;
            }
            Kind::Contents if here => {
                let words = self.line.words();
                self.line.atoms.truncate(field.atoms);
                self.line.dropped = true;
                self.drop_contents(&words);
            }
            Kind::Contents if self.nesting == field.nesting => {
                // Words before it in its first paragraph keep that paragraph.
                let kept = usize::from(field.atoms > 0);
                let words = self.truncate(field.blocks + kept) + &self.line.words();
                self.line.atoms.clear();
                self.line.dropped = true;
                self.drop_contents(&words);
            }
            _ => {}
        }
        Ok(())
    }

    /// Shows a field that has no result of its own.
    fn without_result(&mut self, field: &Field) -> Result<(), Refusal> {
        let words = words_of(&field.instruction);
        match words.first().map(|word| word.to_ascii_uppercase()).as_deref() {
            Some("EQ") => {
                let text = combined(&field.instruction);
                self.remark_at_place(RemarkKind::Simplified, COMBINED, field.instruction.trim(), &text);
                self.plain_words(&text)
            }
            Some("SYMBOL") => {
                let code = words.get(1).and_then(|code| match code.strip_prefix("0x") {
                    Some(code) => u32::from_str_radix(code, 16).ok(),
                    None => code.parse().ok(),
                });
                let font = words.iter().position(|word| word == "\\f").and_then(|at| words.get(at + 1));
                let font = font.map(|font| font.to_lowercase()).unwrap_or_default();
                let letters = self.line.letters.clone();
                self.sign(&font, code.unwrap_or(0), &letters)
            }
            Some("FORMCHECKBOX" | "FORMDROPDOWN") => match &field.form {
                Some(value) => self.plain_words(value),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }
}

/// The words of an instruction, quoted ones whole.
fn words_of(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = instruction.trim_start();
    while !rest.is_empty() && words.len() < 32 {
        let (word, after) = match rest.strip_prefix(['"', '“']) {
            Some(quoted) => quoted.split_once(['"', '”']).unwrap_or((quoted, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.replace("\\\\", "\\"));
        rest = after.trim_start();
    }
    words
}

/// The words of an `EQ` field, a character in a circle put together: Word
/// writes ⑯ as `eq \o\ac(○,16)`.
fn combined(instruction: &str) -> String {
    let inner = instruction.split_once('(').map_or("", |(_, rest)| rest);
    let inner = inner.rsplit_once(')').map_or(inner, |(inner, _)| inner);
    let parts: Vec<&str> = inner.split([',', '，', ';']).map(str::trim).collect();
    match parts.as_slice() {
        ["○" | "〇" | "◯", number] => match number.parse() {
            Ok(number) => numeral::circled(number),
            Err(_) => (*number).to_owned(),
        },
        _ => {
            let mut words = String::new();
            let mut rest = inner;
            while let Some((before, after)) = rest.split_once('\\') {
                words.push_str(before);
                rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
            }
            words.push_str(rest);
            words.retain(|c| !matches!(c, '(' | ')' | ','));
            words.trim().to_owned()
        }
    }
}

/// What a form's field holds: ☑ or ☐, or the chosen entry (§17.16.7, §17.16.9).
fn form_value(data: Element<'_, '_>) -> Option<String> {
    if let Some(field) = data.own("checkBox") {
        let state = field.own("checked").or_else(|| field.own("default"));
        let ticked = state.is_some_and(|state| state.value("val").as_deref().is_none_or(on));
        return Some(if ticked { "☑" } else { "☐" }.to_owned());
    }
    let list = data.own("ddList")?;
    let chosen = list.own("result").and_then(|result| result.number("val")).unwrap_or(0);
    let mut entries = list.children().filter(|entry| entry.is(Ns::W, "listEntry"));
    let entry = entries.nth(usize::try_from(chosen).ok()?)?;
    entry.value("val").map(|value| value.into_owned())
}

const COMBINED: Words = Words {
    zh: "组合字符已改写成文字，请核对",
    en: "a combined character was written as words; please check",
};

#[cfg(test)]
mod tests {
    use crate::import::docx::fields::{combined, words_of};

    #[test]
    fn instructions_are_words_and_quotations() {
        assert_eq!(words_of(r#" HYPERLINK "https://a.cn/b c" \l "d" "#), ["HYPERLINK", "https://a.cn/b c", "\\l", "d"]);
        assert_eq!(words_of(r#"HYPERLINK "C:\\x" "#), ["HYPERLINK", "C:\\x"]);
        assert_eq!(words_of("\""), [""]);
    }

    #[test]
    fn characters_in_circles_are_put_together() {
        assert_eq!(combined(r" eq \o\ac(○,16)"), "⑯");
        assert_eq!(combined(r"eq \o\ac(○,优)"), "优");
        assert_eq!(combined(r"EQ \f(1,2)"), "12");
        assert_eq!(combined("EQ"), "");
    }
}
