/**
 * Session descriptions as values (RFC 4566, RFC 3264): read, compared, answered, written, found in a body.
 *
 * <p>For the legs and for the values of {@code b2b}; nobody else needs them.
 *
 * <p>Text of a body in, descriptions out, and back. Nothing here knows a leg, a message or the time.
 */
package io.callcenter.b2b.sdp;
