/**
 * TLS: keys, trust, what is negotiated, and how many handshakes may be under way.
 *
 * <p>For connections; settings come from {@code sip} and {@code config}.
 *
 * <p>Files and settings in, engines and admitted handshakes out.
 */
package io.callcenter.transport.tls;
