/**
 * Folding: what is the same to a reader becomes the same characters.
 *
 * The rules stand at the head of `src/search.rs`; `tests/search/golden.json` holds
 * the program and this script to the same results.
 */

/** A break between sentences in a folded text. */
export const BREAK = '\n';

/** First and last of each range of code points that vanish, ascending. @type {number[]} */
let dropped = [];
/** Traditional characters as simplified ones, once they are loaded. @type {Map<string, string> | null} */
let simplified = null;
/** @type {Map<string, string>} */
const known = new Map();
let age = 0;

/** Sets what vanishes: the manifest's table. @param {number[]} ranges */
export function setDropped(ranges) {
  if (String(dropped) === String(ranges)) return;
  dropped = ranges;
  known.clear();
}

/** Sets what traditional characters become. @param {string} from @param {string} to */
export function setSimplified(from, to) {
  if (simplified) return;
  const simple = Array.from(to);
  simplified = new Map(Array.from(from, (character, at) => [character, simple[at]]));
  known.clear();
  age++;
}

export function isSimplified() {
  return !!simplified;
}

/** Changes when a text may fold to something else than before. */
export function foldAge() {
  return age;
}

/** @param {number} point */
function isDropped(point) {
  let low = 0;
  let high = dropped.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dropped[2 * middle + 1] < point) low = middle + 1;
    else high = middle;
  }
  return dropped[2 * low] <= point;
}

/** One character folded. @param {string} character */
export function foldCharacter(character) {
  let folded = known.get(character);
  if (folded !== undefined) return folded;
  folded = '';
  if (!/[…‥⋯]/.test(character)) {
    for (const decomposed of character.normalize('NFKD')) {
      for (const lower of decomposed.toLowerCase()) {
        if (/[。!?;]/.test(lower)) folded += BREAK;
        else if (!isDropped(/** @type {number} */ (lower.codePointAt(0)))) folded += (simplified && simplified.get(lower)) || lower;
      }
    }
  }
  known.set(character, folded);
  return folded;
}

/** One character within quotation marks, where no mark is dropped. @param {string} character */
export function foldExactly(character) {
  const folded = foldCharacter(character);
  if (folded && folded !== BREAK) return folded;
  return /\p{M}/u.test(character) ? '' : character.normalize('NFKC').toLowerCase();
}

/**
 * Not by `trace`, since every text of every candidate is folded.
 * @param {string} text
 */
export function fold(text) {
  let folded = '';
  for (const character of text) {
    const part = foldCharacter(character);
    if (part !== BREAK || (folded && !folded.endsWith(BREAK))) folded += part;
  }
  return folded.endsWith(BREAK) ? folded.slice(0, -1) : folded;
}

/** @param {string} text */
export function exact(text) {
  return Array.from(text, foldExactly).join('');
}

/**
 * A text folded, with where each unit of it comes from: [from, to) in the text.
 * @param {string} text
 * @param {typeof foldCharacter} how
 */
export function trace(text, how) {
  let folded = '';
  const from = [];
  const to = [];
  let at = 0;
  for (const character of text) {
    let part = how(character);
    // No break comes first, or after another.
    if (how === foldCharacter && part === BREAK && (!folded || folded.endsWith(BREAK))) part = '';
    for (let unit = 0; unit < part.length; unit++) {
      from.push(at);
      to.push(at + character.length);
    }
    folded += part;
    at += character.length;
  }
  return { folded, from, to };
}
