/** Admin: flows, agents, reload, users, audit, system. */
import { html, render } from './lit-html.js';
import { deeds } from './audit.js';
import { Edit } from './edit.js';
import { top, wearTheme } from './frame.js';
import { Live } from './live.js';
import { Me } from './mi.js';
import { Reload, System, Users } from './system.js';
import { t } from './words.js';

wearTheme();
const page = document.getElementById('page');
const me = await Me.load();
const live = new Live(['flows', 'agents'], changed);
const parts = {
  flows: [t('Flows'), new Edit('flow', me, live, changed)],
  agents: [t('Agents'), new Edit('agent', me, live, changed)],
  reload: [t('Reload'), new Reload(me, changed)],
  users: [t('Users'), new Users(me, changed)],
  audit: [t('Audit'), deeds(changed)],
  system: [t('System'), new System(me, changed)],
};
let shown = '';
let asked = false;

function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }
}

/** The part is in the address, so that it can be sent and the browser's way back leads to it. */
function enter() {
  const [wanted, choice] = location.hash.slice(1).split('?');
  const next = parts[wanted] ? wanted : 'flows';
  if (next !== shown || choice !== undefined) {
    parts[shown]?.[1].leave?.();
    shown = next;
    parts[shown][1].enter?.(new URLSearchParams(choice || ''));
  }
  changed();
}

function draw() {
  document.body.classList.toggle('lost', live.state === 'lost' || live.state === 'over');
  render(html`${top(me, live)}
    <main class="board admin"><h1 class="unseen">${t('Admin')}</h1>
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
