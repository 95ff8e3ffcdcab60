/* The live preview, in the page: `huibian serve` adds this script to every page.

   In: events of the server (/.huibian/events), the page's own new HTML, the
   findings (/.huibian/findings). Out: the open page as it would be after a
   reload, without one; a bar with the findings; a layer when the site cannot
   be made. The published site knows nothing of it.

   The page is changed by a three-way morph. The base is the server's last HTML
   of this page, as nodes of an inert document, each tied to its live node.
   Only what differs between the base and the new HTML is done to the live
   page, so whatever a script or the reader did to it (an open <details>, a
   ticked box, the button that hui.js adds, our own bar) is left alone without
   being known here.

   All texts of findings come from files of strangers: they become text nodes,
   never markup. Styles are constructed sheets, so the strictest policy holds.

   It is one long file because a page gets one script; it is read by its rules:
   the site, connection, the morph, the position, the assets, the findings. */
(() => {
  'use strict';

  const WORDS = {
    'zh-CN': {
      preview: '预览',
      count: { error: (n) => `${n} 个错误`, warning: (n) => `${n} 个警告`, note: (n) => `${n} 个提示` },
      severity: { error: '错误', warning: '警告', note: '提示' },
      none: '没有发现问题',
      title: '检查结果',
      more: (n) => `还有 ${n} 个没有列出`,
      help: '改法：',
      mended: '改后：',
      unreadable: '没能取到检查结果',
      lost: '预览已断开，正在重连……',
      stuck: '网站未更新',
      blocked: '外观、登记表或站点设置有错，网站暂时停在出错以前的样子',
      partial: '外观、登记表或站点设置有错，网站还不完整',
      blockedNote: '改好并保存，这个提示会自己消失。',
      dismiss: '先看原来的网站',
      dismissPartial: '先看看网站',
    },
    en: {
      preview: 'Preview',
      count: {
        error: (n) => (n === 1 ? '1 error' : `${n} errors`),
        warning: (n) => (n === 1 ? '1 warning' : `${n} warnings`),
        note: (n) => (n === 1 ? '1 note' : `${n} notes`),
      },
      severity: { error: 'Error', warning: 'Warning', note: 'Note' },
      none: 'Nothing found',
      title: 'Findings',
      more: (n) => `${n} more not shown`,
      help: 'Help: ',
      mended: 'Write: ',
      unreadable: 'Could not get the findings',
      lost: 'Preview disconnected, reconnecting…',
      stuck: 'Site not updated',
      blocked: 'The theme, a register or site.yaml has an error; the site stays as it was before it',
      partial: 'The theme, a register or site.yaml has an error; the site is incomplete',
      blockedNote: 'Mend it and save, and this message goes away.',
      dismiss: 'Show the site as it was',
      dismissPartial: 'Show the site anyway',
    },
  };

  const SHOWN = 200; // findings in a list
  const SEVERITIES = ['error', 'warning', 'note'];
  // What hui.js binds to when a page is loaded; when such an element is new,
  // only a reload makes it work. Of a filtered list it also counts the entries.
  const BOUND = '[data-copy], [data-today], form[data-filter], .toc a';
  const LISTED = '[data-f]';

  const tag = document.currentScript;
  const words = WORDS[tag.dataset.lang] ?? WORDS['zh-CN'];

  // ---------------------------------------------------------------- the site

  let heard = Number(tag.dataset.version); // the newest version announced
  let server; // which run of the server announced it
  let route = routeOf(location.pathname); // where the page is now, moves included
  let etag = tag.dataset.etag; // of the HTML that is shown
  let behind = false; // whether the page may be older than what was announced

  function hear({ data }) {
    const site = JSON.parse(data);
    const restarted = site.version < heard || (server !== undefined && site.server !== server);
    server = site.server;
    if (restarted || site.version !== heard) {
      heard = site.version;
      behind = true;
      route = new Map(site.moved ?? []).get(route) ?? route;
      announce(site.assets ?? [], restarted);
    }
    if (behind) update();
    tell(site);
  }

  /** Brings the page up to date. Nothing waits here before the first request. */
  const update = oneAtATime(async () => {
    try {
      await settle();
      if (!behind) return;
      behind = false;
      await renew();
      refresh();
    } catch {
      // The server is away. What is owed is done when it is back, since the
      // first event of a connection comes at once; a connection that still
      // stands brings none, so there it is tried again.
      behind = true;
      if (events?.readyState === EventSource.OPEN) setTimeout(update, 1000);
    }
  });

  /** Asks for the page, and shows it if it is another. */
  async function renew() {
    const moved = route !== routeOf(location.pathname);
    const address = moved ? `/${route.split('/').map(encodeURIComponent).join('/')}` : location.pathname + location.search;
    const next = await page(address, moved ? {} : { 'If-None-Match': `"${etag}"` });
    // Before the nodes change, because they resolve their links on arrival.
    if (moved) history.replaceState(history.state, '', address + location.hash);
    if (next && next.etag !== etag) swap(next);
  }

  /** The page at an address, 404 pages too; nothing if it has not changed. */
  async function page(address, headers) {
    const response = await fetch(address, { headers, cache: 'no-store' });
    if (response.status === 304) return null;
    if (response.status !== 200 && response.status !== 404) throw new Error(`status ${response.status}`);
    const { documentElement } = new DOMParser().parseFromString(await response.text(), 'text/html');
    const injected = documentElement.querySelector(`script[src="${tag.getAttribute('src')}"]`);
    injected?.remove();
    return { root: documentElement, etag: injected?.dataset.etag, version: injected?.dataset.version };
  }

  /** Runs `work` once at a time; calls that come meanwhile make it run once more. */
  function oneAtATime(work) {
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

  function routeOf(pathname) {
    const path = decode(pathname).slice(1);
    return path === '' || path.endsWith('/') ? `${path}index.html` : path;
  }

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /** Loads the page afresh, and comes back to the same place of it. */
  function reload() {
    keep('scroll', JSON.stringify([location.pathname, scrollX, scrollY]));
    location.reload();
  }

  function comeBack() {
    const [pathname, left, top] = JSON.parse(kept('scroll') ?? '[]');
    keep('scroll', null);
    if (pathname === location.pathname) scrollTo({ left, top, behavior: 'instant' });
  }

  // Of this tab, as long as it lives. A browser may forbid it; then nothing is kept.
  function keep(name, value) {
    try {
      if (value === null) sessionStorage.removeItem(`huibian-preview-${name}`);
      else sessionStorage.setItem(`huibian-preview-${name}`, value);
    } catch {}
  }

  function kept(name) {
    try {
      return sessionStorage.getItem(`huibian-preview-${name}`);
    } catch {
      return null;
    }
  }

  // -------------------------------------------------------------- connection

  let events = null;
  let delay = 0;
  let reconnecting;
  let losing;

  // A browser opens six connections to a server over HTTP/1.1, for all its
  // tabs; so those out of sight give theirs up, and catch up when looked at.
  // Reconnecting is done here and not left to EventSource, which waits three
  // seconds and gives up on an answer that is no stream.
  function connect() {
    if (events || document.hidden) return;
    events = new EventSource(`/.huibian/events?since=${heard}`);
    events.addEventListener('site', (event) => {
      delay = 0;
      clearTimeout(losing);
      losing = undefined;
      lost(false);
      hear(event);
    });
    events.addEventListener('error', () => {
      disconnect();
      losing ??= setTimeout(lost, 2000, true);
      delay = Math.min(Math.max(delay * 1.5, 200), 5000);
      reconnecting = setTimeout(connect, delay);
    });
  }

  function disconnect() {
    clearTimeout(reconnecting);
    events?.close();
    events = null;
  }

  function lookedAt() {
    disconnect();
    connect();
  }

  // --------------------------------------------------------------- the morph

  const live = new WeakMap(); // nodes of the base → nodes of the page
  const base = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
  tie(base, document.documentElement);
  base.querySelector(`script[src="${tag.getAttribute('src')}"]`).remove();

  function tie(node, other) {
    live.set(node, other);
    let child = other.firstChild;
    for (const own of node.childNodes) {
      tie(own, child);
      child = child.nextSibling;
    }
  }

  // The base is taken from the page before DOMContentLoaded, which ties the
  // nodes exactly, and is then made like the server's text, since scripts in
  // the head have already worked (hui.js marks <html>). That text costs one
  // request, and tells too when the page came stale from the browser's history.
  let settled = false;
  async function settle() {
    if (settled) return;
    const next = await page(location.pathname + location.search, {});
    settled = true;
    if (next.etag === etag) patch(base, next.root, change(new WeakMap()));
    else if (kept('stale') !== etag) {
      keep('stale', etag); // once: if the browser insists, it is not asked for ever
      reload();
    }
  }

  /** What a morph does, gathered on the way. */
  function change(nodes) {
    return { live: nodes, added: [], touched: new Set(), removed: false, reload: false };
  }

  function swap({ root, etag: newer, version }) {
    const places = visible();
    const done = change(live);
    etag = newer;
    try {
      patch(base, root, done);
      hold(places, done.touched);
    } catch (error) {
      console.error(error); // a mistake of ours, and the reader need not pay for it
      return reload();
    }
    // A page without our tag is none of the site: let the browser show it.
    if (newer === undefined || done.reload || unbound(done)) return reload();
    Object.assign(tag.dataset, { etag, version });
  }

  /** Whether something new needs a script that runs only when a page is loaded. */
  function unbound({ added, removed }) {
    const listed = document.querySelector('form[data-filter]');
    if (removed && listed) return true;
    const targets = new Set([...document.querySelectorAll('.toc a[href^="#"]')].map((link) => decode(link.hash.slice(1))));
    return added.some((element) =>
      [element, ...element.querySelectorAll('*')].some(
        (part) => part.matches(BOUND) || (listed && part.matches(LISTED)) || (part.id && targets.has(part.id)),
      ),
    );
  }

  /** Makes `node` of the base like `next`, and does the same to its live node. */
  function patch(node, next, done) {
    if (node.isEqualNode(next)) return;
    let twin = done.live.get(node);
    // A script changed the structure before us; what it made is not known.
    if (!twin) done.reload = true;
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (twin) retext(twin, node.data, next.data);
      if (twin?.parentElement?.matches('[data-today]')) done.reload = true;
      node.data = next.data;
      done.touched.add(twin);
      return;
    }
    if ((active(node) || active(next)) && !sameScript(twin, next)) done.reload = true;
    if (twin && sheet(node) && sheet(next) && node.getAttribute('href') !== next.getAttribute('href')) {
      const address = next.getAttribute('href');
      node.setAttribute('href', address);
      if (twin.href !== new URL(address, document.baseURI).href) twin = restyle(twin, address);
    }
    for (const attribute of [...next.attributes]) {
      if (node.getAttribute(attribute.name) === attribute.value) continue;
      // Not setAttribute, which refuses names that a parser lets pass.
      for (const either of [node, twin]) either?.setAttributeNode(attribute.cloneNode());
      done.touched.add(twin);
    }
    for (const { name } of [...node.attributes]) {
      if (next.hasAttribute(name)) continue;
      for (const either of [node, twin]) either?.removeAttribute(name);
      done.touched.add(twin);
    }
    patchChildren(node, next, twin, done);
  }

  function patchChildren(node, next, twin, done) {
    const now = [...next.childNodes];
    const pairs = align([...node.childNodes], now);
    const stay = new Set(pairs);
    for (const child of [...node.childNodes]) {
      if (stay.has(child)) continue;
      if (child.nodeType === Node.ELEMENT_NODE) {
        if (holds(child, active)) done.reload = true;
        done.removed ||= holds(child, (part) => part.matches(LISTED));
      }
      done.live.get(child)?.remove();
      child.remove();
      done.touched.add(twin);
    }
    // The last nodes that are in their place, here and in the page. Nodes that
    // scripts added stand wherever they stood, after those.
    let last = null;
    let lastTwin = null;
    for (const [place, wanted] of now.entries()) {
      let child = pairs[place];
      if (child) patch(child, wanted, done);
      else {
        child = wanted;
        node.insertBefore(child, last ? last.nextSibling : node.firstChild);
        if (twin) {
          const fresh = document.importNode(child, true);
          tie(child, fresh);
          twin.insertBefore(fresh, lastTwin ? lastTwin.nextSibling : twin.firstChild);
          done.touched.add(twin);
          if (fresh.nodeType === Node.ELEMENT_NODE) {
            done.added.push(fresh);
            if (holds(fresh, active)) done.reload = true;
          }
        }
      }
      last = child;
      const standing = done.live.get(child);
      if (twin && standing?.parentNode === twin) lastTwin = standing;
    }
  }

  /** Changes as little of a text as can be, so that a selection in it stays. */
  function retext(text, before, after) {
    if (text.data !== before) {
      text.data = after;
      return;
    }
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start] === after[start]) start += 1;
    let end = 0;
    while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
    text.replaceData(start, before.length - start - end, after.slice(start, after.length - end));
  }

  /** An element that acts once, when the page is loaded. Data in a <script> does not. */
  function active(element) {
    if (element.localName === 'script') return /^$|javascript|module|importmap/i.test(element.getAttribute('type') ?? '');
    return element.localName === 'meta' && element.hasAttribute('http-equiv');
  }

  // From another depth (a moved page, the 404 page) the same script has another address.
  const loaded = new Map([...document.scripts].map((script) => [script, script.src]));
  function sameScript(script, next) {
    const address = next.getAttribute('src');
    return Boolean(address) && loaded.get(script) === new URL(address, document.baseURI).href;
  }

  function holds(element, fact) {
    return fact(element) || [...element.querySelectorAll('*')].some(fact);
  }

  function sheet(element) {
    return element.localName === 'link' && element.relList.contains('stylesheet');
  }

  /**
   * Pairs two lists of children: for each of `now`, the one of `old` that it
   * is, or null. What is equal at both ends is paired; then what is equal and
   * stands once on either side, as far as it keeps its order; then the same
   * ids; and between those, elements of one kind, in order.
   */
  function align(old, now) {
    const pairs = new Array(now.length).fill(null);
    const equals = remembered((node) => (node.data === undefined ? node.outerHTML : node.data.trim() && `${node.nodeType} ${node.data}`));
    const names = (node) => node.id && `${node.localName}#${node.id}`;
    const kinds = remembered(kind);
    function stretch(from, to, nowFrom, nowTo) {
      while (from < to && nowFrom < nowTo && old[from].isEqualNode(now[nowFrom])) pairs[nowFrom++] = old[from++];
      while (from < to && nowFrom < nowTo && old[to - 1].isEqualNode(now[nowTo - 1])) pairs[--nowTo] = old[--to];
      if (from === to || nowFrom === nowTo) return;
      let found = landmarks(from, to, nowFrom, nowTo, equals);
      if (found.length === 0) found = landmarks(from, to, nowFrom, nowTo, names);
      if (found.length === 0) return inOrder(from, to, nowFrom, nowTo);
      for (const [place, nowPlace] of found) {
        stretch(from, place, nowFrom, nowPlace);
        pairs[nowPlace] = old[place];
        [from, nowFrom] = [place + 1, nowPlace + 1];
      }
      stretch(from, to, nowFrom, nowTo);
    }
    function landmarks(from, to, nowFrom, nowTo, key) {
      const places = new Map(); // key → [times, place, times now, place now]
      for (let place = from; place < to; place += 1) count(places, key(old[place]), 0, place);
      for (let place = nowFrom; place < nowTo; place += 1) count(places, key(now[place]), 2, place);
      return longest([...places.values()].filter(([times, , timesNow]) => times === 1 && timesNow === 1).map(([, place, , nowPlace]) => [place, nowPlace]));
    }
    function inOrder(from, to, nowFrom, nowTo) {
      for (let place = nowFrom; place < nowTo && from < to; place += 1) {
        let match = from;
        while (match < to && kinds(old[match]) !== kinds(now[place])) match += 1;
        if (match === to) continue;
        pairs[place] = old[match];
        from = match + 1;
      }
    }
    stretch(0, old.length, 0, now.length);
    return pairs;
  }

  function count(places, key, side, place) {
    if (!key) return;
    const entry = places.get(key) ?? [0, 0, 0, 0];
    entry[side] += 1;
    entry[side + 1] = place;
    places.set(key, entry);
  }

  /** Of pairs sorted by the first number, the longest row in which the second grows too. */
  function longest(pairs) {
    const ends = []; // ends[n]: the pair with the smallest second number that ends a row of n + 1
    const before = new Map();
    for (const pair of pairs) {
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle][1] < pair[1]) low = middle + 1;
        else high = middle;
      }
      before.set(pair, ends[low - 1]);
      ends[low] = pair;
    }
    const row = [];
    for (let pair = ends.at(-1); pair; pair = before.get(pair)) row.push(pair);
    return row.reverse();
  }

  /** What can become what. A heading's id is made of its words, so it may change with them. */
  function kind(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
    const name = ['rel', 'property', 'name', 'type'].map((attribute) => node.getAttribute(attribute)).join(' ');
    return `${node.localName}#${/^h[1-6]$/.test(node.localName) ? '' : node.id} ${name}`;
  }

  function remembered(work) {
    const known = new Map();
    return (node) => {
      if (!known.has(node)) known.set(node, work(node));
      return known.get(node);
    };
  }

  // ------------------------------------------------------------ the position

  /** What is in sight, from the top: `[element, top]`. Nothing at the top of the page, which stays the top. */
  function visible() {
    const found = [];
    const look = (parent) => {
      for (const child of parent.children) {
        if (found.length >= 80) return;
        const box = child.getBoundingClientRect();
        if (box.height && (box.bottom <= 0 || box.top >= innerHeight)) continue;
        // What does not go with the text: stuck to the window, or decoration.
        if (child === host || child.ariaHidden === 'true' || /fixed|sticky/.test(getComputedStyle(child).position)) continue;
        if (box.height && (box.top >= 0 || !child.firstElementChild)) found.push([child, box.top]);
        look(child);
      }
    };
    if (scrollY > 0) look(document.body);
    return found;
  }

  /** Scrolls so that the topmost of them that has not changed stands where it stood. */
  function hold(places, touched) {
    const changed = new Set();
    for (let node of touched) {
      for (; node && !changed.has(node); node = node.parentNode) changed.add(node);
    }
    const there = places.filter(([element]) => element.isConnected && element.getClientRects().length > 0);
    const place = there.find(([element]) => !changed.has(element)) ?? there[0];
    if (!place) return;
    const [element, top] = place;
    const shift = element.getBoundingClientRect().top - top;
    if (Math.abs(shift) >= 1) scrollBy({ top: shift, behavior: 'instant' });
  }

  // -------------------------------------------------------------- the assets

  // Times are counted here: versions begin anew with every run of the server.
  let time = 0;
  let everything = 0; // when all became suspect
  const changed = new Map(); // path → when it changed
  const fetched = new WeakMap(); // element → when it was loaded anew

  function announce(paths, all) {
    time += 1;
    for (const path of paths) changed.set(path, time);
    if (all) everything = time;
  }

  /** Loads anew what has changed since it was loaded. */
  function refresh() {
    const stale = (element, address) => {
      const url = address && new URL(address, document.baseURI);
      if (!url || url.origin !== location.origin) return null;
      if (Math.max(changed.get(decode(url.pathname).slice(1)) ?? 0, everything) <= (fetched.get(element) ?? 0)) return null;
      fetched.set(element, time);
      url.searchParams.set('preview', server === undefined ? heard : `${heard}-${server}`);
      return url.href;
    };
    for (const script of document.scripts) {
      if (changed.has(decode(new URL(script.src || '/', location).pathname).slice(1))) return reload();
    }
    for (const image of document.images) {
      // Which of the widths of a photograph the browser has chosen.
      const plain = image.currentSrc || image.src;
      const address = stale(image, plain);
      if (address) repaint(image, plain, address);
    }
    for (const link of document.querySelectorAll('link[rel~="stylesheet"], link[rel~="icon"]')) {
      const address = !leaving.has(link) && stale(link, link.href);
      if (address && sheet(link)) restyle(link, address);
      else if (address) link.href = address;
    }
  }

  /** Shows a picture anew, once it is there; the plain address is for the pages visited next. */
  async function repaint(image, plain, address) {
    const when = fetched.get(image);
    const fresh = new Image();
    fresh.src = address;
    await Promise.allSettled([fetch(plain, { cache: 'reload' }), fresh.decode()]);
    if (fetched.get(image) !== when || (image.currentSrc || image.src) !== plain) return;
    for (const source of image.parentElement.querySelectorAll(':scope > source')) source.srcset = address;
    image.src = address;
  }

  const replaced = new WeakMap(); // stylesheet that is loading → those it stands in for
  const leaving = new WeakSet(); // those

  /** Puts a stylesheet beside the old one, which goes when the new one has come. */
  function restyle(link, address) {
    const fresh = link.cloneNode();
    fresh.setAttribute('href', address);
    const old = [link, ...(replaced.get(link) ?? [])];
    replaced.set(fresh, old);
    leaving.add(link);
    // One that cannot be loaded takes the old one's place too, as it would on the site.
    fresh.onload = fresh.onerror = () => {
      for (const each of old) each.remove();
      replaced.delete(fresh);
    };
    fetched.set(fresh, time);
    for (const node of base.querySelectorAll('link')) if (live.get(node) === link) live.set(node, fresh);
    link.after(fresh);
    return fresh;
  }

  // ------------------------------------------------------------ the findings

  let state = { findings: {}, blocked: false };
  let host = null; // made when there is something to say
  let parts;
  let announced = '';
  let found = null; // the last answer, as text

  function tell(site) {
    state = site;
    draw();
    if (site.blocked || (parts && !parts.panel.hidden)) read();
    if (!site.blocked) {
      keep('dismissed', null);
      parts?.layer.close();
    }
  }

  function lost(is) {
    if (!is && !host) return;
    assemble();
    parts.note.textContent = is ? words.lost : '';
    draw();
  }

  function draw() {
    const counts = SEVERITIES.filter((severity) => state.findings[severity] > 0);
    if (!host && counts.length === 0 && !state.blocked) return;
    assemble();
    const { bar, button, note, panel, status } = parts;
    const texts = counts.map((severity) => [severity, words.count[severity](state.findings[severity])]);
    if (state.blocked && !state.partial) texts.unshift(['stuck', words.stuck]);
    parts.heading.textContent = state.partial ? words.partial : words.blocked;
    parts.dismiss.textContent = state.partial ? words.dismissPartial : words.dismiss;
    button.replaceChildren(...texts.map(([name, text]) => make('span', { class: name }, text)));
    button.hidden = texts.length === 0;
    if (button.hidden) panel.hidden = true;
    else if (kept('open') && panel.hidden) open(true);
    button.setAttribute('aria-expanded', String(!panel.hidden));
    bar.hidden = button.hidden && note.textContent === '';
    host.toggleAttribute('data-shown', !bar.hidden);
    // After the region has been there for a moment: what comes with it is not read out.
    const summary = texts.map(([, text]) => text).join(words === WORDS.en ? ', ' : '，') || words.none;
    if (summary !== announced) setTimeout(() => (status.textContent = announced), 200);
    announced = summary;
  }

  function open(is) {
    parts.panel.hidden = !is;
    parts.button.setAttribute('aria-expanded', String(is));
    keep('open', is ? 'yes' : null);
    if (is) read();
  }

  /** Fetches the findings and shows them where they are wanted. */
  const read = oneAtATime(async () => {
    let text;
    try {
      text = await (await fetch('/.huibian/findings', { cache: 'no-store' })).text();
      if (text !== found) fill(JSON.parse(text));
      found = text;
    } catch {
      if (found === null) fill(null); // else the next event asks again
    }
    if (state.blocked) stop();
  });

  function fill(answer) {
    const { list, layerList } = parts;
    const findings = answer?.findings ?? [];
    const focused = parts.shadow.activeElement?.textContent;
    list.replaceChildren(...(answer ? listing(findings) : [make('p', {}, words.unreadable)]));
    const errors = findings.filter(({ severity }) => severity === 'error');
    const [ours, theirs] = [errors.filter(stops), errors.filter((finding) => !stops(finding))];
    layerList.replaceChildren(...listing([...ours, ...theirs]));
    layerList.dataset.key = JSON.stringify((ours.length ? ours : errors).map(({ code, file, line, message }) => [code, file, line, message]));
    if (focused && !parts.shadow.activeElement) {
      const where = parts.layer.open ? layerList : list;
      ([...where.querySelectorAll('a')].find((link) => link.textContent === focused) ?? parts.panel).focus();
    }
  }

  /** What keeps the site from being made. */
  function stops({ file }) {
    return /^themes\/|(^|\/)(site|organizations|topics|metrics)\.yaml$/.test(file);
  }

  /** Shows the layer, unless the reader has put away this very one. */
  function stop() {
    const { layer, layerList } = parts;
    const key = layerList.dataset.key ?? '';
    if (kept('dismissed') === key) return;
    if (kept('dismissed') !== null) keep('dismissed', null);
    if (!layer.open) layer.showModal();
  }

  function listing(findings) {
    const files = new Map();
    for (const finding of findings) {
      if (!files.has(finding.file)) files.set(finding.file, []);
      files.get(finding.file).push(finding);
    }
    const rank = ({ severity }) => SEVERITIES.indexOf(severity);
    const groups = [...files].map(([file, own]) => [file, own.sort((a, b) => rank(a) - rank(b) || a.line - b.line)]);
    groups.sort(([, [a]], [, [b]]) => rank(a) - rank(b));
    let room = SHOWN;
    const shown = [];
    for (const [file, own] of groups) {
      if (room <= 0) break;
      shown.push(make('section', {}, make('h3', {}, file), make('ul', {}, ...own.slice(0, room).map(entry))));
      room -= own.length;
    }
    if (findings.length > SHOWN) shown.push(make('p', { class: 'more' }, words.more(findings.length - SHOWN)));
    return shown;
  }

  function entry(finding) {
    const { severity, code, name, message, help, lines, labels, suggestion } = finding;
    return make(
      'li',
      {},
      make('p', { class: 'message' }, make('b', { class: SEVERITIES.includes(severity) ? severity : 'note' }, words.severity[severity] ?? ''), make('span', {}, message)),
      make('p', { class: 'place' }, place(finding), make('span', {}, `${code ?? ''} ${name ?? ''}`)),
      source(lines),
      ...(labels ?? []).flatMap((label) => [make('p', { class: 'place' }, make('span', {}, label.message), place(label)), source(label.lines)]),
      help ? make('p', {}, make('b', {}, words.help), help) : null,
      suggestion ? make('p', {}, make('b', {}, words.mended), make('code', {}, suggestion)) : null,
    );
  }

  /** `file:line:column`, a link if the editor can be opened there. */
  function place({ file, line, column, editor }) {
    const text = [file, line, column].filter((part) => part !== undefined && part !== null).join(':');
    let address = null;
    try {
      address = new URL(editor);
    } catch {}
    if (!address || /^(javascript|data|vbscript|blob|about|view-source|filesystem):$/.test(address.protocol)) return make('span', { class: 'at' }, text);
    const link = make('a', { class: 'at', href: address.href, rel: 'noreferrer' }, text);
    if (/^https?:$/.test(address.protocol)) link.target = '_blank';
    return link;
  }

  /** Lines of a file with what is meant marked; of a long line, the part around the mark. */
  function source(lines) {
    if (!lines?.length) return null;
    return make('div', { class: 'lines' }, ...lines.map(({ number, text, marks }) => {
      const ranges = (marks ?? []).filter((range) => Array.isArray(range)).sort((a, b) => a[0] - b[0]);
      const start = text.length > 400 ? Math.max(0, (ranges[0]?.[0] ?? 0) - 80) : 0;
      const end = Math.min(text.length, start + 400);
      const code = make('code', {}, start > 0 ? '…' : '');
      let at = start;
      for (const [from, to] of ranges) {
        const [first, behindLast] = [Math.max(from, at), Math.min(to, end)];
        if (!(first <= behindLast)) continue;
        code.append(text.slice(at, first), make('mark', {}, text.slice(first, behindLast)));
        at = behindLast;
      }
      code.append(text.slice(at, end), end < text.length ? '…' : '');
      return make('div', {}, make('span', { 'aria-hidden': 'true' }, String(number)), code);
    }));
  }

  /** An element. Children are nodes or texts, and texts stay texts. */
  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  function assemble() {
    if (host) {
      if (!host.isConnected) document.body.append(host);
      return;
    }
    host = make('huibian-preview', {});
    const shadow = host.attachShadow({ mode: 'open' });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    shadow.adoptedStyleSheets = [style];
    const button = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' });
    const note = make('p', { class: 'lost', role: 'status' });
    const bar = make('div', { class: 'bar' }, note, button);
    const list = make('div', { class: 'list' });
    const panel = make('section', { id: 'panel', tabindex: '0', 'aria-labelledby': 'title', hidden: '' }, make('h2', { id: 'title' }, words.title), list);
    const status = make('p', { class: 'vh', 'aria-live': 'polite' });
    const dismiss = make('button', { type: 'button', autofocus: '' });
    const heading = make('h2', { id: 'blocked' });
    const layerList = make('div', { class: 'list' });
    const layer = make(
      'dialog',
      { 'aria-labelledby': 'blocked' },
      make('div', { class: 'sheet' }, heading, make('p', {}, words.blockedNote), dismiss, layerList),
    );
    const root = make('section', { class: 'root', 'aria-label': words.preview, lang: words === WORDS.en ? 'en' : 'zh-CN' }, make('div', { class: 'dock' }, bar, panel), status, layer);
    shadow.append(root);
    parts = { shadow, root, bar, button, note, panel, list, status, layer, heading, dismiss, layerList };
    button.addEventListener('click', () => open(panel.hidden));
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || panel.hidden || layer.open) return;
      open(false);
      button.focus();
    });
    const put = () => keep('dismissed', layerList.dataset.key ?? '');
    layer.addEventListener('cancel', put);
    dismiss.addEventListener('click', () => {
      put();
      layer.close();
    });
    // A shadow cannot see <html>; the choice of colours is carried in.
    const dress = () => {
      const theme = document.documentElement.getAttribute('data-theme');
      if (theme === null) root.removeAttribute('data-theme');
      else root.setAttribute('data-theme', theme);
    };
    dress();
    new MutationObserver(dress).observe(document.documentElement, { attributeFilter: ['data-theme'] });
    // Nor does a link that gets the focus hide behind the bar.
    const room = new CSSStyleSheet();
    room.replaceSync('@media screen{html:has(huibian-preview[data-shown]){scroll-padding-block-end:5rem}}');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
    document.body.append(host);
  }

  // The look is the default theme's: its colours, its three voices, its heavy
  // and fine rule. The host stands at the end of the text and is as high as the
  // bar, so that the bar never covers the last line.
  const STYLE = `
:host{all:initial!important;display:none!important}
@media screen{:host([data-shown]){display:block!important;block-size:4.5rem!important}}
*{box-sizing:border-box;margin:0;padding:0}
[hidden]{display:none!important}
.root,dialog{
--paper:light-dark(#fbfbf8,#161614);--sheet:light-dark(#fff,#1f1e1c);--ink:light-dark(#1f1d1a,#e8e4dc);--ink2:light-dark(#524e47,#bdb7ac);
--rule:light-dark(#dfdcd3,#383530);--line:light-dark(#8b857a,#7d766b);--red:light-dark(#9c2118,#ea8b7b);--fill:light-dark(#9c2118,#c14637);--tint:light-dark(#f5e6e0,#4b2a24);
--song:"Source Han Serif SC","Noto Serif CJK SC","Noto Serif SC","Songti SC","Microsoft YaHei",serif;
--hei:"PingFang SC","HarmonyOS Sans SC",MiSans,"Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif;
--mono:ui-monospace,Consolas,"Noto Sans Mono CJK SC",monospace;
color:var(--ink);font:400 15px/1.7 var(--hei);font-variant-numeric:lining-nums;text-autospace:normal;overflow-wrap:anywhere}
.root{color-scheme:light dark}
.root[data-theme=light]{color-scheme:light}
.root[data-theme=dark]{color-scheme:dark}
.vh{position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:2px solid var(--red);outline-offset:3px}
.dock{position:fixed;z-index:2147483646;inset:1rem 1rem 1rem auto;max-width:calc(100vw - 2rem);display:flex;flex-direction:column-reverse;align-items:flex-end;gap:.75rem;pointer-events:none}
.dock>*{pointer-events:auto}
.bar{display:flex;flex-wrap:wrap;justify-content:flex-end;
background:linear-gradient(var(--ink) 3px,transparent 3px 5px,var(--ink) 5px 6px,transparent 6px) no-repeat var(--sheet);border:1px solid var(--line);border-top:0;padding-top:6px;font-size:14px}
.bar>*{padding:.3rem .9rem;line-height:1.6}
.lost{color:var(--ink2)}
.lost:empty{display:none}
button{font:inherit;color:inherit;background:none;border:0;cursor:pointer;min-height:2rem}
.bar button{display:flex;flex-wrap:wrap;column-gap:.5em}
.bar button::after{content:"";width:.4em;height:.4em;border:solid;border-width:1.5px 1.5px 0 0;rotate:-45deg;margin:.75em 0 0 .4em}
.bar button[aria-expanded=true]::after{rotate:135deg;margin-top:.5em}
.bar button span+span::before{content:"·";color:var(--ink2);margin-right:.5em}
button:hover{color:var(--red)}
.bar .error,.bar .stuck{color:var(--red);font-weight:700}
#panel{width:min(42rem,100vw - 2rem);max-height:36rem;min-height:0;overflow-y:auto;overscroll-behavior:contain;
background:var(--sheet);border:1px solid var(--line);padding:1.1rem 1.4rem 1.4rem}
#panel:focus-visible{outline-offset:-3px}
h2{font:700 20px/1.5 var(--song);text-wrap:balance}
.list section{margin-top:1rem}
h3{font:700 13px/1.6 var(--hei);color:var(--ink2);border-bottom:1px solid var(--ink);padding-bottom:.2rem}
ul{list-style:none}
li{padding:.8rem 0 .9rem}
li+li{border-top:1px solid var(--rule)}
.message{font:700 16px/1.6 var(--song);display:flex;gap:.6em;align-items:baseline}
.message b{flex:none;font:400 13px/1.5 var(--hei);padding:0 .45em;border:1px solid;border-radius:2px}
.message .error{background:var(--fill);border-color:var(--fill);color:#fff}
.message .warning{color:var(--red)}
.message .note{color:var(--ink2)}
.place{display:flex;flex-wrap:wrap;gap:0 1em;font-size:13px;color:var(--ink2)}
.place .at{font-family:var(--mono)}
a{color:inherit;text-decoration-color:var(--line);text-decoration-thickness:1px;text-underline-offset:.28em}
a:hover{color:var(--red);text-decoration-color:currentColor}
.lines{border-left:2px solid var(--rule);margin:.4rem 0;padding:.1rem 0}
.lines div{display:grid;grid-template-columns:3em 1fr;gap:.8em}
.lines span{color:var(--ink2);text-align:right}
.lines,code{font:13px/1.7 var(--mono);text-autospace:no-autospace;white-space:pre-wrap;tab-size:2}
mark{background:var(--tint);color:inherit;border-bottom:2px solid var(--red);padding:0 1px}
li p b{font-weight:400;color:var(--ink2)}
.more{border-top:1px solid var(--ink);margin-top:.8rem;padding-top:.6rem;color:var(--ink2)}
dialog{width:100vw;height:100vh;max-width:none;max-height:none;border:0;background:var(--paper);overflow-y:auto;overscroll-behavior:contain}
.sheet{max-width:50rem;margin:0 auto;padding:clamp(1.5rem,8vh,5rem) clamp(1.25rem,4vw,2.5rem) 3rem}
.sheet h2{font-size:clamp(24px,1.2rem + 1.6vw,34px);line-height:1.4;padding-top:1.4rem;background:linear-gradient(var(--ink) 3px,transparent 3px 6px,var(--ink) 6px 7px,transparent 7px) no-repeat}
.sheet>p{color:var(--ink2);margin:.5rem 0 1.2rem}
.sheet>button{border:1px solid var(--line);border-radius:2px;padding:.3rem 1rem}
.sheet>button:hover{border-color:var(--red)}
.sheet>.list{margin-top:2rem}
@media (forced-colors:active){.message b{border-color:currentColor}}`;

  // ----------------------------------------------------------------- begin

  comeBack();
  update(); // has the base settled before it is needed
  connect();
  document.addEventListener('visibilitychange', lookedAt);
  addEventListener('pageshow', (event) => event.persisted && lookedAt());
  addEventListener('pagehide', disconnect);
})();
