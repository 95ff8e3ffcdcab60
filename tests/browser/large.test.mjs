// A publication that is not ours holds: many years, many organisations, large
// counts. Nothing scrolls sideways, nothing is lost on paper, no count is
// broken over lines, no result of a search moves what is being read.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { serve, startBrowser, widest } from './browser.mjs';
import { FIRST, LAST, METRIC, PLAIN, publishLarge, UNSAID } from './large.mjs';
import { faultsByLook, noFaults, specimens } from './site.mjs';

const WIDTHS = [320, 360, 768, 1280];
const site = publishLarge();
const page = (route) => site.pages.find((page) => page.route === route) ?? assert.fail(`no page ${route}`);
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

test('no page scrolls sideways, and no count is broken over lines', async () => {
  const tab = await browser.newPage();
  const faults = faultsByLook();
  for (const { url, name, kind, route } of specimens(site)) {
    // The 404 page needs a server for its styles; ten thousand lines say no more than a thousand.
    if (kind === '404' || site.size(route) > 400_000) continue;
    await tab.goto(url);
    for (const width of WIDTHS) {
      await tab.setViewportSize({ width, height: 800 });
      const culprit = await tab.evaluate(widest);
      if (culprit) faults.add(`${name}: ${culprit}`, `${width}px`);
      for (const count of await tab.evaluate(brokenCounts)) faults.add(`${name}: ${count}`, `${width}px`);
    }
  }
  await tab.close();
  noFaults(faults.list());
});

/** Numbers of five digits or more, and amounts with their units, that are broken over lines. Runs in the page. */
function brokenCounts() {
  const broken = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    for (const { 0: digits, index } of walk.currentNode.data.matchAll(/\d{5,}|\d[\d,.]*(?:\u2060.)+/g)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, index);
      range.setEnd(walk.currentNode, index + digits.length);
      const tops = new Set([...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top)));
      const upright = getComputedStyle(walk.currentNode.parentElement).writingMode.startsWith('vertical');
      if (tops.size > 1 && !upright) broken.push(`“${digits}” is broken over lines in .${walk.currentNode.parentElement.className || walk.currentNode.parentElement.localName}`);
    }
  }
  return broken;
}

test('the title of the home page breaks between words', async () => {
  const tab = await browser.newPage();
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 800 });
    await tab.goto(page('index.html').url);
    const lines = await tab.evaluate(() => {
      const text = document.querySelector('h1');
      const lines = [];
      let top = null;
      for (const node of [...text.childNodes].filter((node) => node.nodeType === 3)) {
        for (let at = 0; at < node.length; at++) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          if (top === null || box.top > top + 5) lines.push('');
          top = box.top;
          lines[lines.length - 1] += node.data[at];
        }
      }
      return lines;
    });
    assert.ok(['某市医学会年鉴', '某市医学会|年鉴', '某市|医学会年鉴', '某市|医学会|年鉴'].includes(lines.join('|')), `${width}px: ${lines.join('|')}`);
  }
  await tab.close();
});

test('every year of a table of many years is on paper', async () => {
  const tab = await browser.newPage();
  const years = Array.from({ length: LAST - FIRST + 1 }, (_, place) => String(FIRST + place));
  const faults = [];
  for (const route of [`metrics/${METRIC.id}.html`, `metrics/${METRIC.id}-1.html`, `orgs/${PLAIN}.html`, 'topics.html', 'topics/yizhen.html']) {
    await tab.goto(page(route).url);
    await tab.emulateMedia({ media: 'print' });
    const pdf = await tab.pdf({ preferCSSPageSize: true });
    const words = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 28 });
    const printed = [...words.matchAll(/xMax="([\d.]+)" yMax="[\d.]+">(.*?)<\/word>/g)].map(([, right, text]) => ({ right: +right, text }));
    const clipped = printed.find(({ right }) => right > 595.28 - 31 * 2.83 + 3);
    if (clipped) faults.push(`${route}: “${clipped.text}” reaches into the margin`);
    const text = printed.map((word) => word.text).join(' ');
    // A small number beside a large one is a word of its own.
    const dense = text.replaceAll(' ', '');
    const missing = years.filter((year) => !text.includes(year));
    if (missing.length) faults.push(`${route}: lacks ${missing.join(' ')}`);
    const cells = await tab.locator('.wide td, .mt td b, .rank .bc + td').allTextContents();
    if (!cells.length) faults.push(`${route}: has no table of years`);
    for (const cell of new Set(cells.filter((cell) => /\d/.test(cell)))) if (!dense.includes(cell.replaceAll(' ', ''))) faults.push(`${route}: does not print ${cell}`);
  }
  await tab.close();
  noFaults(faults);
});

test('on a phone names stay beside the values, the latest years first', async () => {
  const tab = await browser.newPage({ viewport: { width: 360, height: 800 } });
  const faults = [];
  let tables = 0;
  for (const { url, route } of site.pages.filter(({ kind }) => kind.startsWith('metric')).slice(0, 12)) {
    await tab.goto(url);
    for (const table of await tab.locator('.vt').all()) {
      tables += 1;
      const { newest, name, seen } = await table.evaluate((table) => {
        const [head, ...years] = table.rows[0].cells;
        const within = (cell) => cell.getBoundingClientRect().left >= 0 && cell.getBoundingClientRect().right <= innerWidth;
        const seen = years.slice(0, 2).every(within);
        table.parentElement.scrollLeft = 1e6;
        return { newest: years.every((year, at) => at === 0 || Number(year.textContent) < Number(years[at - 1].textContent)), name: within(table.rows[1].cells[0]) && within(head), seen };
      });
      if (!newest || !name || !seen) faults.push(`${route}: ${JSON.stringify({ newest, name, seen })}`);
    }
  }
  assert.ok(tables > 0, 'there are tables of values');
  await tab.close();
  noFaults(faults);
});

test('a year of a metric opens its ranking, without script', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(page(`metrics/${METRIC.id}.html`).url);
  const year = tab.locator('.mt th a[href^="#r2"]').first();
  const ranking = tab.locator(`[id="${(await year.getAttribute('href')).slice(1)}"]`);
  assert.equal(await ranking.isVisible(), false);
  await year.click();
  await ranking.waitFor({ state: 'visible' });
  assert.ok((await ranking.locator('tbody tr').count()) > 1);
  await context.close();
});

test('a letter that is gone to stands below the bar of letters', async () => {
  const tab = await browser.newPage({ viewport: { width: 360, height: 800 } });
  const names = site.pages.find(({ kind, route }) => kind.startsWith('names') && site.text(route).includes('class="az stick"'));
  await tab.goto(`${names.url}#${await letterOf(tab, names)}`);
  const [letter, bar] = await tab.evaluate(() => [document.querySelector(location.hash).getBoundingClientRect().top, document.querySelector('.stick').getBoundingClientRect().bottom]);
  assert.ok(letter >= bar, `the letter begins at ${letter}, the bar ends at ${bar}`);
  await tab.close();
});

/** The last letter of an index of names. */
async function letterOf(tab, names) {
  await tab.goto(names.url);
  return tab.locator('.idx h2').last().getAttribute('id');
}

test('a column does not part an organisation from those below it', async () => {
  const tab = await browser.newPage();
  await tab.setViewportSize({ width: 1280, height: 800 });
  const parted = [];
  for (const { url, route } of site.pages.filter(({ route }) => /^orgs(\.html|\/list\/)/.test(route))) {
    await tab.goto(url);
    const names = await tab.evaluate(() =>
      [...document.querySelectorAll('.cols .top')]
        .filter((top) => {
          const left = top.getBoundingClientRect().left;
          const below = top.nextElementSibling?.matches('ul') ? [...top.nextElementSibling.children] : [];
          return below.some((one) => Math.abs(one.getBoundingClientRect().left - left) > 100);
        })
        .map((top) => top.textContent),
    );
    parted.push(...names.map((name) => `${route}: ${name}`));
  }
  await tab.close();
  noFaults(parted);
});

test('people without posts are a list, not a table of empty columns', async () => {
  const tab = await browser.newPage();
  await tab.goto(page(`orgs/${PLAIN}.html`).url);
  const section = tab.locator('section[aria-labelledby=posts]');
  assert.equal(await section.locator('h2').textContent(), '人物');
  assert.equal(await section.locator('table').count(), 0);
  assert.equal(await section.locator('a').count(), 7);
  for (const { url } of specimens(site).filter(({ kind }) => kind === 'organization')) {
    await tab.goto(url);
    assert.equal(await tab.locator('th:empty').count(), 0);
  }
  await tab.close();
});

test('what is 0 is not offered, and what is exact needs no legend', async () => {
  const tab = await browser.newPage();
  await tab.goto(page('index.html').url);
  assert.ok(!(await tab.locator('.routes b').allTextContents()).includes('0'));
  for (const { url, route } of specimens(site).filter(({ kind }) => /^(metric|organization)$/.test(kind))) {
    await tab.goto(url);
    assert.ok(!(await tab.locator('main').textContent()).includes('空心点'), route);
  }
  await tab.close();
});

test('a mark of a note does not begin a line', async () => {
  const tab = await browser.newPage();
  const faults = [];
  for (const { url, route } of site.pages.filter(({ kind }) => kind === 'report').slice(0, 4)) {
    await tab.goto(url);
    // Each width that puts the mark near the end of a line.
    for (let width = 320; width < 460; width += 4) {
      await tab.setViewportSize({ width, height: 800 });
      const begins = await tab.evaluate(() =>
        [...document.querySelectorAll('.prose > p sup')].filter((mark) => {
          const before = mark.previousSibling;
          const range = document.createRange();
          range.setStart(before, before.length - 1);
          range.setEnd(before, before.length);
          return mark.getBoundingClientRect().left < range.getBoundingClientRect().left;
        }).length,
      );
      if (begins) faults.push(`${route} at ${width}px`);
    }
  }
  await tab.close();
  noFaults(faults);
});

for (const width of [412, 1280]) {
  test(`what a search finds moves nothing that is read: ${width}px`, async () => {
    const server = await serve(site, {});
    const context = await browser.newContext({ viewport: { width, height: 823 } });
    await context.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => entry.hadRecentInput || window.shifts.push(entry))).observe({ type: 'layout-shift', buffered: true });
    });
    const faults = [];
    for (const query of ['讲座', UNSAID.synonym, '清河医院', '没有这回事']) {
      const tab = await context.newPage();
      const devtools = await context.newCDPSession(tab);
      await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 60, downloadThroughput: 2e5, uploadThroughput: 1e5 });
      await tab.goto(`${server.at(page('find.html'))}?q=${encodeURIComponent(query)}`);
      await tab.locator('[data-found-status]').filter({ hasText: query }).waitFor();
      await tab.locator('#found[aria-busy]').waitFor({ state: 'detached' });
      await tab.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const shifts = await tab.evaluate(() =>
        window.shifts.map(({ value, sources }) => ({ value, what: sources.map(({ node }) => (node?.className ?? '') || node?.nodeName).join(', ') })));
      const sum = shifts.reduce((sum, { value }) => sum + value, 0);
      if (sum > 0.1) faults.push(`?q=${query} shifts by ${sum.toFixed(2)}: ${shifts.map(({ what }) => what).join('; ')}`);
      await tab.close();
    }
    await context.close();
    server.close();
    noFaults(faults);
  });
}

test('a name that no text has leads to its topic', async () => {
  const tab = await browser.newPage();
  await tab.goto(`${page('find.html').url}?q=${encodeURIComponent(UNSAID.synonym)}`);
  await tab.locator('.named a').first().waitFor();
  assert.match(await tab.locator('.named').textContent(), new RegExp(UNSAID.name));
  await tab.close();
});

test('initials lead to names as wholes, digits to years, words to metrics', async () => {
  const tab = await browser.newPage();
  await tab.goto(page('find.html').url);
  const suggested = (typed) =>
    tab.evaluate(async (typed) => (await window.huibianSearch.suggest(typed)).map(({ name, kind }) => `${kind} ${name}`), typed);
  for (const [typed, wanted] of [
    ['qhyy', '0 清河医院'],
    ['bczh', '1 帮村助户'],
    ['wangzi', '2 王子'],
    ['fwrc', '6 服务人次'],
    ['服务', '6 服务人次'],
    ['1987', '7 1987'],
    ['198', '7 1989'],
  ]) {
    const found = await suggested(typed);
    assert.ok(found.slice(0, 5).includes(wanted), `${typed}: ${found.join(', ')}`);
  }
  // 河医 stands in 清河医院 alone, and 院 ends it: no word of its own.
  assert.deepEqual((await suggested('hy')).filter((name) => name.endsWith('河医')), []);
  await tab.close();
});

test('a year among the words is offered as a facet, and a year alone as its volume', async () => {
  const tab = await browser.newPage();
  await tab.goto(`${page('find.html').url}?q=${encodeURIComponent('1987 登记簿')}`);
  await tab.locator('.near a').waitFor();
  assert.equal((await tab.locator('.near').textContent()).trim(), '只在1987年里查： 登记簿');
  await tab.locator('.near a').click();
  await tab.waitForURL(/year=1987/);
  await tab.locator('[data-found-status]').filter({ hasText: '共3篇' }).waitFor();
  await tab.goto(`${page('find.html').url}?q=1987`);
  await tab.locator('.named a').first().waitFor();
  assert.ok((await tab.locator('.named a').evaluateAll((links) => links.map((link) => link.getAttribute('href')))).some((href) => href.endsWith('years/1987.html')));
  await tab.close();
});

test('the foot of a page of a long list leads to its next page', async () => {
  const tab = await browser.newPage();
  const cut = site.pages.find(({ kind }) => kind === 'cell, cut');
  await tab.goto(page(cut.route.replace(/-\d+\.html$/, '.html')).url);
  assert.match(await tab.locator('.turn a[rel=next]').getAttribute('href'), /-2\.html$/);
  await tab.goto(page('orgs/list/2.html').url);
  assert.equal(await tab.locator('.turn a').count(), 2);
  await tab.close();
});

test('totals that are less than their rows say why, and a legend says ranges', async () => {
  const tab = await browser.newPage();
  await tab.goto(page('topics.html').url);
  assert.match(await tab.locator('main').textContent(), /一条可归几个主题，合计不重复计/);
  const ranges = await tab.locator('.key i').allTextContents();
  assert.equal(ranges.length, 5);
  for (const range of ranges.slice(0, -1)) assert.match(range, /^\d+(–\d+)?$/);
  assert.match(ranges.at(-1), /^\d+–\d+$/, 'how far the darkest goes is said');
  await tab.close();
});
