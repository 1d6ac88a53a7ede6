package io.callcenter.store.records;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.seda.SedaEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells routes that begin with {@code seda:cc-notify?multipleConsumers=true} of each event, when there are any; never waits: a listener that is
 * too slow misses events.
 */
public final class EventListeners {
    private static final Logger LOG = LoggerFactory.getLogger(EventListeners.class);
    private static final String QUEUE =
            "seda:cc-notify?multipleConsumers=true&discardWhenFull=true&discardIfNoConsumers=true";

    private final ProducerTemplate template;
    private final SedaEndpoint queue;

    public EventListeners(CamelContext camel, ProducerTemplate template) {
        this.template = template;
        this.queue = camel.getEndpoint(QUEUE, SedaEndpoint.class);
    }

    public void tell(EventMessage event) {
        if (!Optional.ofNullable(queue.getQueueReference())
                .map(q -> q.hasConsumers())
                .orElse(false)) {
            return;
        }
        try {
            template.sendBodyAndHeaders(queue, event.json(), Map.copyOf(event.properties()));
        } catch (org.apache.camel.CamelExecutionException | RejectedExecutionException | IllegalStateException e) {
            LOG.debug("an event was not told: {}", e.toString()); // the process is stopping
        }
    }
}
