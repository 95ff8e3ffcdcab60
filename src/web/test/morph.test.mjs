// What of the preview needs no page.

import './browser.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { longest } = await import('../preview/align.js');
const { oneAtATime, routeOf } = await import('../preview/tab.js');

test('of pairs, the longest row in which both numbers grow', () => {
  assert.deepEqual(
    longest([
      [0, 3],
      [1, 0],
      [2, 1],
      [3, 5],
      [4, 2],
    ]),
    [
      [1, 0],
      [2, 1],
      [4, 2],
    ],
  );
  assert.deepEqual(
    longest([
      [0, 2],
      [1, 1],
      [2, 0],
    ]),
    [[2, 0]],
  );
  assert.deepEqual(longest([]), []);
});

test('a folder is its index, and what cannot be decoded stays', () => {
  assert.equal(routeOf('/'), 'index.html');
  assert.equal(routeOf('/reports/%E4%B8%80.html'), 'reports/一.html');
  assert.equal(routeOf('/years/'), 'years/index.html');
  assert.equal(routeOf('/%zz'), '%zz');
});

test('calls that come while the work is done make it be done once more', async () => {
  /** @type {(() => void)[]} */
  const ends = [];
  const work = oneAtATime(() => new Promise((resolve) => ends.push(resolve)));
  const first = work();
  work();
  work();
  assert.equal(ends.length, 1);
  ends[0]();
  await new Promise(setImmediate);
  assert.equal(ends.length, 2);
  ends[1]();
  await first;
  assert.equal(ends.length, 2);
});
