/** A search for written records: a form, a hundred rows at a time, and all of them as a file. */
import { html, nothing } from './lit-html.js';
import { t } from './words.js';

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

/**
 * What is searched for, and how it is shown; columns of long words break them anywhere.
 * @typedef {{part: string, title: string, none: string, address: string, file: string, fields: object[], heads: string[],
 *   long: number[], count: (n: number, more: boolean) => string, cells: (row: object) => string[], tidy?: (asked: URLSearchParams) => void}} Kind
 */
export class Search {
  /** @param {Kind} kind */
  constructor(kind, changed) {
    this.kind = kind;
    this.changed = changed;
    this.asked = new URLSearchParams();
    this.rows = null;
    this.cols = [];
    this.next = null;
    this.said = '';
    this.busy = false;
  }

  enter(asked) {
    this.asked = asked && asked.has('from') ? asked : new URLSearchParams({ from: today(), to: today() });
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
      const answer = await fetch(`${this.kind.address}?${address}`, { cache: 'no-store', headers: { Accept: 'application/json' } });
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
    this.kind.tidy?.(asked);
    const hash = `#${this.kind.part}?${asked}`;
    if (location.hash === hash) {
      this.enter(asked);
    } else {
      location.hash = hash;
    }
  }

  #cells(cells) {
    return this.kind.cells(Object.fromEntries(this.cols.map((name, i) => [name, cells[i]])));
  }

  #status() {
    const found = this.rows ? this.kind.count(this.rows.length, Boolean(this.next)) : '';
    return this.busy ? t('Searching …') : found;
  }

  #table() {
    const { part, heads, long } = this.kind;
    return html`<table role="table" aria-labelledby=${part}><thead role="rowgroup"><tr role="row">${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}</tr></thead>
      <tbody role="rowgroup">${this.rows.map((cells) => html`<tr role="row">${this.#cells(cells).map((cell, i) => html`<td role="cell" data-label=${heads[i]} class=${long.includes(i) ? 'who' : ''}><bdi>${cell}</bdi></td>`)}</tr>`)}</tbody></table>`;
  }

  draw() {
    const { part, title, none, address, file, fields } = this.kind;
    const all = new URLSearchParams(this.asked);
    all.set('format', 'csv');
    return html`<section class="sheet" aria-labelledby=${part}><h2 id=${part}>${title}</h2>
      <form class="edit" @submit=${(event) => this.#search(event)}>${fields.map((field) => choice(field, this.asked.get(field.name)))}
        <div class="acts"><button class="main" ?disabled=${this.busy}>${t('Search')}</button> <a href="${address}?${all}" download=${file}>${t('As a file (CSV)')}</a></div></form>
      <p class="said" role="alert">${this.said}</p>
      <p class="note" role="status">${this.#status()}</p>
      ${this.rows && this.rows.length ? this.#table() : nothing}
      ${this.rows && !this.rows.length ? html`<p class="empty">${none}</p>` : nothing}
      ${this.next ? html`<div class="acts"><button ?disabled=${this.busy} @click=${() => this.#look(this.next)}>${t('More')}</button></div>` : nothing}</section>`;
  }
}
