/**
 * The live preview, in the page: `huibian serve` adds this script to every page.
 *
 * In: events of the server (/.huibian/events), the page's own new HTML, the
 * findings (/.huibian/findings). Out: the open page as it would be after a
 * reload, without one; a bar with the findings; a layer when the site cannot
 * be made. The published site knows nothing of it.
 *
 * The page is changed by a three-way morph. The base is the server's last HTML
 * of this page, as nodes of an inert document, each tied to its live node.
 * Only what differs between the base and the new HTML is done to the live
 * page, so whatever a script or the reader did to it (an open <details>, a
 * ticked box, the button that hui.js adds, our own bar) is left alone without
 * being known here.
 */

import { connect, disconnect, lookedAt } from './connection.js';
import { update } from './site.js';
import { comeBack } from './tab.js';

comeBack();
update(); // has the base settled before it is needed
connect();
document.addEventListener('visibilitychange', lookedAt);
addEventListener('pageshow', (event) => event.persisted && lookedAt());
addEventListener('pagehide', disconnect);
