// Counts of each group under what is chosen in the others.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { narrow } from '../search/facets.js';

/** @import { SearchIndex } from '../search/index.js' */

// 学会 has two branches; four reports, the last of none.
const index = /** @type {SearchIndex} */ (
  /** @type {unknown} */ ({
    count: 4,
    parents: [-1, 0, 0],
    organizationOf: Int32Array.of(1, 1, 2, -1),
    yearOf: Int32Array.of(2020, 2021, 2021, 0),
  })
);
const withTopics = { ...index, reportsByTopic: [[0, 2], [3]] };
const all = [3, 2, 1, 0];
const none = { org: [], topic: [], year: [], sort: '' };

test('an organisation counts what is below it', () => {
  const { ids, org, year, topic } = narrow(index, all, none);
  assert.deepEqual(
    [ids, org, [...year], topic],
    [
      all,
      [3, 2, 1],
      [
        [2021, 2],
        [2020, 1],
      ],
      undefined,
    ],
  );
});

test('what is chosen narrows the other groups, not its own', () => {
  const { ids, org, year, topic } = narrow(withTopics, all, { ...none, year: [2021] });
  assert.deepEqual(
    [ids, org, [...year], topic],
    [
      [2, 1],
      [2, 1, 1],
      [
        [2021, 2],
        [2020, 1],
      ],
      [1, 0],
    ],
  );
});

test('within a group any, between groups all', () => {
  assert.deepEqual(narrow(withTopics, all, { ...none, topic: [0, 1] }).ids, [3, 2, 0]);
  assert.deepEqual(narrow(withTopics, all, { ...none, org: [0], topic: [0] }).ids, [2, 0]);
  assert.deepEqual(narrow(withTopics, all, { ...none, org: [2, 1], year: [2020] }).ids, [0]);
});
