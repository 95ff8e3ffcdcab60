/** The contents of a report: the section that is being read is marked. */

import { all, target } from './dom.js';

export function followContents() {
  const links = /** @type {HTMLAnchorElement[]} */ (all('.toc a[href^="#"]'));
  if (!links.length || !window.IntersectionObserver) return;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links) {
          if (target(link.hash) === entry.target) link.setAttribute('aria-current', 'true');
          else link.removeAttribute('aria-current');
        }
      }
    },
    { rootMargin: '0px 0px -75% 0px' },
  );
  for (const link of links) {
    const section = target(link.hash);
    if (section) observer.observe(section);
  }
}
