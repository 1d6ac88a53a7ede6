package io.callcenter.store;

import io.callcenter.store.journal.Journal;
import io.callcenter.store.journal.JournalFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The journal as meters {@code callcenter_journal_*}: how long commits take, how large it is, what is in it and how old. */
public final class JournalMeters implements MeterBinder {
    private static final String PREFIX = "callcenter.journal.";
    private static final double NANOS = 1e9;

    private final RecordStore records;
    private final Journal journal;

    /** Meters of that store's journal. */
    public JournalMeters(RecordStore records) {
        this.records = records;
        this.journal = records.journal();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionTimer.builder(
                        PREFIX + "commit",
                        journal.figures(),
                        JournalFigures::commits,
                        JournalFigures::commitNanos,
                        TimeUnit.NANOSECONDS)
                .description("Time from the request to write a record until it is on disk")
                .register(registry);
        count("written", "Records, new or changed, handed to the journal", JournalFigures::writtenRecords, registry);
        count("deleted", "Deletions of records handed to the journal", JournalFigures::deletedRecords, registry);
        gauge(
                        "commit.longest",
                        "Longest commit within a minute",
                        j -> j.figures().longestCommitSeconds())
                .baseUnit("seconds")
                .register(registry);
        gauge("size", "Size of the journal on disk", Journal::size)
                .baseUnit("bytes")
                .register(registry);
        gauge("outstanding", "Records not on disk yet", Journal::outstanding).register(registry);
        Gauge.builder(PREFIX + "accepting", records, store -> store.acceptsCalls() ? 1 : 0)
                .description(
                        "1 while new calls are accepted; 0 while they get 503 because there is no room for their records")
                .register(registry);
        for (Journal.Kind kind : Journal.Kind.values()) {
            Tags tags = Tags.of("kind", kind.name().toLowerCase(Locale.ROOT));
            gauge("records", "Records alive", j -> j.figures().records(kind))
                    .tags(tags)
                    .register(registry);
            gauge(
                            "oldest",
                            "Age of the oldest record alive",
                            j -> j.figures().oldest(kind).toNanos() / NANOS)
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(registry);
        }
    }

    private void count(
            String name, String description, ToDoubleFunction<JournalFigures> value, MeterRegistry registry) {
        FunctionCounter.builder(PREFIX + name, journal.figures(), value)
                .description(description)
                .register(registry);
    }

    private Gauge.Builder<Journal> gauge(String name, String description, ToDoubleFunction<Journal> value) {
        return Gauge.builder(PREFIX + name, journal, value).description(description);
    }
}
