/** The lists of the board. */
import { html, nothing } from './lit-html.js';
import { repeat } from './directives/repeat.js';
import { LEVELS, agentState } from './text.js';
import { clockTime, length, since, until } from './time.js';
import { t } from './words.js';

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
  return html`<dl class="totals" aria-label="${t('The whole center')}">
    ${figure(t('Waiting'), row.waiting)}
    ${figure(t('Longest wait'), since(row.longest))}
    ${figure(html`${t('Service')} ${t('60 min')}`, level(row.sl))}
    ${figure(html`${t('Service')} ${t('today')}`, level(row.slToday))}
    ${figure(t('Answered'), row.answered)}
    ${figure(t('Abandoned'), html`${row.abandoned} <small>${percent(row.abandoned, row.abandoned + row.answered)}</small>`)}
    ${figure(t('Free'), html`${row.free} <small>${t('of {all}', { all: row.logged })}</small>`)}
    ${figure(t('Paused'), row.paused)}
  </dl>`;
}

/** Names of what routes of an integrator show besides, in all rows together. */
function shown(list) {
  return [...new Set(list.flatMap((row) => (row.shows || []).map(([name]) => name)))].sort();
}

function shows(names, row) {
  const texts = new Map(row.shows || []);
  return names.map((name) => cell(name, html`<bdi>${texts.get(name) || '–'}</bdi>`, 'who'));
}

/** A flow as a tile. */
export function tile(flow) {
  const { sign, word } = LEVELS[flow.level];
  return html`<li class="tile ${flow.level}">
    <h3>${flow.id}<span class="sign ${flow.level}"><span aria-hidden="true">${sign}</span>${word}</span></h3>
    <dl class="figures">
      ${figure(t('waiting'), flow.waiting, 'big')}
      ${figure(t('longest'), since(flow.longest), 'big')}
      ${figure(t('expected'), length(flow.expected), 'big')}
      ${figure(t('free'), flow.free, 'big')}
      ${figure(t('busy'), flow.busy)}
      ${figure(t('wrap-up'), flow.wrapup)}
      ${figure(t('paused'), flow.paused)}
      ${figure(t('offline'), flow.offline)}
      ${figure(t('service 60 min'), level(flow.sl))}
      ${figure(t('service today'), level(flow.slToday))}
      ${figure(t('answered'), flow.answered)}
      ${figure(t('abandoned'), flow.abandoned)}
      ${figure(t('lost'), percent(flow.abandoned, flow.abandoned + flow.answered))}
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
    <th role="columnheader" scope="col"><span class="unseen">${t('Actions')}</span></th></tr></thead>`;
}

function actions(name, open) {
  return html`<td role="cell" class="act"><button class="dots" aria-haspopup="menu" aria-label=${t('Actions for {name}', { name })}
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
  return html`<table role="table" aria-label="${t('Waiting calls')}">
    ${heads([[t('Place')], [t('Caller')], [t('Flow')], [t('Waits'), 'number'], [t('Refused'), 'number'], ...more.map((name) => [name])])}
    <tbody role="rowgroup">${repeat(list, (call) => call.id, (call) => {
      const place = (places.get(call.flow) || 0) + 1;
      places.set(call.flow, place);
      const caller = call.name || call.caller || t('caller');
      return html`<tr role="row">
        ${cell(t('Place'), html`${place}${call.media === 'chat' ? ` ${t('chat')}` : nothing}`)}
        ${cell(t('Caller'), html`<bdi>${call.name || '–'}</bdi>${call.caller && call.caller !== call.name ? html` <bdi>${call.caller}</bdi>` : nothing}${said(use.notes.get(call.id))}`, 'who')}
        ${cell(t('Flow'), call.flow)}
        ${cell(t('Waits'), since(call.since), 'number')}
        ${cell(t('Refused'), call.refusals, 'number')}
        ${shows(more, call)}
        ${actions(t('{caller}, place {place} in {flow}', { caller, place, flow: call.flow }), (event) => use.open(event, call))}</tr>`;
    })}</tbody></table>`;
}

/**
 * The agents.
 * @param {Object[]} list
 * @param {{notes: Map, open: function}} use
 */
export function agents(list, use) {
  const more = shown(list);
  return html`<table role="table" aria-label="${t('Agents')}">
    ${heads([[t('Agent')], [t('State')], [t('Since'), 'number'], [t('Flow')], [t('With')], [t('Answered'), 'number'], [t('Last'), 'number'], ...more.map((name) => [name])])}
    <tbody role="rowgroup">${repeat(list, (agent) => agent.id, (agent) => html`<tr role="row">
      ${cell(t('Agent'), html`<bdi>${agent.id}</bdi>`)}
      ${cell(t('State'), html`<span class="state ${agent.status}">${agentState(agent, until(agent.wrapup))}</span>${said(use.notes.get(agent.id))}`)}
      ${cell(t('Since'), since(agent.since), 'number')}
      ${cell(t('Flow'), agent.flow || '–')}
      ${cell(t('With'), html`<bdi>${agent.caller || '–'}</bdi>`, 'who')}
      ${cell(t('Answered'), agent.answered, 'number')}
      ${cell(t('Last'), clockTime(agent.last), 'number')}
      ${shows(more, agent)}
      ${actions(agent.id, (event) => use.open(event, agent))}</tr>`)}</tbody></table>`;
}
