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
//!
//! What a publication's file says is held against the built-in phrases and the
//! templates ([`strange`]): a phrase that nothing asks for, and an argument that
//! nothing gives, are as good as not written.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::diag::Diagnostic;
use crate::diag::rules::theme::{PHRASE_ARGUMENT_UNKNOWN, PHRASE_MISTYPED, PHRASE_UNUSED};
use crate::parse::yaml::{self, Node, NodeKind};
use crate::source::{Span, VPath};
use crate::text::near::nearest;
use crate::theme::builtin;

/// Begins the message of an error about a phrase that is not there; the key
/// follows. It goes through Tera as text and is found again by `trouble`.
pub const MISSING: &str = "no phrase ";

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases(BTreeMap<String, String>);

/// A phrase in the file of a publication.
pub struct WrittenPhrase {
    key: String,
    text: String,
    /// Where the last part of the key stands, and where the text does.
    name_at: Span,
    text_at: Span,
}

/// The parts of the built-in keys, so that a colon that no key can have is seen.
static NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let bytes = builtin::file("phrases/zh-CN.yaml").unwrap_or_default();
    let lines = std::str::from_utf8(bytes).unwrap_or_default().lines();
    lines.filter_map(|line| Some(line.split_once(':')?.0.trim())).collect()
});

impl Phrases {
    /// Reads the file of one language.
    pub fn read(path: &VPath, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Phrases {
        Phrases::of(&Phrases::written(path, bytes, diagnostics))
    }

    /// The phrases of a file.
    pub fn of(written: &[WrittenPhrase]) -> Phrases {
        Phrases(written.iter().map(|one| (one.key.clone(), one.text.clone())).collect())
    }

    /// Reads the file of one language, with the place of each phrase.
    pub fn written(path: &VPath, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Vec<WrittenPhrase> {
        let mut written = Vec::new();
        if let Some(text) = yaml::decode(path, bytes, diagnostics)
            && let Some(tree) = yaml::read(path, text, 0..text.len(), |name| NAMES.contains(name), diagnostics)
        {
            let whole = Span::whole(path);
            Phrases::gather(path, ("", &whole), &tree.root, &mut written, diagnostics);
        }
        written
    }

    fn gather(
        path: &VPath,
        (key, name_at): (&str, &Span),
        node: &Node<'_>,
        written: &mut Vec<WrittenPhrase>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let text_at = Span { file: path.clone(), start: node.at.start, end: node.at.end };
        match &node.kind {
            NodeKind::Mapping(entries) => {
                for (name, node) in entries {
                    let key = if key.is_empty() { name.value.to_string() } else { format!("{key}.{}", name.value) };
                    Phrases::gather(path, (&key, &name.span(path)), node, written, diagnostics);
                }
            }
            NodeKind::Scalar { text, .. } if !key.is_empty() => written.push(WrittenPhrase {
                key: key.to_owned(),
                text: text.clone().into_owned(),
                name_at: name_at.clone(),
                text_at,
            }),
            _ if node.is_empty() => {}
            // A text in place of all keys was explained if it was to be keys.
            NodeKind::Scalar { .. } if diagnostics.iter().any(|finding| finding.span.file == *path) => {}
            _ => {
                let finding = Diagnostic::new(&PHRASE_MISTYPED, text_at).with("key", key);
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

    /// A phrase as it is written; none if there is no such key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
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

/// What is strange in the phrases of a publication, beside the built-in ones in both
/// languages. `templates` are the texts of all templates, those that are its own first.
pub fn strange(
    written: &[WrittenPhrase],
    built_in: [&Phrases; 2],
    own: &[&str],
    templates: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let known = |key: &str| built_in.iter().any(|phrases| phrases.0.contains_key(key));
    for one in written {
        let key = one.key.strip_suffix("_one").filter(|key| !known(&one.key) || known(key)).unwrap_or(&one.key);
        if !known(key) {
            if !own.iter().any(|text| asks(text, key)) {
                let mut finding = Diagnostic::new(&PHRASE_UNUSED, one.name_at.clone()).with("key", one.key.as_str());
                // What is written there is the last part of the key alone.
                let near = nearest(key, built_in.iter().flat_map(|phrases| phrases.keys()));
                finding.suggestion = near.and_then(|near| {
                    let (group, name) = near.rsplit_once('.').unwrap_or(("", near));
                    (key.rsplit_once('.').map_or("", |(group, _)| group) == group).then(|| name.to_owned())
                });
                finding = finding.with("near", near.unwrap_or("lost.home"));
                diagnostics.push(finding);
            }
            continue;
        }
        let plural = format!("{key}_one");
        let given: BTreeSet<&str> = built_in
            .iter()
            .flat_map(|phrases| [phrases.0.get(key), phrases.0.get(&plural)])
            .flatten()
            .flat_map(|text| arguments(text))
            .collect();
        for argument in arguments(&one.text) {
            if given.contains(argument) || templates.iter().any(|text| gives(text, key, argument)) {
                continue;
            }
            let mut finding = Diagnostic::new(&PHRASE_ARGUMENT_UNKNOWN, one.text_at.clone());
            let right = nearest(argument, given.iter().copied()).or_else(|| given.first().copied());
            finding.suggestion = right.filter(|_| given.len() == 1).map(|right| {
                let text = one.text.replace(&format!("{{{argument}}}"), &format!("{{{right}}}"));
                format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
            });
            let given = given.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ");
            finding = finding.with("key", one.key.as_str()).with("argument", format!("{{{argument}}}"));
            diagnostics.push(finding.with("given", if given.is_empty() { "—".to_owned() } else { given }));
        }
    }
}

/// Whether a template asks for a phrase, or for one of its group.
fn asks(template: &str, key: &str) -> bool {
    template.split(['"', '\'']).any(|quoted| quoted == key || (quoted.ends_with(['.', '_']) && key.starts_with(quoted)))
}

/// Whether a template gives an argument where it asks for a phrase.
fn gives(template: &str, key: &str, argument: &str) -> bool {
    let given = format!("{argument}=");
    let calls = [format!("\"{key}\""), format!("'{key}'")];
    calls
        .iter()
        .flat_map(|call| template.match_indices(call.as_str()))
        .any(|(at, _)| template[at..].split(['}', '%']).next().is_some_and(|rest| rest.contains(&given)))
}

/// The names of the arguments of a phrase.
fn arguments(text: &str) -> impl Iterator<Item = &str> {
    let opened = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    opened.filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
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
