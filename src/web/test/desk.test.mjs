// The desk: what its screens do with what they are given, without a page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../desk/api.js';
import { finds } from '../desk/pinyin.js';
import { routeOf } from '../desk/store.js';
import { cellsOf, difference, inTree, treeOptions, words } from '../desk/ui.js';
import { joined } from '../desk/views/conflict.js';
import { shownChanges } from '../desk/views/history.js';
import { shownOrgs } from '../desk/views/home.js';
import { concerned, inward, meant, merged, outward, within, without } from '../desk/views/import.js';
import { described } from '../desk/views/queue.js';
import { below, parentAfter } from '../desk/views/registers.js';
import { contrast } from '../desk/views/settings.js';

test('a bare number or the name of a file describes no picture', () => {
  for (const proposed of [
    '1',
    ' 12 ',
    '1.jpg',
    'IMG_2031.JPG',
    'hulixi/1.png',
    '图 1',
    '图片3',
    'image 2',
    '合影.jpg',
    '一.PNG',
    '',
    null,
    undefined,
    7,
  ])
    assert.equal(described(proposed), '', String(proposed));
  for (const proposed of ['图 1 第100万册图书入藏现场', 'Opening of the library', '合影']) assert.equal(described(proposed), proposed);
});

test('a name is found by its characters, its syllables and their first letters', () => {
  const name = '澄江市医学会秘书处党支部';
  for (const typed of ['', '秘书处', 'mishuchu', 'mscd', 'mscdzb', 'mi shu', 'msc d zhib', 'MSC', 'cjsyxh'])
    assert.ok(finds(typed, name), typed);
  for (const typed of ['护理', 'hlfh', 'mscx', 'mishuz', 'x9']) assert.ok(!finds(typed, name), typed);
  assert.ok(finds('hosp', 'Anning Hospital'));
  assert.ok(finds('zhongguo', '中国'), 'a syllable of two first letters');
  assert.ok(finds('zhg', '中国'));
});

test('what a spreadsheet copies is read as cells', () => {
  assert.deepEqual(cellsOf('a\tb\nc\td\n'), [
    ['a', 'b'],
    ['c', 'd'],
  ]);
  assert.deepEqual(cellsOf('a\t\r\n\td'), [
    ['a', ''],
    ['', 'd'],
  ]);
  assert.deepEqual(cellsOf('"x\ny"\t"say ""yes"""'), [['x y', 'say "yes"']]);
  assert.deepEqual(cellsOf('一\n二'), [['一'], ['二']]);
  assert.equal(cellsOf('one line only'), null);
});

test('words in one box are divided by any comma', () => {
  assert.deepEqual(words('甲、乙，丙, 丁；'), ['甲', '乙', '丙', '丁']);
});

test('a difference says what went and what came, and comes to both texts', () => {
  assert.deepEqual(difference('由专人整理', '由宣传委员整理'), [
    ['=', '由'],
    ['-', '专人'],
    ['+', '宣传委员'],
    ['=', '整理'],
  ]);
  for (const [before, after] of [
    ['', '新'],
    ['旧', ''],
    ['一样', '一样'],
    ['😀a', '😁a'],
    ['abcabba', 'cbabac'],
  ]) {
    const parts = difference(before, after);
    assert.equal(
      parts
        .filter(([sign]) => sign !== '+')
        .map(([, text]) => text)
        .join(''),
      before,
    );
    assert.equal(
      parts
        .filter(([sign]) => sign !== '-')
        .map(([, text]) => text)
        .join(''),
      after,
    );
  }
  assert.deepEqual(
    difference('a'.repeat(900), 'b'.repeat(900)),
    [
      ['-', 'a'.repeat(900)],
      ['+', 'b'.repeat(900)],
    ],
    'too long to compare',
  );
});

/** @param {[key: string, parent: string | null, files?: string[], isNew?: boolean][]} rows */
const orgs = (...rows) =>
  rows.map(([key, parent, files = [], isNew = true]) => ({
    key,
    id: null,
    name: key,
    parent,
    kind: '',
    aliases: [],
    files,
    quote: '',
    doubt: '?',
    new: isNew,
    keep: true,
  }));
/** @param {{ key: string, parent: string | null }[]} rows */
const shape = (rows) =>
  inTree(rows)
    .map(({ key, depth }) => `${'-'.repeat(depth)}${key}`)
    .join(' ');

test('a tree stands in order, whatever its parents say', () => {
  assert.equal(shape(orgs(['a', null], ['c', 'b'], ['b', 'a'], ['d', 'nowhere'])), 'a -b --c d');
  assert.equal(shape(orgs(['a', 'b'], ['b', 'a'])), 'a -b', 'a ring');
  assert.deepEqual(
    treeOptions([
      { key: '1', name: '会', depth: 0 },
      { key: '2', name: '分会', depth: 1 },
      { key: '3', name: '组', depth: 2 },
    ]).map(({ near }) => near),
    ['会', '会 › 分会', '分会 › 组'],
  );
});

test('the proposed register is edited a level at a time', () => {
  const found = orgs(['a', null], ['b', null], ['c', 'b'], ['d', null]);
  assert.equal(shape(inward(found, 'b')), 'a -b --c d');
  assert.equal(shape(inward(found, 'a')), shape(found), 'nothing stands above the first');
  assert.equal(shape(outward(found, 'c')), 'a b c d');
  assert.equal(shape(outward(found, 'a')), shape(found));
  assert.equal(inward(found, 'b').find(({ key }) => key === 'b')?.doubt, null, 'who moved it has answered the doubt');
  assert.equal(shape(without(found, 'b').filter(({ keep }) => keep)), 'a c d', 'what stood below goes up');
});

test('an organisation is made one with another, whose name it keeps as another one', () => {
  const found = orgs(['a', null], ['b', null], ['c', 'b'], ['d', 'c']);
  const one = merged(found, 'b', 'a');
  assert.equal(shape(one.filter(({ keep }) => keep)), 'a -c --d');
  assert.deepEqual(one.find(({ key }) => key === 'a')?.aliases, ['b']);
  // With one that stood below it: what stood between goes up to where it stood.
  assert.equal(shape(merged(found, 'b', 'd').filter(({ keep }) => keep)), 'a c -d');
});

test('of a long register an import shows what its files name, and what that stands under', () => {
  const found = orgs(['a', null, [], false], ['b', 'a', ['f0'], false], ['c', 'a', [], false], ['n1', 'c'], ['z', null, [], false]);
  assert.deepEqual(
    concerned(found).map(({ key }) => key),
    ['a', 'b', 'c', 'n1'],
  );
});

test('whose a report is: a key of the register or of what is proposed, else a name', () => {
  const found = orgs(['a', null, [], false], ['b', 'a']);
  assert.deepEqual(meant({ id: 'a', name: '会' }, found), { key: 'a', name: '会' });
  assert.deepEqual(meant({ new: 'b', name: '组' }, found), { key: 'b', name: '组' });
  assert.deepEqual(meant({ name: 'a/b' }, found), { key: 'b', name: 'a/b' }, 'a path of names');
  assert.deepEqual(meant({ name: '别处' }, found), { key: null, name: '别处' });
  assert.deepEqual(meant(null, found), { key: null, name: '' });
});

test('a name goes back into the register with what it stands under', () => {
  const found = orgs(['a', null], ['b', 'a'], ['c', 'b'], ['d', 'a']).map((org) => ({ ...org, keep: false }));
  assert.deepEqual(
    within(found, 'b')
      .filter(({ keep }) => keep)
      .map(({ key }) => key),
    ['a', 'b'],
  );
});

test('a row of the register moves in under the row above, and out beside its parent', () => {
  const rows = [
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['d', 1],
    ['e', 0],
  ].map(([key, depth]) => ({ key: String(key), depth: Number(depth), values: {}, touches: 0 }));
  assert.deepEqual(
    below(rows, 0).map(({ key }) => key),
    ['b', 'c', 'd'],
  );
  assert.equal(parentAfter(rows, 3, 1), 'b');
  assert.equal(parentAfter(rows, 1, 1), undefined, 'the first below its parent has none above it');
  assert.equal(parentAfter(rows, 4, 1), 'a');
  assert.equal(parentAfter(rows, 2, -1), 'a');
  assert.equal(parentAfter(rows, 1, -1), null);
  assert.equal(parentAfter(rows, 0, -1), undefined);
});

test('of many organisations the filter shows the first levels and the way to the chosen one', () => {
  /** @type {[string, string, number, number][]} */
  const all = /** @type {any} */ (
    Array.from({ length: 20 }, (_, n) => [
      [`h${n}`, '', 0, 9],
      [`c${n}`, '', 1, 5],
      [`b${n}`, '', 2, 2],
    ]).flat()
  );
  assert.equal(shownOrgs(all, '', true).length, 60);
  assert.equal(shownOrgs(all, '', false).length, 40);
  assert.deepEqual(
    shownOrgs(all, 'c3', false)
      .filter(([, , depth]) => depth === 2)
      .map(([id]) => id),
    ['b3'],
  );
  assert.ok(shownOrgs(all, 'b7', false).some(([id]) => id === 'b7'));
});

test('a history shows lines that changed, and leaves out what is the same', () => {
  const shown = shownChanges([
    { kind: 'same', text: 'a\n\nb\n' },
    { kind: 'old', text: '十二次\n' },
    { kind: 'new', text: '十四次\n多一行\n' },
    { kind: 'same', text: 'c\nd\ne\n' },
    { kind: 'old', text: '没了\n' },
  ]);
  assert.deepEqual(shown, [
    { kind: 'fold', text: '' },
    { kind: 'same', text: 'b' },
    { kind: 'both', before: '十二次', after: '十四次' },
    { kind: 'new', text: '多一行' },
    { kind: 'same', text: 'c' },
    { kind: 'fold', text: '' },
    { kind: 'same', text: 'e' },
    { kind: 'old', text: '没了' },
  ]);
});

test('two versions join as chosen, and what is the same stays', () => {
  const pieces = [
    { same: '一\n' },
    { base: 'x', mine: 'm', theirs: 't', both: 'mt' },
    { same: '\n二' },
    { base: '', mine: 'M', theirs: 'T', both: null },
  ];
  assert.equal(joined(pieces, ['theirs', 'mine']), '一\nt\n二M');
  assert.equal(joined(pieces, ['both', 'theirs']), '一\nmt\n二T');
});

test('contrast on white is that of WCAG', () => {
  assert.equal(contrast('#000000').toFixed(1), '21.0');
  assert.equal(contrast('#777777').toFixed(2), '4.48');
});

test('addresses', () => {
  assert.deepEqual(routeOf('#/registers/topics'), ['registers', 'topics']);
  assert.equal(query({ q: '党 支部', state: '', from: 0, org: undefined }), '?q=%E5%85%9A+%E6%94%AF%E9%83%A8&from=0');
});
