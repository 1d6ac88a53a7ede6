/** A page of one's own: who is on duty comes from a route, what waits from the board. */
import { live, mi, time } from '/ui/v1/cc.js';

const me = await mi.Me.load();
const answer = await fetch('/x/api/night', { cache: 'no-store' });
const duty = answer.ok ? await answer.json() : { onDuty: 'nobody knows', asks: me.user };
document.getElementById('who').textContent = `On duty: ${duty.onDuty}. You are ${duty.asks}.`;

const board = new live.Live(['flows'], () => {
  document.getElementById('live').textContent = board.state === 'live' ? `live ${time.clockNow()}` : board.state;
  document.getElementById('flows').replaceChildren(...[...board.store.rows('flows')].map((flow) => {
    const line = document.createElement('li');
    line.textContent = `${flow.id}: ${flow.waiting} waiting`;
    return line;
  }));
});
board.start();
