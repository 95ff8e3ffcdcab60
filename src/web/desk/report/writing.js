/** 正文: the text with its buttons, and what a picture and a link ask for. */

import { render } from 'preact';
import { api } from '../api.js';
import { attempt, redo, refresh, say, undo } from '../store.js';
import { t } from '../text.js';
import { Dialog, Field, html, useEffect, useRef, useState } from '../ui.js';
import { Body } from './body.js';
import { addNote, addTable, bold, linkAt, setLink, standing, tables, toggleHeading, toggleList, toggleNumbers } from './commands.js';
import { FindingRow } from './findings.js';
import { nameFor, reduced } from './pictures.js';
import { pictureAt } from './preview.js';

/** @import { Command } from 'prosemirror-state' */
/** @import { Editing } from './editing.js' */
/** @import { Block, Finding } from './contract.js' */

/** Pictures that were just put in, by their path: they are part of the site once the text is saved. @type {Map<string, string>} */
const fresh = new Map();

/** @param {{ editing: Editing, moved: () => void }} props */
export function Writing({ editing, moved }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [, wake] = useState(0);
  /** Pictures that wait for what is on them. */
  const [files, setFiles] = useState(/** @type {File[]} */ ([]));
  const [link, setLinkAt] = useState(/** @type {string | null} */ (null));
  const chooser = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    /** @type {Map<HTMLElement, Finding[]>} */
    const drawn = new Map();
    const draw = (/** @type {HTMLElement} */ place, /** @type {Finding[]} */ findings) =>
      render(
        findings.length
          ? html`${findings.map((finding) => html`<${FindingRow} key=${finding.id + finding.say} editing=${editing} finding=${finding}/>`)}`
          : null,
        place,
      );
    let asked = 0;
    const body = new Body(
      /** @type {HTMLElement} */ (box.current),
      {
        label: t('正文'),
        named: (rule) => editing.report.rules?.[rule] ?? t('这里的一种提示'),
        changed: () => editing.typed(),
        left: () => void editing.flush(),
        stepped: () => editing.stepped(),
        moved: () => {
          cancelAnimationFrame(asked);
          asked = requestAnimationFrame(() => {
            wake((n) => n + 1);
            moved();
          });
        },
        undo,
        redo,
        pictures: setFiles,
        convert: async (markup) =>
          /** @type {Block[] | null} */ ((await attempt(() => api.post('convert', { html: markup })))?.blocks ?? null),
        rows: (place, findings) => {
          if (findings.length) drawn.set(place, findings);
          else drawn.delete(place);
          draw(place, findings);
        },
        address: (src) => fresh.get(src) ?? pictureAt(editing.report, src),
      },
      editing.report,
    );
    editing.begin(body);
    wake((n) => n + 1);
    return () => {
      cancelAnimationFrame(asked);
      editing.close();
      body.destroy();
      editing.body = null;
    };
  }, [editing]);

  const { body } = editing;
  const here = body?.isTouched ? standing(body.view.state) : null;
  const run = (/** @type {Command} */ command, /** @type {string} */ refusal = '') => {
    if (body && !body.run(command) && refusal) say(refusal);
  };
  const hold = (/** @type {Event} */ event) => event.preventDefault();
  const button = (/** @type {string} */ name, /** @type {() => void} */ act, /** @type {boolean | undefined} */ isOn, title = '') =>
    html`<button type="button" title=${title} aria-pressed=${isOn} onMouseDown=${hold} onClick=${act}>${name}</button>`;
  const count = editing.report.findings.filter(({ block }) => block !== null).length;
  const askLink = () => {
    if (here?.link || here?.words) setLinkAt(body ? linkAt(body.view.state) : '');
    else say(t('先选中要加链接的字。'));
  };
  return html`<div class="body"><div class="bar6" role="toolbar" aria-label=${t('正文工具')}>
      ${button(t('标题'), () => run(toggleHeading(0)), here?.heading, 'Ctrl Alt 1')}${button(t('小标题'), () => run(toggleHeading(1)), here?.smaller, 'Ctrl Alt 2')}
      ${button(t('列表'), () => run(toggleList), here?.list || here?.numbers)}${here?.list || here?.numbers ? button(t('编号'), () => run(toggleNumbers), here?.numbers) : ''}
      ${button(t('表格'), () => run(addTable, t('表格里不能再放表格。')), here?.table)}${button(t('图片'), () => chooser.current?.click(), undefined)}${button(t('注释'), () => run(addNote, t('先点在要加注释的字后面。')), undefined)}
      ${button(t('粗体'), () => run(bold), here?.bold, 'Ctrl B')}${button(t('链接'), askLink, here?.link)}
      <span class="grow"></span><small class="sum" role="status">${count ? t('{n}处有问题', { n: count }) : t('没有发现问题')}</small>
      ${
        here?.table
          ? html`<div class="bar6 cells" role="group" aria-label=${t('表格')}>${button(t('加一行'), () => run(tables.addRowAfter), undefined, 'Tab')}${button(t('加一列'), () => run(tables.addColumnAfter), undefined)}${button(t('删这一行'), () => run(tables.deleteRow), undefined)}${button(t('删这一列'), () => run(tables.deleteColumn), undefined)}${button(t('删去表格'), () => run(tables.deleteTable), undefined)}</div>`
          : ''
      }</div>
    <input type="file" hidden ref=${chooser} accept="image/*" multiple onChange=${(/** @type {any} */ event) => {
      setFiles([...event.target.files]);
      event.target.value = '';
    }}/>
    <div ref=${box} lang="zh-CN"></div>
    ${files.length ? html`<${AddPicture} key=${files[0].name + files.length} editing=${editing} file=${files[0]} close=${() => setFiles(files.slice(1))}/>` : ''}
    ${
      link === null
        ? ''
        : html`<${AskLink} now=${link} close=${() => setLinkAt(null)} set=${(/** @type {string} */ href) => {
            setLinkAt(null);
            setTimeout(() => run(setLink(href)));
          }}/>`
    }</div>`;
}

/** @param {{ now: string, set: (href: string) => void, close: () => void }} props */
function AskLink({ now, set, close }) {
  const [href, setHref] = useState(now);
  const whole = () => {
    const written = href.trim();
    if (/^[\w.+-]+@[\w-]+\.[\w.]+$/.test(written)) return `mailto:${written}`;
    return /^[\w-]+(\.[\w-]+)+(\/|$)/.test(written) && !/\.(md|html?|pdf|docx?|xlsx?)$/i.test(written) ? `https://${written}` : written;
  };
  return html`<${Dialog} title=${t('链接')} close=${close}><form onSubmit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    if (href.trim()) set(whole());
  }}>
    <${Field} label=${t('网址')} hint=${t('点了这几个字，就到这里')}><input type="text" autocomplete="off" autofocus spellcheck="false" value=${href} placeholder="https://" onInput=${(/** @type {any} */ event) => setHref(event.target.value)}/><//>
    <footer><button class="main" disabled=${!href.trim()}>${t('好')}</button>${now ? html`<button type="button" onClick=${() => set('')}>${t('去掉链接')}</button>` : ''}<button type="button" onClick=${close}>${t('不改')}</button></footer></form><//>`;
}

/** @param {{ editing: Editing, file: File, close: () => void }} props */
function AddPicture({ editing, file, close }) {
  const [alt, setAlt] = useState('');
  const [caption, setCaption] = useState('');
  const [shown, setShown] = useState('');
  const [isBusy, setBusy] = useState(false);
  const picture = useRef(/** @type {Blob | null} */ (null));
  useEffect(() => {
    let address = '';
    let isGone = false;
    reduced(file).then(
      (blob) => {
        if (isGone) return;
        picture.current = blob;
        address = URL.createObjectURL(blob);
        setShown(address);
      },
      () => {
        say(t('“{name}”不是能用的图片。请用 JPEG、PNG、WebP 或 GIF。', { name: file.name }), { wrong: true });
        close();
      },
    );
    return () => {
      isGone = true;
      if (address) URL.revokeObjectURL(address);
    };
  }, []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const blob = picture.current;
    if (!blob || isBusy) return;
    setBusy(true);
    const answer = await attempt(() =>
      api.upload('pictures', blob, nameFor(file.name, blob.type), { 'X-Huibian-Report': editing.report.id }),
    );
    setBusy(false);
    if (!answer) return;
    fresh.set(answer.path, URL.createObjectURL(blob));
    editing.body?.addPicture({ src: answer.path, alt: alt.trim(), caption: caption.trim() });
    close();
    refresh();
    // The dialog gives the focus back when it has gone; then the block is left and saved.
    setTimeout(() => editing.flush());
  };
  return html`<${Dialog} title=${t('放一张图片')} close=${close}><form onSubmit=${submit}>
    <div class="newpic">${shown ? html`<img src=${shown} alt=""/>` : html`<p class="note">${t('正在读……')}</p>`}</div>
    <p class="note">${t('长边缩到1600点以内，相机写进去的地点、机型都已去掉。原照片不动。')}</p>
    <${Field} label=${t('这张图画的是什么')} hint=${t('看不见图的人听这段文字；网站发布前要写好')}><input type="text" autocomplete="off" autofocus value=${alt} onInput=${(/** @type {any} */ event) => setAlt(event.target.value)}/><//>
    <${Field} label=${t('图注')} hint=${t('印在图下面的字，可以不写')}><input type="text" autocomplete="off" value=${caption} onInput=${(/** @type {any} */ event) => setCaption(event.target.value)}/><//>
    <footer><button class="main" disabled=${!shown || isBusy}>${alt.trim() ? t('放进正文') : t('先放进去，文字以后写')}</button><button type="button" onClick=${close}>${t('不放')}</button></footer></form><//>`;
}
