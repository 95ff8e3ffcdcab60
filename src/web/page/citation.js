/** The box with the citation of a report. */

import { all } from './dom.js';

/** The day of access, by the reader's clock. */
export function fillToday() {
  for (const element of all('[data-today]')) {
    const now = new Date();
    element.textContent = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  }
}

/**
 * @param {string} copied
 * @param {string} notCopied
 */
export function copyCitations(copied, notCopied) {
  for (const button of all('[data-copy]')) {
    button.onclick = () => {
      const text = document.getElementById(button.getAttribute('data-copy') || '');
      const selection = getSelection();
      if (!text || !selection) return;
      selection.selectAllChildren(text);
      const tell = (/** @type {boolean} */ isDone) => {
        button.textContent = isDone ? copied : notCopied;
      };
      // Only a secure page has a clipboard, which one on a disk is not everywhere.
      if (navigator.clipboard) {
        navigator.clipboard.writeText(text.textContent || '').then(
          () => tell(true),
          () => tell(false),
        );
      } else tell(document.execCommand('copy'));
    };
  }
}
