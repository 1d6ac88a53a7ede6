/**
 * What strangers may cost: rates of sources, bans.
 *
 * <p>For the loops alone.
 *
 * <p>A source and the time in; heard or not out.
 */
package io.callcenter.transport.guard;
