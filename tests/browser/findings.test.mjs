// The page of `check --format html`: whoever gets it by mail can read it, by day and by
// night, on a telephone and on paper, with nothing but the file.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startBrowser } from './browser.mjs';
import { binary } from './publications.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const report = (number) =>
  `---\n标题: 总结${number}\n组织: 某某支部\n年度: 2024\n---\n\n前言, 有问题。\n\n## 一、工作\n\n布署工作，手机13812345678。\n\n| 项目 | 数量 |\n|--|--|\n| 再接再励 | ${'很长'.repeat(200)} |\n`;

const folder = mkdtempSync(join(tmpdir(), 'findings-'));
let browser;
before(async () => {
  execFileSync(binary, ['init', join(folder, 'x')]);
  mkdirSync(join(folder, 'x/content/reports'), { recursive: true });
  for (const number of [1, 2]) writeFileSync(join(folder, `x/content/reports/${number}.md`), report(number));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

for (const language of ['zh', 'en']) {
  test(`a page of findings is fit for all: ${language}`, async () => {
    const page = join(folder, `${language}.html`);
    try {
      execFileSync(binary, ['check', '--format', 'html', '--output', page, '--lang', language], { cwd: join(folder, 'x'), stdio: 'ignore' });
    } catch (error) {
      assert.equal(error.status, 1, 'there are findings, and no trouble');
    }
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await context.addInitScript({ path: axe });
    const tab = await context.newPage();
    const asked = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    for (const width of [1280, 360]) {
      await tab.setViewportSize({ width, height: 800 });
      const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(over <= 0, `at ${width} pixels the page is ${over} too wide`);
      for (const colorScheme of ['light', 'dark']) {
        await tab.emulateMedia({ colorScheme });
        const found = await tab.evaluate(
          async (tags) => (await globalThis.axe.run({ runOnly: tags, resultTypes: ['violations'] })).violations.map((rule) => `${rule.id}: ${rule.nodes[0].target}`),
          TAGS,
        );
        assert.deepEqual(found, [], `${colorScheme} ${width}px`);
      }
    }
    assert.deepEqual(asked.slice(1), [], 'nothing else is asked for');
    assert.equal(await tab.locator('section > h2').count(), 3, 'two reports and the rules');
    assert.ok((await tab.locator('mark').count()) > 4, 'what is wrong is marked');
    const printed = await tab.pdf({ format: 'A4', preferCSSPageSize: true });
    assert.ok(printed.length > 10_000);
    await context.close();
  });
}
