/** The lists of the board. */
import { html, nothing } from './lit-html.js';
import { repeat } from './directives/repeat.js';
import { LEVELS, agentState } from './text.js';
import { clockTime, length, since, until } from './time.js';

const level = (value) => (value === null ? '–' : `${value} %`);
const percent = (part, all) => (all ? `${Math.round((100 * part) / all)} %` : '–');

function figure(name, value, kind = '') {
  return html`<div class=${kind}><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** The figures of the whole center. */
export function totals(row) {
  if (!row) {
    return nothing;
  }
  return html`<dl class="totals" aria-label="The whole center">
    ${figure('Waiting', row.waiting)}
    ${figure('Longest wait', since(row.longest))}
    ${figure('Service', html`${level(row.sl)} <small>60 min</small>`)}
    ${figure('Service', html`${level(row.slToday)} <small>today</small>`)}
    ${figure('Answered', row.answered)}
    ${figure('Abandoned', html`${row.abandoned} <small>${percent(row.abandoned, row.abandoned + row.answered)}</small>`)}
    ${figure('Free', html`${row.free} <small>of ${row.logged}</small>`)}
    ${figure('Paused', row.paused)}
  </dl>`;
}

/** Names of what routes of an integrator show besides, in all rows together. */
function shown(list) {
  return [...new Set(list.flatMap((row) => (row.shows || []).map(([name]) => name)))].sort();
}

function shows(names, row) {
  const texts = new Map(row.shows || []);
  return names.map((name) => cell(name, html`<bdi>${texts.get(name) || '–'}</bdi>`));
}

/** A flow as a tile. */
export function tile(flow) {
  const { sign, word } = LEVELS[flow.level];
  return html`<li class="tile ${flow.level}">
    <h3>${flow.id}<span class="sign ${flow.level}"><span aria-hidden="true">${sign}</span>${word}</span></h3>
    <dl class="figures">
      ${figure('waiting', flow.waiting, 'big')}
      ${figure('longest', since(flow.longest), 'big')}
      ${figure('expected', length(flow.expected), 'big')}
      ${figure('free', flow.free, 'big')}
      ${figure('busy', flow.busy)}
      ${figure('wrap-up', flow.wrapup)}
      ${figure('paused', flow.paused)}
      ${figure('offline', flow.offline)}
      ${figure('service 60 min', level(flow.sl))}
      ${figure('service today', level(flow.slToday))}
      ${figure('answered', flow.answered)}
      ${figure('abandoned', flow.abandoned)}
      ${figure('lost', percent(flow.abandoned, flow.abandoned + flow.answered))}
      ${(flow.shows || []).map(([name, text]) => figure(name, html`<bdi>${text}</bdi>`))}
    </dl>
  </li>`;
}

/** The flows, as tiles. */
export function flows(list) {
  return html`<ul class="tiles">${repeat(list, (flow) => flow.id, tile)}</ul>`;
}

function cell(label, value, kind = '') {
  return html`<td role="cell" data-label=${label} class=${kind}>${value}</td>`;
}

function heads(names) {
  return html`<thead role="rowgroup"><tr role="row">${names.map(
    ([name, kind]) => html`<th role="columnheader" scope="col" class=${kind || ''}>${name}</th>`)}
    <th role="columnheader" scope="col"><span class="unseen">Actions</span></th></tr></thead>`;
}

function actions(name, open) {
  return html`<td role="cell" class="act"><button class="dots" aria-haspopup="menu" aria-label="Actions for ${name}"
    @click=${open}>⋮</button></td>`;
}

function said(text) {
  return text ? html`<span class="said" role="alert">${text}</span>` : nothing;
}

/**
 * The calls in the queue.
 * @param {Object[]} list in the order of their place
 * @param {{notes: Map, open: function}} use
 */
export function waiting(list, use) {
  const places = new Map();
  const more = shown(list);
  return html`<table role="table" aria-label="Waiting calls">
    ${heads([['Place'], ['Caller'], ['Flow'], ['Waits', 'number'], ['Refused', 'number'], ...more.map((name) => [name])])}
    <tbody role="rowgroup">${repeat(list, (call) => call.id, (call) => {
      const place = (places.get(call.flow) || 0) + 1;
      places.set(call.flow, place);
      const caller = call.name || call.caller || 'caller';
      return html`<tr role="row">
        ${cell('Place', html`${place}${call.media === 'chat' ? ' chat' : nothing}`)}
        ${cell('Caller', html`<bdi>${call.name || '–'}</bdi>${call.caller && call.caller !== call.name ? html` <bdi>${call.caller}</bdi>` : nothing}${said(use.notes.get(call.id))}`)}
        ${cell('Flow', call.flow)}
        ${cell('Waits', since(call.since), 'number')}
        ${cell('Refused', call.refusals, 'number')}
        ${shows(more, call)}
        ${actions(`${caller}, place ${place} in ${call.flow}`, (event) => use.open(event, call))}</tr>`;
    })}</tbody></table>`;
}

/**
 * The agents.
 * @param {Object[]} list
 * @param {{notes: Map, open: function}} use
 */
export function agents(list, use) {
  const more = shown(list);
  return html`<table role="table" aria-label="Agents">
    ${heads([['Agent'], ['State'], ['Since', 'number'], ['Flow'], ['With'], ['Answered', 'number'], ['Last', 'number'], ...more.map((name) => [name])])}
    <tbody role="rowgroup">${repeat(list, (agent) => agent.id, (agent) => html`<tr role="row">
      ${cell('Agent', html`<bdi>${agent.id}</bdi>`)}
      ${cell('State', html`<span class="state ${agent.status}">${agentState(agent, until(agent.wrapup))}</span>${said(use.notes.get(agent.id))}`)}
      ${cell('Since', since(agent.since), 'number')}
      ${cell('Flow', agent.flow || '–')}
      ${cell('With', html`<bdi>${agent.caller || '–'}</bdi>`)}
      ${cell('Answered', agent.answered, 'number')}
      ${cell('Last', clockTime(agent.last), 'number')}
      ${shows(more, agent)}
      ${actions(agent.id, (event) => use.open(event, agent))}</tr>`)}</tbody></table>`;
}
