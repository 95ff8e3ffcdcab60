/**
 * Between the contract's model of a block and the editor's node.
 *
 * In: a block of a report. Out: a node; and of a node the model again, or its
 * text if it is opaque. Markdown is the server's business alone.
 */

import { schema } from './schema.js';

/** @import { Mark, Node } from 'prosemirror-model' */
/** @import { Block, Model, Span } from './contract.js' */

const { nodes, marks } = schema;

/** @param {Span[]} spans @returns {Node[]} */
function inline(spans) {
  return spans.flatMap(([text, mark]) => {
    if (typeof mark === 'object' && 'note' in mark) return [nodes.noteref.create({ label: mark.note })];
    if (mark === 'br') return [nodes.br.create()];
    return text ? [schema.text(text, marksOf(mark))] : [];
  });
}

/** @param {Span[1]} mark @returns {Mark[]} */
function marksOf(mark) {
  if (typeof mark === 'object') return 'link' in mark ? [marks.link.create({ href: mark.link })] : [];
  return [...(mark.includes('i') ? [marks.em.create()] : []), ...(mark.includes('b') ? [marks.strong.create()] : [])];
}

/** @param {Model} model @param {string | null} [key] @returns {Node} */
export function fromModel(model, key = null) {
  switch (model.type) {
    case 'h':
      return nodes.heading.create({ key, level: model.level }, inline(model.spans));
    case 'list':
      return model.ordered
        ? nodes.numbers.create({ key, start: model.start ?? 1 }, model.items.map(item))
        : nodes.bullets.create({ key }, model.items.map(item));
    case 'table':
      return table(model, key);
    case 'picture':
      return nodes.picture.create({ key, src: model.src, alt: model.alt, caption: model.caption ?? '' });
    case 'quote':
      return nodes.quote.create({ key }, model.blocks.length ? model.blocks.map((block) => fromModel(block)) : nodes.paragraph.create());
    default:
      return nodes.paragraph.create({ key }, inline(model.spans));
  }
}

/** @param {Array<Span | Model>} parts */
function item(parts) {
  const last = parts.at(-1);
  const below = last && !Array.isArray(last) ? [fromModel(last)] : [];
  return nodes.item.create(null, [
    nodes.paragraph.create(null, inline(/** @type {Span[]} */ (parts.filter((part) => Array.isArray(part))))),
    ...below,
  ]);
}

/** @param {Extract<Model, { type: 'table' }>} model @param {string | null} key */
function table({ head, rows, align }, key) {
  const width = Math.max(1, head.length, ...rows.map((row) => row.length));
  const row = (/** @type {Span[][]} */ cells, /** @type {'head' | 'cell'} */ type) =>
    nodes.row.create(
      null,
      Array.from({ length: width }, (_, place) =>
        nodes[type].create({ align: align[place] ?? '' }, nodes.paragraph.create(null, inline(cells[place] ?? []))),
      ),
    );
  return nodes.table.create({ key }, [row(head, 'head'), ...rows.map((cells) => row(cells, 'cell'))]);
}

/** A note of plain words: its label, and they. */
const NOTE = /^\[\^([^\]\s]+)\]: ?([^\n\\*_`[\]<>&|~#$]*)$/;

/** What permits are called in a file, and one of them; the server reads them as `parse/markdown/permit` does. */
const PERMIT = /<!--\s*(?:\u51c6\u8bb8|\u8c41\u514d|allow)[\s:\uff1a]+([^:\uff1a]+?)\s*(?:[:\uff1a]+\s*([\s\S]*?)\s*)?-->/gi;

/** The permits that a text is, if it is nothing else. @param {string} text @returns {Array<{ text: string, rule: string, why: string }>} */
export function permits(text) {
  const found = [...text.matchAll(PERMIT)].map(([all, rule, why = '']) => ({ text: all, rule, why }));
  return text.replace(PERMIT, '').trim() || found.some(({ text: one }) => one.indexOf('-->') < one.length - 3) ? [] : found;
}

/** @param {string} text @param {string | null} key */
const permit = (text, key) => (permits(text).length ? nodes.permit.create({ key, text }) : null);

/** @param {Block} block @param {string | null} key */
export function fromBlock(block, key) {
  if (block.model) return fromModel(block.model, key);
  return (
    note(block.text, key) ?? permit(block.text, key) ?? nodes.opaque.create({ key, kind: block.kind, text: block.text, html: block.html })
  );
}

/** @param {string} source @param {string | null} key */
function note(source, key) {
  const [, label, words] = NOTE.exec(source) ?? [];
  return label ? nodes.note.create({ key, label }, words ? schema.text(words) : null) : null;
}

/** @param {Node} node a node with inline content @returns {Span[]} */
function spans(node) {
  /** @type {Span[]} */
  const found = [];
  for (const child of node.children) {
    if (child.type === nodes.noteref) {
      found.push(['', { note: child.attrs.label }]);
      continue;
    }
    if (child.type === nodes.br) {
      found.push(['', 'br']);
      continue;
    }
    const link = child.marks.find((mark) => mark.type === marks.link);
    const is = (/** @type {import('prosemirror-model').MarkType} */ type) => !!type.isInSet(child.marks);
    const mark = is(marks.strong) ? (is(marks.em) ? 'bi' : 'b') : is(marks.em) ? 'i' : '';
    found.push([child.text ?? '', link ? { link: link.attrs.href } : mark]);
  }
  return found;
}

/** @param {Node} node @returns {Model} */
export function toModel(node) {
  switch (node.type) {
    case nodes.heading:
      return { type: 'h', level: node.attrs.level, spans: spans(node) };
    case nodes.bullets:
    case nodes.numbers:
      return {
        type: 'list',
        ordered: node.type === nodes.numbers,
        ...(node.type === nodes.numbers && node.attrs.start !== 1 ? { start: node.attrs.start } : {}),
        items: node.children.map((each) => [...spans(each.child(0)), ...each.children.slice(1).map(toModel)]),
      };
    case nodes.table: {
      const [head, ...rows] = node.children.map((row) => row.children.map((each) => spans(each.child(0))));
      return { type: 'table', head, rows, align: node.child(0).children.map((each) => each.attrs.align) };
    }
    case nodes.picture:
      return { type: 'picture', src: node.attrs.src, alt: node.attrs.alt, caption: node.attrs.caption };
    case nodes.quote:
      return { type: 'quote', blocks: node.children.filter((child) => !isEmpty(child)).map(toModel) };
    default:
      return { type: 'p', spans: spans(node) };
  }
}

/** Whether a node comes to no block of a file: a text has no empty paragraphs. @param {Node} node */
export function isEmpty(node) {
  if (node.type === nodes.opaque || node.type === nodes.permit) return !node.attrs.text.trim();
  if (node.type === nodes.picture) return !node.attrs.src;
  if (node.type === nodes.table) return false;
  if (node.isTextblock) return !/\S|\ufffc/.test(node.textBetween(0, node.content.size, '', '\ufffc'));
  return node.children.every(isEmpty);
}

/** What an operation sends of a node. @param {Node} node @returns {{ text: string } | { model: Model }} */
export function written(node) {
  if (node.type === nodes.opaque || node.type === nodes.permit) return { text: node.attrs.text };
  if (node.type === nodes.note) return { text: `[^${node.attrs.label}]: ${node.textContent.trim().replace(/[\\*_`[\]<>&|~#$]/g, '\\$&')}` };
  return { model: toModel(node) };
}

/** The node of what an operation sends. @param {{ text: string } | { model: Model }} op @param {string | null} key */
export function fromWritten(op, key) {
  return 'model' in op
    ? fromModel(op.model, key)
    : (note(op.text, key) ?? permit(op.text, key) ?? nodes.opaque.create({ key, text: op.text }));
}
