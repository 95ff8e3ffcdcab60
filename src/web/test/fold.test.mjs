// Before the table of traditional characters is loaded, and with it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, fold, foldAge, foldCharacter, isSimplified, setDropped, setSimplified, trace } from '../search/fold.js';
import { hash } from '../search/hash.js';
import { drop, golden, simplified } from './golden.mjs';

setDropped(drop);

test('traditional characters stay until their table is there', () => {
  assert.equal(isSimplified(), false);
  assert.equal(fold('黨支部'), '黨支部');
  const age = foldAge();
  setSimplified(simplified.from, simplified.to);
  assert.ok(isSimplified() && foldAge() > age);
  assert.equal(fold('黨支部'), '党支部');
});

test('texts fold as the program folds them', () => {
  for (const [text, folded] of golden.fold) assert.equal(fold(text), folded, text);
});

test('every character of the first plane folds as in the program', () => {
  golden.plane.forEach((wanted, block) => {
    if (wanted === null) return;
    let folded = '';
    for (let point = block << 8; point < (block + 1) << 8; point++) {
      if (point < 0xd800 || point > 0xdfff) folded += `${fold(String.fromCodePoint(point))} `;
    }
    assert.equal(hash(folded), wanted, `block ${block.toString(16)}`);
  });
});

test('within quotation marks no mark is dropped, and width and case are not told apart', () => {
  assert.equal(exact('“Ａ、B”。'), '“a、b”。');
});

test('each folded character says where it comes from', () => {
  const text = ' 😀①。！㎡';
  const { folded, from, to } = trace(text, foldCharacter);
  assert.equal(folded, '1\nm2');
  assert.deepEqual(
    from.map((start, at) => text.slice(start, to[at])),
    ['①', '。', '㎡', '㎡'],
  );
});
