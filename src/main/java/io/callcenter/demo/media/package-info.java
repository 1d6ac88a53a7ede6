/**
 * Sound of the demo's phones: G.711, melodies, RTP, and the session descriptions that agree on it.
 *
 * <p>For the demo's phones alone.
 *
 * <p>Tunes in, RTP packets out; counts of what was heard.
 */
package io.callcenter.demo.media;
