/** Day or night: what the reader chose, else what the system says. */

import { makeButton, root } from './dom.js';

const KEY = 'huibian-theme';
const ATTRIBUTE = 'data-theme';

/** Shows what was chosen on another page. A browser may forbid to keep it. */
export function showColorScheme() {
  try {
    const chosen = localStorage.getItem(KEY);
    if (chosen) root.setAttribute(ATTRIBUTE, chosen);
  } catch {}
}

/**
 * Adds the button that changes it.
 * @param {string[]} toNight text and label
 * @param {string[]} toDay
 */
export function switchColorScheme(toNight, toDay) {
  const button = makeButton('', 'mode', () => {
    const chosen = isDark() ? 'light' : 'dark';
    root.setAttribute(ATTRIBUTE, chosen);
    try {
      localStorage.setItem(KEY, chosen);
    } catch {}
    name();
  });
  function name() {
    const [text, label] = isDark() ? toDay : toNight;
    button.textContent = text;
    button.setAttribute('aria-label', label);
  }
  name();
  const head = document.querySelector('.mast');
  if (head) head.append(button);
}

function isDark() {
  const chosen = root.getAttribute(ATTRIBUTE);
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
}
