// What a search should find, by reading every text: the fragments of a built
// index, folded by the rules at the head of src/search.rs, written down again.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Chance that is the same each time. */
export class Random {
  constructor(seed) {
    this.state = seed;
  }
  below(count) {
    this.state = (Math.imul(this.state, 1103515245) + 12345) >>> 0;
    return Math.floor((this.state / 2 ** 32) * count);
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}

/** Reads a file of the index as the call that it is. */
function call(file) {
  let value;
  new Function('__hb', readFileSync(file, 'utf8'))((_, given) => (value = given));
  return value;
}

export class Oracle {
  constructor(folder) {
    const at = path.join(folder, 'search');
    const { drop } = call(path.join(at, 'manifest.js'));
    const [traditional, simple] = call(path.join(at, 't2s.js')).map((text) => [...text]);
    this.simple = new Map(traditional.map((character, place) => [character, simple[place]]));
    this.drops = (point) => drop.some((first, place) => place % 2 === 0 && point >= first && point <= drop[place + 1]);
    this.known = new Map();
    const fragments = readdirSync(path.join(at, 'f'), { recursive: true }).filter((file) => file.endsWith('.js'));
    this.reports = fragments.map((file) => {
      const fragment = call(path.join(at, 'f', file));
      const texts = [fragment.t, fragment.s, fragment.g, ...fragment.o, ...fragment.p, ...fragment.b.map((entry) => (typeof entry === 'string' ? entry : entry[2]))].filter(Boolean);
      return { key: file.replace(/\.js$/, '').replaceAll(path.sep, '/'), route: fragment.u, texts, names: [fragment.t, fragment.g, ...fragment.o, ...fragment.p], folded: texts.map((text) => this.fold(text)).join('\0') };
    });
  }

  fold(text) {
    let folded = '';
    for (const character of text) {
      if (!this.known.has(character)) this.known.set(character, this.one(character));
      folded += this.known.get(character);
    }
    return folded.replace(/\n+/g, '\n').replace(/^\n|\n$/g, '');
  }

  one(character) {
    if ('…‥⋯'.includes(character)) return '';
    return [...character.normalize('NFKD')].flatMap((part) => [...part.toLowerCase()]).map((part) => {
      if ('。!?;'.includes(part)) return '\n';
      return this.drops(part.codePointAt(0)) ? '' : (this.simple.get(part) ?? part);
    }).join('');
  }

  /** The reports in which every word of a query stands. */
  find(query) {
    const words = query.trim().split(/\s+/).map((word) => this.fold(word)).filter(Boolean);
    if (words.length === 0) return new Set();
    const holds = (report) => words.every((word) => report.folded.includes(word));
    return new Set(this.reports.filter(holds).map((report) => report.route));
  }

  /** A piece of a text, two to ten characters long, that is not all marks. */
  phrase(random) {
    for (;;) {
      const text = [...random.pick(random.pick(this.reports).texts)];
      const length = 2 + random.below(9);
      const start = random.below(text.length);
      const phrase = text.slice(start, start + length).join('');
      // Quotation marks around a word say that it is meant exactly.
      const isQuoted = /(^|\s)["“”＂「]/.test(phrase);
      if ([...phrase].length >= 2 && [...this.fold(phrase)].length >= 2 && !isQuoted) return phrase;
    }
  }

  /** Every title, organisation and topic, once. */
  names() {
    return [...new Set(this.reports.flatMap((report) => report.names))].filter((name) => !/["“”＂「」]/.test(name));
  }
}
