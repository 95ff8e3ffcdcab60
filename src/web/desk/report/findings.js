/** What the proofreader says, as a row: below its paragraph, below its field. */

import { t } from '../text.js';
import { html, key, unmarked, useState } from '../ui.js';

/** @import { Editing } from './editing.js' */
/** @import { Finding, Report } from './contract.js' */

/** The words that a finding is about. @param {Report} report @param {Finding} finding */
function wordsOf(report, { block, at }) {
  const text = report.blocks.find(({ id }) => id === block)?.text;
  return text && at ? unmarked(text.slice(...at)) : '';
}

/** Where a file is named that has a screen of its own, the screen. @param {string} help */
const helped = (help) =>
  help
    .split(/(?:content\/)?terms\.yaml/)
    .map(
      (words, place) =>
        html`${place ? html`<a href="#/registers/terms">${t('名册 · 用语')}</a>` : ''}${words.replace(/^ (?=\p{Script=Han})/u, '').replace(/(\p{Script=Han}) $/u, '$1')}`,
    );

/** @param {{ editing: Editing, finding: Finding }} props */
export function FindingRow({ editing, finding }) {
  const [why, setWhy] = useState(/** @type {string | null} */ (null));
  const words = wordsOf(editing.report, finding);
  // An id is made of the rule and the words, so it stays when something else is edited.
  const isIn = (/** @type {Report} */ now) => now.findings.some(({ id }) => id === finding.id);
  const fix = (/** @type {number} */ choice) =>
    editing.apply(t('改正：{words}', { words: words || finding.say }), (now) => (isIn(now) ? [{ op: 'fix', id: finding.id, choice }] : []));
  const looked = t('核对过，原文如此');
  const allow = (/** @type {string} */ reason) =>
    editing.apply(
      t('确信无误：{words}', { words: words || finding.say }),
      (now) => (isIn(now) ? [{ op: 'allow', id: finding.id, why: reason }] : []),
      { quiet: false },
    );
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    allow(why?.trim() || looked);
  };
  if (why !== null) {
    return html`<form class="fnd" onSubmit=${submit} onKeyDown=${key((event) => event.key === 'Escape' && setWhy(null))}>
      <label><span>${t('为什么无误')}</span><input type="text" autocomplete="off" value=${why} ref=${focused} onInput=${(/** @type {any} */ event) => setWhy(event.target.value)} placeholder=${looked}/></label>
      <span class="acts"><button class="main">${t('记下')}</button><button type="button" onClick=${() => setWhy(null)}>${t('返回')}</button></span></form>`;
  }
  const fixes = finding.fixes.slice(0, 3);
  const short = words.length > 24 ? `${words.slice(0, 23)}…` : words;
  return html`<div class=${`fnd ${finding.weight}`} role="group" aria-label=${finding.say}>
    <p class="what"><b class="kind">${weightName(finding.weight)}</b>${short ? html`<b class="about">“${short}”</b>` : ''}<span>${finding.say}</span>${finding.help ? html`<small>${helped(finding.help)}</small>` : ''}</p>
    <span class="acts">${fixes.map(
      ({ say }, place) => html`<button type="button" key=${place} class="fix" onClick=${() => fix(place)}>${say}</button>`,
    )}${finding.can_allow ? html`<button type="button" class="allow" onClick=${() => allow(looked)}>${t('确信无误')}</button><button type="button" class="quiet" onClick=${() => setWhy('')}>${t('写理由…')}</button>` : ''}</span></div>`;
}

/** @param {HTMLElement | null} box */
const focused = (box) => box?.focus();

/** @param {Finding['weight']} weight */
const weightName = (weight) => ({ error: t('错'), warning: t('疑'), note: t('注') })[weight];
