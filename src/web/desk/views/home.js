/** The list of reports with its filters, and beside it what is to be done. */

import { api, query } from '../api.js';
import { attempt, changed, did, go, publication, refresh, state, useAll, useData, useStore } from '../store.js';
import { t, when } from '../text.js';
import {
  Dialog,
  Field,
  html,
  key,
  OrgPick,
  Quote,
  STATES,
  State,
  stateNames,
  treeOptions,
  useEffect,
  useRef,
  useState,
  Waiting,
} from '../ui.js';
import { Queue } from './queue.js';

/** @import { Reports, Row } from '../api.js' */

const PAGE = 200;

/** @returns {[sort: string, name: string][]} */
const sorts = () => [
  ['year', t('按年度')],
  ['org', t('按组织')],
  ['changed', t('新改的在前')],
  ['open', t('待办多的在前')],
  ['title', t('按题目')],
];

/** A new report: what it needs to be placed, and it opens. @param {{ close: () => void }} props */
function Write({ close }) {
  const [title, setTitle] = useState('');
  const [org, setOrg] = useState(/** @type {string | null} */ (state.filters.org || null));
  const [year, setYear] = useState(state.filters.year || String(new Date().getFullYear()));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!title.trim()) return;
    const report = await attempt(() => api.post('reports', { title: title.trim(), org, year: year.trim() }));
    if (!report) return;
    did(t('新写一篇'), undefined, { quiet: true });
    close();
    go(`report/${report.id}`);
  };
  return html`<${Dialog} title=${t('写一篇新的')} close=${close}><form onSubmit=${submit}>
    <${Field} label=${t('题目')}><input type="text" autocomplete="off" value=${title} onInput=${(/** @type {any} */ event) => setTitle(event.target.value)} autofocus/><//>
    <div class="field"><span aria-hidden="true">${t('组织')}</span><${OrgPick} label=${t('组织')} value=${org} set=${setOrg}/></div>
    <${Field} label=${t('年度')}><input type="text" inputmode="numeric" autocomplete="off" value=${year} onInput=${(/** @type {any} */ event) => setYear(event.target.value)}/><//>
    <footer><button class="main" disabled=${!title.trim()}>${t('写')}</button><button type="button" onClick=${close}>${t('不写')}</button></footer></form><//>`;
}

/**
 * One value of a filter and how many reports it leaves.
 * @param {{ name: 'state' | 'year' | 'org', value: string, count: number, depth?: number, children?: any }} props
 */
function Option({ name, value, count, depth = 0, children }) {
  const isOn = state.filters[name] === value;
  return html`<li><button type="button" class=${`opt d${Math.min(depth, 6)}`} aria-pressed=${isOn} onClick=${() => filter({ [name]: isOn ? '' : value })}><span>${children}</span><small>${count}</small></button></li>`;
}

/** @param {Partial<typeof state.filters>} wanted */
function filter(wanted) {
  Object.assign(state.filters, wanted);
  refresh();
}

/**
 * Years and states as they are; organisations as a tree of which long branches are opened one by one.
 * @param {{ facets: Reports['facets'] }} props
 */
function Filters({ facets }) {
  const { org } = state.filters;
  const [isAll, setAll] = useState(false);
  const few = 14;
  const years = isAll ? facets.year : facets.year.slice(0, few);
  const orgs = shownOrgs(facets.org, org, isAll);
  return html`<aside class="side" aria-label=${t('筛选')}>
    <h2>${t('状态')}</h2><ul>${[...facets.state].sort(([a], [b]) => STATES.indexOf(a) - STATES.indexOf(b)).map(([value, count]) => html`<${Option} key=${value} name="state" value=${value} count=${count}><${State} state=${value}/><//>`)}</ul>${facets.state.some(([value]) => value === 'published') ? html`<p class="note">${t('定稿的，发布以后才上网。')}</p>` : ''}
    <h2>${t('年度')}</h2><ul class="years">${years.map(([value, count]) => html`<${Option} key=${value} name="year" value=${value} count=${count}>${value || t('未定')}<//>`)}</ul>
    <h2>${t('组织')}</h2><ul>${orgs.map(([id, name, depth, count]) => html`<${Option} key=${id} name="org" value=${id} count=${count} depth=${depth}>${name}<//>`)}</ul>
    ${orgs.length < facets.org.length || years.length < facets.year.length || isAll ? html`<button type="button" class="link" aria-expanded=${isAll} onClick=${() => setAll(!isAll)}>${isAll ? t('只看主要的') : t('全部列出')}</button>` : ''}</aside>`;
}

/**
 * Of a long tree: its first levels, and all on the way to what is chosen and just below it.
 * @param {Reports['facets']['org']} orgs
 * @param {string} chosen
 * @param {boolean} isAll
 */
export function shownOrgs(orgs, chosen, isAll) {
  const many = 40;
  if (isAll || orgs.length <= many) return orgs;
  const parents = /** @type {(string | null)[]} */ ([]);
  const above = /** @type {string[]} */ ([]);
  for (const [id, , depth] of orgs) {
    above.length = depth;
    parents.push(above.at(-1) ?? null);
    above.push(id);
  }
  const open = new Set([chosen]);
  for (let id = chosen; id; ) {
    const parent = parents[orgs.findIndex(([one]) => one === id)];
    if (!parent) break;
    open.add(parent);
    id = parent;
  }
  const shallow = orgs.filter(([, , depth]) => depth <= 1).length <= many ? 1 : 0;
  return orgs.filter(([id, , depth], place) => depth <= shallow || open.has(id) || open.has(parents[place] ?? ''));
}

/** @param {{ row: Row, sort: string, org: string | undefined }} props */
const Line = ({ row, sort, org }) => {
  const { open, errors, warnings, alt, broken } = row;
  const problems = errors + warnings;
  return html`<li><a class="rep" href=${`#/report/${row.id}`}><b>${row.title || t('未命名')}</b><span class="who">${[sort === 'org' ? '' : org, sort === 'year' ? '' : row.years].filter(Boolean).join('　') || row.file}</span>${row.state ? html`<${State} state=${row.state}/>` : ''}<span class="todo">${
    broken ? html`<em class="hot">${t('读不出')}</em>` : ''
  }${row.draft ? html`<em class="hot">${t('有没存的改动')}</em>` : ''}${open ? html`<span>${t('待核{n}', { n: open })}</span>` : ''}${problems ? html`<span>${t('问题{n}', { n: problems })}</span>` : ''}${alt ? html`<span>${t('图{n}', { n: alt })}</span>` : ''}${
    open || problems || alt || broken || row.draft ? '' : html`<span class="fine">${t('齐')}</span>`
  }</span><time datetime=${row.changed}>${when(row.changed)}</time>${row.found ? html`<span class="hit"><${Quote} quote=${row.found}/></span>` : ''}</a></li>`;
};

/**
 * Reports under the heading that the order gives them.
 * @param {Row[]} rows
 * @param {string} sort
 * @param {Reports['facets']} facets
 * @param {Map<string, import('../ui.js').Option>} names
 */
function groups(rows, sort, facets, names) {
  const named = (/** @type {Row} */ row) => {
    if (sort === 'year') return [row.years, row.years ? t('{years}年', { years: row.years }) : t('年度未定')];
    if (sort === 'org') return [row.org?.id ?? '', names.get(row.org?.id ?? '')?.path ?? row.org?.name ?? t('组织未定')];
    return ['', ''];
  };
  /** @type {{ id: string, name: string, rows: Row[], count: number | undefined }[]} */
  const found = [];
  for (const row of rows) {
    const [id, name] = named(row);
    const last = found.at(-1);
    if (last && last.id === id) last.rows.push(row);
    else found.push({ id, name, rows: [row], count: sort === 'year' ? facets.year.find(([year]) => year === id)?.[1] : undefined });
  }
  return found;
}

/** Reports that were taken away, each with a way back; nothing where there is none. */
function Bin() {
  const [isOpen, setOpen] = useState(false);
  const { data, error } = useData('trash');
  const items = /** @type {{ key: string, title: string, file: string, at: string }[]} */ (error ? [] : (data?.items ?? []));
  if (!items.length) return '';
  const restore = async (/** @type {string} */ id, /** @type {string} */ title) => {
    const answer = await attempt(() => api.post('trash/restore', { key: id }));
    if (answer) did(t('取回了《{title}》', { title }), answer.undo);
    if (items.length === 1) setOpen(false);
    changed();
  };
  return html`<button type="button" class="link bin" aria-haspopup="dialog" onClick=${() => setOpen(true)}>${t('回收站')} ${items.length}</button>${
    isOpen
      ? html`<${Dialog} title=${t('回收站')} close=${() => setOpen(false)}><ul class="plainlist bins">${items.map(
          ({ key: id, title, file, at }) =>
            html`<li key=${id}><span>${title || file}</span><small>${when(at)}</small><button type="button" aria-label=${t('取回《{title}》', { title: title || file })} onClick=${() => restore(id, title || file)}>${t('取回')}</button></li>`,
        )}</ul><footer><button type="button" onClick=${() => setOpen(false)}>${t('返回')}</button></footer><//>`
      : ''
  }`;
}

/** @param {{ args: string[] }} props of the queue: the kind that is gone to */
export function Home({ args: [kind] }) {
  useStore();
  const { filters } = state;
  const [pages, setPages] = useState(1);
  const [view, setView] = useState(kind ? 'queue' : 'list');
  const [isWriting, setWriting] = useState(false);
  const asked = JSON.stringify(filters);
  useEffect(() => setPages(1), [asked]);
  const answers = useAll(Array.from({ length: pages }, (_, page) => `reports${query({ ...filters, from: page * PAGE, count: PAGE })}`));
  const [{ data, error, isStale }] = answers;
  const reports = /** @type {Reports | undefined} */ (data);
  if (!reports) return html`<h1 class="vh">${t('报告')}</h1><${Waiting} error=${error}/>`;
  const { total, facets } = reports;
  const items = /** @type {Row[]} */ (answers.flatMap((answer) => answer.data?.items ?? []));
  const named = new Map(
    treeOptions(facets.org.map(([key, name, depth]) => ({ key, name, depth }))).map((option) => [option.value, option]),
  );
  const isFiltered = !!(filters.state || filters.year || filters.org || filters.q);
  const write = isWriting ? html`<${Write} close=${() => setWriting(false)}/>` : '';
  if (!total && !isFiltered && !isStale) {
    return html`<div class="empty"><h1>${publication().title}</h1><p class="kai">${t('还没有报告。把历年的 Word 总结一起拖进来，组织、年度、数字会先替您填好，再请您过目。')}</p><div class="row"><a class="btn main" href="#/import">${t('导入 Word 文件')}</a><button type="button" onClick=${() => setWriting(true)}>${t('写一篇新的')}</button></div><${Bin}/>${write}</div>`;
  }
  const chosen = [
    filters.state && stateNames()[filters.state],
    filters.year,
    filters.org && facets.org.find(([id]) => id === filters.org)?.[1],
    filters.q && t('“{words}”', { words: filters.q }),
  ].filter(Boolean);
  return html`<div class=${`home show-${view}`}><h1 class="vh">${t('报告')}</h1>
    <${Filters} facets=${facets}/>
    <section class="list" aria-label=${t('报告')} aria-busy=${isStale}>
      <div class="seg narrow" role="group" aria-label=${t('看什么')}><button type="button" aria-pressed=${view === 'queue'} onClick=${() => setView('queue')}>${t('要处理的')}</button><button type="button" aria-pressed=${view === 'list'} onClick=${() => setView('list')}>${t('报告')}</button></div>
      <div class="bar"><${Search}/>
        <label class="by"><span>${t('次序')}</span><select value=${filters.sort} onChange=${(/** @type {any} */ event) => filter({ sort: event.target.value })}>${sorts().map(([id, name]) => html`<option key=${id} value=${id}>${name}</option>`)}</select></label>
        <button type="button" onClick=${() => setWriting(true)}>${t('新写')}</button><a class="btn" href="#/import">${t('导入')}</a></div>
      <div class="sum"><span role="status">${t('{n}篇', { n: total })}</span>${chosen.length ? html`　${chosen.join('，')} <button type="button" class="link" onClick=${() => filter({ q: '', state: '', year: '', org: '' })}>${t('不筛了')}</button>` : ''}<${Bin}/></div>
      ${groups(items, filters.sort, facets, named).map(
        ({ id, name, rows, count }, place) =>
          html`<section class="grp" key=${`${id} ${place}`}>${name ? html`<h2>${name}${count ? html`<small>${count}</small>` : ''}</h2>` : ''}<ul>${rows.map((row) => html`<${Line} key=${row.id} row=${row} sort=${filters.sort} org=${named.get(row.org?.id ?? '')?.near ?? row.org?.name}/>`)}</ul></section>`,
      )}
      ${items.length ? '' : html`<p class="none">${t('没有这样的报告。')}</p>`}
      ${items.length < total && items.length >= pages * PAGE ? html`<${More} left=${total - items.length} more=${() => setPages(pages + 1)}/>` : ''}</section>
    <${Queue} first=${kind}/>${write}</div>`;
}

/** What is typed is sought a moment later, and never while an input method composes. */
function Search() {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  const timer = useRef(/** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined));
  const { q } = state.filters;
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = q;
  }, [q]);
  const seek = () => {
    clearTimeout(timer.current);
    const words = box.current?.value.trim() ?? '';
    if (words !== state.filters.q) filter({ q: words });
  };
  const soon = (/** @type {any} */ event) => {
    clearTimeout(timer.current);
    if (!event.isComposing) timer.current = setTimeout(seek, 120);
  };
  return html`<label class="find"><span class="vh">${t('检索')}</span><input id="q" type="search" autocomplete="off" placeholder=${t('题目、组织、年度、正文里的字')} ref=${box} defaultValue=${q} onInput=${soon} onCompositionEnd=${seek} onKeyDown=${key((/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && seek())}/></label>`;
}

/** Loads on when it is scrolled to; a button for the keyboard. @param {{ left: number, more: () => void }} props */
function More({ left, more }) {
  const box = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useEffect(() => {
    const watch = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && more(), { rootMargin: '600px' });
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  });
  return html`<button type="button" class="more" ref=${box} onClick=${more}>${t('还有{n}篇', { n: left })}</button>`;
}
