// Latency: how long after a file is saved a browser shows it.
//
// In: a publication, of which a copy is edited, and perhaps a site for Hugo
// with the same reports. Out: for each kind of edit how long it took from the
// moment the file was closed until the open page had the new text, with no
// reload asked for by us; where that time went; the time to the first page;
// the memory. The same is done to `hugo server`, after, in the same run.
//
// Both times are read from the system's clock, one here and one in the page,
// by an observer that sees the text arrive in the document; no message from
// the browser to us is in between. See src/README.md, “Measuring the preview”.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from './browser.mjs';
import { between, copy, freePort, holds, inBody, now, pause, pick, preview, reports, spread, start, table, themed, until } from './measuring.mjs';

const USAGE = 'node latency.mjs PUBLICATION [--edits 20] [--report content/reports/….md] [--tmp FOLDER] [--hugo SITE [--hugo-binary PATH] [--hugo-edits N]] [--json]';
const PATIENCE = 5000; // ms until an edit counts as lost
const HUGO_PATIENCE = 20000; // there it is lost later: the question is how long it takes
const HOPELESS = 3; // edits of a kind lost by Hugo from which the rest is let be
const SLOW = 1000; // ms of an edit by Hugo from which a few must do
const FEW = 5;
const KINDS = ['body', 'title', 'topic-known', 'topic-new', 'template'];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    edits: { type: 'string', default: '20' },
    report: { type: 'string' },
    tmp: { type: 'string' },
    hugo: { type: 'string' },
    'hugo-binary': { type: 'string', default: 'hugo' },
    'hugo-edits': { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (positionals.length !== 1) {
  console.error(`usage: ${USAGE}`);
  process.exit(2);
}

const say = (text) => options.json || console.log(text);
const run = Date.now().toString(36); // so that no marker was ever in a file
const [publication, site] = copy({ huibian: positionals[0], ...(options.hugo && { hugo: options.hugo }) }, options.tmp);
const all = reports(publication);
const report = options.report ?? all[Math.floor(all.length / 2)];
const topics = [...new Set(all.slice(0, 500).flatMap((file) => topicsOf(readFileSync(path.join(publication, file), 'utf8')).names))];
say(`${all.length} reports, ${topics.length} topics; the report edited: ${report}; copied to ${path.dirname(publication)}`);

const browser = await startBrowser();
const results = { reports: all.length, report, huibian: await measureHuibian() };
if (site) results.hugo = await measureHugo();
await browser.close();
if (options.json) console.log(JSON.stringify(results, null, 2));
else print(results);
process.exit(results.huibian.lost > 0 ? 1 : 0);

async function measureHuibian() {
  const template = themed(publication, 'templates/report.html');
  mkdirSync(path.dirname(template.file), { recursive: true });
  writeFileSync(template.file, template.text);
  const logged = [];
  const server = await preview(publication, (line, at) => {
    const time = /, (\d+) ms$/.exec(line);
    if (time && line.startsWith('Updated')) logged.push({ at, session: Number(time[1]) });
  });
  return measure({
    server,
    address: `${server.address}/${report.replace(/^content\//, '').replace(/\.md$/, '.html')}`,
    source: path.join(publication, report),
    template: { ...template, before: '{% block body %}' },
    colophon: '.colo .meta',
    edits: Number(options.edits),
    patience: PATIENCE,
    logged,
  });
}

async function measureHugo() {
  const port = await freePort();
  // Without --noHTTPCache the browser goes by the second of the last change, and
  // after two edits in one second shows the first for good.
  const server = await start(
    options['hugo-binary'],
    ['server', '--noHTTPCache', '--source', site, '--port', String(port), '--bind', '127.0.0.1', '--baseURL', 'http://127.0.0.1/', '--disableBrowserError'],
    /Web Server is available/,
  );
  const name = path.basename(report, '.md');
  const template = path.join(site, 'layouts/page.html');
  return measure({
    server,
    address: `http://127.0.0.1:${port}/${name}/`,
    source: path.join(site, 'content', `${name}.md`),
    template: { file: template, text: readFileSync(template, 'utf8'), before: '<div class="body">' },
    colophon: 'table.meta',
    edits: Number(options['hugo-edits'] ?? options.edits),
    few: options['hugo-edits'] === undefined,
    patience: HUGO_PATIENCE,
  });
}

/** Opens the page, makes all edits, and stops the server. */
async function measure({ server, address, source, template, colophon, edits, few, patience, logged }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  let seen = () => {};
  await page.exposeBinding('huibianSeen', (_, sight) => seen(sight));
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: 'load' });
  const loaded = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByType('navigation')[0].loadEventEnd);
  const result = { ready: server.readyAfter, firstPage: loaded - server.started, clocks: [], kinds: {} };
  await pause(1500); // what follows the first page is not what an edit waits for

  const texts = { source: readFileSync(source, 'utf8'), template: template.text };
  // Each kind by itself: a topic that comes or goes gives all others new numbers,
  // so that an edit among known ones would be slow after one that brought a new one.
  for (const kind of KINDS) {
    const clock = await compareClocks(page);
    result.clocks.push(clock);
    let left = edits;
    for (let number = 0; number < left; number += 1) {
      const edit = change(kind, texts, number);
      const file = kind === 'template' ? template.file : source;
      const text = kind === 'template' ? template.text.replace(template.before, (place) => `<p>${edit.marker}</p>\n${place}`) : edit.text;
      await pause(between(50, 400));
      const sight = new Promise((resolve) => (seen = ({ marker, ...times }) => marker === edit.marker && resolve(times)));
      await until(() => page.evaluate(([marker, scope]) => window.huibianWant(marker, scope), [edit.marker, kind.startsWith('topic') ? colophon : 'body']).catch(() => false));
      if (logged) logged.length = 0;
      writeFileSync(file, text);
      const closed = now();
      const times = await Promise.race([sight, pause(patience)]);
      const entry = (result.kinds[kind] ??= { took: [], lost: 0, parts: [] });
      if (times === undefined) {
        entry.lost += 1;
        // Whose fault it is: the server's, or that of the way to the page.
        const served = await fetch(address).then((response) => response.text(), String);
        const held = await page.evaluate(() => document.body.textContent).catch(String);
        const has = (text) => (text.includes(edit.marker) ? 'has it' : 'has it not');
        say(`lost: ${kind} ${number}; the server ${has(served)}, the page ${has(held)}`);
        await page.evaluate(() => window.huibianGiveUp());
        if (!logged && entry.lost >= HOPELESS) break;
      } else {
        const here = (time) => time - clock.offset;
        const took = here(times.at) - closed;
        entry.took.push(took);
        if (times.event) entry.parts.push(parts(times, here, closed, logged));
        if (few && took > SLOW && left > FEW) {
          left = FEW;
          result.few = true;
        }
      }
    }
    writeFileSync(source, texts.source);
    writeFileSync(template.file, template.text);
    await pause(patience === PATIENCE ? 500 : 3000);
  }
  // The session may end a moment before its checks do.
  await pause(1500);
  result.memory = holds(server.pid);
  await context.close();
  await server.stop();
  for (const entry of Object.values(result.kinds)) entry.spread = spread(entry.took);
  result.lost = Object.values(result.kinds).reduce((sum, { lost }) => sum + lost, 0);
  result.spread = spread(Object.values(result.kinds).flatMap(({ took }) => took));
  return result;
}

/** Where the time of an edit of huibian went, in milliseconds. */
function parts(times, here, closed, logged) {
  return {
    told: here(times.event) - closed, // watching, settling, the session, the event's way
    session: logged[0]?.session, // what serve says of it, in whole milliseconds
    asked: times.ask - times.event,
    answered: times.answer - times.ask, // rendering, and the page's way
    shown: times.at - times.answer,
    tries: times.events,
  };
}

/** What `kind` does to the report, and what then is to be seen. */
function change(kind, { source }, number) {
  const marker = `改动${run}${kind.replace(/\W/g, '')}${number}完`;
  if (kind === 'body') return { marker, text: inBody(source, marker) };
  if (kind === 'title') return { marker, text: source.replace(/^(title: *"?)/m, `$1${marker}`) };
  if (kind === 'template') return { marker };
  const { key, names } = topicsOf(source);
  // Not one that is in another's name, nor the one that is there from the last time.
  const free = topics.filter((topic) => topic !== change.last && !names.some((name) => name.includes(topic)));
  const topic = kind === 'topic-new' ? marker : pick(free);
  change.last = topic;
  const list = [topic, ...names.slice(1)].map((name) => JSON.stringify(name)).join(', ');
  return { marker: topic, text: source.replace(new RegExp(`^${key}:.*$`, 'm'), () => `${key}: [${list}]`) };
}

/** The topics of a report, as far as they stand in one line, and the key they stand under. */
function topicsOf(text) {
  const [, key, list] = /^(topics|themes|主题): *\[(.*)\]/m.exec(text) ?? [];
  return { key, names: (list ?? '').split(/[,，]/).map((name) => name.trim().replace(/^["']|["']$/g, '')).filter(Boolean) };
}

/**
 * How much the page's clock is ahead of ours, in milliseconds, and how surely.
 * An answer that came quickly leaves little room for doubt; an offset within
 * that room is none.
 */
async function compareClocks(page) {
  let best = { trip: Infinity };
  for (let number = 0; number < 50; number += 1) {
    const before = now();
    const theirs = await page.evaluate(() => performance.timeOrigin + performance.now()).catch(() => NaN); // between two documents
    const after = now();
    if (!Number.isNaN(theirs) && after - before < best.trip) best = { trip: after - before, found: theirs - (before + after) / 2 };
  }
  const doubt = best.trip / 2;
  return { found: best.found, doubt, offset: Math.abs(best.found) > doubt ? best.found : 0 };
}

/**
 * In the page, before its own scripts, and again after a reload: tells when
 * the text we wait for stands in it, and when the preview's script did what.
 */
function observe() {
  const moment = () => performance.timeOrigin + performance.now();
  const marks = {};
  let want = JSON.parse(sessionStorage.getItem('huibian-want') ?? 'null');
  const look = () => {
    if (!want) return;
    const [marker, scope] = want;
    for (const part of document.querySelectorAll(scope)) {
      if (!part.textContent.includes(marker)) continue;
      const at = moment();
      want = null;
      sessionStorage.removeItem('huibian-want');
      window.huibianSeen({ marker, at, ...marks });
      return;
    }
  };
  new MutationObserver(look).observe(document, { childList: true, characterData: true, subtree: true });
  window.huibianWant = (marker, scope) => {
    // The page may be between two documents.
    if (document.readyState !== 'complete' || want) return false;
    want = [marker, scope];
    sessionStorage.setItem('huibian-want', JSON.stringify(want));
    for (const name of Object.keys(marks)) delete marks[name];
    return true;
  };

  window.huibianGiveUp = () => {
    want = null;
    sessionStorage.removeItem('huibian-want');
  };

  const listen = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (type, listener, ...rest) {
    if (type !== 'site') return listen.call(this, type, listener, ...rest);
    return listen.call(this, type, (event) => {
      marks.event ??= moment();
      marks.events = (marks.events ?? 0) + 1;
      return listener.call(this, event);
    }, ...rest);
  };
  const get = window.fetch;
  window.fetch = async (...given) => {
    marks.ask ??= moment();
    const response = await get(...given);
    const read = response.text.bind(response);
    response.text = async () => {
      const text = await read();
      marks.answer = moment();
      return text;
    };
    return response;
  };
}

function print({ huibian, hugo }) {
  const sides = [['huibian serve', huibian], ['hugo server', hugo]].filter(([, result]) => result);
  for (const [name, result] of sides) {
    const row = (kind, { n, min, median, p95, worst }, lost) => [kind, n, min, median, p95, worst, lost];
    say(`\n${name}: ms from the file's closing until the text is in the page${result.few ? ` (fewer edits, since they take over ${SLOW} ms)` : ''}`);
    say(
      table([
        ['', 'n', 'min', 'median', 'p95', 'worst', 'lost'],
        ...KINDS.filter((kind) => result.kinds[kind]).map((kind) => row(kind, result.kinds[kind].spread, result.kinds[kind].lost)),
        row('all', result.spread, result.lost),
      ]),
    );
    if (result.kinds.body.parts.length > 0) {
      say('\nwhere it went, medians (worst): until the page was told, of that the session; until it asked; until it had the answer; until it showed it; events');
      const part = (list, name) => {
        const { median, worst } = spread(list.map((times) => times[name]).filter((time) => time !== undefined));
        return median === undefined ? '–' : `${median.toFixed(1)} (${worst.toFixed(1)})`;
      };
      const names = ['told', 'session', 'asked', 'answered', 'shown', 'tries'];
      say(table([['', ...names], ...KINDS.map((kind) => [kind, ...names.map((name) => part(result.kinds[kind].parts, name))])]));
    }
    const clocks = result.clocks.map(({ found, doubt, offset }) => `${found.toFixed(2)} ± ${doubt.toFixed(2)}${offset ? ', corrected' : ''}`);
    say(`\nfirst page after ${result.firstPage.toFixed(0)} ms (ready after ${result.ready.toFixed(0)} ms)`);
    if (result.memory) say(`memory ${result.memory.now.toFixed(0)} MiB, at most ${result.memory.most.toFixed(0)} MiB; ${result.memory.threads} threads`);
    say(`the page's clock is ahead by ${clocks.join('; ')} ms`);
  }
}
