/** Which publication: those of late, another folder, or a new one. */

import { api, Refused } from '../api.js';
import { Mode, Seal } from '../shell.js';
import { attempt, changed, go, sayError, state, switchTo, useData, useStore } from '../store.js';
import { t } from '../text.js';
import { Dialog, Field, html, useState, Waiting } from '../ui.js';

/** @import { DeskState, Folders } from '../api.js' */

/** The sign that divides folders in `path`. @param {string} path */
const separatorOf = (path) => (path.includes('\\') && !path.includes('/') ? '\\' : '/');

/** A folder below another. @param {string} path @param {string} name */
const inside = (path, name) => `${path.replace(/[\\/]$/, '')}${separatorOf(path)}${name}`;

/** What a folder's name cannot hold is left out. @param {string} name */
const nameable = (name) => name.trim().replace(/[\\/:*?"<>|]/g, '');

/**
 * Chooses a folder on the computer. With `isPublication` only one that holds a publication;
 * else one that is not there yet may be chosen too: whoever writes into it makes it.
 * @param {{ title: string, choose: string, from: string, close: () => void, done: (path: string) => void, isPublication?: boolean }} props
 */
export function FolderPick({ title, choose, from, close, done, isPublication }) {
  const [path, setPath] = useState(from);
  const { data, error, isStale } = useData(`folders?path=${encodeURIComponent(path)}`);
  const folders = /** @type {Folders | undefined} */ (error || isStale ? undefined : data);
  const [typed, setTyped] = useState(/** @type {string | null} */ (null));
  const [fresh, setFresh] = useState(/** @type {string | null} */ (null));
  // What was typed stays in the box, whether there is such a folder or not.
  const shown = typed ?? folders?.path ?? path;
  const isElsewhere = typed !== null && typed !== path;
  const isMissing = !!error && !isElsewhere;
  const parent = folders ? folders.parent : path.replace(/[\\/]+[^\\/]*[\\/]*$/, '') || separatorOf(path);
  const enter = (/** @type {string} */ to) => {
    setTyped(null);
    setFresh(null);
    setPath(to);
  };
  const make = async () => {
    const name = nameable(fresh ?? '');
    if (!name || !folders) return;
    const to = inside(folders.path, name);
    try {
      await api.post('folders', { path: to });
    } catch (problem) {
      // A program that makes no folders here makes it when it writes into it.
      if (!(problem instanceof Refused && [404, 405].includes(problem.status))) return sayError(problem);
    }
    changed();
    enter(to);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (fresh !== null) make();
    // Where it is written to is made there; a publication is looked for first.
    else if (isElsewhere && !isPublication) done(typed.trim());
    else if (isElsewhere) enter(typed.trim());
    else if (folders) done(folders.path);
    else if (isMissing && !isPublication) done(path);
  };
  return html`<${Dialog} title=${title} close=${close} wide><form class="folders" onSubmit=${submit}>
    <div class="with"><button type="button" disabled=${!parent || parent === path} onClick=${() => parent && enter(parent)}>${t('上一层')}</button>
      <input type="text" class="path" autocomplete="off" spellcheck="false" aria-label=${t('文件夹的位置')} value=${shown} onInput=${(/** @type {any} */ event) => setTyped(event.target.value)}/>${
        isPublication
          ? ''
          : html`<button type="button" disabled=${!folders || fresh !== null} onClick=${() => setFresh('')}>${t('新建文件夹')}</button>`
      }</div>
    <ul class="folderlist" aria-label=${t('里面的文件夹')}>${
      fresh === null
        ? ''
        : html`<li class="with"><input type="text" autocomplete="off" spellcheck="false" aria-label=${t('新文件夹的名称')} placeholder=${t('新文件夹的名称')} value=${fresh} ref=${focused} onInput=${(/** @type {any} */ event) => setFresh(event.target.value)}/><button type="button" onClick=${() => setFresh(null)}>${t('不建')}</button></li>`
    }${isMissing ? html`<li class="note">${isPublication ? html`<p class="hot" role="alert">${error.message}</p>` : t('还没有这个文件夹的，按“{choose}”，用到时会建好。', { choose })}</li>` : ''}${(
      folders?.folders ?? []
    ).map(
      (folder) =>
        html`<li key=${folder.path}><button type="button" onClick=${() => (folder.publication && isPublication ? done(folder.path) : enter(folder.path))}><span class="path">${folder.name}</span>${
          folder.publication ? html`<small class="fine">${t('是一部汇编')}</small>` : ''
        }</button></li>`,
    )}${folders && !folders.folders.length ? html`<li class="note">${t('里面没有文件夹。')}</li>` : ''}</ul>
    <footer><button class="main" disabled=${!(fresh !== null ? nameable(fresh) : isElsewhere ? typed.trim() : folders || (isMissing && !isPublication))}>${fresh !== null ? t('建好') : isElsewhere && isPublication ? t('到这里') : choose}</button><button type="button" onClick=${close}>${t('算了')}</button></footer></form><//>`;
}

/** @param {HTMLInputElement | null} box */
const focused = (box) => {
  if (box && !box.value) box.focus();
};

/** @param {{ home: string, close: () => void }} props */
function Make({ home, close }) {
  const [title, setTitle] = useState('');
  const [folder, setFolder] = useState(home);
  const [isChoosing, setChoosing] = useState(false);
  const name = nameable(title);
  const path = inside(folder, name || t('名称'));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (name) attempt(() => switchTo('create', { title: title.trim(), path }));
  };
  return html`<form class="make" onSubmit=${submit}>
    <${Field} label=${t('汇编的名称')} hint=${t('会印在网站的首页，以后能改')}><input type="text" autocomplete="off" value=${title} onInput=${(/** @type {any} */ event) => setTitle(event.target.value)} placeholder=${t('如：云县卫生健康工作汇编')} autofocus/><//>
    <div class="field"><span id="where">${t('放在哪个文件夹')}</span><span class="with"><input type="text" class="path" aria-labelledby="where" value=${path} readonly/><button type="button" onClick=${() => setChoosing(true)}>${t('换一处…')}</button></span></div>
    <footer><button class="main" disabled=${!name}>${t('建好，打开')}</button><button type="button" onClick=${close}>${t('算了')}</button></footer></form>
    ${
      isChoosing
        ? html`<${FolderPick} title=${t('放在哪个文件夹')} choose=${t('放在这里')} from=${folder} close=${() => setChoosing(false)} done=${(
            /** @type {string} */ chosen,
          ) => {
            setFolder(chosen);
            setChoosing(false);
          }}/>`
        : ''
    }`;
}

export function Start() {
  useStore();
  const { recent, home, open } = /** @type {DeskState} */ (state.desk);
  const [does, setDoes] = useState(/** @type {'make' | 'open' | null} */ (null));
  const [busy, setBusy] = useState('');
  const enter = async (/** @type {string} */ path) => {
    setDoes(null);
    setBusy(path);
    await attempt(() => switchTo('open', { path }));
    setBusy('');
  };
  return html`<div class="start">
    <div class="mode"><${Mode}/></div>
    <header><${Seal} title="汇编" big/><h1>${t('打开一部汇编')}</h1><p class="kai">${t('汇编是您电脑上的一个文件夹。写作台只改里面的文字文件，别处一概不动；不按“发布”，就不联网。')}</p></header>
    ${open ? html`<p class="row"><button type="button" class="main" onClick=${() => go('home')}>${t('回到“{title}”', { title: open.title })}</button></p>` : ''}
    ${
      recent.length
        ? html`<section class="ww"><h2>${t('最近打开')}</h2><ul class="recent">${recent.map(
            ({ title, path, there }) =>
              html`<li key=${path}><button type="button" onClick=${() => enter(path)} disabled=${!there || !!busy}><b>${title}</b><span class="path">${path}</span><small>${busy === path ? t('正在打开……') : there ? '' : t('找不到：U盘没有插上？')}</small></button></li>`,
          )}</ul></section>`
        : ''
    }
    <section class="ww"><h2>${recent.length ? t('另外') : t('开始')}</h2>
      ${
        does === 'make'
          ? html`<${Make} home=${home} close=${() => setDoes(null)}/>`
          : html`<div class="row"><button type="button" class="main" onClick=${() => setDoes('make')}>${t('新建一部汇编')}</button><button type="button" onClick=${() => setDoes('open')}>${t('打开别的文件夹…')}</button></div>`
      }
      ${busy && !recent.some(({ path }) => path === busy) ? html`<${Waiting}>${t('正在打开……')}<//>` : ''}</section>
    ${does === 'open' ? html`<${FolderPick} title=${t('打开哪个文件夹')} choose=${t('打开这个文件夹')} from=${home} close=${() => setDoes(null)} done=${enter} isPublication/>` : ''}
  </div>`;
}
