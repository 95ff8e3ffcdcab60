// What a browser sees of a site that was built of something hostile. The
// policy of the pages is switched off, so that one wall does not hide a hole
// in the other; no request leaves this machine.

import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TYPES } from '../browser.mjs';

/** Two tabs that open sites, one after another: one from the disk, one over http. Each keeps its process, which spares most of the time. */
export async function startReader(browser) {
  const context = await browser.newContext({ bypassCSP: true });
  const host = await startHost();
  const roots = [host.root];
  let faults = [];
  let root = host.root;
  let open;
  const tell = (kind, sentence) => faults.push([kind, `${root.slice(0, 4)} ${open}: ${sentence}`]);
  await context.exposeBinding('__pwned', (_, from) => tell('script', `a script ran ${String(from ?? '')}`));
  context.on('request', (request) => {
    if (!roots.some((known) => request.url().startsWith(known))) tell('request', request.url().slice(0, 200));
  });
  context.on('console', (message) => {
    const lost = open === '404' && /status of 404/.test(message.text());
    if (message.type() === 'error' && !lost) tell('console', `${message.text()} ${message.location().url}`.slice(0, 300));
  });
  const newTab = async () => {
    const tab = await context.newPage();
    tab.setDefaultTimeout(60_000);
    tab.on('pageerror', (error) => tell('console', String(error).slice(0, 200)));
    tab.on('dialog', (dialog) => {
      tell('dialog', dialog.message().slice(0, 80));
      dialog.dismiss().catch(() => {});
    });
    return tab;
  };
  const tabs = { disk: await newTab(), http: await newTab() };
  context.on('page', (page) => tell('request', `opens a window ${page.url()}`));
  const look = async (tab) => (await tab.evaluate(auditDocument, root)).forEach((fault) => tell('dom', fault));

  async function search(tab, query, typed) {
    await tab.goto(`${root}find.html?${query}`);
    await tab.waitForFunction(() => document.querySelector('[data-found-status]')?.textContent && !document.querySelector('#found[aria-busy]'));
    await look(tab);
    if (!typed) return;
    // Typed again it brings suggestions; they are there when what is asked after them is answered.
    const field = tab.locator('#q');
    const text = await field.inputValue();
    await field.fill('');
    await field.fill(text);
    await tab.evaluate((word) => globalThis.huibianSearch.find(word), text);
    await look(tab);
  }

  /** Opens pages of the site in `folder`, from the disk or over http, and searches it; answers faults as `[kind, sentence]`. */
  async function read(folder, { http, pages, queries }) {
    faults = [];
    host.show(folder);
    root = http ? host.root : pathToFileURL(`${folder}/`).href;
    roots.push(root);
    const tab = http ? tabs.http : tabs.disk;
    const steps = pages.map((page) => [page, () => tab.goto(root + page.split('/').map(encodeURIComponent).join('/')).then(() => look(tab))]);
    if (http && existsSync(path.join(folder, '404.html'))) steps.push(['404', () => tab.goto(`${root}no-such-page`).then(() => look(tab))]);
    if (existsSync(path.join(folder, 'find.html'))) queries.forEach((query, place) => steps.push([`find.html?${query}`.slice(0, 80), () => search(tab, query, http && place === 0)]));
    for (const [name, step] of steps) {
      open = name;
      await step().catch((error) => tell('console', error.message.split('\n')[0].slice(0, 200)));
    }
    return faults;
  }
  return { read, alive: () => browser.isConnected() && !tabs.disk.isClosed() && !tabs.http.isClosed(), close: host.close };
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
        continue; // leads nowhere
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
async function startHost() {
  const types = { ...TYPES, '.htm': 'text/html', '.xhtml': 'application/xhtml+xml', '.pdf': 'application/pdf' };
  let folder;
  const server = createServer((request, response) => {
    let [file, status] = [path.join(folder, '404.html'), 404];
    try {
      const wanted = path.join(folder, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
      if (statSync(wanted).isFile()) [file, status] = [wanted, 200];
    } catch {
      // not there
    }
    response.writeHead(status, { 'content-type': types[path.extname(file).toLowerCase()] ?? 'application/octet-stream', 'cache-control': 'no-store' });
    response.end(existsSync(file) ? readFileSync(file) : '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  server.unref();
  return {
    root: `http://127.0.0.1:${server.address().port}/`,
    show: (site) => (folder = site),
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
