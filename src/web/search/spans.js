/** Where terms stand in a text, and which part of it to show. */

import { foldCharacter, foldExactly, trace } from './fold.js';

/** @import { Term } from './terms.js' */
/** @typedef {[from: number, to: number]} Span */

const BEFORE = 30; // characters shown before the first hit

/**
 * In order and apart.
 * @param {string} text
 * @param {Pick<Term, 'folded' | 'exact'>[]} terms
 */
export function spansOf(text, terms) {
  /** @type {Span[]} */
  const found = [];
  for (const term of terms) {
    const needle = term.exact || term.folded;
    const place = trace(text, term.exact ? foldExactly : foldCharacter);
    for (let at = place.folded.indexOf(needle); at >= 0; at = place.folded.indexOf(needle, at + 1)) {
      found.push([place.from[at], place.to[at + needle.length - 1]]);
    }
  }
  found.sort(([a, endA], [b, endB]) => a - b || endB - endA);
  let last = 0;
  return found.filter(([from, to]) => {
    if (from < last) return false;
    last = to;
    return true;
  });
}

/**
 * The part of a long text around its first hit; no character is cut in two.
 * @param {string} text
 * @param {Span[]} spans
 * @param {number} [most] characters; no limit without it
 * @returns {Span}
 */
export function excerptOf(text, spans, most) {
  let from = 0;
  let to = text.length;
  if (most && to > most) {
    const [first] = spans;
    if (first) from = Math.max(0, Math.min(first[0] - BEFORE, to - most));
    to = from + most;
    if (first) to = Math.min(text.length, Math.max(to, first[1]));
    if (isLowSurrogate(text, from)) from--;
    if (isLowSurrogate(text, to)) to++;
  }
  return [from, to];
}

/** @param {string} text @param {number} at */
function isLowSurrogate(text, at) {
  return /[\udc00-\udfff]/.test(text.charAt(at));
}
