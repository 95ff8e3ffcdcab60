/** Before it is sent: a look at what is in it; then where to, a trial, and what was sent. */

import { api } from '../api.js';
import { attempt, changed, copy, did, prefer, preference, publication, say, state, useData, useStore } from '../store.js';
import { size, t, when } from '../text.js';
import { AskName, Field, html, useEffect, useRef, useState, Waiting } from '../ui.js';
import { FolderPick } from './start.js';

/** @import { Checks, Done, Problem, Queue, Reports, Target, Targets, Work } from '../api.js' */

/** @returns {Record<string, [name: string, what: string]>} */
const targets = () => ({
  folder: [t('文件夹或 U 盘'), t('拷给内网，或双击首页就能看')],
  zip: [t('压缩包'), t('一个带日期的文件，附校验码')],
  sftp: ['SFTP', t('单位的网站服务器')],
  webdav: ['WebDAV', t('网盘、NAS')],
  s3: [t('对象存储'), t('阿里云、腾讯云、华为云等')],
  git: ['Git', t('Gitee、GitHub 的网页服务')],
});

/** What is asked of a target; `secret` is sent once and never kept. @returns {Record<string, [field: string, label: string, example: string][]>} */
const forms = () => ({
  folder: [['path', t('放在'), '']],
  zip: [['path', t('存在哪个文件夹'), '']],
  sftp: [
    ['host', t('服务器'), '10.20.3.8'],
    ['user', t('用户'), 'www'],
    ['path', t('文件夹'), '/var/www/huibian'],
  ],
  webdav: [
    ['url', t('地址'), 'https://nas.example.cn/dav/'],
    ['user', t('用户'), ''],
    ['secret', t('密码'), ''],
  ],
  s3: [
    ['endpoint', t('地址'), 'https://oss-cn-beijing.aliyuncs.com'],
    ['bucket', t('桶'), ''],
    ['region', t('地区'), 'cn-beijing'],
    ['key', t('密钥编号'), ''],
    ['secret', t('密钥'), ''],
  ],
  git: [
    ['remote', t('仓库'), 'git@gitee.com:chengjiang/huibian.git'],
    ['branch', t('分支'), 'pages'],
  ],
});

/** @typedef {'good' | 'see' | 'stop'} Mark */

/** @param {{ mark: Mark, children?: any, act?: any }} props */
function Check({ mark, children, act }) {
  const sign = { good: t('好'), see: t('看'), stop: t('停') }[mark];
  return html`<li class=${mark}><span class="mark">${sign}</span><span>${children}</span>${act ?? ''}</li>`;
}

/** What comes before “final”; what was withdrawn stays so. */
const UNPUBLISHED = ['draft', 'first-review', 'second-review', 'final-review'];

/** Sends all reports that are none yet on to “final”. @param {{ drafts: number }} props */
function PublishAll({ drafts }) {
  const [isBusy, setBusy] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const all = async (/** @type {string} */ by) => {
    const lists = await Promise.all(
      UNPUBLISHED.map((from) => /** @type {Promise<Reports>} */ (api.get(`reports?state=${from}&count=1000`))),
    );
    const ops = lists.flatMap(({ items }) => items.map(({ id }) => ({ report: id, act: 'state', key: 'published', text: by })));
    return /** @type {Done} */ (await api.post('queue', { ops }));
  };
  const act = async (/** @type {string} */ by) => {
    setBusy(true);
    const done = await attempt(() => all(by));
    setBusy(false);
    changed();
    if (done?.done) did(t('{n}篇转为定稿', { n: done.done }), done.undo);
    if (done?.failed.length) say(t('{n}处没有办成：{why}', { n: done.failed.length, why: done.failed[0].say }), { wrong: true });
  };
  const ask = () => {
    const by = preference('name');
    if (by) act(by);
    else setAsking(true);
  };
  return html`<button type="button" disabled=${isBusy} onClick=${ask}>${t('这{n}篇都定稿', { n: drafts })}</button>${
    isAsking
      ? html`<${AskName} close=${() => setAsking(false)} done=${(/** @type {string} */ by) => {
          prefer('name', by);
          setAsking(false);
          act(by);
        }}/>`
      : ''
  }`;
}

/** Where its words stand. @param {Pick<Problem, 'report' | 'say'>} problem */
const placeOf = ({ report, say }) => `#/report/${report}/${encodeURIComponent(say)}`;

/** The first of them, and where they are. @param {{ problems: Problem[] }} props */
const Few = ({ problems }) =>
  html`${problems.slice(0, 5).map(({ report, title, say }, place) => html`<small key=${place}>${report ? html`<a href=${placeOf({ report, say })}>${title || t('未命名')}</a>　` : ''}${say}</small>`)}${problems.length > 5 ? html`<small>${t('另有{n}处', { n: problems.length - 5 })}</small>` : ''}`;

/** @param {{ checks: Checks, reports: Reports, counts: Queue['counts'] }} props `counts`: as everywhere, those of the list */
function List({ checks, reports, counts: { open, finding, alt, broken } }) {
  const count = (/** @type {string} */ name) => reports.facets.state.find(([value]) => value === name)?.[1] ?? 0;
  const out = count('published');
  const drafts = UNPUBLISHED.reduce((sum, name) => sum + count(name), 0);
  const mend = (/** @type {Problem[]} */ problems) => {
    const first = problems.length > 1 ? undefined : problems.find(({ report, title }) => report && title);
    return html`<a class="btn" href=${first ? placeOf(first) : `#/home/${broken ? 'broken' : 'finding'}`}>${t('去改')}</a>`;
  };
  const publishAll = drafts ? html`<${PublishAll} drafts=${drafts}/>` : '';
  return html`<ul class="checks">
    ${out ? html`<${Check} mark=${drafts ? 'see' : 'good'} act=${publishAll}>${drafts ? t('{n}篇会登出，{m}篇还没有定稿，这次不登', { n: out, m: drafts }) : t('{n}篇会登出', { n: out })}<//>` : html`<${Check} mark="stop" act=${publishAll}>${t('没有定稿的报告，网站会是空的')}<//>`}
    ${checks.waiting.length ? html`<${Check} mark="see" act=${mend(checks.waiting)}>${t('没有定稿的里，{n}处个人信息，或写着不公开的话', { n: checks.waiting.length })}<${Few} problems=${checks.waiting}/><//>` : ''}
    ${checks.errors.length ? html`<${Check} mark="stop" act=${mend(checks.errors)}>${t('{n}处差错', { n: checks.errors.length })}<${Few} problems=${checks.errors}/><//>` : out ? html`<${Check} mark="good">${t('没有差错')}<//>` : ''}
    ${checks.private.length ? html`<${Check} mark="stop" act=${mend(checks.private)}>${t('{n}处个人信息，或写着不公开的话', { n: checks.private.length })}<${Few} problems=${checks.private}/><//>` : out ? html`<${Check} mark="good">${t('登出的没有个人号码，也没有写着不公开的话')}<//>` : ''}
    ${finding || alt ? html`<${Check} mark="see" act=${html`<a class="btn" href=${`#/home/${finding ? 'finding' : 'alt'}`}>${t('去看')}</a>`}>${[finding && t('还有{n}处问题没有处理', { n: finding }), alt && t('图片{n}张没有说明', { n: alt })].filter(Boolean).join(t('，'))}<//>` : ''}
    ${open ? html`<${Check} mark="see" act=${html`<a class="btn" href="#/home">${t('去看')}</a>`}>${t('{n}处待核，不登出', { n: open })}<//>` : html`<${Check} mark="good">${t('没有待核')}<//>`}
    <${Check} mark="good">${t('{n}个文件，{size}', { n: checks.files, size: size(checks.bytes) })}<//></ul>`;
}

/** @param {{ result: NonNullable<Work['result']>, isDone: boolean }} props */
const Receipt = ({ result, isDone }) => html`<table class="rt small"><caption>${isDone ? t('改了什么') : t('会改什么')}</caption><tbody>
    <tr><th scope="row">${t('新增')}</th><td class="num">${result.new}</td></tr><tr><th scope="row">${t('改动')}</th><td class="num">${result.changed}</td></tr><tr><th scope="row">${t('删去')}</th><td class="num">${result.removed}</td></tr>
    <tr><th scope="row">${t('要送的')}</th><td class="num">${size(result.bytes)}</td></tr></tbody></table>`;

/** Where it goes if nobody has said: beside the publication, never into it. @param {string} kind @returns {Record<string, string>} */
function proposed(kind) {
  const { path } = publication();
  if (kind === 'folder') return { path: `${path}-${t('网站')}` };
  return kind === 'zip' ? { path: path.replace(/[\\/][^\\/]*$/, '') || path } : {};
}

const ASK_AGAIN_MS = 250;
/** What may be left open: a key of the system may do. */
const OPTIONAL = ['user', 'secret', 'region'];

export function Publish() {
  useStore();
  const checks = useData('publish/check');
  const reports = useData('reports?count=1');
  const kept = useData('targets');
  const queue = useData('queue?kind=open&count=1');
  const [chosen, setKind] = useState('');
  const [written, setWritten] = useState(/** @type {Record<string, Record<string, string>>} */ ({}));
  const [work, setWork] = useState(/** @type {(Work & { dry: boolean, key: string }) | null} */ (null));
  const [isChoosing, setChoosing] = useState(false);
  const [isAnyway, setAnyway] = useState(false);
  const running = useRef('');
  useEffect(
    () => () => {
      running.current = '';
    },
    [],
  );
  const list = /** @type {Checks | undefined} */ (checks.data);
  const rows = /** @type {Reports | undefined} */ (reports.data);
  const known = /** @type {Targets | undefined} */ (kept.data);
  const todo = /** @type {Queue | undefined} */ (queue.data);
  if (!list || !rows || !known || !todo)
    return html`<div class="pub"><h1>${t('发布')}</h1><${Waiting} error=${checks.error ?? reports.error ?? kept.error ?? queue.error}>${t('正在查看全部报告……')}<//></div>`;
  const kinds = known.kinds.filter((one) => forms()[one]);
  const kind = chosen || known.last?.kind || kinds[0];
  const form = forms()[kind];
  const fields = /** @type {Record<string, string>} */ ({
    ...proposed(kind),
    ...known.targets.find((one) => one.kind === kind),
    ...written[kind],
  });
  const isWhole = form.every(([name]) => OPTIONAL.includes(name) || fields[name]?.trim());
  const isEmpty = !rows.facets.state.some(([name, count]) => name === 'published' && count);
  const hasErrors = list.errors.length + list.private.length > 0;
  const isStopped = isEmpty || (hasErrors && !isAnyway);
  const isLooking = checks.isStale || reports.isStale;
  const write = (/** @type {string} */ name, /** @type {string} */ value) => {
    setWritten({ ...written, [kind]: { ...written[kind], [name]: value } });
    setWork(null);
  };
  const send = async (/** @type {boolean} */ dry, force = false) => {
    const target = /** @type {Target} */ ({ ...Object.fromEntries(form.map(([name]) => [name, fields[name]?.trim() ?? ''])), kind });
    await attempt(async () => {
      const { secret: _, ...open } = target;
      await api.put('targets', { targets: [open, ...known.targets.filter((one) => one.kind !== kind)] });
      const { job } = await api.post('publish', { target, dry, anyway: isAnyway, force });
      running.current = job;
      for (;;) {
        const now = /** @type {Work} */ (await api.get(`jobs/${job}`));
        if (running.current !== job) return;
        setWork({ ...now, dry, key: job });
        if (now.state !== 'running') break;
        await new Promise((later) => setTimeout(later, ASK_AGAIN_MS));
      }
      kept.reload();
    });
  };
  const progress = work ? (state.progress.get(work.key) ?? work) : null;
  return html`<div class="pub"><h1>${t('发布')}</h1><div class="cols">
    <section aria-labelledby="c1"><h2 id="c1" class="ww">${t('一、发布前看一眼')}</h2><${List} checks=${list} reports=${rows} counts=${todo.counts}/><p class="note">${t('“停”要先办，“看”不妨碍发布。')}</p></section>
    <section aria-labelledby="c2"><h2 id="c2" class="ww">${t('二、送到哪里')}</h2><fieldset class="targets"><legend class="vh">${t('送到哪里')}</legend>${kinds.map(
      (id) => {
        const [name, what] = targets()[id];
        return html`<label key=${id} class=${kind === id ? 'on' : ''}><input type="radio" name="target" checked=${kind === id} onChange=${() => {
          setKind(id);
          setWork(null);
        }}/><b>${name}</b><small>${what}</small></label>`;
      },
    )}</fieldset>
      <div class="tform">${form.map(([name, label, example]) =>
        name === 'path' && (kind === 'folder' || kind === 'zip')
          ? html`<div class="field" key=${kind + name}><span id="where">${label}</span><span class="with"><input type="text" class="path" aria-labelledby="where" autocomplete="off" spellcheck="false" value=${fields[name] ?? ''} onInput=${(/** @type {any} */ event) => write(name, event.target.value)}/><button type="button" onClick=${() => setChoosing(true)}>${t('选…')}</button></span></div>`
          : html`<${Field} key=${kind + name} label=${label}><input type=${name === 'secret' ? 'password' : 'text'} autocomplete="off" spellcheck="false" placeholder=${example} value=${fields[name] ?? ''} onInput=${(/** @type {any} */ event) => write(name, event.target.value)}/><//>`,
      )}${kind === 'sftp' || kind === 'git' ? html`<p class="note">${t('用这台电脑上已有的密钥登录；密码不写在这里，也不存在汇编里。')}</p>` : form.some(([name]) => name === 'secret') ? html`<p class="note">${t('密码只用这一次，不存下来。')}</p>` : ''}</div></section>
    <section aria-labelledby="c3"><h2 id="c3" class="ww">${t('三、送')}</h2>
      ${
        !work || work.state === 'failed'
          ? html`${
              work?.error
                ? html`<p class="hot" role="alert">${work.error.say}${work.error.help ? html`<small>${work.error.help}</small>` : ''}</p>${
                    (kind === 'folder' || kind === 'zip') && !work.dry
                      ? html`<div class="row"><button type="button" onClick=${() => send(false, true)}>${t('确实放在这里')}</button></div>`
                      : ''
                  }`
                : html`<p>${t('先试一遍，看会改什么。试的时候什么也不动。')}</p><p class="note last" title=${known.last?.path ?? ''}>${known.last ? t('上次：{time}，{path}', { time: when(known.last.at), path: known.last.path }) : ' '}</p>`
            }
        ${!hasErrors || isEmpty ? '' : html`<label class="check"><input type="checkbox" checked=${isAnyway} onChange=${(/** @type {any} */ event) => setAnyway(event.target.checked)}/>${t('标“停”的我都看过了，照样发布')}</label>`}
        <div class="row"><button type="button" disabled=${isEmpty || !isWhole || isLooking} onClick=${() => send(true)}>${t('先试一遍')}</button><button type="button" class="go" disabled=${isStopped || !isWhole || isLooking} onClick=${() => send(false)}>${t('发布')}</button></div>
        ${isLooking ? html`<p class="note" role="status">${t('正在查看全部报告……')}</p>` : isStopped ? html`<p class="hot">${t('还有要先办的事。')}</p>` : isWhole ? '' : html`<p class="note">${t('先写明送到哪里。')}</p>`}`
          : work.state === 'running'
            ? html`<p role="status">${work.say || t('正在送……')}</p><progress max=${Math.max(progress?.of ?? 1, 1)} value=${progress?.n ?? 0} aria-label=${t('发布')}></progress><p class="note">${t('先送新文件，最后换首页；中途断了，网站仍是旧的，再按一次发布就接着送。')}</p>`
            : work.dry
              ? html`${work.result ? html`<${Receipt} result=${work.result} isDone=${false}/>` : ''}<div class="row"><button type="button" class="go" disabled=${isStopped} onClick=${() => send(false)}>${t('照此发布')}</button><button type="button" onClick=${() => setWork(null)}>${t('先不发')}</button></div>`
              : html`<p class="done" role="status"><b>${t('发布好了')}</b></p>${work.result ? html`<${Receipt} result=${work.result} isDone/><p>${t('在这里：')}<span class="path">${work.result.path}</span> <button type="button" onClick=${() => copy(work.result?.path ?? '')}>${t('复制位置')}</button></p>${work.result.digest ? html`<p class="note">${t('校验码')}　<code>${work.result.digest}</code></p>` : ''}` : ''}
            ${kind === 'folder' ? html`<p class="note">${t('打开这个文件夹，双击 index.html 就能看。')}</p>` : ''}<div class="row"><button type="button" onClick=${() => setWork(null)}>${t('好')}</button></div>`
      }</section></div>
    ${
      isChoosing
        ? html`<${FolderPick} title=${t('送到哪里')} choose=${t('放在这里')} from=${fields.path || state.desk?.home || ''} close=${() => setChoosing(false)} done=${(
            /** @type {string} */ path,
          ) => {
            write('path', path);
            setChoosing(false);
          }}/>`
        : ''
    }</div>`;
}
