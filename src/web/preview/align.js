/** Which of the new children of a node each old one becomes. */

/** @typedef {[old: number, now: number]} Pair places of the same child */

/**
 * Pairs two lists of children: for each of `now`, the one of `old` that it
 * is, or null. What is equal at both ends is paired; then what is equal and
 * stands once on either side, as far as it keeps its order; then the same
 * ids; and between those, elements of one kind, in order.
 * @param {ChildNode[]} old
 * @param {ChildNode[]} now
 */
export function align(old, now) {
  /** @type {(ChildNode | null)[]} */
  const pairs = new Array(now.length).fill(null);
  const equals = remembered((node) => {
    if (node instanceof Element) return node.outerHTML;
    const text = node.textContent ?? '';
    return text.trim() && `${node.nodeType} ${text}`;
  });
  const names = (/** @type {ChildNode} */ node) => (node instanceof Element ? node.id && `${node.localName}#${node.id}` : '');
  const kinds = remembered(kind);

  /** @param {number} from @param {number} to @param {number} nowFrom @param {number} nowTo @returns {void} */
  function stretch(from, to, nowFrom, nowTo) {
    while (from < to && nowFrom < nowTo && old[from].isEqualNode(now[nowFrom])) pairs[nowFrom++] = old[from++];
    while (from < to && nowFrom < nowTo && old[to - 1].isEqualNode(now[nowTo - 1])) pairs[--nowTo] = old[--to];
    if (from === to || nowFrom === nowTo) return;
    let found = landmarks(from, to, nowFrom, nowTo, equals);
    if (found.length === 0) found = landmarks(from, to, nowFrom, nowTo, names);
    if (found.length === 0) return inOrder(from, to, nowFrom, nowTo);
    for (const [place, nowPlace] of found) {
      stretch(from, place, nowFrom, nowPlace);
      pairs[nowPlace] = old[place];
      [from, nowFrom] = [place + 1, nowPlace + 1];
    }
    stretch(from, to, nowFrom, nowTo);
  }

  /**
   * @param {number} from
   * @param {number} to
   * @param {number} nowFrom
   * @param {number} nowTo
   * @param {(node: ChildNode) => string} key
   */
  function landmarks(from, to, nowFrom, nowTo, key) {
    /** @type {Map<string, Tally>} */
    const places = new Map();
    for (let place = from; place < to; place += 1) count(places, key(old[place]), 0, place);
    for (let place = nowFrom; place < nowTo; place += 1) count(places, key(now[place]), 2, place);
    const once = [...places.values()].filter(([times, , timesNow]) => times === 1 && timesNow === 1);
    return longest(once.map(([, place, , nowPlace]) => [place, nowPlace]));
  }

  /** @param {number} from @param {number} to @param {number} nowFrom @param {number} nowTo */
  function inOrder(from, to, nowFrom, nowTo) {
    for (let place = nowFrom; place < nowTo && from < to; place += 1) {
      let match = from;
      while (match < to && kinds(old[match]) !== kinds(now[place])) match += 1;
      if (match === to) continue;
      pairs[place] = old[match];
      from = match + 1;
    }
  }

  stretch(0, old.length, 0, now.length);
  return pairs;
}

/** @typedef {[times: number, place: number, timesNow: number, placeNow: number]} Tally of a key on either side */

/**
 * @param {Map<string, Tally>} places
 * @param {string} key
 * @param {0 | 2} side
 * @param {number} place
 */
function count(places, key, side, place) {
  if (!key) return;
  /** @type {Tally} */
  const entry = places.get(key) ?? [0, 0, 0, 0];
  entry[side] += 1;
  entry[side + 1] = place;
  places.set(key, entry);
}

/** Of pairs sorted by the first number, the longest row in which the second grows too. @param {Pair[]} pairs */
export function longest(pairs) {
  /** ends[n]: the pair with the smallest second number that ends a row of n + 1. @type {Pair[]} */
  const ends = [];
  /** @type {Map<Pair, Pair | undefined>} */
  const before = new Map();
  for (const pair of pairs) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle][1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    before.set(pair, ends[low - 1]);
    ends[low] = pair;
  }
  /** @type {Pair[]} */
  const row = [];
  for (let pair = ends.at(-1); pair; pair = before.get(pair)) row.push(pair);
  return row.reverse();
}

/** What can become what. A heading's id is made of its words, so it may change with them. @param {ChildNode} node */
function kind(node) {
  if (!(node instanceof Element)) return node.nodeName;
  const name = ['rel', 'property', 'name', 'type'].map((attribute) => node.getAttribute(attribute)).join(' ');
  return `${node.localName}#${/^h[1-6]$/.test(node.localName) ? '' : node.id} ${name}`;
}

/** @param {(node: ChildNode) => string} work */
function remembered(work) {
  /** @type {Map<ChildNode, string>} */
  const known = new Map();
  return (/** @type {ChildNode} */ node) => {
    const value = known.get(node) ?? work(node);
    known.set(node, value);
    return value;
  };
}
