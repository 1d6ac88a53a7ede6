package io.callcenter.sip;

import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipRequest;
import io.callcenter.message.Host;
import io.callcenter.transport.Literals;
import io.callcenter.transport.Place;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the places that a request may go to: the first Route's, else its URI's. Any thread. */
final class NextHop {
    /** RFC 3261 §18.1.1: larger requests prefer a stream. */
    private static final int DATAGRAM = 1_300;
    /** Via and the rest that is added to a request's own text. */
    private static final int ADDED = 200;

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(2);

    private final LocalAddresses addresses;
    private final Locator locator;
    private final RecentHops streamless = new RecentHops(Duration.ofMinutes(10));
    private final RecentHops resting = new RecentHops(Duration.ofSeconds(30));

    NextHop(LocalAddresses addresses, Locator locator) {
        this.addresses = addresses;
        this.locator = locator;
    }

    /** The places, in the order in which they are tried; completes exceptionally where there is none. */
    CompletionStage<List<Place>> of(SipRequest request, Hop hop) {
        SipUriText next;
        try {
            next = SipUriText.nextHop(request);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        StackHop given = new StackHop(hop.remoteHost(), hop.remotePort(), hop.transport());
        boolean large = next.transport().isEmpty() && addresses.speaks("tcp") && isLarge(request);
        return points(next, given)
                ? CompletableFuture.completedFuture(places(List.of(given), large))
                : locator.find(next).thenApply(found -> places(found, large));
    }

    /** Whether the hop is where a literal URI points anyway; then its transport counts too. */
    private boolean points(SipUriText next, StackHop hop) {
        return addresses.speaks(hop.transport())
                && next.host().equals(hop.host())
                && next.portOrUsual() == hop.port()
                && (!next.secure() || hop.transport().equals("tls"))
                && (next.transport().isEmpty() || next.transport().equals(hop.transport()));
    }

    /** Those that failed lately come last. */
    private List<Place> places(List<StackHop> hops, boolean large) {
        long now = System.nanoTime();
        List<Place> places = new ArrayList<>(2 * hops.size());
        List<StackHop> last = new ArrayList<>();
        for (StackHop hop : hops) {
            if (resting.contains(hop, now)) {
                last.add(hop);
            } else {
                add(places, hop, large, now);
            }
        }
        for (StackHop hop : last) {
            add(places, hop, large, now);
        }
        return places;
    }

    private void add(List<Place> places, StackHop hop, boolean large, long now) {
        InetSocketAddress remote = new InetSocketAddress(Literals.address(hop.host()), hop.port());
        if (large && hop.transport().equals("udp") && !streamless.contains(hop, now)) {
            places.add(place("tcp", remote, LITTLE_PATIENCE));
        }
        places.add(place(hop.transport(), remote, PATIENCE));
    }

    /** The place of a request for which only one is tried: the first one's own transport, since nothing would notice that a stream fails. */
    static Place sole(List<Place> places) {
        Place first = places.get(0);
        boolean streamFirst = places.size() > 1 && places.get(1).remote().equals(first.remote());
        return streamFirst ? places.get(1) : first;
    }

    private Place place(String transport, InetSocketAddress remote, Duration patience) {
        Host host = new Host(addresses.hostToward(transport, remote.getAddress()));
        return new Place(transport, remote, host, addresses.port(transport), patience);
    }

    private static boolean isLarge(SipRequest request) {
        int size = request.body().text().length() + ADDED;
        for (Headers.Field field : request.headers().fields()) {
            size += field.name().length() + field.value().length() + 4;
        }
        size += request.uri().length()
                + request.contact().length()
                + request.callId().length();
        size += request.from().uri().length() + request.to().uri().length();
        return size > DATAGRAM;
    }

    /**
     * A place failed, another one is tried instead: the first one rests for half a minute. Where that is a stream and a datagram goes to the same
     * address now, large requests go there by datagram at once for ten minutes.
     */
    void tried(Place left, Place now) {
        long time = System.nanoTime();
        if (left.reliable() && !now.reliable() && left.remote().equals(now.remote())) {
            streamless.add(hop(now), time);
        } else {
            resting.add(hop(left), time);
        }
    }

    private static StackHop hop(Place place) {
        return new StackHop(
                Literals.text(place.remote().getAddress()), place.remote().getPort(), place.transport());
    }
}
