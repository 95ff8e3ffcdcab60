// From what is typed to grams, and from hits to what is shown of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setDropped } from '../search/fold.js';
import { codePoints, hash, hashPoints, topBits } from '../search/hash.js';
import { excerptOf, spansOf } from '../search/spans.js';
import { ALONE, FEW, LONGEST, parseQuery, spread } from '../search/terms.js';
import { drop, golden } from './golden.mjs';

setDropped(drop);
const words = (/** @type {string} */ query) => parseQuery(query).map(({ folded, exact }) => [folded, exact]);

test('hashes are the program’s, and their uppermost bits', () => {
  for (const [text, wanted] of golden.hash) assert.equal(hash(text), wanted, text);
  assert.equal(hashPoints(codePoints('𠮷野')), hash('𠮷野'));
  assert.equal(topBits(0xf0000000, 4), 15);
  assert.equal(topBits(0xf0000000, 0), 0);
});

test('a query is words, each once', () => {
  assert.deepEqual(words('  党 支部  党 '), [
    ['党', ''],
    ['支部', ''],
  ]);
  assert.deepEqual(words('，。 '), []);
});

test('what stands in quotation marks is also meant exactly', () => {
  assert.deepEqual(words('"1,200 万元"'), [['1200万元', '1,200 万元']]);
  assert.deepEqual(words('“四个意识” 「坚定」'), [
    ['四个意识', '四个意识'],
    ['坚定', '坚定'],
  ]);
  // Not a pair: a word like any other.
  assert.deepEqual(words('"党支部'), [['党支部', '']]);
  assert.deepEqual(words('“四个意识”、坚定'), [['四个意识坚定', '']]);
});

test('no more is read than can be typed', () => {
  assert.equal(parseQuery('长'.repeat(300))[0].folded.length, 2 * LONGEST);
});

test('grams: one character alone, pairs of Han, more where there is ASCII, a break between its neighbours', () => {
  const grams = (/** @type {string} */ query) => parseQuery(query)[0].grams;
  assert.deepEqual(grams('党'), [hash('党') + ALONE]);
  assert.deepEqual(grams('党支部'), [hash('党支'), hash('支部')]);
  assert.deepEqual(grams('2020年'), [hash('2020'), hash('020年')]);
  assert.deepEqual(grams('甲。乙'), [hash('甲\n乙')]);
  assert.deepEqual(grams('三3个'), [hash('三3个')]);
});

test('of many grams a few from end to end come first, and none twice', () => {
  const many = Array.from({ length: 30 }, (_, at) => at);
  const order = spread(many);
  assert.deepEqual(order.slice(0, FEW), [0, 4, 8, 12, 16, 20, 24, 29]);
  assert.deepEqual(
    [...order].sort((a, b) => a - b),
    many,
  );
  assert.deepEqual(spread([3, 1]), [3, 1]);
});

test('hits stand in order and apart', () => {
  const text = '党支部，支 部党。';
  const marked = (/** @type {string} */ query) => spansOf(text, parseQuery(query)).map((span) => text.slice(...span));
  assert.deepEqual(marked('支部'), ['支部', '支 部']);
  assert.deepEqual(marked('支部 党支'), ['党支', '支 部']);
  assert.deepEqual(marked('“支 部”'), ['支 部']);
  assert.deepEqual(marked('没有'), []);
});

test('an excerpt is cut around the first hit, and no character in two', () => {
  const text = `${'前'.repeat(60)}中${'后'.repeat(60)}`;
  assert.deepEqual(excerptOf(text, [], 500), [0, text.length]);
  assert.deepEqual(excerptOf(text, []), [0, text.length]);
  assert.deepEqual(excerptOf(text, [], 40), [0, 40]);
  assert.deepEqual(excerptOf(text, [[60, 61]], 40), [30, 70]);
  assert.deepEqual(excerptOf(text, [[120, 121]], 40), [81, 121]);
  assert.deepEqual(excerptOf('😀'.repeat(50), [], 21), [0, 22]);
  assert.deepEqual(excerptOf('😀'.repeat(50), [[98, 100]], 71), [28, 100]);
});
