// The live preview (src/serve/preview.js): what an edit changes in the open
// page, what it leaves alone, and what the reader is told. PREVIEW=serve runs
// what it can against `huibian serve`; the rest needs the mock of preview.mjs.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';
import { preview, REAL, REPORT, ROUTE } from './preview.mjs';
import { noFaults } from './site.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const mocked = { skip: REAL && 'needs answers that only the mock gives' };

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** Opens a page of the preview; ends with the test, which fails if the policy was broken or a script failed. */
async function open(t, server, route = ROUTE, options = {}) {
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', viewport: { width: 1280, height: 800 }, ...options });
  const faults = [];
  await context.exposeFunction('reportFault', (fault) => faults.push(fault));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => globalThis.reportFault(`${event.effectiveDirective} refused ${event.blockedURI}`));
  });
  const tab = await context.newPage();
  tab.on('pageerror', (error) => faults.push(`script failed: ${error.message}`));
  t.after(async () => {
    await context.close();
    noFaults(faults);
  });
  const { pathname } = new URL(server.at(route));
  // The script asks for the page once to compare, and listens: what changes before that is told by a reload.
  const ready = [pathname, '/.huibian/events'].map((asked) =>
    tab.waitForResponse((answer) => answer.request().resourceType() !== 'document' && new URL(answer.url()).pathname === asked),
  );
  await tab.goto(server.at(route));
  await Promise.all(ready);
  await settled(tab);
  return tab;
}

/** Marks the open page, so that a reload shows. */
async function settled(tab) {
  await tab.evaluate(() => (globalThis.stays = true));
}
const stays = (tab) => tab.evaluate(() => globalThis.stays === true);

const reloaded = (tab) => tab.waitForFunction(() => !globalThis.stays && document.readyState === 'complete');
const shows = (tab, text) => tab.waitForFunction((text) => document.body.textContent.includes(text), text);
const insert = (before, added) => (text) => text.replace(before, `${added}\n\n${before}`);
const onto = (tab, version) => tab.waitForFunction((version) => Number(document.querySelector('script[data-version]').dataset.version) >= version, version);
const boxTop = (locator) => locator.evaluate((element) => element.getBoundingClientRect().top);
const bar = (tab) => tab.locator('huibian-preview .bar button');
const panel = (tab) => tab.locator('huibian-preview #panel');
const layer = (tab) => tab.locator('huibian-preview dialog');

test('an edit in the middle changes its paragraph and no other node', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.evaluate(() => (globalThis.all = [...document.querySelectorAll('*')]));
  server.write(REPORT, (text) => text.replace('第5段。', '第五段改过。'));
  await shows(tab, '第五段改过。');
  assert.ok(await stays(tab));
  assert.ok(await tab.evaluate(() => {
    const now = [...document.querySelectorAll('*')];
    return now.length === globalThis.all.length && now.every((element, place) => element === globalThis.all[place]);
  }), 'an element was replaced');
});

for (const anchored of [true, false]) {
  const how = anchored ? 'with the browser’s own anchoring' : 'without (Safari)';
  test(`an inserted paragraph rewrites none of those that follow, and does not move the text being read, ${how}`, async (t) => {
    const server = await preview(t);
    const tab = await open(t, server);
    if (!anchored) await tab.evaluate(() => (document.documentElement.style.overflowAnchor = 'none'));
    const read = tab.locator('.prose > p', { hasText: '第8段。' });
    await read.evaluate((element) => {
      globalThis.all = [...document.querySelectorAll('.prose > p')];
      scrollTo({ top: element.getBoundingClientRect().top + scrollY - 20, behavior: 'instant' });
    });
    const place = await boxTop(read);
    for (const [added, change] of [
      ['新写的一段。', insert('第3段。', '新写的一段。'.repeat(40))],
      ['再写的一段。', insert('第6段。', '再写的一段。'.repeat(60))],
      ['', (text) => text.replace(/新写的一段。/g, '')],
    ]) {
      server.write(REPORT, change);
      if (added) await shows(tab, added);
      else await tab.waitForFunction(() => !document.body.textContent.includes('新写的一段。'));
      // Two frames, for the browser may adjust the position too.
      await tab.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      assert.ok(Math.abs((await boxTop(read)) - place) <= 1, `the text moved by ${(await boxTop(read)) - place}px`);
    }
    assert.ok(await tab.evaluate(() => globalThis.all.every((element) => element.isConnected)), 'paragraphs were replaced');
    assert.ok(await stays(tab));
  });
}

test('a page at its top stays there', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  server.write(REPORT, (text) => text.replace('year: 2020', 'year: 2020\nsubtitle: 新的副标题'));
  await shows(tab, '新的副标题');
  assert.equal(await tab.evaluate(() => scrollY), 0);
});

test('what the reader and the scripts did stays', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.locator('button.mode').click();
  await tab.locator('.toc summary').click();
  await tab.evaluate(() => {
    getSelection().setBaseAndExtent(document.querySelector('.prose > p').firstChild, 1, document.querySelector('.prose > p').firstChild, 3);
    globalThis.mode = document.querySelector('button.mode');
    globalThis.today = document.querySelector('[data-today]')?.textContent;
  });
  const selected = await tab.evaluate(() => String(getSelection()));
  assert.equal(selected.length, 2);
  server.write(REPORT, (text) => text.replace('预览用的一篇', '预览用的二篇').replace('件件有着落。\n', '件件有着落了。\n'));
  await shows(tab, '预览用的二篇');
  assert.deepEqual(
    await tab.evaluate(() => [
      document.title.startsWith('预览用的二篇'),
      document.documentElement.className,
      document.documentElement.getAttribute('data-theme'),
      document.querySelector('.toc details').open,
      document.querySelector('button.mode') === globalThis.mode,
      document.querySelector('[data-today]')?.textContent === globalThis.today,
      String(getSelection()),
    ]),
    [true, 'js', 'dark', false, true, true, selected],
  );
  assert.ok(await stays(tab));
});

test('a filter keeps its boxes, its focus and what it hides', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server, 'names.html');
  const box = tab.locator('input[value="honour"]');
  await box.focus();
  await tab.keyboard.press('Space');
  const hidden = () => tab.locator('[data-f][hidden]').count();
  const before = await hidden();
  assert.ok(before > 0);
  server.write('content/site.yaml', (text) => text.replace('医卫基层工作汇编', '医卫基层工作汇编二'));
  await shows(tab, '医卫基层工作汇编二');
  assert.ok(await stays(tab));
  assert.ok(await box.isChecked());
  assert.ok(await box.evaluate((element) => element === document.activeElement));
  assert.equal(await hidden(), before);
});

test('a field keeps what is being typed and where', mocked, async (t) => {
  const server = await preview(t);
  const field = (html) => html.replace('<h1>', '<input id="field" value="甲"><details id="details"><summary>细</summary>节</details><h1>');
  server.show({ [ROUTE]: field });
  const tab = await open(t, server);
  await tab.locator('#field').fill('甲乙丙');
  await tab.locator('#field').evaluate((element) => element.setSelectionRange(1, 2));
  server.show({ [ROUTE]: (html) => html.replace('<h1>', '<h1>改').replace('value="甲"', 'value="丁"') });
  await shows(tab, '改预览用的一篇');
  assert.deepEqual(await tab.locator('#field').evaluate((element) => [element.value, element.selectionStart, element.selectionEnd, element === document.activeElement]), ['甲乙丙', 1, 2, true]);
  // The page's own change of `open` is done; the reader's is not undone.
  const details = () => tab.locator('#details').evaluate((element) => element.open);
  server.show({ [ROUTE]: (html) => html.replace('<details id="details">', '<details id="details" open>') });
  await onto(tab, server.version());
  assert.equal(await details(), true);
  await tab.locator('#details summary').click();
  server.show({ [ROUTE]: (html) => html.replace('<h1>改', '<h1>又改') });
  await shows(tab, '又改预览用的一篇');
  assert.equal(await details(), false);
});

test('wide tables keep their place', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server, 'topics.html', { viewport: { width: 360, height: 800 } });
  const scroll = tab.locator('.scroll:has(.heat)').first();
  // It begins at its end. Where it comes to rest is known after a frame.
  const place = () => scroll.evaluate((element) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(element.scrollLeft)))));
  await scroll.evaluate((element) => (element.scrollLeft = -40));
  const kept = await place();
  assert.ok(kept < 0, `${kept}`);
  server.show({ 'topics.html': (html) => html.replace('<h1>', '<h1>改') });
  await tab.waitForFunction(() => document.querySelector('h1').textContent.startsWith('改'));
  assert.equal(await place(), kept);
});

test('any page can become any other, and is then what its HTML says', mocked, async (t) => {
  const server = await preview(t);
  // Without what hui.js binds to, for which the page would be reloaded, and without hui.js.
  const plain = (html) => html.replace(/ data-(copy|today|filter|f)\b/g, ' data-x').replaceAll('class="toc"', 'class="t"').replace(/<script src=.*?<\/script>/g, '');
  const pages = ['index.html', 'orgs.html', 'names.html', 'topics.html', '404.html', 'years/2020.html', 'reports/2020/tianjin-yixuehui.html', 'metrics.html', 'find.html', 'orgs.html', ROUTE, 'index.html'];
  const texts = await Promise.all(pages.map(async (page) => plain(await (await fetch(server.at(page))).text()).replace(/<script src="\/.huibian.*?<\/script>/, '')));
  server.show({ 'about.html': texts[0] });
  const tab = await open(t, server, 'about.html');
  for (const [number, text] of texts.entries()) {
    server.show({ 'about.html': text.replace('<h1', `<h1 id="v${number}"`) });
    await tab.locator(`#v${number}`).waitFor();
    const styles = text.match(/<link rel="?stylesheet/g).length;
    await tab.waitForFunction((styles) => document.querySelectorAll('link[rel=stylesheet]').length === styles, styles);
    const same = await tab.evaluate(async () => {
      const html = await (await fetch(location)).text();
      const tidy = (root) => {
        for (const element of root.querySelectorAll('script[src]')) element.remove();
        // A stylesheet that is there already is not loaded for another spelling of its address.
        for (const link of root.querySelectorAll('link')) link.setAttribute('href', new URL(link.getAttribute('href'), location));
        root.normalize();
        return root;
      };
      return tidy(document.documentElement.cloneNode(true)).isEqualNode(tidy(new DOMParser().parseFromString(html, 'text/html').documentElement));
    });
    assert.ok(same, `${number}: ${pages[number]}`);
  }
  assert.ok(await stays(tab));
});

test('a page that has not changed is left alone', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.evaluate(() => {
    globalThis.changes = [];
    new MutationObserver((records) => globalThis.changes.push(...records)).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  const answered = tab.waitForResponse((response) => response.status() === 304);
  server.show({ 'about.html': (html) => html.replace('<h1>', '<h1>改') });
  await answered;
  const again = tab.waitForResponse((response) => response.status() === 304);
  server.show({});
  await again;
  assert.equal(await tab.evaluate(() => globalThis.changes.length), 0);
});

test('a changed heading keeps the contents working, a new one reloads the page in its place', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  server.write(REPORT, (text) => text.replace('## 二、下半年', '## 二、后半年'));
  await shows(tab, '二、后半年');
  assert.ok(await stays(tab));
  await tab.locator('.toc a', { hasText: '后半年' }).click();
  // The entry may be marked before the page has moved.
  await tab.waitForFunction(() => scrollY > 0 && document.querySelector('.toc a[aria-current]')?.textContent.includes('后半年'));
  const before = await tab.evaluate(() => scrollY);
  server.write(REPORT, (text) => `${text}\n## 三、明年\n\n照旧。\n`);
  await reloaded(tab);
  await shows(tab, '三、明年');
  assert.ok(Math.abs((await tab.evaluate(() => scrollY)) - before) < 400, 'the reader is elsewhere');
  await tab.locator('.toc a', { hasText: '明年' }).click();
  await tab.waitForFunction(() => document.querySelector('.toc a[aria-current]')?.textContent.includes('明年') || scrollY + innerHeight >= document.documentElement.scrollHeight - 1);
});

test('a stylesheet changes without a reload and without a flash', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  const css = await tab.evaluate(async () => (await fetch(document.querySelector('link[rel=stylesheet]').href)).text());
  const color = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await color();
  await tab.evaluate(() => {
    globalThis.bare = 0;
    const watch = () => {
      if (getComputedStyle(document.querySelector('.wrap')).maxWidth === 'none') globalThis.bare += 1;
      requestAnimationFrame(watch);
    };
    watch();
  });
  for (const paper of ['#102030', '#203040']) {
    server.write('themes/default/assets/style.css', css.replaceAll('--paper:#fbfbf8', `--paper:${paper}`));
    const [red, green, blue] = paper.slice(1).match(/../g).map((part) => parseInt(part, 16));
    await tab.waitForFunction((wanted) => getComputedStyle(document.body).backgroundColor === wanted, `rgb(${red}, ${green}, ${blue})`);
  }
  assert.notEqual(await color(), before);
  await tab.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  assert.equal(await tab.evaluate(() => globalThis.bare), 0);
  assert.ok(await stays(tab));
});

test('a stylesheet without a version in its address is loaded anew', mocked, async (t) => {
  const server = await preview(t);
  server.show({ [ROUTE]: (html) => html.replace(/style\.css\?v=\w+/, 'style.css') });
  const tab = await open(t, server);
  server.show({ 'style.css': (css) => `${css}\nbody{background:#123456}` });
  await tab.waitForFunction(() => getComputedStyle(document.body).backgroundColor === 'rgb(18, 52, 86)');
  assert.ok(await stays(tab));
});

test('a changed script reloads the page in its place', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
  const script = await tab.evaluate(async () => (await fetch(document.querySelector('script[src*="hui.js"]').src)).text());
  server.write('themes/default/assets/hui.js', `${script}\n;document.documentElement.dataset.mine = 'yes';`);
  await reloaded(tab);
  // Where the theme's folder is new too, the page may be loaded once for each.
  await tab.waitForFunction(() => document.documentElement.dataset.mine === 'yes' && Math.abs(scrollY - 700) <= 2);
});

test('a report that moves takes its readers along', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server, `${ROUTE}#achievements`);
  const length = await tab.evaluate(() => history.length);
  server.rename(REPORT, 'content/reports/2020/xin-ming.md');
  await tab.waitForURL(server.at('reports/2020/xin-ming.html#achievements'));
  assert.ok(await stays(tab));
  assert.equal(await tab.evaluate(() => history.length), length);
  server.write('content/reports/2020/xin-ming.md', (text) => text.replace('第1段。', '搬家之后。'));
  await shows(tab, '搬家之后。');
});

test('a report that is deleted becomes the 404 page, and comes back', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  let text;
  server.write(REPORT, (now) => (text = now));
  server.remove(REPORT);
  await tab.locator('div.lost').waitFor();
  assert.equal(tab.url(), server.at(ROUTE));
  assert.ok(await stays(tab));
  server.write(REPORT, text);
  await shows(tab, '第24段。');
  await tab.locator('button.mode').waitFor();
  assert.equal(tab.url(), server.at(ROUTE));
  // It was loaded afresh, so that its buttons work.
  await reloaded(tab);
  await tab.locator('[data-copy]').click();
  await tab.waitForFunction(() => /已/.test(document.querySelector('[data-copy]').textContent));
});

test('a picture is shown anew', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  const picture = tab.locator('.prose img');
  const size = () => picture.evaluate((image) => image.naturalWidth);
  await tab.waitForFunction(() => document.querySelector('.prose img').naturalWidth > 0);
  const before = await size();
  // One pixel, white.
  const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
  assert.notEqual(before, 1);
  // In every width that there is.
  const shown = await picture.evaluate((image) => [image.src, ...[...image.parentElement.querySelectorAll('source')].flatMap(({ srcset }) => srcset.split(',').map((one) => one.split(' ')[0]))]);
  assert.ok(shown.length > 1);
  server.show(Object.fromEntries(shown.map((address) => [`reports/2020/${address.split('/').at(-1)}`, dot])));
  await tab.waitForFunction(() => document.querySelector('.prose img').naturalWidth === 1);
  server.show({ [ROUTE]: (html) => html.replace('<h1>', '<h1>改') });
  await shows(tab, '改预览用的一篇');
  assert.equal(await size(), 1);
  assert.ok(await stays(tab));
});

test('many events at once cost few requests, and the last state wins', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.waitForFunction(() => performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('.html') && responseEnd));
  server.requests.length = 0;
  for (let number = 1; number <= 20; number += 1) server.show({ [ROUTE]: (html) => html.replace(/<h1>(第\d+次)?/, `<h1>第${number}次`) });
  await tab.waitForFunction(() => document.querySelector('h1').textContent.startsWith('第20次'));
  assert.ok(server.requests.filter((route) => route === ROUTE).length <= 4, `${server.requests}`);
});

test('a server that dies is missed, and what it missed is made up', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await server.stop();
  await tab.locator('huibian-preview .lost', { hasText: '预览已断开，正在重连……' }).waitFor();
  server.write(REPORT, (text) => text.replace('第1段。', '断开时写的。'));
  await server.start();
  await shows(tab, '断开时写的。');
  await bar(tab).waitFor({ state: 'hidden' });
  await tab.locator('huibian-preview .bar').waitFor({ state: 'hidden' });
  assert.ok(await stays(tab));
});

const hostile = '<img src=x onerror="globalThis.hacked=1">';
const finding = (more) => ({
  severity: 'error', code: 'HB2306', name: 'year-unreadable', message: '“二零二零”不是年度', help: '写四位数字，如 2021；跨几个年度时写 2019-2021',
  file: 'content/reports/2020/a.md', line: 3, column: 7, lines: [{ number: 3, text: 'year: 二零二零 # 应为数字', marks: [[6, 10]] }],
  labels: [{ message: '第一次写在这里', file: 'content/reports/2020/a.md', line: 1, column: 1, lines: [{ number: 1, text: 'title: 年度总结', marks: [[0, 5]] }] }],
  suggestion: '2020', editor: 'vscode://file/a.md:3:7', ...more,
});
const SOME = [
  finding(),
  finding({ severity: 'note', code: 'HB2211', name: 'abstract-missing', message: '没有摘要', help: '', line: 1, column: 1, lines: [], labels: [], suggestion: '', editor: undefined }),
  finding({ severity: 'note', file: 'content/reports/2021/b.md', message: hostile, help: hostile, lines: [{ number: 1, text: hostile, marks: [[0, 4], [2, 9], [NaN, 3], [90, 99]] }], labels: [], suggestion: hostile, editor: 'java\nscript:globalThis.hacked=1' }),
];

test('a mistake in a source shows in the bar, and goes with it', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  assert.equal(await tab.locator('huibian-preview').count(), 0);
  server.write(REPORT, (text) => text.replace('year: 2020', 'year: 某年'));
  await bar(tab).waitFor();
  assert.match(await bar(tab).textContent(), /^1 个错误/);
  await bar(tab).click();
  await panel(tab).getByText('某年').first().waitFor();
  server.write(REPORT, (text) => text.replace('year: 某年', 'year: 2020'));
  await bar(tab).waitFor({ state: 'hidden' });
});

test('the panel lists findings, with keyboard, and remembers that it is open', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  server.say(SOME);
  await bar(tab).waitFor();
  assert.equal(await bar(tab).evaluate((element) => [...element.children].map((child) => child.textContent).join('|')), '1 个错误|2 个提示');
  await tab.locator('huibian-preview [aria-live]', { hasText: '1 个错误，2 个提示' }).waitFor({ state: 'attached' });
  assert.equal(await bar(tab).getAttribute('aria-expanded'), 'false');
  await bar(tab).focus();
  await tab.keyboard.press('Enter');
  await panel(tab).locator('li').first().waitFor();
  assert.equal(await bar(tab).getAttribute('aria-expanded'), 'true');
  assert.deepEqual(await panel(tab).locator('h3').allTextContents(), ['content/reports/2020/a.md', 'content/reports/2021/b.md']);
  const first = panel(tab).locator('li').first();
  for (const text of ['错误', 'HB2306 year-unreadable', '改法：写四位数字', '改后：2020', '第一次写在这里']) await first.getByText(text).first().waitFor();
  assert.equal(await first.locator('mark').first().textContent(), '二零二零');
  assert.equal(await first.locator('a', { hasText: 'content/reports/2020/a.md:3:7' }).getAttribute('href'), 'vscode://file/a.md:3:7');
  // The strings of files are strings.
  const last = panel(tab).locator('li').last();
  assert.equal(await last.locator('a').count(), 0);
  assert.equal(await last.locator('.lines code').textContent(), hostile);
  assert.equal(await tab.locator('huibian-preview img').count(), 0);
  assert.equal(await tab.evaluate(() => globalThis.hacked), undefined);
  // The focus in the list outlives new findings; Esc closes and gives it back.
  await first.locator('a').first().focus();
  server.say([...SOME, finding({ file: 'content/c.md' })]);
  await tab.waitForFunction(() => document.querySelector('huibian-preview').shadowRoot.querySelectorAll('#panel li').length === 4);
  assert.equal(await tab.evaluate(() => document.querySelector('huibian-preview').shadowRoot.activeElement.textContent), 'content/reports/2020/a.md:3:7');
  await tab.reload();
  await panel(tab).locator('li').first().waitFor();
  await bar(tab).focus();
  await tab.keyboard.press('Escape');
  await panel(tab).waitFor({ state: 'hidden' });
  assert.equal(await tab.evaluate(() => document.querySelector('huibian-preview').shadowRoot.activeElement.localName), 'button');
  await tab.reload();
  await bar(tab).waitFor();
  assert.ok(await panel(tab).isHidden());
  await tab.emulateMedia({ media: 'print' });
  assert.ok(await bar(tab).isHidden());
});

test('the choice of colours on the page holds for the bar', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  server.say(SOME);
  await bar(tab).waitFor();
  const paper = () => tab.locator('huibian-preview .bar').evaluate((element) => getComputedStyle(element).backgroundColor);
  assert.equal(await paper(), 'rgb(255, 255, 255)');
  await tab.locator('button.mode').click();
  assert.equal(await paper(), 'rgb(31, 30, 28)');
});

test('ten thousand findings are counted and the first listed', mocked, async (t) => {
  const server = await preview(t, { language: 'en' });
  const tab = await open(t, server);
  server.say(Array.from({ length: 10_000 }, (_, number) => finding({ line: number + 1, file: `content/${number % 300}.md` })));
  await bar(tab).click();
  await panel(tab).locator('.more').waitFor();
  assert.equal(await panel(tab).locator('li').count(), 200);
  assert.equal(await panel(tab).locator('.more').textContent(), '9800 more not shown');
});

test('the bar does not cover the end of the page', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server, ROUTE, { viewport: { width: 360, height: 640 } });
  server.say(SOME);
  await bar(tab).waitFor();
  await tab.evaluate(() => scrollTo({ top: 1e6, behavior: 'instant' }));
  const [box, foot] = await Promise.all([tab.locator('huibian-preview .bar').boundingBox(), tab.locator('.foot p').last().boundingBox()]);
  assert.ok(foot.y + foot.height <= box.y, `the last line ends at ${foot.y + foot.height}, the bar begins at ${box.y}`);
  await bar(tab).click();
  await panel(tab).locator('li').first().waitFor();
  assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page scrolls sideways');
  assert.ok(await panel(tab).evaluate((element) => element.scrollWidth <= element.clientWidth), 'the panel scrolls sideways');
});

test('a broken theme stops the site with a layer, which goes when it is mended', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  server.write('themes/default/templates/report.html', '{% extends "layout.html" %}{% block main %}{{ nichts | nichts }}{% endblock %');
  await layer(tab).waitFor();
  assert.ok(await layer(tab).getByText('themes/default/templates/report.html').count());
  assert.ok(await stays(tab));
  await tab.getByRole('button', { name: '先看原来的网站' }).click();
  await layer(tab).waitFor({ state: 'hidden' });
  await shows(tab, '第24段。');
  server.remove('themes/default/templates/report.html');
  await bar(tab).waitFor({ state: 'hidden' });
  assert.ok(await stays(tab));
});

test('a layer that was put away comes back for another error only', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  const broken = (message) => finding({ file: 'themes/default/templates/report.html', code: 'HB6101', name: 'template-broken', message });
  server.say([...SOME, broken('甲')], true);
  await layer(tab).waitFor();
  assert.equal(await layer(tab).evaluate((element) => element.matches(':modal')), true);
  assert.deepEqual(await layer(tab).locator('h3').allTextContents(), ['themes/default/templates/report.html', 'content/reports/2020/a.md']);
  assert.equal(await tab.evaluate(() => document.querySelector('huibian-preview').shadowRoot.activeElement.textContent), '先看原来的网站');
  await tab.keyboard.press('Escape');
  await layer(tab).waitFor({ state: 'hidden' });
  const asked = tab.waitForResponse((response) => response.url().endsWith('/findings'));
  server.say([...SOME, SOME[1], broken('甲')], true);
  await (await asked).finished();
  await bar(tab).getByText('3 个提示').waitFor();
  assert.ok(await layer(tab).isHidden());
  assert.match(await bar(tab).textContent(), /网站未更新/);
  server.say([broken('乙')], true);
  await layer(tab).waitFor();
  server.say([]);
  await layer(tab).waitFor({ state: 'hidden' });
});

test('a tab out of sight gives its connection up, and catches up when looked at', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  const hide = (is) => tab.evaluate((is) => {
    Object.defineProperty(document, 'hidden', { value: is, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, is);
  await hide(true);
  server.show({ [ROUTE]: (html) => html.replace('<h1>', '<h1>改') });
  assert.equal(await tab.evaluate(() => document.querySelector('h1').textContent), '预览用的一篇');
  await hide(false);
  await shows(tab, '改预览用的一篇');
});

test('a change costs one request', mocked, async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  // From the event, as a second listener hears it, to the new text in the page.
  await tab.evaluate(() => {
    globalThis.times = [];
    globalThis.probe = new EventSource('/.huibian/events?since=0');
    globalThis.probe.addEventListener('site', () => (globalThis.heardAt = performance.now()));
    new MutationObserver(() => globalThis.times.push(performance.now() - globalThis.heardAt)).observe(document.querySelector('h1'), { subtree: true, characterData: true });
  });
  await tab.waitForFunction(() => globalThis.heardAt);
  server.requests.length = 0;
  const edits = 15;
  for (let number = 1; number <= edits; number += 1) {
    server.show({ [ROUTE]: (html) => html.replace(/<h1>(第\d+次)?/, `<h1>第${number}次`) });
    await tab.waitForFunction((wanted) => document.querySelector('h1').textContent.startsWith(wanted), `第${number}次`);
  }
  assert.deepEqual(server.requests, new Array(edits).fill(ROUTE));
  const times = (await tab.evaluate(() => globalThis.times)).sort((a, b) => a - b);
  t.diagnostic(`median ${times[7].toFixed(1)} ms, worst ${times.at(-1).toFixed(1)} ms`);
});

test('a page that comes back from the history is as new as the site', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.goto(server.at('about.html'));
  server.write(REPORT, (text) => text.replace('第1段。', '离开时写的。'));
  await tab.goBack();
  await shows(tab, '离开时写的。');
});

test('a word of the menu changes beside the button that the script put there', async (t) => {
  const server = await preview(t);
  const tab = await open(t, server);
  await tab.evaluate(() => (globalThis.mode = document.querySelector('.mast > button.mode')));
  server.write('themes/default/phrases/zh-CN.yaml', (text) => text || 'menu:\n  years: 卷次\n');
  await tab.locator('.mast li', { hasText: '卷次' }).waitFor();
  assert.ok(await stays(tab));
  assert.ok(await tab.evaluate(() => globalThis.mode.isConnected && globalThis.mode === document.querySelector('.mast').lastElementChild));
});

for (const width of [1280, 360]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe: bar, panel and layer, ${colorScheme} ${width}px`, mocked, async (t) => {
      const server = await preview(t);
      const tab = await open(t, server, ROUTE, { colorScheme, viewport: { width, height: 800 } });
      await tab.context().addInitScript({ path: axe });
      await tab.reload();
      server.say(SOME);
      await bar(tab).click();
      await panel(tab).locator('li').first().waitFor();
      const faults = await tab.evaluate(violations);
      await shot(tab, `panel-${width}-${colorScheme}`);
      server.say([...SOME, finding({ file: 'content/site.yaml' })], true);
      await layer(tab).locator('li').first().waitFor();
      faults.push(...(await tab.evaluate(violations)));
      await shot(tab, `layer-${width}-${colorScheme}`);
      noFaults(faults);
    });
  }
}

/** Screenshots to look at, if SCREENSHOTS names a folder. */
async function shot(tab, name) {
  if (process.env.SCREENSHOTS) await tab.screenshot({ path: `${process.env.SCREENSHOTS}/${name}.png` });
}

/** What axe holds against the open page, one line a rule. Runs in the page. */
async function violations() {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const results = await globalThis.axe.run({ runOnly: tags, resultTypes: ['violations'] });
  return results.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(' and ')}`);
}
