// Makes the parts in this folder of style sheets that are one file each, a rule a
// line: what themes/default/assets had before they were built. For merging a
// change of those files; afterwards this file goes.
//
//   node styles/split.mjs FOLDER    with style.css, overview.css, search.css

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ name: string, start: RegExp, title: string }} Part begins at the first line that matches */

/** @type {Record<string, Part[]>} */
const SHEETS = {
  style: [
    {
      name: 'fonts',
      start: /^\/\* full-width quotes/,
      title: 'Quotation marks and dots as wide as characters, where the face of the text has narrow ones.',
    },
    {
      name: 'base',
      start: /^\*,::before/,
      title: 'Elements, as they are everywhere. One name in a selector, so that any class comes first.',
    },
    { name: 'links', start: /^\.plain/, title: 'Links, buttons, and what is hidden.' },
    {
      name: 'type',
      start: /^\.head h1,\.hero h1/,
      title: 'The three voices: song for names and titles, hei for what is said about them, kai for summaries.',
    },
    { name: 'frame', start: /^\.figs>div,\.cards>div,\.side/, title: 'The frame of every page: head, foot, path, sections.' },
    { name: 'items', start: /^\.kick i\{/, title: 'Reports in lists, and the one that leads.' },
    { name: 'figures', start: /^\.figs,\.cards\{/, title: 'Figures as numbers, cards and small charts.' },
    { name: 'tables', start: /^\.hon\{/, title: 'Honours and tables.' },
    { name: 'report', start: /^\.leaf\{/, title: 'The page of a report around its text: title, contents, colophon.' },
    { name: 'prose', start: /whole characters per line/, title: 'The text of a report: whole characters a line, headings by GB/T 9704.' },
    { name: 'home', start: /^\.hero,\.news/, title: 'The home page: the shelf of years and the ways in.' },
    { name: 'indexes', start: /^\.tree\{/, title: 'Trees, topics, time lines, letters: the pages that list.' },
    { name: 'media', start: /^@media \(max-width:43\.9rem\)/, title: 'By the width of the window; motion; the reader’s own colours.' },
    { name: 'print', start: /^\/\* A4/, title: 'On A4, 40 characters a line.' },
  ],
  overview: [
    {
      name: 'figures',
      start: /^\.un\{/,
      title: 'Charts are drawn in hundredths of the width and in pixels down, so that words and dots keep their size from 320 to 1920 px.',
    },
    { name: 'marks', start: /^\.b,\.k\{/, title: 'What charts are drawn of.' },
    { name: 'tables', start: /^\.mt small/, title: 'Tables of metrics, ranks, and what editors put before them.' },
    { name: 'heat', start: /^\.heat\{/, title: 'The matrix of topics and years; regions; photographs.' },
    {
      name: 'media',
      start: /^@media \(max-width:43\.9rem\)/,
      title: 'By the width of the window or the chart, the reader’s own colours, paper.',
    },
  ],
  search: [],
};
const TITLES = {
  style: 'The style of every page.',
  overview: 'Charts and tables of the pages that conclude.',
  search: 'The form of the search, its suggestions, its results. Loaded where they are.',
};

const from = process.argv[2];
const here = import.meta.dirname;
for (const [sheet, parts] of Object.entries(SHEETS)) {
  const css = readFileSync(path.join(from, `${sheet}.css`), 'utf8');
  if (parts.length === 0) {
    write(`${sheet}.css`, TITLES[/** @type {keyof TITLES} */ (sheet)], css.replace(/^\/\*[\s\S]*?\*\/\n/, ''));
    continue;
  }
  rmSync(path.join(here, sheet), { recursive: true, force: true });
  const starts = parts.map(({ name, start }) => {
    const at = css.split('\n').findIndex((line) => start.test(line));
    if (at < 0) throw new Error(`${sheet}.css: nothing begins ${name}`);
    return at;
  });
  if (starts.some((at, place) => place > 0 && at <= starts[place - 1])) throw new Error(`${sheet}.css: parts are out of order: ${starts}`);
  const lines = css.split('\n');
  const imports = [{ file: `${sheet}/tokens.css`, layer: ' layer(tokens)' }];
  const tokens = lines
    .slice(0, starts[0])
    .join('\n')
    .replace(/^\/\*[\s\S]*?\*\/\n/, '');
  write(
    `${sheet}/tokens.css`,
    'Values that have a name; colours by day and by night. What light-dark() becomes, see build.mjs.',
    joined(tokens),
  );
  parts.forEach(({ name, title }, place) => {
    const text = lines
      .slice(starts[place], starts[place + 1])
      .join('\n')
      .replace(/^\/\* (full-width|whole|A4).*\*\/\n/m, '');
    write(`${sheet}/${name}.css`, title, text);
    imports.push({ file: `${sheet}/${name}.css`, layer: name === 'fonts' ? '' : name === 'base' ? ' layer(base)' : ' layer(components)' });
  });
  const head = sheet === 'style' ? '@layer tokens, base, components;\n\n' : '';
  write(
    `${sheet}.css`,
    TITLES[/** @type {keyof TITLES} */ (sheet)],
    head + imports.map(({ file, layer }) => `@import './${file}'${layer};`).join('\n'),
  );
}

/**
 * The tokens of day and night as one: `light-dark(day, night)`.
 * @param {string} css
 */
function joined(css) {
  const block = /^:root\{([^}]*)\}/.exec(css);
  const nights = [...css.matchAll(/(?:\(prefers-color-scheme:dark\)|@media screen)\{[^{]*\{([^}]*)\}\}/g)];
  if (!block || nights.length !== 2 || nights[0][1] !== nights[1][1]) throw new Error('tokens are not as they were');
  const dark = new Map(declarations(nights[0][1]));
  const day = declarations(block[1]).filter(([name]) => name !== 'color-scheme');
  const both = day.map(([name, value]) => `${name}:${dark.has(name) ? `light-dark(${value},${dark.get(name)})` : value};`);
  const scheme = dark.has('color-scheme') ? 'color-scheme:light dark;' : '';
  const missing = [...dark.keys()].filter((name) => name !== 'color-scheme' && !day.some(([other]) => other === name));
  if (missing.length > 0) throw new Error(`only by night: ${missing}`);
  const rest = css.slice(block[0].length).replace(/@media screen(?: and \(prefers-color-scheme:dark\))?\{[^{]*\{[^}]*\}\}/g, '');
  return `:root{${both.join('')}${scheme}}\n${rest.trim()}`;
}

/** @param {string} block @returns {[name: string, value: string][]} */
function declarations(block) {
  return block
    .split(';')
    .map((declaration) => declaration.trim())
    .filter(Boolean)
    .map((declaration) => {
      const at = declaration.indexOf(':');
      return [declaration.slice(0, at), declaration.slice(at + 1)];
    });
}

/**
 * @param {string} file
 * @param {string} title
 * @param {string} css
 */
function write(file, title, css) {
  const target = path.join(here, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `/* ${title} */\n\n${css.trim()}\n`);
}
