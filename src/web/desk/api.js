/**
 * The wire: JSON to and from `/desk/api/`, and the shapes that stand in it.
 * Nothing here knows the page.
 */

import { language } from './text.js';

/**
 * @typedef {{ title: string, path: string, there: boolean }} Recent
 * @typedef {{ title: string, path: string, version: number, checking: boolean,
 *   counts: { reports: number, open: number, findings: number, alt: number } }} Publication
 * @typedef {{ open: Publication | null, recent: Recent[], language: string, home: string }} DeskState
 * @typedef {{ path: string, parent: string | null, folders: { name: string, path: string, publication: boolean }[] }} Folders
 *
 * @typedef {{ id: string, name: string }} Named
 * @typedef {{ id: string, file: string, title: string, org: Named | null, years: string, state: string, open: number,
 *   errors: number, warnings: number, alt: number, changed: string, broken: boolean, draft: boolean,
 *   found?: { before: string, word: string, after: string } }} Row
 * @typedef {{ state: [string, number][], year: [string, number][], org: [id: string, name: string, depth: number, n: number][] }} Facets
 * @typedef {{ version: number, total: number, items: Row[], facets: Facets }} Reports
 *
 * @typedef {{ key: string, label: string, kind: string, choices?: [value: string, label: string][] }} Column
 * @typedef {Record<string, unknown>} Values
 * @typedef {{ key: string, label: string, kind: string, required: boolean, value: any, said: boolean,
 *   columns?: Column[] }} FormField
 * @typedef {{ key: string, field: string | null, label: string, say: string, value: any, alternatives: string[],
 *   evidence: string, quote: { block: string, at: [number, number] } | null, place: string }} Point
 * @typedef {{ id: string, kind: string, level?: number, range: [number, number], text: string, html: string, model: any }} Block
 * @typedef {{ say: string, to: string }} Fix
 * @typedef {{ id: string, rule: string, name: string, weight: 'error' | 'warning' | 'note', say: string, help: string,
 *   field: string | null, block: string | null, at: [number, number] | null, fixes: Fix[], can_allow: boolean }} Finding
 * @typedef {{ id: string, file: string, hash: string, title: string, route: string | null, state: string,
 *   broken: null | { say: string, line: number }, fields: FormField[], points: Point[], blocks: Block[], findings: Finding[],
 *   allowed: { rule: string, words: string, why: string }[], source: null | { name: string, digest: string, kept: boolean },
 *   approvals: { state: string, by: string, on: string }[], drafts: { key: string, hash: string, text: string, at: string }[],
 *   pictures: { path: string, alt: string, block: string }[], undo?: string }} Report
 * @typedef {{ same: string } | { base: string, mine: string, theirs: string, both: string | null }} Piece
 * @typedef {{ theirs: Report, merged: string | null, spots: { base: string, mine: string, theirs: string, line: number }[],
 *   pieces?: Piece[] }} Clash
 *
 * @typedef {'open' | 'finding' | 'alt' | 'broken'} Kind
 * @typedef {{ report: string, title: string, key: string, say: string, quote: { before: string, word: string, after: string } | null,
 *   value?: any, alternatives?: string[], fixes?: Fix[], src?: string, together?: boolean, sure?: boolean, cut?: string | null, field?: string,
 *   lines?: string[] }} Job
 * @typedef {{ key: string, say: string, kind: Kind, n: number, fix: boolean, items: Job[] }} JobGroup
 * @typedef {{ counts: Record<Kind, number>, groups: JobGroup[] }} Queue
 * @typedef {{ report: string, hash?: string, act: 'take' | 'drop' | 'choose' | 'replace' | 'fix' | 'allow' | 'alt' | 'cut', key: string,
 *   choice?: number, text?: string, why?: string }} Answer
 * @typedef {{ done: number, failed: { report: string, key: string, say: string }[], undo?: string }} Done
 *
 * @typedef {{ value: any, sure: boolean, choices?: any[] }} Guess
 * @typedef {{ file: string, name: string, refused: string | null, known: string | null, again: boolean, warns: string[],
 *   joined: string[], part: boolean, report: { title: Guess, subtitle: string | null, org: Guess, year: Guess, date?: any, topics: string[], achievements: number, honours: number,
 *     metrics: number, people: number, open: number, left: string[] } | null }} ImportFile
 * @typedef {{ id: string, name: string } | { new: string, name: string } | { name: string } | null} Whose
 *   an organisation of the register, one that is proposed, or only a name
 * @typedef {{ key: string, say: string, files: string[], choices: { value: string, say: string }[], free: boolean,
 *   quotes: { file: string, before: string, word: string, after: string }[] }} Question
 * @typedef {{ key: string, id: string | null, name: string, parent: string | null, kind: string, aliases: string[],
 *   files: string[], quote: string, doubt: string | null, like?: string | null, new: boolean, keep: boolean, gone?: boolean,
 *   former?: { name: string, since: string } }} FoundOrg
 * @typedef {{ state: 'reading' | 'ready' | 'accepted' | 'failed', n: number, of: number, files: ImportFile[], questions: Question[],
 *   orgs: FoundOrg[], error?: { say: string } }} Import
 *
 * @typedef {{ key: string, depth?: number, values: Values, touches: number }} RegisterRow
 * @typedef {{ hash: string, columns: Column[], rows: RegisterRow[], can: { add: boolean, drop: boolean, move: boolean } }} Register
 * @typedef {{ hash: string, rows: RegisterRow[], touches: string[], undo?: string }} Registered
 *
 * @typedef {{ n: number, at: string | null, say: string | null, by: string | null, hash: string }} Version
 * @typedef {{ text: string, fields: { key: string, label: string, before: string[], now: string[] }[],
 *   changes: { kind: 'same' | 'old' | 'new', text: string }[] }} Compared
 *
 * @typedef {{ kind: string, [field: string]: string }} Target
 * @typedef {{ kinds: string[], targets: Target[], last: { kind: string, at: string, path: string } | null }} Targets
 * @typedef {{ report: string | null, title: string | null, say: string, help: string }} Problem
 * @typedef {{ errors: Problem[], open: number, private: Problem[], waiting: Problem[], files: number, bytes: number, clear: boolean }} Checks
 * @typedef {{ new: number, changed: number, removed: number, bytes: number, path: string, digest?: string }} Receipt
 * @typedef {{ state: 'running' | 'done' | 'failed', n: number, of: number, say: string, result?: Receipt, error?: { say: string, help?: string } }} Work
 */

/** What the server did not do, in its own words. */
export class Refused extends Error {
  /**
   * @param {number} status 0 if no answer came
   * @param {any} body
   */
  constructor(status, body) {
    super(body?.error?.say ?? '');
    /** @readonly */
    this.status = status;
    /** @type {string} */
    this.help = body?.error?.help ?? '';
    /** The whole answer: a 409 says what stands in the file now. */
    this.body = body;
  }
}

const BASE = 'api/';

const PASS = 'huibian-desk-pass';
/** What shows that a request is this page's: the cookie goes to every port of this computer. */
let pass = '';

/** Keeps the pass that the server gave, for the other pages of this desk too. @param {string} given */
export function admit(given) {
  pass = given;
  try {
    localStorage.setItem(PASS, given);
  } catch {
    // A browser that keeps nothing asks for the start address in each page.
  }
}

/** @returns {Record<string, string>} */
export function passing() {
  try {
    return { 'X-Huibian-Desk': localStorage.getItem(PASS) ?? pass };
  } catch {
    return { 'X-Huibian-Desk': pass };
  }
}

/**
 * @param {string} method
 * @param {string} path below `/desk/api/`
 * @param {BodyInit | null} body
 * @param {Record<string, string>} headers
 * @param {AbortSignal} [signal]
 */
async function send(method, path, body, headers, signal) {
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      body,
      headers: { 'Accept-Language': language(), ...passing(), ...headers },
      signal,
      cache: 'no-store',
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused(0, null);
  }
  const type = answer.headers.get('content-type') ?? '';
  const content = type.includes('json') ? await answer.json().catch(() => null) : null;
  if (!answer.ok) throw new Refused(answer.status, content);
  return content;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} value
 */
const sendJson = (method, path, value) => send(method, path, JSON.stringify(value ?? {}), { 'Content-Type': 'application/json' });

/** The routes of the contract, by their method. Each answers what the contract says, or throws {@link Refused}. */
export const api = {
  /**
   * @param {string} path
   * @param {AbortSignal} [signal]
   * @returns {Promise<any>}
   */
  get: (path, signal) => send('GET', path, null, {}, signal),
  /** @param {string} path @param {unknown} [value] @returns {Promise<any>} */
  post: (path, value) => sendJson('POST', path, value),
  /** @param {string} path @param {unknown} value @returns {Promise<any>} */
  put: (path, value) => sendJson('PUT', path, value),
  /** @param {string} path @param {unknown} [value] @returns {Promise<any>} */
  delete: (path, value) => sendJson('DELETE', path, value),
  /**
   * Sends bytes; `name` is that of the file.
   * @param {string} path
   * @param {Blob} bytes
   * @param {string} name
   * @param {Record<string, string>} [headers]
   * @returns {Promise<any>}
   */
  upload: (path, bytes, name, headers) =>
    send('POST', path, bytes, { 'Content-Type': 'application/octet-stream', 'X-Huibian-Name': encodeURIComponent(name), ...headers }),
};

/**
 * A query string of what is not empty.
 * @param {Record<string, string | number | undefined>} values
 */
export function query(values) {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return said.length ? `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : '';
}
