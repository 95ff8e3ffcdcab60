/** What the server has, what the page shows, and how the one becomes the other. */

import { announce, refresh } from './assets.js';
import { base, live } from './base.js';
import { retry } from './connection.js';
import { tell } from './panel.js';
import { change, LISTED, patch } from './patch.js';
import { hold, visible } from './position.js';
import { decode, keep, kept, oneAtATime, reload, routeOf, tag } from './tab.js';

/** @import { Change } from './patch.js' */

/**
 * An event of the server.
 * @typedef {object} Site
 * @property {number} version
 * @property {string} server which run of it
 * @property {[from: string, to: string][]} [moved]
 * @property {string[]} [assets] that changed
 * @property {Record<string, number>} findings by severity
 * @property {boolean} blocked the site stands as it was before an error
 * @property {boolean} [partial] there was nothing before it
 */

/** @typedef {{ root: HTMLElement, etag?: string, version?: string }} Page the server's HTML, and what its tag said */

// What hui.js binds to when a page is loaded; when such an element is new,
// only a reload makes it work. Of a filtered list it also counts the entries.
const BOUND = '[data-copy], [data-today], form[data-filter], .toc a';

let heard = Number(tag.dataset.version); // the newest version announced
/** Which run of the server announced it. @type {string | undefined} */
let server;
let route = routeOf(location.pathname); // where the page is now, moves included
let { etag } = tag.dataset; // of the HTML that is shown
let isBehind = false; // whether the page may be older than what was announced
let isSettled = false; // whether the base is the server's text

export function heardVersion() {
  return heard;
}

/** @param {Site} site */
export function hear(site) {
  const restarted = site.version < heard || (server !== undefined && site.server !== server);
  server = site.server;
  if (restarted || site.version !== heard) {
    heard = site.version;
    isBehind = true;
    route = new Map(site.moved ?? []).get(route) ?? route;
    announce(site.assets ?? [], restarted);
  }
  if (isBehind) update();
  tell(site);
}

/** Brings the page up to date. Nothing waits here before the first request. */
export const update = oneAtATime(async () => {
  try {
    if (!(await settle()) || !isBehind) return;
    isBehind = false;
    await renew();
    refresh(server === undefined ? String(heard) : `${heard}-${server}`);
  } catch {
    // The server is away. What is owed is done when it is back, since the
    // first event of a connection comes at once.
    isBehind = true;
    retry();
  }
});

const isMoved = () => route !== routeOf(location.pathname);

/** Where the page is now. */
const address = () => (isMoved() ? `/${route.split('/').map(encodeURIComponent).join('/')}` : location.pathname + location.search);

/** Takes the reader along to where the page is now. */
const follow = () => history.replaceState(history.state, '', address() + location.hash);

/** Asks for the page, and shows it if it is another. */
async function renew() {
  const next = await page(address(), isMoved() ? {} : { 'If-None-Match': `"${etag}"` });
  // Before the nodes change, because they resolve their links on arrival.
  if (isMoved()) follow();
  if (next && next.etag !== etag) swap(next);
}

/**
 * The page at an address, 404 pages too; nothing if it has not changed.
 * @param {string} address
 * @param {Record<string, string>} headers
 * @returns {Promise<Page | null>}
 */
async function page(address, headers) {
  const response = await fetch(address, { headers, cache: 'no-store' });
  if (response.status === 304) return null;
  if (response.status !== 200 && response.status !== 404) throw new Error(`status ${response.status}`);
  const { documentElement } = new DOMParser().parseFromString(await response.text(), 'text/html');
  /** @type {HTMLElement | null} */
  const injected = documentElement.querySelector(`script[src="${tag.getAttribute('src')}"]`);
  injected?.remove();
  return { root: documentElement, etag: injected?.dataset.etag, version: injected?.dataset.version };
}

// The base is taken from the page before DOMContentLoaded, which ties the
// nodes exactly, and is then made like the server's text, since scripts in
// the head have already worked (hui.js marks <html>). That text costs one
// request, and tells too when the page came stale from the browser's history.
// An answer that is newer than what was announced waits for the announcement:
// the page may have moved, and a reload would miss where to.
async function settle() {
  if (isSettled) return true;
  const next = /** @type {Page} */ (await page(location.pathname + location.search, {}));
  const isStale = next.etag !== etag;
  if (isStale && Number(next.version) > heard) {
    isBehind = true;
    return false;
  }
  isSettled = true;
  if (!isStale) patch(base, next.root, change(new WeakMap()));
  else if (kept('stale') !== etag) {
    keep('stale', etag ?? null); // once: if the browser insists, it is not asked for ever
    if (isMoved()) follow();
    reload();
  }
  return true;
}

/** @param {Page} next */
function swap({ root, etag: newer, version }) {
  const places = visible();
  const done = change(live);
  etag = newer;
  try {
    patch(base, root, done);
    hold(places, done.touched);
  } catch (error) {
    console.error(error); // a mistake of ours, and the reader need not pay for it
    return reload();
  }
  // A page without our tag is none of the site: let the browser show it.
  if (newer === undefined || done.reload || isUnbound(done)) return reload();
  Object.assign(tag.dataset, { etag, version });
}

/** Whether something new needs a script that runs only when a page is loaded. @param {Change} done */
function isUnbound({ added, removed }) {
  const listed = document.querySelector('form[data-filter]');
  if (removed && listed) return true;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.toc a[href^="#"]'));
  const targets = new Set([...links].map((link) => decode(link.hash.slice(1))));
  return added.some((element) =>
    [element, ...element.querySelectorAll('*')].some(
      (part) => part.matches(BOUND) || (listed && part.matches(LISTED)) || (part.id && targets.has(part.id)),
    ),
  );
}
