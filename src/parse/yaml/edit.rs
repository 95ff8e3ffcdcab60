//! YAML in a text, changed at one place.
//!
//! In: a text with YAML in it, the place of a value in its tree, and what is to
//! stand there. Out: the text in which it does; every byte that need not change
//! is as it was: order of keys, remarks, quotation marks, line breaks. A new entry
//! is written as those beside it are. The new text is read again and must say what
//! was meant and nothing else, body included; where a change cannot be made so
//! there is none.
//!
//! A place is the way from the root: at each list or mapping the number of the
//! item or entry. Who knows names and tables makes places of them.

use std::ops::Range;

use crate::parse::yaml::{self, Key, Node, NodeKind, Value};
use crate::source::VPath;

/// A change: what is replaced, and what stands there then.
type Replacement = (Range<usize>, String);

/// Which part of a file is YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Its front matter.
    Front,
    /// All of it.
    Whole,
}

/// A text whose YAML was read without damage.
pub struct Document<'a> {
    path: &'a VPath,
    text: &'a str,
    extent: Extent,
    known: fn(&str) -> bool,
    /// Where the YAML stands.
    part: Range<usize>,
    /// What stands behind it.
    body: Range<usize>,
    /// What it says.
    pub root: Node<'a>,
}

impl<'a> Document<'a> {
    /// Reads the YAML of a text; none if a line of it cannot be used, or if the text
    /// has no front matter.
    pub fn read(path: &'a VPath, text: &'a str, extent: Extent, known: fn(&str) -> bool) -> Option<Document<'a>> {
        let mut findings = Vec::new();
        let (part, body) = match extent {
            Extent::Front => {
                let cut = yaml::cut(path, text, known, &mut findings)?;
                (cut.yaml, cut.body)
            }
            Extent::Whole => {
                let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
                (start..text.len(), text.len()..text.len())
            }
        };
        let tree = yaml::read(path, text, part.clone(), known, &mut findings)?;
        (!tree.damaged).then_some(Document { path, text, extent, known, part, body, root: tree.root })
    }

    /// The entries of the root.
    pub fn entries(&self) -> &[(Key<'a>, Node<'a>)] {
        match &self.root.kind {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// What stands at a place.
    pub fn node(&self, place: &[usize]) -> Option<&Node<'a>> {
        place.iter().try_fold(&self.root, |node, &at| match &node.kind {
            NodeKind::Sequence(items) => items.get(at),
            NodeKind::Mapping(entries) => entries.get(at).map(|(_, node)| node),
            NodeKind::Scalar { .. } => None,
        })
    }

    /// The source of a node.
    pub fn source(&self, node: &Node<'_>) -> &'a str {
        self.text.get(self.inside(node)).unwrap_or_default()
    }

    /// Whether a list or mapping stands in brackets.
    pub fn is_flow(&self, node: &Node<'_>) -> bool {
        let (bracket, first) = match &node.kind {
            NodeKind::Scalar { .. } => return false,
            NodeKind::Sequence(items) => ('[', items.first().map(|item| item.at.start)),
            NodeKind::Mapping(entries) => ('{', entries.first().map(|(key, _)| key.at.start)),
        };
        // A list without brackets may begin where its first item does.
        self.source(node).starts_with(bracket) && first != Some(node.at.start)
    }

    /// The text with another value at a place.
    pub fn set(&self, place: &[usize], value: &Value) -> Option<String> {
        let node = self.node(place)?;
        if value.normal() == Value::exact(node) {
            return Some(self.text.to_owned());
        }
        // Remarks between what goes would go with it.
        if !matches!(node.kind, NodeKind::Scalar { .. }) && self.source(node).contains('#') {
            return None;
        }
        let (&last, above) = place.split_last()?;
        let parent = self.node(above)?;
        let key = match &parent.kind {
            NodeKind::Mapping(entries) => entries.get(last).map(|(key, _)| key),
            _ => None,
        };
        let in_flow = (0..place.len()).any(|depth| self.node(&place[..depth]).is_some_and(|node| self.is_flow(node)));
        let change = self.replaced(node, key, in_flow, value)?;
        self.made(vec![change], place, |_| Some(value.normal()))
    }

    /// The text with an entry more in the mapping at a place, before the entry that
    /// is the `at`-th now. Rows of a list stand on lines of their own.
    pub fn add_entry(&self, place: &[usize], at: usize, key: &str, value: &Value, on_lines: bool) -> Option<String> {
        let node = self.node(place)?;
        let entries = match &node.kind {
            NodeKind::Mapping(entries) => entries.as_slice(),
            _ if place.is_empty() && node.is_empty() => &[],
            _ => return None,
        };
        let wanted = |node: &Node<'_>| {
            let mut all = match Value::exact(node) {
                Value::Record(all) => all,
                _ => Vec::new(),
            };
            all.insert(at, (key.to_owned(), value.normal()));
            Some(Value::Record(all))
        };
        let before = at.checked_sub(1).and_then(|at| entries.get(at));
        let change = if self.is_flow(node) {
            let pair = format!("{}: {}", yaml::write::flow(key), value.flow());
            match (before, entries.first()) {
                (Some((key, node)), _) => {
                    let end = self.flow_entry_end(key, node)?;
                    (end..end, format!(", {pair}"))
                }
                (None, Some((first, _))) => (first.at.start as usize..first.at.start as usize, format!("{pair}, ")),
                (None, None) => {
                    let start = node.at.start as usize + 1;
                    (start..start, pair)
                }
            }
        } else {
            let indent = entries.first().map_or(0, |(first, _)| self.column(first.at.start as usize));
            let indent = " ".repeat(indent);
            let pair = self.pair(key, value, on_lines, &indent);
            match (before, entries.first()) {
                (Some((key, node)), _) => self.lines(self.entry_end(key, node), &format!("{indent}{pair}")),
                (None, Some((first, _))) => {
                    let start = first.at.start as usize;
                    (start..start, format!("{pair}{}{indent}", self.line_break()))
                }
                (None, None) if self.extent == Extent::Whole => self.lines(self.part.end, &pair),
                (None, None) => self.lines(self.part.start, &pair),
            }
        };
        self.made(vec![change], place, wanted)
    }

    /// The text with an item more in the list at a place, before the item that is the
    /// `at`-th now. A record stands as the one beside it does.
    pub fn add_item(&self, place: &[usize], at: usize, value: &Value) -> Option<String> {
        let node = self.node(place)?;
        let NodeKind::Sequence(items) = &node.kind else { return None };
        let before = at.checked_sub(1).and_then(|at| items.get(at));
        let change = if self.is_flow(node) {
            match (before, items.first()) {
                (Some(item), _) => (item.at.end as usize..item.at.end as usize, format!(", {}", value.flow())),
                (None, Some(first)) => {
                    (first.at.start as usize..first.at.start as usize, format!("{}, ", value.flow()))
                }
                (None, None) => {
                    let start = node.at.start as usize + 1;
                    (start..start, value.flow())
                }
            }
        } else {
            let first = self.dash(items.first()?)?;
            let indent = self.text.get(self.line_start(first)..first)?;
            let beside = before.or(items.get(at))?;
            let gap = self.text.get(self.dash(beside)? + 1..beside.at.start as usize).filter(|gap| is_blank(gap));
            let line = match (value, &beside.kind, gap) {
                (Value::Record(entries), NodeKind::Mapping(_), Some(gap))
                    if !self.is_flow(beside) && !entries.is_empty() =>
                {
                    let inner = format!("{indent} {gap}");
                    let pairs: Vec<String> =
                        entries.iter().map(|(key, value)| self.pair(key, value, false, &inner)).collect();
                    format!("{indent}-{gap}{}", pairs.join(&format!("{}{inner}", self.line_break())))
                }
                _ => format!("{indent}- {}", value.flow()),
            };
            match before {
                Some(item) => self.lines(self.line_end(self.inside(item).end.max(self.dash(item)?)), &line),
                None => self.lines(self.line_start(first), &line),
            }
        };
        self.made(vec![change], place, |node| match Value::exact(node) {
            Value::List(mut all) => {
                all.insert(at, value.normal());
                Some(Value::List(all))
            }
            _ => None,
        })
    }

    /// The text in which a record between braces, an item of a list, stands on lines of its own.
    pub fn unfold(&self, place: &[usize]) -> Option<String> {
        let node = self.node(place)?;
        let NodeKind::Mapping(entries) = &node.kind else { return None };
        if !self.is_flow(node) || entries.is_empty() || self.source(node).contains('#') {
            return None;
        }
        self.dash(node)?;
        let indent = " ".repeat(self.column(node.at.start as usize));
        let pair = |(key, node): &(Key<'_>, Node<'_>)| self.pair(&key.value, &Value::exact(node), false, &indent);
        let pairs: Vec<String> = entries.iter().map(pair).collect();
        let lines = pairs.join(&format!("{}{indent}", self.line_break()));
        self.made(vec![(self.inside(node), lines)], place, |node| Some(Value::exact(node)))
    }

    /// The text without some items of the list at a place, of which others are left.
    pub fn remove_items(&self, place: &[usize], gone: &[usize]) -> Option<String> {
        let node = self.node(place)?;
        let NodeKind::Sequence(items) = &node.kind else { return None };
        let is_gone = |at: &usize| gone.contains(at);
        let last_left = (0..items.len()).rev().find(|at| !is_gone(at));
        let changes = if self.is_flow(node) {
            // Between brackets an item goes with the comma behind it, and those at
            // the end with the comma before them.
            let start = |at: usize| items[at].at.start as usize;
            let inner = gone.iter().filter(|&&at| last_left.is_some_and(|last| at < last));
            let inner: Vec<Range<usize>> = inner.map(|&at| start(at)..start(at + 1)).collect();
            let end = items.last().map_or(0, |item| item.at.end as usize);
            let rest = match last_left {
                Some(last) => items[last].at.end as usize..end,
                None => node.at.start as usize + 1..end,
            };
            inner.into_iter().chain(Some(rest).filter(|rest| !rest.is_empty())).map(|at| (at, String::new())).collect()
        } else {
            last_left?;
            gone.iter().map(|&at| Some((self.item_lines(items.get(at)?)?, String::new()))).collect::<Option<_>>()?
        };
        self.made(changes, place, |node| match Value::exact(node) {
            Value::List(all) => {
                let left = all.into_iter().enumerate().filter(|(at, _)| !is_gone(at));
                Some(Value::List(left.map(|(_, value)| value).collect()))
            }
            _ => None,
        })
    }

    /// The text without the only item of a list that is all it says.
    pub fn remove_last(&self, at: usize) -> Option<String> {
        let NodeKind::Sequence(items) = &self.root.kind else { return None };
        let range = match self.is_flow(&self.root) {
            true => items.get(at)?.at.start as usize..items.get(at)?.at.end as usize,
            false => self.item_lines(items.get(at)?)?,
        };
        let is_flow = self.is_flow(&self.root);
        self.made(vec![(range, String::new())], &[], |_| {
            Some(if is_flow { Value::List(Vec::new()) } else { Value::Text(String::new()) })
        })
    }

    /// The text in which an item stands at the end of another list, with its lines as
    /// they were but for the indent.
    pub fn graft(&self, from: &[usize], to: &[usize]) -> Option<String> {
        let item = self.node(from)?;
        let NodeKind::Sequence(others) = &self.node(to)?.kind else { return None };
        let (&own, list) = from.split_last()?;
        let NodeKind::Sequence(siblings) = &self.node(list)?.kind else { return None };
        if to.starts_with(from) || list == to {
            return None;
        }
        let last = others.last()?;
        let lines = self.item_lines(item)?;
        let chunk = self.text.get(lines.clone())?;
        let dash = self.dash(item)?;
        let old = dash - self.line_start(dash);
        let (at, text) = if self.is_flow(self.node(to)?) {
            return None;
        } else {
            let dash = self.dash(last)?;
            let new = " ".repeat(dash - self.line_start(dash));
            let moved: Option<Vec<String>> = chunk
                .split_inclusive('\n')
                .map(|line| match line.get(old..) {
                    _ if line.trim().is_empty() => Some(line.to_owned()),
                    Some(rest) if is_blank(&line[..old]) => Some(format!("{new}{rest}")),
                    // A remark that stands further out.
                    _ if line.trim_start().starts_with('#') => Some(format!("{new}{}", line.trim_start())),
                    _ => None,
                })
                .collect();
            let moved = moved?.concat();
            self.lines(self.line_end(self.inside(last).end.max(dash)), moved.trim_end_matches(['\n', '\r']))
        };
        // The key of a list goes with its last item.
        let gone = match (siblings.len(), list.split_last()) {
            (1, Some((&entry, mapping))) => {
                let NodeKind::Mapping(entries) = &self.node(mapping)?.kind else { return None };
                let key = entries.get(entry)?.0.at.start as usize;
                if entries.len() < 2 || !is_blank(self.text.get(self.line_start(key)..key)?) {
                    return None;
                }
                vec![self.line_start(key)..self.line_end(key), lines]
            }
            (1, None) => return None,
            _ => vec![lines],
        };
        let mut meant = Value::exact(&self.root);
        let moved = Value::exact(item);
        match value_at(&mut meant, to)? {
            Value::List(all) => all.push(moved),
            _ => return None,
        }
        match value_at(&mut meant, list)? {
            Value::List(all) if all.len() > 1 => drop(all.remove(own)),
            _ => {
                let (&entry, mapping) = list.split_last()?;
                match value_at(&mut meant, mapping)? {
                    Value::Record(all) => drop(all.remove(entry)),
                    _ => return None,
                }
            }
        }
        let changes = gone.into_iter().map(|range| (range, String::new())).chain([(at, text)]).collect();
        self.made(changes, &[], |_| Some(meant.clone()))
    }

    /// The text without an entry of the mapping at a place. Remarks between the items
    /// of a list stay.
    pub fn remove_entry(&self, place: &[usize], at: usize) -> Option<String> {
        let mapping = self.node(place)?;
        let NodeKind::Mapping(entries) = &mapping.kind else { return None };
        let (key, node) = entries.get(at)?;
        let next = entries.get(at + 1).map(|(key, _)| key.at.start as usize);
        let start = key.at.start as usize;
        let goes: Vec<Range<usize>> = if self.is_flow(mapping) {
            let end = self.flow_entry_end(key, node)?;
            let before = at.checked_sub(1).map(|at| self.flow_entry_end(&entries[at].0, &entries[at].1));
            vec![match (next, before) {
                (Some(next), _) => start..next,
                (None, Some(before)) => before?..end,
                (None, None) => start..end,
            }]
        } else if !is_blank(self.text.get(self.line_start(start)..start)?) {
            // It stands behind the dash of an item, where the next one moves up.
            let between = self.text.get(self.entry_end(key, node)..next?);
            if between.is_some_and(|between| between.contains('#')) {
                return None;
            }
            std::iter::once(start..next?).collect()
        } else if !place.is_empty() && entries.len() == 1 {
            return None;
        } else {
            let first = self.line_end(key.at.end as usize);
            let end = self.entry_end(key, node);
            let items = match &node.kind {
                NodeKind::Sequence(items) if !self.is_flow(node) => {
                    items.iter().map(|item| self.item_lines(item)).collect::<Option<Vec<_>>>()
                }
                _ => None,
            };
            let rest = match items {
                Some(items) => items,
                None if node.is_empty() => Vec::new(),
                None => {
                    let value = self.line_start(self.inside(node).start).max(first)..end.max(first);
                    std::iter::once(value).collect()
                }
            };
            std::iter::once(self.line_start(start)..first).chain(rest).collect()
        };
        let changes = goes.into_iter().map(|range| (range, String::new())).collect();
        self.made(changes, place, |node| match Value::exact(node) {
            Value::Record(all) if all.len() == 1 && place.is_empty() && !self.is_flow(node) => {
                Some(Value::Text(String::new()))
            }
            Value::Record(mut all) => {
                all.remove(at);
                Some(Value::Record(all))
            }
            _ => None,
        })
    }

    /// The text in which the items of the list at a place stand in another order:
    /// `order` says for each place which item comes there.
    pub fn reorder(&self, place: &[usize], order: &[usize]) -> Option<String> {
        let node = self.node(place)?;
        let NodeKind::Sequence(items) = &node.kind else { return None };
        let slot = |item: &Node<'_>| {
            if self.is_flow(node) {
                return Some(item.at.start as usize..item.at.end as usize);
            }
            let lines = self.item_lines(item)?;
            let length = self.text.get(lines.clone())?.trim_end_matches(['\n', '\r']).len();
            Some(lines.start..lines.start + length)
        };
        let slots: Vec<Range<usize>> = items.iter().map(slot).collect::<Option<_>>()?;
        let change = |(slot, &from): (&Range<usize>, &usize)| {
            Some((slot.clone(), self.text.get(slots.get(from)?.clone())?.to_owned()))
        };
        let changes = slots.iter().zip(order).map(change).collect::<Option<_>>()?;
        self.made(changes, place, |node| match Value::exact(node) {
            Value::List(all) if all.len() == order.len() => {
                Some(Value::List(order.iter().map(|&from| all.get(from).cloned()).collect::<Option<_>>()?))
            }
            _ => None,
        })
    }

    /// A key with its value, on one line or with its items on their own.
    fn pair(&self, key: &str, value: &Value, on_lines: bool, indent: &str) -> String {
        let key = yaml::write::scalar(key);
        match value {
            Value::List(items) if on_lines && !items.is_empty() => {
                let item = |item: &Value| format!("{}{indent}  - {}", self.line_break(), item.flow());
                format!("{key}:{}", items.iter().map(item).collect::<String>())
            }
            Value::Text(text) if text.is_empty() => format!("{key}:"),
            Value::Text(text) if is_several(text) => format!("{key}: |-{}", self.literal(text, &format!("{indent}  "))),
            value => format!("{key}: {}", value.line()),
        }
    }

    /// The lines of a text, each after a line break and an indent.
    fn literal(&self, text: &str, indent: &str) -> String {
        let line_break = self.line_break();
        let line =
            |line: &str| if line.is_empty() { line_break.to_owned() } else { format!("{line_break}{indent}{line}") };
        yaml::write::lines(text).map(|text| line(&text)).collect()
    }

    /// The change that puts a value where another stands.
    fn replaced(&self, node: &Node<'_>, key: Option<&Key<'_>>, in_flow: bool, value: &Value) -> Option<Replacement> {
        let at = self.inside(node);
        let spelled = match value {
            Value::Text(text) if !is_several(text) => self.spelled(node, in_flow, text),
            value => value.flow(),
        };
        let several = match value {
            Value::Text(text) if is_several(text) && !in_flow => Some(text),
            _ => None,
        };
        let Some(key) = key else {
            // An item; of nothing there is only the dash.
            if at.is_empty() {
                let before = self.text.get(..at.start)?.trim_end_matches(' ');
                return before
                    .ends_with('-')
                    .then(|| (before.len()..at.start.max(before.len()), format!(" {spelled}")));
            }
            return several.is_none().then_some((at, spelled));
        };
        let colon = self.colon(key);
        let between = match at.is_empty() {
            true => "",
            false => self.text.get(colon.unwrap_or(key.at.end as usize)..at.start)?,
        };
        let sign = between.trim_start_matches([' ', '\t']);
        if let (NodeKind::Scalar { plain: false, .. }, true, Value::Text(text)) =
            (&node.kind, sign.starts_with(['|', '>']), value)
        {
            let start = at.start - sign.len();
            // A folded text cannot hold the ends of its lines.
            let head = sign.split(['\r', '\n']).next()?;
            let head = if several.is_some() { head.replacen('>', "|", 1) } else { head.to_owned() };
            let indent = self.text.get(self.line_start(at.start)..)?;
            let indent = &indent[..indent.len() - indent.trim_start_matches(' ').len()];
            return match text.is_empty() {
                true => Some((start..at.end, String::new())),
                false => Some((start..at.end, format!("{head}{}", self.literal(text, indent)))),
            };
        }
        let spelled = match several {
            Some(text) => {
                let indent = " ".repeat(self.column(key.at.start as usize) + 2);
                format!("|-{}", self.literal(text, &indent))
            }
            None => spelled,
        };
        let is_below = between.contains('\n');
        match colon {
            // Nothing stands there, or what does begins on a later line.
            Some(_) if !at.is_empty() && is_below && between.contains('#') => None,
            Some(colon) if !at.is_empty() && !is_below => {
                let start = if spelled.is_empty() { colon } else { at.start };
                Some((start..at.end, spelled))
            }
            Some(colon) => {
                let end = if at.is_empty() { colon } else { at.end };
                Some((colon..end, if spelled.is_empty() { spelled } else { format!(" {spelled}") }))
            }
            None if at.is_empty() => Some((key.at.end as usize..key.at.end as usize, format!(": {spelled}"))),
            None => Some((at, spelled)),
        }
    }

    /// A text in the quotation marks of the one before. Those that the one before
    /// needed and this one does not go.
    fn spelled(&self, old: &Node<'_>, in_flow: bool, text: &str) -> String {
        let line = yaml::write::one_line(text);
        let bare = |text: &str| {
            let value = Value::Text(text.to_owned());
            if in_flow { value.flow() } else { value.line() }
        };
        let is_chosen = |text: &str| !bare(text).starts_with(['"', '\'']);
        match &old.kind {
            NodeKind::Scalar { plain: false, .. } if self.source(old).starts_with('"') => {
                format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
            }
            NodeKind::Scalar { text: before, plain: false }
                if self.source(old).starts_with('\'') && is_chosen(before) =>
            {
                format!("'{}'", line.replace('\'', "''"))
            }
            _ if line.is_empty() && in_flow => String::new(),
            _ if line.is_empty() => String::new(),
            _ => bare(&line),
        }
    }

    /// The offset behind the colon of a key.
    fn colon(&self, key: &Key<'_>) -> Option<usize> {
        let after = key.at.end as usize;
        let rest = self.text.get(after..)?;
        let at = rest.find(|c: char| !matches!(c, ' ' | '"' | '\''))?;
        let colon = rest[at..].chars().next().filter(|c| matches!(c, ':' | '：'))?;
        Some(after + at + colon.len_utf8())
    }

    /// Where a value stands, without the line break that ends a text of several
    /// lines.
    fn inside(&self, node: &Node<'_>) -> Range<usize> {
        let at = node.at.start as usize..node.at.end as usize;
        let length = self.text.get(at.clone()).map_or(0, |source| source.trim_end().len());
        at.start..at.start + length
    }

    /// The end of the last line of an entry, its line break included.
    fn entry_end(&self, key: &Key<'_>, node: &Node<'_>) -> usize {
        let end = if node.is_empty() { key.at.end as usize } else { self.inside(node).end };
        self.line_end(end.max(key.at.end as usize))
    }

    /// The end of an entry between braces, before the comma.
    fn flow_entry_end(&self, key: &Key<'_>, node: &Node<'_>) -> Option<usize> {
        if !node.at.is_empty() {
            return Some(self.inside(node).end);
        }
        Some(self.colon(key).unwrap_or(key.at.end as usize))
    }

    /// The lines of an item of a list.
    fn item_lines(&self, item: &Node<'_>) -> Option<Range<usize>> {
        let dash = self.dash(item)?;
        Some(self.line_start(dash)..self.line_end(self.inside(item).end.max(dash)))
    }

    /// Where the `-` before an item of a list stands, first on its line.
    fn dash(&self, item: &Node<'_>) -> Option<usize> {
        let before = self.text.get(..item.at.start as usize)?;
        // The sign of a text of several lines may stand between.
        let dash = match before.trim_end_matches(' ').strip_suffix('-') {
            Some(before) => before.len(),
            None => {
                let line = before.trim_end().rfind('\n').map_or(0, |newline| newline + 1);
                let rest = before.get(line..)?.trim_start_matches(' ');
                rest.strip_prefix('-')?
                    .trim_start_matches(' ')
                    .starts_with(['|', '>'])
                    .then(|| before.len() - rest.len())?
            }
        };
        is_blank(self.text.get(self.line_start(dash)..dash)?).then_some(dash)
    }

    /// The end of the line on which something ends, its line break included.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1)
    }

    /// How many columns stand before an offset on its line.
    fn column(&self, at: usize) -> usize {
        let start = self.line_start(at).max(self.part.start.min(at));
        at - start
    }

    fn line_break(&self) -> &'static str {
        let first = self.text.find('\n').is_some_and(|newline| self.text[..newline].ends_with('\r'));
        if first { "\r\n" } else { "\n" }
    }

    /// Lines put in at the end of a line, which may lack its line break.
    fn lines(&self, at: usize, lines: &str) -> Replacement {
        let line_break = self.line_break();
        let is_open = at > self.part.start && !self.text.get(..at).is_some_and(|before| before.ends_with('\n'));
        (at..at, if is_open { format!("{line_break}{lines}") } else { format!("{lines}{line_break}") })
    }

    /// The text with changes, if it then says what it said, but for what stands at
    /// one place.
    fn made(
        &self,
        mut changes: Vec<Replacement>,
        place: &[usize],
        wanted: impl FnMut(&Node<'_>) -> Option<Value>,
    ) -> Option<String> {
        changes.sort_by_key(|(range, _)| (range.start, range.end));
        let mut made = String::with_capacity(self.text.len() + 64);
        let mut at = 0;
        for (range, text) in &changes {
            made.push_str(self.text.get(at..range.start)?);
            made.push_str(text);
            at = range.end;
        }
        made.push_str(self.text.get(at..)?);
        let mut wanted = wanted;
        let meant = exact(&self.root, place, &mut wanted)?;
        let new = Document::read(self.path, &made, self.extent, self.known)?;
        let is_meant =
            Value::exact(&new.root) == meant && new.text.get(new.body.clone()) == self.text.get(self.body.clone());
        is_meant.then_some(made)
    }
}

/// What a node says, with something else at a place in it.
fn exact(node: &Node<'_>, place: &[usize], change: &mut dyn FnMut(&Node<'_>) -> Option<Value>) -> Option<Value> {
    let Some((&at, rest)) = place.split_first() else { return change(node) };
    let mut value = Value::exact(node);
    match (&mut value, &node.kind) {
        (Value::List(all), NodeKind::Sequence(items)) => *all.get_mut(at)? = exact(items.get(at)?, rest, change)?,
        (Value::Record(all), NodeKind::Mapping(entries)) => {
            all.get_mut(at)?.1 = exact(&entries.get(at)?.1, rest, change)?
        }
        _ => return None,
    }
    Some(value)
}

/// What stands at a place in a value.
fn value_at<'v>(value: &'v mut Value, place: &[usize]) -> Option<&'v mut Value> {
    place.iter().try_fold(value, |value, &at| match value {
        Value::List(all) => all.get_mut(at),
        Value::Record(all) => all.get_mut(at).map(|(_, value)| value),
        Value::Text(_) => None,
    })
}

fn is_several(text: &str) -> bool {
    text.trim().contains('\n')
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte == b' ')
}
