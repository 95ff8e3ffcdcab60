/**
 * Loads the files of the index, each once.
 *
 * They are scripts that call `__hb(key, value)`, which work from `file://` too, or
 * JSON where the site asks for it in this script's own address (src/search.rs).
 */

const PATIENCE = 15_000; // milliseconds until a file counts as lost

const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
const isJson = /files=json/.test(src);

/** The root of the site, which addresses of the index are relative to. */
export const root = new URL('.', src).href;

/** Whether the files cannot be had: a page on a disk may not fetch. */
export const isUnreachable = isJson && location.protocol === 'file:';

/** @type {Map<string, (value?: any) => void>} */
const waiting = new Map();
/** @type {Map<string, Promise<any>>} */
const files = new Map();

Object.assign(window, {
  __hb(/** @type {string} */ key, /** @type {any} */ value) {
    const take = waiting.get(key);
    if (take) take(value);
  },
});

/**
 * The value of a file. One that failed is asked for again the next time.
 * @param {string} key its route below `search/`, without the ending
 * @param {string} [version] changes with the content, so that the file may be cached
 * @returns {Promise<any>}
 */
export function load(key, version) {
  const known = files.get(key);
  if (known) return known;
  const file = request(key, version);
  files.set(key, file);
  file.catch(() => {
    if (files.get(key) === file) files.delete(key);
  });
  return file;
}

/**
 * Loads a file anew; if that fails, what was loaded before stays.
 * @param {string} key
 * @param {string} version
 */
export function reload(key, version) {
  const earlier = files.get(key);
  files.delete(key);
  const file = load(key, version);
  file.catch(() => earlier && files.set(key, earlier));
  return file;
}

export function forgetFiles() {
  files.clear();
}

/**
 * @param {string} key
 * @param {string} [version]
 */
function request(key, version) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const late = setTimeout(end, PATIENCE);
    const address = `${root}search/${key}${isJson ? '.json' : '.js'}${version ? `?v=${version}` : ''}`;
    function end(/** @type {any} */ value = undefined) {
      clearTimeout(late);
      script.remove();
      if (waiting.get(key) === end) waiting.delete(key);
      if (value === undefined) reject(new Error(address));
      else resolve(value);
    }
    if (isJson) {
      fetch(address)
        .then((response) => response.json())
        .then((file) => end(file[key]))
        .catch(() => end());
    } else {
      waiting.set(key, end);
      script.charset = 'utf-8';
      script.onerror = script.onload = () => end();
      script.src = address;
      document.head.append(script);
    }
  });
}
