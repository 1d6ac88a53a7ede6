/** Words of the pages. */
import { t } from './words.js';

export const LEVELS = {
  ok: { sign: '✓', word: t('OK') },
  warning: { sign: '!', word: t('Warning') },
  alarm: { sign: '▲', word: t('Alarm') },
};

export const STATES = {
  free: { sign: '●', word: t('free') },
  ringing: { sign: '◔', word: t('ringing') },
  talking: { sign: '▶', word: t('talking') },
  incall: { sign: '▶', word: t('in a call') },
  inchat: { sign: '▶', word: t('in chats') },
  wrapup: { sign: '◐', word: t('wrap-up') },
  paused: { sign: '‖', word: t('paused') },
  unreachable: { sign: '⚠', word: t('unreachable') },
  offline: { sign: '○', word: t('offline') },
};

export const ROLES = {
  viewer: t('viewer'),
  operator: t('operator'),
  admin: t('admin'),
  agent: t('agent'),
  wall: t('wall'),
};

/** How a page is connected. */
export const CONNECTIONS = {
  loading: t('loading'),
  live: t('live'),
  lost: t('lost'),
  over: t('over'),
  full: t('full'),
};

/**
 * @param {Object} error of a command
 * @returns {string} what went wrong
 */
export function refusal(error) {
  const known = {
    '-32003': t('Your role may not do this.'),
    '-32000': t('The call center is busy; try again in a moment.'),
    429: t('Too many commands; wait a second.'),
    401: t('Your session is over; log in again.'),
  };
  return known[error.code] || `${error.message}${error.data ? `: ${error.data}` : ''}`;
}

/** @returns {string} an agent's state with what belongs to it */
export function agentState(agent, left) {
  const state = STATES[agent.status] || { sign: '·', word: agent.status };
  const more = [];
  if (agent.status === 'wrapup') {
    more.push(left);
  }
  if (agent.status === 'inchat') {
    more.push(t('{n} of {all}', { n: agent.chats, all: agent.maxChats }));
  }
  if (agent.status === 'paused' && agent.reason) {
    more.push(agent.reason);
  }
  if (agent.pending) {
    more.push(agent.reason ? t('then paused: {reason}', { reason: agent.reason }) : t('then paused'));
  }
  return `${state.sign} ${state.word}${more.length ? ` · ${more.join(' · ')}` : ''}`;
}
