/** The panel in which years, organisations and topics are chosen, and the order. */

import { all, make, makeButton } from './dom.js';
import { narrow } from './facets.js';
import { loadTopics, organizationId } from './index.js';

/** @import { Facets } from './facets.js' */
/** @import { Run } from './query.js' */
/** @import { State } from './page.js' */

/**
 * @typedef {object} Row
 * @property {number} value
 * @property {string} text
 * @property {number} count
 * @property {boolean} isOn
 * @property {number} [depth]
 */

/** @typedef {'org' | 'topic' | 'year'} Group */

const SHOWN = 8; // entries of a group, until all are asked for

/**
 * @param {HTMLElement} panel
 * @param {State} state
 * @param {Record<string, string>} words
 * @param {{ current: () => Run, changed: () => void, failed: () => void }} page
 */
export function facetPanel(panel, state, words, page) {
  /** Groups of which all is shown. @type {Set<string>} */
  const open = new Set();

  function draw() {
    const run = page.current();
    const { activeElement: active } = document;
    const held = active instanceof HTMLInputElement && panel.contains(active) ? active : null;
    for (const set of all('fieldset', panel)) {
      for (const part of all('label,button', set)) part.remove();
      drawGroup(/** @type {HTMLFieldSetElement} */ (set), set.dataset.facet || '', run);
    }
    const same = held && inputs(panel).find(({ name, value }) => name === held.name && value === held.value);
    if (same) same.focus();
  }

  /**
   * @param {HTMLFieldSetElement} set
   * @param {string} group
   * @param {Run} run
   */
  function drawGroup(set, group, run) {
    const { facets, index } = run;
    if (group === 'sort') {
      for (const [value, text] of [
        ['', words.sortBest],
        ['year', words.sortYear],
      ]) {
        set.append(label('radio', group, value, text, state.sort === value));
      }
      return;
    }
    if (!facets) {
      set.hidden = true;
      return;
    }
    if (group === 'topic' && !facets.topic) {
      set.append(makeButton(words.topics, () => countTopics(run, set)));
      set.hidden = !index.topics.length;
      return;
    }
    const isFull = open.has(group);
    let rows = group === 'year' ? yearRows(facets) : group === 'topic' ? topicRows(run, facets) : organizationRows(run, facets, isFull);
    let isCut = group === 'org' && index.children[0].filter((place) => facets.org[place]).length > SHOWN;
    if (group !== 'org') {
      isCut = rows.length > SHOWN;
      if (!isFull) rows = rows.filter(({ isOn }, at) => at < SHOWN || isOn);
    }
    for (const { value, text, count, isOn, depth } of rows) set.append(label('checkbox', group, value, text, isOn, count, depth));
    if (isCut && !isFull) {
      set.append(
        makeButton(words.all, () => {
          open.add(group);
          draw();
          focusFirst(set);
        }),
      );
    }
    set.hidden = !rows.length;
  }

  /**
   * @param {Facets} facets
   * @returns {Row[]}
   */
  function yearRows({ year }) {
    const counts = new Map(year);
    for (const chosen of state.year) if (!counts.has(chosen)) counts.set(chosen, 0);
    return Array.from(counts, ([value, count]) => ({ value, text: String(value), count, isOn: state.year.includes(value) })).sort(
      (a, b) => b.value - a.value,
    );
  }

  /**
   * @param {Run} run
   * @param {Facets} facets
   * @returns {Row[]}
   */
  function topicRows({ index, choice }, { topic = [] }) {
    return index.topics
      .map(([text], value) => ({ value, text, count: topic[value], isOn: choice.topic.includes(value) }))
      .filter(({ count, isOn }) => count || isOn)
      .sort((a, b) => +b.isOn - +a.isOn || b.count - a.count);
  }

  /**
   * Those at the top, and what lies below the chosen ones or the only one.
   * @param {Run} run
   * @param {Facets} facets
   * @param {boolean} isFull
   */
  function organizationRows({ index, choice }, { org }, isFull) {
    const isOn = (/** @type {number} */ place) => choice.org.includes(place);
    /** @type {Set<number>} */
    const above = new Set();
    for (const chosen of choice.org) for (let place = index.parents[chosen]; place >= 0; place = index.parents[place]) above.add(place);
    /** @type {Row[]} */
    const rows = [];
    addBelow(-1, 0);
    return rows;

    function addBelow(/** @type {number} */ parent, /** @type {number} */ depth) {
      let places = index.children[parent + 1]
        .filter((place) => org[place] || isOn(place))
        .sort((a, b) => +isOn(b) - +isOn(a) || org[b] - org[a]);
      if (!isFull && places.length > SHOWN) places = places.filter((place, at) => at < SHOWN || isOn(place) || above.has(place));
      for (const place of places) {
        rows.push({ value: place, text: index.organizations[place], count: org[place], isOn: isOn(place), depth });
        if (isOn(place) || places.length === 1 || above.has(place)) addBelow(place, depth + 1);
      }
    }
  }

  /**
   * @param {Run} run
   * @param {HTMLElement} set
   */
  async function countTopics(run, set) {
    try {
      await loadTopics(run.index);
      if (page.current().index !== run.index) return;
      const now = page.current();
      now.facets = narrow(now.index, now.candidates, now.choice);
      draw();
      focusFirst(set);
    } catch {
      page.failed();
    }
  }

  panel.addEventListener('change', async ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    const { name: group, checked: isOn } = input;
    const { index } = page.current();
    if (group === 'sort') state.sort = input.value;
    else {
      try {
        if (group === 'year') state.year = toggled(state.year, +input.value, isOn);
        else if (group === 'topic') state.topic = toggled(state.topic, index.topics[+input.value][1], isOn);
        else state.org = toggled(state.org, await organizationId(index, +input.value), isOn);
      } catch {
        return page.failed();
      }
    }
    page.changed();
  });
  panel.addEventListener('submit', (event) => event.preventDefault());
  return draw;
}

/**
 * @template T
 * @param {T[]} chosen
 * @param {T} value
 * @param {boolean} isOn
 */
function toggled(chosen, value, isOn) {
  const others = chosen.filter((other) => other !== value);
  return isOn ? [...others, value] : others;
}

/** @param {HTMLElement} within @returns {HTMLInputElement[]} */
function inputs(within) {
  return all('input', within);
}

/** @param {HTMLElement} set */
function focusFirst(set) {
  const [input] = inputs(set);
  if (input) input.focus();
}

/**
 * @param {string} type
 * @param {string} name
 * @param {string | number} value
 * @param {string} text
 * @param {boolean} isOn
 * @param {number} [count]
 * @param {number} [depth]
 */
function label(type, name, value, text, isOn, count, depth) {
  const element = make('label', depth ? `d${Math.min(depth, 4)}` : '');
  const input = element.appendChild(make('input'));
  Object.assign(input, { type, name, value, checked: isOn });
  element.append(make('span', '', text));
  if (count !== undefined) element.append(make('small', '', count));
  return element;
}
