/** Names and phrases that letters spell: any mix of initials and syllables. */

import { load } from './files.js';
import { fold } from './fold.js';
import { hash, topBits } from './hash.js';
import { hex, ready } from './index.js';
import { KIND } from './names.js';

/** @import { Name } from './names.js' */

/** @typedef {[readings: string, phrases: string, names?: [name: string, kind: number, href: string | number, weight: number][]]} PinyinShard */
/** @typedef {Map<string, string[]>} Readings the syllables of each character */

const SYLLABLE =
  /^(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)$/;

/**
 * Names first, the whole ones before those that only begin so; then phrases.
 * @param {string} query
 * @returns {Promise<Name[]>}
 */
export async function spelled(query) {
  const letters = query
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[\s'’]/g, '');
  if (!/^[a-z]{2,40}$/.test(letters)) return [];
  const { manifest } = await ready();
  const shards = new Set(secondInitials(letters).map((second) => topBits(hash(letters[0] + second), manifest.pinyin)));
  const files = await Promise.all(Array.from(shards, (shard) => load(`p/${hex(shard)}`, manifest.e)));
  /** @type {Map<string, number>} */
  const weights = new Map();
  /** What follows each phrase where it stands. @type {Map<string, Set<string>>} */
  const followers = new Map();
  /** @type {Map<string, Name>} */
  const wholes = new Map();
  for (const [syllables, phrases, names = []] of /** @type {PinyinShard[]} */ (files)) {
    const readings = readingsOf(syllables);
    eachPhrase(phrases, (characters, weight) => {
      const count = spells(letters, characters, 0, readings);
      if (count < 2) return;
      const text = characters.slice(0, count).join('');
      followers.set(text, (followers.get(text) || new Set()).add(characters[count] || ''));
      weights.set(text, (weights.get(text) || 0) + weight);
    });
    for (const [name, kind, href, weight] of names) {
      const characters = Array.from(fold(name));
      const count = spells(letters, characters, 0, readings);
      if (count < 2) continue;
      const where = kind <= KIND.topic ? { place: +href } : { href: String(href) };
      wholes.set(kind + name, { name, folded: characters.join(''), kind, weight, isWhole: count === characters.length, ...where });
    }
  }
  const names = [...wholes.values()]
    .sort((a, b) => +!!b.isWhole - +!!a.isWhole || b.weight - a.weight || a.folded.length - b.folded.length)
    .slice(0, 6);
  const phrases = [...weights]
    .filter(([text]) => {
      if (names.some(({ name }) => name === text)) return false;
      // What goes on in one way only is a part of something longer.
      const after = /** @type {Set<string>} */ (followers.get(text));
      return !names.length || after.size > 1 || after.has('');
    })
    .sort(([, a], [, b]) => b - a)
    .slice(0, 8);
  return [...names, ...phrases.map(([name, weight]) => ({ name, folded: name, kind: KIND.phrase, weight }))];
}

/** The letters that may begin the second syllable. @param {string} letters */
export function secondInitials(letters) {
  const found = new Set([letters[1]]);
  if (/^[zcs]h/.test(letters)) found.add(letters[2]);
  for (let length = 1; length < 7; length++) if (SYLLABLE.test(letters.slice(0, length))) found.add(letters[length]);
  return [...found].filter((letter) => letter && !/[iuv]/.test(letter));
}

/** @param {string} syllables `<syllable><characters>` run together */
export function readingsOf(syllables) {
  /** @type {Readings} */
  const readings = new Map();
  let syllable = '';
  for (const part of syllables.match(/[a-z]+|[^a-z]/gu) || []) {
    if (/^[a-z]/.test(part)) syllable = part;
    else readings.set(part, [...(readings.get(part) || []), syllable]);
  }
  return readings;
}

/**
 * Unpacks phrases: a digit (characters shared with the one before), the rest, a letter (the weight).
 * @param {string} packed
 * @param {(characters: string[], weight: number) => void} take
 */
export function eachPhrase(packed, take) {
  const phrase = /(\d)([^\da-z]+)([a-z])/gu;
  /** @type {string[]} */
  let characters = [];
  for (let match = phrase.exec(packed); match; match = phrase.exec(packed)) {
    characters = [...characters.slice(0, +match[1]), ...match[2]];
    take(characters, 2 ** (match[3].charCodeAt(0) - 97));
  }
}

/**
 * How many characters letters spell; 0 if they do not spell any from `at` on.
 * @param {string} letters
 * @param {string[]} characters
 * @param {number} at
 * @param {Readings} readings
 * @returns {number}
 */
export function spells(letters, characters, at, readings) {
  if (!letters) return at;
  for (const syllable of readings.get(characters[at]) || []) {
    if (syllable.startsWith(letters)) return at + 1;
    for (const head of [syllable, /^[zcs]h/.test(syllable) ? syllable.slice(0, 2) : '', syllable[0]]) {
      const count = head && letters.startsWith(head) && spells(letters.slice(head.length), characters, at + 1, readings);
      if (count) return count;
    }
  }
  return 0;
}
