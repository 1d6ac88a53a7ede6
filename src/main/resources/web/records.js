/** Records: what was, as calls and as sums. */
import { html, render } from './lit-html.js';
import { cdrs } from './cdrs.js';
import { top, wearTheme } from './frame.js';
import { Live } from './live.js';
import { Me } from './mi.js';
import { Reports } from './reports.js';
import { t } from './words.js';

wearTheme();
const page = document.getElementById('page');
const me = await Me.load();
const live = new Live(['totals'], changed);
const parts = { reports: [t('Reports'), new Reports(me, changed)] };
if (me.role !== 'viewer') {
  parts.calls = [t('Calls'), cdrs(changed)];
}
let shown = '';
let asked = false;

function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }
}

/** Part and choice are in the address, so that they can be sent: #calls?from=… */
function enter() {
  const [wanted, choice] = location.hash.slice(1).split('?');
  shown = parts[wanted] ? wanted : 'reports';
  parts[shown][1].enter(new URLSearchParams(choice || ''));
  changed();
}

function draw() {
  document.body.classList.toggle('lost', live.state === 'lost' || live.state === 'over');
  render(html`${top(me, live)}
    <main class="board admin"><h1 class="unseen">${t('Records')}</h1>
      <nav class="ways" aria-label="${t('Parts')}">${Object.entries(parts).map(([name, [word]]) => html`<button aria-current=${name === shown ? 'page' : 'false'}
        @click=${() => { location.hash = name; }}>${word}</button>`)}</nav>
      ${parts[shown][1].draw()}
    </main>`, page);
}

page.replaceChildren();
addEventListener('hashchange', enter);
enter();
draw();
live.start();
