/** Call detail records, as they are searched for. */
import { Search } from './search.js';
import { length } from './time.js';
import { t } from './words.js';

const TYPES = { 0: t('answered'), 1: t('not answered'), '-1': t('failed'), '-2': t('refused by the agent') };

/** @returns {Search} for calls */
export function cdrs(changed) {
  return new Search({
    part: 'calls',
    title: t('Calls'),
    none: t('No call is like this.'),
    count: (n, more) => (more ? t('{n} calls and more', { n }) : n === 1 ? t('1 call') : t('{n} calls', { n })),
    address: '/web/cdrs',
    file: 'calls.csv',
    fields: [
      { name: 'from', label: t('From'), hint: t('a day or a time') },
      { name: 'to', label: t('To'), hint: t('that day included') },
      { name: 'flow', label: t('Flow') },
      { name: 'agent', label: t('Agent') },
      { name: 'caller', label: t('Caller') },
      { name: 'match', label: t('Compare'), options: [['exact', t('the whole caller')], ['begin', t('the beginning')], ['end', t('the end')]] },
      { name: 'type', label: t('Result'), options: [['', t('any')], ...Object.entries(TYPES)] },
      { name: 'media', label: t('Medium'), options: [['', t('any')], ['1', t('audio')], ['2', t('chat')]] },
      { name: 'wait', label: t('Waited at least'), hint: t('seconds') },
      { name: 'talk', label: t('Talked at least'), hint: t('seconds') },
    ],
    heads: [t('Received'), t('Caller'), t('Flow'), t('Agent'), t('Result'), t('Waited'), t('Talked')],
    long: [1],
    cells: (row) => [row.received.replace('T', ' '), row.caller || '–', row.flow_id, row.agent_id || '–',
      `${TYPES[row.call_type] || row.call_type}${row.media === 2 ? `, ${t('chat')}` : ''}`, length(row.wait_time), length(row.talk_time)],
    tidy: (asked) => {
      if (!asked.has('caller')) {
        asked.delete('match');
      }
    },
  }, changed);
}
