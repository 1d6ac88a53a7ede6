/** What a screen without a keyboard shows: a code, which somebody types elsewhere; then it is the wallboard. */
import { html, nothing, render } from './lit-html.js';
import { wearTheme } from './frame.js';
import { t } from './words.js';

const ASK_EACH = 3000;
const AGAIN = 15000;

wearTheme(new URLSearchParams(location.search).get('theme') || undefined);
const page = document.getElementById('page');
/** @type {{code: string, secret: string, until: number}|null} */
let shown = null;
let said = '';

function draw() {
  const code = shown ? html`<p class="code" aria-label=${t('Code')}><span>${shown.code.slice(0, 4)}</span> <span>${shown.code.slice(4)}</span></p>` : nothing;
  render(html`<main class="pair"><h1>${t('Let this screen in')}</h1>${code}
    <p>${t('An operator types this code on the page {page}.', { page: html`<b>${location.host}/displays</b>` })}</p>
    <p role="status">${said}</p>
    <p><a href="/login?next=/wall">${t('Log in with name and password')}</a></p></main>`, page);
}

function later(wait) {
  setTimeout(step, wait);
}

async function begin() {
  const answer = await fetch('/web/pair', { method: 'POST', cache: 'no-store' });
  if (!answer.ok) {
    said = t('The call center is busy; try again in a moment.');
    return AGAIN;
  }
  const { code, secret, lasts } = await answer.json();
  shown = { code, secret, until: performance.now() + lasts * 1000 };
  said = '';
  return ASK_EACH;
}

async function ask() {
  const answer = await fetch(`/web/pair/${shown.code}`, { cache: 'no-store', headers: { 'X-CC-Pair': shown.secret } });
  if (answer.ok && (await answer.json()).state === 'in') {
    location.replace(`/wall${location.search}`);
    return null;
  }
  said = '';
  if (answer.status === 404) {
    shown = null; // it was not typed in time, or the server has begun anew
    return 0;
  }
  return answer.ok ? ASK_EACH : AGAIN;
}

async function step() {
  let wait = AGAIN;
  try {
    if (shown && performance.now() > shown.until) {
      shown = null;
    }
    wait = shown ? await ask() : await begin();
  } catch (e) {
    said = t('The server cannot be reached.');
  }
  draw();
  if (wait !== null) {
    later(wait);
  }
}

page.replaceChildren();
draw();
step();
