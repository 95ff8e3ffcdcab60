/** 原稿: the document that a report was made from, with the words of each fact marked. */

import { useData } from '../store.js';
import { t } from '../text.js';
import { html, useEffect, useLayoutEffect, useRef } from '../ui.js';
import { paint, rangeOf } from './marks.js';

/** @import { Editing } from './editing.js' */
/** @import { Report } from './contract.js' */

/** @typedef {{ name: string, kind: 'document' | 'none', blocks: Array<{ html: string, text: string }> }} Document */

/** @param {Report} report */
export const useOriginal = (report) =>
  /** @type {Document | undefined} */ (useData(report.source ? `reports/${report.id}/original` : null).data);

/**
 * @param {{ editing: Editing, original: Document, lit: string, seek: (words: string) => void }} props `lit`: the words of
 *   the fact that is being looked at
 */
export function Original({ editing, original, lit, seek }) {
  const { report } = editing;
  const paper = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (!paper.current) return;
    const page = new DOMParser().parseFromString(original.blocks.map((block) => block.html).join('\n'), 'text/html');
    for (const gone of page.querySelectorAll('script,style,link,iframe,object,embed,form')) gone.remove();
    for (const named of page.querySelectorAll('[id]')) named.removeAttribute('id');
    for (const link of page.querySelectorAll('a')) link.removeAttribute('href');
    for (const image of page.querySelectorAll('img'))
      image.replaceWith(Object.assign(document.createElement('span'), { className: 'pic', textContent: t('［图］') }));
    paper.current.replaceChildren(...page.body.childNodes);
  }, [original]);
  useEffect(() => {
    const box = paper.current;
    const facts = report.fields.flatMap(({ kind, columns, value }) =>
      kind === 'records' && Array.isArray(value)
        ? value.map((row) => (typeof row === 'string' ? row : (row[columns?.[0]?.key ?? ''] ?? '')))
        : [],
    );
    paint(
      'fact',
      facts.filter((words) => words.length > 3).map((words) => rangeOf(box, words)),
    );
    paint(
      'asked',
      report.points.map(({ evidence }) => rangeOf(box, evidence)),
    );
    return () => {
      paint('fact', []);
      paint('asked', []);
    };
  }, [original, report]);
  useEffect(() => {
    const range = lit ? rangeOf(paper.current, lit) : null;
    paint('lit', [range]);
    const scrolls = paper.current?.closest('.scrolls');
    if (range && scrolls) {
      const [box, words] = [scrolls.getBoundingClientRect(), range.getBoundingClientRect()];
      if (words.top < box.top + 40 || words.bottom > box.bottom - 20) scrolls.scrollTop += words.top - box.top - box.height / 3;
    }
    return () => paint('lit', []);
  }, [lit, original]);
  /** A click on words that are asked about goes to the question. @param {MouseEvent} event */
  const click = (event) => {
    const box = paper.current;
    const hit = report.points.find(({ evidence }) =>
      [...(rangeOf(box, evidence)?.getClientRects() ?? [])].some(
        (rect) => event.clientX >= rect.left && event.clientX <= rect.right && event.clientY >= rect.top && event.clientY <= rect.bottom,
      ),
    );
    if (!hit) return;
    const row = /** @type {HTMLElement | null} */ (document.querySelector(`[data-point="${hit.key}"]`));
    row?.scrollIntoView({ block: 'center' });
    row?.querySelector('button')?.focus();
    seek(hit.evidence);
  };
  return html`<section class="pane original" aria-labelledby="po" tabindex="-1"><header><h2 id="po">${t('原稿')}</h2><small>${original.name}</small></header>
    <div class="scrolls" tabindex="0" role="group" aria-label=${t('原稿')}><div class="paper" ref=${paper} lang="zh-CN" onClick=${click}></div></div></section>`;
}
