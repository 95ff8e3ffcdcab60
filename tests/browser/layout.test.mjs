// Layout: no page scrolls sideways, whatever the screen, the reader's spacing
// or the size of the text. Every page of the sample; of the generated sites the
// fullest and barest of each kind.

import { after, before, test } from 'node:test';
import { serve, startBrowser, widest } from './browser.mjs';
import { publish } from './publications.mjs';
import { faultsByLook, looked, noFaults } from './site.mjs';

// What WCAG 1.4.12 lets a reader set.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }`;
const LOOKS = [
  { name: '320px', width: 320 },
  { name: '360px', width: 360 },
  { name: '768px', width: 768 },
  { name: '1280px', width: 1280 },
  { name: '320px, text spaced', width: 320, style: SPACING },
  { name: '1280px, text at 200%', width: 1280, style: 'html { font-size: 200% !important }' },
];

const sites = publish();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const [site, pages] of looked(sites)) {
  test(`no page scrolls sideways: ${site.name}`, async () => {
    const server = await serve(site);
    // The policy of the server forbids the styles that this test adds.
    const context = await browser.newContext({ bypassCSP: true });
    const tab = await context.newPage();
    const faults = faultsByLook();
    for (const page of pages) {
      await tab.goto(page.kind === '404' ? server.at(page) : page.url);
      for (const { name, width, style } of LOOKS) {
        await tab.setViewportSize({ width, height: 800 });
        const added = style && (await tab.addStyleTag({ content: style }));
        const culprit = await tab.evaluate(widest);
        if (culprit) faults.add(`${page.name}: ${culprit}`, name);
        await added?.evaluate((element) => element.remove());
      }
    }
    await context.close();
    server.close();
    noFaults(faults.list());
  });
}
