package io.callcenter.transport.dns;

import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks name servers: one after the other, twice where none answers, one that was silent in the last 10 s after the others; by UDP from a port of its
 * own each time, by TCP where the answer was cut. Its event loop only.
 */
final class NameServers {
    /** How long a server may take; two rounds of it are what a name may take, with one server. */
    private static final long TIMEOUT_MILLIS = 1_500;

    private static final long RESTS = TimeUnit.SECONDS.toNanos(10);
    private static final int PAYLOAD = 1_232;
    private static final int MOST_ALIASES = 8;
    private static final int MOST_RECORDS = 64;
    private static final int LONGEST_LABEL = 63;
    private static final int LONGEST_NAME = 253;

    /**
     * What a server said of a name.
     *
     * @param records none = it has none of that kind, or does not exist
     * @param ttl seconds, the smallest of all records and aliases that led to them
     */
    record Reply(List<NameRecord> records, long ttl) {}

    private final List<InetSocketAddress> servers;
    private final long[] silentSince;
    private final boolean[] silent;
    private final DnsNameResolver netty;

    NameServers(EventLoop thread, List<InetSocketAddress> servers) {
        this.servers = List.copyOf(servers);
        this.silentSince = new long[servers.size()];
        this.silent = new boolean[servers.size()];
        this.netty = new DnsNameResolverBuilder(thread)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .queryTimeoutMillis(TIMEOUT_MILLIS)
                .maxPayloadSize(PAYLOAD)
                .build();
    }

    /** Asks; empty = no server answered. */
    void ask(NameCache.Key key, Consumer<Optional<Reply>> then) {
        new Asking(key.kind(), then, key.name()).next();
    }

    /** The servers to ask, in order: those that answer first, then all again if they are worth it. */
    private List<Integer> order(long now) {
        List<Integer> order = new ArrayList<>();
        List<Integer> resting = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            (silent[i] && now - silentSince[i] < RESTS ? resting : order).add(i);
        }
        boolean again = !order.isEmpty();
        order.addAll(resting);
        if (again) {
            order.addAll(List.copyOf(order));
        }
        return order;
    }

    /** A name can be asked for: labels of 1 to 63 octets, 253 in all. */
    private static boolean isName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return false;
        }
        for (String label : name.split("\\.", -1)) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL) {
                return false;
            }
        }
        return true;
    }

    /** One question on its way through the servers, and through aliases. */
    private final class Asking {
        private final NameRecord.Kind kind;
        private final Consumer<Optional<Reply>> then;
        private List<Integer> order = order(System.nanoTime());
        private String name;
        private long ttl = Long.MAX_VALUE;
        private int at;
        private int aliases;

        Asking(NameRecord.Kind kind, Consumer<Optional<Reply>> then, String name) {
            this.kind = kind;
            this.then = then;
            this.name = name;
        }

        void next() {
            if (!isName(name)) {
                then.accept(Optional.of(new Reply(List.of(), 0)));
            } else if (at >= order.size()) {
                then.accept(Optional.empty());
            } else {
                int server = order.get(at++);
                DefaultDnsQuestion question = new DefaultDnsQuestion(name + ".", DnsRecordType.valueOf(kind.number()));
                try {
                    netty.query(servers.get(server), question).addListener(f -> answered(server, f));
                } catch (RuntimeException e) {
                    // No socket to be had: as if nobody answered.
                    next();
                }
            }
        }

        private void answered(int server, Future<?> answer) {
            if (!answer.isSuccess()) {
                silent[server] = true;
                silentSince[server] = System.nanoTime();
                next();
                return;
            }
            silent[server] = false;
            AddressedEnvelope<?, ?> envelope = (AddressedEnvelope<?, ?>) answer.getNow();
            try {
                read((DnsResponse) envelope.content());
            } finally {
                envelope.release();
            }
        }

        private void read(DnsResponse response) {
            if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
                then.accept(Optional.of(new Reply(List.of(), 0)));
                return;
            }
            if (!response.code().equals(DnsResponseCode.NOERROR)) {
                next();
                return;
            }
            String asked = name;
            follow(response);
            List<NameRecord> records = records(response);
            if (records.isEmpty() && !name.equals(asked) && aliases <= MOST_ALIASES) {
                at = 0;
                next();
            } else {
                then.accept(Optional.of(new Reply(records, ttl)));
            }
        }

        /** Goes to the name that the answer's aliases lead to. */
        private void follow(DnsResponse response) {
            for (DnsRawRecord alias = of(response, DnsRecordType.CNAME); alias != null && aliases <= MOST_ALIASES; ) {
                String other = DnsRecords.name(alias.content()).orElse("");
                if (other.isEmpty()) {
                    return;
                }
                aliases++;
                ttl = Math.min(ttl, alias.timeToLive());
                name = other;
                alias = of(response, DnsRecordType.CNAME);
            }
        }

        private DnsRawRecord of(DnsResponse response, DnsRecordType type) {
            for (int i = 0; i < Math.min(MOST_RECORDS, response.count(DnsSection.ANSWER)); i++) {
                DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
                if (record instanceof DnsRawRecord raw && raw.type().equals(type) && isOf(raw)) {
                    return raw;
                }
            }
            return null;
        }

        private boolean isOf(DnsRecord record) {
            String of = record.name();
            boolean dot = of.endsWith(".");
            return of.length() == name.length() + (dot ? 1 : 0) && of.regionMatches(true, 0, name, 0, name.length());
        }

        private List<NameRecord> records(DnsResponse response) {
            List<NameRecord> records = new ArrayList<>();
            for (int i = 0; i < Math.min(MOST_RECORDS, response.count(DnsSection.ANSWER)); i++) {
                DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
                if (record instanceof DnsRawRecord raw && raw.type().intValue() == kind.number() && isOf(raw)) {
                    DnsRecords.read(kind, raw.content()).ifPresent(records::add);
                    ttl = Math.min(ttl, raw.timeToLive());
                }
            }
            return records;
        }
    }
}
