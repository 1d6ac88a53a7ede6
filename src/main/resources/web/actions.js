/** What supervisors do: menus, questions, and the commands behind them. */
import { html, nothing, render } from './lit-html.js';
import { refusal } from './text.js';
import { t } from './words.js';

const NOTE_FOR = 10000;

export class Actions {
  /**
   * @param {Object} me
   * @param {Object} live
   * @param {function(): void} changed
   */
  constructor(me, live, changed) {
    this.me = me;
    this.live = live;
    this.changed = changed;
    /** @type {Map<string, string>} what became of the last command about a row */
    this.notes = new Map();
    this.menu = document.body.appendChild(document.createElement('div'));
    this.menu.className = 'menu';
    this.menu.popover = 'auto';
    this.menu.addEventListener('keydown', (event) => this.#move(event));
    this.dialog = document.body.appendChild(document.createElement('dialog'));
  }

  #can(command) {
    return this.me.may(command) && this.live.state === 'live';
  }

  /** The menu of an agent. */
  agent(event, agent) {
    const id = agent.id;
    const on = agent.status !== 'offline';
    const items = [];
    if (this.#can('cc_agent_login')) {
      items.push(on
        ? [t('Log out …'), () => this.#ask(t('Log out {name}?', { name: id }), t('A call of theirs goes on.'), t('Log out'), () => this.#send(id, 'cc_agent_login', { agent_id: id, state: 0 }))]
        : [t('Log in'), () => this.#send(id, 'cc_agent_login', { agent_id: id, state: 1 })]);
    }
    if (on && this.#can('cc_agent_pause')) {
      items.push([t('Pause …'), () => this.#pause(id)]);
    }
    if (on && this.#can('cc_agent_ready') && (agent.status === 'paused' || agent.pending || agent.status === 'wrapup')) {
      items.push([agent.status === 'wrapup' ? t('End wrap-up') : t('End pause'), () => this.#send(id, 'cc_agent_ready', { agent_id: id })]);
    }
    if (agent.status === 'wrapup' && this.#can('cc_agent_wrapup')) {
      items.push([t('Wrap-up: one minute from now'), () => this.#send(id, 'cc_agent_wrapup', { agent_id: id, seconds: 60 })]);
    }
    if (agent.call && this.me.may('cc_explain')) {
      items.push([t('Why this call?'), () => this.#explain(agent.call)]);
    }
    if (on && this.#can('cc_agent_release')) {
      items.push([t('Release …'), () => this.#ask(t('Release {name}?', { name: id }), t('Their call ends; one that only rings goes back to the queue.'), t('Release'), () => this.#send(id, 'cc_agent_release', { agent_id: id }))]);
    }
    this.#open(event, id, items);
  }

  /** The menu of a waiting call. */
  call(event, call) {
    const items = [];
    if (this.me.may('cc_explain')) {
      items.push([t('Why does it wait?'), () => this.#explain(call.id)]);
    }
    const byHand = !this.live.store.rows('totals').some((row) => row.dispatching);
    if (byHand && this.#can('cc_dispatch_call_to_agent')) {
      items.push([t('Give to an agent …'), () => this.#give(call)]);
    }
    this.#open(event, call.name || call.caller || t('Call'), items);
  }

  #open(event, title, items) {
    const button = event.currentTarget;
    const entries = items.length ? items : [[t('Your role can do nothing here'), () => {}]];
    render(html`<h3 aria-hidden="true">${title}</h3><div role="menu" aria-label=${title}>${entries.map(([name, run]) => html`<button role="menuitem" @click=${() => {
      this.menu.hidePopover();
      button.focus();
      run();
    }}>${name}</button>`)}</div>`, this.menu);
    this.menu.showPopover();
    const at = button.getBoundingClientRect();
    const size = this.menu.getBoundingClientRect();
    this.menu.style.left = `${Math.max(8, Math.min(at.right - size.width, innerWidth - size.width - 8))}px`;
    this.menu.style.top = `${Math.max(8, Math.min(at.bottom + 4, innerHeight - size.height - 8))}px`;
    this.menu.querySelector('button').focus();
  }

  #move(event) {
    const items = [...this.menu.querySelectorAll('button')];
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (steps[event.key]) {
      const next = items.indexOf(document.activeElement) + steps[event.key];
      items[(next + items.length) % items.length].focus();
      event.preventDefault();
    } else if (event.key === 'Tab') {
      this.menu.hidePopover();
    }
  }

  /** Shows a dialog; what it returns when it is closed with its main button is handed over. */
  #show(title, content, button, then) {
    const name = (event) => { event.preventDefault(); this.dialog.close(); then && then(new FormData(event.target)); };
    render(html`<form @submit=${name} aria-labelledby="asked"><h2 id="asked">${title}</h2>${content}
      <div class="buttons">${then ? html`<button type="button" @click=${() => this.dialog.close()}>${t('Cancel')}</button>` : nothing}
      <button class="main">${button}</button></div></form>`, this.dialog);
    this.dialog.showModal();
  }

  #ask(title, text, button, then) {
    this.#show(title, html`<p>${text}</p>`, button, then);
  }

  #pause(id) {
    const used = new Set(this.live.store.rows('agents').map((agent) => agent.reason).filter(Boolean));
    this.#show(t('Pause {name}', { name: id }), html`<label for="reason">${t('Reason, one word (may be empty)')}</label>
      <input id="reason" name="reason" list="reasons" maxlength="32" pattern="[A-Za-z0-9_\\-]*" autocomplete="off" value="break">
      <datalist id="reasons">${['break', 'lunch', 'training', 'meeting', ...used].map((reason) => html`<option value=${reason}></option>`)}</datalist>
      <p class="hint">${t('A call and its wrap-up run out first.')}</p>`, t('Pause'),
    (form) => this.#send(id, 'cc_agent_pause', { agent_id: id, reason: form.get('reason') }));
  }

  #give(call) {
    const free = this.live.store.rows('agents').filter((agent) => agent.status === 'free' || agent.status === 'inchat');
    this.#show(t('Give {caller} to', { caller: call.name || call.caller || t('this call') }), free.length
      ? html`<label for="agent">${t('Agent')}</label><select id="agent" name="agent">${free.map((agent) => html`<option>${agent.id}</option>`)}</select>`
      : html`<p>${t('Nobody is free.')}</p>`, free.length ? t('Give') : t('Close'),
    (form) => free.length && this.#send(call.id, 'cc_dispatch_call_to_agent', { call_id: call.id, agent_id: form.get('agent') }));
  }

  async #explain(call) {
    const answer = await this.me.send('cc_explain', { call_id: call });
    if (answer.error) {
      this.#ask(t('No explanation'), refusal(answer.error), t('Close'));
      return;
    }
    const why = answer.result;
    this.#show(t('Call in {flow}', { flow: why.flow }), html`<p>${why.position >= 0
      ? t('State: {state}; needs the skill {skill}; place {place} of all.', { state: why.state, skill: why.skill, place: why.position + 1 })
      : t('State: {state}; needs the skill {skill}.', { state: why.state, skill: why.skill })}</p>
      ${why.candidates.length ? html`<ul tabindex="0" aria-label="${t('Agents')}">${why.candidates.map((one) => html`<li>${one.agent_id}: ${one.why}</li>`)}</ul>`
        : html`<p>${t('No agent has this skill.')}</p>`}`, t('Close'));
  }

  async #send(row, method, params) {
    this.#note(row, '…');
    const answer = await this.me.send(method, params);
    this.#note(row, answer.error ? refusal(answer.error) : '');
    return answer;
  }

  /** Switches internal dispatching, after a question. */
  dispatching(on) {
    this.#ask(on ? t('Switch internal dispatching on?') : t('Switch internal dispatching off?'),
      on ? t('Waiting calls go to free agents at once.') : t('Calls wait until they are given to agents by hand.'),
      on ? t('Switch on') : t('Switch off'),
      () => this.#send('all', 'cc_internal_call_dispatching', { dispatching: on ? 1 : 0 }));
  }

  #note(row, text) {
    if (text) {
      this.notes.set(row, text);
    } else {
      this.notes.delete(row);
    }
    this.changed();
    if (text && text !== '…') {
      setTimeout(() => { this.notes.delete(row); this.changed(); }, NOTE_FOR);
    }
  }
}
