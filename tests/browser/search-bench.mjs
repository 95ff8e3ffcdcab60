// Search, measured: whether a built site finds everything, and at what cost.
//
// In: a built site. Out: recall and precision against reading every text; the
// bytes that a first query brings, packed by gzip; the size of the script; the
// time from a key to the results, over http and from the disk. Every phrase is
// the same each time. Not a test: it says how it is, and fails only on a miss.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { POLICY, startBrowser, TYPES } from './browser.mjs';
import { Oracle, Random } from './search-oracle.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    phrases: { type: 'string', default: '1000' },
    names: { type: 'string', default: '200' },
    firsts: { type: 'string', default: '40' }, // first queries, each in a new browser profile
    keys: { type: 'string', default: '200' }, // timed from a key to the results
    json: { type: 'boolean', default: false },
  },
});
if (positionals.length !== 1) {
  console.error('usage: node search-bench.mjs SITE [--phrases 1000] [--names 200] [--firsts 40] [--keys 200] [--json]');
  process.exit(2);
}
const folder = path.resolve(positionals[0]);
const packed = (name) => gzipSync(readFileSync(path.join(folder, name)), { level: 9 }).length;
const random = new Random(20260);

const oracle = new Oracle(folder);
const phrases = Array.from({ length: Number(options.phrases) }, () => oracle.phrase(random));
const allNames = oracle.names();
const names = Array.from({ length: Math.min(Number(options.names), allNames.length) }, () => random.pick(allNames));
const queries = [...phrases, ...names];

const sent = { bytes: 0, files: 0, by: {} };
const server = createServer((request, response) => {
  const route = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1);
  const type = TYPES[path.extname(route)] ?? 'application/octet-stream';
  let bytes;
  try {
    bytes = gzipSync(readFileSync(path.join(folder, route)));
  } catch {
    return response.writeHead(404).end();
  }
  sent.bytes += bytes.length;
  sent.files += 1;
  const kind = /^search\/(\w+)/.exec(route)?.[1] ?? 'page';
  sent.by[kind] = (sent.by[kind] ?? 0) + bytes.length;
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'content-security-policy': POLICY });
  response.end(bytes);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const addresses = { http: `http://127.0.0.1:${server.address().port}/`, file: pathToFileURL(folder).href + '/' };
const browser = await startBrowser();

const results = {
  reports: oracle.reports.length,
  index: weigh(path.join(folder, 'search')),
  script: packed('search.js'),
  style: packed('search.css'),
  found: await found(),
  first: await first(),
  time: { http: await times('http'), file: await times('file') },
};
await browser.close();
server.close();
console.log(JSON.stringify(results, null, 2));
process.exit(results.found.recall < 1 || results.found.shownFalse > 0 ? 1 : 0);

/** Recall of the lists, and whether what is shown is true and all that is true is kept. */
async function found() {
  const tab = await (await browser.newContext()).newPage();
  await tab.goto(`${addresses.http}find.html`);
  const routes = new Map(oracle.reports.map((report) => [report.key, report.route]));
  const tally = { queries: 0, true: 0, met: 0, candidates: 0, missed: [], shown: 0, shownFalse: 0, keptOut: 0, totalsWrong: 0 };
  for (const query of queries) {
    const wanted = oracle.find(query);
    const run = await tab.evaluate(async (query) => {
      const s = globalThis.huibianSearch;
      const run = await s.find(query);
      const key = (id) => {
        const segment = run.index.segments.find((segment) => id < segment.start + segment.count);
        const at = id - segment.start;
        return `${segment.number.toString(16)}/${(at >> 8).toString(16)}/${(at & 255).toString(16)}`;
      };
      return { ids: run.ids.map(key), seen: run.next, hits: run.hits.map((hit) => hit.f.u), exact: s.isExact(run), total: s.total(run) };
    }, query);
    const met = new Set(run.ids.map((key) => routes.get(key)));
    const missed = [...wanted].filter((route) => !met.has(route));
    tally.queries += 1;
    tally.true += wanted.size;
    tally.met += wanted.size - missed.length;
    tally.candidates += run.ids.length;
    if (missed.length) tally.missed.push(query);
    tally.shown += run.hits.length;
    tally.shownFalse += run.hits.filter((route) => !wanted.has(route)).length;
    const shown = new Set(run.hits);
    tally.keptOut += run.ids.slice(0, run.seen).filter((key) => wanted.has(routes.get(key)) && !shown.has(routes.get(key))).length;
    if (run.exact && run.total !== wanted.size) tally.totalsWrong += 1;
  }
  await tab.context().close();
  return { ...tally, recall: tally.met / tally.true, precisionOfCandidates: tally.true / tally.candidates, precisionShown: (tally.shown - tally.shownFalse) / tally.shown };
}

/** What a reader's first query brings, the page of the search with it. */
async function first() {
  const all = [];
  const parts = [];
  for (let number = 0; number < Number(options.firsts); number += 1) {
    const context = await browser.newContext();
    const tab = await context.newPage();
    Object.assign(sent, { bytes: 0, files: 0, by: {} });
    await tab.goto(`${addresses.http}find.html?q=${encodeURIComponent(queries[(number * 29) % queries.length])}`);
    await tab.waitForFunction(() => document.querySelector('[data-found-status]').textContent && !document.querySelector('#found[aria-busy]'));
    await tab.waitForLoadState('networkidle');
    all.push(sent.bytes);
    parts.push({ bytes: sent.bytes, ...sent.by });
    await context.close();
  }
  parts.sort((a, b) => a.bytes - b.bytes);
  return { ...spread(all), of: parts[Math.floor(parts.length / 2)], most: parts.at(-1) };
}

/** From a key in the field until the results are in the document and drawn. */
async function times(from) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(`${addresses[from]}find.html`);
  const run = (query) => tab.evaluate((query) => new Promise((done) => {
    const [field, status, box] = ['#q', '[data-found-status]', '#found'].map((at) => document.querySelector(at));
    setTimeout(() => done(Infinity), 15000); // lost: an error is shown, and not for this query
    const begin = performance.now();
    const see = () => {
      if (!status.textContent.includes(`“${query.trim()}”`) || box.hasAttribute('aria-busy')) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begin)));
    };
    const observer = new MutationObserver(see);
    observer.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
    field.focus();
    field.value = query;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }), query);
  const timed = queries.filter((query) => query.trim() && query.length < 60).filter((_, at) => at % Math.max(1, Math.floor(queries.length / Number(options.keys))) === 0);
  // What the page loads once, and the files of the queries in the system's memory.
  for (const query of timed) await run(query);
  await tab.reload();
  await run('工作');
  const all = [];
  for (const query of timed) all.push(await run(query));
  await context.close();
  return spread(all);
}

function spread(all) {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { n: sorted.length, lost: sorted.filter((time) => time === Infinity).length, p50: at(0.5), p95: at(0.95), most: at(1) };
}

function weigh(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((entry) => statSync(path.join(entry.parentPath, entry.name)).size);
  return { files: files.length, bytes: bytes.reduce((sum, size) => sum + size, 0) };
}
