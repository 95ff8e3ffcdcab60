/**
 * The bar with the findings, their list, and the layer for when the site cannot be made.
 *
 * Styles are constructed sheets, so the strictest policy holds.
 */

import { listing, make, SEVERITIES, stops } from './listing.js';
import STYLE from './panel.css';
import { keep, kept, oneAtATime } from './tab.js';
import { isEnglish, words } from './words.js';

/** @import { Finding } from './listing.js' */
/** @import { Site } from './site.js' */

/** @type {Pick<Site, 'findings' | 'blocked' | 'partial'>} */
let state = { findings: {}, blocked: false };
/** What holds the panel, made when there is something to say. @type {HTMLElement | null} */
export let host = null;
/** @type {ReturnType<typeof build> | undefined} */
let parts;
let announced = '';
/** The last answer, as text. @type {string | null} */
let found = null;

/** @param {Site} site */
export function tell(site) {
  state = site;
  draw();
  if (site.blocked || (parts && !parts.panel.hidden)) read();
  if (!site.blocked) {
    keep('dismissed', null);
    parts?.layer.close();
  }
}

/** The connection is gone, or there again. @param {boolean} is */
export function lost(is) {
  if (!is && !host) return;
  const { note } = assemble();
  note.textContent = is ? words.lost : '';
  draw();
}

function draw() {
  const counts = SEVERITIES.filter((severity) => state.findings[severity] > 0);
  if (!host && counts.length === 0 && !state.blocked) return;
  const { shadow, bar, button, note, panel, status, heading, dismiss } = assemble();
  /** @type {[name: string, text: string][]} */
  const texts = counts.map((severity) => [severity, words.count[severity](state.findings[severity])]);
  if (state.blocked && !state.partial) texts.unshift(['stuck', words.stuck]);
  heading.textContent = state.partial ? words.partial : words.blocked;
  dismiss.textContent = state.partial ? words.dismissPartial : words.dismiss;
  button.replaceChildren(...texts.map(([name, text]) => make('span', { class: name }, text)));
  button.hidden = texts.length === 0;
  if (button.hidden) panel.hidden = true;
  else if (kept('open') && panel.hidden) open(true);
  button.setAttribute('aria-expanded', String(!panel.hidden));
  bar.hidden = button.hidden && note.textContent === '';
  shadow.host.toggleAttribute('data-shown', !bar.hidden);
  // After the region has been there for a moment: what comes with it is not read out.
  const summary = texts.map(([, text]) => text).join(isEnglish ? ', ' : '，') || words.none;
  if (summary !== announced) setTimeout(() => Object.assign(status, { textContent: announced }), 200);
  announced = summary;
}

/** @param {boolean} is */
function open(is) {
  const { panel, button } = assemble();
  panel.hidden = !is;
  button.setAttribute('aria-expanded', String(is));
  keep('open', is ? 'yes' : null);
  if (is) read();
}

/** Fetches the findings and shows them where they are wanted. */
const read = oneAtATime(async () => {
  let text;
  try {
    text = await (await fetch('/.huibian/findings', { cache: 'no-store' })).text();
    if (text !== found) fill(JSON.parse(text));
    found = text;
  } catch {
    if (found === null) fill(null); // else the next event asks again
  }
  if (state.blocked) stop();
});

/** @param {{ findings: Finding[] } | null} answer */
function fill(answer) {
  const { list, layer, layerList, panel, shadow } = assemble();
  const findings = answer?.findings ?? [];
  const focused = shadow.activeElement?.textContent;
  list.replaceChildren(...(answer ? listing(findings) : [make('p', {}, words.unreadable)]));
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [ours, theirs] = [errors.filter(stops), errors.filter((finding) => !stops(finding))];
  layerList.replaceChildren(...listing([...ours, ...theirs]));
  layerList.dataset.key = JSON.stringify((ours.length ? ours : errors).map(({ code, file, line, message }) => [code, file, line, message]));
  if (focused && !shadow.activeElement) {
    const where = layer.open ? layerList : list;
    ([...where.querySelectorAll('a')].find((link) => link.textContent === focused) ?? panel).focus();
  }
}

/** Shows the layer, unless the reader has put away this very one. */
function stop() {
  const { layer, layerList } = assemble();
  const key = layerList.dataset.key ?? '';
  if (kept('dismissed') === key) return;
  if (kept('dismissed') !== null) keep('dismissed', null);
  if (!layer.open) layer.showModal();
}

/** The panel in the page; made if it is not there yet, put back if the page has lost it. */
function assemble() {
  if (host && parts) {
    if (!host.isConnected) document.body.append(host);
  } else {
    host = document.createElement('huibian-preview');
    parts = build(host);
    document.body.append(host);
  }
  return parts;
}

/** @param {HTMLElement} host */
function build(host) {
  const shadow = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [style];
  const button = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' });
  const note = make('p', { class: 'lost', role: 'status' });
  const bar = make('div', { class: 'bar' }, note, button);
  const list = make('div', { class: 'list' });
  const panel = make(
    'section',
    { id: 'panel', tabindex: '0', 'aria-labelledby': 'title', hidden: '' },
    make('h2', { id: 'title' }, words.title),
    list,
  );
  const status = make('p', { class: 'vh', 'aria-live': 'polite' });
  const dismiss = make('button', { type: 'button', autofocus: '' });
  const heading = make('h2', { id: 'blocked' });
  const layerList = make('div', { class: 'list' });
  const layer = make(
    'dialog',
    { 'aria-labelledby': 'blocked' },
    make('div', { class: 'sheet' }, heading, make('p', {}, words.blockedNote), dismiss, layerList),
  );
  const root = make(
    'section',
    { class: 'root', 'aria-label': words.preview, lang: isEnglish ? 'en' : 'zh-CN' },
    make('div', { class: 'dock' }, bar, panel),
    status,
    layer,
  );
  shadow.append(root);
  button.addEventListener('click', () => open(Boolean(panel.hidden)));
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || panel.hidden || layer.open) return;
    open(false);
    button.focus();
  });
  const put = () => keep('dismissed', layerList.dataset.key ?? '');
  layer.addEventListener('cancel', put);
  dismiss.addEventListener('click', () => {
    put();
    layer.close();
  });
  // A shadow cannot see <html>; the choice of colours is carried in.
  const dress = () => {
    const theme = document.documentElement.getAttribute('data-theme');
    if (theme === null) root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', theme);
  };
  dress();
  new MutationObserver(dress).observe(document.documentElement, { attributeFilter: ['data-theme'] });
  // Nor does a link that gets the focus hide behind the bar.
  const room = new CSSStyleSheet();
  room.replaceSync('@media screen{html:has(huibian-preview[data-shown]){scroll-padding-block-end:5rem}}');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
  return { shadow, bar, button, note, panel, list, status, layer, heading, dismiss, layerList };
}
