// Builds publications of people who mean harm, and tells which of huibian's
// promises they break: no secret read or told, nothing written elsewhere,
// nothing run or loaded in a reader's browser, no command that hangs, crashes
// or takes more than 5 seconds of CPU or 512 MB.
//
//   node hostile.mjs [--seed N] [--only CLASS,…] [--count N] [--name PART]
//                    [--binary PATH] [--json FILE] [--keep DIR] [--jobs N]
//
// Classes and what stands in them: hostile/classes.mjs. Exit code 1 if a
// promise was broken. Linux only, with `time` (GNU) and `prlimit`.

import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import vm from 'node:vm';
import { DOMParser } from '@xmldom/xmldom';
import { startBrowser } from './browser.mjs';
import { filesOf, startReader } from './hostile/audit.mjs';
import { classes, known } from './hostile/classes.mjs';
import { Lab, LIMITS, probeAccess, run } from './hostile/lab.mjs';
import { binary as built } from './publications.mjs';

/** All publications of a seed, or `count`: those that once broke a promise, and as many others of every class, spread over it. */
export function publications({ seed = 1, only, name, count } = {}) {
  const all = Object.entries(classes)
    .filter(([kind]) => !only || only.includes(kind))
    .map(([kind, make]) => [...make(random(`${seed}/${kind}`))].map((fixture) => ({ kind, ...fixture })).filter((fixture) => !name || fixture.name.includes(name)));
  if (!count || count >= all.flat().length) return all.flat();
  const isKnown = ({ kind, name: own }) => known.includes(`${kind}/${own}`);
  const wanted = Math.max(1, Math.floor((count - all.flat().filter(isKnown).length) / all.length));
  return all.flatMap((fixtures) => {
    const first = random(`${seed}/first`)(Math.ceil(fixtures.length / wanted));
    const chosen = new Set(Array.from({ length: wanted }, (_, place) => (first + Math.floor((place * fixtures.length) / wanted)) % fixtures.length));
    return fixtures.filter((fixture, place) => chosen.has(place) || isKnown(fixture));
  });
}

/** Numbers below `n`, the same for the same seed. */
export function random(seed) {
  let count = 0;
  return (n) => createHash('sha256').update(`${seed}/${(count += 1)}`).digest().readUInt32BE(0) % n;
}

/** Attacks with each publication; answers `{ kind, name, built, faults: [[kind, sentence]], cpu, memory }` for each. */
export async function attack(fixtures, { binary = built, seed = 1, keep, jobs = 2, pages = 3, log } = {}) {
  const folder = realpathSync(keep ? (mkdirSync(keep, { recursive: true }), keep) : mkdtempSync(path.join(tmpdir(), 'huibian-hostile-')));
  probeAccess(folder);
  let browser = startBrowser();
  // A browser that ends, by itself or by another's hand, is no fault of a publication: start it again.
  const newReader = async () => {
    const known = browser;
    if (!(await known).isConnected() && browser === known) browser = startBrowser();
    return startReader(await browser);
  };
  const results = [];
  let next = 0;
  const worker = async () => {
    let reader = await newReader();
    const once = async (number) => {
      const fixture = fixtures[number];
      const home = path.join(folder, String(number).padStart(4, '0'));
      rmSync(home, { recursive: true, force: true });
      mkdirSync(home);
      const token = `k${createHash('sha256').update(`${seed}/${number}`).digest('hex').slice(0, 16)}`;
      const result = await one(fixture, { binary, home, token, number, reader, pages }).catch((error) => ({ kind: fixture.kind, name: fixture.name, built: false, cpu: 0, memory: 0, faults: [['harness', error.stack]] }));
      if (!keep) rmSync(home, { recursive: true, force: true, maxRetries: 3 });
      return result;
    };
    while (next < fixtures.length) {
      const number = next++;
      results[number] = await once(number);
      if (!reader.alive()) {
        reader.close();
        reader = await newReader();
        results[number] = await once(number);
        if (!reader.alive()) results[number].faults.push(['harness', 'the browser ended twice']);
      }
      log?.(results[number]);
    }
    reader.close();
  };
  try {
    await Promise.all(Array.from({ length: jobs }, worker));
  } finally {
    await (await browser).close();
    if (!keep) rmSync(folder, { recursive: true, force: true });
  }
  return results;
}

async function one(fixture, { binary, home, token, number, reader, pages }) {
  const result = { kind: fixture.kind, name: fixture.name, built: false, faults: [], cpu: 0, memory: 0 };
  const fault = (kind, sentence) => {
    if (!result.faults.some(([, known]) => known === sentence)) result.faults.push([kind, sentence]);
  };
  const lab = new Lab(home, token);
  await fixture.write(lab, { binary });
  lab.watch();
  const site = fixture.output ? path.join(lab.pub, fixture.output) : lab.site;

  /** Runs a command and holds it to what every command promises; whether it came to an end. */
  const command = async (name, args, options) => {
    const end = await run(binary, [...args, '--lang', 'en', '--source', lab.pub], { home, patience: fixture.patience, ...options });
    result.cpu = Math.max(result.cpu, end.cpu);
    result.memory = Math.max(result.memory, end.memory);
    if (end.cpu > LIMITS.cpu) fault('cpu', `${name} takes ${end.cpu.toFixed(1)} s of CPU`);
    else if (end.hangs) fault('hang', `${name} does not end`);
    if (end.memory > LIMITS.memory) fault('memory', `${name} takes ${end.memory.toFixed(0)} MB`);
    const short = /memory allocation of .* failed/.exec(end.stderr);
    if (short) fault('memory', `${name} ends with ${end.status}: ${short[0]}`);
    else if (!end.hangs && end.cpu <= LIMITS.cpu && (![0, 1, 2, 3, 130].includes(end.status) || /panicked|overflowed its stack/.test(end.stderr))) {
      fault('crash', `${name} ends with ${end.status}: ${/.*(panicked|overflowed).*/.exec(end.stderr)?.[0] ?? end.stderr.slice(-200)}`);
    }
    const said = end.stdout + end.stderr;
    for (const secret of lab.secretsIn(said)) fault('leak', `${name} prints the secret “${secret}”`);
    // eslint-disable-next-line no-control-regex
    if (/[\0-\x08\x0b-\x1f\x7f\x80-\x9f]/.test(said.replaceAll('\r\n', '\n'))) fault('terminal', `${name} prints a control character`);
    lab.damage(name).forEach((damage) => fault(...damage));
    return { ...end, said, ended: !end.hangs && end.status < 128 };
  };

  const build = await command('build', ['build', ...(fixture.output ? [] : ['--output', lab.site])]);
  result.built = existsSync(path.join(site, 'index.html')) && build.ended;
  const files = lstatSync(site, { throwIfNoEntry: false })?.isDirectory() ? filesOf(site) : [];
  for (const kept of promises(fixture, { build, site, files, lab })) fault(...kept);
  if (result.built && fixture.open !== false) {
    const marked = files.filter(({ link }) => !link).map(({ name }) => name).filter((name) => name.endsWith('.html') && !/^(index|404)\.html$/.test(name) && /pwned|hostile\.invalid/.test(readFileSync(path.join(site, name), 'latin1')));
    const queries = (fixture.queries ?? ['pwned', '年度总结']).map((query) => (query.startsWith('q=') ? query : `q=${encodeURIComponent(query.toWellFormed())}`));
    const spread = marked.filter((_, place) => place % Math.ceil(marked.length / pages) === 0);
    // The disk has its own rules for scripts and addresses; http has the rest.
    const seen = [
      ...(await reader.read(site, { http: false, pages: spread.slice(0, 2), queries: queries.slice(0, 1) })),
      ...(await reader.read(site, { http: true, pages: ['index.html', ...spread], queries })),
    ];
    seen.forEach((each) => fault(...each));
  }

  // What did not end once will not end the next time.
  const also = fixture.also ?? [['import'], ['serve'], ['new'], []][number % 4];
  const todo = [
    ['check', ['check']],
    ['fix', ['check', '--fix', '--unsafe']],
    also.includes('import') && ['import', ['import', path.join(home, 'inbox')]],
    also.includes('new') && ['new', ['new', 'report', '甲总结', '--branch', '甲医院', '--year', '2023']],
  ].filter(Boolean);
  let ended = build.ended;
  for (const [name, args] of todo) if (ended) ({ ended } = await command(name, args));
  if (ended && also.includes('serve')) {
    let asked = false;
    await command('serve', ['serve', '--port', '0'], {
      started: async (said, end) => {
        const address = /http:\/\/[^/\s]*:\d+\//.exec(said)?.[0];
        if (!address || asked) return;
        asked = true;
        for (const page of ['', 'reports/a.html', '.huibian/findings']) {
          const text = await fetch(address + page).then((answer) => answer.text()).catch((error) => String(error));
          for (const secret of lab.secretsIn(text)) fault('leak', `serve answers /${page} with the secret “${secret}”`);
        }
        end();
      },
    });
  }
  return result;
}

/** What was promised of this publication and not kept. */
function* promises(fixture, { build, site, files, lab }) {
  for (const { name, link } of files) {
    if (link) {
      if (!fixture.output) yield ['active', `the site has a link, ${name}`];
      continue;
    }
    const bytes = readFileSync(path.join(site, name));
    for (const secret of lab.secretsIn(bytes.toString('latin1'))) yield ['leak', `the site has the secret “${secret}” in ${name}`];
    const kind = path.extname(name).toLowerCase();
    if (/^\.(svg|htm|xhtml|xht|js|mjs|css|swf|xml|xsl|mht|shtml|php|webmanifest)$/.test(kind) && /^reports\//.test(name)) yield ['active', `the site has ${name}`];
    if (kind === '.html' && !/<!doctype html>\s*<html/i.test(bytes.toString('utf8', 0, 200)) && !fixture.trusted && !fixture.output) yield ['active', `${name} is no page of ours`];
    if (/(^|\/)\.(?!huibian\/)/.test(name)) yield ['active', `the site has the hidden ${name}`];
    const broken = bytes.length < 3_000_000 && !fixture.trusted && brokenness(name, kind, bytes.toString('utf8'));
    if (broken) yield ['broken', `${name}: ${broken}`];
  }
  if (!build.ended) return;
  // A finding has the name in its sentence or in the line below, which is the place; a refusal is a sentence.
  const lines = build.said.split('\n');
  const told = (name) => lines.some((line, place) => /^(error|warning)/.test(line) && (fixture.word ?? /./).test(line) && `${line}\n${lines[place + 1]}`.includes(name));
  for (const name of fixture.tells ?? []) if (!told(name)) yield ['silent', `build does not tell that ${name} is ${fixture.word?.source ?? 'amiss'}`];
  if (!fixture.lost && ![0, 1].includes(build.status)) yield ['lost', `build ends with ${build.status}: ${build.stderr.trim().slice(0, 160)}`];
  for (const name of fixture.lost ? [] : ['index.html', 'reports/a.html']) if (!files.some((file) => file.name === name)) yield ['lost', `${name} is not there`];
  for (const [name, text] of Object.entries(fixture.keeps ?? {})) {
    if (!files.some((file) => file.name === name) || !readFileSync(path.join(site, name), 'utf8').includes(text)) yield ['lost', `${name} is not what the program makes`];
  }
  for (const pattern of fixture.absent ?? []) for (const { name } of files) if (pattern.test(name)) yield ['active', `the site has ${name}`];
}

function brokenness(name, kind, text) {
  try {
    if (kind === '.json') JSON.parse(text);
    if (kind === '.js') new vm.Script(text);
    if (kind === '.xml') {
      const onError = (level, message) => {
        throw new Error(`${level}: ${message}`);
      };
      new DOMParser({ onError }).parseFromString(text, 'text/xml');
      // eslint-disable-next-line no-control-regex
      if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text)) throw new Error('has a control character');
    }
  } catch (error) {
    return error.message.split('\n')[0].slice(0, 160);
  }
  return null;
}

/** A line for each class: how many, how many built, which faults, the worst of CPU and memory. */
export function table(results) {
  const rows = [['class', 'n', 'built', 'CPU s', 'MB', 'faults']];
  for (const kind of [...new Set(results.map((result) => result.kind)), 'all']) {
    const own = results.filter((result) => kind === 'all' || result.kind === kind);
    const kinds = {};
    for (const { faults } of own) for (const fault of new Set(faults.map(([name]) => name))) kinds[fault] = (kinds[fault] ?? 0) + 1;
    rows.push([
      kind,
      String(own.length),
      String(own.filter((result) => result.built).length),
      Math.max(...own.map((result) => result.cpu)).toFixed(1),
      Math.max(...own.map((result) => result.memory)).toFixed(0),
      Object.entries(kinds).map(([name, n]) => `${name} ${n}`).join(', ') || '–',
    ]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column > 0 && column < 5 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()).join('\n');
}

/** The faults of a result, a line each. */
export const sentences = ({ kind, name, faults }) => faults.map(([fault, sentence]) => `${kind}/${name}: ${fault}: ${sentence}`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: Object.fromEntries(['seed', 'only', 'count', 'name', 'binary', 'json', 'keep', 'jobs'].map((name) => [name, { type: 'string' }])) });
  const seed = Number(values.seed ?? 1);
  const fixtures = publications({ seed, only: values.only?.split(','), name: values.name, count: Number(values.count) });
  const results = await attack(fixtures, {
    seed,
    binary: values.binary && path.resolve(values.binary),
    keep: values.keep,
    jobs: Number(values.jobs ?? 2),
    log: (result) => sentences(result).forEach((line) => console.log(line)),
  });
  console.log(`\n${table(results)}`);
  if (values.json) writeFileSync(values.json, JSON.stringify(results, null, 1));
  process.exitCode = results.some((result) => result.faults.length > 0) ? 1 : 0;
}
