/**
 * SIP transactions (RFC 3261 §17, RFC 6026, RFC 4320): four machines, their repetitions and deadlines, and the next target of a request.
 *
 * <p>Messages and times come in, {@link io.callcenter.transaction.Action}s go out. No clock, no socket, no dialog; one thread.
 */
package io.callcenter.transaction;
