package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each fact to the consumer that reads it. Where it is missing for a moment, because its route is being swapped, the fact waits. */
final class FactRouter implements FactListener {
    private static final Logger LOG = LoggerFactory.getLogger(FactRouter.class);
    private static final Duration CALL_WAITS = Duration.ofSeconds(2);
    private static final Duration FACT_WAITS = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Supplier<CallLanes> lanes;
    private final AtomicReference<Optional<SipConsumer>> invites = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<SipConsumer>> events = new AtomicReference<>(Optional.empty());

    FactRouter(Supplier<CallLanes> lanes) {
        this.lanes = lanes;
    }

    void join(SipConsumer consumer, boolean forInvites) {
        AtomicReference<Optional<SipConsumer>> place = forInvites ? invites : events;
        if (!place.compareAndSet(Optional.empty(), Optional.of(consumer))
                && place.get().orElse(null) != consumer) {
            throw new IllegalStateException(consumer.getEndpoint() + " is read by another route already");
        }
    }

    void leave(SipConsumer consumer, boolean forInvites) {
        (forInvites ? invites : events).updateAndGet(c -> c.filter(other -> other != consumer));
    }

    @Override
    public void accept(CallEvent event, Runnable done) {
        boolean arrived = event instanceof CallEvent.Arrived;
        attempt(event, done, System.nanoTime() + (arrived ? CALL_WAITS : FACT_WAITS).toNanos());
    }

    private void attempt(CallEvent event, Runnable done, long until) {
        Optional<SipConsumer> consumer = (event instanceof CallEvent.Arrived ? invites : events).get();
        if (consumer.isEmpty() && System.nanoTime() - until < 0) {
            lanes.get().later(() -> attempt(event, done, until), PAUSE);
            return;
        }
        if (event instanceof CallEvent.Arrived arrived) {
            consumer.ifPresentOrElse(c -> c.arrived(arrived), () -> refuse(arrived));
            done.run();
        } else if (consumer.isPresent()) {
            consumer.get().fact(event, done);
        } else {
            LOG.warn(
                    "call {}: lost {}, because no route reads sip:events",
                    event.call(),
                    event.getClass().getSimpleName());
            done.run();
        }
    }

    private void refuse(CallEvent.Arrived arrived) {
        List<Field> retry = List.of(Field.of(HeaderName.RETRY_AFTER, FieldValue.of("5")));
        lanes.get().order(new CallOrder.Refuse(arrived.call(), 503, "", retry));
    }
}
