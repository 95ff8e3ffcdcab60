//! Shards: lists of reports by gram, cut by the hash of the gram.
//!
//! In: the grams of every report of a segment. Out: the bits of every shard.
//! The reports' grams are sorted, so those of a few shards are a slice of each
//! and only these stand together in memory at once.

use crate::search::bits::{BitReader, Bits};
use crate::search::gram::{FINGERPRINT, Grams};
use crate::search::work;

/// How many shards are made at once: enough to make the search for the slices
/// cheap beside the sorting.
const TOGETHER: u32 = 256;

/// The report of an entry of a list, with its class.
#[derive(Clone, Copy)]
struct Posting {
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
        entries.extend(pairs.map(|(&key, &class)| number(key, id as u32, class)));
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

/// An entry of a list as a number: in their order lists stand together.
fn number(key: u32, id: u32, class: u8) -> u64 {
    u64::from(key) << 32 | u64::from(id) << 2 | u64::from(class)
}

/// A report whose grams in a shard are others than before.
pub struct ShardChange<'g> {
    /// Its place in the segment.
    pub id: u32,
    /// Its keys before.
    pub before: &'g [u32],
    /// Its keys now, each with its class.
    pub now: Vec<(u32, u8)>,
}

/// A shard of an index of `reports` reports after some changes of it; none if the
/// bits are no shard.
pub fn changed(bits: &[u8], shard: u32, reports: usize, changes: &[ShardChange<'_>]) -> Option<Vec<u8>> {
    let mut entries = decode(bits, shard, reports)?;
    for ShardChange { id, before, now } in changes {
        entries.retain(|&entry| entry as u32 >> 2 != *id || before.binary_search(&((entry >> 32) as u32)).is_err());
        entries.extend(now.iter().map(|&(key, class)| number(key, *id, class)));
    }
    entries.sort_unstable();
    Some(encode(&entries, reports))
}

/// Reads what `encode` wrote.
fn decode(bits: &[u8], shard: u32, reports: usize) -> Option<Vec<u64>> {
    let mut bits = BitReader::new(bits);
    let count = bits.take(24)? as usize;
    let parameter = crate::search::bits::parameter(1 << FINGERPRINT, count);
    let mut entries = Vec::new();
    let mut next = 0;
    for _ in 0..count {
        let fingerprint = bits.rice(parameter)?.checked_add(next).filter(|own| own >> FINGERPRINT == 0)?;
        next = fingerprint + 1;
        let length = bits.gamma()? as usize;
        let ids = bits.ascending(reports, length)?;
        let count_strong = bits.gamma()?.checked_sub(1)? as usize;
        let strong = bits.ascending(length, count_strong)?;
        let count_title = if count_strong == 0 { 0 } else { bits.gamma()?.checked_sub(1)? as usize };
        let mut classes = vec![0; length];
        strong.iter().for_each(|&rank| classes[rank as usize] = 1);
        for rank in bits.ascending(count_strong, count_title)? {
            classes[strong[rank as usize] as usize] = 2;
        }
        let key = shard << FINGERPRINT | fingerprint;
        entries.extend(ids.into_iter().zip(classes).map(|(id, class)| number(key, id, class)));
    }
    Some(entries)
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
        list.extend(entries.iter().map(|&entry| Posting { id: entry as u32 >> 2, class: entry as u8 & 3 }));
        write(&mut bits, &list, reports);
    }
    bits.finish()
}

/// Writes one list.
fn write(bits: &mut Bits, list: &[Posting], reports: usize) {
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

#[cfg(test)]
mod tests {
    use super::{FINGERPRINT, ShardChange, changed, decode, encode, number};

    /// Some entries of a shard, as a seed wills.
    fn entries(shard: u32, reports: u32, seed: u32) -> Vec<u64> {
        let mut state = seed;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let mut entries = Vec::new();
        for _ in 0..next(40) {
            let key = shard << FINGERPRINT | next(1 << FINGERPRINT);
            let share = next(reports) + 1;
            for id in 0..reports {
                if next(reports) < share {
                    entries.push(number(key, id, next(3) as u8));
                }
            }
        }
        entries.sort_unstable();
        entries.dedup_by_key(|entry| *entry >> 2);
        entries
    }

    #[test]
    fn a_shard_is_read_as_it_was_written() {
        for seed in 0..200 {
            let reports = 1 + seed % 37;
            let entries = entries(5, reports, seed);
            let bits = encode(&entries, reports as usize);
            assert_eq!(decode(&bits, 5, reports as usize), Some(entries), "{seed}");
        }
    }

    #[test]
    fn a_changed_shard_is_what_would_be_written_anew() {
        for seed in 0..200 {
            let (reports, id) = (1 + seed % 37, seed % (1 + seed % 37));
            let all = entries(9, reports, seed);
            let key = |entry: &u64| (entry >> 32) as u32;
            let own = |entry: &&u64| **entry as u32 >> 2 == id;
            let before: Vec<u32> = all.iter().filter(own).map(key).collect();
            let mut now: Vec<(u32, u8)> =
                entries(9, reports, seed + 1000).iter().map(|entry| (key(entry), (entry & 3) as u8)).collect();
            now.dedup_by_key(|(key, _)| *key);
            let mut anew: Vec<u64> = all.iter().copied().filter(|entry| !own(&entry)).collect();
            anew.extend(now.iter().map(|&(key, class)| number(key, id, class)));
            anew.sort_unstable();
            let bits = encode(&all, reports as usize);
            let changed = changed(&bits, 9, reports as usize, &[ShardChange { id, before: &before, now }]);
            assert_eq!(changed, Some(encode(&anew, reports as usize)), "{seed}");
        }
    }

    #[test]
    fn bits_that_are_no_shard_do_no_harm() {
        let bits = encode(&entries(0, 20, 3), 20);
        for at in 0..bits.len() {
            let mut other = bits.clone();
            other[at] ^= 0x55;
            drop(decode(&other, 0, 20));
            drop(decode(&bits[..at], 0, 20));
        }
    }
}
