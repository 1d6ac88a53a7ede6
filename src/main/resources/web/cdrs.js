/** Call detail records, as they are searched for. */
import { Search } from './search.js';
import { length } from './time.js';

const TYPES = { 0: 'answered', 1: 'not answered', '-1': 'failed', '-2': 'refused by the agent' };

/** @returns {Search} for calls */
export function cdrs(changed) {
  return new Search({
    part: 'calls',
    title: 'Calls',
    one: 'call',
    many: 'calls',
    none: 'No call is like this.',
    address: '/web/cdrs',
    file: 'calls.csv',
    fields: [
      { name: 'from', label: 'From', hint: 'a day or a time' },
      { name: 'to', label: 'To', hint: 'that day included' },
      { name: 'flow', label: 'Flow' },
      { name: 'agent', label: 'Agent' },
      { name: 'caller', label: 'Caller' },
      { name: 'match', label: 'Compare', options: [['exact', 'the whole caller'], ['begin', 'the beginning'], ['end', 'the end']] },
      { name: 'type', label: 'Result', options: [['', 'any'], ...Object.entries(TYPES)] },
      { name: 'media', label: 'Medium', options: [['', 'any'], ['1', 'audio'], ['2', 'chat']] },
      { name: 'wait', label: 'Waited at least', hint: 'seconds' },
      { name: 'talk', label: 'Talked at least', hint: 'seconds' },
    ],
    heads: ['Received', 'Caller', 'Flow', 'Agent', 'Result', 'Waited', 'Talked'],
    cells: (row) => [row.received.replace('T', ' '), row.caller || '–', row.flow_id, row.agent_id || '–',
      `${TYPES[row.call_type] || row.call_type}${row.media === 2 ? ', chat' : ''}`, length(row.wait_time), length(row.talk_time)],
    tidy: (asked) => {
      if (!asked.has('caller')) {
        asked.delete('match');
      }
    },
  }, changed);
}
