// Markup: valid HTML, well-formed feeds, data that parses, and nothing larger
// than its budget.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { StaticConfigLoader, HtmlValidate } from 'html-validate';
import { publish } from './publications.mjs';
import { noFaults, specimens } from './site.mjs';

const KB = 1000;
const ATOM = 'http://www.w3.org/2005/Atom';
const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';

const RULES = {
  root: true,
  extends: ['html-validate:recommended'],
  rules: {
    'no-inline-style': ['error', { include: [], exclude: [] }],
    'valid-id': ['error', { relaxed: true }], // ids are of Chinese headings, numbers first
    'form-dup-name': ['error', { shared: ['checkbox', 'radio', 'submit', 'button', 'reset'] }],
    // A scrolling table is a region without being a section.
    'prefer-native-element': ['error', { exclude: ['region'] }],
    // The filter acts at once and sends nothing.
    'wcag/h32': 'off',
    // What a page says is for its author.
    'long-title': 'off',
    // How the source looks, where a reader sees no difference.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
  },
};

const sites = publish();

for (const site of Object.values(sites)) {
  test(`valid HTML: ${site.name}`, async () => {
    const validator = new HtmlValidate(new StaticConfigLoader(RULES));
    const faults = [];
    for (const page of specimens(site)) {
      const { results } = await validator.validateString(site.text(page.route));
      for (const { messages } of results) {
        faults.push(...messages.map(({ ruleId, line, column, message, selector }) => `${page.name}:${line}:${column}: ${ruleId}: ${message} (${selector})`));
      }
    }
    noFaults(faults);
  });

  test(`no style or script within a page, and its JSON-LD parses: ${site.name}`, () => {
    const faults = [];
    for (const page of site.pages) {
      for (const { tag, attributes, text } of page.elements) {
        const inline = Object.keys(attributes).filter((name) => name === 'style' || name.startsWith('on'));
        if (inline.length > 0) faults.push(`${page.name}: <${tag} ${inline.join(' ')}>`);
        if (tag === 'style') faults.push(`${page.name}: <style>`);
        if (tag === 'script' && attributes.type !== 'application/ld+json' && text.trim()) faults.push(`${page.name}: a script within the page`);
        if (attributes.type === 'application/ld+json') faults.push(...dataFaults(text).map((fault) => `${page.name}: JSON-LD: ${fault}`));
      }
    }
    const bare = site.pages.filter((page) => page.kind === 'report' && !page.elements.some(({ attributes }) => attributes.type === 'application/ld+json'));
    noFaults([...faults, ...bare.map((page) => `${page.name}: no JSON-LD`)]);
  });

  test(`feeds are Atom: ${site.name}`, () => {
    const feeds = [...site.files].filter((file) => file.endsWith('.xml') && file !== 'sitemap.xml');
    assert.ok(feeds.includes('feed.xml'), 'no feed.xml');
    noFaults(feeds.flatMap((file) => atomFaults(wellFormed(site, file)).map((fault) => `${site.name}/${file}: ${fault}`)));
  });

  test(`the site map lists every page but 404.html: ${site.name}`, () => {
    const { documentElement } = wellFormed(site, 'sitemap.xml');
    assert.equal(documentElement.namespaceURI, SITEMAP);
    const listed = [...documentElement.getElementsByTagNameNS(SITEMAP, 'loc')].map(({ textContent }) => textContent).sort();
    const wanted = site.pages.filter(({ kind }) => kind !== '404').map(({ route }) => site.address + route);
    const canonical = (address) => (address === site.address ? `${address}index.html` : address);
    assert.deepEqual(listed.map(canonical).sort(), wanted.sort());
  });

  test(`robots.txt and reports.json: ${site.name}`, () => {
    assert.match(site.text('robots.txt'), /^User-agent: \*$/m);
    assert.match(site.text('robots.txt'), /^Sitemap: https:\/\/\S+\/sitemap\.xml$/m);
    const count = site.pages.filter(({ kind }) => kind === 'report').length;
    assert.equal(reportsIn(JSON.parse(site.text('reports.json'))).length, count);
  });
}

test('no page of the sample is larger than its budget', () => {
  noFaults(
    sites.sample.pages
      // Reports and pages are as long as what was written; all else is lists, which are to be cut.
      .filter(({ kind, route }) => !['report', 'page'].includes(kind) && sites.sample.size(route) > 30 * KB)
      .map(({ name, route }) => `${name} has ${sites.sample.size(route)} bytes, more than ${30 * KB}`),
  );
});

function wellFormed(site, file) {
  const onError = (level, message) => assert.fail(`${site.name}/${file}: ${level}: ${message}`);
  return new DOMParser({ onError }).parseFromString(site.text(file), 'application/xml');
}

/** What RFC 4287 asks for and the feed lacks. */
function atomFaults({ documentElement: feed }) {
  const children = (element, name) => [...element.childNodes].filter((child) => child.namespaceURI === ATOM && child.localName === name);
  const faults = [];
  if (feed.namespaceURI !== ATOM || feed.localName !== 'feed') return ['is no Atom feed'];
  const self = children(feed, 'link').filter((link) => link.getAttribute('rel') === 'self');
  if (self.length !== 1) faults.push(`${self.length} links to itself`);
  const entries = children(feed, 'entry');
  if (entries.length === 0) faults.push('no entry');
  const ids = new Set();
  for (const element of [feed, ...entries]) {
    const where = element === feed ? 'feed' : `entry ${entries.indexOf(element) + 1}`;
    for (const name of ['id', 'title', 'updated']) {
      const [found, ...more] = children(element, name);
      if (!found?.textContent.trim() || more.length > 0) faults.push(`${where}: ${found ? 'not one' : 'no'} ${name}`);
    }
    const [updated, id] = ['updated', 'id'].map((name) => children(element, name)[0]?.textContent ?? '');
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(updated)) faults.push(`${where}: updated is “${updated}”`);
    if (ids.has(id)) faults.push(`${where}: id ${id} comes twice`);
    ids.add(id);
    if (element !== feed && children(feed, 'author').length + children(element, 'author').length === 0) faults.push(`${where}: no author`);
    if (!children(element, 'link').some((link) => (link.getAttribute('rel') ?? 'alternate') === 'alternate')) faults.push(`${where}: no link to its page`);
  }
  return faults;
}

function dataFaults(text) {
  try {
    const data = JSON.parse(text);
    return data['@context'] === 'https://schema.org' && (data['@type'] || data['@graph']) ? [] : ['is nothing of schema.org'];
  } catch (error) {
    return [error.message];
  }
}

function reportsIn(data) {
  return Array.isArray(data) ? data : data.reports;
}
