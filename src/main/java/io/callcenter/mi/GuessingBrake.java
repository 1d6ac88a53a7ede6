package io.callcenter.mi;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever tries passwords: each wrong one from a source doubles the wait before the next is looked at. A source is an IPv4 address
 * or an IPv6 network of 64 bits, which one subscriber has. Any thread.
 */
final class GuessingBrake {
    private static final int SOURCES = 10_000;
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int DOUBLINGS = 5;
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final int NETWORK_BYTES = 8;
    private static final String SEVERAL = "";

    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > SOURCES;
        }
    };

    /** Wrong attempts of one source; the name is {@link #SEVERAL} where it tried more than one. */
    private record Failures(int count, Instant last, String name) {}

    GuessingBrake(InstantSource clock) {
        this.clock = clock;
    }

    /** The source that an address belongs to; an address that is none is a source of its own. */
    static String source(String address) {
        String plain = address.replaceAll("^\\[|]$|%.*$", "");
        if (!plain.contains(":")) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName("[" + plain + "]");
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES)) + "::/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }

    /** How long the next attempt from that source has to wait from now on: 250 ms, 500 ms … 8 s after its last wrong one. */
    synchronized Duration remaining(String source) {
        Failures known = failures.get(source);
        Instant now = clock.instant();
        if (known == null || known.last().plus(FORGET).isBefore(now)) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, known.count() - 1));
        Duration left = Duration.between(now, known.last().plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** An attempt from that source with that name was wrong. */
    synchronized void wrong(String source, String name) {
        Failures known = failures.get(source);
        boolean first = known == null || known.last().plus(FORGET).isBefore(clock.instant());
        failures.put(
                source,
                first
                        ? new Failures(1, clock.instant(), name)
                        : new Failures(
                                known.count() + 1, clock.instant(), known.name().equals(name) ? name : SEVERAL));
    }

    /**
     * An attempt from that source with that name was right: wrong ones are forgiven if they were all of this name, or whoever has a password
     * could try those of others without ever waiting.
     */
    synchronized void right(String source, String name) {
        Failures known = failures.get(source);
        if (known != null && known.name().equals(name)) {
            failures.remove(source);
        }
    }
}
