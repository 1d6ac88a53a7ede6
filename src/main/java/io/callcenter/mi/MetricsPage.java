package io.callcenter.mi;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** {@code GET /metrics}: all meters in the text form of Prometheus. */
public final class MetricsPage implements Processor {
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;
    private final Runnable refresh;

    /**
     * The page of that registry.
     *
     * @param refresh brings the meters up to date before each look
     */
    public MetricsPage(PrometheusMeterRegistry registry, Runnable refresh) {
        this.registry = registry;
        this.refresh = refresh;
    }

    @Override
    public void process(Exchange exchange) {
        refresh.run();
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, TYPE);
        message.setBody(registry.scrape(TYPE));
    }
}
