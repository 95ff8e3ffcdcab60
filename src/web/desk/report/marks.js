/**
 * Words found in what a page shows, and painted without touching it.
 *
 * In: an element and words as a source writes them. Out: a range. White space is
 * passed over on both sides, as a source breaks its lines elsewhere.
 */

/** What is compared: without white space, and without the marks of Markdown. @param {string} text */
const bare = (text) => text.replace(/[\s*_\\`]+/g, '');

/** How often words stand in a text before a place. @param {string} text @param {number} from @param {string} words */
export function timesBefore(text, from, words) {
  const wanted = bare(words);
  return wanted ? bare(text.slice(0, from)).split(wanted).length - 1 : 0;
}

/**
 * @param {Node | null} element
 * @param {string} words
 * @param {number} [times] how often they stand before
 * @returns {Range | null}
 */
export function rangeOf(element, words, times = 0) {
  const wanted = bare(words);
  if (!element || !wanted) return null;
  const { text, places } = shown(element);
  let start = text.indexOf(wanted);
  for (; times > 0 && start >= 0; times -= 1) {
    const next = text.indexOf(wanted, start + 1);
    if (next < 0) break;
    start = next;
  }
  if (start < 0) return null;
  const range = /** @type {Document} */ (element.ownerDocument).createRange();
  range.setStart(...places[start]);
  const [node, offset] = places[start + wanted.length - 1];
  range.setEnd(node, offset + 1);
  return range;
}

/** The text of an element and where each of its characters stands. @param {Node} element */
function shown(element) {
  const walker = /** @type {Document} */ (element.ownerDocument).createTreeWalker(element, NodeFilter.SHOW_TEXT);
  /** @type {Array<[Text, number]>} */
  const places = [];
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest('.unsought')) continue;
    const data = /** @type {Text} */ (node).data;
    for (let offset = 0; offset < data.length; offset += 1) {
      if (!bare(data[offset])) continue;
      text += data[offset];
      places.push([/** @type {Text} */ (node), offset]);
    }
  }
  return { text, places };
}

/**
 * Paints ranges under a name that the style knows as `::highlight(name)`. A browser
 * that cannot shows the rows below each paragraph all the same.
 * @param {string} name
 * @param {Array<Range | null>} ranges
 * @param {Window & typeof globalThis} [where]
 */
export function paint(name, ranges, where = window) {
  if (!where.CSS?.highlights) return;
  const found = ranges.filter((range) => range !== null);
  if (found.length) where.CSS.highlights.set(name, new where.Highlight(...found));
  else where.CSS.highlights.delete(name);
}
