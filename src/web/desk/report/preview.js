/**
 * 预览: the page as readers would have it, in a frame without scripts. What is saved goes
 * into it where it differs, so it stays where it was scrolled to; it follows the caret.
 */

import { renew } from '../frame.js';
import { t } from '../text.js';
import { html, useEffect, useLayoutEffect, useRef, useState } from '../ui.js';
import { paint, rangeOf } from './marks.js';

/** @import { Report } from './contract.js' */

/** @param {string} route */
const address = (route) => `preview/${route.split('/').map(encodeURIComponent).join('/')}`;

/** The folder of pictures: where the page of a report stands. @param {Report} report @param {string} src */
export function pictureAt(report, src) {
  if (!report.route || /^[a-z]+:|^\//i.test(src)) return src;
  return new URL(src, new URL(address(report.route), document.baseURI)).href;
}

const STYLE = '::highlight(here){background:rgb(201 146 42/.2)}';

/** @param {{ report: Report, here: string, times: number }} props `here`: the words that are being edited */
export function Preview({ report, here, times }) {
  const frame = useRef(/** @type {HTMLIFrameElement | null} */ (null));
  const [isThere, setThere] = useState(0);
  const [wrong, setWrong] = useState('');
  const { route, hash } = report;
  useEffect(() => {
    if (!isThere || !route || !frame.current) return;
    const stop = new AbortController();
    renew(frame.current, address(route), stop.signal).then(
      (isMade) => setWrong(isMade ? '' : t('这一页现在出不来。')),
      () => {},
    );
    return () => stop.abort();
  }, [hash]);
  useEffect(() => {
    const view = /** @type {(Window & typeof globalThis) | null | undefined} */ (frame.current?.contentWindow);
    const page = frame.current?.contentDocument;
    if (!isThere || !view || !page?.body) return;
    const range = here ? rangeOf(page.querySelector('main') ?? page.body, here, times) : null;
    paint('here', [range], view);
    const top = range?.getBoundingClientRect().top;
    if (top !== undefined && (top < 60 || top > view.innerHeight - 80)) view.scrollTo({ top: view.scrollY + top - view.innerHeight / 3 });
  }, [here, times, isThere, hash]);
  useLayoutEffect(() => setThere(0), [route]);
  const loaded = () => {
    const view = /** @type {any} */ (frame.current?.contentWindow);
    const page = frame.current?.contentDocument;
    if (!view?.CSSStyleSheet || !page) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    page.adoptedStyleSheets = [sheet];
    // A link leads nowhere from here: the frame is for looking.
    page.addEventListener(
      'click',
      (event) => /** @type {Element} */ (event.target).closest?.('a[href]:not([href^="#"])') && event.preventDefault(),
    );
    setThere((n) => n + 1);
  };
  return html`<section class="pane preview" aria-labelledby="pp" tabindex="-1"><header><h2 id="pp">${t('预览')}</h2><small>${wrong || t('待核的不登出')}</small></header>
    ${route ? html`<iframe ref=${frame} title=${t('预览：{title}', { title: report.title })} sandbox="allow-same-origin" src=${address(route)} onLoad=${loaded}></iframe>` : html`<p class="scrolls note">${t('这一篇现在成不了网页：先把标出的错改好。')}</p>`}</section>`;
}
