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
import { build, transform } from 'esbuild';
import { minify } from 'terser';

const here = import.meta.dirname;
const repository = path.resolve(here, '../..');

// Oldest browsers: those with \p{…} in regular expressions, of 2018. A preview is
// for whoever writes, in a browser of today.
const FILES = [
  { from: 'search/main.js', to: 'themes/default/assets/search.js', target: 'es2018', budget: 12_000 },
  { from: 'page/main.js', to: 'themes/default/assets/hui.js', target: 'es2018', budget: 2_400 },
  { from: 'preview/main.js', to: 'src/serve/preview.js', target: 'es2022', budget: 9_000 },
];

/** Style sheets that scripts hold are texts. @type {import('esbuild').Plugin} */
const styleTexts = {
  name: 'style texts',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async (file) => {
      const { code } = await transform(readFileSync(file.path, 'utf8'), { loader: 'css', minify: true, charset: 'utf8' });
      return { contents: code, loader: 'text' };
    });
  },
};

/** @param {{ from: string, target: string }} file */
async function script({ from, target }) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [from],
    bundle: true,
    format: 'iife',
    target,
    charset: 'utf8',
    minifySyntax: true,
    plugins: [styleTexts],
    write: false,
  });
  const { code } = await minify(outputFiles[0].text, {
    ecma: target === 'es2018' ? 2018 : 2020,
    toplevel: true,
    compress: { passes: 3, pure_getters: true },
    format: { preamble: `/* huibian; built from src/web/${path.dirname(from)} */` },
  });
  return `${code}\n`;
}

let isWrong = false;
for (const file of FILES) {
  const built = await script(file);
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
