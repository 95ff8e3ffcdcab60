/** Findings as elements. Their texts come from files of strangers: they become text nodes, never markup. */

import { words } from './words.js';

/** @typedef {'error' | 'warning' | 'note'} Severity */
/** @typedef {[from: number, to: number]} Mark */
/** @typedef {{ number: number, text: string, marks?: Mark[] }} Line */
/** @typedef {{ file: string, line: number, column?: number, editor?: string }} Where */
/** @typedef {Where & { message: string, lines?: Line[] }} Label */

/**
 * As the server has it (src/serve/findings.rs).
 * @typedef {Where & { severity: Severity, code?: string, name?: string, message: string, help?: string,
 *   lines?: Line[], labels?: Label[], suggestion?: string }} Finding
 */

const SHOWN = 200; // findings in a list
/** The gravest first. @type {Severity[]} */
export const SEVERITIES = ['error', 'warning', 'note'];

/** What keeps the site from being made. @param {Finding} finding */
export function stops({ file }) {
  return /^themes\/|(^|\/)(site|organizations|topics|metrics)\.yaml$/.test(file);
}

/** Findings by file, the gravest first. @param {Finding[]} findings */
export function listing(findings) {
  /** @type {Map<string, Finding[]>} */
  const files = new Map();
  for (const finding of findings) files.set(finding.file, [...(files.get(finding.file) ?? []), finding]);
  const rank = (/** @type {Finding} */ { severity }) => SEVERITIES.indexOf(severity);
  const groups = [...files].map(([file, own]) => /** @type {const} */ ([file, own.sort((a, b) => rank(a) - rank(b) || a.line - b.line)]));
  groups.sort(([, [a]], [, [b]]) => rank(a) - rank(b));
  let room = SHOWN;
  const shown = [];
  for (const [file, own] of groups) {
    if (room <= 0) break;
    shown.push(make('section', {}, make('h3', {}, file), make('ul', {}, ...own.slice(0, room).map(entry))));
    room -= own.length;
  }
  if (findings.length > SHOWN) shown.push(make('p', { class: 'more' }, words.more(findings.length - SHOWN)));
  return shown;
}

/** @param {Finding} finding */
function entry(finding) {
  const { severity, code, name, message, help, lines, labels, suggestion } = finding;
  return make(
    'li',
    {},
    make(
      'p',
      { class: 'message' },
      make('b', { class: SEVERITIES.includes(severity) ? severity : 'note' }, words.severity[severity] ?? ''),
      make('span', {}, message),
    ),
    make('p', { class: 'place' }, place(finding), make('span', {}, `${code ?? ''} ${name ?? ''}`)),
    source(lines),
    ...(labels ?? []).flatMap((label) => [
      make('p', { class: 'place' }, make('span', {}, label.message), place(label)),
      source(label.lines),
    ]),
    help ? make('p', {}, make('b', {}, words.help), help) : null,
    suggestion ? make('p', {}, make('b', {}, words.mended), make('code', {}, suggestion)) : null,
  );
}

/** `file:line:column`, a link if the editor can be opened there. @param {Where} where */
function place({ file, line, column, editor }) {
  const text = [file, line, column].filter((part) => part !== undefined && part !== null).join(':');
  let address = null;
  try {
    address = new URL(editor ?? '');
  } catch {}
  if (!address || /^(javascript|data|vbscript|blob|about|view-source|filesystem):$/.test(address.protocol))
    return make('span', { class: 'at' }, text);
  const link = make('a', { class: 'at', href: address.href, rel: 'noreferrer' }, text);
  if (/^https?:$/.test(address.protocol)) link.target = '_blank';
  return link;
}

/** Lines of a file with what is meant marked; of a long line, the part around the mark. @param {Line[]} [lines] */
function source(lines) {
  if (!lines?.length) return null;
  return make(
    'div',
    { class: 'lines' },
    ...lines.map(({ number, text, marks }) => {
      const ranges = (marks ?? []).filter((range) => Array.isArray(range)).sort((a, b) => a[0] - b[0]);
      const start = text.length > 400 ? Math.max(0, (ranges[0]?.[0] ?? 0) - 80) : 0;
      const end = Math.min(text.length, start + 400);
      const code = make('code', {}, start > 0 ? '…' : '');
      let at = start;
      for (const [from, to] of ranges) {
        const [first, behindLast] = [Math.max(from, at), Math.min(to, end)];
        if (!(first <= behindLast)) continue;
        code.append(text.slice(at, first), make('mark', {}, text.slice(first, behindLast)));
        at = behindLast;
      }
      code.append(text.slice(at, end), end < text.length ? '…' : '');
      return make('div', {}, make('span', { 'aria-hidden': 'true' }, String(number)), code);
    }),
  );
}

/**
 * An element. Children are nodes or texts, and texts stay texts.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string | null)[]} children
 */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}
