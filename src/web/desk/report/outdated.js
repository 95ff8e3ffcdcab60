/** Figures and achievements that still say what the text said before it was corrected. */

import { prefer, preference } from '../store.js';
import { t } from '../text.js';
import { html, useState } from '../ui.js';

/** @import { Editing } from './editing.js' */
/** @import { Op, Outdated, Report } from './contract.js' */

/** @param {Report} report @param {Outdated} one */
const nameOf = (report, { field, was, now }) => `kept ${report.id} ${field} ${was} ${now}`;

/** Those that nobody has said to be right as they are. @param {Report} report */
const openOf = (report) => (report.outdated ?? []).filter((one) => preference(nameOf(report, one)) === null);

/** @param {Report} report @param {Outdated} one @returns {Op[]} */
function renewed(report, { field, at, column, was, now }) {
  const rows = report.fields.find(({ key }) => key === field)?.value;
  const row = Array.isArray(rows) ? rows[at] : null;
  return row && typeof row === 'object' && row[column] === was ? [{ op: 'row', field, at, value: { [column]: now } }] : [];
}

/** @param {{ editing: Editing }} props */
export function OutdatedFacts({ editing }) {
  const [, wake] = useState(0);
  const open = openOf(editing.report);
  if (!open.length) return '';
  const label = (/** @type {string} */ field) => editing.report.fields.find(({ key }) => key === field)?.label ?? field;
  const take = (/** @type {Outdated[]} */ some) =>
    editing.apply(t('要点跟着正文改了{n}处', { n: some.length }), (now) => some.flatMap((one) => renewed(now, one)), { quiet: false });
  const keep = (/** @type {Outdated} */ one) => {
    prefer(nameOf(editing.report, one), '1');
    wake((n) => n + 1);
  };
  return html`<section class="facts outdated" role="group" aria-labelledby="h-outdated"><header><h3 id="h-outdated">${t('正文已改，要点还是旧的')} <small>${open.length}</small></h3>${open.length > 1 ? html`<button type="button" onClick=${() => take(open)}>${t('这{n}处都跟着改', { n: open.length })}</button>` : ''}</header>
    <ul class="rows">${open.map(
      (one) =>
        html`<li class="ask" key=${nameOf(editing.report, one)}><div class="what"><span class="mk">${label(one.field)}</span><del>${one.was}</del> → <b>${one.now}</b></div><div class="acts"><button type="button" class="yes" onClick=${() => take([one])}>${t('跟着改')}</button><button type="button" class="no" onClick=${() => keep(one)}>${t('不改')}</button></div></li>`,
    )}</ul></section>`;
}
