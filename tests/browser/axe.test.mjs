// Accessibility: axe-core with its best-practice rules over every kind of page,
// light and dark, wide and narrow, opened from the disk. (404.html alone is
// served: it knows its base path, not its place on a disk.)

import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { serve, startBrowser } from './browser.mjs';
import { publish } from './publications.mjs';
import { ALL_KINDS, faultsByLook, noFaults, specimens } from './site.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [1280, 360];
const COLOR_SCHEMES = ['light', 'dark'];

const sites = publish();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

test('every kind of page is there to be tested', () => {
  for (const site of [sites.chinese, sites.english]) {
    const kinds = new Set(site.pages.map((page) => page.kind));
    noFaults(ALL_KINDS.filter((kind) => !kinds.has(kind)).map((kind) => `${site.name} has no page “${kind}”`));
  }
});

for (const site of Object.values(sites)) {
  test(`axe: ${site.name}`, async () => {
    const server = await serve(site);
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await context.addInitScript({ path: axe });
    const tab = await context.newPage();
    const faults = faultsByLook();
    for (const page of specimens(site)) {
      await tab.goto(page.kind === '404' ? server.at(page) : page.url);
      for (const width of WIDTHS) {
        await tab.setViewportSize({ width, height: 800 });
        for (const colorScheme of COLOR_SCHEMES) {
          await tab.emulateMedia({ colorScheme });
          for (const violation of await tab.evaluate(violations, TAGS)) {
            faults.add(`${page.name}: ${violation}`, `${colorScheme} ${width}px`);
          }
        }
      }
    }
    await context.close();
    server.close();
    noFaults(faults.list());
  });
}

/** What axe holds against the open page, one line a rule. Runs in the page. */
async function violations(tags) {
  const results = await globalThis.axe.run({ runOnly: tags, resultTypes: ['violations'] });
  return results.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 2).map(({ target }) => target.join(' ')).join(' and ');
    return `${id}: ${help}: ${places}${nodes.length > 2 ? ` and ${nodes.length - 2} more` : ''}`;
  });
}
