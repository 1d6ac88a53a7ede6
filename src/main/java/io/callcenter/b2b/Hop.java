package io.callcenter.b2b;

import java.util.Objects;

/**
 * Where messages of a leg travel.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param remoteHost literal address of the peer
 * @param remotePort port of the peer
 * @param localHost our advertised host toward that peer: for Contact, Via and SDP origin; an IPv6 literal without brackets
 * @param localPort our advertised port
 * @param self whether the address is one of our own listening points
 */
public record Hop(String transport, String remoteHost, int remotePort, String localHost, int localPort, boolean self) {
    /** Refuses nulls. */
    public Hop {
        Objects.requireNonNull(transport);
        Objects.requireNonNull(remoteHost);
        Objects.requireNonNull(localHost);
    }
}
