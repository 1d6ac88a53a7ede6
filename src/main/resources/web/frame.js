/** What stands around each page: name, ways, connection, user. */
import { html, nothing } from './lit-html.js';
import { logInAgain } from './again.js';
import { CONNECTIONS, ROLES } from './text.js';
import { clockNow, length } from './time.js';
import { chooseLanguage, language, languages, t } from './words.js';

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
      <span class="name"><img src=${icon} alt="">${t('Call center')}</span>
      <nav aria-label="${t('Pages')}">
        ${ways(me).map(([path, name]) => html`<a href=${path} aria-current=${path === location.pathname ? 'page' : nothing}>${name}</a>`)}
      </nav>
      <div class="rest">
        <span class="live">${live.state === 'live' ? `${CONNECTIONS.live} ${clockNow()}` : CONNECTIONS[live.state]}</span>
        <button class="plain" @click=${nextTheme} aria-label="${t('Change between light and dark')}">◐</button>
        ${languages.length > 1 ? html`<select class="plain" aria-label=${t('Language')} @change=${(event) => chooseLanguage(event.target.value)}>${
          languages.map(([name, own]) => html`<option value=${name} lang=${name} ?selected=${name === language}>${own}</option>`)}</select>` : nothing}
        ${me.open ? nothing : html`<span>${me.user}, ${ROLES[me.role] || me.role}</span>
          <button @click=${() => me.logout()}>${t('Log out')}</button>`}
      </div>
    </header>
    <div role="status">${banner(me, live)}</div>
    ${me.open ? html`<div class="banner">${t('Nobody is asked for a password, so everybody on this machine may do everything. {command} makes a line for the file of {setting}.',
    { command: html`<code>./callcenter user NAME ROLE</code>`, setting: html`<code>cc.http.users</code>` })}</div>` : nothing}`;
}

function ways(me) {
  const own = (me.menu || []).map((entry) => [entry.path, entry.title]);
  if (me.role === 'agent') {
    return [['/desk', t('Desk')], ...own];
  }
  return [['/board', t('Board')], ['/wall', t('Wall')], ...(me.role === 'wall' ? [] : [['/records', t('Records')]]), ...(me.may('cc_display_pair') ? [['/displays', t('Screens')]] : []), ...(me.role === 'admin' ? [['/admin', t('Admin')]] : []), ...own];
}

function banner(me, live) {
  if (live.state === 'lost') {
    return html`<div class="banner bad">${t('The connection is lost. What you see is old; trying again.')}
      <span aria-hidden="true">${length(live.lostFor())}</span></div>`;
  }
  if (live.state === 'over') {
    return html`<div class="banner bad">${t('Your session is over.')} <button @click=${() => logInAgain(me, live)}>${t('Log in again')}</button></div>`;
  }
  if (live.state === 'full') {
    return html`<div class="banner bad">${t('Too many pages of yours are open; this one no longer follows.')}
      <a href=${location.pathname}>${t('Follow here again')}</a></div>`;
  }
  return nothing;
}
