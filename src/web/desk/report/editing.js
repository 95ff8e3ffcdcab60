/**
 * A report under work: what the file says, what was asked of it, what is not yet saved.
 *
 * Everything goes to the server one after another, each on the hash of the answer before.
 * What is typed is a draft within a second, and in the file when the caret leaves its block
 * or rests. Where another program wrote the file meanwhile, the server joins both; what
 * cannot be joined is shown, never overwritten.
 */

import { api, passing, Refused } from '../api.js';
import { attempt, did, go, hush, note, onChanged, prefer, preference, preferences, say, sayError, settleSteps, state } from '../store.js';
import { t } from '../text.js';

/** @import { Body } from './body.js' */
/** @import { Clash, Op, Report } from './contract.js' */
/** @import { Sent } from './splice.js' */
/** @import { Deed, Undo } from '../store.js' */

const DRAFT_MS = 1000;
const SAVE_MS = 3000;
const AGAIN_MS = 4000;

/** This window: two of them keep a draft each of the same report. */
const WINDOW = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Reports whose clash waits to be solved: their draft is in it. @type {Set<string>} */
const atClash = new Set();

export class Editing {
  /** @type {Body | null} */
  body = null;
  /** `failed`: the server did not take it or did not answer. @type {'saved' | 'typed' | 'failed'} */
  status = 'saved';
  /** What a draft holds that fits no file. @type {Op[] | null} */
  lost = null;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** The work that is under way. @type {Promise<unknown>} */
  #turn = Promise.resolve();
  #isClosed = false;
  /** The keys of drafts that are in the text, or are this window's. @type {Set<string>} */
  #drafts = new Set();
  /** @type {Record<'draft' | 'save', ReturnType<typeof setTimeout> | undefined>} */
  #timers = { draft: undefined, save: undefined };
  /** The steps of typing, each with the server's token for what saved it. @type {Map<Deed, string | null>} */
  #typed = new Map();
  /** The operations that the server refused; they are not sent again as they are. */
  #refused = '';
  /** What was said when it last could not be saved. @type {typeof state.toast} */
  #complaint = null;
  /** What was done in the form and reached no server. @type {Op[]} */
  #unheard = [];

  /** @param {Report} report */
  constructor(report) {
    this.report = report;
    this.#place = `unsaved ${state.desk?.open?.path ?? ''} `;
    state.unsaved = this.#words;
    const hidden = () => document.visibilityState === 'hidden' && this.flush();
    const gone = () => this.#keepDraft(true);
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', gone);
    const deaf = onChanged((reports) => (reports.length === 0 || reports.includes(report.id)) && this.reload());
    this.#ends = () => {
      deaf();
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', gone);
    };
  }

  /** @type {() => void} */
  #ends;

  /** Where this browser keeps what is not saved, with the key behind it. @type {string} */
  #place;

  get #key() {
    return `${this.report.id}-${WINDOW}`;
  }

  /** All that is not saved. @returns {{ hash: string, ops: Op[] }} */
  #unsaved() {
    const { ops } = this.body && !this.body.view.isDestroyed ? this.body.operations() : { ops: [] };
    return { hash: this.body?.hash ?? this.report.hash, ops: [...ops, ...this.#unheard] };
  }

  /** Keeps it in this browser; what there is to keep. */
  #keepHere() {
    const { hash, ops } = this.#unsaved();
    if (!ops.length) return null;
    this.#drafts.add(this.#key);
    const value = { window: WINDOW, hash, text: JSON.stringify({ hash, ops }) };
    prefer(this.#place + this.#key, value.text);
    return value;
  }

  #words = () => wordsOf(this.#unsaved().ops).join('\n\n');

  /** @param {() => void} wake */
  subscribe(wake) {
    this.#listeners.add(wake);
    return () => void this.#listeners.delete(wake);
  }

  #told() {
    for (const wake of [...this.#listeners]) wake();
  }

  get path() {
    return `reports/${this.report.id}`;
  }

  /** The text is there: what was not saved last time is put into it. @param {Body} body */
  async begin(body) {
    this.body = body;
    this.#mark();
    const { drafts, id } = this.report;
    const texts = new Map(drafts.map(({ key, text }) => [key, text]));
    // The browser has it first, and the server what another browser kept.
    for (const name of preferences(`${this.#place}${id}-`)) texts.set(name.slice(this.#place.length), preference(name) ?? '');
    for (const key of texts.keys()) this.#drafts.add(key);
    if (atClash.delete(id) && !state.clashes.has(id)) texts.delete(this.#key);
    /** @type {{ hash: string, ops: Op[] }[]} */
    const kept = [...texts.values()].map(read).filter((draft) => draft?.ops?.length);
    if (!kept.length) return this.#drafts.size ? this.dropDraft() : undefined;
    const isText = (/** @type {Op} */ { op }) => op === 'block' || op === 'insert' || op === 'delete';
    if (kept.length === 1 && kept[0].hash === this.report.hash && kept[0].ops.every(isText)) {
      body.replay(kept[0].ops);
      say(t('找回了上次没有存上的字。'), { undo: true });
      return;
    }
    await this.#inTurn(async () => {
      /** @type {Op[]} */
      const lost = [];
      for (const { hash, ops } of kept) {
        try {
          await this.#put(ops, { what: t('找回没有存上的字'), hash });
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          lost.push(...ops);
        }
      }
      if (lost.length < kept.flatMap(({ ops }) => ops).length) say(t('找回了上次没有存上的字。'));
      if (!lost.length) return this.#dropDraft();
      this.lost = lost;
      this.#told();
    });
  }

  /** @template T @param {() => Promise<T>} work @returns {Promise<T | undefined>} */
  #inTurn(work) {
    const mine = this.#turn.then(() => attempt(work));
    this.#turn = mine;
    return mine;
  }

  // Typing.

  /** A key was struck. */
  typed() {
    if (this.#isClosed) return;
    if (this.status !== 'typed') {
      this.status = 'typed';
      this.#told();
    }
    this.#timers.draft ??= setTimeout(() => {
      this.#timers.draft = undefined;
      this.#keepDraft();
    }, DRAFT_MS);
    clearTimeout(this.#timers.save);
    this.#timers.save = setTimeout(() => this.flush(), SAVE_MS);
  }

  /** One more step can be undone. */
  stepped() {
    /** @returns {Promise<Undo | void>} */
    const back = async () => {
      if (!this.#steps('undo')) throw new Refused(409, { error: { say: t('这一步已经撤销不了，可以到“历史”里恢复。') } });
      return forth;
    };
    /** @returns {Promise<Undo | void>} */
    const forth = async () => {
      if (!this.#steps('redo')) throw new Refused(409, { error: { say: t('这一步已经撤销不了，可以到“历史”里恢复。') } });
      return back;
    };
    this.#typed.set(note(t('改了正文'), back), null);
  }

  /** @param {'undo' | 'redo'} way */
  #steps(way) {
    return !!this.body && !this.body.view.isDestroyed && this.body[way]();
  }

  /** Writes what is not saved beside the publication. @param {boolean} [isLeaving] */
  async #keepDraft(isLeaving = false) {
    if (this.#isClosed) return;
    if (this.body?.isComposing && !isLeaving) return void this.typed();
    // Here first: the server may be gone, or be one that does not know this page.
    const value = this.#keepHere();
    if (!value) return;
    const { id } = this.report;
    try {
      if (isLeaving)
        await fetch(`api/drafts/${id}`, {
          method: 'PUT',
          keepalive: true,
          headers: { 'Content-Type': 'application/json', ...passing() },
          body: JSON.stringify(value),
        });
      else await api.put(`drafts/${id}`, value);
    } catch (error) {
      if (!isLeaving) this.#failed(error);
    }
  }

  async #dropDraft() {
    const keys = [...this.#drafts];
    this.#drafts.clear();
    this.#unheard = [];
    for (const key of keys) prefer(this.#place + key, null);
    clearTimeout(this.#timers.draft);
    this.#timers.draft = undefined;
    await api.delete(`drafts/${this.report.id}`, { keys });
  }

  dropDraft() {
    this.lost = null;
    this.#told();
    return this.#inTurn(() => this.#dropDraft());
  }

  /** @param {unknown} error */
  #failed(error) {
    this.status = 'failed';
    this.#told();
    sayError(error);
    this.#complaint = state.toast;
    if (this.#isClosed || !(error instanceof Refused) || error.status !== 0) return;
    clearTimeout(this.#timers.save);
    this.#timers.save = setTimeout(() => this.flush(), AGAIN_MS);
  }

  // Saving.

  /** Writes what was typed. */
  flush() {
    clearTimeout(this.#timers.save);
    return this.#inTurn(() => this.#flush());
  }

  async #flush() {
    if (!this.body || this.body.view.isDestroyed) return;
    // What is being composed, and a note without words, are told when they are done.
    if (this.body.isComposing || this.body.isWaiting) return;
    this.body.settle();
    const { ops, sent } = this.body.operations();
    if (!ops.length) return this.#rested();
    await this.#write(ops, sent);
  }

  /** @param {Op[]} ops @param {Sent[]} sent */
  async #write(ops, sent) {
    const asked = JSON.stringify(ops);
    if (asked === this.#refused) return;
    try {
      await this.#put(ops, { sent, what: t('改了正文') });
      for (const [deed, token] of this.#typed) if (token === null) this.#typed.set(deed, this.report.undo ?? null);
    } catch (error) {
      if (error instanceof Refused && error.status === 422) this.#refused = asked;
      return this.#failed(error);
    }
    await this.#rested();
  }

  /** All that was typed is in the file. */
  async #rested() {
    if (this.body && !this.body.view.isDestroyed && this.body.isDirty) return;
    state.saved = new Date();
    this.status = 'saved';
    // What could not be saved has been.
    if (this.#complaint && this.#complaint === state.toast) hush();
    this.#told();
    if (this.#drafts.size) await this.#dropDraft();
  }

  /**
   * Asks the server for something that can be undone.
   * @param {string} what “改了题目”
   * @param {Op[] | ((report: Report) => Op[])} ops of the report as it will be when it is their turn
   * @param {{ quiet?: boolean }} [how]
   */
  apply(what, ops, { quiet = true } = {}) {
    return this.#inTurn(async () => {
      await this.#flush();
      const asked = typeof ops === 'function' ? ops(this.report) : ops;
      if (!asked.length) return false;
      try {
        await this.#put(asked, { what });
      } catch (error) {
        const isHeard = !(error instanceof Refused) || (error.status !== 0 && error.status !== 401);
        if (!isHeard) {
          this.#unheard.push(...asked);
          this.#keepDraft();
        }
        throw error;
      }
      did(what, this.report.undo ? this.#back(this.report.undo) : undefined, { quiet });
      return true;
    });
  }

  /** Writes the whole file. @param {string} text @param {string} hash of the file that it was made from */
  rewrite(text, hash) {
    return this.#inTurn(async () => {
      const what = t('改了原文');
      await this.#put([{ op: 'text', text }], { what, hash });
      did(what, this.report.undo ? this.#back(this.report.undo) : undefined);
      return true;
    });
  }

  /** @param {string} token of the server's, for what stood there before @returns {() => Promise<Undo | void>} */
  #back(token) {
    return async () => {
      await this.flush();
      const { failed, undo } = await api.post('undo', { token });
      if (failed?.length) throw new Refused(409, { error: { say: failed[0].say } });
      await this.reload();
      return undo ? this.#back(undo) : undefined;
    };
  }

  /**
   * @param {Op[]} ops
   * @param {{ sent?: Sent[], what: string, hash?: string }} how
   */
  async #put(ops, { sent, what, hash = this.report.hash }) {
    try {
      this.#adopt(await api.put(this.path, { hash, ops, say: what }), sent);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || !error.body?.theirs) throw error;
      const clash = /** @type {Clash} */ (error.body);
      if (clash.merged === null) return this.#clashed(clash);
      this.#adopt(await api.put(this.path, { hash: clash.theirs.hash, ops: [{ op: 'text', text: clash.merged }], say: what }), sent);
      say(t('别处也改过这一篇，两边的改动都在里面了。'));
    }
  }

  /** @param {Clash} clash @returns {never} */
  #clashed(clash) {
    const { id } = this.report;
    state.clashes.set(id, /** @type {any} */ (clash));
    atClash.add(id);
    this.#keepDraft();
    this.status = 'failed';
    go(`conflict/${id}`);
    throw new DOMException('', 'AbortError');
  }

  /** @param {Report} report @param {Sent[]} [sent] */
  #adopt(report, sent) {
    this.report = report;
    if (this.body && !this.body.view.isDestroyed) {
      this.body.adopt(report, sent);
      this.#mark();
    }
    this.#told();
  }

  #mark() {
    const quotes = this.report.points.flatMap(({ quote }) => (quote ? [quote] : []));
    this.body?.mark(this.report.findings, quotes);
  }

  /** Takes the report away; it can be put back. @returns {Promise<boolean>} */
  async remove() {
    const { id, hash, title } = this.report;
    // That it has gone is no news to its own page.
    this.#isClosed = true;
    const { trashed, undo } = await api.post(`reports/${id}/remove`, { hash }).catch((refused) => {
      this.#isClosed = false;
      throw refused;
    });
    this.#ends();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    if (state.unsaved === this.#words) state.unsaved = null;
    did(t('删去了《{title}》', { title }), undo ?? (async () => void (await api.post('trash/restore', { key: trashed }))));
    return true;
  }

  /** The file may have changed elsewhere. */
  reload() {
    return this.#inTurn(async () => {
      if (this.#isClosed) return;
      const report = await api.get(this.path);
      if (report.hash !== this.report.hash && this.body?.isDirty) return this.#flush();
      this.#adopt(report);
    });
  }

  /** The page goes elsewhere; what was typed is saved still. */
  close() {
    if (this.#isClosed) return;
    this.#ends();
    for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    const { ops, sent } = this.body?.operations() ?? { ops: [], sent: [] };
    if (ops.length && !atClash.has(this.report.id)) {
      this.#keepHere();
      this.#inTurn(() => this.#write(ops, sent));
    }
    this.#turn.then(() => settleSteps(this.#typed));
    this.#isClosed = true;
    if (state.unsaved === this.#words) state.unsaved = null;
  }
}

/** The words in operations, wherever they stand. @param {unknown} value @returns {string[]} */
export function wordsOf(value) {
  if (Array.isArray(value) && typeof value[0] === 'string' && value.length === 2) return [value[0]];
  if (Array.isArray(value)) return value.flatMap(wordsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    ['text', 'alt', 'caption', 'value'].includes(name) && typeof each === 'string'
      ? [String(each)]
      : name === 'spans'
        ? [wordsOf(each).join('')]
        : wordsOf(each),
  );
}

/** @param {string} text */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
