/** Call detail records, as they are searched for. */
import { html, nothing } from './lit-html.js';
import { length } from './time.js';
import { t } from './words.js';

const TYPES = { 0: t('answered'), 1: t('not answered'), '-1': t('failed'), '-2': t('refused by the agent') };
const FIELDS = [
  { name: 'from', label: t('From'), hint: t('a day or a time') },
  { name: 'to', label: t('To'), hint: t('that day included') },
  { name: 'flow', label: t('Flow') },
  { name: 'agent', label: t('Agent') },
  { name: 'caller', label: t('Caller') },
  { name: 'match', label: t('Compare'), options: [['exact', t('the whole caller')], ['begin', t('the beginning')], ['end', t('the end')]] },
  { name: 'type', label: t('Result'), options: [['', t('any')], ...Object.entries(TYPES)] },
  { name: 'media', label: t('Medium'), options: [['', t('any')], ['1', t('audio')], ['2', t('chat')]] },
  { name: 'wait', label: t('Waited at least'), hint: t('seconds') },
  { name: 'talk', label: t('Talked at least'), hint: t('seconds') },
];
const HEADS = [t('Received'), t('Caller'), t('Flow'), t('Agent'), t('Result'), t('Waited'), t('Talked')];

/** @returns {string} today, as the browser sees it */
export function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

/** One field of a search. */
export function choice(field, value) {
  const id = `by-${field.name}`;
  const hint = field.hint ? html`<p class="note" id="${id}-hint">${field.hint}</p>` : nothing;
  const about = field.hint ? `${id}-hint` : nothing;
  return html`<div class="field"><label for=${id}>${field.label}</label>
    ${field.options ? html`<select id=${id} name=${field.name}>${field.options.map(([key, word]) => html`<option value=${key} ?selected=${key === (value || field.options[0][0])}>${word}</option>`)}</select>`
    : html`<input id=${id} name=${field.name} .value=${value || ''} autocomplete="off" spellcheck="false" aria-describedby=${about}>`}${hint}</div>`;
}

/** The fields of a form that say something, as the query of an address. */
export function query(form) {
  const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
  return new URLSearchParams(given);
}

export class Cdrs {
  constructor(changed) {
    this.changed = changed;
    this.asked = new URLSearchParams();
    this.rows = null;
    this.cols = [];
    this.next = null;
    this.said = '';
    this.busy = false;
  }

  enter(asked) {
    this.asked = asked.has('from') ? asked : new URLSearchParams({ from: today(), to: today() });
    this.rows = null;
    this.#look(null);
  }

  async #look(after) {
    const address = new URLSearchParams(this.asked);
    if (after) {
      address.set('after', after);
    }
    this.busy = true;
    this.said = '';
    this.changed();
    try {
      const answer = await fetch(`/web/cdrs?${address}`, { cache: 'no-store', headers: { Accept: 'application/json' } });
      const body = await answer.json();
      if (answer.ok) {
        this.cols = body.cols;
        this.rows = after ? [...this.rows, ...body.rows] : body.rows;
        this.next = body.next;
      } else {
        this.said = body.code === 'database' ? t('The database does not answer: {why}', { why: body.detail }) : body.detail;
      }
    } catch (e) {
      this.said = t('The server cannot be reached.');
    }
    this.busy = false;
    this.changed();
  }

  #search(event) {
    event.preventDefault();
    const asked = query(event.target);
    if (!asked.has('caller')) {
      asked.delete('match');
    }
    const hash = `#calls?${asked}`;
    if (location.hash === hash) {
      this.enter(asked);
    } else {
      location.hash = hash;
    }
  }

  #cells(cells) {
    const row = Object.fromEntries(this.cols.map((name, i) => [name, cells[i]]));
    return [row.received.replace('T', ' '), row.caller || '–', row.flow_id, row.agent_id || '–',
      `${TYPES[row.call_type] || row.call_type}${row.media === 2 ? `, ${t('chat')}` : ''}`, length(row.wait_time), length(row.talk_time)];
  }

  #count() {
    const n = this.rows.length;
    return this.next ? t('{n} calls and more', { n }) : n === 1 ? t('1 call') : t('{n} calls', { n });
  }

  draw() {
    const file = new URLSearchParams(this.asked);
    file.set('format', 'csv');
    return html`<section class="sheet" aria-labelledby="calls"><h2 id="calls">${t('Calls')}</h2>
      <form class="edit" @submit=${(event) => this.#search(event)}>${FIELDS.map((field) => choice(field, this.asked.get(field.name)))}
        <div class="acts"><button class="main" ?disabled=${this.busy}>${t('Search')}</button> <a href="/web/cdrs?${file}" download="calls.csv">${t('As a file (CSV)')}</a></div></form>
      <p class="said" role="alert">${this.said}</p>
      <p class="note" role="status">${this.busy ? t('Searching …') : this.rows ? this.#count() : ''}</p>
      ${this.rows && this.rows.length ? html`<table role="table" aria-labelledby="calls"><thead role="rowgroup"><tr role="row">${HEADS.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
        <tbody role="rowgroup">${this.rows.map((cells) => html`<tr role="row">${this.#cells(cells).map((cell, i) => html`<td role="cell" data-label=${HEADS[i]}><bdi>${cell}</bdi></td>`)}</tr>`)}</tbody></table>`
    : this.rows ? html`<p class="empty">${t('No call is like this.')}</p>` : nothing}
      ${this.next ? html`<div class="acts"><button ?disabled=${this.busy} @click=${() => this.#look(this.next)}>${t('More')}</button></div>` : nothing}</section>`;
  }
}
