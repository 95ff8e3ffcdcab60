/** What to offer while someone types: names and phrases that letters spell, then names. */

import { uniqueByName } from './collections.js';
import { namesWith } from './names.js';
import { spelled } from './pinyin.js';

/** @param {string} query */
export async function suggest(query) {
  const [byPinyin, names] = await Promise.all([spelled(query), namesWith(query, 8)]);
  return uniqueByName([...byPinyin.slice(0, 6), ...names]).slice(0, 8);
}
