// Publications of people who mean harm: of every class some, the same each
// time, and those that once broke a promise. hostile.mjs has them all.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keepsAccess } from './hostile/lab.mjs';
import { attack, publications, sentences, table } from './hostile.mjs';
import { noFaults } from './site.mjs';

const linux = { skip: process.platform !== 'linux' && 'needs time and prlimit' };

/** What the culprit does, and of which kinds and words the faults must be. */
const CONTROLS = {
  nothing: [],
  overwrites: ['changed: build changes ".bashrc"'],
  creates: ['changed: build makes "outside/new"'],
  touches: ['changed: build changes ".bashrc"'],
  'writes content': ['changed: build changes "pub/content/reports/a.md"'],
  reads: ['read: build reads outside/secret.txt'],
  prints: ['leak: build prints the secret “env”'],
  publishes: ['leak: the site has the secret “git” in reports/x.txt'],
  links: ['active: the site has a link, x.html'],
  'burns CPU': ['cpu: build takes '],
  'takes memory': ['memory: build takes '],
  hangs: ['hang: build does not end'],
  crashes: ['crash: build ends with 101'],
  colours: ['terminal: build prints a control character'],
  loses: ['lost: reports/a.html is not there'],
  'breaks a feed': ['broken: feed.xml'],
  'runs a script': ['script: file', 'script: http', 'dialog: http', 'console: http', 'dom: http reports/a.html: <script> inline'],
  'runs a handler': ['script: http', 'dom: http reports/a.html: <img> onerror'],
  'loads a picture': ['request: file', 'request: http', 'console: http', 'dom: http'],
  'has bad elements': ['dom: http reports/a.html: <a> href', '<iframe>', '<base>', '<i> id a is there twice', '<a> xlink:href', '<form>'],
};

test('the harness tells what breaks a promise', linux, async () => {
  const culprit = fileURLToPath(new URL('hostile/culprit.sh', import.meta.url));
  const fixtures = Object.keys(CONTROLS).map((name) => ({ kind: 'control', name, write: (lab) => lab.put('content/fault', name), also: [], patience: name === 'hangs' ? 2 : undefined }));
  const results = await attack(fixtures, { binary: culprit });
  const faults = results.flatMap((result) => {
    const told = sentences(result);
    const wanted = CONTROLS[result.name].filter((words) => keepsAccess || !words.startsWith('read:'));
    if (wanted.length === 0) return told;
    return wanted.filter((words) => !told.some((line) => line.includes(words))).map((words) => `${result.name}: “${words}” is not told, only ${JSON.stringify(told)}`);
  });
  noFaults(faults);
});

test('a seed makes the same publications each time, of every class', () => {
  const names = () => publications({ count: 60 }).map(({ kind, name }) => `${kind}/${name}`);
  assert.deepEqual(names(), names());
  assert.ok(names().length <= 60);
  const all = publications();
  assert.ok(all.length >= 300);
  assert.equal(new Set(all.map(({ kind, name }) => `${kind}/${name}`)).size, all.length, 'two have one name');
  assert.deepEqual([...new Set(publications({ count: 60 }).map(({ kind }) => kind))], [...new Set(all.map(({ kind }) => kind))]);
});

test('hostile publications break no promise', linux, async (t) => {
  const results = await attack(publications({ count: 60 }));
  t.diagnostic(`\n${table(results)}`);
  noFaults(results.flatMap(sentences));
});
