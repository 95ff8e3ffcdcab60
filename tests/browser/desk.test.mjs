// The writing desk as one uses it who has never seen a terminal: from no publication to a
// published folder, on the real server, in Chromium. The editor of a report has its own test.
//
// DESK=built takes the page from src/desk/assets in place of what the program holds.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startBrowser, widest } from './browser.mjs';
import { desk, dress, PATIENCE } from './desk.mjs';
import { docx } from './docx.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const ORGANIZATIONS = `- id: chengjiang
  name: 澄江市医学会
  kind: 地方学会
  children:
    - id: huxi
      name: 呼吸病学分会
      kind: 专科分会
      children:
        - id: huxi-xiaozu
          name: 党小组
          kind: 党小组
    - id: mishuchu
      name: 秘书处党支部
      kind: 党支部
`;

/** A report with what is to be done in it. */
const report = (branch, year, { status = 'draft', title = `${year}年的几件事` } = {}) => `---
title: ${title}
branch: ${branch}
year: ${year}
status: ${status}
review:
  - field: achievements
    proposal: 走访困难群众15户
    evidence: 走访困难群众15户
  - field: authors
    proposal: 赵一
    alternatives: [赵一一]
    evidence: 赵一
---

## 一、学习

${year}年，支部坚持每月学习一次，全年12次。截止${year}年12月，支部有党员11名,其中预备党员2名。

## 二、服务

党员在急诊和下乡两头都起了带头做用，走访困难群众15户。执笔赵一。

![](tu.png)
`;

/** A red PNG of 24 × 16. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAIAAACDRijCAAAAHElEQVR4nGOcoyjBQA3ARBVTRg0aNWjUoBFsEAAYdgD10wEoqgAAAABJRU5ErkJggg==',
  'base64',
);

const FILES = {
  'content/site.yaml': 'title: 澄江市医学会工作汇编 # 题名\nlanguage: zh-CN\n',
  'content/organizations.yaml': ORGANIZATIONS,
  'content/topics.yaml': '- id: xuexi\n  name: 政治学习\n  scope: 集中学习、党课\n- id: yizhen\n  name: 义诊志愿\n',
  'content/metrics.yaml': '- id: dangyuan\n  name: 党员\n  unit: 名\n  kind: stock\n',
  'content/terms.yaml': '- wrong: 呼吸科分会\n  right: 呼吸病学分会\n',
  ...Object.fromEntries([2021, 2022, 2023].map((year) => [`content/reports/${year}/tu.png`, PICTURE])),
  'content/reports/2023/xiaozu.md': report('huxi-xiaozu', 2023, { title: '一个小组的十二次学习' }),
  'content/reports/2023/mishuchu.md': report('mishuchu', 2023, { status: 'first-review', title: '会务、学习、下乡三本账' }),
  'content/reports/2022/xiaozu.md': report('huxi-xiaozu', 2022),
  'content/reports/2021/huai.md': '---\ntitle: [坏的\n---\n\n正文还在。\n',
};
const XIAOZU = 'content/reports/2023/xiaozu.md';

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** A browser of somebody who has not been here; it ends with the test. */
async function visitor(t, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    locale: 'zh-CN',
    ...options,
  });
  t.after(() => context.close());
  await dress(context);
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE);
  return { tab, context };
}

/** The desk on `files`, opened; whatever its page complains of fails the test. */
async function page(t, files, options = {}) {
  const { tab, context } = await visitor(t, options);
  const complaints = [];
  tab.on('pageerror', (error) => complaints.push(String(error.stack)));
  // A preview runs no scripts, and the browser says so of each that its pages have.
  tab.on(
    'console',
    (message) => message.type() === 'error' && !message.text().startsWith('Blocked script execution') && complaints.push(message.text()),
  );
  t.after(() => assert.deepEqual(complaints, [], 'the page complains'));
  const server = await desk(t, files);
  await tab.goto(server.address);
  return { ...server, tab, context, complaints, show: (screen) => show(tab, screen) };
}

/** Goes to a screen and waits until its answers have come. */
async function show(tab, screen) {
  await tab.evaluate((to) => {
    location.hash = `#/${to}`;
  }, screen);
  await tab.locator('main:not(:has(.wait)) :is(h1,.tabs)').first().waitFor();
}

/** The files below a folder. */
const filesOf = (folder) => (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []);

test('the secret leaves the address, and works once', async (t) => {
  const { tab, address, context } = await page(t, FILES);
  await tab.locator('.rep').first().waitFor();
  assert.ok(!tab.url().includes('k='), tab.url());
  const { tab: other } = await visitor(t);
  await other.goto(address);
  await other.getByRole('alert').filter({ hasText: '认不出' }).waitFor();
  await tab.reload();
  await tab.locator('.rep').first().waitFor();
  assert.equal((await context.cookies())[0].httpOnly, true);
});

test('a publication is made, and an empty one says how to begin', async (t) => {
  const { tab, home } = await page(t, {});
  await tab.getByRole('button', { name: '新建一部汇编' }).click();
  await tab.getByRole('textbox', { name: '汇编的名称' }).fill('云县卫生健康工作汇编');
  await tab.getByRole('button', { name: '建好，打开' }).click();
  await tab.getByRole('heading', { name: '云县卫生健康工作汇编' }).waitFor();
  await tab.getByRole('link', { name: '导入 Word 文件' }).waitFor();
  assert.match(readFileSync(path.join(home, '云县卫生健康工作汇编/content/site.yaml'), 'utf8'), /云县卫生健康工作汇编/);
  // It is among the recent ones, and another folder is chosen level by level.
  mkdirSync(path.join(home, '别处/里面'), { recursive: true });
  await show(tab, 'start');
  await tab.locator('.recent').getByText('云县卫生健康工作汇编').first().waitFor();
  await tab.getByRole('button', { name: '打开别的文件夹…' }).click();
  const dialog = tab.getByRole('dialog');
  await dialog.getByRole('button', { name: '别处' }).click();
  await dialog.getByRole('button', { name: '里面' }).waitFor();
  await dialog.getByRole('button', { name: '上一层' }).click();
  await dialog.getByRole('button', { name: /云县卫生健康工作汇编.*是一部汇编/ }).click();
  await tab.getByRole('heading', { name: '云县卫生健康工作汇编' }).waitFor();
});

test('the list is sought, filtered and put in order', async (t) => {
  const { tab } = await page(t, FILES);
  const titles = () => tab.locator('.rep b').allTextContents();
  await tab.getByRole('status').filter({ hasText: '4篇' }).waitFor();
  await tab.locator('.rep').filter({ hasText: '读不出' }).waitFor();
  await tab.getByRole('button', { name: /党小组/ }).click();
  await tab.getByRole('status').filter({ hasText: '2篇' }).waitFor();
  await tab.getByRole('button', { name: /^2023 ?1$/ }).click();
  await tab.getByRole('status').filter({ hasText: '1篇' }).waitFor();
  assert.deepEqual(await titles(), ['一个小组的十二次学习']);
  await tab.getByRole('button', { name: '不筛了' }).click();
  await tab.getByRole('status').filter({ hasText: '4篇' }).waitFor();
  await tab.keyboard.press('Control+k');
  await tab.waitForFunction(() => document.activeElement?.id === 'q');
  await tab.keyboard.type('三本账');
  await tab.getByRole('status').filter({ hasText: '1篇' }).waitFor();
  await tab.getByRole('button', { name: '不筛了' }).click();
  await tab.getByRole('combobox', { name: '次序' }).selectOption('title');
  await tab.locator('.grp h2').first().waitFor({ state: 'detached' });
});

test('nothing that an input method composes is sought before it is done', async (t) => {
  const { tab, context } = await page(t, FILES);
  const box = tab.locator('#q');
  // The list's own first request comes before what is counted here.
  await tab.getByRole('status').filter({ hasText: '4篇' }).waitFor();
  await box.focus();
  const asked = [];
  tab.on('request', (request) => request.url().includes('/reports?') && asked.push(new URL(request.url()).searchParams.get('q')));
  const keyboard = await context.newCDPSession(tab);
  for (const text of ['s', 'sa', 'san', 'sanben'])
    await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await tab.keyboard.press('Enter');
  assert.deepEqual(asked, []);
  await keyboard.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
  await box.fill('');
  await keyboard.send('Input.imeSetComposition', { text: '三本', selectionStart: 2, selectionEnd: 2 });
  await keyboard.send('Input.insertText', { text: '三本账' });
  await tab.getByRole('status').filter({ hasText: '1篇' }).waitFor();
  assert.deepEqual(
    asked.filter((words) => words && words !== '三本账'),
    [],
  );
});

test('what is to be done is answered in place, and undone', async (t) => {
  const { tab, read } = await page(t, FILES);
  const before = read(XIAOZU);
  const queue = tab.getByRole('region', { name: /要处理的/ });
  const open = queue.getByRole('button', { name: /^待核/ });
  await open.getByText('6').waitFor();
  const job = queue
    .locator('.job')
    .filter({ hasText: '一个小组的十二次学习' })
    .filter({ has: tab.locator('mark', { hasText: '走访困难群众15户' }) });
  assert.match(await job.locator('mark').textContent(), /走访困难群众15户/);
  await job.getByRole('button', { name: /^采纳/ }).click();
  await open.getByText('5').waitFor();
  assert.match(read(XIAOZU), /achievements:[\s\S]*走访困难群众15户/);
  // It can be undone though the page was closed since.
  await tab.reload();
  await tab.getByRole('banner').getByRole('button', { name: '撤销' }).click();
  await open.getByText('6').waitFor();
  assert.equal(read(XIAOZU), before);

  // All that is on the screen, at once.
  await queue.getByRole('button', { name: '这6个都采纳：待核' }).click();
  await tab.locator('.toast').getByText('采纳6处').waitFor();
  assert.ok(!read(XIAOZU).includes('review:'));
  await tab.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await open.getByText('6').waitFor();
  assert.equal(read(XIAOZU), before);
  // One kind, refused: the proposals go, and nothing comes of them.
  const kind = queue.locator('.points[data-group=achievements]');
  await kind.getByText('登进各篇要点的').waitFor();
  await kind
    .getByRole('button', { name: /^都不要/ })
    .first()
    .click();
  await open.getByText('3').waitFor();
  assert.doesNotMatch(read(XIAOZU), /proposal: 走访困难群众15户|achievements:/);
  await tab.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await open.getByText('6').waitFor();
});

test('all that is proposed is one list, of which only what is ticked is done', async (t) => {
  const { tab, read } = await page(t, FILES);
  const before = read(XIAOZU);
  const queue = tab.getByRole('region', { name: /要处理的/ });
  const all = queue.getByRole('heading', { name: /要处理的/ });
  await queue.getByRole('button', { name: /^问题/ }).getByText(/[1-9]/).waitFor();
  await queue.getByRole('button', { name: '一张表办完…' }).click();
  const dialog = tab.getByRole('dialog', { name: '一张表办完' });
  // What has another reading, what changes words and what a person looks at is not ticked.
  const line = (words) => dialog.getByRole('listitem').filter({ has: tab.locator('b', { hasText: words }) });
  await line('走访困难群众15户').first().waitFor();
  assert.deepEqual([await line('走访困难群众15户').count(), await line('赵一').count()], [3, 3]);
  assert.deepEqual(
    [
      await line('走访困难群众15户').first().getByRole('checkbox').isChecked(),
      await line('赵一').first().getByRole('checkbox').isChecked(),
    ],
    [false, false],
  );
  for (const title of ['会务、学习、下乡三本账', '2022年的几件事'])
    await line('走访困难群众15户').filter({ hasText: title }).getByRole('checkbox').check();
  const done = Number(/\d+/.exec(await dialog.getByRole('button', { name: /其余留着/ }).textContent())?.[0]);
  const n = Number((await all.textContent()).replace(/\D/g, ''));
  await dialog.getByRole('button', { name: /其余留着/ }).click();
  await tab.locator('.toast').getByText(`按建议办了${done}处`).waitFor();
  await all.getByText(String(n - done)).waitFor();
  assert.match(read(XIAOZU), /proposal: 走访困难群众15户/, 'what was not ticked is left');
  assert.doesNotMatch(read('content/reports/2022/xiaozu.md'), /proposal: 走访困难群众15户/);
  await tab.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await all.getByText(String(n)).waitFor();
  assert.equal(read(XIAOZU), before);
  // A whole kind is unticked at once, and what is not ticked may be refused together.
  await queue.getByRole('button', { name: '一张表办完…' }).click();
  await dialog.getByRole('button', { name: /没打勾的6处待核不要/ }).click();
  await queue.getByRole('button', { name: /^待核/ }).getByText('0').waitFor();
  assert.ok(!read(XIAOZU).includes('review:'), read(XIAOZU));
  assert.ok(!/^authors:/m.test(read(XIAOZU)));
});

test('a prize that a report tells twice is one line of the table, and taken once', async (t) => {
  const twice = `review:
  - field: honours
    proposal: {name: “先进学会”}
    evidence: 全年12次
  - field: honours
    proposal: {name: 先进学会, level: 市级}
    evidence: 走访困难群众15户
  - field: honours
    proposal: {name: 先进工作者, recipient: 赵一}
    evidence: 赵一
  - field: honours
    proposal: {name: 先进工作者, recipient: 钱二}
    evidence: 赵一
`;
  const { tab, read } = await page(t, { ...FILES, [XIAOZU]: FILES[XIAOZU].replace('review:\n', twice) });
  await tab.getByRole('region', { name: /要处理的/ }).getByRole('button', { name: '一张表办完…' }).click();
  const dialog = tab.getByRole('dialog', { name: '一张表办完' });
  const line = dialog.getByRole('listitem').filter({ hasText: '先进学会' });
  await line.getByText('说了2次，算一次').waitFor();
  assert.equal(await line.count(), 1);
  assert.match(await line.locator('mark').textContent(), /走访困难群众15户/, 'the words that speak for it stand beside it');
  // A whole kind is ticked by its head.
  await dialog.getByRole('checkbox', { name: '荣誉 0/4' }).check();
  assert.ok(await line.getByRole('checkbox').isChecked());
  await dialog.getByRole('button', { name: /其余留着/ }).click();
  await tab.locator('.toast').getByText(/按建议办了/).waitFor();
  assert.equal(read(XIAOZU).match(/先进学会/g)?.length, 1, read(XIAOZU));
  assert.equal(read(XIAOZU).match(/先进工作者/g)?.length, 2, 'what two persons got is no double');
  assert.match(read(XIAOZU), /honours:[\s\S]*level: 市级/);
});

test('words of a document that are in no text are put back by one click', async (t) => {
  const lines = ['# 原文: 地点：县档案馆三楼', '# 原文: 主持：赵一'];
  const { tab, read } = await page(t, { ...FILES, [XIAOZU]: FILES[XIAOZU].replace('\n---\n\n##', `\n${lines.join('\n')}\n---\n\n##`) });
  const before = read(XIAOZU);
  const queue = tab.getByRole('region', { name: /要处理的/ });
  const open = queue.getByRole('button', { name: /^待核/ });
  await open.getByText('7').waitFor();
  const group = queue.locator('.points[data-group=left]');
  assert.deepEqual(await group.locator('.leftlines li').allTextContents(), ['地点：县档案馆三楼', '主持：赵一']);
  await group.getByRole('button', { name: /^放回正文：/ }).click();
  await open.getByText('6').waitFor();
  assert.match(read(XIAOZU), /---\n\n地点：县档案馆三楼\n\n主持：赵一\n\n## 一、学习/);
  assert.doesNotMatch(read(XIAOZU), /# 原文/);
  await tab.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await open.getByText('7').waitFor();
  assert.equal(read(XIAOZU), before);
  // The same beside the text.
  await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).click();
  await tab.getByText('原稿里有2行没放进正文').click();
  await tab.locator('.leftout').getByRole('button', { name: '不要' }).click();
  await tab.locator('.leftout').waitFor({ state: 'detached' });
  assert.doesNotMatch(read(XIAOZU), /# 原文/);
});

test('what is private is shown before it goes, and a report leads to the next', async (t) => {
  const rows = '| 姓名 | 身份证号 |\n| --- | --- |\n| 赵一 | 11010519491231002X |\n';
  const body = `服务热线满意。仓库门锁坏了，此条不要写进总结。\n\n${rows}`;
  const { tab, read, complaints } = await page(t, { ...FILES, [XIAOZU]: FILES[XIAOZU].replace('## 一、学习', `${body}\n## 一、学习`) });
  // Nobody has made it final, and it is shown all the same.
  await show(tab, 'publish');
  await tab.locator('.checks').getByText('没有定稿的里，2处个人信息，或写着不公开的话').waitFor();
  await show(tab, 'home');
  const queue = tab.getByRole('region', { name: /要处理的/ });
  await queue.getByRole('button', { name: /^问题/ }).click();
  await queue.locator('.goes').getByText('仓库门锁坏了，此条不要写进总结。').waitFor();
  await queue.getByRole('button', { name: '删去：11010519491231002X' }).click();
  await tab.locator('.toast').getByText('删去了').waitFor();
  assert.match(read(XIAOZU), /\| 赵一 \| {2}\|/);
  // For a moment after a row went away clicks fall on nothing.
  await tab.waitForTimeout(700);
  await queue.getByRole('button', { name: /^删去：仓库门锁坏了/ }).click();
  await tab.locator('.toast').getByText('删去了“仓库').waitFor();
  await queue.locator('.goes').waitFor({ state: 'detached' });
  assert.doesNotMatch(read(XIAOZU), /不要写进/);
  assert.match(read(XIAOZU), /服务热线满意。/);
  // From one text to the next, and a report that is deleted is not said to be missing.
  await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).click();
  await tab.getByRole('tab', { name: /^正文/ }).click();
  const heading = tab.getByRole('heading', { level: 1 });
  const first = await heading.textContent();
  await tab.getByRole('link', { name: /^(下|上)一篇$/ }).first().click();
  await tab.waitForFunction((before) => document.querySelector('h1')?.textContent !== before, first);
  await tab.getByRole('tab', { name: /^正文/, selected: true }).waitFor();
  await tab.locator('.edtools').getByRole('button', { name: '删去', exact: true }).click();
  await tab.locator('.toast').getByText('删去了《').waitFor();
  await tab.locator('.toast').getByRole('button', { name: '撤销' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('findings of a kind are looked at, mended and waived', async (t) => {
  const { tab, read } = await page(t, FILES);
  const queue = tab.getByRole('region', { name: /要处理的/ });
  await queue.getByRole('button', { name: /^问题/ }).click();
  const rule = queue.locator('.rule').filter({ hasText: '带头做用' });
  await rule.getByRole('button', { name: '看这3处' }).click();
  await rule.getByRole('button', { name: '这3处都改' }).click();
  await tab.locator('.toast').getByText('改了3处').waitFor();
  assert.match(read(XIAOZU), /带头作用/);
  // For a moment after rows went away clicks on the list fall on nothing; a hand needs longer.
  await tab.waitForTimeout(700);
  const comma = queue.locator('.rule').filter({ hasText: '→ ，' });
  await comma.getByRole('button', { name: '看这3处' }).click();
  const key = await comma.locator('.job').filter({ hasText: '一个小组的十二次学习' }).getAttribute('data-job');
  const place = comma.locator(`[data-job="${key}"]`);
  await place.getByRole('button', { name: '写理由…' }).click();
  await place.getByRole('textbox', { name: '为什么无误' }).fill('原文如此，引文照录');
  await queue.getByRole('button', { name: /^图片/ }).click();
  await queue.getByRole('button', { name: /^问题/ }).click();
  assert.equal(
    await place.getByRole('textbox', { name: '为什么无误' }).inputValue(),
    '原文如此，引文照录',
    'it is kept while another kind is looked at',
  );
  await place.getByRole('textbox', { name: '为什么无误' }).focus();
  await tab.keyboard.press('Enter');
  await tab.locator('.toast').getByText('确信无误').waitFor();
  await place.waitFor({ state: 'detached' });
  assert.match(read(XIAOZU), /原文如此，引文照录/);
  assert.match(read(XIAOZU), /11名,其中/);
  await queue.getByRole('button', { name: /^图片/ }).click();
  await queue.locator('.job').first().getByRole('textbox').fill('党员在村口量血压');
  await tab.keyboard.press('Enter');
  await tab.locator('.toast').getByText('写了图片文字').waitFor();
  assert.match(
    ['2023/xiaozu', '2023/mishuchu', '2022/xiaozu'].map((file) => read(`content/reports/${file}.md`)).join(),
    /!\[党员在村口量血压\]\(tu\.png\)/,
  );
});

test('a picture that is described goes from the list at once', async (t) => {
  const { tab } = await page(t, FILES);
  const queue = tab.getByRole('region', { name: /要处理的/ });
  const pictures = queue.getByRole('button', { name: /^图片/ });
  await pictures.getByText('3').waitFor();
  await pictures.click();
  // Before the program has answered.
  let answer = () => {};
  const asked = new Promise((go) => (answer = go));
  await tab.route('**/api/queue', async (route) => {
    if (route.request().method() === 'POST') await asked;
    await route.continue();
  });
  const first = await queue.locator('.job').first().getAttribute('data-job');
  await queue.locator('.job').first().getByRole('textbox').fill('党员在村口量血压');
  await tab.keyboard.press('Enter');
  await pictures.getByText('2').waitFor();
  await queue.locator(`[data-job="${first}"]`).waitFor({ state: 'detached' });
  assert.equal(await queue.locator('.job').count(), 2);
  answer();
  await tab.locator('.toast').getByText('写了图片文字').waitFor();
  // The next field has the caret, and the list goes on being told of what changes.
  await tab.waitForFunction(() => document.activeElement?.closest('.job'));
  await tab.locator('.toast').getByRole('button', { name: '撤销' }).click();
  await pictures.getByText('3').waitFor();
  assert.equal(await queue.locator('.job img').count(), 3);
});

test('the list of all proposals waits for what is still being looked for', async (t) => {
  const { tab } = await page(t, FILES);
  const queue = tab.getByRole('region', { name: /要处理的/ });
  await queue.getByRole('button', { name: /^问题/ }).getByText(/[1-9]/).waitFor();
  const look = (is) =>
    tab.evaluate(async (now) => {
      const { state, refresh } = await import('./desk.js');
      state.isChecking = now;
      refresh();
    }, is);
  await look(true);
  await queue.getByText('还在查……').waitFor({ state: 'attached' });
  await queue.getByRole('button', { name: '一张表办完…' }).click();
  const dialog = tab.getByRole('dialog', { name: '一张表办完' });
  await dialog.getByText('正在查看全部报告……').waitFor();
  await look(false);
  await dialog.getByRole('listitem').first().waitFor();
  assert.equal(await queue.getByText('还在查……').count(), 0);
});

test('what can be undone is said long enough, and takes the click that comes late', async (t) => {
  const { tab } = await page(t, FILES);
  const toast = tab.locator('.toast');
  const job = tab.locator('.job').first();
  await job.waitFor();
  await tab.clock.install();
  await job.getByRole('button', { name: /^采纳/ }).click();
  const undo = toast.getByRole('button', { name: '撤销' });
  await undo.waitFor();
  await tab.clock.runFor(25_000);
  await undo.hover();
  await tab.clock.runFor(90_000);
  assert.equal(await undo.count(), 1, 'it stays under the pointer');
  await tab.mouse.move(5, 5);
  await tab.clock.runFor(30_500);
  // Hardly to be seen any more, and not yet gone.
  await tab.locator('.toast.fades').waitFor({ state: 'attached' });
  await undo.click();
  await toast.getByText('已撤销：采纳1处').waitFor();
  await tab.mouse.move(5, 5);
  await tab.clock.runFor(12_000);
  assert.equal(await toast.textContent(), '');
});

test('the queue is emptied by keyboard alone', async (t) => {
  const { tab } = await page(t, FILES);
  const open = tab.getByRole('region', { name: /要处理的/ }).getByRole('button', { name: /^待核/ });
  await open.getByText('6').waitFor();
  await tab.keyboard.press('F8');
  for (let left = 6; left > 1; left--) {
    await tab.waitForFunction(() => document.activeElement?.closest('.job'));
    await tab.keyboard.press(left % 2 ? 'Control+Backspace' : 'Control+Enter');
    await open.getByText(String(left - 1), { exact: true }).waitFor();
  }
  await tab.waitForFunction(() => document.activeElement?.closest('.job'));
  await tab.keyboard.press('Control+Enter');
  await tab.locator('.queue .seg button[aria-pressed=true]').filter({ hasText: '问题' }).waitFor();
});

test('what another program changes is shown', async (t) => {
  const { tab, write } = await page(t, FILES);
  await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).waitFor();
  write(XIAOZU, report('huxi-xiaozu', 2023, { title: '别处改的题目' }));
  await tab.locator('.rep').filter({ hasText: '别处改的题目' }).waitFor();
});

test('an organisation is edited in its cell, found by pinyin, renamed and moved', async (t) => {
  const { tab, read, show: to } = await page(t, FILES);
  await to('registers/organizations');
  await tab.getByRole('textbox', { name: '类别，秘书处党支部' }).fill('党总支');
  await tab.keyboard.press('Enter');
  await tab.locator('.toast').getByText('改了“秘书处党支部”').waitFor();
  assert.equal(read('content/organizations.yaml'), ORGANIZATIONS.replace('kind: 党支部', 'kind: 党总支'));
  // A new name since a day: the old one stays with the reports of before.
  await tab.locator('.detail').getByRole('button', { name: '改名…' }).click();
  const dialog = tab.getByRole('dialog');
  await dialog.waitFor();
  assert.equal(await tab.evaluate(() => getSelection()?.toString()), '秘书处党支部', 'it begins with the present name');
  assert.ok(await dialog.getByRole('button', { name: '改', exact: true }).isDisabled());
  const { height } = await dialog.boundingBox();
  await dialog.getByRole('button', { name: '原来写错了' }).click();
  assert.equal(await dialog.getByRole('textbox', { name: /从哪年哪月起/ }).count(), 0);
  assert.equal((await dialog.boundingBox()).height, height);
  await dialog.getByRole('button', { name: '组织更名了' }).click();
  await dialog.getByRole('textbox', { name: '新名称' }).fill('机关党支部');
  await dialog.getByRole('textbox', { name: /从哪年哪月起/ }).fill('2023');
  await dialog.getByRole('button', { name: '改', exact: true }).click();
  await tab.locator('.toast').getByText('机关党支部').waitFor();
  assert.match(read('content/organizations.yaml'), /秘书处党支部[\s\S]*机关党支部[\s\S]*2023/);
  // A list that opens in a dialog shows what there is, and covers no button.
  await tab.locator('.detail').getByRole('button', { name: '并入…' }).click();
  await dialog.getByRole('combobox').click();
  assert.ok((await dialog.getByRole('option').count()) > 2);
  await dialog.getByRole('option').nth(2).click({ trial: true });
  await dialog.getByRole('button', { name: '不并' }).click({ trial: true });
  await tab.keyboard.press('Escape');
  await dialog.getByRole('button', { name: '不并' }).click();
  await tab.locator('.detail').getByRole('combobox', { name: '上级' }).click();
  await tab.keyboard.type('hxb');
  await tab.keyboard.press('Enter');
  await tab.locator('.detail .note').filter({ hasText: '澄江市医学会 › 呼吸病学分会' }).waitFor();
  // What is in no register: said when the box is left, made when that is asked for.
  const above = tab.locator('.detail').getByRole('combobox', { name: '上级' });
  await above.click();
  await tab.keyboard.type('澄江市卫健委');
  await tab.keyboard.press('Tab');
  await tab.locator('.toast').getByText('“澄江市卫健委”没有选定').waitFor();
  await above.click();
  await tab.keyboard.type('澄江市卫健委');
  await tab.keyboard.press('Enter');
  await tab.locator('.detail .note').filter({ hasText: /^澄江市卫健委$/ }).waitFor();
  await tab.keyboard.press('Control+z');
});

test('rows are copied in from a spreadsheet', async (t) => {
  const { tab, read, show: to } = await page(t, FILES);
  await to('registers/topics');
  await tab.locator('[data-at="1/0"] input').focus();
  await tab.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '义诊\t下乡、献血\n科普\t讲座');
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await tab.locator('.toast').getByText('贴入2行').waitFor();
  assert.match(read('content/topics.yaml'), /name: 义诊\n[\s\S]*下乡、献血[\s\S]*科普[\s\S]*讲座/);
});

test('a setting changes its line, and the home page at once', async (t) => {
  const { tab, read, show: to } = await page(t, FILES);
  await to('settings');
  const home = tab.frameLocator('.frame');
  await home.getByText('澄江市医学会工作汇编').first().waitFor();
  await tab.locator('.setform').getByRole('textbox').first().fill('澄江医学汇编');
  // It is seen before it is kept.
  await home.getByText('澄江医学汇编').first().waitFor();
  assert.match(read('content/site.yaml'), /^title: 澄江市医学会工作汇编 /);
  await tab.keyboard.press('Enter');
  await tab.locator('.toast').getByText(/^改了/).waitFor();
  await home.getByText('澄江医学汇编').first().waitFor();
  assert.equal(read('content/site.yaml'), 'title: 澄江医学汇编 # 题名\nlanguage: zh-CN\n');
});

test('an earlier version comes back', async (t) => {
  const { tab, read } = await page(t, FILES);
  const before = read(XIAOZU);
  const job = tab.locator('.job').filter({ hasText: '一个小组的十二次学习' }).first();
  await job.getByRole('button', { name: /^采纳/ }).click();
  await tab.locator('.toast').getByText('采纳1处').waitFor();
  assert.notEqual(read(XIAOZU), before);
  const id = await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).getAttribute('href');
  await show(tab, `history/${id?.split('/').at(-1)}`);
  await tab.locator('.vers button').last().click();
  await tab.locator('.fieldt :is(ins,del)').first().waitFor();
  await tab.getByRole('button', { name: '恢复到这一版' }).click();
  await tab
    .locator('.toast')
    .getByText(/^恢复到/)
    .waitFor();
  assert.equal(read(XIAOZU), before);
});

test('a report that two changed at once is put together place by place', async (t) => {
  const { tab, read, write, complaints } = await page(t, FILES);
  const id = (await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).getAttribute('href')).split('/').at(-1);
  const before = read(XIAOZU);
  // What the editor does: it saves upon what it has read, and is told what stands there now.
  await tab.evaluate(async (report) => {
    globalThis.had = await (
      await fetch(`api/reports/${report}`, { headers: { 'X-Huibian-Desk': localStorage.getItem('huibian-desk-pass') } })
    ).json();
  }, id);
  write(XIAOZU, before.replace('每月学习一次', '每周学习一次').replace('## 二、服务', '## 二、下乡'));
  await tab.evaluate(async (report) => {
    const { api, state, go } = await import('./desk.js');
    const block = globalThis.had.blocks.find(({ text }) => text.includes('每月学习'));
    const ops = [{ op: 'block', id: block.id, text: block.text.replace('每月学习一次', '每月学习两次') }];
    const refused = await api.put(`reports/${report}`, { hash: globalThis.had.hash, ops }).catch((error) => error);
    state.clashes.set(report, refused.body);
    go(`conflict/${report}`);
  }, id);
  await tab.getByRole('heading', { name: '两处都改过' }).waitFor();
  const save = tab.getByRole('button', { name: '存合起来的' });
  assert.ok(await save.isDisabled());
  await tab.getByRole('radio', { name: /用您改的/ }).check();
  await save.click();
  await tab.locator('.toast').getByText('合好了').waitFor();
  assert.equal(read(XIAOZU), before.replace('每月学习一次', '每月学习两次').replace('## 二、服务', '## 二、下乡'));
  assert.match(complaints.splice(0).join(), /^[^,]*409[^,]*$/, 'the refusal, and nothing else');
});

// What three organisations sent in.
const WORDS = (org, year) => [
  ['title', `${org}${year}年工作总结`],
  ['', `${year}年，${org}坚持每月学习一次，全年集中学习12次，上党课4次。截至${year}年12月，支部有党员28名。`],
  ['heading', '一、学习'],
  ['', '学习记录由专人整理，缺席的同志一周内补课。'],
  ['heading', '二、服务'],
  ['', '赴石桥镇义诊6场，服务群众约1180人次，走访困难群众15户。'],
  ['', org],
  ['', `${year}年12月28日`],
];
const DOCUMENTS = [
  ...['秘书处党支部', '护理学分会党支部'].flatMap((org) =>
    [2021, 2022].map((year) => ({ name: `${org}${year}年总结.docx`, buffer: docx(WORDS(org, year)) })),
  ),
  {
    name: '云县人民医院2022年总结.txt',
    buffer: Buffer.from(
      WORDS('云县人民医院', 2022)
        .map(([, text]) => text)
        .join('\n\n'),
    ),
  },
  { name: '~$锁.docx', buffer: Buffer.from('x') },
].map((file) => ({ ...file, mimeType: 'application/octet-stream' }));

test('documents become reports, and reports a published folder', async (t) => {
  const { tab, home, source, show: to } = await page(t, { ...FILES, 'content/reports/2021/huai.md': report('mishuchu', 2021) });
  await to('import');
  await tab.locator('input[type=file][multiple]').setInputFiles(DOCUMENTS);
  await tab.getByRole('heading', { name: '5份文件', exact: true }).waitFor();
  const written = filesOf(path.join(source, 'content'));
  for (const question of await tab.locator('.once').all()) await question.locator('.seg button').first().click();
  await tab
    .getByRole('status')
    .filter({ hasText: /还有\d+问/ })
    .waitFor({ state: 'detached' });
  // Sought, put in order, corrected.
  const rows = tab.locator('.files tbody tr');
  await tab.getByRole('searchbox', { name: '找文件' }).fill('护理');
  await rows.nth(2).waitFor({ state: 'detached' });
  assert.equal(await rows.count(), 2);
  await tab.getByRole('searchbox', { name: '找文件' }).fill('');
  await tab.getByRole('button', { name: '文件', exact: true }).click();
  await tab.locator('th[aria-sort=ascending]').waitFor();
  const text = rows.filter({ hasText: '云县' });
  await text.getByRole('textbox', { name: /的题目$/ }).fill('县医院的一年');
  await text.getByRole('combobox', { name: /的组织$/ }).click();
  await tab.keyboard.type('云县卫健局');
  await tab.getByRole('option', { name: /新建“云县卫健局”/ }).click();
  // A parent that is in no register is made too, not dropped.
  await tab.getByRole('dialog').getByRole('combobox', { name: '在哪个组织下面' }).click();
  await tab.keyboard.type('云县人民政府');
  await tab.keyboard.press('Tab');
  await tab.getByRole('dialog').getByText('“云县人民政府”还不在名册里').waitFor();
  await tab.getByRole('dialog').getByRole('button', { name: '建好' }).click();
  assert.deepEqual(filesOf(path.join(source, 'content')), written, 'nothing is written before it is accepted');
  await tab.getByRole('button', { name: '收进汇编' }).click();
  await tab.getByRole('heading', { name: '收进5篇' }).waitFor();
  assert.equal(filesOf(path.join(source, 'content/reports')).filter((file) => file.endsWith('.md')).length, 4 + 5);
  assert.match(readFileSync(path.join(source, 'content/organizations.yaml'), 'utf8'), /云县人民政府[\s\S]*children:[\s\S]*云县卫健局/);

  await to('publish');
  await tab.getByRole('button', { name: /^这\d+篇都定稿$/ }).click();
  await tab.getByRole('dialog', { name: '您是哪一位' }).getByRole('textbox', { name: '姓名' }).fill('林一');
  await tab.keyboard.press('Enter');
  await tab.getByText('9篇会登出').waitFor();
  const target = path.join(home, '拷走');
  mkdirSync(target);
  await tab.getByRole('radio', { name: /文件夹或 U 盘/ }).check();
  await tab.getByRole('textbox', { name: '放在' }).fill(target);
  await tab.getByRole('button', { name: '先试一遍' }).click();
  await tab.getByRole('button', { name: '照此发布' }).waitFor();
  assert.deepEqual(filesOf(target), [], 'a trial writes nothing');
  await tab.getByRole('button', { name: '照此发布' }).click();
  await tab.getByText('发布好了').waitFor();
  const site = await tab.context().newPage();
  await site.goto(`file://${path.join(target, 'index.html')}`);
  await site.getByText('澄江市医学会工作汇编').first().waitFor();
  assert.ok(filesOf(target).some((file) => /reports.*\.html$/.test(file)));
});

/** A document that a page break has made two of, and two that name their organisation otherwise. */
const PART = (org) =>
  `${org}2022年工作总结\n\n　　2022年，${org}开展了以下工作，全年组织学习12次，走访群众38户。联系人手机13800138000。\n\n一、学习\n　　全年组织学习12次。\n　　学习记录由专人整理。\n二、服务\n　　全年走访群众38户。\n　　开展义诊6场。\n\n`;
const PARTED = [
  { name: '合订.txt', buffer: Buffer.from(PART('澄江市第一医院内科党支部') + PART('澄江市第一医院外科党支部')) },
  { name: '儿科2022.txt', buffer: Buffer.from(PART('澄江市第一医院儿科党支部')) },
].map((file) => ({ ...file, mimeType: 'text/plain' }));

test('an import is answered as suggested; parts are joined and parted, organisations put under others', async (t) => {
  const { tab, source, show: to } = await page(t, FILES);
  await to('import');
  await tab.locator('input[type=file][multiple]').setInputFiles(PARTED);
  await tab.getByRole('heading', { name: '2份文件，3篇' }).waitFor();
  const rows = tab.locator('.files tbody tr');
  // The text of a report can be looked into.
  await rows.nth(1).getByRole('button', { name: '看“合订.txt”的文字' }).click();
  await tab.getByRole('dialog').getByText('外科党支部开展了以下工作').waitFor();
  await tab.getByRole('button', { name: '看好了' }).click();
  await rows
    .nth(1)
    .getByRole('button', { name: /合为一篇/ })
    .click();
  await tab.getByRole('heading', { name: '2份文件', exact: true }).waitFor();
  await tab.locator('.toast').getByText('合为一篇').waitFor();
  await tab.getByRole('banner').getByRole('button', { name: '撤销' }).click();
  await tab.getByRole('heading', { name: '2份文件，3篇' }).waitFor();
  // For a moment after rows went away clicks on the list fall on nothing.
  const heeded = async (name, sign) => {
    for (let tries = 0; tries < 20 && !(await sign.isVisible()); tries++) {
      // One that was heeded may have gone, with its answer still on its way.
      await tab
        .locator('.files')
        .getByRole('button', { name })
        .first()
        .click({ timeout: 2000 })
        .catch(() => {});
      await sign.waitFor({ timeout: 500 }).catch(() => {});
    }
    await sign.waitFor();
  };
  const three = tab.getByRole('heading', { name: '2份文件，3篇' });
  const two = tab.getByRole('heading', { name: '2份文件', exact: true });
  await heeded(/合为一篇/, two);
  await heeded(/再分开/, three);
  await heeded(/合为一篇/, two);

  await tab.getByRole('button', { name: '全部按建议…' }).click();
  const dialog = tab.getByRole('dialog', { name: '全部按建议' });
  await dialog.getByText('遮去中间四位').waitFor();
  await dialog.getByRole('button', { name: /都按建议/ }).click();
  await tab
    .getByRole('status')
    .filter({ hasText: /还有\d+问/ })
    .waitFor({ state: 'detached' });
  assert.equal(await tab.getByRole('button', { name: '遮去中间四位' }).getAttribute('aria-pressed'), 'true');
  // A new organisation goes under a registered one.
  const body = tab
    .locator('.otree li')
    .filter({ has: tab.getByRole('button', { name: /的上级$/ }) })
    .first();
  await body.getByRole('button', { name: /的上级$/ }).click();
  await tab.getByRole('dialog').getByRole('combobox').click();
  await tab.keyboard.type('澄江市医学会');
  await tab.keyboard.press('Enter');
  await tab.getByRole('dialog').waitFor({ state: 'detached' });
  await tab.getByRole('button', { name: '收进汇编' }).click();
  await tab.getByRole('heading', { name: '收进2篇' }).waitFor();
  await tab
    .getByRole('status')
    .filter({ hasText: /要处理的/ })
    .waitFor();
  assert.match(readFileSync(path.join(source, 'content/organizations.yaml'), 'utf8'), /澄江市医学会[\s\S]*澄江市第一医院/);
  const made = filesOf(path.join(source, 'content/reports/2022')).filter((file) => file.endsWith('.md') && file !== 'xiaozu.md');
  const texts = made.map((file) => readFileSync(path.join(source, 'content/reports/2022', file), 'utf8'));
  assert.equal(texts.length, 2);
  assert.ok(
    texts.some((text) => text.includes('内科党支部开展了') && text.includes('外科党支部开展了')),
    texts.join('\n'),
  );
  assert.ok(texts.every((text) => text.includes('138\\*\\*\\*\\*8000') && !text.includes('13800138000')));
});

test('what stops publishing leads to the list where it stands', async (t) => {
  const { tab, show: to } = await page(t, FILES);
  await to('publish');
  await tab.locator('.checks').getByRole('link', { name: '去改' }).click();
  await tab
    .locator('.queue .seg')
    .getByRole('button', { name: /^读不出/, pressed: true })
    .waitFor();
  await tab.locator('.queue').getByRole('link', { name: '打开来改' }).waitFor();
});

test('publishing proposes a place, and a private number stops it', async (t) => {
  const clean = report('mishuchu', 2021, { status: 'published' });
  const { tab, context, source, write, complaints, show: to } = await page(t, { ...FILES, 'content/reports/2021/huai.md': clean });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await to('publish');
  const where = tab.getByRole('textbox', { name: '放在' });
  assert.equal(await where.inputValue(), `${source}-网站`);
  // It is not there yet, which is no error; and nothing moves under the hand.
  await tab.getByRole('button', { name: '选…' }).click();
  const folders = tab.getByRole('dialog', { name: '送到哪里' });
  await folders.getByText('用到时会建好').waitFor();
  assert.equal(await folders.getByRole('alert').count(), 0);
  const height = async () => (await folders.boundingBox()).height;
  const first = await height();
  await folders.getByRole('button', { name: '上一层' }).click();
  await folders.getByRole('button', { name: 'home', exact: true }).waitFor();
  assert.equal(await height(), first);
  await folders.getByRole('button', { name: '新建文件夹' }).click();
  assert.ok((await folders.getByRole('textbox', { name: '新文件夹的名称' }).boundingBox()).width > 300);
  assert.equal(await height(), first);
  await folders.getByRole('button', { name: '算了' }).click();
  complaints.splice(0);
  const go = tab.getByRole('button', { name: '发布', exact: true });
  await tab.waitForFunction(() => !document.querySelector('button.go')?.disabled);
  write('content/reports/2021/huai.md', clean.replace('执笔赵一', '联系人赵一，手机13812345678'));
  await tab.getByText('处个人信息，或写着不公开的话').waitFor();
  assert.ok(await go.isDisabled());
  // It leads to the words.
  await tab.locator('.checks').getByRole('link', { name: '去改' }).click();
  await tab.getByRole('tab', { name: /正文/, selected: true }).waitFor();
  await tab.waitForFunction(
    () => getSelection()?.toString().includes('13812345678') || document.activeElement?.closest('.fnd')?.textContent.includes('手机'),
  );
  await to('publish');
  write('content/reports/2021/huai.md', clean);
  await tab.getByText('登出的没有个人号码，也没有写着不公开的话').waitFor();
  await tab.waitForFunction(() => !document.querySelector('button.go')?.disabled);
  await go.click();
  await tab.getByText('发布好了').waitFor();
  assert.ok(existsSync(path.join(`${source}-网站`, 'index.html')));
  await tab.getByRole('button', { name: '复制位置' }).click();
  await tab.locator('.toast').getByText('已复制').waitFor();
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), `${source}-网站`);
});

/** Every screen, as it stands when one comes to it. */
const SCREENS = [
  'start',
  'home',
  'import',
  'registers/organizations',
  'registers/topics',
  'registers/metrics',
  'registers/terms',
  'settings',
  'publish',
];

/** What axe holds against the open page, one line a rule. Runs in the page. */
async function violations(tags) {
  const { violations: found } = await globalThis.axe.run({ exclude: ['iframe'] }, { runOnly: tags, resultTypes: ['violations'] });
  return found.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes
        .slice(0, 2)
        .map(({ target }) => target.join(' '))
        .join(' and ')}`,
  );
}

for (const width of [1280, 360]) {
  test(`axe, light and dark, in both languages, ${width} px`, async (t) => {
    const { tab, context } = await page(t, FILES, { viewport: { width, height: 800 } });
    // Its secret works once: not to be loaded anew before it has been let in.
    await tab.getByRole('banner').waitFor();
    await context.addInitScript({ path: axe });
    await tab.reload();
    await tab.getByRole('banner').waitFor();
    const faults = [];
    const look = async (name) => {
      for (const colorScheme of ['light', 'dark']) {
        await tab.emulateMedia({ colorScheme });
        for (const violation of await tab.evaluate(violations, TAGS)) faults.push(`${name} ${colorScheme}: ${violation}`);
      }
    };
    for (const screen of SCREENS) {
      await show(tab, screen);
      await look(screen);
    }
    await show(tab, 'home');
    if (width < 900) await tab.getByRole('button', { name: '要处理的' }).click();
    for (const kind of ['待核', '问题', '图片', '读不出']) {
      await tab
        .locator('.queue .seg')
        .getByRole('button', { name: new RegExp(`^${kind}`) })
        .click();
      await tab.locator('.queue[aria-busy=false]').waitFor();
      await look(`queue: ${kind}`);
    }
    await tab.locator('.queue').getByRole('button', { name: '一张表办完…' }).click();
    await tab.locator('.sugg li').first().waitFor();
    await look('as suggested');
    await tab.keyboard.press('Escape');
    await tab.keyboard.press('F1');
    await tab.getByRole('dialog').waitFor();
    await look('keys');
    await tab.keyboard.press('Escape');
    await show(tab, 'home');
    await tab.getByRole('button', { name: 'EN' }).click();
    await tab.getByRole('link', { name: 'Reports', exact: true }).waitFor();
    await look('English');
    assert.deepEqual(faults, []);
  });
}

for (const width of [360, 768, 1280]) {
  test(`what was taken away covers nothing, ${width} px`, async (t) => {
    const { tab, context } = await page(t, FILES, { viewport: { width, height: 800 } });
    const id = (await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).getAttribute('href')).split('/').at(-1);
    await tab.evaluate(async (one) => {
      const { api } = await import('./desk.js');
      const { hash } = await api.get(`reports/${one}`);
      await api.post(`reports/${one}/remove`, { hash });
    }, id);
    const bin = tab.getByRole('button', { name: '回收站 1' });
    await bin.waitFor();
    const boxes = await tab.evaluate(() =>
      [...document.querySelectorAll('.bar > *, .bin, .queue > header button')]
        .filter((element) => element.offsetParent)
        .map((element) => ({ name: element.textContent.slice(0, 8), ...element.getBoundingClientRect().toJSON() })),
    );
    for (const one of boxes)
      for (const other of boxes)
        assert.ok(
          one === other || one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top,
          `${one.name} lies on ${other.name}`,
        );
    assert.ok((await tab.locator('#q').boundingBox()).width >= 150);
    assert.equal(await tab.evaluate(widest), null);
    await context.addInitScript({ path: axe });
    await tab.reload();
    await bin.waitFor();
    assert.deepEqual(await tab.evaluate(violations, TAGS), []);
    await bin.click();
    await tab.getByRole('button', { name: '取回《一个小组的十二次学习》' }).click();
    await tab.locator('.rep').filter({ hasText: '一个小组的十二次学习' }).waitFor();
    await bin.waitFor({ state: 'detached' });
  });
}

test('no screen scrolls sideways from 320 px on, in either language', async (t) => {
  const { tab } = await page(t, FILES);
  const faults = [];
  for (const language of ['zh', 'en']) {
    if (language === 'en') await tab.getByRole('button', { name: 'EN' }).click();
    for (const screen of SCREENS) {
      await tab.setViewportSize({ width: 1280, height: 800 });
      await show(tab, screen);
      for (const width of [320, 360, 480, 640, 768, 900, 1024, 1200, 1280, 1600, 1920]) {
        await tab.setViewportSize({ width, height: 800 });
        const fault = await tab.evaluate(widest);
        if (fault) faults.push(`${language} ${screen} ${width}: ${fault}`);
      }
    }
  }
  assert.deepEqual(faults, []);
});

test('in forced colours what is chosen is seen, and boxes are ticked by keyboard', async (t) => {
  const { tab } = await page(t, FILES, { forcedColors: 'active' });
  const queue = tab.getByRole('region', { name: /要处理的/ });
  await queue.getByRole('button', { name: /^待核/ }).getByText('6').waitFor();
  const fill = (locator) => locator.evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.notEqual(await fill(queue.getByRole('button', { name: /^待核/ })), await fill(queue.getByRole('button', { name: /^图片/ })));
  await queue.getByRole('button', { name: '一张表办完…' }).focus();
  await tab.keyboard.press('Enter');
  const dialog = tab.getByRole('dialog', { name: '一张表办完' });
  const box = dialog
    .getByRole('listitem')
    .filter({ has: tab.locator('b', { hasText: '赵一' }) })
    .first()
    .getByRole('checkbox');
  await box.waitFor();
  // Reached by the key that goes on, and ticked by the bar.
  while (!(await box.evaluate((element) => element === document.activeElement))) await tab.keyboard.press('Tab');
  await tab.keyboard.press('Space');
  assert.ok(await box.isChecked());
  await tab.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await tab.evaluate(() => document.activeElement?.textContent), '一张表办完…');
});

test('every screen is reached and left by keyboard', async (t) => {
  const { tab } = await page(t, FILES);
  await tab.locator('.rep').first().waitFor();
  await tab.keyboard.press('Tab');
  await tab.keyboard.press('Enter');
  assert.equal(await tab.evaluate(() => document.activeElement?.id), 'main', 'the link past the menu');
  for (const name of ['导入', '名册', '发布', '设置', '报告']) {
    await tab.getByRole('navigation', { name: '写作台' }).getByRole('link', { name }).focus();
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(
      (wanted) => document.querySelector('.top [aria-current]')?.textContent === wanted && document.activeElement?.id === 'main',
      name,
    );
  }
  await tab.keyboard.press('F1');
  await tab.getByRole('dialog', { name: '只用键盘' }).waitFor();
  await tab.keyboard.press('Escape');
  await tab.getByRole('dialog').waitFor({ state: 'detached' });
});

test('many pages of one desk: each is answered, and told of what changes', async (t) => {
  const { context, tab, address, write, read } = await page(t, FILES);
  await tab.locator('.rep').first().waitFor();
  // A browser has six connections to one address.
  const others = [];
  for (let n = 0; n < 7; n += 1) {
    const other = await context.newPage();
    await other.goto(new URL('/desk/', address).href);
    await other.locator('.rep').first().waitFor();
    others.push(other);
  }
  write(XIAOZU, read(XIAOZU).replace('一个小组的十二次学习', '另一个题目'));
  for (const other of [tab, ...others]) await other.locator('.rep', { hasText: '另一个题目' }).waitFor();
  // The page that listened goes: another takes its place.
  await tab.close();
  write(XIAOZU, read(XIAOZU).replace('另一个题目', '又一个题目'));
  for (const other of others) await other.locator('.rep', { hasText: '又一个题目' }).waitFor();
});

test('a program that ends is told of, and nothing is lost', async (t) => {
  const { tab } = await visitor(t);
  const server = await desk(t, FILES);
  await tab.goto(server.address);
  await tab.locator('.rep').first().waitFor();
  await server.stop();
  await tab.getByRole('alert').filter({ hasText: '没有应答' }).waitFor();
});
