/** What a call was about: one of its codes, and a note. */
import { html, nothing } from './lit-html.js';
import { t } from './words.js';

const LONGEST_NOTE = 1024;

export class Result {
  /**
   * @param {function(string, Object): Promise<boolean>} send sends a command of the agent; whether it was done
   * @param {function(): void} changed
   */
  constructor(send, changed) {
    this.send = send;
    this.changed = changed;
    this.call = '';
    this.code = '';
    this.note = '';
  }

  /** Takes the agent's row; what was chosen for another call is forgotten. */
  look(row) {
    this.coding = null;
    if (row && row.coding) {
      const [call, flow, required, given, codes] = row.coding;
      this.coding = { call, flow, required: required === 1, given, codes };
      if (this.call !== call) {
        this.call = call;
        this.code = given || '';
        this.note = '';
      }
    }
  }

  /** Whether the wrap-up waits for a code, and none is chosen. */
  get missing() {
    return Boolean(this.coding && this.coding.required && !this.coding.given && !this.code);
  }

  /** Whether something is chosen that the server does not know yet. */
  get unsaved() {
    return Boolean(this.coding && this.code && (this.code !== this.coding.given || this.note.trim()));
  }

  /** Gives the chosen code to the call; whether that was done. */
  async save() {
    const call = this.coding.call;
    const done = await this.send('cc_call_code', { call_id: call, code: this.code, note: this.note.trim() });
    if (done && this.call === call) {
      this.note = '';
      this.changed();
    }
    return done;
  }

  /** @param {boolean} off whether nothing can be sent now */
  draw(off) {
    const coding = this.coding;
    if (!coding || !coding.codes.length) {
      return nothing;
    }
    const given = coding.codes.find(([code]) => code === coding.given);
    return html`<form class="result" @submit=${(event) => { event.preventDefault(); this.save(); }}>
      <fieldset><legend>${t('Result of the call for {flow}', { flow: html`<bdi>${coding.flow}</bdi>` })}${coding.required ? ` ${t('(required)')}` : ''}</legend>
        <div class="codes">${coding.codes.map(([code, label]) => html`<label><input type="radio" name="code" .value=${code} .checked=${this.code === code}
          @change=${() => { this.code = code; this.changed(); }}> <bdi>${label}</bdi></label>`)}</div></fieldset>
      <div class="noted"><label for="note">${t('Note')}</label>
        <input id="note" name="note" maxlength=${LONGEST_NOTE} autocomplete="off" .value=${this.note} @input=${(event) => { this.note = event.target.value; this.changed(); }}>
        <button ?disabled=${off || !this.unsaved}>${t('Save result')}</button></div>
      <p class="note" role="status">${given ? t('Saved: {result}', { result: html`<bdi>${given[1]}</bdi>` }) : coding.required ? t('Your wrap-up lasts until you choose a result.') : nothing}</p></form>`;
  }
}
