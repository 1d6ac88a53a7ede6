package io.callcenter.sip;

import io.callcenter.b2b.CallEvent;
import io.callcenter.b2b.CallOrder;
import io.callcenter.ids.CallId;
import io.callcenter.message.Field;
import io.callcenter.message.FieldValue;
import io.callcenter.message.HeaderName;
import io.callcenter.sip.call.CallWatcher;
import io.callcenter.sip.call.FactListener;
import io.callcenter.sip.call.LiveCalls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Tells who decides about calls of every fact, gives new calls to the route that reads them, and lets any number of routes listen to the others.
 * Where the route of new calls is missing for a moment, because it is being swapped, a call waits.
 */
final class FactRouter implements FactListener {
    private static final Duration CALL_WAITS = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Supplier<LiveCalls> lanes;
    private final CallWatcher watcher;
    private final AtomicReference<Optional<SipConsumer>> invites = new AtomicReference<>(Optional.empty());
    private final List<SipConsumer> taps = new CopyOnWriteArrayList<>();

    FactRouter(Supplier<LiveCalls> lanes, CallWatcher watcher) {
        this.lanes = lanes;
        this.watcher = watcher;
    }

    void join(SipConsumer consumer, boolean forInvites) {
        if (!forInvites) {
            taps.add(consumer);
        } else if (!invites.compareAndSet(Optional.empty(), Optional.of(consumer))
                && invites.get().orElse(null) != consumer) {
            throw new IllegalStateException(consumer.getEndpoint() + " is read by another route already");
        }
    }

    void leave(SipConsumer consumer, boolean forInvites) {
        if (forInvites) {
            invites.updateAndGet(c -> c.filter(other -> other != consumer));
        } else {
            taps.remove(consumer);
        }
    }

    @Override
    public void arriving(CallId call) {
        watcher.arriving(call);
    }

    @Override
    public void refused(CallId call) {
        watcher.decided(call);
    }

    @Override
    public void accept(CallEvent event) {
        if (event instanceof CallEvent.Arrived arrived) {
            attempt(arrived, System.nanoTime() + CALL_WAITS.toNanos());
            return;
        }
        step(List.of(event));
    }

    @Override
    public void step(List<CallEvent> events) {
        watcher.facts(events);
        for (SipConsumer tap : taps) {
            events.forEach(tap::fact);
        }
    }

    private void attempt(CallEvent.Arrived arrived, long until) {
        Optional<SipConsumer> consumer = invites.get();
        if (consumer.isPresent()) {
            consumer.get().arrived(arrived, () -> watcher.decided(arrived.call()));
        } else if (System.nanoTime() - until < 0) {
            lanes.get().later(arrived.call(), () -> attempt(arrived, until), PAUSE);
        } else {
            List<Field> retry = List.of(Field.of(HeaderName.RETRY_AFTER, FieldValue.of("5")));
            lanes.get().order(new CallOrder.Refuse(arrived.call(), 503, "", retry));
            watcher.decided(arrived.call());
        }
    }
}
