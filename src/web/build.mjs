// Builds the scripts and styles of the default theme, of the preview and of the desk.
//
//   node build.mjs            writes them
//   node build.mjs --check    fails if those that are committed are others
//
// What is built is committed, since whoever builds huibian has Rust only. Of each
// it says the bytes that a server sends (gzip), and fails above the budget.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const here = import.meta.dirname;
const repository = path.resolve(here, '../..');

/** What a script holds of others, whose licences ask for it to be said. */
const PREACT = `
 * Preact, (c) 2015-present Jason Miller, MIT license: https://github.com/preactjs/preact/blob/main/LICENSE
 * htm, (c) 2018 Google Inc., Apache-2.0: https://www.apache.org/licenses/LICENSE-2.0`;
const PROSEMIRROR = `
 * ProseMirror with orderedmap, rope-sequence and w3c-keyname, (c) 2015-2017 by Marijn Haverbeke and others,
 * MIT license: https://github.com/ProseMirror/prosemirror-view/blob/master/LICENSE`;

// Oldest browsers: those with \p{…} in regular expressions, of 2018. A preview is
// for whoever writes, in a browser of today.
const FILES = [
  { from: 'search/main.js', to: 'themes/default/assets/search.js', target: 'es2018', budget: 11_776 },
  { from: 'page/main.js', to: 'themes/default/assets/hui.js', target: 'es2018', budget: 2_300 },
  { from: 'preview/main.js', to: 'src/serve/preview.js', target: 'es2022', budget: 9_500 },
  { from: 'styles/style.css', to: 'themes/default/assets/style.css', budget: 7_000 },
  { from: 'styles/overview.css', to: 'themes/default/assets/overview.css', budget: 2_700 },
  { from: 'styles/search.css', to: 'themes/default/assets/search.css', budget: 1_250 },
  // The desk: 70 KB for all but the editor of a report, which loads with the first report.
  { from: 'desk/index.html', to: 'src/desk/assets/index.html', budget: 700 },
  { from: 'desk/icon.svg', to: 'src/desk/assets/icon.svg', budget: 300 },
  { from: 'desk/main.js', to: 'src/desk/assets/desk.js', target: 'chrome109', budget: 54_500, holds: PREACT },
  { from: 'desk/styles/desk.css', to: 'src/desk/assets/desk.css', target: 'chrome109', budget: 9_000 },
  { from: 'desk/en.json', to: 'src/desk/assets/en.json', budget: 15_500 },
  { from: 'desk/report/main.js', to: 'src/desk/assets/report.js', target: 'chrome109', budget: 120_000, holds: PROSEMIRROR },
  { from: 'desk/report/report.css', to: 'src/desk/assets/report.css', target: 'chrome109', budget: 8_000 },
].filter(({ from }) => !from.startsWith('desk/report/') || existsSync(path.join(here, from)));

/** @type {import('esbuild').Plugin} */
const styles = {
  name: 'styles',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]styles[\\/].*\.css$/ }, ({ path: file }) => {
      const css = withoutLayers(readFileSync(file, 'utf8'));
      return { contents: file.endsWith('tokens.css') ? byDayAndNight(css) : css, loader: 'css' };
    });
    // Those of a script are its texts; a shadow has a host for a root.
    onLoad({ filter: /panel\.css$/ }, async ({ path: file }) => {
      const { outputFiles } = await build({ entryPoints: [file], bundle: true, minify: true, charset: 'utf8', write: false });
      return { contents: outputFiles[0].text.replace(':root{', ':host{'), loader: 'text' };
    });
  },
};

/**
 * The editor of a report takes from `desk.js` all that both need: one state, one Preact.
 * @type {import('esbuild').Plugin}
 */
const besideDesk = {
  name: 'beside-desk',
  setup({ onResolve }) {
    const beside = (/** @type {string} */ file) => ({ path: `./${file}`, external: true });
    onResolve({ filter: /^(\.\.\/|preact|htm)/ }, ({ path: wanted, importer }) => {
      const folder = path.dirname(importer);
      if (!folder.startsWith(path.join(here, 'desk/report'))) return null;
      const isShared = !wanted.startsWith('.') || path.dirname(path.join(folder, wanted)) === path.join(here, 'desk');
      return isShared ? beside('desk.js') : null;
    });
  },
};

/**
 * Layers say which parts yield to which. Browsers before 2022 would pass over all
 * that is in them, so they are taken away; it comes to the same, since a layer
 * that yields comes first and has names of elements only (test/styles.test.mjs).
 * @param {string} css
 */
function withoutLayers(css) {
  return css.replace(/^@layer [^{;]*;$/m, '').replace(/ layer\(\w+\);$/gm, ';');
}

/**
 * What light-dark(day, night) in `:root` means, for browsers before 2024.
 * @param {string} css
 */
function byDayAndNight(css) {
  return css.replace(/:root \{([^}]*)\}/, (_, block) => {
    const both = /(?<=:)\s*light-dark\(([^,]*), ([^)]*)\)/;
    const day = block.replace(new RegExp(both, 'g'), '$1').replace('light dark', 'light');
    const night = block
      .split(';')
      .filter((/** @type {string} */ declaration) => both.test(declaration) || declaration.includes('color-scheme'))
      .map((/** @type {string} */ declaration) => declaration.replace(both, '$2').replace('light dark', 'dark'))
      .join(';');
    return `:root{${day}}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${night}}}
@media screen{[data-theme=dark]{${night}}}`;
  });
}

/** @param {{ from: string, target?: string, holds?: string }} file */
async function made({ from, target, holds = '' }) {
  if (/\.(html|svg)$/.test(from)) return readFileSync(path.join(here, from), 'utf8');
  if (from.endsWith('.json')) return `${JSON.stringify(english())}\n`;
  const isModule = from.startsWith('desk/');
  const isStyle = from.endsWith('.css');
  const notice = `/* huibian; built from src/web/${from.replace('/main.js', '')}${holds} */`;
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [from],
    bundle: true,
    charset: 'utf8',
    minify: isStyle,
    minifySyntax: true,
    format: isStyle ? undefined : isModule ? 'esm' : 'iife',
    target,
    plugins: [styles, besideDesk],
    write: false,
  });
  const [{ text }] = outputFiles;
  // The space before the value of a custom property is kept by esbuild, not by browsers.
  if (isStyle) return `${notice}\n${text.replace(/(--[\w-]+:) /g, '$1')}`;
  const { code } = await minify(text, {
    ecma: target === 'es2018' ? 2018 : 2020,
    toplevel: true,
    module: isModule,
    compress: { passes: 3, pure_getters: true },
    format: { preamble: notice },
  });
  return `${code}\n`;
}

/** The English of the desk, of all its parts. */
function english() {
  const parts = ['desk/en.json', 'desk/report/en.json'].map((part) => path.join(here, part)).filter(existsSync);
  return Object.assign({}, ...parts.map((part) => JSON.parse(readFileSync(part, 'utf8'))));
}

let isWrong = false;
for (const file of FILES) {
  const built = await made(file);
  const size = gzipSync(built, { level: 9 }).length;
  const output = path.join(repository, file.to);
  console.log(`${file.to}: ${built.length} bytes, ${size} as sent (budget ${file.budget})`);
  if (size > file.budget) fail(`${file.to} is larger than its budget`);
  if (!process.argv.includes('--check')) writeFileSync(output, built);
  else if (readFileSync(output, 'utf8') !== built) fail(`${file.to} is not what its sources build: run npm run build in src/web`);
}
process.exit(isWrong ? 1 : 0);

/** @param {string} message */
function fail(message) {
  console.error(message);
  isWrong = true;
}
