/** The page in its tab: what it is called, what is kept while it lives, how it is loaded afresh. */

/** The tag that the server added, which says what it has sent. */
export const tag = /** @type {HTMLScriptElement} */ (document.currentScript);

/** The page at an address, as the server knows it. @param {string} pathname */
export function routeOf(pathname) {
  const path = decode(pathname).slice(1);
  return path === '' || path.endsWith('/') ? `${path}index.html` : path;
}

/** @param {string} text */
export function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Runs `work` once at a time; calls that come meanwhile make it run once more. @param {() => Promise<void>} work */
export function oneAtATime(work) {
  let running = false;
  let again = false;
  return async () => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await work();
    }
    running = false;
  };
}

/** Loads the page afresh, and comes back to the same place of it. */
export function reload() {
  keep('scroll', JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

export function comeBack() {
  const [pathname, left, top] = JSON.parse(kept('scroll') ?? '[]');
  keep('scroll', null);
  if (pathname === location.pathname) scrollTo({ left, top, behavior: 'instant' });
}

// Of this tab, as long as it lives. A browser may forbid it; then nothing is kept.
/** @param {string} name @param {string | null} value */
export function keep(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(`huibian-preview-${name}`);
    else sessionStorage.setItem(`huibian-preview-${name}`, value);
  } catch {}
}

/** @param {string} name */
export function kept(name) {
  try {
    return sessionStorage.getItem(`huibian-preview-${name}`);
  } catch {
    return null;
  }
}
