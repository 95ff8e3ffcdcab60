//! Phrases: every word of the interface that is not the author's.
//!
//! In: `phrases/zh-CN.yaml` and `phrases/en.yaml`, texts under short keys in
//! groups: `years: {title: 年卷}` is `years.title`. Out: the phrase with its
//! arguments filled in, `{n}` by the argument `n`. A phrase is text, never
//! HTML; a template escapes it like any other value.
//!
//! English has a singular: where the argument `n` is 1 and there is a phrase
//! `reports_one` beside `reports`, that one is taken. Languages with more than
//! two forms would need more than this, and are not spoken here.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::diag::Diagnostic;
use crate::diag::rules::theme::PHRASE_MISTYPED;
use crate::parse::yaml::{self, Kind, Node};
use crate::source::{Span, VPath};

/// Begins the message of an error about a phrase that is not there; the key
/// follows. It goes through Tera as text and is found again by `trouble`.
pub const MISSING: &str = "no phrase ";

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(BTreeMap<String, String>);

impl Phrases {
    /// Reads the file of one language.
    pub fn read(path: &VPath, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Phrases {
        let mut phrases = Phrases::default();
        if let Some(text) = yaml::decode(path, bytes, diagnostics)
            && let Some(tree) = yaml::read(path, text, 0..text.len(), |_| false, diagnostics)
        {
            phrases.gather(path, "", &tree.root, diagnostics);
        }
        phrases
    }

    fn gather(&mut self, path: &VPath, key: &str, node: &Node<'_>, diagnostics: &mut Vec<Diagnostic>) {
        match &node.kind {
            Kind::Mapping(entries) => {
                for (name, node) in entries {
                    let key = if key.is_empty() { name.value.to_string() } else { format!("{key}.{}", name.value) };
                    self.gather(path, &key, node, diagnostics);
                }
            }
            Kind::Scalar { text, .. } if !key.is_empty() => {
                self.0.insert(key.to_owned(), text.clone().into_owned());
            }
            _ if node.is_empty() => {}
            _ => {
                let span = Span { file: path.clone(), start: node.at.start, end: node.at.end };
                let finding = Diagnostic::new(&PHRASE_MISTYPED, span).with("key", key);
                diagnostics.push(finding.with("sample", "title: \"…\""));
            }
        }
    }

    /// Puts other phrases over these.
    pub fn extend(&mut self, other: Phrases) {
        self.0.extend(other.0);
    }

    /// The keys, in their order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The phrases, with their arguments as `{name}`.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    /// A phrase with its arguments filled in; none if there is no such key.
    ///
    /// An argument that is not given leaves its `{name}` standing.
    pub fn say(&self, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let single = arguments.contains(&("n", "1")).then(|| self.0.get(&format!("{key}_one"))).flatten();
        let phrase = single.or_else(|| self.0.get(key))?;
        let mut said = String::with_capacity(phrase.len() + 16);
        let mut rest = phrase.as_str();
        while let Some(open) = rest.find('{') {
            said.push_str(&rest[..open]);
            rest = &rest[open..];
            let Some(close) = rest.find('}') else { break };
            match arguments.iter().find(|(name, _)| *name == &rest[1..close]) {
                Some((_, value)) => said.push_str(value),
                None => said.push_str(&rest[..=close]),
            }
            rest = &rest[close + 1..];
        }
        said.push_str(rest);
        Some(said)
    }
}

/// Makes the templates' function `t` speak these phrases.
pub fn register(tera: &mut Tera, phrases: Arc<Phrases>) {
    // Most phrases take no argument. Their values are made once and shared, for
    // a page says some fifty of them.
    let plain: HashMap<String, Value> =
        phrases.0.iter().map(|(key, phrase)| (key.clone(), Value::normal_string(phrase))).collect();
    tera.register_function("t", move |kwargs: Kwargs, _: &State| -> TeraResult<Value> {
        let key = kwargs.must_get::<&str>("k")?;
        if let (Some(value), true) = (plain.get(key), kwargs.iter().count() == 1) {
            return Ok(value.clone());
        }
        let mut values: Vec<(&str, String)> = Vec::new();
        for (name, value) in kwargs.iter() {
            if let Some(name) = name.as_str()
                && name != "k"
            {
                values.push((name, text(value)));
            }
        }
        let arguments: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        match phrases.say(key, &arguments) {
            Some(phrase) => Ok(Value::normal_string(&phrase)),
            None => Err(tera::Error::message(format!("{MISSING}`{key}`"))),
        }
    });
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
