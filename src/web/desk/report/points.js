/** Open points: what an import proposes, each taken, refused or put otherwise, with the words that it comes from. */

import { t } from '../text.js';
import { html, key, No, unmarked, useState, Yes } from '../ui.js';
import { sentence } from './sentence.js';

/** @import { Editing } from './editing.js' */
/** @import { Cells, Column, Op, Point, Proposed, Report } from './contract.js' */

/** What is proposed, as one would read it. @param {Proposed | null} value @param {Column[]} columns */
const told = (value, columns) => {
  if (value === null || typeof value === 'string') return value ?? '';
  const known = columns.map(({ key: name }) => name);
  return sentence(value, [...known, ...Object.keys(value).filter((name) => !known.includes(name))]);
};

/** Whether two points are the same one: their keys change with every edit. @param {Point} one @param {Point} other */
const isSame = (one, other) =>
  one.field === other.field &&
  one.evidence === other.evidence &&
  one.say === other.say &&
  JSON.stringify(one.value) === JSON.stringify(other.value);

/**
 * @param {{ editing: Editing, point: Point, columns?: Column[], show: (point: Point | null) => void,
 *   form?: (row: Cells, done: (row: Cells | null) => void) => any }} props `form`: the fields of a row, where a row is proposed
 */
export function PointRow({ editing, point, columns = [], show, form }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const { value } = point;
  const said = told(value, columns);
  const name = unmarked(said || point.say);
  /** @param {string} what @param {(key: string) => Op[]} ops */
  const apply = (what, ops) =>
    editing.apply(what, (/** @type {Report} */ now) => {
      const here = now.points.find((other) => isSame(other, point));
      return here ? ops(here.key) : [];
    });
  const take = () => apply(t('采纳：{name}', { name }), (id) => [{ op: 'point', key: id, act: 'take' }]);
  const drop = () => apply(t('不采纳：{name}', { name }), (id) => [{ op: 'point', key: id, act: 'drop' }]);
  const choose = (/** @type {number} */ choice) =>
    apply(t('采纳：{name}', { name }), (id) => [{ op: 'point', key: id, act: 'choose', choice }]);
  const replace = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (text.trim()) apply(t('改了：{name}', { name }), (id) => [{ op: 'point', key: id, act: 'replace', text: text.trim() }]);
    setOpen(false);
  };
  if (isOpen && form && value !== null && typeof value === 'object') {
    return form(value, (row) => {
      setOpen(false);
      const { field } = point;
      if (row && field)
        apply(t('改了：{name}', { name }), (id) => [
          { op: 'point', key: id, act: 'drop' },
          { op: 'add', field, value: row },
        ]);
    });
  }
  if (isOpen) {
    return html`<li class="edit ask" onFocusIn=${() => show(point)}><form onSubmit=${replace} onKeyDown=${key((event) => event.key === 'Escape' && setOpen(false))}>
      <label class="w"><span>${point.label || t('改作')}</span><input type="text" autocomplete="off" ref=${focused} value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)}/></label>
      <span class="acts"><button class="main">${t('好')}</button><button type="button" onClick=${() => setOpen(false)}>${t('不改')}</button></span></form>${quoted(point)}</li>`;
  }
  const open = () => {
    setText(said);
    setOpen(true);
  };
  return html`<li class="ask" data-point=${point.key} onMouseEnter=${() => show(point)} onMouseLeave=${() => show(null)} onFocusIn=${() => show(point)}>
    <div class="what"><span class="mk">${t('待核')}</span><b>${name}</b>
      ${point.alternatives.length ? html`<span class="alts">${point.alternatives.map((other, choice) => html`<button type="button" key=${choice} onClick=${() => choose(choice)}>${unmarked(told(other, columns))}</button>`)}</span>` : ''}${quoted(point)}</div>
    <div class="acts">${
      point.field === null
        ? html`<${Yes} label=${t('看过了：{name}', { name })} on=${drop}/>`
        : html`${said ? html`<${Yes} label=${t('采纳：{name}', { name })} on=${take}/>` : ''}<button type="button" class="sq ed" aria-label=${t('改：{name}', { name })} onClick=${open}>${t('改')}</button><${No} label=${t('不采纳：{name}', { name })} on=${drop}/>`
    }</div></li>`;
}

/** @param {HTMLElement | null} box */
const focused = (box) => box?.focus();

/** @param {Point} point */
const quoted = ({ evidence, place, say }) =>
  (evidence && evidence !== say) || place
    ? html`<q class="evi">${evidence === say ? '' : unmarked(evidence)}${place ? html` <small>${place}</small>` : ''}</q>`
    : '';

/**
 * Some points at once: taken, or refused.
 * @param {{ editing: Editing, points: Point[], of?: string }} props `of`: what they are called together
 */
export function TakeAll({ editing, points, of = points[0]?.label ?? '' }) {
  const ready = points.filter(({ value }) => value !== null);
  if (points.length < 2) return '';
  const act = (/** @type {'take' | 'drop'} */ what) => {
    const some = what === 'take' ? ready : points;
    const say = what === 'take' ? t('采纳{n}处', { n: some.length }) : t('不采纳{n}处', { n: some.length });
    const ops = (/** @type {Report} */ now) =>
      now.points
        .filter((point) => some.some((seen) => isSame(seen, point)))
        .map(({ key: id }) => /** @type {Op} */ ({ op: 'point', key: id, act: what }));
    return editing.apply(say, ops, { quiet: false });
  };
  const n = ready.length;
  return html`${n > 1 ? html`<button type="button" class="all" aria-label=${t('这{n}个都采纳：{of}', { of, n })} onClick=${() => act('take')}>${t('这{n}个都采纳', { n })}</button>` : ''}<button type="button" aria-label=${n ? t('都不要：{of}', { of }) : t('都看过了：{of}', { of })} onClick=${() => act('drop')}>${n ? t('都不要') : t('都看过了')}</button>`;
}
