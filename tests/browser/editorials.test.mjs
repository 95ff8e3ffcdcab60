// What editors write before a year, an organisation or a topic is found by the
// search, from a disk too, with its page, and belongs to what it stands before.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { binary } from './publications.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'huibian-editorials-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const write = (file, text) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};
write('content/site.yaml', 'title: 测试汇编\n');
write('content/organizations.yaml', '- {id: jia, name: 甲学会}\n- {id: yi, name: 乙学会}\n');
write('content/topics.yaml', '- {id: yizhen, name: 义诊}\n');
for (const [name, branch, year] of [['a', '甲学会', 2020], ['b', '乙学会', 2021]]) {
  write(`content/reports/${name}.md`, `---\ntitle: ${branch}工作总结\nbranch: ${branch}\nyear: ${year}\ntopics: [义诊]\n---\n\n全年平稳。\n`);
}
write('content/years/2021.md', '编者按：这一年风调雨顺，琥珀色的秋天。\n');
write('content/orgs/yi.md', '---\n---\n\n## 来历\n\n乙学会成立于琥珀厅。\n');
write('content/topics/yizhen.md', '琥珀奖由此而来。\n');
const output = path.join(folder, 'public');
const { status, stdout, stderr } = spawnSync(binary, ['build', '--strict', '--source', folder, '--output', output], { encoding: 'utf8' });
assert.equal(status, 0, stdout + stderr);

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** The results of a query from the disk: address, head line, quotation. */
async function found(query) {
  const tab = await browser.newPage();
  const faults = [];
  tab.on('pageerror', (error) => faults.push(error.message));
  await tab.goto(`file://${output}/find.html?${query}`);
  await tab.waitForFunction(() => document.querySelector('#found [role=status], #found .status, #found p')?.textContent.trim());
  await tab.waitForSelector('#found .item');
  const results = await tab.evaluate(() =>
    [...document.querySelectorAll('#found .item')].map((item) => ({
      href: item.querySelector('a').getAttribute('href').split('?')[0].replace(/.*public\//, ''),
      title: item.querySelector('h3').textContent,
      kick: item.querySelector('.kick').textContent,
      text: item.querySelector('.s')?.textContent ?? '',
    })),
  );
  const years = await tab.evaluate(() => [...document.querySelectorAll('#found input[name=year], #found [data-facet=year] input')].map((input) => input.value));
  await tab.close();
  assert.deepEqual(faults, []);
  return { results, years };
}

test('a word of an editor leads to the page that it stands on', async () => {
  const { results, years } = await found('q=琥珀');
  const hrefs = results.map((result) => result.href.replace(/#.*/, '')).sort();
  assert.deepEqual(hrefs, ['orgs/yi.html', 'topics/yizhen.html', 'years/2021.html']);
  const of = (href) => results.find((result) => result.href.startsWith(href));
  assert.match(of('years/').title, /^2021年卷/);
  assert.match(of('years/').text, /琥珀色的秋天/);
  assert.equal(of('years/').kick, '2021');
  assert.match(of('orgs/').title, /^乙学会/);
  assert.equal(of('topics/').kick, '义诊');
  // Nothing is of the year nought.
  assert.ok(!years.includes('0'), years.join());
});

test('a filter leaves what belongs to it', async () => {
  const hrefs = async (query) => (await found(query)).results.map((result) => result.href.replace(/#.*/, ''));
  assert.deepEqual(await hrefs('q=琥珀&year=2021'), ['years/2021.html']);
  assert.deepEqual(await hrefs('q=琥珀&org=yi'), ['orgs/yi.html']);
  assert.deepEqual(await hrefs('q=琥珀&topic=yizhen'), ['topics/yizhen.html']);
});
