package io.callcenter.transport.dns;

import io.callcenter.transport.address.Literals;
import io.callcenter.transport.address.ResolvedTarget;
import io.callcenter.transport.address.UriTarget;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Finds all places that a URI points to, in the order in which they are tried (RFC 3263 §4): a literal at once; with a port by A and AAAA; with a
 * transport by SRV; else by NAPTR, SRV, A and AAAA. A name server that fails on NAPTR or SRV counts as one that has none. What is known is there at
 * once. Any thread; nothing blocks.
 */
public final class Resolver implements AutoCloseable {
    private static final int MOST_FOUND = 24;
    private static final int MOST_SERVICES = 16;
    private static final Comparator<NameRecord.Pointer> BY_ORDER =
            Comparator.comparingInt(NameRecord.Pointer::order).thenComparingInt(NameRecord.Pointer::preference);
    private static final Map<String, String> SERVICES =
            Map.of("udp", "_sip._udp.", "tcp", "_sip._tcp.", "tls", "_sips._tcp.");
    private static final Map<String, String> POINTED = Map.of("SIP+D2U", "udp", "SIP+D2T", "tcp", "SIPS+D2T", "tls");

    private final ReachableFamilies reach;
    private final Lookups lookups;
    private final IntUnaryOperator dice;

    /** A transport, and the name whose SRV records tell who speaks it. */
    private record Offer(String transport, String name) {}

    /**
     * One that asks those servers.
     *
     * @param settings asked before each question that is new, since the machine's may change
     * @param reach where we can send to: nothing else is found
     * @param dice a number from 0 to below the one given
     */
    public Resolver(Supplier<NameSettings> settings, ReachableFamilies reach, IntUnaryOperator dice) {
        this.reach = reach;
        this.lookups = new Lookups(settings);
        this.dice = dice;
    }

    /** The places, at least one; completes exceptionally with {@link IOException} where there is none. */
    public CompletableFuture<List<ResolvedTarget>> find(UriTarget wanted) {
        String usual = wanted.transportOrUsual();
        String spoken = wanted.open() && !reach.speaks(usual) ? "tcp" : usual;
        String host = wanted.host().toLowerCase(Locale.ROOT);
        if (Literals.isLiteral(host)) {
            return reach.speaks(spoken)
                    ? CompletableFuture.completedFuture(List.of(literal(wanted, spoken)))
                    : nowhere("we do not speak that transport");
        }
        if (wanted.port() > 0 || host.indexOf('.') <= 0) {
            return direct(host, spoken, wanted);
        }
        String domain = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        CompletableFuture<List<Offer>> offers =
                wanted.open() ? pointed(domain) : CompletableFuture.completedFuture(offers(List.of(usual), domain));
        return offers.thenCompose(known -> services(known, 0, false))
                .thenCompose(found -> found == null ? direct(host, spoken, wanted) : some(found, host));
    }

    private static ResolvedTarget literal(UriTarget wanted, String spoken) {
        return new ResolvedTarget(
                spoken,
                new InetSocketAddress(Literals.address(wanted.host()), wanted.portOr(wanted.transportOrUsual())));
    }

    private static <T> CompletableFuture<T> nowhere(String why) {
        return CompletableFuture.failedFuture(new IOException(why));
    }

    private static CompletableFuture<List<ResolvedTarget>> some(List<ResolvedTarget> found, String host) {
        return found.isEmpty()
                ? nowhere("no server of that service has an address of ours: " + host)
                : CompletableFuture.completedFuture(found);
    }

    /** By its addresses alone, also where it is a short name. */
    private CompletableFuture<List<ResolvedTarget>> direct(String host, String spoken, UriTarget wanted) {
        return reach.speaks(spoken)
                ? first(
                        lookups.candidates(host),
                        0,
                        new ResolvedTarget(spoken, InetSocketAddress.createUnresolved(host, wanted.portOr(spoken))))
                : nowhere("we do not speak that transport");
    }

    private CompletableFuture<List<ResolvedTarget>> first(List<String> names, int at, ResolvedTarget like) {
        if (at >= names.size()) {
            return nowhere("no such host, or no address of our family");
        }
        return addresses(names.get(at), like.transport(), like.remote().getPort())
                .thenCompose(found ->
                        found.isEmpty() ? first(names, at + 1, like) : CompletableFuture.completedFuture(found));
    }

    /** What NAPTR says that we speak, else what there could be. */
    private CompletableFuture<List<Offer>> pointed(String domain) {
        return lookups.get(domain, NameRecord.Kind.NAPTR).thenApply(answer -> {
            List<Offer> offers = new ArrayList<>();
            for (NameRecord.Pointer pointer : all(answer, NameRecord.Pointer.class, BY_ORDER)) {
                String transport = POINTED.getOrDefault(pointer.service(), "");
                if (reach.speaks(transport)) {
                    offers.add(new Offer(transport, pointer.name()));
                }
            }
            return offers.isEmpty() ? offers(List.of("udp", "tcp"), domain) : offers;
        });
    }

    private List<Offer> offers(List<String> transports, String domain) {
        List<Offer> offers = new ArrayList<>();
        for (String transport : transports) {
            if (reach.speaks(transport) && SERVICES.containsKey(transport)) {
                offers.add(new Offer(transport, SERVICES.get(transport) + domain));
            }
        }
        return offers;
    }

    /** The places of the first service that there is; {@code null} = there is none, none = it is said not to be offered. */
    private CompletableFuture<List<ResolvedTarget>> services(List<Offer> offers, int at, boolean refused) {
        if (at >= offers.size()) {
            return CompletableFuture.completedFuture(refused ? List.of() : null);
        }
        Offer offer = offers.get(at);
        return lookups.get(offer.name(), NameRecord.Kind.SRV).thenCompose(answer -> {
            List<NameRecord.Service> all = new ArrayList<>();
            for (NameRecord record : answer.records()) {
                if (record instanceof NameRecord.Service service
                        && service.port() > 0
                        && !service.host().isEmpty()) {
                    all.add(service);
                }
            }
            return all.isEmpty()
                    ? services(offers, at + 1, refused || !answer.records().isEmpty())
                    : places(ServiceDraw.order(all, dice), offer.transport());
        });
    }

    private CompletableFuture<List<ResolvedTarget>> places(List<NameRecord.Service> order, String transport) {
        List<CompletableFuture<List<ResolvedTarget>>> asked = new ArrayList<>();
        for (NameRecord.Service service : order.subList(0, Math.min(MOST_SERVICES, order.size()))) {
            asked.add(addresses(service.host(), transport, service.port()));
        }
        return joined(asked);
    }

    private CompletableFuture<List<ResolvedTarget>> addresses(String name, String transport, int port) {
        List<CompletableFuture<List<ResolvedTarget>>> asked = new ArrayList<>();
        for (NameRecord.Kind family : reach.families(transport)) {
            asked.add(lookups.get(name, family).thenApply(answer -> {
                List<ResolvedTarget> found = new ArrayList<>();
                for (NameRecord record : answer.records()) {
                    if (record instanceof NameRecord.Address address) {
                        found.add(new ResolvedTarget(transport, new InetSocketAddress(address.address(), port)));
                    }
                }
                return found;
            }));
        }
        return joined(asked);
    }

    private static CompletableFuture<List<ResolvedTarget>> joined(List<CompletableFuture<List<ResolvedTarget>>> asked) {
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<ResolvedTarget> found = new ArrayList<>();
            for (CompletableFuture<List<ResolvedTarget>> one : asked) {
                for (ResolvedTarget place : one.join()) {
                    if (found.size() < MOST_FOUND && !found.contains(place)) {
                        found.add(place);
                    }
                }
            }
            return found;
        });
    }

    private static <T extends NameRecord> List<T> all(NameCache.Answer answer, Class<T> type, Comparator<T> order) {
        List<T> all = new ArrayList<>();
        for (NameRecord record : answer.records()) {
            if (type.isInstance(record)) {
                all.add(type.cast(record));
            }
        }
        all.sort(order);
        return all;
    }

    /** Who waits finds nothing. */
    @Override
    public void close() {
        lookups.close();
    }
}
