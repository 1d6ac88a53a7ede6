package io.callcenter.transport;

import java.net.InetSocketAddress;

/**
 * Where a request may go.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param remote resolved
 */
public record Found(String transport, InetSocketAddress remote) {}
