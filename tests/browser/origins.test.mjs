// What a page of another origin gets of the files of the search, by every way
// that a page has: all of it where they are scripts, as the manual warns;
// nothing where the site asks for data, or the host sends the header that the
// manual tells of. The hosts here send no header that would help otherwise.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { serve, startBrowser } from './browser.mjs';
import { binary } from './publications.mjs';
import { openSite } from './site.mjs';

const SECRET = '不公开的一句话';
const folder = mkdtempSync(path.join(tmpdir(), 'huibian-origins-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const scripts = build('scripts', {});
const data = build('data', { search: { offline: false } });

let browser;
let evil;
before(async () => {
  browser = await startBrowser();
  evil = createServer((request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>evil</title>'));
  await new Promise((listening) => evil.listen(0, '127.0.0.1', listening));
});
after(async () => {
  await browser?.close();
  evil?.close();
});

for (const [site, headers, expected, name] of [
  [scripts, {}, ['script', 'worker'], 'scripts are read'],
  [scripts, { 'cross-origin-resource-policy': 'same-origin' }, [], 'scripts are kept in by the header'],
  [data, {}, [], 'data is kept in'],
  [data, { 'content-type': 'text/plain' }, [], 'data is kept in by a host that does not know its type'],
]) {
  // Another port is another origin of the same site, another name is another site.
  for (const host of ['127.0.0.1', 'localhost']) {
    test(`from ${host === 'localhost' ? 'another site' : 'another port'} ${name}`, async () => {
      const server = await serve(site, headers);
      const context = await browser.newContext();
      for (const file of [...site.files].filter((file) => /^search\/(f\/|manifest)/.test(file))) {
        const tab = await context.newPage();
        await tab.goto(`http://${host}:${evil.address().port}/`);
        const secret = file.includes('manifest') ? '"pinyin":' : SECRET;
        assert.ok(site.text(file).includes(secret), file);
        const got = await tab.evaluate(gathered, server.at({ route: file }));
        const ways = Object.keys(got).filter((way) => got[way].replaceAll('\\"', '"').includes(secret));
        assert.deepEqual(ways, expected, `${file}: ${JSON.stringify(got)}`);
        await tab.close();
      }
      await context.close();
      server.close();
    });
  }
}

test('what is looked for would be seen: a page of the same origin reads both', async () => {
  for (const site of [scripts, data]) {
    const server = await serve(site, {});
    const tab = await browser.newPage();
    await tab.goto(server.at({ route: 'reports.json', kind: '' }));
    const file = [...site.files].find((file) => file.startsWith('search/f/'));
    const got = await tab.evaluate(gathered, server.at({ route: file }));
    const ways = Object.keys(got).filter((way) => got[way].replaceAll('\\"', '"').includes(SECRET));
    for (const way of ['fetch', 'fetch without CORS', 'XMLHttpRequest', 'frame']) assert.ok(ways.includes(way), `${way} of ${site.name}: ${ways}`);
    await tab.close();
    server.close();
  }
});

/** All that a page can get of a file, by the way it took. Runs in the page. */
async function gathered(url) {
  const got = {};
  const text = (thing) => (typeof thing === 'string' ? thing : (JSON.stringify(thing) ?? String(thing)));
  const note = (way, ...things) => (got[way] = [got[way] ?? '', ...things.map(text)].join(' '));
  const element = (way, tag, attributes, look) =>
    new Promise((done) => {
      const before = new Set(Object.getOwnPropertyNames(window));
      window.__hb = (...all) => note(way, all);
      window.onerror = (message, source, line, column, error) => note(way, message, String(error), error?.stack ?? '');
      const one = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
      one.onload = one.onerror = () => {
        for (const name of Object.getOwnPropertyNames(window).filter((name) => !before.has(name))) {
          // Text that was read as UTF-16 is a name of strange letters.
          const bytes = [...Array(name.length).keys()].flatMap((at) => [name.charCodeAt(at) >> 8, name.charCodeAt(at) & 255]);
          for (const order of [bytes, bytes.map((_, at) => bytes[at ^ 1])]) note(way, new TextDecoder().decode(new Uint8Array(order)));
        }
        try {
          look?.(one);
        } catch (error) {
          note(way, String(error));
        }
        one.remove();
        done();
      };
      document.documentElement.append(one);
    });
  const attempt = async (way, make) => {
    try {
      note(way, await make());
    } catch (error) {
      note(way, String(error), error.stack);
    }
  };
  await element('script', 'script', { src: url });
  await element('script as UTF-16, high byte first', 'script', { charset: 'utf-16be', src: url });
  await element('script as UTF-16, low byte first', 'script', { charset: 'utf-16le', src: url });
  await element('module', 'script', { type: 'module', src: url });
  await element('style', 'link', { rel: 'stylesheet', href: url }, (link) => note('style', [...link.sheet.cssRules].map((rule) => rule.cssText)));
  await element('frame', 'iframe', { src: url }, (frame) => note('frame', frame.contentWindow.document.documentElement.textContent));
  await element('picture', 'img', { src: url }, (image) => note('picture', image.width));
  await attempt('fetch', async () => (await fetch(url)).text());
  await attempt('fetch without CORS', async () => (await fetch(url, { mode: 'no-cors' })).text());
  await attempt('fetch with credentials', async () => (await fetch(url, { credentials: 'include' })).text());
  await attempt('XMLHttpRequest', () => {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.send();
    return request.responseText;
  });
  await attempt('import', async () => Object.values(await import(url)));
  await attempt('import of JSON', async () => (await import(url, { with: { type: 'json' } })).default);
  await attempt('worker', () => new Promise((done, fail) => {
    const source = `self.__hb = (...all) => postMessage(JSON.stringify(all)); try { importScripts(${JSON.stringify(url)}) } catch (error) { postMessage(String(error)) } postMessage('end')`;
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    const heard = [];
    worker.onmessage = ({ data }) => (data === 'end' ? done(heard) : heard.push(data));
    worker.onerror = (event) => fail(new Error(event.message));
  }));
  await attempt('cache', async () => {
    const cache = await caches.open('x');
    await cache.put(url, await fetch(url, { mode: 'no-cors' }));
    return (await cache.match(url)).text();
  });
  return got;
}

/** Builds a publication of one report. */
function build(name, settings) {
  const source = path.join(folder, name);
  mkdirSync(path.join(source, 'content/reports'), { recursive: true });
  writeFileSync(path.join(source, 'content/site.yaml'), JSON.stringify({ title: '内部资料', base_url: 'https://example.org/x/', ...settings }));
  writeFileSync(path.join(source, 'content/reports/a.md'), `---\ntitle: 年度总结\nbranch: 学会\nyear: 2020\n---\n\n${SECRET}。\n`);
  const output = path.join(source, 'public');
  const { status, stdout, stderr } = spawnSync(binary, ['build', '--lang', 'en', '--source', source, '--output', output], { encoding: 'utf8' });
  assert.equal(status, 0, stdout + stderr);
  return openSite(name, output);
}
