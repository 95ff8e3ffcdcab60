/** Elements with texts and marks. What was typed or found never becomes HTML. */

import { excerptOf, spansOf } from './spans.js';

/** @import { Term } from './terms.js' */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} [name] its class
 * @param {string | number} [text]
 */
export function make(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text !== undefined) element.textContent = String(text);
  return element;
}

/**
 * A button with what it does.
 * @param {string} text
 * @param {() => void} action
 */
export function makeButton(text, action) {
  const button = make('button', '', text);
  button.type = 'button';
  button.onclick = action;
  return button;
}

/** @param {Element} element */
export function empty(element) {
  element.textContent = '';
}

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
 * Fills `{name}` in a phrase.
 * @param {string | undefined} phrase
 * @param {Record<string, string | number>} values
 */
export function say(phrase, values) {
  return (phrase || '').replace(/\{(\w+)\}/g, (whole, key) => String(key in values ? values[key] : whole));
}

/**
 * Appends a text with its hits marked, cut around the first if it is long.
 * @param {Element} element
 * @param {string} text
 * @param {Pick<Term, 'folded' | 'exact'>[]} terms
 * @param {number} [most]
 */
export function mark(element, text, terms, most) {
  const spans = spansOf(text, terms);
  const [start, end] = excerptOf(text, spans, most);
  let at = start;
  if (start) element.append('…');
  for (const [from, to] of spans) {
    if (from < at || to > end) continue;
    element.append(text.slice(at, from), make('mark', '', text.slice(from, to)));
    at = to;
  }
  element.append(text.slice(at, end));
  if (end < text.length) element.append('…');
}
