/** Lets in screens without a keyboard: an operator types what they show. */
import { html, nothing, render } from './lit-html.js';
import { wrongField } from './form.js';
import { top, wearTheme } from './frame.js';
import { Live } from './live.js';
import { Me } from './mi.js';
import { refusal } from './text.js';
import { t } from './words.js';

wearTheme();
const page = document.getElementById('page');
const me = await Me.load();
const live = new Live(['totals'], changed);
const view = { wrong: { name: '', text: '' }, said: '', done: '', busy: false };
let asked = false;

function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }
}

async function pair(event) {
  event.preventDefault();
  const form = event.target;
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  view.busy = true;
  view.done = '';
  changed();
  const { error } = await me.send('cc_display_pair', given);
  view.busy = false;
  const missing = error && error.code === 404;
  view.wrong = missing ? { name: 'code', text: t('No screen shows this code.') } : error ? wrongField(error) : { name: '', text: '' };
  view.said = error && !view.wrong.name ? refusal(error) : '';
  view.done = error ? '' : t('The screen {name} is in: it shows the wallboard in a few seconds.', { name: given.name });
  if (!error) {
    form.reset();
  }
  changed();
  if (view.wrong.name) {
    form.elements.namedItem(view.wrong.name)?.focus();
  }
}

function field(name, label, hint, needed) {
  const bad = view.wrong.name === name;
  return html`<div class="field"><label for=${name}>${label}</label>
    <input id=${name} name=${name} ?required=${needed} maxlength="200" autocomplete="off" spellcheck="false" aria-invalid=${bad ? 'true' : 'false'} aria-describedby="${name}-hint">
    <p class="note ${bad ? 'bad' : ''}" id="${name}-hint" role=${bad ? 'alert' : nothing}>${bad ? `✗ ${view.wrong.text}` : hint}</p></div>`;
}

function draw() {
  document.body.classList.toggle('lost', live.state === 'lost' || live.state === 'over');
  render(html`${top(me, live)}
    <main class="board admin"><h1 class="unseen">${t('Screens')}</h1>
      <section class="sheet" aria-labelledby="pair"><h2 id="pair">${t('Let a screen in')}</h2>
        <p>${t('Open {page} on the screen: it shows a code of eight letters. The screen shows the wallboard for 90 days, and nothing else.', { page: html`<code>${location.origin}/pair</code>` })}</p>
        <form class="edit" @submit=${pair}>
          ${field('code', t('Code'), t('eight letters'), true)}
          ${field('name', t('Name'), t('where the screen hangs'), true)}
          ${me.scope ? nothing : field('scope', t('What it shows'), t('empty: all; else for example flows=sales,support-*'), false)}
          <div class="acts"><button class="main" ?disabled=${view.busy || live.state !== 'live'}>${t('Let it in')}</button></div></form>
        <p class="said" role="alert">${view.said}</p>
        <p role="status">${view.done}</p></section>
    </main>`, page);
}

page.replaceChildren();
draw();
live.start();
