/**
 * Lists as one; like `flat`, which browsers of 2018 lack.
 * @template T
 * @param {(T | T[])[]} lists
 * @returns {T[]}
 */
export function concat(lists) {
  return /** @type {T[]} */ ([]).concat(...lists);
}

/**
 * The first of each name.
 * @template {{ name: string }} T
 * @param {T[]} list
 */
export function uniqueByName(list) {
  const seen = new Set();
  return list.filter(({ name }) => !seen.has(name) && seen.add(name));
}
