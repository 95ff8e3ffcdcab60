// Names that are near, and what letters spell.

import './browser.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';

const { isNear } = await import('../search/names.js');
const { eachPhrase, readingsOf, secondInitials, spells } = await import('../search/pinyin.js');
const { lift } = await import('../search/ranking.js');

test('one character more, less or other, or two in each other’s place, is near', () => {
  for (const [query, name] of [
    ['党支部', '党支步'],
    ['党支部', '党支'],
    ['党支', '党支部'],
    ['党部支', '党支部'],
    ['学习小组', '第一学习小祖'],
  ]) {
    assert.ok(isNear(query, name), `${query} ${name}`);
  }
  for (const [query, name] of [
    ['党支部', '党支部'],
    ['党', '支'],
    ['党支部', '党小组'],
    ['党支', '第一党小组'],
  ]) {
    assert.ok(!isNear(query, name), `${query} ${name}`);
  }
});

test('a name counts whole more than in part, and a part the more the longer it is', () => {
  assert.equal(lift(['党支部'], '党支部', 6, 3), 6);
  assert.equal(lift(['党支部', '支部'], '党支', 6, 3), 3 * (0.5 + 1 / 3));
  assert.equal(lift(['党支部'], '党', 6, 3), 0);
  assert.equal(lift(['党支部'], '工会', 6, 3), 0);
});

const readings = readingsOf('dang党zhi支知bu部chang长zhang长');

test('each character has its syllables', () => {
  assert.deepEqual(readings.get('长'), ['chang', 'zhang']);
  assert.deepEqual(readings.get('知'), ['zhi']);
});

test('initials and syllables in any mix spell, and the last syllable may be begun', () => {
  const characters = ['党', '支', '部', '长'];
  for (const letters of ['dzb', 'dangzhibu', 'dzhib', 'dazb', 'dangzb', 'dangzhib']) {
    assert.equal(spells(letters, characters, 0, readings), letters === 'dazb' ? 0 : 3, letters);
  }
  assert.equal(spells('dzbzh', characters, 0, readings), 4);
  assert.equal(spells('dzbch', characters, 0, readings), 4);
  assert.equal(spells('x', characters, 0, readings), 0);
});

test('the second syllable may begin after any first one', () => {
  assert.deepEqual(secondInitials('dz'), ['z']);
  assert.deepEqual(secondInitials('zhz'), ['h', 'z']);
  assert.deepEqual(secondInitials('xianggang').sort(), ['a', 'g', 'n']);
});

test('phrases share what is before them', () => {
  /** @type {[string, number][]} */
  const phrases = [];
  eachPhrase('0党支部a2员c0𠮷野b', (characters, weight) => phrases.push([characters.join(''), weight]));
  assert.deepEqual(phrases, [
    ['党支部', 1],
    ['党支员', 4],
    ['𠮷野', 2],
  ]);
});
