// The laboratory: a home folder with secrets and a publication in it, the
// commands run on that with limits, and what they did to it.
//
//   HOME/.bashrc, .ssh/key, outside/…   not the publication's: read by nobody, written by nobody
//   HOME/pub/                           the publication, with .git/config, .env, .secret/, notes.txt
//   HOME/out/site/                      where the site goes
//   HOME/inbox/                         what is imported

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, constants, existsSync, lstatSync, lutimesSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Seconds and MB that a command may take. The hard limits only end what would not end by itself, as patience does with what uses no CPU. */
export const LIMITS = { cpu: 5, memory: 512, hardCpu: 20, hardMemory: 2048, patience: 10 };

const LONG_AGO = 1_000_000_000; // a read sets a time of access that is before the time of change, relatime too
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A picture of one pixel. */
export const picture = PNG;

/** A report that any check finds a comma to mend in. */
export const report = (front = '', body = '支部有党员38名,这一年主要做了两件事。', title = '年度总结') =>
  `---\ntitle: ${title}\nbranch: 甲医院/第一支部\nyear: 2023\n${front}---\n\n${body}\n`;

/** Makes a home with a publication that has nothing wrong; `token` is in every secret, and nowhere else. */
export class Lab {
  constructor(home, token) {
    Object.assign(this, { home, token, pub: path.join(home, 'pub'), site: path.join(home, 'out/site') });
    const secret = (name) => `${token}x${name.replace(/[^a-z]/g, '')}`;
    const write = (name, text) => put(path.join(home, name), text);
    write('.bashrc', `export TOKEN=${secret('bashrc')}\n`);
    write('.ssh/key', `${secret('key')}\n`);
    write('pub/.git/config', `[http]\n\textraheader = ${secret('git')}\n`);
    write('pub/.env', `TOKEN=${secret('env')}\n`);
    write('pub/.secret/hidden.md', report('', secret('hidden'), secret('hidden')));
    write('pub/notes.txt', `${secret('notes')}\n`);
    write('outside/secret.md', report('', secret('md'), secret('md')));
    for (const kind of ['txt', 'pdf', 'html', 'css']) write(`outside/secret.${kind}`, `${secret(kind)}\n`);
    write('outside/secret.yaml', `title: ${secret('yaml')}\n`);
    write('outside/list.yaml', `- {id: leak, name: ${secret('list')}}\n`);
    write('outside/secret.png', Buffer.concat([PNG, Buffer.from(secret('png'))]));
    write('outside/content/site.yaml', `title: ${secret('site')}\n`);
    write('outside/content/reports/a.md', report('', `${secret('report')}，有党员38名,两件事。`, secret('report')));
    write('outside/theme/templates/404.html', secret('template'));
    write('outside/theme/assets/leak.css', `/* ${secret('asset')} */`);
    mkdirSync(path.join(home, 'empty'));
    write('inbox/zongjie.txt', '第一支部2023年工作总结\n\n一、学习\n\n支部有党员38名，全年讲党课12次。\n');
    write('inbox/page.html', '<h1>第一支部2023年工作总结</h1><p>讲课12次。<img src=x onerror="__pwned()"><script>__pwned()</script><a href="javascript:__pwned()">甲</a></p>');
    this.put('content/site.yaml', 'title: 汇编\nbase_url: https://example.org/\n');
    this.put('content/reports/a.md', report());
    this.put('content/pages/about.md', '---\ntitle: 关于\n---\n\n说明。\n');
    mkdirSync(path.join(home, 'out'));
  }

  /** Writes a file of the publication. Names may be bytes. */
  put = (name, text) => put(typeof name === 'string' ? path.join(this.pub, name) : Buffer.concat([Buffer.from(`${this.pub}/`), name]), text);
  remove = (name) => rmSync(path.join(this.pub, name), { recursive: true, force: true });

  /** Makes a link at a place of the publication, in place of what is there; a target that is not absolute counts from the home. */
  link = (name, target) => {
    const at = path.join(this.pub, name);
    rmSync(at, { recursive: true, force: true });
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(path.isAbsolute(target) ? target : `${path.relative(path.dirname(at), this.home) || '.'}/${target}`, at);
  };
  /** A link with exactly this text. */
  rawLink = (name, text) => {
    const at = path.join(this.pub, name);
    rmSync(at, { recursive: true, force: true });
    mkdirSync(path.dirname(at), { recursive: true });
    symlinkSync(text, at);
  };
  fifo = (name) => {
    mkdirSync(path.dirname(path.join(this.home, name)), { recursive: true });
    spawnSync('mkfifo', [path.join(this.home, name)]);
  };
  /** Only root may make a device; for others it is a pipe. */
  device = (name) => {
    if (spawnSync('mknod', [path.join(this.home, name), 'c', '1', '5'], { stdio: 'ignore' }).status !== 0) this.fifo(name);
  };
  socket = (name) => {
    // A process that is killed leaves its socket behind.
    const script = 'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))';
    spawnSync(process.execPath, ['-e', script, path.basename(name)], { cwd: path.dirname(path.join(this.home, name)) });
  };

  /** Lays the traps: call when all is written. */
  watch() {
    this.watched = this.everything().filter((name) => /^(outside|empty|\.bashrc|\.ssh|pub\/(\.git|\.env|\.secret|notes))(\/|$)/.test(name));
    this.before = this.snapshot();
    this.arm();
  }
  arm() {
    for (const name of this.watched) if (existsSync(path.join(this.home, name))) lutimesSync(path.join(this.home, name), LONG_AGO, LONG_AGO + 1000);
    for (const name of this.watched) this.before.set(name, look(path.join(this.home, name)));
  }

  /** Everything below the home but the site, parents first; follows no link. */
  everything() {
    const found = [];
    const walk = (folder) => {
      for (const entry of readdirSync(this.bytes(folder), { encoding: 'buffer' })) {
        const name = path.join(folder, entry.toString('latin1')); // bytes, one a character
        if (name === 'out' || name === 'pub/public' || name.startsWith('pub/.public')) continue;
        found.push(name);
        if (lstatSync(this.bytes(name)).isDirectory()) walk(name);
      }
    };
    walk('');
    return found;
  }
  bytes = (name) => Buffer.concat([Buffer.from(`${this.home}/`), Buffer.from(name, 'latin1')]);
  snapshot() {
    return new Map(this.everything().map((name) => [name, look(this.bytes(name))]));
  }

  /** What a command did to the home that it must not have done, as `[kind, sentence]`; then lays the traps again. */
  damage(command) {
    const faults = [];
    for (const name of this.watched) {
      const at = path.join(this.home, name);
      if (keepsAccess && existsSync(at) && lstatSync(at).atimeMs !== LONG_AGO * 1000) faults.push(['read', `${command} reads ${name}`]);
    }
    const after = this.snapshot();
    for (const name of new Set([...this.before.keys(), ...after.keys()])) {
      const [old, now] = [this.before.get(name), after.get(name)];
      if (old?.all !== now?.all && !mayChange(command, name, old, now)) {
        faults.push(['changed', `${command} ${old ? (now ? 'changes' : 'removes') : 'makes'} ${JSON.stringify(name)}`]);
      }
    }
    this.before = after;
    this.arm();
    return faults;
  }

  /** Secrets in a text. */
  secretsIn(text) {
    const found = new Set(Array.from(text.matchAll(new RegExp(`${this.token}x?[a-z]*`, 'g')), ([token]) => token.slice(this.token.length + 1) || '…'));
    if (/root:[^:\n]*:0:0:|root:\*:\d{5}/.test(text)) found.add('etc');
    return [...found];
  }
}

/** What a command may change: a fix mends files in place, an import and `new` add reports, nothing else touches content or themes. */
function mayChange(command, name, old, now) {
  if (name === '') return true;
  if (!/^pub(\/|$)/.test(name) || /^pub\/(\.git|\.env|\.secret|notes)/.test(name)) return false;
  if (!/^pub\/(content|themes)(\/|$)/.test(name)) return true;
  if (!name.startsWith('pub/content')) return false;
  if (command === 'fix') return old !== undefined && old.kind === now?.kind && old.kind !== 'link';
  if (command === 'import' || command === 'new') return old === undefined ? name.startsWith('pub/content/reports') && ['file', 'folder'].includes(now.kind) : old.kind === 'folder' && now?.kind === 'folder';
  return false;
}

function put(file, text) {
  mkdirSync(typeof file === 'string' ? path.dirname(file) : file.subarray(0, file.lastIndexOf(0x2f)), { recursive: true });
  writeFileSync(file, text);
}

function look(file) {
  const stat = lstatSync(file, { bigint: true });
  const kind = stat.isSymbolicLink() ? 'link' : stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'special';
  let what = '';
  if (kind === 'link') what = readlinkSync(file);
  if (kind === 'file' && stat.size < 4_000_000n) what = createHash('sha256').update(quietly(file)).digest('hex');
  return { kind, all: [kind, stat.mode, stat.size, kind === 'link' ? '' : stat.mtimeNs, what].join(' ') };
}

/** Reads a file and leaves its time of access. */
function quietly(file) {
  const handle = openSync(file, constants.O_RDONLY | (constants.O_NOATIME ?? 0));
  try {
    return readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whether reads can be told here; some disks keep no times of access. */
export let keepsAccess = false;
export function probeAccess(folder) {
  const file = path.join(folder, 'probe');
  writeFileSync(file, 'x');
  const fresh = () => lutimesSync(file, LONG_AGO, LONG_AGO + 1000);
  const seen = () => lstatSync(file).atimeMs !== LONG_AGO * 1000;
  fresh();
  quietly(file);
  const silent = !seen();
  readFileSync(file);
  keepsAccess = silent && seen();
}

/** Runs the program under limits: `{ status, stdout, stderr, cpu, memory, hangs }`, CPU in seconds, memory in MB. */
export function run(binary, args, { home, patience = LIMITS.patience, started } = {}) {
  const usage = path.join(home, 'out', `usage-${args[0]}`);
  const child = spawn(
    'time',
    ['-q', '-f', '%U %S %M', '-o', usage, 'prlimit', `--cpu=${LIMITS.hardCpu}`, `--as=${LIMITS.hardMemory * 1024 * 1024}`, '--core=0', binary, ...args],
    { cwd: home, env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8');
    child[stream].on('data', (text) => {
      if (said[stream].length < 4_000_000) said[stream] += text;
      started?.(said.stdout + said.stderr, end);
    });
  }
  // `time` ignores these two itself, and so lives to tell what was used.
  const end = (signal = 'SIGINT') => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // it has ended
    }
  };
  // Slow is not hanging: on a busy machine all is slow. What hangs uses nothing.
  let [used, still] = ['', 0];
  const hangs = () => still > patience * 4;
  const watch = setInterval(() => {
    const now = ticks(child.pid);
    if (hangs()) end('SIGKILL');
    still = now === used || hangs() ? still + 1 : 0;
    used = now;
    if (hangs()) end('SIGQUIT');
  }, 250);
  return new Promise((done, fail) => {
    child.on('error', (error) => fail(new Error(`cannot run “time” (apt-get install time): ${error.message}`)));
    child.on('close', (status) => {
      clearInterval(watch);
      const [user, system, peak] = (existsSync(usage) ? readFileSync(usage, 'utf8') : '').trim().split('\n').at(-1).split(' ').map(Number);
      rmSync(usage, { force: true });
      done({ status, ...said, cpu: (user || 0) + (system || 0), memory: (peak || 0) / 1024, hangs: hangs() });
    });
  });
}

/** The CPU that the children of a process have used, as the system counts it. */
function ticks(pid) {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return children.map((child) => readFileSync(`/proc/${child}/stat`, 'utf8').split(') ').at(-1).split(' ').slice(11, 13)).join();
  } catch {
    return 'not yet, or no more';
  }
}
