package io.callcenter.broker;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.callcenter.log.RateLimitedLog;
import java.util.function.LongSupplier;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Part of the log's configuration: the embedded broker logs a stack trace for every message that it refuses, because {@code cc.mi} is full, say.
 * That is no fault of the broker: each kind of refusal is one line every ten seconds.
 */
public final class BrokerRefusals extends TurboFilter {
    private static final String CAUGHT = "AMQ224016";

    private final RateLimitedLog log;

    /** By the machine's clock; made by the logging library. */
    public BrokerRefusals() {
        this(System::nanoTime);
    }

    BrokerRefusals(LongSupplier nanos) {
        log = new RateLimitedLog(LoggerFactory.getLogger("io.callcenter.broker"), nanos);
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (!(thrown instanceof ActiveMQException) || format == null || !format.startsWith(CAUGHT)) {
            return FilterReply.NEUTRAL;
        }
        log.warn(thrown.getClass().getName(), "The embedded broker refuses messages: {}", thrown.getMessage());
        return FilterReply.DENY;
    }
}
