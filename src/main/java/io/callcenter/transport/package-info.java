/**
 * Sockets and connections of SIP, and the event loops on which all of it runs: bytes come in, messages and transactions go up.
 *
 * <p>Here alone is Netty known; what a message means to a call is not. Everything of a loop runs on its thread, which never blocks.
 */
package io.callcenter.transport;
