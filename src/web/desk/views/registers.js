/** Registers as spreadsheets: organisations, topics, metrics, terms; beside a row the reports that it touches. */

import { api } from '../api.js';
import { addOrg, attempt, changed, changeRegister, go, sayError, useData, useStore } from '../store.js';
import { t } from '../text.js';
import { Cell, Combo, Dialog, Field, html, kindsOf, NewOrg, orgOptions, RowTable, Tabs, useMemo, useState, Waiting } from '../ui.js';

/** @import { Column, Register, RegisterRow, Row } from '../api.js' */

/** The columns that stand in the table, in this order; the rest of a row stands beside it. @type {Record<string, string[]>} */
const MAIN = {
  organizations: ['name', 'kind'],
  topics: ['name', 'scope', 'synonyms'],
  metrics: ['name', 'unit', 'kind', 'definition', 'synonyms'],
  terms: ['right', 'wrong', 'note'],
};
const MANY_ROWS = 20;

/** @param {string} kind @param {Column[]} columns */
function parted(kind, columns) {
  const main = MAIN[kind].map((name) => columns.find(({ key }) => key === name)).filter((column) => column !== undefined);
  const shown = main.length ? main : columns.slice(0, 4);
  return { shown, rest: columns.filter((column) => !shown.includes(column)) };
}

/** @param {RegisterRow} row @param {Column[]} shown */
const nameOf = (row, shown) => String(row.values[shown[0]?.key] ?? '') || t('未命名');

/** @param {{ rows: Row[] | undefined, empty: string }} props */
const Touched = ({ rows, empty }) =>
  html`<section class="touched" aria-busy=${!rows}><h3>${t('牵动的报告')} ${rows ? html`<small>${rows.length}</small>` : ''}</h3>${
    rows?.length
      ? html`<ul>${rows.slice(0, 100).map((row) => html`<li key=${row.id}><a href=${`#/report/${row.id}`}>${row.title || t('未命名')}</a><small>${[row.org?.name, row.years].filter(Boolean).join(' ')}</small></li>`)}</ul>${rows.length > 100 ? html`<p class="note">${t('另有{n}篇', { n: rows.length - 100 })}</p>` : ''}`
      : rows
        ? html`<p class="note">${empty}</p>`
        : ''
  }</section>`;

/**
 * A new name: since a day, or because the old one was misspelt.
 * @param {{ row: RegisterRow, name: string, reports: Row[], written: string, close: () => void, done: (name: string, since: string | null) => void }} props
 */
function Rename({ name, reports, written, close, done }) {
  const [text, setText] = useState(written || name);
  const [since, setSince] = useState('');
  const [mode, setMode] = useState('new');
  const isNew = mode === 'new';
  const isDate = /^\d{4}(-\d{1,2}(-\d{1,2})?)?$/.test(since.trim());
  const year = Number(since.slice(0, 4));
  const older = reports.filter(({ years }) => Number(years.slice(-4)) < year).length;
  const isWhole = text.trim() && text.trim() !== name && (!isNew || isDate);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (isWhole) done(text.trim(), isNew ? since.trim() : null);
  };
  return html`<${Dialog} title=${t('“{name}”改名', { name })} close=${close}><form onSubmit=${submit}>
    <div class="seg" role="group" aria-label=${t('怎么改')}><button type="button" aria-pressed=${isNew} onClick=${() => setMode('new')}>${t('组织更名了')}</button><button type="button" aria-pressed=${!isNew} onClick=${() => setMode('wrong')}>${t('原来写错了')}</button></div>
    <${Field} label=${t('新名称')}><input type="text" autocomplete="off" value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} onFocus=${(/** @type {any} */ event) => event.target.select()} autofocus/><//>
    <${Field} class=${isNew ? '' : 'void'} label=${t('从哪年哪月起')} hint=${t('如 2021、2021-03、2021-03-15')}><input type="text" autocomplete="off" inputmode="numeric" value=${since} onInput=${(/** @type {any} */ event) => setSince(event.target.value)} aria-invalid=${(since !== '' && !isDate) || undefined}/><//>
    <p class="impact tall">${!isNew ? t('{n}篇都改登新名，不留旧名。', { n: reports.length }) : isDate ? t('{older}篇早于这个日期，仍登旧名；{newer}篇登新名。两个名称同在一页，检索都找得到。', { older, newer: reports.length - older }) : t('早于这个日期的报告仍登旧名，其余登新名。')}</p>
    <footer><button class="main" disabled=${!isWhole}>${t('改')}</button><button type="button" onClick=${close}>${t('不改')}</button></footer></form><//>`;
}

/** @param {{ name: string, options: ReturnType<typeof orgOptions>, reports: number, below: number, close: () => void, done: (into: string) => void }} props */
function Merge({ name, options, reports, below, close, done }) {
  const [into, setInto] = useState(/** @type {string | null} */ (null));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (into) done(into);
  };
  return html`<${Dialog} title=${t('把“{name}”并入…', { name })} close=${close}><form onSubmit=${submit}>
    <p>${t('两个名称其实是同一个组织时用。旧名称记作它的别名。')}</p>
    <div class="field roomy"><span aria-hidden="true">${t('并到')}</span><${Combo} label=${t('并到')} empty=${t('选组织')} value=${into} set=${setInto} options=${options}/></div>
    <p class="impact">${t('{n}篇报告、{m}个下级一起过去，可以撤销。', { n: reports, m: below })}</p>
    <footer><button class="main" disabled=${!into}>${t('并')}</button><button type="button" onClick=${close}>${t('不并')}</button></footer></form><//>`;
}

/**
 * All rows below one, of rows in the order of the tree.
 * @param {RegisterRow[]} rows
 * @param {number} place
 */
export function below(rows, place) {
  const depth = rows[place].depth ?? 0;
  let end = place + 1;
  while (end < rows.length && (rows[end].depth ?? 0) > depth) end += 1;
  return rows.slice(place + 1, end);
}

/**
 * Under which row a row goes when it is moved a level in or out; undefined if it cannot.
 * @param {RegisterRow[]} rows
 * @param {number} place
 * @param {1 | -1} step
 * @returns {string | null | undefined}
 */
export function parentAfter(rows, place, step) {
  const depth = rows[place].depth ?? 0;
  const before = rows.slice(0, place).reverse();
  if (step > 0) {
    // The nearest row above that stands on the same level, under the same parent.
    const above = before.find((row) => (row.depth ?? 0) <= depth);
    return above && (above.depth ?? 0) === depth ? above.key : undefined;
  }
  if (!depth) return undefined;
  const parent = before.find((row) => (row.depth ?? 0) === depth - 1);
  return before.slice(parent ? before.indexOf(parent) : 0).find((row) => (row.depth ?? 0) === depth - 2)?.key ?? null;
}

/** @param {{ kind: string }} props */
function Sheet({ kind }) {
  const { data, error } = useData(`registers/${kind}`);
  const register = /** @type {Register | undefined} */ (data);
  const [chosen, setChosen] = useState('');
  const [words, setWords] = useState('');
  const [dialog, setDialog] = useState(/** @type {{ what: string, written?: string } | null} */ (null));
  const rows = register?.rows ?? [];
  const row = rows.find(({ key }) => key === chosen) ?? rows[0];
  const touches = useData(row && register ? `registers/${kind}/${encodeURIComponent(row.key)}/touches` : null);
  const reports = /** @type {Row[] | undefined} */ (touches.isStale ? undefined : touches.data);
  const isOrgs = kind === 'organizations';
  const options = useMemo(() => (isOrgs ? orgOptions(rows) : []), [register]);
  if (!register) return html`<${Waiting} error=${error}/>`;
  const { shown, rest } = parted(kind, register.columns);
  const { can } = register;

  const change = async (/** @type {object[]} */ ops, /** @type {string} */ what, /** @type {{ quiet?: boolean }} */ how = {}) => {
    try {
      return await changeRegister(kind, register.hash, ops, what, how);
    } catch (problem) {
      sayError(problem);
      // What is shown goes back to what stands in the file.
      changed();
      return undefined;
    }
  };
  const set = (/** @type {RegisterRow} */ one, /** @type {string} */ column, /** @type {any} */ value) => {
    if (isOrgs && column === 'name') {
      setChosen(one.key);
      setDialog({ what: 'rename', written: value });
    } else change([{ op: 'set', key: one.key, column, value }], t('改了“{name}”', { name: nameOf(one, shown) }));
  };
  const add = async (/** @type {Record<string, unknown>} */ values) => {
    const known = new Set(rows.map(({ key }) => key));
    const answer = await change([{ op: 'add', values }], t('加了一行'), { quiet: true });
    const fresh = answer?.rows.find(({ key }) => !known.has(key));
    if (fresh) setChosen(fresh.key);
  };
  const make = async (/** @type {any} */ org) => {
    const made = await attempt(() => addOrg(org));
    if (made) setChosen(made);
  };
  /** Puts one under an organisation that is made for it. @param {RegisterRow} one @param {string} above */
  const putUnder = (one, above) =>
    attempt(async () => {
      const parent = await addOrg({ name: above, kind: '', parent: null });
      const { hash } = await api.get('registers/organizations');
      await changeRegister(kind, hash, [{ op: 'move', key: one.key, parent }], t('挪动“{name}”', { name: nameOf(one, shown) }));
    });
  const drop = (/** @type {RegisterRow} */ one) => change([{ op: 'drop', key: one.key }], t('删去“{name}”', { name: nameOf(one, shown) }));
  const level = (/** @type {RegisterRow} */ one, /** @type {1 | -1} */ step) => {
    const parent = parentAfter(rows, rows.indexOf(one), step);
    if (parent !== undefined) change([{ op: 'move', key: one.key, parent }], t('挪动“{name}”', { name: nameOf(one, shown) }));
  };
  const paste = (/** @type {RegisterRow} */ one, /** @type {number} */ column, /** @type {string[][]} */ cells) => {
    const from = rows.indexOf(one);
    const ops = cells.flatMap((line, down) => {
      const values = line.flatMap((value, across) => (shown[column + across] ? [[shown[column + across].key, value]] : []));
      const target = rows[from + down];
      /** @type {object[]} */
      const some = target ? values.map(([name, value]) => ({ op: 'set', key: target.key, column: name, value })) : [];
      return target || !can.add ? some : [{ op: 'add', values: Object.fromEntries(values) }];
    });
    change(ops, t('贴入{n}行', { n: cells.length }));
  };
  const found = words.trim().toLowerCase();
  const visible = rows.filter((one) => !found || JSON.stringify(one.values).toLowerCase().includes(found));
  const place = row ? rows.indexOf(row) : -1;
  const title = row ? nameOf(row, shown) : '';
  const path = options
    .find(({ value }) => value === row?.key)
    ?.path?.split(' › ')
    .slice(0, -1)
    .join(' › ');
  const names = Array.isArray(row?.values.names) ? /** @type {{ name: string, from?: string }[]} */ (row.values.names) : [];
  const fields = rest.filter(({ key }) => !['id', 'names', 'parents', 'children'].includes(key));
  return html`<div class="reg"><div class="tablebox">
      ${rows.length > MANY_ROWS ? html`<label class="find"><span class="vh">${t('在名册里找')}</span><input type="search" autocomplete="off" value=${words} placeholder=${t('在名册里找')} onInput=${(/** @type {any} */ event) => setWords(event.target.value)}/></label>` : ''}
      ${
        rows.length
          ? html`<${RowTable} label=${t('名册')} columns=${shown} rows=${visible.map((one) => ({ ...one, class: one === row ? 'sel' : '' }))} set=${(/** @type {number} */ at, /** @type {string} */ column, /** @type {any} */ value) => set(visible[at], column, value)}
          focus=${(/** @type {number} */ at) => setChosen(visible[at].key)} drop=${can.drop ? (/** @type {number} */ at) => drop(visible[at]) : undefined} level=${can.move && isOrgs && !found ? (/** @type {number} */ at, /** @type {1 | -1} */ step) => level(visible[at], step) : undefined}
          paste=${(/** @type {number} */ at, /** @type {number} */ column, /** @type {string[][]} */ cells) => paste(visible[at], column, cells)} aside=${(/** @type {number} */ at) => visible[at].touches} asideHead=${t('报告')}/>`
          : html`<p class="none">${isOrgs ? t('还没有组织。导入 Word 时会替您读出。') : t('还是空的。')}</p>`
      }
      ${found && !visible.length ? html`<p class="none">${t('没有这样的一行。')}</p>` : ''}
      <div class="row">${can.add ? html`<button type="button" onClick=${() => (isOrgs ? setDialog({ what: 'new' }) : setDialog({ what: 'row' }))}>${isOrgs ? t('新建组织') : t('加一行')}</button>` : ''}<span class="note">${isOrgs ? t('像在表格里一样改。Tab 到下一格，Alt ← → 升降一级。') : t('像在表格里一样改。Tab 到下一格；可从表格里复制几格贴进来。')}</span></div></div>
    ${
      row
        ? html`<aside class="detail" aria-labelledby="rd"><header>${isOrgs ? html`<p class="note">${path || t('最上一级')}</p>` : ''}<h2 id="rd">${title}</h2></header>
      ${isOrgs ? html`<div class="row"><button type="button" onClick=${() => setDialog({ what: 'rename' })}>${t('改名…')}</button><button type="button" onClick=${() => setDialog({ what: 'merge' })}>${t('并入…')}</button><button type="button" onClick=${() => setDialog({ what: 'under' })}>${t('新建下级…')}</button></div>` : html`<p class="impact">${kind === 'terms' ? t('校对照这里提示，不自己改正文。') : t('有{n}篇报告用到它，改了名称也仍算在它名下。', { n: row.touches })}</p>`}
      ${names.length > 1 ? html`<h3>${t('历来的名称')}</h3><ol class="names">${names.map((one, at) => html`<li key=${at}><b>${one.name}</b><small>${one.from ? t('{date}起', { date: one.from }) : t('起于何时未填')}</small></li>`)}</ol>` : ''}
      ${
        isOrgs && can.move
          ? html`<div class="field"><span aria-hidden="true">${t('上级')}</span><${Combo} label=${t('上级')} value=${options.find(({ path: one }) => one === path)?.value ?? ''} set=${(/** @type {string} */ parent) => change([{ op: 'move', key: row.key, parent: parent || null }], t('挪动“{name}”', { name: title }))}
        make=${(/** @type {string} */ typed) => putUnder(row, typed)} options=${[{ value: '', label: t('（最上一级）') }, ...options.filter(({ value }) => value !== row.key && !below(rows, place).some(({ key }) => key === value))]}/></div>`
          : ''
      }
      ${fields.map((column) => html`<div class="field" key=${`${row.key} ${column.key}`}><span aria-hidden="true">${column.label}</span><${Cell} column=${column} value=${row.values[column.key]} label=${column.label} set=${(/** @type {any} */ value) => set(row, column.key, value)}/></div>`)}
      <${Touched} rows=${reports} empty=${t('没有报告用到它。')}/></aside>`
        : ''
    }
    ${
      dialog?.what === 'rename' && row
        ? html`<${Rename} row=${row} name=${title} written=${dialog.written ?? ''} reports=${reports ?? []} close=${() => {
            setDialog(null);
            // The cell goes back to the name as it is.
            if (dialog.written) changed();
          }} done=${(/** @type {string} */ name, /** @type {string | null} */ since) => {
            setDialog(null);
            change([{ op: 'rename', key: row.key, name, since }], t('“{old}”改名“{name}”', { old: title, name }));
          }}/>`
        : ''
    }
    ${
      dialog?.what === 'merge' && row
        ? html`<${Merge} name=${title} reports=${row.touches} below=${below(rows, place).length} options=${options.filter(({ value }) => value !== row.key && !below(rows, place).some(({ key }) => key === value))} close=${() => setDialog(null)} done=${(
            /** @type {string} */ into,
          ) => {
            setDialog(null);
            setChosen(into);
            change(
              [{ op: 'merge', key: row.key, into }],
              t('“{name}”并入“{into}”', { name: title, into: options.find(({ value }) => value === into)?.label ?? '' }),
            );
          }}/>`
        : ''
    }
    ${
      dialog?.what === 'new' || dialog?.what === 'under'
        ? html`<${NewOrg} parent=${dialog.what === 'under' ? row?.key : null} options=${options} kinds=${kindsOf(rows)} close=${() => setDialog(null)} done=${(
            /** @type {any} */ org,
          ) => {
            setDialog(null);
            make(org);
          }}/>`
        : ''
    }
    ${
      dialog?.what === 'row'
        ? html`<${NewRow} columns=${shown} close=${() => setDialog(null)} done=${(/** @type {any} */ values) => {
            setDialog(null);
            add(values);
          }}/>`
        : ''
    }</div>`;
}

/** A row before it stands in the file, as no register has rows without a name. @param {{ columns: Column[], close: () => void, done: (values: Record<string, unknown>) => void }} props */
function NewRow({ columns, close, done }) {
  const [values, setValues] = useState(/** @type {Record<string, any>} */ ({}));
  const first = columns[0].key;
  const submit = (/** @type {any} */ event) => {
    event.preventDefault();
    // A cell is read when it is left; the one that Enter was pressed in has been.
    const said = { ...values, [first]: event.target.elements[0].value.trim() };
    if (said[first]) done(said);
  };
  return html`<${Dialog} title=${t('加一行')} close=${close}><form onSubmit=${submit}>${columns.map((column) => html`<div class="field" key=${column.key}><span aria-hidden="true">${column.label}</span><${Cell} column=${column} value=${values[column.key]} label=${column.label} set=${(/** @type {any} */ value) => setValues((before) => ({ ...before, [column.key]: value }))}/></div>`)}
    <footer><button class="main">${t('加上')}</button><button type="button" onClick=${close}>${t('不加')}</button></footer></form><//>`;
}

/** @param {{ args: string[] }} props */
export function Registers({ args: [kind = 'organizations'] }) {
  useStore();
  /** @type {[string, string][]} */
  const kinds = [
    ['organizations', t('组织')],
    ['topics', t('主题')],
    ['metrics', t('指标')],
    ['terms', t('用语')],
  ];
  const here = kinds.some(([id]) => id === kind) ? kind : 'organizations';
  return html`<div class="regs"><h1>${t('名册')}</h1><${Tabs} label=${t('名册')} now=${here} set=${(/** @type {string} */ id) => go(`registers/${id}`)} items=${kinds}/><div role="tabpanel" aria-labelledby=${`tab-${here}`}><${Sheet} key=${here} kind=${here}/></div></div>`;
}
