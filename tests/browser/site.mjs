// A built site as its files: what pages there are, of which kind, and what
// they hold. Reads the output folder only; opens no browser.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'parse5';

// The first that fits. Cut lists are kinds of their own.
const KINDS = [
  ['home', /^index\.html$/],
  ['404', /^404\.html$/],
  ['find', /^find\.html$/],
  ['data', /^data\.html$/],
  ['years', /^years\.html$/],
  ['year', /^years\/\d+\.html$/],
  ['year, cut', /^years\/\d+\/[^/]+\.html$/],
  ['organizations', /^orgs\.html$/],
  ['organizations, cut', /^orgs\/list\//],
  ['organization', /^orgs\/[^/]+\.html$/],
  ['organization, cut', /^orgs\/[^/]+\/[^/]+\.html$/],
  ['topics', /^topics\.html$/],
  ['topic', /^topics\/[^/]+\.html$/],
  ['cell', /^topics\/[^/]+\/\d+\.html$/],
  ['cell, cut', /^topics\/[^/]+\/\d+-\d+\.html$/],
  ['honours', /^honours\.html$/],
  ['person', /^people\//],
  ['names', /^names\.html$/],
  ['names, cut', /^names\//],
  ['metrics', /^metrics\.html$/],
  ['metrics, cut', /^metrics\/list\//],
  ['metric, cut', /^metrics\/.+-2\.html$/],
  ['metric', /^metrics\/[^/]+\.html$/],
  ['report', /^reports\//],
  ['page', /\.html$/],
];

/** Every kind of page that huibian makes. */
export const ALL_KINDS = KINDS.map(([kind]) => kind);

/** Opens the output of a build. */
export function openSite(name, folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('.huibian/'))
    .sort();
  const site = {
    name,
    folder,
    files: new Set(files),
    text: (file) => readFileSync(path.join(folder, file), 'utf8'),
    size: (file) => statSync(path.join(folder, file)).size,
  };
  site.pages = files.filter((file) => file.endsWith('.html')).map((route) => page(site, route));
  // The address the site is made for, as robots.txt tells it.
  site.address = /^Sitemap: (.*)sitemap\.xml$/m.exec(site.text('robots.txt'))?.[1];
  assert.ok(site.address, `${name}: robots.txt names no sitemap.xml`);
  return site;
}

function page(site, route) {
  let document;
  return {
    site,
    route,
    name: `${site.name}/${route}`,
    kind: KINDS.find(([, pattern]) => pattern.test(route))[0],
    url: pathToFileURL(path.join(site.folder, route)).href,
    /** Its elements, `{ tag, attributes, text }`, parsed once. */
    get elements() {
      document ??= elements(parse(site.text(route)));
      return document;
    },
  };
}

/** Of each kind, the largest page and the smallest: the fullest and the barest layout. */
export function specimens(site) {
  return ALL_KINDS.flatMap((kind) => {
    const pages = site.pages.filter((page) => page.kind === kind).sort((a, b) => site.size(b.route) - site.size(a.route));
    return pages.length > 1 ? [pages[0], pages.at(-1)] : pages;
  });
}

/** What is looked at: every page of the sample; of the generated sites those. */
export function looked(sites) {
  return [[sites.sample, sites.sample.pages], [sites.chinese, specimens(sites.chinese)], [sites.english, specimens(sites.english)]];
}

/** Fails with one line for each fault, if there is any. */
export function noFaults(faults) {
  const shown = faults.slice(0, 40).map((fault) => `  ${fault}`);
  if (faults.length > shown.length) shown.push(`  … and ${faults.length - shown.length} more`);
  if (faults.length === 0) return;
  const error = new Error(`${faults.length} in all\n${shown.join('\n')}`);
  error.name = 'Faults';
  error.stack = `Faults: ${error.message}`; // where the test stands tells nothing that its name does not
  throw error;
}

/** Faults that show in several looks of a page: each is told once, with its looks. */
export function faultsByLook() {
  const looks = new Map();
  return {
    add: (fault, look) => looks.set(fault, [...(looks.get(fault) ?? []), look]),
    list: () => [...looks].map(([fault, seen]) => `${fault} (${seen.join('; ')})`),
  };
}

function elements(node, found = []) {
  if (node.tagName) {
    const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
    const text = node.childNodes.map((child) => child.value ?? '').join('');
    found.push({ tag: node.tagName, attributes, text });
  }
  for (const child of node.childNodes ?? []) elements(child, found);
  return found;
}
