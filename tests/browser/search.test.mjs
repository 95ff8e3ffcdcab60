// Search: every hit and nothing else, over http under the strictest policy and
// from the disk; and the page around it with keyboard, input method, history,
// redeployment and files that fail. On a publication written here, with what
// is hostile in it; what should be found is known from the texts themselves.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { POLICY, serve, startBrowser } from './browser.mjs';
import { preview } from './measuring.mjs';
import { binary } from './publications.mjs';
import { Oracle, Random } from './search-oracle.mjs';
import { faultsByLook, noFaults, openSite } from './site.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const HOSTILE = '</script><img src=x onerror="globalThis.broken=1">总结😀';

const folder = mkdtempSync(path.join(tmpdir(), 'huibian-search-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const site = openSite('search', write('one', (number) => number < 40));
const data = openSite('data', write('data', (number) => number < 40, { search: { offline: false } }));
let browser;
let server;
let dataServer;
before(async () => {
  browser = await startBrowser();
  server = await serve(site);
  dataServer = await serve(data, { 'content-security-policy': `${POLICY}; connect-src 'self'` });
});
after(async () => {
  server?.close();
  dataServer?.close();
  await browser?.close();
});

const ADDRESSES = {
  http: () => server.at({ route: '' }),
  file: () => pathToFileURL(site.folder).href + '/',
  data: () => dataServer.at({ route: '' }),
};

/** Runs a test on a new tab; a script that fails or is refused fails the test. */
function onSearch(name, look, { from = 'http', ...options } = {}) {
  test(`${name} (${from})`, async () => {
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', ...options });
    await context.addInitScript({ path: axe });
    const tab = await context.newPage();
    const faults = [];
    tab.on('pageerror', (error) => faults.push(error.message));
    tab.on('console', (message) => message.type() === 'error' && /policy/i.test(message.text()) && faults.push(message.text()));
    const at = (route) => ADDRESSES[from]() + route;
    await tab.goto(at('find.html'));
    await look(tab, at);
    assert.equal(await tab.evaluate(() => globalThis.broken), undefined, 'a title became HTML');
    await context.close();
    noFaults(faults);
  });
}

/** Types a query and waits until its results, or that there are none, are said. */
async function ask(tab, query, said = query) {
  await tab.locator('#q').fill(query);
  await told(tab, said);
}
const status = (tab) => tab.locator('[data-found-status]');
async function told(tab, said) {
  await tab.waitForFunction((words) => document.querySelector('[data-found-status]').textContent.includes(words) && !document.querySelector('#found[aria-busy]'), said);
}
const titles = (tab) => tab.locator('.hits h3').allTextContents();

onSearch('the script folds, hashes and reads as the program does', async (tab) => {
  const golden = JSON.parse(readFileSync(path.join(here, '../search/golden.json'), 'utf8'));
  const faults = await tab.evaluate(async (golden) => {
    const s = globalThis.huibianSearch;
    await s.ready();
    await s.simplify();
    const faults = [];
    const same = (what, is, wanted) => JSON.stringify(is) !== JSON.stringify(wanted) && faults.push(`${what}: ${JSON.stringify(is)} for ${JSON.stringify(wanted)}`);
    for (const [text, folded] of golden.fold) same(`fold ${text}`, s.fold(text), folded);
    for (const [text, hash] of golden.hash) same(`hash ${text}`, s.hash(text), hash);
    for (const [n, m, k] of golden.parameter) same(`parameter ${n} ${m}`, s.parameter(n, m), k);
    golden.plane.forEach((hash, block) => {
      if (hash === null) return;
      let each = '';
      for (let point = block << 8; point < (block + 1) << 8; point += 1) {
        if (point < 0xd800 || point > 0xdfff) each += `${s.fold(String.fromCodePoint(point))} `;
      }
      same(`plane ${block.toString(16)}`, s.hash(each), hash);
    });
    const { n, value, lists } = golden.shard;
    const read = s.lists(value.split('.')[1], n);
    same('lists', read.size, Object.keys(lists).length);
    for (const [print, list] of Object.entries(lists)) {
      const [ids, classes] = read.get(Number(print)) ?? [[], []];
      same(`list ${print}`, [...ids].map((id, at) => [id, classes[at]]), list);
    }
    return faults;
  }, golden);
  noFaults(faults);
});

for (const from of ['http', 'file', 'data']) {
  onSearch('200 random phrases and every name are found where they stand and nowhere else', async (tab) => {
    const oracle = new Oracle(site.folder);
    const random = new Random(6);
    const queries = Array.from({ length: 200 }, () => oracle.phrase(random));
    queries.push(...oracle.names());
    const faults = [];
    for (const query of queries) {
      const wanted = oracle.find(query);
      const { hits, total, exact } = await tab.evaluate(async (query) => {
        const s = globalThis.huibianSearch;
        const run = await s.find(query);
        while (!s.isExact(run)) await s.more(run, 20);
        return { hits: run.hits.map((hit) => hit.f.u), total: s.total(run), exact: s.isExact(run) };
      }, query);
      const found = new Set(hits);
      if (found.size !== hits.length || total !== hits.length || !exact) faults.push(`“${query}”: ${hits.length} hits, ${total} in all`);
      for (const route of wanted) if (!found.has(route)) faults.push(`“${query}” misses ${route}`);
      for (const route of found) if (!wanted.has(route)) faults.push(`“${query}” is not in ${route}`);
    }
    noFaults(faults);
  }, { from });

  onSearch('what is typed is shown, marked, in the address and in the title', async (tab, at) => {
    const title = await tab.title();
    await tab.locator('#q').pressSequentially('义诊');
    await told(tab, '“义诊”');
    assert.match(await status(tab).textContent(), /约\d+篇/);
    assert.equal(await tab.locator('.hits .item').count(), 6);
    const marks = await tab.locator('.hits mark').allTextContents();
    assert.ok(marks.length >= 6 && marks.every((mark) => mark === '义诊'), marks.join());
    assert.equal(new URL(tab.url()).searchParams.get('q'), '义诊');
    assert.ok((await tab.title()).includes('“义诊”') && (await tab.title()).endsWith(title));
    // All of them, a page of the list at a time; the keyboard goes on in the list.
    while (await tab.locator('.more').isVisible()) {
      const before = await tab.locator('.hits .item').count();
      await tab.locator('.more').focus();
      await tab.keyboard.press('Enter');
      await tab.waitForFunction((before) => document.querySelectorAll('.hits .item').length > before, before);
      assert.ok(await tab.locator('.hits .item').nth(before).locator('a:focus').count());
    }
    const all = await tab.locator('.hits .item').count();
    assert.equal(await status(tab).textContent(), `“义诊”，共${all}篇`);
    // The same from an address.
    await tab.goto(at('find.html?q=%E4%B9%89%E8%AF%8A&sort=year'));
    await told(tab, '“义诊”');
    const years = (await tab.locator('.hits .kick').allTextContents()).map((kick) => Number(/20\d\d/.exec(kick)[0]));
    assert.deepEqual(years, [...years].sort((a, b) => b - a));
  }, { from });

  onSearch('a hit opens at its first occurrence, marked over the borders of elements', async (tab) => {
    await ask(tab, '粗体支部里的字');
    await tab.locator('.hits a').first().click();
    await tab.waitForURL(/reports\/.*\?q=.*#/);
    await tab.waitForFunction(() => document.activeElement.localName === 'mark');
    assert.equal((await tab.locator('main mark').allTextContents()).join(''), '粗体支部里的字');
    assert.ok((await tab.locator('main mark').count()) >= 3);
    await tab.waitForFunction(() => {
      const box = document.querySelector('main mark').getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    });
    const text = await tab.locator('main .prose').innerText();
    await tab.locator('.unmark').click();
    assert.equal(await tab.locator('main mark, .unmark').count(), 0);
    assert.equal(await tab.locator('main .prose').innerText(), text);
    assert.doesNotMatch(tab.url(), /\?/);
    await tab.goBack();
    await told(tab, '粗体支部里的字');
    assert.equal(await tab.locator('#q').inputValue(), '粗体支部里的字');
    await tab.locator('.hits a').first().click();
    await tab.locator('.unmark').waitFor();
    await tab.keyboard.press('Escape');
    assert.equal(await tab.locator('main mark').count(), 0);
  }, { from });

  onSearch('the field in the head leads to the results, by “/” and with suggestions', async (tab, at) => {
    await tab.goto(at('index.html'));
    assert.equal(await tab.locator('script[src*="search.js"]').count(), 0, 'a page without search loads its script');
    await tab.keyboard.press('/');
    assert.equal(await tab.evaluate(() => document.activeElement.id), 'site-q');
    await tab.waitForFunction(() => globalThis.huibianSearch);
    await tab.keyboard.type('yiqing');
    await tab.locator('.sugg li').first().waitFor();
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Enter');
    await tab.waitForURL(/find\.html\?q=/);
    await told(tab, '疫情');
  }, { from });
}

onSearch('what is hostile stays text', async (tab) => {
  for (const query of [HOSTILE, 'onerror', '<img src=x onerror=globalThis.broken=1>', '__proto__', '"', '😀', '\\u0000', '%E4%B9', `${'长'.repeat(300)}`]) {
    await tab.locator('#q').fill(query);
    await tab.locator('#q').press('Enter');
    await tab.waitForFunction(() => document.querySelector('[data-found-status]').textContent && !document.querySelector('#found[aria-busy]'));
    assert.equal(await tab.locator('main img, main script').count(), 0);
  }
  await ask(tab, 'onerror');
  assert.ok((await titles(tab))[0].includes(HOSTILE));
});

onSearch('one character finds titles first, and names', async (tab) => {
  await ask(tab, '瓯');
  assert.match((await titles(tab))[0], /瓯江/);
  assert.match(await tab.locator('.hits').textContent(), /只在正文里有瓯/);
  await ask(tab, '乙');
  await tab.locator('.named a').first().waitFor();
  assert.match(await tab.locator('.named').textContent(), /乙级医院/);
});

onSearch('words are all there; in quotation marks they stand exactly so; nothing joins paragraphs', async (tab) => {
  const count = async (query) => {
    await ask(tab, query);
    return Number(/[共约](\d+)篇/.exec(await status(tab).textContent())?.[1] ?? 0);
  };
  assert.equal(await count('甲样本 丙样本'), 1);
  assert.equal(await count('甲样本 没有的词语'), 0);
  assert.equal(await count('间隔样张'), 2); // 间隔、样张 and 间隔样张
  assert.equal(await count('“间隔样张”'), 1);
  assert.equal(await count('「间隔、样张」'), 1);
  assert.equal(await count('前段之末后段之首'), 0);
  assert.equal(await count('全角１２３'), 1);
  assert.equal(await count('全角123'), 1);
  assert.equal(await count('繁体的總結'), 1);
  assert.equal(await count('繁體的总结'), 1);
});

onSearch('pinyin and initials lead to names and phrases', async (tab) => {
  for (const [typed, wanted] of [['yqfk', '疫情防控'], ['yiqingfangkong', '疫情防控'], ['yiqfk', '疫情防控'], ['cqs', '重庆市'], ['shanxiaom', '单小明'], ['zhsm', '周什明']]) {
    await tab.locator('#q').fill('');
    await tab.locator('#q').pressSequentially(typed);
    await tab.locator('.sugg li', { hasText: wanted }).first().waitFor({ timeout: 30_000 }).catch(() => assert.fail(`${typed} does not lead to ${wanted}`));
  }
  await ask(tab, 'yqfk', '疫情防控');
  assert.ok((await tab.locator('.hits .item').count()) > 0);
});

onSearch('suggestions follow the keyboard as a combobox', async (tab) => {
  const field = tab.locator('#q');
  await field.pressSequentially('医院');
  await tab.locator('.sugg li').first().waitFor();
  const expanded = () => field.getAttribute('aria-expanded');
  const active = async () => {
    const id = await field.getAttribute('aria-activedescendant');
    return id && tab.locator(`[id="${id}"]`).getAttribute('aria-selected');
  };
  assert.deepEqual([await expanded(), await active()], ['true', null]);
  await tab.keyboard.press('ArrowDown');
  assert.equal(await active(), 'true');
  await tab.keyboard.press('ArrowUp');
  assert.equal(await active(), null);
  await tab.keyboard.press('ArrowUp');
  const last = await tab.locator('.sugg li').last().locator('span').textContent();
  assert.equal(await tab.locator('.sugg li').last().getAttribute('aria-selected'), 'true');
  await tab.keyboard.press('Enter');
  assert.equal(await field.inputValue(), last);
  assert.equal(await expanded(), 'false');
  await told(tab, last);
  await field.press('ArrowDown');
  await field.fill('医');
  await tab.locator('.sugg li').first().waitFor();
  await tab.keyboard.press('Escape');
  assert.deepEqual([await expanded(), await field.inputValue()], ['false', '医']);
});

onSearch('nothing is searched while an input method composes', async (tab) => {
  const session = await tab.context().newCDPSession(tab);
  await tab.locator('#q').focus();
  for (const text of ['y', 'yi', "yi'zhen"]) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await tab.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  assert.equal(await tab.locator('#q').inputValue(), "yi'zhen");
  assert.equal(await status(tab).textContent(), '');
  assert.equal(await tab.locator('.sugg li').count(), 0);
  assert.equal(new URL(tab.url()).search, '');
  await session.send('Input.insertText', { text: '义诊' });
  await told(tab, '“义诊”');
});

onSearch('facets narrow with counts that come true, and back undoes each', async (tab) => {
  await ask(tab, '义诊');
  await tab.keyboard.press('Enter');
  const said = [await status(tab).textContent()];
  const visited = [tab.url()];
  const count = () => tab.evaluate(() => Number(/[共约](\d+)篇/.exec(document.querySelector('[data-found-status]').textContent)[1]));
  for (const group of ['year', 'org', 'topic']) {
    const label = tab.locator(`[data-facet=${group}] label:has(input:not(:checked))`).first();
    const [name, promised, before] = [await label.locator('span').textContent(), Number(await label.locator('small').textContent()), await status(tab).textContent()];
    await label.locator('input').focus();
    await tab.keyboard.press('Space');
    await tab.waitForFunction((url) => location.href !== url, visited.at(-1));
    await tab.waitForFunction(([group, name]) => [...document.querySelectorAll(`[data-facet=${group}] label`)].some((l) => l.querySelector('span').textContent === name && l.querySelector('input').checked) && !document.querySelector('#found[aria-busy]'), [group, name]);
    assert.equal(await count(), promised, `${group} ${name}, was ${before}`);
    assert.equal(await tab.evaluate(() => document.activeElement.name), group, 'the focus is lost');
    said.push(await status(tab).textContent());
    visited.push(tab.url());
  }
  assert.equal(new URL(visited.at(-1)).searchParams.getAll('year').length, 1);
  // The same from the address.
  await tab.goto(visited.at(-1));
  await told(tab, said.at(-1));
  await tab.goto(visited[0]);
  await told(tab, said[0]);
  await tab.locator('[data-facet=year] input').first().check();
  await tab.waitForURL(/year=/);
  await tab.goBack();
  await told(tab, said[0]);
  assert.doesNotMatch(tab.url(), /year=/);
  await tab.goForward();
  await told(tab, said[1]);
  assert.ok(await tab.locator('[data-facet=year] input').first().isChecked());
});

onSearch('a query that is one character off is told what is near', async (tab) => {
  for (const [typed, wanted] of [['疫情防孔', '疫情防控'], ['疫情防', null], ['单晓明', '单小明'], ['单小', null], ['乙级医完', '乙级医院'], ['先进单未', '先进单位']]) {
    if (!wanted) continue;
    await ask(tab, typed);
    await tab.locator('.near a', { hasText: wanted }).first().waitFor({ timeout: 30_000 }).catch(() => assert.fail(`${typed}: ${wanted} is not offered`));
  }
  await tab.locator('.near a').first().click();
  await told(tab, '先进单位');
  assert.ok((await tab.locator('.hits .item').count()) > 0);
});

onSearch('a file that fails is said, with ways on, and can be asked again', async (tab) => {
  const lost = [...site.files].filter((file) => file.startsWith('search/s/'));
  await ask(tab, '义诊');
  lost.forEach((file) => site.files.delete(file));
  await tab.locator('#q').fill('疫情防控');
  await tab.locator('.near button').waitFor();
  assert.match(await status(tab).textContent(), /没有读到/);
  assert.equal(await tab.locator('.hits:visible').count(), 0);
  assert.ok(await tab.locator('.ways').isVisible());
  lost.forEach((file) => site.files.add(file));
  await tab.locator('.near button').click();
  await told(tab, '“疫情防控”');
  assert.ok((await tab.locator('.hits .item').count()) > 0);
});

onSearch('a file that never comes is given up', async (tab) => {
  await tab.clock.install();
  await tab.route('**/search/s/**', () => {});
  await tab.locator('#q').fill('疫情防控');
  const until = Date.now() + 20000;
  while (!(await tab.locator('.near button').count()) && Date.now() < until) await tab.clock.fastForward(16000);
  assert.match(await status(tab).textContent(), /没有读到/);
});

onSearch('a site that is redeployed under an open page is searched as it is now', async (tab) => {
  await ask(tab, '义诊');
  const [folder, files] = [site.folder, site.files];
  const next = openSite('search', write('two', (number) => number >= 20));
  Object.assign(site, { folder: next.folder, files: next.files });
  const oracle = new Oracle(next.folder);
  for (const query of ['第41篇', '疫情防控', '义诊']) {
    await ask(tab, query);
    while (await tab.locator('.more').isVisible()) {
      const before = await tab.locator('.hits .item').count();
      await tab.locator('.more').click();
      await tab.waitForFunction((before) => document.querySelectorAll('.hits .item').length > before || document.querySelector('.more').hidden, before);
    }
    const found = await tab.locator('.hits a').evaluateAll((links) => links.map((link) => new URL(link.href).pathname.replace(/^.*?(?=reports\/)/, '')));
    if (query !== '义诊') assert.deepEqual(new Set(found), oracle.find(query), query);
    assert.equal(await tab.locator('.near button').count(), 0, 'an error is shown');
  }
  Object.assign(site, { folder, files });
});

for (const name of ['one', 'data']) {
  test(`a preview finds what was edited since it began (${name})`, () => findsEdits(name));
}

async function findsEdits(name) {
  const shown = await preview(path.join(folder, name));
  const tab = await browser.newPage();
  try {
    await tab.goto(`${shown.address}/find.html`);
    await ask(tab, '义诊');
    const file = path.join(folder, name, 'content/reports/2019/r1.md');
    const before = readFileSync(file, 'utf8');
    for (const word of ['鳜鱼洄游', '白鹭西飞']) {
      writeFileSync(file, `${before}\n新写的${word}一句。\n`);
      for (const until = Date.now() + 10000; ; ) {
        await tab.locator('#q').fill('');
        await ask(tab, word);
        if (await tab.locator('.hits .item').count()) break;
        assert.ok(Date.now() < until, `${word} is not found`);
      }
      assert.match((await titles(tab))[0], /第1篇/);
    }
    await ask(tab, '鳜鱼洄游');
    assert.equal(await tab.locator('.hits .item').count(), 0, 'what was taken out is still found');
  } finally {
    await tab.close();
    await shown.stop();
  }
}

onSearch('an answer that is no file of the search is said, and can be asked for again', async (tab) => {
  // Of hosts that have something to say of every address, in HTML or in JSON.
  for (const body of ['<!doctype html><p>404</p>', '{}', '[]', 'null']) {
    await tab.route('**/search/s/**', (route) => route.fulfill({ body }));
    await tab.locator('#q').fill('疫情防控');
    await tab.locator('.near button').waitFor();
    assert.match(await status(tab).textContent(), /没有读到/);
    await tab.unroute('**/search/s/**');
    await tab.locator('.near button').click();
    await told(tab, '“疫情防控”');
    await tab.goto(tab.url().split('?')[0]);
  }
}, { from: 'data' });

test('from a disk a site of data says that it cannot be searched', async () => {
  const tab = await browser.newPage();
  const [asked, at] = [[], (route) => `${pathToFileURL(data.folder).href}/${route}`];
  const says = async () => {
    await tab.waitForFunction(() => document.querySelector('[data-found-status]').textContent);
    assert.match(await status(tab).textContent(), /从磁盘上打开的查不了/);
  };
  tab.on('request', (request) => asked.push(request.url()));
  for (const route of ['find.html', 'find.html?q=%E4%B9%89%E8%AF%8A']) {
    await tab.goto(at(route));
    await says();
    assert.ok(await tab.locator('.ways').isVisible());
    await tab.locator('#q').fill('疫情');
    await tab.locator('#q').press('Enter');
    await says();
  }
  await tab.goto(at('index.html'));
  await tab.locator('#site-q').fill('疫情');
  await tab.locator('#site-q').press('Enter');
  await tab.waitForURL(/find\.html\?q=/);
  await says();
  await tab.close();
});

test('without script the ways in are shown, and no form that does nothing', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  await tab.goto(ADDRESSES.file() + 'find.html');
  assert.ok(await tab.locator('noscript').first().isVisible());
  assert.ok(!(await tab.locator('.find').isVisible()));
  assert.ok(await tab.locator('main section .ml a').first().isVisible());
  await context.close();
});

test('every state is accessible and fits, light and dark, wide and narrow', async () => {
  const faults = faultsByLook();
  for (const [width, colorScheme, size] of [[1280, 'light', ''], [1280, 'dark', ''], [360, 'light', ''], [360, 'dark', ''], [640, 'light', '200%']]) {
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    await context.addInitScript({ path: axe });
    const tab = await context.newPage();
    const look = `${colorScheme} ${width}px ${size}`.trim();
    const check = async (state) => {
      if (size) await tab.addStyleTag({ content: `html{font-size:${size}!important}` });
      for (const violation of await tab.evaluate(violations, TAGS)) faults.add(`${state}: ${violation}`, look);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) faults.add(`${state}: scrolls sideways by ${wide}px`, look);
    };
    await tab.goto(ADDRESSES.http() + 'find.html');
    await check('idle');
    await tab.locator('#q').pressSequentially('医院');
    await tab.locator('.sugg li').first().waitFor();
    await tab.keyboard.press('ArrowDown');
    await told(tab, '“医院”');
    await check('suggestions');
    await tab.keyboard.press('Escape');
    await check('results');
    await tab.locator('.split summary').click();
    await check('results, facets the other way');
    await ask(tab, '疫情防孔');
    await tab.locator('.near a').first().waitFor();
    await check('no hits');
    await tab.route('**/search/s/**', (route) => route.abort());
    await tab.locator('#q').fill('粗体支部');
    await tab.locator('.near button').waitFor();
    await check('error');
    await tab.unroute('**/search/s/**');
    await tab.locator('.near button').click();
    await told(tab, '“粗体支部”');
    await tab.locator('.hits a').first().click();
    await tab.locator('.unmark').waitFor();
    await check('a marked report');
    await context.close();
  }
  noFaults(faults.list());
});

/** What axe holds against the open page. Runs in the page. */
async function violations(tags) {
  const results = await globalThis.axe.run({ runOnly: tags, resultTypes: ['violations'] });
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 2).map(({ target }) => target.join(' ')).join(' and ')}`);
}

/** Writes and builds a publication of the reports whose numbers are wanted. */
function write(name, wanted, settings = {}) {
  const source = path.join(folder, name);
  const put = (file, text) => {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), text);
  };
  const random = new Random(1);
  const WORDS = ['党支部', '学习', '会议', '疫情防控', '義診', '义诊', '二〇二〇', '2020年', '１２名', '3.5%', '35人次', 'COVID-19', 'Word', 'ＰＰＴ', '①', '“四个意识”', '、坚定', '《章程》', '，', '。', '！', '……', '——', '（一）', '员工', '重要', '讲话', '不忘初心', '\u{20bb7}野家', 'café', '1,200', '万元', '：', '年度', '总结', '😀'];
  const sentence = (words) => `文${Array.from({ length: words }, () => random.pick(WORDS)).join('')}字`;
  const hospitals = ['甲级医院', '乙级医院', '丙级医院', '重庆市总医院'];
  put('content/site.yaml', JSON.stringify({ title: '检索样本', base_url: 'https://example.org/search/', ...settings }));
  put('content/topics.yaml', JSON.stringify([{ id: 'yiqing', name: '疫情防控' }, { id: 'yizhen', name: '义诊志愿', synonyms: ['下乡义诊'] }, { id: 'xuexi', name: '政治学习' }]));
  put('content/organizations.yaml', JSON.stringify(hospitals.map((name, at) => ({ id: `yiyuan-${at}`, name, children: [{ id: `zhibu-${at}`, name: '第一党支部' }] }))));
  for (let number = 0; number < 60; number += 1) {
    const front = {
      title: number === 3 ? HOSTILE : number === 4 ? '瓯江两岸的支部' : number === 5 ? '學會的總結' : `第${number}篇${random.pick(['总结', '纪实', '小结'])}`,
      branch: `${number % 2 ? 'yiyuan' : 'zhibu'}-${number % 4}`,
      year: 2018 + (number % 5),
      topics: [random.pick(['疫情防控', '义诊志愿']), '政治学习'].slice(number % 2),
      honours: [{ name: `先进${random.pick(['单位', '集体'])}`, date: 2018 + (number % 5) }],
      people: [{ name: number % 3 ? '周什明' : '单小明', role: '书记' }],
    };
    const special = { 6: '只在正文里有瓯这个字。', 7: '这里是**粗体**支*部*里`的`字，再说义诊。', 8: '甲样本在这里。\n\n又有丙样本。', 9: '间隔、样张。', 10: '间隔样张。', 11: '说到前段之末\n\n后段之首另起。', 12: '全角１２３。', 13: '繁體的總結。' }[number] ?? '';
    const body = `${sentence(6)}\n\n## 一、${sentence(2)}\n\n${special}\n\n${sentence(20)}\n\n### （一）${sentence(2)}\n\n- ${sentence(5)}\n- ${sentence(5)}\n\n## 二、服务\n\n${sentence(30)}全年义诊${number}场。\n`;
    // Drawn for all, so that the reports of two publications are the same.
    if (wanted(number)) put(`content/reports/${front.year}/r${number}.md`, `---\n${JSON.stringify(front)}\n---\n\n${body}`);
  }
  const output = path.join(source, 'public');
  const { status, stdout, stderr } = spawnSync(binary, ['build', '--lang', 'en', '--source', source, '--output', output], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  assert.ok(readdirSync(path.join(output, 'search')).length);
  return output;
}
