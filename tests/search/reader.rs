//! Reader: the index as a page reads it.
//!
//! In: the files below `search/`, as bytes by key. Out: the reports that a
//! query finds. Written from the description in `src/search.rs` alone and not
//! from the code that writes, so that the two hold each other to it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Reads files when they are asked for.
pub struct Reader<'a> {
    /// The bytes of a route.
    get: Box<Get<'a>>,
    /// The values of files by key.
    files: RefCell<HashMap<String, Rc<Value>>>,
    drop: Vec<(u32, u32)>,
    simple: HashMap<char, char>,
    /// The folded texts of reports that were candidates, by key.
    folded: RefCell<HashMap<String, Vec<String>>>,
    /// The lists of shards that were asked for, by key.
    lists: RefCell<HashMap<String, BTreeMap<u32, Vec<Entry>>>>,
}

/// Gives the bytes of a route.
type Get<'a> = dyn Fn(&str) -> Option<Vec<u8>> + 'a;

/// A report of a list, with its class.
pub type Entry = (u32, u8);

impl<'a> Reader<'a> {
    /// Reads the files that routes have.
    pub fn new(get: impl Fn(&str) -> Option<Vec<u8>> + 'a) -> Reader<'a> {
        let mut reader = Reader {
            get: Box::new(get),
            files: RefCell::default(),
            drop: Vec::new(),
            simple: HashMap::new(),
            folded: RefCell::default(),
            lists: RefCell::default(),
        };
        let numbers: Vec<u32> = serde_json::from_value(reader.file("manifest")["drop"].clone()).unwrap();
        let (complex, simple): (String, String) = serde_json::from_value((*reader.file("t2s")).clone()).unwrap();
        assert_eq!(complex.chars().count(), simple.chars().count());
        reader.drop = numbers.chunks(2).map(|range| (range[0], range[1])).collect();
        reader.simple = complex.chars().zip(simple.chars()).collect();
        reader
    }

    /// A file, which is the call that it should be.
    pub fn file(&self, key: &str) -> Rc<Value> {
        let mut files = self.files.borrow_mut();
        if let Some(value) = files.get(key) {
            return value.clone();
        }
        let bytes = (self.get)(&format!("search/{key}.js")).unwrap_or_else(|| panic!("there is {key}"));
        let text = std::str::from_utf8(&bytes).unwrap();
        let inside = text.strip_prefix("__hb(").unwrap().strip_suffix(");\n").unwrap();
        let call: Value = serde_json::from_str(&format!("[{inside}]")).unwrap();
        assert_eq!((call.as_array().unwrap().len(), &call[0]), (2, &Value::from(key)), "{key}");
        let value = Rc::new(call[1].clone());
        files.insert(key.to_owned(), value.clone());
        value
    }

    /// The fold of a text.
    pub fn fold(&self, text: &str) -> String {
        let mut folded = String::new();
        for character in text.chars().filter(|character| !"…‥⋯".contains(*character)) {
            for part in character.to_string().nfkd().collect::<String>().to_lowercase().chars() {
                if "。!?;".contains(part) {
                    if !folded.is_empty() && !folded.ends_with('\n') {
                        folded.push('\n');
                    }
                } else if !self.drop.iter().any(|&(first, last)| (first..=last).contains(&(part as u32))) {
                    folded.push(*self.simple.get(&part).unwrap_or(&part));
                }
            }
        }
        folded.trim_end_matches('\n').to_owned()
    }

    /// The pages of the reports that a query finds, and how many candidates
    /// there were.
    pub fn search(&self, query: &str) -> (BTreeSet<String>, usize) {
        let query = self.fold(query);
        let mut hits = BTreeSet::new();
        if query.is_empty() {
            return (hits, 0);
        }
        let manifest = self.file("manifest");
        let gone: Vec<(usize, u32)> = serde_json::from_value(manifest["gone"].clone()).unwrap_or_default();
        let mut keys: Vec<String> = serde_json::from_value(manifest["fresh"].clone()).unwrap_or_default();
        for (place, segment) in manifest["segs"].as_array().unwrap().iter().enumerate() {
            let mut found: Option<BTreeSet<u32>> = None;
            for gram in grams(&query) {
                let list: BTreeSet<u32> = self.list(place, segment, &gram).into_iter().map(|(id, _)| id).collect();
                found = Some(match found {
                    Some(found) => found.intersection(&list).copied().collect(),
                    None => list,
                });
            }
            let there = found.unwrap_or_default().into_iter().filter(|&id| !gone.contains(&(place, id)));
            keys.extend(there.map(|id| format!("f/{place:x}/{:x}/{:x}", id >> 8, id & 255)));
        }
        for key in &keys {
            let report = self.file(key);
            let mut folded = self.folded.borrow_mut();
            let fold = || texts(&report).into_iter().map(|text| self.fold(text)).collect();
            if folded.entry(key.clone()).or_insert_with(fold).iter().any(|text| text.contains(&query)) {
                hits.insert(report["u"].as_str().unwrap().to_owned());
            }
        }
        (hits, keys.len())
    }

    /// The list of a gram in a segment; empty if there is none.
    pub fn list(&self, place: usize, segment: &Value, gram: &[char]) -> Vec<Entry> {
        let (reports, bits) = (segment["n"].as_u64().unwrap() as usize, segment["b"].as_u64().unwrap() as u32);
        let hash = hash(gram);
        let top = |bits: u32| if bits == 0 { 0 } else { hash >> (32 - bits) };
        let shard = if gram.len() > 1 { top(bits) } else { (1 << bits) + top(bits.saturating_sub(6)) };
        let key = format!("s/{place:x}/{shard:x}");
        let file = self.file(&key);
        let text = file.as_str().unwrap();
        let (list, bytes) = text.split_once('.').unwrap();
        assert_eq!(list, segment["d"].as_str().unwrap());
        let mut known = self.lists.borrow_mut();
        let lists = known.entry(key).or_insert_with(|| lists(&STANDARD_NO_PAD.decode(bytes).unwrap(), reports));
        lists.get(&(hash & 0x1ffff)).cloned().unwrap_or_default()
    }
}

/// Every text of a report that is searched.
pub fn texts(report: &Value) -> Vec<&str> {
    let mut texts: Vec<&str> = ["t", "s", "g"].iter().map(|key| report[key].as_str().unwrap()).collect();
    texts.extend(["o", "p"].iter().flat_map(|key| report[key].as_array().unwrap()).map(|text| text.as_str().unwrap()));
    for entry in report["b"].as_array().unwrap() {
        texts.push(entry.as_str().unwrap_or_else(|| entry[2].as_str().unwrap()));
    }
    texts
}

/// The grams that a folded query asks for, at each character the longest.
pub fn grams(query: &str) -> Vec<Vec<char>> {
    let characters: Vec<char> = query.chars().collect();
    if characters.len() == 1 {
        return vec![characters];
    }
    let longest = |start: usize| {
        let mut ends = (start + 2..=start + 4).rev();
        Some((start, ends.find(|&end| characters.get(start..end).is_some_and(is_gram))?))
    };
    let grams: Vec<(usize, usize)> = (0..characters.len()).filter_map(longest).collect();
    let is_part = |&(start, end): &(usize, usize)| {
        grams.iter().any(|&(from, to)| (from, to) != (start, end) && from <= start && end <= to)
    };
    grams.iter().filter(|gram| !is_part(gram)).map(|&(start, end)| characters[start..end].to_vec()).collect()
}

/// Whether two to four characters are a gram.
fn is_gram(characters: &[char]) -> bool {
    let ascii = characters.iter().filter(|character| character.is_ascii()).count();
    match characters {
        [first, '\n', third] => *first != '\n' && *third != '\n',
        _ if characters.contains(&'\n') => false,
        [_, _] => true,
        [_, _, _] => ascii >= 1,
        _ => ascii >= 3,
    }
}

/// The hash of a gram.
pub fn hash(gram: &[char]) -> u32 {
    let mut h: u32 = 0x811c9dc5;
    for &character in gram {
        h = (h ^ character as u32).wrapping_mul(0x01000193);
        h ^= h >> 15;
    }
    h = if h == 0 { 1 } else { h };
    h ^= h >> 16;
    h = h.wrapping_mul(0x85ebca6b);
    h ^= h >> 13;
    h = h.wrapping_mul(0xc2b2ae35);
    h ^ (h >> 16)
}

/// The lists of a shard by fingerprint.
pub fn lists(bytes: &[u8], reports: usize) -> BTreeMap<u32, Vec<Entry>> {
    let mut bits = Bits { bytes, at: 0 };
    let count = bits.get(24) as usize;
    let mut lists = BTreeMap::new();
    let (mut next, k) = (0, parameter(1 << 17, count));
    for _ in 0..count {
        let fingerprint = next + bits.rice(k);
        next = fingerprint + 1;
        let length = bits.gamma() as usize;
        let mut list: Vec<Entry> = bits.some(reports, length).into_iter().map(|id| (id, 0)).collect();
        let strong = bits.gamma() as usize - 1;
        let ranks = bits.some(length, strong);
        for &rank in &ranks {
            list[rank as usize].1 = 1;
        }
        if strong > 0 {
            let title = bits.gamma() as usize - 1;
            for rank in bits.some(strong, title) {
                list[ranks[rank as usize] as usize].1 = 2;
            }
        }
        lists.insert(fingerprint, list);
    }
    assert!(bits.at.div_ceil(8) == bytes.len(), "nothing is left over");
    lists
}

/// `K(n, m)`
pub fn parameter(n: usize, m: usize) -> u32 {
    (0..32).rev().find(|k| m << k <= 11 * n / 16).unwrap_or(0)
}

/// Bits, lowest first.
pub struct Bits<'a> {
    pub bytes: &'a [u8],
    pub at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> u32 {
        let bit = self.bytes[self.at / 8] >> (self.at % 8) & 1;
        self.at += 1;
        u32::from(bit)
    }

    fn ones(&mut self) -> u32 {
        let mut ones = 0;
        while self.bit() == 1 {
            ones += 1;
        }
        ones
    }

    fn get(&mut self, count: u32) -> u32 {
        (0..count).map(|place| self.bit() << place).sum()
    }

    fn rice(&mut self, k: u32) -> u32 {
        self.ones() << k | self.get(k)
    }

    pub fn gamma(&mut self) -> u32 {
        let length = self.ones();
        (1 << length) + self.get(length)
    }

    /// `some(n, m)`
    pub fn some(&mut self, among: usize, count: usize) -> Vec<u32> {
        if 2 * count <= among {
            return self.gaps(among, count);
        }
        let left_out: BTreeSet<u32> = self.gaps(among, among - count).into_iter().collect();
        (0..among as u32).filter(|number| !left_out.contains(number)).collect()
    }

    fn gaps(&mut self, among: usize, count: usize) -> Vec<u32> {
        let k = if count == 0 { 0 } else { parameter(among, count) };
        let mut next = 0;
        (0..count)
            .map(|_| {
                let number = next + self.rice(k);
                next = number + 1;
                number
            })
            .collect()
    }
}
