/**
 * Where a SIP URI leads (RFC 3263): DNS over UDP and TCP, a cache, choice among servers.
 *
 * <p>For {@code sip}, which asks before it sends.
 *
 * <p>A URI's host, port and transport in; addresses in the order in which they are to be tried.
 */
package io.callcenter.transport.dns;
