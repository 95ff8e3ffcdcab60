/**
 * The index of one deployment: manifest, names, and what is known of each report.
 *
 * Reports are numbered through all segments; after them come the texts that
 * stand outside the segments (`extra`): those of editors, and in a preview those
 * of reports edited since the index was made.
 */

import { bitReader, decode } from './bits.js';
import { concat } from './collections.js';
import { forgetFiles, load, reload } from './files.js';
import { fold, setDropped, setSimplified } from './fold.js';

/** @import { PostingList } from './bits.js' */
/** @import { Name } from './names.js' */

/**
 * The file `manifest`.
 * @typedef {object} Manifest
 * @property {number[]} drop
 * @property {number} names
 * @property {number} pinyin
 * @property {string} e
 * @property {{ n: number, b: number, d: string, e: string }[]} segs
 * @property {string} [a]
 * @property {string[]} [fresh]
 * @property {[segment: number, id: number][]} [gone]
 */

/**
 * The texts of a report: the file `f/…`, with the names it has there.
 * @typedef {object} Fragment
 * @property {string} u
 * @property {string} t
 * @property {string} s
 * @property {string} y
 * @property {string} g
 * @property {string[]} o
 * @property {string[]} p
 * @property {0 | 1} [h]
 * @property {(string | [kind: number, anchor: string, text: string])[]} b
 */

/**
 * @typedef {object} Segment
 * @property {number} number
 * @property {number} start the number of its first report
 * @property {number} count of its reports
 * @property {number} bits of a shard's number
 * @property {string} digest of the list of its reports
 * @property {string} version of its files
 */

/** @typedef {[name: string, id: string, synonyms: string[]]} Topic */

/**
 * @typedef {object} SearchIndex
 * @property {Manifest} manifest
 * @property {string[]} organizations names, parents before their children
 * @property {number[]} parents the place of each organisation's parent, or -1
 * @property {number[][]} children places below each organisation, one further; first those at the top
 * @property {Topic[]} topics
 * @property {string[]} foldedOrganizations
 * @property {string[][]} foldedTopics names and synonyms
 * @property {Segment[]} segments
 * @property {Fragment[]} extra texts outside the segments
 * @property {Set<number>} gone reports that are no longer as in the index
 * @property {number} indexed how many reports are in segments
 * @property {number} count of all that is searched
 * @property {Int32Array} yearOf each report, 0 for none
 * @property {Int32Array} organizationOf each report, -1 for none
 * @property {number[]} years the latest first
 * @property {Map<string, PostingList | null>} postings by segment and gram, since who types asks for most of them again
 * @property {number[][]} [reportsByTopic] once `loadTopics` is done
 * @property {Promise<void> | null} [loadingTopics]
 * @property {Name[]} [names] of organisations, topics and years
 */

const FRESH = 60_000; // milliseconds for which a manifest is not asked for again
const FRESH_IN_PREVIEW = 300;

/** @type {Promise<SearchIndex> | null} */
let opening = null;
let asked = 0;
const isPreview = !!document.querySelector('script[src*=".huibian/"]');

/** Numbers in names of files. @param {number} number */
export const hex = (number) => number.toString(16);

export function forget() {
  forgetFiles();
  opening = null;
}

/** The index as it is now: a site may be deployed anew under an open page. */
export function ready() {
  const time = Date.now();
  const before = opening;
  if (before && time - asked > (isPreview ? FRESH_IN_PREVIEW : FRESH)) {
    asked = time;
    opening = reload('manifest', time.toString(36)).then(
      async (manifest) => {
        const index = await before;
        if (!manifest.fresh && !index.manifest.fresh && JSON.stringify(manifest) === JSON.stringify(index.manifest)) return index;
        forgetFiles();
        return open(manifest);
      },
      () => before,
    );
  }
  if (!opening) {
    asked = time;
    opening = load('manifest', time.toString(36)).then(open);
  }
  const now = opening;
  now.catch(() => {
    if (opening === now) opening = null;
  });
  return now;
}

/** @param {Manifest} manifest */
async function open(manifest) {
  setDropped(manifest.drop);
  const extraKeys = manifest.fresh || [];
  const [facets, columns, texts] = await Promise.all([
    load('facets', manifest.e),
    Promise.all(manifest.segs.map(({ e }, number) => load(`c/${hex(number)}`, e))),
    Promise.all([...extraKeys.map((key) => load(key)), manifest.a ? load('a', manifest.a) : []]),
  ]);
  /** @type {string[]} */
  const organizations = facets.o;
  /** @type {Topic[]} */
  const topics = facets.t;
  /** @type {Fragment[]} */
  const extra = concat(texts);
  /** @type {Segment[]} */
  const segments = [];
  let indexed = 0;
  manifest.segs.forEach(({ n, b, d, e }, number) => {
    segments.push({ number, start: indexed, count: n, bits: b, digest: d, version: e });
    indexed += n;
  });
  const count = indexed + extra.length;
  const parents = parentsOf(facets.d);
  const yearOf = new Int32Array(count);
  const organizationOf = new Int32Array(count);
  for (const { number, start } of segments) readColumns(decode(columns[number]), start, yearOf, organizationOf);
  extra.forEach((text, at) => {
    yearOf[indexed + at] = lastYear(text.y);
    organizationOf[indexed + at] = placeOf(text.o, organizations, parents);
  });
  /** @type {SearchIndex} */
  const index = {
    manifest,
    organizations,
    parents,
    children: childrenOf(parents),
    topics,
    foldedOrganizations: organizations.map(fold),
    foldedTopics: topics.map(([name, , synonyms]) => [name, ...synonyms].map(fold)),
    segments,
    extra,
    gone: new Set((manifest.gone || []).map(([segment, id]) => segments[segment].start + id)),
    indexed,
    count,
    yearOf,
    organizationOf,
    years: [...new Set(yearOf)].filter(Boolean).sort((a, b) => b - a),
    postings: new Map(),
  };
  return index;
}

/** @param {number[]} depths */
function parentsOf(depths) {
  /** @type {number[]} */
  const path = [];
  return depths.map((depth, place) => {
    path[depth] = place;
    return depth ? path[depth - 1] : -1;
  });
}

/** @param {number[]} parents */
function childrenOf(parents) {
  /** @type {number[][]} */
  const children = [[], ...parents.map(() => [])];
  parents.forEach((parent, place) => {
    children[parent + 1].push(place);
  });
  return children;
}

/**
 * Years and organisations of a segment, which are coded in runs.
 * @param {Uint8Array} bytes
 * @param {number} start
 * @param {Int32Array} yearOf
 * @param {Int32Array} organizationOf
 */
function readColumns(bytes, start, yearOf, organizationOf) {
  let at = 0;
  let id = start;
  let year = -1;
  let organization = 0;
  function varint() {
    let value = 0;
    let shift = 0;
    let byte;
    do {
      byte = bytes[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value;
  }
  function zigzag() {
    const value = varint();
    return (value >>> 1) ^ -(value & 1);
  }
  for (let runs = varint(); runs--; ) {
    year += zigzag();
    organization += zigzag();
    const end = id + varint();
    yearOf.fill(year, id, end);
    organizationOf.fill(organization, id, end);
    id = end;
  }
}

/** @param {string} years as a report shows them */
function lastYear(years) {
  const found = /\d{4}(?!.*\d{4})/.exec(years);
  return found ? +found[0] : 0;
}

/**
 * The organisation of a text, by the names on the path to it.
 * @param {string[]} path
 * @param {string[]} organizations
 * @param {number[]} parents
 */
function placeOf(path, organizations, parents) {
  let place = -1;
  for (const name of path) {
    const next = organizations.findIndex((other, at) => other === name && (place < 0 || parents[at] === place));
    if (next >= 0) place = next;
  }
  return Math.max(place, path[0] ? 0 : -1);
}

/** The reports of all topics. @param {SearchIndex} index */
export function loadTopics(index) {
  if (!index.loadingTopics) {
    index.loadingTopics = Promise.all(index.segments.map(({ number, version }) => load(`t/${hex(number)}`, version))).then((files) => {
      index.reportsByTopic = index.topics.map((_, place) =>
        reportsOf(
          index,
          place,
          files.map((file) => file[place]),
        ),
      );
    });
    index.loadingTopics.catch(() => {
      index.loadingTopics = null;
    });
  }
  return index.loadingTopics;
}

/** The reports of one topic. @param {SearchIndex} index @param {number} place */
export async function topicReports(index, place) {
  if (index.reportsByTopic) return index.reportsByTopic[place];
  return reportsOf(
    index,
    place,
    await Promise.all(index.segments.map(({ number, version }) => load(`t/${hex(number)}/${hex(place)}`, version))),
  );
}

/**
 * @param {SearchIndex} index
 * @param {number} place of the topic
 * @param {string[]} lists its reports in each segment, base64
 */
function reportsOf(index, place, lists) {
  /** @type {number[]} */
  const reports = [];
  for (const { number, start, count } of index.segments) {
    const bits = bitReader(decode(lists[number]));
    for (const id of bits.subset(count, bits.gamma() - 1)) reports.push(start + id);
  }
  index.extra.forEach((text, at) => {
    if (text.p.includes(index.topics[place][0])) reports.push(index.indexed + at);
  });
  return reports;
}

/**
 * The id of an organisation's page.
 * @param {SearchIndex} index
 * @param {number} place
 * @returns {Promise<string>}
 */
export async function organizationId(index, place) {
  return (await load(`o/${hex(place >> 8)}`, index.manifest.e))[place & 255];
}

/**
 * @param {SearchIndex} index
 * @returns {Promise<string[]>}
 */
export async function organizationIds(index) {
  const files = Array.from({ length: (index.organizations.length + 255) >> 8 }, (_, file) => load(`o/${hex(file)}`, index.manifest.e));
  return concat(await Promise.all(files));
}

/** Loads what traditional characters become. */
export async function simplify() {
  const index = await ready();
  const [from, to] = await load('t2s', index.manifest.e);
  setSimplified(from, to);
}

/**
 * The texts of a report.
 * @param {SearchIndex} index
 * @param {number} id
 * @returns {Promise<Fragment> | Fragment}
 */
export function fragment(index, id) {
  if (id >= index.indexed) return index.extra[id - index.indexed];
  const { number, start, version } = /** @type {Segment} */ (index.segments.find((segment) => id < segment.start + segment.count));
  const at = id - start;
  return load(`f/${hex(number)}/${hex(at >> 8)}/${hex(at & 255)}`, version);
}
