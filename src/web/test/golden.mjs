// The tables of the program, and what it makes of examples (tests/search/golden.json).

import { readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.resolve(import.meta.dirname, '../../..');
const read = (/** @type {string} */ file) => readFileSync(path.join(repository, file), 'utf8');

/** Ranges that vanish: first, last, first, last… */
export const drop = (/DROP: [^=]*= \[([^\]]*)\]/.exec(read('src/search/fold.rs'))?.[1] ?? '').match(/0x[0-9a-f]+/g)?.map(Number) ?? [];

/** Traditional characters and their simplified ones. */
export const simplified = (() => {
  const pairs = [...read('src/search/fold/t2s.txt').matchAll(/^(.)(.)$/gmu)];
  return { from: pairs.map(([, from]) => from).join(''), to: pairs.map(([, , to]) => to).join('') };
})();

/**
 * @type {{ fold: [string, string][], hash: [string, number][], parameter: [number, number, number][],
 *   plane: (number | null)[], shard: { n: number, value: string, lists: Record<string, [number, number][]> } }}
 */
export const golden = JSON.parse(read('tests/search/golden.json'));
