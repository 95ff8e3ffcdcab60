// Print: a report comes out as clean A4, without what only a screen needs, and
// with every word of its tables and code.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { publish } from './publications.mjs';
import { noFaults, specimens } from './site.mjs';

const A4 = [595.28, 841.89]; // points
const sites = publish();
let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

for (const site of Object.values(sites)) {
  test(`a report prints as clean A4: ${site.name}`, async () => {
    const tab = await browser.newPage();
    for (const page of specimens(site).filter(({ kind }) => kind === 'report')) {
      await tab.goto(page.url);
      await tab.emulateMedia({ media: 'print' });
      const pdf = await tab.pdf({ preferCSSPageSize: true });
      const faults = [...paperFaults(pdf)];

      const onScreenOnly = tab.locator('nav:not(.crumb), .crumb li:is(:first-child, :last-child), button, .skip').filter({ visible: true });
      for (const element of await onScreenOnly.all()) {
        faults.push(`prints ${await element.evaluate((e) => `${e.localName}.${e.className} “${e.textContent.trim().slice(0, 20)}”`)}`);
      }

      // The path to it says whose report it is; its ends, the home page and the report, do not.
      assert.ok((await tab.locator('.crumb li').filter({ visible: true }).count()) > 0, 'whose it is');

      // Raw: as drawn, cell by cell; any other order mixes the lines of a row's cells.
      const printed = squeezed(pdftotext(pdf, '-raw'));
      const wanted = await tab.locator('h1, h2, th, td, figcaption, caption, pre').filter({ visible: true }).locator(':scope:not(.vh)').allTextContents();
      for (const text of wanted) {
        if (!printed.includes(squeezed(text))) faults.push(`does not print “${text}”`);
      }
      noFaults(faults.map((fault) => `${page.name}: ${fault}`));
    }
    await tab.close();
  });
}

/** Sheets that are not A4, and words that reach beyond one. */
function* paperFaults(pdf) {
  const sheets = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  assert.ok(sheets.length > 0, 'no sheets in the PDF');
  for (const [, ...sides] of sheets) {
    if (sides.some((side, place) => Math.abs(side - A4[place]) > 1)) yield `a sheet of ${sides.join(' × ')} points`;
  }
  for (const { text, left, top, right, bottom } of words(pdf)) {
    if (left < 0 || top < 0 || right > A4[0] || bottom > A4[1]) yield `“${text}” reaches beyond the sheet`;
  }
}

/** What poppler's pdftotext reads in a PDF. */
function pdftotext(pdf, option) {
  return execFileSync('pdftotext', [option, '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** The words on the sheets, with their places. */
function words(pdf) {
  const number = '"(-?[\\d.]+)"';
  const pattern = new RegExp(`<word xMin=${number} yMin=${number} xMax=${number} yMax=${number}>(.*?)</word>`, 'g');
  return [...pdftotext(pdf, '-bbox').matchAll(pattern)].map(([, left, top, right, bottom, text]) => ({ text: unescaped(text), left: +left, top: +top, right: +right, bottom: +bottom }));
}

function unescaped(text) {
  return text.replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]);
}

/** Text as it can be compared: no spaces, no emphasis dots, no variants that a font's table brings back. */
function squeezed(text) {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b•·]/g, '');
}
