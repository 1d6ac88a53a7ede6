package io.callcenter.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** The embedded broker as meters {@code callcenter_broker_*}; another broker shows its own. */
final class BrokerMeters implements MeterBinder {
    private static final String PREFIX = "callcenter.broker.";

    private final EmbeddedActiveMQ broker;

    /** Of that broker, whichever server runs in it: each start makes a new one. */
    BrokerMeters(EmbeddedActiveMQ broker) {
        this.broker = broker;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("connections", "Connections of clients, its own included", ActiveMQServer::getConnectionCount)
                .register(registry);
        gauge("memory", "Messages in memory", s -> s.getPagingManager().getGlobalSize())
                .baseUnit("bytes")
                .register(registry);
        gauge(
                        "disk.full",
                        "Whether the disk is too full to take messages, 1 = yes",
                        s -> s.getPagingManager().isDiskFull() ? 1 : 0)
                .register(registry);
        for (String queue : List.of(BrokerRules.COMMANDS, BrokerRules.UNDELIVERABLE, BrokerRules.EXPIRED)) {
            gauge("messages", "Messages in a queue", s -> messages(s, queue))
                    .tags(Tags.of("queue", queue))
                    .register(registry);
        }
    }

    private static long messages(ActiveMQServer server, String queue) {
        return Optional.ofNullable(server.locateQueue(queue))
                .map(Queue::getMessageCount)
                .orElse(0L);
    }

    private Gauge.Builder<EmbeddedActiveMQ> gauge(
            String name, String description, ToDoubleFunction<ActiveMQServer> value) {
        return Gauge.builder(PREFIX + name, broker, it -> value.applyAsDouble(it.getActiveMQServer()))
                .description(description);
    }
}
