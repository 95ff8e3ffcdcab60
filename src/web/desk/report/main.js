/** The editor of a report: 原稿, 要点 or 正文, 预览. */

import { api, query } from '../api.js';
import { attempt, go, prefer, preference, say, state, useData } from '../store.js';
import { language, t } from '../text.js';
import { AskName, Dialog, html, key, stateNames, Tabs, useEffect, useMemo, useRef, useState, Waiting } from '../ui.js';
import { Editing, wordsOf } from './editing.js';
import { altOps, Form } from './form.js';
import { Original, useOriginal } from './original.js';
import { Preview, pictureAt } from './preview.js';
import { Writing } from './writing.js';

/** @import { Op, Point } from './contract.js' */

const STEPS = ['draft', 'first-review', 'second-review', 'final-review', 'published'];

/** @param {{ id: string, place?: string }} props `place`: the finding that is gone to, or what it says */
export function ReportEditor({ id, place = '' }) {
  const [editing, setEditing] = useState(/** @type {Editing | null} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  useEffect(() => {
    let isGone = false;
    api.get(`reports/${id}`).then(
      (report) => !isGone && setEditing(new Editing(report)),
      (refused) => !isGone && setError(refused),
    );
    return () => {
      isGone = true;
    };
  }, [id]);
  if (error?.status === 404)
    return html`<div class="empty"><h1>${t('没有这篇报告')}</h1><p>${t('它可能已经删去，或在别处换了地方。')}</p><a class="btn" href="#/home">${t('回到报告')}</a></div>`;
  if (!editing) return html`<${Waiting} error=${error}/>`;
  return html`<${Editor} editing=${editing} place=${place}/>`;
}

/** Things to do, in the order of the page. */
const todo = () =>
  /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.middle .rows li.ask, .middle .fnd')]).filter((row) => row.offsetParent);

/** @param {HTMLElement | undefined} row */
function goToRow(row) {
  row?.scrollIntoView({ block: 'center' });
  /** @type {HTMLElement | null | undefined} */ (row?.querySelector('.yes,.fix') ?? row?.querySelector('button,input'))?.focus();
}

/** How many reports of the list can be gone through. */
const MOST = 1000;
/** What is looked at, from one report to the next. */
let column = 'form';

/** The reports before and behind one in the list, as it was filtered and sorted last. @param {{ id: string }} props */
function Beside({ id }) {
  const { data } = useData(`reports${query({ ...state.filters, from: 0, count: MOST })}`);
  const items = /** @type {{ id: string, title: string }[]} */ (data?.items ?? []);
  const at = items.findIndex((one) => one.id === id);
  const [before, next] = at < 0 ? [] : [items[at - 1], items[at + 1]];
  return html`<span class="beside">${before ? html`<a class="btn" href=${`#/report/${before.id}`} title=${before.title}>${t('上一篇')}</a>` : ''}${next ? html`<a class="btn" href=${`#/report/${next.id}`} title=${next.title}>${t('下一篇')}</a>` : ''}</span>`;
}

/** @param {{ editing: Editing, place: string }} props */
function Editor({ editing, place }) {
  const [, wake] = useState(0);
  /** What the middle shows; and, where only one column fits, which. */
  const [tab, setTab] = useState(column);
  const [narrow, setNarrow] = useState(column);
  /** Words that are looked at: of a fact, in the original; of the text, in the page. */
  const [lit, setLit] = useState('');
  const [here, setHere] = useState({ words: '', times: 0 });
  useEffect(() => editing.subscribe(() => wake((n) => n + 1)), [editing]);
  // Names and findings are in the language that they were asked for in.
  const asked = useRef(language());
  useEffect(() => {
    if (asked.current !== language()) editing.reload();
    asked.current = language();
  }, [language()]);
  const { report } = editing;
  const original = useOriginal(report);
  const hasOriginal = !!original && original.kind !== 'none';
  const pick = (/** @type {string} */ wanted) => {
    setNarrow(wanted);
    if (wanted === 'form' || wanted === 'text') setTab(wanted);
  };
  useEffect(() => {
    column = tab;
  }, [tab]);
  useEffect(() => {
    if (tab === 'form') editing.flush();
  }, [tab]);

  useEffect(() => {
    const keys = key((/** @type {KeyboardEvent} */ event) => {
      if (document.querySelector('dialog[open]')) return;
      if (event.key === 'F6') {
        event.preventDefault();
        const panes = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.pane')]).filter((pane) => pane.offsetParent);
        const now = panes.findIndex((pane) => pane.contains(document.activeElement));
        panes[(now + (event.shiftKey ? panes.length - 1 : 1) + panes.length) % panes.length]?.focus();
        return;
      }
      const rows = todo();
      const now = rows.findIndex((row) => row.contains(document.activeElement));
      if (event.key === 'F8') {
        event.preventDefault();
        if (!rows.length) return say(t('这一栏没有要处理的了。'));
        goToRow(rows[(Math.max(now, event.shiftKey ? 0 : now) + (event.shiftKey ? rows.length - 1 : 1)) % rows.length]);
      } else if ((event.ctrlKey || event.metaKey) && now >= 0 && (event.key === 'Enter' || event.key === 'Backspace')) {
        if (/** @type {HTMLElement} */ (event.target).matches('input,textarea')) return;
        event.preventDefault();
        const button = /** @type {HTMLElement | null} */ (rows[now].querySelector(event.key === 'Enter' ? '.yes,.fix' : '.no,.allow'));
        if (!button) return;
        // What comes next stands where this stood, once the answer is there.
        const before = editing.report;
        const stop = editing.subscribe(() => {
          if (editing.report === before) return;
          stop();
          setTimeout(() => goToRow(todo()[Math.min(now, todo().length - 1)]), 60);
        });
        button.click();
      }
    });
    addEventListener('keydown', keys, true);
    return () => removeEventListener('keydown', keys, true);
  }, [editing]);

  const address = (/** @type {string} */ src) => pictureAt(report, src);
  const show = (/** @type {Point | null} */ point) => setLit(point?.evidence ?? '');
  const goTo = (/** @type {string} */ block) => {
    pick('text');
    setTimeout(() => editing.body?.goTo(block, null), 30);
  };
  // Once the text is there: whoever came from a finding is shown its words.
  useEffect(() => {
    const finding = editing.report.findings.find(({ id, say }) => id === place || say === place);
    if (!finding) return;
    const { block, at } = finding;
    if (block !== null) pick('text');
    const timer = setTimeout(() => {
      if (block !== null) editing.body?.goTo(block, at);
      else goToRow(todo().find((row) => row.getAttribute('aria-label') === finding.say));
    }, 60);
    return () => clearTimeout(timer);
  }, [editing, place]);
  const moved = () => {
    const now = editing.body?.here ?? { words: '', times: 0 };
    setHere((before) => (before.words === now.words && before.times === now.times ? before : now));
  };
  const open =
    report.points.length + report.pictures.filter(({ alt }) => !alt).length + report.findings.filter(({ block }) => block === null).length;
  const found = report.findings.filter(({ block }) => block !== null).length;
  const org = /** @type {any} */ (report.fields.find(({ kind }) => kind === 'org')?.value);
  const year = /** @type {any} */ (report.fields.find(({ kind }) => kind === 'year')?.value);
  const status = { saved: '', typed: t('正在写……'), failed: t('还没有存上') }[editing.status];
  return html`<div class=${`ed show-${narrow}${hasOriginal ? '' : ' twocols'}`}>
    <header class="edhead"><nav aria-label=${t('位置')}><a href="#/home">${t('报告')}</a>${org ? html` › ${org.name ?? org}` : ''}${year ? html` › ${String(year)}` : ''}</nav><h1>${report.title || t('未命名')}</h1>
      <div class="edtools"><span class=${`saved ${editing.status}`} role="status">${status}</span><${Beside} id=${report.id}/><a class="btn" href=${`#/history/${report.id}`}>${t('历史')}</a><${Remove} editing=${editing}/><${Steps} editing=${editing}/></div></header>
    ${report.left_out?.length ? html`<${LeftOut} editing=${editing} lines=${report.left_out}/>` : ''}
    ${editing.lost ? html`<${LostWords} editing=${editing} ops=${editing.lost}/>` : ''}
    <div class="seg narrow" role="group" aria-label=${t('看哪一栏')}>${(hasOriginal ? [['orig', t('原稿')]] : [])
      .concat([
        ['form', t('要点')],
        ['text', t('正文')],
        ['prev', t('预览')],
      ])
      .map(
        ([column, name]) =>
          html`<button type="button" key=${column} aria-pressed=${narrow === column} onClick=${() => pick(column)}>${name}</button>`,
      )}</div>
    <div class="panes">${original && hasOriginal ? html`<${Original} editing=${editing} original=${original} lit=${tab === 'text' ? here.words.slice(0, 24) : lit} seek=${setLit}/>` : ''}
      <section class="pane middle" aria-label=${t('要点、正文')} tabindex="-1"><header><${Tabs} label=${t('要点、正文')} now=${tab} set=${pick} items=${[
        ['form', t('要点'), open],
        ['text', t('正文'), found],
      ]}/><${Source} editing=${editing}/></header>
        <div class="scrolls" role="tabpanel" aria-labelledby="tab-form" hidden=${tab !== 'form'}><h2 class="vh">${t('要点')}</h2><${Form} editing=${editing} show=${show} seek=${setLit} address=${address} goTo=${goTo}
          alt=${(/** @type {string} */ block, /** @type {string} */ path, /** @type {string} */ words) => editing.apply(t('写了图片文字'), (now) => altOps(now, block, path, words))}/></div>
        <div class="scrolls" role="tabpanel" aria-labelledby="tab-text" hidden=${tab !== 'text'}><h2 class="vh">${t('正文')}</h2><${Writing} editing=${editing} moved=${moved}/></div></section>
      <${Preview} report=${report} here=${tab === 'text' ? here.words : ''} times=${here.times}/></div></div>`;
}

/** A day without its year, as a note of a few signs. @param {string} day */
const shortDay = (day) => /^\d{4}-(.+)$/.exec(day ?? '')?.[1] ?? day ?? '';

/** How far a report is: each state a button, and one for the next. @param {{ editing: Editing }} props */
function Steps({ editing }) {
  const { report } = editing;
  const [wanted, setWanted] = useState(/** @type {string | null} */ (null));
  const names = stateNames();
  const at = STEPS.indexOf(report.state);
  const next = report.state === 'withdrawn' ? 'draft' : STEPS[at + 1];
  const left = report.points.length;
  const send = (/** @type {string} */ to, /** @type {string} */ by) =>
    editing.apply(to === 'published' ? t('改为定稿，发布以后才上网') : t('改为{state}', { state: names[to] }), [{ op: 'state', to, by }], {
      quiet: false,
    });
  const ask = (/** @type {string} */ to) => {
    const by = preference('name');
    if (by) send(to, by);
    else setWanted(to);
  };
  const isNow = (/** @type {string} */ step) => step === report.state;
  // Who sent it there last; what has been taken back since was not said of this state.
  const saidOf = (/** @type {string} */ step, /** @type {number} */ place) =>
    place > at && at >= 0 ? undefined : report.approvals.findLast(({ state }) => state === step || state === names[step]);
  const note = isNow('published')
    ? t('发布以后才上网')
    : report.state === 'withdrawn'
      ? names.withdrawn
      : left
        ? t('还有{n}处待核', { n: left })
        : '';
  return html`<div class="stepper"><ol aria-label=${t('状态')}>${STEPS.map((step, place) => {
    const by = saidOf(step, place);
    const who = by ? [by.by, by.on].filter(Boolean).join('　') : '';
    const title = [step === 'published' ? t('发布以后才上网') : '', who].filter(Boolean).join('\n');
    return html`<li key=${step} class=${place < at ? 'past' : place === at ? 'now' : ''}><button type="button" title=${title || undefined} aria-current=${place === at ? 'step' : undefined} onClick=${() => !isNow(step) && ask(step)}>${names[step]}<small>${by ? html`<span>${by.by}</span> <span>${shortDay(by.on)}</span>` : ''}</small></button></li>`;
  })}</ol>
    <span class="on"><button type="button" class="main" hidden=${!next} onClick=${() => next && ask(next)}>${next === 'published' ? names.published : next === 'draft' ? t('重新写') : next ? t('送{state}', { state: names[next] }) : ''}</button><small class="by" role="status">${note}</small></span>
    ${
      wanted === null
        ? ''
        : html`<${AskName} close=${() => setWanted(null)} done=${(/** @type {string} */ by) => {
            prefer('name', by);
            setWanted(null);
            send(wanted, by);
          }}/>`
    }</div>`;
}

/** @param {{ editing: Editing }} props */
function Remove({ editing }) {
  const remove = async () => {
    await editing.flush();
    if (await attempt(() => editing.remove())) go('home');
  };
  return html`<button type="button" class="quiet" onClick=${remove}>${t('删去')}</button>`;
}

/** The whole file as it is written, for what no form can say. @param {{ editing: Editing }} props */
function Source({ editing }) {
  const [file, setFile] = useState(/** @type {{ hash: string, text: string } | null} */ (null));
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const open = async () => {
    await editing.flush();
    setFile((await attempt(() => api.get(`reports/${editing.report.id}/text`))) ?? null);
  };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const text = box.current?.value ?? '';
    if (!file || text === file.text || (await editing.rewrite(text, file.hash))) setFile(null);
  };
  return html`<button type="button" class="quiet source" title=${t('汇编里存着的文件')} onClick=${open}>${t('原文')}</button>
    ${
      file
        ? html`<${Dialog} wide title=${t('原文')} close=${() => setFile(null)}><form onSubmit=${save}><p class="note">${t('汇编里存着的文件，照它写的样子，不是收来的原稿：上面是要点，下面是正文。表格里改不了的，在这里改。')}</p>
      <textarea class="whole" ref=${box} rows="24" spellcheck="false" autofocus aria-label=${t('整个文件')} defaultValue=${file.text}></textarea>
      <footer><button class="main">${t('存')}</button><button type="button" onClick=${() => setFile(null)}>${t('不改')}</button></footer></form><//>`
        : ''
    }`;
}

/** Lines of the document that are in no part of the report: put into the text, or not. @param {{ editing: Editing, lines: string[] }} props */
function LeftOut({ editing, lines }) {
  const act = (/** @type {string} */ say, /** @type {'take' | 'drop'} */ how) =>
    editing.apply(say, [{ op: 'left', act: how }], { quiet: false });
  return html`<details class="lostbar leftout"><summary>${t('原稿里有{n}行没放进正文', { n: lines.length })}</summary><ul class="leftlines">${lines.map((line, at) => html`<li key=${at}>${line}</li>`)}</ul>
    <div class="acts"><button type="button" class="main" onClick=${() => act(t('放回正文'), 'take')}>${t('放回正文')}</button><button type="button" onClick=${() => act(t('没放进正文的话不要了'), 'drop')}>${t('不要')}</button></div></details>`;
}

/** What a draft holds that could not be put back: to be read and copied, or dropped. @param {{ editing: Editing, ops: Op[] }} props */
function LostWords({ editing, ops }) {
  const [isOpen, setOpen] = useState(false);
  const text = useMemo(() => wordsOf(ops).join('\n\n'), [ops]);
  return html`<div class="lostbar" role="alert"><span>${t('上次有没存上的字，文件后来变了，放不回原处。')}</span><button type="button" onClick=${() => setOpen(true)}>${t('看看')}</button><button type="button" onClick=${() => editing.dropDraft()}>${t('不要了')}</button>
    ${isOpen ? html`<${Dialog} title=${t('没有存上的字')} close=${() => setOpen(false)}><p class="note">${t('可以从这里抄到正文里。')}</p><textarea rows="12" readonly aria-label=${t('没有存上的字')} value=${text}></textarea><//>` : ''}</div>`;
}
