/** The stream of the server's events. */

import { lost } from './panel.js';
import { hear, heardVersion, update } from './site.js';

/** @type {EventSource | null} */
let events = null;
let delay = 0;
/** @type {number | undefined} */
let reconnecting;
/** @type {number | undefined} */
let losing;

// A browser opens six connections to a server over HTTP/1.1, for all its
// tabs; so those out of sight give theirs up, and catch up when looked at.
// Reconnecting is done here and not left to EventSource, which waits three
// seconds and gives up on an answer that is no stream.
export function connect() {
  if (events || document.hidden) return;
  events = new EventSource(`/.huibian/events?since=${heardVersion()}`);
  events.addEventListener('site', (event) => {
    delay = 0;
    clearTimeout(losing);
    losing = undefined;
    lost(false);
    hear(JSON.parse(event.data));
  });
  events.addEventListener('error', () => {
    disconnect();
    losing ??= setTimeout(lost, 2000, true);
    delay = Math.min(Math.max(delay * 1.5, 200), 5000);
    reconnecting = setTimeout(connect, delay);
  });
}

export function disconnect() {
  clearTimeout(reconnecting);
  events?.close();
  events = null;
}

export function lookedAt() {
  disconnect();
  connect();
}

/** Tries again where an update failed though the connection stands, for it brings no event then. */
export function retry() {
  if (events?.readyState === EventSource.OPEN) setTimeout(update, 1000);
}
