package io.callcenter.sip;

import io.callcenter.b2b.Headers;
import io.callcenter.b2b.Hop;
import io.callcenter.b2b.SipRequest;
import io.callcenter.message.Host;
import io.callcenter.transport.Literals;
import io.callcenter.transport.Place;
import java.io.IOException;
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
    private final StreamlessHops streamless = new StreamlessHops();

    NextHop(LocalAddresses addresses, Locator locator) {
        this.addresses = addresses;
        this.locator = locator;
    }

    /** The places, in the order in which they are tried; completes exceptionally where there is none. */
    CompletionStage<List<Place>> of(SipRequest request, Hop hop) {
        SipUriText next;
        try {
            next = SipUriText.parse(
                    request.routes().isEmpty()
                            ? request.uri()
                            : request.routes().get(0));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        StackHop given = new StackHop(hop.remoteHost(), hop.remotePort(), hop.transport());
        if (isWebSocket(given.transport()) || isWebSocket(next.transport())) {
            return overWebSocket(given);
        }
        boolean large = next.transport().isEmpty() && addresses.speaks("tcp") && isLarge(request);
        return points(next, given)
                ? CompletableFuture.completedFuture(places(given, large, next.host()))
                : locator.find(next).thenApply(found -> places(found, large, next.host()));
    }

    private static boolean isWebSocket(String transport) {
        return transport.equals("ws") || transport.equals("wss");
    }

    /** Over the connection that the peer has opened, whatever its URI says; no name is looked up and nothing is dialled (RFC 7118 §5). */
    private CompletionStage<List<Place>> overWebSocket(StackHop hop) {
        return isWebSocket(hop.transport())
                ? CompletableFuture.completedFuture(places(hop, false, hop.host()))
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

    private List<Place> places(StackHop hop, boolean large, String uriHost) {
        InetSocketAddress remote = new InetSocketAddress(Literals.address(hop.host()), hop.port());
        List<Place> places = new ArrayList<>(2);
        if (large && hop.transport().equals("udp") && !streamless.contains(hop(remote))) {
            places.add(place("tcp", remote, LITTLE_PATIENCE));
        }
        places.add(place(hop.transport(), remote, PATIENCE).of(uriHost));
        return places;
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

    /** A datagram has to go there instead of a stream: the next ones go at once. */
    void isStreamlessNow(InetSocketAddress remote) {
        streamless.add(hop(remote));
    }

    private static StackHop hop(InetSocketAddress remote) {
        return new StackHop(Literals.text(remote.getAddress()), remote.getPort(), "udp");
    }
}
