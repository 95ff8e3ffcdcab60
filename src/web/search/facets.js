/** What the chosen years, organisations and topics leave of the candidates, with counts. */

/** @import { SearchIndex } from './index.js' */

/**
 * What is chosen: within a group any, between groups all.
 * @typedef {object} Choice
 * @property {number[]} org places
 * @property {number[]} topic places
 * @property {number[]} year
 * @property {string} sort `year`, or empty for the best first
 */

/**
 * How many candidates each entry of a group has under what is chosen in the others.
 * @typedef {object} Facets
 * @property {number[]} ids what is left
 * @property {number[]} org
 * @property {Map<number, number>} year
 * @property {number[]} [topic] only where the reports of topics are loaded
 */

const HAS_TOPIC = 2;
const HAS_OTHERS = 4;

/**
 * @param {SearchIndex} index
 * @param {number[]} ids
 * @param {Choice} choice whose topics are loaded
 * @returns {Facets}
 */
export function narrow(index, ids, choice) {
  const { parents, organizationOf, yearOf, reportsByTopic } = index;
  /** @type {boolean[]} */
  const isBelow = [];
  parents.forEach((parent, place) => {
    isBelow[place] = choice.org.includes(place) || (parent >= 0 && isBelow[parent]);
  });
  const flags = new Uint8Array(index.count);
  if (reportsByTopic && choice.topic.length)
    for (const place of choice.topic) for (const id of reportsByTopic[place]) flags[id] |= HAS_TOPIC;
  else flags.fill(HAS_TOPIC);
  const org = parents.map(() => 0);
  /** @type {Map<number, number>} */
  const year = new Map();
  const left = ids.filter((id) => {
    const hasTopic = flags[id] & HAS_TOPIC;
    const hasOrganization = !choice.org.length || isBelow[organizationOf[id]];
    const hasYear = !choice.year.length || choice.year.includes(yearOf[id]);
    if (hasTopic && hasYear) for (let place = organizationOf[id]; place >= 0; place = parents[place]) org[place]++;
    if (hasTopic && hasOrganization && yearOf[id]) year.set(yearOf[id], (year.get(yearOf[id]) || 0) + 1);
    if (hasOrganization && hasYear) flags[id] |= HAS_OTHERS;
    return hasTopic && hasOrganization && hasYear;
  });
  const topic = reportsByTopic && reportsByTopic.map((reports) => reports.filter((id) => flags[id] & HAS_OTHERS).length);
  return { ids: left, org, year, topic };
}
