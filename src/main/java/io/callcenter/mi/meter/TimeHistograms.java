package io.callcenter.mi.meter;

import io.callcenter.core.Effect;
import io.callcenter.ids.FlowId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Histograms of waiting, ringing, talking and dispatching times, for each flow (docs/design/interfaces.md 4). Any thread. */
public final class TimeHistograms implements Processor {
    private static final List<Duration> SECONDS = durations(
            1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000);
    private static final List<Duration> MILLIS =
            durations(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000);

    private final MeterRegistry registry;
    private final Map<Effect.Measure, Map<FlowId, Timer>> timers = new EnumMap<>(Effect.Measure.class);

    /** Histograms in that registry. */
    public TimeHistograms(MeterRegistry registry) {
        this.registry = registry;
        for (Effect.Measure measure : Effect.Measure.values()) {
            timers.put(measure, new ConcurrentHashMap<>());
        }
    }

    private static List<Duration> durations(long... millis) {
        return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
    }

    /** Adds the value of the sample in the body. */
    @Override
    public void process(Exchange exchange) {
        record((Effect.Sample) exchange.getMessage().getBody());
    }

    /** Adds one value. */
    public void record(Effect.Sample sample) {
        Duration value = sample.value().isNegative() ? Duration.ZERO : sample.value();
        timers.get(sample.measure())
                .computeIfAbsent(sample.flow(), flow -> timer(sample.measure(), flow))
                .record(value);
    }

    private Timer timer(Effect.Measure measure, FlowId flow) {
        List<Duration> buckets = measure == Effect.Measure.DISPATCHING ? MILLIS : SECONDS;
        return Timer.builder("callcenter." + measure.name().toLowerCase(Locale.ROOT))
                .description(description(measure))
                .tag("flow", flow.value())
                .serviceLevelObjectives(buckets.toArray(Duration[]::new))
                .register(registry);
    }

    private static String description(Effect.Measure measure) {
        return switch (measure) {
            case WAITING -> "Reception of a call to its establishment, or to the end of an unanswered one";
            case RINGING -> "An agent's leg from its start to answer or refusal";
            case TALKING -> "Establishment of a call to its end";
            case DISPATCHING -> "From the moment an agent became free to the INVITE of a call that waited for them";
        };
    }
}
