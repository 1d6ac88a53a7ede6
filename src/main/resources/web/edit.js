/** Flows or agents: a list, and a form for one of them, which shows what would change before it is saved. */
import { html, nothing } from './lit-html.js';
import { repeat } from './directives/repeat.js';
import { difference, same } from './diff.js';
import { columns, field, values, wrongField } from './form.js';
import { byId } from './store.js';
import { agentState, refusal } from './text.js';
import { until } from './time.js';
import { t } from './words.js';

const NONE = { name: '', text: '' };
const PAGE = 100;

export class Edit {
  /**
   * @param {'flow'|'agent'} kind
   * @param {Object} me
   * @param {Object} live
   * @param {function(): void} changed
   */
  constructor(kind, me, live, changed) {
    this.kind = kind;
    this.me = me;
    this.live = live;
    this.changed = changed;
    this.filter = '';
    this.page = 0;
    this.list = null;
    /** @type {{id: string, row: Object, fresh: boolean, diff: Object, params: Object, what: string}|null} what the form is about */
    this.open = null;
    this.wrong = NONE;
    this.said = '';
    this.done = null;
  }

  async #start(id, fresh) {
    this.list = this.list || await columns(this.me, this.kind);
    let row = {};
    if (!fresh) {
      const answer = await this.me.send('cc_show', { kind: this.kind, id });
      if (answer.error) {
        this.said = `${id}: ${refusal(answer.error)}`;
        this.changed();
        return;
      }
      row = answer.result;
    }
    this.#forget();
    this.open = { id, row, fresh, diff: null, params: null, what: 'set' };
    this.changed();
    requestAnimationFrame(() => document.querySelector('.edit input')?.focus());
  }

  #forget() {
    this.open = null;
    this.wrong = NONE;
    this.said = '';
    this.done = null;
  }

  #close() {
    this.#forget();
    this.changed();
  }

  async #send(dry) {
    const { what, params } = this.open;
    return this.me.send(`cc_${this.kind}_${what}`, dry ? { ...params, dry_run: 1 } : params);
  }

  #refused(error) {
    this.wrong = wrongField(error);
    this.said = this.wrong.name ? '' : refusal(error);
    this.open.diff = null;
    this.changed();
    requestAnimationFrame(() => document.querySelector('.edit [aria-invalid=true]')?.focus());
  }

  async #look(event) {
    event.preventDefault();
    const form = event.target;
    const id = this.open.fresh ? form.elements.namedItem(`${this.kind}_id`).value.trim() : this.open.id;
    const given = values(form, this.list);
    const before = this.open.row;
    // What was not touched stays as it is, even if somebody else changes it in between.
    const params = Object.fromEntries(Object.entries(given).filter(([name, value]) => this.open.fresh ? value !== '' : value !== String(before[name] ?? '')));
    this.open.params = { [`${this.kind}_id`]: id, ...params };
    await this.#ask();
  }

  async #remove(id) {
    this.#forget();
    this.open = { id, row: {}, fresh: false, diff: null, params: { [`${this.kind}_id`]: id }, what: 'delete' };
    await this.#ask();
  }

  async #ask() {
    const { result, error } = await this.#send(true);
    if (error) {
      this.#refused(error);
      return;
    }
    this.wrong = NONE;
    this.said = '';
    this.open.diff = result;
    this.changed();
    requestAnimationFrame(() => document.querySelector('.edit .main, .sure .main')?.focus());
  }

  async #save() {
    const promised = this.open.diff;
    const { result, error } = await this.#send(false);
    if (error) {
      this.#refused(error);
      return;
    }
    this.#forget();
    this.done = { diff: result, other: !same(promised, result) };
    this.changed();
  }

  #sure() {
    const remove = this.open.what === 'delete';
    return html`<div class="sure" role="group" aria-label="${t('What would change')}"><h3>${remove ? t('Delete {name}?', { name: this.open.id }) : t('This would change:')}</h3>
      ${difference(this.open.diff)}
      <div class="acts"><button type="button" class="main" @click=${() => this.#save()}>${remove ? t('Delete') : t('Save')}</button>
        <button type="button" @click=${() => (remove ? this.#close() : this.#back())}>${remove ? t('Cancel') : t('Change more')}</button></div></div>`;
  }

  #back() {
    this.open.diff = null;
    this.changed();
  }

  #form() {
    const { id, row, fresh, diff } = this.open;
    const key = { name: `${this.kind}_id`, label: t('Name'), type: 'text', needed: true, hint: this.kind === 'flow' ? t('callers dial it') : t('also the name with which they log in here') };
    return html`<section class="sheet" aria-labelledby="edit"><h2 id="edit">${fresh ? (this.kind === 'flow' ? t('New flow') : t('New agent')) : id}</h2>
      <form class="edit" @submit=${(event) => this.#look(event)} ?hidden=${Boolean(diff)}>
        ${fresh ? field(key, '', this.wrong) : nothing}
        ${[...this.list].sort((a, b) => Number(Boolean(b.needed)) - Number(Boolean(a.needed))).map((column) => field(column, row[column.name], this.wrong))}
        <div class="acts"><button class="main">${t('Show what changes')}</button><button type="button" @click=${() => this.#close()}>${t('Cancel')}</button></div>
      </form>${diff ? this.#sure() : nothing}</section>`;
  }

  /** What was typed stays with what it was typed for. */
  #opened() {
    if (this.open.what === 'set') {
      return this.#form();
    }
    return this.open.diff ? html`<section class="sheet">${this.#sure()}</section>` : nothing;
  }

  #table(list) {
    const agent = this.kind === 'agent';
    return html`<table role="table" aria-label=${agent ? t('Agents') : t('Flows')}><thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">${t('Name')}</th><th role="columnheader" scope="col">${agent ? t('State') : t('Waiting')}</th>
        <th role="columnheader" scope="col"><span class="unseen">${t('Actions')}</span></th></tr></thead>
      <tbody role="rowgroup">${repeat(list, (row) => row.id, (row) => html`<tr role="row"><td role="cell"><bdi>${row.id}</bdi></td>
        <td role="cell" data-label=${agent ? t('State') : t('Waiting')}>${agent ? agentState(row, until(row.wrapup)) : row.waiting}</td>
        <td role="cell" class="act wide"><button aria-label=${t('Edit {name}', { name: row.id })} @click=${() => this.#start(row.id, false)}>${t('Edit')}</button>
          <button aria-label=${t('Delete {name}', { name: row.id })} @click=${() => this.#remove(row.id)}>${t('Delete …')}</button></td></tr>`)}</tbody></table>`;
  }

  draw() {
    const all = this.live.store.rows(`${this.kind}s`).sort(byId);
    const fitting = all.filter((row) => row.id.toLowerCase().includes(this.filter.toLowerCase()));
    const last = Math.max(0, Math.ceil(fitting.length / PAGE) - 1);
    this.page = Math.min(this.page, last);
    return html`
      <p class="said" role="alert">${this.said}</p>
      ${this.done ? html`<section class="sheet" role="status"><h2>${t('Saved, and in use')}</h2>${difference(this.done.diff)}
        ${this.done.other ? html`<p class="said">${t('This is not what was shown before: somebody else has changed something in between.')}</p>` : nothing}</section>` : nothing}
      ${this.open ? repeat([this.open], (one) => one, () => this.#opened()) : nothing}
      <div class="bar"><h2>${this.kind === 'flow' ? t('Flows') : t('Agents')} <span>${all.length}</span></h2>
        <label>${t('Filter')} <input type="search" .value=${this.filter} @input=${(event) => { this.filter = event.target.value; this.page = 0; this.changed(); }}></label>
        <button @click=${() => this.#start('', true)}>${this.kind === 'flow' ? t('New flow …') : t('New agent …')}</button></div>
      <div class="sheet">${fitting.length ? this.#table(fitting.slice(this.page * PAGE, this.page * PAGE + PAGE))
        : html`<p class="empty">${this.live.state === 'loading' ? t('Loading …') : all.length ? t('None is like that.') : this.kind === 'flow' ? t('No flows yet: make one.') : t('No agents yet: make one.')}</p>`}
        ${last > 0 ? html`<div class="pager"><button ?disabled=${this.page === 0} @click=${() => { this.page -= 1; this.changed(); }}>${t('Before')}</button>
          ${t('Page {n} of {all}', { n: this.page + 1, all: last + 1 })} <button ?disabled=${this.page === last} @click=${() => { this.page += 1; this.changed(); }}>${t('Next')}</button></div>` : nothing}</div>`;
  }
}
