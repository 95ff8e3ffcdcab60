// Posting lists as the program packs them, and codes written by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitReader, decode, postingLists, riceParameter } from '../search/bits.js';
import { golden } from './golden.mjs';

/** Bits as written, the lowest of a byte first. @param {string} bits */
function reader(bits) {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8) + 8);
  [...bits].forEach((bit, at) => {
    bytes[at >> 3] |= Number(bit) << (at & 7);
  });
  return bitReader(bytes);
}

test('the parameter of the Rice code is the program’s', () => {
  for (const [range, count, k] of golden.parameter) assert.equal(riceParameter(range, count), k, `${count} of ${range}`);
});

test('codes', () => {
  assert.equal(reader('101').take(3), 5);
  assert.equal(reader('110' + '01').rice(2), 2 * 4 + 2);
  assert.equal(reader(`${'1'.repeat(50)}0`).rice(0), 50);
  assert.equal(reader('110' + '10').gamma(), 5);
});

test('of a subset that is more than half, the others are coded', () => {
  // All of four but the number 2: a gap of two.
  assert.deepEqual(reader(`${'1'.repeat(2 >> riceParameter(4, 1))}0${riceParameter(4, 1) ? '0' : ''}`).subset(4, 3), [0, 1, 3]);
  assert.deepEqual(reader('').subset(3, 3), [0, 1, 2]);
  assert.deepEqual(reader('').subset(3, 0), []);
});

test('a shard is read as it was written', () => {
  const { n, value, lists } = golden.shard;
  const bytes = decode(value.slice(value.indexOf('.') + 1));
  const all = postingLists(bytes, n, { size: Number.POSITIVE_INFINITY, has: () => true });
  assert.equal(all.size, Object.keys(lists).length);
  for (const [fingerprint, wanted] of Object.entries(lists)) {
    const [ids, classes] = all.get(Number(fingerprint)) ?? [[], []];
    assert.deepEqual(
      ids.map((id, at) => [id, classes[at]]),
      wanted,
      fingerprint,
    );
  }
  // What nobody asks for is passed over, whatever its length.
  const some = Object.keys(lists).map(Number).slice(3, 6);
  const found = postingLists(bytes, n, new Set(some));
  assert.deepEqual([...found.keys()], some);
  for (const fingerprint of some) assert.deepEqual(found.get(fingerprint), all.get(fingerprint));
});
