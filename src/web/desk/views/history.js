/** Every save of a report: what it was, what has changed since, and back to it. */

import { api } from '../api.js';
import { attempt, changed, did, go, useData, useStore } from '../store.js';
import { t, when } from '../text.js';
import { Diff, html, stateNames, useState, Waiting } from '../ui.js';

/** @import { Compared, Report, Version } from '../api.js' */

/**
 * What has changed as lines to show: a line that became another stands as one, with what differs in it;
 * long stretches that are the same are left out.
 * @param {Compared['changes']} changes
 * @returns {({ kind: 'same' | 'fold' | 'old' | 'new', text: string } | { kind: 'both', before: string, after: string })[]}
 */
export function shownChanges(changes) {
  const lines = changes.flatMap(({ kind, text }) =>
    text
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => ({ kind, text: line })),
  );
  /** @type {ReturnType<typeof shownChanges>} */
  const shown = [];
  for (let at = 0; at < lines.length; ) {
    if (lines[at].kind === 'same') {
      const from = at;
      while (at < lines.length && lines[at].kind === 'same') at += 1;
      const same = lines.slice(from, at).filter(({ text }) => text.trim());
      const head = from === 0 ? [] : same.slice(0, 1);
      const tail = at === lines.length ? [] : same.slice(Math.max(head.length, same.length - 1));
      shown.push(...head.map(({ text }) => ({ kind: /** @type {const} */ ('same'), text })));
      if (same.length > head.length + tail.length) shown.push({ kind: 'fold', text: '' });
      shown.push(...tail.map(({ text }) => ({ kind: /** @type {const} */ ('same'), text })));
      continue;
    }
    const from = at;
    while (at < lines.length && lines[at].kind !== 'same') at += 1;
    const old = lines.slice(from, at).filter(({ kind, text }) => kind === 'old' && text.trim());
    const fresh = lines.slice(from, at).filter(({ kind, text }) => kind === 'new' && text.trim());
    for (let n = 0; n < Math.max(old.length, fresh.length); n++) {
      if (old[n] && fresh[n]) shown.push({ kind: 'both', before: old[n].text, after: fresh[n].text });
      else if (old[n]) shown.push({ kind: 'old', text: old[n].text });
      else shown.push({ kind: 'new', text: fresh[n].text });
    }
  }
  return shown;
}

/** A line of the file as one reads it. @param {string} text */
const plain = (text) => text.replace(/^#{1,6}\s+/, '');

/** @param {Version} version */
const momentOf = ({ at }) => (at ? when(at) : t('最早的一版'));

/**
 * What a field says before or now; of a list what only one of the two has.
 * @param {{ name: string, entries: string[], as: 'del' | 'ins' }} props
 */
function Before({ name, entries, as: tag }) {
  // States are told by their words.
  const words = (/** @type {string} */ text) =>
    text.replace(/^[a-z-]+/, (word) => (['status', 'approvals'].includes(name) && stateNames()[word]) || word);
  if (!entries.length) return html`<span class="none">${t('（空）')}</span>`;
  return entries.map((text, at) => html`${at ? t('；') : ''}<${tag}>${words(text)}<//>`);
}

/** @param {{ args: string[] }} props */
export function History({ args: [id] }) {
  useStore();
  const [chosen, setChosen] = useState(/** @type {number | null} */ (null));
  const report = /** @type {Report | undefined} */ (useData(`reports/${id}`).data);
  const { data, error } = useData(`history/${id}`);
  const versions = /** @type {Version[] | undefined} */ (data?.versions);
  const version = versions?.find(({ n }) => n === chosen) ?? versions?.[0];
  const compared = useData(version ? `history/${id}/${version.n}` : null);
  const changes = /** @type {Compared | undefined} */ (compared.data)?.changes;
  if (!versions) return html`<h1 class="vh">${t('历史')}</h1><${Waiting} error=${error}/>`;
  const restore = async () => {
    if (!version || !report) return;
    const now = await attempt(() => api.post(`history/${id}/restore`, { n: version.n, hash: report.hash }));
    if (!now) return;
    changed();
    did(t('恢复到{time}的样子', { time: momentOf(version) }), now.undo);
    go(`report/${id}`);
  };
  const shown = changes ? shownChanges(changes) : [];
  const fields = /** @type {Compared | undefined} */ (compared.data)?.fields ?? [];
  const count = fields.length + shown.filter(({ kind }) => kind !== 'same' && kind !== 'fold').length;
  return html`<div class="hist"><header class="edhead"><nav aria-label=${t('位置')}><a href="#/home">${t('报告')}</a> › <a href=${`#/report/${id}`}>${report?.title || t('未命名')}</a></nav><h1>${t('历史')}</h1></header>
    <div class="split"><aside aria-label=${t('各版')}>${versions.length ? html`<ol class="vers">${versions.map((one) => html`<li key=${one.n}><button type="button" aria-pressed=${one === version} onClick=${() => setChosen(one.n)}><b>${momentOf(one)}</b><span>${one.say ?? (one.at ? t('改动') : t('写作台打开以前'))}</span>${one.by ? html`<small>${one.by}</small>` : ''}</button></li>`)}</ol>` : ''}<p class="note">${t('每次保存都留一版。存在本机，不随网站发布。')}</p></aside>
    <section class="sheet" aria-label=${t('改了什么')} aria-busy=${compared.isStale}>${
      version
        ? html`<header><p>${changes ? (count ? t('从这一版到现在，改了{n}处', { n: count }) : t('这一版和现在一样')) : ''}</p><span class="grow"></span>${count ? html`<button type="button" class="main" onClick=${restore}>${t('恢复到这一版')}</button>` : ''}</header>
      ${fields.length ? html`<dl class="fieldt">${fields.map((field) => html`<div key=${field.key}><dt>${field.label}</dt><dd><${Before} name=${field.key} entries=${field.before} as="del"/> → <${Before} name=${field.key} entries=${field.now} as="ins"/></dd></div>`)}</dl>` : ''}
      <div class="difft">${shown.map((part, at) =>
        'before' in part
          ? html`<p class="chg" key=${at}><${Diff} before=${plain(part.before)} after=${plain(part.after)}/></p>`
          : part.kind === 'fold'
            ? html`<p class="fold" key=${at}>${t('没有改的，略')}</p>`
            : part.kind === 'same'
              ? html`<p key=${at}>${plain(part.text)}</p>`
              : html`<p class="chg" key=${at}>${part.kind === 'new' ? html`<ins>${plain(part.text)}</ins>` : html`<del>${plain(part.text)}</del>`}</p>`,
      )}</div>`
        : html`<p class="none">${t('还没有旧的版本。')}</p>`
    }</section></div></div>`;
}
