/**
 * Documents become reports: they are sent, read, asked about once, shown in one table beside the
 * organisations they name, and taken in. Before that nothing is written, and all can be changed.
 *
 * What the user changed is kept apart from what was read and laid over it, so that an answer
 * may change the rest of the table.
 */

import { api } from '../api.js';
import { attempt, changed, did, go, refresh, say, sayError, state, todoOf, useData, useStore } from '../store.js';
import { size, t } from '../text.js';
import {
  Combo,
  Dialog,
  Field,
  html,
  inTree,
  key,
  NewOrg,
  Quote,
  Text,
  treeOptions,
  useEffect,
  useMemo,
  useRef,
  useState,
  Waiting,
} from '../ui.js';

/** @import { Undo } from '../store.js' */
/** @import { FoundOrg, Import as Batch, ImportFile, Question, Queue as QueueAnswer } from '../api.js' */

/**
 * @typedef {{ name: string, size: number, upload: string | null, refused: string }} Sending
 * @typedef {{ keep?: boolean, title?: string, subtitle?: string, org?: string, year?: string, apart?: boolean }} Edits
 *   `apart`: the user says that it is a report of its own
 * @typedef {{ step: 'sending' | 'reading' | 'table' | 'done', sending: Sending[], key: string, batch: Batch | null,
 *   answers: Record<string, string>, edits: Record<string, Edits>, orgs: FoundOrg[], merges: Map<string, string>, isEdited: boolean, made: number, reports: string[], skipped?: { file: string, say: string }[], abort: AbortController }} Job
 */

const MOST_FILES = 200;
const MOST_BYTES = 64 * 1024 * 1024;
const AT_ONCE = 3;
const ASK_AGAIN_MS = 400;

/** @returns {Job} */
const job = () => state.import;

/** What a folder holds that nobody means: locks of Word, what systems put there. @param {string} name */
const isStray = (name) => /^(?:~\$|\.|Thumbs\.db$|desktop\.ini$)/i.test(name);

/**
 * Sends files and asks for them to be read.
 * @param {File[]} files
 * @param {boolean} keepsOriginal
 */
async function begin(files, keepsOriginal) {
  const chosen = files.filter((file) => !isStray(file.name));
  if (!chosen.length) return say(t('这里面没有可以导入的文件。'), { wrong: true });
  if (chosen.length > MOST_FILES)
    return say(t('一次最多{n}份，这里有{m}份。请分几次。', { n: MOST_FILES, m: chosen.length }), { wrong: true });
  /** @type {Job} */
  const here = {
    step: 'sending',
    sending: chosen.map(({ name, size: bytes }) => ({ name, size: bytes, upload: null, refused: '' })),
    key: '',
    batch: null,
    answers: {},
    edits: {},
    orgs: [],
    merges: new Map(),
    isEdited: false,
    made: 0,
    reports: [],
    abort: new AbortController(),
  };
  state.import = here;
  refresh();
  let next = 0;
  const send = async () => {
    for (let place = next++; place < chosen.length && state.import === here; place = next++) {
      const [file, entry] = [chosen[place], here.sending[place]];
      try {
        if (file.size > MOST_BYTES) entry.refused = t('超过64 MB，读不了。');
        else entry.upload = (await api.upload('uploads', file, file.name)).upload;
      } catch (error) {
        entry.refused = /** @type {Error} */ (error).message || t('没有送到。');
      }
      refresh();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  if (state.import !== here) return;
  const uploads = here.sending.map(({ upload }) => upload).filter(Boolean);
  if (!uploads.length) {
    state.import = null;
    return say(here.sending[0].refused, { wrong: true });
  }
  try {
    here.key = (await api.post('imports', { uploads, keep_original: keepsOriginal })).import;
    here.step = 'reading';
    refresh();
    await read(here);
  } catch (error) {
    if (state.import === here) state.import = null;
    sayError(error);
  }
}

/** Waits until all has been read. @param {Job} here */
async function read(here) {
  for (;;) {
    const batch = /** @type {Batch} */ (await api.get(`imports/${here.key}`));
    if (state.import !== here) return;
    here.batch = batch;
    if (batch.state === 'failed') {
      state.import = null;
      return say(batch.error?.say ?? t('这批文件没有读成。'), { wrong: true });
    }
    if (batch.state !== 'reading') break;
    refresh();
    await new Promise((later) => setTimeout(later, ASK_AGAIN_MS));
  }
  here.step = 'table';
  here.orgs = /** @type {Batch} */ (here.batch).orgs;
  refresh();
}

/** Leaves the import; nothing was written. */
function leave() {
  const here = job();
  state.import = null;
  if (here?.key) api.post(`imports/${here.key}/drop`).catch(() => {});
  refresh();
}

/**
 * The files that were dropped, those of folders too.
 * @param {DataTransfer} transfer
 * @returns {Promise<File[]>}
 */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  /** @type {File[]} */
  const files = [];
  const walk = async (/** @type {any} */ entry) => {
    if (!entry || files.length > MOST_FILES || isStray(entry.name)) return;
    if (entry.isFile) files.push(await new Promise((found, failed) => entry.file(found, failed)));
    else {
      const reader = entry.createReader();
      // A reader gives a hundred entries at a time.
      for (;;) {
        const some = await new Promise((found, failed) => reader.readEntries(found, failed));
        if (!some.length) break;
        for (const one of some) await walk(one);
      }
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

function Drop() {
  const [isOver, setOver] = useState(false);
  const [keeps, setKeeps] = useState(true);
  const files = useRef(/** @type {HTMLInputElement | null} */ (null));
  const folder = useRef(/** @type {HTMLInputElement | null} */ (null));
  const chosen = (/** @type {any} */ event) => begin([...event.target.files], keeps);
  const drop = async (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) await attempt(async () => begin(await dropped(/** @type {DataTransfer} */ (event.dataTransfer)), keeps));
  };
  const over = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(true);
  };
  useEffect(() => {
    const paste = (/** @type {ClipboardEvent} */ event) => {
      if (/** @type {Element} */ (event.target).closest?.('input,textarea')) return;
      const clipboard = event.clipboardData;
      const pasted = [...(clipboard?.files ?? [])];
      const markup = clipboard?.getData('text/html');
      const text = clipboard?.getData('text/plain');
      if (!pasted.length && markup) pasted.push(new File([markup], `${t('贴入的文字')}.html`));
      else if (!pasted.length && text) pasted.push(new File([text], `${t('贴入的文字')}.txt`));
      if (!pasted.length) return;
      event.preventDefault();
      begin(pasted, keeps);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, [keeps]);
  return html`<div class="imp0"><h1>${t('导入')}</h1><div class=${`drop${isOver ? ' over' : ''}`} onDragOver=${over} onDragLeave=${() => setOver(false)} onDrop=${drop}>
      <p class="kai">${t('把 Word 文件，或装着它们的文件夹，拖到这里')}</p>
      <div class="row"><button type="button" class="main" onClick=${() => files.current?.click()}>${t('选文件…')}</button><button type="button" onClick=${() => folder.current?.click()}>${t('选文件夹…')}</button></div>
      <input type="file" multiple hidden ref=${files} onChange=${chosen} aria-label=${t('选文件…')}/><input type="file" webkitdirectory hidden ref=${folder} onChange=${chosen} aria-label=${t('选文件夹…')}/>
      <p class="note">${t('也可以是 WPS、网页、纯文本或压缩包，一次最多{n}份；在这里按 Ctrl V 可贴一段从 Word 复制的文字。原文件不动。', { n: MOST_FILES })}</p>
      <label class="check"><input type="checkbox" checked=${keeps} onChange=${(/** @type {any} */ event) => setKeeps(event.target.checked)}/>${t('原稿也存一份在汇编里，好对着看（不随网站发布）')}</label></div>
    <section class="ww"><h2>${t('接下来')}</h2><ol class="steps"><li>${t('读出题目、组织、年度、数字、荣誉、图片')}</li><li>${t('同一类的事一次问清')}</li><li>${t('看一张表，改错的，收进汇编')}</li></ol></section></div>`;
}

function Reading() {
  const { step, sending, key: id, batch } = job();
  const isSent = step === 'reading';
  const { n: read, of } = state.progress.get(id) ?? { n: batch?.n ?? 0, of: batch?.of ?? sending.length };
  const sent = sending.filter(({ upload, refused }) => upload || refused).length;
  const many = isSent ? of || sending.length : sending.length;
  const n = isSent ? read : sent;
  return html`<div class="imp0"><h1>${isSent ? t('正在读{n}份文件', { n: many }) : t('正在取{n}份文件', { n: many })}</h1>
    <progress max=${Math.max(many, 1)} value=${n} aria-label=${t('读文件')}></progress><p role="status" class="note">${isSent ? t('读好{n}份', { n }) : t('取好{n}份', { n })}</p>
    <ul class="reading">${sending.map((file, place) => html`<li key=${place} class=${file.refused ? 'hot' : (isSent ? place < read : file.upload) ? 'ok' : ''}><span class="path">${file.name}</span><small>${file.refused || size(file.size)}</small></li>`)}</ul>
    <div class="row"><button type="button" onClick=${leave}>${t('停下')}</button></div></div>`;
}

/** Whether the user has made an organisation in this import. @param {FoundOrg} org */
const isMade = (org) => /^n\d+$/.test(org.key);

/**
 * Takes what was read anew; what the user changed stays over it.
 * @param {Job} here
 * @param {Batch} batch
 */
function renew(here, batch) {
  here.batch = batch;
  const known = new Map(here.orgs.map((org) => [org.key, org]));
  const found = batch.orgs.map((org) => ({ ...(known.get(org.key) ?? org), files: org.files }));
  const read = new Set(batch.orgs.map((org) => org.key));
  const made = here.orgs.filter((org) => isMade(org) && !read.has(org.key));
  here.orgs = here.isEdited ? [...found, ...made] : batch.orgs;
  refresh();
}

/**
 * Answers questions; the table follows.
 * @param {Record<string, string>} answers by the keys of the questions
 */
async function settle(answers) {
  const here = job();
  Object.assign(here.answers, answers);
  refresh();
  try {
    const batch = /** @type {Batch} */ (await api.post(`imports/${here.key}/answers`, { answers: here.answers }));
    if (state.import !== here) return;
    for (const [question, value] of Object.entries(answers)) {
      // Whose files they are has been said: no doubt that there is such an organisation.
      const { key: said } = meant({ name: value }, here.orgs);
      if (question.startsWith('branch:') && here.orgs.some((org) => org.key === said && !org.keep)) {
        here.orgs = within(here.orgs, String(said));
        here.isEdited = true;
      }
    }
    renew(here, batch);
  } catch (error) {
    sayError(error);
  }
}

/**
 * Makes a report part of the one before it in its document, or one of its own again.
 * @param {string} file
 * @param {boolean} joined
 */
async function join(file, joined) {
  const here = job();
  /** @param {boolean} now @returns {Promise<Undo | void>} */
  const turn = async (now) => {
    // Of an import that is over nothing can be undone here.
    if (state.import !== here || here.step !== 'table') return;
    renew(here, await api.post(`imports/${here.key}/join`, { file, joined: now, answers: here.answers }));
    return () => turn(!now);
  };
  const undo = await attempt(() => turn(joined));
  if (undo) did(joined ? t('合为一篇') : t('又分成两篇'), undo);
}

/** How many quotations a question shows before it is asked for them. */
const MOST_QUOTES = 12;

/** @param {string} id */
const nameOfOrg = (id) => job().orgs.find(({ key: one }) => one === id)?.name ?? id;

/** @param {{ question: Question }} props */
function Ask({ question }) {
  const here = job();
  const { answers } = here;
  const { key: id, choices, free, files, quotes } = question;
  const isAnswered = answers[id] !== undefined;
  const isOwn = isAnswered && !choices.some(({ value }) => value === answers[id]);
  const isOrg = id.startsWith('branch:');
  const nameOf = (/** @type {string} */ file) => here.batch?.files.find(({ file: one }) => one === file)?.name ?? '';
  const orgs = isOrg ? treeOptions(inTree(here.orgs.filter((org) => org.keep))) : [];
  return html`<fieldset class=${`once${isAnswered ? ' answered' : ''}`}><legend>${question.say} <b class="n">${t('{n}份', { n: files.length })}</b></legend>
    ${isOrg || id.startsWith('title:') ? html`<p class="note">${namesOf(question)}</p>` : ''}${
      quotes.length
        ? html`<details class="quotes" open=${quotes.length <= MOST_QUOTES}><summary>${t('看这{n}个', { n: quotes.length })}</summary><ul>${quotes.map((quote, at) => html`<li key=${at}><${Quote} quote=${quote}/> <small class="path">${nameOf(quote.file)}</small></li>`)}</ul></details>`
        : ''
    }
    <div class="seg">${choices.map(({ value, say: words }) => html`<button type="button" key=${value} aria-pressed=${answers[id] === value} onClick=${() => settle({ [id]: value })}>${words}</button>`)}</div>
    ${isOrg ? html`<${PickOrg} value=${isOwn ? meant({ name: answers[id] }, here.orgs).key : null} shown=${isOwn ? answers[id] : ''} options=${orgs} label=${t('另写：{question}', { question: question.say })} empty=${t('都归哪个组织…')} set=${(/** @type {string} */ org) => settle({ [id]: orgs.find(({ value }) => value === org)?.path?.replaceAll(' › ', '/') ?? nameOfOrg(org) })}/>` : free ? html`<${Text} value=${isOwn ? answers[id] : ''} placeholder=${t('或另写')} aria-label=${t('另写：{question}', { question: question.say })} set=${(/** @type {string} */ value) => value && settle({ [id]: value })}/>` : ''}</fieldset>`;
}

/**
 * Which organisation is meant: by its key, or only by a name, if it is in no register.
 * @param {import('../api.js').Whose} whose
 * @param {FoundOrg[]} orgs
 */
export function meant(whose, orgs) {
  if (!whose) return { key: null, name: '' };
  const key = 'id' in whose ? whose.id : 'new' in whose ? whose.new : null;
  if (key !== null) return { key, name: whose.name };
  const full = treeOptions(inTree(orgs)).find(({ label, path }) => [label, path?.replaceAll(' › ', '/')].includes(whose.name));
  return { key: full?.value ?? null, name: whose.name };
}

/** Which organisation one is by now that was put together with another. @param {string | null} id */
function heir(id) {
  const { merges } = job();
  let one = id;
  for (let steps = merges.size; steps && one !== null && merges.has(one); steps--) one = merges.get(one) ?? one;
  return one;
}

/** What a file is to be: what was read, and over it what the user says. @param {ImportFile} file */
function rowOf(file) {
  const { edits, orgs } = job();
  const own = edits[file.file] ?? {};
  const { title, subtitle, org, year } = /** @type {NonNullable<ImportFile['report']>} */ (file.report);
  const read = meant(org.value, orgs);
  const named = own.org ?? read.key;
  const key = heir(named);
  const there = orgs.find((one) => one.key === key);
  return {
    file,
    keep: own.keep ?? true,
    title: own.title ?? String(title.value ?? ''),
    subtitle: own.subtitle ?? subtitle ?? '',
    org: there?.keep ? there.key : null,
    /** A name that is in no register yet: it may be taken into it. */
    proposed: there && !there.keep ? there : null,
    /** A name that stays as it is written. */
    named: key === null ? read.name : '',
    year: own.year ?? String(year.value ?? ''),
    /** Whether it is of an organisation that was put together with the one that it names. */
    isMerged: key !== named,
    /** Whether it may be no report, but go on where the one before it ends. */
    isPart: file.part && !own.apart,
    isSure: {
      title: own.title !== undefined || title.sure,
      org: own.org !== undefined || org.sure,
      year: own.year !== undefined || year.sure,
    },
  };
}

/** @typedef {ReturnType<typeof rowOf>} TableRow */

/** The document of a row: the second report in `f0` is `f0-1`. @param {ImportFile} file */
export const documentOf = (file) => file.file.split('-')[0];

/** @param {TableRow} row */
const hasOrg = (row) => !!(row.org || row.named);

/** @param {TableRow} row */
const isDoubtful = (row) =>
  row.keep && !(!row.isPart && row.isSure.title && row.isSure.org && row.isSure.year && row.title && hasOrg(row) && row.year);

/** @param {string} file @param {Edits} edits */
function edit(file, edits) {
  job().edits[file] = { ...job().edits[file], ...edits };
  refresh();
}

/** The organisations that matter here: new ones that are kept, those of the files, and what these stand under. @param {FoundOrg[]} orgs */
export function concerned(orgs) {
  const byKey = new Map(orgs.map((org) => [org.key, org]));
  const keys = new Set();
  for (const org of orgs) {
    if (org.gone) continue;
    // What is in no register and nobody means any more is nothing to decide on.
    if (!org.files.length && !(org.new && org.keep)) continue;
    for (let one = /** @type {FoundOrg | undefined} */ (org); one && !keys.has(one.key); one = byKey.get(one.parent ?? ''))
      keys.add(one.key);
  }
  return orgs.filter(({ key: id }) => keys.has(id));
}

/**
 * A name one level in: under the one above it, that stands beside it.
 * @param {FoundOrg[]} orgs
 * @param {string} id
 */
export function inward(orgs, id) {
  const siblings = inTree(orgs).filter(({ parent }) => parent === (orgs.find((org) => org.key === id)?.parent ?? null));
  const before = siblings[siblings.findIndex((org) => org.key === id) - 1];
  return before ? place(orgs, id, before.key) : orgs;
}

/** A name one level out: beside the one it stood under. @param {FoundOrg[]} orgs @param {string} id */
export function outward(orgs, id) {
  const parent = orgs.find((org) => org.key === orgs.find((one) => one.key === id)?.parent);
  return parent ? place(orgs, id, parent.parent) : orgs;
}

/** @param {FoundOrg[]} orgs @param {string} id @param {string | null} parent */
const place = (orgs, id, parent) => orgs.map((org) => (org.key === id ? { ...org, parent, doubt: null } : org));

/** A name less; what stood under it goes to what it stood under. @param {FoundOrg[]} orgs @param {string} id */
export function without(orgs, id) {
  const parent = orgs.find((org) => org.key === id)?.parent ?? null;
  return orgs.map((org) => (org.key === id ? { ...org, keep: false } : org.parent === id ? { ...org, parent } : org));
}

/** A name back in the register, with what it stands under. @param {FoundOrg[]} orgs @param {string} id */
export function within(orgs, id) {
  const keys = new Set();
  for (let org = orgs.find(({ key: one }) => one === id); org && !keys.has(org.key); ) {
    keys.add(org.key);
    const { parent } = org;
    org = orgs.find(({ key: one }) => one === parent);
  }
  // Whoever takes it in has looked.
  return orgs.map((org) => (keys.has(org.key) ? { ...org, keep: true, doubt: null } : org));
}

/** Makes an organisation in this import. @param {{ name: string, kind: string, parent: string | null, above?: string }} org @returns {string} */
function make({ name, kind, parent, above }) {
  if (above) parent = make({ name: above, kind: '', parent: null });
  const here = job();
  here.made += 1;
  const made = {
    key: `n${here.made}`,
    id: null,
    name,
    parent,
    kind,
    aliases: [],
    files: [],
    quote: t('手工加'),
    doubt: null,
    new: true,
    keep: true,
  };
  here.orgs = [...here.orgs, made];
  here.isEdited = true;
  refresh();
  return made.key;
}

/** The proposed register: names, their levels, and the words they were read from. */
function Found() {
  const here = job();
  const [isAdding, setAdding] = useState(false);
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const nodes = inTree(concerned(here.orgs));
  const counts = filesOf();
  const [moving, setMoving] = useState(/** @type {FoundOrg | null} */ (null));
  const [merging, setMerging] = useState(/** @type {FoundOrg | null} */ (null));
  const options = treeOptions(inTree(here.orgs.filter(({ keep }) => keep)));
  const registered = (/** @type {FoundOrg[]} */ some) => some.filter((org) => !org.new).length;
  const others = registered(here.orgs) - registered(nodes);
  const set = (/** @type {FoundOrg[]} */ orgs) => {
    here.orgs = orgs;
    here.isEdited = true;
    refresh();
  };
  const rename = (/** @type {string} */ id, /** @type {string} */ name) =>
    set(here.orgs.map((org) => (org.key === id ? { ...org, name } : org)));
  const moves = (/** @type {string} */ id) =>
    key((/** @type {KeyboardEvent} */ event) => {
      const next = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
      if (event.altKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
        event.preventDefault();
        set(event.key === 'ArrowRight' ? inward(here.orgs, id) : outward(here.orgs, id));
      } else if (next && !event.altKey) {
        event.preventDefault();
        const names = /** @type {HTMLElement[]} */ ([...(box.current?.querySelectorAll('.ln input') ?? [])]);
        names[names.indexOf(/** @type {HTMLElement} */ (event.target)) + next]?.focus();
      }
    });
  return html`<section class="found" aria-labelledby="fh" ref=${box}><header><h2 id="fh">${t('组织名册')}</h2><p>${t('从这些文件里读出。名称只写本级。')}</p></header>
    <ul class="otree">${nodes.map((org) => {
      const { key: id, name, depth } = org;
      const isIn = !org.new || org.keep;
      const alike =
        org.new && org.like ? options.find(({ value, path }) => value !== id && path?.replaceAll(' › ', '') === org.like) : undefined;
      return html`<li key=${id} class=${`d${Math.min(depth, 6)}${isIn ? '' : ' off'}`}><div class="ln">${
        org.new && isIn
          ? html`<${Text} value=${name} set=${(/** @type {string} */ value) => value && rename(id, value)} aria-label=${t('组织名称')} onKeyDown=${moves(id)}/>`
          : html`<b class="known">${name}</b>`
      }<span class="n">${counts.get(id) ? t('{n}篇', { n: counts.get(id) ?? 0 }) : ''}</span>${
        !isIn
          ? html`<button type="button" class="tiny" aria-label=${t('收进名册：“{name}”', { name })} onClick=${() => set(within(here.orgs, id))}>${t('收进名册')}</button><button type="button" class="tiny" aria-label=${t('“{name}”并入…', { name })} onClick=${() => setMerging(org)}>${t('并入…')}</button>`
          : org.new
            ? html`<button type="button" class="tiny" aria-label=${t('“{name}”的上级', { name })} onClick=${() => setMoving(org)}>${t('上级…')}</button><button type="button" class="tiny" aria-label=${t('“{name}”并入…', { name })} onClick=${() => setMerging(org)}>${t('并入…')}</button><button type="button" class="tiny" aria-label=${t('去掉“{name}”', { name })} onClick=${() => set(without(here.orgs, id))}>${t('去掉')}</button>`
            : ''
      }</div><small>${org.doubt ? html`<em class="hot">${org.doubt}</em> ` : ''}${alike ? html`<button type="button" class="tiny" onClick=${() => merge(org, alike.value)}>${t('并入“{name}”', { name: alike.label })}</button> ` : ''}${org.new ? [org.kind, org.quote === name ? '' : org.quote].filter(Boolean).join('　') : t('名册里已有')}</small></li>`;
    })}</ul>
    ${others > 0 ? html`<p class="note">${t('名册里另有{n}个，这些文件没有提到。', { n: others })}</p>` : ''}
    <div class="row"><button type="button" onClick=${() => setAdding(true)}>${t('加一个组织')}</button><span class="note">${t('在名称里按 Alt ← → 也可升降')}</span></div>
    ${isAdding ? html`<${MakeOrg} close=${() => setAdding(false)} done=${() => {}}/>` : ''}
    ${moving ? html`<${Under} org=${moving} close=${() => setMoving(null)} done=${(/** @type {string | null} */ parent) => set(place(here.orgs, moving.key, parent))}/>` : ''}
    ${merging ? html`<${Into} org=${merging} close=${() => setMerging(null)} done=${(/** @type {string} */ into, /** @type {How} */ how, /** @type {string} */ since) => merge(merging, into, how, since)}/>` : ''}</section>`;
}

/** @typedef {'alias' | 'former' | 'wrong'} How */

/**
 * Makes an organisation one with another: its files and what stands under it are that one's, and its name another name of it.
 * @param {FoundOrg[]} orgs
 * @param {string} id
 * @param {string} into
 * @param {How} [how] what its name is: another name, the one before, or a mistake
 * @param {string} [since] from when on the other is called as it is
 */
export function merged(orgs, id, into, how = 'alias', since = '') {
  const gone = orgs.find(({ key: one }) => one === id);
  // What stands between the two goes up to where it stood.
  const isBelow = (/** @type {FoundOrg | undefined} */ org) => {
    for (const seen = new Set(); org && !seen.has(org.key); org = orgs.find(({ key: one }) => one === org?.parent)) {
      if (org.parent === id) return org.key;
      seen.add(org.key);
    }
    return null;
  };
  const lifted = isBelow(orgs.find(({ key: one }) => one === into));
  return orgs.map((org) => {
    if (org.key === id) return { ...org, keep: false, gone: true, doubt: null };
    const parent = org.key === lifted ? (gone?.parent ?? null) : org.parent === id ? into : org.parent;
    if (org.key !== into || !gone) return { ...org, parent };
    const names = how === 'alias' ? [gone.name, ...gone.aliases] : gone.aliases;
    const aliases = [...new Set([...org.aliases, ...names])].filter((name) => name !== org.name);
    return { ...org, parent, aliases, former: how === 'former' ? { name: gone.name, since } : org.former };
  });
}

/** @param {FoundOrg} org @param {string} into @param {How} [how] @param {string} [since] */
function merge(org, into, how, since) {
  const here = job();
  const before = { orgs: here.orgs, merges: new Map(here.merges), isEdited: here.isEdited };
  here.merges.set(org.key, into);
  here.orgs = within(merged(here.orgs, org.key, into, how, since), into);
  here.isEdited = true;
  refresh();
  const name = here.orgs.find(({ key: id }) => id === into)?.name ?? '';
  did(t('“{name}”并入“{into}”', { name: org.name, into: name }), async () => {
    if (state.import !== here || here.step !== 'table') return;
    Object.assign(here, before);
    refresh();
  });
}

/**
 * Chooses which organisation another is, and what its own name is to that one.
 * @param {{ org: FoundOrg, close: () => void, done: (into: string, how: How, since: string) => void }} props
 */
function Into({ org, close, done }) {
  const [how, setHow] = useState(/** @type {How} */ ('alias'));
  const [since, setSince] = useState('');
  const [into, setInto] = useState(/** @type {string | null} */ (null));
  const options = treeOptions(inTree(job().orgs.filter(({ keep, key: id }) => keep && id !== org.key)));
  const isFormer = how === 'former';
  const isDate = /^\d{4}(-\d{1,2}(-\d{1,2})?)?$/.test(since.trim());
  const end = (/** @type {string} */ chosen) => {
    close();
    done(chosen, how, since.trim());
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (into && (!isFormer || isDate)) end(into);
  };
  /** @type {[How, string][]} */
  const kinds = [
    ['alias', t('别名')],
    ['former', t('更名以前的名称')],
    ['wrong', t('原来写错了')],
  ];
  return html`<${Dialog} title=${t('“{name}”并入…', { name: org.name })} close=${close}><form onSubmit=${submit}><p class="note">${t('它和另一个是同一家：文件、下级都归那一家。这个名称是：')}</p>
    <div class="seg" role="group" aria-label=${t('这个名称是')}>${kinds.map(([id, name]) => html`<button type="button" key=${id} aria-pressed=${how === id} onClick=${() => setHow(id)}>${name}</button>`)}</div>
    <${Field} class=${isFormer ? '' : 'void'} label=${t('从哪年哪月起改叫现在的名称')} hint=${t('如 2021、2021-03、2021-03-15')}><input type="text" autocomplete="off" inputmode="numeric" value=${since} onInput=${(/** @type {any} */ event) => setSince(event.target.value)} aria-invalid=${(since !== '' && !isDate) || undefined}/><//>
    <div class="field roomy"><span aria-hidden="true">${t('并入哪一个')}</span><${Combo} label=${t('并入哪一个')} value=${into} set=${(/** @type {string} */ chosen) => (isFormer ? setInto(chosen) : end(chosen))} options=${options}/></div>
    <footer>${isFormer ? html`<button class="main" disabled=${!into || !isDate}>${t('并')}</button>` : ''}<button type="button" onClick=${close}>${t('不并')}</button></footer></form><//>`;
}

/** Chooses what an organisation stands under. @param {{ org: FoundOrg, close: () => void, done: (parent: string | null) => void }} props */
function Under({ org, close, done }) {
  const kept = inTree(job().orgs.filter(({ keep }) => keep));
  const isBelow = (/** @type {FoundOrg | undefined} */ one) => {
    for (const seen = new Set(); one && !seen.has(one.key); one = kept.find(({ key: id }) => id === one?.parent)) {
      if (one.key === org.key) return true;
      seen.add(one.key);
    }
    return false;
  };
  const options = treeOptions(kept).filter(({ value }) => !isBelow(kept.find(({ key: id }) => id === value)));
  const take = (/** @type {string} */ parent) => {
    done(parent || null);
    close();
  };
  return html`<${Dialog} title=${t('“{name}”的上级', { name: org.name })} close=${close}>
    <div class="field roomy"><span aria-hidden="true">${t('在哪个组织下面')}</span><${Combo} label=${t('在哪个组织下面')} value=${org.parent ?? ''} set=${take} make=${(/** @type {string} */ typed) => take(make({ name: typed, kind: '', parent: null }))} options=${[{ value: '', label: t('（最上一级）') }, ...options]}/></div>
    <footer><button type="button" onClick=${close}>${t('不移')}</button></footer><//>`;
}

/** How many reports each organisation has, as the table says by now. @returns {Map<string, number>} */
function filesOf() {
  const counts = new Map();
  for (const file of job().batch?.files ?? []) {
    if (file.refused || !file.report) continue;
    const { keep, org, proposed } = rowOf(file);
    const id = org ?? proposed?.key;
    if (keep && id) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** @param {{ name?: string, close: () => void, done: (key: string) => void }} props */
function MakeOrg({ name, close, done }) {
  const orgs = job().orgs.filter((org) => org.keep);
  const kinds = [...new Set(orgs.map(({ kind }) => kind))].filter(Boolean);
  return html`<${NewOrg} name=${name} options=${treeOptions(inTree(orgs))} kinds=${kinds} close=${close} done=${(
    /** @type {any} */ org,
  ) => {
    done(make(org));
    close();
  }}/>`;
}

/**
 * @param {{ value: string | null, set: (key: string) => void, label: string, bad?: boolean, options: ReturnType<typeof treeOptions>, empty?: string, shown?: string }} props
 */
function PickOrg({ value, set, label, bad, options, empty, shown }) {
  const [fresh, setFresh] = useState(/** @type {string | null} */ (null));
  return html`<${Combo} value=${value} shown=${shown} bad=${bad} options=${options} label=${label} set=${set} empty=${empty ?? t('选组织')} make=${setFresh} makes=${(/** @type {string} */ typed) => t('新建“{typed}”在…下', { typed })}/>
    ${fresh === null ? '' : html`<${MakeOrg} name=${fresh} close=${() => setFresh(null)} done=${set}/>`}`;
}

/** @type {Record<string, (row: TableRow, names: Map<string, string>) => string | number>} */
const ORDER = {
  file: ({ file }) => file.name,
  title: ({ title }) => title,
  org: ({ org }, names) => names.get(org ?? '') ?? '',
  year: ({ year }) => year,
  open: ({ file }) => file.report?.open ?? 0,
};

/** @param {{ id: string, name: string, sort: { by: string, down: boolean }, set: (sort: { by: string, down: boolean }) => void }} props */
function Head({ id, name, sort, set }) {
  const isBy = sort.by === id;
  return html`<th scope="col" aria-sort=${isBy ? (sort.down ? 'descending' : 'ascending') : undefined}><button type="button" class="sort" onClick=${() => set({ by: id, down: isBy && !sort.down })}>${name}<span aria-hidden="true">${isBy ? (sort.down ? '↓' : '↑') : ''}</span></button></th>`;
}

/** How many notes stand there one by one. */
const FEW_NOTES = 2;

/** What happened to a document's words; what is more than a few is folded. @param {{ warns: string[] }} props */
const Warns = ({ warns }) =>
  warns.length > FEW_NOTES
    ? html`<details class="leftout warn"><summary>${t('读的时候改动、存疑{n}处', { n: warns.length })}</summary><ul class="leftlines">${warns.map((warn, at) => html`<li key=${at}>${warn}</li>`)}</ul></details>`
    : html`${warns.map((warn) => html`<small class="warn" key=${warn}>${warn}</small>`)}`;

/** From how many characters on a title has two lines. */
const LONG = 14;

/** @param {{ row: TableRow, options: ReturnType<typeof treeOptions>, among: ImportFile[] }} props `among`: all reports of its document */
function Line({ row, options, among }) {
  const { file, keep, title, subtitle, org, proposed, named, year, isSure, isPart } = row;
  const { name } = file;
  const report = /** @type {NonNullable<ImportFile['report']>} */ (file.report);
  const place = among.indexOf(file);
  const [isLooking, setLooking] = useState(false);
  const titles = [...new Set([title, ...(report.title.choices ?? []).map(String)])].filter(Boolean);
  const set = (/** @type {Edits} */ edits) => edit(file.file, edits);
  const counts = [
    report.open ? t('待核{n}', { n: report.open }) : '',
    report.achievements ? t('成效{n}', { n: report.achievements }) : '',
    report.honours ? t('荣誉{n}', { n: report.honours }) : '',
    report.metrics ? t('数字{n}', { n: report.metrics }) : '',
  ].filter(Boolean);
  const register = (/** @type {FoundOrg} */ one) => {
    job().orgs = within(job().orgs, one.key);
    job().isEdited = true;
    set({ org: one.key });
    const above = options.find(({ value }) => value === one.parent)?.label;
    say(
      above
        ? t('“{name}”收在“{above}”下，左边可以移到别处', { name: one.name, above })
        : t('“{name}”收在最上一级，左边可以移到别处', { name: one.name }),
    );
  };
  const doubt = (/** @type {'title' | 'org' | 'year'} */ field, /** @type {string} */ value) =>
    !isSure[field] && value
      ? html`<button type="button" class="tiny" aria-label=${t('没错：“{name}”的“{value}”', { name, value })} onClick=${() => set({ [field]: field === 'org' ? (org ?? named) : value })}>${t('没错')}</button>`
      : '';
  return html`<tr class=${keep ? '' : 'off'}><td><input type="checkbox" checked=${keep} aria-label=${t('收“{name}”', { name })} onChange=${() => set({ keep: !keep })}/></td>
    <th scope="row"><button type="button" class="fname path link" aria-label=${t('看“{name}”的文字', { name })} onClick=${() => setLooking(true)}>${name}</button>${isLooking ? html`<${Look} file=${file} close=${() => setLooking(false)}/>` : ''}<small>${counts.join('　')}${file.again ? html`　<em class="hot">${t('收进过，这次是更新')}</em>` : ''}</small>${
      among.length > 1
        ? html`<small class="warn">${t('这份文件读成了{n}篇，这是第{m}篇', { n: among.length, m: place + 1 })}</small>${place ? html`<button type="button" class="tiny" aria-label=${t('“{title}”并入上一篇，合为一篇', { title })} onClick=${() => join(file.file, true)}>${t('并入上一篇，合为一篇')}</button>` : ''}${isPart ? html` <button type="button" class="tiny" aria-label=${t('“{title}”是另一篇', { title })} onClick=${() => set({ apart: true })}>${t('是另一篇')}</button>` : ''}`
        : ''
    }${file.joined.length ? html`<small>${t('{n}篇合成了这一篇', { n: file.joined.length + 1 })}</small><button type="button" class="tiny" aria-label=${t('“{title}”再分开', { title })} onClick=${() => join(file.joined[file.joined.length - 1], false)}>${t('再分开')}</button>` : ''}<${Warns} warns=${file.warns}/>${report.left.length ? html`<details class="leftout"><summary>${t('{n}行没放进正文，导入后可放回', { n: report.left.length })}</summary><ul class="leftlines">${report.left.map((line, at) => html`<li key=${at}>${line}</li>`)}</ul></details>` : ''}</th>
    <td data-l=${t('题目')}><span class="titled"><${Text} lines=${String(report.title.value ?? '').length > LONG ? 2 : undefined} value=${title} aria-label=${t('“{name}”的题目', { name })} aria-invalid=${!title || !isSure.title || undefined} set=${(/** @type {string} */ value) => set({ title: value })}/>${
      titles.length > 1
        ? html`<select aria-label=${t('“{name}”的别的题目', { name })} title=${t('别的读法')} value=${title} onChange=${(/** @type {any} */ event) => set({ title: event.target.value })}>${titles.map((one) => html`<option key=${one} value=${one}>${one}</option>`)}</select>`
        : ''
    }</span>${report.subtitle ? html`<label class="subt"><span>${t('副题')}</span><${Text} value=${subtitle} aria-label=${t('“{name}”的副题', { name })} set=${(/** @type {string} */ value) => set({ subtitle: value })}/></label>` : ''}${doubt('title', title)}</td>
    <td data-l=${t('组织')}><${PickOrg} value=${org} bad=${!hasOrg(row) || !isSure.org} shown=${named || (proposed?.name ?? '')} options=${options} label=${t('“{name}”的组织', { name })} set=${(/** @type {string} */ value) => set({ org: value })}/>${proposed ? html`<button type="button" class="tiny" aria-label=${t('收进名册：“{name}”', { name: proposed.name })} onClick=${() => register(proposed)}>${t('收进名册')}</button>` : doubt('org', org ? (options.find(({ value }) => value === org)?.label ?? '') : named)}</td>
    <td data-l=${t('年度')}><${Text} inputmode="numeric" value=${year} aria-label=${t('“{name}”的年度', { name })} aria-invalid=${!year || !isSure.year || undefined} set=${(/** @type {string} */ value) => set({ year: value })}/>${doubt('year', year)}</td></tr>`;
}

/** The words of a report, before it is one. @param {{ file: ImportFile, close: () => void }} props */
function Look({ file, close }) {
  const { data, error } = useData(`imports/${job().key}/files/${file.file}`);
  return html`<${Dialog} title=${file.name} close=${close} wide>${data ? html`<div class="looked" tabindex="0">${data.text.split('\n').map((/** @type {string} */ line, /** @type {number} */ at) => html`<p key=${at}>${line}</p>`)}</div>` : html`<${Waiting} error=${error}/>`}<footer><button type="button" class="main" onClick=${close}>${t('看好了')}</button></footer><//>`;
}

/** What is proposed as an answer, where it is always the same; of lists nothing is taken unseen. @type {Record<string, string>} */
const PROPOSED = { mobiles: 'mask', year: 'name', status: 'draft' };

/** What is proposed as the answer to a question. @param {Question} question */
function proposedAnswer({ key: id, choices }) {
  const wanted = PROPOSED[id] ?? (choices.some(({ value }) => value === 'leave') ? 'leave' : choices[0]?.value);
  return choices.find(({ value }) => value === wanted);
}

/** The files that a question is about, where that is more than their number. @param {Question} question */
function namesOf({ key: id, files }) {
  if (!/^(branch|title):|^mobiles$/.test(id)) return t('{n}份', { n: files.length });
  const names = job()
    .batch?.files.filter(({ file }) => files.includes(file))
    .map(({ name }) => name);
  return [...new Set(names)].join(t('、'));
}

/**
 * Everything that is proposed, as a list that is looked through and taken together.
 * @param {{ rows: TableRow[], questions: Question[], close: () => void }} props
 */
function Suggested({ rows, questions, close }) {
  const here = job();
  const [left, setLeft] = useState(/** @type {string[]} */ ([]));
  const orgs = useMemo(() => new Map(treeOptions(inTree(here.orgs)).map(({ value, path }) => [value, path ?? ''])), [here.orgs]);
  const asked = questions.flatMap((question) => {
    const answer = proposedAnswer(question);
    return here.answers[question.key] === undefined && answer ? [{ id: `? ${question.key}`, question, answer }] : [];
  });
  const parts = rows.filter((row) => row.keep && row.isPart).map((row) => ({ id: `+ ${row.file.file}`, row }));
  /** @type {{ id: string, row: TableRow, field: 'title' | 'org' | 'year', label: string, value: string, shown: string }[]} */
  const cells = rows
    .filter((row) => isDoubtful(row) && !row.isPart)
    .flatMap((row) => {
      // Of what may be another one that is what is proposed.
      const like = row.proposed?.like;
      const same = like ? [...orgs].find(([, path]) => path.replaceAll(' › ', '') === like)?.[0] : undefined;
      const org = row.org ?? same ?? row.proposed?.key ?? row.named;
      /** @type {['title' | 'org' | 'year', string, string, string][]} */
      const all = [
        ['title', t('题目'), row.title, row.title],
        ['org', t('组织'), org, orgs.get(org) ?? row.named],
        ['year', t('年度'), row.year, row.year],
      ];
      const open = all.filter(([field, , value]) => value && (!row.isSure[field] || (field === 'org' && row.proposed)));
      return open.map(([field, label, value, shown]) => ({ id: `${row.file.file} ${field}`, row, field, label, value, shown }));
    });
  const isTaken = (/** @type {string} */ id) => !left.includes(id);
  const turn = (/** @type {string} */ id) => setLeft(isTaken(id) ? [...left, id] : left.filter((one) => one !== id));
  const n = [...asked, ...parts, ...cells].filter(({ id }) => isTaken(id)).length;
  const take = async () => {
    close();
    for (const { id, row, field, value } of cells) {
      if (!isTaken(id)) continue;
      if (field === 'org' && row.proposed) {
        if (value === row.proposed.key) here.orgs = within(here.orgs, value);
        else if (!here.merges.has(row.proposed.key)) merge(row.proposed, value);
        here.isEdited = true;
      }
      here.edits[row.file.file] = { ...here.edits[row.file.file], [field]: value };
    }
    for (const { id, row } of parts) if (isTaken(id)) await join(row.file.file, true);
    const answers = asked.filter(({ id }) => isTaken(id)).map(({ question, answer }) => [question.key, answer.value]);
    await settle(Object.fromEntries(answers));
  };
  const line = (/** @type {string} */ id, /** @type {string} */ what, /** @type {string} */ shown, /** @type {string} */ of) =>
    html`<li key=${id}><label class="check"><input type="checkbox" checked=${isTaken(id)} onChange=${() => turn(id)}/><span><small>${what}</small> <b>${shown}</b>${of ? html`<small class="path">${of}</small>` : ''}</span></label></li>`;
  return html`<${Dialog} title=${t('全部按建议')} close=${close} wide><p class="note">${t('按下面这样办。不要的去掉勾，以后自己定。')}</p>
    <ul class="plainlist sugg">${asked.map(({ id, question, answer }) => line(id, question.say, answer.say, namesOf(question)))}${parts.map(({ id, row }) => line(id, row.title, t('并入上一篇，合为一篇'), row.file.name))}${cells.map(({ id, row, label, shown }) => line(id, label, shown, row.file.name))}</ul>
    <footer><button type="button" class="main" disabled=${!n} onClick=${take}>${t('这{n}项都按建议', { n })}</button><button type="button" onClick=${close}>${t('返回')}</button></footer><//>`;
}

function Table() {
  const here = job();
  const batch = /** @type {Batch} */ (here.batch);
  const [sort, setSort] = useState({ by: '', down: false });
  const [words, setWords] = useState('');
  const [isDoubtOnly, setDoubtOnly] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isSuggesting, setSuggesting] = useState(false);
  const orgs = useMemo(() => inTree(here.orgs.filter((org) => org.keep)), [here.orgs]);
  const options = useMemo(() => treeOptions(orgs), [orgs]);
  const names = new Map(options.map(({ value, path }) => [value, path ?? '']));
  const refused = [
    ...batch.files.filter((file) => file.refused).map(({ name, refused: why }) => ({ name, why: why ?? '' })),
    ...here.sending.filter((file) => file.refused).map(({ name, refused: why }) => ({ name, why })),
  ];
  const rows = batch.files.filter((file) => !file.refused && file.report).map(rowOf);
  const same = batch.files.filter((file) => !file.refused && !file.report).length;
  const documents = new Set(rows.map(({ file }) => documentOf(file))).size;
  const kept = rows.filter((row) => row.keep);
  const doubtful = rows.filter(isDoubtful);
  const missing = kept.filter((row) => !hasOrg(row) || !row.year || !row.title);
  const left = batch.questions.filter(({ key: id }) => here.answers[id] === undefined).length;
  const said = (/** @type {TableRow} */ row) =>
    [row.file.name, row.title, names.get(row.org ?? '') ?? row.named, row.year].join(' ').toLowerCase();
  const shown = rows.filter((row) => said(row).includes(words.trim().toLowerCase()) && (!isDoubtOnly || isDoubtful(row)));
  const order = ORDER[sort.by];
  if (order) {
    const compare = new Intl.Collator('zh-CN', { numeric: true }).compare;
    shown.sort((a, b) => compare(String(order(a, names)), String(order(b, names))) * (sort.down ? -1 : 1));
  }
  const isPart = shown.length < rows.length && shown.length > 1;
  const accept = async () => {
    setBusy(true);
    const body = {
      answers: here.answers,
      // A title that stands in the table is better than none.
      files: rows.map(({ file, keep, title, org, isSure, isMerged }) => ({
        title: isSure.title ? undefined : title || undefined,
        ...here.edits[file.file],
        ...(isMerged && org ? { org } : {}),
        apart: undefined,
        file: file.file,
        keep,
      })),
      orgs: here.isEdited
        ? here.orgs
            .filter((org) => org.new || org.former)
            .map(({ key: id, keep, name, parent, kind, aliases, former }) => ({ key: id, keep, name, parent, kind, aliases, former }))
        : undefined,
    };
    const answer = await attempt(() => api.post(`imports/${here.key}/accept`, body));
    setBusy(false);
    if (!answer) return;
    here.reports = answer.reports;
    here.skipped = answer.skipped;
    here.step = 'done';
    did(t('收进{n}篇', { n: answer.reports.length }), answer.undo);
    changed();
  };
  const sorts = { sort, set: setSort };
  const untick = () => {
    for (const { file } of shown) here.edits[file.file] = { ...here.edits[file.file], keep: false };
    refresh();
  };
  return html`<div class="imp"><header class="imphead"><h1>${documents < rows.length ? t('{n}份文件，{m}篇', { n: documents, m: rows.length }) : t('{n}份文件', { n: rows.length })}</h1><p>${batch.questions.length ? t('先答这几问，再看表。没有收进汇编之前，都可以回头改。') : t('看一遍这张表，改错的。没有收进汇编之前，都可以回头改。')}</p>${left || doubtful.length ? html`<button type="button" class="main" onClick=${() => setSuggesting(true)}>${t('全部按建议…')}</button>` : ''}</header>
    ${isSuggesting ? html`<${Suggested} rows=${rows} questions=${batch.questions} close=${() => setSuggesting(false)}/>` : ''}
    ${batch.questions.length ? html`<section class="asks" aria-label=${t('一次问清')}>${batch.questions.map((question) => html`<${Ask} key=${question.key} question=${question}/>`)}</section>` : ''}
    ${same ? html`<p class="note">${t('另有{n}份收进过，没有变化，不再收。', { n: same })}</p>` : ''}
    ${refused.length ? html`<section class="refused" aria-label=${t('读不了的文件')}><h2>${t('{n}份读不了，不会收进', { n: refused.length })}</h2><ul class="plainlist">${refused.map(({ name, why }) => html`<li key=${name}><span class="path">${name}</span><small>${why}</small></li>`)}</ul></section>` : ''}
    <div class="impbody"><${Found}/>
    <section class="tablebox" aria-label=${t('文件表')}>
      <div class="bar"><label class="find"><span class="vh">${t('找文件')}</span><input type="search" autocomplete="off" value=${words} placeholder=${t('文件名、题目、组织、年度')} onInput=${(/** @type {any} */ event) => setWords(event.target.value)}/></label>
        <button type="button" aria-pressed=${isDoubtOnly} disabled=${!doubtful.length && !isDoubtOnly} onClick=${() => setDoubtOnly(!isDoubtOnly)}>${t('只看要看的')} <b>${doubtful.length}</b></button></div>
      ${
        isPart
          ? html`<div class="bulk"><span>${t('这{n}份', { n: shown.length })}</span><${PickOrg} value=${null} options=${options} label=${t('这些都归哪个组织')} empty=${t('都归哪个组织…')} set=${(
              /** @type {string} */ org,
            ) => {
              for (const { file } of shown) here.edits[file.file] = { ...here.edits[file.file], org };
              refresh();
            }}/><button type="button" onClick=${untick}>${t('都不收')}</button></div>`
          : ''
      }
      <table class="files"><thead><tr><th scope="col">${t('收')}</th><${Head} id="file" name=${t('文件')} ...${sorts}/><${Head} id="title" name=${t('题目')} ...${sorts}/><${Head} id="org" name=${t('组织')} ...${sorts}/><${Head} id="year" name=${t('年度')} ...${sorts}/></tr></thead>
      <tbody>${shown.map((row) => html`<${Line} key=${row.file.file} row=${row} options=${options} among=${rows.map(({ file }) => file).filter((file) => documentOf(file) === documentOf(row.file))}/>`)}</tbody></table>
      ${shown.length ? '' : html`<p class="none">${t('没有这样的文件。')}</p>`}</section></div>
    <footer class="bottom"><p role="status">${
      left
        ? t('还有{n}问没有答', { n: left })
        : missing.length
          ? t('{n}份还缺题目、组织或年度，可以以后补', { n: missing.length })
          : doubtful.length
            ? t('{n}份请再看一眼', { n: doubtful.length })
            : t('都齐了：{n}篇', { n: kept.length })
    }</p><button type="button" onClick=${leave}>${t('不导入了')}</button><button type="button" class="main" disabled=${!!left || !kept.length || isBusy} onClick=${accept}>${isBusy ? t('正在收……') : t('收进汇编')}</button></footer></div>`;
}

function Done() {
  const { reports, skipped } = job();
  // The one count of what is to be done: that of the list.
  const { data } = useData('queue?kind=open&count=1');
  const counts = /** @type {QueueAnswer | undefined} */ (data)?.counts;
  const { n: todo, say: parts } = todoOf(counts);
  const end = (/** @type {string} */ to) => {
    state.import = null;
    go(to);
    refresh();
  };
  return html`<div class="imp0"><h1>${t('收进{n}篇', { n: reports.length })}</h1>
    <p class="kai" role="status">${!counts ? t('正在看有什么要处理……') : todo ? t('要处理的有{n}处：{parts}。', { n: todo, parts }) : t('没有要处理的。')}</p>
    ${skipped?.length ? html`<ul class="plainlist">${skipped.map((/** @type {{ file: string, say: string }} */ { file, say }) => html`<li key=${file}><span class="path">${file}</span><small>${say}</small></li>`)}</ul>` : ''}
    <p class="note">${t('还没有上网：按了“发布”以后才上网。')}</p>
    <div class="row"><button type="button" class="main" onClick=${() => end('home')}>${todo ? t('去处理') : t('看报告')}</button><button type="button" onClick=${() => end('import')}>${t('再导入一批')}</button></div></div>`;
}

export function Import() {
  useStore();
  const step = state.import?.step;
  useEffect(() => {
    if (!step) return;
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [step]);
  if (!step) return html`<${Drop}/>`;
  if (step === 'table') return html`<${Table}/>`;
  return step === 'done' ? html`<${Done}/>` : html`<${Reading}/>`;
}
