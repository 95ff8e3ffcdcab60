/** What the buttons and keys of the body do. */

import { autoJoin, chainCommands, exitCode, setBlockType, toggleMark } from 'prosemirror-commands';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { Selection, TextSelection } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, goToNextCell, isInTable } from 'prosemirror-tables';
import { schema } from './schema.js';

/** @import { Command, EditorState } from 'prosemirror-state' */
/** @import { Node, NodeType } from 'prosemirror-model' */

const { nodes, marks } = schema;

/** The level of the text's first headings: the page's title is above them. @param {EditorState} state */
export function levels(state) {
  const found = state.doc.children.filter(({ type }) => type === nodes.heading).map(({ attrs }) => attrs.level);
  const top = found.length ? Math.min(...found) : 2;
  return [top, Math.min(6, top + 1)];
}

/** @param {0 | 1} depth of a heading, or of a smaller one @returns {Command} */
export const toggleHeading = (depth) => (state, dispatch) => {
  const level = levels(state)[depth];
  const { parent } = state.selection.$from;
  const isSo = parent.type === nodes.heading && parent.attrs.level === level;
  const attrs = { key: state.selection.$from.depth === 1 ? parent.attrs.key : null };
  return isSo ? setBlockType(nodes.paragraph, attrs)(state, dispatch) : setBlockType(nodes.heading, { ...attrs, level })(state, dispatch);
};

/** @param {EditorState} state @param {NodeType} type */
const isIn = (state, type) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
};

/** Two lists of one kind that come to stand together are one: a file could not hold them apart. @param {Command} command */
const joining = (command) => autoJoin(command, ['bullets', 'numbers']);

export const toggleList = joining((state, dispatch) =>
  isIn(state, nodes.item) ? liftListItem(nodes.item)(state, dispatch) : wrapInList(nodes.bullets)(state, dispatch),
);

/** Of the list that the caret is in: numbers for points, and back. */
export const toggleNumbers = joining((state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const list = $from.node(depth);
    if (list.type !== nodes.bullets && list.type !== nodes.numbers) continue;
    const other = list.type === nodes.bullets ? nodes.numbers : nodes.bullets;
    dispatch?.(state.tr.setNodeMarkup($from.before(depth), other, list.attrs));
    return true;
  }
  return wrapInList(nodes.numbers)(state, dispatch);
});

/** Puts blocks behind the one with the caret; an empty paragraph gives its place. @param {Node[]} blocks @param {number} [inside] @returns {Command} */
export const place = (blocks, inside) => (state, dispatch) => {
  if (!dispatch) return true;
  const { $from } = state.selection;
  const isBare = $from.depth === 1 && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
  const from = isBare ? $from.before(1) : $from.depth > 0 ? $from.after(1) : state.selection.to;
  const tr = state.tr.replaceWith(from, isBare ? $from.after(1) : from, blocks);
  tr.setSelection(Selection.near(tr.doc.resolve(from + (inside ?? 1)), 1));
  dispatch(tr.scrollIntoView());
  return true;
};

const cell = (/** @type {NodeType} */ type) => type.create(null, nodes.paragraph.create());
const row = (/** @type {NodeType} */ type) =>
  nodes.row.create(
    null,
    [0, 1, 2].map(() => cell(type)),
  );

/** @type {Command} */
export const addTable = (state, dispatch) =>
  isInTable(state) ? false : place([nodes.table.create(null, [row(nodes.head), row(nodes.cell), row(nodes.cell)])], 4)(state, dispatch);

/** A number where the caret is, and its note at the end of the text, in which the caret then is. @type {Command} */
export const addNote = (state, dispatch) => {
  const { $to } = state.selection;
  if (!$to.parent.inlineContent || $to.parent.type === nodes.note) return false;
  if (!dispatch) return true;
  const known = new Set();
  state.doc.descendants((node) => void (node.type === nodes.note && known.add(node.attrs.label)));
  let label = 1;
  while (known.has(String(label))) label += 1;
  const tr = state.tr.insert($to.pos, nodes.noteref.create({ label: String(label) }));
  const end = tr.doc.content.size;
  tr.insert(end, nodes.note.create({ label: String(label) }));
  dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
};

/** @param {string} href empty: no link @returns {Command} */
export const setLink = (href) => (state, dispatch) => {
  let { from, to, empty, $from } = state.selection;
  const type = marks.link;
  if (empty) {
    // All of the link that the caret is in.
    const near = $from.parent.childAfter($from.parentOffset);
    const here = near.node && type.isInSet(near.node.marks) ? near : $from.parent.childBefore($from.parentOffset);
    if (!here.node || !type.isInSet(here.node.marks)) return false;
    from = $from.start() + here.offset;
    to = from + here.node.nodeSize;
  }
  const tr = state.tr.removeMark(from, to, type);
  dispatch?.(href ? tr.addMark(from, to, type.create({ href })) : tr);
  return true;
};

/** The address of the link at the caret. @param {EditorState} state */
export function linkAt(state) {
  const { $from, from, to, empty } = state.selection;
  let found = '';
  const look = (/** @type {Node | null} */ node) => {
    const mark = node && marks.link.isInSet(node.marks);
    if (mark) found ||= mark.attrs.href;
  };
  if (empty) for (const node of [$from.nodeBefore, $from.nodeAfter]) look(node);
  else state.doc.nodesBetween(from, to, look);
  return found;
}

/** What the caret stands in, for the buttons. @param {EditorState} state */
export function standing(state) {
  const { $from, from, to, empty } = state.selection;
  const { parent } = $from;
  const [top, low] = levels(state);
  const has = (/** @type {import('prosemirror-model').MarkType} */ type) =>
    empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
  return {
    heading: parent.type === nodes.heading && parent.attrs.level === top,
    smaller: parent.type === nodes.heading && parent.attrs.level >= low,
    list: isIn(state, nodes.bullets),
    numbers: isIn(state, nodes.numbers),
    table: isInTable(state),
    bold: has(marks.strong),
    link: !!linkAt(state),
    words: !empty,
  };
}

/** Out of a note, a quotation or a table: a paragraph behind it. @type {Command} */
const leave = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.depth < 1) return false;
  const outer = $from.node(1).type;
  if (outer !== nodes.table && outer !== nodes.quote && outer !== nodes.note) return false;
  if (dispatch) {
    const after = $from.after(1);
    const tr = state.tr.insert(after, nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  }
  return true;
};

/** A cell holds one line, so Enter goes on to the cell below, or out of the table. @type {Command} */
const below = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 1; depth -= 1) {
    if ($from.node(depth).type !== nodes.row) continue;
    const table = $from.node(depth - 1);
    const [at, column] = [$from.index(depth - 1), $from.index(depth)];
    if (at + 1 >= table.childCount) return leave(state, dispatch);
    let pos = $from.start(depth - 1);
    for (let each = 0; each <= at; each += 1) pos += table.child(each).nodeSize;
    for (let each = 0; each < column; each += 1) pos += table.child(at + 1).child(each)?.nodeSize ?? 0;
    dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(pos + 3), -1)).scrollIntoView());
    return true;
  }
  return false;
};

/**
 * Joins blocks as if no permit stood between them; it was about one that is none any more.
 * @param {1 | -1} way to what stands before, or behind
 * @param {Command} join
 * @returns {Command}
 */
export const joinPast = (way, join) => (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.depth !== 1 || $from.parentOffset !== (way < 0 ? 0 : $from.parent.content.size)) return false;
  const edge = way < 0 ? $from.before(1) : $from.after(1);
  let far = edge;
  for (let node = beside(state, far, way); node?.type === nodes.permit; node = beside(state, far, way)) far += way * node.nodeSize;
  if (far === edge) return false;
  // At the beginning or the end of the text there is nothing to join, and the permit stays.
  if (!beside(state, far, way)) return true;
  const { tr } = state;
  if (!$from.parent.content.size) {
    // An empty paragraph goes, whatever stands beside it.
    tr.delete($from.before(1), $from.after(1));
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map(edge)), way)).scrollIntoView());
    return true;
  }
  tr.delete(Math.min(edge, far), Math.max(edge, far));
  join(
    state.apply(tr),
    dispatch &&
      ((joined) => {
        for (const step of joined.steps) tr.step(step);
        tr.setSelection(Selection.fromJSON(tr.doc, joined.selection.toJSON()));
        dispatch(tr.scrollIntoView());
      }),
    view,
  );
  return true;
};

/** @param {EditorState} state @param {number} pos @param {1 | -1} way */
const beside = ({ doc }, pos, way) => (way < 0 ? doc.resolve(pos).nodeBefore : doc.resolve(pos).nodeAfter);

/** A new line in the same paragraph. @type {Command} */
const lineBreak = (state, dispatch) => {
  const { parent } = state.selection.$from;
  if (!parent.inlineContent || parent.type === nodes.note || parent.type === nodes.heading) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.br.create(), false).scrollIntoView());
  return true;
};

/** Tab in the last cell makes a row, as text processors do. @type {Command} */
const nextCell = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch || !view) return true;
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, view.dispatch);
};

/**
 * To the start of a block, from its first line. Left to the browser, the editor takes a caret at
 * the start of the text for one that a browser lost, just after it got the focus, and puts it back.
 * @type {Command}
 */
const lineStart = (state, dispatch, view) => {
  const { $head } = state.selection;
  if (!view || !(state.selection instanceof TextSelection) || !view.endOfTextblock('up')) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $head.start())).scrollIntoView());
  return true;
};

/** @type {Record<string, Command>} */
export const keys = {
  Home: lineStart,
  Enter: chainCommands(below, splitListItem(nodes.item)),
  'Mod-Enter': chainCommands(leave, exitCode),
  Tab: chainCommands(nextCell, sinkListItem(nodes.item)),
  'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(nodes.item)),
  'Shift-Enter': lineBreak,
  'Mod-b': toggleMark(marks.strong),
  'Mod-i': toggleMark(marks.em),
  'Mod-Alt-1': toggleHeading(0),
  'Mod-Alt-2': toggleHeading(1),
  'Mod-Alt-0': (state, dispatch) => setBlockType(nodes.paragraph, { key: state.selection.$from.parent.attrs.key })(state, dispatch),
};

export const bold = toggleMark(marks.strong);
export const tables = { addRowAfter, addColumnAfter, deleteRow, deleteColumn, deleteTable };
