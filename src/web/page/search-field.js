/** The field in the head: it loads the search when it is first used, and “/” leads to it. */

import { all } from './dom.js';

export function prepareSearchField() {
  const [form] = /** @type {HTMLFormElement[]} */ (all('form[data-search]'));
  const field = form && form.querySelector('input');
  if (!field) return;
  const script = form.getAttribute('data-search');
  if (script) {
    field.addEventListener('focus', () => load(script, form.getAttribute('data-style') || ''), { once: true });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const query = field.value.trim();
      if (query) location.href = `${form.action}?q=${encodeURIComponent(query)}`;
    });
  }
  document.addEventListener('keydown', (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}

/**
 * @param {string} script
 * @param {string} style
 */
function load(script, style) {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = style;
  // After the theme's style, before that of the site.
  const [theme] = all('link[rel=stylesheet]');
  if (theme) theme.after(sheet);
  const element = document.createElement('script');
  element.src = script;
  document.head.append(element);
}
