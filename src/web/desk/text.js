/**
 * Every sentence of the page. The Chinese sentence is the key; English stands in `en.json`
 * (and `report/en.json`), which the page loads when it is asked for.
 */

/** @typedef {'zh' | 'en'} Language */

/** @type {Record<string, string>} */
let english = {};
/** @type {Language} */
let now = 'zh';

/** The language that the page speaks, and that answers are asked for in. */
export const language = () => now;

/**
 * Speaks `wanted` from now on; whoever shows text draws it anew.
 * @param {Language} wanted
 */
export async function speak(wanted) {
  if (wanted === 'en' && !Object.keys(english).length) {
    const answer = await fetch('en.json');
    if (answer.ok) english = await answer.json();
  }
  now = wanted;
  document.documentElement.lang = wanted === 'zh' ? 'zh-CN' : 'en';
}

/**
 * A sentence in the language of the page; `{name}` in it stands for one of `values`.
 * A value `n` of 1 takes the first half of an English sentence “one file | {n} files”.
 * @param {string} sentence
 * @param {Record<string, string | number>} [values]
 */
export function t(sentence, values) {
  const words = now === 'en' ? chosen(english[sentence] ?? sentence, values?.n) : sentence;
  return values ? words.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? '')) : words;
}

/**
 * @param {string} words
 * @param {string | number | undefined} count
 */
function chosen(words, count) {
  const [one, many] = words.split(' | ');
  return many === undefined || count === 1 ? one : many;
}

const MINUTE = 60_000;

/**
 * When something was, as one would say it: today 10:42, 3 March, 3 March 2024.
 * @param {string | number | Date} time
 */
export function when(time) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  const today = new Date();
  const clock = `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
  const days = Math.round((midnight(today) - midnight(date)) / (24 * 60 * MINUTE));
  if (today.getTime() - date.getTime() < MINUTE && days === 0) return t('刚才');
  if (days === 0) return t('今天 {clock}', { clock });
  if (days === 1) return t('昨天 {clock}', { clock });
  const options = { month: /** @type {const} */ ('long'), day: /** @type {const} */ ('numeric') };
  const isThisYear = date.getFullYear() === today.getFullYear();
  return date.toLocaleDateString(now === 'zh' ? 'zh-CN' : 'en-GB', isThisYear ? options : { ...options, year: 'numeric' });
}

/** @param {Date} date */
const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/**
 * A size as one would say it.
 * @param {number} bytes
 */
export function size(bytes) {
  if (bytes < 1000) return t('{n} 字节', { n: bytes });
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
