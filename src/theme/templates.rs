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
use crate::source::VPath;
use crate::theme::{BUILT_IN, trouble};

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

/// Makes a Tera of all templates that can be used.
pub fn compile(templates: &[Template], diagnostics: &mut Vec<Diagnostic>) -> Tera {
    let mut left: Vec<&Template> = templates.iter().collect();
    let mut dropped: Vec<&str> = Vec::new();
    // Syntax first, each template by itself: a batch stops at its first mistake.
    if let Ok(tera) = assemble(&left) {
        return tera;
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
            Ok(tera) => return tera,
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
                return empty();
            }
        }
    }
}

/// A Tera without templates. Its `t` stands in until each language has its own.
fn empty() -> Tera {
    let mut tera = Tera::default();
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
