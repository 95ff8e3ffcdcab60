/** Lists that boxes filter: within a group any, between groups all. */

import { all } from './dom.js';

export function filterLists() {
  for (const form of all('form[data-filter]')) {
    const entries = all('[data-f]');
    const counter = document.querySelector('[data-count]');
    form.addEventListener('change', () => {
      /** @type {Map<string, string[]>} */
      const groups = new Map();
      for (const { name, value } of /** @type {HTMLInputElement[]} */ (all('input:checked', form))) {
        groups.set(name, [...(groups.get(name) || []), value]);
      }
      let count = 0;
      for (const entry of entries) {
        const has = (entry.getAttribute('data-f') || '').split(' ');
        const isShown = [...groups.values()].every((values) => values.some((value) => has.includes(value)));
        entry.hidden = !isShown;
        if (isShown) count++;
      }
      for (const section of all('.idx section')) section.hidden = !section.querySelector('[data-f]:not([hidden])');
      if (counter) counter.textContent = String(count);
    });
  }
}
