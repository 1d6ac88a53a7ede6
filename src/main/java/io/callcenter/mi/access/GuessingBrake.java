package io.callcenter.mi.access;

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
 * Slows down whoever tries passwords: each wrong one for a name from a source doubles the wait before the next is looked at. From the {@value
 * #MANY}th wrong one on, of whatever names, the whole source is slowed down so; until then whoever guesses holds up nobody behind the same address.
 * A source is an IPv4 address or an IPv6 network of 64 bits, which one subscriber has. Any thread.
 */
final class GuessingBrake {
    static final int MANY = 20;
    private static final int MOST = 10_000;
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final int DOUBLINGS = 5;
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final int NETWORK_BYTES = 8;

    private final InstantSource clock;
    private final Map<Pair, Failures> ofPairs = bounded();
    private final Map<String, Failures> ofSources = bounded();

    private record Pair(String source, String name) {}

    /** Wrong attempts, and when the last one was. */
    private record Failures(int count, Instant last) {
        static final Failures NONE = new Failures(0, Instant.MIN);
    }

    GuessingBrake(InstantSource clock) {
        this.clock = clock;
    }

    private static <K> Map<K, Failures> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Failures> eldest) {
                return size() > MOST;
            }
        };
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

    /** How long the next attempt with that name from that source has to wait from now on: 250 ms, 500 ms … 8 s after the last wrong one. */
    synchronized Duration remaining(String source, String name) {
        Instant now = clock.instant();
        Duration own = left(ofPairs.getOrDefault(new Pair(source, name), Failures.NONE), 1, now);
        Duration all = left(ofSources.getOrDefault(source, Failures.NONE), MANY, now);
        return own.compareTo(all) < 0 ? all : own;
    }

    /** Whether so many attempts from that source were wrong that all from there count as one. */
    synchronized boolean slowsAll(String source) {
        Failures all = ofSources.getOrDefault(source, Failures.NONE);
        return all.count() >= MANY && !over(all, clock.instant());
    }

    private static Duration left(Failures failures, int from, Instant now) {
        if (failures.count() < from || over(failures, now)) {
            return Duration.ZERO;
        }
        Duration delay = FIRST.multipliedBy(1L << Math.min(DOUBLINGS, failures.count() - from));
        Duration left = Duration.between(now, failures.last().plus(delay));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static boolean over(Failures failures, Instant now) {
        return failures.count() == 0 || failures.last().plus(FORGET).isBefore(now);
    }

    /** An attempt from that source with that name was wrong. */
    synchronized void wrong(String source, String name) {
        Instant now = clock.instant();
        ofPairs.merge(new Pair(source, name), new Failures(1, now), (known, one) -> more(known, now));
        ofSources.merge(source, new Failures(1, now), (known, one) -> more(known, now));
    }

    private static Failures more(Failures known, Instant now) {
        return new Failures(over(known, now) ? 1 : known.count() + 1, now);
    }

    /** An attempt from that source with that name was right: its own wrong ones are forgiven, but not those with other names. */
    synchronized void right(String source, String name) {
        Failures own = ofPairs.remove(new Pair(source, name));
        if (own != null) {
            ofSources.computeIfPresent(
                    source,
                    (key, all) ->
                            all.count() <= own.count() ? null : new Failures(all.count() - own.count(), all.last()));
        }
    }
}
