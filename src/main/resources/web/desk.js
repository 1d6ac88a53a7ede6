/** The desk: what an agent sees of themselves, and does. */
import { html, nothing, render } from './lit-html.js';
import { Alerts } from './alerts.js';
import { Customer } from './customer.js';
import { top, wearTheme } from './frame.js';
import { Live } from './live.js';
import { Me } from './mi.js';
import { Result } from './result.js';
import { byId } from './store.js';
import { CONNECTIONS, LEVELS, STATES, refusal } from './text.js';
import { clockTime, length, serverTime, since, until } from './time.js';
import { t } from './words.js';

const MORE = 15;
const REASONS = ['break', 'lunch', 'training'];
const ENDED = 'Agent is not in wrap-up';

wearTheme();
const page = document.getElementById('page');
const me = await Me.load();
const live = new Live(['me', 'flows'], changed, { hidden: true });
const customer = new Customer(me.pop || 'never', changed);
const alerts = new Alerts(changed);
const result = new Result(send, changed);
const view = { said: '', busy: false };
let asked = false;

function changed() {
  look(); // at once: a hidden page draws nothing, but rings
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => { asked = false; draw(); });
  }
}

function myself() {
  return live.store.rows('me')[0];
}

function look() {
  const row = live.state === 'live' ? myself() : undefined;
  customer.look(row);
  alerts.look(row);
  result.look(myself());
  const state = row ? (STATES[row.status] || { word: row.status }).word : CONNECTIONS[live.state];
  document.title = `${row && row.status === 'ringing' ? '☎ ' : ''}${state} – ${t('call center')}`;
}

async function send(method, params = {}) {
  view.busy = true;
  view.said = '';
  changed();
  const answer = await me.send(method, { agent_id: me.agent, ...params });
  view.busy = false;
  view.said = answer.error ? refusal(answer.error) : '';
  changed();
  return !answer.error;
}

/** Saves what was chosen, then ends the wrap-up. */
async function ready() {
  if (!result.unsaved || await result.save()) {
    const row = myself();
    const answer = row && row.status === 'wrapup' ? await me.send('cc_agent_wrapup', { agent_id: me.agent, seconds: 0 }) : {};
    view.said = answer.error && answer.error.message !== ENDED ? refusal(answer.error) : ''; // it may have ended with the result
    changed();
  }
}

function off() {
  return view.busy || live.state !== 'live';
}

function button(word, method, params, kind = '') {
  return me.may(method) ? html`<button class=${kind} ?disabled=${off()} @click=${() => send(method, params)}>${word}</button>` : nothing;
}

function pause(event) {
  event.preventDefault();
  send('cc_agent_pause', { reason: new FormData(event.target).get('reason').trim() });
}

function buttons(row) {
  if (row.status === 'offline') {
    return html`${button(t('Go online'), 'cc_agent_login', { state: 1 }, 'main')}`;
  }
  const paused = row.status === 'paused' || row.pending;
  return html`
    ${paused ? button(t('End pause'), 'cc_agent_ready', {}, 'main') : nothing}
    ${!paused && me.may('cc_agent_pause') ? html`<form class="pause" @submit=${pause}>
      <label for="reason">${t('Reason')}</label>
      <input id="reason" name="reason" list="reasons" maxlength="32" pattern="[A-Za-z0-9_\\-]*" title="${t('One word')}" autocomplete="off" placeholder="${t('none')}">
      <datalist id="reasons">${REASONS.map((reason) => html`<option value=${reason}></option>`)}</datalist>
      <button ?disabled=${off()}>${t('Pause')}</button></form>` : nothing}
    ${button(t('Go offline'), 'cc_agent_login', { state: 0 })}`;
}

function state(row) {
  const known = STATES[row.status] || { sign: '·', word: row.status };
  const more = row.status === 'inchat' ? ` ${t('{n} of {all}', { n: row.chats, all: row.maxChats })}` : row.status === 'paused' && row.reason ? ` · ${row.reason}` : '';
  return html`<p class="now"><span class="state ${row.status}"><span aria-hidden="true">${known.sign}</span> ${known.word}${more}</span>
    <span class="time">${since(row.since)}</span></p>
    ${row.pending ? html`<p class="note">${row.reason ? t('then paused: {reason}', { reason: row.reason }) : t('then paused')}</p>` : nothing}`;
}

function wrapUp(row) {
  const left = Math.max(0, row.wrapup - serverTime());
  const all = Math.max(1, row.wrapup - row.since);
  return html`<section class="sheet wrap" aria-labelledby="wrap"><h2 id="wrap">${t('After the call')}</h2>
    <p class="now"><span class="time">${until(row.wrapup)}</span> <progress max="1" value=${left / all} aria-label="${t('Wrap-up left')}"></progress></p>
    ${result.draw(off())}
    <div class="acts">${result.coding && result.coding.required && !result.coding.given ? nothing
    : button(t('+{n} s', { n: MORE }), 'cc_agent_wrapup', { seconds: Math.ceil(left / 1000) + MORE })}
      ${me.may('cc_agent_wrapup') ? html`<button class="main" ?disabled=${off() || result.missing} @click=${ready}>${t('Ready now')}</button>` : nothing}</div></section>`;
}

function fact(name, value) {
  return html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`;
}

function call(row) {
  return html`<section class="sheet call" aria-labelledby="call"><h2 id="call">${t('Your call')}</h2>
    <dl class="facts">
      ${fact(t('Caller'), html`<b>${row.name || row.number || t('unknown')}</b>${row.name && row.number && row.name !== row.number ? ` ${row.number}` : ''}`)}
      ${fact(t('Flow'), row.flow)}
      ${fact(t('Waited'), length(row.waited))}
      ${row.offers > 1 ? fact(t('Offers'), t('{n}, the ones before were refused or unanswered', { n: row.offers })) : nothing}
      ${row.param ? fact(t('Reference'), row.param) : nothing}
      ${(row.fields || []).map(([name, value]) => fact(name, value))}
    </dl>
    <div class="acts">${customer.draw(row)}</div>
    ${row.status === 'talking' || row.status === 'inchat' ? result.draw(off()) : nothing}</section>`;
}

function flow(row) {
  const level = LEVELS[row.level];
  return html`<li class=${row.level}><b>${row.id}</b> <span>${t('{n} waiting', { n: row.waiting })}</span> <span>${row.waiting ? since(row.longest) : ''}</span>
    <span class="sign ${row.level}"><span aria-hidden="true">${level.sign}</span>${level.word}</span></li>`;
}

function desk(row) {
  const flows = live.store.rows('flows').sort(byId);
  return html`
    <section class="sheet me" aria-label="${t('Yourself')}"><div><h1><bdi>${row.id}</bdi></h1>${state(row)}</div>
      <div class="acts">${buttons(row)}${alerts.draw()}</div>
      <p class="said" role="alert">${view.said}</p></section>
    ${row.call ? call(row) : nothing}
    ${row.status === 'wrapup' ? wrapUp(row) : nothing}
    <section class="sheet" aria-labelledby="done"><h2 id="done">${t('Done')}</h2>
      <dl class="facts">${fact(t('Answered'), row.answered)}${fact(t('Refused or unanswered'), row.rejected)}
        ${fact(t('Mean talk'), row.answered ? length(row.talk) : '–')}${fact(t('Last call'), clockTime(row.last))}</dl></section>
    <section class="sheet" aria-labelledby="mine"><h2 id="mine">${t('Flows of yours')}</h2>
      ${flows.length ? html`<ul class="mine">${flows.map(flow)}</ul>` : html`<p class="empty">${t('No flow needs a skill of yours.')}</p>`}</section>`;
}

function draw() {
  const row = myself();
  document.body.classList.toggle('lost', live.state === 'lost' || live.state === 'over');
  render(html`${top(me, live)}
    <main class="board desk">${live.state === 'loading' ? html`<h1>${me.agent}</h1><p class="empty">${t('Loading …')}</p>`
      : row ? desk(row) : html`<h1>${me.agent}</h1><p class="empty sheet">${t('There is no agent {name}. Your user name must be the id of an agent: ask your admin.', { name: html`<b>${me.agent}</b>` })}</p>`}
    </main>
    <div class="unseen" aria-live="assertive">${row && row.status === 'ringing' ? t('A call for {flow}', { flow: row.flow }) : ''}</div>`, page);
}

page.replaceChildren();
draw();
live.start();
