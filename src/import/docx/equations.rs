//! Equations in one line (ECMA-376 part 1, §22.1).
//!
//! In: an `m:oMath`. Out: its words from left to right: `(a+b)/2`, `x^2`, `√(x)`.
//! This is enough to see what is meant, not to typeset it.

use crate::diag::Words;
use crate::import::docx::body::Reader;
use crate::import::docx::xml::{Element, Ns};
use crate::import::{Refusal, RemarkKind};

impl Reader<'_, '_> {
    /// Reads an equation as words.
    pub fn equation(&mut self, element: Element<'_, '_>) -> Result<(), Refusal> {
        if self.line.deleting {
            return Ok(());
        }
        let mut text = String::new();
        linear(element, &mut text);
        if text.trim().is_empty() {
            return Ok(());
        }
        self.remark_at_place(RemarkKind::Simplified, EQUATION, "", &text);
        self.plain_words(&text)
    }
}

/// Writes what stands in an element of an equation.
fn linear(element: Element<'_, '_>, text: &mut String) {
    for child in element.children() {
        one(child, text);
    }
}

/// Writes one element of an equation.
fn one(element: Element<'_, '_>, text: &mut String) {
    let (ns, name) = element.name();
    if ns != Ns::M {
        // Words of Word within an equation, and changes around its parts.
        match (ns, name) {
            (Ns::W, "t") => text.push_str(&element.text()),
            (Ns::W, "r" | "ins") => linear(element, text),
            _ => {}
        }
        return;
    }
    let of = |name: &str| {
        let mut part = String::new();
        if let Some(child) = element.own(name) {
            linear(child, &mut part);
        }
        part
    };
    let property = |group: &str, name: &str| element.own(group)?.own(name)?.value("val");
    match name {
        "t" => text.push_str(&element.text()),
        "f" => {
            text.push_str(&grouped(&of("num")));
            text.push('/');
            text.push_str(&grouped(&of("den")));
        }
        "sSup" | "sSub" | "sSubSup" => {
            text.push_str(&of("e"));
            if name != "sSup" {
                text.push('_');
                text.push_str(&grouped(&of("sub")));
            }
            if name != "sSub" {
                text.push('^');
                text.push_str(&grouped(&of("sup")));
            }
        }
        "rad" => {
            let degree = of("deg");
            text.push_str(&degree);
            text.push('√');
            text.push_str(&grouped(&of("e")));
        }
        "nary" => {
            text.push_str(&property("naryPr", "chr").unwrap_or("∫".into()));
            for (sign, part) in [('_', of("sub")), ('^', of("sup"))] {
                if !part.is_empty() {
                    text.push(sign);
                    text.push_str(&grouped(&part));
                }
            }
            text.push_str(&of("e"));
        }
        "d" => {
            text.push_str(&property("dPr", "begChr").unwrap_or("(".into()));
            for (index, part) in element.children().filter(|child| child.is(Ns::M, "e")).enumerate() {
                if index > 0 {
                    text.push_str(&property("dPr", "sepChr").unwrap_or("|".into()));
                }
                linear(part, text);
            }
            text.push_str(&property("dPr", "endChr").unwrap_or(")".into()));
        }
        "mr" | "eqArr" => {
            for part in element.children().filter(|child| child.is(Ns::M, "e")) {
                linear(part, text);
                text.push_str("; ");
            }
        }
        "limLow" | "limUpp" => {
            text.push_str(&of("e"));
            text.push(if name == "limLow" { '_' } else { '^' });
            text.push_str(&grouped(&of("lim")));
        }
        _ if name.ends_with("Pr") => {}
        _ => linear(element, text),
    }
}

/// A part in parentheses, unless it is one number or word.
fn grouped(part: &str) -> String {
    if part.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '%') {
        part.to_owned()
    } else {
        format!("({part})")
    }
}

const EQUATION: Words = Words {
    zh: "公式已改写成一行文字，请核对",
    en: "an equation was written as words in one line; please check",
};
