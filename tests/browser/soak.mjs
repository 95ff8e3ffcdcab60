// Soak: the live preview under edits without end and many readers.
//
// In: a publication, of which a copy is edited, and a time. Out: nothing but
// numbers if all is well: every edit was shown, every reader was told of the
// newest version and had the newest page in five seconds, nothing failed,
// memory, files and threads stayed as they were, and at the end every page is,
// byte for byte, what a build of the same folder makes.
//
// Of the readers some are pages in Chromium, each in a profile of its own
// since tabs of one share six connections; the others do by hand what
// preview.js does. See src/README.md, “Measuring the preview”.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startBrowser } from './browser.mjs';
import { between, binary, copy, holds, inBody, now, pause, pick, preview, reports, repository, spread, table, themed, until } from './measuring.mjs';

const USAGE = 'node soak.mjs PUBLICATION [--minutes 10] [--clients 50] [--tmp FOLDER]';
const PATIENCE = 5000; // ms until an event or an edit counts as lost
const SAMPLE = 5000; // ms between looks at the memory
const CROWD = 200; // files of a checkout
// Of memory: what the first fifth after the warm-up and the last may differ by.
const FLAT = { part: 0.1, least: 8 };
const WARM = 0.25; // of the time, for caches and the allocator

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    clients: { type: 'string', default: '50' },
    tmp: { type: 'string' },
  },
});
if (positionals.length !== 1) {
  console.error(`usage: ${USAGE}`);
  process.exit(2);
}

const faults = new Map(); // what went wrong → how often
function fault(text) {
  const times = faults.get(text) ?? 0;
  faults.set(text, times + 1);
  if (times === 0) console.log(`${clock()} FAULT ${text}`);
}

const begun = now();
const clock = () => `${((now() - begun) / 1000).toFixed(1).padStart(6)} s`;

// ------------------------------------------------------------ the publication

const [root] = copy({ publication: positionals[0] }, options.tmp);
const at = (file) => path.join(root, file);
const read = (file) => readFileSync(at(file), 'utf8');
const write = (file, data) => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), data);
};

const REPORT = 'content/reports/soak/edited.md';
const IMAGE = 'content/reports/soak/image.png';
const all = reports(root);
const [crowd, rest] = [all.slice(0, CROWD), all.slice(CROWD)];
const originals = new Map(all.map((file) => [file, read(file)]));
const registry = registries();
const picture = readFileSync(path.join(repository, 'tests/browser/specimen/chatu.png'));
const style = themed(root, 'assets/style.css');
const template = themed(root, 'templates/report.html');
const first = originals.get(pick(rest));
const base = inBody(first, '长跑的一篇。').replace(/\n*$/, '\n\n![一张图](image.png)\n');

write(REPORT, base);
write(IMAGE, picture);
for (const { file, text } of [style, template]) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const [file, text] of Object.entries(registry)) write(file, text);

/** The registries; those that are missing list what the reports have, so that there is one to edit. */
function registries() {
  const found = Object.fromEntries(['site', 'topics'].map((name) => [`content/${name}.yaml`, '']));
  for (const file of Object.keys(found)) {
    try {
      found[file] = read(file);
    } catch {
      const names = new Set([...originals.values()].flatMap((text) => topicsOf(text).names));
      found[file] = [...names].map((name, number) => `- id: topic-${number}\n  name: ${name}\n`).join('');
    }
  }
  return found;
}

/** The topics of a report, as far as they stand in one line, and the key they stand under. */
function topicsOf(text) {
  const [, key, list] = /^(topics|themes|主题): *\[(.*)\]/m.exec(text) ?? [];
  return { key, names: (list ?? '').split(/[,，]/).map((name) => name.trim().replace(/^["']|["']$/g, '')).filter(Boolean) };
}

const routeOf = (file) => file.replace(/^content\//, '').replace(/\.md$/, '.html');

// ------------------------------------------------------------------ the edits

let count = 0;
const marker = () => `长跑${(count += 1)}号`;
const topics = [...new Set([...originals.values()].flatMap((text) => topicsOf(text).names))];
const own = []; // reports that the editor made, each with what it says

/** Writes the edited report anew. */
function put(change) {
  const words = marker();
  write(REPORT, change(words));
  return { route: routeOf(REPORT), has: words };
}

/**
 * What an editor does. Each makes one edit and returns what must then be so:
 * what the page at a route `has` (or `lacks`, or that it is `gone`), and
 * `silent` if no new version need come.
 */
const EDITS = {
  body: () => put((words) => inBody(base, words)),
  title: () => put((words) => base.replace(/^(title: *"?)/m, `$1${words}`)),
  topic() {
    const { key, names } = topicsOf(base);
    const list = [pick(topics.filter((topic) => !names.includes(topic))), ...names.slice(1)];
    return put((words) => inBody(base.replace(new RegExp(`^${key}:.*$`, 'm'), `${key}: [${list.join(', ')}]`), words));
  },
  'topic, new': () => put((words) => inBody(base.replace(/^(topics|themes|主题):.*$/m, `$1: [${words}题]`), words)),
  create() {
    const words = marker();
    const file = `content/reports/soak/made-${count}.md`;
    write(file, inBody(base, words).replace('(image.png)', `(image.png?${count})`));
    own.push([file, words]);
    return { route: routeOf(file), has: words };
  },
  delete() {
    if (own.length === 0) return EDITS.create();
    const [[file]] = own.splice(Math.floor(Math.random() * own.length), 1);
    rmSync(at(file));
    return { route: routeOf(file), gone: true };
  },
  rename() {
    if (own.length === 0) return EDITS.create();
    const entry = pick(own);
    const file = `content/reports/soak/moved-${(count += 1)}.md`;
    renameSync(at(entry[0]), at(file));
    entry[0] = file;
    return { route: routeOf(file), has: entry[1] };
  },
  css() {
    const words = marker();
    writeFileSync(style.file, `${style.text}\n:root { --soak: ${words} }\n`);
    return { route: 'style.css', has: words, styled: true };
  },
  image() {
    const words = marker();
    write(IMAGE, Buffer.concat([picture, Buffer.from(words)])); // what stands behind the end is not read
    return { route: IMAGE.replace('content/', ''), has: words, painted: true };
  },
  registry() {
    const words = marker();
    write('content/topics.yaml', registry['content/topics.yaml'].replace(/name: *(.+)/, (line, name) => `${line}\n  synonyms: [${words}]`));
    return put((more) => inBody(base.replace(/^(topics|themes|主题):.*$/m, `$1: [${words}]`), more));
  },
  site() {
    const words = marker();
    write('content/site.yaml', registry['content/site.yaml'].replace(/^(title: *"?)/m, `$1${words}`));
    return { route: 'index.html', has: words };
  },
  template() {
    const words = marker();
    writeFileSync(template.file, template.text.replace('{% block body %}', (place) => `<p>${words}</p>${place}`));
    return { route: routeOf(REPORT), has: words };
  },
  async 'template, broken'() {
    writeFileSync(template.file, template.text.replace('{% block body %}', '{% block body '));
    await pause(between(0, 300));
    return EDITS.template();
  },
  // Nobody must be told that there is no such page: no 404 is let pass below.
  async 'yaml, broken'() {
    write(REPORT, base.replace(/^title:.*$/m, 'title: "没有结尾'));
    await pause(between(0, 300));
    return EDITS.body();
  },
  async 'registry, broken'() {
    write('content/topics.yaml', '- id: [\n');
    await pause(between(0, 300));
    return EDITS.registry();
  },
  'saved by renaming'() {
    const words = marker();
    write(`${REPORT}.tmp~`, inBody(base, words));
    renameSync(at(`${REPORT}.tmp~`), at(REPORT));
    return { route: routeOf(REPORT), has: words };
  },
  async 'emptied, then written'() {
    write(REPORT, '');
    await pause(between(5, 200));
    return EDITS.body();
  },
  async 'typed'() {
    for (let key = 0; key < 10; key += 1) {
      EDITS.body();
      await pause(between(5, 60));
    }
    return EDITS.body();
  },
  checkout() {
    const words = marker();
    for (const file of crowd) {
      rmSync(at(file)); // as git does
      write(file, inBody(originals.get(file), words));
    }
    return { route: routeOf(pick(crowd)), has: words };
  },
};
// What people do most, they do here most.
const OFTEN = { body: 6, title: 3, topic: 3, typed: 2, 'saved by renaming': 2, create: 2 };
const KINDS = Object.keys(EDITS).flatMap((kind) => new Array(OFTEN[kind] ?? 1).fill(kind));

// ---------------------------------------------------------------- the readers

const plain = { agent: new http.Agent({ keepAlive: false }) };

/** Asks for a route. What fails is told by its status, 0 if there was no answer. */
function get(route, headers = {}) {
  return new Promise((resolve) => {
    const failed = (error) => resolve({ status: 0, error: error.code ?? error.message, text: '' });
    const address = `${server.address}/${route.split('/').map(encodeURIComponent).join('/')}`;
    const request = http.get(address, { ...plain, headers, timeout: PATIENCE }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', failed);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode, etag: response.headers.etag, bytes, get text() { return bytes.toString(); } });
      });
    });
    request.on('error', failed).on('timeout', () => request.destroy(new Error('timeout')));
  });
}

/** A reader of `route` without a browser. */
function listener(route) {
  const reader = { route, version: 0, shown: 0, events: 0, fetched: 0, etag: undefined };
  let working = false;
  async function update() {
    if (working) return;
    working = true;
    while (reader.shown < reader.version) {
      const version = reader.version;
      const { status, etag, error } = await get(route, reader.etag && { 'if-none-match': reader.etag });
      reader.fetched += 1;
      if (ending) return;
      if (status !== 200 && status !== 304) fault(`a reader of ${route} got ${status || error}`);
      if (status === 200 && etag === reader.etag) fault(`a reader of ${route} got what it had, with 200`);
      reader.etag = etag;
      reader.shown = version;
    }
    working = false;
  }
  const request = http.get(`${server.address}/.huibian/events`, plain, (response) => {
    if (response.statusCode !== 200) fault(`the events were answered with ${response.statusCode}`);
    let rest = '';
    response.setEncoding('utf8').on('data', (chunk) => {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop();
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data === undefined) continue; // a heartbeat
        const { version } = JSON.parse(data);
        reader.events += 1;
        if (version < reader.version) fault('a reader was told of an older version');
        reader.version = version;
        update();
      }
    });
    response.on('close', () => ending || fault('a stream of events ended'));
  });
  request.on('error', (error) => ending || fault(`a stream of events: ${error.code}`));
  reader.close = () => request.destroy();
  return reader;
}

/** A page in Chromium. */
async function opened(browser, route) {
  const context = await browser.newContext();
  await context.addInitScript(() => {
    const listen = EventSource.prototype.addEventListener;
    EventSource.prototype.addEventListener = function (type, listener, ...more) {
      if (type !== 'site') return listen.call(this, type, listener, ...more);
      return listen.call(this, type, (event) => {
        window.soakVersion = JSON.parse(event.data).version;
        return listener.call(this, event);
      }, ...more);
    };
  });
  const page = await context.newPage();
  const about = (words) => ending || fault(`Chromium, ${route}: ${words}`);
  page.on('pageerror', (error) => about(error.message));
  page.on('crash', () => about('crashed'));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    // What Chromium says of answers comes with the answers.
    if (!message.text().startsWith('Failed to load resource: the server responded')) about(`${message.text()} ${url}`);
  });
  page.on('requestfailed', (request) => {
    // A page that is loaded anew lets go of what it had asked for.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') about(`${new URL(request.url()).pathname}: ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) about(`${response.status()} for ${new URL(response.url()).pathname}`);
  });
  page.on('framenavigated', (frame) => frame === page.mainFrame() && (reader.loads += 1));
  const reader = { route, page, loads: 0 };
  await page.goto(`${server.address}/${route}`);
  reader.state = () =>
    page
      .evaluate(() => {
        const { etag } = document.querySelector('script[data-etag]').dataset;
        return { version: window.soakVersion ?? 0, etag, route: decodeURIComponent(location.pathname).slice(1) || 'index.html', text: document.body.textContent,
          style: getComputedStyle(document.documentElement).getPropertyValue('--soak').trim(),
          image: [...document.images].find(({ src }) => src.includes('/image.png'))?.src };
      })
      .catch(() => ({ version: 0 })); // between two documents
  return reader;
}

// ------------------------------------------------------------------- the soak

let ending = false;
let quiet; // when nothing was said any more
const server = await preview(root, (line) => {
  quiet = now();
  if (/panicked|RUST_BACKTRACE/.test(line)) fault(`the server says: ${line}`);
});
await pause(2000);
const before = holds(server.pid);
const browser = await startBrowser();
const inner = async (list, pattern) => pick([...(await get(list)).text.matchAll(pattern)].map(([, found]) => found)) ?? list;
const watched = [routeOf(REPORT), 'index.html', 'topics.html', await inner('years.html', /href="(years\/\d+\.html)/g), await inner('orgs.html', /href="(orgs\/[^"/]+\.html)/g)];
const pages = [];
for (const route of watched) pages.push(await opened(browser, decodeURIComponent(route)));
const listeners = [];
for (let number = pages.length; number < Number(options.clients); number += 1) {
  listeners.push(listener(number % 3 ? routeOf(pick(number % 2 ? rest : crowd)) : pick([routeOf(REPORT), 'index.html', 'years.html', 'find.html', 'topics.html', 'reports.json', 'feed.xml'])));
}
await until(() => listeners.every(({ shown }) => shown > 0)) ?? fault('not every reader was told of the first version');

const samples = [];
const sampling = setInterval(() => server.running() && samples.push({ at: now(), ...holds(server.pid) }), SAMPLE);
const minutes = Number(options.minutes);
const end = now() + minutes * 60000;
const took = {}; // by kind: until all readers had it
let told = 0; // when the last line about progress was
console.log(`${clock()} ${all.length} reports, ${pages.length} pages in Chromium and ${listeners.length} other readers; ${minutes} minutes of edits`);
while (now() < end && server.running()) {
  const kind = pick(KINDS);
  await one(kind);
  if (now() - told > 30000) {
    told = now();
    const { now: memory, files, threads } = holds(server.pid) ?? {};
    console.log(`${clock()} ${count} edits, version ${newest()}, ${memory?.toFixed(0)} MiB, ${files} files, ${threads} threads, ${faults.size} kinds of faults`);
  }
  await pause(between(0, 150));
}
clearInterval(sampling);
if (!server.running()) fault('the server ended');
else await finish();
await browser.close();
summary();
process.exit(faults.size > 0 ? 1 : 0);

function newest() {
  return Math.max(...listeners.map(({ version }) => version));
}

/** Makes one edit and waits until all have it. */
async function one(kind) {
  const version = newest();
  const { image } = await pages[0].state();
  const loads = pages[0].loads;
  const expected = await EDITS[kind]();
  const saved = now();
  const shown = await until(async () => {
    const { status, text } = await get(expected.route);
    return expected.gone ? status === 404 : status === 200 && text.includes(expected.has);
  });
  if (!shown) return fault(`${kind}: not shown within ${PATIENCE} ms`);
  const rises = await until(() => newest() > version, PATIENCE, 1);
  if (!rises) return fault(`${kind}: nobody was told within ${PATIENCE} ms`);
  await everybody(kind);
  if (expected.route === routeOf(REPORT)) {
    const { text } = await pages[0].state();
    if (!text?.includes(expected.has)) fault(`${kind}: Chromium shows the report without it, though the page says it is new`);
  }
  if (expected.styled) {
    for (const reader of pages) {
      if (!(await until(async () => (await reader.state()).style === expected.has))) fault(`${kind}: Chromium, ${reader.route}, has not the new style`);
    }
  }
  if (expected.painted && !(await until(async () => pages[0].loads > loads || (await pages[0].state()).image !== image))) fault(`${kind}: Chromium shows the old picture`);
  (took[kind] ??= []).push(now() - saved);
}

/** Waits until every reader was told of the newest version and has its page. */
async function everybody(kind) {
  const late = () => listeners.filter(({ shown, version }) => version < newest() || shown < newest());
  if (!(await until(() => late().length === 0, PATIENCE, 2))) fault(`${kind}: ${late().length} readers without the newest version after ${PATIENCE} ms`);
  await Promise.all(
    pages.map(async (reader) => {
      let seen;
      const is = await until(async () => {
        const state = (seen = await reader.state());
        if (state.version < newest() || state.etag === undefined) return false;
        const { etag } = await get(state.route);
        return etag === `"${state.etag}"`;
      });
      if (!is) fault(`${kind}: Chromium, ${reader.route}, has not the newest page after ${PATIENCE} ms (version ${seen.version} of ${newest()})`);
    }),
  );
}

/** Compares what is served with a build, and lets all readers go. */
async function finish() {
  await until(() => now() - quiet > 2000, 30000, 100);
  const output = mkdtempSync(path.join(path.dirname(root), 'built-'));
  const built = spawnSync(binary, ['build', '--lang', 'en', '--source', root, '--output', path.join(output, 'site')], { encoding: 'utf8' });
  if (built.error) throw built.error;
  const site = path.join(output, 'site');
  const files = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(site, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('.huibian/'));
  for (const file of files) {
    const { status, bytes, error } = await get(file);
    const own = readFileSync(path.join(site, file));
    const served = file.endsWith('.html') ? Buffer.from(bytes?.toString().replace(/<script src="\/\.huibian\/preview\.js"[^>]*><\/script>/, '') ?? '') : bytes;
    if (status !== 200) fault(`${file}: ${status || error} at the end`);
    else if (!served.equals(own)) fault(`${file} is served otherwise than it is built`);
  }
  finish.compared = files.length;
  // A reload would make of the open pages what they are by now.
  for (const reader of pages) {
    const shape = () =>
      reader.page.evaluate(() => {
        const copy = document.documentElement.cloneNode(true);
        for (const script of copy.querySelectorAll('script')) script.remove();
        return copy.textContent.replace(/\s+/g, ' ');
      });
    const kept = await shape();
    await reader.page.reload();
    const fresh = await shape();
    if (kept !== fresh) {
      let place = 0;
      while (kept[place] === fresh[place]) place += 1;
      fault(`Chromium, ${reader.route}: the text differs from a reload's: …${kept.slice(place - 20, place + 40)}… and …${fresh.slice(place - 20, place + 40)}…`);
    }
  }
  finish.version = newest();
  ending = true;
  for (const reader of listeners) reader.close();
  await browser.close();
  await pause(15000); // threads that wait for work go after ten seconds
  finish.after = holds(server.pid);
  if (before && finish.after.files > before.files + 2) fault(`${finish.after.files} files are open, ${before.files} were before anyone came`);
  if (before && finish.after.threads > before.threads + 2) fault(`there are ${finish.after.threads} threads, ${before.threads} were before anyone came`);
  const code = await server.stop();
  if (code !== 0) fault(`the server ended with ${code}`);
}

function summary() {
  console.log(`\nms from an edit until every reader had it (${count} edits, version ${finish.version})`);
  const row = (kind, numbers) => {
    const { n, min, median, p95, worst } = spread(numbers);
    return [kind, n, min, median, p95, worst];
  };
  console.log(table([['', 'n', 'min', 'median', 'p95', 'worst'], ...Object.entries(took).map(([kind, numbers]) => row(kind, numbers)), row('all', Object.values(took).flat())]));
  const sum = (name) => listeners.reduce((total, reader) => total + reader[name], 0);
  console.log(`\n${listeners.length} readers: ${sum('events')} events, ${sum('fetched')} pages asked for; Chromium: ${pages.map(({ route, loads }) => `${route} loaded ${loads} times`).join(', ')}`);
  if (finish.compared) console.log(`${finish.compared} files compared with a build`);
  if (before && samples.length > 0) memory();
  if (faults.size === 0) console.log('no fault');
  for (const [text, times] of faults) console.log(`FAULT ${text}${times > 1 ? ` (${times} times)` : ''}`);
}

/** Whether what the process holds has stayed the same since the warm-up. */
function memory() {
  const warm = samples.slice(Math.floor(samples.length * WARM));
  const mean = (list, name = 'now') => list.reduce((total, sample) => total + sample[name], 0) / list.length;
  const fifth = Math.max(1, Math.floor(warm.length / 5));
  const [early, late] = [mean(warm.slice(0, fifth)), mean(warm.slice(-fifth))];
  const [middle, middleTime] = [mean(warm), mean(warm, 'at')];
  const slope = warm.reduce((total, { at, now }) => total + (at - middleTime) * (now - middle), 0) / warm.reduce((total, { at }) => total + (at - middleTime) ** 2, 0);
  const most = (name) => Math.max(...samples.map((sample) => sample[name]));
  console.log(`memory: ${before.now.toFixed(0)} MiB at the start, ${early.toFixed(0)} after the warm-up, ${late.toFixed(0)} at the end, at most ${most('most').toFixed(0)}; slope ${(slope * 60000).toFixed(2)} MiB a minute`);
  console.log(`open files: ${before.files}, at most ${most('files')}, ${finish.after?.files} after all had left; threads: ${before.threads}, at most ${most('threads')}, ${finish.after?.threads}`);
  if (late - early > Math.max(FLAT.least, early * FLAT.part)) fault(`memory grew from ${early.toFixed(0)} to ${late.toFixed(0)} MiB`);
}
