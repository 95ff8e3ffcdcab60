//! Patch: the index of a segment of which few reports have changed.
//!
//! In: the world, and what an earlier build left. Out: the same files as `make`
//! would make, of which only those are made that change: the texts of the reports
//! that have changed, and the shards that have a gram of theirs, before or now. The
//! grams before are those of the texts that the earlier build wrote.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Deserialize;

use crate::model::ReportId;
use crate::plan::search::Segment;
use crate::render::RenderContext;
use crate::search::gram::{FINGERPRINT, GramCollector, Grams};
use crate::search::shard::{self, ShardChange};
use crate::search::text::Texts;
use crate::search::{self, Made, SegmentEntry, Take, file, work};
use crate::source::{Digest, Files};

/// How large a part of a segment may have changed: a fourth of it costs as much
/// as all.
const PART: usize = 8;

/// What an earlier build left. It answers of routes, from many threads.
pub trait Left: Sync {
    /// The digest of a file that would be made from the same again, and is there.
    fn same(&self, route: &str) -> Option<Digest>;

    /// The digest of a file, from whatever it was made, if it is there as that
    /// build left it.
    fn there(&self, route: &str) -> Option<Digest>;

    /// The bytes of such a file.
    fn read(&self, route: &str) -> Option<Vec<u8>>;

    /// The file is right as it is.
    fn keep(&self, route: &str);
}

/// What is needed of the manifest.
#[derive(Deserialize)]
struct Before {
    v: u32,
    segs: Vec<SegmentEntry>,
}

/// A report with other texts than before.
struct Changed {
    at: usize,
    before: Grams,
    now: Grams,
    bytes: Vec<u8>,
}

/// Makes what changes of the files of a segment. None, and nothing is made or
/// kept, where all has to be made.
pub(super) fn patch(
    world: &RenderContext,
    files: &dyn Files,
    place: usize,
    segment: &Segment,
    left: &dyn Left,
    take: &Take,
) -> Option<Made> {
    let form = world.plan.search.form;
    let list = search::list(world, segment);
    let before: Before = file::read(form, "manifest", &left.read(&form.route("manifest"))?)?;
    let entry = before.segs.get(place).filter(|_| before.v == search::VERSION)?;
    if entry.n != segment.reports.len() || entry.b != segment.bits || entry.d != list {
        return None;
    }
    let shard_routes: Vec<String> =
        (0..segment.shards()).map(|shard| form.route(&search::shard_key(place, shard as usize))).collect();
    let mut shards = shard_routes.iter().map(|route| left.there(route)).collect::<Option<Vec<Digest>>>()?;
    let text_routes: Vec<String> =
        (0..segment.reports.len()).map(|at| form.route(&search::text_key(place, at))).collect();
    let mut texts: Vec<Option<Digest>> = text_routes.iter().map(|route| left.same(route)).collect();
    let others: Vec<usize> = (0..texts.len()).filter(|&at| texts[at].is_none()).collect();
    if others.len() > segment.reports.len().div_ceil(PART) {
        return None;
    }
    let read = work::each(
        others.len(),
        || GramCollector::new(segment),
        |reader, number| changed(world, files, place, segment, others[number], reader, left),
    );
    let changed = read.into_iter().collect::<Option<Vec<Changed>>>()?;

    let touched: Vec<(u32, Vec<ShardChange<'_>>)> = by_shard(&changed).into_iter().collect();
    let bits = |shard: u32| -> Option<Vec<u8>> {
        let key = search::shard_key(place, shard as usize);
        let value: String = file::read(form, &key, &left.read(&form.route(&key))?)?;
        STANDARD_NO_PAD.decode(value.split_once('.')?.1).ok()
    };
    let remade = work::each(
        touched.len(),
        || (),
        |(), number| {
            let (shard, changes) = &touched[number];
            let bits = shard::changed(&bits(*shard)?, *shard, segment.reports.len(), changes)?;
            Some(search::encoded(world, place, *shard as usize, &list, &bits))
        },
    );
    let remade = remade.into_iter().collect::<Option<Vec<Vec<u8>>>>()?;

    // From here on nothing fails.
    let mut is_remade = vec![false; shards.len()];
    for ((shard, _), bytes) in touched.iter().zip(&remade) {
        let shard = *shard as usize;
        (shards[shard], is_remade[shard]) = (Digest::of(bytes), true);
        take(&shard_routes[shard], bytes);
    }
    for Changed { at, bytes, .. } in &changed {
        texts[*at] = Some(Digest::of(bytes));
        take(&text_routes[*at], bytes);
    }
    shard_routes.iter().zip(is_remade).filter(|(_, remade)| !remade).for_each(|(route, _)| left.keep(route));
    let same = (0..texts.len()).filter(|at| others.binary_search(at).is_err());
    same.for_each(|at| left.keep(&text_routes[at]));
    let texts = texts.into_iter().collect::<Option<Vec<Digest>>>()?;
    let version = search::version(world, segment, &shards, &texts);
    Some(Made { list, version, shards: Vec::new() })
}

/// A report's texts and grams, before and now.
fn changed(
    world: &RenderContext,
    files: &dyn Files,
    place: usize,
    segment: &Segment,
    at: usize,
    reader: &mut GramCollector,
    left: &dyn Left,
) -> Option<Changed> {
    let (form, key) = (world.plan.search.form, search::text_key(place, at));
    let before: Texts = file::read(form, &key, &left.read(&form.route(&key))?)?;
    before.each(|text, weight| reader.text(text, weight));
    let before = reader.finish();
    let texts = Texts::of(world, files, ReportId::at(segment.reports.start + at));
    texts.each(|text, weight| reader.text(text, weight));
    Some(Changed { at, before, now: reader.finish(), bytes: search::call(world, &key, &texts) })
}

/// What changes in each shard.
fn by_shard(changed: &[Changed]) -> BTreeMap<u32, Vec<ShardChange<'_>>> {
    let mut shards: BTreeMap<u32, Vec<ShardChange<'_>>> = BTreeMap::new();
    for Changed { at, before, now, .. } in changed {
        let id = *at as u32;
        let entries = |grams: &Grams| -> BTreeMap<u32, u8> {
            grams.keys.iter().copied().zip(grams.classes.iter().copied()).collect()
        };
        let (old, new) = (entries(before), entries(now));
        let gone = old.iter().filter(|(key, class)| new.get(key) != Some(class)).map(|(key, _)| *key);
        let come = new.iter().filter(|(key, class)| old.get(key) != Some(class)).map(|(key, _)| *key);
        let touched: BTreeSet<u32> = gone.chain(come).map(|key| key >> FINGERPRINT).collect();
        for shard in touched {
            let range = before.keys.partition_point(|&key| key >> FINGERPRINT < shard)
                ..before.keys.partition_point(|&key| key >> FINGERPRINT <= shard);
            let now = new.range(shard << FINGERPRINT..=shard << FINGERPRINT | ((1 << FINGERPRINT) - 1));
            let now = now.map(|(&key, &class)| (key, class)).collect();
            shards.entry(shard).or_default().push(ShardChange { id, before: &before.keys[range], now });
        }
    }
    shards
}
