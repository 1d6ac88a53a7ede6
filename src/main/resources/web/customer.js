/** The customer's page of another system: one window, which each call of the agent steers. */
import { html, nothing } from './lit-html.js';
import { t } from './words.js';

export class Customer {
  /**
   * @param {string} at when it is opened: ringing, answered, click or never
   * @param {function(): void} changed
   */
  constructor(at, changed) {
    this.at = at;
    this.changed = changed;
    /** Calls for which it was opened, or would have been. */
    this.shown = '';
    this.blocked = false;
    this.begun = false;
    this.frame = null;
    if (at !== 'never') {
      this.frame = document.createElement('iframe');
      this.frame.src = '/desk/window';
      this.frame.hidden = true;
      this.frame.title = t('Opens the window of the customer');
      document.body.append(this.frame);
    }
  }

  /** Looks whether the call of that row is one to open it for. */
  look(row) {
    if (row && !this.begun) {
      this.begun = true;
      this.shown = row.status === 'talking' ? row.call : ''; // that was before this page was opened
    }
    const time = row && (row.status === 'talking' || (this.at === 'ringing' && row.status === 'ringing'));
    if (time && this.at !== 'click' && row.pop && this.shown !== row.call && this.#steer) {
      this.shown = row.call;
      this.open(row.pop);
    }
  }

  get #steer() {
    return this.frame && this.frame.contentWindow && this.frame.contentWindow.steer;
  }

  open(url) {
    this.blocked = !(this.#steer && this.#steer(url));
    this.changed();
  }

  draw(row) {
    if (!row.pop) {
      return nothing;
    }
    return html`<button class=${this.blocked ? 'main' : ''} @click=${() => this.open(row.pop)}>${t('Open customer')} <span aria-hidden="true">↗</span></button>
      ${this.blocked ? html`<span class="note" role="status">${t('The browser blocked the window: click, and allow windows of this page.')}</span>` : nothing}`;
  }
}
