/** The wallboard: tiles for people three meters away, without callers. */
import { html, nothing, render } from './lit-html.js';
import { wearTheme } from './frame.js';
import { Live } from './live.js';
import { byId } from './store.js';
import { CONNECTIONS, LEVELS } from './text.js';
import { clockNow, since } from './time.js';
import { t } from './words.js';

const RANK = { alarm: 0, warning: 1, ok: 2 };
const wanted = new URLSearchParams(location.search);
const per = Math.min(24, Math.max(1, Number(wanted.get('per')) || 12));
const rotate = Math.max(5, parseInt(wanted.get('rotate') || '15', 10) || 15) * 1000;
const names = (wanted.get('flows') || '').split(',').filter(Boolean);
const view = { page: 0, turned: performance.now(), still: false };

wearTheme(wanted.get('theme') || undefined);
const page = document.getElementById('page');
const live = new Live(['totals', 'flows'], changed);
let asked = false;

function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }
}

/** Whether a name is chosen; "support-*" stands for all that begin so. */
function chosen(flow) {
  return !names.length || names.some((name) => (name.endsWith('*') ? flow.id.startsWith(name.slice(0, -1)) : flow.id === name));
}

function figure(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function service(value) {
  return value === null ? '–' : `${value} %`;
}

function tile(flow) {
  const level = LEVELS[flow.level];
  return html`<li class=${flow.level}>
    <h2>${flow.id}<span>${level.sign} ${level.word}</span></h2>
    <dl class="large">${figure(t('waiting'), flow.waiting)}${figure(t('longest'), since(flow.longest))}${figure(t('service'), service(flow.sl))}</dl>
    <dl class="small">${figure(t('free'), flow.free)}${figure(t('busy'), flow.busy)}${figure(t('wrap-up'), flow.wrapup)}${figure(t('paused'), flow.paused)}</dl>
  </li>`;
}

function stop() {
  view.still = !view.still;
  view.turned = performance.now();
  changed();
}

/** A screen without a keyboard shows a code when its session is over. */
function pairAgain() {
  if (live.state === 'over') {
    location.replace(`/pair${location.search}`);
  }
}

function draw() {
  pairAgain();
  const list = live.store.rows('flows').filter(chosen).sort(byId);
  if (list.length <= per) {
    list.sort((a, b) => RANK[a.level] - RANK[b.level]);
  }
  const pages = Math.max(1, Math.ceil(list.length / per));
  if (!view.still && performance.now() - view.turned > rotate) {
    view.page += 1;
    view.turned = performance.now();
  }
  view.page %= pages;
  const shown = list.slice(view.page * per, view.page * per + per);
  const across = shown.length <= 1 ? 1 : shown.length <= 4 ? 2 : shown.length <= 9 ? 3 : 4;
  const row = live.store.rows('totals')[0];
  document.body.classList.toggle('lost', live.state === 'lost' || live.state === 'over');
  render(html`<main class="wall"><h1 class="unseen">${t('Wallboard')}</h1>
    ${row ? html`<dl class="totals">${figure(t('waiting'), row.waiting)}${figure(t('longest'), since(row.longest))}
      ${figure(t('service'), service(row.sl))}${figure(t('answered'), row.answered)}${figure(t('abandoned'), row.abandoned)}${figure(t('free'), t('{n} of {all}', { n: row.free, all: row.logged }))}</dl>` : html`<div></div>`}
    ${list.length ? html`<ul data-across=${across}>${shown.map(tile)}</ul>` : html`<p class="empty">${live.state === 'loading' ? t('Loading …') : t('No flows yet.')}</p>`}
    <footer><span class="live" role="status">${live.state === 'live' ? html`${CONNECTIONS.live} <span aria-hidden="true">${clockNow()}</span>`
      : live.state === 'over' ? html`<a href="/pair${location.search}">${t('Log in')}</a>` : CONNECTIONS[live.state]}</span>
      ${pages > 1 ? html`<span>${t('Page {n} of {all}', { n: view.page + 1, all: pages })} <button @click=${stop}>${view.still ? t('Turn pages') : t('Stop')}</button></span>` : nothing}
    </footer></main>`, page);
}

document.addEventListener('keydown', (event) => {
  if (event.key === ' ' && event.target === document.body) {
    stop();
  }
});
page.replaceChildren();
draw();
live.start();
