// A server for the live preview, and a publication that can be edited under it.
//
// In: a folder of sources, a copy of the repository's sample with one report
// of our own. Out: the site as `huibian serve` serves it: pages with the script
// in them, events, findings. Tests that only edit sources (`write`, `remove`,
// `rename`, `stop`, `start`) run against the real server too: PREVIEW=serve.
// Those that need an answer no source can give (`show`, `say`, `requests`) are
// for the mock alone, which builds the site anew for each change and tells
// what differs.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { POLICY, TYPES } from './browser.mjs';
import { binary } from './publications.mjs';

/** Whether the tests run against `huibian serve` itself. */
export const REAL = process.env.PREVIEW === 'serve';

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../..');
const SCRIPT = path.join(repository, 'src/serve/preview.js');
const REGISTRY = /^themes\/|^content\/(site|organizations|topics|metrics)\.yaml$/;

/** The report that tests edit: long enough to scroll, with a picture, a table and a heading or two. */
export const REPORT = 'content/reports/2020/yulan.md';
export const ROUTE = 'reports/2020/yulan.html';
const DEEDS = ['支部按月学习', '党员逐户走访', '小组分片值守', '骨干结对帮带', '委员轮流讲课', '全体年底述职'];
const paragraph = (number) => `第${number}段。${DEEDS.map((deed) => `${deed}，逐人记录，件件有着落。`).join('')}`;
const TEXT = `---
title: 预览用的一篇
branch: tianjin-yixuehui-dangwei
year: 2020
authors: [测试组]
---

## 一、上半年

${Array.from({ length: 12 }, (_, number) => paragraph(number + 1)).join('\n\n')}

![一张图](tu.png)

## 二、下半年

${Array.from({ length: 12 }, (_, number) => paragraph(number + 13)).join('\n\n')}
`;

/** Starts a preview of a fresh copy; it ends with the test `t`. */
export async function preview(t, { language = 'zh-CN' } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'huibian-preview-'));
  const source = path.join(folder, 'source');
  cpSync(path.join(repository, 'content'), path.join(source, 'content'), { recursive: true });
  const put = (file, data) => {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), data);
  };
  put(REPORT, TEXT);
  copyFileSync(path.join(here, 'specimen/chatu.png'), path.join(source, 'content/reports/2020/tu.png'));
  const server = await (REAL ? real : mock)(source, language);
  t.after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const edited = (moved) => server.edited?.(moved);
  return {
    ...server,
    /** Edits a source file: `change` gets its text, or is the new content. */
    write(file, change) {
      const old = path.join(source, file);
      put(file, typeof change === 'function' ? change(existsSync(old) ? readFileSync(old, 'utf8') : '') : change);
      edited();
    },
    remove(file) {
      rmSync(path.join(source, file));
      edited();
    },
    /** Renames a report; its page moves along. */
    rename(from, to) {
      renameSync(path.join(source, from), path.join(source, to));
      const page = (file) => file.replace(/^content\//, '').replace(/\.md$/, '.html');
      edited([[page(from), page(to)]]);
    },
  };
}

async function real(source) {
  let child;
  let port = 0;
  const server = {
    at: (route) => `http://127.0.0.1:${port}/${route}`,
    async start() {
      child = spawn(binary, ['serve', '--source', source, '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.setEncoding('utf8');
      let said = '';
      for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
        said += chunk;
        port = Number(/http:\/\/[^/\s]*:(\d+)/.exec(said)?.[1] ?? 0);
        if (port) break;
      }
      assert.ok(port, `huibian serve names no address: ${said}`);
      child.stdout.resume();
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
    },
  };
  await server.start();
  return server;
}

async function mock(source, language) {
  let files = new Map(); // route → bytes
  let [id, version, port] = [randomUUID(), 0, 0];
  let [findings, blocked, http] = [[], false, null];
  const streams = new Set();
  const requests = [];
  const tag = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const inject = (html) => html.replace(/<\/body>/, `<script src="/.huibian/preview.js" defer data-etag="${tag(html)}" data-version="${version}" data-lang="${language}"></script></body>`);
  const event = (more) => {
    const counts = { error: 0, warning: 0, note: 0 };
    for (const { severity } of findings) counts[severity] += 1;
    return `id: ${version}\nevent: site\ndata: ${JSON.stringify({ version, server: id, moved: [], assets: [], findings: counts, blocked, ...more })}\n\n`;
  };
  const send = (more) => streams.forEach((stream) => stream.write(event(more)));

  /** Builds, and takes over what a build without a broken theme made. */
  function build() {
    const output = mkdtempSync(path.join(tmpdir(), 'huibian-preview-site-'));
    const { stdout, stderr, error } = spawnSync(binary, ['build', '--lang', 'zh', '--source', source, '--output', path.join(output, 'site')], { encoding: 'utf8' });
    assert.ifError(error);
    findings = [...`${stdout}${stderr}`.matchAll(/^(错误|警告|提示)\[(HB\d+) ([\w-]+)\]: (.*)\n +--> (.*?)(?::(\d+):(\d+))?$/gm)].map(([, word, code, name, message, file, line, column]) => ({
      severity: { 错误: 'error', 警告: 'warning', 提示: 'note' }[word], code, name, message, file, line: Number(line ?? 1), column: Number(column ?? 1),
    }));
    blocked = findings.some(({ severity, file }) => severity === 'error' && REGISTRY.test(file));
    const made = blocked ? files : read(path.join(output, 'site'));
    rmSync(output, { recursive: true, force: true });
    return made;
  }

  function answer(request, response) {
    const url = new URL(request.url, 'http://localhost');
    const head = { 'cache-control': 'no-cache', 'content-security-policy': `${POLICY}; connect-src 'self'` };
    if (url.pathname === '/.huibian/preview.js') return response.writeHead(200, { ...head, 'content-type': 'text/javascript' }).end(readFileSync(SCRIPT));
    if (url.pathname === '/.huibian/findings') {
      requests.push('findings');
      return response.writeHead(200, { ...head, 'content-type': 'application/json' }).end(JSON.stringify({ version, blocked, findings }));
    }
    if (url.pathname === '/.huibian/events') {
      response.writeHead(200, { ...head, 'content-type': 'text/event-stream' }).write(event());
      streams.add(response);
      return request.on('close', () => streams.delete(response));
    }
    const wanted = decodeURIComponent(url.pathname).slice(1);
    requests.push(wanted);
    const route = [wanted, `${wanted}index.html`].find((name) => files.has(name)) ?? '404.html';
    const status = route === '404.html' ? 404 : 200;
    const body = files.get(route);
    const etag = tag(body);
    head['content-type'] = TYPES[path.extname(route)] ?? 'application/octet-stream';
    if (status === 200) {
      head.etag = `"${etag}"`;
      if (request.headers['if-none-match'] === head.etag) return response.writeHead(304, head).end();
    }
    response.writeHead(status, head).end(route.endsWith('.html') ? inject(String(body)) : body);
  }

  const server = {
    requests,
    at: (route) => `http://127.0.0.1:${port}/${route}`,
    async start() {
      [id, version] = [randomUUID(), 1];
      files = build();
      http = createServer(answer);
      await new Promise((listening) => http.listen(port, '127.0.0.1', listening));
      port = http.address().port;
    },
    async stop() {
      if (!http.listening) return;
      const closed = new Promise((resolve) => http.close(resolve));
      http.closeAllConnections();
      await closed;
    },
    /** The sources have changed. */
    edited(moved = []) {
      if (!http.listening) return;
      const before = files;
      files = build();
      version += 1;
      const assets = [...files.keys()].filter((file) => !file.endsWith('.html') && !before.get(file)?.equals(files.get(file)));
      send({ moved, assets });
    },
    /** Mock only: pages or assets as given, `change` by route; each gets the old text. */
    show(changes, more = {}) {
      for (const [route, change] of Object.entries(changes)) files.set(route, Buffer.from(typeof change === 'function' ? change(String(files.get(route))) : change));
      version += 1;
      const assets = Object.keys(changes).filter((route) => !route.endsWith('.html'));
      send({ assets, ...more });
    },
    /** Mock only: findings as given, with a new version. */
    say(given, isBlocked = false) {
      [findings, blocked] = [given, isBlocked];
      version += 1;
      send();
    },
    version: () => version,
  };
  await server.start();
  return server;
}

function read(folder) {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file)]),
  );
}
