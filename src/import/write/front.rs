//! Proposals as a front matter.
//!
//! In: facts. Out: YAML, canonical keys in the order of the form for new
//! reports. What is certain is a value under its key; what is not is an entry of
//! `review`, with its evidence, so that an editor either moves the value to its
//! key or deletes the entry.

use crate::diag::Language;
use crate::import::account::Piece;
use crate::import::document::Place;
use crate::import::facts::{Achievement, Branch, Facts, Honour, Metric, Person, Proposed};
use crate::import::write::Origin;
use crate::language::date::PartialDate;
use crate::parse::Contributor;
use crate::parse::front::quantity::BEFORE;
use crate::parse::front::{LEFT_OUT, NO_BRANCH, NO_TITLE};
use crate::parse::yaml::Value;
use crate::parse::yaml::write::{flow, mapping, number, one_line, scalar};

/// The longest evidence that is quoted, in characters.
const LONGEST: usize = 40;

/// How many bytes of open points a front matter has: half of what it may have.
/// Nobody answers more of them, and their words are in the text.
const ROOM: usize = 1 << 17;

/// What stands above an organisation that has no entry.
pub const UNREGISTERED: &str = "# 组织登记表里还没有这个组织，请登记\n";

/// A front matter.
pub struct Front {
    /// Its text, with its lines of `---`.
    pub text: String,
    /// How many proposals it had no room for.
    pub left_out: usize,
}

/// Writes the front matter. `rest` is what the document says besides.
pub fn write(facts: &Facts, origin: Option<&Origin<'_>>, rest: &[Piece]) -> Front {
    let mut front = Writer { alternatives: &facts.alternatives, ..Writer::default() };
    front.required("title", facts.title.as_ref().map(text), NO_TITLE.zh);
    front.field("subtitle", facts.subtitle.as_ref().map(text));
    front.branch(facts.branch.as_ref());
    front.field("year", facts.years.as_ref().map(|years| as_yaml(years, |years| years.ascii())));
    front.field("date", facts.date.as_ref().map(|date| as_yaml(date, PartialDate::iso)));
    front.field("genre", facts.genre.as_ref().map(text));
    front.texts("topics", &facts.topics);
    front.texts("authors", &facts.authors);
    front.texts("editors", &facts.editors);
    front.list("contributors", &facts.contributors, contributor);
    front.field("published", facts.published.as_ref().map(|date| as_yaml(date, PartialDate::iso)));
    for (key, said) in &facts.details {
        front.field(key, Some(text(said)));
    }
    front.source(facts, origin);
    front.field("abstract", facts.summary.as_ref().map(text));
    front.texts("keywords", &facts.keywords);
    front.field("doi", facts.doi.as_ref().map(text));
    front.list("achievements", &facts.achievements, achievement);
    front.list("honours", &facts.honours, honour);
    front.list("metrics", &facts.metrics, metric);
    front.list("people", &facts.people, person);
    let mut text = format!("---\n{}", front.facts);
    if !front.open.is_empty() {
        text.push_str("review:\n");
        text.push_str(&front.open);
    }
    for piece in rest {
        text.push_str(&format!("{LEFT_OUT}{}\n", one_line(&piece.text)));
    }
    text.push_str("---\n");
    Front { text, left_out: front.left_out }
}

/// A proposal whose value is YAML.
struct Written<'a> {
    value: String,
    evidence: &'a str,
    place: Place,
    certain: bool,
}

fn as_yaml<'a, T>(proposed: &'a Proposed<T>, value: impl Fn(&T) -> String) -> Written<'a> {
    let value = value(&proposed.value);
    Written { value, evidence: &proposed.evidence, place: proposed.place, certain: proposed.certain }
}

fn text(proposed: &Proposed<String>) -> Written<'_> {
    as_yaml(proposed, |text| scalar(text))
}

#[derive(Default)]
struct Writer<'a> {
    alternatives: &'a [(&'static str, String)],
    /// The lines of what is certain.
    facts: String,
    /// The entries of `review`.
    open: String,
    left_out: usize,
}

impl Writer<'_> {
    /// A value as a fact or as an open point.
    fn field(&mut self, key: &str, proposed: Option<Written<'_>>) {
        match proposed.filter(|proposed| !matches!(proposed.value.as_str(), "" | "''" | "\"\"")) {
            Some(proposed) if proposed.certain => self.facts.push_str(&format!("{key}: {}\n", proposed.value)),
            Some(proposed) => self.open(key, &proposed),
            None => {}
        }
    }

    /// The same of a key that every report has: it says what is missing.
    fn required(&mut self, key: &str, proposed: Option<Written<'_>>, missing: &str) {
        let before = self.facts.len();
        self.field(key, proposed);
        if self.facts.len() == before {
            self.facts.push_str(&format!("{key}: {missing}\n"));
        }
    }

    /// An entry of `review`.
    fn open(&mut self, key: &str, proposed: &Written<'_>) {
        let mut entry = format!("  - field: {key}\n    proposal: {}\n", proposed.value);
        let others = self.alternatives.iter().filter(|(other, _)| *other == key);
        let others = others.map(|(_, text)| Value::Text(text.clone()).flow());
        let others: Vec<String> = others.filter(|other| *other != proposed.value).collect();
        if !others.is_empty() {
            entry.push_str(&format!("    alternatives: [{}]\n", others.join(", ")));
        }
        let evidence = quotation(proposed.evidence);
        // What was copied needs no second copy.
        if !evidence.is_empty() && evidence != proposed.value {
            entry.push_str(&format!("    evidence: {evidence}\n"));
        }
        let place = proposed.place.shown(Language::Chinese);
        if !place.is_empty() {
            entry.push_str(&format!("    place: {place}\n"));
        }
        match self.open.len() + entry.len() <= ROOM {
            true => self.open.push_str(&entry),
            false => self.left_out += 1,
        }
    }

    fn branch(&mut self, branch: Option<&Proposed<Branch>>) {
        let name = |branch: &Branch| match branch {
            Branch::Known(name) => scalar(name),
            Branch::New(path) => scalar(&path.join("/")),
        };
        if branch.is_some_and(|branch| branch.certain && matches!(branch.value, Branch::New(_))) {
            self.facts.push_str(UNREGISTERED);
        }
        self.required("branch", branch.map(|branch| as_yaml(branch, name)), NO_BRANCH.zh);
    }

    /// A list of texts on one line.
    fn texts(&mut self, key: &str, all: &[Proposed<String>]) {
        let (certain, doubtful): (Vec<_>, Vec<_>) = all.iter().partition(|proposed| proposed.certain);
        if !certain.is_empty() {
            let values: Vec<String> = certain.iter().map(|proposed| flow(&proposed.value)).collect();
            self.facts.push_str(&format!("{key}: [{}]\n", values.join(", ")));
        }
        doubtful.into_iter().for_each(|proposed| self.open(key, &text(proposed)));
    }

    /// A list with an entry a line.
    fn list<T>(&mut self, key: &str, all: &[Proposed<T>], value: impl Fn(&T) -> String) {
        let (certain, doubtful): (Vec<_>, Vec<_>) = all.iter().partition(|proposed| proposed.certain);
        if !certain.is_empty() {
            self.facts.push_str(&format!("{key}:\n"));
        }
        certain.iter().for_each(|proposed| self.facts.push_str(&format!("  - {}\n", value(&proposed.value))));
        doubtful.into_iter().for_each(|proposed| self.open(key, &as_yaml(proposed, &value)));
    }

    fn source(&mut self, facts: &Facts, origin: Option<&Origin<'_>>) {
        let proposed = [("name", &facts.source), ("url", &facts.address)];
        let proposed = proposed.into_iter().filter_map(|(key, proposed)| Some((key, proposed.as_ref()?)));
        let (certain, doubtful): (Vec<_>, Vec<_>) = proposed.partition(|(_, proposed)| proposed.certain);
        let mut pairs: Vec<(&str, String)> =
            certain.into_iter().map(|(key, proposed)| (key, flow(&proposed.value))).collect();
        if let Some(origin) = origin {
            pairs.extend([("file", flow(origin.name)), ("digest", flow(&origin.digest))]);
        }
        if !pairs.is_empty() {
            self.facts.push_str(&format!("source: {}\n", record(&pairs)));
        }
        for (key, proposed) in doubtful {
            self.open("source", &as_yaml(proposed, |text| record(&[(key, flow(text))])));
        }
    }
}

/// An achievement: a text, or a mapping with its topics.
pub fn achievement(achievement: &Achievement) -> String {
    if achievement.topics.is_empty() {
        return scalar(&achievement.text);
    }
    let topics: Vec<String> = achievement.topics.iter().map(|topic| flow(topic)).collect();
    record(&[("text", flow(&achievement.text)), ("topics", format!("[{}]", topics.join(", ")))])
}

/// An honour as a mapping of YAML.
pub fn honour(honour: &Honour) -> String {
    let mut pairs = vec![("name", flow(&honour.name))];
    let date = honour.date.map(|date| date.iso()).unwrap_or_default();
    let rest = [
        ("level", flow(&honour.level)),
        ("grantor", flow(&honour.grantor)),
        ("date", date),
        ("recipient", flow(&honour.recipient)),
    ];
    pairs.extend(rest.into_iter().filter(|(_, value)| !is_empty(value)));
    record(&pairs)
}

/// A metric as a mapping of YAML.
pub fn metric(metric: &Metric) -> String {
    let value = match metric.approx.as_str() {
        "" => metric.value.clone(),
        before if BEFORE.has(before) => format!("{before}{}", metric.value),
        after => format!("{}{after}", metric.value),
    };
    let mut pairs = vec![("name", flow(&metric.name)), ("value", number(&value))];
    if !metric.unit.is_empty() {
        pairs.push(("unit", flow(&metric.unit)));
    }
    pairs.extend(metric.base.as_ref().map(|base| ("base", number(base))));
    pairs.extend(metric.as_of.map(|date| ("as_of", date.iso())));
    record(&pairs)
}

/// A contributor as a mapping of YAML.
pub fn contributor(contributor: &Contributor) -> String {
    record(&[("role", flow(&contributor.role)), ("name", flow(&contributor.name))])
}

/// A person as a mapping of YAML.
pub fn person(person: &Person) -> String {
    let pairs = [("name", flow(&person.name)), ("role", flow(&person.role)), ("unit", flow(&person.unit))];
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !is_empty(value)).collect();
    record(&pairs)
}

fn record(pairs: &[(&str, String)]) -> String {
    mapping(pairs.iter().map(|(key, value)| (*key, value.as_str())))
}

fn is_empty(value: &str) -> bool {
    matches!(value, "" | "''" | "\"\"")
}

/// The words of a proposal's evidence, short, as a value of YAML.
fn quotation(evidence: &str) -> String {
    let words = one_line(evidence);
    match words.char_indices().nth(LONGEST) {
        _ if words.is_empty() => String::new(),
        Some((end, _)) => scalar(&format!("{}……", &words[..end])),
        None => scalar(&words),
    }
}
