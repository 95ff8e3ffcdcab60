/** The bit stream of the index: Rice and gamma codes, subsets, posting lists. */

/** @typedef {[ids: number[], classes: Uint8Array]} PostingList reports that have a gram, and how much it says of each */

/**
 * Base64 as bytes, and eight more, so that a word can be read at the end.
 * @param {string} base64
 */
export function decode(base64) {
  const raw = atob(base64);
  const bytes = new Uint8Array(raw.length + 8);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/**
 * The parameter of the Rice code for `count` of `range` numbers.
 * @param {number} range
 * @param {number} count
 */
export function riceParameter(range, count) {
  const bound = (11 * range) >> 4;
  let k = 0;
  while (count * 2 ** (k + 1) <= bound) k++;
  return k;
}

/**
 * Reads bits, the lowest of a byte first.
 * @param {Uint8Array} bytes of `decode`
 */
export function bitReader(bytes) {
  let at = 0;

  /** The next 25 bits or more. */
  function peek() {
    const byte = at >> 3;
    return (bytes[byte] | (bytes[byte + 1] << 8) | (bytes[byte + 2] << 16) | (bytes[byte + 3] << 24)) >>> (at & 7);
  }

  /** Ones before a zero, which are not taken. */
  function ones() {
    const zeros = ~peek() & 0x1ffffff;
    return zeros ? 31 - Math.clz32(zeros & -zeros) : 25;
  }

  /** @param {number} count at most 24 */
  function take(count) {
    const value = peek() & ((1 << count) - 1);
    at += count;
    return value;
  }

  /** @param {number} k */
  function rice(k) {
    let quotient = 0;
    let count = ones();
    for (; count >= 24; count = ones()) {
      quotient += 24;
      at += 24;
    }
    at += count + 1;
    return ((quotient + count) << k) | take(k);
  }

  function gamma() {
    const length = ones();
    at += length + 1;
    return (1 << length) + take(length);
  }

  /**
   * `count` of the numbers below `range`; coded are the others where those are fewer.
   * @param {number} range
   * @param {number} count
   * @param {boolean} [isSkipped] nobody wants to know which
   */
  function subset(range, count, isSkipped) {
    const isInverse = 2 * count > range;
    const coded = isInverse ? range - count : count;
    const k = riceParameter(range, coded);
    const numbers = [];
    let number = -1;
    let next = 0;
    for (let left = coded; left--; ) {
      number += rice(k) + 1;
      if (isSkipped) continue;
      if (isInverse) while (next < number) numbers.push(next++);
      else numbers.push(number);
      next = number + 1;
    }
    if (isInverse && !isSkipped) while (next < range) numbers.push(next++);
    return numbers;
  }

  return { take, rice, gamma, subset };
}

/**
 * The posting lists of some fingerprints in a shard.
 * @param {Uint8Array} bytes
 * @param {number} reports how many the segment has
 * @param {{ size: number, has(fingerprint: number): boolean }} wanted
 * @returns {Map<number, PostingList>}
 */
export function postingLists(bytes, reports, wanted) {
  const bits = bitReader(bytes);
  const count = bits.take(24);
  const step = riceParameter(1 << 17, count);
  const found = new Map();
  let fingerprint = -1;
  for (let left = count; left-- && found.size < wanted.size; ) {
    fingerprint += bits.rice(step) + 1;
    const frequency = bits.gamma();
    const isSkipped = !wanted.has(fingerprint);
    const ids = bits.subset(reports, frequency, isSkipped);
    const classes = new Uint8Array(isSkipped ? 0 : frequency);
    const strong = bits.gamma() - 1;
    const places = bits.subset(frequency, strong, isSkipped);
    for (const place of places) classes[place] = 1;
    if (strong) for (const at of bits.subset(strong, bits.gamma() - 1, isSkipped)) classes[places[at]] = 2;
    if (!isSkipped) found.set(fingerprint, [ids, classes]);
  }
  return found;
}
