/**
 * Blocks that are not simply words: a picture with its two texts, and what has no
 * model, shown as the page shows it and edited as the text that it is.
 */

import { NodeSelection } from 'prosemirror-state';
import { t } from '../text.js';
import { permits } from './model.js';

/** @import { Node } from 'prosemirror-model' */
/** @import { EditorView, NodeView } from 'prosemirror-view' */
/** @import { Holder } from './body.js' */

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {Array<globalThis.Node | string>} content
 */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

/** @param {EditorView} view @param {() => number | undefined} getPos @param {Record<string, unknown>} attrs */
function set(view, getPos, attrs) {
  const pos = getPos();
  if (pos === undefined) return;
  const { tr } = view.state;
  for (const [name, value] of Object.entries(attrs)) tr.setNodeAttribute(pos, name, value);
  view.dispatch(tr);
}

/**
 * A field in a block. Its words are the block's from the key on, so that a draft has them;
 * those that an input method is at come when it is done.
 * @param {HTMLInputElement | HTMLTextAreaElement} box
 * @param {(words: string) => void} changed
 */
function listens(box, changed) {
  box.addEventListener('input', (event) => !(/** @type {InputEvent} */ (event).isComposing) && changed(box.value));
  box.addEventListener('compositionend', () => changed(box.value));
}

/**
 * A block that draws itself, anew when its node is another of its kind.
 * @param {Node} node
 * @param {HTMLElement} dom
 * @param {(next: Node) => void} show
 * @param {(event: Event) => boolean} stopEvent
 * @returns {NodeView}
 */
const shown = (node, dom, show, stopEvent) => ({
  dom,
  update: (next) => {
    if (next.type !== node.type) return false;
    show(next);
    return true;
  },
  stopEvent,
  ignoreMutation: () => true,
});

/** @param {Holder} holder @returns {(node: Node, view: EditorView, getPos: () => number | undefined) => NodeView} */
export const pictureView = (holder) => (node, view, getPos) => {
  const image = /** @type {HTMLImageElement} */ (element('img'));
  const alt = /** @type {HTMLInputElement} */ (element('input', { type: 'text', autocomplete: 'off' }));
  const caption = /** @type {HTMLInputElement} */ (element('input', { type: 'text', autocomplete: 'off' }));
  const remove = element('button', { type: 'button' }, t('撤去这张图'));
  const label = (/** @type {string} */ words, /** @type {HTMLElement} */ box) =>
    element('label', { class: 'field' }, element('span', {}, words), box);
  const altLabel = label(t('这张图画的是什么（给看不见的人听）'), alt);
  const dom = element(
    'figure',
    { class: 'fig', contenteditable: 'false' },
    image,
    element('div', { class: 'figtext unsought' }, altLabel, label(t('图注'), caption), remove),
  );
  const show = (/** @type {Node} */ { attrs }) => {
    const address = holder.address(attrs.src);
    if (image.getAttribute('src') !== address) image.src = address;
    image.alt = attrs.alt;
    if (alt.value !== attrs.alt) alt.value = attrs.alt;
    if (caption.value !== attrs.caption) caption.value = attrs.caption;
    altLabel.classList.toggle('ask', !attrs.alt.trim());
  };
  listens(alt, (words) => set(view, getPos, { alt: words }));
  listens(caption, (words) => set(view, getPos, { caption: words }));
  for (const box of [alt, caption]) box.addEventListener('blur', () => holder.left());
  image.addEventListener('error', () => dom.classList.add('nopic'));
  image.addEventListener('load', () => dom.classList.remove('nopic'));
  remove.addEventListener('click', () => {
    const pos = getPos();
    if (pos === undefined) return;
    view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, pos)).deleteSelection());
    view.focus();
  });
  show(node);
  return shown(node, dom, show, ({ target }) => target !== image && target !== dom);
};

/** @param {Holder} holder @returns {(node: Node, view: EditorView, getPos: () => number | undefined) => NodeView} */
export const opaqueView = (holder) => (node, view, getPos) => {
  const page = element('div', { class: 'shown' });
  const box = /** @type {HTMLTextAreaElement} */ (element('textarea', { 'aria-label': t('这一块的原文'), spellcheck: 'false' }));
  const edit = element('button', { type: 'button', class: 'unsought' }, t('改原文'));
  const done = element('button', { type: 'button', class: 'main' }, t('好'));
  const note = element('p', { class: 'note' }, t('这一块照原文改。改好后，这里又是它在网页上的样子。'));
  const form = element('div', { class: 'source unsought' }, box, element('div', { class: 'row' }, done, note));
  const dom = element('div', { class: `opaque ${node.attrs.kind}`, contenteditable: 'false' }, page, edit, form);
  form.hidden = true;
  let now = node;
  let html = '';
  const show = (/** @type {Node} */ next) => {
    now = next;
    if (box.value !== now.attrs.text) box.value = now.attrs.text;
    // Drawn anew only when it is another: pictures would be loaded again.
    if (html === now.attrs.html && page.hasChildNodes()) return;
    html = now.attrs.html;
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    for (const image of parsed.querySelectorAll('img')) image.setAttribute('src', holder.address(image.getAttribute('src') ?? ''));
    for (const named of parsed.querySelectorAll('[id]')) named.removeAttribute('id');
    for (const link of parsed.querySelectorAll('a')) link.removeAttribute('href');
    page.replaceChildren(...parsed.body.childNodes);
    if (!page.textContent?.trim() && !page.querySelector('img')) page.replaceChildren(element('p', { class: 'note' }, now.attrs.text));
  };
  const open = () => {
    form.hidden = false;
    page.hidden = edit.hidden = true;
    box.rows = Math.max(3, now.attrs.text.split('\n').length + 1);
    box.focus();
  };
  const close = () => {
    if (form.hidden) return;
    form.hidden = true;
    page.hidden = edit.hidden = false;
    holder.left();
  };
  listens(box, (words) => set(view, getPos, { text: words }));
  edit.addEventListener('click', open);
  done.addEventListener('click', () => {
    close();
    edit.focus();
  });
  box.addEventListener('blur', () => setTimeout(() => document.activeElement !== done && close()));
  box.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key !== 'Escape' && !(event.key === 'Enter' && (event.ctrlKey || event.metaKey)))) return;
    event.preventDefault();
    event.stopPropagation();
    close();
    edit.focus();
  });
  show(node);
  return shown(node, dom, show, ({ target }) => target !== dom && !page.contains(/** @type {globalThis.Node} */ (target)));
};

/** What a block may say against a rule: a small mark on the block, and the way back. @param {Holder} holder @returns {(node: Node, view: EditorView, getPos: () => number | undefined) => NodeView} */
export const permitView = (holder) => (node, view, getPos) => {
  const dom = element('div', { class: 'permit unsought', contenteditable: 'false' });
  const take = (/** @type {string} */ text) => {
    const pos = getPos();
    const here = pos === undefined ? null : view.state.doc.nodeAt(pos);
    if (pos === undefined || !here) return;
    const rest = here.attrs.text.replace(text, '').trim();
    if (rest) set(view, getPos, { text: rest });
    else view.dispatch(view.state.tr.delete(pos, pos + here.nodeSize));
    holder.left();
  };
  const show = (/** @type {Node} */ { attrs }) =>
    dom.replaceChildren(
      ...permits(attrs.text).map(({ text, rule: name, why }) => {
        const rule = holder.named(name);
        const back = element('button', { type: 'button' }, t('撤回'));
        back.addEventListener('click', () => take(text));
        return element('p', {}, why ? t('已准许：{rule}（{why}）', { rule, why }) : t('已准许：{rule}', { rule }), ' · ', back);
      }),
    );
  show(node);
  return shown(node, dom, show, () => true);
};
