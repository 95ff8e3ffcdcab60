/**
 * The text of a report under the caret: ProseMirror with the blocks of the file.
 *
 * In: a report's blocks. Out: operations for those that the writer changed, and
 * word of each change. What the file says anew (`adopt`) goes into the document
 * where it differs, but never into a block that was changed meanwhile, and never
 * while an input method composes. Nothing here knows the server.
 */

import {
  baseKeymap,
  chainCommands,
  deleteSelection,
  joinBackward,
  joinForward,
  selectNodeBackward,
  selectNodeForward,
} from 'prosemirror-commands';
import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history, redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import { inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Slice } from 'prosemirror-model';
import { EditorState, NodeSelection, Plugin, Selection, TextSelection } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { joinPast, keys, place } from './commands.js';
import { paint, rangeOf, timesBefore } from './marks.js';
import { fromBlock, fromWritten, isEmpty } from './model.js';
import { schema } from './schema.js';
import { operations, settled } from './splice.js';
import { opaqueView, permitView, pictureView } from './views.js';

/** @import { Command, Transaction } from 'prosemirror-state' */
/** @import { Node } from 'prosemirror-model' */
/** @import { Block, Finding, Op, Range as Stretch } from './contract.js' */
/** @import { Kept, Sent } from './splice.js' */

/**
 * What the body tells and asks of whoever holds it.
 * @typedef {object} Holder
 * @property {() => void} changed a key was struck
 * @property {() => void} left the caret went to another block, or away, and something had changed
 * @property {() => void} moved the caret or what it stands in changed
 * @property {() => void} stepped one more step can be undone
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {(files: File[]) => void} pictures were dropped or pasted
 * @property {(html: string) => Promise<Block[] | null>} convert
 * @property {(place: HTMLElement, finding: Finding[]) => void} rows draws findings below their paragraph; none: takes them away
 * @property {(src: string) => string} address of a picture
 * @property {(rule: string) => string} named what a rule is about
 * @property {string} label of the text, for those who cannot see it
 */

let lastKey = 0;
const freshKey = () => {
  lastKey += 1;
  return `k${lastKey}`;
};

/** Every block at the top has a key that no other has; of two halves the first that says something keeps it. */
const withKeys = new Plugin({
  appendTransaction(transactions, _, { doc, tr }) {
    if (!transactions.some(({ docChanged }) => docChanged)) return null;
    /** @type {Map<string, { node: Node, offset: number }>} */
    const known = new Map();
    doc.forEach((node, offset) => {
      const { key } = node.attrs;
      const other = known.get(key);
      const isMine = key !== null && (!other || (isEmpty(other.node) && !isEmpty(node)));
      if (other && isMine) tr.setNodeAttribute(other.offset, 'key', freshKey());
      if (isMine) known.set(key, { node, offset });
      else tr.setNodeAttribute(offset, 'key', freshKey());
    });
    return tr.docChanged ? tr : null;
  },
});

/** At the start of a heading Backspace takes the heading's rank first, as text processors do. @type {Command} */
const plainFirst = ({ selection, tr }, dispatch) => {
  const { $from, empty } = selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type !== schema.nodes.heading) return false;
  dispatch?.(tr.setBlockType($from.pos, $from.pos, schema.nodes.paragraph, { key: $from.parent.attrs.key }));
  return true;
};

const rules = inputRules({
  rules: [
    wrappingInputRule(/^[-*]\s$/, schema.nodes.bullets),
    textblockTypeInputRule(/^(#{2,4})\s$/, schema.nodes.heading, ([, marks]) => ({ level: marks.length })),
  ],
});

const MOST_STEPS = 200;

export class Body {
  /** @type {Kept[]} */
  #kept = [];
  /** @type {Finding[]} */
  #findings = [];
  /** @type {Array<{ block: string, at: Stretch }>} */
  #quotes = [];
  /** Places that are kept through edits, while something is waited for. @type {Set<{ pos: number }>} */
  #places = new Set();
  #painting = 0;
  #isAdopting = false;
  /** Does when no input method composes. @type {Array<() => void>} */
  #later = [];

  /** @param {HTMLElement} box @param {Holder} holder @param {{ hash: string, blocks: Block[] }} file */
  constructor(box, holder, { hash, blocks }) {
    this.holder = holder;
    /** Of the file whose blocks the operations name. */
    this.hash = hash;
    /** @param {() => void} act @returns {Command} */
    const does = (act) => () => {
      act();
      return true;
    };
    const mine = keymap({
      'Mod-z': does(holder.undo),
      'Mod-y': does(holder.redo),
      'Shift-Mod-z': does(holder.redo),
      Backspace: chainCommands(undoInputRule, plainFirst, joinPast(-1, joinBackward), joinBackward, selectNodeBackward),
      Delete: chainCommands(deleteSelection, joinPast(1, joinForward), joinForward, selectNodeForward),
    });
    const decorations = new Plugin({ props: { decorations: (state) => this.#rows(state.doc) } });
    this.view = new EditorView(box, {
      state: EditorState.create({
        doc: this.#document(blocks),
        plugins: [
          withKeys,
          rules,
          mine,
          keymap(keys),
          keymap(baseKeymap),
          history({ depth: MOST_STEPS, newGroupDelay: 1000 }),
          dropCursor({ class: 'dropat' }),
          gapCursor(),
          tableEditing(),
          decorations,
        ],
      }),
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': holder.label, spellcheck: 'false', class: 'text' },
      nodeViews: { picture: pictureView(holder), opaque: opaqueView(holder), permit: permitView(holder) },
      dispatchTransaction: (tr) => this.#dispatch(tr),
      handleDrop: (_, event, __, isMove) => !isMove && this.#dropped(/** @type {DragEvent} */ (event)),
      handleDOMEvents: {
        // Before the editor reads it: what is pasted has styles of its own, which the page does not allow.
        paste: (_, event) => this.#paste(event),
        focus: () => {
          this.isTouched = true;
          this.holder.moved();
        },
        blur: () => void this.#leave(),
        compositionend: () =>
          void setTimeout(() => {
            this.settle();
            if (!this.isComposing) this.holder.changed();
          }, 60),
      },
    });
    this.#paintSoon();
  }

  destroy() {
    cancelAnimationFrame(this.#painting);
    for (const name of ['finding-error', 'finding', 'evidence']) paint(name, []);
    this.view.destroy();
  }

  /** @param {Block[]} blocks */
  #document(blocks) {
    this.#kept = blocks.map((block) => {
      const key = freshKey();
      return { key, id: block.id, text: block.text, node: fromBlock(block, key) };
    });
    const content = this.#kept.map(({ node }) => node);
    return schema.nodes.doc.create(null, content.length ? content : schema.nodes.paragraph.create({ key: freshKey() }));
  }

  /** Whether the writer changed what the file does not yet say. */
  get isDirty() {
    return this.operations().ops.length > 0;
  }

  /** While a word is being composed nothing may be taken from the text or put into it. */
  get isComposing() {
    return this.view.composing;
  }

  operations() {
    return operations(this.#kept, this.view.state.doc);
  }

  /** @param {Transaction} tr */
  #dispatch(tr) {
    const before = this.view.state;
    const after = before.apply(tr);
    for (const each of this.#places) each.pos = tr.mapping.map(each.pos);
    const was = blockAt(before.selection);
    this.view.updateState(after);
    if (tr.docChanged) {
      this.#paintSoon();
      if (!this.#isAdopting) {
        if (undoDepth(after) > undoDepth(before) && !tr.getMeta('history$')) this.holder.stepped();
        this.holder.changed();
      }
    }
    if (!this.#isAdopting && was !== blockAt(after.selection)) {
      if (!this.isComposing) this.#dropEmptyNotes();
      this.#leave();
    }
    this.holder.moved();
  }

  #leave() {
    if (!this.isComposing && this.isDirty) this.holder.left();
  }

  /** Whether a note waits for its words; until then its number would mean nothing. */
  get isWaiting() {
    return this.view.state.doc.children.some((node) => node.type === schema.nodes.note && isEmpty(node));
  }

  /** A note that was left without words goes, and its number. */
  #dropEmptyNotes() {
    const { doc, selection, tr } = this.view.state;
    const gone = new Set(
      doc.children
        .filter((node) => node.type === schema.nodes.note && isEmpty(node) && node !== selection.$head.node(1))
        .map(({ attrs }) => attrs.label),
    );
    if (!gone.size) return;
    doc.descendants((node, pos) => {
      const isOne = node.type === schema.nodes.noteref || node.type === schema.nodes.note;
      if (isOne && gone.has(node.attrs.label)) tr.delete(tr.mapping.map(pos), tr.mapping.map(pos + node.nodeSize));
    });
    this.view.dispatch(tr);
  }

  /** Takes what came while an input method composed. */
  settle() {
    if (this.isComposing) return;
    for (const each of this.#later.splice(0)) each();
  }

  /** Takes back one step of the writer's. */
  undo() {
    return undoDepth(this.view.state) > 0 && undo(this.view.state, this.view.dispatch);
  }

  redo() {
    return redoDepth(this.view.state) > 0 && redo(this.view.state, this.view.dispatch);
  }

  /** @param {Command} command */
  run(command) {
    this.view.focus();
    return command(this.view.state, this.view.dispatch, this.view);
  }

  /**
   * Takes what a file says now: ids, and what differs.
   * @param {{ hash: string, blocks: Block[] }} file
   * @param {Sent[]} [sent] what was written; without it, the file was changed elsewhere
   */
  adopt(file, sent) {
    if (this.isComposing) this.#later.push(() => this.#adopt(file, sent));
    else this.#adopt(file, sent);
  }

  /** @param {{ hash: string, blocks: Block[] }} file @param {Sent[]} [sent] */
  #adopt({ hash, blocks }, sent = this.#kept.map(({ key, node, text }) => ({ key, node, text }))) {
    this.hash = hash;
    /** @type {Kept[]} */
    const kept = [];
    const { tr } = this.view.state;
    tr.setMeta('addToHistory', false);
    /** Behind which block the next new one stands. */
    let end = 0;
    for (const [old, block] of settled(sent, blocks)) {
      const here = old && find(tr.doc, old.key);
      const isTouched = old && here?.node !== old.node;
      if (!block) {
        if (here && !isTouched) tr.delete(here.pos, here.pos + here.node.nodeSize);
        continue;
      }
      const key = old?.key ?? freshKey();
      let node = fromBlock(block, key);
      if (old && (old.text === null ? this.#isWrittenSo(old.node, node) : old.text === block.text && sameShown(old.node, node)))
        node = old.node;
      if (old && node !== old.node && here && !isTouched) tr.replaceWith(here.pos, here.pos + here.node.nodeSize, node);
      else if (!old) tr.insert(end, node);
      kept.push({ key, id: block.id, text: block.text, node });
      const now = find(tr.doc, key);
      if (now) end = now.pos + now.node.nodeSize;
    }
    this.#kept = kept;
    if (!tr.docChanged) return void this.#paintSoon();
    if (!this.view.hasFocus()) tr.setSelection(Selection.near(tr.doc.resolve(Math.min(tr.selection.from, tr.doc.content.size))));
    this.#isAdopting = true;
    this.view.dispatch(tr);
    this.#isAdopting = false;
  }

  /**
   * Whether a node of the writer's may stand for the block that it became. A block may be
   * written without the space under the caret; that is no reason to take it from there.
   * @param {Node} node
   * @param {Node} written
   */
  #isWrittenSo(node, written) {
    return node.type === written.type && node.type !== schema.nodes.opaque;
  }

  /** @param {string} id of a block */
  #keyOf(id) {
    return this.#kept.find((each) => each.id === id)?.key ?? null;
  }

  /** The element that shows a block. @param {string} id @returns {HTMLElement | null} */
  element(id) {
    const key = this.#keyOf(id);
    const here = key && find(this.view.state.doc, key);
    return here ? /** @type {HTMLElement | null} */ (this.view.nodeDOM(here.pos)) : null;
  }

  /** Whether the caret has ever been here. */
  isTouched = false;

  /** How the block with the caret begins, and how many before it say the same. */
  get here() {
    if (!this.isTouched) return null;
    const place = blockAt(this.view.state.selection);
    const node = this.view.state.doc.maybeChild(place);
    if (!node) return null;
    const words = node.textContent.split('\ufffc')[0].slice(0, 60).trim() || node.attrs.caption || '';
    const before = this.view.state.doc.children.slice(0, place);
    return { words, times: words ? before.filter(({ textContent }) => textContent.includes(words)).length : 0 };
  }

  /** Goes to words in a block. @param {string} id @param {Stretch | null} at */
  goTo(id, at) {
    const key = this.#keyOf(id);
    const here = key && find(this.view.state.doc, key);
    if (!here) return;
    const range = at && this.#range(id, at);
    const { doc, tr } = this.view.state;
    const selection =
      range && here.node.type !== schema.nodes.opaque
        ? TextSelection.between(
            doc.resolve(this.view.posAtDOM(range.startContainer, range.startOffset)),
            doc.resolve(this.view.posAtDOM(range.endContainer, range.endOffset)),
          )
        : here.node.isAtom
          ? NodeSelection.create(doc, here.pos)
          : Selection.near(doc.resolve(here.pos + 1));
    this.view.dispatch(tr.setSelection(selection));
    this.element(id)?.scrollIntoView({ block: 'center' });
    this.view.focus();
  }

  /** @param {string} id @param {Stretch} at */
  #range(id, [from, to]) {
    const kept = this.#kept.find((each) => each.id === id);
    if (!kept) return null;
    const words = kept.text.slice(from, to);
    return rangeOf(this.element(id), words, timesBefore(kept.text, from, words));
  }

  /** @param {Finding[]} findings @param {Array<{ block: string, at: Stretch }>} quotes */
  mark(findings, quotes) {
    this.#findings = findings;
    this.#quotes = quotes;
    if (this.isComposing) this.#later.push(() => this.mark(findings, quotes));
    else this.view.dispatch(this.view.state.tr.setMeta('addToHistory', false));
    this.#paintSoon();
  }

  /** Rows below the paragraphs; a row is a thing of its own, so what is written above it is not drawn anew. @param {Node} doc */
  #rows(doc) {
    /** @type {Map<string, Finding[]>} */
    const found = new Map();
    for (const finding of this.#findings) {
      const key = finding.block === null ? null : this.#keyOf(finding.block);
      if (key !== null) found.set(key, [...(found.get(key) ?? []), finding]);
    }
    /** @type {Decoration[]} */
    const rows = [];
    doc.forEach((node, offset) => {
      const here = found.get(node.attrs.key);
      if (!here) return;
      const draw = () => {
        const box = document.createElement('div');
        box.className = 'finds unsought';
        box.contentEditable = 'false';
        this.holder.rows(box, here);
        return box;
      };
      rows.push(
        Decoration.widget(offset + node.nodeSize, draw, {
          key: `${node.attrs.key} ${here.map(({ id, rule, say }) => id + rule + say).join()}`,
          side: -1,
          stopEvent: () => true,
          ignoreSelection: true,
          destroy: (box) => this.holder.rows(/** @type {HTMLElement} */ (box), []),
        }),
      );
    });
    return DecorationSet.create(doc, rows);
  }

  #paintSoon() {
    cancelAnimationFrame(this.#painting);
    this.#painting = requestAnimationFrame(() => {
      const ranges = (/** @type {boolean} */ isError) =>
        this.#findings
          .filter(({ weight }) => (weight === 'error') === isError)
          .map(({ block, at }) => (block !== null && at ? this.#range(block, at) : null));
      paint('finding-error', ranges(true));
      paint('finding', ranges(false));
      paint(
        'evidence',
        this.#quotes.map(({ block, at }) => this.#range(block, at)),
      );
    });
  }

  /** Puts a picture behind the caret's block. @param {{ src: string, alt: string, caption: string }} picture */
  addPicture(picture) {
    this.run(place([schema.nodes.picture.create(picture)]));
  }

  /** @param {ClipboardEvent} event */
  #paste(event) {
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
    const html = event.clipboardData?.getData('text/html') ?? '';
    // A spreadsheet and a text processor give a picture of the cells or the page too.
    if (files.length && !/<(table|p)\b/i.test(html)) {
      event.preventDefault();
      this.holder.pictures(files);
      return true;
    }
    if (!html || html.includes('data-pm-slice')) return false;
    event.preventDefault();
    this.#convert(html);
    return true;
  }

  /** @param {string} html */
  async #convert(html) {
    const { selection } = this.view.state;
    const [from, to] = [{ pos: selection.from }, { pos: selection.to }];
    this.#places.add(from).add(to);
    const blocks = await this.holder.convert(html);
    this.#places.delete(from);
    this.#places.delete(to);
    if (this.view.isDestroyed) return;
    const { doc, tr } = this.view.state;
    tr.setSelection(TextSelection.between(doc.resolve(from.pos), doc.resolve(to.pos)));
    if (!blocks) {
      this.view.dispatch(tr);
      return void this.view.pasteHTML(html);
    }
    const made = blocks.map((block) => fromBlock(block, null)).filter((node) => !isEmpty(node));
    if (!made.length) return;
    const open = (/** @type {Node | undefined} */ node) => (node?.type === schema.nodes.paragraph ? 1 : 0);
    const content = schema.nodes.doc.create(null, made).content;
    tr.replaceSelection(new Slice(content, open(made[0]), open(made.at(-1))));
    this.view.dispatch(tr.scrollIntoView().setMeta('paste', true));
  }

  /** @param {DragEvent} event */
  #dropped(event) {
    const files = [...(event.dataTransfer?.files ?? [])];
    const pictures = files.filter(({ type }) => type.startsWith('image/'));
    if (pictures.length) {
      const at = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (at) this.view.dispatch(this.view.state.tr.setSelection(Selection.near(this.view.state.doc.resolve(at.pos))));
      this.holder.pictures(pictures);
    }
    if (files.length) event.preventDefault();
    return files.length > 0;
  }

  /** Does again what a draft says was done to these blocks. @param {Op[]} ops */
  replay(ops) {
    const { tr } = this.view.state;
    /** Where the next block behind one goes: behind those that were put there before. @type {Map<string | null, string>} */
    const last = new Map();
    for (const op of ops) {
      if (op.op !== 'insert' && op.op !== 'block') continue;
      const key = op.op === 'block' ? this.#keyOf(op.id) : freshKey();
      const anchor = op.op === 'block' ? key : (last.get(op.after) ?? (op.after === null ? null : this.#keyOf(op.after)));
      const here = find(tr.doc, anchor);
      if (op.op === 'block' && here) tr.replaceWith(here.pos, here.pos + here.node.nodeSize, fromWritten(op, key));
      if (op.op !== 'insert' || !key) continue;
      tr.insert(here ? here.pos + here.node.nodeSize : 0, fromWritten(op, key));
      last.set(op.after, key);
    }
    for (const op of ops) {
      const here = op.op === 'delete' ? find(tr.doc, this.#keyOf(op.id)) : null;
      if (here && tr.doc.childCount > 1) tr.delete(here.pos, here.pos + here.node.nodeSize);
    }
    if (tr.docChanged) this.view.dispatch(tr);
  }
}

/** Which block at the top the caret is in. @param {Selection} selection */
const blockAt = ({ $head }) => $head.index(0);

/** @param {Node} doc @param {string | null} key @returns {{ node: Node, pos: number } | null} */
function find(doc, key) {
  let pos = 0;
  for (const node of key === null ? [] : doc.children) {
    if (node.attrs.key === key) return { node, pos };
    pos += node.nodeSize;
  }
  return null;
}

/** What is shown as the page shows it may look otherwise although its text is the same. @param {Node} node @param {Node} other */
const sameShown = (node, other) => node.attrs.html === other.attrs.html;
