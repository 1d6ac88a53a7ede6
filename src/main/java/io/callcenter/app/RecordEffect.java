package io.callcenter.app;

import io.callcenter.core.Effect;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code record} of a route: gives the effect in the body to the outbox, and says so to copies of the exchange as well. */
public final class RecordEffect implements Processor {
    /** Exchange property, an {@link AtomicBoolean}: whether the outbox has the effect, whatever becomes of the route. */
    static final String RECORDED = "CcRecorded";

    private final Consumer<Effect> outbox;

    /** Records in that outbox. */
    public RecordEffect(Consumer<Effect> outbox) {
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) {
        outbox.accept((Effect) exchange.getMessage().getBody());
        claim(exchange);
    }

    /** Whether nobody had recorded the effect of that exchange before. */
    static boolean claim(Exchange exchange) {
        AtomicBoolean recorded = exchange.getProperty(RECORDED, AtomicBoolean.class);
        return recorded == null || recorded.compareAndSet(false, true);
    }
}
