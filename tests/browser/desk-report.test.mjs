// The editor of a report, as a writer uses it, on the real server: what is in the
// file after each thing that is done, and that nothing else is.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { desk, dress, PATIENCE } from './desk.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const FILE = 'content/reports/2023/xiaozu.md';
const PARAGRAPHS = 52;

const HEAD = `---
# 这一行是作者自己记的
title: 一个小组的十二次学习
branch: 澄江市医学会/呼吸病学分会/党小组
year:   2023
authors: [宣传委员]
topics: [政治学习]
status: draft
honours:
  - name: 先进基层党组织
    level: 市级
  - { name: 健康下乡先进集体, level: 县级 }
metrics:
  - { name: 党员, value: 11, unit: 名 }
review:
  - field: achievements
    proposal: 走访困难群众15户
    evidence: 走访困难群众15户
  - field: date
    proposal: 2023-12-28
    evidence: 2023年12月28日
---
`;

const block = (number) => `第${number}段：党员逐户走访，逐人记录，件件有着落。`;
const BODY = [
  '## 一、学习',
  ...Array.from({ length: PARAGRAPHS / 2 }, (_, place) => block(place + 1)),
  '## 二、服务',
  '支部开展了了义诊。',
  '* 义诊6场\n* 走访困难群众15户',
  '| 项目 | 数 |\n|------|---:|\n| 义诊 | 6 |',
  '<div>照原样留着的一块</div>',
  ...Array.from({ length: PARAGRAPHS / 2 }, (_, place) => block(place + 1 + PARAGRAPHS / 2)),
  '完。',
];
const TEXT = `${HEAD}\n${BODY.join('\n\n')}\n`;

const FILES = {
  'content/site.yaml': 'title: 澄江市医学会工作汇编\n',
  'content/organizations.yaml': `- id: chengjiang
  name: 澄江市医学会
  children:
    - id: huxi
      name: 呼吸病学分会
      children:
        - id: huxi-xiaozu
          name: 党小组
    - id: mishuchu
      name: 秘书处党支部
`,
  'content/topics.yaml': '- id: xuexi\n  name: 政治学习\n- id: yizhen\n  name: 义诊志愿\n',
  [FILE]: TEXT,
};

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** The editor on a report of our own; `text` in place of the usual one, `files` beside it. */
async function editor(t, { text = TEXT, files = {}, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  const faults = [];
  // The page goes first, then the server that it listens to.
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  const server = await desk(t, { ...FILES, ...files, [FILE]: text });
  await dress(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => faults.push(error.stack));
  // The page of the site has a script, which must not run here; a conflict is an answer.
  page.on('console', (message) => message.type() === 'error' && !/frame is sandboxed|status of 4/.test(message.text()) && faults.push(message.text()));
  // A file is changed before the page has the answer; whoever clicks has seen it.
  let asked = 0;
  const isWrite = (request) => request.method() !== 'GET';
  page.on('request', (request) => isWrite(request) && (asked += 1));
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => isWrite(request) && (asked -= 1));
  const rests = () => until(() => asked === 0, () => 'the server does not answer').then(() => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))));
  page.on('response', (answer) => answer.status() >= 400 && answer.status() !== 409 && faults.push(`${answer.status()} ${answer.url()}`));
  await page.goto(server.address);
  await page.getByRole('link', { name: '一个小组的十二次学习' }).first().click();
  await page.locator('.ed .form').waitFor();
  const reopen = async () => {
    await page.reload();
    await page.locator('.ed .form').waitFor();
  };
  return {
    ...server,
    page,
    faults,
    reopen,
    text: page.locator('.text'),
    paragraph: (words) => page.locator('.text > *', { hasText: words }).first(),
    toText: () => page.getByRole('tab', { name: /正文/ }).click(),
    /** Until the file is what is expected. */
    async is(expected) {
      const wanted = typeof expected === 'function' ? expected(text) : expected;
      await until(() => server.read(FILE) === wanted, () => unlike(server.read(FILE), wanted));
      await rests();
    },
    /** Until the file says something. */
    async says(words) {
      await until(() => server.read(FILE).includes(words), () => `no ${words} in\n${unlike(server.read(FILE), TEXT)}`);
      await rests();
    },
  };
}

/** The lines of the file that are none of what was expected, and the other way round. */
function unlike(file, wanted) {
  const only = (one, other) => one.split('\n').filter((line) => line && !other.split('\n').includes(line)).join('\n');
  return `the file has\n${only(file, wanted)}\nand not\n${only(wanted, file)}`;
}

/** Asks until it is so; what is awaited is told by no event. */
async function until(isSo, why) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(why());
}

test('an edited paragraph among sixty changes its bytes and no others', async (t) => {
  const { page, toText, paragraph, is } = await editor(t);
  await toText();
  await paragraph(block(20)).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('这一年，');
  // The caret leaves the block.
  await paragraph(block(22)).click();
  await is((text) => text.replace(block(20), `这一年，${block(20)}`));
  // What is typed is saved at rest too, without leaving.
  await page.keyboard.press('Home');
  await page.keyboard.type('又');
  await is((text) => text.replace(block(20), `这一年，${block(20)}`).replace(block(22), `又${block(22)}`));
});

test('what was typed is undone after the report was left, and after a reload', async (t) => {
  const { page, toText, paragraph, is } = await editor(t);
  await toText();
  const once = (text) => text.replace(block(20), `又${block(20)}`);
  const twice = (text) => once(text).replace(block(22), `又${block(22)}`);
  for (const [number, expected] of [[20, once], [22, twice]]) {
    await paragraph(block(number)).click();
    await page.keyboard.press('Home');
    await page.keyboard.type('又');
    await paragraph(block(25)).click();
    await is(expected);
  }
  await page.getByRole('navigation', { name: '写作台' }).getByRole('link', { name: '报告' }).click();
  await page.locator('.rep').first().waitFor();
  const undo = page.getByRole('banner').getByRole('button', { name: '撤销' });
  await undo.click();
  await is(once);
  await page.reload();
  await page.locator('.rep').first().waitFor();
  await undo.click();
  await is((text) => text);
});

test('paragraphs are parted, joined and taken out', async (t) => {
  const { page, toText, paragraph, is, text } = await editor(t);
  await toText();
  await paragraph(block(3)).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('新的一段。');
  await paragraph(block(9)).click();
  await is((old) => old.replace(block(3), `${block(3)}\n\n新的一段。`));
  await paragraph('新的一段').click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Backspace');
  await paragraph(block(9)).click();
  await is((old) => old.replace(block(3), `${block(3)}新的一段。`));
  // One way back for each of them, and the file is what it was.
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await text.getByText('新的一段').waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await paragraph(block(12)).click();
  await is(TEXT);
});

test('lists and tables keep their ways', async (t) => {
  const { page, toText, paragraph, text, is } = await editor(t);
  await toText();
  await text.locator('li', { hasText: '走访' }).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type('送药');
  await text.locator('td', { hasText: '6' }).click();
  await page.keyboard.press('End');
  await page.keyboard.type('场');
  await paragraph(block(30)).click();
  await is((old) => old.replace('* 走访困难群众15户', '* 走访困难群众15户\n* 送药').replace('| 6 |', '| 6场 |'));
});

test('a line behind a numbered list is made its next point', async (t) => {
  const text = TEXT.replace('* 义诊6场\n* 走访困难群众15户', '1. 义诊6场\n2. 走访困难群众15户\n3. 送药\n\n### 4.承办比武');
  const { page, toText, paragraph, is } = await editor(t, { text });
  await toText();
  const tool = (name) => page.getByRole('toolbar', { name: '正文工具' }).getByRole('button', { name, exact: true });
  await paragraph('4.承办比武').click();
  await tool('小标题').click();
  await tool('列表').click();
  await tool('编号').click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Delete');
  await paragraph(block(30)).click();
  await is((old) => old.replace('3. 送药\n\n### 4.承办比武', '3. 送药\n4. 承办比武'));
  assert.equal(await page.locator('.toast .wrong').count(), 0);
});

test('what could not be saved is no longer said once it is saved', async (t) => {
  const { page, toText, paragraph, faults, says } = await editor(t);
  await toText();
  let refuses = true;
  await page.route('**/api/reports/*', (route) =>
    refuses && route.request().method() === 'PUT' ? route.fulfill({ status: 422, json: { error: { say: '这样写不进去' } } }) : route.continue(),
  );
  await paragraph(block(5)).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('先');
  await paragraph(block(7)).click();
  const said = page.locator('.toast').getByText('这样写不进去');
  await said.waitFor();
  refuses = false;
  await page.keyboard.press('Home');
  await page.keyboard.type('再');
  await paragraph(block(9)).click();
  await says(`再${block(7)}`);
  await said.waitFor({ state: 'detached' });
  assert.match(faults.splice(0).join(), /^422 [^,]*$/);
});

test('what has no model is edited as its text', async (t) => {
  const { page, toText, text, is } = await editor(t);
  await toText();
  const opaque = text.locator('.opaque');
  await opaque.getByRole('button', { name: '改原文' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('<div>换了的一块</div>');
  await opaque.getByRole('button', { name: '好' }).click();
  await is((old) => old.replace('照原样留着的一块', '换了的一块'));
  await opaque.getByText('换了的一块').waitFor();
});

test('a composition is not disturbed, nor saved half', async (t) => {
  const { page, toText, paragraph, is, read, write } = await editor(t);
  await toText();
  const here = paragraph(block(5));
  await here.click();
  await page.keyboard.press('Home');
  const element = await here.elementHandle();
  const keys = await page.context().newCDPSession(page);
  for (const letters of ['x', 'xu', 'xue', 'xuex', 'xuexi']) {
    await keys.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
  }
  // Meanwhile another program changes another paragraph, and the page hears of it.
  const outside = TEXT.replace(block(40), `别处：${block(40)}`);
  const heard = page.waitForResponse((answer) => /api\/reports\/\w+$/.test(answer.url()) && answer.request().method() === 'GET');
  write(FILE, outside);
  await heard;
  assert.equal(await element.evaluate((node) => node.isConnected && node.textContent.startsWith('xuexi')), true);
  assert.equal(read(FILE), outside);
  await keys.send('Input.insertText', { text: '学习' });
  await paragraph(block(9)).click();
  await is(outside.replace(block(5), `学习${block(5)}`));
  assert.equal(await element.evaluate((node) => node.isConnected), true);
});

test('a field is saved when it is left; its line and no other changes', async (t) => {
  const { page, is } = await editor(t);
  await page.getByLabel('标题', { exact: true }).fill('十二次学习');
  await page.getByLabel('年度', { exact: true }).click();
  await page.getByRole('heading', { name: '十二次学习', level: 1 }).waitFor();
  await is((old) => old.replace('title: 一个小组的十二次学习', 'title: 十二次学习'));
  await page.getByLabel('年度', { exact: true }).fill('2022');
  await page.keyboard.press('Enter');
  await is((old) => old.replace('title: 一个小组的十二次学习', 'title: 十二次学习').replace('year:   2023', 'year:   2022'));
  // One button takes back one after another.
  const back = page.getByRole('button', { name: '撤销' }).first();
  await back.click();
  await page.getByText('已撤销：改了年度').waitFor();
  await is((old) => old.replace('title: 一个小组的十二次学习', 'title: 十二次学习'));
  await back.click();
  await page.getByText('已撤销：改了标题').waitFor();
  await is(TEXT);
  await page.keyboard.press('Escape');
  await page.locator('h1').click();
  await page.keyboard.press('Control+y');
  await is((old) => old.replace('title: 一个小组的十二次学习', 'title: 十二次学习'));
});

test('an organisation is found by its letters, a topic by a click', async (t) => {
  const { page, says } = await editor(t);
  const org = page.getByRole('combobox', { name: '组织' });
  await org.click();
  await page.keyboard.type('mscd');
  await page.keyboard.press('Enter');
  await says('branch: 澄江市医学会/秘书处党支部');
  const topic = page.getByRole('combobox', { name: '加主题…' });
  await topic.click();
  await page.getByRole('option', { name: '义诊志愿' }).click();
  await says('topics: [政治学习, ');
});

test('records: a row edited, added, moved, deleted, and rows from a table', async (t) => {
  const { page, is, says } = await editor(t);
  const honours = page.locator('[data-field=honours]');
  await honours.getByRole('button', { name: '改：先进基层党组织' }).click();
  await page.getByLabel('级别').fill('省级');
  await page.keyboard.press('Enter');
  await is((old) => old.replace('level: 市级', 'level: 省级'));
  await honours.getByRole('button', { name: '改：健康下乡先进集体' }).press('Alt+ArrowUp');
  await honours.locator('li').first().getByText('健康下乡先进集体').waitFor();
  await honours.getByRole('button', { name: '删去：健康下乡先进集体' }).click();
  await honours.getByText('健康下乡先进集体').waitFor({ state: 'detached' });
  const metrics = page.locator('[data-field=metrics]');
  await metrics.getByRole('button', { name: /加一行/ }).click();
  await page.keyboard.type('义诊');
  await page.keyboard.press('Tab');
  await page.keyboard.type('6');
  await page.keyboard.press('Tab');
  await page.keyboard.type('场');
  await page.keyboard.press('Enter');
  await says('  - { name: 党员, value: 11, unit: 名 }\n  - {name: 义诊, value: 6, unit: 场}\n');
  const people = page.locator('[data-field=people]');
  await people.getByRole('button', { name: /加一行/ }).click();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '姓名\t职务\n钱某\t书记\n孙某\t委员\n');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await people.locator('li', { hasText: '孙某' }).waitFor();
  await says('钱某');
});

test('records: a second click takes no other row, cells are explained, figures are edited', async (t) => {
  const figures = 'achievements:\n  - text: 全年义诊\n    figures:\n      - { name: 义诊, value: 6, unit: 场 }\nmetrics:\n';
  const text = TEXT.replace('metrics:\n', figures).replace('level: 县级 }', 'level: 县级 }\n  - 文明单位');
  const { page, is, says } = await editor(t, { text });
  const honours = page.locator('[data-field=honours]');
  const button = honours.getByRole('button', { name: '删去：先进基层党组织' });
  await button.scrollIntoViewIfNeeded();
  const remove = await button.boundingBox();
  await page.mouse.dblclick(remove.x + 5, remove.y + 5);
  await honours.getByText('先进基层党组织').waitFor({ state: 'detached' });
  await page.mouse.click(remove.x + 5, remove.y + 5);
  const left = text.replace('  - name: 先进基层党组织\n    level: 市级\n', '');
  await is(left);
  await page.getByRole('button', { name: '改：党员' }).click();
  await page.getByLabel('基数').focus();
  await page.locator('.edit .note', { hasText: '上年的数' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '改：全年义诊' }).click();
  const cell = page.locator('[data-field=achievements] input[name=figures]');
  await cell.focus();
  await cell.fill((await cell.inputValue()).replace('6', '8'));
  await page.keyboard.press('Enter');
  await is(left.replace('{ name: 义诊, value: 6, unit: 场 }', '{name: 义诊, value: 8, unit: 场}'));
});

test('open points by keyboard: taken, refused, and gone from the file', async (t) => {
  const { page, says, read } = await editor(t);
  await page.locator('h1').click();
  await page.keyboard.press('F8');
  await page.getByRole('button', { name: '采纳：2023-12-28', exact: true }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: '采纳：走访困难群众15户', exact: true }).and(page.locator(':focus')).waitFor();
  await says('date: 2023-12-28');
  await page.keyboard.press('Control+Backspace');
  await page.locator('.rows .ask').first().waitFor({ state: 'detached' });
  await until(() => !read(FILE).includes('review:'), () => read(FILE));
  assert.ok(!read(FILE).includes('achievements:'));
});

test('findings: underlined, fixed by one click, or said to be right with a reason', async (t) => {
  const { page, toText, text, is, says } = await editor(t);
  await toText();
  const finding = text.locator('.fnd', { hasText: '了了' });
  await finding.waitFor();
  const painted = () => page.evaluate(() => ['finding', 'finding-error'].flatMap((name) => [...(CSS.highlights.get(name) ?? [])].map(String)));
  await until(async () => (await painted()).some((words) => words.includes('了了')), () => 'nothing is underlined');
  await finding.locator('.fix').click();
  await is((old) => old.replace('开展了了', '开展了'));
  await finding.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '撤销' }).first().click();
  await is(TEXT);
  await finding.getByRole('button', { name: '写理由…' }).click();
  await page.getByLabel('为什么无误').fill('引文照录');
  await page.keyboard.press('Enter');
  await says('引文照录');
  await finding.waitFor({ state: 'detached' });
});

test('what a block may say is a mark on it, through edits of others, until it is taken back', async (t) => {
  const permit = '<!-- 准许 wrong-word: 书名 -->';
  const text = TEXT.replace(block(4), `${permit}\n\n${block(4)}`).replace('## 二、服务', `${permit}\n\n## 二、服务`);
  const { page, toText, paragraph, text: body, is } = await editor(t, { text });
  await toText();
  const marks = body.locator('.permit');
  await marks.getByText(/已准许：(?!wrong-word).*（书名）/).first().waitFor();
  assert.ok(!(await body.innerText()).includes('<!--'));
  // The one before it is emptied and goes.
  await paragraph(block(3)).click({ clickCount: 3 });
  await page.keyboard.press('Delete');
  await page.keyboard.press('Backspace');
  await paragraph(block(9)).click();
  let wanted = text.replace(`${block(3)}\n\n`, '');
  await is(wanted);
  assert.equal(await marks.count(), 2);
  // The line's start is where Home goes, in a heading that stands behind a mark too.
  await body.locator('h2', { hasText: '二、服务' }).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('第');
  await paragraph(block(9)).click();
  wanted = wanted.replace('## 二、服务', '## 第二、服务');
  await is(wanted);
  // The block that it is about becomes part of the one before.
  await paragraph(block(4)).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Backspace');
  await paragraph(block(9)).click();
  wanted = wanted.replace(`${block(2)}\n\n${permit}\n\n${block(4)}`, `${block(2)}${block(4)}`);
  await is(wanted);
  await page.keyboard.press('Control+z');
  await paragraph(block(12)).click();
  await marks.nth(1).waitFor();
  await marks.first().getByRole('button', { name: '撤回' }).click();
  await marks.nth(1).waitFor({ state: 'detached' });
  await is((old) => old.replace(`${block(3)}\n\n${permit}\n\n`, '').replace('## 二', '## 第二'));
});

test('Home goes to the start of a line, in the first heading at once too', async (t) => {
  const { page, toText, paragraph, text: body, says, read, reopen } = await editor(t);
  await reopen();
  await toText();
  await body.locator('h2').first().click({ position: { x: 60, y: 12 } });
  await page.keyboard.press('Home');
  await page.waitForTimeout(100);
  await page.keyboard.type('第');
  // In the second line of a paragraph it is that line's.
  const long = paragraph(block(1));
  await long.click();
  await page.keyboard.press('End');
  await page.keyboard.type('长'.repeat(80));
  await page.keyboard.press('Home');
  await page.keyboard.type('行');
  await paragraph(block(9)).click();
  await says('## 第一、学习');
  await until(() => /^第1段：.*长+行长+$/m.test(read(FILE)), () => read(FILE).slice(0, 1500));
});

test('the original beside it: words that are asked about are marked, and light up', async (t) => {
  const original = 'content/reports/2023/xiaozu/yuangao.txt';
  const { page } = await editor(t, {
    text: TEXT.replace('status: draft', 'status: draft\nsource: { file: xiaozu/yuangao.txt }'),
    files: { [original]: '一个小组的十二次学习\n\n党小组走访困难群众15户。\n\n获评先进基层党组织。\n\n2023年12月28日\n' },
  });
  await page.locator('.original').getByText('走访困难群众15户').waitFor();
  const painted = (name) => page.evaluate((key) => [...(CSS.highlights.get(key) ?? [])].map(String), name);
  await until(async () => (await painted('asked')).includes('走访困难群众15户'), () => 'no question is marked');
  await until(async () => (await painted('fact')).includes('先进基层党组织'), () => 'no fact is marked');
  await page.getByRole('button', { name: '采纳：走访困难群众15户', exact: true }).focus();
  await until(async () => (await painted('lit')).includes('走访困难群众15户'), () => 'nothing lights up');
  await page.locator('.original .paper').getByText('走访困难群众15户').click({ position: { x: 90, y: 10 } });
  await page.getByRole('button', { name: '采纳：走访困难群众15户', exact: true }).and(page.locator(':focus')).waitFor();
});

test('the whole file is edited as its source', async (t) => {
  const { page, is } = await editor(t);
  await page.getByRole('button', { name: '原文', exact: true }).click();
  const whole = page.getByLabel('整个文件');
  await whole.fill((await whole.inputValue()).replace('year:   2023', 'year: 2021'));
  await page.getByRole('button', { name: '存', exact: true }).click();
  await is((old) => old.replace('year:   2023', 'year: 2021'));
  await page.getByRole('button', { name: '撤销' }).first().click();
  await is(TEXT);
});

test('what was typed and not saved is there after a crash of the page', async (t) => {
  const { page, toText, paragraph, says, read, reopen } = await editor(t);
  await toText();
  await paragraph(block(7)).click();
  await page.keyboard.press('Home');
  const drafted = page.waitForResponse((answer) => answer.url().includes('/api/drafts/') && answer.request().method() === 'PUT');
  // Keys without end: nothing comes to rest, so nothing is saved but the draft.
  await page.keyboard.type('没有存上，');
  await drafted;
  assert.equal(read(FILE), TEXT);
  const lost = await page.context().newPage();
  await lost.goto(page.url());
  await lost.locator('.ed .form').waitFor();
  await lost.getByRole('tab', { name: /正文/ }).click();
  await lost.locator('.text > p', { hasText: `没有存上，${block(7)}` }).waitFor();
  await says(`没有存上，${block(7)}`);
  await reopen();
  await toText();
  await paragraph(`没有存上，${block(7)}`).waitFor();
});

test('what was typed is there after the program was started again', async (t) => {
  const { page, toText, paragraph, read, stop, start, faults } = await editor(t);
  await toText();
  await paragraph(block(7)).click();
  await page.keyboard.press('Home');
  await stop('SIGKILL');
  await page.keyboard.type('程序关了以后写的，');
  await page.getByRole('alert').filter({ hasText: '没有应答' }).waitFor();
  const address = await start(Number(new URL(page.url()).port));
  await page.getByRole('alert').filter({ hasText: '程序重新开过' }).waitFor();
  await page.getByRole('button', { name: '复制没存上的字' }).waitFor();
  assert.equal(read(FILE), TEXT);
  // A page of its own, as if the window had been closed.
  await page.goto('about:blank');
  await page.goto(address);
  await page.getByRole('link', { name: '一个小组的十二次学习' }).first().click();
  await page.locator('.ed .form').waitFor();
  await page.getByRole('tab', { name: /正文/ }).click();
  await page.locator('.text > p', { hasText: `程序关了以后写的，${block(7)}` }).waitFor();
  await until(() => read(FILE).includes(`程序关了以后写的，${block(7)}`), () => read(FILE));
  faults.length = 0;
});

test('two desks in one browser: what is typed in the first is saved', async (t) => {
  const { page, toText, paragraph, says } = await editor(t);
  const other = await desk(t, FILES);
  const second = await page.context().newPage();
  await second.goto(other.address);
  await second.locator('.rep').first().waitFor();
  await page.bringToFront();
  await toText();
  await paragraph(block(7)).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('第一部里写的，');
  await says(`第一部里写的，${block(7)}`);
});

test('a file that changed elsewhere: both changes, or three columns', async (t) => {
  const { page, toText, paragraph, is, write, read } = await editor(t);
  await toText();
  // The events come late, as on a share: the page does not know yet.
  await page.route('**/api/events', (route) => route.abort());
  await paragraph(block(4)).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('我：');
  const outside = TEXT.replace(block(44), `别处：${block(44)}`);
  write(FILE, outside);
  await paragraph(block(8)).click();
  await is(outside.replace(block(4), `我：${block(4)}`));
  await paragraph('别处：').waitFor();
  // The same words in two ways.
  await paragraph(block(10)).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('甲');
  const other = read(FILE).replace(block(10), `乙${block(10)}`);
  write(FILE, other);
  // To leave a block saves it; the page may have done so by itself, and have asked.
  await paragraph(block(12)).click({ timeout: 2_000 }).catch(() => {});
  await page.getByRole('heading', { name: '两处都改过' }).waitFor();
  assert.equal(read(FILE), other, 'nothing is overwritten');
  await page.getByRole('radio', { name: '用您改的' }).check();
  await page.getByRole('button', { name: '存合起来的' }).click();
  await is(other.replace(`乙${block(10)}`, `甲${block(10)}`));
});

test('a picture: reduced, without what the camera wrote, with its text', async (t) => {
  const { page, toText, paragraph, says, source, text } = await editor(t);
  await toText();
  await paragraph(block(2)).click();
  // A photograph of 2400 × 1200 points with a place in it.
  const photo = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1200 });
    canvas.getContext('2d').fillRect(0, 0, 1200, 600);
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg'));
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const exif = Buffer.from('\xff\xe1\x00\x16Exif\x00\x00SECRETPLACE1', 'latin1');
  const buffer = Buffer.concat([Buffer.from(photo.slice(0, 2)), exif, Buffer.from(photo.slice(2))]);
  await page.setInputFiles('.body input[type=file]', { name: '义诊 现场.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByLabel('这张图画的是什么', { exact: false }).last().fill('义诊现场');
  await page.getByRole('button', { name: '放进正文' }).click();
  await says('![义诊现场](');
  const folder = path.join(source, path.dirname(FILE));
  const [file] = readdirSync(folder, { recursive: true }).filter((name) => /\.(jpg|jpeg)$/.test(name));
  const bytes = readFileSync(path.join(folder, file));
  assert.ok(!bytes.includes('SECRETPLACE'));
  const image = text.locator('.fig img');
  await until(() => image.evaluate((node) => node.naturalWidth > 0), () => 'the picture is not shown');
  assert.equal(await image.evaluate((node) => node.naturalWidth), 1600);
});

test('words from a text processor come through the importer', async (t) => {
  const { page, toText, paragraph, says } = await editor(t);
  await toText();
  await paragraph(block(6)).click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', '<p class=MsoNormal style="text-indent:21pt"><b>重点</b>：走访15户。<o:p></o:p></p><p class=MsoNormal>第二段。</p>');
    clipboardData.setData('text/plain', '重点：走访15户。');
    document.querySelector('.text').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await paragraph('第二段。').waitFor();
  await paragraph(block(12)).click();
  await says(`${block(6)}\n\n**重点**：走访15户。\n\n第二段。\n\n${block(7)}`);
});

test('headings, bold, links and notes by buttons', async (t) => {
  const { page, toText, paragraph, says } = await editor(t);
  await toText();
  const button = (name) => page.getByRole('toolbar').getByRole('button', { name, exact: true });
  await paragraph(block(2)).click();
  await button('小标题').click();
  await paragraph(block(4)).click();
  await says(`### ${block(2)}`);
  await page.keyboard.press('Home');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await button('粗体').click();
  await paragraph(block(6)).click();
  await says(`**${block(4).slice(0, 2)}**${block(4).slice(2)}`);
  await page.keyboard.press('Home');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await button('链接').click();
  await page.getByRole('dialog').getByLabel('网址').fill('example.org/a');
  await page.keyboard.press('Enter');
  await paragraph(block(8)).click();
  await says(`[${block(6).slice(0, 2)}](https://example.org/a)${block(6).slice(2)}`);
  await page.keyboard.press('End');
  await button('注释').click();
  await page.keyboard.type('见会议记录。');
  await paragraph(block(10)).click();
  await says('[^1]: 见会议记录。');
  await says(`${block(8)}[^1]`);
});

test('a state is sent on with a name, and back', async (t) => {
  const { page, says } = await editor(t);
  await page.getByRole('button', { name: '送初审' }).click();
  await page.getByLabel('姓名').fill('王某');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '送复审' }).waitFor();
  await says('王某');
  // Any state by its own button, and the line keeps its place.
  const line = page.getByRole('list', { name: '状态' });
  const before = await line.boundingBox();
  await line.getByRole('button', { name: '定稿' }).click();
  await line.locator('[aria-current=step]', { hasText: '定稿' }).waitFor();
  await page.locator('.stepper').getByText('发布以后才上网').waitFor();
  assert.deepEqual(await line.boundingBox(), before);
  await line.getByRole('button', { name: '草稿' }).click();
  await page.getByRole('button', { name: '送初审' }).waitFor();
  assert.deepEqual(await line.boundingBox(), before);
});

test('the page beside it follows what is saved, at the place where it was', async (t) => {
  const { page, toText, paragraph } = await editor(t);
  const frame = page.frameLocator('.preview iframe');
  await frame.getByText(block(1)).first().waitFor();
  await toText();
  await paragraph(block(50)).click();
  const inside = () => page.evaluate(() => document.querySelector('.preview iframe').contentWindow.scrollY);
  await until(async () => (await inside()) > 200, () => 'the page does not follow the caret');
  const place = await inside();
  await page.keyboard.press('Home');
  await page.keyboard.type('新：');
  await paragraph(block(51)).click();
  await frame.getByText(`新：${block(50)}`).first().waitFor();
  assert.ok(Math.abs((await inside()) - place) < 200);
});

test('columns by F6; nothing is wider than the window', async (t) => {
  const { page, toText } = await editor(t);
  await page.locator('.preview iframe').waitFor();
  await page.locator('h1').click();
  await page.keyboard.press('F6');
  await page.locator('.middle:focus').waitFor();
  await page.keyboard.press('F6');
  await page.locator('.preview:focus').waitFor();
  for (const column of ['要点', '正文']) {
    if (column === '正文') await toText();
    for (const width of [320, 360, 600, 899, 1000, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `${column} at ${width}: ${over} too wide`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
});

test('axe: facts, text, dialogs; light and dark, wide and narrow', async (t) => {
  const { page, text } = await editor(t, { bypassCSP: true });
  const faults = new Set();
  const look = async (name) => {
    await page.addScriptTag({ path: axe });
    for (const width of [1280, 360]) {
      for (const colorScheme of ['light', 'dark']) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const found = await page.evaluate(async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'], iframes: false });
          return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 2).map(({ html }) => html.slice(0, 160)).join(' and ')}`);
        });
        for (const each of found) faults.add(`${name}, ${colorScheme}, ${width}: ${each}`);
      }
    }
  };
  await look('facts');
  await page.locator('[data-field=honours]').getByRole('button', { name: /^改/ }).first().click();
  await look('a row');
  await page.keyboard.press('Escape');
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('tab', { name: /正文/ }).click();
  await text.locator('.fnd').first().waitFor();
  await look('text');
  await page.setViewportSize({ width: 1280, height: 900 });
  await text.locator('td').first().click();
  await text.locator('.fnd .allow').first().click();
  await text.locator('.opaque > button').click();
  await look('a table, a reason, a source');
  assert.deepEqual([...faults], []);
});
