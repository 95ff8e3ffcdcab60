//! Meter: what a template of the publication may take to make one page.
//!
//! In: a template's text, and the limits. Out: the text with calls in it that
//! count (`meter/text`), and a run that ends when they have counted too far.
//! Tera ends a template at no point: loops in loops go on for days, and
//! `{% set_global x = x ~ x %}` sixty times asks for more memory than there is.
//!
//! Counted are rounds (a loop takes as many as it has items, before it begins;
//! so do filters that go through a list; a block, a component, a file takes
//! one) and bytes (of values that are set, joined, shown, and of the text that
//! a round repeats), each of them before it is made or while it is no more
//! than one value. There is no clock here: the same files always come as far.
//!
//! Not counted are steps whose work is bounded by what was counted before: a
//! comparison, a sum, a filter on one short value.

mod text;

use std::cell::Cell;
use std::io;

use tera::{Context, Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::parse::Limits;

pub use text::{Metered, metered};

/// Filters that go through all of a value, and so are counted: what is counted
/// is called `metered_` and the name.
pub const FILTERS: [&str; 17] = [
    "capitalize",
    "group_by",
    "indent",
    "join",
    "keys",
    "lower",
    "newlines_to_br",
    "pairs",
    "replace",
    "reverse",
    "sort",
    "split",
    "str",
    "title",
    "unique",
    "upper",
    "values",
];

/// How deep lists and maps of a template may stand in each other: what is
/// deeper could not even be dropped without a stack as deep.
const DEPTH: usize = 64;

/// What a value takes besides its text, in bytes.
const VALUE: u64 = 32;

/// What was used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exceeded {
    /// The rounds.
    Rounds,
    /// The memory.
    Memory,
}

/// What is left for the page that a thread is making.
#[derive(Clone, Copy, Default)]
struct Left {
    rounds: u64,
    bytes: u64,
    exceeded: Option<Exceeded>,
}

thread_local! {
    // Filters are given values and nothing else.
    static LEFT: Cell<Left> = Cell::default();
}

/// Makes a page, within the limits.
pub fn render(
    tera: &Tera,
    template: &str,
    context: &Context,
    limits: &Limits,
) -> (TeraResult<Vec<u8>>, Option<Exceeded>) {
    LEFT.set(Left { rounds: limits.template_rounds, bytes: limits.template_memory, exceeded: None });
    let mut page = MeteredPage { bytes: Vec::new(), most: limits.template_memory };
    let rendered = tera.render_to(template, context, &mut page);
    (rendered.map(|()| page.bytes), LEFT.take().exceeded)
}

/// Takes from what is left.
fn take(rounds: u64, bytes: u64) -> TeraResult<()> {
    let mut left = LEFT.get();
    let exceeded = match (left.rounds.checked_sub(rounds), left.bytes.checked_sub(bytes)) {
        (Some(rounds), Some(bytes)) => {
            left = Left { rounds, bytes, ..left };
            None
        }
        (None, _) => Some(Exceeded::Rounds),
        (_, None) => Some(Exceeded::Memory),
    };
    left.exceeded = left.exceeded.or(exceeded);
    LEFT.set(left);
    match exceeded {
        Some(_) => Err(Error::message("beyond the limits of the site")),
        None => Ok(()),
    }
}

/// The page, as long as it may be.
struct MeteredPage {
    bytes: Vec<u8>,
    most: u64,
}

impl io::Write for MeteredPage {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + bytes.len()) as u64 > self.most {
            LEFT.set(Left { exceeded: Some(Exceeded::Memory), ..LEFT.get() });
            return Err(io::Error::other("beyond the limits of the site"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Registers what counts.
pub fn register(tera: &mut Tera) {
    tera.register_function("metered_round", |arguments: Kwargs, _: &State| -> TeraResult<String> {
        take(1, arguments.get::<u64>("text")?.unwrap_or_default()).map(|()| String::new())
    });
    tera.register_filter("metered_rounds", |value: &Value, arguments: Kwargs, _: &State| -> TeraResult<Value> {
        let rounds = items(value);
        let text = arguments.get::<u64>("text")?.unwrap_or_default();
        take(rounds, rounds.saturating_mul(text))?;
        Ok(value.clone())
    });
    tera.register_filter("metered_used", |value: &Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        take(0, value.as_str().map_or(VALUE, |text| text.len() as u64))?;
        Ok(value.clone())
    });
    for name in ["metered_made", "metered_shown"] {
        tera.register_filter(name, |value: &Value, _: Kwargs, _: &State| -> TeraResult<Value> {
            whole(value, 0)?;
            Ok(value.clone())
        });
    }
    for name in FILTERS {
        tera.register_filter(format!("metered_{name}"), move |value: &Value, arguments: Kwargs, state: &State| {
            foresee(name, value, &arguments)?;
            state.call_filter(name, value, arguments)
        });
    }
}

/// How many rounds it takes to go through a value.
fn items(value: &Value) -> u64 {
    value.as_str().map(str::len).or_else(|| value.len()).unwrap_or_default() as u64
}

/// Takes what a value would take if it were written out, and no more of it
/// than there is: a list that holds itself twice, sixty times over, is small.
fn whole(value: &Value, depth: usize) -> TeraResult<()> {
    if depth > DEPTH {
        return take(0, u64::MAX);
    }
    take(0, VALUE + value.as_str().map_or(0, |text| text.len() as u64))?;
    if let Some(list) = value.as_array() {
        list.iter().try_for_each(|value| whole(value, depth + 1))?;
    }
    if let Some(map) = value.as_map() {
        map.values().try_for_each(|value| whole(value, depth + 1))?;
    }
    Ok(())
}

/// Takes what a filter will take, before it does.
fn foresee(name: &str, value: &Value, arguments: &Kwargs) -> TeraResult<()> {
    let length = |name: &str| -> TeraResult<u64> {
        Ok(arguments.get::<StringInput<'_>>(name)?.map_or(0, |text| text.as_str().len() as u64))
    };
    let text = value.as_str();
    match (name, text) {
        ("replace", Some(text)) => {
            let from = arguments.get::<&str>("from")?.unwrap_or_default();
            // Each piece may be escaped.
            let times = if from.is_empty() { text.chars().count() + 1 } else { text.matches(from).count() };
            take(0, (times as u64).saturating_mul(length("to")?).saturating_add(text.len() as u64).saturating_mul(2))
        }
        ("indent", Some(text)) => {
            // A thousand columns at most, of four bytes each.
            let width = arguments.get::<u64>("width")?.unwrap_or(4).min(1000);
            take(0, (text.lines().count() as u64).saturating_mul(width * 4).saturating_add(text.len() as u64))
        }
        ("join", None) => {
            take(items(value), items(value).saturating_mul(length("sep")?.saturating_mul(2)))?;
            whole(value, 0)
        }
        ("str", None) => whole(value, 0),
        (_, Some(text)) => take(0, (text.len() as u64).saturating_mul(2)),
        // Values are compared, which goes through all of them.
        ("sort" | "unique" | "group_by", None) => {
            take(items(value).saturating_mul(4), items(value).saturating_mul(VALUE))
        }
        _ => take(items(value), items(value).saturating_mul(VALUE)),
    }
}
