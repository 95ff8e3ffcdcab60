/** What a report says, text by text, and whether it has the terms of a query. */

import { exact, fold, foldAge, isSimplified } from './fold.js';
import { simplify } from './index.js';

/** @import { Fragment } from './index.js' */
/** @import { Term } from './terms.js' */

/**
 * @typedef {object} Text
 * @property {string} text
 * @property {string} folded
 * @property {number} kind of a block (src/search.rs); 0 before the body
 * @property {string} anchor
 * @property {string} head the heading it stands under
 * @property {number} at its place: title, subtitle, organisation, path, topics, body
 */

/**
 * @typedef {object} Hit
 * @property {Fragment} f the report: `f.u` is its page, `f.t` its title
 * @property {Text | null} at the text that says most; none where the title does
 * @property {{ text: string }} text the text to quote
 * @property {Term[]} terms
 * @property {number} id
 */

const SUBTITLE = 1;
const ORGANIZATION = 2;

/** @type {WeakMap<Fragment, { age: number, all: Text[] }>} */
const known = new WeakMap();

/** @param {Fragment} report */
export function textsOf(report) {
  const before = known.get(report);
  if (before && before.age === foldAge()) return before.all;
  /** @type {Omit<Text, 'at' | 'folded'>[]} */
  const texts = [report.t, report.s, report.g, ...report.o, ...report.p].map((text) => ({ text, kind: 0, anchor: '', head: '' }));
  let kind = 1;
  let anchor = '';
  let head = '';
  for (const block of report.b) {
    let text = block;
    if (typeof text !== 'string') {
      [kind, anchor, text] = text;
      head = kind > 1 && kind < 7 ? text : '';
    }
    texts.push({ text, kind, anchor, head });
  }
  const all = texts.map((text, at) => ({ ...text, at, folded: fold(text.text) }));
  known.set(report, { age: foldAge(), all });
  return all;
}

/** The texts that have a term. @param {Fragment} report @param {Term} term */
export function textsWith(report, term) {
  return textsOf(report).filter(({ folded, text }) => folded.includes(term.folded) && (!term.exact || exact(text).includes(term.exact)));
}

/** Whether a text is title or subtitle. @param {Text} text */
export function isTitle(text) {
  return text.at <= SUBTITLE;
}

/**
 * A candidate as a hit, with the text that says most; null if it is none.
 * @param {Fragment} report
 * @param {Term[]} terms
 * @param {number} id
 * @returns {Promise<Hit | null>}
 */
export async function verify(report, terms, id) {
  const found = terms.map((term) => textsWith(report, term));
  if (found.some((texts) => !texts.length)) {
    if (!report.h || isSimplified()) return null;
    await simplify();
    return verify(report, terms, id);
  }
  const body = 3 + report.o.length + report.p.length;
  /** @type {Text | null} */
  let best = null;
  let most = 0;
  for (const text of textsOf(report)) {
    if (isTitle(text) || (text.at > ORGANIZATION && text.at < body)) continue;
    const count = found.filter((texts) => texts.includes(text)).length - (text.at === ORGANIZATION ? 0.5 : 0);
    if (count > most) {
      best = text;
      most = count;
    }
  }
  // In the title, or in a name that stands above it: the text opens the report.
  const isInTitle = found.every((texts) => isTitle(texts[0]));
  const isNamed = found.some((texts) => texts.some(({ at }) => at > ORGANIZATION));
  const quoted = best && (best.at > ORGANIZATION || !isNamed) ? best : null;
  return {
    f: report,
    at: isInTitle && (!quoted || quoted.at === ORGANIZATION) ? null : quoted,
    text: quoted || textsOf(report)[body] || { text: '' },
    terms,
    id,
  };
}
