/** Hashes of grams, as `src/search/gram.rs` makes them. */

/** @param {string} text */
export function codePoints(text) {
  return Array.from(text, (character) => /** @type {number} */ (character.codePointAt(0)));
}

/**
 * FNV-1a over code points, mixed, with murmur3's finalizer; 32 bits.
 * @param {number[]} points
 */
export function hashPoints(points) {
  let hash = 0x811c9dc5 | 0;
  for (const point of points) {
    hash = Math.imul(hash ^ point, 0x01000193);
    hash ^= hash >>> 15;
  }
  hash = hash || 1;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** @param {string} text */
export function hash(text) {
  return hashPoints(codePoints(text));
}

/**
 * The uppermost bits of a hash, which are the number of a shard.
 * @param {number} value
 * @param {number} bits
 */
export function topBits(value, bits) {
  return bits ? value >>> (32 - bits) : 0;
}
