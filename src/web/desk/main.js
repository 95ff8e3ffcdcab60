/**
 * The writing desk: one page, its screens by the part of the address after `#/`.
 *
 * The editor of a report is a bundle of its own, loaded with the first report. It takes what it
 * shares with the rest from this module, so there is one state and one Preact.
 */

import { Component, render } from 'preact';
import { api } from './api.js';
import { dress, everywhere, Keys, Lost, Mode, Toast, Top } from './shell.js';
import { watch } from './still.js';
import { begin, changed, go, hushOld, preference, refresh, reread, routeOf, say, state, useStore } from './store.js';
import { language, speak, t } from './text.js';
import { html, key, useEffect, useState, Waiting } from './ui.js';
import { Conflict } from './views/conflict.js';
import { History } from './views/history.js';
import { Home } from './views/home.js';
import { Import } from './views/import.js';
import { Publish } from './views/publish.js';
import { Registers } from './views/registers.js';
import { Settings } from './views/settings.js';
import { Start } from './views/start.js';

export * from 'preact';
export { useCallback } from 'preact/hooks';
export * from './api.js';
export * from './frame.js';
export * from './store.js';
export * from './text.js';
export * from './ui.js';
export * from './views/conflict.js';

/** A bundle beside this one, not a part of it: the name is no literal, so esbuild leaves it alone. */
const EDITOR = './report.js';

/** @type {any} */
let ReportEditor = null;

/** The editor of a report, when it has been loaded. @param {{ args: string[] }} props */
function Report({ args: [id, place] }) {
  const [isThere, setThere] = useState(!!ReportEditor);
  const [error, setError] = useState(/** @type {any} */ (null));
  useEffect(() => {
    if (isThere) return;
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: 'report.css' });
    document.head.append(style);
    import(EDITOR).then(
      (bundle) => {
        ReportEditor = bundle.ReportEditor;
        setThere(true);
      },
      () => setError({ message: t('没有取到编辑用的部分。请再试一次，或重新打开写作台。'), help: '' }),
    );
  }, []);
  if (!isThere) return html`<${Waiting} error=${error}/>`;
  return html`<${ReportEditor} id=${id} place=${place} api=${api} say=${say} go=${go} language=${language()}/>`;
}

/** @type {Record<string, any>} */
const screens = {
  start: Start,
  home: Home,
  import: Import,
  report: Report,
  history: History,
  conflict: Conflict,
  registers: Registers,
  publish: Publish,
  settings: Settings,
};

/** What a screen throws stays in it: its place says so, and the rest of the page goes on. @extends {Component<any, any>} */
class Guard extends Component {
  /** @param {unknown} error */
  static getDerivedStateFromError(error) {
    return { error };
  }

  isTried = false;

  /** Once with what is known, so that an import under way is not lost; then the whole page. */
  again = () => {
    if (this.isTried) return location.reload();
    this.isTried = true;
    reread();
    this.setState({ error: null });
  };

  /** @param {any} props @param {any} state */
  render({ children }, { error }) {
    if (!error) return children;
    return html`<div class="empty"><h1>${t('这里出了错，没有显示出来')}</h1><p>${t('存过的都在，别的几栏照常能用。')}</p><p class="hot" role="alert">${String(error?.message ?? error)}</p><div class="row"><button type="button" class="main" onClick=${this.again}>${t('重新打开')}</button></div></div>`;
  }
}

function App() {
  useStore();
  useEffect(() => {
    const keys = key(everywhere);
    addEventListener('keydown', keys);
    addEventListener('hashchange', arrive);
    return () => {
      removeEventListener('keydown', keys);
      removeEventListener('hashchange', arrive);
    };
  }, []);
  const [name, ...args] = state.route;
  const screen = state.desk?.open ? name : 'start';
  const toMain = (/** @type {Event} */ event) => {
    event.preventDefault();
    document.getElementById('main')?.focus();
  };
  return html`<a class="skip" href="#main" onClick=${toMain}>${t('到正文')}</a>
    ${screen === 'start' ? '' : html`<${Top}/>`}
    <${Lost}/>
    <main id="main" tabindex="-1" class=${`v-${screen}`}>${
      state.desk
        ? html`<${Guard} key=${[screen, ...args].join('/')}><${screens[screen]} args=${args}/><//>`
        : html`<div class="mode"><${Mode}/></div>`
    }</main>
    <${Toast}/><${Keys}/>`;
}

/** Takes the screen from the address, and the reader to its top. @param {Event} [event] none when the page begins */
function arrive(event) {
  const route = routeOf(location.hash);
  if (!(route[0] in screens)) route[0] = state.desk?.open ? 'home' : 'start';
  const isElsewhere = route.join('/') !== state.route.join('/');
  state.route = route;
  if (isElsewhere) hushOld();
  refresh();
  setTimeout(() => {
    const heading = document.querySelector('h1')?.textContent;
    document.title = [heading, t('写作台')].filter(Boolean).join(' · ');
    if (!event || !isElsewhere) return;
    document.getElementById('main')?.focus({ preventScroll: true });
    scrollTo(0, 0);
  });
}

async function start() {
  dress();
  watch();
  if (preference('language') === 'en') await speak('en');
  render(html`<${Guard}><${App}/><//>`, /** @type {HTMLElement} */ (document.getElementById('app')));
  await begin();
  arrive();
  changed();
}

start();
