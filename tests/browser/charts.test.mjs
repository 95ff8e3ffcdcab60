// Charts that are read on a phone: no word lies on another or on a column that is
// not its own, tiles lead to what they count, the matrix begins with the latest
// years, and lines that stand beside each other are over the same years.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { publishLarge } from './large.mjs';
import { binary, publish } from './publications.mjs';
import { faultsByLook, looked, noFaults, openSite, specimens } from './site.mjs';

const WIDTHS = [320, 360, 768, 1280];
const YEARS = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025];
const PROVINCES = ['湖北省', '湖南省', '广东省', '四川省', '浙江省', '云南省', '福建省', '江苏省', '山西省', '陕西省'];
const TOPICS = ['义诊', '培训', '科普', '帮扶', '学术交流', '组织建设'];

const country = publishCountry();
const large = publishLarge();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const [site, pages] of [...looked(publish()), [large, specimens(large)], [country, specimens(country)]]) {
  test(`no word of a chart lies on another: ${site.name}`, async () => {
    const tab = await browser.newPage({ javaScriptEnabled: false });
    const faults = faultsByLook();
    for (const page of pages) {
      if (!site.text(page.route).includes('class="pc') || site.size(page.route) > 400_000) continue;
      await tab.goto(page.url);
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: 800 });
        for (const fault of await tab.evaluate(touching)) faults.add(`${page.name}: ${fault}`, `${width}px`);
      }
    }
    await tab.close();
    noFaults(faults.list());
  });
}

/** Words of charts that lie on each other, or on a column beside their own. Runs in the page. */
function touching() {
  const faults = [];
  for (const details of document.querySelectorAll('details')) details.open = true;
  const overlap = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
  for (const chart of document.querySelectorAll('svg.pc')) {
    if (!chart.getBoundingClientRect().width) continue;
    const words = [...chart.querySelectorAll('text')].filter((word) => word.textContent && getComputedStyle(word).display !== 'none');
    const columns = chart.matches('.tm') ? [] : [...chart.querySelectorAll('.b, .bl, .hol')];
    for (const [at, word] of words.entries()) {
      const box = word.getBoundingClientRect();
      if (box.left < 0 || box.right > document.documentElement.clientWidth) faults.push(`“${word.textContent}” leaves the page`);
      for (const other of words.slice(0, at)) {
        const [across, down] = overlap(box, other.getBoundingClientRect());
        if (across > 1 && down > 4) faults.push(`“${other.textContent}” lies on “${word.textContent}”`);
      }
      for (const column of columns) {
        const [across, down] = overlap(box, column.getBoundingClientRect());
        // Letters are less high than their box; a corner that is touched is seen.
        if (across > 7 && down > 7) faults.push(`“${word.textContent}” lies on a column`);
      }
    }
  }
  return faults;
}

test('a tile leads to the organizations of its province, from every map', async () => {
  const tab = await browser.newPage({ reducedMotion: 'reduce' });
  for (const route of ['index.html', 'orgs.html', 'years/2025.html', 'metrics/renci.html']) {
    await tab.goto(country.pages.find((page) => page.route === route).url);
    await tab.locator('svg').getByRole('link', { name: '浙江' }).click();
    const place = tab.locator(':target');
    assert.match(await place.evaluate((place) => place.closest('section, div, p').textContent), /浙江省/, route);
    assert.ok(await place.evaluate((place) => new Promise((seen) => new IntersectionObserver(([entry]) => entry.isIntersecting && seen(true)).observe(place))), route);
  }
  await tab.close();
});

test('on a phone the matrix shows whole columns of the latest years, without script', async () => {
  for (const width of [320, 360, 412]) {
    const tab = await browser.newPage({ viewport: { width, height: 740 }, javaScriptEnabled: false });
    await tab.goto(country.pages.find((page) => page.route === 'topics.html').url);
    const seen = await tab.locator('.late').evaluate((box) => {
      const [head, ...cells] = box.querySelector('tr').cells;
      const from = head.getBoundingClientRect().right;
      const to = box.getBoundingClientRect().right;
      const whole = cells.filter((cell) => cell.getBoundingClientRect().left >= from - 1.5 && cell.getBoundingClientRect().right <= to + 1);
      const cut = cells.filter((cell) => cell.getBoundingClientRect().left < from - 4 && cell.getBoundingClientRect().right > from + 4);
      return { whole: whole.map((cell) => cell.textContent), cut: cut.map((cell) => cell.textContent) };
    });
    assert.deepEqual(seen, { whole: ['2022', '2023', '2024', '2025', '合计'], cut: [] }, `${width}px`);
    await tab.close();
  }
});

test('the topic with most in a year is framed', async () => {
  const tab = await browser.newPage();
  await tab.goto(country.pages.find((page) => page.route === 'topics.html').url);
  const framed = await tab.locator('.hi').evaluateAll((cells) => cells.map((cell) => [cell.parentElement.cells[0].textContent, getComputedStyle(cell).boxShadow !== 'none']));
  assert.deepEqual(framed, YEARS.map(() => ['义诊', true]));
  await tab.close();
});

test('lines of an organization are over the same years, and a year without a report has no mark', async () => {
  const tab = await browser.newPage();
  await tab.goto(country.pages.find((page) => page.route === 'orgs/p0-1.html').url);
  const lines = await tab.locator('section[aria-labelledby=data] .ch').evaluateAll((charts) =>
    charts.map((chart) => {
      const years = [...chart.querySelectorAll('text:not(.t, .nw)')].map((word) => word.textContent);
      return { first: years[0], last: years.at(-1), dashes: chart.querySelectorAll('.mv').length, dots: chart.querySelectorAll('circle').length };
    }),
  );
  // 人次 each year but 2020, of which there is no report; 场次 in four of them.
  assert.deepEqual(lines, [{ first: '2016', last: '2025', dashes: 0, dots: 9 }, { first: '2016', last: '2025', dashes: 5, dots: 4 }]);
  await tab.close();
});

test('an organization is found by its full name', async () => {
  const tab = await browser.newPage();
  const find = country.pages.find((page) => page.route === 'find.html');
  for (const [query, first] of [['浙江省护理学会第二分会', 'p4-1-b'], ['护理学会第二分会', 'p0-1-b'], ['浙江省护理学会', 'p4-1']]) {
    await tab.goto(`${find.url}?q=${encodeURIComponent(query)}`);
    const link = tab.locator('.named a').first();
    await link.waitFor();
    assert.match(await link.getAttribute('href'), new RegExp(`orgs/${first}\\.html$`), query);
    assert.ok((await link.textContent()).endsWith(query), query);
  }
  await tab.close();
});

test('the button for day and night moves nothing when it comes', async () => {
  for (const width of [320, 412, 768, 1280]) {
    const places = [];
    for (const javaScriptEnabled of [false, true]) {
      const tab = await browser.newPage({ viewport: { width, height: 800 }, javaScriptEnabled });
      await tab.goto(country.pages.find((page) => page.route === 'find.html').url);
      places.push(await tab.locator('.mast, .mast nav a, h1').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top)));
      await tab.close();
    }
    assert.deepEqual(places[1], places[0], `${width}px`);
  }
});

/** A publication of two associations in each of ten provinces over ten years; all of it is made up. */
function publishCountry() {
  const source = mkdtempSync(path.join(tmpdir(), 'huibian-country-'));
  process.on('exit', () => rmSync(source, { recursive: true, force: true }));
  const put = (name, text) => {
    const file = path.join(source, 'content', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  put('site.yaml', JSON.stringify({ title: '各省学会汇编', base_url: 'https://example.org/sheng/', page_size: 100 }));
  put('topics.yaml', JSON.stringify(TOPICS.map((name, place) => ({ id: `t${place}`, name }))));
  put('metrics.yaml', JSON.stringify([{ id: 'renci', name: '服务人次', kind: 'flow', unit: '人次' }, { id: 'changci', name: '讲座场次', kind: 'flow', unit: '场' }, { id: 'jingfei', name: '投入经费', kind: 'flow', unit: '万元' }]));
  const organizations = PROVINCES.flatMap((province, p) => ['护理学会', '药学会'].map((name, n) => ({ id: `p${p}-${n + 1}`, name: province + name, kind: '学会', ...(n === 0 && { children: [{ id: `p${p}-1-b`, name: '第二分会', kind: '分会' }] }) })));
  put('organizations.yaml', JSON.stringify(organizations));
  const all = organizations.flatMap((one) => [one, ...(one.children ?? [])]);
  for (const year of YEARS) {
    for (const [place, { id, name }] of all.entries()) {
      if (year === 2020 && place === 0) continue;
      const value = 12_000 + ((place * 7919 + year * 104_729) % 60_000);
      const metrics = [{ metric: '服务人次', value, unit: '人次' }];
      if (year % 3 === 0 && place === 0) metrics.push({ metric: '讲座场次', value: 3 + (year % 7), unit: '场' });
      if (place > 0 && (place + year) % 2) metrics.push({ metric: '投入经费', value: value / 10, unit: '万元' });
      put(`reports/${year}/${id}.md`, `---\n${JSON.stringify({ title: `${name}${year}年总结`, branch: id, year, topics: ['义诊', TOPICS[1 + ((place + year) % 5)]], metrics })}\n---\n\n## 一、概况\n\n全年照常开展工作。\n`);
    }
  }
  const output = path.join(source, 'public');
  const { status, stdout, stderr, error } = spawnSync(binary, ['build', '--lang', 'en', '--source', source, '--output', output], { encoding: 'utf8' });
  assert.ifError(error && new Error(`cannot run ${binary}: ${error.code}; tests/run builds it, HUIBIAN names another`));
  assert.equal(status, 0, `huibian build failed in ${source}:\n${stdout}${stderr}`);
  return openSite('country', output);
}
