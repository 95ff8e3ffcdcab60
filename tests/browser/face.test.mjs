// The face of headings that a site brings along: Chromium takes it, headings and
// numerals are drawn with it, bodies are not, and nothing is loaded without it.
// Its letters are boxes, twice as wide as those of any other font.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve, startBrowser } from './browser.mjs';
import { binary } from './publications.mjs';
import { openSite } from './site.mjs';

const boxes = fileURLToPath(new URL('../face/boxes.otf', import.meta.url));
/** Five faces in one file, where Debian has it; the boxes else. */
const noto = '/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc';
const folder = mkdtempSync(path.join(tmpdir(), 'huibian-face-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** A site with a font, or without. */
function site(name, font) {
  const source = path.join(folder, name);
  const write = (file, text) => {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), text);
  };
  write('content/site.yaml', `title: 测试汇编\nbase_url: https://example.org/\n${font ? 'fonts: {heading: face.otf}\n' : ''}`);
  write('content/reports/2021/a.md', '---\ntitle: 学会工作总结\nbranch: 学会\nyear: 2021\nmetrics: [{name: 会员, value: 128, unit: 人}]\n---\n\n学会工作总结报告，全文在下。\n');
  if (font) {
    mkdirSync(path.join(source, 'content/fonts'));
    copyFileSync(font, path.join(source, 'content/fonts/face.otf'));
  }
  const output = path.join(folder, `${name}-public`);
  const { status, stdout, stderr } = spawnSync(binary, ['build', '--strict', '--source', source, '--output', output], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return openSite(name, output);
}

/** Opens the page of the report; how wide a letter is there, of its own size, and what was loaded. */
async function open(site) {
  const server = await serve(site);
  const context = await browser.newContext();
  const tab = await context.newPage();
  const fonts = [];
  tab.on('response', (response) => response.url().includes('.woff2') && fonts.push(response.status()));
  await tab.goto(server.at(site.pages.find((page) => page.kind === 'report')));
  const seen = await tab.evaluate(async () => {
    await document.fonts.ready;
    const width = (selector) => {
      const text = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT).nextNode();
      const range = document.createRange();
      range.setStart(text, 0);
      range.setEnd(text, 1);
      return range.getBoundingClientRect().width / parseFloat(getComputedStyle(text.parentElement).fontSize);
    };
    return {
      widths: { title: width('h1'), figure: width('.v b'), body: width('.prose p') },
      faces: [...document.fonts].filter((face) => face.family === 'hb-song').map((face) => face.status),
    };
  });
  await context.close();
  server.close();
  return { ...seen, fonts };
}

test('headings and numerals are drawn with the face, bodies are not', async () => {
  const { widths, faces, fonts } = await open(site('boxes', boxes));
  assert.deepEqual({ faces, fonts }, { faces: ['loaded'], fonts: [200] });
  assert.ok(Math.abs(widths.title - 2) < 0.01 && Math.abs(widths.figure - 2) < 0.01, JSON.stringify(widths));
  assert.ok(widths.body < 1.1, JSON.stringify(widths));
});

test('without the setting nothing is loaded', async () => {
  const { widths, faces, fonts } = await open(site('plain'));
  assert.deepEqual({ faces, fonts }, { faces: [], fonts: [] });
  assert.ok(widths.title < 1.1 && widths.figure < 1.1, JSON.stringify(widths));
});

test('Chromium takes what is cut from a collection with outlines of PostScript', async () => {
  const [font, width] = existsSync(noto) ? [noto, 1] : [boxes, 2];
  const { widths, faces, fonts } = await open(site('noto', font));
  assert.deepEqual({ faces, fonts }, { faces: ['loaded'], fonts: [200] });
  assert.ok(Math.abs(widths.title - width) < 0.01, JSON.stringify(widths));
});
