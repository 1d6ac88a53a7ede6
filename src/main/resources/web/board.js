/** The board: flows, waiting calls, agents, and what supervisors do about them. */
import { html, nothing, render } from './lit-html.js';
import { Actions } from './actions.js';
import { FirstRun } from './first.js';
import { top, wearTheme } from './frame.js';
import { Live } from './live.js';
import { Me } from './mi.js';
import { agents, flows, totals, waiting } from './rows.js';
import { byId, byPlace } from './store.js';
import { LEVELS, STATES } from './text.js';
import { t } from './words.js';

const PAGE = 100;
const RANK = { alarm: 0, warning: 1, ok: 2 };
const view = { tab: 'flows', flow: '', order: 'level', agent: '', state: '', page: 0 };

/** Tells screen readers of levels that rise: alarms at once, one message in ten seconds. */
class Voice {
  constructor() {
    this.levels = new Map();
    this.last = 0;
    this.text = { polite: '', assertive: '' };
  }

  hear(list) {
    const now = performance.now();
    const risen = list.filter((flow) => this.levels.has(flow.id) && RANK[flow.level] < RANK[this.levels.get(flow.id)]);
    if (risen.length && now - this.last < 10000) {
      return; // told with the next look
    }
    list.forEach((flow) => this.levels.set(flow.id, flow.level));
    if (risen.length) {
      this.last = now;
      const words = risen.map((flow) => `${LEVELS[flow.level].word}: ${flow.id}`).join(', ');
      const alarm = risen.some((flow) => flow.level === 'alarm');
      this.text = { polite: alarm ? '' : words, assertive: alarm ? words : '' };
    }
  }
}

wearTheme();
const page = document.getElementById('page');
const me = await Me.load();
const voice = new Voice();
const live = new Live(['totals', 'flows', 'waiting', 'agents'], changed);
const actions = new Actions(me, live, changed);
const first = new FirstRun(me, live, changed);
let asked = false;

function changed() {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }
}

function set(name) {
  return (event) => { view[name] = event.target.value; view.page = 0; changed(); };
}

function has(text, part) {
  return text.toLowerCase().includes(part.toLowerCase());
}

function shownFlows() {
  const list = live.store.rows('flows').filter((flow) => has(flow.id, view.flow)).sort(byId);
  const orders = {
    level: (a, b) => RANK[a.level] - RANK[b.level],
    waiting: (a, b) => b.waiting - a.waiting,
    name: () => 0,
  };
  return list.sort(orders[view.order]);
}

function shownAgents() {
  return live.store.rows('agents')
    .filter((agent) => has(agent.id, view.agent) && (!view.state || agent.status === view.state))
    .sort(byId);
}

function flowsSection(list, all) {
  return html`<section class="flows" aria-labelledby="flows">
    <div class="bar"><h2 id="flows">${t('Flows')} <span>${all}</span></h2>
      <label>${t('Filter')} <input type="search" .value=${view.flow} @input=${set('flow')}></label>
      <label>${t('Order')} <select @change=${set('order')}>
        <option value="level">${t('alarm first')}</option><option value="waiting">${t('most waiting')}</option><option value="name">${t('name')}</option></select></label>
      ${dispatching()}</div>
    ${all ? flows(list) : html`<p class="empty sheet">${t('No flows yet.')}${me.may('cc_flow_set') ? html` <a href="/admin#flows">${t('Make one')}</a>` : nothing}</p>`}
  </section>`;
}

function dispatching() {
  const row = live.store.rows('totals')[0];
  if (!row || me.role !== 'admin') {
    return row && !row.dispatching ? html`<span class="sign warning">! ${t('internal dispatching is off')}</span>` : nothing;
  }
  return html`<button @click=${() => actions.dispatching(!row.dispatching)} ?disabled=${live.state !== 'live'}>
    ${row.dispatching ? t('Internal dispatching: on …') : t('Internal dispatching: off …')}</button>`;
}

function callsSection() {
  const list = live.store.rows('waiting').sort(byPlace);
  return html`<section class="calls" aria-labelledby="calls">
    <div class="bar"><h2 id="calls">${t('Waiting calls')} <span>${list.length}</span></h2></div>
    <div class="sheet">${list.length ? waiting(list.slice(0, PAGE), { notes: actions.notes, open: (e, call) => actions.call(e, call) })
      : html`<p class="empty">${t('Nobody waits.')}</p>`}
      ${list.length > PAGE ? html`<p class="empty">${t('and {n} more behind them', { n: list.length - PAGE })}</p>` : nothing}</div>
  </section>`;
}

function agentsSection() {
  const list = shownAgents();
  const all = live.store.rows('agents').length;
  const last = Math.max(0, Math.ceil(list.length / PAGE) - 1);
  view.page = Math.min(view.page, last);
  const from = view.page * PAGE;
  return html`<section class="agents" aria-labelledby="agents">
    <div class="bar"><h2 id="agents">${t('Agents')} <span>${all}</span></h2>
      <label>${t('State')} <select @change=${set('state')}><option value="">${t('all')}</option>${Object.entries(STATES)
        .filter(([name]) => name !== 'incall').map(([name, state]) => html`<option value=${name}>${state.word}</option>`)}</select></label>
      <label>${t('Filter')} <input type="search" .value=${view.agent} @input=${set('agent')}></label></div>
    <div class="sheet">${list.length ? agents(list.slice(from, from + PAGE), { notes: actions.notes, open: (e, agent) => actions.agent(e, agent) })
      : html`<p class="empty">${all ? t('No agent is like that.') : html`${t('No agents yet.')}${me.may('cc_agent_set') ? html` <a href="/admin#agents">${t('Add one')}</a>` : nothing}`}</p>`}
      ${last > 0 ? html`<div class="pager"><button ?disabled=${view.page === 0} @click=${() => { view.page -= 1; changed(); }}>${t('Before')}</button>
        ${t('Page {n} of {all}', { n: view.page + 1, all: last + 1 })}
        <button ?disabled=${view.page === last} @click=${() => { view.page += 1; changed(); }}>${t('Next')}</button></div>` : nothing}</div>
  </section>`;
}

function tab(name, word) {
  return html`<button aria-pressed=${view.tab === name} @click=${() => { view.tab = name; changed(); scrollTo(0, 0); }}>${word}</button>`;
}

function draw() {
  const all = live.store.rows('flows');
  voice.hear(all);
  document.body.classList.toggle('lost', live.state === 'lost' || live.state === 'over');
  render(html`${top(me, live)}
    <main class="board" data-tab=${view.tab}><h1 class="unseen">${t('Board')}</h1>
      ${live.state === 'loading' ? html`<p class="empty">${t('Loading …')}</p>` : html`
        ${first.shows() ? first.draw() : nothing}
        ${totals(live.store.rows('totals')[0])}
        ${flowsSection(shownFlows(), all.length)}
        <div class="halves">${callsSection()}${agentsSection()}</div>`}
    </main>
    <nav class="tabs" aria-label="${t('Lists')}">${tab('flows', t('Flows'))}${tab('calls', t('Calls'))}${tab('agents', t('Agents'))}</nav>
    <div class="unseen" aria-live="polite">${voice.text.polite}</div>
    <div class="unseen" aria-live="assertive">${voice.text.assertive}${actions.notes.get('all') || ''}</div>`, page);
}

page.replaceChildren();
draw();
live.start();
