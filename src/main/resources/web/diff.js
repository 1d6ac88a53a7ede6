/** What differs between flows and agents as they are and as they would be, or were. */
import { html, nothing } from './lit-html.js';
import { t } from './words.js';

const shown = (value) => (value === '' ? t('(empty)') : String(value));

function lines(thing, part) {
  return [
    ...part.added.map((id) => html`<li class="plus">+ ${thing} <b>${id}</b></li>`),
    ...part.changed.map((row) => html`<li>~ ${thing} <b>${row.id}</b>: ${Object.entries(row).filter(([name]) => name !== 'id')
      .map(([name, [before, after]]) => `${name} ${shown(before)} → ${shown(after)}`).join(', ')}</li>`),
    ...part.removed.map((id) => html`<li class="minus">– ${thing} <b>${id}</b></li>`),
  ];
}

/** How many entries there are. */
export function size(diff) {
  const of = (part) => part.added.length + part.changed.length + part.removed.length;
  return of(diff.flows) + of(diff.agents) + (diff.omitted || 0);
}

/** Whether two of them say the same. */
export function same(one, other) {
  return JSON.stringify([one.flows, one.agents]) === JSON.stringify([other.flows, other.agents]);
}

/** @param {Object} diff answer of a command */
export function difference(diff) {
  return html`${size(diff) ? html`<ul class="diff" aria-label="${t('Changes')}">${lines(t('flow'), diff.flows)}${lines(t('agent'), diff.agents)}
    ${diff.omitted ? html`<li>${t('and {n} more', { n: diff.omitted })}</li>` : nothing}</ul>` : html`<p>${t('Nothing changes.')}</p>`}
    ${diff.skipped_rows.length ? html`<p class="said">${t('Rows that cannot be used, and are passed over:')}</p>
      <ul class="diff">${diff.skipped_rows.map((row) => html`<li class="minus">${row.table}, ${t('row {n}', { n: row.row })}${row.id ? ` (${row.id})` : ''}: ${row.reason}</li>`)}</ul>` : nothing}`;
}
