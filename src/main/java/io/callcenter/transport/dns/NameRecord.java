package io.callcenter.transport.dns;

import java.net.InetAddress;

/** What a name server says of a name. */
sealed interface NameRecord {
    /** What can be asked for, with its number in questions. */
    enum Kind {
        /** IPv4 addresses. */
        A(1),
        /** IPv6 addresses. */
        AAAA(28),
        /** Where a service is offered (RFC 2782). */
        SRV(33),
        /** By which services a domain is reached (RFC 3263 §4.1). */
        NAPTR(35);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** An address of it. */
    record Address(InetAddress address) implements NameRecord {}

    /**
     * A server of a service.
     *
     * @param priority the lowest is tried first
     * @param weight its share among those of one priority
     * @param port 0 to 65535
     * @param host lower case, without a dot at its end; empty = the service is not offered
     */
    record Service(int priority, int weight, int port, String host) implements NameRecord {}

    /**
     * A service of a domain.
     *
     * @param order the lowest counts first
     * @param preference the lowest first among those of one order
     * @param service upper case, as {@code SIP+D2U}
     * @param name whose SRV records to ask for, lower case, without a dot at its end
     */
    record Pointer(int order, int preference, String service, String name) implements NameRecord {}
}
