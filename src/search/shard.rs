//! Shards: lists of reports by gram, cut by the hash of the gram.
//!
//! In: the grams of every report of a segment. Out: the bits of every shard.
//! The reports' grams are sorted, so those of a few shards are a slice of each
//! and only these stand together in memory at once.

use crate::search::bits::Bits;
use crate::search::gram::{FINGERPRINT, Grams};
use crate::search::work;

/// How many shards are made at once: enough to make the search for the slices
/// cheap beside the sorting.
const TOGETHER: u32 = 256;

/// The report of an entry of a list, with its class.
#[derive(Clone, Copy)]
struct Entry {
    id: u32,
    class: u8,
}

/// Makes so many shards.
pub fn shards(reports: &[Grams], count: u32) -> Vec<Box<[u8]>> {
    let blocks = count.div_ceil(TOGETHER) as usize;
    let made = work::each(
        blocks,
        // One buffer a thread, not another that grows for each block.
        Vec::new,
        |entries, block| {
            let first = block as u32 * TOGETHER;
            some(reports, first..(first + TOGETHER).min(count), entries)
        },
    );
    made.into_iter().flatten().collect()
}

/// Makes some shards.
fn some(reports: &[Grams], shards: std::ops::Range<u32>, entries: &mut Vec<u64>) -> Vec<Box<[u8]>> {
    // The key above the report above the class: sorted, lists stand together.
    entries.clear();
    for (id, grams) in reports.iter().enumerate() {
        let before = |shard: u32| grams.keys.partition_point(|&key| key >> FINGERPRINT < shard);
        let (start, end) = (before(shards.start), before(shards.end));
        let pairs = grams.keys[start..end].iter().zip(&grams.classes[start..end]);
        entries.extend(pairs.map(|(&key, &class)| u64::from(key) << 32 | (id as u64) << 2 | u64::from(class)));
    }
    entries.sort_unstable();
    let mut rest = &entries[..];
    let mut made = Vec::with_capacity(shards.len());
    for shard in shards {
        let end = rest.partition_point(|entry| entry >> (32 + FINGERPRINT) <= u64::from(shard));
        let (own, others) = rest.split_at(end);
        made.push(encode(own, reports.len()).into_boxed_slice());
        rest = others;
    }
    made
}

/// Writes the lists of one shard of an index of `reports` reports.
fn encode(entries: &[u64], reports: usize) -> Vec<u8> {
    let lists = || entries.chunk_by(|a, b| a >> 32 == b >> 32);
    let count = lists().count();
    let mut bits = Bits::default();
    bits.put(count as u64, 24);
    let parameter = crate::search::bits::parameter(1 << FINGERPRINT, count);
    let mut next = 0;
    let mut list = Vec::new();
    for entries in lists() {
        let fingerprint = (entries[0] >> 32) as u32 & ((1 << FINGERPRINT) - 1);
        bits.rice(fingerprint - next, parameter);
        next = fingerprint + 1;
        list.clear();
        list.extend(entries.iter().map(|&entry| Entry { id: entry as u32 >> 2, class: entry as u8 & 3 }));
        write(&mut bits, &list, reports);
    }
    bits.finish()
}

/// Writes one list.
fn write(bits: &mut Bits, list: &[Entry], reports: usize) {
    bits.gamma(list.len() as u32);
    bits.ascending(list.iter().map(|entry| entry.id), reports, list.len());
    let strong: Vec<usize> = (0..list.len()).filter(|&rank| list[rank].class > 0).collect();
    bits.gamma(strong.len() as u32 + 1);
    bits.ascending(strong.iter().map(|&rank| rank as u32), list.len(), strong.len());
    if strong.is_empty() {
        return;
    }
    let in_title = || (0..strong.len()).filter(|&rank| list[strong[rank]].class == 2);
    let count = in_title().count();
    bits.gamma(count as u32 + 1);
    bits.ascending(in_title().map(|rank| rank as u32), strong.len(), count);
}
