/** 要点: a field for everything that a report says of itself, each with what is proposed for it and what is wrong with it. */

import { useData } from '../store.js';
import { t } from '../text.js';
import { Chips, html, Field as Labelled, OrgPick, Text, useMemo, Words, words } from '../ui.js';
import { FindingRow } from './findings.js';
import { OutdatedFacts } from './outdated.js';
import { PointRow, TakeAll } from './points.js';
import { Records } from './records.js';

/** @import { Editing } from './editing.js' */
/** @import { Cells, Field, Op, Point, Value } from './contract.js' */

const REST_MS = 1000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

/** What is typed in a field is saved at rest too, as if the field had been left. @param {InputEvent | CompositionEvent} event */
function rests(event) {
  const { target } = event;
  const box = /** @type {HTMLInputElement} */ (target);
  clearTimeout(resting);
  // What an input method has not finished is not read.
  if ('isComposing' in event && event.isComposing) return;
  if (!box.matches('.single :is(input[type=text]:not([role]),textarea)')) return;
  resting = setTimeout(() => document.activeElement === box && box.dispatchEvent(new FocusEvent('blur')), REST_MS);
}

/** Fields that have a place of their own on the page. */
const ELSEWHERE = new Set(['review', 'status', 'allow', 'approvals']);

/** What an import keeps of its document: nothing to be written by hand. */
const KEPT = new Set(['file', 'digest']);

/** Fields that are seldom said; they stand together below the others. */
const SELDOM = new Set(['genre', 'editors', 'contributors', 'published', 'funding', 'source', 'abstract', 'keywords', 'doi']);

/**
 * @param {{ editing: Editing, show: (point: Point | null) => void, seek: (words: string) => void, address: (src: string) => string,
 *   alt: (block: string, path: string, words: string) => void, goTo: (block: string) => void }} props
 */
export function Form({ editing, show, seek, address, alt, goTo }) {
  const { report } = editing;
  const shown = report.fields.filter(({ key }) => !ELSEWHERE.has(key));
  const known = new Set(shown.map(({ key }) => key));
  const loose = report.points.filter(({ field }) => field === null || !known.has(field));
  const stray = report.findings.filter(({ block, field }) => block === null && (field === null || !known.has(field)));
  const pointsOf = (/** @type {string} */ name) => report.points.filter(({ field }) => field === name);
  const drawn = (/** @type {Field} */ field) =>
    field.kind === 'records'
      ? html`<${Records} key=${field.key} editing=${editing} field=${field} points=${pointsOf(field.key)} show=${show} seek=${seek}/>`
      : html`<${Single} key=${field.key} editing=${editing} field=${field} points=${pointsOf(field.key)} show=${show}/>`;
  const isWritten = (/** @type {Field} */ { said, kind, value }) =>
    said && (kind !== 'record' || Object.keys(/** @type {Cells} */ (value ?? {})).some((name) => !KEPT.has(name)));
  const isSeldom = (/** @type {Field} */ field) => SELDOM.has(field.key) && !isWritten(field) && hasNothing(field.key);
  const hasNothing = (/** @type {string} */ key) => !pointsOf(key).length && !report.findings.some((finding) => finding.field === key);
  const seldom = shown.filter(isSeldom);
  const often = shown.filter((field) => !isSeldom(field));
  return html`<div class="form" onInput=${rests} onCompositionEnd=${rests}>
    ${report.broken ? html`<p class="bad note" role="alert">${t('这个文件开头的要点读不出来（第{line}行）：{say}要点先改不了，正文照样能改。', { line: report.broken.line, say: report.broken.say })}</p>` : ''}
    <${OutdatedFacts} editing=${editing}/>
    ${report.points.length > 1 && new Set(report.points.map(({ field }) => field)).size > 1 ? html`<div class="allpoints"><span>${t('这一篇待核的{n}处', { n: report.points.length })}</span><${TakeAll} editing=${editing} points=${report.points} of=${t('这一篇待核的')}/></div>` : ''}
    ${loose.length ? html`<section class="facts" aria-labelledby="h-loose"><header><h3 id="h-loose">${t('其他待核')} <small>${loose.length}</small></h3><${TakeAll} editing=${editing} points=${loose}/></header><ul class="rows">${loose.map((point) => html`<${PointRow} key=${point.key + point.evidence + JSON.stringify(point.value)} editing=${editing} point=${point} show=${show}/>`)}</ul></section>` : ''}
    ${stray.map((finding) => html`<${FindingRow} key=${finding.id} editing=${editing} finding=${finding}/>`)}
    ${often.filter(({ kind }) => kind !== 'records').map(drawn)}
    ${often.filter(({ kind }) => kind === 'records').map(drawn)}
    ${
      report.pictures.length
        ? html`<section class="facts" aria-labelledby="h-pictures"><header><h3 id="h-pictures">${t('图片')} <small>${report.pictures.length}</small></h3></header><ul class="rows pics">${report.pictures.map(
            (
              { path, alt: now, block },
              place,
            ) => html`<li key=${`${path}${place}`} class=${now ? '' : 'ask'}><button type="button" class="thumb" aria-label=${t('到正文里的这张图')} onClick=${() => goTo(block)}><img src=${address(path)} alt="" loading="lazy"/></button>
              <${Labelled} label=${t('这张图画的是什么')} hint=${t('看不见图的人听这段文字')}><${Text} value=${now} set=${(/** @type {string} */ text) => alt(block, path, text)}/><//></li>`,
          )}</ul></section>`
        : ''
    }
    ${seldom.length ? html`<details class="seldom"><summary>${t('不常用的{n}项', { n: seldom.length })}：${seldom.map(({ label }) => label).join('、')}</summary>${seldom.map(drawn)}</details>` : ''}
    ${
      report.allowed.length
        ? html`<section class="facts" aria-labelledby="h-allowed"><header><h3 id="h-allowed">${t('确信无误的')} <small>${report.allowed.length}</small></h3></header><ul class="rows">${report.allowed.map(({ rule, words: about, why }) => html`<li key=${rule + about}><div class="what"><b>${about || report.rules?.[rule] || rule}</b><small>${[about && report.rules?.[rule], why].filter(Boolean).join(' · ')}</small></div></li>`)}</ul></section>`
        : ''
    }</div>`;
}

/** @param {{ editing: Editing, field: Field, points: Point[], show: (point: Point | null) => void }} props */
function Single({ editing, field, points, show }) {
  const findings = editing.report.findings.filter((finding) => finding.field === field.key);
  const bad = findings.some(({ weight }) => weight === 'error') || (field.required && !field.said);
  const set = (/** @type {Value} */ value) =>
    editing.apply(t('改了{label}', { label: field.label }), [{ op: 'set', field: field.key, value }]);
  return html`<div class="single" data-field=${field.key}>
    <${Control} field=${field} set=${set} bad=${bad} title=${editing.report.title}/>
    ${points.length > 1 ? html`<div class="allpoints"><span></span><${TakeAll} editing=${editing} points=${points}/></div>` : ''}
    ${points.length ? html`<ul class="rows">${points.map((point) => html`<${PointRow} key=${point.key + point.evidence + JSON.stringify(point.value)} editing=${editing} point=${point} show=${show}/>`)}</ul>` : ''}
    ${findings.map((finding) => html`<${FindingRow} key=${finding.id + finding.say} editing=${editing} finding=${finding}/>`)}</div>`;
}

/** @param {{ field: Field, set: (value: Value) => void, bad: boolean, title: string }} props */
function Control({ field, set, bad }) {
  const { label, kind, value } = field;
  const invalid = { 'aria-invalid': bad || undefined };
  const named = (/** @type {any} */ control, /** @type {string} */ hint = '') =>
    html`<${Labelled} label=${label} hint=${hint}>${control}<//>`;
  const text =
    typeof value === 'string'
      ? value
      : value === null
        ? ''
        : Array.isArray(value)
          ? value.join('、')
          : String(/** @type {any} */ (value).name ?? '');
  const plain = (/** @type {string} */ written) => set(written || null);
  switch (kind) {
    case 'org': {
      const named = typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : null;
      return html`<div class="field"><span aria-hidden="true">${label}</span><${OrgPick} value=${named} shown=${text} label=${label} bad=${bad} set=${(/** @type {string} */ id) => set({ id, name: '' })}/></div>`;
    }
    case 'topics':
      return html`<div class="field"><span aria-hidden="true">${label}</span><${Topics} label=${label} value=${/** @type {string[]} */ (Array.isArray(value) ? value : value ? words(text) : [])} set=${(/** @type {string[]} */ all) => set(all.length ? all : null)}/></div>`;
    case 'list':
      return named(
        html`<${Words} ...${invalid} value=${Array.isArray(value) ? value : text ? words(text) : []} set=${(/** @type {string[]} */ all) => set(all.length ? all : null)}/>`,
        t('几个之间用顿号隔开'),
      );
    case 'record': {
      const cells = /** @type {Cells} */ (value && typeof value === 'object' && !Array.isArray(value) ? value : {});
      const columns = field.columns?.filter((column) => !KEPT.has(column.key));
      return html`<fieldset class="record"><legend>${label}</legend><div class="cells">${columns?.map(
        (column) =>
          html`<${Labelled} key=${column.key} label=${column.label}><${Text} value=${cells[column.key] ?? ''} set=${(
            /** @type {string} */ written,
          ) => {
            const next = { ...cells, [column.key]: written };
            if (!written) delete next[column.key];
            set(Object.keys(next).length ? next : null);
          }}/><//>`,
      )}</div></fieldset>`;
    }
    case 'long':
      return named(html`<${Text} ...${invalid} lines=${text.length > 120 ? 5 : 3} value=${text} set=${plain}/>`);
    case 'year':
      return named(html`<${Text} ...${invalid} inputmode="numeric" value=${text} set=${plain}/>`);
    case 'date':
      return named(html`<${Text} ...${invalid} value=${text} placeholder=${t('如 2023-12-28')} set=${plain}/>`);
    default:
      return named(html`<${Text} ...${invalid} value=${text} set=${plain}/>`);
  }
}

/** @param {{ label: string, value: string[], set: (value: string[]) => void }} props */
function Topics({ label, value, set }) {
  const { data } = useData('registers/topics');
  const options = useMemo(
    () =>
      /** @type {import('../api.js').RegisterRow[]} */ (data?.rows ?? []).map(
        (row) => /** @type {[string, string]} */ ([row.key, String(row.values.name ?? row.key)]),
      ),
    [data],
  );
  return html`<${Chips} label=${label} value=${value} options=${options} set=${set} more=${t('加主题…')}/>`;
}

/** The operations that give a picture its text. @param {import('./contract.js').Report} report @param {string} id @param {string} path @param {string} alt @returns {Op[]} */
export function altOps(report, id, path, alt) {
  const block = report.blocks.find((each) => each.id === id);
  if (!block) return [];
  if (block.model?.type === 'picture') return [{ op: 'block', id, model: { ...block.model, alt } }];
  // A picture among words: its square brackets.
  const text = block.text.replaceAll(/!\[((?:[^\]\\]|\\.)*)\]\(([^)\s]*)/g, (all, _, src) =>
    src === path ? `![${alt.replace(/[[\]\\]/g, '\\$&')}](${src}` : all,
  );
  return text === block.text ? [] : [{ op: 'block', id, text }];
}
