/** Management commands, and who sends them. */
import { t } from './words.js';

/** What the server knows about whoever looks. */
export class Me {
  /** @param {Object} facts answer of /web/me */
  constructor(facts) {
    this.#take(facts);
  }

  #take(facts) {
    Object.assign(this, facts);
    this.commands = new Set(facts.can);
  }

  /** Takes what the server knows after another login; for another user the page begins anew. */
  async renew() {
    const answer = await fetch('/web/me', { cache: 'no-store' });
    const facts = answer.ok ? await answer.json() : {};
    if (facts.user !== this.user || facts.role !== this.role) {
      location.reload();
      return;
    }
    this.#take(facts);
  }

  /** @returns {Promise<Me>} of this session */
  static async load() {
    const answer = await fetch('/web/me', { cache: 'no-store' });
    if (!answer.ok) {
      location.assign(`/login?next=${location.pathname}`);
      throw new Error(String(answer.status));
    }
    return new Me(await answer.json());
  }

  /** @param {string} command */
  may(command) {
    return this.commands.has(command);
  }

  /**
   * Sends a command.
   * @param {string} method
   * @param {Object} params
   * @returns {Promise<Object>} {result} or {error}, whose message is in words
   */
  async send(method, params) {
    try {
      const answer = await fetch('/web/mi', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-CC-Token': this.token },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      });
      const body = await answer.json();
      return body.jsonrpc ? body : { error: { code: answer.status, message: body.detail || answer.statusText } };
    } catch (e) {
      return { error: { code: 0, message: t('The server cannot be reached.') } };
    }
  }

  /** Ends the session. */
  async logout() {
    await fetch('/logout', { method: 'POST', headers: { 'X-CC-Token': this.token } });
    location.assign('/login');
  }
}
