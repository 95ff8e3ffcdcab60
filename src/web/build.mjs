// Builds the scripts and styles of the default theme and of the preview.
//
//   node build.mjs            writes them
//   node build.mjs --check    fails if those that are committed are others
//
// What is built is committed, since whoever builds huibian has Rust only. Of each
// it says the bytes that a server sends (gzip), and fails above the budget.

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { minify } from 'terser';

const here = import.meta.dirname;
const repository = path.resolve(here, '../..');

// Oldest browsers: those with \p{…} in regular expressions, of 2018. A preview is
// for whoever writes, in a browser of today.
const FILES = [
  { from: 'search/main.js', to: 'themes/default/assets/search.js', target: 'es2018', budget: 11_776 },
  { from: 'page/main.js', to: 'themes/default/assets/hui.js', target: 'es2018', budget: 2_300 },
  { from: 'preview/main.js', to: 'src/serve/preview.js', target: 'es2022', budget: 9_500 },
  { from: 'styles/style.css', to: 'themes/default/assets/style.css', budget: 7_000 },
  { from: 'styles/overview.css', to: 'themes/default/assets/overview.css', budget: 2_500 },
  { from: 'styles/search.css', to: 'themes/default/assets/search.css', budget: 1_250 },
];

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

/** @param {{ from: string, target?: string }} file */
async function made({ from, target }) {
  const notice = `/* huibian; built from src/web/${from.replace('/main.js', '')} */`;
  const isStyle = from.endsWith('.css');
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [from],
    bundle: true,
    charset: 'utf8',
    minify: isStyle,
    minifySyntax: true,
    format: isStyle ? undefined : 'iife',
    target,
    plugins: [styles],
    write: false,
  });
  const [{ text }] = outputFiles;
  // The space before the value of a custom property is kept by esbuild, not by browsers.
  if (isStyle) return `${notice}\n${text.replace(/(--[\w-]+:) /g, '$1')}`;
  const { code } = await minify(text, {
    ecma: target === 'es2018' ? 2018 : 2020,
    toplevel: true,
    compress: { passes: 3, pure_getters: true },
    format: { preamble: notice },
  });
  return `${code}\n`;
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
