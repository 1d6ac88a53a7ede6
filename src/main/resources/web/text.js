/** Words of the pages. */

export const LEVELS = {
  ok: { sign: '✓', word: 'OK' },
  warning: { sign: '!', word: 'Warning' },
  alarm: { sign: '▲', word: 'Alarm' },
};

export const STATES = {
  free: { sign: '●', word: 'free' },
  ringing: { sign: '◔', word: 'ringing' },
  talking: { sign: '▶', word: 'talking' },
  incall: { sign: '▶', word: 'in a call' },
  inchat: { sign: '▶', word: 'in chats' },
  wrapup: { sign: '◐', word: 'wrap-up' },
  paused: { sign: '‖', word: 'paused' },
  unreachable: { sign: '⚠', word: 'unreachable' },
  offline: { sign: '○', word: 'offline' },
};

/**
 * @param {Object} error of a command
 * @returns {string} what went wrong
 */
export function refusal(error) {
  const known = {
    '-32003': 'Your role may not do this.',
    '-32000': 'The call center is busy; try again in a moment.',
    429: 'Too many commands; wait a second.',
    401: 'Your session is over; log in again.',
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
    more.push(`${agent.chats} of ${agent.maxChats}`);
  }
  if (agent.status === 'paused' && agent.reason) {
    more.push(agent.reason);
  }
  if (agent.pending) {
    more.push(`then paused${agent.reason ? `: ${agent.reason}` : ''}`);
  }
  return `${state.sign} ${state.word}${more.length ? ` · ${more.join(' · ')}` : ''}`;
}
