/**
 * What every page has beside its text. Progressive enhancement only: every page
 * reads and links without it.
 *
 * It stands in the head and runs before the page is there.
 */

import { copyCitations, fillToday } from './citation.js';
import { showColorScheme, switchColorScheme } from './color-scheme.js';
import { followContents } from './contents.js';
import { all, root, script } from './dom.js';
import { filterLists } from './filter.js';
import { prepareSearchField } from './search-field.js';
import { markSought } from './sought.js';

const [night, nightLabel, day, dayLabel, copied, notCopied, unmark] = (script.getAttribute('data-words') || '').split('|');

// A page with a query says so at once: what it will have is not yet there.
root.className = /[?&]q=[^&]/.test(location.search) ? 'js asked' : 'js';
showColorScheme();

document.addEventListener('DOMContentLoaded', () => {
  switchColorScheme([night, nightLabel], [day, dayLabel]);
  // On narrow screens the shelf starts at the latest years.
  for (const shelf of all('.shelf')) shelf.scrollLeft = 9e3;
  fillToday();
  copyCitations(copied, notCopied);
  followContents();
  prepareSearchField();
  filterLists();
});
addEventListener('load', () => markSought(unmark));
