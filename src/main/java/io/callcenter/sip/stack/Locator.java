package io.callcenter.sip.stack;

import io.callcenter.b2b.Hop;
import io.callcenter.transport.address.ListenPoint;
import io.callcenter.transport.address.Literals;
import io.callcenter.transport.address.ResolvedTarget;
import io.callcenter.transport.address.UriTarget;
import io.callcenter.transport.dns.MachineNames;
import io.callcenter.transport.dns.NameSettings;
import io.callcenter.transport.dns.ReachableFamilies;
import io.callcenter.transport.dns.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Finds out where SIP URIs point (RFC 3263): literal addresses and names that are known at once, others when a name server has answered. Any thread. */
final class Locator implements AutoCloseable {
    private final LocalAddresses local;
    private final Resolver resolver;

    /**
     * For a stack with those points. The property {@code sip.name-servers} ({@code 127.0.0.1:5353}) takes the place of the machine's name servers and
     * search list.
     */
    Locator(LocalAddresses local, List<ListenPoint> bound) {
        String servers = System.getProperty("sip.name-servers", "");
        Supplier<NameSettings> settings = servers.isEmpty() ? new MachineNames() : fixed(NameSettings.parse(servers));
        this.local = local;
        this.resolver = new Resolver(
                settings,
                new ReachableFamilies(bound),
                below -> ThreadLocalRandom.current().nextInt(below));
    }

    private static Supplier<NameSettings> fixed(NameSettings settings) {
        return () -> settings;
    }

    /** The hop to where the URI points first; completes exceptionally with {@link IOException} when that is nowhere. */
    CompletableFuture<Hop> locate(String uri) {
        try {
            return first(SipUriText.parse(uri)).thenApply(this::hop);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
    }

    private Hop hop(StackHop to) {
        InetAddress address = Literals.address(to.host());
        LocalAddresses.Self self = local.toward(to.transport(), address);
        return new Hop(
                to.transport(),
                to.host(),
                to.port(),
                self.host(),
                self.port(),
                local.self(to.transport(), address, to.port()));
    }

    /** The place that is tried first. */
    CompletableFuture<StackHop> first(SipUriText uri) {
        return find(uri).thenApply(all -> all.get(0));
    }

    /** Where that URI points, in the order in which the places are tried: at least one; found or being found. */
    CompletableFuture<List<StackHop>> find(SipUriText uri) {
        if (!uri.scheme().equals("sip") && !uri.scheme().equals("sips")) {
            return CompletableFuture.failedFuture(new IOException("not a SIP URI: " + uri.scheme()));
        }
        if (uri.transport().startsWith("ws")) {
            return CompletableFuture.failedFuture(new IOException("WebSockets are opened by peers only"));
        }
        return resolver.find(new UriTarget(uri.host(), uri.port(), uri.transport(), uri.secure()))
                .thenApply(Locator::hops);
    }

    private static List<StackHop> hops(List<ResolvedTarget> found) {
        List<StackHop> hops = new ArrayList<>(found.size());
        for (ResolvedTarget place : found) {
            String host = Literals.text(place.remote().getAddress());
            hops.add(new StackHop(host, place.remote().getPort(), place.transport()));
        }
        return hops;
    }

    @Override
    public void close() {
        resolver.close();
    }
}
