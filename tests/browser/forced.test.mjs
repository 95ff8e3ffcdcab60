// Forced colours: whoever has chosen a few colours for all pages sees every
// picture in these. A mark in a colour of our own could be as dark as the ground.

import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { publish } from './publications.mjs';
import { faultsByLook, looked, noFaults } from './site.mjs';

const sites = publish();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const [site, pages] of looked(sites)) {
  test(`pictures are drawn in the reader's colours: ${site.name}`, async () => {
    const faults = faultsByLook();
    for (const colorScheme of ['light', 'dark']) {
      // The policy of a page forbids the styles that this test adds.
      const context = await browser.newContext({ forcedColors: 'active', colorScheme, bypassCSP: true });
      const tab = await context.newPage();
      for (const page of pages) {
        await tab.goto(page.url);
        for (const mark of await tab.evaluate(foreign)) faults.add(`${page.name}: ${mark}`, colorScheme);
      }
      await context.close();
    }
    noFaults(faults.list());
  });
}

/** Marks of charts in a colour that is none of the system's. Runs in the page. */
function foreign() {
  const probe = document.body.appendChild(document.createElement('i'));
  const system = ['Canvas', 'CanvasText', 'GrayText', 'Highlight', 'HighlightText', 'LinkText', 'ButtonText', 'ButtonFace'].map((name) => {
    probe.style.cssText = `color:${name};forced-color-adjust:none`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  const found = new Set();
  for (const mark of document.querySelectorAll('main svg :is(rect, line, circle, text, path)')) {
    const style = getComputedStyle(mark);
    for (const side of mark.tagName === 'line' ? ['stroke'] : ['fill', 'stroke']) {
      const colour = style[side];
      if (colour !== 'none' && !system.includes(colour)) found.add(`<${mark.tagName} class="${mark.getAttribute('class') ?? ''}">: ${side} ${colour}`);
    }
  }
  return [...found];
}
