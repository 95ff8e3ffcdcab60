/** The morph: what differs between the base and the new HTML is done to the page too. */

import { align } from './align.js';
import { restyle } from './assets.js';
import { tie } from './base.js';

/**
 * What a morph does, gathered on the way.
 * @typedef {object} Change
 * @property {WeakMap<Node, Node>} live nodes of the base → nodes of the page
 * @property {Element[]} added
 * @property {Set<Node | undefined>} touched
 * @property {boolean} removed whether an entry of a filtered list went
 * @property {boolean} reload whether only a reload makes the page right
 */

/** The entries of a list that hui.js filters and counts. */
export const LISTED = '[data-f]';

/** @param {WeakMap<Node, Node>} live @returns {Change} */
export function change(live) {
  return { live, added: [], touched: new Set(), removed: false, reload: false };
}

/**
 * Makes `node` of the base like `next`, and does the same to its live node.
 * @param {Node} node
 * @param {Node} next
 * @param {Change} done
 */
export function patch(node, next, done) {
  if (node.isEqualNode(next)) return;
  const twin = done.live.get(node);
  // A script changed the structure before us; what it made is not known.
  if (!twin) done.reload = true;
  if (node instanceof Element && next instanceof Element) return patchElement(node, next, /** @type {Element | undefined} */ (twin), done);
  const [text, after] = /** @type {[CharacterData, CharacterData]} */ ([node, next]);
  if (twin) retext(/** @type {CharacterData} */ (twin), text.data, after.data);
  if (twin?.parentElement?.matches('[data-today]')) done.reload = true;
  text.data = after.data;
  done.touched.add(twin);
}

/**
 * @param {Element} node
 * @param {Element} next
 * @param {Element | undefined} twin
 * @param {Change} done
 */
function patchElement(node, next, twin, done) {
  if ((isActive(node) || isActive(next)) && !isSameScript(twin, next)) done.reload = true;
  const address = next.getAttribute('href');
  if (twin instanceof HTMLLinkElement && isStyle(node) && isStyle(next) && address !== null && node.getAttribute('href') !== address) {
    node.setAttribute('href', address);
    if (twin.href !== new URL(address, document.baseURI).href) twin = restyle(twin, address);
  }
  for (const attribute of [...next.attributes]) {
    if (node.getAttribute(attribute.name) === attribute.value) continue;
    // Not setAttribute, which refuses names that a parser lets pass.
    for (const either of [node, twin]) either?.setAttributeNode(/** @type {Attr} */ (attribute.cloneNode()));
    done.touched.add(twin);
  }
  for (const { name } of [...node.attributes]) {
    if (next.hasAttribute(name)) continue;
    for (const either of [node, twin]) either?.removeAttribute(name);
    done.touched.add(twin);
  }
  patchChildren(node, next, twin, done);
}

/**
 * @param {Element} node
 * @param {Element} next
 * @param {Element | undefined} twin
 * @param {Change} done
 */
function patchChildren(node, next, twin, done) {
  const now = [...next.childNodes];
  const pairs = align([...node.childNodes], now);
  const stay = new Set(pairs);
  for (const child of [...node.childNodes]) {
    if (stay.has(child)) continue;
    if (child instanceof Element) {
      if (holds(child, isActive)) done.reload = true;
      done.removed ||= holds(child, (part) => part.matches(LISTED));
    }
    /** @type {ChildNode | undefined} */ (done.live.get(child))?.remove();
    child.remove();
    done.touched.add(twin);
  }
  // The last nodes that are in their place, here and in the page. Nodes that
  // scripts added stand wherever they stood, after those.
  /** @type {Node | null} */
  let last = null;
  /** @type {Node | null} */
  let lastTwin = null;
  for (const [place, wanted] of now.entries()) {
    let child = pairs[place];
    if (child) patch(child, wanted, done);
    else {
      child = wanted;
      node.insertBefore(child, last ? last.nextSibling : node.firstChild);
      if (twin) {
        const fresh = document.importNode(child, true);
        tie(child, fresh);
        twin.insertBefore(fresh, lastTwin ? lastTwin.nextSibling : twin.firstChild);
        done.touched.add(twin);
        if (fresh instanceof Element) {
          done.added.push(fresh);
          if (holds(fresh, isActive)) done.reload = true;
        }
      }
    }
    last = child;
    const standing = done.live.get(child);
    if (twin && standing?.parentNode === twin) lastTwin = standing;
  }
}

/**
 * Changes as little of a text as can be, so that a selection in it stays.
 * @param {CharacterData} text
 * @param {string} before
 * @param {string} after
 */
export function retext(text, before, after) {
  if (text.data !== before) {
    text.data = after;
    return;
  }
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  text.replaceData(start, before.length - start - end, after.slice(start, after.length - end));
}

/** An element that acts once, when the page is loaded. Data in a <script> does not. @param {Element} element */
function isActive(element) {
  if (element.localName === 'script') return /^$|javascript|module|importmap/i.test(element.getAttribute('type') ?? '');
  return element.localName === 'meta' && element.hasAttribute('http-equiv');
}

/** @type {Map<Element | undefined, string>} */
const loaded = new Map([...document.scripts].map((script) => [script, script.src]));

/**
 * From another depth (a moved page, the 404 page) the same script has another address.
 * @param {Element | undefined} script
 * @param {Element} next
 */
function isSameScript(script, next) {
  const address = next.getAttribute('src');
  return Boolean(address) && loaded.get(script) === new URL(/** @type {string} */ (address), document.baseURI).href;
}

/**
 * Whether a fact is true of an element or of one in it.
 * @param {Element} element
 * @param {(element: Element) => boolean} fact
 */
function holds(element, fact) {
  return fact(element) || [...element.querySelectorAll('*')].some(fact);
}

/** @param {Element} element */
export function isStyle(element) {
  return element.localName === 'link' && /** @type {HTMLLinkElement} */ (element).relList.contains('stylesheet');
}
