/** Names of what has a page: those that hold what is typed, and those near to it. */

import { concat, uniqueByName } from './collections.js';
import { load } from './files.js';
import { BREAK, fold } from './fold.js';
import { hash, topBits } from './hash.js';
import { hex, ready } from './index.js';

/** @import { SearchIndex } from './index.js' */

/**
 * @typedef {object} Name
 * @property {string} name
 * @property {number} kind of `KIND`
 * @property {string} folded
 * @property {string[]} [synonyms] folded, the name among them
 * @property {string} [above] of an organisation, folded: the full name of the one above it
 * @property {string} [full] and its own
 * @property {number} [place] of an organisation or topic
 * @property {string} [href] of its page
 * @property {number} weight how often it is mentioned
 * @property {boolean} [isWhole] all of it was typed
 */

/** The numbers by which files and phrases (`search.kinds`) know them. */
export const KIND = { organization: 0, topic: 1, person: 2, phrase: 5, metric: 6, year: 7 };

/**
 * Names that hold the query.
 * @param {string} query
 * @param {number} count
 */
export async function namesWith(query, count) {
  const index = await ready();
  const folded = fold(query);
  if (!folded || folded.includes(BREAK)) return [];
  const files = await Promise.all([loadNames(index, folded), folded.length > 1 ? loadMetrics(index) : []]);
  const names = concat([ownNames(index), ...files]).filter(
    (name) =>
      spellings(name).some((spelling) => spelling.includes(folded)) || (includes(name.full, folded) && !includes(name.above, folded)),
  );
  return uniqueByName(names)
    .sort((a, b) => +b.folded.startsWith(folded) - +a.folded.startsWith(folded) || a.folded.length - b.folded.length || b.weight - a.weight)
    .slice(0, count);
}

/** Names that the query misses by one character. @param {string} query */
export async function namesNear(query) {
  const index = await ready();
  const folded = fold(query);
  if (!folded || folded.includes(BREAK)) return [];
  const names = concat([ownNames(index), await loadNames(index, folded)]).filter((name) =>
    spellings(name).some((spelling) => isNear(folded, spelling)),
  );
  const { length } = Array.from(folded);
  const distance = (/** @type {Name} */ name) => Math.abs(name.folded.length - length);
  return uniqueByName(names)
    .sort((a, b) => distance(a) - distance(b) || b.weight - a.weight)
    .slice(0, 6);
}

/** @param {string} text */
function includes(text = '', part = '') {
  return text.includes(part);
}

/** @param {Name} name */
function spellings(name) {
  return name.synonyms || [name.folded];
}

/**
 * People, posts and honours: those that begin or end as the query does.
 * @param {SearchIndex} index
 * @param {string} folded
 */
async function loadNames(index, folded) {
  const characters = Array.from(folded);
  const shards = new Set([characters[0], characters[characters.length - 1]].map((end) => topBits(hash(end), index.manifest.names)));
  /** @type {[name: string, kind: number, href: string, mentions: number][][]} */
  const files = await Promise.all(Array.from(shards, (shard) => load(`n/${hex(shard)}`, index.manifest.e)));
  /** @type {Map<string, Name>} */
  const names = new Map();
  for (const [name, kind, href, weight] of concat(files)) {
    const key = name + kind;
    if (!names.has(key)) names.set(key, { name, folded: fold(name), kind: KIND.person + kind, href, weight });
  }
  return [...names.values()];
}

/** @param {SearchIndex} index */
function ownNames(index) {
  const { organizations, parents, topics, years, foldedOrganizations, foldedTopics } = index;
  if (!index.names) {
    // Of an organisation the name in full: many have a first branch.
    /** @type {string[]} */
    const names = [];
    index.names = [
      ...organizations.map((own, place) => {
        const above = names[parents[place]] || '';
        const name = own.startsWith(above) ? own : above + (/\w$/.test(above) && /^\w/.test(own) ? ' ' : '') + own;
        names[place] = name;
        return {
          name,
          folded: foldedOrganizations[place],
          above: fold(above),
          full: fold(name),
          kind: KIND.organization,
          place,
          weight: 0,
        };
      }),
      ...topics.map(([name], place) => ({
        name,
        folded: foldedTopics[place][0],
        synonyms: foldedTopics[place],
        kind: KIND.topic,
        place,
        weight: 0,
      })),
      ...years
        .map(String)
        .map((name) => ({ name, folded: name, synonyms: [name, `${name}年`], kind: KIND.year, href: `years/${name}.html`, weight: 0 })),
    ];
  }
  return index.names;
}

/**
 * Metrics, whose file an older index lacks.
 * @param {SearchIndex} index
 * @returns {Promise<Name[]>}
 */
async function loadMetrics(index) {
  try {
    /** @type {[name: string, href: string][]} */
    const metrics = await load('m', index.manifest.e);
    return metrics.map(([name, href]) => ({ name, folded: fold(name), kind: KIND.metric, href, weight: 0 }));
  } catch {
    return [];
  }
}

/**
 * Whether there is one character more, less, or other, or two have changed places;
 * or one other within a longer name.
 * @param {string} query folded
 * @param {string} name folded
 */
export function isNear(query, name) {
  const a = Array.from(query);
  const b = Array.from(name);
  if (a.length < 2 || query === name) return false;
  if (Math.abs(a.length - b.length) < 2) {
    let head = 0;
    let tail = 0;
    while (head < a.length && a[head] === b[head]) head++;
    while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
    if (Math.max(a.length, b.length) - head - tail < 2) return true;
    if (a.length === b.length && a.length - head - tail === 2 && a[head] === b[head + 1] && a[head + 1] === b[head]) return true;
  }
  if (a.length < 3) return false;
  for (let from = 0; from + a.length <= b.length; from++) {
    if (a.filter((character, at) => character !== b[from + at]).length < 2) return true;
  }
  return false;
}
