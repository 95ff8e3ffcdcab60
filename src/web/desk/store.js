/**
 * What the page knows: one state, what was loaded of the server, and what can be undone.
 *
 * Loaded answers are kept by their address and loaded again when the server says that
 * something changed, by this page or by another program. The page never holds a
 * publication: it shows what the last answer said. Nothing here draws.
 */

import { useEffect, useRef, useState } from 'preact/hooks';
import { admit, api, Refused } from './api.js';
import { language, speak, t } from './text.js';

/** @import { Clash, DeskState, Publication, Registered } from './api.js' */
/** @import { Language } from './text.js' */

/**
 * How something is undone: by the server's token, or by what the page knows to do,
 * which may say how it is done again.
 * @typedef {{ token: string } | (() => Promise<Undo | void>)} Undo
 * @typedef {{ what: string, undo: Undo }} Deed
 * @typedef {{ text: string, undo: boolean, wrong: boolean, help: string, fades?: boolean, at?: number }} Toast
 */

export const state = {
  /** The last answer of `GET state`. @type {DeskState | null} */
  desk: null,
  /** Where the page is: `['report', '0123…']`. */
  route: ['start'],
  /** Of the last change that was heard of. */
  version: 0,
  /** Whether the texts changed and have not been proofread since. */
  isChecking: false,
  /** When this page last saved. @type {Date | null} */
  saved: null,
  /** @type {Toast | null} */
  toast: null,
  /** `gone`: the program does not answer; `locked`: it is another run of it. @type {'there' | 'gone' | 'locked'} */
  server: /** @type {'there' | 'gone' | 'locked'} */ ('there'),
  /** What was refused because a file had changed elsewhere, until it is solved; by report. @type {Map<string, Clash>} */
  clashes: new Map(),
  /** How far a job or an import is, by its key. @type {Map<string, { n: number, of: number }>} */
  progress: new Map(),
  /** What was chosen in the list, kept while reports are opened and left. */
  filters: { q: '', state: '', year: '', org: '', sort: 'year' },
  /** What is open in the list of what is to be done, and what was written there; by its name. @type {Map<string, any>} */
  boxes: new Map(),
  /** The import that is under way. @type {any} */
  import: null,
  /** What was typed and stands in no file; said by who edits. @type {(() => string) | null} */
  unsaved: null,
};

/** @type {Set<(times: number) => void>} */
const listeners = new Set();
/** How often the state was said to be another. */
let times = 0;

/** Draws anew whatever shows the state. */
export function refresh() {
  times += 1;
  for (const wake of [...listeners]) wake(times);
}

/** The state; whoever calls it is drawn anew when it changes. */
export function useStore() {
  const [, wake] = useState(times);
  useEffect(() => {
    listeners.add(wake);
    // It may have changed between drawing and here, which is after the next picture.
    wake(times);
    return () => void listeners.delete(wake);
  }, []);
  return state;
}

/** The publication that is open. */
export const publication = () => /** @type {Publication} */ (state.desk?.open);

// Where the page is.

/** Goes to a screen: `go('report/0123…')`. @param {string} path */
export function go(path) {
  location.hash = `#/${path}`;
}

/** The screen that the address names. */
export const routeOf = (/** @type {string} */ hash) =>
  hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodeURIComponent);

// What is said.

const TOAST_MS = 9000;
/** What can be undone, and what went wrong, is said longer. */
const UNDO_MS = 30_000;
/** A toast that goes takes clicks a moment more, which would fall on what lies below. */
const FADE_MS = 1500;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let toastTimer;

/**
 * Says a sentence at the foot of the page.
 * @param {string} text
 * @param {{ undo?: boolean, wrong?: boolean, help?: string }} [how] `undo`: with a button that undoes the last deed
 */
export function say(text, { undo = false, wrong = false, help = '' } = {}) {
  state.toast = { text, undo, wrong, help, at: Date.now() };
  holdToast(false);
}

/** What is said stays as long as it is looked at. @param {boolean} isHeld */
export function holdToast(isHeld) {
  const { toast } = state;
  clearTimeout(toastTimer);
  if (!toast) return;
  toast.fades = false;
  if (!isHeld)
    toastTimer = setTimeout(
      () => {
        toast.fades = true;
        toastTimer = setTimeout(hush, FADE_MS);
        refresh();
      },
      toast.undo || toast.wrong ? UNDO_MS : TOAST_MS,
    );
  refresh();
}

/** How long a toast is news, for whoever goes elsewhere. */
const NEWS_MS = 1500;

/** Takes back what was said on another screen before. */
export function hushOld() {
  if (state.toast && Date.now() - (state.toast.at ?? 0) > NEWS_MS) state.toast = null;
}

/** Takes back what was said. */
export function hush() {
  state.toast = null;
  refresh();
}

/** Copies what is wanted elsewhere. @param {string} words */
export const copy = (words) =>
  navigator.clipboard.writeText(words).then(
    () => say(t('已复制，可以粘贴到别处。')),
    () => say(t('浏览器不让复制。请选中文字，再按 Ctrl C。'), { wrong: true }),
  );

/** Says what went wrong, whatever was thrown. @param {unknown} error */
export function sayError(error) {
  if (!(error instanceof Refused)) {
    if (/** @type {any} */ (error)?.name === 'AbortError') return;
    console.error(error);
    say(t('这一步没有做成。'), { wrong: true });
    return;
  }
  if (error.status === 401) state.server = 'locked';
  else if (error.status === 0) state.server = 'gone';
  else if (error.status === 409 && !error.message) say(t('这里刚在别处改过，已经重新读入。请再做一次。'), { wrong: true });
  else say(error.message || t('这一步没有做成。'), { wrong: true, help: error.help });
  refresh();
}

/**
 * Does something and says what went wrong; answers nothing then.
 * @template T
 * @param {() => Promise<T>} deed
 * @returns {Promise<T | undefined>}
 */
export async function attempt(deed) {
  try {
    return await deed();
  } catch (error) {
    sayError(error);
    return undefined;
  }
}

// Undoing.

/** @type {Deed[]} */
const past = [];
/** @type {Deed[]} */
const future = [];
const MOST_DEEDS = 200;
let isUndoing = false;

/**
 * Notes what was done, so that it can be undone, and says it.
 * @param {string} what a sentence: “采纳8处”
 * @param {Undo | string | undefined} undo a token, or what to do
 * @param {{ quiet?: boolean }} [how] `quiet`: not said, as the page shows it
 */
export function did(what, undo, { quiet = false } = {}) {
  state.saved = new Date();
  if (undo) remember(what, undo);
  if (quiet) refresh();
  else say(what, { undo: !!undo });
}

/**
 * Notes a step of typing, which is saved a moment later.
 * @param {string} what
 * @param {Undo} undo
 */
export function note(what, undo) {
  remember(what, undo);
  refresh();
  return /** @type {Deed} */ (past.at(-1));
}

/**
 * The page of steps of typing has gone: what the server can undo stands in their place, one deed for
 * all that were saved together.
 * @param {Map<Deed, string | null>} steps each with the token of what saved it; without one it is forgotten
 */
export function settleSteps(steps) {
  const tokens = new Set();
  const kept = past.flatMap((deed) => {
    if (!steps.has(deed)) return [deed];
    const token = steps.get(deed);
    if (!token || tokens.has(token)) return [];
    tokens.add(token);
    return [{ what: deed.what, undo: { token } }];
  });
  past.splice(0, past.length, ...kept);
  keepDeeds();
  refresh();
}

/**
 * @param {string} what
 * @param {Undo | string} undo
 */
function remember(what, undo) {
  past.push({ what, undo: typeof undo === 'string' ? { token: undo } : undo });
  if (past.length > MOST_DEEDS) past.shift();
  future.length = 0;
  keepDeeds();
}

/** Which deeds are kept, for each publication. */
const deedsOf = () => `deeds ${state.desk?.open?.path ?? ''}`;

/** What the server can undo is kept over an end of the page. What only the page knew how to undo ends the list. */
function keepDeeds() {
  const own = past.findLastIndex(({ undo: how }) => typeof how === 'function');
  prefer(deedsOf(), JSON.stringify(past.slice(own + 1)));
}

/** Deeds of before, if there are any. */
function recallDeeds() {
  try {
    const deeds = JSON.parse(preference(deedsOf()) ?? '[]');
    past.push(...deeds.filter((/** @type {any} */ deed) => typeof deed?.what === 'string' && typeof deed.undo?.token === 'string'));
  } catch {
    // What is not ours is left alone.
  }
}

export const canUndo = () => past.length > 0;
export const canRedo = () => future.length > 0;

/** Undoes the last deed of this page. */
export const undo = () => back(past, future, (what) => t('已撤销：{what}', { what }));

/** Does again what was undone last. */
export const redo = () => back(future, past, (what) => t('已重做：{what}', { what }));

/**
 * @param {Deed[]} from
 * @param {Deed[]} to
 * @param {(what: string) => string} words
 */
async function back(from, to, words) {
  const deed = from.at(-1);
  if (!deed || isUndoing) return;
  isUndoing = true;
  await attempt(async () => {
    const { undo: how, what } = deed;
    /** @type {Undo | void | undefined} */
    let again;
    /** @type {string} */
    let failed = '';
    try {
      if (typeof how === 'function') again = await how();
      else {
        const answer = await api.post('undo', { token: how.token });
        if (answer?.undo) again = { token: answer.undo };
        failed = answer?.failed?.[0]?.say ?? '';
      }
    } finally {
      // What cannot be undone now cannot be later: the step before it can.
      if (from.at(-1) === deed) from.pop();
    }
    if (again) to.push({ what, undo: again });
    keepDeeds();
    state.saved = new Date();
    if (failed) say(failed, { wrong: true });
    else say(words(what));
    changed();
  });
  isUndoing = false;
  refresh();
}

/** Forgets what can be undone: another publication is open. */
export function forget() {
  past.length = 0;
  future.length = 0;
  state.clashes.clear();
  state.boxes.clear();
  state.import = null;
  state.filters = { q: '', state: '', year: '', org: '', sort: 'year' };
  kept.clear();
}

// What was loaded.

/**
 * @typedef {{ data: any, error: Refused | null, round: number, loading: Promise<void> | null, listeners: Set<() => void> }} Kept
 */

/** By address. @type {Map<string, Kept>} */
const kept = new Map();
const MOST_KEPT = 40;
/** Grows with every change; an answer of an earlier round is shown, and asked for again. */
let round = 1;

/**
 * What a `GET` answers: the last answer at once, then the present one. It is asked for again
 * when something changes. With no path, nothing.
 * `isStale`: `data` belongs to the path before, or to the time before a change.
 * @template [T=any]
 * @param {string | null} path
 * @returns {{ data: T | undefined, error: Refused | null, isStale: boolean, reload: () => Promise<void> }}
 */
export function useData(path) {
  const [{ data, error, isStale }] = useAll(path === null ? [] : [path]);
  const reload = async () => {
    if (path === null) return;
    const entry = entryOf(path);
    entry.round = 0;
    await load(path, entry);
  };
  return { data, error, isStale, reload };
}

const NOTHING = { data: undefined, error: null, isStale: false };

/**
 * The same of several addresses at once: the pages of a long list.
 * @param {string[]} paths
 * @returns {{ data: any, error: Refused | null, isStale: boolean }[]} of no path one that holds nothing
 */
export function useAll(paths) {
  const [, wake] = useState(0);
  const last = useRef(/** @type {any[]} */ ([]));
  useEffect(() => {
    const again = () => wake((n) => n + 1);
    const entries = paths.map(entryOf);
    for (const [place, entry] of entries.entries()) {
      entry.listeners.add(again);
      load(paths[place], entry);
      // It may have come between drawing and here.
      if (entry.round === round) again();
    }
    return () => {
      for (const entry of entries) entry.listeners.delete(again);
    };
  }, [paths.join(' '), language()]);
  if (!paths.length) return [NOTHING];
  last.current.length = paths.length;
  return paths.map((path, place) => {
    const entry = kept.get(address(path));
    if (entry?.data !== undefined) last.current[place] = entry.data;
    return { data: entry?.data ?? last.current[place], error: entry?.error ?? null, isStale: entry?.round !== round };
  });
}

/** Answers hold words, so each language has its own. @param {string} path */
const address = (path) => `${language()} ${path}`;

/** @param {string} path */
function entryOf(path) {
  const key = address(path);
  const entry = kept.get(key) ?? { data: undefined, error: null, round: 0, loading: null, listeners: new Set() };
  kept.delete(key);
  kept.set(key, entry);
  for (const [other, { listeners: users }] of kept) {
    if (kept.size <= MOST_KEPT) break;
    if (!users.size) kept.delete(other);
  }
  return entry;
}

/**
 * @param {string} path
 * @param {Kept} entry
 */
async function load(path, entry) {
  if (entry.round === round) return;
  if (entry.loading) return entry.loading;
  entry.loading = (async () => {
    for (let asked = 0; asked !== round; ) {
      asked = round;
      try {
        entry.data = await api.get(path);
        entry.error = null;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        entry.error = error;
        if (error.status === 401 || error.status === 0) sayError(error);
        if (error.status === 404) entry.data = undefined;
      }
      entry.round = asked;
    }
  })();
  try {
    await entry.loading;
  } finally {
    entry.loading = null;
  }
  for (const wake of [...entry.listeners]) wake();
}

/** Something changed: what is shown is loaded again, the rest when it is next looked at. */
export function changed() {
  round += 1;
  for (const [key, entry] of kept) {
    const [spoken, path] = [key.slice(0, 2), key.slice(3)];
    if (spoken === language() && entry.listeners.size) load(path, entry);
  }
}

/** Forgets what was loaded and is not shown: a screen that broke on it asks anew. */
export function reread() {
  for (const entry of kept.values()) if (!entry.listeners.size) Object.assign(entry, { data: undefined, error: null, round: 0 });
  changed();
}

/**
 * Puts an answer in place of what was loaded, as a write answers what now stands there.
 * @param {string} path
 * @param {any} data
 */
export function put(path, data) {
  const entry = entryOf(path);
  Object.assign(entry, { data, error: null, round });
  for (const wake of [...entry.listeners]) wake();
}

/**
 * What is to be done, in one count that every screen says.
 * @param {Record<'open' | 'finding' | 'alt' | 'broken', number> | undefined} counts
 */
export function todoOf(counts) {
  const { open = 0, finding = 0, alt = 0, broken = 0 } = counts ?? {};
  const parts = [
    open && t('待核{n}处', { n: open }),
    finding && t('问题{n}处', { n: finding }),
    alt && t('图片{n}张没有说明', { n: alt }),
    broken && t('{n}篇读不出', { n: broken }),
  ].filter(Boolean);
  return { n: open + finding + alt + broken, say: parts.join(t('，')) };
}

// What the server says unasked.

/** @type {Set<(reports: string[]) => void>} */
const hearers = new Set();

/**
 * Calls `hear` with the reports that changed, whoever changed them.
 * @param {(reports: string[]) => void} hear
 * @returns {() => void} stops it
 */
export function onChanged(hear) {
  hearers.add(hear);
  return () => void hearers.delete(hear);
}

/** Whether this page listens, or waits until it is its turn. */
let isListening = false;

/**
 * Listens to the server from now on. A browser has six connections to one address, so of all pages of
 * this desk one listens and tells the others; when it goes, the next takes its place.
 */
export async function listen() {
  if (isListening) return;
  isListening = true;
  const others = new BroadcastChannel('huibian-desk');
  others.onmessage = ({ data: { type, data } }) => hear(type, data);
  const tell = (/** @type {string} */ type, /** @type {string} */ data) => {
    others.postMessage({ type, data });
    return hear(type, data);
  };
  await navigator.locks.request('huibian-desk', () => new Promise((leave) => connect(tell, () => leave(null))));
  others.close();
  isListening = false;
}

/**
 * @param {(type: string, data: string) => Promise<void>} tell
 * @param {() => void} leave when it is of no use to go on
 */
function connect(tell, leave) {
  const events = new EventSource('api/events');
  for (const type of ['open', 'changed', 'progress'])
    events.addEventListener(type, (event) => tell(type, /** @type {MessageEvent} */ (event).data));
  events.addEventListener('error', async () => {
    await tell('error', '');
    if (state.server === 'locked') {
      events.close();
      leave();
    } else if (events.readyState === EventSource.CLOSED) setTimeout(() => connect(tell, leave), 2000);
  });
}

/** The server answers again. */
function isBack() {
  if (state.server !== 'gone') return;
  state.server = 'there';
  changed();
  refresh();
}

/** @param {string} type @param {string} data */
async function hear(type, data) {
  if (type === 'error') {
    // A program that was started again has another secret; one that is gone does not answer.
    try {
      await api.get('state');
      isBack();
    } catch (error) {
      state.server = error instanceof Refused && error.status === 401 ? 'locked' : 'gone';
      refresh();
    }
    return;
  }
  isBack();
  if (type === 'changed') {
    const { version, reports, checking } = JSON.parse(data);
    state.isChecking = checking;
    if (version === state.version) return;
    state.version = version;
    changed();
    for (const hears of [...hearers]) hears(reports ?? []);
    refresh();
  } else if (type === 'progress') {
    const { job, import: batch, n, of } = JSON.parse(data);
    state.progress.set(job ?? batch, { n, of });
    refresh();
  }
}

/**
 * Begins: exchanges the secret of the address for a cookie, and asks what is open.
 */
export async function begin() {
  const secret = /^#k=([\w-]+)/.exec(location.hash)?.[1];
  if (secret) {
    history.replaceState(null, '', location.pathname);
    try {
      admit((await api.post('session', { key: secret })).pass);
    } catch (error) {
      // Used before in this browser: the cookie may still hold.
      if (!(error instanceof Refused)) throw error;
    }
  }
  await attempt(async () => {
    state.desk = await api.get('state');
    if (!preference('language') && state.desk?.language.startsWith('en')) await speak('en');
    if (!state.desk?.open) return;
    state.isChecking = state.desk.open.checking;
    recallDeeds();
    listen();
  });
}

/**
 * Opens, makes or closes a publication; the answer is the new state.
 * @param {'open' | 'create' | 'close'} how
 * @param {object} [value]
 */
export async function switchTo(how, value) {
  const desk = await api.post(how, value);
  forget();
  state.desk = desk;
  if (desk.open) {
    state.isChecking = desk.open.checking;
    recallDeeds();
    listen();
  }
  changed();
  go(desk.open ? 'home' : 'start');
  refresh();
}

// Registers, which many screens read.

/** Organisations as they stand in the register: in the order of the tree, each with its depth. */
export function useOrgs() {
  const { data } = useData('registers/organizations');
  return /** @type {import('./api.js').Register | undefined} */ (data);
}

/**
 * Changes a register, so that it can be undone.
 * @param {string} kind
 * @param {string} hash
 * @param {object[]} ops
 * @param {string} what
 * @param {{ quiet?: boolean }} [how]
 * @returns {Promise<Registered>}
 */
export async function changeRegister(kind, hash, ops, what, how) {
  const answer = await api.put(`registers/${kind}`, { hash, ops });
  did(what, answer.undo, how);
  changed();
  return answer;
}

/**
 * Adds an organisation to the register and answers its key.
 * @param {{ name: string, kind: string, parent: string | null, above?: string }} org `above`: a parent that is added too, on the top
 */
export async function addOrg({ name, kind, parent, above }) {
  if (above) parent = await addOrg({ name: above, kind: '', parent: null });
  const before = await api.get('registers/organizations');
  const known = new Set(before.rows.map((/** @type {{ key: string }} */ row) => row.key));
  const ops = [{ op: 'add', values: { name, kind }, parent }];
  const { rows } = await changeRegister('organizations', before.hash, ops, t('新建组织“{name}”', { name }));
  return rows.find((row) => !known.has(row.key))?.key ?? null;
}

// What the user chose for this browser.

/** @param {string} name */
export function preference(name) {
  try {
    return localStorage.getItem(`huibian-desk-${name}`);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string | null} value null forgets it */
export function prefer(name, value) {
  try {
    if (value === null) localStorage.removeItem(`huibian-desk-${name}`);
    else localStorage.setItem(`huibian-desk-${name}`, value);
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Names of what begins so. @param {string} start */
export function preferences(start) {
  try {
    const own = `huibian-desk-${start}`;
    const names = Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? '');
    return names.filter((name) => name.startsWith(own)).map((name) => name.slice('huibian-desk-'.length));
  } catch {
    return [];
  }
}

/** @param {Language} wanted */
export async function chooseLanguage(wanted) {
  await speak(wanted);
  prefer('language', wanted);
  changed();
  refresh();
}
