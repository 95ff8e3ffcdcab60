// Chromium, and a server for what a disk cannot show: headers and addresses
// below a base path. Neither reaches beyond this machine.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium } from 'playwright-core';

/** Starts Chromium: CHROMIUM, else the first on PATH. Downloads nothing. */
export async function startBrowser() {
  return chromium.launch({
    executablePath: chromiumPath(),
    // A sandbox cannot be had by root, which is who runs in most containers.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-quic', '--disable-component-update', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost'],
  });
}

function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of process.env.PATH.split(path.delimiter)) {
      if (existsSync(path.join(folder, name))) return path.join(folder, name);
    }
  }
  throw new Error('no Chromium: install it (apt-get install chromium) or name it in CHROMIUM');
}

/** The strictest policy that a host may set; what we write must live with it. */
export const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "manifest-src 'self'; base-uri 'none'; form-action 'none'";

export const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.xml': 'application/xml', '.json': 'application/json', '.txt': 'text/plain' };

/**
 * Serves a site below its base path on loopback, as a host would: what is not there is 404.html.
 * `headers` in place of the policy are those of another host.
 */
export async function serve(site, headers = { 'content-security-policy': POLICY }) {
  const base = new URL(site.address).pathname;
  const server = createServer((request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const route = wanted.startsWith(base) ? wanted.slice(base.length) || 'index.html' : '';
    const [status, file] = site.files.has(route) ? [200, route] : [404, '404.html'];
    response.writeHead(status, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      ...headers,
    });
    response.end(readFileSync(path.join(site.folder, file)));
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  const address = `http://127.0.0.1:${server.address().port}${base}`;
  return {
    /** The address of a page; the 404 page stands at any address that is none. */
    at: (page) => address + (page.kind === '404' ? 'no/such/page.html' : page.route),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What makes the page scroll sideways: the innermost element that alone does. Runs in the page. */
export function widest() {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return null;
  const width = root.scrollWidth;
  let [inside, culprit] = [document.body, null];
  while (inside) {
    culprit = inside;
    const narrowing = [...culprit.children].filter((child) => {
      const display = child.style.display;
      child.style.setProperty('display', 'none', 'important');
      const narrower = root.scrollWidth < width;
      child.style.display = display;
      return narrower;
    });
    inside = narrowing.length === 1 ? narrowing[0] : null; // several together: their parent
  }
  const name = (element) => [element.localName, ...[...element.classList].map((c) => `.${c}`)].join('');
  return `too wide: ${name(culprit.parentElement)} > ${name(culprit)} “${culprit.textContent.trim().slice(0, 30)}”`;
}
