/** Small parts that every screen uses. They hold no data of their own. */

import htm from 'htm';
import { Fragment, h } from 'preact';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { finds } from './pinyin.js';
import { addOrg, attempt, say, useOrgs, useStore } from './store.js';
import { t } from './text.js';

/** @import { Column, RegisterRow } from './api.js' */

export const html = htm.bind(h);
export { Fragment, useEffect, useId, useLayoutEffect, useMemo, useRef, useState };

/**
 * Keys mean nothing while an input method composes.
 * @template {KeyboardEvent} E
 * @param {(event: E) => void} act
 * @returns {(event: E) => void}
 */
export const key = (act) => (event) => {
  if (event.isComposing || event.keyCode === 229) return;
  act(event);
};

/** The states of a report, in their order. */
export const STATES = ['draft', 'first-review', 'second-review', 'final-review', 'published', 'withdrawn'];

/** @returns {Record<string, string>} */
export const stateNames = () => ({
  draft: t('草稿'),
  'first-review': t('初审'),
  'second-review': t('复审'),
  'final-review': t('终审'),
  published: t('定稿'),
  withdrawn: t('已撤回'),
});

/** How far a report is: a filled circle and a word. @param {{ state: string }} props */
export const State = ({ state }) =>
  html`<span class=${`state ${state}`} title=${state === 'published' ? t('发布以后才上网。') : undefined}><i></i>${stateNames()[state] ?? state}</span>`;

/** @param {{ label: string, on: () => void, disabled?: boolean }} props */
export const Yes = ({ label, on, disabled }) =>
  html`<button type="button" class="sq yes" aria-label=${label} title=${label} disabled=${disabled} onClick=${on}><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M3 8.5l3.2 3.3L13 4.6"/></svg></button>`;

/** @param {{ label: string, on: () => void, disabled?: boolean }} props */
export const No = ({ label, on, disabled }) =>
  html`<button type="button" class="sq no" aria-label=${label} title=${label} disabled=${disabled} onClick=${on}><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d="M4 4l8 8M12 4l-8 8"/></svg></button>`;

/** @param {{ title: string, close: () => void, children?: any, wide?: boolean }} props */
export function Dialog({ title, close, children, wide }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    box.current?.showModal();
    /** @type {HTMLElement | null | undefined} */ (box.current?.querySelector('[autofocus]'))?.focus();
    return () => before?.focus?.();
  }, []);
  const outside = (/** @type {MouseEvent} */ event) => event.target === box.current && close();
  return html`<dialog ref=${box} class=${wide ? 'wide' : ''} aria-labelledby=${id} onClose=${close} onMouseDown=${outside}>
    <div class="dlg"><header><h2 id=${id}>${title}</h2><${No} label=${t('关闭')} on=${close}/></header>${children}</div></dialog>`;
}

/**
 * @param {{ items: [id: string, text: string, count?: number][], now: string, set: (id: string) => void, label: string }} props
 */
export function Tabs({ items, now, set, label }) {
  const move = key((/** @type {KeyboardEvent} */ event) => {
    const here = items.findIndex(([id]) => id === now);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const [next] = items[(here + step + items.length) % items.length];
    set(next);
    setTimeout(() => document.getElementById(`tab-${next}`)?.focus());
  });
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${move}>${items.map(
    ([id, text, count]) =>
      html`<button type="button" role="tab" key=${id} id=${`tab-${id}`} aria-selected=${id === now} tabindex=${id === now ? 0 : -1} onClick=${() => set(id)}>${text}${count === undefined ? '' : html` <b class="n">${count || ''}</b>`}</button>`,
  )}</div>`;
}

/** A label around one control. @param {{ label: string, hint?: any, children?: any, class?: string }} props */
export const Field = ({ label, hint, children, class: name = '' }) =>
  html`<label class=${`field ${name}`}><span>${label}</span>${children}${hint ? html`<small>${hint}</small>` : ''}</label>`;

/** Who it is, for the record of approvals. @param {{ done: (name: string) => void, close: () => void }} props */
export function AskName({ done, close }) {
  const [name, setName] = useState('');
  return html`<${Dialog} title=${t('您是哪一位')} close=${close}><form onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    if (name.trim()) done(name.trim());
  }}><${Field} label=${t('姓名')} hint=${t('和日期一起记在这篇报告的审核记录里。只问这一次。')}><input type="text" autocomplete="name" autofocus value=${name} onInput=${(/** @type {any} */ event) => setName(event.target.value)}/><//>
    <footer><button class="main" disabled=${!name.trim()}>${t('好')}</button><button type="button" onClick=${close}>${t('不送')}</button></footer></form><//>`;
}

/**
 * Text that is committed when left or on Enter, and given back by Escape; what an input
 * method has not finished is never read. What is shown follows `value`, but not under the caret.
 * @param {{ value: string | null | undefined, set: (value: string) => void, lines?: number, onKeyDown?: (event: KeyboardEvent) => void, [attribute: string]: any }} props
 */
export function Text({ value, set, lines, onKeyDown, ...rest }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const now = value ?? '';
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = now;
  }, [now]);
  const commit = () => {
    const written = box.current?.value.trim() ?? now;
    if (written !== now) set(written);
  };
  const keys = key((/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'Enter' && (!lines || event.ctrlKey)) commit();
    else if (event.key === 'Escape' && box.current && box.current.value !== now) {
      event.stopPropagation();
      event.preventDefault();
      box.current.value = now;
    }
    onKeyDown?.(event);
  });
  return lines
    ? html`<textarea rows=${lines} ref=${box} defaultValue=${now} onBlur=${commit} onKeyDown=${keys} ...${rest}></textarea>`
    : html`<input type="text" autocomplete="off" ref=${box} defaultValue=${now} onBlur=${commit} onKeyDown=${keys} ...${rest}/>`;
}

/**
 * Several words in one field, divided by 、 or a comma.
 * @param {{ value: string[] | null | undefined, set: (value: string[]) => void, [attribute: string]: any }} props
 */
export const Words = ({ value, set, ...rest }) =>
  html`<${Text} value=${(value ?? []).join('、')} set=${(/** @type {string} */ text) => set(words(text))} ...${rest}/>`;

/** @param {string} text */
export const words = (text) =>
  text
    .split(/[、，,；;\n]/)
    .map((word) => word.trim())
    .filter(Boolean);

// Choosing from many by typing.

/**
 * @typedef {{ value: string, label: string, near?: string, path?: string, depth?: number, also?: string[] }} Option
 *   `near`: how it stands in the box, `path`: in full, `also`: other names that find it
 */

const MOST_OPTIONS = 50;

/**
 * A box that offers what it finds of `options` by characters, pinyin or first letters.
 * `make`, if given, offers to make what was typed. What was typed and is none of them is never lost without a word.
 * @param {{ value: string | null, set: (value: string) => void, options: Option[], label: string, make?: (typed: string) => void,
 *   makes?: (typed: string) => string, keeps?: boolean, bad?: boolean, empty?: string, id?: string, disabled?: boolean, shown?: string, onKeyDown?: (event: KeyboardEvent) => void }} props
 *   `shown`: what stands in the box for a value that is no option; `keeps`: what is typed is made when the box is left
 */
export function Combo({ value, set, options, label, make, makes, keeps, bad, empty, id, disabled, shown = '', onKeyDown }) {
  const list = useId();
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const isComposing = useRef(false);
  const now = options.find((option) => option.value === value);
  const found = useMemo(() => {
    if (!isOpen) return [];
    const sought = typed.trim();
    // The name itself, names that begin so, names, what it stands under, other names.
    const rank = (/** @type {Option} */ { label: name, path, also = [] }) =>
      [
        name === sought,
        name.startsWith(sought),
        finds(sought, name),
        finds(sought, path ?? name),
        also.some((words) => finds(sought, words)),
      ].indexOf(true);
    const ranked = options.map((option) => ({ option, at: sought ? rank(option) : 0 })).filter(({ at: place }) => place >= 0);
    const hits = ranked.sort((a, b) => a.at - b.at).map(({ option }) => option);
    const place = typed ? 0 : Math.max(0, hits.findIndex((option) => option.value === value) - 8);
    return hits.slice(place, place + MOST_OPTIONS);
  }, [isOpen, typed, options, value]);
  // Letters that find something are pinyin, not a name.
  const isName = typed.trim() !== '' && (/\p{Script=Han}/u.test(typed) || !found.length);
  const canMake = !!make && isName && !options.some((option) => option.label === typed.trim());
  const count = found.length + (canMake ? 1 : 0);
  const close = () => {
    setOpen(false);
    setTyped('');
  };
  const leave = () => {
    const name = typed.trim();
    close();
    if (!name) return;
    const same = options.filter((option) => option.label === name);
    if (same.length === 1) set(same[0].value);
    else if (keeps && make) make(name);
    else say(t('“{typed}”没有选定，这一格没有改。', { typed: name }), { wrong: true });
  };
  const take = (/** @type {number} */ place) => {
    if (place < found.length) set(found[place].value);
    else make?.(typed.trim());
    close();
  };
  const read = (/** @type {any} */ event) => {
    setTyped(event.target.value);
    setAt(0);
    setOpen(true);
  };
  const open = () => {
    if (isOpen || disabled) return;
    setOpen(true);
    const place = options.findIndex((option) => option.value === value);
    setAt(Math.min(Math.max(0, place), 8));
  };
  const keys = key((/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !event.altKey && !event.ctrlKey) {
      event.preventDefault();
      if (isOpen) setAt((at + step + count) % Math.max(count, 1));
      else open();
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      if (count) take(at);
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else onKeyDown?.(event);
  });
  useLayoutEffect(() => {
    if (isOpen) document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, at]);
  const inFull = now?.path ?? now?.label ?? shown;
  return html`<div class="pick">
    <input type="text" role="combobox" id=${id} aria-label=${label} aria-expanded=${isOpen && count > 0} aria-controls=${list} aria-autocomplete="list"
      aria-activedescendant=${isOpen && count ? `${list}-${at}` : undefined} aria-invalid=${bad || undefined} autocomplete="off" spellcheck="false" disabled=${disabled}
      title=${inFull} value=${isOpen ? typed : (now?.near ?? now?.label ?? shown)} placeholder=${isOpen ? inFull || t('写名称或拼音首字母') : (empty ?? t('请选'))}
      onClick=${open} onBlur=${leave} onCompositionStart=${() => (isComposing.current = true)}
      onCompositionEnd=${(/** @type {Event} */ event) => {
        isComposing.current = false;
        read(event);
      }} onInput=${(/** @type {Event} */ event) => !isComposing.current && read(event)} onKeyDown=${keys}/>
    <ul role="listbox" id=${list} aria-label=${label} hidden=${!isOpen || !count}>${found.map(
      (option, place) =>
        html`<li role="option" key=${option.value} id=${`${list}-${place}`} aria-selected=${option.value === value} class=${`d${Math.min(option.depth ?? 0, 6)}${place === at ? ' on' : ''}`} onMouseDown=${(
          /** @type {Event} */ event,
        ) => {
          event.preventDefault();
          take(place);
        }}>${option.label}${option.value === value ? html`<small>${t('现在')}</small>` : ''}</li>`,
    )}${
      canMake
        ? html`<li role="option" id=${`${list}-${found.length}`} aria-selected="false" class=${`add${at === found.length ? ' on' : ''}`} onMouseDown=${(
            /** @type {Event} */ event,
          ) => {
            event.preventDefault();
            take(found.length);
          }}>${makes?.(typed.trim()) ?? t('新建“{typed}”', { typed: typed.trim() })}</li>`
        : ''
    }</ul></div>`;
}

// Organisations.

/**
 * Rows of a tree, each with its depth, as options: shown by the last two names, found by all.
 * @param {{ key: string, name: string, depth: number, also?: string[] }[]} rows
 * @returns {Option[]}
 */
export function treeOptions(rows) {
  /** @type {string[]} */
  const above = [];
  return rows.map(({ key: value, name, depth, also }) => {
    above.length = depth;
    above.push(name);
    return { value, label: name, depth, also, near: above.slice(-2).join(' › '), path: above.join(' › ') };
  });
}

/**
 * Rows that name their parent, in the order of the tree, each with its depth. A parent that is
 * not there, or that is below itself, counts as none.
 * @template {{ key: string, parent: string | null }} R
 * @param {R[]} rows
 * @returns {(R & { depth: number })[]}
 */
export function inTree(rows) {
  const keys = new Set(rows.map((row) => row.key));
  /** @type {Map<string | null, R[]>} */
  const below = new Map();
  for (const row of rows) {
    const parent = row.parent !== null && keys.has(row.parent) ? row.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  /** @type {(R & { depth: number })[]} */
  const ordered = [];
  const placed = new Set();
  const place = (/** @type {R} */ row, /** @type {number} */ depth) => {
    if (placed.has(row.key)) return;
    placed.add(row.key);
    ordered.push({ ...row, depth });
    for (const child of below.get(row.key) ?? []) place(child, depth + 1);
  };
  for (const row of below.get(null) ?? []) place(row, 0);
  for (const row of rows) place(row, 0);
  return ordered;
}

/** @param {RegisterRow[]} rows of the register of organisations */
export const orgOptions = (rows) =>
  treeOptions(
    rows.map(({ key: id, depth = 0, values }) => ({
      key: id,
      depth,
      name: String(values.name ?? id),
      also: [values.short, ...(Array.isArray(values.aliases) ? values.aliases : [])].filter(Boolean).map(String),
    })),
  );

/**
 * Chooses an organisation of the register, or makes one under another.
 * @param {{ value: string | null, set: (id: string) => void, label: string, bad?: boolean, shown?: string, disabled?: boolean, id?: string }} props
 *   `shown`: a name that is in no register
 */
export function OrgPick({ value, set, label, bad, shown, disabled, id }) {
  const register = useOrgs();
  const options = useMemo(() => orgOptions(register?.rows ?? []), [register]);
  const [fresh, setFresh] = useState(/** @type {string | null} */ (null));
  return html`<${Combo} value=${value} set=${set} options=${options} label=${label} bad=${bad} shown=${shown} disabled=${disabled} id=${id}
      empty=${t('选组织')} make=${setFresh} makes=${(/** @type {string} */ typed) => t('新建“{typed}”在…下', { typed })}/>
    ${
      fresh === null
        ? ''
        : html`<${NewOrg} name=${fresh} options=${options} kinds=${kindsOf(register?.rows ?? [])} close=${() => setFresh(null)} done=${async (
            /** @type {any} */ org,
          ) => {
            setFresh(null);
            const made = await attempt(() => addOrg(org));
            if (made) set(made);
          }}/>`
    }`;
}

/** The kinds of organisations that there are. @param {RegisterRow[]} rows */
export const kindsOf = (rows) => [...new Set(rows.map(({ values }) => String(values.kind ?? '')))].filter(Boolean);

/**
 * @param {{ name?: string, parent?: string | null, options: Option[], kinds: string[], close: () => void,
 *   done: (org: { name: string, kind: string, parent: string | null, above?: string }) => void }} props `above`: a parent that is to be made too
 */
export function NewOrg({ name = '', parent = null, options, kinds, close, done }) {
  const [written, setWritten] = useState(name);
  const [under, setUnder] = useState(parent);
  const [above, setAbove] = useState('');
  const [kind, setKind] = useState('');
  const list = useId();
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (written.trim()) done({ name: written.trim(), kind: kind.trim(), parent: under || null, above });
  };
  const put = (/** @type {string | null} */ id, fresh = '') => {
    setUnder(id);
    setAbove(fresh);
  };
  const top = { value: '', label: t('（最上一级）') };
  return html`<${Dialog} title=${t('新建组织')} close=${close}><form onSubmit=${submit}>
    <${Field} label=${t('名称')} hint=${t('只写本级名称，上级另选')}><input type="text" autocomplete="off" value=${written} onInput=${(/** @type {any} */ event) => setWritten(event.target.value)} autofocus/><//>
    <div class="field"><span aria-hidden="true">${t('在哪个组织下面')}</span><${Combo} label=${t('在哪个组织下面')} value=${above ? null : (under ?? '')} shown=${above} set=${(/** @type {string} */ id) => put(id)} make=${(/** @type {string} */ typed) => put(null, typed)} keeps options=${[top, ...options]}/>${above ? html`<small>${t('“{name}”还不在名册里，会一起建在最上一级。', { name: above })}</small>` : ''}</div>
    <${Field} label=${t('种类')}><input type="text" autocomplete="off" list=${list} value=${kind} onInput=${(/** @type {any} */ event) => setKind(event.target.value)} placeholder=${t('如：党支部')}/><datalist id=${list}>${kinds.map((one) => html`<option key=${one} value=${one}/>`)}</datalist><//>
    <footer><button class="main" disabled=${!written.trim()}>${t('建好')}</button><button type="button" onClick=${close}>${t('不建')}</button></footer></form><//>`;
}

/**
 * Some of a list, as tags that can be taken off.
 * @param {{ value: string[], set: (value: string[]) => void, options: [value: string, label: string][], label: string, more: string }} props
 *   `more`: what the box for another one says: “加主题…”
 */
export function Chips({ value, set, options, label, more }) {
  const left = options.filter(([one]) => !value.includes(one)).map(([one, name]) => ({ value: one, label: name }));
  const name = (/** @type {string} */ one) => options.find(([known]) => known === one)?.[1] ?? one;
  return html`<div class="chips" role="group" aria-label=${label}>${value.map(
    (one) =>
      html`<span class="chip" key=${one}>${name(one)}<${No} label=${t('去掉“{name}”', { name: name(one) })} on=${() => set(value.filter((other) => other !== one))}/></span>`,
  )}${left.length ? html`<${Combo} label=${more} empty=${more} value=${null} set=${(/** @type {string} */ one) => set([...value, one])} options=${left}/>` : ''}</div>`;
}

// Tables whose cells are fields.

/**
 * One cell, by the kind of its column.
 * @param {{ column: Column, value: any, set: (value: any) => void, label: string, readonly?: boolean, onKeyDown?: (event: KeyboardEvent) => void }} props
 */
export function Cell({ column, value, set, label, onKeyDown }) {
  const common = { 'aria-label': label, onKeyDown };
  if (column.choices?.length) {
    return html`<select ...${common} value=${value ?? ''} onChange=${(/** @type {any} */ event) => set(event.target.value || null)}>
      ${value && !column.choices.some(([one]) => one === value) ? html`<option value=${value}>${value}</option>` : ''}<option value=""></option>${column.choices.map(([one, name]) => html`<option key=${one} value=${one}>${name}</option>`)}</select>`;
  }
  if (column.kind === 'flag') {
    return html`<input type="checkbox" ...${common} checked=${value === true || value === 'true'} onChange=${(/** @type {any} */ event) => set(event.target.checked)}/>`;
  }
  if (column.kind === 'org')
    return html`<${OrgPick} label=${label} value=${value?.id ?? value ?? null} shown=${value?.name ?? ''} set=${set}/>`;
  if (Array.isArray(value) || column.kind === 'list')
    return html`<${Words} ...${common} value=${Array.isArray(value) ? value : value ? words(String(value)) : []} set=${set}/>`;
  const plain = value === null || value === undefined ? '' : String(value);
  if (column.kind === 'long') return html`<${Text} ...${common} lines=${2} value=${plain} set=${set}/>`;
  const numeric = column.kind === 'year' || column.kind === 'number' ? { inputmode: 'numeric' } : {};
  return html`<${Text} ...${common} ...${numeric} value=${plain} set=${set}/>`;
}

/**
 * Rows that are edited as in a spreadsheet: Tab goes to the next cell, Enter and the arrows to the
 * next row, Alt with an arrow moves the row, cells copied from a table fill the cells from there on.
 *
 * @param {{ label: string, columns: Column[], rows: { key: string, values: Record<string, any>, depth?: number, class?: string }[],
 *   set: (row: number, column: string, value: any) => void, drop?: (row: number) => void, move?: (from: number, to: number) => void,
 *   level?: (row: number, step: 1 | -1) => void, paste?: (row: number, column: number, cells: string[][]) => void, focus?: (row: number) => void,
 *   aside?: (row: number) => any, asideHead?: any }} props
 *   `level`: a row of a tree in or out (Alt → ←); `focus`: called with the row that the caret is in; `aside`: what stands behind the cells of a row
 */
export function RowTable({ label, columns, rows, set, drop, move, level, paste, focus, aside, asideHead }) {
  const table = useRef(/** @type {HTMLTableElement | null} */ (null));
  const cellAt = (/** @type {number} */ row, /** @type {number} */ column) =>
    /** @type {HTMLElement | null | undefined} */ (table.current?.querySelector(`[data-at="${row}/${column}"] :is(input,select,textarea)`));
  const keys = (/** @type {number} */ row, /** @type {number} */ column) =>
    key((/** @type {KeyboardEvent} */ event) => {
      const deeper = level && event.altKey && /** @type {1 | -1 | undefined} */ ({ ArrowRight: 1, ArrowLeft: -1 }[event.key]);
      if (deeper) {
        event.preventDefault();
        level(row, deeper);
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1, Enter: event.shiftKey ? -1 : 1 }[event.key];
      if (!step || event.ctrlKey || event.metaKey) return;
      const box = /** @type {HTMLElement} */ (event.target);
      if (event.altKey && event.key !== 'Enter') {
        const to = row + step;
        if (!move || to < 0 || to >= rows.length) return;
        event.preventDefault();
        move(row, to);
        setTimeout(() => cellAt(to, column)?.focus());
      } else if (event.key === 'Enter' || !box.matches('select,textarea,[role=combobox]')) {
        const next = cellAt(row + step, column);
        if (!next) return;
        event.preventDefault();
        next.focus();
        if (next instanceof HTMLInputElement && next.type === 'text') next.select();
      }
    });
  const pasted = (/** @type {number} */ row, /** @type {number} */ column) => (/** @type {ClipboardEvent} */ event) => {
    const cells = pastedCells(event.clipboardData);
    if (!paste || !cells || (cells.length === 1 && cells[0].length === 1)) return;
    event.preventDefault();
    paste(row, column, cells);
  };
  const hasActs = !!(drop || move);
  const firstOf = (/** @type {number} */ row) => String(rows[row].values[columns[0]?.key] ?? '') || t('第{n}行', { n: row + 1 });
  return html`<table class="rt cells" ref=${table} aria-label=${label}><thead><tr>${columns.map((column) => html`<th scope="col" key=${column.key} class=${`k-${column.kind} c-${column.key}`}>${column.label}</th>`)}${aside ? html`<th scope="col" class="num">${asideHead}</th>` : ''}${hasActs ? html`<th><span class="vh">${t('行的操作')}</span></th>` : ''}</tr></thead>
    <tbody>${rows.map(
      (line, row) =>
        html`<tr key=${line.key} class=${line.class ?? ''} onFocusIn=${() => focus?.(row)}>${columns.map(
          (column, place) =>
            html`<td key=${column.key} data-at=${`${row}/${place}`} data-l=${column.label} class=${`k-${column.kind}${place === 0 ? ` d${Math.min(line.depth ?? 0, 6)}` : ''}`} onPaste=${pasted(row, place)}><${Cell} column=${column} value=${line.values[column.key]} label=${place === 0 ? column.label : `${column.label}，${firstOf(row)}`} set=${(/** @type {any} */ value) => set(row, column.key, value)} onKeyDown=${keys(row, place)}/></td>`,
        )}${aside ? html`<td class="num" data-l=${asideHead}>${aside(row)}</td>` : ''}${
          hasActs
            ? html`<td class="acts">${
                move
                  ? html`<button type="button" class="sq" disabled=${row === 0} aria-label=${t('“{name}”往前', { name: firstOf(row) })} onClick=${() => move(row, row - 1)}>↑</button><button type="button" class="sq" disabled=${row === rows.length - 1} aria-label=${t('“{name}”往后', { name: firstOf(row) })} onClick=${() => move(row, row + 1)}>↓</button>`
                  : ''
              }${drop ? html`<${No} label=${t('删去“{name}”', { name: firstOf(row) })} on=${() => drop(row)}/>` : ''}</td>`
            : ''
        }</tr>`,
    )}</tbody></table>`;
}

/**
 * What the clipboard holds as a table, if it is one: cells copied from a spreadsheet or a document.
 * @param {DataTransfer | null} clipboard
 * @returns {string[][] | null}
 */
export function pastedCells(clipboard) {
  const markup = clipboard?.getData('text/html') ?? '';
  if (/<table/i.test(markup)) {
    const page = new DOMParser().parseFromString(markup, 'text/html');
    const lines = [...(page.querySelector('table')?.rows ?? [])];
    return lines.map((line) => [...line.cells].map((cell) => (cell.textContent ?? '').replace(/\s+/g, ' ').trim()));
  }
  return cellsOf(clipboard?.getData('text/plain') ?? '');
}

/**
 * Lines with tabs, as spreadsheets copy them; a cell with line ends stands in quotes.
 * @param {string} text
 * @returns {string[][] | null} nothing if it has neither
 */
export function cellsOf(text) {
  if (!/[\t\n]/.test(text.trim())) return null;
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/\r\n?/g, '\n').matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '' && !rows[rows.length - 1].length) break;
    rows[rows.length - 1].push((quoted?.replaceAll('""', '"') ?? plain).replace(/\s+/g, ' ').trim());
    if (end === '\n') rows.push([]);
    if (end === '') break;
  }
  if (!rows[rows.length - 1].length) rows.pop();
  return rows;
}

// What changed.

const MOST_PAIRS = 250_000;

/**
 * The difference of two texts by character, as signs and texts.
 * @param {string} before
 * @param {string} after
 * @returns {['=' | '-' | '+', string][]}
 */
export function difference(before, after) {
  const [old, young] = [Array.from(before), Array.from(after)];
  let head = 0;
  while (head < old.length && head < young.length && old[head] === young[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < young.length - head && old[old.length - 1 - tail] === young[young.length - 1 - tail]) tail += 1;
  const [a, b] = [old.slice(head, old.length - tail), young.slice(head, young.length - tail)];
  /** @type {['=' | '-' | '+', string][]} */
  const parts = [];
  const add = (/** @type {'=' | '-' | '+'} */ sign, /** @type {string} */ text) => {
    if (!text) return;
    const last = parts.at(-1);
    if (last?.[0] === sign) last[1] += text;
    else parts.push([sign, text]);
  };
  add('=', old.slice(0, head).join(''));
  if (a.length * b.length > MOST_PAIRS) {
    add('-', a.join(''));
    add('+', b.join(''));
  } else {
    // The longest common subsequence, from the end.
    const width = b.length + 1;
    const common = new Uint16Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        common[i * width + j] =
          a[i] === b[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
      }
    }
    for (let [i, j] = [0, 0]; i < a.length || j < b.length; ) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        add('=', a[i]);
        i += 1;
        j += 1;
      } else if (i < a.length && (j >= b.length || common[(i + 1) * width + j] >= common[i * width + j + 1])) add('-', a[i++]);
      else add('+', b[j++]);
    }
  }
  add('=', old.slice(old.length - tail).join(''));
  return parts;
}

/** @param {{ before: string, after: string }} props */
export const Diff = ({ before, after }) =>
  html`${difference(before, after).map(([sign, text]) => (sign === '=' ? text : sign === '-' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`))}`;

/** Words of a text without the marks of Markdown for headings and bold; where there is nothing else, as they are. @param {string} words */
export const unmarked = (words) => words.replace(/^[ \t]*#{1,6}[ \t]+/gm, '').replace(/\*\*/g, '') || words;

/** A few words before, the words, a few after. @param {{ quote: { before: string, word: string, after: string } | null | undefined }} props */
export const Quote = ({ quote }) =>
  quote
    ? html`<q>${quote.before ? `…${unmarked(quote.before)}` : ''}<mark>${unmarked(quote.word)}</mark>${quote.after ? `${unmarked(quote.after)}…` : ''}</q>`
    : '';

/** What to show until an answer is there, or what is wrong. @param {{ error: { message: string, help: string } | null, children?: any }} props */
export function Waiting({ error, children }) {
  useStore();
  if (error)
    return html`<div class="empty"><p class="hot" role="alert">${error.message || t('写作台没有回答。')}</p>${error.help ? html`<p>${error.help}</p>` : ''}</div>`;
  return html`<p class="wait" role="status">${children ?? t('正在读……')}</p>`;
}
