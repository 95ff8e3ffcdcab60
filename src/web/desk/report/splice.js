/**
 * Which operations an edited body comes to, and which node stands for which
 * block once they are done.
 *
 * In: the blocks of a file, each with the node that stands for it, and the
 * document as it is now. Out: operations for what differs, and for nothing
 * else: a block that was not touched is not sent, so its bytes stay.
 */

import { longest } from '../../preview/align.js';
import { isEmpty, written } from './model.js';

/** @import { Node } from 'prosemirror-model' */
/** @import { Block, Op } from './contract.js' */

/**
 * A block of the file and its node.
 * @typedef {object} Kept
 * @property {string} key of the node
 * @property {string} id of the block
 * @property {string} text of the block
 * @property {Node} node as it was when the file had these bytes
 */

/** A node that was sent; `text` is known if nothing of it was to be written. @typedef {{ key: string, node: Node, text: string | null }} Sent */

/** @param {Node} node */
const isPermit = (node) => node.type.name === 'permit';

/** @param {Kept[]} kept @param {Node} doc @returns {{ ops: Op[], sent: Sent[] }} */
export function operations(kept, doc) {
  const now = doc.children.filter((node) => !isEmpty(node));
  const places = new Map(kept.map(({ key }, place) => [key, place]));
  /** @type {import('../../preview/align.js').Pair[]} */
  const same = [];
  for (const [place, node] of now.entries()) {
    const was = places.get(node.attrs.key);
    if (was !== undefined) same.push([was, place]);
  }
  same.sort(([one], [other]) => one - other);
  // What changed its place is taken out and put in again.
  const stays = new Map(longest(same).map(([was, place]) => [place, kept[was]]));
  const staying = new Set(stays.values());
  // The server takes a block away with the permits that are about it.
  /** @type {Set<Kept>} */
  const gone = new Set();
  for (const [place, each] of kept.entries()) {
    const about = isPermit(each.node) && kept.slice(place).find(({ node }) => !isPermit(node));
    if (about && !staying.has(about)) gone.add(each);
  }
  /** @type {Op[]} */
  const ops = kept.filter((each) => !staying.has(each) && !gone.has(each)).map(({ id }) => ({ op: 'delete', id }));
  /** @type {string | null} */
  let after = null;
  /** @type {Sent[]} */
  const sent = [];
  for (const [place, node] of now.entries()) {
    const old = stays.get(place);
    if (old && gone.has(old)) {
      // What was put in the block's place is what the permit is about now.
      const about = now.findIndex((other, behind) => behind > place && !isPermit(other));
      const isReplaced = about >= 0 && !stays.has(about);
      if (isReplaced) ops.push({ op: 'insert', after, ...written(node) });
      sent.push({ key: node.attrs.key, node, text: isReplaced ? null : old.text });
      continue;
    }
    const isSame = old !== undefined && (old.node === node || old.node.eq(node));
    if (!old) ops.push({ op: 'insert', after, ...written(node) });
    else if (!isSame) ops.push({ op: 'block', id: old.id, ...written(node) });
    if (old) after = old.id;
    sent.push({ key: node.attrs.key, node, text: isSame ? old.text : null });
  }
  return { ops, sent };
}

/**
 * Pairs what was sent with the blocks of the answer: first those whose text is
 * known and stands once on either side, then, between these, one by one where
 * there are as many. What has no partner was parted, joined or made elsewhere.
 * @param {Sent[]} sent
 * @param {Block[]} blocks
 * @returns {Array<[sent: Sent | null, block: Block | null]>} in order
 */
export function settled(sent, blocks) {
  /** @type {Array<[Sent | null, Block | null]>} */
  const pairs = [];
  /** @param {Sent[]} some @param {Block[]} others */
  const stretch = (some, others) => {
    const found = landmarks(some, others);
    if (found.length === 0 && some.length === others.length) {
      for (const [place, each] of some.entries()) pairs.push([each, others[place]]);
      return;
    }
    if (found.length === 0) {
      for (const each of some) pairs.push([each, null]);
      for (const each of others) pairs.push([null, each]);
      return;
    }
    let [from, to] = [0, 0];
    for (const [place, other] of found) {
      stretch(some.slice(from, place), others.slice(to, other));
      pairs.push([some[place], others[other]]);
      [from, to] = [place + 1, other + 1];
    }
    stretch(some.slice(from), others.slice(to));
  };
  stretch(sent, blocks);
  return pairs;
}

/** @param {Sent[]} some @param {Block[]} others */
function landmarks(some, others) {
  const once = (/** @type {Array<string | null>} */ texts) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const [place, text] of texts.entries()) if (text !== null) found.set(text, found.has(text) ? -1 : place);
    return found;
  };
  const here = once(some.map(({ text }) => text));
  const there = once(others.map(({ text }) => text));
  /** @type {import('../../preview/align.js').Pair[]} */
  const both = [];
  for (const [text, place] of here) {
    const other = there.get(text) ?? -1;
    if (place >= 0 && other >= 0) both.push([place, other]);
  }
  return longest(both);
}
