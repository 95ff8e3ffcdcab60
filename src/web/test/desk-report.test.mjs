// Which operations an edited body comes to, and which block is which afterwards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditorState, TextSelection } from 'prosemirror-state';
import { fromBlock, fromModel, fromWritten, isEmpty, permits, toModel } from '../desk/report/model.js';
import { schema } from '../desk/report/schema.js';
import { operations, settled } from '../desk/report/splice.js';

/** @import { Block, Model } from '../desk/report/contract.js' */

const { nodes } = schema;

/** @param {string} text @returns {Model} */
const said = (text) => ({ type: 'p', spans: text ? [[text, '']] : [] });

/** @param {string[]} texts @returns {Block[]} */
const blocks = (...texts) => texts.map((text, place) => ({ id: `b${place}`, kind: 'paragraph', text, html: '', model: said(text) }));

/** What the file says, and a document of it. @param {Block[]} of */
function body(of) {
  const kept = of.map((block, place) => ({ key: `k${place}`, id: block.id, text: block.text, node: fromBlock(block, `k${place}`) }));
  return {
    kept,
    doc: nodes.doc.create(
      null,
      kept.map(({ node }) => node),
    ),
  };
}

const paragraph = (/** @type {string} */ text, /** @type {string | null} */ key) => fromModel(said(text), key);

test('what was not touched is not sent', () => {
  const { kept, doc } = body(blocks('一', '二', '三'));
  assert.deepEqual(operations(kept, doc).ops, []);
  // Typed and taken back: another node, the same block.
  const again = nodes.doc.create(null, [doc.child(0), paragraph('二', 'k1'), doc.child(2)]);
  assert.deepEqual(operations(kept, again).ops, []);
});

test('one edited block is one operation, among sixty', () => {
  const { kept, doc } = body(blocks(...Array.from({ length: 60 }, (_, place) => `第${place}段。`)));
  const state = EditorState.create({ doc });
  const at = doc.children.slice(0, 30).reduce((sum, node) => sum + node.nodeSize, 0) + 1;
  const after = state.apply(state.tr.insertText('改', at));
  const { ops, sent } = operations(kept, after.doc);
  assert.deepEqual(ops, [{ op: 'block', id: 'b30', model: said('改第30段。') }]);
  assert.equal(sent.filter(({ text }) => text === null).length, 1);
});

test('a paragraph in two is one changed and one new behind it', () => {
  const { kept, doc } = body(blocks('前半后半', '末'));
  const parted = nodes.doc.create(null, [paragraph('前半', 'k0'), paragraph('后半', 'new'), doc.child(1)]);
  assert.deepEqual(operations(kept, parted).ops, [
    { op: 'block', id: 'b0', model: said('前半') },
    { op: 'insert', after: 'b0', model: said('后半') },
  ]);
});

test('two paragraphs in one are one gone and one changed', () => {
  const { kept } = body(blocks('一', '二'));
  assert.deepEqual(operations(kept, nodes.doc.create(null, [paragraph('一二', 'k0')])).ops, [
    { op: 'delete', id: 'b1' },
    { op: 'block', id: 'b0', model: said('一二') },
  ]);
});

test('what changed its place is taken out and put in where it now stands', () => {
  const { kept, doc } = body(blocks('一', '二', '三', '四'));
  const moved = nodes.doc.create(null, [doc.child(3), doc.child(0), doc.child(1), doc.child(2)]);
  assert.deepEqual(operations(kept, moved).ops, [
    { op: 'delete', id: 'b3' },
    { op: 'insert', after: null, model: said('四') },
  ]);
});

test('new blocks at one place are sent in their order, behind the last that stays', () => {
  const { kept, doc } = body(blocks('一', '二'));
  const grown = nodes.doc.create(null, [doc.child(0), paragraph('甲', 'n1'), paragraph('乙', 'n2'), doc.child(1)]);
  assert.deepEqual(operations(kept, grown).ops, [
    { op: 'insert', after: 'b0', model: said('甲') },
    { op: 'insert', after: 'b0', model: said('乙') },
  ]);
});

test('an empty paragraph comes to nothing, an emptied one is gone', () => {
  const { kept, doc } = body(blocks('一', '二'));
  const grown = nodes.doc.create(null, [doc.child(0), paragraph('', 'n1'), doc.child(1)]);
  assert.deepEqual(operations(kept, grown).ops, []);
  assert.deepEqual(operations(kept, nodes.doc.create(null, [paragraph('　', 'k0'), doc.child(1)])).ops, [{ op: 'delete', id: 'b0' }]);
});

test('what has no model is sent as its text', () => {
  const opaque = { id: 'b0', kind: 'html', text: '<div>甲</div>', html: '<div>甲</div>', model: null };
  const { kept, doc } = body([opaque]);
  assert.deepEqual(operations(kept, doc).ops, []);
  const edited = doc.child(0).type.create({ ...doc.child(0).attrs, text: '<div>乙</div>' });
  assert.deepEqual(operations(kept, nodes.doc.create(null, [edited])).ops, [{ op: 'block', id: 'b0', text: '<div>乙</div>' }]);
});

/** @type {Model[]} */
const models = [
  {
    type: 'p',
    spans: [
      ['年内', ''],
      ['完成', 'b'],
      ['，见', ''],
      ['附件', { link: 'fujian.pdf' }],
      ['', { note: '1' }],
      ['。', 'i'],
      ['合', 'bi'],
    ],
  },
  {
    type: 'p',
    spans: [
      ['一行\n又一行', ''],
      ['', 'br'],
      ['下一行', ''],
    ],
  },
  { type: 'h', level: 3, spans: [['（一）学习', '']] },
  { type: 'list', ordered: true, items: [[['一', ''], { type: 'list', ordered: false, items: [[['甲', 'b']]] }], [['二', '']]] },
  {
    type: 'table',
    head: [[['项目', '']], [['数', '']]],
    rows: [
      [[['义诊', '']], [['6', 'b']]],
      [[], []],
    ],
    align: ['', 'right'],
  },
  { type: 'picture', src: 'tu/1.jpg', alt: '义诊现场', caption: '' },
  { type: 'quote', blocks: [said('引文'), { type: 'list', ordered: false, items: [[['点', '']]] }] },
  { type: 'list', ordered: true, start: 3, items: [[['三', '']]] },
];

for (const model of models) {
  test(`a ${model.type} is its model again`, () => {
    const node = fromModel(model, 'k');
    node.check();
    assert.deepEqual(toModel(node), model);
    assert.equal(node.attrs.key, 'k');
    assert.equal(isEmpty(node), false);
    assert.ok(fromWritten({ model }, 'k').eq(node));
  });
}

test('a table whose rows are of different lengths is filled up', () => {
  const node = fromModel({ type: 'table', head: [[['甲', '']]], rows: [[[['1', '']], [['2', '']]]], align: [] });
  node.check();
  assert.deepEqual(toModel(node), { type: 'table', head: [[['甲', '']], []], rows: [[[['1', '']], [['2', '']]]], align: ['', ''] });
});

/** @param {Array<string | null>} texts */
const sent = (...texts) => texts.map((text, place) => ({ key: `k${place}`, node: paragraph(text ?? '…', `k${place}`), text }));
/** @param {ReturnType<typeof settled>} pairs */
const names = (pairs) => pairs.map(([one, other]) => [one?.key ?? null, other?.id ?? null]);

test('after a save each node is the block in its place', () => {
  assert.deepEqual(names(settled(sent('一', null, '三'), blocks('一', '改了', '三'))), [
    ['k0', 'b0'],
    ['k1', 'b1'],
    ['k2', 'b2'],
  ]);
});

test('a text that became two blocks stands alone between those that are known', () => {
  assert.deepEqual(names(settled(sent('一', null, '三'), blocks('一', '甲', '乙', '三'))), [
    ['k0', 'b0'],
    ['k1', null],
    [null, 'b1'],
    [null, 'b2'],
    ['k2', 'b3'],
  ]);
});

test('what another program took out and put in is found by its neighbours', () => {
  assert.deepEqual(names(settled(sent('一', '二', '三', '四'), blocks('一', '三', '新', '四'))), [
    ['k0', 'b0'],
    ['k1', null],
    ['k2', 'b1'],
    [null, 'b2'],
    ['k3', 'b3'],
  ]);
});

test('paragraphs that are alike are paired in order', () => {
  assert.deepEqual(names(settled(sent('同', '同', null), blocks('同', '同', '改'))), [
    ['k0', 'b0'],
    ['k1', 'b1'],
    ['k2', 'b2'],
  ]);
});

test('a selection over two blocks that is typed over leaves one', () => {
  const { kept, doc } = body(blocks('前文甲', '乙后文'));
  const state = EditorState.create({ doc });
  const over = state.apply(state.tr.setSelection(TextSelection.create(doc, 3, 7)).insertText('字'));
  assert.deepEqual(operations(kept, over.doc).ops, [
    { op: 'delete', id: 'b1' },
    { op: 'block', id: 'b0', model: said('前文字后文') },
  ]);
});

test('a note of plain words is edited as words; one with marks as its source', () => {
  const block = (/** @type {string} */ text) => ({ id: 'b0', kind: 'note', text, html: '', model: null });
  const note = fromBlock(block('[^1]: 见会议记录。'), 'k0');
  assert.equal(note.type, nodes.note);
  const { kept } = body([block('[^1]: 见会议记录。')]);
  const edited = nodes.note.create(note.attrs, schema.text('见[记录]*二*'));
  assert.deepEqual(operations(kept, nodes.doc.create(null, [edited])).ops, [{ op: 'block', id: 'b0', text: '[^1]: 见\\[记录\\]\\*二\\*' }]);
  assert.equal(fromBlock(block('[^1]: 见**会议**记录。'), 'k0').type, nodes.opaque);
});

test('a permit stays while other blocks go, and goes with the block that it is about', () => {
  const permit = { id: 'b1', kind: 'html', text: '<!-- 准许 wrong-word: 书名 -->', html: '', model: null };
  const [one, two, three] = blocks('一', '二', '三');
  const { kept, doc } = body([one, permit, { ...two, id: 'b2' }, { ...three, id: 'b3' }]);
  assert.equal(doc.child(1).type, nodes.permit);
  assert.deepEqual(permits(permit.text), [{ text: permit.text, rule: 'wrong-word', why: '书名' }]);
  assert.deepEqual(
    permits('<!-- 准许 a -->\n<!-- allow b: c -->').map(({ rule, why }) => [rule, why]),
    [
      ['a', ''],
      ['b', 'c'],
    ],
  );
  for (const other of ['<!-- 准许发布 -->', '<!-- 备忘 -->', '<!-- 准许 a --> 乙', '<!-- 备忘 --><!-- 准许 a -->'])
    assert.deepEqual(permits(other), [], other);
  const of = (/** @type {import('prosemirror-model').Node[]} */ ...children) => operations(kept, nodes.doc.create(null, children)).ops;
  const [a, b, c, d] = doc.children;
  assert.deepEqual(of(b, c, d), [{ op: 'delete', id: 'b0' }]);
  assert.deepEqual(of(a, b, c), [{ op: 'delete', id: 'b3' }]);
  assert.deepEqual(of(a, c, d), [{ op: 'delete', id: 'b1' }]);
  assert.deepEqual(of(a, b, d), [{ op: 'delete', id: 'b2' }]);
  assert.deepEqual(of(a, d), [{ op: 'delete', id: 'b2' }]);
  assert.deepEqual(of(d, a, b, c), [
    { op: 'delete', id: 'b3' },
    { op: 'insert', after: null, model: said('三') },
  ]);
  assert.deepEqual(of(a, b, paragraph('新', 'n'), d), [
    { op: 'delete', id: 'b2' },
    { op: 'insert', after: 'b0', text: permit.text },
    { op: 'insert', after: 'b0', model: said('新') },
  ]);
});
