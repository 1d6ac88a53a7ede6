package io.callcenter.store.projection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.ProducerTemplate;

/** Hands batches to the routes that write them, and waits for each to be through; an exception of a route comes back. */
public final class RouteSender {
    private final BooleanSupplier allowed;
    private volatile Optional<ProducerTemplate> template = Optional.empty();

    /**
     * Senders without routes.
     *
     * @param allowed whether this process may write at present; else every batch waits
     */
    public RouteSender(BooleanSupplier allowed) {
        this.allowed = allowed;
    }

    /** From now on there are routes. */
    public void connect(ProducerTemplate routes) {
        template = Optional.of(routes);
    }

    void send(String endpoint, Object batch, Map<String, Object> headers) {
        routes().sendBodyAndHeaders(endpoint, batch, headers);
    }

    List<Map<String, Object>> rows(String endpoint, Map<String, Object> headers) {
        @SuppressWarnings("unchecked") // what sql: gives for a select
        List<Map<String, Object>> rows = routes().requestBodyAndHeaders(endpoint, null, headers, List.class);
        return rows;
    }

    private ProducerTemplate routes() {
        if (!allowed.getAsBoolean()) {
            throw new UncheckedIOException(new IOException("it is not certain that this process still leads"));
        }
        return template.orElseThrow(() -> new IllegalStateException("the routes do not run yet"));
    }
}
