/** From nothing to the first call: three steps, for whoever may make flows and agents. */
import { html, nothing } from './lit-html.js';
import { columns, field, values, wrongField } from './form.js';
import { refusal } from './text.js';
import { t } from './words.js';

const NONE = { name: '', text: '' };

export class FirstRun {
  /**
   * @param {Object} me
   * @param {Object} live
   * @param {function(): void} changed
   */
  constructor(me, live, changed) {
    this.me = me;
    this.live = live;
    this.changed = changed;
    this.begun = false;
    this.over = false;
    this.wrong = { flow: NONE, agent: NONE };
    this.said = { flow: '', agent: '' };
    this.columns = null;
  }

  #rows(topic) {
    return this.live.store.rows(topic);
  }

  /** Whether there is something to set up, or that has just been done. */
  shows() {
    const may = this.me.may('cc_flow_set') && this.me.may('cc_agent_set');
    if (!may || this.over || this.live.state === 'loading') {
      return false;
    }
    if (!this.begun && (!this.#rows('flows').length || !this.#rows('agents').length)) {
      this.begun = true;
      this.#load();
    }
    return this.begun && this.columns !== null;
  }

  async #load() {
    const [flow, agent] = await Promise.all([columns(this.me, 'flow'), columns(this.me, 'agent')]);
    const pick = (list, ...labels) => labels.map((label) => list.find((column) => column.label === label));
    this.columns = {
      flow: pick(flow, t('Skill'), t('What waiting callers hear')),
      agent: pick(agent, t('Phone'), t('Skills')),
      logged: pick(agent, t('Logged in'))[0],
    };
    this.changed();
  }

  async #save(event, kind) {
    event.preventDefault();
    const form = event.target;
    const params = { [`${kind}_id`]: form.elements.namedItem('id').value.trim(), ...values(form, this.columns[kind]) };
    if (kind === 'agent') {
      params[this.columns.logged.name] = '1';
    }
    const { error } = await this.me.send(`cc_${kind}_set`, params);
    const wrong = error ? wrongField(error) : NONE;
    this.wrong[kind] = wrong.name === `${kind}_id` ? { name: 'id', text: wrong.text } : wrong;
    this.said[kind] = error && !wrong.name ? refusal(error) : '';
    this.changed();
    if (wrong.name) {
      form.elements.namedItem(this.wrong[kind].name)?.focus();
    }
  }

  #form(kind, id, first, button) {
    return html`<form @submit=${(event) => this.#save(event, kind)} class="line">
      ${field({ ...id, name: 'id', needed: true, type: 'text' }, first.id, this.wrong[kind], `${kind}-`)}
      ${this.columns[kind].map((column) => field(column, first[column.label] || '', this.wrong[kind], `${kind}-`))}
      <button class="main" ?disabled=${this.live.state !== 'live'}>${button}</button>
      ${this.said[kind] ? html`<p class="said" role="alert">${this.said[kind]}</p>` : nothing}</form>`;
  }

  #step(number, done, title, content) {
    return html`<li class=${done ? 'done' : ''}><h3><span class="tick" aria-hidden="true">${done ? '✓' : number}</span><span>${title}</span>${
      done ? html`<span class="unseen"> ${t('(done)')}</span>` : nothing}</h3>${content}</li>`;
  }

  /** Where phones call: the address in which the center listens to all is the one of this page. */
  #address() {
    const host = location.hostname;
    const sip = (this.me.sip || host).replace(/^(0\.0\.0\.0|\[::\])/, host);
    return sip.replace(/:5060$/, '');
  }

  draw() {
    const flows = this.#rows('flows');
    const agents = this.#rows('agents');
    const flow = flows[0];
    const came = flows.some((row) => row.offered > 0);
    const who = agents.find((row) => row.status === 'talking') || agents.find((row) => row.answered > 0);
    const answered = flows.some((row) => row.answered > 0);
    return html`<section class="first sheet" aria-labelledby="first">
      <h2 id="first">${t('The first call')}</h2>
      <ol>
        ${this.#step(1, flow, flow ? t('The flow {name} takes calls', { name: html`<b>${flow.id}</b>` }) : t('A flow: where callers wait, and for which skill'), flow ? nothing
          : this.#form('flow', { label: t('Name'), hint: t('callers dial it') }, { id: 'sales', [t('Skill')]: 'talk' }, t('Make the flow')))}
        ${this.#step(2, agents.length, agents.length ? t('The agent {name} is there', { name: html`<b>${agents[0].id}</b>` }) : t('An agent: who answers, and on which phone'), agents.length || !flow ? nothing
          : this.#form('agent', { label: t('Name'), hint: t('also the name with which they log in here') }, { id: 'alice', [t('Skills')]: 'talk' }, t('Make the agent')))}
        ${this.#step(3, came, t('A call'), !flow || !agents.length ? nothing : html`
          <p>${t('Call {address} with any SIP phone.', { address: html`<code>sip:${flow.id}@${this.#address()}</code>` })}</p>
          <p role="status">${answered ? who ? t('✓ The call came, and {name} answered it.', { name: html`<b>${who.id}</b>` }) : t('✓ The call came and was answered.')
            : came ? t('✓ The call has come.') : t('Waiting for it …')}</p>`)}
      </ol>
      <p class="buttons"><button class=${came ? 'main' : ''} @click=${() => { this.over = true; this.changed(); }}>${came ? t('To the board') : t('Skip this')}</button></p>
    </section>`;
  }
}
