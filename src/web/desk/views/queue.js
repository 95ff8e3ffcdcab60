/**
 * What is to be done in all reports, answered where it stands: what an import could not be sure
 * of, what the proofreader found, pictures without a description, files that cannot be read.
 *
 * “All of these” says how many they are, and into what they are taken; it can be undone.
 */

import { api, query } from '../api.js';
import { attempt, changed, did, refresh, state, say as tell, todoOf, useAll, useData, useStore } from '../store.js';
import { t } from '../text.js';
import { Dialog, html, key, No, Quote, useEffect, useMemo, useRef, useState, Waiting, Yes } from '../ui.js';

/** @import { Answer, Done, Job, JobGroup, Kind, Queue as QueueAnswer } from '../api.js' */

const FEW = 8;
const MORE = 20;
/** How many more are shown to whoever has read so many. */
const MANY = 500;
/** More than anybody has: all of a group. */
const ALL = 10_000;

/** What was answered since the list came: it has gone from it, before the proofreader has said so. @type {Set<string>} */
const answered = new Set();

/** What is done to what the proofreader found. */
const FINDINGS = ['fix', 'allow', 'cut', 'alt'];

/**
 * Answers jobs, notes it for undo, and says what did not go.
 * @param {Answer[]} ops
 * @param {string} what
 */
export async function answer(ops, what) {
  if (!ops.length) return;
  // Points to confirm are known anew when this is answered; what the proofreader finds a moment later.
  for (const op of ops) if (FINDINGS.includes(op.act)) answered.add(nameOf(op));
  state.isChecking = true;
  refresh();
  const done = /** @type {Done | undefined} */ (await attempt(() => api.post('queue', { ops })));
  for (const op of done?.failed ?? ops) answered.delete(nameOf(op));
  if (!done?.done) state.isChecking = false;
  if (!done) return refresh();
  changed();
  if (done.done) did(what, done.undo);
  if (done.failed.length) tell(t('{n}处没有办成：{why}', { n: done.failed.length, why: done.failed[0].say }), { wrong: true });
}

/** @param {{ job: Job }} props */
const From = ({ job }) =>
  html`<a class="from" href=${`#/report/${job.report}${job.field ? '' : `/${job.key}`}`}>${job.title || t('未命名')}</a>`;

/** A job is one: its report and its key. @param {{ report: string, key: string }} job */
const nameOf = (job) => `${job.report} ${job.key}`;

/**
 * As `useState`, kept while the list shows another kind, or another screen is looked at.
 * @template T
 * @param {string} name
 * @param {T} first
 * @returns {[T, (value: T) => void]}
 */
function useKept(name, first) {
  const [, wake] = useState(0);
  const set = (/** @type {T} */ value) => {
    if (value === first) state.boxes.delete(name);
    else state.boxes.set(name, value);
    wake((n) => n + 1);
  };
  return [state.boxes.has(name) ? state.boxes.get(name) : first, set];
}

/** What is proposed, without the name of its field, which stands before it. @param {Job} job @param {JobGroup} group */
const proposal = (job, group) => (job.say.startsWith(`${group.say}：`) ? job.say.slice(group.say.length + 1) : job.say);

/** A value as one reads it, of a row its cells. @param {any} value */
const told = (value) => (value && typeof value === 'object' ? Object.values(value).join(' ') : value);

/** What is proposed, as a line to be corrected. @param {Job} job @param {JobGroup} group */
function written(job, group) {
  const { value } = job;
  if (typeof value === 'string') return value;
  return String(value?.name ?? value?.text ?? proposal(job, group));
}

/** Lines of the document that are in no part of its report: put into the text, or left where they are. @param {{ job: Job }} props */
function Left({ job }) {
  const op = { report: job.report, key: job.key };
  const { title } = job;
  return html`<li class="job" data-job=${nameOf(job)}><ul class="leftlines">${(job.lines ?? []).map((line, at) => html`<li key=${at}>${line}</li>`)}</ul>
    <div class="acts"><${From} job=${job}/><button type="button" class="yes-text" aria-label=${t('放回正文：{title}', { title })} onClick=${() => answer([{ ...op, act: 'take' }], t('放回正文'))}>${t('放回正文')}</button><button type="button" class="no-text" aria-label=${t('不要：{title}', { title })} onClick=${() => answer([{ ...op, act: 'drop' }], t('没放进正文的话不要了'))}>${t('不要')}</button></div></li>`;
}

/** A fact that is to be confirmed. @param {{ job: Job, group: JobGroup }} props */
function Open({ job, group }) {
  const [words, setWords] = useKept(`${nameOf(job)} words`, /** @type {string | null} */ (null));
  const say = proposal(job, group);
  const others = job.alternatives ?? [];
  const op = { report: job.report, key: job.key };
  const take = () => answer([{ ...op, act: 'take' }], t('采纳1处'));
  const drop = () => answer([{ ...op, act: 'drop' }], t('不采纳1处'));
  const replace = (/** @type {string} */ text) => answer([{ ...op, act: 'replace', text }], t('改了1处'));
  return html`<li class="job" data-job=${nameOf(job)}><div><span class="kind">${group.say}</span><b>${say}</b></div><${Quote} quote=${job.quote}/>
    ${
      others.length
        ? html`<div class="others" role="group" aria-label=${t('或者是')}>${others.map((other, choice) => html`<button type="button" key=${choice} onClick=${() => answer([{ ...op, act: 'choose', choice }], t('改了1处'))}>${told(other)}</button>`)}</div>`
        : ''
    }
    ${
      words !== null
        ? html`<${Write} label=${t('写成')} value=${words} keep=${setWords} done=${replace} close=${() => setWords(null)}/>`
        : html`<div class="acts"><${From} job=${job}/><button type="button" class="ed" aria-label=${t('改：{say}', { say })} onClick=${() => setWords(written(job, group))}>${t('改')}</button><${Yes} label=${t('采纳：{say}', { say })} on=${take}/><${No} label=${t('不采纳：{say}', { say })} on=${drop}/></div>`
    }</li>`;
}

/**
 * One line that is written, and sent by Enter.
 * @param {{ label: string, value: string, keep: (text: string) => void, hint?: string, button?: string, leave?: string, done: (text: string) => void, close: () => void }} props
 */
function Write({ label, value, keep, hint = '', button = t('好'), leave = t('不改'), done, close }) {
  const box = useRef(/** @type {HTMLInputElement | null} */ (null));
  // Where it was just opened, not where it stands open again.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  }, []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const text = box.current?.value.trim() || hint;
    if (!text) return box.current?.focus();
    close();
    done(text);
  };
  return html`<form class="write" onSubmit=${submit} onKeyDown=${key((/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && close())}><label><span>${label}</span><input type="text" autocomplete="off" defaultValue=${value} placeholder=${hint} ref=${box} onInput=${(/** @type {any} */ event) => keep(event.target.value)}/></label><button class="main">${button}</button><button type="button" onClick=${close}>${leave}</button></form>`;
}

/** What a waiver says for whom one look is enough. */
const looked = () => t('核对过，原文如此');

/** One place of a finding. @param {{ job: Job }} props */
function Place({ job }) {
  const [why, setWhy] = useKept(`${nameOf(job)} why`, /** @type {string | null} */ (null));
  const op = { report: job.report, key: job.key };
  const allow = (/** @type {string} */ text) => answer([{ ...op, act: 'allow', why: text }], t('记下：确信无误'));
  const fixes = job.fixes ?? [];
  const into = (/** @type {string} */ to, /** @type {string} */ what) => (to ? t('改为“{to}”', { to: short(to) }) : what || t('删去'));
  return html`<li class="job" data-job=${nameOf(job)}>${job.quote ? html`<${Quote} quote=${job.quote}/>` : html`<p>${job.say}</p>`}${job.cut ? html`<p class="goes"><small>${t('会删去')}</small> <del>${job.cut}</del></p>` : ''}
    ${
      why !== null
        ? html`<${Write} label=${t('为什么无误')} value=${why} keep=${setWhy} hint=${looked()} button=${t('记下')} leave=${t('返回')} done=${allow} close=${() => setWhy(null)}/>`
        : html`<div class="acts"><${From} job=${job}/>${fixes.map(
            (fix, choice) =>
              html`<button type="button" key=${fix.to} class=${choice ? '' : 'fix'} title=${fix.say} onClick=${() => answer([{ ...op, act: 'fix', choice }], t('改了1处'))}>${into(fix.to, fix.say)}</button>`,
          )}${job.cut ? html`<button type="button" aria-label=${t('删去：{words}', { words: job.cut })} onClick=${() => answer([{ ...op, act: 'cut' }], t('删去了“{words}”', { words: short(job.cut ?? '') }))}>${t('删去')}</button>` : ''}<button type="button" class="allow" onClick=${() => allow(looked())}>${t('确信无误')}</button><button type="button" class="quiet" onClick=${() => setWhy('')}>${t('写理由…')}</button></div>`
    }</li>`;
}

const SHORT = 12;
/** @param {string} text */
const short = (text) => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

/**
 * All things of a group, those too that were not shown.
 * @param {JobGroup} group
 */
async function allOf(group) {
  if (group.items.length >= group.n) return group.items;
  const { groups } = /** @type {QueueAnswer} */ (
    await api.get(`queue${query({ kind: group.kind, group: group.key, from: 0, count: ALL })}`)
  );
  return groups.find(({ key: one }) => one === group.key)?.items ?? [];
}

/** Words without blanks and marks. @param {any} words */
const bare = (words) => String(words ?? '').replace(/[\s\p{P}]/gu, '');

/** What two proposals for one report have alike that are one: of an honour its name and whose it is, else all that they say. @param {Job} job */
const gist = ({ report, field, say, value }) =>
  [report, field, ...(field === 'honours' && value?.name ? [value.name, value.recipient] : [say]).map(bare)].join(' ');

/**
 * Proposals, each once, with those that are the same one, as a prize that its list and its text tell: not where both say when,
 * and say otherwise. The one that says most stands for them.
 * @param {Job[]} jobs
 * @returns {Job[][]}
 */
function once(jobs) {
  /** @type {Map<string, Job[][]>} */
  const alike = new Map();
  for (const job of jobs) {
    const known = alike.get(gist(job)) ?? [];
    const day = bare(job.value?.date);
    const same = known.find((some) => some.every(({ value }) => !day || !value?.date || bare(value.date) === day));
    if (same) same.push(job);
    else known.push([job]);
    alike.set(gist(job), known);
  }
  return [...alike.values()].flat().map((same) => same.sort((one, other) => other.say.length - one.say.length));
}

/** What is done to proposals that are the same one: one of them is taken at most. @param {Job[]} same @param {Answer} op @returns {Answer[]} */
const opsOf = (same, op) =>
  same.map(({ report, key: point }, at) => (at ? { report, key: point, act: 'drop' } : { ...op, report, key: point }));

/**
 * Takes or refuses all of some proposals.
 * @param {Job[]} jobs
 * @param {'take' | 'drop'} act
 */
function decide(jobs, act) {
  const ops = once(jobs).flatMap((same) => opsOf(same, { report: '', key: '', act }));
  return answer(ops, act === 'take' ? t('采纳{n}处', { n: ops.length }) : t('不采纳{n}处', { n: ops.length }));
}

/** Remarks have nothing to be taken. @param {JobGroup} group */
const canTake = (group) => group.key !== 'note';

/** Whether it is words of the documents that stand in no text. @param {JobGroup} group */
const isLeft = (group) => group.key === 'left';

/**
 * Takes or refuses what stands together, by one click.
 * @param {{ of: string, n: number, takes: boolean, jobs: () => Promise<Job[]> | Job[], take?: string }} props
 */
function Both({ of, n, takes, jobs, take = t('这{n}个都采纳', { n }) }) {
  const act = (/** @type {'take' | 'drop'} */ what) => attempt(async () => decide(await jobs(), what));
  return html`${takes ? html`<button type="button" class="all" aria-label=${t('这{n}个都采纳：{of}', { of, n })} onClick=${() => act('take')}>${take}</button>` : ''}<button type="button" aria-label=${takes ? t('都不要：{of}', { of }) : t('都看过了：{of}', { of })} onClick=${() => act('drop')}>${takes ? t('都不要') : t('都看过了')}</button>`;
}

/** What is proposed for one field: decided together, by report, or one by one. @param {{ group: JobGroup, isFew: boolean }} props */
function Points({ group, isFew }) {
  const { say: of, n } = group;
  const takes = canTake(group);
  const [isOpen, setOpen] = useKept(`${group.key} open`, isFew || n === 1);
  const [many, setMany] = useKept(`${group.key} many`, MORE);
  const isLong = n > group.items.length && many > group.items.length;
  const { data } = useData(isOpen && isLong ? `queue${query({ kind: 'open', group: group.key, from: 0, count: many })}` : null);
  const whole = /** @type {QueueAnswer | undefined} */ (data)?.groups.find(({ key: one }) => one === group.key);
  const shown = (whole?.items ?? group.items).filter((job) => !answered.has(nameOf(job))).slice(0, many);
  const reports = [...new Set(shown.map(({ report }) => report))].map((report) => shown.filter((job) => job.report === report));
  return html`<li class="rule points" data-group=${group.key}><div class="acts"><span class="from big"><b>${of}</b> <small>${n}</small></span>${n > 1 ? html`<${Both} of=${of} n=${n} takes=${takes} jobs=${() => allOf(group)} take=${isLeft(group) ? t('这{n}篇都放回正文', { n }) : undefined}/>` : ''}</div>
    ${isLeft(group) ? html`<p class="note">${t('导入时归不进各项的：文头、落款一类。放回原来的地方，可再改。')}</p>` : takes && n > 1 ? html`<p class="note">${t('采纳的登进各篇要点的“{of}”，随网站发布；不要的只去掉提议，正文不动。', { of })}</p>` : ''}
    ${n > 1 ? html`<button type="button" class="link" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>${isOpen ? t('收起') : t('看这{n}处', { n })}</button>` : ''}
    ${
      isOpen
        ? html`${reports.map(
            (jobs) =>
              html`<section key=${jobs[0].report}>${reports.length > 1 && jobs.length > 1 ? html`<div class="acts by"><b class="from">${jobs[0].title || t('未命名')}</b><${Both} of=${`${jobs[0].title} ${of}`} n=${jobs.length} takes=${takes} jobs=${() => jobs}/></div>` : ''}<ul>${jobs.map((job) => html`<${isLeft(group) ? Left : Open} key=${nameOf(job)} job=${job} group=${group}/>`)}</ul></section>`,
          )}${n > shown.length ? html`<button type="button" class="more" onClick=${() => setMany(many + MANY)}>${t('再看{n}处', { n: Math.min(MANY, n - shown.length) })}</button>` : ''}`
        : ''
    }</li>`;
}

/** Findings of one rule: one remedy, its places inside. @param {{ group: JobGroup }} props */
function Findings({ group }) {
  // What is private is looked at before anything else.
  const [isOpen, setOpen] = useKept(`${group.key} open`, group.n === 1 || !!group.items[0]?.cut);
  const [many, setMany] = useKept(`${group.key} many`, FEW);
  const isLong = group.n > group.items.length && many > group.items.length;
  const { data } = useData(isOpen && isLong ? `queue${query({ kind: 'finding', group: group.key, from: 0, count: many })}` : null);
  const whole = /** @type {QueueAnswer | undefined} */ (data)?.groups.find(({ key: one }) => one === group.key);
  const items = (whole?.items ?? group.items).filter((job) => !answered.has(nameOf(job)));
  const shown = items.slice(0, many);
  const words = [...new Set(group.items.map(({ quote, fixes }) => (quote && fixes?.[0]?.to ? `${quote.word}\n${fixes[0].to}` : '')))];
  // What all of them say; else what the rule says of any.
  const said = group.items.every(({ say }) => say === group.items[0].say) ? group.items[0].say : group.say;
  const [word, to] = words.length === 1 ? words[0].split('\n') : ['', ''];
  const canFix = group.fix && isOpen && shown.length > 1;
  // One reason for places of one kind that are looked at; never for what would be a risk.
  const canAllow = isOpen && shown.length > 1 && shown.every((job) => job.together);
  const allowAll = () => {
    const ops = shown.map(({ report, key: place }) => /** @type {Answer} */ ({ report, key: place, act: 'allow', why: looked() }));
    answer(ops, t('{n}处记下：确信无误', { n: ops.length }));
  };
  const fixAll = () => {
    const ops = shown.map(({ report, key: place }) => /** @type {Answer} */ ({ report, key: place, act: 'fix', choice: 0 }));
    answer(ops, t('改了{n}处', { n: ops.length }));
  };
  // Each of them says what will go.
  const canCut = isOpen && shown.length > 1 && shown.every((job) => job.cut);
  const cutAll = () => {
    const ops = shown.map(({ report, key: place }) => /** @type {Answer} */ ({ report, key: place, act: 'cut' }));
    answer(ops, t('删去了{n}处', { n: ops.length }));
  };
  return html`<li class="rule"><div class="acts"><span class="from big">${word ? html`<s>${word}</s> → <b>${to}</b>　` : ''}<small>${said}</small></span>${canFix ? html`<button type="button" onClick=${fixAll}>${t('这{n}处都改', { n: shown.length })}</button>` : ''}${canCut ? html`<button type="button" onClick=${cutAll}>${t('这{n}处都删去', { n: shown.length })}</button>` : ''}${canAllow ? html`<button type="button" onClick=${allowAll}>${t('这{n}处都无误', { n: shown.length })}</button>` : ''}</div>
    ${group.n > 1 ? html`<button type="button" class="link" aria-expanded=${isOpen} onClick=${() => setOpen(!isOpen)}>${isOpen ? t('收起') : t('看这{n}处', { n: group.n })}</button>` : ''}
    ${isOpen ? html`<ul>${shown.map((job) => html`<${Place} key=${nameOf(job)} job=${job}/>`)}</ul>${group.n > shown.length ? html`<button type="button" class="more" onClick=${() => setMany(many + MORE)}>${t('再看{n}处', { n: Math.min(MORE, group.n - shown.length) })}</button>` : ''}` : ''}</li>`;
}

/**
 * What may describe a picture of what is proposed: no bare number, no name of a file, nothing a camera wrote.
 * @param {unknown} proposed
 */
export function described(proposed) {
  const words = typeof proposed === 'string' ? proposed.trim() : '';
  const isName = /^[\x21-\x7e]*$|\.(jpe?g|png|gif|webp|bmp|tiff?|svg|[ew]mf|heic)$/i.test(words);
  const isNumber = /^(\p{Script=Han}{0,4}|[a-z]+)[\s\p{P}]*\d[\s\d\p{P}]*$/iu.test(words);
  return isName || isNumber ? '' : words;
}

/** A picture without a description. @param {{ job: Job }} props */
function Picture({ job }) {
  const caption = described(job.value ?? job.quote?.word);
  const op = { report: job.report, key: job.key };
  // A field that goes with its entry is left too.
  const describe = (/** @type {string} */ text) =>
    text.trim() && !answered.has(nameOf(job)) && answer([{ ...op, act: 'alt', text: text.trim() }], t('写了图片文字'));
  const keys = key((/** @type {any} */ event) => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    describe(event.target.value);
  });
  return html`<li class="job pic" data-job=${nameOf(job)}>${job.src ? html`<img src=${`preview/${job.src}`} alt="" loading="lazy"/>` : ''}<div><label title=${job.say}><span>${t('这张图画的是什么')}</span><input type="text" autocomplete="off" placeholder=${caption || ' '} aria-label=${t('这张图画的是什么')} onKeyDown=${keys} onBlur=${(/** @type {any} */ event) => describe(event.target.value)}/></label>
    <div class="acts"><${From} job=${job}/>${caption ? html`<button type="button" class="yes-text" onClick=${() => describe(caption)}>${t('用图注')}</button>` : ''}</div></div></li>`;
}

/** A file that cannot be read. @param {{ job: Job }} props */
const Broken = ({ job }) =>
  html`<li class="job" data-job=${nameOf(job)}><div><b>${job.title}</b></div><p>${job.say}</p><div class="acts"><a class="btn" href=${`#/report/${job.report}`}>${t('打开来改')}</a></div></li>`;

/** @returns {[kind: Kind, name: string, hint: string][]} */
const kinds = () => [
  ['open', t('待核'), t('导入时读出、还没有人看过的')],
  ['finding', t('问题'), t('同一种放在一起，改之前先看看')],
  ['alt', t('图片'), t('看不见图的人听这段文字')],
  ['broken', t('读不出'), t('文件写坏了，打开来改')],
];

/** A list without what was answered since it came. @param {QueueAnswer} queue @param {Kind} kind @returns {QueueAnswer} */
function without(queue, kind) {
  if (!answered.size) return queue;
  let gone = 0;
  const groups = queue.groups.map((group) => {
    const items = group.items.filter((job) => !answered.has(nameOf(job)));
    gone += group.items.length - items.length;
    return { ...group, items, n: group.n - (group.items.length - items.length) };
  });
  const counts = { ...queue.counts, [kind]: Math.max(0, queue.counts[kind] - gone) };
  return { counts, groups: groups.filter(({ items }) => items.length) };
}

/** @param {{ first?: Kind }} props */
export function Queue({ first = 'open' }) {
  useStore();
  const [chosen, setKind] = useState(first);
  const [many, setMany] = useState(FEW);
  const [counts, setCounts] = useState(/** @type {Record<Kind, number> | null} */ (null));
  const [isSuggesting, setSuggesting] = useState(false);
  const kind = counts && !counts[chosen] ? (kinds().find(([id]) => counts[id])?.[0] ?? chosen) : chosen;
  const { data, error, isStale } = useData(`queue${query({ kind, from: 0, count: many + MORE })}`);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const held = useRef(/** @type {QueueAnswer | undefined} */ (undefined));
  // Under somebody who writes nothing moves; and where pictures stand is known once the texts have been read.
  const isHeld =
    box.current?.querySelector('form.write:focus-within, .pic input:focus:not(:placeholder-shown)') ||
    (kind === 'alt' && answered.size && (state.isChecking || isStale));
  if (held.current !== data && !isHeld) held.current = data;
  if (answered.size && held.current === data && !state.isChecking && !isStale) answered.clear();
  const last = held.current;
  const gone = answered.size;
  const queue = useMemo(() => last && without(last, kind), [last, kind, gone]);
  useEffect(() => {
    if (queue && !answered.size) setCounts(queue.counts);
  }, [queue]);
  useEffect(() => {
    const keys = key((/** @type {KeyboardEvent} */ event) => walk(event, box.current));
    addEventListener('keydown', keys);
    return () => removeEventListener('keydown', keys);
  }, []);
  useFollow(box, queue);
  if (!queue)
    return html`<section class="queue" aria-labelledby="qh"><h2 id="qh">${t('要处理的')}</h2><${Waiting} error=${error}/></section>`;
  const { n: all } = todoOf(queue.counts);
  const groups = queue.groups.filter((group) => group.kind === kind);
  const facts = groups.filter((group) => !isLeft(group));
  const jobs = groups.flatMap((group) => group.items.map((job) => ({ job, group })));
  const shown = jobs.slice(0, many);
  const [, , hint] = kinds().find(([id]) => id === kind) ?? kinds()[0];
  const total = queue.counts[kind];
  return html`<section class="queue" aria-labelledby="qh" aria-busy=${isStale} ref=${box}><header><h2 id="qh">${t('要处理的')} <b class="n">${all}</b>${state.isChecking ? html` <small class="soon" role="status">${t('还在查……')}</small>` : ''}</h2>${all ? html`<button type="button" class="main" onClick=${() => setSuggesting(true)}>${t('一张表办完…')}</button>` : ''}</header>
    ${isSuggesting ? html`<${Suggested} counts=${queue.counts} close=${() => setSuggesting(false)}/>` : ''}
    ${
      all === 0
        ? html`<p class="done">${t('都处理完了。')} <a href="#/publish">${t('去发布')}</a></p>`
        : html`<div class="seg" role="group" aria-label=${t('种类')}>${kinds()
            .filter(([id]) => id !== 'broken' || queue.counts.broken)
            .map(
              ([id, name]) =>
                html`<button type="button" key=${id} aria-pressed=${kind === id} disabled=${!queue.counts[id]} onClick=${() => {
                  setKind(id);
                  setMany(FEW);
                }}>${name} <b>${queue.counts[id]}</b></button>`,
            )}</div>
    <p class="bulk"><span>${hint}</span>${kind === 'open' && facts.length > 1 ? html`<${Both} of=${t('待核')} n=${facts.reduce((sum, { n }) => sum + n, 0)} takes=${facts.every(canTake)} jobs=${async () => (await Promise.all(facts.map(allOf))).flat()}/>` : kind === 'alt' ? html`<${CaptionAll} shown=${shown}/>` : ''}</p>
    <ul class="jobs">${
      kind === 'finding' || kind === 'open'
        ? groups.map((group) => html`<${kind === 'open' ? Points : Findings} key=${group.key} group=${group} isFew=${total <= MORE}/>`)
        : shown.map(({ job }) => html`<${kind === 'alt' ? Picture : Broken} key=${nameOf(job)} job=${job}/>`)
    }</ul>
    ${kind !== 'finding' && kind !== 'open' && total > shown.length ? html`<button type="button" class="more" onClick=${() => setMany(many + MORE)}>${t('再看{n}处', { n: Math.min(MORE, total - shown.length) })}</button>` : ''}`
    }</section>`;
}

/** How many of a group are shown and answered together. */
const MOST = 500;

/** Fields whose proposals a person looks at each, since many of them are wrong; how many was not measured. */
const LOOKED_AT = ['achievements', 'honours', 'metrics', 'topics'];

/** Whether what is proposed needs no look of its own: it does where it may be something else. @param {Job} job */
const isPlainJob = ({ alternatives, field }) => !LOOKED_AT.includes(field ?? '') && !alternatives?.length;

/**
 * Everything for which there is a proposal, as one table with the words that speak for each: what is ticked is done,
 * and nothing that does not stand here. What belongs together is ticked together: a kind, a metric, a report.
 * @param {{ counts: Record<Kind, number>, close: () => void }} props
 */
function Suggested({ counts, close }) {
  const paths = ['open', 'finding', 'alt'].map((kind) => `queue${query({ kind, from: 0, count: kind === 'finding' ? 100 : MOST })}`);
  const answers = useAll(paths);
  // What it began with: an answer that comes later must not move it.
  const held = useRef(/** @type {Offer[] | null} */ (null));
  const [ticks, setTicks] = useState(/** @type {Map<string, boolean>} */ (new Map()));
  const [isBusy, setBusy] = useState(false);
  if (!held.current && !state.isChecking && answers.every(({ data, isStale }) => data && !isStale)) {
    held.current = answers.flatMap(({ data }) => /** @type {QueueAnswer} */ (data).groups).flatMap(offersOf);
  }
  const offers = held.current;
  const isOn = (/** @type {Offer} */ offer) => ticks.get(nameOf(offer.job)) ?? offer.isOn;
  const act = async (/** @type {boolean} */ drops) => {
    if (!offers) return;
    setBusy(true);
    const ops = offers.flatMap((offer) => {
      const { op, group, same } = offer;
      if (isOn(offer)) return opsOf(same, op);
      return drops && group.kind === 'open' ? opsOf(same, { ...op, act: 'drop' }) : [];
    });
    await answer(ops, t('按建议办了{n}处', { n: ops.length }));
    close();
  };
  const count = (/** @type {Offer[] | undefined} */ some) => some?.reduce((sum, { same }) => sum + same.length, 0) ?? 0;
  const n = count(offers?.filter(isOn));
  const off = count(offers?.filter((offer) => !isOn(offer) && offer.group.kind === 'open'));
  const rest = todoOf(counts).n - count(offers ?? undefined);
  /** A box that ticks all of some. @param {Offer[]} some @param {string} say */
  const box = (some, say) => {
    const [on, all] = [count(some.filter(isOn)), count(some)];
    const turn = () => setTicks(new Map([...ticks, ...some.map(({ job }) => /** @type {[string, boolean]} */ ([nameOf(job), on < all]))]));
    return html`<label class="check"><input type="checkbox" checked=${on > 0 && on === all} indeterminate=${on > 0 && on < all} onChange=${turn}/><span>${say} <small>${on}/${all}</small></span></label>`;
  };
  return html`<${Dialog} title=${t('一张表办完')} close=${close} wide>${
    offers
      ? html`<p class="note">${t('每行后面是原文。打了勾的就照办，可以撤销；不要的去掉勾。')}${rest > 0 ? ` ${t('另有{n}处没有建议，要您自己看。', { n: rest })}` : ''}</p>
    ${offers.length > 1 ? box(offers, t('全部')) : ''}
    <div class="sugg">${by(offers, ({ group }) => group.say).map(
      ([name, own]) =>
        html`<section key=${own[0].group.kind + name}><h3>${box(own, name)}</h3>${by(own, clusterOf).map(
          ([part, some]) =>
            html`<section key=${part}>${some.length > 1 && some.length < own.length ? html`<h4>${box(some, part)}</h4>` : ''}<ul class="plainlist">${some.map(
              (offer) =>
                html`<li key=${nameOf(offer.job)}><label class="check"><input type="checkbox" checked=${isOn(offer)} onChange=${() => setTicks(new Map([...ticks, [nameOf(offer.job), !isOn(offer)]]))}/><b>${offer.say}${offer.same.length > 1 ? html` <small>${t('说了{n}次，算一次', { n: offer.same.length })}</small>` : ''}</b><span>${offer.job.quote?.word ? html`<${Quote} quote=${offer.job.quote}/> ` : ''}<small>${offer.job.title}</small></span></label></li>`,
            )}</ul></section>`,
        )}</section>`,
    )}${offers.length ? '' : html`<p class="none">${t('没有可以一起办的。')}</p>`}</div>
    <footer><button type="button" class="main" disabled=${!n || isBusy} onClick=${() => act(false)}>${t('办好这{n}处，其余留着', { n })}</button>${off ? html`<button type="button" disabled=${isBusy} onClick=${() => act(true)}>${n ? t('办好这{n}处，没打勾的{m}处待核不要', { n, m: off }) : t('这{m}处待核都不要', { m: off })}</button>` : ''}<button type="button" onClick=${close}>${t('返回')}</button></footer>`
      : html`<${Waiting} error=${answers.find(({ error }) => error)?.error ?? null}>${t('正在查看全部报告……')}<//>`
  }<//>`;
}

/** Things that have a name in common, in the order of the first. @template T @param {T[]} things @param {(thing: T) => string} name @returns {[string, T[]][]} */
function by(things, name) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const thing of things) groups.set(name(thing), [...(groups.get(name(thing)) ?? []), thing]);
  return [...groups];
}

/** What an offer is looked at together with: its metric, a topic, else its report. @param {Offer} offer */
const clusterOf = ({ job, say }) =>
  job.field === 'metrics' ? String(job.value?.name ?? job.title) : job.field === 'topics' ? say : job.title;

/** @typedef {{ job: Job, group: JobGroup, say: string, op: Answer, isOn: boolean, same: Job[] }} Offer `same`: it, and others that say the same */

/** What can be done at once to things of a group. @param {JobGroup} group @returns {Offer[]} */
function offersOf(group) {
  const jobs = group.kind === 'open' && !isLeft(group) ? once(group.items) : group.items.map((job) => [job]);
  return jobs.flatMap((same) => {
    const [job] = same;
    const op = { report: job.report, key: job.key };
    /** @type {(say: string, more: Pick<Answer, 'act' | 'choice' | 'text'>, isOn?: boolean) => Offer[]} */
    const offer = (say, more, isOn = true) => [{ job, group, say, op: { ...op, ...more }, isOn, same }];
    const [fix] = job.fixes ?? [];
    const caption = described(job.value ?? job.quote?.word);
    if (isLeft(group)) return offer(t('放回正文：{words}', { words: job.say }), { act: 'take' }, false);
    if (group.kind === 'open' && job.field) return offer(proposal(job, group), { act: 'take' }, isPlainJob(job));
    if (group.kind === 'finding' && fix && job.fixes?.length === 1) return offer(fix.say, { act: 'fix', choice: 0 }, !!job.sure);
    if (job.cut) return offer(t('删去：{words}', { words: job.cut }), { act: 'cut' }, false);
    if (group.kind === 'alt' && caption) return offer(caption, { act: 'alt', text: caption });
    return [];
  });
}

/** Uses the captions that are on the screen. @param {{ shown: { job: Job }[] }} props */
function CaptionAll({ shown }) {
  const ops = shown
    .filter(({ job }) => described(job.value))
    .map(({ job }) => /** @type {Answer} */ ({ report: job.report, key: job.key, act: 'alt', text: described(job.value) }));
  return ops.length > 1
    ? html`<button type="button" onClick=${() => answer(ops, t('{n}张图用了图注', { n: ops.length }))}>${t('这{n}张都用图注', { n: ops.length })}</button>`
    : '';
}

// The keyboard: F8 goes on, Ctrl Enter takes, Ctrl Backspace refuses, and the next one is at hand.

/** @param {HTMLElement | null} box */
const jobsOf = (box) => /** @type {HTMLElement[]} */ ([...(box?.querySelectorAll('.job') ?? [])]).filter((job) => job.offsetParent);

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement | null} box
 */
function walk(event, box) {
  const jobs = jobsOf(box);
  const here = jobs.findIndex((job) => job.contains(document.activeElement));
  if (event.key === 'F8' && jobs.length) {
    event.preventDefault();
    enter(jobs[(here + (event.shiftKey ? jobs.length - 1 : 1) + (here < 0 && event.shiftKey ? 1 : 0)) % jobs.length]);
  }
  if (here < 0 || !(event.ctrlKey || event.metaKey)) return;
  const isText = /** @type {Element} */ (event.target).matches('input,textarea');
  const wanted = { Enter: '.yes,.fix,.yes-text', Backspace: '.no,.allow' }[event.key];
  if (!wanted || (isText && event.key === 'Backspace')) return;
  event.preventDefault();
  /** @type {HTMLElement | null} */ (jobs[here].querySelector(wanted))?.click();
}

/** @param {HTMLElement | undefined} job */
function enter(job) {
  job?.scrollIntoView({ block: 'nearest' });
  const first = ['.yes', '.fix', 'input', '.acts button', 'a'].map((wanted) => job?.querySelector(wanted)).find(Boolean);
  /** @type {HTMLElement | undefined} */ (first)?.focus();
}

/**
 * When the job with the caret has gone, answered here or elsewhere, the caret goes to what now stands in its place.
 * @param {{ current: HTMLElement | null }} box
 * @param {unknown} queue
 */
function useFollow(box, queue) {
  const place = useRef(-1);
  useEffect(() => {
    const note = (/** @type {Event} */ event) => {
      place.current = jobsOf(box.current).findIndex((job) => job.contains(/** @type {Node} */ (event.target)));
    };
    // Who clicks elsewhere has left; a job that goes away says nothing.
    addEventListener('focusin', note);
    addEventListener('mousedown', note);
    return () => {
      removeEventListener('focusin', note);
      removeEventListener('mousedown', note);
    };
  }, []);
  useEffect(() => {
    if (place.current < 0 || (document.activeElement && document.activeElement !== document.body)) return;
    const jobs = jobsOf(box.current);
    if (jobs.length) enter(jobs[Math.min(place.current, jobs.length - 1)]);
  }, [queue]);
}
