/** The page of results: what is typed and chosen, in the address; what is found, below. */

import { combobox, kindsOf } from './combobox.js';
import { all, empty, make, makeButton, mark, say } from './dom.js';
import { facetPanel } from './facet-panel.js';
import { isUnreachable, root } from './files.js';
import { fold } from './fold.js';
import { forget, organizationId, organizationIds, ready } from './index.js';
import { KIND, namesNear, namesWith } from './names.js';
import { spelled } from './pinyin.js';
import { find, isExact, more, PAGE, total } from './query.js';
import { resultOf } from './result.js';
import { LONGEST, parseQuery } from './terms.js';

/** @import { Choice } from './facets.js' */
/** @import { SearchIndex } from './index.js' */
/** @import { Name } from './names.js' */
/** @import { Run } from './query.js' */

/**
 * What is asked, as the address has it. Organisations and topics are ids, which
 * stay; in an index they are places.
 * @typedef {object} State
 * @property {string} q
 * @property {string[]} org
 * @property {string[]} topic
 * @property {number[]} year
 * @property {string} sort
 */

/** @typedef {{ shown?: number, y?: number } | null} Kept how far a reader had come, in the history */
/** @typedef {{ name: string, to: string, year?: number }} Offer another search */

const SLOW = 400; // milliseconds until a reader is told that it takes time
const MOST_RESTORED = 200; // results
const NAMES = 6;

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} found what holds results and has the words
 */
export function resultsPage(form, found) {
  const words = /** @type {Record<string, string>} */ (found.dataset);
  const parts = (words.parts || '').split('|');
  const kinds = kindsOf(form);
  const [list] = all('.hits', found);
  const [moreButton] = /** @type {HTMLButtonElement[]} */ (all('.more', found));
  const [status] = all('[data-found-status]');
  const [nearby] = all('.near');
  const [named] = all('.named');
  const title = document.title;
  const state = readAddress();
  /** @type {Run | null} */
  let run = null;
  let turn = 0;
  let isRunning = false;
  let isWaiting = false;
  let isSettled = true; // the next change is a new entry of the history

  const box = combobox(form, (isDone) => {
    state.q = box.input.value.slice(0, LONGEST);
    if (isDone) box.input.value = state.q;
    update(isDone);
  });
  const drawFacets = facetPanel(/** @type {HTMLElement} */ (found.querySelector('.facets')), state, words, {
    current: () => /** @type {Run} */ (run),
    changed: choose,
    failed: showFailure,
  });

  /** One entry of the history for each search that was meant: typing goes on in the last. @param {boolean} isDone */
  function writeAddress(isDone) {
    const params = new URLSearchParams();
    if (state.q.trim()) params.set('q', state.q);
    for (const key of /** @type {const} */ (['org', 'topic', 'year'])) for (const value of state[key]) params.append(key, String(value));
    if (state.sort) params.set('sort', state.sort);
    const query = String(params);
    const address = location.pathname + (query && `?${query}`);
    if (address !== location.pathname + location.search) {
      try {
        history[isSettled ? 'pushState' : 'replaceState'](null, '', address);
        isSettled = false;
      } catch {}
    }
    if (isDone) isSettled = true;
  }

  /** @param {boolean} isDone */
  function update(isDone) {
    writeAddress(isDone);
    go();
  }

  /** Something was chosen, not typed. */
  function choose() {
    isSettled = true;
    update(true);
  }

  /** While one search runs, the last that was asked for waits. @param {Kept} [kept] */
  async function go(kept) {
    isWaiting = isRunning;
    if (isRunning) return;
    isRunning = true;
    await search(kept);
    isRunning = false;
    if (isWaiting) go();
  }

  /** @param {Kept} [kept] */
  async function search(kept) {
    const query = state.q.trim();
    const mine = ++turn;
    const names = pagesNamed(query);
    // The ways in stand below, and would move when the results come.
    showWays(!query || isUnreachable);
    document.title = query ? say(words.title, { q: query }) + title : title;
    if (!query || isUnreachable) {
      run = null;
      found.hidden = true;
      status.textContent = isUnreachable ? words.server : '';
      empty(nearby);
      empty(named);
      return;
    }
    found.setAttribute('aria-busy', 'true');
    const slow = setTimeout(() => {
      if (mine === turn) status.textContent = words.searching;
    }, SLOW);
    try {
      const result = await findOrCorrect(query);
      const missing = Math.min((kept && kept.shown) || 0, MOST_RESTORED) - result.hits.length;
      if (missing > 0) await more(result, missing);
      // All at once: what comes later would move what is being read.
      const [pages, near] = await Promise.all([names, result.hits.length || !result.terms.length ? [] : namesNear(query).catch(() => [])]);
      run = result;
      empty(list);
      empty(nearby);
      empty(named);
      showNames(pages, result);
      draw(result, 0);
      drawFacets();
      if (result.hits.length) offerYear(query, result.index);
      else offerOthers(query, result, near);
      clearTimeout(slow);
      found.hidden = !result.candidates.length;
      showWays(found.hidden);
      if (kept && kept.y) scrollTo(0, kept.y);
    } catch {
      showFailure();
    }
    clearTimeout(slow);
    found.removeAttribute('aria-busy');
  }

  /** Where nothing is found, what the letters spell is searched. @param {string} query */
  async function findOrCorrect(query) {
    const choice = await readChoice();
    const result = await find(query, choice);
    if (result.candidates.length || !result.terms.length) return result;
    const names = await spelled(query);
    // A whole name or a phrase, rather than a name that only begins so.
    const name = names.find(({ isWhole, kind }) => isWhole || kind === KIND.phrase) || names[0];
    if (!name) return result;
    const corrected = await find(name.name, choice);
    corrected.corrected = name.name;
    return corrected.candidates.length ? corrected : result;
  }

  /** @returns {Promise<Choice>} */
  function readChoice() {
    const read = async () => {
      const index = await ready();
      const ids = state.org.length ? await organizationIds(index) : [];
      const topics = index.topics.map(([, id]) => id);
      return { ...state, org: placesOf(state.org, ids), topic: placesOf(state.topic, topics) };
    };
    return read().catch(() => {
      forget();
      return read();
    });
  }

  /**
   * @param {Run} result
   * @param {number} from
   */
  function draw(result, from) {
    for (const hit of result.hits.slice(from)) list.append(resultOf(hit, parts));
    moreButton.hidden = isExact(result);
    status.textContent = statusOf(result);
  }

  /** @param {Run} result */
  function statusOf(result) {
    const query = state.q.trim();
    const count = total(result);
    if (!result.terms.length) return words.empty;
    if (!count) return say(words.none, { q: query });
    if (!result.hits.length) return say(words.unsure, { q: query, n: result.next, of: result.ids.length });
    const correction = result.corrected ? say(words.spelled, { q: query, to: result.corrected }) : '';
    const phrase = !isExact(result) ? words.about : count === 1 ? words.one : words.many;
    return correction + say(phrase, { q: result.corrected || query, n: count });
  }

  moreButton.onclick = async () => {
    const now = /** @type {Run} */ (run);
    const from = now.hits.length;
    const hadFocus = document.activeElement === moreButton;
    moreButton.disabled = true;
    try {
      await more(now, 2 * PAGE);
      moreButton.disabled = false;
      if (now !== run) return;
      draw(now, from);
      const next = list.children[from];
      const link = hadFocus && next && next.querySelector('a');
      if (link) link.focus();
    } catch {
      moreButton.disabled = false;
      showFailure();
    }
  };

  /** The ways in without a search. @param {boolean} areShown */
  function showWays(areShown) {
    document.documentElement.classList.toggle('asked', !areShown);
  }

  /**
   * Names that have the query, with their pages, which stand before the reports.
   * @param {string} query
   * @returns {Promise<{ name: Name, href: string }[]>}
   */
  async function pagesNamed(query) {
    if (!query || isUnreachable) return [];
    try {
      const [index, names, byPinyin] = await Promise.all([ready(), namesWith(query, NAMES), spelled(query)]);
      const others = byPinyin.filter(({ isWhole, name }) => isWhole && !names.some((other) => other.name === name));
      return await Promise.all([...names, ...others].slice(0, NAMES).map(async (name) => ({ name, href: await hrefOf(index, name) })));
    } catch {
      return [];
    }
  }

  /**
   * @param {{ name: Name, href: string }[]} pages
   * @param {Run} result
   */
  function showNames(pages, { index }) {
    const terms = parseQuery(state.q);
    const folded = fold(state.q);
    for (const { name, href } of pages) {
      const link = make('a');
      const kind = make('span', 'kind', kinds[name.kind]);
      mark(link, name.name, terms);
      link.href = root + href;
      named.append(link, kind);
      // The other name by which it was found.
      const isByOther = name.kind === KIND.topic && !name.folded.includes(folded);
      const other = isByOther && index.topics[name.place || 0][2].find((synonym) => fold(synonym).includes(folded));
      if (other) mark(kind.appendChild(make('small')), ` ${other}`, terms);
    }
  }

  /**
   * A year among the words: its reports may be meant, not those that name it.
   * @param {string} query
   * @param {SearchIndex} index
   */
  function offerYear(query, index) {
    const { year, rest } = splitYear(query, index.years);
    if (!year || !rest || state.year.length) return;
    offer(say(words.year, { year }), [{ name: rest, year, to: `?q=${encodeURIComponent(rest)}&year=${year}` }]);
  }

  /**
   * Nothing is found: what is near.
   * @param {string} query
   * @param {Run} result
   * @param {Name[]} near
   */
  function offerOthers(query, result, near) {
    if (!result.terms.length) return;
    const search = (/** @type {string} */ name) => ({ name, to: `?q=${encodeURIComponent(name)}` });
    const isFiltered = state.org.length || state.topic.length || state.year.length;
    if (isFiltered && result.candidates.length) return offer(words.unfilter, [search(query)]);
    offerYear(query, result.index);
    if (near.length)
      offer(
        words.near,
        near.map(({ name }) => search(name)),
      );
  }

  /**
   * @param {string} text
   * @param {Offer[]} offers
   */
  function offer(text, offers) {
    if (nearby.firstChild) nearby.append(' ');
    nearby.append(text);
    for (const { name, to, year } of offers) {
      const link = make('a', '', name);
      link.href = to;
      link.onclick = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        box.input.value = name;
        Object.assign(state, { q: name, org: [], topic: [], year: year ? [year] : [] });
        choose();
        box.input.focus();
      };
      nearby.append(' ', link);
    }
  }

  function showFailure() {
    found.hidden = true;
    empty(nearby);
    empty(named);
    showWays(true);
    status.textContent = words.error;
    nearby.append(
      makeButton(words.again, () => {
        forget();
        go();
      }),
    );
  }

  addEventListener('popstate', () => {
    Object.assign(state, readAddress());
    isSettled = true;
    box.input.value = state.q;
    box.close();
    go(history.state);
  });
  // Back from a report: as many results, at the same place.
  addEventListener('pagehide', () => {
    if (!run) return;
    try {
      history.replaceState({ shown: run.hits.length, y: scrollY }, '');
    } catch {}
  });
  const details = found.querySelector('details');
  if (details) details.open = matchMedia('(min-width:62rem)').matches;
  // What was typed before the script came.
  if (box.input.value && !state.q) state.q = box.input.value.slice(0, LONGEST);
  else box.input.value = state.q;
  if (state.q || isUnreachable) go(history.state);
  else box.input.focus({ preventScroll: true });
}

/** @returns {State} */
function readAddress() {
  const params = new URLSearchParams(location.search);
  return {
    q: (params.get('q') || '').slice(0, LONGEST),
    org: params.getAll('org'),
    topic: params.getAll('topic'),
    year: params.getAll('year').map(Number),
    sort: params.get('sort') === 'year' ? 'year' : '',
  };
}

/**
 * @param {string[]} ids
 * @param {string[]} all
 */
function placesOf(ids, all) {
  return ids.map((id) => all.indexOf(id)).filter((place) => place >= 0);
}

/**
 * The page of a name, from the root of the site.
 * @param {SearchIndex} index
 * @param {Name} name
 */
async function hrefOf(index, { kind, place = 0, href = '' }) {
  if (kind === KIND.organization) return `orgs/${encodeURIComponent(await organizationId(index, place))}.html`;
  if (kind === KIND.topic) return `topics/${encodeURIComponent(index.topics[place][1])}.html`;
  return href;
}

/**
 * The first year of the publication among the words, and the rest of them.
 * @param {string} query
 * @param {number[]} years
 */
export function splitYear(query, years) {
  let year = 0;
  const words = query.split(/\s+/).map((word) => {
    const match = /^(\d{4})年?(.*)$/.exec(word);
    if (!match || year || !years.includes(+match[1]) || /^\d/.test(match[2])) return word;
    year = +match[1];
    return match[2];
  });
  return { year, rest: words.filter(Boolean).join(' ') };
}
