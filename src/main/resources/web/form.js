/** Forms over the columns of flows and agents. */
import { html, nothing } from './lit-html.js';
import { t } from './words.js';

/** What the columns are, in the order in which the commands have them; their names can be others. */
const KINDS = {
  flow: [
    { label: t('Priority'), type: 'number', hint: t('the lower number is served first; 256 where it is empty') },
    { label: t('Skill'), type: 'text', needed: true, hint: t('what agents must have to get its calls') },
    { label: t('Prefix'), type: 'text', hint: t('stands before the caller on the agent\'s phone') },
    { label: t('Longest wrap-up'), type: 'number', hint: t('seconds; 0: no limit by the flow') },
    { label: t('Hang up after the dissuading announcement'), type: 'flag' },
    { label: t('Dissuade who waits longer than'), type: 'number', hint: t('seconds; 0: never') },
    { label: t('Dissuade where the expected wait is above'), type: 'number', hint: t('seconds; 0: never') },
    { label: t('Dissuade where more calls wait than'), type: 'number', hint: t('0: never') },
    { label: t('Welcome'), type: 'text', hint: t('SIP URI of an announcement') },
    { label: t('What waiting callers hear'), type: 'text', needed: true, hint: t('SIP URI of music or an announcement') },
    { label: t('Dissuading announcement'), type: 'text', hint: t('SIP URI') },
    { label: t('Announcement to the agent'), type: 'text', hint: t('SIP URI') },
  ],
  agent: [
    { label: t('Phone'), type: 'text', needed: true, hint: t('SIP URI') },
    { label: t('Chat address'), type: 'text', hint: t('SIP URI') },
    { label: t('Chats at a time'), type: 'number', hint: t('4 where it is empty') },
    { label: t('Skills'), type: 'text', needed: true, hint: t('separated by commas') },
    { label: t('Logged in'), type: 'flag' },
    { label: t('Wrap-up'), type: 'number', hint: t('seconds; 0: as for everybody') },
  ],
};

/**
 * @param {Object} me
 * @param {'flow'|'agent'} kind
 * @returns {Promise<Object[]>} the columns that the command of that kind sets, with their names in use
 */
export async function columns(me, kind) {
  const answer = await me.send('which', { command: `cc_${kind}_set` });
  const names = answer.result ? answer.result[0].slice(1).filter((name) => name !== 'dry_run') : [];
  return names.map((name, i) => ({ ...(KINDS[kind][i] || { label: name, type: 'text' }), name }));
}

/**
 * @param {Object} error of a command
 * @returns {{name: string, text: string}} the parameter that was wrong, and why; of any other error the name is empty
 */
export function wrongField(error) {
  const bad = /^Bad (\S+)$/.exec(error.message);
  return bad ? { name: bad[1], text: error.data || error.message } : { name: '', text: '' };
}

/**
 * @param {Object} column
 * @param {string|number|null} value
 * @param {{name: string, text: string}} wrong
 * @param {string} prefix of ids, where a page has several forms
 */
export function field(column, value, wrong, prefix = '') {
  const id = `${prefix}${column.name}`;
  const bad = wrong.name === column.name;
  if (column.type === 'flag') {
    return html`<label class="check"><input type="checkbox" name=${column.name} .checked=${Boolean(Number(value))}> ${column.label}</label>`;
  }
  return html`<div class="field"><label for=${id}>${column.label}</label>
    <input id=${id} name=${column.name} .value=${value ?? ''} ?required=${column.needed} autocomplete="off" autocapitalize="none" spellcheck="false"
      inputmode=${column.type === 'number' ? 'numeric' : 'text'} aria-invalid=${bad ? 'true' : 'false'} aria-describedby="${id}-hint">
    <p class="note ${bad ? 'bad' : ''}" id="${id}-hint" role=${bad ? 'alert' : nothing}>${bad ? html`✗ ${wrong.text}` : column.hint || ''}</p></div>`;
}

/**
 * @param {HTMLFormElement} form
 * @param {Object[]} list columns
 * @returns {Object} the parameters of the command
 */
export function values(form, list) {
  const given = {};
  for (const column of list) {
    const input = form.elements.namedItem(column.name);
    given[column.name] = column.type === 'flag' ? (input.checked ? '1' : '0') : input.value.trim();
  }
  return given;
}
