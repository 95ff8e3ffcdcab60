/**
 * Marks what a search led to (`report.html?q=…#anchor`): of each word the first
 * after the anchor, over the borders of elements. Letters and digits are compared.
 */

import { all, makeButton, target } from './dom.js';

/** @typedef {{ node: Text, from: number, to: number }} Range a part of a text node */

const MOST = 4; // words
const BESIDES = '.side,.cite,.turn,.rel,sup a,button,script'; // what is no text of the report

/** @param {string} label of the button that takes the marks away */
export function markSought(label) {
  const [leaf] = all('.leaf');
  const words = new URLSearchParams(location.search).getAll('q').slice(0, MOST).map(bare);
  if (!leaf || !words.length) return;
  const start = target(location.hash);
  for (const word of words) {
    const { text, places, from } = readText(leaf, start);
    let at = word ? text.indexOf(word, from) : -1;
    if (word && at < 0) at = text.indexOf(word);
    if (at >= 0) for (const range of joined(places.slice(at, at + word.length))) surround(range);
  }
  const first = leaf.querySelector('mark');
  if (first) show(first, leaf, label);
}

/** @param {string} text */
export function bare(text) {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The letters and digits of an element, where each stands, and how many come before `start`.
 * @param {Element} leaf
 * @param {Element | null} start
 */
function readText(leaf, start) {
  /** @type {Range[]} */
  const places = [];
  let text = '';
  let from = 0;
  const walker = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (!node.parentElement || node.parentElement.closest(BESIDES)) continue;
    const isBefore = start && !start.contains(node) && start.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
    let at = 0;
    for (const character of node.data) {
      const to = at + character.length;
      if (bare(character)) {
        text += character;
        for (let unit = 0; unit < character.length; unit++) places.push({ node, from: at, to });
      }
      at = to;
    }
    if (isBefore) from = text.length;
  }
  return { text, places, from };
}

/** One range for each text node. @param {Range[]} places */
function joined(places) {
  /** @type {Range[]} */
  const ranges = [];
  for (const place of places) {
    const last = ranges[ranges.length - 1];
    if (last && last.node === place.node) last.to = place.to;
    else ranges.push({ ...place });
  }
  return ranges;
}

/** @param {Range} range */
function surround({ node, from, to }) {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  range.surroundContents(document.createElement('mark'));
}

/**
 * @param {HTMLElement} first
 * @param {HTMLElement} leaf
 * @param {string} label
 */
function show(first, leaf, label) {
  const button = makeButton(label, 'unmark', clear);
  function clear() {
    for (const mark of all('mark', leaf)) {
      const parent = mark.parentNode;
      while (mark.firstChild) mark.before(mark.firstChild);
      mark.remove();
      if (parent) parent.normalize();
    }
    button.remove();
    document.removeEventListener('keydown', onKey);
    try {
      history.replaceState(null, '', location.pathname + location.hash);
    } catch {}
  }
  function onKey(/** @type {KeyboardEvent} */ event) {
    if (event.key === 'Escape') clear();
  }
  leaf.append(button);
  document.addEventListener('keydown', onKey);
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  setTimeout(() => first.scrollIntoView({ block: 'center' }));
}
