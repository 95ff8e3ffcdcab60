// Layers are taken away when styles are built; it must come to the same with them.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const styles = path.resolve(import.meta.dirname, '../styles');
const read = (/** @type {string} */ file) => readFileSync(path.join(styles, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
const LAYERS = ['tokens', 'base', 'components'];
const entries = readdirSync(styles).filter((file) => file.endsWith('.css'));

/** What stands before the braces, at-rules too. @param {string} css */
const heads = (css) => [...css.matchAll(/([^{};]+)\{/g)].map(([, head]) => head.trim());

test('parts stand in the order of their layers, and each part is in a sheet', () => {
  const used = new Set(entries);
  for (const entry of entries) {
    const parts = [...read(entry).matchAll(/@import "\.\/(.*?)"(?: layer\((\w+)\))?;/g)];
    const layers = parts.map(([, , layer]) => LAYERS.indexOf(layer)).filter((place) => place >= 0);
    assert.deepEqual(layers, [...layers].sort(), entry);
    for (const [, file] of parts) used.add(file);
  }
  const all = readdirSync(styles, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.css'));
  assert.deepEqual(
    all.filter((file) => !used.has(file.replaceAll(path.sep, '/'))),
    [],
  );
});

test('what yields to classes has none: elements one by one', () => {
  for (const head of heads(read('style/base.css'))) {
    for (const selector of head.split(',')) assert.match(selector.trim(), /^(\*|[a-z][a-z0-9]*|::[a-z]+)$/, head);
  }
});

test('tokens are nothing else, and have a value by night where they have one by day', () => {
  for (const sheet of ['style', 'overview']) {
    const css = read(`${sheet}/tokens.css`);
    for (const head of heads(css)) assert.match(head, /^(:root|html:lang\(en\))$/);
    for (const [, name] of css.matchAll(/^\s+([\w-]+):/gm)) assert.match(name, /^(--[\w-]+|color-scheme)$/);
    for (const [color] of css.matchAll(/light-dark\([^)]*\)/g)) assert.match(color, /^light-dark\(#[0-9a-f]{3,6}, #[0-9a-f]{3,6}\)$/);
  }
});
