//! Search: the files with which a page finds any phrase, without a server.
//!
//! In: the world of a session and its files. Out: the bytes of every route
//! below `search/`. What a reader types and sees is the theme's (its script
//! reads what is described here); which files there are is the plan's.
//!
//! The index holds no words. It holds neighbouring characters, mostly pairs, so
//! nothing depends on where a program thinks that a word ends. Lists of
//! reports by pair give candidates, a superset; the text of a candidate, which
//! the snippet needs anyway, says whether it is a hit. So hits are exact.
//!
//! # What is found
//!
//! The texts of a report are: title, subtitle, its organisation in full and
//! each name on the path to it (as they were in that year), topics, 摘要,
//! keywords, figures, honours, achievements, authors and editors, people, and
//! every block of the body: headings, paragraphs, list items, table cells,
//! quotations, captions, code, the signature, notes and references that are
//! cited. A report is a hit for `q` if `fold(q)` is part of the `fold` of one
//! of its texts. Nothing reaches from one text into the next. Drafts and
//! withdrawn reports are not in the publication and so never here.
//!
//! **`fold`**, code point by code point; `fold(xy) = fold(x) fold(y)` but for
//! breaks, which never follow each other:
//!
//! 1. `…` `‥` `⋯` (U+2026, U+2025, U+22EF) vanish.
//! 2. NFKD, then lower case: `Ａ`→`a`, `①`→`1`, `é`→`e`, `㎡`→`m2`.
//! 3. `。` `!` `?` `;` (so `！` `？` `；` too) become a *break*, U+000A.
//! 4. What lies in the drop table vanishes: white space, marks, symbols,
//!    accents, everything but letters, digits, `.` and `%`. The table is
//!    `fold::DROP`; the manifest has it as `drop`.
//! 5. Traditional characters become simplified ones (`t2s.js`).
//!
//! A page may do without `t2s.js` until it needs it: where a query has no hit, or
//! a report with `h` is looked at. What was folded before is then folded anew.
//!
//! So `党 支部` and `“四个意识”、坚定` are found without their marks, and a
//! phrase is not found across the end of a sentence: breaks are characters that
//! match only breaks. Breaks at the ends of a query are taken off. A query
//! whose fold is empty has no hits.
//!
//! # Files
//!
//! All are classic scripts of one call, `__hb(KEY, VALUE);`: they work from
//! `file://` and under `script-src 'self'`. `KEY` is the route without
//! `search/` and `.js`, `VALUE` is JSON in which `<`, U+2028 and U+2029 are
//! escaped. Numbers in names are lower-case hexadecimal without zeros in front.
//!
//! What a page may load as a script, a page of any site may: it defines `__hb`
//! and has the text. To load the same file in another way changes nothing as
//! long as it is a script. Where the site says `search: {offline: false}` every
//! file is therefore JSON, `{KEY:VALUE}` with `.json` for `.js`, which a page
//! fetches: other sites are not given it, as a script it is a mistake in its
//! first line, and `file://` has no way to it.
//!
//! | route in `search/` | value |
//! | --- | --- |
//! | `manifest.js` | `{v, n, drop, names, pinyin, e, segs: [{n, b, d, e}…], a, fresh, gone}` |
//! | `facets.js` | `{o: [name…], d: [depth…], t: [[name, id, [synonym…]]…]}` |
//! | `o/<place>>8>.js` | `[id…]` of 256 organisations |
//! | `c/<seg>.js` | year and organisation of each report, base64 |
//! | `t/<seg>.js` | the reports of each topic, base64 each |
//! | `t/<seg>/<topic>.js` | those of one topic |
//! | `s/<seg>/<shard>.js` | `"<d>.<base64>"` |
//! | `f/<seg>/<id>>8>/<id&255>.js` | the texts of one report |
//! | `n/<shard>.js` | `[[name, kind, href, mentions]…]` |
//! | `p/<shard>.js` | `[readings, phrases, [[name, kind, href, weight]…]]` |
//! | `a.js` | what editors put before pages: texts as those of a report, in a list |
//! | `m.js` | `[[metric, href]…]`, at most a thousand, those stated most often |
//! | `t2s.js` | `[traditional, simplified]`, two strings of as many characters |
//!
//! Base64 is the standard alphabet without padding. Addresses are relative to
//! the root of the site.
//!
//! **Manifest.** `v` is 1, the version of this format. `n` counts reports.
//! `drop` is the drop table: first, last, first, last… of ranges, ascending.
//! `names` and `pinyin` are the numbers of bits of the shards in `n/` and `p/`.
//! `e` changes with any byte of `facets.js`, `o/`, `n/`, `p/`, `m.js` and `t2s.js`;
//! `segs[i]` is segment `i`: `n` reports, `b` bits of a shard's number, `d`
//! changes with the list of its reports, `e` with any byte of `c/<i>.js`,
//! `t/<i>.js`, `t/<i>/`, `s/<i>/` and `f/<i>/`.
//! Load those as `…?v=<e>` and they may be cached for ever; the manifest never.
//! If the `d` of a shard is not that of the manifest the site was rebuilt
//! meanwhile: load the manifest anew, once. Segments stand oldest first and the
//! reports of the publication in order, so of two reports the one in the later
//! segment, or with the greater id in one segment, is the newer.
//! `a` changes with any byte of `a.js`; absent if no editor wrote anything. Its
//! texts are candidates of every query, since there are few. One before a topic
//! or an organisation has no year (`y` is empty), one before a year or a topic no
//! organisation (`o` is empty).
//! `fresh` and `gone` are there in a preview alone: keys of the texts of reports
//! edited since the index was made (`f/new/<k>`), which are candidates of every
//! query; and `[segment, id]` of reports that are no longer as in the index,
//! never to be shown. Without them the lists are absent.
//!
//! **Facets.** Organisations in the order of the tree, a parent before its
//! children; the parent of one is the nearest before it that is one less deep,
//! and depth 0 is the top. Topics in their order. Ids say where the pages are:
//! `orgs/<id>.html`, `topics/<id>.html`.
//!
//! **Columns.** `c/<seg>.js` is a row of varints (7 bits a byte, lowest first):
//! the number of runs, then for each run of reports of one year and organisation
//! the year minus that of the run before (-1 at first), zigzag; the place of the
//! organisation minus that before (0 at first), zigzag; the length. Zigzag turns
//! 0, -1, 1, -2 into 0, 1, 2, 3. The year is the last that a report is on.
//! Of a topic of the facets there are bits: `gamma(m + 1)`, then `some(n, m)`
//! (see below): the reports that have it, themselves or in an achievement.
//!
//! **Shards**, `s/`. Bits come lowest first. `rice(v, k)`: `v >> k` ones (every
//! full 24 of them as 24 ones), a zero, then k low bits of v. `gamma(v)`, v ≥ 1:
//! with l = ⌊log2 v⌋, l ones, a zero, the l low bits of v. `K(n, m)`: the largest
//! k ≥ 0 with m·2^k ≤ ⌊11 n / 16⌋, else 0. `some(n, m)`: m of the numbers below n,
//! ascending. If 2m ≤ n, m times `rice(gap, K(n, m))`, a gap being a number less
//! the one before it less 1, the first counted from -1; else the same for the
//! n - m numbers that are left out. A shard is `lists` in 24 bits, then for
//! each list, by ascending fingerprint:
//!
//! 1. `rice(gap of the fingerprint, K(2^17, lists))`
//! 2. `gamma(df)`, then `some(n, df)`: the ids
//! 3. `gamma(m + 1)`, then `some(df, m)`: which of the ids are of class 1 or 2
//! 4. if m > 0, `gamma(t + 1)`, then `some(m, t)`: which of those are of class 2
//!
//! **Grams** of a folded text: every character; every two neighbours; three in
//! a row if one of them is ASCII; four in a row if three of them are; none of
//! these with a break in it; and every break with the character before and the
//! one after. A query of one character asks for it alone. In a longer one there
//! begins at each character the longest gram that can; those that are not part
//! of another are asked for, or some of them, for more bring fewer candidates
//! but cost a file each.
//! **Hash** of a gram: h = 0x811c9dc5; for each code point c: h = (h ^ c) ·
//! 0x01000193 mod 2^32, h ^= h >> 15; at last 0 becomes 1, and murmur3's fmix32.
//! The shard is the top `b` bits, of a character alone 2^b + the top b - 6 (if
//! these are more than none), the fingerprint the low 17. Two grams may
//! share both: a list then has both's reports, candidates that are no hits.
//!
//! **Class** of a gram in a report: 2 if it is in the title or subtitle; else,
//! of two or more characters, 1 if in any text but those of the body (a heading
//! counts as such); else 0. How often it occurs does not count: it says less
//! than where, and made a query for a title load 4 % more.
//!
//! **Texts of a report**, `f/`: `{u, t, s, y, d, g, o, p, h, b}`: `u` its page,
//! `t` title, `s` subtitle, `y` year or years as shown, `d` date (ISO, may be
//! of a month or empty), `g` the organisation in full, `o` the names on its
//! path, `p` topics, `h` 1 if folding any of it needs `t2s.js` (load it before
//! you look), `b` the rest in the order of the page. An entry of `b` is a text,
//! or `[kind, anchor, text]`; a plain text stands under the last anchor. Kinds:
//! 1 the body before its first heading; 2 to 6 a heading of that level; 10 摘要, 11 keywords, 12 figure, 13 honour,
//! 14 achievement, 15 note, 16 reference, 17 authors and editors, 18 a person.
//! Anchors are ids of the report's page; an empty one is the top of the page.
//! All of `t s g o p` and the texts of `b` are searched, `y` and `d` are not.
//!
//! **Names**, `n/`: people (kind 0), posts (1) and honours (2), each in the
//! shards of its first and of its last folded character: top `names` bits of
//! the hash of that character.
//!
//! **Pinyin**, `p/`: what begins at any Han character of a title, organisation,
//! topic, person or honour, two to eight Han characters long, in the shards of
//! the first letters of its first two syllables: top `pinyin` bits of the hash
//! of the two letters. `readings` is `<syllable><characters>` run together
//! (`v` for ü); a character stands after each of its syllables. `phrases` is,
//! run together in order, a digit (characters shared with the phrase before),
//! the remaining characters, and a letter: `a` + ⌊log2 of the weight⌋ + 1.
//! Matching phrases are then searched like any other query.

mod bits;
mod facets;
mod file;
pub mod fold;
pub mod gram;
mod names;
mod patch;
mod shard;
mod text;
mod work;

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::model::ReportId;
use crate::plan::search::{Form, SearchFile, Segment};
use crate::render::RenderContext;
use crate::search::gram::{GramCollector, Grams};
use crate::search::names::NameShards;
use crate::search::text::Texts;
use crate::source::{Digest, Files};

/// The version of the format.
const VERSION: u32 = 1;

/// The index of a session. It is made when it is first asked for: most sessions
/// of a preview are never searched.
#[derive(Default)]
pub struct Search {
    segments: OnceLock<Vec<Made>>,
    names: OnceLock<NameShards>,
    /// Changes with any byte of the files that belong to no segment.
    version: OnceLock<String>,
}

/// The index of one segment.
struct Made {
    /// Changes with the list of the reports.
    list: String,
    /// Changes with any byte.
    version: String,
    shards: Vec<Box<[u8]>>,
}

/// What there is, by the names that the script reads.
#[derive(Serialize, Deserialize)]
struct Manifest {
    v: u32,
    n: usize,
    drop: Vec<u32>,
    names: u32,
    pinyin: u32,
    e: String,
    segs: Vec<SegmentEntry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fresh: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    gone: Vec<(usize, usize)>,
}

/// What was edited since an index was made.
#[derive(Default)]
pub struct Edited {
    /// The keys of the texts that are new or have changed.
    pub fresh: Vec<String>,
    /// The reports that are no longer as they were, by their place in the index.
    pub gone: Vec<ReportId>,
}

/// A segment in the manifest.
#[derive(Serialize, Deserialize)]
struct SegmentEntry {
    n: usize,
    b: u32,
    d: String,
    e: String,
}

impl Search {
    /// The bytes of a file.
    ///
    /// The world and files must be those of the session, always the same.
    pub fn file(&self, world: &RenderContext, files: &dyn Files, file: &SearchFile) -> Vec<u8> {
        match *file {
            SearchFile::Manifest => self.manifest(world, files, Edited::default()),
            SearchFile::Facets => call(world, "facets", &facets::facets(world)),
            SearchFile::Simplified => call(world, "t2s", &simplified()),
            SearchFile::Metrics => call(world, "m", &names::metrics(world)),
            SearchFile::Editorials => call(world, "a", &Texts::of_editorials(world, files)),
            SearchFile::Runs(place) => {
                let segment = world.plan.search.segments.get(place);
                call(world, &format!("c/{place:x}"), &segment.map(|segment| facets::runs(world, segment)))
            }
            SearchFile::Topics(place) => {
                let segment = world.plan.search.segments.get(place);
                call(world, &format!("t/{place:x}"), &segment.map(|segment| facets::by_topic(world, segment)))
            }
            SearchFile::Topic(place, topic) => {
                let segment = world.plan.search.segments.get(place);
                let list = segment.map(|segment| facets::of_topic(world, segment, topic));
                call(world, &format!("t/{place:x}/{topic:x}"), &list)
            }
            SearchFile::Organizations(file) => call(world, &format!("o/{file:x}"), &facets::ids(world, file)),
            SearchFile::Shard(place, shard) => {
                let made = self.segments(world, files).get(place);
                let bits = made.and_then(|made| Some((&made.list, made.shards.get(shard as usize)?)));
                bits.map(|(list, bits)| encoded(world, place, shard as usize, list, bits)).unwrap_or_default()
            }
            SearchFile::Report(id) => match world.plan.search.place_of(id) {
                Some((place, at)) => text(world, files, id, &text_key(place, at)),
                None => Vec::new(),
            },
            SearchFile::Names(shard) => call(world, &format!("n/{shard:x}"), &self.names(world).names(world, shard)),
            SearchFile::Pinyin(shard) => call(world, &format!("p/{shard:x}"), &self.names(world).pinyin(shard)),
        }
    }

    /// Whether the index is made.
    pub fn is_made(&self) -> bool {
        self.segments.get().is_some()
    }

    /// Makes the index now, so that many threads may then ask for its files.
    pub fn prepare(&self, world: &RenderContext, files: &dyn Files) {
        self.segments(world, files);
        self.names(world);
    }

    /// Makes the index and gives away its shards and the texts of all reports,
    /// by route, as soon as they are made and from many threads. They are not
    /// kept: of all files of the search these are not to be asked for later.
    /// What an earlier build left is not made where it would be the same. Of a
    /// segment that is not `wanted` nothing is made, and the manifest does not know
    /// its version (`joined`).
    pub fn write(
        &self,
        world: &RenderContext,
        files: &dyn Files,
        left: Option<&dyn Left>,
        wanted: &dyn Fn(usize) -> bool,
        take: &Take,
    ) {
        let segments = world.plan.search.segments.iter().enumerate();
        let made = segments.map(|(place, segment)| {
            if !wanted(place) {
                return Made { list: list(world, segment), version: String::new(), shards: Vec::new() };
            }
            let patched = left.and_then(|left| patch::patch(world, files, place, segment, left, take));
            patched.unwrap_or_else(|| Made { shards: Vec::new(), ..make(world, files, place, segment, Some(take)) })
        });
        // Whoever made it before has kept the same.
        let _ = self.segments.set(made.collect());
        let same = |left: &dyn Left| -> Option<Vec<Digest>> {
            others(world).iter().map(|(key, _)| left.same(&world.plan.search.form.route(key))).collect()
        };
        match left.and_then(same) {
            Some(digests) => drop(self.version.set(whole(&digests))),
            None => drop(self.names(world)),
        }
    }

    /// One segment after another, so that the grams of no more than one are in
    /// memory.
    fn segments(&self, world: &RenderContext, files: &dyn Files) -> &[Made] {
        self.segments.get_or_init(|| {
            let segments = world.plan.search.segments.iter();
            segments.enumerate().map(|(place, segment)| make(world, files, place, segment, None)).collect()
        })
    }

    fn names(&self, world: &RenderContext) -> &NameShards {
        self.names.get_or_init(|| NameShards::gather(world))
    }

    /// What there is, and what was edited since.
    pub fn manifest(&self, world: &RenderContext, files: &dyn Files, edited: Edited) -> Vec<u8> {
        let search = &world.plan.search;
        let entry = |(segment, made): (&Segment, &Made)| SegmentEntry {
            n: segment.reports.len(),
            b: segment.bits,
            d: made.list.clone(),
            e: made.version.clone(),
        };
        let version = self.version.get_or_init(|| {
            let digest = |(_, file): &(String, SearchFile)| Digest::of(&self.file(world, files, file));
            whole(&others(world).iter().map(digest).collect::<Vec<_>>())
        });
        let manifest = Manifest {
            v: VERSION,
            n: world.publication.reports.len(),
            drop: fold::DROP.iter().flat_map(|&(first, last)| [first, last]).collect(),
            names: search.names,
            pinyin: search.pinyin,
            e: version.clone(),
            segs: search.segments.iter().zip(self.segments(world, files)).map(entry).collect(),
            a: search.editorials.then(|| short(&self.file(world, files, &SearchFile::Editorials))),
            fresh: edited.fresh,
            gone: edited.gone.into_iter().filter_map(|id| search.place_of(id)).collect(),
        };
        call(world, "manifest", &manifest)
    }
}

/// The manifest of an index whose segments were made by several: of each of them
/// its own, which knows the versions of its segments only. None if a segment was
/// made by none of them or by two.
pub fn joined(form: Form, parts: &[&[u8]]) -> Option<Vec<u8>> {
    let mut parts = parts.iter().map(|part| file::read::<Manifest>(form, "manifest", part));
    let mut whole = parts.next()??;
    for part in parts {
        let part = part?;
        if part.segs.len() != whole.segs.len() {
            return None;
        }
        for (segment, other) in whole.segs.iter_mut().zip(part.segs).filter(|(_, other)| !other.e.is_empty()) {
            if !segment.e.is_empty() {
                return None;
            }
            segment.e = other.e;
        }
    }
    let is_whole = whole.segs.iter().all(|segment| !segment.e.is_empty());
    is_whole.then(|| file::write(form, "manifest", &whole))
}

/// A value under its key, in the form that the site asks for.
fn call(world: &RenderContext, key: &str, value: &impl Serialize) -> Vec<u8> {
    file::write(world.plan.search.form, key, value)
}

pub use patch::Left;

/// Takes the bytes of a route.
pub type Take<'a> = dyn Fn(&str, &[u8]) + Sync + 'a;

/// Makes the index of a segment. The texts of its reports are given away, if
/// there is who takes them.
fn make(world: &RenderContext, files: &dyn Files, place: usize, segment: &Segment, take: Option<&Take>) -> Made {
    let read = work::each(
        segment.reports.len(),
        || GramCollector::new(segment),
        |reader, at| {
            let texts = Texts::of(world, files, ReportId::at(segment.reports.start + at));
            texts.each(|text, weight| reader.text(text, weight));
            let key = text_key(place, at);
            let bytes = call(world, &key, &texts);
            if let Some(take) = take {
                take(&world.plan.search.form.route(&key), &bytes);
            }
            (reader.finish(), Digest::of(&bytes))
        },
    );
    let (grams, texts): (Vec<Grams>, Vec<Digest>) = read.into_iter().unzip();
    let shards = shard::shards(&grams, segment.shards());
    let list = list(world, segment);
    let digests = work::each(
        shards.len(),
        || (),
        |(), shard| {
            let bytes = encoded(world, place, shard, &list, &shards[shard]);
            if let Some(take) = take {
                take(&world.plan.search.form.route(&shard_key(place, shard)), &bytes);
            }
            Digest::of(&bytes)
        },
    );
    let version = version(world, segment, &digests, &texts);
    Made { list, version, shards }
}

/// The files that belong to no segment and change together, with their keys.
fn others(world: &RenderContext) -> Vec<(String, SearchFile)> {
    let search = &world.plan.search;
    let named = [("facets", SearchFile::Facets), ("t2s", SearchFile::Simplified), ("m", SearchFile::Metrics)];
    let mut others: Vec<_> = named.into_iter().map(|(key, file)| (key.to_owned(), file)).collect();
    others.extend((0..search.organizations).map(|file| (format!("o/{file:x}"), SearchFile::Organizations(file))));
    others.extend((0..1 << search.names).map(|shard| (format!("n/{shard:x}"), SearchFile::Names(shard))));
    others.extend((0..1 << search.pinyin).map(|shard| (format!("p/{shard:x}"), SearchFile::Pinyin(shard))));
    others
}

/// Changes with any of some files.
fn whole(digests: &[Digest]) -> String {
    short(digests.iter().map(Digest::to_string).collect::<String>().as_bytes())
}

/// Changes with the list of the reports of a segment.
fn list(world: &RenderContext, segment: &Segment) -> String {
    let slugs = world.publication.reports[segment.reports.clone()].iter().map(|report| report.slug.as_str());
    short(slugs.flat_map(|slug| [slug, "\n"]).collect::<String>().as_bytes())
}

/// Changes with any byte of a segment, whose shards and texts have these digests.
fn version(world: &RenderContext, segment: &Segment, shards: &[Digest], texts: &[Digest]) -> String {
    let columns = [facets::runs(world, segment), facets::by_topic(world, segment).concat()];
    let columns = columns.map(|column| Digest::of(column.as_bytes()));
    whole(&[shards, texts, &columns].concat())
}

/// The key of a shard of a segment.
fn shard_key(place: usize, shard: usize) -> String {
    format!("s/{place:x}/{shard:x}")
}

/// The key of the texts of a report of a segment.
fn text_key(place: usize, at: usize) -> String {
    format!("f/{place:x}/{:x}/{:x}", at >> 8, at & 255)
}

/// The bytes of a shard.
fn encoded(world: &RenderContext, place: usize, shard: usize, list: &str, bits: &[u8]) -> Vec<u8> {
    call(world, &shard_key(place, shard), &format!("{list}.{}", STANDARD_NO_PAD.encode(bits)))
}

/// The texts of a report under a key.
pub fn text(world: &RenderContext, files: &dyn Files, id: ReportId, key: &str) -> Vec<u8> {
    call(world, key, &Texts::of(world, files, id))
}

/// The traditional characters, and the simplified ones.
fn simplified() -> (String, String) {
    fold::pairs().unzip()
}

/// Eight digits that change with any of the bytes.
fn short(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()[..8].to_owned()
}
