package io.callcenter.app;

import io.callcenter.core.Effect;
import io.callcenter.core.Signal;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when the route of an effect fails, or none is there: it is logged and counted; a record goes to the outbox all the same, so that it
 * is not lost; and a leg that could not be ordered is reported to the center as refused, so that no call waits for an answer that cannot come.
 */
public final class EffectFailures implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(EffectFailures.class);
    private static final int INTERNAL_ERROR = 500;
    private final Lane lane;
    private final InstantSource clock;
    private final Consumer<Effect> outbox;
    private final LongAdder count = new LongAdder();

    /** Reports to that lane, records in that outbox. */
    public EffectFailures(Lane lane, InstantSource clock, Consumer<Effect> outbox) {
        this.lane = lane;
        this.clock = clock;
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) {
        failed(
                exchange.getProperty(EffectRoutes.EFFECT),
                exchange,
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    /** That effect, or what else somebody gave to its route, failed on its way through that exchange. */
    void failed(Object effect, Exchange exchange, Exception cause) {
        failed(effect, cause);
        if (effect instanceof Effect record && record.isRecord() && RecordEffect.claim(exchange)) {
            outbox.accept(record);
        }
    }

    /** That effect failed, and no route can do it instead. */
    void failed(Object effect, Throwable cause) {
        count.increment();
        LOG.error("Failed to carry out {}", effect, cause);
        if (effect instanceof Effect.Connect connect) {
            int code = connect.agent().isPresent() ? Signal.LegRefused.NOT_SENT : INTERNAL_ERROR;
            lane.fact(new Signal.LegRefused(connect.call(), connect.leg(), code, clock.instant()));
        }
    }

    /** Effects that failed since start. */
    public long count() {
        return count.sum();
    }
}
