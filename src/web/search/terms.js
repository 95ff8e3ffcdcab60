/** Reads a query: the words that must all be there, and the grams that each is looked up by. */

import { exact, fold } from './fold.js';
import { codePoints, hashPoints } from './hash.js';

/**
 * @typedef {object} Term
 * @property {string} folded
 * @property {string} exact what stood in quotation marks, else empty
 * @property {number[]} grams hashes, the few to begin with first
 */

/** The longest query that is read. */
export const LONGEST = 64;
/** How many grams of a term are asked for at first. */
export const FEW = 8;
/** Added to the hash of a single character, whose list has a shard of its own. */
export const ALONE = 2 ** 32;

const WORD = /\s*(?:["“”＂]([^"“”＂]+)["“”＂](?=\s|$)|「([^「」]+)」(?=\s|$)|(\S+))/g;
const LINE_FEED = 10;

/**
 * @param {string} query
 * @returns {Term[]}
 */
export function parseQuery(query) {
  /** @type {Map<string, Term>} */
  const terms = new Map();
  query.slice(0, LONGEST * 2).replace(WORD, (_, quoted, cornered, word) => {
    const text = word || quoted || cornered;
    const folded = fold(text);
    const whole = word ? '' : exact(text.trim());
    const key = `${folded}\n${whole}`;
    if (folded && !terms.has(key)) terms.set(key, { folded, exact: whole, grams: grams(folded) });
    return '';
  });
  return [...terms.values()];
}

/**
 * At each character begins the longest gram that can; those within another are left out.
 * @param {string} folded
 */
function grams(folded) {
  const points = codePoints(folded);
  /** @type {Set<number>} */
  const found = new Set();
  let end = 0;
  points.forEach((_, from) => {
    let length = 4;
    while (length > 1 && !isGram(points, from, from + length)) length--;
    if (length > 1 && from + length > end) {
      end = from + length;
      found.add(hashPoints(points.slice(from, end)));
    }
  });
  return spread(points.length > 1 ? [...found] : [hashPoints(points) + ALONE]);
}

/**
 * @param {number[]} points
 * @param {number} from
 * @param {number} to
 */
function isGram(points, from, to) {
  const length = to - from;
  let ascii = 0;
  for (let at = from; at < to; at++) {
    // A break is in one gram only, in the middle.
    if (points[at] === LINE_FEED || points[at] === undefined) return length === 3 && at === from + 1 && points[at] === LINE_FEED;
    if (points[at] < 128) ascii++;
  }
  return length === 2 || ascii > (length === 3 ? 0 : 2);
}

/** Each gram is a file: first a few from end to end. @param {number[]} hashes */
export function spread(hashes) {
  if (hashes.length <= FEW) return hashes;
  const few = Array.from({ length: FEW }, (_, at) => hashes[Math.floor((at * (hashes.length - 1)) / (FEW - 1))]);
  return [...few, ...hashes.filter((hash) => !few.includes(hash))];
}
