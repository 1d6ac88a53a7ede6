package io.callcenter.app;

import io.callcenter.core.Signal;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.TimeWindowMax;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How long signals waited for the lane and how long they kept it busy. Written by the lane alone; any thread may read. */
final class LaneTimes {
    /** Signals of one kind and the time they took. */
    static final class Kind {
        final LongAdder count = new LongAdder();
        final LongAdder nanos = new LongAdder();
    }

    final Kind waited = new Kind();
    private final TimeWindowMax longestWait = lastMinute();
    private final TimeWindowMax longestBusy = lastMinute();
    private final Map<Class<?>, Kind> kinds = Arrays.stream(Signal.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), kind -> new Kind()));

    private static TimeWindowMax lastMinute() {
        return new TimeWindowMax(Clock.SYSTEM, TimeUnit.SECONDS.toMillis(20), 3);
    }

    /** A signal was handled; times in nanoseconds, below zero counts as zero. */
    void add(Signal signal, long waitedNanos, long busyNanos) {
        long wait = Math.max(0, waitedNanos);
        long busy = Math.max(0, busyNanos);
        waited.count.increment();
        waited.nanos.add(wait);
        longestWait.record(wait, TimeUnit.NANOSECONDS);
        longestBusy.record(busy, TimeUnit.NANOSECONDS);
        Kind kind = kinds.get(signal.getClass());
        kind.count.increment();
        kind.nanos.add(busy);
    }

    /** By name, such as {@code CallArrived}. */
    Map<String, Kind> kinds() {
        Map<String, Kind> byName = new TreeMap<>();
        kinds.forEach((type, kind) -> byName.put(type.getSimpleName(), kind));
        return byName;
    }

    /** Seconds that one signal waited at most, within the last minute. */
    double longestWaitSeconds() {
        return longestWait.poll(TimeUnit.SECONDS);
    }

    /** Seconds that one signal kept the lane busy at most, within the last minute. */
    double longestBusySeconds() {
        return longestBusy.poll(TimeUnit.SECONDS);
    }
}
