/**
 * A list of records, one a row: achievements, honours, figures, people.
 *
 * A row reads as a sentence; it opens as the fields of its columns. Cells copied from a
 * spreadsheet or a table of a document become rows. Rows are moved by Alt with an arrow.
 */

import { t } from '../text.js';
import { html, key, No, pastedCells, useLayoutEffect, useRef, useState } from '../ui.js';
import { FindingRow } from './findings.js';
import { PointRow, TakeAll } from './points.js';
import { sentence } from './sentence.js';

/** @import { Editing } from './editing.js' */
/** @import { Cells, Field, Op, Point } from './contract.js' */

/** How long clicks on a list are passed over after a row of it went away. */
const SETTLING_MS = 600;

/** What stands in a row's fields that differs from the row. @param {HTMLFormElement} form @param {Cells} row @param {Field} field */
function written(form, row, field) {
  const data = new FormData(form);
  /** @type {Record<string, string | null>} */
  const changed = {};
  for (const { key: name } of field.columns ?? []) {
    const text = String(data.get(name) ?? '').trim();
    if (text !== (row[name] ?? '')) changed[name] = text || null;
  }
  return changed;
}

/** The cells that hold something. @param {Record<string, string | null>} row */
const kept = (row) => /** @type {Cells} */ (Object.fromEntries(Object.entries(row).filter(([, text]) => text)));

/**
 * Which column a pasted column is: by its head if the first line has heads, else in order from
 * the one that was pasted into.
 * @param {string[][]} lines
 * @param {Field} field
 * @param {number} from
 * @returns {Cells[]}
 */
export function rowsOf(lines, field, from) {
  const columns = field.columns ?? [];
  const heads = lines[0].map((head) => columns.findIndex(({ key: name, label }) => head === label || head === name));
  const hasHeads = heads.filter((place) => place >= 0).length >= Math.min(2, lines[0].length) && lines.length > 1;
  const places = hasHeads ? heads : lines[0].map((_, place) => from + place);
  return (hasHeads ? lines.slice(1) : lines)
    .map((cells) => {
      /** @type {Cells} */
      const row = {};
      for (const [place, cell] of cells.entries()) {
        const column = columns[places[place] ?? from + place];
        if (column && cell && places[place] !== -1) row[column.key] = cell;
      }
      return row;
    })
    .filter((row) => Object.keys(row).length > 0);
}

/** What goes into a cell whose name alone does not say it. @returns {Record<string, string>} */
const explained = () => ({
  base: t('基数：拿来相比的数。存量、流量写上年的数，就算得出增减；别的写总数。'),
  as_of: t('截至：这个数是截至哪一天的，如 2023-12-31、2023-12。'),
  approx: t('约数：不是确数，写“约”“余”“多”或“近”；是确数就空着。'),
  figures: t('数据：一个数一个花括号，如 {name: 义诊, value: 6, unit: 场}；几个之间用“；”隔开。'),
});

/** @param {{ editing: Editing, field: Field, points: Point[], show: (point: Point | null) => void, seek: (words: string) => void }} props */
export function Records({ editing, field, points, show, seek }) {
  /** The row that is open; one more than there are is a new one. */
  const [open, setOpen] = useState(/** @type {number | null} */ (null));
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  /** The row that is being taken away. */
  const [going, setGoing] = useState(/** @type {number | null} */ (null));
  const rows = /** @type {Cells[]} */ (Array.isArray(field.value) ? field.value : []);
  const findings = editing.report.findings.filter((finding) => finding.field === field.key);
  const { label } = field;
  const id = `h-${field.key}`;
  /** Goes where the work went on. @param {number} place @param {string} what */
  const focus = (place, what) =>
    setTimeout(() => /** @type {HTMLElement | null | undefined} */ (list.current?.querySelector(`[data-row="${place}"] ${what}`))?.focus());
  const apply = (/** @type {string} */ what, /** @type {Op[]} */ ops) => editing.apply(what, ops);
  const drop = async (/** @type {number} */ at) => {
    setGoing(at);
    await apply(t('删去一行：{label}', { label }), [{ op: 'drop', field: field.key, at }]);
    setGoing(null);
    focus(Math.min(at, rows.length - 2), '.ed');
  };
  const move = async (/** @type {number} */ from, /** @type {number} */ to) => {
    if (to < 0 || to >= rows.length) return;
    await apply(t('换了次序：{label}', { label }), [{ op: 'move', field: field.key, from, to }]);
    focus(to, '.ed');
  };
  const arrows = (/** @type {number} */ at) =>
    key((/** @type {KeyboardEvent} */ event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!event.altKey || !step) return;
      event.preventDefault();
      move(at, at + step);
    });
  const close = (/** @type {number} */ at, isLeft = false) => {
    setOpen((now) => (now === at ? null : now));
    if (isLeft) return;
    if (at < rows.length) focus(at, '.ed');
    else setTimeout(() => /** @type {HTMLElement | null} */ (document.getElementById(`add-${field.key}`))?.focus());
  };
  const save = async (/** @type {HTMLFormElement} */ form, /** @type {number} */ at, isLeft = false) => {
    const value = written(form, rows[at] ?? {}, field);
    if (isLeft) close(at, true);
    if (Object.keys(value).length) {
      await apply(
        at < rows.length ? t('改了一行：{label}', { label }) : t('加了一行：{label}', { label }),
        at < rows.length
          ? [{ op: 'row', field: field.key, at, value }]
          : [{ op: 'add', field: field.key, value: /** @type {Cells} */ (value) }],
      );
    }
    if (!isLeft) close(at);
  };
  const paste = (/** @type {ClipboardEvent} */ event, /** @type {number} */ from) => {
    const lines = pastedCells(event.clipboardData);
    if (!lines || (lines.length === 1 && lines[0].length === 1)) return;
    event.preventDefault();
    const fresh = rowsOf(lines, field, from);
    if (!fresh.length) return;
    setOpen(null);
    editing.apply(
      t('粘贴了{n}行：{label}', { n: fresh.length, label }),
      fresh.map((value) => ({ op: 'add', field: field.key, value })),
      { quiet: false },
    );
  };
  const form = (/** @type {number} */ at) =>
    html`<${RowForm} key=${`open${at}`} field=${field} row=${rows[at] ?? {}} at=${at} save=${save} close=${() => close(at)} paste=${paste}/>`;
  const proposed = (/** @type {Cells} */ row, /** @type {(row: Cells | null) => void} */ done) => {
    // Left as it was, it is still a proposal.
    const read = (/** @type {HTMLFormElement} */ box, /** @type {number} */ _, isLeft = false) => {
      const changes = written(box, row, field);
      done(isLeft && !Object.keys(changes).length ? null : kept({ ...row, ...changes }));
    };
    return html`<${RowForm} field=${field} row=${row} at=${-1} save=${read} close=${() => done(null)} paste=${() => {}}/>`;
  };
  // The next row comes to stand where one went away: a second click there is meant for no row.
  const count = rows.length + points.length;
  const before = useRef(count);
  const wentAt = useRef(-SETTLING_MS);
  useLayoutEffect(() => {
    if (count < before.current) wentAt.current = performance.now();
    before.current = count;
  }, [count]);
  const again = (/** @type {MouseEvent} */ event) => {
    // A key that presses a button counts no clicks.
    if (event.detail === 0 || (going === null && performance.now() - wentAt.current > SETTLING_MS)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const heads = (field.columns ?? []).map(({ key: name }) => name);
  return html`<section class="facts" aria-labelledby=${id} data-field=${field.key} onPaste=${(/** @type {ClipboardEvent} */ event) => !(/** @type {HTMLElement} */ (event.target).matches('input,textarea')) && paste(event, 0)}>
    <header><h3 id=${id}>${label} <small>${rows.length || ''}</small></h3><${TakeAll} editing=${editing} points=${points}/><button type="button" id=${`add-${field.key}`} aria-label=${t('{label}加一行', { label })} onClick=${() => setOpen(rows.length)}>${t('加一行')}</button></header>
    <ul class="rows" ref=${list} onClickCapture=${again}>${rows.map((row, at) => {
      if (open === at) return form(at);
      const [head = '', ...rest] = heads;
      const say = row[head] || sentence(row, heads);
      const more = sentence(
        row,
        rest.filter((name) => row[name] && row[head]),
      );
      return html`<li key=${`${at}${say}`} data-row=${at} class=${going === at ? 'going' : ''} aria-busy=${going === at} onMouseEnter=${() => seek(say)} onMouseLeave=${() => seek('')} onFocusIn=${() => seek(say)}
          onKeyDown=${arrows(at)}>
          <div class="what"><b>${say}</b>${more ? html`<small>${more}</small>` : ''}${going === at ? html`<small role="status">${t('正在删去……')}</small>` : ''}</div>
          <div class="acts"><button type="button" class="sq mv" disabled=${at === 0} aria-label=${t('“{say}”往前', { say })} onClick=${() => move(at, at - 1)}>↑</button><button type="button" class="sq mv" disabled=${at === rows.length - 1} aria-label=${t('“{say}”往后', { say })} onClick=${() => move(at, at + 1)}>↓</button><button type="button" class="sq ed" aria-label=${t('改：{name}', { name: say })} onClick=${() => setOpen(at)}>${t('改')}</button><${No} label=${t('删去：{say}', { say })} on=${() => drop(at)}/></div></li>`;
    })}${open === rows.length ? form(rows.length) : ''}${points.map((point) => html`<${PointRow} key=${point.key + point.evidence + JSON.stringify(point.value)} editing=${editing} point=${point} columns=${field.columns} show=${show} form=${proposed}/>`)}</ul>
    ${findings.map((finding) => html`<${FindingRow} key=${finding.id + finding.say} editing=${editing} finding=${finding}/>`)}</section>`;
}

/**
 * @param {{ field: Field, row: Cells, at: number, save: (form: HTMLFormElement, at: number, isLeft?: boolean) => void, close: () => void,
 *   paste: (event: ClipboardEvent, column: number) => void }} props
 */
function RowForm({ field, row, at, save, close, paste }) {
  const box = useRef(/** @type {HTMLFormElement | null} */ (null));
  /** The cell with the caret, if it is explained. */
  const [asked, setAsked] = useState('');
  const help = explained();
  const entered = (/** @type {FocusEvent} */ event) => {
    const { name = '' } = /** @type {HTMLInputElement} */ (event.target);
    setAsked(name in help ? name : '');
  };
  useLayoutEffect(() => /** @type {HTMLElement | null | undefined} */ (box.current?.querySelector('input,textarea,select'))?.focus(), []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (box.current) save(box.current, at);
  };
  // Left with something written: it is kept, as everywhere in the desk.
  const left = (/** @type {FocusEvent} */ event) => {
    const to = /** @type {globalThis.Node | null} */ (event.relatedTarget);
    if (to && !box.current?.contains(to) && box.current) save(box.current, at, true);
  };
  const keys = key((/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && /** @type {HTMLElement} */ (event.target).matches('textarea') && !event.shiftKey) submit(event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return html`<li class="edit" data-row=${at}><form ref=${box} onSubmit=${submit} onKeyDown=${keys} onFocusIn=${entered} onFocusOut=${left}>${(
    field.columns ?? []
  ).map(
    (column, place) =>
      html`<label title=${help[column.key]} key=${column.key} class=${place === 0 || column.kind === 'records' ? 'w' : column.kind === 'long' || column.kind === 'topics' ? 'm' : 's'}><span>${column.label}</span>${
        place === 0
          ? html`<textarea name=${column.key} rows=${(row[column.key] ?? '').length > 28 ? 3 : 1} defaultValue=${row[column.key] ?? ''} onPaste=${(/** @type {ClipboardEvent} */ event) => paste(event, place)}></textarea>`
          : html`<input type="text" autocomplete="off" name=${column.key} aria-describedby=${column.key === asked ? 'cell-help' : undefined} defaultValue=${row[column.key] ?? ''} onPaste=${(/** @type {ClipboardEvent} */ event) => paste(event, place)}/>`
      }</label>`,
  )}<span class="acts"><button class="main">${t('好')}</button><button type="button" onClick=${close}>${t('不改')}</button></span>${asked ? html`<p class="note" id="cell-help">${help[asked]}</p>` : ''}</form></li>`;
}
