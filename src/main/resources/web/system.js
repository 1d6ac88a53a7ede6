/** Reload, users and their sessions, and how the system does. */
import { html, nothing } from './lit-html.js';
import { difference, same, size } from './diff.js';
import { refusal } from './text.js';
import { t } from './words.js';

const AGAIN = 5000;

const CHECKS = {
  start: t('The start is over'),
  lane: t('Decisions about calls are made in time'),
  calls: t('There is room for more calls'),
  sip: t('SIP takes new calls'),
  journal: t('There is room for more records'),
  broker: t('The message broker answers'),
  tables: t('The tables are there'),
  'cc.db': t('The database of flows and agents answers'),
  'cc.acc-db': t('The database of call records answers'),
  'cc.rt-db': t('The database of calls answers'),
};

/** Flows and agents as the tables have them, against those in use. */
export class Reload {
  constructor(me, changed) {
    this.me = me;
    this.changed = changed;
    this.diff = null;
    this.said = '';
    this.done = '';
  }

  async enter() {
    this.done = '';
    await this.#look();
  }

  async #look() {
    const { result, error } = await this.me.send('cc_reload', { dry_run: 1 });
    this.diff = result || null;
    this.said = error ? refusal(error) : '';
    this.changed();
    return this.diff;
  }

  async #reload() {
    const promised = this.diff;
    const before = await this.#look();
    if (!before) {
      return;
    }
    if (!same(promised, before)) {
      this.done = t('Somebody has changed something in between: look again at what would change.');
      this.changed();
      return;
    }
    const { error } = await this.me.send('cc_reload', {});
    if (error) {
      this.said = refusal(error);
      this.changed();
      return;
    }
    const left = await this.#look();
    this.done = left && size(left) ? t('Reloaded. What is below has changed since.') : t('Reloaded.');
    this.changed();
  }

  draw() {
    return html`<section class="sheet" aria-labelledby="reload"><h2 id="reload">${t('Reload')}</h2>
      <p class="note">${t('Changes that were made by SQL take effect with a reload. This is how the tables differ from what is in use:')}</p>
      <p class="said" role="alert">${this.said}</p>
      <p role="status">${this.done}</p>
      ${this.diff ? difference(this.diff) : nothing}
      <div class="acts"><button class="main" ?disabled=${!this.diff} @click=${() => this.#reload()}>${t('Reload now')}</button>
        <button @click=${() => this.enter()}>${t('Look again')}</button></div></section>`;
  }
}

/** Users, and who is logged in. */
export class Users {
  constructor(me, changed) {
    this.me = me;
    this.changed = changed;
    this.users = [];
    this.sessions = [];
    this.said = '';
  }

  async enter() {
    const [users, sessions] = await Promise.all([this.me.send('cc_user_list', {}), this.me.send('cc_session_list', {})]);
    const error = users.error || sessions.error;
    this.said = error ? refusal(error) : '';
    this.users = users.result ? users.result.Users : [];
    this.sessions = sessions.result ? sessions.result.Sessions : [];
    this.changed();
  }

  async #end(id) {
    const { error } = await this.me.send('cc_session_end', { session_id: id });
    await this.enter();
    this.said = error ? refusal(error) : this.said;
    this.changed();
  }

  draw() {
    const time = (seconds) => new Date(seconds * 1000).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
    return html`<section class="sheet" aria-labelledby="users"><h2 id="users">${t('Users')}</h2>
      <p class="said" role="alert">${this.said}</p>
      ${this.users.length ? html`<table role="table" aria-labelledby="users"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t('Name')}</th><th role="columnheader" scope="col">${t('Role')}</th></tr></thead>
        <tbody role="rowgroup">${this.users.map((user) => html`<tr role="row"><td role="cell"><bdi>${user.name}</bdi></td><td role="cell" data-label="${t('Role')}">${user.role}</td></tr>`)}</tbody></table>`
        : html`<p>${t('Nobody is asked for a password.')}</p>`}
      <p class="note">${t('They stand in the file of {setting}, which is read again when it changes; {command} makes a line for it.', { setting: html`<code>cc.http.users</code>`, command: html`<code>./callcenter user NAME ROLE</code>` })}</p></section>
    <section class="sheet" aria-labelledby="sessions"><h2 id="sessions">${t('Logged in')}</h2>
      ${this.sessions.length ? html`<table role="table" aria-labelledby="sessions"><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">${t('Name')}</th><th role="columnheader" scope="col">${t('Since')}</th>
        <th role="columnheader" scope="col">${t('Last deed')}</th><th role="columnheader" scope="col"><span class="unseen">${t('Actions')}</span></th></tr></thead>
        <tbody role="rowgroup">${this.sessions.map((one) => html`<tr role="row"><td role="cell"><bdi>${one.user}</bdi></td><td role="cell" data-label="${t('Since')}">${time(one.since)}</td>
          <td role="cell" data-label="${t('Last deed')}">${time(one.used)}</td>
          <td role="cell" class="act"><button aria-label=${t('End the session of {name} since {time}', { name: one.user, time: time(one.since) })} @click=${() => this.#end(one.id)}>${t('End')}</button></td></tr>`)}</tbody></table>`
        : html`<p>${t('Nobody.')}</p>`}
      <div class="acts"><button @click=${() => this.enter()}>${t('Look again')}</button></div></section>`;
  }
}

/** What /health/ready says, in words. */
export class System {
  constructor(me, changed) {
    this.me = me;
    this.changed = changed;
    this.report = null;
    this.said = '';
    this.timer = 0;
  }

  async enter() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.enter(), AGAIN);
    if (document.hidden) {
      return;
    }
    try {
      const answer = await fetch('/web/health', { cache: 'no-store' });
      this.report = answer.ok ? await answer.json() : null;
      this.said = answer.ok ? '' : t('The server answers {status}.', { status: answer.status });
    } catch (e) {
      this.said = t('The server cannot be reached.');
    }
    this.changed();
  }

  leave() {
    clearTimeout(this.timer);
  }

  draw() {
    const report = this.report;
    return html`<section class="sheet" aria-labelledby="system"><h2 id="system">${t('System')}</h2>
      <p class="said" role="alert">${this.said}</p>
      ${report ? html`<p role="status"><span class="sign ${report.status === 'UP' ? 'ok' : 'alarm'}"><span aria-hidden="true">${report.status === 'UP' ? '✓' : '▲'}</span>${
        report.status === 'UP' ? t('Calls are taken') : t('Something is wrong')}</span></p>
        <ul class="diff">${Object.entries(report.checks).map(([name, said]) => html`<li class=${said === 'UP' ? '' : 'minus'}>${said === 'UP' ? '✓' : '✗'} ${CHECKS[name] || name}${
          said === 'UP' ? '' : html`: ${t('no, {why}', { why: html`<b>${said}</b>` })}`}</li>`)}
        ${Object.entries(report.notes || {}).map(([name, said]) => html`<li>! ${CHECKS[name] || name}: ${said}</li>`)}</ul>` : nothing}
      <p class="note">${t('Version {version}; the clock of the server is in {zone}.', { version: this.me.version || t('unknown'), zone: this.me.zone })}</p></section>`;
  }
}
