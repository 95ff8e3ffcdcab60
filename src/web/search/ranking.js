/** Candidates of a query, with what each of them counts. */

import { concat } from './collections.js';
import { topicReports } from './index.js';
import { fetchPostings, readClasses } from './postings.js';
import { isTitle, textsWith } from './texts.js';

/** @import { SearchIndex } from './index.js' */
/** @import { Term } from './terms.js' */

/** By 1 + the class of a gram: a body, what stands before it, a title. */
const WEIGHT = [0, 1, 1.8, 6];
const PARENT_SHARE = 0.6; // of what the name of an organisation counts for those below it
const YEAR_WEIGHT = 0.002; // the newer of two equals comes first

/**
 * The reports that may have all terms, by so many grams of each.
 * @param {SearchIndex} index
 * @param {Term[]} terms
 * @param {number} most
 */
export async function candidates(index, terms, most) {
  const grams = terms.map((term) => term.grams.slice(0, most));
  const all = [...new Set(concat(grams))];
  await Promise.all(index.segments.map((segment) => fetchPostings(index, segment, all)));
  const score = new Float32Array(index.count);
  terms.forEach((term, place) => {
    const classes = new Uint8Array(index.count);
    let frequency = 0;
    for (const segment of index.segments) frequency += readClasses(index, segment, grams[place], classes);
    index.extra.forEach((report, at) => {
      const [text] = textsWith(report, term);
      if (!text) return;
      classes[index.indexed + at] = isTitle(text) ? 3 : 1;
      frequency++;
    });
    const idf = Math.log(1 + (index.count - frequency + 0.5) / (frequency + 0.5)) + 0.2;
    classes.forEach((rank, id) => {
      score[id] = rank && (!place || score[id]) ? score[id] + idf * WEIGHT[rank] : 0;
    });
  });
  const ids = Array.from(score.keys()).filter((id) => score[id]);
  if (ids.length) {
    liftOrganizations(index, terms, ids, score);
    await liftTopics(index, terms, score);
  }
  return { ids, score };
}

/**
 * @param {SearchIndex} index
 * @param {Term[]} terms
 * @param {number[]} ids
 * @param {Float32Array} score
 */
function liftOrganizations(index, terms, ids, score) {
  /** @type {number[]} */
  const lifts = [];
  index.foldedOrganizations.forEach((name, place) => {
    let own = 0;
    for (const { folded } of terms) own += lift([name], folded, 6, 3);
    const parent = index.parents[place];
    lifts[place] = Math.max(own, parent >= 0 ? PARENT_SHARE * lifts[parent] : 0);
  });
  for (const id of ids) score[id] += (lifts[index.organizationOf[id]] || 0) + YEAR_WEIGHT * Math.max(index.yearOf[id] - 1900, 0);
}

/**
 * @param {SearchIndex} index
 * @param {Term[]} terms
 * @param {Float32Array} score
 */
async function liftTopics(index, terms, score) {
  const lifts = index.foldedTopics.map((names) => terms.reduce((sum, { folded }) => sum + lift(names, folded, 4, 2), 0));
  const lists = await Promise.all(lifts.map((value, place) => (value ? topicReports(index, place) : [])));
  /** @type {Map<number, number>} */
  const best = new Map();
  lists.forEach((reports, place) => {
    for (const id of reports) best.set(id, Math.max(lifts[place], best.get(id) || 0));
  });
  best.forEach((value, id) => {
    if (score[id]) score[id] += value;
  });
}

/**
 * What a name counts that a term is, or is part of.
 * @param {string[]} names folded
 * @param {string} term folded
 * @param {number} whole
 * @param {number} part
 */
export function lift(names, term, whole, part) {
  let best = 0;
  for (const name of names) {
    if (name === term) best = Math.max(best, whole);
    else if (term.length > 1 && name.includes(term)) best = Math.max(best, part * (0.5 + (0.5 * term.length) / name.length));
  }
  return best;
}
