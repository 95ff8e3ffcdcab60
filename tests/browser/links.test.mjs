// Links: everything that a page or feed points at exists; every page can be
// reached with scripts off, from the disk, in few clicks; and no page asks
// anything of another origin.

import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { publish } from './publications.mjs';
import { noFaults, specimens } from './site.mjs';

const CLICKS = 4;
const sites = publish();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const site of Object.values(sites)) {
  test(`every link leads somewhere: ${site.name}`, () => {
    const faults = [];
    for (const page of site.pages) {
      for (const { tag, attributes } of page.elements) {
        for (const name of ['href', 'src', 'poster', 'srcset']) {
          if (attributes[name] === undefined) continue;
          // "a.webp 480w,b.webp 960w"
          const addresses = name === 'srcset' ? attributes[name].split(',').map((one) => one.trim().split(/\s+/)[0]) : [attributes[name]];
          for (const address of addresses) {
            const fault = linkFault(page, address);
            if (fault) faults.push(`${page.name}: <${tag} ${name}="${address}">: ${fault}`);
          }
        }
        if (tag === 'img' && attributes.alt === undefined) faults.push(`${page.name}: <img src="${attributes.src}"> has no alt`);
      }
    }
    noFaults(faults);
  });

  test(`every address in feeds, site map and robots.txt leads to a file: ${site.name}`, () => {
    const faults = [];
    for (const file of [...site.files].filter((file) => /\.(xml|txt|json)$/.test(file))) {
      for (const [address] of site.text(file).matchAll(/https?:\/\/[^\s"'<>]+/g)) {
        if (!address.startsWith(site.address)) continue;
        const [route] = decodeURI(address.slice(site.address.length)).split('#');
        if (route !== '' && !site.files.has(route)) faults.push(`${site.name}/${file}: ${address}: no such file`);
      }
    }
    noFaults(faults);
  });
}

test('every page of the sample is reached from the disk, scripts off, in few clicks', async () => {
  const site = sites.sample;
  const context = await browser.newContext({ javaScriptEnabled: false });
  const tab = await context.newPage();
  const home = site.pages.find((page) => page.kind === 'home').url;
  const clicks = new Map([[home, 0]]);
  // A map hands out what is added while it is walked: breadth first.
  for (const [url, count] of clicks) {
    await tab.goto(url);
    for (const href of await tab.locator('a[href]').evaluateAll((links) => links.map((link) => link.href))) {
      const target = href.split('#')[0];
      if (target.startsWith('file:') && target.endsWith('.html') && !clicks.has(target)) clicks.set(target, count + 1);
    }
  }
  await context.close();
  noFaults(
    site.pages
      .filter((page) => page.kind !== '404' && !(clicks.get(page.url) <= CLICKS))
      .map((page) => `${page.name}: ${clicks.has(page.url) ? `${clicks.get(page.url)} clicks from home` : 'not reached from home'}`),
  );
});

test('no page asks anything of another origin', async () => {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const faults = [];
  let open;
  tab.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) faults.push(`${open.name}: asked for ${request.url()}`);
  });
  tab.on('pageerror', (error) => faults.push(`${open.name}: script failed: ${error.message}`));
  for (open of Object.values(sites).flatMap(specimens)) {
    // Opened from the disk, 404.html cannot find the style of its base path.
    if (open.kind !== '404') await tab.goto(open.url);
  }
  await context.close();
  noFaults(faults);
});

/** What is wrong with a link, or nothing. */
function linkFault(page, link) {
  const { site } = page;
  if (/^(https?:|mailto:|tel:|data:)/.test(link) && !link.startsWith(site.address)) return null;
  const base = new URL(site.address);
  // Only the 404 page knows where the site stands; addresses for machines may be whole.
  if (link.startsWith('/') && page.kind !== '404') return 'begins at the root';
  const at = new URL(link, new URL(page.route, base));
  if (at.origin !== base.origin || !at.pathname.startsWith(base.pathname)) return 'leaves the site';
  const route = decodeURIComponent(at.pathname.slice(base.pathname.length));
  if (route === '' && link === site.address) return null;
  if (route === '' || route.endsWith('/')) return 'names a folder, not a file';
  if (!site.files.has(route)) return 'no such file';
  const anchor = decodeURIComponent(at.hash.slice(1));
  if (anchor === '') return at.href.endsWith('#') ? 'names no anchor' : null;
  return anchors(site, route).has(anchor) ? null : 'no such anchor';
}

/** The anchors of a page, gathered once. */
const anchorsOf = new Map();
function anchors(site, route) {
  const page = site.pages.find((page) => page.route === route);
  if (!page) return new Set();
  if (!anchorsOf.has(page)) anchorsOf.set(page, new Set(page.elements.map(({ attributes }) => attributes.id).filter(Boolean)));
  return anchorsOf.get(page);
}
