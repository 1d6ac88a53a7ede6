/** Reports: sums over quarters of an hour, as a table, a curve and a file. */
import { html, nothing, svg } from './lit-html.js';
import { choice, query, today } from './search.js';
import { refusal } from './text.js';
import { t } from './words.js';

const GROUPS = { interval: t('interval'), hour: t('hour'), day: t('day'), flow: t('flow'), agent: t('agent'), total: t('total') };
const BY_TIME = ['interval', 'hour', 'day'];
const FIELDS = [
  { name: 'from', label: t('From'), hint: t('a day or a time') },
  { name: 'to', label: t('To'), hint: t('that day included') },
  { name: 'group', label: t('One row for each'), options: Object.entries(GROUPS) },
  { name: 'flow', label: t('Flow') },
  { name: 'agent_id', label: t('Agent') },
];
const WIDE = 600;
const HIGH = 160;

const COLUMNS = {
  start: t('start'), day: t('day'), total: t('total'), flow: t('flow'), agent: t('agent'), arrived: t('arrived'), answered: t('answered'), in_time: t('in time'),
  abandoned: t('abandoned'), abandoned_in_time: t('abandoned in time'), short_abandoned: t('short abandoned'), dissuaded: t('dissuaded'),
  timed_out: t('timed out'), failed: t('failed'), rejected: t('rejected'), wait_answered: t('wait answered'), wait_abandoned: t('wait abandoned'),
  wait_longest: t('wait longest'), queue_longest: t('queue longest'), talk: t('talk'), ring: t('ring'), wrapup: t('wrap-up'),
  service_level: t('service level'), asa: t('asa'), aht: t('aht'), abandon_rate: t('abandon rate'), wait_50: t('wait 50'), wait_90: t('wait 90'),
  partial: t('partial'), offered: t('offered'), refused: t('refused'), missed: t('missed'), login: t('login'), free: t('free'), chat: t('chat'),
  paused: t('paused'), paid: t('paid'), occupancy: t('occupancy'), by_reason: t('by reason'),
};

const words = (name) => COLUMNS[name] || name.replaceAll('_', ' ');
const shown = (cell, isTime) => (cell === null ? '–' : isTime ? cell.replace('T', ' ') : typeof cell === 'object' ? JSON.stringify(cell) : cell);

export class Reports {
  constructor(me, changed) {
    this.me = me;
    this.changed = changed;
    this.asked = new URLSearchParams();
    this.report = null;
    this.column = 1;
    this.said = '';
  }

  async enter(asked) {
    this.asked = asked.has('from') ? asked : new URLSearchParams({ from: today(), to: today(), group: 'hour' });
    this.report = null;
    this.said = '';
    const { result, error } = await this.me.send('cc_report', Object.fromEntries(this.asked));
    this.report = result || null;
    this.column = 1;
    this.said = error ? refusal(error) : '';
    this.changed();
  }

  #search(event) {
    event.preventDefault();
    const asked = query(event.target);
    const hash = `#reports?${asked}`;
    if (location.hash === hash) {
      this.enter(asked);
    } else {
      location.hash = hash;
    }
  }

  async #file() {
    const { result, error } = await this.me.send('cc_report', { ...Object.fromEntries(this.asked), format: 'csv' });
    this.said = error ? refusal(error) : '';
    this.changed();
    if (result) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([result], { type: 'text/csv' }));
      link.download = 'report.csv';
      link.click();
      URL.revokeObjectURL(link.href);
    }
  }

  #curve() {
    const values = this.report.rows.map((row) => row[this.column]);
    if (!BY_TIME.includes(this.asked.get('group')) || values.length < 2 || values.some((value) => typeof value !== 'number' && value !== null)) {
      return nothing;
    }
    const most = Math.max(1, ...values);
    const points = values.map((value, i) => `${(i / (values.length - 1)) * WIDE},${HIGH - ((value || 0) / most) * HIGH}`);
    const name = words(this.report.columns[this.column]);
    const ends = [this.report.rows[0][0], this.report.rows[values.length - 1][0]].map((time) => shown(time, true));
    return html`<figure class="curve"><p><span>${most}</span><span>0</span></p>
      <svg viewBox="0 0 ${WIDE} ${HIGH}" preserveAspectRatio="none" role="img" aria-label=${t('{column}, {most} at most; the table has all values', { column: name, most: Math.max(...values) })}>
        ${svg`<polyline points=${points.join(' ')}></polyline>`}</svg>
      <figcaption><span>${ends[0]}</span><span>${name}</span><span>${ends[1]}</span></figcaption></figure>`;
  }

  draw() {
    const report = this.report;
    const byTime = BY_TIME.includes(this.asked.get('group'));
    return html`<section class="sheet" aria-labelledby="reports"><h2 id="reports">${t('Reports')}</h2>
      <form class="edit" @submit=${(event) => this.#search(event)}>${FIELDS.map((field) => choice(field, this.asked.get(field.name)))}
        <div class="acts"><button class="main">${t('Show')}</button> <button type="button" ?disabled=${!report} @click=${() => this.#file()}>${t('As a file (CSV)')}</button></div></form>
      <p class="said" role="alert">${this.said}</p>
      ${report && report.rows.length ? html`${this.#curve()}
        <div class="wide" tabindex="0" role="region" aria-labelledby="reports"><table aria-labelledby="reports"><thead><tr>${report.columns.map((name, i) => html`<th scope="col">${i > 0 && byTime
    ? html`<button class="plain" aria-pressed=${i === this.column ? 'true' : 'false'} @click=${() => { this.column = i; this.changed(); }}>${words(name)}</button>` : words(name)}</th>`)}</tr></thead>
        <tbody>${report.rows.map((row) => html`<tr>${row.map((cell, i) => html`<td class=${i ? 'number' : ''} data-label=${words(report.columns[i])}>${shown(cell, i === 0 && byTime)}</td>`)}</tr>`)}</tbody></table></div>`
    : report ? html`<p class="empty">${t('Nothing was counted in that time.')}</p>` : nothing}
      <p class="note">${t('Times are seconds. Days begin in the zone of the server.')}</p></section>`;
  }
}
