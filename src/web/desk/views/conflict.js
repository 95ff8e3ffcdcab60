/**
 * A report that two changed at once: mine, theirs, and what comes of both, one choice a place.
 * What was refused (409) waits in `state.clashes` until it is solved here; nothing of either is lost.
 */

import { api } from '../api.js';
import { attempt, changed, did, go, state, useStore } from '../store.js';
import { t } from '../text.js';
import { Diff, html, useState } from '../ui.js';

/** @import { Clash, Piece } from '../api.js' */

/** @typedef {'mine' | 'theirs' | 'both'} Choice */
/** @typedef {{ base: string, mine: string, theirs: string, both: string | null }} Spot */

/**
 * The file as it was chosen.
 * @param {Piece[]} pieces
 * @param {Choice[]} choices one for each place that differs
 */
export function joined(pieces, choices) {
  let place = 0;
  return pieces.map((piece) => ('same' in piece ? piece.same : (piece[choices[place++]] ?? piece.mine))).join('');
}

/** @param {{ args: string[] }} props */
export function Conflict({ args: [id] }) {
  useStore();
  const [choices, setChoices] = useState(/** @type {Record<number, Choice>} */ ({}));
  const clash = /** @type {Clash | undefined} */ (state.clashes.get(id));
  const back = html`<a class="btn" href=${`#/report/${id}`}>${t('回到这篇报告')}</a>`;
  if (!clash)
    return html`<div class="empty"><h1>${t('没有要合的')}</h1><p>${t('这篇报告只有一份。')}</p><div class="row">${back}</div></div>`;
  const { theirs } = clash;
  const pieces = clash.pieces ?? [];
  const spots = /** @type {Spot[]} */ (pieces.filter((piece) => !('same' in piece)));
  const left = spots.filter((_, place) => !choices[place]).length;
  const end = async (/** @type {string | null} */ text, /** @type {string} */ what) => {
    if (text !== null) {
      const answer = await attempt(() => api.put(`reports/${id}`, { hash: theirs.hash, ops: [{ op: 'text', text }], say: what }));
      if (!answer) return;
      did(what, answer.undo);
    }
    state.clashes.delete(id);
    changed();
    go(`report/${id}`);
  };
  const result = (/** @type {Spot} */ spot, /** @type {number} */ place) => {
    const choice = choices[place];
    return choice ? (spot[choice] ?? spot.mine) : spot.base;
  };
  const pick = (/** @type {number} */ place, /** @type {Choice} */ choice) =>
    html`<input type="radio" name=${`spot${place}`} checked=${choices[place] === choice} onChange=${() => setChoices({ ...choices, [place]: choice })}/>`;
  const all = (/** @type {Choice} */ choice) => setChoices(Object.fromEntries(spots.map((_, place) => [place, choice])));
  return html`<div class="hist clash"><header class="edhead"><nav aria-label=${t('位置')}><a href="#/home">${t('报告')}</a> › <a href=${`#/report/${id}`}>${theirs.title || t('未命名')}</a></nav><h1>${t('两处都改过')}</h1><p>${!pieces.length ? t('您改着的时候，文件在别处也改过，而您开始改时的那一版找不到了，不能逐处合。') : t('您改着的时候，别的程序（或同事，在共享文件夹里）也存过这个文件。两边都没有丢。有{n}处改得不同，各选一个。', { n: spots.length })}</p></header>
    ${spots.length > 1 ? html`<div class="row"><button type="button" onClick=${() => all('mine')}>${t('都用您改的')}</button><button type="button" onClick=${() => all('theirs')}>${t('都用别处改的')}</button></div>` : ''}
    ${pieces.length ? html`<div class="three" aria-hidden="true"><b>${t('您改的')}</b><b>${t('别处改的')}</b><b>${t('合起来')}</b></div>` : html`<div class="row">${back}</div>`}
    ${spots.map(
      (spot, place) =>
        html`<fieldset class="spot" key=${place}><legend>${t('第{n}处', { n: place + 1 })}</legend><div class="choices">
        <label class=${choices[place] === 'mine' ? 'on' : ''}><span class="hd">${pick(place, 'mine')}${t('用您改的')}</span><p><${Diff} before=${spot.base} after=${spot.mine}/></p></label>
        <label class=${choices[place] === 'theirs' ? 'on' : ''}><span class="hd">${pick(place, 'theirs')}${t('用别处改的')}</span><p><${Diff} before=${spot.base} after=${spot.theirs}/></p></label>
        <div class="res"><span class="hd">${spot.both ? html`<label>${pick(place, 'both')}${t('两边都要')}</label>` : html`<em>${t('两边改的是同一处，只能选一个')}</em>`}</span><p class=${choices[place] ? '' : 'faint'}>${result(spot, place)}</p></div></div></fieldset>`,
    )}
    <footer class="bottom"><p role="status">${!pieces.length ? '' : left ? t('还有{n}处没有选', { n: left }) : t('都选好了')}</p><button type="button" onClick=${() => end(null, '')}>${t('不要我的，用别处改的')}</button><button type="button" class="main" disabled=${left > 0 || !pieces.length} onClick=${() =>
      end(
        joined(
          pieces,
          spots.map((_, place) => choices[place]),
        ),
        t('合好了'),
      )}>${t('存合起来的')}</button></footer></div>`;
}
