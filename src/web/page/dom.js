export const root = document.documentElement;
export const script = /** @type {HTMLScriptElement} */ (document.currentScript);

/**
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {E[]}
 */
export function all(selector, within = document) {
  return Array.from(within.querySelectorAll(selector));
}

/**
 * @param {string} text
 * @param {string} name its class
 * @param {() => void} action
 */
export function makeButton(text, name, action) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = name;
  button.textContent = text;
  button.onclick = action;
  return button;
}

/**
 * What a link within the page leads to.
 * @param {string} hash with its `#`
 */
export function target(hash) {
  return document.getElementById(decodeURIComponent(hash.slice(1)));
}
