//! Operations on the rows of a register.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::language::date::PartialDate;
use crate::language::pinyin::{Reading, slug};
use crate::manuscript::Refusal;
use crate::manuscript::refusal;
use crate::model::slug::file_name;
use crate::parse::front::edit::{self, Cell, Sheet};
use crate::parse::front::keys::{FONTS, NAME, ORGANIZATION, Table};
use crate::parse::yaml::edit::Extent;
use crate::parse::yaml::{NodeKind as Shape, Value};
use crate::registers::rows::{self, Found};
use crate::registers::{Kind, choices};

/// An operation. A row is named by its key at the beginning.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum Op {
    /// Lets a column of a row say a value; `null` takes it away.
    Set {
        /// The row.
        key: String,
        /// The column.
        column: String,
        /// A text, or texts.
        value: Json,
    },
    /// Puts in a row.
    Add {
        /// Its columns.
        values: Map<String, Json>,
        /// Below which row.
        #[serde(default)]
        parent: Option<String>,
    },
    /// Takes a row away.
    Drop {
        /// The row.
        key: String,
    },
    /// Gives a row another name: since a day, or because the old one is misspelt.
    Rename {
        /// The row.
        key: String,
        /// The name.
        name: String,
        /// The day.
        #[serde(default)]
        since: Option<String>,
    },
    /// Makes two rows one: the names of the first are other names of the second.
    Merge {
        /// The row that goes.
        key: String,
        /// The row that stays.
        into: String,
    },
    /// Puts a row below another one, or at the top.
    Move {
        /// The row.
        key: String,
        /// The other.
        #[serde(default)]
        parent: Option<String>,
    },
}

impl Op {
    /// The row that it is about, if it is there already.
    pub fn key(&self) -> Option<&String> {
        match self {
            Op::Set { key, .. }
            | Op::Drop { key }
            | Op::Rename { key, .. }
            | Op::Merge { key, .. }
            | Op::Move { key, .. } => Some(key),
            Op::Add { .. } => None,
        }
    }
}

/// How long a name may be, in characters.
const LONGEST_NAME: usize = 200;
/// What a row is called that stands for another one until that is there.
const STAND_IN: &str = "stand-in";

/// Does operations on a register: all or none.
pub fn apply(kind: Kind, bytes: &[u8], ops: &[Op]) -> Result<Vec<u8>, Refusal> {
    let text = rows::text(bytes)?;
    let path = kind.path();
    let found = rows::read(kind, text)?;
    // Whoever asked knows rows by their names.
    let name = |row: &Found| Some((row.key.clone(), row.values.get("name")?.as_str()?.to_owned()));
    let names: Vec<(String, String)> = found.iter().filter_map(name).collect();
    let mut register = Register {
        kind,
        table: kind.tables().1,
        sheet: Sheet::new(&path, text, Extent::Whole),
        keys: found.into_iter().map(|row| row.key).collect(),
    };
    for op in ops {
        register.apply(op).map_err(|refusal| {
            let name = names.iter().find(|(key, _)| *key == refusal.place).map(|(_, name)| name.clone());
            Refusal { place: name.unwrap_or(refusal.place), ..refusal }
        })?;
    }
    Ok(register.sheet.text.into_bytes())
}

struct Register<'p> {
    kind: Kind,
    table: &'static Table,
    sheet: Sheet<'p>,
    /// The keys of the rows as they are named, in the order of the file.
    keys: Vec<String>,
}

impl Register<'_> {
    fn apply(&mut self, op: &Op) -> Result<(), Refusal> {
        match op {
            Op::Set { key, column, value } if column == "name" && self.kind == Kind::Organizations => {
                self.rename(key, value.as_str().unwrap_or_default(), None)
            }
            Op::Set { key, column, value } => self.set(key, column, value),
            Op::Add { values, parent } => self.add(values, parent.as_deref()),
            Op::Drop { key } => {
                let rows = self.rows()?;
                let at = self.find(key)?;
                if rows.iter().any(|row| row.parent.as_deref() == Some(rows[at].key.as_str())) {
                    return Err(Refusal::new(refusal::HAS_BELOW, key.as_str()));
                }
                self.drop(at)
            }
            Op::Rename { key, name, since } => self.rename(key, name, since.as_deref()),
            Op::Merge { key, into } => self.merge(key, into),
            Op::Move { key, parent } => self.shift(key, parent.as_deref().filter(|parent| !parent.is_empty())),
        }
    }

    /// The rows as they are by now.
    fn rows(&self) -> Result<Vec<Found>, Refusal> {
        rows::read(self.kind, &self.sheet.text)
    }

    /// The number of a row by its key.
    fn find(&self, key: &str) -> Result<usize, Refusal> {
        self.keys.iter().position(|other| other == key).ok_or_else(|| Refusal::new(refusal::NO_ROW, key))
    }

    fn row(&self, key: &str) -> Result<Found, Refusal> {
        let at = self.find(key)?;
        self.rows()?.into_iter().nth(at).ok_or_else(|| Refusal::new(refusal::NO_ROW, key))
    }

    fn done(&self, place: &str, done: Option<()>) -> Result<(), Refusal> {
        done.ok_or_else(|| Refusal::new(refusal::NOT_HERE, place))
    }

    /// A value as its column is written.
    fn value(&self, column: &str, value: &Json) -> Result<Option<Value>, Refusal> {
        let wrong = || Refusal::new(refusal::VALUE, column);
        let known = self.kind.columns().iter().find(|(name, _)| *name == column);
        let Some((_, takes)) = known.filter(|(_, takes)| *takes != "records") else {
            return Err(Refusal::new(refusal::NO_COLUMN, column));
        };
        let choices = choices(self.kind, column);
        let text = |value: &Json| match value {
            Json::String(text) => Some(text.trim().to_owned()),
            Json::Number(number) => Some(number.to_string()),
            Json::Bool(truth) => Some(truth.to_string()),
            Json::Null => Some(String::new()),
            _ => None,
        };
        let is_known = |word: &String| {
            choices.is_none_or(|choices| crate::parse::front::choices::choice(choices, word).is_some())
                // A menu may have pages too.
                || *takes == "list"
        };
        if *takes == "list" {
            let texts: Vec<String> = match value {
                Json::Array(items) => items.iter().map(text).collect::<Option<_>>().ok_or_else(wrong)?,
                value => {
                    let text = text(value).ok_or_else(wrong)?;
                    text.split(['、', '，', ',', '；', ';', '\n']).map(|text| text.trim().to_owned()).collect()
                }
            };
            let texts: Vec<Value> = texts.into_iter().filter(|text| !text.is_empty()).map(Value::Text).collect();
            return Ok((!texts.is_empty()).then_some(Value::List(texts)));
        }
        let text = text(value).ok_or_else(wrong)?;
        let is_sound = match column {
            "name" | "short" => text.chars().count() <= LONGEST_NAME,
            // The name of a folder, and no way out of it.
            "theme" => !text.contains(['/', '\\', ':']) && !text.starts_with('.'),
            _ => true,
        };
        if !is_sound {
            return Err(wrong());
        }
        match text.is_empty() || is_known(&text) {
            true => Ok((!text.is_empty()).then_some(Value::Text(text))),
            false => Err(wrong()),
        }
    }

    fn set(&mut self, key: &str, column: &str, value: &Json) -> Result<(), Refusal> {
        let row = match self.kind {
            Kind::Settings => self.rows()?.remove(0),
            _ => self.row(key)?,
        };
        let new = self.value(column, value)?;
        // What is read as the same stays as it is written.
        let told = match &new {
            Some(Value::List(texts)) => Some(texts.iter().map(Value::shown).collect::<Vec<_>>().into()),
            Some(value) => Some(Json::from(value.shown())),
            None => None,
        };
        if row.values.get(column) == told.as_ref() {
            return Ok(());
        }
        let required = self.table.index(column).is_some_and(|index| self.table.fields[index].required);
        if new.is_none() && (required || self.kind == Kind::Settings && column == "title") {
            return Err(Refusal::new(refusal::NEEDED, column));
        }
        if self.kind == Kind::Settings && column == "fonts" {
            let place = self.sheet.document().and_then(|document| {
                let at = rows::column(self.table, &document.root, column)?;
                matches!(document.node(&[at])?.kind, Shape::Mapping(_)).then_some(vec![at])
            });
            if let (Some(place), Some(_)) = (place, &new) {
                let done = self.sheet.cells(&place, &FONTS, &[("heading", new)]);
                return self.done(column, done);
            }
        }
        if self.is_empty() {
            return self.begin(&[(column, new)]);
        }
        // The short name may stand with the latest of the names.
        if column == "short"
            && self.kind == Kind::Organizations
            && self.entry(&row, "short").is_none()
            && let Some(place) = self.latest(&row)
        {
            let done = self.sheet.cells(&place, &NAME, &[("short", new)]);
            return self.done(column, done);
        }
        let cell: Cell<'_> = (column, new);
        let mut done = self.sheet.cells(&row.place, self.table, std::slice::from_ref(&cell));
        if done.is_none() {
            // A text of several lines has no room between braces.
            self.unfold(&row.place);
            done = self.sheet.cells(&row.place, self.table, &[cell]);
        }
        self.done(column, done)
    }

    /// Whether the file says nothing.
    fn is_empty(&self) -> bool {
        self.sheet.document().is_some_and(|document| document.root.is_empty())
    }

    /// Writes the first row, or the first setting, of a file that says nothing.
    fn begin(&mut self, cells: &[Cell<'_>]) -> Result<(), Refusal> {
        let text = &mut self.sheet.text;
        if !text.is_empty() && !text.ends_with('\n') && text.as_str() != "\u{feff}" {
            text.push('\n');
        }
        let record = edit::record(self.table, cells, false);
        let Value::Record(entries) = &record else { return Ok(()) };
        for (at, (key, value)) in entries.iter().enumerate() {
            let lead = match self.kind {
                Kind::Settings => "",
                _ if at == 0 => "- ",
                _ => "  ",
            };
            text.push_str(&format!("{lead}{key}: {}\n", value.line()));
        }
        self.done("", (!self.rows()?.is_empty()).then_some(()))
    }

    /// The entry of a row that is a column.
    fn entry(&self, row: &Found, column: &str) -> Option<usize> {
        let document = self.sheet.document()?;
        rows::column(self.table, document.node(&row.place)?, column)
    }

    /// The place of the record of the latest name.
    fn latest(&self, row: &Found) -> Option<Vec<usize>> {
        let document = self.sheet.document()?;
        let at = rows::column(self.table, document.node(&row.place)?, "name")?;
        let place: Vec<usize> = row.place.iter().copied().chain([at]).collect();
        match &document.node(&place)?.kind {
            Shape::Sequence(items) => Some(place.iter().copied().chain([items.len().checked_sub(1)?]).collect()),
            Shape::Mapping(_) => Some(place),
            Shape::Scalar { .. } => None,
        }
    }

    fn add(&mut self, values: &Map<String, Json>, parent: Option<&str>) -> Result<(), Refusal> {
        let mut cells: Vec<(&str, Option<Value>)> = Vec::new();
        for (column, value) in values {
            cells.push((column, self.value(column, value)?));
        }
        let text = |name: &str| {
            let cell = cells.iter().find(|(column, _)| *column == name)?;
            cell.1.as_ref().map(Value::shown)
        };
        let required = self.table.fields.iter().filter(|field| field.required && field.name != "id");
        if let Some(missing) = required.map(|field| field.name).find(|name| text(name).is_none()) {
            return Err(Refusal::new(refusal::NEEDED, missing));
        }
        let key = match self.table.index("id") {
            Some(_) => self.fresh(&text("name").unwrap_or_default()),
            None => format!("#{}", self.keys.len()),
        };
        if self.table.index("id").is_some() {
            cells.push(("id", Some(Value::Text(key.clone()))));
        }
        if self.is_empty() {
            self.begin(&cells)?;
            self.keys.push(key);
            return Ok(());
        }
        let parent = parent.map(|parent| self.row(parent)).transpose()?;
        let mut nested = None;
        if let Some(parent) = &parent {
            let by_name = self.rows()?.iter().any(|row| !row.is_nested && row.parent.is_some());
            match self.entry(parent, "children").is_some() || !by_name {
                true => nested = Some(parent.place.clone()),
                false => cells.push(("parents", Some(Value::Text(parent.key.clone())))),
            }
        }
        let place = match &nested {
            Some(above) => self.children(above)?,
            None => self.top(),
        };
        let is_zh =
            self.sheet.document().is_some_and(|document| edit::is_chinese(&document, place.as_deref().unwrap_or(&[])));
        let record = edit::record(self.table, &cells, is_zh);
        let done = match (place, nested) {
            (Some(place), _) => {
                let count = self.count(&place);
                self.sheet.step(|document| document.add_item(&place, count, &record))
            }
            (None, Some(above)) => self.first_child(&above, &record),
            (None, None) => None,
        };
        self.done(&key, done)?;
        let at = self.rows()?.iter().position(|row| row.key == key).unwrap_or(self.keys.len());
        self.keys.insert(at.min(self.keys.len()), key);
        Ok(())
    }

    /// An id that no row has, made of a name.
    fn fresh(&self, name: &str) -> String {
        let base = match slug(name, Reading::Text).is_empty() {
            true => "row".to_owned(),
            false => file_name(name),
        };
        let is_free = |id: &String| !self.keys.contains(id);
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or(base)
    }

    /// The place of the list at the top.
    fn top(&self) -> Option<Vec<usize>> {
        let document = self.sheet.document()?;
        rows::list(self.kind, &document).map(|(place, _)| place)
    }

    /// The place of the list of what stands below a row, if there is one.
    fn children(&self, place: &[usize]) -> Result<Option<Vec<usize>>, Refusal> {
        let document = self.sheet.document();
        let node = document.as_ref().and_then(|document| document.node(place));
        let at = node.and_then(|node| rows::column(&ORGANIZATION, node, "children"));
        Ok(at.map(|at| place.iter().copied().chain([at]).collect()))
    }

    fn count(&self, place: &[usize]) -> usize {
        let document = self.sheet.document();
        match document.as_ref().and_then(|document| document.node(place)).map(|node| &node.kind) {
            Some(Shape::Sequence(items)) => items.len(),
            _ => 0,
        }
    }

    /// Puts the first row below a row. Both stand on lines of their own then, where they can:
    /// another row can be moved to such a place with its lines as they are.
    fn first_child(&mut self, above: &[usize], record: &Value) -> Option<()> {
        let index = ORGANIZATION.index("children")?;
        self.unfold(above);
        self.sheet.step(|document| {
            let key = if edit::is_chinese(document, above) { ORGANIZATION.zh(index) } else { "children" };
            let Shape::Mapping(entries) = &document.node(above)?.kind else { return None };
            document.add_entry(above, entries.len(), key, &Value::List(vec![record.clone()]), true)
        })?;
        if let Ok(Some(list)) = self.children(above) {
            self.unfold(&[&list[..], &[0]].concat());
        }
        Some(())
    }

    /// Sets a row on lines of its own; one that cannot be stays as it is.
    fn unfold(&mut self, place: &[usize]) {
        self.sheet.step(|document| document.unfold(place)).unwrap_or_default();
    }

    fn drop(&mut self, at: usize) -> Result<(), Refusal> {
        let row = self.rows()?.into_iter().nth(at).ok_or_else(|| Refusal::new(refusal::NO_ROW, ""))?;
        let done = self.cut(&row.place);
        self.done(&row.key, done)?;
        self.keys.remove(at);
        Ok(())
    }

    /// Takes an item away, and its list with the last.
    fn cut(&mut self, place: &[usize]) -> Option<()> {
        let (&item, list) = place.split_last()?;
        if self.count(list) > 1 {
            return self.sheet.step(|document| document.remove_items(list, &[item]));
        }
        match list.split_last() {
            Some((&entry, mapping)) => self.sheet.step(|document| document.remove_entry(mapping, entry)),
            None => self.sheet.step(|document| document.remove_last(item)),
        }
    }

    fn rename(&mut self, key: &str, name: &str, since: Option<&str>) -> Result<(), Refusal> {
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::new(refusal::NEEDED, "name"));
        }
        if name.chars().count() > LONGEST_NAME {
            return Err(Refusal::new(refusal::VALUE, "name"));
        }
        let row = self.row(key)?;
        let since = since.map(str::trim).filter(|since| !since.is_empty());
        if let Some(since) = since.filter(|since| PartialDate::parse(since).is_err()) {
            return Err(Refusal::new(refusal::VALUE, since));
        }
        let new = Some(Value::Text(name.to_owned()));
        let Some(since) = since.filter(|_| self.kind == Kind::Organizations) else {
            let done = match self.latest(&row) {
                Some(place) => self.sheet.cells(&place, &NAME, &[("name", new)]),
                None => self.sheet.cells(&row.place, self.table, &[("name", new)]),
            };
            return self.done(key, done);
        };
        let cells: [Cell<'_>; 2] = [("name", new), ("from", Some(Value::Text(since.to_owned())))];
        let entry = self.entry(&row, "name");
        let place: Option<Vec<usize>> = entry.map(|entry| row.place.iter().copied().chain([entry]).collect());
        let is_zh = self.sheet.document().is_some_and(|document| edit::is_chinese(&document, &row.place));
        let is_list = place.as_ref().is_some_and(|place| {
            let document = self.sheet.document();
            let node = document.as_ref().and_then(|document| document.node(place));
            node.is_some_and(|node| matches!(node.kind, Shape::Sequence(_)))
        });
        let record = edit::record(&NAME, &cells, is_zh);
        if let (Some(place), true) = (&place, is_list) {
            // A short name beside the names was that of the one before.
            if let Some(short) = row.values.get("short").and_then(Json::as_str)
                && self.entry(&row, "short").is_some()
                && let Some(latest) = self.latest(&row)
            {
                let done = self
                    .sheet
                    .cells(&latest, &NAME, &[("short", Some(Value::Text(short.to_owned())))])
                    .and_then(|()| self.sheet.cells(&row.place, self.table, &[("short", None)]));
                self.done(key, done)?;
            }
            let count = self.count(place);
            let done = self.sheet.step(|document| document.add_item(place, count, &record));
            return self.done(key, done);
        }
        // One name becomes two: the short one was that of the first.
        let text = |column: &str| {
            let text = row.values.get(column).and_then(Json::as_str).filter(|text| !text.is_empty());
            text.map(|text| Value::Text(text.to_owned()))
        };
        let mut first: Vec<Cell<'_>> = vec![("name", text("name")), ("short", text("short"))];
        if let Some(Json::Array(names)) = row.values.get("names")
            && let Some(from) = names.last().and_then(|name| name.get("from")?.as_str())
        {
            first.push(("from", Some(Value::Text(from.to_owned()))));
        }
        let both = Value::List(vec![edit::record(&NAME, &first, is_zh), record]);
        let done = match (entry, self.entry(&row, "short")) {
            (Some(entry), short) => {
                // The key of one name, its Chinese, and then the same of many.
                let keys = self.table.index("name").map_or(&[][..], |index| self.table.spellings(index));
                let key = keys.iter().skip(2).find(|key| key.is_ascii() != is_zh).copied().unwrap_or("names");
                let mut done = self.sheet.step(|document| document.add_entry(&row.place, entry, key, &both, true));
                done = done.and_then(|()| self.sheet.step(|document| document.remove_entry(&row.place, entry + 1)));
                match short {
                    Some(short) => {
                        done.and_then(|()| self.sheet.step(|document| document.remove_entry(&row.place, short)))
                    }
                    None => done,
                }
            }
            (None, _) => self.sheet.cells(&row.place, self.table, &[("name", Some(both))]),
        };
        self.done(key, done)
    }

    fn merge(&mut self, key: &str, into: &str) -> Result<(), Refusal> {
        let column = match self.kind {
            Kind::Organizations => "aliases",
            Kind::Topics | Kind::Metrics => "synonyms",
            Kind::Terms | Kind::Settings => return Err(Refusal::new(refusal::VALUE, key)),
        };
        let (row, heir) = (self.row(key)?, self.row(into)?);
        if self.is_below(&heir.key, &row.key)? {
            return Err(Refusal::new(refusal::BELOW_ITSELF, key));
        }
        let list = |row: &Found| match row.values.get(column) {
            Some(Json::Array(texts)) => texts.iter().filter_map(|text| Some(text.as_str()?.to_owned())).collect(),
            _ => Vec::new(),
        };
        let mut others: Vec<String> = list(&heir);
        let own = match row.values.get("names") {
            Some(Json::Array(names)) => names
                .iter()
                .flat_map(|name| [name.get("name"), name.get("short")])
                .filter_map(|name| Some(name?.as_str()?.to_owned()))
                .collect::<Vec<_>>(),
            _ => row.values.get("name").and_then(|name| Some(vec![name.as_str()?.to_owned()])).unwrap_or_default(),
        };
        let short = row.values.get("short").and_then(|short| Some(short.as_str()?.to_owned()));
        for name in own.into_iter().chain(short).chain(list(&row)) {
            let is_own = heir.values.get("name").and_then(Json::as_str) == Some(name.as_str());
            if !others.contains(&name) && !is_own && !name.is_empty() {
                others.push(name);
            }
        }
        self.set(into, column, &Json::from(others))?;
        let below: Vec<String> = {
            let rows = self.rows()?;
            let name = rows[self.find(key)?].key.clone();
            let below = rows.iter().enumerate().filter(|(_, row)| row.parent.as_deref() == Some(name.as_str()));
            below.map(|(at, _)| self.keys[at].clone()).collect()
        };
        for child in below {
            self.shift(&child, Some(into))?;
        }
        // What had merged into the row that goes has merged into its heir.
        let named = |row: &Found| row.values.get("merged_into").and_then(Json::as_str) == Some(key);
        let merged: Vec<usize> = (0..).zip(self.rows()?).filter(|(_, row)| named(row)).map(|(at, _)| at).collect();
        for at in merged {
            let other = self.keys[at].clone();
            self.set(&other, "merged_into", &Json::from(into))?;
        }
        let at = self.find(key)?;
        self.drop(at)
    }

    /// Whether a row is another one or stands below it.
    fn is_below(&self, key: &str, above: &str) -> Result<bool, Refusal> {
        let rows = self.rows()?;
        let mut at = Some(key.to_owned());
        for _ in 0..=rows.len() {
            let Some(key) = at else { return Ok(false) };
            if key == above {
                return Ok(true);
            }
            at = rows.iter().find(|row| row.key == key).and_then(|row| row.parent.clone());
        }
        Ok(true)
    }

    fn shift(&mut self, key: &str, parent: Option<&str>) -> Result<(), Refusal> {
        if self.kind != Kind::Organizations {
            return Err(Refusal::new(refusal::VALUE, key));
        }
        let moved = self.find(key)?;
        let before = self.rows()?;
        let row = self.row(key)?;
        let above = parent.map(|parent| self.row(parent)).transpose()?;
        if let Some(above) = &above
            && self.is_below(&above.key, &row.key)?
        {
            return Err(Refusal::new(refusal::BELOW_ITSELF, key));
        }
        if row.parent.as_deref() == above.as_ref().map(|above| above.key.as_str()) {
            return Ok(());
        }
        let has_name = self.entry(&row, "parents").is_some();
        if !row.is_nested && (has_name || above.is_none()) {
            let value = above.map(|above| Value::Text(above.key));
            let done = self.sheet.cells(&row.place, self.table, &[("parents", value)]);
            return self.done(key, done);
        }
        let text = self.sheet.text.clone();
        let mut done = match &above {
            None => self.top().and_then(|list| self.sheet.step(|document| document.graft(&row.place, &list))),
            Some(above) => self.graft(&row, above),
        };
        if done.is_none()
            && let Some(above) = &above
        {
            // Where its lines cannot stand there it names what it is below.
            self.sheet.text = text;
            done = self.name_parent(&row, &above.key);
        }
        self.done(key, done)?;
        self.follow(&before, moved)
    }

    /// Puts a row with its lines below another one.
    fn graft(&mut self, row: &Found, above: &Found) -> Option<()> {
        let place_of = |register: &Self, key: &str| {
            register.rows().ok()?.into_iter().find(|other| other.key == key).map(|row| row.place)
        };
        if let Some(list) = self.children(&above.place).ok()? {
            return self.sheet.step(|document| document.graft(&row.place, &list));
        }
        // A list to graft into, whose first item goes again.
        let stand_in = Value::Record(vec![("id".to_owned(), Value::Text(STAND_IN.to_owned()))]);
        self.first_child(&above.place, &stand_in)?;
        let (from, to) = (place_of(self, &row.key)?, place_of(self, &above.key)?);
        let list = self.children(&to).ok()??;
        self.sheet.step(|document| document.graft(&from, &list))?;
        let stand_in = place_of(self, STAND_IN)?;
        let (&item, list) = stand_in.split_last()?;
        self.sheet.step(|document| document.remove_items(list, &[item]))
    }

    /// Lets a row at the top say what it is below.
    fn name_parent(&mut self, row: &Found, above: &str) -> Option<()> {
        let mut place = row.place.clone();
        if row.is_nested {
            let list = self.top()?;
            self.sheet.step(|document| document.graft(&row.place, &list))?;
            place = self.rows().ok()?.into_iter().find(|other| other.key == row.key)?.place;
        }
        self.sheet.cells(&place, self.table, &[("parents", Some(Value::Text(above.to_owned())))])
    }

    /// Finds the keys of all rows again, when one has moved with all that stands in it.
    fn follow(&mut self, before: &[Found], moved: usize) -> Result<(), Refusal> {
        let after = self.rows()?;
        let place = &before[moved].place;
        let count = before[moved..].iter().take_while(|row| row.place.starts_with(place)).count();
        let mut rest: Vec<usize> = (0..before.len()).collect();
        let block: Vec<usize> = rest.drain(moved..moved + count).collect();
        // A row without an id is known by what it says: its key is only its number.
        let is_same = |was: &Found, is: &Found| match was.key.starts_with('#') {
            true => is.key.starts_with('#') && was.values == is.values,
            false => was.key == is.key,
        };
        let order = (0..=rest.len()).map(|at| [&rest[..at], &block, &rest[at..]].concat());
        let order = order.into_iter().find(|order| {
            order.len() == after.len() && order.iter().zip(&after).all(|(&was, is)| is_same(&before[was], is))
        });
        let order = order.ok_or_else(|| Refusal::new(refusal::NOT_HERE, before[moved].key.as_str()))?;
        self.keys = order.into_iter().map(|was| self.keys[was].clone()).collect();
        Ok(())
    }
}
