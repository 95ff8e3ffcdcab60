/** One result of the page: path, title and the text that says most, all with marks. */

import { make, mark } from './dom.js';
import { root } from './files.js';
import { spansOf } from './spans.js';
import { textsOf } from './texts.js';

/** @import { Hit } from './texts.js' */

const EXCERPT = 120; // characters
const PARTS = 10; // the kind of the first block that is no body (src/search.rs)

/**
 * @param {Hit} hit
 * @param {string[]} parts what the blocks from `PARTS` on are called
 */
export function resultOf(hit, parts) {
  const { f: report, at, terms } = hit;
  const item = make('article', 'item');
  const path = item.appendChild(make('p', 'kick'));
  const link = item.appendChild(make('h3')).appendChild(make('a', 'plain'));

  function separate(/** @type {string} */ sign) {
    if (!path.firstChild) return;
    const mark = make('i', '', sign);
    mark.setAttribute('aria-hidden', 'true');
    path.append(mark);
  }
  report.o.forEach((name, place) => {
    if (place) separate('›');
    mark(path, name, terms);
  });
  if (report.y) {
    separate('·');
    path.append(report.y);
  }
  for (const topic of report.p.slice(0, 3)) {
    separate('·');
    mark(path, topic, terms);
  }

  link.href = addressOf(hit);
  mark(link, report.t, terms);
  if (at && (at.head || at.kind >= PARTS)) {
    link.append(make('i', 'to'));
    mark(link, at.head || parts[at.kind - PARTS] || '', terms);
  }
  // A heading is in the title already: what follows it is quoted.
  const isHeading = at && at.head && at.text === at.head;
  const text = isHeading ? textsOf(report).find((other) => other.at > at.at && other.text !== other.head) : hit.text;
  if (text) mark(item.appendChild(make('p', 's')), text.text, terms, EXCERPT);
  return item;
}

/** The page of a hit, which marks the words it is given. @param {Hit} hit */
function addressOf({ f: report, at, terms }) {
  const places = [at ? at.text : '', report.t, report.s];
  const words = [];
  for (const term of terms) {
    for (const text of places) {
      const [span] = text ? spansOf(text, [term]) : [];
      if (!span) continue;
      words.push(`q=${encodeURIComponent(text.slice(...span))}`);
      break;
    }
  }
  const query = words.slice(0, 4).join('&');
  return `${root}${report.u}${query && `?${query}`}${at && at.anchor ? `#${encodeURIComponent(at.anchor)}` : ''}`;
}
