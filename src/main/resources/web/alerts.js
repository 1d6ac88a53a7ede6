/** Tells an agent of a call who looks elsewhere: a sound and a notification, where asked for. */
import { html } from './lit-html.js';
import { t } from './words.js';

const KEPT = 'alerts';

export class Alerts {
  /** @param {function(): void} changed */
  constructor(changed) {
    this.changed = changed;
    this.call = '';
    this.on = false;
    this.sound = null;
    try {
      this.on = localStorage.getItem(KEPT) === 'on';
    } catch (e) {
      // a browser that keeps nothing is asked each time
    }
  }

  #toggle() {
    this.on = !this.on;
    try {
      localStorage.setItem(KEPT, this.on ? 'on' : 'off');
    } catch (e) {
      // for this page only
    }
    if (this.on) {
      this.#ring();
      if ('Notification' in window && Notification.permission === 'default') {
        Notification.requestPermission();
      }
    }
    this.changed();
  }

  /** Looks whether a call has begun to ring. */
  look(row) {
    const ringing = row && row.status === 'ringing' ? row.call : '';
    if (ringing && ringing !== this.call && this.on) {
      this.#ring();
      if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
        new Notification(t('A call for {flow}', { flow: row.flow }), { body: row.name || row.number || '', tag: 'call' });
      }
    }
    this.call = ringing;
  }

  #ring() {
    this.sound = this.sound || new AudioContext();
    this.sound.resume();
    for (const [at, pitch] of [[0, 660], [0.25, 880], [0.5, 660]]) {
      const tone = this.sound.createOscillator();
      const volume = this.sound.createGain();
      const from = this.sound.currentTime + at;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.15, from);
      volume.gain.linearRampToValueAtTime(0, from + 0.2);
      tone.connect(volume).connect(this.sound.destination);
      tone.start(from);
      tone.stop(from + 0.2);
    }
  }

  draw() {
    return html`<button aria-pressed=${this.on ? 'true' : 'false'} @click=${() => this.#toggle()}>${this.on ? t('Sound: on') : t('Sound: off')}</button>`;
  }
}
