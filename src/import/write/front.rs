//! Proposals as a front matter.
//!
//! In: facts. Out: YAML, canonical keys in the order of the form for new
//! reports. What is certain is a value; what is not is a remark of YAML that
//! begins with 待核, with its evidence, so that an editor either takes away the
//! `# ` or the line.

use crate::import::account::Piece;
use crate::import::document::Place;
use crate::import::facts::{Branch, Facts, Honour, Metric, Person, Proposed};
use crate::import::write::Origin;
use crate::language::date::PartialDate;
use crate::parse::Contributor;
use crate::parse::front::quantity::BEFORE;
use crate::parse::front::{NO_BRANCH, NO_TITLE};

/// The longest evidence that is quoted, in characters.
const LONGEST: usize = 40;

/// Writes the front matter, with its lines of `---`. `rest` is what the document
/// says besides.
pub fn write(facts: &Facts, origin: Option<&Origin<'_>>, rest: &[Piece]) -> String {
    let mut front = Front { text: "---\n".to_owned() };
    front.text_field("title", facts.title.as_ref());
    if !facts.title.as_ref().is_some_and(|title| title.certain) {
        front.text.push_str(&format!("title: {}\n", NO_TITLE.zh));
    }
    front.text_field("subtitle", facts.subtitle.as_ref());
    front.branch(facts.branch.as_ref());
    if !facts.branch.as_ref().is_some_and(|branch| branch.certain) {
        front.text.push_str(&format!("branch: {}\n", NO_BRANCH.zh));
    }
    front.field("year", facts.years.as_ref(), |years| years.ascii());
    front.field("date", facts.date.as_ref(), PartialDate::iso);
    front.text_field("genre", facts.genre.as_ref());
    front.texts("topics", &facts.topics);
    front.texts("authors", &facts.authors);
    front.texts("editors", &facts.editors);
    front.list("contributors", &facts.contributors, contributor);
    front.field("published", facts.published.as_ref(), PartialDate::iso);
    front.text_field("funding", facts.funding.as_ref());
    front.source(facts, origin);
    front.text_field("abstract", facts.summary.as_ref());
    front.texts("keywords", &facts.keywords);
    front.text_field("doi", facts.doi.as_ref());
    front.list("achievements", &facts.achievements, |text| scalar(text));
    front.list("honours", &facts.honours, honour);
    front.list("metrics", &facts.metrics, metric);
    front.list("people", &facts.people, person);
    for piece in rest {
        front.text.push_str(&format!("# 原文: {}\n", one_line(&piece.text)));
    }
    front.text.push_str("---\n");
    front.text
}

struct Front {
    text: String,
}

impl Front {
    fn text_field(&mut self, key: &str, proposed: Option<&Proposed<String>>) {
        self.field(key, proposed.filter(|proposed| !proposed.value.trim().is_empty()), |text| scalar(text));
    }

    fn field<T>(&mut self, key: &str, proposed: Option<&Proposed<T>>, value: impl Fn(&T) -> String) {
        if let Some(proposed) = proposed {
            let line = format!("{key}: {}", value(&proposed.value));
            self.line("", &line, proposed);
        }
    }

    /// A line as a fact, or as a remark with its evidence.
    fn line<T>(&mut self, indent: &str, line: &str, proposed: &Proposed<T>) {
        if proposed.certain {
            self.text.push_str(&format!("{indent}{line}\n"));
        } else {
            self.text.push_str(&format!("{indent}# 待核: {}\n{indent}# {line}\n", evidence(proposed)));
        }
    }

    fn branch(&mut self, branch: Option<&Proposed<Branch>>) {
        let Some(proposed) = branch else { return };
        match &proposed.value {
            Branch::Known(name) => self.line("", &format!("branch: {}", scalar(name)), proposed),
            Branch::New(path) => {
                let path = path.join("/");
                let line = format!("branch: {}", scalar(&path));
                if proposed.certain {
                    self.text.push_str(&format!("# 待核: 组织登记表里还没有这个组织，请登记\n{line}\n"));
                } else {
                    self.line("", &line, proposed);
                }
            }
        }
    }

    /// A list of texts on one line, and below it what is not certain.
    fn texts(&mut self, key: &str, all: &[Proposed<String>]) {
        let (certain, doubtful): (Vec<_>, Vec<_>) = all.iter().partition(|proposed| proposed.certain);
        if !certain.is_empty() {
            let values: Vec<String> = certain.iter().map(|proposed| flow(&proposed.value)).collect();
            self.text.push_str(&format!("{key}: [{}]\n", values.join(", ")));
        }
        if !doubtful.is_empty() {
            for proposed in &doubtful {
                self.text.push_str(&format!("# 待核: {}：{}\n", one_line(&proposed.value), evidence(proposed)));
            }
            let values: Vec<String> = doubtful.iter().map(|proposed| flow(&proposed.value)).collect();
            self.text.push_str(&format!("# {key}: [{}]\n", values.join(", ")));
        }
    }

    /// A list with an entry a line.
    fn list<T>(&mut self, key: &str, all: &[Proposed<T>], value: impl Fn(&T) -> String) {
        if all.is_empty() {
            return;
        }
        let is_remark = all.iter().all(|proposed| !proposed.certain);
        self.text.push_str(&format!("{}{key}:\n", if is_remark { "# " } else { "" }));
        for proposed in all {
            self.line("  ", &format!("- {}", value(&proposed.value)), proposed);
        }
    }

    fn source(&mut self, facts: &Facts, origin: Option<&Origin<'_>>) {
        let pair = |key, proposed: &Option<Proposed<String>>| {
            let certain = proposed.as_ref().filter(|proposed| proposed.certain)?;
            Some((key, flow(&certain.value)))
        };
        let mut pairs: Vec<(&str, String)> =
            [pair("name", &facts.source), pair("url", &facts.address)].into_iter().flatten().collect();
        if let Some(origin) = origin {
            pairs.extend([("file", flow(origin.name)), ("digest", flow(&origin.digest))]);
        }
        if !pairs.is_empty() {
            self.text.push_str(&format!("source: {}\n", mapping(&pairs)));
        }
        for proposed in [&facts.source, &facts.address].into_iter().flatten().filter(|proposed| !proposed.certain) {
            self.line("", &format!("source: {}", scalar(&proposed.value)), proposed);
        }
    }
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
    mapping(&pairs)
}

/// A metric as a mapping of YAML.
pub fn metric(metric: &Metric) -> String {
    let value = match metric.approx.as_str() {
        "" => metric.value.clone(),
        before if BEFORE.has(before) => format!("{before}{}", metric.value),
        after => format!("{}{after}", metric.value),
    };
    let mut pairs = vec![("name", flow(&metric.name)), ("value", flow_number(&value))];
    if !metric.unit.is_empty() {
        pairs.push(("unit", flow(&metric.unit)));
    }
    pairs.extend(metric.base.as_ref().map(|base| ("base", flow_number(base))));
    pairs.extend(metric.as_of.map(|date| ("as_of", date.iso())));
    mapping(&pairs)
}

/// A contributor as a mapping of YAML.
pub fn contributor(contributor: &Contributor) -> String {
    mapping(&[("role", flow(&contributor.role)), ("name", flow(&contributor.name))])
}

/// A person as a mapping of YAML.
pub fn person(person: &Person) -> String {
    let pairs = [("name", flow(&person.name)), ("role", flow(&person.role)), ("unit", flow(&person.unit))];
    let pairs: Vec<_> = pairs.into_iter().filter(|(_, value)| !is_empty(value)).collect();
    mapping(&pairs)
}

fn is_empty(value: &str) -> bool {
    matches!(value, "" | "''" | "\"\"")
}

fn mapping(pairs: &[(&str, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    format!("{{{}}}", pairs.join(", "))
}

/// The words of a proposal's evidence: “……”（第3段）.
fn evidence<T>(proposed: &Proposed<T>) -> String {
    let words = one_line(&proposed.evidence);
    let cut = words.chars().count() > LONGEST;
    let words: String = words.chars().take(LONGEST).collect();
    let quoted = match (words.is_empty(), cut) {
        (true, _) => "原文没有直接写明".to_owned(),
        (false, true) => format!("“{words}……”"),
        (false, false) => format!("“{words}”"),
    };
    let place = match proposed.place {
        Place::Document => String::new(),
        Place::Paragraph(number) => format!("（第{number}段）"),
        Place::Line(number) => format!("（第{number}行）"),
        Place::Note(number) => format!("（注{number}）"),
    };
    quoted + &place
}

/// Words without breaks or characters that YAML refuses.
fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_whitespace() || c.is_control(), " ");
    spaced.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text as a value on a line of its own.
pub fn scalar(text: &str) -> String {
    let text = one_line(text);
    serde_yaml::to_string(&text).map_or_else(|_| format!("{text:?}"), |yaml| yaml.trim_end().to_owned())
}

/// A text as a value between braces or brackets.
fn flow(text: &str) -> String {
    let plain = scalar(text);
    let is_quoted = plain.starts_with(['"', '\'']);
    if is_quoted || !plain.contains([',', '[', ']', '{', '}', '#', ':', '?']) {
        return plain;
    }
    format!("'{}'", plain.replace('\'', "''"))
}

/// A number as a value: bare, for it is one.
fn flow_number(text: &str) -> String {
    let is_bare = text.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '%');
    if is_bare { text.to_owned() } else { flow(text) }
}
