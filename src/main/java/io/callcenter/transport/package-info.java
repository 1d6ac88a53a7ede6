/**
 * Sockets and connections of SIP, and the event loops on which all of it runs: bytes come in, messages and transactions go up.
 *
 * <p>Here alone is Netty known; what a message means to a call is not. Everything of a loop runs on its thread, which never blocks.
 *
 * <p>Loops and connections are in this package; below it are addresses, DNS, TLS and the guard against strangers.
 */
package io.callcenter.transport;
