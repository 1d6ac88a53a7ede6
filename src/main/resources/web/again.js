/** Logs in again over the page, so that what was typed stays. */
import { html, nothing, render } from './lit-html.js';
import { t } from './words.js';

const view = { dialog: null, said: '', busy: false };

function draw(me, live) {
  render(html`<form aria-labelledby="again" @submit=${(event) => submit(event, me, live)}><h2 id="again">${t('Your session is over')}</h2>
    <label for="again-name">${t('Name')}</label>
    <input id="again-name" name="name" .value=${me.user} autocomplete="username" autocapitalize="none" spellcheck="false" required>
    <label for="again-password">${t('Password')}</label>
    <input id="again-password" name="password" type="password" autocomplete="current-password" required>
    ${view.said ? html`<p class="said" role="alert">${view.said}</p>` : nothing}
    <div class="buttons"><button type="button" @click=${() => view.dialog.close()}>${t('Later')}</button>
      <button class="main" ?disabled=${view.busy}>${t('Log in')}</button></div></form>`, view.dialog);
}

async function submit(event, me, live) {
  event.preventDefault();
  const form = event.target;
  view.busy = true;
  draw(me, live);
  try {
    const answer = await fetch('/login', { method: 'POST', redirect: 'manual', body: new URLSearchParams(new FormData(form)) });
    if (answer.type === 'opaqueredirect') {
      form.reset();
      view.said = '';
      view.dialog.close();
      await me.renew();
      live.resume();
    } else {
      const later = answer.headers.get('Retry-After');
      view.said = later ? t('Too many attempts. Try again in {seconds} s.', { seconds: later }) : t('Name or password is wrong.');
    }
  } catch (e) {
    view.said = t('The server cannot be reached.');
  }
  view.busy = false;
  draw(me, live);
}

/**
 * Asks for name and password.
 * @param {Object} me
 * @param {Object} live goes on to follow
 */
export function logInAgain(me, live) {
  if (!view.dialog) {
    view.dialog = document.body.appendChild(document.createElement('dialog'));
  }
  draw(me, live);
  view.dialog.showModal();
  view.dialog.querySelector('#again-password').focus();
}
