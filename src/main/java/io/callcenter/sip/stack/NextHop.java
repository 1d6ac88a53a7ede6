package io.callcenter.sip.stack;

import io.callcenter.b2b.Hop;
import io.callcenter.b2b.OutgoingRequest;
import io.callcenter.message.Draft;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.message.Host;
import io.callcenter.transport.Destination;
import io.callcenter.transport.address.Literals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the places that a request may go to: the first Route's, else its URI's. Any thread. */
final class NextHop {
    /** RFC 3261 §18.1.1: larger requests prefer a stream. */
    private static final int DATAGRAM = 1_300;
    /** The Via. */
    private static final int ADDED = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(2);

    private final LocalAddresses addresses;
    private final Locator locator;
    private final DialogLinks links;
    private final RecentHops streamless = new RecentHops(Duration.ofMinutes(10));
    private final RecentHops resting = new RecentHops(Duration.ofSeconds(30));

    NextHop(LocalAddresses addresses, Locator locator, DialogLinks links) {
        this.addresses = addresses;
        this.locator = locator;
        this.links = links;
    }

    /** The places, in the order in which they are tried; completes exceptionally where there is none. */
    CompletionStage<List<Destination>> of(OutgoingRequest outgoing, Hop hop) {
        Draft request = outgoing.draft();
        String callId = outgoing.callId();
        String uri = request.first(HeaderName.ROUTE)
                .map(FieldValue::toString)
                .orElse(request.uri().toString());
        SipUriText next;
        try {
            next = SipUriText.parse(uri);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        StackHop given = given(hop);
        if (isWebSocket(given.transport()) || isWebSocket(next.transport())) {
            return overWebSocket(hop, given);
        }
        boolean large = next.transport().isEmpty() && addresses.speaks("tcp") && request.size() + ADDED > DATAGRAM;
        if (outgoing.begins()) {
            return toward(next, given).thenApply(hops -> begun(callId, places(hop, hops, large, next.host())));
        }
        if (links.carry(uri, next, given)) {
            return overItsConnection(callId, next, hop, large);
        }
        return toward(next, given).thenApply(hops -> places(hop, orDialled(callId, hops), large, next.host()));
    }

    /** Whoever was heard there has proved what it had to: its Contact may name nobody. Where that connection breaks, what the Contact says is tried. */
    private CompletionStage<List<Destination>> overItsConnection(
            String callId, SipUriText next, Hop hop, boolean large) {
        StackHop given = given(hop);
        boolean elsewhere = !given.transport().equals("udp")
                && next.host().equals(given.host())
                && next.portOrUsual() != given.port();
        if (!elsewhere) {
            return CompletableFuture.completedFuture(places(hop, List.of(given), large, given.host()));
        }
        return toward(next, given).thenApply(hops -> {
            List<Destination> places = places(hop, List.of(given), large, given.host());
            places.addAll(places(hop, orDialled(callId, hops), large, next.host()));
            return places;
        });
    }

    private CompletionStage<List<StackHop>> toward(SipUriText next, StackHop given) {
        return points(next, given) ? CompletableFuture.completedFuture(List.of(given)) : locator.find(next);
    }

    private List<Destination> begun(String callId, List<Destination> places) {
        if (places.get(0).reliable()) {
            links.dials(callId, hop(places.get(0)));
        }
        return places;
    }

    /** A peer that was dialled may have named a port that nobody listens on: the one that was dialled comes first while it is open, else last. */
    private List<StackHop> orDialled(String callId, List<StackHop> hops) {
        StackHop first = hops.get(0);
        Optional<StackHop> dialled = first.transport().equals("udp") ? Optional.empty() : links.dialled(callId, first);
        if (dialled.isEmpty()) {
            return hops;
        }
        List<StackHop> both = new ArrayList<>(hops);
        both.add(links.isOpen(dialled.get()) ? 0 : both.size(), dialled.get());
        return both;
    }

    private static StackHop given(Hop hop) {
        return new StackHop(hop.remoteHost(), hop.remotePort(), hop.transport());
    }

    private static boolean isWebSocket(String transport) {
        return transport.equals("ws") || transport.equals("wss");
    }

    /** Over the connection that the peer has opened, whatever its URI says; no name is looked up and nothing is dialled (RFC 7118 §5). */
    private CompletionStage<List<Destination>> overWebSocket(Hop known, StackHop hop) {
        return isWebSocket(hop.transport())
                ? CompletableFuture.completedFuture(places(known, List.of(hop), false, hop.host()))
                : CompletableFuture.failedFuture(new IOException("WebSockets are opened by peers only"));
    }

    /** Whether the hop is where a literal URI points anyway; then its transport counts too. */
    private boolean points(SipUriText next, StackHop hop) {
        return addresses.speaks(hop.transport())
                && next.host().equals(hop.host())
                && next.portOrUsual() == hop.port()
                && (!next.secure() || hop.transport().equals("tls"))
                && (next.transport().isEmpty() || next.transport().equals(hop.transport()));
    }

    /** Those that failed lately come last; {@code known} says from which of our points. */
    private List<Destination> places(Hop known, List<StackHop> hops, boolean large, String name) {
        long now = System.nanoTime();
        List<Destination> places = new ArrayList<>(2 * hops.size());
        List<StackHop> last = new ArrayList<>();
        for (StackHop hop : hops) {
            if (resting.contains(hop, now)) {
                last.add(hop);
            } else {
                add(places, known, hop, large, name);
            }
        }
        for (StackHop hop : last) {
            add(places, known, hop, large, name);
        }
        return places;
    }

    private void add(List<Destination> places, Hop known, StackHop hop, boolean large, String name) {
        InetSocketAddress remote = new InetSocketAddress(Literals.address(hop.host()), hop.port());
        if (large && hop.transport().equals("udp") && !streamless.contains(hop, System.nanoTime())) {
            places.add(destination(known, "tcp", remote, LITTLE_PATIENCE));
        }
        places.add(destination(known, hop.transport(), remote, PATIENCE).of(name));
    }

    /** The places of a request that no transaction repeats: by no stream where a datagram would do, since that is not noticed to fail. */
    static List<Destination> plain(List<Destination> places) {
        boolean streamFirst =
                places.size() > 1 && places.get(1).remote().equals(places.get(0).remote());
        return streamFirst ? places.subList(1, places.size()) : places;
    }

    private Destination destination(Hop known, String transport, InetSocketAddress remote, Duration patience) {
        LocalAddresses.Self self = addresses.toward(transport, remote.getAddress(), known);
        return new Destination(transport, remote, new Host(self.host()), self.port(), patience).from(self.point());
    }

    /**
     * A place failed, another one is tried instead: the first one rests for half a minute. Where that is a stream and a datagram goes to the same
     * address now, large requests go there by datagram at once for ten minutes.
     */
    void tried(Destination left, Destination now) {
        long time = System.nanoTime();
        if (left.reliable() && !now.reliable() && left.remote().equals(now.remote())) {
            streamless.add(hop(now), time);
        } else {
            resting.add(hop(left), time);
        }
    }

    private static StackHop hop(Destination destination) {
        return new StackHop(
                Literals.text(destination.remote().getAddress()),
                destination.remote().getPort(),
                destination.transport());
    }
}
