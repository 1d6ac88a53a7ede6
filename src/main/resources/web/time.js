/** Times as people read them, by the server's clock: that of the browser may be wrong. */

const clock = { ahead: 0 };

/**
 * Notes what the server's clock says.
 * @param {number} now milliseconds since 1970
 */
export function heard(now) {
  clock.ahead = now - Date.now();
}

/** @returns {number} the server's time, in milliseconds since 1970 */
export function serverTime() {
  return Date.now() + clock.ahead;
}

/**
 * @param {number|null} seconds
 * @returns {string} m:ss, h:mm:ss above an hour, "2 d 03:10" above a day; a dash where it is unknown
 */
export function length(seconds) {
  if (seconds === null || seconds === undefined) {
    return '–';
  }
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n) => String(n).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) {
    return `${Math.floor(hours / 24)} d ${two(hours % 24)}:${two(minutes % 60)}`;
  }
  return hours > 0 ? `${hours}:${two(minutes % 60)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/**
 * @param {number|null} instant milliseconds since 1970
 * @returns {string} the time since then
 */
export function since(instant) {
  return instant === null || instant === undefined ? '–' : length((serverTime() - instant) / 1000);
}

/**
 * @param {number|null} instant
 * @returns {string} the time until then, never below zero
 */
export function until(instant) {
  return instant === null || instant === undefined ? '–' : length(Math.ceil((instant - serverTime()) / 1000));
}

/**
 * @param {number|null} instant
 * @returns {string} the time of day
 */
export function clockTime(instant) {
  if (instant === null || instant === undefined) {
    return '–';
  }
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** @returns {string} the server's time of day with seconds */
export function clockNow() {
  return new Date(serverTime()).toLocaleTimeString('en-GB');
}
