// What both measurements of the live preview need: a copy of a publication to
// edit, a server under watch, and its needs as the system tells them.
//
// In: command lines and folders. Out: processes that end with the measurement,
// numbers of /proc where there is one. Nothing is measured here.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The program that is measured: HUIBIAN, else the release build, since a slower one tells nothing. */
export const binary = path.resolve(repository, process.env.HUIBIAN ?? path.join(process.env.CARGO_TARGET_DIR ?? 'target', 'release/huibian'));

/** The time since 1970 in milliseconds and their fractions, as a page tells it too. */
export const now = () => performance.timeOrigin + performance.now();

export const pause = (milliseconds) => new Promise((over) => setTimeout(over, milliseconds));

export const between = (from, to) => from + Math.random() * (to - from);

export const pick = (list) => list[Math.floor(Math.random() * list.length)];

/** Waits until `fact` holds, and returns what it gave; nothing if it never did. */
export async function until(fact, patience = 5000, step = 5) {
  for (const end = now() + patience; ; ) {
    const given = await fact();
    if (given) return given;
    if (now() > end) return undefined;
    await pause(step);
  }
}

/** Copies folders into a new one in `tmp`, which goes when the program ends. */
export function copy(folders, tmp = tmpdir()) {
  const home = mkdtempSync(path.join(tmp, 'huibian-measuring-'));
  process.on('exit', () => rmSync(home, { recursive: true, force: true }));
  return Object.entries(folders).map(([name, folder]) => {
    const own = path.join(home, name);
    // What a build left there is none of the sources.
    cpSync(folder, own, { recursive: true, filter: (file) => !['public', '.git', 'resources'].includes(path.relative(folder, file)) });
    return own;
  });
}

/** The sources of all reports, from the folder of the publication, sorted. */
export function reports(publication) {
  return readdirSync(path.join(publication, 'content/reports'), { recursive: true })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `content/reports/${file.replaceAll(path.sep, '/')}`)
    .sort();
}

/** The folder of the theme of a publication, and what the built-in one has for `file`. */
export function themed(publication, file) {
  const name = /^theme: *(\S+)/m.exec(readFileSync(path.join(publication, 'content/site.yaml'), 'utf8'))?.[1] ?? 'default';
  const own = path.join(publication, 'themes', name, file);
  return { file: own, text: readFileSync(existsSync(own) ? own : path.join(repository, 'themes/default', file), 'utf8') };
}

/** A text with `words` at the end of its first paragraph. */
export function inBody(text, words) {
  const lines = text.split('\n');
  const front = lines.indexOf('---', 1);
  const place = lines.findIndex((line, number) => number > front && /^[^\s#>|\-*+![<:]/.test(line));
  if (place < 0) return `${text}\n${words}\n`;
  lines[place] += words;
  return lines.join('\n');
}

export async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/**
 * Starts a server and waits for the line that `ready` fits.
 *
 * `said` is called with each line that it writes, and when. It dies with us,
 * however we end.
 */
export async function start(command, args, ready, said = () => {}) {
  const started = now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const dies = () => child.kill('SIGKILL');
  process.on('exit', dies);
  const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const last = [];
  const spoken = new Promise((resolve, reject) => {
    child.once('error', reject);
    ended.then((code) => reject(new Error(`${command} ended (${code}):\n${last.join('\n')}`)));
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (chunk) => {
        const at = now();
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) {
          last.push(line);
          if (last.length > 20) last.shift();
          const found = ready.exec(line);
          if (found) resolve({ found, at });
          said(line, at);
        }
      });
    }
  });
  const { found, at } = await spoken;
  const server = {
    pid: child.pid,
    found,
    started,
    /** How long until it said that it is ready. */
    readyAfter: at - started,
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM');
      const killing = setTimeout(dies, 5000);
      const code = await ended;
      clearTimeout(killing);
      process.off('exit', dies);
      return code;
    },
  };
  return server;
}

/** Starts `huibian serve` of a publication: as `start`, with the port. */
export async function preview(publication, said) {
  const server = await start(binary, ['serve', '--lang', 'en', '--port', '0', '--source', publication], /http:\/\/[^/\s]*:(\d+)\//, said);
  return { ...server, port: Number(server.found[1]), address: `http://127.0.0.1:${server.found[1]}` };
}

/** What a process holds: MiB of memory at present and at most, open files, threads. Nothing without /proc. */
export function holds(pid) {
  if (!existsSync(`/proc/${pid}/status`)) return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const number = (name) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
  return { now: number('VmRSS') / 1024, most: number('VmHWM') / 1024, files: readdirSync(`/proc/${pid}/fd`).length, threads: number('Threads') };
}

/** Of numbers: how many, and where they lie. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(part * sorted.length) - 1))];
  const half = sorted.length / 2;
  const median = sorted.length === 0 ? undefined : (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
  return { n: sorted.length, min: sorted[0], median, p95: at(0.95), worst: sorted.at(-1) };
}

/** A table of text; the first column to the left, the others to the right. */
export function table(rows) {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toFixed(Number.isInteger(cell) ? 0 : 1) : (cell ?? '–'))));
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) => row.map((cell, column) => (column ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()).join('\n');
}
