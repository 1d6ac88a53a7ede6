/** Who did what, as it is searched for. */
import { Search } from './search.js';
import { t } from './words.js';

const EXAMPLES = 'call_center:hangup, login, logout, screen, refused, cdr-search, cdr-export, audit-search, audit-export';

/** @returns {Search} for deeds */
export function deeds(changed) {
  return new Search({
    part: 'audit',
    title: t('Audit'),
    none: t('Nobody has done anything like this.'),
    count: (n, more) => (more ? t('{n} entries and more', { n }) : n === 1 ? t('1 entry') : t('{n} entries', { n })),
    address: '/web/audit',
    file: 'audit.csv',
    fields: [
      { name: 'from', label: t('From'), hint: t('a day or a time') },
      { name: 'to', label: t('To'), hint: t('that day included') },
      { name: 'who', label: t('Who') },
      { name: 'deed', label: t('What'), hint: t('as {examples}', { examples: EXAMPLES }) },
      { name: 'target', label: t('To whom'), hint: t('a flow, an agent or a call') },
    ],
    heads: [t('When'), t('Who'), t('From where'), t('What'), t('To whom'), t('With'), t('Answer')],
    long: [4, 5],
    cells: (row) => [row.at.replace('T', ' '), row.who, row.origin, row.deed,
      [row.flow_id, row.agent_id, row.call_id].filter(Boolean).join(', ') || '–', row.details || '–', row.answer],
  }, changed);
}
