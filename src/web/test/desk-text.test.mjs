// Every sentence of the desk has its English, with the same values in it, and no English is left over.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const desk = path.resolve(import.meta.dirname, '../desk');

/** A bundle's own sources, and its own table. @type {[string, (file: string) => boolean][]} */
const PARTS = [
  ['', (file) => !file.startsWith('report/')],
  ['report/', (file) => file.startsWith('report/')],
];

/** @param {string} text */
const values = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

for (const [folder, belongs] of PARTS) {
  const sources = readdirSync(desk, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.js') && belongs(file));
  if (!sources.length) continue;
  const texts = sources.map((file) => readFileSync(path.join(desk, file), 'utf8'));
  const said = new Set(texts.flatMap((text) => [...text.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)*)'/g)].map(([, sentence]) => sentence)));

  test(`the English of desk/${folder}`, () => {
    const file = path.join(desk, folder, 'en.json');
    const english = JSON.parse(readFileSync(file, 'utf8'));
    assert.deepEqual(
      [...said].filter((sentence) => !english[sentence]),
      [],
      'sentences without English',
    );
    assert.deepEqual(
      Object.keys(english).filter((sentence) => !said.has(sentence)),
      [],
      'English that nobody says',
    );
    for (const [sentence, words] of Object.entries(english)) {
      for (const half of words.split(' | ')) assert.deepEqual(values(half), values(sentence), `values of “${sentence}” in “${half}”`);
    }
  });

  test(`desk/${folder} says nothing but through the table`, () => {
    for (const [place, text] of texts.entries()) {
      const code = text
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/^\s*\/\/.*$/gm, '')
        .replace(/\bt\(\s*'(?:[^'\\]|\\.)*'/g, '');
      assert.deepEqual(
        [...code.matchAll(/[^'"`>]{0,20}\p{Script=Han}+/gu)].map(([words]) => words).filter((words) => !ALLOWED.test(words)),
        [],
        sources[place],
      );
    }
  });
}

/** The seal of a publication without a title, names of characters in patterns, the other language's own name. */
const ALLOWED = /汇编|中文|县市区|市县|[a-z]\p{Script=Han}/u;
