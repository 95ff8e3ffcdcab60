/** The server's last HTML of this page, each node tied to its live one. */

import { tag } from './tab.js';

/** Nodes of the base → nodes of the page. @type {WeakMap<Node, Node>} */
export const live = new WeakMap();

export const base = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
tie(base, document.documentElement);
base.querySelector(`script[src="${tag.getAttribute('src')}"]`)?.remove();

/**
 * Ties a node and all below it to a copy of it.
 * @param {Node} node
 * @param {Node} other
 */
export function tie(node, other) {
  live.set(node, other);
  let child = other.firstChild;
  for (const own of node.childNodes) {
    if (child) tie(own, child);
    child = child?.nextSibling ?? null;
  }
}
