/**
 * Search: any phrase of the publication, without a server, from a disk too.
 *
 * src/search.rs describes the index. Neighbouring characters give candidates; the
 * text of one says whether it is a hit.
 *
 * Hooks of a theme: a form[data-search] with an input gets suggestions; #found
 * (see find.html) gets results and has the words; `huibianSearch` is for scripts.
 */

import { decode, postingLists, riceParameter } from './bits.js';
import { combobox } from './combobox.js';
import { all, mark } from './dom.js';
import { fold } from './fold.js';
import { hash } from './hash.js';
import { ready, simplify } from './index.js';
import { namesNear } from './names.js';
import { resultsPage } from './page.js';
import { find, isExact, more, total } from './query.js';
import { suggest } from './suggest.js';
import { LONGEST, parseQuery } from './terms.js';

/** For scripts of a theme, and for tests. */
const api = {
  find,
  more,
  total,
  isExact,
  suggest,
  near: namesNear,
  fold,
  hash,
  parameter: riceParameter,
  lists: (/** @type {string} */ base64, /** @type {number} */ reports) =>
    postingLists(decode(base64), reports, { size: Infinity, has: () => true }),
  ready,
  simplify,
  mark,
  terms: parseQuery,
};

function begin() {
  const found = document.getElementById('found');
  for (const form of /** @type {HTMLFormElement[]} */ (all('form[data-search]'))) {
    if (found && form.querySelector('#q')) {
      resultsPage(form, found);
      continue;
    }
    const box = combobox(form, (isDone) => {
      const query = box.input.value.trim();
      if (isDone && query) location.href = `${form.action}?q=${encodeURIComponent(query.slice(0, LONGEST))}`;
    });
  }
}

Object.assign(window, { huibianSearch: api });
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else begin();
