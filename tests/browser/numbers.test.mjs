// Every number is right: what the tables of a site say, and what its overview
// pages show, equals what DuckDB makes of what the reports tell. Opens no
// browser. NUMBERS names further built sites, with colons between them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishLarge } from './large.mjs';
import { calculate, KEYS, WHOLE } from './numbers-oracle.mjs';
import { faultsOf, gather } from './numbers-pages.mjs';
import { publish } from './publications.mjs';
import { noFaults, openSite } from './site.mjs';

const further = (process.env.NUMBERS ?? '').split(':').filter(Boolean).map((folder) => openSite(folder, folder));
const sites = [...Object.values(publish()), openSite('large', publishLarge().folder), ...further];

for (const site of sites) {
  test(`tables say what reports come to: ${site.name}`, async () => {
    const data = await calculate(site);
    const faults = [];
    for (const [table, keys] of Object.entries(KEYS)) {
      const known = byKey(await data.rows(`SELECT * EXCLUDE (place) REPLACE (coalesce(organization, '${WHOLE}') AS organization) FROM "${table}"`), keys);
      const expected = byKey(await data.rows(`SELECT * FROM "expected_${table}"`), keys);
      for (const key of new Set([...known.keys(), ...expected.keys()])) {
        const [is, should] = [known.get(key), expected.get(key)];
        if (!is || !should) faults.push(`${table} ${key}: ${is ? 'is there' : 'is missing'}`);
        else for (const column of Object.keys(is)) if (!same(is[column], should[column], column === 'change' ? 0.00501 : undefined)) faults.push(`${table} ${key}: ${column} is ${is[column]}, should be ${should[column]}`);
      }
      assert.ok(known.size > 0 || expected.size === 0, `${table} has rows`);
    }
    const stands = await data.rows(`SELECT f.metric, f.organization, f.year FROM figures f LEFT JOIN chosen c USING (place) WHERE f.stands <> (c.place IS NOT NULL)`);
    for (const one of stands) faults.push(`figures ${Object.values(one)}: another value stands`);
    data.close();
    noFaults(faults);
  });
}

/** Of so many overview pages of a site all numbers are looked at. */
const PAGES = 200;
const OVERVIEWS = ['metric', 'metric, cut', 'year', 'organization', 'topic', 'organizations'];
/** Of these only what says what it is, and the pictures. */
const PARTLY = ['home', 'honours', 'topics', 'years', 'metrics'];

for (const site of sites) {
  test(`pages say what reports come to: ${site.name}`, async () => {
    const data = await calculate(site);
    const all = await gather(data);
    data.close();
    const pages = shuffled(site.pages.filter((page) => OVERVIEWS.includes(page.kind))).slice(0, PAGES);
    const found = pages.map((page) => faultsOf(page, all));
    found.push(...site.pages.filter((page) => PARTLY.includes(page.kind)).map((page) => faultsOf(page, all, true)));
    assert.ok(found.reduce((sum, { checked }) => sum + checked, 0) > pages.length, 'pages say what their numbers are');
    noFaults(found.flatMap(({ faults }) => faults));
  });
}

/** In an order that looks like chance and is the same each time (mulberry32). */
function shuffled(pages) {
  let seed = 17;
  const key = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return pages.map((page) => [key(), page]).sort(([a], [b]) => a - b).map(([, page]) => page);
}

function byKey(rows, keys) {
  return new Map(rows.map((row) => [keys.map((key) => row[key]).join(' '), row]));
}

/** Whether two cells are the same, but for what is lost in sums of fractions, or may be rounded off. */
function same(one, other, allowed = 1e-6) {
  if (one === null || other === null || typeof one === 'string' || typeof one === 'boolean') return one === other;
  return Math.abs(Number(one) - Number(other)) <= Math.max(allowed, Math.abs(Number(other)) * 1e-9);
}
