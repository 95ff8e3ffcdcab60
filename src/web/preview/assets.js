/** Styles, pictures and icons that changed are loaded anew, without a flash. */

import { base, live } from './base.js';
import { isStyle } from './patch.js';
import { decode, reload } from './tab.js';

// Times are counted here: versions begin anew with every run of the server.
let time = 0;
let everything = 0; // when all became suspect
/** Path → when it changed. @type {Map<string, number>} */
const changed = new Map();
/** Element → when it was loaded anew. @type {WeakMap<Element, number>} */
const fetched = new WeakMap();
/** A stylesheet that is loading → those it stands in for. @type {WeakMap<Element, Element[]>} */
const replaced = new WeakMap();
/** Those. @type {WeakSet<Element>} */
const leaving = new WeakSet();

/**
 * @param {string[]} paths
 * @param {boolean} all whether anything else may have changed too
 */
export function announce(paths, all) {
  time += 1;
  for (const path of paths) changed.set(path, time);
  if (all) everything = time;
}

/**
 * Loads anew what has changed since it was loaded.
 * @param {string} version for addresses, so that nothing older is taken
 */
export function refresh(version) {
  const stale = (/** @type {Element} */ element, /** @type {string} */ address) => {
    const url = address && new URL(address, document.baseURI);
    if (!url || url.origin !== location.origin) return null;
    if (Math.max(changed.get(decode(url.pathname).slice(1)) ?? 0, everything) <= (fetched.get(element) ?? 0)) return null;
    fetched.set(element, time);
    url.searchParams.set('preview', version);
    return url.href;
  };
  for (const script of document.scripts) {
    if (changed.has(decode(new URL(script.src || '/', location.href).pathname).slice(1))) return reload();
  }
  for (const image of document.images) {
    // Which of the widths of a photograph the browser has chosen.
    const plain = image.currentSrc || image.src;
    const address = stale(image, plain);
    if (address) repaint(image, plain, address);
  }
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel~="stylesheet"], link[rel~="icon"]'))) {
    const address = !leaving.has(link) && stale(link, link.href);
    if (address && isStyle(link)) restyle(link, address);
    else if (address) link.href = address;
  }
}

/**
 * Shows a picture anew, once it is there; the plain address is for the pages visited next.
 * @param {HTMLImageElement} image
 * @param {string} plain
 * @param {string} address
 */
async function repaint(image, plain, address) {
  const when = fetched.get(image);
  const fresh = new Image();
  fresh.src = address;
  await Promise.allSettled([fetch(plain, { cache: 'reload' }), fresh.decode()]);
  if (fetched.get(image) !== when || (image.currentSrc || image.src) !== plain) return;
  for (const source of image.parentElement?.querySelectorAll('source') ?? [])
    if (source.parentElement === image.parentElement) source.srcset = address;
  image.src = address;
}

/**
 * Puts a stylesheet beside the old one, which goes when the new one has come.
 * @param {HTMLLinkElement} link
 * @param {string} address
 */
export function restyle(link, address) {
  const fresh = /** @type {HTMLLinkElement} */ (link.cloneNode());
  fresh.setAttribute('href', address);
  const old = [link, ...(replaced.get(link) ?? [])];
  replaced.set(fresh, old);
  leaving.add(link);
  // One that cannot be loaded takes the old one's place too, as it would on the site.
  fresh.onload = fresh.onerror = () => {
    for (const each of old) each.remove();
    replaced.delete(fresh);
  };
  fetched.set(fresh, time);
  for (const node of base.querySelectorAll('link')) if (live.get(node) === link) live.set(node, fresh);
  link.after(fresh);
  return fresh;
}
