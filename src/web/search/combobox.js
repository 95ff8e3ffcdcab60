/** Suggestions below a field: the combobox pattern of WAI-ARIA. */

import { all, empty, make, mark, say } from './dom.js';
import { suggest } from './suggest.js';
import { LONGEST, parseQuery } from './terms.js';

/** @import { Name } from './names.js' */

/**
 * @param {HTMLFormElement} form
 * @param {(isDone: boolean) => void} onInput what is typed changed, or (`isDone`) was chosen
 */
export function combobox(form, onInput) {
  const input = /** @type {HTMLInputElement} */ (form.querySelector('input'));
  const kinds = kindsOf(form);
  const list = make('ul', 'sugg');
  const status = make('span', 'vh');
  /** @type {Name[]} */
  let options = [];
  let active = -1;
  let turn = 0;
  let isComposing = false;

  list.id = `${input.id}-list`;
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', form.getAttribute('data-label') || '');
  status.setAttribute('role', 'status');
  form.append(list, status);
  const attributes = {
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
    autocomplete: 'off',
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  function close() {
    turn++;
    status.textContent = '';
    expand(false);
  }

  /** @param {boolean} isOpen */
  function expand(isOpen) {
    active = -1;
    list.hidden = !isOpen;
    input.setAttribute('aria-expanded', String(isOpen));
    input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} place */
  function activate(place) {
    active = place;
    all('li', list).forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === place));
      if (at === place) option.scrollIntoView({ block: 'nearest' });
    });
    if (place < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', list.id + place);
  }

  /** @param {number} place */
  function choose(place) {
    input.value = options[place].name;
    close();
    onInput(true);
  }

  async function open() {
    const mine = ++turn;
    const query = input.value.trim().slice(0, LONGEST);
    if (!query) return close();
    try {
      const names = await suggest(query);
      if (mine !== turn || document.activeElement !== input) return;
      options = names.filter(({ name }) => name !== query);
      show(query);
    } catch {
      if (mine === turn) close();
    }
  }

  /** @param {string} query */
  function show(query) {
    // Not exactly: a name is found without regard to marks.
    const terms = parseQuery(query).map(({ folded }) => ({ folded, exact: '' }));
    empty(list);
    options.forEach(({ name, kind }, place) => {
      const option = make('li');
      option.id = list.id + place;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      mark(option.appendChild(make('span')), name, terms);
      option.append(make('small', '', kinds[kind]));
      option.onpointerdown = (event) => event.preventDefault();
      option.onclick = () => choose(place);
      list.append(option);
    });
    const count = options.length;
    expand(count > 0);
    status.textContent = count ? say(form.dataset[count === 1 ? 'one' : 'many'], { n: count }) : '';
  }

  function changed() {
    if (isComposing) return;
    open();
    onInput(false);
  }

  input.addEventListener('compositionstart', () => {
    isComposing = true;
  });
  input.addEventListener('compositionend', () => {
    isComposing = false;
    changed();
  });
  input.addEventListener('input', (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) changed();
  });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    // 229: an input method has the key.
    if (isComposing || event.isComposing || event.keyCode === 229) return;
    const count = options.length;
    const isOpen = !list.hidden;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) open();
      else if (key === 'ArrowDown') activate(active + 1 >= count ? -1 : active + 1);
      else activate(active < 0 ? count - 1 : active - 1);
    } else if (key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    } else if (key === 'Enter' && isOpen && active >= 0) {
      event.preventDefault();
      choose(active);
    }
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (isComposing) return;
    close();
    onInput(true);
  });
  return { input, close };
}

/** What kinds of names are called. @param {HTMLFormElement} form */
export function kindsOf(form) {
  return (form.dataset.kinds || '').split('|');
}
