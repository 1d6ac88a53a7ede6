package io.callcenter.sip;

import io.callcenter.b2b.Hop;
import io.callcenter.transport.Literals;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Finds out where SIP URIs point: literal addresses at once, names by SRV (where no port is given), A and AAAA on threads of its own, with a
 * cache. RFC 3263 without NAPTR, one address a name.
 */
final class Locator implements AutoCloseable {
    private static final long GOOD_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BAD_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_KEPT = 5_000;

    private record Entry(CompletableFuture<StackHop> found, long since) {
        boolean fresh(long now) {
            return now - since < (found.isCompletedExceptionally() ? BAD_NANOS : GOOD_NANOS);
        }
    }

    private final LocalAddresses local;
    private final boolean ipv6;
    private final Map<String, Entry> known = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    Locator(LocalAddresses local, boolean ipv6) {
        this.local = local;
        this.ipv6 = ipv6;
        this.threads = new ThreadPoolExecutor(
                4, 4, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1_000), CallLanes.daemon("sip-names"));
        threads.allowCoreThreadTimeOut(true);
    }

    /** The hop to where the URI points; completes exceptionally with {@link IOException} when that is nowhere. */
    CompletableFuture<Hop> locate(String uri) {
        try {
            return find(SipUriText.parse(uri)).thenApply(this::hop);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
    }

    private Hop hop(StackHop to) {
        InetAddress address = Literals.address(to.host());
        return new Hop(
                to.transport(),
                to.host(),
                to.port(),
                local.hostToward(to.transport(), address),
                local.port(to.transport()),
                local.self(to.transport(), address, to.port()));
    }

    /** Where that URI points, resolved or being resolved. */
    CompletableFuture<StackHop> find(SipUriText uri) {
        if (!uri.scheme().equals("sip") && !uri.scheme().equals("sips")) {
            return CompletableFuture.failedFuture(new IOException("not a SIP URI: " + uri.scheme()));
        }
        if (uri.transport().startsWith("ws")) {
            return CompletableFuture.failedFuture(new IOException("WebSockets are opened by peers only"));
        }
        if (Literals.isLiteral(uri.host())) {
            return literal(uri);
        }
        long now = System.nanoTime();
        Entry entry = known.get(key(uri));
        if (entry != null && entry.fresh(now)) {
            return entry.found();
        }
        if (known.size() >= MOST_KEPT) {
            known.clear();
        }
        CompletableFuture<StackHop> found = ask(uri);
        known.put(key(uri), new Entry(found, now));
        return found;
    }

    private CompletableFuture<StackHop> literal(SipUriText uri) {
        return spoken(uri)
                .map(transport -> CompletableFuture.completedFuture(
                        new StackHop(Literals.text(Literals.address(uri.host())), uri.portOrUsual(), transport)))
                .orElseGet(() -> CompletableFuture.failedFuture(new IOException("we do not speak that transport")));
    }

    private CompletableFuture<StackHop> ask(SipUriText uri) {
        try {
            return CompletableFuture.supplyAsync(() -> lookUp(uri), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new IOException("too many names to resolve", e));
        }
    }

    private static String key(SipUriText uri) {
        return uri.scheme() + "|" + uri.host() + "|" + uri.port() + "|" + uri.transport();
    }

    /** The transport to use: the one asked for, else the usual one, else (nothing was asked for) one that we speak. */
    private Optional<String> spoken(SipUriText uri) {
        String wanted = uri.transportOrUsual();
        if (local.speaks(wanted)) {
            return Optional.of(wanted);
        }
        boolean open = uri.transport().isEmpty() && !uri.secure();
        return open && local.speaks("tcp") ? Optional.of("tcp") : Optional.empty();
    }

    private StackHop lookUp(SipUriText uri) {
        try {
            if (uri.port() < 0 && uri.host().indexOf('.') > 0) {
                Optional<StackHop> service = service(uri);
                if (service.isPresent()) {
                    return service.get();
                }
            }
            String transport = spoken(uri).orElseThrow(() -> new IOException("we do not speak that transport"));
            return new StackHop(address(uri.host()), uri.portOrUsual(), transport);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private Optional<StackHop> service(SipUriText uri) throws IOException {
        String[] transports = uri.transport().isEmpty() && !uri.secure()
                ? new String[] {"udp", "tcp"}
                : new String[] {uri.transportOrUsual()};
        for (String transport : transports) {
            Optional<ServiceRecords.Service> service =
                    local.speaks(transport) ? ServiceRecords.find(uri.host(), transport) : Optional.empty();
            if (service.isPresent()) {
                return Optional.of(new StackHop(
                        address(service.get().host()), service.get().port(), transport));
            }
        }
        return Optional.empty();
    }

    private String address(String name) throws IOException {
        InetAddress[] all = InetAddress.getAllByName(name);
        return Literals.text(Arrays.stream(all)
                .filter(a -> ipv6 || a.getAddress().length == 4)
                .findFirst()
                .orElseThrow(() -> new IOException("no address of our family: " + name)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
