package io.callcenter.config;

import io.callcenter.app.GhostWatch;
import io.callcenter.core.Board;
import io.callcenter.store.RecordStore;
import io.callcenter.store.projection.Projection;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * What waits in the journal for databases and broker, what did not fit into a column, and what the watch of the contact center had to repair, as meters.
 *
 * <p>Label {@code concern}: {@code cdrs}, {@code events}, {@code calls}, {@code wrapups}, {@code logins}.
 */
final class ProcessMeters {
    private final MeterRegistry registry;

    private ProcessMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Puts them into that registry, for good. */
    static void bind(RecordStore records, Board board, GhostWatch ghosts, MeterRegistry registry) {
        ProcessMeters meters = new ProcessMeters(registry);
        records.projections().forEach(meters::concern);
        FunctionCounter.builder("callcenter.records.cut", records, RecordStore::cutTexts)
                .description("Texts that were cut or lost characters to fit a column; cc_x_texts has them whole")
                .register(registry);
        repairs("state", board, Board::repairs, registry);
        repairs("ghost", ghosts, GhostWatch::repairs, registry);
    }

    private static <T> void repairs(String kind, T watch, ToDoubleFunction<T> count, MeterRegistry registry) {
        FunctionCounter.builder("callcenter.watch.repairs", watch, count)
                .description(
                        "Inconsistent agents, calls and legs that were freed or ended; above 0 is a fault of the program")
                .tag("kind", kind)
                .register(registry);
    }

    private void concern(Projection<?, ?> concern) {
        gauge("waiting", "Records not yet in the database or on the topic", concern, Projection::backlog);
        gauge(
                "oldest.seconds",
                "Age of the oldest record that waits",
                concern,
                it -> it.oldestAge().toMillis() / 1000.0);
        gauge(
                "failing",
                "1 while the database or the topic does not accept records",
                concern,
                it -> it.failing() ? 1 : 0);
        counter("written", "Records written to the database or the topic", concern, Projection::written);
        counter("failures", "Batches that failed and are retried", concern, Projection::failures);
        counter("refused", "Records put aside as dead letters", concern, Projection::refused);
        counter(
                "dropped",
                "Events and deeds dropped because they were too old or too many",
                concern,
                Projection::dropped);
    }

    private void gauge(
            String name, String description, Projection<?, ?> concern, ToDoubleFunction<Projection<?, ?>> value) {
        Gauge.builder("callcenter.records." + name, concern, value)
                .description(description)
                .tag("concern", concern.name())
                .register(registry);
    }

    private void counter(
            String name, String description, Projection<?, ?> concern, ToDoubleFunction<Projection<?, ?>> value) {
        FunctionCounter.builder("callcenter.records." + name, concern, value)
                .description(description)
                .tag("concern", concern.name())
                .register(registry);
    }
}
