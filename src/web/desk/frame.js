/** Pages of the site in a frame without scripts, which become what the server has, in their place. */

import { language } from './text.js';

/**
 * Makes a tree like another where it differs.
 * @param {Node} node
 * @param {Node} next
 */
function become(node, next) {
  if (node.isEqualNode(next)) return;
  if (node.nodeType !== next.nodeType || node.nodeName !== next.nodeName) {
    /** @type {ChildNode} */ (node).replaceWith(/** @type {Document} */ (node.ownerDocument).importNode(next, true));
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) {
    node.nodeValue = next.nodeValue;
    return;
  }
  const [element, other] = [/** @type {Element} */ (node), /** @type {Element} */ (next)];
  for (const { name, value } of [...other.attributes]) if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  for (const { name } of [...element.attributes]) if (!other.hasAttribute(name)) element.removeAttribute(name);
  const [old, young] = [[...element.childNodes], [...other.childNodes]];
  let [head, tail] = [0, 0];
  while (head < old.length && head < young.length && old[head].isEqualNode(young[head])) head += 1;
  while (tail < old.length - head && tail < young.length - head && old[old.length - 1 - tail].isEqualNode(young[young.length - 1 - tail]))
    tail += 1;
  const [from, to] = [old.slice(head, old.length - tail), young.slice(head, young.length - tail)];
  const before = old[old.length - tail] ?? null;
  for (const [place, each] of to.entries()) {
    if (from[place]) become(from[place], each);
    else element.insertBefore(/** @type {Document} */ (element.ownerDocument).importNode(each, true), before);
  }
  for (const each of from.slice(to.length)) each.remove();
}

/**
 * Makes the page in a frame what the server has now; it stays where it was scrolled to.
 * @param {HTMLIFrameElement} frame
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether the server has such a page
 */
export async function renew(frame, address, signal) {
  const answer = await fetch(address, { signal, cache: 'no-store', headers: { 'Accept-Language': language() } });
  if (!answer.ok) return false;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const root = frame.contentDocument?.documentElement;
  if (root) become(root, next.documentElement);
  return true;
}
