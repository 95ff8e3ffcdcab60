// Behaviour under the strictest content security policy: the pages break no
// rule of it, nor of the one that they state themselves, which holds over http
// and from a disk; and what the script adds works with mouse and keyboard.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { serve, startBrowser } from './browser.mjs';
import { publish } from './publications.mjs';
import { noFaults, specimens } from './site.mjs';

const sites = publish();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const site of Object.values(sites)) {
  test(`no page breaks the policy: ${site.name}`, async () => {
    const server = await serve(site);
    const context = await browser.newContext();
    await context.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        globalThis.violations.push(`${event.effectiveDirective} refused ${event.blockedURI} ${event.sample}`);
      });
    });
    const tab = await context.newPage();
    const faults = [];
    let open;
    tab.on('pageerror', (error) => faults.push(`${open.name}: script failed: ${error.message}`));
    tab.on('response', (response) => {
      const wanted = open.kind === '404' && response.url() === server.at(open) ? 404 : 200;
      if (response.status() !== wanted) faults.push(`${open.name}: ${response.url()} answered ${response.status()}`);
    });
    for (open of specimens(site)) {
      await tab.goto(server.at(open));
      faults.push(...(await tab.evaluate(() => globalThis.violations)).map((violation) => `${open.name}: ${violation}`));
    }
    await context.close();
    server.close();
    noFaults(faults);
  });
}

for (const site of Object.values(sites)) {
  test(`every page states its policy before what it loads, and has nothing inline: ${site.name}`, () => {
    const faults = [];
    for (const page of site.pages) {
      const fault = (text) => faults.push(`${page.name}: ${text}`);
      const stated = page.elements.filter(({ attributes }) => attributes['http-equiv']?.toLowerCase() === 'content-security-policy');
      if (stated.length !== 1) {
        fault(`${stated.length} policies`);
        continue;
      }
      const policy = stated[0].attributes.content;
      if (!policy.startsWith("default-src 'none';") || /unsafe|\*|https?:|data:|blob:/.test(policy)) fault(`a loose policy: ${policy}`);
      if (page.elements.findIndex(({ tag }) => /^(link|script|img|style)$/.test(tag)) < page.elements.indexOf(stated[0])) fault('something is loaded before the policy');
      const referrer = page.elements.filter(({ tag, attributes }) => tag === 'meta' && attributes.name === 'referrer').map(({ attributes }) => attributes.content);
      if (String(referrer) !== 'same-origin') fault(`referrer ${referrer}`);
      for (const { tag, attributes } of page.elements) {
        for (const name of Object.keys(attributes)) if (/^(on|style$|srcdoc$)/.test(name)) fault(`<${tag} ${name}=…>`);
        if (tag === 'style' || tag === 'base' || (tag === 'script' && !attributes.src && attributes.type !== 'application/ld+json')) fault(`<${tag}> inline`);
      }
    }
    noFaults(faults);
  });
}

// Without the header: what a page says itself is all there is.
for (const from of ['http', 'file']) {
  test(`by its own policy alone a page works, and gets nothing from elsewhere (${from})`, async () => {
    const server = await serve(sites.sample, {});
    const asked = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('globalThis.broken = 1');
    });
    await new Promise((listening) => elsewhere.listen(0, '127.0.0.1', listening));
    const context = await browser.newContext();
    await context.addInitScript(() => {
      globalThis.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.effectiveDirective));
    });
    const tab = await context.newPage();
    const faults = [];
    let open;
    // An icon that is still on its way when the page is left is no fault.
    tab.on('requestfailed', (request) => request.failure().errorText !== 'net::ERR_ABORTED' && faults.push(`${open.name}: ${request.url()} failed`));
    // From a disk 404.html would look for the site at its base path.
    for (open of specimens(sites.sample).filter(({ kind }) => from === 'http' || kind !== '404')) {
      await tab.goto(from === 'http' ? server.at(open) : open.url);
      const { styled, scripted, violations } = await tab.evaluate(() => ({
        styled: getComputedStyle(document.body).backgroundColor !== 'rgba(0, 0, 0, 0)',
        scripted: document.documentElement.className === 'js' && !!document.querySelector('button.mode'),
        violations: globalThis.violations,
      }));
      if (!styled) faults.push(`${open.name}: no style`);
      if (!scripted) faults.push(`${open.name}: no script`);
      faults.push(...violations.map((violation) => `${open.name}: ${violation}`));
    }
    noFaults(faults);
    // What would come of a hole somewhere else.
    open = sites.sample.pages.find((page) => page.kind === 'report');
    await tab.goto(from === 'http' ? server.at(open) : open.url);
    await tab.evaluate(async (address) => {
      document.body.insertAdjacentHTML('beforeend', `<img src=x onerror="globalThis.broken=1"><img src="${address}i.png"><p style="position:fixed"></p><iframe src="${address}f"></iframe><object data="${address}o"></object><video src="${address}v"></video><form action="${address}p"><input type=submit></form>`);
      const add = (tag, attributes) => document.head.appendChild(Object.assign(document.createElement(tag), attributes));
      add('script', { textContent: 'globalThis.broken=1' });
      add('script', { src: `${address}s.js` });
      add('script', { src: 'data:text/javascript,globalThis.broken=1' });
      add('style', { textContent: 'p{color:red}' });
      add('link', { rel: 'stylesheet', href: `${address}c.css` });
      add('link', { rel: 'manifest', href: `${address}m.json` });
      add('base', { href: address });
      document.querySelector('form:last-of-type').submit();
      // Later, for what a debugger runs at once may do this.
      setTimeout(() => (0, eval)('globalThis.broken=1'));
      await fetch(`${address}d`).catch(() => {});
    }, `http://127.0.0.1:${elsewhere.address().port}/`);
    for (const directive of ['script-src', 'script-src-attr', 'script-src-elem', 'style-src-attr', 'style-src-elem', 'img-src', 'connect-src', 'frame-src', 'object-src', 'form-action', 'base-uri']) {
      await tab.waitForFunction((directive) => globalThis.violations.includes(directive), directive, { timeout: 30_000 }).catch(() => assert.fail(`${directive} refused nothing`));
    }
    assert.equal(await tab.evaluate(() => globalThis.broken), undefined);
    assert.ok(!(await tab.evaluate(() => document.baseURI)).includes(`:${elsewhere.address().port}/`));
    assert.deepEqual(asked, [], 'another site was asked');
    await context.close();
    server.close();
    elsewhere.close();
  });
}

test('a link to another site does not tell where it was followed', async () => {
  const server = await serve(sites.sample, {});
  const heard = [];
  const elsewhere = createServer((request, response) => {
    heard.push(request.headers.referer);
    response.end('');
  });
  await new Promise((listening) => elsewhere.listen(0, '127.0.0.1', listening));
  const tab = await browser.newPage();
  await tab.goto(server.at(sites.sample.pages.find((page) => page.kind === 'report')));
  await tab.evaluate((address) => {
    const link = document.createElement('a');
    link.href = address;
    document.body.append(link);
    link.click();
  }, `http://127.0.0.1:${elsewhere.address().port}/`);
  await tab.waitForURL(/127\.0\.0\.1:\d+\/$/);
  assert.equal(heard[0], undefined);
  await tab.close();
  server.close();
  elsewhere.closeAllConnections();
  elsewhere.close();
});

/** Runs a test on a page of the sample, as served. */
function onPage(name, kind, look) {
  test(name, async () => {
    const server = await serve(sites.sample);
    const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', permissions: ['clipboard-read', 'clipboard-write'] });
    const tab = await context.newPage();
    // The fullest: it has all the parts that a page of its kind can have.
    await tab.goto(server.at(specimens(sites.sample).find((page) => page.kind === kind)));
    await look(tab, server);
    await context.close();
    server.close();
  });
}

onPage('the first stop of the keyboard skips to the text', 'report', async (tab) => {
  await tab.keyboard.press('Tab');
  const skip = tab.locator(':focus');
  assert.equal(await skip.getAttribute('href'), '#main');
  const box = await skip.boundingBox();
  assert.ok(box.y >= 0 && box.height >= 24, `the skip link is out of sight: ${JSON.stringify(box)}`);
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  assert.ok(await tab.locator('#main :focus').count(), 'the stop after it is not in the text');
});

for (const kind of ['home', 'report', 'topics', 'names']) {
  onPage(`every stop of the keyboard can be seen: ${kind}`, kind, async (tab) => {
    const faults = [];
    // Tab leaves the page after its last stop; then the body has the focus.
    for (let stop = 1; stop < 2000; stop += 1) {
      await tab.keyboard.press('Tab');
      const [name, fault] = await tab.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return ['', null];
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const name = `${element.localName}${element.className && `.${element.className}`} “${element.textContent.trim().slice(0, 20)}”`;
        if (outlineStyle === 'none' || (outlineStyle !== 'auto' && parseFloat(outlineWidth) < 2)) return [name, `outline is ${outlineWidth} ${outlineStyle}`];
        if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return [name, 'is out of sight'];
        return [name, null];
      });
      if (name === '') {
        assert.ok(stop > 5, `only ${stop - 1} stops`);
        return noFaults(faults);
      }
      if (fault) faults.push(`stop ${stop}, ${name}: ${fault}`);
    }
    assert.fail('the focus never leaves the page');
  });
}

onPage('the mode button switches, says so, and is remembered', 'home', async (tab, server) => {
  const theme = () => tab.evaluate(() => document.documentElement.getAttribute('data-theme'));
  const paper = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const button = tab.locator('button.mode');
  const [light, name] = [await paper(), await button.getAttribute('aria-label')];
  await button.focus();
  await tab.keyboard.press('Enter');
  assert.equal(await theme(), 'dark');
  assert.notEqual(await paper(), light);
  assert.notEqual(await button.getAttribute('aria-label'), name);
  await tab.reload();
  assert.equal(await theme(), 'dark');
  await tab.goto(server.at(sites.sample.pages.find((page) => page.kind === 'find')));
  assert.equal(await theme(), 'dark');
  await button.click();
  assert.equal(await theme(), 'light');
  assert.equal(await paper(), light);
});

onPage('the copy button copies the citation and says so', 'report', async (tab) => {
  const button = tab.locator('button[data-copy]');
  const before = await button.textContent();
  const citation = tab.locator('#cite-t');
  assert.match(await citation.textContent(), /\d{4}-\d\d-\d\d/, 'the citation names no day of access');
  await button.click();
  await tab.waitForFunction(([element, text]) => element.textContent !== text, [await button.elementHandle(), before]);
  assert.equal(await tab.evaluate(() => navigator.clipboard.readText()), await citation.textContent());
});

onPage('the contents mark the section being read', 'report', async (tab) => {
  const links = tab.locator('.toc a[href^="#"]');
  for (const place of [2, 1]) {
    const link = links.nth(place);
    await link.click();
    await tab.waitForFunction((element) => element.getAttribute('aria-current') === 'true', await link.elementHandle());
    assert.equal(await tab.locator('.toc [aria-current]').count(), 1);
  }
});

onPage('the filter of the index narrows it and tells the count', 'names', async (tab) => {
  const entries = tab.locator('[data-f]:visible');
  const count = async () => Number(await tab.locator('output [data-count]').textContent());
  const all = await entries.count();
  assert.equal(await count(), all);
  const boxes = tab.locator('form[data-filter] input[type=checkbox]');
  let sum = 0;
  for (let place = 0; place < (await boxes.count()); place += 1) {
    const box = boxes.nth(place);
    const kind = await box.getAttribute('value');
    await box.focus();
    await tab.keyboard.press('Space');
    const shown = await entries.count();
    assert.ok(shown > 0 && shown < all, `“${kind}” shows ${shown} of ${all}`);
    assert.equal(await tab.locator(`[data-f="${kind}"]:visible`).count(), shown);
    assert.equal(await count(), shown);
    assert.equal(await tab.locator('.idx section:visible').count(), await tab.locator('.idx section:has([data-f]:visible)').count());
    sum += shown;
    await box.uncheck();
  }
  assert.equal(sum, all);
  await boxes.nth(0).check();
  const one = await entries.count();
  await boxes.nth(1).check();
  assert.ok((await entries.count()) > one, 'two kinds show no more than one');
  await boxes.nth(0).uncheck();
  await boxes.nth(1).uncheck();
  assert.equal(await entries.count(), all);
});
