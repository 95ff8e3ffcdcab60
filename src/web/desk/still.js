/**
 * When a row goes away the next slides under the pointer, and a second click would fall on it:
 * for a moment after that, clicks on its list fall on nothing. Keys are never held back.
 */

const STILL_MS = 600;
/** A row that goes long after a click went of itself. */
const LATE_MS = 5000;
/** Lists whose rows go away when they are answered. */
const LISTS = '.jobs,.files tbody,.facts,.rows,.cells tbody,.otree';
const ROWS = 'li:not([role]),tr';

/** @type {{ list: Element, at: number } | null} */
let clicked = null;
/** @type {{ list: Element, until: number } | null} */
let still = null;

/** @param {EventTarget | Node | null} node */
const listOf = (node) => (node instanceof Element && !node.closest('dialog,[role=listbox]') ? node.closest(LISTS) : null);

/** @param {MouseEvent} event */
function click(event) {
  // Enter and Space on a button, and what the page clicks itself, have no detail.
  if (!event.detail) return;
  const list = listOf(event.target);
  const now = performance.now();
  if (list && still?.list === list && now < still.until) {
    event.preventDefault();
    event.stopPropagation();
  } else if (list) clicked = { list, at: now };
}

/** @param {MutationRecord[]} changes */
function gone(changes) {
  const now = performance.now();
  if (!clicked || now - clicked.at > LATE_MS) return;
  const { list } = clicked;
  const rows = (/** @type {NodeList} */ nodes) => [...nodes].filter((node) => node instanceof Element && node.matches(ROWS)).length;
  // One that is opened to be edited goes and comes.
  const fewer = changes
    .filter(({ target }) => list.contains(target))
    .reduce((sum, { removedNodes, addedNodes }) => sum + rows(removedNodes) - rows(addedNodes), 0);
  if (fewer > 0) still = { list, until: now + STILL_MS };
}

/** Watches the whole page from now on. */
export function watch() {
  addEventListener('click', click, true);
  new MutationObserver(gone).observe(document.body, { childList: true, subtree: true });
}
