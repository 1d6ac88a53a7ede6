/** Who did what, as it is searched for. */
import { Search } from './search.js';

/** @returns {Search} for deeds */
export function deeds(changed) {
  return new Search({
    part: 'audit',
    title: 'Audit',
    one: 'entry',
    many: 'entries',
    none: 'Nobody has done anything like this.',
    address: '/web/audit',
    file: 'audit.csv',
    fields: [
      { name: 'from', label: 'From', hint: 'a day or a time' },
      { name: 'to', label: 'To', hint: 'that day included' },
      { name: 'who', label: 'Who' },
      { name: 'deed', label: 'What', hint: 'as call_center:hangup, login, logout, refused, cdr-search, cdr-export, audit-search, audit-export' },
      { name: 'target', label: 'To whom', hint: 'a flow, an agent or a call' },
    ],
    heads: ['When', 'Who', 'From where', 'What', 'To whom', 'With', 'Answer'],
    cells: (row) => [row.at.replace('T', ' '), row.who, row.origin, row.deed,
      [row.flow_id, row.agent_id, row.call_id].filter(Boolean).join(', ') || '–', row.details || '–', row.answer],
  }, changed);
}
