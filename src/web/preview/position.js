/** Where the reader is, before and after the page changes. */

import { host } from './panel.js';

/** @typedef {[element: Element, top: number]} Place */

/** What is in sight, from the top: `[element, top]`. Nothing at the top of the page, which stays the top. */
export function visible() {
  /** @type {Place[]} */
  const found = [];
  const look = (/** @type {Element} */ parent) => {
    for (const child of parent.children) {
      if (found.length >= 80) return;
      const box = child.getBoundingClientRect();
      if (box.height && (box.bottom <= 0 || box.top >= innerHeight)) continue;
      // What does not go with the text: stuck to the window, or decoration.
      if (child === host || child.ariaHidden === 'true' || /fixed|sticky/.test(getComputedStyle(child).position)) continue;
      if (box.height && (box.top >= 0 || !child.firstElementChild)) found.push([child, box.top]);
      look(child);
    }
  };
  if (scrollY > 0) look(document.body);
  return found;
}

/**
 * Scrolls so that the topmost of them that has not changed stands where it stood.
 * @param {Place[]} places
 * @param {Set<Node | undefined>} touched
 */
export function hold(places, touched) {
  /** @type {Set<Node>} */
  const changed = new Set();
  for (const each of touched) {
    for (let node = each ?? null; node && !changed.has(node); node = node.parentNode) changed.add(node);
  }
  const there = places.filter(([element]) => element.isConnected && element.getClientRects().length > 0);
  const place = there.find(([element]) => !changed.has(element)) ?? there[0];
  if (!place) return;
  const [element, top] = place;
  const shift = element.getBoundingClientRect().top - top;
  if (Math.abs(shift) >= 1) scrollBy({ top: shift, behavior: 'instant' });
}
