/**
 * What the body editor knows of a text: the kinds of block that the server gives
 * a model of, and one more, `opaque`, for everything else, which is shown as the
 * page shows it and edited as the text that it is.
 *
 * Each block at the top has a `key` of ours. It tells which block of the file a
 * node stands for (splice.js) and never reaches the file.
 */

import { Schema } from 'prosemirror-model';

/** @import { DOMOutputSpec, Node } from 'prosemirror-model' */

const key = { key: { default: null } };
const cell = { align: { default: '' }, colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } };

/** @param {Node} node @returns {Record<string, string>} */
const aligned = (node) => (node.attrs.align ? { class: `to-${node.attrs.align}` } : {});

export const schema = new Schema({
  nodes: {
    doc: { content: 'block+' },
    // A soft line end in a source stays: white space is read from the page as it is.
    paragraph: { group: 'block', content: 'inline*', attrs: key, whitespace: 'pre', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      group: 'block',
      content: 'inline*',
      attrs: { ...key, level: { default: 2 } },
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    bullets: { group: 'block list', content: 'item+', attrs: key, parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    numbers: {
      group: 'block list',
      content: 'item+',
      attrs: { ...key, start: { default: 1 } },
      parseDOM: [{ tag: 'ol' }],
      toDOM: () => ['ol', 0],
    },
    item: { content: 'paragraph list?', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    table: {
      group: 'block',
      content: 'row+',
      attrs: key,
      tableRole: 'table',
      isolating: true,
      parseDOM: [{ tag: 'table' }],
      toDOM: () => ['div', { class: 'tablewrap' }, ['table', ['tbody', 0]]],
    },
    row: { content: '(head | cell)+', tableRole: 'row', parseDOM: [{ tag: 'tr' }], toDOM: () => ['tr', 0] },
    cell: {
      content: 'paragraph',
      attrs: cell,
      tableRole: 'cell',
      isolating: true,
      parseDOM: [{ tag: 'td' }],
      toDOM: (node) => ['td', aligned(node), 0],
    },
    head: {
      content: 'paragraph',
      attrs: cell,
      tableRole: 'header_cell',
      isolating: true,
      parseDOM: [{ tag: 'th' }],
      toDOM: (node) => ['th', aligned(node), 0],
    },
    quote: {
      group: 'block',
      content: 'block+',
      attrs: key,
      defining: true,
      parseDOM: [{ tag: 'blockquote' }],
      toDOM: () => ['blockquote', 0],
    },
    /** A note at the foot, of plain words; its number stands in the text as a `noteref`. */
    note: {
      group: 'block',
      content: 'text*',
      marks: '',
      attrs: { ...key, label: { default: '' } },
      defining: true,
      parseDOM: [{ tag: 'aside[data-note]', getAttrs: (dom) => ({ label: dom.getAttribute('data-note') }) }],
      toDOM: (node) => ['aside', { 'data-note': node.attrs.label }, 0],
    },
    picture: {
      group: 'block',
      atom: true,
      draggable: true,
      attrs: { ...key, src: { default: '' }, alt: { default: '' }, caption: { default: '' } },
      parseDOM: [
        {
          tag: 'figure[data-src]',
          getAttrs: (dom) => ({
            src: dom.getAttribute('data-src'),
            alt: dom.getAttribute('data-alt'),
            caption: dom.getAttribute('data-caption'),
          }),
        },
      ],
      toDOM: ({ attrs }) => ['figure', { 'data-src': attrs.src, 'data-alt': attrs.alt, 'data-caption': attrs.caption }],
    },
    /** What a block may say although a rule is against it: a comment of the file's, about the block behind it. */
    permit: {
      group: 'block',
      atom: true,
      selectable: false,
      attrs: { ...key, text: { default: '' } },
      parseDOM: [{ tag: 'pre[data-permit]', getAttrs: (dom) => ({ text: dom.getAttribute('data-permit') }) }],
      toDOM: ({ attrs }) => ['pre', { 'data-permit': attrs.text }],
    },
    opaque: {
      group: 'block',
      atom: true,
      attrs: { ...key, kind: { default: 'opaque' }, text: { default: '' }, html: { default: '' } },
      parseDOM: [{ tag: 'pre[data-text]', getAttrs: (dom) => ({ text: dom.getAttribute('data-text') }) }],
      toDOM: ({ attrs }) => ['pre', { 'data-text': attrs.text }, attrs.text],
    },
    noteref: {
      group: 'inline',
      inline: true,
      atom: true,
      attrs: { label: {} },
      parseDOM: [{ tag: 'sup[data-ref]', getAttrs: (dom) => ({ label: dom.getAttribute('data-ref') }) }],
      toDOM: (node) => ['sup', { 'data-ref': node.attrs.label }, `［${node.attrs.label}］`],
      leafText: () => '\ufffc',
    },
    br: {
      group: 'inline',
      inline: true,
      selectable: false,
      parseDOM: [{ tag: 'br' }],
      toDOM: () => ['br'],
      leafText: () => '\n',
    },
    text: { group: 'inline' },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (dom) => ({ href: dom.getAttribute('href') }) }],
      /** @returns {DOMOutputSpec} */
      toDOM: (mark) => ['a', { href: mark.attrs.href, title: mark.attrs.href }, 0],
    },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
  },
});
