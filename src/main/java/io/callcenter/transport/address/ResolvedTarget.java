package io.callcenter.transport.address;

import java.net.InetSocketAddress;

/**
 * Where a request may go.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param remote resolved
 */
public record ResolvedTarget(String transport, InetSocketAddress remote) {}
