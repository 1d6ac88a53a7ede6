/** The rows that the server tells of, as objects by the names of their columns. */
export class Store {
  constructor() {
    /** @type {Map<string, Map<string, Object>>} */
    this.topics = new Map();
    this.columns = {};
    this.place = '';
  }

  /**
   * Takes a snapshot in the place of everything.
   * @param {Object} all
   */
  snapshot(all) {
    this.columns = all.cols;
    this.place = all.at;
    this.topics = new Map();
    for (const topic of Object.keys(all.cols)) {
      this.topics.set(topic, new Map());
      this.#put(topic, all[topic] || []);
    }
  }

  /**
   * Takes what changed.
   * @param {Object} change
   * @param {string} place of whoever has it
   */
  change(change, place) {
    this.place = place || this.place;
    for (const topic of this.topics.keys()) {
      this.#put(topic, change[topic] || []);
      for (const id of (change.gone && change.gone[topic]) || []) {
        this.topics.get(topic).delete(id);
      }
    }
  }

  #put(topic, rows) {
    const names = this.columns[topic];
    for (const cells of rows) {
      const row = {};
      names.forEach((name, i) => { row[name] = cells[i]; });
      this.topics.get(topic).set(row.id, row);
    }
  }

  /**
   * @param {string} topic
   * @returns {Object[]} its rows
   */
  rows(topic) {
    return [...(this.topics.get(topic) || new Map()).values()];
  }
}

const NUMERIC = new Intl.Collator('en', { numeric: true });

/** Compares ids so that 9 comes before 10. */
export function byId(a, b) {
  return NUMERIC.compare(a.id, b.id);
}

/** Compares waiting calls by their place in the queue. */
export function byPlace(a, b) {
  return a.head - b.head || a.priority - b.priority || a.entry - b.entry;
}
