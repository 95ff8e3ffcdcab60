/** What `site.yaml` says, as a form; beside it the home page as it would be. */

import { renew } from '../frame.js';
import { changed, changeRegister, sayError, state, useData, useStore } from '../store.js';
import { t } from '../text.js';
import { Cell, Chips, html, Text, useEffect, useRef, useState, Waiting } from '../ui.js';

/** @import { Column, Register } from '../api.js' */

/** Which part of the form a setting stands in; what is in none stands in the last. @returns {[title: string, keys: string[]][]} */
const parts = () => [
  [t('名称'), ['title', 'description', 'introduction', 'publisher', 'footer']],
  [t('印章与颜色'), ['seal', 'accent']],
  [t('首页与菜单'), ['home', 'menu']],
];

/** Shown in parts of their own, or not for a form: how a file limits what it may hold. */
const HIDDEN = ['allow', 'limits', 'checks', 'theme'];

/** What a setting is called that is named by a word of the trade. @returns {Record<string, string>} */
const names = () => ({
  llms: t('给人工智能程序看的目录'),
  links: t('照读“快捷方式”通到的文件夹'),
  base_url: t('网站的网址'),
});

/** What a setting does, for whoever cannot tell by its name. @returns {Record<string, string>} */
const hints = () => ({
  seal: t('页眉和首页那方红印上的字，最多四个。空着就没有印章。'),
  logo: t('单位徽标，换下页眉里的印章。先把图片拷进汇编文件夹里的 content，再进里面的 static，这里写图片的文件名。没有就空着。'),
  fonts: t('标题用的字体文件。先拷进汇编文件夹里的 content，再进里面的 fonts。空着就用读者电脑上的宋体。'),
  home: t('首页从上到下有哪几栏。空着就用平常的几栏。'),
  menu: t('每一页上方的几个链接，从左到右。空着就是年卷、组织、主题、索引、查找。'),
  llms: t('让人工智能程序也能读到各篇的题目和地址。一般不用。'),
  links: t('汇编文件夹里有“快捷方式”通到别的文件夹时，要不要把那里的文件也当作汇编的。一般不用，空着。'),
  base_url: t('网站将来的地址，如 https://www.example.cn/huibian/。只拷给内网或 U 盘看的，空着。'),
});

/** @typedef {{ accent?: string, title?: string }} Trial what is looked at before it is kept */

/** @returns {[color: string, name: string][]} */
const colors = () => [
  ['#9c2118', t('朱')],
  ['#7a4a12', t('赭')],
  ['#1f5c4a', t('松')],
  ['#1d4f7c', t('靛')],
  ['#5b2c6f', t('紫')],
  ['#3a3a3a', t('墨')],
];

/**
 * How well a colour is read on white, as WCAG counts it.
 * @param {string} color #rrggbb
 */
export function contrast(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

const LEGIBLE = 4.5;

/** @param {{ column: Column, value: string | null, set: (value: string) => void, trial: (said: Trial) => void }} props */
function Accent({ column, value, set, trial }) {
  const now = /^#[0-9a-f]{6}$/i.test(value ?? '') ? String(value).toLowerCase() : null;
  const ratio = contrast(now ?? colors()[0][0]);
  const end = () => trial({});
  return html`<fieldset class="swatches" onMouseLeave=${end} onFocusOut=${end}><legend>${column.label}</legend>${colors().map(
    ([color, name]) =>
      html`<label key=${color} onMouseEnter=${() => trial({ accent: color })}><input type="radio" name="accent" checked=${now === color || (!now && color === colors()[0][0])} onChange=${() => set(color)}/><svg width="22" height="22" aria-hidden="true"><rect width="22" height="22" rx="2" fill=${color}/></svg>${name}</label>`,
  )}<label class="own">${t('另选')}<input type="color" value=${now ?? colors()[0][0]} onInput=${(/** @type {any} */ event) => trial({ accent: event.target.value })} onChange=${(/** @type {any} */ event) => set(event.target.value)}/></label></fieldset>
    <p class="note">${t('指着一种颜色，右边先看样子；点了才用。')}</p><p class="note" role="status">${ratio >= LEGIBLE ? t('白底上的对比度 {ratio}:1，看得清。', { ratio: ratio.toFixed(1) }) : t('白底上的对比度 {ratio}:1，太浅，字会看不清；会自动加深到看得清为止。', { ratio: ratio.toFixed(1) })}</p>`;
}

/** Several lines in one box, one a line. @param {{ column: Column, value: any, set: (value: string[]) => void }} props */
const Lines = ({ column, value, set }) =>
  html`<${Text} lines=${3} aria-label=${column.label} value=${(Array.isArray(value) ? value : [value]).filter(Boolean).join('\n')} set=${(
    /** @type {string} */ text,
  ) =>
    set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    )}/>`;

/** @param {{ column: Column, value: any, set: (value: any) => void, trial: (said: Trial) => void }} props */
function Setting({ column: { ...column }, value, set, trial }) {
  column.label = names()[column.key] ?? column.label;
  const words = hints()[column.key];
  const hint = words ? html`<small>${words}</small>` : '';
  if (column.key === 'accent') return html`<${Accent} column=${column} value=${value} set=${set} trial=${trial}/>`;
  if (column.key === 'title')
    return html`<div class="field" onInput=${(/** @type {any} */ event) => trial({ title: event.target.value })} onFocusOut=${() => trial({})}><span aria-hidden="true">${column.label}</span><${Cell} column=${column} value=${value} label=${column.label} set=${set}/><small>${t('边写边看右边；离开这一格就存。')}</small></div>`;
  if (column.kind === 'list' && column.choices?.length) {
    return html`<div class="field"><span aria-hidden="true">${column.label}</span><${Chips} label=${column.label} more=${t('加一项…')} value=${Array.isArray(value) ? value : []} options=${column.choices} set=${set}/>${hint}</div>`;
  }
  if (column.kind === 'list')
    return html`<div class="field"><span aria-hidden="true">${column.label}</span><${Lines} column=${column} value=${value} set=${set}/><small>${t('一行一条')}</small>${hint}</div>`;
  return html`<div class="field"><span aria-hidden="true">${column.label}</span><${Cell} column=${column} value=${value} label=${column.label} set=${set}/>${hint}</div>`;
}

export function Settings() {
  useStore();
  const [trial, setTrial] = useState(/** @type {Trial} */ ({}));
  const { data, error } = useData('registers/settings');
  const register = /** @type {Register | undefined} */ (data);
  if (!register) return html`<div class="sets"><h1>${t('设置')}</h1><${Waiting} error=${error}/></div>`;
  const row = register.rows[0];
  const values = row?.values ?? {};
  const set = (/** @type {Column} */ column) => async (/** @type {any} */ value) => {
    try {
      const ops = [{ op: 'set', key: row?.key ?? '', column: column.key, value: value === '' ? null : value }];
      await changeRegister('settings', register.hash, ops, t('改了{label}', { label: column.label }));
      if (column.key === 'title' && state.desk?.open) state.desk.open.title = value;
    } catch (problem) {
      sayError(problem);
      changed();
    }
  };
  const drawn = (/** @type {Column[]} */ some) =>
    some.map(
      (column) => html`<${Setting} key=${column.key} column=${column} value=${values[column.key]} set=${set(column)} trial=${setTrial}/>`,
    );
  const columns = register.columns.filter(({ key }) => !HIDDEN.includes(key));
  const placed = new Set(parts().flatMap(([, keys]) => keys));
  const sections = parts()
    .map(([title, keys]) => ({ title, columns: keys.flatMap((key) => columns.filter((column) => column.key === key)) }))
    .filter((section) => section.columns.length);
  const seldom = columns.filter(({ key }) => !placed.has(key));
  return html`<div class="sets"><h1>${t('设置')}</h1><div class="cols"><div class="setform">${sections.map(
    ({ title, columns: some }) => html`<section key=${title}><h2 class="ww">${title}</h2>${drawn(some)}</section>`,
  )}${seldom.length ? html`<details class="seldom"><summary>${t('不常用的{n}项', { n: seldom.length })}</summary>${drawn(seldom)}</details>` : ''}</div>
    <section class="live" aria-label=${t('首页预览')}><header><h2>${t('首页预览')}</h2></header><${Preview} route="" version=${state.version} trial=${trial}/></section></div></div>`;
}

/**
 * A page of the site as it would be, in a frame that runs no scripts; drawn anew with every change,
 * at the place where it was. What is tried is shown in it, and gone again, without a word to the server.
 * @param {{ route: string, version: number, trial: Trial }} props
 */
function Preview({ route, version, trial }) {
  const frame = useRef(/** @type {HTMLIFrameElement | null} */ (null));
  /** How often the page came; 0: it has not come yet. */
  const [times, setTimes] = useState(0);
  const isThere = times > 0;
  useEffect(() => {
    if (!isThere || !frame.current) return;
    const stop = new AbortController();
    renew(frame.current, `preview/${route}`, stop.signal).then(
      () => setTimes((n) => n + 1),
      () => {},
    );
    return () => stop.abort();
  }, [version, isThere]);
  useEffect(() => {
    // A document that is just being read has no element yet.
    const root = isThere && frame.current?.contentDocument?.documentElement;
    if (!root) return;
    for (const name of ['--red', '--fill', '--c4']) {
      if (trial.accent) root.style.setProperty(name, trial.accent);
      else root.style.removeProperty(name);
    }
    // The name stands at the end of the head's link, and in the heading of the home page.
    for (const place of root.querySelectorAll('a.brand, h1')) {
      const last = place.lastChild;
      if (last?.nodeType !== Node.TEXT_NODE) continue;
      const kept = place.getAttribute('data-said') ?? last.textContent ?? '';
      place.setAttribute('data-said', kept);
      last.textContent = trial.title?.trim() || kept;
    }
  }, [trial, times]);
  return html`<iframe class="frame" ref=${frame} src=${`preview/${route}`} sandbox="allow-same-origin" title=${t('首页预览')} onLoad=${() => setTimes((n) => n + 1)}></iframe>`;
}
