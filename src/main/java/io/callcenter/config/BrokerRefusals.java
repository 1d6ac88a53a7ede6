package io.callcenter.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Part of the log's configuration: the embedded broker logs a stack trace for every message that it refuses, because {@code cc.mi} is full, say.
 * That is no fault of the broker: it is said in one line, for each kind of refusal once in ten seconds, with how many there were since.
 */
public final class BrokerRefusals extends TurboFilter {
    private static final String CAUGHT = "AMQ224016";
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("io.callcenter.broker");

    private final InstantSource clock;
    private final Map<Class<?>, Silence> silences = new HashMap<>();

    /** Until when a kind is not said again, and how often it came in between. */
    private record Silence(Instant until, long unsaid) {}

    /** By the machine's clock; made by the logging library. */
    public BrokerRefusals() {
        this(InstantSource.system());
    }

    BrokerRefusals(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] arguments, Throwable thrown) {
        if (!(thrown instanceof ActiveMQException) || format == null || !format.startsWith(CAUGHT)) {
            return FilterReply.NEUTRAL;
        }
        say((ActiveMQException) thrown);
        return FilterReply.DENY;
    }

    private synchronized void say(ActiveMQException refusal) {
        Instant now = clock.instant();
        Silence before = silences.getOrDefault(refusal.getClass(), new Silence(now, 0));
        if (now.isBefore(before.until())) {
            silences.put(refusal.getClass(), new Silence(before.until(), before.unsaid() + 1));
            return;
        }
        silences.put(refusal.getClass(), new Silence(now.plus(PAUSE), 0));
        LOG.warn("The broker refuses messages: {} ({} more before)", refusal.getMessage(), before.unsaid());
    }
}
