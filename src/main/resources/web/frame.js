/** What stands around each page: name, ways, connection, user. */
import { html, nothing } from './lit-html.js';
import { logInAgain } from './again.js';
import { clockNow, length } from './time.js';

const THEMES = { '': 'dark', dark: 'light', light: '' };

function theme() {
  try {
    return localStorage.getItem('theme') || '';
  } catch (e) {
    return '';
  }
}

/** Puts the theme that was chosen before into use. */
export function wearTheme(wanted = theme()) {
  if (wanted === 'dark' || wanted === 'light') {
    document.documentElement.dataset.theme = wanted;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

function nextTheme() {
  const next = THEMES[theme()];
  try {
    localStorage.setItem('theme', next);
  } catch (e) {
    // a browser that keeps nothing still changes this page
  }
  wearTheme(next);
}

/**
 * @param {Object} me
 * @param {Object} live
 */
export function top(me, live) {
  const icon = new URL('./icon.svg', import.meta.url).pathname;
  return html`
    <header class="top">
      <span class="name"><img src=${icon} alt="">Call center</span>
      <nav aria-label="Pages">
        ${ways(me).map(([path, name]) => html`<a href=${path} aria-current=${path === location.pathname ? 'page' : nothing}>${name}</a>`)}
      </nav>
      <div class="rest">
        <span class="live">${live.state === 'live' ? `live ${clockNow()}` : live.state}</span>
        <button class="plain" @click=${nextTheme} aria-label="Change between light and dark">◐</button>
        ${me.open ? nothing : html`<span>${me.user}, ${me.role}</span>
          <button @click=${() => me.logout()}>Log out</button>`}
      </div>
    </header>
    <div role="status">${banner(me, live)}</div>
    ${me.open ? html`<div class="banner">Nobody is asked for a password, so everybody on this machine may do everything.
      <code>./callcenter user NAME ROLE</code> makes a line for the file of <code>cc.http.users</code>.</div>` : nothing}`;
}

function ways(me) {
  if (me.role === 'agent') {
    return [['/desk', 'Desk'], ...(me.menu || []).map((entry) => [entry.path, entry.title])];
  }
  return [['/board', 'Board'], ['/wall', 'Wall'], ...(me.role === 'wall' ? [] : [['/records', 'Records']]), ...(me.role === 'admin' ? [['/admin', 'Admin']] : []), ...(me.menu || []).map((entry) => [entry.path, entry.title])];
}

function banner(me, live) {
  if (live.state === 'lost') {
    return html`<div class="banner bad">The connection is lost<span aria-hidden="true">, for ${length(live.lostFor())}</span>.
      What you see is old; trying again.</div>`;
  }
  if (live.state === 'over') {
    return html`<div class="banner bad">Your session is over. <button @click=${() => logInAgain(me, live)}>Log in again</button></div>`;
  }
  if (live.state === 'full') {
    return html`<div class="banner bad">Too many pages of yours are open; this one no longer follows.
      <a href=${location.pathname}>Follow here again</a></div>`;
  }
  return nothing;
}
