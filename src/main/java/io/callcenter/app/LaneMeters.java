package io.callcenter.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The lane as meters {@code callcenter_lane_*}: depth, delay, and the time that each kind of signal takes. */
public final class LaneMeters implements MeterBinder {
    private static final double NANOS = 1e9;

    private final Lane lane;
    private final LaneRequests requests;
    private final EffectFailures failures;

    /** Meters of that lane, of the requests that routes make to it, and of the effects that failed behind it. */
    public LaneMeters(Lane lane, LaneRequests requests, EffectFailures failures) {
        this.lane = lane;
        this.requests = requests;
        this.failures = failures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("depth", "Signals waiting or being handled", Lane::depth).register(registry);
        seconds("delay", "How long the signal being handled had waited; 0 = idle", LaneMeters::delay)
                .register(registry);
        LaneTimes times = lane.times();
        seconds(
                        "waited.longest",
                        "Longest wait of a signal within a minute",
                        l -> l.times().longestWaitSeconds())
                .register(registry);
        seconds(
                        "signal.longest",
                        "Longest time of one signal within a minute",
                        l -> l.times().longestBusySeconds())
                .register(registry);
        timer("waited", times.waited, "Time that signals wait for the lane").register(registry);
        times.kinds()
                .forEach((name, kind) -> timer("signal", kind, "Time that the lane spends on signals")
                        .tag("signal", name)
                        .register(registry));
        Gauge.builder("callcenter.lane.requests", requests, LaneRequests::open)
                .description("Requests of routes that wait for the lane or for the steps behind them")
                .register(registry);
        FunctionCounter.builder("callcenter.lane.requests.refused", requests, LaneRequests::refused)
                .description("Requests of routes that were refused because too many wait")
                .register(registry);
        FunctionCounter.builder("callcenter.effects.failed", failures, EffectFailures::count)
                .description("Effects whose route failed")
                .register(registry);
    }

    private static double delay(Lane lane) {
        return lane.delay().toNanos() / NANOS;
    }

    private Gauge.Builder<Lane> seconds(String name, String description, ToDoubleFunction<Lane> value) {
        return gauge(name, description, value).baseUnit("seconds");
    }

    private Gauge.Builder<Lane> gauge(String name, String description, ToDoubleFunction<Lane> value) {
        return Gauge.builder("callcenter.lane." + name, lane, value).description(description);
    }

    private static FunctionTimer.Builder<LaneTimes.Kind> timer(String name, LaneTimes.Kind kind, String description) {
        return FunctionTimer.builder(
                        "callcenter.lane." + name, kind, k -> k.count.sum(), k -> k.nanos.sum(), TimeUnit.NANOSECONDS)
                .description(description);
    }
}
