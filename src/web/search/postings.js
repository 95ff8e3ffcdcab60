/** The posting lists of grams, and what they say of each report of a segment. */

import { decode, postingLists } from './bits.js';
import { load } from './files.js';
import { topBits } from './hash.js';
import { hex } from './index.js';
import { ALONE } from './terms.js';

/** @import { SearchIndex, Segment } from './index.js' */
/** @import { PostingList } from './bits.js' */

/** A shard has the hashes of one prefix; within it the lowest bits tell them apart. */
const FINGERPRINT = 0x1ffff;

/** @param {Segment} segment @param {number} gram */
const keyOf = (segment, gram) => `${segment.number}:${gram}`;

/**
 * Loads the lists of grams that a segment has not given yet.
 * @param {SearchIndex} index
 * @param {Segment} segment
 * @param {number[]} grams
 */
export function fetchPostings(index, segment, grams) {
  /** @type {Map<number, number[]>} */
  const shards = new Map();
  for (const gram of grams) {
    if (index.postings.has(keyOf(segment, gram))) continue;
    const { bits } = segment;
    const shard = gram < ALONE ? topBits(gram, bits) : (1 << bits) + topBits(gram, Math.max(bits - 6, 0));
    shards.set(shard, [...(shards.get(shard) || []), gram]);
  }
  return Promise.all(
    Array.from(shards, async ([shard, wanted]) => {
      /** @type {string} */
      const value = await load(`s/${hex(segment.number)}/${hex(shard)}`, segment.version);
      const dot = value.indexOf('.');
      if (value.slice(0, dot) !== segment.digest) throw new Error('redeployed');
      const found = postingLists(decode(value.slice(dot + 1)), segment.count, new Set(wanted.map((gram) => gram & FINGERPRINT)));
      for (const gram of wanted) index.postings.set(keyOf(segment, gram), found.get(gram & FINGERPRINT) || null);
    }),
  );
}

/**
 * Writes 1 + the class of a term for each report of a segment that has all its grams.
 * @param {SearchIndex} index
 * @param {Segment} segment
 * @param {number[]} grams
 * @param {Uint8Array} classes of all reports
 * @returns {number} how many reports have it
 */
export function readClasses(index, segment, grams, classes) {
  const lists = /** @type {PostingList[]} */ (grams.map((gram) => index.postings.get(keyOf(segment, gram))));
  if (lists.some((list) => !list)) return 0;
  lists.sort(([a], [b]) => a.length - b.length);
  /** @type {Uint8Array | null} */
  let common = null;
  for (const [ids, ranks] of lists) {
    const now = new Uint8Array(segment.count);
    ids.forEach((id, at) => {
      const rank = ranks[at] + 1;
      if (!common) now[id] = rank;
      else if (common[id]) now[id] = Math.min(common[id], rank);
    });
    common = now;
  }
  let count = 0;
  if (common)
    common.forEach((rank, at) => {
      const id = segment.start + at;
      if (!rank || index.gone.has(id)) return;
      classes[id] = rank;
      count++;
    });
  return count;
}
