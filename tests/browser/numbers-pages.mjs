// The numbers of an overview page, each with what it must be.
//
// Pages say of an element what its numbers are (`data-is="total"`), and of the
// element or what it stands in of which year, metric and organisation; what the
// page is about its address says. In: a page and the oracle's data. Out: faults:
// a number that is none of those that it is said to be, and one in a table or a
// sentence of which nothing is said. A picture may have only numbers of the table
// beside it, which are calculated; a small line of a row, those of its metric.

import { parse } from 'parse5';
import { WHOLE } from './numbers-oracle.mjs';

/** What may hold numbers that are an author's, a name's or an address's. */
const OTHERS = new Set(['a', 'h1', 'h2', 'h3', 'nav', 'svg', 'th', 'time', 'ol', 'ul', 'code', 'script', 'form', 'details']);
const CLASSES = new Set(['tree', 'sub', 'by', 'spine', 'facts', 'fn', 'side', 'colo', 'hon', 'chron', 'tl', 'before', 'yb', 'multi', 'regions', 'cuts', 'turn']);

/** Reads what the pages need of the data, once. */
export async function gather(data) {
  const rows = (sql) => data.rows(sql);
  const table = async (name) => keyed(await rows(`SELECT * FROM "expected_${name}"`), (row) => [row.topic ?? row.metric ?? '', row.organization ?? '', row.year, row.unit ?? ''].join(' '));
  const names = await rows('SELECT name FROM organizations UNION SELECT full_name FROM organizations UNION SELECT name FROM topics UNION SELECT name FROM metrics');
  const chosen = await rows('SELECT metric, unit, organization, year, value FROM chosen');
  return {
    totals: await rows('SELECT * FROM expected_totals'),
    total: await table('totals'),
    counts: await rows('SELECT * FROM expected_counts'),
    volumes: new Map((await rows('SELECT * FROM expected_volume')).map((row) => [row.year, row])),
    chosen,
    names: names.map((row) => row.name).filter((name) => /\d/.test(name)).sort((a, b) => b.length - a.length),
    taken: await rows(`SELECT metric, unit, organization, year, value FROM taken WHERE above = '${WHOLE}'`),
    units: new Map((await rows('SELECT id, unit FROM metrics')).map((row) => [row.id, row.unit ?? null])),
    told: await rows('SELECT above, year, count(*)::BIGINT AS writers FROM told GROUP BY ALL'),
    reports: await rows('SELECT id, organization, first_year, year FROM reports'),
    onYear: await rows('SELECT id, year FROM volumes'),
    about: await rows('SELECT report, topic FROM about'),
    above: await rows('SELECT id, above FROM up'),
    levels: await rows('SELECT year, rank, count(DISTINCT same)::BIGINT AS count FROM honours GROUP BY ALL'),
    topics: await rows('SELECT id, name, synonyms FROM topics'),
    achievements: await rows('SELECT report, organization, year, date, topics, text FROM achievements'),
    organizations: new Map((await rows('SELECT id, parent, region FROM organizations')).map((row) => [row.id, row])),
    pairs: await rows(`SELECT metric, unit, organization, year, before, now FROM pairs WHERE above = '${WHOLE}'`),
    adds: new Map((await rows('SELECT DISTINCT metric, unit, adds FROM totals')).map((row) => [`${row.metric} ${row.unit ?? ''}`, row.adds])),
    whole: await rows(`SELECT id, year, unnest(string_split(topics, ';')) AS topic FROM reports`),
  };
}

const keyed = (rows, key) => new Map(rows.map((row) => [key(row), row]));
const number = (value) => (value === null || value === undefined ? null : Number(value));

/** What is wrong with the numbers of a page. Of a `partly` marked one, only those that say what they are are looked at. */
export function faultsOf(page, all, partly = false) {
  const [kind, id = ''] = page.route.replace('.html', '').split('/');
  const about = { metric: null, org: WHOLE, year: null, topic: null };
  // Of a list that was cut the address has a number behind.
  if (kind === 'metrics') about.metric = all.units.has(id) ? id : id.replace(/-\d+$/, '');
  // What the page is about, whatever a row is.
  about.about = about.metric;
  if (kind === 'orgs' && id) about.org = id;
  if (kind === 'years') about.year = Number(id);
  if (kind === 'topics') about.topic = id;
  const faults = [];
  let checked = 0;
  const look = (text, context, said) => {
    for (const token of numbers(without(all.names, text), all.units.get(context.metric))) {
      if (said === null && partly) continue;
      if (said === null) {
        faults.push(`${page.name}: “${text.trim().slice(0, 60)}”: nothing says what ${token.text} is`);
        continue;
      }
      checked += 1;
      const wanted = said.split(' ').flatMap((what) => expected(all, kind, what, context));
      if (!wanted.some((value) => value !== null && says(token, value))) faults.push(`${page.name}: “${text.trim().slice(0, 60)}”: ${token.text} is not ${said} of ${JSON.stringify({ ...context, section: undefined })}: ${wanted.slice(0, 8)}`);
    }
  };
  const walk = (node, context, free) => {
    if (node.nodeName === '#text') return free ? undefined : look(node.value, context, null);
    const attributes = attributesOf(node);
    const inner = { ...context };
    if (attributes['data-year']) inner.year = Number(attributes['data-year']);
    if (attributes['data-metric']) inner.metric = attributes['data-metric'];
    if (attributes['data-part']) inner.part = attributes['data-part'];
    if (attributes['data-month']) inner.month = Number(attributes['data-month']);
    if (attributes['data-region']) inner.region = attributes['data-region'];
    if (node.tagName === 'section') inner.section = node;
    if (attributes.class === 'multi') inner.section = null;
    if (node.tagName === 'svg') drawn(node, inner);
    if (node.tagName === 'tr') Object.assign(inner, named(node));
    const said = attributes['data-is'];
    if (said) look(words(node), inner, said);
    const other = OTHERS.has(node.tagName) || attributes['aria-labelledby'] === 'posts' || (attributes.class ?? '').split(' ').some((one) => CLASSES.has(one));
    for (const child of node.childNodes ?? []) walk(child, inner, free || other || said !== undefined);
  };
  const main = find(parse(page.site.text(page.route)), (node) => node.tagName === 'main');
  // A picture says nothing but what a table says, or of a row what its metric came to.
  const drawn = (svg, context) => {
    const label = attributesOf(svg)['aria-label'] ?? '';
    const texts = within(svg, (node) => node.tagName === 'text').filter((node) => !TICKS.has((attributesOf(node).class ?? '').split(' ')[0]));
    const table = find(svg, (node) => node.tagName === 'text') ? (context.section ?? main) : null;
    for (const text of table ? [...texts.map(written), label] : []) {
      for (const token of numbers(without(all.names, text), all.units.get(context.metric))) {
        checked += 1;
        const known = tableNumbers(table, all.units.get(context.metric));
        // The unit, 万元, may stand in the head of the table; a brief amount is one without it.
        const scales = /[万亿]$/.test(token.text) ? [1, 1e4, 1e8] : [1];
        if (!known.some((value) => scales.some((scale) => says(token, value * scale)))) faults.push(`${page.name}: ${token.text} of a picture (“${label.slice(0, 40)}”) is in no table beside it`);
      }
    }
    for (const [, year, text] of table ? [] : label.matchAll(/(\d{4})(?:年|: )([^，]*?)(?=，|, \d{4}|$)/g)) {
      const row = all.total.get([context.metric, context.own ? WHOLE : context.org, Number(year), all.units.get(context.metric) ?? ''].join(' '));
      for (const token of numbers(text, all.units.get(context.metric))) {
        checked += 1;
        if (!row || !says(token, number(row.total ?? row.median))) faults.push(`${page.name}: a small line says ${token.text} of ${context.metric} in ${year}, not ${row?.total ?? row?.median}`);
      }
    }
  };
  walk(main, about, false);
  return { faults, checked };
}

/** What is written on axes. */
const TICKS = new Set(['y', 'mo']);

/** All numbers of the tables in an element, and the years that they are of. */
function tableNumbers(node, unit) {
  node.numbers ??= within(node, (one) => one.tagName === 'table').flatMap((table) => within(table, (one) => ['td', 'th'].includes(one.tagName)).flatMap((cell) => numbers(words(cell, true), unit).map(({ value }) => value)));
  // Every year of an axis, also those that have no row; cut short they have two digits.
  const years = node.numbers.filter((value) => Number.isInteger(value) && value > 1900 && value < 2100);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  node.known ??= [...node.numbers, ...(years.length > 0 ? Array.from({ length: last - first + 1 }, (_, at) => first + at).flatMap((year) => [year, year % 100]) : [])];
  return node.known;
}

function within(node, wanted) {
  return (node.childNodes ?? []).flatMap((child) => [...(wanted(child) ? [child] : []), ...within(child, wanted)]);
}

const written = (node) => (node.nodeName === '#text' ? node.value : (node.childNodes ?? []).map(written).join(''));

const attributesOf = (node) => Object.fromEntries((node.attrs ?? []).map(({ name, value }) => [name, value]));

/** The words of an element, without pictures and without what says itself what it is. */
function words(node, whole = false) {
  if (node.nodeName === '#text') return node.value;
  const inside = (node.childNodes ?? []).filter((child) => child.tagName !== 'svg' && (whole || attributesOf(child)['data-is'] === undefined));
  return inside.map((child) => words(child, whole)).join(' ');
}

/** The organisation, topic or metric that the first cell of a row links to. */
function named(row) {
  const head = (row.childNodes ?? []).find((node) => node.tagName === 'th');
  const link = head && find(head, (node) => node.tagName === 'a');
  const href = link?.attrs.find(({ name }) => name === 'href')?.value ?? '';
  const organization = /(?:^|\/)orgs\/([^/]+)\.html/.exec(href)?.[1];
  const topic = /(?:^|\/)topics\/([^/.]+)/.exec(href)?.[1];
  const metric = /(?:^|\/)metrics\/([^/.]+)/.exec(href)?.[1];
  return { ...(organization && { org: organization, own: true }), ...(topic && { other: topic }), ...(metric && { metric }) };
}

function find(node, wanted) {
  if (wanted(node)) return node;
  for (const child of node.childNodes ?? []) {
    const found = find(child, wanted);
    if (found) return found;
  }
  return null;
}

/** A text without names that have numbers in them. */
function without(names, text) {
  return names.reduce((rest, name) => rest.replaceAll(name, ''), text);
}

/** The numbers of a text, as people write them; a 万 that is the unit's is no part of one. */
function numbers(text, unit) {
  return [...text.matchAll(/([−-]?)(\d[\d,]*)(\.\d+)?(?:[\s\u2060]*(万|亿)|(k|M)\b)?/g)].map(([whole, sign, digits, decimals = '', han, latin]) => {
    const scale = han ?? latin;
    const times = scale === undefined || unit?.startsWith(scale) ? 1 : { 万: 1e4, 亿: 1e8, k: 1e3, M: 1e6 }[scale];
    return {
      text: whole.trim(),
      value: Number(digits.replaceAll(',', '') + decimals) * times,
      step: 10 ** -Math.max(decimals.length - 1, 0) * times,
      negative: sign === '−',
    };
  });
}

/** Whether a number is another, rounded to the digits that it has, halves away from nothing; a sentence says a fall by words. */
function says(token, value) {
  const should = Math.floor(Math.abs(value) / token.step + 0.5 + 1e-9) * token.step;
  return Math.abs(token.value - should) <= token.step * 1e-6 + 1e-9 && (!token.negative || value < 0);
}

/** What a number may be. */
function expected(all, kind, what, { metric, org, own, year, topic, other, month, region, part, about }) {
  const unit = all.units.get(metric) ?? '';
  const of = own && kind === 'metrics' ? WHOLE : org;
  const row = all.total.get([metric, of, year, unit].join(' '));
  const inMetric = (rows) => rows.filter((one) => one.metric === metric && (one.unit ?? '') === unit);
  const value = (when) => inMetric(all.chosen).filter((one) => one.organization === org && one.year === when).map((one) => number(one.value));
  const totals = () => inMetric(all.totals).filter((one) => one.organization === of).sort((a, b) => a.year - b.year);
  const adds = all.adds.get(`${metric} ${unit}`);
  const pairs = () => inMetric(all.pairs).filter((one) => one.year === year);
  const far = ({ before, now }) => (adds ? number(now) / number(before) : number(now) - number(before));
  const changes = (one) => (adds ? [(far(one) - 1) * 100, far(one)] : [far(one)]);
  const regional = () => (kind === 'years' ? reportsOf(all, kind, org, year) : all.reports);
  const taken = () => inMetric(all.taken).filter((one) => one.year === year);
  const both = () => {
    const values = (id) => new Map(all.chosen.filter((one) => one.metric === id && (one.unit ?? '') === unit && one.year === year).map((one) => [one.organization, number(one.value)]));
    const [parts, wholes] = [values(part), values(about)];
    const known = [...wholes.keys()].filter((id) => parts.has(id));
    const topmost = known.filter((id) => !all.above.some((up) => up.id === id && up.above !== id && known.includes(up.above)));
    return topmost.map((id) => [parts.get(id), wholes.get(id)]);
  };
  const writers = (of, when) => number(all.told.find((one) => one.above === of && one.year === when)?.writers ?? 0);
  switch (what) {
    case 'year': return [year];
    case 'year-before': return [year - 1];
    case 'shown': return [Math.min(12, number(row?.reporters))];
    // Below so many nothing is compared.
    case 'five-of': return [5];
    case 'ten': return [10];
    case 'from': return [Math.max(...totals().map((one) => one.year)) - 11];
    case 'band': {
      if (kind === 'orgs') {
        const years = below(all, org).flatMap((one) => [one.first_year, one.year]);
        return [Math.max(...years), Math.max(Math.min(...years), Math.max(...years) - 11)];
      }
      const last = Math.max(...all.reports.map((one) => one.year));
      return [last, Math.max(Math.min(...all.reports.map((one) => one.year)), last - 11)];
    }
    case 'stands': return [number(row?.total ?? row?.median)];
    case 'value': return value(year);
    case 'value-before': return value(year - 1);
    case 'value-of': return all.chosen.filter((one) => one.metric === metric && one.organization === org && one.year === year).flatMap((one) => [number(one.value), number(one.value) * 1e4, number(one.value) / 1e4]);
    case 'values': return inMetric(all.taken).filter((one) => one.year === year).map((one) => number(one.value));
    case 'ever': return [new Set(inMetric(all.chosen).map((one) => one.organization)).size];
    case 'five': {
      const amounts = inMetric(all.taken).filter((one) => one.year === year).map((one) => number(one.value)).sort((a, b) => b - a);
      return [Math.round((sum(amounts.slice(0, 5)) / sum(amounts)) * 100)];
    }
    case 'change': {
      if (!row?.enough) return [5];
      const [before, now] = [number(row.before), number(row.now)];
      return row.adds ? [number(row.change), now / before] : [number(row.change)];
    }
    case 'collected': return [row ? number(row.collected) : writers(of, year)];
    case 'reporters': return [row ? number(row.reporters) : 0];
    case 'middles':
    case 'ends': {
      if (kind === 'topics') {
        const known = topicYears(all, topic).filter((one) => one.of >= 10).sort((a, b) => a.share - b.share);
        return known.flatMap((one) => (one.share === known[0].share || one.share === known.at(-1).share ? [one.year, one.share] : []));
      }
      const rows = totals();
      const shown = rows.filter((one) => one.year > rows.at(-1).year - 12);
      const stands = (one) => number(what === 'ends' ? one.total : one.median);
      const [low, high] = [Math.min(...shown.map(stands)), Math.max(...shown.map(stands))];
      return shown.flatMap((one) => ([low, high].includes(stands(one)) ? [one.year, stands(one)] : []));
    }
    case 'organizations': return [number(all.volumes.get(year)?.organizations)];
    case 'more': return [number(all.volumes.get(year)?.reports) - number(all.volumes.get(year - 1)?.reports ?? 0)];
    case 'moved-year': return [latest(all, org)];
    case 'moved': {
      if (kind === 'orgs') {
        const moved = current(all, org).filter((one) => one.year === latest(all, org) && one.enough && (!one.adds || number(one.before) > 0));
        return [moved.length, moved.filter((one) => number(one.now) > number(one.before)).length, moved.filter((one) => number(one.now) < number(one.before)).length];
      }
      const moved = all.totals.filter((one) => one.organization === WHOLE && one.year === year && one.unit === (all.units.get(one.metric) ?? null) && one.enough && one.comparable >= 5);
      return [moved.length, moved.filter((one) => number(one.now) > number(one.before)).length, moved.filter((one) => number(one.now) < number(one.before)).length];
    }
    // Who rose and who fell.
    // Of these only the ones that changed most are shown.
    case 'moves-more': return [all.totals.filter((one) => one.organization === org && one.year === year && one.unit === (all.units.get(one.metric) ?? null) && one.enough).length - 20];
    // The ranking of those at the top of the tree.
    case 'busiest': return [Math.max(...tally(all.reports.map((one) => rootOf(all, one.organization))).values())];
    case 'roots': return [12, [...all.organizations.values()].filter((one) => !one.parent).length];
    case 'volumes': return [Math.min(...all.volumes.keys()), Math.max(...all.volumes.keys())];
    case 'levels-all': return [sum(all.levels.filter((one) => one.year === year).map((one) => number(one.count)))];
    case 'moved-up': return [pairs().filter((one) => number(one.now) > number(one.before)).length];
    case 'moved-down': return [pairs().filter((one) => number(one.now) < number(one.before)).length];
    case 'moved-more': return [pairs().length - 12];
    case 'moved-first': {
      const rises = pairs().filter((one) => !adds || number(one.before) > 0).map((one) => [far(one), one]).sort(([a], [b]) => b - a);
      return changes(rises[0][1]);
    }
    case 'value-change': return pairs().filter((one) => one.organization === org).flatMap(changes);
    case 'times': return [2.6];
    // A part beside its whole, among the topmost of those that report both.
    case 'part-share': return [(sum(both().map(([one]) => one)) / sum(both().map(([, one]) => one))) * 100];
    case 'part-sum': return [sum(both().map(([one]) => one))];
    case 'part-whole': return [sum(both().map(([, one]) => one))];
    case 'part-both': return [both().length];
    // By province.
    case 'region-reports': return [regional().filter((one) => regionOf(all, one.organization) === region).length];
    case 'region-of-reports': return [new Set(regional().map((one) => rootOf(all, one.organization)).filter((root) => regionOf(all, root) === region)).size];
    case 'region-most-reports': return [Math.max(...tally(regional().map((one) => regionOf(all, one.organization)).filter(Boolean)).values())];
    case 'regions-reports': {
      const known = regional().filter((one) => regionOf(all, one.organization));
      return [new Set(known.map((one) => rootOf(all, one.organization))).size, new Set(known.map((one) => regionOf(all, one.organization))).size];
    }
    case 'region-metric': return [sum(taken().filter((one) => regionOf(all, one.organization) === region).map((one) => number(one.value)))];
    case 'region-of-metric': return [taken().filter((one) => regionOf(all, one.organization) === region).length];
    case 'region-most-metric': {
      const sums = new Map();
      for (const one of taken()) if (regionOf(all, one.organization)) sums.set(regionOf(all, one.organization), (sums.get(regionOf(all, one.organization)) ?? 0) + number(one.value));
      return [Math.max(...sums.values())];
    }
    case 'regions-metric': {
      const known = taken().map((one) => regionOf(all, one.organization)).filter(Boolean);
      return [known.length, new Set(known).size];
    }
    // Achievements with a date.
    case 'dated': return [shownDates(all, kind, org, topic).length];
    case 'dated-most': {
      const months = tally(shownDates(all, kind, org, topic).map((date) => Number(date.slice(5, 7))));
      const most = Math.max(...months.values());
      return [most, ...[...months].filter(([, count]) => count === most).map(([month]) => month)];
    }
    case 'dated-span': {
      const years = shownDates(all, kind, org, topic).map((date) => Number(date.slice(0, 4)));
      return [Math.min(...years), Math.max(...years)];
    }
    case 'dated-in': return [shownDates(all, kind, org, topic).filter((date) => date.startsWith(`${year}-${String(month).padStart(2, '0')}`)).length];
    case 'dated-year': return [shownDates(all, kind, org, topic).filter((date) => date.startsWith(`${year}-`)).length];
    case 'course': return [topicYears(all, other).find((one) => one.year === year)?.share ?? 0];
    case 'level-span': {
      const years = all.counts.filter((one) => one.organization === org && number(one.honours) > 0).map((one) => one.year);
      return [Math.max(...years), Math.max(Math.min(...years), Math.max(...years) - 11)];
    }
    case 'nation':
    case 'province':
    case 'city':
    case 'county':
    case 'own':
    case 'unsaid': return [sum(all.counts.filter((one) => one.organization === org && one.year === year).map((one) => number(one[what])))];
    case 'levels':
      if (kind === 'orgs') {
        const own = all.counts.filter((one) => one.organization === org);
        return ['nation', 'province', 'city', 'county', 'own', 'unsaid'].map((level) => sum(own.map((one) => number(one[level]))));
      }
      return all.levels.filter((one) => one.year === year).map((one) => number(one.count));
    case 'span': {
      const years = kind === 'topics' ? topicYears(all, topic).filter((one) => one.about).map((one) => one.year) : below(all, org).flatMap((one) => [one.first_year, one.year]);
      return [Math.min(...years), Math.max(...years)];
    }
    case 'in-years': return [topicYears(all, topic).filter((one) => one.about).length];
    case 'writers': return [new Set((kind === 'topics' ? aboutTopic(all, topic) : below(all, org)).map((one) => one.organization)).size];
    case 'written': return [aboutTopic(all, topic).filter((one) => one.organization === org).length, all.reports.filter((one) => one.organization === org).length];
    case 'most-written': return [Math.max(...tally(aboutTopic(all, topic).map((one) => one.organization)).values())];
    case 'first-share': return [Math.max(...[...shares(all, reportsOf(all, kind, org, year)).values()])];
    case 'beside': return [Math.max(...[...shares(all, aboutTopic(all, topic))].filter(([one]) => one !== topic).map(([, share]) => share))];
    case 'share':
      if (kind !== 'topics') return [shares(all, reportsOf(all, kind, org, year)).get(other)];
      if (other && other !== topic) return [shares(all, aboutTopic(all, topic)).get(other)];
      return year ? [topicYears(all, topic).find((one) => one.year === year)?.share ?? null] : [(aboutTopic(all, topic).length / all.reports.length) * 100];
    case 'share-before': return [shares(all, kind === 'years' ? reportsOf(all, kind, org, year - 1) : all.reports).get(other) ?? 0];
    case 'of': return [all.reports.filter((one) => one.year === year).length];
    case 'reports':
    case 'achievements':
    case 'honours':
      if (kind === 'topics') {
        const years = topicYears(all, topic).filter((one) => !year || one.year === year);
        if (what === 'achievements') return [sum(years.map((one) => one.achievements))];
        return [year ? sum(years.map((one) => one.about)) : aboutTopic(all, topic).length];
      }
      if (kind === 'years' && year) return [number(all.volumes.get(year)?.[what])];
      return [sum(all.counts.filter((one) => one.organization === org && (!year || one.year === year)).map((one) => number(one[what])))];
    default: return [number(row?.[what])];
  }
}

const sum = (values) => values.reduce((all, one) => all + one, 0);

function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function below(all, org) {
  all.subtrees ??= Map.groupBy ? Map.groupBy(all.above, (one) => one.above) : all.above.reduce((groups, one) => groups.set(one.above, [...(groups.get(one.above) ?? []), one]), new Map());
  const ids = new Set((all.subtrees.get(org) ?? []).map((one) => one.id));
  return all.reports.filter((report) => ids.has(report.organization));
}

/** The topmost organisation above one. */
function rootOf(all, id) {
  const parent = all.organizations.get(id)?.parent;
  return parent ? rootOf(all, parent) : id;
}

const regionOf = (all, id) => all.organizations.get(rootOf(all, id))?.region ?? null;

/** What the metrics of an organisation come to, each in its own unit. */
const current = (all, org) => all.totals.filter((one) => one.organization === org && one.unit === (all.units.get(one.metric) ?? null));
const latest = (all, org) => Math.max(...current(all, org).map((one) => one.year));

/** The dates that a page shows: of the newest twelve years that have some with a month. */
function shownDates(all, kind, org, topic) {
  let known = all.achievements.filter((one) => one.date?.length > 4);
  if (kind === 'topics') known = known.filter((one) => ofTopic(all, topic, one));
  else known = known.filter((one) => all.above.some((up) => up.id === one.organization && up.above === org));
  const years = [...new Set(known.map((one) => one.date.slice(0, 4)))].sort().slice(-12);
  return known.map((one) => one.date).filter((date) => years.includes(date.slice(0, 4)));
}

/** Whether an achievement is of a topic: it names it, or its report does in its year and it says it. */
function ofTopic(all, topic, one) {
  if (one.topics?.split(';').includes(topic)) return true;
  const { name, synonyms } = all.topics.find((known) => known.id === topic);
  const says = [name, ...(synonyms?.split(';') ?? [])].filter((word) => [...word].length > 1).some((word) => one.text.includes(word));
  return !one.topics && says && all.whole.some((known) => known.id === one.report && known.year === one.year && known.topic === topic);
}

/** The reports that a page is about. */
function reportsOf(all, kind, org, year) {
  if (kind !== 'years') return below(all, org);
  const ids = new Set(all.onYear.filter((one) => one.year === year).map((one) => one.id));
  return all.reports.filter((report) => ids.has(report.id));
}

/** The share of reports about each topic, in hundredths. */
function shares(all, reports) {
  const ids = new Set(reports.map((report) => report.id));
  const counts = tally(all.about.filter((one) => ids.has(one.report)).map((one) => one.topic));
  return new Map([...counts].map(([topic, count]) => [topic, (count / reports.length) * 100]));
}

function aboutTopic(all, topic) {
  const ids = new Set(all.about.filter((one) => one.topic === topic).map((one) => one.report));
  return all.reports.filter((report) => ids.has(report.id));
}

/** Each year of a topic: its reports and achievements, those that say it among them. */
function topicYears(all, topic) {
  all.topicYears ??= new Map();
  if (all.topicYears.has(topic)) return all.topicYears.get(topic);
  const { name, synonyms } = all.topics.find((one) => one.id === topic);
  const words = [name, ...(synonyms?.split(';') ?? [])].filter((word) => [...word].length > 1);
  const says = (text) => words.some((word) => (/^[\x00-\x7f]*$/.test(word) ? text.toLowerCase().includes(word.toLowerCase()) : text.includes(word)));
  const tagged = (one) => one.topics?.split(';').includes(topic);
  const years = new Map();
  const entry = (year) => years.get(year) ?? years.set(year, new Set()).get(year);
  for (const one of all.whole) if (one.topic === topic) entry(one.year).add(one.id);
  for (const one of all.achievements) if (tagged(one)) entry(one.year).add(one.report);
  const yearOf = new Map(all.reports.map((report) => [report.id, report.year]));
  const found = [...years].map(([year, reports]) => {
    const of = all.reports.filter((report) => report.year === year).length;
    const on = [...reports].filter((id) => yearOf.get(id) === year).length;
    const achievements = all.achievements.filter((one) => reports.has(one.report) && one.year === year && (tagged(one) || (!one.topics && says(one.text)))).length;
    return { year, about: reports.size, of, achievements, share: of ? (on / of) * 100 : 0 };
  });
  all.topicYears.set(topic, found);
  return found;
}
