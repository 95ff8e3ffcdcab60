/** A query from its words to hits: candidates are held against their texts a few at a time. */

import { narrow } from './facets.js';
import { isSimplified } from './fold.js';
import { forget, fragment, loadTopics, ready, simplify } from './index.js';
import { candidates } from './ranking.js';
import { FEW, parseQuery } from './terms.js';
import { verify } from './texts.js';

/** @import { Choice, Facets } from './facets.js' */
/** @import { SearchIndex } from './index.js' */
/** @import { Term } from './terms.js' */
/** @import { Hit } from './texts.js' */

/**
 * @typedef {object} Run
 * @property {SearchIndex} index
 * @property {Choice} choice
 * @property {Term[]} terms
 * @property {number[]} ids what is left of the candidates, in order
 * @property {number[]} candidates all, whatever is chosen
 * @property {number} next the first of `ids` whose text was not looked at
 * @property {number} wrong how many of those before were no hits
 * @property {Hit[]} hits
 * @property {Facets} [facets]
 * @property {string} [corrected] what was searched in place of letters
 */

/** Hits of one helping. */
export const PAGE = 6;
const MANY = 4096; // reports; up to these the topics are counted at once
const HAN = /[\u2e80-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

/** @returns {Choice} */
const noChoice = () => ({ org: [], topic: [], year: [], sort: '' });

/**
 * Searches; once more if the site was deployed anew meanwhile, or a file failed.
 * @param {string} query
 * @param {Choice} [choice]
 */
export function find(query, choice = noChoice()) {
  return start(query, choice).catch(() => {
    forget();
    return start(query, choice);
  });
}

/**
 * @param {string} query
 * @param {Choice} choice
 * @returns {Promise<Run>}
 */
async function start(query, choice) {
  const index = await ready();
  /** @type {Run} */
  const run = { index, choice, terms: parseQuery(query), ids: [], candidates: [], next: 0, wrong: 0, hits: [] };
  if (run.terms.length) {
    // What is long is rare: two texts say whether these are it.
    const isLong = run.terms.some(({ grams }) => grams.length > FEW);
    await rank(run, FEW);
    await more(run, isLong ? 2 : PAGE, isLong ? 2 * FEW : FEW);
  }
  // The index is simplified: a query that is not finds nothing at first.
  const isVain =
    !run.hits.length && (!run.candidates.length || (isExact(run) && !choice.org.length && !choice.topic.length && !choice.year.length));
  if (!isVain || isSimplified() || !HAN.test(query)) return run;
  await simplify();
  const folds = (/** @type {Term[]} */ terms) => terms.map(({ folded }) => folded).join('\r');
  return folds(parseQuery(query)) === folds(run.terms) ? run : start(query, choice);
}

/**
 * Puts the candidates in order, by so many grams of each term.
 * @param {Run} run
 * @param {number} most
 */
async function rank(run, most) {
  const { index, choice } = run;
  const [{ ids, score }] = await Promise.all([
    candidates(index, run.terms, most),
    index.indexed <= MANY || choice.topic.length ? loadTopics(index) : undefined,
  ]);
  const { yearOf } = index;
  const first = run.hits.map(({ id }) => id);
  run.facets = narrow(index, ids, choice);
  run.ids = run.facets.ids
    .filter((id) => !first.includes(id))
    .sort((a, b) => (choice.sort === 'year' ? yearOf[b] - yearOf[a] : score[b] - score[a]) || b - a);
  run.ids.unshift(...first);
  run.candidates = ids;
  run.next = first.length;
  run.wrong = 0;
}

/**
 * Looks at the texts of the next candidates.
 * @param {Run} run
 * @param {number} count
 */
async function step(run, count) {
  const batch = run.ids.slice(run.next, run.next + count);
  const found = await Promise.all(batch.map(async (id) => verify(await fragment(run.index, id), run.terms, id)));
  for (const hit of found) {
    run.next++;
    if (hit) run.hits.push(hit);
    else run.wrong++;
  }
}

/**
 * More hits. Each candidate is a file, and most often a hit.
 * @param {Run} run
 * @param {number} count candidates to begin with
 * @param {number} [grams] of each term to rank by if the first guess was wrong
 */
export async function more(run, count, grams = 0) {
  const had = grams ? 0 : run.hits.length;
  let seen = 0;
  let size = count;
  for (;;) {
    const from = run.next;
    await step(run, size);
    const got = run.hits.length - had;
    seen += run.next - from;
    if (run.wrong && grams > FEW && run.ids.length > run.next + 3) {
      await rank(run, grams);
      grams = FEW;
      size = Math.max(PAGE - seen, 1);
      continue;
    }
    const isEnough = got ? (got > 2 && seen >= PAGE) || seen > PAGE + 1 : seen >= 16 * PAGE;
    if (isEnough || isExact(run)) return run;
    if (!got) size = 2 * PAGE;
    else size = seen < PAGE ? PAGE - seen : 2;
  }
}

/** How many hits there are, or at most are. @param {Run} run */
export function total(run) {
  return run.ids.length - run.wrong;
}

/** Whether every candidate was looked at. @param {Run} run */
export function isExact(run) {
  return run.next >= run.ids.length;
}
