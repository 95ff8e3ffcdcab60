// What a browser sees of a site that was built of something hostile. The
// policy of the pages is switched off, so that one wall does not hide a hole
// in the other; no request leaves this machine.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TYPES } from '../browser.mjs';

/** A tab that opens sites, one after another. */
export async function startReader(browser) {
  const context = await browser.newContext({ bypassCSP: true });
  let faults, root, open;
  const tell = (kind, sentence) => faults.push([kind, `${root.slice(0, 4)} ${open}: ${sentence}`]);
  await context.exposeBinding('__pwned', (_, from) => tell('script', `a script ran ${String(from ?? '')}`));
  context.on('request', (request) => {
    if (!request.url().startsWith(root)) tell('request', request.url().slice(0, 200));
  });
  context.on('console', (message) => {
    const lost = open === '404' && /status of 404/.test(message.text());
    if (message.type() === 'error' && !lost) tell('console', `${message.text()} ${message.location().url}`.slice(0, 300));
  });
  const tab = await context.newPage();
  tab.setDefaultTimeout(30_000);
  tab.on('pageerror', (error) => tell('console', String(error).slice(0, 200)));
  tab.on('dialog', (dialog) => {
    tell('dialog', dialog.message().slice(0, 80));
    dialog.dismiss().catch(() => {});
  });
  context.on('page', (page) => tell('request', `opens a window ${page.url()}`));
  const look = async () => (await tab.evaluate(auditDocument, root)).forEach((fault) => tell('dom', fault));

  async function search(query, typed) {
    await tab.goto(`${root}find.html?${query}`);
    await tab.waitForFunction(() => document.querySelector('[data-found-status]')?.textContent && !document.querySelector('#found[aria-busy]'));
    await look();
    if (!typed) return;
    // Typed again it brings suggestions; they are there when what is asked after them is answered.
    const field = tab.locator('#q');
    const text = await field.inputValue();
    await field.fill('');
    await field.fill(text);
    await tab.evaluate((word) => globalThis.huibianSearch.find(word), text);
    await look();
  }

  /** Opens pages of the site in `folder`, from the disk or over http, and searches it; answers faults as `[kind, sentence]`. */
  async function read(folder, { http, pages, queries }) {
    faults = [];
    const server = http ? await serveFolder(folder) : null;
    root = server?.root ?? pathToFileURL(`${folder}/`).href;
    const steps = pages.map((page) => [page, () => tab.goto(root + page.split('/').map(encodeURIComponent).join('/')).then(look)]);
    if (http && existsSync(path.join(folder, '404.html'))) steps.push(['404', () => tab.goto(`${root}no-such-page`).then(look)]);
    if (existsSync(path.join(folder, 'find.html'))) queries.forEach((query, place) => steps.push([`find.html?${query}`.slice(0, 80), () => search(query, http && place === 0)]));
    for (const [name, step] of steps) {
      open = name;
      await step().catch((error) => tell('console', error.message.split('\n')[0].slice(0, 200)));
    }
    open = 'afterwards';
    await tab.goto('about:blank');
    server?.close();
    return faults;
  }
  return { read };
}

/** Runs in the page: what the theme has not put there. */
function auditDocument(root) {
  const faults = [];
  const ids = new Set();
  const home = new URL(root);
  const LINKS = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'ping', 'background', 'cite', 'longdesc', 'manifest'];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.localName;
    const fault = (text) => faults.push(`<${tag}> ${text}`.slice(0, 200));
    if (/^(iframe|frame|frameset|object|embed|base|applet|portal|style|foreignobject|animate|animatetransform|set|use|template|audio|video|source|track|meter|dialog|marquee|math|textarea|select)$/i.test(tag)) fault('is not of the theme');
    if (tag === 'meta' && /^(refresh|set-cookie)$/i.test(element.httpEquiv)) fault(`http-equiv=${element.httpEquiv}`);
    if (tag === 'form' && !element.matches('.seek, [role=search], [data-filter], #found form')) fault('is not of the theme');
    if (tag === 'script') {
      if (element.type === 'application/ld+json') {
        try {
          JSON.parse(element.textContent);
        } catch (error) {
          fault(`JSON-LD: ${error.message}`);
        }
      } else if (!element.src) fault(`inline: ${element.textContent.slice(0, 60)}`);
      else if (!element.src.startsWith(root) || !/^(hui\.js|search\.js|search\/[\w/]+\.js)(\?v=\w*)?$/.test(element.src.slice(root.length))) fault(`src=${element.src}`);
    }
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc') fault(`${name}=${value}`);
      if (name === 'id') {
        if (ids.has(value)) fault(`id ${value} is there twice`);
        ids.add(value);
      }
      if (name === 'srcset') fault(`srcset=${value}`);
      if (!LINKS.includes(name)) continue;
      let url;
      try {
        url = new URL(value, document.baseURI);
      } catch {
        fault(`${name}=${value} is no address`);
        continue;
      }
      const leads = (tag === 'a' && name === 'href') || (tag === 'link' && /^(canonical|alternate)$/.test(element.rel));
      if (!['http:', 'https:', 'mailto:', 'tel:', home.protocol].includes(url.protocol)) fault(`${name}=${value}`);
      else if (url.protocol === 'file:' && !url.href.startsWith(root)) fault(`${name}=${value} leads out of the site`);
      else if (!leads && !url.href.startsWith(root)) fault(`${name}=${value} is loaded from elsewhere`);
      else if (url.protocol !== 'file:' && url.origin === home.origin && !url.href.startsWith(root)) fault(`${name}=${value} leads out of the site`);
    }
  }
  return faults;
}

/** A host without a policy and without mercy: types by extension, 404.html for what is not there. */
async function serveFolder(folder) {
  const types = { ...TYPES, '.htm': 'text/html', '.xhtml': 'application/xhtml+xml', '.pdf': 'application/pdf' };
  const server = createServer((request, response) => {
    let file = path.join(folder, '404.html');
    let status = 404;
    try {
      const wanted = path.join(folder, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
      if (statSync(wanted).isFile()) [file, status] = [wanted, 200];
      else if (statSync(path.join(wanted, 'index.html')).isFile()) [file, status] = [path.join(wanted, 'index.html'), 200];
    } catch {
      // not there
    }
    response.writeHead(status, { 'content-type': types[path.extname(file).toLowerCase()] ?? 'application/octet-stream' });
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    root: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The files of a built site, by address; a link among them is told as such. */
export function filesOf(folder) {
  const found = [];
  const walk = (under) => {
    for (const entry of readdirSync(path.join(folder, under), { withFileTypes: true })) {
      const name = path.posix.join(under, entry.name);
      if (entry.isDirectory()) walk(name);
      else if (entry.isFile() || entry.isSymbolicLink()) found.push({ name, link: entry.isSymbolicLink() });
    }
  };
  if (existsSync(folder)) walk('');
  return found;
}
