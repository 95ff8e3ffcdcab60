//! Templates: their texts become one Tera.
//!
//! In: the built-in templates and those of the publication. Out: a Tera in
//! which every name that the program renders leads to a template that can be
//! read, and findings about those that cannot. A template of the publication
//! is called `report.html`, its built-in namesake `default/report.html`; Tera
//! looks for the first and then for the second. So the publication's may also
//! begin with `{% extends "default/report.html" %}` and change one block, and
//! a component that it defines replaces the built-in one of that name.

use tera::{Context, Kwargs, State, Tera, TeraResult};

use crate::diag::Diagnostic;
use crate::diag::rules::theme::TEMPLATES_TOO_LARGE;
use crate::source::{Span, VPath};
use crate::text::size;
use crate::theme::meter::Metered;
use crate::theme::{BUILT_IN, meter, trouble};

/// A template as it was read.
#[derive(Clone, Debug)]
pub struct Template {
    /// What Tera calls it.
    pub name: String,
    /// Its file.
    pub path: VPath,
    /// Its text, without a byte order mark.
    pub text: String,
    /// How many bytes the mark had, to find places in the file.
    pub before: usize,
    /// Whether it is the publication's.
    pub own: bool,
}

impl Template {
    /// Its text as the meter reads it; that of a built-in one as it is.
    pub fn metered(&self) -> Metered {
        if self.own { meter::metered(&self.text) } else { Metered::plain(&self.text) }
    }
}

/// What a template takes besides its text: Tera follows the chain of those that
/// it extends, from each of them anew.
const TEMPLATE: u64 = 4096;

/// Leaves only the built-in templates if those of the publication have more
/// than `largest` bytes together.
pub fn limit(templates: &mut Vec<Template>, largest: u64) -> Option<Diagnostic> {
    let mut together = 0;
    let beyond = templates.iter().filter(|template| template.own).find(|template| {
        together += TEMPLATE.max(template.text.len() as u64);
        together > largest
    })?;
    let finding = Diagnostic::new(&TEMPLATES_TOO_LARGE, Span::whole(&beyond.path)).with("limit", size::show(largest));
    templates.retain(|template| !template.own);
    Some(finding)
}

/// Makes a Tera of all templates that can be used, and another of the same
/// with a meter in the publication's, if it has any.
pub fn compile(templates: &[Template], diagnostics: &mut Vec<Diagnostic>) -> (Tera, Option<Tera>) {
    let (tera, used) = usable(templates, diagnostics);
    if !used.iter().any(|template| template.own) {
        return (tera, None);
    }
    let texts: Vec<String> = used.iter().map(|template| template.metered().text).collect();
    let metered: TeraResult<Tera> = (|| {
        let mut tera = empty();
        tera.add_raw_templates(used.iter().map(|template| &template.name).zip(&texts))?;
        Ok(tera)
    })();
    match metered {
        Ok(metered) => (tera, Some(metered)),
        // An expression that was as long as Tera allows is too long with the
        // calls in it. What cannot be counted is not used.
        Err(_) => {
            let mut sound = |template: &&Template| {
                let text = template.metered().text;
                match trouble::syntax(template, Tera::default().add_raw_template(&template.name, &text)) {
                    Some(finding) => {
                        diagnostics.push(Diagnostic { span: Span::whole(&template.path), ..finding });
                        false
                    }
                    None => true,
                }
            };
            let sound: Vec<Template> =
                used.into_iter().filter(|template| !template.own || sound(template)).cloned().collect();
            let built_in = |template: &Template| !template.own;
            match sound.len() < texts.len() {
                true => compile(&sound, diagnostics),
                false => compile(&sound.into_iter().filter(built_in).collect::<Vec<_>>(), diagnostics),
            }
        }
    }
}

/// A Tera of the templates that can be used, and these.
fn usable<'t>(templates: &'t [Template], diagnostics: &mut Vec<Diagnostic>) -> (Tera, Vec<&'t Template>) {
    let mut left: Vec<&Template> = templates.iter().collect();
    let mut dropped: Vec<&str> = Vec::new();
    // Syntax first, each template by itself: a batch stops at its first mistake.
    if let Ok(tera) = assemble(&left) {
        return (tera, left);
    }
    left.retain(|template| {
        match trouble::syntax(template, Tera::default().add_raw_template(&template.name, &template.text)) {
            Some(finding) => {
                diagnostics.push(finding);
                dropped.push(&template.name);
                false
            }
            None => true,
        }
    });
    // Then what they ask of each other. Each round drops the templates that it
    // found wanting, so the rounds end.
    loop {
        let error = match assemble(&left) {
            Ok(tera) => return (tera, left),
            Err(error) => error,
        };
        let blamed = trouble::linking(&error, &left);
        let before = left.len();
        for blame in blamed {
            // What only misses a template reported before says nothing new.
            let is_echo = |missing: &str| {
                dropped
                    .iter()
                    .any(|name| *name == missing || name.strip_prefix(BUILT_IN) == Some(&format!("/{missing}")))
            };
            if !blame.missing.as_deref().is_some_and(is_echo) {
                diagnostics.push(blame.finding);
            }
            if let Some(at) = left.iter().position(|template| template.name == blame.template) {
                dropped.push(&left.remove(at).name);
            }
        }
        if left.len() == before {
            // Nobody could be blamed; the built-in theme by itself is sound.
            left.retain(|template| !template.own);
            if left.len() == before {
                return (empty(), Vec::new());
            }
        }
    }
}

/// A Tera without templates. Its `t` stands in until each language has its own.
fn empty() -> Tera {
    let mut tera = Tera::default();
    meter::register(&mut tera);
    tera.register_function("t", |_: Kwargs, _: &State| -> TeraResult<String> { Ok(String::new()) });
    if tera.set_fallback_prefixes([format!("{BUILT_IN}/")]).is_err() {
        // Only said of a Tera that holds templates already.
        debug_assert!(false, "a new Tera holds no templates");
    }
    *tera.global_context() = Context::new();
    tera
}

fn assemble(templates: &[&Template]) -> TeraResult<Tera> {
    let mut tera = empty();
    tera.add_raw_templates(templates.iter().map(|template| (&template.name, &template.text)))?;
    Ok(tera)
}
