/** What stands around every screen: the head with the menu, what is said, the keys, the dead server. */

import {
  begin,
  canUndo,
  chooseLanguage,
  copy,
  holdToast,
  hush,
  prefer,
  preference,
  publication,
  redo,
  refresh,
  state,
  undo,
  useStore,
} from './store.js';
import { language, t, when } from './text.js';
import { Dialog, html, useState } from './ui.js';

/** @returns {[screen: string, name: string][]} */
const menu = () => [
  ['home', t('报告')],
  ['import', t('导入')],
  ['registers', t('名册')],
  ['publish', t('发布')],
  ['settings', t('设置')],
];

/** Four characters of a title, as a seal has them. @param {string} title */
export const sealOf = (title) =>
  Array.from(title.replace(/[市县区省工作的\s]/g, ''))
    .slice(0, 4)
    .join('') || '汇编';

/** @param {{ title: string, big?: boolean }} props */
export function Seal({ title, big }) {
  const letters = Array.from(sealOf(title));
  const lines = letters.length > 2 ? [letters.slice(0, 2), letters.slice(2)] : [letters];
  return html`<span class=${`seal${big ? ' big' : ''}`} aria-hidden="true"><i>${lines.map((line) => html`<b>${line.join('')}</b>`)}</i></span>`;
}

export function Top() {
  useStore();
  const [screen] = state.route;
  const here = ['report', 'history', 'conflict'].includes(screen) ? 'home' : screen;
  const { title } = publication();
  return html`<header class="top">
    <a class="brand" href="#/home" title=${title}><${Seal} title=${title}/><span>${title}</span></a>
    <nav aria-label=${t('写作台')}><ul>${menu().map(([id, name]) => html`<li key=${id}><a href=${`#/${id}`} aria-current=${here === id ? 'page' : undefined}>${name}</a></li>`)}</ul></nav>
    <div class="tools"><span class="saved" role="status">${state.saved ? t('已存，{time}', { time: when(state.saved) }) : ''}</span>
      <button type="button" onClick=${undo} disabled=${!canUndo()}>${t('撤销')}</button>
      <button type="button" class="keysb" onClick=${() => showKeys(true)}>${t('按键')}</button>
      <a class="btn" href="#/start" title=${t('换一部汇编')}>${t('换一部')}</a><${Mode}/></div></header>`;
}

const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
};

/** The language and the light of the page. */
export function Mode() {
  useStore();
  const other = language() === 'zh' ? 'en' : 'zh';
  const turn = () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    prefer('theme', theme);
    refresh();
  };
  return html`<button type="button" onClick=${() => chooseLanguage(other)}><span lang=${other === 'en' ? 'en' : 'zh-CN'}>${other === 'en' ? 'EN' : '中文'}</span></button>
    <button type="button" aria-pressed=${isDark()} onClick=${turn}>${t('夜间')}</button>`;
}

/** Light or dark as chosen before. */
export function dress() {
  const theme = preference('theme');
  if (theme) document.documentElement.dataset.theme = theme;
}

let keysAreShown = false;

/** @param {boolean} isShown */
export function showKeys(isShown) {
  keysAreShown = isShown;
  refresh();
}

/** @returns {[keys: string, what: string][]} */
const keyList = () => [
  ['F6', t('下一栏：原稿、要点、正文、预览')],
  ['F8', t('下一处要处理的')],
  ['Ctrl Enter', t('采纳这一处，到下一处')],
  ['Ctrl Backspace', t('不采纳这一处，到下一处')],
  ['Ctrl Z　Ctrl Y', t('撤销、重做')],
  ['Ctrl K', t('检索')],
  ['↑ ↓ Enter Esc', t('在组织框里选、定、收起')],
  ['Alt ↑ ↓', t('在表格里把一行往前、往后挪')],
  ['Alt ← →', t('在组织名册里升一级、降一级')],
  ['F1', t('打开这张表')],
];

export function Keys() {
  useStore();
  if (!keysAreShown) return '';
  return html`<${Dialog} title=${t('只用键盘')} close=${() => showKeys(false)}><dl class="keys">${keyList().map(([keys, what]) => html`<div key=${keys}><dt><kbd>${keys}</kbd></dt><dd>${what}</dd></div>`)}</dl><p class="note">${t('输入法正在选字时，以上按键都不起作用。')}</p><//>`;
}

/** What the page says at its foot. */
export function Toast() {
  useStore();
  const said = state.toast;
  const isWrong = said?.wrong ?? false;
  const text = said
    ? html`<p class=${isWrong ? 'wrong' : ''}><span>${said.text}${said.help ? html`<small>${said.help}</small>` : ''}</span>${
        said.undo
          ? html`<button type="button" onClick=${() => {
              hush();
              undo();
            }}>${t('撤销')}</button>`
          : ''
      }<button type="button" class="close" onClick=${hush}>${t('知道了')}</button></p>`
    : '';
  const hold = (/** @type {boolean} */ isHeld) => () => holdToast(isHeld);
  return html`<div class=${`toast${said?.fades ? ' fades' : ''}`} onMouseEnter=${hold(true)} onMouseLeave=${hold(false)} onFocusIn=${hold(true)} onFocusOut=${hold(false)}><div role="status">${isWrong ? '' : text}</div><div role="alert">${isWrong ? text : ''}</div></div>`;
}

/** What is wrong with the program behind the page. */
export function Lost() {
  useStore();
  const [isAsking, setAsking] = useState(false);
  if (state.server === 'there') return '';
  const again = async () => {
    setAsking(true);
    state.server = 'there';
    await begin();
    setAsking(false);
  };
  const words = state.unsaved?.();
  return html`<div class="lost" role="alert"><p>${
    state.server === 'locked'
      ? t('这一页认不出写作台了：程序重新开过。请用程序新打开的那一页。')
      : t('写作台的程序没有应答，可能已经关掉。文件都在您的电脑上。再打开程序，用它新打开的那一页。')
  }${words ? ` ${t('没存上的字已留在这个浏览器里，再打开这一篇时放回原处。')}` : ''}</p>${words ? html`<button type="button" onClick=${() => copy(words)}>${t('复制没存上的字')}</button>` : ''}<button type="button" disabled=${isAsking} onClick=${again}>${t('再试')}</button></div>`;
}

/** The keys that act on every screen. @param {KeyboardEvent} event */
export function everywhere(event) {
  const isText = /** @type {Element | null} */ (event.target)?.closest?.('input,textarea,[contenteditable]');
  const isControl = event.ctrlKey || event.metaKey;
  if (event.key === 'F1') showKeys(true);
  else if (isControl && event.key === 'k') {
    if (!state.desk?.open) return;
    location.hash = '#/home';
    setTimeout(() => document.getElementById('q')?.focus(), 60);
  } else if (isControl && !isText && event.key === 'z' && !event.shiftKey) undo();
  else if (isControl && !isText && (event.key === 'y' || (event.key === 'z' && event.shiftKey) || event.key === 'Z')) redo();
  else return;
  event.preventDefault();
}
