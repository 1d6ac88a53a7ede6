/** Follows the board: a snapshot, then what changes; again after each loss. */
import { Store } from './store.js';
import { heard } from './time.js';

const LOST_AFTER = 12000;
const HIDDEN_FOR = 60000;
const LEAST_WAIT = 1000;
const MOST_WAIT = 15000;
const MOST_MARKS = 200;

export class Live {
  /**
   * @param {string[]} topics
   * @param {function(): void} changed called after each change of rows or state
   * @param {{hidden: boolean}} follow whether a hidden page goes on to follow
   */
  constructor(topics, changed, follow = { hidden: false }) {
    this.follows = follow.hidden;
    this.topics = topics.join(',');
    this.changed = changed;
    this.store = new Store();
    /** @type {'loading'|'live'|'lost'|'over'|'full'} */
    this.state = 'loading';
    this.lostAt = null;
    this.lastByte = 0;
    this.wait = LEAST_WAIT;
    this.source = null;
    /** Counts beginnings and ends: what was begun under another number is not gone on with. */
    this.run = 0;
    this.marks = 0;
    this.timer = 0;
    this.hidden = 0;
  }

  /** Begins, and goes on by itself. */
  start() {
    this.#begin();
    setInterval(() => this.#watch(), 1000);
    document.addEventListener('visibilitychange', () => this.#seen());
  }

  /** Goes on after another login. */
  resume() {
    this.#begin();
  }

  async #begin() {
    clearTimeout(this.timer);
    this.#stop();
    if (this.#sleeps()) {
      return; // begins when it is seen
    }
    const mine = this.run;
    try {
      const answer = await fetch(`/web/board?topics=${this.topics}`, { cache: 'no-store' });
      if (mine !== this.run) {
        return;
      }
      if (answer.status === 401) {
        this.#become('over');
        return;
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const all = await answer.json();
      if (mine !== this.run || this.#sleeps()) {
        return;
      }
      heard(all.now);
      this.store.snapshot(all);
      this.wait = LEAST_WAIT;
      this.#follow();
      this.#become('live');
    } catch (e) {
      if (mine === this.run) {
        this.#again();
      }
    }
  }

  #sleeps() {
    return document.hidden && !this.follows;
  }

  #follow() {
    const source = new EventSource(`/web/live?topics=${this.topics}&after=${this.store.place}`);
    this.source = source;
    this.lastByte = performance.now();
    source.addEventListener('d', (event) => {
      const change = JSON.parse(event.data);
      this.#byte(change.now);
      this.store.change(change, event.lastEventId);
      this.#mark(change.t);
      this.changed();
    });
    source.addEventListener('beat', (event) => this.#byte(JSON.parse(event.data).now));
    source.addEventListener('reset', () => this.#begin());
    source.addEventListener('bye', (event) => {
      this.#stop();
      const why = JSON.parse(event.data);
      if (why === 'session') {
        this.#become('over');
      } else if (why === 'many') {
        this.#become('full');
      } else {
        this.#again();
      }
    });
    source.addEventListener('error', () => {
      if (this.source === source) {
        this.#again();
      }
    });
  }

  /** For measurements; the browser keeps marks until they are cleared. */
  #mark(time) {
    if (++this.marks % MOST_MARKS === 0) {
      performance.clearMarks('drawn');
    }
    performance.mark('drawn', { detail: time });
  }

  #byte(now) {
    heard(now);
    this.lastByte = performance.now();
    if (this.state !== 'live') {
      this.#become('live');
    }
  }

  #watch() {
    if (this.source && performance.now() - this.lastByte > LOST_AFTER) {
      this.#again();
    }
    this.changed();
  }

  #again() {
    this.#stop();
    if (this.state !== 'loading') {
      this.#become('lost');
    }
    const spread = this.wait * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => this.#begin(), spread);
    this.wait = Math.min(MOST_WAIT, this.wait * 2);
  }

  #stop() {
    this.run++;
    if (this.source) {
      this.source.close();
      this.source = null;
    }
  }

  /** A hidden page lets its connection go after a while: a browser has only a few for each server. */
  #seen() {
    clearTimeout(this.hidden);
    if (this.#sleeps()) {
      this.hidden = setTimeout(() => { this.#stop(); clearTimeout(this.timer); }, HIDDEN_FOR);
    } else if (!this.source && this.state !== 'over') {
      this.#begin();
    }
  }

  #become(state) {
    if (state === 'lost' && this.state !== 'lost') {
      this.lostAt = performance.now();
    }
    this.state = state;
    this.changed();
  }

  /** @returns {number} how many seconds the connection has been lost */
  lostFor() {
    return Math.floor((performance.now() - (this.lostAt || performance.now())) / 1000);
  }
}
