// The writing desk on a publication of our own.
//
// In: files by path. Out: `huibian desk` running on a copy of them, the address
// that opens it once, and ways to read and write the files beside it, as another
// program would. All of it ends with the test.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TYPES } from './browser.mjs';
import { binary } from './publications.mjs';

/** How long what must come may take, in milliseconds: a busy machine is slow, and waiting costs nothing but where a test fails. */
export const PATIENCE = Number(process.env.PATIENCE ?? 60_000);

const ASSETS = path.resolve(import.meta.dirname, '../../src/desk/assets');

/**
 * With DESK=built the page comes from src/desk/assets, not from the program: whoever works on
 * the page needs no new program for each change.
 */
export async function dress(context) {
  if (process.env.DESK !== 'built') return;
  await context.route(({ pathname }) => /^\/desk\/[\w.]*$/.test(pathname), (route) => {
    const name = path.basename(new URL(route.request().url()).pathname.replace(/desk\/$/, 'desk/index.html'));
    return route.fulfill({ path: path.join(ASSETS, name), contentType: TYPES[path.extname(name)], headers: { 'content-security-policy': DESK_POLICY } });
  });
}

/** What the desk's own answers allow. */
const DESK_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** @param {{ after: (end: () => void) => void }} t @param {Record<string, string | Uint8Array>} files */
export async function desk(t, files = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'huibian-desk-'));
  const source = path.join(folder, 'source');
  const home = path.join(folder, 'home');
  mkdirSync(home);
  mkdirSync(source);
  const write = (file, data) => {
    const place = path.join(source, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, data);
  };
  for (const [file, data] of Object.entries(files)) write(file, data);
  let child;
  /** Starts it, again if it was stopped, at any port or one; answers the address that opens it. */
  const start = async (port = 0) => {
    const where = Object.keys(files).length ? [source] : [];
    child = spawn(binary, ['desk', ...where, '--no-open', '--port', String(port), '--lang', 'zh'], {
      cwd: home,
      env: { ...process.env, HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, TZ: 'Asia/Shanghai' },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    child.stderr.setEncoding('utf8');
    let said = '';
    for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
      said += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\/desk\/#k=[\w-]+/.exec(said)?.[0];
      if (!address) continue;
      child.stderr.resume();
      return address;
    }
    assert.fail(`huibian desk names no address: ${said}`);
  };
  const stop = async (signal = 'SIGTERM') => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  };
  t.after(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    address: await start(),
    source,
    home,
    start,
    stop,
    write,
    read: (file) => readFileSync(path.join(source, file), 'utf8'),
  };
}
