package io.callcenter.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Knows which hooks {@code direct:hook-<moment>} have an owner, so that absent ones are skipped without waiting. A hook whose route is being
 * swapped counts as owned for two seconds: calls wait for the new route instead of passing it by (docs/design/architecture.md 4).
 */
public final class Hooks extends EventNotifierSupport {
    /** When hooks are asked. */
    public static final List<String> MOMENTS = List.of("choose-flow", "transfer", "board-columns");

    private static final String PREFIX = "direct://hook-";
    private static final Duration SWAP = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<String, Instant> ownedUntil = new ConcurrentHashMap<>();

    /** No hook is owned at first. */
    public Hooks(InstantSource clock) {
        this.clock = clock;
        setIgnoreExchangeEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    /** Whether {@code direct:hook-choose-flow} has an owner. */
    public boolean chooseFlow() {
        return owned("choose-flow");
    }

    /** Whether {@code direct:hook-<moment>} has an owner. */
    public boolean owned(String moment) {
        Instant until = ownedUntil.get(moment);
        return until != null && until.isAfter(clock.instant());
    }

    @Override
    public void notify(CamelEvent event) {
        if (!(event instanceof RouteEvent routeEvent)) {
            return;
        }
        String uri = routeEvent.getRoute().getEndpoint().getEndpointUri();
        if (!uri.startsWith(PREFIX)) {
            return;
        }
        String moment = uri.substring(PREFIX.length()).replaceFirst("\\?.*", "");
        if (event.getType() == CamelEvent.Type.RouteAdded) {
            ownedUntil.put(moment, Instant.MAX);
        } else if (event.getType() == CamelEvent.Type.RouteRemoved) {
            ownedUntil.put(moment, clock.instant().plus(SWAP));
        }
    }
}
